"""What a chat gets for a period: which pieces, in which order, and how many points of each. Reads only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

import summarizer
from bot.services.days import Days, published_in
from bot.services.workers import Workers
from db import Article, Database, Filters, Headline, Length, Point, UnitOfWork

PIECES = 5
"""Pieces shown with points in one message."""
MORE = 15
"""Further pieces, a line each."""
FIRST_DIGEST = timedelta(hours=24)
"""What a first digest looks back."""
POINTS_BY_LENGTH: dict[Length, int] = {"line": 1, "short": 1, "normal": 3, "long": 5}
_CANDIDATES = 200
Topics: TypeAlias = tuple[tuple[frozenset[str], ...], ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What one chat gets: pieces with points, and further headlines. ``total`` counts all of them."""

    pieces: tuple[Article, ...]
    more: tuple[Headline, ...]
    total: int

    @property
    def article_ids(self) -> tuple[int, ...]:
        """The pieces that count as delivered with it."""
        return tuple(a.id for a in self.pieces) + tuple(h.id for h in self.more)


def points_shown(article: Article, length: Length) -> tuple[Point, ...]:
    """The points of a piece that a chat sees at its length; ``line`` takes the shortest one."""
    if length == "line" and article.points:
        return (min(article.points, key=lambda p: sum(len(s.text) for s in p.sentences)),)
    return article.points[: POINTS_BY_LENGTH[length]]


class Digests:
    """Chooses and orders what a chat gets."""

    def __init__(self, database: Database, workers: Workers) -> None:
        self._database = database
        self._workers = workers

    async def since(self, after: datetime | None, until: datetime, filters: Filters) -> Digest:
        """What is new for a chat whose last slot was ``after``; None looks back 24 hours."""
        topics = await self.topics(filters)
        async with self._database.read() as tx:
            return await self.select(tx, after, until, filters, topics)

    async def between(self, start: datetime, end: datetime, filters: Filters) -> Digest:
        """What was *published* in a span, back-filled pieces included."""
        topics = await self.topics(filters)
        async with self._database.read() as tx:
            headlines = await tx.articles.published_between(start, end, limit=_CANDIDATES)
            return await _digest(tx, await wanted(tx, headlines, filters, topics))

    async def dated(self, days: Days, zone: str, now: datetime) -> Digest:
        """What is dated in some days: by its publication, or by its original's."""
        async with self._database.read() as tx:
            return await _digest(tx, await published_in(tx, days, zone, now, limit=_CANDIDATES))

    async def again(self, article_ids: Sequence[int]) -> Digest:
        """A digest that was sent before, as far as its pieces may still be shown."""
        async with self._database.read() as tx:
            return await self.of(tx, article_ids)

    async def of(self, tx: UnitOfWork, article_ids: Sequence[int]) -> Digest:
        """A digest of just these pieces, as far as they may still be shown."""
        return await _digest(tx, await tx.articles.headlines(article_ids))

    async def select(
        self,
        tx: UnitOfWork,
        after: datetime | None,
        until: datetime,
        filters: Filters,
        topics: Topics,
    ) -> Digest:
        """As ``since``, inside a transaction; a piece without its points is not new yet, but when it has them."""
        start = after or until - FIRST_DIGEST
        found = await tx.articles.stored_between(start, until, limit=_CANDIDATES)
        summarised = await tx.articles.summarised(headline.id for headline in found)
        headlines = [headline for headline in found if headline.id in summarised]
        return await _digest(tx, await wanted(tx, headlines, filters, topics))

    async def fresh(
        self, tx: UnitOfWork, after: datetime, until: datetime, *, besides: Collection[int]
    ) -> list[Headline]:
        """What came in that span and has its points, oldest first, without the numbers ``besides``."""
        found = await tx.articles.stored_between(after, until, limit=_CANDIDATES)
        headlines = [headline for headline in found if headline.id not in besides]
        articles = await tx.articles.many([headline.id for headline in headlines])
        ready = {article.id for article in articles if article.summarised_hash is not None}
        return sorted((h for h in headlines if h.id in ready), key=lambda h: (h.stored_at, h.id))

    async def topics(self, filters: Filters) -> Topics:
        """The filter's topics as index terms, made in a worker."""
        return tuple([await self._workers.run(topic_terms, topic) for topic in filters.topics])


def topic_terms(topic: str) -> tuple[frozenset[str], ...]:
    """A topic as groups of index terms."""
    return tuple(group for word in summarizer.query_terms(topic) for group in word)


async def wanted(
    tx: UnitOfWork, headlines: list[Headline], filters: Filters, topics: Topics
) -> list[Headline]:
    """Those of the headlines that a chat with these filters wants; ``topics`` are the filter's, as index terms."""
    kept = [headline for headline in headlines if _wanted(headline, filters)]
    if not filters.topics or not kept:
        return kept
    oldest = min(headline.published_at for headline in kept)
    on_topic: set[int] = set()
    for groups in topics:
        hits = await tx.search.hits(groups, limit=1000, since=oldest)
        on_topic.update(hit.article_id for hit in hits)
    return [headline for headline in kept if headline.id in on_topic]


def _wanted(headline: Headline, filters: Filters) -> bool:
    pairs = (
        (filters.authors, headline.author),
        (filters.platforms, headline.platform),
        (filters.languages, headline.original_language),
    )
    return all(
        not wanted or (value is not None and value.lower() in {w.lower() for w in wanted})
        for wanted, value in pairs
    )


async def _digest(tx: UnitOfWork, headlines: list[Headline]) -> Digest:
    pieces = await tx.articles.many([headline.id for headline in headlines[:PIECES]])
    return Digest(tuple(pieces), tuple(headlines[PIECES : PIECES + MORE]), len(headlines))
