"""Updates by asking for them, where Telegram does not bring them: one process at a time may."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeAlias

from telegram.error import Conflict, TelegramError
from telegram.ext import ExtBot

from bot.clock import wait
from bot.delivery.inbox import Json, StorageError
from bot.delivery.leader import pause_after
from bot.delivery.outcomes import is_refused

logger = logging.getLogger(__name__)
Updates: TypeAlias = Sequence[Mapping[str, Any]]
POLL_SECONDS = 30
ANSWER_SECONDS = 20
CONFLICTS, CONFLICTS_WITHIN = 3, 600.0
"""Who led before us asks once or twice more; so many in so many seconds are somebody who does not end."""


class Polling:
    """Asks Telegram for updates, stores each, and only then acknowledges it by asking for the next.

    ``unhook`` takes a webhook away, if there is one: as long as it is there, nobody may ask.
    """

    def __init__(
        self,
        bot: ExtBot[Any],
        receive: Callable[[Mapping[str, Json]], Awaitable[bool]],
        unhook: Callable[[], Awaitable[object]],
        *,
        allowed_updates: Sequence[str],
    ) -> None:
        self._bot = bot
        self._receive = receive
        self._unhook = unhook
        self._allowed = allowed_updates
        self._conflicts: deque[float] = deque(maxlen=CONFLICTS)

    @property
    def has_rival(self) -> bool:
        """Whether another process goes on asking for the updates of this bot."""
        times = self._conflicts
        return len(times) == CONFLICTS and asyncio.get_running_loop().time() - times[0] < CONFLICTS_WITHIN

    async def run(self, stop: asyncio.Event) -> None:
        """Ask until ``stop`` is set. Raises InvalidToken where Telegram refuses it; every other failure is a pause."""
        offset = failures = 0
        while not stop.is_set():
            try:
                updates = await self._asked(offset, stop)
                for update in updates:
                    await self._receive(update)
                    offset = update["update_id"] + 1
            except (TelegramError, StorageError) as error:
                if isinstance(error, TelegramError) and is_refused(error):
                    raise
                # a Conflict, too: whoever polled before us may not have noticed yet that it no longer leads
                pause = pause_after(failures)
                failures += 1
                logger.warning("no updates", extra={"reason": str(error), "again_in": pause})
                if isinstance(error, Conflict):  # or somebody has set a webhook meanwhile
                    self._conflicts.append(asyncio.get_running_loop().time())
                    await self._unhook()
                await wait(stop, pause)
            else:
                failures = 0

    async def _asked(self, offset: int, stop: asyncio.Event) -> Updates:
        """The next updates; none where ``stop`` was set meanwhile."""
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(self._ask(offset))
            ending = group.create_task(_cancel_at(stop, asking))
            await asyncio.wait([asking])
            ending.cancel()
        if asking.cancelled():
            return ()
        answer = asking.result()
        if isinstance(answer, TelegramError):
            raise answer
        return answer

    async def _ask(self, offset: int) -> Updates | TelegramError:
        asked = {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": self._allowed}
        try:
            # as they came: get_updates would fail on all of them for one that the library cannot read
            answer: Updates = await self._bot._post(  # noqa: SLF001
                "getUpdates", asked, read_timeout=POLL_SECONDS + ANSWER_SECONDS
            )
        except TelegramError as error:  # an exception would end the group in which this runs
            return error
        return answer


async def _cancel_at(stop: asyncio.Event, task: asyncio.Task[Any]) -> None:
    await stop.wait()
    task.cancel()
