"""Work for all machines of one bot: what is due is deferred once, and whoever is free does it.

Only PostgreSQL shares; on SQLite the one process does the same by itself.
"""

from __future__ import annotations

from datetime import datetime

from bot.clock import Clock
from bot.services.readings import Reading, Readings
from db import Database

READ, BACKFILL, SUMMARISE = "read", "backfill", "summarise"
MOST = 500
"""Of each kind at once; what is left waits for the next turn."""


class Sharing:
    """Defers what is due: a job a source, an archive, an article. What is due stays a column."""

    def __init__(self, database: Database, readings: Readings, clock: Clock) -> None:
        self._database = database
        self._readings = readings
        self._clock = clock

    async def defer_due(self, now: datetime) -> int:
        """Defer a job for all that is due and does not wait already; gives the number of new ones."""
        async with self._database.read() as tx:
            due = [(READ, source.id) for source in await tx.sources.due(now, MOST)]
            due += [
                (BACKFILL, source.id)
                for source in await tx.sources.all()
                if source.is_read_on and source.last_success_at
            ]
            due += [(SUMMARISE, number) for number in await tx.articles.pending(MOST)]
        if not due:
            return 0
        async with self._database.begin() as tx:
            return sum([await tx.work.defer(name, queueing_lock=f"{name}:{n}", number=n) for name, n in due])

    async def read(self, number: int) -> Reading | None:
        """Read a source, if it still is due."""
        async with self._database.read() as tx:
            source = await tx.sources.get(number)
        now = self._clock.now()
        if source is None or source.state != "active":
            return None
        if source.next_fetch_at is None or source.next_fetch_at > now:
            return None
        return await self._readings.read(source)
