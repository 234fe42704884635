"""The gate that keeps Telegram's limits: one queue for all that goes out, answers to people first.

Nothing is promised a time in advance. Whenever a message may leave, the gate lets one go: the first in the
queue whose chat is ready. What counts against the limit of all is when it may have arrived at the latest:
messages that are held up on their way bunch, and would be too many at once at the other end.
"""

from __future__ import annotations

import asyncio
import math
from bisect import insort
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum
from itertools import count
from typing import Any, TypeAlias

from telegram.error import RetryAfter, TimedOut
from telegram.ext import BaseRateLimiter

from bot.clock import Clock

HTTP_SECONDS = 20.0
"""A request that has no answer by then is given up; well below the lease of a delivery."""
MAX_CHATS = 4096
"""So many chats are remembered before those that are ready anyway are forgotten."""

ChatId: TypeAlias = int | str
Answer: TypeAlias = "bool | dict[str, Any] | list[dict[str, Any]]"  # what the library's callback gives


class Priority(IntEnum):
    """Who goes first. The names say what a message is, not how urgent it feels."""

    ANSWER = 1
    DIGEST = 2
    BROADCAST = 3


HEAD_START = {Priority.ANSWER: 0.0, Priority.DIGEST: 5.0, Priority.BROADCAST: 30.0}
"""Seconds by which a message is queued as if it had come later; so the higher go first and none starves."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What a message asks of the gate: its priority, and how many seconds it is willing to wait there."""

    priority: Priority = Priority.ANSWER
    patience: float = 120.0


@dataclass(frozen=True, slots=True)
class Pace:
    """The limits. Telegram's own are 30 a second in all, 1 a second a chat, 20 a minute a group.

    ``spacing`` parts any two messages, ``most`` may arrive within ``window`` seconds; ``chat`` and ``group``
    part two messages to the same one, of which answers may come in bursts. (60 + 3.2) / 3.2 is below 20, so
    a group's burst of two keeps the minute's limit.
    """

    spacing: float = 1 / 36
    most: int = 29
    window: float = 1.01
    chat: float = 1.2
    chat_burst: int = 3
    group: float = 3.2
    group_burst: int = 2


FREE = Pace(spacing=0.0, most=1_000_000, window=0.0, chat=0.0, group=0.0)
"""No limits: for the box, which has none."""


@dataclass(slots=True, eq=False)
class _Waiting:
    """One message in the queue."""

    order: tuple[float, int]
    chat: ChatId
    slot: Slot
    leave: asyncio.Future[None] = field(repr=False)


