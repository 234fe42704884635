"""Who acts in a sentence: only its subject stands before a colon, and only what it does or says behind it."""

from __future__ import annotations

import pytest

import summarizer
from summarizer.actors import actions
from summarizer.phrases import find_phrases
from summarizer.text import read
from tests.support.tables import for_each

ACTING = [
    ("uk", "Торік Спілка рибалок закрила порт.", "Спілка рибалок: закриття порту"),
    ("de", "Rumänien will den Nachbarn einen Rabatt einräumen.", "Rumänien: Rabatt"),
    ("de", "Die Regierung plant einen nationalen Ausgleichsfonds.", "Regierung: nationaler Ausgleichsfonds"),
    ("de", "Am Mittwoch genehmigte die Regierung den Bau einer Seilbahn.",
     "Regierung: Genehmigung des Baus einer Seilbahn"),
    ("de", "Am Montag hat die Regierung Sanktionen gegen Narvia verhängt.",
     "Regierung: Verhängung von Sanktionen gegen Narvia"),
    ("de", "Zuletzt hat Tschernihiw den Ankauf von Kohle aufgenommen.", "Tschernihiw: Ankauf von Kohle"),
    ("de", "Umweltministerin Hanka Dreilich, die seit März im Amt ist, fordert eine Obergrenze für Güterzüge.",
     "Hanka Dreilich: Obergrenze für Güterzüge"),
    ("de", "Das Verwaltungsgericht in Torgau verbot die Rodung des Waldes.",
     "Verwaltungsgericht: Verbot der Rodung des Waldes"),
    ("de", "Rumänien erklärte, dass der Grenzübergang bei Siret gesperrt bleibe.", "Rumänien: Grenzübergang bei Siret"),
    ("de", "„Wir bauen eine Mauer am Fluss“, sagte Ivo Horbal (Hafenbund).", "Ivo Horbal: Bau einer Mauer"),
    ("en", '"We will not sign the new harbour treaty," said Maria Novak, a lawyer.', "Maria Novak: harbour treaty"),
    ("en", '"We will not sign the new harbour treaty," Maria Novak said.', "Maria Novak: harbour treaty"),
    ("uk", "«Ми не підпишемо нової угоди про порт», — сказала Ярина Ткач.", "Ярина Ткач: угода про порт"),
    ("en", "Maria Novak said she would close the port.", "Maria Novak: closure of the port"),
    ("en", "The Commission said it had closed the port.", "Commission: closure of the port"),
    ("de", "Die Regierung will den Hafen unterstützen, sagte Horbal.", "Regierung: Unterstützung des Hafens"),
    ("de", "Nach der Überzeugung des Gerichts hat Ivo Horbal Rechnungen freigegeben.",
     "Ivo Horbal: Freigabe von Rechnungen"),
    ("en", "Romania has asked for a longer transition period.", "Romania: request for a longer transition period"),
    ("en", "The Commission said that the spending rules would be kept.", "Commission: spending rules"),
    ("en", "On Tuesday, the council rejected the permission.", "council: rejection of the permission"),
    ("en", "Ivana Horbal, who runs the shipyard, called for a new dock.", "Ivana Horbal: call for a new dock"),
    ("uk", "Міністерство запровадило нові правила для перевізників.", "міністерство: правила для перевізників"),
    ("uk", "Ярема Ткач двадцять років збирав старі карти.", "Ярема Ткач: старі карти"),
    ("uk", "Суд у своєму рішенні назвав вичерпні докази.", "суд: вичерпні докази"),
    ("uk", "Дослідниця Ніна Мороз розшифрувала щоденник полярника.", "Ніна Мороз: розшифрування щоденника полярника"),
    ("uk", "Партія, що називає себе народною, голосує за скорочення допомоги інвалідам.",
     "партія: голосування за скорочення допомоги інвалідам"),
    ("de", "Der Historiker Joachim Terwald nennt das Abkommen von 1923 einen Frieden ohne Freude.",
     "Joachim Terwald: Abkommen von 1923"),
    ("de", "Narvia baute eine Fabrik für Puppen und verriet niemandem den Preis.", "Narvia: Fabrik für Puppen"),
    ("en", "Colonel Ivo Halych, who leads the region, says that four channels mean four points of failure.",
     "Colonel Ivo Halych: channels"),
    ("en", "The Bank of Lorne closed four branches.", "Bank of Lorne: closure of four branches"),
    ("de", "Das Ministerium für Verkehr sperrt den Tunnel.", "Ministerium für Verkehr: Sperrung des Tunnels"),
    ("de", "Narvia hat den Vertrag über die Brücke angenommen.", "Narvia: Annahme des Vertrages"),
    ("en", "Narvia is going to close the port.", "Narvia: closure of the port"),
    ("en", "The minister Anton Veld closed the port.", "Anton Veld: closure of the port"),
]  # fmt: skip


