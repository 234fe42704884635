"""Blocks: what a reader's eye takes for one piece of text, its lines, and their links; pure.

Every text that is read passes ``fold``, so the normalisation of texts has one place: Unicode NFC, spaces folded,
soft hyphens, zero-width and direction marks gone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from bot.sources.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span: TypeAlias = tuple[int, int]
"""Where something begins in a line, and where it has ended."""
BlockKind = Literal["text", "heading", "item", "quote", "row", "rule", "embed", "button", "pull"]

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_LONE_JOINER = re.compile(
    "(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)
_PARTIAL = re.compile(r"(?!#|[A-Za-z][\w+.-]*:)")
"""An address that the page it stands on completes; a place on that page leads nowhere else."""
_SPACES = re.compile(r"\s+")
_ODD = re.compile(
    "[\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u3000" + _INVISIBLE.pattern[1:]
)


def fold(text: str) -> str:
    """The text without invisible characters, in NFC, each run of spaces one space; not stripped."""
    if "  " in text or _ODD.search(text):
        text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
        if "\u200d" in text:
            text = _LONE_JOINER.sub("", text)
    return (
        text
        if text.isascii() or unicodedata.is_normalized("NFC", text)
        else unicodedata.normalize("NFC", text)
    )


@dataclass(frozen=True, slots=True)
class Link:
    """An address behind the characters ``start`` to ``end`` of a line."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is seen, with its links and the spans set in bold and in italics."""

    text: str
    links: tuple[Link, ...] = ()
    bold: tuple[Span, ...] = ()
    italic: tuple[Span, ...] = ()

    def part(self, start: int, end: int | None = None) -> Line:
        """The characters ``start`` to ``end``, stripped, with the links and spans that fall into them."""
        end = len(self.text) if end is None else end
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = max(start, end - (len(piece) - len(piece.rstrip())))
        links = [
            Link(max(x.start, start) - start, min(x.end, end) - start, x.url)
            for x in self.links
            if x.start < end and x.end > start
        ]
        bold, italic = (_within(spans, start, end) for spans in (self.bold, self.italic))
        return Line(self.text[start:end], tuple(links), bold, italic)


def _within(spans: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    return tuple((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start)


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its lines, a table row's cells, an embedded player's address; a note leads back to its mark."""

    kind: BlockKind
    lines: tuple[Line, ...] = ()
    cells: tuple[Line, ...] = ()
    url: str | None = None
    quoted: bool = False
    is_note: bool = False

    @property
    def text(self) -> str:
        """The lines as one text."""
        if len(self.lines) == 1:
            return self.lines[0].text
        return "\n".join(line.text for line in self.lines)


def with_whole_addresses(block: Block, base: str | None) -> Block:
    """The block with its links as ``base`` means them; without one only those that lack nothing but a scheme."""
    if not any(_PARTIAL.match(link.url) for line in block.lines for link in line.links):
        return block
    lines, cells = (
        tuple(_with_whole_addresses(line, base) for line in each) for each in (block.lines, block.cells)
    )
    return replace(block, lines=lines, cells=cells)


def _with_whole_addresses(line: Line, base: str | None) -> Line:
    links = (
        replace(link, url=absolute(base or "https:", link.url)) if _PARTIAL.match(link.url) else link
        for link in line.links
    )
    return replace(line, links=tuple(links))


def join(lines: Iterable[Line], gap: str = " ") -> Line:
    """Several lines as one."""
    text, links, bold, italic = "", list[Link](), list[Span](), list[Span]()
    for line in lines:
        if text and line.text:
            text += gap
        shift = len(text)
        text += line.text
        links += [Link(x.start + shift, x.end + shift, x.url) for x in line.links]
        bold += [(a + shift, b + shift) for a, b in line.bold]
        italic += [(a + shift, b + shift) for a, b in line.italic]
    return Line(text, tuple(links), tuple(bold), tuple(italic))


_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")


def out_of_line(text: str, before: str, *, raised: bool) -> str:
    """A raised or lowered number behind another one in characters that show it: 10⁶ is not 106."""
    if not before[-1:].isdigit() or not re.fullmatch(r"[+−-]?\d+[+−-]?", text):
        return text
    return text.translate(_RAISED if raised else _LOWERED)


def is_note_mark(raised: str, before: str) -> bool:
    """Whether a raised number leads to a note: it stands behind a sentence or clause, or before all text."""
    before = before.rstrip()
    return raised.strip().isdigit() and (not before or before[-1] in ".,;:!?“”»«\"'’)…")


class Piece(NamedTuple):
    """A stretch of text as it was met, with the address behind it."""

    text: str
    url: str | None = None
    bold: bool = False
    italic: bool = False


LINE_END = Piece("\n")
"""Ends a line; a line break in a text does not."""


def lines_of(pieces: list[Piece]) -> Iterator[Line]:
    """Pieces as folded lines; empty lines fall away."""
    if len(pieces) == 1 and pieces[0] is not LINE_END and not any(pieces[0][1:]):
        if text := fold(pieces[0].text).strip():
            yield Line(text)
        return
    parts, length, spaced = list[str](), 0, True
    links, bold, italic = list[Link](), list[Span](), list[Span]()
    for piece in [*pieces, LINE_END]:
        if piece is LINE_END:
            text = "".join(parts)
            if text.strip():
                line = Line(text, tuple(links), tuple(bold), tuple(italic))
                yield line.part(0) if spaced else line
            parts, length, spaced = [], 0, True
            links, bold, italic = [], [], []
            continue
        written, url, is_bold, is_italic = piece
        text = fold(written)
        if spaced and text[:1] == " ":
            text = text[1:]
        if not text:
            continue
        start, length = length, length + len(text)
        parts.append(text)
        spaced = text[-1] == " "
        if url and links and links[-1].url == url and links[-1].end == start:
            links[-1] = Link(links[-1].start, length, url)
        elif url:
            links.append(Link(start, length, url))
        if is_bold:
            bold.append((start, length))
        if is_italic and italic and italic[-1][1] == start:
            italic[-1] = (italic[-1][0], length)
        elif is_italic:
            italic.append((start, length))


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
