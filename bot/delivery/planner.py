"""Who is due: choose and render the digest, then store its messages and the next due time together."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.i18n import translator, understood
from bot.presentation import digests as pages
from bot.presentation.outgoing import OutgoingMessage
from bot.services.digests import FIRST_DIGEST, Digest, Digests
from bot.services.schedule import jitter, local_date, turn
from bot.services.subscriptions import is_quiet_now, pause_of, schedule_of
from db import Chat, Database, DigestRecord, DueDigest, Parcel, UnitOfWork

logger = logging.getLogger(__name__)
BUSY_MINUTE = 1700
"""Digests in one minute that the gate can send (29 a second); more are spread over ten minutes."""
BATCH = 100
NAMED_WITHIN = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Planned:
    """What one round did: how many slots were taken, and how many messages they made."""

    slots: int = 0
    messages: int = 0


class Planner:
    """Plans digests and single pieces. ``zone`` and ``language`` are those of readers who chose none."""

    def __init__(self, database: Database, digests: Digests, *, zone: str, language: str) -> None:
        self._database = database
        self._digests = digests
        self._zone = zone
        self._language = language

    async def plan(self, now: datetime, *, limit: int = BATCH) -> Planned:
        """Plan what is due, the longest waiting first, up to ``limit`` chats."""
        async with self._database.read() as tx:
            due = await tx.subscriptions.due(now, limit)
            crowded = len(due) >= limit and await self._is_crowded(tx, due[0])
        slots = messages = 0
        for one in due:
            made = await self._plan_one(one, now, crowded=crowded)
            slots += made is not None
            messages += made or 0
        return Planned(slots, messages)

    async def plan_anew(self, withdrawn: Sequence[int], now: datetime) -> int:
        """Digests that name a withdrawn piece and are not on their way yet are rendered without it.

        Gives the number of chats whose digest changed.
        """
        changed = 0
        for article_id in withdrawn:
            async with self._database.read() as tx:
                naming = await tx.subscriptions.naming(article_id, now - NAMED_WITHIN)
            for chat_id, digest in naming:
                changed += await self._without(chat_id, digest, set(withdrawn), now)
        return changed

    async def _without(self, chat_id: int, digest: DigestRecord, withdrawn: set[int], now: datetime) -> bool:
        async with self._database.begin() as tx:
            chat = await tx.chats.get(chat_id)
            if chat is None or not await tx.outbox.withdraw(chat_id, digest.key):
                return False  # it was sent, or is being sent
            left = tuple(i for i in digest.article_ids if i not in withdrawn)
            rest = await self._digests.of(tx, left)
            zone = chat.zone or self._zone
            day = date.fromisoformat(digest.key.removeprefix("digest:"))
            parts = self._rendered(chat, rest, day, zone, late=digest.late)
            silent = is_quiet_now(chat, now, zone)
            await tx.subscriptions.note(chat_id, replace(digest, article_ids=left))
            await tx.outbox.put(
                [
                    Parcel(chat_id, digest.key, n, m.to_payload(), now, silent=silent)
                    for n, m in enumerate(parts)
                ],
                now=now,
            )
        return True

    async def _is_crowded(self, tx: UnitOfWork, first: DueDigest) -> bool:
        start = first.subscription.next_digest_at
        return (
            start is not None
            and await tx.subscriptions.in_minute(start, start + timedelta(minutes=1)) > BUSY_MINUTE
        )

    async def _plan_one(self, due: DueDigest, now: datetime, *, crowded: bool) -> int | None:
        """Plan one chat's slot: None if another planner was faster, else the number of messages."""
        chat, subscription = due.chat, due.subscription
        slot_at = subscription.next_digest_at
        if slot_at is None:
            return None
        zone = chat.zone or self._zone
        schedule = schedule_of(subscription, zone)
        served = date.fromisoformat(subscription.last_local_date) if subscription.last_local_date else None
        pause = pause_of(subscription)
        step = turn(schedule, slot_at, now, last_local_date=served, pause=pause)
        if chat.state != "active" or not subscription.active or step.slot is None:
            return await self._pass_over(due, step.next_due if subscription.active else None)
        # R7: what was stored up to now belongs to a late digest, up to the slot to a punctual one
        until = now if step.late else max(step.slot, slot_at)
        # a first digest looks back a day from the slot that was due first, however late it is served
        after = subscription.last_slot_at or slot_at - FIRST_DIGEST
        digest = await self._digests.since(after, until, subscription.filters)
        day = local_date(schedule, step.slot)
        parts = self._rendered(chat, digest, day, zone, late=step.late)
        key = f"digest:{day.isoformat()}"
        due_at = now + jitter(chat.telegram_id) if crowded else now
        silent = is_quiet_now(chat, now, zone)
        parcels = [
            Parcel(chat.id, key, part, message.to_payload(), due_at, silent=silent)
            for part, message in enumerate(parts)
        ]
        async with self._database.begin() as tx:
            taken = await tx.subscriptions.advance(
                chat.id,
                slot_at,
                next_digest_at=step.next_due,
                last_slot_at=until,
                last_local_date=day.isoformat(),
                ends_pause=pause is not None and day >= pause.until,
            )
            if not taken:
                return None
            await tx.subscriptions.note(
                chat.id, DigestRecord(key, step.slot, now, step.late, digest.article_ids)
            )
            return await tx.outbox.put(parcels, now=now)

    async def _pass_over(self, due: DueDigest, next_due: datetime | None) -> int | None:
        """Nothing to send at this slot; what is new waits for the next."""
        subscription = due.subscription
        async with self._database.begin() as tx:
            taken = await tx.subscriptions.advance(
                due.chat.id,
                subscription.next_digest_at,
                next_digest_at=next_due,
                last_slot_at=subscription.last_slot_at,
                last_local_date=subscription.last_local_date,
            )
        return 0 if taken else None

    def _rendered(
        self, chat: Chat, digest: Digest, day: date, zone: str, *, late: bool
    ) -> tuple[OutgoingMessage, ...]:
        """The digest's messages; an empty digest sends none."""
        if not digest.total:
            return ()
        t = translator(chat.language or understood(chat.language_code) or self._language)
        return pages.digest(t, digest, day=day, length=chat.length, zone=zone, late=late)
