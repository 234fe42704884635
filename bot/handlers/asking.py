"""Asking: passages on a topic across the archive, and pages of older pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.handlers.examples import beside_asking, subject
from bot.handlers.intents import subjects
from bot.handlers.remembered import behind, listing, query_of
from bot.handlers.request import Handler, Request, Response, say, show
from bot.presentation import digests, general, reading, search
from bot.presentation.markup import call, handle
from bot.services.archive import Archive
from bot.services.days import Days
from bot.services.records import Filters, Json
from bot.services.subscriptions import Subscriptions
from bot.services.zones import day_of

LONGEST_QUERY = 200


class Asking:
    """Answers to questions. What was asked last is remembered, since a button is too small to hold it."""

    def __init__(self, archive: Archive, subscriptions: Subscriptions) -> None:
        self._archive = archive
        self._subscriptions = subscriptions

    @property
    def routes(self) -> dict[str, Handler]:
        """The names that are answered here."""
        return {
            "topic": self.topic,
            "about": self.about,
            "topicyear": self.this_year,
            "author": self.same_author,
            "archive": self.archive,
        }

    async def topic(self, request: Request) -> Response:
        """Passages on a topic, newest piece first; in the piece that was replied to, only there."""
        if request.pressed:
            query = behind(request, request.pressed[-1])
            if query is None:
                return Response(toast=general.stale_button(request.t))
            return await self._answer(request, query, page=request.page, this_year=False)
        query = request.arguments.query[:LONGEST_QUERY]
        if not query:
            state = await self._subscriptions.state(request.chat, request.now)
            return say(general.help(request.t, state, operator=request.is_operator))
        if request.replied_to is not None:
            shown = await self._subscriptions.shown_article(request.chat, request.replied_to)
            piece = await self._archive.piece(shown, request.now) if shown else None
            if piece is not None:
                found = await self._archive.passages(piece.article, query)
                return say(search.passages(request.t, found, query))
        return await self._answer(request, query, page=0, this_year=False)

    async def about(self, request: Request) -> Response:
        """A topic that a button names."""
        return await self._answer(request, " ".join(request.pressed), page=0, this_year=False, new=True)

    async def this_year(self, request: Request) -> Response:
        """The same question, of this year's pieces only; in words it means what was asked last, else all pieces."""
        query = behind(request, request.pressed[-1]) if request.pressed else query_of(request.chat)
        if query is None:
            stale = Response(toast=general.stale_button(request.t))
            return stale if request.pressed else await self.archive(request)
        return await self._answer(request, query, page=request.page, this_year=True)

    async def same_author(self, request: Request) -> Response:
        """More by the author of the piece replied to, or shown last, or the newest; all where none is known."""
        shown = await self._subscriptions.shown_article(request.chat, request.replied_to)
        piece = await self._archive.piece(shown, request.now) if shown else None
        piece = piece or await self._archive.latest(request.now)
        author = piece.article.provenance.author if piece else None
        return await (self.only(request, "authors", (author,), author) if author else self.archive(request))

    async def only(
        self, request: Request, field: str, values: Sequence[str], wanted: str, page: int = 0
    ) -> Response:
        """The pieces of some authors, platforms or languages; ``wanted`` is how they were called."""
        found = await self._archive.page(
            request.now, page, filters=replace(Filters(), **{field: tuple(values)})
        )
        further = call("only", page + 1, handle(wanted)) if found.more else ""
        asked: dict[str, Json] = {"name": "only", "query": wanted, "further": further}
        await self._subscriptions.ask(request.chat, asked | listing(request, found.headlines))
        zone = self._subscriptions.zone_of(request.chat)
        shown = values if field != "languages" else [request.t.language_name(v) or v for v in values]
        return show(request, search.only_page(request.t, found, shown, wanted, zone))

    async def _answer(
        self, request: Request, query: str, *, page: int, this_year: bool, new: bool = False
    ) -> Response:
        named = await self._archive.authors_in(query, request.now)
        asks_more = request.arguments.speaker or request.pressed or beside_asking(named.rest)
        if named.authors and not asks_more:
            return await self.only(request, "authors", named.authors, named.called)
        zone = self._subscriptions.zone_of(request.chat)
        rules = ZoneInfo(zone)
        start = datetime(request.now.astimezone(rules).year, 1, 1, tzinfo=rules).astimezone(UTC)
        answer = await self._archive.topic(
            query,
            request.now,
            named=named,
            subject=subject(query),
            parts=[beside_asking(part) for part in subjects(query, request.t.language)],
            page=page,
            since=start if this_year else None,
        )
        query = answer.query
        # also from the last page: who wants more is then told that this was all, and after that gets the archive
        name = "topicyear" if this_year else "topic"
        further = call(name, page + 1, handle(query)) if answer.found else ""
        shown = listing(request, (found.article for found in answer.found))
        asked: dict[str, Json] = {"name": "topic", "query": query, "further": further}
        await self._subscriptions.ask(request.chat, asked | shown)
        message = search.topic(
            request.t, answer, page=page, handle=handle(query), this_year=this_year, zone=zone
        )
        return say(message) if new else show(request, message)

    async def archive(self, request: Request) -> Response:
        """Older pieces, five a page; a word looks into titles, authors, texts; or those of some days."""
        said = request.arguments
        if said.error:
            return say(digests.no_such_day(request.t, said.query))
        word: str | None = said.query[:LONGEST_QUERY] or None
        zone = self._subscriptions.zone_of(request.chat)
        days = said.span(day_of(request.now, zone))
        if len(request.pressed) > 1:
            days = Days.read(request.pressed[1])
            word = None if days else behind(request, request.pressed[1])
            if not (days or word):
                return Response(toast=general.stale_button(request.t))
        if days:
            page = await self._archive.dated(days, zone, request.now, request.page)
        else:
            page = await self._archive.page(request.now, request.page, word=word)
        if not (page.headlines or page.number or word or days):
            state = await self._subscriptions.state(request.chat, request.now)
            return show(request, reading.none_yet(request.t, subscribed=state.is_subscribed))
        asked = {"name": "topic", "query": word} if word else (request.chat.asked or {})
        found = (str(days),) if days else (handle(word),) if word else ()
        further = call("archive", page.number + 1, *found) if page.headlines else ""
        shown = listing(request, page.headlines)
        await self._subscriptions.ask(request.chat, {**asked, "further": further, **shown})
        return show(request, search.archive_page(request.t, page, word, zone, days=days))
