"""The ways into a blog's whole archive, step by step: its REST API, its paged feed, its sitemap."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urljoin, urlsplit

from bot.errors import QuellenboteError
from bot.services.ingest import BEGINNING, END
from bot.sources.entry import Entry
from bot.sources.feeds import Feed
from bot.sources.fetch import Fetched, Fetcher, FetchError
from bot.sources.reader import Reader
from bot.sources.urls import absolute, canonical, is_homepage
from bot.sources.wordpress import MAX_PAGES, api_roots, feed_page_url, posts_page
from db import Database, Source

Way = Literal["", "rest", "feed", "sitemap"]
MAPS = 50
"""Sitemaps read of one site; each may name 50,000 pages (sitemaps.org, Protocol)."""
MOST_NAMED = 200_000
"""Addresses from which on no further sitemap is read: they stand in memory, some 200 bytes each."""
PAGES_A_STEP = 10
_USUAL_MAPS = ("sitemap.xml", "wp-sitemap.xml", "sitemap_index.xml")
_NO_POSTS = re.compile(r"taxonom|categor|tag|author|user|page-|image|video|attachment|product", re.IGNORECASE)
_HOSTED = "public-api.wordpress.com"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an archive one stands: the way, the page to read next, and what was met there last.

    ``until`` and ``owner`` say who is at it, or (without an owner) until when it rests; ``tries`` counts
    failures in a row. It is stored as the cursor of the back-fill.
    """

    way: Way = ""
    root: str = ""
    page: int = 1
    last: str = ""
    until: str = ""
    owner: str = ""
    tries: int = 0

    @classmethod
    def parse(cls, cursor: str) -> Place:
        """The place that a cursor names; the beginning where it is empty."""
        return cls(**json.loads(cursor)) if cursor.startswith("{") else cls()

    def __str__(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value})

    def is_free(self, now: datetime, owner: str) -> bool:
        """Whether that owner may go on from here now."""
        return not self.until or datetime.fromisoformat(self.until) <= now or self.owner == owner


@dataclass(frozen=True, slots=True)
class Step:
    """What one step brought, and the place to go on from; None: the archive has been read.

    ``entries`` are newest first, ``root`` is the API that gave them. ``total`` is the number of pieces where
    it is told, ``done`` how many addresses of a sitemap this step has dealt with (entries are fewer: what is
    known is not fetched).
    """

    entries: tuple[Entry, ...]
    following: Place | None
    total: int | None = None
    done: int | None = None
    root: str = ""


