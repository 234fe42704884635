"""A text cut into its parts: stretches of even length whose sentences share words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from summarizer.ranking import Terms
from summarizer.text import Document

_SENTENCES_PER_SEGMENT = 4.5
_FEWEST, _MOST = 4, 9
_EVENNESS = 0.6
_PARAGRAPH_END = 0.3
# Longer texts are cut between blocks of sentences, so that the search costs the same for every length.
_MOST_BLOCKS = 160


def segment(document: Document, terms: Terms) -> list[tuple[int, int]]:
    """(first, one past the last) sentence of each segment, in order; together they are the text."""
    total = len(document.lines)
    wanted = max(_FEWEST, min(_MOST, round(total / _SENTENCES_PER_SEGMENT)))
    edges = _block_edges(total)
    blocks = len(edges) - 1
    chosen = _best_cuts(_gains(document, terms, edges, min(wanted, blocks)), min(wanted, blocks))
    return [(edges[first], edges[last]) for first, last in chosen]


def _block_edges(total: int) -> list[int]:
    size = -(-total // _MOST_BLOCKS)
    return [*range(0, total, size), total]


def _gains(document: Document, terms: Terms, edges: list[int], count: int) -> NDArray[np.float64]:
    """What the stretch from block a to block b is worth as a segment; impossible ones are -1e9."""
    lines = document.lines
    sums = np.add.reduceat(terms.vectors, edges[:-1], axis=0)
    alike = (sums @ sums.T).astype(np.float64)
    blocks = len(edges) - 1
    total = np.zeros((blocks + 1, blocks + 1))
    total[1:, 1:] = alike.cumsum(0).cumsum(1)
    own = np.concatenate([[0.0], np.add.reduceat((terms.vectors**2).sum(axis=1), edges[:-1]).cumsum()])
    sizes = np.concatenate([[0], np.cumsum([line.size for line in lines])])[edges]
    at = np.array(edges)
    start, end = np.arange(blocks + 1)[:, None], np.arange(blocks + 1)[None, :]
    length = at[end] - at[start]
    inner = (
        total[end, end]
        - total[start, end]
        - total[end, start]
        + total[start, start]
        - (own[end] - own[start])
    )
    cohesion = np.where(length > 1, inner / np.maximum(1, length * (length - 1)), 0)
    uneven = ((sizes[end] - sizes[start]) / (max(1, sizes[-1]) / count) - 1) ** 2
    closes = np.array([float(_closes_paragraph(document, edge)) for edge in edges])
    gains = 2 * cohesion - _EVENNESS * uneven + _PARAGRAPH_END * closes[None, :]
    return np.asarray(np.where(length > 0, gains, -1e9), dtype=np.float64)


def _closes_paragraph(document: Document, edge: int) -> bool:
    lines = document.lines
    return edge == len(lines) or (edge > 0 and lines[edge].paragraph != lines[edge - 1].paragraph)


def _best_cuts(gains: NDArray[np.float64], count: int) -> list[tuple[int, int]]:
    """The stretches of the best division into `count` segments (dynamic programming)."""
    best = np.full(len(gains), -1e9)
    best[0] = 0
    origins = []
    for _ in range(count):
        reached = best[:, None] + gains
        origins.append(reached.argmax(axis=0))
        best = reached.max(axis=0)
    cuts = []
    end = len(gains) - 1
    for origin in reversed(origins):
        start = int(origin[end])
        cuts.append((start, end))
        end = start
    return [cut for cut in cuts[::-1] if cut[0] < cut[1]]
