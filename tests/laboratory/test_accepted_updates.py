"""What was accepted from Telegram is answered, whatever happens to the process that accepted it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp
import pytest

from db import upgrade
from tests.laboratory.program import free_port, running, until
from tests.laboratory.telegram import telegram
from tests.laboratory.updates import HOOK, accepted_and_killed, all_ask, post, unanswered
from tests.support.databases import sqlite_url


@pytest.mark.timeout(90)
async def test_by_polling_none_is_lost(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    upgrade(url)
    async with telegram(40) as api, running(api, url, tmp_path) as program:
        await program.said("this process sends")
        all_ask(api)
        await until(lambda: not api.updates.pending, "the acknowledgement")
        program.kill()
        await program.killed()
        assert unanswered(api), "the kill came too late to show anything"
        await program.start()
        await until(lambda: not unanswered(api), "an answer for all")


@pytest.mark.timeout(90)
async def test_by_webhook_none_is_lost(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    upgrade(url)
    found = await accepted_and_killed(url, tmp_path, 40)
    assert found.accepted == 40
    assert found.answered_before < 40, "the kill came too late to show anything"
    assert found.unanswered == 0


@pytest.mark.timeout(90)
async def test_a_rolling_restart_loses_none(shared_url: str, tmp_path: Path) -> None:
    ports = [free_port(), free_port()]
    hooks = [HOOK | {"listen": f"127.0.0.1:{port}"} for port in ports]
    async with (
        telegram(40) as api,
        running(api, shared_url, tmp_path / "a", **hooks[0]) as first,
        running(api, shared_url, tmp_path / "b", **hooks[1]) as second,
        aiohttp.ClientSession() as session,
    ):
        await until(lambda: api.profile.webhook, "setWebhook")
        all_ask(api)
        stopping = None
        for number, update in enumerate(api.updates.take()):
            if number == 15:
                stopping = asyncio.ensure_future(first.stop())
            order = ports if number < 25 else ports[::-1]
            while not any([await post(session, port, api, update) == 200 for port in order[:1]] or [False]):
                order = order[::-1]
                await asyncio.sleep(0.02)
        assert stopping is not None
        assert await stopping == 0
        await until(lambda: not unanswered(api), "an answer for all")
        assert await second.stop() == 0
    assert [call.method for call in api.calls].count("setWebhook") == 1
    assert api.repeats == 0
