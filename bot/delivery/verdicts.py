"""What an outcome means for the delivery: a pure function of the row, the outcome and the time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from bot.delivery.outcomes import (
    Blocked,
    ChatGone,
    Deactivated,
    Done,
    Forbidden,
    Later,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    Sent,
    ThreadGone,
    Unchanged,
    Unknown,
)
from bot.services.rules import DELIVERY_ATTEMPTS, next_delivery_attempt
from bot.services.schedule import LATE_LIMIT
from db import Delivery, OutboxState, Settlement

Policy: TypeAlias = Literal["resend", "hold"]
LEASE = timedelta(seconds=60)
"""Longer than a delivery's patience at the gate and its request together (20 and 20 seconds)."""
MAX_DOUBTS = 3
"""A message whose outcome stayed unknown is sent once more, so many times; then an operator decides."""


def judge(
    delivery: Delivery, outcome: Outcome, now: datetime, *, policy: Policy, lease: timedelta = LEASE
) -> Settlement:
    """How an attempt at ``delivery`` is written down. Its ``attempts`` do not count this one yet.

    What is known not to have been sent is tried again after a pause, at least as long as a digest may be
    late. Telegram's *later* and an unreachable Telegram say nothing about the message, so they use up no
    attempt.
    """
    tried = delivery.attempts + 1
    match outcome:
        case Sent(message_id):
            return _settled(delivery, "sent", tried, message_id=message_id)
        case Done() | Unchanged():
            return _settled(delivery, "sent", tried)
        case Later(seconds):
            at = next_delivery_attempt(now, delivery.id, 1, retry_after=timedelta(seconds=seconds))
            return _again(delivery, at, delivery.attempts, "asked to wait")
        case NotSent(reason, unreachable=True):
            at = next_delivery_attempt(now, delivery.id, tried, retry_after=timedelta(0))
            return _again(delivery, at, delivery.attempts, reason)
        case NotSent(reason):
            is_young = now - delivery.created_at < LATE_LIMIT
            pause = timedelta(0) if is_young else None
            at = next_delivery_attempt(now, delivery.id, tried, retry_after=pause)
            return _again(delivery, at, tried, reason)
        case Unknown(reason):
            return _doubted(delivery, now + lease, reason, policy=policy)
        case Migrated(to) if to != delivery.telegram_id and tried < DELIVERY_ATTEMPTS:
            return _again(delivery, now, tried, f"moved to {to}")
        case Refused(reason) | Forbidden(reason):
            return _settled(delivery, "failed", tried, error=reason)
        case Blocked() | Deactivated() | ChatGone() | ThreadGone() | Migrated():
            return _settled(delivery, "failed", tried, error=type(outcome).__name__)


def _settled(
    delivery: Delivery,
    state: OutboxState,
    attempts: int,
    *,
    message_id: int | None = None,
    error: str | None = None,
) -> Settlement:
    return Settlement(delivery.id, state, delivery.due_at, attempts, delivery.doubts, message_id, error)


def _again(delivery: Delivery, at: datetime | None, attempts: int, reason: str) -> Settlement:
    """Ready again at that time; None: it has been tried often enough."""
    if at is None:
        return _settled(delivery, "failed", attempts, error=reason)
    return Settlement(delivery.id, "ready", at, attempts, delivery.doubts, error=reason)


def _doubted(delivery: Delivery, at: datetime, reason: str, *, policy: Policy) -> Settlement:
    resend = policy == "resend" and delivery.doubts < MAX_DOUBTS
    return Settlement(
        delivery.id,
        "ready" if resend else "uncertain",
        at if resend else delivery.due_at,
        delivery.attempts + 1,
        delivery.doubts + 1,
        error=reason,
    )
