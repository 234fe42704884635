"""Hot queries use their index on SQLite: none walks a table, none sorts more than a handful.

On PostgreSQL the outbox's does, where the statistics are from before a rush.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.dialects import postgresql

from db import Database, Filters, Parcel, UnitOfWork
from tests.benchmarks.who_is_due import many_chats
from tests.db.rows import meet, on_postgresql, piece, subscription

HOUR = timedelta(hours=1)
Call = Callable[[UnitOfWork, datetime], Awaitable[object]]
# what is asked, and the index that must answer; "+ sort" where the few rows found may be sorted
PLANS: dict[str, tuple[Call, str]] = {
    "subscriptions due": (lambda w, now: w.subscriptions.due(now, 9), "ix_subscriptions_due"),
    "digests in a minute": (lambda w, now: w.subscriptions.in_minute(now, now), "ix_subscriptions_due"),
    "last digest": (lambda w, _: w.subscriptions.last(1), "sqlite_autoindex_digests_1 + sort"),
    "sources due": (lambda w, now: w.sources.due(now, 9), "ix_sources_state_next_fetch_at"),
    "latest": (lambda w, now: w.articles.latest(now, limit=9), "ix_articles_latest"),
    "page": (lambda w, now: w.articles.page(now, offset=50, limit=9), "ix_articles_latest"),
    "page, filtered": (
        lambda w, now: w.articles.page(now, offset=50, limit=9, filters=Filters(authors=("a",))),
        "ix_articles_latest",
    ),
    "older and newer": (lambda w, now: w.articles.neighbours(1, now, now), "ix_articles_latest"),
    "new since": (lambda w, now: w.articles.stored_between(now, now, limit=9), "ix_articles_stored + sort"),
    "published": (lambda w, now: w.articles.published_between(now, now, limit=9), "ix_articles_latest"),
    "dated": (
        lambda w, now: w.articles.published_between(
            now, now, limit=9, offset=9, dated=(now.date(), now.date()), now=now
        ),
        "ix_articles_latest",
    ),
    "pending": (lambda w, _: w.articles.pending(9), "ix_articles_pending"),
    "known": (lambda w, _: w.articles.known(1, ["a"]), "sqlite_autoindex_articles_1"),
    "known addresses": (lambda w, _: w.articles.known_urls(["a"]), "ix_articles_canonical_url + sort"),
    "known between": (lambda w, now: w.articles.known_between(1, now, now), "ix_articles_latest"),
    "hits": (lambda w, _: w.search.hits([{"hafen"}], limit=9), "VIRTUAL TABLE INDEX"),
    "hits in a span": (
        lambda w, now: w.search.hits([{"hafen"}], limit=9, since=now, before=now),
        "VIRTUAL TABLE INDEX",
    ),
    "vocabulary": (lambda w, _: w.search.vocabulary(["ha"]), "sqlite_autoindex_vocabulary_1"),
    "outbox due": (lambda w, now: w.outbox.due(now, limit=9, boxed=False), "ix_outbox_due"),
    "outbox sending": (lambda w, now: w.outbox.is_sending(now), "ix_outbox_due"),
    "outbox next": (lambda w, _: w.outbox.next_due(), "ix_outbox_due"),
    "inbox claim": (
        lambda w, now: w.inbox.claim("me", now=now, lease=HOUR, limit=9),
        "ix_inbox_open + sort",
    ),
    "chat met": (lambda w, _: w.chats.find(1), "sqlite_autoindex_chats_1"),
    "news of a source": (lambda w, now: w.articles.news_of(1, since=now), "ix_articles_stored"),
    "article removed": (lambda w, _: w.articles.remove(99), "ix_chats_shown_article_id"),
}


async def plans(database: Database, call: Call, now: datetime) -> list[str]:
    """The steps of every statement that the call makes."""
    said: list[tuple[str, object]] = []

    def remember(*told: object) -> None:
        said.append((str(told[2]), told[3]))

    engine = database._engine.sync_engine
    event.listen(engine, "before_cursor_execute", remember)
    async with database.begin() as work:
        await call(work, now)
    event.remove(engine, "before_cursor_execute", remember)
    steps: list[str] = []
    async with database._engine.begin() as connection:
        for statement, values in said:
            if statement.startswith(("SELECT", "DELETE")):
                rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]  # as the driver got them
                steps += [row.detail for row in rows]
    return steps


@pytest.mark.parametrize("name", PLANS)
async def test_a_hot_query_uses_its_index(sqlite: Database, now: datetime, name: str) -> None:
    call, expected = PLANS[name]
    index, _, may_sort = expected.partition(" + ")
    async with sqlite.begin() as work:
        source = await work.sources.add(kind="rss", address="a", title="a", now=now)
        await work.articles.add(source.id, piece(), now=now, backfilled=False)
        chat = await meet(work)
        await work.subscriptions.put(subscription(chat.id))
    steps = await plans(sqlite, call, now)
    assert any(index in step for step in steps), steps
    walked = [s for s in steps if s.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in s]
    # a set of values is walked, that is no table
    assert [s for s in walked if s not in ("SCAN CONSTANT ROW", "SCAN (subquery-1)")] == []
    if not may_sort:
        assert not [s for s in steps if "TEMP B-TREE" in s], steps


@on_postgresql
async def test_a_rush_that_the_statistics_do_not_know_is_not_walked_for_each_row(
    database: Database, now: datetime
) -> None:
    """Without statistics of the outbox 3,000 ready rows were compared with 3,000 each: nine millions."""
    rush = 3000
    payload = {"text": "Guten Morgen", "buttons": [], "preview": None, "article_id": None}
    async with database.begin() as work:
        # and with them what is known of them: chats of an earlier test, analysed while all but one were gone,
        # would be looked up by a walk
        await work.outbox._connection.execute(text("TRUNCATE outbox, chats CASCADE"))
        await many_chats(work.chats._connection, rush, (await meet(work, 1)).id)
        await work.outbox.put([Parcel(n + 1, "digest:1", 0, payload, now) for n in range(rush)], now=now)
        query = work.outbox._due(now, 0, boxed=False).limit(500)
        said = str(query.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
        explained = text(f"EXPLAIN (ANALYZE, FORMAT JSON) {said}".replace(":", "\\:"))
        plan = (await work.outbox._connection.execute(explained)).scalar_one()[0]["Plan"]
    assert plan["Actual Rows"] == 500
    assert _most_touched(plan) <= rush


def _most_touched(step: dict[str, Any]) -> float:
    """The most rows that one step of a plan and those below it gave or threw away, all loops together."""
    thrown = step.get("Rows Removed by Join Filter", 0) + step.get("Rows Removed by Filter", 0)
    own = (step["Actual Rows"] + thrown) * step["Actual Loops"]
    return max([own, *(_most_touched(below) for below in step.get("Plans", ()))])
