from __future__ import annotations

import re
from collections import Counter

import pytest

from summarizer.glossary import Concept, concepts, concepts_of, parse, phrases_in
from summarizer.language import LANGUAGES
from tests.support.tables import for_each

WORD = re.compile(r"(?!.*ß)[^\W\dA-Z_]+(?:['-][^\W_]+)*\*?|g7|u\.s\.?|u\.k\.")


def a_form_of(word: str) -> str:
    return word.rstrip("*")


def test_the_glossary_is_broad() -> None:
    assert len(concepts()) >= 2400


def test_ids_are_unique_and_plain() -> None:
    ids = [concept.id for concept in concepts()]
    assert [identifier for identifier, count in Counter(ids).items() if count > 1] == []
    assert [identifier for identifier in ids if not re.fullmatch(r"[a-z]+(_[a-z]+)*|g7", identifier)] == []
    assert len({identifier.replace("_", "") for identifier in ids}) == len(ids)


def test_every_concept_has_words_in_every_language() -> None:
    assert [concept.id for concept in concepts() if not all(concept.words[code] for code in LANGUAGES)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_leads_back_to_its_concept(language: str) -> None:
    astray = []
    for concept in concepts():
        for word in concept.words[language]:
            if "_" in word:
                row = [(a_form_of(part), a_form_of(part)) for part in word.split("_")]
                found = {identifier for _, _, identifier in phrases_in(row, language)}
            else:
                found = set(concepts_of(a_form_of(word), language))
            if concept.id not in found:
                astray.append((concept.id, word))
    assert astray == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_of_the_form_that_lemmas_have(language: str) -> None:
    odd = [
        (concept.id, word)
        for concept in concepts()
        for word in concept.words[language]
        if not all(WORD.fullmatch(part) for part in word.split("_"))
    ]
    assert odd == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_written_in_the_script_of_their_language(language: str) -> None:
    letters = re.compile("[a-zäöüé]" if language in ("de", "en") else "[а-яёіїєґ]")
    foreign = [
        (concept.id, word)
        for concept in concepts()
        for word in concept.words[language]
        if word.replace("*", "") not in ("g7", "sbu", "fsb", "kgb") and not letters.match(word)
    ]
    assert foreign == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_given_twice_in_a_concept(language: str) -> None:
    repeated = [
        (concept.id, word)
        for concept in concepts()
        for word, count in Counter(concept.words[language]).items()
        if count > 1
    ]
    assert repeated == []


def test_common_surnames_stand_for_no_concept() -> None:
    names = [
        "schulz",
        "schulze",
        "friedmann",
        "friedrich",
        "kaufmann",
        "könig",
        "wolf",
        "müller",
        "schmidt",
        "weber",
        "wagner",
        "becker",
        "hoffmann",
        "koch",
        "klein",
        "neumann",
        "schwarz",
        "zimmermann",
        "braun",
        "krüger",
        "hartmann",
        "lange",
        "krause",
        "lehmann",
        "köhler",
        "maier",
        "huber",
        "fuchs",
        "scholz",
        "keller",
        "günther",
        "frank",
        "roth",
        "lorenz",
        "baumann",
        "merz",
        "habeck",
        "söder",
        "klingbeil",
        "steinmeier",
        "churchill",
        "clinton",
        "reagan",
    ]
    assert {name: found for name in names if (found := concepts_of(name, "de"))} == {}


@for_each(
    [
        ("de", "wetter", "wette"),
        ("de", "ziegel", "schaf"),
        ("de", "nähe", "schneider"),
        ("de", "qualität", "schmerz"),
        ("de", "betonen", "beton"),
        ("de", "waffenruhe", "waffe"),
        ("de", "forensik", "forum"),
        ("de", "hindurch", "hinduismus"),
        ("de", "pazifisch", "pazifist"),
        ("de", "umschuldung", "umschulung"),
        ("de", "getrieben", "getriebe"),
        ("de", "reaktionär", "reaktion"),
        ("de", "zauberhaft", "zauberer"),
        ("en", "electricity", "wahl"),
        ("en", "example", "pruefung"),
        ("en", "treatment", "vertrag"),
        ("en", "trumpet", "trump"),
        ("en", "department", "abreise"),
        ("en", "forget", "faelschung"),
        ("en", "unclear", "onkel"),
        ("en", "needle", "notwendig"),
        ("en", "condominium", "verhuetung"),
        ("en", "defector", "defekt"),
        ("en", "narcosis", "drogenhandel"),
        ("en", "predictable", "prognose"),
        ("en", "pizzazz", "nudel"),
        ("en", "veteran", "tierarzt"),
        ("uk", "партія", "schulbank"),
        ("uk", "ставка", "binnensee"),
        ("uk", "пропаганда", "vermisster"),
        ("uk", "повітряний", "landkreis"),
        ("uk", "свинець", "schwein"),
        ("uk", "відомство", "ruhm"),
        ("uk", "освітлення", "bildung"),
        ("uk", "бібліотека", "religion"),
        ("uk", "кар'єра", "steinbruch"),
        ("uk", "консерваторія", "konservativ"),
        ("uk", "героїня", "droge"),
        ("uk", "репертуар", "album"),
        ("uk", "телекомпанія", "mobilfunk"),
        ("uk", "захоплення", "begeisterung"),
        ("uk", "збірник", "mannschaft"),
        ("uk", "індустріальний", "hinduismus"),
        ("uk", "індикатор", "gans"),
        ("uk", "арбітраж", "schiedsrichter"),
        ("ru", "странный", "staat"),
        ("ru", "страница", "staat"),
        ("ru", "большинство", "groesse"),
        ("ru", "командировка", "general"),
        ("ru", "изменение", "verrat"),
        ("ru", "библиотека", "religion"),
        ("ru", "карьера", "steinbruch"),
        ("ru", "консерватория", "konservativ"),
        ("ru", "героиня", "droge"),
        ("ru", "репертуар", "album"),
        ("ru", "телекомпания", "mobilfunk"),
        ("ru", "арбитраж", "schiedsrichter"),
        ("ru", "фанатизм", "fan_kurve"),
        ("ru", "подорожник", "preis"),
        ("ru", "лебеда", "storch"),
    ]
)
def test_a_word_that_only_begins_alike_is_not_taken_in(language: str, word: str, concept: str) -> None:
    assert concept not in concepts_of(word, language)
    assert concept in {each.id for each in concepts()}


@pytest.mark.parametrize(
    ("concept", "words"),
    [
        ("schlaegerei", ("prügelei", "brawl", "бійка", "драка")),
        ("lueftung", ("belüftung", "ventilation", "вентиляція", "вентиляция")),
        ("zulieferer", ("lieferant", "vendor", "постачальник", "поставщик")),
        ("anhoehe", ("hügel", "hilltop", "пагорб", "холм")),
        ("torwart", ("torhüter", "goalkeeper", "воротар", "вратарь")),
        ("bewaesserung", ("bewässerung", "irrigation", "зрошення", "орошение")),
        ("minister", ("ministerin", "minister", "міністерка", "министр")),
        ("oel", ("rohöl", "crude", "паливо", "топливо")),
    ],
)
def test_everyday_news_is_known_in_every_language(concept: str, words: tuple[str, ...]) -> None:
    found = [concepts_of(word, code) for word, code in zip(words, LANGUAGES, strict=True)]
    assert all(concept in each for each in found)


def test_a_compound_stands_for_what_its_end_does() -> None:
    assert concepts_of("mineralienabkommen", "de", compound=True) == {"rohstoff", "vertrag"}
    assert concepts_of("koalitionsregierung", "de", compound=True) >= {"buendnis", "regierung"}
    assert "reichtum" not in concepts_of("grenzbereich", "de", compound=True)
    assert "bolschewik" not in concepts_of("koralleninsel", "de", compound=True)
    assert concepts_of("erzählen", "de") == frozenset()


def test_who_is_against_something_speaks_about_it() -> None:
    assert concepts_of("antikorruption", "de") == concepts_of("антикорупційний", "uk") == {"korruption"}


def test_an_inflected_word_is_found_by_its_stem() -> None:
    assert concepts_of("wars", "en") == frozenset()
    assert concepts_of("wars", "en", inflected=True) == {"krieg"}
    assert "frieden" in concepts_of("миру", "uk", inflected=True)


def test_a_language_without_a_column_has_no_concepts() -> None:
    assert concepts_of("guerre", "fr") == frozenset()


def test_the_format_is_one_concept_a_line() -> None:
    assert parse("# note\n\nhaus | haus häus* | house | дім | дом\n") == (
        Concept("haus", {"de": ("haus", "häus*"), "en": ("house",), "uk": ("дім",), "ru": ("дом",)}),
    )


@pytest.mark.parametrize("line", ["haus | haus | house", "haus | haus | house |  | дом", " | a | b | c | d"])
def test_a_line_that_lacks_a_column_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        parse(f"# note\n{line}\n")
