"""German labels: nothing cut, nothing denied, the right endings, as in texts that nobody wrote for tests."""

from __future__ import annotations

import pytest

from summarizer.phrases import find_phrases
from summarizer.phrases.phrase import is_governed
from summarizer.text import read
from summarizer.wellformed import is_wellformed
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import tokenise
from tests.support.tables import for_each


def labels(sentence: str) -> list[str]:
    return [phrase.label for phrase in find_phrases(read(sentence, "de"))]


# A sentence, what it offers, and what it must not.
WHOLE = [
    # an article that stands farther away, or before a quotation mark
    ("Der für Juni 2031 geplante Umbau der Mühle freut viele.", "Umbau der Mühle", "geplante Umbau"),
    ("Man lobt das 2024 gebaute Stadion.", "Stadion", "gebaute Stadion"),
    ("Sie rügt das «verbrauchte System» der Schleusen.", "verbrauchtes System", "verbrauchte System"),
    ("Das gefiel der Frau des an dem Bau beteiligten Juristen.", "Jurist", "Juristen"),
    # women and men in one word
    ("Die streikenden Nutzer:innen der Bahn warten.", "streikende Nutzer:innen", "streikende Nutzer"),
    ("Er half jungen Mieter*innen.", "Mieter*innen", "Mieter"),
    ("Man fragt die Deich_innen und Schlosser_innen.", "Schlosser_innen", "Schlosser"),
    ("Das ist ein neuer Schlosser*innenverein.", "Schlosser*innenverein", "Schlosser"),
    ("Es kamen viele Schlosser/innen.", "Schlosser/innen", "Schlosser"),
    ("Ein Schlosser:innen-Treffen beginnt.", "Schlosser:innen-Treffen", "Schlosser"),
    # adjectives that are joined, or one word with a number or a name
    ("Er hat nasse oder faule Bretter.", "nasse oder faule Bretter", "faule Bretter"),
    ("Nach einer 90minütigen Sitzung ging er.", "90minütige Sitzung", "minütige Sitzung"),
    ("Sie saß im New Yorker Archiv.", "New Yorker Archiv", "Yorker Archiv"),
    # numbers with their units
    ("Das Netz reicht über eine Strecke von 900 Meilen.", "Strecke", "Strecke von 900"),
    ("Der Akku hat eine Ladedichte von 300 Wh/kg.", "Ladedichte", "Ladedichte von 300 Wh"),
    (
        "Nun wird ein Angriff auf die Flotte von 900 Booten geplant.",
        "Angriff auf die Flotte von 900 Booten",
        "Angriff auf die Flotte",
    ),
    ("Es kamen zur Impfung von 40 Booten nur zwölf.", "Impfung", "Impfung von 40 Booten"),
    # lists
    ("Man nahm einen Antrag von Narvia, Torgau und Ulm an.", "Antrag", "Antrag von Narvia"),
    ("Es geht um die Tugend des Muts, der Treue und des Fleißes.", "Fleiß", "Tugend des Muts"),
    ("Die Lage der Fischer und der Bäuerinnen ist schlecht.", "Fischer", "Lage der Fischer"),
    ("Man fand Mut, Treue und Fleiß.", "Treue", "Treue und Fleiß"),
    ("Es fehlt an den Schulen und Geduld.", "Schulen", "Schulen und Geduld"),
    ("Die CDU/CSU schwieg im Hafen.", "Hafen", "CSU"),
    # what was, will be or is said to be is another thing; what only points says nothing
    ("Der Umbau der ehemaligen Mühle freut viele.", "Umbau der ehemaligen Mühle", "Umbau"),
    ("Man lobt die Festnahme des mutmaßlichen Täters.", "Festnahme des mutmaßlichen Täters", "Festnahme"),
    ("Der Umbau der anderen Mühle freut viele.", "Umbau", "Umbau der anderen Mühle"),
    ("Es geht um die Dauer des harten Winters.", "Dauer des harten Winters", "Dauer"),
    # without an article it tells how many, or that there are more
    ("Sie rügt die Schließung weiterer Werften.", "Schließung weiterer Werften", "Schließung"),
    ("Die Suche nach weiteren Booten dauert an.", "Suche nach weiteren Booten", "Suche nach Booten"),
    ("Die Aussage vieler Zeugen fehlt.", "Aussage vieler Zeugen", "Aussage"),
    ("Der Konzern schließt andere Werke.", "Schließung anderer Werke", "Schließung von Werken"),
    ("Die Kritik an solchen Plänen wächst.", "Kritik", "Kritik an solchen Plänen"),
    ("Narvia zahlt etwa 16 Cent je Boot.", "Zahlung von etwa 16 Cent", "Zahlung von 16 Cent"),
    ("Die Bauern fürchten die Konkurrenz aus Torgau.", "Konkurrenz aus Torgau", "Konkurrenz aus"),
    ("Er holte die Boote aus Torgau.", "Boote", "Boote aus Torgau"),
    (
        "Man stritt über die Sanierung der Deponie Klein Olm.",
        "Sanierung der Deponie Klein Olm",
        "Deponie Klein",
    ),
    ("Die Überfahrt von Olm nach Ulm dauert lange.", "Überfahrt von Olm nach Ulm", "Überfahrt nach Ulm"),
    ("Die Fahrt von Olm aus dauert lange.", "Olm", "Fahrt von Olm"),
    ("Im Mai verstieß die Behörde gegen den Datenschutz.", "Behörde", "Behörde gegen den Datenschutz"),
    ("Der Zoo Olmstadt nahm einen Elefanten auf.", "Zoo Olmstadt", "Olmstadt"),
    ("Man fuhr mit einem Sprung vom Rand bis zur Mitte.", "Sprung", "Sprung vom Rand"),
    ("Man hat den Maler Ilja Kern zu Haft verurteilt.", "Ilja Kern", "Ilja"),
    ("Im Mai wurden 40 der 60 Arbeiter der Werft entlassen.", "Werft", "40 60 entlassene Arbeiter der Werft"),
    # a superlative says among what
    ("Es ist eines der teuersten Schiffe der Welt.", "teuerste Schiffe der Welt", "Schiffe der Welt"),
    ("Das ist der größte Hafen der Insel.", "größter Hafen der Insel", "Hafen der Insel"),
    # names
    ("Hier hängen Bilder von Bach, Mozart und Brahms.", "Brahms", "Brahm"),
    ("Die Einführung von Tempo 30 gelang.", "Einführung von Tempo 30", "Einführung von Tempo"),
    ("Man lobt die Geschichte des Weinbaus.", "Weinbau", "Weinbaus"),
    ("Die Firma Narvia Instruments wächst.", "Narvia Instruments", "Narvia Instrument"),
    ("Sie lernen mit Kochapps.", "Kochapps", "Kochapp"),
    ("In den Niederlanden regnet es.", "Niederlande", "Niederlanden"),
    ("Michael Talegger kam ins Museum.", "Michael Talegger", "Michael"),
    ("Gärtnerin Ilona Galich-Schneider sprach.", "Ilona Galich-Schneider", "Ilona"),
    ("Das meldete das Michael Galich-Institut.", "Michael Galich-Institut", "Michael"),
    ("Die NV Bank zahlt.", "NV Bank", "NV"),
    ("Mehr steht auf Lindachinfo.de im Netz.", "Netz", "Lindachinfo"),
    ("Die Stängel des Wiesenlattichs und des Gnaufußes sind braun.", "Gnaufuß", "Gnaufußes"),
    ("Die Lindacher Anstalt für Deichbau misst.", "Lindacher Anstalt für Deichbau", "Lindacher Anstalt"),
    ("Das Institut für Wellenkunde misst.", "Institut für Wellenkunde", "Institut"),
    ("Es zahlt der Bund der Weltbank und der Ostbank für Deichbau.", "Ostbank für Deichbau", "Ostbank"),
    # numbers and cases of nouns
    ("Profis der Vereine stritten.", "Profis der Vereine", "Profi der Vereine"),
    ("Sie sprach mit ihren Investoren.", "Investoren", "Investore"),
    ("Er hat oft Kopfschmerzen.", "Kopfschmerzen", "Kopfschmerze"),
    ("Man half in Schulgebäuden.", "Schulgebäude", "Schulgebäuden"),
    ("Er arbeitet in 30 neuen Büros.", "Büros", "Büro"),
    ("Am besten Helme tragen.", "Helme", "Helm"),
    ("Wer das Morden im Hafen sieht, ist klug.", "Morden", "Morde"),
    ("Er ist wegen Verstößen gegen die Hafenordnung hier.", "Verstöße gegen die Hafenordnung", "Verstößen"),
    ("Der Bund rügt die Vorstöße im Hafen.", "Vorstöße", "Vorstoß"),
    ("Es kam zu Späßen im Saal.", "Späße", "Späßen"),
    ("Er trank aus Gefäßen im Saal.", "Gefäße", "Gefäßen"),
    ("Sie half mit Seeleuten aus.", "Seeleute", "Seeleuten"),
    ("Sie half ehrbaren Kaufleuten im Hafen.", "ehrbare Kaufleute", "ehrbare Kaufleuten"),
    ("Gestört hat das ein enges Wohngefüge.", "enges Wohngefüge", "enge Wohngefüge"),
    ("Man aß ein welkes Gemüse.", "welkes Gemüse", "welke Gemüse"),
    ("Er kam mit modernen Displays und Lampen.", "moderne Displays", "modernes Display"),
    ("Das zeigten Reihen von Labortests im Hafen.", "Labortests", "Labortest"),
    ("Nun lobt man Tests im Hafen.", "Tests", "Test"),
    # names of several words
    ("Sie wirbt für das Unternehmen Narvia Mosaik im Hafen.", "Hafen", "Narvia"),
    ("Man gewann eine Klage für die Firma Narvia Mosaik.", "Klage", "Klage für die Firma Narvia"),
    ("Die Firma Lorne Harbour Rigging zahlt.", "Lorne Harbour Rigging", "Harbour Rigging"),
    ("Die Firma Lorne Talgor Enterprises zahlt.", "Lorne Talgor Enterprises", "Lorne Talgor Enterprise"),
    ("Regisseur Jens Petro Galich lacht.", "Jens Petro Galich", "Petro Galich"),
    ("Richter Mario Talgweiler aus Lindach kam.", "Mario Talgweiler", "Mario"),
    ("Der Philosoph Immo Reinders lacht.", "Immo Reinders", "Immo Reinder"),
    ("Der Regisseur Jan Peters lacht.", "Jan Peters", "Jan Peter"),
    ("Das sagte der Anwalt Petro Galichs im Hafen.", "Petro Galich", "Petro Galichs"),
    # endings
    ("Man lobt den Enkel des Patriarchen.", "Patriarch", "Patriarchen"),
    ("Er trat für einen Hirten ein.", "Hirte", "Hirten"),
    ("Man lobt das Tor des Schützen.", "Schütze", "Schützen"),
    ("Man sah die Akten der Werft.", "Akten der Werft", "Akte der Werft"),
    ("Er saß neben Ingenieuren.", "Ingenieure", "Ingenieuren"),
    ("Er sprach zu Millionären.", "Millionäre", "Millionären"),
    ("Er lebt von Honoraren.", "Honorare", "Honoraren"),
    ("Man sah die Bären im Wald.", "Bären", "Bäre"),
    ("Er lebt in Ostfelden.", "Ostfelden", "Ostfelde"),
    ("Es war die Streichung des Feiertags.", "Feiertag", "Feiertags"),
    ("Der Anteil fossiler Energieträger steigt.", "fossile Energieträger", "fossiler Energieträger"),
    ("Man lobt den narvischen Glauben.", "narvischer Glaube", "narvische Glauben"),
    ("Es ist ein Teil des narvischen Glaubens.", "narvischer Glaube", "narvisches Glauben"),
    ("Sie kam mit eisernem Glauben.", "eiserner Glaube", "eiserne Glauben"),
    ("Er will in den reichen, stillen Westen.", "stiller Westen", "stille Westen"),
    ("Man prüft die Folgen des Surfverhaltens.", "Surfverhalten", "Surfverhaltens"),
    ("Sie brachte ihn in arge Bedrängnis.", "arge Bedrängnis", "arges Bedrängnis"),
    ("Sie kämpfen für dasselbe Moor.", "Kampf für das Moor", "Kampf für dasselbe Moor"),
    # joined phrases, not joined nouns
    ("Man holt Öl aus Torland und Wein aus Narvia.", "Öl aus Torland", "Öl aus Torland und Wein"),
    ("Man will Freiheit von Zwang und Freiheit zur Bindung.", "Zwang", "Zwang und Freiheit"),
    ("Man holt Lacke und Klebstoffe aus Narvia.", "Lacke und Klebstoffe", "Klebstoff"),
    ("Ministerin Ute Frost lacht.", "Ute Frost", "Ute"),
    ("Für Theologin Ilona Stolz ist das klar.", "Ilona Stolz", "Ilona"),
    ("Wenn Ministerin Ilona Stein den Deich baut, lacht er.", "Ilona Stein", "Ilona"),
    ("Der Roman der Autorin Ilona Kreis über den Hafen gewann.", "Ilona Kreis", "Ilona"),
    ("Während Präsident Galich Frieden verspricht, lacht er.", "Galich", "Galich Frieden"),
    ("Nun verspricht Präsident Galich Frieden.", "Galich", "Galich Frieden"),
    ("Mit Trainer Galich Fußball zu spielen freut ihn.", "Galich", "Galich Fußball"),
    ("Das Buch über den Reeder Cornelius Maas liegt dort.", "Cornelius Maas", "Cornelius"),
    ("Es war ein Parteitag in Bad Eulen.", "Bad Eulen", "Bad"),
    ("Premier Lasse Holm lacht.", "Lasse Holm", "Holm"),
    ("Svea Windboot fasste es zusammen.", "Svea Windboot", "Svea"),
    ("Die Forscherin Pilar Kalyna wartet.", "Pilar Kalyna", "Kalyna"),
    ("Ministerin Ursula von Galich lacht.", "Ursula von Galich", "Ursula"),
    ("Ursula von Galich lacht.", "Ursula von Galich", "Ursula"),
    ("Trainer Petro Galich von Lindach lacht.", "Petro Galich", "Petro Galich von Lindach"),
    ("Nun wurde Ministerin Galich von Narvia verklagt.", "Galich", "Galich von Narvia"),
    ("Nun fordert Ministerin Galich von Narvia Geduld.", "Galich", "Galich von Narvia"),
    ("Der Landrat des Kreises Narvia, Petro Kalyna, kam.", "Petro Kalyna", "Landrat des Kreises"),
    ("Die Juristin der School of Tidal Law kam.", "School of Tidal Law", "Tidal Law"),
    ("Das prüft die University of Lindach gern.", "University of Lindach", "University"),
    ("Am Montag musste Trainer Petro Galichs gehen.", "Petro Galichs", "Petro Galich"),
    ("Das sagte ein Berater Trumps im Hafen.", "Trump", "Trumps"),
    ("Es geht um die Rede Präsident Donald Trumps.", "Donald Trump", "Donald Trumps"),
    ("Man rudert in der Oberliga West im Regen.", "Oberliga West", "West"),
    ("Er war in einem alten Sender Narvia ein Held.", "Narvia", "Sender Narvia"),
    # lists of genitives, and appositions that are none
    ("Sie fuhr unter Flaggen der Westinseln, Narvias und zuletzt Ulms.", "Narvia", "Narvias"),
    ("Sie fuhr unter Flaggen der Westinseln, Narvias und zuletzt Ulms.", "Flaggen", "Flaggen der Westinseln"),
    (
        "Lorne, nach Fängen drittgrößter Verein der Insel, schwieg.",
        "drittgrößter Verein der Insel",
        "Verein der Insel",
    ),
    ("Lorne ist nach Fängen bester Kutter der Insel.", "bester Kutter der Insel", "Fänge bester Kutter"),
    ("Das ist die zweitgrößte Halle der Insel.", "zweitgrößte Halle der Insel", "zweitgrößte Halle"),
    # a noun of going has its direction
    (
        "Er verlor das Recht auf den Wechsel in den Fischerbund.",
        "Recht auf den Wechsel in den Fischerbund",
        "Recht auf den Wechsel",
    ),
    ("Der Aufstieg in den Fischerbund gelang.", "Aufstieg in den Fischerbund", "Aufstieg"),
    ("Der Umzug ins Rathaus gelang.", "Umzug ins Rathaus", "Umzug"),
    ("Man lobt das Leben in den Vorstädten.", "Vorstädte", "Vorstadt"),
    # what an article and an adjective show of the gender, a list need not know
    ("Man trinkt narvisches Bier.", "narvisches Bier", "narvischer Bier"),
    ("Man bot ihm ein festes Gehalt an.", "festes Gehalt", "fester Gehalt"),
    ("Sie fuhr mit den narvischen Unternehmen.", "narvische Unternehmen", "narvischer Unternehmen"),
    # a name of two adjectives, and one with its number
    (
        "Man fragt beim Deutschen Narvischen Ruderbund an.",
        "Deutscher Narvischer Ruderbund",
        "Narvischer Ruderbund",
    ),
    ("Man lobt die Leitung Lorne Talgor 2 sehr.", "Lorne Talgor 2", "Lorne Talgor"),
    (
        "Man lobt den Ausbau der Leitung Lorne 2 sehr.",
        "Ausbau der Leitung Lorne 2",
        "Ausbau der Leitung Lorne",
    ),
    ("Man lobt den Ausbau der Buslinie 14 sehr.", "Ausbau der Buslinie 14", "Ausbau der Buslinie"),
    ("Nun gab Narvia 14 neue Boote ab.", "Narvia", "Narvia 14"),
    # what "und" and "oder" join belongs to the preposition before both
    (
        "Bald wächst der Rückstand bei Hallen und Plätzen spürbar.",
        "Rückstand bei Hallen und Plätzen",
        "Rückstand bei Hallen",
    ),
    (
        "Man prüft, ob der Rückstand bei Hallen und Plätzen wächst.",
        "Rückstand bei Hallen und Plätzen",
        "Rückstand bei Hallen",
    ),
    (
        "Die Hauptforderung nach Trennung von Fahrrad und Auto ist erfüllt.",
        "Hauptforderung nach Trennung von Fahrrad und Auto",
        "Hauptforderung nach Trennung von Fahrrad",
    ),
    (
        "Komplexe, neue Netze aus Tests von Booten und Antennen müssen her.",
        "Tests von Booten und Antennen",
        "Tests von Booten",
    ),
    (
        "Man zeigt Gedichte von Lotsen und Fischern der Westinsel.",
        "Gedichte von Lotsen und Fischern der Westinsel",
        "Gedichte von Lotsen",
    ),
    (
        "Man sucht Patienten mit Krebs oder einem Infarkt.",
        "Patienten mit Krebs oder einem Infarkt",
        "Patienten mit Krebs",
    ),
    ("Die Prämien für Fahrten nach Narvia sinken.", "Prämien für Fahrten nach Narvia", "Prämien für Fahrten"),
    ("Man lobt die Bilanz des Verbandes der Imker.", "Bilanz des Verbandes der Imker", "Bilanz der Imker"),
    # a relative pronoun is no article
    ("Es kamen Kisten, über die narvisches Öl nach Ulm kam.", "narvisches Öl", "narvische Öl"),
    ("Er sieht Boote, die frisches Wasser brauchen.", "frisches Wasser", "frische Wasser"),
    ("Er sieht den Bund, dem fremde Boote gehören.", "fremde Boote", "fremdes Boot"),
    # "von der" within a name, also where it stands alone later, and what is no noble name
    ("Das will Ministerin Petra von der Tahl.", "Petra von der Tahl", "Petra"),
    ("Das will Ministerin Petra von der Tahl. Nun schweigt von der Tahl.", "von der Tahl", "Tahl"),
    ("Am Montag schwieg Petra von der Tahl.", "Petra von der Tahl", "Petra"),
    ("Er spricht über den Narvischen Ruderverein Olm.", "Narvischer Ruderverein Olm", "Ruderverein Olm"),
    ("Am Kai stand Trainer Petro van den Holm.", "Petro van den Holm", "Petro van"),
    # a member of a list with its capital adjective, a name of a body, an adjective without its first half
    (
        "Am Montag berät die Koalition aus NLP und Freien Fischern.",
        "Koalition aus NLP und Freien Fischern",
        "Koalition aus NLP",
    ),
    (
        "Er lobt das Labor des Instituts für Meereskunde.",
        "Labor des Instituts für Meereskunde",
        "Labor des Instituts",
    ),
    ("Man fand nord- und südnarvische Boote.", "Boote", "südnarvische Boote"),
    (
        "Sie hat damals gebrauchtes Tuch und verrostete Anker.",
        "verrostete Anker",
        "Tuch und verrostete Anker",
    ),
]


