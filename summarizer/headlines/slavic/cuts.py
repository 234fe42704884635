"""What a Ukrainian or Russian headline may leave out where there is no room: tails, adjectives, titles, first names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from summarizer.headlines.slavic.circumstances import IN, ONTO, Kind, Part
from summarizer.headlines.slavic.clauses import MainClause
from summarizer.headlines.slavic.noun_phrases import EXTENTS
from summarizer.headlines.slavic.persons import Persons
from summarizer.headlines.slavic.verbs import REFLEXIVE, Verb
from summarizer.phrases.euphony import euphonic
from summarizer.phrases.phrase import fits_clause
from summarizer.phrases.slavic.line import AND, CLOSING_QUOTES, DEEDS, OPENING_QUOTES
from summarizer.phrases.slavic.tails import BETWEEN
from summarizer.text import Line
from summarizer.wordlists import word_list, word_set
from summarizer.words.lexicon import deeds
from summarizer.words.slavic import NAME

_COURTS = ("суд", "адмінсуд", "райсуд", "міськсуд", "госпсуд", "прокуратура", "поліція", "полиция")
_ONLY_ONE = frozenset(("міжнародний", "верховний", "конституційний", "європейський", "генеральний"))
_FORMS = word_set("ТОВ ПП ФОП ДП КП ПАТ ПрАТ ТзОВ ЗАТ ВАТ ФГ ПФ ООО ОАО ЗАО АО")
_THROUGH = ("через",)
_PRICE = ("за",)
_AMOUNT = ("на", "в", "у", "за")
_ABOUT = ("про", "щодо", "стосовно", "о", "об")
_GETS, _FROM_WHOM = ("отрим", "одерж", "получ"), ("від", "от")
_FOR, _TO = ("для",), ("до", "в", "у", "к")
_MADE = ("обра", "призна", "визна", "назва", "назна", "избра", "оголо", "объяв")
# Where or on what ground a thing comes from: "330 ударів [з артилерії]", "провадження [за заявою ради]".
_OF_THINGS = {"з": "gent", "із": "gent", "зі": "gent", "из": "gent", "за": "ablt accs"}
# What is taken is told with where from: "виключила церкву [з переліку]".
_TAKES = word_list(
    "виключ вилуч зня вивед виве усун викрес вивіль звіль позбав исключ изъя сня выве освобо лиши"
)
_DOING = ("ування", "ювання", "ирование")
_NEGATIVE = ("не", "без", "бес", "анти", "псевдо", "лже")


@cache
def _deeds_of_something(language: str) -> frozenset[str]:
    """The nouns of doing that say nothing without what is done: "позбавлення"."""
    return frozenset(deed for deed in deeds(language) if deed.endswith(DEEDS))


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a headline that stand together in the sentence."""

    first: int
    last: int
    is_object: bool = False


