"""The parts of an English clause as a headline needs them: noun phrases, what prepositions govern, and the verb."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from summarizer.phrases.english.groups import ADJECTIVES, DETERMINERS, SPANS, Groups, is_possessive
from summarizer.phrases.hearsay import ENGLISH_FINITE
from summarizer.wordlists import word_list
from summarizer.words.english import NOUNS
from summarizer.words.hanta import tagger
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

PREPOSITIONS = ("PRP", "PRF")
FINITE_OR_MODAL = (*ENGLISH_FINITE, "VDB", "VDD", "VDZ")
_CURRENCIES = ("$", "£", "€")
_ABOUT = ("about", "almost", "around", "nearly", "over", "roughly", "some")
_PARTICLES = ("ahead", "aside", "away", "back", "forward", "home", "together")
_ALSO_PREPOSITIONS = ("about", "around", "over")
_AT_LEAST = (("more", "than"), ("fewer", "than"), ("less", "than"), ("at", "least"), ("up", "to"))
_HOW_MUCH = frozenset((*_ABOUT, *(first for first, _ in _AT_LEAST)))
_NUMBER_ENDINGS = ("st", "nd", "rd", "th", "bn", "m", "mn", "tn", "p", "c", "k", "km", "kg")
_OF_TWO_WORDS = (
    *(("because", "of"), ("due", "to"), ("thanks", "to"), ("ahead", "of"), ("out", "of")),
    *(("instead", "of"), ("such", "as"), ("rather", "than"), ("as", "of"), ("owing", "to")),
)
_ABBREVIATED = word_list(
    "mr mrs ms dr prof st gov sen rep gen col lt sgt capt jan feb mar apr jun jul aug sep sept oct nov dec "
    "no inc co corp ltd"
)
PARTS_OF_ONE = ("half", "third", "quarter", "fifth", "tenth")
_LEGAL_FORMS = ("inc", "corp", "ltd", "co", "plc")
_LONGEST_BRACKET = 8
_MOST_COMPLEMENTS = 4
_INFINITIVES = ("VVI", "VBI", "VHI", "VDI")
_BEHIND_AUXILIARY = {
    "VB": ("VVN", "VVG", "VBG", "VDN"),
    "VH": ("VVN", "VBN", "VHN", "VDN"),
    "VM": _INFINITIVES,
    "VD": ("VVI", "VHI", "VDI"),
}
LINKING = ("become", "remain", "seem", "appear", "look", "prove", "stay", "sound", "feel")


@dataclass(frozen=True, slots=True)
class Part:
    """The words `first` to `last` of a clause; `shown` are the stretches of it that a headline keeps.

    `head` is the place of its noun, `opens` that of its first own word behind a preposition, -1 where there is none.
    """

    first: int
    last: int
    head: int
    shown: tuple[tuple[int, int], ...]
    kind: str = "noun"
    joined: bool = False
    opens: int = -1


@dataclass(frozen=True, slots=True)
class Verb:
    """A finite verb with its auxiliaries and the infinitives that depend on it; `main` is the last of them.

    It ends at `last`, which may be a "not" behind it.
    `places` are those of its words that a headline keeps, `verbs` those of its full verbs.
    """

    first: int
    main: int
    last: int
    places: tuple[int, ...]
    verbs: tuple[int, ...]
    passive: bool
    copula: bool


class Constituents:
    """The parts of one sentence."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._lexicon = lexicon("en")
        self._groups = Groups(words)
        self._low = [word.text.lower() for word in words]
        self._tags = [word.tag for word in words]
        self._size = len(words)
        self._read: dict[int, Part | None] = {}  # the noun phrases that were asked for

    def tag(self, at: int) -> str:
        """The tag of a word; of a mark where there is none."""
        return self._tags[at] if 0 <= at < self._size else "PUN"

    def text(self, at: int) -> str:
        """A word in small letters, "" where there is none."""
        return self._low[at] if 0 <= at < self._size else ""

    def has_any(self, texts: Collection[str]) -> bool:
        """Whether the sentence holds one of some words."""
        return any(text in self._low for text in texts)

    def noun(self, at: int, *, subject: bool = False) -> Part | None:
        """The whole noun phrase that begins at a word, with its "of" and what "and" joins to it."""
        part = self._simple(at)
        for _ in range(_MOST_COMPLEMENTS):
            if part is None:
                return None
            following = part.last + 1
            if self.tag(following) == "PRF":
                part = self._with_complement(part, following)
            elif self.text(following) == "(":
                closed = self._behind_bracket(following)
                if closed is None:
                    return None
                part = replace(part, last=closed)
            elif self.tag(following) == "CJC" and (second := self._joined(following, subject=subject)):
                shown = (*part.shown[:-1], (part.shown[-1][0], second.last))
                if part.shown[-1][1] != part.last:
                    return None  # a bracket between them
                part = replace(part, last=second.last, shown=shown, joined=True)
            else:
                break
        return part

    def prepositional(self, at: int, *, subject: bool = False) -> Part | None:
        """A preposition with all it governs, also "by closing the port"; beside a `subject`, "for tents and boats"."""
        length = 2 if (self.text(at), self.text(at + 1)) in _OF_TWO_WORDS else 1
        if length == 1 and (self.tag(at) not in PREPOSITIONS or self.is_about(at)):
            return None
        start = at + length
        if (gerund := self._gerund(start)) is not None:
            return Part(at, gerund.last, -1, ((at, gerund.last),), "gerund", opens=start)
        governed = self.noun(start, subject=subject or self.text(at) == "between")
        if governed is None:
            return None
        shown = ((at, governed.shown[0][1]), *governed.shown[1:])
        return replace(governed, first=at, shown=shown, kind="prepositional", opens=start)

    def is_about(self, at: int) -> bool:
        """Whether a word only tells how exact an amount is: "[around] 90 ships", "killed [at] least 40"."""
        if self.text(at) not in _HOW_MUCH:
            return False
        if (self.text(at), self.text(at + 1)) in _AT_LEAST:
            return self._is_amount(at + 2) or self.tag(at + 2) == "AT0"
        if self.text(at) not in _ALSO_PREPOSITIONS or not self._is_amount(at + 1) or self.is_year(at + 1):
            return False
        counted = self._words[min(at + 2, self._size - 1)]
        before = self._words[at - 1].lemma if at else ""
        governed = f"{before} {self.text(at)}" in self._lexicon.nominals  # "argued over 40 ships"
        timed = counted.lemma in SPANS or counted.text in (":", "a", "p", "am", "pm")
        return self.tag(at - 1).startswith(("PUN", "V")) and not (governed or timed)

    def verb(self, at: int) -> Verb | None:
        """The verb of a subject that ends before a word, with all that belongs to it: "has yet to be paid"."""
        first = self._beside(at)
        if not self.is_finite(first):
            return None
        places = [*range(at, first + 1)]
        chain = [first]
        while (following := self._next_verb(chain[-1])) is not None:
            places += range(chain[-1] + 1, following + 1)
            chain.append(following)
        main = last = chain[-1]
        if self.tag(main).startswith("VB") and self.tag(main + 1) == "XX0":
            last = main + 1
            places.append(last)
        of_be = len(chain) > 1 and self.tag(chain[-2]).startswith("VB")
        return Verb(
            first,
            main,
            last,
            tuple(place for place in places if self.text(place) not in (*self._lexicon.passing, ",")),
            tuple(place for place in chain if self.tag(place).startswith("VV")),
            passive=of_be and self.tag(main) == "VVN",
            copula=self.tag(main).startswith("VB") or self._words[main].lemma in LINKING,
        )

    def _next_verb(self, verb: int) -> int | None:
        """The verb that depends on another: "has [not] | paid", "agreed [to] | pay", "is likely [to] | pay"."""
        at = self._beside(verb + 1)
        tag = "VM0" if self.text(verb) == "cannot" else self.tag(verb)
        following = _BEHIND_AUXILIARY.get(tag[:2], ())
        past = self.tag(at) == "VVD" and self.text(at - 1) == ","  # "have, therefore, | extended"
        if self.tag(at) in following or (past and "VVN" in following):
            return at
        if at > verb + 1 and not tag.startswith(("VB", "VH")) and self.text(at - 1) not in ("not", "never"):
            return None
        at += tag.startswith("VB") and self.tag(at) == "AJ0" and self.tag(at + 1) == "TO0"
        behind = at + 1 + (self.tag(at + 1) == "AV0")
        return behind if self.tag(at) == "TO0" and self.tag(behind) in _INFINITIVES else None

    def _beside(self, at: int) -> int:
        """Where the adverbs beside a verb are over."""
        while self.tag(at) in ("AV0", "XX0") or self.text(at) in ("today", "yesterday"):
            at += 1
        connective = self.text(at) == "," == self.text(at + 2) and self.text(at + 1) in self._lexicon.passing
        return self._beside(at + 3) if connective else at  # "have, therefore, | signed"

    def _gerund(self, at: int) -> Part | None:
        """What is done behind a preposition: "of [missing out]", "by [closing the port]"."""
        having = self.tag(at) == "VHG" and self.tag(at + 1) == "VVN"  # "of having [turned] it into a yard"
        if not having and (self.tag(at) != "VVG" or self._simple(at) is not None):
            return None
        opens, at = at, at + having
        last = at + (self.tag(at + 1) == "AVP")
        governed = self.noun(last + 1)
        last = governed.last if governed is not None else last
        return Part(opens, last, -1, ((opens, last),), "gerund", opens=opens)

    def is_finite(self, at: int) -> bool:
        """Whether a word is a verb that has a subject; HanTa does not know "cannot"."""
        return self.tag(at).startswith(FINITE_OR_MODAL) or self.text(at) == "cannot"

    def is_finite_behind(self, at: int) -> bool:
        """Whether a verb that has a subject stands here, be it behind an adverb."""
        return self.is_finite(self._beside(at))

    def _with_complement(self, part: Part, of: int) -> Part | None:
        governed = self.noun(of + 1) or self._gerund(of + 1)
        if governed is None:
            return None
        if part.shown[-1][1] == part.last:
            shown = (*part.shown[:-1], (part.shown[-1][0], governed.shown[0][1]), *governed.shown[1:])
        else:
            shown = (*part.shown, (of, governed.shown[0][1]), *governed.shown[1:])
        return replace(part, last=governed.last, shown=shown)

    def _behind_bracket(self, opening: int) -> int | None:
        closes = range(opening + 1, min(opening + _LONGEST_BRACKET, len(self._words)))
        return next((at for at in closes if self.text(at) == ")"), None)

    def _joined(self, conjunction: int, *, subject: bool) -> Part | None:
        """What "and" joins to a noun; before a verb it is the subject of a new clause, but not beside a subject."""
        second = self._simple(conjunction + 1)
        if second is None:
            return None
        if not subject and self._has_verb_soon(second):
            return None
        return self.noun(conjunction + 1, subject=subject)

    def _has_verb_soon(self, part: Part) -> bool:
        """Whether a verb follows a phrase with its complements: "and [the mayor of Ulm] left"."""
        at = part.last + 1
        while self.tag(at) in PREPOSITIONS and (complement := self._simple(at + 1)):
            at = complement.last + 1
        return self.is_finite_behind(at)

    def _simple(self, at: int) -> Part | None:
        """A noun phrase without what follows its head."""
        if at not in self._read:
            self._read[at] = self._simple_at(at)
        return self._read[at]

    def _simple_at(self, at: int) -> Part | None:
        start = self._behind_determiners(at)
        if self.tag(start) == "PUQ":
            return self._quoted(at, start)
        if self.is_year(at) and self.tag(at + 1) in ("NP0", "CRD"):
            return Part(at, at, at, ((at, at),))  # "in 1918 | Narvia fell"
        group = self._group(start)
        while group is not None and group[1] + 2 < len(self._words) and self._owns(group[1]):
            farther = self._groups.group(self._behind_determiners(group[1] + 2))
            group = (group[0], farther[1]) if farther is not None else None
        # as in "rose 11% | Tuesday"
        dated = start > at and self.is_time_word(start) and self.text(start - 1).endswith("%")
        if group is None or dated:
            return self._without_noun(at, start)
        if group[0] == group[1] and self._words[start].text.isupper() and self.tag(start + 1) == "AJ0":
            group = self._groups.group(start + 1) or group  # "EU | interior ministers"
        if self._groups.is_cut(start, group[1]):
            return None
        last = group[1]
        if last > start and self.is_time_word(last):
            last -= 1  # "approved the budget | Friday"
        while (
            self.text(last) in _ABBREVIATED
            and self.text(last + 1) == "."
            and self.tag(last + 2) in ("NP0", "CRD")
        ):
            farther = self._groups.group(last + 2)
            last = farther[1] if farther is not None else last + 2
        numbered = self._is_number(last + 1) and self.text(last + 2) not in ("-", "–")
        dated = self.is_year(last + 1) and self.is_time_word(last)  # "on 3 May 2019 | Narvia fell"
        if numbered and (dated or self.tag(last + 2) not in (*NOUNS, *ADJECTIVES)):
            last += 1  # "Article 5", "May 2024"
        head, end = last if self.tag(last) in NOUNS else min(last, group[1]), last
        if self.text(last) in _LEGAL_FORMS and head == last > start:
            # "Kolb Shipping | Inc."
            end = head = last - 1
            last += self.text(last + 1) == "."
        return Part(at, last, head, ((at, end),))

    def _group(self, start: int) -> tuple[int, int] | None:
        """The attributes and the noun that begin at a word, be it the participle of "a newly | built ship"."""
        if start >= len(self._words):
            return None
        attribute = self.tag(start) == "VVN" and self.tag(start - 1) == "AV0"
        group = self._groups.group(start + attribute)
        return (start, group[1]) if group is not None else None

    def is_time_word(self, at: int) -> bool:
        """Whether a word is the name of a day or month."""
        return self.tag(at) == "NP0" and self.text(at) in self._lexicon.times

    def is_year(self, at: int) -> bool:
        """Whether a word can only be a year."""
        return self.tag(at) == "CRD" and len(self.text(at)) == 4 and self.text(at).isdigit()

    def _quoted(self, at: int, opening: int) -> Part | None:
        """A name in quotation marks, and the noun that it belongs to: "the “Low Tide” line"."""
        within = range(opening + 2, min(opening + _LONGEST_BRACKET, len(self._words)))
        last = next((place for place in within if self.tag(place) == "PUQ"), 0)
        names = [word for word in self._words[opening + 1 : last] if len(word.text) > 3]
        if not names or not all(word.text[0].isupper() for word in names):
            return None
        group = self._groups.group(last + 1) if last + 1 < len(self._words) else None
        last = group[1] if group is not None else last
        return Part(at, last, last if group is not None else last - 1, ((at, last),))

    def _without_noun(self, at: int, start: int) -> Part | None:
        """An amount, "half of …", or what only the article makes a noun: "killed 40", "the right-back"."""
        unit = self._goes_on_as_number(start - 1) and self.text(start - 1) not in _NUMBER_ENDINGS[:4]
        if start > at and (self._is_number(start - 1) or unit):
            if self.text(start) == "per" and self.text(start + 1) == "cent":
                start += 2
            elif self.text(start) == "percent":
                start += 1
            elif (self.tag(start) in NOUNS and not self.is_time_word(start)) or self.text(start) == "-":
                return None
            elif self._is_rate(start):
                start += 2
            return Part(at, start - 1, start - 1, ((at, start - 1),))
        counted = self.tag(at) == "DT0" or self.text(start - 1) in PARTS_OF_ONE
        if start > at and counted and self.tag(start) == "PRF":
            return Part(at, start - 1, start - 1, ((at, start - 1),))  # "most | of", "a third | of"
        last_of = self.tag(start - 1) == "ORD" or self.text(start - 1) in ("last", "latest")
        if start > at + 1 and last_of and self.tag(start) == "PRF":
            return Part(at, start - 1, start - 1, ((at, start - 1),))  # "the last | of the yards"
        if self.text(at) in ("everything", "nobody") or (
            self.text(at) == "none" and self.tag(start) == "PRF"
        ):
            return Part(at, at, at, ((at, at),))
        if self.text(at) == "nothing" and self.tag(at + 1) != "PRF":
            return Part(at, at, at, ((at, at),))
        word = self.text(start)
        known = "-" in word or tagger("en").has_seen(word, "NN1")
        follows = (*NOUNS, *ADJECTIVES, "CJC", "VVN", "VVG")
        listed = self.text(start + 1) == "," and self.tag(start + 2) in ADJECTIVES
        if start == at or self.tag(start) != "AJ0" or not known or listed or self.tag(start + 1) in follows:
            return None
        return Part(at, start, start, ((at, start),))

    def _is_rate(self, at: int) -> bool:
        """Whether an amount is told of one of many: "$41 | a barrel"."""
        counted = at + 1 < len(self._words) and self._words[at + 1].lemma in self._lexicon.no_complement
        return self.text(at) in ("a", "an") and counted and self.tag(at + 1) in NOUNS

    def _is_number(self, at: int) -> bool:
        return self.tag(at) == "CRD" or self.text(at)[:1].isdigit()

    def _is_amount(self, at: int) -> bool:
        return self._is_number(at) or self.text(at) in _CURRENCIES

    def _goes_on_as_number(self, at: int) -> bool:
        """Whether a word is the rest of a number: "the 19 | th seed", "5 | bn", "a 4 | -1 win"."""
        if self.text(at) in ("-", "–"):
            return self._is_number(at - 1) and self._is_number(at + 1)
        return self.text(at) in _NUMBER_ENDINGS and self.text(at - 1)[-1:].isdigit()

    def _owns(self, at: int) -> bool:
        return is_possessive(self._words[at + 1]) and self.tag(at + 1) == "POS"

    def _is_degree(self, at: int) -> bool:
        """Whether an adverb tells how exact an amount is: "barely 40", not "set aside £40"."""
        return self.tag(at) == "AV0" and self.text(at) not in _PARTICLES

    def _behind_determiners(self, at: int) -> int:
        """Where article, owner, number, and the adverb of an attribute are over: "the [three widely used] ports"."""
        text = self.text(at)
        if text in _HOW_MUCH:
            pair = (text, self.text(at + 1))
            if pair == ("at", "least") or (pair in _AT_LEAST and self._is_amount(at + 2)):
                at += 2  # "[at least] 40", "until [at least] Friday"
            elif text in _ABOUT and self._is_amount(at + 1):
                at += 1
        elif self._is_degree(at) and self._is_amount(at + 1):
            at += 1
        if self.tag(at) == "DT0" and self.tag(at + 1) in ("AT0", "DPS"):
            at += 1
        if self.tag(at) in DETERMINERS:
            at += 1 + (self.text(at + 1) in ("few", "further"))
            at += self.tag(at) in ("AJ0", "VVN") and self._is_amount(at + 1)  # "an estimated €20m"
        while self._is_amount(at) or self.tag(at) in ("ORD", "NN") or self._goes_on_as_number(at):
            at += 1  # HanTa reads the "anti-tank" of a ditch as NN
        if self.tag(at) == "NP0" and self._words[at].text == "US":
            at += 1  # at the start of a line it is taken for a pronoun
        if self.tag(at) == "AV0" and (self.tag(at + 1) in ("AJ0", "VVN") or self.text(at) == "former"):
            at += 1
        return at
