"""Articles: stored, brought up to date, withdrawn, corrected, and found again in every order asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from db import Article, Database, Filters, Headline, Source, UnitOfWork
from tests.db.rows import BODY, piece, point, sql

HOUR = timedelta(hours=1)


async def add(database: Database, source: Source, now: datetime, **hours: float) -> dict[str, int]:
    """Articles by guid, published that many hours from now."""
    async with database.begin() as work:
        return {
            guid: await work.articles.add(
                source.id, piece(guid, published_at=now + away * HOUR), now=now, backfilled=False
            )
            for guid, away in hours.items()
        }


async def guids_of(work: UnitOfWork, numbers: list[int]) -> list[str]:
    return [article.guid for article in await work.articles.many(numbers)]


async def test_an_article_comes_back_as_it_was_given(
    database: Database, source: Source, now: datetime
) -> None:
    new = piece(
        modified_at=now + HOUR,
        tags=("Häfen", "Odessa"),
        kind="translation",
        original_title="Порт",
        author="Олена Приклад",
        published="2026-11-20",
        original_url="https://video.example/w?v=1",
        raw=(("author", "Olena P."), ("published", "20.11.26")),
        footer="Quelle: …",
        others=({"author": "N. N.", "platform": "Video"},),
    )
    async with database.begin() as work:
        number = await work.articles.add(source.id, new, now=now, backfilled=True)
    async with database.read() as work:
        stored = await work.articles.get(number)
        assert stored is not None
        assert (stored.stored_at, stored.changed_at, stored.backfilled, stored.state) == (
            now,
            now,
            True,
            "live",
        )
        assert stored.provenance == new.provenance
        assert all(
            getattr(stored, name) == getattr(new, name)
            for name in ("guid", "url", "title", "published_at", "modified_at", "body", "kinds", "tags")
        )
        assert stored.paragraphs == tuple(BODY.split("\n\n"))
        assert await work.articles.headlines([number]) == [stored.headline]
        assert await work.articles.get(number + 1) is None
        assert await work.articles.get(10**30) is None
        assert await work.articles.many([]) == []


async def test_a_changed_article_keeps_when_it_was_stored_and_waits_for_new_points(
    database: Database, source: Source, now: datetime
) -> None:
    number = (await add(database, source, now, a=0))["a"]
    changed = piece("a", "Der Hafen von Odessa ist nun größer.", title="Größer", author="Iwan Muster")
    async with database.begin() as work:
        await work.articles.put_points(number, piece("a").content_hash, [point("Hafen", (0, 36))])
        assert await work.articles.pending(9) == []
        await work.articles.set_state(number, "withdrawn", now=now)
        await work.articles.replace(number, changed, now=now + HOUR)
        stored = await work.articles.get(number)
        assert await work.articles.pending(9) == [number]
    assert stored is not None
    assert (stored.stored_at, stored.changed_at, stored.state) == (now, now + HOUR, "live")
    assert (stored.title, stored.provenance.author, stored.summarised_hash) == ("Größer", "Iwan Muster", None)


async def test_points_of_an_older_content_are_not_stored(
    database: Database, source: Source, now: datetime
) -> None:
    number = (await add(database, source, now, a=0))["a"]
    old, new = [point("Alt", (0, 36))], [point("Hafen", (0, 36), (37, 60)), point("Davos", (62, 97))]
    async with database.begin() as work:
        assert await work.articles.put_points(number, piece().content_hash, old)
        assert await work.articles.put_points(number, piece().content_hash, new)
        assert not await work.articles.put_points(number, "0" * 64, old)
        assert not await work.articles.put_points(number + 1, piece().content_hash, old)
    async with database.read() as work:
        stored = await work.articles.get(number)
    assert stored is not None
    assert stored.points == tuple(new)
    assert stored.summarised_hash == stored.content_hash
    assert all(s.text == stored.body[s.start : s.end] for p in stored.points for s in p.sentences)


async def test_corrections_survive_a_new_reading_and_new_points(
    database: Database, source: Source, now: datetime
) -> None:
    number = (await add(database, source, now, a=0))["a"]
    points = [point("Hafen", (0, 36)), point("Davos", (62, 97))]
    async with database.begin() as work:
        for field, value in (
            ("title", "Der Hafen"),
            ("provenance.author", "Olena Muster"),
            ("provenance.translator", None),
            (f"label:{points[0].anchor}", "Ausbau"),
            (f"hidden:{points[1].anchor}", "1"),
        ):
            await work.articles.correct(number, field, "first", now=now, by="7")
            await work.articles.correct(number, field, value, now=now, by="8")
    async with database.begin() as work:
        again = piece("a", author="O. M.", translator="jemand", title="Titel des Blogs")
        await work.articles.replace(number, again, now=now)
        await work.articles.put_points(number, again.content_hash, points)
    async with database.read() as work:
        stored = await work.articles.get(number)
        corrections = await work.articles.corrections(number)
    assert stored is not None
    assert (stored.title, stored.title_from) == ("Der Hafen", "given")
    assert (stored.provenance.author, stored.provenance.translator) == ("Olena Muster", None)
    assert [p.label for p in stored.points] == ["Ausbau"]
    assert {c.made_by for c in corrections} == {"8"}
    assert len(corrections) == 5


async def test_a_forgotten_correction_lets_the_post_speak_again(
    database: Database, source: Source, now: datetime
) -> None:
    number = (await add(database, source, now, a=0))["a"]
    async with database.begin() as work:
        await work.articles.correct(number, "provenance.author", "Olena", now=now, by="7")
        assert await work.articles.uncorrect(number, "provenance.author")
        assert not await work.articles.uncorrect(number, "provenance.author")
        await work.articles.replace(number, piece("a", author="Iwan"), now=now)
        stored = await work.articles.get(number)
    assert stored is not None
    assert stored.provenance.author == "Iwan"


async def test_no_other_field_can_be_corrected(database: Database, source: Source, now: datetime) -> None:
    number = (await add(database, source, now, a=0))["a"]
    async with database.begin() as work:
        before = await work.articles.get(number)
        await work.articles.correct(number, "provenance.footer", "x", now=now, by="7")
        await work.articles.correct(number, "body", "x", now=now, by="7")
        assert await work.articles.get(number) == before


async def test_a_withdrawn_article_is_in_no_list_but_can_be_had(
    database: Database, source: Source, now: datetime
) -> None:
    numbers = await add(database, source, now, a=-2, b=-1)
    async with database.begin() as work:
        await work.articles.set_state(numbers["b"], "withdrawn", now=now)
    async with database.read() as work:
        articles = work.articles
        lists: list[Sequence[Article | Headline]] = [
            await articles.latest(now, limit=9),
            await articles.stored_between(now - HOUR, now, limit=9),
            await articles.published_between(now - 9 * HOUR, now, limit=9),
            await articles.page(now, offset=0, limit=9),
            await articles.headlines(numbers.values()),
        ]
        assert [[row.guid for row in rows] for rows in lists] == [["a"]] * len(lists)
        assert await articles.pending(9) == [numbers["a"]]
        assert await articles.neighbours(numbers["a"], now - 2 * HOUR, now) == (None, None)
        withdrawn = await articles.get(numbers["b"])
    assert withdrawn is not None
    assert withdrawn.state == "withdrawn"


async def test_what_is_dated_in_the_future_does_not_count_yet(
    database: Database, source: Source, now: datetime
) -> None:
    numbers = await add(database, source, now, past=-1, future=1)
    async with database.read() as work:
        for moment, guid in ((now, "past"), (now + 2 * HOUR, "future")):
            assert [row.guid for row in await work.articles.latest(moment)] == [guid]
            assert (await work.articles.page(moment, offset=0, limit=1))[0].guid == guid
        assert await work.articles.neighbours(numbers["past"], now - HOUR, now) == (None, None)


async def test_neighbours_follow_the_time_then_the_number(
    database: Database, source: Source, now: datetime
) -> None:
    numbers = await add(database, source, now, a=-3, b=-2, c=-2, d=-1)
    async with database.read() as work:
        latest = [row.guid for row in await work.articles.latest(now, limit=9)]
        assert latest == ["d", "c", "b", "a"]
        guids = {number: guid for guid, number in numbers.items()} | {None: None}
        found = []
        for row in await work.articles.latest(now, limit=9):
            older, newer = await work.articles.neighbours(row.id, row.published_at, now)
            found.append((guids[older], row.guid, guids[newer]))
        assert found == [("c", "d", None), ("b", "c", "d"), ("a", "b", "c"), (None, "a", "b")]


async def test_pages_follow_each_other_without_a_gap(
    database: Database, source: Source, now: datetime
) -> None:
    await add(database, source, now, **{f"p{i}": -(i // 2) for i in range(7)})
    async with database.read() as work:
        pages = [await work.articles.page(now, offset=o, limit=3) for o in (0, 3, 6, 9)]
        assert [len(page) for page in pages] == [3, 3, 1, 0]
        whole = await work.articles.page(now, offset=0, limit=9)
    assert [row for page in pages for row in page] == whole
    assert len({row.id for row in whole}) == 7


WORDS = {
    "über": "a",
    "ÜBER": "a",
    "дія": "b",
    "олена": "a",
    "100%": "c",
    "_": "d",
    "\\": "e",
    "nirgends": "",
}


async def test_a_word_is_looked_for_in_titles_and_authors(
    database: Database, source: Source, now: datetime
) -> None:
    async with database.begin() as work:
        for new in (
            piece("a", title="Über Brücken", author="ОЛЕНА Приклад"),
            piece("b", original_title="Нова Дія"),
            piece("c", title="Zu 100% sicher"),
            piece("d", title="snake_case"),
            piece("e", title="C:\\Ordner"),
        ):
            await work.articles.add(source.id, new, now=now, backfilled=False)
    async with database.read() as work:
        found = {
            word: "".join(row.guid for row in await work.articles.page(now, offset=0, limit=9, word=word))
            for word in WORDS
        }
    assert found == WORDS


FILTERS = (
    (Filters(), "cba"),
    (Filters(topics=("Hafen",)), "cba"),  # topics need the text: services choose
    (Filters(authors=("олена приклад",)), "a"),
    (Filters(authors=("Олена Приклад", "IWAN ÖRTLICH")), "ba"),
    (Filters(languages=("uk",)), "ca"),
    (Filters(platforms=("Video",), languages=("uk",)), "c"),
    (Filters(platforms=("Radio",)), ""),
)


async def test_filters_know_no_case_in_any_alphabet(
    database: Database, source: Source, now: datetime
) -> None:
    async with database.begin() as work:
        for guid, author, language, platform in (
            ("a", "Олена Приклад", "uk", "Kanal"),
            ("b", "Iwan Örtlich", "ru", None),
            ("c", None, "uk", "video"),
        ):
            new = piece(guid, author=author, platform=platform)
            new = replace(new, provenance=replace(new.provenance, language=language))
            await work.articles.add(source.id, new, now=now, backfilled=False)
    async with database.read() as work:
        for filters, guids in FILTERS:
            page = await work.articles.page(now, offset=0, limit=9, filters=filters)
            assert ("".join(row.guid for row in page), filters) == (guids, filters)


async def test_new_is_what_was_stored_since_and_not_back_filled(
    database: Database, source: Source, now: datetime
) -> None:
    async with database.begin() as work:
        for guid, stored, published, backfilled in (
            ("before", -2, -2, False),
            ("at the slot", -1, -1, False),
            ("since", 0, -50, False),
            ("old", 0, -9, True),
            ("announced", 0, 1, False),
            ("later", 1, 0, False),
        ):
            new = piece(guid, published_at=now + published * HOUR)
            await work.articles.add(source.id, new, now=now + stored * HOUR, backfilled=backfilled)
    async with database.read() as work:
        found = await work.articles.stored_between(now - HOUR, now, limit=9)
        assert [row.guid for row in found] == ["since"]
        span = await work.articles.published_between(now - 9 * HOUR, now, limit=9)
        assert [row.guid for row in span] == ["at the slot", "before", "old"]
        assert len(await work.articles.published_between(now - 9 * HOUR, now, limit=2)) == 2


async def test_days_hold_what_was_published_in_them_or_whose_original_was(
    database: Database, source: Source, now: datetime
) -> None:
    day, midnight = now.date(), now.replace(hour=0, minute=0)
    async with database.begin() as work:
        for guid, away, original in (
            ("before", -24, None),
            ("that day", 1, None),
            ("its original", 30, day.isoformat()),
            ("the original's month", 40, f"{day:%Y-%m}"),
            ("another original", 48, f"{day + timedelta(days=2)}"),
            ("as written", 50, "neulich"),
            ("announced", 99, day.isoformat()),
        ):
            new = piece(guid, published_at=midnight + away * HOUR, published=original)
            await work.articles.add(source.id, new, now=now, backfilled=False)
    first = day.replace(day=1)
    async with database.read() as work:

        async def guids(*days: date, **page: int) -> list[str]:
            found = await work.articles.published_between(
                midnight,
                midnight + 24 * HOUR,
                dated=(days[0], days[-1]),
                now=midnight + 60 * HOUR,
                limit=9,
                **page,
            )
            return [row.guid for row in found]

        assert await guids(day) == ["its original", "that day"]
        assert await guids(day, offset=1) == ["that day"]
        assert await guids(first, day) == ["the original's month", "its original", "that day"]


async def test_what_is_known_is_found_by_guid_by_address_and_by_time(
    database: Database, source: Source, now: datetime
) -> None:
    numbers = await add(database, source, now, a=-3, b=-2, c=-1)
    async with database.begin() as work:
        other = await work.sources.add(kind="atom", address="https://other.example/", title="x", now=now)
        twin = replace(piece("z"), canonical_url="https://blog.example/b")
        twin_id = await work.articles.add(other.id, twin, now=now, backfilled=False)
    async with database.read() as work:
        many = [f"none{i}" for i in range(900)]
        known = await work.articles.known(source.id, ["a", "z", *many, "c"])
        assert {guid: row.id for guid, row in known.items()} == {"a": numbers["a"], "c": numbers["c"]}
        urls = await work.articles.known_urls(["https://blog.example/b", *many, "https://blog.example/z"])
        assert {url: row.id for url, row in urls.items()} == {"https://blog.example/b": numbers["b"]}
        between = await work.articles.known_between(source.id, now - 3 * HOUR, now - HOUR)
        assert [row.guid for row in between] == ["b"]
        assert between[0].published_at == now - 2 * HOUR
        walked = await work.articles.ids(limit=3)
        assert walked + await work.articles.ids(after=walked[-1]) == [*numbers.values(), twin_id]


async def test_an_article_follows_to_another_source_and_identity(
    database: Database, source: Source, now: datetime
) -> None:
    number = (await add(database, source, now, a=0))["a"]
    async with database.begin() as work:
        other = await work.sources.add(kind="rest", address="https://new.example/", title="x", now=now)
        await work.articles.rename(number, other.id, "new")
        assert await work.articles.known(source.id, ["a", "new"]) == {}
        assert (await work.articles.known(other.id, ["new"]))["new"].id == number


async def test_all_live_articles_can_be_summarised_anew(
    database: Database, source: Source, now: datetime
) -> None:
    numbers = await add(database, source, now, a=-2, b=-1, c=0)
    async with database.begin() as work:
        for number in numbers.values():
            await work.articles.put_points(number, piece().content_hash, [])
        await work.articles.set_state(numbers["b"], "withdrawn", now=now)
        assert await work.articles.pending(9) == []
        assert await work.articles.forget_points() == 2
        assert await work.articles.pending(9) == [numbers["c"], numbers["a"]]
        assert await work.articles.pending(1) == [numbers["c"]]


async def test_the_commonest_values_come_first(database: Database, source: Source, now: datetime) -> None:
    async with database.begin() as work:
        for guid, author in enumerate(["Iwan", "Olena", None, "Olena", "Anna", "Gone", "Gone", "Gone"]):
            number = await work.articles.add(
                source.id, piece(str(guid), author=author), now=now, backfilled=False
            )
            if author == "Gone":
                await work.articles.set_state(number, "withdrawn", now=now)
    async with database.read() as work:
        assert await work.articles.values("author") == ["Olena", "Anna", "Iwan"]
        assert await work.articles.values("author", limit=1) == ["Olena"]


async def test_nothing_is_left_of_a_removed_article(
    database: Database, source: Source, now: datetime
) -> None:
    numbers = await add(database, source, now, a=-1, b=0)
    async with database.begin() as work:
        await work.articles.put_points(numbers["a"], piece().content_hash, [point("Hafen", (0, 36))])
        await work.articles.correct(numbers["a"], "title", "x", now=now, by="7")
        await work.articles.remove(numbers["a"])
        await work.articles.remove(numbers["a"])
    for table in ("provenances", "points", "corrections", "sentences"):
        left = await sql(database, f"SELECT DISTINCT article_id FROM {table}")  # noqa: S608 - four names
        assert (numbers["a"],) not in left
    async with database.read() as work:
        assert await guids_of(work, list(numbers.values())) == ["b"]


async def test_times_come_back_as_utc_whatever_zone_they_were_given_in(
    database: Database, source: Source, now: datetime
) -> None:
    kyiv = timezone(timedelta(hours=2))
    async with database.begin() as work:
        given = now.astimezone(kyiv).replace(microsecond=123456)
        number = await work.articles.add(
            source.id, piece(published_at=given), now=now.astimezone(kyiv), backfilled=False
        )
        stored = await work.articles.get(number)
    assert stored is not None
    assert (stored.published_at, stored.stored_at) == (given, now)
    assert stored.published_at.utcoffset() == timedelta(0)


async def test_a_naive_time_is_refused(database: Database, source: Source, now: datetime) -> None:
    naive = now.replace(tzinfo=None)
    for published_at, stored_at in ((naive, now), (now, naive)):
        with pytest.raises(Exception, match="naive datetime"):
            async with database.begin() as work:
                await work.articles.add(
                    source.id, piece(published_at=published_at), now=stored_at, backfilled=False
                )
    with pytest.raises(Exception, match="naive datetime"):
        async with database.read() as work:
            await work.articles.latest(naive)
