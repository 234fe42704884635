"""The index of sentences: one normalised column, FTS5 on SQLite and ``to_tsvector('simple')`` on PostgreSQL.

A sentence's number is made of its article's time, so that *newest first* is the index's own order and a
common word costs no more than a rare one: seconds since 1970, then the article, then the place in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, select, text

from db import models
from db.records import Hit, IndexedSentence
from db.repositories.base import Repository, batches

_sentences = models.sentences
_vocabulary = models.vocabulary
_ARTICLE_BITS, _PLACE_BITS = 18, 12  # with 33 bits of seconds: 63, what both databases hold
MOST_SENTENCES = 1 << _PLACE_BITS
LONGEST_TERM = 80
_SELECT = 'SELECT s.id, s.article_id, s.start, s."end", a.published_at'
_END = "AND a.state = 'live' ORDER BY {0} DESC LIMIT :limit"
_SQLITE = """sentence_index f JOIN sentences s ON s.id = f.rowid JOIN articles a ON a.id = s.article_id
    WHERE f.terms MATCH :match"""
_POSTGRESQL_MATCH = """JOIN articles a ON a.id = s.article_id
    WHERE to_tsvector('simple', s.terms) @@ to_tsquery('simple', :match)"""
# PostgreSQL's index knows no order, and its planner misjudges which words are common. So the newest sentences
# are read first, where a common word is soon found; all that the index holds is sorted only for a rare one.
_RECENT = "(SELECT * FROM sentences WHERE {0} ORDER BY id DESC LIMIT 2000) s"


def first_key(published_at: datetime, article_id: int) -> int:
    """The number of an article's first sentence. Raises ValueError for a naive time."""
    if published_at.tzinfo is None:
        raise ValueError(f"naive datetime {published_at!r} is no time of an article")
    seconds = min(max(0, int(published_at.timestamp())), (1 << 33) - 1)
    article = article_id % (1 << _ARTICLE_BITS)
    return (seconds << (_ARTICLE_BITS + _PLACE_BITS)) | (article << _PLACE_BITS)


class Search(Repository):
    """Writes and reads the index of sentences."""

    async def index(self, article_id: int, published_at: datetime, found: Sequence[IndexedSentence]) -> None:
        """Replace what is indexed of an article. At most ``MOST_SENTENCES`` sentences are kept."""
        await self.forget(article_id)
        key = first_key(published_at, article_id)
        rows = [
            {"id": key + i, "article_id": article_id, "start": s.start, "end": s.end, "terms": s.terms}
            for i, s in enumerate(found[:MOST_SENTENCES])
        ]
        for batch in batches(rows, 500):
            await self._connection.execute(insert(_sentences), batch)
        terms = sorted(
            {term for sentence in found for term in sentence.terms.split() if len(term) <= LONGEST_TERM}
        )
        for some in batches(terms, 500):
            statement = self._insert(_vocabulary).on_conflict_do_nothing()
            await self._connection.execute(statement, [{"term": term} for term in some])

    async def forget(self, article_id: int) -> None:
        """Take an article out of the index."""
        await self._connection.execute(delete(_sentences).where(_sentences.c.article_id == article_id))

    async def hits(
        self,
        groups: Sequence[AbstractSet[str]],
        *,
        limit: int,
        since: datetime | None = None,
        before: datetime | None = None,
    ) -> list[Hit]:
        """Sentences that hold a term of every group, newest first.

        Terms are what ``summarizer.terms`` made: letters and digits only; any other is refused.
        """
        groups = [{t for t in group if len(t) <= LONGEST_TERM} for group in groups if group]
        if not groups or not all(groups):
            return []  # a word of that length is none, and PostgreSQL would refuse it
        values: dict[str, object] = {"limit": limit, "match": self._match(groups)}
        keys = "TRUE"
        if since is not None:
            keys += " AND {0} >= :since"
            values["since"] = first_key(since, 0)
        if before is not None:
            keys += " AND {0} < :before"
            values["before"] = first_key(before, 0)
        rows: Sequence[Row[Any]] = ()
        for statement in self._statements(keys):
            query = text(statement).columns(published_at=models.Moment)
            rows = (await self._connection.execute(query, values)).all()
            if len(rows) == limit:
                break
        return [Hit(row.article_id, row.start, row.end, row.published_at) for row in rows]

    def _statements(self, keys: str) -> tuple[str, ...]:
        """What finds the newest hits within these keys: the first statement that fills the limit is enough.

        Every part of them stands in this module; terms and times are bound.
        """
        if self._is_sqlite:
            return (f"{_SELECT} FROM {_SQLITE} AND {keys.format('f.rowid')} {_END.format('f.rowid')}",)
        return (
            f"{_SELECT} FROM {_RECENT.format(keys.format('id'))} {_POSTGRESQL_MATCH} {_END.format('s.id')}",
            # the sum keeps the planner from walking along the keys once more
            f"{_SELECT} FROM sentences s {_POSTGRESQL_MATCH} AND {keys.format('s.id')} {_END.format('s.id + 0')}",
        )

    def _match(self, groups: Sequence[AbstractSet[str]]) -> str:
        """The words in the database's own language of queries."""
        for term in (term for group in groups for term in group):
            if not term.isalnum():
                raise ValueError(f"{term!r} is no index term")
        quote, either, both = ('"', " OR ", " AND ") if self._is_sqlite else ("'", " | ", " & ")
        joined = [either.join(f"{quote}{term}{quote}" for term in sorted(group)) for group in groups]
        return both.join(f"({part})" for part in joined)

    async def vocabulary(self, starts: Iterable[str], *, limit: int = 5000) -> list[str]:
        """Known terms with one of these beginnings: what a misspelt word is compared with."""
        found: list[str] = []
        for start in dict.fromkeys(starts):
            query = (
                select(_vocabulary.c.term)
                .where(_vocabulary.c.term >= start, _vocabulary.c.term < start + "\U0010ffff")
                .limit(limit)
            )
            found += await self._scalars(query)
        return found

    async def known(self, terms: Iterable[str]) -> set[str]:
        """Which of these terms occur in the archive."""
        query = select(_vocabulary.c.term).where(_vocabulary.c.term.in_(bindparam("terms", expanding=True)))
        found: set[str] = set()
        for some in batches(sorted(set(terms)), 500):
            found.update(await self._scalars(query, {"terms": some}))
        return found

    async def sentence_count(self) -> int:
        """How many sentences are indexed."""
        return (await self._connection.execute(select(func.count()).select_from(_sentences))).scalar_one()
