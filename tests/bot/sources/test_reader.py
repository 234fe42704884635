from __future__ import annotations

import asyncio
import contextlib
import json
import pickle
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.errors import QuellenboteError
from bot.sources.feeds import read_feed
from bot.sources.fetch import Fetcher
from bot.sources.reader import Reader, _Unpickler
from bot.sources.wordpress import api_roots, posts_page, posts_url
from tests.bot.sources.server import answer, by_path, serving
from tests.bot.sources.test_feeds import item, post, rss


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    reader = Reader()
    yield reader
    await reader.close()


async def killed(work: object) -> str:
    with pytest.raises(QuellenboteError) as caught:
        await work  # type: ignore[misc]  # any of the reader's coroutines
    assert caught.value.key == "error.reader.killed"
    return str(caught.value.arguments["reason"])


async def test_a_worker_reads_what_the_pure_reader_reads(reader: Reader, tmp_path: Path) -> None:
    data = rss(item(1), item(2, body="<p>Da</p><p>Quelle: Kolo, 3. Mai 2026</p>"))
    assert await reader.feed(data) == read_feed(data)
    assert len(await reader.posts(json.dumps([post()]).encode())) == 1
    page = await reader.page(
        b"<article><p>Der Fluss stieg in der Nacht.</p></article>", "https://b.example/1"
    )
    assert page.url == "https://b.example/1"
    (tmp_path / "a.txt").write_text("Der Fluss stieg.\nEr fiel.")
    assert len((await reader.path(tmp_path / "a.txt"))[0].paragraphs) == 2
    assert (
        await reader.discover(
            b"<link rel='alternate' type='application/rss+xml' href='/f'>", "https://b.example"
        )
    ).feeds
    assert await reader.sitemap(b"<urlset><url><loc>https://b.example/1</loc></url></urlset>") == (
        (),
        ("https://b.example/1",),
    )


async def test_an_expected_error_comes_through_with_its_arguments(reader: Reader) -> None:
    with pytest.raises(QuellenboteError) as caught:
        await reader.file("a.pdf", b"x")
    assert (caught.value.key, caught.value.arguments["name"]) == ("error.file.kind", "a.pdf")


HOSTILE = {
    "deep markup": b"<html>" + b"<div><b>" * 300_000,
    "endless attributes": b"<p " + b"a=b " * 500_000 + b">x",
    "many siblings": b"<p>" + b"<i>x</i>" * 300_000,
    "one endless word": b"<p>" + b"Quelle:" * 300_000,
    "many lines": b"<p>" + b"Autor: a<br>" * 20_000,
    "many paragraphs": b"<p>Quelle: x, 1.1.2026</p>" * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_pages_end_in_time_and_the_next_piece_is_read(name: str) -> None:
    reader = Reader(cpu_seconds=2, seconds=4.0, workers=1)
    began = time.monotonic()
    with contextlib.suppress(QuellenboteError):  # refused, killed or read: in time is what counts
        await reader.page(HOSTILE[name], "https://b.example/")
    assert time.monotonic() - began < 6
    assert len((await reader.feed(rss(item()))).entries) == 1
    await reader.close()


async def test_a_worker_over_its_memory_ends_and_the_next_one_works() -> None:
    reader = Reader(memory=160 * 2**20, workers=1)
    big = b"<html><body>" + b"<p>x</p>" * 3_000_000
    with pytest.raises(QuellenboteError):
        await reader.page(big, "https://b.example/")
    assert len((await reader.feed(rss(item()))).entries) == 1
    await reader.close()


async def test_a_hostile_piece_holds_up_no_other() -> None:
    reader = Reader(cpu_seconds=1, seconds=15.0, workers=2)
    await asyncio.gather(reader.feed(rss(item())), reader.feed(rss(item())))
    slow = asyncio.ensure_future(reader.page(HOSTILE["many lines"] * 20, "https://b.example/"))
    await asyncio.sleep(0.05)
    assert len((await reader.feed(rss(item()))).entries) == 1
    assert not slow.done()
    await asyncio.gather(slow, return_exceptions=True)
    await reader.close()


async def test_a_cancelled_job_leaves_no_answer_for_the_next(reader: Reader) -> None:
    reader = Reader(workers=1)
    await reader.feed(rss(item(1)))
    job = asyncio.ensure_future(reader.feed(rss(*(item(n) for n in range(400)))))
    await asyncio.sleep(0.02)
    job.cancel()
    await asyncio.gather(job, return_exceptions=True)
    assert (await reader.feed(rss(item(7)))).entries[0].guid == "urn:stueck:7"
    await reader.close()


def test_a_worker_that_was_taken_over_cannot_make_us_run_anything() -> None:
    import io
    import os

    with pytest.raises(pickle.UnpicklingError):
        _Unpickler(io.BytesIO(pickle.dumps(os.system))).load()


# Back-fill


def pages(root: str) -> dict[str, bytes]:
    def path(page: int) -> str:
        return posts_url(root, page).removeprefix("http://127.0.0.1")

    first, last = (
        [post(id=n, guid={"rendered": f"g{n}"}) for n in numbers] for numbers in (range(3), range(3, 5))
    )
    headers = {"X_WP_Total": "5", "X_WP_TotalPages": "2", "Content_Type": "application/json"}
    return {
        path(1): answer(200, json.dumps(first).encode(), **headers),
        path(2): answer(200, json.dumps(last).encode(), **headers),
    }


async def test_an_archive_comes_page_after_page_with_its_size(reader: Reader) -> None:
    root = "http://127.0.0.1/wp-json/wp/v2/posts"
    async with serving(by_path(pages(root))) as server:
        fetch = Fetcher(Clock(), allow_hosts=["127.0.0.1"], delay=0.0)
        found = [await posts_page(fetch, reader, server.url("/wp-json/wp/v2/posts"), n) for n in (1, 2)]
    assert [page and (len(page.entries), page.pages, page.total) for page in found] == [(3, 2, 5), (2, 2, 5)]


def test_the_api_is_looked_for_where_it_may_be() -> None:
    assert api_roots("https://b.example/blog/", "https://b.example/blog/wp-json/") == (
        "https://b.example/blog/wp-json/wp/v2/posts", "https://b.example/blog/?rest_route=/wp/v2/posts",
        "https://public-api.wordpress.com/wp/v2/sites/b.example/posts",
    )  # fmt: skip
