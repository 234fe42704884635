"""Reading the archive: the newest piece, its neighbours, pages of titles, and passages on a topic."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

import summarizer
from bot.services.days import Days, published_in
from bot.services.workers import Workers
from bot.sources.urls import canonical
from db import Article, Database, Filters, Headline, Hit, Span

PAGE = 5
_HITS = 240
_HITS_OF_A_PAGE = 60
"""Enough for the pieces of a page, save where each of them holds many: then all of ``_HITS`` are asked for."""
_PASSAGES_OF_A_PIECE = 2
_PIECES = 4
_NEAR = 20
"""Pieces whose labels are offered where nothing was found."""
_LIKE = 0.3
_SAME_WORD = 0.75
"""How much a misspelt word and the one that was meant have in common at least."""
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_ADDRESS = re.compile(r"(?:(https?)://)?([\w-]+(?:\.[\w-]+)+/\S*[\w/])", re.IGNORECASE)
_QUOTED = re.compile(r"""[„“”"«»]([^„“”"«»\s]+\s[^„“”"«»]+)[“”"«»]""")
"""A title; a single word in quotation marks is a word that somebody looks for."""
_ENOUGH = 0.5
"""The share of a query, its rare words weighing most, that a sentence must hold where none holds all."""

_FIELDS = {"authors": "author", "languages": "language", "platforms": "platform"}
_MOST_VALUES = 200
_CODE = re.compile("[a-z]{2}")
_AUTHORS_KEPT = 600.0
"""Seconds."""

Query = tuple[tuple[frozenset[str], ...], ...]
"""The words of a query, each with its groups of index terms; see ``summarizer.query_terms``."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An article with its place in the archive; ``older`` and ``newer`` are the neighbours' numbers."""

    article: Article
    older: int | None
    newer: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """An article and its passages on a topic, in reading order."""

    article: Article
    passages: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TopicAnswer:
    """What the archive says on a topic, newest piece first.

    ``query`` is what was looked for: all that was asked, or its subject; ``corrected`` is the query with the words
    that were taken in place of misspelt ones, as they stand in the passages. Where nothing was found at all topics
    are offered, those ``alike`` to the query, else the ``nearest`` in time. ``more`` tells that a further page exists.
    """

    query: str
    found: tuple[Found, ...]
    more: bool = False
    corrected: str | None = None
    alike: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """The authors whom a question names, how it calls them all, and what it says beside that."""

    authors: tuple[str, ...]
    called: str
    rest: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the archive."""

    headlines: tuple[Headline, ...]
    number: int
    more: bool


class Archive:
    """What is stored, for people who ask. Withdrawn pieces do not appear."""

    def __init__(self, database: Database, workers: Workers) -> None:
        self._database = database
        self._workers = workers
        self._known_at: tuple[int, int] | None = None
        self._known_authors: list[str] = []

    async def latest(self, now: datetime) -> Piece | None:
        """The newest piece."""
        async with self._database.read() as tx:
            newest = await tx.articles.latest(now, limit=2)
        if not newest:
            return None
        return Piece(newest[0], newest[1].id if len(newest) > 1 else None, None)

    async def newest(self, now: datetime, *, limit: int) -> list[Article]:
        """The newest pieces with all that belongs to them."""
        async with self._database.read() as tx:
            return await tx.articles.latest(now, limit=limit)

    async def piece(self, article_id: int, now: datetime) -> Piece | None:
        """The piece of that number, if it may be shown."""
        async with self._database.read() as tx:
            article = await tx.articles.get(article_id)
            if article is None or article.state != "live":
                return None
            older, newer = await tx.articles.neighbours(article_id, article.published_at, now)
        return Piece(article, older, newer)

    async def named_in(self, text: str, now: datetime) -> tuple[int, str] | None:
        """The number of the piece whose address or quoted title stands in a text, and what else does; else None."""
        for pattern, find in ((_ADDRESS, self._number_at), (_QUOTED, self._number_titled)):
            if (match := pattern.search(text)) and (number := await find(match, now)) is not None:
                return number, f"{text[: match.start()]} {text[match.end() :]}"
        return None

    async def _number_titled(self, match: re.Match[str], now: datetime) -> int | None:
        """The only piece with those words in its title, or in that of its original."""
        async with self._database.read() as tx:
            titled = await tx.articles.page(now, offset=0, limit=2, word=match[1].strip(" .,!?"))
        return titled[0].id if len(titled) == 1 else None

    async def _number_at(self, match: re.Match[str], _now: datetime) -> int | None:
        addresses = [canonical(f"{scheme}://{match[2]}") for scheme in (match[1] or "https", "https", "http")]
        async with self._database.read() as tx:
            known = await tx.articles.known_urls(addresses)
        return next((each.id for each in known.values() if each.state == "live"), None)

    async def publisher_of(self, article: Article) -> str | None:
        """The name of the blog: what its footer says, else its source's title."""
        if article.provenance.publisher:
            return article.provenance.publisher
        async with self._database.read() as tx:
            source = await tx.sources.get(article.source_id)
        return source.title if source is not None and not source.is_own else None

    async def page(
        self, now: datetime, number: int, *, word: str | None = None, filters: Filters | None = None
    ) -> Page:
        """A page of headlines, newest first; ``word`` is looked for in titles and authors, else in texts."""
        async with self._database.read() as tx:
            rows = await tx.articles.page(
                now, offset=number * PAGE, limit=PAGE + 1, word=word, filters=filters
            )
        if word and not rows:
            groups = _groups(await self._workers.run(summarizer.query_terms, word))
            async with self._database.read() as tx:
                hits = await tx.search.hits(groups, limit=_HITS)
                rows = await tx.articles.headlines({hit.article_id for hit in hits})
            rows = rows[number * PAGE : number * PAGE + PAGE + 1]
        return Page(tuple(rows[:PAGE]), number, len(rows) > PAGE)

    async def dated(self, days: Days, zone: str, now: datetime, number: int) -> Page:
        """A page of the headlines that are dated in some days, newest first."""
        async with self._database.read() as tx:
            rows = await published_in(tx, days, zone, now, offset=number * PAGE, limit=PAGE + 1)
        return Page(tuple(rows[:PAGE]), number, len(rows) > PAGE)

    async def topic(
        self,
        query: str,
        now: datetime,
        *,
        named: Named | None = None,
        subject: str = "",
        parts: Sequence[str] = (),
        page: int = 0,
        since: datetime | None = None,
    ) -> TopicAnswer:
        """Passages on a topic across the archive, grouped by piece, newest first.

        ``named`` is what ``authors_in`` gives for the query, if that is known. ``subject`` is what to look for where
        no sentence has all words of the query; ``parts`` are the things that it names, looked for one by one where
        none has all of these.
        """
        words = await self._workers.run(summarizer.query_terms, query)
        named = named or await self.authors_in(query, now)
        hits = await self._of_author(named, since) or await self._with_all(words, since, page)
        if subject and not hits:
            query, words = subject, await self._workers.run(summarizer.query_terms, subject)
            hits = await self._with_all(words, since, page)
        hits = hits or await self._with_each(parts, since, page) or await self._with_most(words, since)
        respelt = False
        if not hits and words:
            words, respelt = await self._respelt(words)
            if respelt:
                hits = await self._with_all(words, since, page) or await self._with_most(words, since)
        pieces = list(dict.fromkeys(hit.article_id for hit in hits))
        shown = pieces[page * _PIECES : (page + 1) * _PIECES]
        async with self._database.read() as tx:
            articles = await tx.articles.many(shown)
        found = tuple(_found(article, hits) for article in articles)
        labels = () if articles or page else await self._labels(now)
        likeness = {label: _likeness(query, label) for label in labels}
        return TopicAnswer(
            query=query,
            found=found,
            more=len(pieces) > (page + 1) * _PIECES,
            corrected=_as_written(query, found) if respelt else None,
            alike=tuple(sorted(filter(likeness.get, labels), key=lambda label: -likeness[label]))[:3],
            nearest=labels[:3],
        )

    async def holds(self, query: str) -> bool:
        """Whether some sentence has all words of a query, as they were typed."""
        groups = _groups(await self._workers.run(summarizer.query_terms, query))
        async with self._database.read() as tx:
            return bool(await tx.search.hits(groups, limit=1))

    async def filter_values(self, field: str, *, limit: int) -> list[str]:
        """The commonest authors, languages or platforms of all pieces."""
        async with self._database.read() as tx:
            return await tx.articles.values(_FIELDS[field], limit=limit)

    async def filter_named(
        self, wanted: str, parts: Sequence[str] = ()
    ) -> tuple[str, tuple[str, ...]] | None:
        """The filter and its values that are meant: by a code a language, else authors or platforms of that name.

        ``parts`` are the things that it names, looked for one by one where none is called so.
        """
        if _CODE.fullmatch(wanted):
            return "languages", (wanted,)
        for field in ("authors", "platforms"):
            values = await self.filter_values(field, limit=_MOST_VALUES)
            for names in ((wanted,), parts):
                called = [[v for v in values if summarizer.beside_name(name, v) == ""] for name in names]
                if called and all(called):
                    return field, tuple(dict.fromkeys(value for each in called for value in each))
        return None

    async def authors_in(self, question: str, now: datetime) -> Named:
        """The authors whom a question names, as it calls them, and what else it says."""
        beside = {author: summarizer.beside_name(question, author) for author in await self._authors(now)}
        rest = min((said for said in beside.values() if said is not None), key=len, default=None)
        if rest is None:
            return Named((), "", question)
        authors = tuple(author for author, said in beside.items() if said == rest)
        called = " ".join(word for word in _WORD.findall(question) if word not in rest.split())
        return Named(authors, authors[0] if len(authors) == 1 else called, rest)

    async def _authors(self, now: datetime) -> list[str]:
        """All authors; of a large archive not gathered anew for each question, so a correction may take minutes."""
        async with self._database.read() as tx:
            known_at = (await tx.articles.last_id(), int(now.timestamp() / _AUTHORS_KEPT))
            if self._known_at != known_at:
                self._known_authors = await tx.articles.values("author", limit=_MOST_VALUES)
                self._known_at = known_at
        return self._known_authors

    async def passages(self, article: Article, query: str) -> Found | None:
        """Passages on a topic in one piece."""
        spans = await self._workers.run(_passages, article.body, query, article.language)
        return Found(article, tuple(sorted(spans, key=lambda s: s.start))) if spans else None

    async def _with_all(self, words: Query, since: datetime | None, page: int) -> dict[Hit, float]:
        """Sentences with all words of a query, the newest first, enough for that page; each with their number."""
        few, pieces = min(_HITS_OF_A_PAGE * (page + 1), _HITS), _PIECES * (page + 1)
        groups = _groups(words)
        async with self._database.read() as tx:
            hits = await tx.search.hits(groups, limit=few, since=since)
            if len(hits) == few < _HITS and len({hit.article_id for hit in hits}) <= pieces:
                hits = await tx.search.hits(groups, limit=_HITS, since=since)
        return dict.fromkeys(hits, len(words))

    async def _of_author(self, named: Named, since: datetime | None) -> dict[Hit, float]:
        """Where a query names an author and a topic: what he or she says on it."""
        if not (named.authors and named.rest):
            return {}
        words = await self._workers.run(summarizer.query_terms, named.rest)
        async with self._database.read() as tx:
            hits = await tx.search.hits(_groups(words), limit=_HITS, since=since)
            pieces = await tx.articles.headlines({hit.article_id for hit in hits})
        theirs = {piece.id for piece in pieces if piece.author in named.authors}
        return dict.fromkeys((hit for hit in hits if hit.article_id in theirs), len(words))

    async def _with_each(self, parts: Sequence[str], since: datetime | None, page: int) -> dict[Hit, float]:
        """Sentences on any of several things, the newest first; none where the archive lacks one of them."""
        if len(parts) < 2:
            return {}
        found: dict[Hit, float] = {}
        for part in parts:
            hits = await self._with_all(await self._workers.run(summarizer.query_terms, part), since, page)
            if not hits:
                return {}
            found |= hits
        return dict(sorted(found.items(), key=lambda hit: _recent(hit[0]), reverse=True))

    async def _with_most(self, words: Query, since: datetime | None) -> dict[Hit, float]:
        """Sentences with the words that tell most, the newest first; each with what these weigh.

        The rarer a word, the more it weighs, and most of all one that the archive does not know: whoever asks
        about penguins wants no other animals.
        """
        if len(words) < 2:
            return {}
        async with self._database.read() as tx:
            # word by word, for half of a compound is no word: a footnote is not about football
            some = [await tx.search.hits(word, limit=_HITS, since=since) for word in words]
        weights = [1 / math.sqrt(max(1, len(hits))) for hits in some]
        held: dict[Hit, float] = {}
        for hits, weight in zip(some, weights, strict=True):
            for hit in hits:
                held[hit] = held.get(hit, 0.0) + weight
        newest = sorted(held, key=_recent, reverse=True)
        return {hit: held[hit] for hit in newest if held[hit] >= _ENOUGH * sum(weights)}

    async def _respelt(self, words: Query) -> tuple[Query, bool]:
        """The query with unknown words replaced by the archive's nearest ones, and whether there were any."""
        async with self._database.read() as tx:
            unknown = {
                group: await tx.search.vocabulary({term[:1] for term in group})
                for group in _groups(words)
                if not await tx.search.known(group)
            }
        near: dict[frozenset[str], frozenset[str]] = {}
        for group, vocabulary in unknown.items():
            near[group] = await self._workers.run(_near, group, vocabulary)
            if not near[group]:
                return words, False
        return tuple(tuple(near.get(group, group) for group in word) for word in words), bool(near)

    async def _labels(self, now: datetime) -> tuple[str, ...]:
        """The labels of the newest pieces, newest first."""
        async with self._database.read() as tx:
            articles = await tx.articles.latest(now, limit=_NEAR)
        return tuple(dict.fromkeys(point.label for article in articles for point in article.points))


