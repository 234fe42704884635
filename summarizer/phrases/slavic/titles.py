"""Ukrainian and Russian names in quotation marks, said in the nominative: "кандидат «Права і волі»"."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.wordlists import word_list
from summarizer.words.lexicon import lexicon
from summarizer.words.slavic import Reading, is_adjective, is_known, noun_reading, readings
from summarizer.words.slavic_cases import CASES_BEHIND, agreement, cased, nouns

_AND = ("і", "й", "та", "и")
# What a work has or becomes: behind these its title is a genitive, "переклад «Одіссеї»".
_OF_WORKS = word_list(
    "переклад том розділ прем'єра екранізація постановка сторінка перевод раздел премьера экранизация "
    "страница"
)
_INFLECTED = ("у", "ом", "ові")
_CASES = ("accs", "gent", "ablt", "datv")


def in_nominative(title: Sequence[str], before: str, language: str) -> str | None:
    """The words of a title in the nominative, given the word before its quotation mark; None where unsure."""
    if not is_known(title[0], language) and (len(title) == 1 or not is_adjective(title[0], language)):
        # nobody knows how it is inflected; but a name in -у is likely another's case: "керівник «Тисма-Флоту»"
        return None if title[-1].endswith(_INFLECTED) else " ".join(title)
    wanted = CASES_BEHIND[language].get(before.lower(), "").split()
    members = noun_reading(before, language) if before else None
    if wanted:
        cases: Sequence[str] = [*wanted, "nomn"]  # "для «Прибій Плюс»" keeps its name
    elif members is not None and (
        members.animate or members.lemma in _OF_WORKS or _are_bodies(before, language)
    ):
        cases = ("gent", "nomn")
    else:
        cases = ("nomn", *_CASES)
    return next(
        (found for case in cases if (found := _inflected(title, case, language)) is not None),
        None,
    )


def _are_bodies(form: str, language: str) -> bool:
    """Whether a noun means several bodies, which then belong to what is named: "країни «Ліги портів»"."""
    is_body = lexicon(language).is_body
    return any(noun.plural and is_body(noun.lemma) for noun in nouns(form, language))


def _inflected(title: Sequence[str], case: str, language: str) -> str | None:
    """A title whose joined parts all stand in `case`, said in the nominative."""
    said: list[str] = []
    part: list[str] = []
    for word in (*title, ""):
        if word and word not in _AND:
            part.append(word)
            continue
        nominative = _part(part, case, language)
        if nominative is None:
            return None
        said += [*nominative, word]
        part = []
    return " ".join(said).strip()


def _part(words: Sequence[str], case: str, language: str) -> list[str] | None:
    """Adjectives and their noun in the nominative, and what follows the noun as it stands."""
    at = 0
    while at + 1 < len(words) and is_adjective(words[at], language):
        at += 1
    if at >= len(words):
        return None
    adjectives = words[:at]
    for reading in sorted(nouns(words[at], language), key=lambda each: each.plural):
        agreeing = agreement(reading, adjectives, language)
        if reading.case == case and agreeing is not None:
            return [*_said((reading, *agreeing), words[at], adjectives), *words[at + 1 :]]
    known = readings(words[at], language)
    return list(words) if case == "nomn" and not any(reading.is_noun for reading in known) else None


def _said(found: Sequence[Reading], noun: str, adjectives: Sequence[str]) -> list[str]:
    head, *agreeing = found
    number = "plur" if head.plural else "sing"
    forms = [reading.nominative(number, head.gender) for reading in agreeing]
    every = zip((*forms, head.nominative(number)), (*adjectives, noun), strict=True)
    return [cased(form or original, original) for form, original in every]
