"""A day in virtual time with random faults, in its short form; the long one is in tests/benchmarks."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.outbox import IN_FLIGHT
from tests.laboratory.soak import soak

pytestmark = pytest.mark.timeout(
    240
)  # six seconds alone, over a minute on a machine that has ten times to do


async def test_a_day_of_random_faults_loses_nothing_and_repeats_only_what_was_in_doubt(
    url: str, tmp_path: Path
) -> None:
    report = await soak(url, tmp_path, 200, seed=6, step=timedelta(minutes=15), fickleness=10)
    assert report.kills
    assert report.repeats
    assert report.delivered >= 180
    assert report.most_in_flight <= IN_FLIGHT
    assert (report.lost, report.repeated_without_need) == ([], [])
    assert (report.open_rows, report.not_planned) == (0, 0)
