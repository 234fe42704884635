"""The outbox: what becomes of a row in every case, in order, and whatever fails around it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from bot.clock import Clock
from bot.delivery.outbox import Drain, Drained
from bot.delivery.outcomes import (
    Blocked,
    ChatGone,
    Deactivated,
    Forbidden,
    Later,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    Sent,
    ThreadGone,
    Unchanged,
    Unknown,
)
from bot.delivery.pacing import Priority
from bot.delivery.verdicts import LEASE, MAX_DOUBTS, Policy
from bot.services.rules import DELIVERY_ATTEMPTS
from bot.services.schedule import LATE_LIMIT
from bot.services.watch import Watch
from db import Database, Parcel, StorageError, UnitOfWork
from tests.bot.delivery.rows import (
    DIGEST,
    LATER,
    Courier,
    QuickClock,
    due,
    meet,
    owe,
    person,
    rows,
    states,
    text,
)

MakeDrain = Callable[..., Drain]
FAR = timedelta(hours=1)


@pytest.fixture
def clock(now: datetime) -> QuickClock:
    return QuickClock(now)


@pytest.fixture
def courier() -> Courier:
    return Courier()


@pytest.fixture
def drain(database: Database, courier: Courier, clock: QuickClock) -> Drain:
    return Drain(database, courier, clock, "one")


# outcome -> state of the row, attempts counted, state of the chat, whether it is tried again an hour later
ENDS: list[tuple[Outcome, str, int, str, bool]] = [
    (Sent(7), "sent", 1, "active", False),
    (Unchanged(), "sent", 1, "active", False),
    (Later(30), "ready", 0, "active", True),
    (NotSent("Internal Server Error"), "ready", 1, "active", True),
    (NotSent("refused", unreachable=True), "ready", 0, "active", True),
    (Unknown("Timed out"), "ready", 1, "active", True),
    (Migrated(-1007), "sent", 2, "active", True),
    (Refused("bad"), "failed", 1, "active", False),
    (Forbidden("no rights"), "failed", 1, "active", False),
    (Blocked(), "failed", 1, "blocked", False),
    (Deactivated(), "failed", 1, "left", False),
    (ChatGone(), "failed", 1, "left", False),
    (ThreadGone(), "failed", 1, "left", False),
]


@pytest.mark.parametrize(
    ("outcome", "state", "attempts", "chat_state", "again"), ENDS, ids=[repr(end[0]) for end in ENDS]
)
async def test_every_outcome_is_written_down(
    database: Database,
    clock: QuickClock,
    now: datetime,
    outcome: Outcome,
    state: str,
    attempts: int,
    chat_state: str,
    again: bool,
) -> None:
    courier = Courier([outcome])
    drain = Drain(database, courier, clock, "one")
    chat = await person(database, 5, clock.now())
    await owe(database, chat, clock.now(), "eins")
    await drain.run_once(now)
    await drain.run_once(now)  # a group that moved is due again at once
    [row] = await rows(database)
    assert (row.state, row.attempts, row.owner) == (state, attempts, None)
    async with database.read() as work:
        [known] = [c for number in (5, -1007) for c in await work.chats.rows_of(number)]
    assert known.state == chat_state
    clock.advance(FAR)
    drain = Drain(database, courier, clock, "one")
    await drain.run_once(clock.now())
    assert len(courier.sent) == 1 + again


async def test_digests_go_before_broadcasts_and_the_longest_waiting_first(
    database: Database, drain: Drain, courier: Courier, now: datetime
) -> None:
    people = [await person(database, number, now) for number in (1, 2, 3)]
    await owe(database, people[0], now - timedelta(hours=2), "rund", key="broadcast:1", priority=1)
    await owe(database, people[1], now, "neu")
    await owe(database, people[2], now - timedelta(hours=1), "alt")
    await drain.run_once(now)
    assert courier.texts == ["alt", "neu", "rund"]
    assert courier.priorities == [Priority.DIGEST, Priority.DIGEST, Priority.BROADCAST]


async def test_the_parts_of_a_digest_arrive_in_order_and_a_digest_passes_a_broadcast(
    database: Database, drain: Drain, courier: Courier, now: datetime
) -> None:
    chat = await person(database, 1, now)
    await owe(database, chat, now, "rund", key="broadcast:1", priority=1)
    await owe(database, chat, now, "1", "2", "3")
    drained = await drain.run_once(now)
    assert courier.texts.index("1") < courier.texts.index("2") < courier.texts.index("3")
    assert drained == Drained(sent=4)


class LateAnswers:
    """A database whose answer to a read that saw a message in flight comes when that one is written off."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.begin = database.begin
        self.asked = asyncio.Event()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[UnitOfWork]:
        async with self._database.read() as work:
            yield work
            in_flight = (await work.outbox.states(DIGEST)).get("attempting")
        if in_flight:
            self.asked.set()
            while "sent" not in await states(self._database):  # noqa: ASYNC110 - it is the disk we look at
                await asyncio.sleep(0)
            await asyncio.sleep(0.01)  # its worker knows of it as well


