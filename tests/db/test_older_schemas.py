"""What an older version stored is there after the upgrade to this one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from db import Database, current, head, upgrade
from db.database import normalised_url
from db.models import metadata
from tests.db.rows import NOW, ours
from tests.support.databases import postgresql_url, sqlite_url
from tests.support.dump_schema import FOLDER

DUMPS = sorted(FOLDER.glob("*.sql"))


def load(url: str, dump: Path) -> None:
    script = dump.read_text(encoding="utf-8")
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.executescript(script)
        return
    engine = create_engine(normalised_url(url))
    with engine.begin() as connection:
        connection.exec_driver_sql(script.replace("%", "%%"))
    engine.dispose()


@pytest.fixture(params=DUMPS, ids=lambda dump: dump.stem)
def loaded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database as the dump describes it."""
    urls = iter([sqlite_url(tmp_path)]) if "sqlite" in request.param.name else postgresql_url()
    for url in urls:
        load(url, request.param)
        yield url


def test_the_present_schema_is_kept_for_later() -> None:
    assert {f"{head()}.sqlite.sql", f"{head()}.postgresql.sql"} <= {dump.name for dump in DUMPS}


def test_a_kept_schema_is_the_one_that_its_revision_makes(loaded: str) -> None:
    if current(loaded) != head():
        pytest.skip("an older revision is what it was")
    engine = create_engine(normalised_url(loaded) if "postgresql" in loaded else loaded)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        difference = compare_metadata(context, metadata)
    engine.dispose()
    assert difference == [], "write it anew: python -m tests.support.dump_schema"


async def test_a_kept_database_is_upgraded_and_read(loaded: str) -> None:
    upgrade(loaded)
    assert current(loaded) == head()
    database = Database(loaded)
    async with database.read() as work:
        headlines = await work.articles.latest(NOW, limit=9)
        assert [row.title for row in headlines] == ["Der Hafen wächst", "Stück second"]
        article = await work.articles.get(headlines[0].id)
        chat = await work.chats.find(100)
        assert article is not None
        assert chat is not None
        assert article.provenance.author == "Олена Приклад"
        assert [p.label for p in article.points] == ["Hafen", "Davos"]
        assert article.points[1].sentences[0].text == "Über Davos wurde nicht gesprochen."
        assert [c.value for c in await work.articles.corrections(article.id)] == ["Der Hafen wächst"]
        hits = await work.search.hits([{"davos"}], limit=9)
        assert [(hit.article_id, hit.start) for hit in hits] == [(article.id, 62)]
        assert (chat.language, chat.zone, chat.shown_article_id) == ("uk", "Europe/Kyiv", article.id)
        subscribed = await work.subscriptions.get(chat.id)
        assert subscribed is not None
        assert (subscribed.time, subscribed.weekdays, subscribed.next_digest_at) == (
            "08:00",
            31,
            NOW + timedelta(hours=1),
        )
        sources = await work.sources.all()
        assert sources[0].last_error is not None
        assert sources[0].backfill.cursor == "page=2"
        owed = await work.outbox.due(NOW, limit=9, boxed=False)
        assert [(d.telegram_id, d.payload) for d in owed] == [(100, {"text": "Guten Morgen"})]
        assert (await work.operators.counts()).inbox_open == 1
    async with database.begin() as work:  # numbers go on where they were
        await work.sources.remove(sources[0].id)
        assert await work.search.hits([{"davos"}], limit=9) == []
        new = await work.sources.add(kind="rss", address="https://new.example/", title="new", now=NOW)
        assert new.id >= sources[0].id
    await database.close()
