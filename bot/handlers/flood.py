"""Floods by one person: bounded for each, told once, and never at the cost of others."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum

from bot.clock import Clock

OF_A_PERSON = 30
OF_A_GROUP = 60
"""Requests a minute that are answered: of one person, wherever, and of a whole group."""
_REMEMBERED = 4096


class Flow(Enum):
    """What becomes of a request."""

    ANSWERED = "answered"
    TOLD = "refused, and told so"
    REFUSED = "refused in silence"


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float
    told: bool = False


class Flood:
    """Leaking buckets: one a person, one a group. What runs over is not answered; the first time is told."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def judge(self, person: int, group: int | None = None) -> Flow:
        """Count one request of a person, in a group or not. What one person has too much is not the group's."""
        flow = self._poured(person, OF_A_PERSON)
        return self._poured(group, OF_A_GROUP) if flow is Flow.ANSWERED and group is not None else flow

    def _poured(self, key: int, most: int) -> Flow:
        now = self._clock.monotonic()
        bucket = self._buckets.pop(key, None) or _Bucket(0.0, now)
        self._buckets[key] = bucket
        while len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        bucket.level = max(0.0, bucket.level - (now - bucket.at) * most / 60)
        bucket.at = now
        if bucket.level < most:
            bucket.level += 1
            bucket.told = bucket.told and bucket.level > most / 2
            return Flow.ANSWERED
        if bucket.told:
            return Flow.REFUSED
        bucket.told = True
        return Flow.TOLD
