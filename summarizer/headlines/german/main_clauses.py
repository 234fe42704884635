"""German main clauses, read word by word: what stands before the finite verb, the verb, what stands behind it.

A clause with any word that is not understood is left out, but for a phrase behind a preposition that can take nothing
back, and so is one whose content another clause decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from summarizer.headlines.german.clause_ends import (
    ADDS,
    CONNECTS,
    DEFINITE,
    ClauseEnds,
    MainClause,
    is_content,
)
from summarizer.headlines.german.constituents import PREPOSITIONS, Kind, Part
from summarizer.headlines.german.verbs import AUXILIARIES, DIRECTIONS, is_past, is_separable
from summarizer.phrases.german.lists import JOINED
from summarizer.phrases.german.tails import Tails
from summarizer.phrases.hearsay import is_finite
from summarizer.words.german_attributes import is_nominal, is_person
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word, whole_lemmas

_OPENS_MAIN = (*CONNECTS, "sondern")
_FACTUAL = ("weil", "da", "nachdem", "als", "obwohl", "obgleich", "während")
_GOING = ("reisen", "fahren", "fliegen", "gehen", "kommen", "ziehen")
_CAME_OUT = frozenset(("herauskommen", "herausstellen", "bekanntwerden"))
_TO_WHOM, _AFTER_REST = ("ihm", "ihnen", "mir", "uns"), ("$,", "$.", "APPR", "KOKOM", "V", "PTKVZ")
_LONGEST_ASIDE = 14
_THERE_IS = ("gibt", "gab")  # "Den Fahrplan gibt es im Rathaus"
_DASHES = ("–", "—", "-")


def main_clauses(words: Sequence[Word], tails: Tails, *, said: bool) -> Iterator[MainClause]:
    """The main clauses of a sentence, or of what is `said`, that are understood and that stand by themselves."""
    doubt = _first_doubt(words, said=said)
    sure = len(words) if doubt is None else _end_of_sure(words, doubt)
    if not sure or not any(map(is_finite, words)):
        return
    reader = _Reader(words, tails)
    if said and words[0].text == "dass":
        yield from reader.subordinate(0)
        return
    for start in reader.starts():
        if start >= sure or (start and is_content(words[:start])):
            break
        clause = reader.clause(start, verb_first=said and start == 0)
        while clause is not None:
            read, end = clause
            if end <= sure and reader.ends_well(read, end):
                yield read
            clause = reader.joined(end, read.verb)


def factual_subordinates(words: Sequence[Word], tails: Tails) -> Iterator[MainClause]:
    """Those that tell why or when something was, in the order of a main clause."""
    if any(word.tag == "KOUS" for word in words) and _first_doubt(words, said=False) is None:
        yield from _Reader(words, tails).subordinates()


def _first_doubt(words: Sequence[Word], *, said: bool) -> int | None:
    """The first word that makes the sentence a condition or a saying."""
    known = lexicon("de").unsure
    doubts = (at for at, word in enumerate(words) if word.text.lower() in known)
    return next((at for at in doubts if _is_unsure(words, at, said=said)), None)


def _end_of_sure(words: Sequence[Word], unsure: int) -> int:
    """Where a main clause begins that is unreal, if the one before stands by itself: "Kolb verlor, und er [wäre] …"."""
    ends = range(unsure - 1, 0, -1)
    joins = (
        at
        for at in ends
        if words[at].text == ";" or (words[at].text == "," and words[at + 1].text in _OPENS_MAIN)
    )
    end = next(joins, 0)
    reported = words[unsure].text.lower() in lexicon("de").reported
    return end if not reported or is_content(words[end:unsure]) else 0  # "…, und Kolb sagt, er [sei] krank"


def _is_unsure(words: Sequence[Word], at: int, *, said: bool) -> bool:
    """Whether a word makes the sentence a condition or a saying; "weil es so [sei]" leaves the main clause a fact."""
    low = words[at].text.lower()
    if low not in lexicon("de").unsure or (low == "angenommen" and at > 0):
        return False
    if said and low in lexicon("de").reported:
        return False
    closes = at + 1 == len(words) or words[at + 1].tag.startswith("$")
    return not (closes and words[at].tag.startswith("V"))


class _Reader(ClauseEnds):
    """One sentence, cut into constituents."""

    def starts(self) -> Iterator[int]:
        """Where a main clause may begin: at the start, behind ";" and ":", at "…, und", "…, doch", "…, sie"."""
        words = self._words
        numbered = len(words) > 2 and words[0].tag == "CARD" and words[1].text == "."
        yield 2 * numbered
        for at in range(1, len(words) - 2):
            opens = words[at].text == "," and (words[at + 1].text in _OPENS_MAIN or self.is_main(at + 1))
            told = words[at].text == ":" and at > 2 and words[at + 1].tag[0] != "$"
            if words[at].text == ";" or opens or told:
                yield at + 1

    def clause(self, start: int, *, verb_first: bool) -> tuple[MainClause, int] | None:
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
        if verb == at and words[start].text.lower() not in CONNECTS and not verb_first:
            return None  # "Beschloss der Rat …": a question or a condition
        if verb == at and start and words[start].text in ("und", "aber"):
            return None  # "…, und trägt eine Jacke": nobody knows who does
        return self._read(front, verb, elided=False)

    def subordinates(self) -> Iterator[MainClause]:
        """The clauses that tell why or when something was: "…, weil [der Rat den Verkauf beschlossen hat]"."""
        words = self._words
        for at, word in enumerate(words):
            if word.tag != "KOUS":
                continue
            low = word.text.lower()
            came_out = low == "dass" and self._is_known(words[:at])
            if (low in ("dass", "ob") and not came_out) or is_content(words[:at]):
                return
            for clause in self.subordinate(at) if low in _FACTUAL or came_out else ():
                told = words[clause.verb]
                later = low == "während" and told.text.lower() in ("hatte", "hatten", "war", "waren")
                if not later and (low != "als" or is_past(told)):  # "während er arm war" tells what changed
                    yield clause

    def _is_known(self, before: Sequence[Word]) -> bool:
        """Whether what follows turned out to be so: "Im Mai kam heraus, dass …"."""
        denied = any(word.text.lower() in self._known.denials | self._known.hedges for word in before)
        return not denied and not _CAME_OUT.isdisjoint(whole_lemmas(before))

    def subordinate(self, at: int) -> Iterator[MainClause]:
        """The clause behind "dass" or "weil", if its verb is one word at its end."""
        words = self._words
        parts, place = list[Part](), at + 1
        while place < len(words) and not is_finite(words[place]):
            part = self._parts.part(place)
            if part is None:
                return
            parts.append(part)
            place = part.last + 1
        closed = place + 1 < len(words) and words[place + 1].tag.startswith(("$", "KON"))
        if closed and is_finite(words[place]) and not is_separable(words[place].lemma):
            yield MainClause((), place, tuple(parts), False)

    def joined(self, end: int, verb: int) -> tuple[MainClause, int] | None:
        """The clause that shares a subject, or "hat" as well: "… [und kürzt die Löhne]", "… [und das Bad verkauft]"."""
        words = self._words
        denied = any(word.text.lower() in self._known.denials for word in words[verb:end])
        if words[end].text == "und" and words[verb].tag == "VA(FIN)" and not denied:
            read = self._behind(end)
            if read is not None and len(read[0]) > 1 and read[0][-1].kind is Kind.PARTICIPLE:
                return MainClause((), verb, tuple(read[0]), True), read[1]
        if not is_finite(words[end + 1]):
            return None
        listed = words[end].text == "," and self._is_list_of_verbs(end + 1)
        if not listed and words[end].text not in ("und", "sowie"):
            return None
        return self._read([], end + 1, elided=True)

    def _read(self, front: list[Part], verb: int, *, elided: bool) -> tuple[MainClause, int] | None:
        read = self._behind(verb)
        if read is None:
            return None
        behind, end = read
        if len(front) == 1 and front[0].kind is Kind.PARTICIPLE:  # "[Geklagt] haben 64 Abgeordnete"
            front, behind = [], [*behind, *front]
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
            if words[at].text in (",", *_DASHES) and parts and parts[0].kind is Kind.NOUN:
                closing = self._end_of_aside(at, parts[0])
                return (self._named(parts, at + 1, closing), closing + 1) if closing else None
            part = self._parts.part(at, in_front=True) or (None if parts else self._passed_over_in_front(at))
            if part is None:
                return None
            parts.append(part)
            at = part.last + 1
        return None

    def _passed_over_in_front(self, at: int) -> Part | None:
        """A circumstance before the verb that is not understood: "In den Wohn- und Pflegeheimen | fehlt …"."""
        words = self._words
        if words[at].tag not in PREPOSITIONS:
            return None
        rest = list(takewhile(lambda word: word.tag[0] not in "$V", words[at + 1 :]))
        end = at + len(rest)
        bears = any(
            word.tag.startswith(("PPER", "PDS", "PRF", "PTKNEG")) or word.text.lower() in self._known.denials
            for word in rest
        )
        ends = end + 1 < len(words) and is_finite(words[end + 1])
        return Part(Kind.REST, at, end) if rest and ends and not bears else None

    def _named(self, parts: Sequence[Part], start: int, closing: int) -> list[Part]:
        """The subject before an aside, or the name that the aside is: "Der Chef, [Jens Kolb], …"."""
        words, subject = self._words, parts[0]
        name = self._parts.part(start, in_front=True)
        if name is None or name.last + 1 != closing or name.group is None or subject.group is None:
            return [*parts]
        phrase, before = name.group, words[subject.group.head : subject.group.last + 1]
        named = (
            words[phrase.last].tag == "NE" and phrase.also is None and words[start].tag not in ("ART", "CARD")
        )
        if (
            not named
            or any(word.tag == "NE" for word in before)
            or not is_person(words[subject.group.head].lemma)
        ):
            return [*parts]
        cases = "".join(case for case in phrase.cases if case in subject.group.cases)
        return [replace(name, group=replace(phrase, cases=cases, kind=subject.group.kind))]

    def _end_of_aside(self, comma: int, subject: Part) -> int | None:
        """Where an apposition or a relative clause behind a subject ends, if the verb follows at once."""
        words = self._words
        if words[comma].text in _DASHES:
            closes = (at for at in range(comma + 2, len(words) - 1) if words[at].text in _DASHES)
            closing = next(closes, None)
            return closing if closing and is_finite(words[closing + 1]) else None
        content = words[comma + 1].text.lower() in ("dass", "daß", "ob", "wie", "wonach")
        for at in range(comma + 2, len(words) - 1):
            if words[at].text in ("–", ":", ";") or words[at].tag in ("PTKZU", "VV(IZU)"):
                return None  # "der Plan, das Bad [zu] verkaufen, …"
            if words[at].text == "," and is_finite(words[at + 1]):
                adds = words[comma + 1].text.lower() in ADDS
                several = words[at - 1].tag.startswith("V") and words[at - 1].text.endswith("en")
                if several and not words[at + 1].text.endswith(("en", "sind")):
                    return None  # "die Hälfte der Boote, die im Hafen lagen, sank"
                return at if adds or (not content and self._is_one(subject, at + 1)) else None
        return None

    def _is_one(self, subject: Part, verb: int) -> bool:
        """Whether an aside only adds to a subject: a name, "der Rat", or in a single event also "ein Rat"."""
        if self._is_certain(subject):
            return True
        opening, form = self._words[subject.first].text.lower(), self._words[verb].text.lower()
        plural = form.endswith("en") or form == "sind"
        pair = subject.group is not None and subject.group.also is not None
        if pair and is_nominal(self._words[subject.first]):
            return True  # "Vater und Sohn, die …"
        single = subject.group is not None and not pair and not plural
        after = takewhile(lambda word: not word.tag.startswith("$"), self._words[verb:])
        done = form in ("hat", "wurde") and any(word.tag == "VV(PP)" for word in after)
        told = opening.startswith("ein") and (
            done or (form not in AUXILIARIES and is_past(self._words[verb]))
        )
        return single and (opening in DEFINITE or told)

    def _behind(self, verb: int) -> tuple[list[Part], int] | None:
        """The parts behind a finite verb, and where its clause ends."""
        words, parts = self._words, list[Part]()
        at = verb + 1 + (words[verb].text in _THERE_IS and words[verb + 1].text == "es")
        while at < len(words):
            beyond = self._end_of_inner(verb, at) if words[at].text == "," else None
            if beyond:
                at = beyond
                continue
            if self._is_end(at):
                return None if parts and self._lists(parts[-1], at) else (parts, at)
            if self._only_goes(verb, at, parts):
                at += 1
                continue
            part = self._joined_behind(at, parts) or self._parts.part(at)
            part = part or self._passed_over(at)
            if part is None:
                return None
            parts.append(part)
            at = part.last + 1
        return parts, at

    def _lists(self, thing: Part, comma: int) -> bool:
        """Whether a thing is the first of several: "besitzt [einen Wagen], ein Haus und ein Boot".

        Where it is counted, its number tells that there is more: "umfasst zwölf Kapitel, drei Karten und …".
        """
        words, second = self._words, self._parts.part(comma + 1) if self._words[comma].text == "," else None
        if (
            thing.kind not in (Kind.NOUN, Kind.BEHIND)
            or second is None
            or second.group is None
            or second.kind is not Kind.NOUN
        ):
            return False
        counted = any(word.tag == "CARD" for word in words[thing.first : thing.last])
        if counted or self._parts.begins_clause(comma + 1):
            return False
        behind = second.last + 1
        third = self._parts.part(behind + 1) if words[behind].text in (",", *JOINED) else None
        goes_on = third is not None and third.kind is Kind.NOUN and not self._parts.begins_clause(behind + 1)
        return second.group.also is not None or goes_on

    def _only_goes(self, verb: int, at: int, parts: Sequence[Part]) -> bool:
        """Whether an infinitive says no more than its direction: "will nach Narvia [reisen]"."""
        words = self._words
        closes = words[verb].tag == "VM(FIN)" and words[at + 1].tag.startswith("$")
        going = closes and words[at].tag == "VV(INF)" and words[at].lemma in _GOING
        return going and bool(parts) and words[parts[-1].first].text in DIRECTIONS

    def _joined_behind(self, at: int, parts: Sequence[Part]) -> Part | None:
        """A second phrase behind a preposition: "verstößt gegen das Recht [und gegen die Regeln]"."""
        words = self._words
        joins = words[at].text in JOINED and words[at + 1].tag in PREPOSITIONS
        second = self._parts.part(at + 1) if joins and parts and parts[-1].kind is Kind.BEHIND else None
        return replace(second, first=at) if second and second.kind is Kind.BEHIND else None

    def _end_of_inner(self, verb: int, comma: int) -> int | None:
        """Where a clause goes on behind an aside: "hat den Chef, [Nina Kolb,] zu Haft verurteilt"."""
        words = self._words
        closing = next(
            (
                at
                for at in range(comma + 2, min(comma + _LONGEST_ASIDE, len(words) - 2))
                if words[at].text == ","
            ),
            None,
        )
        if (
            words[verb].tag != "VA(FIN)"
            or closing is None
            or words[comma + 1].tag.startswith(("KO", "PWA", "V"))
        ):
            return None
        aside, rest = (
            words[comma + 1 : closing],
            list(takewhile(lambda word: not word.tag.startswith("$"), words[closing + 1 :])),
        )
        unsure = any(
            word.tag.startswith(("PTKZU", "VV(IZU)", "PTKNEG")) or word.text.lower() in self._known.denials
            for word in aside
        )
        goes_on = (
            bool(rest)
            and not rest[0].tag.startswith(("KO", "PREL", "PPER", "V"))
            and not any(map(is_finite, rest))
        )
        ends = any(word.tag == "VV(PP)" for word in rest) and not any(
            word.tag == "VV(PP)" for word in words[verb:comma]
        )
        verbs = [word for word in aside if word.tag.startswith("V")]
        return (
            closing + 1 if goes_on and ends and not unsure and (not verbs or verbs[-1] is aside[-1]) else None
        )

    def _passed_over(self, at: int) -> Part | None:
        """A phrase that is not understood, and a pronoun that tells to whom; the statement decides if they can go."""
        words = self._words
        if words[at].text in _TO_WHOM:
            return Part(Kind.REST, at, at)
        if words[at].tag not in PREPOSITIONS and words[at].text != "als":
            return None
        rest = list(takewhile(lambda word: not word.tag.startswith(_AFTER_REST), words[at + 1 :]))
        joined = (k for k, word in enumerate(rest) if word.text == "und" and is_finite(words[at + 2 + k]))
        rest = rest[: next(joined, len(rest))]
        denied = any(word.text.lower() in self._known.denials for word in rest)
        bears = denied or any(word.tag.startswith(("PRF", "KO", "PTKNEG")) for word in rest)
        return None if bears or not rest else Part(Kind.REST, at, at + len(rest))

    def _is_end(self, at: int) -> bool:
        """Whether a clause ends before a word: at a mark, or at an "und" that another verb follows."""
        words = self._words
        if words[at].tag.startswith("$"):
            return True
        if words[at].tag == "KON" and words[at - 1].tag in ("VV(PP)", "PTKVZ"):
            return True  # "hat die Bank verurteilt | und die Firma freigesprochen"
        return words[at].text in JOINED and self._parts.begins_clause(at + 1)
