"""What runs by itself: ticks that fetch, summarise, plan, send and clean up, each under supervision.

A tick does what is due and returns, so that a test calls it with the clock it likes; the loops only call
ticks. Together they are the pipe from a source to a reader, in order.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.clock import Clock

logger = logging.getLogger(__name__)
MISSED = 5.0
"""Seconds until a failed tick is tried again; each further failure doubles it, up to a minute."""
LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A named piece of recurring work; ``do`` gives whether there is more of it at once."""

    name: str
    every: float
    do: Callable[[], Awaitable[bool]]


class Jobs:
    """Runs ticks until it is told to stop. A tick that fails is logged and tried again; others go on."""

    def __init__(self, ticks: tuple[Tick, ...], clock: Clock) -> None:
        self._ticks = ticks
        self._clock = clock
        self._wake = asyncio.Event()

    async def once(self, *, most: int = 100) -> None:
        """All ticks in order, each until nothing is left; what a test or a moved clock calls. Errors pass."""
        for tick in self._ticks:
            for _ in range(most):
                if not await tick.do():
                    break

    async def run(self, stop: asyncio.Event) -> None:
        """Every tick in its own loop, until ``stop`` is set."""
        async with asyncio.TaskGroup() as group:
            for tick in self._ticks:
                group.create_task(self._loop(tick, stop), name=tick.name)

    def wake(self) -> None:
        """Something is due now: no loop waits for its interval."""
        self._wake.set()

    async def _loop(self, tick: Tick, stop: asyncio.Event) -> None:
        failures = 0
        while not stop.is_set():
            try:
                more = await tick.do()
                failures = 0
            except (
                Exception
            ):  # the job supervisor: whatever a tick runs into, the others and its next turn go on
                failures += 1
                logger.exception("a job failed", extra={"job": tick.name, "failures": failures})
                more = False
            pause = 0.0 if more else tick.every
            if failures:
                pause = min(MISSED * 2 ** (failures - 1), LONGEST_PAUSE)
            await self._wait(pause, stop)

    async def _wait(self, seconds: float, stop: asyncio.Event) -> None:
        """Until the interval has passed, something is due, or the end."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        waits = [asyncio.ensure_future(stop.wait()), asyncio.ensure_future(self._wake.wait())]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            self._wake.clear()
