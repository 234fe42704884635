"""Two senders that crash, oversleep and lose answers, over the real outbox: what holds whatever happens.

The same machine is run with planted bugs, and must find each of them.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import update

from bot.delivery.outcomes import NotSent, Outcome, Sent, Unknown
from bot.delivery.pacing import HTTP_SECONDS
from bot.delivery.sender import DELIVERY_PATIENCE
from bot.delivery.verdicts import LEASE, MAX_DOUBTS, Policy, judge
from db import Database, Delivery, Parcel, Settlement, models, upgrade

T = TypeVar("T")
ATTEMPT = timedelta(seconds=DELIVERY_PATIENCE + HTTP_SECONDS)


def _folder() -> Path:
    """A new folder, in memory where that can be had: some ten thousand transactions wait for it."""
    memory = Path("/dev/shm")  # noqa: S108 - only where it is, and under a name of its own
    return Path(tempfile.mkdtemp(prefix="quellenbote-", dir=memory if memory.is_dir() else None))


@cache
def _template() -> Path:
    """An empty database, migrated once and copied for every run."""
    path = _folder() / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@dataclass(frozen=True)
class Flight:
    """A request under way: until when it may still reach Telegram, and whether it did."""

    delivery: Delivery
    until: datetime
    arrived: bool = False


class Outbox(RuleBasedStateMachine):
    """Workers 0 and 1 take turns in any order; time moves in leaps."""

    policy: ClassVar[Policy] = "resend"
    reaps: ClassVar[bool] = True
    fences: ClassVar[bool] = True
    resets_blindly: ClassVar[bool] = False
    attempt: ClassVar[timedelta] = ATTEMPT
    chats: ClassVar[int] = 2

    def __init__(self) -> None:
        super().__init__()
        self.folder = _folder()
        shutil.copy(_template(), self.folder / "outbox.db")
        self.runner = asyncio.Runner()
        self.database = Database(f"sqlite:///{self.folder / 'outbox.db'}")
        self.now = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
        self.flights: list[Flight | None] = [None, None]
        self.lives = [0, 0]
        self.arrived: Counter[int] = Counter()
        self.doubted: Counter[int] = Counter()
        self.excused: Counter[int] = Counter()
        self.made = 0

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def workers(self, *, flying: bool) -> list[int]:
        return [worker for worker in (0, 1) if (self.flights[worker] is not None) is flying]

    def one_of(self, data: st.DataObject, *, flying: bool) -> int:
        return data.draw(st.sampled_from(self.workers(flying=flying)))

    def owner(self, worker: int) -> str:
        return f"{worker}.{self.lives[worker]}"

    @initialize()
    def meet(self) -> None:
        self.do(self._meet())
        for number in range(4):
            self.do(self._plan(1 + number % self.chats))

    async def _meet(self) -> None:
        async with self.database.begin() as work:
            for number in range(1, self.chats + 1):
                await work.chats.meet(
                    number, 0, kind="private", language_code=None, boxed=False, now=self.now
                )

    @rule(data=st.data())
    def plan(self, data: st.DataObject) -> None:
        self.do(self._plan(data.draw(st.integers(1, self.chats))))

    async def _plan(self, chat: int) -> None:
        self.made += 1
        payload = {"text": f"{self.made}", "buttons": [], "preview": None, "article_id": None}
        async with self.database.begin() as work:
            await work.outbox.put([Parcel(chat, f"digest:{self.made}", 0, payload, self.now)], now=self.now)

    @precondition(lambda self: self.workers(flying=False))
    @rule(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        self.do(self._begin(self.one_of(data, flying=False)))

    async def _begin(self, worker: int) -> None:
        await self._reap()
        async with self.database.begin() as work:
            for delivery in await work.outbox.due(self.now, limit=1, boxed=False):
                if await work.outbox.begin([delivery], self.owner(worker), lease_until=self.now + LEASE):
                    self.flights[worker] = Flight(delivery, self.now + self.attempt)

    @precondition(lambda self: self.workers(flying=True))
    @rule(data=st.data())
    def reach_telegram(self, data: st.DataObject) -> None:
        self.reach(self.one_of(data, flying=True))

    def reach(self, worker: int) -> None:
        flight = self.flights[worker]
        if flight is not None and not flight.arrived and self.now < flight.until:
            self.arrived[flight.delivery.id] += 1
            self.flights[worker] = replace(flight, arrived=True)

    @precondition(lambda self: self.workers(flying=True))
    @rule(data=st.data())
    def deliver(self, data: st.DataObject) -> None:
        """The usual case."""
        worker = self.one_of(data, flying=True)
        self.reach(worker)
        self.end(worker, answered=True)

    @precondition(lambda self: self.workers(flying=True))
    @rule(data=st.data())
    def lose_the_answer(self, data: st.DataObject) -> None:
        self.end(self.one_of(data, flying=True), answered=False)

    def end(self, worker: int, *, answered: bool) -> None:
        """The request is over: answered as it went, or given up without an answer."""
        flight = self.flights[worker]
        assert flight is not None
        self.flights[worker] = None
        outcome: Outcome = Sent(1) if flight.arrived else NotSent("Internal Server Error")
        if not answered or self.now >= flight.until:
            outcome = Unknown("Timed out")
            self.doubt(flight)
        self.do(self._settle(worker, judge(flight.delivery, outcome, self.now, policy=self.policy)))

    async def _settle(self, worker: int, settlement: Settlement) -> None:
        async with self.database.begin() as work:
            if not self.fences:  # the planted bug: whoever comes last is right
                outbox = models.outbox
                await work.outbox._connection.execute(
                    update(outbox)
                    .where(outbox.c.id == settlement.delivery_id)
                    .values(owner=self.owner(worker), state="attempting")
                )
            await work.outbox.settle([settlement], self.owner(worker), now=self.now)

    def doubt(self, flight: Flight) -> None:
        """Nobody will ever know how this one went; only the model does."""
        self.doubted[flight.delivery.id] += 1
        self.excused[flight.delivery.id] += flight.arrived

    @precondition(lambda self: self.workers(flying=True))
    @rule(data=st.data())
    def crash(self, data: st.DataObject) -> None:
        self.die(self.one_of(data, flying=True))

    def die(self, worker: int) -> None:
        """Killed, and started again under a new name."""
        flight = self.flights[worker]
        if flight is not None:
            self.doubt(flight)
        self.flights[worker] = None
        self.lives[worker] += 1
        if self.resets_blindly:
            self.do(self._reset())

    async def _reset(self) -> None:
        outbox = models.outbox
        async with self.database.begin() as work:
            await work.outbox._connection.execute(
                update(outbox).where(outbox.c.state == "attempting").values(state="ready", owner=None)
            )

    @rule(seconds=st.sampled_from([5, 70]))
    def pass_time(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    async def _reap(self) -> None:
        """What every round begins with."""
        if not self.reaps:
            return
        async with self.database.begin() as work:
            await work.outbox.expire(
                self.now, hold=self.policy == "hold", max_doubts=MAX_DOUBTS, longest=2 * LEASE
            )

    @invariant()
    def no_message_is_under_way_twice(self) -> None:
        one, two = self.flights
        if one is not None and two is not None and self.now < min(one.until, two.until):
            assert one.delivery.id != two.delivery.id, "two requests for one message"
            assert one.delivery.chat_id != two.delivery.chat_id, "order within a chat"

    @invariant()
    def a_message_repeats_only_where_one_arrived_in_doubt(self) -> None:
        late = Counter(
            f.delivery.id for f in self.flights if f is not None and f.arrived and self.now >= f.until
        )
        for delivery, times in self.arrived.items():
            most = 1 if self.policy == "hold" else 1 + self.excused[delivery] + late[delivery]
            assert times <= most, "repeated without need"

    def teardown(self) -> None:
        try:
            for worker in (0, 1):
                self.die(worker)
            self.do(self._finish())
            self.a_message_repeats_only_where_one_arrived_in_doubt()
        finally:
            self.do(self.database.close())
            self.runner.close()
            shutil.rmtree(self.folder)

    async def _finish(self) -> None:
        """One sender comes after all others died, and has all the time in the world."""
        for _ in range(MAX_DOUBTS * (self.made + 1) + 20):
            self.now += timedelta(hours=1)
            self.flights[0] = None
            await self._begin(0)
            flight = self.flights[0]
            if flight is None:
                break
            self.arrived[flight.delivery.id] += 1
            await self._settle(0, judge(flight.delivery, Sent(1), self.now, policy=self.policy))
        async with self.database.read() as work:
            found = await work.outbox._connection.execute(
                models.outbox.select().with_only_columns(models.outbox.c.id, models.outbox.c.state)
            )
            for delivery, state in found:
                assert state in {"sent", "uncertain", "failed"}, f"lost in state {state}"
                assert state != "sent" or self.arrived[delivery], "written off without having been sent"
                if state == "uncertain" and self.policy == "resend":
                    assert self.doubted[delivery] > MAX_DOUBTS


class Holding(Outbox):
    policy = "hold"


# The planted bugs. Each machine keeps only the rules that lead to its bug, so that it is met soon.


class NoReaper(Outbox):
    reaps = False


class RequestLongerThanLease(Outbox):
    attempt = LEASE * 3
    chats = 1
    plan = crash = reach_telegram = deliver = lose_the_answer = None  # type: ignore[assignment]  # see above


class BlindReset(Outbox):
    resets_blindly = True
    plan = pass_time = reach_telegram = deliver = lose_the_answer = None  # type: ignore[assignment]  # see above


class NoFence(Outbox):
    fences = False
    chats = 1
    plan = crash = reach_telegram = lose_the_answer = None  # type: ignore[assignment]  # see above


def _settings(examples: int, **more: Any) -> settings:
    return settings(max_examples=examples, stateful_step_count=25, deadline=None, **more)


@pytest.mark.parametrize("machine", [Outbox, Holding])
def test_nothing_is_lost_and_repeats_need_a_doubt(machine: type[Outbox]) -> None:
    run_state_machine_as_test(machine, settings=_settings(15))  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("planted", [NoReaper, RequestLongerThanLease, BlindReset, NoFence])
def test_the_machine_finds_planted_bugs(planted: type[Outbox]) -> None:
    long = _settings(
        150, phases=[Phase.generate], report_multiple_bugs=False, derandomize=True, database=None
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(planted, settings=long)  # type: ignore[no-untyped-call]
