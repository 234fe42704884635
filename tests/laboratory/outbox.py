"""An outbox full of messages that can be told from each other, and what became of them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from db import Database, Parcel, models
from tests.laboratory.telegram import Telegram

KEY = "digest:2026-11-22"


async def owe_all(telegram: Telegram, url: str, parts: int = 1) -> None:
    """Every person of ``telegram`` is owed so many messages, due since a moment ago."""
    now = datetime.now(UTC) - timedelta(seconds=1)
    database = Database(url)
    async with database.begin() as work:
        parcels = []
        for person in telegram.people:
            chat = await work.chats.meet(
                person.id, 0, kind="private", language_code="de", boxed=False, now=now
            )
            for part in range(parts):
                payload = {
                    "text": _words(person.id, part),
                    "buttons": [],
                    "preview": None,
                    "article_id": None,
                }
                parcels.append(Parcel(chat.id, KEY, part, payload, now))
        await work.outbox.put(parcels, now=now)
    await database.close()


def _words(number: int, part: int) -> str:
    return f"{number}, Teil {part}"


def lost(telegram: Telegram, parts: int = 1) -> list[tuple[int, str]]:
    """Messages that never arrived."""
    owed = [(person.id, _words(person.id, part)) for person in telegram.people for part in range(parts)]
    return [one for one in owed if not telegram.arrived[one]]


async def states(url: str) -> Counter[str]:
    """How many rows are in which state."""
    database = Database(url)
    async with database.read() as work:
        query = select(models.outbox.c.state, func.count()).group_by(models.outbox.c.state)
        found = Counter(dict((await work.outbox._connection.execute(query)).all()))
    await database.close()
    return found


async def uncertain(url: str) -> list[tuple[int, str]]:
    """What waits for an operator."""
    database = Database(url)
    async with database.read() as work:
        found = [
            (one.telegram_id, str(one.payload["text"])) for one in await work.outbox.uncertain(limit=1000)
        ]
    await database.close()
    return found
