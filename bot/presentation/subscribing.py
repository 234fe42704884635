"""A reader's subscription: when and where; leaving, pausing and coming back; how things stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.i18n import Translator
from bot.presentation.buttons import Row, in_rows, named, press, rows, ticked
from bot.presentation.bylines import dated, linked_title
from bot.presentation.filtering import filters_in_words
from bot.presentation.markup import (
    Html,
    esc,
    fill,
    fill_number,
    join,
    line,
    moment_tag,
)
from bot.presentation.outgoing import Button, OutgoingMessage
from bot.services.schedule import DAILY, WORKDAYS
from bot.services.zones import day_of

if TYPE_CHECKING:
    from bot.services.records import DigestRecord, Headline, Subscription
    from bot.services.subscriptions import State

TIMES = (time(7), time(8), time(12), time(18))
_MOST_TIMES = 4
_SHORT_DAYS = 14
"""Letters with which two times and their days still fit side by side on a phone."""
ZONES = (
    "Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Kyiv", "Europe/Warsaw",
    "Europe/London", "America/New_York",
)  # fmt: skip
_SOON = timedelta(days=300)


# ---------------------------------------------------------------- beginning
def choose_time(
    t: Translator, *, at: time | None = None, weekdays: int | None = None, at_once: bool = False
) -> OutgoingMessage:
    """When should it come? What was understood of it already is offered first, or with each time."""
    meant = () if at is None else (at,)
    usual = tuple(each for each in TIMES if each not in meant)
    times = (
        *_times(t, meant, weekdays),
        *_times(t, usual, weekdays),
        (named(t, "button.other_time", "other"),),
    )
    instantly = (named(t, "button.at_once", "once"),)
    return OutgoingMessage(
        fill(t, "subscribe.choose"), rows(*((instantly, *times) if at_once else (*times, instantly)))
    )


def _times(t: Translator, times: Sequence[time] = TIMES, weekdays: int | None = None) -> tuple[Row, ...]:
    """Times to choose from, in one row; with the weekdays that are known, in several."""
    if weekdays is None:
        return (tuple(press(f"{each:%H:%M}", "sub", f"{each:%H%M}") for each in times),)
    days = t.weekdays(weekdays)
    buttons = [press(f"{days} {each:%H:%M}", "sub", f"{each:%H%M}", weekdays) for each in times]
    return in_rows(buttons, 2 if len(days) <= _SHORT_DAYS else 1)


def type_time(t: Translator) -> OutgoingMessage:
    """The next words are the time."""
    return OutgoingMessage(fill(t, "subscribe.type"))


def by_reply(t: Translator, question: OutgoingMessage) -> OutgoingMessage:
    """The same question in a group, where only a reply is an answer."""
    return replace(question, text=join((question.text, fill(t, "group.reply"))))


def one_time(t: Translator, times: Sequence[time], weekdays: int | None = None) -> OutgoingMessage:
    """There is one digest a day: at which of the times?"""
    return OutgoingMessage(fill(t, "subscribe.one_time"), rows(*_times(t, times[:_MOST_TIMES], weekdays)))


def bad_time(t: Translator, typed: str) -> OutgoingMessage:
    """That is no time; an example of what works."""
    said = line(typed, 60)
    key = "subscribe.bad_time" if said else "subscribe.type"
    return OutgoingMessage(fill(t, key, typed=said), rows(*_times(t)))


def subscribed(t: Translator, state: State, *, now: datetime) -> OutgoingMessage:
    """It is settled: when, where, the next three dates, and what could be otherwise."""
    subscription = state.subscription
    if subscription is None:
        return not_subscribed(t)
    text = join(
        (
            join((fill(t, "subscribed.title"), schedule(t, subscription)), "\n"),
            _local_time(t, state, now),
            _next_dates(t, state),
            join(filters_in_words(t, state), "\n"),
        )
    )
    zone = None if subscription.at_once else named(t, "button.other_zone", "zone")
    return OutgoingMessage(
        text,
        rows(
            *_days(t, subscription),
            tuple(_other_rhythms(t, subscription)),
            (None if subscription.at_once else named(t, "button.at_once", "once"),),
            (zone, None if subscription.at_once else named(t, "button.time", "sub")),
            (named(t, "button.filters", "filters"), named(t, "button.settings", "settings")),
        ),
    )


def _other_rhythms(t: Translator, subscription: Subscription) -> Iterator[Button]:
    mask = 0 if subscription.at_once else subscription.weekdays
    if mask != DAILY:
        yield named(t, "button.daily", "days", DAILY)
    if mask != WORKDAYS:
        yield named(t, "button.workdays", "days", WORKDAYS)
    if not is_weekly(mask):
        yield named(t, "button.weekly", "weekly")


def _days(t: Translator, subscription: Subscription) -> tuple[Row, ...]:
    """The weekdays to choose from, for who wants neither every day nor all workdays."""
    mask = subscription.weekdays
    if subscription.at_once or mask in (DAILY, WORKDAYS):
        return ()
    days = []
    for day in range(7):
        chosen, others = bool(mask & 1 << day), mask ^ 1 << day
        label = ticked(t.weekday(day), chosen)
        days.append(press(label, "days", others) if others else press(label, "noop"))
    return tuple(days[:4]), tuple(days[4:])


def schedule(t: Translator, subscription: Subscription) -> Html:
    """*täglich gegen 07:30*, since a crowded minute is spread over ten; or at once."""
    if subscription.at_once:
        return fill(t, "schedule.at_once")
    return fill(t, "schedule.at", days=t.weekdays(subscription.weekdays), time=subscription.time)


def is_weekly(mask: int) -> bool:
    """Whether these weekdays are one."""
    return mask.bit_count() == 1


def _local_time(t: Translator, state: State, now: datetime) -> Html:
    if state.subscription is None or state.subscription.at_once:
        return Html("")
    return fill(t, "subscribed.local", time=clock_in(now, state.zone), zone=t.zone_name(state.zone))


def _next_dates(t: Translator, state: State) -> Html:
    dates = [f"• {esc(t.moment(slot, state.zone))}" for slot in state.next_slots]
    return join((fill(t, "subscribed.next"), *dates), "\n") if dates else Html("")


def clock_in(moment: datetime, zone: str) -> str:
    """What the clocks show there: 07:30."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


