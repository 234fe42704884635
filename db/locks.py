"""One sender for many machines: a lock that lasts as long as the process that holds it.

PostgreSQL gives an advisory lock up when the connection of its holder ends, so a sender that was killed is
replaced within the second; SQLite has one machine, and its process locks a file beside the database, which
the system gives up in the same way.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from db.database import normalised_url, postgresql_waits
from db.errors import StorageBusyError

logger = logging.getLogger(__name__)
SENDER_LOCK = 7175616165
"""Any number that nobody else uses in this database."""
ASKED_EVERY = 0.25
CHECKED_EVERY = 2.0
"""Seconds after which a holder looks whether its connection still is there."""
_TRY = text(f"SELECT pg_try_advisory_lock({SENDER_LOCK})")
_HELD = text("SELECT 1")


class SenderLock:
    """Held by at most one process at a time. ``url`` is the database's."""

    def __init__(self, url: str) -> None:
        self._url = normalised_url(url)

    @asynccontextmanager
    async def held(self, stop: asyncio.Event) -> AsyncIterator[asyncio.Event | None]:
        """Wait for the lock and hold it for the block; None where ``stop`` came first.

        Gives an event that is set when the lock is lost: what it protects must end then. Raises StorageError
        where the database cannot be reached.
        """
        sqlite = self._url.get_backend_name() == "sqlite"
        async with self._on_a_file(stop) if sqlite else self._in_postgresql(stop) as lost:
            yield lost

    @asynccontextmanager
    async def _on_a_file(self, stop: asyncio.Event) -> AsyncIterator[asyncio.Event | None]:
        name = self._url.database
        if not name or name == ":memory:":  # no second process can see it
            yield asyncio.Event()
            return
        with await asyncio.to_thread(Path(f"{name}.lock").open, "a", encoding="utf-8") as file:
            told = False
            while not _locked(file):
                if not told:
                    logger.warning("another process sends for this bot; waiting for its end")
                    told = True
                if await _ends(stop, ASKED_EVERY):
                    yield None
                    return
            yield asyncio.Event()

    @asynccontextmanager
    async def _in_postgresql(self, stop: asyncio.Event) -> AsyncIterator[asyncio.Event | None]:
        engine = create_async_engine(
            self._url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args=postgresql_waits(self._url),
        )
        try:
            async with engine.connect() as connection:
                while not (await connection.execute(_TRY)).scalar_one():
                    if await _ends(stop, ASKED_EVERY):
                        yield None
                        return
                lost = asyncio.Event()
                async with asyncio.TaskGroup() as group:
                    watch = group.create_task(_watch(connection, lost))
                    try:
                        yield lost
                    finally:
                        watch.cancel()
        except (DBAPIError, OSError) as error:
            raise StorageBusyError(str(error)) from error
        finally:
            await engine.dispose()


async def _watch(connection: AsyncConnection, lost: asyncio.Event) -> None:
    """Set ``lost`` when the connection that holds the lock is gone."""
    try:
        while True:
            await asyncio.sleep(CHECKED_EVERY)
            async with asyncio.timeout(CHECKED_EVERY):
                await connection.execute(_HELD)
    except (DBAPIError, OSError, TimeoutError):
        logger.warning("the sender's lock is lost with its connection")
        lost.set()


def _locked(file: IO[str]) -> bool:
    """Take the file's lock, if nobody has it."""
    try:
        import fcntl
    except ImportError:  # Windows: one process is what the terminal chat needs there
        return True
    with suppress(OSError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


async def _ends(stop: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()
