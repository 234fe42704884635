from __future__ import annotations

import csv
import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import QuellenboteError
from bot.services.schedule import (
    JITTER_LIMIT,
    LATE_LIMIT,
    Lateness,
    Pause,
    QuietHours,
    Schedule,
    Turn,
    Weekdays,
    is_quiet,
    jitter,
    lateness,
    next_slot,
    next_slots,
    turn,
)
from bot.services.zones import canonical_zone, day_of, rules_version, zone
from tests.support.tables import for_each

CASES = Path(__file__).resolve().parents[2] / "data" / "schedule_cases.tsv"
BERLIN = Schedule(time(8, 0), "Europe/Berlin")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def cases() -> list[dict[str, str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


@for_each(cases())
def test_the_next_slot_obeys_the_calendar_where_the_reader_lives(case: dict[str, str]) -> None:
    schedule = Schedule(time.fromisoformat(case["time"]), case["zone"], int(case["days"]))
    last = None if case["last"] == "-" else date.fromisoformat(case["last"])
    slot = None if case["slot"] == "-" else utc(case["slot"])

    assert next_slot(schedule, utc(case["after"]), last_local_date=last) == slot


# Zones with all that clocks do: leaps at midnight, half hours, left-out dates, summer time in winter.
ZONES = st.sampled_from(
    [
        "Europe/Berlin",
        "Europe/Kyiv",
        "Europe/Dublin",
        "Europe/London",
        "America/New_York",
        "America/Nuuk",
        "America/Havana",
        "America/St_Johns",
        "America/Asuncion",
        "Africa/Cairo",
        "Africa/Casablanca",
        "Asia/Beirut",
        "Asia/Gaza",
        "Asia/Kathmandu",
        "Asia/Tehran",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Chatham",
        "Pacific/Kiritimati",
        "Pacific/Kwajalein",
        "Antarctica/Troll",
        "UTC",
    ]
)
SCHEDULES = st.builds(
    Schedule,
    st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    ZONES,
    st.integers(1, Weekdays.DAILY),
)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive by hypothesis' rule


@given(SCHEDULES, MOMENTS)
def test_slots_come_one_for_each_local_date_on_the_chosen_weekdays(
    schedule: Schedule, after: datetime
) -> None:
    slots = next_slots(schedule, after, 8)

    assert len(slots) == 8
    assert all(earlier < later for earlier, later in zip((after, *slots), slots, strict=False))
    dates = [day_of(slot, schedule.zone) for slot in slots]
    assert len(set(dates)) == len(dates)
    assert all(Weekdays.of(day) & schedule.weekdays for day in dates)
    assert all(slot.tzinfo is UTC for slot in slots)


@given(SCHEDULES, MOMENTS)
def test_without_a_leap_the_reader_sees_the_time_that_was_asked_for(
    schedule: Schedule, after: datetime
) -> None:
    slot = next_slot(schedule, after)

    assert slot is not None
    local = slot.astimezone(zone(schedule.zone))
    shift = datetime.combine(local.date(), local.time()) - datetime.combine(local.date(), schedule.time)
    assert timedelta(0) <= shift <= timedelta(hours=2)
    if shift:  # then that wall time did not exist
        asked = datetime.combine(local.date(), schedule.time, zone(schedule.zone))
        assert asked.astimezone(UTC).astimezone(zone(schedule.zone)).time() != schedule.time
    else:
        assert local.fold == 0


@given(SCHEDULES, MOMENTS, st.dates(date(1980, 1, 1), date(2040, 1, 1)))
def test_no_date_up_to_the_last_one_served_gets_another_digest(
    schedule: Schedule, after: datetime, last: date
) -> None:
    slot = next_slot(schedule, after, last_local_date=last)

    assert slot is not None
    assert slot > after
    assert day_of(slot, schedule.zone) > last


@given(SCHEDULES, MOMENTS, st.integers(0, 400), st.integers(0, 400))
def test_a_pause_has_no_slot_and_the_rest_stays(
    schedule: Schedule, after: datetime, start: int, length: int
) -> None:
    since = after.date() + timedelta(days=start)
    pause = Pause(until=since + timedelta(days=length), since=since)

    slot = next_slot(schedule, after, pause=pause)
    plain = next_slot(schedule, after)

    assert slot is not None
    assert plain is not None
    assert not pause.covers(day_of(slot, schedule.zone))
    if not pause.covers(day_of(plain, schedule.zone)):
        assert slot == plain


@given(
    SCHEDULES,
    MOMENTS,
    st.timedeltas(timedelta(-3), timedelta(days=30)),
    st.none() | st.dates(date(1990, 1, 1), date(2037, 1, 1)),
)
def test_a_turn_serves_at_most_one_slot_that_is_due_and_looks_again_later(
    schedule: Schedule, start: datetime, passed: timedelta, last: date | None
) -> None:
    due = next_slot(schedule, start)
    assert due is not None
    now = due + passed
    what = turn(schedule, due, now, last_local_date=last)

    assert what.next_due is not None
    assert what.next_due > now
    if what.slot is not None:
        assert due <= what.slot <= now
        assert now - what.slot <= LATE_LIMIT
        day = day_of(what.slot, schedule.zone)
        assert last is None or day > last
        assert day_of(what.next_due, schedule.zone) > day


@pytest.mark.parametrize(
    ("show", "due", "now", "last", "expected"),
    [
        ("down for two minutes", "2026-11-22T07:00", "2026-11-22T07:01", None,
         Turn(utc("2026-11-22T07:00"), False, utc("2026-11-23T07:00"))),
        ("down for three hours", "2026-11-22T07:00", "2026-11-22T09:50", None,
         Turn(utc("2026-11-22T07:00"), True, utc("2026-11-23T07:00"))),
        ("late by six hours to the second", "2026-11-22T07:00", "2026-11-22T13:00", None,
         Turn(utc("2026-11-22T07:00"), True, utc("2026-11-23T07:00"))),
        ("late by more than six hours", "2026-11-22T07:00", "2026-11-22T13:01", None,
         Turn(None, False, utc("2026-11-23T07:00"))),
        ("down for three days, back before the slot", "2026-11-19T07:00", "2026-11-22T06:00", None,
         Turn(None, False, utc("2026-11-22T07:00"))),
        ("down for three days, back just after the slot", "2026-11-19T07:00", "2026-11-22T08:00", None,
         Turn(utc("2026-11-22T07:00"), True, utc("2026-11-23T07:00"))),
        ("the same, six hours after it", "2026-11-19T07:00", "2026-11-22T13:00", None,
         Turn(utc("2026-11-22T07:00"), True, utc("2026-11-23T07:00"))),
        ("the clock leapt ahead by two hours", "2026-11-22T07:00", "2026-11-22T08:00", None,
         Turn(utc("2026-11-22T07:00"), True, utc("2026-11-23T07:00"))),
        ("the clock went back after the digest", "2026-11-23T07:00", "2026-11-22T05:00", date(2026, 11, 22),
         Turn(None, False, utc("2026-11-23T07:00"))),
        ("due again on a date that was served", "2026-11-22T07:00", "2026-11-22T07:00", date(2026, 11, 22),
         Turn(None, False, utc("2026-11-23T07:00"))),
    ],
)  # fmt: skip
def test_a_missed_run_is_made_up_for_once_or_left_to_the_next(
    show: str, due: str, now: str, last: date | None, expected: Turn
) -> None:
    assert turn(BERLIN, utc(due), utc(now), last_local_date=last) == expected, show


def test_a_chat_that_comes_back_from_its_pause_waits_for_its_next_slot() -> None:
    pause = Pause(until=date(2026, 11, 22))
    what = turn(BERLIN, utc("2026-11-21T07:00"), utc("2026-11-21T07:00"), pause=pause)

    assert what == Turn(None, False, utc("2026-11-22T07:00"))
    assert next_slot(BERLIN, utc("2026-11-21T09:00"), pause=None) == utc("2026-11-22T07:00")


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        ("2026-11-22T06:00", None, "2026-11-22T19:00"),
        ("2026-11-22T08:00", date(2026, 11, 22), "2026-11-23T19:00"),
    ],
    ids=["before today's digest: this evening", "after it: tomorrow evening"],
)
def test_a_digest_moved_to_the_evening_comes_once_a_day(now: str, last: date | None, expected: str) -> None:
    evening = Schedule(time(20, 0), "Europe/Berlin")

    assert next_slot(evening, utc(now), last_local_date=last) == utc(expected)


