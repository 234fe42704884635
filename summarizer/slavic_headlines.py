"""The main clause of a Ukrainian or Russian sentence, cut to a headline: "Рада скасувала мито на сіль".

Every part of the clause must be known: what is left out are times, connectives and closing circumstances, and what
stands first is the subject, or the object where nobody is named who acts ("Тендер скасували").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from summarizer.euphony import euphonic
from summarizer.phrase import Form, Phrase, fits_clause
from summarizer.slavic import NAME, readings
from summarizer.slavic_cases import agrees_with_verb
from summarizer.slavic_clauses import IN_ORDER_TO, WHEN, Clause, Clauses
from summarizer.slavic_constituents import OWN, Kind, Part
from summarizer.slavic_verbs import Verb
from summarizer.text import Line

_EITHER = ("або", "или")
_AS = ("як", "как")
_IF = frozenset(("якщо", "якби", "если", "раз"))
_IN_CASE = frozenset(("раз", "випадок", "умова", "случай", "условие"))
_COPULAS = frozenset(
    (
        *("стати", "ставати", "залишатися", "залишитися", "лишатися", "виявитися"),
        *("стать", "становиться", "оставаться", "остаться", "оказаться", "являться"),
    )
)
_WHERE, _ON = ("в", "у", "на", "во"), ("на",)
_ABOUT = ("про", "щодо", "стосовно", "о", "об")
_ACROSS = ("через",)
_FROM_WHERE = (
    *("в", "у", "на", "з", "із", "до", "від", "для", "під", "біля"),
    *("с", "из", "к", "от", "под", "возле"),
)
_REFLEXIVE = ("ся", "сь")
_MOST_HEADLINES = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a headline that stand together in the sentence."""

    first: int
    last: int


def headlines(line: Line, phrases: Sequence[Phrase], language: str) -> Iterator[Phrase]:
    """The headlines that the main clauses of a Ukrainian or Russian sentence make, the fullest first."""
    yield from _Headlines(line, language).of(phrases)


