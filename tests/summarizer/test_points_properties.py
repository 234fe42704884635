from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import summarizer
from summarizer.headlines import headlines
from summarizer.phrases import find_phrases
from summarizer.statements import statements
from summarizer.text import read
from summarizer.wellformed import is_wellformed
from tests.benchmarks.points import DATA, read_pieces

WORDS = (
    "Krieg der Stadt und Hilfe für die Ukraine Trump sagte neue Verträge mit Polen, wir - „ “ » ( ) 1. U.S. "
    "the of sanctions against Russia's allies said that and war — Putin? "
    "війна з Росією санкції проти уряду «Право і справедливість» що не Київ у "
    "война с Россией и вопрос о мире … ! : ; \n\n https://x.example @ # 100 % Sicherheits- und"
)
SOUP = st.lists(st.sampled_from(WORDS.split(" ")), max_size=120).map(" ".join)
ANYTHING = st.one_of(SOUP, st.text(max_size=400))
LANGUAGES = st.sampled_from(["de", "en", "uk", "ru", "und", "fr", "zz"])
SENTENCES = [
    (piece["lang"], sentence)
    for piece in read_pieces(DATA / "pieces.jsonl")
    for sentence in piece["sentences"]
]
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(
    text=ANYTHING,
    language=LANGUAGES,
    title=st.one_of(st.none(), SOUP),
    heading=st.text(max_size=80) | st.sampled_from(WORDS.split(" ")),
    limit=st.integers(0, 9),
)
def test_any_text_gives_verbatim_points_that_do_not_overlap(
    text: str, language: str, title: str | None, heading: str, limit: int
) -> None:
    text, end = f"{heading}\n\n{text}", len(heading)
    points = summarizer.points(text, language=language, title=title, headings=[(0, end)], limit=limit)
    assert len(points) <= limit
    for point in points:
        assert 0 < len(point.label) <= 60
        assert point.sentences
        for sentence in point.sentences:
            assert text[sentence.start : sentence.end] == sentence.text
            assert sentence.start >= end
            end = sentence.end


@QUICK
@given(text=SOUP, language=LANGUAGES, length=st.sampled_from(["line", "short", "long"]))
def test_the_same_text_gives_the_same_points(text: str, language: str, length: str) -> None:
    first = summarizer.points(text, language=language, length=length)
    assert summarizer.points(text, language=language, length=length) == first


@settings(max_examples=150, deadline=None)
@given(label=ANYTHING, language=LANGUAGES)
def test_judging_a_label_never_raises(label: str, language: str) -> None:
    assert is_wellformed(label, language) in (True, False)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    spoken=st.sampled_from(SENTENCES), start=st.integers(0, 20), stop=st.integers(1, 40), turned=st.booleans()
)
def test_a_torn_sentence_gives_headlines_of_its_own_words_or_none(
    spoken: tuple[str, str], start: int, stop: int, turned: bool
) -> None:
    language, sentence = spoken
    words = sentence.split(" ")
    torn = [*words[start:], *words[:start]] if turned else words[start : start + stop]
    document = read(" ".join(torn), language)
    phrases = find_phrases(document)
    for found in (*headlines(document, phrases), *statements(document, phrases)):
        assert 0 < len(found.label) <= 60
        assert 0 <= found.first <= found.last < len(document.lines[found.line].words)
