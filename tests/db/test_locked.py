"""Every method of every repository against a lock: it says busy in time, and leaves nothing half-written."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, TypeAlias

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from db import (
    Database,
    Delivery,
    DigestRecord,
    IndexedSentence,
    Parcel,
    Settlement,
    Source,
    StorageBusyError,
    StorageError,
)
from db.models import metadata
from tests.db.rows import NOW, meet, piece, point, sql, subscription

HOUR = timedelta(hours=1)
Calls: TypeAlias = dict[str, Callable[[Any], Awaitable[object]]]
DELIVERY = Delivery(1, 1, 100, 0, "k", 0, 0, {}, None, None, None, NOW, 0, 0, NOW)


async def walk(rows: AsyncIterator[object]) -> list[object]:
    return [some async for some in rows]


READS: dict[str, Calls] = {
    "articles": {
        "corrections": lambda r: r.corrections(1),
        "get": lambda r: r.get(1),
        "headlines": lambda r: r.headlines([1]),
        "ids": lambda r: r.ids(),
        "known": lambda r: r.known(1, ["a"]),
        "known_between": lambda r: r.known_between(1, NOW, NOW),
        "known_urls": lambda r: r.known_urls(["a"]),
        "last_id": lambda r: r.last_id(),
        "latest": lambda r: r.latest(NOW),
        "many": lambda r: r.many([1]),
        "neighbours": lambda r: r.neighbours(1, NOW, NOW),
        "news_of": lambda r: r.news_of(1, since=NOW),
        "page": lambda r: r.page(NOW, offset=0, limit=1),
        "pending": lambda r: r.pending(1),
        "summarised": lambda r: r.summarised([1]),
        "published_between": lambda r: r.published_between(NOW, NOW, limit=1),
        "stored_between": lambda r: r.stored_between(NOW, NOW, limit=1),
        "values": lambda r: r.values("author"),
    },
    "chats": {
        "active_count": lambda r: r.active_count(boxed=False),
        "active_ids": lambda r: r.active_ids(after=0, limit=1, boxed=False),
        "everything": lambda r: r.everything(100),
        "find": lambda r: r.find(100),
        "get": lambda r: r.get(1),
        "inactive": lambda r: r.inactive(NOW, 1),
        "many": lambda r: r.many([1]),
        "rows_of": lambda r: r.rows_of(100),
        "shown_in": lambda r: r.shown_in(1, 11),
    },
    "operators": {
        "broadcast": lambda r: r.broadcast(1),
        "counts": lambda r: r.counts(),
        "fact": lambda r: r.fact("x"),
        "log": lambda r: r.log(limit=1),
        "planned_broadcasts": lambda r: r.planned_broadcasts(),
    },
    "outbox": {
        "due": lambda r: r.due(NOW, limit=1, boxed=False),
        "failures": lambda r: r.failures(NOW),
        "is_sending": lambda r: r.is_sending(NOW),
        "states": lambda r: r.states("k"),
        "next_due": lambda r: r.next_due(),
        "uncertain": lambda r: r.uncertain(limit=1),
    },
    "search": {
        "hits": lambda r: r.hits([{"hafen"}], limit=1),
        "known": lambda r: r.known(["hafen"]),
        "sentence_count": lambda r: r.sentence_count(),
        "vocabulary": lambda r: r.vocabulary(["ha"]),
    },
    "sources": {
        "all": lambda r: r.all(),
        "article_counts": lambda r: r.article_counts(),
        "by_address": lambda r: r.by_address("a"),
        "due": lambda r: r.due(NOW, 1),
        "get": lambda r: r.get(1),
    },
    "subscriptions": {
        "at_once": lambda r: r.at_once(after=0, limit=1),
        "due": lambda r: r.due(NOW, 1),
        "get": lambda r: r.get(1),
        "in_minute": lambda r: r.in_minute(NOW, NOW),
        "last": lambda r: r.last(1),
        "planned": lambda r: r.planned(1, "old"),
        "state": lambda r: r.state(1),
        "naming": lambda r: r.naming({1}, NOW),
        "of": lambda r: r.of([1]),
        "walk": lambda r: r.walk(after=0, limit=1),
    },
    "tables": {
        "count": lambda r: r.count("meta"),
        "revision": lambda r: r.revision(),
        "rows": lambda r: walk(r.rows("meta")),
    },
}
WRITES: dict[str, Calls] = {
    "articles": {
        "add": lambda r: r.add(1, piece("new"), now=NOW, backfilled=False),
        "appear": lambda r: r.appear(1, lambda: NOW + HOUR),
        "correct": lambda r: r.correct(1, "title", "x", now=NOW, by="7"),
        "forget_points": lambda r: r.forget_points(),
        "keep_numbers": lambda r: r.keep_numbers(),
        "put_points": lambda r: r.put_points(1, piece().content_hash, [point("x", (0, 36))]),
        "remove": lambda r: r.remove(1),
        "rename": lambda r: r.rename(1, 1, "x"),
        "replace": lambda r: r.replace(1, piece("1", title="x"), now=NOW),
        "set_state": lambda r: r.set_state(1, "withdrawn", now=NOW),
        "uncorrect": lambda r: r.uncorrect(1, "title"),
    },
    "chats": {
        "change": lambda r: r.change(1, language="uk"),
        "forget_shown": lambda r: r.forget_shown(NOW + HOUR),
        "meet": lambda r: r.meet(5, 0, kind="private", language_code=None, boxed=False, now=NOW),
        "migrate": lambda r: r.migrate(100, 200),
        "note_shown": lambda r: r.note_shown(1, 12, 1, now=NOW),
        "remove": lambda r: r.remove(100),
        "remove_boxed": lambda r: r.remove_boxed(),
        "remove_inactive": lambda r: r.remove_inactive(100, NOW + HOUR),
        "set_state": lambda r: r.set_state(100, "left", now=NOW),
    },
    "inbox": {
        "claim": lambda r: r.claim("me", now=NOW, lease=HOUR, limit=1),
        "close": lambda r: r.close([1], now=NOW),
        "forget": lambda r: r.forget(NOW + HOUR),
        "put": lambda r: r.put([(2, 100, {})], now=NOW),
        "reopen": lambda r: r.reopen(),
    },
    "operators": {
        "draft": lambda r: r.draft("x", by="7", now=NOW),
        "forget_log": lambda r: r.forget_log(NOW + HOUR),
        "note": lambda r: r.note(NOW, "7", "x", "x"),
        "set_broadcast": lambda r: r.set_broadcast(1, "draft", "planned"),
        "set_fact": lambda r: r.set_fact("x", "y"),
    },
    "outbox": {
        "begin": lambda r: r.begin([DELIVERY], "me", lease_until=NOW),
        "decide": lambda r: r.decide(1, send=True, now=NOW),
        "expire": lambda r: r.expire(NOW, hold=True, max_doubts=1, longest=HOUR),
        "forget": lambda r: r.forget(NOW),
        "give_up": lambda r: r.give_up(1, reason="x", now=NOW),
        "give_up_all": lambda r: r.give_up_all(100, reason="x", now=NOW),
        "note_shown": lambda r: r.note_shown(1, 12, 1, now=NOW),
        "put": lambda r: r.put([Parcel(1, "new", 0, {}, NOW)], now=NOW),
        "settle": lambda r: r.settle([Settlement(1, "sent", NOW, 1, 0)], "me", now=NOW),
        "withdraw": lambda r: r.withdraw(1, "k"),
        "withdraw_from_all": lambda r: r.withdraw_from_all("k"),
    },
    "search": {
        "forget": lambda r: r.forget(1),
        "index": lambda r: r.index(1, NOW, [IndexedSentence(0, 1, "neu")]),
    },
    "sources": {
        "add": lambda r: r.add(kind="rss", address="new", title="new", now=NOW),
        "change": lambda r: r.change(1, failures=1),
        "claim": lambda r: r.claim(1, None, NOW),
        "held": lambda r: r.held(1),
        "remove": lambda r: r.remove(1),
    },
    "subscriptions": {
        "advance": lambda r: r.advance(1, NOW, next_digest_at=None, last_slot_at=None, last_local_date=None),
        "forget_digests": lambda r: r.forget_digests(NOW + HOUR),
        "held": lambda r: r.held(1),
        "note": lambda r: r.note(1, DigestRecord("new", NOW, NOW, False, ())),
        "put": lambda r: r.put(subscription(1, None)),
    },
    "tables": {
        "add": lambda r: r.add("meta", [{"key": "new", "value": "x"}]),
        "number_on": lambda r: r.number_on(),
    },
}


def called(*tables: dict[str, Calls]) -> list[tuple[str, str, Callable[[Any], Awaitable[object]]]]:
    return [
        (repository, method, call)
        for table in tables
        for repository, calls in table.items()
        for method, call in calls.items()
    ]


async def fill(database: Database, source: Source) -> None:
    async with database.begin() as work:
        article = await work.articles.add(source.id, piece("1"), now=NOW, backfilled=False)
        await work.articles.correct(article, "title", "Der Hafen", now=NOW, by="7")
        await work.articles.put_points(article, piece().content_hash, [point("Hafen", (0, 36))])
        await work.search.index(article, NOW, [IndexedSentence(0, 36, "hafen")])
        chat = await meet(work)
        await work.chats.note_shown(chat.id, 11, article, now=NOW)
        await work.subscriptions.put(subscription(chat.id))
        await work.subscriptions.note(chat.id, DigestRecord("old", NOW, NOW, False, (article,)))
        await work.outbox.put([Parcel(chat.id, "k", 0, {"text": "x"}, NOW)], now=NOW)
        await work.inbox.put([(1, 100, {"text": "x"})], now=NOW)
        await work.operators.draft("x", by="7", now=NOW)


async def everything(database: Database) -> dict[str, list[object]]:
    async with database.read() as work:
        return {name: await walk(work.tables.rows(name)) for name in metadata.tables}


@asynccontextmanager
async def locked(database: Database) -> AsyncIterator[None]:
    """Somebody else writes (SQLite), or has every table for himself (PostgreSQL)."""
    engine = create_async_engine(database.url)
    tables = ", ".join(f'"{name}"' for name in (*metadata.tables, "alembic_version"))
    async with engine.connect() as other:
        if database.is_sqlite:
            await other.execute(text("BEGIN IMMEDIATE"))
        else:
            await other.execute(text(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE"))
        yield
        await other.rollback()
    await engine.dispose()


async def outcome(
    database: Database, repository: str, call: Callable[[Any], Awaitable[object]], *, read: bool
) -> type[BaseException] | None:
    try:
        async with database.read() if read else database.begin() as work:
            await call(getattr(work, repository))
    except StorageError as error:
        return type(error)
    return None


async def test_every_method_is_in_the_tables_above(sqlite: Database) -> None:
    async with sqlite.read() as work:
        public = {
            (name, method)
            for name, repository in vars(work).items()
            for method, found in inspect.getmembers(type(repository), inspect.isfunction)
            if not method.startswith("_")
            and (inspect.iscoroutinefunction(found) or inspect.isasyncgenfunction(found))
        }
    # jobs are deferred on PostgreSQL only, and have tests of their own
    assert {(repository, method) for repository, method, _ in called(READS, WRITES)} == public - {
        ("work", "defer")
    }


async def test_every_method_is_busy_where_there_is_a_lock_and_leaves_nothing(
    url: str, database: Database, source: Source
) -> None:
    await fill(database, source)
    before = await everything(database)
    hasty = Database(url, busy_seconds=0.01)
    async with locked(database):
        said = {
            (repository, method): await outcome(hasty, repository, call, read=False)
            for repository, method, call in called(READS, WRITES)
        }
    await hasty.close()
    asks_nothing = {("tables", "number_on"): None} if database.is_sqlite else {}  # SQLite looks for itself
    assert {key: kind for key, kind in said.items() if kind is not StorageBusyError} == asks_nothing
    assert await everything(database) == before


async def test_every_question_is_answered_beside_a_writer_and_no_reader_writes(
    url: str, database: Database, source: Source
) -> None:
    await fill(database, source)
    before = await everything(database)
    reader = Database(url, busy_seconds=0.01)
    async with database.begin() as work:
        await work.operators.set_fact("held", "open")
        asked = {
            (repository, method): await outcome(reader, repository, call, read=True)
            for repository, method, call in called(READS)
        }
    assert {key: kind for key, kind in asked.items() if kind is not None} == {}
    written = {
        (repository, method): await outcome(reader, repository, call, read=True)
        for repository, method, call in called(WRITES)
        if (repository, method) != ("tables", "number_on")
    }
    await reader.close()
    assert {key for key, kind in written.items() if kind is None} <= {
        ("inbox", "claim"),
        ("subscriptions", "held"),
    }
    await sql(database, "DELETE FROM meta")
    assert await everything(database) == before


async def test_every_method_works_where_there_is_no_lock(database: Database, source: Source) -> None:
    await fill(database, source)

    async def run_and_cancel(repository: str, call: Callable[[Any], Awaitable[object]]) -> None:
        async with database.begin() as work:
            await call(getattr(work, repository))
            raise asyncio.CancelledError

    before = await everything(database)
    for repository, _, call in called(READS, WRITES):
        with pytest.raises(asyncio.CancelledError):
            await run_and_cancel(repository, call)
    assert await everything(database) == before
