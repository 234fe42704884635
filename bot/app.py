"""The only place that builds things: everything is made, started and ended here, in order."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from telegram import Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from bot import handlers
from bot.clock import Clock
from bot.delivery.alerts import Alerts
from bot.delivery.inbox import Inbox
from bot.delivery.outbox import Drain
from bot.delivery.pacing import FREE, Gate, Pace
from bot.delivery.planner import Planner
from bot.delivery.sender import Sender
from bot.errors import QuellenboteError
from bot.handlers.administrators import Administrators
from bot.handlers.asking import Asking
from bot.handlers.filtering import Filtering
from bot.handlers.general import General
from bot.handlers.inline import Inline
from bot.handlers.menus import Menus
from bot.handlers.operators import Operators
from bot.handlers.reading import Reading
from bot.handlers.router import Router
from bot.handlers.subscribing import Subscribing
from bot.handlers.uploads import Uploads
from bot.intake import Intake
from bot.jobs import Jobs, Tick
from bot.services.archive import Archive
from bot.services.broadcasts import Broadcasts
from bot.services.cleaning import Cleaning
from bot.services.digests import Digests
from bot.services.editing import Editing
from bot.services.imports import Imports
from bot.services.ingest import Ingest
from bot.services.readings import Readings
from bot.services.status import Status
from bot.services.subscriptions import Subscriptions
from bot.services.summarise import Summarise
from bot.services.watch import Watch
from bot.services.workers import Workers
from bot.settings import Settings
from bot.sources.fetch import Fetcher
from bot.sources.reader import Reader
from db import Database, Json, upgrade

if TYPE_CHECKING:
    from bot.playground.box import Box

logger = logging.getLogger(__name__)
SHUTDOWN_SECONDS = 10.0
"""What is in work at SIGTERM is finished, but no longer than this."""
POLL_SECONDS = 30
RECONNECT_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)

TelegramApplication: TypeAlias = "Application[Any, Any, Any, Any, Any, Any]"


@dataclass(frozen=True, slots=True)
class Services:
    """What the bot can do, for chat and command line alike."""

    database: Database
    workers: Workers
    reader: Reader
    archive: Archive
    digests: Digests
    subscriptions: Subscriptions
    summarise: Summarise
    ingest: Ingest
    imports: Imports
    readings: Readings
    editing: Editing
    broadcasts: Broadcasts
    status: Status
    cleaning: Cleaning
    watch: Watch

    async def close(self) -> None:
        """End what they hold."""
        await self.reader.close()
        self.workers.close()
        await self.database.close()


async def services(settings: Settings, *, clock: Clock, boxed: bool = False) -> Services:
    """The services over an upgraded database. Raises StorageError."""
    if settings.database_url.startswith("sqlite:///"):
        Path(settings.database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(upgrade, settings.database_url)
    database, workers = Database(settings.database_url), Workers()
    reader = Reader()
    fetcher = Fetcher(clock, allow_hosts=settings.allow_hosts)
    ingest = Ingest(database, workers)
    return Services(
        database=database,
        workers=workers,
        reader=reader,
        archive=Archive(database, workers),
        digests=Digests(database, workers),
        subscriptions=Subscriptions(database, zone=settings.zone),
        summarise=Summarise(database, workers, method=settings.summary_method),
        ingest=ingest,
        imports=Imports(database, ingest, workers),
        readings=Readings(database, fetcher, reader, ingest, clock),
        editing=Editing(database),
        broadcasts=Broadcasts(database, zone=settings.zone, boxed=boxed),
        status=Status(database),
        cleaning=Cleaning(database),
        watch=Watch(database),
    )


class App:
    """The running bot. Use it as a context manager; ``run`` serves until ``stop`` is set."""

    def __init__(
        self,
        settings: Settings,
        what: Services,
        *,
        clock: Clock,
        token: str,
        api_url: str,
        request: Callable[[], BaseRequest],
        boxed: bool,
    ) -> None:
        self.services = what
        self.clock = clock
        self.stop = asyncio.Event()
        self._gate = Gate(clock, pace=FREE if boxed else Pace())
        bot: ExtBot[Any] = ExtBot(
            token=token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=request(),
            get_updates_request=request(),
            rate_limiter=self._gate,
        )
        self.application: TelegramApplication = Application.builder().bot(bot).updater(None).build()
        self.sender = Sender(bot, self._gate)
        owner = f"{socket.gethostname()[:24]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.drain = Drain(what.database, self.sender, clock, owner, policy=settings.uncertain, boxed=boxed)
        self.intake = Intake(
            Inbox(what.database, clock, owner), clock, self._handle, on_stuck=self._apologise
        )
        self.jobs = Jobs(self._ticks(settings), clock)
        self._menus = Menus(self.sender, settings.operators)
        self._router = self._routed(settings, bot, boxed=boxed)
        handlers.register(self.application, self._router)

    # ---------------------------------------------------------------- life
    async def __aenter__(self) -> Self:
        await self._reach_telegram()
        return self

    async def __aexit__(self, *_: object) -> None:
        with suppress(TelegramError):
            await self.application.shutdown()
        await self.services.close()

    async def run(self, receive: Callable[[asyncio.Event], Coroutine[Any, Any, None]] | None = None) -> None:
        """Serve until ``stop`` is set: take updates (by polling, where nothing else is given), and do the jobs.

        What is in work at the end has SHUTDOWN_SECONDS to finish.
        """
        await self.drain.take_over()
        await self.intake.take_over()
        taking = asyncio.create_task((receive or self.poll)(self.stop), name="receive")
        tasks = [
            asyncio.create_task(self.intake.run(self.stop), name="intake"),
            asyncio.create_task(self.drain.run(self.stop), name="drain"),
            asyncio.create_task(self.jobs.run(self.stop), name="jobs"),
            asyncio.create_task(self._menus.set(), name="menus"),
        ]
        ending = asyncio.create_task(self.stop.wait())
        await asyncio.wait([taking, ending], return_when=asyncio.FIRST_COMPLETED)
        self.stop.set()
        self.intake.wake()
        self.drain.wake()
        _, late = await asyncio.wait([taking, *tasks], timeout=SHUTDOWN_SECONDS)
        for task in late:
            logger.warning("did not finish in time", extra={"task": task.get_name()})
            task.cancel()
        results = await asyncio.gather(taking, *tasks, ending, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                raise result

    async def poll(self, stop: asyncio.Event) -> None:
        """Ask Telegram for updates, store each, and only then acknowledge it by asking for the next."""
        offset, failures = 0, 0
        while not stop.is_set():
            asking = asyncio.ensure_future(
                self.application.bot.get_updates(
                    offset=offset, timeout=POLL_SECONDS, allowed_updates=handlers.ALLOWED_UPDATES
                )
            )
            ending = asyncio.ensure_future(stop.wait())
            await asyncio.wait([asking, ending], return_when=asyncio.FIRST_COMPLETED)
            ending.cancel()
            if not asking.done():
                asking.cancel()
                return
            try:
                updates = asking.result()
            except InvalidToken:
                raise
            except TelegramError as error:
                pause = RECONNECT_SECONDS[min(failures, len(RECONNECT_SECONDS) - 1)]
                failures += 1
                logger.warning("no updates", extra={"reason": str(error), "again_in": pause})
                await _wait(stop, pause)
                continue
            failures = 0
            for update in updates:
                await self.intake.receive(update.to_dict())
                offset = update.update_id + 1

    async def settled(self) -> None:
        """Return when everything that was received is handled, and what it put into the outbox is sent."""
        await self.intake.idle()
        self.drain.wake()
        while await self.services.status.is_sending(self.clock.now()):
            await self.clock.sleep(0.02)

    async def _reach_telegram(self) -> None:
        """Say hello until the API answers; a wrong token ends it with error.token."""
        for failures in range(10**6):
            try:
                await self.application.initialize()
            except InvalidToken as error:
                raise QuellenboteError("error.token") from error
            except NetworkError as error:
                pause = RECONNECT_SECONDS[min(failures, len(RECONNECT_SECONDS) - 1)]
                logger.warning("Telegram does not answer", extra={"reason": str(error), "again_in": pause})
                if await _wait(self.stop, pause):
                    return
            else:
                return

    async def _handle(self, payload: Mapping[str, Json]) -> None:
        update = Update.de_json(dict(payload), self.application.bot)
        await self.application.process_update(update)

    async def _apologise(self, payload: Mapping[str, Json]) -> None:
        await self._router.apologise(Update.de_json(dict(payload), self.application.bot))

    # ---------------------------------------------------------------- parts
    def _routed(self, settings: Settings, bot: ExtBot[Any], *, boxed: bool) -> Router:
        what = self.services
        reading = Reading(what.archive, what.digests, what.subscriptions, what.status)
        asking = Asking(what.archive, what.subscriptions)
        subscribing = Subscribing(what.subscriptions, what.archive, what.status)
        filtering = Filtering(what.subscriptions, what.archive, what.digests, what.status, asking)
        general = General(what.archive, what.subscriptions, contact=settings.contact)
        operators = Operators(
            what.status,
            what.readings,
            what.editing,
            what.broadcasts,
            what.digests,
            what.subscriptions,
            what.watch,
        )
        return Router(
            sender=self.sender,
            clock=self.clock,
            subscriptions=what.subscriptions,
            routes={
                **reading.routes,
                **asking.routes,
                **subscribing.routes,
                **filtering.routes,
                **general.routes,
                **operators.routes,
                **Uploads(what.imports, what.subscriptions, bot).routes,
            },
            inline=Inline(what.archive),
            administrators=Administrators(bot, self.clock),
            operators=settings.operators,
            language=settings.language,
            boxed=boxed,
        )

    def _ticks(self, settings: Settings) -> tuple[Tick, ...]:
        """The pipe from a source to a reader, in order."""
        what = self.services
        planner = Planner(
            what.database, what.digests, what.archive, zone=settings.zone, language=settings.language
        )

        alerts = Alerts(
            what.database,
            what.readings,
            what.watch,
            what.broadcasts,
            settings.operators,
            language=settings.language,
        )

        async def fetch() -> bool:
            readings = await what.readings.due(self.clock.now())
            withdrawn = [i for reading in readings for i in reading.tally.withdrawn]
            if withdrawn:
                await planner.plan_anew(withdrawn, self.clock.now())
            return bool(readings)

        async def backfill() -> bool:
            return bool(await what.readings.backfill_some())

        async def summarise() -> bool:
            return await what.summarise.pending() > 0

        async def plan() -> bool:
            planned = await planner.plan(self.clock.now())
            if planned.messages:
                self.drain.wake()
            return planned.slots > 0

        async def at_once() -> bool:
            if await planner.plan_at_once(self.clock.now()):
                self.drain.wake()
            return False

        async def send() -> bool:
            await self.drain.run_once(self.clock.now())
            return False

        async def alert() -> bool:
            if await alerts.run(self.clock.now()):
                self.drain.wake()
            return False

        async def clean() -> bool:
            await what.cleaning.run(self.clock.now())
            await what.watch.note_growth(self.clock.now())
            return False

        return (
            Tick("fetch", 15.0, fetch),
            Tick("backfill", 30.0, backfill),
            Tick("summarise", 5.0, summarise),
            Tick("plan", 1.0, plan),
            Tick("at once", 5.0, at_once),
            Tick("send", 60.0, send),
            Tick("alert", 60.0, alert),
            Tick("clean", 3600.0, clean),
        )


def for_telegram(settings: Settings, what: Services, *, clock: Clock) -> App:
    """The bot on Telegram, or on the Bot API server of the settings. It needs a token."""
    assert settings.token is not None, "the caller checks that there is a token"  # noqa: S101
    return App(
        settings,
        what,
        clock=clock,
        token=settings.token,
        api_url=settings.api_url,
        request=_http,
        boxed=False,
    )


def in_a_box(settings: Settings, what: Services, *, clock: Clock, box: Box) -> App:
    """The same bot in the playground: no token, no network."""
    from bot.playground.request import BoxRequest  # the box is not loaded by the real bot

    return App(
        settings,
        what,
        clock=clock,
        token=box.token,
        api_url="https://box.invalid",
        request=lambda: BoxRequest(box),
        boxed=True,
    )


def _http() -> BaseRequest:
    # below the lease of a delivery, so that no other sender takes over what is still under way
    return HTTPXRequest(
        connection_pool_size=16, connect_timeout=10.0, read_timeout=20.0, write_timeout=20.0, pool_timeout=5.0
    )


async def _wait(stop: asyncio.Event, seconds: float) -> bool:
    """Wait that long, or until the end; True if it is the end."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()
