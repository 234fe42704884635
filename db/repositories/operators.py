"""What operators do and see: their log, broadcasts, counts, and the few facts kept about the whole."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from db import models
from db.records import Broadcast, Counts, LogEntry
from db.repositories.base import Repository

_meta = models.meta
_log = models.operator_log
_broadcasts = models.broadcasts


class Operators(Repository):
    """The operator's side of storage."""

    async def fact(self, key: str) -> str | None:
        """A fact about the whole installation, such as the version of the zones."""
        query = select(_meta.c.value).where(_meta.c.key == key)
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def set_fact(self, key: str, value: str) -> None:
        """Store such a fact."""
        statement = self._insert(_meta).values(key=key, value=value)
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=["key"], set_={"value": value})
        )

    async def note(self, at: datetime, operator: str, action: str, detail: str) -> None:
        """Write down what an operator did."""
        await self._connection.execute(
            insert(_log).values(at=at, operator=operator, action=action, detail=detail)
        )

    async def log(self, *, limit: int) -> list[LogEntry]:
        """What operators did last, the newest first."""
        query = select(_log.c.at, _log.c.operator, _log.c.action, _log.c.detail).order_by(_log.c.id.desc())
        return await self._all(LogEntry, query.limit(limit))

    async def forget_log(self, before: datetime) -> int:
        """Delete entries older than that."""
        return await self._changed(delete(_log).where(_log.c.at < before))

    async def draft(self, text: str, *, by: str, now: datetime) -> Broadcast:
        """Keep a broadcast that waits for its confirmation."""
        result = await self._connection.execute(
            insert(_broadcasts)
            .values(text=text, made_by=by, made_at=now, state="draft", planned=0)
            .returning(_broadcasts)
        )
        return Broadcast(**result.mappings().one())

    async def broadcast(self, number: int) -> Broadcast | None:
        """The broadcast of that number."""
        return await self._one(Broadcast, select(_broadcasts).where(_broadcasts.c.id == number))

    async def planned_broadcasts(self) -> list[Broadcast]:
        """Broadcasts that were confirmed and are not in the outbox for everybody yet."""
        query = select(_broadcasts).where(_broadcasts.c.state == "planned").order_by(_broadcasts.c.id)
        return await self._all(Broadcast, query)

    async def set_broadcast(self, number: int, seen: str, state: str, *, planned: int = 0) -> bool:
        """Move a broadcast from the state that was ``seen``: a second tap finds it gone on."""
        moved = update(_broadcasts).where(_broadcasts.c.id == number, _broadcasts.c.state == seen)
        return await self._changed(moved.values(state=state, planned=planned)) == 1

    async def counts(self) -> Counts:
        """How much there is of everything."""
        count = func.count()
        articles, inbox, outbox = models.articles, models.inbox, models.outbox
        states: dict[str, int] = dict(
            (await self._connection.execute(select(articles.c.state, count).group_by(articles.c.state))).all()
        )
        parcels: dict[str, int] = dict(
            (await self._connection.execute(select(outbox.c.state, count).group_by(outbox.c.state))).all()
        )

        numbers = {
            "pending": select(count).where(articles.c.summarised_hash.is_(None), articles.c.state == "live"),
            "points": select(count).select_from(models.points),
            "sources": select(count).select_from(models.sources),
            "chats": select(count).where(models.chats.c.state == "active"),
            "subscriptions": select(count).where(models.subscriptions.c.active.is_(True)),
            "inbox_open": select(count).where(inbox.c.state.in_(["new", "handling"])),
        }
        found = select(*(query.scalar_subquery().label(name) for name, query in numbers.items()))
        return Counts(
            articles=states.get("live", 0),
            withdrawn=states.get("withdrawn", 0),
            outbox=parcels,
            **(await self._connection.execute(found)).mappings().one(),
        )
