"""Whole tables as plain rows: for moving everything to another database, or to a file and back.

A row is what JSON can hold, moments as ISO text in UTC, so that both databases give the same row for the
same content and one checksum serves for both.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError

from db import models
from db.errors import StorageError
from db.records import Json
from db.repositories.base import Repository

Row: TypeAlias = Mapping[str, Json]
BATCH = 500
TABLES = tuple(table.name for table in models.metadata.sorted_tables)
"""Every table, those that others refer to first."""


class Tables(Repository):
    """Reads and writes rows of any table."""

    async def revision(self) -> str:
        """The schema's revision."""
        query = text("SELECT version_num FROM alembic_version")
        return str((await self._connection.execute(query)).scalar_one())

    async def count(self, name: str) -> int:
        """How many rows a table has."""
        table = models.metadata.tables[name]
        return int((await self._connection.execute(select(func.count()).select_from(table))).scalar_one())

    async def rows(self, name: str) -> AsyncIterator[list[Row]]:
        """All rows of a table in batches, in no order; never more than a batch in memory."""
        table = models.metadata.tables[name]
        async with self._connection.stream(select(table)) as result:
            async for some in result.mappings().partitions(BATCH):
                yield [{column: _plain(value) for column, value in row.items()} for row in some]

    async def add(self, name: str, rows: Sequence[Row]) -> None:
        """Store rows as they are, numbers included. Raises StorageError for one that cannot be stored."""
        table = models.metadata.tables[name]
        moments = {column.name for column in table.c if isinstance(column.type, models.Moment)}
        for row in rows:
            if row.keys() ^ table.c.keys():
                raise StorageError(f"{name}: not its columns: {', '.join(sorted(row))}", retry=False)
        try:
            values = [{c: _moment(v) if c in moments else v for c, v in row.items()} for row in rows]
            await self._connection.execute(insert(table), values)
        except (DataError, IntegrityError, ValueError) as error:
            raise StorageError(f"{name}: {str(error).splitlines()[0]}", retry=False) from error

    async def number_on(self) -> None:
        """After rows came with their numbers: let new rows follow the highest one."""
        if self._is_sqlite:
            return  # SQLite looks for itself
        for name in TABLES:
            owner = text("SELECT pg_get_serial_sequence(:table, 'id')")
            if "id" not in models.metadata.tables[name].c:
                continue
            sequence = (await self._connection.execute(owner, {"table": f'"{name}"'})).scalar_one()
            if sequence is not None:
                highest = select(func.max(models.metadata.tables[name].c.id))
                last = (await self._connection.execute(highest)).scalar_one()
                await self._connection.execute(
                    text("SELECT setval(:sequence, :value, :used)"),
                    {"sequence": sequence, "value": last or 1, "used": last is not None},
                )


class Checksum:
    """Of any number of rows, whatever their order: the sum of the rows' hashes, modulo 2^256.

    It is meant for accidents, not for attackers.
    """

    def __init__(self, table: Table | str) -> None:
        self._sum = 0
        self._salt = str(table).encode()
        self.rows = 0

    def add(self, rows: Sequence[Row]) -> None:
        """Take rows in."""
        for row in rows:
            written = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            digest = hashlib.sha256(self._salt + b"\0" + written.encode("utf-8", "surrogatepass")).digest()
            self._sum = (self._sum + int.from_bytes(digest)) % (1 << 256)
        self.rows += len(rows)

    def __str__(self) -> str:
        return f"{self._sum:064x}"


def _plain(value: object) -> Json:
    if isinstance(value, datetime):
        return value.isoformat()
    return value  # type: ignore[return-value]  # the columns hold text, numbers, booleans and JSON only


def _moment(value: Json) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value))
