"""Jobs are deferred in the transaction that makes them due, each at most once while it waits."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import create_engine, inspect, text

from db import Database, upgrade
from db.database import normalised_url
from db.migrations import downgrade
from tests.db.rows import on_postgresql, on_sqlite


async def waiting(database: Database, name: str) -> int:
    async with database._engine.connect() as connection:
        query = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = :name AND status = 'todo'")
        count: int = (await connection.execute(query, {"name": name})).scalar_one()
    return count


@pytest.fixture
async def emptied(database: Database) -> Database:
    async with database._engine.begin() as connection:
        await connection.execute(text("TRUNCATE procrastinate_jobs CASCADE"))
    return database


@on_postgresql
async def test_the_same_job_waits_once(emptied: Database) -> None:
    async with emptied.begin() as tx:
        assert await tx.work.defer("read", queueing_lock="read:1", number=1)
        assert not await tx.work.defer("read", queueing_lock="read:1", number=1)
        assert await tx.work.defer("read", queueing_lock="read:2", number=2)
    assert await waiting(emptied, "read") == 2


@on_postgresql
async def test_of_two_who_defer_at_the_same_time_one_does(emptied: Database) -> None:
    async def one() -> bool:
        async with emptied.begin() as tx:
            deferred = await tx.work.defer("read", queueing_lock="read:1")
            await asyncio.sleep(0.2)
            return deferred

    assert sorted(await asyncio.gather(one(), one())) == [False, True]
    assert await waiting(emptied, "read") == 1


@on_postgresql
async def test_a_job_of_a_transaction_that_failed_is_none(emptied: Database) -> None:
    async def fails() -> None:
        async with emptied.begin() as tx:
            await tx.work.defer("read", queueing_lock="read:1")
            raise KeyError

    with pytest.raises(KeyError):
        await fails()
    assert await waiting(emptied, "read") == 0


@on_sqlite
async def test_sqlite_shares_no_jobs(database: Database) -> None:
    async with database.begin() as tx:
        with pytest.raises(ValueError, match="PostgreSQL"):
            await tx.work.defer("read")


def test_procrastinates_schema_comes_once_and_goes_with_ours(empty_url: str) -> None:
    upgrade(empty_url)
    shared = empty_url.startswith("postgresql")
    engine = create_engine(normalised_url(empty_url) if shared else empty_url)
    assert ("procrastinate_jobs" in inspect(engine).get_table_names()) is shared
    assert not upgrade(empty_url)
    downgrade(empty_url, to="base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()