async def test_a_part_that_is_released_while_a_worker_looks_for_more_is_sent_in_the_same_round(
    database: Database, courier: Courier, clock: QuickClock, now: datetime
) -> None:
    await owe(database, await person(database, 1, now), now, "1", "2")
    late = LateAnswers(database)
    courier.on_send = late.asked.wait
    await Drain(cast("Database", late), courier, clock, "one", in_flight=2).run_once(now)
    assert courier.texts == ["1", "2"]


async def test_a_part_that_must_be_tried_again_holds_back_the_next(
    sqlite: Database, clock: QuickClock, now: datetime
) -> None:
    courier = Courier([NotSent("Internal Server Error")])
    chat = await person(sqlite, 1, now)
    await owe(sqlite, chat, now, "1", "2")
    await Drain(sqlite, courier, clock, "one").run_once(now)
    assert courier.texts == ["1"]
    clock.advance(LATER)
    await Drain(sqlite, courier, clock, "one").run_once(clock.now())
    assert courier.texts == ["1", "1", "2"]


async def test_what_is_not_due_waits(
    database: Database, drain: Drain, courier: Courier, now: datetime
) -> None:
    await owe(database, await person(database, 1, now), now + timedelta(minutes=1), "bald")
    assert await drain.run_once(now) == Drained()
    async with database.read() as work:
        assert await work.outbox.next_due() == now + timedelta(minutes=1)
    assert courier.sent == []


async def test_a_chat_of_the_box_is_never_sent_to_telegram(
    database: Database, drain: Drain, courier: Courier, clock: QuickClock
) -> None:
    now = clock.now()
    async with database.begin() as work:
        boxed = await work.chats.meet(9, 0, kind="private", language_code=None, boxed=True, now=now)
    await owe(database, boxed, now, "nur hier")
    await drain.run_once(now)
    assert courier.sent == []
    await Drain(database, courier, clock, "box", boxed=True).run_once(now)
    assert courier.texts == ["nur hier"]


async def test_a_person_who_blocks_the_bot_gets_nothing_more(
    sqlite: Database, clock: QuickClock, now: datetime
) -> None:
    courier = Courier([Blocked()])
    chat = await person(sqlite, 5, now)
    await owe(sqlite, chat, now, "1", "2")
    await owe(sqlite, chat, now + FAR, "morgen", key="digest:2026-11-23")
    await Drain(sqlite, courier, clock, "one").run_once(now)
    assert courier.texts == ["1"]
    assert await states(sqlite) == ["failed"] * 3
    assert (await person(sqlite, 5, now)).state == "active"  # saying /start makes the chat active again


