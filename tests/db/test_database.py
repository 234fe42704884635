"""Transactions: whole or not at all, beside each other, and what storage says when it cannot."""

from __future__ import annotations

import asyncio
import json
import math
import sqlite3
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError

from db import Database, Json, StorageBusyError, StorageError, StorageFullError, UnitOfWork
from db.database import normalised_url
from tests.db.rows import on_postgresql, on_sqlite, piece, sql


@contextmanager
def writer(database: Database) -> Iterator[sqlite3.Connection]:
    """Another process that has SQLite's place of the writer."""
    assert database.path is not None
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


async def facts(database: Database) -> set[str]:
    return {key for (key,) in await sql(database, "SELECT key FROM meta")}


async def set_fact(database: Database, key: str, value: str = "1") -> None:
    async with database.begin() as work:
        await work.operators.set_fact(key, value)


async def fails(database: Database, steps: Callable[[UnitOfWork], Awaitable[object]]) -> None:
    async with database.begin() as work:
        await work.operators.set_fact("half", "1")
        await steps(work)


async def crash(_work: UnitOfWork) -> None:
    raise ZeroDivisionError


# ------------------------------------------------------------------- whole or not at all
async def test_nothing_is_kept_of_a_block_that_raises(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await fails(database, crash)
    assert await facts(database) == set()
    await set_fact(database, "whole")
    assert await facts(database) == {"whole"}


async def test_nothing_is_kept_of_a_commit_that_fails(database: Database) -> None:
    async def steps(work: UnitOfWork) -> None:
        connection = work.operators._connection
        other = "other integer REFERENCES loose (id) DEFERRABLE INITIALLY DEFERRED"
        await connection.execute(text(f"CREATE TEMPORARY TABLE loose (id integer PRIMARY KEY, {other})"))
        await connection.execute(text("INSERT INTO loose VALUES (1, 2)"))  # looked at when it is committed

    for _ in range(2):
        with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
            await fails(database, steps)
        await set_fact(database, "whole")
        assert await facts(database) == {"whole"}


async def test_nothing_is_kept_of_a_block_that_is_cancelled(database: Database) -> None:
    begun, never = asyncio.Event(), asyncio.Event()

    async def wait(_work: UnitOfWork) -> None:
        begun.set()
        await never.wait()

    task = asyncio.create_task(fails(database, wait))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await set_fact(database, "whole")
    assert await facts(database) == {"whole"}


async def test_who_is_cancelled_in_the_queue_leaves_it(database: Database) -> None:
    async with database.begin() as work:
        waiting = asyncio.create_task(set_fact(database, "cancelled"))
        await asyncio.sleep(0.02)
        waiting.cancel()
        await work.operators.set_fact("first", "1")
    await asyncio.gather(waiting, return_exceptions=True)
    await set_fact(database, "second")
    assert {"first", "second"} <= await facts(database)


async def test_an_error_of_the_block_stays_what_it_is(database: Database) -> None:
    async def steps(_work: UnitOfWork) -> None:
        raise FileNotFoundError("a file of the caller's")

    with pytest.raises(FileNotFoundError):
        await fails(database, steps)


async def test_a_wrong_statement_is_no_trouble_of_the_database(database: Database) -> None:
    async def steps(work: UnitOfWork) -> None:
        await work.operators._connection.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(DBAPIError, match="nowhere"):
        await fails(database, steps)
    assert await facts(database) == set()


# ------------------------------------------------------------------- beside each other
async def test_writers_wait_for_each_other_in_the_order_of_asking(sqlite: Database) -> None:
    order: list[int] = []

    async def write(number: int) -> None:
        async with sqlite.begin() as work:
            order.append(number)
            await work.operators.set_fact(str(number), "1")
            await asyncio.sleep(0.005)

    async with asyncio.TaskGroup() as group:
        for number in range(20):
            group.create_task(write(number))
    assert order == list(range(20))
    assert len(await facts(sqlite)) == 20


async def test_writers_at_the_same_time_lose_nothing(database: Database, now: datetime) -> None:
    async def count(_turn: int) -> None:
        async with database.begin() as work:
            chat = await work.chats.meet(1, 0, kind="private", language_code=None, boxed=False, now=now)
            await work.operators.note(now, str(chat.id), "count", "")

    await asyncio.gather(*(count(turn) for turn in range(12)))
    assert await sql(database, "SELECT count(*) FROM operator_log") == [(12,)]
    assert await sql(database, "SELECT count(*) FROM chats") == [(1,)]


async def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    await set_fact(database, "x", "old")
    async with database.begin() as writing:
        await writing.operators.set_fact("x", "new")
        async with asyncio.timeout(5), database.read() as one, database.read() as other:
            assert [await one.operators.fact("x"), await other.operators.fact("x")] == ["old", "old"]
        await database.ping()
    async with database.read() as work:
        assert await work.operators.fact("x") == "new"


async def test_a_reader_sees_one_moment_all_along(database: Database) -> None:
    await set_fact(database, "x", "old")
    async with database.read() as work:
        assert await work.operators.fact("x") == "old"
        await set_fact(database, "x", "new")
        assert await work.operators.fact("x") == "old"


async def test_a_reader_writes_nothing(database: Database) -> None:
    async def write() -> None:
        async with database.read() as work:
            await work.operators.set_fact("x", "1")

    for _ in range(2):
        with pytest.raises(StorageFullError):
            await write()
        await set_fact(database, "whole")
    assert await facts(database) == {"whole"}


async def test_many_readers_share_a_few_connections(database: Database) -> None:
    async def read() -> str | None:
        async with database.read() as work:
            return await work.operators.fact("x")

    await set_fact(database, "x", "1")
    assert await asyncio.gather(*(read() for _ in range(60))) == ["1"] * 60


# ------------------------------------------------------------------- busy, full, broken, gone
@on_sqlite
async def test_reads_go_on_where_another_process_writes_and_writes_are_busy(database: Database) -> None:
    await set_fact(database, "x")
    with writer(database) as other:
        async with database.read() as work:
            assert await work.operators.fact("x") == "1"
        await database.ping()
        with pytest.raises(StorageBusyError) as busy:
            await set_fact(database, "y")
        assert busy.value.retry
        other.execute("COMMIT")
        await set_fact(database, "z")
    assert await facts(database) == {"x", "z"}


async def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path, sqlite: Database) -> None:
    async def fill(work: UnitOfWork) -> None:
        pages = (await work.operators._connection.execute(text("PRAGMA page_count"))).scalar_one()
        await work.operators._connection.execute(text(f"PRAGMA max_page_count={pages + 3}"))
        for number in range(40):
            await work.operators.set_fact(f"k{number}", "x" * 4000)

    with pytest.raises(StorageFullError) as full:
        await fails(sqlite, fill)
    assert not full.value.retry
    assert await facts(sqlite) == set()
    async with sqlite.begin() as work:
        await work.operators._connection.execute(text("PRAGMA max_page_count=1000000"))
    await set_fact(sqlite, "space again")
    assert (tmp_path / "quellenbote.db").exists()


