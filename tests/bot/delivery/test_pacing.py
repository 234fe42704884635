"""The gate keeps every limit at every moment, serves in order, starves nobody and obeys a 429."""

from __future__ import annotations

import asyncio
import itertools
import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from telegram.error import RetryAfter, TimedOut

from bot.delivery.pacing import FREE, MAX_CHATS, Gate, Pace, Priority, Slot, is_counted
from bot.playground.faults import RefusedError
from bot.playground.flood import Flood
from tests.support.virtual_time import VirtualClock, in_virtual_time

PACE = Pace()
A_LITTLE = 1e-6
PERSON, GROUP = 5, -5
ANSWER, DIGEST, BROADCAST = Priority


@dataclass
class Telegram:
    """What left, and when; ``refuse`` holds the retry_after of the next answers."""

    latency: float = 0.0
    way: Callable[[float], float] = lambda _now: 0.0  # seconds until what leaves now arrives
    left: list[tuple[float, int, Any]] = field(default_factory=list)
    refuse: list[int] = field(default_factory=list)
    flood: Flood | None = None

    async def post(self, _endpoint: str, data: dict[str, Any]) -> bool:
        now = asyncio.get_running_loop().time()
        self.left.append((now, data["chat_id"], data.get("text")))
        await asyncio.sleep(self.way(now))
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(self.latency)
        if self.refuse:
            raise RetryAfter(self.refuse.pop(0))
        if self.flood is not None:
            try:
                self.flood.check(data["chat_id"], now, group=data["chat_id"] < 0)
            except RefusedError as refusal:
                raise RetryAfter(refusal.parameters["retry_after"]) from refusal
        return True

    @property
    def times(self) -> list[float]:
        return [at for at, _, _ in self.left]


async def through(gate: Gate, telegram: Telegram, chat: int, slot: Slot | None = None, text: Any = "") -> Any:
    data = {"chat_id": chat, "text": text}
    return await gate.process_request(
        telegram.post, ("sendMessage", data), {}, "sendMessage", data, slot or Slot()
    )


async def fan_out(telegram: Telegram, messages: int, workers: int) -> float:
    """Seconds that many messages to as many people take."""
    gate = Gate(VirtualClock())
    todo = iter(range(1, messages + 1))

    async def work() -> None:
        for chat in todo:
            await through(gate, telegram, chat, Slot(DIGEST))

    start = asyncio.get_running_loop().time()
    await asyncio.gather(*(work() for _ in range(workers)))
    return asyncio.get_running_loop().time() - start


arrivals = st.lists(
    st.tuples(
        st.sampled_from([0.0, 0.0, 0.0, 0.01, 0.3, 1.0, 5.0]),  # since the one before
        st.sampled_from([1, 1, 2, 3, -1, -2]) | st.integers(10, 500),
        st.sampled_from(list(Priority)),
    ),
    max_size=120,
)


@given(arrivals)
@settings(max_examples=60, deadline=None)
def test_no_limit_is_ever_broken_and_everything_leaves_in_order(
    asked: list[tuple[float, int, Priority]],
) -> None:
    telegram = Telegram()

    async def main() -> None:
        gate = Gate(VirtualClock())
        async with asyncio.TaskGroup() as tasks:
            for number, (pause, chat, priority) in enumerate(asked):
                await asyncio.sleep(pause)
                slot = Slot(priority, patience=math.inf)
                tasks.create_task(through(gate, telegram, chat, slot, (priority, number)))

    in_virtual_time(main)
    times = telegram.times
    assert sorted(number for _, _, (_, number) in telegram.left) == list(range(len(asked)))
    assert all(b - a >= PACE.spacing - A_LITTLE for a, b in itertools.pairwise(times))
    assert all(b - a >= PACE.window - A_LITTLE for a, b in zip(times, times[PACE.most :], strict=False))
    by_chat = defaultdict(list)
    orders = defaultdict(list)
    for at, chat, (priority, number) in telegram.left:
        by_chat[chat].append(at)
        orders[chat, priority].append(number)
    for chat, at in by_chat.items():
        interval, burst = (PACE.group, PACE.group_burst) if chat < 0 else (PACE.chat, PACE.chat_burst)
        for i, first in enumerate(at):
            for j in range(i + 1, len(at)):
                assert j - i + 1 <= burst + (at[j] - first) / interval + A_LITTLE
    assert all(numbers == sorted(numbers) for numbers in orders.values())


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.01, 0.5]), st.sampled_from(list(Priority))), max_size=80))
@settings(max_examples=40, deadline=None)
def test_among_different_chats_each_priority_is_first_come_first_served(
    asked: list[tuple[float, Priority]],
) -> None:
    telegram = Telegram()

    async def main() -> None:
        gate = Gate(VirtualClock())
        async with asyncio.TaskGroup() as tasks:
            for number, (pause, priority) in enumerate(asked):
                await asyncio.sleep(pause)
                tasks.create_task(through(gate, telegram, number + 1, Slot(priority), (priority, number)))

    in_virtual_time(main)
    for priority in Priority:
        numbers = [n for _, _, (p, n) in telegram.left if p is priority]
        assert numbers == sorted(numbers)


