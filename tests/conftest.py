"""Fixtures that every test may use."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

from bot.clock import MovableClock
from db import Database
from tests.support.databases import (
    compiled_once,
    migrated_postgresql_url,
    migrated_sqlite_url,
    postgresql_url,
    sqlite_url,
)

# The same examples each time, so that a run says something of the change and not of the dice; for a hunt:
# pytest --hypothesis-profile=search
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.register_profile("search", max_examples=2000, deadline=None)
hypothesis.settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    """What is left out unless asked for."""
    parser.addoption(
        "--over-http",
        action="store_true",
        help="every conversation through the library's HTTP client and a served Bot API",
    )
    parser.addoption(
        "--whole",
        action="store_true",
        help="the laboratory too: killed processes, a restarted database, a full disk, a day of faults",
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The laboratory is for CI, and for who names it."""
    if collection_path.name != "laboratory" or config.getoption("--whole"):
        return None
    return not any("laboratory" in argument for argument in config.args)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays: searching it for garbage meanwhile took a second of every process."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None, object, object]:
    """A log that a test has set up ends with it: the stream it writes to is closed then."""
    try:
        return (yield)
    finally:
        root = logging.getLogger()
        root.handlers[:] = [each for each in root.handlers if type(each) is not logging.StreamHandler]


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    with compiled_once():
        yield


@pytest.fixture
def now() -> datetime:
    """A Sunday morning in winter: 08:00 in Berlin."""
    return datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


@pytest.fixture
def clock(now: datetime) -> MovableClock:
    """A clock that stands still until it is moved."""
    return MovableClock(now, running=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path)
    else:
        yield from postgresql_url()


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database with the newest schema, of each kind."""
    opened = Database(
        migrated_sqlite_url(tmp_path) if request.param == "sqlite" else migrated_postgresql_url()
    )
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[Database]:
    """A SQLite database with the newest schema, for tests in which the kind makes no difference."""
    opened = Database(migrated_sqlite_url(tmp_path))
    yield opened
    await opened.close()
