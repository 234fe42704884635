"""sumy's methods behind our sentences and words.

sumy tells sentences apart by their text; here each is known by its number, so repeated sentences do not share
a score. Its tokenizers need data from the network and are not used.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from summarizer.ranking import Terms, Vector, score_parts
from summarizer.text import Document, Line
from summarizer.words.lexicon import lexicon

# KL compares every sentence with every choice: 300 sentences take it 40 seconds.
MOST_FOR_KL = 60


class _WordsByNumber:
    """A sumy tokenizer whose sentences are numbers."""

    def __init__(self, words: Sequence[Sequence[str]], title: Sequence[str]) -> None:
        self._words = words
        self._title = title

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return (text,)

    def to_words(self, number: str) -> tuple[str, ...]:
        return tuple(self._title if number == "title" else self._words[int(number)])


def sumy_document(document: Document, lines: Sequence[Line] | None = None) -> Any:  # noqa: ANN401 - untyped sumy
    """A text (or some of its lines) as sumy's document model.

    Its sentences are called by their numbers, "0", "1", …, and its words are our lemmas.
    """
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    tokenizer = _WordsByNumber([line.terms for line in document.lines], sorted(document.title_terms))
    paragraphs: dict[int, list[Any]] = {}
    for line in document.lines if lines is None else lines:
        paragraphs.setdefault(line.paragraph, []).append(Sentence(str(line.index), tokenizer))
    heading = [Paragraph([Sentence("title", tokenizer, is_heading=True)])] if document.title_terms else []
    return ObjectDocumentModel(heading + [Paragraph(sentences) for sentences in paragraphs.values()])


def _summarizer(method: str, document: Document) -> Any:  # noqa: ANN401 - sumy has no types
    from sumy.summarizers import edmundson, kl, lex_rank, lsa, luhn, sum_basic, text_rank

    if method == "edmundson":
        summarizer = edmundson.EdmundsonSummarizer(cue_weight=0.0)
        summarizer.null_words = lexicon(document.language).stop or {"-"}
        return summarizer
    classes: dict[str, Callable[[], Any]] = {
        "lexrank": lex_rank.LexRankSummarizer,
        "textrank": text_rank.TextRankSummarizer,
        "luhn": luhn.LuhnSummarizer,
        "lsa": lsa.LsaSummarizer,
        "kl": kl.KLSummarizer,
        "sumbasic": sum_basic.SumBasicSummarizer,
    }
    return classes[method]()


def scores(method: str, document: Document, terms: Terms) -> Vector:
    """What a method of sumy gives each sentence, between 0 and 1 by rank; KL sees the best sentences only."""
    total = len(document.lines)
    considered = np.arange(total)
    if method == "kl" and total > MOST_FOR_KL:
        ours = np.asarray(sum(score_parts(document, terms).values()))
        considered = np.sort(np.argsort(-ours, kind="stable")[:MOST_FOR_KL])
    lines = tuple(document.lines[int(index)] for index in considered)
    order: list[int] = []

    def note_order(ranked: Sequence[Any]) -> Sequence[Any]:
        order.extend(int(str(info.sentence)) for info in ranked if not math.isnan(info.rating))
        return ranked

    with np.errstate(invalid="ignore"):  # of sentences that share no word LexRank makes 0 / 0
        _summarizer(method, document)(sumy_document(document, lines), note_order)
    result = np.zeros(total, dtype=np.float32)
    for rank, index in enumerate(order):
        result[index] = 1 - rank / max(1, len(order))
    return result
