"""The details of an intent: times, weekdays, dates and pauses, from the meanings that a phrase holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from bot.handlers.phrases import Meaning
from bot.services.days import YEARS, Days
from bot.services.schedule import DAILY

MOST_DAYS = 366
LONGEST_LOOK_BACK = 31
_DAY = timedelta(days=1)
_NUMBER = re.compile(r"(?<![\w-])\d")
_FIGURE = re.compile(r"[^\W\d]-?\d")
"""As in F-16 and G7, which are no places."""
# The hour of "every morning" and its like, as offered by the buttons too.
_SPOKEN = ("time", "dotted", "digits")
"""Meanings that may be a time of the day."""
_WAYS_TO_NAME_A_DAY = ("date", "dotted", "day", "coming", "period")
_HOUR_OF_PART = {"morning": 8, "noon": 12, "afternoon": 15, "evening": 18, "night": 22}

Found = Mapping[str, Sequence[Meaning]]


@dataclass(frozen=True, slots=True)
class Arguments:
    """What was said beside the intent; None, "" and False stand for nothing.

    ``weekdays`` is a mask (Monday 1 … Sunday 64); a pause lasts from ``since`` up to, and without, ``until``,
    without end where only ``since`` is given; ``length`` are its days where it was given in days.
    """

    time: dt.time | None = None
    weekdays: int | None = None
    without: int = 0
    """Weekdays that were taken out, where none were named: "not on Sundays"."""
    also: bool = False
    """Whether the weekdays are to come besides those of now, "on Sundays too", or the pause to what is paused."""
    weekly: bool = False
    at_once: bool = False
    hours: tuple[dt.time, dt.time] | None = None
    """From when until when it shall be quiet."""
    zone: str = ""
    """A canonical zone key."""
    place: str = ""
    """A city as typed, for ``services.cities.find``."""
    days: int | None = None
    date: dt.date | None = None
    last: dt.date | None = None
    """The last of the days that begin with ``date``, where there are several."""
    since: dt.date | None = None
    until: dt.date | None = None
    length: int | None = None
    resume: bool = False
    language: str = ""
    platform: str = ""
    name: str = ""
    """An author as typed, after "only"; who knows no such author takes the whole text for a topic."""
    clear: bool = False
    number: int | None = None
    """Which of a list, from 1."""
    follow: bool = False
    delete: bool = False
    query: str = ""
    speaker: str = ""
    about: str = ""
    """The intent that a question for help is about."""
    error: str = ""

    def span(self, today: dt.date) -> Days | None:
        """The days that were named, or so many up to today."""
        if self.date:
            return Days(self.date, self.last or self.date)
        if self.days and self.days > 1:
            return Days(today - timedelta(days=self.days), today)
        return None


class _ImpossibleError(Exception):
    """A detail that cannot be; the argument names which."""


def has_a_number(text: str) -> bool:
    """Whether a text that no time was found in was probably meant for one: "25:00" is, "F-16" and "G7" are not."""
    return _NUMBER.search(text) is not None


def fill(intent: str, found: Found, today: date, values: Mapping[str, str | bool]) -> Arguments:
    """The arguments of an intent; ``values`` come from its rule. What cannot be is named in ``error``."""
    arguments = Arguments(**values)  # type: ignore[arg-type]  # the names in rules.toml are checked by a test
    filler = _FILLERS.get(intent)
    if filler is None or arguments.resume or arguments.clear or arguments.error:
        return arguments
    try:
        return filler(arguments, found, today)
    except _ImpossibleError as impossible:
        return replace(arguments, error=str(impossible))


def _subscribe(arguments: Arguments, found: Found, today: date) -> Arguments:  # noqa: ARG001 - one signature
    weekdays, without = weekdays_of(found), _without(found)
    arguments = replace(
        _zoned(arguments, found),
        weekdays=(weekdays & ~without or None) if weekdays else None,
        without=0 if weekdays or "weekly" in found else without,
        also=bool(weekdays) and ("also" in found or _goes_on(found)),
        weekly="weekly" in found,
        at_once="at_once" in found,
        follow="follow" in found,
        platform=_text(found, "platform", "name"),
        language=_text(found, "language_name", "code"),
    )
    if _FIGURE.search(arguments.place):
        arguments = replace(arguments, place="", query=arguments.place)
    try:
        at = _time(found)
        differs = bool(at and weekdays) and _goes_on(found, "but")  # "but at 9 on Saturdays"
        return replace(arguments, time=at, also=arguments.also or differs)
    except _ImpossibleError as impossible:  # the rest of what was said is kept
        return replace(arguments, error=str(impossible))


def _goes_on(found: Found, *joints: str) -> bool:
    """Whether an "and" stood before all of it: "and on Saturdays", but not "and only on Saturdays"."""
    marks = (meaning for joint in ("and", "recurring", *joints) for meaning in found.get(joint, ()))
    return "only" not in found and any({"first", "also"} & meaning.values.keys() for meaning in marks)


def _quiets(arguments: Arguments, found: Found, today: date) -> Arguments:  # noqa: ARG001
    """From when until when, where that is sure: "10 to 7" may begin in the morning or in the evening."""
    spoken = [
        meaning for name in found if name in _SPOKEN for meaning in found[name]
    ]  # two, as they were said
    for meaning in found.get("hours", ()):
        spoken = [replace(meaning, slots={name: slot}) for name, slot in meaning.slots.items()]
    if len(spoken) != 2 or "part" in found:
        return arguments
    start, end = (_clock(meaning, "") for meaning in spoken)
    sure = start != end and any(each.hour > 12 or each.hour == 0 for each in (start, end))
    return replace(arguments, hours=(start, end)) if sure else arguments


def _settings(arguments: Arguments, found: Found, today: date) -> Arguments:  # noqa: ARG001
    return _zoned(arguments, found)


def _zoned(arguments: Arguments, found: Found) -> Arguments:
    if zone := _text(found, "zone", "key"):
        return replace(arguments, zone=zone)
    word = next((str(meaning.slots["word"]) for meaning in found.get("place", ())), "")
    return replace(arguments, place=arguments.place or word)


def _language(arguments: Arguments, found: Found, today: date) -> Arguments:  # noqa: ARG001
    return replace(arguments, language=_text(found, "language_name", "code"))


def _filter(arguments: Arguments, found: Found, today: date) -> Arguments:
    return replace(
        arguments,
        platform=_text(found, "platform", "name"),
        language=_text(found, "language_name", "code"),
        since=date(today.year, 1, 1) if "year" in found else None,
    )


def _nth(arguments: Arguments, found: Found, today: date) -> Arguments:  # noqa: ARG001
    meaning = [*found.get("nth", ()), *found.get("digits", ())][0]
    said = meaning.values.get("number") or next(iter(meaning.slots.values()))
    return replace(arguments, number=int(said))


def _dated(arguments: Arguments, found: Found, today: date) -> Arguments:
    if whole := [_whole(meaning, today) for meaning in found.get("whole", ())]:
        return replace(arguments, date=min(whole)[0], last=max(last for _, last in whole))
    for meaning in found.get("past", ()):
        if period := meaning.values.get("last"):
            first, last = _last(str(period), today)
            return replace(arguments, date=first, last=last)
        if ago := meaning.values.get("ago"):
            return replace(arguments, date=today - timedelta(days=int(ago)))
        if weekday := meaning.values.get("day"):
            return replace(arguments, date=_latest(int(weekday), today))
        if per := meaning.values.get("per"):
            return replace(arguments, days=_count(int(meaning.slots["n"]) * int(per), LONGEST_LOOK_BACK))
        if "weekend" in meaning.values:
            return replace(arguments, days=(today.isoweekday() + 1) % 7 + 1)
        if "since" in meaning.values:  # with that day, and a week ago where it is today's
            return replace(arguments, days=(today.isoweekday() - int(meaning.slots["day"]) - 1) % 7 + 2)
        return replace(arguments, days=int(meaning.values["days"]))
    for meaning in found.get("gone") or found.get("day", ()):
        latest = today - _DAY if "gone" in found else today
        return replace(arguments, date=_latest(int(meaning.slots["day"]), latest))
    for meaning in found.get("span", ()):
        return replace(arguments, days=_count(_length(meaning), LONGEST_LOOK_BACK))
    if days := _past_days(found, today):
        return replace(arguments, date=days[0], last=days[1])
    for meaning in found.get("digits", ()):
        return replace(arguments, days=_count(int(next(iter(meaning.slots.values()))), LONGEST_LOOK_BACK))
    return arguments


def _past_days(found: Found, today: date) -> tuple[date, date | None] | None:
    """The day that was named, or the first and the last of several: "from 1 to 15 November", "from 1 November on"."""

    def past(guess: date) -> date:
        return guess.replace(year=guess.year - 1) if guess > today else guess

    def this_year(guess: date) -> date:
        return guess

    said = found.get("date") or found.get("dotted", ())
    days = [_date(meaning, past, today) for meaning in said]
    if days and days[-1] < days[0]:
        days[-1] = _date(said[-1], this_year, today)
    for meaning in found.get("dates", ()):
        days = [*_both_ends(meaning, this_year, today)]
        if days[0] > today:
            days = [*_both_ends(meaning, past, today)]
    if not days:
        return None
    if len(days) > 1:  # of what is not over yet all so far
        days[-1] = min(days[-1], today)
    if len(days) == 1 and ("starting" in found or {"until", "today"} <= found.keys()):
        days.append(today)
    if max(days) > today or days[0] > days[-1]:
        raise _ImpossibleError("date")
    return days[0], days[-1] if len(days) > 1 else None


def _both_ends(meaning: Meaning, without_year: Callable[[date], date], today: date) -> tuple[date, date]:
    """The first and the last of days that were named at once: "20 to 28 January", "20 December - 5 January"."""
    slots = dict(meaning.slots)
    begin: dict[str, str | int] = {"n": slots["n"]}
    if "month2" in slots:
        begin["month"] = slots["month"]
        slots["month"] = slots["month2"]
    last = _date(replace(meaning, slots=slots), without_year, today)
    first = replace(meaning, slots={"month": last.month, **begin})
    return _date(first, lambda guess: _not_after(last, guess), today), last


def _not_after(last: date, guess: date) -> date:
    """That day of the year in which it is the last one up to ``last``."""
    same = guess.replace(year=last.year)
    return same if same <= last else guess.replace(year=last.year - 1)


def _whole(meaning: Meaning, today: date) -> tuple[date, date]:
    """A month, the last one of that name where no year was said, or a year; or all since then."""
    month = int(meaning.slots.get("month", 0))
    year = int(meaning.slots.get("y", today.year - 1 if month > today.month else today.year))
    if year not in YEARS:
        raise _ImpossibleError("days")  # a number, then, and of too many days
    if (year, month) > (today.year, today.month):
        raise _ImpossibleError("date")
    first = date(year, month or 1, 1)
    return first, today if "since" in meaning.values else _first_of_month(first, 1 if month else 12) - _DAY


def _last(period: str, today: date) -> tuple[date, date]:
    """The month before this one, the week before this one, or that week's end."""
    monday = today - timedelta(days=today.weekday())
    match period:
        case "month":
            return _first_of_month(today, -1), _first_of_month(today, 0) - _DAY
        case "weekend":
            return monday - timedelta(days=2), monday - _DAY
        case _:
            return monday - timedelta(weeks=1), monday - _DAY