async def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'missing' / 'x.db'}")
    with pytest.raises(StorageFullError):
        await database.ping()
    await database.close()
    for thread in threading.enumerate():  # aiosqlite lets the thread of a failed connection end by itself
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join, 5)


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database at all\n" * 500)
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(StorageError, match="not a database") as broken:
        await database.ping()
    assert not broken.value.retry
    await database.close()


@pytest.mark.parametrize(
    "url", ["postgresql://nobody@127.0.0.1:9/none", "postgresql://nobody@/none?host=/nowhere/at/all"]
)
async def test_a_server_out_of_reach_is_busy(url: str) -> None:
    database = Database(url)
    with pytest.raises(StorageBusyError):
        await database.ping()
    with pytest.raises(StorageBusyError):
        await set_fact(database, "x")
    await database.close()


@on_postgresql
async def test_a_connection_killed_in_mid_transaction_is_busy_and_the_next_one_works(
    database: Database,
) -> None:
    async def kill(work: UnitOfWork) -> None:
        me = (await work.operators._connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
        await sql(database, "SELECT pg_terminate_backend(:me)", me=me)
        await work.operators.set_fact("other half", "1")

    for _ in range(2):
        with pytest.raises(StorageBusyError):
            await fails(database, kill)
        await set_fact(database, "whole")
        assert await facts(database) == {"whole"}


@on_postgresql
async def test_all_connections_ended_by_the_server_are_replaced(database: Database) -> None:
    await asyncio.gather(*(database.ping() for _ in range(5)))
    engine = create_engine(normalised_url(database.url.render_as_string(hide_password=False)))
    with engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"  # and wait for its end
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    engine.dispose()
    await asyncio.gather(*(set_fact(database, str(number)) for number in range(5)))
    assert len(await facts(database)) == 5


@on_postgresql
async def test_a_server_that_ends_each_new_connection_is_busy(database: Database) -> None:
    engine = create_engine(normalised_url(database.url.render_as_string(hide_password=False)))

    def end(connection: DBAPIConnection, _entry: object) -> None:
        pid = connection.driver_connection.info.backend_pid
        with engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})

    event.listen(database._engine.sync_engine, "connect", end)
    with pytest.raises(StorageBusyError):
        await set_fact(database, "x")
    event.remove(database._engine.sync_engine, "connect", end)
    engine.dispose()
    await set_fact(database, "y")
    assert await facts(database) == {"y"}


