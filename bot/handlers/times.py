"""The time of the day that was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time

from bot.handlers.phrases import Meaning
from bot.handlers.said import Found, ImpossibleError, value_of

SPOKEN = ("time", "dotted", "digits")
"""Meanings that may be a time of the day."""
_HOUR_OF_PART = {"morning": 8, "noon": 12, "afternoon": 15, "evening": 18, "night": 22}
"""Of "every morning" and its like, as offered by the buttons too."""


def time_of(found: Found) -> time | None:
    """The one time that was said; two are one too many. Raises ImpossibleError."""
    part = value_of(found, "part", "part") or value_of(found, "recurring", "part")
    spoken = [meaning for name in SPOKEN for meaning in found.get(name, ())]
    if not spoken:  # "from 8 to 9"
        spoken = [replace(meaning, slots=_second(meaning.slots)) for meaning in found.get("moved", ())]
    if len(spoken) > 1:
        raise ImpossibleError("time")
    for meaning in spoken:
        return clock(meaning, part)
    return time(_HOUR_OF_PART[part]) if part else None


def _second(slots: Mapping[str, str | int]) -> Mapping[str, str | int]:
    """The later of two hours, as if it stood alone."""
    return {name.removesuffix("2"): value for name, value in slots.items() if name.endswith("2")}


def times_of(meanings: Sequence[Mapping[str, Meaning]]) -> list[time]:
    """Every time that was said, each once, by its own part of the day; none where one of them cannot be."""
    times: list[time] = []
    for place, said in enumerate(meanings):
        for meaning in [said[name] for name in SPOKEN if name in said][:1]:
            beside = (*meanings[place + 1 : place + 2], *meanings[max(place - 1, 0) : place])
            part = next((str(each["part"].values["part"]) for each in beside if "part" in each), "")
            try:
                times.append(clock(meaning, part))
            except ImpossibleError:
                return []
    return list(dict.fromkeys(times))


def clock(meaning: Meaning, part: str) -> time:
    """The time of one meaning, in that part of the day where one was said. Raises ImpossibleError."""
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
        raise ImpossibleError("time")
    hour = _of_half(hour, str(values.get("half", "")), part)
    total = hour * 60 + minute + shift + int(values.get("add", 0)) * added
    return time(total // 60 % 24, total % 60)


def _of_half(hour: int, half: str, part: str) -> int:
    """The hour of the whole day, where a half of it or a part of it was said."""
    if half:
        if not 1 <= hour <= 12:
            raise ImpossibleError("time")
        return hour % 12 + (12 if half == "pm" else 0)
    if part in {"evening", "afternoon"} and 1 <= hour < 12:
        return hour + 12
    if part == "night" and 9 <= hour <= 12:
        return (hour + 12) % 24
    return hour
