"""kill -9 of the sender at named points: nothing is lost, and no more repeats than was in flight."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.delivery.outbox import IN_FLIGHT
from tests.laboratory.outbox import all_decided, lost, owe_all, states, uncertain
from tests.laboratory.program import running, until
from tests.laboratory.telegram import Point, telegram


@pytest.mark.timeout(120)
async def test_nothing_is_lost_and_what_was_in_flight_repeats_at_most(url: str, tmp_path: Path) -> None:
    points: list[Point] = ["begun", "delivered", "answered"]
    async with telegram(100) as api:
        await owe_all(api, url)
        async with running(api, url, tmp_path) as program:
            for point in points:
                api.at(point, 25, program.kill)
                await program.killed()
                await program.start()
            await until(lambda: not lost(api))
            assert await program.stop() == 0
    assert api.repeats <= IN_FLIGHT * len(points)
    assert (await states(url)) == {"sent": 100}


@pytest.mark.timeout(120)
async def test_with_hold_nothing_repeats_and_all_in_doubt_is_listed(url: str, tmp_path: Path) -> None:
    points: list[Point] = ["begun", "delivered"]
    async with telegram(80) as api:
        await owe_all(api, url)
        async with running(api, url, tmp_path, uncertain="hold") as program:
            for point in points:
                api.at(point, 20, program.kill)
                await program.killed()
                await program.start()
            await all_decided(url)
            assert await program.stop() == 0
    listed = await uncertain(url)
    assert api.repeats == 0
    assert set(lost(api)) <= set(listed)
    assert 1 <= len(listed) <= IN_FLIGHT * len(points)
    assert set(await states(url)) == {"sent", "uncertain"}


@pytest.mark.timeout(60)
async def test_what_was_planned_before_the_kill_is_sent_after_it(url: str, tmp_path: Path) -> None:
    async with telegram(20) as api:
        await owe_all(api, url)
        async with running(api, url, tmp_path) as program:
            await until(lambda: api.calls, "the first call")  # getMe: nothing is sent yet
            program.kill()
            await program.killed()
            assert not api.arrived
            await program.start()
            await until(lambda: not lost(api))
    assert api.repeats == 0
