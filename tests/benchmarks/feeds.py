"""Reading a feed with its posts, beside feedparser with trafilatura: ``python -m tests.benchmarks.feeds``.

A self-written feed of about 80 KB, and a captured one where it is at hand. Milliseconds of CPU, the best of some
rounds that take turns; *again* is the same bytes once more (what a poll meets), *new* is texts never read before.
Values, six a post: guid, address, title, time, whole body, link to the original. The others' body counts as right
where theirs begins with it, since they know no footer; their link where it stands anywhere in their text.
"""

from __future__ import annotations

import calendar
import json
import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from itertools import count
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import trafilatura

from bot.sources.feeds import read_feed

SITE = Path(__file__).resolve().parents[2] / ".." / "shared" / "wordpress"
KIT, BLOG = "http://127.0.0.1:18080", "https://blog.example"
"""Where the captured pieces stood when they were described, and where they stand in the feed."""
ROUNDS = 15
POSTS = 12
WORDS = [
    "der", "Hafen", "die", "Brücke", "ein", "Winter", "das", "Dorf", "wartet", "spricht", "erzählt", "über",
    "Strom", "Schule", "Fabrik", "Theater", "am", "Morgen", "gegen", "Abend", "niemand", "jemand", "wieder",
    "noch", "einmal", "leise", "Verhandlung", "Haushalt", "Garantie", "Krankenhaus", "Zeitung",
]  # fmt: skip


@dataclass(frozen=True)
class Post:
    """What is right of a post."""

    guid: str
    url: str
    title: str
    published: datetime
    body: str
    original: str

    @property
    def values(self) -> tuple[object, ...]:
        return self.guid, self.url, self.title, self.published, self.body, self.original


def own_feed() -> tuple[bytes, list[Post]]:
    """Invented posts with footers in three shapes."""
    dice = random.Random(7)  # noqa: S311 - no secret
    posts = [_own_post(number, dice) for number in range(1, POSTS + 1)]
    items = "".join(
        f"<item><title>{escape(post.title)}</title><link>{post.url}</link><guid>{escape(post.guid)}</guid>"
        f"<pubDate>{format_datetime(post.published)}</pubDate>"
        f"<content:encoded><![CDATA[{_markup(post, number)}]]></content:encoded></item>\n"
        for number, post in enumerate(posts)
    )
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    head = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {space}><channel><title>Blog</title>'
    return f"{head}<link>https://blog.example/</link>{items}</channel></rss>".encode(), posts


def _own_post(number: int, dice: random.Random) -> Post:
    sentences = (" ".join(dice.choices(WORDS, k=dice.randint(6, 16))).capitalize() + "." for _ in count())
    body = "\n\n".join(" ".join(next(sentences) for _ in range(dice.randint(3, 6))) for _ in range(13))
    return Post(
        f"https://blog.example/?p={number}",
        f"https://blog.example/{number}/",
        f"Beitrag & Nummer {number}",
        datetime(2026, 11, 1, 9, tzinfo=UTC) + timedelta(hours=7 * number),
        body,
        f"https://zeitung.example/artikel/{number}",
    )


def _markup(post: Post, number: int) -> str:
    text = "\n".join(f"<p>{escape(part)}</p>" for part in post.body.split("\n\n"))
    link = f'<a href="{post.original}">Original ansehen</a>'
    lines = ["Art der Quelle: Artikel", "Autor: Maksym Erfunden", f"Link zum Originaltext: {link}"]
    footers = (
        "<p>🔗 Originalquelle<br>" + "<br>".join(lines) + "</p>",
        "<h3>Quelle</h3><ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>",
        f'<p>Quelle: <a href="{post.original}">„Ein Tag im Hafen“</a>, Maksym Erfunden, 3. Mai 2026</p>',
    )
    return text + footers[number % len(footers)]


