"""Bytes to entries: RSS 0.9–2.0 and RDF, Atom, JSON Feed; strict, and pure.

Truncated or ill-formed feeds, HTML pages and anything else are errors: a failed fetch that changes nothing
stored.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal

from lxml import etree

from bot.errors import QuellenboteError
from bot.sources.blocks import fold, plain_text
from bot.sources.compose import compose, readable
from bot.sources.decoding import decode, local, parse_json, parse_xml
from bot.sources.markup import read_fragment
from bot.sources.urls import absolute, canonical, is_web
from bot.sources.values import primary_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.sources.entry import Entry

MAX_ENTRIES = 500
"""Of a longer feed the newest are read."""

_ATOM = "{http://www.w3.org/2005/Atom}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_CUT = re.compile(
    r"class=[\"']more-link|(?:\[(?:…|\.\.\.|&#8230;|&hellip;)\]|…|&#8230;|&hellip;|\.\.\.)\s*(?:</\w+>\s*)*$"
)
_ZONES = {
    "CET": "+0100", "MEZ": "+0100", "CEST": "+0200", "MESZ": "+0200", "EET": "+0200", "EEST": "+0300",
}  # fmt: skip
_LOCKED = re.compile(r"post-password-(?:form|message)|name=[\"']post_password[\"']")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read: what it calls itself, its language, the site it belongs to, its entries (newest 500)."""

    kind: Literal["rss", "atom", "json"]
    title: str | None
    language: str | None
    site_url: str | None
    entries: tuple[Entry, ...]
    next_url: str | None = None
    is_comments: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """One item, its values still as published."""

    guid: str
    url: str | None
    title: str
    body: str
    excerpt: str
    published: datetime | None
    modified: datetime | None
    language: str | None
    tags: tuple[str, ...]


def read_feed(data: bytes, *, content_type: str | None = None, url: str | None = None) -> Feed:
    """A feed's entries. Raises ``error.feed.…``: empty, html, encoding, entities, truncated, illformed, unknown."""
    if not data.strip():
        raise QuellenboteError("error.feed.empty")
    text = decode(data, content_type, key="error.feed.encoding", markup=False)
    head = text[:1000].lstrip("\ufeff \t\r\n")
    if head.startswith("{"):
        return _json_feed(text, url)
    if re.match(r"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", head, re.IGNORECASE | re.DOTALL):
        raise QuellenboteError("error.feed.html")
    if not head.startswith("<"):
        raise QuellenboteError("error.feed.unknown", root=head[:40])
    root = parse_xml(text, key="error.feed")
    if local(root) == "feed":
        return _atom_feed(root, url)
    if local(root) in ("rss", "rdf"):
        return _rss_feed(root, url)
    raise QuellenboteError(
        "error.feed.unknown" if local(root) != "html" else "error.feed.html", root=local(root)
    )


def moment(text: str | None) -> datetime | None:
    """A published time in RFC 822 or ISO 8601 as aware UTC; None where it is missing, impossible or 1970."""
    text = re.sub(r"\b[A-Z]{3,4}$", lambda zone: _ZONES.get(zone[0], zone[0]), (text or "").strip())
    if not text:
        return None
    try:
        found = datetime.fromisoformat(re.sub(r"(?i)z$", "+00:00", text))
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    try:
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return found if found.year > 1970 else None


# RSS and RDF. Namespaces differ between versions, so local names decide.


def _rss_feed(root: etree._Element, url: str | None) -> Feed:
    channel = next((child for child in root if local(child) == "channel"), None)
    if channel is None:
        raise QuellenboteError("error.feed.unknown", root=local(root))
    items = [
        element
        for element in root.iter()
        if local(element) == "item" and element.getparent() in (root, channel)
    ]
    language = primary_tag(_text(channel, "language"))
    site = _rss_link(channel, url)
    entries = _newest((_rss_item(item, url) for item in items), language)
    comments = any(local(child) == "comments" or "/comments/feed" in (child.get("href") or "") for child in channel
                   if local(child) == "link")  # fmt: skip
    return Feed(
        "rss", plain_text(_text(channel, "title")) or None, language, site, entries, is_comments=comments
    )


def _text(parent: etree._Element, *names: str) -> str:
    """The text of the first child with one of these local names, the earlier names first."""
    for name in names:
        for child in parent:
            if local(child) == name and not _is_media(child) and (text := (child.text or "").strip()):
                return text
    return ""


def _is_media(element: etree._Element) -> bool:
    return "search.yahoo.com/mrss" in str(element.tag) or "itunes" in str(element.tag)


def _rss_link(parent: etree._Element, url: str | None) -> str | None:
    for child in parent:
        if local(child) == "link" and (child.text or "").strip():
            return absolute(url or "", (child.text or "").strip())
    for child in parent:
        if child.tag == f"{_ATOM}link" and child.get("rel", "alternate") == "alternate":
            return absolute(url or "", child.get("href") or "")
    return None


def _rss_item(item: etree._Element, url: str | None) -> _Item:
    link = _rss_link(item, url)
    guid = _text(item, "guid")
    if link is None and is_web(guid):
        link = guid
    about = item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or ""
    body, excerpt = _text(item, "encoded"), _text(item, "description", "summary")
    return _Item(
        guid or about, link, _text(item, "title"), body, excerpt,
        moment(_text(item, "pubdate", "date", "published", "issued")), moment(_text(item, "updated",
        "modified")),
        primary_tag(_text(item, "language")),
        tuple(dict.fromkeys(plain_text(c.text or "") for c in item if local(c) in ("category",
        "subject") and c.text)),
    )  # fmt: skip


