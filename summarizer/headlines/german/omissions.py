"""What a German statement can do without: circumstances, places, and what only adds to a described thing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from summarizer.headlines.german.clause_ends import DEFINITE, WANTING, ranks
from summarizer.headlines.german.constituents import Kind, Part, means_time
from summarizer.headlines.german.subject_and_verb import PLACES, SubjectAndVerb
from summarizer.phrases.german.lists import JOINED
from summarizer.wordlists import word_list
from summarizer.words.german_attributes import adjective_stem, is_nominal
from summarizer.words.tokens import Word

_ALLOWING = ("erlauben", "gestatten")
# Prepositions of circumstances without which a fact stays one; with an article those of time.
_REASONS, _WHENS = ("trotz", "wegen", "aufgrund", "angesichts", "infolge"), ("seit", "vor", "während")
# "auf Druck der Bauern": at whose wish.
_ASKED = word_list("druck antrag wunsch befehl vorschlag anfrage initiative bitte anordnung weisung")
_MEANS = ("durchschnitt", "mittel", "schnitt")
LONG = 12  # a compound
_SINCE = ("seit", "ab")
_ADDS = (*PLACES, "für", "über", "von", "aus", "durch", "nach", "mit", "seit")


class Omissions(SubjectAndVerb):
    """One main clause, with what may be left out of it."""

    def _cuts(self, left: Sequence[Part], rest: Sequence[Part]) -> bool:
        """Whether what is left out belongs to what stays: "[vor allem] in Narvia", "an der Grenze [zu Narvia]"."""
        for part, following in pairwise(rest):
            if part not in left and following in left and (part.kind is Kind.ADVERB or self._is_mean(part)):
                return True
            apart = following.first != part.last + 1 or self._low(part) in _SINCE
            if part not in left or following in left or apart:
                continue
            opening, closing = self._words[following.first], self._words[part.last]
            unfinished = closing.text.islower() or closing.text.endswith("er")
            # "bei Narvier | Eltern"
            named = opening.tag == "NE" or (opening.text[0].isupper() and unfinished)
            if following.kind is Kind.BEHIND and self._low(following) in JOINED:
                continue
            if named or self._belongs(following):
                return True
        return False

    def _is_mean(self, part: Part) -> bool:
        """Whether a part only belongs to an amount: "[im Schnitt] um vier Prozent"."""
        mean = self._low(part) == "im" and self._words[part.last].lemma in _MEANS
        return mean and self._words[part.last + 1].text == "um"

    def _belongs(self, part: Part) -> bool:
        """Whether a part may belong to a noun before it: "im Rathaus [von Narvia]", not "im Rathaus [von Geld]"."""
        of_name = self._low(part) == "von" and self._words[part.last].tag == "NE"
        return part.kind is Kind.BEHIND and (of_name or not self._is_governed(part))

    def _tail_of_thing(self, rest: list[Part]) -> list[Part]:
        """What only adds to what is described without it: "zusätzliche Mittel [für die Schulen]"."""
        end = len(rest)
        while end and self._may_add(rest[end - 1]):
            end -= 1
        things = rest[:end] or rest[:1]
        behind = rest[len(things) :]
        while behind and not self._is_described(things[-1], behind):
            things, behind = [*things, behind[0]], behind[1:]
        if sum(part.kind is Kind.NOUN for part in things) > 1:
            return []
        # who stops one thing need not stop all of its kind: "stoppt den Bau neuer Häfen [in Narvia]"
        narrowed = not self._lemmas().isdisjoint({*self._known.undoing, *WANTING})
        needed = self._needs_all() and not self._is_copula()
        if needed and any(self._low(part) not in ("von", "aus") for part in behind):
            return []
        return [] if narrowed and not (things and self._is_the_one(things[-1])) else behind

    def _is_the_one(self, thing: Part) -> bool:
        """Whether there is only one such: "die Haltung der Schule"."""
        phrase = thing.group
        if phrase is None:
            return False
        definite = self._words[phrase.first].text.lower() in DEFINITE
        return definite and thing.last > phrase.last and phrase.is_plural is False

    def _may_add(self, part: Part) -> bool:
        phrase, low = part.group, self._low(part)
        where = low == "in" and phrase is not None and "d" not in phrase.cases  # "in die Ausschüsse"
        return part.kind is Kind.BEHIND and low in _ADDS and not where and not self._is_governed(part)

    def _is_described(self, thing: Part, behind: Sequence[Part]) -> bool:
        """Whether a thing says something by itself, and is not the first or largest of what follows."""
        phrase = thing.group
        if phrase is None or behind[0].first != thing.last + 1:
            return False
        attributes = [word for word in self._words[phrase.first : phrase.head] if word.tag == "ADJ(A)"]
        if any(map(ranks, attributes)) or (thing.kind is not Kind.NOUN and not self._is_governed(thing)):
            return False
        measured = self._low(behind[0]) == "von" and any(word.tag == "CARD" for word in self._of(behind[0]))
        long = thing.kind is Kind.BEHIND and len(self._words[phrase.head].text) >= LONG
        long = long and not measured  # "Temperaturen [von 38 Grad]"
        counted = self._is_past() and any(
            word.tag == "CARD" for word in self._words[phrase.first : phrase.head]
        )
        return thing.last > phrase.last or bool(attributes) or counted or long

    def _is_circumstance(self, part: Part) -> bool:
        """Whether a part tells after, during or in spite of what something is: "nach dem Sturm"."""
        if part.kind is not Kind.BEHIND or self._denied:
            return False
        span = part.group is not None and means_time(self._words[part.group.head].lemma)
        if self._is_governed(part) and not (span and self._low(part) == "für"):
            return False
        low, before = self._low(part), part.first - 1
        of_noun = before > self._clause.verb and is_nominal(self._words[before])
        if low == "für" and span:
            return self._is_past() or not of_noun  # "für das laufende Jahr"
        if low in _SINCE and (part.group is None or means_time(self._words[part.group.head].lemma)):
            return not of_noun
        lasts = self._is_copula() or self._needs_all()  # "galt [vor dem Krieg] als Pflicht"
        asked = low == "auf" and part.group is not None and self._words[part.group.head].lemma in _ASKED
        prepares = part in self._front and low == "zur" and self._of(part)[1].lemma.endswith("ung")
        definite = of_noun and self._is_definite_thing(before)
        caused = low == "durch" and self._is_past() and not self._is_copula()
        of_noun = of_noun and not (caused and definite)  # "bezifferte den Schaden [durch Hagel]"
        then = low in _WHENS and self._of(part)[1].tag in ("ART", "PPOSAT") and not lasts
        return not of_noun and (
            low in _REASONS or self._is_after(part) or then or caused or asked or prepares
        )

    def _is_definite_thing(self, noun: int) -> bool:
        """Whether the object that ends at a word has an article: "den Schaden"."""
        things = (part for part in self._behind if part.last == noun and part.kind is Kind.NOUN)
        return any(self._low(part) in DEFINITE for part in things)

    def _is_after(self, part: Part) -> bool:
        """Whether something came before: "nach Protesten"; not "nach Plänen der Regierung", nor where somebody goes."""
        phrase = part.group if self._low(part) == "nach" else None
        if phrase is None or not self._is_past():
            return False
        return (
            self._words[phrase.first].tag != "NE"
            and self._words[phrase.head].lemma not in self._known.accounts
        )

    def _is_light(self, part: Part) -> bool:
        """Whether a part only adds how much or that it is not the first time: "um vier Prozent", "erneut"."""
        if self._denied:
            return False
        compared = part.kind is Kind.BEHIND and self._low(part) == "wie" and not self._needs_all()
        if (compared and not self._is_copula()) or (part.kind is Kind.BEHIND and self._low(part) in JOINED):
            return True  # "gehört zu Narvia [wie das Schloss]", "sprach mit Kolb [und mit der Bank]"
        amount = self._low(part) == "um" and self._of(part)[-1].lemma in self._known.measures
        amount = amount or self._is_mean(part)
        return amount or (part.kind is Kind.ADVERB and self._low(part) in self._known.light)

    def _is_place(self, part: Part) -> bool:
        """Whether a part tells where somebody did something to a thing: "sperrte [in der Altstadt] eine Straße"."""
        finite = self._words[self._clause.verb]
        phrase = part.group if part.kind is Kind.BEHIND else None
        if phrase is None or self._denied or self._low(part) not in PLACES or self._is_governed(part):
            return False
        behind = self._words[part.last + 1 : part.last + 2]
        if behind and is_nominal(behind[0]):
            return False  # "am Flughafen | Ulmen", which looks like a thing
        if not self._is_past() or (finite.tag == "VA(FIN)" and not self._participles):
            return False
        there = (
            "a" not in phrase.cases or self._words[phrase.head].tag == "NE" or self._low(part) in ("im", "am")
        )
        rest = (*self._front, *self._behind)
        done = any(each.kind is Kind.NOUN or self._is_governed(each) for each in rest)
        return done and there and not self._needs_all()

    def _is_same_without(self, attributes: Sequence[Word]) -> bool:
        """Whether a noun means one of the same without its adjectives: not "ehemaliger Minister", "Weißes Haus"."""
        described = [word for word in attributes if word.tag == "ADJ(A)"]
        return bool(described) and all(
            word.text.islower()
            and adjective_stem(word.text) not in self._known.changing
            and not ranks(word)
            and not word.text.startswith(("anti-", "pro-", "ex-", "nicht"))
            for word in described
        )

    def _needs_all(self) -> bool:
        """Whether a verb means just what all its parts tell: "setzt in Brand", "verbietet in der Stadt Autos"."""
        finite = self._words[self._clause.verb]
        owns = finite.text.lower().startswith("ha") and finite.tag == "VA(FIN)" and not self._participles
        return owns or not self._lemmas().isdisjoint(
            {*self._known.supporting, *self._known.refusals, *_ALLOWING}
        )
