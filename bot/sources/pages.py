"""HTML pages to entries: where the text stands, its title and times, and the feeds a page names; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from lxml import etree, html

from bot.errors import QuellenboteError
from bot.sources.blocks import plain_text
from bot.sources.compose import compose
from bot.sources.decoding import decode
from bot.sources.feeds import moment
from bot.sources.markup import MAX_DEPTH, depth_of, read_element
from bot.sources.urls import absolute, canonical, is_homepage, is_web, platform_of
from bot.sources.values import primary_tag

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.html import HtmlElement

    from bot.sources.entry import Entry

_CONTENT = (
    "entry-content", "wp-block-post-content", "post-content", "article-content", "article-body",
    "article__body",
    "post-body", "post__content", "td-post-content", "content-body", "story-body", "single-content",
    "e-content",
)  # fmt: skip
_TITLES = ("entry-title", "wp-block-post-title", "post-title", "article-title", "p-name")
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names; comment feeds are left out."""

    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """The ways into a site that its page names: feeds, the WordPress API's root; and what it is called."""

    feeds: tuple[FeedLink, ...]
    api: str | None
    title: str | None
    is_wordpress: bool


def read_page(data: bytes, url: str = "", *, content_type: str | None = None) -> Entry:
    """The piece on a page; of a saved one only the page itself may know the ``url``.

    Raises ``error.page.…``: empty, encoding, nested, notext.
    """
    root = _document(data, content_type)
    address = _address(root, url)
    locked = bool(root.xpath("//form[contains(@class,'post-password-form')]|//input[@name='post_password']"))
    guid = _guid(root, url) or canonical(address)
    published, modified = _times(root)
    content = _content(root)
    blocks = () if locked else read_element(content)
    entry = compose(
        blocks, guid=guid, url=address or None, title=_title(root, content), language=primary_tag(root.get("lang")),
        published=published,
        modified=modified, access="protected" if locked else "public", tags=_tags(root),
    )  # fmt: skip
    if not locked and not entry.paragraphs and not entry.provenance.footer:
        raise QuellenboteError("error.page.notext", url=url)
    return entry


def discover(data: bytes, url: str, *, content_type: str | None = None) -> Discovery:
    """The feeds and the API that a page names in its head, in the order of the page."""
    root = _document(data, content_type)
    feeds = []
    for link in _links(root, "alternate"):
        kind, href, title = (link.get("type") or "").lower(), link.get("href") or "", link.get("title") or ""
        if (
            kind in _FEEDS
            and "/wp/v2/" not in href
            and "oembed" not in href
            and not _is_comments(href, title)
            and (address := absolute(url, href))
        ):
            feeds.append(FeedLink(address, kind))
    api = next((link.get("href") for link in _links(root, "https://api.w.org/")), None)
    generator = _attribute(root, "meta", "name", "generator", "content") or ""
    is_wordpress = "wordpress" in generator.lower() or api is not None
    is_wordpress = is_wordpress or "wp.com/" in etree.tostring(root, encoding="unicode")[:4000]
    return Discovery(tuple(feeds), absolute(url, api) if api else None, _site_title(root), is_wordpress)


def _is_comments(href: str, title: str) -> bool:
    return (
        "/comments/" in href
        or bool(re.search(r"\bkommentar|comments? feed|коментар", title, re.IGNORECASE))
        or (re.search(r"/\d{4}/\d\d/(?:\d\d/)?[^/]+/feed", href) is not None)
    )


def _document(data: bytes, content_type: str | None) -> HtmlElement:
    if not data.strip():
        raise QuellenboteError("error.page.empty")
    text = decode(data, content_type, key="error.page.encoding").replace("\x00", "")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise QuellenboteError("error.page.empty") from error
    if depth_of(root) > MAX_DEPTH:
        raise QuellenboteError("error.page.nested", limit=MAX_DEPTH)
    return root


def _links(root: HtmlElement, rel: str) -> Iterator[HtmlElement]:
    for link in root.iter("link"):
        if rel in (link.get("rel") or "").lower().split() and link.get("href"):
            yield link


def _attribute(root: HtmlElement, tag: str, name: str, value: str, wanted: str) -> str | None:
    for element in root.iter(tag):
        if (element.get(name) or "").lower() == value:
            return (element.get(wanted) or "").strip() or None
    return None


def _has_class(element: HtmlElement, name: str) -> bool:
    return name in (element.get("class") or "").split()


def _first(root: HtmlElement, names: tuple[str, ...]) -> HtmlElement | None:
    """The first element with one of these classes; of several classes the one that is named earlier."""
    found: dict[str, HtmlElement] = {}
    for element in root.xpath("//*[@class]"):
        for name in (element.get("class") or "").split():
            if name in names:
                found.setdefault(name, element)
    return next((found[name] for name in names if name in found), None)


