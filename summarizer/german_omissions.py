"""What a German statement can do without: circumstances, places, and what only adds to a described thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.german_attributes import adjective_stem, is_nominal
from summarizer.german_constituents import Kind, Part, means_time, phrase_of
from summarizer.german_main_clauses import WANTING
from summarizer.german_statements import PLACES, Statement
from summarizer.tokens import Word

_ALLOWING = ("erlauben", "gestatten")
# Prepositions of circumstances without which a fact stays one; with an article those of time.
_REASONS, _WHENS = ("trotz", "wegen", "aufgrund", "angesichts", "infolge"), ("seit", "vor", "während")
_SINCE = ("seit", "ab")
_ADDS = (*PLACES, "für", "über", "von", "aus", "durch", "nach")


class Omissions(Statement):
    """One main clause, with what may be left out of it."""

    def _choices(self, rest: list[Part], made: set[str]) -> Iterator[list[Part]]:
        """What may stand behind the verb: all, then without circumstances; the least needed goes where nothing fits."""
        loose = [part for part in rest if self._is_circumstance(part)]
        tail = self._tail_of_thing(rest)
        light = [
            part for part in rest if part in (*loose, *tail) or self._is_light(part) or self._is_place(part)
        ]
        yield rest
        if loose and not self._cuts(loose, rest):
            yield [part for part in rest if part not in loose]
        for left in (*([part] for part in light), tail, light):
            if not made and not self._cuts(left, rest):
                yield [part for part in rest if part not in left]

    def _cuts(self, left: Sequence[Part], rest: Sequence[Part]) -> bool:
        """Whether what is left out belongs to what stays: "[vor allem] in Narvia", "an der Grenze [zu Narvia]"."""
        for part, following in pairwise(rest):
            if part.kind is Kind.ADVERB and following in left and part not in left:
                return True
            apart = following.first != part.last + 1 or self._low(part) in _SINCE
            if part not in left or following in left or apart:
                continue
            named = is_nominal(self._words[following.first])  # "am Flughafen | Narvia"
            if named or (following.kind is Kind.BEHIND and not self._is_governed(following)):
                return True
        return False

    def _tail_of_thing(self, rest: list[Part]) -> list[Part]:
        """What only adds to an object that is described without it: "zusätzliche Mittel [für die Schulen]"."""
        things = [part for part in rest if part.kind is Kind.NOUN]
        if len(things) != 1 or self._denied or self._is_copula():
            return []
        thing, phrase = things[0], phrase_of(things[0])
        described = thing.last > phrase.last or self._words[phrase.head - 1].tag == "ADJ(A)"
        behind = rest[rest.index(thing) + 1 :]
        adds = all(
            part.kind is Kind.BEHIND and self._low(part) in _ADDS and not self._is_governed(part)
            for part in behind
        )
        # who stops one thing need not stop all of its kind: "stoppt den Bau neuer Häfen [in Narvia]"
        narrowed = not self._lemmas().isdisjoint({*self._known.undoing, *WANTING})
        return behind if described and adds and not narrowed and not self._needs_all() else []

    def _is_circumstance(self, part: Part) -> bool:
        """Whether a part tells after, during or in spite of what something is: "nach dem Sturm"."""
        if part.kind is not Kind.BEHIND or self._denied or self._is_governed(part):
            return False
        low, before = self._low(part), part.first - 1
        of_noun = before > self._clause.verb and is_nominal(self._words[before])
        if low in _SINCE and (part.group is None or means_time(self._words[part.group.head].lemma)):
            return not of_noun
        lasts = self._is_copula() or self._needs_all()  # "galt [vor dem Krieg] als Pflicht"
        then = low in _WHENS and self._of(part)[1].tag in ("ART", "PPOSAT") and not lasts
        return not of_noun and (low in _REASONS or self._is_after(part) or then)

    def _is_after(self, part: Part) -> bool:
        """Whether something came before: "nach Protesten"; not "nach Plänen der Regierung", nor where somebody goes."""
        phrase = part.group if self._low(part) == "nach" else None
        if phrase is None or not self._is_past():
            return False
        return (
            self._words[phrase.first].tag != "NE"
            and self._words[phrase.head].lemma not in self._known.sources
        )

    def _is_light(self, part: Part) -> bool:
        """Whether a part only adds how much or that it is not the first time: "um vier Prozent", "erneut"."""
        if self._denied:
            return False
        amount = self._low(part) == "um" and self._of(part)[-1].lemma in self._known.measures
        return amount or (part.kind is Kind.ADVERB and self._low(part) in self._known.light)

    def _is_place(self, part: Part) -> bool:
        """Whether a part tells where somebody did something to a thing: "sperrte [in der Altstadt] eine Straße"."""
        finite = self._words[self._clause.verb]
        phrase = part.group if part.kind is Kind.BEHIND else None
        if phrase is None or self._denied or self._low(part) not in PLACES or self._is_governed(part):
            return False
        if not self._is_past() or (finite.tag == "VA(FIN)" and not self._participles):
            return False
        there = (
            "a" not in phrase.cases or self._words[phrase.head].tag == "NE" or self._low(part) in ("im", "am")
        )
        done = any(each.kind is Kind.NOUN for each in (*self._front, *self._behind))
        return done and there and not self._needs_all()

    def _is_same_without(self, attributes: Sequence[Word]) -> bool:
        """Whether a noun means one of the same without its adjectives: not "ehemaliger Minister", "Weißes Haus"."""
        return bool(attributes) and all(
            word.tag == "ADJ(A)"
            and word.text.islower()
            and adjective_stem(word.text) not in self._known.telling
            and not word.text.startswith(("anti-", "pro-", "ex-", "nicht"))
            for word in attributes
        )

    def _needs_all(self) -> bool:
        """Whether a verb means just what all its parts tell: "setzt in Brand", "verbietet in der Stadt Autos"."""
        return not self._lemmas().isdisjoint({*self._known.supporting, *self._known.refusals, *_ALLOWING})
