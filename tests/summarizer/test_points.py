from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import summarizer
from summarizer.wellformed import is_wellformed

PIECES = Path(__file__).parents[1] / "data" / "points" / "pieces.jsonl"


def pieces() -> list[dict[str, Any]]:
    return [json.loads(line) for line in PIECES.read_text(encoding="utf-8").splitlines()]


def text_of(piece: dict[str, Any]) -> str:
    return "\n\n".join(
        " ".join(piece["sentences"][i] for i in paragraph) for paragraph in piece["paragraphs"]
    )


@pytest.mark.parametrize("piece", pieces(), ids=lambda piece: piece["id"])
def test_points_are_verbatim_in_order_and_well_named(piece: dict[str, Any]) -> None:
    text = text_of(piece)
    points = summarizer.points(text, language=piece["lang"], title=piece["title"])
    assert len(points) == 5
    ends = [0]
    for point in points:
        assert is_wellformed(point.label, piece["lang"]), point.label
        for sentence in point.sentences:
            assert text[sentence.start : sentence.end] == sentence.text
            assert sentence.start >= ends[-1]
            ends.append(sentence.end)
    assert len({point.label for point in points}) == 5


def test_more_than_five_points_are_those_with_a_label_that_says_something() -> None:
    counts = set()
    for piece in pieces():
        found = summarizer.explain(text_of(piece), language=piece["lang"], limit=7).points
        chances = [
            next((each.score for each in one.candidates if each.label == one.point.label), 0.0)
            for one in found
        ]
        assert len(found) == 5 or min(chances) >= 0.5
        counts.add(len(found))
    assert counts == {5, 6, 7}


def test_a_conclusion_brings_the_sentence_before_it() -> None:
    text = (
        "Die Stadt baut seit Jahren an ihrem Wärmenetz. Das Geld dafür kam bisher aus Kopenhagen.\n\n"
        "Im Frühjahr läuft die dänische Förderung für Wärmenetze aus. "
        "Das bedeutet einen Mangel an Ersatzteilen und ein Ende der dänischen Förderung für Jahre.\n\n"
        "Der Bürgermeister besuchte die Schule. Die Kinder sangen ein Lied über den Fluss."
    )
    for point in summarizer.points(text, language="de", limit=4):
        texts = [sentence.text for sentence in point.sentences]
        if any(t.startswith("Das bedeutet") for t in texts):
            assert texts[0].startswith("Im Frühjahr")
            assert not point.dangling
            break
    else:
        pytest.fail("the conclusion is missing")


NOT_SENTENCES = [
    "Warum das Netz wichtig ist",
    "Foto: Die Halle im Winter.",
    "Lesen Sie auch: Der Streit um die Brücke.",
    "Ihre Spende hilft uns, weiter zu berichten.",
    "[1] Bericht des Ausschusses vom Mai.",
    "Anmerkung der Übersetzerin: Der Sender wird hier nicht genannt.",
    "Aus dem Ukrainischen: Klara Hopp.",
    "Klara Hopp für das Wärmenetz der Stadt.",
    "Джерело: Мости, власний сайт, 2 лютого.",
    "Mehr unter www.netz.example/heizung.",
    "Guten Abend, liebe Zuschauerinnen und Zuschauer des Wärmekanals.",
    "Danke für Ihre Aufmerksamkeit und bis zur nächsten Heizung.",
    "Добрий вечір, шановні друзі, говоримо сьогодні про тепло.",
    "Good evening and welcome to the channel on heating.",
    "Please follow the heating channel and look for more reports.",
    "Спасибо вам за внимание к теплу.",
]


@pytest.mark.parametrize("line", NOT_SENTENCES)
def test_headings_captions_notes_and_appeals_are_no_points(line: str) -> None:
    body = (
        "Das Wärmenetz der Stadt versorgt hunderttausend Menschen mit Heizung und Wasser. "
        "Die Leitungen des Wärmenetzes stammen aus der Zeit der Sowjetunion."
    )
    text = f"{line}\n\n{body}\n\n{line}"
    shown = [s.text for p in summarizer.points(text, language="de", limit=8) for s in p.sentences]
    assert shown
    assert line not in shown


def test_a_line_is_one_short_sentence_and_never_cut() -> None:
    piece = pieces()[0]
    text = text_of(piece)
    line = summarizer.points(text, language=piece["lang"], length="line")
    normal = summarizer.points(text, language=piece["lang"])
    assert all(len(point.sentences) == 1 for point in line)

    def words(points: list[summarizer.Point]) -> int:
        return sum(len(sentence.text.split()) for point in points for sentence in point.sentences)

    assert words(line) < words(normal) / 1.5
    assert max(len(point.sentences[0].text.split()) for point in line) <= 26


def test_a_longer_length_says_more() -> None:
    piece = pieces()[1]
    sizes = []
    for length in ("line", "short", "normal", "long"):
        points = summarizer.points(text_of(piece), language=piece["lang"], length=length)
        sizes.append(sum(len(s.text.split()) for p in points for s in p.sentences))
    assert sizes == sorted(sizes)


@pytest.mark.parametrize("method", summarizer.METHODS)
def test_every_method_gives_points(method: str) -> None:
    piece = pieces()[0]
    assert summarizer.points(text_of(piece), language=piece["lang"], method=method)


