"""Every command of ``quellenbote``: arguments in, one service called, words out. Thin, and lazily imported."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bot.errors import QuellenboteError

if TYPE_CHECKING:
    from bot.app import App, Services
    from bot.i18n import Translator
    from bot.playground.box import Box
    from bot.services.ingest import Tally
    from bot.services.summaries import Entry
    from bot.settings import Settings

Command: TypeAlias = "Callable[[argparse.Namespace, Settings, Translator], Awaitable[int]]"
# https://man.openbsd.org/sysexits: what service managers understand
EX_UNAVAILABLE, EX_CONFIG = 69, 78
METHODS = ("quellenbote", "lexrank", "textrank", "luhn", "lsa", "kl", "sumbasic", "edmundson")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit status (0, 1 for an expected failure, 78 for wrong settings)."""
    parsed = _parser().parse_args(arguments)
    from bot.i18n import translator
    from bot.settings import SettingsError, load

    try:
        settings = load()
    except SettingsError as error:
        t = translator("de")
        for name, key, details in error.problems:
            print(f"{name}: {t(key, **details)}", file=sys.stderr)  # noqa: T201
        return EX_CONFIG
    t = translator(settings.language)
    from bot import log
    from db import StorageError

    log.set_up(settings.log_format, level=_level(parsed, settings))
    try:
        status: int = asyncio.run(parsed.do(parsed, settings, t))
    except QuellenboteError as error:
        _complain(t.error(error))
        return EX_CONFIG if error.key == "error.token" else 1
    except StorageError as error:
        _complain(t("error.storage", reason=str(error)))
        return EX_UNAVAILABLE
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away; Python would complain once more at exit
        return 0
    except KeyboardInterrupt:
        return 130
    return status


def _level(parsed: argparse.Namespace, settings: Settings) -> int:
    import logging

    if parsed.verbose:
        return logging.DEBUG
    # in the terminal chat and for short commands the log would stand between the lines
    return logging.INFO if parsed.command == "run" and settings.token else logging.WARNING


# ------------------------------------------------------------------- run
async def _run(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    if settings.token is None:
        return await _chat(parsed, settings, t)
    from bot.app import for_telegram, services
    from bot.clock import Clock

    clock = Clock()
    what = await services(settings, clock=clock)
    await what.imports.remove_samples()
    async with for_telegram(settings, what, clock=clock) as app:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, app.stop.set)
        print(t("cli.running", name=app.application.bot.username), file=sys.stderr)  # noqa: T201
        await app.run()
    return 0


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


