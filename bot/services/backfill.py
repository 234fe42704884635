"""Archives are read bit by bit in the background, newest first: resumable, polite, and nobody's news."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.errors import UNFORESEEN, QuellenboteError
from bot.services.archives import Archives, Place, Step
from bot.services.excerpts import Excerpts
from bot.services.ingest import Ingest, Tally
from bot.sources.fetch import FetchError
from db import Backfill, Database, Source

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
"""How long a step is waited for before another process may take the archive over, after a crash, say."""
STEP = 110.0
"""Seconds that one step may take: a page of the archive and what excerpts lead to; below LEASE."""
SLICE = 10.0
"""Seconds that one archive is read on for in a turn; a slow one takes longer, and holds up no other."""
AT_ONCE = 4
TRIES = 8
"""Failures in a row after which an archive is given up: pauses of one minute, doubling, make four hours."""
_LOOK_AGAIN = 2.0
PATIENCE = timedelta(minutes=10)
"""A wish for peace that is longer is not waited for: the bot goes on in the background."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading of an archive has come, and what the last step brought."""

    source: Source
    backfill: Backfill
    tally: Tally


class Backfills:
    """Reads archives on from where they stand. Several processes may: each step is one's alone."""

    def __init__(
        self, database: Database, archives: Archives, excerpts: Excerpts, ingest: Ingest, clock: Clock
    ) -> None:
        self._database = database
        self._archives = archives
        self._excerpts = excerpts
        self._ingest = ingest
        self._clock = clock
        self._owner = secrets.token_hex(4)

    async def some(self) -> list[Progress]:
        """Read each archive on for a little while, side by side; an empty list when nothing can be done now."""
        async with self._database.read() as tx:
            running = [s for s in await tx.sources.all() if s.is_read_on and s.last_success_at is not None]
        places = asyncio.Semaphore(AT_ONCE)

        async def on(source: Source) -> list[Progress]:
            async with places:
                return await self.a_while(source.id)

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(on(source)) for source in running]
        return [progress for task in tasks for progress in task.result()]

    async def a_while(self, source_id: int) -> list[Progress]:
        """Read one archive on for a little while, so that others get their turn."""
        until = self._clock.monotonic() + SLICE
        made = []
        async with aclosing(self.run(source_id)) as steps:
            async for progress in steps:
                made.append(progress)
                if self._clock.monotonic() >= until:
                    break
        return made

    async def run(self, source_id: int, *, patient: bool = False) -> AsyncGenerator[Progress, None]:
        """Read an archive on, step by step, until it has been read or wants peace.

        ``patient``: then wait for it, up to a few minutes, and tell at once from where it will go on.
        """
        is_waiting = False
        while (source := await self._running(source_id)) is not None:
            place = await self._take(source)
            if place is None:
                if not patient or self._rest(source) > PATIENCE:
                    return
                if not is_waiting:
                    yield Progress(source, source.backfill, Tally())
                is_waiting = True
                await self._clock.sleep(_LOOK_AGAIN)
                continue
            is_waiting = False
            try:
                async with asyncio.timeout(STEP):
                    progress = await self._step(source, place)
            except QuellenboteError as error:
                await self._put_off(source, place, error)
            except TimeoutError:
                await self._put_off(source, place, FetchError("timeout", source.address))
            except UNFORESEEN as error:
                logger.exception("reading on in an archive broke off", extra={"source": source.id})
                unforeseen = QuellenboteError("error.reader.killed", reason=type(error).__name__)
                await self._put_off(source, place, unforeseen)
            else:
                await self._note(source, progress.backfill)
                logger.info(
                    "read on in an archive",
                    extra={
                        "source": source.id,
                        "done": progress.backfill.done,
                        "total": progress.backfill.total,
                    },
                )
                yield progress

    def _rest(self, source: Source) -> timedelta:
        """How long an archive will still be left in peace."""
        until = Place.parse(source.backfill.cursor).until
        return datetime.fromisoformat(until) - self._clock.now() if until else timedelta(0)

    async def _step(self, source: Source, place: Place) -> Progress:
        """One step: fetched, completed, stored."""
        step = await self._archives.step(source, place)
        known = await self._ingest.known(source, step.entries)
        completed = await self._excerpts.complete(step.entries, known)
        now = self._clock.now()
        tally = await self._ingest.store(
            source, completed.entries, now=now, backfilled=True, marks=completed.marks
        )
        if not completed.is_whole:
            if tally == Tally():
                raise FetchError("server", source.address)
            # the same page again: what was completed is known by now
            held = str(replace(place, until="", owner="", tries=0))
            return Progress(source, replace(source.backfill, cursor=held), tally)
        return Progress(source, _after(source.backfill, place, step), tally)

    async def _running(self, source_id: int) -> Source | None:
        async with self._database.read() as tx:
            source = await tx.sources.get(source_id)
        return source if source and source.is_read_on else None

    async def _take(self, seen: Source) -> Place | None:
        """The place to go on from, held by us alone for a while; None where another one is at it, or it rests."""
        now = self._clock.now()
        async with self._database.begin() as tx:
            # an update first: it holds the row, so that of two processes the second sees what the first did
            await tx.sources.change(seen.id, site=seen.site)
            source = await tx.sources.get(seen.id)
            if source is None or source.backfill != seen.backfill:
                return None
            place = Place.parse(source.backfill.cursor)
            if not place.is_free(now, self._owner):
                return None
            held = replace(place, until=(now + LEASE).isoformat(), owner=self._owner)
            await tx.sources.change(seen.id, backfill=replace(source.backfill, cursor=str(held)))
        return place

    async def _put_off(self, source: Source, place: Place, error: QuellenboteError) -> None:
        """After a failure the archive rests: as long as the server asks, else longer each time, at last for good."""
        asked = error.retry_after if isinstance(error, FetchError) else None
        tries = place.tries + (asked is None)
        pause = timedelta(minutes=2 ** (tries - 1)) if asked is None else timedelta(seconds=asked + 1)
        rest = (self._clock.now() + pause).isoformat()
        cursor = str(replace(place, until=rest, owner="", tries=tries))
        logger.warning(
            "an archive cannot be read now", extra={"source": source.id, "error": error.key, "tries": tries}
        )
        state = source.backfill.state if tries < TRIES else "failed"
        await self._note(source, replace(source.backfill, state=state, cursor=cursor))

    async def _note(self, source: Source, backfill: Backfill) -> None:
        async with self._database.begin() as tx:
            await tx.sources.change(source.id, backfill=backfill)


def _after(before: Backfill, place: Place, step: Step) -> Backfill:
    """The back-fill after a step; one that has been read keeps its way, for looking through it again."""
    done = before.done + (len(step.entries) if step.done is None else step.done)
    if step.following is None:
        done_by = (
            Place("rest", step.root or place.root) if step.root or place.way == "rest" else Place(place.way)
        )
        return Backfill("done", str(done_by), done, done)
    return Backfill("running", str(step.following), done, step.total)


def start(kind: str, address: str, *, api: str | None, forced: bool) -> Backfill:
    """Where the reading of an archive begins. Of a forced channel only that channel is read."""
    if kind == "page":
        return Backfill("done")
    if kind == "rest":
        return Backfill("running", str(Place("rest", address)))
    return Backfill("running", str(Place("feed") if forced else Place("", api or "")))


def again(archive: Backfill) -> Backfill:
    """A back-fill that had been given up, to be gone on with at once."""
    place = replace(Place.parse(archive.cursor), until="", owner="", tries=0)
    return replace(archive, state="running", cursor=str(place))
