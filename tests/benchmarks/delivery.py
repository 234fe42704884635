"""Delivery beside its peers: ``python -m tests.benchmarks.delivery [part …] [--runs N] …``.

Parts: due, webhook, drain, fanout, kills, updates, restart, soak; without one, all, in that order. Prints a
Markdown table. Rates of one run are comparable with each other; another machine gives others. The soak takes
the longest: ``soak --soaked 10000`` is a tenth of it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import aiohttp
from sqlalchemy import text
from telegram.error import TelegramError
from telegram.ext import Application, ExtBot
from telegram.request import HTTPXRequest

from bot.clock import Clock
from bot.delivery.inbox import Inbox
from bot.delivery.outbox import IN_FLIGHT, Drain
from bot.delivery.outcomes import Outcome, Sent
from bot.delivery.pacing import Gate, Priority
from bot.delivery.sender import Sender, Target
from bot.delivery.verdicts import Policy
from bot.intake import Intake
from bot.playground.flood import Flood
from bot.presentation.outgoing import OutgoingMessage
from bot.web import SECRET_HEADER, Health, Web
from db import Database, Parcel, upgrade
from tests.benchmarks.who_is_due import NOW, looked_and_scanned, many_chats
from tests.laboratory.kills import at_random, drained_over_a_restart, drained_under
from tests.laboratory.outbox import owe_all
from tests.laboratory.program import free_port
from tests.laboratory.soak import soak as a_day
from tests.laboratory.telegram import Telegram, telegram
from tests.laboratory.updates import accepted_and_killed
from tests.support.databases import postgresql_url, restartable_postgresql, sqlite_url

Style = Literal["window", "bucket"]
SECRET = "a-secret-of-the-benchmark"
MEMORY = "/dev/shm"  # noqa: S108 - only where it is, and under a name of its own
AT_ONCE = 300
"""So many are in flight where nothing is sent; at six, enough for Telegram, the disk would be measured."""
LIMIT = 30.0
"""Messages a second that Telegram allows."""


class Table:
    """Rows of Markdown."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str]] = []

    def add(self, what: str, ours: str, peer: str = "") -> None:
        self.rows.append((what, ours, peer))
        print(f"| {what} | {ours} | {peer} |", flush=True)


@contextmanager
def database_of(kind: str, folder: Path) -> Iterator[str]:
    """An upgraded database."""
    made = iter([sqlite_url(folder)]) if kind == "SQLite" else postgresql_url()
    url = next(made)
    upgrade(url)
    yield url
    next(made, None)


@contextmanager
def durable(kind: str, folder: Path) -> Iterator[str]:
    """An empty database whose commits wait for the disk; those of the tests' PostgreSQL do not."""
    if kind == "SQLite":
        yield sqlite_url(folder)
        return
    with restartable_postgresql() as (url, _):
        yield url


