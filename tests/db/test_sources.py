"""Sources: when they are asked next, by one process only, and what is known of their troubles."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from db import Backfill, Database, IndexedSentence, Source, Trouble
from tests.db.rows import piece, point, sql

HOUR = timedelta(hours=1)


async def test_an_address_is_stored_once(database: Database, source: Source, now: datetime) -> None:
    async with database.begin() as work:
        again = await work.sources.add(kind="atom", address=source.address, title="other", now=now + HOUR)
        other = await work.sources.add(
            kind="rest",
            address="https://other.example/wp-json",
            title="Anders",
            now=now,
            site="https://other.example/",
            next_fetch_at=now,
            full_text=True,
        )
    assert again == source
    assert (other.site, other.next_fetch_at, other.full_text) == ("https://other.example/", now, True)
    async with database.read() as work:
        assert await work.sources.all() == [source, other]
        assert await work.sources.get(other.id) == other
        assert await work.sources.by_address(source.address) == source
        assert await work.sources.get(99) is None
        assert await work.sources.by_address("https://none.example/") is None


async def test_active_sources_are_due_in_the_order_of_waiting(database: Database, now: datetime) -> None:
    async with database.begin() as work:
        for name, hours in (("a", -1), ("b", -3), ("c", 0), ("d", 1), ("paused", -9), ("never", None)):
            source = await work.sources.add(
                kind="rss",
                address=name,
                title=name,
                now=now,
                next_fetch_at=None if hours is None else now + hours * HOUR,
            )
            if name == "paused":
                await work.sources.change(source.id, state="paused")
        assert [s.address for s in await work.sources.due(now, 9)] == ["b", "a", "c"]
        assert [s.address for s in await work.sources.due(now, 1)] == ["b"]


async def test_a_due_source_is_claimed_by_one_caller(
    database: Database, source: Source, now: datetime
) -> None:
    async def claim(seen: datetime | None) -> bool:
        async with database.begin() as work:
            return await work.sources.claim(source.id, seen, now + HOUR)

    assert [await claim(now), await claim(None), await claim(None)] == [False, True, False]
    assert await claim(now + HOUR)
    assert not await claim(now)


async def test_what_changes_comes_back_as_records(database: Database, source: Source, now: datetime) -> None:
    trouble = Trouble("error.feed.gone", {"status": 410, "host": "blog.example"})
    backfill = Backfill("running", "page=7", 60, 400)
    async with database.begin() as work:
        await work.sources.change(
            source.id, last_error=trouble, backfill=backfill, failures=3, failing_since=now, etag='"x"'
        )
        changed = await work.sources.get(source.id)
        assert changed == replace(
            source, last_error=trouble, backfill=backfill, failures=3, failing_since=now, etag='"x"'
        )
        await work.sources.change(source.id, last_error=None, failures=0, failing_since=None)
        healed = await work.sources.get(source.id)
    assert healed == replace(source, backfill=backfill, etag='"x"')


async def test_live_articles_are_counted_by_source(database: Database, source: Source, now: datetime) -> None:
    async with database.begin() as work:
        other = await work.sources.add(kind="rss", address="b", title="b", now=now)
        await work.sources.add(kind="rss", address="empty", title="c", now=now)
        for number, where in enumerate((source, source, other, other)):
            article = await work.articles.add(where.id, piece(str(number)), now=now, backfilled=False)
        await work.articles.set_state(article, "withdrawn", now=now)
        assert await work.sources.article_counts() == {source.id: 2, other.id: 1}


async def test_a_source_goes_with_its_articles_and_all_that_is_made_of_them(
    database: Database, source: Source, now: datetime
) -> None:
    async with database.begin() as work:
        article = await work.articles.add(source.id, piece(), now=now, backfilled=False)
        await work.articles.put_points(article, piece().content_hash, [point("Hafen", (0, 36))])
        await work.search.index(article, now, [IndexedSentence(0, 36, "hafen odessa")])
        await work.sources.remove(source.id)
        assert await work.sources.all() == []
        assert await work.search.hits([{"hafen"}], limit=9) == []
    for table in ("articles", "provenances", "points", "sentences"):
        assert await sql(database, f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 - four names
    for times in (1, 2):  # old messages name a piece and a source by its number: no other one gets it
        async with database.begin() as work:
            other = await work.sources.add(kind="rss", address="b", title="b", now=now)
            assert other.id == source.id + times
            assert await work.articles.add(other.id, piece(), now=now, backfilled=False) == article + times
            await work.sources.remove(other.id)
            await work.sources.remove(other.id)
