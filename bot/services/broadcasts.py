"""Telling all readers something, once, after a confirmation; and deciding on uncertain deliveries."""

from __future__ import annotations

import html
import json
from datetime import datetime

from db import Broadcast, Database, Delivery, Json, Parcel, UnitOfWork

KEY = "broadcast:"
_OPEN = "broadcasts"
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
            return made, await tx.chats.active_count(boxed=self._boxed)

    async def report(self, number: int) -> dict[str, int]:
        """How many of a broadcast's messages are in which state."""
        async with self._database.read() as tx:
            return await tx.outbox.states(f"{KEY}{number}")

    async def send(self, number: int, *, by: str, now: datetime) -> int | None:
        """Put it into the outbox for every active chat; None if it was sent or dropped already."""
        async with self._database.begin() as tx:
            broadcast = await tx.operators.broadcast(number)
            if broadcast is None or not await tx.operators.set_broadcast(number, "draft", "planned"):
                return None
            await tx.operators.note(now, by, "broadcast", str(number))
        return await self._spread(broadcast, now)

    async def go_on(self, now: datetime) -> int:
        """Put those into the outbox that were broken off while they were; gives their number."""
        async with self._database.read() as tx:
            begun = await tx.operators.planned_broadcasts()
        for broadcast in begun:
            await self._spread(broadcast, now)
        return len(begun)

    async def _spread(self, broadcast: Broadcast, now: datetime) -> int:
        """Put it into the outbox, some chats at a time; one that has it keeps it, so that this may begin again."""
        number, key = broadcast.id, f"{KEY}{broadcast.id}"
        payload: dict[str, Json] = {
            "text": html.escape(broadcast.text, quote=False),
            "buttons": [],
            "preview": None,
            "article_id": None,
        }
        after = 0
        while True:
            async with self._database.begin() as tx:
                chats = await tx.chats.active_ids(after=after, limit=_BATCH, boxed=self._boxed)
                if not chats:
                    planned = sum((await tx.outbox.states(key)).values())
                    if await tx.operators.set_broadcast(number, "planned", "done", planned=planned):
                        await tx.operators.set_fact(_OPEN, json.dumps([*await _open(tx), number]))
                    return planned
                parcels = [Parcel(chat, key, 0, payload, now, PRIORITY) for chat in chats]
                await tx.outbox.put(parcels, now=now)
                after = chats[-1]

    async def finished(self) -> dict[int, dict[str, int]]:
        """Broadcasts that have come to their end and of which nobody was told, with their messages by state."""
        async with self._database.read() as tx:
            states = {number: await tx.outbox.states(f"{KEY}{number}") for number in await _open(tx)}
        return {
            number: found for number, found in states.items() if not found.keys() & {"ready", "attempting"}
        }

    async def reported(self, number: int) -> None:
        """The operators know how a broadcast ended."""
        async with self._database.begin() as tx:
            left = [one for one in await _open(tx) if one != number]
            await tx.operators.set_fact(_OPEN, json.dumps(left))

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


async def _open(tx: UnitOfWork) -> list[int]:
    return [int(number) for number in json.loads(await tx.operators.fact(_OPEN) or "[]")]
