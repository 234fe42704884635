"""Who is due: choose and render the digest, then store its messages and the next due time together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from bot.errors import UNFORESEEN
from bot.i18n import translator, understood
from bot.presentation import digests as pages
from bot.presentation.outgoing import OutgoingMessage
from bot.services.archive import Archive
from bot.services.digests import FIRST_DIGEST, Digest, Digests, wanted
from bot.services.schedule import Turn, jitter, turn
from bot.services.subscriptions import pause_of, schedule_of, served_until, takes_at_once
from bot.services.zones import day_of, zone_of
from db import Chat, Database, DigestRecord, DueDigest, Headline, Length, Parcel, UnitOfWork

Made = TypeVar("Made")
BUSY_MINUTE = 1700
"""Digests in one minute that the gate can send (29 a second); more are spread over ten minutes."""
BATCH = 100
PREFIX = "digest:"
NAMED_WITHIN = timedelta(days=2)
AT_ONCE_WITHIN = timedelta(days=1)
"""A piece that could not be sent at once within this belongs to the archive."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What one round did: how many slots were taken, and how many messages they made."""

    slots: int = 0
    messages: int = 0


class Planner:
    """Plans digests and single pieces. ``zone`` and ``language`` are those of readers who chose none."""

    def __init__(
        self, database: Database, digests: Digests, archive: Archive, *, zone: str, language: str
    ) -> None:
        self._database = database
        self._digests = digests
        self._archive = archive
        self._zone = zone
        self._language = language
        self._spread: set[int] = set()

    async def plan(self, now: datetime, *, limit: int = BATCH) -> Planned:
        """Plan what is due, the longest waiting first, up to ``limit`` chats.

        Raises an ExceptionGroup for the chats whose digest cannot be planned, once all others have theirs.
        """
        async with self._database.read() as tx:
            due = await tx.subscriptions.of(await tx.subscriptions.due(now, limit))
            crowded = len(due) >= limit and await self._is_crowded(tx, due[0])
        made, failed = await _for_each(due, lambda one: self._plan_one(one, now, crowded=crowded))
        if failed:
            raise ExceptionGroup("digests that cannot be planned", failed)
        taken = [messages for messages in made if messages is not None]
        return Planned(len(taken), sum(taken))

    async def plan_at_once(self, now: datetime) -> int:
        """Plan each new piece, once it has its points, for the chats that want it at once.

        A piece has one key in every outbox, so that a walk that was cut short may begin again. Gives the
        number of messages. Raises as ``plan`` does.
        """
        async with self._database.read() as tx:
            fresh = await self._digests.fresh(tx, now - AT_ONCE_WITHIN, now, besides=self._spread)
        if not fresh:
            return 0
        messages = after = 0
        failed: list[Exception] = []
        rendered: dict[tuple[int, str, Length, str], OutgoingMessage] = {}
        while True:
            async with self._database.read() as tx:
                readers = await tx.subscriptions.at_once(after=after, limit=BATCH)
            if not readers:
                break
            made, failing = await _for_each(readers, lambda one: self._pieces(one, fresh, now, rendered))
            messages += await self._put_at_once([parcel for parcels in made for parcel in parcels], now)
            failed += failing
            after = readers[-1].chat.id
        if failed:
            raise ExceptionGroup("pieces that cannot be planned", failed)
        self._spread.update(headline.id for headline in fresh)
        return messages

    async def _pieces(
        self,
        one: DueDigest,
        fresh: list[Headline],
        now: datetime,
        rendered: dict[tuple[int, str, Length, str], OutgoingMessage],
    ) -> list[Parcel]:
        """What of the new pieces one chat wants, rendered; ``rendered`` keeps what others want too."""
        chat, subscription = one.chat, one.subscription
        zone = zone_of(chat.zone, self._zone)
        if not takes_at_once(subscription, now, zone):
            return []
        since = subscription.last_slot_at or subscription.created_at
        mine = [headline for headline in fresh if headline.stored_at > since]
        if mine and subscription.filters:
            topics = await self._digests.topics(subscription.filters)
            async with self._database.read() as tx:
                mine = await wanted(tx, mine, subscription.filters, topics)
        language = self._language_of(chat)
        parcels = []
        for headline in mine:
            key = (headline.id, language, chat.length, zone)
            if key not in rendered:
                piece = await self._archive.piece(headline.id, now)
                if piece is None:  # withdrawn meanwhile
                    continue
                rendered[key] = pages.at_once(translator(language), piece, length=chat.length, zone=zone)
            payload = rendered[key].to_payload()
            parcels.append(Parcel(chat.id, f"article:{headline.id}", 0, payload, now))
        return parcels

    async def _put_at_once(self, parcels: list[Parcel], now: datetime) -> int:
        """Store them, but not for a chat that left while they were rendered."""
        if not parcels:
            return 0
        async with self._database.begin() as tx:
            own = (one.subscription for one in await tx.subscriptions.of([p.chat_id for p in parcels]))
            wanting = {each.chat_id for each in own if each.active and each.at_once}
            return await tx.outbox.put([p for p in parcels if p.chat_id in wanting], now=now)

    async def plan_anew(self, withdrawn: Sequence[int], now: datetime) -> int:
        """Digests that name a withdrawn piece and are not on their way yet are rendered without it.

        Nor is it sent at once any more. Gives the number of chats whose digest changed.
        """
        gone = frozenset(withdrawn)
        async with self._database.begin() as tx:
            for article_id in gone:
                await tx.outbox.withdraw_from_all(f"article:{article_id}")
        async with self._database.read() as tx:
            naming = await tx.subscriptions.naming(gone, now - NAMED_WITHIN)
        return sum([await self._without(chat_id, digest, gone, now) for chat_id, digest in naming])

    async def _without(self, chat_id: int, digest: DigestRecord, gone: frozenset[int], now: datetime) -> bool:
        async with self._database.begin() as tx:
            chat = await tx.chats.get(chat_id)
            if chat is None or not await tx.outbox.withdraw(chat_id, digest.key):
                return False  # it was sent, or a part of it: what is left would not go on where that ended
            left = tuple(i for i in digest.article_ids if i not in gone)
            rest = await self._digests.of(tx, left)
            await tx.subscriptions.note(chat_id, replace(digest, article_ids=left))
            await tx.outbox.put(self._parcels(chat, rest, digest, now), now=now)
        return True

    async def _is_crowded(self, tx: UnitOfWork, first: DueDigest) -> bool:
        start = first.subscription.next_digest_at
        return (
            start is not None
            and await tx.subscriptions.in_minute(start, start + timedelta(minutes=1)) > BUSY_MINUTE
        )

    async def _plan_one(self, due: DueDigest, now: datetime, *, crowded: bool) -> int | None:
        """Plan one chat's slot: the number of messages.

        None if another planner was faster, or the reader: what they changed counts at the next look.
        """
        chat, subscription = due.chat, due.subscription
        slot_at = subscription.next_digest_at
        if slot_at is None:
            return None
        zone = zone_of(chat.zone, self._zone)
        step = _turn(due, slot_at, now, zone)
        if chat.state != "active" or not subscription.active or step.slot is None:
            return await self._pass_over(due, step.next_due if subscription.active else None)
        # R7: what was stored up to now belongs to a late digest, up to the slot to a punctual one
        until = now if step.late else max(step.slot, slot_at)
        # a first digest looks back a day from the slot that was due first, however late it is served
        after = served_until(subscription, zone) or slot_at - FIRST_DIGEST
        day = day_of(step.slot, zone)
        key = f"{PREFIX}{day.isoformat()}"
        if subscription.at_once:  # this day may have had one before the reader wanted pieces at once
            key += f"T{step.slot:%H%M}"
        topics = await self._digests.topics(subscription.filters)
        pause = pause_of(subscription)
        async with self._database.begin() as tx:
            if await tx.subscriptions.held(chat.id) != subscription:
                return None
            await tx.subscriptions.advance(
                chat.id,
                slot_at,
                next_digest_at=step.next_due,
                last_slot_at=until,
                last_local_date=day.isoformat(),
                ends_pause=pause is not None and day >= pause.until,
            )
            # read in this transaction: what appears after it is later than ``now``, and in the next digest
            digest = await self._digests.select(tx, after, until, subscription.filters, topics)
            record = DigestRecord(key, step.slot, now, step.late, digest.article_ids)
            await tx.subscriptions.note(chat.id, record)
            due_at = now + jitter(chat.telegram_id) if crowded else now
            return await tx.outbox.put(self._parcels(chat, digest, record, due_at), now=now)

    async def _pass_over(self, due: DueDigest, next_due: datetime | None) -> int | None:
        """Nothing to send at this slot; what is new waits for the next."""
        subscription = due.subscription
        first = subscription.next_digest_at
        after = subscription.last_slot_at or (first and first - FIRST_DIGEST)
        async with self._database.begin() as tx:
            taken = await tx.subscriptions.advance(
                due.chat.id,
                subscription.next_digest_at,
                next_digest_at=next_due,
                last_slot_at=after,
                last_local_date=subscription.last_local_date,
            )
        return 0 if taken else None

    def _parcels(self, chat: Chat, digest: Digest, record: DigestRecord, due_at: datetime) -> list[Parcel]:
        """The digest's messages; an empty digest sends none."""
        if not digest.total:
            return []
        slot = record.key.removeprefix(PREFIX)
        parts = pages.digest(
            translator(self._language_of(chat)),
            digest,
            day=date.fromisoformat(slot[:10]),
            length=chat.length,
            zone=zone_of(chat.zone, self._zone),
            late=record.late,
            back=f"p{slot}",
        )
        return [Parcel(chat.id, record.key, n, part.to_payload(), due_at) for n, part in enumerate(parts)]

    def _language_of(self, chat: Chat) -> str:
        return chat.language or understood(chat.language_code) or self._language


async def _for_each(
    chats: Sequence[DueDigest], do: Callable[[DueDigest], Awaitable[Made]]
) -> tuple[list[Made], list[Exception]]:
    """What is done for each chat, whatever another one runs into; and what went wrong."""
    made: list[Made] = []
    failed: list[Exception] = []
    for one in chats:
        try:
            made.append(await do(one))
        except UNFORESEEN as error:
            failed.append(error)
    return made, failed


def _turn(due: DueDigest, slot_at: datetime, now: datetime, zone: str) -> Turn:
    """What to do about a chat's slot."""
    subscription = due.subscription
    if subscription.at_once:  # one digest of what a pause held back, when they are there to get it
        is_here = due.chat.state == "active"
        return Turn(slot_at, False, None) if is_here else Turn(None, False, slot_at + timedelta(days=1))
    served = date.fromisoformat(subscription.last_local_date) if subscription.last_local_date else None
    pause = pause_of(subscription)
    return turn(schedule_of(subscription, zone), slot_at, now, last_local_date=served, pause=pause)
