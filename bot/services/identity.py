"""Which stored piece an entry is: by guid, by address, or by path or title where a blog has moved; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.sources.urls import is_homepage
from db import Known, NewArticle

MOVED_SHARE = 0.8
"""More new guids than this on known links: the guids have changed, not the pieces (delivery.md, fault 29)."""
MOVED_LEAST = 3
"""Fewer pieces than this prove no move."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The stored piece of each entry that has one, by the entry's place in the document."""

    known: Mapping[int, Known]
    has_moved: bool = False


def matches(
    made: Sequence[NewArticle],
    by_guid: Mapping[str, Known],
    by_url: Mapping[str, Known],
    elsewhere: Mapping[str, Known],
) -> Matches:
    """Which stored piece each article is; no stored piece is two of them.

    ``by_guid`` holds what the source itself has, ``by_url`` and ``elsewhere`` (by guid) what any source has.
    The guid decides, unless nearly all guids contradict the links: then the links do.
    """
    own = _own_links(made)
    linked = {i: by_url[url] for i, url in own.items() if url in by_url}
    crossed = [i for i, known in linked.items() if made[i].guid != known.guid]
    has_moved = len(crossed) >= MOVED_LEAST and len(crossed) > MOVED_SHARE * len(linked)
    found = _Assigned()
    if has_moved:
        found.take(linked)
    found.take({i: by_guid[a.guid] for i, a in enumerate(made) if a.guid in by_guid})
    # a withdrawn piece at the same address, under another guid, is another piece
    found.take({i: known for i, known in linked.items() if known.state != "withdrawn"})
    found.take({i: elsewhere[a.guid] for i, a in enumerate(made) if a.guid in elsewhere})
    return Matches(found.known, has_moved)


def is_suspicious(made: Sequence[NewArticle], found: Matches) -> bool:
    """Whether so little is known of a document that the blog may have gone to another host."""
    unknown = len(made) - len(found.known)
    return unknown >= MOVED_LEAST and unknown > MOVED_SHARE * len(made)


def matches_of_moved(made: Sequence[NewArticle], stored: Sequence[Known]) -> Matches | None:
    """Nearly all entries are stored pieces whose guids and addresses are others now: the blog has moved.

    They are known again by their paths on another host, or by title and day, where both are new.
    """
    for sign in (_path, _title_and_day):
        before, now = _places(sign, stored), _places(sign, made)
        linked = {place: stored[before[mark]] for mark, place in now.items() if mark in before}
        if len(linked) >= MOVED_LEAST and len(linked) > MOVED_SHARE * len(made):
            return Matches(linked, has_moved=True)
    return None


def is_worldwide(guid: str) -> bool:
    """Whether a guid is one for the whole world, not a counter: it may be looked for at other sources too."""
    return "://" in guid or guid.startswith(("tag:", "urn:"))


class _Assigned:
    """Entries and stored pieces, each at most once."""

    def __init__(self) -> None:
        self.known: dict[int, Known] = {}
        self._taken: set[int] = set()

    def take(self, candidates: Mapping[int, Known]) -> None:
        for place, known in candidates.items():
            if place not in self.known and known.id not in self._taken:
                self.known[place] = known
                self._taken.add(known.id)


def _own_links(made: Sequence[NewArticle]) -> dict[int, str]:
    """The links that name one piece each: neither a home page nor one that stands twice."""
    often = Counter(article.canonical_url for article in made)
    return {
        i: article.canonical_url
        for i, article in enumerate(made)
        if article.canonical_url
        and often[article.canonical_url] == 1
        and not is_homepage(article.canonical_url)
    }


def _places(
    sign: Callable[[NewArticle | Known], str | None], pieces: Sequence[NewArticle | Known]
) -> dict[str, int]:
    """Where the pieces stand, by a sign that each has for itself."""
    signs = [sign(piece) for piece in pieces]
    often = Counter(signs)
    return {mark: place for place, mark in enumerate(signs) if mark is not None and often[mark] == 1}


def _path(piece: NewArticle | Known) -> str | None:
    if not piece.canonical_url or is_homepage(piece.canonical_url):
        return None
    parts = urlsplit(piece.canonical_url)
    return f"{parts.path}?{parts.query}"


def _title_and_day(piece: NewArticle | Known) -> str:
    return f"{piece.published_at:%Y-%m-%d} {piece.title.casefold()}"
