"""What a Ukrainian or Russian clause is made of, and which parts of it only say when, where or by what means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache

from summarizer.phrases.slavic.line import AND
from summarizer.phrases.slavic.tails import Tails
from summarizer.wordlists import word_set
from summarizer.words.lexicon import lexicon
from summarizer.words.slavic import NAME, Reading, is_known, readings
from summarizer.words.slavic_cases import agreement, nouns

IN = ("в", "у", "на", "во")
YEARS = ("рік", "год")
_FICTION = word_set(
    "роман фільм п'єса казка книга книжка сюжет вірш серіал гра комікс фильм пьеса сказка стихи сериал "
    "игра комикс"
)
_WITHIN = ("за", "о", "в", "у")
_RATE, _PAYS = ("за",), re.compile("плат|плач")
_IN_ALL = ("за", "через", "протягом", "упродовж", "впродовж", "в течение")
ONTO = ("на",)
_DAY = frozenset(("число",))
_LONGEST_PASSING = 4
_TOWNS = {  # the cases of towns by their endings
    **{f"{stem}ка": ("gent",) for stem in ("сь", "ць", "зь")},
    **{f"{stem}ку": ("loct", "datv") for stem in ("сь", "ць", "зь")},
    **{f"{stem}ом": ("ablt",) for stem in ("ьк",)},
}
EDGES = frozenset(("початок", "кінець", "середина", "начало", "конец"))


class Kind(Enum):
    """What a part of a clause is."""

    NOUN = auto()
    PREPOSITIONAL = auto()
    TIME = auto()
    PASSING = auto()
    ADVERB = auto()
    ADJECTIVE = auto()
    INFINITIVE = auto()
    POINTING = auto()


@cache
def _first_in_passing(language: str) -> frozenset[str]:
    return frozenset(each.split("_", 1)[0] for each in lexicon(language).passing)


@dataclass(frozen=True, slots=True)
class Use:
    """How a noun phrase can be read; without a gender and a number it agrees with every verb."""

    case: str
    plural: bool = False
    gender: str = ""
    animate: bool = False
    counted: bool = False
    unchanging: bool = False

    def agrees_with(self, verb: Reading) -> bool:
        """Whether this can be the subject of a verb; what is counted has it in the plural or the neuter."""
        if self.unchanging:
            return True
        if self.counted:
            return verb.plural or verb.gender in ("", "neut")
        if self.plural or verb.plural:
            return self.plural and verb.plural
        return not (self.gender and verb.gender) or self.gender == verb.gender


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a clause: its words from `first` to `last` without those `dropped`, its head, its cases."""

    kind: Kind
    first: int
    last: int
    head: int = -1
    uses: tuple[Use, ...] = ()
    preposition: str = ""
    named: bool = False
    bare: bool = False
    dropped: frozenset[int] = frozenset()

    def in_case(self, case: str) -> tuple[Use, ...]:
        """The readings in one case."""
        return tuple(use for use in self.uses if use.case == case)