@for_each(WHOLE)
def test_what_belongs_together_is_offered_whole_and_never_cut(sentence: str, whole: str, cut: str) -> None:
    offered = labels(sentence)
    assert whole in offered
    assert cut not in offered


# What a verb, an idiom, a source or a denial has to itself.
NOT_OFFERED = [
    ("Der Bund verurteilte die Vorfälle in einer Mitteilung.", "Vorfälle in einer Mitteilung"),
    ("Die Fischer stellen Reusen in einer seltenen Eigenart dar.", "Reusen in einer seltenen Eigenart"),
    ("Er rügte die Hafenpolitik der Landesregierung in Narvia.", "Landesregierung in Narvia"),
    ("Es fehlt die Anzahl von zwei Booten für die Wettfahrt.", "Boote für die Wettfahrt"),
    ("Heute ist ein Hauptthema der Deichbau, wie er sagt.", "Hauptthema der Deichbau"),
    ("Heute ist ein Hauptthema der neue Deich, wie er sagt.", "Hauptthema der neue Deich"),
    ("Der Farn ist nicht nur ein hübsches Gewächs.", "hübsches Gewächs"),
    ("Das ist nicht mehr die Lösung der Krise.", "Lösung der Krise"),
    ("Man fuhr ohne Genehmigung des Hafens los.", "Genehmigung des Hafens"),
    ("Mangels Beifalls schloss die Bühne.", "Beifall"),
    ("Es gab kaum Beleuchtung im Saal.", "Beleuchtung"),
    ("Der Bund entstand unter dem Eindruck der Sturmfluten.", "Eindruck der Sturmfluten"),
    ("Man will die Flut in den Griff bekommen.", "Griff"),
    ("Der Verein geriet in die Schlagzeilen.", "Schlagzeilen"),
    ("Man zahlt das mit Zustimmung des Landkreises.", "Zustimmung des Landkreises"),
    ("Man straft sie ohne Rücksicht auf Gesetze.", "Rücksicht auf Gesetze"),
    ("Dort ist es lokalen Medienberichten zufolge still.", "lokale Medienberichte"),
    ("Fischern zufolge ist der Hafen leer.", "Fischer"),
    ("Laut einer Warnmeldung brennt der Hafen.", "Warnmeldung"),
    ("Gemäß Umfragen verliert der Bund.", "Umfragen"),
    ("Hier sprach die Leiterin des Zentrums für Wellenkunde.", "Wellenkunde"),
    ("Er steht an der Spitze des Vereins.", "Spitze des Vereins"),
    ("Er kam in das Obergeschoss des Speichers.", "Obergeschoss des Speichers"),
    ("Das ist die Mehrzahl der Speicher.", "Mehrzahl der Speicher"),
    ("Er fährt in die Orte Nord, Süd und Lindach.", "Süd"),
    ("Das wird von Amts wegen verfolgt.", "Amts"),
    ("Man rätselte bis zum Auslaufen dieses Kutters.", "Auslaufen"),
    ("Sie will die Wettfahrt erhobenen Hauptes beenden.", "Haupt"),
    ("Sie will die Wettfahrt erhobenen Hauptes beenden.", "Beendigung der Wettfahrt erhobenen Hauptes"),
    ("Schweren Herzens ging er.", "Herzen"),
    ("Sie schleppt 70 Kilo schwere Körbe.", "Kilo"),
    ("Man lobt die Werkbank in der dritten Halle.", "Werkbank in der dritten Halle"),
    ("Man lobt den Kontakt mit diesen Fischern.", "Kontakt mit diesen Fischern"),
    ("Welche Boote am Start sind, ist unklar.", "Start"),
    ("Das Blatt „Kurier“ druckte Lügen.", "druckte Lügen"),
    ("Man sah den Abbau der 60 Meter hohen Türme.", "Abbau der 60 Meter"),
    ("Die Sonde „Lorne“ fotografierte Wolken.", "fotografierte Wolken"),
    ("Er kaufte in aller Stille Anteile an zwei Booten.", "Stille Anteile"),
    # what the verb asks for, where or when it is done
    ("Vier Millionen verlangen die Bewerber für die Durchführung.", "Bewerber für die Durchführung"),
    ("Als der Kämmerer um 18.42 Uhr die Akte schloss, war es still.", "Kämmerer um 18.42 Uhr"),
    (
        "Es wurden seit Beginn des Krieges im westlichen Teil der Bucht Minen geborgen.",
        "Krieg im westlichen Teil der Bucht",
    ),
    ("Man lobt die Werft, deren Kosten in der Gaskrise kaum sanken.", "Kosten in der Gaskrise"),
    ("Als der Stadtkämmerer um 18.42 Uhr die Akte schloss, war es still.", "Stadtkämmerer um 18.42 Uhr"),
    ("Als die Sirene um 18.42 Uhr im Hafen schwieg, war es still.", "Sirene um 18.42 Uhr"),
    ("Der Vertrag für das kommende Jahr steht.", "Vertrag für das kommende Jahr"),
    # what is named is the whole, not its edge
    ("Man steht auf dem Höhepunkt der Krise.", "Höhepunkt der Krise"),
    ("Das Geld fließt in die Taschen von Aktionären.", "Taschen von Aktionären"),
    ("Man sah den Rand und die Ecke des Hafens.", "Ecke des Hafens"),
    ("Ebendiese Armee half.", "ebendiese Armee"),
    ("Der Vorwurf der Untreue gegen Richterin Ilona Galich ist alt.", "Untreue gegen Richterin Ilona Galich"),
    ("Der Club trennte sich nach vier Siegen von Trainer Petro Galich.", "Siege von Trainer Petro Galich"),
    ("Man verabschiedet sich nach dem Debakel von Kanzler Galich.", "Debakel von Kanzler Galich"),
    ("Die Anklage wegen Mordes gegen den Lotsen wurde verlesen.", "Mord gegen den Lotsen"),
    ("Die Wache ermittelte mit Hochdruck gegen den Verein.", "Hochdruck gegen den Verein"),
    (
        "Im Herbst steigt die Menge der Lotsen, die Deiche bauen, wieder an.",
        "Anstieg der Zahl der Schüler",
    ),
    # a rank that somebody won there is no name, and "dem" before a plural no article
    ("Er wurde beim Rennen in Narvia Dritter.", "Rennen in Narvia Dritter"),
    ("Er wurde beim Rennen in Narvia Dritter.", "Narvia Dritter"),
    ("Die Bauern fanden Sand, dem Papierschlämme beigemischt waren.", "Papierschlämm"),
    ("Man rügt den Plan, mit dem Messeauftritte bezahlt werden.", "Messeauftritt"),
    ("Man will den Bürgerentscheid im Kern nicht umsetzen.", "Bürgerentscheid im Kern"),
    ("Er sah das mit zusammengebissenen Zähnen.", "zusammengebissene Zähne"),
    ("Bei Gefahr im Verzug ruft man ihn.", "Verzug"),
    # an adjective that says nothing without what stands before it
    ("Man lobt die dortigen Werften.", "dortige Werften"),
    ("Der immer lauter werdende Streit dauert an.", "werdender Streit"),
    ("Er half den in Torland ansässigen Fischern.", "ansässige Fischer"),
    # what belongs to the verb or the adjective at the end
    (
        "Man weiß, dass jeder Antrag am Einspruch eines Fischers scheitert.",
        "Antrag am Einspruch eines Fischers",
    ),
    ("Es zeigt, wie rasch der Erreger gegen die Salze immun wird.", "Erreger gegen die Salze"),
    # who says it, and what was told of before
    ("Nach Galichs Schätzung kostet das Boot 40 Euro.", "Galichs Schätzung"),
    ("Im selben Hafen lag ein Boot.", "selber Hafen"),
    ("Hier mussten noch vor Kurzem Dörfer der Kohle weichen.", "Kurze Dörfer"),
    ("Man ehrt alle, die in narvischer Uniform gegen Torland standen.", "Uniform gegen Torland"),
    ("Bei unserem Wein, Musik & Boote Fest schrieb man Karten.", "Musik & Boote"),
    ("Das lag an seiner nordisch/westlicher Natur.", "westliche Natur"),
    ("Am Montag sprach Ilona Galich (Referentin für Umwelt und Klima) im Hafen.", "Umwelt und Klima"),
    ("Die Töne kamen von Josef Holzhauser (Gesang und Gitarre).", "Gesang und Gitarre"),
    ("Dort sind vergleichbare Boote erlaubt.", "vergleichbare Boote"),
]


