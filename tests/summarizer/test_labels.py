from __future__ import annotations

from pathlib import Path

import pytest

import summarizer
from summarizer.actors import actions
from summarizer.headlines import headlines
from summarizer.phrases import find_phrases
from summarizer.phrases.phrase import Form
from summarizer.statements import statements
from summarizer.text import read
from summarizer.wellformed import is_wellformed
from tests.benchmarks.points import DATA, Piece, read_pieces, text_and_starts
from tests.support.tables import for_each

TABLES = Path(__file__).parents[1] / "data" / "labels"


def judged() -> list[tuple[str, str, str]]:
    rows = []
    for table in sorted(TABLES.glob("*.tsv")):
        for line in table.read_text(encoding="utf-8").splitlines():
            verdict, label = line.split("\t")
            rows.append((table.stem, verdict, label))
    return rows


@for_each(judged())
def test_a_label_is_accepted_or_refused_as_a_reader_would(language: str, verdict: str, label: str) -> None:
    assert is_wellformed(label, language) is (verdict == "good")


def test_a_language_without_grammar_is_judged_by_marks_and_length_only() -> None:
    assert is_wellformed("Les mots", "fr")
    assert not is_wellformed("", "fr")
    assert not is_wellformed("…", "fr")
    assert not is_wellformed("x" * 61, "fr")