def _pause(arguments: Arguments, found: Found, today: date) -> Arguments:
    """From when until when; "until X" and "again on X" end before X, "from X to Y" holds both."""
    if both := _pause_of_both(found, today):
        return replace(arguments, since=both[0], until=both[1])
    ends = not found.keys().isdisjoint(("until", "again", "resume"))
    arguments = replace(arguments, also="also" in found or _goes_on(found))
    days = _pause_of_days(found, today) or _pause_of_weekdays(found, today)
    period = _pause_of_period(found, today)
    said = days or period
    if said is None and "today" in found:
        said = today, today + _DAY
    for meaning in found.get("span", ()):
        length, since = _count(_length(meaning)), said[0] if said else today
        return replace(arguments, since=since, until=since + timedelta(days=length), length=length)
    if said is None:
        return arguments
    since, until = said
    if ends and not _names_both_ends(found):
        begin = period[0] if days and period else today  # "from tomorrow until Friday"
        since, until = min(begin, since), since
    elif until is None or (_says_from(found) and not _names_both_ends(found)):
        return replace(arguments, since=max(since, today))
    since = max(since, today)
    if until <= since or until - today > timedelta(days=2 * MOST_DAYS):
        raise _ImpossibleError("date")
    return replace(arguments, since=since, until=until)


