"""The engine, and the only ways to a transaction: ``Database.begin()`` and ``Database.read()``."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import AdaptedConnection, Connection, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, InterfaceError, InvalidatePoolError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from db.errors import StorageBusyError, StorageError, StorageFullError
from db.repositories.articles import Articles
from db.repositories.chats import Chats
from db.repositories.inbox import Inbox
from db.repositories.operators import Operators
from db.repositories.outbox import Outbox
from db.repositories.search import Search
from db.repositories.sources import Sources
from db.repositories.subscriptions import Subscriptions
from db.repositories.tables import Tables
from db.sqlite import Driver
from db.work import Work

BUSY_SECONDS = 5.0
POOL_SECONDS = 30.0
# A server that is gone must not be waited for: seconds, but tcp_user_timeout in milliseconds.
# https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
_PG_WAITS = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html: disk full, read-only transaction
_PG_FULL = ("53100", "25006")
# https://www.sqlite.org/rescode.html: every other code is an error of ours
_SQLITE_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_SQLITE_FULL = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
)
_SQLITE_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def normalised_url(url: str) -> URL:
    """The URL with the driver that this program uses; raises ValueError for another database."""
    parsed = make_url(url)
    kind = parsed.get_backend_name()
    drivers = {
        "sqlite": "sqlite+aiosqlite",
        "postgresql": "postgresql+psycopg",
        "postgres": "postgresql+psycopg",
    }
    if kind not in drivers:
        raise ValueError(f"{kind} is not supported; use sqlite or postgresql")
    return parsed.set(drivername=drivers[kind])


def postgresql_waits(url: URL) -> dict[str, int]:
    """What to connect to PostgreSQL with; what the URL itself says counts more."""
    return {name: value for name, value in _PG_WAITS.items() if name not in url.query}


_PG_READS: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


class UnitOfWork:
    """One transaction, and the repositories that work in it. It ends with the block that opened it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.sources = Sources(connection)
        self.articles = Articles(connection)
        self.search = Search(connection)
        self.chats = Chats(connection)
        self.subscriptions = Subscriptions(connection)
        self.outbox = Outbox(connection)
        self.inbox = Inbox(connection)
        self.operators = Operators(connection)
        self.tables = Tables(connection)
        self.work = Work(connection)


class Database:
    """Opens transactions. Nothing is connected before the first; ``close`` ends all connections.

    ``url`` is ``sqlite:///path`` or ``postgresql://…``. Raises ValueError for any other database.
    """

    def __init__(self, url: str, *, pool_size: int = 5, busy_seconds: float = BUSY_SECONDS) -> None:
        self.url = normalised_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        # SQLite has one writer; waiting in a queue here is fairer than its own busy loop.
        self._writer: asyncio.Lock | None = asyncio.Lock() if self.is_sqlite else None
        if self.is_sqlite:
            # connections of their own for reading: to tell one each time which it is costs a statement; and no more
            # of them in a burst, as each is a thread
            self._engine, self._readers = (
                self._new_engine(
                    pool_size, {"timeout": busy_seconds}, module=Driver(reads=reads), max_overflow=0
                )
                for reads in (False, True)
            )
            _speak_sqlite(self._engine)
            _speak_sqlite(self._readers)
        else:
            self._engine = self._new_engine(pool_size, postgresql_waits(self.url))
            _speak_postgresql(self._engine, busy_seconds)
            self._readers = self._engine.execution_options(**_PG_READS)

    def _new_engine(self, pool_size: int, connect_args: dict[str, Any], **how: Any) -> AsyncEngine:  # noqa: ANN401
        return create_async_engine(
            self.url, pool_size=pool_size, pool_timeout=POOL_SECONDS, connect_args=connect_args, **how
        )

    @property
    def path(self) -> Path | None:
        """The file of an SQLite database, None for PostgreSQL."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[UnitOfWork]:
        """A writing transaction: committed at the end of the block, rolled back when it raises.

        Raises StorageError where the database is locked, full or gone.
        """
        with driver_errors():
            async with self._turn(), self._engine.connect() as connection, connection.begin():
                yield UnitOfWork(connection)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """The place of SQLite's one writer, in the order of asking."""
        if self._writer is None:
            yield
            return
        try:
            async with asyncio.timeout(POOL_SECONDS):
                await self._writer.acquire()
        except TimeoutError as error:
            raise StorageBusyError("the writer before this one does not end") from error
        try:
            yield
        finally:
            self._writer.release()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[UnitOfWork]:
        """A reading transaction: one snapshot, beside any writer. What writes in it raises StorageFullError.

        Raises StorageError where the database is gone.
        """
        with driver_errors():
            async with self._readers.connect() as connection, connection.begin():
                yield UnitOfWork(connection)

    async def ping(self) -> None:
        """Return when the database answers; raises StorageError when it does not."""
        with driver_errors():
            async with self._readers.connect() as connection:
                await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        """End all connections."""
        await self._engine.dispose()
        if self.is_sqlite:
            await self._readers.dispose()


@contextmanager
def driver_errors() -> Iterator[None]:
    """Driver errors become StorageError here; an error of ours (a wrong statement) stays what it is."""
    try:
        yield
    except DBAPIError as error:
        known = _storage_error(error)
        if known is None:
            raise
        raise known from error
    except PoolTimeoutError as error:
        raise StorageBusyError("no free connection to the database") from error


def _storage_error(error: DBAPIError) -> StorageError | None:
    said = str(error.orig)
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # without the detail
        if code in _SQLITE_BUSY:
            return StorageBusyError(said)
        if code in _SQLITE_FULL:
            return StorageFullError(said)
        return StorageError(said, retry=False) if code in _SQLITE_BROKEN else None
    sqlstate = getattr(error.orig, "sqlstate", None)
    if sqlstate in _PG_FULL:
        return StorageFullError(said)
    # the driver itself, before any server was asked
    refuses_address = error.statement is None and sqlstate is None
    if (
        refuses_address
        or error.connection_invalidated
        or isinstance(error, (OperationalError, InterfaceError))
    ):
        return StorageBusyError(said)
    return None


def _speak_sqlite(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.connection.begin()


def _speak_postgresql(engine: AsyncEngine, busy_seconds: float) -> None:
    import psycopg  # where SQLite is used it need not be read

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(dbapi_connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        entry.info["new"] = True
        cursor = dbapi_connection.cursor()
        cursor.execute(f"SET lock_timeout = {int(busy_seconds * 1000)}")
        cursor.close()
        dbapi_connection.commit()

    @event.listens_for(engine.sync_engine, "checkout")
    def on_checkout(dbapi_connection: AdaptedConnection, entry: ConnectionPoolEntry, _proxy: object) -> None:
        is_new = entry.info.pop("new", False)
        # A server that ended has said so and closed: both are read here, while a ping would ask and wait.
        try:
            for _ in range(2):
                dbapi_connection.driver_connection.pgconn.consume_input()
        except psycopg.OperationalError as error:
            if is_new:  # the next would fare no better: this is the server's answer
                raise
            raise InvalidatePoolError from error
