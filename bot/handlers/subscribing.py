"""Subscribing: when a digest comes, of what, in which zone and how long; and leaving."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import QuellenboteError
from bot.handlers.request import Handler, Request, Response, say, show
from bot.i18n import translator, understood
from bot.presentation import general, search, subscribing
from bot.presentation.markup import handle
from bot.presentation.outgoing import OutgoingMessage
from bot.services.archive import Archive
from bot.services.cities import find
from bot.services.digests import Digests
from bot.services.records import Filters, Length
from bot.services.status import Status
from bot.services.subscriptions import DAILY, State, Subscriptions
from bot.services.zones import canonical_zone

LENGTHS: tuple[Length, ...] = ("line", "short", "normal", "long")
LONGEST_PAUSE = 366
CHOICES = 8
"""How many authors, languages and platforms are offered as filters."""


class Subscribing:
    """Answers to people who decide about their digest."""

    def __init__(
        self, subscriptions: Subscriptions, archive: Archive, digests: Digests, status: Status
    ) -> None:
        self._subscriptions = subscriptions
        self._archive = archive
        self._digests = digests
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
            "undo": self.undo,
            "resume": self.undo,
            "pause": self.pause,
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
            "filters": self.filters,
            "filter": self.filter_by_words,
            "fa": self.toggle,
            "fl": self.toggle,
            "fp": self.toggle,
            "fclear": self.clear_filters,
            "fpreview": self.preview_filters,
            "follow": self.follow,
        }

    # ---------------------------------------------------------------- when
    async def subscribe(self, request: Request) -> Response:
        """Begin or change: with a time at once, without one by asking for it."""
        if request.arguments.error == "time":
            await self._subscriptions.ask(request.chat, {"name": "time"})
            return say(subscribing.bad_time(request.t, request.arguments.query))
        if topic := request.arguments.query:
            return await self._follow(request, topic)
        said = request.arguments
        weekdays = self._today(request) if said.weekly and said.weekdays is None else said.weekdays
        if said.time is None and weekdays is None and not said.at_once:
            await self._subscriptions.ask(request.chat, {"name": "time"})
            return show(request, subscribing.choose_time(request.t))
        state = await self._subscriptions.subscribe(
            request.chat,
            request.now,
            at=said.time,
            weekdays=weekdays,
            at_once=said.at_once,
        )
        if place := said.zone or said.place:
            found = find(place)
            zones = {match.zone for match in found} or {canonical_zone(place)} - {None}
            if len(zones) == 1:
                state = await self._subscriptions.set_zone(request.chat, request.now, str(*zones), place)
            elif found:
                return say(self._subscribed(request, state), self._ask_zone(request, place))
        await self._subscriptions.ask(request.chat, None)
        return show(request, self._subscribed(request, state))

    async def at_time(self, request: Request) -> Response:
        """A time chosen by button; without one the choice."""
        at = _clock(request.pressed[0]) if request.pressed else None
        if at is None:
            await self._subscriptions.ask(request.chat, {"name": "time"})
            return say(subscribing.choose_time(request.t))
        state = await self._subscriptions.subscribe(request.chat, request.now, at=at)
        await self._subscriptions.ask(request.chat, None)
        return show(request, self._subscribed(request, state))

    async def other_time(self, request: Request) -> Response:
        """The next words are the time."""
        await self._subscriptions.ask(request.chat, {"name": "time"})
        return say(subscribing.type_time(request.t))

    async def on_days(self, request: Request) -> Response:
        """Weekdays chosen by button."""
        mask = request.number()
        if mask is None or not 1 <= mask <= DAILY:
            return Response(toast=general.stale_button(request.t))
        state = await self._subscriptions.subscribe(request.chat, request.now, weekdays=mask)
        return show(request, self._subscribed(request, state))

    async def at_once(self, request: Request) -> Response:
        """Each piece when it comes."""
        state = await self._subscriptions.subscribe(request.chat, request.now, at_once=True)
        return show(request, self._subscribed(request, state))

    async def weekly(self, request: Request) -> Response:
        """One digest a week, on today's weekday."""
        state = await self._subscriptions.subscribe(request.chat, request.now, weekdays=self._today(request))
        return show(request, self._subscribed(request, state))

    async def unsubscribe(self, request: Request) -> Response:
        """Leave, at once; what else is possible is offered after it."""
        state = await self._subscriptions.unsubscribe(request.chat, request.now)
        await self._subscriptions.ask(request.chat, None)
        if state is None:
            return say(subscribing.not_subscribed(request.t))
        return show(request, subscribing.unsubscribed(request.t))

    async def undo(self, request: Request) -> Response:
        """Take back leaving, or a pause."""
        state = await self._subscriptions.resume(request.chat, request.now)
        if state is None:
            return say(subscribing.not_subscribed(request.t))
        return show(request, self._subscribed(request, state))

    async def pause(self, request: Request) -> Response:
        """No digest for some days; what is missed comes as one digest after them."""
        if request.arguments.resume:
            return await self.undo(request)
        today = request.now.astimezone(ZoneInfo(self._subscriptions.zone_of(request.chat))).date()
        until = request.arguments.until
        if until is None and request.arguments.since is not None:
            until = today + timedelta(days=LONGEST_PAUSE)  # "Pause ab Montag", without an end
        if until is None:  # a button: tomorrow's digest, and those of some days after it, are left out
            until = today + timedelta(days=1 + min(max(request.number() or 1, 1), LONGEST_PAUSE))
        until = min(max(until, today + timedelta(days=1)), today + timedelta(days=LONGEST_PAUSE))
        before = await self._subscriptions.state(request.chat, request.now)
        if not before.is_subscribed and request.message_id is not None:
            await self._subscriptions.resume(request.chat, request.now)  # offered when leaving
        since = request.arguments.since
        state = await self._subscriptions.pause(request.chat, request.now, until, since)
        if state is None:
            return say(subscribing.not_subscribed(request.t))
        return say(subscribing.paused(request.t, state, until))

    # ---------------------------------------------------------------- where and how
    async def zone(self, request: Request) -> Response:
        """A zone chosen by button, a city typed, or the choice of both."""
        typed = ":".join(request.pressed) or request.arguments.place or request.arguments.zone
        if not typed:
            await self._subscriptions.ask(request.chat, {"name": "place"})
            return say(subscribing.choose_zone(request.t))
        found = find(typed)
        zones = {match.zone for match in found} or {canonical_zone(typed)} - {None}
        if len(zones) != 1:
            return say(self._ask_zone(request, typed))
        try:
            state = await self._subscriptions.set_zone(request.chat, request.now, str(*zones), typed)
        except QuellenboteError as error:
            return say(general.error(request.t, error))
        await self._subscriptions.ask(request.chat, None)
        return show(request, subscribing.zone_set(request.t, state, request.now))

    async def type_zone(self, request: Request) -> Response:
        """The next words are a city."""
        await self._subscriptions.ask(request.chat, {"name": "place"})
        return say(subscribing.choose_zone(request.t))

    async def settings(self, request: Request) -> Response:
        """All that can be set, in one message."""
        if request.arguments.place:
            return await self.zone(request)
        state = await self._subscriptions.state(request.chat, request.now)
        return show(request, subscribing.settings(request.t, state, request.now))

    async def status(self, request: Request) -> Response:
        """When the next digest comes, and what the last one held."""
        state = await self._subscriptions.state(request.chat, request.now)
        last = await self._status.last_digest(request.chat.id)
        newest = await self._archive.latest(request.now)
        headline = newest.article.headline if newest else None
        return say(subscribing.status(request.t, state, last, headline, request.now))

    async def language(self, request: Request) -> Response:
        """The choice of languages, or the one that was named."""
        chosen = request.arguments.language
        if not chosen:
            return say(subscribing.language_choice(request.t, request.t.language))
        return await self._speak(request, chosen)

    async def set_language(self, request: Request) -> Response:
        """A language chosen by button."""
        return await self._speak(request, request.pressed[0] if request.pressed else "")

    async def _speak(self, request: Request, code: str) -> Response:
        language = understood(code)
        if language is None:
            return say(subscribing.language_choice(request.t, request.t.language))
        await self._subscriptions.set_language(request.chat, language)
        return show(request, subscribing.language_choice(translator(language), language))

    async def lengths(self, request: Request) -> Response:
        """How much of each piece."""
        return show(request, subscribing.length_choice(request.t, request.chat.length))

    async def set_length(self, request: Request) -> Response:
        """A length chosen by button."""
        chosen = next((length for length in LENGTHS if (length,) == request.pressed), None)
        if chosen is None:
            return Response(toast=general.stale_button(request.t))
        chat = await self._subscriptions.set_length(request.chat, chosen)
        return show(request, subscribing.length_choice(request.t, chat.length))

    async def quiets(self, request: Request) -> Response:
        """The choice of hours without a sound."""
        return show(request, subscribing.quiet_choice(request.t, request.chat))

    async def set_quiet(self, request: Request) -> Response:
        """Quiet hours chosen by button: ``2200-0700`` or ``off``."""
        start, _, end = (request.pressed[0] if request.pressed else "").partition("-")
        hours = (_clock(start), _clock(end)) if end else (None, None)
        if start != "off" and None in hours:
            return Response(toast=general.stale_button(request.t))
        chat = await self._subscriptions.set_quiet_hours(request.chat, *hours)
        return show(request, subscribing.quiet_choice(request.t, chat))

    # ---------------------------------------------------------------- of what
    async def filters(self, request: Request) -> Response:
        """Authors, original languages and platforms to choose from, and what is chosen."""
        state = await self._subscriptions.state(request.chat, request.now)
        return show(request, await self._filters(request, state))

    async def toggle(self, request: Request) -> Response:
        """Choose or leave out one of the values shown."""
        field = {"fa": "authors", "fl": "languages", "fp": "platforms"}[request.name]
        values = await self._status.filter_values(field, limit=CHOICES)
        place = request.number()
        if place is None or not 0 <= place < len(values):
            return Response(toast=general.stale_button(request.t))
        state = await self._subscriptions.state(request.chat, request.now)
        filters = state.subscription.filters if state.subscription else Filters()
        chosen: tuple[str, ...] = getattr(filters, field)
        value = values[place]
        chosen = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        return await self._set_filters(request, replace(filters, **{field: chosen}), redraw=True)

    async def filter_by_words(self, request: Request) -> Response:
        """As in "nur Portnikov", "nur Videos": an author, a platform or a language that the archive knows."""
        if request.arguments.clear:
            return await self.clear_filters(request)
        wanted = request.arguments.name or request.arguments.platform or request.arguments.language
        if not wanted:
            return await self.filters(request)
        matched = await self._status.filter_named(wanted)
        if matched is None:
            return await self._not_a_filter(request, wanted)
        field, values = matched
        return await self._set_filters(request, replace(Filters(), **{field: values}), redraw=False)

    async def clear_filters(self, request: Request) -> Response:
        """Everything again."""
        return await self._set_filters(request, Filters(), redraw=request.message_id is not None)

    async def preview_filters(self, request: Request) -> Response:
        """What would have come last week with these filters."""
        state = await self._subscriptions.state(request.chat, request.now)
        filters = state.subscription.filters if state.subscription else Filters()
        start = request.now - timedelta(days=7)
        digest = await self._digests.between(start, request.now, filters)
        headlines = [article.headline for article in digest.pieces] + list(digest.more)
        return say(subscribing.filter_preview(request.t, headlines))

    async def follow(self, request: Request) -> Response:
        """Follow the topic that was asked about."""
        asked = request.chat.asked or {}
        query = asked.get("query")
        if not isinstance(query, str) or not request.pressed or handle(query) != request.pressed[0]:
            return Response(toast=general.stale_button(request.t))
        return await self._follow(request, query)

    async def _follow(self, request: Request, topic: str) -> Response:
        state = await self._subscriptions.state(request.chat, request.now)
        if not state.is_subscribed:
            state = await self._subscriptions.subscribe(request.chat, request.now)
        filters = state.subscription.filters if state.subscription else Filters()
        topics = tuple(dict.fromkeys((*filters.topics, topic[:80])))[-10:]
        return await self._set_filters(request, replace(filters, topics=topics), redraw=False)

    async def _set_filters(self, request: Request, filters: Filters, *, redraw: bool) -> Response:
        state = await self._subscriptions.state(request.chat, request.now)
        if not state.is_subscribed:
            await self._subscriptions.subscribe(request.chat, request.now)
        changed = await self._subscriptions.set_filters(request.chat, request.now, filters)
        page = await self._filters(request, changed or state)
        return show(request, page) if redraw else say(page)

    async def _filters(self, request: Request, state: State) -> OutgoingMessage:
        values = [
            await self._status.filter_values(f, limit=CHOICES) for f in ("authors", "languages", "platforms")
        ]
        return subscribing.filters(request.t, state, *(tuple(v) for v in values))

    async def _not_a_filter(self, request: Request, wanted: str) -> Response:
        answer = await self._archive.topic(wanted, request.now)
        await self._subscriptions.ask(request.chat, {"name": "topic", "query": wanted})
        return say(search.topic(request.t, answer, page=0, handle=handle(wanted), this_year=False))

    def _subscribed(self, request: Request, state: State) -> OutgoingMessage:
        return subscribing.subscribed(request.t, state, now=request.now)

    def _ask_zone(self, request: Request, typed: str) -> OutgoingMessage:
        found = find(typed)
        candidates = tuple((match.zone, f"{match.name} ({match.country})") for match in found[:6])
        return subscribing.choose_zone(request.t, candidates=candidates, typed=typed)

    def _today(self, request: Request) -> int:
        """Today's weekday where the reader lives, as a mask."""
        zone = ZoneInfo(self._subscriptions.zone_of(request.chat))
        return 1 << request.now.astimezone(zone).weekday()


def _clock(typed: str) -> time | None:
    """``0730`` as a time; None for garbage."""
    if len(typed) != 4 or not typed.isdigit():
        return None
    hour, minute = int(typed[:2]), int(typed[2:])
    return time(hour, minute) if hour < 24 and minute < 60 else None
