"""HTML to blocks: what a reader's eye takes for one piece of text, with its links; pure.

Everything that is read from markup passes here, so the normalisation of texts has one place: Unicode NFC,
spaces folded, soft hyphens, zero-width and direction marks gone, emoji images replaced by their emoji.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from lxml import html

from bot.errors import QuellenboteError
from bot.sources.urls import embedded_original

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

BlockKind = Literal["text", "heading", "item", "quote", "row", "rule", "embed", "button", "pull"]

MAX_DEPTH = 200
"""Elements inside each other that a blog's page never reaches and an attack does."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_LONE_JOINER = re.compile(
    "(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)
_SPACES = re.compile(r"\s+")
_ODD = re.compile("[^\\S ]|  |\u200d|" + _INVISIBLE.pattern)
_ORNAMENT = re.compile(r"[\s*•·⁂~=_#+\-–—―─═⸻…\.]{1,80}")


def fold(text: str) -> str:
    """The text without invisible characters, in NFC, each run of spaces one space; not stripped."""
    if _ODD.search(text):
        text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
        if "\u200d" in text:
            text = _LONE_JOINER.sub("", text)
    return text if text.isascii() or unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


@dataclass(frozen=True, slots=True)
class Link:
    """An address behind the characters ``start`` to ``end`` of a line."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is seen, with its links and the spans set in bold."""

    text: str
    links: tuple[Link, ...] = ()
    bold: tuple[tuple[int, int], ...] = ()

    def part(self, start: int, end: int | None = None) -> Line:
        """The characters ``start`` to ``end``, stripped, with the links and bold spans that fall into
        them.
        """
        end = len(self.text) if end is None else end
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = max(start, end - (len(piece) - len(piece.rstrip())))
        spans = [(max(a, start) - start, min(b, end) - start) for a, b in self.bold if a < end and b > start]
        links = [
            Link(max(x.start, start) - start, min(x.end, end) - start, x.url)
            for x in self.links
            if x.start < end and x.end > start
        ]
        return Line(self.text[start:end], tuple(links), tuple(spans))


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its lines, a table row's cells, an embedded player's address."""

    kind: BlockKind
    lines: tuple[Line, ...] = ()
    cells: tuple[Line, ...] = ()
    url: str | None = None
    quoted: bool = False

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(line.text for line in self.lines)


def join(lines: Iterable[Line], gap: str = " ") -> Line:
    """Several lines as one."""
    text, links, bold = "", list[Link](), list[tuple[int, int]]()
    for line in lines:
        if text and line.text:
            text += gap
        shift = len(text)
        text += line.text
        links += [Link(x.start + shift, x.end + shift, x.url) for x in line.links]
        bold += [(a + shift, b + shift) for a, b in line.bold]
    return Line(text, tuple(links), tuple(bold))


_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "form",
        "input",
        "select",
        "textarea",
        "option",
        "nav",
        "head",
        "title",
        "meta",
        "link",
        "video",
        "audio",
        "canvas",
        "map",
        "object",
        "applet",
        "figcaption",
        "caption",
        "colgroup",
        "dialog",
        "label",
        "progress",
    ]
)
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
    r"wp-block-tag-cloud|"
    r"blocks-gallery-caption|wp-caption-text|cookie\S*)(?=$|[\s_])",
    re.IGNORECASE,
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NOTE_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[*†‡]{1,3}|[a-z]|[ivx]{1,5})\s*[\])]?")
_BACK_MARK = re.compile(r"[\[(]?\s*[↩↑^⤴⬆]\ufe0e?\ufe0f?\s*[\])]?|\d{1,3}\s*[↩↑]\ufe0e?\ufe0f?")
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(slots=True)
class _Reading:
    """The walk over one tree: finished blocks, and the line that is being gathered."""

    notes: frozenset[str]
    blocks: list[Block] = field(default_factory=list)
    pieces: list[tuple[str, str | None, bool]] = field(default_factory=list)
    kind: BlockKind = "text"
    quoted: bool = False
    bold: int = 0
    link: str | None = None
    keep_breaks: bool = False
    in_cell: bool = False

    def add(self, text: str | None) -> None:
        if not text:
            return
        if self.keep_breaks and "\n" in text:
            for number, piece in enumerate(text.split("\n")):
                if number:
                    self.pieces.append(("\n", None, False))
                if piece:
                    self.pieces.append((piece, self.link, self.bold > 0))
        else:
            self.pieces.append((text, self.link, self.bold > 0))

    def flush(self) -> None:
        pieces, self.pieces = self.pieces, []
        lines = tuple(lines_of(pieces))
        if not lines:
            return
        text = "\n".join(line.text for line in lines)
        if _ORNAMENT.fullmatch(text) and text.strip(" .…") and not self.in_cell:
            self.blocks.append(Block("rule", lines))
        else:
            self.blocks.append(Block(self.kind, lines, quoted=self.quoted))

    def embed(self, url: str) -> None:
        self.flush()
        self.blocks.append(Block("embed", url=url, quoted=self.quoted))

    # The walk. Inline elements leave their text in ``pieces``; block elements flush before and after.

    def children(self, element: HtmlElement) -> None:
        self.add(element.text)
        for child in element:
            self.element(child)
            self.add(child.tail)

    def element(self, element: HtmlElement) -> None:
        tag = element.tag
        if not isinstance(tag, str):  # a comment
            return
        names = element.get("class")
        if tag in _SKIPPED or (names and _FURNITURE.search(names)) or element.get("hidden") is not None:
            self._beside_the_text(element, tag)
        elif tag == "br":
            self.pieces.append(("\n", None, False))
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

    def _beside_the_text(self, element: HtmlElement, tag: str) -> None:
        """What is no text may still be a player: social networks put theirs into scripts."""
        post = element.get("data-telegram-post")
        if tag == "script" and post:
            self.embed(f"https://t.me/{post}")
        elif tag in _BLOCKS:
            self.flush()

    def _player(self, element: HtmlElement) -> None:
        source = element.get("src") or element.get("data-src") or element.get("data-lazy-src") or ""
        if source.startswith(("https:", "http:", "//")) and "pixel." not in source:
            self.embed(embedded_original(source))

    def _inline(self, element: HtmlElement, tag: str) -> None:
        if tag == "sup" and self._is_note_mark(element):
            return
        if tag == "a":
            href = (element.get("href") or "").strip()
            label = _plain(element)
            if _BACK_MARK.fullmatch(label) or (href.startswith("#") and _NOTE_MARK.fullmatch(label)):
                return
            before, self.link = self.link, href or None
            self.children(element)
            self.link = before
        elif tag in ("strong", "b"):
            self.bold += 1
            self.children(element)
            self.bold -= 1
        else:
            self.children(element)

    def _is_note_mark(self, element: HtmlElement) -> bool:
        text = _plain(element)
        if not text or not (_NOTE_MARK.fullmatch(text) or _BACK_MARK.fullmatch(text)):
            return False
        if element.find(".//a") is not None or not text.isalnum() or text in self.notes:
            return True
        before = "".join(piece for piece, _, _ in self.pieces[-2:]).rstrip()
        return text.isdigit() and (not before or before[-1] in ".,;:!?“”»«\"'’)…")

    def _block(self, element: HtmlElement, tag: str, names: str) -> None:
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

    def _container(self, element: HtmlElement) -> None:
        address = element.get("data-href")
        if address and (element.get("class") or "").startswith("fb-"):
            self.embed(address)
        self.children(element)

    def _embed_figure(self, element: HtmlElement) -> None:
        inner = _Reading(self.notes)
        inner.children(element)
        inner.flush()
        players = [block.url for block in inner.blocks if block.kind == "embed" and block.url]
        bare = _ADDRESS.findall(_plain(element))
        links = [a.get("href") or "" for a in element.iter("a")]
        for url in (players or bare or links[-1:])[:1]:
            self.embed(embedded_original(url))

    def _inside(
        self, element: HtmlElement, *, kind: BlockKind | None = None, quoted: bool = False, bold: bool = False
    ) -> None:
        before = self.kind, self.quoted, self.bold
        if kind and not (self.kind == "pull" or (self.quoted and kind in ("heading", "item"))):
            self.kind = kind
        self.quoted = self.quoted or quoted
        self.bold += bold
        self.children(element)
        self.flush()
        self.kind, self.quoted, self.bold = before

    def _inner(self, element: HtmlElement, *, bold: bool = False) -> list[Block]:
        inner = _Reading(self.notes, kind=self.kind, quoted=self.quoted, bold=int(bold), in_cell=True)
        inner.children(element)
        inner.flush()
        return inner.blocks

    def _row(self, cells: list[HtmlElement]) -> None:
        inner = [self._inner(cell, bold=cell.tag == "th") for cell in cells]
        if len(cells) == 1 or any(len(blocks) > 6 for blocks in inner):  # a table for the layout's sake
            for blocks in inner:
                self.blocks += blocks
            return
        self._cells([join(line for block in blocks for line in block.lines) for blocks in inner])
        self.blocks += [block for blocks in inner for block in blocks if block.kind == "embed"]

    def _definitions(self, element: HtmlElement) -> None:
        term: Line | None = None
        for child in element.iter("dt", "dd"):
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


def lines_of(pieces: list[tuple[str, str | None, bool]]) -> Iterator[Line]:
    r"""Pieces (text, address, boldness; "\n" ends a line) as folded lines; empty lines fall away."""
    parts, length, spaced = list[str](), 0, True
    links, bold = list[Link](), list[tuple[int, int]]()
    for written, url, strong in [*pieces, ("\n", None, False)]:
        if written == "\n":
            text = "".join(parts)
            if text.strip():
                line = Line(text, tuple(links), tuple(bold))
                yield line.part(0) if spaced else line
            parts, length, spaced = [], 0, True
            links, bold = [], []
            continue
        piece = fold(written)
        if spaced and piece[:1] == " ":
            piece = piece[1:]
        if not piece:
            continue
        start, length = length, length + len(piece)
        parts.append(piece)
        spaced = piece[-1] == " "
        if url and links and links[-1].url == url and links[-1].end == start:
            links[-1] = Link(links[-1].start, length, url)
        elif url:
            links.append(Link(start, length, url))
        if strong:
            bold.append((start, length))


def _plain(element: HtmlElement) -> str:
    return fold("".join(element.itertext())).strip()


def _emoji(element: HtmlElement, names: str) -> str | None:
    """The emoji that an image stands for; None for a real picture."""
    source = element.get("src") or ""
    if "wp-smiley" in names or "emoji" in names.split() or re.search(r"/(?:core/)?(?:tw)?emoji/", source):
        return element.get("alt")
    return None


def _note_numbers(root: HtmlElement) -> frozenset[str]:
    """The numbers that begin a note's own text: the same numbers in the text are marks, not exponents."""
    found = set()
    for mark in root.iter("sup"):
        parent = mark.getparent()
        if parent is not None and parent[0] is mark and not (parent.text or "").strip():
            found.add(_plain(mark))
    return frozenset(found)


def depth_of(root: HtmlElement) -> int:
    """How deep elements stand inside each other; found without recursion."""
    deepest, here, element = 0, 0, root
    while True:
        if len(element):
            element, here = element[0], here + 1
            deepest = max(deepest, here)
            continue
        while element is not root and element.getnext() is None:
            parent = element.getparent()
            if parent is None:
                return deepest
            element, here = parent, here - 1
        if element is root:
            return deepest
        following = element.getnext()
        if following is None:
            return deepest
        element = following


def read_element(root: HtmlElement) -> tuple[Block, ...]:
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
    return read_element(html.fragment_fromstring(markup, create_parent="div"))


def plain_text(markup: str) -> str:
    """A title or label that may carry tags and entities, as one folded line."""
    if "<" not in markup and "&" not in markup:
        return fold(markup).strip()
    return fold(unescape(re.sub(r"</?[A-Za-z][^<>]*>|<!--.*?-->", "", markup))).strip()


def unescape(text: str) -> str:
    """Entities resolved, once more where they were escaped twice."""
    from html import unescape as once

    text = once(text)
    return (
        once(text) if re.search(r"&(?:#\d+|#x[0-9a-f]+|amp|quot|lt|gt|nbsp);", text, re.IGNORECASE) else text
    )