# Atom


def _atom_feed(root: etree._Element, url: str | None) -> Feed:
    items = (_atom_item(child, url) for child in root if local(child) == "entry")
    language = primary_tag(root.get(f"{_XML}lang"))
    entries = _newest(items, language)
    title = plain_text(_text(root, "title")) or None
    following = _atom_link(root, url, "next")
    comments = any("/comments/feed" in (child.get("href") or "") for child in root if local(child) == "link")
    return Feed("atom", title, language, _atom_link(root, url, "alternate"), entries, following, comments)


def _atom_link(parent: etree._Element, url: str | None, rel: str) -> str | None:
    base = absolute(url or "", parent.get(f"{_XML}base") or "")
    for child in parent:
        if local(child) == "link" and child.get("rel", "alternate") == rel and child.get("href"):
            return absolute(base, child.get("href") or "")
    return None


def _atom_item(entry: etree._Element, url: str | None) -> _Item:
    content = next((child for child in entry if local(child) == "content" and not _is_media(child)), None)
    summary = next((child for child in entry if local(child) == "summary"), None)
    title = next((child for child in entry if local(child) == "title"), None)
    return _Item(
        _text(entry, "id"), _atom_link(entry, url, "alternate"), _markup(title), _markup(content),
        _markup(summary),
        moment(_text(entry, "published", "issued", "created")), moment(_text(entry, "updated", "modified")),
        primary_tag(entry.get(f"{_XML}lang")),
        tuple(dict.fromkeys(c.get("term") or "" for c in entry if local(c) == "category" and c.get("term"))),
    )  # fmt: skip


def _markup(element: etree._Element | None) -> str:
    """The HTML that an Atom construct holds, whichever of its three ways it holds it."""
    if element is None or element.get("src"):
        return ""
    if element.get("type") == "xhtml" or len(element):
        inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
        return re.sub(r"(</?)\w+:|\sxmlns(?::\w+)?=\"[^\"]*\"", lambda m: m[1] or "", inner)
    text = (element.text or "").strip()
    return text if element.get("type") == "html" else text.replace("&", "&amp;").replace("<", "&lt;")


# JSON Feed


def _json_feed(text: str, url: str | None) -> Feed:
    document = parse_json(text, key="error.feed")
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise QuellenboteError("error.feed.unknown", root="json")
    language = primary_tag(_string(document, "language"))
    items = (_json_item(item, url) for item in document["items"] if isinstance(item, dict))
    return Feed(
        "json", plain_text(_string(document, "title")) or None, language, _string(document,
        "home_page_url") or None,
        _newest(items, language), _string(document, "next_url") or None,
    )  # fmt: skip


def _string(mapping: Mapping[str, object], name: str) -> str:
    value = mapping.get(name)
    return str(value).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _json_item(item: Mapping[str, object], url: str | None) -> _Item:
    body = _string(item, "content_html")
    if not body and (plain := _string(item, "content_text")):
        body = "".join(f"<p>{_escaped(part)}</p>" for part in re.split(r"\n\s*\n", plain))
    link, tags = _string(item, "url") or _string(item, "external_url"), item.get("tags")
    return _Item(
        _string(item, "id"), absolute(url or "", link) if link else None, _escaped(_string(item, "title")),
        body,
        _escaped(_string(item, "summary")), moment(_string(item, "date_published")),
        moment(_string(item, "date_modified")), primary_tag(_string(item, "language")),
        tuple(str(tag) for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
    )  # fmt: skip


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


# From items to entries


def _newest(items: Iterable[_Item], language: str | None) -> tuple[Entry, ...]:
    found = list(items)
    if len(found) > MAX_ENTRIES:
        never = datetime.min.replace(tzinfo=UTC)
        found = sorted(found, key=lambda item: item.published or item.modified or never, reverse=True)[
            :MAX_ENTRIES
        ]
    identity = _identities(found)
    return readable(lambda item: _entry(replace(item, guid=identity(item)), language), found)


def _identities(items: list[_Item]) -> Callable[[_Item], str]:
    """Each item's guid where it is its own; else its canonical link; else a hash of its title and day."""
    guids = Counter(item.guid for item in items)
    links = Counter(canonical(item.url) for item in items if item.url)

    def identity(item: _Item) -> str:
        if item.guid and guids[item.guid] == 1:
            return item.guid
        if item.url and links[canonical(item.url)] == 1:
            return canonical(item.url)
        day = item.published.date().isoformat() if item.published else ""
        words = f"{fold(item.title)}\n{day}" if item.title else f"{item.body[:200]}\n{day}"
        return "sha256:" + hashlib.sha256(words.encode()).hexdigest()

    return identity


def _entry(item: _Item, language: str | None) -> Entry:
    markup, excerpt_only = item.body, False
    if not markup:
        whole = "<p" in item.excerpt or "<br" in item.excerpt
        excerpt_only = bool(_CUT.search(item.excerpt)) or not whole
        markup = item.excerpt
    locked = bool(_LOCKED.search(markup))
    return compose(
        () if locked else read_fragment(markup), guid=item.guid, url=item.url,
        title=plain_text(item.title) or None,
        language=item.language or language, published=item.published or item.modified, modified=item.modified,
        access="protected" if locked else "public", excerpt_only=excerpt_only and not locked, tags=item.tags,
    )  # fmt: skip
