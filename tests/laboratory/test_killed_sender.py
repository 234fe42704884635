"""kill -9 of the sender at named points: nothing is lost, and no more repeats than was in flight."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.delivery.outbox import IN_FLIGHT
from tests.laboratory.kills import Kill, drained_under
from tests.laboratory.outbox import lost, owe_all, states
from tests.laboratory.program import running, until
from tests.laboratory.telegram import telegram

KILLS = (Kill(12, "begun"), Kill(12, "delivered"), Kill(12, "answered"))


@pytest.mark.timeout(120)
async def test_nothing_is_lost_and_what_was_in_flight_repeats_at_most(url: str, tmp_path: Path) -> None:
    toll = await drained_under(KILLS, url, tmp_path)
    assert toll.lost == 0
    assert toll.most_repeats <= IN_FLIGHT
    assert await states(url) == {"sent": toll.messages}


@pytest.mark.timeout(120)
async def test_with_hold_nothing_repeats_and_all_in_doubt_is_listed(url: str, tmp_path: Path) -> None:
    toll = await drained_under(KILLS, url, tmp_path, policy="hold")
    assert (toll.lost, toll.repeats) == (0, 0)
    assert 1 <= toll.uncertain <= IN_FLIGHT * toll.kills
    assert await states(url) == {"sent": toll.messages - toll.uncertain, "uncertain": toll.uncertain}


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
