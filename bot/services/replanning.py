"""Slots that were computed by other rules are computed anew: after an update of the zones, or of the default."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from bot.services.schedule import LATE_LIMIT, next_slot
from bot.services.subscriptions import end_of, pause_of, schedule_of
from bot.services.zones import day_of, rules_version, zone_of
from db import Database, DueDigest

logger = logging.getLogger(__name__)
BATCH = 500
_FACT = "zones"


class Replanning:
    """Remembers by which rules slots were computed. ``zone`` is the one of readers who named none."""

    def __init__(self, database: Database, *, zone: str) -> None:
        self._database = database
        self._zone = zone
        self._rules = f"{rules_version()} {zone}"

    async def run(self, now: datetime) -> int:
        """Move the slots that the rules in force put elsewhere; gives their number.

        Only slots still to come move, and each chat keeps the local date it was to be served on: one that the
        new rules put a little into the past is due at once.
        """
        async with self._database.read() as tx:
            if await tx.operators.fact(_FACT) == self._rules:
                return 0
        moved = after = 0
        while True:
            async with self._database.read() as tx:
                some = await tx.subscriptions.walk(after=after, limit=BATCH)
            if not some:
                break
            moved += await self._move(some, now)
            after = some[-1].chat.id
        async with self._database.begin() as tx:
            await tx.operators.set_fact(_FACT, self._rules)
        logger.info("slots follow the rules of the zones", extra={"rules": self._rules, "moved": moved})
        return moved

    async def _move(self, some: list[DueDigest], now: datetime) -> int:
        moved = 0
        async with self._database.begin() as tx:
            for one in some:
                was = one.subscription
                slot = self._slot(one, now)
                if slot != was.next_digest_at:
                    moved += await tx.subscriptions.advance(
                        one.chat.id,
                        was.next_digest_at,
                        next_digest_at=slot,
                        last_slot_at=was.last_slot_at,
                        last_local_date=was.last_local_date,
                    )
        return moved

    def _slot(self, one: DueDigest, now: datetime) -> datetime | None:
        """The slot by the rules in force; one that has come is left to the planner."""
        subscription, slot = one.subscription, one.subscription.next_digest_at
        if slot is None or slot <= now:
            return slot
        zone, pause = zone_of(one.chat.zone, self._zone), pause_of(subscription)
        if subscription.at_once:
            return end_of(pause, zone) if pause else slot
        schedule = schedule_of(subscription, zone)
        served = day_of(slot, schedule.zone) - timedelta(days=1)
        if subscription.last_local_date is not None:
            served = max(served, date.fromisoformat(subscription.last_local_date))
        return next_slot(schedule, now - LATE_LIMIT, last_local_date=served, pause=pause)
