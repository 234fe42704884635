"""The main clause of a Ukrainian or Russian sentence, cut to a headline: "Рада скасувала мито на сіль".

Every part of the clause must be known: what is left out are times, connectives and closing circumstances, and what
stands first is the subject, or the object where nobody is named who acts ("Тендер скасували").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from summarizer.euphony import euphonic
from summarizer.phrase import Form, Phrase, fits_clause
from summarizer.slavic import readings
from summarizer.slavic_cases import agrees_with_verb
from summarizer.slavic_circumstances import Kind, Part
from summarizer.slavic_clauses import IN_ORDER_TO, WHEN, Clause
from summarizer.slavic_noun_phrases import OWN
from summarizer.slavic_orders import COPULAS, IN_CASE, Orders
from summarizer.slavic_verbs import Verb
from summarizer.text import Line

_EITHER = ("або", "или")
_AS = ("як", "как")
_IF = frozenset(("якщо", "якби", "если", "раз"))
_ABOUT = ("про", "щодо", "стосовно", "о", "об")
_REFLEXIVE = ("ся", "сь")
_MOST_HEADLINES = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a headline that stand together in the sentence."""

    first: int
    last: int
    is_object: bool = False


def headlines(line: Line, phrases: Sequence[Phrase], language: str) -> Iterator[Phrase]:
    """The headlines that the main clauses of a Ukrainian or Russian sentence make, the fullest first."""
    yield from _Headlines(line, language).of(phrases)


