"""The engine, and the only ways to a transaction: ``Database.begin()`` and ``Database.read()``."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
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

BUSY_SECONDS = 5.0
POOL_SECONDS = 30.0
# https://www.postgresql.org/docs/current/errcodes-appendix.html: disk full, read-only transaction
_PG_FULL = ("53100", "25006")
_SQLITE_FULL = ("database or disk is full", "readonly database", "disk I/O error", "unable to open database")


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


class Database:
    """Opens transactions. Nothing is connected before the first; ``close`` ends all connections.

    ``url`` is ``sqlite:///path`` or ``postgresql://…``. Raises ValueError for any other database.
    """

    def __init__(self, url: str, *, pool_size: int = 5, busy_seconds: float = BUSY_SECONDS) -> None:
        self.url = normalised_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        # SQLite has one writer; waiting in a queue here is fairer than its own busy loop.
        self._writer: asyncio.Lock | None = asyncio.Lock() if self.is_sqlite else None
        self._engine: AsyncEngine = (
            create_async_engine(self.url, pool_size=pool_size, pool_timeout=POOL_SECONDS)
            if self.is_sqlite
            else create_async_engine(
                self.url,
                pool_size=pool_size,
                pool_timeout=POOL_SECONDS,
                pool_pre_ping=True,
                connect_args={"connect_timeout": 10},
            )
        )
        if self.is_sqlite:
            _speak_sqlite(self._engine, busy_seconds)

    @property
    def path(self) -> Path | None:
        """The file of an SQLite database, None for PostgreSQL."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[UnitOfWork]:
        """A writing transaction: committed at the end of the block, rolled back when it raises.

        Raises StorageError where the database is locked, full or gone.
        """
        with _errors():
            async with (
                self._writer or nullcontext(),
                self._engine.connect() as connection,
                connection.begin(),
            ):
                yield UnitOfWork(connection)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[UnitOfWork]:
        """A reading transaction: one snapshot, and on SQLite beside the writer. Raises StorageError."""
        with _errors():
            async with self._engine.connect() as connection:
                await connection.execution_options(quellenbote_reads=True)
                async with connection.begin():
                    yield UnitOfWork(connection)

    async def ping(self) -> None:
        """Return when the database answers; raises StorageError when it does not."""
        with _errors():
            async with self._engine.connect() as connection:
                await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        """End all connections."""
        await self._engine.dispose()


@contextmanager
def _errors() -> Iterator[None]:
    """Driver errors become StorageError here; an error of ours (a wrong statement) stays what it is."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise _storage_error(error) from error
    except PoolTimeoutError as error:
        raise StorageBusyError("no free connection to the database") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise StorageBusyError(str(error.orig)) from error
        raise
    except OSError as error:  # the server cannot be reached at all
        raise StorageBusyError(str(error)) from error


def _storage_error(error: DBAPIError) -> StorageError:
    said = str(error.orig)
    if getattr(error.orig, "sqlstate", None) in _PG_FULL or any(words in said for words in _SQLITE_FULL):
        return StorageFullError(said)
    if isinstance(error.orig, sqlite3.OperationalError) and "locked" not in said and "busy" not in said:
        return StorageError(said, retry=False)
    return StorageBusyError(said)


def _speak_sqlite(engine: AsyncEngine, busy_seconds: float) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(dbapi_connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        # We say BEGIN ourselves: the driver's own would come too late to take the writer's place.
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            # a power cut must not take back "attempting", else a message would be sent twice
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={int(busy_seconds * 1000)}",
            "temp_store=MEMORY",
            "cache_size=-8000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("quellenbote_reads")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
