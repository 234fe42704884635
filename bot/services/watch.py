"""What operators should know without asking: each trouble once; and how the number of readers grows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from db import Database, Source

LOOK_BACK = timedelta(days=90)
SILENT_AT_LEAST = timedelta(days=3)
"""A source that is silent for less than this worries nobody, however busy it was."""
SILENT_FACTOR = 1.5
"""Longer than usual: so many times the longest gap that the last 90 days knew."""
DAYS = 60
"""Days of growth that are kept."""
_GAPS = 3
# A reader who leaves is no failure of ours.
_LEFT = frozenset({"blocked", "left", "deactivated", "chatgone", "threadgone", "unsubscribed"})
_GROWTH, _FAILURES = "growth", "failures"


@dataclass(frozen=True, slots=True)
class Silent:
    """A source that has brought nothing for so many days; ``since`` is its newest piece."""

    source: Source
    days: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """How many chats and subscriptions there were on a day."""

    day: date
    chats: int
    subscriptions: int


class Watch:
    """Looks at sources and deliveries; what was told is remembered as a fact, so that it is told once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def silent(self, now: datetime) -> list[Silent]:
        """Active sources that are silent longer than usual, and of which nobody was told yet."""
        found = []
        async with self._database.read() as tx:
            for source in await tx.sources.all():
                if source.state != "active" or source.last_success_at is None:
                    continue
                known = await tx.articles.known_between(source.id, now - LOOK_BACK, now)
                newest = _silent_since([one.published_at for one in known], now)
                if newest is not None and await tx.operators.fact(_key(source)) != newest.isoformat():
                    found.append(Silent(source, (now - newest).days, newest))
        return found

    async def told(self, silent: Silent) -> None:
        """The operators know; they are told again only after the source has spoken."""
        async with self._database.begin() as tx:
            await tx.operators.set_fact(_key(silent.source), silent.since.isoformat())

    async def failing(self, now: datetime) -> Mapping[str, int] | None:
        """Deliveries that failed or became uncertain since operators were last told; None if none did."""
        async with self._database.read() as tx:
            told = json.loads(await tx.operators.fact(_FAILURES) or "{}")
            since = datetime.fromisoformat(told["at"]) if told else now - timedelta(days=1)
            reasons = await tx.outbox.failures(since)
            failed = sum(count for reason, count in reasons.items() if reason.casefold() not in _LEFT)
            uncertain = (await tx.operators.counts()).outbox.get("uncertain", 0)
        known = told.get("uncertain", 0)
        if failed or uncertain > known:
            return {"failed": failed, "uncertain": uncertain}
        if uncertain < known:
            await self.told_failing(uncertain, since)
        return None

    async def told_failing(self, uncertain: int, at: datetime) -> None:
        """The operators know of what failed until then, and of so many uncertain deliveries."""
        async with self._database.begin() as tx:
            told = {"at": at.isoformat(), "uncertain": uncertain}
            await tx.operators.set_fact(_FAILURES, json.dumps(told))

    async def note_growth(self, now: datetime) -> None:
        """Write down how many readers there are today."""
        async with self._database.begin() as tx:
            counts = await tx.operators.counts()
            days = _days(await tx.operators.fact(_GROWTH))
            today = Day(now.date(), counts.chats, counts.subscriptions)
            kept = [*(day for day in days if day.day != today.day), today][-DAYS:]
            rows = [[day.day.isoformat(), day.chats, day.subscriptions] for day in kept]
            await tx.operators.set_fact(_GROWTH, json.dumps(rows))

    async def growth(self) -> tuple[Day, ...]:
        """The days that are known, the oldest first."""
        async with self._database.read() as tx:
            return tuple(_days(await tx.operators.fact(_GROWTH)))


def _days(stored: str | None) -> list[Day]:
    return [Day(date.fromisoformat(day), chats, subs) for day, chats, subs in json.loads(stored or "[]")]


def _silent_since(published: Sequence[datetime], now: datetime) -> datetime | None:
    """The time of the newest piece, if it is longer ago than usual; a few gaps must be known to say so."""
    times = sorted(published)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    if len(gaps) < _GAPS:
        return None
    return times[-1] if now - times[-1] > max(SILENT_AT_LEAST, max(gaps) * SILENT_FACTOR) else None


def _key(source: Source) -> str:
    return f"silent:{source.id}"
