"""A blog on loopback that behaves as WordPress does, and misbehaves on demand; its texts and names are invented.

It answers to names of its own (``http://blog.example/``): the resolver that goes with it leads them here.
"""

from __future__ import annotations

import hashlib
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Literal

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.clock import Clock
from bot.sources.fetch import Fetcher

Status = Literal["publish", "private", "trash", "future"]
Misdeed = Callable[[web.Request], Awaitable[web.StreamResponse]]
FIRST_POST = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)
NAMES = ("blog.example", "umgezogen.example", "langsam.example", "public-api.wordpress.com")
_ATOM = 'xmlns="http://www.w3.org/2005/Atom"'


@dataclass(frozen=True)
class Post:
    """One post, as its author left it."""

    id: int
    title: str
    text: tuple[str, ...]
    published: datetime
    modified: datetime
    slug: str
    guid: str
    status: Status = "publish"
    password: str = ""
    original: str = "https://zeitung.example/artikel"

    @property
    def path(self) -> str:
        """Where it stands on its blog."""
        return f"/{self.published:%Y/%m}/{self.slug}/"

    @property
    def body(self) -> str:
        """Its text and footer as HTML."""
        paragraphs = "".join(f"<p>{escape(part)}</p>\n" for part in self.text)
        return (
            f"{paragraphs}<p>🔗 Originalquelle<br>Art der Quelle: Artikel<br>Autor: Maksym Erfunden<br>"
            f'Link zum Originaltext: <a href="{self.original}">Original ansehen</a></p>'
        )

    @property
    def shown(self) -> str:
        """What a visitor without the password sees."""
        form = '<form class="post-password-form"><input name="post_password"></form>'
        return form if self.password else self.body

    @property
    def headline(self) -> str:
        """The title as WordPress shows it."""
        return f"Geschützt: {self.title}" if self.password else self.title


