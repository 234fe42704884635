"""When a source is read again and when something failed is tried again: pure functions of state and time.

What spreads the load is no dice but a fraction computed from the thing's own id and the moment, so that the
same state always gives the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

FIRST_INTERVAL = timedelta(minutes=30)
SHORTEST_INTERVAL = timedelta(minutes=10)
LONGEST_INTERVAL = timedelta(days=1)
GONE_AFTER = timedelta(days=30)
"""A source that has failed for so long is no longer asked."""
DELIVERY_ATTEMPTS = 8
"""With the pauses below, some twenty minutes; what is not delivered then, nor in six hours, has failed."""
_DELIVERY_PAUSE = timedelta(seconds=10)
_LONGEST_DELIVERY_PAUSE = timedelta(minutes=15)
# News shortens the interval faster than silence lengthens it: no piece waits for a quiet week before it.
_AFTER_NEWS = 0.5
_AFTER_NOTHING = 1.25
_FETCH_SPREAD = 0.1


@dataclass(frozen=True, slots=True)
class Fetch:
    """The next reading of a source: when, and the interval to remember for the one after it."""

    at: datetime
    interval: timedelta


def next_fetch(
    now: datetime,
    source_id: int,
    *,
    interval: timedelta | None = None,
    found_new: bool = False,
    retry_after: timedelta | None = None,
) -> Fetch:
    """The next reading after one that succeeded: sooner where there was news, later where there was none.

    ``interval`` is the last one (None: the source is new). ``at`` lies up to a tenth around the interval,
    never before the server's ``retry_after``, and at most a day ahead.
    """
    if interval is None:
        following = FIRST_INTERVAL
    else:
        following = _within(interval * (_AFTER_NEWS if found_new else _AFTER_NOTHING))
    spread = 1 + _FETCH_SPREAD * (2 * _fraction(source_id, now) - 1)
    return Fetch(now + _respecting(retry_after, _within(following * spread)), following)


def next_fetch_after_failure(
    now: datetime, source_id: int, failures: int, *, retry_after: timedelta | None = None
) -> datetime:
    """The next try of a source that failed ``failures`` times in a row (at least 1): at most a day ahead."""
    return now + _respecting(
        retry_after, _backoff(failures, FIRST_INTERVAL, LONGEST_INTERVAL, _fraction(source_id, now))
    )


def is_given_up(failing_since: datetime, now: datetime) -> bool:
    """Whether a source has failed for so long that it is paused and its owner told."""
    return now - failing_since >= GONE_AFTER


def next_delivery_attempt(
    now: datetime, delivery_id: int, attempts: int, *, retry_after: timedelta | None = None
) -> datetime | None:
    """When to send again what is known not to have been sent, after ``attempts`` tries; None: it has failed.

    Telegram's ``retry_after`` is obeyed however long it is, and such a refusal is worth any number of tries.
    """
    pause = _backoff(attempts, _DELIVERY_PAUSE, _LONGEST_DELIVERY_PAUSE, _fraction(delivery_id, now))
    if retry_after is not None:
        return now + max(retry_after, pause)
    return now + pause if attempts < DELIVERY_ATTEMPTS else None


def _backoff(failures: int, first: timedelta, longest: timedelta, fraction: float) -> timedelta:
    """Doubling from ``first`` to ``longest``, of which the upper half is spread (equal jitter)."""
    doublings = min(max(failures, 1) - 1, 30)
    pause: timedelta = min(first * (1 << doublings), longest)
    return pause * (0.5 + 0.5 * fraction)


def _respecting(retry_after: timedelta | None, pause: timedelta) -> timedelta:
    return min(max(pause, retry_after or pause), LONGEST_INTERVAL)


def _within(interval: timedelta) -> timedelta:
    return min(max(interval, SHORTEST_INTERVAL), LONGEST_INTERVAL)


def _fraction(key: int, now: datetime) -> float:
    """A number in [0, 1) that is always the same for the same thing at the same moment."""
    digest = blake2b(f"{key} {now.isoformat()}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64