CASES = [
    (
        "en",
        "It ends Narvia's private harbour school voucher program.",
        "Narvia's private harbour school voucher program",
    ),
    ("en", "The firm trades in real estate.", "real estate"),
    ("de", "Er sprach mit festangestellten Lotsinnen.", "Lotsinnen"),
    ("de", "Man befragte die Teilzeitbeschäftigten der Insel.", "Teilzeitbeschäftigte der Insel"),
    ("de", "In den Schützengräben bei Narvia sitzen Tischler.", "Schützengräben bei Narvia"),
    ("de", "Die Ministerin, die seit März regiert, fordert einen Deich.", "Deich"),
    ("de", "Er sammelt Briefmarken und Kerzen.", "Briefmarken und Kerzen"),
    ("de", "Wir brauchen Windeln und Kerzen.", "Windeln und Kerzen"),
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
    ("de", "Das Spiel zwischen Torgau und Narvia wurde abgesagt.", "Spiel zwischen Torgau und Narvia"),
    ("de", "Die Wähler wollen den Zusammenschluss der beiden Kreise.", "Zusammenschluss der beiden Kreise"),
    ("en", "The arrest of four editors shocked Ulm.", "arrest of four editors"),
    ("en", "The ban on night flights will take effect.", "ban on night flights"),
    ("en", "The murder of a reporter has shaken Ulm.", "murder of a reporter"),
    ("de", "Im Hof steht ein Kessel mit Altöl.", "Kessel mit Altöl"),
    ("de", "Wir sahen Risse in der Staumauer.", "Risse in der Staumauer"),
    ("de", "Gefunden wurde ein Boot auf der Oder.", "Boot auf der Oder"),
    (
        "de",
        "Nach dem Brand in einer Lackfabrik bei Lindach fehlen zwei Leute.",
        "Brand in einer Lackfabrik bei Lindach",
    ),
    ("de", "Das Heft aus dem Nachlass des Küsters liegt im Archiv.", "Heft aus dem Nachlass des Küsters"),
    (
        "de",
        "Er rügte die Verteilung von Pachtland durch die Gemeinde.",
        "Verteilung von Pachtland durch die Gemeinde",
    ),
    ("de", "Sie prüften den Umbau dieser Mühle.", "Umbau der Mühle"),
    ("de", "Gefragt sind Farben für Boote und Stege.", "Farben für Boote und Stege"),
    ("de", "Alles steht in einem Vertrag von 2016.", "Vertrag von 2016"),
    ("de", "Im Kraftwerk Lindach fiel eine Turbine aus.", "Kraftwerk Lindach"),
    ("de", "Der Chef von Naftohas Ostap Hnat schwieg.", "Ostap Hnat"),
    ("de", "Die Fläche Deutschlands wächst nicht.", "Deutschland"),
    ("de", "Sie kamen aus Altlichten und gingen bald.", "Altlichten"),
    ("de", "Man rationiert das Benzin.", "Benzin"),
    ("de", "Wir rechnen mit Umwegen und mit Verstößen.", "Umwege"),
    ("de", "Es gab zwanzig Millionen Euro Soforthilfe.", "Soforthilfe"),
    ("de", "Der Chef des Gasmonopolisten Naftohas Andrij Kowal schwieg.", "Andrij Kowal"),
    ("de", "Ein Deichbruch an der Oder überraschte alle.", "Deichbruch an der Oder"),
    ("de", "Gebaut wird das Netz der Stadt Lindach.", "Netz der Stadt Lindach"),
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
    ("de", "Darin steckt ein gefährlicher Irrtum.", "gefährlicher Irrtum"),
    ("de", "Sie räumten mit dem gefährlichen Irrtum auf.", "gefährlicher Irrtum"),
    ("de", "Am linken Ufer steht eine Mühle.", "linkes Ufer"),
    ("de", "Man lobt den sparsamen Reaktor.", "sparsamer Reaktor"),
    ("de", "Es fehlt an Krankenschwestern.", "Krankenschwestern"),
    ("de", "Es fehlt an Fachkräften und Säcken.", "Fachkräfte"),
    ("de", "Man sprach mit alten Geschützen.", "Geschütze"),
    ("de", "Der Handel mit Medikamenten lohnt.", "Medikamente"),
    ("de", "Man sucht nach Zeugen.", "Zeugen"),
    ("de", "Das Ende des Missverständnisses kam bald.", "Missverständnis"),
    ("de", "Der Sommer ruinierte die ukrainischen Häfen.", "ukrainische Häfen"),
    ("de", "Auf dem Hügel steht ein Turm aus Holz.", "Turm aus Holz"),
    ("de", "Man erwartet Angriffe mit Drohnen.", "Angriffe mit Drohnen"),
    ("de", "Die Preise für Strom und Gas sinken.", "Preise für Strom und Gas"),
    ("de", "Man plant einen Austausch von Gefangenen.", "Austausch von Gefangenen"),
    ("de", "Die Hilfe für das Dorf erheblich zu kürzen ist falsch.", "Hilfe für das Dorf"),
    ("de", "Die mittlere Brücke ist gesperrt.", "mittlere Brücke"),
    ("de", "Man plant die Lieferung von 20 Booten.", "Lieferung von 20 Booten"),
    ("de", "Ein Bote meldete den Tod zweier Matrosen.", "Tod zweier Matrosen"),
    ("de", "Es geht um den Schutz der Rechte kleiner Bauern.", "Schutz der Rechte kleiner Bauern"),
    ("de", "Der Handel Großbritanniens und der Inseln wächst.", "Großbritannien"),
    ("en", "Polish verbs are difficult for those who learn them late.", "Polish verbs"),
    ("en", "Only three per cent of American voters name the war.", "American voters"),
    ("uk", "Неможливо вимагати сміливості від одного.", "сміливість"),
    ("en", "You cannot open polling stations under missiles.", "polling stations"),
    ("en", "The fence along the river is finished.", "fence along the river"),
    ("en", "They had read of the coordination of arms deliveries.", "coordination of arms deliveries"),
    ("en", "They saw a brigade of Greek or French soldiers.", "brigade of Greek or French soldiers"),
    ("en", "There was a complaint by a drivers' union.", "complaint by a drivers' union"),
    ("en", "He had no access to the test records.", "access to the test records"),
    ("en", "They saw a fire aboard the ferry Zlata.", "fire aboard the ferry Zlata"),
    ("en", "Narvia's main export blend is cheap.", "Narvia's main export blend"),
    ("en", "They spoke of damage to pubs and hotels.", "damage to pubs and hotels"),
    ("en", "They spoke of high interest rates.", "interest rates"),
    ("en", "They like the growing embrace of the republic.", "embrace of the republic"),
    ("en", "They fear the ban on the display of old flags.", "ban on the display of old flags"),
    ("en", "They put the share of ferries in trade at a third.", "share of ferries in trade"),
    ("en", "Its supply of grain to Narvia ended.", "supply of grain to Narvia"),
    ("en", "They got permission to moor larger ships.", "permission to moor larger ships"),
    ("en", "The right to strike is old.", "right to strike"),
    ("en", "The inability to repair the dam angers Ulm.", "inability to repair the dam"),
    ("en", "His refusal to sell the church in March saved the town.", "refusal to sell the church"),
    ("en", "The timetable matters because sailors are late.", "timetable"),
    ("en", "The card measures nine centimetres by six, and it hung there for years.", "card"),
    ("en", "They know how trust works.", "trust"),
    ("en", "Some know the war, while nearly half name prices.", "prices"),
    ("en", "Its trade talks in Narvia, which began in May, collapsed.", "trade talks in Narvia"),
    ("en", "The security measures at the port were dropped.", "security measures at the port"),
    ("en", "The port would jail smugglers for ten years and fine shipping agents.", "shipping agents"),
    ("en", "They met the opposition Sea and Order party.", "Sea and Order party"),
    (
        "en",
        "He wrote to the Confederation of Transport and Logistics in May.",
        "Confederation of Transport and Logistics",
    ),
    ("en", "It shows the tensions between the West and Narvia.", "tensions between the West and Narvia"),
    ("en", "Concerns about the state of the dam remain.", "concerns about the state of the dam"),
    ("en", "They spoke of higher education.", "higher education"),
    (
        "en",
        "It fell because a steep wall of Narvia and Spain split the sea.",
        "steep wall of Narvia and Spain",
    ),
    ("en", "The senate praised the efforts of Narvia and Spain.", "efforts of Narvia and Spain"),
    ("en", "It was lost in the Second Sugar War.", "Second Sugar War"),
    ("en", "They met in Port Royal on Friday.", "Port Royal"),
    ("en", "At Trier NATO welcomed them.", "NATO"),
    ("en", "He called the sales managers.", "sales managers"),
    ("en", "In Leeds retired pilots met.", "retired pilots"),
    ("en", "They report blocked drains, burst pipes, or holes.", "burst pipes"),
    ("en", "They met nurses and retired pilots.", "retired pilots"),
    ("en", "The Treasury stopped subsidising cheap flights.", "cheap flights"),
    ("en", "They feed barking dogs.", "barking dogs"),
    ("en", "The court dropped the case against the singer.", "case against the singer"),
    ("en", "The senate dropped the inquiry into the port scandal.", "inquiry into the port scandal"),
    ("en", "An investigation into the flood opened.", "investigation into the flood"),
    ("en", "The pilots insist on the restoration of its archives.", "restoration of the archives"),
    ("en", "He confessed the murder of his tenant.", "murder of the tenant"),
    ("en", "They drew a map of all abandoned dairies.", "map of all abandoned dairies"),
    (
        "en",
        "They praised the sale of the city's Renaissance tapestries.",
        "sale of the city's Renaissance tapestries",
    ),
    ("en", "They spoke of the protection of our ferries.", "protection"),
    (
        "en",
        "They defended the right of conscripts to refuse an oath.",
        "right of conscripts to refuse an oath",
    ),
    ("en", "The duty of judges to explain rulings is old.", "duty of judges to explain rulings"),
    ("en", "They know the price of ferries.", "price of ferries"),
    ("en", "There has been a sharp rise in burglaries.", "rise in burglaries"),
    ("en", "They fear an increase in fares for pilots.", "increase in fares"),
    ("en", "Narvia denied that it targets pilots.", "pilots"),
    ("en", "The firm made losses on a failed hotel.", "losses on a failed hotel"),
    ("en", "The minister ordered the deletion of the police files.", "deletion of the police files"),
    ("en", "The police reports on the riot are lost.", "police reports on the riot"),
    ("en", "Only the Farmers' Party voted against the ban on cages.", "Farmers' Party"),
    ("en", "The Pilots' Guild closed the harbour.", "Pilots' Guild"),
    ("en", "The People's Party closed the harbour.", "People's Party"),
    ("en", "They sued the Women’s Institute of Narvia.", "Women’s Institute"),
    ("en", "They met Narvia's Ivo Halych.", "Ivo Halych"),
    ("en", "They met the pilots' Ivo Halych.", "Ivo Halych"),
    ("en", "Ivo Halych offered the rebels weapons.", "weapons"),
    ("en", "The bank granted the arms dealers cheap loans.", "arms dealers"),
    ("en", "The council gave the widows food parcels.", "food parcels"),
    ("en", "A toll on sugar sounds harmless until prices rise.", "toll on sugar"),
    ("en", "They met farmers, trade unions and pilots.", "trade unions"),
    ("en", "They sell flowers, plant pots and cake tins.", "plant pots"),
    ("en", "The budget cuts of March were harmless.", "budget cuts"),
    ("en", "The pilots choose between cheap coal and clean rivers.", "clean rivers"),
    ("en", "The town will pay for new trams and clean streets.", "clean streets"),
    ("uk", "Так званий прибережний збір стягують давно.", "прибережний збір"),
    ("uk", "Триває підготовка порту до шторму.", "підготовка порту до шторму"),
    ("uk", "Почали ремонт причалів і рибних комор.", "ремонт причалів і рибних комор"),
    ("uk", "Рибалки хвалять стосунки між Лиманом і Бистрицею.", "стосунки між Лиманом і Бистрицею"),
    ("uk", "Торгівля між Лиманом та Бистрицею зросла.", "торгівля між Лиманом та Бистрицею"),
    ("uk", "Конкуренція між перевізниками посилилася.", "конкуренція між перевізниками"),
    ("ru", "Торговля между Тверью и Ржевом выросла.", "торговля между Тверью и Ржевом"),
    ("en", "A rift between Narvia and Ulm delayed the ferry.", "rift between Narvia and Ulm"),
    ("uk", "Ми згадали архів міста Лимарськ.", "архів міста Лимарськ"),
    ("uk", "Адвокат Бугая Лариса Тиха мовчала.", "Лариса Тиха"),
    ("uk", "Про це знав депутат Сергій Луговий, а депутата Сергія Лугового не питали.", "Сергій Луговий"),
    ("uk", "Переміг кандидат «Права і моря».", "«Право і море»"),
    ("uk", "Він співав для «Тихої гавані».", "«Тиха гавань»"),
    ("uk", "Ідея «стіни човнів» стара.", "стіна човнів"),
    ("uk", "Вона помітила тріщини в опорах.", "тріщини в опорах"),
    ("uk", "Північно-Лиманська республіка мовчала.", "Північно-Лиманська республіка"),
    ("uk", "Мораторій на пошукові роботи діє.", "мораторій на пошукові роботи"),
    ("uk", "Море навчило нас іншої мови жестів і пам'яті.", "мова жестів"),
    ("uk", "Вони провели сорок третій обмін полоненими.", "обмін полоненими"),
    ("uk", "Громада обговорює торгівлю рибальськими човнами.", "торгівля рибальськими човнами"),
    ("uk", "Пам'ять про Другу світову війну жива.", "Друга світова війна"),
    ("uk", "Робота над дамбою триває.", "робота над дамбою"),
    ("uk", "Про це писав Ярополк ІІ узимку.", "Ярополк ІІ"),
    ("uk", "Гроші дали країни «Ліги портів».", "«Ліга портів»"),
    ("uk", "На Лиманщині міст через річку впав.", "міст"),
    ("uk", "Рішення МВФ здивувало рибалок.", "рішення МВФ"),
    ("uk", "Голосування за закон почалося зранку.", "голосування за закон"),
    ("uk", "Відбудова дамби не почалася.", "відбудова дамби"),
    ("uk", "Вони обіцяють підтримку поранених.", "підтримка поранених"),
    ("uk", "Тут збирають портові податки.", "портові податки"),
    ("uk", "На параді в Лимані стоять рибалки.", "парад у Лимані"),
    ("uk", "Рибалки хвалили школи у Лимані.", "школи в Лимані"),
    ("uk", "Тріщини в опорах закрили.", "тріщини в опорах"),
    ("uk", "На пункті прийому в Лимані чекали рибалки.", "пункт прийому"),
    ("uk", "Поховали загиблого Віталія Лугового.", "загиблий Віталій Луговий"),
    ("uk", "Співала сімнадцятирічна Настя Галич.", "сімнадцятирічна Настя Галич"),
    ("uk", "Це зошит рибалки Адріана.", "зошит рибалки Адріана"),
    ("uk", "Він подякував Вікторові Луговому.", "Віктор Луговий"),
    ("uk", "На тому березі човнів не бачать.", "берег"),
    ("uk", "Тут живуть дружини поранених.", "дружини поранених"),
    ("uk", "Рішення суду 12 травня здивувало рибалок.", "рішення суду"),
    ("uk", "Вони внесли проєкт постанови.", "проєкт постанови"),
    ("ru", "Похоронили погибшего Виталия Галича.", "погибший Виталий Галич"),
    ("ru", "Они провели сорок третий обмен пленными.", "обмен пленными"),
    ("ru", "Память о Второй мировой войне жива.", "Вторая мировая война"),
    ("ru", "Мы не видели независимого суда.", "независимый суд"),
    ("ru", "Так называемый портовый сбор взимают давно.", "портовый сбор"),
    ("ru", "Начали ремонт причалов и рыбных складов.", "ремонт причалов и рыбных складов"),
    ("ru", "Победил кандидат «Партии моря».", "«Партия моря»"),
    ("ru", "Речь шла о войне с Грузией.", "война с Грузией"),
    ("en", "She works for the Centre for Port Research.", "Centre for Port Research"),
    ("en", "They sat in the cold corridor of the Lorne ferry terminal.", "Lorne ferry terminal"),
    ("en", "It bought a set of blue lamps.", "blue lamps"),
    ("en", "A fee equal to two days' wages was paid.", "wages"),
    ("en", "It was said by a Narvian customs official, a friend of ours.", "Narvian customs official"),
    ("en", "They quarrelled in a row over fishing rights.", "row over fishing rights"),
    ("en", "The league bought an old coal mine in Narvia.", "coal mine"),
    ("en", "They pump the warm water of the mine.", "warm water of the mine"),
    ("en", "A possible sale of the yard worries pilots.", "possible sale of the yard"),
    ("en", "It praised a former mayor of Lorne.", "former mayor of Lorne"),
    ("en", "On Friday Narvia closed the port.", "Narvia"),
    (
        "en",
        "It was paid by the National Fund for the Arts and closed.",
        "National Fund for the Arts",
    ),
    (
        "en",
        "He asked the Office of Harbour and Salt Policy for help.",
        "Office of Harbour and Salt Policy",
    ),
    ("en", "A lack of pumps and ferries will hurt Ulm.", "lack of pumps and ferries"),
    ("en", "She led a choir of harbour staff and widows.", "choir of harbour staff and widows"),
    ("en", "She wrote of deaf and Lorne pilots.", "deaf and Lorne pilots"),
    (
        "en",
        "The Conference on Salt and Rope in Narvia (CSRN) met in Ulm.",
        "Conference on Salt and Rope in Narvia",
    ),
    ("en", "She completed high school in secret.", "high school"),
    ("en", "He regrets Narvian policy towards Lorne.", "Narvian policy towards Lorne"),
    ("en", "They will improve the online permits process by May.", "online permits process"),
    ("en", "It cites the case against the Lorne Bridge Five.", "case against the Lorne Bridge Five"),
]


