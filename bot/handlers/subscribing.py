"""Subscribing: when a digest comes, of what, in which zone and how long; and leaving."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from bot.handlers.arguments import has_a_number
from bot.handlers.intents import subjects, times_said
from bot.handlers.remembered import asked, done
from bot.handlers.request import Handler, Request, Response, redrawn, say, show
from bot.i18n import spoken, translator
from bot.presentation import filtering, settings, subscribing
from bot.presentation.outgoing import OutgoingMessage
from bot.services.archive import Archive
from bot.services.cities import find
from bot.services.days import day_of
from bot.services.records import Filters
from bot.services.schedule import DAILY
from bot.services.status import Status
from bot.services.subscriptions import State, Subscriptions, followed, pause_of
from bot.services.zones import canonical_zone

LONGEST_PAUSE = 366


class Subscribing:
    """Answers to people who decide about their digest."""

    def __init__(self, subscriptions: Subscriptions, archive: Archive, status: Status) -> None:
        self._subscriptions = subscriptions
        self._archive = archive
        self._status = status

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
            "unsubscribe": self.unsubscribe,
            "unsub": self.unsubscribe,
            "leaving": self.leaving,
            "undo": self.undo,
            "resume": self.undo,
            "pause": self.pause,
            "instead": self.pause_instead,
            "zone": self.zone,
            "zonetype": self.type_zone,
            "settings": self.settings,
            "status": self.status,
            "language": self.language,
            "lang": self.set_language,
            "lengths": self.lengths,
            "length": self.set_length,
            "quiets": self.quiets,
            "quiet": self.set_quiet,
        }

    # ---------------------------------------------------------------- when
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
        zone = _zone_named(place)
        only = said.name or said.platform or said.language or ("" if zone else place)
        named = only or said.query
        parts = subjects(named, request.t.language)
        called = await self._archive.filter_named(named, parts) if named else None
        topic = said.query if only or not called else ""
        if not (said.time or weekdays or said.at_once or topic or called or said.platform):
            return await (self.leaving(request) if said.without else self._ask_time(request, now))
        state = await self._subscriptions.subscribe(
            request.chat, request.now, at=said.time, weekdays=weekdays, at_once=said.at_once
        )
        if called or topic:
            state = await self._filtered(request, state, called, topic)
        if zone:
            state = await self._subscriptions.set_zone(request.chat, request.now, zone, place)
        elif place and not called:  # none of that name, or several
            await self._subscriptions.ask(request.chat, asked(request, "place"))
            return say(
                subscribing.subscribed(request.t, state, now=request.now), self._ask_zone(request, place)
            )
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
        asks = not at_once and _is_private(request)
        await self._subscriptions.ask(request.chat, asked(request, "local_time" if asks else "settled"))
        return show(request, subscribing.subscribed(request.t, state, now=request.now))

    async def _ask_time(self, request: Request, now: State) -> Response:
        await self._subscriptions.ask(request.chat, asked(request, "time"))
        said, weekdays = request.arguments, _weekdays(request, now)
        at = said.time or (_time_of(now) if weekdays else None)
        question = subscribing.choose_time(request.t, at=at, weekdays=weekdays, at_once=said.at_once)
        return say(self._for_groups(request, question))

    def _for_groups(self, request: Request, question: OutgoingMessage) -> OutgoingMessage:
        """Where several people talk, only a reply is an answer."""
        return question if _is_private(request) else subscribing.by_reply(request.t, question)

    async def at_time(self, request: Request) -> Response:
        """A time chosen by button, with its weekdays where some were meant; without one the choice."""
        at = _clock(request.pressed[0]) if request.pressed else None
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
        return say(self._for_groups(request, subscribing.type_time(request.t)))

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

    async def unsubscribe(self, request: Request) -> Response:
        """Leave, at once; what else is possible is offered after it."""
        state = await self._subscriptions.unsubscribe(request.chat, request.now)
        await self._subscriptions.ask(request.chat, done("undo"))
        if state is None:
            return show(request, subscribing.not_subscribed(request.t))
        return show(request, subscribing.unsubscribed(request.t, state))

    async def leaving(self, request: Request) -> Response:
        """Somebody seems to want no more, or no more for a while: what of it, they say by a button."""
        state = await self._subscriptions.state(request.chat, request.now)
        if not state.is_subscribed:
            return show(request, subscribing.not_subscribed(request.t))
        today = _today(request, state)
        return show(request, subscribing.ask_leaving(request.t, state, today, request.arguments.until))

    async def undo(self, request: Request) -> Response:
        """Take back leaving, or a pause."""
        state = await self._subscriptions.resume(request.chat, request.now)
        await self._subscriptions.ask(request.chat, None)
        if state is None:
            return show(request, subscribing.not_subscribed(request.t))
        return show(request, subscribing.subscribed(request.t, state, now=request.now))

    async def pause(self, request: Request) -> Response:
        """No digest for some days; what is missed comes as one digest after them."""
        if request.arguments.error:
            return say(subscribing.no_such_pause(request.t, request.arguments.query))
        if request.arguments.resume:
            return await self.undo(request)
        state = await self._subscriptions.state(request.chat, request.now)
        since, until = _span(request, state)
        said = request.arguments
        unsaid = said.since is None and said.until is None  # only who names days may mean others than before
        if said.also:
            since, until = _together(state, _today(request, state), since, until)
        if (said.also or unsaid) and not _keeps_pause(state, _today(request, state), since, until):
            return say(subscribing.pause_kept(request.t, state, request.now))
        paused = await self._subscriptions.pause(request.chat, request.now, until, since)
        if paused is None:
            return say(subscribing.not_subscribed(request.t))
        await self._subscriptions.ask(request.chat, done("paused"))
        return say(subscribing.paused(request.t, paused, until, request.now))

    async def pause_instead(self, request: Request) -> Response:
        """A pause in the place of leaving, as it was offered there."""
        await self._subscriptions.resume(request.chat, request.now)
        return await self.pause(request)

    # ---------------------------------------------------------------- where and how
    async def zone(self, request: Request) -> Response:
        """A zone chosen by button, a city typed, or the choice of both."""
        typed = ":".join(request.pressed) or request.arguments.place or request.arguments.zone
        if not typed:
            await self._subscriptions.ask(request.chat, asked(request, "place"))
            return show(request, self._for_groups(request, subscribing.choose_zone(request.t)))
        zone = _zone_named(typed)
        if zone is None:
            await self._subscriptions.ask(request.chat, asked(request, "place"))
            return say(self._for_groups(request, self._ask_zone(request, typed)))
        state = await self._subscriptions.set_zone(request.chat, request.now, zone, typed)
        question = asked(request, "local_time") if _is_private(request) else None
        await self._subscriptions.ask(request.chat, question)
        return show(request, subscribing.zone_set(request.t, state, request.now))

    async def type_zone(self, request: Request) -> Response:
        """The next words are a city."""
        await self._subscriptions.ask(request.chat, asked(request, "place"))
        return show(request, self._for_groups(request, subscribing.type_zone(request.t)))

    async def settings(self, request: Request) -> Response:
        """All that can be set, in one message."""
        if request.arguments.place or request.arguments.zone:
            return await self.zone(request)
        state = await self._subscriptions.state(request.chat, request.now)
        return show(request, settings.settings(request.t, state, request.now))

    async def status(self, request: Request) -> Response:
        """When the next digest comes, and what the last one held."""
        state = await self._subscriptions.state(request.chat, request.now)
        last = await self._status.last_digest(request.chat.id)
        newest = await self._archive.latest(request.now)
        headline = newest.article.headline if newest else None
        return say(subscribing.status(request.t, state, last, headline, request.now))

    async def language(self, request: Request) -> Response:
        """The choice of languages, or the one that was named, by its code too: "/language uk"."""
        chosen = request.arguments.language or request.arguments.query
        if not chosen:
            return show(request, settings.language_choice(request.t, request.t.language))
        return await self._speak(request, chosen)

    async def set_language(self, request: Request) -> Response:
        """A language chosen by button."""
        code = request.pressed[0] if request.pressed else ""
        if spoken(code) is None:
            return redrawn(request, settings.language_choice(request.t, request.t.language))
        return await self._speak(request, code)

    async def _speak(self, request: Request, code: str) -> Response:
        language = spoken(code)
        if language is None:
            unknown = request.t.language_name(code) or code
            return show(request, settings.language_choice(request.t, request.t.language, unknown=unknown))
        await self._subscriptions.set_language(request.chat, language)
        return show(request, settings.language_choice(translator(language), language))

    async def lengths(self, request: Request) -> Response:
        """How much of each piece."""
        return show(request, settings.length_choice(request.t, request.chat.length))

    async def set_length(self, request: Request) -> Response:
        """A length chosen by button."""
        chosen = next((length for length in settings.LENGTHS if (length,) == request.pressed), None)
        if chosen is None:
            return redrawn(request, settings.length_choice(request.t, request.chat.length))
        chat = await self._subscriptions.set_length(request.chat, chosen)
        return show(request, settings.length_choice(request.t, chat.length))

    async def quiets(self, request: Request) -> Response:
        """The choice of hours without a sound, once those that were said are set."""
        chat = request.chat
        if hours := request.arguments.hours:
            chat = await self._subscriptions.set_quiet_hours(chat, *hours)
        return show(request, settings.quiet_choice(request.t, chat))

    async def set_quiet(self, request: Request) -> Response:
        """Quiet hours chosen by button: ``2200-0700`` or ``off``."""
        start, _, end = (request.pressed[0] if request.pressed else "").partition("-")
        hours = (_clock(start), _clock(end)) if end else (None, None)
        if start != "off" and None in hours:
            return redrawn(request, settings.quiet_choice(request.t, request.chat))
        chat = await self._subscriptions.set_quiet_hours(request.chat, *hours)
        return show(request, settings.quiet_choice(request.t, chat))

    def _ask_zone(self, request: Request, typed: str) -> OutgoingMessage:
        found = find(typed)
        candidates = tuple((match.zone, f"{match.name} ({match.country})") for match in found[:6])
        return subscribing.choose_zone(request.t, candidates=candidates, typed=typed)


def _is_private(request: Request) -> bool:
    return request.chat.kind == "private"


def _today(request: Request, state: State) -> date:
    """The reader's date."""
    return day_of(request.now, state.zone)


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
    return 1 << _today(request, now).weekday()


