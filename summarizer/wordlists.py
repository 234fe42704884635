"""Lists of words, written as a line of text each: they are read and added to more easily than rows of quotes."""

from __future__ import annotations


def word_list(words: str) -> tuple[str, ...]:
    """The words of a text, in its order."""
    return tuple(words.split())


def word_set(words: str) -> frozenset[str]:
    """The words of a text, to look others up in."""
    return frozenset(words.split())
