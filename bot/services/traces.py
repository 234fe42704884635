"""What a reading leaves of a source: the columns of its row, pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.errors import QuellenboteError
from bot.services.rules import is_given_up, next_fetch, next_fetch_after_failure
from bot.sources.fetch import Fetched, FetchError
from db import Source, Trouble

UNCONDITIONAL = timedelta(hours=24)
"""Some changes alter no validator at all: so often a source is read without conditions."""
PERMANENT_AFTER = timedelta(days=1)
PERMANENT_TIMES = 3
SOON = timedelta(minutes=1)
"""When a source is read again of which something is left to be read."""


def needs_all(source: Source, now: datetime) -> bool:
    """Whether it is time to read a source without conditions."""
    return source.last_full_fetch_at is None or now - source.last_full_fetch_at >= UNCONDITIONAL


def after_success(
    source: Source, answer: Fetched, now: datetime, *, full: bool, news: bool, gained: bool, whole: bool
) -> dict[str, object]:
    """What a reading that succeeded leaves.

    One that is not ``whole`` keeps no validator, so that the next reads all of it; that comes soon where this
    one ``gained`` something, and is not waited for longer than a day.
    """
    following = next_fetch(
        now,
        source.id,
        interval=timedelta(seconds=source.interval_seconds),
        found_new=news,
        retry_after=_pause(answer.retry_after),
    )
    values: dict[str, object] = {
        "state": "active" if source.state == "gone" else source.state,
        "next_fetch_at": now + SOON if gained and not whole else following.at,
        "interval_seconds": int(following.interval.total_seconds()),
        "last_success_at": now,
        "failures": 0,
        "failing_since": None,
        "last_error": None,
        "told_at": None,
    }
    if source.state == "paused":
        values["next_fetch_at"] = None
    if full and (whole or now - source.created_at >= UNCONDITIONAL):
        values["last_full_fetch_at"] = now
    if whole and not answer.not_modified:
        values |= {
            "etag": answer.etag,
            "last_modified": answer.last_modified,
            "body_hash": body_hash(answer.body),
        }
    return values | moved(source, answer.moved_to, now)


def after_failure(source: Source, error: QuellenboteError, now: datetime) -> dict[str, object]:
    """What a reading that failed leaves: nothing stored changes. 410 ends it, and so do thirty days of failing."""
    failures = source.failures + 1
    since = source.failing_since or now
    gone = isinstance(error, FetchError) and error.kind == "gone"
    given_up = source.state == "active" and (gone or is_given_up(since, now))
    pause = _pause(error.retry_after) if isinstance(error, FetchError) else None
    following = next_fetch_after_failure(now, source.id, failures, retry_after=pause)
    values: dict[str, object] = {
        "next_fetch_at": following if source.state == "active" and not given_up else None,
        "failures": failures,
        "failing_since": since,
        "last_error": Trouble(error.key, dict(_plain(error.arguments))),
    }
    if given_up:
        values |= {"state": "gone", "told_at": None}
    return values


def moved(source: Source, target: str | None, now: datetime) -> dict[str, object]:
    """A permanent redirect is believed after three identical ones over a day; the old address stays beside it.

    ``moved_to`` with ``moved_seen`` 0 is that old address.
    """
    if source.kind == "rest":
        return {}
    if target is None:
        return {"moved_to": None, "moved_seen": 0, "moved_since": None} if source.moved_seen else {}
    if target != source.moved_to or not source.moved_seen:
        return {"moved_to": target, "moved_seen": 1, "moved_since": now}
    seen, since = source.moved_seen + 1, source.moved_since or now
    if seen >= PERMANENT_TIMES and now - since >= PERMANENT_AFTER:
        return {"address": target, "moved_to": source.address, "moved_seen": 0, "moved_since": None}
    return {"moved_seen": seen}


def body_hash(body: bytes) -> str:
    """By which an answer is known again."""
    return hashlib.sha256(body).hexdigest()


def _plain(arguments: Mapping[str, object]) -> Mapping[str, str | int]:
    return {k: v if isinstance(v, int) else str(v) for k, v in arguments.items() if v is not None}


def _pause(seconds: float | None) -> timedelta | None:
    return timedelta(seconds=seconds) if seconds is not None else None
