"""The days that somebody wants to look back to."""

from __future__ import annotations

from datetime import date, timedelta

from bot.handlers.dates import DAY, both_ends, counted, date_of, first_of_month, latest, length_of
from bot.handlers.phrases import Meaning
from bot.handlers.said import Found, ImpossibleError
from bot.services.days import YEARS, Days

LONGEST_LOOK_BACK = 31


def past_days(found: Found, today: date) -> Days | int | None:
    """The days that were named, or how many up to today."""
    if whole := [_whole(meaning, today) for meaning in found.get("whole", ())]:
        return Days(min(whole)[0], max(last for _, last in whole))
    for meaning in found.get("past", ()):
        return _past(meaning, today)
    for meaning in found.get("gone") or found.get("day", ()):
        return _on(latest(int(meaning.slots["day"]), today - DAY if "gone" in found else today))
    for meaning in found.get("span", ()):
        return counted(length_of(meaning), LONGEST_LOOK_BACK)
    if days := _dates(found, today):
        return days
    for meaning in found.get("digits", ()):
        return counted(int(next(iter(meaning.slots.values()))), LONGEST_LOOK_BACK)
    return None


def _past(meaning: Meaning, today: date) -> Days | int:
    """A time before today that has words of its own: "last week", "three days ago", "since Monday"."""
    values, slots = meaning.values, meaning.slots
    if period := values.get("last"):
        return Days(*_last(str(period), today))
    if ago := values.get("ago"):
        return _on(today - timedelta(days=int(ago)))
    if weekday := values.get("day"):
        return _on(latest(int(weekday), today))
    if per := values.get("per"):
        return counted(int(slots["n"]) * int(per), LONGEST_LOOK_BACK)
    if "weekend" in values:
        return (today.isoweekday() + 1) % 7 + 1
    if "since" in values:  # with that day, and a week ago where it is today's
        return (today.isoweekday() - int(slots["day"]) - 1) % 7 + 2
    return int(values["days"])


def _on(day: date) -> Days:
    return Days(day, day)


def _dates(found: Found, today: date) -> Days | None:
    """The day that was named, or the first and the last of several: "from 1 to 15 November", "from 1 November on"."""

    def past(guess: date) -> date:
        return guess.replace(year=guess.year - 1) if guess > today else guess

    def this_year(guess: date) -> date:
        return guess

    said = found.get("date") or found.get("dotted", ())
    days = [date_of(meaning, past, today) for meaning in said]
    if days and days[-1] < days[0]:
        days[-1] = date_of(said[-1], this_year, today)
    for meaning in found.get("dates", ()):
        days = [*both_ends(meaning, this_year, today)]
        if days[0] > today:
            days = [*both_ends(meaning, past, today)]
    if not days:
        return None
    if len(days) > 1:  # of what is not over yet all so far
        days[-1] = min(days[-1], today)
    if len(days) == 1 and ("starting" in found or {"until", "today"} <= found.keys()):
        days.append(today)
    if max(days) > today or days[0] > days[-1]:
        raise ImpossibleError("date")
    return Days(days[0], days[-1])


def _whole(meaning: Meaning, today: date) -> tuple[date, date]:
    """A month, the last one of that name where no year was said, or a year; or all since then."""
    month = int(meaning.slots.get("month", 0))
    year = int(meaning.slots.get("y", today.year - 1 if month > today.month else today.year))
    if year not in YEARS:
        raise ImpossibleError("days")  # a number, then, and of too many days
    if (year, month) > (today.year, today.month):
        raise ImpossibleError("date")
    first = date(year, month or 1, 1)
    return first, today if "since" in meaning.values else first_of_month(first, 1 if month else 12) - DAY


def _last(period: str, today: date) -> tuple[date, date]:
    """The month before this one, the week before this one, or that week's end."""
    monday = today - timedelta(days=today.weekday())
    match period:
        case "month":
            return first_of_month(today, -1), first_of_month(today, 0) - DAY
        case "weekend":
            return monday - timedelta(days=2), monday - DAY
        case _:
            return monday - timedelta(weeks=1), monday - DAY