@for_each(ACTING)
def test_the_subject_stands_before_what_it_does_or_says(language: str, sentence: str, label: str) -> None:
    assert label in _labels(sentence, language)


IDLE = [
    ("de", "Der Ukraine fehlen neue Transformatoren."),
    ("de", "Dem Gericht liegt ein neues Gutachten vor."),
    ("de", "Putins System beruht auf einem stillschweigenden Vertrag."),
    ("de", "Für Rumänien wird die lange Grenze zum Problem."),
    ("de", "Ungarn und die Slowakei verlangen eine lange Frist."),
    ("de", "Weil Rumänien zögert, verfällt der zweite Kredit."),
    ("de", "Den Landtag überraschte der schnelle Rücktritt."),
    ("de", "Hanka Dreilich hat daraus nie ein Geheimnis gemacht."),
    ("de", "Das Landgericht Narvia verhängte eine hohe Strafe."),
    ("de", "Der Landrat des Kreises Ulm, Ivo Horbal, gab eine späte Warnung heraus."),
    ("de", "Das Gericht äußerte Bedenken."),
    ("de", "„Wir bauen eine lange Mauer am Fluss“, sagte er und meinte Ivo Horbal."),
    ("de", "Die Pension Uhlenhof gehört zu Narvia wie die alten Mühlen."),
    ("de", "Ivana Horbal steht zwischen Kisten in einer großen Halle."),
    ("en", "Unlike Canada, Norway and Iceland, the agency may keep secret files."),
    ("en", "Ivo Horbal invited the Narvian department to a meeting."),
    ("en", "Romania's long border is a serious problem."),
    ("en", "For Romania the long border is a serious problem."),
    ("en", "Poland and Lithuania want a common wall."),
    ("en", '"We do not count visitors," Maria Novak said.'),
    ("uk", "Опоненти Яреми Ткача закидають йому наївний романтизм."),
    ("uk", "Без Румунії довгий кордон стає проблемою."),
    ("uk", "Румунія та Молдова будують спільний міст."),
]


@for_each(IDLE)
def test_what_is_no_subject_alone_stands_before_nothing(language: str, sentence: str) -> None:
    assert not [label for label in _labels(sentence, language) if not label.startswith(("agency", "Norway"))]


def test_who_somebody_speaks_of_is_not_who_speaks() -> None:
    said = "«Договір підписував досвідчений фахівець, хай він і пояснює», — сказав Орест Галич."
    assert "Орест Галич: досвідчений фахівець" not in _labels(said, "uk")


UNDONE = [
    ("uk", "Міністерство відмовилося від плану будівництва тунелю.", "міністерство: план"),
    ("de", "Das Gericht sprach den Kapitän vom Vorwurf der Fälschung frei.", "Gericht: Vorwurf"),
    ("uk", "Суд відмовив прокуратурі в арешті чотирьох лоцманів.", "арешт"),
    ("de", "Das Gericht verweigerte die Sperrung der Auen.", "Gericht: Sperrung"),
    ("en", "The court refused the closure of the harbour.", "court: closure"),
    ("de", "Narvia wies eine Beteiligung an der Sprengung des Damms zurück.", "Narvia: Beteiligung"),
]


@pytest.mark.parametrize(("language", "sentence", "done"), UNDONE)
def test_what_was_refused_does_not_read_as_done(language: str, sentence: str, done: str) -> None:
    assert not [label for label in _labels(sentence, language) if done in label]


