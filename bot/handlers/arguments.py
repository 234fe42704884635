"""An intent and its details, from the meanings that a phrase holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.handlers.looking_back import past_days
from bot.handlers.pausing import paused_days
from bot.handlers.phrases import Meaning
from bot.handlers.said import Found, ImpossibleError, value_of
from bot.handlers.times import SPOKEN, clock, time_of
from bot.services.days import Days
from bot.services.schedule import DAILY

_NUMBER = re.compile(r"(?<![\w-])\d")
_FIGURE = re.compile(r"[^\W\d]-?\d")
"""As in F-16 and G7, which are no places."""


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


@dataclass(frozen=True, slots=True)
class Intent:
    """What is wanted, by name, and the details that were said."""

    name: str
    arguments: Arguments = field(default_factory=Arguments)


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
    except ImpossibleError as impossible:
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
        platform=value_of(found, "platform", "name"),
        language=value_of(found, "language_name", "code"),
    )
    if _FIGURE.search(arguments.place):
        arguments = replace(arguments, place="", query=arguments.place)
    try:
        at = time_of(found)
        differs = bool(at and weekdays) and _goes_on(found, "but")  # "but at 9 on Saturdays"
        return replace(arguments, time=at, also=arguments.also or differs)
    except ImpossibleError as impossible:  # the rest of what was said is kept
        return replace(arguments, error=str(impossible))


def _goes_on(found: Found, *joints: str) -> bool:
    """Whether an "and" stood before all of it: "and on Saturdays", but not "and only on Saturdays"."""
    marks = (meaning for joint in ("and", "recurring", *joints) for meaning in found.get(joint, ()))
    return "only" not in found and any({"first", "also"} & meaning.values.keys() for meaning in marks)


def _quiets(arguments: Arguments, found: Found, today: date) -> Arguments:  # noqa: ARG001
    """From when until when, where that is sure: "10 to 7" may begin in the morning or in the evening."""
    spoken = [
        meaning for name in found if name in SPOKEN for meaning in found[name]
    ]  # two, as they were said
    for meaning in found.get("hours", ()):
        spoken = [replace(meaning, slots={name: slot}) for name, slot in meaning.slots.items()]
    if len(spoken) != 2 or "part" in found:
        return arguments
    start, end = (clock(meaning, "") for meaning in spoken)
    sure = start != end and any(each.hour > 12 or each.hour == 0 for each in (start, end))
    return replace(arguments, hours=(start, end)) if sure else arguments


def _settings(arguments: Arguments, found: Found, today: date) -> Arguments:  # noqa: ARG001
    return _zoned(arguments, found)


def _zoned(arguments: Arguments, found: Found) -> Arguments:
    if zone := value_of(found, "zone", "key"):
        return replace(arguments, zone=zone)
    word = next((str(meaning.slots["word"]) for meaning in found.get("place", ())), "")
    return replace(arguments, place=arguments.place or word)


def _language(arguments: Arguments, found: Found, today: date) -> Arguments:  # noqa: ARG001
    return replace(arguments, language=value_of(found, "language_name", "code"))


def _filter(arguments: Arguments, found: Found, today: date) -> Arguments:
    return replace(
        arguments,
        platform=value_of(found, "platform", "name"),
        language=value_of(found, "language_name", "code"),
        since=date(today.year, 1, 1) if "year" in found else None,
    )


def _nth(arguments: Arguments, found: Found, today: date) -> Arguments:  # noqa: ARG001
    meaning = [*found.get("nth", ()), *found.get("digits", ())][0]
    said = meaning.values.get("number") or next(iter(meaning.slots.values()))
    return replace(arguments, number=int(said))


def _dated(arguments: Arguments, found: Found, today: date) -> Arguments:
    match past_days(found, today):
        case Days(first, last):
            return replace(arguments, date=first, last=None if last == first else last)
        case days:
            return replace(arguments, days=days)


def _pause(arguments: Arguments, found: Found, today: date) -> Arguments:
    since, until, length = paused_days(found, today)
    also = "also" in found or _goes_on(found)
    return replace(arguments, since=since, until=until, length=length, also=also)


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
