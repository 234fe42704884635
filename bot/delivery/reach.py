"""Looks over the sender's shoulder: when it last got through to Telegram, and since when it does not."""

from __future__ import annotations

from datetime import datetime

from bot.clock import Clock
from bot.delivery.outcomes import Done, Later, NotSent, Outcome, Sent, Unchanged, Unknown
from bot.delivery.pacing import Priority
from bot.delivery.sender import Sender, Target
from bot.presentation.outgoing import OutgoingMessage
from bot.services.figures import Figures


class Reach:
    """Sends deliveries by ``sender`` and remembers how that goes; the times are None where it never did."""

    def __init__(self, sender: Sender, clock: Clock, figures: Figures) -> None:
        self._sender = sender
        self._clock = clock
        self._figures = figures
        self.failing_since: datetime | None = None
        self.reason = ""

    async def send(self, target: Target, message: OutgoingMessage, *, priority: Priority) -> Outcome:
        """Send a message and tell what became of it."""
        outcome = await self._sender.send(target, message, priority=priority)
        if isinstance(outcome, NotSent | Unknown):
            self.failing_since = self.failing_since or self._clock.now()
            self.reason = outcome.reason
        else:  # even a refusal says that Telegram was reached
            self.failing_since = None
        self._figures.delivered(_counted(outcome))
        return outcome

    def delay(self, chat_id: int) -> float:
        """Seconds until a delivery to this chat could leave."""
        return self._sender.delay(chat_id)


def _counted(outcome: Outcome) -> str:
    match outcome:
        case Sent() | Done() | Unchanged():
            return "sent"
        case Later() | NotSent():
            return "again"
        case Unknown():
            return "uncertain"
        case _:
            return "failed"
