"""The inbox: updates stored before they are acknowledged, handled once, in order within a chat."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from operator import itemgetter

from sqlalchemy import (
    BigInteger,
    Table,
    and_,
    bindparam,
    cast,
    column,
    delete,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from db import models
from db.records import Json, Letter
from db.repositories.base import Insert, Repository

_inbox = models.inbox
OPEN = ("new", "handling")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
DEEPEST = 100
"""Levels of an update that are kept; Telegram's own have some ten."""


def _putting(insert: Callable[[Table], Insert], elements: str) -> ReturningInsert[int]:
    """The INSERT of updates that come as one JSON array: the same statement for any number of them."""
    given = getattr(func, elements)(bindparam("letters", type_=models.Json))
    letter = given.table_valued(column("value", models.Json)).c.value
    rows = select(
        cast(letter[0].as_string(), BigInteger),
        cast(letter[1].as_string(), BigInteger),
        letter[2],
        literal("new"),
        bindparam("now", type_=models.Moment),
        literal(0),
    ).where(true())  # SQLite takes the ON of a bare SELECT for a join's
    names = ("update_id", "chat_key", "payload", "state", "received_at", "attempts")
    return insert(_inbox).from_select(names, rows).on_conflict_do_nothing().returning(_inbox.c.update_id)


_PUT = {
    "sqlite": _putting(sqlite.insert, "json_each"),
    "postgresql": _putting(postgresql.insert, "jsonb_array_elements"),
}


class Inbox(Repository):
    """Reads and writes inbox rows."""

    async def put(self, letters: Sequence[tuple[int, int, Mapping[str, Json]]], *, now: datetime) -> set[int]:
        """Store updates, each (update id, chat key, payload); gives the ids that were not known yet."""
        # in one order: two processes that are brought the same wait for each other, not each for the other
        ordered = sorted(letters, key=itemgetter(0))
        rows = [[update_id, chat_key, _storable(dict(payload))] for update_id, chat_key, payload in ordered]
        statement = _PUT[self._connection.dialect.name]
        return set(await self._scalars(statement, {"letters": rows, "now": now}))

    async def claim(
        self, owner: str, *, now: datetime, lease: timedelta, limit: int, besides: Collection[int] = ()
    ) -> list[Letter]:
        """Take the oldest open update of each chat that has none in work, the oldest first.

        One whose lease ended is open again, as is one whose lease was given before the clock was set back;
        ``besides`` are not: who has them in work is alive.
        """
        earlier = _inbox.alias("earlier")
        blocked = exists().where(
            earlier.c.chat_key == _inbox.c.chat_key,
            earlier.c.update_id < _inbox.c.update_id,
            earlier.c.state.in_(OPEN),
        )
        ended = and_(
            _inbox.c.state == "handling",
            or_(_inbox.c.lease_until < now, _inbox.c.lease_until > now + 2 * lease),
            _inbox.c.update_id.not_in(besides),
        )
        open_ = (
            select(_inbox)
            .where(or_(_inbox.c.state == "new", ended), not_(blocked))
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
                .values(
                    state="handling", owner=owner, lease_until=now + lease, attempts=_inbox.c.attempts + 1
                )
            )
        return [Letter(row["update_id"], row["payload"] or {}, row["attempts"] + 1) for row in rows]

    async def close(self, update_ids: Sequence[int], *, now: datetime, stuck: bool = False) -> None:
        """Updates were handled (or given up as stuck): their content is erased, their numbers kept."""
        if update_ids:
            await self._connection.execute(
                update(_inbox)
                .where(_inbox.c.update_id.in_(update_ids))
                .values(
                    payload=None,
                    state="stuck" if stuck else "handled",
                    handled_at=now,
                    owner=None,
                    lease_until=None,
                )
            )

    async def reopen(self) -> int:
        """Updates in work are open again: for a process that knows it is the only one. Gives their number."""
        opened = update(_inbox).where(_inbox.c.state == "handling")
        return await self._changed(opened.values(state="new", owner=None, lease_until=None))

    async def forget(self, before: datetime) -> int:
        """Delete updates received before that time, whatever became of them."""
        return await self._changed(delete(_inbox).where(_inbox.c.received_at < before))


def _storable(value: Json, levels: int = DEEPEST) -> Json:
    """The same without what a database would refuse a whole batch for.

    NUL, halves of surrogate pairs, what is no number (1e999 is none either), and what no reader gets through.
    """
    match value:
        case str():
            return _UNSTORABLE.sub("", value)
        case float():
            return value if math.isfinite(value) else None
        case dict() | list() if not levels:
            return None
        case dict():
            return {_UNSTORABLE.sub("", name): _storable(inner, levels - 1) for name, inner in value.items()}
        case list():
            return [_storable(inner, levels - 1) for inner in value]
        case _:
            return value