async def test_a_group_that_moved_gets_its_message_once_under_its_new_number(
    database: Database, clock: QuickClock, now: datetime
) -> None:
    courier = Courier([Migrated(-1007)])
    group = await meet(database, -7, 0, "group", now)
    await owe(database, group, now, "eins")
    await Drain(database, courier, clock, "one").run_once(now)
    await Drain(database, courier, clock, "one").run_once(now)
    assert courier.sent == [(-7, "eins"), (-1007, "eins")]
    async with database.read() as work:
        assert [c.kind for c in await work.chats.rows_of(-1007)] == ["supergroup"]
        assert await work.chats.rows_of(-7) == []


async def test_a_group_that_claims_to_have_moved_to_itself_is_not_tried_for_ever(
    sqlite: Database, clock: QuickClock, now: datetime
) -> None:
    courier = Courier([Migrated(-7)])
    await owe(sqlite, await meet(sqlite, -7, 0, "group", now), now, "eins")
    await Drain(sqlite, courier, clock, "one").run_once(now)
    assert await states(sqlite) == ["failed"]


async def test_a_topic_that_is_gone_ends_only_its_own_subscription(
    database: Database, clock: QuickClock, now: datetime
) -> None:
    courier = Courier([ThreadGone()])
    topic = await meet(database, -1007, 44, "supergroup", now)
    group = await meet(database, -1007, 0, "supergroup", now)
    await owe(database, topic, now, "im Thema", "Teil 2")
    await owe(database, group, now + timedelta(seconds=1), "in der Gruppe")
    clock.advance(timedelta(seconds=2))
    await Drain(database, courier, clock, "one", in_flight=1).run_once(clock.now())
    assert await states(database) == ["failed", "failed", "sent"]
    async with database.read() as work:
        found = {chat.thread_id: chat.state for chat in await work.chats.rows_of(-1007)}
    assert found == {44: "left", 0: "active"}
    assert await Watch(database).failing(clock.now()) is None


async def test_tries_are_capped_and_the_reason_is_kept(
    sqlite: Database, clock: QuickClock, now: datetime
) -> None:
    courier = Courier([NotSent("Internal Server Error")] * 20)
    await owe(sqlite, await person(sqlite, 1, now), now, "eins")
    for _ in range(20):
        await Drain(sqlite, courier, clock, "one").run_once(clock.now())
        clock.advance(FAR)
    [row] = await rows(sqlite)
    assert (row.state, row.attempts, row.error) == ("failed", DELIVERY_ATTEMPTS, "Internal Server Error")
    assert len(courier.sent) == DELIVERY_ATTEMPTS


async def test_an_outage_of_six_hours_at_telegram_loses_nothing(
    sqlite: Database, clock: QuickClock, now: datetime
) -> None:
    courier = Courier([NotSent("Bad Gateway")] * 100)
    await owe(sqlite, await person(sqlite, 1, now), now, "eins")
    while clock.now() < now + LATE_LIMIT - timedelta(minutes=15):
        await Drain(sqlite, courier, clock, "one").run_once(clock.now())
        clock.advance(LATER)
    assert DELIVERY_ATTEMPTS < len(courier.sent) < 50
    assert await states(sqlite) == ["ready"]
    courier.outcomes.clear()
    clock.advance(timedelta(minutes=14))
    await Drain(sqlite, courier, clock, "one").run_once(clock.now())
    assert await states(sqlite) == ["sent"]


@pytest.mark.parametrize("outcome", [Later(60), NotSent("refused", unreachable=True)])
async def test_an_outage_uses_up_nobodys_tries(
    sqlite: Database, clock: QuickClock, now: datetime, outcome: Outcome
) -> None:
    courier = Courier([outcome] * 30)
    await owe(sqlite, await person(sqlite, 1, now), now, "eins")
    for _ in range(31):
        await Drain(sqlite, courier, clock, "one").run_once(clock.now())
        clock.advance(FAR)
    assert await states(sqlite) == ["sent"]


