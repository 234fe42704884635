"""Subscriptions: their next slot as a column, moved on by one planner only, and the digests that were planned."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from db import Database, DigestRecord, Filters, Subscription
from tests.db.rows import meet, subscription

HOUR = timedelta(hours=1)


async def subscribe(database: Database, *subscriptions: Subscription) -> None:
    """Chats numbered from 1 with these subscriptions."""
    async with database.begin() as work:
        for number, given in enumerate(subscriptions, 1):
            chat = await meet(work, number)
            await work.subscriptions.put(replace(given, chat_id=chat.id))


async def test_a_subscription_comes_back_as_it_was_given(database: Database, now: datetime) -> None:
    given = subscription(
        1,
        now,
        weekdays=5,
        filters=Filters(("Häfen",), ("Олена",), ("uk", "de"), ("Video",)),
        paused_until="2026-12-01",
        last_slot_at=now - HOUR,
        last_local_date="2026-11-21",
    )
    await subscribe(database, given)
    async with database.begin() as work:
        assert await work.subscriptions.get(1) == given
        later = replace(given, active=False, next_digest_at=None, created_at=now + HOUR)
        await work.subscriptions.put(later)
        assert await work.subscriptions.get(1) == replace(later, created_at=given.created_at)
        assert await work.subscriptions.get(2) is None


@pytest.mark.parametrize("weekdays", [0, 128])
async def test_no_subscription_without_a_weekday(database: Database, weekdays: int) -> None:
    with pytest.raises(IntegrityError):
        await subscribe(database, subscription(1, weekdays=weekdays))


async def test_what_is_due_comes_in_the_order_of_waiting(database: Database, now: datetime) -> None:
    slots = (now - HOUR, now - 3 * HOUR, now, now + HOUR, None)
    await subscribe(database, *(subscription(0, slot) for slot in slots))
    async with database.read() as work:
        assert await work.subscriptions.due(now, 9) == [2, 1, 3]
        assert await work.subscriptions.due(now, 2) == [2, 1]
        due = await work.subscriptions.of([2, 1, 77, 3])
        assert [d.subscription.chat_id for d in due] == [2, 1, 3]
        assert all(d.chat.id == d.subscription.chat_id for d in due)
        assert due[0].chat == await work.chats.get(2)
        assert await work.subscriptions.in_minute(now - 3 * HOUR, now) == 2


async def test_a_slot_is_moved_on_by_one_planner_only(database: Database, now: datetime) -> None:
    await subscribe(database, subscription(1, now), subscription(2, None))

    async def advance(chat_id: int, seen: datetime | None) -> bool:
        async with database.begin() as work:
            return await work.subscriptions.advance(
                chat_id, seen, next_digest_at=now + HOUR, last_slot_at=now, last_local_date="2026-11-22"
            )

    assert [await advance(1, now), await advance(1, now), await advance(1, None)] == [True, False, False]
    assert [await advance(2, now), await advance(2, None), await advance(2, None)] == [False, True, False]
    assert not await advance(3, now)
    async with database.read() as work:
        moved = await work.subscriptions.get(1)
    assert moved is not None
    assert (moved.next_digest_at, moved.last_slot_at, moved.last_local_date) == (
        now + HOUR,
        now,
        "2026-11-22",
    )


async def test_a_setting_and_the_next_slot_that_are_written_in_one_moment_both_stay(
    database: Database, now: datetime
) -> None:
    await subscribe(database, subscription(1, now))

    async def plan() -> None:
        async with database.begin() as work:
            await work.subscriptions.advance(
                1, now, next_digest_at=now + HOUR, last_slot_at=now, last_local_date="2026-11-22"
            )

    async with database.begin() as work:
        held = await work.subscriptions.held(1)
        planning = asyncio.create_task(plan())
        await asyncio.sleep(0.1)
        assert held is not None
        await work.subscriptions.put(replace(held, time="20:00"))
    await planning
    async with database.read() as work:
        found = await work.subscriptions.get(1)
    assert found is not None
    assert (found.time, found.next_digest_at, found.last_slot_at) == ("20:00", now + HOUR, now)


async def test_a_pause_lasts_until_a_slot_ends_it(database: Database, now: datetime) -> None:
    pause = ("2026-11-24", "2026-12-01")
    await subscribe(database, subscription(1, now, paused_from=pause[0], paused_until=pause[1]))
    for ends_pause, expected in ((False, pause), (True, (None, None))):
        async with database.begin() as work:
            assert await work.subscriptions.advance(
                1, now, next_digest_at=now, last_slot_at=now, last_local_date=None, ends_pause=ends_pause
            )
            stored = await work.subscriptions.get(1)
        assert stored is not None
        assert (stored.paused_from, stored.paused_until) == expected


async def test_a_transaction_that_fails_moves_no_slot(database: Database, now: datetime) -> None:
    await subscribe(database, subscription(1, now))

    async def fail() -> None:
        async with database.begin() as work:
            await work.subscriptions.advance(
                1, now, next_digest_at=now + HOUR, last_slot_at=now, last_local_date=None
            )
            await work.subscriptions.note(1, DigestRecord("digest:1", now, now, False, ()))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with database.read() as work:
        assert await work.subscriptions.due(now, 9) == [1]
        assert await work.subscriptions.last(1) is None


async def test_subscriptions_are_walked_in_order_and_only_those_that_want_it(
    database: Database, now: datetime
) -> None:
    at_once = subscription(0, None, at_once=True)
    await subscribe(
        database, at_once, subscription(0), replace(at_once, active=False), at_once, at_once, at_once
    )
    async with database.begin() as work:
        await work.chats.set_state(4, "blocked", now=now)
        first = await work.subscriptions.at_once(after=0, limit=2)
        assert [d.chat.id for d in first] == [1, 5]
        assert [d.chat.id for d in await work.subscriptions.at_once(after=5, limit=2)] == [6]
        walked = [d.chat.id for d in await work.subscriptions.walk(after=0, limit=3)]
        assert walked == [1, 2, 4]
        assert [d.chat.id for d in await work.subscriptions.walk(after=4, limit=9)] == [5, 6]


async def test_the_last_digest_is_remembered_also_an_empty_one(database: Database, now: datetime) -> None:
    await subscribe(database, subscription(1), subscription(2))
    old = DigestRecord("digest:2026-11-20", now - 48 * HOUR, now - 48 * HOUR, True, (3, 1))
    empty = DigestRecord("digest:2026-11-21", now - 24 * HOUR, now - 24 * HOUR, False, ())
    held = DigestRecord("digest:2026-11-22", now, now, False, (1, 31))
    async with database.begin() as work:
        assert await work.subscriptions.last(1) is None
        for digest in (empty, old, replace(old, late=False), old):
            await work.subscriptions.note(1, digest)
        await work.subscriptions.note(2, held)
        assert await work.subscriptions.last(1) == empty
        assert await work.subscriptions.planned(1, old.key) == old
        assert await work.subscriptions.planned(2, old.key) is None
        assert sorted(await work.subscriptions.naming({1}, old.planned_at)) == [(1, old), (2, held)]
        assert await work.subscriptions.naming({1}, empty.planned_at) == [(2, held)]
        assert await work.subscriptions.naming({3}, held.planned_at) == []
        assert await work.subscriptions.forget_digests(empty.planned_at) == 1
        assert await work.subscriptions.naming({1}, old.planned_at) == [(2, held)]


async def test_a_subscription_goes_with_its_chat(database: Database, now: datetime) -> None:
    await subscribe(database, subscription(1))
    async with database.begin() as work:
        await work.subscriptions.note(1, DigestRecord("digest:1", now, now, False, ()))
        await work.chats.remove(1)
        assert await work.subscriptions.get(1) is None
        assert await work.subscriptions.last(1) is None
