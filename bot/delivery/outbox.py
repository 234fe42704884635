"""Draining the outbox: what is due is marked as leaving, sent, and written off, each row by its one owner.

A row is marked *attempting*, on the disk, right before it leaves; so whatever kills the process leaves no
more rows in doubt than were in flight. What cannot be written down is not sent.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.delivery.journal import Journal
from bot.delivery.outcomes import (
    Blocked,
    ChatGone,
    Deactivated,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    Sent,
    ThreadGone,
    Unknown,
)
from bot.delivery.pacing import Priority
from bot.delivery.sender import Target
from bot.delivery.verdicts import LEASE, MAX_DOUBTS, Policy, judge
from bot.presentation.outgoing import OutgoingMessage
from bot.services.subscriptions import is_quiet_now
from bot.services.zones import UTC, zone_of
from db import Database, Delivery, Settlement, StorageError, UnitOfWork

logger = logging.getLogger(__name__)
LOOK_AHEAD = 500
IN_FLIGHT = 6
"""At 30 a second and up to 200 ms a request so many are under way at once."""
LONGEST_WAIT = 4.0
"""Seconds a round waits for a chat's turn (a group's is 3.2) before it ends."""
LONGEST_PAUSE = 60.0
LONGEST_REST = 1.0
"""Seconds between two looks into an outbox where nothing seems due."""


class Courier(Protocol):
    """What the drain needs of a ``Sender``."""

    async def send(self, target: Target, message: OutgoingMessage, *, priority: Priority) -> Outcome:
        """Send a message and tell what became of it."""

    def delay(self, chat_id: int) -> float:
        """Seconds until a delivery to this chat could leave."""


@dataclass(frozen=True, slots=True)
class Drained:
    """What one round did. ``lost`` rows were no longer ours when they were to be written off.

    ``wait`` is how many seconds the sender asked for, 0.0 where nothing more is due.
    """

    sent: int = 0
    again: int = 0
    failed: int = 0
    uncertain: int = 0
    reaped: int = 0
    lost: int = 0
    wait: float = 0.0

    @property
    def total(self) -> int:
        """How many attempts were made."""
        return self.sent + self.again + self.failed + self.uncertain


@dataclass(frozen=True, slots=True)
class Verdict:
    """An attempt that is over: what it was, how it ended, and what is to be written."""

    delivery: Delivery
    outcome: Outcome
    settlement: Settlement


@dataclass(frozen=True, slots=True)
class _Change:
    """What a worker writes down at once: the end of one attempt and the beginning of the next."""

    begin: Delivery | None
    verdict: Verdict | None


@dataclass(slots=True)
class _Round:
    """The state of one round."""

    now: datetime
    stop: asyncio.Event | None = None
    queue: deque[Delivery] = field(default_factory=deque)
    not_ours: set[int] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)
    written: int = 0
    dry_at: int = -1  # so many attempts were written off when nothing was left to take
    over: bool = False
    wait: float = 0.0
    error: StorageError | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more may be begun."""
        return self.over or (self.stop is not None and self.stop.is_set())


