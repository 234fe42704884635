"""Articles: added from files, printed, summarised, corrected."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.shared import complain, say, services_of
from bot.cli.sources import add_source
from bot.errors import QuellenboteError

if TYPE_CHECKING:
    from bot.app import Services
    from bot.i18n import Translator
    from bot.services.ingest import Tally
    from bot.services.summaries import Entry
    from bot.settings import Settings


MANY = 100
"""Pieces whose points take so long that a person should know what is waited for."""


async def add(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Store files and folders, or keep a blog; 1 if anything was refused."""
    from bot.services.imports import is_address

    addresses = [what for what in parsed.what if is_address(what)]
    paths = [Path(what) for what in parsed.what if what not in addresses]
    async with services_of(settings) as what:
        refused = 0
        if paths:
            refused += await _add_files(parsed, what, paths, t)
        for address in addresses:
            try:
                refused += await add_source(parsed, what, address, t)
            except QuellenboteError as error:  # the others are added all the same
                refused += 1
                complain(f"{address}: {t.error(error)}")
        if (waiting := (await what.status.counts()).pending) > MANY:
            complain(t("cli.add.points", count=waiting))
        while await what.summarise.pending():
            pass
    return 1 if refused else 0


async def _add_files(parsed: argparse.Namespace, what: Services, paths: Sequence[Path], t: Translator) -> int:
    from bot.services.imports import Given

    given = Given(
        title=parsed.title,
        url=parsed.url,
        original_url=parsed.original_url,
        published=_moment(parsed.published, what.subscriptions.default_zone),
    )
    now, refused, count = datetime.now(UTC), 0, 0
    async for one in what.imports.add(paths, now=now, given=given):
        count += 1
        if one.error is not None:
            refused += 1
            complain(t.error(one.error))
        else:
            say(t(f"cli.add.{one.outcome}", name=one.path.name, count=_total(one.tally)))
    if count == 0:
        complain(t("cli.add.nothing"))
    return refused


async def export(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Print what is stored."""
    from bot.services.exporting import exported
    from bot.services.transfer import lines

    async with services_of(settings) as what:
        if parsed.everything:
            async for row in lines(what.database):
                say(row)
            return 0
        async for line in exported(what.database):
            say(json.dumps(line, ensure_ascii=False))
    return 0


async def summarize(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Print points or passages of a file."""
    from bot.services import summaries

    method = parsed.method or settings.summary_method
    made = await asyncio.to_thread(
        summaries.of_file,
        Path(parsed.file),
        points=parsed.points,
        about=parsed.about,
        method=method,
        explain=parsed.explain,
    )
    for summary in made:
        if parsed.json:
            say(json.dumps(summary.as_json(), ensure_ascii=False))
            continue
        if not summary.points and not summary.passages:
            complain(t("cli.summarize.nothing"))
        for line in summaries.lines(summary, t):
            say(line)
    return 0


async def read(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Show what a source or a file would bring."""
    from bot.services.imports import is_address
    from bot.services.summaries import entry_as_json

    async with services_of(settings) as what:
        if is_address(parsed.what):
            entries = await what.readings.preview(parsed.what, parsed.via)
        else:
            entries = await what.imports.read(Path(parsed.what))
        if parsed.json:
            for entry in entries:
                say(json.dumps(entry_as_json(entry), ensure_ascii=False))
            return 0
        for entry in entries:
            say("\n".join(_as_read(entry)))
    return 0


def _as_read(entry: Entry) -> list[str]:
    """A piece as it would be stored: its title, where it comes from, its text."""
    from db import PROVENANCE_FIELDS

    found = [f"• {entry.title or '—'}", f"    {entry.url or '—'}"]
    for number, origin in enumerate((entry.provenance, *entry.provenance.others)):
        found += [""] if number else []
        found += [f"    {name}: {value}" for name in PROVENANCE_FIELDS if (value := getattr(origin, name))]
    for paragraph in entry.paragraphs:
        found += ["", paragraph.text]
    return [*found, ""]


async def edit(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Set right what the words say."""
    from db import PROVENANCE_FIELDS

    now = datetime.now(UTC)
    async with services_of(settings) as what:
        editing = what.editing
        article = await editing.article(parsed.article)
        for assignment in parsed.set or ():
            field, _, value = assignment.partition("=")
            article = await editing.set_field(parsed.article, field.strip(), value, by="cli", now=now)
        for assignment in parsed.label or ():
            number, _, value = assignment.partition("=")
            article = await editing.set_label(parsed.article, _number(number), value, by="cli", now=now)
        # from the last to the first: hiding one moves those behind it up
        for number in sorted(parsed.hide or (), reverse=True):
            article = await editing.hide_point(parsed.article, number, by="cli", now=now)
        if parsed.show_all:
            article = await editing.show(parsed.article, by="cli", now=now)
        if parsed.remove:
            article = await editing.remove(parsed.article, by="cli", now=now)
            await what.planner.plan_anew([article.id], now)
    if article.state == "removed":
        say(t("cli.edit.removed"))
    say(f"{article.id}  {article.title}")
    for name in PROVENANCE_FIELDS:
        say(f"    {name}={getattr(article.provenance, name) or ''}")
    for place, point in enumerate(article.points, 1):
        say(f"  {place}. {point.label}")
    return 0


async def preview(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Write the page of all messages."""
    from bot.presentation.preview import page

    path = Path(parsed.file)
    await asyncio.to_thread(path.write_text, page(), "utf-8")
    say(t("cli.preview.written", path=str(path)))
    return 0


def _moment(written: str | None, zone: str) -> datetime | None:
    """A date or a time as the operator writes it, in the operator's zone."""
    from zoneinfo import ZoneInfo

    if written is None:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise QuellenboteError("error.published", value=written) from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def _number(written: str) -> int:
    return int(written) if written.strip().isdecimal() else 0


def _total(tally: Tally) -> int:
    return len(tally.new) + len(tally.changed) + len(tally.returned) + tally.same