# ------------------------------------------------------------------- fan-out
@asynccontextmanager
async def limited(
    style: Style, chats: int
) -> AsyncIterator[tuple[asyncio.subprocess.Process, dict[str, Any]]]:
    """A Telegram with flood limits, in a process of its own so that its work is not ours."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.delivery", "serve", "--style", style, "--messages", str(chats),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    yield process, json.loads(await process.stdout.readline())


async def serve(style: Style, chats: int) -> None:
    """That process: says where it is, and at the end of its input what it counted."""
    async with telegram(chats, flood=Flood(style)) as api:
        people = [person.id for person in api.people]
        print(json.dumps({"address": api.address, "token": api.token, "people": people}), flush=True)
        await asyncio.to_thread(sys.stdin.read)
        flood = api.flood
        assert flood is not None
        arrived = len(api.arrived)
        print(json.dumps({"arrived": arrived, "refused": flood.violations, "repeats": api.repeats}))


async def counted(process: asyncio.subprocess.Process) -> dict[str, int]:
    out, _ = await process.communicate(b"")
    found: dict[str, int] = json.loads(out.splitlines()[-1])
    return found


def http() -> HTTPXRequest:
    return HTTPXRequest(connection_pool_size=64, connect_timeout=10, read_timeout=20, pool_timeout=600)


class _Named(Telegram):
    """People only, for what fills an outbox."""

    def __init__(self, people: list[int]) -> None:
        super().__init__()
        self.people = [self.person(str(number)) for number in people]
        for person, number in zip(self.people, people, strict=True):
            object.__setattr__(person, "id", number)


async def fan_out_ours(style: Style, chats: int, folder: Path) -> tuple[float, dict[str, int]]:
    """Messages a second through outbox, gate and HTTP, and what the server counted."""
    url = sqlite_url(folder)
    upgrade(url)
    async with limited(style, chats) as (process, server):
        await owe_all(_Named(server["people"]), url)
        clock, database = Clock(), Database(url)
        gate = Gate(clock)
        bot: ExtBot[Any] = ExtBot(
            server["token"], base_url=f"{server['address']}/bot", request=http(), rate_limiter=gate
        )
        await bot.initialize()
        drain = Drain(database, Sender(bot, gate), clock, "benchmark")
        began = time.monotonic()
        sent = 0
        while sent < chats:
            drained = await drain.run_once(clock.now())
            sent += drained.sent
            if not drained.total:
                await asyncio.sleep(0.05)
        seconds = time.monotonic() - began
        await bot.shutdown()
        await database.close()
        return chats / seconds, await counted(process)


async def fan_out_theirs(style: Style, chats: int) -> tuple[float, dict[str, int]]:
    """The same with python-telegram-bot's own limiter; what raises is lost, as nobody sends it again."""
    from telegram.ext import AIORateLimiter

    async with limited(style, chats) as (process, server):
        bot: ExtBot[Any] = ExtBot(
            server["token"],
            base_url=f"{server['address']}/bot",
            request=http(),
            rate_limiter=AIORateLimiter(),
        )
        await bot.initialize()

        async def send(chat: int) -> None:
            with suppress(TelegramError):
                await bot.send_message(chat, f"{chat}, Teil 0")

        began = time.monotonic()
        await asyncio.gather(*(send(chat) for chat in server["people"]))
        seconds = time.monotonic() - began
        await bot.shutdown()
        found = await counted(process)
        return found["arrived"] / seconds, found


def _share(rates: list[float], found: list[dict[str, int]], chats: int) -> str:
    lost = max(chats - one["arrived"] for one in found)
    refused = max(one["refused"] for one in found)
    return f"{statistics.median(rates) / LIMIT:.1%} of 30/s, {refused} × 429, {lost} lost"


async def fanout(table: Table, options: argparse.Namespace) -> None:
    styles: tuple[Style, ...] = ("window", "bucket")
    for style in styles:
        rates, found = [], []
        for _ in range(options.runs):
            with tempfile.TemporaryDirectory() as folder:
                rate, one = await fan_out_ours(style, options.messages, Path(folder))
            rates.append(rate)
            found.append(one)
        peer = ""
        with suppress(RuntimeError, ImportError):
            rate, one = await fan_out_theirs(style, options.messages)
            peer = "AIORateLimiter: " + _share([rate], [one], options.messages)
        what = f"fan-out, {options.messages:,} chats, {style}, median of {options.runs}"
        table.add(what, _share(rates, found, options.messages), peer)


# ------------------------------------------------------------------- drain
class Nowhere:
    """Sends nothing, at once."""

    async def send(self, target: Target, message: OutgoingMessage, *, priority: Priority) -> Outcome:
        del target, message, priority
        return Sent(1)

    def delay(self, chat_id: int) -> float:
        del chat_id
        return 0.0


async def drained(url: str, rows: int, in_flight: int) -> float:
    """Rows a second from ready to sent."""
    database = Database(url)
    async with database.begin() as work:
        connection = work.outbox._connection
        numbers = (
            f"SELECT value FROM generate_series(1, {rows}) AS t(value)"
            if not database.is_sqlite
            else f"WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < {rows}) "
            "SELECT value FROM n"
        )
        numbers_of = [row[0] for row in (await connection.execute(text(numbers))).all()]
        chat = await work.chats.meet(1, 0, kind="private", language_code="de", boxed=False, now=NOW)
        await many_chats(connection, rows, chat.id)
        payload = {"text": "Guten Morgen", "buttons": [], "preview": None, "article_id": None}
        parcels = [Parcel(number, "digest:2026-11-22", 0, payload, NOW) for number in numbers_of]
        await work.outbox.put(parcels, now=NOW)
    drain = Drain(database, Nowhere(), Clock(), "benchmark", in_flight=in_flight)
    began = time.monotonic()
    done = await drain.run_once(datetime.now(UTC))
    seconds = time.monotonic() - began
    assert done.sent == rows, done
    await database.close()
    return rows / seconds