class _Headlines(Orders):
    """The headlines of one line."""

    def of(self, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
        if any(word.text.lower() in _IF for word in self._words) or self._is_as_told():
            return
        found = 0
        for clause in self._clauses():
            for pieces in self._variants(clause):
                label = self._label(pieces)
                if found < _MOST_HEADLINES and fits_clause(label) and self._is_sound(clause, pieces):
                    found += 1
                    yield self._phrase(label, pieces, phrases)

    def _phrase(self, label: str, pieces: Sequence[Piece], phrases: Sequence[Phrase]) -> Phrase:
        """A headline with the terms of its phrases, and the head of its object or else of what it begins with."""
        named = [each for each in phrases if each.form is not Form.EVENT]
        within = [
            [each for each in named if piece.first <= each.first and each.last <= piece.last]
            for piece in pieces
        ]
        told = list(chain.from_iterable(within))
        terms = tuple(dict.fromkeys(chain.from_iterable(each.terms for each in told)))
        objects = chain.from_iterable(
            found for piece, found in zip(pieces, within, strict=True) if piece.is_object
        )
        head = next((each.head for each in (*objects, *told)), "")
        places = [(piece.first, piece.last) for piece in pieces]
        return Phrase(
            label, terms, head, Form.CLAUSE, self._line.index, min(places)[0], max(last for _, last in places)
        )

    def _label(self, pieces: Sequence[Piece]) -> str:
        """The words of a headline; a capital that only began the sentence does not stand inside it."""
        said: list[str] = []
        for piece in pieces:
            text = self._line.surface(piece.first, piece.last)
            word = self._words[piece.first]
            acronym = word.text.isupper() and len(word.text) > 1
            if said and piece.first == 0 and not (acronym or self._is_proper(0)):
                text = text[:1].lower() + text[1:]
            said.append(text)
        label = " ".join(said)
        return euphonic(label) if self._language == "uk" else label

    def _is_sound(self, clause: Clause, pieces: Sequence[Piece]) -> bool:
        """Whether a headline has all that denies or hedges its clause, and begins and ends with a full word."""
        kept = {at for piece in pieces for at in range(piece.first, piece.last + 1)}
        for at, word in enumerate(self._words):
            said = {word.text.lower()}
            own = word.tag == "VERB" or word.text.lower() in _EITHER  # of another clause, "який може"
            within = at < clause.end
            hedged = (within or not own) and not said.isdisjoint(self._lexicon.hedges)
            denied = clause.start <= at < clause.end and not said.isdisjoint(self._lexicon.denials)
            if (hedged or denied) and at not in kept:
                return False
        opening = self._words[0].text.lower()
        if opening in (*WHEN, *IN_ORDER_TO) and not clause.verb.past:
            return False  # "Коли рада закриє порт, ціни зростуть"
        texts = [self._words[at].text for piece in pieces for at in (piece.first, piece.last)]
        if any(mark in self._label(pieces) for mark in (",", ":", ";", "(", ". ")):
            return False
        return not any(self._is_function_word(text) for text in (texts[0], texts[-1]))

    def _is_function_word(self, text: str) -> bool:
        return text.lower() in self._lexicon.stop and not (text.isupper() and len(text) > 1)

    def _tells_who(self, part: Part) -> bool:
        """Whether a phrase says by itself who or what it means, as no "лідер" or "новий проєкт" does."""
        weak = self._lexicon.weak_adjectives | self._lexicon.ordinals
        empty = self._lexicon.general | self._lexicon.shell | weak
        if not self._lemmas(part.first).isdisjoint(OWN):
            return False
        body = self._lexicon.is_body(self._words[part.head].lemma)
        if part.named or body or self._lemmas(part.head).isdisjoint(empty):
            return True
        several = any(use.plural for use in part.in_case("nomn"))
        if several and not self._lemmas(part.head).isdisjoint(self._lexicon.roles):
            return True  # "міністри"
        described = any(self._lemmas(at).isdisjoint(weak) for at in range(part.first, part.head))
        return described or part.last > part.head

    def _is_left_open(self, part: Part) -> bool:
        """Whether what closes a headline leaves open what that is: "знайшов третій [шлях]"."""
        head = self._lemmas(part.head)
        if head.isdisjoint(self._lexicon.general) or not head.isdisjoint(self._lexicon.times):
            return False
        weak = self._lexicon.weak_adjectives | self._lexicon.ordinals
        described = any(self._lemmas(at).isdisjoint(weak) for at in range(part.first, part.head))
        living = any(use.animate or use.counted for use in part.uses)
        return part.first < part.head == part.last and not (described or living)

    def _is_as_told(self) -> bool:
        """Whether a sentence tells what somebody says: "Як пояснює комісія, порт закрито"."""
        return any(
            word.text.lower() in _AS and not self._lexicon.reports.isdisjoint(self._lemmas(at + 1))
            for at, word in enumerate(self._words[:-1])
        )

    def _variants(self, clause: Clause) -> Iterator[list[Piece]]:
        """The headlines of a clause, with and without its closing circumstances."""
        groups = self._groups(clause.before)
        if groups is None:
            return
        order = self._order(clause, groups)
        if order is None:
            return
        first, others = order
        openers = self._openers(clause)
        if openers and clause.verb.is_dash:
            return  # "[Для Москви] Лиманія — частина краю"
        if openers and any(part.kind in (Kind.PREPOSITIONAL, Kind.INFINITIVE) for part in others):
            told = any(part.kind is Kind.NOUN for part in others)
            if not told or not all(map(self._is_place, openers)):
                return
            openers = []
        others = [*others, *openers]
        if not self._tells_who(first) or self._is_condition(clause):
            return
        pieces = [
            Piece(first.first, first.last),
            *(Piece(part.first, part.last) for part in clause.before if part.kind is Kind.ADVERB),
            *(Piece(at, at) for at in clause.verb.kept),
        ]
        rest = [part for part in others if part.kind not in (Kind.TIME, Kind.PASSING)]
        denied = self._is_denied_verb(clause.verb)
        if denied and (
            any(part.kind is Kind.TIME for part in (*clause.before, *others))
            or any(map(self._is_circumstance, clause.before))
            or len(openers) < len(self._openers(clause))
        ):
            return  # "не змінять [до осені]"
        while True:
            if self._is_complete(clause, first, rest, others):
                done = next((part for part in rest if part.kind is Kind.NOUN and part.in_case("accs")), None)
                whole = [*pieces, *(Piece(part.first, part.last, part is done) for part in rest)]
                yield whole
                named = self._name_in(first, clause.verb)
                if named is not None and not fits_clause(self._label(whole)):
                    yield [named, *whole[1:]]
            shorter = self._without_circumstance(clause.verb, rest)
            if shorter is None or denied:
                return
            rest = shorter

    def _is_denied_verb(self, verb: Verb) -> bool:
        return any(self._words[at].text.lower() in self._lexicon.denials for at in verb.kept)

    def _without_circumstance(self, verb: Verb, rest: Sequence[Part]) -> list[Part] | None:
        """The parts behind a verb without the last that may be cut off, and what belongs to that."""
        for at in range(len(rest) - 1, -1, -1):
            end = at + 1
            while end < len(rest) and rest[end].kind is Kind.PREPOSITIONAL:
                end += 1
            alone = end == at + 1 or self._is_circumstance(rest[at])
            if alone and self._may_be_cut(rest[at], verb, rest):
                return [*rest[:at], *rest[end:]]
        return None

    def _name_in(self, subject: Part, verb: Verb) -> Piece | None:
        """The name of somebody behind their title, for which there is no room: "суддя міського суду [Іван Савич]"."""
        first = subject.last - 1
        two = first > subject.head and self._is_name(first) and self._is_name(subject.last)
        lives = any(use.animate and not use.plural for use in subject.in_case("nomn"))
        agrees = (
            two
            and lives
            and any(
                each.case == "nomn"
                and "Name" in each.proper
                and (verb.agreeing is None or agrees_with_verb(each, verb.agreeing))
                for each in readings(self._words[first].text, self._language)
            )
        )
        return Piece(first, subject.last) if agrees else None

    def _may_be_cut(self, part: Part, verb: Verb, rest: Sequence[Part]) -> bool:
        """Whether a part may be cut off: a circumstance, or where or about what where an object is told."""
        if self._is_circumstance(part):
            return True
        if verb.lemma in self._lexicon.charges:
            return False  # "звинуватила мера [у зраді]"
        objects = [each for each in rest if each.kind is Kind.NOUN and each.in_case("accs")]
        others = [each for each in rest if each.kind is Kind.PREPOSITIONAL and not self._is_place(each)]
        if part.kind is not Kind.PREPOSITIONAL or not (objects or others):
            return False
        before = next((each for each in rest if each.last == part.first - 1), None)
        if before is not None and self._is_place(part) and self._is_circumstance(before):
            return True
        if before is not None and any(use.plural for use in before.uses):
            return False  # "втратила кораблі [в Одесі]"
        matter = before is not None and before.kind is Kind.NOUN and not before.bare
        return (matter and part.preposition in _ABOUT) or self._is_place(part)

    def _is_condition(self, clause: Clause) -> bool:
        """Whether something only happens in some case: "у разі", "за умови"."""
        return any(
            part.kind is Kind.PREPOSITIONAL and not self._lemmas(part.head).isdisjoint(IN_CASE)
            for part in (*clause.before, *clause.after)
        )

    def _is_complete(self, clause: Clause, first: Part, rest: Sequence[Part], others: Sequence[Part]) -> bool:
        """Whether nothing that a verb needs is missing; a thing may do something without more: "міст упав"."""
        verb = clause.verb
        told = [part for part in rest if part.kind is not Kind.ADVERB]
        if verb.copula:
            bare = bool(told) and told[0].kind is Kind.NOUN and told[0].bare
            bare = bare and not (verb.is_dash and first.last > first.first)
            return bool(told) and not bare and told[0].kind is not Kind.INFINITIVE
        linked = verb.lemma in COPULAS
        if told and not linked and told[-1].kind is Kind.NOUN and self._is_left_open(told[-1]):
            return False
        if told or verb.passive or self._is_intransitive(verb):
            return True
        if verb.plural and first.in_case("accs") and not self._acts_surely(first):
            return True  # "порти закрили"
        whole = len(rest) == len(others) or (verb.lemma.endswith(_REFLEXIVE) and not linked)
        return whole and first.last > first.first and not (self._acts_surely(first) or first.named)
