"""Leaving, for good or for a while, and coming back."""

from __future__ import annotations

from datetime import date, timedelta

from bot.handlers.remembered import done, question_of
from bot.handlers.request import Handler, Request, Response, say, show
from bot.presentation import subscribing
from bot.services.subscriptions import State, Subscriptions
from bot.services.zones import day_of

LONGEST_PAUSE = 366


class Leaving:
    """Answers to people who want no more, or nothing for some days."""

    def __init__(self, subscriptions: Subscriptions) -> None:
        self._subscriptions = subscriptions

    @property
    def routes(self) -> dict[str, Handler]:
        """The names that are answered here."""
        return {
            "unsubscribe": self.unsubscribe,
            "unsub": self.unsubscribe,
            "leaving": self.ask,
            "undo": self.undo,
            "resume": self.undo,
            "pause": self.pause,
            "instead": self.pause_instead,
        }

    async def unsubscribe(self, request: Request) -> Response:
        """Leave, at once; what else is possible is offered after it."""
        state = await self._subscriptions.unsubscribe(request.chat, request.now)
        await self._subscriptions.ask(request.chat, done("undo"))
        if state is None:
            return show(request, subscribing.not_subscribed(request.t))
        return show(request, subscribing.unsubscribed(request.t, state))

    async def ask(self, request: Request) -> Response:
        """Somebody seems to want no more, or no more for a while: what of it, they say by a button."""
        state = await self._subscriptions.state(request.chat, request.now)
        if not state.is_subscribed:
            return show(request, subscribing.not_subscribed(request.t))
        today = day_of(request.now, state.zone)
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
        state = await self._subscriptions.state(request.chat, request.now)
        if request.arguments.resume:
            # who is back, or takes no pause, orders nothing by it, except right after leaving
            has_just_left = question_of(request.chat, request.now) == "undo"
            if not (state.is_subscribed or has_just_left):
                return show(request, subscribing.not_subscribed(request.t))
            return await self.undo(request)
        today = day_of(request.now, state.zone)
        since, until = _span(request, state, today)
        said = request.arguments
        unsaid = said.since is None and said.until is None  # only who names days may mean others than before
        if said.also:
            since, until = _together(state, today, since, until)
        if (said.also or unsaid) and not _keeps_pause(state, today, since, until):
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


def _span(request: Request, state: State, today: date) -> tuple[date | None, date]:
    """From when until when: what words say; by a button the next digest, or so many days from today."""
    first = max(request.arguments.since or today, today)
    longest = first + timedelta(days=LONGEST_PAUSE)
    said, days = request.arguments, min(max(request.number() or 1, 1), LONGEST_PAUSE)
    made = state.pause if question_of(request.chat, request.now) == "paused" else None
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


def _keeps_pause(state: State, today: date, since: date | None, until: date) -> bool:
    """Whether a new pause takes nothing from one that is on or to come: only one is remembered."""
    known = state.pause
    if known is None or known.until <= today:
        return True
    return (since or today) <= max(known.since, today) and known.until <= until


def _together(state: State, today: date, since: date | None, until: date) -> tuple[date | None, date]:
    """A pause with the one that is on or to come, where one goes on into the other: only one is remembered."""
    known, first = state.pause, since or today
    if known is None or known.until < first or until < known.since:
        return since, until
    return min(known.since, first), max(known.until, until)