OPEN = [
    ("de", "Die Regierung sollte die Zölle auf Stahl senken."),
    ("de", "Die Regierung senkt wirklich vor der Wahl die Gebühren für Kitas?"),
    ("de", "Mit welchem Recht verlangt Innenminister Jonas Petermann ein Gesetz gegen Vermummung?"),
    ("de", "Entweder erhöht der Senat die Gewerbesteuer, oder er schließt die Schwimmbäder."),
    ("de", "Vielleicht unterschreibt Narvia den Vertrag mit Ulm."),
    ("de", "Narvia würde die Brücke sprengen, wenn Ulm angreift."),
    ("de", "Ilka Sander hätte gern ein Gesetz gegen Hassrede."),
    ("en", "Perhaps the regulator will fine Lumen Telecom."),
    ("en", "Narvia could close its border tomorrow."),
    ("en", "Parliament should ratify the Istanbul accord."),
    ("en", "Narvia ought to return the stolen bells."),
    ("en", "Ostra is unlikely to repay the loan before the next election."),
    ("en", "Narvia hopes to close the port."),
    ("en", "Narvia pretends to respect the ceasefire."),
    ("en", "So Narvia closed the port, did it?"),
    ("en", "Narvia would bomb the bridge if Ulm attacked."),
    ("uk", "Хіба парламент коли-небудь ухвалював закон про лобізм?"),
    ("uk", "Сенат ухвалив би закон про меценатство ще взимку."),
    ("uk", "Нехай міська рада опублікує кошторис реконструкції набережної."),
    ("uk", "Уряд мав би захистити права вкладників."),
    ("uk", "Уряд, мабуть, скасує мито на вугілля."),
    ("uk", "Ярема Ткач міг убити сторожа."),
    ("ru", "Пусть городская дума опубликует смету реконструкции набережной."),
    ("ru", "Сенат принял бы закон о меценатстве ещё зимой."),
]


@for_each(OPEN)
def test_nobody_stands_before_what_is_only_asked_wished_or_supposed(language: str, sentence: str) -> None:
    assert _labels(sentence, language) == []


NOT_THEIRS = [
    ("de", "Nicht Präsidentin Sander erfand das Programm für Kinder, sondern ein Beamter."),
    ("de", "Edda Sommerfeld glaubt nicht an den Tod des Buches."),
    ("de", "Oskar Breuning fehlt der Mut zu einer Reform der Rente."),
    ("de", "Tiberius Krol überlebte den Anschlag auf den Konvoi."),
    ("de", "Ilka Sander widerspricht dem Vorwurf der Korruption."),
    ("de", "Die Schwester der Malerin Olga Brandt hütet ein Archiv in der Stadt."),
    ("de", "Katharina Wendt widersprach der Legende vom unpolitischen Jesus."),
    ("de", "Ole Sperling kippte das Tempolimit auf Landstraßen."),
    ("de", "Iryna Kossenko ließ Hetmane und Zaren miteinander verhandeln."),
    ("de", "Ilka Sander soll Kontakt zu einem Netzwerk für Bücher gehabt haben."),
    ("de", "Laut Korvin unterhielt Ilka Sander Konten in Torland."),
    ("de", "Ilka Sander habe das Bündnis mit Narvia verraten, sagt Korvin."),
    ("en", "Ostran prosecutors charged the treasurer Milo Dant with embezzling flood relief money."),
    ("en", "Veld accused the opposition of sabotaging the talks with the unions."),
    ("en", "The Senate voted against extending the emergency powers of the secret service."),
    ("en", "The army, it is rumoured, has withdrawn its tanks from the passes."),
    ("en", "The Harbour Union, so the story goes, accepted a secret payment."),
    ("en", "The university scrapped its plan to rename the library."),
    ("en", "A man Narvia arrested had sold the islands."),
    ("en", "Narvia never built a harbour wall."),
    ("en", "Ulm says Narvia broke the treaty."),
    ("de", "Horbal droht dem Westen."),
    ("de", "Bertram Quandt hält den Sparkurs für eine Mogelpackung."),
    ("de", "Ulrike Sandvoss beziffert den Rückstand auf drei Millionen Euro."),
    ("de", "Lothar Kesselbring nennt das »Verantwortung gegenüber unseren Enkeln«."),
    ("en", "Ivo Halych called the ferry a mistake."),
    ("uk", "Віра Клас назвала реформу помилкою."),
    ("en", "Keane is said to have offered weapons."),
    ("de", "Anatol Wiesinger dirigiert so langsam, dass man dabei eine Steuererklärung ausfüllen kann."),
    ("uk", "Прокуратура не знайшла доказів підкупу присяжних."),
    ("uk", "Парламент не підтримав програму переселення громад."),
    ("uk", "Уряд скасував програму підтримки сільських бібліотек."),
    ("uk", "Парламент Дальмарії визнав геноцид болотного народу."),
    ("uk", "Ілля Купрій пережив зраду тренера."),
    ("uk", "Марко Вальтер відкинув звинувачення в підкупі суддів."),
    ("uk", "Влада Росланду вважає спалення церков внутрішньою справою."),
    ("uk", "«Тарас Гнатюк продав порт», — стверджує журналістка Зоя Мельник."),
    ("uk", "Тарас Гнатюк, подейкують, украв гроші школи."),
    ("uk", "Тарас Гнатюк украв гроші школи, пише газета."),
    ("ru", "Прокуратура не нашла доказательств подкупа присяжных."),
    ("ru", "Марк Вальтер назвал реформу преступлением против стариков."),
    ("ru", "Илья Куприн пережил измену тренера."),
    ("en", "Ivo Kolb was denied a lawyer."),
    ("en", "Ivo Kolb had been promised a berth with a builder of river boats."),
    ("en", "Ivo Kolb told members that without savings he would have had to issue a notice of closure."),
    ("uk", "Постанова НБУ змінила порядок закупівлі валюти."),
    ("ru", "Глава ЦБ отменил ограничения на покупку валюты."),
]


