"""At most one process holds the sender's lock, and the next one has it soon after the first is gone."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import textwrap
import time

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.ext.asyncio import create_async_engine

from db.database import normalised_url
from db.errors import StorageBusyError
from db.locks import SENDER_LOCK, SenderLock


async def test_the_second_waits_until_the_first_has_let_go(empty_url: str) -> None:
    first_has_it, let_go, order = asyncio.Event(), asyncio.Event(), []

    async def first() -> None:
        async with SenderLock(empty_url).held(asyncio.Event()) as lost:
            assert lost is not None
            order.append("first")
            first_has_it.set()
            await let_go.wait()

    async def second() -> None:
        await first_has_it.wait()
        async with SenderLock(empty_url).held(asyncio.Event()) as lost:
            assert lost is not None
            order.append("second")

    async with asyncio.TaskGroup() as group:
        group.create_task(first())
        group.create_task(second())
        await first_has_it.wait()
        await asyncio.sleep(0.6)
        assert order == ["first"]
        let_go.set()
    assert order == ["first", "second"]


async def test_who_waits_can_be_stopped(empty_url: str) -> None:
    stop = asyncio.Event()
    async with SenderLock(empty_url).held(asyncio.Event()):
        asyncio.get_running_loop().call_later(0.3, stop.set)
        async with SenderLock(empty_url).held(stop) as lost:
            assert lost is None


async def test_a_server_that_is_gone_is_not_waited_for() -> None:
    asked: dict[str, object] = {}

    def refuse(_dialect: object, _entry: object, _given: object, named: dict[str, object]) -> None:
        asked.update(named)
        raise ConnectionRefusedError

    event.listen(Engine, "do_connect", refuse)
    try:
        with pytest.raises(StorageBusyError):
            async with SenderLock("postgresql://nobody@127.0.0.1/none?connect_timeout=3").held(
                asyncio.Event()
            ):
                pass
    finally:
        event.remove(Engine, "do_connect", refuse)
    assert (asked["connect_timeout"], asked["tcp_user_timeout"]) == ("3", 30_000)


async def test_the_lock_of_a_killed_process_is_taken_over(empty_url: str) -> None:
    script = textwrap.dedent(
        f"""
        import asyncio
        from db.locks import SenderLock

        async def main():
            async with SenderLock({empty_url!r}).held(asyncio.Event()):
                print("held", flush=True)
                await asyncio.sleep(60)

        asyncio.run(main())
        """
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"held\n"
    process.kill()
    await process.communicate()
    began = time.monotonic()
    async with asyncio.timeout(10), SenderLock(empty_url).held(asyncio.Event()) as lost:
        assert lost is not None
    assert time.monotonic() - began < 10


async def test_a_holder_notices_that_its_connection_is_gone(empty_url: str) -> None:
    if empty_url.startswith("sqlite"):
        pytest.skip("a file's lock is not lost while its process lives")
    async with SenderLock(empty_url).held(asyncio.Event()) as lost:
        assert lost is not None
        engine = create_async_engine(normalised_url(empty_url))
        async with engine.connect() as connection:
            await connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = :low"
                ),
                {"low": SENDER_LOCK & 0xFFFFFFFF},
            )
        await engine.dispose()
        async with asyncio.timeout(10):
            await lost.wait()
