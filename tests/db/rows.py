"""Invented rows, and plain SQL for what no repository would do."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from db import Chat, Database, Filters, NewArticle, Point, Provenance, Span, Subscription, UnitOfWork

# for tests that make sense on one of the two kinds only
on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("url", ["postgresql"], indirect=True)
NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
BODY = "Der Hafen von Odessa wird ausgebaut. Das sagte der Minister.\n\nÜber Davos wurde nicht gesprochen."


def piece(guid: str = "1", body: str = BODY, *, published_at: datetime = NOW, **values: Any) -> NewArticle:
    """An article as ingest hands it over; ``author`` and other names of provenance go into it."""
    own = {name: values.pop(name) for name in list(values) if name in Provenance.__dataclass_fields__}
    fields: dict[str, Any] = {
        "url": f"https://blog.example/{guid}",
        "canonical_url": f"https://blog.example/{guid}",
        "title": f"Stück {guid}",
        "title_from": "heading",
        "language": "de",
        "modified_at": None,
        "kinds": ("paragraph",) * len(body.split("\n\n")),
        "words": len(body.split()),
        "tags": (),
        "content_hash": hashlib.sha256(body.encode()).hexdigest(),
    }
    return NewArticle(
        guid=guid, published_at=published_at, body=body, provenance=Provenance(**own), **fields | values
    )


def point(label: str, *places: tuple[int, int], body: str = BODY) -> Point:
    """A point of the body's own words."""
    return Point(label, tuple(Span(start, end, body[start:end]) for start, end in places))


async def meet(work: UnitOfWork, telegram_id: int = 100, thread_id: int = 0, **values: Any) -> Chat:
    """A chat that the bot has met."""
    given: dict[str, Any] = {"kind": "private", "language_code": "de", "boxed": False, "now": NOW}
    return await work.chats.meet(telegram_id, thread_id, **given | values)


def subscription(chat_id: int, next_digest_at: datetime | None = NOW, **values: Any) -> Subscription:
    """A daily subscription at eight."""
    given: dict[str, Any] = {
        "active": True,
        "at_once": False,
        "time": "08:00",
        "weekdays": 127,
        "filters": Filters(),
        "paused_from": None,
        "paused_until": None,
        "created_at": NOW,
        "last_slot_at": None,
        "last_local_date": None,
    }
    return Subscription(chat_id=chat_id, next_digest_at=next_digest_at, **given | values)


async def sql(database: Database, statement: str, **values: object) -> list[tuple[Any, ...]]:
    """The rows of a plain statement, in a transaction of its own."""
    async with database._engine.begin() as connection:
        result = await connection.execute(text(statement), values)
        return [tuple(row) for row in result] if result.returns_rows else []


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """The full-text index is written by hand, and Procrastinate's tables are its own: no models know them."""
    others = ("sentence_index", "ix_sentences_terms", "procrastinate_")
    return not (name is not None and name.startswith(others) and kind in ("table", "index"))
