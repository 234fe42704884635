"""What an English sentence says is not there: "no evidence of fraud", "a ban was not planned"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.phrases.english.groups import DETERMINERS, Groups
from summarizer.phrases.english.tails import Tails
from summarizer.words.english import CLAUSE_ENDS, NOUNS
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

_NO = ("no", "without", "neither", "nor")
_NOT = ("not", "n't", "n’t", "never", "nobody", "none", "nothing", "nowhere", "neither")
_ONE = ("a", "an", "any", "one")
_DOUBT = "doubt"  # to deny it is to say what it is about
_MARKS = (*_NO, *_NOT, "any", "little")
_DEFINITE = ("AT0", "DPS", "DT0", "POS", "PRP", "PRF", "CRD")


def denied(words: Sequence[Word]) -> frozenset[int]:
    """The places of what is denied, with all that hangs on it."""
    if not any(word.text.lower() in _MARKS for word in words):
        return frozenset()
    return frozenset(_Denials(words).places())


class _Denials:
    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._lexicon = lexicon("en")
        self._groups = Groups(words)
        self._tails = Tails(words, self._groups)

    def places(self) -> Iterator[int]:
        for at, word in enumerate(self._words):
            group = self._groups.group(self._behind_determiners(at + 1)) if self._denies(at) else None
            if group is not None and not (word.text.lower() == "no" and self._is_lacked(at, group[1])):
                yield from self._whole(*group)
        for start, end in self._clauses():
            if self._tells_of_nothing(self._words[start:end]):
                yield from self._some(start, end)

    def _denies(self, at: int) -> bool:
        """Whether a word denies the noun behind it: "no", "not a", "denied any"."""
        low, before = self._words[at].text.lower(), self._words[at - 1].text.lower() if at else ""
        if low == "not":
            return any(word.text.lower() in _ONE for word in self._words[at + 1 : at + 2])
        if low == "any":
            open_ = self._lexicon.denials | self._lexicon.refusals
            return any(word.text.lower() in open_ or word.lemma in open_ for word in self._words[:at])
        return low in _NO or (low == "little" and before not in ("a", "the"))

    def _is_lacked(self, no: int, head: int) -> bool:
        """Whether somebody lacks what may be there: "had no access to the records", but not "had no plans"."""
        has = no > 0 and self._words[no - 1].tag.startswith("VH")
        return has and self._words[head].lemma not in self._lexicon.claims

    def _behind_determiners(self, at: int) -> int:
        while at < len(self._words) and self._words[at].tag in DETERMINERS:
            at += 1
        return at

    def _whole(self, first: int, last: int) -> Iterator[int]:
        """A noun phrase with what its head governs, and what the nouns in that govern."""
        end, at = last, first
        while at <= end:
            yield at
            if self._words[at].tag in NOUNS and self._words[at].lemma != _DOUBT:
                end = max([end, *(tail for _, tail in self._tails.ends(at, at)), self._end_of_claim(at)])
            at += 1

    def _end_of_claim(self, noun: int) -> int:
        """The end of what is claimed: "evidence [for the destruction of the dam]"."""
        following = self._words[noun + 1 : noun + 2]
        claims = self._words[noun].lemma in self._lexicon.claims
        if not claims or not any(word.tag in ("PRP", "PRF") for word in following):
            return noun
        group = self._groups.group(self._behind_determiners(noun + 2))
        return group[1] if group is not None else noun

    def _clauses(self) -> Iterator[tuple[int, int]]:
        start = 0
        for at, word in enumerate(self._words):
            if word.tag in CLAUSE_ENDS:
                yield start, at
                start = at + 1
        yield start, len(self._words)

    def _tells_of_nothing(self, clause: Sequence[Word]) -> bool:
        """Whether a clause denies that there is something: "has not found", "nobody saw"."""
        said = [word.text.lower() for word in clause]
        denied = any(low in _NOT for low in said) or ["no", "one"] in (said[:2], said[1:3])
        told = (word.lemma for word in clause if word.tag.startswith("VV") and word.tag != "VVG")
        return denied and not self._lexicon.existing.isdisjoint(told)

    def _some(self, start: int, end: int) -> Iterator[int]:
        """What a clause tells of without its being known: its object behind the verb, or the subject of a passive."""
        words = self._words
        verb = next(at for at in range(start, end) if words[at].tag.startswith("V"))
        passive = words[verb].tag.startswith("VB") and any(word.tag == "VVN" for word in words[verb:end])
        at = start if passive else verb
        while at < end:
            group = self._groups.group(at)
            if group is None:
                at += 1
                continue
            before = words[group[0] - 1] if group[0] else None
            some = before is None or before.tag not in _DEFINITE or before.text.lower() in _ONE
            if some and words[group[1]].tag != "NP0":
                yield from self._whole(*group)
            at = group[1] + 1
