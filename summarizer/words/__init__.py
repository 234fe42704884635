"""Words with lemma and part of speech where a language has a tagger; by their letters for all others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Protocol

from summarizer.language import function_words
from summarizer.words.lexicon import lexicon
from summarizer.words.tokens import Word, hyphenated, tokenise

__all__ = [
    "Word",
    "compound_parts",
    "harmonise",
    "is_content",
    "lemma",
    "rarity",
    "stop_words",
    "tag",
]


# An article is summarised, then indexed sentence by sentence: the second reading is free.
_REMEMBERED_SENTENCES = 512


class Morphology(Protocol):
    """What a language must know of its words."""

    def analyse(self, tokens: Sequence[str]) -> list[tuple[str, str]]:
        """(lemma, tag) of each token of one sentence."""

    def harmonise(self, document: Sequence[Sequence[Word]]) -> list[tuple[Word, ...]]:
        """The sentences of a text, read again in each other's light."""

    def lemma(self, word: str) -> str:
        """The lemma of a word without context."""

    def compound_parts(self, lemma: str) -> tuple[str, ...]:
        """Lemmas of the parts of a compound, () for a simple word."""

    def is_content(self, word: Word) -> bool:
        """Whether the word's class can carry a topic."""

    def rarity(self, lemma: str) -> float:
        """How seldom a noun is in the language at large: 0 for an everyday word, 1 for a rare one."""


class _Plain:
    """A language without a tagger: the lemma is the lower-case word."""

    def __init__(self, language: str) -> None:
        self._function_words = function_words(language)

    def analyse(self, tokens: Sequence[str]) -> list[tuple[str, str]]:
        return [(token.lower(), "") for token in tokens]

    def harmonise(self, document: Sequence[Sequence[Word]]) -> list[tuple[Word, ...]]:
        return [tuple(words) for words in document]

    def lemma(self, word: str) -> str:
        return word.lower()

    def compound_parts(self, lemma: str) -> tuple[str, ...]:
        return hyphenated(lemma)

    def is_content(self, word: Word) -> bool:
        telling = len(word.text) > 3 or word.text[0].isupper()
        return telling and word.lemma not in self._function_words

    def rarity(self, lemma: str) -> float:
        return 0.5 if lemma else 0.0


@cache
def _morphology(language: str) -> Morphology:
    if language == "de":
        from summarizer.words.german import German

        return German()
    if language == "en":
        from summarizer.words.english import English

        return English()
    if language in ("uk", "ru"):
        from summarizer.words.slavic import Slavic

        return Slavic(language)
    return _Plain(language)


@lru_cache(maxsize=_REMEMBERED_SENTENCES)
def tag(text: str, language: str) -> tuple[Word, ...]:
    """The words and marks of one sentence, offsets into `text`. Never raises, whatever the text."""
    tokens = tokenise(text, language)
    analysed = _morphology(language).analyse([token for token, _ in tokens])
    return tuple(
        Word(token, lemma, tag, start, start + len(token))
        for (token, start), (lemma, tag) in zip(tokens, analysed, strict=True)
    )


def harmonise(document: Sequence[Sequence[Word]], language: str) -> list[tuple[Word, ...]]:
    """Tagged sentences of one text, each name read the same way throughout."""
    return _morphology(language).harmonise(document)


def lemma(word: str, language: str) -> str:
    """The lemma, in lower case, of a word without context (a query's word)."""
    return _morphology(language).lemma(word)


def compound_parts(lemma: str, language: str) -> tuple[str, ...]:
    """Lemmas of the parts of a compound ("gasspeicher" → "gas", "speicher"), () for a simple word."""
    return _morphology(language).compound_parts(lemma)


def rarity(lemma: str, language: str) -> float:
    """How seldom a noun is in the language at large, 0 to 1; 0 for every word where that is not known."""
    return _morphology(language).rarity(lemma)


def stop_words(language: str) -> frozenset[str]:
    """Lower-case forms that say nothing about a topic; empty for a language without data."""
    return lexicon(language).stop


def is_content(word: Word, language: str) -> bool:
    """Whether a tagged word can carry a topic: of an open class, no stop word, not too short."""
    if not word.text[0].isalpha():
        return False
    stop = lexicon(language).stop
    if word.text.lower() in stop or word.lemma in stop:
        return False
    if len(word.text) < 3 and not (len(word.text) == 2 and word.text.isupper()):
        return False
    return _morphology(language).is_content(word)