@for_each(CASES)
def test_a_phrase_stands_whole_with_its_head_in_the_nominative(
    language: str, sentence: str, phrase: str
) -> None:
    found = [candidate.label for candidate in find_phrases(read(sentence, language))]
    assert phrase in found


CUT = [
    ("en", "We heard a lively debate on legalizing small ferries.", "lively debate on legalizing"),
    ("en", "We see the encroachment of Narvia and Old Ulm in trade.", "encroachment of Narvia and Old"),
    ("uk", "Стояв паркан, який досяг смуги річки.", "досяг смуги річки"),
    ("uk", "Тисячі людей вийшли на вулиці столиці проти реформи.", "столиця проти реформи"),
    ("en", "The holding of the fair cost a lot.", "holding"),
    ("en", "The union called off its strike hours before the deadline.", "strike hours"),
    ("en", "He paid a fine of forty euros.", "fine of forty euros"),
    ("en", "Pay rose even in the most male dominated sectors.", "dominated sectors"),
    ("en", "A widow saw the captain dump oil into the river.", "captain dump oil"),
    ("en", "Demand for electric ferries is outpacing supply.", "outpacing supply"),
    (
        "en",
        "The mayor's plan to publish the report angered fishermen.",
        "publication of the report angered fishermen",
    ),
    ("en", "He got his request to ban harbour noise and fish smells.", "request to ban harbour noise"),
    ("en", "He denounced a strike in Narvia-occupied eastern Ulm.", "Narvia-occupied"),
    ("en", "The town lives under the control of smugglers.", "control of smugglers"),
    ("en", "A dog and cat fair opened in Narvia.", "dog"),
    ("en", "Narvia's minister of Justice has left.", "Narvia's minister"),
    (
        "en",
        "Despite a round of harbour toll rate rises that pilots fear, it is quiet.",
        "round of harbour toll rate",
    ),
    ("en", "He defends Narvia's plans to boost fleet spending by half.", "Narvia's plans to boost fleet"),
    ("en", "Captain Ivo Halych styles himself a pilot.", "Captain Ivo Halych styles"),
    ("en", "The guild recalled the storm of Jan. 6 and a strike.", "storm of Jan"),
    ("uk", "Купол нагадує баню храму Св. Варвари.", "баня храму Св"),
    ("en", "They moved up Narvia's landmark first free vote to May.", "Narvia's landmark"),
    ("en", "The treasurer of the Sea party regional branch left.", "treasurer of the Sea party"),
    ("en", "The halls do not programme operas.", "programme operas"),
    ("en", "Only after the strike did the firm raise wages.", "firm raise wages"),
    ("en", "Only after the strike did the firm raise wages.", "raise wages"),
    ("en", "Only then did the mayor order boats.", "mayor order boats"),
    ("en", "Did the firm raise wages?", "firm raise wages"),
    ("en", "The shed was used to house pilots.", "house pilots"),
    (
        "en",
        "Judges refuse each attempt to quash the Marchev subpoena.",
        "attempt to quash the Marchev",
    ),
    ("en", "The pilot was held in connection with the fire.", "connection"),
    ("en", "The pilot, speaking on condition of anonymity, praised the port.", "condition of anonymity"),
    ("en", "In light of the anger the mayor stayed away.", "light of the anger"),
    ("de", "Die Getreideschiffe brauchen nicht das Geld der Banken.", "Geld der Banken"),
    ("de", "Es war kein Ruhmesblatt für den Hafen.", "Ruhmesblatt für den Hafen"),
    ("de", "Dort landen Gelder in den Taschen von Reedern.", "Gelder in den Taschen"),
    ("de", "Das ist mehr als das Doppelte des alten Preises.", "Doppelte des alten Preises"),
    ("en", "It must finish a section of the Rail Mare high-speed line.", "section of the Rail Mare"),
    ("uk", "Голова спілки моряків Ганна Галич мовчить.", "спілка моряків Ганна Галич"),
    (
        "de",
        "Es gibt einen Vorschlag der drei Nachbarstädte Narvia, Torgau und Ulm.",
        "Vorschlag der drei Nachbarstädte Narvia",
    ),
    ("de", "Zehntausende junge Männer bekamen Post.", "Zehntausende"),
    ("uk", "Ніхто не тримав біля їхніх берегів рибальського флоту.", "береги рибальського флоту"),
    ("uk", "Посуха забрала з виробництва сотні тисяч рибалок.", "виробництво сотні тисяч рибалок"),
    ("de", "Das Abkommen zwischen Serbien bleibt.", "Abkommen zwischen Serbien"),
    ("de", "Der Sicherheits- und Verteidigungsrat tagt.", "Verteidigungsrat"),
    ("de", "Sie ziehen nach dem Krieg in die alten Gebäude.", "Krieg in die alten Gebäude"),
    ("de", "Es fehlt eine Luftverteidigung von Riga bis Odessa.", "Luftverteidigung von Riga"),
    ("de", "Ein Verbot für Inhaber von Jagdscheinen gilt.", "Verbot für Inhaber"),
    ("de", "Der Chef von Naftohas Ostap Hnat schwieg.", "Naftohas Ostap Hnat"),
    ("de", "Man sprach vom Umbau der Mühle.", "Umbau"),
    ("de", "Nach Auskunft der Feuerwehr sind alle wohlauf.", "Feuerwehr"),
    ("de", "Nach der Schätzung des Netzamts sind es drei.", "Schätzung des Netzamts"),
    ("de", "Der Präsident der Vereinigten Emirate kam.", "Vereinigte Emirate"),
    ("de", "Das Landesamt für Umwelt prüft.", "Umwelt"),
    ("de", "Ein Schuppen geriet in Brand.", "Brand"),
    ("de", "Man kaufte den „Roten Ochsen“ am Markt.", "Roten Ochsen"),
    ("de", "Die Wartung fehle, sagte Sprecherin Ilona Galich.", "Ilona Galich"),
    ("de", "Er hält die Geduld für eine Schule.", "Geduld für eine Schule"),
    ("de", "Weil die Großeltern im Haushalt leben, liest man.", "Großeltern im Haushalt"),
    ("de", "Uns quält der Mangel an Holz.", "Mangel"),
    ("de", "Das ist ein Tropfen auf den heißen Stein.", "heißer Stein"),
    ("de", "Der finnische Minister spielt Golf.", "finnischer Minister"),
    ("de", "Der Anteil der Gase am Verbrauch sinkt.", "Gase am Verbrauch"),
    ("de", "Man stellte Stühle in die Ecke.", "Stühle in die Ecke"),
    ("de", "Das stand im „Talheimer Boten“ von gestern.", "Talheimer Boten"),
    ("de", "In Talheim werden Pflegerinnen mit Gutscheinen bezahlt.", "Pflegerinnen mit Gutscheinen"),
    ("de", "Man fuhr los, die Ladung mit Kisten bedeckt.", "Ladung mit Kisten"),
    ("de", "Die Werft schickt zwölf Boote aus Beständen in Norwegen.", "Boote aus Beständen"),
    ("de", "Der Rat gab drei Milliarden Euro für den Bau des Deichs.", "Euro für den Bau des Deichs"),
    ("de", "Die Pumpe kommt im Juli des folgenden Jahres.", "Juli des folgenden Jahres"),
    ("de", "Wir fragen, was der Streit für das Dorf bedeutet.", "Streit für das Dorf"),
    ("de", "Weil der Streit für das Dorf gefährlich ist, schweigt man.", "Streit für das Dorf"),
    ("de", "Da piepte der Sender am Rand eines Feldes.", "Sender am Rand eines Feldes"),
    ("de", "Im Gegensatz zu den Inseln wächst das Festland.", "Gegensatz zu den Inseln"),
    ("de", "Der Abzug der Truppen aus dem Süden des Landes begann.", "Abzug der Truppen aus dem Süden"),
    ("de", "Es geht um den Schutz der Rechte kleiner Bauern.", "Schutz der Rechte"),
    ("de", "Es begann die Prüfung der Vergabe weiterer Kredite.", "Prüfung der Vergabe"),
    ("de", "Man warnt vor den Folgen der Dürre für die Bauern.", "Dürre für die Bauern"),
    ("de", "Ein Bote meldete den Tod zweier Matrosen.", "zweie Matrosen"),
    ("de", "Nach Angaben der Feuerwehr brannte ein Lager.", "Feuerwehr"),
    ("de", "Die Lehrerinnen und Lehrer kamen.", "Lehrerinnen und Lehrer"),
    ("de", "Die Lehrerinnen und Lehrer kamen.", "Lehrerinnen"),
    ("de", "Das war die ehrlichste Antwort.", "ehrlichste Antwort"),
    ("de", "Der Dorfvorsteher schwieg.", "Dorfvorsteher"),
    ("en", "Democracies guard against fear.", "guard against fear"),
    ("de", "Sie zählte Lastwagen für Lastwagen.", "Lastwagen für Lastwagen"),
    ("en", "The assembly of member states votes in May.", "assembly of member states votes"),
    ("en", "For three decades European governments waited.", "decades European governments"),
    ("en", "Lawyers polish verbs while ships sink.", "polish verbs"),
    ("en", "In Leeds prices rose again.", "Leeds prices"),
    ("en", "A toll on sugar sounds harmless until prices rise.", "toll on sugar sounds"),
    ("en", "The old treaty limits fishing in the bay.", "treaty limits"),
    ("en", "The new budget cuts spending on libraries.", "budget cuts"),
    ("en", "Narvia dreams of closing the port.", "Narvia dreams"),
    ("en", "They abolish the wealth tax, freeze rents and leave.", "freeze rents"),
    ("en", "They dump milk on roads, block border crossings and burn straw.", "block border crossings"),
    ("en", "He was hired on the strength of a letter.", "strength of a letter"),
    ("en", "Speaking of the guild's origins, he smiled.", "Speaking of the guild's origins"),
    ("en", "The judge rarely grants bail and never grants interviews.", "grants interviews"),
    ("en", "Ivo Halych offered the rebels weapons.", "rebels weapons"),
    ("en", "The council gave the widows food parcels.", "widows food parcels"),
    ("en", "The Pilots' Guild closed the harbour.", "Guild"),
    ("en", "The People's Party closed the harbour.", "Party"),
    ("en", "They defended the right of conscripts to refuse an oath.", "right of conscripts"),
    ("en", "The power of judges to explain is old.", "power of judges"),
    ("en", "In the case of Narvia nobody knows.", "case of Narvia"),
    ("en", "They moved the boats into the harbour.", "boats into the harbour"),
    ("en", "My aunt baked bread on Fridays and distrusted priests all week.", "distrusted priests"),
    ("en", "He praised bishops and hated priests.", "hated priests"),
    ("en", "The Treasury stopped subsidising cheap flights.", "subsidising cheap flights"),
    ("en", "They stopped growing beans.", "growing beans"),
    ("en", "Sugar in Narvia costs about 30 per cent more.", "Narvia costs"),
    ("en", "Ivo Halych of the New Alliance wrote a memo.", "Ivo Halych of the New Alliance"),
    ("en", "It has the longest coastline.", "longest coastline"),
    ("en", "The law lets a coastal state board a ship.", "coastal state board"),
    ("en", "Lawyers caution that the ground is weak.", "Lawyers caution"),
    ("en", "The union has warned Narvia of a long strike.", "Narvia of a long strike"),
    ("en", "They accused the mayor of theft.", "mayor of theft"),
    ("en", "They fear the ban on the display of old flags.", "ban on the display"),
    ("en", "They put the share of ferries in trade at a third.", "share of ferries"),
    ("en", "The timetable matters because sailors are late.", "timetable matters"),
    ("en", "The card measures nine centimetres by six, and it hung there for years.", "card measures"),
    ("en", "They know how trust works.", "trust works"),
    ("en", "Some know the war, while nearly half name prices.", "name prices"),
    (
        "en",
        "The port would jail smugglers for ten years and fine shipping agents.",
        "fine shipping agents",
    ),
    ("en", "It hung to the right of a small river.", "right of a small river"),
    ("en", "They met in order to settle the strike.", "order to settle the strike"),
    ("en", "We found a lock the size of a loaf.", "size of a loaf"),
    ("en", "He spoke with no pilot present.", "pilot present"),
    ("en", "A ship striking thick ice makes noise.", "striking thick ice"),
    ("en", "It passed with seventy-one votes.", "seventy-one votes"),
    ("en", "On Monday afternoon volunteers were clearing it.", "Monday afternoon volunteers"),
    ("en", "He offers a simpler test.", "simpler test"),
    ("en", "NARVA (Agency) – The port will reopen.", "NARVA"),
    ("en", "He wrote to the Confederation of Transport and Logistics.", "Confederation of Transport"),
    ("en", "It fell because a steep wall of Narvia and Spain split the sea.", "steep wall of Narvia"),
    ("en", "The senate praised the efforts of Narvia and Spain.", "efforts of Narvia"),
    ("en", "Pilots know the tolls of Narvia, Spain and Malta.", "tolls of Narvia"),
    ("en", "They fear the price of bread, milk and eggs.", "price of bread"),
    ("en", "They raised boats in the Leer, Emden and Trier regions.", "Trier regions"),
    ("en", "They like Danish, Greek and Irish ports.", "Greek and Irish ports"),
    ("en", "They know what pilots dread.", "pilots dread"),
    ("en", "They break the tolls pilots hate.", "tolls pilots"),
    ("en", "The gulls sailors fear are grey.", "gulls sailors"),
    ("en", "Pilots in the same harbour film gulls almost every day.", "harbour film gulls"),
    ("en", "They were quick to call the hearings theatre.", "hearings theatre"),
    ("en", "He called the mayors cowards.", "mayors cowards"),
    ("en", "None of it needs the word anchor.", "word anchor"),
    ("en", "It is the other way round.", "way round"),
    ("en", "They live somewhere south of Narvia.", "south of Narvia"),
    ("en", "At Trier NATO welcomed them.", "Trier NATO"),
    ("en", "It was lost in the Second Sugar War.", "Sugar War"),
    ("en", "A port, they say, scrambled rescue boats and fired a flare.", "scrambled rescue boats"),
    ("en", "A port scrambled rescue boats.", "scrambled rescue boats"),
    ("en", "Eleven sites lie within a mile of the theatre.", "mile of the theatre"),
    (
        "en",
        "Professor Ines Duarte of the Carvalian Institute of Economics called.",
        "Duarte of the Carvalian Institute of Economics",
    ),
    ("uk", "Генерал у відставці Пер Сандгольм відвідав позиції.", "відставка Пер Сандгольм"),
    ("uk", "Люди знають, що війна забрала в міста лікарів.", "війна забрала"),
    ("uk", "Тривало позбавлення права голосу.", "позбавлення права"),
    ("uk", "Про це знали від дослідниці медіа Ярини Галич.", "дослідниці медіа Ярини Галич"),
    ("uk", "Залишилися тільки старі.", "старі"),
    ("uk", "Держава має карати зрадників поіменно.", "карати зрадників"),
    ("uk", "Порти Одеси, Осло та Риги закрили.", "порти Одеси"),
    ("uk", "Човен коштує десятки тисяч гривень.", "десятка тисяч гривень"),
    ("uk", "Завтра зникне вето.", "зникне вето"),
    ("uk", "У березні рада закрила порт.", "березна"),
    ("uk", "Після нестачі човнів рибалки чекають у порту.", "нестача човнів рибалки"),
    ("uk", "Ми згадали архів міста Лимарськ.", "архів міста"),
    ("uk", "Адвокат Бугая Лариса Тиха мовчала.", "Бугай Лариса Тиха"),
    ("uk", "Переміг кандидат «Права і моря».", "Права і моря"),
    ("en", "Only three per cent of American voters name the war.", "cent of American voters"),
    ("uk", "Про це знають 40 відсотків рибалок порту.", "відсотки рибалок порту"),
    ("uk", "У середу Мін'юст дозволив вилов.", "середа Мін'юст"),
    ("uk", "Це знає кожен десятий рибалка порту.", "десятий рибалка"),
    ("uk", "Це вже двадцять шостий ремонт дамби.", "шостий ремонт дамби"),
    ("uk", "Порт тримає тариф за рахунок нових зборів.", "тариф за рахунок нових зборів"),
    ("uk", "Порт тримає тариф за рахунок нових зборів.", "рахунок нових зборів"),
    ("uk", "Із погляду рибалок це дешево.", "погляд рибалок"),
    ("uk", "Від початку великого вторгнення МВФ подвоїв кредити.", "велике вторгнення МВФ"),
    ("uk", "Без втручання забруднення триматиметься довго.", "втручання забруднення"),
    ("uk", "Українці війни не хочуть.", "українці війни"),
    ("uk", "Вона найпослідовніша захисниця моря.", "найпослідовніша захисниця"),
    ("uk", "Це найдешевший спосіб ремонту дамби.", "найдешевший спосіб"),
    ("uk", "За сім місяців барель подешевшав.", "місяців барель"),
    ("uk", "Бабуся читала онукові казки.", "онукові казки"),
    ("uk", "Ідеться про тимчасове позбавлення права вилову.", "тимчасове позбавлення"),
    ("uk", "Рано чи пізно порт відкриють.", "рана"),
    ("uk", "Робота над дамбою триває.", "робот"),
    ("uk", "На північному березі моря шумлять сосни.", "північний берег"),
    ("uk", "Докторка фізичних наук Ілона Тиха мовчала.", "фізичні науки"),
    ("uk", "У спільній заяві рибалок ідеться про дамбу.", "спільна заява рибалок"),
    ("uk", "Там буває до сорока небезпечних предметів.", "сорока небезпечних предметів"),
    ("uk", "Вони їздять до двадцяти п'яти портів.", "п'яти портів"),
    ("uk", "Сіль перевищує норму в середньому у п'ять разів.", "норма в середньому"),
    ("uk", "Рибалки у дев'яностих боялися моря.", "рибалки у дев'яностих"),
    ("uk", "Без тиску портового місто не працює.", "тиск портового"),
    ("uk", "Порт рятується в обіймах другого.", "обійми другого"),
    ("uk", "На пункті прийому в Лимані чекали рибалки.", "прийом у Лимані"),
    ("uk", "Їх вивезли з комор у рибальських човнах.", "комори в рибальських човнах"),
    ("uk", "У тій гавані човнів не фарбують.", "гавань човнів"),
    ("uk", "На тому березі човнів не бачать.", "береза"),
    ("uk", "Вони питали, чи мають сенс дамби.", "сенс дамби"),
    ("uk", "До її розгляду вирок не діє.", "розгляд вирок"),
    ("uk", "Без дозволу рибалки не вийдуть у море.", "дозвіл рибалки"),
    ("uk", "Рада дала термін людині з човном.", "термін людині"),
    ("uk", "Поховали загиблого Віталія Лугового.", "загиблий Віталій"),
    ("uk", "Далі було тихо.", "далі"),
    ("uk", "Раніше рибалки возили синів у море.", "синів"),
    ("uk", "Привезли труби калібру 92 міліметри.", "труби калібру"),
    ("ru", "Они ездят до двадцати пяти портов.", "пяти портов"),
    ("ru", "Соль превышает норму в среднем в пять раз.", "норма в среднем"),
    ("ru", "Имеют ли смысл дамбы, спросил он.", "смысл дамбы"),
    ("ru", "Рыбаки в девяностых боялись моря.", "рыбаки в девяностых"),
    ("ru", "Порт спасается в объятиях второго.", "объятия второго"),
    ("ru", "До её рассмотрения приговор не вступит в силу.", "рассмотрение приговор"),
    ("ru", "Об этом знают 40 процентов рыбаков порта.", "проценты рыбаков порта"),
    ("ru", "Порт держит тариф за счёт новых сборов.", "тариф за счёт новых сборов"),
    ("ru", "Рыбаки войны не хотят.", "рыбаки войны"),
    ("ru", "Это знает каждый десятый рыбак порта.", "десятый рыбак"),
    (
        "en",
        "Professor Ines Duarte of the Institute for Tidal Research came late.",
        "Professor Ines Duarte of the Institute",
    ),
    ("en", "She works for the Centre for Port Research.", "Port Research"),
    (
        "en",
        "They sat in the cold corridor of the Lorne ferry terminal.",
        "cold corridor of the Lorne ferry terminal",
    ),
    ("en", "It bought a set of blue lamps.", "set of blue lamps"),
    ("en", "It is the weak spot of the whole plan.", "spot of the whole plan"),
    ("en", "A fee equal to two days' wages was paid.", "' wages"),
    ("en", "From this weekend ferries in two towns will rest.", "weekend ferries"),
    ("en", "Last winter harbours in two towns were closed.", "winter harbours"),
    ("en", "In northern Ulm and parts of Narvia pilots run small boats.", "Narvia pilots"),
    ("en", "A boat that is built in a shed in Narvia costs one third of that.", "Narvia costs"),
    ("en", "The usual argument runs that pilots are late.", "argument runs"),
    ("en", "Rain turns the clay paths west of the city to mud.", "clay paths west"),
    ("en", "It keeps a rota day and night.", "rota day"),
    ("en", "It was said by a Narvian customs official, a friend of ours.", "Narvian customs"),
    ("en", "They took our school for the sake of the ferry.", "school for the sake of the ferry"),
    ("en", "The ferry left without any help from the old pilots.", "help from the old pilots"),
    ("en", "The harbour is shut, and nor has the price of salt fallen.", "price of salt"),
    ("en", "What closed the harbour was not storms or pirates or the price of salt.", "price of salt"),
    ("en", "Lorne is dark because a flood has stopped production of salt.", "production of salt"),
    ("en", "A town that lets its fleet decline loses money.", "fleet decline"),
    (
        "en",
        "The jar of dirty snow was held up by Ines Duarte, 71, a retired pilot who lives in Ulm.",
        "retired pilot",
    ),
    ("en", "In most ports a permit cost next to nothing.", "permit cost"),
    ("en", "There are grounds, for a census costs about a million pounds and is late.", "census costs"),
    ("en", "Kolb has followed the trade boat by boat.", "trade boat"),
    ("en", "They stripped the harbour office and its pilots of their rights.", "pilots of the rights"),
    ("en", "They speak of it with a mixture of pride and fear.", "mixture of pride"),
    ("en", "They speak of it with a mixture of pride and fear.", "mixture of pride and fear"),
    ("en", "Can a town vote while half of it is flooded?", "town vote"),
    ("en", "Narvian sorts, which taste of honey, were the fashion.", "taste of honey"),
    ("en", "And who profits from the flood?", "profits from the flood"),
    ("en", "On Friday Narvia closed the port.", "Friday Narvia"),
    ("en", "It praised a former mayor of Lorne.", "mayor of Lorne"),
    ("en", "A possible sale of the yard worries pilots.", "sale of the yard"),
    ("en", "A friend of mine who swims came late.", "friend of mine"),
    ("en", "The town put the money into the hands of the league.", "hands of the league"),
    ("en", "Let every port keep two pence of the salt tax.", "pence of the salt tax"),
    ("en", "It went to Ines Duarte, a retired pilot from Ulm, who was ill.", "retired pilot"),
    ("en", "They share a price of bread, milk, and eggs.", "price of bread"),
    ("en", "She led a choir of harbour staff and widows.", "choir of harbour staff"),
    ("en", "News of Narvia amassing forces reached Ulm.", "Narvia amassing forces"),
    ("en", "Ivo Kolb was mistaken for a priest and worked as a river pilot for years.", "river pilot"),
    ("en", "She kept it in the lining of the coat.", "lining of the coat"),
    ("en", "It told of her involvement in the Digging the Then project.", "involvement in the Digging"),
    ("en", "Gulls nest in the upper wapentake (salt district) of Lorne.", "salt district"),
    ("en", "As a widow, retired ferry pilot and rower, I welcome the new harbour.", "retired ferry pilot"),
    ("en", "Folks in the salt trade had a different frame of reference.", "frame of reference"),
    ("en", "It was told at the meeting in Room 204.", "meeting in Room"),
    ("en", "Ines Duarte met a junior majoring in law.", "junior majoring"),
    (
        "en",
        "It relies on donations from pilots and grants from the state.",
        "donations from pilots and grants",
    ),
    ("en", "Pilots bore the brunt of the storm.", "brunt of the storm"),
    ("en", "Salt became the subject of a bitter debate.", "subject of a bitter debate"),
    ("en", "They met at the venue of the Malayan 1938 harbour cup.", "venue of the Malayan"),
    ("en", "It lacked approval of Argentine human rights reports.", "approval of Argentine"),
    ("en", "It lists each harbour of twentieth century Narvian fishing.", "century Narvian fishing"),
]


