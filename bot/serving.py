"""What one process does while it serves: some of it always, some only while no other process does it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from telegram.error import InvalidToken

from bot import handlers
from bot.clock import Clock, wait
from bot.delivery.leader import Leader, pause_after
from bot.delivery.outbox import Drain
from bot.delivery.outcomes import Done, Later, NotSent, Outcome, Unchanged, Unknown
from bot.delivery.reach import Reach
from bot.delivery.sender import Sender
from bot.delivery.webhooks import Webhook, Webhooks
from bot.errors import QuellenboteError
from bot.handlers.menus import Menus
from bot.intake import Intake
from bot.jobs import Jobs, SharedJobs, Tick, all_until, supervised
from bot.polling import Polling
from bot.services.health import RIVAL, Checkup, silence
from bot.services.supervision import Heartbeat, Notifier
from bot.web import Health, Web

logger = logging.getLogger(__name__)
SHUTDOWN_SECONDS = 10.0
"""What is in work at SIGTERM is finished, but no longer than this."""
BEAT_SECONDS = 15.0


@dataclass(slots=True, eq=False)
class Serving:
    """The parts, put together by the app.

    ``jobs`` run in every process; ``shared`` are worked on by whoever is free. Where there are none this is
    the only process of its database, and what an earlier one left open is taken over at once.
    """

    clock: Clock
    intake: Intake
    drain: Drain
    sender: Sender
    reach: Reach
    leader: Leader
    polling: Polling
    menus: Menus
    jobs: Jobs
    shared: SharedJobs | None
    webhook: Webhook | None
    webhooks: Webhooks
    listen: tuple[str, int] | None
    metrics: Callable[[], Awaitable[str]]
    checkup: Checkup
    heart: Heartbeat | None
    notifier: Notifier
    _takes_in: asyncio.Event = field(default_factory=asyncio.Event)
    _ended_by: QuellenboteError | None = None

    async def run(self, stop: asyncio.Event, started: Callable[[], None]) -> None:
        """Serve until ``stop`` is set, or a port cannot be opened; then SHUTDOWN_SECONDS remain.

        ``started`` is called once it serves, the port included.
        Raises QuellenboteError: error.token where Telegram refuses the token, error.listen for the port.
        """
        if self.shared is not None:
            self._takes_in.set()

        def ready(_port: int = 0) -> None:
            self.notifier.ready()
            started()

        if self.listen is None:
            ready()
        await all_until(stop, self._parts(stop, ready), within=SHUTDOWN_SECONDS, ending=self._wake_all)
        if self.heart is not None:
            self.heart.stop()
        if self._ended_by is not None:
            raise self._ended_by

    def _parts(
        self, stop: asyncio.Event, opened: Callable[[int], None]
    ) -> Iterator[tuple[str, Coroutine[Any, Any, None]]]:
        yield "intake", supervised("intake", self._take_in, stop)
        yield (
            "sender",
            supervised("sender", lambda end: self.leader.run(end, partial(self._lead, stop)), stop),
        )
        yield "jobs", self.jobs.run(stop)
        if self.heart is not None:
            yield "heart", Jobs((Tick("beat", BEAT_SECONDS, self._beat),)).run(stop)
        if self.shared is not None:
            yield "shared jobs", supervised("shared jobs", self.shared.run, stop)
        if self.listen is not None:
            yield "web", self._web(self.listen).run(stop, opened)

    def _wake_all(self) -> None:
        self.notifier.stopping()
        self._takes_in.set()
        self.intake.wake()
        self.drain.wake()

    # ---------------------------------------------------------------- taking in
    async def _take_in(self, stop: asyncio.Event) -> None:
        await self._takes_in.wait()
        await self.intake.run(stop)

    def _web(self, listen: tuple[str, int]) -> Web:
        return Web(
            listen=listen,
            receive=None if self.webhook is None else self.intake.receive,
            path="" if self.webhook is None else urlsplit(self.webhook.url).path or "/",
            secret="" if self.webhook is None else self.webhook.secret,
            health=self._health,
            metrics=self.metrics,
        )

    # ---------------------------------------------------------------- leading
    async def _lead(self, stop: asyncio.Event, end: asyncio.Event) -> None:
        """What only one process does: deliver what is owed, and see to it that updates come."""
        await self.drain.take_over()
        if not self._takes_in.is_set():
            await self.intake.take_over()
            self._takes_in.set()
        async with asyncio.TaskGroup() as group:
            group.create_task(supervised("updates", partial(self._receive, stop), end))
            menus = group.create_task(self.menus.set())
            await self.drain.run(end)
            menus.cancel()

    async def _receive(self, stop: asyncio.Event, end: asyncio.Event) -> None:
        try:
            if self.webhook is not None:
                await self._announce(self.webhook, end)
            else:
                await self._told(self.sender.receive_by_polling, end)
                await self.polling.run(end)
        except InvalidToken as error:
            self._ended_by = QuellenboteError("error.token")
            self._ended_by.__cause__ = error
            stop.set()

    async def _announce(self, webhook: Webhook, end: asyncio.Event) -> None:
        allowed = handlers.ALLOWED_UPDATES
        outcome = await self._told(partial(self.webhooks.announce, webhook, allowed_updates=allowed), end)
        if isinstance(outcome, Done | Unchanged):
            logger.info("Telegram brings updates", extra={"told": isinstance(outcome, Done)})
        else:
            logger.error("Telegram does not take the webhook", extra={"outcome": str(outcome)})
        await end.wait()

    async def _told(self, tell: Callable[[], Awaitable[Outcome]], end: asyncio.Event) -> Outcome:
        """Tell Telegram something until it has heard it."""
        failures = 0
        while isinstance(outcome := await tell(), NotSent | Unknown | Later):
            pause = pause_after(failures)
            failures += 1
            logger.warning("Telegram does not hear", extra={"outcome": str(outcome), "again_in": pause})
            if await wait(end, pause):
                break
        return outcome

    # ---------------------------------------------------------------- how it goes
    async def _beat(self) -> bool:
        """A sign of life for those who watch the process."""
        now, troubles = self.clock.now(), await self._troubles()
        if self.heart is not None:
            with suppress(OSError):  # on a full disk it grows old, which says enough to who reads it
                self.heart.beat(now, troubles)
        self.notifier.alive()
        self.notifier.status("; ".join(troubles) or ("sends" if self.leader.leads else "stands by"))
        return False

    async def _health(self) -> Health:
        return Health(await self._troubles())

    async def _troubles(self) -> tuple[str, ...]:
        now = self.clock.now()
        silent = silence(self.reach.failing_since, self.reach.reason, now)
        halted = (self.drain.trouble,) if self.drain.trouble else ()
        rival = (RIVAL,) if self.polling.has_rival else ()
        return (*await self.checkup.troubles(now), *halted, *silent, *rival)
