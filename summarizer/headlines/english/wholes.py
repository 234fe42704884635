"""Whether an English clause is whole without some of its parts: its verb has what it needs, and says something."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.headlines.english.clauses import ADDRESSING, MainClause
from summarizer.headlines.english.constituents import Part
from summarizer.phrases.english.groups import ADJECTIVES
from summarizer.phrases.english.places import Places
from summarizer.wordlists import word_list
from summarizer.words.english import NOUNS
from summarizer.words.lexicon import lexicon

_LIGHT = ("bring", "do", "get", "give", "had", "has", "have", "keep", "make", "put", "see", "take")
MOVING = ("ease", "jump", "tumble")
_WITHOUT_OBJECT = (
    *word_list("close compete continue die happen matter open react erupt exist stop vote work"),
    *MOVING,
)
_DONE_ALONE = ("leave", "pray", "read", "sing", "sleep", "speak", "stay", "swim", "talk", "wait", "write")
_WHERE_SAID = ("at", "during", "in", "into", "on")
WHERE_TO = ("abroad", "ashore", "away", "back", "home", "overseas", "underground")
_SOON = 8


class Whole(Places):
    """One clause, whose first object is known, and whether its verb is denied."""

    def __init__(self, clause: MainClause, thing: Part | None, *, denied: bool) -> None:
        super().__init__(clause.words)
        self._clause = clause
        self._lexicon = lexicon("en")
        self._main = clause.words[clause.verb.main].lemma
        self._object = thing
        self._denied = denied

    def is_complete(self, parts: Sequence[Part]) -> bool:
        """Whether the verb has what it needs."""
        timed = any(self._low(part.first) in ("since", "until") for part in parts if part.kind == "time")
        parts = [part for part in parts if part.kind not in ("time", "adverb")]
        verb = self._clause.verb
        if self._clause.shares and (self._denied or not (parts or verb.passive)):
            return False
        if not parts:
            return self._is_whole_alone() or self._is_gone() or (self._denied and timed)
        last = parts[-1]
        qualities = [part.last for part in parts if part.kind == "adjective"]
        compares = any(self._tag(at) == "AJC" or self._low(at - 1) in ("less", "more") for at in qualities)
        better = self._clause.goes_on and any(self._tag(at) == "AJC" for at in range(last.first, last.last))
        if verb.copula and better:
            return False  # "were broader roads | that …"
        if (
            compares
            and self._tag(verb.main).startswith("VB")
            and all(part.kind != "compared" for part in parts)
        ):
            return False  # "was quicker": than what?
        if self._main in ("accuse", "suspect") and not any(
            self._low(at) == "of" for part in parts for at in range(part.first, part.last + 1)
        ):
            return verb.passive
        if self._is_unsaid(parts):
            return False
        if last.kind == "infinitive":
            done = self._words[last.last].lemma
            return self.stands_alone(done) or done in _DONE_ALONE
        if last.kind == "gerund" and last.first == last.opens:
            return False
        if self._is_announced(last) or self._is_of_late():
            return False
        if last is not self._object:
            return True
        return self._is_said_of(last) if verb.copula else self._is_worth_telling(last)

    def _is_whole_alone(self) -> bool:
        """Whether the verb is enough: not "was aimed", nor "was caused, in part, by …"."""
        verb = self._clause.verb
        if self._main == "find" and verb.passive and self._denied:
            return True  # "has never been found"
        if verb.copula or self._main in self._lexicon.incomplete:
            return False
        following = range(verb.last + 1, min(verb.last + _SOON, len(self._words) - 1))
        doer = any(self._low(at) == "," and self._low(at + 1) == "by" for at in following)
        return (verb.passive and self._main not in ("accuse", "suspect") and not doer) or self.stands_alone(
            self._main
        )

    def _is_gone(self) -> bool:
        """Whether an adverb says where to: "was sent | home"."""
        return any(part.kind == "adverb" and self._low(part.first) in WHERE_TO for part in self._clause.parts)

    def stands_alone(self, verb: str) -> bool:
        """Whether a verb needs no object: "prices rose"."""
        goes = verb == "go" and any(self._low(part.first) in ("up", "down") for part in self._clause.parts)
        return goes or verb in self._lexicon.nominals_of_subject or verb in _WITHOUT_OBJECT

    def _is_announced(self, part: Part) -> bool:
        """Whether a thing is only named behind it: "gave three reasons: …"."""
        return self._low(part.last + 1) == ":" and "CRD" in (self._tag(part.first), self._tag(part.opens))

    def _is_of_late(self) -> bool:
        """Whether something is told of what has been so for a time: "has had plans | since 2011"."""
        since = any(self._low(part.first) in ("since", "for") for part in self._clause.parts)
        return since and self._tag(self._clause.verb.main) == "VHN"

    def _is_unsaid(self, parts: Sequence[Part]) -> bool:
        """Whether it is only told where somebody says something: "said | on social media", not "insisted on it"."""
        told = self._main in ("believe", "insist") or self.stands_alone(self._main)
        says = self._main in self._lexicon.asserting and not (told or self._clause.verb.passive)
        return says and all(self._low(part.first) in _WHERE_SAID for part in parts)

    def _is_said_of(self, part: Part) -> bool:
        """Whether a predicate says something by itself: no "was a case", no "is an important issue"."""
        general, weak = self._lexicon.general, self._lexicon.weak_adjectives
        told = (
            self._words[at] for at in range(part.first, part.head) if self._tag(at) in (*ADJECTIVES, *NOUNS)
        )
        described = any(word.text.lower() not in weak for word in told)
        return described or part.shown[-1][1] != part.head or self._words[part.head].lemma not in general

    def _is_worth_telling(self, part: Part) -> bool:
        """Whether an object says something by itself: no "had a let-off", "released a statement", "called X"."""
        head = self._words[part.head]
        if head.tag == "PNI":
            return True  # "denied | everything"
        if (self._main == "call" and head.tag == "NP0") or self._main in ADDRESSING:
            return False
        if (
            head.tag == "CRD"
            and head.text.isalpha()
            and self._tag(part.last) == "CRD"
            and part.first == part.last
        ):
            return False  # "grows | ninety": of what?
        article = self._tag(part.first) == "AT0" and self._low(part.first) != "no"
        bare = part.first + article == part.head == part.shown[-1][1]
        if not bare:
            return True
        if self._clause.goes_on and part is self._clause.parts[-1]:
            return False  # "struck down a law | that …": which law?
        if self._tag(self._clause.verb.main).startswith("VH") and self._denied:
            return head.lemma not in self._lexicon.general  # "does not have | a boat"
        if self._main in _LIGHT:
            placed = self._main == "take" and head.lemma == "place"
            return head.tag == "NP0" or (not article and head.tag == "NN1" and not placed)  # "took effect"
        return head.lemma not in self._lexicon.general
