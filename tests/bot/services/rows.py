"""A database with something in every table, for tests that move all of it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import create_engine, insert
from sqlalchemy.pool import NullPool

from db import models
from db.database import normalised_url

AT = datetime(2026, 11, 20, 6, 30, 15, 123456, tzinfo=UTC)


def fill(url: str, *, articles: int = 3) -> None:
    """Put in rows whose order, letters, moments and JSON are not the simplest."""
    kind = normalised_url(url).get_backend_name()
    driver = "sqlite" if kind == "sqlite" else "postgresql+psycopg"
    engine = create_engine(normalised_url(url).set(drivername=driver), poolclass=NullPool)
    with engine.begin() as connection:
        for name, rows in _rows(articles):
            connection.execute(insert(models.metadata.tables[name]), rows)
    engine.dispose()


def _rows(articles: int) -> list[tuple[str, list[dict[str, object]]]]:
    numbers = range(41, 41 + articles)
    return [
        ("meta", [{"key": "zones", "value": "2026a"}]),
        (
            "sources",
            [
                {
                    "id": 7,
                    "kind": "rss",
                    "address": "https://blog.example/feed/",
                    "title": "Фабелблог",
                    "state": "active",
                    "full_text": False,
                    "created_at": AT,
                    "interval_seconds": 1800,
                    "failures": 0,
                    "moved_seen": 0,
                    "last_error": {
                        "key": "error.fetch.dns",
                        "arguments": {"host": "blog.example", "b": 1, "a": [1.5, None]},
                    },
                }
            ],
        ),
        (
            "articles",
            [
                {
                    "id": i,
                    "source_id": 7,
                    "guid": f"guid-{i}",
                    "title": f"Стаття „{i}“",
                    "title_from": "given",
                    "language": "uk",
                    "published_at": AT,
                    "stored_at": AT,
                    "changed_at": AT,
                    "backfilled": False,
                    "state": "live",
                    "body": "Перший абзац.\n\nZweiter Absatz — mit „Gänsefüßchen“.",
                    "kinds": ["p", "p"],
                    "words": 5,
                    "tags": [],
                    "content_hash": f"{i:064x}",
                }
                for i in numbers
            ],
        ),
        (
            "provenances",
            [
                {"article_id": i, "raw": [["author", "О. Вигадана"]], "footer": "", "others": []}
                for i in numbers
            ],
        ),
        (
            "corrections",
            [{"article_id": 41, "field": "title", "value": None, "made_at": AT, "made_by": "cli"}],
        ),
        (
            "points",
            [{"article_id": 41, "position": 0, "label": "Слово", "spans": [[0, 13]], "dangling": False}],
        ),
        (
            "sentences",
            [
                {"id": 10**15 + i, "article_id": i, "start": 0, "end": 13, "terms": "перший абзац"}
                for i in numbers
            ],
        ),
        ("vocabulary", [{"term": "абзац"}, {"term": "Absatz"}, {"term": "ärger"}]),
        (
            "chats",
            [
                {
                    "id": 3,
                    "telegram_id": -1001234567890,
                    "thread_id": 0,
                    "kind": "supergroup",
                    "state": "active",
                    "boxed": False,
                    "length": "normal",
                    "shown_article_id": 41,
                    "created_at": AT,
                }
            ],
        ),
        (
            "subscriptions",
            [
                {
                    "chat_id": 3,
                    "active": True,
                    "at_once": False,
                    "time": "08:00",
                    "weekdays": 127,
                    "created_at": AT,
                    "filters": {"topics": ["місто"], "authors": []},
                }
            ],
        ),
        ("shown", [{"chat_id": 3, "message_id": 5_000_000_000, "article_id": 41, "shown_at": AT}]),
        (
            "digests",
            [
                {
                    "chat_id": 3,
                    "key": "digest:2026-11-20",
                    "slot_at": AT,
                    "planned_at": AT,
                    "late": False,
                    "article_ids": [41],
                }
            ],
        ),
        ("texts", [{"hash": "a" * 64, "payload": {"text": "🦊 Добрий день", "parse_mode": "HTML"}}]),
        (
            "outbox",
            [
                {
                    "id": 99,
                    "chat_id": 3,
                    "key": "digest:2026-11-20",
                    "part": 0,
                    "priority": 0,
                    "text_hash": "a" * 64,
                    "state": "ready",
                    "due_at": AT,
                    "attempts": 0,
                    "doubts": 0,
                    "created_at": AT,
                }
            ],
        ),
        (
            "inbox",
            [
                {
                    "update_id": 2**40,
                    "chat_key": -5,
                    "state": "new",
                    "payload": {"update_id": 2**40},
                    "received_at": AT,
                    "attempts": 0,
                }
            ],
        ),
        (
            "broadcasts",
            [{"id": 2, "text": "Привіт", "made_by": "1", "made_at": AT, "state": "draft", "planned": 0}],
        ),
        ("operator_log", [{"id": 8, "at": AT, "operator": "cli", "action": "add", "detail": ""}]),
    ]
