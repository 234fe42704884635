"""The lines of deploy/SECURITY-MODEL.md that no other test shows, and that every test it names exists."""

from __future__ import annotations

import asyncio
import io
import logging
import re
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot import log
from bot.clock import MovableClock
from bot.handlers.operators import OPERATORS_ONLY
from bot.playground.faults import Fault
from bot.playground.state import User
from bot.web import SECRET_HEADER, Health, Web
from tests.house.tree import ROOT, named_tests
from tests.support.databases import sqlite_url
from tests.support.talk import Talk, settings_for, talking

OPERATOR = 4711
SECRET = "s" * 32


@pytest.fixture
async def talk(tmp_path: Path, clock: MovableClock) -> AsyncIterator[Talk]:
    """A conversation with a bot that has an operator, who is not the one who talks."""
    settings = settings_for(sqlite_url(tmp_path), tmp_path, operators=frozenset({OPERATOR}))
    async with talking(settings, clock) as talk:
        yield talk


def test_every_test_that_the_model_names_exists() -> None:
    model = (ROOT / "deploy" / "SECURITY-MODEL.md").read_text("utf-8")
    known = named_tests()
    lines = [line for line in model.splitlines() if line.startswith("|")][2:]
    assert len(lines) >= 12
    for line in lines:
        named = re.findall(r"`(test_\w+)`", line.split("|")[-2])
        assert named, f"no test: {line}"
        assert set(named) <= known, set(named) - known


COMMANDS = (
    "/stats", "/sources", "/add https://blog.example", "/refresh", "/preview", "/broadcast hallo", "/edit 1", "/log",
    "/uncertain",
)  # fmt: skip


async def test_an_operators_command_is_unknown_to_everybody_else(talk: Talk) -> None:
    (nonsense,) = await talk.say("/nosuchcommand")
    for command in COMMANDS:
        assert [one.text for one in await talk.say(command)] == [nonsense.text], command
        talk.clock.advance(timedelta(minutes=1))


async def test_an_operators_buttons_do_nothing_for_everybody_else(talk: Talk) -> None:
    (sent, *_) = await talk.say("/start")
    assert sent.message is not None
    (unknown,) = await talk.say("/nosuchcommand")
    refusals = {"", unknown.text, *(one.text for one in await talk.forge(sent.message, "nosuchbutton:1"))}
    for name in sorted(OPERATORS_ONLY):
        told = await talk.forge(sent.message, f"{name}:1")
        assert {one.text for one in told} <= refusals, name
    assert await talk.what.status.log() == []


async def test_a_reader_changes_only_the_own_chat(talk: Talk) -> None:
    other = talk.box.person("Mika")
    await talk.say("/abo 8:00")
    await talk.say("/abo 9:30", user=other)
    await talk.say("/abbestellen", user=other)
    await talk.say("/loeschen", user=other)
    assert (await talk.what.status.counts()).subscriptions == 1


async def test_a_group_member_cannot_decide_for_the_group(talk: Talk) -> None:
    group = talk.box.supergroup("Lesekreis")
    member = talk.box.person("Mika")
    talk.box.join(group, member)
    await talk.settle()
    await talk.say(f"/abo@{talk.box.me.username} 8:00", user=member, chat=group)
    assert (await talk.what.status.counts()).subscriptions == 0
    await talk.say(f"/abo@{talk.box.me.username} 8:00", user=talk.box.reader, chat=group)
    assert (await talk.what.status.counts()).subscriptions == 1


@contextmanager
def logged(kind: str) -> Iterator[io.StringIO]:
    """Everything that is logged as in a service."""
    root = logging.getLogger()
    before, stream = (root.handlers[:], root.level), io.StringIO()
    log.set_up(kind, stream=stream)
    try:
        yield stream
    finally:
        root.handlers[:], root.level = before


NAME, WORDS = "Zdzisława", "Quittenmarmelade"


async def test_the_log_of_a_conversation_names_nobody_and_quotes_nothing(
    tmp_path: Path, clock: MovableClock
) -> None:
    with logged("json") as stream:
        async with talking(settings_for(sqlite_url(tmp_path), tmp_path), clock) as talk:
            person = talk.box.person(NAME, username=f"{NAME}_reads")
            for text in (
                "/start",
                WORDS,
                f"/thema {WORDS}",
                f"/abo {WORDS}",
                "/abo 8:00",
                f"/edit {WORDS}",
                "/status",
            ):
                await talk.say(text, user=person)
            talk.box.send_voice(user=person)
            talk.box.send_photo(user=person, caption=WORDS)
            talk.box.inline_query(WORDS, user=person)
            await talk.settle()
            await everything_fails(talk, person)
            talk.box.block(person)
            await talk.settle()
            logging.getLogger("bot").info("the end")
            token = talk.box.token
    written = stream.getvalue()
    assert "the end" in written
    for secret in (NAME, WORDS, WORDS.lower(), token, token.split(":")[1]):
        assert secret not in written


async def everything_fails(talk: Talk, person: User) -> None:
    """Telegram refuses, the line breaks, an update makes no sense, and a handler runs into the unexpected."""
    for fault in (Fault.cannot_parse(), Fault.server_error(), Fault.dropped(delivered=True), Fault.blocked()):
        talk.box.fail_next("sendMessage", fault)
        await talk.say(f"/thema {WORDS}", user=person)
    await talk.app.intake.receive({"update_id": 1, "message": {"text": WORDS, "from": {"first_name": NAME}}})
    (sent, *_) = await talk.say("/hilfe", user=person)
    assert sent.message is not None
    await talk.forge(sent.message, f"piece:{WORDS}", user=person)


async def test_an_update_without_the_secret_is_refused() -> None:
    received: list[object] = []

    async def receive(update: object) -> bool:
        received.append(update)
        return True

    async def health() -> Health:
        return Health()

    async def metrics() -> str:
        return "quellenbote_info 1\n"

    web = Web(
        listen=("127.0.0.1", 0),
        receive=receive,
        path="/telegram",
        secret=SECRET,
        health=health,
        metrics=metrics,
    )
    stop, port = asyncio.Event(), asyncio.get_running_loop().create_future()
    async with asyncio.TaskGroup() as group, aiohttp.ClientSession() as client:
        group.create_task(web.run(stop, port.set_result))
        address = f"http://127.0.0.1:{await port}/telegram"
        for given in (None, "", "wrong", SECRET[:-1], SECRET + "s", SECRET.upper()):
            headers = {} if given is None else {SECRET_HEADER: given}
            async with client.post(address, json={"update_id": 1}, headers=headers) as answer:
                assert answer.status == 403, given
        reader, writer = await asyncio.open_connection("127.0.0.1", await port)
        head = f"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n{SECRET_HEADER}: ".encode()
        writer.write(head + b"\xff\r\nConnection: close\r\n\r\n")
        assert (await reader.readline()).split()[1] == b"403"
        writer.close()
        for garbage in (b"", b"[]", b"{", b"\xff", b"[" * 100_000):
            async with client.post(address, data=garbage, headers={SECRET_HEADER: SECRET}) as answer:
                assert answer.status == 400, garbage[:20]
        assert received == []
        async with client.post(address, json={"update_id": 1}, headers={SECRET_HEADER: SECRET}) as answer:
            assert answer.status == 200
        async with client.get(address) as answer:
            assert answer.status == 405
        stop.set()
    assert received == [{"update_id": 1}]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_no_secret_is_in_the_repository() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=30
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = listed.stdout.splitlines()
    assert [name for name in names if re.search(r"(^|/)secrets/|\.env$|\.db$|(^|/)token$", name)] == []
