"""The only place that builds things: everything is made, started and ended here, in order."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from bot import handlers
from bot.clock import Clock, wait
from bot.delivery.alerts import Alerts
from bot.delivery.inbox import Inbox
from bot.delivery.leader import Leader, pause_after
from bot.delivery.outbox import Drain
from bot.delivery.outcomes import is_refused
from bot.delivery.pacing import FREE, Gate, Pace
from bot.delivery.planner import Planner
from bot.delivery.reach import Reach
from bot.delivery.sender import Sender
from bot.delivery.webhooks import Webhook, Webhooks, derived_secret
from bot.errors import QuellenboteError
from bot.handlers import guessing
from bot.handlers.administrators import Administrators
from bot.handlers.asking import Asking
from bot.handlers.filtering import Filtering
from bot.handlers.general import General
from bot.handlers.inline import Inline
from bot.handlers.leaving import Leaving
from bot.handlers.menus import Menus
from bot.handlers.operators import Operators
from bot.handlers.preferences import Preferences
from bot.handlers.reading import Reading
from bot.handlers.router import Router
from bot.handlers.subscribing import Subscribing
from bot.handlers.uploads import Uploads
from bot.intake import Intake
from bot.jobs import Jobs, SharedJobs
from bot.pipeline import Pipeline
from bot.polling import Polling
from bot.services.archive import Archive
from bot.services.backups import Backups
from bot.services.broadcasts import Broadcasts
from bot.services.cleaning import Cleaning
from bot.services.digests import Digests
from bot.services.editing import Editing
from bot.services.figures import Figures
from bot.services.health import Checkup
from bot.services.imports import Imports
from bot.services.ingest import Ingest
from bot.services.readings import Readings
from bot.services.replanning import Replanning
from bot.services.sharing import Sharing
from bot.services.status import Status
from bot.services.subscriptions import Subscriptions
from bot.services.summarise import Summarise
from bot.services.supervision import Heartbeat, Notifier
from bot.services.watch import Watch
from bot.services.workers import Workers
from bot.serving import Serving
from bot.settings import Settings
from bot.sources.fetch import Fetcher
from bot.sources.reader import Reader
from db import Database, Json, SenderLock, upgrade

if TYPE_CHECKING:
    from bot.playground.box import Box

logger = logging.getLogger(__name__)
_UNREADABLE = (AttributeError, KeyError, OSError, OverflowError, TypeError, ValueError)
"""What the library raises for an update that lacks something, or has something else in its place."""

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
    planner: Planner
    status: Status
    cleaning: Cleaning
    watch: Watch

    async def close(self) -> None:
        """End what they hold."""
        await self.reader.close()
        self.workers.close()
        await self.database.close()


async def services(settings: Settings, *, clock: Clock, boxed: bool = False) -> Services:
    """The services over an upgraded database. Raises StorageError, and error.backup.tool."""
    await asyncio.to_thread(_upgrade, settings, clock.now())
    database, workers = Database(settings.database_url), Workers()
    reader = Reader()
    fetcher = Fetcher(clock, contact=settings.contact, allow_hosts=settings.allow_hosts)
    ingest = Ingest(database, workers)
    archive, digests = Archive(database, workers), Digests(database, workers)
    return Services(
        database=database,
        workers=workers,
        reader=reader,
        archive=archive,
        digests=digests,
        subscriptions=Subscriptions(database, zone=settings.zone),
        summarise=Summarise(database, workers, clock, method=settings.summary_method),
        ingest=ingest,
        imports=Imports(database, ingest, workers, reader),
        readings=Readings(database, fetcher, reader, ingest, clock),
        editing=Editing(database),
        broadcasts=Broadcasts(database, boxed=boxed),
        planner=Planner(database, digests, archive, zone=settings.zone, language=settings.language),
        status=Status(database),
        cleaning=Cleaning(database),
        watch=Watch(database),
    )


def _upgrade(settings: Settings, now: datetime) -> None:
    """Bring the schema to this version's; what an older version wrote is backed up before."""
    made = Backups(settings.database_url, settings.data_dir / "backups").before_upgrade(now)
    if made is not None:
        logger.info("backed up before the upgrade", extra={"path": str(made.backup.path)})
    upgrade(settings.database_url)


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
        notifier: Notifier,
        boxed: bool,
    ) -> None:
        self.services = what
        self.clock = clock
        self.stop = asyncio.Event()
        self._language = settings.language
        self._api_url = api_url
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
        self._figures = Figures(started_at=clock.now())
        self._reach = Reach(self.sender, clock, self._figures)
        owner = f"{socket.gethostname()[:24]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.drain = Drain(
            what.database,
            self._reach,
            clock,
            owner,
            policy=settings.uncertain,
            boxed=boxed,
            zone=settings.zone,
        )
        self.intake = Intake(
            Inbox(what.database, clock, owner), clock, self._handle, on_stuck=self._apologise
        )
        # the box's chats are its own: it need not wait for the real bot's sender
        self._leader = Leader(None if boxed else SenderLock(settings.database_url))
        self._polling = Polling(
            bot,
            self.intake.receive,
            self.sender.receive_by_polling,
            allowed_updates=handlers.ALLOWED_UPDATES,
        )
        pipeline = self._pipeline(settings)
        self.jobs = Jobs(pipeline.embedded(), self._figures.job)
        self._router = self._routed(settings, bot, boxed=boxed)
        handlers.register(self.application, self._router)
        self._serving = self._served(settings, pipeline, notifier, boxed=boxed)

    # ---------------------------------------------------------------- life
    async def __aenter__(self) -> Self:
        await self._reach_telegram()
        return self

    async def __aexit__(self, *_: object) -> None:
        with suppress(TelegramError):
            await self.application.shutdown()
        await self.services.close()

    async def run(self, started: Callable[[], None] = lambda: None) -> None:
        """Serve until ``stop`` is set: take updates, do the jobs, and send where no other process does.

        ``started`` is called once it does. Raises QuellenboteError: error.token where Telegram refuses the
        token meanwhile, error.listen for a port that is taken.
        """
        warming = asyncio.create_task(self._warm())
        try:
            await self._serving.run(self.stop, started)
        finally:
            warming.cancel()
            (failed,) = await asyncio.gather(warming, return_exceptions=True)
            if isinstance(failed, Exception):
                logger.error("could not be loaded beforehand", exc_info=failed)

    async def _warm(self) -> None:
        """Load in the pool what the first article and the first message would else wait for."""
        await self.services.summarise.warm(self._language)
        await self.services.workers.run(guessing.warm, self._language)

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
            except TelegramError as error:  # a page of a proxy's, too, in whatever words it refuses
                if is_refused(error):
                    raise QuellenboteError("error.token") from error
                pause = pause_after(failures)
                reason = str(error.__cause__ if isinstance(error, InvalidToken) else error)
                told = {"address": self._api_url, "reason": reason, "again_in": pause}
                logger.warning("Telegram does not answer", extra=told)
                if await wait(self.stop, pause):
                    return
            else:
                return

    async def _handle(self, payload: Mapping[str, Json]) -> None:
        began = self.clock.monotonic()
        if await self._understood(payload, self.application.process_update):
            self._figures.update("handled", self.clock.monotonic() - began)
        else:
            self._figures.update("unreadable")

    async def _apologise(self, payload: Mapping[str, Json]) -> None:
        self._figures.update("stuck")
        await self._understood(payload, self._router.apologise)

    async def _understood(self, payload: Mapping[str, Json], do: Callable[[Update], Awaitable[None]]) -> bool:
        """Do something with an update; False for one that the library cannot read, which it never could."""
        try:
            await do(Update.de_json(dict(payload), self.application.bot))
        except _UNREADABLE as error:
            # only the kind of the error: its words may be the reader's
            kinds = {"update": payload.get("update_id"), "error": type(error).__name__}
            logger.error("an update cannot be read", extra=kinds)  # noqa: TRY400 - the traceback quotes it
            return False
        return True

    # ---------------------------------------------------------------- parts
    def _routed(self, settings: Settings, bot: ExtBot[Any], *, boxed: bool) -> Router:
        what = self.services
        reading = Reading(what.archive, what.digests, what.subscriptions, what.status)
        asking = Asking(what.archive, what.subscriptions)
        leaving = Leaving(what.subscriptions)
        subscribing = Subscribing(what.subscriptions, what.archive, what.status, leaving)
        filtering = Filtering(what.subscriptions, what.archive, what.digests, asking)
        general = General(what.archive, what.subscriptions, contact=settings.contact)
        operators = Operators(
            what.status,
            what.readings,
            what.editing,
            what.broadcasts,
            what.digests,
            what.subscriptions,
            what.watch,
            what.planner,
        )
        return Router(
            sender=self.sender,
            clock=self.clock,
            subscriptions=what.subscriptions,
            routes={
                **reading.routes,
                **asking.routes,
                **subscribing.routes,
                **leaving.routes,
                **Preferences(what.subscriptions).routes,
                **filtering.routes,
                **general.routes,
                **operators.routes,
                **Uploads(what.imports, what.subscriptions, bot).routes,
            },
            inline=Inline(what.archive),
            administrators=Administrators(bot, self.clock),
            guesses=guessing.Guesses(what.archive, what.workers),
            operators=settings.operators,
            language=settings.language,
            boxed=boxed,
        )

    def _pipeline(self, settings: Settings) -> Pipeline:
        what = self.services
        zone, language = settings.zone, settings.language
        return Pipeline(
            readings=what.readings,
            sharing=Sharing(what.database, what.readings, self.clock),
            summarise=what.summarise,
            replanning=Replanning(what.database, zone=zone),
            planner=what.planner,
            broadcasts=what.broadcasts,
            alerts=Alerts(
                what.database,
                what.readings,
                what.watch,
                what.broadcasts,
                Backups(settings.database_url, settings.data_dir / "backups"),
                settings.operators,
                has_rival=lambda: self._polling.has_rival,
                language=language,
            ),
            cleaning=what.cleaning,
            watch=what.watch,
            figures=self._figures,
            clock=self.clock,
            wake=self.drain.wake,
            leads=lambda: what.database.is_sqlite or self._leader.leads,
        )

    def _served(self, settings: Settings, pipeline: Pipeline, notifier: Notifier, *, boxed: bool) -> Serving:
        database, job = self.services.database, self._figures.job
        alone = boxed or database.is_sqlite
        return Serving(
            clock=self.clock,
            intake=self.intake,
            drain=self.drain,
            sender=self.sender,
            reach=self._reach,
            leader=self._leader,
            polling=self._polling,
            menus=Menus(self.sender, settings.operators),
            jobs=self.jobs if alone else Jobs(pipeline.shared(), job),
            shared=None if alone else SharedJobs(settings.database_url, pipeline.jobs(), job),
            webhook=_webhook(settings),
            webhooks=Webhooks(database, self.sender),
            listen=None if boxed else settings.listen,
            metrics=lambda: self._figures.text(database, self.clock.now()),
            checkup=Checkup(database),
            heart=None if boxed else Heartbeat(settings.data_dir),
            notifier=notifier,
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
        notifier=Notifier(settings.notify_socket),
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
        notifier=Notifier(None),
        boxed=True,
    )


def _webhook(settings: Settings) -> Webhook | None:
    if settings.webhook_url is None or settings.token is None:
        return None
    return Webhook(settings.webhook_url, settings.webhook_secret or derived_secret(settings.token))


def _http() -> BaseRequest:
    # below the lease of a delivery, so that no other sender takes over what is still under way
    return HTTPXRequest(
        connection_pool_size=16, connect_timeout=10.0, read_timeout=20.0, write_timeout=20.0, pool_timeout=5.0
    )
