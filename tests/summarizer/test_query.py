from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.query import passages
from tests.support.tables import for_each

GERMAN = (
    "Der Präsident reist am Montag nach Davos. Bei diesem Treffen soll über Garantien gesprochen werden. "
    "Niemand erwartet ein Abkommen über Mineralien.\n\n"
    "Die Stadt Lindenau wartet seit Wochen auf das Hilfspaket. Ohne Hilfe bleiben die Schulen kalt. "
    "Ein Paket aus dem Nachbarort kam gestern an.\n\n"
    "Die Luftabwehr der Stadt ist schwach. Selenskyj bat Merz um Raketen für die Abwehr. "
    "Im Davoser Forum sprach auch der NATO-Generalsekretär."
)
UKRAINIAN = (
    "Президент у понеділок їде до Давосу. Зеленський просить зброї. Допомога Європейського Союзу запізнюється.\n\n"
    "У місті тихо. Діти ходять до школи. Кримські татари пам’ятають про депортацію."
)
ENGLISH = (
    "The president travels to Davos on Monday. Zelensky asks for weapons. The European Union's aid is late.\n\n"
    "The town is quiet. Children go to school. The United States has not decided on the treaty."
)
ASKED = [
    (GERMAN, "de", "Davos", {"Der Präsident reist", "Im Davoser Forum", "Bei diesem Treffen"}),
    (GERMAN, "de", "Davsos", {"Der Präsident reist", "Im Davoser Forum", "Bei diesem Treffen"}),
    (GERMAN, "de", "Hilfspaket", {"Die Stadt Lindenau", "Ohne Hilfe", "Ein Paket"}),
    (GERMAN, "de", "hilfe", {"Ohne Hilfe", "Die Stadt Lindenau"}),
    (GERMAN, "de", "Mineralienabkommen", {"Niemand erwartet"}),
    (GERMAN, "de", "Luftverteidigung", {"Die Luftabwehr"}),
    (GERMAN, "de", "Zelensky", {"Selenskyj bat"}),
    (GERMAN, "de", "Зеленський", {"Selenskyj bat"}),
    (GERMAN, "de", "Мерц", {"Selenskyj bat"}),
    (GERMAN, "de", "школи", {"Ohne Hilfe"}),
    (GERMAN, "de", "НАТО", {"Im Davoser Forum"}),
    (GERMAN, "de", "Was steht über die Schulen?", {"Ohne Hilfe"}),
    (UKRAINIAN, "uk", "зброя", {"Зеленський просить"}),
    (UKRAINIAN, "uk", "Waffen", {"Зеленський просить"}),
    (UKRAINIAN, "uk", "Давос", {"Президент у"}),
    (UKRAINIAN, "uk", "ЄС", {"Допомога"}),
    (UKRAINIAN, "uk", "EU", {"Допомога"}),
    (UKRAINIAN, "uk", "дитина", {"Діти ходять"}),
    (UKRAINIAN, "uk", "Krim", {"Кримські"}),
    (ENGLISH, "en", "weapon", {"Zelensky asks"}),
    (ENGLISH, "en", "Selenskyj", {"Zelensky asks"}),
    (ENGLISH, "en", "EU", {"The European"}),
    (ENGLISH, "en", "USA", {"The United"}),
    (ENGLISH, "en", "Abkommen", {"The United"}),
    (ENGLISH, "en", "дитина", {"Children go"}),
]


@for_each(ASKED)
def test_the_passages_on_a_topic(text: str, language: str, query: str, starts: set[str]) -> None:
    found = passages(text, query, language=language)
    assert {start for start in starts if not any(s.text.startswith(start) for s in found)} == set()
    assert len(found) == len(starts)
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)


