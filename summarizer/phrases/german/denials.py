"""What a German sentence says is not there: "keine Belege für einen Betrug", "ein Verbot ist nicht geplant"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.phrases.german.tails import Tails
from summarizer.phrases.hearsay import is_finite
from summarizer.wordlists import word_list
from summarizer.words.german_attributes import is_nominal
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

_WITHOUT = ("ohne", "mangels", "weder", "noch")
_NOT = ("nicht", "nichts", "nie", "niemals", "niemand", "niemandem", "niemanden", "nirgends", "kaum", "weder")
_ONLY = ("nur", "bloß", "bloss", "allein", "lediglich")
_DOUBT = "zweifel"  # to deny it is to say what it is about
_BEFORE = ("ADJ(A)", "CARD", "PIAT", "ADV", "ADJ(D)")
_ABOUT = word_list("auf für um von vom zu zum zur über")  # "von einem Angriff kann keine Rede sein"


def denied(words: Sequence[Word]) -> frozenset[int]:
    """The places of what is denied, with all that hangs on it."""
    lows = [word.text.lower() for word in words]
    if not any(low in _WITHOUT or low in _NOT or low.startswith("kein") for low in lows):
        return frozenset()
    return frozenset(_Denials(words, lows).places())


class _Denials:
    def __init__(self, words: Sequence[Word], lows: Sequence[str]) -> None:
        self._words = words
        self._lows = lows
        self._lexicon = lexicon("de")
        self._tails = Tails(words)

    def places(self) -> Iterator[int]:
        for start, end in self._clauses():
            nothing = self._tells_of_nothing(start, end)
            for at in range(start, end):
                if is_nominal(self._words[at]) and self._words[at].tag != "NE":
                    opening = self._opening(at)
                    if self._is_denied(opening) or (nothing and self._is_some(opening, start, end)):
                        yield from self._whole(at)

    def _clauses(self) -> Iterator[tuple[int, int]]:
        """The clauses between commas, and those that "und" or "aber" joins."""
        start, words = 0, self._words
        for at, word in enumerate(words):
            joins = word.tag == "KON" and any(map(is_finite, words[start:at]))
            if joins:
                rest = next((k for k in range(at, len(words)) if words[k].tag[0] == "$"), len(words))
                joins = any(map(is_finite, words[at:rest]))
            if word.tag == "$," or word.text in ";:–—" or joins:
                yield start, at
                start = at + 1
        yield start, len(words)

    def _opening(self, noun: int) -> int:
        """Where the word before a noun and its adjectives stands; -1 for none."""
        at = noun - 1
        while at >= 0 and self._words[at].tag in _BEFORE and not self._lows[at].startswith("kein"):
            if self._lows[at] in (*_WITHOUT, *_NOT):
                break
            at -= 1
        return at

    def _is_denied(self, opening: int) -> bool:
        low = self._lows[opening] if opening >= 0 else ""
        if low == "noch" and "weder" not in self._lows[:opening]:
            return False
        return low.startswith("kein") or low in _WITHOUT

    def _tells_of_nothing(self, start: int, end: int) -> bool:
        """Whether a clause denies that there is something: "gibt es nicht", "hat niemand gesehen"."""
        negated = any(
            (low in _NOT and following not in _ONLY) or low.startswith("kein")
            for low, following in pairwise([*self._lows[start:end], ""])
        )
        if not negated:
            return False
        clause = self._words[start:end]
        alone = sum(word.tag.startswith("V") for word in clause) == 1  # "hat", but not "hat … verhindert"
        return any(
            word.lemma in self._lexicon.existing and (alone or not word.tag.startswith("VA"))
            for word in clause
        )

    def _is_some(self, opening: int, start: int, end: int) -> bool:
        """Whether a noun in such a clause is not known to be there: it has no article but "ein"."""
        words, lows = self._words, self._lows
        article = opening >= start and lows[opening].startswith("ein") and words[opening].tag == "ART"
        before = opening - article
        preposition = before >= start and words[before].tag in ("APPR", "APPRART")
        if not article and opening >= start and words[opening].tag[0] not in "V$" and not preposition:
            return lows[opening] in _NOT
        none = any(low.startswith("kein") for low in lows[start:end])
        return lows[before] in _ABOUT and words[before].tag != "APPRART" if preposition else not none

    def _whole(self, noun: int) -> Iterator[int]:
        """A noun with what it governs, and what the nouns in that govern."""
        first, end, at = self._opening(noun) + 1, noun, noun
        yield from range(first, noun)
        while at <= end:
            yield at
            if is_nominal(self._words[at]) and self._words[at].lemma != _DOUBT:
                end = max([end, *self._tails.ends(at)])
            at += 1