async def test_when_telegram_is_out_of_reach_the_rest_is_not_even_tried(
    sqlite: Database, clock: QuickClock, now: datetime
) -> None:
    courier = Courier([NotSent("refused", unreachable=True)] * 500)
    for number in range(1, 101):
        await owe(sqlite, await person(sqlite, number, now), now, "eins")
    drain = Drain(sqlite, courier, clock, "one", in_flight=3)
    for _ in range(4):
        drain._not_before = 0.0  # as if the pause were over
        await asyncio.wait_for(_first_round(drain, now), 20)
    assert len(courier.sent) <= 4 * 3
    assert (await states(sqlite)).count("ready") == 100


async def _first_round(drain: Drain, now: datetime) -> None:
    """One round that does not wait for the pause it earned."""
    drain._troubles = 6
    drained = await drain.run_once(now)
    assert drained.wait > 4


async def test_an_unknown_outcome_is_resent_after_the_lease_a_few_times_and_then_shown_to_the_operator(
    sqlite: Database, clock: QuickClock, now: datetime
) -> None:
    courier = Courier([Unknown("Timed out")] * 20)
    await owe(sqlite, await person(sqlite, 1, now), now, "eins")
    await Drain(sqlite, courier, clock, "one").run_once(clock.now())
    await Drain(sqlite, courier, clock, "one").run_once(clock.now())
    assert len(courier.sent) == 1  # not before the lease is over
    for _ in range(10):
        clock.advance(LEASE)
        await Drain(sqlite, courier, clock, "one").run_once(clock.now())
    assert len(courier.sent) == 1 + MAX_DOUBTS
    async with sqlite.read() as work:
        [uncertain] = await work.outbox.uncertain(limit=10)
    assert uncertain.payload["text"] == "eins"


@pytest.mark.parametrize("send", [True, False])
async def test_with_hold_an_unknown_outcome_waits_for_the_operators_word(
    database: Database, clock: QuickClock, now: datetime, send: bool
) -> None:
    courier = Courier([Unknown("Timed out")])
    await owe(database, await person(database, 1, now), now, "eins")
    drain = Drain(database, courier, clock, "one", policy="hold")
    await drain.run_once(now)
    clock.advance(FAR)
    drain = Drain(database, courier, clock, "one", policy="hold")
    await drain.run_once(clock.now())
    assert await states(database) == ["uncertain"]
    async with database.begin() as work:
        [held] = await work.outbox.uncertain(limit=10)
        assert await work.outbox.decide(held.id, send=send, now=clock.now())
        assert not await work.outbox.decide(held.id, send=send, now=clock.now())
    await drain.run_once(clock.now())
    assert await states(database) == (["sent"] if send else ["failed"])
    assert len(courier.sent) == 1 + send


class KilledError(BaseException):
    """The process dies here: nothing after it runs."""


@pytest.mark.parametrize("policy", ["resend", "hold"])
async def test_a_kill_in_mid_flight_leaves_only_those_in_flight_in_doubt(
    database: Database, clock: QuickClock, now: datetime, policy: Policy
) -> None:
    for number in range(1, 21):
        await owe(database, await person(database, number, now), now, f"an {number}")
    courier = Courier()
    hang = asyncio.Event()

    async def stall() -> None:
        if len(courier.sent) > 8:
            await hang.wait()

    courier.on_send = stall
    killed = asyncio.create_task(Drain(database, courier, clock, "killed", in_flight=3).run_once(now))
    while (await states(database)).count("attempting") < 3 or len(courier.sent) < 11:  # noqa: ASYNC110 - it is the disk we look at
        await asyncio.sleep(0.01)
    killed.cancel()
    with pytest.raises(asyncio.CancelledError):
        await killed
    found = await states(database)
    assert (found.count("attempting"), found.count("sent"), found.count("ready")) == (3, 8, 9)

    after = Courier()
    heir = Drain(database, after, clock, "heir", policy=policy)
    assert (await heir.run_once(now)).sent == 9  # what was not in flight goes on at once
    clock.advance(LEASE + timedelta(seconds=1))
    drained = await heir.run_once(clock.now())
    assert drained.reaped == 3
    everything = sorted(courier.sent + after.sent)
    if policy == "resend":
        assert drained.sent == 3
        assert len(everything) == 23
        assert len(set(everything)) == 20
    else:
        assert (await states(database)).count("uncertain") == 3
        assert len(everything) == len(set(everything)) == 20


