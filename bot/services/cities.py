"""Where a reader lives, as typed: a city or a country in German, English, Ukrainian or Russian → time zones.

Offline; the cities stand in ``cities.txt``. The reader confirms what was found, so a near miss may do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from bot.services.zones import canonical_zone

LONGEST_NAME = 60
MOST_MATCHES = 8
_SHORTEST_PREFIX = 3
_SHORTEST_WITH_TYPO = 4
_COLUMNS = ("de", "en", "uk", "ru")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_FOLDED = str.maketrans({"ё": "е", "ł": "l", "ø": "o", "đ": "d", "ı": "i", "-": " ", ".": " ", "/": " "})


@dataclass(frozen=True, slots=True)
class Match:
    """A city as spelled in the language it was typed in, its zone's key, its country in ISO 3166."""

    name: str
    zone: str
    country: str


def find(text: str) -> tuple[Match, ...]:
    """The places that a text may mean, best first, one for each zone; none if it is not known.

    A zone's own name is one place of that name. Else whole names count before beginnings of names, and these
    before names with one letter wrong. Several matches are several zones, so that one match need not be asked
    about ("Frankfurt"), and two must be ("Birmingham").
    """
    text = " ".join(text.split())
    if not text or len(text) > LONGEST_NAME:
        return ()
    if (key := canonical_zone(text)) and ("/" in text or key == "UTC"):
        return (Match(text, key, ""),)
    typed = _folds(text)
    for search in (_exact, _of_country, _beginning, _misspelled):
        if found := _one_for_each_zone(search(typed)):
            return found
    city, _, country = text.rpartition(",")
    there = {match.country for match in _of_country(_folds(country))}
    return tuple(match for match in find(city) if match.country in there)


def is_named(text: str) -> bool:
    """Whether a text is a place's name, or a country's, as it is spelled."""
    typed = _folds(text)
    return any(_exact(typed)) or any(_of_country(typed))


def _exact(typed: frozenset[str]) -> Iterator[Match]:
    for key in sorted(typed):
        yield from _index().get(key, ())


def _of_country(typed: frozenset[str]) -> Iterator[Match]:
    for key in sorted(typed):
        if known := _countries().get(key):
            country, column = known
            yield from (matches[column] for matches in _places() if matches[column].country == country)


def _beginning(typed: frozenset[str]) -> Iterator[Match]:
    for key in sorted(typed):
        if len(key) >= _SHORTEST_PREFIX:
            for name, matches in _index().items():
                if name.startswith(key):
                    yield from matches


def _misspelled(typed: frozenset[str]) -> Iterator[Match]:
    for key in sorted(typed):
        if len(key) >= _SHORTEST_WITH_TYPO:
            for name, matches in _index().items():
                if name[0] == key[0] and _differ_by_one(name, key):
                    yield from matches


def _differ_by_one(left: str, right: str) -> bool:
    """Whether one letter is missing, too many, another, or two neighbours have changed places."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    left, right = left[start:], right[start:]
    if len(left) == len(right):
        return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
    return left[1:] == right or left == right[1:]


def _one_for_each_zone(matches: Iterable[Match]) -> tuple[Match, ...]:
    found: dict[str, Match] = {}
    for match in matches:
        found.setdefault(match.zone, match)
    return tuple(found.values())[:MOST_MATCHES]


@cache
def _places() -> tuple[tuple[Match, ...], ...]:
    """Every city of the file in its order, as one match for each language it is spelled in."""
    return tuple(
        tuple(Match(spelled[0], zone, country) for spelled in names) for zone, country, names in _lines()
    )


@cache
def _index() -> dict[str, tuple[Match, ...]]:
    """From each folded spelling to the cities of that name, in the order of the file."""
    index: dict[str, dict[Match, None]] = {}
    for zone, country, names in _lines():
        for spelled in names:
            for spelling in spelled:
                for key in _folds(spelling) | _folds(_IN_BRACKETS.sub("", spelling)):
                    index.setdefault(key, {})[Match(spelled[0], zone, country)] = None
    return {key: tuple(matches) for key, matches in index.items()}


@cache
def _countries() -> dict[str, tuple[str, int]]:
    """From each folded name of a country that has a city here to its code and the column of the language."""
    from babel import Locale  # a country is typed rarely, and reading the names is slow

    known = {country for _, country, _ in _lines()}
    names = {"usa": ("US", 0), "uk": ("GB", 1), "england": ("GB", 0), "англія": ("GB", 2), "сша": ("US", 2)}
    for column, language in enumerate(_COLUMNS):
        for code, name in Locale.parse(language).territories.items():
            if code in known:
                for key in _folds(name):
                    names.setdefault(key, (code, column))
    return names


@cache
def _lines() -> tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...]:
    """Zone, country, and for each language the spellings of every city in ``cities.txt``."""
    text = resources.files("bot.services").joinpath("cities.txt").read_text(encoding="utf-8")
    cities = []
    zone = country = ""
    for line in text.splitlines():
        if line.startswith("@"):
            _, zone, country = line.split()
        elif line and not line.startswith("#"):
            columns = [column.strip() for column in line.split("|")]
            columns = [columns[0], *(left if right == "=" else right for left, right in pairwise(columns))]
            cities.append((zone, country, tuple(tuple(re.split(r";\s*", column)) for column in columns)))
    return tuple(cities)


def _folds(name: str) -> frozenset[str]:
    """The forms in which a name is compared: without accents, and with umlauts written out."""
    name = unicodedata.normalize("NFC", name).casefold()
    return frozenset(folded for form in (name, name.translate(_UMLAUTS)) if (folded := _plain(form)))


def _plain(name: str) -> str:
    name = name.translate(_FOLDED)
    letters = (
        letter for letter in unicodedata.normalize("NFD", name) if letter.isalnum() or letter.isspace()
    )
    return " ".join("".join(letters).split())