class Gate(BaseRateLimiter[Slot]):
    """A rate limiter for ``ExtBot``; ``rate_limit_args`` is a ``Slot``.

    A message that was not let through within its patience raises ``RetryAfter``: it was not sent. After a
    429 nothing leaves before the longest ``retry_after`` is over; answers then try again by themselves,
    deliveries go back to the outbox. A request without answer after ``http_seconds`` raises ``TimedOut``.
    """

    def __init__(self, clock: Clock, *, pace: Pace = Pace(), http_seconds: float = HTTP_SECONDS) -> None:
        self._clock = clock
        self._pace = pace
        self._http_seconds = http_seconds
        self._queue: list[_Waiting] = []
        self._numbers = count()
        self._leaving: _Waiting | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._left_at = -math.inf
        self._under_way = 0
        self._arrived: deque[float] = deque(maxlen=pace.most)
        self._quickest = math.inf
        self._chats: dict[ChatId, float] = {}
        self._not_before = -math.inf
        self._slowness = 1.0

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to end."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,  # noqa: ANN401 - the library's signature
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Slot | None,
    ) -> Answer:
        """Make the library's request when its turn has come."""
        slot = rate_limit_args or Slot()
        chat = data.get("chat_id") if is_counted(endpoint) else None
        until = self._clock.monotonic() + slot.patience
        while True:
            if chat is not None:
                await self._turn(chat, slot, until)
            left = self._clock.monotonic()
            try:
                async with asyncio.timeout(self._http_seconds):
                    return await callback(*args, **kwargs)
            except TimeoutError as error:
                raise TimedOut from error
            except RetryAfter as refusal:
                self._hold(seconds_of(refusal))
                if slot.priority is not Priority.ANSWER or self._not_before > until:
                    raise
            finally:
                if chat is not None:
                    self._arrive(left)

    def delay(self, chat: ChatId) -> float:
        """Seconds until a delivery to this chat could leave, were it alone in the queue; 0.0 for now.

        The spacing of all messages is left out: it is too short to plan by.
        """
        return max(0.0, max(self._not_before, self._chats.get(chat, -math.inf)) - self._clock.monotonic())

    async def _turn(self, chat: ChatId, slot: Slot, until: float) -> None:
        """Return when a message to ``chat`` may leave, having counted it. Raises RetryAfter."""
        now = self._clock.monotonic()
        waiting = _Waiting(
            (now + HEAD_START[slot.priority], next(self._numbers)),
            chat,
            slot,
            asyncio.get_running_loop().create_future(),
        )
        insort(self._queue, waiting, key=lambda one: one.order)
        self._look()
        try:
            async with asyncio.timeout(max(0.0, until - now)):
                await waiting.leave
            if self._clock.monotonic() > until + 1.0:  # the machine slept: whoever waited may have given up
                raise self._not_now(chat)
            self._count(chat)
        except TimeoutError as error:
            raise self._not_now(chat) from error
        finally:
            if self._leaving is waiting:
                self._leaving = None
            else:
                self._queue.remove(waiting)
            self._look()

    def _not_now(self, chat: ChatId) -> RetryAfter:
        return RetryAfter(timedelta(seconds=math.ceil(max(1.0, self.delay(chat)))))

    def _look(self) -> None:
        """Let the next message go, or look again when one may. One leaves at a time."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._leaving is not None or not self._queue:
            return
        now = self._clock.monotonic()
        soonest = max(now, self._free_at())
        best, at = self._queue[0], math.inf
        for waiting in self._queue:
            ready = max(soonest, self._ready_at(waiting))
            if ready < at:
                best, at = waiting, ready
            if at <= soonest:
                break
        if at <= now:
            self._queue.remove(best)
            self._leaving = best
            if not best.leave.done():
                best.leave.set_result(None)
        elif at < math.inf:
            self._timer = asyncio.get_running_loop().call_later(max(at - now, 0.001), self._look)

    def _free_at(self) -> float:
        """When any message may leave; never (inf) while all places are taken by those under way."""
        at = max(self._not_before, self._left_at + self._pace.spacing * self._slowness)
        places = self._pace.most - self._under_way
        if places <= 0:
            return math.inf
        if len(self._arrived) >= places:
            at = max(at, self._arrived[-places] + self._pace.window * self._slowness)
        return at

    def _ready_at(self, waiting: _Waiting) -> float:
        """When its chat may get it; an answer may use up what the chat saved."""
        interval, burst = self._limits(waiting.chat)
        saved = interval * (burst - 1) if waiting.slot.priority is Priority.ANSWER else 0.0
        return self._chats.get(waiting.chat, -math.inf) - saved

    def _count(self, chat: ChatId) -> None:
        """A message leaves now."""
        now = self._left_at = self._clock.monotonic()
        self._under_way += 1
        self._slowness = max(1.0, self._slowness * _RECOVERY)
        if len(self._chats) >= MAX_CHATS:
            self._chats = {chat: at for chat, at in self._chats.items() if at > now}
        interval, _ = self._limits(chat)
        if interval:
            self._chats[chat] = max(now, self._chats.get(chat, now)) + interval

    def _arrive(self, left: float) -> None:
        """The answer is there, so the message arrived: as late as its trip took longer than the quickest.

        Until then it takes a place, however long ago it left. So no ``window`` at the other end sees more
        than ``most``: when the last of them left, all others were under way or had arrived within it.
        """
        now = self._clock.monotonic()
        self._under_way -= 1
        self._quickest = min(now - left, self._quickest * _FORGETTING)
        self._arrived.append(now - self._quickest)
        self._look()

    def _limits(self, chat: ChatId) -> tuple[float, int]:
        """Interval and burst of a chat; groups and channels have negative numbers or names."""
        if isinstance(chat, int) and chat > 0:
            return self._pace.chat, self._pace.chat_burst
        return self._pace.group, self._pace.group_burst

    def _hold(self, seconds: float) -> None:
        """Telegram said 429: nothing leaves before that, and then a little slower."""
        now = self._clock.monotonic()
        if now >= self._not_before:  # those that were under way together count as one
            self._slowness = min(_SLOWEST, self._slowness / 0.98)
        self._not_before = max(self._not_before, now + seconds)
        self._look()


_RECOVERY = 0.98 ** (1 / 2000)
"""Two thousand messages (at full rate a minute) take back the 2 % that a 429 cost."""
_SLOWEST = 4.0
_FORGETTING = 2 ** (1 / 2000)
"""So a way that has become longer for good is the usual one after a minute or two."""


def is_counted(endpoint: str) -> bool:
    """Whether Telegram counts this method as a message: those that send, copy, forward or edit one."""
    return endpoint.startswith(("send", "edit", "copy", "forward")) and endpoint != "sendChatAction"


def seconds_of(refusal: RetryAfter) -> float:
    """How long Telegram wants to be left alone; the library gives it as a number or a timedelta."""
    after = refusal.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
