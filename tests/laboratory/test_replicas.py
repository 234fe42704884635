"""Two processes on one PostgreSQL: one sends, the other stands by; and the server goes down under them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.delivery.outbox import IN_FLIGHT
from db import upgrade
from tests.laboratory.kills import Kill, drained_over_a_restart, drained_under
from tests.laboratory.outbox import states
from tests.support.databases import restartable_postgresql

pytestmark = pytest.mark.timeout(120)


async def test_the_other_takes_over_when_the_sender_is_killed(shared_url: str, tmp_path: Path) -> None:
    kills = (Kill(20, "delivered"), Kill(20, "begun"))
    toll = await drained_under(kills, shared_url, tmp_path, replicas=2)
    assert toll.lost == 0
    assert toll.most_repeats <= IN_FLIGHT
    assert max(toll.failovers) < 10
    assert await states(shared_url) == {"sent": toll.messages}


async def test_a_restarted_database_loses_nothing_and_both_recover(tmp_path: Path) -> None:
    with restartable_postgresql() as (url, restart):
        upgrade(url)
        toll = await drained_over_a_restart(url, restart, tmp_path, chats=90)
        assert toll.lost == 0
        assert toll.repeats <= IN_FLIGHT
        assert await states(url) == {"sent": 90}
