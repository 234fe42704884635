"""WordPress: its REST answers, where its posts may be asked for, and a whole archive page by page, newest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bot.errors import QuellenboteError
from bot.sources.blocks import plain_text
from bot.sources.compose import compose, readable
from bot.sources.decoding import decode, local, parse_json, parse_xml
from bot.sources.feeds import moment
from bot.sources.markup import read_fragment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.sources.entry import Access, Entry
    from bot.sources.fetch import Fetched, Fetcher
    from bot.sources.reader import Reader

PER_PAGE = 100
"""The most posts that the REST API gives at once (WordPress REST API Handbook, Pagination)."""
MAX_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an archive: its entries, and how many pages and posts there are where that is told."""

    entries: tuple[Entry, ...]
    pages: int | None = None
    total: int | None = None


def read_posts(data: bytes) -> tuple[Entry, ...]:
    """The posts of a REST answer, a list or a single one. Raises ``error.rest.…``: html, truncated,
    illformed, refused.
    """
    text = decode(data, key="error.rest.encoding", markup=False)
    head = text.lstrip()[:1]
    if head == "<":
        raise QuellenboteError("error.rest.html")
    document = parse_json(text, key="error.rest")
    if isinstance(document, dict) and "code" in document and "content" not in document:
        raise QuellenboteError("error.rest.refused", code=str(document["code"])[:80])
    listed = document if isinstance(document, list) else [document]
    posts = [post for post in listed if isinstance(post, dict) and "guid" in post]
    if len(posts) < len(listed):
        raise QuellenboteError("error.rest.illformed", reason="no posts")
    return readable(_post, (post for post in posts if post.get("type", "post") == "post"))


def _post(post: Mapping[str, object]) -> Entry:
    content = post.get("content")
    locked = (
        isinstance(content, dict) and bool(content.get("protected"))
    ) or "post-password-form" in _rendered(content)
    shown: dict[str, Access] = {"publish": "public", "private": "private"}
    access = "protected" if locked else shown.get(str(post.get("status") or "publish"), "draft")
    return compose(
        () if locked else read_fragment(_rendered(content)), guid=_rendered(post.get("guid")),
        url=str(post.get("link") or "") or None, title=plain_text(_rendered(post.get("title"))) or None,
        published=moment(_utc(post.get("date_gmt"))), modified=moment(_utc(post.get("modified_gmt"))),
        access=access,
        excerpt_only=isinstance(content, dict) is False, tags=_terms(post.get("_embedded")),
    )  # fmt: skip


def _rendered(value: object) -> str:
    return str(value.get("rendered") or "") if isinstance(value, dict) else str(value or "")


def _utc(value: object) -> str:
    return f"{value}Z" if value and not str(value).endswith("Z") else str(value or "")


def _terms(embedded: object) -> tuple[str, ...]:
    groups = embedded.get("wp:term") if isinstance(embedded, dict) else None
    terms = [term for group in groups for term in group] if isinstance(groups, list) else []
    return tuple(
        dict.fromkeys(plain_text(str(term.get("name", ""))) for term in terms if isinstance(term, dict))
    )


def api_roots(site: str, announced: str | None = None) -> tuple[str, ...]:
    """Where a site's posts may be asked for, the surest first.

    The API that the site's page announced, its usual place, its place without pretty addresses, and the one
    that WordPress.com keeps for the sites it hosts.
    """
    parts = urlsplit(site)
    base = urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", ""))
    host = parts.netloc.rpartition("@")[2]
    found = [f"{base}/wp-json/wp/v2/posts", f"{base}/?rest_route=/wp/v2/posts"]
    if announced:
        found.insert(0, _posts_under(announced))
    return tuple(dict.fromkeys([*found, f"https://public-api.wordpress.com/wp/v2/sites/{host}/posts"]))


def _posts_under(root: str) -> str:
    if "rest_route=" in root:
        return root.rstrip("/") + "/wp/v2/posts"
    return root.rstrip("/") + ("/posts" if "/wp/v2" in root else "/wp/v2/posts")


def with_query(url: str, **values: str | int) -> str:
    """The address with these query values set."""
    parts = urlsplit(url)
    query = {**dict(parse_qsl(parts.query, keep_blank_values=True)), **{k: str(v) for k, v in values.items()}}
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(query, safe="/,:"), ""))


def posts_url(root: str, page: int, *, per_page: int = PER_PAGE) -> str:
    """One page of a site's posts, newest first."""
    return with_query(root, per_page=per_page, page=page, orderby="date", order="desc", _embed="wp:term")


def feed_page_url(feed: str, page: int) -> str:
    """One page of a paged feed."""
    return feed if page == 1 else with_query(feed, paged=page)


async def posts_page(fetcher: Fetcher, reader: Reader, root: str, number: int) -> Page | None:
    """A page of a site's posts by its REST API, the first one being 1; None after the last.

    Raises what ``read_posts`` raises, and ``error.backfill.status`` for an answer that is neither a page nor the end.
    """
    if number > MAX_PAGES:
        return None
    answer = await fetcher.get_politely(posts_url(root, number))
    if answer.status == 400 and number > 1 and b"rest_post_invalid_page_number" in answer.body:
        return None
    if answer.status != 200:
        raise QuellenboteError("error.backfill.status", status=answer.status, page=number)
    entries = await reader.posts(answer.body)
    if not entries:
        return None
    return Page(entries, _count(answer, "X-WP-TotalPages"), _count(answer, "X-WP-Total"))


def _count(answer: Fetched, name: str) -> int | None:
    value = answer.headers.get(name, "")
    return int(value) if re.fullmatch(r"\d{1,9}", value) else None


def read_sitemap(data: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The further sitemaps and the pages that a sitemap names. Raises ``error.sitemap.…``."""
    root = parse_xml(decode(data, key="error.sitemap.encoding", markup=False), key="error.sitemap")
    if local(root) not in ("sitemapindex", "urlset"):
        raise QuellenboteError("error.sitemap.unknown", root=local(root))
    places = tuple(
        (loc.text or "").strip() for child in root for loc in child if local(loc) == "loc" and loc.text
    )
    return (places, ()) if local(root) == "sitemapindex" else ((), places)