async def test_who_knows_that_it_is_alone_need_not_wait_for_leases(
    database: Database, clock: QuickClock, now: datetime
) -> None:
    await owe(database, await person(database, 1, now), now, "eins")
    async with database.begin() as work:
        [delivery] = await work.outbox.due(now, limit=1, boxed=False)
        assert await work.outbox.begin([delivery], "dead", lease_until=now + LEASE) == {delivery.id}
    courier = Courier()
    drain = Drain(database, courier, clock, "heir")
    await drain.run_once(now)
    assert courier.sent == []
    assert await drain.take_over() == 1
    await drain.run_once(now)
    assert courier.texts == ["eins"]


async def test_a_sender_that_overslept_its_lease_writes_nothing_down(
    database: Database, clock: QuickClock, now: datetime
) -> None:
    await owe(database, await person(database, 1, now), now, "eins")
    other = Courier()

    async def oversleep() -> None:
        clock.advance(LEASE + timedelta(seconds=1))
        await Drain(database, other, clock, "other").run_once(clock.now())

    courier = Courier([NotSent("Internal Server Error")], on_send=oversleep)
    drained = await Drain(database, courier, clock, "sleeper", in_flight=1).run_once(now)
    assert drained.lost == 1
    assert other.texts == ["eins"]
    [row] = await rows(database)
    assert (row.state, row.doubts) == ("sent", 1)


async def test_a_sender_that_lost_a_lease_begins_nothing_more(
    database: Database, clock: QuickClock, now: datetime
) -> None:
    for number in range(1, 5):
        await owe(database, await person(database, number, now), now, f"an {number}")
    enough = asyncio.Event()
    other = Courier(on_send=enough.set)

    async def oversleep() -> None:
        if not enough.is_set():
            clock.advance(LEASE + timedelta(seconds=1))
            await Drain(database, other, clock, "other", in_flight=1).run_once(clock.now(), enough)

    courier = Courier(on_send=oversleep)
    drained = await Drain(database, courier, clock, "sleeper", in_flight=1).run_once(now)
    assert (drained.lost, other.texts) == (1, ["an 1"])
    assert len(courier.sent) <= 2  # one was begun together with the end of the one that was lost
    assert (await states(database)).count("ready") >= 2


async def test_a_clock_that_is_set_forward_takes_nothing_from_who_is_alive(
    sqlite: Database, clock: QuickClock, now: datetime
) -> None:
    await owe(sqlite, await person(sqlite, 1, now), now, "eins")
    drains: list[Drain] = []

    async def jump() -> None:
        clock.advance(timedelta(days=1))
        drained = await drains[0].run_once(clock.now())
        assert drained.reaped == 0

    courier = Courier(on_send=jump)
    drains.append(Drain(sqlite, courier, clock, "one"))
    # the inner round is this very object's: it knows what it is sending
    assert (await drains[0].run_once(now)).lost == 0
    assert courier.texts == ["eins"]


async def test_a_clock_that_is_set_back_does_not_keep_the_leases_of_the_dead(
    database: Database, clock: QuickClock, now: datetime
) -> None:
    await owe(database, await person(database, 1, now), now - timedelta(days=1), "eins")
    async with database.begin() as work:
        [delivery] = await work.outbox.due(now, limit=1, boxed=False)
        await work.outbox.begin([delivery], "dead", lease_until=now + LEASE)
    clock.advance(-timedelta(hours=2))
    assert (await Drain(database, Courier(), clock, "one").run_once(clock.now())).reaped == 1


async def test_no_more_rows_are_attempting_than_are_in_flight(
    sqlite: Database, clock: QuickClock, now: datetime
) -> None:
    for number in range(1, 41):
        await owe(sqlite, await person(sqlite, number, now), now, "eins")
    seen: list[int] = []

    async def look() -> None:
        seen.append((await states(sqlite)).count("attempting"))

    drained = await Drain(sqlite, Courier(on_send=look), clock, "one", in_flight=4).run_once(now)
    assert drained.sent == 40
    assert max(seen) <= 4


