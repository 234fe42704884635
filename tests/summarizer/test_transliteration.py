from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.transliteration import sound_keys
from tests.support.tables import for_each

NAMES = [
    line.split()
    for line in (Path(__file__).parents[1] / "data" / "retrieval" / "names.txt")
    .read_text("utf-8")
    .splitlines()
    if not line.startswith("#")
]
DIFFERENT = [
    ("Scholz", "Schulz"),
    ("Merz", "Merkel"),
    ("Putin", "Biden"),
    ("Київ", "Kijowski"),
    ("Baden", "Biden"),
    ("Lawrow", "Lwow"),
    ("Путін", "Пітер"),
]


@for_each(NAMES)
def test_a_name_sounds_the_same_in_every_spelling(spellings: list[str]) -> None:
    first = set(sound_keys(spellings[0]))
    assert [spelling for spelling in spellings if not first & set(sound_keys(spelling))] == []


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert not set(sound_keys(one)) & set(sound_keys(other))


def test_what_is_too_short_or_no_name_has_no_key() -> None:
    assert [sound_keys(text) for text in ("", "EU", "12", "他来", "x" * 50, "Ия")] == [()] * 6


@settings(deadline=None)
@given(st.text(max_size=45))
def test_keys_are_plain_letters(name: str) -> None:
    keys = sound_keys(name)
    assert len(keys) == len(set(keys)) <= 6
    assert all(key.isascii() and key.isalpha() and key.islower() for key in keys)
