"""The outbox: rendered messages owed to chats, taken with a lease and settled by their owner only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    update,
)

from db import models
from db.records import Delivery, Json, Parcel, Settlement
from db.repositories.base import Repository, batches

_outbox = models.outbox
_texts = models.texts
_chats = models.chats
_articles = models.articles
OPEN = ("ready", "attempting")
DONE = ("sent", "failed")
PRIORITIES = (0, 1)
_OWN = ("id", "chat_id", "key", "part", "priority", "due_at", "attempts", "doubts", "created_at")
_OF_CHAT = ("telegram_id", "thread_id", "zone", "quiet_from", "quiet_until")
_DELIVERIES = select(
    *(_outbox.c[name] for name in (*_OWN, "text_hash")), *(_chats.c[name] for name in _OF_CHAT)
).join_from(_outbox, _chats, _chats.c.id == _outbox.c.chat_id)
_untried = and_(_outbox.c.state == "ready", _outbox.c.attempts == 0)
_SETTLE = (
    update(_outbox)
    .where(
        _outbox.c.id == bindparam("b_delivery_id"),
        _outbox.c.owner == bindparam("b_owner"),
        _outbox.c.state == "attempting",
    )
    .values(
        state=bindparam("b_state"),
        due_at=bindparam("b_due_at"),
        attempts=bindparam("b_attempts"),
        doubts=bindparam("b_doubts"),
        message_id=func.coalesce(bindparam("b_message_id"), _outbox.c.message_id),
        error=bindparam("b_error"),
        done_at=bindparam("b_done_at"),
        owner=None,
        lease_until=None,
    )
)


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
                {name: getattr(p, name) for name in ("chat_id", "key", "part", "priority", "due_at")}
                | {
                    "text_hash": hashes[id(p)],
                    "state": "ready",
                    "attempts": 0,
                    "doubts": 0,
                    "created_at": now,
                }
                for p in some
            ]
            statement = self._insert(_outbox).on_conflict_do_nothing().returning(_outbox.c.id)
            added += len((await self._connection.execute(statement, rows)).all())
        return added

    async def due(self, now: datetime, *, limit: int, boxed: bool) -> list[Delivery]:
        """What is due, digests before broadcasts, the longest waiting first; nothing is taken by this.

        Within a chat and a priority only the first open row is given, so that order is kept.
        """
        rows: list[RowMapping] = []
        for priority in PRIORITIES:
            if len(rows) < limit:
                query = self._due(now, priority, boxed=boxed).limit(limit - len(rows))
                rows += (await self._connection.execute(query)).mappings()
        return await self._with_texts(rows)

    def _due(self, now: datetime, priority: int, *, boxed: bool) -> Select[tuple[Any, ...]]:
        earlier = _outbox.alias("earlier")
        blocked = exists().where(
            earlier.c.chat_id == _outbox.c.chat_id,
            # an expression, so that it is looked for by chat: statistics from before a rush say that next to
            # nothing is open, and PostgreSQL would walk through all that is, once for each row
            earlier.c.state.concat("").in_(OPEN),
            earlier.c.id < _outbox.c.id,
            earlier.c.priority <= priority,
        )
        return _DELIVERIES.where(
            _outbox.c.state == "ready",
            _outbox.c.priority == priority,
            _outbox.c.due_at <= now,
            _chats.c.boxed.is_(boxed),
            not_(blocked),
        ).order_by(_outbox.c.due_at, _outbox.c.id)

    async def begin(self, deliveries: Sequence[Delivery], owner: str, *, lease_until: datetime) -> set[int]:
        """Mark rows as *attempting*, owned until the lease ends; gives the ids of those that may now be sent.

        A row that another sender took, that was tried, withdrawn or given up since it was read is not
        among them.
        """
        if not deliveries:
            return set()
        # one tried in between has more tries, or is due later than all that was due when these were read
        tries: dict[int, list[int]] = {}
        for delivery in deliveries:
            tries.setdefault(delivery.attempts, []).append(delivery.id)
        as_read = (_outbox.c.id.in_(ids) & (_outbox.c.attempts == many) for many, ids in tries.items())
        wanted: ColumnElement[bool] = and_(
            or_(*as_read),
            _outbox.c.state == "ready",
            _outbox.c.due_at <= max(delivery.due_at for delivery in deliveries),
        )
        if not self._is_sqlite:
            locked = select(_outbox.c.id).where(wanted).with_for_update(skip_locked=True)
            wanted = _outbox.c.id.in_(locked)
        begun = update(_outbox).where(wanted).returning(_outbox.c.id)
        values = {"state": "attempting", "owner": owner, "lease_until": lease_until}
        return set(await self._scalars(begun.values(values | {"attempts": _outbox.c.attempts + 1})))

    async def settle(self, settlements: Sequence[Settlement], owner: str, *, now: datetime) -> int:
        """Write down how attempts ended; gives how many of the rows another owner has taken meanwhile.

        A row that was deleted with its chat is nobody's and does not count.
        """
        if not settlements:
            return 0
        settled = await self._connection.execute(
            _SETTLE,
            [
                {f"b_{name}": value for name, value in asdict(s).items()}
                | {"b_owner": owner, "b_done_at": now if s.state in DONE else None}
                for s in settlements
            ],
        )
        if settled.rowcount == len(settlements):
            return 0
        ids = [s.delivery_id for s in settlements]
        query = select(func.count()).select_from(_outbox).where(_outbox.c.id.in_(ids))
        return (await self._connection.execute(query)).scalar_one() - settled.rowcount

    async def note_shown(self, chat_id: int, message_id: int, article_id: int, *, now: datetime) -> None:
        """Remember which piece a delivered message shows; nothing if chat or piece were deleted meanwhile."""
        both = exists().where(_chats.c.id == chat_id) & exists().where(_articles.c.id == article_id)
        columns = ("chat_id", "message_id", "article_id", "shown_at")
        row = select(
            literal(chat_id), literal(message_id), literal(article_id), literal(now, models.Moment)
        ).where(both)
        await self._connection.execute(
            self._insert(models.shown).from_select(columns, row).on_conflict_do_nothing()
        )
        await self._connection.execute(
            update(_chats).where(_chats.c.id == chat_id, both).values(shown_article_id=article_id)
        )

    async def expire(
        self,
        now: datetime,
        *,
        hold: bool,
        max_doubts: int,
        longest: timedelta,
        besides: Collection[int] = (),
    ) -> int:
        """The reaper: attempts whose lease ended have an unknown outcome; gives their number.

        With ``hold``, or after ``max_doubts`` such ends, they become *uncertain* and wait for an operator,
        else they are sent once more. A lease that ends later than ``longest`` from now was given before the
        clock was set back. ``besides`` are left alone: who sends them is alive and will know.
        """
        expired = update(_outbox).where(
            _outbox.c.state == "attempting",
            or_(_outbox.c.lease_until < now, _outbox.c.lease_until > now + longest),
            _outbox.c.id.not_in(besides),
        )
        once_more = case((_outbox.c.doubts < max_doubts, "ready"), else_="uncertain")
        return await self._changed(
            expired.values(
                state="uncertain" if hold else once_more,
                doubts=_outbox.c.doubts + 1,
                owner=None,
                lease_until=None,
                error="lease ended",
            )
        )

    async def uncertain(self, *, limit: int) -> list[Delivery]:
        """Deliveries of which nobody knows whether they arrived."""
        query = _DELIVERIES.where(_outbox.c.state == "uncertain").order_by(_outbox.c.id).limit(limit)
        return await self._with_texts(list((await self._connection.execute(query)).mappings()))

    async def states(self, key: str) -> dict[str, int]:
        """How many messages of a key (a broadcast) are in which state."""
        query = select(_outbox.c.state, func.count()).where(_outbox.c.key == key).group_by(_outbox.c.state)
        return dict((await self._connection.execute(query)).all())

    async def failures(self, since: datetime) -> dict[str, int]:
        """Why messages failed since then: the number for each reason."""
        query = (
            select(func.coalesce(_outbox.c.error, ""), func.count())
            .where(_outbox.c.state == "failed", _outbox.c.done_at > since)
            .group_by(_outbox.c.error)
        )
        return dict((await self._connection.execute(query)).all())

    async def decide(self, delivery_id: int, *, send: bool, now: datetime) -> bool:
        """An operator's word on an uncertain delivery: send it again, or let it be."""
        values: dict[str, object] = {"state": "failed", "done_at": now}
        if send:
            values = {"state": "ready", "due_at": now, "doubts": 0}
        uncertain = update(_outbox).where(_outbox.c.id == delivery_id, _outbox.c.state == "uncertain")
        return await self._changed(uncertain.values(values)) == 1

    async def withdraw(self, chat_id: int, key: str) -> int:
        """Take back a chat's messages of a key, if none of them was tried yet; gives their number."""
        own = and_(_outbox.c.chat_id == chat_id, _outbox.c.key == key)
        planned = select(_untried).where(own)
        if not self._is_sqlite:
            planned = planned.with_for_update()
        if not all(await self._scalars(planned)):
            return 0
        return await self._changed(delete(_outbox).where(own))

    async def withdraw_from_all(self, key: str) -> int:
        """Take back every chat's message of a key that was not yet tried: of a piece that is gone."""
        is_ready = _outbox.c.priority.in_(PRIORITIES)  # by their index
        return await self._changed(delete(_outbox).where(is_ready, _outbox.c.key == key, _untried))

    async def give_up(self, chat_id: int, *, reason: str, now: datetime) -> int:
        """A chat row is gone: what is still owed to it will not be sent. Gives the number of messages."""
        return await self._give_up(_outbox.c.chat_id == chat_id, reason, now)

    async def give_up_all(self, telegram_id: int, *, reason: str, now: datetime) -> int:
        """The same for a Telegram chat with all its threads."""
        rows = select(_chats.c.id).where(_chats.c.telegram_id == telegram_id)
        return await self._give_up(_outbox.c.chat_id.in_(rows), reason, now)

    async def _give_up(self, whose: ColumnElement[bool], reason: str, now: datetime) -> int:
        ready = update(_outbox).where(whose, _outbox.c.state == "ready")
        return await self._changed(ready.values(state="failed", error=reason, done_at=now))

    async def next_due(self) -> datetime | None:
        """When the next ready row is due."""
        found: list[datetime] = []
        for priority in PRIORITIES:  # one look into the index each
            query = select(func.min(_outbox.c.due_at)).where(
                _outbox.c.state == "ready", _outbox.c.priority == priority
            )
            due: datetime | None = (await self._connection.execute(query)).scalar_one()
            found += [] if due is None else [due]
        return min(found, default=None)

    async def is_sending(self, now: datetime) -> bool:
        """Whether a row is being sent, or is due."""
        due = exists().where(
            _outbox.c.state == "ready", _outbox.c.priority.in_(PRIORITIES), _outbox.c.due_at <= now
        )
        query = select(or_(exists().where(_outbox.c.state == "attempting"), due))
        return bool((await self._connection.execute(query)).scalar_one())

    async def forget(self, before: datetime) -> int:
        """Delete rows that were done before that time, and texts that no row names any more."""
        gone = await self._changed(
            delete(_outbox).where(
                or_(_outbox.c.state == "sent", _outbox.c.state == "failed"), _outbox.c.done_at < before
            )
        )
        await self._connection.execute(
            delete(_texts).where(not_(exists().where(_outbox.c.text_hash == _texts.c.hash)))
        )
        return gone

    async def _with_texts(self, rows: Sequence[RowMapping]) -> list[Delivery]:
        """Rows as records; a text that many share is read and parsed once."""
        payloads: dict[str, Mapping[str, Json]] = {}
        for some in batches(sorted({row["text_hash"] for row in rows}), 500):
            query = select(_texts.c.hash, _texts.c.payload).where(_texts.c.hash.in_(some))
            for text in await self._connection.execute(query):
                payloads[text.hash] = text.payload
        return [_delivery(payloads, **row) for row in rows]


def _delivery(payloads: Mapping[str, Mapping[str, Json]], *, text_hash: str, **columns: Any) -> Delivery:  # noqa: ANN401
    return Delivery(**columns, payload=payloads[text_hash])