def test_three_weeks_of_pause_are_leapt_over_by_the_dates_that_are_shown() -> None:
    sundays = Schedule(time(9, 0), "Europe/Kyiv", Weekdays.SUNDAY)
    pause = Pause(until=date(2026, 12, 14), since=date(2026, 11, 30))

    shown = next_slots(sundays, utc("2026-11-23T12:00"), pause=pause)

    assert shown == (utc("2026-11-29T07:00"), utc("2026-12-20T07:00"), utc("2026-12-27T07:00"))


def test_a_slot_is_on_time_late_or_too_late() -> None:
    slot = utc("2026-11-22T07:00")
    verdicts = [lateness(slot, slot + timedelta(minutes=minutes)) for minutes in (-120, 0, 15, 16, 360, 361)]

    assert verdicts == [Lateness.ON_TIME] * 3 + [Lateness.LATE] * 2 + [Lateness.SKIP]


@pytest.mark.parametrize(
    ("start", "end", "quiet", "loud"),
    [
        ("22:00", "07:00", ["22:00", "23:59", "00:00", "06:59"], ["07:00", "12:00", "21:59"]),
        ("13:00", "15:00", ["13:00", "14:59"], ["12:59", "15:00", "00:00"]),
        ("08:00", "08:00", [], ["08:00", "00:00"]),
    ],
)
def test_quiet_hours_are_local_and_may_cross_midnight(
    start: str, end: str, quiet: list[str], loud: list[str]
) -> None:
    hours = QuietHours(time.fromisoformat(start), time.fromisoformat(end))

    def at(clock: str) -> bool:
        local = datetime.combine(date(2026, 7, 1), time.fromisoformat(clock), ZoneInfo("Europe/Kyiv"))
        return is_quiet(hours, local.astimezone(UTC), "Europe/Kyiv")

    assert all(at(clock) for clock in quiet)
    assert not any(at(clock) for clock in loud)


