"""Articles with their provenance, points and corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    LABEL_STYLE_TABLENAME_PLUS_COL,
    BigInteger,
    BindParameter,
    Integer,
    RowMapping,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from db import models
from db.records import (
    HEADLINE_OF_ARTICLE,
    PROVENANCE_FIELDS,
    Article,
    Correction,
    Filters,
    Headline,
    Known,
    NewArticle,
    Point,
    Provenance,
    Span,
)
from db.repositories.base import Repository, batches
from db.repositories.numbers import Numbers

_articles = models.articles
_provenances = models.provenances
_points = models.points
_corrections = models.corrections
_sources = models.sources

_HEADLINE = (
    *(_articles.c[name] for name in HEADLINE_OF_ARTICLE),
    _provenances.c.author,
    _provenances.c.platform,
    _provenances.c.language.label("original_language"),
    _provenances.c.published.label("original_published"),
    _provenances.c.original_url,
)
_KNOWN = tuple(_articles.c[field.name] for field in fields(Known))
_PROVENANCE = (*PROVENANCE_FIELDS, "raw", "footer", "others")
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
# What an answer is made of is stated once: to build a statement costs more than to run it.
_ANY_WHOLE = (
    select(
        _articles,
        *(_provenances.c[name] for name in _PROVENANCE),
        _sources.c.full_text,
    )
    .join(_provenances, _provenances.c.article_id == _articles.c.id)
    .join(_sources, _sources.c.id == _articles.c.source_id)
    .set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
)
_WHOLE = _ANY_WHOLE.where(_articles.c.id.in_(_IDS))
_LATEST = (
    _ANY_WHOLE.where(
        _articles.c.state == "live", _articles.c.published_at <= bindparam("now", type_=models.Moment)
    )
    .order_by(_articles.c.published_at.desc(), _articles.c.id.desc())
    .limit(bindparam("limit", type_=Integer))
)
_POINTS = (
    select(_points).where(_points.c.article_id.in_(_IDS)).order_by(_points.c.article_id, _points.c.position)
)
_CORRECTED = select(_corrections.c.article_id, _corrections.c.field, _corrections.c.value).where(
    _corrections.c.article_id.in_(_IDS)
)
LARGEST = (1 << 63) - 1
_NUMBERS = Numbers(_articles, "article")
_NEWS = 0x51_4E_45_57
"""The number by which PostgreSQL knows who looks for what is new, and who adds to it."""
LABEL, HIDDEN, PROVENANCE = "label:", "hidden:", "provenance."


class Articles(Repository):
    """Reads and writes ``Article`` and what belongs to it."""

    # ---------------------------------------------------------------- writing
    async def add(self, source_id: int, new: NewArticle, *, now: datetime, backfilled: bool) -> int:
        """Store a new article and give its number."""
        values = _columns(new) | {
            "source_id": source_id,
            "stored_at": now,
            "changed_at": now,
            "backfilled": backfilled,
            "state": "live",
        }
        if self._is_sqlite:
            values["id"] = _NUMBERS.next
        result = await self._connection.execute(insert(_articles).values(values).returning(_articles.c.id))
        article_id: int = result.scalar_one()
        await self._connection.execute(
            insert(_provenances).values(_provenance_columns(new.provenance) | {"article_id": article_id})
        )
        return article_id

    async def replace(self, article_id: int, new: NewArticle, *, now: datetime) -> None:
        """Bring an article up to date; what it was ``stored_at`` stays, its points wait to be made anew.

        Fields that an operator corrected keep the operator's value.
        """
        await self._connection.execute(
            update(_articles)
            .where(_articles.c.id == article_id)
            .values(_columns(new) | {"changed_at": now, "state": "live", "summarised_hash": None})
        )
        await self._connection.execute(
            update(_provenances)
            .where(_provenances.c.article_id == article_id)
            .values(_provenance_columns(new.provenance))
        )
        for correction in await self.corrections(article_id):
            await self._apply(article_id, correction.field, correction.value)

    async def rename(self, article_id: int, source_id: int, guid: str) -> None:
        """Give an article the source and the identity under which it is now published."""
        await self._connection.execute(
            update(_articles).where(_articles.c.id == article_id).values(source_id=source_id, guid=guid)
        )

    async def set_state(self, article_id: int, state: str, *, now: datetime) -> None:
        """Withdraw an article, or bring it back: then it waits for its points and its place in the index."""
        values = {"state": state, "changed_at": now, "summarised_hash": None}
        await self._connection.execute(update(_articles).where(_articles.c.id == article_id).values(values))

    async def remove(self, article_id: int) -> None:
        """Delete an article and all that belongs to it."""
        await self._connection.execute(delete(_articles).where(_articles.c.id == article_id))

    async def keep_numbers(self) -> None:
        """Articles are to be deleted: no other will get their numbers."""
        await _NUMBERS.keep(self._connection)

    async def put_points(self, article_id: int, content_hash: str, points: Sequence[Point]) -> bool:
        """Store the points made of that content; False, and nothing stored, if the article changed since."""
        unchanged = update(_articles).where(
            _articles.c.id == article_id, _articles.c.content_hash == content_hash
        )
        if await self._changed(unchanged.values(summarised_hash=content_hash)) != 1:
            return False
        await self._connection.execute(delete(_points).where(_points.c.article_id == article_id))
        rows = [
            {
                "article_id": article_id,
                "position": position,
                "label": point.label,
                "spans": [[s.start, s.end] for s in point.sentences],
                "dangling": point.dangling,
            }
            for position, point in enumerate(points)
        ]
        if rows:
            await self._connection.execute(insert(_points), rows)
        return True

    async def appear(self, article_id: int, clock: Callable[[], datetime]) -> None:
        """The piece is new from now on: when nobody looks for what is new, the clock is read."""
        if not self._is_sqlite:
            await self._connection.execute(select(func.pg_advisory_xact_lock(_NEWS)))
        now = clock()
        await self._connection.execute(
            update(_articles)
            .where(_articles.c.id == article_id, _articles.c.stored_at < now)
            .values(stored_at=now)
        )

    async def forget_points(self) -> int:
        """Mark every live article to be summarised anew; gives their number."""
        live = update(_articles).where(_articles.c.state == "live")
        return await self._changed(live.values(summarised_hash=None))

    async def correct(
        self, article_id: int, field: str, value: str | None, *, now: datetime, by: str
    ) -> None:
        """Store an operator's value for a field and apply it; it survives later edits of the post."""
        row = {"article_id": article_id, "field": field, "value": value, "made_at": now, "made_by": by}
        changed = {name: row[name] for name in ("value", "made_at", "made_by")}
        statement = self._insert(_corrections).values(row)
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=["article_id", "field"], set_=changed)
        )
        await self._apply(article_id, field, value)

    async def uncorrect(self, article_id: int, field: str) -> bool:
        """Forget a correction; True if there was one. The next reading brings the post's own value back."""
        here = (_corrections.c.article_id == article_id, _corrections.c.field == field)
        return await self._changed(delete(_corrections).where(*here)) == 1

    async def _apply(self, article_id: int, field: str, value: str | None) -> None:
        if field == "title" and value:
            await self._connection.execute(
                update(_articles).where(_articles.c.id == article_id).values(title=value, title_from="given")
            )
        elif field.startswith(PROVENANCE) and field.removeprefix(PROVENANCE) in PROVENANCE_FIELDS:
            await self._connection.execute(
                update(_provenances)
                .where(_provenances.c.article_id == article_id)
                .values({field.removeprefix(PROVENANCE): value})
            )

    # ---------------------------------------------------------------- reading
    async def get(self, article_id: int) -> Article | None:
        """The article of that number, withdrawn ones too."""
        found = await self.many([article_id])
        return found[0] if found else None

    async def many(self, article_ids: Sequence[int]) -> list[Article]:
        """The articles of these numbers, in the order asked for; unknown numbers are left out."""
        possible = [number for number in article_ids if 0 < number <= LARGEST]  # people may type any number
        if not possible:
            return []
        found = {article.id: article for article in await self._whole(_WHOLE, {"ids": possible})}
        return [found[number] for number in article_ids if number in found]

    async def _whole(self, query: Select[Any], asked: Mapping[str, object]) -> list[Article]:
        rows = {row["articles_id"]: row for row in (await self._connection.execute(query, asked)).mappings()}
        points = await self._points(list(rows))
        corrected = await self._corrected(list(rows))
        return [_article(row, points.get(i, []), corrected.get(i, {})) for i, row in rows.items()]

    async def _points(self, article_ids: Sequence[int]) -> dict[int, list[RowMapping]]:
        found: dict[int, list[RowMapping]] = {}
        for row in (await self._connection.execute(_POINTS, {"ids": article_ids})).mappings():
            found.setdefault(row["article_id"], []).append(row)
        return found

    async def _corrected(self, article_ids: Sequence[int]) -> dict[int, dict[str, str | None]]:
        found: dict[int, dict[str, str | None]] = {}
        for article_id, field, value in await self._connection.execute(_CORRECTED, {"ids": article_ids}):
            found.setdefault(article_id, {})[field] = value
        return found

    async def corrections(self, article_id: int) -> list[Correction]:
        """What operators set right of an article."""
        columns = (_corrections.c[field.name] for field in fields(Correction))
        query = select(*columns).where(_corrections.c.article_id == article_id).order_by(_corrections.c.field)
        return await self._all(Correction, query)

    async def latest(self, now: datetime, *, limit: int = 1) -> list[Article]:
        """The newest live pieces; one dated in the future does not count before its time."""
        return await self._whole(_LATEST, {"now": now, "limit": limit})

    async def neighbours(
        self, article_id: int, published_at: datetime, now: datetime
    ) -> tuple[int | None, int | None]:
        """The numbers of the pieces published just before and just after that one."""
        there = {"published_at": published_at, "id": article_id, "now": now}
        found = (await self._connection.execute(_NEIGHBOURS, there)).one()
        return found[0], found[1]

    async def stored_between(self, after: datetime, until: datetime, *, limit: int) -> list[Headline]:
        """What is *new* to a chat whose last slot was ``after``: stored since, not back-filled.

        Until this transaction, where it writes, ends nothing appears beside it.
        """
        if not self._is_sqlite:  # which has one writer
            await self._connection.execute(select(func.pg_advisory_xact_lock_shared(_NEWS)))
        stored = select(_articles.c.id).where(
            _articles.c.state == "live",
            _articles.c.stored_at > after,
            _articles.c.stored_at <= until,
            _articles.c.published_at <= until,
            _articles.c.backfilled.is_(False),
        )
        # by number alone, or the whole archive would be walked along its times for the few that are new
        return await self._headlines(_newest(_numbered(stored)).limit(limit))

    async def summarised(self, article_ids: Iterable[int]) -> set[int]:
        """Those of the articles that were summarised, be it by older rules or before an edit."""
        indexed = exists().where(models.sentences.c.article_id == _articles.c.id)
        query = select(_articles.c.id).where(
            _articles.c.id.in_(list(article_ids)), or_(_articles.c.summarised_hash.is_not(None), indexed)
        )
        return set(await self._scalars(query))

    async def published_between(
        self,
        start: datetime,
        end: datetime,
        *,
        limit: int,
        offset: int = 0,
        dated: tuple[date, date] | None = None,
        now: datetime | None = None,
    ) -> list[Headline]:
        """Pieces published from ``start`` up to, not including, ``end``; newest first.

        Also those whose original is ``dated`` from the one day to the other; with ``now`` none that is yet to come.
        """
        during = _articles.c.published_at < end
        if dated:
            first, last = (day.isoformat() for day in dated)
            if first != last:  # of some originals no more than the month is known
                first = first.removesuffix("-01")
            during = or_(during, _provenances.c.published.between(first, last))
        # no piece is older than its original, so the index leads to the first of either
        query = _headlines().where(_articles.c.published_at >= start, during)
        if now:
            query = query.where(_articles.c.published_at <= now)
        return await self._headlines(_newest(query).offset(offset).limit(limit))

    async def page(
        self,
        now: datetime,
        *,
        offset: int,
        limit: int,
        word: str | None = None,
        filters: Filters | None = None,
    ) -> list[Headline]:
        """A page of the archive, newest first; ``word`` looks into titles, original titles and authors."""
        query = _headlines().where(_articles.c.published_at <= now)
        if word:
            query = query.where(_titled(word))
        if filters:
            query = query.where(*_wanted(filters))
        return await self._headlines(_newest(query).offset(offset).limit(limit))

    async def headlines(self, article_ids: Iterable[int]) -> list[Headline]:
        """The live headlines of these numbers, newest first."""
        return await self._headlines(_newest(_headlines().where(_articles.c.id.in_(list(article_ids)))))

    async def pending(self, limit: int) -> list[int]:
        """Live articles whose points and index are to be made, the newest first."""
        query = (
            select(_articles.c.id)
            .where(_articles.c.summarised_hash.is_(None), _articles.c.state == "live")
            .order_by(_articles.c.id.desc())
            .limit(limit)
        )
        return await self._scalars(query)

    async def ids(self, *, after: int = 0, limit: int = 500) -> list[int]:
        """Article numbers in order, for walking through all of them."""
        query = select(_articles.c.id).where(_articles.c.id > after).order_by(_articles.c.id).limit(limit)
        return await self._scalars(query)

    async def news_of(self, source_id: int, *, since: datetime) -> list[int]:
        """The numbers of a source's live articles that have been news since then."""
        query = select(_articles.c.id).where(
            _articles.c.source_id == source_id,
            _articles.c.state == "live",
            _articles.c.stored_at > since,
            _articles.c.backfilled.is_(False),
        )
        return list((await self._connection.execute(query)).scalars())

    async def known(self, source_id: int, guids: Iterable[str]) -> dict[str, Known]:
        """What is stored of a source under these guids."""
        found: dict[str, Known] = {}
        for some in batches(guids, 400):
            query = select(*_KNOWN).where(_articles.c.source_id == source_id, _articles.c.guid.in_(some))
            found |= {known.guid: known for known in await self._all(Known, query)}
        return found

    async def known_urls(self, canonical_urls: Iterable[str]) -> dict[str, Known]:
        """What is stored, of any source, under these canonical URLs."""
        found: dict[str, Known] = {}
        for some in batches(canonical_urls, 400):
            query = select(*_KNOWN).where(_articles.c.canonical_url.in_(some)).order_by(_articles.c.id.desc())
            found |= {str(known.canonical_url): known for known in await self._all(Known, query)}
        return found

    async def known_between(self, source_id: int, start: datetime, end: datetime) -> list[Known]:
        """What is live of a source and published strictly between two times: candidates for withdrawal."""
        query = select(*_KNOWN).where(
            _articles.c.state == "live",
            _articles.c.source_id == source_id,
            _articles.c.published_at > start,
            _articles.c.published_at < end,
        )
        return await self._all(Known, query)

    async def last_id(self) -> int:
        """The highest number of an article, 0 without any."""
        return (await self._connection.execute(select(func.max(_articles.c.id)))).scalar() or 0

    async def values(self, name: str, *, limit: int = 20) -> list[str]:
        """The commonest values of a provenance field (author, platform, language) over all live pieces."""
        column = _provenances.c[name]
        query = (
            select(column)
            .join(_articles, _articles.c.id == _provenances.c.article_id)
            .where(column.is_not(None), _articles.c.state == "live")
            .group_by(column)
            .order_by(func.count().desc(), column)
            .limit(limit)
        )
        return await self._scalars(query)

    async def _headlines(self, query: Select[Any]) -> list[Headline]:
        return await self._all(Headline, query)


