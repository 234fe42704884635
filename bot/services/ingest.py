"""Entries become articles: new, changed, the same, moved or withdrawn is decided here, then stored."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import summarizer
from bot.services.workers import Workers
from bot.sources.entry import FIELDS, Entry
from bot.sources.entry import Provenance as Read
from bot.sources.urls import canonical
from db import Database, Known, NewArticle, Provenance, Source, UnitOfWork

logger = logging.getLogger(__name__)
CLOCK_SLACK = timedelta(hours=1)
"""How far ahead of our clock a publication time may be before it counts as a mistake."""
FLOOD = 10
"""More new pieces than this in one reading are a migration or a back-fill: only the newest ones are *new*."""
MOVED_SHARE = 0.8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the entries of one reading: the numbers of the articles concerned."""

    new: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    same: int = 0
    withdrawn: tuple[int, ...] = ()
    returned: tuple[int, ...] = ()
    hidden: int = 0
    """Entries that are not public and were never stored."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.new + other.new,
            self.changed + other.changed,
            self.same + other.same,
            self.withdrawn + other.withdrawn,
            self.returned + other.returned,
            self.hidden + other.hidden,
        )


@dataclass(slots=True)
class _Count:
    """A tally in the making."""

    new: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    same: int = 0
    withdrawn: list[int] = field(default_factory=list)
    returned: list[int] = field(default_factory=list)
    hidden: int = 0

    def done(self) -> Tally:
        return Tally(
            tuple(self.new),
            tuple(self.changed),
            self.same,
            tuple(self.withdrawn),
            tuple(self.returned),
            self.hidden,
        )


class Ingest:
    """Stores what sources yield. The same entries again change nothing."""

    def __init__(self, database: Database, workers: Workers) -> None:
        self._database = database
        self._workers = workers

    async def store(
        self, source: Source, entries: Sequence[Entry], *, now: datetime, backfilled: bool = False
    ) -> Tally:
        """Store entries of a source in one transaction; pieces of a ``backfilled`` reading are not *new*."""
        entries = [entry for entry in identified(entries) if entry.paragraphs or entry.access != "public"]
        made = [await self._workers.run(new_article, entry, now) for entry in entries]
        count = _Count()
        async with self._database.begin() as tx:
            known = await self._known(tx, source, made)
            fresh = [i for i, entry in enumerate(entries) if i not in known and entry.access == "public"]
            newest = sorted(fresh, key=lambda i: made[i].published_at, reverse=True)[:FLOOD]
            for i, (entry, article) in enumerate(zip(entries, made, strict=True)):
                await _put(
                    tx,
                    source,
                    entry,
                    article,
                    known.get(i),
                    count,
                    now=now,
                    backfilled=backfilled or i not in newest,
                )
        return count.done()

    async def withdraw(self, article_ids: Sequence[int], *, now: datetime) -> None:
        """Pieces that are no longer public: they disappear from every answer, and may come back."""
        async with self._database.begin() as tx:
            for article_id in article_ids:
                await _withdraw(tx, article_id, now)

    async def _known(self, tx: UnitOfWork, source: Source, made: Sequence[NewArticle]) -> dict[int, Known]:
        """What is stored already of each entry: by its guid, else by its address."""
        by_guid = await tx.articles.known(source.id, (article.guid for article in made))
        unknown = {a.canonical_url for a in made if a.guid not in by_guid and a.canonical_url}
        by_url = await tx.articles.known_urls(url for url in unknown if url)
        found: dict[int, Known] = {}
        for i, article in enumerate(made):
            match = by_guid.get(article.guid) or by_url.get(article.canonical_url or "")
            if match is not None:
                found[i] = match
        moved = sum(made[i].guid != match.guid for i, match in found.items())
        if moved and moved >= MOVED_SHARE * len(made):
            logger.warning("a blog has moved", extra={"source": source.id, "pieces": moved})
        return found


async def _put(
    tx: UnitOfWork,
    source: Source,
    entry: Entry,
    article: NewArticle,
    known: Known | None,
    count: _Count,
    *,
    now: datetime,
    backfilled: bool,
) -> None:
    if entry.access != "public":
        if known is None or known.state == "withdrawn":
            count.hidden += 1
        else:
            await _withdraw(tx, known.id, now)
            count.withdrawn.append(known.id)
        return
    if known is None:
        count.new.append(await tx.articles.add(source.id, article, now=now, backfilled=backfilled))
        return
    if source.kind == "page" and known.source_id != source.id:
        count.same += 1  # the feed knows the piece already, and better
        return
    if (known.source_id, known.guid) != (source.id, article.guid):
        # a moved blog, or a page that has a feed now: the same piece under a new identity
        await tx.articles.rename(known.id, source.id, article.guid)
    if known.content_hash == article.content_hash and known.state == "live":
        count.same += 1
        return
    if entry.published is None:
        article = _dated(article, known.published_at)
    await tx.articles.replace(known.id, article, now=now)
    (count.returned if known.state == "withdrawn" else count.changed).append(known.id)


async def _withdraw(tx: UnitOfWork, article_id: int, now: datetime) -> None:
    await tx.articles.set_state(article_id, "withdrawn", now=now)
    await tx.search.forget(article_id)


def identified(entries: Iterable[Entry]) -> list[Entry]:
    """Entries with an identity each: a guid that stands twice in a document is none (a counter, say).

    Such a one is known by its address, else by title and day; the same entry twice is kept once.
    """
    listed = list(entries)
    often = Counter(entry.guid for entry in listed)
    found: dict[str, Entry] = {}
    for entry in listed:
        guid = entry.guid
        if not guid or often[guid] > 1:
            day = entry.published.date().isoformat() if entry.published else ""
            guid = canonical(entry.url) if entry.url else _hash([entry.title, day])
        found.setdefault(guid, entry if guid == entry.guid else _with_guid(entry, guid))
    return list(found.values())


def new_article(entry: Entry, now: datetime) -> NewArticle:
    """What is stored of an entry: its text joined by blank lines, its language found where it is not said."""
    body = "\n\n".join(paragraph.text for paragraph in entry.paragraphs)
    language = entry.language or (summarizer.detect_language(body) if body else None)
    published = entry.published or now
    if published > now + CLOCK_SLACK:
        published = now
    provenance = Provenance(
        **{name: getattr(entry.provenance, name) for name in FIELDS},
        raw=entry.provenance.raw,
        footer=entry.provenance.footer,
        others=tuple(_plain(other) for other in entry.provenance.others),
    )
    return NewArticle(
        guid=entry.guid,
        url=entry.url,
        canonical_url=canonical(entry.url) if entry.url else None,
        title=entry.title or first_words(body),
        title_from=entry.title_from if entry.title else "words",
        language=None if language == "und" else language,
        published_at=published,
        modified_at=entry.modified,
        body=body,
        kinds=tuple(paragraph.kind for paragraph in entry.paragraphs),
        words=len(_WORD.findall(body)),
        tags=entry.tags,
        content_hash=content_hash(entry),
        provenance=provenance,
    )


def content_hash(entry: Entry) -> str:
    """Changes when anything that a reader sees changes, and only then."""
    return _hash(
        [
            entry.url,
            entry.title,
            entry.title_from,
            entry.language,
            entry.published.isoformat() if entry.published else None,
            [[p.kind, p.text] for p in entry.paragraphs],
            _plain(entry.provenance),
            entry.provenance.footer,
            [_plain(other) for other in entry.provenance.others],
            list(entry.tags),
        ]
    )


def first_words(body: str, count: int = 8) -> str:
    """The first words of a text and […]: the title of a piece that has none."""
    words = body.split()
    return " ".join(words[:count]) + (" […]" if len(words) > count else "")


def _plain(provenance: Read) -> Mapping[str, str]:
    return {name: value for name in FIELDS if (value := getattr(provenance, name)) is not None}


def _hash(values: object) -> str:
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _with_guid(entry: Entry, guid: str) -> Entry:
    return replace(entry, guid=guid)


def _dated(article: NewArticle, published_at: datetime) -> NewArticle:
    return replace(article, published_at=published_at)
