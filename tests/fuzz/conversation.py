"""The running bot, and updates as nobody sends them: it goes on, and neither log nor alarm tells what was in them."""

from __future__ import annotations

import asyncio
import atexit
import copy
import io
import json
import logging
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from functools import cache, reduce
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from bot import log
from bot.clock import MovableClock
from bot.handlers.commands import COMMANDS
from bot.handlers.operators import OPERATORS_ONLY
from bot.playground.box import Box
from tests.support.databases import sqlite_url
from tests.support.talk import Talk, settings_for, talking

Node: TypeAlias = Any
NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
SECRET = "Quittenmarmelade"  # what must not be told
WORDS = (
    *(f"/{command.name}" for command in COMMANDS),
    "abo 7:30",
    "neueste",
    "Davos",
    "Link bitte",
    "що нового",
    "09:99",
    "ja",
)
BUTTONS = (
    *OPERATORS_ONLY,
    "piece",
    "full",
    "topic",
    "sub",
    "zone",
    "days",
    "length",
    "quiet",
    "lang",
    "digest",
    "only",
    "pause",
)
JUNK: st.SearchStrategy[Node] = st.one_of(
    st.sampled_from(
        (
            None,
            True,
            -1,
            0,
            2**31,
            2**63,
            2**70,
            1.5,
            "",
            [],
            {},
            [[]],
            {"id": None},
            SECRET,
            "\ud800",
            "\x00",
        )
    ),
    st.sampled_from(WORDS).map(lambda word: f"{word} {SECRET}"),
    st.text(max_size=12),
    st.builds("{}:{}".format, st.sampled_from(BUTTONS), st.text("0123456789:-abcdef=", max_size=20)),
)


def people(box: Box) -> None:
    """The same people and places in every box."""
    group = box.supergroup("Lesekreis")
    box.join(group, box.person("Mika"))


@cache
def templates() -> tuple[Node, ...]:
    """Updates of every kind, as a person in the box makes them."""
    box = Box(MovableClock(NOW, running=False))
    people(box)
    said = box.say(SECRET)
    box.edit(said, "anders")
    box.say("/abo 8:00")
    box.send_photo(caption=SECRET)
    box.send_voice()
    box.block()
    box.inline_query("Davos")
    found = [dict(update) for update in box.updates.take()]
    message = next(update["message"] for update in found if "message" in update)
    press = {"id": "1", "from": message["from"], "chat_instance": "1", "data": "piece:1", "message": message}
    return (*found, {"update_id": 1, "callback_query": press}, {"update_id": 1, "channel_post": message})


def places(node: Node, path: tuple[Node, ...] = ()) -> Iterator[tuple[Node, ...]]:
    """Where anything stands in it."""
    yield path
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from places(value, (*path, key))


@st.composite
def spoiled(draw: st.DrawFn) -> Node:
    """An update in which some things stand that do not belong there, or lack."""
    update = copy.deepcopy(draw(st.sampled_from(templates())))
    for _ in range(draw(st.integers(0, 3))):
        path = draw(st.sampled_from([("message",), *(path for path in places(update) if path)]))
        holder = reduce(lambda node, key: node[key], path[:-1], update)
        if draw(st.booleans()):
            holder[path[-1]] = draw(JUNK)
        elif path[-1] in holder:
            del holder[path[-1]]
    return update


class Conversation:
    """One bot for all examples: starting it takes longer than they do."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self._numbers = count(1)
        self.written = io.StringIO()
        self.talk = self._runner.run(self._open())
        log.set_up("json", stream=self.written, level=logging.DEBUG)
        atexit.register(self._close)

    async def _open(self) -> Talk:
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="fuzz-")))
        clock = MovableClock(NOW, running=False)
        talk = await self._stack.enter_async_context(talking(settings_for(sqlite_url(folder), folder), clock))
        people(talk.box)
        await talk.settle()
        return talk

    def _close(self) -> None:
        self._runner.run(self._stack.aclose())
        self._runner.close()

    def receive(self, updates: list[Node]) -> None:
        """Take them in, and come to rest."""
        self.written.seek(0)
        self.written.truncate()
        self.talk.box.calls.clear()
        try:
            self._runner.run(self._receive(updates))
        except TimeoutError as error:
            raise AssertionError(
                f"it never came to rest: {updates}\n{self.written.getvalue()[-6000:]}"
            ) from error

    async def _receive(self, updates: list[Node]) -> None:
        self.talk.clock.advance(timedelta(minutes=2))
        for update in updates:
            await self.talk.app.intake.receive(
                json.loads(json.dumps(update)) | {"update_id": next(self._numbers)}
            )
        await asyncio.wait_for(self.talk.app.settled(), 20)

    def answers(self) -> bool:
        """Whether it still talks to somebody else."""
        self.talk.clock.advance(timedelta(minutes=2))
        return bool(self._runner.run(self.talk.say("/hilfe", user=self.talk.box.person("Rosa"))))


@cache
def conversation() -> Conversation:
    """The one."""
    return Conversation()


@given(st.lists(spoiled(), min_size=1, max_size=4))
def updates(some: list[Node]) -> None:
    """Anything may come; the bot goes on, sends nothing that Telegram refuses, and tells no secret."""
    bot = conversation()
    bot.receive(some)
    assert SECRET not in bot.written.getvalue(), bot.written.getvalue()
    # an update that names no chat can only be answered nowhere
    wrong = [call for call in bot.talk.box.violations if "chat" not in (call.problem or "")]
    assert wrong == [], wrong
    assert bot.answers(), some
