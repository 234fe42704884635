from __future__ import annotations

from pathlib import Path

import pytest

import summarizer
from summarizer.labels import is_wellformed
from summarizer.phrase import Form
from summarizer.phrases import find_phrases
from summarizer.text import read

TABLES = Path(__file__).parents[1] / "data" / "labels"


def judged() -> list[tuple[str, str, str]]:
    rows = []
    for table in sorted(TABLES.glob("*.tsv")):
        for line in table.read_text(encoding="utf-8").splitlines():
            verdict, label = line.split("\t")
            rows.append((table.stem, verdict, label))
    return rows


@pytest.mark.parametrize(("language", "verdict", "label"), judged())
def test_a_label_is_accepted_or_refused_as_a_reader_would(language: str, verdict: str, label: str) -> None:
    assert is_wellformed(label, language) is (verdict == "good")


def test_a_language_without_grammar_is_judged_by_marks_and_length_only() -> None:
    assert is_wellformed("Les mots", "fr")
    assert not is_wellformed("", "fr")
    assert not is_wellformed("…", "fr")
    assert not is_wellformed("x" * 61, "fr")


CASES = [
    ("de", "Wir sprachen mit amerikanischen Unternehmern.", "amerikanische Unternehmer"),
    ("de", "Es fehlt an der Aufnahme neuer Mitglieder.", "Aufnahme neuer Mitglieder"),
    (
        "de",
        "Sie kam wegen des russischen Angriffs auf das Kraftwerk.",
        "russischer Angriff auf das Kraftwerk",
    ),
    ("de", "Im Vorfeld des Treffens der Minister in Davos war es still.", "Treffen in Davos"),
    ("de", "Der Präsident der Ukraine Petro Kalyna schwieg gestern.", "Petro Kalyna"),
    ("de", "Das Abkommen zwischen Serbien und Albanien gilt.", "Abkommen zwischen Serbien und Albanien"),
    ("en", "He asked for new sanctions against the Russian banks.", "sanctions against the Russian banks"),
    ("de", "Der Einmarsch in die alten Gebiete begann.", "Einmarsch in die alten Gebiete"),
    ("de", "Wir kauften zwölf schwere Generatoren.", "Generatoren"),
    ("en", "The crime of aggression is old.", "crime of aggression"),
    (
        "en",
        "He asked the Inspector of Harbours and Bridges for help.",
        "Inspector of Harbours and Bridges",
    ),
    ("en", "The spokesman Dmytro Halych said so.", "Dmytro Halych"),
    ("en", "For three decades European governments waited.", "European governments"),
    ("en", "Witnesses grow old in the courts of Trier.", "witnesses"),
    ("uk", "Директорка ліцею Ілона Коваль мовчала.", "Ілона Коваль"),
    ("uk", "Голова ради, директорка Ілона Коваль, мовчала.", "Ілона Коваль"),
    ("uk", "Законопроєкт депутата Ореста Галича готовий.", "Орест Галич"),
    ("uk", "Переможці святкували.", "переможці"),
    ("uk", "Водійка Айно Галич мовчала.", "Айно Галич"),
    ("uk", "За словами речниці уряду Юлії Коваленко, гроші є.", "Юлія Коваленко"),
    ("uk", "Олександра Коваль отримала премію.", "Олександра Коваль"),
    ("uk", "Зустріч була в Києві.", "Київ"),
    ("uk", "Посол Норвегії Ларс Ульсен мовчав.", "Ларс Ульсен"),
    ("ru", "Анна Галич писала о войне.", "Анна Галич"),
    ("uk", "Уряд говорив про ритуальне вбивство.", "ритуальне вбивство"),
    ("uk", "Ми не бачили офіційного попередження комісії.", "офіційне попередження комісії"),
    ("uk", "Йдеться про тимчасове позбавлення права голосу.", "позбавлення права голосу"),
    ("uk", "Влада мовчала про війну з Грузією.", "війна з Грузією"),
    ("de", "Man grub einen überfluteten Graben zu.", "überfluteter Graben"),
    ("en", "Polish verbs are difficult for those who learn them late.", "Polish verbs"),
    ("en", "Only three per cent of American voters name the war.", "American voters"),
    ("uk", "Неможливо вимагати сміливості від одного.", "сміливість"),
    ("en", "You cannot open polling stations under missiles.", "polling stations"),
    ("ru", "Мы не видели независимого суда.", "независимый суд"),
    ("ru", "Речь шла о войне с Грузией.", "война с Грузией"),
]


