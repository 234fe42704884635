"""Who does what in a Ukrainian or Russian clause, and in what order a headline says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.headlines.slavic.circumstances import IN, Kind, Part, Use
from summarizer.headlines.slavic.clauses import Clauses, MainClause
from summarizer.headlines.slavic.verbs import IS_NOW, Verb
from summarizer.wordlists import word_list, word_set
from summarizer.words.slavic import NAME

IN_CASE = frozenset(("раз", "випадок", "умова", "случай", "условие"))
COPULAS = word_set(
    "стати ставати залишатися залишитися лишатися виявитися стать становиться оставаться остаться "
    "оказаться являться"
)
_TIME = frozenset(("час", "время"))
_AMONG = ("серед", "среди")
_ON, _ACROSS = ("на",), ("через",)
_FROM_WHERE = word_list("в у на з із до від для під біля перед між над по с из к от под возле перед между")


class Orders(Clauses):
    """A line whose clauses can be asked who does what in them."""

    def _groups(self, before: Sequence[Part]) -> list[Part] | None:
        """The noun phrases before a verb, each with its prepositional phrases; None where more stands there."""
        groups: list[Part] = []
        for at, part in enumerate(before):
            behind = at > 0 and before[at - 1].kind is Kind.PREPOSITIONAL
            counted = any(use.counted for use in part.uses)
            if part.kind is Kind.TIME and behind and counted and not part.preposition:
                return None  # "дослідники у віці [понад 65 років]"
            parted = part.first > 0 and self._words[part.first - 1].text == ","
            governed = behind and not groups and not parted
            last = groups[-1] if groups else None
            if part.kind is Kind.NOUN:
                if governed and part.in_case("gent"):
                    return None  # "На ремонт [школи] витратили мільйон"
                if last is not None and self._may_be_its_genitive(last, part):
                    return None
                named = last is not None and (self._is_name_of(last, part) or self._is_its_dative(last, part))
                groups.append(self._merged(groups.pop(), part) if named else part)
            elif part.kind is Kind.PREPOSITIONAL:
                adjacent = last is not None and last.last == part.first - 1
                if adjacent and (part.preposition in _ACROSS or not self._is_circumstance(part)):
                    groups.append(self._merged(groups.pop(), part))
                elif groups or not (
                    governed or self._is_circumstance(part) or self._can_follow(part) or self._is_ground(part)
                ):
                    return None
            elif part.kind not in (Kind.TIME, Kind.PASSING, Kind.POINTING, Kind.ADVERB):
                return None
        return groups

    def _can_follow(self, part: Part) -> bool:
        """Whether a phrase that opens a sentence may as well close it: "[З карти] зник маяк", not "по суті"."""
        if part.preposition not in _FROM_WHERE or part.head < 0 or self._is_in_preposition(part.head):
            return False
        known, head = self._lexicon, self._lemmas(part.head)
        empty = part.bare and not known.general.isdisjoint(head)
        return not empty and head.isdisjoint(known.accounts | known.sayings | IN_CASE)

    def _openers(self, clause: MainClause) -> list[Part]:
        """The prepositional phrases before the first noun."""
        openers: list[Part] = []
        left_out = living = False
        for part in clause.before:
            if part.kind is Kind.NOUN:
                break
            along = left_out and not living and part.kind is Kind.PREPOSITIONAL  # "Через спір [із Нарвією]"
            living = any(use.animate for use in part.uses) or "_" in part.preposition
            left_out = along or self._is_circumstance(part)
            if part.kind is Kind.PREPOSITIONAL and not left_out:
                openers.append(part)
        return openers

    def _merged(self, group: Part, more: Part) -> Part:
        return Part(Kind.NOUN, group.first, more.last, group.head, group.uses, named=group.named)

    def _may_be_its_genitive(self, group: Part, part: Part) -> bool:
        """Whether nobody knows if a thing is another's or does something: "Головою [академії] обрали Галича"."""
        lives = any(use.animate for use in part.uses) or self._words[group.head].tag == NAME
        return group.last == part.first - 1 and bool(part.in_case("gent")) and not (lives or part.named)

    def _is_its_dative(self, group: Part, part: Part) -> bool:
        """Whether a dative belongs to the noun before it: "пам'ятник [поетові] відкрили"."""
        ruled = not self._lexicon.dative.isdisjoint(self._lemmas(group.head))
        return (
            ruled and group.last == part.first - 1 and bool(part.in_case("datv")) and not part.in_case("nomn")
        )

    def _is_name_of(self, group: Part, part: Part) -> bool:
        """Whether a name behind a phrase is who that means: "речниця ради в Ремську [Орися Галич]"."""
        names = self._words[part.first].tag == NAME and group.last == part.first - 1
        return (
            names
            and any(use.animate for use in group.uses)
            and any(group.in_case(use.case) for use in part.uses)
        )

    def _order(self, clause: MainClause, groups: Sequence[Part]) -> tuple[Part, list[Part]] | None:
        """What a headline begins with, and what stands behind its verb."""
        verb = clause.verb
        behind = [part for part in clause.after if part.kind is Kind.NOUN]
        acts = [part for part in groups if not self._only_lasts(part, verb, clause.after)]
        if any(self._can_be_subject(part, verb) for part in acts):
            if len(acts) < len(groups) and self._is_denied_verb(verb):
                return None  # "рада рік не відкривала школу"
            groups = acts
        if verb.lemma in self._lexicon.subjectless:
            return self._lacking(clause, groups, behind)
        if verb.impersonal:
            return self._of_nobody(clause, groups, behind)
        leading = [part for part in groups if self._can_be_subject(part, verb)]
        lasts = not self._is_intransitive(verb)  # "гасили [дві години]", but "минуло [дві години]"
        behind = [part for part in behind if not (lasts and self._is_span(part))]
        trailing = [part for part in behind if self._can_be_subject(part, verb)]
        if verb.is_dash and not groups and len(trailing) == 1:
            among = [part for part in clause.before if part.preposition in _AMONG]
            return (trailing[0], among) if among and len(clause.before) == len(clause.after) == 1 else None
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
            return (
                (subject, self._brought_behind(others, clause.after))
                if self._can_move(others, verb)
                else None
            )
        if len(leading) > 1 or (clause.joined and self._has_other_subject(clause)):
            return None
        if len(trailing) == 1:
            return self._inverted(clause, groups, trailing[0])
        by_force = verb.lemma in self._lexicon.forces and verb.agreeing is not None
        # "прорвало трубу"
        by_force = by_force and verb.agreeing is not None and verb.agreeing.gender == "neut"
        if not trailing and (verb.plural or by_force) and not verb.copula:
            return self._of_nobody(clause, groups, behind)
        return None

    def _is_span(self, part: Part) -> bool:
        """Whether a phrase says how long something lasts: "чотири години"."""
        counted = any(use.counted for use in part.uses)
        return counted and not self._lexicon.times.isdisjoint(self._lemmas(part.head))

    def _only_lasts(self, part: Part, verb: Verb, after: Sequence[Part]) -> bool:
        """Whether a phrase before a verb with an object says how long: "рада [третій рік] обіцяє порт"."""
        ends = self._lemmas(part.head) | self._lemmas(part.last)
        whole = self._is_intransitive(verb) or any(
            other.kind is Kind.PREPOSITIONAL or self._is_acted_on(other, verb) for other in after
        )
        lasts = bool(part.in_case("accs") or part.in_case("ablt"))
        return whole and lasts and not ends.isdisjoint(self._lexicon.times | _TIME)

    def _lacking(
        self, clause: MainClause, groups: Sequence[Part], behind: Sequence[Part]
    ) -> tuple[Part, list[Part]] | None:
        """Who lacks what, or what is lacking: "[Школам] бракує води", "[Води] бракує"."""
        missing = [part for part in (*groups, *behind) if part.in_case("gent") and not part.in_case("datv")]
        whom = [part for part in groups if part.in_case("datv")]
        if len(missing) != 1 or len(whom) > 1:
            return None
        first = (*whom, *missing)[0]
        others = [part for part in groups if part is not first]
        rest = [part for part in clause.after if part is not first]
        return first, self._brought_behind(others, rest)

    def _has_other_subject(self, clause: MainClause) -> bool:
        """Whether a clause may go on with the subject of one before: "Рибалки купили човен, а [порт закрили]"."""
        agreeing = clause.verb.agreeing
        return agreeing is not None and any(
            each.case in ("nomn", "") and Use("nomn", each.plural, each.gender).agrees_with(agreeing)
            for at in range(clause.start)
            if not (at and (self._cases_of(at - 1) or self._is_number(at - 1)))
            for each in self._read(at)
            if each.is_noun or each.part == "NPRO"
        )

    def _can_move(self, others: Sequence[Part], verb: Verb) -> bool:
        """Whether what stands before a verb besides its subject is its object: "[Порт] рада закрила"."""
        objects = [part for part in others if not (part.in_case("datv") or part.in_case("ablt"))]
        return len(objects) < 2 and all(self._is_acted_on(part, verb) for part in objects)

    def _is_acted_on(self, part: Part, verb: Verb) -> bool:
        """Whether a verb can have a phrase as its object, in the genitive if it is denied or asks for that."""
        genitive = self._is_denied_verb(verb) or verb.lemma in self._lexicon.ruled.get("gent", ())
        return bool(part.in_case("accs") or (genitive and part.in_case("gent")))

    def _is_denied_verb(self, verb: Verb) -> bool:
        return any(self._words[at].text.lower() in self._lexicon.denials for at in verb.kept)

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
        body = self._lexicon.is_body(self._words[part.head].lemma)
        return any(use.animate or body for use in part.in_case("nomn"))

    def _is_object(self, leading: Part, trailing: Sequence[Part], verb: Verb) -> bool:
        """Whether what stands first is what somebody behind the verb acts on: "Фонд «Прибій» очолив Орест Галич"."""
        sum_of = any(use.counted for use in leading.uses)  # "[5 млн] виділить область"
        return (
            not verb.copula
            and bool(leading.in_case("accs"))
            and len(trailing) == 1
            and (not trailing[0].in_case("accs") or (sum_of and self._acts_surely(trailing[0])))
            and not self._acts_surely(leading)
        )

    def _can_be_subject(self, part: Part, verb: Verb) -> bool:
        if verb.lemma in self._lexicon.subjectless and not verb.plural:
            return False
        several = verb.copula and self._words[verb.last].text.lower() in IS_NOW  # "маяки [є] спадщиною"
        return any(
            several or verb.agreeing is None or use.agrees_with(verb.agreeing) for use in part.in_case("nomn")
        )

    def _is_surely_subject(self, subject: Part, rivals: Sequence[Part]) -> bool:
        """Whether what stands first is the subject though what follows could be it: it is no object, or acts."""
        if not subject.in_case("accs"):
            return True
        return (self._acts_surely(subject) or subject.named) and not any(map(self._acts_surely, rivals))

    def _inverted(
        self, clause: MainClause, groups: Sequence[Part], subject: Part
    ) -> tuple[Part, list[Part]] | None:
        """The subject behind its verb, brought before it with what it governs: "Зросли [ціни на сіль]"."""
        verb = clause.verb
        predicate = any(
            use.plural == one.plural
            for part in groups
            for use in part.in_case("ablt")
            for one in subject.in_case("nomn")
        )
        links = predicate and (verb.copula or verb.lemma in COPULAS)
        if verb.copula and not predicate:
            return None
        acting = [part for part in groups if any(use.animate for use in part.in_case("nomn"))]
        acted_on = not acting and any(
            self._is_acted_on(part, verb) and not self._can_be_subject(part, verb) for part in groups
        )
        unsure = bool(subject.in_case("accs")) and not (verb.plural or acted_on or links)
        if unsure and not (self._is_intransitive(verb) or verb.lemma in self._lexicon.resting):
            return None
        if not self._can_move(groups, verb):
            return None
        return self._moved(clause, subject, groups)

    def _moved(
        self, clause: MainClause, part: Part, groups: Sequence[Part]
    ) -> tuple[Part, list[Part]] | None:
        """What stands behind a verb, brought before it with what it governs, if nothing of it is left behind."""
        end = self._complement((self._words[part.head].lemma,), part.last) or part.last
        for each in clause.after:
            # as in "підозрюваного [в крадіжці]"
            charged = any(use.animate for use in part.uses) and self._is_adjective(part.head)
            if each.first == end + 1 and (charged or self._goes_along(each)):
                end = each.last
        if any(each.first <= end < each.last for each in clause.after):
            return None
        if any(each.kind is Kind.ADVERB and each.last == part.first - 1 for each in clause.after):
            return None  # "ловили [здебільшого] рибу"
        rest = [each for each in clause.after if each.last < part.first or each.first > end]
        rest = [each for each in rest if each.first != end + 1 or each.preposition not in _ACROSS]
        moved = replace(part, last=end)
        return None if self._is_left_behind(moved, rest) else (moved, self._brought_behind(groups, rest))

    def _of_nobody(
        self, clause: MainClause, groups: Sequence[Part], behind: Sequence[Part]
    ) -> tuple[Part, list[Part]] | None:
        """The object of a verb without a subject, brought before it: "[Тендер] скасували".

        A dative that says to whom something is done stands first in a headline too: "[Рибалкам] повернули мито".
        """
        if len(groups) == 1 and self._is_who(groups[0]):
            return groups[0], list(clause.after)
        objects = [part for part in (*groups, *behind) if self._is_acted_on(part, clause.verb)]
        if not objects or any(part.in_case("nomn") for part in groups if part is not objects[0]):
            return None
        first = objects[0]
        others = [part for part in groups if part is not first]
        if not self._can_move(others, clause.verb):
            return None
        if first in behind and clause.verb.agreeing is None and first.bare:
            return None  # "слід звернути увагу"
        if first in behind:
            return self._moved(clause, first, others)
        return first, self._brought_behind(others, clause.after)

    def _goes_along(self, part: Part) -> bool:
        """Whether a phrase may stand before the verb with the noun it follows: "школу [з басейном] відкрили"."""
        counted = any(use.counted for use in part.uses)
        where = part.preposition in IN and not (part.preposition in _ON and part.in_case("accs"))
        return part.kind is Kind.PREPOSITIONAL and not (counted or where) and not self._is_circumstance(part)

    def _is_left_behind(self, moved: Part, rest: Sequence[Part]) -> bool:
        """Whether what follows a phrase may be its own: "заарештували [підозрюваного у крадіжці]"."""
        behind = [each for each in rest if each.first > moved.last]
        part = behind[0] if behind and behind[0].first == moved.last + 1 else None
        if part is None:
            return False
        if part.kind in (Kind.PASSING, Kind.ADVERB):  # "відбулася сесія нещодавно [обраної ради]"
            return any(each.kind is Kind.NOUN and bool(each.in_case("gent")) for each in behind[1:2])
        if part.kind is Kind.PREPOSITIONAL:
            thing = not any(use.animate for use in moved.uses)
            where = part.preposition in IN and bool(part.in_case("loct"))
            return not ((thing and where) or self._is_place(part) or self._is_circumstance(part))
        described = part.kind in (Kind.NOUN, Kind.ADJECTIVE)
        return described and bool(part.in_case("gent") or part.in_case("ablt"))
