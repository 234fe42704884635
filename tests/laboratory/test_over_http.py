"""The program on a Bot API over HTTP: it answers as in the box, keeps its token to itself, and ends in time."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.playground.state import Sent
from bot.serving import SHUTDOWN_SECONDS
from db import upgrade
from tests.laboratory.program import Program, free_port, health, running, until
from tests.laboratory.telegram import Telegram, telegram
from tests.support.databases import sqlite_url
from tests.support.talk import settings_for, talking

WORDS = (
    "/start",
    "neueste",
    "Link bitte",
    "abo 7:30",
    "Davos",
    "/hilfe",
    "/sprache en",
    "/privacy",
    "nonsense?",
)


def shown(sent: list[Sent]) -> list[tuple[str, str, str, object]]:
    """What a person sees of it."""
    return [(s.action.value, s.text, s.markup, s.buttons) for s in sent]


async def over_http(api: Telegram, words: str) -> list[Sent]:
    """Say something, and what came of it: until the typing ends and nothing more comes."""
    before = len(api.sent)
    api.say(words)
    await until(lambda: any(s.text for s in api.sent[before:]), f"an answer to {words!r}")
    await until(lambda: not api.updates.pending)
    return [s for s in api.sent[before:] if s.text]


@pytest.mark.timeout(90)
async def test_it_answers_as_in_the_box(tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    url = sqlite_url(tmp_path)
    upgrade(url)
    settings = settings_for(sqlite_url(tmp_path / "box"), tmp_path / "box")
    async with (
        telegram() as api,
        running(api, url, tmp_path) as program,
        talking(settings, MovableClock(datetime.now(UTC))) as talk,
    ):
        await program.said("this process sends")
        for words in WORDS:
            in_the_box = [s for s in await talk.say(words) if s.text]
            assert shown(await over_http(api, words)) == shown(in_the_box), words
        assert api.violations == []
        assert await program.stop() == 0
    assert api.token not in program.log
    assert api.token.partition(":")[2] not in program.log
    assert "did not finish" not in program.log


@pytest.mark.timeout(60)
async def test_a_wrong_token_ends_it_with_one_sentence(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    async with telegram() as api:
        program = Program(api, url, tmp_path)
        program.environment["QUELLENBOTE_TOKEN"] = "123456789:" + "wrong-" * 7
        await program.start()
        assert await program.ended() == 78
    lines = [line for line in program.log.splitlines() if not line.startswith("{")]
    assert len(lines) == 1, program.log
    assert lines[0].endswith(".")
    assert "wrong-wrong" not in program.log


@pytest.mark.timeout(60)
async def test_it_ends_in_time_while_telegram_is_silent(tmp_path: Path) -> None:
    url, port = sqlite_url(tmp_path), free_port()
    upgrade(url)
    async with telegram() as api, running(api, url, tmp_path, listen=f"127.0.0.1:{port}") as program:
        await program.said("this process sends")
        while (await health(port))[0] != 200:  # noqa: ASYNC110 - its port opens a moment later
            await asyncio.sleep(0.01)
        began = time.monotonic()
        assert await program.stop() == 0
    assert time.monotonic() - began < SHUTDOWN_SECONDS + 5


@pytest.mark.timeout(60)
async def test_a_webhook_that_somebody_sets_is_taken_away(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    upgrade(url)
    async with telegram() as api, running(api, url, tmp_path) as program:
        await program.said("this process sends")
        await over_http(api, "/start")
        api.profile.webhook = "https://other.example/bot"
        await over_http(api, "neueste")  # brought by the request that was open then
        await over_http(api, "/hilfe")
        assert api.profile.webhook == ""
