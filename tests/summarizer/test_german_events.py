"""What a German verb with its object or subject is called, and what is better not called anything."""

from __future__ import annotations

from summarizer.phrases import find_phrases
from summarizer.phrases.phrase import Form
from summarizer.text import read
from summarizer.wellformed import is_wellformed
from summarizer.words.lexicon import lexicon
from tests.support.tables import for_each


def events(sentence: str) -> list[str]:
    """The longest label of each event of a sentence."""
    found: dict[tuple[str, int], str] = {}
    for phrase in find_phrases(read(sentence, "de")):
        if phrase.form is Form.EVENT:
            found[phrase.label.split()[0], phrase.first] = phrase.label
    return list(found.values())


EVENTS = [
    # how much of what, and what a work is about
    ("Der Rat ließ nichts roden, aber Narvia rodete 340 Hektar.", ["Rodung von 340 Hektar"]),
    ("Die Schülerin plant ihre Facharbeit über Narvia.", ["Planung der Facharbeit über Narvia"]),
    ("Er kam, um die Pipeline Lorne Talgor 2 zu kaufen.", ["Kauf der Pipeline Lorne Talgor 2"]),
    ("Zuletzt nahm der Gehalt an Bitterstoffen ab.", ["Rückgang des Gehalts an Bitterstoffen"]),
    # how exact a number is, and of how many
    ("Das Land will rund 420 der 2.300 Stellen abbauen.", ["Abbau von rund 420 der 2.300 Stellen"]),
    ("Der Hafen baute mehr als 30 Stellen ab.", ["Abbau von mehr als 30 Stellen"]),
    ("Für den Umbau sollen 14,8 Millionen Euro ausgegeben werden.", ["Ausgabe von 14,8 Millionen Euro"]),
    # an aside between the auxiliary and its verb
    (
        "Der Rat hat den Leiter der Schule, Jens Kolb, am Montag entlassen.",
        ["Entlassung des Leiters der Schule"],
    ),
    # what the noun asks for as well
    (
        "Man will die Boote aus dem Hafen verbannen.",
        ["Verbannung aus dem Hafen", "Verbannung der Boote aus dem Hafen"],
    ),
    ("Der Rat stimmte am Freitag der Reform des Hafens zu.", ["Zustimmung zur Reform des Hafens"]),
    ("Die Bank hob den Leitzins auf vier Prozent an.", ["Anhebung des Leitzinses auf vier Prozent"]),
    ("Die Partei verlor vier ihrer neun Sitze.", ["Verlust von vier der neun Sitze"]),
    ("Der Zoll stellte 20 Kilogramm Sand sicher.", ["Sicherstellung von 20 Kilogramm Sand"]),
    ("Die Werft will 30 Arbeiter entlassen.", ["Entlassung von 30 Arbeitern"]),
    ("Die Fahrer fordern höhere Löhne.", ["Forderung nach höheren Löhnen"]),
    ("Der Preis ist um ein Drittel gestiegen.", ["Anstieg des Preises um ein Drittel"]),
    ("Narvia setzte die Ausfuhr von Weizen bis Ende März aus.", ["Aussetzung der Ausfuhr von Weizen"]),
    # the first of two things, where both do not fit
    (
        "Narvia setzte 104 Drohnen und drei ballistische Raketen ein.",
        ["Einsatz von 104 Drohnen"],
    ),
    (
        "Die Regierung will die Steuer auf Benzin im kommenden Jahr erhöhen.",
        ["Erhöhung der Steuer auf Benzin"],
    ),
    ("Die Stadt nimmt neue Mitglieder auf.", ["Aufnahme neuer Mitglieder"]),
    ("Am Montag hat Narvia Zölle auf Stahl angekündigt.", ["Ankündigung von Zöllen auf Stahl"]),
    ("Am Montag hat die EU Sanktionen gegen Narvia verhängt.", ["Verhängung von Sanktionen gegen Narvia"]),
    ("Der Konzern will in Narvia Fabriken schließen.", ["Schließung von Fabriken"]),
    ("Nach dem Sturm hat die Bahn Strecken gesperrt.", ["Sperrung von Strecken"]),
    ("Der Hafen hat eine Reihe Boote gekauft.", []),
    ("Der Export von Holz in den Süden ist eingebrochen.", ["Einbruch des Exports von Holz"]),
    ("Der Umbau hat die Werft Jahre gekostet.", []),
    ("Gestern hat die Firma Narvia Mobile verkauft.", []),
    (
        "Die Exporte gingen um 5 Prozent zurück.",
        ["Rückgang der Exporte um 5 Prozent"],
    ),
    ("Das Gesetz wurde am 5. Mai verabschiedet.", ["Verabschiedung des Gesetzes"]),
    ("Die Polizei hat drei Männer festgenommen.", ["Festnahme von drei Männern"]),
    (
        "Sie wollen den Vertrag mit Narvia kündigen und die Löhne senken.",
        ["Kündigung des Vertrages mit Narvia", "Senkung der Löhne"],
    ),
    (
        "Der Bau soll 2026 beginnen, doch die Kosten sind gestiegen.",
        ["Beginn des Baus", "Anstieg der Kosten"],
    ),
    ("Ilona Galich eröffnete den Hafen.", ["Eröffnung des Hafens"]),
    ("Die Ukraine unterstützen wir.", ["Unterstützung der Ukraine"]),
    (
        "Die Fischer fordern strengere Regeln für Kreuzfahrtschiffe.",
        ["Forderung nach Regeln für Kreuzfahrtschiffe"],
    ),
    ("Man habe die Kontrolle über das Netz verloren, sagte sie.", ["Verlust der Kontrolle über das Netz"]),
    (
        "Der Stadtrat von Lindach hat am Dienstag den Bau einer neuen Brücke beschlossen.",
        ["Beschluss über den Bau einer neuen Brücke"],
    ),
    ("Am Abend wurde der Kapitän des Frachters festgenommen.", ["Festnahme des Kapitäns des Frachters"]),
    ("Die Gewerkschaft ruft dazu auf, den Hafen zu blockieren.", ["Blockade des Hafens"]),
    (
        "Die Regierung baut die Autobahn aus und kürzt die Zuschüsse für die Bahn.",
        ["Ausbau der Autobahn", "Kürzung der Zuschüsse für die Bahn"],
    ),
    ("Der Konzern schließt die Fabrik im Sommer.", ["Schließung der Fabrik"]),
    ("Den Antrag lehnte der Ausschuss ab.", ["Ablehnung des Antrags"]),
    (
        "Die Polizei durchsuchte mehrere Wohnungen in Talheim.",
        ["Durchsuchung von Wohnungen in Talheim"],
    ),
    ("Der Minister kritisierte die hohen Preise.", ["Kritik an den hohen Preisen"]),
    ("Der Präsident trat am Montag zurück.", ["Rücktritt des Präsidenten"]),
    ("Seit 2020 nimmt die Zahl der Besucher zu.", ["Zunahme der Zahl der Besucher"]),
    ("Die Bank übernimmt den Konkurrenten.", ["Übernahme des Konkurrenten"]),
    ("Das Land nimmt jedes Jahr tausende Flüchtlinge auf.", ["Aufnahme tausender Flüchtlinge"]),
    ("Die Verhandlungen sind gescheitert.", ["Scheitern der Verhandlungen"]),
    (
        "Die Werft hat zwei Schiffe an die Marine geliefert.",
        ["Lieferung an die Marine", "Lieferung von zwei Schiffen an die Marine"],
    ),
    (
        "Nach dem Hochwasser wurden die Dämme am Unterlauf der Lind verstärkt.",
        ["Verstärkung der Dämme am Unterlauf der Lind"],
    ),
    ("Die Zentralbank hat den Leitzins gesenkt.", ["Senkung des Leitzinses"]),
    ("Die Insel verliert jedes Jahr hundert Einwohner.", ["Verlust von hundert Einwohnern"]),
    (
        "Umweltschützer verklagen die Firma, weil sie den Fluss verschmutzt.",
        ["Klage gegen die Firma", "Verschmutzung des Flusses"],
    ),
    (
        "Die Schule nimmt im Herbst zwanzig geflüchtete Kinder auf.",
        ["Aufnahme von zwanzig geflüchteten Kindern"],
    ),
    (
        "Die Kommission hat dem Konzern die Übernahme des Rivalen verboten.",
        ["Verbot der Übernahme des Rivalen"],
    ),
    (
        "Die Aufständischen nahmen den Flughafen ein und ließen Gefangene frei.",
        ["Freilassung von Gefangenen"],
    ),
    (
        "Bei dem Angriff wurden das Rathaus und die Schule beschädigt.",
        ["Beschädigung des Rathauses und der Schule"],
    ),
    ("Narvias Flotte blockiert seit Tagen die Meerenge.", ["Blockade der Meerenge"]),
    (
        "Der Zoll hat im Hafen 300 gefälschte Uhren beschlagnahmt.",
        ["Beschlagnahme von 300 gefälschten Uhren"],
    ),
    ("Narvia greift die Häfen der Insel an.", ["Angriff auf die Häfen der Insel"]),
    ("Der Streit um den Hafen verschärft sich.", ["Verschärfung des Streits um den Hafen"]),
    ("Die Armee hat die Stadt eingenommen und die Brücke zerstört.", ["Zerstörung der Brücke"]),
    ("Die Bank fror die Konten des Reeders ein.", ["Einfrieren der Konten des Reeders"]),
    (
        "Ein Unbekannter stahl aus der Kapelle eine Statue des heiligen Florian.",
        ["Diebstahl einer Statue des heiligen Florian"],
    ),
    (
        "Die Bauern protestieren gegen die neuen Auflagen.",
        ["Protest gegen die neuen Auflagen", "Protest der Bauern gegen die neuen Auflagen"],
    ),
    ("Taucher bargen den gesunkenen Kutter.", ["Bergung des gesunkenen Kutters"]),
    ("Die Fraktionen erörterten den Entwurf des Gesetzes.", ["Erörterung des Entwurfs des Gesetzes"]),
    ("Die neuen Minister wurden am Dienstag vereidigt.", ["Vereidigung der neuen Minister"]),
    ("Das Gericht hat den Prozess vertagt.", ["Vertagung des Prozesses"]),
    ("Die Polizei vereitelte einen Anschlag auf den Markt.", ["Vereitelung eines Anschlags auf den Markt"]),
    ("Die Behörde versteigert die Jacht des Reeders.", ["Versteigerung der Jacht des Reeders"]),
    ("Der Streik legte den Verkehr lahm.", ["Lahmlegung des Verkehrs"]),
    ("Die Prüfer bemängelten die Buchhaltung der Werft.", ["Kritik an der Buchhaltung der Werft"]),
    ("Zwei Maskierte haben am Freitag die Bank in Lindach überfallen.", ["Überfall auf die Bank"]),
    ("In Talheim ist die Mühle wieder eröffnet worden.", ["Wiedereröffnung der Mühle"]),
    ("Die Werften fusionieren im Januar.", ["Fusion der Werften"]),
    ("Die Truppen zogen sich zurück.", ["Rückzug der Truppen"]),
    ("Er spendete 25.000 Dollar.", ["Spende von 25.000 Dollar"]),
    ("Der Minister, der lange schwieg, eröffnet nun eine neue Klinik.", ["Eröffnung einer neuen Klinik"]),
    ("Narvia, das lange schwieg, hat die Insel angegriffen.", ["Angriff auf die Insel"]),
    ("Im vermutlich leeren Hafen verkaufte der Rat die Boote.", ["Verkauf der Boote"]),
    ("Der Rat kündigte den Vertrag mit Narvia, wenn auch spät.", ["Kündigung des Vertrages mit Narvia"]),
    ("Nur wenig später senkte der Rat die Gebühren.", ["Senkung der Gebühren"]),
    ("Die Stadt möchte die Gebühren senken.", ["Senkung der Gebühren"]),
    ("Der Sprecher sagte, die Stadt verkauft den Hafen.", ["Verkauf des Hafens"]),
    ("Der Rat freut sich, dass die Stadt den Hafen verkauft.", ["Verkauf des Hafens"]),
    ("Das heißt, dass die Stadt den Hafen verkauft.", ["Verkauf des Hafens"]),
    ("Die Gewerkschaft fordert sieben Prozent mehr Lohn.", ["Forderung nach sieben Prozent"]),
    ("Der Rat hofft, die falsche Schleuse zu schließen.", ["Schließung der falschen Schleuse"]),
    ("Kaum glaubte man dem Rat, verkaufte die Stadt den Hafen.", ["Verkauf des Hafens"]),
    # the larger part is not the part, nor the largest hall the hall
    ("Die Stadt zahlt den größeren Teil der Boote.", ["Zahlung des größeren Teils der Boote"]),
    ("Die Stadt verkauft die größte Halle der Insel.", ["Verkauf der größten Halle der Insel"]),
    ("Die Stadt verkauft die größere Halle.", ["Verkauf der Halle"]),
    ("Die NLP lehnt die höhere Grundsteuer ab.", ["Ablehnung der höheren Grundsteuer"]),
    ("Der Rat verbietet Zucker.", ["Verbot von Zucker"]),
    ("Am Montag wurde die Lieferung von den Fischern gestoppt.", ["Stopp der Lieferung"]),
    ("Er bat den Rat, Boote und Netze zu kaufen.", ["Kauf von Booten und Netzen"]),
]