async def test_two_senders_share_the_work_and_send_nothing_twice(
    database: Database, clock: QuickClock, now: datetime
) -> None:
    for number in range(1, 61):
        await owe(database, await person(database, number, now), now, f"an {number}")
    courier = Courier(on_send=lambda: asyncio.sleep(0.001))
    drains = [Drain(database, courier, clock, name, in_flight=3) for name in ("one", "two")]
    results = await asyncio.gather(*(drain.run_once(now) for drain in drains))
    assert sum(result.sent for result in results) == 60
    assert len(courier.sent) == len(set(courier.sent)) == 60


async def test_a_chat_that_must_wait_lets_others_go_first(
    sqlite: Database, clock: QuickClock, now: datetime
) -> None:
    for number in (1, 2, 3):
        await owe(sqlite, await person(sqlite, number, now), now, f"an {number}")
    courier = Courier(delays={1: 0.2})
    courier.on_send = lambda: courier.delays.clear() if len(courier.sent) == 2 else None
    await Drain(sqlite, courier, clock, "one", in_flight=1).run_once(now)
    assert courier.texts == ["an 2", "an 3", "an 1"]


async def test_a_long_wait_ends_the_round_with_nothing_in_doubt(
    database: Database, drain: Drain, courier: Courier, now: datetime
) -> None:
    await owe(database, await person(database, 1, now), now, "eins")
    courier.delays[1] = 300.0
    assert (await drain.run_once(now)).wait == pytest.approx(300)
    assert await states(database) == ["ready"]


async def test_a_message_that_was_taken_back_while_it_waited_is_not_sent(
    database: Database, clock: QuickClock, now: datetime
) -> None:
    chats = [await person(database, number, now) for number in (1, 2)]
    for chat in chats:
        await owe(database, chat, now, f"an {chat.telegram_id}")

    async def unsubscribe() -> None:
        async with database.begin() as work:
            await work.outbox.withdraw(chats[1].id, "digest:2026-11-22")

    courier = Courier(on_send=unsubscribe)
    await Drain(database, courier, clock, "one", in_flight=1).run_once(now)
    assert courier.texts == ["an 1"]


async def test_of_a_digest_whose_first_part_left_none_is_taken_back(
    database: Database, clock: QuickClock, now: datetime
) -> None:
    reader = await person(database, 1, now)
    await owe(database, reader, now, "eins", "zwei")
    taken: list[int] = []

    async def withdraw() -> None:
        async with database.begin() as work:
            taken.append(await work.outbox.withdraw(reader.id, "digest:2026-11-22"))

    courier = Courier(on_send=withdraw)
    await Drain(database, courier, clock, "one", in_flight=1).run_once(now)
    assert (courier.texts, taken) == (["eins", "zwei"], [0, 0])


async def test_a_row_nobody_can_read_fails_and_stops_nobody_else(
    database: Database, drain: Drain, courier: Courier, now: datetime
) -> None:
    broken = await person(database, 1, now)
    async with database.begin() as work:
        await work.outbox.put([Parcel(broken.id, "digest:x", 0, {"words": "?"}, now)], now=now)
    await owe(database, await person(database, 2, now), now, "gut")
    await drain.run_once(now)
    assert await states(database) == ["failed", "sent"]
    assert courier.texts == ["gut"]


async def test_a_chat_that_is_deleted_in_mid_flight_is_no_lost_lease(
    database: Database, clock: QuickClock, now: datetime
) -> None:
    async def delete_me() -> None:
        async with database.begin() as work:
            await work.chats.remove(1)

    chat = await person(database, 1, now)
    async with database.begin() as work:
        await work.outbox.put([Parcel(chat.id, "article:7", 0, text("weg", article_id=7), now)], now=now)
    drained = await Drain(database, Courier(on_send=delete_me), clock, "one").run_once(now)
    assert drained == Drained(sent=1)
    assert await rows(database) == []


