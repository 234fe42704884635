"""What a source no longer shows, though it shows older pieces, is asked for at its own address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from urllib.parse import urlsplit

from bot.errors import QuellenboteError
from bot.services.ingest import BEGINNING, END
from bot.sources.entry import Entry
from bot.sources.fetch import Fetched, Fetcher, FetchError
from bot.sources.reader import Reader
from bot.sources.urls import canonical, is_homepage
from db import Known

CHECKED = 10
"""Pieces asked for in one reading."""
_GONE = (401, 404, 410)


@dataclass(frozen=True, slots=True)
class Checked:
    """The pieces that are no longer public; ``is_whole`` is False where some are still to be asked for."""

    gone: tuple[int, ...]
    is_whole: bool = True


def window(entries: Iterable[Entry], *, to_the_end: bool = False) -> tuple[datetime, datetime] | None:
    """The times between which a source shows everything it has; None where that cannot be told.

    From its oldest entry on (from the beginning, where it was read ``to_the_end``); up to its newest one, and
    beyond where it stands in order of time: then also what was the newest is missed. An empty answer says nothing.
    """
    dated = [entry.published for entry in entries if entry.published]
    if not dated:
        return None
    in_order = all(later >= earlier for later, earlier in pairwise(dated))
    return BEGINNING if to_the_end else min(dated), END if in_order else max(dated)


class Withdrawals:
    """Asks for pieces at their own addresses."""

    def __init__(self, fetcher: Fetcher, reader: Reader) -> None:
        self._fetcher = fetcher
        self._reader = reader

    async def check(self, entries: Sequence[Entry], stored: Sequence[Known]) -> Checked:
        """Which of the ``stored`` pieces that the entries do not name are gone, the newest looked at first."""
        listed = {entry.guid for entry in entries}
        links = {canonical(entry.url) for entry in entries if entry.url}
        missing = [
            known
            for known in sorted(stored, key=lambda known: known.published_at, reverse=True)
            if known.state == "live" and known.guid not in listed and known.canonical_url not in links
        ]
        gone: list[int] = []
        whole = len(missing) <= CHECKED
        for known in missing[:CHECKED]:
            answer = await self._is_gone(known, links) if known.url else False
            whole = whole and answer is not None
            if answer:
                gone.append(known.id)
        return Checked(tuple(gone), whole)

    async def _is_gone(self, known: Known, listed_links: set[str]) -> bool | None:
        """Whether a piece is no longer public; None where nobody can tell now."""
        url = known.url or ""
        try:
            answer = await self._fetcher.get_politely(url)
        except FetchError:
            return None
        if answer.status != 200:
            return True if answer.status in _GONE else None if answer.status >= 500 else False
        try:
            page = await self._reader.page(answer.body, answer.final_url, content_type=answer.content_type)
        except QuellenboteError:
            return False
        return page.access != "public" or _leads_astray(known, answer, page, listed_links)


def _leads_astray(known: Known, answer: Fetched, page: Entry, listed_links: set[str]) -> bool:
    """Whether a redirect led to another piece: WordPress guesses one whose address begins alike."""
    if _place(answer.final_url) == _place(answer.url) or page.guid == known.guid:
        return False
    return is_homepage(answer.final_url) or canonical(answer.final_url) in listed_links


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(canonical(url))
    return (parts.hostname or "").removeprefix("www."), f"{parts.path}?{parts.query}"
