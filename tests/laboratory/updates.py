"""Updates brought as Telegram brings them, and whether their people get an answer."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.delivery.inbox import LEASE
from bot.delivery.webhooks import derived_secret
from bot.web import SECRET_HEADER
from tests.laboratory.program import PATIENCE, free_port, running, until
from tests.laboratory.telegram import Telegram, telegram

HOOK = {"webhook_url": "https://bot.example/updates"}


def unanswered(api: Telegram) -> list[int]:
    answered = {chat for chat, _ in api.arrived}
    return [person.id for person in api.people if person.id not in answered]


def all_ask(api: Telegram) -> None:
    for person in api.people:
        api.say("/help", user=person)


async def post(session: aiohttp.ClientSession, port: int, api: Telegram, update: object) -> int:
    """Bring an update as Telegram does; 0 where nobody takes it."""
    headers = {SECRET_HEADER: derived_secret(api.token)}
    try:
        async with session.post(f"http://127.0.0.1:{port}/updates", json=update, headers=headers) as answer:
            return answer.status
    except aiohttp.ClientError:
        return 0


@dataclass(frozen=True, slots=True)
class Accepted:
    """Updates that were answered with 200, those whose person had an answer before the kill, and who never got one.

    ``seconds`` is how long the last answer took after the kill.
    """

    accepted: int
    answered_before: int
    unanswered: int
    seconds: float


async def accepted_and_killed(url: str, folder: Path, count: int) -> Accepted:
    """Bring so many updates by webhook, kill the program, start it again, and see who has no answer."""
    port = free_port()
    hook = HOOK | {"listen": f"127.0.0.1:{port}"}
    async with (
        telegram(count) as api,
        running(api, url, folder, **hook) as program,
        aiohttp.ClientSession() as session,
    ):
        await until(lambda: api.profile.webhook, "setWebhook")
        assert api.profile.secret == derived_secret(api.token)
        await program.said("Telegram brings updates")
        all_ask(api)
        updates = api.updates.take()
        taken = await asyncio.gather(*(post(session, port, api, update) for update in updates))
        program.kill()
        await program.killed()
        before = count - len(unanswered(api))
        began = time.monotonic()
        await program.start()
        with suppress(
            TimeoutError
        ):  # where others may be at work, what was in work waits for its lease to end
            await until(lambda: not unanswered(api), "an answer for all", LEASE.total_seconds() + PATIENCE)
        seconds = time.monotonic() - began
        await program.said("Telegram brings updates", 2)
    assert [call.method for call in api.calls].count("setWebhook") == 1
    return Accepted(taken.count(200), before, len(unanswered(api)), seconds)