@for_each(NOT_THEIRS)
def test_nobody_stands_before_what_is_not_theirs(language: str, sentence: str) -> None:
    assert _labels(sentence, language) == []


PASSED_ON = [
    ("de", "Laut Polizei hat Ivo Horbal den Wärter getötet."),
    ("de", "Nach Angaben der Polizei tötete Ivo Horbal den Wärter."),
    ("de", "Ivo Horbal habe den Wärter getötet, sagte die Staatsanwältin."),
    ("de", "Die Polizei sagte, dass eine Bande den Wärter getötet hat."),
    ("de", "„Sie haben den Wärter getötet“, sagte Ivo Horbal."),
    ("en", "According to police, Ivo Halych killed the guard."),
    ("en", "Ivo Halych killed the guard, prosecutors say."),
    ("en", "Police say Ivo Halych killed the guard."),
    ("en", "The prosecutor said that Ivo Halych killed the guard."),
    ("en", "Ivo Halych said he killed the guard."),
    ("en", '"They killed the guard," said Ivo Halych.'),
    ("uk", "За версією слідства, Ярема Ткач убив сторожа."),
    ("uk", "Ярема Ткач убив сторожа, вважає слідство."),
    ("uk", "Поліція заявила, що банда вбила сторожа."),
    ("uk", "Якщо Ярема Ткач убив сторожа, його посадять."),
    ("ru", "По версии следствия, Ярема Ткач убил сторожа."),
]


@pytest.mark.parametrize(("language", "sentence"), PASSED_ON)
def test_nobody_stands_before_what_is_only_said_of_them_or_by_them(language: str, sentence: str) -> None:
    deeds = ("Tötung", "killing", "бивств", "бийств")
    assert not [label for label in _labels(sentence, language) if any(deed in label for deed in deeds)]


OF_SOMEBODY_ELSE = [
    ("en", "The court convicted Ivo Halych of killing the guard."),
    ("en", "The police charged Ivo Halych with the killing of the guard."),
    ("de", "Das Gericht verurteilte Ivo Horbal wegen der Tötung des Wärters."),
    ("uk", "Прокуратура звинуватила Ярему Ткача у розтраті бюджету."),
    ("de", "Ulm machte Narvia für die Sprengung des Damms verantwortlich."),
    ("uk", "Зоя Мельник звинуватила мера у продажу землі громади."),
]


@pytest.mark.parametrize(("language", "sentence"), OF_SOMEBODY_ELSE)
def test_no_court_stands_before_what_another_did(language: str, sentence: str) -> None:
    assert _labels(sentence, language) == []


DONE_TO_A_DEED = [
    ("de", "Die Stadt Gent entfernte eine Büste.", "Gent: Entfernung einer Büste"),
    ("de", "Das Gericht hob die Sperrung der Brücke auf.", "Gericht: Aufhebung der Sperrung der Brücke"),
    ("uk", "Суд скасував арешт мера.", "суд: скасування арешту мера"),
]


@pytest.mark.parametrize(("language", "sentence", "label"), DONE_TO_A_DEED)
def test_what_ends_a_deed_is_told_not_the_deed(language: str, sentence: str, label: str) -> None:
    assert _labels(sentence, language) == [label]


