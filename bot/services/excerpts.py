"""A source that shows excerpts only leads to its pages: each is read once a change, one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.errors import QuellenboteError
from bot.services.ingest import mark_of
from bot.sources.entry import Entry
from bot.sources.fetch import Fetcher, FetchError
from bot.sources.reader import Reader
from db import Known

PAGES = 20
"""Pages read for one reading of a source; what is left waits for the next."""
SECONDS = 45.0
"""How long pages are read for one reading of a source, so that slow ones do not use up its time."""
_GONE = (404, 410)
_CLOSED = (401, 402, 403, 451)


@dataclass(frozen=True, slots=True)
class Completed:
    """Entries with their whole text; ``marks`` tells, by guid, from what excerpt each was completed.

    What has not changed is left out. ``is_whole`` is False where a page is still to be read.
    """

    entries: tuple[Entry, ...]
    marks: Mapping[str, str]
    is_whole: bool = True


class Excerpts:
    """Completes entries from their pages."""

    def __init__(self, fetcher: Fetcher, reader: Reader) -> None:
        self._fetcher = fetcher
        self._reader = reader

    async def complete(
        self, entries: Sequence[Entry], known: Mapping[str, Known], *, anew: bool = False, most: int = PAGES
    ) -> Completed:
        """The entries with the text of their pages, at most ``most`` of them fetched.

        A page whose excerpt is the one it was read for is not read again, unless ``anew`` is asked for and
        the source tells no times of change.
        """
        kept: list[Entry] = []
        marks: dict[str, str] = {}
        whole, asked = True, 0
        time = asyncio.get_running_loop().time
        until = time() + SECONDS
        for entry in entries:
            if not entry.excerpt_only or not entry.url or entry.access != "public":
                kept.append(entry)
                continue
            mark = mark_of(entry)
            stored = known.get(entry.guid)
            same = stored is not None and stored.state != "withdrawn" and stored.content_hash.startswith(mark)
            if same and not (anew and entry.modified is None):
                continue
            if asked == most or time() >= until:
                whole = False
                continue
            asked += 1
            try:
                full = await self._from_page(entry)
            except FetchError:
                whole = False
                continue
            if full is not None:
                kept.append(full)
                marks[entry.guid] = mark
        return Completed(tuple(kept), marks, whole)

    async def _from_page(self, entry: Entry) -> Entry | None:
        """The piece as its page has it; the excerpt where the page is closed or without text; None: gone.

        Raises FetchError where the page may be had later.
        """
        url = entry.url or ""
        answer = await self._fetcher.get_politely(url)
        if answer.status in _GONE:
            return None
        if answer.status in _CLOSED:
            return entry
        if answer.status != 200:
            raise FetchError("server", url, status=answer.status)
        try:
            page = await self._reader.page(answer.body, url, content_type=answer.content_type)
        except QuellenboteError:
            return entry
        return replace(
            page,
            guid=entry.guid,
            url=entry.url,
            title=entry.title or page.title,
            title_from="given" if entry.title_from == "given" else page.title_from,
            published=entry.published or page.published,
            modified=entry.modified or page.modified,
            tags=entry.tags or page.tags,
        )


async def preview(excerpts: Excerpts, entries: Sequence[Entry], *, most: int) -> tuple[Entry, ...]:
    """The entries as they would be stored, the first ``most`` of them completed from their pages."""
    completed = await excerpts.complete(entries[:most], {}, most=most)
    by_guid = {entry.guid: entry for entry in completed.entries}
    return tuple(by_guid.get(entry.guid, entry) for entry in entries)
