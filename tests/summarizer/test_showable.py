"""What of a page is a sentence of its text, and what speaks to the visitor of the site."""

from __future__ import annotations

import pytest

from summarizer.text import is_showable
from tests.support.tables import for_each

APPEALS = [
    "Folgen Sie uns auf allen Kanälen.",
    "Folgt uns auf Telegram!",
    "Abonniert den Kanal und teilt das Video.",
    "Jetzt kostenlos anmelden und weiterlesen.",
    "Hier unseren wöchentlichen Newsletter bestellen.",
    "Melden Sie sich für den Newsletter an, er kommt jeden Montag.",
    "Nachdruck, auch auszugsweise, nur mit Genehmigung der Redaktion, alle Rechte vorbehalten.",
    "Nachdruck nicht gestattet.",
    "Diese Seite verwendet Cookies.",
    "Ihre Spende hilft uns weiter.",
    "Teile diesen Beitrag mit deinen Freunden.",
    "Schreib uns deine Meinung in die Kommentare.",
    "Unterstütze unsere Arbeit, schon ein Kaffee im Monat reicht.",
    "Du kannst den Blog über PayPal unterstützen.",
    "Gefällt dir der Text?",
    "Weitere Artikel findest du hier.",
    "Danke fürs Lesen.",
    "For more stories like this, see the harbour pages.",
    "Check out our ferry page for the timetable.",
    "Follow the Narvia Gazette for the latest news on Facebook and Instagram.",
    "Sign up for our newsletter.",
    "Get the morning briefing in your inbox.",
    "Donate now and keep the paper alive.",
    "Share this story with a friend.",
    "Let us know what you think of the new ferry.",
    "You can support the paper on Patreon.",
    "This site uses cookies to work.",
    "For more see our privacy policy.",
    "Стежте за новинами громади у Telegram.",
    "Приєднуйтеся до нас у Фейсбуці.",
    "Задонатьте на роботу редакції.",
    "Ваші донати тримають газету.",
    "Підпишіться на нашу розсилку.",
    "Передрук матеріалів дозволено лише з посиланням.",
    "Якщо ви помітили помилку, виділіть її та натисніть Enter.",
    "Поділіться цим текстом із друзями.",
    "Більше новин громади читайте на сайті.",
    "Следите за нами в Телеграме.",
    "Поделитесь статьей с друзьями.",
    "Сделайте пожертвование редакции.",
]

TOLD = [
    "Die Bürgermeisterin forderte mit Nachdruck eine neue Fähre.",
    "Der Nachdruck des Fahrplans kostete die Stadt 900 Euro.",
    "Die Behörde verbot Cookies auf den Rechnern der Schule.",
    "Der Abgeordnete schrieb im Newsletter der Partei, er trete zurück.",
    "Folgen für die Fischer hat das Urteil keine.",
    "Teile der Brücke fielen in den Fluss.",
    "PayPal sperrte die Konten von drei Händlern.",
    "Weitere Artikel des Gesetzes treten im Mai in Kraft.",
    "Jetzt will der Rat die Gebühren senken.",
    "The bakery sold cookies to the sailors for decades.",
    "The new privacy policy of the port angered the crews.",
    "Donations to the lifeboat fund doubled in March.",
    "The minister resigned in a newsletter to party members.",
    "Follow the river and you reach the old dam, the guide says.",
    "Join forces or lose the port, he told both towns.",
    "Share prices of the ferry company fell by a third.",
    "Він пожертвував життям, щоб люди дійшли до мосту.",
    "Пожертви на лікарню зросли вдвічі.",
    "За донати громади купили три човни.",
    "Газета передрукувала лист мера.",
    "Більше половини мешканців лишилися в місті.",
    "Розсилка фейків про евакуацію йшла з одного номера.",
    "Пожертвования на храм выросли вдвое.",
    "Рассылка ложных повесток началась в понедельник.",
    "ТОВ «Верф «Прибій» купило три човни.",
    "Договір із ТОВ «Верф «Прибій» і ТОВ «Док «Маяк» підписали в травні.",
    "Про це ми писали у матеріалі ”Суха гавань”.",
    "Він назвав порт «серцем «старого» міста».",
]


FRAGMENTS = [
    "«Ми купили «Прибій» і віддамо його громаді.",
    "Мер сказав, що «порт стоїть, а «Прибій» гниє.",
    "“We have bought the yard.",
    "Nobody has asked us about the yard.”",
    "„Wir haben die Werft gekauft.",
]


@for_each(APPEALS)
def test_what_asks_something_of_the_visitor_is_not_shown(sentence: str) -> None:
    assert not is_showable(sentence)


@for_each(TOLD)
def test_what_the_text_tells_of_such_things_is_shown(sentence: str) -> None:
    assert is_showable(sentence)


@pytest.mark.parametrize("sentence", FRAGMENTS)
def test_a_part_of_a_longer_quotation_is_not_shown(sentence: str) -> None:
    assert not is_showable(sentence)
