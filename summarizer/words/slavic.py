"""Ukrainian and Russian words: all readings of a form by pymorphy3, the likeliest one, the nominative."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import import_module
from typing import Any

from summarizer.words.hanta import LONGEST_TOKEN
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import APOSTROPHES, Word, hyphenated

NAME = "NAME"
_CONTENT = ("NOUN", "ADJF", "ADJS", "PRTF", "PRTS", "VERB", "INFN", "GRND", "LATN", "UNKN", NAME)
_ADJECTIVES = ("ADJF", "PRTF")
_OF_US = frozenset(("1per", "2per"))
_PERSONAL = frozenset(("Surn", "Name", "Patr"))
_BEHIND_FIRST_NAMES = frozenset(("Surn", "Patr"))
_NEVER = (("рік", "ріка"),)  # "завод [рік] стоїть"
_PROPER = _PERSONAL | {"Geox", "Orgn"}
_ADJECTIVE_ENDING = re.compile(
    r"(?:ий|ій|ого|ому|им|ої|ій|ою|их|ими|[сцз]ьк[аіу]|[оє]ві|ый|ой|ая|ую|ые|ых|ыми)$"
)
_VERB_ENDING = ("ти", "ть", "в", "ла", "ли", "ло", "ся", "л", "лся", "ет", "ит", "ют", "є")
_INFINITIVE_ENDING = "ти"
_FUTURE_ENDING = "не"  # "зникне" is rarely a neuter
_RARE = 0.1  # "погиб" is a noun once in fifty times
_WHOSE = ("ів", "їв", "ин", "їн", "ов", "ев")
_PUNCTUATION = "PNCT"
_OPENING = frozenset('«„“"–—-:(.!?')


@dataclass(frozen=True, slots=True)
class Reading:
    """One grammatical reading of a form; `case`, `number`, `gender`, `tense` are OpenCorpora grammemes or ""."""

    lemma: str
    part: str
    case: str
    number: str
    gender: str
    tense: str
    proper: frozenset[str]
    pronominal: bool
    animate: bool
    imperative: bool
    passive: bool
    score: float
    _parse: Any = field(repr=False, compare=False)

    @property
    def is_noun(self) -> bool:
        """Whether this reading can head a phrase."""
        return self.part == "NOUN"

    @property
    def is_adjective(self) -> bool:
        """An adjective or participle that agrees with a noun, not a pronoun."""
        return self.part in _ADJECTIVES and not self.pronominal

    @property
    def is_possessive(self) -> bool:
        """Whether this is an adjective that says whose: "батьків" as in "батьків дім"."""
        return self.part == "ADJF" and self.lemma.endswith(("ів", "їв"))

    @property
    def plural(self) -> bool:
        """Whether the form is in the plural, which knows no gender."""
        return self.number == "plur"

    @property
    def of_others(self) -> bool:
        """Whether a verb has neither the speaker nor the listener for a subject."""
        return bool(self._parse.tag.grammemes.isdisjoint(_OF_US))

    def nominative(self, number: str, gender: str = "") -> str | None:
        """The form in the nominative of a number (and, for adjectives, gender); None where there is none."""
        same = self.case == "nomn" or (self.case == "accs" and not self.animate)
        if self.is_noun and same and number == self.number == "plur":
            return str(self._parse.word)  # of two plurals the one that is written: "очки", no "очка"
        inflected = _inflected(self._parse, "nomn", "plur" if number == "plur" else gender or "sing")
        if inflected is None:
            return self.lemma if self.is_noun and number != "plur" else None
        return inflected

    def genitive(self) -> str | None:
        """The form in the genitive of its own number and gender; None where there is none."""
        which = "plur" if self.plural else self.gender
        return _inflected(self._parse, "gent", *([which] if which else []))

    def agrees_with(self, noun: Reading) -> bool:
        """Whether this adjective can stand with that noun."""
        if self.case != noun.case or self.plural != noun.plural:
            return False
        return noun.plural or not noun.gender or self.gender == noun.gender


_lock = threading.Lock()
_analyzers: dict[str, Any] = {}


def _analyzer(language: str) -> Any:  # noqa: ANN401 - pymorphy3 has no types; nothing of it leaves this module
    if language not in _analyzers:
        with _lock:
            if language not in _analyzers:
                import pymorphy3

                _analyzers[language] = pymorphy3.MorphAnalyzer(lang=language, units=_units(language))
    return _analyzers[language]


def _units(language: str) -> list[Any]:
    """The analyzers of pymorphy3, but "держава-агресор" is a compound, though "де" is a prefix."""
    from pymorphy3.units import HyphenatedWordsAnalyzer as Compounds

    units = import_module(f"pymorphy3.lang.{language}").DEFAULT_UNITS
    compounds = next(unit for unit in units if isinstance(unit, Compounds))
    whole = [prefix for prefix in compounds.skip_prefixes if prefix.endswith("-")]
    return [Compounds(whole) if unit is compounds else unit for unit in units]


@lru_cache(8192)
def readings(form: str, language: str) -> tuple[Reading, ...]:
    """Every reading of a form, likeliest first; a small letter rules out names."""
    if not form or len(form) > LONGEST_TOKEN:
        return ()
    if not all(map(_has_name, form)):
        return ()
    found = [_reading(parse) for parse in _analyzer(language).parse(form.translate(APOSTROPHES))]
    found = [reading for reading in found if (form.lower(), reading.lemma) not in _NEVER]
    if form[0].isupper():
        places = lexicon(language).places
        found = [
            replace(reading, proper=reading.proper | {"Geox"}) if reading.lemma in places else reading
            for reading in found
        ]
        found.sort(key=lambda reading: reading.lemma not in places)
    if form[0].islower():
        found = [reading for reading in found if not reading.proper & _PERSONAL] or found
    if any(reading.is_noun for reading in found):  # "місяців" is seldom the moon's
        found = [reading for reading in found if not reading.is_possessive]
    unlikely = lexicon(language).unlikely
    found.sort(key=lambda reading: reading.part != "ADVB" and reading.lemma in unlikely)
    found.sort(key=lambda reading: reading.imperative)  # "виплати" is rarely an order
    found.sort(key=lambda reading: reading.case == "voct")  # "діє" calls no deed
    if form.endswith(_INFINITIVE_ENDING):  # "карати" is rarely what jewellers weigh
        found.sort(key=lambda reading: reading.part not in ("INFN", "VERB") or reading.imperative)
    ends_as_adjective = bool(found) and found[0].is_noun and _ADJECTIVE_ENDING.search(form.lower())
    if ends_as_adjective and any(reading.is_adjective for reading in found):
        found.sort(key=lambda reading: not reading.is_adjective)
    return tuple(found)


@lru_cache(8192)
def numeral_cases(form: str, language: str) -> frozenset[str]:
    """The cases in which a form can be a number in words; none for any other word."""
    return frozenset(each.case for each in readings(form, language) if each.part == "NUMR")


@lru_cache(8192)
def _inflected(parse: Any, *grammemes: str) -> str | None:  # noqa: ANN401 - as above
    """The form of a word with these grammemes; pymorphy3 tries a whole paradigm for it."""
    found = parse.inflect(set(grammemes))
    return None if found is None else str(found.word)


def _has_name(letter: str) -> bool:
    """pymorphy3 asks every letter for its Unicode name and fails on Tangut, which has none."""
    return bool(unicodedata.name(letter, ""))


def _reading(parse: Any) -> Reading:  # noqa: ANN401 - as above
    tag = parse.tag
    grammemes = frozenset(str(grammeme) for grammeme in tag.grammemes)
    return Reading(
        lemma=str(parse.normal_form).lower().replace("ё", "е"),
        part=str(tag.POS or ("PNCT" if "PNCT" in grammemes else "UNKN")),
        case=str(tag.case or ("nomn" if tag.POS == "NOUN" else "")),  # a gap in the dictionary: "кредит"
        number=str(tag.number or ""),
        gender=str(tag.gender or ""),
        tense=str(tag.tense or ""),
        proper=grammemes & _PROPER,
        pronominal=bool(grammemes & {"Apro", "pron", "Anph"}),
        animate="anim" in grammemes,
        imperative="impr" in grammemes,
        passive="pssv" in grammemes,
        score=float(parse.score),
        _parse=parse,
    )


@lru_cache(8192)
def lemmas(form: str, language: str) -> frozenset[str]:
    """A form as it stands, and every lemma it may have."""
    return frozenset((form, *(reading.lemma for reading in readings(form, language))))


@lru_cache(8192)
def possessives(form: str, language: str) -> tuple[Reading, ...]:
    """The readings of a small form as an adjective that says whose, likely only before its noun: "братова хата"."""
    if not form.islower() or not form.isalpha():
        return ()
    found = map(_reading, _analyzer(language).parse(form.translate(APOSTROPHES)))
    return tuple(reading for reading in found if reading.is_adjective and reading.lemma.endswith(_WHOSE))


@lru_cache(8192)
def noun_reading(form: str, language: str) -> Reading | None:
    """The likeliest noun reading of a form that is most likely a noun at all."""
    every = readings(form, language)
    nouns = [reading for reading in every if reading.is_noun]
    if not nouns:
        return None
    if every[0] is nouns[0] or form[0].isupper():
        return nouns[0]
    looks_verbal = form.lower().endswith(_VERB_ENDING) or form.lower() in lexicon(language).stop
    looks_verbal = looks_verbal or nouns[0].lemma in lexicon(language).unlikely
    looks_verbal = looks_verbal or nouns[0].score < _RARE  # known of Russian forms only
    return nouns[0] if every[0].part == "VERB" and not looks_verbal else None


@lru_cache(8192)
def is_adjective(form: str, language: str) -> bool:
    """Whether a form is most likely an adjective that may describe a noun."""
    if not form[0].isalpha() or form.lower() in lexicon(language).stop:
        return False
    every = readings(form, language)
    if not every or every[0].part in ("NOUN", "VERB", "ADVB"):
        return False
    if form.endswith(_FUTURE_ENDING) and any(reading.part == "VERB" for reading in every):
        return False
    return any(reading.is_adjective for reading in every[:2])


@lru_cache(8192)
def is_locative_or_adjective(form: str, language: str) -> bool:
    """Whether a form is a locative, which needs a preposition, or an adjective in the plural: "праві"."""
    every = readings(form, language)
    if not every or not every[0].is_noun or every[0].case != "loct":
        return False
    return any(each.is_adjective and each.plural and each.case == "nomn" for each in every)


@lru_cache(8192)
def is_known(form: str, language: str) -> bool:
    """Whether the dictionary has a form, so that no ending of it is guessed."""
    return bool(_analyzer(language).word_is_known(form.translate(APOSTROPHES).lower()))


def is_first_name(form: str, language: str) -> bool:
    """Whether a form may be a first name in the nominative: "Ілона", though it could be Ілон's."""
    return form[0].isupper() and any(
        reading.case == "nomn" and not reading.plural and "Name" in reading.proper
        for reading in readings(form, language)
    )


