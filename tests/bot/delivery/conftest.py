"""What the tests of delivery share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _newer_ways_of_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # a 429 warns of the library's own older way otherwise