@dataclass
class Blog:
    """The blog's posts, its manners, and all requests in their order."""

    port: int = 0
    host: str = "blog.example"
    posts: dict[int, Post] = field(default_factory=dict)
    requests: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    misdeeds: dict[str, Misdeed] = field(default_factory=dict)
    redirects: dict[str, tuple[int, str]] = field(default_factory=dict)
    has_rest: bool = True
    has_sitemap: bool = True
    names_feeds: bool = True
    is_wordpress: bool = True
    feeds: tuple[str, ...] = ("rss", "atom", "json")
    is_paged: bool = True
    excerpts: bool = False
    window: int = 10
    """Posts on one page of the feed."""

    # ---------------------------------------------------------------- what its author does
    def publish(self, title: str, *text: str, at: datetime | None = None, **more: object) -> Post:
        """A new post, an hour after the last one where no time is given."""
        number = max(self.posts, default=100) + 3
        last = max((post.published for post in self.posts.values()), default=FIRST_POST)
        at = at or last + timedelta(hours=1)
        body = text or (
            f"{title} ist der Anfang eines Textes, den sich niemand merken muss.",
            "Und sein Ende.",
        )
        post = Post(number, title, body, at, at, f"beitrag-{number}", f"http://{self.host}/?p={number}")
        self.posts[number] = replace(post, **more)  # type: ignore[arg-type]  # the fields of a Post by name
        return self.posts[number]

    def publish_many(self, count: int) -> list[Post]:
        """Posts with titles by number."""
        return [self.publish(f"Beitrag {n}") for n in range(1, count + 1)]

    def change(self, post: Post, **values: object) -> Post:
        """Another state of a post."""
        self.posts[post.id] = replace(self.posts[post.id], **values)  # type: ignore[arg-type]
        return self.posts[post.id]

    def url(self, path: str = "/") -> str:
        """An address on this blog."""
        return f"http://{self.host}{path}"

    def fetcher(self, clock: Clock, *, delay: float = 0.0, **options: float) -> Fetcher:
        """A fetcher that finds the blog under its names."""
        return Fetcher(clock, allow_hosts=NAMES, resolver=Names(self), delay=delay, **options)

    def paths(self) -> list[str]:
        """What was asked for, query and all."""
        return [path for path, _ in self.requests]

    # ---------------------------------------------------------------- what the world sees
    def visible(self) -> list[Post]:
        """Published posts, newest first."""
        shown = (post for post in self.posts.values() if post.status == "publish")
        return sorted(shown, key=lambda post: (post.published, post.id), reverse=True)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One request, answered as WordPress would."""
        self.requests.append((request.path_qs, dict(request.headers)))
        for part, misdeed in self.misdeeds.items():
            if request.path_qs.startswith(part):
                return await misdeed(request)
        if request.path in self.redirects:
            status, target = self.redirects[request.path]
            return web.Response(status=status, headers={"Location": target})
        if request.path.startswith(("/feed", "/wp/v2/sites", "/wp-json")) or "rest_route" in request.query:
            return self._channel(request)
        return self._page(request)

    def _channel(self, request: web.Request) -> web.Response:
        kinds = {"/feed/": "rss", "/feed/atom/": "atom", "/feed/json/": "json"}
        kind = kinds.get(request.path)
        if kind is None:
            return self._rest(request)
        if kind not in self.feeds:
            return web.Response(status=404, text="<html>Nichts gefunden</html>", content_type="text/html")
        number = int(request.query.get("paged", 1)) if self.is_paged else 1
        posts = self.visible()[(number - 1) * self.window : number * self.window]
        if number > 1 and not posts:
            return web.Response(status=404, text=_rss(self, []), content_type="application/rss+xml")
        writer = {"rss": _rss, "atom": _atom, "json": _json}[kind]
        kind_of_text = "application/json" if kind == "json" else f"application/{kind}+xml"
        return self._conditional(request, writer(self, posts), kind_of_text)

    def _conditional(self, request: web.Request, text: str, content_type: str) -> web.Response:
        """The ETag is the same for all feeds, and only exactly that one gives a 304; a date does alone."""
        newest = max((post.modified for post in self.visible()), default=FIRST_POST)
        etag = f'"{hashlib.md5(newest.isoformat().encode()).hexdigest()}"'  # noqa: S324 - as WordPress makes it
        headers = {"ETag": etag, "Last-Modified": format_datetime(newest, usegmt=True)}
        sent, since = request.headers.get("If-None-Match"), request.if_modified_since
        if sent == etag or (sent is None and since is not None and since >= newest):
            return web.Response(status=304, headers=headers)
        return web.Response(text=text, content_type=content_type, headers=headers)

    def _rest(self, request: web.Request) -> web.Response:
        hosted = request.path == f"/wp/v2/sites/{self.host}/posts"
        own = request.path == "/wp-json/wp/v2/posts" or "rest_route" in request.query
        if not (hosted or (own and self.has_rest)):
            return web.json_response({"code": "rest_no_route", "message": "Keine Route"}, status=404)
        number, size = int(request.query.get("page", 1)), int(request.query.get("per_page", 10))
        posts = self.visible()
        if number > 1 and (number - 1) * size >= len(posts):
            return web.json_response({"code": "rest_post_invalid_page_number"}, status=400)
        headers = {"X-WP-Total": str(len(posts)), "X-WP-TotalPages": str(-(-len(posts) // size))}
        some = [_as_rest(self, post) for post in posts[(number - 1) * size : number * size]]
        return web.json_response(some, headers=headers)

    def _page(self, request: web.Request) -> web.Response:
        if request.path == "/":
            return web.Response(text=_front(self), content_type="text/html")
        if request.path == "/robots.txt" and self.has_sitemap:
            return web.Response(text=f"User-agent: *\nSitemap: {self.url('/wp-sitemap.xml')}\n")
        if request.path.startswith("/wp-sitemap") and self.has_sitemap:
            return web.Response(text=_sitemap(self, request.path), content_type="application/xml")
        for post in self.visible():
            if request.path == post.path:
                return web.Response(text=_article(self, post), content_type="text/html")
        return web.Response(status=404, text="<html><p>Nichts gefunden</p></html>", content_type="text/html")


class Names(AbstractResolver):
    """Leads the blog's names to its port; there are no others."""

    def __init__(self, blog: Blog) -> None:
        self._blog = blog

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        del port, family
        if host not in NAMES:
            raise OSError(f"{host} is unknown here")
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=self._blog.port, family=socket.AF_INET, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        """Nothing is held."""


@asynccontextmanager
async def serving(blog: Blog) -> AsyncIterator[Blog]:
    """The blog on a free port, until the block ends."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", blog.answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    blog.port = runner.addresses[0][1]
    try:
        yield blog
    finally:
        await runner.cleanup()


def says(status: int = 200, text: str = "", content_type: str = "text/html", **headers: str) -> Misdeed:
    """A misdeed: this answer, whatever is asked; ``_`` in a header's name stands for ``-``."""

    async def answer(_: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, text=text, content_type=content_type, headers=named)

    return answer