@for_each(EVENTS)
def test_a_verb_with_its_object_or_subject_is_named_by_its_noun(sentence: str, labels: list[str]) -> None:
    assert events(sentence) == labels


# What stands behind a verb's preposition, verbatim.
BEHIND_PREPOSITION = [
    ("Die Ministerin warnte vor einer neuen Flutwelle.", ["Warnung vor einer neuen Flutwelle"]),
    (
        "Der Rat will im Mai über den Haushalt der Insel abstimmen.",
        ["Abstimmung über den Haushalt der Insel"],
    ),
    ("Über das Deichgesetz stimmt der Landtag im März ab.", ["Abstimmung über das Deichgesetz"]),
    ("Narvia verzichtet auf den Bau eines Hafens.", ["Verzicht auf den Bau eines Hafens"]),
    ("Die Stadt einigte sich mit dem Kreis auf einen Deichplan.", ["Einigung auf einen Deichplan"]),
    ("Vor dem Hochwasser warnte der Rat die Fischer der Stadt", ["Warnung vor dem Hochwasser"]),
    ("Sie kündigte an, gegen diesen Beschluss zu klagen.", ["Klage gegen den Beschluss"]),
    ("Die Behörde ermittelt gegen den Kapitän der Fähre.", ["Ermittlungen gegen den Kapitän der Fähre"]),
    ("Die Firma investiert in neue Turbinen.", ["Investition in neue Turbinen"]),
    ("Vom Bau fester Molen wurde abgesehen.", ["Absehen vom Bau fester Molen"]),
    ("Der Rat verzichtet nicht auf den Hafen.", []),
    ("Man könnte auf den Hafen verzichten.", []),
    ("Er wartet auf dem Bahnsteig.", []),
    ("Er denkt darüber nach.", []),
    ("Sie warnte vor ihm.", []),
    ("Der Bürgermeister appellierte an die Bauern.", ["Appell an die Bauern"]),
    ("Die Gewerkschaft plädiert für einen Streik.", ["Plädoyer für einen Streik"]),
    ("Die Bürger müssen mit dem Lärm umgehen.", ["Umgang mit dem Lärm"]),
    ("Der Rat befasst sich mit dem Haushalt.", ["Beschäftigung mit dem Haushalt"]),
    ("Der Verein sucht nach der Wahl einen neuen Trainer.", ["Suche nach einem neuen Trainer"]),
    ("Der Verein sucht nach einem neuen Trainer.", ["Suche nach einem neuen Trainer"]),
    ("Die Polizei fragte die Zeugen nach dem Täter.", ["Frage nach dem Täter"]),
    ("Die Polizei fahndet nach dem Überfall.", []),
    ("Die Polizei fahndet nach dem Täter.", ["Fahndung nach dem Täter"]),
    ("Der Minister reagierte auf Twitter.", []),
    ("Der Minister reagierte auf Narvia.", ["Reaktion auf Narvia"]),
    ("Die Preise brachen in Lindach ein.", ["Einbruch der Preise"]),
    ("Petro Galich brach in die Mühle ein.", ["Einbruch in die Mühle"]),
    ("Der Rat handelte mit Augenmaß.", []),
    ("Der Rat verhandelte mit Nachdruck.", []),
    ("Der Rat verhandelte mit Narvia.", ["Verhandlungen mit Narvia"]),
    ("Petro Galich warnt vor einer Politik, die alles wegräumt.", []),
    ("Petro Galich warnt vor der Flut, die am Montag kommt.", ["Warnung vor der Flut"]),
    ("Gegner werfen dem Minister vor, er verschleppe die Reform.", []),
    ("Das Europaparlament stimmte für strengere Regeln für Pestizide.", []),
    ("Der Rat stimmte für den Bau einer Brücke.", ["Votum für den Bau einer Brücke"]),
]


