"""Where a reader lives, and how they like to be told: zone, language, length, hours without a sound."""

from __future__ import annotations

from bot.handlers.remembered import asked
from bot.handlers.request import Handler, Request, Response, answerable, clock, redrawn, say, show
from bot.i18n import spoken, translator
from bot.presentation import settings, subscribing
from bot.presentation.outgoing import OutgoingMessage
from bot.services.cities import find
from bot.services.subscriptions import Subscriptions
from bot.services.zones import canonical_zone


class Preferences:
    """Answers to people who set what does not end or begin a subscription."""

    def __init__(self, subscriptions: Subscriptions) -> None:
        self._subscriptions = subscriptions

    @property
    def routes(self) -> dict[str, Handler]:
        """The names that are answered here."""
        return {
            "zone": self.zone,
            "zonetype": self.type_zone,
            "settings": self.settings,
            "language": self.language,
            "lang": self.set_language,
            "lengths": self.lengths,
            "length": self.set_length,
            "quiets": self.quiets,
            "quiet": self.set_quiet,
        }

    async def zone(self, request: Request) -> Response:
        """A zone chosen by button, a city typed, or the choice of both."""
        typed = ":".join(request.pressed) or request.arguments.place or request.arguments.zone
        if not typed:
            await self._subscriptions.ask(request.chat, asked(request, "place"))
            return show(request, answerable(request, subscribing.choose_zone(request.t)))
        zone = zone_named(typed)
        if zone is None:
            await self._subscriptions.ask(request.chat, asked(request, "place"))
            return say(answerable(request, ask_zone(request, typed)))
        state = await self._subscriptions.set_zone(request.chat, request.now, zone, typed)
        question = asked(request, "local_time") if request.is_private else None
        await self._subscriptions.ask(request.chat, question)
        return show(request, subscribing.zone_set(request.t, state, request.now))

    async def type_zone(self, request: Request) -> Response:
        """The next words are a city."""
        await self._subscriptions.ask(request.chat, asked(request, "place"))
        return show(request, answerable(request, subscribing.type_zone(request.t)))

    async def settings(self, request: Request) -> Response:
        """All that can be set, in one message."""
        if request.arguments.place or request.arguments.zone:
            return await self.zone(request)
        state = await self._subscriptions.state(request.chat, request.now)
        return show(request, settings.settings(request.t, state, request.now))

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
        hours = (clock(start), clock(end)) if end else (None, None)
        if start != "off" and None in hours:
            return redrawn(request, settings.quiet_choice(request.t, request.chat))
        chat = await self._subscriptions.set_quiet_hours(request.chat, *hours)
        return show(request, settings.quiet_choice(request.t, chat))


def zone_named(typed: str) -> str | None:
    """The one zone that a typed place means; None where there is none of that name, or several."""
    zones = {match.zone for match in find(typed)}
    return canonical_zone(typed) if not zones else zones.pop() if len(zones) == 1 else None


def ask_zone(request: Request, typed: str) -> OutgoingMessage:
    """Which of the places of that name is meant, or where it is at all."""
    found = find(typed)
    candidates = tuple((match.zone, f"{match.name} ({match.country})") for match in found[:6])
    return subscribing.choose_zone(request.t, candidates=candidates, typed=typed)
