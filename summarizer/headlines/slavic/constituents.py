"""The parts of a Ukrainian or Russian clause: noun phrases, prepositional phrases, times, adverbs, infinitives.

The words stay as they stand; only where a part ends, and in which cases it can be, is asked.
"""

from __future__ import annotations

import re
from dataclasses import replace

from summarizer.headlines.slavic.circumstances import EDGES, ONTO, YEARS, Kind, Part, Use
from summarizer.headlines.slavic.noun_phrases import CASES, NounPhrases
from summarizer.phrases.slavic.line import AS, NOT, ONESELF, OUT_OF, VERBS
from summarizer.phrases.slavic.tails import SAME
from summarizer.text import Line
from summarizer.wordlists import word_list
from summarizer.words.slavic import readings
from summarizer.words.slavic_cases import nouns
from summarizer.words.tokens import Word

_OF_PREDICATES = ("nomn", "ablt")
_YEARS = ("р", "рр", "г", "гг")
_AGO = ("тому", "назад")
_CENTURY = ("століття", "век")
_VERY = ("дуже", "надто", "досить", "так", "ще", "очень", "слишком", "еще", "ещё")
_WHOSE = word_list("його її їх цього его ее её их этого ці цю це той ту это то те")
_OURS = ("нас", "нам")
_PARTICLE = ("ж", "же")
_ABOUT_SO_MANY = ("близько", "около")
_COUNTED = (Use("nomn", plural=True, counted=True), Use("accs", plural=True, counted=True))
_DETERMINERS = word_list(
    "цей той такий його її їх їхній наш мій інший самий этот тот такой его ее их наш мой другой самый"
)
_MORE, _STILL = ("більше", "менше", "больше", "меньше", "более", "менее"), ("ще", "еще", "ещё")
_HERE = ("тут", "там", "сюди", "туди", "звідси", "звідти", "здесь", "сюда", "отсюда", "оттуда")
_ONE_OF = ("один", "ніхто", "дехто", "хтось", "кожен", "кожний", "никто", "кто-то", "каждый")
_FROM = ("від", "от", "с", *OUT_OF)
_HALF = ("пів", "на")
_SCORE = re.compile(r"\d+:\d+")
_BY_THE_CLOCK = ("о", "об")
_SELDOM = {"по": ("accs",), "за": ("gent",)}  # "звернулися по [допомогу]", "за [повного завантаження]"
_BEFORE = ("за",)
_EDGE = ("до", "після", "после")
_COMPARED = (
    ("менш", "ніж"),
    ("менш", "як"),
    ("більш", "ніж"),
    ("більш", "як"),
    ("менее", "чем"),
    ("более", "чем"),
)
_TO_WHOM = frozenset(
    ("він", "вона", "воно", "вони", "я", "ми", "он", "она", "оно", "они", "мы", "це", "это", "те", "то")
)


# So many marks stand behind every line: there is a next word to ask of wherever a text is torn.
_LOOKED_AHEAD = 6


