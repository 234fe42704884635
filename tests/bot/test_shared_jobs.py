"""Jobs that processes share: each is done once, by whoever is free, and once more after its process died."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text

from bot.jobs import SharedJobs
from db import Database, upgrade
from tests.support.databases import postgresql_url


@pytest.fixture
def url() -> Iterator[str]:
    for made in postgresql_url():
        upgrade(made)
        yield made


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = Database(url)
    yield opened
    await opened.close()


@asynccontextmanager
async def working(url: str, *jobs: Callable[[int], Awaitable[None]]) -> AsyncIterator[asyncio.Event]:
    """A process for each of these, at work on jobs named *read*."""
    stop = asyncio.Event()
    processes = [asyncio.create_task(SharedJobs(url, {"read": job}).run(stop)) for job in jobs]
    try:
        yield stop
    finally:
        stop.set()
        await asyncio.gather(*processes)


async def defer(database: Database, *numbers: int) -> None:
    async with database.begin() as tx:
        for number in numbers:
            assert await tx.work.defer("read", queueing_lock=f"read:{number}", number=number)


async def left(database: Database) -> list[tuple[str, str]]:
    """Name and state of the jobs that there are, but for the one that looks after those left behind."""
    async with database._engine.connect() as connection:
        query = "SELECT task_name, status FROM procrastinate_jobs WHERE task_name = 'read'"
        return [tuple(row) for row in await connection.execute(text(query))]


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - what a job did is a plain number
            await asyncio.sleep(0.01)


async def test_two_processes_share_jobs_and_do_each_once(url: str, database: Database) -> None:
    await defer(database, *range(20))
    done: list[Counter[int]] = [Counter(), Counter()]

    def job(process: int) -> Callable[[int], Awaitable[None]]:
        async def read(number: int) -> None:
            done[process][number] += 1
            await asyncio.sleep(0.1)

        return read

    async with working(url, job(0), job(1)):
        await until(lambda: sum(done[0].values()) + sum(done[1].values()) >= 20)
    assert done[0] + done[1] == Counter(range(20))
    assert done[0]
    assert done[1]
    assert await left(database) == []


async def test_a_job_that_fails_stops_nobody_and_can_be_deferred_again(url: str, database: Database) -> None:
    await defer(database, 1, 2)
    done: list[int] = []

    async def read(number: int) -> None:
        done.append(number)
        if done == [1]:
            raise RuntimeError("the first time")

    async with working(url, read):
        await until(lambda: len(done) == 2)
        while await left(database):  # noqa: ASYNC110 - it is the disk we look at
            await asyncio.sleep(0.01)
        await defer(database, 1)
        await until(lambda: len(done) == 3)
    assert done == [1, 2, 1]


async def orphan(database: Database) -> None:
    """All jobs are in the work of a process that gave no sign of life for a minute."""
    async with database._engine.begin() as connection:
        silent = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id"
        worker = (await connection.execute(text(silent))).scalar_one()
        taken = "UPDATE procrastinate_jobs SET status = 'doing', worker_id = :worker"
        await connection.execute(text(taken), {"worker": worker})


async def test_what_a_dead_process_had_in_work_is_done_by_another_unless_it_waits_once_more(
    url: str, database: Database
) -> None:
    await defer(database, 1, 2, 3)
    await orphan(database)
    await defer(database, 1)  # what is due stays due, so another asks for it before anybody misses the dead
    async with database._engine.begin() as connection:
        later = "UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 hour' WHERE status = 'todo'"
        await connection.execute(text(later))
    done: list[int] = []

    async def read(number: int) -> None:
        done.append(number)

    async with working(url, read):
        await until(lambda: len(done) == 2)
        while len(await left(database)) > 1:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
    assert sorted(done) == [2, 3]
    assert await left(database) == [("read", "todo")]
