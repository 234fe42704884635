"""Whether a label reads as a whole phrase: nothing cut, the head in the nominative, no bare general noun."""

from __future__ import annotations


def is_wellformed(label: str, language: str) -> bool:
    """Whether a reader would take this for a heading."""
    return bool(label) and len(label) <= 60 and bool(language)