def test_answers_go_before_digests_and_digests_before_broadcasts() -> None:
    telegram = Telegram()

    async def main() -> None:
        gate = Gate(VirtualClock())
        wanted = [BROADCAST, BROADCAST, DIGEST, DIGEST, ANSWER, ANSWER]
        await asyncio.gather(*(through(gate, telegram, i + 1, Slot(p), p) for i, p in enumerate(wanted)))

    in_virtual_time(main)
    # the first was let go before the others came
    assert [p for _, _, p in telegram.left] == [BROADCAST, ANSWER, ANSWER, DIGEST, DIGEST, BROADCAST]


def test_a_flood_of_answers_starves_neither_digests_nor_broadcasts() -> None:
    telegram = Telegram()

    async def main() -> None:
        gate = Gate(VirtualClock())
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(through(gate, telegram, 1, Slot(DIGEST), "digest"))
            tasks.create_task(through(gate, telegram, 2, Slot(BROADCAST), "broadcast"))
            tasks.create_task(through(gate, telegram, 3, Slot(DIGEST), "digest"))
            for number in range(40 * 60):  # forty answers a second for a minute: more than may leave
                tasks.create_task(through(gate, telegram, number + 10, Slot(patience=math.inf)))
                await asyncio.sleep(1 / 40)

    in_virtual_time(main)
    late = {text: at - 1000 for at, _, text in telegram.left if text}
    assert late["digest"] < 10
    assert late["broadcast"] < 60


def test_a_person_gets_three_answers_at_once_and_a_delivery_never_in_a_burst() -> None:
    def spread(priority: Priority, chat: int) -> list[float]:
        telegram = Telegram()

        async def main() -> None:
            gate = Gate(VirtualClock())
            await asyncio.gather(*(through(gate, telegram, chat, Slot(priority)) for _ in range(5)))

        in_virtual_time(main)
        return [round(at - 1000, 1) for at in telegram.times]

    assert spread(ANSWER, PERSON) == [0.0, 0.0, 0.1, 1.2, 2.4]
    assert spread(DIGEST, PERSON) == [0.0, 1.2, 2.4, 3.6, 4.8]
    assert spread(ANSWER, GROUP) == [0.0, 0.0, 3.2, 6.4, 9.6]
    assert spread(DIGEST, GROUP) == [0.0, 3.2, 6.4, 9.6, 12.8]


def test_a_chat_that_must_wait_does_not_hold_up_the_others() -> None:
    telegram = Telegram()

    async def main() -> None:
        gate = Gate(VirtualClock())
        chats = [GROUP, GROUP, GROUP, 1, 2]
        await asyncio.gather(*(through(gate, telegram, chat, Slot(DIGEST)) for chat in chats))

    in_virtual_time(main)
    assert [chat for _, chat, _ in telegram.left] == [GROUP, 1, 2, GROUP, GROUP]


@pytest.mark.parametrize("style", ["window", "bucket"])
@pytest.mark.parametrize("latency", [0.02, 0.15])
def test_a_fan_out_keeps_93_percent_of_the_limit_without_a_429(style: Any, latency: float) -> None:
    telegram = Telegram(latency, flood=Flood(style))

    async def main() -> float:
        return await fan_out(telegram, 3000, workers=6)

    seconds = in_virtual_time(main)
    assert telegram.flood is not None
    assert telegram.flood.violations == 0
    assert telegram.flood.passed == 3000
    assert 3000 / seconds >= 0.93 * 30


@given(
    stalls=st.lists(
        st.tuples(st.floats(0.0, 3.0), st.sampled_from([0.03, 0.06, 0.1, 0.5, 1.0, 3.0])), max_size=8
    ),
    held=st.lists(st.sampled_from([0.0, 0.0, 0.0, 0.04, 0.2, 1.5]), min_size=1, max_size=40),
    workers=st.sampled_from([1, 6, 60]),
)
@example(stalls=[(1.0, 0.5)], held=[0.0], workers=6)
@settings(max_examples=60, deadline=None)
def test_what_is_held_up_on_its_way_and_bunches_is_never_too_much_for_the_server(
    stalls: list[tuple[float, float]], held: list[float], workers: int
) -> None:
    """A way that stalls lets all that gathered through at its end; besides, some messages are slow alone."""
    ends, start = [], 1000.5  # by then the gate knows how quick the way is
    for pause, length in stalls:
        ends.append((start + pause, start + pause + length))
        start = ends[-1][1]
    slow = itertools.cycle(held)

    def way(now: float) -> float:
        there = now + 0.02 + (next(slow) if now > 1000.5 else 0.0)
        return max([there, *(end for begin, end in ends if begin <= there < end)]) - now

    telegram = Telegram(0.03, way, flood=Flood("window"))
    in_virtual_time(lambda: fan_out(telegram, 200, workers))
    assert telegram.flood is not None
    assert telegram.flood.violations == 0