def _recent(hit: Hit) -> tuple[datetime, int, int]:
    return hit.published_at, hit.article_id, hit.start


def _groups(words: Query) -> list[frozenset[str]]:
    return [group for word in words for group in word]


def _near(group: frozenset[str], vocabulary: list[str]) -> frozenset[str]:
    for term in sorted(group, key=len, reverse=True):
        if near := summarizer.similar_terms(term, tuple(vocabulary)):
            return frozenset(near[:3])
    return frozenset()


def _passages(body: str, query: str, language: str | None) -> list[Span]:
    return [
        Span(s.start, s.end, s.text) for s in summarizer.passages(body, query, language=language, limit=3)
    ]


def _found(article: Article, hits: Mapping[Hit, float]) -> Found:
    """The best passages of one piece: those that hold most of the words, then the first ones."""
    mine = [hit for hit in hits if hit.article_id == article.id]
    best = sorted(mine, key=lambda hit: (-hits[hit], hit.start))[:_PASSAGES_OF_A_PIECE]
    spans = (Span(hit.start, hit.end, article.body[hit.start : hit.end]) for hit in best)
    return Found(article, tuple(sorted(spans, key=lambda span: span.start)))


def _as_written(query: str, found: Sequence[Found]) -> str | None:
    """The query with the passages' words in place of those that are nearly the same; None if there are none."""
    passages = " ".join(passage.text for one in found for passage in one.passages)
    written = {word.casefold(): word for word in reversed(_WORD.findall(passages))}

    def nearest(word: re.Match[str]) -> str:
        near = get_close_matches(word[0].casefold(), written, n=1, cutoff=_SAME_WORD)
        return written[near[0]] if near else word[0]

    corrected = _WORD.sub(nearest, query)
    return corrected if corrected != query else None


def _likeness(query: str, label: str) -> float:
    """The share of the label's runs of three letters that the query has too; 0 for what may be chance."""
    wanted, offered = _trigrams(query), _trigrams(label)
    share = len(wanted & offered) / len(offered) if offered else 0.0
    return share if share >= _LIKE else 0.0


def _trigrams(text: str) -> frozenset[str]:
    return frozenset(
        word[start : start + 3] for word in text.casefold().split() for start in range(len(word) - 2)
    )
