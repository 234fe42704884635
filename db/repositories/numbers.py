"""Numbers that are given once: old messages name pieces and sources by them, but SQLite forgets those deleted."""

from __future__ import annotations

from sqlalchemy import BigInteger, Table, cast, column, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from db import models
from db.repositories.operators import Operators


class Numbers:
    """The numbers of a table's rows, each of which is called ``name``."""

    def __init__(self, table: Table, name: str) -> None:
        self._deleted = f"last {name} deleted"
        had = select(cast(models.meta.c.value, BigInteger)).where(models.meta.c.key == self._deleted)
        either = union_all(select(func.max(table.c.id).label("number")), had).subquery()
        self._last = select(func.max(column("number", BigInteger))).select_from(either)
        self.next = select(func.coalesce(self._last.scalar_subquery(), 0) + 1).scalar_subquery()
        """For a new row: after the highest that a row has or had."""

    async def keep(self, connection: AsyncConnection) -> None:
        """Rows are to be deleted: no other will get their numbers."""
        last = (await connection.execute(self._last)).scalar_one()
        if last is not None:
            await Operators(connection).set_fact(self._deleted, str(last))
