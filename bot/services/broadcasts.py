"""Telling all readers something, once, after a confirmation; and deciding on uncertain deliveries."""

from __future__ import annotations

import html
from datetime import datetime

from db import Broadcast, Database, Delivery, Json, Parcel

_BATCH = 500
PRIORITY = 1
"""After digests, which have 0."""


class Broadcasts:
    """Drafts, plans and cancels broadcasts; ``boxed`` ones stay in the terminal chat."""

    def __init__(self, database: Database, *, boxed: bool) -> None:
        self._database = database
        self._boxed = boxed

    async def draft(self, text: str, *, by: str, now: datetime) -> tuple[Broadcast, int]:
        """Keep a text that waits for its confirmation; with the number of chats that would get it."""
        async with self._database.begin() as tx:
            made = await tx.operators.draft(text, by=by, now=now)
            counts = await tx.operators.counts()
        return made, counts.chats

    async def send(self, number: int, *, by: str, now: datetime) -> int | None:
        """Put it into the outbox for every active chat; None if it was sent or dropped already."""
        async with self._database.begin() as tx:
            broadcast = await tx.operators.broadcast(number)
            if broadcast is None or not await tx.operators.set_broadcast(number, "draft", "planned"):
                return None
            await tx.operators.note(now, by, "broadcast", str(number))
        payload: dict[str, Json] = {
            "text": html.escape(broadcast.text, quote=False),
            "buttons": [],
            "preview": None,
            "article_id": None,
        }
        planned, after = 0, 0
        while True:
            async with self._database.begin() as tx:
                chats = await tx.chats.active_ids(after=after, limit=_BATCH, boxed=self._boxed)
                if not chats:
                    await tx.operators.set_broadcast(number, "planned", "done", planned=planned)
                    return planned
                key = f"broadcast:{number}"
                planned += await tx.outbox.put(
                    [Parcel(chat, key, 0, payload, now, priority=PRIORITY) for chat in chats], now=now
                )
                after = chats[-1]

    async def cancel(self, number: int) -> bool:
        """Drop a draft."""
        async with self._database.begin() as tx:
            return await tx.operators.set_broadcast(number, "draft", "cancelled")

    async def uncertain(self, *, limit: int = 20) -> list[Delivery]:
        """Deliveries of which nobody knows whether they arrived."""
        async with self._database.read() as tx:
            return await tx.outbox.uncertain(limit=limit)

    async def decide(self, delivery_id: int, *, send: bool, by: str, now: datetime) -> bool:
        """Send an uncertain delivery again, or let it be."""
        async with self._database.begin() as tx:
            decided = await tx.outbox.decide(delivery_id, send=send, now=now)
            if decided:
                await tx.operators.note(now, by, "resend" if send else "drop", str(delivery_id))
        return decided