# ------------------------------------------------------------------- add, export, summarize
async def _add(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    addresses = [what for what in parsed.what if what.startswith(("http://", "https://"))]
    paths = [Path(what) for what in parsed.what if what not in addresses]
    async with _services(settings) as what:
        refused = 0
        if paths:
            refused += await _add_files(parsed, what, paths, t)
        for address in addresses:
            try:
                refused += await _add_source(parsed, what, address, t)
            except QuellenboteError as error:  # the others are added all the same
                refused += 1
                _complain(f"{address}: {t.error(error)}")
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
            _complain(t.error(one.error))
        else:
            _say(t(f"cli.add.{one.outcome}", name=one.path.name, count=_total(one.tally)))
    if count == 0:
        _complain(t("cli.add.nothing"))
    return refused


async def _export(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from bot.services.exporting import exported

    del parsed, t
    async with _services(settings) as what:
        async for line in exported(what.database):
            _say(json.dumps(line, ensure_ascii=False))
    return 0


async def _summarize(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
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
            _say(json.dumps(summary.as_json(), ensure_ascii=False))
            continue
        if not summary.points and not summary.passages:
            _complain(t("cli.summarize.nothing"))
        for line in summaries.lines(summary):
            _say(line)
    return 0


async def _config(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from bot.settings import FILE_NAME, shown

    del parsed
    _say(t("cli.config.file", path=str(settings.data_dir / FILE_NAME)))
    for name, value, meaning in shown(settings):
        _say(f"{name}={value}\n    # {meaning}")
    return 0


# ------------------------------------------------------------------- sources
async def _add_source(parsed: argparse.Namespace, what: Services, address: str, t: Translator) -> int:
    """Try an address, show what it would bring, ask, and keep it."""
    found = await what.readings.discover(address, parsed.via)
    _say(t("cli.source.found", title=found.title, kind=found.kind, address=found.address))
    for entry in found.entries[:3]:
        _say(_entry_line(entry))
    if not parsed.yes and not await _agreed(t("cli.source.keep")):
        _say(t("cli.source.left"))
        return 0
    source = await what.readings.keep(found, by="cli", now=datetime.now(UTC), full_text=parsed.full_text)
    if parsed.yes:
        async for step in what.readings.backfill(source):
            count = (
                step.backfill.done
                if step.backfill.total is None
                else f"{step.backfill.done}/{step.backfill.total}"
            )
            print(t("cli.source.progress", count=count), file=sys.stderr)  # noqa: T201
    counts = await what.status.counts()
    _say(t("cli.source.kept", title=source.title, count=counts.articles))
    return 0


def _entry_line(entry: Entry) -> str:
    origin = entry.provenance
    parts = (origin.author, origin.platform, origin.published, origin.original_url)
    known = " · ".join(part for part in parts if part)
    return f"  • {entry.title or '—'}\n    {known or '—'}"


async def _agreed(question: str) -> bool:
    """What the operator says to a question; no answer means no."""
    print(f"{question} ", end="", flush=True, file=sys.stderr)  # noqa: T201
    said = (await asyncio.to_thread(sys.stdin.readline)).strip().casefold()
    return said in {"j", "ja", "y", "yes", "т", "так"}


async def _sources(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from bot.delivery.plain import plain
    from bot.presentation import operators

    del parsed
    async with _services(settings) as what:
        found = await what.status.sources()
        message = operators.sources(t, found, datetime.now(UTC), settings.zone)
        _say(plain(message.text))
    return 0


async def _refresh(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from bot.delivery.planner import Planner

    failed, withdrawn = 0, list[int]()
    async with _services(settings) as what:
        for source, _ in await what.status.sources():
            wanted = parsed.source is None or parsed.source in (str(source.id), source.address, source.site)
            if not wanted or source.kind in ("files", "samples"):
                continue
            reading = await what.readings.read(source, unconditional=True)
            tally = reading.tally
            withdrawn += tally.withdrawn
            if reading.error is not None:
                failed += 1
                _complain(f"{source.title}: {t.error(reading.error)}")
            else:
                _say(
                    t(
                        "cli.refresh.done",
                        title=source.title,
                        new=len(tally.new),
                        changed=len(tally.changed) + len(tally.returned),
                        withdrawn=len(tally.withdrawn),
                    )
                )
        planner = Planner(
            what.database, what.digests, what.archive, zone=settings.zone, language=settings.language
        )
        await planner.plan_anew(withdrawn, datetime.now(UTC))
        while await what.summarise.pending():
            pass
    return 1 if failed else 0


async def _read(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from bot.services.summaries import entry_as_json

    async with _services(settings) as what:
        if "://" in parsed.what:
            entries = await what.readings.preview(parsed.what, parsed.via)
        else:
            entries = await what.imports.read(Path(parsed.what))
        if parsed.json:
            for entry in entries:
                _say(json.dumps(entry_as_json(entry), ensure_ascii=False))
            return 0
        for entry in entries:
            _say(_entry_line(entry))
            for paragraph in entry.paragraphs:
                _say(f"\n{paragraph.text}")
    del t
    return 0


async def _edit(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from db import PROVENANCE_FIELDS

    now = datetime.now(UTC)
    async with _services(settings) as what:
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
            article = await editing.show_points(parsed.article, by="cli", now=now)
    _say(f"{article.id}  {article.title}")
    for name in PROVENANCE_FIELDS:
        _say(f"    {name}={getattr(article.provenance, name) or ''}")
    for place, point in enumerate(article.points, 1):
        _say(f"  {place}. {point.label}")
    del t
    return 0


async def _preview(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from bot.presentation.preview import page

    del settings
    path = Path(parsed.file)
    await asyncio.to_thread(path.write_text, page(), "utf-8")
    _say(t("cli.preview.written", path=str(path)))
    return 0


async def _status(parsed: argparse.Namespace, settings: Settings, t: Translator) -> int:
    from bot.delivery.plain import plain
    from bot.presentation import operators

    del parsed
    async with _services(settings) as what:
        _say(plain(operators.stats(t, await what.status.counts()).text))
    return 0


# ------------------------------------------------------------------- shared
@asynccontextmanager
async def _services(settings: Settings) -> AsyncIterator[Services]:
    """The services for one command, closed after it."""
    from bot.app import services
    from bot.clock import Clock

    what = await services(settings, clock=Clock())
    try:
        yield what
    finally:
        await what.close()


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
    return int(written) if written.strip().isdigit() else 0


def _total(tally: Tally) -> int:
    return len(tally.new) + len(tally.changed) + len(tally.returned) + tally.same


def _say(line: str) -> None:
    print(line)  # noqa: T201 - this is what a command is for


def _complain(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="quellenbote",
        description="An async Telegram bot for article digests, each sentence with its source.",
    )
    parser.add_argument("--version", action="version", version=f"quellenbote {_version()}")
    parser.add_argument("-v", "--verbose", action="store_true", help="log more")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, do: Command, summary: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=summary, description=summary)
        sub.set_defaults(do=do)
        return sub

    run = command("run", _run, "run the bot; without a token: chat with it in the terminal")
    run.add_argument(
        "--language", choices=("de", "uk", "en"), help="the language of the person in the terminal chat"
    )
    add = command("add", _add, "add articles from files and folders, or a blog by its address")
    add.add_argument("what", nargs="+", metavar="PATH|URL")
    add.add_argument("--title", help="the article's title")
    add.add_argument("--url", help="where the article stands")
    add.add_argument("--original-url", help="where the original stands")
    add.add_argument(
        "--published", metavar="DATE", help="when it was published, as 2026-01-17 or 2026-01-17T08:00"
    )
    add.add_argument(
        "--via", choices=("rss", "atom", "json", "rest", "page"), help="the channel to read a blog by"
    )
    add.add_argument(
        "--yes", action="store_true", help="keep a blog without asking, and wait for its archive"
    )
    add.add_argument(
        "--full-text", action="store_true", help="the blog is yours or allows its whole text in chat"
    )
    export = command("export", _export, "print every stored article")
    export.add_argument("--json", action="store_true", help="one JSON object a line (the only form there is)")
    summarize = command("summarize", _summarize, "print the points of a file, without storing it")
    summarize.add_argument("file", metavar="FILE")
    summarize.add_argument("--points", type=int, default=5, metavar="N", help="how many points (5)")
    summarize.add_argument("--about", metavar="QUERY", help="passages on a topic instead of points")
    summarize.add_argument("--method", choices=METHODS, help="how sentences are ranked")
    summarize.add_argument("--explain", action="store_true", help="why each sentence and label was chosen")
    summarize.add_argument("--json", action="store_true", help="as JSON")
    command("config", _config, "list all settings and where the settings file is")
    command("sources", _sources, "list the sources and how they are")
    refresh = command("refresh", _refresh, "read all sources now, or one")
    refresh.add_argument("source", nargs="?", metavar="SOURCE", help="its number or address")
    read = command("read", _read, "show what would be stored of an address or a file, without storing it")
    read.add_argument("what", metavar="URL|FILE")
    read.add_argument(
        "--via", choices=("rss", "atom", "json", "rest", "page"), help="the channel to read a blog by"
    )
    read.add_argument("--json", action="store_true", help="as JSON, one object a line")
    edit = command("edit", _edit, "correct an article: a value, a label, a hidden point")
    edit.add_argument("article", type=int, metavar="NUMBER")
    edit.add_argument("--set", action="append", metavar="FIELD=VALUE", help="title or a provenance value")
    edit.add_argument("--label", action="append", metavar="N=TEXT", help="call the N-th point something else")
    edit.add_argument("--hide", action="append", type=int, metavar="N", help="show the N-th point to nobody")
    edit.add_argument("--show-all", action="store_true", help="show hidden points again")
    preview = command(
        "preview", _preview, "write an HTML page that shows every kind of message as a phone would"
    )
    preview.add_argument("file", nargs="?", default="quellenbote-preview.html", metavar="FILE")
    command("status", _status, "how much there is, and what waits")
    return parser


def _version() -> str:
    try:
        return metadata.version("quellenbote")
    except metadata.PackageNotFoundError:
        return "0"
