"""The noun phrases of a Ukrainian or Russian line as they stand: where they end, in which cases they can be."""

from __future__ import annotations

from dataclasses import replace

from summarizer.headlines.slavic.circumstances import EDGES, IN, YEARS, Circumstances, Kind, Part, Use
from summarizer.phrases.slavic.line import AND, BE, CLOSING_QUOTES
from summarizer.text import Line
from summarizer.wordlists import word_list
from summarizer.words.slavic import NAME, Reading, is_adjective, is_first_name, is_known, readings
from summarizer.words.slavic_cases import agreement, nouns

CASES = ("nomn", "accs", "gent", "datv", "ablt", "loct")
OWN = word_list("свій жодний жоден весь увесь кожний кожен будь-який обидва свой каждый любой оба")
_POINTING = word_list(
    "відповідний зазначений згаданий вищезгаданий вказаний даний соответствующий указанный упомянутый "
    "вышеупомянутый данный подобный"
)
_ORDINALS = ("третій", "третий", "один")
_MOST_ADJECTIVES, _LONGEST_QUOTATION = 4, 9
UNITS = word_list("% млн млрд трлн тис тыс грн руб км га кг т м кв см миль")
EXTENTS = word_list(
    "площа ширина довжина вартість потужність глибина висота вага тираж наклад площадь длина стоимость "
    "мощность глубина высота вес"
)
IS = BE | {"є"}
_SHORT = ("м", "смт", "с", "ім", "р", "о", "г", "им", "пос")
_STREETS = ("вул", "просп", "пл", "бул", "пров", "ул", "пр", "пер")
_SURNAME = ("ко",)  # the dictionary takes them for the vocative of other words: "Журавко"
_UP_TO = ("–", "-", "—")