def _is_capital(form: str) -> bool:
    """Whether a form has a capital and is no acronym."""
    return form[:1].isupper() and not form.isupper()


class Slavic:
    """Morphology of Ukrainian or Russian; see `summarizer.words.Morphology`."""

    def __init__(self, language: str) -> None:
        self._language = language

    def analyse(self, tokens: Sequence[str]) -> list[tuple[str, str]]:
        """(lemma, tag) of each token of a sentence."""
        return [self._read_at(tokens, at) for at in range(len(tokens))]

    def harmonise(self, document: Sequence[Sequence[Word]]) -> list[tuple[Word, ...]]:
        """The same sentences; what has a capital inside sentences, and is never small, is a name."""
        capital: set[str] = set()
        small: set[str] = set()
        for words in document:
            for at, word in enumerate(words):
                if word.tag != _PUNCTUATION and word.text[0].islower():
                    small.add(word.lemma)
                elif at and word.text[0].isupper() and words[at - 1].tag != _PUNCTUATION:
                    capital.add(word.lemma)
        names = capital - small
        return [
            tuple(
                replace(word, tag=NAME)
                if word.tag == "NOUN" and word.text[0].isupper() and word.lemma in names
                else word
                for word in words
            )
            for words in document
        ]

    def lemma(self, word: str) -> str:
        """The lemma of a word that stands alone, as in a query."""
        return self._read(word)[0] if word else ""

    def compound_parts(self, lemma: str) -> tuple[str, ...]:
        """The parts of a hyphenated word."""
        return hyphenated(lemma)

    def is_content(self, word: Word) -> bool:
        """Whether the word's class can carry a topic."""
        return word.tag in _CONTENT

    def rarity(self, lemma: str) -> float:
        """Unknown: pymorphy3 has no frequencies of words."""
        return 0.5 if lemma else 0.0

    def _read_at(self, tokens: Sequence[str], at: int) -> tuple[str, str]:
        token, following = tokens[at], tokens[at + 1 : at + 2]
        first_name = self._first_name(token, following[0]) if following else None
        if first_name is not None:
            return first_name, NAME
        if at == 0 or tokens[at - 1] in _OPENING:
            return self._read_opening(token, following)
        return self._read_described(token, tokens[at - 1])

    def _first_name(self, token: str, following: str) -> str | None:
        """The lemma of a first name before its surname, though both mean things too: "[Яків] Заєць"."""
        if not (_is_capital(token) and _is_capital(following)):
            return None
        every = readings(token, self._language)
        if any(lexicon(self._language).is_body(reading.lemma) for reading in every):
            return None  # "Влада Ремська"
        nouns = [each for each in readings(following, self._language) if each.is_noun and not each.plural]
        surnames = [noun for noun in nouns if noun.proper & _BEHIND_FIRST_NAMES]
        if not surnames and is_known(following, self._language):
            surnames = [noun for noun in nouns if not noun.proper]
        cases = {surname.case for surname in surnames}
        names = (each for each in every if "Name" in each.proper and not each.plural)
        return next((name.lemma for name in names if name.case in cases), None)

    def _read_opening(self, token: str, following: Sequence[str]) -> tuple[str, str]:
        """A capital at the start of a sentence says nothing: a known small word is no name ("Влада").

        A first name and a surname are: "Олександра Коваль".
        """
        lower = token.lower()
        if not _is_capital(token) or not is_known(lower, self._language):
            return self._read(token)
        first_name = any("Name" in reading.proper for reading in readings(token, self._language))
        surname_follows = any(map(_is_capital, following))
        only_a_name = all(reading.proper & _PERSONAL for reading in readings(lower, self._language))
        if only_a_name or (first_name and surname_follows) or self._is_place(token):
            return self._read(token)
        return self._read(lower)

    def _is_place(self, token: str) -> bool:
        """Whether what opens a sentence can only be a country or a city there: "Україна", but "Київ" is no stick's."""
        possible = [reading for reading in readings(token, self._language) if reading.case == "nomn"]
        return bool(possible) and all("Geox" in reading.proper for reading in possible)

    def _read_described(self, token: str, before: str) -> tuple[str, str]:
        """After an adjective that agrees with it a word is a noun: "передвиборні плакати", not "to weep"."""
        every = readings(token, self._language)
        if every and every[0].part == "VERB" and is_adjective(before, self._language):
            adjectives = [reading for reading in readings(before, self._language) if reading.is_adjective]
            for noun in every:
                if noun.is_noun and any(adjective.agrees_with(noun) for adjective in adjectives):
                    return noun.lemma, noun.part
        return self._read(token)

    def _read(self, token: str) -> tuple[str, str]:
        if not token[0].isalpha() or len(token) > LONGEST_TOKEN:
            return token.lower(), _PUNCTUATION if not token[0].isalnum() else "NUMB"
        every = readings(token, self._language)
        if token.lower() in lexicon(self._language).stop:
            return token.lower(), next((r.part for r in every if not r.is_noun), "PRCL")
        reading = noun_reading(token, self._language) or (every[0] if every else None)
        if reading is None:
            return token.lower(), "UNKN"
        if reading.is_noun and token[0].isupper() and reading.proper:
            return reading.lemma, NAME
        return reading.lemma, NAME if token.isupper() and 1 < len(token) < 7 else reading.part