def test_an_unknown_method_or_length_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown method"):
        summarizer.points("Ein Satz.", language="de", method="magic")
    with pytest.raises(ValueError, match="unknown length"):
        summarizer.points("Ein Satz.", language="de", length="endless")


def test_the_account_tells_scores_and_candidates() -> None:
    piece = pieces()[0]
    told = summarizer.explain(text_of(piece), language=piece["lang"], limit=3)
    assert told.linguistic
    assert len(told.points) == 3
    assert sum(score.chosen for score in told.sentences) == sum(len(p.point.sentences) for p in told.points)
    for score in told.sentences:
        assert score.score == pytest.approx(sum(value for _, value in score.parts), abs=0.02)
    for point in told.points:
        offered = [candidate.label for candidate in point.candidates]
        assert point.point.label in offered
        assert len(offered) == len(set(offered))


def test_the_account_tells_what_decided() -> None:
    text = "Der Rat senkt die Gebühren des Hafens. Das freut die Fischer der Insel.\n\nFoto: Der Hafen im Winter."
    first, second, caption = summarizer.explain(text, language="de", limit=1).sentences
    assert (first.label, first.showable, first.dangling) == ("Senkung der Gebühren des Hafens", True, 0)
    assert 0.5 < first.chance < 1
    assert second.dangling == 1
    assert second.worth < 0 < first.worth
    assert not caption.showable


def test_each_method_tells_of_its_own_points() -> None:
    piece = pieces()[0]
    text, language = text_of(piece), piece["lang"]
    told = summarizer.explain(text, language=language, method="lsa")
    assert [each.point for each in told.points] == summarizer.points(text, language=language, method="lsa")
    assert told != summarizer.explain(text, language=language)


SPECIAL = [
    ("", "de"),
    ("Nur ein Wort", "de"),
    ("Ja. Nein. Doch.", "de"),
    ("- Milch\n- Brot\n- Eier", "de"),
    ("12 34 56. 78 90!", "en"),
    ("𗀀", "uk"),
]


@pytest.mark.parametrize(("text", "language"), SPECIAL)
def test_what_has_nothing_to_say_gives_little_or_nothing(text: str, language: str) -> None:
    assert len(summarizer.points(text, language=language)) <= 3


def test_a_very_short_piece_gives_what_it_has() -> None:
    text = "Die Brücke über den Fluss ist gesperrt. Die Stadt prüft die Pfeiler der Brücke."
    points = summarizer.points(text, language="de")
    assert 1 <= len(points) <= 2
    assert "Brücke" in " ".join(point.label for point in points)


def test_another_language_gets_points_by_statistics_alone() -> None:
    text = (
        "Le pont de la ville est fermé depuis lundi. Les ingénieurs examinent les piliers du pont.\n\n"
        "Les commerçants craignent pour leurs ventes. La mairie promet une aide aux commerçants."
    )
    told = summarizer.explain(text, language="fr", limit=2)
    assert not told.linguistic
    assert len(told.points) == 2


def test_a_text_in_capitals_is_summarised() -> None:
    text = "DIE BRÜCKE ÜBER DEN FLUSS IST GESPERRT. DIE STADT PRÜFT DIE PFEILER DER BRÜCKE SEIT MONTAG."
    points = summarizer.points(text, language="de")
    assert points
    assert all(point.sentences[0].text in text for point in points)


def test_threads_give_the_same_points() -> None:
    texts = [(text_of(piece), piece["lang"]) for piece in pieces()[:4]] * 2
    alone = [summarizer.points(text, language=language) for text, language in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda pair: summarizer.points(pair[0], language=pair[1]), texts))
    assert together == alone


def test_importing_the_package_loads_no_heavy_library() -> None:
    code = "import sys, summarizer; print([m for m in ('numpy', 'sumy', 'HanTa', 'pymorphy3') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout.strip() == "[]"


def test_the_speakers_of_an_interview_are_no_topics() -> None:
    text = (
        "Petro Kalyna leitet das Wasserwerk der Stadt. Wir trafen ihn an der Pumpe.\n\n"
        "Herr Kalyna, woher kommt das Wasser?\n\nDas Wasser kommt aus drei Brunnen am Fluss.\n\n"
        "Was kostet ein neuer Brunnen?\n\nEin neuer Brunnen kostet zwei Millionen, und die Stadt hat kein Geld.\n\n"
        "Wer bezahlt die Pumpen?\n\nDie Pumpen bezahlt bisher eine Stiftung aus Norwegen.\n\n"
        "Was fehlt am meisten?\n\nUns fehlen Fachleute, die alte Pumpen reparieren können."
    )
    labels = " ".join(point.label for point in summarizer.points(text, language="de"))
    assert "Kalyna" not in labels


@pytest.mark.parametrize(
    ("language", "text", "label"),
    [
        ("fr", "Cette maison brûle. Sans elle, cette place sera triste.", "Maison"),
        ("es", "Desde el lunes el puerto está cerrado.", "Lunes"),
        ("pl", "Według rady port jest za drogi.", "Rady"),
        ("it", "Quando piove, il ponte resta chiuso.", "Piove"),
    ],
)
def test_without_grammar_a_function_word_is_no_label(language: str, text: str, label: str) -> None:
    assert [point.label for point in summarizer.points(text, language=language, limit=1)] == [label]
