"""Killing whoever sends, again and again, while an outbox is drained; and counting what came of it."""

from __future__ import annotations

import asyncio
import itertools
import signal
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import get_args

from bot.delivery.outbox import IN_FLIGHT
from tests.laboratory.outbox import lost, owe_all, states, uncertain
from tests.laboratory.program import Program, running, until
from tests.laboratory.telegram import Point, Telegram, telegram

SENDS = "this process sends"


@dataclass(frozen=True, slots=True)
class Kill:
    """After so many messages more, at that point of the last of them, and a moment later (seconds)."""

    messages: int
    point: Point
    moment: float = 0.0


@dataclass(frozen=True, slots=True)
class Toll:
    """What kills cost. ``failovers`` are seconds from each death to the next message of any process."""

    kills: int
    messages: int
    lost: int
    repeats: int
    most_repeats: int
    uncertain: int
    failovers: Sequence[float]

    @property
    def failover(self) -> float:
        """The median."""
        return statistics.median(self.failovers)


def at_random(count: int, seed: int) -> list[Kill]:
    """So many kills at random moments."""
    dice = Random(seed)  # noqa: S311 - dice, not secrets
    return [
        Kill(dice.randint(4, 14), dice.choice(get_args(Point)), dice.uniform(0, 0.03)) for _ in range(count)
    ]


async def drained_under(
    kills: Sequence[Kill], url: str, folder: Path, *, replicas: int = 1, policy: str = "resend"
) -> Toll:
    """Drain an outbox while the sender is killed and started again; with ``replicas`` another stands by.

    What nobody can know (with *hold*) is in ``uncertain`` and counts as lost only if it is not listed.
    """
    chats = sum(kill.messages for kill in kills) + len(kills) * IN_FLIGHT + 20
    repeats, failovers = [0], []
    async with telegram(chats) as api, AsyncExitStack() as stack:
        await owe_all(api, url)
        programs = [
            await stack.enter_async_context(running(api, url, folder / str(number), uncertain=policy))
            for number in range(replicas)
        ]
        sender = await _first(programs)
        for kill in kills:
            await _struck(api, sender, kill)
            died, before = time.monotonic(), api.arrived.total()
            dead, sender = sender, await _heir(programs, sender)
            await until(lambda before=before: api.arrived.total() > before, "a message after the kill")
            failovers.append(time.monotonic() - died)
            repeats.append(api.repeats)
            if dead is not sender:
                await dead.start()
        await _finished(api, url, policy)
        repeats.append(api.repeats)
        for program in programs:
            # the last to be started may not have come so far as to end in peace
            assert await program.stop() in {0, -signal.SIGTERM}, program.log[-2000:]
    listed = await uncertain(url)
    steps = [later - earlier for earlier, later in itertools.pairwise(repeats)]
    missing = set(lost(api)) - set(listed)
    return Toll(len(kills), chats, len(missing), api.repeats, max(steps), len(listed), failovers)


async def drained_over_a_restart(url: str, restart: Callable[[], None], folder: Path, chats: int) -> Toll:
    """Two replicas drain an outbox while their database is restarted under them."""
    async with (
        telegram(chats) as api,
        running(api, url, folder / "a") as first,
        running(api, url, folder / "b") as second,
    ):
        await _first((first, second))
        reached = asyncio.Event()
        api.at("delivered", chats // 3, reached.set)
        await owe_all(api, url)
        await reached.wait()
        began = time.monotonic()
        await asyncio.to_thread(restart)
        restarted, before = time.monotonic() - began, api.arrived.total()
        await until(lambda: api.arrived.total() > before, "a message after the restart")
        silence = time.monotonic() - began - restarted
        await _finished(api, url, "resend")
        assert (await first.stop(), await second.stop()) == (0, 0)
    return Toll(1, chats, len(lost(api)), api.repeats, api.repeats, 0, (silence,))


async def _first(programs: Sequence[Program]) -> Program:
    """The one that leads at first."""
    await until(lambda: any(SENDS in program.log for program in programs), "a sender")
    (leading,) = [program for program in programs if SENDS in program.log]
    return leading


async def _heir(programs: Sequence[Program], dead: Program) -> Program:
    """Who sends after that death: the one that stood by, or the dead one in its next life."""
    others = [program for program in programs if program is not dead]
    heir = others[0] if others else dead
    if heir is dead:
        await dead.start()
    await heir.said(SENDS, heir.log.count(SENDS) + 1)
    return heir


async def _struck(api: Telegram, sender: Program, kill: Kill) -> None:
    """Kill it when it is time, and see that it is dead."""
    struck = asyncio.Event()

    def strike() -> None:
        if not kill.moment:  # at that very point
            sender.kill()
        struck.set()

    api.at(kill.point, kill.messages, strike)
    await asyncio.wait_for(struck.wait(), 60)
    await asyncio.sleep(kill.moment)
    sender.kill()
    await sender.killed()


async def _finished(api: Telegram, url: str, policy: str) -> None:
    """Until all that can be sent is sent, and no attempt is open."""
    await until(lambda: not lost(api) or policy == "hold", "the rest")
    for _ in range(300):
        found = await states(url)
        if not found["ready"] and not found["attempting"]:
            return
        await asyncio.sleep(0.1)
    raise TimeoutError(f"open rows: {found}")
