from __future__ import annotations

import pytest

from summarizer.phrases.euphony import euphonic

HEARD = [
    ("Парад в Москві", "Парад у Москві"),
    ("Школи у Лимані", "Школи в Лимані"),
    ("Зустріч у Оттаві", "Зустріч в Оттаві"),
    ("Тріщини в опорах", "Тріщини в опорах"),
    ("Зміни в Вінниці", "Зміни у Вінниці"),
    ("Бійці в Львові", "Бійці у Львові"),
    ("Місце у Європі", "Місце у Європі"),
    ("Рада в «Прибої»", "Рада в «Прибої»"),
    ("Війна у 2014 році", "Війна у 2014 році"),
    ("Любов", "Любов"),
]


@pytest.mark.parametrize(("label", "heard"), HEARD)
def test_a_preposition_is_chosen_by_the_sounds_around_it(label: str, heard: str) -> None:
    assert euphonic(label) == heard
