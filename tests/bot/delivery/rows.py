"""Chats, parcels and couriers for the tests of the outbox."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.clock import MovableClock
from bot.delivery.outcomes import Outcome, Sent
from bot.delivery.pacing import Priority
from bot.delivery.sender import Target
from bot.presentation.outgoing import OutgoingMessage
from db import Chat, ChatKind, Database, Delivery, Json, Parcel, models

DIGEST = "digest:2026-11-22"


async def person(database: Database, number: int, now: datetime) -> Chat:
    """A person's chat."""
    return await meet(database, number, 0, "private", now)


async def meet(database: Database, number: int, thread: int, kind: ChatKind, now: datetime) -> Chat:
    async with database.begin() as work:
        return await work.chats.meet(number, thread, kind=kind, language_code="de", boxed=False, now=now)


def text(words: str, **more: Json) -> dict[str, Json]:
    return {"text": words, "buttons": [], "preview": None, "article_id": None, **more}


async def owe(
    database: Database,
    chat: Chat,
    now: datetime,
    *words: str,
    key: str = DIGEST,
    priority: int = 0,
) -> None:
    """Put messages into the outbox: the parts of one digest, due now."""
    parcels = [Parcel(chat.id, key, part, text(one), now, priority) for part, one in enumerate(words)]
    async with database.begin() as work:
        await work.outbox.put(parcels, now=now)


@dataclass(frozen=True, slots=True)
class Row:
    """What a test looks at in an outbox row."""

    state: str
    attempts: int
    doubts: int
    owner: str | None
    message_id: int | None
    error: str | None
    due_at: datetime


async def rows(database: Database) -> list[Row]:
    """All rows, in the order they were made."""
    names = ("state", "attempts", "doubts", "owner", "message_id", "error", "due_at")
    async with database.read() as work:
        query = select(*(models.outbox.c[name] for name in names)).order_by(models.outbox.c.id)
        return [Row(*row) for row in await work.outbox._connection.execute(query)]


async def states(database: Database) -> list[str]:
    return [row.state for row in await rows(database)]


async def due(database: Database, now: datetime, limit: int = 100) -> list[Delivery]:
    async with database.read() as work:
        return await work.outbox.due(now, limit=limit, boxed=False)


@dataclass
class Courier:
    """Delivers, or ends as told; remembers what it was given."""

    outcomes: list[Outcome] = field(default_factory=list)
    sent: list[tuple[int, str]] = field(default_factory=list)
    priorities: list[Priority] = field(default_factory=list)
    on_send: Callable[[], object] | None = None
    delays: dict[int, float] = field(default_factory=dict)

    async def send(self, target: Target, message: OutgoingMessage, *, priority: Priority) -> Outcome:
        self.sent.append((target.chat_id, message.text))
        self.priorities.append(priority)
        if self.on_send is not None:
            answer = self.on_send()
            if hasattr(answer, "__await__"):
                await answer
        return self.outcomes.pop(0) if self.outcomes else Sent(100 + len(self.sent))

    def delay(self, chat_id: int) -> float:
        return self.delays.get(chat_id, 0.0)

    @property
    def texts(self) -> Sequence[str]:
        return [words for _, words in self.sent]


class QuickClock(MovableClock):
    """A clock whose sleep takes no time, but moves it."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start, running=False)
        self._slept = 1000.0

    def monotonic(self) -> float:
        return self._slept

    async def sleep(self, seconds: float) -> None:
        self._slept += seconds
        self.advance(timedelta(seconds=seconds))
        await asyncio.sleep(0)


LATER = timedelta(minutes=2)
