"""How central each sentence is: a graph of BM25 similarities, place, title, common words, and marks of style.

The weights were found on texts with human summaries: on commentary, news and English summaries no method of
sumy is significantly better, and this one is the fastest. sumy's own are in `summarizer.sumy_methods`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from summarizer.text import Document, Line
from summarizer.words import compound_parts
from summarizer.words.lexicon import lexicon

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]

_DAMPING = 0.85
_STEPS = 50
_K1, _B = 1.2, 0.75
_PART_OF_COMPOUND = 0.5
_PLACE = 1.0  # 2.0 suits agency news, 1.0 commentary
_SHORT, _LONG = 7, 30


@dataclass(frozen=True)
class Terms:
    """Term counts of each sentence, compound parts counting half; the matrix keeps shared terms only."""

    bags: tuple[Mapping[str, float], ...]

    @cached_property
    def frequency(self) -> Mapping[str, int]:
        """In how many sentences a term stands."""
        return Counter(term for bag in self.bags for term in bag)

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """Column of each shared term; a term of one sentence only can make no two sentences alike."""
        shared = (term for term, count in self.frequency.items() if count > 1)
        return {term: column for column, term in enumerate(shared)}

    @cached_property
    def counts(self) -> Matrix:
        """Sentences by shared terms."""
        matrix = np.zeros((len(self.bags), max(1, len(self.columns))), dtype=np.float32)
        for row, bag in enumerate(self.bags):
            for term, count in bag.items():
                if term in self.columns:
                    matrix[row, self.columns[term]] = count
        return matrix

    @cached_property
    def sentence_frequency(self) -> Vector:
        """Of each column."""
        return np.asarray(np.maximum((self.counts > 0).sum(axis=0), 1), dtype=np.float32)

    @cached_property
    def vectors(self) -> Matrix:
        """tf-idf rows of length 1 at most: terms that no other sentence has only lengthen the vector."""
        total = len(self.bags)
        weights = _damped(self.counts) * np.log(1 + total / self.sentence_frequency)
        alone = np.array(
            [sum(self.frequency[term] == 1 for term in bag) * math.log(1 + total) ** 2 for bag in self.bags],
            dtype=np.float32,
        )
        lengths = np.sqrt((weights**2).sum(axis=1) + alone)
        return np.asarray(weights / np.where(lengths > 0, lengths, 1)[:, None], dtype=np.float32)


def _damped(counts: Matrix) -> Matrix:
    return np.where(counts >= 1, 1 + np.log(np.maximum(counts, 1)), counts).astype(np.float32)


def count_terms(document: Document) -> Terms:
    """The terms of each sentence of a text."""
    bags = []
    for line in document.lines:
        bag: dict[str, float] = {}
        for term in line.terms:
            bag[term] = bag.get(term, 0) + 1
            for part in compound_parts(term, document.language):
                if part != term and len(part) > 3:
                    bag[part] = bag.get(part, 0) + _PART_OF_COMPOUND
        bags.append(bag)
    return Terms(tuple(bags))


def centrality(terms: Terms) -> Vector:
    """PageRank over BM25 similarities (Barrios et al. 2016, idf over sentences), the best being 1."""
    counts = terms.counts
    total = len(terms.bags)
    inverse = np.maximum(0, np.log((total + 1) / (terms.sentence_frequency + 0.5)))
    lengths = np.array([max(1.0, sum(bag.values())) for bag in terms.bags], dtype=np.float32)
    saturation = counts + _K1 * (1 - _B + _B * lengths / lengths.mean())[:, None]
    weights = np.asarray(counts * (_K1 + 1) / saturation * inverse, dtype=np.float32)
    similar = ((counts > 0).astype(np.float32) @ weights.T).astype(np.float32)
    np.fill_diagonal(similar, 0)
    sums = similar.sum(axis=1, keepdims=True)
    steps = np.where(sums > 0, similar / np.where(sums > 0, sums, 1), np.float32(1 / total))
    rank = np.full(total, 1 / total, dtype=np.float32)
    for _ in range(_STEPS):
        following = _DAMPING * (rank @ steps) + (1 - _DAMPING) / total
        settled = float(np.abs(following - rank).sum()) < 1e-6
        rank = following.astype(np.float32)
        if settled:
            break
    return _of_best(rank)


def commonness(terms: Terms) -> Vector:
    """Mean probability of a sentence's distinct words in the text, as in SumBasic, the best being 1."""
    counts: Counter[str] = Counter()
    for bag in terms.bags:
        for term, count in bag.items():
            counts[term] += count  # type: ignore[assignment]  # halves for parts of compounds
    total = sum(counts.values()) or 1
    means = [sum(counts[term] for term in bag) / total / max(3, len(bag)) for bag in terms.bags]
    return _of_best(np.array(means, dtype=np.float32))


def likeness_to_title(terms: Terms, title: frozenset[str]) -> Vector:
    """Cosine of each sentence with the title's terms."""
    columns = [terms.columns[term] for term in title if term in terms.columns]
    if not columns:
        return np.zeros(len(terms.bags), dtype=np.float32)
    return np.asarray(terms.vectors[:, columns].sum(axis=1) / math.sqrt(len(title)), dtype=np.float32)


def _of_best(values: Vector) -> Vector:
    best = float(values.max()) if len(values) else 0.0
    return np.asarray(values / best, dtype=np.float32) if best > 0 else values


def score_parts(document: Document, terms: Terms) -> dict[str, Vector]:
    """The addends of each sentence's score, by name and already weighted."""
    lines = document.lines
    words = lexicon(document.language)

    def each(value: Mapping[int, float] | Sequence[float]) -> Vector:
        return np.array(value, dtype=np.float32)

    return {
        "central": centrality(terms),
        "place": each([_PLACE / math.sqrt(1 + line.index) for line in lines]),
        "title": 0.6 * likeness_to_title(terms, document.title_terms),
        "common": 0.6 * commonness(terms),
        "first in paragraph": each([0.15 * line.opens_paragraph for line in lines]),
        "last": each([-0.3 * (line.index == len(lines) - 1) for line in lines]),
        "first person": each([-0.3 * bool(words.first_person.search(line.text)) for line in lines]),
        "connective": each([-0.15 * bool(words.connectives.match(line.text)) for line in lines]),
        "short": each([-0.6 * (line.size < _SHORT) for line in lines]),
        "long": each([-0.3 * _share_over(line) for line in lines]),
    }


def _share_over(line: Line) -> float:
    return min(1.0, max(0.0, (line.size - _LONG) / _LONG))
