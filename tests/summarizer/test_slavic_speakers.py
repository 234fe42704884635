"""What somebody says stands behind their name in Ukrainian and Russian, and only what they say."""

from __future__ import annotations

import pytest

from summarizer.phrases import find_phrases
from summarizer.statements import statements
from summarizer.text import read

SAID = [
    # by whose account
    ("За словами Вербицького, рада продала порт.", "Вербицький: рада продала порт"),
    ("За словами мера Ореста Галича, міст закриють.", "Орест Галич: міст закриють"),
    ("За даними Міністерства пошти, рада продала порт.", "Міністерство пошти: рада продала порт"),
    ("За даними «Порт-Моніторинг», рада продала порт.", "«Порт-Моніторинг»: рада продала порт"),
    ("На думку експертів, ціни на зерно знизяться.", "експерти: ціни на зерно знизяться"),
    ("За словами Ореста Галича, який очолює порт, рада продала човни.", "Орест Галич: рада продала човни"),
    ("Рада продала порт, за словами Ореста Галича.", "Орест Галич: рада продала порт"),
    ("Як пояснює комісія, порт закрили.", "комісія: порт закрили"),
    # that something is so
    ("Учора Орест Галич повідомив журналістам, що рада продала маяк.", "Орест Галич: рада продала маяк"),
    ("Директор порту повідомив, що рада продала маяк.", "директор порту: рада продала маяк"),
    ("Речник ради, коментуючи вирок, зазначив, що порт закрито.", "речник ради: порт закрито"),
    ("Рибалки заявили, що рада закриє порт.", "рибалки: рада закриє порт"),
    ("Ткаля Тиха нагадує, що жодна рада не продавала порту.", "ткаля Тиха: жодна рада не продавала порту"),
    ("Орест Галич сказав, що порт закрито, і пообіцяв новий.", "Орест Галич: порт закрито"),
    # in quotation marks, or before its speaker
    (
        "«Міст закрили. Ми працюємо», — повідомив речник служби доріг Орест Галич.",
        "Орест Галич: міст закрили",
    ),
    ("Порт закрили, повідомила рада.", "рада: порт закрили"),
]


@pytest.mark.parametrize(("sentence", "label"), SAID)
def test_what_is_said_stands_behind_the_name(sentence: str, label: str) -> None:
    assert label in _labels(sentence)


def test_a_surname_is_enough_where_there_is_no_room() -> None:
    said = "Орест Галич каже, що рада не продала маяк фірмі «Прибій»."
    assert "Галич: рада не продала маяк фірмі «Прибій»" in _labels(said)


UNSAID = [
    "Мер не заявляв, що рада закриє порт.",
    "Мер заявить, що рада закриє порт.",
    "Мер заявив, що рада, ймовірно, закриє порт.",
    "Мер заявив, що якщо рада закриє порт, рибалки страйкуватимуть.",
    "Мер заявив, що рада не закрила порт, а здала в оренду.",
    "Мер попросив, щоб рада закрила порт.",
    # what is torn
    "За версією комісії,",
    "Як каже комісія,",
    # what its speakers do themselves
    "Рибалки заявили, що закриють порт.",
    "Рада повідомила, що закрила порт.",
    # nobody knows who says so
    "За його словами, міст закриють на ремонт.",
    "Людина сказала, що рада закрила порт.",
]


@pytest.mark.parametrize("sentence", UNSAID)
def test_what_is_denied_or_open_stands_behind_nobody(sentence: str) -> None:
    assert _labels(sentence) == []


def test_what_a_speaker_also_does_is_not_said() -> None:
    labels = _labels("Мер сказав, що порт закриють, але рада продала човни.")
    assert labels == ["мер: порт закриють"]


def test_russian_speakers() -> None:
    assert "Орест Ткач: совет продал порт" in _labels("По словам Ореста Ткача, совет продал порт.", "ru")


def _labels(sentence: str, language: str = "uk") -> list[str]:
    document = read(sentence, language)
    return [phrase.label for phrase in statements(document, find_phrases(document))]