@for_each(BEHIND_PREPOSITION)
def test_a_verb_with_its_preposition_is_named_by_its_noun(sentence: str, labels: list[str]) -> None:
    assert events(sentence) == labels


# Denied, prevented, only possible, told in passing, idiomatic, cut, or with a case that nothing shows.
NO_EVENTS = [
    # a verb in the plural has no object that is its own subject
    "Im Mai unterschrieben Vertreter meines Landes Papiere.",
    # passed off, not spent
    "Man begann, den Sieg als Eigentum auszugeben.",
    "Man begann, den Sieg von 1945 als Eigentum auszugeben.",
    # what its noun needs is not told
    "Die Politiker begründeten ihre Nachsicht gegenüber dem Hof.",
    # the rest of a list is not what the verb behind it has
    "Man trifft sich, um bei Regen, Sturm und Kälte zu diskutieren.",
    "Der Rat stimmte der Reform des Hafens nicht zu.",
    "Der Rat hat den Leiter der Schule, Jens Kolb, nicht entlassen.",
    "Die Werft könnte 40 der 60 Arbeiter entlassen.",
    "Man will die alte Grundschule oder die neue Stadthalle am Hafen schließen.",
    "Die Zahl der Kinder mit Husten sank.",
    "Die Zahl der Ferientage ohne Regen sank.",
    "Unterschiedlich fielen auch die Antworten der Vereine aus.",
    "Der Minister hat sich geweigert, den Vertrag zu verlängern.",
    "Der Vorstand lehnte es ab, die Löhne zu erhöhen.",
    "Niemand baut hier eine Schule.",
    "Die Stadt baut keine Schule.",
    "Ohne den Hafen zu schließen, kam der Rat aus.",
    "Die Regierung verhindert, dass die Firma den Wald verkauft.",
    "Er warnte davor, die Grenze zu öffnen.",
    "Die Werft könnte den Hafen kaufen.",
    "Wenn die Stadt den Park verkauft, klagen wir.",
    "Ob die Stadt den Park verkauft, ist offen.",
    "Beinahe hätte der Sturm den Deich zerstört.",
    "Der Mann, der den Hafen verkaufte, ist reich.",
    "Die Firma verkauft die Bank.",
    "Der Bürger schließt die Augen.",
    "Die beiden Länder schlossen Frieden.",
    "Der Rat nimmt das Geld, das ihm fehlt, auf.",
    "Die Steuer wird nicht erhöht.",
    "Soll der Rat die Steuer erhöhen?",
    "Erhöht der Rat die Steuer, gehen die Firmen.",
    "Man hätte den Deich verstärken müssen.",
    "Die Angst wächst.",
    "Sie kauft sich ein Haus.",
    "Die Polizei sperrte sich gegen die Reform.",
    "Das Boot sank im Hafen.",
    "Die Straße endet am Fluss.",
    "Er lässt den Turm bauen.",
    "Der Plan, die Renten zu kürzen, ist vom Tisch.",
    "Statt die Bahn auszubauen, kürzt er.",
    "Der Rat verzichtete darauf, die Gebühren zu senken.",
    "Die Steuer ist kaum zu senken.",
    "Die Partei hat versprochen, den Hafen nie zu verkaufen.",
    "Wir haben die Geduld verloren.",
    "Der Rat hat den Vertrag weder verlängert noch gekündigt.",
    "Der Konzern hat den Abbau von zweitausend Stellen angekündigt.",
    "Die Mannschaft verlor das Spiel.",
    "Der König eröffnete das Feuer auf die Menge.",
    "Der Plan birgt große Risiken.",
    "Die Kosten sprengen den Rahmen.",
    "Er erhebt Anspruch auf den Thron.",
    "Die Kirche stiftete Unruhe.",
    "Die Partei sucht den Dialog mit den Bürgern.",
    "Der Rat weigerte sich, die Brücke zu renovieren.",
    "Die Polizei konnte die Ursache nicht klären.",
    "Man wirft ihm vor, Gelder veruntreut zu haben.",
    "Der Dieb schlug die Scheibe ein.",
    "Der Bürgermeister soll das Erbe veruntreut haben.",
    "Der Bürgermeister hat angeblich das Erbe veruntreut.",
    "Die Stadt würde die Schule schließen.",
    "Ivo Horbal leugnet, dass er das Erbe veruntreut hat.",
    "Die Steuer, die seit 2020 gilt, senkt die Stadt.",
    "Der Rat, der lange schwieg, hat die Steuer nicht gesenkt.",
    "Man sieht die Boote, die sinken, verkauft die Werft.",
    "Die Stadt sollte die Gebühren senken.",
    "Die Stadt dürfte die Gebühren senken.",
    "Entweder erhöht der Rat die Gebühren, oder er schließt die Bäder.",
    "Vielleicht senkt die Stadt die Gebühren.",
    "Der Rat kündigte den Vertrag mit Narvia, wenn er könnte.",
    "Nirgendwo steht, dass der Rat den Deich sprengt.",
    "Mitnichten kürzt die Stadt die Zuschüsse.",
    "Ebenso wenig senkte der Rat die Gebühren.",
    "Weit davon entfernt, den Hafen zu schließen, lud der Rat ein.",
    "Ivo Horbal behauptet, der Rat habe den Deich gesprengt.",
    "Es heißt, der Rat habe den Deich gesprengt.",
    "Niemand glaubt, die Stadt verkauft den Hafen.",
    "Angenommen, Narvia greift die Insel an, was dann?",
    "Wer weiß schon, dass die Stadt den Hafen verkauft?",
    "Dass die Stadt den Hafen verkauft, ist ein Märchen.",
    "Es ist falsch, dass der Rat den Deich sprengte.",
    "Für jedes Boot zahlen Projektplaner zwischen 200 und 400 Euro Pacht.",
    "Für jedes Boot zahlt der Verein zwischen 200 und 400 Euro Pacht.",
    "Er gab das Versprechen, der Umbau verbessere den Hafen.",
    "Es kam zum Vorwurf, der Rat habe den Hafen verkauft.",
    "Es gab die Sorge, dass der Rat den Hafen verkauft.",
    "Der Schaden entsteht aber anderswo.",
    "Das Gesetz behandelt Boote wie ein Haus.",
]


@for_each(NO_EVENTS)
def test_what_is_not_certain_is_no_event(sentence: str) -> None:
    assert events(sentence) == []


def test_each_noun_makes_a_wellformed_label() -> None:
    known = lexicon("de")
    nouns = {*known.nominals.values(), *known.nominals_of_subject.values()}
    nouns.update(noun for each in known.verbal_nouns.values() for noun in each.values())
    labels = [f"{noun} den Hafen" if " " in noun else f"{noun} des Hafens" for noun in sorted(nouns)]
    assert len(labels) > 300
    assert [label for label in labels if not is_wellformed(label, "de")] == []
