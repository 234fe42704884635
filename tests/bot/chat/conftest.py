"""A running bot in its box, on three articles of an invented blog."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import services
from bot.clock import MovableClock
from bot.i18n import LANGUAGES, Translator, translator
from bot.playground.world import FIRST_ID
from bot.settings import Settings
from db import upgrade
from tests.support.articles import store
from tests.support.talk import Talk, User, settings_for, talking, talking_over_http

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
OPERATOR = FIRST_ID + 2
"""The first person who is made in a box: after the bot and the reader."""


def operator_of(talk: Talk) -> User:
    """The operator, in a box in which nobody else was made yet."""
    user = talk.box.person("Oskar")
    assert user.id == OPERATOR
    return user


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Translator:
    """The words of one language."""
    return translator(request.param)


def reader(talk: Talk, t: Translator) -> User:
    """A new person with an app in that language."""
    if OPERATOR not in talk.box.users:
        operator_of(talk)
    return talk.box.person("Mila", language=t.language)


def says(t: Translator, key: str) -> str:
    """How the catalogue's message begins, as a person sees it."""
    line = t.template(key).split("\n")[0].split("{")[0]
    for tag in ("<b>", "</b>", "<i>", "</i>", "<code>", "</code>"):
        line = line.replace(tag, "")
    return line.strip(" „“”«»\"'")


def in_folder(folder: Path) -> Settings:
    """Settings of a bot whose database lies in that folder."""
    return settings_for(
        f"sqlite:///{folder / 'bot.db'}",
        folder,
        contact="Ada Beispiel, ada@blog.example",
        operators=frozenset({OPERATOR}),
    )


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the newest schema, to be copied: migrating takes longer than a conversation."""
    folder = tmp_path_factory.mktemp("empty")
    upgrade(in_folder(folder).database_url)
    return folder


@pytest.fixture(scope="session")
def stocked_database(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with three articles; the newest, on Davos, came two hours ago."""
    folder = copied(empty_database, tmp_path_factory.mktemp("stocked"))

    async def stock() -> None:
        what = await services(in_folder(folder), clock=MovableClock(NOW, running=False), boxed=True)
        await store(what, NOW - timedelta(hours=2))
        await what.close()
        async with talking(in_folder(folder), MovableClock(NOW, running=False)) as talk:
            await talk.wait(timedelta())  # what a first start does need not be done in each conversation

    asyncio.run(stock())
    return folder


def copied(source: Path, folder: Path) -> Path:
    """A database of that folder, in another one."""
    for file in source.glob("bot.db*"):
        shutil.copy(file, folder / file.name)
    return folder


Talking = Callable[[Settings, MovableClock], AbstractAsyncContextManager[Talk]]


@pytest.fixture
def opened(request: pytest.FixtureRequest) -> Talking:
    """How a conversation begins: in the box, or with --over-http as on Telegram."""
    return talking_over_http if request.config.getoption("--over-http") else talking


@pytest.fixture
def in_the_box_only(request: pytest.FixtureRequest) -> None:
    """For what waits by the wall's clock over HTTP: the client's own timeouts, and the pace of a chat."""
    if request.config.getoption("--over-http"):
        pytest.skip("takes half a minute of waiting over HTTP")


@pytest.fixture
async def empty_talk(
    tmp_path: Path, clock: MovableClock, empty_database: Path, opened: Talking
) -> AsyncIterator[Talk]:
    """A conversation with a bot that has no articles."""
    async with opened(in_folder(copied(empty_database, tmp_path)), clock) as talk:
        yield talk
        talk.check()


@pytest.fixture
async def talk(
    tmp_path: Path, clock: MovableClock, stocked_database: Path, opened: Talking
) -> AsyncIterator[Talk]:
    """A conversation with a bot that has three articles."""
    async with opened(in_folder(copied(stocked_database, tmp_path)), clock) as talk:
        yield talk
        talk.check()


@pytest.fixture
async def cautious_talk(
    tmp_path: Path, clock: MovableClock, stocked_database: Path, opened: Talking
) -> AsyncIterator[Talk]:
    """The same where an operator decides on deliveries of which nobody knows whether they arrived."""
    settings = replace(in_folder(copied(stocked_database, tmp_path)), uncertain="hold")
    async with opened(settings, clock) as talk:
        yield talk
        talk.check()


@pytest.fixture(params=["box", "http"])
async def any_talk(
    request: pytest.FixtureRequest, tmp_path: Path, clock: MovableClock, stocked_database: Path
) -> AsyncIterator[Talk]:
    """The same, and for CI once more over HTTP against a server on the loopback that refuses what Telegram refuses."""
    if request.param == "http" and not (request.config.option.whole or request.config.option.over_http):
        pytest.skip("takes a second of HTTP for each message: --whole, or --over-http")
    begun = talking if request.param == "box" else talking_over_http
    async with begun(in_folder(copied(stocked_database, tmp_path)), clock) as talk:
        yield talk
        talk.check()
