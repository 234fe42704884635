"""The clock that everybody is handed: wall time for slots, monotonic time for intervals."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta


class Clock:
    """The machine's clock. ``now`` is aware UTC, ``monotonic`` seconds that never go back."""

    def now(self) -> datetime:
        """The wall clock, as aware UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds from an arbitrary start, unmoved by changes of the wall clock."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait that long; at least one turn of the loop, so that a loop of zeros cannot hang."""
        await asyncio.sleep(max(0.0, seconds))


async def wait(stop: asyncio.Event, seconds: float) -> bool:
    """Wait that long, or until the end; True if it is the end."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()


class MovableClock(Clock):
    """A clock that runs on, but can be set: the terminal chat's ``:clock`` and the tests'."""

    def __init__(self, start: datetime | None = None, *, running: bool = True) -> None:
        self._running = running
        self._base = start or datetime.now(UTC)
        self._since = time.monotonic()

    def now(self) -> datetime:
        """The time it was set to, and what has passed since where it runs."""
        passed = time.monotonic() - self._since if self._running else 0.0
        return self._base + timedelta(seconds=passed)

    def set(self, moment: datetime) -> None:
        """Move to ``moment`` (aware), forwards or back."""
        self._base = moment.astimezone(UTC)
        self._since = time.monotonic()

    def advance(self, step: timedelta) -> None:
        """Move by ``step``."""
        self.set(self.now() + step)