def _pressed_days(request: Request, place: int) -> int | None:
    """The weekdays of a button, as a mask; None for none, and for garbage."""
    mask = request.number(place)
    return mask if mask is not None and 1 <= mask <= DAILY else None


def _zone_named(typed: str) -> str | None:
    """The one zone that a typed place means; None where there is none of that name, or several."""
    zones = {match.zone for match in find(typed)}
    return canonical_zone(typed) if not zones else zones.pop() if len(zones) == 1 else None


def _span(request: Request, state: State) -> tuple[date | None, date]:
    """From when until when: what words say; by a button the next digest, or so many days from today."""
    today = _today(request, state)
    first = max(request.arguments.since or today, today)
    longest = first + timedelta(days=LONGEST_PAUSE)
    said, days = request.arguments, min(max(request.number() or 1, 1), LONGEST_PAUSE)
    made = pause_of(state.subscription) if state.subscription and _has_just_paused(request) else None
    if made and said.length and said.since == today < made.since:  # another length of the same pause
        return made.since, made.since + timedelta(days=said.length)
    if said.until is not None:
        since = said.since if said.since and said.since > today else None
        return since, min(max(said.until, first + timedelta(days=1)), longest)
    if said.since is not None:  # "Pause ab Montag", without an end
        return said.since, longest
    if days == 1 and state.next_slots:
        coming = day_of(state.next_slots[0], state.zone)
        return coming, coming + timedelta(days=1)
    return None, today + timedelta(days=days)


def _has_just_paused(request: Request) -> bool:
    return (request.chat.asked or {}).get("name") == "paused"


def _keeps_pause(state: State, today: date, since: date | None, until: date) -> bool:
    """Whether a new pause takes nothing from one that is on or to come: only one is remembered."""
    known = pause_of(state.subscription) if state.subscription and state.is_subscribed else None
    if known is None or known.until <= today:
        return True
    return (since or today) <= max(known.since, today) and known.until <= until


def _together(state: State, today: date, since: date | None, until: date) -> tuple[date | None, date]:
    """A pause with the one that is on or to come, where one goes on into the other: only one is remembered."""
    known = pause_of(state.subscription) if state.subscription and state.is_subscribed else None
    first = since or today
    if known is None or known.until < first or until < known.since:
        return since, until
    return min(known.since, first), max(known.until, until)


def _clock(typed: str) -> time | None:
    """``0730`` as a time; None for garbage."""
    if len(typed) != 4 or not typed.isdecimal():
        return None
    hour, minute = int(typed[:2]), int(typed[2:])
    return time(hour, minute) if hour < 24 and minute < 60 else None
