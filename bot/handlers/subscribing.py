"""Subscribing: when a digest comes, and of what."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.handlers.arguments import has_a_number
from bot.handlers.intents import subjects, times_said
from bot.handlers.leaving import Leaving
from bot.handlers.preferences import ask_zone, zone_named
from bot.handlers.remembered import asked
from bot.handlers.request import Handler, Request, Response, answerable, clock, redrawn, say, show
from bot.presentation import filtering, settings, subscribing
from bot.services.archive import Archive
from bot.services.records import Filters
from bot.services.schedule import DAILY
from bot.services.status import Status
from bot.services.subscriptions import State, Subscriptions, followed
from bot.services.zones import day_of


class Subscribing:
    """Answers to people who say when they want it, and ask when it comes."""

    def __init__(
        self, subscriptions: Subscriptions, archive: Archive, status: Status, leaving: Leaving
    ) -> None:
        self._subscriptions = subscriptions
        self._archive = archive
        self._status = status
        self._leaving = leaving

    @property
    def routes(self) -> dict[str, Handler]:
        """The names that are answered here."""
        return {
            "subscribe": self.subscribe,
            "sub": self.at_time,
            "other": self.other_time,
            "days": self.on_days,
            "once": self.at_once,
            "weekly": self.weekly,
            "status": self.status,
        }

    async def subscribe(self, request: Request) -> Response:
        """Begin or change: with a time at once, without one by asking for it."""
        said = request.arguments
        now = await self._subscriptions.state(request.chat, request.now)
        weekdays = _weekdays(request, now)
        if times := _too_many_times(request, now):
            await self._subscriptions.ask(request.chat, asked(request, "time"))
            return say(subscribing.one_time(request.t, times, weekdays))
        if said.error == "time" or has_a_number(said.query):
            await self._subscriptions.ask(request.chat, asked(request, "time"))
            return say(subscribing.bad_time(request.t, said.query))
        place = said.zone or said.place
        zone = zone_named(place)
        only = said.name or said.platform or said.language or ("" if zone else place)
        named = only or said.query
        parts = subjects(named, request.t.language)
        called = await self._archive.filter_named(named, parts) if named else None
        topic = said.query if only or not called else ""
        if not (said.time or weekdays or said.at_once or topic or called or said.platform):
            return await (self._leaving.ask(request) if said.without else self._ask_time(request, now))
        # "tell me when there is something on X" says of what, and takes nobody's hour away
        at_once = said.at_once and not (now.is_subscribed and (called or topic))
        state = await self._subscriptions.subscribe(
            request.chat, request.now, at=said.time, weekdays=weekdays, at_once=at_once
        )
        if called or topic:
            state = await self._filtered(request, state, called, topic)
        if zone:
            state = await self._subscriptions.set_zone(request.chat, request.now, zone, place)
        elif place and not called:  # none of that name, or several
            await self._subscriptions.ask(request.chat, asked(request, "place"))
            return say(subscribing.subscribed(request.t, state, now=request.now), ask_zone(request, place))
        settled = await self._settled(request, state)
        if said.platform and not called:
            return say(*settled.messages, filtering.none_from(request.t, said.platform))
        return settled

    async def _filtered(
        self, request: Request, state: State, called: tuple[str, tuple[str, ...]] | None, topic: str
    ) -> State:
        """With what was said beside the time: authors, a platform or a language, and a topic."""
        filters = state.subscription.filters if state.subscription else Filters()
        if called:
            filters = replace(filters, **{called[0]: called[1]})
        if topic:
            filters = followed(filters, topic)
        return await self._subscriptions.set_filters(request.chat, request.now, filters) or state

    async def _settled(self, request: Request, state: State) -> Response:
        """What was agreed, and whether the hour is right: a "no" to that is understood."""
        at_once = state.subscription is not None and state.subscription.at_once
        asks = not at_once and request.is_private
        await self._subscriptions.ask(request.chat, asked(request, "local_time" if asks else "settled"))
        return show(request, subscribing.subscribed(request.t, state, now=request.now))

    async def _ask_time(self, request: Request, now: State) -> Response:
        await self._subscriptions.ask(request.chat, asked(request, "time"))
        said, weekdays = request.arguments, _weekdays(request, now)
        at = said.time or (_time_of(now) if weekdays else None)
        question = subscribing.choose_time(request.t, at=at, weekdays=weekdays, at_once=said.at_once)
        return say(answerable(request, question))

    async def at_time(self, request: Request) -> Response:
        """A time chosen by button, with its weekdays where some were meant; without one the choice."""
        at = clock(request.pressed[0]) if request.pressed else None
        if at is None:
            now = await self._subscriptions.state(request.chat, request.now)
            return await self._ask_time(request, now)
        state = await self._subscriptions.subscribe(
            request.chat, request.now, at=at, weekdays=_pressed_days(request, 1)
        )
        return await self._settled(request, state)

    async def other_time(self, request: Request) -> Response:
        """The next words are the time."""
        await self._subscriptions.ask(request.chat, asked(request, "time"))
        return say(answerable(request, subscribing.type_time(request.t)))

    async def on_days(self, request: Request) -> Response:
        """Weekdays chosen by button."""
        mask = _pressed_days(request, 0)
        if mask is None:
            state = await self._subscriptions.state(request.chat, request.now)
            return redrawn(request, settings.settings(request.t, state, request.now))
        state = await self._subscriptions.subscribe(request.chat, request.now, weekdays=mask)
        return await self._settled(request, state)

    async def at_once(self, request: Request) -> Response:
        """Each piece when it comes."""
        state = await self._subscriptions.subscribe(request.chat, request.now, at_once=True)
        return await self._settled(request, state)

    async def weekly(self, request: Request) -> Response:
        """One digest a week, on today's weekday."""
        now = await self._subscriptions.state(request.chat, request.now)
        weekday = _weekly(request, now)
        state = await self._subscriptions.subscribe(request.chat, request.now, weekdays=weekday)
        return await self._settled(request, state)

    async def status(self, request: Request) -> Response:
        """When the next digest comes, and what the last one held."""
        state = await self._subscriptions.state(request.chat, request.now)
        last = await self._status.last_digest(request.chat.id)
        newest = await self._archive.latest(request.now)
        headline = newest.article.headline if newest else None
        return say(subscribing.status(request.t, state, last, headline, request.now))