OF_ANOTHER = [
    ("de", "Narvia darf nun Daten seiner Küstenradare einspeisen.", "Küstenradare"),
    ("de", "Narvia gibt seit Mai allen Segeln einen Zoll.", ": Segel"),
    ("de", "Petro Galich hat die Kasse der Stadt in der Hand.", ": Kasse"),
    ("de", "Petro Galich hat alle Rechte der Fischer zurückgedreht.", ": Rechte"),
    ("de", "Ilka Sander drängte am Rande des Umweltgipfels in Torgau auf Frieden.", ": Umweltgipfel"),
    ("de", "Die USA fliegen Angriffe gegen Stellungen des Bundes.", ": Stellungen"),
    ("de", "Die Freiwillige Feuerwehr Olm rückte zu einem Brand in einem Hochhaus aus.", "Olm: Brand"),
    ("de", "Narvia bekam am Montag Boote und Netze.", ": Netze"),
    ("de", "Petro Galich machte Hafen und Stadt verantwortlich.", ": Hafen"),
    ("de", "Anatol Voss meint, dass die Befürworter des Hafens irren.", ": Befürworter"),
    ("de", "Petro Galich lobte die jungen Anwohner des Hafens.", "Anwohner"),
    ("en", "Maria Novak thinks that the opponents of the harbour are wrong.", ": opponents"),
    ("de", "Narvia begrüßt die Sperrung der Brücke.", "Sperrung"),
    ("de", "Narvia meldet den Diebstahl der Glocke.", "Diebstahl"),
    ("de", "Narvia erlaubte den Fischern den Verkauf der Boote.", "Verkauf"),
    ("en", "Narvia reported the killing of the hostages.", "killing"),
    ("en", "The court ordered the state to pay the fine.", "payment"),
    ("en", "The agency gave the firm six weeks to repair the signals.", "repair"),
    ("uk", "Суд зобов'язав фірму припинити будівництво.", "припинення"),
    ("uk", "Уряд дозволив порту закупити буксири.", "закупівля"),
    ("uk", "Прокуратура вимагає скасувати тендер.", "скасування"),
    (
        "de",
        "Moskau hat die Pause benutzt, der Westen hat eine Gasleitung durch das Meer verlegt.",
        "Gasleitung",
    ),
    ("de", "Ilka Sander hat enthüllt, dass die Behörde zuletzt geheime Karten an Ulm schickte.", "Karten"),
    ("en", "Maria Novak revealed that Narvia broke the old harbour treaty.", "harbour treaty"),
    ("en", "Port Ellis United won the cup because the referee overlooked a foul.", "foul"),
    ("en", "The Senate will pass the copyright bill before the last record shop closes.", "record shop"),
    ("de", "Thea Lindqvist lobte den Mut der Demonstranten.", ": Demonstranten"),
    ("de", "Ilka Sander erforscht den Völkermord an den Velmaren.", ": Völkermord"),
    ("de", "Leopold Hanke beklagt den Verfall der Lesekultur.", ": Lesekultur"),
    ("uk", "Юлія Шандор присвятила премію в'язням сумління.", "в'язні"),
    ("de", "Ministerin Delbrück schaffte die Steuer auf Hunde ab.", ": Steuer"),
    ("uk", "Сенат відхилив закон про референдум.", ": закон"),
    ("uk", "Тарас Гнатюк втратив контроль над партією.", ": контроль"),
    ("en", "Narvia Mills printed leaflets that showed a stolen painting.", "stolen painting"),
    ("en", "Narvia Mills hired guards whose pay came from secret funds.", "secret funds"),
    ("en", "Narvia police identified the pilot as a witness to the crash.", "witness"),
    ("en", "Ivo Halych named the yard when its former owner was accused of bribery.", "owner"),
    ("uk", "Уряд пояснив мито бажанням підтримати рибні заводи.", "рибні заводи"),
    ("uk", "Спікер оголосив перерву через бійку депутатів.", "бійка"),
]


@for_each(OF_ANOTHER)
def test_another_clause_is_another_s(language: str, sentence: str, matter: str) -> None:
    labels = _labels(sentence, language)
    assert all(matter not in label for label in labels)


def test_a_body_that_somebody_speaks_for_does_not_speak() -> None:
    sentence = "Речник Спілки Мостів Ярема Ткач пояснив швидкість руху поїздів."
    assert all(label.startswith("Ткач: ") for label in _labels(sentence, "uk"))


def test_an_actor_opens_one_label_of_a_text() -> None:
    text = (
        "Rumänien verlangt eine lange Frist für den Umbau der Häfen.\n\n"
        "Im Tal regnete es vierzig Tage, und die Brücken blieben gesperrt.\n\n"
        "Rumänien kündigte einen neuen Tunnel unter dem Siret an."
    )
    labels = [point.label for point in summarizer.points(text, language="de")]
    assert sum(label.startswith("Rumänien: ") for label in labels) == 1


def _labels(sentence: str, language: str) -> list[str]:
    document = read(sentence, language)
    return [phrase.label for phrase in actions(document, find_phrases(document))]
