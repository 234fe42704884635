"""German sentences cut to headlines, and those that give none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.headlines import headlines
from summarizer.headlines.german.headlines import headlines as of_line
from summarizer.headlines.german.verbs import past, tells_a_fact
from summarizer.phrases import find_phrases
from summarizer.phrases.phrase import Form, Phrase
from summarizer.text import read
from summarizer.words import tag
from tests.support.tables import for_each


def made(text: str) -> list[Phrase]:
    document = read(text, "de")
    return list(headlines(document, find_phrases(document)))


def labels(text: str) -> list[str]:
    return [phrase.label for phrase in made(text)]


FOUND = [
    # an article that counts
    ("Die Fahrt dauert gut eine Stunde.", "Fahrt dauert gut eine Stunde"),
    ("Der Aufschub ist mehr als eine Fußnote.", "Aufschub ist mehr als eine Fußnote"),
    # order, articles, adjectives
    ("Der Stadtrat beschloss den Verkauf des Schwimmbads.", "Stadtrat beschloss Verkauf des Schwimmbads"),
    ("Vor dem Gericht klagt die Stadt auf Schadenersatz.", "Stadt klagt vor dem Gericht auf Schadenersatz"),
    (
        "Bürgermeisterin Nora Kolb (parteilos) bezifferte den Schaden durch Hagel auf rund 40.000 Euro.",
        "Kolb bezifferte Schaden auf rund 40.000 Euro",
    ),
    ("Gestern beschloss der Rat den Verkauf des Schwimmbads.", "Rat beschloss Verkauf des Schwimmbads"),
    ("Der neue Rat verwarf das alte Gesetz.", "neuer Rat verwarf altes Gesetz"),
    ("Die neue Regierung verwarf den alten Plan.", "neue Regierung verwarf alten Plan"),
    ("Den Rat verklagte die Gießerei.", "Gießerei verklagte Rat"),
    ("Die Stadt verklagten die Fischer.", "Fischer verklagten Stadt"),
    ("Dem Hafen droht ein Streik.", "Streik droht dem Hafen"),
    ("Die Richter und die Anwälte fordern neue Regeln.", "Richter und Anwälte fordern neue Regeln"),
    ("Kritiker fordern den Abriss des Turms.", "Kritiker fordern Abriss des Turms"),
    (
        "Narvias Präsident Ostap Kolb besuchte die Insel Torl.",
        "Narvias Präsident Ostap Kolb besuchte Insel Torl",
    ),
    # what the verb needs stays
    ("Die Preise stiegen im Mai um vier Prozent.", "Preise stiegen um vier Prozent"),
    ("Die Minister trafen sich am Freitag in Narvia.", "Minister trafen sich in Narvia"),
    ("Am 3. Mai gerieten zwei Fähren in Seenot.", "zwei Fähren gerieten in Seenot"),
    ("Die Werft gilt als Marktführer.", "Werft gilt als Marktführer"),
    ("Die Behörde Elbmark warnt vor Glatteis.", "Behörde Elbmark warnt vor Glatteis"),
    ("Am Morgen trat der Fluss über die Ufer.", "Fluss trat über die Ufer"),
    ("Hinter dem Anschlag steckt die Miliz Torl.", "Miliz Torl steckt hinter dem Anschlag"),
    ("Die Inflation stieg auf 2800 Prozent.", "Inflation stieg auf 2800 Prozent"),
    ("Die Zahl der Unfälle ist im vergangenen Jahr auf 2800 gestiegen.", "Zahl der Unfälle stieg auf 2800"),
    ("Der Angeklagte bekam vier Jahre Haft.", "Angeklagter bekam vier Jahre Haft"),
    ("Zehntausende Haushalte sind ohne Strom.", "Zehntausende Haushalte sind ohne Strom"),
    (
        "Die Gewerkschaft beschuldigt den Vorstand der Untreue.",
        "Gewerkschaft beschuldigt Vorstand der Untreue",
    ),
    ("Die Eltern fanden ihr Kind tot im Wald.", "Eltern fanden ihr Kind tot im Wald"),
    ("USA unterzeichnen Abkommen mit Torland.", "USA unterzeichnen Abkommen mit Torland"),
    ("Die Sanktionen treffen die Falschen.", "Sanktionen treffen die Falschen"),
    ("Den Bauern fehlt Regen.", "Regen fehlt den Bauern"),
    # articles behind prepositions: "ein" is dropped, others where the label would be too long
    ("Die Feuerwehr kämpft gegen einen Brand.", "Feuerwehr kämpft gegen Brand"),
    (
        "Kritiker warnen vor einer Hungersnot im Süden Narvias.",
        "Kritiker warnen vor Hungersnot im Süden Narvias",
    ),
    ("Der Fahrer raste in eine Menschenmenge.", "Fahrer raste in eine Menschenmenge"),
    (
        "Die Angriffe auf die Umspannwerke begannen vor dem Treffen.",
        "Angriffe auf Umspannwerke begannen vor dem Treffen",
    ),
    # copulas
    ("Für Brücken ist in Narvia der Bund zuständig.", "Bund ist in Narvia zuständig für Brücken"),
    ("Die Insel ist von Öl aus Narvia abhängig.", "Insel ist abhängig von Öl aus Narvia"),
    ("Verlierer sind die Bauern.", "Verlierer sind die Bauern"),
    ("Die Bauernpartei wird stärkste Kraft.", "Bauernpartei wird stärkste Kraft"),
    ("Der Damm ist die Lebensader der Stadt.", "Damm ist Lebensader der Stadt"),
    ("Korruption bleibt das größte Hindernis.", "Korruption bleibt größtes Hindernis"),
    # the perfect is told in the past
    (
        "Die Regierung hat am Dienstag den Bau einer Brücke beschlossen.",
        "Regierung beschloss Bau einer Brücke",
    ),
    ("Die Parteien haben sich auf einen Haushalt geeinigt.", "Parteien einigten sich auf Haushalt"),
    ("Die Mieten sind um zehn Prozent gestiegen.", "Mieten stiegen um zehn Prozent"),
    # denials stay
    ("Die Regierung verzichtet nicht auf Zölle.", "Regierung verzichtet nicht auf Zölle"),
    ("Die Reederei hat keine Versicherung.", "Reederei hat keine Versicherung"),
    ("Der Sturm traf nur die Küste.", "Sturm traf nur die Küste"),
    # what stood in front stands behind the verb, or goes where the fact stays
    ("In Narvia sank die Zahl der Brände um vier Prozent.", "Zahl der Brände sank in Narvia"),
    ("Nach dem Sturm sperrte die Polizei den Hafen.", "Polizei sperrte nach dem Sturm den Hafen"),
    ("Nach dem Sturm sperrte die Polizei den Hafen.", "Polizei sperrte Hafen"),
    ("Ohne Hilfe verliert Narvia den Krieg.", "Narvia verliert ohne Hilfe den Krieg"),
    (
        "In einem Container fand der Zoll 80 Kilogramm Kokain aus Torland.",
        "Zoll fand 80 Kilogramm Kokain aus Torland",
    ),
    ("Das Land bewilligte neue Mittel für den Umbau der Schulen in Ulmen.", "Land bewilligte neue Mittel"),
    (
        "Anwältin Nina Moros entdeckte in den Akten der Bank einen Fehler.",
        "Anwältin Nina Moros entdeckte Fehler",
    ),
    (
        "Ökonomin Nina Moros lobte die Pläne der Bank für den Hafen.",
        "Ökonomin Nina Moros lobte Pläne der Bank",
    ),
    ("Das Museum zeigt ab Freitag Bilder von Nina Moros.", "Museum zeigt Bilder von Nina Moros"),
    (
        "Die frühere Finanzministerin Nina Moros wird neue Chefin der Zentralbank.",
        "Nina Moros wird neue Chefin der Zentralbank",
    ),
    ("Die Liga verurteilte die Tat in einer Mitteilung scharf.", "Liga verurteilte Tat"),
    # long attributes
    ("Die Regierung hat einen mit Torland befreundeten General entlassen.", "Regierung entließ General"),
    # other clauses beside it
    ("Kolb bekam den Preis, weil er lange schwieg.", "Kolb bekam Preis"),
    ("Die Preise steigen, die Regierung senkt die Steuern für Bauern.", "Regierung senkt Steuern für Bauern"),
    ("Als der Krieg begann, verließ Kolb (SPD) die Stadt.", "Kolb verließ Stadt"),
    ("Der Rat lehnte den Plan ab, und das Gericht stoppte den Bau.", "Gericht stoppte Bau"),
    ("Die Reederei baut den Hafen aus und kürzt die Löhne.", "Reederei kürzt Löhne"),
    ("Kolb, der lange schwieg, verklagte die Werft.", "Kolb verklagte Werft"),
    ("Die Pflanze hat einen haarigen Stängel, der später rot wird.", "Pflanze hat haarigen Stängel"),
    ("Das Gericht hat die Bank verurteilt und die Firma freigesprochen.", "Gericht verurteilte Bank"),
]


DONE = [
    ("Der Rat hat den Verkauf des Bades abgelehnt.", "abgelehnter Verkauf des Bades"),
    ("Am Montag wurde der Antrag der Fischer von der Stadt abgelehnt.", "abgelehnter Antrag der Fischer"),
    ("Der Rat lehnte den Verkauf des Bades in Ulmen ab.", "abgelehnter Verkauf des Bades in Ulmen"),
    ("Sie hat den Angriff auf die Werft abgewehrt.", "abgewehrter Angriff auf die Werft"),
    ("Vier Fahrer wurden mit Geldstrafen belegt.", "vier mit Geldstrafen belegte Fahrer"),
    ("Das Dach der Halle stürzte ein.", "eingestürztes Dach der Halle"),
    ("Die Stadt Ulmen hat eine große Parkzone eingerichtet.", "eingerichtete große Parkzone"),
    ("Die Halle ist nach dem Umbau wieder eröffnet worden.", "wieder eröffnete Halle"),
    ("Er ging, nachdem der Rat die neue Steuer abgeschafft hatte.", "abgeschaffte neue Steuer"),
    ("Die Angst um die Werft wächst.", "wachsende Angst um die Werft"),
    (
        "Die Bank hat in einer Analyse ihrer Lage Fehler eingeräumt und strengere Regeln für Kredite angekündigt.",
        "angekündigte strengere Regeln für Kredite",
    ),
    ("Das Werk hat auf Druck der Bauern die Halle in Ulmen geräumt.", "Werk räumte Halle in Ulmen"),
    ("Das Sortiment der Läden ist vielseitig.", "vielseitiges Sortiment der Läden"),
]

NOT_DONE = [
    "Beim Konzert der Schule kamen 1.250 Euro für die Kinderhilfe zusammen.",
    "Nun wurden die benötigten 175.000 gültigen Unterschriften erreicht.",
    "Galichs Plan fiel durch.",
    "Am Morgen sortierte ein Programm Tausende gleichartiger Klagen im Dieselskandal vor.",
    "Der Händler wurde wegen Betrugs zu vier Jahren Haft verurteilt.",
    "Der Hund wurde von einem Auto angefahren und starb.",
    "Die Reederei Nordal zog ihre Schiffe zurück.",
    "Die Brücke wurde nicht gesperrt.",
    "Die Brücke soll gesperrt werden.",
    "Die Brücke wird gesperrt.",
    "Die Brücke wäre beinahe gesperrt worden.",
    "Vielleicht wurde die Brücke gesperrt.",
    "Der Rat wurde gebeten, das Bad zu schließen.",
    "Der Bürgermeister Kolb wurde der Untreue beschuldigt.",
    "Die Werft hat Fahrt aufgenommen.",
    "Kein Antrag wurde abgelehnt.",
    "Der Rat hat alte Boote mit Dieselmotor in der Bucht von Ulmen verboten.",
    "Der Antrag der Werft wurde nur teilweise angenommen.",
    "Die Regierung hat den Bauern angeblich Geld ausgezahlt.",
    "Der Rat sagte den Bauern Hilfe zu – aber nur bis Mai.",
    "Die Werft kündigte den Bau einer Halle an, falls der Bund zahlt.",
    "Sie sagte, dass er ging, weil der Rat das Bad verkaufte.",
    "Er ging, weil der Rat das Bad verkauft habe.",
    "Er ging, weil die Brücke gesperrt worden sei.",
    "Der Rat hat den Verkauf, nicht aber den Umbau, genehmigt.",
    "Ein Boot mit Diesel ist in Ulmen verboten.",
    "Die Zahl der Unfälle mit Radfahrern in Ulmen in Narvia stieg im Mai um vier Prozent.",
    "Der Hafen ist umstritten, wie Kolb sagte.",
    "Die Zahl der Boote ist dabei keineswegs gesunken.",
    "Allein an der Küste wurden im Jahr 2031 Zehntausende Boote zerstört.",
]


@pytest.mark.parametrize(("sentence", "label"), DONE)
def test_a_participle_tells_what_was_done(sentence: str, label: str) -> None:
    assert label in labels(sentence)


@for_each(NOT_DONE)
def test_what_was_not_done_has_no_participle(sentence: str) -> None:
    assert labels(sentence) == []


SHORTENED = [
    (
        "Der Vertrag für das kommende Jahr enthält eine Übersicht mit 90 Hafenanlagen.",
        "Vertrag enthält Übersicht mit 90 Hafenanlagen",
    ),
    (
        "Die frühere Ministerin Nina Kolb kritisierte die Haltung der Schule in Melnau bei der Schließung der Mensa.",
        "Nina Kolb kritisierte Haltung der Schule",
    ),
    (
        "Der Großbrand in einer Lagerhalle in Kessin beschäftigt seit Dienstagmittag die Melnauer Feuerwehr.",
        "Großbrand in einer Lagerhalle beschäftigt Melnauer Feuerwehr",
    ),
    (
        "Der Rat verschob den Bau der neuen Brücke über die breite Melna.",
        "Rat verschob Bau der neuen Brücke",
    ),
    ("In den vergangenen drei Jahren verlor die Reederei zehn Schiffe.", "Reederei verlor zehn Schiffe"),
    ("Die Reederei verlor ein halbes Jahr später zehn Schiffe.", "Reederei verlor zehn Schiffe"),
    ("Seit dem Sommer fahren die Fähren über den Fluss.", "Fähren fahren über den Fluss"),
    ("Die Bank gewährte ihnen einen Kredit.", "Bank gewährte Kredit"),
    ("Die Polizei befragte vier Zeugen mehrfach.", "Polizei befragte mehrfach vier Zeugen"),
    ("Kolb lobte in einer Mitteilung die Torhüter scharf.", "Kolb lobte Torhüter"),
]

ENDS = [
    ("Die Werft ist in Not: Sie hat zwei Aufträge verloren.", "Werft ist in Not"),
    (
        "Nordal gilt als Arbeitgeber der Insel – und trotzdem streicht sie Stellen.",
        "Nordal gilt als Arbeitgeber der Insel",
    ),
    ("Die Polizei verhaftete zwei Männer, die ein Boot gestohlen hatten.", "Polizei verhaftete zwei Männer"),
    (
        "Das Rathaus rechtfertigte die Sperrung damit, dass die Brücke Risse habe.",
        "Rathaus rechtfertigte Sperrung",
    ),
    ("Vater und Sohn, die lange schwiegen, verklagten die Werft.", "Vater und Sohn verklagten Werft"),
    ("Brand in Ulmen: Die Feuerwehr rettete zwei Kinder.", "Feuerwehr rettete zwei Kinder"),
    ("Die Begründung umfasst 90 Seiten, sie liegt im Rathaus aus.", "Begründung umfasst 90 Seiten"),
    ("Kolb verlor die Wahl, und Falk wäre gern Bürgermeister.", "Kolb verlor Wahl"),
    ("Der Rat beschloss den Verkauf, weil die Lage schlecht sei.", "Rat beschloss Verkauf"),
    (
        "Der Rat hat den Chef der Werft, Jens Kolb, wegen Untreue entlassen.",
        "Rat entließ Chef der Werft wegen Untreue",
    ),
    (
        "Nordal hat drei Schiffe, ist hoch verschuldet und entlässt vierzig Matrosen.",
        "Nordal entlässt vierzig Matrosen",
    ),
    ("Er ging, weil der Rat den Verkauf des Bades beschlossen hat.", "Rat beschloss Verkauf des Bades"),
]

NOT_ENDED = [
    "Der Rat bewilligte Geld für die Schulen – allerdings nicht für alle.",
    "Die EU verhängte eine Sperre gegen alte Tanker, die Öl aus Narvia laden.",
    "Ein Staat, der Geld hat, verklagt die Bank.",
    "Ein Schiff, das leckt, ist ohne Gegner versenkt.",
    "Die Polizei fand das Kind tot.",
    "Kolb bezeichnete das Projekt als „Torheit des Jahres“.",
    "Die Synode sagte in Ulmen, sie bedauere den Streit.",
    "Die Hälfte der Boote, die im Hafen lagen, verlor den Mast.",
    "Kolb ist die erste Frau, die ein Schiff steuert.",
]


@for_each([*SHORTENED, *ENDS])
def test_what_is_not_needed_goes(sentence: str, label: str) -> None:
    assert label in labels(sentence)


@pytest.mark.parametrize("sentence", NOT_ENDED)
def test_what_is_needed_stays(sentence: str) -> None:
    assert labels(sentence) == []


@for_each(FOUND)
def test_a_main_clause_is_cut_to_a_headline(sentence: str, label: str) -> None:
    assert label in labels(sentence)


FALSE = [
    (
        "Der Rat hat am Montag mit 9 gegen 6 Stimmen beschlossen, den Hafen zu schließen.",
        "Rat beschloss mit 9 gegen 6 Stimmen",
    ),
    (
        "Das Parlament hat am Montag mit großer Mehrheit entschieden, die Steuer zu senken.",
        "Parlament entschied mit großer Mehrheit",
    ),
    (
        "Die Stadt hat mit großem Aufwand versprochen, das Bad herzurichten.",
        "Stadt versprach mit großem Aufwand",
    ),
    (
        "Die Europäische Union verhängte höhere Zölle auf narvische Elektrofahrzeuge der Firma Torl.",
        "Europäische Union verhängte Zölle auf Elektrofahrzeuge",
    ),
    (
        "Das Werk und die Firma senken die Preise für junge Bauern in Narvia und Torland.",
        "Werk und Firma senken Preise",
    ),
    ("Die Reederei Nordal mit Sitz in Ulmen ist Teil der Gruppe Torl mit Sitz in Narvia.", "Nordal ist Teil"),
    ("Vor dem Krieg galten zwanzig Grad in allen Häusern als Pflicht.", "zwanzig Grad galten als Pflicht"),
    (
        "Der Tourismus bringt dem Land 300 Millionen Euro im Jahr.",
        "Tourismus bringt dem Land 300 Millionen Euro",
    ),
    (
        "Das Land verbot den Verkauf neuer Autos mit Diesel in Orten.",
        "Land verbot Verkauf neuer Autos mit Diesel",
    ),
    (
        "Der Zoll beschlagnahmte am Flughafen Ulmen 80 Kilogramm Kokain.",
        "Zoll beschlagnahmte Ulmen 80 Kilogramm Kokain",
    ),
    (
        "Dora Falk verteidigte die Kontrollen an der Grenze zu Torland.",
        "Dora Falk verteidigte Kontrollen zu Torland",
    ),
    ("Der Rat half Bauern vor allem in Narvia mit Krediten.", "Rat half Bauern vor allem mit Krediten"),
    ("In Narvia regiert seit der Wahl die Angst vor Krieg.", "Angst regiert in Narvia"),
    # the place of what it says, and how much it changed
    (
        "An der Narvmole steht seit 2031 eine Tafel mit 40 Bootsnamen, aufgestellt vom Verein.",
        "Tafel steht an Narvmole mit 40 Bootsnamen",
    ),
    (
        "Der Preis sank gegenüber alten Booten im Mittel um 71 Prozent.",
        "Preis sank gegenüber alten Booten im Mittel",
    ),
]


@pytest.mark.parametrize(("sentence", "label"), FALSE)
def test_nothing_is_cut_that_belongs_to_what_stays(sentence: str, label: str) -> None:
    assert label not in labels(sentence)


NOT_MADE = [
    # a list behind a preposition goes on
    "Am Wochenende trafen sich Vertreter von Kirchen, Gewerkschaften und Verbänden zu einem Kongress.",
    # what something is declared to be
    "Das Gericht hat Teile des Hafengesetzes für verfassungswidrig erklärt.",
    # in whose hand is no place
    "Kolb hat seit elf Jahren die Kasse der Stadt in der Hand.",
    # who does it stands in the clause before
    "Frau Kolb sagt, sie zahle gern, und trägt seither im Garten eine Jacke.",
    # the first of several things
    "Kolb besitzt einen alten Kombi, das Haus seiner Mutter und eine Sammlung von Plakaten.",
    # somebody else's words, conditions, questions
    "Der Rat habe den Verkauf beschlossen.",
    "Die Firma Narvia käme dem Staat zu Hilfe.",
    "Wenn der Rat zustimmt, verkauft die Stadt das Schwimmbad.",
    "Beschloss der Rat den Verkauf des Schwimmbads?",
    "Laut Polizei stahl der Küster die Glocke.",
    "Kolb glaubt, die Bank stahl die Glocke, und die Polizei verhaftet den Küster.",
    "„Der Rat beschloss den Verkauf“, sagte Kolb.",
    "Die Stadt braucht Geld, und der Hafen wächst“, sagte Kolb.",
    "Der Rat verkaufte das Bad, wie Kolb mitteilte.",
    "Der Rat verkaufte das Bad, meldet die Zeitung.",
    "Die Werft verkauft wohl den Hafen.",
    "Kolb hat zwar Geld, aber keine Freunde.",
    "Der Küster stahl beinahe die Glocke.",
    "Vielleicht verkauft der Rat das Bad und kürzt die Löhne.",
    "Nach Plänen der Regierung verliert der Hafen seine Privilegien als Freihafen.",
    "Die Regierung senkt die Steuern, falls die Wirtschaft wächst.",
    # cut complements and restrictions
    "Der Rat verbietet Autos, die Öl verbrennen.",
    "Der Rat verbietet Autos, die Öl verbrennen und Lärm machen.",
    "Der Rat fordert ein neues Gesetz, das Autos verbietet.",
    "Der Rat bat die Regierung, das Bad zu schließen.",
    "Menschen, die Öl verkaufen, zahlen eine Steuer.",
    "Kolb besuchte Narvia, Torland und Ulmen.",
    "Die EU verhängte eine Sperre für Tanker, die Öl aus Narvia laden.",
    "Der Verdacht, dass Kolb stahl, belastet die Partei.",
    "Der Rat bot der Stadt Geld, ohne zu fragen, was sie braucht, wenn es brennt.",
    "Kolb braucht keinen Vertrag, um Nein zu sagen.",
    "Kolb führte dafür Gespräche.",
    "Die Löhne der Bäcker stiegen auf den höchsten Stand seit der Krise vor zehn Jahren.",
    "Die Bank senkte den Zins zum dritten Mal in diesem Jahr.",
    "Der Rat will den Hafen verkaufen.",
    "Die Werft hält den Plan für falsch.",
    # who does it to whom is not certain
    "Das Spiel gewann Narvia.",
    # a subject or a time that says nothing
    "Sie verklagte die Stadt.",
    "Diese Entscheidung traf den Hafen.",
    "Sein Anwalt verklagte die Stadt.",
    "An seine Stelle tritt die Anwältin Moros.",
    "Mit dem Geld baut die Stadt eine Brücke.",
    "Die nächste Szene spielt in der Küche.",
    "Die Sache kostete den Hafen zwei Millionen Euro.",
    "Der Rat tagte zwei Tage.",
    "Der Rat tagte nicht am Freitag in Narvia.",
    "Erst am Freitag öffnete die Polizei den Hafen.",
    "Viel Zeit steckte Nina Kolb in ihre Arbeit.",
    # a mean is no whole
    "Im Durchschnitt fehlt den Fischern in Narvia ein halbes Boot.",
]


@for_each(NOT_MADE)
def test_what_is_not_said_or_not_whole_is_no_headline(sentence: str) -> None:
    assert labels(sentence) == []


REPORTED = [
    ("Der Hafen sei ein Sorgenkind der Stadt", "Hafen sei Sorgenkind der Stadt"),
    ("Die Stadt wolle einen schnellen Verkauf des Hafens", "Stadt wolle schnellen Verkauf des Hafens"),
    ("Die Stadt habe den Verkauf des Bades beschlossen", "Stadt beschloss Verkauf des Bades"),
    ("Die Werft braucht Geld", "Werft braucht Geld"),
]


@pytest.mark.parametrize(("content", "label"), REPORTED)
def test_what_somebody_says_may_stand_as_it_is_said(content: str, label: str) -> None:
    document = read(f"{content}, sagte Kolb.", "de")
    line, words = document.lines[0], document.lines[0].words
    part = replace(line, words=words[: len(content.split())])
    assert label in [phrase.label for phrase in of_line(part, find_phrases(document))]
    assert labels(f"{content}, sagte Kolb.") == []


def test_a_headline_tells_what_it_speaks_of_and_where() -> None:
    phrase = made("Am Freitag beschloss der neue Rat den Verkauf des Schwimmbads.")[0]
    assert phrase.form is Form.CLAUSE
    assert phrase.terms == ("neu", "rat", "verkauf", "schwimmbad")
    assert phrase.head == "verkauf"
    assert (phrase.first, phrase.last) == (2, 9)


def test_words_in_brackets_are_passed_over() -> None:
    phrase = made("Kolb (SPD) verließ den Rat.")[0]
    assert (phrase.label, phrase.first, phrase.last) == ("Kolb verließ Rat", 0, 6)


READ = [
    ("Die Fraktion hat einen Antrag auf Tempo 30 gestellt.", "Fraktion stellte Antrag auf Tempo 30"),
    (
        "Die Initiative Lindach plant einen neuen Radweg am Fluss.",
        "Initiative Lindach plant neuen Radweg am Fluss",
    ),
    (
        "Bei einem Brand in einem Mehrfamilienhaus in Narvia sind zwei Menschen ums Leben gekommen.",
        "zwei Menschen kamen bei Brand ums Leben",
    ),
    (
        "Nordal machte drei Millionen Euro Gewinn, mehr als im Vorjahr.",
        "Nordal machte drei Millionen Euro Gewinn",
    ),
    # numbers that are adjectives
    ("Die Werft liegt im 3. Bezirk.", "Werft liegt im 3. Bezirk"),
    ("Der 1. FC Narvia verlor das Spiel gegen Ulm.", "1. FC Narvia verlor Spiel gegen Ulm"),
    ("Kolb sitzt auf jedem Foto beim Chef.", "Kolb sitzt auf jedem Foto beim Chef"),
    ("In Narvia wächst die Sorge um die Werft in Ulm.", "Sorge um die Werft wächst in Narvia"),
    # times and spans
    ("Ende 2021 verkaufte die Stadt den Hafen.", "Stadt verkaufte Hafen"),
    ("Seit dem 3. Mai 2024 leitet Kolb die Werft.", "Kolb leitet Werft"),
    ("Etwa zur gleichen Zeit verkaufte die Stadt den Hafen.", "Stadt verkaufte Hafen"),
    (
        "Das Treffen der Räte dauerte achtundvierzig Minuten.",
        "Treffen der Räte dauerte achtundvierzig Minuten",
    ),
    ("Die Reederei scheiterte zwei Tage nach dem Sturm.", "Reederei scheiterte zwei Tage nach dem Sturm"),
    # participles that look like another form, and "gewesen"
    ("Der Rat hat am Freitag über den Haushalt beraten.", "Rat beriet über den Haushalt"),
    ("Die Anwohner hatten einen lauten Knall gehört.", "Anwohner hörten lauten Knall"),
    ("Narvia ist ein Zentrum des Handels gewesen.", "Narvia war Zentrum des Handels"),
    ("Narvia will neue Verträge mit der Bank.", "Narvia will neue Verträge mit der Bank"),
    ("Kanzlerin Kolb will am Montag nach Ulmstadt reisen.", "Kanzlerin Kolb will nach Ulmstadt"),
    ("Zwei Tage vor Weihnachten verkaufte Kolb Boote.", "Kolb verkaufte zwei Tage vor Weihnachten Boote"),
    # asides and openings
    ("Nina Kolb - die Chefin der Werft - erhielt einen Preis.", "Nina Kolb erhielt Preis"),
    ("Der Leiter der Schule, Jens Kolb, lobte die Kinder.", "Jens Kolb lobte Kinder"),
    ("Statt den Hafen zu verkaufen, sucht die Stadt Mieter.", "Stadt sucht Mieter"),
    ("„Haus Narvia“ öffnete eine zweite Halle.", "Haus Narvia öffnete zweite Halle"),
    ("Die besonders auf den Export angewiesene Werft verlor Aufträge.", "Werft verlor Aufträge"),
    # what follows
    (
        "Der Umsatz der Werft ist um acht Prozent gesunken, der Gewinn sogar um zwanzig.",
        "Umsatz der Werft sank um acht Prozent",
    ),
    (
        "Kolb stieß Hannik derart heftig zu Boden, dass er laut Zeugen liegen blieb.",
        "Kolb stieß Hannik heftig zu Boden",
    ),
    (
        "Das Treffen in Ulm dauerte zwei Stunden, und danach sagte Kolb, man sei sich einig.",
        "Treffen in Ulm dauerte zwei Stunden",
    ),
    ("Das Gericht rügte den Plan als „groben Unfug“ und kündigte Auflagen an.", "Gericht rügte Plan"),
    ("Das Buch umfasst zwölf Kapitel, drei Karten und ein Register.", "Buch umfasst zwölf Kapitel"),
    (
        "Moros sprach von einem „großen Fehler“, Kolb von einem „kleinen“.",
        "Moros sprach von einem „großen Fehler“",
    ),
    # clauses that turn out to be so
    ("Im Mai kam heraus, dass die Werft zwei Schiffe verkauft hatte.", "Werft verkaufte zwei Schiffe"),
    # "es gibt" behind what there is
    ("Die Karte gibt es an den Schaltern.", "Karte gibt es an den Schaltern"),
    # shorter
    (
        "Kolb sprach im Rathaus von Narvia mit den Bauern über die neuen Zölle auf Getreide aus dem Süden.",
        "Kolb sprach mit Bauern über neue Zölle",
    ),
    (
        "Der Sturz der 90 Meter hohen Türme der Mühle am Fluss traf Häuser.",
        "Sturz der Türme der Mühle traf Häuser",
    ),
    (
        "Der Aktenskandal in der städtischen Verwaltung ist ein schwerer Schlag für die Partei.",
        "Aktenskandal ist schwerer Schlag für die Partei",
    ),
    (
        "Die Werft Narvia wird so zum Zentrum einer grenzüberschreitenden Bewegung.",
        "Werft Narvia wird zum Zentrum grenzüberschreitender Bewegung",
    ),
    (
        "Die Gruppe von Bauern im Norden beruht auf einem stillen Vertrag mit der eigenen Gemeinde und den Nachbarn.",
        "Gruppe von Bauern beruht auf stillem Vertrag",
    ),
    (
        "Der schwere Fehler im Programm der Werft ist für die Reederei kein Problem.",
        "schwerer Fehler ist für Reederei kein Problem",
    ),
    (
        "Die Werft kämpft gegen die Krise wie die anderen Betriebe der Stadt und der Region.",
        "Werft kämpft gegen die Krise",
    ),
    (
        "Die Werft verstößt gegen das Recht der Seeleute und gegen die Regeln der Häfen in Narvia.",
        "Werft verstößt gegen das Recht der Seeleute",
    ),
]


@for_each(READ)
def test_more_is_read(sentence: str, label: str) -> None:
    assert label in labels(sentence)


UNREAD = [
    "Der Rat ernannte die frühere Ministerin Nina Kolb nach Protesten der Bauern zur neuen Leiterin der Behörde.",
    "Der Rat verbot den Bau der hohen Türme des neuen Kraftwerks der Stadt am Fluss Melna.",
    "Vor dem Gericht in Ulm begann der Prozess gegen drei Männer aus Narvia.",
    "Jetzt kostet russisches Öl in den Häfen an der Küste von Narvia achtunddreißig Dollar.",
    "In Narvia verbirgt sich die Sehnsucht hinter dem Zaun nach einem besseren Leben.",
    "Es kam nicht heraus, dass die Werft zwei Schiffe verkauft hatte.",
    "Kolb bestritt, dass herauskam, dass die Werft zwei Schiffe verkauft hatte.",
    "Narvia will Geld und Ulm Ruhe.",
    "Statt das Bad zu verkaufen, will der Rat es sanieren.",
    "Kolb hat das Haus verlassen müssen.",
    "Der Chef, angeblich Jens Kolb, verkaufte das Bad.",
    "Der Preis stieg um zwei Prozent, der Umsatz nicht.",
    "Kolb kaufte drei Boote, zwei Autos und ein Haus.",
    "Die Werft hat die Stadt, nicht aber den Rat, um Hilfe gebeten.",
    "Das Wahlrecht ist so zugeschnitten, dass die Regierung eine Mehrheit bekommt.",
    "Den neuen Fahrplan gibt es im Rathaus.",
    "Am Anfang standen die neuen Sanktionen gegen die zwei größten Banken.",
    "Der Rat sagte, es stimme nicht, dass die Werft zwei Schiffe verkauft hat.",
    "Narvia kaufte drei Boote, Ulm keine.",
]


@pytest.mark.parametrize("sentence", UNREAD)
def test_what_would_be_half_is_not_read(sentence: str) -> None:
    assert labels(sentence) == []


PARTICIPLES = [
    ("beschlossen", False, "beschloss"),
    ("gefordert", True, "forderten"),
    ("annulliert", False, "annullierte"),
    ("gegeben", True, "gaben"),
    ("unterstützt", False, "unterstützte"),
    ("gegangen", False, "ging"),
    ("gegolten", True, "galten"),
    ("vergessen", False, "vergaß"),
    ("überschritten", True, "überschritten"),
    ("abgelehnt", False, None),
    ("umgesetzt", False, None),
    ("gewonnen", False, "gewann"),
]


@pytest.mark.parametrize(("participle", "plural", "expected"), PARTICIPLES)
def test_participles_have_a_past(participle: str, plural: bool, expected: str | None) -> None:
    words = tag(f"Sie haben es {participle}.", "de")
    assert past(words[3], plural=plural) == expected


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("Er kommt.", True),
        ("Er komme.", False),
        ("Er käme.", False),
        ("Er arbeitete.", True),
        ("Er arbeite.", False),
        ("Er brachte es.", True),
        ("Sie gaben es.", True),
        ("Sie gäben es.", False),
    ],
)
def test_the_subjunctive_tells_no_fact(sentence: str, fact: bool) -> None:
    assert tells_a_fact(tag(sentence, "de")[1]) is fact


def test_a_preposition_at_the_end_of_a_torn_sentence_has_no_noun_and_does_no_harm() -> None:
    assert labels("Was wie ein Traum klingt, stellen die Frauen in einer bestechenden") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Der Rat verlangte in Narvia keine neuen Batterien, sondern Lizenzen.",
        "Der Rat hat in Narvia keine neuen Batterien verlangt, sondern Lizenzen.",
        "Die Stadt hat nicht das Bad geschlossen, sondern die Sauna.",
    ],
)
def test_half_of_a_contrast_is_no_headline(sentence: str) -> None:
    assert labels(sentence) == []


def test_what_is_still_to_come_was_not_done() -> None:
    assert labels("Am 10. Februar tritt der Finanzrat zusammen.") == []