class Circumstances(Tails):
    """A line whose times and places can be told from all else."""

    def _as_time(self, part: Part) -> Part:
        return replace(part, kind=Kind.TIME) if self._is_time(part) else part

    def _is_time(self, part: Part) -> bool:
        """Whether a part says when: "у п'ятницю", "15 травня", "минулого тижня", "у 2014 році".

        How long something is to last belongs to the verb, "на три роки", "до п'яти років".
        """
        if part.head < 0:
            return False
        lemmas = self._lemmas(part.head)
        head = frozenset(lemma.rsplit("-", 1)[-1] for lemma in lemmas)  # "у травні-[червні]"
        if part.preposition in _RATE and any(_PAYS.search(word.lemma) for word in self._words[: part.first]):
            return False  # "платять [за годину] сто гривень"
        if part.preposition in ONTO:
            return False  # "призначили [на п'ятницю]"
        if not head.isdisjoint(_DAY) and part.preposition and part.head > part.first + 1:
            return True  # "з двадцятого числа"
        if not head.isdisjoint(self._lexicon.dates) and part.last - part.head <= 2:
            return bool(part.preposition) or bool(part.in_case("gent"))
        if not head.isdisjoint(EDGES) and part.preposition:
            return not self._lemmas(part.last).isdisjoint(self._lexicon.dates | self._lexicon.times)
        if part.bare and part.preposition in IN and not head.isdisjoint(self._lexicon.ordinals):
            return True  # "у дев'яностих"
        counted = any(use.counted for use in part.uses)
        within = counted and part.preposition in _IN_ALL  # "за сорок хвилин [розмови]"
        # a "кіловат-година" is no time
        if lemmas.isdisjoint(self._lexicon.times) or (part.last > part.head and not within):
            return False
        if counted:
            lasting = part.preposition in self._lexicon.circumstances or part.preposition in _WITHIN
            return lasting or (not part.preposition and bool(part.in_case("accs")))
        dated = part.first < part.head and (
            self._words[part.head - 1].text.isdigit() or self._is_adjective(part.head - 1)
        )
        return bool(part.preposition) or (dated and bool(part.in_case("gent")))

    def _is_date(self, part: Part) -> bool:
        """Whether what looks counted is a day or a year: "15 травня", "2014 року", not "15 років"."""
        return not self._lemmas(part.head).isdisjoint((*self._lexicon.dates, *YEARS)) and any(
            not use.plural for use in part.uses
        )

    def _end_in_passing(self, at: int) -> int | None:
        """The end of what only connects or says when: "також", "крім того", "тим часом"."""
        if self._words[at].text.lower() not in _first_in_passing(self._language):
            return None
        said = [word.text.lower() for word in self._words[at : at + _LONGEST_PASSING]]
        found = (k for k in range(len(said), 0, -1) if "_".join(said[:k]) in self._lexicon.passing)
        length = next(found, None)
        return None if length is None else at + length - 1

    def _is_year(self, said: str) -> bool:
        """Whether a number is a year or several: "1933-го", "1990-х"."""
        return said[:4].isdigit() and said[4:5] == "-"

    def _is_place(self, part: Part) -> bool:
        """Whether a prepositional phrase only says where: "у Ремську", "на майдані"."""
        where = part.preposition in IN and bool(part.in_case("loct") or part.in_case("loc2"))
        if not where or part.head < 0:
            return False
        head = self._lemmas(part.head)
        geographic = self._words[part.head].text[0].isupper() and (
            self._words[part.head].tag == NAME
            or any("Geox" in each.proper for each in readings(self._words[part.head].text, self._language))
        )
        known = self._lexicon
        return geographic or not head.isdisjoint(known.settings | known.places | known.streets)

    def _is_fiction(self, part: Part) -> bool:
        """Whether what is told of is but a story: "у романі"."""
        return part.head >= 0 and not self._lemmas(part.head).isdisjoint(_FICTION)

    def _is_circumstance(self, part: Part) -> bool:
        """Whether a prepositional phrase says why, when, by what means or despite what."""
        if part.kind is not Kind.PREPOSITIONAL:
            return False
        idiom = f"{part.preposition}_{self._words[part.head].text.lower()}"
        return not self._lexicon.circumstances.isdisjoint((part.preposition, idiom))

    def _is_proper(self, at: int) -> bool:
        """Whether a word is a name, or the name of a place though it opens the sentence: "[Одесі] треба води"."""
        text = self._words[at].text
        likely = readings(text, self._language)[:1]
        return self._words[at].tag == NAME or (
            text[0].isupper() and any("Geox" in each.proper for each in likely)
        )

    def _lemmas_at(self, at: int) -> frozenset[str]:
        return self._lemmas(at) if at < len(self._words) else frozenset()

    def _town(self, at: int, cases: tuple[str, ...]) -> Part | None:
        """A town that only its ending shows: "у [Вапнярську]", no woman called so."""
        words, text = self._words, self._words[at].text
        uses = tuple(Use(case, gender="masc") for case in _TOWNS.get(text[-4:], ()) if case in cases)
        if not (uses and text[0].isupper()):
            return None
        governed = at > 0 and words[at - 1].text.lower() in self._cases
        joined = at + 2 < len(words) and words[at + 1].text in AND and self._is_adjective(at + 2)
        known = is_known(text, self._language) and not governed
        if known or joined or self._is_described(at + 1, at):
            return None  # "у [Лиманську] та Одеську області"
        return Part(Kind.NOUN, at, at, at, uses, named=True)

    def _is_described(self, noun: int, adjective: int) -> bool:
        """Whether what looks like a name describes the noun behind it: "[Лиманської] обласної ради"."""
        while noun < len(self._words) and self._is_adjective(noun):
            noun += 1
        return noun < len(self._words) and any(
            agreement(each, [self._words[adjective].text], self._language) is not None
            for each in nouns(self._words[noun].text, self._language)
        )
