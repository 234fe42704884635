"""Everything from one database to another, or to a file of JSON lines and back; proven at the end.

The file: a header ``{"quellenbote": 1, "schema": …}``, then ``{"table": …, "row": {…}}`` for every row,
then a footer ``{"end": {table: [rows, checksum]}}``. Both ways are one transaction of the target, so that
it has everything or nothing, also after a kill.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, TypeAlias

from bot.errors import QuellenboteError
from db import TABLES, Checksum, Database, UnitOfWork

FORM = 1
BATCH = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """A table that arrived whole, and the number of its rows."""

    table: str
    rows: int


Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with the table, the rows that are done and how many it has."""


def _silent(_table: str, _done: int, _total: int) -> None:
    return


async def move(source: Database, target: Database, *, progress: Progress = _silent) -> tuple[Moved, ...]:
    """Copy everything into an empty database. Stop the bot before: what it writes later stays behind.

    Both must have the newest schema. Raises error.transfer.same, error.transfer.not_empty,
    error.transfer.differs, and StorageError for a row that the target cannot hold.
    """
    if source.url == target.url:
        raise QuellenboteError("error.transfer.same")
    async with source.read() as reader, target.begin() as writer:
        return await _move(reader, writer, progress)


async def lines(database: Database) -> AsyncIterator[str]:
    """The whole database as lines of JSON, without line ends."""
    sums: dict[str, list[object]] = {}
    async with database.read() as tx:
        yield _line({"quellenbote": FORM, "schema": await tx.tables.revision()})
        for table in TABLES:
            checksum = Checksum(table)
            async for rows in tx.tables.rows(table):
                checksum.add(rows)
                for row in rows:
                    yield _line({"table": table, "row": row})
            sums[table] = [checksum.rows, str(checksum)]
    yield _line({"end": sums})


async def read_lines(
    database: Database, given: Iterable[str], *, progress: Progress = _silent
) -> tuple[Moved, ...]:
    """Fill an empty database from such lines; nothing is kept of a file that is not whole.

    Raises error.transfer.form (``line`` is its number), error.transfer.schema, error.transfer.cut,
    error.transfer.not_empty, error.transfer.differs.
    """
    objects = _objects(given)
    head = next(objects, {})
    if head.get("quellenbote") != FORM:
        raise QuellenboteError("error.transfer.form", line=1)
    async with database.begin() as tx:
        return await _fill(tx, str(head.get("schema")), objects, progress)


async def _move(reader: UnitOfWork, writer: UnitOfWork, progress: Progress) -> tuple[Moved, ...]:
    theirs, ours = await reader.tables.revision(), await writer.tables.revision()
    if theirs != ours:
        raise QuellenboteError("error.transfer.schema", found=theirs, wanted=ours)
    await _expect_empty(writer)
    sums = {}
    for table in TABLES:
        total, checksum = await reader.tables.count(table), Checksum(table)
        async for rows in reader.tables.rows(table):
            checksum.add(rows)
            await writer.tables.add(table, rows)
            progress(table, checksum.rows, total)
        sums[table] = (checksum.rows, str(checksum))
    return await _prove(writer, sums)


async def _fill(
    tx: UnitOfWork, schema: str, objects: Iterator[dict[str, Any]], progress: Progress
) -> tuple[Moved, ...]:
    ours = await tx.tables.revision()
    if schema != ours:
        raise QuellenboteError("error.transfer.schema", found=schema, wanted=ours)
    await _expect_empty(tx)
    for table, group in groupby(objects, lambda one: one.get("table")):
        if table is None:
            end = next(group).get("end")
            if not isinstance(end, dict) or set(end) != set(TABLES):
                break
            return await _prove(tx, {name: (end[name][0], end[name][1]) for name in TABLES})
        if table not in TABLES:
            raise QuellenboteError("error.transfer.table", table=table)
        done = 0
        while rows := [one["row"] for one in islice(group, BATCH)]:
            await tx.tables.add(table, rows)
            done += len(rows)
            progress(table, done, done)
    raise QuellenboteError("error.transfer.cut")


async def _expect_empty(tx: UnitOfWork) -> None:
    for table in TABLES:
        if count := await tx.tables.count(table):
            raise QuellenboteError("error.transfer.not_empty", table=table, count=count)


async def _prove(tx: UnitOfWork, wanted: dict[str, tuple[int, str]]) -> tuple[Moved, ...]:
    """Read back what was stored and compare; then let new rows have numbers of their own."""
    moved = []
    for table, (rows, checksum) in wanted.items():
        found = Checksum(table)
        async for some in tx.tables.rows(table):
            found.add(some)
        if (found.rows, str(found)) != (rows, checksum):
            raise QuellenboteError("error.transfer.differs", table=table, wanted=rows, found=found.rows)
        moved.append(Moved(table, rows))
    await tx.tables.number_on()
    return tuple(moved)


def _objects(given: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(given, 1):
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise QuellenboteError("error.transfer.form", line=number) from error
        known = isinstance(found, dict) and ("table" not in found or isinstance(found.get("row"), dict))
        if not known:
            raise QuellenboteError("error.transfer.form", line=number)
        yield found


def _line(what: object) -> str:
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))