async def one_job_a_message(url: str, jobs: int) -> float:
    """Jobs a second, deferred in one go and worked on by one worker."""
    from procrastinate import App, PsycopgConnector

    app = App(connector=PsycopgConnector(conninfo=url))

    @app.task(name="message")
    async def message(number: int) -> None:
        del number

    async with app.open_async():
        await message.batch_defer_async(*({"number": number} for number in range(jobs)))
        began = time.monotonic()
        await app.run_worker_async(
            wait=False, concurrency=8, install_signal_handlers=False, listen_notify=False
        )
        return jobs / (time.monotonic() - began)


async def drain(table: Table, options: argparse.Namespace) -> None:
    for kind in ("SQLite", "PostgreSQL"):
        for in_flight, rows in ((AT_ONCE, options.rows), (IN_FLIGHT, options.rows // 20)):
            with tempfile.TemporaryDirectory() as folder, durable(kind, Path(folder)) as url:
                upgrade(url)
                rate = await drained(url, rows, in_flight)
                peer = ""
                if kind == "PostgreSQL":
                    other = await one_job_a_message(url, min(rows, 3000))
                    peer = f"one Procrastinate job a message: {other:,.0f}/s; ours × {rate / other:.1f}"
            table.add(f"drain of {rows:,} rows, {in_flight} in flight, {kind}", f"{rate:,.0f}/s", peer)


# ------------------------------------------------------------------- who is due
async def due(table: Table, options: argparse.Namespace) -> None:
    for kind in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory() as folder, database_of(kind, Path(folder)) as url:
            took = await looked_and_scanned(url, options.chats)
        table.add(
            f"{took.due} due among {options.chats:,} chats, {kind}",
            f"{took.first:.1f} ms with its transaction, {took.alone:.2f} ms without; none due {took.none:.2f} ms",
            f"scan {took.scan:,.0f} ms; ours × {took.scan / took.first:.0f}, × {took.scan / took.none:.0f}",
        )


# ------------------------------------------------------------------- webhook
async def bring(port: int, path: str, count: int) -> float:
    """Updates a second that are answered with 200, 16 at a time."""
    numbers = iter(range(1, count + 1))
    headers = {SECRET_HEADER: SECRET}

    async def one(session: aiohttp.ClientSession) -> None:
        for number in numbers:
            person = {"id": 1000 + number % 500, "is_bot": False, "first_name": "Kim"}
            message = {"message_id": number, "date": 1763800000, "chat": {"id": person["id"], "type": "private"},
                       "from": person, "text": "neueste"}  # fmt: skip
            update = {"update_id": number, "message": message}
            async with session.post(f"http://127.0.0.1:{port}{path}", json=update, headers=headers) as answer:
                assert answer.status == 200, await answer.text()

    async with aiohttp.ClientSession() as session:
        began = time.monotonic()
        await asyncio.gather(*(one(session) for _ in range(16)))
        return count / (time.monotonic() - began)


async def webhook_ours(url: str, count: int) -> float:
    database, clock, stop, port = Database(url), Clock(), asyncio.Event(), free_port()
    inbox = Inbox(database, clock, "benchmark")

    async def handle(update: object) -> None:
        del update

    async def well() -> Health:
        return Health()

    async def nothing() -> str:
        return ""

    intake = Intake(inbox, clock, handle)
    web = Web(
        listen=("127.0.0.1", port),
        receive=intake.receive,
        path="/u",
        secret=SECRET,
        health=well,
        metrics=nothing,
    )
    started = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(web.run(stop, lambda _: started.set()))
        await started.wait()
        rate = await bring(port, "/u", count)
        stop.set()
    async with database.read() as work:
        assert (await work.operators.counts()).inbox_open == count
    await database.close()
    return rate


async def webhook_theirs(count: int) -> float:
    port = free_port()
    async with telegram() as api:
        application = (
            Application.builder().token(api.token).base_url(f"{api.address}/bot").request(http()).build()
        )
        async with application:
            assert application.updater is not None
            await application.updater.start_webhook(
                "127.0.0.1", port, "u", webhook_url="https://bot.example/u", secret_token=SECRET
            )
            rate = await bring(port, "/u", count)
            await application.updater.stop()
    return rate


async def webhook(table: Table, options: argparse.Namespace) -> None:
    other = 0.0
    with suppress(RuntimeError, ImportError):
        other = await webhook_theirs(options.updates)
    for kind in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory() as folder, durable(kind, Path(folder)) as url:
            upgrade(url)
            rate = await webhook_ours(url, options.updates)
        peer = f"run_webhook, not stored: {other:,.0f}/s; ours × {rate / other:.1f}" if other else ""
        table.add(
            f"webhook, {options.updates:,} updates stored before the 200, {kind}", f"{rate:,.0f}/s", peer
        )


# ------------------------------------------------------------------- faults
async def kills(table: Table, options: argparse.Namespace) -> None:
    """kill -9 of whoever sends, at random moments, on both databases and with both policies."""
    for kind, replicas in (("SQLite", 1), ("PostgreSQL", 2)):
        policies: tuple[Policy, ...] = ("resend", "hold")
        for policy in policies:
            with tempfile.TemporaryDirectory() as folder, database_of(kind, Path(folder)) as url:
                toll = await drained_under(
                    at_random(options.kills, options.seed),
                    url,
                    Path(folder),
                    replicas=replicas,
                    policy=policy,
                )
            who = "1 process" if replicas == 1 else "1 of 2 replicas sending"
            doubt = f", {toll.uncertain} uncertain, all listed" if policy == "hold" else ""
            table.add(
                f"kill -9 × {toll.kills} in mid-drain, {kind}, {who}, `{policy}`",
                f"{toll.lost} lost, {toll.repeats} repeats, at most {toll.most_repeats} a kill{doubt}; "
                f"the next message after {toll.failover:.1f} s",
                f"{IN_FLIGHT} in flight",
            )


async def updates(table: Table, options: argparse.Namespace) -> None:
    """SIGKILL after so many updates were answered with 200."""
    del options
    for kind in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory() as folder, database_of(kind, Path(folder)) as url:
            found = await accepted_and_killed(url, Path(folder), 200)
        table.add(
            f"SIGKILL after {found.accepted} accepted updates, {kind}",
            f"{found.unanswered} lost; {found.answered_before} answered before, the last {found.seconds:.0f} s later",
        )


async def restart(table: Table, options: argparse.Namespace) -> None:
    """The database restarted under two replicas."""
    del options
    with restartable_postgresql() as (url, restart_it), tempfile.TemporaryDirectory() as folder:
        upgrade(url)
        toll = await drained_over_a_restart(url, restart_it, Path(folder), 300)
    table.add(
        "`pg_ctl restart -m immediate` in mid fan-out, 2 replicas",
        f"{toll.lost} lost, {toll.repeats} repeats; both go on by themselves, the next message "
        f"{toll.failover:.1f} s after the server is back",
    )


async def soak(table: Table, options: argparse.Namespace) -> None:
    """A day in virtual time."""
    with tempfile.TemporaryDirectory(dir=MEMORY if Path(MEMORY).is_dir() else None) as folder:  # noqa: ASYNC240 - a look
        url = sqlite_url(Path(folder))
        upgrade(url)
        began = time.monotonic()
        report = await a_day(url, Path(folder), options.soaked, seed=options.seed)
    table.add(
        f"24 hours × {report.chats:,} chats in virtual time",
        f"{report.faults:,} faults, {report.kills} kills: {len(report.lost)} lost, {report.open_rows} left open, "
        f"{report.repeats} repeats, {len(report.repeated_without_need)} of them without a doubt",
        f"{(time.monotonic() - began) / 60:.0f} minutes",
    )


PARTS = {
    "due": due,
    "webhook": webhook,
    "drain": drain,
    "fanout": fanout,
    "kills": kills,
    "updates": updates,
    "restart": restart,
    "soak": soak,
}


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, "serve", []], default=[])
    parser.add_argument("--messages", type=int, default=3000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--chats", type=int, default=1_000_000)
    parser.add_argument("--updates", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--soaked", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--style", choices=("window", "bucket"), default="window")
    options = parser.parse_args()
    if options.parts == ["serve"]:
        await serve(options.style, options.messages)
        return
    logging.disable(logging.ERROR)  # a peer that is refused says so with a traceback for each message
    cores = os.cpu_count()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {cores} cores, Python {platform.python_version()}\n")
    print("| what | Quellenbote | beside it |\n|---|---|---|", flush=True)
    table = Table()
    for name in options.parts or PARTS:
        await PARTS[name](table, options)


if __name__ == "__main__":
    asyncio.run(main())