def _too_many_times(request: Request, now: State) -> list[time]:
    """The times to choose one of, where somebody wants several a day, or another one on some days."""
    said = request.arguments
    if said.error == "times":
        return times_said(said.query, request.t.language) or list(subscribing.TIMES)
    if said.error == "time":
        times = times_said(said.query, request.t.language)
        return times if len(times) > 1 else []
    at = _time_of(now)
    return [at, said.time] if said.also and said.time and at and at != said.time else []


def _time_of(now: State) -> time | None:
    """When it comes by now."""
    return time.fromisoformat(now.subscription.time) if now.is_subscribed and now.subscription else None


def _weekdays(request: Request, now: State) -> int | None:
    """The days that were said; where only some were taken out or added, those of now with that change."""
    said = request.arguments
    if not (said.without or (said.also and said.weekdays)):
        return _weekly(request, now) if said.weekly and said.weekdays is None else said.weekdays
    days = now.subscription.weekdays if now.is_subscribed and now.subscription else None
    if said.without:
        return (days or DAILY) & ~said.without or None
    return (days or 0) | (said.weekdays or 0)


def _weekly(request: Request, now: State) -> int:
    """The weekday of who has a weekly digest, else today's where the reader lives, as a mask."""
    if now.subscription and now.subscription.weekdays.bit_count() == 1:
        return now.subscription.weekdays
    return 1 << day_of(request.now, now.zone).weekday()


def _pressed_days(request: Request, place: int) -> int | None:
    """The weekdays of a button, as a mask; None for none, and for garbage."""
    mask = request.number(place)
    return mask if mask is not None and 1 <= mask <= DAILY else None
