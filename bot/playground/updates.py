"""The queue between people and the bot: updates wait here until the bot has acknowledged them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Mapping

from bot.playground.faults import RefusedError

KINDS = frozenset({
    "message", "edited_message", "channel_post", "edited_channel_post", "inline_query",
    "chosen_inline_result", "callback_query", "my_chat_member", "chat_member",
})  # fmt: skip
ON_REQUEST = frozenset({"chat_member"})
"""Kinds that come only where ``allowed_updates`` names them."""


class Updates:
    """Updates in order; ``first`` is the number of the first one."""

    def __init__(self, first: int) -> None:
        self._queue: deque[Mapping[str, object]] = deque()
        self._next = first
        self._allowed = KINDS - ON_REQUEST
        self._turn = 0
        self._arrived = asyncio.Event()
        self._quiet = asyncio.Event()
        self._quiet.set()

    @property
    def pending(self) -> tuple[Mapping[str, object], ...]:
        """What the bot has not acknowledged."""
        return tuple(self._queue)

    @property
    def allowed(self) -> frozenset[str]:
        """The kinds the bot asked for."""
        return self._allowed

    def allow(self, kinds: Iterable[object]) -> None:
        """Remember which kinds the bot wants; none named means the usual ones."""
        self._allowed = frozenset(str(kind) for kind in kinds) or KINDS - ON_REQUEST

    def put(self, kind: str, content: Mapping[str, object]) -> int | None:
        """Queue one update and tell its number; None where the bot did not ask for its kind."""
        if kind not in self._allowed:
            return None
        number = self._next
        self._next += 1
        self._queue.append({"update_id": number, kind: content})
        self._quiet.clear()
        self._arrived.set()
        return number

    def acknowledge(self, offset: int) -> None:
        """Forget all updates before ``offset``; a negative one keeps that many of the last."""
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
        while self._queue and _number(self._queue[0]) < offset:
            self._queue.popleft()
        if not self._queue:
            self._quiet.set()

    def take(self) -> list[Mapping[str, object]]:
        """All that waits, acknowledged at once: for a test that posts updates to a webhook."""
        taken = list(self._queue)
        self._queue.clear()
        self._quiet.set()
        return taken

    async def fetch(self, limit: int, within: float) -> list[Mapping[str, object]]:
        """The next updates; waits up to ``within`` seconds for the first one.

        Raises RefusedError (409) when another fetch begins meanwhile, as Telegram lets one poll at a time.
        """
        self._turn += 1
        turn = self._turn
        self._arrived.set()
        try:
            async with asyncio.timeout(within):
                while not self._queue and turn == self._turn:
                    self._arrived.clear()
                    await self._arrived.wait()
        except TimeoutError:
            return []
        if turn != self._turn:
            raise RefusedError(
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
                status=409,
            )
        return list(self._queue)[:limit]

    async def settled(self, within: float) -> bool:
        """Whether every update was acknowledged ``within`` that many seconds."""
        try:
            async with asyncio.timeout(within):
                await self._quiet.wait()
        except TimeoutError:
            return False
        return True


def _number(update: Mapping[str, object]) -> int:
    number = update["update_id"]
    return number if isinstance(number, int) else 0
