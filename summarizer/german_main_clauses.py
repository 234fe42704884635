"""German main clauses, read word by word: what stands before the finite verb, the verb, what stands behind it.

Nothing is skipped: a clause with any word that is not understood, or whose content another clause decides, is
left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import takewhile

from summarizer.german_attributes import adjective_stem, is_year
from summarizer.german_cases import Group, group
from summarizer.german_tails import Tails
from summarizer.lexicon import lexicon
from summarizer.tokens import Word, whole_lemmas

_JOINS = ("und", "sowie", "oder")
_CONNECTS = ("und", "aber", "doch", "denn", "jedoch")
_OPENS_MAIN = (*_CONNECTS, "sondern")
# Clauses that leave the main clause true; "wenn" and "falls" do not.
_SUBORDINATES = frozenset(
    (
        *("als", "bevor", "da", "damit", "ehe", "indem", "nachdem", "obgleich", "obwohl", "seit", "seitdem"),
        *("sodass", "während", "weil", "wobei", "weshalb", "wodurch", "womit", "wofür", "wogegen", "worauf"),
        *("was", "um", "ohne", "anstatt", "zumal"),
    )
)
# Anywhere in a sentence these make what it tells a condition, or a saying of others.
_UNSURE = frozenset(
    (
        *(
            "wenn",
            "falls",
            "sofern",
            "sei",
            "seien",
            "habe",
            "werde",
            "könne",
            "müsse",
            "solle",
            "wolle",
            "dürfe",
        ),
        *("hätte", "hätten", "wäre", "wären", "würde", "würden", "möge", "mögen", "angenommen"),
    )
)
# What opens an addition behind a comma: "…, darunter zwei Kinder".
_ADDS = ("etwa", "darunter", "insbesondere", "namentlich", "vor")
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
_WANTING = (
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
_IN_RELATIVE = ("der", "die", "das", "dem", "den", "deren", "dessen", "denen", "wo")
_ABOUT_NUMBER = ("rund", "etwa", "knapp", "gut", "fast", "mindestens", "höchstens", "circa", "gut")
_TIME = (
    *("jahrhundert", "jahrzehnt", "jahr", "quartal", "monat", "woche", "wochenende", "tag"),
    *("stunde", "minute", "sekunde", "uhr", "zeit", "moment", "augenblick", "vorjahr", "jahreswechsel"),
    *("abend", "morgen", "nacht", "mittag", "sommer", "winter", "herbst", "frühling", "frühjahr", "beginn"),
    *(
        "januar",
        "jänner",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
    ),
    *("november", "dezember", "sonnabend", "mittwoch"),
)
_PARTS_OF_TIME = ("anfang", "mitte", "ende")
_WHICH_TIME = ("nächst", "letzt", "vergangen", "vorig", "kommend", "dies")
_PREPOSITIONS_OF_TIME = ("am", "an", "im", "in", "vor", "nach", "während", "um", "zu", "zum", "gegen", "beim")
_HOW_OFTEN = ("jed", "alle", "pro", "mehrmal")
_PREPOSITIONS = ("APPR", "APPRART")
# Prepositions that make an adverb with the word behind them.
_ADVERBS = ("vor allem", "unter anderem")
_MOST_GENITIVES = 3
_NAMES_IN_S = ("is", "us", "os", "as", "ss", "SS")


class Kind(Enum):
    """What a part of a clause is."""

    NOUN = "noun phrase"
    BEHIND = "behind a preposition"
    ADVERB = "adverb or adverbial adjective"
    SELF = "sich"
    PARTICIPLE = "participle at the end"
    PARTICLE = "particle of the verb at the end"


@dataclass(frozen=True, slots=True)
class Part:
    """A constituent: words `first` to `last`; `group` is its noun phrase; a `time` tells when."""

    kind: Kind
    first: int
    last: int
    group: Group | None = None
    time: bool = False


@dataclass(frozen=True, slots=True)
class MainClause:
    """A finite verb, the parts in `front` of it and `behind` it; `elided`: its subject is that of the one before."""

    front: tuple[Part, ...]
    verb: int
    behind: tuple[Part, ...]
    elided: bool


def main_clauses(words: Sequence[Word], tails: Tails) -> Iterator[MainClause]:
    """The main clauses of a sentence that are understood and that stand by themselves."""
    if any(word.text.lower() in _UNSURE for word in words):
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


def means_time(lemma: str) -> bool:
    """Whether a noun is a day, a month, a span."""
    return lemma in _TIME or (lemma.endswith(_TIME) and lemma in lexicon("de").general)


def is_finite(word: Word) -> bool:
    """Whether a word is a finite verb."""
    return word.tag.endswith("(FIN)")


class _Reader:
    """One sentence, cut into constituents."""

    def __init__(self, words: Sequence[Word], tails: Tails) -> None:
        self._words = words
        self._tails = tails
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
        opened = words[at].text.lower() in _SUBORDINATES and at < len(words) - 1
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
            if words[at].text == "," and len(parts) == 1:
                closing = self._end_of_aside(at, parts[0])
                return (parts, closing + 1) if closing else None
            part = self._part(at, in_front=True)
            if part is None:
                return None
            parts.append(part)
            at = part.last + 1
        return None

    def _end_of_aside(self, comma: int, subject: Part) -> int | None:
        """Where an apposition or a relative clause behind a subject ends, if the verb follows at once."""
        words = self._words
        for at in range(comma + 2, len(words) - 1):
            if words[at].text in ("–", ":", ";"):
                return None
            if words[at].text == "," and is_finite(words[at + 1]):
                return at if self.is_certain(subject) else None
        return None

    def is_certain(self, part: Part) -> bool:
        """Whether a phrase means the same without a clause behind it: a name, or one thing with its article."""
        if part.group is None:
            return False
        words, phrase = self._words, part.group
        named = any(word.tag == "NE" for word in words[phrase.head : phrase.last + 1])
        definite = words[phrase.first].text.lower() in ("der", "die", "das", "den", "dem")
        plural = phrase.is_plural is not False or phrase.also is not None
        return named or (definite and not plural and part.last > phrase.last)

    def _behind(self, verb: int) -> tuple[list[Part], int] | None:
        """The parts behind a finite verb, and where its clause ends."""
        words, parts = self._words, list[Part]()
        at = verb + 1
        while at < len(words):
            if self._is_end(at):
                return parts, at
            part = self._part(at)
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
        return words[at].text in _JOINS and self._begins_clause(at + 1)

    def _begins_clause(self, at: int) -> bool:
        """Whether a constituent or none and then a finite verb follows."""
        words = self._words
        if at >= len(words):
            return False
        if is_finite(words[at]):
            return True
        part = self._part(at)
        return part is not None and part.last + 1 < len(words) and is_finite(words[part.last + 1])

    def ends_well(self, clause: MainClause, end: int) -> bool:
        """Whether what follows a clause neither completes nor restricts it."""
        words = self._words
        if end >= len(words) or words[end].text in (".", ";", "!"):
            return True
        following = words[end + 1].text.lower() if end + 1 < len(words) else ""
        if words[end].text in _JOINS:
            return words[end].text != "oder"
        if words[end].text != ",":
            return False
        if following in _CONNECTS or following == "sondern":
            return True
        if following in _SUBORDINATES:
            return not (following == "als" and words[end + 2].text.lower() == "ob")
        if following in _ADDS or self._is_apposition(end):
            return True
        return self.is_main(end + 1) or self._is_related(clause, end + 1)

    def is_main(self, at: int) -> bool:
        """Whether a main clause follows: "…, [sie dauert an]"; not "…, meldet die Zeitung"."""
        words = self._words
        if at + 1 >= len(words) or is_finite(words[at]) or words[at].tag in _RELATIVES:
            return False
        if words[at].tag in ("PPER", "PDS"):
            return is_finite(words[at + 1])
        part = self._part(at) if words[at].text.lower() not in _SUBORDINATES else None
        verb = part.last + 1 if part else len(words)
        return verb + 1 < len(words) and is_finite(words[verb]) and not words[verb + 1].tag.startswith("$")

    def _is_apposition(self, comma: int) -> bool:
        """Whether all that follows is one phrase that says who a name is: "besuchte Kolb, [den Chef der Werft]"."""
        words = self._words
        if words[comma - 1].tag != "NE" or words[comma + 1].tag not in ("ART", "PPOSAT"):
            return False
        part = self._part(comma + 1, in_front=True)
        return part is not None and part.last + 1 < len(words) and words[part.last + 1].text in (".", "!")

    def _is_related(self, clause: MainClause, at: int) -> bool:
        """Whether a relative clause follows that only adds to the last phrase."""
        words = self._words
        relative = words[at].tag in _RELATIVES or words[at].text.lower() in _IN_RELATIVE
        behind = list(takewhile(lambda word: not word.tag.startswith("$"), words[at:]))
        verb_last = bool(behind) and is_finite(behind[-1])
        return (
            relative and verb_last and bool(clause.behind) and self._needs_nothing(clause, clause.behind[-1])
        )

    def _needs_nothing(self, clause: MainClause, thing: Part) -> bool:
        """Whether a thing is the same without a clause about it, or there is one such: "hat einen Stängel, der …"."""
        if self.is_certain(thing):
            return True
        words, phrase = self._words, thing.group
        inside = words[clause.verb : thing.last + 1]
        denied = any(word.text.lower() in self._known.denials for word in inside)
        wanted = not whole_lemmas(inside).isdisjoint({*_WANTING, *self._known.undoing, *self._known.refusals})
        if phrase is None or denied or wanted:
            return False
        return thing.last > phrase.last or words[phrase.head - 1].tag in ("ADJ(A)", "CARD")

    def _part(self, at: int, *, in_front: bool = False) -> Part | None:
        """The constituent that begins at a word; None where it is not understood."""
        words = self._words
        word = words[at]
        if word.tag == "PRF":
            return Part(Kind.SELF, at, at)
        if word.tag in _PREPOSITIONS or word.tag == "KOKOM":
            return self._behind_preposition(at, in_front=in_front)
        phrase = self._phrase(at, in_front=in_front)
        if phrase is not None:
            return phrase
        if is_year(word):
            return Part(Kind.NOUN, at, at, None, time=True)
        if word.tag == "PTKVZ":
            return Part(Kind.PARTICLE, at, at)
        if word.tag == "VV(PP)":
            return Part(Kind.PARTICIPLE, at, at)
        if word.tag in ("ADV", "ADJ(D)", "PROAV", "PTKNEG"):
            return Part(Kind.ADVERB, at, at)
        return None

    def _behind_preposition(self, at: int, *, in_front: bool) -> Part | None:
        words = self._words
        low = words[at].text.lower()
        if low == "bis" and words[at + 1].tag in _PREPOSITIONS:
            inner = self._behind_preposition(at + 1, in_front=in_front)
            return None if inner is None else replace(inner, first=at, time=False)
        if f"{low} {words[at + 1].text}" in _ADVERBS:
            return Part(Kind.ADVERB, at, at + 1)
        date = self._date(at + 1)
        if date is not None:
            return Part(Kind.BEHIND, at, date, None, low in _PREPOSITIONS_OF_TIME)
        inner = self._phrase(at + 1, in_front=in_front)
        if inner is None:
            return (
                Part(Kind.BEHIND, at, at + 1) if is_year(words[at + 1]) and words[at].tag == "APPR" else None
            )
        return Part(Kind.BEHIND, at, inner.last, inner.group, inner.time and low in _PREPOSITIONS_OF_TIME)

    def _date(self, at: int) -> int | None:
        """The end of a date: "3. Mai 2026"; None for none."""
        words = self._words
        if at + 2 >= len(words) or (words[at].tag, words[at + 1].text) != ("CARD", "."):
            return None
        return at + 2 + self._has_year(at + 2) if words[at + 2].lemma in _TIME else None

    def _has_year(self, noun: int) -> bool:
        return noun + 1 < len(self._words) and is_year(self._words[noun + 1])

    def _phrase(self, at: int, *, in_front: bool) -> Part | None:
        """A noun phrase with its genitives and what is joined to it; before the verb no clause can begin."""
        part = self._single(at)
        if part is None:
            return None
        words, last = self._words, part.last
        while last + 2 < len(words) and words[last + 1].text in _JOINS:
            if not in_front and self._begins_clause(last + 2):
                break
            second = self._single(last + 2)
            if second is None or part.group is None:
                return None
            last = second.last
            part = replace(part, last=last, group=replace(part.group, also=second.group), time=False)
        return part

    def _single(self, at: int) -> Part | None:
        words, start = self._words, at
        if at + 2 < len(words) and (words[at].text.lower(), words[at + 1].text) == ("mehr", "als"):
            at += 2 * (words[at + 2].tag == "CARD")
        elif at + 1 < len(words) and words[at].text.lower() in _ABOUT_NUMBER:
            at += words[at + 1].tag == "CARD"
        phrase = group(words, at, {})
        if phrase is None:
            return None
        phrase = self._measured(self._owned(phrase))
        last = self._quoted(phrase.last)
        for _ in range(_MOST_GENITIVES):
            end = self._tails.genitive(last + 1) or self._genitive(last)
            if end is None:
                break
            last = end
        time = self._is_time(phrase)
        last += time and self._has_year(last)
        return Part(Kind.NOUN, start, last, replace(phrase, first=start), time)

    def _genitive(self, noun: int) -> int | None:
        """The end of a phrase behind a noun whose article shows no nominative and no accusative."""
        words = self._words
        article = words[noun + 1] if noun + 1 < len(words) else None
        if article is None or article.tag not in ("ART", "PIAT", "PPOSAT") or words[noun].tag == "NE":
            return None
        thing = group(words, noun + 1, {})
        return thing.last if thing and set(thing.cases) <= set("dg") and "g" in thing.cases else None

    def _owned(self, phrase: Group) -> Group:
        """A phrase behind a name in the genitive: "Narvias | Präsident"."""
        words = self._words
        word = words[phrase.last]
        if word.tag != "NE" or not word.text.endswith("s") or word.text.endswith(_NAMES_IN_S):
            return phrase
        thing = group(words, phrase.last + 1, {})
        if (
            thing is None
            or words[thing.first].tag in ("ART", "PPOSAT", "PDAT")
            or words[thing.head].tag == "NE"
        ):
            return phrase
        return replace(thing, first=phrase.first, cases="nad")

    def _measured(self, phrase: Group) -> Group:
        """An amount with what it measures: "zwei Millionen | Euro"."""
        words = self._words
        if words[phrase.last].lemma not in self._known.measures:
            return phrase
        thing = group(words, phrase.last + 1, {})
        if thing is None or words[thing.first].tag in ("ART", "PPOSAT", "PDAT", "CARD"):
            return phrase
        return self._measured(replace(phrase, head=thing.head, last=thing.last, noun="", kind="p"))

    def _quoted(self, last: int) -> int:
        """Where a name in quotation marks behind a noun ends: "die Zeitung | „Kurier“"."""
        words = self._words
        if last + 3 >= len(words) or words[last + 1].text not in '„»«"':
            return last
        closes = (at for at in range(last + 3, min(last + 6, len(words))) if words[at].text in '“”»«"')
        return next(closes, last)

    def _is_time(self, phrase: Group) -> bool:
        """Such as "am Freitag", "Ende Mai", "im vergangenen Jahr"; how often is no time that can be dropped.

        Without a preposition only what an adjective or a month shows to be one: "nächste Woche", not "viel Zeit".
        """
        words = self._words
        lemma = words[phrase.head].lemma
        before = words[phrase.first - 1] if phrase.first else None
        if lemma in _PARTS_OF_TIME:
            return True
        if words[phrase.first].text.lower().startswith(_HOW_OFTEN):
            return False
        if before is None or before.tag not in _PREPOSITIONS:
            return adjective_stem(words[phrase.head - 1].text) in _WHICH_TIME and means_time(lemma)
        return means_time(lemma)
