"""The words of an English sentence by their places; beyond its ends a mark is read, so that nothing need be counted."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.words.tokens import Word


class Places:
    """One sentence, asked what stands at a place."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words

    def _tag(self, at: int) -> str:
        return self._words[at].tag if 0 <= at < len(self._words) else "PUN"

    def _text(self, at: int) -> str:
        return self._words[at].text if 0 <= at < len(self._words) else ""

    def _low(self, at: int) -> str:
        """A word in small letters."""
        return self._text(at).lower()