@pytest.mark.parametrize(("language", "sentence", "phrase"), CASES)
def test_a_phrase_stands_whole_with_its_head_in_the_nominative(
    language: str, sentence: str, phrase: str
) -> None:
    found = [candidate.label for candidate in find_phrases(read(sentence, language))]
    assert phrase in found


CUT = [
    ("de", "Das Abkommen zwischen Serbien bleibt.", "Abkommen zwischen Serbien"),
    ("de", "Der Sicherheits- und Verteidigungsrat tagt.", "Verteidigungsrat"),
    ("de", "Sie ziehen nach dem Krieg in die alten Gebäude.", "Krieg in die alten Gebäude"),
    ("en", "Democracies guard against fear.", "guard against fear"),
    ("de", "Sie zählte Lastwagen für Lastwagen.", "Lastwagen für Lastwagen"),
    ("en", "The assembly of member states votes in May.", "assembly of member states votes"),
    ("en", "For three decades European governments waited.", "decades European governments"),
    ("uk", "Тривало позбавлення права голосу.", "позбавлення права"),
    ("uk", "Про це знали від дослідниці медіа Ярини Галич.", "дослідниці медіа Ярини Галич"),
    ("uk", "Залишилися тільки старі.", "старі"),
    ("uk", "Держава має карати зрадників поіменно.", "карати зрадників"),
    ("en", "Only three per cent of American voters name the war.", "cent of American voters"),
]


@pytest.mark.parametrize(("language", "sentence", "phrase"), CUT)
def test_a_phrase_is_never_cut(language: str, sentence: str, phrase: str) -> None:
    assert phrase not in [candidate.label for candidate in find_phrases(read(sentence, language))]


def test_a_title_in_quotation_marks_is_one_name() -> None:
    text = "Партія «Право і справедливість» втратить підтримку."
    names = [phrase.label for phrase in find_phrases(read(text, "uk")) if phrase.form is Form.NAME]
    assert "Право і справедливість" in names


def label_of(text: str, language: str) -> str:
    """The label of a text of a single point."""
    (point,) = summarizer.points(text, language=language, limit=1)
    return point.label


NAMED = [
    ("de", "Die Garantie lief aus, denn die Abnahmegarantie galt nur für ein Jahr.", "Abnahmegarantie"),
    ("de", "Der Tarif stieg, weil der Tarif für Haushalte nicht mehr galt.", "Tarif für Haushalte"),
    (
        "en",
        "Captain Orest Halych says that he is responsible for civil protection in the valley.",
        "Captain Orest Halych: civil protection",
    ),
]


def test_what_a_thing_is_compared_with_names_no_point() -> None:
    text = "The register has a budget that is smaller than that of a village school."
    assert label_of(text, "en") != "Village school"


@pytest.mark.parametrize(("language", "text", "label"), NAMED)
def test_a_bare_noun_or_name_is_said_in_full(language: str, text: str, label: str) -> None:
    assert label_of(text, language) == label


def test_a_detail_in_passing_takes_the_topic_that_was_set_before_it() -> None:
    text = (
        "The local elections were promised for May. Before the local elections all printed posters and counted "
        "their friends. They hoped for sun. You cannot open forty polling stations under missiles, and 300 "
        "ballots cannot be carried into a flooded trench beside the river, but nobody in the capital says so."
    )
    label = label_of(text, "en")
    assert label == "Local elections: polling stations"


def test_where_others_can_be_named_a_sentence_without_a_noun_is_no_point() -> None:
    text = (
        "Die Glaser der Stadt setzen neue Fenster ein. Am Abend hängen Gardinen vor den Fenstern.\n\n"
        "Wir reparieren nicht, weil wir hoffen. Das unterscheidet uns sehr."
    )
    labels = [point.label for point in summarizer.points(text, language="de")]
    assert labels
    assert not {"Reparieren", "Unterscheidet"} & set(labels)


def test_nothing_is_said_where_only_what_cannot_be_shown_has_a_noun() -> None:
    assert summarizer.points("Foto: Die Halle im Winter.\n\nWir warten.", language="de") == []


def test_a_word_of_another_language_that_says_nothing_names_no_point() -> None:
    assert not is_wellformed("The", "de")
    assert summarizer.points("Nein. Ja. Vielleicht.", language="de") == []


def test_a_text_all_in_capitals_is_named_by_its_nouns() -> None:
    assert label_of("ES HAT NIE GEREICHT, WAS DIE BRÜCKE IM WINTER TRUG.", "de") in ("Brücke", "Winter")
