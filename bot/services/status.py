"""How things stand: for a reader what the last digest held, for an operator counts and troubles."""

from __future__ import annotations

from datetime import datetime

from db import Counts, Database, DigestRecord, LogEntry, Source


class Status:
    """Reads only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last_digest(self, chat_id: int) -> DigestRecord | None:
        """The digest that was planned last for a chat."""
        async with self._database.read() as tx:
            return await tx.subscriptions.last(chat_id)

    async def planned_digest(self, chat_id: int, key: str) -> DigestRecord | None:
        """The digest of that key, as a chat got it."""
        async with self._database.read() as tx:
            return await tx.subscriptions.planned(chat_id, key)

    async def counts(self) -> Counts:
        """How much there is of everything."""
        async with self._database.read() as tx:
            return await tx.operators.counts()

    async def sources(self) -> tuple[tuple[Source, int], ...]:
        """Each source with the number of its pieces."""
        async with self._database.read() as tx:
            found = await tx.sources.all()
            counts = await tx.sources.article_counts()
        return tuple((source, counts.get(source.id, 0)) for source in found)

    async def log(self, *, limit: int = 20) -> list[LogEntry]:
        """What operators did last."""
        async with self._database.read() as tx:
            return await tx.operators.log(limit=limit)

    async def is_sending(self, now: datetime) -> bool:
        """Whether the outbox sends anything, or holds anything that is due."""
        async with self._database.read() as tx:
            return await tx.outbox.is_sending(now)
