"""What an operator does to an installation: settings listed, doctor, backups, moves."""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.cli.shared import say, services_of
from bot.errors import QuellenboteError

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.services.backups import Backups
    from bot.settings import Settings


async def config(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """List the settings."""
    from bot.settings import settings_file, shown

    say(t("cli.config.file", path=str(settings_file())))
    for name, value, meaning in shown(settings):
        say(f"{name}={value}\n    # {meaning}")
    return 0


async def doctor(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Examine, and say what to do; 1 if anything is bad."""
    from bot.clock import Clock
    from bot.services.doctor import Doctor, Patient
    from bot.settings import settings_file

    patient = Patient(
        database_url=settings.database_url,
        data_dir=settings.data_dir,
        token=settings.token,
        api_url=settings.api_url,
        webhook_url=settings.webhook_url,
        listens=settings.listen is not None,
        operators=settings.operators,
        zone=settings.zone,
        settings_file=settings_file(),
    )
    findings = await Doctor(patient, Clock()).examine()
    for finding in findings:
        mark = {"ok": "✓", "warn": "!", "bad": "✗"}[finding.level]
        arguments = {
            name: t.moment(value, settings.zone) if isinstance(value, datetime) else value
            for name, value in finding.arguments.items()
        }
        say(f"{mark} {t(finding.key, **arguments)}")
        if finding.cause is not None:
            say(f"    {t.error(finding.cause)}")
        if finding.remedy is not None:
            say(f"    → {t(finding.remedy, **arguments)}")
    return 1 if any(finding.level == "bad" for finding in findings) else 0


async def backup(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Make a backup."""
    made = await asyncio.to_thread(_backups(settings, parsed.keep).make, datetime.now(UTC))
    say(t("cli.backup.made", path=str(made.backup.path), size=made.backup.size))
    return 0


async def restore(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Bring one back."""
    backups = _backups(settings)
    now = datetime.now(UTC)
    restored = await asyncio.to_thread(backups.restore, Path(parsed.file), now, overwrite=parsed.overwrite)
    say(t("cli.restore.done", path=parsed.file))
    if restored.before is not None:
        say(t("cli.restore.before", path=str(restored.before.path)))
    return 0


def _backups(settings: Settings, keep: int = 14) -> Backups:
    from bot.services.backups import Backups

    return Backups(settings.database_url, settings.data_dir / "backups", keep=keep)


async def migrate(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Move to another database."""
    from bot.services.transfer import move
    from bot.settings import database_address
    from db import Database, upgrade

    source = database_address(parsed.source)
    file = source.removeprefix("sqlite:///")
    # else it would be made, and found to be empty
    if file != source and not Path(file).is_file():  # noqa: ASYNC240 - this command does nothing else
        raise QuellenboteError("error.file.missing", name=file)
    for url in (source, settings.database_url):
        await asyncio.to_thread(upgrade, url)
    old, new = Database(source), Database(settings.database_url)
    try:
        moved = await move(old, new, progress=_progress)
    finally:
        await old.close()
        await new.close()
    for table in moved:
        say(f"{table.table}: {table.rows}")
    say(t("cli.migrate.done", count=sum(table.rows for table in moved)))
    return 0


async def import_rows(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Read rows from a file."""
    from bot.services.transfer import read_lines

    async with services_of(settings) as what:
        with _opened(parsed.file) as file:
            try:
                moved = await read_lines(what.database, file, progress=_progress)
            except UnicodeDecodeError as error:
                raise QuellenboteError("error.file.encoding", name=parsed.file) from error
    say(t("cli.migrate.done", count=sum(table.rows for table in moved)))
    return 0


def _opened(name: str) -> AbstractContextManager[TextIO]:
    """A file to be read; "-" is standard input, as everywhere."""
    return nullcontext(sys.stdin) if name == "-" else Path(name).open(encoding="utf-8")


def _progress(table: str, done: int, total: int | None) -> None:
    print(f"{table}: {done}/{total if total is not None else '?'}", file=sys.stderr)  # noqa: T201
