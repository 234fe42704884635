"""Whether a text names somebody, in whatever script, spelling and case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import beside_name

VITRUK, HORBAL = "Arsen Vitruk", "Леся Горбаль"


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("Vitruk", VITRUK, ""),
        ("arsen VITRUK", VITRUK, ""),
        ("Arsen", VITRUK, ""),
        ("Вітрука", VITRUK, ""),
        ("Vitruks Texte", VITRUK, "Texte"),
        ("Was sagt Arsen Vitruk zur Luftabwehr?", VITRUK, "Was sagt zur Luftabwehr"),
        ("Lesja Horbal", HORBAL, ""),
        ("Lesya Horbal's piece", HORBAL, "piece"),
        ("статті Лесі Горбаль", HORBAL, "статті"),
        ("Herr Vitruk", VITRUK, ""),
        ("Was meint Frau Horbal zur Frau im Krieg", HORBAL, "Was meint zur Frau im Krieg"),
        ("пані Горбаль", HORBAL, ""),
        ("Mrs Horbal on bread", HORBAL, "on bread"),
        ("Dnipro", "Radio Dnipro", ""),
        ("Arsen geht baden", VITRUK, None),  # any Arsen
        ("en", "Olena Hrytsenko", None),
        ("Luftabwehr", VITRUK, None),
        ("", VITRUK, None),
        ("?!", VITRUK, None),
        ("Vitruk", "", None),
    ],
)
def test_a_name_is_known_in_a_text_and_the_rest_is_told(text: str, name: str, rest: str | None) -> None:
    assert beside_name(text, name) == rest


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_text_and_any_name_will_do(text: str, name: str) -> None:
    rest = beside_name(text, name)

    assert rest is None or all(word in text for word in rest.split())
