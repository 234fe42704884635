"""How much of an English clause a headline must keep: all that a shorter one would tell otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.headlines.english.clause_ends import is_told
from summarizer.headlines.english.clauses import MainClause
from summarizer.headlines.english.constituents import PARTS_OF_ONE, PREPOSITIONS, Part
from summarizer.headlines.english.mending import can_be
from summarizer.headlines.english.openings import FREE, WHERE
from summarizer.headlines.english.wholes import MOVING, Whole
from summarizer.phrases.english.groups import ADJECTIVES, COMMON, DETERMINERS, SPANS
from summarizer.phrases.english.places import Places
from summarizer.wordlists import word_list
from summarizer.words.english import NOUNS
from summarizer.words.lexicon import lexicon

CHARGING = ("accuse", "acquit", "charge", "clear", "convict", "indict", "sentence", "suspect")
_RULING = ("allow", "ban", "bar", "exempt", "limit", "outlaw", "permit", "regulate", "restrict", "tax")
_PLACING = ("base", "bring", "keep", "lay", "leave", "place", "put", "send", "set", "take", "turn")
_STARTING = ("begin", "close", "end", "expire", "open", "start")
_NEAR = 4
_HOW = word_list("dramatically heavily quickly rapidly sharply significantly slowly steadily steeply")
_WHICHEVER = ("any", "those", "whichever", "whatever")
_EVERY = (*_WHICHEVER, "every", "all")
# What is told of these is not told of more: "Most shops closed | in Ulm".
NOT_ALL = ("no", "few", "most", "all", "half", "only", "nobody", "none")
_OWED = ("must", "should", "will", "shall")
_POSSIBLE = ("can", "could", "may", "might", "must", "will")
_PLACES = tuple(each for each in WHERE if each != "at")  # "in protest | at"
_INSTITUTIONS = ("hospital", "court", "prison", "jail", "parliament", "school", "custody")
_SOON = 8
_LASTING = ("over", "until", "from", "within", "every", "each")
_TO_WHOM = ("to", "from", "for", "into")
_BESIDE = word_list(
    "for with under over through without alongside between behind below beneath beside beyond off"
)
_ORIGINS = ("bear", "build", "compose", "create", "erect", "establish", "found", "paint", "write")
_BESIDE_OBJECT = (*_BESIDE, *word_list("on off against toward towards to from regarding about around by"))
_OF_NOUNS = ("for", "about", "on", "to", "against", "regarding", "around", "between")
_OF_A_NOUN = ("prepositional", "gerund", "time", "noun", "unread")
_DESCRIBING = (*ADJECTIVES, *NOUNS, "VVN")
_HINDERED = ("hesitate", "struggle", "afraid", "reluctant", "slow", "unable", "unwilling", "able", "too")
_SINGLED_OUT = ("only", "same", "most", "such")
_PERCEIVING = ("find", "hear", "see", "show")
# Behind the objects of these stands what those are to do.
_ACTIVE = ("find", "hold", "follow", "meet")
_CAUSING = word_list(
    "vote authorise authorize cause challenge coerce compel convince empower enable encourage entitle help "
    "inspire instruct invite lead lobby oblige order persuade press pressure prompt push teach train trust "
    "warn appoint elect task"
)


class Cuts(Places):
    """The places where one clause can be cut."""

    def __init__(self, clause: MainClause) -> None:
        super().__init__(clause.words)
        self._clause = clause
        self._parts = clause.parts
        self._lexicon = lexicon("en")
        self._main = clause.words[clause.verb.main].lemma
        self._object = next((part for part in clause.parts if part.kind == "noun"), None)
        opening = clause.subject.first + (self._low(clause.subject.first) in ("a", "an"))
        self._denied = self._low(opening) in (*NOT_ALL, *PARTS_OF_ONE) or any(
            self._low(at) in self._lexicon.denials for at in clause.verb.places
        )
        self._told = (clause.planned or is_told(clause.words, clause.verb)) and not self._denied
        self._whole = Whole(clause, self._object, denied=self._denied)
        self._tied: list[bool] = []
        for at in range(len(self._parts)):
            self._tied.append(self._belongs(at))

    @property
    def is_told(self) -> bool:
        """Whether something happened or will, and is not denied."""
        return self._told and not self._clause.verb.copula and self._main not in _RULING

    @property
    def is_done(self) -> bool:
        """Whether something was done, not ruled out, lost or only said to be something."""
        kinds = [part.kind for part in self._parts]
        filled = kinds.count("noun") > 1 or "particle" in kinds  # "handed Kolb a victory", "gave up the port"
        lacking = self._main in self._lexicon.incomplete and self._main not in _ACTIVE and not filled
        ruling = self._main in _RULING or lacking
        return self._told and not (ruling or self._is_lacked() or self._clause.verb.copula)

    def kept(self) -> Iterator[Sequence[Part]]:
        """The parts that a headline may keep, all of them first."""
        end = len(self._parts)
        aims = [at for at, part in enumerate(self._parts) if part.kind == "infinitive" and self._is_aim(at)]
        perceived = self._main in _PERCEIVING  # "the video showed an object | falling"
        open_end = self._clause.goes_on and (perceived or not self._is_enough(self._parts[-1]))
        while True:
            unread = end and self._parts[end - 1].kind == "unread"
            if not open_end and not unread and self._whole.is_complete(self._parts[:end]):
                kept = [part for at, part in enumerate(self._parts[:end]) if not self._is_passing(at)]
                yield kept
                if (goal := self._with_goal(kept)) is not None:
                    yield goal
            start = self._unit_before(end)
            if start >= 0 and not self._may_go(start):
                start = next((at for at in aims if at < end), -1)
            if start < 0:
                return
            end, open_end = start, False

    def _with_goal(self, parts: Sequence[Part]) -> Sequence[Part] | None:
        """The parts without that from or by which something rose or fell, where it is told to what: "fell | to $41"."""
        moves = self._main in self._lexicon.nominals_of_subject or self._main in MOVING
        if not (self._told and moves and self._whole.stands_alone(self._main)):
            return None  # "voted by nine to six to close it": the second "to" is no goal
        opened = [self._low(part.first) for part in parts]
        for at, opening in enumerate(opened):
            if opening in ("from", "by") and "to" in opened[at + 1 : at + 2] and self._is_how_much(parts[at]):
                return [*parts[:at], *parts[at + 1 :]]
        return None

    def tail(self) -> set[int]:
        """The places of what tells more of a thing that says enough: "upheld prison terms | of nine years"."""
        had = self._tag(self._clause.verb.main).startswith("VH")  # "had a crew | of forty"
        if had or not self.is_told or any(part.kind in ("adjective", "compared") for part in self._parts):
            return set()
        found: set[int] = set()
        for part in self._parts:
            within = range(part.last - 1, part.first, -1) if part.kind in ("noun", "prepositional") else ()
            at = next((at for at in within if self._tag(at) == "PRF"), 0) if self.is_done else 0
            if part is self._object and self._tag(part.head + 1) == "CJC":
                at = part.head + 1
            if at and self._is_described(at - 1):
                found |= set(range(at, part.last + 1))
        return found

    def _is_described(self, at: int) -> bool:
        """Whether a noun has an attribute that tells which it is: "welcome letter", not "the best letter"."""
        counted = self._is_number(at - 1)  # "549 drones | and 55 missiles", "12 floors | of offices"
        known = self._tag(at - 1) in (*NOUNS, "AJ0", "AJC") or counted
        vague = self._words[at].lemma in (*self._lexicon.no_complement, *self._lexicon.general)
        compound = self._tag(at - 1) in NOUNS and len(self._low(at - 1)) > 2  # no "14 | th round"
        return known and self._tag(at) in COMMON and (compound or not vague)

    def _is_enough(self, part: Part) -> bool:
        """Whether a thing says enough without what is told of it: "signed a trade pact | that …", not "cars | …"."""
        if not self._told or self._is_lacked() or self._main in _RULING or part.head < 0:
            return False
        before = range(max(part.opens, part.first), part.head)
        if any(self._tag(at) in ("AJS", "ORD") or self._low(at) in _SINGLED_OUT for at in before):
            return False
        counted = any(self._is_number(at) or self._low(at) == "more" for at in before)
        told = counted or any(self._tag(at) in _DESCRIBING for at in before)
        last = part.shown[-1][1]
        if self._tag(last - 1) == "PRF" and self._tag(last) == "NN2":
            return False  # "an era of presidents | that …", but "a league of rural parties"
        return told or part.head < last or self._tag(part.head) == "NP0"

    def _is_lacked(self) -> bool:
        """Whether what the verb tells is that something is not there, or no more."""
        lacked = self._main in self._lexicon.undoing or self._main in self._lexicon.refusals
        return lacked and (self._object is not None or self._clause.verb.passive)

    # What hangs together

    def _unit_before(self, end: int) -> int:
        """Where the last part before a place begins, with all that belongs to it; -1 for none."""
        return next((at for at in range(end - 1, -1, -1) if not self._tied[at]), -1)

    def _belongs(self, at: int) -> bool:
        """Whether a part tells more of the one before it: "in response | to", "after talks | with Ulm"."""
        part, before = self._parts[at], self._parts[at - 1] if at else None
        if before is None:
            return False
        if part.kind == "attribute" or any(each.kind == "attribute" for each in self._parts[:at]):
            return True
        if part.kind in ("noun", "infinitive") and before.kind in ("infinitive", "gerund"):
            return True
        if part.kind == "adverb" and before.kind == "prepositional":
            how = self._low(part.first).endswith("ly") or self._low(part.first) == "soon"
            # "with nine tons of copper | aboard"
            return not how and self._low(part.first) not in self._lexicon.passing
        if part.kind == "infinitive":
            return self._governs("to do", before) and not self._is_enough(before)
        unit = self._unit_before(at)
        if (
            unit >= 0
            and part.kind in _OF_A_NOUN
            and (self._is_free(unit) or self._is_charge(self._parts[unit]))
        ):
            return True
        which = any(self._low(each) in _EVERY for each in range(before.first, before.last + 1))
        if part.kind == "prepositional" and (which or before.kind in ("gerund", "compared")):
            return True  # "by offering access | to the port", "to any ship | without a pilot"
        relative = self._low(part.opens) in ("which", "whom", "whose")  # "the age | at which workers retire"
        if part.kind == "unread" and (relative or self._tag(part.first) not in (*PREPOSITIONS, "CJC")):
            return True
        if part.kind not in ("prepositional", "gerund", "unread"):
            return False
        opening, following = self._low(before.first), self._low(part.first)
        # "by 40 to 12", "with Kolb | on board"
        pair = (opening, following) in (("from", "to"), ("by", "to"), ("with", "on"), ("with", "in"))
        pair = pair or (opening in WHERE and following == "on")
        idiom = self._is_bare(before) and following not in _PLACES
        passive_place = self._clause.verb.passive and following in WHERE  # "was found dead | in a hut"
        described = before.kind == "adjective" and not (passive_place or following in FREE)
        if pair or idiom or described:
            return True
        if (
            before.kind == "prepositional"
            and opening in _BESIDE
            and following in ("about", "against", "between")
        ):
            return True  # "for talks | about the border"
        ruled = self._governs(following, before) and not (before.kind == "noun" and self._is_enough(before))
        return ruled or self._is_best(before, part)

    def _is_best(self, part: Part, after: Part) -> bool:
        """Whether it is said among which something is the best: "the largest port | in Narvia"."""
        best = any(self._tag(at) == "AJS" or self._low(at) == "most" for at in range(part.first, part.last))
        return best and self._low(after.first) in WHERE and self._low(after.last) != "world"

    def _is_bare(self, part: Part) -> bool:
        """Whether a preposition has but one word: "in response | to", "on suspicion | of"."""
        return part.kind == "prepositional" and part.opens == part.last and self._tag(part.last) == "NN1"

    def _governs(self, preposition: str, part: Part) -> bool:
        """Whether the noun of a part rules what follows: "a surge | in violence"; a number rules nothing."""
        if part.head < 0 or self._is_number(part.head):
            return False
        return self._lexicon.asks_for(self._words[part.head].lemma, preposition)

    def _is_free(self, at: int) -> bool:
        """Whether a part tells why or on what occasion something was done."""
        return at >= 0 and self._told and self._low(self._parts[at].first) in FREE

    # What may go

    def _may_go(self, at: int) -> bool:
        """Whether what begins with a part only tells when, by whom, how much or where."""
        part = self._parts[at]
        opening = self._low(part.first)
        often = part.kind == "noun" and self._told and self._words[part.head].lemma == "time"
        often = often and self._is_number(part.head - 1)
        if self._is_passing(at) or self._is_of_degree(at) or often:
            return True  # "have been flooded | three times"
        within = range(part.first, part.first + 1 if part.kind == "unread" else part.last + 1)
        if any(self._low(each) in (_WHICHEVER if self._told else _EVERY) for each in within):
            return False  # "closed the port | to any ship without a pilot"
        if self._is_how_much(part) or (part.kind == "time" and opening in ("for", "over", "within")):
            return self._told
        if part.kind == "infinitive":
            return self._is_aim(at)
        if part.kind == "compared" and at and self._parts[at - 1].kind in ("time", "prepositional"):
            # "fled in May | as gangs feud", not "| as a boy"
            clause = self._tag(part.last - 1) == "NN2" or can_be(self._words[part.last], "VVB")
            alone = self._clause.verb.passive or self._is_whole_with(self._parts[:at])
            part_of = self._words[part.first + 1].lemma == "part"
            return self._told and (clause or part_of) and (self._is_event() or alone)
        prepositional = part.kind in ("prepositional", "unread") or (
            part.kind == "gerund" and part.first < part.opens
        )
        if not prepositional or self._denied:
            return False
        if opening == "and":  # "spoke against the firm | and its “toys”", not "between the firm | and …"
            return self._told and self._low(self._parts[at - 1].first) != "between"
        means = part.kind == "gerund" and opening == "by" and not self._clause.verb.passive
        if (
            self._is_free(at)
            or self._is_charge(part)
            or (means and self._low(self._clause.verb.first) in _POSSIBLE)
        ):
            return True  # "may cut costs | by closing the yard"
        if self._is_needed(at) or not self._is_plain(at):
            return False
        if opening == "by" and self._clause.verb.passive and self._low(self._clause.verb.first) in _OWED:
            return True  # "must be signed | by two pilots"
        if opening in WHERE:
            one = self._is_one_known() or self._is_event() or self._is_whole_with(self._parts[:at])
            return self._told and self._is_mere_place(at) and one
        return self._told and (
            self._is_of_passive(opening, self._parts[:at])
            if self._clause.verb.passive
            else self._is_of_event(at)
        )

    def _is_charge(self, part: Part) -> bool:
        """Whether a part tells what somebody was caught for: "was arrested | on suspicion of theft"."""
        suspected = part.head >= 0 and self._words[part.head].lemma in ("suspicion", "charge")
        return suspected and self._clause.verb.passive and self._main not in CHARGING and self._told

    def _is_aim(self, at: int) -> bool:
        """Whether an infinitive only says what for something was done: "closed the road | to save the toads"."""
        ordered = self._main in _CAUSING or self._main in self._lexicon.intends
        needed = (
            self._main in self._lexicon.incomplete and self._main not in _ACTIVE and not self._is_sought(at)
        )
        if self._tied[at] or ordered or needed:
            return False
        before = self._parts[:at]
        if not self._told or not self._is_plain(at) or self._clause.verb.copula:
            return False
        return self._is_event() if self._object in before else self._is_whole_with(before)

    def _is_sought(self, at: int) -> bool:
        """Whether a thing is called for that cannot do anything itself: "called for dialogue | to end the war"."""
        before = self._parts[at - 1] if at else None
        if before is None or before.head < 0 or self._low(before.first) != "for" or self._main != "call":
            return False
        bare = self._tag(before.opens) not in (*DETERMINERS, "CRD") and self._tag(before.head) == "NN1"
        return bare and not self._lexicon.means_who(self._words[before.head].lemma)

    def _is_whole_with(self, parts: Sequence[Part]) -> bool:
        """Whether a verb without an object needs no more than these parts: "met | in Davos"."""
        return any(part.kind in ("prepositional", "gerund") for part in parts)

    def _is_mere_place(self, at: int) -> bool:
        """Whether a place is neither a reserve nor one of many: not "in principle", "in two of nine towns"."""
        part = self._parts[at]
        alone = self._is_bare(part) and (at + 1 == len(self._parts) or not self._tied[at + 1])
        alone = alone and self._low(part.last) not in _INSTITUTIONS
        partly = any(
            (self._tag(each) == "DT0" and self._low(each) != "all" and not self._is_event())
            or (self._is_number(each) and self._tag(each + 1) == "PRF")
            or (self._words[each].lemma == "part" and each <= part.head)
            for each in range(part.opens, min(part.last, part.opens + _SOON) + 1)
        )
        partly = partly and part.kind != "unread"
        return not (alone or partly)

    def _is_of_passive(self, preposition: str, before: Sequence[Part]) -> bool:
        """Such as "was shot | by a neighbour", "was sold | to a bank"."""
        done = self._main in self._lexicon.nominals and preposition in _TO_WHOM
        beside = preposition in _BESIDE and self._main not in self._lexicon.incomplete
        judged = self._main in CHARGING and not self._is_whole_with(before)  # "was charged | with theft"
        judged = judged or self._main in _RULING  # "will be banned | from the port"
        if preposition == "as" and self._words[self._parts[len(before)].opens].lemma == "part":
            return True  # "was freed | as part of a deal"
        return preposition == "by" or ((done or beside) and not judged)

    def _is_of_event(self, at: int) -> bool:
        """Such as "sold ships | to Narvia", "resigned | over the scandal"."""
        preposition = self._low(self._parts[at].first)
        before = self._parts[:at]
        if self._object is None or any(part.kind == "infinitive" for part in before):
            return preposition in _BESIDE and self._is_whole_with(before)
        how = self._parts[at].kind == "gerund" and preposition in ("by", "without", "for")
        if preposition in _OF_NOUNS and before[-1:] == (self._object,) and self._is_bare_noun(self._object):
            return False  # "shared photos | for the campaign": which photos?
        called = preposition == "as" and self._words[self._parts[at].opens].lemma != "part"
        beside = preposition in _BESIDE_OBJECT or self._main in self._lexicon.nominals
        return self._is_event() and not called and (how or beside)  # "identified Kolb | as a pilot"

    def _is_bare_noun(self, part: Part) -> bool:
        article = self._tag(part.first) == "AT0"
        bare = part.first + article == part.head == part.shown[-1][1]
        return bare and self._tag(part.head) != "NP0"

    def _is_of_degree(self, at: int) -> bool:
        """Whether an adverb only tells how much something rose or fell, or how something was done."""
        adverb = self._low(self._parts[at].first)
        if self._parts[at].kind != "adverb" or not self._told:
            return False
        manner = adverb in ("so", "soon") or (adverb.endswith("ly") and adverb not in self._lexicon.limiting)
        rose = adverb in _HOW and self._whole.stands_alone(self._main)
        return rose if at == 0 else manner and not self._clause.verb.copula

    def _is_needed(self, at: int) -> bool:
        """Whether the verb says nothing without a part: "rely | on", "based | in", "warned Narvia | of"."""
        part, main = self._parts[at], self._main
        if main == "sentence" and self._low(part.first) == "to":
            return True
        before = self._parts[:at]
        if main in _PLACING and all(each.kind != "particle" for each in before):
            return True
        told = any(each.kind in ("prepositional", "adjective", "gerund", "compared") for each in before)
        ruled = self._lexicon.asks_for(main, f"object {self._low(part.first)}")
        if self._clause.verb.passive:
            lacking = main in self._lexicon.incomplete or main in ("accuse", "suspect")
            return not told and (lacking or (ruled and self._low(part.first) in ("of", "to", "with")))
        if self._object is None:
            return not told and not self._whole.stands_alone(main)
        return ruled

    def _is_plain(self, at: int) -> bool:
        """Whether a part cannot belong to what is only refused: "refused to sell ships | to Narvia"."""
        lexicon = self._lexicon
        left = (*lexicon.refusals, *lexicon.undoing, *lexicon.denials, *_HINDERED)
        verb = self._clause.verb
        refused = any(self._words[place].lemma in left for place in verb.places if place != verb.main)
        return not refused and all(
            self._words[at].lemma not in (*left, *_RULING)
            for part in self._parts[:at]
            if part.kind in ("gerund", "infinitive")
            for at in range(part.first, part.last + 1)
        )

    def _is_event(self) -> bool:
        """Whether something was done to something, and so was done at all; to "ban cars | in Ulm" bans not all."""
        if self._object is None:
            return False
        ended = self._told and self._is_lacked() and self._main not in _RULING and self._is_one(self._object)
        return self.is_done or ended  # "condemned the attack | in a letter", not "halted exports | to Narvia"

    def _is_one_known(self) -> bool:
        """Whether what a place is told of is one known thing: "will close the bridge | in Ulm"."""
        part = self._object or self._clause.subject
        return self._is_one(part) or (self._told and self._clause.verb.passive)

    def _is_one(self, part: Part) -> bool:
        """Whether a phrase means one thing or so many, not all of a kind."""
        counted = self._told and (self._tag(part.first) == "CRD" or self._low(part.first) in ("a", "an"))
        known = counted or self._low(part.first) == "the" or self._tag(part.first) in ("NP0", "DPS")
        return known or self._tag(part.head) == "NP0"

    def _is_how_much(self, part: Part) -> bool:
        """Whether a part says by how much something rose or fell."""
        if not self._whole.stands_alone(self._main) or part.kind not in ("noun", "prepositional", "unread"):
            return False
        within = range(part.first, min(part.last, part.first + _NEAR) + 1)
        counted = any(
            self._is_number(at) or self._tag(at) == "AJS" or self._low(at) in PARTS_OF_ONE for at in within
        )
        opening = self._low(part.first)
        amount = self._is_number(part.first) or opening in ("a", "half", "more", "nearly", "almost", "about")
        amount = amount and part is self._object and self._tag(part.head) != "NP0"  # no "19th seed Ivo Kolb"
        # no "closed two of its yards"
        amount = amount and (self._main in self._lexicon.nominals_of_subject or self._main in MOVING)
        return counted and (amount if part.kind == "noun" else opening in ("by", "from", "to"))

    def _is_number(self, at: int) -> bool:
        return self._tag(at) == "CRD" or self._low(at)[0].isdigit()

    def _is_passing(self, at: int) -> bool:
        """Whether a part only says when, or goes on from what stood before: it goes wherever it stands."""
        part = self._parts[at]
        if self._tied[at] or (part.kind == "time" and self._is_all_that_is_told()):
            return False
        if part.kind == "adverb":
            # "no later | than May"
            alone = at + 1 == len(self._parts) or self._parts[at + 1].kind != "compared"
            return alone and self._low(part.first) in self._lexicon.passing
        return part.kind == "time" and self._is_moment(part)

    def _is_all_that_is_told(self) -> bool:
        """Whether it is told only when something will be: "the harvest starts | in May", "a ruling is due | in May"."""
        others = [part for part in self._parts if part.kind not in ("time", "adverb")]
        due = self._clause.verb.copula and any(self._low(part.last) == "due" for part in others)
        starts = self._main in _STARTING and self._tag(self._clause.verb.first) in ("VVZ", "VVB")
        return due or (starts and not others)

    def _is_moment(self, part: Part) -> bool:
        """Whether a time restricts nothing: not "for three years", "on Sundays", "not until May"."""
        opening, head = self._low(part.first), self._words[part.head]
        if self._denied and opening in ("until", *FREE):
            return False
        if self._clause.verb.passive and self._main in _ORIGINS and len(self._parts) == 1:
            return False  # "was built | in 1894"
        if self._clause.verb.copula and self._tag(part.opens) == "DPS":
            return False  # "is | in its third year"
        if head.lemma == "time":
            return True  # "for the first time"
        counted = any(map(self._is_number, range(part.first, part.head)))
        if part.opens < 0 and (counted or head.tag == "NN2"):
            return self._low(part.last + 1) in ("after", "before", "from")  # "lasted three days"
        if head.tag == "NN2" and head.lemma not in SPANS:
            return False
        perfect = self._tag(self._clause.verb.first).startswith("VH")
        return opening not in _LASTING and (opening != "for" or perfect)