class NounPhrases(Circumstances):
    """A line whose noun phrases can be read in every case."""

    def __init__(self, line: Line, language: str) -> None:
        super().__init__(line, language)
        self._phrases: dict[tuple[int, tuple[str, ...], bool], Part | None] = {}

    def _noun_phrase(self, at: int, cases: tuple[str, ...] = CASES, *, nested: bool = False) -> Part | None:
        """The noun phrase that begins at a place, with its genitives and names, if it can be in one of these cases."""
        asked = (at, cases, nested)
        if asked not in self._phrases:
            self._phrases[asked] = self._read_noun_phrase(at, cases, nested=nested)
        return self._phrases[asked]

    def _read_noun_phrase(self, at: int, cases: tuple[str, ...], *, nested: bool) -> Part | None:
        words = self._words
        if at >= len(words):
            return None
        digits, _, adjective = words[at].text.partition("-")
        if digits.isdigit() and adjective[:1].isalpha() and is_adjective(adjective, self._language):
            inner = self._noun_phrase(at + 1, cases)  # "25-річний львів'янин"
            return None if inner is None else replace(inner, first=at)
        town = self._town(at, cases)
        if town is not None:
            return town
        number = at
        while number - at < 2 and self._is_adjective(number):
            number += 1  # "останніх десять років"
        described = [each for each in range(at, number) if not self._is_of_several(each)]
        number = at if described else number
        if number > at and self._is_quoted(number):
            return self._quoted_with_adjectives(at, number, cases)
        if self._is_street(at):
            return self._street(at, cases)
        if words[number].text[0].isdigit() or self._is_numeral(number):
            ordinal = self._end_of_number(number) + 1
            # as in "сімдесят [четвертий обмін]"
            ordered = not self._lemmas(ordinal).isdisjoint((*_ORDINALS, *self._lexicon.ordinals))
            inner = self._noun_phrase(ordinal, cases) if ordered else self._counted_phrase(number, cases)
            return None if inner is None else replace(inner, first=at)
        if self._is_quoted(at):
            closing = self._closing(at)
            return self._unchanging(at, closing, cases) if closing else None
        if self._is_acronym(at) or self._is_foreign_name(at):
            return self._acronym(at, cases)
        if (
            words[at].text[0].isupper()
            and words[at].text.endswith(_SURNAME)
            and not self._uses(at, at, cases)
        ):
            uses = tuple(Use(case, animate=True) for case in cases if case == "nomn")
            return replace(self._unchanging(at, at, cases), uses=uses) if uses else None
        if self._is_name_like_adjective(at):
            every = [each for each in self._read(at) if each.is_adjective and each.case in cases]
            names = tuple(Use(each.case, each.plural, each.gender, animate=True) for each in every)
            return Part(Kind.NOUN, at, at, at, names, named=True) if names else None
        return self._described_noun(at, cases, nested=nested)

    def _acronym(self, at: int, cases: tuple[str, ...]) -> Part:
        """An acronym or a foreign name, with its name in quotation marks and whose it is: "ТОВ [«Прибій» ради]"."""
        end = self._end_of_foreign_name(at) if self._is_foreign_name(at) else at
        quoted = self._with_quoted(end)
        owner = self._noun_phrase(quoted + 1) if quoted > end else None
        owned = owner is not None and bool(owner.in_case("gent")) and not owner.in_case("nomn")
        owned = owned and not self._words[quoted + 1].text[0].isdigit()  # "«Прибій» [21 квітня]"
        return self._unchanging(at, owner.last if owner is not None and owned else quoted, cases)

    def _described_noun(self, at: int, cases: tuple[str, ...], *, nested: bool) -> Part | None:
        """A noun with its adjectives and all that it governs."""
        words = self._words
        head = self._head_of(at)
        uses = () if head is None else self._uses(at, head, cases)
        if head is not None and head > at and not uses:
            head -= 1  # "надав [слідчому] ради доступ"
            uses = self._uses(at, head, cases)
        if head is None or not uses or self._points_back(at, head):
            return None
        last = self._end_of_phrase(head, uses, nested=nested)
        if last is None:
            return None
        named = self._is_proper(head) or any(
            words[k].tag == NAME or words[k].text in CLOSING_QUOTES for k in range(head + 1, last + 1)
        )
        return Part(Kind.NOUN, at, last, head, uses, named=named, bare=at == head == last)

    def _quoted_with_adjectives(self, at: int, quoted: int, cases: tuple[str, ...]) -> Part | None:
        """A quoted name with what describes it: "[маленькі] «Чайки»"."""
        closing = self._closing(quoted)
        forms = [
            {(each.case, each.plural, each.gender) for each in self._read(k) if each.is_adjective}
            for k in range(at, quoted)
        ]
        uses = tuple(Use(*form) for form in sorted(set.intersection(*forms)) if form[0] in cases)
        return Part(Kind.NOUN, at, closing, quoted, uses, named=True) if closing and uses else None

    def _is_street(self, at: int) -> bool:
        """Whether an abbreviation opens the name of a street: "на [вул. Паркова]"."""
        if self._words[at].text.lower() not in _STREETS:
            return False
        following = self._words[at + 1 : at + 3]
        return len(following) == 2 and following[0].text == "." and following[1].text[0].isupper()

    def _street(self, at: int, cases: tuple[str, ...]) -> Part:
        """A street; the number of a house is left out: "вул. Кругле поле[, 5]"."""
        words = self._words
        end = self._end_of_name(at + 2)
        if end == at + 2 and self._is_adjective(end) and self._is_noun(end + 1, described=True):
            end += 1
        house = words[end + 1].text == "," and words[end + 2].text[0].isdigit()
        street = self._unchanging(at, end, cases)
        return replace(street, last=end + 2, dropped=frozenset((end + 1, end + 2))) if house else street

    def _is_name_like_adjective(self, at: int) -> bool:
        """Whether a capital makes a name of what looks like an adjective: "[Вербицький] відповів"."""
        text = self._words[at].text
        if not text[0].isupper() or self._words[at].tag == NAME or not self._is_adjective(at):
            return False
        inside = at > 0 and self._words[at - 1].text[0].isalnum()
        surname = any("Surn" in each.proper for each in readings(text, self._language))
        named = inside or surname or not is_known(text, self._language)
        return named and self._head_of(at) is None

    def _is_of_several(self, at: int) -> bool:
        return any(each.is_adjective and each.plural for each in self._read(at))

    def _unchanging(self, first: int, last: int, cases: tuple[str, ...]) -> Part:
        """A name that looks the same in every case."""
        uses = tuple(Use(case, unchanging=True) for case in cases)
        return Part(Kind.NOUN, first, last, first, uses, named=True)

    def _is_numeral(self, at: int) -> bool:
        """Whether a word is a number, and no determiner: "сім", but not "одна"."""
        return any(each.part == "NUMR" and each.lemma not in (*OWN, *_ORDINALS) for each in self._read(at))

    def _counted_phrase(self, at: int, cases: tuple[str, ...]) -> Part | None:
        """Things with their number: "троє гірників", "18 мільйонів гривень", "4 %"."""
        words = self._words
        numeral = self._end_of_number(at)
        counting = self._cases_of_number(numeral) & set(cases)
        if not counting:
            return None
        unit = self._end_of_units(numeral)
        thing = unit + 1 + (words[unit + 1].text == ".")
        inner = self._noun_phrase(thing) if words[thing].text[0].isalpha() else None
        if inner is not None and words[numeral].text.split("-")[0].isdigit() and self._is_date(inner):
            bare = "loct" not in cases and all(use.case == "loct" for use in inner.uses)
            return None if bare else replace(inner, first=at)  # "народився [1925 році]"
        if inner is None or not self._can_count(numeral, inner, counting):
            measured = unit > numeral or words[numeral].text.endswith("%")
            uses = tuple(Use(case, counted=True) for case in sorted(counting))
            return Part(Kind.NOUN, at, unit, at, uses) if measured else None
        lives = any(use.animate for use in inner.uses)
        several = tuple(Use(case, plural=True, counted=True, animate=lives) for case in sorted(counting))
        return replace(inner, first=at, uses=several, bare=False)

    def _end_of_number(self, at: int) -> int:
        """The last word of a number: "двадцять [сім]", "2014–[2015]"."""
        words = self._words
        if words[at + 1].text in _UP_TO and words[at].text[0].isdigit() and words[at + 2].text[0].isdigit():
            return at + 2
        while self._is_numeral(at + 1) and words[at + 1].text.lower() not in UNITS:
            at += 1
        return at

    def _end_of_units(self, at: int) -> int:
        """The last of the abbreviations behind a number, and their points: "5 млн. [грн]"."""
        words = self._words
        while at + 1 < len(words):
            pointed = words[at].text.lower() in UNITS and words[at + 1].text == "." and at + 2 < len(words)
            following = at + 1 + pointed
            per = (
                words[at].text.lower() in UNITS
                and words[following].text == "/"
                and following + 1 < len(words)
            )
            if words[following].text.lower() not in UNITS and not per:
                break
            at = following + per  # "60 км/[год]"
        return at

    def _can_count(self, numeral: int, thing: Part, counting: set[str]) -> bool:
        """Whether a number can stand with what follows it: "п'ять портів", not "у 2013 [порт]"."""
        one = self._words[numeral].text.endswith("1")
        return any(use.case == "gent" or (use.case in counting and (use.plural or one)) for use in thing.uses)

    def _cases_of_number(self, at: int) -> set[str]:
        text = self._words[at].text
        if text[0].isdigit():
            return set(CASES)
        return {each.case for each in readings(text.lower(), self._language) if each.part == "NUMR"}

    def _head_of(self, at: int) -> int | None:
        """The noun behind the adjectives and determiners that begin at a place, or the last of them that is one."""
        words = self._words
        head = at
        while (
            head - at < _MOST_ADJECTIVES
            and (
                self._can_describe_next(head)
                or self._is_own(head)
                or (head > at and self._joins_adjectives(head))
            )
            and not self._is_month(head)
            and (words[head].tag != NAME or self._is_described(head + 1, head))
        ):
            head += 1
        if self._is_noun(head, described=head > at):
            return head
        return head - 1 if head > at and self._is_substantive(head - 1) else None

    def _points_back(self, first: int, head: int) -> bool:
        """Whether an adjective means what was said before: "[відповідну] скаргу"."""
        return any(not self._lemmas(at).isdisjoint(_POINTING) for at in range(first, head))

    def _can_describe_next(self, at: int) -> bool:
        """Whether a word is an adjective, if only before its noun or another: "[нова] російська тактика"."""
        if self._is_adjective(at) or self._describes_next(at):
            return True
        following = self._read(at + 1) if self._is_adjective(at + 1) else ()
        return any(
            (one.case, one.number, one.gender) == (other.case, other.number, other.gender)
            for one in self._read(at)
            if one.is_adjective
            for other in following
            if other.is_adjective
        )

    def _is_month(self, at: int) -> bool:
        """Whether a word is a month behind its preposition: "у [грудні]" are no adjectives."""
        prepared = at > 0 and self._words[at - 1].text.lower() in IN
        return prepared and not self._lexicon.dates.isdisjoint(self._lemmas(at))

    def _is_own(self, at: int) -> bool:
        """Whether a word determines without pointing to anything said before: "свій статут", "всі мита"."""
        return not self._lemmas(at).isdisjoint((*OWN, *_ORDINALS, *self._lexicon.ordinals))

    def _is_noun(self, at: int, *, described: bool) -> bool:
        word = self._words[at]
        if self._is_month(at) or not EDGES.isdisjoint(self._lemmas(at)):
            return True
        owned = at > 0 and self._words[at - 1].tag in ("NOUN", NAME)
        body = (described or owned) and any(map(self._lexicon.is_body, self._lemmas(at)))  # "голова [ради]"
        if not word.text[0].isalpha() or (word.text.lower() in self._lexicon.stop and not body):
            return False
        if word.tag not in ("NOUN", NAME) and not (described or body):
            return False
        return any(each.is_noun for each in readings(word.text, self._language)) or word.tag == NAME

    def _uses(self, first: int, head: int, cases: tuple[str, ...]) -> tuple[Use, ...]:
        """The ways to read a head with what stands before it."""
        words = self._words
        described = {
            k: any(each.is_adjective for each in readings(words[k].text.lower(), self._language))
            for k in range(first, head)
            if words[k].text not in AND
        }
        forms = [words[k].text.lower() for k, adjective in described.items() if adjective]
        others = [k for k, adjective in described.items() if not adjective]
        joined = [k for k in described if k > first and words[k - 1].text in AND]
        form = words[head].text if words[head].tag == NAME else words[head].text.lower()
        one = is_first_name(form, self._language)  # "Орест" is no genitive of several women
        found = []
        for noun in nouns(form, self._language):
            if one and noun.plural:
                continue
            if noun.case not in cases or noun.lemma in self._lexicon.unlikely:
                continue
            several = joined and noun.plural  # "старий і новий [порти]"
            if (not several and agreement(noun, forms, self._language) is None) or not all(
                self._determines(k, noun) for k in others
            ):
                continue
            found.append(Use(noun.case, noun.plural, noun.gender, noun.animate))
        return tuple(dict.fromkeys(found))

    def _determines(self, at: int, noun: Reading) -> bool:
        return any(
            each.case == noun.case
            and (each.plural == noun.plural or each.part == "NUMR")
            and (noun.plural or not each.gender or not noun.gender or each.gender == noun.gender)
            for each in self._read(at)
        )

    def _end_of_phrase(self, head: int, uses: tuple[Use, ...], *, nested: bool) -> int | None:
        """Where a phrase ends, with the names, the genitives and the quoted name behind its head."""
        words = self._words
        end = self._with_name(head, uses)
        if words[head].tag == NAME:
            oblique = all(use.case != "nomn" for use in uses)  # "на Київщині [Орися Галич]"
            if oblique and is_first_name(words[head + 1].text, self._language):
                return head
            end = self._end_of_name(head)
        following = end + 1
        if (
            words[following].text in _SHORT
            and words[following + 1].text == "."
            and words[following + 2].text[0].isupper()
        ):
            return self._end_of_name(following + 2)  # "суд м. [Одеси]"
        timed = self._is_period(head) and (
            words[head - 1].text.isdigit()
            or (
                words[head - 1].text.lower() in self._lexicon.circumstances
                and self._can_be_nominative(following)  # "протягом тижня [ціни] впали"
            )
            or self._is_quoted(following)
            or words[following].text[0].isupper()
        )
        if not timed and self._belongs(head, following):
            year = words[following].text.isdigit()
            further = self._noun_phrase(following, ("gent",), nested=True)
            if further is not None and (year or not self._is_time(further)):
                free = nested or any(use.case == "nomn" for use in uses)
                acronym = free and self._is_acronym(following)
                linked = not IS.isdisjoint(self._lemmas_at(further.last + 1))
                if acronym or linked or not self._is_subject(following, further.head):
                    end = self._with_joined_genitive(further.last, uses)
        elif end > head and words[head].tag != NAME:
            return self._with_quoted(end)
        if self._is_roman(end + 1) and self._is_period(end + 2):
            end += 2  # "пам'ятка архітектури [XIX століття]"
        end = self._with_name(end, uses) if words[head].tag != NAME else end
        return self._with_measure(self._with_ruled(self._with_quoted(end)))

    def _with_joined_genitive(self, at: int, uses: tuple[Use, ...]) -> int:
        """The end of a phrase with a second genitive, if it can be no other object: "статут ради [та громади]"."""
        if self._words[at + 1].text not in AND:
            return at
        other = self._noun_phrase(at + 2)
        only = (
            other is not None
            and bool(other.in_case("gent"))
            and not any(other.in_case(use.case) for use in uses)
        )
        return other.last if other is not None and only and not self._is_time(other) else at

    def _with_ruled(self, at: int) -> int:
        """The end of a phrase with the instrumental that its last noun rules: "обмін [полоненими]"."""
        if self._lexicon.instrumental.isdisjoint(self._lemmas(at)):
            return at
        ruled = self._noun_phrase(at + 1, ("ablt",), nested=True)
        return at if ruled is None else ruled.last

    def _with_measure(self, at: int) -> int:
        """The end of a phrase with how large it is: "ділянки [загальною площею 12 га]"."""
        extent = at + 1 + self._is_adjective(at + 1)
        if self._lemmas(extent).isdisjoint(EXTENTS):
            return at
        number = extent + 1 + (not self._words[extent + 1].text[0].isdigit())
        if not self._words[number].text[0].isdigit():
            return at
        counted = self._counted_phrase(number, CASES)
        return at if counted is None else counted.last

    def _belongs(self, head: int, following: int) -> bool:
        """Whether a genitive behind a noun can be its own; a person's name has none: "Савича [ради]"."""
        person = self._words[head].tag == NAME and any(use.animate for use in self._uses(head, head, CASES))
        person = person and not self._lexicon.is_body(self._words[head].lemma)  # "Рада [безпеки]"
        dated = not self._lemmas(following + 1).isdisjoint(YEARS)
        if person or (self._words[following].text[0].isdigit() and not dated):
            return False
        return not self._is_numeral(following) or "nomn" not in self._cases_of_number(following)

    def _with_name(self, at: int, uses: tuple[Use, ...]) -> int:
        """The end of a phrase with the name of who or what it means: "міністр [Іван Савич]", "місто [Ремськ]"."""
        following = at + 1
        if self._is_acronym(following):
            return at
        street = not self._lexicon.streets.isdisjoint(self._lemmas(at))
        if not self._is_name(following) or (street and self._is_adjective(following)):
            called = street and self._words[following].text[0].isupper()
            cases = {each.case for each in self._read(following) if each.is_adjective}
            # as in "вулицю [Портову]"
            return following if called and any(use.case in cases for use in uses) else at
        if self._is_period(at):
            return at  # "У вівторок [Нарвія] продала порт"
        names = nouns(self._words[following].text, self._language)
        lives = any(use.animate for use in uses)
        same = any(
            (name.case == "nomn" and not name.animate) or any(use.case == name.case for use in uses)
            for name in names
            if lives or not name.animate
        )
        return self._end_of_name(following) if same else at

    def _with_quoted(self, at: int) -> int:
        """The end of a phrase with the name in quotation marks behind it: "фірма [«Прибій»]"."""
        if self._is_quoted(at + 1) and not self._is_period(at):
            closing = self._closing(at + 1)
            if closing and self._words[at + 2].text[0].isupper():
                return closing
        return at

    def _is_period(self, at: int) -> bool:
        """Whether a noun is a time, which is no name's: "У 2006 [році] «Прибій» купив порт"."""
        lemmas = {lemma.rsplit("-", 1)[-1] for lemma in self._lemmas(at)}  # "травень-жовтень"
        return not (self._lexicon.dates.isdisjoint(lemmas) and self._lexicon.times.isdisjoint(lemmas))

    def _closing(self, at: int) -> int:
        """The mark that closes a short quotation, or 0."""
        places = range(at + 2, min(at + _LONGEST_QUOTATION, len(self._words)))
        return next((k for k in places if self._words[k].text in CLOSING_QUOTES), 0)

    def _joined(self, part: Part) -> Part:
        """A noun phrase with the one that "and" joins to it in the same case."""
        at = part.last + 1
        if self._words[at].text not in AND:
            return part
        other = self._noun_phrase(at + 1, tuple(use.case for use in part.uses))
        if other is None or self._is_time(other):
            return part
        shared = tuple(
            Use(case, plural=True, animate=any(use.animate for use in (*part.uses, *other.uses)))
            for case in CASES
            if part.in_case(case) and other.in_case(case)
        )
        if not shared:
            return part
        named, bare = part.named and other.named, part.bare and other.bare
        return self._joined(replace(part, last=other.last, uses=shared, named=named, bare=bare))
