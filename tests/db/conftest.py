"""What the tests of storage share: migrated databases of each kind, and a door for plain SQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from db import Database, Source
from tests.support.databases import migrated_postgresql_url, migrated_sqlite_url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind with the newest schema."""
    return migrated_sqlite_url(tmp_path) if request.param == "sqlite" else migrated_postgresql_url()


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """The same, opened; who waits for a lock waits a quarter of a second."""
    opened = Database(url, busy_seconds=0.25)
    yield opened
    await opened.close()


@pytest.fixture
async def source(database: Database, now: datetime) -> Source:
    """A source that articles may come from."""
    async with database.begin() as work:
        return await work.sources.add(
            kind="rss", address="https://blog.example/feed", title="Der Blick", now=now
        )
