"""HTML to blocks; pure.

Emoji images become their emoji; share boxes, pixels, captions, note marks and repeated pull quotes are no text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from bot.errors import QuellenboteError
from bot.sources.blocks import LINE_END, Block, Line, Piece, fold, is_note_mark, join, lines_of, out_of_line
from bot.sources.urls import embedded_original

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sources.blocks import BlockKind

MAX_DEPTH = 200
"""Elements inside each other that a blog's page never reaches and an attack does."""

_ORNAMENT = re.compile(r"[\s*•·⁂~=_#+\-–—―─═⸻…\.]{1,80}")

_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "html", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
])  # fmt: skip
_SKIPPED = frozenset([
    "script", "style", "noscript", "template", "svg", "math", "form", "input", "select", "textarea", "option",
    "nav", "head", "title", "meta", "link", "video", "audio", "canvas", "map", "object", "applet",
    "figcaption", "caption", "colgroup", "dialog", "label", "progress",
])  # fmt: skip
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:sharedaddy|jp-relatedposts|jp-post-flair|jetpack-likes\S*|sd-block|sd-sharing\S*|"
    r"robots-nocontent|"
    r"share-buttons?|social-links|addtoany\S*|heateor\S*|wpcnt|wpa|wordads\S*|adsbygoogle|screen-reader-text|"
    r"post-password-form|more-link|related-posts?|relatedposts|yarpp\S*|comments?-area|comment-respond|"
    r"comment-list|"
    r"post-navigation|nav-links|entry-meta|post-meta|breadcrumbs?|toc|ez-toc\S*|newsletter\S*|subscribe\S*|"
    r"wp-block-jetpack-subscriptions\S*|jetpack_subscription\S*|wp-block-latest-posts|"
    r"wp-block-latest-comments|"
    r"wp-block-query|wp-block-archives|wp-block-categories|wp-block-search|wp-block-social-links|"
    r"wp-block-loginout|"
    r"wp-block-post-author\S*|wp-block-post-terms|wp-block-post-navigation-link|wp-block-comments|"
    r"wp-block-tag-cloud|blocks-gallery-caption|wp-caption-text|cookie\S*)(?=$|[\s_])",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def _is_furniture(names: str) -> bool:
    """Whether an element's classes say that it belongs to the site, not to the text."""
    return _FURNITURE.search(names) is not None