class Cuts(Persons):
    """A line whose clauses can be shortened until they fit `behind` the name of who says them."""

    def __init__(self, line: Line, language: str, behind: str = "") -> None:
        super().__init__(line, language)
        self._before_label = behind

    def _fits(self, label: str) -> bool:
        return ", " not in label and fits_clause(f"{self._before_label}{label}")

    def _pieces(self, part: Part, *, is_object: bool = False) -> Iterator[Piece]:
        """The words of a part that are not left out."""
        first = part.first
        for at in sorted(part.dropped):
            if first < at:
                yield Piece(first, at - 1, is_object)
            first = at + 1
        if first <= part.last:
            yield Piece(first, part.last, is_object)

    def _label(self, pieces: Sequence[Piece]) -> str:
        """The words of a headline; a capital that only began the sentence does not stand inside it."""
        said: list[str] = []
        for piece in pieces:
            text = self._line.surface(piece.first, piece.last)
            word = self._words[piece.first]
            acronym = word.text.isupper() and len(word.text) > 1
            proper = self._is_proper(0) and len(word.text) > 1
            if said and piece.first == 0 and not (acronym or proper):
                text = text[:1].lower() + text[1:]
            said.append(text)
        label = " ".join(said)
        return euphonic(label) if self._language == "uk" else label

    def _joined_up(self, subject: Part, verb: Sequence[Piece], rest: Iterable[Part]) -> list[Piece]:
        done = next((part for part in rest if part.kind is Kind.NOUN and part.in_case("accs")), None)
        told = (self._pieces(part, is_object=part is done) for part in rest)
        return [*self._pieces(subject), *verb, *chain.from_iterable(told)]

    def _shortened(
        self, clause: MainClause, subject: Part, verb: Sequence[Piece], rest: list[Part]
    ) -> Iterator[tuple[Part, list[Part]]]:
        """A subject and what is told of it: whole, without circumstances, and cut until there is room for it."""
        yield subject, rest
        if self._is_denied_verb(clause.verb):
            return
        while (shorter := self._without_circumstance(clause.verb, rest)) is not None:
            rest = shorter
            yield subject, rest
        cut: tuple[Part, list[Part]] | None = (subject, rest)
        while cut is not None and not self._fits(self._label(self._joined_up(cut[0], verb, cut[1]))):
            subject, rest = cut
            cut = next(self._cuts(clause, subject, rest), None)
        if cut is not None and cut != (subject, rest):
            yield cut

    def _cuts(self, clause: MainClause, subject: Part, rest: list[Part]) -> Iterator[tuple[Part, list[Part]]]:
        """What is one step shorter, in the order in which an editor would give things up."""
        objects = [part for part in rest if part.kind is Kind.NOUN and part.in_case("accs")]
        done_to = clause.verb.passive or clause.verb.impersonal or (clause.verb.plural and not objects)
        objects += [subject] if done_to and subject.in_case("accs") and not self._acts_surely(subject) else []
        formless = self._without_form(subject)
        if formless is not None:
            yield formless, rest
        yield from ((subject, others) for others in self._without_part(clause, rest, objects))
        yield from self._with_less_of_each(clause, subject, rest)

    def _without_part(
        self, clause: MainClause, rest: list[Part], objects: Sequence[Part]
    ) -> Iterator[list[Part]]:
        """What is told without one of its parts that may go whole, the last one first."""
        done = clause.verb.past
        to_do = any(part.kind is Kind.INFINITIVE for part in rest)  # "зобов'язав [фірму] закрити порт"
        for at in range(len(rest) - 1, -1, -1):
            part, end = rest[at], self._end_of_attributes(rest, at)
            others = [*rest[:at], *rest[end:]]
            beside = rest[end] if end < len(rest) and rest[end].first == rest[end - 1].last + 1 else None
            if beside is not None and beside.kind is Kind.NOUN and not beside.in_case("accs"):
                continue  # "захистила порт [від забудови] фірмою мера"
            if done and (self._is_agent(part, clause.verb) or self._is_means(part, clause.verb, others)):
                yield others  # "скасовано [окружним судом]"
            made = clause.verb.lemma.startswith(_MADE)  # "визнав мера [винним]"
            acted_on = any(
                each is not part and (any(use.counted for use in each.uses) or not each.in_case("datv"))
                for each in objects
            )
            if acted_on and done and not made and self._is_for_whom(part, clause.verb) and not to_do:
                yield others  # "надав [слідчому] доступ"
            if done and self._is_place(part) and (self._is_intransitive(clause.verb) or objects):
                yield others  # "виникла [на стіні]"
            if done and objects and self._only_adds(part, clause.verb, rest[:at]):
                yield others
            if (
                done
                and self._is_between(at, rest, objects)
                and clause.verb.lemma not in self._lexicon.charges
            ):
                yield others  # "затримали [в аеропорту] водія"

    def _with_less_of_each(
        self, clause: MainClause, subject: Part, rest: list[Part]
    ) -> Iterator[tuple[Part, list[Part]]]:
        """A subject and what is told of it, one of the parts without tails, adjectives, titles or first names."""
        done = clause.verb.past
        whole = clause.verb.lemma in self._lexicon.charges or clause.verb.lemma.startswith(_TAKES)
        yield from self._without_tails(subject, rest, names=False, grounds=done and not whole)
        named = self._name_in(subject, clause.verb)
        if named is not None:
            yield named, rest
        for at, part in enumerate(rest):
            called = self._name_of(part)
            if called is not None:
                yield subject, [*rest[:at], called, *rest[at + 1 :]]
        if not clause.verb.copula:
            future = clause.verb.agreeing is not None and clause.verb.agreeing.tense == "futr"
            yield from self._without_adjectives(subject, rest, done=done or future)
        yield from self._without_tails(subject, rest, names=True, grounds=done and not whole)
        if self._is_court(subject):
            # as in "[Окружний адміністративний] суд"
            yield replace(subject, first=subject.head, last=subject.head), rest
        role = not self._lexicon.roles.isdisjoint(self._lemmas(subject.head))  # "депутати [ради]"
        joined = any(use.plural for use in subject.uses) and not role
        shorter = None if joined else self._without_tail(subject, names=True)
        known = self._lexicon.is_body(self._words[subject.head].lemma) or self._is_name(subject.head) or role
        inner = shorter is not None and shorter.last > subject.head  # "мета сил оборони [Нарвії]"
        inner = inner and shorter is not None and self._words[shorter.last + 1].text not in AND
        if shorter is not None and (known or inner):
            yield shorter, rest
        least = self._without_tail(subject, names=True)
        extent = 0 if least is None else least.last + 1
        if least is not None and not self._lemmas(extent + self._is_adjective(extent)).isdisjoint(EXTENTS):
            yield least, rest
        untitled = self._without_title(subject)
        if untitled is not None:
            yield untitled, rest
        for at, part in enumerate((subject, *rest)):
            nameless = self._without_first_name(part)
            if nameless is not None:
                yield (nameless, rest) if not at else (subject, [*rest[: at - 1], nameless, *rest[at:]])

    def _only_adds(self, part: Part, verb: Verb, before: Sequence[Part]) -> bool:
        """Whether a phrase says for how much, where to or for when: "купила човен [за 5 млн]", "вивіз сіль [до …]"."""
        price = part.preposition in _PRICE and any(use.counted for use in part.uses)
        moved = verb.lemma in self._lexicon.moving and part.kind is Kind.PREPOSITIONAL
        dates = self._lexicon.times | self._lexicon.dates
        dated = part.preposition in ONTO and not dates.isdisjoint(self._lemmas(part.head))
        dated = dated and bool(before) and before[-1].kind is Kind.PREPOSITIONAL
        return price or moved or dated

    def _is_court(self, subject: Part) -> bool:
        """Whether a court or the like has a longer name, and is not the only one of its kind."""
        head = subject.head
        longer = subject.first < head or subject.last > head
        kinds = (self._lemmas(at) for at in range(subject.first, head))
        return self._words[head].lemma in _COURTS and longer and all(map(_ONLY_ONE.isdisjoint, kinds))

    def _without_form(self, part: Part) -> Part | None:
        """A firm without its legal form: "[ТОВ] «Прибій»"."""
        words = self._words
        for at in range(part.first, part.last):
            if at not in part.dropped and words[at].text in _FORMS and self._is_quoted(at + 1):
                return replace(part, dropped=part.dropped | {at})
        return None

    def _is_agent(self, part: Part, verb: Verb) -> bool:
        """Whether a body or somebody is by whom a thing is done, not what somebody is made: "обраний [суддею]"."""
        acts = self._lexicon.is_body(self._words[part.head].lemma) or part.named
        oblique = part.kind is Kind.NOUN and bool(part.in_case("ablt")) and not part.in_case("accs")
        return verb.passive and oblique and acts and not verb.lemma.startswith(_MADE)

    def _is_means(self, part: Part, verb: Verb, others: Sequence[Part]) -> bool:
        """Whether a thing is but what somebody uses who goes somewhere: "виїхав до Тисми [новим автобусом]"."""
        used = part.kind is Kind.NOUN and bool(part.uses) and all(use.case == "ablt" for use in part.uses)
        living = part.named or any(use.animate for use in part.uses)
        somewhere = any(each.preposition in _TO for each in others)
        return (
            used
            and not living
            and somewhere
            and self._is_intransitive(verb)
            and not verb.lemma.endswith(REFLEXIVE)
        )

    def _without_tails(
        self, subject: Part, rest: list[Part], *, names: bool, grounds: bool
    ) -> Iterator[tuple[Part, list[Part]]]:
        for at in range(len(rest) - 1, -1, -1):
            end = self._end_of_attributes(rest, at)
            beside = end < len(rest) and rest[end].kind is Kind.NOUN and not rest[end].in_case("datv")
            beside = beside and rest[end].first == rest[end - 1].last + 1
            if at and not beside and self._only_describes(rest[at], rest[at - 1], grounds=grounds):
                yield subject, [*rest[:at], *rest[end:]]
            shorter = self._without_tail(rest[at], names=names)
            with_another = (
                rest[at].kind is Kind.PREPOSITIONAL
                and shorter is not None
                and self._words[shorter.last + 1].text in AND
            )
            if end > at + 1 and not (
                with_another or self._only_describes(rest[at + 1], rest[at], grounds=grounds)
            ):
                continue  # "звинуватив директора [порту] у крадіжці"
            if shorter is not None and not beside:
                yield subject, [*rest[:at], shorter, *rest[end:]]

    def _end_of_attributes(self, rest: Sequence[Part], at: int) -> int:
        """The place of the first part behind another that is no attribute of it."""
        end = at + 1
        while (
            end < len(rest)
            and rest[end].kind is Kind.PREPOSITIONAL
            and rest[end].first == rest[end - 1].last + 1
        ):
            end += 1
        return end

    def _only_describes(self, part: Part, noun: Part, *, grounds: bool) -> bool:
        """Whether a phrase describes a noun that says enough without it, and is no complement of the verb.

        "Надав доступ до архіву [банку в Ремську]", but "з'єднав порт [із містом]".
        """
        if part.kind is not Kind.PREPOSITIONAL or part.first != noun.last + 1 or noun.head < 0:
            return False
        if self._is_fiction(part) or (part.preposition in _FROM_WHOM and noun.preposition in _PRICE):
            return False  # "за 5 кілометрів [від міста]"
        governed = any(
            self._lexicon.asks_for(lemma, part.preposition)
            for at in {noun.head, noun.last}
            for lemma in self._lemmas(at)
        )
        inner = noun.kind is Kind.PREPOSITIONAL
        told = noun.last > noun.head or noun.first < noun.head - inner
        living = any(use.animate and not use.counted for use in noun.uses)
        case = _OF_THINGS.get(part.preposition, "")
        source = grounds and bool(case) and all(use.case in case for use in part.uses) and not living
        where = grounds and part.preposition in IN and bool(part.in_case("loct")) and not living
        counted = any(use.counted for use in noun.uses)
        deed = grounds and self._words[part.head].text.endswith(DEEDS)
        rate = not self._lexicon.times.isdisjoint(self._lemmas(part.head))  # "300 тонн [на добу]"
        purpose = (counted or deed) and part.preposition in ONTO and bool(part.in_case("accs")) and not rate
        amount = part.preposition in _AMOUNT and any(use.counted for use in part.uses)  # "позов [на 5 млн]"
        adds = part.preposition in (*_ABOUT, *_FOR, *_FROM_WHOM) or source or where or purpose or amount
        told = told or counted
        # as in "є депутатом ради [від села]"
        whence = part.preposition in _FROM_WHOM and bool(noun.in_case("ablt"))
        said_of = inner or whence or bool(noun.in_case("accs"))
        return told and (amount or not governed) and adds and said_of

    def _is_between(self, at: int, rest: Sequence[Part], objects: Sequence[Part]) -> bool:
        """Whether a part says where, between a verb and its object."""
        part = rest[at]
        where = part.preposition in IN and bool(part.in_case("loct"))
        end = self._end_of_attributes(rest, 0)
        needed = len(rest) > end and (rest[end] in objects or rest[end].kind is Kind.INFINITIVE)
        return where and not at and needed

    def _is_for_whom(self, part: Part, verb: Verb) -> bool:
        """Whether a part says to or for whom something is done."""
        if part.kind is Kind.PREPOSITIONAL:
            gets = verb.lemma.startswith(_GETS) and part.preposition in _FROM_WHOM
            return part.preposition in _FOR or gets
        if part.in_case("accs") and any(use.counted for use in part.uses):
            return False  # "5 гривень [20 копійок]"
        if part.kind is not Kind.NOUN or part.head < 0:
            return False
        to_whom = [use for use in part.in_case("datv") if not use.unchanging]
        body = part.named or self._lexicon.is_body(self._words[part.head].lemma)
        return bool(to_whom) and (body or any(use.animate for use in to_whom))

    def _without_tail(self, part: Part, *, names: bool) -> Part | None:
        """A phrase without its last complement, if another is left or that only adds: "доступ до листів [фонду]"."""
        if part.head < 0:
            return None
        for at in range(part.last, part.head, -1):
            if not self._may_end_before(at, part):
                continue
            if not names and any(word.text[0].isupper() for word in self._words[at : part.last + 1]):
                continue
            return replace(part, last=at - 1, bare=part.first == part.head == at - 1)
        return None

    def _may_end_before(self, at: int, part: Part) -> bool:
        """Whether a phrase is whole without all that follows from a place on."""
        words = self._words
        said, before = words[at].text.lower(), words[at - 1]
        inside = [word.text for word in words[part.head : at]]
        if any(not self._lexicon.streets.isdisjoint(self._lemmas(k)) for k in range(max(at - 3, 0), at)):
            return False  # "вул. Княгині [Ольги]"
        opened, closed = (sum(text in marks for text in inside) for marks in ("«", CLOSING_QUOTES))
        if opened > closed or self._is_adjective(at - 1):
            return False
        if not (before.text[0].isalnum() or before.text in CLOSING_QUOTES):
            return False
        if self._is_in_preposition(at - 1) or (said not in AND and not set(AND).isdisjoint(inside)):
            return False  # "на чолі [з радою]", "дозвіл уряду та міністерства [Нарвії]"
        if said in AND:
            return part.preposition not in BETWEEN and not any(each in BETWEEN for each in inside)
        body = self._lexicon.is_body(words[part.head].lemma)
        described = at > part.head + 1 or part.first < part.head or part.named or body
        extent = at + self._is_adjective(at)  # "[загальною] площею 12 га"
        if not self._lemmas(extent).isdisjoint(EXTENTS):
            return described  # "апарат [вартістю 2 млн грн]"
        if self._cases_of(at):
            governed = any(
                self._lexicon.asks_for(lemma, said) for k in (part.head, at - 1) for lemma in self._lemmas(k)
            )
            governed = governed and not self._is_number(at + 1)  # "позов громади [на 5 млн]"
            adds = said in (*_ABOUT, *_FOR, *IN, *_OF_THINGS)
            return not governed and described and (adds or at > part.head + 1)
        counted = any(use.counted for use in part.uses)
        if at < part.head + 2 - counted or before.tag == NAME or words[at].text[0].isdigit():
            return False
        known = self._lexicon
        needy = known.general | known.shell | known.no_complement | known.roles
        needy |= _deeds_of_something(self._language)
        doing = before.lemma.endswith(_DOING)  # "шляхи реформування [освіти]"
        if before.tag != "NOUN" or doing or not needy.isdisjoint(self._lemmas(at - 1)):
            return False
        owner = self._noun_phrase(at, ("gent",), nested=True)
        return owner is not None and (counted or any(each.case == "gent" for each in self._read(at - 1)))

    def _without_adjectives(
        self, subject: Part, rest: list[Part], *, done: bool
    ) -> Iterator[tuple[Part, list[Part]]]:
        """What is told without one adjective; what is so in general is so only of what is described."""
        for at in range(len(rest) - 1, -1, -1):
            shorter = self._without_adjective(rest[at], told=self._end_of_attributes(rest, at) > at + 1)
            if shorter is not None and (done or rest[at].named):
                yield subject, [*rest[:at], shorter, *rest[at + 1 :]]
        shorter = self._without_adjective(
            subject, told=self._lexicon.is_body(self._words[subject.head].lemma)
        )
        if shorter is not None and done and not any(use.plural for use in subject.in_case("nomn")):
            yield shorter, rest

    def _without_adjective(self, part: Part, *, told: bool) -> Part | None:
        """A phrase without one adjective before a noun that says enough without it."""
        if part.kind not in (Kind.NOUN, Kind.PREPOSITIONAL) or part.head < 0:
            return None
        if (
            self._is_numeral(part.first)
            and not any(use.counted for use in part.uses)
            and part.last > part.head
        ):
            places = range(part.first, part.head + 1)
            first = next((at for at in places if not self._is_numeral(at)), part.first)
            if first == part.first:
                return None
            return replace(part, first=first + (first < part.head))  # "[сімдесят четвертий] обмін полоненими"
        for at in range(part.last - 1, part.first - 1, -1):
            if at in part.dropped or not self._may_drop(at):
                continue
            noun = at + 1
            while noun <= part.last and self._is_adjective(noun):
                noun += 1
            described = any(k not in part.dropped and self._is_adjective(k) for k in range(part.first, at))
            full = noun != part.head or part.last > part.head or told or described
            # as in "суддя [міського] суду"
            body = noun > part.head and self._lexicon.is_body(self._words[noun].lemma)
            empty = not self._lexicon.general.isdisjoint(self._lemmas(min(noun, part.last)))
            if noun <= part.last and full and not (body or empty) and self._words[noun].text[0].islower():
                return replace(part, dropped=part.dropped | {at})
        return None

    def _may_drop(self, at: int) -> bool:
        """Whether an adjective leaves its noun what it is, as no "колишній" or "можливий" does, nor a participle."""
        words = self._words
        text = words[at].text
        # "«поганою новиною»"
        quoted = self._is_inside_quotes(at) or any(
            word.text in OPENING_QUOTES for word in words[max(at - 3, 0) : at]
        )
        if quoted or not self._is_adjective(at) or text[0].isupper() or text.lower().startswith(_NEGATIVE):
            return False
        if any(each.part == "PRTF" or each.passive for each in self._read(at)):
            return False
        beside = {word.text.lower() for k in (at - 1, at + 1) for word in words[max(k, 0) : k + 1]}
        noun = next((k for k in range(at, len(words)) if not self._is_adjective(k)), at)
        named = at
        while named > 0 and words[named].text[0].islower() and self._is_adjective(named - 1):
            named -= 1
        body = self._lexicon.is_body(words[noun].lemma)
        official = body and words[named].text[0].isupper()  # "Державна [податкова] служба"
        joined = official or not beside.isdisjoint(AND) or (at > 0 and words[at - 1].tag == "ADVB")
        kept = self._lexicon.changing | self._lexicon.ordinals
        return not joined and self._lemmas(at).isdisjoint(kept)

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

    def _may_be_cut(self, part: Part, verb: Verb, rest: Sequence[Part]) -> bool:
        """Whether a part may be cut off: a circumstance, or where or about what where an object is told."""
        if self._is_circumstance(part):
            through = part.preposition in _THROUGH and any(use.animate for use in part.uses)
            return not through  # "керував портом [через родичів]"
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
