"""Entries become articles: new, changed, the same, moved or withdrawn is decided here, then stored."""

from __future__ import annotations

import hashlib
import json
import logging
import operator
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime, timedelta

import summarizer
from bot.services.identity import Matches, is_suspicious, is_worldwide, matches, matches_of_moved
from bot.services.workers import Workers
from bot.sources.entry import FIELDS, Entry
from bot.sources.entry import Provenance as Read
from bot.sources.urls import canonical
from db import Database, Known, NewArticle, Provenance, Source, UnitOfWork

logger = logging.getLogger(__name__)
FLOOD = 10
"""More new pieces of a source than this are a migration or a back-fill: only the newest ones are *new*."""
FLOODED = timedelta(days=2)
"""So long a flood may take to come: what no longer fits into a feed is found when its archive is looked through."""
BEGINNING, END = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
_RANKS = {"rss": 3, "atom": 3, "json": 3, "rest": 3, "page": 2}
_MARK = 16
_AS_EMOJI = "\N{VARIATION SELECTOR-16}"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the entries of one reading: the numbers of the articles concerned."""

    new: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    same: int = 0
    withdrawn: tuple[int, ...] = ()
    returned: tuple[int, ...] = ()
    hidden: int = 0
    """Entries that are not public and were never stored."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(*map(operator.add, astuple(self), astuple(other)))


class Ingest:
    """Stores what sources yield. The same entries again change nothing."""

    def __init__(self, database: Database, workers: Workers) -> None:
        self._database = database
        self._workers = workers

    async def store(
        self,
        source: Source,
        entries: Sequence[Entry],
        *,
        now: datetime,
        backfilled: bool = False,
        marks: Mapping[str, str] | None = None,
    ) -> Tally:
        """Store entries of a source in one transaction; pieces of a ``backfilled`` reading are not *new*.

        ``marks`` tells, by guid, from what excerpt a piece was completed (see ``mark_of``).
        """
        listed = [entry for entry in identified(entries) if _says_something(entry)]
        if source.kind == "rss":
            listed = _with_whole_titles(listed, await self.known(source, listed))
        made = await self._workers.run(_made, listed, now, marks or {})
        async with self._database.begin() as tx:
            if await tx.sources.held(source.id) is None:
                return Tally()  # it was removed while it was read
            sources = {each.id: each for each in await tx.sources.all()}
            found = await _matched(tx, source, made, sources)
            own = {i: k for i, k in found.known.items() if _may_write(source, sources[k.source_id], k)}
            await _rename(tx, source, {own[i].id: made[i].guid for i in own}, own.values())
            fresh = [i for i, e in enumerate(listed) if i not in found.known and e.access == "public"]
            dated = {i: made[i].published_at for i in fresh}
            newest = () if backfilled or not fresh else await _newest(tx, source, dated, now)
            new = [
                await tx.articles.add(source.id, made[i], now=now, backfilled=i not in newest) for i in fresh
            ]
            hidden = len(listed) - len(found.known) - len(fresh)
            tally = Tally(tuple(new), same=len(found.known) - len(own), hidden=hidden)
            for i, known in own.items():
                tally += await _update(tx, listed[i], made[i], known, now)
        return tally

    async def known(self, source: Source, entries: Iterable[Entry]) -> dict[str, Known]:
        """What is stored of a source under the guids of these entries."""
        async with self._database.read() as tx:
            return await tx.articles.known(source.id, [entry.guid for entry in entries])

    async def known_between(self, source: Source, start: datetime, end: datetime) -> list[Known]:
        """What is stored of a source as published strictly between two times."""
        async with self._database.read() as tx:
            return await tx.articles.known_between(source.id, start, end)

    async def withdraw(self, article_ids: Sequence[int], *, now: datetime) -> None:
        """Pieces that are no longer public: they disappear from every answer, and may come back."""
        async with self._database.begin() as tx:
            for article_id in article_ids:
                await _withdraw(tx, article_id, now)


