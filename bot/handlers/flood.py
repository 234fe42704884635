"""Floods by one person: bounded for each, told once, and never at the cost of others."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from bot.clock import Clock

PER_MINUTE = {True: 30, False: 60}
"""Requests a minute that are answered: of one person in a private chat, and of a whole group."""
_REMEMBERED = 4096


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float
    told: bool = False


class Flood:
    """A leaking bucket a chat; what runs over is not answered, and the first time that is said."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def lets_through(self, chat_id: int, *, private: bool) -> bool:
        """Whether one more request of that chat is answered; each call counts as one."""
        now, most = self._clock.monotonic(), PER_MINUTE[private]
        bucket = self._buckets.pop(chat_id, None) or _Bucket(0.0, now)
        bucket.level = max(0.0, bucket.level - (now - bucket.at) * most / 60)
        bucket.at = now
        through = bucket.level < most
        if through:
            bucket.level += 1
            bucket.told = bucket.told and bucket.level > most / 2
        self._buckets[chat_id] = bucket
        while len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        return through

    def is_to_be_told(self, chat_id: int) -> bool:
        """Whether a refused chat is told so: once, until it has calmed down."""
        bucket = self._buckets.get(chat_id)
        if bucket is None or bucket.told:
            return False
        bucket.told = True
        return True