def _says_from(found: Found) -> bool:
    """Whether a day is that from which on something is: "from 5 December"."""
    return "starting" in found or any("starting" in meaning.values for meaning in found.get("date", ()))


def _pause_of_both(found: Found, today: date) -> tuple[date, date] | None:
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


def _names_both_ends(found: Found) -> bool:
    days = found.get("date") or found.get("dotted", ())
    return len(days) > 1 or "range" in found or "dates" in found


def _pause_of_days(found: Found, today: date) -> tuple[date, date] | None:
    def coming(guess: date) -> date:
        return guess.replace(year=guess.year + 1) if guess < today else guess

    for meaning in found.get("dates", ()):
        first, last = _both_ends(meaning, coming, today)
        return first, last + _DAY
    days = [_date(meaning, coming, today) for meaning in found.get("date") or found.get("dotted", ())]
    if not days:  # "until the 15th" may be one of the next month
        said = (meaning for name in ("digits", "nth") for meaning in found.get(name, ()))
        numbers = [int(slot) for meaning in said for slot in tuple(meaning.slots.values())[:1]]
        first = _first_of_month(today, 1 if numbers and numbers[0] <= today.day else 0)
        days = [
            _date(Meaning(slots={"n": number, "month": first.month}), coming, today) for number in numbers
        ]
    return (days[0], days[-1] + _DAY) if days else None


