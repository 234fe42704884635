"""How likely an editor would call a sentence the one that says a point.

A logistic model of a few marks. Its weights were fitted on annotated commentary, news and reports (24 pieces,
643 sentences, ridge penalty), rounded, and size, nouns and topic then adjusted to what the choice of points made
of them. Judged by the weights of all other pieces, a key sentence stood above another of its piece in 78 of 100
pairs; the rounded weights give 80, the rank alone 63. What it found: key sentences are full sentences that name
several things, with figures and with a "but"; the last sentence of a paragraph mostly comments. Thesis cues and
questions are too rare there; their weights are set by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.phrases.phrase import Phrase
from summarizer.ranking import Terms, score_parts
from summarizer.text import Document, Line
from summarizer.words.lexicon import lexicon

_BIAS = -1.7
_RANK, _SIZE, _SHORT, _TOPIC = 0.6, 1.8, -0.6, 0.2
_NOUNS, _CONTRAST, _FIGURES, _CLOSES = 0.7, 0.5, 0.3, -0.3
_THESIS, _QUESTION = 0.15, -1.5
_SHORTER_THAN, _FULL_SIZE, _MANY_NOUNS = 12, 40, 10
_DIGIT = re.compile(r"\d")


def evidence(
    document: Document,
    terms: Terms,
    phrases: Sequence[Phrase],
    strength: Sequence[Mapping[str, float]],
    method: str,
) -> dict[str, NDArray[np.float64]]:
    """The addends of each sentence's log odds by name; `method` is one of METHODS.

    `strength` tells for each sentence how strongly it speaks of each topic, 2.5 at most.
    """
    lines = document.lines
    words = lexicon(document.language)
    nouns: list[set[str]] = [set() for _ in lines]
    for phrase in phrases:
        if not phrase.is_name:
            nouns[phrase.line].add(phrase.head)
    second = [sorted(of_line.values())[-2] if len(of_line) > 1 else 0.0 for of_line in strength]
    marks = {
        "rank": _RANK * _rank(document, terms, method),
        "size": [_SIZE * min(line.size, _FULL_SIZE) / _FULL_SIZE for line in lines],
        "short": [_SHORT * (line.size < _SHORTER_THAN) for line in lines],
        "second topic": [_TOPIC * value for value in second],
        "nouns": [_NOUNS * min(_MANY_NOUNS, len(found)) / _MANY_NOUNS for found in nouns],
        "contrast": [_CONTRAST * bool(words.contrast.search(line.text)) for line in lines],
        "figures": [_FIGURES * bool(_DIGIT.search(line.text)) for line in lines],
        "closes paragraph": [_CLOSES * _closes_paragraph(line, lines) for line in lines],
        "thesis": [_THESIS * bool(words.thesis.search(line.text)) for line in lines],
        "question": [_QUESTION * line.text.rstrip(' “”"»').endswith("?") for line in lines],
        "bias": [_BIAS] * len(lines),
    }
    return {name: np.asarray(values, dtype=np.float64) for name, values in marks.items()}


def _rank(document: Document, terms: Terms, method: str) -> NDArray[np.float64]:
    """What the method thinks of each sentence, the best being 1."""
    if method == "quellenbote":
        found = np.asarray(sum(score_parts(document, terms).values()), dtype=np.float64)
    else:
        from summarizer.sumy_methods import scores

        found = scores(method, document, terms).astype(np.float64)
    return found / max(float(found.max()), 1e-9)


def _closes_paragraph(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a sentence ends a paragraph of several."""
    last = line.index + 1 == len(lines) or lines[line.index + 1].opens_paragraph
    return last and not line.opens_paragraph
