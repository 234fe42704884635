"""What somebody says stands behind their name as they say it, and only if they hold it to be true."""

from __future__ import annotations

import pytest

from summarizer.phrases import find_phrases
from summarizer.statements import statements
from summarizer.text import read
from tests.support.tables import for_each

SAID = [
    ("en", "Maria Novak said the council had closed three schools.", "Maria Novak: council had closed three schools"),
    ("en", "Novak argues that the port must cut its fees.", "Novak: port must cut its fees"),
    ("en", "The ministry announced that rescuers had reopened the bridge.",
     "ministry: rescuers had reopened bridge"),
    ("en", '"The port must close its gates," Novak said.', "Novak: port must close its gates"),
    ("en", "While it may look “odd,” the port is open, Novak told the court.", "Novak: port is open"),
    ("en", "Novak, who runs the yard, says the port will not pay its debts.",
     "Novak: port will not pay its debts"),
    (
        "en",
        "In a report published on Monday, the party claimed the fleet had left Lorne.",
        "party: fleet had left Lorne",
    ),
    (
        "en",
        "Near the end of the hearing, Novak said the port had closed its gates.",
        "Novak: port had closed its gates",
    ),
    ("uk", "Міністр Остап Ткач заявив, що Україна потребує нової зброї.", "Остап Ткач: Україна потребує нової зброї"),
    ("uk", "Міністерство повідомило, що рятувальники відновили міст.", "міністерство: рятувальники відновили міст"),
    ("ru", "Министр Остап Ткач заявил, что страна нуждается в оружии.", "Остап Ткач: страна нуждается в оружии"),
    ("en", "The port must close its gates, Novak said on Friday.", "Novak: port must close its gates"),
    ("en", "“The port must close its gates,” said the mayor Maria Novak.", "Maria Novak: port must close its gates"),
    ("en", "According to the ministry, rescuers reopened the bridge.", "ministry: rescuers reopened bridge"),
    ("en", "Rats can open gates, a study has found.", "study: rats can open gates"),
    ("en", "Rescuers reopened the bridge, according to a report by the ministry.", "report: rescuers reopened bridge"),
    ("en", "Rescuers reopened the bridge, according to the ministry.", "ministry: rescuers reopened bridge"),
    ("uk", "«Уряд закрив три школи», — сказала Ярина Ткач.", "Ярина Ткач: уряд закрив три школи"),
    ("uk", "За словами міністра Остапа Ткача, уряд закрив три школи.", "Остап Ткач: уряд закрив три школи"),
    ("de", "„Der Rat schließt drei Schulen“, sagte Maria Novak.", "Maria Novak: Rat schließt drei Schulen"),
    ("de", "„Der Rat schließt drei Schulen“, so Novak.", "Novak: Rat schließt drei Schulen"),
    ("de", "Der Rat schließt drei Schulen, wie Novak mitteilte.", "Novak: Rat schließt drei Schulen"),
    (
        "de",
        "Der Rat schließt drei Schulen, teilte die Polizei Narvia mit.",
        "Polizei Narvia: Rat schließt drei Schulen",
    ),
    ("de", "Der Rat schließe drei Schulen, sagte auch Novak.", "Novak: Rat schließe drei Schulen"),
    (
        "de",
        "Wie Narvias Chefin Maria Novak (SPD) erklärte, schließt der Rat drei Schulen.",
        "Maria Novak: Rat schließt drei Schulen",
    ),
    ("de", "Laut Novak schließt der Rat drei Schulen.", "Novak: Rat schließt drei Schulen"),
    ("de", "Der Umbau kostet nach Angaben der Stadt zwei Millionen Euro.", "Stadt: Umbau kostet zwei Millionen Euro"),
    ("de", "Laut einer Umfrage tragen 60 Prozent der Bürger Masken.", "Umfrage: 60 Prozent der Bürger tragen Masken"),
    ("de", "Novak sei lange Chefin der Werft gewesen, sagte Kolb.", "Kolb: Novak war lange Chefin der Werft"),
    ("de", "„Der Rat schließt drei Schulen“, sagte Stadtrat Jens Kolb.", "Jens Kolb: Rat schließt drei Schulen"),
    ("de", "Laut dem „Kurier“ schließt der Rat drei Schulen.", "Kurier: Rat schließt drei Schulen"),
    ("de", "Der Rat schließt nach Angaben der Polizei drei Schulen.", "Polizei: Rat schließt drei Schulen"),
    ("de", "Nach Ansicht Galichs kostet das Boot 40 Euro.", "Galich: Boot kostet 40 Euro"),
    ("de", "Einer Studie zufolge schließt der Rat drei Schulen.", "Studie: Rat schließt drei Schulen"),
    ("de", "Maria Novak sagte, dass der Rat die Schule schließt.", "Maria Novak: Rat schließt Schule"),
    ("de", "Novak sagte am Freitag, der Rat schließe drei Schulen.", "Novak: Rat schließe drei Schulen"),
    ("de", "Novak sagte: „Der Rat schließt drei Schulen.“", "Novak: Rat schließt drei Schulen"),
    (
        "de",
        "Die Leiterin der Werft, Maria Novak, sagte, der Rat schließe drei Schulen.",
        "Maria Novak: Rat schließe drei Schulen",
    ),
    (
        "de",
        "Der Rat schließe drei Schulen, sagte die Leiterin der Werft, Maria Novak.",
        "Maria Novak: Rat schließe drei Schulen",
    ),
    ("en", "The Portuguese state sold the yard, Novak said.", "Novak: Portuguese state sold yard"),
    ("en", "Novak said Polish farmers had blocked the road.", "Novak: Polish farmers had blocked road"),
]  # fmt: skip