# ---------------------------------------------------------------- where
def choose_zone(
    t: Translator, *, candidates: tuple[tuple[str, str], ...] = (), typed: str = ""
) -> OutgoingMessage:
    """Where does the reader live? ``candidates`` are (zone, label) of a name that means several places."""
    place = line(typed, 60)
    if candidates:
        offered = tuple((press(label, "zone", zone),) for zone, label in candidates[:8])
        return OutgoingMessage(fill(t, "zone.which", typed=place), rows(*offered))
    text = fill(t, "zone.unknown", typed=place) if place else fill(t, "zone.choose")
    buttons = [press(t.zone_name(zone), "zone", zone) for zone in ZONES]
    if not place:
        buttons.append(named(t, "button.type_zone", "zonetype"))
    return OutgoingMessage(text, in_rows(buttons, 2))


def type_zone(t: Translator) -> OutgoingMessage:
    """The next words are a city."""
    return OutgoingMessage(fill(t, "zone.type"))


def zone_set(t: Translator, state: State, now: datetime) -> OutgoingMessage:
    """The zone is set: what time it is there, and the next dates."""
    text = join(
        (
            fill(t, "zone.set", zone=t.zone_name(state.zone), time=clock_in(now, state.zone)),
            _next_dates(t, state) if state.is_subscribed else "",
        )
    )
    buttons = (named(t, "button.other_zone", "zone"), named(t, "button.settings", "settings"))
    start = None if state.is_subscribed else named(t, "button.subscribe", "sub")
    return OutgoingMessage(text, rows(buttons, (start,)))


# ---------------------------------------------------------------- leaving, pausing
def ask_leaving(t: Translator, state: State, today: date, until: date | None = None) -> OutgoingMessage:
    """Shall it end, pause or come seldom? A pause until the day that was understood is offered first."""
    until = until if until and 1 < (until - today).days <= _SOON.days else None
    label = t("button.pause_until", date=t.date(until, year=False)) if until else ""
    return OutgoingMessage(
        fill(t, "leaving"),
        rows(
            (press(label, "pause", (until - today).days) if until else None,),
            (named(t, "button.unsubscribe", "unsub"),),
            (_rarer(t, state), named(t, "button.pause_week", "pause", 7)),
        ),
    )


def unsubscribed(t: Translator, state: State) -> OutgoingMessage:
    """It is over, at once; what else there would be is offered once."""
    return OutgoingMessage(
        fill(t, "unsubscribed"),
        rows(
            (named(t, "button.undo", "undo"),),
            (_rarer(t, state), named(t, "button.pause_week", "instead", 7)),
        ),
    )


