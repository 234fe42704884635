"""``quellenbote setup``: questions, answers that are checked, a settings file."""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.shared import agreed, answer, complain, say, services_of
from bot.cli.sources import entry_line
from bot.errors import QuellenboteError

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.services.doctor import Doctor
    from bot.services.setup import Question
    from bot.settings import Settings

OPTIONS = ("token", "blog", "operator", "contact", "language", "zone")


async def set_up(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Ask what must be known, check each answer, write the settings file."""
    from bot.services.setup import QUESTIONS, interview, write_settings
    from bot.settings import raw, settings_file

    given = {k: v for k in OPTIONS if (v := getattr(parsed, k)) is not None}
    asks = sys.stdin.isatty() and not parsed.no_questions
    dialogue, before = _Dialogue(settings, t), raw(settings)
    answers = await interview(given, dialogue.ask if asks else None, dialogue.check, present=before)
    path = settings_file()
    # what was not touched stays where it stands: a token among systemd's credentials is not written down again
    untouched = {
        one.name for one in QUESTIONS if one.option not in given and answers[one.name] == before.get(one.name)
    }
    changed = {name: value for name, value in answers.items() if name not in untouched}
    await asyncio.to_thread(write_settings, path, changed)
    say(t("cli.setup.written", path=str(path)))
    if blog := answers["blog"]:
        own = parsed.full_text or (asks and await agreed(t("cli.source.own")))
        await _keep(blog, _loaded(settings), t, own=own)
    if parsed.systemd or (asks and await agreed(t("setup.ask.systemd"))):
        _offer_unit(parsed.systemd or _program(), t)
    say(t("cli.setup.next", command=_program(), link=f"https://t.me/{dialogue.bot}"))
    return 0


async def _keep(blog: str, settings: Settings, t: Translator, *, own: bool) -> None:
    async with services_of(settings) as what:
        found = await what.readings.discover(blog)
        source = await what.readings.keep(found, by="setup", now=datetime.now(UTC), full_text=own)
    say(t("cli.source.kept", title=source.title, count=len(found.entries)))


def _offer_unit(command: str, t: Translator) -> None:
    from bot.services.setup import UNIT_PATH, is_hidden, unit

    if is_hidden(command):
        say(t("cli.setup.hidden"))
        return
    say(unit(command))
    say(t("cli.setup.unit", path=str(UNIT_PATH)))


def _program() -> str:
    """How this very program is called from anywhere."""
    path = Path(sys.argv[0])
    return str(path.absolute()) if path.name == "quellenbote" and path.is_file() else "quellenbote"


def _loaded(before: Settings) -> Settings:
    """The settings as they are now that their file was written; ``before`` where it cannot be read."""
    from bot.settings import SettingsError, load

    try:
        return load()
    except SettingsError:
        return before


class _Dialogue:
    """Asks a person, and looks at an answer as the bot would. ``bot`` is the name behind the token."""

    def __init__(self, settings: Settings, t: Translator) -> None:
        from bot.settings import TABLE

        self.bot = ""
        self._settings = settings
        self._t = t
        self._token = ""
        self._readers = {setting.name: setting.read for setting in TABLE}

    async def ask(self, question: Question, wrong: QuellenboteError | None) -> str:
        """What a person answers; an operator may be known by the message that the bot has just got."""
        if wrong is not None:
            complain(self._t.error(wrong))
        told = f" [{self._shown(question)}]" if question.default else ""
        said = await answer(self._t(question.key, bot=self.bot) + told)
        if question.option == "operator" and not said and not question.default:
            return await self._recognised() or await self.ask(question, None)
        return said

    def _shown(self, question: Question) -> str:
        return "•••" if question.option == "token" else question.default or ""

    async def _recognised(self) -> str:
        """The number of whoever has just written to the bot, once they say that it was them."""
        writer = await self._doctor().last_writer()
        if writer is None:
            complain(self._t("setup.operator.nobody"))
            return ""
        number, name = writer
        shown = "".join(filter(str.isprintable, name))  # anybody may have written, and chosen that name
        return str(number) if await agreed(self._t("setup.operator.you", name=shown, number=number)) else ""

    async def check(self, name: str, value: str) -> None:
        """A token is tried, a blog is read and its last pieces shown. Raises QuellenboteError."""
        if name == "blog":
            async with services_of(self._settings) as what:
                found = await what.readings.discover(value)
                newest = await what.readings.newest(found)
            say(self._t("cli.source.found", title=found.title, kind=found.kind, address=found.address))
            for entry in newest:
                say(entry_line(entry))
            return
        self._readers[name](value)
        if name == "QUELLENBOTE_TOKEN":
            self._token = value
            self.bot = await self._doctor().bot_name()
            say(self._t("cli.setup.bot", name=self.bot))

    def _doctor(self) -> Doctor:
        from bot.clock import Clock
        from bot.services.doctor import Doctor, Patient

        patient = Patient(
            database_url=self._settings.database_url,
            data_dir=self._settings.data_dir,
            token=self._token,
            api_url=self._settings.api_url,
            zone=self._settings.zone,
            settings_file=self._settings.data_dir,
        )
        return Doctor(patient, Clock())
