"""Ukrainian "в" and "у" by the sounds around them: a label puts words together that stood apart in the text."""

from __future__ import annotations

import re

_VOWELS = "аеиіоу"
_SOFT = "єїюя"  # a consonant to the ear, a vowel to many writers: left as it was written
_ALWAYS_U = re.compile(r"в|ф|(?:[дзлст]ь?|х)в", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?<=(\w) )[ву](?= [«„“\"]?(\w\S*))")


def euphonic(label: str) -> str:
    """A label with each "в" or "у" inside it as it sounds there: "парад у Ремську", "школа в Ремську"."""
    return _PREPOSITION.sub(_as_it_sounds, label)


def _as_it_sounds(preposition: re.Match[str]) -> str:
    before, following = preposition.group(1).lower(), preposition.group(2).lower()
    if _ALWAYS_U.match(following):
        return "у"
    if following[0] in _SOFT or not following[0].isalpha() or not before.isalpha():
        return preposition.group()
    return "в" if following[0] in _VOWELS or before in _VOWELS + _SOFT else "у"
