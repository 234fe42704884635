"""How long a handler takes at 100,000 articles and 10,000 chats: ``python -m tests.benchmarks.chat [--articles N]``.

Measured inside the process, from who speaks (the chat is met anew each time, as for every update) to the
rendered message, on SQLite and PostgreSQL. Nothing is sent. Median and 95th percentile in milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, text

import summarizer
from bot.handlers.arguments import Arguments
from bot.handlers.asking import Asking
from bot.handlers.reading import Reading
from bot.handlers.request import Request, Response
from bot.i18n import translator
from bot.services.archive import Archive
from bot.services.digests import Digests
from bot.services.status import Status
from bot.services.subscriptions import Subscriptions
from bot.services.workers import Workers
from db import Database, models
from db.repositories.search import first_key
from tests.support.databases import migrated_postgresql_url, migrated_sqlite_url

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
NOUNS = [
    "Treffen", "Davos", "Hilfspaket", "Luftabwehr", "Winter", "Strom", "Schule", "Lehrerin",
    "Brücke", "Hafen", "Getreide", "Haushalt", "Wahl", "Gericht", "Krankenhaus", "Straße", "Fabrik",
    "Rente", "Theater", "Zeitung", "Universität", "Grenze", "Verhandlung", "Garantie", "Rakete",
    "Kredit", "Bahn", "Dorf",
]  # fmt: skip
SENTENCES = 8
REPEATS = 60


async def fill(database: Database, articles: int, chats: int) -> None:
    """Articles of one source, eight sentences each with four nouns of Zipf's kind; two points each."""
    dice = random.Random(7)  # noqa: S311 - no secret
    weights = [1 / (rank + 1) for rank in range(len(NOUNS))]
    terms = {noun: " ".join(summarizer.terms(noun, "de")) for noun in NOUNS}
    async with database.begin() as tx:
        source = await tx.sources.add(kind="rss", address="https://blog.example/feed", title="Blog", now=NOW)
        connection = tx.articles._connection  # a benchmark fills tables wholesale
        for start in range(0, articles, 2000):
            rows, origins, points, sentences = [], [], [], []
            for number in range(start + 1, min(start + 2000, articles) + 1):
                published = NOW - timedelta(minutes=13 * (articles - number))
                said, body, place = [], [], 0
                for _ in range(SENTENCES):
                    nouns = dice.choices(NOUNS, weights, k=4)
                    sentence = (
                        f"Über {nouns[0]} und {nouns[1]} wird in {nouns[2]} wegen {nouns[3]} gesprochen."
                    )
                    said.append((place, place + len(sentence), " ".join(terms[noun] for noun in nouns)))
                    body.append(sentence)
                    place += len(sentence) + 2
                rows.append(_article(number, source.id, published, "\n\n".join(body)))
                origins.append(_origin(number))
                points += [_point(number, at, *said[at][:2]) for at in (0, 4)]
                key = first_key(published, number)
                sentences += [
                    {"id": key + at, "article_id": number, "start": first, "end": last, "terms": words}
                    for at, (first, last, words) in enumerate(said)
                ]
            for table, values in (
                (models.articles, rows),
                (models.provenances, origins),
                (models.points, points),
                (models.sentences, sentences),
            ):
                await connection.execute(insert(table), values)
        await connection.execute(insert(models.vocabulary), [{"term": t} for t in _words(terms)])
        await connection.execute(insert(models.chats), [_chat(number) for number in range(1, chats + 1)])
        if not database.is_sqlite:
            await connection.execute(text("ANALYZE"))


def _words(terms: dict[str, str]) -> list[str]:
    return sorted({word for line in terms.values() for word in line.split()})


def _article(number: int, source: int, published: datetime, body: str) -> dict[str, object]:
    return {
        "id": number,
        "source_id": source,
        "guid": f"https://blog.example/?p={number}",
        "url": f"https://blog.example/{number}",
        "canonical_url": f"https://blog.example/{number}",
        "title": f"Beitrag {number}",
        "title_from": "given",
        "language": "de",
        "published_at": published,
        "stored_at": published,
        "changed_at": published,
        "backfilled": False,
        "state": "live",
        "body": body,
        "kinds": ["text"] * SENTENCES,
        "words": 80,
        "tags": [],
        "content_hash": "0",
        "summarised_hash": "0",
    }


def _origin(number: int) -> dict[str, object]:
    return {
        "article_id": number,
        "author": "Olena Hrytsenko",
        "platform": "Svitlo Video",
        "language": "uk",
        "original_url": f"https://video.example/{number}",
        "raw": [],
        "footer": "",
        "others": [],
    }


def _point(article: int, position: int, start: int, end: int) -> dict[str, object]:
    return {
        "article_id": article,
        "position": position,
        "label": "Treffen in Davos",
        "spans": [[start, end]],
        "dangling": False,
    }


def _chat(number: int) -> dict[str, object]:
    return {
        "telegram_id": 10**9 + number,
        "thread_id": 0,
        "kind": "private",
        "state": "active",
        "boxed": False,
        "length": "normal",
        "created_at": NOW,
    }


async def measure(url: str, articles: int, chats: int) -> dict[str, tuple[float, float]]:
    """Median and 95th percentile of each handler, in milliseconds."""
    database, workers = Database(url), Workers()
    await fill(database, articles, chats)
    subscriptions = Subscriptions(database, zone="Europe/Berlin")
    archive = Archive(database, workers)
    reading = Reading(archive, Digests(database, workers), subscriptions, Status(database))
    asking = Asking(archive, subscriptions)
    found = {"/latest": await timed(reading.latest, subscriptions, "latest", "")}
    for query in ("Davos", "Treffen", "Rakete Garantie", "Dorf", "Lehrerinen"):
        found[f"topic „{query}“"] = await timed(asking.topic, subscriptions, "topic", query)
    workers.close()
    await database.close()
    return found


async def timed(
    handler: Callable[[Request], Awaitable[Response]], chats: Subscriptions, name: str, query: str
) -> tuple[float, float]:
    """Milliseconds, after a few rounds to warm up."""
    took = []
    for repeat in range(REPEATS + 5):
        began = time.perf_counter()
        chat = await chats.meet(10**9 + 1, 0, kind="private", language_code="de", boxed=False, now=NOW)
        response = await handler(Request(chat, 1, translator("de"), NOW, name, Arguments(query=query)))
        took.append((time.perf_counter() - began) * 1000)
        assert response.messages
        if repeat < 5:
            took.pop()
    return statistics.median(took), statistics.quantiles(took, n=20)[-1]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--chats", type=int, default=10_000)
    given = parser.parse_args()
    print(f"{given.articles} articles, {given.chats} chats; median / 95 % in ms\n")
    print("| handler | SQLite | PostgreSQL |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        sqlite = asyncio.run(measure(migrated_sqlite_url(Path(folder)), given.articles, given.chats))
        postgresql = asyncio.run(measure(migrated_postgresql_url(), given.articles, given.chats))
    for name, (median, slow) in sqlite.items():
        other = postgresql[name]
        print(f"| {name} | {median:.1f} / {slow:.1f} | {other[0]:.1f} / {other[1]:.1f} |")


if __name__ == "__main__":
    main()
