"""What operators are told without asking, by the outbox like everything that is owed: each trouble once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from bot.i18n import Translator, translator, understood
from bot.presentation import operators as pages
from bot.presentation.outgoing import OutgoingMessage
from bot.services.backups import Backups
from bot.services.broadcasts import Broadcasts
from bot.services.readings import Readings
from bot.services.watch import Watch
from db import Chat, Database, Parcel


class Alerts:
    """Tells ``operators`` (user ids): those who have started the bot, in their private chats."""

    def __init__(
        self,
        database: Database,
        readings: Readings,
        watch: Watch,
        broadcasts: Broadcasts,
        backups: Backups,
        operators: frozenset[int],
        *,
        has_rival: Callable[[], bool],
        language: str,
    ) -> None:
        self._database = database
        self._readings = readings
        self._watch = watch
        self._broadcasts = broadcasts
        self._backups = backups
        self._operators = operators
        self._has_rival = has_rival
        self._language = language

    async def run(self, now: datetime) -> int:
        """One round; gives the number of messages. While nobody can be told, nothing counts as told."""
        chats = await self._chats()
        if not chats:
            return 0
        told = 0
        at = f"{now:%Y%m%dT%H%M}"
        for source in await self._readings.to_tell():
            page = partial(pages.source_failing, source=source)
            told += await self._tell(chats, f"alert:source:{source.id}:{at}", page, now)
            await self._readings.mark_told(source.id, now)
        for silent in await self._watch.silent(now):
            page = partial(pages.source_silent, source=silent.source, days=silent.days)
            told += await self._tell(chats, f"alert:silent:{silent.source.id}:{at}", page, now)
            await self._watch.told(silent)
        failing = await self._watch.failing(now)
        if failing is not None:
            page = partial(pages.deliveries_failing, outbox=failing)
            told += await self._tell(chats, f"alert:deliveries:{at}", page, now)
            await self._watch.told_failing(failing["uncertain"], now)
        if self._has_rival():
            told += await self._tell(chats, f"alert:rival:{now:%Y%m%d}", pages.rival, now)
        if (last := self._backups.overdue(now)) is not None:
            page = partial(pages.backup_overdue, made_at=last.made_at)
            told += await self._tell(chats, f"alert:backup:{last.made_at:%Y%m%dT%H%M}", page, now)
        for number, states in (await self._broadcasts.finished()).items():
            page = partial(pages.broadcast_report, number=number, states=states)
            told += await self._tell(chats, f"alert:broadcast:{number}", page, now)
            await self._broadcasts.reported(number)
        return told

    async def _chats(self) -> list[Chat]:
        async with self._database.read() as tx:
            found = [await tx.chats.find(operator) for operator in sorted(self._operators)]
        return [chat for chat in found if chat is not None and chat.state == "active"]

    async def _tell(
        self, chats: list[Chat], key: str, page: Callable[[Translator], OutgoingMessage], now: datetime
    ) -> int:
        parcels = [Parcel(chat.id, key, 0, page(self._translator(chat)).to_payload(), now) for chat in chats]
        async with self._database.begin() as tx:
            return await tx.outbox.put(parcels, now=now)

    def _translator(self, chat: Chat) -> Translator:
        return translator(chat.language or understood(chat.language_code) or self._language)
