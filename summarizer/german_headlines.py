"""Stub."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.phrase import Phrase
from summarizer.text import Line


def headlines(line: Line, phrases: Sequence[Phrase], language: str) -> Iterator[Phrase]:
    """Stub."""
    yield from ()
