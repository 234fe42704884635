"""The main clause of an English sentence cut to a headline: "Council rejected sale of the pool".

Only what may go without changing what is said goes: when something was, by whom it was done, and where one known
thing was. What is denied or only possible is told whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from summarizer.english_clauses import FREE, PAST, WHERE, Clause, clauses
from summarizer.english_constituents import DROPPED, Part
from summarizer.english_groups import SPANS
from summarizer.lexicon import lexicon
from summarizer.phrase import Form, Phrase, fits_clause
from summarizer.text import Line
from summarizer.words import is_content

_FIRST_PERSON = ("i", "we", "me", "us", "my", "our", "you", "your", "myself", "ourselves", "yourself")
_POINTING = (
    *(
        "this",
        "these",
        "that",
        "those",
        "such",
        "him",
        "it",
        "them",
        "former",
        "latter",
        "same",
        "he",
        "she",
        "they",
    ),
)
_NOT_BY_ITSELF = (
    *_POINTING,
    "another",
    "other",
    "others",
    "both",
    "each",
    "either",
    "neither",
    "any",
    "only",
    "certain",
    "own",
)
_SUPPOSING = ("if", "unless", "provided", "supposing", "assuming", "otherwise")
_MARKS = frozenset(',:;"“”„«»?!()')
_LIGHT = (
    "have",
    "has",
    "had",
    "take",
    "make",
    "give",
    "do",
    "get",
    "hold",
    "put",
    "see",
    "keep",
    "bring",
    "face",
)
_MOST_HEADLINES = 3
_SINGULAR, _PLURAL = ("VVZ", "VBZ", "VHZ", "VDZ"), ("VVB", "VBB", "VHB", "VDB")
_WITHOUT_OBJECT = (
    "close",
    "compete",
    "continue",
    "die",
    "happen",
    "ease",
    "matter",
    "open",
    "react",
    "vote",
    "work",
)
_CHARGING = ("accuse", "acquit", "charge", "clear", "convict", "indict", "sentence", "suspect")
_HOW = (
    "again",
    "dramatically",
    "heavily",
    "quickly",
    "rapidly",
    "sharply",
    "significantly",
    "slowly",
    "steadily",
    "steeply",
)
_ADDRESSING = ("ask", "assure", "inform", "notify", "remind", "tell")
_RULING = ("allow", "ban", "bar", "exempt", "limit", "outlaw", "permit", "regulate", "restrict", "tax")
_PLACING = ("base", "bring", "keep", "lay", "leave", "place", "put", "send", "set", "take", "turn")
_SOME = (
    "few",
    "lot",
    "number",
    "dozen",
    "hundred",
    "thousand",
    "million",
    "little",
    "couple",
    "handful",
    "bit",
)


def headlines(line: Line, phrases: Sequence[Phrase], language: str) -> Iterator[Phrase]:  # noqa: ARG001 - one signature
    """The main clauses of a line as headlines, each with and without what only says when, where or why."""
    if not line.showable:
        return
    found = (
        phrase
        for clause in clauses(line.words)
        if (cut := _Cut(line, clause)).can_be_told()
        for phrase in cut.labels()
    )
    yield from islice({phrase.label: phrase for phrase in found}.values(), _MOST_HEADLINES)


class _Cut:
    """A clause, and what of it a headline keeps."""

    def __init__(self, line: Line, clause: Clause) -> None:
        self._line = line
        self._words = clause.words
        self._clause = clause
        self._lexicon = lexicon("en")
        self._verb = [self._words[at] for at in clause.verb.places]
        self._main = self._words[clause.verb.main]
        self._object = next((part for part in clause.parts if part.kind == "noun"), None)
        self._denied = any(word.text.lower() in self._lexicon.denials for word in self._verb)
        self._told = self._words[clause.verb.first].tag in PAST and not self._denied

    # Whether there is a headline

    def can_be_told(self) -> bool:
        """Whether the subject says who or what, and the verb tells what is so."""
        return (
            self._is_known(self._clause.subject)
            and self._agrees()
            and not self._is_hearsay()
            and not self._is_supposed()
        )

    def _is_supposed(self) -> bool:
        """Whether a clause holds only if something else does, up to the next semicolon."""
        before = [at for at, word in enumerate(self._words) if word.text == ";"]
        opens = max((at for at in before if at < self._clause.subject.first), default=-1)
        ends = min((at for at in before if at > self._clause.subject.first), default=len(self._words))
        return any(word.text.lower() in _SUPPOSING for word in self._words[opens + 1 : ends])

    def _is_known(self, subject: Part) -> bool:
        """Whether a subject names something by itself: no "the move", "her plan", "an estimated 200"."""
        words = self._words[subject.first : subject.last + 1]
        low = [word.text.lower() for word in words]
        if any(word.tag in ("DPS", "PNP") for word in words) or not set(low).isdisjoint(_NOT_BY_ITSELF):
            return False
        opening = self._first_shown()
        if (
            self._words[opening].text.lower() in self._lexicon.stop
            and not self._words[opening].text.isupper()
        ):
            return False
        head = self._words[subject.head]
        empty = head.lemma in self._lexicon.general or head.lemma in self._lexicon.shell
        whoever = head.lemma in self._lexicon.roles and head.tag == "NN2"
        empty = empty and not whoever and not self._lexicon.is_body(head.lemma)
        bare = subject.head == opening and subject.shown[-1][1] == subject.head
        if low[0] in ("a", "an") and (words[1].tag in ("CRD", "DT0") or head.lemma in self._lexicon.general):
            return False
        return not (bare and head.tag != "NP0" and empty) and head.lemma not in self._lexicon.times

    def _agrees(self) -> bool:
        """Whether subject and verb agree in number; else one of them was misread."""
        subject, tag = self._clause.subject, self._words[self._clause.verb.first].tag
        head = self._words[subject.head].tag
        if subject.joined or head == "NN2":
            return tag not in _SINGULAR
        return head != "NN1" or tag not in _PLURAL

    def _is_hearsay(self) -> bool:
        """Such as "is said to have sold", "was believed to be ill"."""
        verb = self._clause.verb
        passed_on = [self._words[at].lemma for at in verb.verbs if at != verb.main]
        said = any(lemma in (*self._lexicon.sayings, "allege", "know", "rumour") for lemma in passed_on)
        return (
            said
            or self._is_taken_back()
            or (self._clause.verb.passive and self._main.lemma in self._lexicon.sayings)
        )

    def _is_taken_back(self) -> bool:
        """Such as "was accused of theft but acquitted"."""
        return self._main.lemma in _CHARGING and any(
            word.text in ("but", "although", "though") for word in self._words[self._clause.verb.last :]
        )

    # What it keeps

    def labels(self) -> Iterator[Phrase]:
        """The fullest headline that fits, and the shortest that says the same."""
        parts = self._clause.parts
        least = self._least()
        most = len(parts) - (self._clause.goes_on and parts[-1].kind == "prepositional")
        found: list[str] = []
        for end in range(most, least - 1, -1):
            if found and not end:
                return  # "harbour was built" adds nothing to "harbour was built by prisoners"
            phrase = self._phrase(parts[:end]) if self._is_complete(parts[:end]) else None
            if phrase is not None and phrase.label not in found:
                found.append(phrase.label)
                yield phrase
            if len(found) == 2:
                return

    def _least(self) -> int:
        """How many parts cannot go."""
        parts = self._clause.parts
        free = next((at for at, part in enumerate(parts) if self._is_free(at)), len(parts))
        inside = not any(part.kind == "attribute" for part in parts[:free]) and all(
            part.kind in ("prepositional", "gerund", "time", "adverb", "noun") for part in parts[free:]
        )
        least = free if inside else len(parts)
        while least and self._may_go(least - 1):
            least -= 1
        return least

    def _is_free(self, at: int) -> bool:
        """Whether a part tells why or when something was done, with all that follows: "after talks [with Ulm]"."""
        part = self._clause.parts[at]
        return part.kind == "prepositional" and self._words[part.first].text.lower() in FREE and self._told

    def _may_go(self, at: int) -> bool:
        """Whether a part says only when, by whom or where."""
        part = self._clause.parts[at]
        preposition = self._words[part.first].text.lower()
        if any(before.kind == "attribute" for before in self._clause.parts[: at + 1]):
            return False
        if part.kind == "time":
            return self._is_mere_time(part, preposition)
        if part.kind == "adverb":
            return preposition in DROPPED or (preposition in _HOW and not self._denied)
        if self._is_how_much(part, preposition):
            return self._told
        if part.kind not in ("prepositional", "gerund") or self._denied:
            return False
        if part.kind == "gerund" and part.first == part.opens:
            return False
        if preposition in ("to", "from", "for", "into") and self._clause.verb.passive:
            return self._told and self._main.lemma in self._lexicon.nominals and not self._is_needed()
        if self._is_governed(at, preposition):
            return False
        if preposition in FREE:
            return self._told
        if preposition == "by":
            return self._clause.verb.passive and self._told and not self._is_needed()
        if preposition in WHERE:
            return self._is_one_known() or self._is_event()
        return (
            part.kind == "prepositional" and self._is_event() and self._main.lemma in self._lexicon.nominals
        )

    def _is_event(self) -> bool:
        """Whether something was done to something, and so was done at all: "sold ships | to Narvia"."""
        lasting = self._main.lemma in (*_PLACING, *_RULING) or self._main.lemma in self._lexicon.incomplete
        lacked = self._main.lemma in self._lexicon.undoing or self._main.lemma in self._lexicon.refusals
        return self._told and self._object is not None and not (lasting or lacked or self._clause.verb.copula)

    def _is_needed(self) -> bool:
        """Whether a passive says nothing by itself, or only half: "was aimed", "was accused"."""
        return self._main.lemma in self._lexicon.incomplete or self._main.lemma in _CHARGING

    def _is_how_much(self, part: Part, preposition: str) -> bool:
        """Whether a part says by how much something rose or fell."""
        if not self._stands_alone(self._main.lemma) or part.kind not in ("noun", "prepositional"):
            return False
        counted = any(
            self._words[at].text[0].isdigit()
            or self._words[at].tag == "CRD"
            or self._words[at].text in ("half", "third", "quarter")
            for at in range(part.first, part.last + 1)
        )
        return counted and (part.kind == "noun" or preposition in ("by", "from", "to"))

    def _is_mere_time(self, part: Part, preposition: str) -> bool:
        """Whether a time restricts nothing: not "for three years", "on Sundays", "not until May"."""
        head = self._words[part.head]
        if self._denied and preposition in ("until", "before", "after", "since"):
            return False
        counted = any(word.tag == "CRD" for word in self._words[part.first : part.head])
        if part.opens < 0 and (counted or head.tag == "NN2"):
            return False  # "lasted three days"
        if head.tag == "NN2" and head.lemma not in SPANS:
            return False
        perfect = self._words[self._clause.verb.first].tag.startswith("VH")
        lasting = preposition in ("over", "until", "from", "within", "every", "each")
        return not lasting and (preposition != "for" or perfect)

    def _is_governed(self, at: int, preposition: str) -> bool:
        """Whether a part belongs to the verb, or to the noun before it: "rely on", "a surge | in violence"."""
        before = self._clause.parts[at - 1] if at else None
        main = self._main.lemma
        if main in _PLACING and not any(part.kind == "particle" for part in self._clause.parts[:at]):
            return True
        if before is None or before.kind in ("particle", "adverb", "gerund", "infinitive"):
            happened = self._told and self._stands_alone(main) and preposition in (*WHERE, "over")
            return not self._clause.verb.passive and preposition not in FREE and not happened
        of_verb = self._lexicon.governs.get(f"object {preposition}")
        if of_verb is not None and of_verb.search(main):
            return True
        governs = self._lexicon.governs.get(preposition)
        noun = self._words[before.head].lemma if before.head >= 0 else ""
        return before.kind == "adjective" or (
            governs is not None and bool(noun) and bool(governs.search(noun))
        )

    def _is_one_known(self) -> bool:
        """Whether what a place is told of is one known thing: "will close the bridge | in Ulm", not "ban cars"."""
        part = self._object or self._clause.subject
        first = self._words[part.first]
        return (
            first.text.lower() == "the" or first.tag in ("NP0", "DPS") or self._words[part.head].tag == "NP0"
        )

    def _is_complete(self, parts: Sequence[Part]) -> bool:
        """Whether the verb has what it needs."""
        kinds = [part.kind for part in parts if part.kind not in ("time", "adverb")]
        verb = self._clause.verb
        if self._clause.shares and (self._denied or not (kinds or verb.passive)):
            return False
        if not kinds:
            if verb.copula or self._main.lemma in self._lexicon.incomplete:
                return False
            accused = self._main.lemma in ("accuse", "suspect")
            return (verb.passive and not accused) or self._stands_alone(self._main.lemma)
        if kinds[-1] == "infinitive":
            return self._stands_alone(self._words[parts[-1].last].lemma)
        if kinds[-1] == "gerund" and parts[-1].first == parts[-1].opens:
            return False
        if kinds == ["noun"] and not verb.copula:
            return self._is_worth_telling(next(part for part in parts if part.kind == "noun"))
        return True

    def _stands_alone(self, verb: str) -> bool:
        """Whether a verb needs no object: "prices rose"."""
        return verb in self._lexicon.nominals_of_subject or verb in _WITHOUT_OBJECT

    def _is_worth_telling(self, part: Part) -> bool:
        """Whether an object says something by itself: no "had a let-off", "released a statement", "called X"."""
        head = self._words[part.head]
        if (self._main.lemma == "call" and head.tag == "NP0") or self._main.lemma in _ADDRESSING:
            return False
        bare = self._behind_article(part) == part.head == part.shown[-1][1]
        idiom = part.first == part.head and head.tag == "NN1" and self._main.lemma in _LIGHT  # "took effect"
        return (
            not bare or idiom or (self._main.lemma not in _LIGHT and head.lemma not in self._lexicon.general)
        )

    def _phrase(self, parts: Sequence[Part]) -> Phrase | None:
        """The headline with these parts, or None where a word of it says nothing by itself."""
        kept = [part for part in parts if not self._is_dropped(part)]
        if any(part.kind == "time" and part.opens < 0 for part in kept):
            return None  # "lasted three days" is no heading
        spans = self._spans(kept)
        if not fits_clause(self._line_text(spans)):
            spans = self._without_articles(spans)
        places = [at for first, last in spans for at in range(first, last + 1)]
        label = self._line_text(spans)
        if not fits_clause(label) or not _MARKS.isdisjoint(label) or not self._is_fit(places):
            return None
        verbs = set(self._clause.verb.places)
        terms = tuple(
            dict.fromkeys(
                self._words[at].lemma
                for at in places
                if at not in verbs and is_content(self._words[at], "en")
            )
        )
        nouns = [part for part in kept if part.kind == "noun"]
        head = self._words[(nouns[0] if nouns else self._clause.subject).head].lemma
        return Phrase(label, terms, head, Form.CLAUSE, self._line.index, places[0], places[-1])

    def _is_dropped(self, part: Part) -> bool:
        opening = self._words[part.first].text.lower()
        return (part.kind == "adverb" and opening in DROPPED) or (
            part.kind == "time" and self._is_mere_time(part, opening)
        )

    def _is_fit(self, places: Sequence[int]) -> bool:
        """Whether a headline speaks of nobody by a pronoun and ends in a word that says something."""
        words = [self._words[at] for at in places]
        said = [word for word in words if word.tag != "CJT" and (not word.text.isupper() or word.text == "I")]
        low = [word.text.lower() for word in said]
        if not {*_FIRST_PERSON, *_POINTING}.isdisjoint(low):
            return False
        last = words[-1]
        empty = last.text.lower() in self._lexicon.stop and not (last.text.isupper() and len(last.text) > 1)
        return not empty and last.tag not in ("AV0", "PNP") and last.text[-1].isalnum()

    def _first_shown(self) -> int:
        return self._behind_article(self._clause.subject)

    def _behind_article(self, part: Part) -> int:
        """Where a noun phrase begins without its article; "a few" keeps it."""
        first = part.first
        words = self._words
        if words[first].tag != "AT0" or words[first].text.lower() not in ("a", "an", "the"):
            return first
        return first if words[first + 1].lemma in _SOME else first + 1

    def _spans(self, kept: Sequence[Part]) -> list[tuple[int, int]]:
        """The stretches of the sentence that a headline keeps, in order."""
        subject = self._clause.subject
        spans = [(self._first_shown(), subject.shown[0][1]), *subject.shown[1:]]
        spans += [(at, at) for at in self._clause.verb.places]
        for part in kept:
            first = part.shown[0][0]
            infinitive = any(each.kind == "infinitive" and each.last + 1 == part.first for each in kept)
            bare = infinitive or (part is self._object and not self._clause.verb.copula)
            if part.kind == "noun" and bare:
                first = self._behind_article(part)
            spans += [(first, part.shown[0][1]), *part.shown[1:]]
        return _stretches([at for first, last in spans for at in range(first, last + 1)])

    def _without_articles(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The same stretches without the articles in them, which a long headline drops throughout."""
        verb = self._clause.verb
        first_predicate = verb.last + 1 if verb.copula else -1
        places = [at for first, last in spans for at in range(first, last + 1)]
        kept = [at for at in places if at == first_predicate or not self._is_article(at)]
        return _stretches(kept)

    def _is_article(self, at: int) -> bool:
        """Whether a word is an article that may go, not the "a" of "a few" nor the "The" of a name."""
        few = self._words[at + 1].lemma in _SOME if at + 1 < len(self._words) else True
        return self._words[at].tag == "AT0" and self._words[at].text in ("a", "an", "the") and not few

    def _line_text(self, spans: Sequence[tuple[int, int]]) -> str:
        return " ".join(self._line.surface(first, last) for first, last in spans)


def _stretches(places: Sequence[int]) -> list[tuple[int, int]]:
    """Places in order as stretches from a first to a last."""
    found: list[tuple[int, int]] = []
    for at in places:
        if found and at == found[-1][1] + 1:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found