class _Headlines(Clauses):
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
        within = [
            [each for each in phrases if piece.first <= each.first and each.last <= piece.last]
            for piece in pieces
        ]
        told = [each for each in chain.from_iterable(within) if each.form is not Form.EVENT]
        terms = tuple(dict.fromkeys(chain.from_iterable(each.terms for each in told)))
        behind = [each for each in chain.from_iterable(within[1:]) if each.form is not Form.EVENT]
        head = next((each.head for each in (*behind, *told)), "")
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
        return not (described or living or part.last > part.head)

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
        if denied and any(part.kind is Kind.TIME for part in (*clause.before, *others)):
            return  # "не змінять [до осені]"
        while True:
            if self._is_complete(clause, first, rest, others):
                whole = [*pieces, *(Piece(part.first, part.last) for part in rest)]
                yield whole
                named = self._name_in(first, clause.verb)
                if named is not None and not fits_clause(self._label(whole)):
                    yield [named, *whole[1:]]
            shorter = self._without_circumstance(rest)
            if shorter is None or denied:
                return
            rest = shorter

    def _is_denied_verb(self, verb: Verb) -> bool:
        return any(self._words[at].text.lower() in self._lexicon.denials for at in verb.kept)

    def _without_circumstance(self, rest: Sequence[Part]) -> list[Part] | None:
        """The parts behind a verb without the last that may be cut off, and what belongs to that."""
        for at in range(len(rest) - 1, -1, -1):
            end = at + 1
            while end < len(rest) and rest[end].kind is Kind.PREPOSITIONAL:
                end += 1
            alone = end == at + 1 or self._is_circumstance(rest[at])
            if alone and self._may_be_cut(rest[at], rest):
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

    def _groups(self, before: Sequence[Part]) -> list[Part] | None:
        """The noun phrases before a verb, each with its prepositional phrases; None where more stands there."""
        groups: list[Part] = []
        for at, part in enumerate(before):
            if part.kind in (Kind.TIME, Kind.PASSING):
                if (
                    part.kind is Kind.TIME
                    and at
                    and before[at - 1].kind is Kind.PREPOSITIONAL
                    and not part.preposition
                ):
                    return None  # "дослідники у віці [понад 65 років]"
                continue
            governed = at > 0 and before[at - 1].kind is Kind.PREPOSITIONAL and not groups
            if part.kind is Kind.NOUN and governed and part.in_case("gent"):
                return None  # "На ремонт [школи] витратили мільйон"
            if part.kind is Kind.NOUN and groups and self._is_name_of(groups[-1], part):
                groups.append(self._merged(groups.pop(), part))
            elif part.kind is Kind.NOUN:
                groups.append(part)
            elif part.kind is Kind.PREPOSITIONAL:
                adjacent = bool(groups) and groups[-1].last == part.first - 1
                if adjacent and (part.preposition in _ACROSS or not self._is_circumstance(part)):
                    groups.append(self._merged(groups.pop(), part))
                elif groups or not (governed or self._is_circumstance(part) or self._can_follow(part)):
                    return None
            elif part.kind is not Kind.ADVERB or at + 1 < len(before):
                return None
        return groups

    def _can_follow(self, part: Part) -> bool:
        """Whether a phrase that opens a sentence may as well close it: "[З карти] зник маяк", not "по суті"."""
        if part.preposition not in _FROM_WHERE or part.head < 0 or self._is_in_preposition(part.head):
            return False
        known = self._lexicon
        return self._lemmas(part.head).isdisjoint(known.general | known.accounts | known.sayings | _IN_CASE)

    def _openers(self, clause: Clause) -> list[Part]:
        """The prepositional phrases before the first noun."""
        openers: list[Part] = []
        left_out = False
        for part in clause.before:
            if part.kind is Kind.NOUN:
                break
            along = left_out and part.kind is Kind.PREPOSITIONAL  # "Через спір [із Нарвією]"
            left_out = along or self._is_circumstance(part)
            if part.kind is Kind.PREPOSITIONAL and not left_out:
                openers.append(part)
        return openers

    def _merged(self, group: Part, more: Part) -> Part:
        return Part(Kind.NOUN, group.first, more.last, group.head, group.uses, named=group.named)

    def _is_name_of(self, group: Part, part: Part) -> bool:
        """Whether a name behind a phrase is who that means: "речниця ради в Ремську [Орися Галич]"."""
        names = self._words[part.first].tag == NAME and group.last == part.first - 1
        return (
            names
            and any(use.animate for use in group.uses)
            and any(group.in_case(use.case) for use in part.uses)
        )

    def _order(self, clause: Clause, groups: Sequence[Part]) -> tuple[Part, list[Part]] | None:
        """What a headline begins with, and what stands behind its verb."""
        verb = clause.verb
        behind = [part for part in clause.after if part.kind is Kind.NOUN]
        if verb.impersonal:
            return self._of_nobody(clause, groups, behind)
        leading = [part for part in groups if self._can_be_subject(part, verb)]
        trailing = [part for part in behind if self._can_be_subject(part, verb)]
        if verb.is_dash:
            equal = len(groups) == len(leading) == 1 and bool(trailing) and trailing[0] is clause.after[0]
            return (leading[0], list(clause.after)) if equal else None
        acting = [part for part in leading if self._acts_surely(part)]
        leading = acting if len(acting) == 1 else leading
        if len(leading) == 1 and not self._is_object(leading[0], trailing, verb):
            subject = leading[0]
            others = [part for part in groups if part is not subject]
            sure = verb.copula or not trailing or self._is_surely_subject(subject, trailing)
            if others and not sure:
                return None  # in the order of the sentence "фільм отримав приз" stays what it is
            return (subject, self._brought_behind(others, clause.after)) if self._can_move(others) else None
        if len(leading) > 1 or clause.joined:
            return None
        if len(trailing) == 1:
            return self._inverted(clause, groups, trailing[0])
        if not trailing and verb.plural and not verb.copula:
            return self._of_nobody(clause, groups, behind)
        return None

    def _can_move(self, others: Sequence[Part]) -> bool:
        """Whether what stands before a verb besides its subject is its object: "[Порт] рада закрила"."""
        return all(any(part.in_case(case) for case in ("accs", "datv", "ablt")) for part in others)

    def _brought_behind(self, others: Sequence[Part], after: Sequence[Part]) -> list[Part]:
        """Objects brought behind their verb, and its infinitive."""
        first = next((at for at, part in enumerate(after) if part.kind is not Kind.INFINITIVE), len(after))
        return [*after[:first], *others, *after[first:]]

    def _is_who(self, part: Part) -> bool:
        """Whether a dative says who must or can do something: "[Уряду] вдалося скасувати мито"."""
        acts = part.named or any(use.animate for use in part.in_case("datv"))
        acts = acts or self._lexicon.is_body(self._words[part.head].lemma)
        return acts and bool(part.in_case("datv")) and not part.in_case("accs")

    def _acts_surely(self, part: Part) -> bool:
        return any(use.animate for use in part.in_case("nomn")) or self._lexicon.is_body(
            self._words[part.head].lemma
        )

    def _is_object(self, leading: Part, trailing: Sequence[Part], verb: Verb) -> bool:
        """Whether what stands first is what somebody behind the verb acts on: "Фонд «Прибій» очолив Орест Галич"."""
        return (
            not verb.copula
            and bool(leading.in_case("accs"))
            and len(trailing) == 1
            and not trailing[0].in_case("accs")
            and not self._acts_surely(leading)
        )

    def _can_be_subject(self, part: Part, verb: Verb) -> bool:
        return any(verb.agreeing is None or use.agrees_with(verb.agreeing) for use in part.in_case("nomn"))

    def _is_surely_subject(self, subject: Part, rivals: Sequence[Part]) -> bool:
        """Whether what stands first is the subject though what follows could be it: it is no object, or acts."""
        if not subject.in_case("accs"):
            return True
        return (self._acts_surely(subject) or subject.named) and not any(map(self._acts_surely, rivals))

    def _inverted(
        self, clause: Clause, groups: Sequence[Part], subject: Part
    ) -> tuple[Part, list[Part]] | None:
        """The subject behind its verb, brought before it with what it governs: "Зросли [ціни на сіль]"."""
        verb = clause.verb
        predicate = any(part.in_case("ablt") for part in groups)
        links = predicate and (verb.copula or verb.lemma in _COPULAS)
        if verb.copula and not predicate:
            return None
        acted_on = any(part.in_case("accs") and not self._can_be_subject(part, verb) for part in groups)
        unsure = bool(subject.in_case("accs")) and not (verb.plural or acted_on or links)
        if unsure and not self._is_intransitive(verb):
            return None
        if not self._can_move(groups):
            return None
        return self._moved(clause, subject, groups)

    def _moved(self, clause: Clause, part: Part, groups: Sequence[Part]) -> tuple[Part, list[Part]] | None:
        """What stands behind a verb, brought before it with what it governs, if nothing of it is left behind."""
        end = self._complement((self._words[part.head].lemma,), part.last) or part.last
        for each in clause.after:
            if each.first == end + 1 and self._goes_along(each):
                end = each.last
        if any(each.first <= end < each.last for each in clause.after):
            return None
        rest = [each for each in clause.after if each.last < part.first or each.first > end]
        rest = [each for each in rest if each.first != end + 1 or each.preposition not in _ACROSS]
        moved = replace(part, last=end)
        return None if self._is_left_behind(moved, rest) else (moved, self._brought_behind(groups, rest))

    def _of_nobody(
        self, clause: Clause, groups: Sequence[Part], behind: Sequence[Part]
    ) -> tuple[Part, list[Part]] | None:
        """The object of a verb without a subject, brought before it: "[Тендер] скасували".

        A dative that says to whom something is done stands first in a headline too: "[Рибалкам] повернули мито".
        """
        if len(groups) == 1 and self._is_who(groups[0]):
            return groups[0], list(clause.after)
        objects = [part for part in (*groups, *behind) if part.in_case("accs")]
        if not objects or any(part.in_case("nomn") for part in groups if part is not objects[0]):
            return None
        first = objects[0]
        others = [part for part in groups if part is not first]
        if not self._can_move(others):
            return None
        if first in behind and clause.verb.agreeing is None:
            return None  # "слід звернути увагу"
        if first in behind:
            return self._moved(clause, first, others)
        return first, self._brought_behind(others, clause.after)

    def _goes_along(self, part: Part) -> bool:
        """Whether a phrase may stand before the verb with the noun it follows: "школу [з басейном] відкрили"."""
        counted = any(use.counted for use in part.uses)
        where = part.preposition in _WHERE and not (part.preposition in _ON and part.in_case("accs"))
        return part.kind is Kind.PREPOSITIONAL and not (counted or where) and not self._is_circumstance(part)

    def _is_left_behind(self, moved: Part, rest: Sequence[Part]) -> bool:
        """Whether what follows a phrase may be its own: "заарештували [підозрюваного у крадіжці]"."""
        part = next((each for each in rest if each.first == moved.last + 1), None)
        if part is None:
            return False
        if part.kind is Kind.PREPOSITIONAL:
            thing = not any(use.animate for use in moved.uses)
            where = part.preposition in _WHERE and bool(part.in_case("loct"))
            return not ((thing and where) or self._is_place(part) or self._is_circumstance(part))
        return part.kind is Kind.NOUN and bool(part.in_case("gent") or part.in_case("ablt"))

    def _may_be_cut(self, part: Part, rest: Sequence[Part]) -> bool:
        """Whether a part may be cut off: a circumstance, or where or about what where an object is told."""
        if self._is_circumstance(part):
            return True
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
            part.kind is Kind.PREPOSITIONAL and not self._lemmas(part.head).isdisjoint(_IN_CASE)
            for part in (*clause.before, *clause.after)
        )

    def _is_complete(self, clause: Clause, first: Part, rest: Sequence[Part], others: Sequence[Part]) -> bool:
        """Whether nothing that a verb needs is missing; a thing may do something without more: "міст упав"."""
        verb = clause.verb
        told = [part for part in rest if part.kind is not Kind.ADVERB]
        if verb.copula:
            bare = bool(told) and told[0].kind is Kind.NOUN and told[0].bare
            return bool(told) and not bare and told[0].kind is not Kind.INFINITIVE
        if told and told[-1].kind is Kind.NOUN and self._is_left_open(told[-1]):
            return False
        if told or verb.passive or self._is_intransitive(verb):
            return True
        if verb.plural and first.in_case("accs") and not self._acts_surely(first):
            return True  # "порти закрили"
        whole = len(rest) == len(others) or (verb.lemma.endswith(_REFLEXIVE) and verb.lemma not in _COPULAS)
        return whole and first.last > first.first and not (self._acts_surely(first) or first.named)
