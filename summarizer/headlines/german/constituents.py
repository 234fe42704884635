"""The constituents of a German clause: noun phrases with all that belongs to them, prepositional phrases, adverbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from summarizer.phrases.german.cases import ABOUT_NUMBER, COMPARED_WITH_NUMBER, Group, group
from summarizer.phrases.german.clauses import PARTS_OF_TIME
from summarizer.phrases.german.lists import JOINED
from summarizer.phrases.german.tails import Tails
from summarizer.phrases.hearsay import is_finite
from summarizer.wordlists import word_list
from summarizer.words.german_attributes import adjective_stem, is_person, is_year
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word

PREPOSITIONS = ("APPR", "APPRART")
_WHICH_TIME = ("nächst", "letzt", "vergangen", "vorig", "kommend", "dies")
_PREPOSITIONS_OF_TIME = word_list("am an im in vor nach während gegen zwischen binnen innerhalb")
_AT_A_TIME = (("um", "uhr"), ("zu", "beginn"), ("zum", "beginn"), ("zum", "jahreswechsel"), ("zur", "zeit"))
_BETWEEN_YEARS = ("von", "bis", "seit", "ab")
_ABOUT_TIME = ("etwa", "kurz", "ungefähr")
_RATES = ("jahr", "quartal", "monat", "woche", "tag", "stunde", "minute", "sekunde")
_HOW_OFTEN = ("jed", "alle", "pro", "mehrmal")
_FROM_THEN = ("später", "zuvor", "darauf", "danach", "lang", "lange")
UNCOUNTED = ("tausende", "hunderte", "dutzende", "millionen")
_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_ALWAYS_PLURAL = ("eltern", "leute", "kosten", "ferien")
# Pronouns that are the subject where a verb follows or stands before.
_SUBJECTS = ("er", "sie")
# Prepositions that make an adverb with the word behind them.
_ADVERBS = ("vor allem", "unter anderem", "in bar", "auf dauer", "von neuem", "vor kurzem", "seit langem")
_NO_PART = ("$", "KON", "KOU", "PTKZU", "PTKANT")
_DETERMINERS = ("ART", "PPOSAT", "PDAT")
_MOST_GENITIVES = 3
_OPENING_QUOTES, _CLOSING_QUOTES, _LONGEST_QUOTATION = frozenset('„»«"'), frozenset('“”»«"'), 10
_NAMES_IN_S = ("is", "us", "os", "as", "ss", "SS")


class Kind(Enum):
    """What a part of a clause is."""

    NOUN = "noun phrase"
    BEHIND = "behind a preposition"
    ADVERB = "adverb or adverbial adjective"
    SELF = "sich"
    PARTICIPLE = "participle at the end"
    PRONOUN = "pronoun that can only be the subject"
    REST = "phrase that is not understood"
    PARTICLE = "particle of the verb at the end"


@dataclass(frozen=True, slots=True)
class Part:
    """A constituent: words `first` to `last`; `group` is its noun phrase; a `time` tells when."""

    kind: Kind
    first: int
    last: int
    group: Group | None = None
    time: bool = False


def phrase_of(part: Part) -> Group:
    """The noun phrase of a part that has one."""
    if part.group is None:
        raise ValueError("a part without a noun")
    return part.group


def means_time(lemma: str) -> bool:
    """Whether a noun is a day, a month, a span."""
    known = lexicon("de")
    if lemma in known.times or (lemma.endswith(tuple(known.times)) and lemma in known.general):
        return True
    return lemma.startswith(_DAYS) and lemma.endswith(
        tuple(known.times | {"vormittag", "nachmittag", "abend", "nacht"})
    )


class Constituents:
    """The constituents of one sentence."""

    def __init__(self, words: Sequence[Word], tails: Tails) -> None:
        self._words = words
        self._tails = tails
        self._known = lexicon("de")

    def begins_clause(self, at: int) -> bool:
        """Whether a constituent or none and then a finite verb follows."""
        words = self._words
        if at >= len(words):
            return False
        if is_finite(words[at]):
            return True
        part = self.part(at)
        return part is not None and is_finite(words[part.last + 1])

    def part(self, at: int, *, in_front: bool = False) -> Part | None:
        """The constituent that begins at a word; None where it is not understood."""
        words = self._words
        word = words[at]
        if word.tag.startswith(_NO_PART) or word.tag.endswith(("(FIN)", "(INF)")):
            return None
        if word.tag == "PRF":
            return Part(Kind.SELF, at, at)
        if word.tag in PREPOSITIONS or word.tag == "KOKOM":
            return self._behind_preposition(at, in_front=in_front)
        if word.tag == "PPER" and word.text.lower() in _SUBJECTS and not self._has_pronoun_before(at):
            return Part(Kind.PRONOUN, at, at)
        if word.text.lower() in _ABOUT_TIME and words[at + 1].tag in PREPOSITIONS:
            inner = self._behind_preposition(at + 1, in_front=in_front)
            return replace(inner, first=at) if inner and inner.time else Part(Kind.ADVERB, at, at)
        phrase = self._phrase(at, in_front=in_front)
        if phrase is not None:
            return self._distance(phrase, in_front=in_front) or phrase
        if is_year(word):
            return Part(Kind.NOUN, at, at, None, time=True)
        if word.tag == "PTKVZ":
            return Part(Kind.PARTICLE, at, at)
        if word.tag == "VA(PP)" and word.text in ("worden", "gewesen"):
            return Part(Kind.PARTICIPLE, at, at)
        if word.tag == "VV(PP)" and not any(
            word.text in adjectives for adjectives in self._known.ruled.values()
        ):
            return Part(Kind.PARTICIPLE, at, at)
        if word.tag == "VV(PP)" or word.tag in ("ADV", "ADJ(D)", "PROAV", "PTKNEG"):
            return Part(Kind.ADVERB, at, at)
        return None

    def _has_pronoun_before(self, at: int) -> bool:
        """Whether another stands beside it: "gaben sie | es zurück"."""
        return at > 0 and self._words[at - 1].tag == "PPER"

    def _behind_preposition(self, at: int, *, in_front: bool) -> Part | None:
        words = self._words
        low = words[at].text.lower()
        if low == "bis" and words[at + 1].tag in PREPOSITIONS and words[at + 2].tag != "CARD":
            inner = self._behind_preposition(at + 1, in_front=in_front)
            return None if inner is None else replace(inner, first=at, time=False)
        if f"{low} {words[at + 1].text}" in _ADVERBS:
            return Part(Kind.ADVERB, at, at + 1)
        date = self._date(at + 1)
        if date is not None:
            next_day = low in ("auf", "zum") and at > 0 and means_time(words[at - 1].lemma)
            return Part(Kind.BEHIND, at, date, None, next_day or low in _PREPOSITIONS_OF_TIME)
        inner = self._phrase(at + 1, in_front=in_front)
        degree = inner is None and words[at + 1].tag in ("ADV", "ADJ(D)")
        if degree and words[at + 2].tag in ("ADJ(A)", "PIAT"):
            inner = self._phrase(at + 2, in_front=in_front)  # "auf | sehr gute Noten"
        if inner is None and (closing := self._end_of_quotation(at)):
            return Part(Kind.BEHIND, at, closing)
        if inner is None:
            number = words[at].tag == "APPR" and (
                words[at + 1].tag == "CARD" or words[at + 1].text.endswith("%")
            )
            spans = low in _BETWEEN_YEARS and is_year(words[at + 1])  # "von 1946 bis 2020"
            return Part(Kind.BEHIND, at, at + 1, None, spans) if number else None
        head = words[phrase_of(inner).head].lemma
        # "in der Nacht | zum Montag"
        goes_on = low in ("auf", "zum") and at > 0 and means_time(words[at - 1].lemma)
        bare = inner.last == inner.first + (words[at + 1].tag == "ART")
        if bare and head in _RATES and low in ("im", "am", "in"):
            return Part(Kind.BEHIND, at, inner.last, inner.group)  # "zwei Millionen Euro [im Jahr]"
        then = goes_on or low in _PREPOSITIONS_OF_TIME or (low, head) in _AT_A_TIME
        return Part(Kind.BEHIND, at, inner.last, inner.group, inner.time and then)

    def _end_of_quotation(self, preposition: int) -> int | None:
        """Where the words of somebody end: "von einem [„sehr guten Gespräch“]"."""
        words = self._words
        opening = preposition + 1 + (words[preposition + 1].tag == "ART")
        if words[opening].text not in _OPENING_QUOTES or words[preposition].text == "als":
            return None
        places = range(opening + 2, min(opening + _LONGEST_QUOTATION, len(words)))
        closing = next((at for at in places if words[at].text in _CLOSING_QUOTES), None)
        verbs = closing and any(word.tag[0] in "V$" for word in words[opening + 1 : closing])
        return None if verbs else closing

    def _distance(self, span: Part, *, in_front: bool) -> Part | None:
        """A span with what lies so far before or behind: "[zwei Tage] nach dem Sturm"."""
        words, behind = self._words, span.last + 1
        counted = any(word.tag in ("CARD", "ART") for word in words[span.first : behind])
        apart = counted and words[behind].text in ("nach", "vor")
        if not apart or not means_time(words[phrase_of(span).head].lemma):
            return None
        inner = self._behind_preposition(behind, in_front=in_front)
        return None if inner is None else replace(inner, first=span.first)

    def _date(self, at: int) -> int | None:
        """The end of a date: "dem 3. Mai 2026"; None for none."""
        words = self._words
        at += words[at].tag == "ART"
        if (words[at].tag, words[at + 1].text) != ("CARD", "."):
            return None
        return at + 2 + self._has_year(at + 2) if means_time(words[at + 2].lemma) else None

    def _has_year(self, noun: int) -> bool:
        return is_year(self._words[noun + 1])

    def _phrase(self, at: int, *, in_front: bool) -> Part | None:
        """A noun phrase with its genitives and what is joined to it; before the verb no clause can begin."""
        part = self._single(at, in_front=in_front)
        if part is None:
            return None
        words, last = self._words, part.last
        while words[last + 1].text in JOINED:
            if words[last + 2].tag in PREPOSITIONS or (not in_front and self.begins_clause(last + 2)):
                break
            second = self._single(last + 2, in_front=in_front)
            if second is None or part.group is None:
                return None
            last = second.last
            part = replace(
                part, last=last, group=replace(part.group, also=second.group), time=part.time and second.time
            )
        return part

    def _single(self, at: int, *, in_front: bool) -> Part | None:
        words, start = self._words, at
        low = words[at].text.lower()
        if (low, words[at + 1].text) in COMPARED_WITH_NUMBER:
            at += 2 * (words[at + 2].tag == "CARD")
        elif low in ABOUT_NUMBER:
            at += words[at + 1].tag == "CARD"
        if words[at + 1].text == "bis" and words[at].tag == words[at + 2].tag == "CARD":
            at += 2
        phrase = group(words, at, {}) or self._counted(at)
        if phrase is None:
            return None
        phrase = self._measured(self._owned(phrase))
        last = self._quoted(phrase.last)
        for _ in range(_MOST_GENITIVES):
            day = words[last].lemma.endswith(_DAYS)
            end = (not day and self._tails.genitive(last + 1)) or self._genitive(last, in_front=in_front)
            if end is None:
                break
            last = end
            while words[last + 1].tag == "NE" and self._has_name(words[last]):
                last += 1
        if words[phrase.head].lemma.endswith(_ALWAYS_PLURAL):
            phrase = replace(phrase, kind="p", cases="na")
        time = self._is_time(phrase)
        if words[phrase.head].lemma in PARTS_OF_TIME and (
            means_time(words[last + 1].lemma) or is_year(words[last + 1])
        ):
            last += 1
        last += time and self._has_year(last)
        if words[last + 1].text in _FROM_THEN and means_time(words[phrase.head].lemma):
            last, time = last + 1, True
        return Part(Kind.NOUN, start, last, replace(phrase, first=start), time)

    def _has_name(self, word: Word) -> bool:
        """Whether a name may follow a noun or go on: "der Stadt | Ulmen"."""
        known = (
            self._known.is_body(word.lemma)
            or word.lemma.endswith(tuple(self._known.named))
            or is_person(word.lemma)
        )
        return known or word.tag == "NE" or word.lemma in ("stadt", "land", "gemeinde", "firma")

    def _counted(self, at: int) -> Group | None:
        """A phrase with its number behind an adjective: "den vergangenen drei Jahren"."""
        words = self._words
        number = next((k for k in range(at + 1, min(at + 4, len(words) - 1)) if words[k].tag == "CARD"), 0)
        if not number or words[number - 1].tag != "ADJ(A)":
            return None
        phrase = group([*words[:number], *words[number + 1 : number + 6]], at, {})
        if phrase is None or phrase.head < number:
            return None
        return replace(phrase, head=phrase.head + 1, last=phrase.last + 1, end=phrase.end + 1)

    def _genitive(self, noun: int, *, in_front: bool) -> int | None:
        """The end of a phrase behind a noun that can be no subject or object; before the verb one stands alone."""
        words = self._words
        opening = words[noun + 1]
        if words[noun].lemma.endswith(_DAYS):
            return None  # "am Freitag | der Reform"
        if opening.tag not in (*_DETERMINERS, "PIAT", "NN") or words[noun].tag == "NE":
            return None
        thing = group(words, noun + 1, {})
        if opening.tag == "PDAT" and not means_time(words[noun].lemma):
            return None  # only "im Oktober | desselben Jahres"
        if thing is None or "g" not in thing.cases:
            return None
        amount = words[noun].lemma in self._known.measures  # "sechzig Prozent | der Bürger"
        sure = (
            thing.cases == "g" if opening.tag == "NN" else in_front or amount or set(thing.cases) <= set("dg")
        )
        return thing.last if sure else None

    def _owned(self, phrase: Group) -> Group:
        """A phrase behind a name in the genitive: "Narvias | Präsident"."""
        words = self._words
        word = words[phrase.last]
        titled = words[phrase.head].tag == "NE" or is_person(words[phrase.head].lemma)
        owner = (word.tag == "NE" and titled) or (phrase.cases == "g" and phrase.first == phrase.last)
        if not owner or not word.text.endswith("s") or word.text.endswith(_NAMES_IN_S):
            return phrase
        thing = group(words, phrase.last + 1, {})
        if thing is None or words[thing.first].tag in _DETERMINERS or words[thing.head].tag == "NE":
            return phrase
        return replace(thing, first=phrase.first, cases="nad")

    def _measured(self, phrase: Group) -> Group:
        """An amount with what it measures: "zwei Millionen | Euro"."""
        words = self._words
        lemma = words[phrase.last].lemma
        counted = any(word.tag == "CARD" for word in words[phrase.first : phrase.head])
        many = lemma.endswith(UNCOUNTED)
        if lemma not in self._known.measures and not many and not (counted and means_time(lemma)):
            return phrase
        thing = group(words, phrase.last + 1, {})
        if thing is None or words[thing.first].tag in (*_DETERMINERS, "CARD"):
            return phrase
        return self._measured(replace(phrase, head=thing.head, last=thing.last, noun="", kind="p"))

    def _quoted(self, last: int) -> int:
        """Where a name in quotation marks behind a noun ends: "die Zeitung | „Kurier“"."""
        words = self._words
        if words[last + 1].text not in '„»«"':
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
        if lemma in PARTS_OF_TIME and (
            means_time(words[phrase.last + 1].lemma) or is_year(words[phrase.last + 1])
        ):
            return True
        if words[phrase.first].text.lower().startswith(_HOW_OFTEN):
            return False
        if before is None or before.tag not in PREPOSITIONS:
            return adjective_stem(words[phrase.head - 1].text) in _WHICH_TIME and means_time(lemma)
        return means_time(lemma)