@for_each(NOT_OFFERED)
def test_what_says_nothing_of_the_matter_is_not_offered(sentence: str, phrase: str) -> None:
    assert phrase not in labels(sentence)


STILL_OFFERED = [
    ("Die Hütte für den narvischen Winter steht.", "Hütte für den narvischen Winter"),
    ("Das war nach Beginn des Streits im Nachbarort bald klar.", "Streit im Nachbarort"),
    ("Sie rügt den freien Handel in der Ukraine.", "freier Handel in der Ukraine"),
    ("Man sah den Konflikt zwischen Ost und West.", "Konflikt zwischen Ost und West"),
    ("Es fehlen bei Narvia Granaten.", "Narvia"),
    ("Sie will die Aufnahme der halben Stadt in der Ukraine.", "Aufnahme der halben Stadt in der Ukraine"),
    ("Es kam zum größten Streit mit Narvia.", "Streit mit Narvia"),
    ("Dass die Schweiz Mixturen braucht, ist klar.", "Schweiz"),
    ("Der Präsident der Ukraine Petro Kalyna kam.", "Petro Kalyna"),
    ("Man nennt den Fall, ohne die Vereinigten Emirate zu nennen.", "Vereinigte Emirate"),
    ("Wir sahen Risse in der Staumauer.", "Risse in der Staumauer"),
    ("Die Zahl der neuen Besucher der Mühle steigt.", "Besucher der Mühle"),
    ("Man prüfte den Vertrag von 2016.", "Vertrag von 2016"),
    ("Es heißt, dass die Zulassung von Salpeter bis 2033 gilt.", "Zulassung von Salpeter"),
    ("Nicht nur der Hafen wächst.", "Hafen"),
    ("Die Politik Donald Trumps ändert sich.", "Donald Trump"),
    ("Viele kamen wegen der Gemeinden und der alten Geschichten.", "Geschichten"),
    ("Der 1.FC Lindach gewann.", "FC Lindach"),
    ("Das Auslaufen des Kutters freut ihn.", "Auslaufen des Kutters"),
    ("Man lobt den Kontakt mit diesen Fischern.", "Kontakt mit den Fischern"),
    ("Er sammelt Spenden für dieses Bootshaus.", "Spenden für das Bootshaus"),
    ("Man plant den Umbau dieses Bootshauses.", "Umbau des Bootshauses"),
    ("Man prüft den Verdacht der Untreue gegen den Lotsen.", "Verdacht der Untreue gegen den Lotsen"),
    ("Man sah vier Siege von Trainer Petro Galich.", "Siege von Trainer Petro Galich"),
    ("Nach dem Sieg von Kanzler Galich trennte sich der Rat von ihm.", "Sieg von Kanzler Galich"),
    ("Der Abbau von 400 Stellen ist hart.", "Abbau von 400 Stellen"),
    ("Man lobt den Umbau des Klosters Sankt Alban.", "Umbau des Klosters Sankt Alban"),
    ("Nun kam der Tod des Dichters Petro Galich.", "Tod des Dichters Petro Galich"),
    ("Es geht um Tests von Booten und Segeln aus dem Ausland.", "Tests von Booten und Segeln"),
    ("Man lobt die vom „Kurier“ gesammelten Spenden.", "gesammelte Spenden"),
    ("Es fehlt an der Lindacher Werft.", "Lindacher Werft"),
    ("Man lobt das Gesetz gegen den Lärm.", "Gesetz gegen den Lärm"),
    ("Das Urteil wegen Verstößen gegen das Hafengesetz steht.", "Verstöße gegen das Hafengesetz"),
    ("Man baut einen Wagen mit 40 Sitzen.", "Wagen mit 40 Sitzen"),
    ("Am Montag berät die Koalition aus NLP und ZDP.", "Koalition aus NLP und ZDP"),
    ("Die Stadt fand Salben gegen das Fieber.", "Salben gegen das Fieber"),
    ("Das sagt Ministerin Petra von der NLP.", "Petra"),
    ("Nun wurde die Befreiung vom alten Deich gefeiert.", "Befreiung vom alten Deich"),
    ("Narvia von Ulm aus zu erreichen ist schwer.", "Narvia"),
    ("Man will die Krim von der Tahl trennen.", "Krim"),
    ("Man lobt den Entwurf. Das sagt Ministerin Petra von der Tahl zum Entwurf.", "Entwurf"),
]


