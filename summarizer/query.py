"""Passages of one text on a topic, best first; and, for the archive's index, what `terms` offers.

BM25 over words rather than over strings: each word of a query asks for its stem, the parts of its compound,
its concepts and its sound, with less weight the further they are from the word itself. What the text does
not hold in any of these ways is tried as a beginning of a longer word and then as a misspelling (unless the
glossary knows the word), and then it is off the topic.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from summarizer.index_terms import (
    QueryWord,
    WordTerms,
    plausible_languages,
    query_words,
    similar_terms,
    terms_of_words,
)
from summarizer.language import detect
from summarizer.sentences import split
from summarizer.transliteration import NAME_PREFIX, sound_keys
from summarizer.types import Sentence
from summarizer.words import tag
from summarizer.words.lexicon import lexicon

# How much of a word of the text a term stands for, how near a term of the query is to what was asked, then
# BM25's saturation and share of length, and what a sentence needs to be shown. Recall hardly moves with any.
_PART_OF_A_WORD: Final = 0.75
_CONCEPT_OF_A_PART: Final = 0.6
_PART_ASKED: Final = 0.45
_CONCEPT_BESIDE_THE_WORD: Final = 0.4
_CONCEPT_ALONE: Final = 0.8
_SOUND: Final = 0.9
_BEGINNING: Final = 0.65
_MISSPELT: Final = 0.6
_BARE: Final = 0.2
_CLEAR: Final = 0.5
_SATURATION: Final = 1.2
_LENGTH_SHARE: Final = 0.4
_LEAST_SHARE_OF_THE_BEST: Final = 0.25
_LEAST_SHARE_OF_WORDS: Final = 0.5
_SHORTEST_BEGINNING: Final = 5
_TEXTS_REMEMBERED: Final = 32
# So many sentences answer a question; fewer are read on from, save into one of hardly any words ("Nobody knew.").
_ENOUGH: Final = 3
_FEWEST_WORDS_TO_READ_ON: Final = 6


def passages(text: str, query: str, *, language: str | None = None, limit: int = 5) -> list[Sentence]:
    """Return the sentences of `text` on the topic of `query`, best first, at most `limit`.

    The query may be inflected, misspelt, in another language or script than the text, one word or a question.
    Fewer than three are followed by what comes after them in their paragraphs, so that they read as passages.
    Empty where the text has nothing on it. `language` is the text's; it is detected where it is not given.
    """
    index = _index(text, language or detect(text))
    return [index.sentences[number] for number in index.search(query)[:limit]]


class _Index:
    """The words of one text by their terms. Read only once it is made, so safe to share between threads."""

    def __init__(self, text: str, language: str) -> None:
        self.language = language
        self.sentences = split(text, language)
        self.lengths: list[int] = []
        #: term -> (sentence, word, how much of the word the term stands for)
        self.postings: defaultdict[str, list[tuple[int, int, float]]] = defaultdict(list)
        self.stems: set[str] = set()
        word_number = 0
        for number, sentence in enumerate(self.sentences):
            words = terms_of_words(tag(sentence.text, language), language)
            self.lengths.append(len(words))
            for word in words:
                word_number += 1
                self.stems.add(word.stem)
                for term, weight in _weights(word).items():
                    self.postings[term].append((number, word_number, weight))
        self.average = sum(self.lengths) / max(1, len(self.lengths)) or 1.0
        self.opens = [self._opens_paragraph(text, number) for number in range(len(self.sentences))]

    def _opens_paragraph(self, text: str, number: int) -> bool:
        between = text[self.sentences[number - 1].end : self.sentences[number].start] if number else ""
        return number == 0 or between.count("\n") > 1

    def search(self, query: str) -> list[int]:
        """The numbers of the sentences on the topic, best first."""
        asked = query_words(query, plausible_languages(query, self.language), analysed=self.language)
        found = [hits for word in asked if (hits := self._hits(self._wanted(word)))]
        if not found or len(found) < _LEAST_SHARE_OF_WORDS * len(asked):
            return []
        scores = self._scores(found, unknown=len(asked) - len(found))
        best = max(scores.values())
        least = _LEAST_SHARE_OF_THE_BEST * best
        on_topic = sorted((n for n, score in scores.items() if score >= least), key=lambda n: (-scores[n], n))
        return self._read_on(on_topic)

    def _read_on(self, found: list[int]) -> list[int]:
        """Add to few sentences what follows them in their paragraphs, as a reader would go on reading.

        The sentence that opens a paragraph says what all of it is about; further down only the next one counts.
        """
        read = list(found)
        for number in found:
            for following in range(number + 1, number + (3 if self.opens[number] else 2)):
                if len(read) >= _ENOUGH or not self._goes_on(following):
                    break
                if following not in read:
                    read.append(following)
        return read

    def _goes_on(self, number: int) -> bool:
        """Whether a sentence goes on about the one before: one of some length or pointing back ("Dabei …")."""
        if number == len(self.sentences) or self.opens[number]:
            return False
        points_back = lexicon(self.language).openers.match(self.sentences[number].text)
        return points_back is not None or self.lengths[number] >= _FEWEST_WORDS_TO_READ_ON

    def _scores(self, found: Sequence[Mapping[int, float]], unknown: int) -> dict[int, float]:
        scores: defaultdict[int, float] = defaultdict(float)
        covered: defaultdict[int, float] = defaultdict(float)
        total = unknown * self._rarity(0)
        for hits in found:
            clear = sum(frequency >= _CLEAR for frequency in hits.values()) or len(hits)
            rarity = self._rarity(clear)
            total += rarity
            for number, frequency in hits.items():
                scores[number] += rarity * self._saturated(frequency, number)
                covered[number] += rarity
        if len(found) + unknown > 1:
            for number in scores:
                scores[number] *= _BARE + (1 - _BARE) * covered[number] / total
        return dict(scores)

    def _rarity(self, hits: int) -> float:
        return math.log(1 + (len(self.sentences) + 0.5) / (hits + 0.5))

    def _saturated(self, frequency: float, number: int) -> float:
        length = 1 - _LENGTH_SHARE + _LENGTH_SHARE * self.lengths[number] / self.average
        return frequency * (_SATURATION + 1) / (frequency + _SATURATION * length)

    def _hits(self, wanted: Mapping[str, float]) -> dict[int, float]:
        """How often each sentence says what is wanted, each word of it counted once, at its best."""
        best: dict[tuple[int, int], float] = {}
        for term, weight in wanted.items():
            for number, word, share in self.postings.get(term, ()):
                best[number, word] = max(best.get((number, word), 0.0), weight * share)
        hits: defaultdict[int, float] = defaultdict(float)
        for (number, _), weight in best.items():
            hits[number] += weight
        return dict(hits)

    def _wanted(self, word: QueryWord) -> dict[str, float]:
        """Return the terms of the text that stand for a word of the query, and how well."""
        wanted: dict[str, float] = {}
        own = [reading for language, reading in word.readings if language == self.language]
        for reading in own:
            self._want(wanted, (reading.stem,), 1.0)
        self._want_parts(wanted, own)
        weight = _CONCEPT_BESIDE_THE_WORD if wanted else _CONCEPT_ALONE
        concepts = [concept for reading in own for concept in reading.concepts]
        self._want(wanted, concepts, weight)
        known = [concept for _, reading in word.readings for concept in reading.concepts]
        if not wanted:
            self._want(wanted, known, weight)
        if not wanted and not known:
            self._want(wanted, [NAME_PREFIX + key for key in sound_keys(word.text)], _SOUND)
        if not wanted and own:
            self._want_beginnings(wanted, own)
        if not wanted and not known:
            for _, reading in word.readings:
                self._want(wanted, similar_terms(reading.stem, self.stems), _MISSPELT)
        return wanted

    def _want(self, wanted: dict[str, float], found: Iterable[str], weight: float) -> None:
        for term in found:
            if term in self.postings:
                wanted[term] = max(wanted.get(term, 0.0), weight)

    def _want_parts(self, wanted: dict[str, float], own: Sequence[WordTerms]) -> None:
        """A compound's parts stand for it where the text has the whole or all of the parts."""
        for reading in own:
            known = [part for part in reading.parts if any(term in self.postings for term in part)]
            if len(known) > 1 and (wanted or len(known) == len(reading.parts)):
                for part in known:
                    share = self._rarity(len(self.postings.get(part.stem, ()))) / self._rarity(1)
                    self._want(wanted, (part.stem,), _PART_ASKED * share)

    def _want_beginnings(self, wanted: dict[str, float], own: Sequence[WordTerms]) -> None:
        for reading in own:
            if len(reading.stem) >= _SHORTEST_BEGINNING:
                longer = (stem for stem in self.stems if stem.startswith(reading.stem))
                self._want(wanted, longer, _BEGINNING)


def _weights(word: WordTerms) -> dict[str, float]:
    weights = dict.fromkeys((*word.concepts, *word.sounds), 1.0)
    for part in word.parts:
        weights.setdefault(part.stem, _PART_OF_A_WORD)
        for concept in part.concepts:
            weights.setdefault(concept, _CONCEPT_OF_A_PART)
    weights[word.stem] = 1.0
    return weights


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def _index(text: str, language: str) -> _Index:
    return _Index(text, language)
