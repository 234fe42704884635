"""Files that an operator gives become articles of one source; each file is told of by name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from bot.errors import QuellenboteError
from bot.services.digests import FIRST_DIGEST
from bot.services.ingest import Ingest, Tally
from bot.services.workers import Workers
from bot.sources.entry import Entry
from bot.sources.files import SUFFIXES, read_path
from bot.sources.reader import Reader
from bot.sources.urls import is_web
from db import Database, Source

FILES = "files:"
SAMPLES = "samples:"
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:/|$)", re.IGNORECASE)
_AHEAD = 100
"""Entries of one file that are stored in one transaction: an export may hold thousands."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the operator says beside the file; it wins over what the file says."""

    title: str | None = None
    url: str | None = None
    original_url: str | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file; ``tally`` counts its entries, ``error`` says why it was refused."""

    path: Path
    outcome: Literal["new", "changed", "same", "refused"]
    tally: Tally = Tally()
    error: QuellenboteError | None = None


class Imports:
    """Reads files and folders into the archive; what was sent in chat with ``reader``, as it may be anything."""

    def __init__(self, database: Database, ingest: Ingest, workers: Workers, reader: Reader) -> None:
        self._database = database
        self._ingest = ingest
        self._workers = workers
        self._reader = reader

    async def add(
        self, paths: Sequence[Path], *, now: datetime, given: Given | None = None
    ) -> AsyncIterator[Imported]:
        """Store each file, folders with all they hold; one that is refused stops no other.

        Adding a file again changes nothing, unless the file or what is ``given`` beside it changed. Of several
        files those too old for a first digest are archive, and nobody is sent them as news.
        """
        source = await self._source(FILES, "files", now)
        files = files_in(paths)
        for path in files:
            yield await self._one(source, path, given or Given(), now, is_one_of_many=len(files) > 1)

    async def add_upload(self, name: str, content: bytes, *, now: datetime) -> Tally:
        """Store a document or a text that an operator sent in chat. Raises error.file.… and error.reader.killed."""
        source = await self._source(FILES, "files", now)
        entries = await self._reader.file(name, content)
        return await self._store(source, entries, now, backfilled=len(entries) > 1)

    async def add_samples(self, folder: Path, *, now: datetime) -> Tally:
        """Store the sample pieces of the terminal chat; they are new, so that a digest can be seen."""
        source = await self._source(SAMPLES, "samples", now, full_text=True)
        entries = await self._workers.run(_read_all, folder)
        return await self._ingest.store(source, entries, now=now)

    async def remove_samples(self) -> bool:
        """Take the sample pieces away, when the real bot begins; True if there were any."""
        async with self._database.begin() as tx:
            source = await tx.sources.by_address(SAMPLES)
            if source is not None:
                await tx.sources.remove(source.id)
        return source is not None

    async def is_empty(self) -> bool:
        """Whether nothing is stored at all."""
        async with self._database.read() as tx:
            return not await tx.articles.ids(limit=1)

    async def read(self, path: Path) -> tuple[Entry, ...]:
        """What a file would bring, not stored. Raises error.file.…"""
        return await self._workers.run(read_path, path)

    async def _source(self, address: str, kind: str, now: datetime, *, full_text: bool = False) -> Source:
        async with self._database.begin() as tx:
            return await tx.sources.add(kind=kind, address=address, title=kind, now=now, full_text=full_text)

    async def _one(
        self, source: Source, path: Path, given: Given, now: datetime, *, is_one_of_many: bool
    ) -> Imported:
        try:
            entries = await self._workers.run(read_path, path)
        except QuellenboteError as error:
            return Imported(path, "refused", error=error)
        guid = f"file:{path.name}@{_place(path)}"
        completed = [_completed(entry, given, guid) for entry in entries]
        is_old = all(e.published is not None and e.published < now - FIRST_DIGEST for e in completed)
        is_archive = len(entries) > 1 or (is_one_of_many and is_old)
        tally = await self._store(source, completed, now, backfilled=is_archive)
        if tally.new:
            return Imported(path, "new", tally)
        return Imported(path, "changed" if tally.changed or tally.returned else "same", tally)

    async def _store(
        self, source: Source, entries: Sequence[Entry], now: datetime, *, backfilled: bool
    ) -> Tally:
        tally = Tally()
        for start in range(0, len(entries), _AHEAD):
            some = entries[start : start + _AHEAD]
            tally += await self._ingest.store(source, some, now=now, backfilled=backfilled)
        return tally


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files that are meant: a folder stands for all readable kinds in it, hidden ones left out."""
    found: list[Path] = []
    for path in paths:
        if _is_folder(path):
            inside = (p for p in sorted(path.rglob("*")) if p.is_file() and p.suffix.lower() in SUFFIXES)
            found += (
                p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts)
            )
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def is_address(what: str) -> bool:
    """Whether that is an address of the web as people write it, and no file."""
    if "://" in what:
        return True
    path = Path(what)
    return bool(_HOST.match(what)) and path.suffix.lower() not in SUFFIXES and not path.exists()


def _is_folder(path: Path) -> bool:
    """Whether there are files in it; what stands in a closed folder is taken for a file, which is refused then."""
    with suppress(PermissionError):
        return path.is_dir()
    return False


def _read_all(folder: Path) -> list[Entry]:
    return [entry for path in sorted(folder.glob("*.md")) for entry in read_path(path)]


def _place(path: Path) -> str:
    """Files of the same name in two folders are two pieces; the folder's own name is nobody's business."""
    return hashlib.sha256(str(path.resolve().parent).encode()).hexdigest()[:8]


def _completed(entry: Entry, given: Given, guid: str) -> Entry:
    """The entry with what the operator said beside it. Raises error.edit.url for an address that is none."""
    for url in (given.url, given.original_url):
        if url and not is_web(url):
            raise QuellenboteError("error.edit.url", value=url)
    provenance = entry.provenance
    if given.original_url:
        provenance = replace(provenance, original_url=given.original_url)
    return replace(
        entry,
        guid=guid if entry.guid.startswith("file:") else entry.guid,
        title=given.title or entry.title,
        title_from="given" if given.title else entry.title_from,
        url=given.url or entry.url,
        published=given.published or entry.published,
        provenance=provenance,
    )
