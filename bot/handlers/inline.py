"""Inline mode: pieces on a topic, offered in any chat, each with its points and both links."""

from __future__ import annotations

from datetime import datetime

from bot.delivery.sender import InlineItem
from bot.i18n import Translator
from bot.presentation import inline as pages
from bot.services.archive import Archive, Found

OFFERED = 8


class Inline:
    """Answers to ``@bot Davos``; ``#12`` is the piece of that number, nothing the newest ones."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def results(self, t: Translator, query: str, now: datetime) -> list[InlineItem]:
        """What is offered, newest first."""
        found = await self._found(query.strip()[:200], now)
        items = []
        for one in found[:OFFERED]:
            publisher = await self._archive.publisher_of(one.article)
            title, description, message = pages.item(t, one, publisher)
            items.append(InlineItem(str(one.article.id), title, description, message))
        return items

    async def _found(self, query: str, now: datetime) -> list[Found]:
        if query.startswith("#") and query[1:].isdecimal() and len(query) < 12:
            piece = await self._archive.piece(int(query[1:]), now)
            return [Found(piece.article, ())] if piece else []
        if query:
            return list((await self._archive.topic(query, now)).found)
        return [Found(article, ()) for article in await self._archive.newest(now, limit=OFFERED)]
