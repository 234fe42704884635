"""The inbox's side of storage: updates are on the disk before anybody says that they were received."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import TypeAlias

from bot.clock import Clock
from bot.delivery.journal import Journal
from db import Database, Json, Letter, StorageError

__all__ = ["Inbox", "Json", "Letter", "StorageError"]  # bot.intake knows storage through this module

LEASE = timedelta(seconds=90)
"""Longer than a handler may take and the telling that it took too long."""


_Arrival: TypeAlias = tuple[int, int, Mapping[str, Json]]
"""Update, chat key and content."""


class Inbox:
    """Stores updates and gives them out, each to one handler at a time, in order within a chat.

    ``owner`` is a name that no other process, past or present, has.
    """

    def __init__(self, database: Database, clock: Clock, owner: str, *, lease: timedelta = LEASE) -> None:
        self._database = database
        self._clock = clock
        self._owner = owner
        self._lease = lease
        self._journal = Journal(self._store)

    async def put(self, update_id: int, chat_key: int, payload: Mapping[str, Json]) -> bool:
        """Store an update; False if it is known already. Those that come together share a transaction.

        Raises StorageError: then it is not stored, and nobody may be told that it was received.
        """
        return await self._journal.write((update_id, chat_key, payload))

    async def turn(
        self, *, handled: Sequence[int], stuck: Sequence[int], limit: int, besides: Collection[int]
    ) -> list[Letter]:
        """Close what is done and take up to ``limit`` updates that may be handled now, in one transaction.

        ``besides`` are in work here: they are not given out again, whatever the clock says of their lease.
        Raises StorageError; then nothing was closed or taken.
        """
        now = self._clock.now()
        async with self._database.begin() as work:
            await work.inbox.close(handled, now=now)
            await work.inbox.close(stuck, now=now, stuck=True)
            if limit <= 0:
                return []
            return await work.inbox.claim(
                self._owner, now=now, lease=self._lease, limit=limit, besides=besides
            )

    async def take_over(self) -> int:
        """Open again what any other process had in work; gives the number. Raises StorageError.

        Only for a process that knows that it is the only one: then it need not wait for leases to end.
        """
        async with self._database.begin() as work:
            return await work.inbox.reopen()

    async def _store(self, arrivals: Sequence[_Arrival]) -> list[bool]:
        async with self._database.begin() as work:
            added = await work.inbox.put(arrivals, now=self._clock.now())
        results = []
        for update_id, _, _ in arrivals:
            results.append(update_id in added)
            added.discard(update_id)  # the same update twice in one transaction was stored once
        return results