def _rarer(t: Translator, state: State) -> Button | None:
    """Once a week, for who has more."""
    was = state.subscription
    if was and not was.at_once and is_weekly(was.weekdays):
        return None
    return named(t, "button.only_weekly", "weekly")


def not_subscribed(t: Translator) -> OutgoingMessage:
    """There is nothing to change or to end."""
    return OutgoingMessage(fill(t, "not_subscribed"), rows((named(t, "button.subscribe", "sub"),)))


def paused(t: Translator, state: State, until: date, now: datetime) -> OutgoingMessage:
    """Nothing until then, and what was missed as one digest: on the day of the first one after it."""
    start = state.subscription.paused_from if state.subscription else None
    days = (day_of(slot, state.zone) for slot in state.next_slots)
    until = next((day for day in days if day >= until), until)
    end = _day(t, until, now.date())
    if start:
        text = fill(t, "paused.from", start=_day(t, date.fromisoformat(start), now.date()), date=end)
    else:
        text = fill(t, "paused", date=end)
    return OutgoingMessage(text, rows((named(t, "button.resume", "resume"),)))


def pause_kept(t: Translator, state: State, now: datetime) -> OutgoingMessage:
    """There is a pause already, and no button takes anything from it."""
    text = join((pause_in_words(t, state, now), fill(t, "paused.kept")), "\n")
    return OutgoingMessage(text, rows((named(t, "button.resume", "resume"),)))


def no_such_pause(t: Translator, typed: str) -> OutgoingMessage:
    """That is no day to pause until; examples of what works."""
    return OutgoingMessage(fill(t, "paused.bad_day", typed=line(typed, 60)))


def _day(t: Translator, day: date, today: date) -> str:
    """*Monday, 30 November*; with the year in the weekday's place where it could be taken for another one's."""
    return t.weekday_date(day) if day - today < _SOON else t.date(day)


# ---------------------------------------------------------------- how things stand
def status(
    t: Translator, state: State, last: DigestRecord | None, newest: Headline | None, now: datetime
) -> OutgoingMessage:
    """When the next digest comes, and what the last one held or why there was none."""
    text = join((_coming(t, state, now), _went(t, last, state), _newest(t, newest, state)))
    subscribe = None if state.is_subscribed else named(t, "button.subscribe", "sub")
    settings = named(t, "button.settings", "settings") if state.is_subscribed else None
    resume = named(t, "button.resume", "resume") if pause_in_words(t, state, now) else None
    latest = named(t, "button.latest", "latest") if newest else None
    return OutgoingMessage(text, rows((subscribe, resume, settings), (latest,)))


def pause_in_words(t: Translator, state: State, now: datetime) -> Html:
    """The pause that is on, or is to come; empty without one."""
    subscription = state.subscription
    if subscription is None or not subscription.active or not subscription.paused_until:
        return Html("")
    today = day_of(now, state.zone)
    until = date.fromisoformat(subscription.paused_until)
    start = date.fromisoformat(subscription.paused_from) if subscription.paused_from else today
    if today >= until:
        return Html("")
    if start > today:
        return fill(t, "status.pause_ahead", start=_day(t, start, today), date=_day(t, until, today))
    return fill(t, "status.paused", date=_day(t, until, today))


def _coming(t: Translator, state: State, now: datetime) -> Html:
    subscription = state.subscription
    if subscription is None or not subscription.active:
        return fill(t, "status.none")
    lines = [fill(t, "status.title"), schedule(t, subscription), pause_in_words(t, state, now)]
    lines += (next_digest(t, state), *filters_in_words(t, state))
    return join(lines, "\n")


def next_digest(t: Translator, state: State) -> Html:
    """When the next one comes; empty where none does at a time that is known."""
    if not state.next_slots:
        return Html("")
    moment = t.moment(state.next_slots[0], state.zone)
    return fill(t, "status.next", moment=moment, zone=t.zone_name(state.zone))


def _went(t: Translator, last: DigestRecord | None, state: State) -> Html:
    if last is None:
        return fill(t, "status.no_last") if state.is_subscribed else Html("")
    moment = moment_tag(t, last.slot_at, state.zone)
    if not last.article_ids:
        return fill(t, "status.last_empty", moment=moment)
    return fill_number(t, "status.last", len(last.article_ids), moment=moment)


def _newest(t: Translator, newest: Headline | None, state: State) -> Html:
    if newest is None:
        return fill(t, "latest.none")
    return fill(t, "status.newest", title=linked_title(t, newest), date=dated(t, newest, state.zone))
