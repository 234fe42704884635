"""A Bot API on the loopback that counts what arrives, and can do something at the worst moment."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Literal

from bot.clock import Clock
from bot.playground.box import Box
from bot.playground.flood import Flood
from bot.playground.methods import Upload
from tests.support.bot_api import serve

Point = Literal["begun", "delivered", "answered"]
"""Where a message is when something happens: not yet delivered, delivered, or answered as well."""


class Telegram(Box):
    """A box for many chats. ``arrived`` counts each (chat, text) that was delivered."""

    def __init__(self, chats: int = 0, *, flood: Flood | None = None) -> None:
        super().__init__(Clock(), flood=flood)
        self.people = [self.person(f"Leserin {number}", started=True) for number in range(chats)]
        self.arrived: Counter[tuple[int, str]] = Counter()
        self.address = ""
        self._at: tuple[Point, int, Callable[[], None]] | None = None

    @property
    def token(self) -> str:
        """Shaped like a real one: the program looks at that."""
        return f"{123456789}:{'laboratory-' * 4}"

    def at(self, point: Point, number: int, do: Callable[[], None]) -> None:
        """Once: when that many more messages have come, do something at that point of the last of them."""
        self._at = (point, number, do)

    async def call(
        self, method: str, wire_fields: Mapping[str, str], uploads: Mapping[str, Upload] | None = None
    ) -> tuple[int, bytes]:
        """Answer, and count."""
        if method != "sendMessage":
            return await super().call(method, wire_fields, uploads)
        strike = self._strikes()
        if strike is not None and strike[0] == "begun":
            strike[1]()
        status, body = await super().call(method, wire_fields, uploads)
        if status == 200:
            self.arrived[int(wire_fields["chat_id"]), wire_fields["text"]] += 1
        if strike is not None and strike[0] == "delivered":
            strike[1]()
        if strike is not None and strike[0] == "answered":  # when the answer that we give is on its way
            asyncio.get_running_loop().call_soon(strike[1])
        return status, body

    def _strikes(self) -> tuple[Point, Callable[[], None]] | None:
        if self._at is None:
            return None
        point, number, do = self._at
        self._at = (point, number - 1, do) if number > 1 else None
        return (point, do) if number == 1 else None

    @property
    def repeats(self) -> int:
        """How many messages came more often than once, each further time counted."""
        return sum(count - 1 for count in self.arrived.values())


@asynccontextmanager
async def telegram(chats: int = 0, *, flood: Flood | None = None) -> AsyncIterator[Telegram]:
    """A served Telegram with so many people who may be written to."""
    box = Telegram(chats, flood=flood)
    async with serve(box) as address:
        box.address = address
        yield box
