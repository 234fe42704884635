"""A conversation through the front door: a person says or presses, and what the bot shows comes back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import App, Services, for_telegram, in_a_box, services
from bot.clock import MovableClock
from bot.playground import wire
from bot.playground.box import Box
from bot.playground.flood import Flood as BoxFlood
from bot.playground.state import Action, Chat, Message, Sent, User
from bot.settings import Settings, load
from tests.support.bot_api import serve


def settings_for(database_url: str, folder: Path, **changed: object) -> Settings:
    """Settings as in a fresh installation, without a token."""
    plain = load({"QUELLENBOTE_DATA_DIR": str(folder), "QUELLENBOTE_DATABASE_URL": database_url})
    return replace(plain, **changed)  # type: ignore[arg-type]  # the tests name real fields


_PATIENCE = 20.0
_SHOWN = (Action.MESSAGE, Action.EDIT)


class Talk:
    """The running bot in its box, and the person who talks to it."""

    def __init__(self, app: App, box: Box, clock: MovableClock) -> None:
        self.app = app
        self.box = box
        self.clock = clock

    @property
    def what(self) -> Services:
        """The services behind the bot."""
        return self.app.services

    async def say(self, text: str, **how: object) -> list[Sent]:
        """Say something; what the bot did because of it."""
        before = len(self.box.sent)
        self.box.say(text, **how)  # type: ignore[arg-type]
        return await self.since(before)

    async def one(self, text: str, **how: object) -> Sent:
        """Say something that is answered by one message."""
        (sent,) = await self.say(text, **how)
        return sent

    async def press(
        self, button: str | int, message: Message | Sent | None = None, **how: object
    ) -> list[Sent]:
        """Press a button by its text (or a part of it), under the last message that has one."""
        before = len(self.box.sent)
        self.box.press(message or self.box.last(how.pop("chat", None)), button, **how)  # type: ignore[arg-type]
        return await self.since(before)

    async def tap(self, button: str | int, message: Message | Sent | None = None, **how: object) -> Sent:
        """Press a button; the message that it changed or brought."""
        shown = [one for one in await self.press(button, message, **how) if one.action in _SHOWN]
        assert len(shown) == 1, shown
        return shown[0]

    async def forge(self, message: Message, data: str, *, user: User | None = None) -> list[Sent]:
        """Press a button that the bot never made, or that others saw: an app can send any data."""
        before, user = len(self.box.sent), user or self.box.reader
        query = self.box.new_query(user)
        self.box.updates.put(
            "callback_query",
            {
                "id": query.id,
                "from": wire.user(user),
                "chat_instance": "1",
                "data": data,
                "message": wire.message(message),
            },
        )
        return await self.since(before)

    async def since(self, before: int) -> list[Sent]:
        """What the bot did after that, once it has come to rest."""
        await asyncio.wait_for(self.settle(), _PATIENCE)
        return self.box.sent[before:]

    async def settle(self) -> None:
        """Until everything is handled and sent."""
        # else what comes later on a busy machine would be missed in silence
        await self.box.settled(_PATIENCE)
        await self.app.settled()

    async def wait(self, step: timedelta) -> list[Sent]:
        """Let time pass, and what is due happen."""
        return await self.until(self.clock.now() + step)

    async def until(self, moment: datetime) -> list[Sent]:
        """Move the clock there, and let what is due happen."""
        before = len(self.box.sent)
        self.clock.set(moment)
        await self.app.jobs.once()
        return await self.since(before)

    @asynccontextmanager
    async def busy_workers(self) -> AsyncIterator[None]:
        """While the one thread for CPU work is taken: nothing is summarised or searched, by a tick either."""
        taken, free = threading.Event(), threading.Event()

        def take() -> None:
            taken.set()
            free.wait(60)

        working = asyncio.ensure_future(self.what.workers.run(take))
        assert await asyncio.to_thread(taken.wait, 20)
        try:
            await self.settle()
            yield
        finally:
            free.set()
            await working

    def check(self) -> None:
        """Nothing that Telegram would have refused was sent, and no button or inline query still waits."""
        assert self.box.violations == [], self.box.violations
        assert self.box.unanswered == []
        assert self.box.flood is None or self.box.flood.violations == 0


@asynccontextmanager
async def talking(settings: Settings, clock: MovableClock, *, language: str = "de") -> AsyncIterator[Talk]:
    """The bot in a box, running."""
    what = await services(settings, clock=clock, boxed=True)
    box = Box(clock, language=language)
    async with in_a_box(settings, what, clock=clock, box=box) as app:
        serving = asyncio.ensure_future(app.run())
        try:
            yield Talk(app, box, clock)
        finally:
            app.stop.set()
            await serving


@asynccontextmanager
async def talking_over_http(settings: Settings, clock: MovableClock) -> AsyncIterator[Talk]:
    """The bot as on Telegram, with its library's own HTTP client, against the box served on the loopback."""
    box = Box(clock, language="de", flood=BoxFlood("bucket"))
    async with serve(box) as address:
        real = replace(settings, token=box.token, api_url=address)
        async with for_telegram(real, await services(real, clock=clock), clock=clock) as app:
            serving = asyncio.ensure_future(app.run())
            try:
                yield Talk(app, box, clock)
            finally:
                app.stop.set()
                await serving


def texts(sent: list[Sent]) -> str:
    """What was shown, message after message."""
    return "\n---\n".join(one.text for one in sent)


__all__ = ["Chat", "Message", "Talk", "User", "settings_for", "talking", "texts"]