@pytest.fixture
async def impatient(tmp_path: Path, sqlite: Database) -> Database:  # noqa: ARG001 - it has made the schema
    """The same SQLite file, waiting for a lock only briefly."""
    return Database(f"sqlite:///{tmp_path / 'quellenbote.db'}", busy_seconds=0.05)


async def test_what_cannot_be_written_down_is_not_sent(
    impatient: Database, clock: QuickClock, now: datetime
) -> None:
    await owe(impatient, await person(impatient, 1, now), now, "eins")
    assert impatient.path is not None
    rival = sqlite3.connect(impatient.path, isolation_level=None)
    rival.execute("BEGIN IMMEDIATE")
    courier = Courier()
    drain = Drain(impatient, courier, clock, "one")
    with pytest.raises(StorageError):
        await drain.run_once(now)
    assert courier.sent == []
    rival.execute("ROLLBACK")
    rival.close()
    assert (await drain.run_once(now)).sent == 1
    await impatient.close()


async def test_what_was_sent_while_storage_failed_is_written_off_later_and_not_sent_again(
    impatient: Database, clock: QuickClock, now: datetime
) -> None:
    for number in (1, 2, 3):
        await owe(impatient, await person(impatient, number, now), now, f"an {number}")
    assert impatient.path is not None
    rival = sqlite3.connect(impatient.path, isolation_level=None)
    courier = Courier(on_send=lambda: rival.execute("BEGIN IMMEDIATE"))
    drain = Drain(impatient, courier, clock, "one", in_flight=1)
    with pytest.raises(StorageError):
        await drain.run_once(now)
    assert courier.texts == ["an 1"]
    with pytest.raises(StorageError):
        await drain.run_once(now)
    rival.execute("ROLLBACK")
    rival.close()
    courier.on_send = None
    clock.advance(LEASE * 2)  # its own lease is over by now, and it knows better
    assert (await drain.run_once(clock.now())).sent == 2
    assert courier.texts == ["an 1", "an 2", "an 3"]
    assert await states(impatient) == ["sent"] * 3
    await impatient.close()


async def test_run_sends_what_comes_and_ends_when_told(sqlite: Database) -> None:
    clock = Clock()
    courier, stop = Courier(), asyncio.Event()
    drain = Drain(sqlite, courier, clock, "one")
    running = asyncio.create_task(drain.run(stop))
    chat = await person(sqlite, 1, clock.now())
    await asyncio.sleep(0.05)
    await owe(sqlite, chat, clock.now(), "eins")
    drain.wake()
    while not courier.sent:  # noqa: ASYNC110 - a plain list says nothing
        await asyncio.sleep(0.01)
    stop.set()
    drain.wake()
    await asyncio.wait_for(running, 3)
    assert await states(sqlite) == ["sent"]


async def test_only_the_due_are_looked_at_whatever_else_there_is(sqlite: Database, now: datetime) -> None:
    chat = await person(sqlite, 1, now)
    await owe(sqlite, chat, now, "1", "2")
    await owe(sqlite, await person(sqlite, 2, now), now, "3")
    assert [(d.telegram_id, d.part) for d in await due(sqlite, now)] == [(1, 0), (2, 0)]
    assert [(d.telegram_id, d.part) for d in await due(sqlite, now, limit=1)] == [(1, 0)]


async def test_done_rows_and_their_texts_are_forgotten(sqlite: Database, clock: QuickClock) -> None:
    now = clock.now()
    await owe(sqlite, await person(sqlite, 1, now), now, "eins")
    await Drain(sqlite, Courier(), clock, "one").run_once(now)
    async with sqlite.begin() as work:
        assert await work.outbox.forget(now) == 0
        assert await work.outbox.forget(now + timedelta(seconds=1)) == 1
    assert await rows(sqlite) == []
