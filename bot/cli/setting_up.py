"""``quellenbote setup``: questions, answers that are checked, a settings file."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.cli.shared import complain, say, services_of
from bot.cli.sources import entry_line
from bot.errors import QuellenboteError

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.services.setup import Question
    from bot.settings import Settings

OPTIONS = ("token", "blog", "operator", "contact", "language", "zone")


async def set_up(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Ask what must be known, check each answer, write the settings file."""
    from bot.services.setup import UNIT_PATH, interview, unit, write_settings
    from bot.settings import FILE_NAME

    given = {k: v for k in OPTIONS if (v := getattr(parsed, k)) is not None}
    asks = sys.stdin.isatty() and not parsed.no_questions
    answers = await interview(given, _asking(t) if asks else None, _checking(settings, t))
    path = settings.data_dir / FILE_NAME
    await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
    await asyncio.to_thread(write_settings, path, answers)
    say(t("cli.setup.written", path=str(path)))
    if blog := answers.get("blog"):
        async with services_of(_loaded(settings)) as what:
            found = await what.readings.discover(blog)
            source = await what.readings.keep(
                found, by="setup", now=datetime.now(UTC), full_text=parsed.full_text
            )
        say(t("cli.source.kept", title=source.title, count=len(found.entries)))
    if parsed.systemd:
        say(unit(parsed.systemd))
        say(t("cli.setup.unit", path=str(UNIT_PATH)))
    say(t("cli.setup.next"))
    return 0


def _loaded(before: Settings) -> Settings:
    """The settings as they are now that their file was written; ``before`` where it cannot be read."""
    from bot.settings import SettingsError, load

    try:
        return load()
    except SettingsError:
        return before


def _asking(t: Translator) -> Callable[[Question, QuellenboteError | None], str]:
    def ask(question: Question, wrong: QuellenboteError | None) -> str:
        if wrong is not None:
            complain(t.error(wrong))
        default = f" [{question.default}]" if question.default else ""
        print(f"{t(f'setup.ask.{question.option}')}{default} ", end="", flush=True, file=sys.stderr)  # noqa: T201
        return sys.stdin.readline()

    return ask


def _checking(settings: Settings, t: Translator) -> Callable[[str, str], Awaitable[None]]:
    """Looks at an answer as the bot would: a token is tried, a blog is read and its last pieces shown."""
    from bot.settings import TABLE

    reads = {setting.name: setting.read for setting in TABLE}

    async def check(name: str, value: str) -> None:
        if name == "blog":
            async with services_of(settings) as what:
                found = await what.readings.discover(value)
                newest = await what.readings.newest(found)
            say(t("cli.source.found", title=found.title, kind=found.kind, address=found.address))
            for entry in newest:
                say(entry_line(entry))
            return
        reads[name](value)
        if name == "QUELLENBOTE_TOKEN":
            say(t("cli.setup.bot", name=await _bot_name(value, settings)))

    return check


async def _bot_name(token: str, settings: Settings) -> str:
    from bot.clock import Clock
    from bot.services.doctor import Doctor, Patient

    patient = Patient(
        database_url=settings.database_url,
        data_dir=settings.data_dir,
        token=token,
        api_url=settings.api_url,
        webhook_url=None,
        listens=False,
        operators=0,
        zone=settings.zone,
        settings_file=settings.data_dir,
    )
    return await Doctor(patient, Clock()).bot_name()