def _neighbours() -> Select[Any]:
    here = tuple_(_articles.c.published_at, _articles.c.id)
    there = tuple_(bindparam("published_at", type_=models.Moment), bindparam("id", type_=BigInteger))
    until = _articles.c.published_at <= bindparam("now", type_=models.Moment)
    live = select(_articles.c.id).where(_articles.c.state == "live", until).limit(1)
    older = live.where(here < there).order_by(_articles.c.published_at.desc(), _articles.c.id.desc())
    newer = live.where(here > there).order_by(_articles.c.published_at, _articles.c.id)
    return select(older.scalar_subquery(), newer.scalar_subquery())


_NEIGHBOURS = _neighbours()


def _any_headlines() -> Select[Any]:
    return select(*_HEADLINE).join(_provenances, _provenances.c.article_id == _articles.c.id)


def _headlines() -> Select[Any]:
    return _any_headlines().where(_articles.c.state == "live")


def _numbered(numbers: Select[tuple[int]]) -> Select[Any]:
    return _any_headlines().where(_articles.c.id.in_(numbers))


def _newest(query: Select[Any]) -> Select[Any]:
    return query.order_by(_articles.c.published_at.desc(), _articles.c.id.desc())


def _titled(word: str) -> Any:  # noqa: ANN401 - a boolean clause
    like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    columns = (_articles.c.title, _provenances.c.original_title, _provenances.c.author)
    return or_(*(column.ilike(like, escape="\\") for column in columns))


