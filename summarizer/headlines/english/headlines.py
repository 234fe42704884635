"""The main clause of an English sentence cut to a headline: "Council rejected sale of the pool".

Its words stay as they are told; articles go, and what only says when, by whom or where if the rest is as true
without it (`cuts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from summarizer.headlines.english.clause_ends import is_told
from summarizer.headlines.english.clauses import Clauses, MainClause
from summarizer.headlines.english.constituents import Part
from summarizer.headlines.english.cuts import CHARGING, Cuts
from summarizer.headlines.english.openings import WHERE
from summarizer.headlines.english.shortening import Shortening, is_article
from summarizer.headlines.english.subjects import agrees, is_counted
from summarizer.headlines.english.wholes import WHERE_TO
from summarizer.phrases.english.groups import ADJECTIVES
from summarizer.phrases.english.undone import is_demand
from summarizer.phrases.hearsay import FINDING, SOURCES
from summarizer.phrases.phrase import Form, Phrase, fits_clause
from summarizer.text import Line
from summarizer.wordlists import word_list
from summarizer.words import is_content
from summarizer.words.english import NOUNS
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

_FIRST_PERSON = ("i", "we", "me", "us", "my", "our", "you", "your", "myself", "ourselves", "yourself")
_POINTING = word_list("this these that those such him it them latter same similar he she they each")
_NOT_BY_ITSELF = (*_POINTING, *word_list("another other others both either neither any only certain own"))
_SUPPOSING = frozenset(("if", "unless", "provided", "supposing", "assuming", "otherwise"))
_TAKEN_BACK = ("but", "although", "though")
# How these say it must be told, if there is room.
_LOADED = ("acknowledge", "admit", "claim", "complain", "concede", "confirm", "insist", "maintain", "reveal")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_QUOTED = re.compile(r'["“][^"“”]+["”]')
_GOING_ON = (*NOUNS, *ADJECTIVES, "ORD", "CRD")
_MARKS = frozenset(',:;"“”„«»?!()')
_PERFECT = ("VHZ", "VHB", "VHD")
_AUXILIARIES = (*_PERFECT, "VBZ", "VBB", "VBD", "VBN")
_SENTENCE_END = re.compile(r"\.\s")
_MOST_HEADLINES = 3


def headlines(line: Line, behind: str = "") -> Iterator[Phrase]:
    """The main clauses of a line as headlines, each as full as fits `behind` what stands before it: "Kolb: "."""
    if line.showable:
        clauses = Clauses(line.words)
        found = [_Headline(line, clause, behind).phrase() for clause in clauses.main()]
        if not any(found):
            told = ((clause, _Headline(line, clause, behind).phrase()) for clause in clauses.asides())
            found = [phrase for clause, phrase in told if phrase and phrase.last > clause.verb.last]
        if not any(found):
            found = [_Headline(line, clause, behind).phrase() for clause in clauses.ground()]
        by_label = {phrase.label: phrase for phrase in found if phrase is not None}
        fullest = (
            phrase
            for label, phrase in by_label.items()
            if not any(other.startswith(f"{label} ") for other in by_label)
        )
        yield from islice(fullest, _MOST_HEADLINES)


class _Headline:
    """A clause, and what of it stands in a headline."""

    def __init__(self, line: Line, clause: MainClause, behind: str = "", *, inner: bool = False) -> None:
        self._line = line
        self._behind = behind
        self._clause = clause
        self._may_have_colon = not (behind or inner)
        self._content = _Headline(line, clause.content, inner=True) if clause.content is not None else None
        self.words: Sequence[Word] = clause.words if self._content is None else self._content.words
        self._cuts = Cuts(clause)
        self._lexicon = lexicon("en")

    def phrase(self) -> Phrase | None:
        """The fullest headline that fits; None where there is none."""
        if not self.can_be_told(said=bool(self._behind)):
            return None
        return next((self._phrase(places) for places in self._wordings() if self._is_fit(places)), None)

    def _wordings(self) -> Iterator[Sequence[int]]:
        """The places of the words of possible headlines: first what may be cut off goes, then what says least."""
        places: Sequence[int] = ()
        for places in self.cuts():
            yield places
            if not fits_clause(f"{self._behind}{self._said(places)}"):
                predicates = self.predicates()
                yield [at for at in places if at in predicates or not is_article(self.words, at)]
        if places:
            shortening = Shortening(
                self.words,
                self.kept(),
                self.predicates(),
                self.attributes(),
                self.places_of_subject(),
                self.tail(),
                self.saying(),
            )
            yield from shortening.shorter(places)

    def cuts(self) -> Iterator[Sequence[int]]:
        """The places of the words of a clause, with all its parts first; what is said stands behind who says it."""
        if self._content is None:
            for parts in self._cuts.kept():
                lasting = any(part.kind == "time" and part.opens < 0 for part in parts)  # "lasted three days"
                if not lasting and not self._is_of_another(parts):
                    yield self._places(parts)
        else:
            said = self._places([part for part in self._clause.parts if part.kind == "noun"])
            said += self._content.opener()
            if self.words[self._clause.verb.main].lemma not in _LOADED:
                said = [at for at in said if at not in self.saying()]
            for places in self._content.cuts():
                yield [*said, *places]

    def saying(self) -> set[int]:
        """The places of what a colon can stand for: "union [said that] port closed", not "told Kolb", "ruled"."""
        verb = self._clause.verb
        verbs = [at for at in verb.places if self.words[at].tag not in _PERFECT]
        said = self.words[verb.main].lemma
        head = self.words[self._clause.subject.head].lemma
        finds = said in FINDING and (head in SOURCES or self._lexicon.means_who(head))
        asserted = said in self._lexicon.asserting or finds
        addressed = self._addressed()
        asserted = said == "tell" if addressed else asserted
        if self._content is None or len(verbs) > 1 or not (asserted and self._may_have_colon):
            return set()
        return {*verb.places, *addressed, *self._content.opener()}

    def _addressed(self) -> Sequence[int]:
        """The places of those who are told something."""
        return [at for part in self._clause.parts if part.kind == "noun" for at in _within(part.shown)]

    def opener(self) -> Sequence[int]:
        """The "that" before what is said, if there is one."""
        before = self._clause.subject.first - 1
        opens = before >= 0 and (self.words[before].tag == "CJT" or self.words[before].text == "whether")
        return [before] if opens else []

    def kept(self, *, said: bool = False) -> set[int]:
        """The places of words that no shorter wording may lose."""
        verb = self._clause.verb
        free = () if said else _AUXILIARIES
        auxiliaries = {at for at in verb.places if at != verb.main and self.words[at].tag in free}
        kept = {at for at in verb.places if self.words[at].tag != "AV0" or not self._cuts.is_done}
        kept -= self.saying() | auxiliaries
        return kept | self._content.kept(said=not self.saying()) if self._content is not None else kept

    def predicates(self) -> set[int]:
        """The places of the articles of what somebody is or is called."""
        found = self._predicates(self._clause.parts)
        return found | self._content.predicates() if self._content is not None else found

    def attributes(self) -> set[int]:
        """The places of the phrases whose attributes may go: something was done to them, or they are one known."""
        clause, predicates = self._clause, self._predicates(self._clause.parts)
        free = [part for part in clause.parts if self._cuts.is_done and part.first not in predicates]
        if self.words[clause.subject.first].tag in ("AT0", "CRD", "NP0", "DPS"):
            free.append(clause.subject)
        places = {at for part in free for at in range(part.first, part.last + 1)}
        return places | self._content.attributes() if self._content is not None else places

    def places_of_subject(self) -> set[int]:
        """The places of what tells where a subject is that is known without it: "police | in Ulm"."""
        subject = self._clause.subject
        found = self._content.places_of_subject() if self._content is not None else set()
        first, last = subject.shown[0]
        said = [at for at in range(first, last + 1) if not is_article(self.words, at)]
        head = self.words[subject.head]
        some = head.tag == "NN2" and not self._clause.verb.passive  # those who did it, not all it was done to
        whole = some or head.tag == "NP0" or self._lexicon.is_body(head.lemma)
        if any(
            self._tag(at) in ("AJS", "ORD") or self.words[at].text == "only"
            for at in range(first, subject.head)
        ):
            return found  # "the last yard | in Ulm"
        if not self.saying() and (not self._cuts.is_told or (len(said) < 2 and not whole)):
            return found
        one_body = self._lexicon.is_body(head.lemma) and self.words[subject.first].text.lower() == "the"
        for at, (first, last) in enumerate(subject.shown[1:]):
            opening = self.words[first].text
            if opening in ("that", "which", "who") and one_body and head.tag == "NN1":
                found |= set(range(first, last + 1))  # "the committee | that looks into the fire"
            ruled = self._lexicon.asks_for(head.lemma, opening)
            if opening in (*WHERE, "from", "on") and (not ruled or at > 0 or self.saying()):
                found |= set(range(first, last + 1))
        return found

    def tail(self) -> set[int]:
        """The places of what tells more of an object that says enough."""
        return self._cuts.tail() | (self._content.tail() if self._content is not None else set())

    # Whether there is one

    def can_be_told(self, *, said: bool = False) -> bool:
        """Whether the subject says who or what, and the clause tells what is so, or is `said` to be."""
        contracted = self.words[self._clause.verb.first].text in ("'s", "’s")
        known = (
            (self._is_known(self._clause.subject, said=said) or self._is_source())
            and (said or agrees(self.words, self._clause))
            and not self._holds_in_place()
        )
        told = not (contracted or self._is_hearsay() or self._is_supposed() or self._is_taken_back())
        return known and told and (self._content is None or self._content.can_be_told(said=True))

    def _is_source(self) -> bool:
        """Whether who says something may stand before a colon, be it by a general word: "Report: …", "Police: …"."""
        subject = self._clause.subject
        head, opening = self.words[subject.head], self._behind_article(subject)
        many = head.lemma in self._lexicon.roles and head.tag == "NN2"
        known = many or head.lemma in SOURCES or self._lexicon.is_body(head.lemma)
        pointing = any(word.tag in ("DPS", "DT0") for word in self.words[subject.first : subject.head])
        return bool(self.saying()) and known and not pointing and not self._is_function_word(opening)

    def _is_known(self, subject: Part, *, said: bool) -> bool:
        """Whether a subject names something by itself: no "the move", "her plan", "an estimated 200"."""
        words = self.words[subject.first : subject.last + 1]
        low = [word.text.lower() for word in words if word.tag not in ("CJT", "PNQ")]
        inside = said and not self._behind
        owned = any(word.tag == "DPS" for word in words) and not (inside or words[0].tag == "NP0")
        others = low[1:] if low[0] == "another" and words[1].tag == "CRD" else low  # "another 200 jobs"
        if owned or any(word.tag == "PNP" for word in words) or not set(others).isdisjoint(_NOT_BY_ITSELF):
            return False
        opening, head = self._behind_article(subject), self.words[subject.head]
        if head.text == "former":
            return False
        if said:
            return inside or not self._is_function_word(opening)
        counted = is_counted(self.words, subject, opening)
        verb = self._clause.verb
        told = self._clause.planned or is_told(self.words, verb) or verb.copula  # "two people are missing"
        if counted and not (told or self._says_something(subject.head)):
            return False
        if (self._is_function_word(opening) and not counted) or head.lemma in self._lexicon.times:
            return False
        of_these = self.words[subject.head + 1].tag == "PRF"  # "hundreds of farmers", not "three in five"
        if (head.tag == "CRD" and not of_these) or (
            low[0] in ("a", "an") and (words[1].tag in ("CRD", "DT0") or self._is_vague(subject))
        ):
            return False
        if subject.shown[-1][1] != subject.head or head.tag == "NP0":
            return True
        described = self.words[opening : subject.head]
        if any(word.tag not in ADJECTIVES for word in described) or self._is_kind(described, head):
            return True
        return self._says_something(subject.head) and (bool(described) or self._is_news(head))

    def _is_kind(self, described: Sequence[Word], head: Word) -> bool:
        """Whether an attribute makes general things a kind: "mobile phones", not "other homes"."""
        known = self._lexicon
        low = (word.text.lower() for word in described)
        told = any(each not in known.changing and each not in known.weak_adjectives for each in low)
        return told and head.tag == "NN2" and is_told(self.words, self._clause.verb)

    def _is_news(self, head: Word) -> bool:
        """Whether what is told of a thing without a name says more than its quality: not "the curator was kind"."""
        verb, parts = self._clause.verb, self._clause.parts
        if head.tag == "NN2" or any(part.kind not in ("adjective", "adverb", "time") for part in parts):
            return True
        main = self.words[verb.main].lemma
        return not verb.copula and (
            self._lexicon.means_who(head.lemma)
            or main in self._lexicon.nominals
            or main in self._lexicon.nominals_of_subject
        )

    def _is_vague(self, subject: Part) -> bool:
        """Whether of an indefinite subject nobody knows what it is: "a new law", not "a chef's son"."""
        told_apart = subject.shown[-1][1] != subject.head  # "a man | accused of arson"
        if told_apart or self.words[subject.head].lemma not in self._lexicon.general:
            return False
        described = range(subject.first, subject.head)
        return all(self.words[at].tag not in ("POS", "NP0", "NN1", "NN2") for at in described)

    def _says_something(self, head: int) -> bool:
        """Whether a noun alone can be a subject: the court, ministers, prices; no "step", no "the leader"."""
        word = self.words[head]
        if word.lemma not in self._lexicon.general and word.lemma not in self._lexicon.shell:
            return True
        happened = word.lemma in self._lexicon.events and is_told(self.words, self._clause.verb)
        return (
            happened
            or self._lexicon.is_body(word.lemma)
            or (word.lemma in self._lexicon.roles and word.tag == "NN2")
        )

    def _holds_in_place(self) -> bool:
        """Whether a clause is only true where it says at its opening: "In Ulm, farmers pay no tax"."""
        subject = self._clause.subject
        known = self.words[subject.first].text.lower() == "the" or self.words[subject.head].tag == "NP0"
        return self._clause.placed and not (known or is_told(self.words, self._clause.verb))

    def _is_hearsay(self) -> bool:
        """Such as "is said to have sold", "was believed to be ill"."""
        verb = self._clause.verb
        passed_on = [self.words[at].lemma for at in verb.verbs if verb.passive or at != verb.main]
        if "tell" in passed_on and self._tag(verb.main) == "VVI":
            return False  # "have been told to leave"
        return any(lemma in (*self._lexicon.speaking, "allege", "know", "rumour") for lemma in passed_on)

    def _is_supposed(self) -> bool:
        """Whether a clause holds only if something else does, up to the next semicolon."""
        low = {word.text.lower() for word in self.words}
        joined = self._tag(self._clause.subject.first - 1) == "CJC"
        if is_demand(self.words) or (joined and self.words[0].tag in ("VVB", "VVI")):
            return True  # "Close the yard and | Ulm loses its port"
        if _SUPPOSING.isdisjoint(low) and "condition" not in low:
            return False
        subject = self._clause.subject.first
        quoted = (at for at, word in enumerate(self.words) if word.tag == "PUQ" and self._opens_quotation(at))
        marks = [
            -1,
            *(at for at, word in enumerate(self.words) if word.text == ";"),
            *quoted,
            len(self.words),
        ]
        opens, ends = max(at for at in marks if at < subject), min(at for at in marks if at > subject)
        part = self.words[opens + 1 : ends]
        said = [
            word.text.lower()
            for at, word in enumerate(part)
            if not any(before.tag.startswith("VH") for before in part[max(0, at - 2) : at])  # "had provided"
        ]
        return not _SUPPOSING.isdisjoint(said) or ("on", "condition") in pairwise(said)

    def _opens_quotation(self, at: int) -> bool:
        return self.words[at - 1].text in (":", ",") and at > self._clause.verb.last

    def _is_taken_back(self) -> bool:
        """Such as "was accused of theft but acquitted"."""
        verb = self._clause.verb
        following = self.words[verb.last + 1 :]
        return self.words[verb.main].lemma in CHARGING and any(word.text in _TAKEN_BACK for word in following)

    # How it reads

    def _phrase(self, places: Sequence[int]) -> Phrase:
        verbs = {*self._clause.verb.places, *(self._content.verbs if self._content else ())}
        terms = [
            self.words[at].lemma for at in places if at not in verbs and is_content(self.words[at], "en")
        ]
        label = self._said(places)
        return Phrase(
            label,
            tuple(dict.fromkeys(terms)),
            self.head(places),
            Form.CLAUSE,
            self._line.index,
            places[0],
            places[-1],
            actor=label.partition(": ")[0] if self._opens_content(places) else "",
        )

    @property
    def verbs(self) -> Sequence[int]:
        """The places of the verb of a clause."""
        return self._clause.verb.places

    def _opens_content(self, places: Sequence[int]) -> int:
        """How many words stand before the colon of what somebody says; 0 where there is none."""
        if self._content is None or self._clause.verb.main in places:
            return 0
        return sum(at < self._clause.verb.main for at in places)

    def head(self, places: Sequence[int]) -> str:
        """The noun that a headline is about: its object, else its subject."""
        if self._content is not None:
            return self._content.head(places)
        objects = (part for part in self._clause.parts if part.kind == "noun" and part.head in places)
        return self.words[next(objects, self._clause.subject).head].lemma

    def _is_of_another(self, parts: Sequence[Part]) -> bool:
        """Whether an owner told by a pronoun cannot be the subject: "a bomb went through its roof"."""
        some = self.words[self._clause.subject.first].text.lower() in ("a", "an")
        return some and any(self.words[at].tag == "DPS" for part in parts for at in _within(part.shown))

    def _places(self, parts: Sequence[Part]) -> list[int]:
        """The words that a headline keeps: subject and object lose their article, a predicate does not."""
        subject = self._clause.subject
        found = [*range(self._behind_article(subject), subject.shown[0][1] + 1), *_within(subject.shown[1:])]
        found += self._clause.verb.places
        predicates = self._predicates(parts)
        for part in parts:
            is_object = part.kind == "noun" and part.first not in predicates and not self._clause.verb.copula
            cut = self._behind_article(part) if is_object else part.first
            found += [at for at in _within(part.shown) if at >= cut]
        return found

    def _predicates(self, parts: Sequence[Part]) -> set[int]:
        """Where begins what somebody is, or is called or given, which keeps its article: "is | a mistake"."""
        verb = self._clause.verb
        be = self.words[verb.main].tag.startswith("VB")
        found = set()
        for before, part in zip((None, *parts), parts, strict=False):
            if part.kind == "noun" and (be or (before is not None and before.kind == "noun")):
                found.add(part.first)
            be = part.kind == "infinitive" and self.words[part.last].tag == "VBI"
        return found

    def _behind_article(self, part: Part) -> int:
        behind = part.first + is_article(self.words, part.first)
        return behind + (part is self._clause.subject and (self._is_new(behind) or self._is_some(part)))

    def _is_new(self, at: int) -> bool:
        """Whether a subject opens with a "new" that no heading begins with: "the [new] stadium"."""
        return self.words[at].text == "new" and self.words[at].tag == "AJ0"

    def _is_some(self, part: Part) -> bool:
        """Whether it goes without saying that it was not all who did something: "[some] protesters threw eggs"."""
        some = self.words[part.first].text.lower() == "some" and self.words[part.head].tag == "NN2"
        return some and part.first < part.head and self._cuts.is_told

    def _said(self, places: Sequence[int]) -> str:
        """The words at places as they stand in the sentence, with the spaces between them."""
        said = ""
        colon = self._opens_content(places)
        for before, at in zip((None, *places), places, strict=False):
            apart = before is not None and (before < at - 1 or self.words[before].end < self.words[at].start)
            said += ":" if colon and at == places[colon] else ""
            said += f"{' ' if apart else ''}{self.words[at].text}"
        return said

    def _is_fit(self, places: Sequence[int]) -> bool:
        """Whether a headline is short, speaks of nobody by a pronoun and ends in a word that says something."""
        label = self._said(places)
        colon = self._opens_content(places) > 0
        marks = _QUOTED.sub("", _THOUSANDS.sub("", label.replace(": ", " ", colon)))
        if not fits_clause(f"{self._behind}{label}") or not _MARKS.isdisjoint(marks):
            return False
        if _SENTENCE_END.search(label):
            return False  # "Gov. Kolb"
        words = [self.words[at] for at in places]
        said = [word for word in words if word.tag != "CJT" and (not word.text.isupper() or word.text == "I")]
        if any(one.text == "not" and two.text == "only" for one, two in pairwise(words)):
            return False  # "is not only poor | but divided"
        if not {*_FIRST_PERSON, *_POINTING}.isdisjoint(word.text.lower() for word in said):
            return False
        last, following = words[-1], self.words[places[-1] + 1 : places[-1] + 3]
        dated = len(following) > 1 and following[0].text.isdigit() and following[1].tag in NOUNS
        if dated or (
            last.tag in (*ADJECTIVES, "CRD", "ORD") and any(word.tag in _GOING_ON for word in following[:1])
        ):
            return False  # "will meet the Narvian | seed"
        return (
            (not self._is_function_word(places[-1]) or last.text == "nothing" or self._is_done_with(last))
            and (last.tag not in ("AV0", "PNP") or last.text in WHERE_TO)
            and last.text != "former"
            and (last.text[-1].isalnum() or last.tag == "PUQ")
        )

    def _is_done_with(self, last: Word) -> bool:
        """Whether a particle ends what happened: "lake froze | over", "was sent | off", not "read | out"."""
        verb = self._clause.verb
        alone = self.words[verb.main].lemma in (*self._lexicon.nominals_of_subject, "go")
        return last.tag == "AVP" and (verb.passive or alone)

    def _tag(self, at: int) -> str:
        return self.words[at].tag if 0 <= at < len(self.words) else "PUN"

    def _is_function_word(self, at: int) -> bool:
        return self._lexicon.is_function_word(self.words[at].text)


def _within(stretches: Sequence[tuple[int, int]]) -> Iterator[int]:
    for first, last in stretches:
        yield from range(first, last + 1)
