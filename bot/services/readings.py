"""Sources are read when they are due: fetch, read, store, decide the next time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.errors import UNFORESEEN, QuellenboteError
from bot.services import backfill
from bot.services.archives import Archives, Place
from bot.services.backfill import Backfills, Progress
from bot.services.discovery import Discovered, Discovery, Via, request_url
from bot.services.excerpts import Excerpts, preview
from bot.services.ingest import Ingest, Tally, identified
from bot.services.traces import after_failure, after_success, body_hash, needs_all
from bot.services.withdrawals import Withdrawals, window
from bot.sources.entry import Entry
from bot.sources.fetch import Fetched, Fetcher, FetchError
from bot.sources.reader import Reader
from db import Database, Source

logger = logging.getLogger(__name__)
AT_ONCE = 4
"""Sources read at the same time; one that is slow holds up no other."""
LOOK_AGAIN = 1.0
"""Seconds after which a free place looks whether something else is due, while others are still at work."""
CLAIMED = timedelta(minutes=5)
"""How long a reading may take before another process may take the source over."""
DEADLINE = 240.0
"""Seconds for one reading with all its pages; below CLAIMED."""
PAGES_OF_ARCHIVE = 10
"""Pages of the archive that are looked through again once a day, for what changed outside the feed's window."""
TOLD_AFTER = 3
"""Failures in a row after which the operators are told: one alone is nobody's trouble."""
ON_THEIR_WAY = timedelta(days=2)
PREVIEWED = 10
SHOWN = 3
"""Pieces shown before a source is kept."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading of a source brought; ``error`` where it failed."""

    source: Source
    tally: Tally = Tally()
    error: QuellenboteError | None = None


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
        self._excerpts = Excerpts(fetcher, reader)
        self._withdrawals = Withdrawals(fetcher, reader)
        self._archives = Archives(database, fetcher, reader)
        self._backfills = Backfills(database, self._archives, self._excerpts, ingest, clock)

    # ---------------------------------------------------------------- adding and changing
    async def discover(self, address: str, via: Via | None = None) -> Discovered:
        """What an address publishes, tried. Raises error.fetch.…, error.feed.…, error.discover.nothing."""
        return await self._discovery.find(address, via)

    async def preview(self, address: str, via: Via | None = None) -> tuple[Entry, ...]:
        """What would be stored of an address: of a blog its newest pieces, of a piece's own page that piece."""
        found = await self._discovery.read(address, via)
        return await preview(self._excerpts, found.entries, most=PREVIEWED)

    async def newest(self, found: Discovered) -> tuple[Entry, ...]:
        """The newest pieces of a discovered channel as they would be stored, for the operator to look at."""
        return await preview(self._excerpts, found.entries[:SHOWN], most=SHOWN)

    async def keep(self, found: Discovered, *, by: str, now: datetime, full_text: bool = False) -> Source:
        """Keep a discovered channel as a source: it is read at once, and its archive after that.

        What it shows at first is as old as the archive: nobody is sent it as news.
        """
        whole = not any(entry.excerpt_only for entry in found.entries)
        first = {"last_success_at": now, "last_full_fetch_at": now} if whole else {}
        async with self._database.begin() as tx:
            is_new = await tx.sources.by_address(found.address) is None
            source = await tx.sources.add(
                kind=found.kind,
                address=found.address,
                title=found.title,
                site=found.site,
                now=now,
                next_fetch_at=now + timedelta(minutes=30) if whole else now,
                full_text=full_text,
            )
            if is_new:
                archive = backfill.start(found.kind, found.address, api=found.api, forced=found.is_forced)
                await tx.sources.change(source.id, backfill=archive, **first)
            await tx.operators.note(now, by, "add", found.address)
        if not is_new:
            return await self.resume(source.id, by=by, now=now)
        entries = [entry for entry in found.entries if not entry.excerpt_only]
        await self._ingest.store(source, entries, now=now, backfilled=True)
        return await self._get(source.id)

    async def pause(self, source_id: int, *, by: str, now: datetime) -> Source:
        """Ask a source no more until it is resumed."""
        return await self._set(source_id, by, now, "pause", state="paused", next_fetch_at=None)

    async def resume(self, source_id: int, *, by: str, now: datetime) -> Source:
        """Ask it again, now; an archive that had been given up is read on, too."""
        source = await self._get(source_id)
        values: dict[str, object] = {}
        if source.state != "active":
            values = {"state": "active", "next_fetch_at": now, "failures": 0, "failing_since": None,
                      "last_error": None, "told_at": None}  # fmt: skip
        if source.backfill.state == "failed":
            values["backfill"] = backfill.again(source.backfill)
        return await self._set(source_id, by, now, "resume", **values)

    async def toggle_full_text(self, source_id: int, *, by: str, now: datetime) -> Source:
        """Whether the whole text may be shown in chat: the other way round."""
        source = await self._get(source_id)
        return await self._set(source_id, by, now, "full text", full_text=not source.full_text)

    async def remove(self, source_id: int, *, by: str, now: datetime) -> list[int]:
        """Delete a source with all its articles; gives the numbers of those that may be on their way to readers."""
        source = await self._get(source_id)
        async with self._database.begin() as tx:
            recent = await tx.articles.news_of(source_id, since=now - ON_THEIR_WAY)
            await tx.sources.remove(source_id)
            await tx.operators.note(now, by, "remove", source.address)
        return recent

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

    async def to_tell(self) -> list[Source]:
        """Sources with a trouble that the operators do not know yet: it lasts, or it ended the source."""
        async with self._database.read() as tx:
            return [
                source
                for source in await tx.sources.all()
                if source.told_at is None
                and source.last_error is not None
                and (source.state == "gone" or (source.state == "active" and source.failures >= TOLD_AFTER))
            ]

    async def mark_told(self, source_id: int, now: datetime) -> None:
        """The operators know; they are told again only of the next trouble, or when the source is given up."""
        async with self._database.begin() as tx:
            await tx.sources.change(source_id, told_at=now)

    async def _get(self, source_id: int) -> Source:
        async with self._database.read() as tx:
            source = await tx.sources.get(source_id)
        if source is None:
            raise QuellenboteError("error.source.unknown", number=source_id)
        return source

    async def _set(self, source_id: int, by: str, now: datetime, action: str, **values: object) -> Source:
        source = await self._get(source_id)
        async with self._database.begin() as tx:
            if values:
                await tx.sources.change(source_id, **values)
            await tx.operators.note(now, by, action, source.address)
        return await self._get(source_id)

    # ---------------------------------------------------------------- reading
    async def due(self, now: datetime) -> list[Reading]:
        """Read all that is due, each source once, a few at a time: while one is slow, the other places go on."""
        done: list[Reading] = []
        taken: set[int] = set()
        busy, ended = 0, asyncio.Event()

        async def place() -> None:
            nonlocal busy, ended
            while True:
                source = await self._next_due(now, taken)
                if source is not None:
                    busy += 1
                    try:
                        done.append(await self.read(source))
                    finally:
                        busy -= 1
                        ended.set()
                        ended = asyncio.Event()
                elif busy:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(ended.wait(), LOOK_AGAIN)
                else:
                    return

        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(place())
        return done

    async def _next_due(self, now: datetime, taken: set[int]) -> Source | None:
        """A due source that was not taken yet; it is now."""
        async with self._database.read() as tx:
            due = await tx.sources.due(max(now, self._clock.now()), len(taken) + 1)
        for source in due:
            if source.id not in taken:
                taken.add(source.id)
                return source
        return None

    async def read(self, source: Source, *, unconditional: bool = False) -> Reading:
        """Read one source now, unless another process is at it. What goes wrong is stored and told."""
        now = self._clock.now()
        async with self._database.begin() as tx:
            if not await tx.sources.claim(source.id, source.next_fetch_at, now + CLAIMED):
                return Reading(source)
        full = unconditional or needs_all(source, now)
        try:
            async with asyncio.timeout(DEADLINE):
                return await self._read(source, now, full=full)
        except TimeoutError as error:
            late = FetchError("timeout", source.address, seconds=DEADLINE)
            return await self._failed(source, late, now, error)
        except QuellenboteError as error:
            return await self._failed(source, error, now)
        except UNFORESEEN as error:
            unforeseen = QuellenboteError("error.reader.killed", reason=type(error).__name__)
            return await self._failed(source, unforeseen, now, error)

    async def _read(self, source: Source, now: datetime, *, full: bool) -> Reading:
        """Fetch, read, store."""
        url = request_url(source.kind, source.address)
        etag, last_modified = (None, None) if full else (source.etag, source.last_modified)
        answer = await self._fetcher.get(url, etag=etag, last_modified=last_modified)
        unchanged = answer.not_modified or body_hash(answer.body) == source.body_hash
        if unchanged and not full:
            tally, whole = Tally(), True
        else:
            listed = identified(await self._entries(source, answer))
            tally, whole = await self._taken(source, listed, now, full=full, anew=full and not unchanged)
        news, gained = bool(tally.new), bool(tally.new or tally.changed or tally.withdrawn or tally.returned)
        values = after_success(source, answer, now, full=full, news=news, gained=gained, whole=whole)
        await self._note(source, values, now)
        return Reading(source, tally)

    async def _entries(self, source: Source, answer: Fetched) -> tuple[Entry, ...]:
        if source.kind == "rest":
            return await self._reader.posts(answer.body)
        if source.kind == "page":
            page = await self._reader.page(answer.body, source.address, content_type=answer.content_type)
            return (page,)
        feed = await self._reader.feed(answer.body, content_type=answer.content_type, url=source.address)
        return feed.entries

    async def _taken(
        self, source: Source, listed: Sequence[Entry], now: datetime, *, full: bool, anew: bool
    ) -> tuple[Tally, bool]:
        """Store what a source shows, and withdraw what it shows no longer; and whether all of it was done."""
        older: Sequence[Entry] = ()
        to_the_end = False
        if full and source.backfill.state == "done" and source.kind != "page":
            older, to_the_end = await self._older(source, listed)
        # what a source shows at first is archive, however many readings that takes; and of its archive only
        # what was published or changed since the source was added can be new
        is_first = source.last_full_fetch_at is None
        fresh = [e for e in listed if not is_first or _is_after(source.created_at, e.published)]
        late = [e for e in older if _is_after(source.created_at, e.published, e.modified)]
        early = [e for e in [*listed, *older] if e not in fresh and e not in late]
        tally, whole = Tally(), True
        for entries, backfilled in ((fresh, False), (late, False), (early, True)):
            again = anew and entries is fresh
            more, done = await self._stored(source, entries, now, backfilled=backfilled, anew=again)
            tally, whole = tally + more, whole and done
        if source.kind == "page":
            return tally, whole
        gone, checked = await self._withdrawn(source, [*listed, *older], now, to_the_end=to_the_end)
        return tally + Tally(withdrawn=gone), whole and checked

    async def _stored(
        self, source: Source, entries: Sequence[Entry], now: datetime, *, backfilled: bool, anew: bool
    ) -> tuple[Tally, bool]:
        known = await self._ingest.known(source, entries)
        completed = await self._excerpts.complete(entries, known, anew=anew)
        tally = await self._ingest.store(
            source, completed.entries, now=now, backfilled=backfilled, marks=completed.marks
        )
        return tally, completed.is_whole

    async def _older(self, source: Source, listed: Sequence[Entry]) -> tuple[list[Entry], bool]:
        """What the first pages of the archive show beside ``listed``, and whether that is all there is."""
        place: Place | None = Place.parse(source.backfill.cursor)
        if place is None or place.way not in ("rest", "feed"):
            return [], False
        if place.way == "feed" and not place.root:
            place = Place("feed", page=2)
        seen = {entry.guid for entry in listed}
        found: list[Entry] = []
        for _ in range(PAGES_OF_ARCHIVE):
            try:
                step = await self._archives.step(source, place)
            except QuellenboteError:
                return found, False
            for entry in identified(step.entries):
                if entry.guid not in seen:
                    seen.add(entry.guid)
                    found.append(entry)
            if step.following is None or step.following.way != place.way:
                return found, bool(seen)
            place = step.following
        return found, False

    async def _withdrawn(
        self, source: Source, entries: Sequence[Entry], now: datetime, *, to_the_end: bool
    ) -> tuple[tuple[int, ...], bool]:
        """Withdraw the pieces that a source should show, does not, and that are gone at their addresses."""
        shown = window(entries, to_the_end=to_the_end)
        if shown is None:
            return (), True
        stored = await self._ingest.known_between(source, *shown)
        checked = await self._withdrawals.check(entries, stored)
        if checked.gone:
            await self._ingest.withdraw(checked.gone, now=now)
        return checked.gone, checked.is_whole

    async def _note(self, source: Source, values: dict[str, object], now: datetime) -> None:
        async with self._database.begin() as tx:
            address = values.get("address")
            if isinstance(address, str):
                await tx.operators.note(now, "quellenbote", "moved", f"{source.address} → {address}")
                if await tx.sources.by_address(address) is not None:
                    # the blog is known under its new address already: this one has done its work
                    values |= {"address": source.address, "state": "gone", "next_fetch_at": None}
            await tx.sources.change(source.id, **values)

    async def _failed(
        self, source: Source, error: QuellenboteError, now: datetime, cause: BaseException | None = None
    ) -> Reading:
        values = after_failure(source, error, now)
        async with self._database.begin() as tx:
            await tx.sources.change(source.id, **values)
        logger.warning(
            "a source failed",
            extra={"source": source.id, "error": error.key, "failures": values["failures"]},
            exc_info=cause,
        )
        return Reading(source, error=error)

    # ---------------------------------------------------------------- the archive
    async def backfill_some(self) -> list[Progress]:
        """Read archives on for a little while; an empty list when nothing can be done now."""
        return await self._backfills.some()

    async def backfill_one(self, source_id: int) -> list[Progress]:
        """The same of one source's archive."""
        return await self._backfills.a_while(source_id)

    def backfill(self, source: Source, *, patient: bool = True) -> AsyncGenerator[Progress, None]:
        """Read a source's archive on from where it stands, newest first, to the end.

        ``patient``: where the server wants peace, or another process is at it, wait for it.
        """
        return self._backfills.run(source.id, patient=patient)


def _is_after(moment: datetime, *times: datetime | None) -> bool:
    return any(time is not None and time > moment for time in times)