async def test_a_closed_database_opens_again(database: Database) -> None:
    await set_fact(database, "x")
    await database.close()
    assert await facts(database) == {"x"}


async def test_rows_without_a_source_are_refused(database: Database, now: datetime) -> None:
    async def orphan(work: UnitOfWork) -> None:
        await work.articles.add(99, piece(), now=now, backfilled=False)

    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        await fails(database, orphan)
    assert await facts(database) == set()


async def test_a_message_is_stored_without_what_no_database_takes(database: Database, now: datetime) -> None:
    deep: list[Json] = []
    for _ in range(2000):
        deep = [deep]
    strange: dict[str, Json] = {
        "update_id": 5,
        "message": {"text": "a\x00b \\u0000 \ud83d!", "chat": {"id": 1}, "list": ["\x00", 1, None]},
        "numbers": [math.inf, -math.inf, math.nan, 1.5],
        "deep": deep,
    }
    async with database.begin() as work:
        assert await work.inbox.put([(5, 1, strange), (6, 2, {})], now=now) == {5, 6}
    async with database.begin() as work:
        letter, _ = await work.inbox.claim("me", now=now, lease=timedelta(seconds=9), limit=2)
    assert letter.payload["message"] == {"text": "ab \\u0000 !", "chat": {"id": 1}, "list": ["", 1, None]}
    assert letter.payload["numbers"] == [None, None, None, 1.5]
    assert json.dumps(letter.payload["deep"]).strip("[]") == "null"


@on_postgresql
async def test_two_who_are_brought_the_same_updates_do_not_lock_each_other_out(
    database: Database, now: datetime
) -> None:
    async def put(*numbers: int) -> set[int]:
        async with database.begin() as work:
            return await work.inbox.put([(number, 1, {}) for number in numbers], now=now)

    async with database.begin() as work:
        await work.inbox.put([(1, 1, {})], now=now)
        other = asyncio.create_task(put(2, 1, 3))
        await asyncio.sleep(0.05)  # it has come to the first of those that are ours
        assert await work.inbox.put([(2, 1, {})], now=now) == {2}
    assert await other == {3}
