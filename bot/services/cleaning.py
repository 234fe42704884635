"""Retention: what is no longer needed is deleted, by itself, and in small steps."""

from __future__ import annotations

from datetime import datetime, timedelta

from db import Database

INBOX = timedelta(days=1)
OUTBOX = timedelta(days=30)
SHOWN = timedelta(days=90)
DIGESTS = timedelta(days=90)
LOG = timedelta(days=365)
GRACE = timedelta(days=30)
"""A chat that blocked or removed the bot, or a topic that was deleted, is forgotten after this."""


class Cleaning:
    """Deletes what is over."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run(self, now: datetime) -> int:
        """One round; gives the number of rows deleted."""
        async with self._database.begin() as tx:
            gone = await tx.inbox.forget(now - INBOX)
            gone += await tx.chats.forget_shown(now - SHOWN)
            gone += await tx.subscriptions.forget_digests(now - DIGESTS)
            gone += await tx.operators.forget_log(now - LOG)
        async with self._database.begin() as tx:
            gone += await tx.outbox.forget(now - OUTBOX)
        async with self._database.begin() as tx:
            for telegram_id in await tx.chats.inactive(now - GRACE, limit=100):
                gone += await tx.chats.remove_inactive(telegram_id, now - GRACE)
        return gone

    async def leave_the_terminal(self) -> int:
        """The real bot begins: whoever tried it in the terminal is forgotten; gives the number of rows deleted."""
        async with self._database.begin() as tx:
            return await tx.chats.remove_boxed()
