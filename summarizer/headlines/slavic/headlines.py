"""The main clause of a Ukrainian or Russian sentence, cut to a headline: "Рада скасувала мито на сіль".

Every part of the clause must be known: what is left out are times, connectives and closing circumstances, and what
stands first is the subject, or the object where nobody is named who acts ("Тендер скасували").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from summarizer.headlines.slavic.circumstances import Kind, Part
from summarizer.headlines.slavic.clause_ends import IN_ORDER_TO, WHEN
from summarizer.headlines.slavic.clauses import SHARES, MainClause
from summarizer.headlines.slavic.cuts import Cuts, Piece
from summarizer.headlines.slavic.noun_phrases import OWN, UNITS
from summarizer.headlines.slavic.orders import COPULAS, IN_CASE
from summarizer.headlines.slavic.verbs import BOUND, REFLEXIVE, Verb
from summarizer.phrases.phrase import Form, Phrase
from summarizer.phrases.slavic.line import AS
from summarizer.text import Line
from summarizer.wellformed import POINTED
from summarizer.wordlists import word_list

_KNOWN_ALONE = word_list(
    "жінка чоловік дитина женщина мужчина санкція вибори суспільство президент прем'єр прем'єр-міністр "
    "канцлер санкция выборы общество премьер премьер-министр"
)
_KNOWN_IN_PLURAL = word_list(
    "дитина жінка чоловік громадянин журналіст глядач читач господар ребёнок ребенок женщина мужчина "
    "гражданин журналист зритель читатель"
)
_QUOTED = re.compile("«[^«»]*»")
_FOUNDED = word_list("засно створ утвор основ созда образ відбу состоя почат розпочат нача")
_BUILT = ("збудув", "побудув", "постро", *_FOUNDED)
_EACH = word_list(
    "кожен кожна кожне кожний ніхто дехто один одна одне каждый каждая каждое никто один одна одно"
)
_BUT = ("але", "проте", "однак", "но", "однако")
_HAVE_TO = ("мати", "мусити", "хотіти", "намагатися", "хотеть", "пытаться")
_ONLY = ("лише", "тільки", "лишь", "только")
_NO = ("жодний", "никакой")  # of none a whole statement can be made: "жоден порт не закрили"
_EITHER = ("або", "или")
# What says nothing by itself of who "навів [приклад]", "має [рацію]".
_OF_IDIOMS = word_list(
    "приклад рація вихід запитання питання відповідь висновок враження деталь пример выход вопрос ответ "
    "вывод впечатление"
)
# What is so of something else: "сварка стала [причиною]", "[яскравий приклад] — рибалки".
_OF_ANOTHER = word_list(
    "причина наслідок результат підстава привід приклад доказ умова виняток следствие основание повод "
    "пример доказательство условие исключение"
)
_PURPOSES = frozenset(("для", "щоб", "аби", "чтобы"))
_AT_FIRST = frozenset(("спершу", "спочатку", "колись", "сперва", "сначала", "когда-то"))
_IF = frozenset(("якщо", "якби", "если", "раз"))
_MOST_HEADLINES = 2


def headlines(line: Line, phrases: Sequence[Phrase], language: str, behind: str = "") -> Iterator[Phrase]:
    """The headlines that the main clauses of a sentence make, the fullest first, that fit `behind` a name."""
    yield from _Headlines(line, language, behind).of(phrases)


class _Headlines(Cuts):
    """The headlines of one line."""

    def of(self, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
        supposed = next((at for at, said in enumerate(self._said) if said in _IF), None)
        if self._is_as_told():
            return
        found: list[str] = []
        for clause in self._clauses():
            if supposed is not None and not self._is_apart(clause.end, supposed):
                return
            for pieces in self._variants(clause):
                label = self._label(pieces)
                if (
                    len(found) < _MOST_HEADLINES
                    and label not in found
                    and self._fits(label)
                    and self._is_sound(clause, pieces, label)
                ):
                    found.append(label)
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

    def _is_sound(self, clause: MainClause, pieces: Sequence[Piece], label: str) -> bool:
        """Whether a headline has all that denies or hedges its clause, and begins and ends with a full word."""
        kept = {at for piece in pieces for at in range(piece.first, piece.last + 1)}
        left_out = {
            at
            for part in (*clause.before, *clause.after)
            if part.first not in kept
            for at in range(part.first, part.last + 1)
        }
        for at, word in enumerate(self._words):
            said = {self._said[at]}
            own = word.tag == "VERB" or self._said[at] in _EITHER  # of another clause, "який може"
            within = at < clause.end or not (own or self._is_in_another(clause.end, at))
            hedged = within and at >= self._main and not said.isdisjoint(self._lexicon.hedges)
            denied = clause.start <= at < clause.end and not said.isdisjoint(self._lexicon.denials)
            if at in left_out and within and not said.isdisjoint(_AT_FIRST):
                return False  # "[Спершу] рибалок пускали без паспорта"
            about = at in left_out and not said.isdisjoint(self._lexicon.focus)  # "після [майже] трьох років"
            if (hedged or denied) and at not in kept and not about:
                return False
        opening = self._words[0].text.lower()
        set_in = any(word.text.lower() in WHEN for word in self._words[clause.start : clause.verb.last])
        if (set_in or opening in (*WHEN, *IN_ORDER_TO)) and not clause.verb.past:
            return False  # "Коли рада закриє порт, ціни зростуть"
        texts = [self._words[at].text for piece in pieces for at in (piece.first, piece.last)]
        unquoted = POINTED.sub(r"\1 ", _QUOTED.sub("«»", label))
        if any(mark in unquoted for mark in (": ", ", ", ";", "(", ". ")) or ("«" in unquoted) != (
            "»" in unquoted
        ):
            return False
        counting = {*self._lexicon.focus, *self._lexicon.many, *_EACH}  # "[понад] сто рибалок"
        if not self._is_share(pieces[0].first + 1):
            counting -= {*_ONLY}
        return not (
            self._is_function_word(texts[-1])
            or (self._is_function_word(texts[0]) and texts[0].lower() not in counting)
        )

    def _is_share(self, at: int) -> bool:
        """Whether a number or a part of a whole stands at a place: "лише [половина] шкіл"."""
        return self._is_number(at) or not self._lemmas(at).isdisjoint(SHARES)

    def _is_apart(self, end: int, at: int) -> bool:
        """Whether what begins at a place is told behind a colon: "Мер має план: [якщо] порт закриють, …"."""
        return any(word.text in (":", ";") for word in self._words[end:at])

    def _is_in_another(self, end: int, at: int) -> bool:
        """Whether a hedge belongs to a clause that describes something: "банк, що [нібито] збанкрутував"."""
        between = (self._lemmas(k) for k in range(end, at))
        return any(not self._lexicon.subordinates.isdisjoint(lemmas) for lemmas in between)

    def _is_function_word(self, text: str) -> bool:
        return text.lower() not in UNITS and self._lexicon.is_function_word(text)

    def _tells_who(self, part: Part) -> bool:
        """Whether a phrase says by itself who or what it means, as no "лідер" or "новий проєкт" does."""
        weak = self._lexicon.weak_adjectives | self._lexicon.ordinals
        empty = self._lexicon.general | self._lexicon.shell | weak
        if not self._lemmas(part.first).isdisjoint(OWN) and self._lemmas(part.first).isdisjoint(_NO):
            return not self._lexicon.ordinals.isdisjoint(self._lemmas(part.first + 1))  # "кожен п'ятий учень"
        body = self._lexicon.is_body(self._words[part.head].lemma)
        alone = body or not self._lemmas(part.head).isdisjoint(_KNOWN_ALONE)
        if part.named or alone or self._lemmas(part.head).isdisjoint(empty):
            return True
        several = any(use.plural for use in part.in_case("nomn"))
        several = several or any(use.plural for use in part.in_case("datv"))
        if several and not self._lemmas(part.head).isdisjoint((*self._lexicon.roles, *_KNOWN_IN_PLURAL)):
            return True  # "міністри"
        described = any(self._lemmas(at).isdisjoint(weak) for at in range(part.first, part.head))
        return described or part.last > part.head

    def _is_of_another(self, part: Part) -> bool:
        return part.head == part.last and not self._lemmas(part.head).isdisjoint(_OF_ANOTHER)

    def _is_left_open(self, part: Part) -> bool:
        """Whether what closes a headline leaves open what that is: "знайшов третій [шлях]"."""
        head = self._lemmas(part.head)
        if part.head == part.last and not head.isdisjoint(SHARES) and part.in_case("accs"):
            return True  # "покриє дві третини": of what?
        if head.isdisjoint(self._lexicon.general) or not head.isdisjoint(self._lexicon.times):
            return False
        weak = self._lexicon.weak_adjectives | self._lexicon.ordinals
        described = any(self._lemmas(at).isdisjoint(weak) for at in range(part.first, part.head))
        living = any(use.animate or use.counted for use in part.uses)
        if self._words[part.last + 1].text == ":" and not any(use.animate for use in part.uses):
            return part.head == part.last  # "назвав дві причини: …"
        return part.first < part.head == part.last and not (described or living)

    def _is_of_idiom(self, part: Part) -> bool:
        return bool(part.in_case("accs")) and not self._lemmas(part.head).isdisjoint(_OF_IDIOMS)

    def _is_as_told(self) -> bool:
        """Whether a sentence tells what somebody says: "Як пояснює комісія, порт закрито"."""
        return any(
            said in AS and not self._lexicon.speaking.isdisjoint(self._lemmas(at + 1))
            for at, said in enumerate(self._said[:-1])
        )

    def _variants(self, clause: MainClause) -> Iterator[list[Piece]]:
        """The headlines of a clause: with and without its closing circumstances, and one cut until it fits."""
        groups = self._groups(clause.before)
        order = None if groups is None or self._is_condition(clause) else self._order(clause, groups)
        if order is not None and self._is_only_of_some(clause, order[0]):
            return
        if order is None or not self._tells_who(order[0]) or self._is_undone(clause):
            return
        first, others = order
        openers = self._openers(clause)
        denied = self._is_denied_verb(clause.verb)
        if openers:
            if clause.verb.is_dash and openers != others:
                return  # "[Для Москви] Лиманія — частина краю"
            left_out = not clause.verb.is_dash and any(
                part.kind is Kind.PREPOSITIONAL
                or (part.kind is Kind.INFINITIVE and clause.verb.agreeing is not None)
                for part in others
            )
            told = self._is_intransitive(clause.verb) or any(
                part.kind in (Kind.NOUN, Kind.INFINITIVE) for part in others
            )
            single = clause.verb.past and not (clause.verb.copula or any(map(self._is_fiction, openers)))
            if left_out and not (told and not denied and (single or all(map(self._is_place, openers)))):
                return
            others = [*others, *([] if left_out else openers)]
        if denied and (
            any(part.kind is Kind.TIME for part in (*clause.before, *others))
            or any(map(self._is_circumstance, clause.before))
        ):
            return  # "не змінять [до осені]"
        pointing = any(part.kind is Kind.POINTING for part in (*clause.before, *others))
        moved = () if self._can_be_subject(first, clause.verb) else (first,)
        acted_on = any(part.in_case("accs") and part.kind is Kind.NOUN for part in (*moved, *others))
        if pointing and not (clause.verb.past and not denied and (acted_on or clause.verb.passive)):
            return  # "не сперечається [з цим]"
        if pointing and any(self._words[at].text.lower() in _ONLY for at in range(clause.end)):
            return  # "У двох із них рада закрила [лише] школи"
        if pointing and (self._has_more_told(clause.before) or self._has_more_told(clause.after)):
            return  # "надіслав запит [про його арешт]"
        rest = [part for part in others if part.kind not in (Kind.TIME, Kind.PASSING, Kind.POINTING)]
        founded = clause.verb.lemma.startswith(_BUILT)
        if not rest and (founded or not clause.verb.past):  # "Порт закриють [у травні]"
            rest = [part for part in clause.after if part.kind is Kind.TIME]
            rest = rest or [part for part in clause.before if part.kind is Kind.TIME][-1:]
        verb = [
            *(Piece(part.first, part.last) for part in clause.before if part.kind is Kind.ADVERB),
            *(Piece(at, at) for at in clause.verb.kept),
        ]
        for subject, told_of in self._shortened(clause, first, verb, rest):
            if self._is_complete(clause, subject, told_of, others):
                yield self._joined_up(subject, verb, told_of)

    def _is_only_of_some(self, clause: MainClause, first: Part) -> bool:
        """Whether what is so, or to be, is so only of some: "Учитель, [який мовчить], шкодить школі"."""
        body = self._lexicon.is_body(self._words[first.head].lemma) and not self._is_general(first.head)
        whole = clause.verb.past or not first.bare or first.named or body
        return not whole and any(map(self._is_relative, (first.last + 2, first.last + 3)))

    def _is_general(self, at: int) -> bool:
        return not self._lemmas(at).isdisjoint(self._lexicon.general | self._lexicon.shell)

    def _is_undone(self, clause: MainClause) -> bool:
        """Whether what was to be done was not: "Рада мала закрити порт, [але передумала]"."""
        following = [word.text.lower() for word in self._words[clause.end : clause.end + 2]]
        planned = clause.verb.lemma in (*BOUND, *_HAVE_TO) or clause.verb.lemma in self._lexicon.intends
        tensed = clause.verb.past or clause.verb.lemma in BOUND  # "должен был"
        return planned and tensed and following[:1] == [","] and following[-1] in _BUT

    def _takes_what(self, verb: Verb) -> bool:
        of_verbs = self._lexicon.verbal_nouns
        return any(verb.lemma in of_verbs.get(governed, ()) for governed in ("accs", "accs anim"))

    def _has_more_told(self, parts: Sequence[Part]) -> bool:
        """Whether what points back is told of a bare noun before it."""
        return any(
            each.kind is Kind.POINTING and noun.bare and not noun.named for noun, each in pairwise(parts)
        )

    def _is_condition(self, clause: MainClause) -> bool:
        """Whether something only happens in some case: "у разі", "за умови"."""
        return any(
            part.kind is Kind.PREPOSITIONAL and not self._lemmas(part.head).isdisjoint(IN_CASE)
            for part in (*clause.before, *clause.after)
        )

    def _is_complete(
        self, clause: MainClause, first: Part, rest: Sequence[Part], others: Sequence[Part]
    ) -> bool:
        """Whether nothing that a verb needs is missing; a thing may do something without more: "міст упав"."""
        verb = clause.verb
        told = [part for part in rest if part.kind is not Kind.ADVERB]
        alike = (first, *told) if verb.is_dash else told
        if (verb.copula or verb.lemma in COPULAS) and any(map(self._is_of_another, alike)):
            return False  # "сварка стала причиною": of what?
        if verb.copula:
            bare = bool(told) and told[0].kind is Kind.NOUN and told[0].bare
            bare = bare and not (verb.is_dash and first.last > first.first)
            return bool(told) and not bare and told[0].kind is not Kind.INFINITIVE
        linked = verb.lemma in COPULAS
        if not told and not self._lemmas(first.head).isdisjoint(self._lexicon.times):
            return False  # "минуло пів року"
        if told and not linked and told[-1].kind is Kind.NOUN and self._is_left_open(told[-1]):
            return False
        if not first.named and any(part.bare and self._is_of_idiom(part) for part in told[-1:]):
            return False  # "рада знайшла вихід"
        if not told and verb.lemma in self._lexicon.resting:
            return False  # "переговори відбулися"
        timed = any(part.kind is Kind.TIME for part in others)
        if not told and (verb.lemma.startswith(_FOUNDED) or (timed and not verb.past)):
            return False  # "фірму було створено [у 2003 році]"
        if not (told or verb.past) and not _PURPOSES.isdisjoint(self._said[clause.end : clause.end + 2]):
            return False  # "Спілка існує [для того, щоб допомагати]"
        if told or verb.passive or self._is_intransitive(verb):
            return True
        if rest and len(rest) == len(others) and verb.past:
            return True  # "Київ відреагував стримано"
        acted_on = not self._acts_surely(first) or (first in clause.after and self._takes_what(verb))
        nobody = verb.plural or verb.lemma in self._lexicon.forces
        if nobody and first.in_case("accs") and acted_on:
            return True  # "порти закрили", "200 родин евакуювали"
        whole = len(rest) == len(others) or (verb.lemma.endswith(REFLEXIVE) and not linked)
        return whole and first.last > first.first and not (self._acts_surely(first) or first.named)