READ_ON = (
    "Über den Damm wird im Landtag gestritten. "
    "Die Sanierung würde neun Jahre dauern und die Gemeinden am Fluss arm machen. "
    "Ein Gutachter aus Lindenau hält schon die alten Pläne der Regierung für falsch gerechnet. "
    "Die Bewohner im Tal warten auf eine klare Antwort der Behörden.\n\n"
    "Anderswo ist man weiter. In Norden ließ die Gemeinde ihren Leuchtturm von jungen Leuten streichen. "
    "Die Farbe spendete ein Händler aus dem Nachbarort, der dort seine Kindheit verbracht hatte. "
    "Zwei Wochen lang wurde dafür nachts auf Gerüsten und mit Lampen gearbeitet.\n\n"
    "Der Bäcker schwieg. Mehr sagte er nicht. Auch das Rathaus blieb an diesem Tag geschlossen."
)


@pytest.mark.parametrize(
    ("query", "starts"),
    [
        ("Damm", ["Über den Damm", "Die Sanierung", "Ein Gutachter"]),
        ("Leuchtturm", ["In Norden", "Die Farbe"]),
        ("Lampen", ["Zwei Wochen"]),
        ("Bäcker", ["Der Bäcker"]),
        ("lighthouse painted", ["In Norden", "Die Farbe"]),
    ],
)
def test_a_short_answer_is_read_on_in_its_paragraph(query: str, starts: list[str]) -> None:
    found = passages(READ_ON, query, language="de")
    assert [next((s for s in starts if f.text.startswith(s)), f.text) for f in found] == starts


@pytest.mark.parametrize(
    "query",
    ["Fußball", "Bitcoin", "Erdbeben", "футбол", "біткоїн", "землетрус", "football", "xyzzy", "whaling"],
)
@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (UKRAINIAN, "uk"), (ENGLISH, "en")])
def test_a_text_has_nothing_off_its_topic(text: str, language: str, query: str) -> None:
    assert passages(text, query, language=language) == []


def test_the_sentence_that_says_all_of_it_comes_first() -> None:
    found = passages(GERMAN, "Raketen für Selenskyj", language="de")
    assert found[0].text.startswith("Selenskyj bat")


def test_no_more_than_asked_for() -> None:
    assert len(passages(GERMAN, "Davos", language="de", limit=1)) == 1
    assert passages(GERMAN, "Davos", language="de", limit=0) == []


def test_the_language_is_told_where_it_is_not_given() -> None:
    assert passages(GERMAN, "Verteidigung") == passages(GERMAN, "Verteidigung", language="de") != []


def test_a_language_without_linguistics_matches_words() -> None:
    text = "Le président parle de Davos. Les impôts montent."
    assert [sentence.text for sentence in passages(text, "impôt", language="fr")] == ["Les impôts montent."]
    assert [sentence.text for sentence in passages(text, "Давос", language="fr")] == [
        "Le président parle de Davos."
    ]


@pytest.mark.parametrize(("text", "query"), [("", "Davos"), (GERMAN, ""), (GERMAN, "?!"), ("\n\n", "\n")])
def test_nothing_asked_or_nothing_there_gives_nothing(text: str, query: str) -> None:
    assert passages(text, query, language="de") == []


@settings(max_examples=80, deadline=None)
@given(
    st.text(max_size=80) | st.sampled_from([GERMAN, UKRAINIAN, ENGLISH, GERMAN.upper()]),
    st.text(max_size=20) | st.sampled_from(["Davos", "EU-Hilfe", "Зеленский", "war", "п’ять", "a_b", "U.S."]),
    st.sampled_from([None, "de", "uk", "en", "ru", "fr"]),
)
def test_passages_are_verbatim_for_any_text_and_query(text: str, query: str, language: str | None) -> None:
    found = passages(text, query, language=language)
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)
    assert len({sentence.start for sentence in found}) == len(found) <= 5
    assert passages(text, query, language=language) == found


def test_a_long_text_answers_at_once_when_it_was_read_before() -> None:
    text = "\n\n".join(f"{GERMAN} Der Ort Nummer {number} liegt am Fluss." for number in range(100))
    passages(GERMAN, "Davos", language="de")  # the tagger is there
    first, *later = (
        seconds_for(text, query) for query in ("Davos", "Hilfe", "Waffen", "Fußball", "Abkommen")
    )
    assert min(later) < first / 5  # seen: a thirtieth


def seconds_for(text: str, query: str) -> float:
    began = time.perf_counter()
    passages(text, query, language="de")
    return time.perf_counter() - began