async def _newest(
    tx: UnitOfWork, source: Source, fresh: Mapping[int, datetime], now: datetime
) -> Iterable[int]:
    """Which of the fresh pieces, told by when they were published, are no flood beside those of the last days."""
    # what operators add one after the other is no flood
    before = () if source.is_own else await tx.articles.news_of(source.id, since=now - FLOODED)
    dated = [(published_at, i) for i, published_at in fresh.items()]
    dated += [(headline.published_at, -1) for headline in await tx.articles.headlines(before)]
    return [i for _, i in sorted(dated, key=operator.itemgetter(0), reverse=True)[:FLOOD]]


async def _matched(
    tx: UnitOfWork, source: Source, made: Sequence[NewArticle], sources: Mapping[int, Source]
) -> Matches:
    """Which stored piece each article is."""
    by_guid = await tx.articles.known(source.id, [article.guid for article in made])
    by_url = await tx.articles.known_urls(
        {article.canonical_url for article in made if article.canonical_url}
    )
    elsewhere: dict[str, Known] = {}
    worldwide = [a.guid for a in made if a.guid not in by_guid and is_worldwide(a.guid)]
    for other in sources.values() if worldwide else ():
        if other.id != source.id:
            elsewhere |= await tx.articles.known(other.id, worldwide)
    found = matches(made, by_guid, by_url, elsewhere)
    if is_suspicious(made, found):
        stored = await tx.articles.known_between(source.id, BEGINNING, END)
        found = matches_of_moved(made, stored) or found
    if found.has_moved:
        logger.warning("a blog has moved", extra={"source": source.id, "pieces": len(found.known)})
    return found


def _may_write(source: Source, holder: Source, known: Known) -> bool:
    """Whether a source may bring a piece up to date, taking it over where another one holds it.

    A feed knows a piece better than a page does, and that better than a file; among equals the first keeps
    it, until it is gone. What an operator removed only an operator brings back.
    """
    if known.state == "removed" and not source.is_own:
        return False
    if holder.id == source.id:
        return True
    held = 0 if holder.state == "gone" else _RANKS.get(holder.kind, 1)
    return _RANKS.get(source.kind, 1) > held


async def _rename(tx: UnitOfWork, source: Source, guids: Mapping[int, str], stored: Iterable[Known]) -> None:
    """Give pieces the identity under which they are now published, also where they have swapped theirs."""
    now_other = {
        known.id: guids[known.id]
        for known in stored
        if (known.source_id, known.guid) != (source.id, guids[known.id])
    }
    holders = await tx.articles.known(source.id, list(now_other.values()))
    for guid, holder in holders.items():
        # the guid passes to another piece (a counter, say): its former owner keeps a name of its own
        await tx.articles.rename(holder.id, source.id, f"former:{holder.id}:{guid}")
    for article_id, guid in now_other.items():
        await tx.articles.rename(article_id, source.id, guid)


async def _update(tx: UnitOfWork, entry: Entry, article: NewArticle, known: Known, now: datetime) -> Tally:
    """Bring a stored piece up to date with its entry."""
    if entry.access != "public":
        if known.state == "withdrawn":
            return Tally(hidden=1)
        await _withdraw(tx, known.id, now)
        return Tally(withdrawn=(known.id,))
    if known.content_hash == article.content_hash and known.state == "live":
        return Tally(same=1)
    if entry.published is None or entry.published > now:
        article = replace(article, published_at=known.published_at)
    await tx.articles.replace(known.id, article, now=now)
    return Tally(returned=(known.id,)) if known.state == "withdrawn" else Tally(changed=(known.id,))


async def _withdraw(tx: UnitOfWork, article_id: int, now: datetime) -> None:
    await tx.articles.set_state(article_id, "withdrawn", now=now)
    await tx.search.forget(article_id)


def identified(entries: Iterable[Entry]) -> list[Entry]:
    """Entries with an identity each: a guid that stands twice in a document is none (a counter, say).

    Such a one is known by its address, else by title and day; the same entry twice is kept once.
    """
    listed = list(entries)
    often = Counter(entry.guid for entry in listed)
    found: dict[str, Entry] = {}
    for entry in listed:
        guid = entry.guid
        if not guid or often[guid] > 1:
            day = entry.published.date().isoformat() if entry.published else ""
            guid = canonical(entry.url) if entry.url else _hash([entry.title, day])
        found.setdefault(guid, entry if guid == entry.guid else replace(entry, guid=guid))
    return list(found.values())