@for_each(SAID)
def test_what_somebody_says_stands_behind_the_name(language: str, sentence: str, label: str) -> None:
    assert label in _labels(sentence, language)


def test_a_name_that_is_too_long_is_told_as_the_text_tells_it() -> None:
    said = (
        "Multiple communities recorded damage to schools, according to Mykola Kalash, who heads the region."
    )
    assert "Kalash: multiple communities recorded damage to schools" in _labels(
        f"{said} For Kalash it is war.", "en"
    )
    assert _labels(f"{said} For him it is war.", "en") == []


UNSAID = [
    ("en", "Maria Novak denied that the council had closed three schools."),
    ("en", "Maria Novak did not say that the council had closed three schools."),
    ("en", "Maria Novak asked whether the council had closed three schools."),
    ("en", "Maria Novak may say that the council closed three schools."),
    ("en", "Has Maria Novak said that the council closed three schools?"),
    ("en", '"We closed three schools," said Maria Novak.'),
    ("en", "Maria Novak said she had closed three schools."),
    ("en", "Maria Novak said the council would close three schools if the state stopped paying."),
    ("en", "If Maria Novak says the council closed three schools, nobody listens."),
    ("uk", "Остап Ткач заперечив, що уряд закрив три школи."),
    ("uk", "Остап Ткач не казав, що уряд закрив три школи."),
    ("uk", "«Ми закрили три школи», — сказала Ярина Ткач."),
    ("en", 'The port "must close its gates", said Maria Novak.'),
    ("de", "„Wir schließen drei Schulen“, sagte Maria Novak."),
    ("de", "Maria Novak sagte nicht, dass der Rat die Schule schließt."),
    ("de", "Maria Novak bestritt, dass der Rat die Schule schließt."),
    ("de", "Maria Novak kündigte Geld an, und der Rat solle die Schule schließen."),
    ("de", "Sie sagte, der Rat schließe drei Schulen."),
    ("de", "Nach Angaben der Stadt wurde die Halle gesperrt."),
    ("de", "Laut Hessens Ministerin schließt der Rat drei Schulen."),
    ("de", "Die Sprecherin sagte, der Rat schließe drei Schulen."),
    ("de", "Der Rat schließt laut Angaben aus Narvia drei Schulen."),
]


@for_each(UNSAID)
def test_what_is_denied_asked_or_said_of_oneself_stands_behind_nobody(language: str, sentence: str) -> None:
    assert _labels(sentence, language) == []


def _labels(sentence: str, language: str) -> list[str]:
    document = read(sentence, language)
    return [phrase.label for phrase in statements(document, find_phrases(document))]


@pytest.mark.parametrize(
    "torn", ["stahl nach Angaben der", "nach Angaben von", "Kolb sagte, dass", "laut dem", "die 3 Boote"]
)
def test_a_torn_sentence_is_read_to_its_end(torn: str) -> None:
    assert _labels(torn, "de") == []
