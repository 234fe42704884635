"""A reader's days: a span of whole ones, and the pieces that are dated in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.services.zones import zone as rules_of
from db import Headline, UnitOfWork

YEARS = range(1900, 2200)
_WRITTEN = re.compile(r"(\d{4}-\d\d-\d\d)(?:~(\d{4}-\d\d-\d\d))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Days:
    """The days from ``first`` to ``last``, with both; written ``2026-11-22`` or ``2026-10-01~2026-10-31``."""

    first: date
    last: date

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}~{self.last}"

    @staticmethod
    def read(written: str) -> Days | None:
        """What ``str`` wrote; None for anything else."""
        match = _WRITTEN.fullmatch(written)
        try:
            days = match and Days(date.fromisoformat(match[1]), date.fromisoformat(match[2] or match[1]))
        except ValueError:
            return None
        return days if days and days.first.year in YEARS and days.last.year in YEARS else None


async def published_in(
    tx: UnitOfWork, days: Days, zone: str, now: datetime, *, limit: int, offset: int = 0
) -> list[Headline]:
    """Pieces that were published in these days, or whose originals were, newest first."""
    rules = rules_of(zone)
    start = datetime.combine(days.first, time(), rules).astimezone(UTC)
    end = datetime.combine(days.last + timedelta(days=1), time(), rules).astimezone(UTC)
    return await tx.articles.published_between(
        start, end, limit=limit, offset=offset, dated=(days.first, days.last), now=now
    )
