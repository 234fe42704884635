"""A day of many chats in virtual time: the real planner, outbox and database, and a Telegram that fails at random.

``python -m tests.benchmarks.delivery soak`` is the long form.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import func, insert, select

from bot.app import Services, services
from bot.clock import Clock
from bot.delivery.outbox import Drain
from bot.delivery.outcomes import Blocked, Deactivated, Later, NotSent, Outcome, Sent, Unknown
from bot.delivery.pacing import Priority
from bot.delivery.planner import Planner
from bot.delivery.sender import Target
from bot.delivery.verdicts import MAX_DOUBTS
from bot.presentation.outgoing import OutgoingMessage
from bot.services.schedule import Schedule, next_slot
from db import models
from db.repositories.base import batches
from tests.support.articles import store
from tests.support.talk import settings_for

START = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
DOWN = (timedelta(hours=11), timedelta(hours=14))
"""The bot is down for three hours of the day."""
ZONES = ("Europe/Berlin", "Europe/Kyiv", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland")
BUSY = ("Europe/Berlin", time(8, 0))
RATE = 29


class DayClock(Clock):
    """Stands still but for those who sleep."""

    def __init__(self) -> None:
        self._passed = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return 1000.0 + self._passed

    async def sleep(self, seconds: float) -> None:
        self._passed += seconds
        await asyncio.sleep(0)

    def reach(self, moment: datetime) -> None:
        """Let the time until then pass."""
        self._passed = max(self._passed, (moment - START).total_seconds())


@dataclass
class FickleTelegram:
    """Delivers 29 messages a second, most of them; ``excused`` counts what may repeat."""

    clock: DayClock
    random: Random
    fickleness: float
    arrived: Counter[int] = field(default_factory=Counter)
    excused: Counter[int] = field(default_factory=Counter)
    gone: set[int] = field(default_factory=set)
    faults: Counter[str] = field(default_factory=Counter)
    crash: asyncio.Event = field(default_factory=asyncio.Event)

    def delay(self, chat_id: int) -> float:
        del chat_id
        return 0.0

    async def send(self, target: Target, message: OutgoingMessage, *, priority: Priority) -> Outcome:
        del message, priority
        await self.clock.sleep(1 / RATE)
        chat = target.chat_id
        fault = self._fault()
        self.faults[fault] += 1
        if fault in ("", "no answer", "killed after"):
            self.arrived[chat] += 1
        match fault:
            case "no answer":
                self.excused[chat] += 1
            case "killed before" | "killed after":
                self.crash.set()
                await asyncio.Event().wait()
            case "blocked" | "deactivated":
                self.gone.add(chat)
        return OUTCOMES[fault]

    def _fault(self) -> str:
        dice = self.random.random()
        for fault, share in SHARES.items():
            dice -= share * self.fickleness
            if dice < 0:
                return fault
        return ""


SHARES = {
    "no answer": 0.003, "lost": 0.003, "500": 0.005, "429": 0.001, "unreachable": 0.001, "blocked": 0.003,
    "deactivated": 0.001, "killed before": 0.0005, "killed after": 0.0005,
}  # fmt: skip
OUTCOMES: dict[str, Outcome] = {
    "": Sent(1), "no answer": Unknown("Timed out"), "lost": Unknown("Timed out"),
    "500": NotSent("Internal Server Error"), "429": Later(3), "unreachable": NotSent("refused", unreachable=True),
    "blocked": Blocked(), "deactivated": Deactivated(),
}  # fmt: skip


@dataclass(frozen=True)
class Report:
    """What the day came to. All but the first four should be nothing."""

    chats: int
    delivered: int
    kills: int
    faults: int
    repeats: int
    excused: int
    lost: Sequence[int]
    repeated_without_need: Sequence[int]
    open_rows: int
    not_planned: int
    most_in_flight: int


async def soak(
    url: str, folder: Path, chats: int, *, seed: int, step: timedelta = MINUTE, fickleness: float = 1.0
) -> Report:
    """One day, and some hours without faults in which everything must come to its end.

    The bot looks every ``step`` for what is due; of 1,000 messages 18 meet a fault, times ``fickleness``.
    """
    clock = DayClock()
    what = await services(settings_for(url, folder), clock=clock)
    try:
        return await Day(what, clock, chats, Random(seed), fickleness).run(step)  # noqa: S311 - dice, not secrets
    finally:
        await what.close()


class Day:
    """The bot over one day, dying and starting again."""

    def __init__(
        self, what: Services, clock: DayClock, chats: int, random: Random, fickleness: float
    ) -> None:
        self._what = what
        self._clock = clock
        self._chats = chats
        self._random = random
        self._telegram = FickleTelegram(clock, random, fickleness)
        self._planner = Planner(
            what.database, what.digests, what.archive, zone="Europe/Berlin", language="de"
        )
        self._lives = 0
        self._most_in_flight = 0
        self._drain = self._born()

    def _born(self) -> Drain:
        self._lives += 1
        return Drain(self._what.database, self._telegram, self._clock, f"life {self._lives}")

    async def run(self, step: timedelta) -> Report:
        await store(self._what, START - timedelta(hours=1))
        await self._subscribe()
        for number in range(1, DAY // step + 1):
            self._clock.reach(START + number * step)
            if not DOWN[0] <= number * step < DOWN[1]:
                await self._tick()
        self._telegram.fickleness = 0
        for _ in range(8 * 6):
            self._clock.reach(self._clock.now() + timedelta(minutes=10))
            await self._tick()
        return await self._report()

    async def _tick(self) -> None:
        while (await self._planner.plan(self._clock.now())).slots:
            pass
        while await self._killed():
            pass

    async def _killed(self) -> bool:
        """Drain what is due; True where the process died meanwhile and another began."""
        crash = self._telegram.crash
        crash.clear()
        draining = asyncio.ensure_future(self._drain.run_once(self._clock.now()))
        dying = asyncio.ensure_future(crash.wait())
        await asyncio.wait([draining, dying], return_when=asyncio.FIRST_COMPLETED)
        dying.cancel()
        if not crash.is_set():
            await draining
            return False
        draining.cancel()
        await asyncio.gather(draining, return_exceptions=True)
        in_flight = await self._in_flight()
        self._telegram.excused.update(in_flight)
        self._most_in_flight = max(self._most_in_flight, len(in_flight))
        self._drain = self._born()
        if self._random.random() < 0.5:  # it holds the sender's lock, or waits for the leases to end
            await self._drain.take_over()
        return True

    # ---------------------------------------------------------------- the rows
    async def _subscribe(self) -> None:
        """Every third chat at the busiest minute, the others all over the day and the world."""
        chats, subscriptions = [], []
        for number in range(1, self._chats + 1):
            zone, at = BUSY if number % 3 == 0 else (
                self._random.choice(ZONES), time(self._random.randrange(24), self._random.randrange(0, 60, 15))
            )  # fmt: skip
            chats.append(
                {"id": number, "telegram_id": number, "thread_id": 0, "kind": "private", "state": "active",
                 "boxed": False, "length": "normal", "language": "de", "zone": zone, "created_at": START}
            )  # fmt: skip
            subscriptions.append(
                {"chat_id": number, "active": True, "at_once": False, "time": f"{at:%H:%M}", "weekdays": 127,
                 "filters": {}, "created_at": START, "last_slot_at": START - timedelta(hours=2),
                 "next_digest_at": next_slot(Schedule(at, zone), START)}
            )  # fmt: skip
        async with self._what.database.begin() as tx:
            for table, rows in ((models.chats, chats), (models.subscriptions, subscriptions)):
                for some in batches(rows, 1000):
                    await tx.chats._connection.execute(insert(table), some)

    async def _in_flight(self) -> list[int]:
        outbox, chats = models.outbox, models.chats
        query = select(chats.c.telegram_id).join(outbox, outbox.c.chat_id == chats.c.id)
        async with self._what.database.read() as tx:
            return list(
                (await tx.outbox._connection.execute(query.where(outbox.c.state == "attempting"))).scalars()
            )

    async def _report(self) -> Report:
        outbox, subscriptions, telegram = models.outbox, models.subscriptions, self._telegram
        async with self._what.database.read() as tx:
            connection = tx.outbox._connection
            ended = (
                await connection.execute(
                    select(outbox.c.chat_id, outbox.c.state, outbox.c.doubts).order_by(outbox.c.id)
                )
            ).all()
            late = select(func.count()).where(subscriptions.c.next_digest_at <= self._clock.now())
            not_planned = (await connection.execute(late)).scalar_one()
        doubtful = {row.chat_id for row in ended if row.state == "uncertain" and row.doubts > MAX_DOUBTS}
        owed = {row.chat_id for row in ended} - telegram.gone - doubtful
        digests = Counter(row.chat_id for row in ended)
        repeats = {c: n - digests[c] for c, n in telegram.arrived.items() if n > digests[c]}
        return Report(
            chats=self._chats,
            delivered=telegram.arrived.total(),
            kills=telegram.faults["killed before"] + telegram.faults["killed after"],
            faults=telegram.faults.total() - telegram.faults[""],
            repeats=sum(repeats.values()),
            excused=telegram.excused.total(),
            lost=[c for c in range(1, self._chats + 1) if c not in digests]
            + [c for c in owed if telegram.arrived[c] < digests[c]],
            repeated_without_need=[c for c, n in repeats.items() if n > telegram.excused[c]],
            open_rows=sum(row.state in ("ready", "attempting") for row in ended),
            not_planned=not_planned,
            most_in_flight=self._most_in_flight,
        )
