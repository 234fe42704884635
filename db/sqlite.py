"""SQLite with one trip to the connection's thread for a statement, where SQLAlchemy's own adapter takes four.

aiosqlite runs each call in the connection's thread, and to wait for another thread costs more than most of our
statements do. SQLAlchemy makes a cursor there, executes, fetches and closes: four trips. ``execute_fetchall`` of
aiosqlite does all of it in one, but gives rows only; ours bring along the cursor, which knows their columns
and what was changed. What is streamed goes SQLAlchemy's way. A connection is set up on one trip, and a
transaction begins on that of its first statement.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite import aiosqlite as adapter
from sqlalchemy.util.concurrency import await_


class _Rows(list[Any]):
    """All rows of a statement, and the cursor that executed it."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        super().__init__(cursor)
        self.cursor = cursor


class _Cursor(sqlite3.Cursor):
    def fetchall(self) -> _Rows:
        return _Rows(self)


class _Connection(sqlite3.Connection):
    pragmas: tuple[str, ...] = (
        "journal_mode=WAL",
        # a power cut must not take back "attempting", else a message would be sent twice
        "synchronous=FULL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-8000",
    )
    # We say BEGIN ourselves: the driver's own would come too late to take the writer's place.
    begin = "BEGIN IMMEDIATE"

    is_to_begin = False

    def set_up(self) -> None:
        """Make it speak as this program needs it."""
        for pragma in self.pragmas:
            self.execute(f"PRAGMA {pragma}")
        # SQLite's own knows the letters of English only
        self.create_function("lower", 1, _lower, deterministic=True)

    def cursor(self, factory: type[sqlite3.Cursor] = _Cursor) -> sqlite3.Cursor:  # type: ignore[override]
        """For the next statement; the first of a transaction finds it begun."""
        if self.is_to_begin:
            super().execute(self.begin)
            self.is_to_begin = False  # not before: a statement must not be executed where BEGIN failed
        return super().cursor(factory)

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401 - as in the base class
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:  # noqa: ANN401 - as in the base class
        return self.cursor().executemany(sql, parameters)

    def commit(self) -> None:
        self.is_to_begin = False
        super().commit()


class _ReadingConnection(_Connection):
    pragmas = (*_Connection.pragmas, "query_only=1")
    begin = "BEGIN"


def _lower(value: str | float | None) -> str | float | None:
    return value.lower() if isinstance(value, str) else value


class _AdaptedCursor(adapter.AsyncAdapt_aiosqlite_cursor):
    """SQLAlchemy's side of a statement: made without a trip, and closed without one."""

    __slots__ = ()
    _awaitable_cursor_close = False

    def _make_new_cursor(self, connection: object) -> Any:  # noqa: ANN401, ARG002 - as in the base class
        return None  # there is none before a statement is executed

    def _aenter_cursor(self, cursor: Any) -> Any:  # noqa: ANN401 - as in the base class
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> None:  # noqa: ANN401 - as in the base class
        async with self._adapt_connection._execute_mutex:  # noqa: SLF001 - as in the base class
            rows = await self._connection.execute_fetchall(operation, parameters)
        self._cursor, self._rows = rows.cursor, deque(rows)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> None:  # noqa: ANN401 - as in the base class
        async with self._adapt_connection._execute_mutex:  # noqa: SLF001 - as in the base class
            self._cursor = await self._connection.executemany(operation, seq_of_parameters)

    def close(self) -> None:
        self._rows.clear()


class _AdaptedConnection(adapter.AsyncAdapt_aiosqlite_connection):
    __slots__ = ()
    _cursor_cls = _AdaptedCursor

    def set_up(self) -> None:
        """Do all that a new connection needs in one trip."""
        await_(self._connection._execute(self._opened.set_up))  # noqa: SLF001 - as in the base class

    def begin(self) -> None:
        """Have the next statement open a transaction."""
        self._opened.is_to_begin = True

    def rollback(self) -> None:
        """End the transaction, if one is open: there is none where a connection is given back, unless COMMIT failed."""
        if self._connection._connection is not None:  # noqa: SLF001 - closed already
            self._opened.is_to_begin = False
            if self._opened.in_transaction:
                super().rollback()

    @property
    def _opened(self) -> _Connection:
        return self._connection._connection  # type: ignore[no-any-return]  # noqa: SLF001 - as in the base class


class Driver(adapter.AsyncAdapt_aiosqlite_dbapi):
    """The driver's module, as ``create_engine`` takes it; ``reads``: for connections that cannot write."""

    def __init__(self, *, reads: bool) -> None:
        super().__init__(aiosqlite, sqlite3)
        self._factory = _ReadingConnection if reads else _Connection

    def connect(self, *arguments: Any, **named: Any) -> _AdaptedConnection:  # noqa: ANN401 - as in the base class
        """Open a connection."""
        opened = super().connect(*arguments, factory=self._factory, isolation_level=None, **named)
        connection = _AdaptedConnection(self, opened.driver_connection)
        try:
            connection.set_up()
        except sqlite3.Error:
            connection.close()  # or its thread would outlive the loop
            raise
        return connection
