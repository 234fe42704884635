"""Archives: by REST, by the paged feed, by the sitemap; resumed, polite, and nobody's news."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.services import archives
from bot.services.backfill import LEASE, Progress
from bot.services.readings import Readings
from db import Source
from tests.support.blog import Blog, Misdeed, says
from tests.support.newsroom import Newsroom, Opening

pytestmark = pytest.mark.asyncio(loop_scope="session")

WAYS: list[tuple[str, dict[str, Any], str]] = [
    ("REST", {}, "/wp-json/wp/v2/posts?per_page=100&page=1"),
    ("the paged feed", {"has_rest": False}, "/feed/?paged=4"),
    ("the sitemap", {"has_rest": False, "is_paged": False}, "/wp-sitemap-posts-post-1.xml"),
]


def blog_of(count: int, **manners: Any) -> Blog:
    blog = Blog(**manners)
    blog.publish_many(count)
    return blog


async def read(room: Newsroom, source: Source) -> list[Progress]:
    """Read the archive on as far as it goes now."""
    return [step async for step in room.readings.backfill(source, patient=False)]


@pytest.mark.parametrize(("way", "manners", "asked"), WAYS, ids=[way for way, _, _ in WAYS])
async def test_the_whole_archive_is_read_and_nobody_is_sent_it(
    opening: Opening, way: str, manners: dict[str, Any], asked: str
) -> None:
    async with opening(blog_of(34, **manners)) as room:
        source = await room.add()
        assert any(path.startswith(asked) for path in room.blog.paths()), way
        assert (source.backfill.state, source.backfill.done) == ("done", source.backfill.total)
        assert len(await room.titles()) == 34
        assert await room.news(room.clock.now() - timedelta(days=9999)) == []
        assert {article.guid for article in await room.articles()} == {p.guid for p in room.blog.visible()}
        assert "/impressum/" not in room.blog.paths()


async def test_progress_tells_how_much_there_is(opening: Opening) -> None:
    async with opening(blog_of(250)) as room:
        source = await room.add(archive=False)
        steps = await read(room, source)
        assert [(step.backfill.done, step.backfill.total) for step in steps] == [
            (100, 250),
            (200, 250),
            (250, 250),
        ]
        assert [len(step.tally.new) for step in steps] == [90, 100, 50]


async def test_the_newest_pieces_are_read_first(opening: Opening) -> None:
    async with opening(blog_of(40, has_rest=False, is_paged=False)) as room:
        await room.add()
        stored = [article.title for article in await room.articles()]
        # ten from the feed at first, then the sitemap from its end
        assert stored[10:] == [f"Beitrag {n}" for n in range(30, 0, -1)]


async def test_of_a_huge_site_no_more_addresses_are_gathered_than_memory_holds(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_NAMED", 20)
    async with opening(blog_of(34, has_rest=False, is_paged=False)) as room:
        source = await room.add(archive=False)
        names = [room.blog.url(f"/wp-sitemap-posts-post-{n}.xml") for n in (1, 2, 3)]
        maps = "".join(f"<sitemap><loc>{name}</loc></sitemap>" for name in names)
        room.blog.misdeeds["/wp-sitemap.xml"] = says(text=f"<sitemapindex>{maps}</sitemapindex>")
        await read(room, source)
        read_maps = [path for path in room.blog.paths() if "posts-post" in path]
        assert read_maps == ["/wp-sitemap-posts-post-3.xml"]
        assert len(await room.titles()) == 34


async def test_whatever_one_archive_runs_into_the_others_go_on(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opening(blog_of(20)) as room:
        broken, healthy = [await room.add(via, archive=False) for via in ("rss", "atom")]
        room.break_for(broken, monkeypatch)
        assert {step.source.id for step in await room.readings.backfill_some()} == {healthy.id}
        states = [(await room.source(each.id)).backfill.state for each in (broken, healthy)]
        assert states == ["running", "done"]


@pytest.mark.parametrize("at", range(1, 5))
async def test_a_crash_at_any_page_loses_nothing_and_repeats_one_page(opening: Opening, at: int) -> None:
    async with opening(blog_of(45, has_rest=False)) as room:
        source = await room.add(archive=False)
        room.blog.requests.clear()
        steps = room.readings.backfill(source, patient=False)
        for _ in range(at):
            await anext(steps)
        # another process goes on; the first is dead in the middle of its next page, which it held
        died = Crash(room)
        await died.read(source)
        held = await room.source(source.id)
        assert await read(room, held) == [], "held for a while"
        patient = room.readings.backfill(held)
        assert (await anext(patient)).backfill.done == held.backfill.done, "who waits is told so at once"
        await patient.aclose()
        room.clock.advance(LEASE)
        await read(room, held)
        assert len(await room.titles()) == 45
        asked = [path for path in room.blog.paths() if path.startswith("/feed/")]
        assert len(asked) == len(set(asked)) + 1


class Crash:
    """A process that dies after it fetched a page and before it stored it."""

    def __init__(self, room: Newsroom) -> None:
        self._room = room

    async def read(self, source: Source) -> None:
        """Read one page, and die."""
        room = self._room
        reached = asyncio.Event()

        async def never(_: web.Request) -> web.StreamResponse:
            reached.set()
            await asyncio.sleep(30)
            return web.Response(status=500)

        room.blog.misdeeds["/feed/"] = never
        other = Readings(room.database, room.blog.fetcher(room.clock), room.reader, room.ingest, room.clock)

        async def go() -> None:
            async for _ in other.backfill(source, patient=False):
                pass

        task = asyncio.ensure_future(go())
        await asyncio.wait_for(reached.wait(), 10)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        room.blog.misdeeds.clear()


async def test_two_processes_share_an_archive_and_read_each_page_once(opening: Opening) -> None:
    async with opening(blog_of(60, has_rest=False)) as room:
        source = await room.add(archive=False)
        room.blog.requests.clear()
        other = Readings(room.database, room.blog.fetcher(room.clock), room.reader, room.ingest, room.clock)

        async def go(readings: Readings) -> None:
            while (await room.source(source.id)).backfill.state == "running":
                async for _ in readings.backfill(source, patient=False):
                    pass
                await asyncio.sleep(0.01)

        await asyncio.gather(go(room.readings), go(other))
        asked = [path for path in room.blog.paths() if path.startswith("/feed/")]
        assert sorted(asked) == sorted(set(asked))
        assert len(await room.titles()) == 60


async def test_a_server_that_wants_peace_gets_it_and_the_archive_goes_on_later(opening: Opening) -> None:
    async with opening(blog_of(150)) as room:
        source = await room.add(archive=False)
        room.blog.misdeeds["/wp-json/wp/v2/posts?per_page=100&page=2"] = says(429, Retry_After="2")
        await read(room, source)
        assert (await room.source(source.id)).backfill.state == "running"
        room.blog.requests.clear()
        assert await room.readings.backfill_some() == []
        assert room.blog.requests == []
        room.blog.misdeeds.clear()
        room.clock.advance(timedelta(seconds=3))
        async with asyncio.timeout(10):
            while (await room.source(source.id)).backfill.state == "running":
                room.clock.advance(timedelta(minutes=2))
                await room.readings.backfill_some()
                await asyncio.sleep(0.2)
        assert len(await room.titles()) == 150


async def test_an_archive_that_fails_rests_longer_each_time_and_is_given_up(opening: Opening) -> None:
    async with opening(blog_of(150)) as room:
        source = await room.add(archive=False)
        room.blog.misdeeds["/wp-json/wp/v2/posts?per_page=100&page=2"] = says(500)
        began = room.clock.now()
        while (await room.source(source.id)).backfill.state == "running":
            await read(room, source)
            room.clock.advance(timedelta(minutes=1))
        assert timedelta(hours=1) < room.clock.now() - began < timedelta(hours=5)
        assert (await room.source(source.id)).backfill.state == "failed"
        # an operator may have it tried again
        room.blog.misdeeds.clear()
        await read(room, await room.readings.resume(source.id, by="test", now=room.clock.now()))
        assert len(await room.titles()) == 150


BROKEN_APIS: list[tuple[str, Misdeed]] = [
    ("an error", says(500)),
    ("a page", says(200, "<html>Anmelden</html>")),
    ("no list", says(200, '{"code": "rest_disabled"}', "application/json")),
    ("closed", says(401, '{"code": "rest_forbidden"}', "application/json")),
]


@pytest.mark.parametrize("api", [api for _, api in BROKEN_APIS], ids=[name for name, _ in BROKEN_APIS])
async def test_where_the_api_does_not_answer_the_feed_does(opening: Opening, api: Misdeed) -> None:
    async with opening(blog_of(25)) as room:
        room.blog.misdeeds["/wp-json/"] = room.blog.misdeeds["/?rest_route"] = api
        await room.add()
        assert len(await room.titles()) == 25


async def test_a_server_that_ignores_the_page_number_ends_the_walk(opening: Opening) -> None:
    async with opening(blog_of(25, has_rest=False, is_paged=False, has_sitemap=False)) as room:
        source = await room.add()
        assert source.backfill.state == "done"
        assert len(await room.titles()) == 10
        assert len([path for path in room.blog.paths() if "paged" in path]) == 1


async def test_an_archive_of_excerpts_is_read_from_its_pages(opening: Opening) -> None:
    async with opening(blog_of(25, excerpts=True, has_rest=False)) as room:
        source = await room.add()
        assert source.backfill.state == "done"
        assert {article.paragraphs[-1] for article in await room.articles()} == {"Und sein Ende."}
        pages = [path for path in room.blog.paths() if path.startswith("/2026/")]
        assert sorted(pages) == sorted(post.path for post in room.blog.visible())


async def test_hidden_posts_of_an_archive_stay_hidden(opening: Opening) -> None:
    blog = blog_of(5)
    blog.change(blog.visible()[2], status="private")
    async with opening(blog) as room:
        await room.add()
        assert len(await room.articles()) == 4


async def test_an_archive_is_asked_for_one_page_at_a_time_with_a_pause(opening: Opening) -> None:
    async with opening(blog_of(45, has_rest=False), delay=0.1) as room:
        began = asyncio.get_running_loop().time()
        await room.add()
        pages = [path for path in room.blog.paths() if path.startswith("/feed/")]
        assert asyncio.get_running_loop().time() - began >= 0.1 * (len(pages) - 1)


async def test_archives_are_read_side_by_side(opening: Opening) -> None:
    released = asyncio.Event()

    async def slow(_: web.Request) -> web.StreamResponse:
        await asyncio.wait_for(released.wait(), 20)
        return web.Response(status=500)

    async with opening(blog_of(45, has_rest=False)) as room:
        found = await room.readings.discover("http://langsam.example/feed/", "rss")
        first = await room.readings.keep(found, by="test", now=room.clock.now())
        other = await room.add("atom", archive=False)
        room.blog.misdeeds["/feed/?paged"] = slow
        reading = asyncio.ensure_future(room.readings.backfill_some())
        async with asyncio.timeout(10):
            while (await room.source(other.id)).backfill.state == "running":  # noqa: ASYNC110 - it waits for rows
                await asyncio.sleep(0.02)
        assert (await room.source(first.id)).backfill.state == "running"
        released.set()
        await reading
