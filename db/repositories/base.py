"""What every repository shares: its connection, and the insert that both databases know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")
Insert: TypeAlias = sqlite.Insert | postgresql.Insert
Values: TypeAlias = Mapping[str, object] | None


class Repository:
    """SQL on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @property
    def _is_sqlite(self) -> bool:
        return self._connection.dialect.name == "sqlite"

    def _insert(self, table: Table) -> Insert:
        """An INSERT that knows ON CONFLICT."""
        return sqlite.insert(table) if self._is_sqlite else postgresql.insert(table)

    async def _all(self, make: Callable[..., T], query: Executable, values: Values = None) -> list[T]:
        """What ``make`` makes of the columns of each row."""
        return [make(**row) for row in (await self._connection.execute(query, values)).mappings()]

    async def _one(self, make: Callable[..., T], query: Executable, values: Values = None) -> T | None:
        """The same of the only row, if there is one."""
        row = (await self._connection.execute(query, values)).mappings().one_or_none()
        return None if row is None else make(**row)

    async def _scalars(self, query: Executable, values: Values = None) -> list[Any]:
        """The first column."""
        return list((await self._connection.execute(query, values)).scalars())

    async def _changed(self, statement: Executable) -> int:
        """How many rows a statement changed."""
        return (await self._connection.execute(statement)).rowcount


def batches(items: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """The items in lists of at most ``size``: databases bound the parameters of one statement."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
