"""From a blog's address to its channel."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clock import MovableClock
from bot.errors import QuellenboteError
from bot.services.discovery import Discovered, Discovery, Via
from bot.sources.fetch import Fetched, Fetcher, FetchError
from bot.sources.reader import Reader
from tests.support.blog import NAMES, Blog, Names, says, serving
from tests.support.newsroom import Opening

pytestmark = pytest.mark.asyncio(loop_scope="session")

# what the blog offers, what is asked for → the channel that is found, and where
CHANNELS: list[tuple[dict[str, Any], str, Via | None, str, str]] = [
    ({}, "/", None, "rss", "/feed/"),
    ({}, "/", "rss", "rss", "/feed/"),
    ({}, "/", "atom", "atom", "/feed/atom/"),
    ({}, "/", "json", "json", "/feed/json/"),
    ({}, "/", "rest", "rest", "/wp-json/wp/v2/posts"),
    ({}, "/feed/atom/", None, "atom", "/feed/atom/"),
    ({}, "/wp-json/wp/v2/posts?per_page=3", "rest", "rest", "/wp-json/wp/v2/posts"),
    ({"names_feeds": False}, "/", None, "rss", "/feed/"),
    ({"names_feeds": False}, "/", "atom", "atom", "/feed/atom/"),
    ({"names_feeds": False, "feeds": ("json",)}, "/", "json", "json", "/feed/json/"),
    ({"feeds": (), "names_feeds": False}, "/", None, "rest", "/wp-json/wp/v2/posts"),
    ({"feeds": ("atom",)}, "/", None, "atom", "/feed/atom/"),
]


async def found(blog: Blog, opening: Opening, path: str, via: Via | None) -> Discovered:
    async with opening(blog) as room:
        return await room.readings.discover(blog.url(path), via)


@pytest.mark.parametrize(("manners", "path", "via", "kind", "at"), CHANNELS)
async def test_the_channel_of_an_address(
    opening: Opening, manners: dict[str, Any], path: str, via: Via | None, kind: str, at: str
) -> None:
    blog = Blog(**manners)
    blog.publish_many(3)
    channel = await found(blog, opening, path, via)
    assert (channel.kind, channel.address) == (kind, blog.url(at))
    assert [entry.title for entry in channel.entries] == ["Beitrag 3", "Beitrag 2", "Beitrag 1"]
    assert channel.is_forced == (via is not None)


async def test_a_page_of_its_own_is_one_piece(opening: Opening) -> None:
    blog = Blog()
    post = blog.publish_many(2)[0]
    channel = await found(blog, opening, post.path, "page")
    assert channel.kind == "page"
    assert channel.address == blog.url(post.path)
    assert [(entry.title, entry.guid) for entry in channel.entries] == [("Beitrag 1", post.guid)]


async def test_a_front_page_that_is_broken_hides_no_feed(opening: Opening) -> None:
    blog = Blog()
    blog.publish_many(1)
    blog.redirects["/"] = (302, blog.url("/kaputt"))
    blog.misdeeds["/kaputt"] = says(500)
    assert (await found(blog, opening, "/", None)).kind == "rss"


class Unencrypted(Fetcher):
    """The hosted API over plain HTTP: there is no certificate for loopback."""

    async def get(self, url: str, **options: Any) -> Fetched:
        return await super().get(url.replace("https://public-api", "http://public-api"), **options)


async def test_a_site_hosted_by_wordpress_com_is_asked_for_through_its_api(
    clock: MovableClock, reader: Reader
) -> None:
    blog = Blog(has_rest=False, feeds=(), names_feeds=False)
    blog.publish_many(2)
    async with serving(blog):
        fetcher = Unencrypted(clock, allow_hosts=NAMES, resolver=Names(blog))
        channel = await Discovery(fetcher, reader).find(blog.url(), "rest")
    assert channel.address == "https://public-api.wordpress.com/wp/v2/sites/blog.example/posts"
    assert len(channel.entries) == 2


@pytest.mark.parametrize(
    ("misdeed", "key"),
    [
        (says(404), "error.fetch.missing"),
        (says(410), "error.fetch.gone"),
        (says(503, Retry_After="60"), "error.fetch.busy"),
    ],
)
async def test_an_address_that_leads_nowhere_is_told_of(opening: Opening, misdeed: Any, key: str) -> None:
    blog = Blog(misdeeds={"/": misdeed})
    with pytest.raises(FetchError) as caught:
        await found(blog, opening, "/", None)
    assert caught.value.key == key


async def test_a_site_without_any_channel_is_refused(opening: Opening) -> None:
    blog = Blog(has_rest=False, feeds=(), is_wordpress=False)
    with pytest.raises(QuellenboteError) as caught:
        await found(blog, opening, "/", None)
    assert caught.value.key == "error.discover.nothing"


async def test_a_preview_shows_what_would_be_stored(opening: Opening) -> None:
    blog = Blog(excerpts=True)
    posts = blog.publish_many(3)
    async with opening(blog) as room:
        of_blog = await room.readings.preview(blog.url())
        of_piece = await room.readings.preview(blog.url(posts[1].path))
        stored = await room.articles()
    assert [entry.paragraphs[-1].text for entry in of_blog] == ["Und sein Ende."] * 3
    assert [(entry.title, entry.provenance.author) for entry in of_piece] == [
        ("Beitrag 2", "Maksym Erfunden")
    ]
    assert stored == []
