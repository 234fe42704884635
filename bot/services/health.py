"""Why a running bot is not well, in words for the operator; what /healthz and the sign of life tell."""

from __future__ import annotations

from datetime import datetime, timedelta

from db import Database, StorageError

LATE_QUEUE = timedelta(minutes=10)
FULL_INBOX = 100
SILENT_SENDER = timedelta(minutes=1)
RIVAL = "another process asks for this bot's updates: end it, or have @BotFather revoke the token"


class Checkup:
    """Looks at what is stored; the caller adds what it knows of its own process."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def troubles(self, now: datetime) -> tuple[str, ...]:
        """Each trouble in a sentence; none where all is well."""
        try:
            async with self._database.read() as tx:
                counts = await tx.operators.counts()
                due = await tx.outbox.next_due()
        except StorageError as error:
            return (f"the database does not answer: {error}",)
        found = []
        if due is not None and now - due > LATE_QUEUE:
            found.append(f"a delivery has waited since {due.isoformat(timespec='seconds')}")
        if uncertain := counts.outbox.get("uncertain", 0):
            found.append(f"{uncertain} deliveries wait for an operator's decision")
        if counts.inbox_open > FULL_INBOX:
            found.append(f"{counts.inbox_open} updates wait")
        return tuple(found)


def silence(since: datetime | None, reason: str, now: datetime) -> tuple[str, ...]:
    """The trouble of a sender that has not got through to Telegram since then."""
    if since is None or now - since < SILENT_SENDER:
        return ()
    return (f"nothing gets through to Telegram since {since.isoformat(timespec='seconds')}: {reason}",)