def _says_something(entry: Entry) -> bool:
    """A post without text may still lead to an original: a video that is not translated yet."""
    return entry.access != "public" or bool(entry.paragraphs or entry.provenance.original_url)


def _with_whole_titles(entries: Sequence[Entry], stored: Mapping[str, Known]) -> list[Entry]:
    """Entries, with the stored title where RSS shows only what stands before a "<": WordPress takes it for a tag."""
    found = []
    for entry in entries:
        whole = stored[entry.guid].title if entry.guid in stored else ""
        is_cut = entry.title and whole.startswith(entry.title)
        if is_cut and whole[len(entry.title or "") :].lstrip().startswith("<"):
            entry = replace(entry, title=whole)
        found.append(entry)
    return found


def _made(entries: Sequence[Entry], now: datetime, marks: Mapping[str, str]) -> list[NewArticle]:
    """Articles of entries, newest first; those without a date keep that order, a microsecond apart."""
    return [
        new_article(entry, now - number * timedelta.resolution, mark=marks.get(entry.guid, ""))
        for number, entry in enumerate(entries)
    ]


def new_article(entry: Entry, now: datetime, *, mark: str = "") -> NewArticle:
    """What is stored of an entry: its text joined by blank lines, its language found where it is not said.

    A piece from the future is dated now, so that it neither pins the top of a list nor misses its digest.
    """
    body = "\n\n".join(paragraph.text for paragraph in entry.paragraphs)
    language = entry.language or (summarizer.detect_language(body) if body else None)
    provenance = Provenance(
        **{name: getattr(entry.provenance, name) for name in FIELDS},
        raw=entry.provenance.raw,
        footer=entry.provenance.footer,
        others=tuple(_plain(other) for other in entry.provenance.others),
    )
    return NewArticle(
        guid=entry.guid,
        url=entry.url,
        canonical_url=canonical(entry.url) if entry.url else None,
        title=entry.title or first_words(body) or entry.url or entry.guid,
        title_from=entry.title_from if entry.title else "words",
        language=None if language == "und" else language,
        published_at=min(entry.published or now, now),
        modified_at=entry.modified,
        body=body,
        kinds=tuple(paragraph.kind for paragraph in entry.paragraphs),
        words=len(_WORD.findall(body)),
        tags=entry.tags,
        content_hash=mark + content_hash(entry)[len(mark) :],
        provenance=provenance,
    )


def content_hash(entry: Entry) -> str:
    """Changes when anything that a reader sees changes, and only then.

    Feed and REST API tell the same of a post but for its language, the order of its tags, and how an emoji
    is to be drawn.
    """
    return _hash(
        [
            entry.url,
            entry.title,
            entry.published.isoformat() if entry.published else None,
            [[p.kind, p.text] for p in entry.paragraphs],
            _plain(entry.provenance),
            entry.provenance.footer,
            [_plain(other) for other in entry.provenance.others],
            sorted(entry.tags),
        ]
    )


def mark_of(entry: Entry) -> str:
    """The beginning of the content hash of a piece whose source shows an excerpt only.

    It changes when the source shows something else: only then is the page worth reading again.
    """
    modified = entry.modified.isoformat() if entry.modified else None
    return _hash([entry.url, entry.title, modified, [p.text for p in entry.paragraphs]])[:_MARK]


def first_words(body: str, count: int = 8) -> str:
    """The first words of a text and […]: the title of a piece that has none."""
    words = body.split()
    return " ".join(words[:count]) + (" […]" if len(words) > count else "")


def _plain(provenance: Read) -> Mapping[str, str]:
    return {name: value for name in FIELDS if (value := getattr(provenance, name)) is not None}


def _hash(values: object) -> str:
    written = json.dumps(values, ensure_ascii=False, sort_keys=True).replace(_AS_EMOJI, "")
    return hashlib.sha256(written.encode()).hexdigest()
