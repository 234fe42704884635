"""The outbox: rendered messages owed to chats, taken with a lease and told off by their owner only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import (
    LABEL_STYLE_TABLENAME_PLUS_COL,
    RowMapping,
    and_,
    delete,
    exists,
    func,
    not_,
    or_,
    select,
    update,
)

from db import models
from db.records import Delivery, Json, OutboxState, Parcel
from db.repositories.base import Repository, batches

_outbox = models.outbox
_texts = models.texts
_chats = models.chats
OPEN = ("ready", "attempting")


def text_hash(payload: Mapping[str, Json]) -> str:
    """The content hash under which a rendered message is stored once."""
    return hashlib.sha256(json.dumps(payload, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Outbox(Repository):
    """Reads and writes outbox rows."""

    async def put(self, parcels: Sequence[Parcel], *, now: datetime) -> int:
        """Add messages; one whose (chat, key, part) is there already stays. Gives the number added."""
        added = 0
        for some in batches(parcels, 200):
            hashes = {id(parcel): text_hash(parcel.payload) for parcel in some}
            payloads = {hashes[id(p)]: dict(p.payload) for p in some}
            await self._connection.execute(
                self._insert(_texts).on_conflict_do_nothing(),
                [{"hash": key, "payload": payload} for key, payload in payloads.items()],
            )
            rows = [
                {
                    "chat_id": p.chat_id,
                    "key": p.key,
                    "part": p.part,
                    "priority": p.priority,
                    "text_hash": hashes[id(p)],
                    "silent": p.silent,
                    "state": "ready",
                    "due_at": p.due_at,
                    "attempts": 0,
                    "created_at": now,
                }
                for p in some
            ]
            statement = self._insert(_outbox).values(rows).on_conflict_do_nothing().returning(_outbox.c.id)
            added += len((await self._connection.execute(statement)).all())
        return added

    async def claim(
        self, owner: str, *, now: datetime, lease_until: datetime, limit: int, boxed: bool
    ) -> list[Delivery]:
        """Take due rows for sending: state *attempting*, owned until the lease ends.

        Within a chat only the first open row is taken, so that order is kept.
        """
        earlier = _outbox.alias("earlier")
        first = not_(
            exists().where(
                earlier.c.chat_id == _outbox.c.chat_id, earlier.c.id < _outbox.c.id, earlier.c.state.in_(OPEN)
            )
        )
        due = (
            select(_outbox.c.id)
            .join(_chats, _chats.c.id == _outbox.c.chat_id)
            .where(_outbox.c.state == "ready", _outbox.c.due_at <= now, _chats.c.boxed.is_(boxed), first)
            .order_by(_outbox.c.priority, _outbox.c.due_at, _outbox.c.id)
            .limit(limit)
        )
        if not self._is_sqlite:
            due = due.with_for_update(of=_outbox, skip_locked=True)
        ids = list((await self._connection.execute(due)).scalars())
        if not ids:
            return []
        await self._connection.execute(
            update(_outbox)
            .where(_outbox.c.id.in_(ids))
            .values(state="attempting", owner=owner, lease_until=lease_until, attempts=_outbox.c.attempts + 1)
        )
        return await self._deliveries(_outbox.c.id.in_(ids))

    async def settle(
        self,
        delivery_id: int,
        owner: str,
        state: OutboxState,
        *,
        now: datetime,
        message_id: int | None = None,
        error: str | None = None,
        due_at: datetime | None = None,
    ) -> bool:
        """Write down how an attempt ended; False if the row is no longer this owner's."""
        values: dict[str, object] = {"state": state, "owner": None, "lease_until": None, "error": error}
        if message_id is not None:
            values["message_id"] = message_id
        if due_at is not None:
            values["due_at"] = due_at
        if state in ("sent", "failed"):
            values["done_at"] = now
        settled = await self._connection.execute(
            update(_outbox)
            .where(_outbox.c.id == delivery_id, _outbox.c.owner == owner, _outbox.c.state == "attempting")
            .values(values)
        )
        return settled.rowcount == 1

    async def expire(self, now: datetime, *, hold: bool) -> int:
        """The reaper: attempts whose lease ended have an unknown outcome.

        With ``hold`` they become *uncertain* and wait for an operator, else they are sent once more.
        """
        state = "uncertain" if hold else "ready"
        expired = await self._connection.execute(
            update(_outbox)
            .where(_outbox.c.state == "attempting", _outbox.c.lease_until < now)
            .values(state=state, owner=None, lease_until=None, error="lease ended")
        )
        return expired.rowcount

    async def uncertain(self, *, limit: int) -> list[Delivery]:
        """Deliveries of which nobody knows whether they arrived."""
        return (await self._deliveries(_outbox.c.state.in_(["uncertain", "held"])))[:limit]

    async def decide(self, delivery_id: int, *, send: bool, now: datetime) -> bool:
        """An operator's word on an uncertain delivery: send it again, or let it be."""
        values = {"state": "ready", "due_at": now} if send else {"state": "failed", "done_at": now}
        decided = await self._connection.execute(
            update(_outbox)
            .where(_outbox.c.id == delivery_id, _outbox.c.state.in_(["uncertain", "held"]))
            .values(values)
        )
        return decided.rowcount == 1

    async def withdraw(self, chat_id: int, key: str) -> int:
        """Take back planned messages that were not yet tried; gives their number."""
        gone = await self._connection.execute(
            delete(_outbox).where(
                and_(
                    _outbox.c.chat_id == chat_id,
                    _outbox.c.key == key,
                    _outbox.c.state == "ready",
                    _outbox.c.attempts == 0,
                )
            )
        )
        return gone.rowcount

    async def give_up(self, chat_id: int, *, reason: str, now: datetime) -> int:
        """A chat is gone: what is still owed to it will not be sent."""
        gone = await self._connection.execute(
            update(_outbox)
            .where(_outbox.c.chat_id == chat_id, _outbox.c.state == "ready")
            .values(state="failed", error=reason, done_at=now)
        )
        return gone.rowcount

    async def next_due(self) -> datetime | None:
        """When the next ready row is due."""
        query = select(func.min(_outbox.c.due_at)).where(_outbox.c.state == "ready")
        due: datetime | None = (await self._connection.execute(query)).scalar_one()
        return due

    async def forget(self, before: datetime) -> int:
        """Delete rows that were done before that time, and texts that no row names any more."""
        gone = await self._connection.execute(
            delete(_outbox).where(
                or_(_outbox.c.state == "sent", _outbox.c.state == "failed"), _outbox.c.done_at < before
            )
        )
        await self._connection.execute(
            delete(_texts).where(not_(exists().where(_outbox.c.text_hash == _texts.c.hash)))
        )
        return gone.rowcount

    async def _deliveries(self, condition: object) -> list[Delivery]:
        query = (
            select(
                _outbox,
                _texts.c.payload,
                _chats.c.telegram_id,
                _chats.c.thread_id,
                _chats.c.kind,
                _chats.c.boxed,
            )
            .join(_texts, _texts.c.hash == _outbox.c.text_hash)
            .join(_chats, _chats.c.id == _outbox.c.chat_id)
            .where(condition)  # type: ignore[arg-type]  # a column's boolean expression
            .order_by(_outbox.c.priority, _outbox.c.due_at, _outbox.c.id)
            .set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
        )
        return [_delivery(row) for row in (await self._connection.execute(query)).mappings()]


def _delivery(row: RowMapping) -> Delivery:
    return Delivery(
        id=row["outbox_id"],
        chat_id=row["outbox_chat_id"],
        telegram_id=row["chats_telegram_id"],
        thread_id=row["chats_thread_id"],
        chat_kind=row["chats_kind"],
        boxed=row["chats_boxed"],
        key=row["outbox_key"],
        part=row["outbox_part"],
        priority=row["outbox_priority"],
        payload=row["texts_payload"],
        silent=row["outbox_silent"],
        state=row["outbox_state"],
        due_at=row["outbox_due_at"],
        attempts=row["outbox_attempts"],
        owner=row["outbox_owner"],
        lease_until=row["outbox_lease_until"],
        error=row["outbox_error"],
        created_at=row["outbox_created_at"],
    )
