"""Articles without points get their points, and their sentences are indexed: one transaction an article."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate

import summarizer
from bot.clock import Clock
from bot.errors import UNFORESEEN
from bot.services.workers import Workers
from db import Article, Database, IndexedSentence, Point, Span, UnitOfWork

logger = logging.getLogger(__name__)
POINTS = 7
"""How many points are kept of a piece: what the longest digest shows, and a few to unfold."""
NEWS = timedelta(days=7)
"""A piece that is longer without points, or withdrawn, is no news any more."""
_GAP = "\n\n"
_FACT = "summaries"


@dataclass(frozen=True, slots=True)
class Summary:
    """What is stored of one article."""

    points: tuple[Point, ...]
    index: tuple[IndexedSentence, ...]


def readable(paragraphs: Sequence[tuple[str, str]]) -> tuple[str, list[tuple[int, int]]]:
    """The text of paragraphs, each with its kind, and where its headings stand (start, end).

    Table rows are no sentences; they are blanked out, so that offsets stay true.
    """
    text = _GAP.join(" " * len(told) if kind == "row" else told for kind, told in paragraphs)
    starts = accumulate((len(told) + len(_GAP) for _, told in paragraphs), initial=0)
    placed = zip(starts, paragraphs, strict=False)  # the last start is that behind the text
    return text, [(start, start + len(told)) for start, (kind, told) in placed if kind == "heading"]


def summarise(article: Article, method: str) -> Summary:
    """Points and index of an article. Takes tens of milliseconds: call it in a worker."""
    body, language = article.body, article.language or summarizer.detect_language(article.body)
    text, headings = readable(list(zip(article.kinds, article.paragraphs, strict=True)))
    found = summarizer.points(
        text, language=language, title=article.title, headings=headings, limit=POINTS, method=method
    )
    points = tuple(Point(point.label, _spans(point, body), point.dangling) for point in found)
    index = (
        IndexedSentence(s.start, s.end, " ".join(terms))
        for s in summarizer.split_sentences(body, language)
        if (terms := summarizer.terms(s.text, language))
    )
    return Summary(points, tuple(index))


def _in_any_case(article: Article, method: str) -> Summary:
    """The summary; without points where a mistake of ours stands in the way, so that no piece holds up the others."""
    try:
        return summarise(article, method)
    except UNFORESEEN:
        logger.exception("no points", extra={"article": article.id})
        return Summary((), ())


def _spans(point: summarizer.Point, body: str) -> tuple[Span, ...]:
    return tuple(Span(s.start, s.end, body[s.start : s.end]) for s in point.sentences)


class Summarise:
    """The only door from storage to the summarizer."""

    def __init__(self, database: Database, workers: Workers, clock: Clock, *, method: str) -> None:
        self._database = database
        self._workers = workers
        self._clock = clock
        self._method = method

    async def warm(self, language: str) -> None:
        """Load what a language needs, so that its first article does not wait for it."""
        await self._workers.run(summarizer.warm, language)

    async def renew(self) -> int:
        """Let every article wait for new points if other rules made those it has; gives their number.

        So an update of the bot, or another method, reaches the whole archive, and what is searched for is what
        was indexed. Until its turn comes an article keeps the points it has; corrections stay in any case.
        """
        rules = f"{await self._workers.run(summarizer.fingerprint)} {self._method}"
        async with self._database.read() as tx:
            if await tx.operators.fact(_FACT) == rules:
                return 0
        async with self._database.begin() as tx:
            waiting = await tx.articles.forget_points()
            await tx.operators.set_fact(_FACT, rules)
        if waiting:
            logger.info("articles are summarised anew", extra={"articles": waiting, "rules": rules})
        return waiting

    async def pending(self, *, limit: int = 20) -> int:
        """Summarise up to ``limit`` waiting articles, the newest first; gives the number done."""
        await self.renew()
        async with self._database.read() as tx:
            waiting = await tx.articles.pending(limit)
        done = 0
        for article_id in waiting:
            done += await self.one(article_id)
        return done

    async def one(self, article_id: int) -> bool:
        """Summarise that article; False if it is gone or was edited meanwhile (its turn comes again)."""
        async with self._database.read() as tx:
            article = await tx.articles.get(article_id)
        if article is None or article.state != "live":
            return False
        summary = await self._workers.run(_in_any_case, article, self._method)
        async with self._database.begin() as tx:
            appears = not article.backfilled and not await tx.articles.summarised([article_id])
            stored = await tx.articles.put_points(article_id, article.content_hash, summary.points)
            if stored:
                await tx.search.index(article_id, article.published_at, summary.index)
            if stored and appears and await self._is_news(tx, article):
                await tx.articles.appear(article_id, self._clock.now)
        logger.info("summarised", extra={"article": article_id, "points": len(summary.points)})
        return stored

    async def _is_news(self, tx: UnitOfWork, article: Article) -> bool:
        """Whether nobody was told of a piece yet, as may be where it was withdrawn and comes back."""
        if self._clock.now() - article.stored_at > NEWS:
            return False
        if await tx.subscriptions.naming({article.id}, article.stored_at):
            return False
        return not (article.points and await tx.outbox.states(f"article:{article.id}"))
