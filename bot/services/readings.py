"""Sources are read when they are due: fetch, read, store, decide the next time. And their archives, bit by bit."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.errors import QuellenboteError
from bot.services.discovery import Discovered, Discovery, Via, request_url
from bot.services.ingest import Ingest, Tally
from bot.services.rules import is_given_up, next_fetch, next_fetch_after_failure
from bot.sources.entry import Entry
from bot.sources.fetch import Fetched, Fetcher, FetchError
from bot.sources.reader import Reader
from bot.sources.wordpress import (
    Page,
    api_roots,
    backfill_feed,
    backfill_posts,
)
from db import Backfill, Database, Known, Source, Trouble

logger = logging.getLogger(__name__)
AT_ONCE = 4
"""Sources read at the same time; one that is slow holds up no other."""
CLAIMED = timedelta(minutes=5)
"""How long a reading may take before another process may take the source over."""
UNCONDITIONAL = timedelta(hours=24)
"""Some changes alter no validator at all: so often a source is read without conditions."""
PERMANENT_AFTER = timedelta(days=1)
PERMANENT_TIMES = 3
MISSING_CHECKED = 10
"""Pieces that vanished from a feed, checked at their own address in one reading."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading of a source brought; ``error`` where it failed."""

    source: Source
    tally: Tally = Tally()
    error: QuellenboteError | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading of an archive has come."""

    source: Source
    backfill: Backfill
    tally: Tally


class Readings:
    """Adds, reads, pauses and resumes sources."""

    def __init__(
        self, database: Database, fetcher: Fetcher, reader: Reader, ingest: Ingest, clock: Clock
    ) -> None:
        self._database = database
        self._fetcher = fetcher
        self._reader = reader
        self._ingest = ingest
        self._clock = clock
        self._discovery = Discovery(fetcher, reader)

    # ---------------------------------------------------------------- adding and changing
    async def discover(self, address: str, via: Via | None = None) -> Discovered:
        """What an address publishes, tried. Raises error.fetch.…, error.feed.…, error.discover.nothing."""
        return await self._discovery.find(address, via)

    async def keep(self, found: Discovered, *, by: str, now: datetime, full_text: bool = False) -> Source:
        """Keep a discovered channel as a source: it is read at once, and its archive after that.

        What it shows at first is as old as the archive: nobody is sent it as news.
        """
        async with self._database.begin() as tx:
            source = await tx.sources.add(
                kind=found.kind,
                address=found.address,
                title=found.title,
                site=found.site,
                now=now,
                next_fetch_at=now + timedelta(minutes=30),
                full_text=full_text,
            )
            if source.state != "active":
                await tx.sources.change(source.id, state="active", next_fetch_at=now)
            cursor = f"rest {found.api} 1" if found.api else "feed 1"
            if source.backfill.state == "none":
                archive = Backfill("done") if found.kind == "page" else Backfill("running", cursor)
                await tx.sources.change(source.id, backfill=archive)
            await tx.operators.note(now, by, "add", found.address)
        await self._ingest.store(source, found.entries, now=now, backfilled=True)
        return await self._get(source.id)

    async def pause(self, source_id: int, *, by: str, now: datetime) -> Source:
        """Ask a source no more until it is resumed."""
        return await self._set(source_id, by, now, "pause", state="paused", next_fetch_at=None)

    async def resume(self, source_id: int, *, by: str, now: datetime) -> Source:
        """Ask it again, now."""
        return await self._set(
            source_id, by, now, "resume", state="active", next_fetch_at=now, failures=0, failing_since=None
        )

    async def toggle_full_text(self, source_id: int, *, by: str, now: datetime) -> Source:
        """Whether the whole text may be shown in chat: the other way round."""
        source = await self._get(source_id)
        return await self._set(source_id, by, now, "full text", full_text=not source.full_text)

    async def remove(self, source_id: int, *, by: str, now: datetime) -> None:
        """Delete a source with all its articles."""
        source = await self._get(source_id)
        async with self._database.begin() as tx:
            await tx.sources.remove(source_id)
            await tx.operators.note(now, by, "remove", source.address)

    async def refresh_soon(self, *, by: str, now: datetime) -> int:
        """Every active source is due now; gives their number."""
        async with self._database.begin() as tx:
            active = [
                s for s in await tx.sources.all() if s.state == "active" and s.next_fetch_at is not None
            ]
            for source in active:
                await tx.sources.change(source.id, next_fetch_at=now)
            await tx.operators.note(now, by, "refresh", str(len(active)))
        return len(active)

    async def _get(self, source_id: int) -> Source:
        async with self._database.read() as tx:
            source = await tx.sources.get(source_id)
        if source is None:
            raise QuellenboteError("error.source.unknown", number=source_id)
        return source

    async def _set(self, source_id: int, by: str, now: datetime, action: str, **values: object) -> Source:
        source = await self._get(source_id)
        async with self._database.begin() as tx:
            await tx.sources.change(source_id, **values)
            await tx.operators.note(now, by, action, source.address)
        return await self._get(source_id)

    # ---------------------------------------------------------------- reading
    async def due(self, now: datetime) -> list[Reading]:
        """Read what is due, a few at a time."""
        async with self._database.read() as tx:
            due = await tx.sources.due(now, AT_ONCE)
        return list(await asyncio.gather(*(self.read(source) for source in due)))

    async def read(self, source: Source, *, unconditional: bool = False) -> Reading:
        """Read one source now, unless another process is at it. What goes wrong is stored and told."""
        now = self._clock.now()
        async with self._database.begin() as tx:
            if not await tx.sources.claim(source.id, source.next_fetch_at, now + CLAIMED):
                return Reading(source)
        full = unconditional or _is_unconditional(source, now)
        try:
            answer = await self._fetcher.get(
                request_url(source.kind, source.address) if source.kind != "page" else source.address,
                etag=None if full else source.etag,
                last_modified=None if full else source.last_modified,
            )
            tally = await self._taken(source, answer, now)
        except QuellenboteError as error:
            await self._failed(source, error, now)
            return Reading(source, error=error)
        await self._succeeded(source, answer, now, full=full, news=bool(tally.new))
        return Reading(source, tally)

    async def _taken(self, source: Source, answer: Fetched, now: datetime) -> Tally:
        """Store what an answer holds; an unchanged one is not even read."""
        if answer.not_modified or _hash(answer.body) == source.body_hash:
            return Tally()
        entries = await self._entries(source, answer.body, answer.content_type)
        complete = [await self._completed(source, entry) for entry in entries]
        tally = await self._ingest.store(source, complete, now=now)
        return tally + await self._check_missing(source, entries, now)

    async def _entries(self, source: Source, body: bytes, content_type: str | None) -> tuple[Entry, ...]:
        if source.kind == "rest":
            return await self._reader.posts(body)
        if source.kind == "page":
            return (await self._reader.page(body, source.address, content_type=content_type),)
        return (await self._reader.feed(body, content_type=content_type, url=source.address)).entries

    async def _completed(self, source: Source, entry: Entry) -> Entry:
        """An entry with its whole text: a feed that shows excerpts only leads to the page."""
        if not entry.excerpt_only or not entry.url or entry.access != "public":
            return entry
        async with self._database.read() as tx:
            known = await tx.articles.known(source.id, [entry.guid])
        if entry.guid in known and entry.modified is None and source.body_hash is None:
            return entry
        answer = await self._fetcher.get_politely(entry.url)
        if answer.status != 200:
            return entry
        page = await self._reader.page(answer.body, entry.url, content_type=answer.content_type)
        return replace(
            page,
            guid=entry.guid,
            url=entry.url,
            title=entry.title or page.title,
            published=entry.published or page.published,
            modified=entry.modified or page.modified,
            tags=entry.tags or page.tags,
            excerpt_only=False,
        )

    async def _check_missing(self, source: Source, entries: Sequence[Entry], now: datetime) -> Tally:
        """A known piece missing between an older and a newer one is asked for at its own address."""
        dated = sorted(entry.published for entry in entries if entry.published)
        if source.kind == "page" or len(dated) < 2:
            return Tally()
        listed = {entry.guid for entry in entries}
        async with self._database.read() as tx:
            between = await tx.articles.known_between(source.id, dated[0], dated[-1])
        missing = [known for known in between if known.guid not in listed and known.state == "live"]
        gone = [known.id for known in missing[:MISSING_CHECKED] if await self._is_gone(known)]
        if gone:
            await self._ingest.withdraw(gone, now=now)
        return Tally(withdrawn=tuple(gone))

    async def _is_gone(self, known: Known) -> bool:
        if not known.url:
            return False
        try:
            answer = await self._fetcher.get_politely(known.url)
            if answer.status in (401, 403, 404, 410):
                return answer.status != 403
            if answer.status != 200:
                return False
            page = await self._reader.page(answer.body, known.url, content_type=answer.content_type)
        except QuellenboteError:
            return False
        return page.access != "public"

    async def _succeeded(
        self, source: Source, answer: Fetched, now: datetime, *, full: bool, news: bool
    ) -> None:
        following = next_fetch(
            now,
            source.id,
            interval=timedelta(seconds=source.interval_seconds),
            found_new=news,
            retry_after=_pause(answer.retry_after),
        )
        values: dict[str, object] = {
            "next_fetch_at": following.at,
            "interval_seconds": int(following.interval.total_seconds()),
            "last_fetch_at": now,
            "last_success_at": now,
            "failures": 0,
            "failing_since": None,
            "last_error": None,
            "told_at": None,
        }
        if not answer.not_modified:
            values |= {
                "etag": answer.etag,
                "last_modified": answer.last_modified,
                "body_hash": _hash(answer.body),
            }
        if full:
            values["last_full_fetch_at"] = now
        values |= _moved(source, answer.moved_to, now)
        async with self._database.begin() as tx:
            address = values.get("address")
            if isinstance(address, str) and await tx.sources.by_address(address) is not None:
                # the blog is known under its new address already: this one has done its work
                values |= {"address": source.address, "state": "gone", "next_fetch_at": None}
            await tx.sources.change(source.id, **values)

    async def _failed(self, source: Source, error: QuellenboteError, now: datetime) -> None:
        failures = source.failures + 1
        since = source.failing_since or now
        gone = isinstance(error, FetchError) and error.kind == "gone"
        given_up = gone or is_given_up(since, now)
        pause = _pause(error.retry_after) if isinstance(error, FetchError) else None
        at = None if given_up else next_fetch_after_failure(now, source.id, failures, retry_after=pause)
        trouble = Trouble(
            error.key, {k: v if isinstance(v, int) else str(v) for k, v in error.arguments.items()}
        )
        async with self._database.begin() as tx:
            await tx.sources.change(
                source.id,
                state="gone" if given_up else source.state,
                next_fetch_at=at,
                last_fetch_at=now,
                failures=failures,
                failing_since=since,
                last_error=trouble,
            )
        logger.warning(
            "a source failed", extra={"source": source.id, "error": error.key, "failures": failures}
        )

    # ---------------------------------------------------------------- the archive
    async def backfill_some(self) -> list[Progress]:
        """One page of each archive that is still to be read; an empty list when all is done."""
        async with self._database.read() as tx:
            running = [
                s for s in await tx.sources.all() if s.backfill.state == "running" and s.state == "active"
            ]
        return [step for source in running async for step in self.backfill(source, pages=1)]

    async def backfill(self, source: Source, *, pages: int | None = None) -> AsyncIterator[Progress]:
        """Read a source's archive on from where it stands, newest first, page after page."""
        read = 0
        progress = source.backfill
        try:
            async for page, cursor in self._archive_pages(source):
                tally = await self._ingest.store(source, page.entries, now=self._clock.now(), backfilled=True)
                progress = Backfill("running", cursor, progress.done + len(page.entries), page.total)
                await self._note_backfill(source, progress)
                yield Progress(source, progress, tally)
                read += 1
                if pages is not None and read >= pages:
                    return
        except FetchError as error:
            if error.kind == "busy":  # the server wants a pause; the next tick goes on from here
                return
            progress = replace(progress, state="failed")
            logger.warning("an archive cannot be read", extra={"source": source.id, "error": error.key})
        except QuellenboteError as error:
            progress = replace(progress, state="failed")
            logger.warning("an archive cannot be read", extra={"source": source.id, "error": error.key})
        else:
            progress = replace(progress, state="done", total=progress.done)
        await self._note_backfill(source, progress)
        yield Progress(source, progress, Tally())

    async def _archive_pages(self, source: Source) -> AsyncIterator[tuple[Page, str]]:
        """Pages with the cursor after each: by REST where it answers, else by the paged feed."""
        way, _, rest = (source.backfill.cursor or "feed 1").partition(" ")
        if way == "rest":
            root, _, number = rest.rpartition(" ")
            if number != "1" or (root := await self._answering_root(source, root) or ""):
                async for page in backfill_posts(self._fetcher, self._reader, root, start=int(number)):
                    yield page, f"rest {root} {page.number + 1}"
                return
            rest = "1"
        if source.kind == "rest":
            return
        async for page in backfill_feed(self._fetcher, self._reader, source.address, start=int(rest)):
            yield page, f"feed {page.number + 1}"

    async def _answering_root(self, source: Source, announced: str) -> str | None:
        """The address under which the site's posts can be read."""
        for root in dict.fromkeys((announced, *api_roots(source.site or source.address))):
            try:
                async for _ in backfill_posts(self._fetcher, self._reader, root):
                    return root
            except QuellenboteError:
                continue
        return None

    async def _note_backfill(self, source: Source, progress: Backfill) -> None:
        async with self._database.begin() as tx:
            await tx.sources.change(source.id, backfill=progress)


def _is_unconditional(source: Source, now: datetime) -> bool:
    return source.last_full_fetch_at is None or now - source.last_full_fetch_at >= UNCONDITIONAL


def _moved(source: Source, target: str | None, now: datetime) -> dict[str, object]:
    """A permanent redirect is believed after three identical ones over a day."""
    if target is None or source.kind == "rest":
        return {"moved_to": None, "moved_seen": 0, "moved_since": None} if source.moved_to else {}
    if target != source.moved_to:
        return {"moved_to": target, "moved_seen": 1, "moved_since": now}
    seen, since = source.moved_seen + 1, source.moved_since or now
    if seen >= PERMANENT_TIMES and now - since >= PERMANENT_AFTER:
        return {"address": target, "moved_to": source.address, "moved_seen": 0, "moved_since": None}
    return {"moved_seen": seen}


def _pause(seconds: float | None) -> timedelta | None:
    return timedelta(seconds=seconds) if seconds is not None else None


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
