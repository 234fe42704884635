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
from summarizer.slavic import NAME, Reading, readings
from summarizer.slavic_constituents import Constituents, Kind, Part
from summarizer.slavic_line import AND, BE
from summarizer.text import Line

_AS = ("як", "как")
_NOT, _STILL = ("не",), ("ще", "досі", "більше", "еще", "ещё", "пока", "больше")
_DASHES = ("—", "–", "‒", "-")
_IS = BE | {"є"}
_THIS = ("це", "это")
_IMPERSONAL = ("но", "то")
_IF = frozenset(("якщо", "якби", "если", "раз"))
_IN_CASE = frozenset(("раз", "випадок", "умова", "случай", "условие"))
_BOUND = (
    *("повинний", "зобов'язаний", "готовий", "змушений", "здатний", "покликаний"),
    *("должный", "обязанный", "готовый", "вынужденный", "способный", "намеренный"),
)
_MARKS = frozenset("!…;,:(")
_CONJUNCTIONS = (*AND, "а", "але", "або", "но", "или", "проте", "однак", "зате")
_BEGIN_ANOTHER = frozenset(("а", "але", "проте", "однак", "зате", "но", "зато", *AND))
_COPULAS = frozenset(
    (
        *("стати", "ставати", "залишатися", "залишитися", "лишатися", "лишитися", "виявитися"),
        *("стать", "становиться", "оставаться", "остаться", "оказаться", "являться"),
    )
)
_IN_ORDER_TO = ("щоб", "аби", "чтобы")
_WHEN = ("коли", "щойно", "когда")
_PARTICIPLES = ("PRTF", "PRTS")
_WHERE = ("в", "у", "на", "во")
_ON = ("на",)
_ABOUT = ("про", "щодо", "стосовно", "о", "об")
_FROM_WHERE = ("в", "у", "на", "з", "із", "від", "для", "під", "біля", "из", "от", "под", "возле", "с")
_MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with its auxiliaries: the words a headline keeps, and how the one that agrees is read."""

    last: int
    kept: tuple[int, ...]
    agreeing: Reading | None
    lemma: str
    impersonal: bool = False
    copula: bool = False
    passive: bool = False

    @property
    def plural(self) -> bool:
        """Whether it agrees with several."""
        return self.agreeing is not None and self.agreeing.plural

    @property
    def past(self) -> bool:
        """Whether it tells what happened."""
        return self.impersonal or (self.agreeing is not None and self.agreeing.tense == "past")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in its parts; its nouns before the verb have their prepositional phrases with them."""

    start: int
    before: tuple[Part, ...]
    verb: Verb
    after: tuple[Part, ...]
    end: int
    joined: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a headline that stand together in the sentence."""

    first: int
    last: int


def headlines(line: Line, phrases: Sequence[Phrase], language: str) -> Iterator[Phrase]:
    """The headlines that the main clauses of a Ukrainian or Russian sentence make, the fullest first."""
    yield from _Headlines(line, language).of(phrases)


class _Headlines(Constituents):
    """The headlines of one line."""

    def of(self, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
        if any(word.text.lower() in _IF for word in self._words) or self._is_as_told():
            return
        found = 0
        for clause in self._clauses():
            for pieces in self._variants(clause):
                label = self._label(pieces)
                if found < 2 and fits_clause(label) and self._is_sound(clause, pieces):
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

    # What is true and reads well

    def _is_sound(self, clause: Clause, pieces: Sequence[Piece]) -> bool:
        """Whether a headline has all that denies or hedges its clause, and begins and ends with a full word."""
        kept = {at for piece in pieces for at in range(piece.first, piece.last + 1)}
        for at, word in enumerate(self._words):
            said = {word.text.lower()}
            hedged = not said.isdisjoint(self._lexicon.hedges)
            denied = clause.start <= at < clause.end and not said.isdisjoint(self._lexicon.denials)
            if (hedged or denied) and at not in kept:
                return False
        opening = self._words[0].text.lower()
        if opening in (*_WHEN, *_IN_ORDER_TO) and not clause.verb.past:
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
        if self._is_own(part.first):
            return False
        body = self._lexicon.is_body(self._words[part.head].lemma)
        if part.named or body or self._lemmas(part.head).isdisjoint(empty):
            return True
        several = any(use.plural for use in part.in_case("nomn"))
        if several and not self._lemmas(part.head).isdisjoint(self._lexicon.roles):
            return True  # "міністри"
        described = any(self._lemmas(at).isdisjoint(weak) for at in range(part.first, part.head))
        return described or part.last > part.head

    def _is_as_told(self) -> bool:
        """Whether a sentence tells what somebody says: "Як пояснює комісія, порт закрито"."""
        return any(
            word.text.lower() in _AS and not self._lexicon.reports.isdisjoint(self._lemmas(at + 1))
            for at, word in enumerate(self._words[:-1])
        )

    # The clause

    def _clauses(self) -> Iterator[Clause]:
        """The main clauses of a sentence: the first, and those that are joined to it."""
        words = self._words
        start = self._behind_subordinate()
        clause = self._read_clause(start)
        if clause is not None:
            yield clause
            yield from self._second_predicate(clause)
        for at in range(max(2, start), len(words) - 2):
            said = words[at].text.lower()
            content = said in self._lexicon.opens_content or words[at].text in (":", "«")
            if content or not self._lexicon.subordinates.isdisjoint(self._lemmas(at)):
                return
            if words[at - 1].text != ",":
                continue
            joined = said in _BEGIN_ANOTHER
            if joined or (clause is not None and clause.end == at - 1 and self._begins_clause(at)):
                clause = self._read_clause(at + joined)
                if clause is not None:
                    yield clause
                    yield from self._second_predicate(clause)

    def _second_predicate(self, clause: Clause) -> Iterator[Clause]:
        """What else the subject of a clause does: "Рада скасувала мито [й підвищила збір]"."""
        at = clause.end
        if at + 1 >= len(self._words) or self._words[at].text not in AND:
            return
        verb = self._verb(at + 1, ())
        after, end = self._behind_verb(verb.last + 1) if verb is not None else (None, at)
        if verb is not None and after is not None and self._ends_well(end, verb, after):
            before = tuple(part for part in clause.before if part.kind is not Kind.ADVERB)
            yield replace(clause, before=before, verb=verb, after=tuple(after), end=end, joined=True)

    def _behind_subordinate(self) -> int:
        """Where the main clause of a sentence begins, behind one that says when, why or despite what."""
        words = self._words
        opens = (
            words[0].text.lower() in (*_WHEN, *_IN_ORDER_TO, *self._lexicon.adds) or words[0].tag == "GRND"
        )
        if not opens:
            return 0
        return next((at + 1 for at, word in enumerate(words[:-1]) if word.text == ","), 0)

    def _read_clause(self, start: int) -> Clause | None:
        """The clause that begins at a place, if every part of it is known."""
        at = self._behind_openers(start)
        before: list[Part] = []
        while (verb := self._verb(at, before)) is None:
            if at >= len(self._words) or len(before) > _MOST_PARTS:
                return None
            resumed = self._behind_aside(at, before)
            if resumed is None:
                part = self._part(at)
                if part is None:
                    return None
                before.append(self._joined(part) if part.kind is Kind.NOUN else part)
                resumed = before[-1].last + 1
            at = resumed
        after, end = self._behind_verb(verb.last + 1)
        if after is None or not self._ends_well(end, verb, after):
            return None
        return Clause(start, tuple(before), verb, tuple(after), end, joined=start > 0)

    def _behind_openers(self, at: int) -> int:
        """Where a clause begins behind its conjunction and what stands there in passing: "Але, [звісно], …"."""
        words = self._words
        while at + 1 < len(words) and (
            words[at].text.lower() in _BEGIN_ANOTHER
            or words[at].text in _DASHES
            or (words[at].text.lower() in self._lexicon.passing and words[at + 1].text == ",")
        ):
            at += 1 + (words[at + 1].text == ",")
        return at

    def _behind_verb(self, at: int) -> tuple[list[Part] | None, int]:
        """The parts behind a verb and where they end; a circumstance that nobody can read is not looked into."""
        words = self._words
        after: list[Part] = []
        while at < len(words) and not self._is_border(at) and words[at].text.lower() not in _CONJUNCTIONS:
            part = self._part(at)
            if part is None:
                told = any(each.kind is Kind.NOUN for each in after)
                cut = told and words[at].text.lower() in self._lexicon.circumstances
                return (after, len(words)) if cut else (None, at)
            if part.kind is Kind.NOUN and not self._verb_follows(part.last + 1):
                part = self._joined(part)
            after.append(part)
            at = part.last + 1
        return after, at

    def _is_border(self, at: int) -> bool:
        """Whether a mark ends a clause, and no abbreviation."""
        text = self._words[at].text
        if text == ".":
            return not any(word.text[0].isalnum() for word in self._words[at + 1 :])
        return text in _MARKS or text in _DASHES

    def _behind_aside(self, at: int, before: Sequence[Part]) -> int | None:
        """Where a clause goes on behind an apposition, a bracket or a clause about its subject."""
        words = self._words
        if not before or words[at].text not in (",", "("):
            return None
        closing = ")" if words[at].text == "(" else ","
        end = next((k for k in range(at + 1, len(words)) if words[k].text == closing), None)
        if end is None:
            return at + 1 if closing == "," and self._is_over(before) else None
        if closing == ",":
            nouns = [part for part in before if part.kind is Kind.NOUN and part.in_case("nomn")]
            dated = before[-1].kind is Kind.TIME and self._is_when(at + 1, end)
            passing = all(word.text.lower() in self._lexicon.passing for word in words[at + 1 : end])
            if not (dated or passing) and not (nouns and self._is_aside(at + 1, nouns[-1])):
                return at + 1 if self._is_over(before) else None
        return end + 1

    def _is_over(self, openers: Sequence[Part]) -> bool:
        """Whether only circumstances stand before a comma: "У п'ятницю, [рада скасувала мито]"."""
        return all(
            part.kind in (Kind.TIME, Kind.PASSING)
            or (part.kind is Kind.PREPOSITIONAL and self._is_circumstance(part, ()))
            for part in openers
        )

    def _is_when(self, at: int, end: int) -> bool:
        part = self._part(at)
        return part is not None and part.kind is Kind.TIME and part.last == end - 1

    def _is_aside(self, at: int, subject: Part) -> bool:
        """Whether what begins behind a comma describes a subject that is known without it, as several are not."""
        one = not subject.bare and all(not use.plural for use in subject.in_case("nomn"))
        if not (one or subject.named or self._lexicon.is_body(self._words[subject.head].lemma)):
            return False
        relative = not self._lexicon.subordinates.isdisjoint(self._lemmas(at))
        return (
            relative
            or self._words[at].tag in ("GRND", "PRTF")
            or self._is_adjective(at)
            or self._noun_phrase(at, ("nomn",)) is not None
        )

    def _verb_follows(self, at: int) -> bool:
        """Whether a verb stands in the same stretch behind a conjunction: "скасувала мито [і ціни зросли]"."""
        if at >= len(self._words) or self._words[at].text not in AND:
            return False
        return self._finite_within(at + 1)

    def _ends_well(self, at: int, verb: Verb, after: Sequence[Part]) -> bool:
        """Whether nothing that belongs to a clause follows its last part."""
        words = self._words
        following = at + 1
        if following >= len(words) or words[at].text in ".!…;":
            return True
        if words[at].text.lower() in _CONJUNCTIONS:
            return self._tells(following) and bool(after)
        if words[at].text != ",":
            return bool(after) and not (words[at].text == ":" and verb.lemma in self._lexicon.reports)
        return self._ends_at_comma(following, verb, after)

    def _ends_at_comma(self, following: int, verb: Verb, after: Sequence[Part]) -> bool:
        """Whether what follows a comma only adds to a clause that is whole without it."""
        words = self._words
        said = words[following].text.lower()
        if said in self._lexicon.adds or words[following].tag == "GRND":
            return bool(after) or self._is_intransitive(verb)
        if said in _WHEN or said in _IN_ORDER_TO:
            objects = any(part.in_case("accs") for part in after if part.kind is Kind.NOUN)
            speaks = verb.lemma in self._lexicon.reports | self._lexicon.asking
            return verb.past and objects and not speaks
        if said in self._lexicon.opens_content:
            return False
        if said in _CONJUNCTIONS:
            return self._finite_within(following + 1)
        if self._is_about_noun(following):
            return verb.past and bool(after) and self._is_known(after[-1])
        if said in self._lexicon.passing or said in self._lexicon.circumstances:
            return True
        if self._tells(following):
            return bool(after) and self._lexicon.reports.isdisjoint(self._lemmas(following))
        return self._begins_clause(following) or self._is_apposition(following, after)

    def _is_about_noun(self, at: int) -> bool:
        """Whether a clause or a participle describes the noun before it: ", [у якій] живе", ", [збудований] торік"."""
        words = self._words
        relative = any(
            not self._lexicon.subordinates.isdisjoint(self._lemmas(k))
            for k in range(at, min(at + 3, len(words)))
        )
        return relative or (
            self._is_adjective(at)
            and any(each.part in _PARTICIPLES or each.passive for each in self._read(at))
        )

    def _is_apposition(self, at: int, after: Sequence[Part]) -> bool:
        """Whether what follows a comma says who or what the name before it is: "у Вапнярці, [столиці краю]"."""
        named = bool(after) and self._words[after[-1].last].tag == NAME and self._words[at].tag != NAME
        part = self._noun_phrase(at) if named else None
        return part is not None and (part.last + 1 >= len(self._words) or self._is_border(part.last + 1))

    def _read(self, at: int) -> tuple[Reading, ...]:
        return readings(self._words[at].text.lower(), self._language)

    def _is_known(self, part: Part) -> bool:
        """Whether a phrase means one thing that is known without the clause about it."""
        alone = part.kind is Kind.PREPOSITIONAL and part.bare
        return part.named or (
            bool(part.uses) and not alone and all(not (use.plural or use.counted) for use in part.uses)
        )

    def _begins_clause(self, at: int) -> bool:
        """Whether a phrase and its verb stand at a place: "…, [рибалки зраділи]", "…, [порт довелося] закрити"."""
        part = self._part(at)
        if part is None or part.kind not in (Kind.NOUN, Kind.TIME) or part.last + 1 >= len(self._words):
            return part is not None and part.kind is Kind.TIME
        return self._tells(part.last + 1)

    def _tells(self, at: int) -> bool:
        """Whether a verb of the third person stands at a place, or what is done by nobody in particular."""
        return self._finite(at) is not None or any(
            each.part == "PRTS" or (each.part == "VERB" and not (each.number or each.gender or each.tense))
            for each in self._read(at)[:1]
        )

    def _finite_within(self, at: int) -> bool:
        end = self._clause(at)[1] if at < len(self._words) else at
        return any(map(self._tells, range(at, end)))

    # The verb

    def _verb(self, at: int, before: Sequence[Part]) -> Verb | None:
        """The verb that begins at a place, with "not", its auxiliaries and what stands between them."""
        words = self._words
        kept: list[int] = []
        if at < len(words) and words[at].text in _DASHES:
            return self._equation(at) if before and before[-1].kind is not Kind.PASSING else None
        if at + 1 < len(words) and words[at].text.lower() in _STILL and words[at + 1].text.lower() in _NOT:
            kept.append(at)
            at += 1
        if at < len(words) and words[at].text.lower() in _NOT:
            kept.append(at)
            at += 1
        if at >= len(words):
            return None
        if not _IS.isdisjoint(self._lemmas(at)) and words[at].tag != NAME:
            return self._with_auxiliary(at, kept)
        if words[at].text.lower() in self._lexicon.impersonals and self._infinitive_behind(at):
            return Verb(at, (*kept, at), None, "", impersonal=True)
        bound = self._bound(at)
        if bound is not None:
            last = at + (not self._is_infinitive(at + 1))
            return Verb(last, (*kept, *range(at, last + 1)), bound, bound.lemma)
        passive = self._passive(at)
        if passive is not None:
            return Verb(
                at,
                (*kept, at),
                passive,
                passive.lemma,
                impersonal=not passive.gender and not passive.number,
                passive=True,
            )
        verb = self._finite(at)
        return None if verb is None else Verb(at, (*kept, at), verb, verb.lemma)

    def _infinitive_behind(self, at: int) -> bool:
        """Whether an infinitive depends on a word: "треба [скасувати]"."""
        at += 1
        while at < len(self._words) and self._words[at].text.lower() in self._lexicon.passing:
            at += 1
        return at < len(self._words) and self._is_infinitive(at)

    def _equation(self, dash: int) -> Verb | None:
        """A dash for a verb: "Корупція — [це] головна перешкода"."""
        words = self._words
        kept = [dash]
        for said in (_THIS, _NOT):
            if kept[-1] + 1 < len(words) and words[kept[-1] + 1].text.lower() in said:
                kept.append(kept[-1] + 1)
        return Verb(kept[-1], tuple(kept), None, "", copula=True)

    def _with_auxiliary(self, at: int, kept: list[int]) -> Verb | None:
        """A passive or a copula: "було скасовано", "була закрита", "є перешкодою"."""
        words = self._words
        every = readings(words[at].text.lower(), self._language)
        finite = (each for each in every if each.lemma in _IS and each.of_others and not each.imperative)
        auxiliary = next(finite, None)
        if auxiliary is None:
            return None
        if auxiliary.part == "INFN" or words[at].text.lower() in ("бути", "быть"):
            return None
        kept = [*kept, at]
        following = at + 1
        while following < len(words) and words[following].text.lower() in self._lexicon.passing:
            following += 1
        passive = self._passive(following) if following < len(words) else None
        if passive is not None:
            impersonal = not passive.gender and not passive.number
            return Verb(
                following,
                (*kept, following),
                auxiliary,
                passive.lemma,
                impersonal=impersonal,
                passive=True,
            )
        future = self._infinitive_behind(at)  # "порт [будуть] ремонтувати"
        return Verb(at, tuple(kept), auxiliary, auxiliary.lemma, copula=not future)

    def _passive(self, at: int) -> Reading | None:
        """What is done to something: "скасовано", "закрита", "отменён"; no participle before its noun."""
        words = self._words
        text = words[at].text.lower()
        for each in readings(text, self._language):
            if each.part == "VERB" and not each.number and not each.gender and text.endswith(_IMPERSONAL):
                return each
            if each.part == "PRTS":
                return each
            if each.is_adjective and each.passive and each.case == "nomn":
                described = self._noun_phrase(at, ("nomn",))
                return each if described is None else None
        return None

    def _bound(self, at: int) -> Reading | None:
        """Who must or is ready to do what follows: "повинна закрити", "должен был закрыть"."""
        past = at + 1 < len(self._words) and not BE.isdisjoint(self._lemmas(at + 1))
        following = at + 1 + past
        if following >= len(self._words) or not self._is_infinitive(following):
            return None
        return next(
            (
                each
                for each in readings(self._words[at].text.lower(), self._language)
                if each.lemma in _BOUND and each.case in ("", "nomn")
            ),
            None,
        )

    def _finite(self, at: int) -> Reading | None:
        """How a word is read as a verb of the third person, if it most likely is one."""
        word = self._words[at]
        if word.tag == NAME or not word.text[0].isalpha():
            return None
        every = readings(word.text.lower(), self._language)
        verbs = [each for each in every if each.part == "VERB" and not each.imperative and each.of_others]
        verbs = [each for each in verbs if each.number or each.gender]
        likely = bool(verbs) and (every[0].part == "VERB" or word.tag == "VERB" or self._is_past(at))
        return verbs[0] if likely else None

    # Who does what

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
        while True:
            if self._is_complete(clause, first, rest):
                whole = [*pieces, *(Piece(part.first, part.last) for part in rest)]
                yield whole
                named = self._name_in(first)
                if named is not None and not fits_clause(self._label(whole)):
                    yield [named, *whole[1:]]
            left_out = next((part for part in reversed(rest) if self._is_circumstance(part, rest)), None)
            if left_out is None:
                return
            rest = [part for part in rest if part is not left_out]

    def _name_in(self, subject: Part) -> Piece | None:
        """The name of somebody behind their title, for which there is no room: "суддя міського суду [Іван Савич]"."""
        first = subject.last
        while first > subject.head and self._is_name(first) and not self._is_acronym(first):
            first -= 1
        first += 1
        two = subject.last - first == 1 and any(
            use.animate and not use.plural for use in subject.in_case("nomn")
        )
        nominative = two and any(
            each.case == "nomn" and "Name" in each.proper
            for each in readings(self._words[first].text, self._language)
        )
        return Piece(first, subject.last) if nominative else None

    def _groups(self, before: Sequence[Part]) -> list[Part] | None:
        """The noun phrases before a verb, each with its prepositional phrases; None where more stands there."""
        groups: list[Part] = []
        for at, part in enumerate(before):
            if part.kind in (Kind.TIME, Kind.PASSING):
                if at and before[at - 1].kind is Kind.PREPOSITIONAL and not part.preposition:
                    return None  # "дослідники у віці [понад 65 років]"
                continue
            if part.kind is Kind.NOUN and groups and self._is_name_of(groups[-1], part):
                groups.append(self._merged(groups.pop(), part))
            elif part.kind is Kind.NOUN:
                groups.append(part)
            elif part.kind is Kind.PREPOSITIONAL:
                if (
                    groups
                    and groups[-1].last == part.first - 1
                    and part.preposition not in self._lexicon.circumstances
                ):
                    groups.append(self._merged(groups.pop(), part))
                elif groups or not (self._is_circumstance(part, ()) or self._can_follow(part)):
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
        openers = []
        for part in clause.before:
            if part.kind is Kind.NOUN:
                break
            if part.kind is Kind.PREPOSITIONAL and not self._is_circumstance(part, ()):
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
        if verb.impersonal and verb.agreeing is None and groups and self._is_who(groups[0]):
            return groups[0], self._brought_behind(groups[1:], clause.after)
        if verb.impersonal:
            return self._of_nobody(clause, groups, behind)
        leading = [part for part in groups if self._can_be_subject(part, verb)]
        trailing = [part for part in behind if self._can_be_subject(part, verb)]
        if verb.agreeing is None and not verb.impersonal:
            equal = len(groups) == len(leading) == 1 and bool(trailing) and trailing[0] is clause.after[0]
            return (leading[0], list(clause.after)) if equal else None
        acting = [part for part in leading if self._acts_surely(part)]
        leading = acting if len(acting) == 1 else leading
        if len(leading) == 1 and not self._is_object(leading[0], trailing, verb):
            subject = leading[0]
            if not verb.copula and trailing and not self._is_surely_subject(subject, trailing):
                return None
            others = [part for part in groups if part is not subject]
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
        links = verb.copula or verb.lemma in _COPULAS
        if links and not any(part.in_case("ablt") for part in groups):
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
        if self._is_left_behind(end + 1, rest):
            return None
        return replace(part, last=end), self._brought_behind(groups, rest)

    def _of_nobody(
        self, clause: Clause, groups: Sequence[Part], behind: Sequence[Part]
    ) -> tuple[Part, list[Part]] | None:
        """The object of a verb without a subject, brought before it: "[Тендер] скасували"."""
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
        return (
            part.kind is Kind.PREPOSITIONAL and not (counted or where) and not self._is_circumstance(part, ())
        )

    def _is_left_behind(self, at: int, rest: Sequence[Part]) -> bool:
        """Whether what follows a phrase may be its own, so that it cannot be moved: "закрили [школу з басейном]"."""
        part = next((each for each in rest if each.first == at), None)
        if part is None:
            return False
        if part.kind is Kind.PREPOSITIONAL:
            return not self._is_place(part) and part.preposition not in self._lexicon.circumstances
        return part.kind is Kind.NOUN and bool(part.in_case("gent") or part.in_case("ablt"))

    # What may be left out

    def _is_place(self, part: Part) -> bool:
        """Whether a prepositional phrase only says where: "у Ремську", "на майдані"."""
        where = part.preposition in _WHERE and bool(part.in_case("loct") or part.in_case("loc2"))
        if not where or part.head < 0:
            return False
        head = self._lemmas(part.head)
        geographic = any(
            "Geox" in each.proper for each in readings(self._words[part.head].text, self._language)
        )
        return geographic or not head.isdisjoint(self._lexicon.settings | self._lexicon.places)

    def _is_circumstance(self, part: Part, rest: Sequence[Part]) -> bool:
        """Whether a closing part may be cut off: a cause, or where it is where something else is told."""
        if part.kind is not Kind.PREPOSITIONAL:
            return False
        idiom = f"{part.preposition}_{self._words[part.head].text.lower()}"
        if not self._lexicon.circumstances.isdisjoint((part.preposition, idiom)):
            return True
        objects = [each for each in rest if each.kind is Kind.NOUN and each.in_case("accs")]
        several = any(use.plural for each in objects for use in each.in_case("accs"))
        if not objects:
            return False
        before = next((each for each in rest if each.last == part.first - 1), part)
        if before is not part and self._is_place(part) and self._is_circumstance(before, ()):
            return True
        matter = part.preposition in _ABOUT and part.first == objects[-1].last + 1 and not objects[-1].bare
        return not several and (matter or self._is_place(part))

    def _is_condition(self, clause: Clause) -> bool:
        """Whether something only happens in some case: "у разі", "за умови"."""
        return any(
            part.kind is Kind.PREPOSITIONAL and not self._lemmas(part.head).isdisjoint(_IN_CASE)
            for part in (*clause.before, *clause.after)
        )

    def _is_complete(self, clause: Clause, first: Part, rest: Sequence[Part]) -> bool:
        """Whether nothing that a verb needs is missing."""
        if clause.verb.copula:
            told = [part for part in rest if part.kind is not Kind.ADVERB]
            return bool(told) and not told[0].bare and told[0].kind is not Kind.INFINITIVE
        if any(part.kind is not Kind.ADVERB for part in rest):
            return True
        told_of_object = clause.verb.passive or (clause.verb.plural and bool(first.in_case("accs")))
        return told_of_object or self._is_intransitive(clause.verb)

    def _is_intransitive(self, verb: Verb) -> bool:
        of_verbs = self._lexicon.verbal_nouns
        return any(verb.lemma in of_verbs.get(governed, ()) for governed in ("nomn", "nomn inan"))
