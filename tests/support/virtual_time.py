"""A loop whose time jumps to the next timer: hours of waiting take no time. For code without threads."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from bot.clock import Clock

T = TypeVar("T")


class _Selector(selectors.DefaultSelector):  # type: ignore[valid-type,misc]  # the class is chosen at import
    """Waits for nothing: where nobody has anything to say, the waiting is over at once and counted."""

    waited = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready: list[tuple[selectors.SelectorKey, int]] = super().select(0)
        if not ready and timeout:
            self.waited += timeout
        if not ready and timeout is None:
            raise RuntimeError("everybody waits for something that will never happen")
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """Its ``time`` starts at 1000.0 and moves only while all wait."""

    def __init__(self) -> None:
        self._jumps = _Selector()
        super().__init__(self._jumps)

    def time(self) -> float:
        """Virtual seconds."""
        return 1000.0 + self._jumps.waited


class VirtualClock(Clock):
    """The clock that goes with it; its wall time is the real one, for nothing here asks for it."""

    def monotonic(self) -> float:
        """The loop's time."""
        return asyncio.get_running_loop().time()


def in_virtual_time(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine function to its end in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main())
