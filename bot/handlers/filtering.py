"""Of what: pieces of one author, platform or language, to read now or to subscribe to; topics to follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.handlers.asking import Asking
from bot.handlers.intents import subjects
from bot.handlers.remembered import behind
from bot.handlers.request import Handler, Request, Response, redrawn, say, show
from bot.presentation import filtering, general, subscribing
from bot.presentation.markup import handle
from bot.presentation.outgoing import OutgoingMessage
from bot.services.archive import Archive
from bot.services.digests import Digests
from bot.services.records import Filters
from bot.services.subscriptions import State, Subscriptions, followed

CHOICES = 8
"""How many authors, languages and platforms are offered as filters."""
_FIELDS = {"fa": "authors", "fl": "languages", "fp": "platforms"}


class Filtering:
    """Answers to people who want some pieces and not others."""

    def __init__(
        self, subscriptions: Subscriptions, archive: Archive, digests: Digests, asking: Asking
    ) -> None:
        self._subscriptions = subscriptions
        self._archive = archive
        self._digests = digests
        self._asking = asking

    @property
    def routes(self) -> dict[str, Handler]:
        """The names that are answered here."""
        return {
            "filter": self.by_words,
            "only": self.only,
            "onlysub": self.subscribe_only,
            "filters": self.filters,
            "fa": self.toggle,
            "fl": self.toggle,
            "fp": self.toggle,
            "fclear": self.clear,
            "fpreview": self.preview,
            "follow": self.follow,
        }

    # ---------------------------------------------------------------- to read
    async def by_words(self, request: Request) -> Response:
        """As in "nur Hrytsenko", "nur Videos": pieces of an author, a platform or a language, to be read."""
        said = request.arguments
        if said.since is not None:
            return await self._asking.this_year(request)
        wanted = said.name or said.platform or said.language
        if wanted and not said.query:
            return await self._only(request, wanted, 0)
        filters = await self.filters(request)
        return say(filtering.no_exclusion(request.t), *filters.messages) if said.query else filters

    async def only(self, request: Request) -> Response:
        """A further page of them."""
        wanted = self._asked(request)
        if wanted is None:
            return Response(toast=general.stale_button(request.t))
        return await self._only(request, wanted, request.page)

    async def _only(self, request: Request, wanted: str, page: int) -> Response:
        matched = await self._archive.filter_named(wanted, subjects(wanted, request.t.language))
        if matched is None:  # nobody is called so: then it is a topic
            about = replace(request, arguments=replace(request.arguments, query=wanted), pressed=())
            return await self._asking.topic(about)
        return await self._asking.only(request, *matched, wanted, page)

    async def subscribe_only(self, request: Request) -> Response:
        """Let the digest hold just these."""
        wanted = self._asked(request)
        parts = subjects(wanted or "", request.t.language)
        matched = await self._archive.filter_named(wanted, parts) if wanted else None
        if matched is None:
            return Response(toast=general.stale_button(request.t))
        field, values = matched
        return await self._want(request, lambda filters: replace(filters, **{field: values}))

    async def follow(self, request: Request) -> Response:
        """Follow the topic that was asked about."""
        topic = self._asked(request)
        if topic is None:
            return Response(toast=general.stale_button(request.t))
        return await self._want(request, lambda filters: followed(filters, topic))

    async def _want(self, request: Request, change: Callable[[Filters], Filters]) -> Response:
        """Set a filter; who has no subscription yet gets one, and is told when it comes."""
        before = await self._subscriptions.state(request.chat, request.now)
        if not before.is_subscribed:
            before = await self._subscriptions.subscribe(request.chat, request.now)
        filters = before.subscription.filters if before.subscription else Filters()
        state = await self._subscriptions.set_filters(request.chat, request.now, change(filters)) or before
        return say(subscribing.subscribed(request.t, state, now=request.now))

    def _asked(self, request: Request) -> str | None:
        return behind(request, request.pressed[-1]) if request.pressed else None

    # ---------------------------------------------------------------- of a subscription
    async def filters(self, request: Request) -> Response:
        """Authors, original languages and platforms to choose from, and what is chosen."""
        state = await self._subscriptions.state(request.chat, request.now)
        return show(request, await self._page(request, state))

    async def toggle(self, request: Request) -> Response:
        """Choose or leave out one of the values shown."""
        field = _FIELDS[request.name]
        values = await self._archive.filter_values(field, limit=CHOICES)
        state = await self._subscriptions.state(request.chat, request.now)
        value = next((value for value in values if (handle(value),) == request.pressed), None)
        if value is None:
            return redrawn(request, await self._page(request, state))
        filters = state.subscription.filters if state.subscription else Filters()
        chosen: tuple[str, ...] = getattr(filters, field)
        chosen = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
        return await self._set(request, replace(filters, **{field: chosen}))

    async def clear(self, request: Request) -> Response:
        """Everything again."""
        return await self._set(request, Filters())

    async def _set(self, request: Request, filters: Filters) -> Response:
        state = await self._subscriptions.set_filters(request.chat, request.now, filters)
        if state is None:
            return show(request, subscribing.not_subscribed(request.t))
        return show(request, await self._page(request, state))

    async def preview(self, request: Request) -> Response:
        """What would have come last week with these filters."""
        state = await self._subscriptions.state(request.chat, request.now)
        filters = state.subscription.filters if state.subscription else Filters()
        digest = await self._digests.between(request.now - timedelta(days=7), request.now, filters)
        headlines = [article.headline for article in digest.pieces] + list(digest.more)
        return show(request, filtering.filter_preview(request.t, headlines))

    async def _page(self, request: Request, state: State) -> OutgoingMessage:
        if not state.is_subscribed:
            return subscribing.not_subscribed(request.t)
        values = [await self._archive.filter_values(field, limit=CHOICES) for field in _FIELDS.values()]
        return filtering.filters(request.t, state, *(tuple(v) for v in values))
