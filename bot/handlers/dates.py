"""The day that was said, and the day that is meant by a weekday, a month or a number of days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.handlers.phrases import Meaning
from bot.handlers.said import ImpossibleError
from bot.services.days import YEARS

MOST_DAYS = 366
DAY = timedelta(days=1)


def first_of_month(today: date, ahead: int) -> date:
    """The first day of the month that is so many ahead."""
    months = today.year * 12 + today.month - 1 + ahead
    return date(months // 12, months % 12 + 1, 1)


def latest(weekday: int, end: date) -> date:
    """The last such weekday (Monday 1 … Sunday 7) up to ``end``."""
    return end - timedelta(days=(end.isoweekday() - weekday) % 7)


def coming_day(weekday: int, start: date) -> date:
    """The first such weekday (Monday 1 … Sunday 7) from ``start`` on."""
    return start + timedelta(days=(weekday - start.isoweekday()) % 7)


def length_of(meaning: Meaning) -> int:
    """How many days a span has: "two weeks"."""
    if "length" in meaning.values:
        return int(meaning.values["length"])
    return int(meaning.slots["n"]) * int(meaning.values["days"])


def counted(days: int, most: int = MOST_DAYS) -> int:
    """The same number, where it can be. Raises ImpossibleError."""
    if not 1 <= days <= most:
        raise ImpossibleError("days")
    return days


def date_of(meaning: Meaning, without_year: Callable[[date], date], today: date) -> date:
    """The date that was said; ``without_year`` moves a guess in this year to the year that is meant.

    Raises ImpossibleError.
    """
    slots = meaning.slots
    try:
        if "iso" in slots:
            year, month, day = (int(part) for part in str(slots["iso"]).split("-"))
        elif "dotted" in slots:
            day, month, year = [*(int(part) for part in str(slots["dotted"]).split(".") if part), 0][:3]
        else:
            day, month, year = int(slots.get("n2", slots["n"])), int(slots["month"]), int(slots.get("y", 0))
        if not year:
            return without_year(date(today.year, month, day))
        if "dotted" in slots and year < 100:
            year += 2000
        if year not in YEARS:
            raise ImpossibleError("date")
        return date(year, month, day)
    except ValueError as error:
        raise ImpossibleError("date") from error


def both_ends(meaning: Meaning, without_year: Callable[[date], date], today: date) -> tuple[date, date]:
    """The first and the last of days that were named at once: "20 to 28 January", "20 December - 5 January"."""
    slots = dict(meaning.slots)
    begin: dict[str, str | int] = {"n": slots["n"]}
    if "month2" in slots:
        begin["month"] = slots["month"]
        slots["month"] = slots["month2"]
    last = date_of(replace(meaning, slots=slots), without_year, today)
    first = replace(meaning, slots={"month": last.month, **begin})
    return date_of(first, lambda guess: _not_after(last, guess), today), last


def _not_after(last: date, guess: date) -> date:
    """That day of the year in which it is the last one up to ``last``."""
    same = guess.replace(year=last.year)
    return same if same <= last else guess.replace(year=last.year - 1)
