"""German main clauses, read word by word: what stands before the finite verb, the verb, what stands behind it.

Nothing is skipped: a clause with any word that is not understood, or whose content another clause decides, is
left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from summarizer.german_attributes import is_nominal
from summarizer.german_constituents import PREPOSITIONS, Constituents, Kind, Part, is_finite
from summarizer.german_lists import JOINED
from summarizer.german_tails import Tails
from summarizer.lexicon import lexicon
from summarizer.tokens import Word, whole_lemmas

_CONNECTS = ("und", "aber", "doch", "denn", "jedoch")
_OPENS_MAIN = (*_CONNECTS, "sondern")
# What opens an addition behind a comma: "…, darunter zwei Kinder".
_ADDS = ("etwa", "darunter", "insbesondere", "namentlich", "vor")
_CONTRASTS = ("obwohl", "obgleich", "während", "wobei")
_BELIEVING = (
    "glauben",
    "denken",
    "finden",
    "annehmen",
    "vermuten",
    "wissen",
    "hoffen",
    "heissen",
    "fürchten",
)
# Who wants a thing or forbids it has only that in mind which the clause tells of.
WANTING = (
    "brauchen",
    "fordern",
    "planen",
    "suchen",
    "verlangen",
    "wünschen",
    "benötigen",
    "kritisieren",
    "ablehnen",
)
_RELATIVES = ("PRELS", "PRELAT", "PWAV")
_DEFINITE = ("der", "die", "das", "den", "dem")
_IN_RELATIVE = (*_DEFINITE, "deren", "dessen", "denen", "wo")


@dataclass(frozen=True, slots=True)
class MainClause:
    """A finite verb, the parts in `front` of it and `behind` it; `elided`: its subject is that of the one before."""

    front: tuple[Part, ...]
    verb: int
    behind: tuple[Part, ...]
    elided: bool


def main_clauses(words: Sequence[Word], tails: Tails) -> Iterator[MainClause]:
    """The main clauses of a sentence that are understood and that stand by themselves."""
    if any(word.text.lower() in lexicon("de").unsure for word in words):
        return
    reader = _Reader(words, tails)
    for start in reader.starts():
        if start and _is_content(words[:start]):
            return
        clause = reader.clause(start)
        while clause is not None:
            read, end = clause
            if reader.ends_well(read, end):
                yield read
            clause = reader.joined(end)


def _is_content(before: Sequence[Word]) -> bool:
    """Whether a verb before may have the clause for its content: "Kolb glaubt, Narvia siegt, und …"."""
    told = lexicon("de").speaking.union(_BELIEVING)
    return not told.isdisjoint(whole_lemmas([word for word in before if word.tag.startswith(("V", "PTKVZ"))]))


class _Reader:
    """One sentence, cut into constituents."""

    def __init__(self, words: Sequence[Word], tails: Tails) -> None:
        self._words = words
        self._parts = Constituents(words, tails)
        self._known = lexicon("de")

    def starts(self) -> Iterator[int]:
        """Where a main clause may begin: at the start, behind a semicolon, at "…, und", "…, doch", "…, sie"."""
        words = self._words
        yield 0
        for at in range(1, len(words) - 2):
            if words[at].text == ";" or (
                words[at].text == "," and (words[at + 1].text in _OPENS_MAIN or self.is_main(at + 1))
            ):
                yield at + 1

    def clause(self, start: int) -> tuple[MainClause, int] | None:
        """The main clause that begins at a word, and where it ends."""
        words, at = self._words, start
        if words[at].text.lower() in _OPENS_MAIN:
            at += 1
        opened = words[at].text.lower() in self._known.leaves_true and at < len(words) - 1
        verb = self._behind_subordinate(at) if opened else None
        front: list[Part] = []
        if verb is None:
            read = self._front(at)
            if read is None:
                return None
            front, verb = read
        if verb == at and words[start].text.lower() not in _CONNECTS:
            return None  # "Beschloss der Rat …": a question or a condition
        return self._read(front, verb, elided=False)

    def joined(self, end: int) -> tuple[MainClause, int] | None:
        """The clause that shares a subject: "… [und kürzt die Zuschüsse]"."""
        words = self._words
        if end + 1 >= len(words) or words[end].text not in ("und", "sowie") or not is_finite(words[end + 1]):
            return None
        return self._read([], end + 1, elided=True)

    def _read(self, front: list[Part], verb: int, *, elided: bool) -> tuple[MainClause, int] | None:
        read = self._behind(verb)
        if read is None:
            return None
        behind, end = read
        return MainClause(tuple(front), verb, tuple(behind), elided), end

    def _behind_subordinate(self, at: int) -> int | None:
        """The verb behind a clause that opens a sentence: "Als der Krieg begann, [verließ] Kolb die Stadt"."""
        words = self._words
        for comma in range(at + 2, len(words) - 1):
            if words[comma].text == "," and is_finite(words[comma + 1]):
                ends = words[comma - 1].tag.startswith("V") or words[comma - 1].tag == "ADJ(D)"
                return comma + 1 if ends else None
        return None

    def _front(self, at: int) -> tuple[list[Part], int] | None:
        """The parts before the finite verb of a main clause, and the verb."""
        words, parts = self._words, list[Part]()
        while at < len(words) - 1:
            if is_finite(words[at]):
                return parts, at
            if words[at].text == "," and parts and parts[0].kind is Kind.NOUN:
                closing = self._end_of_aside(at, parts[0])
                return (parts, closing + 1) if closing else None
            part = self._parts.part(at, in_front=True)
            if part is None:
                return None
            parts.append(part)
            at = part.last + 1
        return None

    def _end_of_aside(self, comma: int, subject: Part) -> int | None:
        """Where an apposition or a relative clause behind a subject ends, if the verb follows at once."""
        words = self._words
        opening = words[subject.first].text.lower()
        one = subject.group is not None and subject.group.is_plural is False and opening in _DEFINITE
        content = words[comma + 1].text.lower() in ("dass", "daß", "ob", "wie", "wonach")
        certain = not content and (self._is_certain(subject) or one)
        for at in range(comma + 2, len(words) - 1):
            if words[at].text in ("–", ":", ";") or words[at].tag in ("PTKZU", "VV(IZU)"):
                return None  # "der Plan, das Bad [zu] verkaufen, …"
            if words[at].text == "," and is_finite(words[at + 1]):
                return at if certain else None
        return None

    def _is_certain(self, part: Part) -> bool:
        """Whether a phrase means the same without a clause behind it: a name, or one thing with its article."""
        if part.group is None:
            return False
        words, phrase = self._words, part.group
        named = any(word.tag == "NE" for word in words[phrase.head : phrase.last + 1])
        definite = words[phrase.first].text.lower() in _DEFINITE
        plural = phrase.is_plural is not False or phrase.also is not None
        return named or (definite and not plural and part.last > phrase.last)

    def _behind(self, verb: int) -> tuple[list[Part], int] | None:
        """The parts behind a finite verb, and where its clause ends."""
        words, parts = self._words, list[Part]()
        at = verb + 1
        while at < len(words):
            if self._is_end(at):
                return parts, at
            part = self._parts.part(at)
            if part is None:
                return None
            parts.append(part)
            at = part.last + 1
        return parts, at

    def _is_end(self, at: int) -> bool:
        """Whether a clause ends before a word: at a mark, or at an "und" that another verb follows."""
        words = self._words
        if words[at].tag.startswith("$"):
            return True
        if words[at].tag == "KON" and words[at - 1].tag in ("VV(PP)", "PTKVZ"):
            return True  # "hat die Bank verurteilt | und die Firma freigesprochen"
        return words[at].text in JOINED and self._parts.begins_clause(at + 1)

    def ends_well(self, clause: MainClause, end: int) -> bool:
        """Whether what follows a clause neither completes nor restricts it."""
        words = self._words
        if end >= len(words) or words[end].text in (".", ";", "!"):
            return True
        following = words[end + 1].text.lower() if end + 1 < len(words) else ""
        if words[end].text in JOINED:
            return words[end].text != "oder"
        if words[end].text == ":":
            return words[end + 1].tag in ("PPER", "ART") and not _is_content(words[:end])
        if words[end].text != ",":
            return False
        if following in _CONNECTS or following == "sondern":
            return True
        if following in self._known.leaves_true:
            if self._is_denied(clause) and following not in _CONTRASTS:
                return False  # "braucht keinen Text, [um] Nein zu sagen"
            first, second = words[end + 2 : end + 4] if end + 3 < len(words) else (words[end], words[end])
            unreal = first.text.lower() == "ob" or (is_finite(first) and not second.tag.startswith("$"))
            return not (following == "als" and unreal)  # "…, als [käme] er nicht"
        if following in _ADDS or self._is_apposition(end) or self._is_addition(end + 1):
            return True
        return self.is_main(end + 1) or self._is_related(clause, end + 1)

    def _is_denied(self, clause: MainClause) -> bool:
        """Whether a denial may reach into the clause behind."""
        last = max((part.last for part in clause.behind), default=clause.verb)
        return any(word.text.lower() in self._known.denials for word in self._words[clause.verb : last + 1])

    def is_main(self, at: int) -> bool:
        """Whether a main clause follows: "…, [sie dauert an]"; not "…, meldet die Zeitung"."""
        words = self._words
        if at + 1 >= len(words) or is_finite(words[at]) or words[at].tag in _RELATIVES:
            return False
        if words[at].tag in ("PPER", "PDS"):
            return is_finite(words[at + 1])
        part = self._parts.part(at) if words[at].text.lower() not in self._known.leaves_true else None
        verb = part.last + 1 if part else len(words)
        if verb + 1 >= len(words) or not is_finite(words[verb]):
            return False
        return not words[verb + 1].tag.startswith(("$", "KON"))  # "…, die Öl verbrennen und Lärm machen"

    def _is_addition(self, at: int) -> bool:
        """Whether a phrase without a verb is added: "… in einer Halle, [zwischen Ikonen aus Narvia]"."""
        words = self._words
        if words[at].tag not in PREPOSITIONS or words[at + 1].tag in _RELATIVES:
            return False
        added = takewhile(lambda word: not word.tag.startswith("$"), words[at:])
        return not any(word.tag.startswith("V") or word.tag == "PTKZU" for word in added)

    def _is_apposition(self, comma: int) -> bool:
        """Whether all that follows is one phrase that says who a name is: "besuchte Kolb, [den Chef der Werft]"."""
        words = self._words
        if words[comma - 1].tag != "NE" or words[comma + 1].tag not in ("ART", "PPOSAT"):
            return False
        part = self._parts.part(comma + 1, in_front=True)
        return part is not None and part.last + 1 < len(words) and words[part.last + 1].text in (".", "!")

    def _is_related(self, clause: MainClause, at: int) -> bool:
        """Whether a relative clause follows that only adds to the last phrase."""
        words = self._words
        opens = at + (words[at].tag == "APPR")
        if words[opens].text.lower() == "wie":
            return False  # "…, wie Kolb mitteilte"
        relative = words[opens].tag in _RELATIVES or words[opens].text.lower() in _IN_RELATIVE
        behind = list(takewhile(lambda word: not word.tag.startswith("$"), words[at:]))
        verb_last = bool(behind) and behind[-1].tag.startswith("V")  # some are read as infinitives
        things = [part for part in clause.behind if part.group is not None]
        return relative and verb_last and bool(things) and self._needs_nothing(clause, things[-1])

    def _needs_nothing(self, clause: MainClause, thing: Part) -> bool:
        """Whether a thing is the same without a clause about it, or there is one such: "hat einen Stängel, der …"."""
        if self._is_certain(thing):
            return True
        words, phrase = self._words, thing.group
        inside = words[clause.verb : thing.last + 1]
        denied = any(word.text.lower() in self._known.denials for word in inside)
        wanted = not whole_lemmas(inside).isdisjoint({*WANTING, *self._known.undoing, *self._known.refusals})
        if phrase is None or denied or wanted:
            return False
        attribute = thing.kind is Kind.BEHIND and is_nominal(words[thing.first - 1])
        one = words[phrase.first].tag == "ART" and phrase.is_plural is False
        if thing.kind is Kind.BEHIND and not one:
            return False  # "eine Sperre für Tanker, die Öl laden"
        return attribute or thing.last > phrase.last or words[phrase.head - 1].tag in ("ADJ(A)", "CARD")
