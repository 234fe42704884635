"""The index of sentences: the same hits on both databases, newest first, and nothing but terms in a query."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from db import Database, IndexedSentence, Source, UnitOfWork
from db.repositories.search import MOST_SENTENCES, first_key
from tests.db.rows import on_postgresql, piece, sql

HOUR = timedelta(hours=1)
# guid, hours from now, the terms of its sentences
ARCHIVE = (
    ("a", -5, ("hafen odessa ausbau", "minister sagen hafen")),
    ("b", -3, ("порт одеса мʼят", "xkport xnodesa порт")),
    ("c", -3, ("straße über öl", "2026 1e5 7g g7 10er 0x1f 007 1e")),
    ("d", -1, ("hafen", "davos hafen odessa", "davos")),
)
# groups, the hits as guid and sentence
QUERIES: tuple[tuple[tuple[frozenset[str], ...], str], ...] = tuple(
    (tuple(frozenset(group.split()) for group in groups), hits)
    for groups, hits in (
        (("hafen",), "d1 d0 a1 a0"),
        (("hafen", "odessa"), "d1 a0"),
        (("hafen порт", "odessa одеса"), "d1 b0 a0"),
        (("hafen", "davos"), "d1"),
        (("nirgends",), ""),
        (("nirgends", "davos"), ""),
        (("haf",), ""),
        (("HAFEN",), "d1 d0 a1 a0"),
        (("straße",), "c0"),
        (("strasse",), ""),
        (("uber ol",), ""),
        (("über", "öl"), "c0"),
        (("ПОРТ",), "b1 b0"),
        (("мʼят",), "b0"),
        (("xnodesa",), "b1"),
        (("2026", "1e5", "7g", "g7", "10er", "0x1f", "007", "1e"), "c1"),
        (("1",), ""),
        (("7",), ""),
        (("and or not near",), ""),
        ((), ""),
        (("", ""), ""),
        (("", "davos"), "d2 d1"),
        (("x" * 3000,), ""),
        (("x" * 3000, "davos"), ""),
        (("x" * 3000 + " davos",), "d2 d1"),
        ((" ".join(f"wort{i} w{i}" for i in range(900)),), ""),
        ((" ".join(["davos", *(f"wort{i} w{i}" for i in range(900))]),), "d2 d1"),
        (("davos", *(f"wort{i} w{i}" for i in range(900))), ""),
    )
)


@pytest.fixture
async def archive(database: Database, source: Source, now: datetime) -> AsyncIterator[dict[int, str]]:
    """The archive above; guids by article number."""
    guids = {}
    async with database.begin() as work:
        for guid, hours, sentences in ARCHIVE:
            published = now + hours * HOUR
            number = await work.articles.add(
                source.id, piece(guid, published_at=published), now=now, backfilled=False
            )
            await work.search.index(number, published, indexed(*sentences))
            guids[number] = guid
    yield guids
    if database.is_sqlite:  # FTS5 compares its index with the table, and raises
        await sql(database, "INSERT INTO sentence_index(sentence_index) VALUES ('integrity-check')")


def indexed(*sentences: str) -> list[IndexedSentence]:
    return [IndexedSentence(100 * i, 100 * i + 50, terms) for i, terms in enumerate(sentences)]


async def found(work: UnitOfWork, guids: dict[int, str], *groups: str, **options: object) -> str:
    hits = await work.search.hits([{g} for g in groups], **{"limit": 99} | options)  # type: ignore[arg-type]  # a test's short way
    return " ".join(f"{guids[hit.article_id]}{hit.start // 100}" for hit in hits)


async def test_both_databases_give_the_same_hits(database: Database, archive: dict[int, str]) -> None:
    async with database.read() as work:
        for groups, expected in QUERIES:
            hits = await work.search.hits(groups, limit=99)
            told = " ".join(f"{archive[hit.article_id]}{hit.start // 100}" for hit in hits)
            assert (told, groups) == (expected, groups)


async def test_a_hit_tells_its_place_and_its_time(
    database: Database, archive: dict[int, str], now: datetime
) -> None:
    async with database.read() as work:
        hits = await work.search.hits([{"hafen", "davos"}], limit=2)
    assert [(archive[h.article_id], h.start, h.end, h.published_at) for h in hits] == [
        ("d", 200, 250, now - HOUR),
        ("d", 100, 150, now - HOUR),
    ]


async def test_hits_are_bounded_in_number_and_time(
    database: Database, archive: dict[int, str], now: datetime
) -> None:
    async with database.read() as work:
        assert await found(work, archive, "hafen", limit=3) == "d1 d0 a1"
        assert await found(work, archive, "hafen", since=now - HOUR) == "d1 d0"
        assert await found(work, archive, "hafen", before=now - HOUR) == "a1 a0"
        assert await found(work, archive, "hafen", since=now - 5 * HOUR, before=now - HOUR) == "a1 a0"
        assert await found(work, archive, "hafen", since=now) == ""
        with pytest.raises(ValueError, match="naive"):
            await found(work, archive, "hafen", since=now.replace(tzinfo=None))


@pytest.mark.parametrize(
    "term", ['a"b', "a'b", "a b", "a*", "-a", "a:b", "(a", "^a", "a\\", "a&b", "\x00", "🙂"]
)
async def test_what_is_no_term_is_refused(sqlite: Database, term: str) -> None:
    async with sqlite.read() as work:
        with pytest.raises(ValueError, match="no index term"):
            await work.search.hits([{"hafen"}, {term}], limit=9)


async def test_indexing_again_replaces_also_where_the_time_changed(
    database: Database, archive: dict[int, str], now: datetime
) -> None:
    number = next(n for n, guid in archive.items() if guid == "a")
    async with database.begin() as work:
        for published in (now - 5 * HOUR, now, now - 9 * HOUR):
            await work.search.index(number, published, indexed("neu hafen"))
        assert await found(work, archive, "hafen") == "d1 d0 a0"
        assert await found(work, archive, "ausbau") == ""
        await work.search.index(number, now, indexed("hafen"))
        assert await found(work, archive, "hafen") == "a0 d1 d0"


async def test_what_is_withdrawn_forgotten_or_removed_is_not_found(
    database: Database, archive: dict[int, str], now: datetime
) -> None:
    numbers = {guid: number for number, guid in archive.items()}
    async with database.begin() as work:
        count = await work.search.sentence_count()
        await work.articles.set_state(numbers["d"], "withdrawn", now=now)
        assert await found(work, archive, "hafen") == "a1 a0"
        await work.articles.set_state(numbers["d"], "live", now=now)
        assert await found(work, archive, "hafen") == "d1 d0 a1 a0"
        await work.search.forget(numbers["d"])
        assert await found(work, archive, "hafen") == "a1 a0"
        await work.articles.remove(numbers["a"])
        assert await found(work, archive, "hafen") == ""
        assert await work.search.sentence_count() == count - 5


async def test_pieces_of_the_same_second_do_not_meet(
    database: Database, source: Source, now: datetime
) -> None:
    long_ago = datetime(1961, 4, 12, tzinfo=UTC)
    async with database.begin() as work:
        guids = {}
        for guid, published in (("a", now), ("b", now), ("c", long_ago), ("d", long_ago)):
            number = await work.articles.add(
                source.id, piece(guid, published_at=published), now=now, backfilled=False
            )
            await work.search.index(number, published, indexed("x", "x"))
            guids[number] = guid
        assert await found(work, guids, "x") == "b1 b0 a1 a0 d1 d0 c1 c0"


async def test_a_text_without_end_is_indexed_as_far_as_numbers_reach(sqlite: Database, now: datetime) -> None:
    async with sqlite.begin() as work:
        source = await work.sources.add(kind="files", address="files:", title="files", now=now)
        number = await work.articles.add(source.id, piece(), now=now, backfilled=False)
        await work.search.index(number, now, indexed(*["x"] * (MOST_SENTENCES + 9)))
        assert await work.search.sentence_count() == MOST_SENTENCES


def test_a_sentence_number_fits_63_bits() -> None:
    latest = datetime(9999, 1, 1, tzinfo=UTC)
    assert first_key(latest, (1 << 18) - 1) + MOST_SENTENCES - 1 == (1 << 63) - 1


@pytest.mark.usefixtures("archive")
async def test_the_vocabulary_knows_terms_and_their_beginnings(database: Database) -> None:
    async with database.read() as work:
        assert await work.search.known(["hafen", "порт", "nirgends", *map(str, range(1200))]) == {
            "hafen",
            "порт",
        }
        assert sorted(await work.search.vocabulary(["ha", "мʼ", "z", "ha", "so"])) == ["hafen", "мʼят"]
        assert await work.search.vocabulary(["ö"]) == ["öl"]
        assert len(await work.search.vocabulary(["x"], limit=1)) == 1


@on_postgresql
async def test_terms_stand_in_the_order_of_bytes_whatever_the_language_of_the_server(
    database: Database,
) -> None:
    query = """SELECT collname FROM pg_attribute a JOIN pg_collation c ON c.oid = a.attcollation
        WHERE attrelid = 'vocabulary'::regclass AND attname = 'term'"""
    assert await sql(database, query) == [("C",)]
