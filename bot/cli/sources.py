"""Sources: found, kept, listed, read."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.cli.shared import agreed, complain, say, services_of

if TYPE_CHECKING:
    from bot.app import Services
    from bot.i18n import Translator
    from bot.services.summaries import Entry
    from bot.settings import Settings


async def add_source(parsed: argparse.Namespace, what: Services, address: str, t: Translator) -> int:
    """Try an address, show what it would bring, ask, and keep it."""
    found = await what.readings.discover(address, parsed.via)
    say(t("cli.source.found", title=found.title, kind=found.kind, address=found.address))
    for entry in await what.readings.newest(found):
        say(entry_line(entry))
    if not parsed.yes and not await agreed(t("cli.source.keep")):
        say(t("cli.source.left"))
        return 0
    full_text = parsed.full_text or (not parsed.yes and await agreed(t("cli.source.own")))
    source = await what.readings.keep(found, by="cli", now=datetime.now(UTC), full_text=full_text)
    if parsed.yes:
        async for step in what.readings.backfill(source):
            count = (
                step.backfill.done
                if step.backfill.total is None
                else f"{step.backfill.done}/{step.backfill.total}"
            )
            print(t("cli.source.progress", count=count), file=sys.stderr)  # noqa: T201
    counts = await what.status.counts()
    say(t("cli.source.kept", title=source.title, count=counts.articles))
    return 0


def entry_line(entry: Entry) -> str:
    """A piece and its provenance, in two lines."""
    origin = entry.provenance
    parts = (origin.author, origin.platform, origin.published, origin.original_url)
    known = " · ".join(part for part in parts if part)
    return f"  • {entry.title or '—'}\n    {known or '—'}"


async def sources(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """List the sources."""
    from bot.delivery.plain import plain
    from bot.presentation import operators

    async with services_of(settings) as what:
        found = await what.status.sources()
        if not found:
            _say_there_is_none(t)
            return 0
        say(plain(operators.sources(t, found, settings.zone).text))
    return 0


async def refresh(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """Read sources now; 1 if one failed, or there is none to read."""
    failed, withdrawn, count = 0, list[int](), 0
    async with services_of(settings) as what:
        for number, (source, _) in enumerate(await what.status.sources(), 1):  # as `sources` numbers them
            wanted = parsed.source is None or parsed.source in (str(number), source.address, source.site)
            if not wanted or source.is_own:
                continue
            count += 1
            reading = await what.readings.read(source, unconditional=True)
            tally = reading.tally
            withdrawn += tally.withdrawn
            if reading.error is not None:
                failed += 1
                complain(f"{source.title}: {t.error(reading.error)}")
            else:
                say(
                    t(
                        "cli.refresh.done",
                        title=source.title,
                        new=len(tally.new),
                        changed=len(tally.changed) + len(tally.returned),
                        withdrawn=len(tally.withdrawn),
                    )
                )
        if count == 0:
            if parsed.source is None:
                _say_there_is_none(t)
            else:
                complain(t("error.source.unknown", number=parsed.source))
            return 1
        await what.planner.plan_anew(withdrawn, datetime.now(UTC))
        while await what.summarise.pending():
            pass
    return 1 if failed else 0


def _say_there_is_none(t: Translator) -> None:
    complain(t("doctor.sources.none"))
    complain(t("remedy.sources.none"))


async def status(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    """How much there is."""
    from bot.delivery.plain import plain
    from bot.presentation import operators

    async with services_of(settings) as what:
        say(plain(operators.stats(t, await what.status.counts()).text))
    return 0
