"""Files that an operator gives: .txt .md .html .docx and WordPress exports (.xml); pure but for reading the path."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import QuellenboteError
from bot.sources.blocks import fold
from bot.sources.compose import compose
from bot.sources.decoding import decode, local, parse_xml
from bot.sources.docx import read_docx
from bot.sources.feeds import moment, read_feed
from bot.sources.markdown import read_markdown, read_plain
from bot.sources.pages import read_page
from bot.sources.urls import is_web
from bot.sources.values import iso_date, language_code, primary_tag
from bot.sources.wxr import is_export, read_export

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.sources.entry import Entry

MAX_FILE = 50 * 2**20
"""Bytes; what an operator gives may be larger than what the network gives."""

SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".xml")
_MAGIC = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"Rar!", b"\x1f\x8b", b"7z\xbc\xaf",
    b"\x7fELF",
)  # fmt: skip


def read_path(path: Path) -> tuple[Entry, ...]:
    """The entries of a file. Raises ``error.file.…`` with the file's name, as ``read_file`` does."""
    return read_file(path.name, load(path))


def load(path: Path) -> bytes:
    """The bytes of a file that is not too large. Raises ``error.file.large`` and ``error.file.unreadable``."""
    name = path.name or str(path)  # "." has none
    try:
        if path.stat().st_size > MAX_FILE:
            raise QuellenboteError("error.file.large", name=name, limit=MAX_FILE)
        return path.read_bytes()
    except OSError as error:
        raise QuellenboteError("error.file.unreadable", name=name, reason=error.strerror or "") from error


def read_file(name: str, data: bytes) -> tuple[Entry, ...]:
    """The entries of a file given by name and bytes.

    Raises ``error.file.…``, each with ``name``: empty, large, kind, binary, encoding, damaged, only_footer,
    notext.
    """
    suffix = Path(name).suffix.lower()
    _check(name, suffix, data)
    try:
        entries = _entries(name, suffix, data)
    except QuellenboteError as error:
        raise _named(error, name) from error
    for entry in entries:
        if entry.access == "public" and not entry.paragraphs and suffix != ".xml":
            key = "error.file.only_footer" if entry.provenance.footer else "error.file.notext"
            raise QuellenboteError(key, name=name)
    if not entries:
        raise QuellenboteError("error.file.notext", name=name)
    return entries


def _check(name: str, suffix: str, data: bytes) -> None:
    if suffix not in SUFFIXES:
        raise QuellenboteError("error.file.kind", name=name, kinds=", ".join(SUFFIXES))
    if len(data) > MAX_FILE:
        raise QuellenboteError("error.file.large", name=name, limit=MAX_FILE)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise QuellenboteError("error.file.empty", name=name)
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if suffix != ".docx" and (
        data.startswith((*_MAGIC, b"PK\x03\x04")) or (b"\x00" in data[:4096] and not utf16)
    ):
        raise QuellenboteError("error.file.binary", name=name)


def _named(error: QuellenboteError, name: str) -> QuellenboteError:
    """A reader's error as a file's error, which names the file."""
    if error.key.startswith("error.file."):
        return QuellenboteError(error.key, **{**error.arguments, "name": name})
    kind = error.key.rpartition(".")[2]
    if kind in ("empty", "encoding", "entities", "illformed", "nested", "notext", "truncated", "unknown"):
        return QuellenboteError(f"error.file.{kind}", name=name)
    return QuellenboteError("error.file.damaged", name=name)


def _entries(name: str, suffix: str, data: bytes) -> tuple[Entry, ...]:
    if suffix == ".docx":
        document = read_docx(data, name=name)
        return (compose(document.blocks, guid=f"file:{name}", title=_usable(document.title)),)
    if suffix == ".xml":
        return _from_xml(data)
    if suffix in (".html", ".htm"):
        entry = read_page(data)
        return (replace(entry, guid=entry.url or f"file:{name}"),)
    return (_from_text(name, suffix, decode(data, key="error.file.encoding", markup=False)),)


def _from_xml(data: bytes) -> tuple[Entry, ...]:
    text = decode(data, key="error.file.encoding", markup=False)
    root = parse_xml(text, key="error.export")
    if is_export(root):
        return read_export(text)
    if local(root) in ("rss", "feed", "rdf"):
        return read_feed(data).entries
    raise QuellenboteError("error.export.unknown", root=local(root))


def _usable(title: str | None) -> str | None:
    """A document property that word processors fill in by themselves is no title."""
    return (
        None
        if not title
        or re.match(r"(?i)(?:microsoft word|untitled|unbenannt|dokument\s*\d*$|document\s*\d*$)", title)
        else title
    )


@dataclass(frozen=True, slots=True)
class _Front:
    """What stands between two ``---`` lines at a text's beginning."""

    values: Mapping[str, str]

    def first(self, *names: str) -> str | None:
        return next((self.values[name] for name in names if self.values.get(name)), None)

    @property
    def published(self) -> datetime | None:
        written = self.first("date", "datum", "published", "veröffentlicht", "дата")
        return moment(written) or moment(iso_date(written or ""))


def _from_text(name: str, suffix: str, text: str) -> Entry:
    front, text = _front_matter(text)
    blocks = read_plain(text) if suffix == ".txt" else read_markdown(text)
    language = front.first("language", "lang", "sprache", "мова")
    url = front.first("url", "link", "permalink", "canonical")
    tags = re.split(r"\s*,\s*", (front.first("tags", "schlagworte", "keywords") or "").strip("[] "))
    entry = compose(
        blocks, guid=front.first("guid", "id") or f"file:{name}", url=url if url and is_web(url) else None,
        title=front.first("title", "titel", "назва"), published=front.published,
        language=language_code(language or "") or primary_tag(language),
        tags=tuple(tag.strip("\"' ") for tag in tags if tag),
    )  # fmt: skip
    author = front.first("author", "autor", "autorin", "автор", "авторка")
    return replace(entry, provenance=replace(entry.provenance, author=entry.provenance.author or author))


def _front_matter(text: str) -> tuple[_Front, str]:
    """The simple values of a front matter (``key: value``), and the text below it."""
    match = re.match(r"\s*---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", text[:20_000], re.DOTALL)
    if match is None:
        return _Front({}), text
    pairs = re.findall(r"^([\w-]{2,30})[ \t]*:[ \t]*(.*?)[ \t]*$", match[1], re.MULTILINE)
    if not pairs:
        return _Front({}), text
    values = {key.lower(): fold(value).strip(" \"'") for key, value in pairs}
    return _Front(values), text[match.end() :]