def _pause_of_weekdays(found: Found, today: date) -> tuple[date, date] | None:
    for meaning in found.get("range", ()):
        first = _coming(int(meaning.slots["day"]), today)
        return first, _coming(int(meaning.slots["day2"]), first) + _DAY
    for meaning in found.get("day") or found.get("coming", ()):
        day = _coming(int(meaning.slots["day"]), today + _DAY)
        return day, day + _DAY
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
        return today, _first_of_month(today, months + (values["until"] == "end"))
    if "month" in values or "month" in meaning.slots:
        ahead = values["month"] if "month" in values else (int(meaning.slots["month"]) - today.month) % 12
        first = _first_of_month(today, int(ahead))
        return max(first, today), _first_of_month(today, int(ahead) + 1)
    return today, None


def _first_of_month(today: date, ahead: int) -> date:
    months = today.year * 12 + today.month - 1 + ahead
    return date(months // 12, months % 12 + 1, 1)


def _latest(weekday: int, end: date) -> date:
    """The last such weekday (Monday 1 … Sunday 7) up to ``end``."""
    return end - timedelta(days=(end.isoweekday() - weekday) % 7)


def _coming(weekday: int, start: date) -> date:
    """The first such weekday (Monday 1 … Sunday 7) from ``start`` on."""
    return start + timedelta(days=(weekday - start.isoweekday()) % 7)


def _length(meaning: Meaning) -> int:
    if "length" in meaning.values:
        return int(meaning.values["length"])
    return int(meaning.slots["n"]) * int(meaning.values["days"])


def _count(days: int, most: int = MOST_DAYS) -> int:
    if not 1 <= days <= most:
        raise _ImpossibleError("days")
    return days


def _date(meaning: Meaning, without_year: Callable[[date], date], today: date) -> date:
    """The date that was said; ``without_year`` moves a guess in this year to the year that is meant."""
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
            raise _ImpossibleError("date")
        return date(year, month, day)
    except ValueError as error:
        raise _ImpossibleError("date") from error


def _without(found: Found) -> int:
    mask = 0
    for meaning in found.get("without", ()):
        mask |= int(meaning.values.get("days", 0))
        for day in meaning.slots.values():
            mask |= 1 << int(day) - 1
    return mask


def weekdays_of(found: Found) -> int | None:
    """The mask of all days that were named; "daily" gives way to any that are."""
    mask = 0
    for meaning in found.get("recurring", ()):
        days = (
            _through(meaning, "each") if "each" in meaning.slots else int(meaning.values.get("days", DAILY))
        )
        mask |= days if days != DAILY else 0
    for meaning in found.get("on_days", ()):
        mask |= int(meaning.values["days"])
    for meaning in found.get("day", ()):
        mask |= 1 << int(meaning.slots["day"]) - 1
    for meaning in found.get("range", ()):
        mask |= _through(meaning, "day")
    return mask or (DAILY if "recurring" in found else None)


def _through(meaning: Meaning, slot: str) -> int:
    """The days from one to another as a mask, be it over the end of a week."""
    first, last = int(meaning.slots[slot]), int(meaning.slots[f"{slot}2"])
    return sum(1 << (first - 1 + step) % 7 for step in range((last - first) % 7 + 1))


def _time(found: Found) -> time | None:
    """The one time that was said; two are one too many."""
    part = _text(found, "part", "part") or _text(found, "recurring", "part")
    spoken = [meaning for name in _SPOKEN for meaning in found.get(name, ())]
    if not spoken:  # "from 8 to 9"
        spoken = [replace(meaning, slots=_second(meaning.slots)) for meaning in found.get("moved", ())]
    if len(spoken) > 1:
        raise _ImpossibleError("time")
    for meaning in spoken:
        return _clock(meaning, part)
    return time(_HOUR_OF_PART[part]) if part else None


def _second(slots: Mapping[str, str | int]) -> Mapping[str, str | int]:
    """The later of two hours, as if it stood alone."""
    return {name.removesuffix("2"): value for name, value in slots.items() if name.endswith("2")}


def times_of(meanings: Sequence[Mapping[str, Meaning]]) -> list[time]:
    """Every time that was said, each once, by its own part of the day; none where one of them cannot be."""
    times: list[time] = []
    for place, said in enumerate(meanings):
        for meaning in [said[name] for name in _SPOKEN if name in said][:1]:
            beside = (*meanings[place + 1 : place + 2], *meanings[max(place - 1, 0) : place])
            part = next((str(each["part"].values["part"]) for each in beside if "part" in each), "")
            try:
                times.append(_clock(meaning, part))
            except _ImpossibleError:
                return []
    return list(dict.fromkeys(times))


def _clock(meaning: Meaning, part: str) -> time:
    values, slots = meaning.values, meaning.slots
    if not {"clock", "clock2", "dotted"}.isdisjoint(slots):
        hour, minute = (
            int(number) for number in str(next(iter(slots.values()))).replace(".", ":").split(":")[:2]
        )
    else:
        named = next((slots[name] for name in ("n", "n2", "h", "digits") if name in slots), None)
        hour, minute = int(values.get("hour", 0) if named is None else named), 0
    shift = int(values.get("minute", 0))
    added = int(slots.get("m", 0))
    if hour > 24 or minute > 59 or added > 59 or (hour == 24 and minute):
        raise _ImpossibleError("time")
    hour = _of_half(hour, str(values.get("half", "")), part)
    total = hour * 60 + minute + shift + int(values.get("add", 0)) * added
    return time(total // 60 % 24, total % 60)


def _of_half(hour: int, half: str, part: str) -> int:
    """The hour of the whole day, where a half of it or a part of it was said."""
    if half:
        if not 1 <= hour <= 12:
            raise _ImpossibleError("time")
        return hour % 12 + (12 if half == "pm" else 0)
    if part in {"evening", "afternoon"} and 1 <= hour < 12:
        return hour + 12
    if part == "night" and 9 <= hour <= 12:
        return (hour + 12) % 24
    return hour


def _text(found: Found, concept: str, value: str) -> str:
    return next(
        (str(meaning.values[value]) for meaning in found.get(concept, ()) if value in meaning.values), ""
    )


_FILLERS: Mapping[str, Callable[[Arguments, Found, date], Arguments]] = {
    "subscribe": _subscribe,
    "quiets": _quiets,
    "settings": _settings,
    "language": _language,
    "filter": _filter,
    "digest": _dated,
    "archive": _dated,
    "nth": _nth,
    "pause": _pause,
}
