"""What operators see and do: facts, their log, broadcasts, and how much there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from db import Counts, Database, LogEntry, Parcel, Source
from tests.db.rows import meet, piece, point, subscription

HOUR = timedelta(hours=1)


async def test_a_fact_is_what_was_said_last(database: Database) -> None:
    async with database.begin() as work:
        assert await work.operators.fact("zones") is None
        await work.operators.set_fact("zones", "2026a")
        await work.operators.set_fact("zones", "2026b")
        await work.operators.set_fact("other", "")
        assert await work.operators.fact("zones") == "2026b"
        assert await work.operators.fact("other") == ""


async def test_the_log_is_read_newest_first_and_forgotten_by_age(database: Database, now: datetime) -> None:
    entries = [LogEntry(now + hours * HOUR, "7", "edit", f"{hours} häfen") for hours in range(-2, 1)]
    async with database.begin() as work:
        for entry in entries:
            await work.operators.note(entry.at, entry.operator, entry.action, entry.detail)
        assert await work.operators.log(limit=9) == entries[::-1]
        assert await work.operators.log(limit=1) == entries[-1:]
        assert await work.operators.forget_log(now - HOUR) == 1
        assert await work.operators.log(limit=9) == entries[:0:-1]


async def test_a_broadcast_moves_from_the_state_that_was_seen(database: Database, now: datetime) -> None:
    async with database.begin() as work:
        draft = await work.operators.draft("Morgen wird gewartet.", by="7", now=now)
        assert (draft.state, draft.planned, draft.made_by, draft.made_at) == ("draft", 0, "7", now)
        assert await work.operators.broadcast(draft.id) == draft
        assert await work.operators.broadcast(draft.id + 1) is None
        assert await work.operators.set_broadcast(draft.id, "draft", "planned", planned=31)
        assert not await work.operators.set_broadcast(draft.id, "draft", "cancelled")
        assert await work.operators.broadcast(draft.id) == replace(draft, state="planned", planned=31)


async def test_everything_is_counted(database: Database, source: Source, now: datetime) -> None:
    async with database.begin() as work:
        assert await work.operators.counts() == Counts(0, 0, 0, 0, 1, 0, 0, {}, 0)
        numbers = [
            await work.articles.add(source.id, piece(str(i)), now=now, backfilled=False) for i in range(4)
        ]
        await work.articles.set_state(numbers[0], "withdrawn", now=now)
        await work.articles.put_points(
            numbers[1], piece().content_hash, [point("Hafen", (0, 36)), point("Davos", (62, 97))]
        )
        chats = [await meet(work, number) for number in (1, 2, 3)]
        await work.chats.set_state(3, "left", now=now)
        await work.subscriptions.put(subscription(chats[0].id))
        await work.subscriptions.put(subscription(chats[1].id, active=False))
        await work.outbox.put([Parcel(1, f"article:{i}", 0, {"text": "x"}, now) for i in (1, 2)], now=now)
        await work.outbox.give_up(2, reason="left", now=now)
        await work.inbox.put([(1, 1, {}), (2, 1, {}), (3, 1, {})], now=now)
        await work.inbox.close([1], now=now)
        assert await work.operators.counts() == Counts(
            articles=3,
            withdrawn=1,
            pending=2,
            points=2,
            sources=1,
            chats=2,
            subscriptions=1,
            outbox={"ready": 2},
            inbox_open=2,
        )
