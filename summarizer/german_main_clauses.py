"""German main clauses, read word by word: what stands before the finite verb, the verb, what stands behind it.

Nothing is skipped: a clause with any word that is not understood, or whose content another clause decides, is
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from summarizer.german_attributes import adjective_stem, is_nominal, is_superlative
from summarizer.german_constituents import PREPOSITIONS, Constituents, Kind, Part, is_finite
from summarizer.german_lists import JOINED
from summarizer.german_tails import Tails
from summarizer.german_verbs import is_past, is_separable
from summarizer.lexicon import lexicon
from summarizer.tokens import Word, whole_lemmas

_CONNECTS = ("und", "aber", "doch", "denn", "jedoch")
_OPENS_MAIN = (*_CONNECTS, "sondern")
# What opens an addition behind a comma: "…, darunter zwei Kinder".
_ADDS = (
    *(
        "etwa",
        "darunter",
        "insbesondere",
        "namentlich",
        "vor",
        "also",
        "nämlich",
        "zuletzt",
        "zusammen",
        "gemeinsam",
    ),
    *("teils", "allen", "auch", "samt", "inklusive", "besonders"),
)
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
_FACTUAL = ("weil", "da", "nachdem", "als", "obwohl", "obgleich", "während")
# The mood of what others say.
REPORTED = (
    *(
        "sei",
        "seien",
        "habe",
        "hätten",
        "werde",
        "würden",
        "könne",
        "könnten",
        "müsse",
        "müssten",
        "solle",
        "wolle",
    ),
    *("dürfe", "dürften", "sollten", "wollten"),
)
_AUXILIARIES = ("hat", "haben", "hatte", "hatten", "ist", "sind", "war", "waren", "wurde", "wurden")
# What rules for all that it is about.
_RULES = re.compile(
    r"(?:verbot|sperre|pflicht|blockade|embargo|recht|erlaubnis|sanktion|regel|zoll|zölle|steuer|grenze)$"
)
# A noun longer than this is a compound, which says what it is.
_COMPOUND = 9
_TO_WHOM, _AFTER_REST = ("ihm", "ihnen", "mir", "uns"), ("$,", "$.", "APPR", "KOKOM", "V", "PTKVZ")
_GIVEN = ("vorausgesetzt", "angenommen", "ausgenommen")
_LONGEST_ASIDE = 14
RANKS = ("einzig", "erst", "zweit", "dritt", "letzt", "nächst")
# What a colon explains: "das liegt | daran: …".
_POINTING = ("so", "folgende", "folgender", "folgendes", "eines", "daran", "darauf", "darin", "dies")
_RELATIVES = ("PRELS", "PRELAT", "PWAV")
_DEFINITE = ("der", "die", "das", "den", "dem")
_IN_RELATIVE = (*_DEFINITE, "welche", "welcher", "welches", "deren", "dessen", "denen", "wo")


@dataclass(frozen=True, slots=True)
class MainClause:
    """A finite verb, the parts in `front` of it and `behind` it; `elided`: its subject is that of the one before."""

    front: tuple[Part, ...]
    verb: int
    behind: tuple[Part, ...]
    elided: bool


def main_clauses(words: Sequence[Word], tails: Tails, *, said: bool) -> Iterator[MainClause]:
    """The main clauses of a sentence, or of what is `said`, that are understood and that stand by themselves."""
    known = lexicon("de").unsure
    doubts = (at for at, word in enumerate(words) if word.text.lower() in known)
    unsure = [at for at in doubts if _is_unsure(words, at, said=said)]
    reader = _Reader(words, tails)
    sure = _end_of_sure(words, unsure[0]) if unsure else len(words)
    if not sure:
        return
    for start in reader.starts():
        if start >= sure or (start and _is_content(words[:start])):
            break
        clause = reader.clause(start)
        while clause is not None:
            read, end = clause
            if end <= sure and reader.ends_well(read, end):
                yield read
            clause = reader.joined(end, read.verb)


def factual_subordinates(words: Sequence[Word], tails: Tails) -> Iterator[MainClause]:
    """Those that tell why or when something was, in the order of a main clause."""
    if not any(_is_unsure(words, at, said=False) for at in range(len(words))):
        yield from _Reader(words, tails).subordinates()


def _end_of_sure(words: Sequence[Word], unsure: int) -> int:
    """Where a main clause begins that is unreal, if the one before stands by itself: "Kolb verlor, und er [wäre] …"."""
    if words[unsure].text.lower() in REPORTED:
        return 0
    ends = range(unsure - 1, 0, -1)
    joins = (
        at
        for at in ends
        if words[at].text == ";" or (words[at].text == "," and words[at + 1].text in _OPENS_MAIN)
    )
    return next(joins, 0)


def _is_unsure(words: Sequence[Word], at: int, *, said: bool) -> bool:
    """Whether a word makes the sentence a condition or a saying; "weil es so [sei]" leaves the main clause a fact."""
    low = words[at].text.lower()
    if low not in lexicon("de").unsure or (low == "angenommen" and at > 0):
        return False
    if said and low in REPORTED:
        return False
    closes = at + 1 == len(words) or words[at + 1].tag.startswith("$")
    return not (closes and words[at].tag.startswith("V"))


def _is_content(before: Sequence[Word]) -> bool:
    """Whether a verb before may have the clause for its content: "Kolb glaubt, Narvia siegt, und …"."""
    return not _telling().isdisjoint(
        whole_lemmas([word for word in before if word.tag.startswith(("V", "PTKVZ"))])
    )


@cache
def _telling() -> frozenset[str]:
    return lexicon("de").speaking.union(_BELIEVING)


class _Reader:
    """One sentence, cut into constituents."""

    def __init__(self, words: Sequence[Word], tails: Tails) -> None:
        self._words = words
        self._parts = Constituents(words, tails)
        self._known = lexicon("de")

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

    def subordinates(self) -> Iterator[MainClause]:
        """The clauses that tell why or when something was: "…, weil [der Rat den Verkauf beschlossen hat]"."""
        words = self._words
        for at, word in enumerate(words):
            if word.tag != "KOUS":
                continue
            low = word.text.lower()
            if low in ("dass", "ob") or _is_content(words[:at]):
                return
            if low not in _FACTUAL:
                continue
            parts, place = list[Part](), at + 1
            while place < len(words) and not is_finite(words[place]):
                part = self._parts.part(place)
                if part is None:
                    break
                parts.append(part)
                place = part.last + 1
            ends = place + 1 < len(words) and is_finite(words[place]) and words[place + 1].tag.startswith("$")
            told = words[place].text.lower() if place < len(words) else ""
            if low == "während" and told in ("hatte", "hatten", "war", "waren"):
                continue  # what changed later
            past = low != "als" or is_past(words[place]) if ends else False
            if past and not is_separable(words[place].lemma):
                yield MainClause((), place, tuple(parts), False)

    def joined(self, end: int, verb: int) -> tuple[MainClause, int] | None:
        """The clause that shares a subject, or "hat" as well: "… [und kürzt die Löhne]", "… [und das Bad verkauft]"."""
        words = self._words
        denied = any(word.text.lower() in self._known.denials for word in words[verb:end])
        if end + 1 < len(words) and words[end].text == "und" and words[verb].tag == "VA(FIN)" and not denied:
            read = self._behind(end)
            if read is not None and len(read[0]) > 1 and read[0][-1].kind is Kind.PARTICIPLE:
                return MainClause((), verb, tuple(read[0]), True), read[1]
        if end + 1 >= len(words) or not is_finite(words[end + 1]):
            return None
        listed = words[end].text == "," and self._is_list_of_verbs(end + 1)
        if not listed and words[end].text not in ("und", "sowie"):
            return None
        return self._read([], end + 1, elided=True)

    def _is_list_of_verbs(self, at: int) -> bool:
        """Whether the last of the verbs follows: "…, [kürzt die Löhne und verkauft das Bad]"; not "…, sagt Kolb"."""
        words = self._words
        rest = takewhile(lambda each: not words[each].tag.startswith("$"), range(at, len(words) - 1))
        joined = any(words[each].text == "und" and is_finite(words[each + 1]) for each in rest)
        return joined and words[at].lemma not in self._known.speaking

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
            if words[at].text == "," and parts and parts[0].kind is Kind.NOUN:
                closing = self._end_of_aside(at, parts[0])
                return (parts, closing + 1) if closing else None
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

    def _end_of_aside(self, comma: int, subject: Part) -> int | None:
        """Where an apposition or a relative clause behind a subject ends, if the verb follows at once."""
        words = self._words
        content = words[comma + 1].text.lower() in ("dass", "daß", "ob", "wie", "wonach")
        for at in range(comma + 2, len(words) - 1):
            if words[at].text in ("–", ":", ";") or words[at].tag in ("PTKZU", "VV(IZU)"):
                return None  # "der Plan, das Bad [zu] verkaufen, …"
            if words[at].text == "," and is_finite(words[at + 1]):
                adds = words[comma + 1].text.lower() in _ADDS
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
            done or (form not in _AUXILIARIES and is_past(self._words[verb]))
        )
        return single and (opening in _DEFINITE or told)

    def _is_certain(self, part: Part) -> bool:
        """Whether a phrase means the same without a clause behind it: a name, or one thing with its article."""
        if part.group is None:
            return False
        words, phrase = self._words, part.group
        named = any(word.tag == "NE" for word in words[phrase.head : phrase.last + 1])
        definite = words[phrase.first].text.lower() in _DEFINITE
        named = named or (definite and "-" in words[phrase.head].text)
        plural = phrase.is_plural is not False or phrase.also is not None
        return named or (definite and not plural and part.last > phrase.last)

    def _behind(self, verb: int) -> tuple[list[Part], int] | None:
        """The parts behind a finite verb, and where its clause ends."""
        words, parts = self._words, list[Part]()
        at = verb + 1
        while at < len(words):
            beyond = self._end_of_inner(verb, at) if words[at].text == "," else None
            if beyond:
                at = beyond
                continue
            if self._is_end(at):
                return parts, at
            part = self._parts.part(at)
            part = part or self._passed_over(at)
            if part is None:
                return None
            parts.append(part)
            at = part.last + 1
        return parts, at

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

    def _is_counted_or_one(self, thing: Part) -> bool:
        """Whether a described thing is one of its kind or several that are counted: "elf Boote [aus Ulm]"."""
        words, phrase = self._words, thing.group
        inner = words[thing.first : phrase.head] if phrase else ()
        one = words[thing.first].text.lower().startswith("ein")
        return any(word.tag == "CARD" for word in inner) or (one and len(inner) > 1)

    def _passed_over(self, at: int) -> Part | None:
        """A phrase that is not understood, and a pronoun that tells to whom; the statement decides if they can go."""
        words = self._words
        if words[at].text in _TO_WHOM:
            return Part(Kind.REST, at, at)
        if words[at].tag not in PREPOSITIONS and words[at].text != "als":
            return None
        rest = list(takewhile(lambda word: not word.tag.startswith(_AFTER_REST), words[at + 1 :]))
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

    def ends_well(self, clause: MainClause, end: int) -> bool:
        """Whether what follows a clause neither completes nor restricts it."""
        words = self._words
        if words[clause.verb].tag == "VA(FIN)" and not any(
            each.kind is Kind.PARTICIPLE for each in clause.behind
        ):
            rest = list(takewhile(lambda word: not is_finite(word), words[end:]))
            if any(word.tag in ("VV(PP)", "VA(PP)") for word in rest):
                return False  # "hat den Verkauf, nicht aber den Umbau, [genehmigt]"
        if end >= len(words) or words[end].text in (".", ";", "!"):
            return True
        following = words[end + 1].text.lower() if end + 1 < len(words) else ""
        if words[end].text in JOINED:
            return words[end].text != "oder"
        if words[end].text in (":", "–", "—", "-"):
            return self._goes_on(clause, end)
        if words[end].text != "," or end + 1 == len(words):
            return False
        if is_finite(words[end + 1]):
            return self._is_list_of_verbs(end + 1)
        if following in _CONNECTS or following in ("sondern", "nicht"):
            return True
        if following == "dass":  # "begründete den Plan damit, dass …"
            return words[end - 1].text in ("damit", "dadurch") and self.is_event(clause)
        if following in self._known.leaves_true:
            if self._is_denied(clause) and following not in _CONTRASTS:
                return False  # "braucht keinen Text, [um] Nein zu sagen"
            first, second = words[end + 2 : end + 4] if end + 3 < len(words) else (words[end], words[end])
            unreal = first.text.lower() == "ob" or (is_finite(first) and not second.tag.startswith("$"))
            return not (following == "als" and unreal)  # "…, als [käme] er nicht"
        if following in _ADDS or self._is_apposition(end) or self._is_addition(end + 1):
            return True
        if self.is_main(end + 1):
            return not _is_content(words[clause.verb : end])
        return self._is_related(clause, end + 1)

    def _is_denied(self, clause: MainClause) -> bool:
        """Whether a denial may reach into the clause behind."""
        last = max((part.last for part in clause.behind), default=clause.verb)
        return any(word.text.lower() in self._known.denials for word in self._words[clause.verb : last + 1])

    def _goes_on(self, clause: MainClause, mark: int) -> bool:
        """Whether a colon or a dash only adds to what is told: "… in Not: Er verlor …", not "… sagte: …"."""
        words = self._words
        restricting = self._known.denials | self._known.hedges | {"oder", "nur", "außer", "falls"}
        following = {word.text.lower() for word in words[mark + 1 : mark + 4]}
        takes_back = not following.isdisjoint(restricting)
        again = any(word.text == words[mark].text for word in words[mark + 1 :])
        points = any(self._words[part.first].text.lower() in _POINTING for part in clause.behind)
        return not (takes_back or again or points or _is_content(words[:mark]))

    def is_event(self, clause: MainClause) -> bool:
        """Whether a clause tells what has happened, not how something is, or what is wanted, forbidden or ended."""
        words, finite = self._words, self._words[clause.verb]
        done = any(part.kind is Kind.PARTICIPLE for part in clause.behind)
        if not (finite.text.lower() in _AUXILIARIES if done else finite.tag == "VV(FIN)" and is_past(finite)):
            return False
        inside = [words[at] for part in clause.behind for at in range(part.first, part.last + 1)]
        unmade = {*WANTING, *self._known.undoing, *self._known.refusals, *self._known.denials}
        return unmade.isdisjoint(whole_lemmas([finite, *inside])) and not any(
            _RULES.search(word.lemma) for word in inside
        )

    def is_main(self, at: int) -> bool:
        """Whether a main clause follows: "…, [sie dauert an]"; not "…, meldet die Zeitung"."""
        words = self._words
        if at + 1 >= len(words) or is_finite(words[at]) or words[at].tag in _RELATIVES:
            return False
        if words[at].tag in ("PPER", "PDS", "CARD") and is_finite(words[at + 1]):
            return True
        part = self._parts.part(at) if words[at].text.lower() not in self._known.leaves_true else None
        verb = part.last + 1 if part else len(words)
        if verb + 1 >= len(words) or not is_finite(words[verb]):
            return False
        return not words[verb + 1].tag.startswith(("$", "KON"))  # "…, die Öl verbrennen und Lärm machen"

    def _is_addition(self, at: int) -> bool:
        """Whether a phrase without a verb is added: "… in einer Halle, [zwischen Ikonen aus Narvia]"."""
        words = self._words
        done = (
            words[at].tag == "VV(PP)" and words[at + 1].tag in PREPOSITIONS and words[at].text not in _GIVEN
        )
        if done:  # "…, begleitet von zwei Booten"
            at += 1
        if words[at].tag not in PREPOSITIONS or words[at + 1].tag in _RELATIVES:
            return False
        added = takewhile(lambda word: not word.tag.startswith("$"), words[at:])
        return not any(word.tag.startswith("V") or word.tag == "PTKZU" for word in added)

    def _is_apposition(self, comma: int) -> bool:
        """Whether all that follows is one phrase that says who a name is: "besuchte Kolb, [den Chef der Werft]"."""
        words = self._words
        opens = words[comma + 1].tag == "ART" or (
            words[comma - 1].tag == "NE" and words[comma + 1].tag == "PPOSAT"
        )
        if not opens or not is_nominal(words[comma - 1]):
            return False
        part = self._parts.part(comma + 1, in_front=True)
        alone = part is not None and part.group is not None and part.group.also is None
        return (
            part is not None
            and alone
            and part.last + 1 < len(words)
            and words[part.last + 1].text in (".", "!")
        )

    def _is_related(self, clause: MainClause, at: int) -> bool:
        """Whether a relative clause follows that only adds to the last phrase."""
        words = self._words
        opens = at + (words[at].tag == "APPR")
        if words[opens].text.lower() == "wie":
            return False  # "…, wie Kolb mitteilte"
        sure = words[opens].tag in _RELATIVES
        behind = list(takewhile(lambda word: word.tag not in ("$,", "$."), words[at:]))
        if sure and any(map(is_finite, behind)) and not is_finite(words[opens + 1]):
            verb_last = True
        else:
            verb_last = bool(behind) and behind[-1].tag.startswith("V")  # some are read as infinitives
        relative = sure or words[opens].text.lower() in _IN_RELATIVE
        if clause.behind and clause.behind[-1].kind is Kind.REST:
            return relative and verb_last
        things = [part for part in clause.behind if part.group is not None]
        return relative and verb_last and bool(things) and self._needs_nothing(clause, things[-1])

    def _needs_nothing(self, clause: MainClause, thing: Part) -> bool:
        """Whether a thing is the same without a clause about it, or there is one such: "hat einen Stängel, der …"."""
        if self._is_certain(thing):
            return True
        words, phrase = self._words, thing.group
        if phrase is not None and any(map(_ranks, words[phrase.first : phrase.head])):
            return False
        if phrase is not None and self.is_event(clause):
            return (
                thing.last > phrase.last
                or words[phrase.head - 1].tag in ("ADJ(A)", "CARD")
                or (
                    words[phrase.first].text.lower().startswith("ein")
                    and len(words[phrase.head].text) > _COMPOUND
                )
            )
        inside = words[clause.verb : thing.last + 1]
        denied = any(word.text.lower() in self._known.denials for word in inside)
        wanted = not whole_lemmas(inside).isdisjoint({*WANTING, *self._known.undoing, *self._known.refusals})
        if phrase is None or denied or wanted:
            return False
        attribute = thing.kind is Kind.BEHIND and is_nominal(words[thing.first - 1])
        before = [part for part in clause.behind if part.last == thing.first - 1 and part.kind is Kind.NOUN]
        if attribute and before and self._is_counted_or_one(before[0]):
            return True
        one = words[phrase.first].tag == "ART" and phrase.is_plural is False
        if thing.kind is Kind.BEHIND and not one:
            return False  # "eine Sperre für Tanker, die Öl laden"
        return attribute or thing.last > phrase.last or words[phrase.head - 1].tag in ("ADJ(A)", "CARD")


def _ranks(word: Word) -> bool:
    """Whether an adjective tells which one of those that a clause tells of: "die einzige Stadt, die …"."""
    return word.tag == "ADJ(A)" and (is_superlative(word.text) or adjective_stem(word.text) in RANKS)
