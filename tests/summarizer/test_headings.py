"""What an author wrote above a part of a text names the point below it."""

from __future__ import annotations

import summarizer
from tests.support.tables import for_each

FIRST = "Die Glaser der Stadt setzen in diesem Winter neue Fenster ein."
ROWS = [
    ("de", "Warum der Hafen zögert", "Der Hafen von Nordmünde wartet seit März auf drei Kräne.", True),
    ("de", "2. Streit um die Kräne:", "Der Hafen von Nordmünde wartet seit März auf drei Kräne.", True),
    ("de", "Der lange Weg der Bagger", "Der Hafen von Nordmünde wartet seit März auf drei Kräne.", False),
    ("de", "Der lange Weg der Kräne übers Meer", "Der Hafen von Nordmünde wartet auf drei Kräne.", False),
    ("de", "Kräne", "Der Hafen von Nordmünde wartet seit März auf drei Kräne.", False),
    ("de", "STREIT UM DIE KRÄNE", "Der Hafen von Nordmünde wartet seit März auf drei Kräne.", False),
    ("de", "Lesen Sie auch: Streit um Kräne", "Der Hafen von Nordmünde wartet auf drei Kräne.", False),
    ("de", "Hanna Köhler", "Im Hafen von Nordmünde wartet Hanna Köhler seit März auf drei Kräne.", False),
    ("uk", "Марія Кравчук, Лимань", "У порту Марія Кравчук з березня чекає на три нові крани.", False),
    (
        "de",
        "Streit um die Kräne, die seit dem Frühjahr im Zoll von Nordmünde stehen",
        "Der Hafen wartet auf Kräne.",
        False,
    ),
    ("uk", "Чому порт мовчить", "Порт Лиманя з березня чекає на три нові крани.", True),
    ("uk", "Довга дорога землечерпалок", "Порт Лиманя з березня чекає на три нові крани.", False),
    ("en", "Why the harbour waits", "The harbour of Northmouth has been waiting for three cranes.", True),
    ("ru", "Почему порт молчит", "Порт Лиманя с марта ждёт три новых крана.", True),
    ("fr", "Pourquoi le port attend", "Le port de Nordmünde attend trois grues.", True),
]


def named(text: str, headings: list[str], language: str, limit: int = 5) -> list[str]:
    """The labels of a text in which headings stand."""
    spans = [(text.index(heading), text.index(heading) + len(heading)) for heading in headings]
    return [point.label for point in summarizer.points(text, language=language, headings=spans, limit=limit)]


@for_each(ROWS)
def test_a_heading_names_the_point_that_speaks_of_it(
    language: str, heading: str, sentence: str, names: bool
) -> None:
    (label,) = named(f"{heading}\n\n{sentence}", [heading], language)
    assert (label == heading.removeprefix("2. ").rstrip(":")) is names


def test_a_heading_is_no_sentence_and_offsets_stay_true() -> None:
    text = f"Was die Glaser können!\n\n{FIRST}"
    (point,) = summarizer.points(text, language="de", headings=[(0, 22)])
    assert [text[s.start : s.end] for s in point.sentences] == [FIRST] == [s.text for s in point.sentences]


def test_a_heading_names_one_point_and_only_of_its_own_part() -> None:
    below = "Zwei Werften bauen Kräne für den Hafen.\n\nDer Hafen von Nordmünde braucht die Kräne bis Mai."
    text = f"{FIRST}\n\nStreit um die Kräne\n\n{below}\n\nDas Wetter\n\nDer Hafen schloss die Kräne im Frost."
    labels = named(text, ["Streit um die Kräne", "Das Wetter"], "de")
    assert labels.count("Streit um die Kräne") == 1
    assert labels[0] != "Streit um die Kräne"
    assert named(text, ["Das Wetter"], "de").count("Streit um die Kräne") == 0


def test_the_explanation_tells_whose_words_a_label_is() -> None:
    heading = "Warum der Hafen zögert"
    told = summarizer.explain(f"{heading}\n\n{ROWS[0][2]}", language="de", headings=[(0, len(heading))])
    ((candidate, *others),) = [point.candidates for point in told.points]
    assert (candidate.label, candidate.form) == (heading, "heading of the author")
    assert others
