"""What every repository shares: its connection, and the insert that both databases know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeAlias, TypeVar

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")
Insert: TypeAlias = sqlite.Insert | postgresql.Insert


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


def batches(items: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    """The items in lists of at most ``size``: databases bound the parameters of one statement."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