def test_after_a_429_nothing_leaves_before_the_longest_deadline() -> None:
    telegram = Telegram(latency=0.1, refuse=[3, 7, 5])

    async def main() -> list[object]:
        gate = Gate(VirtualClock())
        slots = [Slot(DIGEST, 20.0), Slot(DIGEST, 20.0), Slot(ANSWER)] + [Slot(DIGEST, 20.0)] * 5
        return await asyncio.gather(
            *(through(gate, telegram, i + 1, slot) for i, slot in enumerate(slots)), return_exceptions=True
        )

    results = in_virtual_time(main)
    assert [str(r) for r in results if isinstance(r, RetryAfter)] != []
    refused = [r for r in results if isinstance(r, RetryAfter)]
    assert len(refused) == 2  # two deliveries go back to the outbox, the answer tried again by itself
    early = [at for at in telegram.times if 1000 + 0.3 < at < 1007]
    assert early == []
    assert len(telegram.left) == 9


def test_a_429_slows_the_gate_by_2_percent_and_a_minute_of_peace_takes_that_back() -> None:
    telegram = Telegram(refuse=[1])

    async def main() -> tuple[float, float, float]:
        gate = Gate(VirtualClock())
        with pytest.raises(RetryAfter):
            await through(gate, telegram, 1, Slot(DIGEST))
        slowed = gate._slowness
        loop = asyncio.get_running_loop()
        await asyncio.sleep(5)
        start = loop.time()
        for chat in range(2, 302):
            await through(gate, telegram, chat, Slot(DIGEST))
        first = loop.time() - start
        for chat in range(400, 2400):
            await through(gate, telegram, chat, Slot(DIGEST))
        return slowed, first, gate._slowness

    slowed, first, after = in_virtual_time(main)
    assert slowed == pytest.approx(1 / 0.98)
    assert first > 299 / PACE.most * PACE.window - PACE.window
    assert after == 1.0


def test_a_delivery_that_cannot_leave_in_its_time_is_not_sent() -> None:
    telegram = Telegram(refuse=[300])

    async def main() -> float:
        gate = Gate(VirtualClock())
        with pytest.raises(RetryAfter):
            await through(gate, telegram, 1, Slot(DIGEST, 20.0))
        assert gate.delay(2) == pytest.approx(300)
        with pytest.raises(RetryAfter) as later:
            await through(gate, telegram, 2, Slot(DIGEST, 20.0))
        assert not gate._queue
        return later.value.retry_after.total_seconds()  # type: ignore[union-attr]  # ours is a timedelta

    assert in_virtual_time(main) == pytest.approx(280, abs=1)
    assert len(telegram.left) == 1


def test_a_request_without_answer_is_given_up_before_the_lease_ends() -> None:
    telegram = Telegram(latency=10_000)

    async def main() -> float:
        with pytest.raises(TimedOut):
            await through(Gate(VirtualClock()), telegram, 1)
        return asyncio.get_running_loop().time()

    assert in_virtual_time(main) == pytest.approx(1020)


def test_who_gives_up_waiting_leaves_no_trace_and_does_not_stop_the_rest() -> None:
    telegram = Telegram()

    async def main() -> None:
        gate = Gate(VirtualClock())
        tasks = [asyncio.create_task(through(gate, telegram, GROUP, Slot(DIGEST), i)) for i in range(4)]
        await asyncio.sleep(1)
        tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert not gate._queue
        assert gate._timer is None

    in_virtual_time(main)
    assert [text for _, _, text in telegram.left] == [0, 2, 3]


def test_what_is_remembered_of_chats_is_bounded() -> None:
    telegram = Telegram()

    async def main() -> int:
        gate = Gate(VirtualClock())
        for chat in range(1, 3 * MAX_CHATS):
            await through(gate, telegram, chat, Slot(DIGEST))
        return len(gate._chats)

    assert in_virtual_time(main) <= MAX_CHATS


@pytest.mark.parametrize(
    ("endpoint", "counted"),
    [
        ("sendMessage", True),
        ("sendDocument", True),
        ("editMessageText", True),
        ("copyMessage", True),
        ("forwardMessage", True),
        ("sendChatAction", False),
        ("answerCallbackQuery", False),
        ("answerInlineQuery", False),
        ("setMyCommands", False),
        ("getMe", False),
        ("getChatMember", False),
    ],
)
def test_only_messages_take_a_place_in_the_queue(endpoint: str, counted: bool) -> None:
    assert is_counted(endpoint) is counted


def test_the_box_has_no_limits() -> None:
    telegram = Telegram()

    async def main() -> float:
        gate = Gate(VirtualClock(), pace=FREE)
        await asyncio.gather(*(through(gate, telegram, 1 - i % 3, Slot(DIGEST)) for i in range(500)))
        return asyncio.get_running_loop().time()

    assert in_virtual_time(main) == 1000.0