class Drain:
    """Sends what the outbox holds. ``owner`` is a name that no other process, past or present, has.

    ``policy`` decides on messages of which nobody knows whether they arrived: *resend* sends them once more
    when the lease is over, *hold* leaves them to an operator. ``boxed`` chooses the chats of the box, ``zone``
    is that of readers who named none.
    """

    def __init__(
        self,
        database: Database,
        courier: Courier,
        clock: Clock,
        owner: str,
        *,
        policy: Policy = "resend",
        boxed: bool = False,
        zone: str = UTC,
        in_flight: int = IN_FLIGHT,
        look_ahead: int = LOOK_AHEAD,
        lease: timedelta = LEASE,
    ) -> None:
        self._database = database
        self._courier = courier
        self._clock = clock
        self._owner = owner
        self._policy: Policy = policy
        self._boxed = boxed
        self._zone = zone
        self._in_flight = in_flight
        self._look_ahead = look_ahead
        self._lease = lease
        self._journal = Journal(self._commit)
        self._owed: list[Verdict] = []
        self._flying: set[int] = set()
        self._lost = 0
        self._troubles = 0
        self._not_before = 0.0
        self._wake = asyncio.Event()
        self.trouble = ""
        """Why nothing is sent at present; empty where storage lets it."""

    def wake(self) -> None:
        """There is something new: let ``run`` look at once."""
        self._wake.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Drain until ``stop`` is set: no more is begun then, and what is in flight is seen to its end.

        Where the database fails nothing is sent, and it is tried again ever more rarely, up to a minute.
        """
        failures = 0
        while not stop.is_set():
            self._wake.clear()
            try:
                drained = await self.run_once(self._clock.now(), stop)
            except StorageError as error:
                failures += 1
                self.trouble = f"nothing is sent while storage fails: {error}"
                logger.warning(self.trouble)
                await self._rest(min(2.0 ** min(failures, 10), LONGEST_PAUSE), stop, wakeable=False)
            else:
                failures, self.trouble = 0, ""
                if not drained.total or drained.wait:
                    await self._rest(drained.wait or LONGEST_REST, stop, wakeable=not drained.wait)

    async def run_once(self, now: datetime, stop: asyncio.Event | None = None) -> Drained:
        """Send what is due at ``now``, until nothing is, the sender must wait, or the end has come.

        Raises StorageError.
        """
        this = _Round(now, stop)
        self._lost = 0
        await self._pay()
        reaped = await self._reap(longest=2 * self._lease)
        try:
            workers = (self._work(this) for _ in range(self._in_flight))
            ends = await asyncio.gather(*workers, return_exceptions=True)  # what is in flight always lands
        finally:
            self._flying.clear()
        for error in (*ends, this.error):
            if error is not None:
                raise error
        sent, again, failed, uncertain = (this.counts[s] for s in ("sent", "ready", "failed", "uncertain"))
        return Drained(sent, again, failed, uncertain, reaped, self._lost, this.wait)

    async def take_over(self) -> int:
        """Take the leases of all others as ended; gives their number. Raises StorageError.

        Only for a process that knows that no other sends (it holds the lock of the sender): then it need
        not wait for the leases of a sender that died.
        """
        return await self._reap(longest=timedelta(0))

    async def _reap(self, *, longest: timedelta) -> int:
        # what this very object is sending, or could not yet write off: no lease is needed to know
        ours = self._flying | {verdict.delivery.id for verdict in self._owed}
        hold = self._policy == "hold"
        async with self._database.begin() as work:
            return await work.outbox.expire(
                self._clock.now(), hold=hold, max_doubts=MAX_DOUBTS, longest=longest, besides=ours
            )

    async def _work(self, this: _Round) -> None:
        """One of the workers; where one fails, the others finish what they began."""
        try:
            await self._deliver(this)
        except BaseException:
            this.over = True
            raise

    async def _deliver(self, this: _Round) -> None:
        """Begin, send, settle, until there is nothing left to do."""
        verdict: Verdict | None = None
        while not this.is_over:
            delivery = self._next(this)
            if delivery is None and verdict is None:
                if not await self._refill(this):
                    return
                continue
            begun = await self._write(this, _Change(delivery, verdict))
            verdict = None
            if begun and delivery is not None:
                outcome = await self._send(delivery)
                verdict = self._judged(this, delivery, outcome)
        if verdict is not None:
            await self._write(this, _Change(None, verdict))

    def _next(self, this: _Round) -> Delivery | None:
        """The first of the queue whose chat may get something now."""
        for place, delivery in enumerate(this.queue):
            if self._delay(delivery) <= 0:
                del this.queue[place]
                return delivery
        return None

    def _delay(self, delivery: Delivery) -> float:
        return max(self._courier.delay(delivery.telegram_id), self._not_before - self._clock.monotonic())

    def _shortest(self, queue: Iterable[Delivery]) -> float:
        """Seconds until the first of the queue may leave."""
        shortest = math.inf
        for delivery in queue:
            shortest = min(shortest, self._delay(delivery))
            if shortest <= 0:
                break
        return shortest

    async def _refill(self, this: _Round) -> bool:
        """See to it that there is something to take; False: the round is over for who asked."""
        async with this.looking:
            if this.queue:
                wait = self._shortest(this.queue)
                if wait > LONGEST_WAIT:
                    this.over, this.wait = True, wait
                elif wait > 0:
                    await self._clock.sleep(wait)
                return not this.is_over
            if this.dry_at == this.written:
                return False
            seen = this.written  # what is written off while we read may release a row that we do not see
            try:
                async with self._database.read() as work:
                    due = await work.outbox.due(
                        this.now, limit=self._look_ahead + len(this.not_ours), boxed=self._boxed
                    )
            except StorageError as error:
                this.error, this.over = error, True
                return False
            this.queue.extend(delivery for delivery in due if delivery.id not in this.not_ours)
            if not this.queue:
                this.dry_at = seen
            return bool(this.queue)

    async def _write(self, this: _Round, change: _Change) -> bool:
        """Write a change down; whether the row may now be sent. Without that nothing more is begun."""
        try:
            begun = await self._journal.write(change)
        except StorageError as error:
            this.error, this.over = error, True
            if change.verdict is not None:
                self._owed.append(change.verdict)
            return False
        this.written += change.verdict is not None
        if change.begin is not None and not begun:
            this.not_ours.add(change.begin.id)
        if self._lost:  # another sender took our leases as ended: whatever else we hold is in question
            this.over = True
        return begun

    async def _commit(self, changes: Sequence[_Change]) -> list[bool]:
        """Write changes down in one transaction; for each, whether its row was begun."""
        beginning = [change.begin for change in changes if change.begin is not None]
        verdicts = [change.verdict for change in changes if change.verdict is not None]
        now = self._clock.now()
        async with self._database.begin() as work:
            lost = await work.outbox.settle([v.settlement for v in verdicts], self._owner, now=now)
            begun = await work.outbox.begin(beginning, self._owner, lease_until=now + self._lease)
            for verdict in verdicts:
                await _tell_chat(work, verdict, now)
        self._lost += lost
        self._flying |= begun
        self._flying -= {verdict.delivery.id for verdict in verdicts}
        # a row that was read once more before its beginning was on the disk may stand here twice: it is sent once
        return [_taken(begun, change.begin) for change in changes]

    async def _pay(self) -> None:
        """Write off what was sent when storage failed, before anything else is sent."""
        while self._owed:
            await self._journal.write(_Change(None, self._owed[0]))
            self._owed.pop(0)

    async def _send(self, delivery: Delivery) -> Outcome:
        silent = is_quiet_now(delivery, self._clock.now(), zone_of(delivery.zone, self._zone))
        try:
            message = OutgoingMessage.from_payload(delivery.payload, silent=silent)
        except (KeyError, TypeError, ValueError) as error:
            return Refused(f"unreadable: {error!r}")
        return await self._courier.send(
            Target(delivery.telegram_id, delivery.thread_id),
            message,
            priority=Priority.BROADCAST if delivery.priority else Priority.DIGEST,
        )

    def _judged(self, this: _Round, delivery: Delivery, outcome: Outcome) -> Verdict:
        settlement = judge(delivery, outcome, self._clock.now(), policy=self._policy, lease=self._lease)
        this.counts[settlement.state] += 1
        if settlement.state != "sent":
            logger.info("delivery %d: %s, now %s", delivery.id, outcome, settlement.state)
        if not isinstance(outcome, NotSent | Unknown):
            self._troubles = 0
        elif (now := self._clock.monotonic()) >= self._not_before:
            # it is not this message, it is Telegram: all wait, so that an outage uses up nobody's attempts
            self._not_before = now + min(2.0 ** min(self._troubles, 10), LONGEST_PAUSE)
            self._troubles += 1
        return Verdict(delivery, outcome, settlement)

    async def _rest(self, seconds: float, stop: asyncio.Event, *, wakeable: bool) -> None:
        """Wait so long, or until somebody says that there is something new; not longer than a stop allows."""
        until = self._clock.monotonic() + seconds
        while not stop.is_set() and (left := until - self._clock.monotonic()) > 0:
            if wakeable:
                with suppress(TimeoutError):
                    async with asyncio.timeout(min(left, LONGEST_REST)):
                        await self._wake.wait()
                        return
            else:
                await self._clock.sleep(min(left, LONGEST_REST))


def _taken(begun: set[int], delivery: Delivery | None) -> bool:
    """Whether that delivery is among those begun, which it then leaves: it has one sender."""
    if delivery is None or delivery.id not in begun:
        return False
    begun.remove(delivery.id)
    return True


async def _tell_chat(work: UnitOfWork, verdict: Verdict, now: datetime) -> None:
    """What an outcome says about the chat, written in the same transaction."""
    delivery = verdict.delivery
    match verdict.outcome:
        case Sent(message_id):
            article_id = delivery.payload.get("article_id")
            if isinstance(article_id, int):
                await work.outbox.note_shown(delivery.chat_id, message_id, article_id, now=now)
        case Blocked() | Deactivated() | ChatGone():
            state = "blocked" if isinstance(verdict.outcome, Blocked) else "left"
            await work.chats.set_state(delivery.telegram_id, state, now=now)
            await work.outbox.give_up_all(delivery.telegram_id, reason=state, now=now)
        case ThreadGone():
            # nobody asked for the digest in General: the topic's subscription ends with the topic
            await work.chats.change(delivery.chat_id, state="left", inactive_since=now)
            await work.outbox.give_up(delivery.chat_id, reason="threadgone", now=now)
        case Migrated(to) if to != delivery.telegram_id:
            await work.chats.migrate(delivery.telegram_id, to)
