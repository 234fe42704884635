from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.language import detect
from tests.support.tables import for_each

TEXTS = [
    ("de", "Die Regierung hat gestern beschlossen, dass die Steuern nicht steigen."),
    ("de", "Kein Wort darüber, was mit den Häfen geschieht."),
    ("de", "DIE MINISTERIN SCHWEIGT UND NIEMAND WEISS WARUM."),
    ("de", "Großes Treffen in Lindenau: «Мы уходим», sagte der Gast, und alle lachten."),
    ("en", "The government decided yesterday that taxes will not rise."),
    ("en", "Nobody knows what happens to the ports."),
    ("en", "Zelensky and Merz met in Berlin, but they did not sign anything."),
    ("uk", "Уряд учора вирішив, що податки не зростуть."),
    ("uk", "Ніхто не знає, що буде з портами."),
    ("uk", "Це було давно, але люди пам’ятають."),
    ("uk", "Так не можна, бо немає грошей."),
    ("ru", "Правительство вчера решило, что налоги не вырастут."),
    ("ru", "Никто не знает, что будет с портами."),
    ("ru", "Это было давно, но люди помнят."),
    ("fr", "Le gouvernement a décidé hier que les impôts ne vont pas augmenter."),
    ("es", "El gobierno decidió ayer que los impuestos no van a subir."),
    ("it", "Il governo ha deciso ieri che le tasse non aumentano."),
    ("nl", "De regering heeft gisteren besloten dat de belastingen niet zullen stijgen."),
    ("pl", "Rząd wczoraj zdecydował, że podatki nie wzrosną."),
    ("cs", "Vláda včera rozhodla, že daně se nebudou zvyšovat."),
    ("be", "Урад учора вырашыў, што падаткі не вырастуць, і гэта ўсё."),
    ("bg", "Правителството реши вчера, че данъците няма да се повишат."),
    ("zh", "政府昨天决定不提高税收。"),
    ("el", "Η κυβέρνηση αποφάσισε χθες."),
    ("und", ""),
    ("und", "12 345 !!! 🎉"),
    ("und", "Xqzt Vrrk Blmf"),
]


@for_each(TEXTS)
def test_the_language_of_a_text_is_told(language: str, text: str) -> None:
    assert detect(text) == language


def test_the_language_of_most_of_the_text_wins() -> None:
    german = "Der Minister sagte, dass er nicht kommen will. "
    assert detect(german * 4 + "Уряд учора вирішив, що податки не зростуть.") == "de"


def test_a_quarter_of_an_hour_of_text_is_read_no_further_than_its_beginning() -> None:
    assert detect("Das ist ein Satz, und er ist kurz. " * 20_000) == "de"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    assert detect(text) == detect(text) != ""
