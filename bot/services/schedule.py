"""When a chat's digest is due: every decision about slots, pure functions of a schedule and a moment.

Moments are aware UTC. A slot is the instant of a schedule's wall time on one local date; the rules:

* at most one slot for each local date, and none on a date up to the last one served;
* a time that the clocks leap over moves by the length of the leap (02:30 becomes 03:30), the first of a
  time that comes twice counts: both as PEP 495 defines ``fold=0``;
* a date that the zone leaves out has no slot, nor has a time that leaping would carry into another date;
* the weekday is that of the slot's local date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, IntFlag
from hashlib import blake2b

from bot.services.zones import day_of, zone

LATE_LIMIT = timedelta(hours=6)
"""A digest later than this is not sent; its articles belong to the next one."""
PUNCTUAL = timedelta(minutes=15)
"""Up to here a digest is not called late: longer than the jitter and a full minute's queue."""
JITTER_LIMIT = timedelta(minutes=10)
_DAY = timedelta(days=1)
# A weekly slot falls on one of seven dates; twice that date may be missing, never more.
_SEARCHED_DAYS = 22


class Weekdays(IntFlag):
    """The days of a digest, as one number: Monday is 1, Sunday 64."""

    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 4
    THURSDAY = 8
    FRIDAY = 16
    SATURDAY = 32
    SUNDAY = 64
    WORKDAYS = 31
    WEEKEND = 96
    DAILY = 127

    @classmethod
    def of(cls, day: date) -> Weekdays:
        """The weekday of a date."""
        return cls(1 << day.weekday())


DAILY, WORKDAYS = int(Weekdays.DAILY), int(Weekdays.WORKDAYS)
"""As they are stored, and stand in buttons."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A wall time in a zone on chosen weekdays; daily and weekly are just masks."""

    time: time
    zone: str
    weekdays: int = DAILY


@dataclass(frozen=True, slots=True)
class Pause:
    """No digest from ``since`` up to, and without, ``until`` (local dates)."""

    until: date
    since: date = date.min

    def covers(self, day: date) -> bool:
        """Whether that date is without a digest."""
        return self.since <= day < self.until


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local hours without a sound, across midnight when ``start`` is after ``end``; equal means none."""

    start: time
    end: time


class Lateness(Enum):
    """What becomes of a slot whose moment has come."""

    ON_TIME = "on time"
    LATE = "late"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Turn:
    """What is to be done now (``slot`` None: nothing), and when to look again (None: never)."""

    slot: datetime | None
    late: bool
    next_due: datetime | None


def next_slot(
    schedule: Schedule, after: datetime, *, last_local_date: date | None = None, pause: Pause | None = None
) -> datetime | None:
    """The first slot strictly after ``after``, as UTC; None when there is none (no weekday chosen).

    ``last_local_date`` is the local date of the last digest: neither it nor an earlier date gets another,
    whatever has become of the clock, the zone or the time since. Raises error.zone.unknown(zone).
    """
    try:
        day = after.astimezone(zone(schedule.zone)).date()
        if last_local_date is not None:
            day = max(day, last_local_date + _DAY)
        for _ in range(_SEARCHED_DAYS):
            if pause is not None and pause.covers(day):
                day = pause.until
            slot = _slot_on(schedule, day)
            if slot is not None and slot > after:
                return slot
            day += _DAY
    except OverflowError:  # the calendar's end, or its beginning
        pass
    return None


def next_slots(
    schedule: Schedule,
    after: datetime,
    count: int = 3,
    *,
    last_local_date: date | None = None,
    pause: Pause | None = None,
) -> tuple[datetime, ...]:
    """The next ``count`` slots as a reader is shown them: what ``next_slot`` gives, one after the other."""
    slots: list[datetime] = []
    while len(slots) < count:
        slot = next_slot(schedule, after, last_local_date=last_local_date, pause=pause)
        if slot is None:
            break
        slots.append(slot)
        after, last_local_date = slot, day_of(slot, schedule.zone)
    return tuple(slots)


def turn(
    schedule: Schedule,
    due: datetime,
    now: datetime,
    *,
    last_local_date: date | None = None,
    pause: Pause | None = None,
) -> Turn:
    """What to do at ``now`` about a chat that was due at ``due``: at most one digest, for the newest slot.

    After a long absence the slots in between are passed over; the newest is served if it is at most
    LATE_LIMIT old. ``next_due`` is after ``now`` and after the date that this turn serves.
    """
    if due > now:
        return Turn(None, late=False, next_due=due)
    newest = due
    still_wanted = now - LATE_LIMIT - datetime.resolution
    while (slot := next_slot(schedule, max(newest, still_wanted), pause=pause)) and slot <= now:
        newest = slot
    day = day_of(newest, schedule.zone)
    served = last_local_date is not None and day <= last_local_date
    paused = pause is not None and pause.covers(day)
    outcome = lateness(newest, now)
    if served or paused or outcome is Lateness.SKIP:
        return Turn(None, False, next_slot(schedule, now, last_local_date=last_local_date, pause=pause))
    return Turn(newest, outcome is Lateness.LATE, next_slot(schedule, now, last_local_date=day, pause=pause))


def lateness(slot: datetime, now: datetime) -> Lateness:
    """How a slot stands at ``now``; one that is still to come is on time."""
    delay = now - slot
    if delay > LATE_LIMIT:
        return Lateness.SKIP
    return Lateness.LATE if delay > PUNCTUAL else Lateness.ON_TIME


def is_quiet(hours: QuietHours, now: datetime, zone_key: str) -> bool:
    """Whether a message now should make no sound; the start belongs to the quiet hours, the end does not."""
    local = now.astimezone(zone(zone_key)).time()
    if hours.start <= hours.end:
        return hours.start <= local < hours.end
    return local >= hours.start or local < hours.end


def jitter(chat_id: int) -> timedelta:
    """A chat's own delay of 0–10 minutes, always the same, for minutes that hold more than can be sent."""
    digest = blake2b(str(chat_id).encode(), digest_size=8).digest()
    return timedelta(seconds=int.from_bytes(digest) % (int(JITTER_LIMIT.total_seconds()) + 1))


def _slot_on(schedule: Schedule, day: date) -> datetime | None:
    if not Weekdays.of(day) & schedule.weekdays:
        return None
    zone_rules = zone(schedule.zone)
    slot = datetime.combine(day, schedule.time.replace(fold=0), zone_rules).astimezone(UTC)
    return slot if slot.astimezone(zone_rules).date() == day else None