def _wanted(filters: Filters) -> list[Any]:
    """Authors, platforms and original languages; topics need the text and are chosen by services."""
    pairs = (
        (_provenances.c.author, filters.authors),
        (_provenances.c.platform, filters.platforms),
        (_provenances.c.language, filters.languages),
    )
    return [func.lower(column).in_([func.lower(v) for v in values]) for column, values in pairs if values]


def _columns(new: NewArticle) -> dict[str, Any]:
    return {field.name: getattr(new, field.name) for field in fields(new) if field.name != "provenance"}


def _provenance_columns(provenance: Provenance) -> dict[str, Any]:
    return {name: getattr(provenance, name) for name in _PROVENANCE}


def _article(row: RowMapping, points: Sequence[RowMapping], corrected: Mapping[str, str | None]) -> Article:
    values = {column.name: row[f"articles_{column.name}"] for column in _articles.columns}
    provenance = Provenance(
        **{name: row[f"provenances_{name}"] for name in PROVENANCE_FIELDS},
        raw=tuple((field, spelling) for field, spelling in row["provenances_raw"]),
        footer=row["provenances_footer"],
        others=tuple(row["provenances_others"]),
    )
    values |= {"kinds": tuple(values["kinds"]), "tags": tuple(values["tags"])}
    found = (_point(point, str(values["body"])) for point in points)
    shown = tuple(
        Point(corrected.get(LABEL + point.anchor) or point.label, point.sentences, point.dangling)
        for point in found
        if HIDDEN + point.anchor not in corrected
    )
    return Article(**values, provenance=provenance, points=shown, full_text=row["sources_full_text"])


def _point(row: RowMapping, body: str) -> Point:
    return Point(
        row["label"], tuple(Span(start, end, body[start:end]) for start, end in row["spans"]), row["dangling"]
    )
