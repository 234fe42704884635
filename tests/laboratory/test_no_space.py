"""What cannot be written down is not sent: a disk without space stops the sender, and space lets it go on."""

from __future__ import annotations

import asyncio
import resource
from pathlib import Path

import pytest

from bot.delivery.outbox import IN_FLIGHT
from db import upgrade
from tests.laboratory.outbox import lost, owe_all
from tests.laboratory.program import free_port, health, running, until
from tests.laboratory.telegram import telegram
from tests.support.databases import sqlite_url


@pytest.mark.timeout(90)
@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits another process")
async def test_a_full_disk_stops_sending_until_there_is_space(tmp_path: Path) -> None:
    url, port = sqlite_url(tmp_path), free_port()
    upgrade(url)
    async with (
        telegram(80) as api,
        running(api, url, tmp_path, listen=f"127.0.0.1:{port}") as program,
    ):
        await owe_all(api, url)
        await until(lambda: len(api.arrived) >= 30)
        assert program.process is not None
        assert program.process.pid is not None
        full = (4096, resource.RLIM_INFINITY)  # no file may grow beyond this: what a full disk does
        resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, full)
        await asyncio.sleep(1)
        stopped_at = sum(api.arrived.values())
        await asyncio.sleep(2)
        assert sum(api.arrived.values()) == stopped_at < 80
        status, told = await health(port)
        assert status == 503
        assert "storage fails" in told["troubles"][0]
        resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        await until(lambda: not lost(api))
        await asyncio.sleep(1.5)  # the next round says that all is well
        assert await health(port) == (200, {"well": True, "troubles": []})
        assert await program.stop() == 0
    assert api.repeats <= IN_FLIGHT