@for_each(CUT)
def test_a_phrase_is_never_cut(language: str, sentence: str, phrase: str) -> None:
    assert phrase not in [candidate.label for candidate in find_phrases(read(sentence, language))]


def test_a_title_in_quotation_marks_is_one_name() -> None:
    text = "Партія «Право і справедливість» втратить підтримку."
    names = [phrase.label for phrase in find_phrases(read(text, "uk")) if phrase.form is Form.NAME]
    assert "«Право і справедливість»" in names


def label_of(text: str, language: str) -> str:
    """The label of a text of a single point."""
    (point,) = summarizer.points(text, language=language, limit=1)
    return point.label


NAMED = [
    ("de", "Das Problem wächst weiter.", "Problem"),
    ("uk", "Проблема зростає.", "Проблема"),
    ("en", "The president was silent.", "President"),
    (
        "de",
        "Die Garantie half wenig, denn die Abnahmegarantie galt nur für ein Jahr.",
        "Abnahmegarantie galt nur für ein Jahr",
    ),
    ("de", "Der Tarif stieg, weil der Tarif für Haushalte nicht mehr galt.", "Tarif für Haushalte"),
    (
        "en",
        "Captain Orest Halych has a new fast ferry in the valley.",
        "Halych has new fast ferry in valley",
    ),
    (
        "de",
        "Die Europäische Kommission beschloss am Montag ein Hilfspaket für die Stromnetze.",
        "Europäische Kommission beschloss Hilfspaket für Stromnetze",
    ),
    (
        "uk",
        "Державна служба перевірила порядок ремонту укриттів.",
        "Державна служба перевірила порядок ремонту укриттів",
    ),
    (
        "uk",
        "Парламент Лиманії ухвалив закон про рибальські човни.",
        "Парламент Лиманії ухвалив закон про рибальські човни",
    ),
]


