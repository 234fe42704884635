"""The one way in, for polling, webhook and the box: an update is stored, then acknowledged, then handled."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TypeAlias

from bot.clock import Clock
from bot.delivery.inbox import Inbox, Json, Letter, StorageError

logger = logging.getLogger(__name__)
Update: TypeAlias = Mapping[str, Json]
AT_ONCE = 16
DEADLINE = 60.0
TELLING = 20.0
MOST_TRIES = 3
"""An update in whose handling the process died so often is not tried again."""
LONGEST_REST = 1.0
LONGEST_PAUSE = 30.0


class Intake:
    """Receives updates and has them handled: in order within a chat, up to ``at_once`` chats side by side.

    ``handle`` gets each update once, and once more after a crash in the middle; it must not raise. A handler
    that takes longer than ``deadline`` seconds is cut off, and ``on_stuck`` gets its update, to tell the
    person. What waits stands in the database, not in memory.
    """

    def __init__(
        self,
        inbox: Inbox,
        clock: Clock,
        handle: Callable[[Update], Awaitable[None]],
        *,
        on_stuck: Callable[[Update], Awaitable[None]] | None = None,
        at_once: int = AT_ONCE,
        deadline: float = DEADLINE,
    ) -> None:
        self._inbox = inbox
        self._clock = clock
        self._handle = handle
        self._on_stuck = on_stuck
        self._at_once = at_once
        self._deadline = deadline
        self._storing = 0
        self._broken = False
        self._busy: set[int] = set()
        self._handled: list[int] = []
        self._stuck: list[int] = []
        self._wake = asyncio.Event()
        self._quiet = asyncio.Event()

    async def receive(self, update: Update) -> bool:
        """Store an update; False if it came before, or is none. Afterwards it may be acknowledged.

        Raises StorageError: then it must not be acknowledged, and Telegram will bring it again.
        """
        update_id = update.get("update_id")
        if not isinstance(update_id, int) or not 0 <= update_id < 2**63:
            logger.warning("not an update: %s", sorted(update)[:10])
            return False
        self._quiet.clear()
        self._storing += 1
        try:
            return await self._inbox.put(update_id, chat_key(update), update)
        finally:
            self._storing -= 1
            self._wake.set()

    def wake(self) -> None:
        """Something changed: let ``run`` look at once, also at ``stop``."""
        self._wake.set()

    async def idle(self) -> None:
        """Return when everything that was received is handled; ``run`` must be running."""
        await self._quiet.wait()

    async def take_over(self) -> int:
        """Before ``run``, where this is the only process: handle now what an earlier one left open."""
        return await self._inbox.take_over()

    async def run(self, stop: asyncio.Event) -> None:
        """Have updates handled until ``stop`` is set (seen within a second); handlers then end in peace."""
        self._busy.clear()
        self._broken = False
        queue: asyncio.Queue[Letter | None] = asyncio.Queue()
        workers = (self._work(queue) for _ in range(self._at_once))
        ends = await asyncio.gather(self._give_out(queue, stop), *workers, return_exceptions=True)
        for error in ends:
            if error is not None:
                raise error
        with suppress(StorageError):  # else their lease ends and they are handled once more
            await self._turn(0)

    async def _give_out(self, queue: asyncio.Queue[Letter | None], stop: asyncio.Event) -> None:
        """Close what is done, take what may be handled, as often as something changes; then send all home."""
        failures = 0
        try:
            while not stop.is_set() and not self._broken:
                self._wake.clear()
                try:
                    letters = await self._turn(self._at_once - len(self._busy))
                except StorageError as error:
                    failures = min(failures + 1, 10)
                    logger.warning("updates wait while storage fails: %s", error)
                    await self._clock.sleep(min(2.0**failures / 10, LONGEST_PAUSE))
                    continue
                failures = 0
                for letter in letters:
                    self._busy.add(letter.update_id)
                    queue.put_nowait(letter)
                if not self._busy and not self._storing and not self._wake.is_set():
                    self._quiet.set()
                with suppress(TimeoutError):
                    async with asyncio.timeout(LONGEST_REST):
                        await self._wake.wait()
        finally:  # also where this breaks off: else the workers would wait for ever, and the run with them
            for _ in range(self._at_once):
                queue.put_nowait(None)

    async def _turn(self, limit: int) -> list[Letter]:
        handled, stuck = tuple(self._handled), tuple(self._stuck)
        if not limit and not handled and not stuck:
            return []
        letters = await self._inbox.turn(handled=handled, stuck=stuck, limit=limit, besides=self._busy)
        del self._handled[: len(handled)], self._stuck[: len(stuck)]
        self._busy.difference_update(handled, stuck)
        return letters

    async def _work(self, queue: asyncio.Queue[Letter | None]) -> None:
        """One of the workers: handle what it is given, within the deadline."""
        while (letter := await queue.get()) is not None:
            try:
                ended = self._handled if await self._was_handled(letter) else self._stuck
            except BaseException:  # `handle` broke its word: all end, and whoever watches starts anew
                self._broken = True
                raise
            else:
                ended.append(letter.update_id)
            finally:
                self._wake.set()

    async def _was_handled(self, letter: Letter) -> bool:
        if letter.attempts <= MOST_TRIES:
            try:
                async with asyncio.timeout(self._deadline):
                    await self._handle(letter.payload)
            except TimeoutError:
                logger.error("update %d was not handled within %g s", letter.update_id, self._deadline)  # noqa: TRY400 - there is no more to see
            else:
                return True
        else:
            logger.error("update %d is given up after %d tries", letter.update_id, MOST_TRIES)
        if self._on_stuck is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(TELLING):
                    await self._on_stuck(letter.payload)
        return False


def chat_key(update: Update) -> int:
    """Within what order is kept: the chat's number, else the person's, else 0."""
    for body in update.values():
        if isinstance(body, dict):
            message = body.get("message")
            for holder, name in ((body, "chat"), (message, "chat"), (body, "from"), (body, "user")):
                whose = holder.get(name) if isinstance(holder, dict) else None
                number = whose.get("id") if isinstance(whose, dict) else None
                if isinstance(number, int) and abs(number) < 2**63:
                    return number
    return 0
