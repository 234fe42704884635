"""Whether a label reads as a whole phrase: nothing cut, the head in the nominative, no bare general noun.

A second look at finished labels, by rules that do not know how the label was made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from summarizer.language import LANGUAGES
from summarizer.phrases.hearsay import is_finite
from summarizer.types import LONGEST_LABEL
from summarizer.words import german_endings, tag
from summarizer.words.lexicon import Lexicon, lexicon
from summarizer.words.tokens import Word

_MARKS = re.compile(r"[;!?…\n]|,(?!\d)|\.\s")
POINTED = re.compile(r"\b(млн|млрд|тис|грн|тыс|руб|р|рр|ст|м|кв|вул)\. ")
_QUOTED = re.compile(r"[«„“\"][^«»„“”\"]+[»“”\"]")
_CUT = re.compile(r"(?:^[-–—]|[-–—:(]$|['’]s$)")
_SURNAME = re.compile(r"[A-ZÄÖÜ]\w+")
_NUMBERS = ("CARD", "CRD", "NUM")
_ADVERBS = ("AV0", "ADV", "ADVB", "PRCL")
# Before a verb stand subjects and objects, and surnames that look like a vocative: "Журавко".
_OF_CLAUSES = ("nomn", "accs", "datv", "voct", "")
_ALL_CONJUNCTIONS = ("und", "oder", "sowie", "and", "or", "і", "й", "та", "або", "и", "или")


def is_wellformed(label: str, language: str, *, clause: bool = False) -> bool:
    """Whether a reader would take this for a heading in German, English, Ukrainian or Russian.

    For other languages only length and marks are looked at. "Name: matter" is judged part by part. An English
    `clause` was read word by word in its sentence, where its words are surer than alone: only its ends count.
    """
    if not label or len(label) > LONGEST_LABEL or label != label.strip():
        return False
    if not any(character.isalnum() for character in label) or _CUT.search(label):
        return False
    if language not in LANGUAGES:
        return True
    if _MARKS.search(POINTED.sub(r"\1 ", _QUOTED.sub("", label))):
        return False
    who, _, told = label.rpartition(": ")
    if language == "de" and _SURNAME.fullmatch(who) and any(map(is_finite, tag(told, language)[1:])):
        return _is_whole(told, language)  # the tagger does not know a lone "Kolb"
    return all(_is_whole(part, language, clause and language == "en") for part in label.split(": "))


@lru_cache(4096)
def _is_whole(part: str, language: str, ends_only: bool = False) -> bool:
    if _QUOTED.fullmatch(part):
        return True
    known = lexicon(language)
    words = [word for word in tag(part, language) if word.text[0].isalnum()]
    if len(words) == 1 and any(lexicon(each).is_function_word(words[0].text) for each in LANGUAGES):
        return False
    counts = len(words) > 1 and words[0].tag.startswith(_NUMBERS)  # "two ports"
    measured = len(words) > 2 and words[-2].tag.startswith(_NUMBERS)  # "4 млн грн"
    if (
        not words
        or (known.is_function_word(words[0].text) and not counts)
        or (known.is_function_word(words[-1].text) and not measured)
    ):
        return False
    if ends_only:
        return words[-1].tag not in _ADVERBS
    verb = next((at for at in range(1, len(words)) if is_finite(words[at])), None)
    if language in ("uk", "ru"):
        verb = next((at for at in range(1, len(words)) if _predicates(words, at, part, language)), None)
        if verb is not None:  # "Порт закрили", "Ціни зросли втричі"
            before = [word for word in words[:verb] if word.tag != "ADVB"]
            return _is_slavic(before, language, in_clause=True)
    if verb is not None:  # "Rat beschloss Verkauf", not "Prices rose sharply"
        subject = part[: words[verb].start].rstrip()
        # a lone "Kolb", "Experten" or a pair
        named = language == "de" and words[verb - 1].tag in ("NE", "NN", "NNA")
        return words[-1].tag not in _ADVERBS and (named or _is_whole(subject, language))
    if _is_bare_general(words, known) or _is_pair_of_names(words):
        return False
    if language == "de":
        return _is_german(words)
    if language == "en":
        return _is_english(words)
    return _is_slavic(words, language)


def _is_bare_general(words: Sequence[Word], known: Lexicon) -> bool:
    """Nothing but general nouns, titles and empty adjectives ("Другий варіант")."""
    word = words[0]
    if len(words) == 1 and (word.text.isdigit() or (len(word.text) < 3 and not word.text.isupper())):
        return True
    weak = known.weak_adjectives | known.ordinals
    empty = known.general | weak | (known.roles if len(words) == 1 else frozenset())
    return all(
        {w.lemma, w.text.lower(), german_endings.ADJECTIVE.sub("", w.text.lower())} & empty for w in words
    )


def _is_pair_of_names(words: Sequence[Word]) -> bool:
    """Such as "Adam and Eve": that says who, not what."""
    at = next((at for at, word in enumerate(words) if word.text in _ALL_CONJUNCTIONS), 0)
    names = ("NE", "NP0", "NAME")
    before, after = words[:at], words[at + 1 :]
    if not before or not after or any(word.tag not in names for word in after):
        return False
    return all(word.tag in names or (word.text[0].isupper() and word.tag == "AJ0") for word in before)


def _is_german(words: Sequence[Word]) -> bool:
    from summarizer.words import german_nouns

    if words[-1].tag.startswith("ADJ") and not words[-1].text[0].isupper():
        return False
    if any(word.tag in ("PPER", "PRELS") for word in words[1:]):
        return False
    verblike = words[0].tag.startswith("VV") and words[0].text[0].isupper()
    infinitive = len(words) > 1 and words[0].lemma == german_nouns.fold(words[0].text)
    if verblike and (infinitive or german_nouns.is_noun(words[0].text)):
        words = [
            replace(words[0], tag="NN"),
            *words[1:],
        ]  # the tagger does not expect an "Abriss" at the start
    head = next((at for at, word in enumerate(words) if word.tag.startswith("NN") or word.tag == "NE"), None)
    if head is None:  # the tagger is unsure of a lone word
        return (
            len(words) == 1
            and words[0].text[0].isupper()
            and german_nouns.is_noun(words[0].text.split("-")[-1])
        )
    if not words[head].text[0].isupper():
        return False
    if any(not _is_strong_nominative(word.text) for word in words[:head] if word.tag.startswith("ADJ")):
        return False
    if any(word.tag in ("APPR", "APPRART", "ART") for word in words[:head]):
        return False
    noun = words[head]
    if noun.tag == "NN" and not (head + 1 < len(words) and words[head + 1].tag == "NE"):
        adjective = words[head - 1].text if head else ""
        form, _ = german_nouns.nominative(noun.text, "", adjective, False, {})
        if form.lower() != noun.text.lower():
            return False
    plural = () if words[-1].tag == "NE" else ("n", "e", "s")
    return _between_is_whole(words, "zwischen", "und", plural)


def _is_strong_nominative(adjective: str) -> bool:
    return not adjective.lower().endswith(("en", "em")) or adjective[0].isupper()


def _between_is_whole(words: Sequence[Word], between: str, conjunction: str, plural: tuple[str, ...]) -> bool:
    texts = [word.text for word in words]
    if between not in texts:
        return True
    rest = texts[texts.index(between) + 1 :]
    return conjunction in rest[1:-1] or (bool(rest) and rest[-1].endswith(plural))


def _is_english(words: Sequence[Word]) -> bool:
    from summarizer.words.english import NOUNS

    last = words[-1]
    if last.text.lower() in ("s", "t") or last.tag.startswith(
        ("PR", "CJ", "AT0", "AV0", "DPS", "DT0", "VM", "VB")
    ):
        return False
    if (
        last.text.islower()
        and last.tag not in NOUNS
        and last.tag not in ("VVG", "CRD", "UNC", "AJ0", "VVB", "VVZ")
    ):
        return False
    if last.text.islower() and last.tag in ("AJ0", "VVB", "VVZ") and not _can_be_english_noun(last):
        return False
    if any(word.tag in ("VBZ", "VBD", "VBB", "VM0", "VHZ", "VHD", "VHB", "PNP", "PNQ") for word in words):
        return False
    return _between_is_whole(words, "between", "and", ("s",))


def _can_be_english_noun(word: Word) -> bool:
    from summarizer.words.hanta import tagger

    return tagger("en").has_seen(word.text, "NN0", "NN1", "NN2")


def _predicates(words: Sequence[Word], at: int, label: str, language: str) -> bool:
    """Whether a word tells what its subject does, must do, or what is done to it: "порт [закрито]"."""
    from summarizer.words.slavic import readings

    word, known = words[at], lexicon(language)
    dashed = label[words[at - 1].end : word.start].strip() in ("-", "–", "—")
    if dashed or is_finite(word) or word.text.lower() in known.impersonals:
        return True
    governs = any(each.tag in ("PREP", "PRCL", "INFN", "VERB") for each in words[at + 1 : at + 2])
    return word.tag == "ADJF" and any(
        each.is_adjective and each.case == "nomn" and (each.passive or governs)
        for each in readings(word.text.lower(), language)
    )


def _is_slavic(words: Sequence[Word], language: str, *, in_clause: bool = False) -> bool:
    from summarizer.words.slavic import is_adjective, is_locative_or_adjective, readings
    from summarizer.words.slavic_cases import CASES_BEHIND, agreement

    cases: tuple[str, ...] = _OF_CLAUSES if in_clause else ("nomn", "")
    if not in_clause and any(word.tag in ("INFN", "NPRO") for word in words[1:]):
        return False
    counting = [each.case for each in readings(words[0].text.lower(), language) if each.part == "NUMR"]
    if len(words) > 1 and counting and set(cases).isdisjoint(counting):
        return False  # "п'яти портів"
    prepositions = CASES_BEHIND[language]
    if words[-1].text.lower() in prepositions or words[0].text.lower() in prepositions:
        return False
    counted = len(words) > 1 and _counts(words[0].text, language)
    while len(words) > 1 and _counts(words[0].text, language):
        words, cases = words[1:], (*cases, "gent")  # "п'ять нових шкіл"
    adjectives: list[str] = []
    for at, word in enumerate(words):
        describes = is_adjective(word.text, language) or is_locative_or_adjective(word.text, language)
        if at + 1 < len(words) and describes:
            adjectives.append(word.text)
            continue
        joins = word.text in _ALL_CONJUNCTIONS and at + 1 < len(words)
        if adjectives and joins and is_adjective(words[at + 1].text, language):
            continue  # "рибальські та торгові човни"
        if in_clause and adjectives and word.text.lower() in prepositions:
            return True  # "Першого підозрюваного в крадіжці затримали"
        nouns = [reading for reading in readings(word.text, language) if reading.is_noun]
        if word.text[0].isupper() and (at or not nouns) and not adjectives:
            return True
        whole = any(
            reading.case in cases and agreement(reading, adjectives, language) is not None
            for reading in nouns
            if reading.plural or adjectives or not counted or in_clause  # no "2016 рік"
        )
        return whole and (len(words) == at + 1 or _goes_on_whole(words[at + 1 :], language))
    return False


def _counts(form: str, language: str) -> bool:
    """Whether a word can be a number in the nominative."""
    from summarizer.words.slavic import readings

    every = readings(form.lower(), language)
    return form.isdigit() or any(reading.part == "NUMR" and reading.case == "nomn" for reading in every)


def _goes_on_whole(rest: Sequence[Word], language: str) -> bool:
    """After the head: a genitive, a preposition with its case, a joined noun, or a name."""
    from summarizer.words.slavic import readings
    from summarizer.words.slavic_cases import CASES_BEHIND

    opening = rest[0].text
    if len(rest) > 1 and _counts(opening, language):
        return True  # "проведення сімдесят третього обміну"
    if opening in _ALL_CONJUNCTIONS or opening.lower() in CASES_BEHIND[language] or opening[0].isupper():
        return len(rest) > 1 or opening[0].isupper()
    return any(
        reading.case in ("gent", "gen2", "ablt", "datv", "") for reading in readings(opening, language)
    )
