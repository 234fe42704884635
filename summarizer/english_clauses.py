"""The main clauses of an English sentence, read part by part; what is not understood whole is no clause here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.english import NOUNS
from summarizer.english_constituents import (
    FINITE_OR_MODAL,
    PREPOSITIONS,
    Constituents,
    Part,
    Verb,
)
from summarizer.english_groups import ADJECTIVES, DETERMINERS, GIVING
from summarizer.english_openings import FREE, GROUNDS, MOMENTS, PAST, RELATIVE, Openings
from summarizer.hanta import tagger
from summarizer.lexicon import lexicon
from summarizer.tokens import Word

_ENDS = frozenset(".;:–—-!)(…")
_TAKING_BACK = ("or", "nor", "not", "only", "except", "as", "than", "like", "if", "unless", "rather")
_LIMITING = frozenset(
    ("but", "only", "unless", "except", "if", "allegedly", "reportedly", "apparently", "perhaps", "maybe")
)
_OWN = ("noun", "particle")
_PLANNED = (
    "agree",
    "due",
    "expect",
    "intend",
    "plan",
    "pledge",
    "prepare",
    "promise",
    "schedule",
    "set",
    "vow",
)
_DOUBTING = (
    *("claim", "deny", "doubt", "fear", "hint", "hope", "joke", "suggest", "suspect", "suppose"),
    *("think", "wish"),
)
_DEMANDING = ("ask", "demand", "insist", "order", "propose", "recommend", "request", "suggest", "urge")
ADDRESSING = ("ask", "assure", "inform", "notify", "remind", "tell")
_IN_NOUN = (*DETERMINERS, *ADJECTIVES, *NOUNS, "CRD", "ORD")
_MOST_PARTS, _MOST_CLAUSES = 8, 4


@dataclass(frozen=True, slots=True)
class Clause:
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
    content: Clause | None = None


def clauses(words: Sequence[Word]) -> Iterator[Clause]:
    """The main clauses of a sentence that can be read whole."""
    words = _with_past(words)
    sentence = _Sentence(words)
    openings = sentence.openings
    start: int | None = openings.behind_dateline()
    for _ in range(_MOST_CLAUSES):
        if start is None:
            return
        opens = openings.behind_opening(start)
        placed = openings.is_placed(start)
        found = [replace(clause, placed=placed) for clause in sentence.told_from(opens)]
        if not found:
            opens = openings.behind_any_opening(start)
            free = opens >= 0 and openings.is_contrast(start)
            told = sentence.told_from(opens)
            found = [clause for clause in told if free or is_told(clause.words, clause.verb)]
        if start > 0 and words[start - 1].text == ":":  # "had a fear: | the bank would fail"
            found = [clause for clause in found if words[clause.verb.first].tag != "VM0"]
        yield from found
        start = openings.next_clause(start)


def asides(words: Sequence[Word]) -> Iterator[Clause]:
    """What is told in passing of a person: "…, said Ivo Kolb, [who runs the shipyard]"."""
    places = [at for at in range(3, len(words) - 2) if words[at].text == "who" and words[at - 1].text == ","]
    if places:
        sentence = _Sentence(_with_past(words))
        for at in places:
            told = sentence.told_of_name(at - 2, at + 1)
            yield from (clause for clause in told if is_told(clause.words, clause.verb))


def _with_past(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words; a participle without an auxiliary that has an object is a past: ", and the court | fined the bank"."""
    known = tagger("en").log_probability
    return tuple(
        replace(word, tag="VVD")
        if word.tag == "VVN"
        and 0 < at < len(words) - 1
        and words[at - 1].tag in (*NOUNS, "CJC")
        and words[at + 1].tag in ("AT0", "DPS", "CRD")
        and word.lemma not in GIVING
        and (word.text.endswith("ed") or known(word.text.lower(), "VVD") is not None)
        else word
        for at, word in enumerate(words)
    )


def is_told(words: Sequence[Word], verb: Verb) -> bool:
    """Whether a verb tells what was, is being or will be done, not what is done whenever something else is."""
    tag, behind = words[verb.first].tag, words[verb.first + 1 : verb.first + 2]
    to_do = any(word.tag == "TO0" for word in behind)
    if tag in ("VHZ", "VHB"):
        return verb.first != verb.main and not to_do  # "has sold a ship", not "has a ship", "has to sell"
    planned = any(words[at].lemma in _PLANNED for at in verb.places[:-1]) or (to_do and tag.startswith("VB"))
    willed = words[verb.first].text == "will" or (verb.first != verb.main and planned)
    return willed or tag in PAST or (tag.startswith("VB") and words[verb.main].tag == "VVG")