_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NOTE_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[*†‡]{1,3}|[a-z]|[ivx]{1,5})\s*[\])]?")
_BACK_MARK = re.compile(r"[\[(]?\s*[↩↑^⤴⬆]\ufe0e?\ufe0f?\s*[\])]?|\d{1,3}\s*[↩↑]\ufe0e?\ufe0f?")
_UNIT = re.compile(r"\b(?:[cdkm]?m|[дкмс]?м)$")
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(slots=True)
class _Reading:
    """The walk over one tree: finished blocks, and the line that is being gathered."""

    notes: frozenset[str]
    blocks: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    kind: BlockKind = "text"
    quoted: bool = False
    bold: int = 0
    italic: int = 0
    is_note: bool = False
    link: str | None = None
    keep_breaks: bool = False
    in_cell: bool = False

    def add(self, text: str | None) -> None:
        if not text or not (self.pieces or self.keep_breaks or not text.isspace()):
            return  # also the blanks between two blocks
        if self.keep_breaks and "\n" in text:
            for number, piece in enumerate(text.split("\n")):
                if number:
                    self.pieces.append(LINE_END)
                if piece:
                    self._piece(piece)
        else:
            self._piece(text)

    def _piece(self, text: str) -> None:
        self.pieces.append(Piece(text, self.link, self.bold > 0, self.italic > 0))

    def flush(self) -> None:
        is_note, self.is_note = self.is_note, False
        if not self.pieces:
            return
        pieces, self.pieces = self.pieces, []
        lines = tuple(lines_of(pieces))
        if not lines:
            return
        text = "\n".join(line.text for line in lines)
        if _ORNAMENT.fullmatch(text) and text.strip(" .…") and not self.in_cell:
            self.blocks.append(Block("rule", lines))
        else:
            self.blocks.append(Block(self.kind, lines, quoted=self.quoted, is_note=is_note))

    def embed(self, url: str) -> None:
        self.flush()
        self.blocks.append(Block("embed", url=url, quoted=self.quoted))

    # The walk. Inline elements leave their text in ``pieces``; block elements flush before and after.

    def children(self, element: etree._Element) -> None:
        self.add(element.text)
        for child in element:
            self.element(child)
            self.add(child.tail)

    def element(self, element: etree._Element) -> None:
        tag: object = element.tag
        if not isinstance(tag, str):  # a comment
            return
        names = element.get("class")
        if tag in _SKIPPED or (names and _is_furniture(names)) or element.get("hidden") is not None:
            self._beside_the_text(element, tag)
        elif tag == "br":
            self._break()
        elif tag == "img":
            self.add(_emoji(element, names or ""))
        elif tag in ("iframe", "embed"):
            self._player(element)
        elif tag == "hr":
            self.flush()
            self.blocks.append(Block("rule"))
        elif tag in _BLOCKS:
            self.flush()
            self._block(element, tag, names or "")
            self.flush()
        else:
            self._inline(element, tag)

    def _break(self) -> None:
        """A line ends; two breaks in a row end a paragraph."""
        last = next(
            (piece for piece in reversed(self.pieces) if piece is LINE_END or piece.text.strip()), None
        )
        if last is LINE_END and self.kind == "text" and not self.in_cell:
            self.flush()
        else:
            self.pieces.append(LINE_END)

    def _beside_the_text(self, element: etree._Element, tag: str) -> None:
        """What is no text may still be a player: social networks put theirs into scripts."""
        post = element.get("data-telegram-post")
        if tag == "script" and post:
            self.embed(f"https://t.me/{post}")
        elif tag in _BLOCKS:
            self.flush()

    def _player(self, element: etree._Element) -> None:
        source = element.get("src") or element.get("data-src") or element.get("data-lazy-src") or ""
        if source.startswith(("https:", "http:", "//")) and "pixel." not in source:
            self.embed(embedded_original(source))

    def _inline(self, element: etree._Element, tag: str) -> None:
        if tag in ("sup", "sub"):
            self._out_of_line(element, raised=tag == "sup")
        elif tag == "q":
            self.add("„")
            self.children(element)
            self.add("“")
        elif tag == "a":
            href = (element.get("href") or "").strip()
            label = _plain(element)
            if _BACK_MARK.fullmatch(label):
                self.is_note = True
                return
            if href.startswith("#") and _NOTE_MARK.fullmatch(label):
                return
            before, self.link = self.link, href or None
            self.children(element)
            self.link = before
        elif tag in ("strong", "b"):
            self.bold += 1
            self.children(element)
            self.bold -= 1
        elif tag in ("em", "i", "cite"):
            self.italic += 1
            self.children(element)
            self.italic -= 1
        else:
            self.children(element)

    def _out_of_line(self, element: etree._Element, *, raised: bool) -> None:
        before = "".join(piece.text for piece in self.pieces[-2:])
        if raised and self._is_note_mark(element, before):
            return
        text = _plain(element)
        number = out_of_line(text, before, raised=raised)
        if number != text:
            self.add(number)
        else:
            self.children(element)

    def _is_note_mark(self, element: etree._Element, before: str) -> bool:
        text = _plain(element)
        if not text or not (_NOTE_MARK.fullmatch(text) or _BACK_MARK.fullmatch(text)):
            return False
        is_known = text in self.notes and not _UNIT.search(before)
        if element.find(".//a") is not None or not text.isalnum() or is_known:
            return True
        return is_note_mark(text, before)

    def _block(self, element: etree._Element, tag: str, names: str) -> None:
        if tag == "figure" and "wp-block-embed" in names:
            self._embed_figure(element)
        elif "pullquote" in names:
            self._inside(element, kind="pull", quoted=True)
        elif tag == "blockquote":
            permalink = element.get("data-instgrm-permalink") or element.get("cite") if "-" in names else None
            if permalink and "media" in names:
                self.embed(permalink)
            else:
                self._inside(element, kind="quote", quoted=True)
        elif tag in _HEADINGS:
            self._inside(element, kind="heading", bold=True)
        elif tag in ("summary", "dt", "th"):
            self._inside(element, bold=True)
        elif tag == "li":
            self._inside(element, kind="quote" if self.quoted else "item")
        elif tag == "pre":
            before, self.keep_breaks = self.keep_breaks, True
            self.children(element)
            self.flush()
            self.keep_breaks = before
        elif tag == "tr":
            self._row([cell for cell in element if cell.tag in ("td", "th")])
        elif tag == "dl":
            self._definitions(element)
        elif "wp-block-button" in names.split():
            self._inside(element, kind="button")
        else:
            self._container(element)

    def _container(self, element: etree._Element) -> None:
        address = element.get("data-href")
        if address and (element.get("class") or "").startswith("fb-"):
            self.embed(address)
        self.children(element)

    def _embed_figure(self, element: etree._Element) -> None:
        inner = _Reading(self.notes)
        inner.children(element)
        inner.flush()
        players = [block.url for block in inner.blocks if block.kind == "embed" and block.url]
        bare = _ADDRESS.findall(_plain(element))
        links = [a.get("href") or "" for a in element.iter("a")]
        for url in (players or bare or links[-1:])[:1]:
            self.embed(embedded_original(url))

    def _inside(
        self,
        element: etree._Element,
        *,
        kind: BlockKind | None = None,
        quoted: bool = False,
        bold: bool = False,
    ) -> None:
        before = self.kind, self.quoted, self.bold
        if kind and not (self.kind == "pull" or (self.quoted and kind in ("heading", "item"))):
            self.kind = kind
        self.quoted = self.quoted or quoted
        self.bold += bold
        self.children(element)
        self.flush()
        self.kind, self.quoted, self.bold = before

    def _inner(self, element: etree._Element, *, bold: bool = False) -> list[Block]:
        inner = _Reading(self.notes, kind=self.kind, quoted=self.quoted, bold=int(bold), in_cell=True)
        inner.children(element)
        inner.flush()
        return inner.blocks

    def _row(self, cells: list[etree._Element]) -> None:
        inner = [self._inner(cell, bold=cell.tag == "th") for cell in cells]
        if len(cells) == 1 or any(len(blocks) > 6 for blocks in inner):  # a table for the layout's sake
            for blocks in inner:
                self.blocks += blocks
            return
        self._cells([join(line for block in blocks for line in block.lines) for blocks in inner])
        self.blocks += [block for blocks in inner for block in blocks if block.kind == "embed"]

    def _definitions(self, element: etree._Element) -> None:
        term: Line | None = None
        own = (each for each in element.iter("dt", "dd") if next(each.iterancestors("dl")) is element)
        for child in own:
            blocks = self._inner(child, bold=child.tag == "dt")
            line = join(line for block in blocks for line in block.lines)
            if child.tag == "dt":
                if term:
                    self._cells([term])
                term = line
            else:
                self._cells([term, line] if term else [line])
                term = None
            self.blocks += [block for block in blocks if block.kind == "embed"]
        if term:
            self._cells([term])

    def _cells(self, cells: list[Line]) -> None:
        whole = join(cells)
        if whole.text:
            kind: BlockKind = "quote" if self.quoted else "row"
            self.blocks.append(Block(kind, (whole,), tuple(cells), quoted=self.quoted))


