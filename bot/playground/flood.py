"""Telegram's flood limits, on request: 30 a second in all, 1 a second a chat, 20 a minute a group."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from bot.playground.faults import too_many


@dataclass(frozen=True, slots=True)
class Limit:
    """So many messages in so many seconds."""

    count: int
    seconds: float


class Meter(Protocol):
    """One limit on one chat (or on all together)."""

    def wait(self, now: float) -> float:
        """Seconds until one more message fits; 0 where it does."""

    def count(self, now: float) -> None:
        """One message went."""


@dataclass(slots=True)
class Window:
    """Never more than the limit in any stretch of that length."""

    limit: Limit
    times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until the oldest message of a full window falls out of it."""
        while self.times and now - self.times[0] >= self.limit.seconds:
            self.times.popleft()
        return self.times[0] + self.limit.seconds - now if len(self.times) >= self.limit.count else 0.0

    def count(self, now: float) -> None:
        """One message went."""
        self.times.append(now)


@dataclass(slots=True)
class Bucket:
    """Tokens that refill steadily; a full bucket allows one burst of the limit's count."""

    limit: Limit
    tokens: float = math.inf
    at: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until a whole token is there."""
        rate = self.limit.count / self.limit.seconds
        self.tokens = min(self.limit.count, self.tokens + (now - self.at) * rate)
        self.at = now
        return max(0.0, (1 - self.tokens) / rate)

    def count(self, now: float) -> None:
        """One token is used."""
        self.wait(now)
        self.tokens -= 1


@dataclass(slots=True)
class Flood:
    """Limits that answer 429, and the count of calls they caught.

    "window" is strict, "bucket" forgives bursts. In a private chat three messages in three seconds pass,
    so that an answer may come in parts. After a 429 for all chats together, all wait for its end. Edits
    count like messages: Telegram names no figure for them.
    """

    style: Literal["window", "bucket"] = "window"
    total: Limit = Limit(30, 1.0)
    chat: Limit = Limit(3, 3.0)
    group: Limit = Limit(20, 60.0)
    violations: int = 0
    passed: int = 0
    _meters: dict[Hashable, Meter] = field(default_factory=dict)
    _until: float = -math.inf

    def check(self, chat: int, now: float, *, group: bool) -> None:
        """Count one message to ``chat`` at ``now`` (monotonic seconds). Raises RefusedError (429)."""
        meters = [self._meter("all", self.total), self._meter(chat, self.group if group else self.chat)]
        waits = [max(meters[0].wait(now), self._until - now), meters[1].wait(now)]
        if max(waits) > 0:
            self.violations += 1
            seconds = max(1, math.ceil(max(waits)))
            if waits[0] > 0:
                self._until = max(self._until, now + seconds)
            raise too_many(seconds)
        for meter in meters:
            meter.count(now)
        self.passed += 1

    def _meter(self, key: Hashable, limit: Limit) -> Meter:
        if key not in self._meters:
            self._meters[key] = Window(limit) if self.style == "window" else Bucket(limit)
        return self._meters[key]
