"""Updates: stored before they are acknowledged, handled once, in order within a chat, whatever happens."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.clock import Clock, MovableClock
from bot.delivery.inbox import LEASE, Inbox, Letter
from bot.intake import LONGEST_PAUSE, MOST_TRIES, Intake, Update, chat_key
from db import Database, Json, StorageError, models


def said(update_id: int, chat: int, words: str = "") -> dict[str, Json]:
    return {"update_id": update_id, "message": {"chat": {"id": chat}, "text": words}}


class Reader:
    """A handler that remembers, and does on the way what it is told."""

    def __init__(self, on_update: Callable[[Update], object] | None = None) -> None:
        self.seen: list[int] = []
        self.stuck: list[int] = []
        self.at_once = 0
        self.most_at_once = 0
        self._on_update = on_update

    async def handle(self, update: Update) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            self.seen.append(number(update))
            answer = self._on_update(update) if self._on_update else asyncio.sleep(0)
            if hasattr(answer, "__await__"):
                await answer
        finally:
            self.at_once -= 1

    async def on_stuck(self, update: Update) -> None:
        self.stuck.append(number(update))


def number(update: Mapping[str, Json]) -> int:
    found = update["update_id"]
    assert isinstance(found, int)
    return found


@asynccontextmanager
async def running(intake: Intake) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(intake.run(stop))
    try:
        yield
    finally:
        stop.set()
        intake._wake.set()
        await asyncio.wait_for(task, 5)


def intake_of(database: Database, reader: Reader, clock: Clock, owner: str = "one", **more: float) -> Intake:
    inbox = Inbox(database, clock, owner)
    return Intake(inbox, clock, reader.handle, on_stuck=reader.on_stuck, **more)  # type: ignore[arg-type]  # numbers as named


async def letters(database: Database) -> list[tuple[int, str, object]]:
    async with database.read() as work:
        inbox = models.inbox
        query = select(inbox.c.update_id, inbox.c.state, inbox.c.payload).order_by(inbox.c.update_id)
        return [tuple(row) for row in await work.inbox._connection.execute(query)]


async def test_an_update_is_handled_once_and_then_only_its_number_is_kept(
    database: Database, clock: MovableClock
) -> None:
    reader = Reader()
    intake = intake_of(database, reader, clock)
    async with running(intake):
        assert await intake.receive(said(7, 1, "privat"))
        assert not await intake.receive(said(7, 1, "privat"))
        await asyncio.wait_for(intake.idle(), 5)
        assert not await intake.receive(said(7, 1, "privat"))
        await asyncio.wait_for(intake.idle(), 5)
    assert reader.seen == [7]
    assert await letters(database) == [(7, "handled", None)]


async def test_what_is_received_is_on_the_disk_before_it_is_acknowledged(
    database: Database, clock: MovableClock
) -> None:
    intake = intake_of(database, Reader(), clock)  # nobody handles anything
    assert await intake.receive(said(7, 1, "hallo"))
    assert await letters(database) == [(7, "new", said(7, 1, "hallo"))]


async def test_an_update_comes_out_as_it_went_in(database: Database, clock: MovableClock) -> None:
    update = said(2**63 - 1, -(2**63) + 1, "„Größe“ \\u0000 \" ' 🎉\u2028\n %s :x ?")
    update["more"] = [0.1, -1.5e10, 2**62, True, None, "", [], {}, {"": {"a'b": [[1]]}}]
    assert await intake_of(database, Reader(), clock).receive(update)
    assert await letters(database) == [(2**63 - 1, "new", update)]


@pytest.mark.parametrize("gone", [0, 1])
async def test_who_is_cut_off_while_storing_takes_nobody_along(
    sqlite: Database, clock: MovableClock, gone: int
) -> None:
    intake = intake_of(sqlite, Reader(), clock)
    async with sqlite.begin():  # who stores waits for this
        tasks = [asyncio.create_task(intake.receive(said(number, number))) for number in range(3)]
        await asyncio.sleep(0.02)
        tasks[gone].cancel()
        late = asyncio.create_task(intake.receive(said(3, 3)))
        await asyncio.sleep(0.02)
    ends = await asyncio.wait_for(asyncio.gather(*tasks, late, return_exceptions=True), 5)
    kept = {number for number, *_ in await letters(sqlite)}
    for number, end in enumerate(ends):
        assert end is True or isinstance(end, asyncio.CancelledError if number == gone else StorageError)
        assert end is not True or number in kept
    assert [await intake.receive(said(number, number)) for number in range(5)] == [
        number not in kept for number in range(5)
    ]


async def test_many_at_once_are_stored_together_and_the_same_twice_only_once(
    database: Database, clock: MovableClock
) -> None:
    reader = Reader()
    intake = intake_of(database, reader, clock)
    async with running(intake):
        fresh = await asyncio.gather(*(intake.receive(said(1 + i % 50, 1 + i % 7)) for i in range(100)))
        await asyncio.wait_for(intake.idle(), 20)
    assert sum(fresh) == 50
    assert sorted(reader.seen) == list(range(1, 51))


async def test_a_chat_waits_for_itself_and_for_nobody_else(database: Database, clock: MovableClock) -> None:
    slow = asyncio.Event()
    reader = Reader(lambda update: slow.wait() if number(update) == 1 else asyncio.sleep(0))
    intake = intake_of(database, reader, clock)
    async with running(intake):
        for update in (said(1, 10), said(2, 10), said(3, 20), said(4, 20)):
            await intake.receive(update)
        while 4 not in reader.seen:  # noqa: ASYNC110 - a plain list says nothing
            await asyncio.sleep(0.01)
        assert 2 not in reader.seen
        slow.set()
        await asyncio.wait_for(intake.idle(), 5)
    assert [n for n in reader.seen if n <= 2] == [1, 2]


async def test_no_more_are_handled_at_once_than_allowed(sqlite: Database, clock: MovableClock) -> None:
    reader = Reader(lambda _: asyncio.sleep(0.05))
    intake = intake_of(sqlite, reader, clock, at_once=3)
    async with running(intake):
        await asyncio.gather(*(intake.receive(said(i, i)) for i in range(1, 13)))
        await asyncio.wait_for(intake.idle(), 10)
    assert 1 < reader.most_at_once <= 3


async def test_a_stuck_handler_is_cut_off_told_and_stops_nobody(
    sqlite: Database, clock: MovableClock
) -> None:
    reader = Reader(lambda update: asyncio.sleep(100) if number(update) == 1 else asyncio.sleep(0))
    intake = intake_of(sqlite, reader, clock, deadline=0.1)
    async with running(intake):
        await intake.receive(said(1, 10))
        await intake.receive(said(2, 10))
        await asyncio.wait_for(intake.idle(), 5)
    assert reader.stuck == [1]
    assert reader.seen == [1, 2]
    assert await letters(sqlite) == [(1, "stuck", None), (2, "handled", None)]


async def test_after_a_crash_what_was_open_is_handled_when_the_lease_is_over(
    database: Database, clock: MovableClock
) -> None:
    before = Inbox(database, clock, "dead")
    for update_id in (1, 2):
        await before.put(update_id, 10, said(update_id, 10))
    assert [letter.update_id for letter in await before.turn(handled=(), stuck=(), limit=5, besides=())] == [
        1
    ]
    after = Inbox(database, clock, "heir")
    assert await after.turn(handled=(), stuck=(), limit=5, besides=()) == []
    clock.advance(LEASE * 1.1)
    assert [letter.update_id for letter in await after.turn(handled=(), stuck=(), limit=5, besides=())] == [1]


async def test_who_is_alone_takes_over_at_once(database: Database, clock: MovableClock) -> None:
    before = Inbox(database, clock, "dead")
    await before.put(1, 10, said(1, 10))
    await before.turn(handled=(), stuck=(), limit=5, besides=())
    reader = Reader()
    intake = intake_of(database, reader, clock, "heir")
    assert await intake.take_over() == 1
    async with running(intake):
        await asyncio.wait_for(intake.idle(), 5)
    assert reader.seen == [1]


async def test_an_update_that_keeps_killing_the_process_is_given_up(
    sqlite: Database, clock: MovableClock
) -> None:
    inbox = Inbox(sqlite, clock, "dying")
    await inbox.put(1, 10, said(1, 10))
    for _ in range(MOST_TRIES):
        assert len(await inbox.turn(handled=(), stuck=(), limit=5, besides=())) == 1
        clock.advance(LEASE * 1.1)
    reader = Reader()
    intake = intake_of(sqlite, reader, clock, "heir")
    async with running(intake):
        await asyncio.wait_for(intake.idle(), 5)
    assert reader.seen == []
    assert reader.stuck == [1]


async def test_a_clock_set_forward_does_not_hand_out_what_is_in_work(
    sqlite: Database, clock: MovableClock
) -> None:
    inbox = Inbox(sqlite, clock, "one")
    await inbox.put(1, 10, said(1, 10))
    assert len(await inbox.turn(handled=(), stuck=(), limit=5, besides=())) == 1
    clock.advance(LEASE * 1000)
    assert await inbox.turn(handled=(), stuck=(), limit=5, besides={1}) == []


async def test_what_cannot_be_stored_is_not_acknowledged(sqlite: Database, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'quellenbote.db'}", busy_seconds=0.05)
    rival = sqlite3.connect(tmp_path / "quellenbote.db", isolation_level=None)
    rival.execute("BEGIN IMMEDIATE")
    reader = Reader()
    intake = intake_of(database, reader, Clock())
    async with running(intake):
        with pytest.raises(StorageError):
            await intake.receive(said(1, 10))
        rival.execute("ROLLBACK")
        rival.close()
        assert await intake.receive(said(1, 10))
        await asyncio.wait_for(intake.idle(), 10)
    assert reader.seen == [1]
    await database.close()
    assert await letters(sqlite) == [(1, "handled", None)]


async def test_a_stop_lets_handlers_end_in_peace(sqlite: Database, clock: MovableClock) -> None:
    reader = Reader(lambda _: asyncio.sleep(0.2))
    intake = intake_of(sqlite, reader, clock)
    async with running(intake):
        await intake.receive(said(1, 10))
        while not reader.seen:  # noqa: ASYNC110 - a plain list says nothing
            await asyncio.sleep(0.01)
    assert await letters(sqlite) == [(1, "handled", None)]


async def test_a_handler_that_breaks_its_word_ends_the_run_and_loses_nothing(
    sqlite: Database, clock: MovableClock
) -> None:
    def break_it(_: Update) -> object:
        raise ZeroDivisionError

    intake = intake_of(sqlite, Reader(break_it), clock)
    await intake.receive(said(1, 10))
    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(intake.run(asyncio.Event()), 5)
    assert [(n, state) for n, state, _ in await letters(sqlite)] == [(1, "handling")]


class FailingInbox(Inbox):
    """An inbox that fails so often, one time after the other, and is well then."""

    def __init__(self, database: Database, clock: Clock, failures: list[Exception]) -> None:
        super().__init__(database, clock, "one")
        self.failures = failures

    async def turn(self, **how: Any) -> list[Letter]:
        if self.failures:
            raise self.failures.pop()
        return await super().turn(**how)


class NoTime(Clock):
    """A clock by which every pause is over at once."""

    async def sleep(self, seconds: float) -> None:
        assert seconds <= LONGEST_PAUSE
        await asyncio.sleep(0)


async def test_storage_that_fails_for_a_day_is_waited_for(sqlite: Database) -> None:
    reader, clock = Reader(), NoTime()
    inbox = FailingInbox(sqlite, clock, [StorageError("away", retry=True)] * 3000)
    intake = Intake(inbox, clock, reader.handle)
    async with running(intake):
        await intake.receive(said(1, 10))
        await asyncio.wait_for(intake.idle(), 10)
    assert reader.seen == [1]


async def test_what_breaks_the_giving_out_ends_the_run_so_that_it_begins_anew(sqlite: Database) -> None:
    intake = Intake(FailingInbox(sqlite, Clock(), [ZeroDivisionError()]), Clock(), Reader().handle)
    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(intake.run(asyncio.Event()), 5)


@given(st.lists(st.integers(1, 12), max_size=40))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_a_list_replayed_with_shuffles_and_repeats_is_handled_once_each(
    sqlite: Database, ids: list[int]
) -> None:
    async with sqlite.begin() as work:
        await work.inbox._connection.execute(models.inbox.delete())
    reader = Reader()
    intake = intake_of(sqlite, reader, Clock())
    half = len(ids) // 2
    await asyncio.gather(*(intake.receive(said(i, i % 3 + 1)) for i in ids[:half]))
    async with running(intake):
        await asyncio.wait_for(intake.idle(), 10)
        for chat in range(3):
            waited = [i for i in reader.seen if i % 3 == chat]
            assert waited == sorted(waited)
        for i in ids[half:] + ids[:half]:
            await intake.receive(said(i, i % 3 + 1))
        await asyncio.wait_for(intake.idle(), 10)
    assert sorted(reader.seen) == sorted(set(ids))


@pytest.mark.parametrize(
    ("update", "key"),
    [
        (said(1, -5), -5),
        ({"update_id": 1, "callback_query": {"from": {"id": 3}, "message": {"chat": {"id": 9}}}}, 9),
        ({"update_id": 1, "callback_query": {"from": {"id": 3}, "inline_message_id": "x"}}, 3),
        ({"update_id": 1, "inline_query": {"from": {"id": 3}, "query": ""}}, 3),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": -8}, "from": {"id": 3}}}, -8),
        ({"update_id": 1, "message": {"chat": {"id": "x"}}}, 0),
        ({"update_id": 1, "message": None}, 0),
        ({"update_id": 1}, 0),
    ],
)
def test_order_is_kept_within_the_chat_or_the_person(update: Update, key: int) -> None:
    assert chat_key(update) == key


@pytest.mark.parametrize("update_id", ["7", None, -1, 2**70, []])
async def test_what_is_no_update_is_left(sqlite: Database, clock: MovableClock, update_id: Json) -> None:
    assert not await intake_of(sqlite, Reader(), clock).receive({"update_id": update_id})
    assert await letters(sqlite) == []
