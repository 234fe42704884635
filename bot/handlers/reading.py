"""Reading: the newest piece, a digest now, the original, the whole text."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.handlers.request import Handler, Request, Response, say, show
from bot.presentation import digests as digest_pages
from bot.presentation import general, reading
from bot.presentation.outgoing import OutgoingMessage
from bot.services.archive import Archive, Piece
from bot.services.digests import Digests
from bot.services.records import Filters
from bot.services.subscriptions import State, Subscriptions

LONGEST_LOOK_BACK = 31


class Reading:
    """Answers to people who want to read. ``name`` is the bot's, for links that others can open."""

    def __init__(self, archive: Archive, digests: Digests, subscriptions: Subscriptions) -> None:
        self._archive = archive
        self._digests = digests
        self._subscriptions = subscriptions

    @property
    def routes(self) -> dict[str, Handler]:
        """The names that are answered here."""
        return {
            "latest": self.latest,
            "piece": self.piece,
            "original": self.original,
            "full": self.full,
            "why": self.why,
            "digest": self.digest,
            "since_last": self.since_last,
        }

    async def latest(self, request: Request) -> Response:
        """The newest piece."""
        state = await self._subscriptions.state(request.chat, request.now)
        piece = await self._archive.latest(request.now)
        await self._subscriptions.looked(request.chat, request.now)
        if piece is None:
            return say(reading.none_yet(request.t, subscribed=state.is_subscribed))
        return show(request, await self._page(request, piece, state))

    async def piece(self, request: Request) -> Response:
        """A piece by its number, in place."""
        state = await self._subscriptions.state(request.chat, request.now)
        piece = await self._archive.piece(request.number() or 0, request.now)
        if piece is None:
            return Response(toast=general.stale_button(request.t))
        back = request.pressed[1] if len(request.pressed) > 1 else None
        return show(request, await self._page(request, piece, state, back))

    async def original(self, request: Request) -> Response:
        """Where the original stands: of the piece meant, else of the newest."""
        piece = await self._meant(request)
        if piece is None:
            return say(reading.none_yet(request.t, subscribed=False))
        publisher = await self._archive.publisher_of(piece.article)
        pressed = request.message_id is not None
        return show(request, reading.original(request.t, piece.article, publisher, back=pressed))

    async def full(self, request: Request) -> Response:
        """The whole text in parts, where the operator said that the blog allows it."""
        piece = await self._meant(request)
        if piece is None:
            return say(reading.none_yet(request.t, subscribed=False))
        if not await self._archive.may_show_full_text(piece.article):
            return say(reading.full_text_link(request.t, piece.article))
        part = request.number(1) or 0
        message, _ = reading.full_text(request.t, piece.article, part)
        return say(message)

    async def why(self, request: Request) -> Response:
        """Why these points."""
        piece = await self._meant(request)
        if piece is None:
            return say(reading.none_yet(request.t, subscribed=False))
        return say(reading.why(request.t, piece.article))

    async def digest(self, request: Request) -> Response:
        """What is new since the last digest, else of the last 24 hours; some days, or one day, where asked."""
        state = await self._subscriptions.state(request.chat, request.now)
        filters = state.subscription.filters if state.is_subscribed and state.subscription else Filters()
        zone = ZoneInfo(state.zone)
        today = request.now.astimezone(zone).date()
        day = _day(request)
        days = request.arguments.days or 1
        if day is not None:
            start = datetime.combine(day, time(), zone).astimezone(UTC)
            end = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
            kind: digest_pages.Kind = "day"
            digest = await self._digests.between(start, end, Filters())
        elif days > 1:
            start = request.now - timedelta(days=min(days, LONGEST_LOOK_BACK))
            kind, digest = "days", await self._digests.between(start, request.now, Filters())
        else:
            after = state.subscription.last_slot_at if state.is_subscribed and state.subscription else None
            kind, digest = "now", await self._digests.since(after, request.now, filters)
        await self._subscriptions.looked(request.chat, request.now)
        if not digest.total:
            return await self._nothing(request, state)
        pages = digest_pages.digest(
            request.t, digest, day=day or today, length=request.chat.length, zone=state.zone, kind=kind
        )
        return Response(pages, edit=request.message_id is not None)

    async def since_last(self, request: Request) -> Response:
        """What came since the person last looked."""
        state = await self._subscriptions.state(request.chat, request.now)
        digest = await self._digests.since(request.chat.seen_at, request.now, Filters())
        await self._subscriptions.looked(request.chat, request.now)
        if not digest.total:
            return await self._nothing(request, state)
        today = request.now.astimezone(ZoneInfo(state.zone)).date()
        return say(
            *digest_pages.digest(
                request.t, digest, day=today, length=request.chat.length, zone=state.zone, kind="now"
            )
        )

    async def _nothing(self, request: Request, state: State) -> Response:
        newest = await self._archive.latest(request.now)
        headline = newest.article.headline if newest else None
        return say(digest_pages.nothing_new(request.t, headline, state.zone))

    async def _page(
        self, request: Request, piece: Piece, state: State, back: str | None = None
    ) -> OutgoingMessage:
        return reading.piece(
            request.t,
            piece,
            length=request.chat.length,
            subscribed=state.is_subscribed,
            full_text=await self._archive.may_show_full_text(piece.article),
            shareable=f"#{piece.article.id}",
            back=back,
        )

    async def _meant(self, request: Request) -> Piece | None:
        """The piece of the button, of the message replied to, the last one shown here, or the newest."""
        if request.pressed:
            return await self._archive.piece(request.number() or 0, request.now)
        chat = request.chat
        candidates = [chat.shown_article_id]
        if request.replied_to is not None:
            candidates.insert(0, await self._subscriptions.shown_article(chat, request.replied_to))
        for article_id in candidates:
            if article_id is not None and (piece := await self._archive.piece(article_id, request.now)):
                return piece
        return await self._archive.latest(request.now)


def _day(request: Request) -> date | None:
    """The day that was asked for, in words or by a button."""
    if request.arguments.date is not None:
        return request.arguments.date
    try:
        return date.fromisoformat(request.pressed[0])
    except (IndexError, ValueError):
        return None