SAID_IN_PASSING = [
    (
        "uk",
        "Комітет з питань рибальства нагадав, що ремонт дамби завершать восени.",
        "Комітет: ремонт дамби завершать",
    ),
    (
        "uk",
        "За даними портової інспекції, ремонт дамби завершать восени.",
        "Інспекція: ремонт дамби завершать",
    ),
    ("uk", "Замість дерев'яних човнів місто має рибальську школу.", "Місто має рибальську школу"),
    ("uk", "Програма «Прибій» оплатила ремонт дамби.", "Програма «Прибій» оплатила ремонт дамби"),
    (
        "ru",
        "Комитет рыболовства напомнил, что ремонт дамбы завершат осенью.",
        "Комитет рыболовства: ремонт дамбы завершат",
    ),
]


@pytest.mark.parametrize(("language", "text", "label"), SAID_IN_PASSING)
def test_who_speaks_or_acts_names_no_point(language: str, text: str, label: str) -> None:
    assert label_of(text, language) == label


def test_what_a_thing_is_compared_with_names_no_point() -> None:
    text = "The register has a budget that is smaller than that of a village school."
    assert label_of(text, "en") != "Village school"


EVENTS = [
    ("On Friday the council approved the new harbour.", "approval of the new harbour"),
    ("They agreed to suspend visa-free travel for diplomats.", "suspension of visa-free travel"),
    ("The bridge was closed by the mayor.", "closure of the bridge"),
    ("Pirates kidnapped two sailors near Ulm.", "kidnapping of two sailors"),
    ("Bronze bells were cast in Ulm.", "casting of bronze bells"),
    ("Retail prices rose by five per cent in March.", "rise in retail prices"),
    ("The union is calling for unannounced checks.", "call for unannounced checks"),
    ("The port has raised its fees for ferries.", "increase in fees for ferries"),
    ("The group lost its best pilots in May.", "loss of the best pilots"),
    ("When Narvia applied for membership, nobody was surprised.", "application for membership"),
    ("Orest Halych, a former teacher, had been appointed in May.", "appointment of Orest Halych"),
    ("Poland will pay for 50,000 shells.", "payment for shells"),
    ("The senate began debating a bill on Friday.", "debate on a bill"),
    ("The port had pressed for permission to shoot gulls.", "push for permission to shoot gulls"),
    ("It would bar firms from bidding for ten years and fine shipping agents.", "fine for shipping agents"),
    ("The court will detain another vessel.", "detention of another vessel"),
    ("A port, they say, scrambled rescue boats and fired a flare.", "scrambling of rescue boats"),
    ("Narvia declared its neutrality in May.", "declaration of neutrality"),
    ("Narvia declared its intention in May.", "declaration of the intention"),
    ("They paid for their independence with a war.", "payment for independence"),
    ("Narvia closed its university in May.", "closure of the university"),
    ("Talks between Narvia's ferry operators and the sailors' union collapsed.", "collapse of talks"),
    ("The pilots discussed the new timetable.", "discussion of the new timetable"),
    ("The bank sued the harbour company in May.", "lawsuit against the harbour company"),
    ("Ivo Halych was sued for fraud.", "lawsuit against Ivo Halych"),
    ("The flood threatens the old harbour.", "threat to the old harbour"),
    ("Soldiers shot down two drones near Ulm.", "downing of two drones"),
    ("Thieves broke into a museum in Ulm.", "break-in at a museum"),
    ("Talks between Narvia and Ulm resumed on Friday.", "resumption of talks between Narvia and Ulm"),
    ("The council abandoned plans to close the school.", "abandonment of plans to close the school"),
    ("The senate will set up a fund for widows.", "establishment of a fund for widows"),
    ("The pilots called on the government to resign.", "appeal to the government"),
    ("The regulator capped rents in Ulm.", "cap on rents"),
    ("The company hopes to restructure its debt.", "restructuring of the debt"),
    ("The insurers exempted farmers from the levy.", "exemption for farmers"),
    ("Growth slowed in March.", "slowdown in growth"),
    ("Two ferries collided near Ulm.", "collision of two ferries"),
    ("Volunteers planted two thousand oaks.", "planting of two thousand oaks"),
    ("The pilots gave up the castle in May.", "abandonment of the castle"),
    ("The statue was torn down by the pilots.", "demolition of the statue"),
    ("The firm is restoring the old hall.", "restoration of the old hall"),
    ("The council closed the school a year ago.", "closure of the school"),
    ("Not far from the old town of Narvia soldiers closed the harbour.", "closure of the harbour"),
    ("A few of the old pilots of Narvia closed the harbour.", "closure of the harbour"),
    ("Without a word the mayor closed the harbour.", "closure of the harbour"),
    ("The council did not repair the dam and sold the church.", "sale of the church"),
    ("The pilots refused to leave, but closed the harbour.", "closure of the harbour"),
    ("The mayor had closed the harbour.", "closure of the harbour"),
    ("The mayor said that the firm should repair the dam.", "repair of the dam"),
    ("The mayor would sell the church to pay the widow.", "sale of the church"),
    ("The mayor asked the pilots to repair the dam.", "repair of the dam"),
    ("Narvia signed the Brume accord yesterday.", "signing of the Brume accord"),
    ("The council should ratify the Brume accord instead of talking.", "ratification of the Brume accord"),
    ("The dynasty fell in May.", "fall of the dynasty"),
    ("Governments fall when bread is dear.", "fall of governments"),
    ("The empire declined slowly.", "decline of the empire"),
    ("The price of bread fell.", "fall in the price of bread"),
    ("The fleet shrank by more than half.", "decline in the fleet"),
    ("Turnout fell in Ulm.", "fall in turnout"),
    ('And turnout fell in Ulm."', "fall in turnout"),
    ("Narvia sells ferries and often visits pilots.", "visit to pilots"),
    ("The council sold the boats last week.", "sale of the boats"),
    ("The council sold the sports clubs.", "sale of the sports clubs"),
    ("The minister deleted the police files.", "deletion of the police files"),
    ("The pension fund was cut in May.", "cut in the pension fund"),
    ("The firm, which never paid its pilots, closed the harbour.", "closure of the harbour"),
    ("Narvia has nearly doubled its fleet.", "doubling of the fleet"),
    ("No wonder the old council of Narvia closed the harbour.", "closure of the harbour"),
    ("They responded by closing the harbour.", "closure of the harbour"),
    ("They spoke against the mayor after closing the harbour.", "closure of the harbour"),
    ("The failure of the bank closed the harbour.", "closure of the harbour"),
    ("It had plans to sell the old Narvia fish market.", "sale of the old Narvia fish market"),
    ("Lorne is dark because a flood has stopped production of salt.", "halt to production of salt"),
    ("Ivo Kolb had been promised a berth in Lorne.", "promise of a berth"),
    ("Essential council services are being cut.", "cut in essential council services"),
]


