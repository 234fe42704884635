"""Sources: where articles come from, and when they are asked next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from db import models
from db.records import Backfill, Source, Trouble
from db.repositories.articles import Articles
from db.repositories.base import Repository
from db.repositories.numbers import Numbers

_table = models.sources
_NUMBERS = Numbers(_table, "source")
FIRST_INTERVAL = 1800


class Sources(Repository):
    """Reads and writes ``Source``."""

    async def add(
        self,
        *,
        kind: str,
        address: str,
        title: str,
        now: datetime,
        site: str | None = None,
        next_fetch_at: datetime | None = None,
        full_text: bool = False,
    ) -> Source:
        """Store a source, or give back the one that already has this address."""
        values: dict[str, object] = {
            "kind": kind,
            "address": address,
            "site": site,
            "title": title,
            "state": "active",
            "full_text": full_text,
            "created_at": now,
            "next_fetch_at": next_fetch_at,
            "interval_seconds": FIRST_INTERVAL,
            "failures": 0,
            "moved_seen": 0,
        }
        if self._is_sqlite:
            values["id"] = _NUMBERS.next
        await self._connection.execute(self._insert(_table).values(values).on_conflict_do_nothing())
        found = await self._connection.execute(select(_table).where(_table.c.address == address))
        return _source(**found.mappings().one())

    async def get(self, source_id: int) -> Source | None:
        """The source of that number."""
        return await self._one(_source, select(_table).where(_table.c.id == source_id))

    async def held(self, source_id: int) -> Source | None:
        """The same to be changed: nobody else changes it before this transaction ends."""
        as_it_is = update(_table).where(_table.c.id == source_id).values(id=source_id)
        return await self._one(_source, as_it_is.returning(_table))

    async def by_address(self, address: str) -> Source | None:
        """The source that is asked at that address."""
        return await self._one(_source, select(_table).where(_table.c.address == address))

    async def all(self) -> list[Source]:
        """All sources, the oldest first."""
        return await self._all(_source, select(_table).order_by(_table.c.id))

    async def due(self, now: datetime, limit: int) -> list[Source]:
        """Active sources whose time has come, the longest waiting first."""
        query = (
            select(_table)
            .where(_table.c.state == "active", _table.c.next_fetch_at <= now)
            .order_by(_table.c.next_fetch_at)
            .limit(limit)
        )
        return await self._all(_source, query)

    async def claim(self, source_id: int, seen: datetime | None, until: datetime) -> bool:
        """Take a due source: its next time moves from ``seen`` to ``until``, for one caller only."""
        as_seen = _table.c.next_fetch_at.is_not_distinct_from(seen)
        moved = update(_table).where(_table.c.id == source_id, as_seen).values(next_fetch_at=until)
        return await self._changed(moved) == 1

    async def change(self, source_id: int, **values: object) -> None:
        """Set the named columns; ``last_error`` and ``backfill`` are given as records."""
        await self._connection.execute(
            update(_table).where(_table.c.id == source_id).values({k: _plain(v) for k, v in values.items()})
        )

    async def remove(self, source_id: int) -> None:
        """Delete a source with all its articles."""
        await Articles(self._connection).keep_numbers()
        await _NUMBERS.keep(self._connection)
        await self._connection.execute(delete(_table).where(_table.c.id == source_id))

    async def article_counts(self) -> Mapping[int, int]:
        """How many live articles each source has."""
        articles = models.articles
        query = (
            select(articles.c.source_id, func.count())
            .where(articles.c.state == "live")
            .group_by(articles.c.source_id)
        )
        return dict((await self._connection.execute(query)).all())


def _plain(value: object) -> object:
    return asdict(value) if isinstance(value, Trouble | Backfill) else value


def _source(*, last_error: dict[str, Any] | None, backfill: dict[str, Any] | None, **values: Any) -> Source:  # noqa: ANN401 - the columns
    return Source(
        **values,
        last_error=Trouble(**last_error) if last_error else None,
        backfill=Backfill(**backfill) if backfill else Backfill(),
    )
