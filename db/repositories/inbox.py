"""The inbox: updates stored before they are acknowledged, handled once, in order within a chat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, exists, func, not_, or_, select, update

from db import models
from db.records import Json, Letter
from db.repositories.base import Repository

_inbox = models.inbox


class Inbox(Repository):
    """Reads and writes inbox rows."""

    async def put(self, update_id: int, chat_key: int, payload: Mapping[str, Json], *, now: datetime) -> bool:
        """Store an update; False if it is known already."""
        statement = self._insert(_inbox).values(
            update_id=update_id, chat_key=chat_key, payload=dict(payload), state="new", received_at=now
        )
        added = await self._connection.execute(
            statement.on_conflict_do_nothing().returning(_inbox.c.update_id)
        )
        return added.one_or_none() is not None

    async def claim(self, owner: str, *, now: datetime, lease_until: datetime, limit: int) -> list[Letter]:
        """Take the oldest open update of each chat that has none in work."""
        earlier = _inbox.alias("earlier")
        first = not_(
            exists().where(
                earlier.c.chat_key == _inbox.c.chat_key,
                earlier.c.update_id < _inbox.c.update_id,
                earlier.c.state.in_(["new", "handling"]),
            )
        )
        open_ = (
            select(_inbox)
            .where(
                or_(_inbox.c.state == "new", (_inbox.c.state == "handling") & (_inbox.c.lease_until < now)),
                first,
            )
            .order_by(_inbox.c.update_id)
            .limit(limit)
        )
        if not self._is_sqlite:
            open_ = open_.with_for_update(skip_locked=True)
        rows = list((await self._connection.execute(open_)).mappings())
        if rows:
            await self._connection.execute(
                update(_inbox)
                .where(_inbox.c.update_id.in_([row["update_id"] for row in rows]))
                .values(state="handling", owner=owner, lease_until=lease_until)
            )
        return [Letter(r["update_id"], r["chat_key"], r["payload"] or {}, r["received_at"]) for r in rows]

    async def close(self, update_id: int, *, now: datetime, stuck: bool = False) -> None:
        """An update was handled (or given up as stuck): its content is erased, its number kept."""
        await self._connection.execute(
            update(_inbox)
            .where(_inbox.c.update_id == update_id)
            .values(
                payload=None,
                state="stuck" if stuck else "handled",
                handled_at=now,
                owner=None,
                lease_until=None,
            )
        )

    async def forget(self, before: datetime) -> int:
        """Delete updates received before that time, whatever became of them."""
        return (await self._connection.execute(delete(_inbox).where(_inbox.c.received_at < before))).rowcount

    async def open_count(self) -> int:
        """How many updates wait or are in work."""
        query = select(func.count()).where(_inbox.c.state.in_(["new", "handling"]))
        return (await self._connection.execute(query)).scalar_one()
