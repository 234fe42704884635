"""Databases for the laboratory: the program's own, with the newest schema, of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import upgrade
from tests.support.databases import migrated_sqlite_url, postgresql_url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of each kind."""
    if request.param == "sqlite":
        yield migrated_sqlite_url(tmp_path)
        return
    for made in postgresql_url():
        upgrade(made)
        yield made


@pytest.fixture
def shared_url() -> Iterator[str]:
    """A PostgreSQL database: what several processes share."""
    for made in postgresql_url():
        upgrade(made)
        yield made
