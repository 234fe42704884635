"""Ukrainian and Russian cases: what prepositions take, which readings agree, capitals of an inflected form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from summarizer.words.slavic import Reading, readings

# The prepositions that take some cases; what is not listed here takes none of interest.
_PREPOSITIONS = {
    "uk": {
        "loct accs": "в у на",
        "gent ablt": "з із зі",
        "gent": "до від для проти щодо без після біля крім серед",
        "accs": "про через",
        "accs ablt": "за",
        "ablt": "між над перед",
        "ablt accs": "під",
        "loct": "по о об при",
    },
    "ru": {
        "loct accs loc2": "в на",
        "loct accs": "во",
        "gent ablt": "с со",
        "gent": "из у из-за до от для против без после среди",
        "datv": "к ко по",
        "loct": "о об при",
        "accs ablt": "за",
        "ablt": "между над перед",
        "ablt accs": "под",
        "accs": "через про",
    },
}
# The cases that each preposition of a language takes.
CASES_BEHIND = {
    language: {each: cases for cases, listed in by_cases.items() for each in listed.split()}
    for language, by_cases in _PREPOSITIONS.items()
}


def cased(form: str, like: str) -> str:
    """A form with the capitals of another."""
    if (like.isupper() and len(like) > 1) or form.lower() == like.lower():
        return like
    if "-" in form and form.count("-") == like.count("-"):
        return "-".join(
            cased(part, other) for part, other in zip(form.split("-"), like.split("-"), strict=True)
        )
    return form[:1].upper() + form[1:] if like[:1].isupper() else form


def agreement(noun: Reading, adjectives: Sequence[str], language: str) -> tuple[Reading, ...] | None:
    """For each adjective the reading that agrees with the noun; None where one does not."""
    found = []
    for form in adjectives:
        reading = next(
            (r for r in readings(form, language) if r.is_adjective and r.agrees_with(noun)),
            None,
        )
        if reading is None:
            return None
        found.append(reading)
    return tuple(found)


def agrees_with_verb(noun: Reading, verb: Reading) -> bool:
    """Whether a noun has the number and gender of a verb; only past tenses have a gender."""
    same_gender = noun.plural or not (noun.gender and verb.gender) or noun.gender == verb.gender
    return noun.plural == verb.plural and same_gender


@lru_cache(8192)
def nouns(form: str, language: str) -> tuple[Reading, ...]:
    """The noun readings of a form, likeliest first."""
    return tuple(reading for reading in readings(form, language) if reading.is_noun)


@lru_cache(8192)
def noun_cases(form: str, language: str) -> frozenset[str]:
    """The cases in which a form can be a noun."""
    return frozenset(each.case for each in nouns(form, language))


def same_case(
    every: Sequence[tuple[Reading, ...]], wanted: Sequence[str], *, person: bool = False
) -> list[Reading | None]:
    """One reading for each word of a name, all in the same case (a wanted one, if there is one)."""
    places_first = len(every) == 1 and not person
    first = sorted(
        every[0],
        key=lambda r: (
            bool(wanted) and r.case not in wanted,
            not places_first and "Name" not in r.proper,
            places_first and "Geox" not in r.proper,
            r.plural,
        ),
    )
    for reading in first:
        row: list[Reading | None] = [reading]
        for others in every[1:]:
            agreeing = [r for r in others if r.case == reading.case and r.plural == reading.plural]
            agreeing.sort(key=lambda r: ("Surn" not in r.proper, r.gender != reading.gender))
            row += agreeing[:1] or [None]
        if all(row):
            return row
    return [options[0] if options else None for options in every]
