"""Word documents to blocks, with the standard library's zipfile and lxml; pure."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.errors import QuellenboteError
from bot.sources.blocks import LINE_END, Block, Piece, is_note_mark, join, lines_of, out_of_line
from bot.sources.decoding import local, parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from bot.sources.blocks import BlockKind

_MAX_PART = 50 * 2**20
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL, _FIELD_TYPE, _INSTRUCTION = f"{_WORD}val", f"{_WORD}fldCharType", f"{_WORD}instr"
_DROPPED = frozenset((
    "del", "movefrom", "footnotereference", "endnotereference", "commentreference", "drawing", "pict",
    "object",
))  # fmt: skip
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, RuntimeError, ValueError)
"""What reading a broken archive raises; a kind of compression that Python lacks is a RuntimeError."""
_HEADING = re.compile(r"(?:heading|berschrift|überschrift|title|titel)", re.IGNORECASE)
_FIELD = re.compile(r"HYPERLINK\s+\"([^\"]+)\"")


@dataclass(frozen=True, slots=True)
class Document:
    """A document's title, where its properties or a title style give one, and its blocks."""

    title: str | None
    blocks: tuple[Block, ...]


def read_docx(data: bytes, *, name: str) -> Document:
    """A document's blocks. Raises ``error.file.damaged`` where it is no Word document or its parts are broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _part(archive, "word/document.xml", name)
            rels = _part(archive, "word/_rels/document.xml.rels", name, optional=True)
            core = _part(archive, "docProps/core.xml", name, optional=True)
    except _DAMAGED as error:
        raise QuellenboteError("error.file.damaged", name=name) from error
    targets = {r.get("Id", ""): r.get("Target", "") for r in rels} if rels is not None else {}
    reading = _Reading(targets)
    reading.body(body)
    title = next((e.text for e in core.iter() if local(e) == "title"), None) if core is not None else None
    return Document((title or "").strip() or None, tuple(reading.blocks))


def _part(archive: zipfile.ZipFile, path: str, name: str, *, optional: bool = False) -> etree._Element | None:
    if optional and path not in archive.namelist():
        return None
    if archive.getinfo(path).file_size > _MAX_PART:
        raise QuellenboteError("error.file.large", name=name, limit=_MAX_PART)
    with archive.open(path) as part:
        data = part.read(_MAX_PART + 1)
    if len(data) > _MAX_PART:
        raise QuellenboteError("error.file.large", name=name, limit=_MAX_PART)
    try:
        return parse_xml(data.decode("utf-8-sig"), key="error.file")
    except UnicodeDecodeError as error:
        raise QuellenboteError("error.file.encoding", name=name) from error
    except QuellenboteError as error:
        raise QuellenboteError(error.key, name=name) from error


@dataclass(slots=True)
class _Reading:
    targets: dict[str, str]
    blocks: list[Block] = field(default_factory=list)

    def body(self, root: etree._Element | None) -> None:
        body = next((child for child in root if local(child) == "body"), None) if root is not None else None
        for child in body if body is not None else ():
            self.child(child)

    def child(self, element: etree._Element) -> None:
        kind = local(element)
        if kind == "p":
            self.paragraph(element)
        elif kind == "tbl":
            for row in element:
                if local(row) == "tr":
                    self.row(row)
        elif kind in ("sdt", "sdtcontent", "customxml", "ins"):
            for child in element:
                self.child(child)

    def paragraph(self, element: etree._Element) -> None:
        lines = tuple(lines_of(list(self.pieces(element))))
        if lines:
            self.blocks.append(Block(_kind(element), lines))

    def row(self, row: etree._Element) -> None:
        cells = []
        for cell in row:
            if local(cell) == "tc":
                parts = [
                    line for p in cell.iter() if local(p) == "p" for line in lines_of(list(self.pieces(p)))
                ]
                cells.append(join(parts))
        whole = join(cells)
        if whole.text:
            self.blocks.append(Block("row", (whole,), tuple(cells)))

    def pieces(self, paragraph: etree._Element) -> Iterator[Piece]:
        """The runs of a paragraph; fields of the old kind carry addresses too."""
        state = _State()
        for child in paragraph:
            yield from self._pieces(child, None, state)

    def _pieces(self, element: etree._Element, url: str | None, state: _State) -> Iterator[Piece]:
        kind = local(element)
        if kind in _DROPPED or kind in ("ppr", "rpr"):
            return
        if kind == "hyperlink":
            url = self.targets.get(element.get(_REL, ""), "") or None
        elif kind == "fldsimple" and (match := _FIELD.search(element.get(_INSTRUCTION) or "")):
            url = match[1]
        if kind == "r":
            yield from _run(element, url or state.url, state)
            return
        for child in element:
            yield from self._pieces(child, url, state)


@dataclass(slots=True)
class _State:
    """What a paragraph's runs share: the complex field that is open, and the text before."""

    instruction: str = ""
    url: str | None = None
    before: str = ""


def _run(run: etree._Element, url: str | None, state: _State) -> Iterator[Piece]:
    properties = [p for child in run if local(child) == "rpr" for p in child]
    on = {local(p): p.get(_VAL, "1") for p in properties if p.get(_VAL, "1") not in ("0", "false")}
    place = on.get("vertalign", "baseline")
    for child in run:
        kind = local(child)
        if kind == "instrtext":
            state.instruction += child.text or ""
        elif kind == "fldchar":
            match = _FIELD.search(state.instruction) if child.get(_FIELD_TYPE) == "separate" else None
            state.instruction, state.url = "", match[1] if match else None
        elif kind == "t":
            text = child.text or ""
            if place == "superscript" and is_note_mark(text, state.before):
                continue
            if place != "baseline":
                text = out_of_line(text, state.before, raised=place == "superscript")
            state.before = text
            yield Piece(text, url, "b" in on, "i" in on)
        elif kind in ("br", "cr"):
            yield LINE_END
        elif kind in ("tab", "nobreakhyphen"):
            yield Piece(" " if kind == "tab" else "\u2011", url, "b" in on, "i" in on)


def _kind(paragraph: etree._Element) -> BlockKind:
    for properties in paragraph:
        if local(properties) != "ppr":
            continue
        for value in properties:
            if local(value) == "pstyle":
                style = next(iter(value.attrib.values()), "")
                if _HEADING.match(str(style)):
                    return "heading"
                if re.match(r"(?i)(?:quote|zitat|intensequote)", str(style)):
                    return "quote"
            if local(value) == "numpr":
                return "item"
    return "text"