def test_a_chats_jitter_is_its_own_and_stays() -> None:
    delays = [jitter(chat_id) for chat_id in range(-2000, 2000)]

    assert delays == [jitter(chat_id) for chat_id in range(-2000, 2000)]
    assert min(delays) >= timedelta(0)
    assert max(delays) <= JITTER_LIMIT
    by_minute = [sum(delay // timedelta(minutes=1) == minute for delay in delays) for minute in range(10)]
    assert min(by_minute) > 300


@for_each(
    [
        ("Europe/Kyiv", "Europe/Kyiv"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("europe/KIEV", "Europe/Kyiv"),
        ("Europe/Uzhgorod", "Europe/Kyiv"),
        ("america/new york", "America/New_York"),
        (" Europe/Stockholm ", "Europe/Stockholm"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("US/Eastern", "America/New_York"),
        ("utc", "UTC"),
        ("Etc/UTC", "UTC"),
        ("GMT", "UTC"),
        ("Etc/GMT+3", None),
        ("GMT+0", None),
        ("UTC+2", None),
        ("+02:00", None),
        ("EST", None),
        ("EST5EDT", None),
        ("Factory", None),
        ("Berlin", None),
        ("../../etc/passwd", None),
        ("", None),
    ]
)
def test_a_zone_is_known_by_any_of_its_names_but_never_by_an_offset(typed: str, key: str | None) -> None:
    assert canonical_zone(typed) == key


def test_every_canonical_zone_has_rules_and_is_its_own_name() -> None:
    keys = {canonical_zone(name) for name in available_timezones()} - {None}
    assert len(keys) > 400
    for key in sorted(filter(None, keys)):
        assert canonical_zone(key) == key
        assert utc("2026-07-01T00:00").astimezone(zone(key)).utcoffset() is not None


def test_a_zone_that_does_not_exist_is_an_expected_error() -> None:
    with pytest.raises(QuellenboteError, match=r"error\.zone\.unknown") as caught:
        next_slot(Schedule(time(8), "Europe/Atlantis"), utc("2026-11-22T00:00"))
    assert caught.value.arguments == {"zone": "Europe/Atlantis"}


def test_zones_need_nothing_of_the_machine(tmp_path: Path) -> None:
    asked = (
        "from datetime import *; from bot.i18n import translator; from bot.services.schedule import *; "
        "slot = next_slot(Schedule(time(8), 'Europe/Kyiv'), datetime(2026, 11, 22, tzinfo=UTC)); "
        "print(slot, translator('en').moment(slot, 'Europe/Kyiv'))"
    )
    wrong = tmp_path / "Europe" / "Kyiv"
    wrong.parent.mkdir()
    wrong.write_bytes(resources.files("tzdata.zoneinfo").joinpath("Asia", "Tokyo").read_bytes())
    without = {**os.environ, "PYTHONTZPATH": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", asked], env=without, check=True, capture_output=True, text=True
    )
    assert said.stdout.strip() == "2026-11-22 06:00:00+00:00 Sun 22 Nov, 08:00"


def test_the_rules_of_the_zones_have_a_version() -> None:
    assert rules_version()[:4].isdigit()


@given(
    SCHEDULES,
    st.sampled_from([datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]),
    st.none() | st.sampled_from([date.min, date.max]),
)
def test_the_ends_of_the_calendar_are_no_trap(schedule: Schedule, after: datetime, last: date | None) -> None:
    slot = next_slot(schedule, after, last_local_date=last)

    assert slot is None or slot > after