# ------------------------------------------------------------------- how it is written
def _rss(blog: Blog, posts: list[Post]) -> str:
    items = "".join(
        f"<item><title>{escape(_without_tags(post.headline))}</title><link>{blog.url(post.path)}</link>"
        f"<pubDate>{format_datetime(post.published)}</pubDate>"
        f'<guid isPermaLink="false">{escape(post.guid)}</guid><category>Kommentar</category>'
        f"{_content(blog, post)}</item>"
        for post in posts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Ein Blog</title>'
        f"<link>{blog.url()}</link><language>de-DE</language>{items}</channel></rss>"
    )


def _without_tags(title: str) -> str:
    """WordPress takes all behind a "<" for a tag, in RSS titles only."""
    return title.partition("<")[0].rstrip()


def _content(blog: Blog, post: Post) -> str:
    excerpt = f"<description><![CDATA[{escape(post.text[0][:60])} [&#8230;]]]></description>"
    return (
        excerpt if blog.excerpts else f"{excerpt}<content:encoded><![CDATA[{post.shown}]]></content:encoded>"
    )


def _atom(blog: Blog, posts: list[Post]) -> str:
    entries = "".join(
        f"<entry><id>{escape(post.guid)}</id><title>{escape(post.headline)}</title>"
        f'<link rel="alternate" href="{blog.url(post.path)}"/><published>{post.published.isoformat()}</published>'
        f"<updated>{post.modified.isoformat()}</updated>"
        + (
            f'<summary type="html">{escape(post.text[0][:60])} […]</summary>'
            if blog.excerpts
            else f'<content type="html">{escape(post.shown)}</content>'
        )
        + "</entry>"
        for post in posts
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><feed {_ATOM} xml:lang="de"><title>Ein Blog</title>'
        f'<link rel="alternate" href="{blog.url()}"/>{entries}</feed>'
    )


def _json(blog: Blog, posts: list[Post]) -> str:
    items = [
        {
            "id": post.guid,
            "url": blog.url(post.path),
            "title": post.headline,
            "content_html": post.shown,
            "date_published": post.published.isoformat(),
        }
        for post in posts
    ]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "Ein Blog", "home_page_url": blog.url(), "items": items})


def _as_rest(blog: Blog, post: Post) -> dict[str, object]:
    return {
        "id": post.id,
        "guid": {"rendered": post.guid},
        "link": blog.url(post.path),
        "date_gmt": f"{post.published:%Y-%m-%dT%H:%M:%S}",
        "modified_gmt": f"{post.modified:%Y-%m-%dT%H:%M:%S}",
        "status": "publish",
        "type": "post",
        "title": {"rendered": escape(post.headline)},
        "content": {"rendered": "" if post.password else post.body, "protected": bool(post.password)},
        "_embedded": {"wp:term": [[{"name": "Kommentar"}]]},
    }


def _front(blog: Blog) -> str:
    kinds = {"rss": "rss+xml", "atom": "atom+xml", "json": "feed+json"}
    paths = {"rss": "/feed/", "atom": "/feed/atom/", "json": "/feed/json/"}
    links = [
        f'<link rel="alternate" type="application/{kinds[kind]}" href="{paths[kind]}">'
        for kind in blog.feeds
        if blog.names_feeds
    ]
    if blog.is_wordpress:
        links.append('<meta name="generator" content="WordPress 6.1">')
        links.append('<link rel="https://api.w.org/" href="/wp-json/">')
    return f"<html><head><title>Ein Blog</title>{''.join(links)}</head><body><p>Willkommen.</p></body></html>"


def _article(blog: Blog, post: Post) -> str:
    return (
        f'<html lang="de"><head><title>{escape(post.title)} – Ein Blog</title>'
        f'<link rel="canonical" href="{blog.url(post.path)}"><link rel="shortlink" href="{escape(post.guid)}">'
        f'<meta property="article:published_time" content="{post.published.isoformat()}"></head><body>'
        f'<article><h1 class="entry-title">{escape(post.headline)}</h1>'
        f'<div class="entry-content">{post.shown}</div></article></body></html>'
    )


def _sitemap(blog: Blog, path: str) -> str:
    head = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    if path == "/wp-sitemap.xml":
        names = ("posts-post-1", "posts-page-1", "taxonomies-category-1", "users-1")
        maps = "".join(f"<sitemap><loc>{blog.url(f'/wp-sitemap-{n}.xml')}</loc></sitemap>" for n in names)
        return f"<sitemapindex {head}>{maps}</sitemapindex>"
    places = [blog.url(post.path) for post in reversed(blog.visible())] if "posts-post" in path else []
    more = [blog.url("/impressum/")] if "page" in path else []
    urls = "".join(f"<url><loc>{place}</loc></url>" for place in [*places, *more])
    return f"<urlset {head}>{urls}</urlset>"
