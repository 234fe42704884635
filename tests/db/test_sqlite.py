"""What our shorter way to SQLite's thread must do as SQLAlchemy's own does, and how often it goes there."""

from __future__ import annotations

import asyncio
import logging
import sqlite3

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from db import Database, UnitOfWork
from db.models import meta

ROWS = [{"key": f"k{number}", "value": str(number)} for number in range(3)]
ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT count(*) FROM n"
)


def on(work: UnitOfWork) -> AsyncConnection:
    return work.operators._connection


async def values(database: Database) -> list[str]:
    async with database.read() as work:
        return list((await on(work).execute(text("SELECT value FROM meta ORDER BY key"))).scalars())


async def test_a_statement_is_one_trip_to_the_thread(
    sqlite: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with sqlite.begin() as work:  # the connection is made, which takes more
        await work.operators.set_fact("x", "1")
    caplog.set_level(logging.DEBUG, "aiosqlite")
    async with sqlite.begin() as work:
        await work.operators.set_fact("x", "2")
        await on(work).execute(insert(meta), ROWS)
        assert await work.operators.fact("x") == "2"
    trips = [record for record in caplog.records if record.getMessage().startswith("executing")]
    assert len(trips) == len(("INSERT", "INSERT of many", "SELECT", "COMMIT"))


async def test_a_result_knows_its_columns_and_what_was_changed(sqlite: Database) -> None:
    async with sqlite.begin() as work:
        await on(work).execute(insert(meta), ROWS)
        changed = await on(work).execute(text("UPDATE meta SET value = value || '!' WHERE key <> 'k0'"))
        assert (changed.rowcount, changed.returns_rows) == (2, False)
        gone = await on(work).execute(text("DELETE FROM meta WHERE key > 'k0' RETURNING key, value AS was"))
        assert [dict(row) for row in gone.mappings()] == [
            {"key": "k1", "was": "1!"},
            {"key": "k2", "was": "2!"},
        ]
        empty = await on(work).execute(text("SELECT key FROM meta WHERE key = 'none'"))
        assert (list(empty.keys()), empty.all()) == (["key"], [])
        added = await on(work).exec_driver_sql("INSERT INTO meta VALUES ('k9', '9')")
        assert added.lastrowid > 0
    assert await values(sqlite) == ["0", "9"]


async def test_rows_are_streamed_while_others_are_asked_for(sqlite: Database) -> None:
    async with sqlite.begin() as work:
        await on(work).execute(insert(meta), ROWS)
        async with on(work).stream(text("SELECT key FROM meta ORDER BY key")) as streamed:
            found = [(key, await work.operators.fact(key)) async for key in streamed.scalars()]
    assert found == [("k0", "0"), ("k1", "1"), ("k2", "2")]


async def test_an_error_has_sqlites_own_code_and_ends_nothing(sqlite: Database) -> None:
    async with sqlite.begin() as work:
        await on(work).execute(insert(meta), ROWS)
        for again in (ROWS[0], ROWS[:2]):
            with pytest.raises(IntegrityError) as twice:
                await on(work).execute(insert(meta), again)
            assert isinstance(twice.value.orig, sqlite3.IntegrityError)
            assert twice.value.orig.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
    assert await values(sqlite) == ["0", "1", "2"]


async def test_who_is_cancelled_in_a_statement_leaves_no_trace(sqlite: Database) -> None:
    async def count() -> None:
        async with sqlite.begin() as work:
            await work.operators.set_fact("half", "1")
            await on(work).execute(text(ENDLESS.format(300_000)))

    for _ in range(3):
        task = asyncio.create_task(count())
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await values(sqlite) == []
    async with sqlite.begin() as work:
        await work.operators.set_fact("whole", "1")
    assert await values(sqlite) == ["1"]