def _plain(element: etree._Element) -> str:
    return fold("".join(str(text) for text in element.itertext())).strip()


def _emoji(element: etree._Element, names: str) -> str | None:
    """The emoji that an image stands for; None for a real picture."""
    source = element.get("src") or ""
    if "wp-smiley" in names or "emoji" in names.split() or re.search(r"/(?:core/)?(?:tw)?emoji/", source):
        return element.get("alt")
    return None


def _note_numbers(root: etree._Element) -> frozenset[str]:
    """The numbers that begin a note's own text: the same numbers in the text are marks, not exponents."""
    found = set()
    for mark in root.iter("sup"):
        parent = mark.getparent()
        if parent is not None and parent[0] is mark and not (parent.text or "").strip():
            found.add(_plain(mark))
    return frozenset(found)


def depth_of(root: etree._Element) -> int:
    """How deep elements stand inside each other; found without recursion."""
    deepest, level = 0, list(root)
    while level:
        deepest, level = deepest + 1, [child for element in level for child in element]
    return deepest


def read_element(root: etree._Element) -> tuple[Block, ...]:
    """The blocks of an element and all below it. Raises ``error.page.nested`` beyond ``MAX_DEPTH``."""
    if depth_of(root) > MAX_DEPTH:
        raise QuellenboteError("error.page.nested", limit=MAX_DEPTH)
    reading = _Reading(_note_numbers(root))
    reading.children(root)
    reading.flush()
    return tuple(_without_repeats(reading.blocks))


def _without_repeats(blocks: list[Block]) -> Iterator[Block]:
    """Pull quotes say again what the text says; one that does not is a quotation."""
    said = " ".join(block.text for block in blocks if block.kind != "pull")
    for block in blocks:
        if block.kind != "pull":
            yield block
        elif block.text.strip("„“”»«\"' .…") not in said and len(block.text) > 60:
            yield replace(block, kind="quote")


def read_fragment(markup: str) -> tuple[Block, ...]:
    """The blocks of a piece of HTML, such as a feed's or an API's content."""
    if not markup.strip():
        return ()
    parser = etree.HTMLParser(no_network=True)
    root = etree.fromstring(f"<html><body>{markup}</body></html>", parser)
    body = root.find("body") if root is not None else None
    return read_element(body) if body is not None else ()
