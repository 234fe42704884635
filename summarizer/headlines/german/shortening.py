"""A German headline that is too long gives up word after word what its statement can do without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from summarizer.headlines.german.clause_ends import DEFINITE, RULES
from summarizer.headlines.german.constituents import PREPOSITIONS, Kind, Part, means_time, phrase_of
from summarizer.headlines.german.omissions import LONG, Omissions
from summarizer.headlines.german.subject_and_verb import PLACES
from summarizer.phrases.german.lists import GENITIVE, JOINED
from summarizer.words.german_attributes import is_person

# A bare noun as long as this is a compound, which says what it is.
COMPOUND = 9
_DEFINITE = ("der", "des", "im", "am", "zum", "zur", "vom", "beim")
_ADDITIONS = ("gegen", "über", "für", "zwischen", "zur", "zum", "von", "im", "am")
# Where something stands: "zwischen Kisten".
_WHERE = ("zwischen", "hinter", "neben")
_AT = ("in", "im", "an", "am", "bei", "beim", "vor", "auf")
_PLACES = ("in", "im", "an", "am", "bei")
_ABSTRACT = ("keit", "heit", "ung", "schaft", "ion", "ität", "ei")
_WITH = ("mit", "gemeinsam", "samt")


class Shortening(Omissions):
    """One main clause, with the words that go where it does not fit."""

    def _steps(self, subject: Part, rest: Sequence[Part]) -> Iterator[frozenset[int]]:
        """The places of the words that may go, those first that are needed least."""
        if not self._denied:
            light = [part for part in rest if self._is_light(part) or self._is_circumstance(part)]
            for part in (*light, *filter(self._is_place, rest), *self._company(rest)):
                yield self._chain(part, rest)
            yield from self._tails_of_thing(list(rest))
            yield from self._tails_in_front() if self._is_past() else ()
            yield from map(self._last_genitive, (*reversed(rest), subject))
            yield from map(_places, filter(self._is_for_whom, rest))
            if not self._is_copula() and "gehören" not in self._lemmas() and not self._rules(rest):
                yield from (self._adjectives(part) for part in reversed(rest) if self._is_one_or_done(part))
                yield from map(self._inner_adjectives, reversed(rest))
        yield from (self._title(part) for part in rest if part.group)
        yield self._title(subject)
        yield from self._tail(subject)
        if not self._denied:
            if self._is_one_or_done(subject):
                yield self._adjectives(subject)
            yield self._inner_adjectives(subject)
            yield from map(_places, self._last_additions(rest))
        yield self._first_name(subject)

    def _rules(self, rest: Sequence[Part]) -> bool:
        """Whether a rule, an end or a refusal is about just those: "verhängte Zölle auf [chinesische] Autos"."""
        bound = {*self._known.refusals, *self._known.undoing, "erlauben", "gestatten"}
        nouns = (word.lemma for part in rest for word in self._of(part))
        return not self._lemmas().isdisjoint(bound) or any(map(RULES.search, nouns))

    def _is_one_or_done(self, part: Part) -> bool:
        """Whether a noun means no kind of things: it has an article, or the deed is done."""
        phrase = part.group
        one = phrase is not None and (self._words[phrase.first].tag == "ART" or self._low(part) == "als")
        return one or (phrase is not None and self._is_past())

    def _tails_of_thing(self, rest: list[Part]) -> Iterator[frozenset[int]]:
        """What only adds to a thing, from ever farther on; never only the place of "mit Sitz [in Ulm]"."""
        tail = self._tail_of_thing(rest)
        for at in range(len(tail) - 1, -1, -1):
            before = rest[rest.index(tail[at]) - 1]
            if at == 0 or self._is_described(before, tail[at:]):
                yield frozenset[int]().union(*map(_places, tail[at:]))

    def _chain(self, part: Part, rest: Sequence[Part]) -> frozenset[int]:
        """A part with what belongs to it, before a thing: "[im Streit] [mit der Bank] ein Verfahren"."""
        behind = rest[rest.index(part) + 1 :]
        tail = list(takewhile(self._belongs, behind))
        goes_on = len(tail) < len(behind) or self._low(part) in JOINED
        whole = tail if goes_on and part.kind is Kind.BEHIND else []
        return frozenset[int]().union(*map(_places, (part, *whole)))

    def _inner_adjectives(self, part: Part) -> frozenset[int]:
        """Those of its genitive: "Umbau des [alten] Hafens"."""
        phrase = part.group
        places = range(phrase.last + 1 if phrase else part.last, part.last)
        behind_article = [
            at
            for at in places
            if self._words[at].tag == "ADJ(A)" and self._words[at - 1].tag in ("ART", "ADJ(A)")
        ]
        same = self._is_same_without([self._words[at] for at in behind_article])
        return frozenset(behind_article if same else ())

    def _company(self, rest: Sequence[Part]) -> list[Part]:
        """With whom or what somebody did something to a thing: "befragte [mit ihrem Team] 40 Familien"."""
        things = [part.first for part in rest if part.kind is Kind.NOUN or self._is_governed(part)]
        return [
            part
            for part in rest
            if things and part.first < things[-1] and self._low(part) in _WITH
            if part not in self._front
            and not self._is_governed(part)
            and not self._needs_all()
            and not self._is_copula()
        ]

    def _last_additions(self, rest: Sequence[Part]) -> Iterator[Part]:
        """What only adds to the phrase before it at the end of what was done: "klagte auf Geld [für den Umbau]"."""
        event = self._is_past() and not self._is_copula() and not self._rules(rest)
        for before, part in reversed(list(pairwise(rest)) if event or self._is_single() else []):
            phrase, low = part.group, self._low(part)
            there = low in ("von", "im", "am", "bei", "beim") or (
                low in PLACES and phrase is not None and "a" not in phrase.cases
            )
            adds = there or (event and low in _ADDITIONS)
            attribute = self._low(before) in (*PLACES, *_WHERE, "von") or self._is_governed(before)
            attribute = attribute or (there and low != "von" and not self._is_circumstance(before))
            beside = before.kind is Kind.BEHIND and before.last + 1 == part.first and attribute
            where = any(self._low(each) in _WHERE for each in rest[: rest.index(part)])
            beside = beside and (where or not self._needs_all())
            opposed = event and low == "gegen" and before.kind is Kind.NOUN
            if part.kind is not Kind.BEHIND or not ((adds and beside) or opposed) or self._is_governed(part):
                return
            yield part

    def _is_single(self) -> bool:
        """Whether a clause tells of a name."""
        return self.subject is not None and self._words[phrase_of(self.subject).head].tag == "NE"

    def _tails_in_front(self) -> Iterator[frozenset[int]]:
        """What is added to where or when something happened: "bei einem Brand [in einer Halle [in Narvia]]"."""
        for part in self._front:
            inner = range(phrase_of(part).last + 1, part.last + 1) if part.group else ()
            opens = [at for at in inner if self._words[at].tag in PREPOSITIONS]
            yield from (frozenset(range(at, part.last + 1)) for at in reversed(opens))

    def _last_genitive(self, part: Part) -> frozenset[int]:
        """The genitive of a genitive: "Sprengung der Türme [des Kraftwerks]"."""
        phrase = part.group
        if phrase is None or self._is_copula() or self._needs_all():
            return frozenset()
        tail = range(phrase.last + 1, part.last + 1)
        opens = [at for at in tail if self._words[at].text in GENITIVE and self._words[at].tag == "ART"]
        plain = not any(self._words[at].tag in PREPOSITIONS or self._words[at].tag == "KON" for at in tail)
        return frozenset(range(opens[-1], part.last + 1)) if plain and len(opens) > 1 else frozenset()

    def _is_for_whom(self, part: Part) -> bool:
        """Whether a part tells to whom something is given: "bietet [ihren Kunden] Rabatte"."""
        phrase = part.group
        dative = part.kind is Kind.NOUN and phrase is not None and phrase.cases == "d"
        return dative and not self._lemmas().isdisjoint(self._known.giving)

    def _adjectives(self, part: Part) -> frozenset[int]:
        """The adjectives of a noun that means one of the same without them, and that says something by itself."""
        phrase = phrase_of(part)
        word, inner = self._words[phrase.head], range(phrase.first, phrase.head)
        opened = [at for at in inner if self._words[at].tag not in ("ADJ(A)", "ADJ(D)", "ADV")]
        places = range(max(opened, default=phrase.first - 1) + 1, phrase.head)
        weak = word.lemma in self._known.general or word.lemma in self._known.shell
        says = part.last > phrase.head or (not weak and (is_person(word.lemma) or len(word.text) >= COMPOUND))
        same = self._is_same_without([self._words[at] for at in places])
        return frozenset(places if same and says and word.tag == "NN" else ())

    def _title(self, subject: Part) -> frozenset[int]:
        """What stands before a name that says enough: "[Ministerin] Nina Kolb", "mit [Ministerin] Kolb"."""
        phrase = phrase_of(subject)
        title = self._words[phrase.head]
        thing = self._known.is_body(title.lemma) or title.lemma.endswith(tuple(self._known.named))
        titled = title.tag == "NN" and (is_person(title.lemma) or not thing or subject.kind is Kind.BEHIND)
        names = phrase.last - phrase.head if self._words[phrase.last].tag != "CARD" else 0  # "Tempo 30"
        enough = names > 1 or (names == 1 and subject.kind is Kind.BEHIND)
        whole = titled and enough and subject.last == phrase.last
        return frozenset(range(phrase.first, phrase.head + 1) if whole else ())

    def _first_name(self, subject: Part) -> frozenset[int]:
        """The first name of somebody whose title shows a person; the title goes before it."""
        phrase = phrase_of(subject)
        sure = is_person(self._words[phrase.head].lemma) and phrase.last == phrase.head + 2
        return frozenset({phrase.head + 1} if sure and self._title(subject) else ())

    def _tail(self, subject: Part) -> Iterator[frozenset[int]]:
        """What a preposition adds to one that is described without it: "Gericht der Stadt [in Narvia]"."""
        phrase = phrase_of(subject)
        opens = [at for at in range(phrase.last + 1, subject.last + 1) if self._words[at].tag in PREPOSITIONS]
        if phrase.also or phrase.is_plural:
            return
        head = self._words[phrase.head]
        attributed = self._words[phrase.head - 1].tag == "ADJ(A)"
        definite = self._words[phrase.first].text.lower() in DEFINITE
        for before, last in zip([None, *opens], opens, strict=False):
            low = self._words[last].text
            some = before is not None and self._words[before + 1].text.startswith("ein")
            several = some and low in _PLACES and last == opens[-1]  # "Brand in einer Halle [in Narvia]"
            tailed = last > phrase.last + 1
            described = tailed or attributed or len(head.text) >= COMPOUND
            acts = described and self._acts(phrase) and self._is_past() and last == opens[-1]
            adds = definite and low in ("mit", "aus") and last == opens[-1]
            called = self._is_copula() and len(head.text) >= LONG and not phrase.noun.endswith(_ABSTRACT)
            one = definite and (attributed or tailed or called) and low in _AT
            one = one or (definite and low == "für" and means_time(self._words[subject.last].lemma))
            if one or (not self._denied and (several or acts or adds)):
                yield frozenset(range(last, subject.last + 1))


def _places(part: Part) -> frozenset[int]:
    return frozenset(range(part.first, part.last + 1))


def without(part: Part, left: frozenset[int]) -> Part:
    """A part that begins and ends with words that stay."""
    stay = [at for at in range(part.first, part.last + 1) if at not in left]
    phrase = part.group
    if phrase is not None and phrase.head in left:  # a title
        phrase = replace(phrase, first=stay[0], head=stay[0])
    return replace(part, first=stay[0], last=stay[-1], group=phrase)
