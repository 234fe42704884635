from __future__ import annotations

import summarizer
from summarizer.phrases import find_phrases
from summarizer.text import read
from tests.support.tables import for_each

DENIED = [
    ("en", "No evidence of fraud was found.", "evidence of fraud"),
    ("en", "No ban on exports is planned.", "ban on exports"),
    ("en", "There is not a shred of evidence of fraud.", "evidence of fraud"),
    ("en", "There was no sign of a leak at the plant.", "leak at the plant"),
    ("en", "The police found no evidence of bribery of judges.", "bribery of judges"),
    ("en", "The inquiry found no proof of a conspiracy against the mayor.", "conspiracy against the mayor"),
    ("en", "The minister denied any knowledge of the attack on the bridge.", "knowledge of the attack"),
    ("en", "Nobody has seen evidence of the sale of the harbour.", "evidence of the sale of the harbour"),
    ("en", "Neither evidence of theft nor traces of poison were found.", "evidence of theft"),
    ("en", "No plan for the closure of the school exists.", "closure of the school"),
    ("en", "The bank has no plans for the closure of branches.", "closure of branches"),
    ("en", "The report contains no evidence for the destruction of the dam.", "destruction of the dam"),
    ("en", "Investigators have not found any evidence of sabotage.", "evidence of sabotage"),
    ("en", "There is little evidence of fraud.", "evidence of fraud"),
    ("en", "Without a permit for the building of the dam the firm began to dig.", "building of the dam"),
    ("de", "Es gibt keine Belege für eine Fälschung der Wahl.", "Fälschung der Wahl"),
    ("de", "Belege für einen Betrug gibt es nicht.", "Belege für einen Betrug"),
    ("de", "Von einem Angriff auf die Brücke kann keine Rede sein.", "Angriff auf die Brücke"),
    ("de", "Die Polizei hat keine Hinweise auf einen Anschlag auf die Bahn.", "Anschlag auf die Bahn"),
    ("de", "Für eine Verschwörung der Richter fand die Polizei keine Beweise.", "Verschwörung der Richter"),
    ("de", "Beweise für die Schuld des Fahrers hat die Polizei nicht.", "Schuld des Fahrers"),
    ("de", "Beweise für die Schuld des Fahrers wurden nicht gefunden.", "Beweise für die Schuld des Fahrers"),
    ("de", "Ein Verbot der Ausfuhr ist nicht geplant.", "Verbot der Ausfuhr"),
    ("de", "Niemand hat Belege für den Betrug gesehen.", "Belege für den Betrug"),
    ("de", "Weder Spuren von Gift noch Hinweise auf einen Einbruch wurden gefunden.", "Hinweise auf einen Einbruch"),
    ("de", "Es gab nie einen Plan für die Schließung der Schule.", "Schließung der Schule"),
    ("de", "Zu Verletzungen von Fahrgästen kam es nicht.", "Verletzungen von Fahrgästen"),
    ("de", "Es handelt sich nicht um einen Angriff auf die Freiheit.", "Angriff auf die Freiheit"),
    ("de", "Nichts deutet auf einen Angriff auf das Kraftwerk hin.", "Angriff auf das Kraftwerk"),
    ("uk", "Доказів змови суддів слідство не має.", "докази змови суддів"),
    ("uk", "Поліція не має доказів вини водія.", "вина водія"),
    ("uk", "Немає доказів підкупу суддів.", "підкуп суддів"),
    ("uk", "Жодних доказів змови рибалок поліція не знайшла.", "докази змови рибалок"),
    ("uk", "Ні доказів крадіжки, ні слідів отрути не знайшли.", "докази крадіжки"),
    ("uk", "Без доказів крадіжки суд відпустив водія.", "докази крадіжки"),
    ("uk", "Не виявлено слідів отруєння озера.", "отруєння озера"),
    ("uk", "Про продаж порту не йдеться.", "продаж"),
    ("uk", "Рішення про продаж порту ще немає.", "рішення про продаж порту"),
    ("uk", "Згоди на продаж порту громада не дала.", "продаж порту"),
    ("uk", "Порт не отримав дозволу на ремонт причалу.", "дозвіл на ремонт причалу"),
    ("ru", "Доказательств подкупа судей нет.", "доказательства подкупа судей"),
    ("ru", "Признаков поджога склада не обнаружено.", "признаки поджога склада"),
    ("ru", "Никаких доказательств подкупа судей суд не увидел.", "подкуп судей"),
    ("ru", "О продаже порта речи нет.", "продажа порта"),
    ("uk", "У гавані такого човна просто немає, рибалки чекають.", "човен"),
]  # fmt: skip

TOLD = [
    ("en", "No proof was found, and the council approved the sale of the port.", "Approval of the sale of the port"),
    ("en", "He had no access to the test records.", "Access to the test records"),
    ("en", "No longer does the council support the sale of the harbour.", "Sale of the harbour"),
    ("en", "No end to the strike at the port is in sight.", "Strike at the port"),
    ("en", "No wonder the council of Narvia closed the harbour.", "Closure of the harbour"),
    ("en", "There is no doubt about the guilt of the driver.", "Guilt of the driver"),
    ("de", "Es besteht kein Zweifel an der Schuld des Fahrers.", "Schuld des Fahrers"),
    ("de", "Es gab keine Verletzten bei dem Brand in der Halle.", "Brand in der Halle"),
    ("de", "Die Polizei fand keine Waffen bei der Durchsuchung des Hafens.", "Durchsuchung des Hafens"),
    ("de", "Es gibt keine Minen, aber die Reichweite der Raketen sinkt.", "Rückgang der Reichweite der Raketen"),
    ("de", "Auf der Insel gibt es keinen Arzt, und die Apotheke der Gemeinde schließt.", "Apotheke der Gemeinde"),
    ("de", "Für die Vorwürfe gegen den Bürgermeister gibt es keine Zeugen.", "Vorwürfe gegen den Bürgermeister"),
    ("de", "Der Rat hat eine Schließung der Schule nicht verhindert.", "Schließung der Schule"),
    ("de", "Kein Mensch glaubt an den Umbau der Mühle.", "Umbau der Mühle"),
    ("de", "Ein Rechtsstaat besteht nicht nur aus Gesetzen.", "Rechtsstaat besteht nicht nur aus Gesetzen"),
    ("uk", "Без звільнення від податку родина платить більше.", "Звільнення від податку"),
    ("uk", "Договір не містить заборони мін, але обмежує дальність ракет.", "Дальність ракет"),
    ("uk", "Доказів змови немає, але рада схвалила перевірку каси.", "Рада схвалила перевірку каси"),
    ("uk", "Немає сумнівів у вині водія автобуса.", "Вина водія автобуса"),
    ("uk", "Кінця страйку докерів не видно.", "Страйк докерів"),
    ("uk", "Ціни на рибу не зростуть до кінця року.", "Ціни на рибу"),
    ("ru", "Конца забастовки докеров не видно.", "Забастовка докеров"),
]  # fmt: skip


@for_each(DENIED)
def test_what_is_denied_is_no_heading_that_says_the_opposite(
    language: str, sentence: str, phrase: str
) -> None:
    found = [candidate for candidate in find_phrases(read(sentence, language)) if candidate.label == phrase]
    assert all(candidate.denied for candidate in found)
    points = summarizer.points(sentence, language=language)
    assert phrase not in [point.label.casefold() for point in points]
    assert phrase not in [point.label for point in points]


@for_each(TOLD)
def test_what_is_told_beside_a_denial_keeps_its_name(language: str, sentence: str, label: str) -> None:
    assert label in [point.label for point in summarizer.points(sentence, language=language)]
