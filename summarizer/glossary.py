"""Which concept a word stands for, whatever the language: the curated glossary in `data/glossary.txt`.

A concept is known to the index as one token of its own (`CONCEPT_PREFIX` and its id), written for each word
of a sentence that stands for it. A query asks for that token too. So synonyms and translations meet by exact
match in any full-text index, no query grows by dozens of synonyms, and a new language is one more column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from summarizer.language import LANGUAGES
from summarizer.stems import stem

#: No word of any of the languages begins so.
CONCEPT_PREFIX: Final = "xk"
_KEY = 2
_SHORTEST_HEAD = 5
_LONGEST_ENDING = len("ung")


@dataclass(frozen=True, slots=True)
class Concept:
    """One line of the glossary: words, stems with a star, and phrases joined by "_", for each language."""

    id: str
    words: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class _Entries:
    """The words of one language by what they are matched with."""

    exact: dict[str, list[str]] = field(default_factory=dict)
    beginnings: dict[str, list[str]] = field(default_factory=dict)
    #: by the first letters of the first word
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)


def parse(text: str) -> tuple[Concept, ...]:
    """Read the glossary's format. Raises ValueError naming the first line that is not of it."""
    concepts = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        identifier, *columns = (cell.strip() for cell in line.split("|"))
        if len(columns) != len(LANGUAGES) or not all(columns) or not identifier:
            raise ValueError(
                f"glossary, line {number}: an id and {len(LANGUAGES)} columns of words are expected"
            )
        words = dict(zip(LANGUAGES, (tuple(column.split()) for column in columns), strict=True))
        concepts.append(Concept(identifier, words))
    return tuple(concepts)


@cache
def concepts() -> tuple[Concept, ...]:
    """All concepts of the glossary, in its order."""
    source = resources.files("summarizer") / "data" / "glossary.txt"
    return parse(source.read_text(encoding="utf-8"))


@lru_cache(maxsize=8192)
def concepts_of(
    lemma: str, language: str, *, inflected: bool = False, compound: bool = False
) -> frozenset[str]:
    """Return the ids of the concepts that a word stands for, mostly none or one.

    The word is a lemma in lower case; of an `inflected` form the stem is compared with those of the words. A German
    word that may be a `compound` also stands for what its end does. Who is against something speaks about it.
    """
    entries = _entries(language)
    found: set[str] = set()
    for form in {lemma, lemma.removeprefix("anti").removeprefix("анти")}:
        found.update(entries.exact.get(form, ()))
        if inflected:
            found.update(_stemmed(language).get(stem(form, language), ()))
        for end in range(1, len(form) + 1):
            found.update(entries.beginnings.get(form[:end], ()))
    if compound and language == "de":
        found.update(_concepts_of_head(lemma, entries))
    return frozenset(found)


def _concepts_of_head(compound: str, entries: _Entries) -> set[str]:
    """The concepts of the last part of a compound that is in no word list ("mineralienabkommen")."""
    for cut in range(_SHORTEST_HEAD, len(compound) - _SHORTEST_HEAD):
        tail = compound[cut:]
        found = set(entries.exact.get(tail, ()))
        for end in range(max(_SHORTEST_HEAD, len(tail) - _LONGEST_ENDING), len(tail) + 1):
            found.update(entries.beginnings.get(tail[:end], ()))
        if found:
            return found
    return set()


def phrases_in(words: Sequence[tuple[str, str]], language: str) -> list[tuple[int, int, str]]:
    """Return (first word, words, concept id) for each phrase of the glossary in a row of words.

    Each word is given as its lemma and its form in lower case; either may match ("united" is also a verb's form).
    """
    phrases = _entries(language).phrases
    found = []
    for position, (_, form) in enumerate(words):
        for pattern, identifier in phrases.get(form[:_KEY], ()):
            following = words[position : position + len(pattern)]
            if len(following) == len(pattern) and all(map(_matches, following, pattern)):
                found.append((position, len(pattern), identifier))
    return found


def _matches(word: tuple[str, str], pattern: str) -> bool:
    if pattern.endswith("*"):
        return any(form.startswith(pattern[:-1]) for form in word)
    return pattern in word


@cache
def _entries(language: str) -> _Entries:
    entries = _Entries()
    for concept in concepts():
        for word in concept.words.get(language, ()):
            if "_" in word:
                entries.phrases.setdefault(word[:_KEY], []).append((tuple(word.split("_")), concept.id))
            elif word.endswith("*"):
                entries.beginnings.setdefault(word[:-1], []).append(concept.id)
            else:
                entries.exact.setdefault(word, []).append(concept.id)
    return entries


@cache
def _stemmed(language: str) -> dict[str, list[str]]:
    """The concepts of whole words by the words' stems."""
    stemmed: dict[str, list[str]] = {}
    for word, identifiers in _entries(language).exact.items():
        stemmed.setdefault(stem(word, language), []).extend(identifiers)
    return stemmed
