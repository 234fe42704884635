"""Where Telegram brings updates, and that it is told so once a deployment: it must not be asked more often."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from bot.delivery.outcomes import Done, Outcome
from bot.delivery.sender import Sender
from db import Database

_FACT = "webhook"


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address, and what Telegram says along with each update."""

    url: str
    secret: str

    @property
    def fingerprint(self) -> str:
        """Tells whether it changed, without telling the secret."""
        return hmac.new(self.secret.encode(), self.url.encode(), hashlib.sha256).hexdigest()


def derived_secret(token: str) -> str:
    """A secret that all replicas of one bot know without being told."""
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()


class Webhooks:
    """Announces a webhook by ``sender``; what was announced is remembered as a fact."""

    def __init__(self, database: Database, sender: Sender) -> None:
        self._database = database
        self._sender = sender

    async def announce(self, webhook: Webhook, *, allowed_updates: Sequence[str]) -> Outcome:
        """Tell Telegram, unless it knows. Telegram does not tell the secret it has: that is our fact."""
        async with self._database.read() as tx:
            known = await tx.operators.fact(_FACT)
        outcome = await self._sender.receive_at(
            webhook.url,
            secret=webhook.secret,
            allowed_updates=allowed_updates,
            anew=known != webhook.fingerprint,
        )
        if isinstance(outcome, Done):
            async with self._database.begin() as tx:
                await tx.operators.set_fact(_FACT, webhook.fingerprint)
        return outcome
