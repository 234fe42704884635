"""Extractive summaries: labelled points, passages on a topic, index terms. Every sentence is verbatim.

Importing this package is cheap; taggers, numpy and sumy are loaded when first needed (see `warm`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

from summarizer.types import (
    METHODS,
    ExplainedPoint,
    Explanation,
    LabelCandidate,
    Point,
    Sentence,
    SentenceScore,
)

__all__ = [
    "METHODS",
    "ExplainedPoint",
    "Explanation",
    "LabelCandidate",
    "Point",
    "Sentence",
    "SentenceScore",
    "beside_name",
    "detect_language",
    "explain",
    "fingerprint",
    "passages",
    "points",
    "query_terms",
    "similar_terms",
    "split_sentences",
    "terms",
    "warm",
]


def detect_language(text: str) -> str:
    """The language of a text as ISO 639-1 code, "und" when it cannot be told."""
    from summarizer.language import detect

    return detect(text)


def split_sentences(text: str, language: str) -> list[Sentence]:
    """The sentences of a text, verbatim with offsets; none crosses a paragraph (paragraphs: a blank line)."""
    from summarizer.sentences import split

    return split(text, language)


def points(
    text: str,
    *,
    language: str | None = None,
    title: str | None = None,
    headings: Sequence[tuple[int, int]] = (),
    limit: int = 5,
    method: str = "quellenbote",
    length: str = "normal",
) -> list[Point]:
    """Up to `limit` points that cover a text, in its order; an empty list where nothing is worth saying.

    Beyond five there are only points whose label readers probably take for one.
    `language` is detected where it is not given. `headings` tells where the headings of the text's parts stand
    (start, end): no sentence is made of them, but a point below one may be called by it. `method` is one of
    METHODS and ranks the sentences.
    `length` is "line" (one short sentence a point), "short", "normal" or "long". Raises ValueError for an
    unknown method or length, and nothing else whatever the text.
    """
    from summarizer.selection import choose

    return [found.point for found in choose(text, language, title, headings, limit, method, length).points]


def explain(
    text: str,
    *,
    language: str | None = None,
    title: str | None = None,
    headings: Sequence[tuple[int, int]] = (),
    limit: int = 5,
    method: str = "quellenbote",
) -> Explanation:
    """The points with the account of them: what each sentence scored, and what else each label might have been."""
    from summarizer.selection import choose

    return choose(text, language, title, headings, limit, method, "normal")


def passages(text: str, query: str, *, language: str | None = None, limit: int = 5) -> list[Sentence]:
    """Sentences of a text on a topic, best first; an empty list where it has none."""
    from summarizer.query import passages as find

    return find(text, query, language=language, limit=limit)


def terms(text: str, language: str) -> tuple[str, ...]:
    """The index terms of a sentence: lemmas, parts of compounds, stems."""
    from summarizer.index_terms import terms as index_terms

    return index_terms(text, language)


def query_terms(query: str, language: str | None = None) -> tuple[tuple[frozenset[str], ...], ...]:
    """For each word of a query its sets of index terms; a sentence that holds one of each set holds the word."""
    from summarizer.index_terms import query_terms as find

    return find(query, language)


def similar_terms(term: str, vocabulary: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a vocabulary that a misspelt term may have meant, likeliest first."""
    from summarizer.index_terms import similar_terms as find

    return find(term, vocabulary)


def beside_name(text: str, name: str) -> str | None:
    """What a text says beside a name that it holds in any script, spelling or case; None if it does not hold it."""
    from summarizer.names import beside_name as find

    return find(text, name)


def fingerprint() -> str:
    """What points and index terms depend on, as 16 hexadecimal digits: another one may make others of a text."""
    from summarizer.ingredients import of_this_package

    return of_this_package()


def warm(language: str) -> None:
    """Load what a language needs (half a second for German), so that no article waits for it."""
    from summarizer.words import tag

    tag("Warm", language)