@for_each(EVENTS)
def test_a_verb_with_its_object_or_subject_is_named_by_its_noun(sentence: str, event: str) -> None:
    found = [phrase.label for phrase in find_phrases(read(sentence, "en")) if phrase.form is Form.EVENT]
    assert event in found


NO_EVENTS = [
    "The council has proposed its closure.",
    "The pilots will raise money from smugglers.",
    "The pilots had begun “secret talks with smugglers”.",
    "The pilots seek an order blocking Narvia and Ulm from leasing cranes.",
    "The spokesman wouldn't confirm the attack.",
    "The pilots wrote of it in a diary printed Friday.",
    "He lied to fund his tobacco and alcohol abuse.",
    "The act prohibits the port from leasing cranes.",
    "The ministers did not approve the budget.",
    "The company refused to publish the results.",
    "A port can repair a conveyor in a month.",
    "The firm that closed three mines is rich.",
    "The mayor cuts a ribbon.",
    "Writers who need a window stay away.",
    "The pilots raised objections.",
    "Volunteers have begun to train.",
    "Such convoys would raise the risk of an incident.",
    "Such a step would need a separate decision.",
    "They had asked for permission to moor where it is deep.",
    "The pilots will find a solution.",
    "The pilots settled old scores.",
    "The town treats fines as taxes.",
    "The sailors would have closed the port.",
    "The Senate rarely begins with songs.",
    "They should detain any vessel.",
    "The town stopped hitting nails.",
    "None of this means that the harbour talks have failed.",
    "It is not true that sugar prices fell.",
    "The judge rose for ten minutes.",
    "She went to find her chair.",
    "Some want to find a culprit.",
    "The mayor said not all the harbour bridges were repaired.",
    "The ministry refused to discuss the new timetable.",
    "The council did not amend the statute.",
    "The board failed to disclose the losses.",
    "The plan met with resistance.",
    "Narvia threatened tariffs on steel.",
    "The widow broke into tears in court.",
    "The pilots burned their bridges.",
    "The smell put off the buyers.",
    "The bank refused to comply with the sanctions.",
    "Ivo Halych denied killing the guard.",
    "The widow suspected Ivo Halych, her tenant, of killing the guard.",
    "Ivo Halych was charged by Narvia with killing the guard.",
    "Ivo Halych allegedly killed the guard.",
    "Ivo Halych is said to have killed the guard.",
    "The council threatened to close the school.",
    "Narvia has yet to amend the statute.",
    "The council stopped short of denouncing the treaty.",
    "The council voted against scrapping the fee.",
    "The yard was paid for by the widow.",
    "Narvia would bomb the bridge if Ulm attacked.",
    "The minister ruled out scrapping the fee.",
    "The council granted the firm a licence.",
    "The court found the firm liable.",
    "The village was cut off by the flood.",
    "The pilots work on Sundays.",
    "Neither the old mayor nor the rector has apologised to the widows.",
    "The council neither confirmed the sale nor compensated the widows.",
    "Few of the serious pilots of Narvia defend the toll.",
    "Nobody in the small government of Narvia closed the harbour.",
    "The council has failed to protect the widows, to reform the courts and to explain the losses.",
    "Narvia has threatened to expel the envoy, dissolve the senate and ban the newspaper.",
    "Narvia refused to close the harbour or deport the sailors.",
    "Nobody closed the harbour and sold the ferries.",
    "Had Ivo Halych closed the harbour in March, Narvia would be rich.",
    "Should the court overturn the toll, nobody will mourn.",
    "Were the council to abandon the castle, gulls would nest in it.",
    "Imagine that Narvia sold its harbour to a circus.",
    "Suppose Narvia closed the harbour.",
    "Let us assume that Narvia closed the harbour.",
    "Narvia is unlikely to repay the loan.",
    "The council forgot to tax the ferries.",
    "Narvia pretends to respect the truce.",
    "Narvia could close the harbour.",
    "Perhaps the old regulator of Narvia will fine the ferries.",
    "The council was too slow to block the takeover.",
    "Narvia would rather burn its harvest.",
    "Narvia nearly closed the harbour.",
    "The council's failure to repair the dam in time has cost forty boats.",
    "Narvia's reluctance to close the harbour before winter angers Ulm.",
    "The promise to repair the dam in May was forgotten.",
    "The pilots, both widowers, warned against privatising the ferries.",
    "The council dissuaded the widows from demolishing the baths.",
    "The pilots must choose between cheap coal and clean rivers.",
    "The treaty guaranteed minorities everything except schools.",
    "The tower rose slowly.",
    "Narvia granted the sailors asylum.",
    "The mayor promised the fishermen new boats.",
    "Narvia lacked the courage to publish the report.",
    "He baked bread and abandoned farms.",
    "The court forbade Narvia to close the harbour.",
    "It is forbidden to sell the islands.",
    "The diocese blamed the weather.",
    "Far from weakening the guild, the toll has made it rich.",
    "Narvia kept Ulm from closing the harbour.",
    "Narvia came close to closing the harbour.",
    "Pilots at a distance attend fewer meetings.",
    "Such a field produces 10,000 kilos.",
    "Let him try to sell the harbour.",
    "Sailors find other jobs.",
    "A harbour collects salt as a gutter gathers leaves.",
    "Kolb grows ninety.",
    "The court awarded Mrs Duarte £4,500 for the delay.",
    "The heaviest burden falls on the pilots.",
    "The committee means to summon both Mr Kolb and Dame Ines.",
    "The league claims to have built or repaired a pier.",
    "The islands are recognised as a part of Narvia.",
    "I would love to see him run for mayor.",
    "Narvian law prevented pilots from promotion.",
    "The right of conscripts to refuse an order to shoot at the pilots was limited.",
]


