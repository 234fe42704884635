"""SQLite with one trip to the connection's thread for a statement, where SQLAlchemy's own adapter takes four.

aiosqlite runs each call in the connection's thread, and to wait for another thread costs more than most of our
statements do. SQLAlchemy makes a cursor there, executes, fetches and closes: four trips. ``execute_fetchall`` of
aiosqlite does all of it in one, but gives rows only; ours bring along the cursor, which knows their columns
and what was changed. What is streamed goes SQLAlchemy's way.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite import aiosqlite as adapter


class _Rows(list[Any]):
    """All rows of a statement, and the cursor that executed it."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        super().__init__(cursor)
        self.cursor = cursor


class _Cursor(sqlite3.Cursor):
    def fetchall(self) -> _Rows:
        return _Rows(self)


class _Connection(sqlite3.Connection):
    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401 - as in the base class
        return self.cursor(_Cursor).execute(sql, parameters)


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

    def rollback(self) -> None:
        """End the transaction, if one is open: there is none where a connection is given back, unless COMMIT failed."""
        opened = self._connection._connection  # noqa: SLF001 - as in the base class
        if opened is not None and opened.in_transaction:
            super().rollback()


class Driver(adapter.AsyncAdapt_aiosqlite_dbapi):
    """The driver's module, as ``create_engine`` takes it."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arguments: Any, **named: Any) -> _AdaptedConnection:  # noqa: ANN401 - as in the base class
        """Open a connection."""
        opened = super().connect(*arguments, factory=_Connection, **named)
        return _AdaptedConnection(self, opened.driver_connection)