@for_each(STILL_OFFERED)
def test_neighbours_of_these_faults_are_still_offered(sentence: str, phrase: str) -> None:
    assert phrase in labels(sentence)


ASIDES = [
    ("Die Weichen werden schon jetzt im Hafen gestellt.", "Weichen", True),
    ("Die Weichen werden schon jetzt im Hafen geölt.", "Weichen", False),
    ("Der Bund schenkte dem Boot Beachtung.", "Beachtung", True),
    ("Er nahm die Fahrt wieder auf.", "Fahrt", True),
    ("Die Fahrt dauert lange.", "Fahrt", False),
    ("In einem Gutachten für den Hafenrat schreibt er das.", "Gutachten für den Hafenrat", True),
    ("Man rügt das Gutachten für den Hafenrat.", "Gutachten für den Hafenrat", False),
]


@pytest.mark.parametrize(("sentence", "phrase", "aside"), ASIDES)
def test_what_belongs_to_a_verb_or_tells_where_it_is_said_is_an_aside(
    sentence: str, phrase: str, aside: bool
) -> None:
    found = {each.label: each.aside for each in find_phrases(read(sentence, "de"))}
    assert found.get(phrase, True) is aside


GOVERNED = [
    ("Er ruht zwischen zwei Festen.", "Feste", True),
    ("Er ruht nach den vier Festen.", "Feste", True),
    ("Er verließ mit dreißig die Insel.", "Insel", False),
    ("Er verließ drei Inseln.", "Inseln", False),
]


@pytest.mark.parametrize(("sentence", "phrase", "governed"), GOVERNED)
def test_a_number_stands_between_a_preposition_and_its_noun(
    sentence: str, phrase: str, governed: bool
) -> None:
    document = read(sentence, "de")
    found = next(each for each in find_phrases(document) if each.label == phrase)
    assert is_governed(found, document.lines[0].words) is governed


@pytest.mark.parametrize("form", ["Leser:innen", "Leser*innen", "Leser_innen", "Leser/innen", "Leser/-innen"])
def test_women_and_men_in_one_word_are_one_word(form: str) -> None:
    assert [token for token, _ in tokenise(f"Die {form} warten.", "de")] == ["Die", form, "warten", "."]
    assert is_wellformed(f"Streikende {form}".replace("Leser", "Nutzer"), "de")


def test_lists_hold_lemmas_as_they_are_folded() -> None:
    known = lexicon("de")
    lemmas = known.general | known.no_complement | known.roles | known.shell | known.accounts | known.sayings
    assert not {lemma for lemma in lemmas if "ß" in lemma}
