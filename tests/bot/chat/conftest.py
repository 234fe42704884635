"""A running bot in its box, on three articles of an invented blog."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from tests.support.articles import DAVOS, store
from tests.support.talk import Talk, settings_for, talking


@pytest.fixture
async def empty_talk(tmp_path: Path, clock: MovableClock) -> AsyncIterator[Talk]:
    """A conversation with a bot that has no articles."""
    settings = settings_for(
        f"sqlite:///{tmp_path / 'bot.db'}", tmp_path, contact="Ada Beispiel, ada@blog.example"
    )
    async with talking(settings, clock) as talk:
        yield talk
        talk.check()


@pytest.fixture
async def talk(empty_talk: Talk) -> Talk:
    """A conversation with a bot that has three articles; the newest, on Davos, came two hours ago."""
    await store(empty_talk.what, empty_talk.clock.now() - timedelta(hours=2))
    assert DAVOS.title
    return empty_talk