def _content(root: HtmlElement) -> HtmlElement:
    """The element that holds the text: by its class, else the article, else where most of the paragraphs stand."""
    found = _first(root, _CONTENT)
    if found is None:
        bodies = root.xpath("//*[@itemprop='articleBody']")
        found = bodies[0] if bodies else None
    if found is None:
        articles = sorted(root.iter("article"), key=_text_size, reverse=True)
        found = articles[0] if articles and _text_size(articles[0]) > 200 else None
    return found if found is not None else _densest(root)


def _text_size(element: HtmlElement) -> int:
    return sum(len((p.text_content() or "").strip()) for p in element.iter("p"))


def _densest(root: HtmlElement) -> HtmlElement:
    weights: dict[HtmlElement, float] = {}
    for paragraph in root.iter("p", "pre", "blockquote", "li"):
        parent, size = paragraph.getparent(), len((paragraph.text_content() or "").strip())
        if (
            parent is None
            or size < 25
            or any(True for _ in paragraph.iterancestors("nav", "footer", "aside", "form"))
        ):
            continue
        weights[parent] = weights.get(parent, 0) + size
        above = parent.getparent()
        if above is not None:
            weights[above] = weights.get(above, 0) + size / 2
    body = root.find("body")
    fallback = body if body is not None else root
    return max(weights, key=lambda element: weights[element], default=fallback)


def _title(root: HtmlElement, content: HtmlElement) -> str | None:
    """The headline, at best of the article around the text; what the page's author left empty stays empty."""
    article = next((e for e in (content, *content.iterancestors()) if e.tag == "article"), None)
    if article is not None:
        above = list(takewhile(lambda e: e is not content or e is article, article.iter(etree.Element)))
        titles = [e for e in above if e.tag == "h1"] + [
            e for e in above if any(_has_class(e, n) for n in _TITLES)
        ]
        if titles:
            return _headline(titles[0])
    headline = _first(root, _TITLES)
    if headline is not None and not any(True for _ in headline.iterancestors("nav", "aside")):
        return _headline(headline)
    articles = list(root.iter("article")) or [root]
    heading = next(articles[0].iter("h1"), None)
    if heading is not None:
        return _headline(heading)
    shared = _attribute(root, "meta", "property", "og:title", "content")
    if shared:
        return plain_text(shared)
    title = root.find("head/title")
    words = plain_text(title.text_content()) if title is not None else ""
    return re.split(r"\s+[–|»·—-]\s+(?=[^–|»·—]+$)", words)[0] or None


def _headline(element: HtmlElement) -> str | None:
    blocks = read_element(element)
    text = " ".join(block.text.replace("\n", " ") for block in blocks if block.lines)
    return re.sub(r"^(?:Geschützt|Privat|Protected|Private|Захищено|Приватний):\s*", "", text) or None


def _site_title(root: HtmlElement) -> str | None:
    shared = _attribute(root, "meta", "property", "og:site_name", "content")
    title = root.find("head/title")
    return shared or (plain_text(title.text_content()) or None if title is not None else None)


def _address(root: HtmlElement, url: str) -> str:
    """The address that a page gives as its own, where it may be: no other site's, and of a piece no home page."""
    named = absolute(url, _attribute(root, "link", "rel", "canonical", "href") or url)
    is_own = platform_of(named) == platform_of(url) and is_homepage(named) <= is_homepage(url)
    return named if is_web(named) and (is_own or not url) else url


def _guid(root: HtmlElement, url: str) -> str | None:
    """WordPress' short link is the guid of a post that never moved."""
    link = next((link.get("href") for link in _links(root, "shortlink")), None)
    return absolute(url, link) if link and re.search(r"\?p=\d+$", link) else None


def _times(root: HtmlElement) -> tuple[datetime | None, datetime | None]:
    published = moment(_attribute(root, "meta", "property", "article:published_time", "content"))
    modified = moment(_attribute(root, "meta", "property", "article:modified_time", "content"))
    for element in root.iter("time"):
        when = moment(element.get("datetime"))
        if any(_has_class(element, name) for name in ("published", "dt-published", "entry-date")):
            published = published or when
        if _has_class(element, "updated"):
            modified = modified or when
    if published is None:
        first = next(root.iter("time"), None)
        published = moment(first.get("datetime")) if first is not None else None
    return published, modified


def _tags(root: HtmlElement) -> tuple[str, ...]:
    found = [
        plain_text(a.text_content()) for a in root.iter("a") if "tag" in (a.get("rel") or "").lower().split()
    ]
    return tuple(dict.fromkeys(filter(None, found)))