def captured_feed() -> tuple[bytes, list[Post]] | None:
    """The feed of a real blog's software and what is right of it; None where it is not at hand."""
    if not SITE.exists():
        return None
    data = (SITE / "fixtures" / "feed" / "rss2.body").read_bytes()
    known = json.loads((SITE / "kit" / "gold_open.json").read_text("utf-8").replace(KIT, BLOG))
    shown = ours(data)
    posts = [
        Post(one["guid"], one["url"], one["title"], datetime.fromisoformat(one["published_utc"]),
             "\n\n".join(one["paragraphs"]), one["provenance"].get("original_url") or "")
        for one in known if one["guid"] in shown
    ]  # fmt: skip
    return data, posts


def ours(data: bytes) -> dict[str, tuple[object, ...]]:
    """Six values a post, by guid, as we read them."""
    return {
        entry.guid: (
            entry.guid,
            entry.url,
            entry.title if entry.title_from == "given" else "",
            entry.published,
            "\n\n".join(paragraph.text for paragraph in entry.paragraphs),
            entry.provenance.original_url or "",
        )
        for entry in read_feed(data).entries
    }


def theirs(data: bytes) -> dict[str, tuple[object, ...]]:
    """The same from feedparser, and from trafilatura on each post's content."""
    found: dict[str, tuple[object, ...]] = {}
    for entry in feedparser.parse(data).entries:
        content = entry.content[0].value if "content" in entry else entry.get("summary", "")
        text = trafilatura.extract(
            f"<html><body><article>{content}</article></body></html>", include_links=True
        )
        stamp = calendar.timegm(entry.published_parsed)
        found[entry.id] = (
            entry.id,
            entry.link,
            entry.title,
            datetime.fromtimestamp(stamp, UTC),
            text or "",
            text,
        )
    return found


def ours_right(post: Post, got: Sequence[object]) -> int:
    """How many of the six are exactly right."""
    return sum(one == other for one, other in zip(post.values, got, strict=True))


def theirs_right(post: Post, got: Sequence[object]) -> int:
    """How many of the six are right, generously."""
    whole = " ".join(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", str(got[4])).split())
    said = whole.startswith(" ".join(post.body.split()))
    linked = post.original in str(got[5]) if post.original else "http" not in str(got[5])
    return sum(one == other for one, other in zip(post.values[:4], got[:4], strict=True)) + said + linked


def fastest(reads: Sequence[Callable[[bytes], object]], feeds: Sequence[bytes]) -> list[float]:
    """Milliseconds of CPU of each reader, taking turns: the best over these feeds."""
    best = [float("inf")] * len(reads)
    for data in feeds:
        for number, read in enumerate(reads):
            began = time.process_time()
            read(data)
            best[number] = min(best[number], (time.process_time() - began) * 1000)
    return best


def never_read(data: bytes, number: int) -> bytes:
    """The feed with a number at the end of each line of its texts: as long, and new."""
    return re.sub(rb"(?=</p>|</li>|</h\d>|<br ?/?>)", f" {number}".encode(), data)


def compare(name: str, data: bytes, posts: Sequence[Post]) -> None:
    """Print one feed's figures."""
    feeds = {"again": [data] * ROUNDS, "new": [never_read(data, n) for n in range(1, ROUNDS + 1)]}
    theirs(data)
    mine, other = ours(data), theirs(data)
    print(f"\n{name}: {len(data) / 1000:.0f} KB, {len(posts)} posts; values right of {6 * len(posts)}:")
    print(f"  ours {sum(ours_right(post, mine[post.guid]) for post in posts)}", end=", ")
    print(f"feedparser with trafilatura {sum(theirs_right(post, other[post.guid]) for post in posts)}")
    for sort, rounds in feeds.items():
        us, them = fastest((read_feed, theirs), rounds)
        print(f"  {sort:5}  ours {us:5.1f} ms, theirs {them:5.1f} ms: {them / us:.1f} times as fast")


def main() -> None:
    """Print both feeds."""
    compare("self-written feed", *own_feed())
    if (captured := captured_feed()) is not None:
        compare("captured feed", *captured)


if __name__ == "__main__":
    main()
