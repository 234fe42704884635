"""From when until when somebody wants a pause."""

from __future__ import annotations

from datetime import date, timedelta

from bot.handlers.dates import (
    DAY,
    MOST_DAYS,
    both_ends,
    coming_day,
    counted,
    date_of,
    first_of_month,
    length_of,
)
from bot.handlers.phrases import Meaning
from bot.handlers.said import Found, ImpossibleError

_WAYS_TO_NAME_A_DAY = ("date", "dotted", "day", "coming", "period")


def paused_days(found: Found, today: date) -> tuple[date | None, date | None, int | None]:
    """From when until when, and so many days where they were counted; "until X" and "again on X" end before X.

    Of two days that were named alike, "from X to Y", it holds both.
    """
    if both := _both_days(found, today):
        return *both, None
    ends = not found.keys().isdisjoint(("until", "again", "resume"))
    days = _pause_of_days(found, today) or _pause_of_weekdays(found, today)
    period = _pause_of_period(found, today)
    said = days or period
    if said is None and "today" in found:
        said = today, today + DAY
    for meaning in found.get("span", ()):
        length, since = counted(length_of(meaning)), said[0] if said else today
        return since, since + timedelta(days=length), length
    if said is None:
        return None, None, None
    since, until = said
    if ends and not _names_both_ends(found):
        begin = period[0] if days and period else today  # "from tomorrow until Friday"
        since, until = min(begin, since), since
    elif until is None or (_says_from(found) and not _names_both_ends(found)):
        return max(since, today), None, None
    since = max(since, today)
    if until <= since or until - today > timedelta(days=2 * MOST_DAYS):
        raise ImpossibleError("date")
    return since, until, None


def _both_days(found: Found, today: date) -> tuple[date, date] | None:
    """From one day to another where the two are named in different ways: "from Saturday until 12 December"."""
    said = list(found)
    ways = [way for way in said if way in _WAYS_TO_NAME_A_DAY and len(found[way]) == 1]
    if len(ways) != 2:
        return None
    begin = said.index(ways[0])
    if "until" not in said[begin:] and "of" not in said[begin:] and len(found.get("of", ())) < 2:
        return None  # the day of a date: "until Saturday, 12 December"
    first, last = (_named({way: found[way]}, today) for way in ways)
    if first is None or last is None or last[1] is None:
        return None
    since, until = first[0], last[1]
    while until <= since and "day" in ways[1:]:
        until += timedelta(weeks=1)
    return (since, until) if since < until else None


def _named(found: Found, today: date) -> tuple[date, date | None] | None:
    return _pause_of_days(found, today) or _pause_of_weekdays(found, today) or _pause_of_period(found, today)


def _says_from(found: Found) -> bool:
    """Whether a day is that from which on something is: "from 5 December"."""
    return "starting" in found or any("starting" in meaning.values for meaning in found.get("date", ()))


def _names_both_ends(found: Found) -> bool:
    days = found.get("date") or found.get("dotted", ())
    return len(days) > 1 or "range" in found or "dates" in found


def _pause_of_days(found: Found, today: date) -> tuple[date, date] | None:
    def coming(guess: date) -> date:
        return guess.replace(year=guess.year + 1) if guess < today else guess

    for meaning in found.get("dates", ()):
        first, last = both_ends(meaning, coming, today)
        return first, last + DAY
    days = [date_of(meaning, coming, today) for meaning in found.get("date") or found.get("dotted", ())]
    if not days:  # "until the 15th" may be one of the next month
        said = (meaning for name in ("digits", "nth") for meaning in found.get(name, ()))
        numbers = [int(slot) for meaning in said for slot in tuple(meaning.slots.values())[:1]]
        first = first_of_month(today, 1 if numbers and numbers[0] <= today.day else 0)
        days = [
            date_of(Meaning(slots={"n": number, "month": first.month}), coming, today) for number in numbers
        ]
    return (days[0], days[-1] + DAY) if days else None


def _pause_of_weekdays(found: Found, today: date) -> tuple[date, date] | None:
    for meaning in found.get("range", ()):
        first = coming_day(int(meaning.slots["day"]), today)
        return first, coming_day(int(meaning.slots["day2"]), first) + DAY
    for meaning in found.get("day") or found.get("coming", ()):
        day = coming_day(int(meaning.slots["day"]), today + DAY)
        return day, day + DAY
    return None


def _pause_of_period(found: Found, today: date) -> tuple[date, date | None] | None:
    return next((_period(meaning, today) for meaning in found.get("period", ())), None)


def _period(meaning: Meaning, today: date) -> tuple[date, date | None]:
    values = meaning.values
    monday = today - timedelta(days=today.weekday())
    if "start" in values:
        since = today + timedelta(days=int(values["start"]))
        return since, since + timedelta(days=int(values["length"]))
    if "week" in values:
        since = monday + timedelta(weeks=int(values["week"]))
        return max(since, today), since + timedelta(weeks=1)
    if "weekend" in values:
        return max(monday + timedelta(days=5), today), monday + timedelta(weeks=1)
    if "christmas" in values:
        return max(date(today.year, 12, 24), today), date(today.year, 12, 27)
    if "until" in values:
        months = (int(meaning.slots.get("month", 12)) - today.month) % 12
        return today, first_of_month(today, months + (values["until"] == "end"))
    if "month" in values or "month" in meaning.slots:
        ahead = values["month"] if "month" in values else (int(meaning.slots["month"]) - today.month) % 12
        first = first_of_month(today, int(ahead))
        return max(first, today), first_of_month(today, int(ahead) + 1)
    return today, None
