"""Reading the time that ``:clock`` is moved to."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_STEP = re.compile(r"([+-])\s*(\d{1,5})\s*([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DAY = re.compile(r"(?:(\S+)\s+)?(\d{1,2}):(\d{2})")


def moment(text: str, now: datetime, today: str = "today", tomorrow: str = "tomorrow") -> datetime:
    """The moment that ``text`` names, seen from ``now`` and in its zone.

    ``+2h``, ``-30m``, ``+3d``; ``tomorrow 08:01``, ``today 8:01``, ``2026-11-24 08:01``; a bare ``08:01`` is
    the next one. ``today`` and ``tomorrow`` name these days in the reader's language besides. Raises
    ValueError.
    """
    text = text.strip().lower()
    if step := _STEP.fullmatch(text):
        sign = -1 if step[1] == "-" else 1
        return now + sign * timedelta(**{_UNITS[step[3]]: int(step[2])})
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    day, hour, minute = match[1], int(match[2]), int(match[3])
    at = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if day is None:
        return at if at > now else at + timedelta(days=1)
    if day in {"today", today.lower()}:
        return at
    if day in {"tomorrow", tomorrow.lower()}:
        return at + timedelta(days=1)
    date = datetime.strptime(day, "%Y-%m-%d")  # noqa: DTZ007  (only the date is used)
    return at.replace(year=date.year, month=date.month, day=date.day)