class Archives:
    """Reads archives. A step asks for little, politely, and can be taken again."""

    def __init__(self, database: Database, fetcher: Fetcher, reader: Reader) -> None:
        self._database = database
        self._fetcher = fetcher
        self._reader = reader
        self._addresses: dict[int, tuple[str, ...]] = {}

    async def step(self, source: Source, place: Place) -> Step:
        """One step from that place. Raises what fetching and reading raise."""
        if place.way == "":
            return await self._choose(source, place.root)
        if place.way == "rest":
            return await self._posts(place)
        if place.way == "feed":
            return await self._feed_page(source, place)
        return await self._pages(source, place)

    async def _choose(self, source: Source, announced: str) -> Step:
        """By REST where it answers, else by the feed."""
        for root in roots(source.site or source.address, announced):
            try:
                return await self._posts(Place("rest", root))
            except FetchError as error:
                if error.kind in ("busy", "waiting"):
                    raise
            except QuellenboteError:
                continue
        return Step((), Place("feed") if source.kind != "rest" else None)

    async def _posts(self, place: Place) -> Step:
        page = await posts_page(self._fetcher, self._reader, place.root, place.page)
        if page is None:
            return Step((), None, root=place.root)
        last = page.pages is not None and place.page >= page.pages
        following = None if last else Place("rest", place.root, place.page + 1)
        return Step(page.entries, following, page.total, root=place.root)

    async def _feed_page(self, source: Source, place: Place) -> Step:
        """One page of the paged feed; a feed of one page only sends us to the sitemap."""
        url = place.root or feed_page_url(source.address, place.page)
        # a page that says the same as the one before: the server does not know of pages
        end = Step((), Place("sitemap") if place.page <= 2 else None)
        answer = await self._fetcher.get_politely(url)
        if answer.status != 200:
            if place.page == 1 or answer.status >= 500:
                raise QuellenboteError("error.backfill.status", status=answer.status, page=place.page)
            return end
        feed = await self._feed(answer, url, first=place.page == 1)
        said = _print(feed.entries) if feed else ""
        if feed is None or not feed.entries or said == place.last or place.page > MAX_PAGES:
            return end
        following = _following(feed, url)
        return Step(feed.entries, Place("feed", following, place.page + 1, said))

    async def _feed(self, answer: Fetched, url: str, *, first: bool) -> Feed | None:
        """A page of the feed; None where a page beyond the last is no feed at all."""
        try:
            return await self._reader.feed(answer.body, content_type=answer.content_type, url=url)
        except QuellenboteError as error:
            if first or error.key not in ("error.feed.html", "error.feed.unknown", "error.feed.empty"):
                raise
            return None

    # ---------------------------------------------------------------- the sitemap
    async def _pages(self, source: Source, place: Place) -> Step:
        """The next pages that the sitemap names and nobody has read yet."""
        addresses = self._addresses.get(source.id)
        if addresses is None:
            addresses = self._addresses[source.id] = await self._named(source)
        start = addresses.index(place.last) + 1 if place.last in addresses else 0
        some = addresses[start : start + PAGES_A_STEP * 5]
        async with self._database.read() as tx:
            known = await tx.articles.known_urls([canonical(address) for address in some])
        entries: list[Entry] = []
        asked = done = 0
        for address in some:
            if canonical(address) not in known:
                if asked == PAGES_A_STEP:
                    break
                asked += 1
                entries += await self._page(address)
            done += 1
        if start + done >= len(addresses):
            del self._addresses[source.id]
            return Step(tuple(entries), None, len(addresses), done)
        return Step(tuple(entries), Place("sitemap", last=some[done - 1]), len(addresses), done)

    async def _page(self, address: str) -> tuple[Entry, ...]:
        """The piece at an address, if it is one."""
        answer = await self._fetcher.get_politely(address)
        if answer.status >= 500:
            raise QuellenboteError("error.backfill.status", status=answer.status, page=1)
        if answer.status != 200:
            return ()
        try:
            entry = await self._reader.page(answer.body, answer.final_url, content_type=answer.content_type)
        except QuellenboteError:
            return ()
        return (replace(entry, url=entry.url or answer.final_url),)

    async def _named(self, source: Source) -> tuple[str, ...]:
        """The addresses of pieces in a site's sitemaps, newest first as far as can be told."""
        async with self._database.read() as tx:
            stored = await tx.articles.known_between(source.id, BEGINNING, END)
        shapes = _Shapes([known.url for known in stored if known.url])
        site = source.site or source.address
        found: dict[str, None] = {}
        waiting = list(await self._announced_maps(site))
        for _ in range(MAPS):
            if not waiting or len(found) >= MOST_NAMED:
                break
            more, pages = await self._map(waiting.pop(0))
            waiting += reversed(_of_posts(more))
            # those that write sitemaps append: the newest stand last
            own = (page for page in reversed(pages) if _host(page) == _host(site))
            found |= dict.fromkeys(page for page in own if shapes.fit(page))
        return tuple(sorted(found, key=_dated, reverse=True))

    async def _announced_maps(self, site: str) -> Sequence[str]:
        """The sitemap that robots.txt announces, else the first of the usual ones that is there."""
        robots = await self._fetcher.get_politely(urljoin(site, "/robots.txt"))
        if robots.status == 200:
            text = robots.body[:100_000].decode("utf-8", "replace")
            if named := re.findall(r"(?im)^\s*sitemap:\s*(\S+)", text):
                return [found for address in named if (found := absolute(site, address))]
        for name in _USUAL_MAPS:
            address = urljoin(site, f"/{name}")
            answer = await self._fetcher.get_politely(address)
            is_xml = b"<" in answer.body[:100] and b"<html" not in answer.body[:1000].lower()
            if answer.status == 200 and is_xml:
                return [address]
        return ()

    async def _map(self, address: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        answer = await self._fetcher.get_politely(address)
        if answer.status != 200:
            return (), ()
        try:
            return await self._reader.sitemap(answer.body)
        except QuellenboteError:
            return (), ()


def roots(site: str, announced: str) -> list[str]:
    """Where the posts may be asked for; the API of WordPress.com is asked about public names only."""
    parts = urlsplit(site)
    public = parts.port is None and "." in (parts.hostname or "") and not _is_ip(parts.hostname or "")
    return [root for root in api_roots(site, announced or None) if public or _HOSTED not in root]


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _print(entries: Sequence[Entry]) -> str:
    return hashlib.sha256("\n".join(entry.guid for entry in entries).encode()).hexdigest()[:16]


def _following(feed: Feed, url: str) -> str:
    """The next page that a feed names itself (RFC 5005, JSON Feed's next_url); empty where it names none."""
    following = feed.next_url or ""
    return following if following and following != url and _host(following) == _host(url) else ""


def _of_posts(maps: Sequence[str]) -> list[str]:
    """The sitemaps that hold posts; all that do not deny it where none says so."""
    kept = [address for address in maps if not _NO_POSTS.search(_file(address))]
    return [address for address in kept if "post" in _file(address)] or kept


def _file(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2]


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _dated(url: str) -> str:
    """The date in an address, ``/2026/01/18/``; addresses without one keep their order among themselves."""
    match = re.search(r"/((?:19|20)\d\d)/(\d\d?)(?:/(\d\d?))?/", url)
    return "-".join(f"{int(part or 0):04d}" for part in match.groups()) if match else ""


class _Shapes:
    """What the addresses of a blog's pieces look like: numbers, words, and how they follow each other."""

    def __init__(self, known: Sequence[str]) -> None:
        steps = [_steps(url) for url in known]
        first = {step[0] for step in steps if len(step) > 1}
        # all below /blog/, say: then what is not below it is no piece
        self._fixed = first.pop() if len(first) == 1 and len(known) > 1 else None
        self._shapes = {_shape(step) for step in steps}

    def fit(self, url: str) -> bool:
        """Whether an address looks like those that are known; any does where none is known."""
        steps = _steps(url)
        if not steps or is_homepage(url):
            return False
        if not self._shapes:
            return True
        fixed = self._fixed is None or self._fixed.isdigit() or steps[0] == self._fixed
        return fixed and _shape(steps) in self._shapes


def _steps(url: str) -> list[str]:
    return [step for step in urlsplit(url).path.split("/") if step]


def _shape(steps: Sequence[str]) -> tuple[str, ...]:
    return tuple("#" if step.isdigit() else "*" for step in steps)
