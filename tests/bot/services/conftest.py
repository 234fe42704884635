"""What tests of sources share: one reader for all, for its worker processes take a second to start."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.clock import MovableClock
from bot.sources.reader import Reader
from tests.support.newsroom import Opening


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def reader() -> AsyncIterator[Reader]:
    """Its tests run in the session's loop, where its processes live."""
    made = Reader(workers=4)
    yield made
    await made.close()


@pytest.fixture
def opening(reader: Reader, clock: MovableClock, tmp_path_factory: pytest.TempPathFactory) -> Opening:
    """Opens newsrooms over fresh databases."""
    return Opening(reader, clock, tmp_path_factory)