class _Sentence:
    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._lexicon = lexicon("en")
        self._read = Constituents(words)
        self.openings = Openings(words, self._read)
        self._tag, self._text = self._read.tag, self._read.text

    def told_from(self, start: int) -> Iterator[Clause]:
        """The clauses whose subject begins at a word: one for each verb that "and" or "but" joins."""
        subject = self.openings.subject(start) if start >= 0 else None
        at = self.openings.behind_aside(subject.last + 1) if subject is not None else -1
        if subject is None or at < 0:
            return
        if self._read.verb(at) is None:
            sentence = self._with_verb(at)
            if sentence is not None:
                yield from sentence.told_from(start)
            return
        before: Verb | None = None
        while at >= 0 and (verb := self._read.verb(at)) is not None:
            if before is not None and not self._is_asserted(verb, before):
                return
            read = list(self._of_verb(subject, verb))
            yield from read
            at = self._next_verb(read[0]) if read else -1
            before = verb
            if at < 0 and not read:
                at = self._joined_verb(verb)

    def told_of_name(self, last: int, at: int) -> Iterator[Clause]:
        """The clause of a verb whose subject is the full name of a person that ends at a word."""
        first = last
        while first > 0 and self._tag(first - 1) == "NP0":
            first -= 1
        verb = self._read.verb(at)
        governed = self._tag(first - 1) in ("PRF", "CJC", "POS", "PUN") or self._tag(last) != "NP0"
        if verb is not None and first < last and not governed:
            yield from self._of_verb(Part(first, last, last, ((first, last),)), verb)

    def _of_verb(self, subject: Part, verb: Verb) -> Iterator[Clause]:
        """The clause of a verb, whole, and without what tells more of its last part."""
        parts: list[Part] = []
        cut: Clause | None = None
        at = verb.last + 1
        while not self._is_end(at, verb):
            part = self._part(at, verb, parts)
            if part is None and self._is_done_anyway(at, verb):
                break
            if part is None and (own := self._own_plan(at, subject, verb, parts)) is not None:
                yield from (replace(clause, planned=True) for clause in self._of_verb(subject, own))
                return
            if part is None and (content := list(self._content(at, verb, parts))):
                for told in content:
                    yield Clause(
                        self._words, subject, verb, tuple(parts), goes_on=False, shares=False, content=told
                    )
                return
            if cut is None and (part is None or part.kind == "attribute"):
                cut = self._restricted(subject, verb, parts, at)
            if len(parts) == _MOST_PARTS:
                part = None
            if part is None and self._can_be_left(at, verb, parts):
                part = Part(at, len(self._words) - 1, -1, (), "unread", opens=at + 1)
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
            and not self.openings.opens_clause(at + 1)
        )
        yield Clause(self._words, subject, verb, tuple(parts), goes_on=False, shares=shares)
        if cut is not None:
            yield cut

    def _content(self, at: int, verb: Verb, parts: Sequence[Part]) -> Iterator[Clause]:
        """What is said or known: "ruled | that the port must close", "told reporters | the port was closed"."""
        addressed = [part.kind for part in parts if part.kind not in ("time", "adverb", "prepositional")]
        opened = self._tag(at) == "CJT"
        if addressed not in ([], ["noun"]) or not (opened or self.openings.has_content(verb.main)):
            return
        if addressed and self._words[verb.main].lemma not in ADDRESSING:
            return
        start = self.openings.behind_opening(at + opened)
        if opened and self._words[verb.main].lemma in _DEMANDING:
            yield from self._demanded(start)
            return
        yield from self.told_from(start)

    def _own_plan(self, at: int, subject: Part, verb: Verb, parts: Sequence[Part]) -> Verb | None:
        """The verb of what a subject says it will do: "Kolb said | she would sell the yard"."""
        at += self._tag(at) == "CJT"
        plural = subject.joined or self._tag(subject.head) == "NN2"
        speaks = self._text(at) == "they" if plural else self._text(at) in ("he", "she", "it")
        plan = self._read.verb(at + 1) if speaks and all(part.kind == "time" for part in parts) else None
        said = self.openings.has_content(verb.main) and self._tag(verb.first) in (*PAST, "VVZ", "VVB")
        willed = plan is not None and self._text(plan.first) in ("would", "will")
        willed = (
            willed and plan is not None and all(self._tag(at) != "VHI" for at in plan.places)
        )  # "would have sold"
        return plan if said and willed and self._words[verb.main].lemma not in _DOUBTING else None

    def _demanded(self, start: int) -> Iterator[Clause]:
        """What shall be done, told without "should": "demanded that | Kolb resign"."""
        subject = self.openings.subject(start) if start >= 0 else None
        at = subject.last + 1 if subject is not None else len(self._words)
        if self._tag(at) in ("VVI", "VBI"):
            finite = replace(self._words[at], tag="VVB" if self._tag(at) == "VVI" else "VBB")
            words = (*self._words[:at], finite, *self._words[at + 1 :])
            yield from _Sentence(words).told_from(start)
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
        if self._text(at) == "," and (self._is_attributed(at + 1) or self._takes_back(at + 1)):
            return False
        if self._text(at) == "," and any(word.tag in PAST for word in self._words[-3:]):
            return False  # ", the group of the party | tweeted."
        if not (self._tag(at) in PREPOSITIONS or circumstantial) or not self._is_past(verb):
            return False
        low = [word.text.lower() for word in self._words[at:]]
        return _LIMITING.isdisjoint(low) and self._lexicon.denials.isdisjoint(low[:1])

    def _next_verb(self, clause: Clause) -> int:
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

    def _is_done_anyway(self, at: int, verb: Verb) -> bool:
        """Whether a ground or an occasion begins that need not be understood: "sank | after being hit by …"."""
        return self._text(at) in FREE and self._is_past(verb)

    def _is_past(self, verb: Verb) -> bool:
        """Whether a verb tells what was, not what is when something else is."""
        denied = any(self._text(place) in self._lexicon.denials for place in verb.places)
        return not denied and is_told(self._words, verb)

    def _restricted(self, subject: Part, verb: Verb, parts: Sequence[Part], at: int) -> Clause | None:
        """A clause whose last circumstance something tells more of: "in a city | that never sleeps"."""
        at += self._tag(at) == "AV0"  # "an order | temporarily closing it"
        restricted = self._text(at) in RELATIVE or self._tag(at) in ("VVN", "VVG", "TO0")
        if not parts or not restricted or parts[-1].kind not in ("noun", "prepositional"):
            return None
        return Clause(self._words, subject, verb, tuple(parts), goes_on=True, shares=False)

    def _with_verb(self, at: int) -> _Sentence | None:
        """The sentence where HanTa did not see a verb: "the ministers | met in Ulm", "the change | comes late"."""
        while self._tag(at) == "AV0":
            at += 1
        if at >= len(self._words) or self.openings.is_told_later(at + 1):
            return None
        text, tag = self._text(at), self._tag(at)
        known = tagger("en").log_probability
        lemma, lexicon = self._words[at].lemma, self._lexicon
        alone = lemma in lexicon.nominals_of_subject and lemma not in lexicon.nominals  # "plunged by a fifth"
        participle = tag == "VVN" and (alone or self._text(at + 1) != "by")
        if participle or (
            tag == "AJ0" and text.endswith("ed") and self._tag(at + 1) in ("NP0", "AT0", "DPS")
        ):
            finite = "VVB" if text == self._words[at].lemma and participle else "VVD"
        elif tag == "NN2" and known(text, "VVZ") is not None:
            finite = "VVZ"
        elif tag in ("NN1", "VVI") and known(text, "VVB") is not None:
            finite = "VVB"
        else:
            return None
        verb = replace(self._words[at], tag=finite, lemma=tagger("en").lemma(text, finite).lower())
        return _Sentence((*self._words[:at], verb, *self._words[at + 1 :]))

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
            return time
        if (part := self._read.prepositional(at)) is not None:
            return replace(part, kind="time") if self.openings.is_time(part) else part
        if (attribute := self._attribute(at, verb, parts)) is not None:
            return attribute
        if tag in PREPOSITIONS or tag.startswith("V"):
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

    # Where a clause ends

    def _is_end(self, at: int, verb: Verb) -> bool:
        """Whether a clause is over before a word, and what follows takes nothing back."""
        text, tag = self._text(at), self._tag(at)
        if at >= len(self._words):
            return True
        if tag == "VVG" and self._words[at].lemma in self._lexicon.sayings and self._is_past(verb):
            return self._text(at - 1) != ","  # "sought to stop the deal | saying that …"
        if text in _ENDS:
            inside = text == "." and self._text(at + 1)[:1].isalnum()  # "Calif."
            told_by = text not in ".;:" and self._is_attributed(at + 1)
            return not (inside or told_by or (text != "." and self._takes_back(at + 1)))
        if text == "," and self._text(at + 1) == "as" and self._text(at + 2) not in ("if", "though", "long"):
            return self._is_past(verb) and self._has_clause(at + 2)  # "left Ulm, | as prices had risen"
        if text == ",":
            return self._ends_at_comma(at + 1)
        if text == "so" and self._is_past(verb):
            return self.openings.opens_clause(at + 1)
        if (
            text == "and"
            and self._is_past(verb)
            and self._tag(at + 1) in (*PREPOSITIONS, "AV0", "CJS", "AVQ")
        ):
            return True  # "near the harbour | and close to the church"
        if tag == "CJC":
            told = self.openings.opens_clause(at + 1) and not self.openings.has_content(verb.main)
            told = told or (self._text(at + 1) == "that" and self._text(at + 2) != "of")
            excepted = self._text(at + 1) == "for" or self._takes_back(at + 1)
            return (text == "but" and not excepted) or (
                text == "and" and (told or self._is_joined_verb(at + 1, verb))
            )
        if text in (*GROUNDS, *MOMENTS):
            if self._text(at + 1) == "of" or (
                text == "as" and self._text(at + 1) in ("well", "if", "though")
            ):
                return False
            attached = self.openings.opens_clause(at + 1) or (
                tag in ("CJS", "AVQ") and self._has_clause(at + 1)
            )
            denied = any(self._text(place) in self._lexicon.denials for place in verb.places)
            return (self._is_past(verb) or (text in GROUNDS and not denied)) and attached
        return False

    def _is_joined_verb(self, at: int, verb: Verb) -> bool:
        """Whether "and" goes on with a verb of the same kind: "was arrested and | charged"."""
        while self._tag(at) == "AV0":
            at += 1
        tag, main = self._tag(at), self._tag(verb.main)
        infinitives = main.endswith("I") and (tag.endswith("I") or tag == "TO0")
        return self._read.is_finite(at) or infinitives or (tag.startswith("VV") and tag == main)

    def _has_clause(self, at: int) -> bool:
        within = range(at, min(at + 9, len(self._words)))
        return self._tag(at) == "VVG" or any(self._tag(each).startswith(FINITE_OR_MODAL) for each in within)

    def _ends_at_comma(self, at: int) -> bool:
        """Whether what a comma opens can be left out: no list, no condition, nobody who says all this."""
        if self._takes_back(at):
            return False
        if self._tag(at) == "CJC":
            free = self._text(at) == "but" or self._tag(at + 1).startswith(("AV0", "PRP", "CJS", "V"))
            return free or self._has_clause(at + 1)
        if self._tag(at) in _IN_NOUN:
            noun = self.openings.subject(at)
            if noun is None or self._is_attributed(at):
                return False
            if self._read.is_finite_behind(noun.last + 1):
                return True
            if self._text(noun.last + 1) == "," and self._read.is_finite_behind(noun.last + 2):
                return False  # "made clear the mayor, [Ivo Kolb], | left"
            if noun.joined or self._is_listed(noun.last + 1):
                return False
            if self._tag(noun.last + 1) == "CJC" or self._text(noun.last + 1) == ",":
                return self._ends_at_comma(noun.last + 1 + (self._text(noun.last + 1) == ","))
            return True
        return not self._is_attributed(at)

    def _is_listed(self, at: int) -> bool:
        """Whether a list goes on: "limited to children, [women], victims of war and …"."""
        ends = next((k for k in range(at, len(self._words)) if self._text(k) in _ENDS), len(self._words))
        within = range(at, ends)
        told = any(self._read.is_finite(k) or self._text(k) in RELATIVE for k in within)
        return self._text(at) == "," and not told and any(self._tag(k) == "CJC" for k in within)

    def _takes_back(self, at: int) -> bool:
        """Whether what stands before holds only in part: ", if …", "– at least on paper", ", but not …"."""
        said = self._text(at), self._text(at + 1)
        if said == ("as", "well"):
            return False
        if said == ("at", "least") or not self._lexicon.hedges.isdisjoint(said[:1]):
            return True
        return said[0] in self._lexicon.denials or any(each in _TAKING_BACK for each in said)

    def _is_attributed(self, at: int) -> bool:
        """Whether somebody who says all this stands here: ", [the mayor of Ulm] tweeted on Friday"."""
        subject = Part(at, at, at, ()) if self._tag(at) == "PNP" else self.openings.subject(at)
        verb = self._read.verb(subject.last + 1) if subject is not None else None
        if verb is None:
            return False
        told = verb.copula or verb.passive or self._tag(verb.last + 1) in _IN_NOUN
        return not told or self.openings.has_content(verb.main)
