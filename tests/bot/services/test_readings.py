"""Sources read again and again: what is new, what changed, what is gone, and what is only trouble."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from aiohttp import web

from bot.services.editing import Editing
from bot.services.readings import CLAIMED, Readings
from db import Source
from tests.support.blog import Blog, Post, says
from tests.support.newsroom import HALF_AN_HOUR, Newsroom, Opening

pytestmark = pytest.mark.asyncio(loop_scope="session")
DAY = timedelta(days=1)
CHANNELS = ("rss", "atom", "json", "rest")


def blog_of(count: int = 12, **manners: Any) -> Blog:
    """A blog with some posts."""
    blog = Blog(**manners)
    blog.publish_many(count)
    return blog


# ------------------------------------------------------------------- new, changed, the same
@pytest.mark.parametrize("via", CHANNELS)
async def test_a_new_post_is_new_and_the_first_ones_are_not(opening: Opening, via: Any) -> None:
    async with opening(blog_of()) as room:
        source = await room.add(via)
        before = room.clock.now()
        assert await room.news(before - DAY) == []
        room.blog.publish("Etwas Neues")
        reading = await room.refresh(source)
        assert await room.news(before) == ["Etwas Neues"]
        assert len(reading.tally.new) == 1
        assert reading.tally.changed == ()


@pytest.mark.parametrize("via", [None, *CHANNELS])
async def test_an_unchanged_blog_is_written_nowhere(opening: Opening, via: Any) -> None:
    async with opening(blog_of()) as room:
        source = await room.add(via)
        stored = await room.articles()
        for everything in (False, True, False):
            reading = await room.refresh(source, everything=everything)
            assert reading.error is None
            assert (reading.tally.new, reading.tally.changed, reading.tally.withdrawn) == ((), (), ())
        assert await room.articles() == stored


async def test_an_edit_changes_the_piece_in_place(opening: Opening) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add()
        while await room.summarise.pending():
            pass
        before = await room.article("Beitrag 3")
        post = newest(room)
        room.blog.change(post, text=(*post.text, "Ein Nachtrag."), modified=room.clock.now())
        reading = await room.refresh(source)
        after = await room.article("Beitrag 3")
        assert reading.tally.changed == (before.id,)
        assert after.paragraphs[-1] == "Ein Nachtrag."
        assert (after.stored_at, after.backfilled) == (before.stored_at, before.backfilled)
        assert (before.summarised_hash is None, after.summarised_hash) == (False, None)
        assert await room.news(before.stored_at) == []


async def test_another_title_and_another_address_are_no_other_piece(opening: Opening) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add()
        number = (await room.article("Beitrag 3")).id
        room.blog.change(newest(room), title="Umbenannt", slug="ganz-anders", modified=room.clock.now())
        reading = await room.refresh(source)
        piece = await room.article("Umbenannt")
        assert (piece.id, reading.tally.new) == (number, ())
        assert piece.url == room.blog.url(newest(room).path)


async def test_a_title_that_rss_cuts_stays_whole(opening: Opening) -> None:
    blog = blog_of(1)
    blog.publish("Drei ist größer als 1 <3 und sonst nichts")
    async with opening(blog) as room:
        source = await room.add()
        assert source.kind == "rss"
        assert "Drei ist größer als 1 <3 und sonst nichts" in await room.titles()
        stored = await room.articles()
        reading = await room.refresh(source, everything=True)
        assert (reading.tally.changed, await room.articles()) == ((), stored)
        room.blog.change(newest(room), title="Drei ist größer", modified=room.clock.now())
        await room.refresh(source)
        assert "Drei ist größer" in await room.titles()


async def test_an_operators_correction_survives_an_edit_of_the_post(opening: Opening) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add()
        number = (await room.article("Beitrag 3")).id
        editing = Editing(room.database)
        now = room.clock.now()
        await editing.set_field(number, "author", "Solomija Ausgedacht", by="test", now=now)
        await editing.set_field(number, "title", "Ein besserer Titel", by="test", now=now)
        room.blog.change(newest(room), text=("Ganz neu geschrieben.",), modified=now)
        await room.refresh(source)
        piece = await room.article("Ein besserer Titel")
        assert (piece.id, piece.provenance.author) == (number, "Solomija Ausgedacht")
        assert piece.paragraphs == ("Ganz neu geschrieben.",)


FLOODS: list[tuple[dict[str, Any], list[timedelta], list[int]]] = [
    ({"window": 500}, [HALF_AN_HOUR], [60]),
    ({"window": 10}, [HALF_AN_HOUR, DAY], [10, 50]),  # once a day the archive is looked through, too
    ({"window": 500, "excerpts": True}, [HALF_AN_HOUR] * 3, [20, 20, 20]),  # so many pages at a time
]


@pytest.mark.parametrize(("manners", "pauses", "come"), FLOODS)
async def test_a_flood_makes_ten_pieces_new_and_the_rest_archive(
    opening: Opening, manners: dict[str, Any], pauses: list[timedelta], come: list[int]
) -> None:
    async with opening(blog_of(2, **manners)) as room:
        source = await room.add()
        await room.refresh(source)
        before = room.clock.now()
        for n in range(100, 160):
            room.blog.publish(f"Flut {n}", at=before + timedelta(seconds=n))
        brought = [await room.refresh(source, after=pause) for pause in pauses]
        assert [len(reading.tally.new) for reading in brought] == come
        assert await room.news(before) == [f"Flut {n}" for n in range(159, 149, -1)]


async def test_posts_dated_ahead_back_and_alike(opening: Opening) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add()
        before = room.clock.now()
        room.blog.publish("Aus der Zukunft", at=before + timedelta(days=400), modified=before)
        room.blog.publish(
            "Nachgetragen", at=datetime(2026, 1, 2, 9, 30, tzinfo=before.tzinfo), modified=before
        )
        for name in ("Zwilling A", "Zwilling B"):
            room.blog.publish(name, at=before - timedelta(hours=1), modified=before)
        reading = await room.refresh(source)
        assert len(reading.tally.new) == 4
        assert set(await room.news(before)) == {"Aus der Zukunft", "Nachgetragen", "Zwilling A", "Zwilling B"}
        future = await room.article("Aus der Zukunft")
        assert future.published_at <= room.clock.now()
        # an edit does not move it up again
        room.blog.change(newest(room), text=("Anders.",), modified=room.clock.now())
        assert (await room.refresh(source)).tally.changed == (future.id,)
        assert (await room.article("Aus der Zukunft")).published_at == future.published_at


async def test_without_dates_the_order_of_the_feed_tells_what_is_newest(opening: Opening) -> None:
    blog = blog_of(3, has_rest=False)
    async with opening(blog) as room:

        async def undated(_: web.Request) -> web.Response:
            items = "".join(
                f"<item><title>{post.title}</title><guid>{post.guid}</guid>"
                f"<content:encoded><![CDATA[{post.body}]]></content:encoded></item>"
                for post in room.blog.visible()
            )
            content = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
            text = f"<rss version='2.0' {content}><channel><title>Ein Blog</title>{items}</channel></rss>"
            return web.Response(text=text, content_type="application/rss+xml")

        room.blog.misdeeds["/feed/"] = undated
        source = await room.add("rss", archive=False)
        assert await room.titles() == ["Beitrag 3", "Beitrag 2", "Beitrag 1"]
        room.blog.publish("Beitrag 4")
        room.blog.publish("Beitrag 5")
        await room.refresh(source)
        assert await room.titles() == [f"Beitrag {n}" for n in (5, 4, 3, 2, 1)]


# ------------------------------------------------------------------- withdrawn, and back
WITHDRAWALS: list[tuple[str, dict[str, Any]]] = [
    ("trash", {"status": "trash"}),
    ("private", {"status": "private"}),
    ("password", {"password": "geheim"}),
]


@pytest.mark.parametrize("via", ["rss", "rest"])
@pytest.mark.parametrize("place", [0, 4], ids=["the newest", "in the middle"])
@pytest.mark.parametrize(("how", "state"), WITHDRAWALS, ids=[how for how, _ in WITHDRAWALS])
async def test_what_is_no_longer_public_disappears_and_may_come_back(
    opening: Opening,
    via: Any,
    place: int,
    how: str,
    state: dict[str, Any],
) -> None:
    async with opening(blog_of()) as room:
        source = await room.add(via)
        post = room.blog.visible()[place]
        number = (await room.article(post.title)).id
        # the author's act changes what WordPress calls the time of the last change, or takes it away
        room.blog.change(post, modified=room.clock.now(), **state)
        reading = await room.refresh(source)
        assert reading.tally.withdrawn == (number,), how
        assert post.title not in await room.titles()
        room.blog.change(post, status="publish", password="", modified=room.clock.now())
        before = room.clock.now()
        reading = await room.refresh(source)
        assert (reading.tally.returned, reading.tally.new) == ((number,), ())
        assert post.title in await room.titles()
        assert await room.news(before) == []


async def test_leaving_the_window_is_no_deletion(opening: Opening) -> None:
    async with opening(blog_of(10, has_rest=False)) as room:
        source = await room.add()
        for n in range(20, 26):
            room.blog.publish(f"Beitrag {n}")
        reading = await room.refresh(source)
        assert reading.tally.withdrawn == ()
        assert len(await room.titles()) == 16


async def test_an_empty_feed_deletes_nothing(opening: Opening) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add()
        empty = "<rss version='2.0'><channel><title>Ein Blog</title></channel></rss>"
        room.blog.misdeeds["/feed/"] = says(200, empty, "application/rss+xml")
        reading = await room.refresh(source)
        assert (reading.error, len(await room.titles())) == (None, 3)


async def test_a_piece_that_is_missing_but_still_there_stays(opening: Opening) -> None:
    async with opening(blog_of(5, has_rest=False)) as room:
        source = await room.add()
        hidden = room.blog.visible()[2]

        async def without(_: web.Request) -> web.StreamResponse:
            from tests.support import blog as written

            shown = [post for post in room.blog.visible() if post.id != hidden.id]
            return web.Response(text=written._rss(room.blog, shown), content_type="application/rss+xml")

        room.blog.misdeeds["/feed/"] = without
        reading = await room.refresh(source)
        assert (reading.tally.withdrawn, len(await room.titles())) == ((), 5)
        assert hidden.path in room.blog.paths()


async def test_a_redirect_to_another_piece_does_not_keep_a_trashed_one(opening: Opening) -> None:
    async with opening(blog_of(5)) as room:
        source = await room.add()
        gone, other = room.blog.visible()[2], room.blog.visible()[3]
        room.blog.change(gone, status="trash")
        room.blog.redirects[gone.path] = (301, room.blog.url(other.path))
        assert len((await room.refresh(source, everything=True)).tally.withdrawn) == 1


async def test_a_page_that_cannot_be_asked_for_now_is_asked_for_again(opening: Opening) -> None:
    async with opening(blog_of(5)) as room:
        source = await room.add()
        gone = room.blog.visible()[2]
        room.blog.change(gone, status="trash")
        room.blog.publish("Etwas Neues")
        room.blog.misdeeds[gone.path] = says(500)
        assert (await room.refresh(source)).tally.withdrawn == ()
        del room.blog.misdeeds[gone.path]
        assert len((await room.refresh(source)).tally.withdrawn) == 1


@pytest.mark.parametrize("has_rest", [True, False], ids=["by REST", "by the paged feed"])
async def test_once_a_day_the_archive_outside_the_window_is_looked_through(
    opening: Opening, *, has_rest: bool
) -> None:
    async with opening(blog_of(35, has_rest=has_rest)) as room:
        source = await room.add()
        posts = {post.title: post for post in room.blog.visible()}
        room.blog.change(posts["Beitrag 1"], status="trash")
        room.blog.change(posts["Beitrag 3"], text=("Berichtigt.",), modified=room.clock.now())
        reading = await room.refresh(source, after=DAY)
        assert len(reading.tally.withdrawn) == 1
        assert (await room.article("Beitrag 3")).paragraphs == ("Berichtigt.",)
        assert len(await room.titles()) == 34


# ------------------------------------------------------------------- identity
async def test_the_guid_is_kept_exactly_as_published(opening: Opening) -> None:
    blog = blog_of(1)
    odd = blog.publish("Seltsam", guid="http://ALTES-Blog.example:80/?p=7&amp;x= y").guid
    async with opening(blog) as room:
        await room.add("rss")
        assert (await room.article("Seltsam")).guid == odd


async def test_guids_that_change_places_make_nothing_new(opening: Opening) -> None:
    async with opening(blog_of(10, has_rest=False)) as room:
        source = await room.add()
        stored = {article.title: article.id for article in await room.articles()}
        posts = room.blog.visible()
        for post, other in zip(posts, posts[3:] + posts[:3], strict=True):
            room.blog.change(post, guid=other.guid, modified=room.clock.now())
        reading = await room.refresh(source)
        assert (reading.tally.new, reading.tally.withdrawn) == ((), ())
        assert {article.title: article.id for article in await room.articles()} == stored


async def test_a_counter_for_a_guid_makes_new_only_what_is_new(opening: Opening) -> None:
    def counted() -> None:
        for number, post in enumerate(room.blog.visible()):
            room.blog.change(post, guid=str(number))

    async with opening(blog_of(8, has_rest=False)) as room:
        counted()
        source = await room.add()
        stored = {article.title: article.id for article in await room.articles()}
        room.blog.publish("Etwas Neues")
        counted()
        reading = await room.refresh(source)
        assert len(reading.tally.new) == 1
        assert {a.title: a.id for a in await room.articles() if a.title != "Etwas Neues"} == stored


async def test_a_guid_that_stands_twice_is_none(opening: Opening) -> None:
    blog = blog_of(4)
    for post in blog.visible():
        blog.change(post, guid="immer dasselbe")
    async with opening(blog) as room:
        source = await room.add("rss")
        assert len(await room.titles()) == 4
        room.blog.publish("Etwas Neues", guid="immer dasselbe")
        assert len((await room.refresh(source)).tally.new) == 1


async def test_all_guids_new_on_known_links_flood_nobody(opening: Opening) -> None:
    async with opening(blog_of(10)) as room:
        source = await room.add()
        before = room.clock.now()
        for post in room.blog.visible():
            room.blog.change(post, guid=f"urn:neu:{post.id}", modified=before)
        reading = await room.refresh(source)
        assert (reading.tally.new, await room.news(before)) == ((), [])
        assert all(article.guid.startswith("urn:neu:") for article in await room.articles())


@pytest.mark.parametrize(("keeps_guids", "keeps_paths"), [(True, True), (False, True), (False, False)])
async def test_a_blog_that_moves_to_another_host_floods_nobody(
    opening: Opening, *, keeps_guids: bool, keeps_paths: bool
) -> None:
    async with opening(blog_of(10)) as room:
        source = await room.add("rss")
        numbers = {article.id for article in await room.articles()}
        room.blog.host = "umgezogen.example"
        room.blog.redirects["/feed/"] = (301, "http://umgezogen.example/feed/atom/")
        for post in room.blog.visible():
            guid = post.guid if keeps_guids else post.guid.replace("blog.example", "umgezogen.example")
            slug = post.slug if keeps_paths else f"{post.id}-neu"
            room.blog.change(post, guid=guid, slug=slug, modified=room.clock.now())
        reading = await room.refresh(source)
        assert (reading.error, reading.tally.new, reading.tally.withdrawn) == (None, (), ())
        stored = await room.articles()
        assert {article.id for article in stored} == numbers
        assert all("//umgezogen.example/" in str(article.url) for article in stored)


async def test_a_page_merges_with_its_feed_entry_and_never_takes_it_over(opening: Opening) -> None:
    async with opening(blog_of(5)) as room:
        post = newest(room)
        page = await room.add("page", path=f"{post.path}?utm_source=x")
        assert len(await room.articles()) == 1
        feed = await room.add()
        piece = await room.article(post.title)
        assert (len(await room.articles()), piece.source_id, piece.guid) == (5, feed.id, post.guid)
        await room.refresh(page, everything=True)
        assert await room.article(post.title) == piece


async def test_two_feeds_of_one_blog_hold_each_piece_once(opening: Opening) -> None:
    async with opening(blog_of(12)) as room:
        await room.add("rss")
        stored = await room.articles()
        atom = await room.add("atom")
        room.blog.publish("Etwas Neues")
        await room.refresh(atom)
        assert (await room.articles())[:12] == stored
        assert len(await room.articles()) == 13


# ------------------------------------------------------------------- excerpts
@pytest.mark.parametrize("via", ["rss", "atom"])
async def test_a_feed_of_excerpts_leads_to_its_pages_once_a_change(opening: Opening, via: Any) -> None:
    async with opening(blog_of(5, excerpts=True)) as room:
        source = await room.add(via)
        assert {article.paragraphs[-1] for article in await room.articles()} == {"Und sein Ende."}
        assert all(article.provenance.author for article in await room.articles())
        await room.refresh(source)
        room.blog.publish("Etwas Neues")
        edited = room.blog.visible()[3]
        room.blog.change(edited, text=("Ein anderer Anfang.", "Und Schluss."), modified=room.clock.now())
        before = room.clock.now()
        await room.refresh(source)
        asked = [path for path in room.blog.paths() if path.startswith("/2026/")]
        assert len(asked) == 5 + 2
        assert asked.count(edited.path) == 2
        assert await room.news(before) == ["Etwas Neues"]
        assert (await room.article(edited.title)).paragraphs[-1] == "Und Schluss."


async def test_a_page_that_does_not_answer_is_no_reason_to_store_an_excerpt(opening: Opening) -> None:
    async with opening(blog_of(3, excerpts=True)) as room:
        source = await room.add("rss")
        post = room.blog.publish("Etwas Neues")
        room.blog.misdeeds[post.path] = says(500)
        assert (await room.refresh(source)).tally.new == ()
        del room.blog.misdeeds[post.path]
        assert len((await room.refresh(source)).tally.new) == 1
        assert (await room.article("Etwas Neues")).paragraphs[-1] == "Und sein Ende."


async def test_a_page_that_never_answers_holds_up_no_other_and_is_not_asked_for_all_the_time(
    opening: Opening,
) -> None:
    async with opening(blog_of(4, excerpts=True, has_rest=False, has_sitemap=False)) as room:
        broken = newest(room)
        room.blog.misdeeds[broken.path] = says(500)
        source = await room.add("rss", archive=False)
        assert len((await room.refresh(source)).tally.new) == 3
        room.blog.publish("Etwas Neues", at=room.clock.now())
        before = room.clock.now()
        await room.refresh(source)
        assert await room.news(before) == ["Etwas Neues"]
        await room.refresh(source)
        following = (await room.source(source.id)).next_fetch_at
        assert following is not None
        assert following - room.clock.now() >= timedelta(minutes=9)
        # once it answers it is archive, as it would have been
        room.blog.misdeeds.clear()
        before = room.clock.now()
        assert len((await room.refresh(source)).tally.new) == 1
        assert await room.news(before) == []


# ------------------------------------------------------------------- conditions
async def test_conditions_are_sent_the_etag_before_the_date(opening: Opening) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add("rss")
        await room.refresh(source)
        assert "If-None-Match" not in room.blog.requests[-1][1]
        await room.refresh(source)
        sent = room.blog.requests[-1][1]
        assert sent["If-None-Match"] == (await room.source(source.id)).etag
        assert "If-Modified-Since" not in sent
        await room.refresh(source, after=DAY)
        assert "If-None-Match" not in next(h for p, h in reversed(room.blog.requests) if p == "/feed/")


async def test_an_answer_with_the_same_bytes_is_not_read(opening: Opening) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add("rss")
        await room.refresh(source)
        # a server that sends an ETag and ignores it, and whose readers would have been killed by now
        async with room.database.begin() as tx:
            await tx.sources.change(source.id, etag='"anders"')
        await room.reader.close()
        assert (await room.refresh(source)).error is None
        assert "If-None-Match" in room.blog.requests[-1][1]


# ------------------------------------------------------------------- trouble
FAILURES: list[tuple[str, Any]] = [
    ("error.feed.html", says(200, "<!doctype html><html><p>Wartung</p></html>")),
    ("error.feed.truncated", says(200, "<rss version='2.0'><channel><item><title>Abge", "application/rss+xml")),
    ("error.feed.illformed", says(200, "<rss><channel></item></channel></rss>", "application/rss+xml")),
    ("error.feed.empty", says(200, "", "application/rss+xml")),
    ("error.fetch.server", says(500, "<html>Kritischer Fehler</html>")),
    ("error.fetch.busy", says(503, "<html>Wartung</html>", Retry_After="7200")),
    ("error.fetch.missing", says(404, "<html>Nichts</html>")),
    ("error.fetch.forbidden", says(401, "<html>Zutritt verboten</html>")),
]  # fmt: skip


@pytest.mark.parametrize(("key", "misdeed"), FAILURES, ids=[key for key, _ in FAILURES])
async def test_a_failed_reading_changes_nothing_that_is_stored(
    opening: Opening, key: str, misdeed: Any
) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add("rss")
        stored = await room.articles()
        room.blog.misdeeds["/feed/"] = misdeed
        reading = await room.refresh(source)
        assert reading.error is not None
        assert reading.error.key == key
        assert await room.articles() == stored
        after = await room.source(source.id)
        assert (after.state, after.failures, after.failing_since) == ("active", 1, room.clock.now())
        assert after.last_error is not None
        assert after.last_error.key == key
        assert after.next_fetch_at is not None
        assert after.next_fetch_at > room.clock.now()
        assert (after.etag, after.body_hash) == (source.etag, source.body_hash)


async def test_a_servers_wish_for_peace_is_respected(opening: Opening) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add("rss")
        room.blog.misdeeds["/feed/"] = says(429, Retry_After="7200")
        await room.refresh(source)
        after = await room.source(source.id)
        assert after.next_fetch_at is not None
        assert after.next_fetch_at >= room.clock.now() + timedelta(hours=2)
        asked = len(room.blog.requests)
        await room.refresh(source)
        assert len(room.blog.requests) == asked, "the whole host is left in peace"


async def test_a_feed_that_is_gone_ends_its_source_and_is_told_of_once(opening: Opening) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add("rss")
        room.blog.misdeeds["/feed/"] = says(410)
        await room.refresh(source)
        after = await room.source(source.id)
        assert (after.state, after.next_fetch_at) == ("gone", None)
        assert len(await room.titles()) == 3
        assert await told(room) == [source.id]
        assert await told(room) == []


@pytest.mark.parametrize("status", [404, 401])
async def test_a_feed_that_is_missing_backs_off_and_ends_after_thirty_days(
    opening: Opening, status: int
) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add("rss")
        room.blog.misdeeds["/feed/"] = says(status)
        began = room.clock.now()
        times: list[datetime] = []
        stories: list[int] = []
        while (at := (await room.source(source.id)).next_fetch_at) is not None:
            times.append(at)
            room.clock.set(at)
            await room.readings.due(at)
            stories += await told(room)
        pauses = [later - earlier for earlier, later in pairwise(times)]
        assert (await room.source(source.id)).state == "gone"
        assert timedelta(days=30) <= times[-1] - began <= timedelta(days=32)
        assert all(pause <= DAY for pause in pauses)
        assert len(times) < 60
        # when it lasts, and when it ends
        assert stories == [source.id, source.id]


async def test_what_recovers_is_told_of_again_the_next_time(opening: Opening) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add("rss")
        for _ in range(2):
            room.blog.misdeeds["/feed/"] = says(500)
            for _ in range(4):
                await room.refresh(source)
            assert await told(room) == [source.id]
            room.blog.misdeeds.clear()
            await room.refresh(source)
            after = await room.source(source.id)
            assert (after.failures, after.last_error, after.told_at) == (0, None, None)


async def test_a_permanent_redirect_is_kept_after_three_times_over_a_day(opening: Opening) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add("rss")
        old, new = source.address, room.blog.url("/feed/neu/")
        feed = room.blog.url("/feed/atom/")
        room.blog.redirects["/feed/"] = (301, feed)
        for after, address in [(HALF_AN_HOUR, old), (HALF_AN_HOUR, old), (HALF_AN_HOUR, old), (DAY, feed)]:
            await room.refresh(source, after=after)
            assert (await room.source(source.id)).address == address
        assert new != feed
        await room.refresh(source)
        assert (await room.source(source.id)).moved_to == old


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_a_temporary_redirect_is_followed_and_never_kept(opening: Opening, status: int) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add("rss")
        room.blog.redirects["/feed/"] = (status, room.blog.url("/feed/atom/"))
        for _ in range(4):
            assert (await room.refresh(source, after=DAY)).error is None
        assert (await room.source(source.id)).address == source.address


async def test_a_source_that_moves_to_a_known_one_has_done_its_work(opening: Opening) -> None:
    async with opening(blog_of(3)) as room:
        rss, atom = await room.add("rss"), await room.add("atom")
        room.blog.redirects["/feed/"] = (308, atom.address)
        for _ in range(3):
            await room.refresh(rss, after=DAY)
        assert (await room.source(rss.id)).state == "gone"
        room.blog.publish("Etwas Neues")
        assert len((await room.refresh(atom)).tally.new) == 1
        assert {article.source_id for article in await room.articles()} == {atom.id}


# ------------------------------------------------------------------- side by side
async def test_a_slow_source_delays_no_other(opening: Opening) -> None:
    released = asyncio.Event()

    async def slow(_: web.Request) -> web.StreamResponse:
        await asyncio.wait_for(released.wait(), 20)
        return web.Response(status=500)

    async with opening(blog_of(3)) as room:
        first = await room.add("rss")
        others = [await room.add(via) for via in ("atom", "json", "rest")]
        room.blog.misdeeds["/feed/atom/"] = room.blog.misdeeds["/feed/json/"] = says(500)
        room.blog.misdeeds = {"/feed/atom/": says(500), "/feed/json/": says(500), "/feed/": slow}
        room.clock.advance(timedelta(hours=2))
        reading = asyncio.ensure_future(room.readings.due(room.clock.now()))
        try:
            async with asyncio.timeout(10):
                while not all([await is_read(room, other) for other in others]):  # noqa: ASYNC110 - it waits for rows
                    await asyncio.sleep(0.02)
            assert not await is_read(room, first)
        finally:
            released.set()
        assert {one.source.id for one in await reading} == {first.id, *(other.id for other in others)}


async def test_several_processes_read_a_source_once(opening: Opening) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add("rss")
        room.clock.advance(timedelta(hours=1))
        others = [
            Readings(room.database, room.blog.fetcher(room.clock), room.reader, room.ingest, room.clock)
            for _ in range(3)
        ]
        room.blog.requests.clear()
        done = await asyncio.gather(*(other.due(room.clock.now()) for other in [room.readings, *others]))
        assert len(room.blog.requests) == 1
        assert sum(len(readings) for readings in done) >= 1
        due = await room.source(source.id)
        assert due.next_fetch_at is not None
        assert due.next_fetch_at > room.clock.now() + CLAIMED


async def test_a_source_that_was_removed_while_it_was_read_stays_removed(opening: Opening) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add("rss")

        async def removed(request: web.Request) -> web.StreamResponse:
            await room.readings.remove(source.id, by="test", now=room.clock.now())
            room.blog.misdeeds.clear()
            return await room.blog.answer(request)

        room.blog.misdeeds["/feed/"] = removed
        assert (await room.readings.read(source)).error is None
        assert await room.articles() == []


async def test_a_paused_source_is_not_asked_until_it_is_resumed(opening: Opening) -> None:
    async with opening(blog_of(3)) as room:
        source = await room.add("rss")
        await room.readings.pause(source.id, by="test", now=room.clock.now())
        room.clock.advance(DAY)
        assert await room.readings.due(room.clock.now()) == []
        await room.refresh(source)
        assert (await room.source(source.id)).next_fetch_at is None
        await room.readings.resume(source.id, by="test", now=room.clock.now())
        assert len(await room.readings.due(room.clock.now())) == 1


# ------------------------------------------------------------------- helpers
def newest(room: Newsroom) -> Post:
    """The post that was published last."""
    return room.blog.visible()[0]


async def test_whatever_one_source_runs_into_the_others_go_on(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opening(blog_of(3)) as room:
        broken, healthy = await room.add("rss"), await room.add("atom")
        room.break_for(broken, monkeypatch)
        room.blog.publish("Etwas Neues")
        room.clock.advance(DAY)
        readings = await room.readings.due(room.clock.now())
        assert {r.source.id: r.error and r.error.key for r in readings} == {
            broken.id: "error.reader.killed",
            healthy.id: None,
        }
        assert (await room.source(broken.id)).failures == 1
        assert "Etwas Neues" in await room.titles()


async def told(room: Newsroom) -> list[int]:
    """Tell the operators what is to be told."""
    sources = await room.readings.to_tell()
    for source in sources:
        await room.readings.mark_told(source.id, room.clock.now())
    return [source.id for source in sources]


async def is_read(room: Newsroom, source: Source) -> bool:
    """Whether a source was read in this round."""
    next_time, now = (await room.source(source.id)).next_fetch_at, room.clock.now()
    return next_time is not None and next_time > now and next_time != now + CLAIMED
