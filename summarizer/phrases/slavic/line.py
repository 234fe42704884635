"""One line of Ukrainian or Russian, asked about the grammar of its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from summarizer.text import Line
from summarizer.words.lexicon import lexicon
from summarizer.words.slavic import (
    NAME,
    Reading,
    is_adjective,
    is_first_name,
    is_known,
    is_locative_or_adjective,
    lemmas,
    noun_reading,
    numeral_cases,
    readings,
)
from summarizer.words.slavic_cases import CASES_BEHIND, agreement, noun_cases, nouns
from summarizer.words.tokens import APOSTROPHES, Word

AND = ("і", "та", "й", "и")
THAT, AS = ("що", "что"), ("як", "как")
BE = frozenset(("бути", "быть"))
VERBS = ("VERB", "INFN")
OPENING_QUOTES = ("«", '"', "“", "„")
CLOSING_QUOTES = ("»", "“", "”", '"')
DEEDS = ("ння", "ття", "ние", "тие")  # what nouns of doing end in
INSTITUTIONS = ("комісія", "рада", "суд", "союз", "комиссия", "совет", "комітет", "комитет", "міністерство")
_CLAUSE_ENDS = frozenset(',;:–—‒-()«»„“”"?!…')
_COMPARED = re.compile("іший$|[еа]йший$|^най")
_SUPERLATIVE = re.compile("^най.+[шщ]ий$")
_EVERY = ("кож", "кажд")
_FIRST_ORDINALS = ("перший", "другий", "третій", "первый", "второй", "третий")
_ROMAN = re.compile("[IVXІХ]+")
_PAST = ("ла", "ло")
_ONE_FORMS = frozenset(("один", "одна"))
_UNDER = ("під", "под")
_IN = ("в", "у")
_TOWN_ENDINGS = ("ську", "цьку", "зьку")
OUT_OF = ("з", "із", "зі", "из")
PARTICLES = ("ван", "фон", "дер", "ді", "да", "дель", "дос", "ден", "аль", "ель", "бін", "бен", "ди", "эль")
_SPELLINGS = (("в", "у", "во"), ("з", "із", "зі"), ("с", "со"))
THERE_IS_NO = ("немає", "нема", "нет")
NOT, ONESELF = ("не",), ("себе", "собі", "собою", "себя", "собой")


class SlavicLine:
    """The words of a line by their position."""

    def __init__(self, line: Line, language: str) -> None:
        self._line = line
        self._words = line.words
        self._language = language
        self._lexicon = lexicon(language)
        self._cases = CASES_BEHIND[language]
        self._lemmas_by_place: dict[int, frozenset[str]] = {}
        self._readings_by_place: dict[int, tuple[Reading, ...]] = {}

    def _lemmas(self, at: int) -> frozenset[str]:
        """A word as it stands, and every lemma it may have."""
        found = self._lemmas_by_place.get(at)
        if found is None:
            found = self._lemmas_by_place[at] = lemmas(self._words[at].text.lower(), self._language)
        return found

    def _read(self, at: int) -> tuple[Reading, ...]:
        """Every reading of a word, as in the middle of a sentence."""
        found = self._readings_by_place.get(at)
        if found is None:
            found = self._readings_by_place[at] = readings(self._words[at].text.lower(), self._language)
        return found

    def _is_adjective(self, at: int) -> bool:
        """Whether a word may describe a noun; a name does not, though it looks so: "[Ірина] Коваль"."""
        word = self._words[at]
        if word.tag == NAME and is_first_name(word.text, self._language):
            return False
        if is_adjective(word.text, self._language):
            return not self._is_town_in(at)
        return is_locative_or_adjective(word.text, self._language) and self._describes_several(at)

    def _joins_adjectives(self, at: int) -> bool:
        """Whether "and" joins two adjectives of one noun: "старої [та] нової школи"."""
        return (
            0 < at < len(self._words) - 2
            and self._words[at].text in AND
            and self._is_adjective(at - 1)
            and self._is_adjective(at + 1)
        )

    def _is_town_in(self, at: int) -> bool:
        """Whether a name after "in" is a town, though it looks like an adjective: "у [Ремську] школу закрили".

        Behind a verb it may say where to: "привезли в Ремську лікарню".
        """
        word = self._words[at]
        if not at or not word.text[0].isupper() or not word.text.endswith(_TOWN_ENDINGS):
            return False
        following = self._words[at + 1].text if at + 1 < len(self._words) else ""
        told = any(each.tag in VERBS for each in self._words[self._clause(at)[0] : at])
        if told and any(
            noun.case == "accs" and noun.gender == "femn" for noun in nouns(following, self._language)
        ):
            return False
        towns = {each.lemma for each in nouns(word.text, self._language) if each.case == "loct"}
        likely = not towns <= self._lexicon.unlikely if towns else not is_known(word.text, self._language)
        return likely and self._words[at - 1].text.lower() in _IN

    def _describes_several(self, at: int) -> bool:
        """Whether what nothing puts into the locative is the adjective of the next noun: "[праві] партії"."""
        before = self._words[at - 1].text if at else ""
        following = self._words[at + 1].text if at + 1 < len(self._words) else ""
        if before.lower() in self._cases or (before and is_adjective(before, self._language)):
            return False
        return any(noun.plural and noun.case == "nomn" for noun in nouns(following, self._language))

    def _is_weak(self, adjective: str, at: int, noun: Reading) -> bool:
        """Whether an adjective says nothing of a noun: "новий", "сильніший", "четвертий [день]".

        Its capital may make it part of a name: "Друга світова".
        """
        named = at > 0 and self._words[at - 1].text[0].isalnum() and self._words[at].text[0].isupper()
        if named or (self._tells_which(adjective, at) and self._is_thing(noun)):
            return False
        empty = self._lexicon.weak_adjectives | self._lexicon.ordinals
        return adjective in empty or _COMPARED.search(adjective) is not None

    def _is_thing(self, noun: Reading) -> bool:
        return not noun.animate and noun.lemma not in self._lexicon.general

    def _tells_which(self, adjective: str, at: int) -> bool:
        """Whether an adjective picks a thing out: "найгірший шторм", "двадцятий пакет", "сімдесят третій обмін"."""
        before = self._words[at - 1].text.lower() if at else ""
        if adjective in _FIRST_ORDINALS:
            return self._is_number(at - 1, ("nomn",))
        numbered = adjective in self._lexicon.ordinals and not before.startswith(_EVERY)
        return numbered or self._is_superlative(adjective)

    def _is_superlative(self, adjective: str) -> bool:
        return _SUPERLATIVE.search(adjective) is not None and adjective not in self._lexicon.weak_adjectives

    def _is_number(self, at: int, cases: Sequence[str] = ()) -> bool:
        """Whether digits stand at a place, or a word that can be a number, in one of some cases if they matter."""
        if not 0 <= at < len(self._words):
            return False
        form = self._words[at].text.lower()
        if not cases:
            return form[0].isdigit() or bool(numeral_cases(form, self._language))
        return not numeral_cases(form, self._language).isdisjoint(cases)

    def _can_be_noun(self, at: int, described: bool) -> bool:
        word = self._words[at]
        if not word.text[0].isalpha() or len(word.text) < 3 or word.text.lower() in self._lexicon.stop:
            return False
        if self._counts(at) or (not described and (word.tag == "ADVB" or self._is_adverbial(at))):
            return False
        if not described and word.tag == "VERB" and word.text.lower().endswith("ти"):
            return False  # "[грати] вдома", though "ґрати на вікнах"
        if noun_reading(word.text, self._language) is not None or word.tag == NAME:
            return True
        return described and any(reading.is_noun for reading in readings(word.text, self._language))

    def _is_adverbial(self, at: int) -> bool:
        """Whether what could be an instrumental says how or when: "[загалом] порт мовчить", "[часом], як завжди"."""
        every = readings(self._words[at].text.lower(), self._language)
        if not any(reading.is_noun and reading.case == "ablt" for reading in every):
            return False
        listed = self._words[at].text.lower() in self._lexicon.adverbs
        if not listed and not any(reading.part == "ADVB" for reading in every):
            return False
        before, following = self._words[at - 1 : at] if at else (), self._words[at + 1 : at + 2]
        opens = all(not word.text[0].isalnum() or word.tag == "CONJ" for word in before)
        closes = all(not word.text[0].isalnum() or word.tag == "VERB" for word in following)
        governed = any(word.text.lower() in self._cases or word.tag == "VERB" for word in before)
        return opens or (closes and not governed)

    def _counts(self, at: int) -> bool:
        """Whether a word is the number of what follows: "до п'яти портів" speaks of no heels."""
        following = self._words[at + 1 : at + 2]
        return self._is_number(at) and any(
            reading.case == "gent" for word in following for reading in readings(word.text, self._language)
        )

    def _is_name(self, at: int) -> bool:
        word = self._words[at]
        return word.tag == NAME and word.text[0].isupper()

    def _is_acronym(self, at: int) -> bool:
        text = self._words[at].text
        letter = len(text) == 1 and text.lower() in self._cases  # "[О] шостій ранку"
        return self._words[at].tag == NAME and text.isupper() and not (letter or self._is_roman(at))

    def _is_roman(self, at: int) -> bool:
        """Whether a Roman number stands at a place, in Latin or Cyrillic letters."""
        return _ROMAN.fullmatch(self._words[at].text) is not None

    def _is_quoted(self, at: int) -> bool:
        """Whether a quotation begins at a place: its kind is but half of a name, "ПАТ [«Прибій»]"."""
        return at < len(self._words) and self._words[at].text in OPENING_QUOTES

    def _is_animate(self, word: Word) -> bool:
        reading = noun_reading(word.text, self._language)
        return reading is not None and reading.animate

    def _can_be_nominative(self, at: int) -> bool:
        return "nomn" in noun_cases(self._words[at].text, self._language)

    def _is_in_preposition(self, at: int) -> bool:
        """Whether a noun is but part of a preposition or all of it: "за рахунок", "шляхом"."""
        before = self._words[at - 1].text.lower() if at else ""
        noun = self._words[at].text.lower().translate(APOSTROPHES)
        spellings = next((each for each in _SPELLINGS if before in each), (before,))
        idioms = self._lexicon.idioms
        return noun in idioms or any(f"{preposition} {noun}" in idioms for preposition in spellings)

    def _place_before(self, at: int) -> int:
        """Where the word before a phrase is, pronouns and quotation marks left out, or -1: "в [її] історії"."""
        at -= 1
        while at > 0 and (self._words[at].text in OPENING_QUOTES or self._is_determiner(at)):
            at -= 1
        return at

    def _word_before(self, at: int) -> Word | None:
        """The word before a phrase, pronouns and opening quotation marks left out."""
        at = self._place_before(at)
        return self._words[at] if at >= 0 else None

    def _clause(self, at: int) -> tuple[int, int]:
        """Where the clause of a word begins, and the mark that ends it."""
        start = at
        while start > 0 and self._words[start - 1].text not in _CLAUSE_ENDS:
            start -= 1
        ends = (k for k in range(at, len(self._words)) if self._words[k].text in _CLAUSE_ENDS)
        return start, next(ends, len(self._words))

    def _is_past(self, at: int) -> bool:
        """Whether what could be a participle is the only verb of its clause: "тут [виникла] тріщина"."""
        text = self._words[at].text
        if not text.endswith(_PAST) or all(each.part != "VERB" for each in readings(text, self._language)):
            return False
        start, end = self._clause(at)
        return not any(word.tag in VERBS for word in (*self._words[start:at], *self._words[at + 1 : end]))

    def _is_determiner(self, at: int) -> bool:
        """Whether a word only determines the next: "[своїй] історії", "[однієї] подорожі"."""
        return _determines(self._words[at].text, self._language)

    def _wanted(self, at: int) -> tuple[str, ...]:
        """The cases that the preposition, the verb or the participle before a phrase at `at` asks for."""
        before = self._place_before(at)
        if before < 0:
            return ()
        said = self._words[before].text.lower()
        if said in _UNDER and before and self._words[before - 1].text.lower() in OUT_OF:
            return ("gent",)  # "з під даху"
        if said in self._cases:
            return tuple(self._cases[said].split())
        ruler = self._lemmas(before)
        return tuple(case for case, ruling in self._lexicon.ruled.items() if not ruling.isdisjoint(ruler))

    def _is_pronominal(self, at: int) -> bool:
        """Whether a word stands for an adjective ("своїй"), not for a noun ("себе")."""
        return _stands_for_adjective(self._words[at].text, self._language)

    def _end_of_name(self, start: int) -> int:
        """Names in a row are one name, unless the first is an institution or a country."""
        words = self._words
        first = noun_reading(words[start].text, self._language)
        if words[start].lemma in INSTITUTIONS or (first is not None and "Geox" in first.proper):
            return start
        end = start
        while end + 1 < len(words) and end - start < 2:
            following = words[end + 1].text
            if self._is_roman(end + 1):
                return end + 1
            if following in PARTICLES and end + 2 < len(words) and words[end + 2].text[0].isupper():
                return end + 2  # "Ян [ван Гук]"
            if not following[0].isupper() or following.isupper() or not following[0].isalpha():
                break
            if self._begins_another(end) or (
                end == start and (self._is_whose_place(end + 1) or self._is_closed(start))
            ):
                break
            if self._agrees_with_next(end + 1):
                break
            end += 1
        return end

    def _agrees_with_next(self, at: int) -> bool:
        """Whether a capital begins another phrase: "у селі Липки [Лиманського району]"."""
        following = self._words[at + 1].text if at + 1 < len(self._words) else ""
        form = [self._words[at].text]
        return (
            following.islower()
            and self._is_adjective(at)
            and any(agreement(noun, form, self._language) for noun in nouns(following, self._language))
        )

    def _is_whose_place(self, at: int) -> bool:
        """Whether a country or a city is the genitive of the name before it: "речник Нацгвардії [Румунії]"."""
        return any(
            reading.case == "gent" and reading.lemma in self._lexicon.places
            for reading in nouns(self._words[at].text, self._language)
        )

    def _is_closed(self, noun: int) -> bool:
        """Whether a described common noun is a whole name before somebody's: "Лиманської Федерації [Ґурен Тіль]"."""
        form, following = self._words[noun].text, self._words[noun + 1].text
        if not noun or not self._is_adjective(noun - 1) or not is_known(form, self._language):
            return False
        if any(reading.proper for reading in readings(form, self._language)):
            return False
        every = readings(following, self._language)
        if is_known(following, self._language):
            return not any(reading.case == "gent" for reading in every)
        return any(reading.case == "nomn" and reading.lemma == following.lower() for reading in every)

    def _is_street_name(self, at: int) -> bool:
        """Whether a name only says what a street is called: "на площі [Ореста Тихого]", "на вул. [Паркової]"."""
        before = at - 1
        if before > 0 and self._words[before].text == ".":
            before -= 1
        if before < 0 or not self._words[at].text[0].isupper():
            return False
        called = not self._lexicon.streets.isdisjoint(self._lemmas(before))
        return called and not is_first_name(self._words[at].text, self._language)

    def _begins_another(self, surname: int) -> bool:
        """Whether a first name after an inflected surname is somebody else's: "адвокат Бугая Лариса"."""
        first_name = is_first_name(self._words[surname + 1].text, self._language)
        one = any(
            each.case == "nomn" and not each.plural
            for each in nouns(self._words[surname].text, self._language)
        )
        return first_name and not one


@lru_cache(4096)
def _determines(form: str, language: str) -> bool:
    if not _ONE_FORMS.isdisjoint(lemmas(form.lower(), language)):
        return form.islower()
    return form.lower() in lexicon(language).stop and _stands_for_adjective(form, language)


@lru_cache(4096)
def _stands_for_adjective(form: str, language: str) -> bool:
    return form.lower() not in ONESELF and any(
        reading.pronominal or reading.part == "NPRO" for reading in readings(form, language)
    )
