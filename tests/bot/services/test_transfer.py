"""Everything moves to the other kind of database, or to a file and back, and is the same there."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from bot.cli.parser import parser
from bot.errors import QuellenboteError
from bot.i18n import translator
from bot.services.transfer import lines, move, read_lines
from bot.settings import load
from db import TABLES, Database, StorageError, head, models, upgrade
from tests.bot.services.rows import fill
from tests.support.databases import postgresql_url, sqlite_url


@pytest.fixture
def other_url() -> Iterator[str]:
    yield from postgresql_url()


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """A database with the newest schema."""
    upgrade(url)
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


async def test_everything_moves_to_postgresql_and_back(tmp_path: Path, other_url: str) -> None:
    first, last = sqlite_url(tmp_path), f"sqlite:///{tmp_path / 'back.db'}"
    told: list[tuple[str, int, int]] = []
    async with opened(first) as here, opened(other_url) as there, opened(last) as back:
        fill(first, articles=603)
        gone = await move(here, there, progress=lambda *step: told.append(step))
        returned = await move(there, back)
        assert gone == returned
        assert {one.table: one.rows for one in gone}["articles"] == 603
        assert {one.table for one in gone} == set(TABLES)
        assert all(one.rows for one in gone), "each table holds something in this test"
        assert [step for step in told if step[0] == "articles"][-1] == ("articles", 603, 603)
        ends = [[line async for line in lines(one)][-1] for one in (here, there, back)]
        assert ends[0] == ends[1] == ends[2]


async def test_new_rows_get_numbers_after_those_that_moved(tmp_path: Path, other_url: str) -> None:
    async with opened(sqlite_url(tmp_path)) as here, opened(other_url) as there:
        fill(sqlite_url(tmp_path))
        await move(here, there)
        async with there.begin() as tx:
            made = await tx.operators.draft("x", by="1", now=(await tx.sources.all())[0].created_at)
        assert made.id == 3


async def test_what_moved_is_found_by_search(tmp_path: Path, other_url: str) -> None:
    back = f"sqlite:///{tmp_path / 'back.db'}"
    async with opened(sqlite_url(tmp_path)) as here, opened(other_url) as there, opened(back) as last:
        fill(sqlite_url(tmp_path))
        await move(here, there)
        await move(there, last)
        for database in (here, there, last):
            async with database.read() as tx:
                hits = await tx.search.hits([{"абзац"}], limit=10)
            assert len(hits) == 3


@pytest.mark.parametrize(
    ("source", "key"),
    [("sqlite:///{}/olt.db", "error.file.missing"), ("{}/old.db", "error.settings.database")],
)
def test_a_mistyped_source_is_told_and_not_made(tmp_path: Path, source: str, key: str) -> None:
    parsed = parser().parse_args(["migrate", "--from", source.format(tmp_path)])
    with pytest.raises(QuellenboteError, match=key):
        asyncio.run(parsed.do(parsed, load({"QUELLENBOTE_DATA_DIR": str(tmp_path)}), translator("de")))
    assert list(tmp_path.iterdir()) == []


async def test_a_database_that_holds_something_is_not_filled(tmp_path: Path) -> None:
    full, other = sqlite_url(tmp_path), f"sqlite:///{tmp_path / 'other.db'}"
    async with opened(full) as here, opened(other) as there:
        fill(full)
        fill(other)
        with pytest.raises(QuellenboteError, match=r"error\.transfer\.not_empty"):
            await move(here, there)
        with pytest.raises(QuellenboteError, match=r"error\.transfer\.same"):
            await move(here, here)


async def test_a_row_that_postgresql_refuses_is_named_and_nothing_stays(
    tmp_path: Path, other_url: str
) -> None:
    url = sqlite_url(tmp_path)
    async with opened(url) as here, opened(other_url) as there:
        fill(url)
        engine = create_engine(make_url(url), poolclass=NullPool)
        with engine.begin() as connection:  # SQLite takes a NUL, PostgreSQL does not
            connection.execute(insert(models.vocabulary), [{"term": "a\0b"}])
        engine.dispose()
        with pytest.raises(StorageError, match="vocabulary"):
            await move(here, there)
        async with there.read() as tx:
            assert [await tx.tables.count(table) for table in TABLES] == [0] * len(TABLES)


async def test_a_file_of_lines_brings_everything_back(tmp_path: Path) -> None:
    url, other = sqlite_url(tmp_path), f"sqlite:///{tmp_path / 'other.db'}"
    async with opened(url) as here, opened(other) as there:
        fill(url)
        written = [line async for line in lines(here)]
        await read_lines(there, written)
        assert [line async for line in lines(there)] == written
        assert json.loads(written[0]) == {"quellenbote": 1, "schema": head()}


SPOILED = [
    ("error.transfer.form", lambda lines: lines[1:]),
    ("error.transfer.form", lambda lines: [*lines[:4], "{", *lines[4:]]),
    ("error.transfer.form", lambda lines: [*lines[:4], '{"table": "meta", "row": 3}', *lines[4:]]),
    ("error.transfer.schema", lambda lines: ['{"quellenbote": 1, "schema": "9999"}', *lines[1:]]),
    ("error.transfer.cut", lambda lines: lines[:-1]),
    ("error.transfer.cut", lambda lines: [*lines[:-1], '{"end": {}}']),
    ("error.transfer.table", lambda lines: [lines[0], '{"table": "users", "row": {}}', *lines[1:]]),
    ("error.transfer.differs", lambda lines: [*lines[:1], *lines[2:]]),
    ("error.transfer.differs", lambda lines: [line.replace("Слово", "Слова") for line in lines]),
]


@pytest.mark.parametrize(("key", "spoil"), SPOILED, ids=[str(i) for i in range(len(SPOILED))])
async def test_a_spoiled_file_is_refused_and_nothing_is_kept(tmp_path: Path, key: str, spoil: object) -> None:
    url, other = sqlite_url(tmp_path), f"sqlite:///{tmp_path / 'other.db'}"
    async with opened(url) as here, opened(other) as there:
        fill(url)
        written = [line async for line in lines(here)]
        with pytest.raises(QuellenboteError, match=key.replace(".", r"\.")):
            await read_lines(there, spoil(written))  # type: ignore[operator]  # a table of functions
        async with there.read() as tx:
            assert sum([await tx.tables.count(table) for table in TABLES]) == 0


async def test_a_row_with_foreign_columns_is_refused(tmp_path: Path) -> None:
    async with opened(sqlite_url(tmp_path)) as there:
        first = json.dumps({"quellenbote": 1, "schema": head()})
        with pytest.raises(StorageError, match="meta"):
            await read_lines(there, [first, '{"table": "meta", "row": {"key": "a", "x": 1}}'])
