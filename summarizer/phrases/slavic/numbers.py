"""Things with their number, where it and what it counts stand in the nominative: "три співочі школи"."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.phrases.phrase import Form, Phrase
from summarizer.phrases.slavic.genitives import Genitives
from summarizer.text import Line

_FULL_LABEL = 46


def counted(line: Line, language: str) -> Iterator[Phrase]:
    """The counted things of a Ukrainian or Russian sentence of which more is said than how many they are."""
    yield from _Numbers(line, language).phrases()


class _Numbers(Genitives):
    """A line asked for its numbers."""

    def phrases(self) -> Iterator[Phrase]:
        """Every counted thing with its attribute or complement; of people a number says but who."""
        words = self._words
        for at in range(len(words) - 1):
            named = self._counted(at, "nomn")
            if named is None or named.noun is None or named.noun.animate or self._is_number(at - 1):
                continue
            label = self._line.surface(at, named.end)
            if named.start == named.end or len(label) > _FULL_LABEL:
                continue
            told = [word for word in words[named.start : named.end + 1] if word is not words[named.head]]
            terms = (named.noun.lemma, *(word.lemma for word in told if len(word.text) > 2))
            form = Form.MODIFIED if named.end == named.head else Form.TAILED
            label = label[:1].lower() + label[1:]
            yield Phrase(label, terms, named.noun.lemma, form, self._line.index, at, named.end)
