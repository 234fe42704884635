"""Chats: one row a Telegram chat and thread, with its preferences and what it was shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, literal, select, update

from db import models
from db.records import Chat, ChatKind, Json
from db.repositories.base import Repository

_chats = models.chats
_shown = models.shown
_BY_ID = select(_chats).where(_chats.c.id == bindparam("id"))
_BY_NUMBER = select(_chats).where(
    _chats.c.telegram_id == bindparam("telegram_id"), _chats.c.thread_id == bindparam("thread_id")
)
# Every table that holds anything on a chat, by the column that names it; /mydata and /privacy walk this list.
TABLES_OF_A_CHAT = (
    (models.chats, "id"),
    (models.subscriptions, "chat_id"),
    (models.digests, "chat_id"),
    (models.shown, "chat_id"),
    (models.outbox, "chat_id"),
    (models.inbox, "chat_key"),
)


class Chats(Repository):
    """Reads and writes ``Chat``."""

    async def meet(
        self,
        telegram_id: int,
        thread_id: int,
        *,
        kind: ChatKind,
        language_code: str | None,
        boxed: bool,
        now: datetime,
    ) -> Chat:
        """The chat's row, made on the first meeting; one that was blocked or left becomes active again."""
        statement = self._insert(_chats).values(
            telegram_id=telegram_id,
            thread_id=thread_id,
            kind=kind,
            state="active",
            boxed=boxed,
            language_code=language_code,
            length="normal",
            created_at=now,
        )
        kept = {"state": "active", "inactive_since": None, "kind": kind, "boxed": boxed}
        if language_code is not None:
            kept["language_code"] = language_code
        statement = statement.on_conflict_do_update(index_elements=["telegram_id", "thread_id"], set_=kept)
        result = await self._connection.execute(statement.returning(_chats))
        return Chat(**result.mappings().one())

    async def find(self, telegram_id: int, thread_id: int = 0) -> Chat | None:
        """The chat's row, if there is one."""
        return await self._one(Chat, _BY_NUMBER, {"telegram_id": telegram_id, "thread_id": thread_id})

    async def get(self, chat_id: int) -> Chat | None:
        """The chat of that row number."""
        return await self._one(Chat, _BY_ID, {"id": chat_id})

    async def many(self, chat_ids: Sequence[int]) -> list[Chat]:
        """The chats of these row numbers, in order."""
        return await self._all(Chat, select(_chats).where(_chats.c.id.in_(chat_ids)).order_by(_chats.c.id))

    async def rows_of(self, telegram_id: int) -> list[Chat]:
        """All rows of a Telegram chat: itself and its threads."""
        query = select(_chats).where(_chats.c.telegram_id == telegram_id).order_by(_chats.c.thread_id)
        return await self._all(Chat, query)

    async def change(self, chat_id: int, **values: object) -> Chat | None:
        """Set the named preferences; gives the chat as it is now."""
        changed = update(_chats).where(_chats.c.id == chat_id).values(values).returning(_chats)
        return await self._one(Chat, changed)

    async def set_state(self, telegram_id: int, state: str, *, now: datetime) -> None:
        """Mark all rows of a Telegram chat as active, blocked or left."""
        since = (
            None if state == "active" else func.coalesce(_chats.c.inactive_since, literal(now, models.Moment))
        )
        await self._connection.execute(
            update(_chats)
            .where(_chats.c.telegram_id == telegram_id)
            .values(state=state, inactive_since=since)
        )

    async def migrate(self, old: int, new: int) -> None:
        """A group became a supergroup: its rows follow, with their subscriptions and what is owed to them.

        Somebody may have spoken in the supergroup first: a row that this made gives way, a subscribed one stays.
        """
        followed = select(_chats.c.thread_id).where(_chats.c.telegram_id == old)
        await self._connection.execute(
            delete(_chats).where(
                _chats.c.telegram_id == new,
                _chats.c.thread_id.in_(followed),
                _chats.c.id.not_in(select(models.subscriptions.c.chat_id)),
            )
        )
        taken = select(_chats.c.thread_id).where(_chats.c.telegram_id == new)
        await self._connection.execute(
            delete(_chats).where(_chats.c.telegram_id == old, _chats.c.thread_id.in_(taken))
        )
        await self._connection.execute(
            update(_chats).where(_chats.c.telegram_id == old).values(telegram_id=new, kind="supergroup")
        )

    async def inactive(self, before: datetime, limit: int) -> list[int]:
        """Telegram ids of chats that were left or blocked before that time."""
        left = select(_chats.c.telegram_id).where(
            _chats.c.state != "active", _chats.c.inactive_since < before
        )
        return await self._scalars(left.distinct().limit(limit))

    async def note_shown(self, chat_id: int, message_id: int, article_id: int, *, now: datetime) -> None:
        """Remember which piece a message shows, and that it was the last one shown in this chat."""
        row = {"chat_id": chat_id, "message_id": message_id, "article_id": article_id, "shown_at": now}
        statement = self._insert(_shown).values(row)
        await self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["chat_id", "message_id"], set_={"article_id": article_id, "shown_at": now}
            )
        )
        await self.change(chat_id, shown_article_id=article_id)

    async def shown_in(self, chat_id: int, message_id: int) -> int | None:
        """The piece that a message shows."""
        query = select(_shown.c.article_id).where(
            _shown.c.chat_id == chat_id, _shown.c.message_id == message_id
        )
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def forget_shown(self, before: datetime) -> int:
        """Delete what was remembered of messages older than that; gives the number of rows."""
        return await self._changed(delete(_shown).where(_shown.c.shown_at < before))

    async def everything(self, telegram_id: int) -> Mapping[str, list[dict[str, Json]]]:
        """Every stored row on a Telegram chat and its threads, by table; times in ISO form."""
        rows = [chat.id for chat in await self.rows_of(telegram_id)]
        found: dict[str, list[dict[str, Json]]] = {}
        for table, column in TABLES_OF_A_CHAT:
            wanted = [telegram_id] if column == "chat_key" else rows
            query = select(table).where(table.c[column].in_(wanted))
            result = await self._connection.execute(query)
            found[table.name] = [{k: _json(v) for k, v in row.items()} for row in result.mappings()]
        return found

    async def remove(self, telegram_id: int) -> int:
        """Delete every stored row on a Telegram chat and its threads; gives the number of rows deleted."""
        return await self._remove(await self.rows_of(telegram_id), [telegram_id])

    async def remove_inactive(self, telegram_id: int, before: datetime) -> int:
        """The same for those of its threads that were left or blocked before that time, or all of it."""
        chats = await self.rows_of(telegram_id)
        left = [chat for chat in chats if chat.inactive_since is not None and chat.inactive_since < before]
        return await self._remove(left, [telegram_id] if left == chats else [])

    async def remove_boxed(self) -> int:
        """The same for the chats of the terminal."""
        chats = await self._all(Chat, select(_chats).where(_chats.c.boxed))
        return await self._remove(chats, [chat.telegram_id for chat in chats])

    async def _remove(self, chats: Sequence[Chat], telegram_ids: Sequence[int]) -> int:
        rows = [chat.id for chat in chats]
        gone = 0
        for table, column in reversed(TABLES_OF_A_CHAT):
            wanted = telegram_ids if column == "chat_key" else rows
            gone += await self._changed(delete(table).where(table.c[column].in_(wanted)))
        return gone

    async def active_ids(self, *, after: int, limit: int, boxed: bool) -> list[int]:
        """Active chats in order of their numbers, for broadcasts."""
        active = select(_chats.c.id).where(_active(boxed=boxed), _chats.c.id > after)
        return await self._scalars(active.order_by(_chats.c.id).limit(limit))

    async def active_count(self, *, boxed: bool) -> int:
        """How many they are."""
        query = select(func.count()).select_from(_chats).where(_active(boxed=boxed))
        return (await self._connection.execute(query)).scalar_one()


def _active(*, boxed: bool) -> ColumnElement[bool]:
    return (_chats.c.state == "active") & _chats.c.boxed.is_(boxed)


def _json(value: Any) -> Json:  # noqa: ANN401 - whatever a column holds
    return value.isoformat() if isinstance(value, datetime) else value
