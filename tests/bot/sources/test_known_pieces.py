"""The pieces whose reading is known, through every channel of their blog; skipped where they are not at hand."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.sources.entry import FIELDS, Entry
from bot.sources.feeds import read_feed
from bot.sources.pages import read_page
from bot.sources.wordpress import read_posts
from bot.sources.wxr import read_export

SITE = Path(__file__).resolve().parents[3] / ".." / "shared" / "wordpress"
pytestmark = pytest.mark.skipif(not SITE.exists(), reason="the known pieces are not beside this project")
HOST, KNOWN = "https://blog.example", "http://127.0.0.1:18080"


@pytest.fixture(scope="module")
def judge() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SITE / "kit" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((SITE / "kit" / "gold_open.json").read_text("utf-8"))
    return found


def body(name: str) -> bytes:
    return (SITE / "fixtures" / f"{name}.body").read_bytes()


def exported() -> bytes:
    """The pieces as an export would hold them, from the texts that made the blog."""
    posts = json.loads((SITE / "kit" / "content" / "posts.json").read_text("utf-8"))
    items = "".join(
        f"<item><title><![CDATA[{post['title']}]]></title><guid>{post['guid']}</guid><link>{post['url']}</link>"
        f"<content:encoded><![CDATA[{post['content']}]]></content:encoded><wp:post_type>post</wp:post_type>"
        f"<wp:status>{post.get('status') or 'publish'}</wp:status><wp:post_password>"
        f"{post.get('password') or ''}</wp:post_password></item>"
        for post in posts
    )
    names = (
        'xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    )
    return f"<rss {names}><channel><wp:wxr_version>1.2</wp:wxr_version>{items}</channel></rss>".encode()


def entries(channel: str, gold: list[dict[str, Any]]) -> list[Entry]:
    if channel == "rss":
        return [
            entry
            for page in ("", "_page2", "_page3")
            for entry in read_feed(body(f"feed/rss2{page}")).entries
        ]
    if channel == "atom":
        return [entry for page in ("", "_page2") for entry in read_feed(body(f"feed/atom{page}")).entries]
    if channel == "wpcom":
        return list(read_feed(body("feed/rss2_wpcom_like")).entries)
    if channel == "rest":
        return list(read_posts(body("rest/posts_100")))
    if channel == "export":
        return list(read_export(exported().decode()))
    guids = {piece["url"].replace(KNOWN, HOST): piece["guid"] for piece in gold}
    pages = (
        read_page(path.read_bytes(), HOST)
        for path in sorted((SITE / "fixtures" / "html").glob("[0-9]*.body"))
    )
    return [replace(page, guid=guids.get(page.url or "", page.guid)) for page in pages]


@pytest.mark.parametrize("channel", ["rss", "atom", "wpcom", "rest", "export", "page"])
def test_every_known_piece_is_read_right(channel: str, judge: ModuleType, gold: list[dict[str, Any]]) -> None:
    found = {
        entry.guid.replace(HOST, KNOWN): {
            "title": entry.title if entry.title_from == "given" else "",
            "paragraphs": [paragraph.text for paragraph in entry.paragraphs],
            "provenance": {name: getattr(entry.provenance, name) for name in FIELDS},
        }
        for entry in entries(channel, gold)
        if entry.access == "public"
    }
    wanted = [piece for piece in gold if piece["guid"] in found] if channel in ("wpcom", "atom") else gold
    totals, _, differing = judge.score(wanted, found, out=lambda *_: None)
    assert differing == []
    assert (totals["missing"], totals["leaks"], totals["body_exact"]) == (0, 0, len(wanted))
    assert len(wanted) >= 9


@pytest.mark.parametrize(
    ("name", "key"),
    [("feed/rss2_truncated", "truncated"), ("feed/unknown_feed", "html"), ("errors/db_down_feed", "html"),
     ("errors/maintenance_503_feed", "html"), ("errors/fatal_500_feed", "html")],
)  # fmt: skip
def test_every_broken_answer_is_a_failure(name: str, key: str) -> None:
    with pytest.raises(Exception, match=f"error.feed.{key}"):
        read_feed(body(name))


def test_an_excerpt_only_feed_says_so() -> None:
    for name in ("feed/rss2_excerpt_only", "feed/atom_excerpt_only"):
        assert all(
            entry.excerpt_only or entry.access == "protected" for entry in read_feed(body(name)).entries
        )