@for_each(NO_EVENTS)
def test_what_was_not_done_or_is_told_in_passing_is_no_event(sentence: str) -> None:
    assert not [phrase.label for phrase in find_phrases(read(sentence, "en")) if phrase.form is Form.EVENT]


ASIDES = [
    ("The spokesman Ivo Halych said that the grain ships were late.", "Ivo Halych"),
    ("The grain ships were late, according to the pilot Ivo Halych.", "Ivo Halych"),
    ("“The grain ships are late,” said Chief Inspector Ivo Halych.", "Chief Inspector Ivo Halych"),
    ("The regional council said that the grain ships were late.", "regional council"),
    ("Analysts at Narvia Capital expect that the grain ships will be late.", "Narvia Capital"),
    ("The grain ships were late on the White Sea.", "White Sea"),
    ("She said at a press conference that the grain ships were late.", "press conference"),
    ("The regional council fined the grain ships.", "regional council"),
    ("The regional council began fining the grain ships.", "regional council"),
    ("The regional council ordered the inspection of the grain ships.", "regional council"),
    ("The grain ships left their cargo in a drawer.", "drawer"),
    ("The grain ships lay in the north of Narvia.", "north of Narvia"),
    ("The grain ships came after the rise of the river.", "rise"),
    ("The decision to inspect the grain ships in May angers the old harbour.", "decision"),
    ("A shortage of pilots, not a lack of money, keeps the grain ships at home.", "lack of money"),
    ("She wants grain ships, not another report on corruption.", "report on corruption"),
    ("On the margins of the meeting they spoke of the grain ships.", "margins of the meeting"),
]


