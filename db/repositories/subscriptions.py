"""Subscriptions, whose next time is a column, and the digests that were planned for them."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import (
    LABEL_STYLE_TABLENAME_PLUS_COL,
    ColumnElement,
    bindparam,
    delete,
    func,
    select,
    update,
)

from db import models
from db.records import Chat, DigestRecord, DueDigest, Filters, Subscription
from db.repositories.base import Repository

_table = models.subscriptions
_chats = models.chats
_digests = models.digests
_JOINED = (
    select(_table, _chats)
    .join(_chats, _chats.c.id == _table.c.chat_id)
    .set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
)
_STATE = (
    select(_chats, _table)
    .outerjoin(_table, _table.c.chat_id == _chats.c.id)
    .where(_chats.c.id == bindparam("id"))
    .set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
)
_OF_CHAT = select(_table).where(_table.c.chat_id == bindparam("id"))


class Subscriptions(Repository):
    """Reads and writes ``Subscription``."""

    async def get(self, chat_id: int) -> Subscription | None:
        """The chat's subscription; an ended one has ``active`` False."""
        return await self._one(_subscription, _OF_CHAT, {"id": chat_id})

    async def held(self, chat_id: int) -> Subscription | None:
        """The same to be changed: nobody else changes it before this transaction ends."""
        query = _OF_CHAT if self._is_sqlite else _OF_CHAT.with_for_update()
        return await self._one(_subscription, query, {"id": chat_id})

    async def state(self, chat_id: int) -> tuple[Chat, Subscription | None] | None:
        """The chat of that row number with its subscription."""
        return await self._one(_chat_with_its_own, _STATE, {"id": chat_id})

    async def put(self, subscription: Subscription) -> None:
        """Store a subscription as given; what was planned for it stays."""
        values = asdict(subscription)
        statement = self._insert(_table).values(values)
        changed = {k: v for k, v in values.items() if k not in ("chat_id", "created_at")}
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=["chat_id"], set_=changed)
        )

    async def due(self, now: datetime, limit: int) -> list[int]:
        """The chats whose slot has come, the longest waiting first."""
        due = select(_table.c.chat_id).where(_table.c.next_digest_at <= now)
        return await self._scalars(due.order_by(_table.c.next_digest_at).limit(limit))

    async def of(self, chat_ids: Sequence[int]) -> list[DueDigest]:
        """The subscriptions of these chats, in this order, with the chats."""
        found = {one.chat.id: one for one in await self._with_chats(_table.c.chat_id.in_(chat_ids))}
        return [found[chat_id] for chat_id in chat_ids if chat_id in found]

    async def advance(
        self,
        chat_id: int,
        seen: datetime | None,
        *,
        next_digest_at: datetime | None,
        last_slot_at: datetime | None,
        last_local_date: str | None,
        ends_pause: bool = False,
    ) -> bool:
        """Move the next slot on, if it still is the one that was ``seen``: compare and set."""
        values: dict[str, object] = {
            "next_digest_at": next_digest_at,
            "last_slot_at": last_slot_at,
            "last_local_date": last_local_date,
        }
        if ends_pause:
            values |= {"paused_from": None, "paused_until": None}
        as_seen = _table.c.next_digest_at.is_not_distinct_from(seen)
        return (
            await self._changed(update(_table).where(_table.c.chat_id == chat_id, as_seen).values(values))
            == 1
        )

    async def at_once(self, *, after: int, limit: int) -> list[DueDigest]:
        """Active subscriptions that want each piece when it comes, in order of the chat's number."""
        wanted = _table.c.active.is_(True) & _table.c.at_once.is_(True) & (_chats.c.state == "active")
        return await self._with_chats(wanted & (_table.c.chat_id > after), limit=limit)

    async def walk(self, *, after: int, limit: int) -> list[DueDigest]:
        """Active subscriptions in order of the chat's number, for recomputing their slots."""
        return await self._with_chats(_table.c.active.is_(True) & (_table.c.chat_id > after), limit=limit)

    async def _with_chats(self, wanted: ColumnElement[bool], limit: int | None = None) -> list[DueDigest]:
        query = _JOINED.where(wanted).order_by(_table.c.chat_id).limit(limit)
        return await self._all(_due, query)

    async def in_minute(self, start: datetime, end: datetime) -> int:
        """How many digests are due in that span: more than the gate can send means jitter."""
        query = select(func.count()).where(_table.c.next_digest_at >= start, _table.c.next_digest_at < end)
        return (await self._connection.execute(query)).scalar_one()

    # ---------------------------------------------------------------- planned digests
    async def note(self, chat_id: int, digest: DigestRecord) -> None:
        """Remember what a digest held, also that it held nothing."""
        values = asdict(digest) | {"chat_id": chat_id}
        statement = self._insert(_digests).values(values)
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=["chat_id", "key"], set_=values)
        )

    async def last(self, chat_id: int) -> DigestRecord | None:
        """The digest that was planned last for a chat."""
        of_chat = select(_digests).where(_digests.c.chat_id == chat_id)
        return await self._one(_digest, of_chat.order_by(_digests.c.planned_at.desc()).limit(1))

    async def planned(self, chat_id: int, key: str) -> DigestRecord | None:
        """The digest of that key, as it was planned for a chat."""
        query = select(_digests).where(_digests.c.chat_id == chat_id, _digests.c.key == key)
        return await self._one(_digest, query)

    async def naming(self, article_ids: AbstractSet[int], since: datetime) -> list[tuple[int, DigestRecord]]:
        """Digests planned since then that hold any of the articles, with their chats."""
        query = select(_digests).where(_digests.c.planned_at >= since)
        rows = (await self._connection.execute(query)).mappings()
        return [(row["chat_id"], _digest(**row)) for row in rows if article_ids & set(row["article_ids"])]

    async def forget_digests(self, before: datetime) -> int:
        """Delete what is remembered of digests older than that."""
        return await self._changed(delete(_digests).where(_digests.c.planned_at < before))


def _digest(*, chat_id: int, article_ids: list[int], **values: Any) -> DigestRecord:  # noqa: ANN401, ARG001 - the columns
    return DigestRecord(**values, article_ids=tuple(article_ids))


def _subscription(*, filters: dict[str, list[str]], **values: Any) -> Subscription:  # noqa: ANN401 - the columns
    return Subscription(**values, filters=Filters(**{k: tuple(v) for k, v in filters.items()}))


def _chat_with_its_own(**columns: Any) -> tuple[Chat, Subscription | None]:  # noqa: ANN401 - of both tables
    chat = Chat(**{column.name: columns[f"chats_{column.name}"] for column in _chats.c})
    own = {column.name: columns[f"subscriptions_{column.name}"] for column in _table.c}
    return chat, None if own["chat_id"] is None else _subscription(**own)


def _due(**columns: Any) -> DueDigest:  # noqa: ANN401 - of both tables
    chat, subscription = _chat_with_its_own(**columns)
    assert subscription is not None, "an inner join"  # noqa: S101
    return DueDigest(chat, subscription)