class Constituents(NounPhrases):
    """A line that can be parted into constituents."""

    def __init__(self, line: Line, language: str) -> None:
        end = line.words[-1].end
        marks = [Word(".", ".", "PNCT", end, end)] * _LOOKED_AHEAD
        super().__init__(replace(line, words=(*line.words, *marks)), language)
        self._parts: dict[int, Part | None] = {}
        self._said = [word.text.lower() for word in self._words]

    def _part(self, at: int) -> Part | None:
        """The part of a clause that begins at a place; None where nobody knows what it is."""
        if at not in self._parts:
            self._parts[at] = self._read_part(at)
        return self._parts[at]

    def _read_part(self, at: int) -> Part | None:
        if at >= len(self._words):
            return None
        word = self._words[at]
        said = word.text.lower()
        passing = self._end_in_passing(at)
        if (along := self._with_adverb(at)) is not None and passing in (None, at):
            return along
        if passing is not None:
            return Part(Kind.PASSING, at, passing)
        if self._is_year(said):
            return Part(Kind.TIME, at, at)
        if said in self._lexicon.focus or (said in _MORE and self._is_number(at + 1)):
            inner = self._part(at + 1)
            if inner is not None and said in _ABOUT_SO_MANY:  # "лишилося [близько тисячі родин]"
                return replace(inner, kind=Kind.NOUN, first=at, uses=_COUNTED)
            if inner is None or (inner.kind is Kind.PASSING and said not in _STILL):
                return None
            return replace(inner, first=at)
        if said in NOT and self._said[at + 1] in _MORE and self._is_number(at + 2):
            counted = self._part(at + 2)
            # as in "отримав [не більше трьох років]"
            return None if counted is None else replace(counted, first=at)
        if said in AS and (inner := self._noun_phrase(at + 1, ("nomn", "accs"))) is not None:
            # as in "оцінили [як збиток]"
            return replace(inner, kind=Kind.PREPOSITIONAL, first=at, preposition=said)
        if self._cases_of(at) and not self._words[at + 1].text[0].isalnum() and not self._is_quoted(at + 1):
            return Part(Kind.ADVERB, at, at)  # "розташована [всередині]"
        if self._cases_of(at):
            return self._hour(at) or self._prepositional(at)
        if self._points_to_whom(at) or said in _HERE:
            return Part(Kind.POINTING, at, at)
        if (several := self._out_of_several(at) or self._many(at)) is not None:
            return several
        if said in _VERY and self._is_adverb(at + 1):
            return Part(Kind.ADVERB, at, at + 1)
        found = self._noun_phrase(at, CASES[:-1])  # no locative without its preposition
        if found is not None:
            following = found.last + 1
            ago = self._said[following] in _AGO
            return replace(found, kind=Kind.TIME, last=following) if ago else self._as_time(found)
        if said in ONESELF:
            return Part(
                Kind.NOUN, at, at, at, tuple(Use(each.case) for each in readings(said, self._language))
            )
        if self._is_adverb(at):
            return self._graded(at) or Part(Kind.ADVERB, at, at)
        infinitive = at + (said in NOT)
        if self._is_infinitive(infinitive):
            return Part(Kind.INFINITIVE, at, infinitive)
        return (self._framed(at) or self._adjective(at)) if self._is_adjective(at) else None

    def _graded(self, at: int) -> Part | None:
        """A noun with the adverb that tells how much its adjective is so: "[економічно сильні громади]"."""
        noun = self._noun_phrase(at + 1) if self._is_adjective(at + 1) else None
        return None if noun is None or noun.first == noun.head else replace(noun, first=at)

    def _framed(self, at: int) -> Part | None:
        """A noun behind its adjective and where or of what that is: "[єдина в селі школа]"."""
        inside = self._prepositional(at + 1) if self._cases_of(at + 1) else None
        noun = None if inside is None else self._noun_phrase(inside.last + 1)
        alike = {(each.case, each.plural, each.gender) for each in self._read(at) if each.is_adjective}
        uses = () if noun is None else tuple(use for use in noun.uses if self._is_alike(use, alike))
        return replace(noun, first=at, uses=uses, bare=False) if noun is not None and uses else None

    def _is_alike(self, use: Use, forms: set[tuple[str, bool, str]]) -> bool:
        return any(
            use.case == case and use.plural == plural and (plural or use.gender == gender)
            for case, plural, gender in forms
        )

    def _is_adverb(self, at: int) -> bool:
        """Whether a word says how or how often; "завжди" is a pronoun to the dictionary, and "там" points."""
        word = self._words[at]
        pronominal = word.tag == "NPRO" and not any(
            each.case for each in readings(word.text.lower(), self._language)
        )
        known = self._lexicon.stop | self._lexicon.subordinates  # "[звідки] гроші, не відомо"
        return (word.tag == "ADVB" or pronominal) and word.text.lower() not in known

    def _next(self, at: int) -> str:
        return self._said[at + 1] if at + 1 < len(self._said) else ""

    def _with_adverb(self, at: int) -> Part | None:
        """A prepositional phrase that an adverb opens: "[разом із Нарвією]", "[відповідно до статуту]"."""
        preposition = self._next(at)
        if preposition not in self._cases:
            return None
        compound = f"{self._said[at]}_{SAME.get(preposition, preposition)}"
        known = compound in self._lexicon.circumstances
        inner = self._prepositional(at + 1) if known else None
        return None if inner is None else replace(inner, first=at, preposition=compound)

    def _hour(self, at: int) -> Part | None:
        """When by the clock: "о шостій ранку", "о 9:30", "о пів на сьому"."""
        if self._said[at] not in _BY_THE_CLOCK:
            return None
        end = at + 1
        while end < len(self._words) and (
            self._is_number(end)
            or self._said[end] in _HALF
            or not (self._lexicon.times | self._lexicon.ordinals).isdisjoint(self._lemmas(end))
        ):
            end += 1
        return Part(Kind.TIME, at, end - 1) if end > at + 1 else None

    def _out_of_several(self, at: int) -> Part | None:
        """So many of several: "[18 із 26 депутатів] утрималися", "[один із дронів] упав"."""
        if not any(word.text in OUT_OF for word in self._words[at + 1 : at + 5]):
            return None
        one = [each for each in self._read(at) if each.lemma in _ONE_OF and each.case and not each.plural]
        if not one and not self._is_number(at):
            return None
        preposition = (at if one else self._end_of_number(at)) + 1
        if self._said[preposition] not in OUT_OF:
            return None
        several = self._noun_phrase(preposition + 1, ("gent",))
        if several is None or not any(use.plural for use in several.uses):
            return None
        lives = any(use.animate for use in several.uses)
        uses = tuple(Use(each.case, gender=each.gender, animate=lives) for each in one) or _COUNTED
        return replace(several, first=at, uses=uses, bare=False)

    def _many(self, at: int) -> Part | None:
        """Many or few of something: "[багато рибалок] чекають"."""
        if self._said[at] not in self._lexicon.many:
            return None
        things = self._noun_phrase(at + 1, ("gent",))
        if things is None or self._is_time(things):
            return None
        lives = any(use.animate for use in things.uses)
        uses = tuple(replace(each, animate=lives) for each in _COUNTED)
        return replace(things, first=at, uses=uses, bare=False)

    def _range(self, at: int) -> Part | None:
        """From how much to how much: "зросте [з 8 до 12 гривень]", "осіб [від 19 до 34 років]"."""
        if self._said[at] not in _FROM or not self._is_number(at + 1):
            return None
        until = self._end_of_number(at + 1) + 1
        limit = self._prepositional(until) if self._cases_of(until) and self._is_number(until + 1) else None
        return None if limit is None else replace(limit, first=at, preposition=self._said[at])

    def _end_of_span(self, part: Part) -> int | None:
        """Where a time ends behind what it is counted from: "за хвилину [до старту]", "в ніч [на п'ятницю]"."""
        counted = part.preposition in _BEFORE or any(use.counted for use in part.uses)
        following = self._next(part.last)
        if not ((counted and following in _EDGE) or following in ONTO):
            return None
        inner = self._prepositional(part.last + 1)
        dated = inner is not None and not self._lexicon.dates.isdisjoint(self._lemmas(inner.head))
        return inner.last if inner is not None and (following in _EDGE or dated) else None

    def _behind_about(self, at: int) -> int:
        """Where a phrase begins behind how exact it is: "після [майже] трирічної перерви", "за [менш ніж] годину"."""
        if (self._said[at], self._next(at)) in _COMPARED:
            return at + 2
        return at + (self._said[at] in self._lexicon.focus)

    def _cases_of(self, at: int) -> tuple[str, ...]:
        """The cases that a preposition takes; none for any other word."""
        if at + 1 >= len(self._words):
            return ()
        said = self._said[at]
        known = self._cases.get(said) or self._lexicon.prepositions.get(said, "")
        return tuple(known.split())

    def _points_to_whom(self, at: int) -> bool:
        """Whether a word only points to whom: "призначив [йому] штраф"."""
        return any(each.lemma in _TO_WHOM and each.case == "datv" for each in self._read(at))

    def _points_back_to(self, at: int) -> bool:
        """Whether a pronoun stands alone, as in "за [це]"; "про [їхню] долю" tells whose."""
        pronoun = self._words[at].tag in ("NPRO", "PRCL") and not self._lemmas(at).isdisjoint(_TO_WHOM)
        following = at + 1
        whose = self._said[at] in _WHOSE
        return pronoun and not (
            whose and (self._is_noun(following, described=False) or self._is_adjective(following))
        )

    def _is_infinitive(self, at: int) -> bool:
        text = self._words[at].text
        return self._words[at].tag in VERBS and any(
            each.part == "INFN"
            or (
                each.part == "VERB"
                and not each.number
                and not each.gender
                and text.endswith(("ти", "тися", "тись"))
            )
            for each in readings(text.lower(), self._language)
        )

    def _adjective(self, at: int) -> Part | None:
        """An adjective without its noun, as in "визнав угоду [недійсною]"."""
        every = [each for each in self._read(at) if each.is_adjective]
        uses = tuple(
            Use(each.case, each.plural, each.gender) for each in every if each.case in _OF_PREDICATES
        )
        return Part(Kind.ADJECTIVE, at, at, at, uses) if uses else None

    def _prepositional(self, at: int) -> Part | None:
        cases = self._cases_of(at)
        particle = self._said[at + 2] in _PARTICLE
        begin = at + 3 if particle else at + 1  # "у [самому ж] куполі"
        exact = self._behind_about(begin)
        inner = self._noun_phrase(exact, cases)
        if inner is None and (seldom := _SELDOM.get(self._said[at])) is not None:
            inner = self._noun_phrase(exact, seldom)
        if inner is None and self._points_back_to(at + 1):
            ours = self._said[at + 1] in _OURS  # "закон [у нас] існує"
            # as in "[за це] рада оштрафувала банк"
            return Part(Kind.PASSING if ours else Kind.POINTING, at, at + 1)
        if inner is None and not self._lemmas(at + 1).isdisjoint(_DETERMINERS):
            said_before = self._noun_phrase(at + 2, cases)  # "[за цією угодою] рада продала порт"
            if said_before is not None and not any(
                self._determines(at + 1, noun)
                for noun in nouns(self._words[said_before.head].text, self._language)
            ):
                return Part(Kind.POINTING, at, at + 1)  # "[за це] суд оштрафував банк"
            onto = said_before is not None and self._said[at] in ONTO
            if said_before is None or (onto and said_before.in_case("accs")):
                return None  # "[на його матір] записано дві квартири"
            return Part(Kind.POINTING, at, said_before.last)
        if inner is None and self._next(at) in ONESELF:
            return Part(Kind.PREPOSITIONAL, at, at + 1, at + 1, preposition=self._said[at])
        if inner is None:
            return self._range(at) or self._year(at)
        inner = self._with_list(self._joined(inner))
        said = self._said[at]
        dropped = inner.dropped | frozenset(range(at + 1, begin))
        score = _SCORE.fullmatch(self._next(inner.last)) is not None  # "із рахунком [3:1]"
        last = inner.last + score
        part = replace(inner, kind=Kind.PREPOSITIONAL, first=at, last=last, preposition=said, dropped=dropped)
        if self._is_time(part) and (until := self._end_of_span(part)) is not None:
            return replace(part, kind=Kind.TIME, last=until)
        year = part.last + 1
        month = self._noun_phrase(year, ("gent",)) if not self._lemmas(part.last).isdisjoint(EDGES) else None
        if month is not None and self._is_time(month):
            return replace(part, kind=Kind.TIME, last=month.last)  # "в кінці [листопада]"
        if (
            not self._lemmas(part.last).isdisjoint((*EDGES, *self._lexicon.dates))
            and (self._words[year].text[0].isdigit() or self._is_roman(year))
            and (
                len(self._words[year].text) == 4
                or self._is_year(self._words[year].text)
                or not self._lemmas_at(year + 1).isdisjoint(_CENTURY)
            )
        ):
            return replace(part, kind=Kind.TIME, last=self._end_of_year(year))  # "в кінці [2012]"
        return self._as_time(part)

    def _with_list(self, part: Part) -> Part:
        """A name with the others of a list: "в [Одесі, Ремську та Вапнярці]"."""
        last = part
        if not self._words[part.last].text[0].isupper():
            return part
        while self._words[last.last + 1].text == ",":
            following = self._noun_phrase(last.last + 2, tuple(use.case for use in part.uses))
            if following is None or not self._words[following.first].text[0].isupper():
                return part
            last = self._joined(following)
            if last.last > following.last:
                return replace(part, last=last.last)
        return part

    def _year(self, at: int) -> Part | None:
        """A number that is a year, as in "у [2014]"; or an hour."""
        said = self._words[at + 1].text
        century = not self._lemmas_at(at + 2).isdisjoint(_CENTURY)
        dated = said[0].isdigit() and (len(said) == 4 or ":" in said or self._is_year(said) or century)
        return Part(Kind.TIME, at, self._end_of_year(at + 1)) if dated else None

    def _end_of_year(self, at: int) -> int:
        """The last word of a year: "2014", "2014 [року]", "2014 р[.]"."""
        following = [word.text.lower() for word in self._words[at + 1 : at + 3]]
        if len(following) == 2 and following[0] in _YEARS and following[1] == ".":
            return at + 2
        return at + (not self._lemmas_at(at + 1).isdisjoint((*YEARS, *_CENTURY)))
