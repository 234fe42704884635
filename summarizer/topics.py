"""What a text is about: chains of nouns with their inflected forms, compounds and derivations."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.phrases.phrase import Form, Phrase
from summarizer.text import Document
from summarizer.words import compound_parts
from summarizer.words.lexicon import lexicon

_IN_COMPOUND, _SAME_STEM = 0.8, 0.6
_LONGER_BY = 7
_CONCENTRATION = 0.7
_COMMON_SHARE, _COMMON_WEIGHT = 0.28, 0.3
_SINGLE, _LONG_WORD = 0.65, 11
_COMPOUND, _DESCRIBED, _EARLY = 1.25, 1.1, 1.15
_GENERAL, _SHELL = 0.3, 0.7
_SUFFIXES = {
    "de": re.compile(r"(?:en|er|e|n)$"),
    "en": re.compile(r"(?:ion|ies|s|y|e)$"),
    "uk": re.compile(r"[аяоеіиїйь]{1,2}$"),
    "ru": re.compile(r"[аяоеиыйь]{1,2}$"),
}


@dataclass(frozen=True, slots=True)
class Topic:
    """A noun's chain: its weight in the text, and how surely it occurs in each sentence."""

    term: str
    weight: float
    occurrences: Mapping[int, float]


def find_topics(document: Document, phrases: Sequence[Phrase], segment_of: Sequence[int]) -> dict[str, Topic]:
    """The topics of a text by term."""
    forms = _roots(document, phrases)
    occurrences = _occurrences(document, forms)
    return {
        term: Topic(term, _weight(document, term, forms[term], places, segment_of), places)
        for term, places in occurrences.items()
    }


def _roots(document: Document, phrases: Sequence[Phrase]) -> dict[str, set[Form]]:
    """Terms that can be topics, with the forms of the phrases they stand in."""
    roots: dict[str, set[Form]] = {}
    if not document.grammar:
        for line in document.lines:
            for term in line.terms:
                roots.setdefault(term, set()).add(Form.NOUN)
        return roots
    for phrase in phrases:
        only_head = phrase.form in (Form.MODIFIED, Form.PROPER)
        for term in (phrase.head,) if only_head else phrase.terms:
            if len(term) > 2 or phrase.label.isupper():
                roots.setdefault(term, set()).add(phrase.form)
    return roots


def _stem(term: str, language: str) -> str:
    if len(term) < 5 or language not in _SUFFIXES:
        return term
    return _SUFFIXES[language].sub("", term)


def _occurrences(document: Document, roots: Mapping[str, object]) -> dict[str, dict[int, float]]:
    """Where each root occurs, as itself (1), in a compound, or in a longer word of its stem."""
    language = document.language
    shortest = 5 if language == "en" else 4
    by_stem: dict[str, list[str]] = {}
    for root in roots:
        stem = _stem(root, language)
        if len(stem) >= shortest:
            by_stem.setdefault(stem, []).append(root)
    places: dict[str, set[int]] = {}
    for line in document.lines:
        for term in line.terms:
            places.setdefault(term, set()).add(line.index)
    found: dict[str, dict[int, float]] = {}
    for term, lines in places.items():
        for root, value in _roots_of(term, language, roots, by_stem, shortest).items():
            chain = found.setdefault(root, {})
            for index in lines:
                chain[index] = max(chain.get(index, 0.0), value)
    return {root: dict(sorted(chain.items())) for root, chain in found.items()}


def _roots_of(
    term: str, language: str, roots: Mapping[str, object], by_stem: Mapping[str, list[str]], shortest: int
) -> dict[str, float]:
    values: dict[str, float] = {}
    for length in range(shortest, len(term) + 1):
        for root in by_stem.get(term[:length], ()):
            if len(term) <= len(root) + _LONGER_BY:
                values[root] = _SAME_STEM
    if len(term) > 6 or "-" in term:
        for part in compound_parts(term, language):
            if part in roots:
                values[part] = _IN_COMPOUND
    if term in roots:
        values[term] = 1.0
    return values


def _weight(
    document: Document, term: str, forms: set[Form], places: Mapping[int, float], segment_of: Sequence[int]
) -> float:
    total = sum(places.values())
    sentences = len(document.lines)
    weight = math.log(1 + total)
    if len(places) == 1:
        weight *= _SINGLE * (1.35 if len(term) >= _LONG_WORD else 1)
    in_segment: dict[int, float] = {}
    for index, value in places.items():
        in_segment[segment_of[index]] = in_segment.get(segment_of[index], 0.0) + value
    weight *= 1 + _CONCENTRATION * (max(in_segment.values()) / total if len(places) > 1 else 0.4)
    share = len(places) / sentences
    if share > _COMMON_SHARE and sentences > 8:
        weight *= _COMMON_WEIGHT + 0.4 * max(0.0, 0.45 - share)
    if compound_parts(term, document.language):
        weight *= _COMPOUND
    if forms & {Form.MODIFIED, Form.TAILED}:
        weight *= _DESCRIBED
    words = lexicon(document.language)
    weight *= _GENERAL if term in words.general else _SHELL if term in words.shell else 1
    if min(places) < 0.15 * sentences:
        weight *= _EARLY
    return weight