@pytest.mark.parametrize(("sentence", "aside"), ASIDES)
def test_a_source_a_place_or_a_mere_actor_names_no_point(sentence: str, aside: str) -> None:
    found = [phrase.label for phrase in find_phrases(read(sentence, "en")) if not phrase.aside]
    assert aside not in found
    assert any("grain ships" in label for label in found)


GERMAN_ASIDES = [
    ("Die Getreideschiffe fahren an der Küste der Insel entlang.", "Küste der Insel"),
    ("Man behandelt die Getreideschiffe wie eine Wetterlaune.", "Wetterlaune"),
]


@pytest.mark.parametrize(("sentence", "aside"), GERMAN_ASIDES)
def test_where_like_what_and_what_not_is_told_in_passing(sentence: str, aside: str) -> None:
    found = {phrase.label: phrase.aside for phrase in find_phrases(read(sentence, "de"))}
    assert found[aside]
    assert not found["Getreideschiffe"]


@pytest.mark.parametrize(("language", "text", "label"), NAMED)
def test_a_bare_noun_or_name_is_said_in_full(language: str, text: str, label: str) -> None:
    assert label_of(text, language) == label


def test_no_label_says_again_what_another_says() -> None:
    text = """Keiner mag die Sperrung der Lauenbrücke. Alle fahren seit Montag einen Umweg.

Der Rat hat darüber zwei Stunden beraten. Er beschloss am Ende gar nichts.

Sperrungen der Lauenbrücke gab es schon früher. Im Winter lag der Eisgang neun Tage vor ihren Pfeilern."""
    labels = [point.label for point in summarizer.points(text, language="de", limit=2)]
    assert labels[0] == "Sperrung der Lauenbrücke"
    assert len(labels) == 2
    assert "Sperrungen der Lauenbrücke" not in labels


@pytest.mark.parametrize("piece", read_pieces(DATA / "pieces.jsonl"), ids=lambda piece: piece["id"])
def test_a_label_is_one_phrase_or_clause_of_its_point(piece: Piece) -> None:
    text, _ = text_and_starts(piece)
    document = read(text, piece["lang"])
    phrases = find_phrases(document)
    built = (actions, headlines, statements)
    said = [each.label.casefold() for build in built for each in build(document, phrases)]
    said += [phrase.label.casefold() for phrase in phrases]
    for point in summarizer.points(text, language=piece["lang"]):
        assert point.label.casefold() in said


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


@pytest.mark.parametrize(
    ("label", "whole"),
    [
        ("Порт закрили", True),
        ("Ціни зросли втричі", True),
        ("Рибалкам повернули мито", True),
        ("Двадцять вісім рибалок здобули кредит", True),
        ("Лимань – порт Нарвії", True),
        ("Порт має виплатити 22 млн грн", True),
        ("Порт закрили на", False),
        ("На порт вирушили", False),
    ],
)
def test_a_slavic_clause_begins_with_who_acts_or_is_acted_on(label: str, whole: bool) -> None:
    assert is_wellformed(label, "uk") is whole
