"""One process sends, the others stand by: what only one may do is done under the sender's lock."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import nullcontext

from bot.clock import wait
from db import SenderLock, StorageError

logger = logging.getLogger(__name__)
_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)


def pause_after(failures: int) -> float:
    """Seconds until the next try, after so many failures before the last one."""
    return _PAUSES[min(failures, len(_PAUSES) - 1)]


class Leader:
    """Leads while it holds ``lock``. Without one it always does: no other process can."""

    def __init__(self, lock: SenderLock | None) -> None:
        self._lock = lock
        self.leads = False

    async def run(self, stop: asyncio.Event, lead: Callable[[asyncio.Event], Awaitable[None]]) -> None:
        """Wait for the lock, then ``lead`` until its event is set: at ``stop``, or when the lock is lost.

        After a loss, or where the database fails, the lock is asked for again, ever more rarely.
        """
        failures = 0
        while not stop.is_set():
            try:
                async with self._lock.held(stop) if self._lock else nullcontext(asyncio.Event()) as lost:
                    if lost is None:
                        return
                    failures = 0
                    trouble = await self._lead(stop, lost, lead)
                if trouble is not None:
                    raise trouble
            except StorageError as error:
                logger.warning("nobody sends from here while storage fails: %s", error)
                await wait(stop, pause_after(failures))
                failures += 1

    async def _lead(
        self, stop: asyncio.Event, lost: asyncio.Event, lead: Callable[[asyncio.Event], Awaitable[None]]
    ) -> StorageError | None:
        """Lead to the end, and give what storage said if it was that."""
        end = asyncio.Event()
        logger.info("this process sends")
        self.leads = True
        async with asyncio.TaskGroup() as group:
            watches = [group.create_task(_pass_on(event, end)) for event in (stop, lost)]
            try:
                await lead(end)
            except StorageError as error:
                return error
            finally:
                self.leads = False
                for watch in watches:
                    watch.cancel()
        return None


async def _pass_on(event: asyncio.Event, end: asyncio.Event) -> None:
    await event.wait()
    end.set()
