"""The main clauses of an English sentence, read part by part; what is not understood whole is no clause here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.headlines.english.clause_ends import ClauseEnds, is_told
from summarizer.headlines.english.constituents import (
    LINKING,
    PREPOSITIONS,
    Constituents,
    Part,
    Verb,
)
from summarizer.headlines.english.mending import can_be, mended
from summarizer.headlines.english.openings import FREE, PAST, RELATIVE, Openings
from summarizer.phrases.english.groups import ADJECTIVES, DETERMINERS
from summarizer.wordlists import word_list
from summarizer.words.hanta import tagger
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

_LIMITING = frozenset(
    ("but", "only", "unless", "except", "if", "allegedly", "reportedly", "apparently", "perhaps", "maybe")
)
_FACTUAL = ("when", "after", "because", "although")
_PLANNING = ("plan", "want", "intend", "aim", "hope")
_CONFIRMING = ("acknowledge", "admit", "concede", "confirm")
_OWN = ("noun", "particle")
_BEHIND_ADJECTIVE = ("NP0", "AT0", "DPS", "AJ0", "NN2")  # "the ministers, who …, | frightened Ulm"
_DOUBTING = word_list("claim deny doubt fear hint hope joke suggest suspect suppose think wish")
_DEMANDING = ("ask", "demand", "insist", "order", "propose", "recommend", "request", "suggest", "urge")
ADDRESSING = ("ask", "assure", "inform", "notify", "remind", "tell")
_WITH_TIME = ("celebrate", "enter", "mark", "spend")
_ASKING = ("ask", "consider", "decide", "discuss", "doubt", "examine", "investigate", "question", "wonder")
_SEEING = ("catch", "film", "find", "leave", "photograph", "see", "spot")
_MOST_PARTS, _MOST_CLAUSES = 8, 4


@dataclass(frozen=True, slots=True)
class MainClause:
    """A main clause; `parts` are what stands behind its verb, in order.

    It `goes_on` where what follows tells more of its last part: "in cities | that …". It `shares` what follows
    where another verb is joined to it: "designed | and built the dam". It is `placed` behind an opening that says
    where: "In Ulm, …". What is `planned` its subject said it would do.
    Its `content` is what somebody says or knows in it: "said | that the port closed".
    """

    words: Sequence[Word]
    subject: Part
    verb: Verb
    parts: tuple[Part, ...]
    goes_on: bool
    shares: bool
    placed: bool = False
    planned: bool = False
    content: MainClause | None = None


class Clauses:
    """One sentence, asked for its clauses; its words are mended first where they come as HanTa reads them."""

    def __init__(self, words: Sequence[Word], *, as_read: bool = True) -> None:
        words = mended(words) if as_read else words
        self._words = words
        self._lexicon = lexicon("en")
        self._read = Constituents(words)
        self.openings = Openings(words, self._read)
        self._ends = ClauseEnds(words, self._read, self.openings)
        self._tag, self._text = self._read.tag, self._read.text

    def main(self) -> Iterator[MainClause]:
        """The main clauses that can be read whole."""
        openings, start = self.openings, self.openings.behind_dateline()
        for _ in range(_MOST_CLAUSES):
            opens = openings.behind_opening(start)
            found = list(self.told_from(opens))
            if found and openings.is_placed(start):
                found = [replace(clause, placed=True) for clause in found]
            if not found:
                opens = openings.behind_any_opening(start)
                free = opens >= 0 and openings.is_contrast(start)
                told = self.told_from(opens)
                found = [clause for clause in told if free or is_told(clause.words, clause.verb)]
            if start > 0 and self._text(start - 1) == ":":  # "had a fear: | the bank would fail"
                found = [clause for clause in found if self._tag(clause.verb.first) != "VM0"]
            yield from found
            following = openings.next_clause(start)
            if following is None:
                return
            start = following

    def asides(self) -> Iterator[MainClause]:
        """What is told in passing of a person: "…, said Ivo Kolb, [who runs the shipyard]"."""
        for at in range(3, len(self._words) - 2 if self._read.has_any(("who",)) else 0):
            if self._text(at) == "who" and self._text(at - 1) == ",":
                told = self.told_of_name(at - 2, at + 1)
                yield from (clause for clause in told if is_told(clause.words, clause.verb))

    def ground(self) -> Iterator[MainClause]:
        """What a sentence opens with, if it happened: "When [the dam broke], …", "After [Ulm fell], …"."""
        at = self.openings.behind_connectives(0)
        if self._text(at) in _FACTUAL and self._text(at + 1) != "of":
            told = self.told_from(at + 1)
            yield from (
                clause
                for clause in told
                if is_told(clause.words, clause.verb) and clause.words[clause.verb.first].tag in PAST
            )

    def told_from(self, start: int) -> Iterator[MainClause]:
        """The clauses whose subject begins at a word: one for each verb that "and" or "but" joins."""
        subject = self.openings.subject(start) if start >= 0 else None
        at = self.openings.behind_aside(subject.last + 1) if subject is not None else -1
        if subject is None or at < 0:
            return
        named = self.openings.named_in_aside(subject, at)
        if named is not None and (verb := self._read.verb(at)) is not None:
            yield from self._of_verb(named, verb)
        if self._read.verb(at) is None:
            with_verb = self._with_verb(at)
            if with_verb is not None:
                yield from with_verb.told_from(start)
            return
        before: Verb | None = None
        while at >= 0 and (verb := self._read.verb(at)) is not None:
            if before is not None and not self._is_asserted(verb, before):
                return
            read = list(self._of_verb(subject, verb))
            yield from read
            at = self._next_verb(read[0]) if read else -1
            if at >= 0 and (shared := self._with_shared_auxiliary(verb, at)) is not None:
                yield from self._of_verb(subject, shared)
            before = verb
            if at < 0 and not read:
                at = self._joined_verb(verb)

    def told_of_name(self, last: int, at: int) -> Iterator[MainClause]:
        """The clause of a verb whose subject is the full name of a person that ends at a word."""
        first = last
        while first > 0 and self._tag(first - 1) == "NP0":
            first -= 1
        verb = self._read.verb(at)
        governed = self._tag(first - 1) in ("PRF", "CJC", "POS", "PUN") or self._tag(last) != "NP0"
        if verb is not None and first < last and not governed:
            yield from self._of_verb(Part(first, last, last, ((first, last),)), verb)

    def _of_verb(self, subject: Part, verb: Verb) -> Iterator[MainClause]:
        """The clause of a verb, whole, and without what tells more of its last part."""
        parts: list[Part] = []
        cut: MainClause | None = None
        at = self.openings.behind_insertion(verb.last + 1)
        while not self._ends.is_end(at, verb):
            part = self._part(at, verb, parts)
            if part is None and self._is_done_anyway(at, verb):
                break
            if part is None and (own := self._own_plan(at, subject, verb, parts)) is not None:
                yield from (replace(clause, planned=True) for clause in self._of_verb(subject, own))
                return
            if part is None and (content := list(self._content(at, verb, parts))):
                for told in content:
                    yield MainClause(
                        self._words, subject, verb, tuple(parts), goes_on=False, shares=False, content=told
                    )
                return
            adverbial = self._tag(at) == "AV0" and self._tag(at + 1) in ("VVN", "VVG")
            if cut is None and (part is None or part.kind == "attribute" or adverbial):
                cut = self._restricted(subject, verb, parts, at)
            if len(parts) == _MOST_PARTS:
                part = None
            if part is None and self._can_be_left(at, verb, parts):
                part = Part(at, len(self._words) - 1, -1, (), "unread", opens=at + 1)
            if part is None and (free := self._free_part(parts, verb)) >= 0:
                del parts[free:]
                at = len(self._words)
                break
            if part is None:
                if cut is not None:
                    yield cut
                return
            if part.kind == "time" and any(each.kind == "attribute" for each in parts):
                part = replace(part, kind="prepositional")  # "shops that open | on Sundays"
            parts.append(part)
            at = part.last + 1
        shares = (
            self._text(at) == "and"
            and self._text(at + 1) != "that"
            and not self._tag(at + 1).startswith(("VM", "VB", "VH"))
            and not self.openings.opens_clause(at + 1)
        )
        yield MainClause(self._words, subject, verb, tuple(parts), goes_on=False, shares=shares)
        if cut is not None:
            yield cut

    def _content(self, at: int, verb: Verb, parts: Sequence[Part]) -> Iterator[MainClause]:
        """What is said or known: "ruled | that the port must close", "told reporters | the port was closed"."""
        addressed = [part.kind for part in parts if part.kind not in ("time", "adverb", "prepositional")]
        asked = self._text(at) == "whether" and self._words[verb.main].lemma in _ASKING
        opened = self._tag(at) == "CJT" or asked
        if addressed not in ([], ["noun"]) or not (opened or self.openings.has_content(verb.main)):
            return
        if addressed and self._words[verb.main].lemma not in ADDRESSING:
            return
        start = self.openings.behind_opening(at + opened)
        if opened and self._words[verb.main].lemma in _DEMANDING:
            yield from self._demanded(start)
            return
        yield from self.told_from(start)

    def _free_part(self, parts: Sequence[Part], verb: Verb) -> int:
        """The first part that tells why or on what occasion, from where nothing need be understood; -1 for none."""
        free = (at for at, part in enumerate(parts) if self._text(part.first) in FREE)
        return next(free, -1) if self._ends.is_past(verb) else -1

    def _own_plan(self, at: int, subject: Part, verb: Verb, parts: Sequence[Part]) -> Verb | None:
        """The verb of what a subject says it will do: "Kolb said | she would sell the yard"."""
        at += self._tag(at) == "CJT"
        plural = subject.joined or self._tag(subject.head) == "NN2"
        speaks = self._text(at) == "they" if plural else self._text(at) in ("he", "she", "it")
        plan = self._read.verb(at + 1) if speaks and all(part.kind == "time" for part in parts) else None
        said = self.openings.has_content(verb.main) and self._tag(verb.first) in (*PAST, "VVZ", "VVB")
        if plan is None or not said or any(self._tag(at) == "VHI" for at in plan.places):
            return None  # "would have sold"
        main, opens = self._words[verb.main].lemma, self._words[plan.first]
        willed = opens.text in ("would", "will") or (plan.first < plan.main and opens.lemma in _PLANNING)
        confirmed = main in _CONFIRMING and opens.tag in PAST
        return plan if confirmed or (willed and main not in _DOUBTING) else None

    def _demanded(self, start: int) -> Iterator[MainClause]:
        """What shall be done, told without "should": "demanded that | Kolb resign"."""
        subject = self.openings.subject(start) if start >= 0 else None
        at = subject.last + 1 if subject is not None else len(self._words)
        if self._tag(at) in ("VVI", "VBI"):
            finite = replace(self._words[at], tag="VVB" if self._tag(at) == "VVI" else "VBB")
            words = (*self._words[:at], finite, *self._words[at + 1 :])
            yield from Clauses(words, as_read=False).told_from(start)
        else:
            yield from self.told_from(start)

    def _can_be_left(self, at: int, verb: Verb, parts: Sequence[Part]) -> bool:
        """Whether what is not understood tells more of a circumstance and takes nothing back.

        Such as "sank | with all her crew aboard", "shocked Narvia by refusing to | let them in".
        """
        if self._read.is_finite(at) or self.openings.has_content(verb.main):
            return False
        if self._tag(at) in PREPOSITIONS and self._tag(at + 1) in PREPOSITIONS:
            return False  # "was paid | for by the bank"
        circumstance = parts[-2:-1] if parts and parts[-1].kind == "noun" else parts[-1:]
        circumstantial = any(part.kind not in _OWN for part in circumstance)
        if self._text(at) == "," and (self._ends.is_attributed(at + 1) or self._ends.takes_back(at + 1)):
            return False
        if self._text(at) == "," and any(word.tag in PAST for word in self._words[-3:]):
            return False  # ", the group of the party | tweeted."
        if not (self._tag(at) in PREPOSITIONS or circumstantial) or not self._ends.is_past(verb):
            return False
        low = [word.text.lower() for word in self._words[at:]]
        return _LIMITING.isdisjoint(low) and self._lexicon.denials.isdisjoint(low[:1])

    def _next_verb(self, clause: MainClause) -> int:
        """Where a second verb of the same subject begins: "closed the pool | and fined the bank"; or -1."""
        last = clause.parts[-1].last if clause.parts else clause.verb.last
        joint = last + 1 + (self._text(last + 1) == ",")
        return joint + 1 if self._text(joint) in ("and", "but") and not clause.goes_on else -1

    def _joined_verb(self, verb: Verb) -> int:
        """Where a second verb begins behind a first whose parts are not understood: "used it in May | and sold it"."""
        for at in range(verb.last + 1, len(self._words) - 2):
            text = self._text(at)
            if text in RELATIVE or text in (";", ":") or self._tag(at) in ("CJT", "CJS", "PUQ"):
                return -1
            if text in ("and", "but") and self._read.is_finite_behind(at + 1):
                return at + 1
        return -1

    def _is_asserted(self, verb: Verb, before: Verb) -> bool:
        """Whether a joined verb surely has a subject: no "was attacked and | robbed of it", "must close and | sell"."""
        tag = self._tag(verb.first)
        alike = tag == self._tag(before.main) and before.first == before.main
        return alike or not tag.startswith("VV") or tag == "VVZ"

    def _with_shared_auxiliary(self, verb: Verb, at: int) -> Verb | None:
        """A second infinitive with all it shares: "must close the yard and | sell it", "agreed to pay | and to go"."""
        infinitive = at + (self._tag(at) == "TO0")
        alike = self._tag(verb.main) == self._tag(infinitive) == "VVI"
        denied = any(self._text(place) in self._lexicon.denials for place in verb.places)
        if not alike or denied or self._text(at - 1) != "and":
            return None
        shared = tuple(place for place in verb.places if place < verb.main)
        verbs = (*verb.verbs[:-1], infinitive)
        copula = self._words[infinitive].lemma in LINKING
        return replace(
            verb, main=infinitive, last=infinitive, places=(*shared, infinitive), verbs=verbs, copula=copula
        )

    def _is_done_anyway(self, at: int, verb: Verb) -> bool:
        """Whether a ground or an occasion begins that need not be understood: "sank | after being hit by …"."""
        return self._text(at) in FREE and self._ends.is_past(verb)

    def _restricted(self, subject: Part, verb: Verb, parts: Sequence[Part], at: int) -> MainClause | None:
        """A clause whose last circumstance something tells more of: "in a city | that never sleeps"."""
        at += self._tag(at) == "AV0"  # "an order | temporarily closing it"
        where = self._text(at) == "where" and bool(parts) and parts[-1].kind == "noun"
        if where and self._ends.is_past(verb):  # "planted trees | where the silo had been"
            return MainClause(self._words, subject, verb, tuple(parts), goes_on=False, shares=False)
        restricted = self._text(at) in RELATIVE or self._tag(at) in ("VVN", "VVG", "TO0")
        if not parts or not restricted or parts[-1].kind not in ("noun", "prepositional"):
            return None
        return MainClause(self._words, subject, verb, tuple(parts), goes_on=True, shares=False)

    def _with_verb(self, at: int) -> Clauses | None:
        """The sentence where HanTa did not see a verb: "the ministers | met in Ulm", "the change | comes late"."""
        while self._tag(at) == "AV0":
            at += 1
        if at >= len(self._words) or self.openings.is_told_later(at + 1):
            return None
        text, tag = self._text(at), self._tag(at)
        lemma, lexicon = self._words[at].lemma, self._lexicon
        alone = lemma in lexicon.nominals_of_subject and lemma not in lexicon.nominals  # "plunged by a fifth"
        participle = tag == "VVN" and (alone or self._text(at + 1) != "by")
        behind = _BEHIND_ADJECTIVE if self._text(at - 1) == "," else _BEHIND_ADJECTIVE[:3]
        if participle or (tag == "AJ0" and text.endswith("ed") and self._tag(at + 1) in behind):
            finite = "VVB" if text == self._words[at].lemma and participle else "VVD"
        elif tag == "NN2" and can_be(self._words[at], "VVZ"):
            finite = "VVZ"
        elif tag in ("NN1", "VVI") and can_be(self._words[at], "VVB"):
            finite = "VVB"
        else:
            return None
        verb = replace(self._words[at], tag=finite, lemma=tagger("en").lemma(text, finite).lower())
        return Clauses((*self._words[:at], verb, *self._words[at + 1 :]), as_read=False)

    # What stands behind the verb

    def _part(self, at: int, verb: Verb, parts: Sequence[Part]) -> Part | None:
        """The next part of a clause, or None where it is not understood."""
        tag = self._tag(at)
        if tag == "AVP" and (not parts or parts[-1].kind == "noun"):
            return self._as("particle", at, at)
        if tag == "XX0" and self._tag(at + 1) != "TO0":
            return None
        infinitive = at + (tag == "XX0")
        if self._tag(infinitive) == "TO0":
            behind = infinitive + 1 + (self._tag(infinitive + 1) == "AV0")
            whole = self._tag(behind) in ("VVI", "VBI", "VHI")
            return self._as("infinitive", at, behind) if whole else None
        if tag != "VVG" and (time := self.openings.time(at)) is not None:
            lasts = self._words[verb.main].lemma in _WITH_TIME and not parts
            return replace(time, kind="noun") if lasts else time  # "entered | its third week"
        if (part := self._read.prepositional(at)) is not None:
            return replace(part, kind="time") if self.openings.is_time(part) else part
        if (attribute := self._attribute(at, verb, parts)) is not None:
            return attribute
        if tag == "VVG" and verb.passive and not parts and self._words[verb.main].lemma in _SEEING:
            return self._as("adjective", at, at)  # "was found | burning"
        if (tag in PREPOSITIONS and not self._read.is_about(at)) or tag.startswith("V"):
            return self._as("gerund", at, at) if tag == "VVG" and not parts and not verb.passive else None
        if tag == "CJS":
            compared = self._read.noun(at + 1) if self._text(at) in ("than", "as") else None
            told = compared is None or self._is_told_behind(compared.last + 1)
            return None if compared is None or told else self._as("compared", at, compared.last)
        noun = self._read.noun(at)
        if noun is not None:
            later = self.openings.has_content(verb.main) and self.openings.is_told_later(noun.last + 1)
            if later or self._read.is_finite_behind(noun.last + 1):
                return None  # "says [the port] will close", "explained [the plan] to close it was false"
            return noun
        if (end := self._adjective(at)) is not None:
            return self._as("adjective", at, end)
        return self._as("adverb", at, at) if tag == "AV0" else None

    def _is_told_behind(self, at: int) -> bool:
        """Whether a verb that has a subject stands here, be it taken for a participle: "as six players | advanced"."""
        participle = self._tag(at) == "VVN" and self._tag(at + 1) in (*PREPOSITIONS, *DETERMINERS)
        return self._read.is_finite_behind(at) or (participle and self._text(at + 1) != "by")

    def _attribute(self, at: int, verb: Verb, parts: Sequence[Part]) -> Part | None:
        """What opens a clause about the noun before it: "cars | that burn oil", "ships | built in Ulm"."""
        if not parts or parts[-1].kind not in ("noun", "prepositional") or verb.copula:
            return None
        if self._tag(at) in ("VVN", "VVG"):
            return self._as("attribute", at, at)
        relative = self._read.verb(at + 1) if self._text(at) in ("that", "who", "which") else None
        return self._as("attribute", at, relative.last) if relative is not None else None

    def _adjective(self, at: int) -> int | None:
        """The end of "almost entirely empty" or "old and tired"."""
        while self._tag(at) == "AV0":
            at += 1
        if self._tag(at) not in ADJECTIVES:
            return None
        joined = self._tag(at + 1) == "CJC" and self._tag(at + 2) in ADJECTIVES
        return at + 2 if joined else at

    def _as(self, kind: str, first: int, last: int) -> Part:
        return Part(first, last, -1, ((first, last),), kind, opens=first)
