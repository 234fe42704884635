"""WordPress export files (WXR) to entries, drafts and private pieces marked as such; pure.

An export holds texts as their author typed them: block comments, shortcodes, bare lines. WordPress makes
paragraphs, smileys and players of them only when it shows a page, so the same is done here.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.errors import QuellenboteError
from bot.sources.blocks import plain_text
from bot.sources.compose import compose, readable
from bot.sources.decoding import local, parse_xml
from bot.sources.feeds import moment
from bot.sources.markup import read_fragment
from bot.sources.values import primary_tag

if TYPE_CHECKING:
    from lxml import etree

    from bot.sources.entry import Access, Entry

_ACCESS: dict[str, Access] = {
    "publish": "public", "inherit": "public", "private": "private", "trash": "trashed",
    "draft": "draft", "pending": "draft", "future": "draft", "auto-draft": "draft",
}  # fmt: skip
_BLOCK_TAG = (
    r"(?:table|thead|tfoot|caption|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|blockquote|address|"
    r"p|h[1-6]|hr|"
    r"fieldset|section|article|aside|header|footer|nav|figure|figcaption|details|summary|iframe|script|style)"
)
_SMILEYS = {
    ":-)": "🙂", ":)": "🙂", ";-)": "😉", ";)": "😉", ":-(": "🙁", ":(": "🙁", ":-D": "😀", ":D": "😀", ":-P": "😛",
    ":P": "😛", ":-o": "😮", ":-|": "😐", "8-)": "😎", ":-x": "😡", "<3": "<3",
}  # fmt: skip
_SMILEY = re.compile(
    r"(?<![^\s>])(?:" + "|".join(map(re.escape, sorted(_SMILEYS, key=len, reverse=True))) + r")(?![^\s<])"
)


def is_export(root: etree._Element) -> bool:
    """Whether a parsed RSS document is an export: only that knows ``wp:wxr_version``."""
    return any(local(element) == "wxr_version" for element in root.iter())


def read_export(text: str) -> tuple[Entry, ...]:
    """The posts of an export in its order; pages, menus and pictures are left out. Raises ``error.export.…``."""
    root = parse_xml(text, key="error.export")
    if not is_export(root):
        raise QuellenboteError("error.export.unknown", root=local(root))
    language = next((primary_tag(e.text) for e in root.iter() if local(e) == "language"), None)
    items = (element for element in root.iter() if local(element) == "item")
    posts = (item for item in items if _value(item, "post_type") == "post")
    return readable(lambda item: _entry(item, language), posts)


def _value(item: etree._Element, name: str) -> str:
    return next(((child.text or "").strip() for child in item if local(child) == name), "")


def _entry(item: etree._Element, language: str | None) -> Entry:
    access = _ACCESS.get(_value(item, "status"), "draft")
    if access == "public" and _value(item, "post_password"):
        access = "protected"
    content = next((c.text or "" for c in item if local(c) == "encoded" and "/content/" in str(c.tag)), "")
    return compose(
        read_fragment(shown(content)) if access == "public" else (), guid=_value(item, "guid"),
        url=_value(item, "link") or None, title=plain_text(_value(item, "title")) or None, language=language,
        published=_gmt(_value(item, "post_date_gmt")) or moment(_value(item, "pubdate")),
        modified=_gmt(_value(item, "post_modified_gmt")), access=access,
        tags=tuple(dict.fromkeys(plain_text(c.text or "") for c in item if local(c) == "category" and c.text)),
    )  # fmt: skip


def _gmt(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def shown(content: str) -> str:
    """A post's source as a page would show it: shortcodes resolved, paragraphs made, smileys drawn."""
    has_blocks = "<!-- wp:" in content
    content = re.sub(r"<!--.*?-->", "", content, flags=re.DOTALL)
    content = _shortcodes(content)
    if not has_blocks:
        content = _paragraphs(content)
    return _smileys(content)


def _shortcodes(content: str) -> str:
    content = re.sub(r"\[caption\b[^\]]*\].*?\[/caption\]", "", content, flags=re.DOTALL)
    content = re.sub(
        r"\[(?:embed|youtube|vimeo)\b[^\]=]*[=\]]\s*(https?://[^\s\[\]]+)\s*(?:\[/\w+\]|\])?",
        _player,
        content,
    )
    return re.sub(
        r"\[/?(?:gallery|playlist|audio|video|sharing|jetpack\S*|contact-form\S*|subscribe\S*)\b[^\]]*\]",
        "",
        content,
    )


def _player(match: re.Match[str]) -> str:
    return f'\n\n<figure class="wp-block-embed">{match[1]}</figure>\n\n'


def _paragraphs(content: str) -> str:
    """Blank lines part paragraphs and single ones are breaks, as in posts from before WordPress 5."""
    made = []
    for part in re.split(r"\n\s*\n", content.replace("\r\n", "\n").strip()):
        if re.fullmatch(r"\s*https?://(?:www\.)?(?:youtube\.com|youtu\.be|vimeo\.com)/\S+\s*", part):
            made.append(f'<figure class="wp-block-embed">{part.strip()}</figure>')
        elif re.match(rf"\s*</?{_BLOCK_TAG}\b", part, re.IGNORECASE):
            made.append(part)
        else:
            made.append("<p>" + part.strip().replace("\n", "<br>\n") + "</p>")
    return "\n".join(made)


def _smileys(content: str) -> str:
    parts = re.split(r"(<(?:pre|code)\b.*?</(?:pre|code)>|<[A-Za-z/!][^>]*>)", content, flags=re.DOTALL)
    return "".join(
        p if p.startswith("<") and len(p) > 2 else _SMILEY.sub(lambda m: _SMILEYS[m[0]], p) for p in parts
    )
