"""Running the bot: on Telegram, or in the terminal; and asking whether it is well."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.shared import EX_CONFIG, complain, say

if TYPE_CHECKING:
    from bot.app import App
    from bot.i18n import Translator
    from bot.playground.box import Box
    from bot.settings import Settings


async def run(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Serve until a signal; without a token: the terminal chat."""
    if settings.token is None:
        if _is_a_service(settings):
            complain(t("doctor.token.none"))
            complain(t("remedy.token.none"))
            return EX_CONFIG
        return await _chat(parsed, settings, t)
    from bot.app import for_telegram, services
    from bot.clock import Clock

    clock = Clock()
    what = await services(settings, clock=clock)
    await what.imports.remove_samples()
    await what.cleaning.leave_the_terminal()
    async with for_telegram(settings, what, clock=clock) as app:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, app.stop.set)
        await app.run(lambda: complain(t("cli.running", name=app.application.bot.username)))
    return 0


def _is_a_service(settings: Settings) -> bool:
    """Whether a service manager or a container began this, so that nobody is there to chat."""
    begun = settings.notify_socket is not None or 1 in (os.getpid(), os.getppid())
    return begun and not sys.stdin.isatty()


async def _chat(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """The terminal chat: the same bot, without Telegram."""
    from zoneinfo import ZoneInfo

    from bot import playground
    from bot.app import in_a_box, services
    from bot.clock import MovableClock
    from bot.playground.box import Box
    from bot.playground.terminal import WORDS, chat

    clock = MovableClock()
    what = await services(settings, clock=clock, boxed=True)
    if await what.imports.is_empty():
        await what.imports.add_samples(Path(playground.__file__).parent / "samples", now=clock.now())
    box = Box(clock, language=parsed.language or settings.language)
    async with in_a_box(settings, what, clock=clock, box=box) as app, asyncio.TaskGroup() as group:
        await app.jobs.once()
        group.create_task(app.run())
        await chat(
            box,
            clock=clock,
            tick=lambda: _tick(app),
            idle=lambda: _idle(app, box),
            stdin=sys.stdin,
            stdout=sys.stdout,
            farewell=t("terminal.farewell"),
            words={key: t.template(key) for key in WORDS},
            zone=ZoneInfo(settings.zone),
        )
        app.stop.set()
    return 0


async def _tick(app: App) -> None:
    await app.jobs.once()
    await app.settled()


async def _idle(app: App, box: Box) -> None:
    await box.settled()
    await app.settled()


def health(folder: Path) -> int:
    """Whether the bot with that data folder is alive."""
    from bot.services.supervision import Heartbeat

    troubles = Heartbeat(folder).troubles(datetime.now(UTC))
    for trouble in troubles:
        say(trouble)
    return 1 if troubles else 0
