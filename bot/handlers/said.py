"""What was said, by what the grammar takes it for; and that it cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from bot.handlers.phrases import Meaning

Found: TypeAlias = Mapping[str, Sequence[Meaning]]


class ImpossibleError(Exception):
    """A detail that cannot be; the argument names which."""


def value_of(found: Found, concept: str, value: str) -> str:
    """A value that the grammar gives a meaning; empty where nothing of it was said."""
    return next(
        (str(meaning.values[value]) for meaning in found.get(concept, ()) if value in meaning.values), ""
    )
