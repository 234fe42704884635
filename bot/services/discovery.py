"""What an address publishes: its feed, its WordPress API, or a single page, tried before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from bot.errors import QuellenboteError
from bot.services.archives import roots
from bot.sources.entry import Entry
from bot.sources.fetch import Fetched, Fetcher, FetchError
from bot.sources.pages import Discovery as Named
from bot.sources.reader import Reader
from bot.sources.urls import is_homepage
from bot.sources.wordpress import posts_url

Via: TypeAlias = Literal["rss", "atom", "json", "rest", "page"]
POSTS_ASKED = 20
"""Posts of a REST API asked for at each reading."""
_USUAL_FEEDS: dict[Via | None, tuple[str, ...]] = {
    None: ("feed/", "feed/atom/", "atom.xml", "rss.xml", "index.xml", "feed.json"),
    "rss": ("feed/", "rss.xml", "index.xml", "feed.xml"),
    "atom": ("feed/atom/", "atom.xml", "feed/", "index.xml"),
    "json": ("feed/json/", "feed.json", "index.json"),
}
_NO_FEED = ("error.feed.html", "error.feed.unknown", "error.feed.empty")


@dataclass(frozen=True, slots=True)
class Discovered:
    """A way into a blog that was tried and worked: what it is, what it is called, its newest pieces."""

    kind: Via
    address: str
    site: str
    title: str
    entries: tuple[Entry, ...]
    api: str | None = None
    """Where the site's page says that its WordPress API is."""
    is_forced: bool = False
    """Whether the operator named the channel: then nothing else is read of the blog."""


class Discovery:
    """Looks for the best channel of a site."""

    def __init__(self, fetcher: Fetcher, reader: Reader) -> None:
        self._fetcher = fetcher
        self._reader = reader

    async def find(self, address: str, via: Via | None = None) -> Discovered:
        """The channel of that address, or the forced one.

        Raises error.discover.nothing, and what fetching the address raises where nothing else was found.
        """
        if "://" not in address:
            address = f"https://{address}"
        if via == "rest":
            return await self._rest(address, None, forced=True)
        try:
            answer = await self._fetcher.get(address)
        except FetchError as error:
            # a front page may be closed, or broken, where the feed is not
            if error.status is None or error.kind in ("busy", "gone") or via == "page":
                raise
            found = await self._usual(address, via, None)
            if found is None:
                raise
            return found
        if via == "page":
            return await self._page(answer, forced=True)
        return await self._at(address, answer, via)

    async def read(self, address: str, via: Via | None = None) -> Discovered:
        """As ``find``, but an address that is neither a feed nor a front page is read as the piece it shows."""
        if via is None and "://" in address and not is_homepage(address):
            answer = await self._fetcher.get(address)
            return await self._feed(address, answer, None) or await self._page(answer, forced=False)
        return await self.find(address, via)

    async def _at(self, address: str, answer: Fetched, via: Via | None) -> Discovered:
        """What a page that was fetched is or names."""
        if feed := await self._feed(answer.final_url, answer, via):
            return feed
        site = answer.final_url
        named = await self._reader.discover(answer.body, site, content_type=answer.content_type)
        for link in named.feeds:
            if (via is None or via in link.kind) and (found := await self._try(link.url, via, site, named)):
                return found
        if found := await self._usual(site, via, named):
            return found
        if via is None and named.is_wordpress:
            return await self._rest(site, named)
        raise QuellenboteError("error.discover.nothing", address=address)

    async def _usual(self, site: str, via: Via | None, named: Named | None) -> Discovered | None:
        """A feed in one of the places where feeds usually are."""
        for path in _USUAL_FEEDS.get(via, ()):
            if found := await self._try(_below(site, path), via, site, named):
                return found
        return None

    async def _try(self, url: str, via: Via | None, site: str, named: Named | None) -> Discovered | None:
        try:
            found = await self._feed(url, await self._fetcher.get(url), via)
        except QuellenboteError:
            return None
        if found is None:
            return None
        title = found.title or (named.title if named else None) or _host(site)
        api = named.api if named and via is None else None
        return Discovered(found.kind, found.address, site, title, found.entries, api, via is not None)

    async def _feed(self, url: str, answer: Fetched, via: Via | None) -> Discovered | None:
        """The feed that an answer is; None where it is none, or not the wanted kind. Raises error.feed.…"""
        try:
            feed = await self._reader.feed(answer.body, content_type=answer.content_type, url=url)
        except QuellenboteError as error:
            if error.key in _NO_FEED or "html" in (answer.content_type or ""):
                return None
            raise
        if feed.is_comments or (via is not None and feed.kind != via):
            return None
        title = feed.title or _host(url)
        return Discovered(
            feed.kind, url, feed.site_url or url, title, feed.entries, is_forced=via is not None
        )

    async def _rest(self, site: str, named: Named | None, *, forced: bool = False) -> Discovered:
        """The site's WordPress API. Raises error.discover.nothing."""
        given = [site.split("?")[0].rstrip("/")] if "/wp/v2/" in site and "rest_route" not in site else []
        for root in given or roots(site, (named.api if named else None) or ""):
            try:
                answer = await self._fetcher.get(request_url("rest", root))
                entries = await self._reader.posts(answer.body)
            except QuellenboteError:
                continue
            title = (named.title if named else None) or _host(site)
            return Discovered("rest", root, site, title, entries, root, forced)
        raise QuellenboteError("error.discover.nothing", address=site)

    async def _page(self, answer: Fetched, *, forced: bool) -> Discovered:
        url = answer.final_url
        entry = await self._reader.page(answer.body, url, content_type=answer.content_type)
        return Discovered("page", url, url, entry.title or _host(url), (entry,), is_forced=forced)


def request_url(kind: str, address: str) -> str:
    """What is asked of a source of that kind, each time."""
    return posts_url(address, 1, per_page=POSTS_ASKED) if kind == "rest" else address


def _below(site: str, path: str) -> str:
    return f"{site.split('?')[0].rstrip('/')}/{path}"


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
