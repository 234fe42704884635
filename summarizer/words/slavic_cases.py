"""Ukrainian and Russian cases: what prepositions take, which readings agree, capitals of an inflected form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from summarizer.words.slavic import Reading, readings

# Cases that a preposition takes; what is not listed here takes none of interest.
CASES = {
    "uk": {
        "в": "loct accs",
        "у": "loct accs",
        "на": "loct accs",
        "з": "gent ablt",
        "із": "gent ablt",
        "зі": "gent ablt",
        "до": "gent",
        "від": "gent",
        "для": "gent",
        "про": "accs",
        "за": "accs ablt",
        "проти": "gent",
        "між": "ablt",
        "над": "ablt",
        "під": "ablt accs",
        "щодо": "gent",
        "через": "accs",
        "без": "gent",
        "після": "gent",
        "перед": "ablt",
        "по": "loct",
        "о": "loct",
        "об": "loct",
        "при": "loct",
        "біля": "gent",
        "крім": "gent",
        "серед": "gent",
    },
    "ru": {
        "в": "loct accs loc2",
        "во": "loct accs",
        "на": "loct accs loc2",
        "с": "gent ablt",
        "со": "gent ablt",
        "из": "gent",
        "у": "gent",
        "из-за": "gent",
        "к": "datv",
        "ко": "datv",
        "до": "gent",
        "от": "gent",
        "для": "gent",
        "о": "loct",
        "об": "loct",
        "за": "accs ablt",
        "против": "gent",
        "между": "ablt",
        "над": "ablt",
        "под": "ablt accs",
        "через": "accs",
        "без": "gent",
        "после": "gent",
        "перед": "ablt",
        "по": "datv",
        "при": "loct",
        "среди": "gent",
        "про": "accs",
    },
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
