"""What an address publishes: its feed, its WordPress API, or a single page, tried before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from bot.errors import QuellenboteError
from bot.sources.entry import Entry
from bot.sources.fetch import Fetcher, FetchError
from bot.sources.reader import Reader
from bot.sources.urls import canonical
from bot.sources.wordpress import api_roots, feed_page_url, posts_url

Via: TypeAlias = Literal["rss", "atom", "json", "rest", "page"]
_USUAL_FEEDS = ("feed/", "feed/atom/", "atom.xml", "rss.xml", "index.xml", "feed.json")


@dataclass(frozen=True, slots=True)
class Discovered:
    """A way into a blog that was tried and worked: what it is, what it is called, its newest pieces."""

    kind: Via
    address: str
    site: str
    title: str
    entries: tuple[Entry, ...]
    api: str | None = None
    """Where the whole archive may be read, for WordPress."""


class Discovery:
    """Looks for the best channel of a site."""

    def __init__(self, fetcher: Fetcher, reader: Reader) -> None:
        self._fetcher = fetcher
        self._reader = reader

    async def find(self, address: str, via: Via | None = None) -> Discovered:
        """The channel of that address, or the forced one. Raises error.discover.nothing and what fetching raises."""
        if "://" not in address:
            address = f"https://{address}"
        answer = await self._fetcher.get(address)
        site = answer.final_url
        if via == "page":
            return await self._page(site, answer.body, answer.content_type)
        if via == "rest":
            return await self._rest(site, None)
        if feed := await self._feed(site, answer.body, answer.content_type, via):
            return feed
        named = await self._reader.discover(answer.body, site, content_type=answer.content_type)
        candidates = [link.url for link in named.feeds if via is None or via in link.kind]
        if via in (None, "rss", "atom", "json"):
            candidates += [
                _below(site, path) for path in _USUAL_FEEDS if via is None or via in path or via == "rss"
            ]
        for candidate in dict.fromkeys(candidates):
            try:
                fed = await self._fetcher.get(candidate)
                found = await self._feed(candidate, fed.body, fed.content_type, via)
            except (FetchError, QuellenboteError):
                continue
            if found is not None:
                api = named.api if named.is_wordpress else None
                return Discovered(
                    found.kind, found.address, site, found.title or named.title or site, found.entries, api
                )
        if via is None and named.is_wordpress:
            return await self._rest(site, named.api)
        raise QuellenboteError("error.discover.nothing", address=address)

    async def _feed(
        self, url: str, body: bytes, content_type: str | None, via: Via | None
    ) -> Discovered | None:
        try:
            feed = await self._reader.feed(body, content_type=content_type, url=url)
        except QuellenboteError as error:
            if error.key in ("error.feed.html", "error.feed.unknown", "error.feed.empty"):
                return None
            raise
        if feed.is_comments or (via is not None and feed.kind != via):
            return None
        site = feed.site_url or url
        return Discovered(feed.kind, url, site, feed.title or _host(site), feed.entries)

    async def _rest(self, site: str, announced: str | None) -> Discovered:
        for root in api_roots(site, announced):
            try:
                answer = await self._fetcher.get(posts_url(root, 1, per_page=10))
                entries = await self._reader.posts(answer.body)
            except (FetchError, QuellenboteError):
                continue
            return Discovered("rest", root, site, _host(site), entries, root)
        raise QuellenboteError("error.discover.nothing", address=site)

    async def _page(self, url: str, body: bytes, content_type: str | None) -> Discovered:
        entry = await self._reader.page(body, url, content_type=content_type)
        return Discovered("page", canonical(url), url, entry.title or _host(url), (entry,))


def request_url(kind: str, address: str) -> str:
    """What is asked of a source of that kind, each time."""
    return posts_url(address, 1, per_page=20) if kind == "rest" else feed_page_url(address, 1)


def _below(site: str, path: str) -> str:
    return f"{site.split('?')[0].rstrip('/')}/{path}"


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
