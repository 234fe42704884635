"""Reading: the newest piece, a digest now, the original, the whole text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.handlers.looking_back import LONGEST_LOOK_BACK
from bot.handlers.remembered import beside, listing
from bot.handlers.request import Handler, Request, Response, say, show
from bot.presentation import digests as digest_pages
from bot.presentation import general, reading
from bot.presentation.markup import call
from bot.presentation.outgoing import OutgoingMessage
from bot.services.archive import Archive, Piece
from bot.services.days import Days
from bot.services.digests import FIRST_DIGEST, Digest, Digests
from bot.services.records import Filters
from bot.services.status import Status
from bot.services.subscriptions import State, Subscriptions
from bot.services.zones import day_of


@dataclass(frozen=True, slots=True)
class _Page:
    """A digest to show; ``back`` is how a piece that is opened from it leads back."""

    kind: digest_pages.Kind
    digest: Digest
    day: date | None = None
    back: str = ""
    days: Days | None = None


class Reading:
    """Answers to people who want to read."""

    def __init__(
        self, archive: Archive, digests: Digests, subscriptions: Subscriptions, status: Status
    ) -> None:
        self._archive = archive
        self._digests = digests
        self._subscriptions = subscriptions
        self._status = status

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
        if piece is None:
            return await self._none(request)
        await self._subscriptions.looked(request.chat, request.now, piece.article.stored_at)
        return await self._one(request, piece, state)

    async def piece(self, request: Request) -> Response:
        """A piece by its number, in place; where words led to it, anew."""
        state = await self._subscriptions.state(request.chat, request.now)
        piece = await self._archive.piece(request.number() or request.arguments.number or 0, request.now)
        if piece is None:
            return Response(toast=general.stale_button(request.t))
        return await self._one(request, piece, state, _opened_from(request))

    async def _one(self, request: Request, piece: Piece, state: State, back: str | None = None) -> Response:
        """A single piece; who then wants an older one means the one before it."""
        older = call("piece", piece.older) if piece.older is not None else ""
        await self._subscriptions.ask(request.chat, beside(request, older=older))
        return show(request, page_of(request, piece, state, back))

    async def original(self, request: Request) -> Response:
        """Where the original stands: of the piece meant, else of the newest."""
        piece = await self._meant(request)
        if piece is None:
            return await self._none(request)
        publisher = await self._archive.publisher_of(piece.article)
        page = reading.original(request.t, piece.article, publisher, opened_from=_opened_from(request))
        return show(request, page)

    async def full(self, request: Request) -> Response:
        """The whole text in parts, where the operator said that the blog allows it."""
        piece = await self._meant(request)
        if piece is None:
            return await self._none(request)
        if not piece.article.full_text:
            return say(reading.full_text_link(request.t, piece.article))
        part = request.number(1) or 0
        message, parts = reading.full_text(request.t, piece.article, part)
        further = call("full", piece.article.id, part + 1) if part + 1 < parts else ""
        await self._subscriptions.ask(request.chat, beside(request, further=further))
        return say(message)

    async def why(self, request: Request) -> Response:
        """Why these points."""
        piece = await self._meant(request)
        if piece is None:
            return await self._none(request)
        return show(request, reading.why(request.t, piece.article, opened_from=_opened_from(request)))

    async def digest(self, request: Request) -> Response:
        """What is new since the last digest, else of the last 24 hours; some days, or one day, where asked."""
        if request.arguments.error:
            return say(digest_pages.no_such_day(request.t, request.arguments.query))
        state = await self._subscriptions.state(request.chat, request.now)
        page = await self._asked_for(request, state)
        await self._subscriptions.looked(request.chat, request.now)
        return await self._shown(request, state, page)

    async def since_last(self, request: Request) -> Response:
        """What came since the person last looked."""
        state = await self._subscriptions.state(request.chat, request.now)
        after = request.chat.seen_at or request.now - FIRST_DIGEST
        digest = await self._digests.since(after, request.now, Filters())
        await self._subscriptions.looked(request.chat, request.now)
        return await self._shown(request, state, _Page("now", digest, back=_since(after)))

    async def _asked_for(self, request: Request, state: State) -> _Page:
        """The digest that words ask for, or that a button leads back to.

        ``p2026-11-22`` leads to one that was sent, ``s1795320000`` to what came since then, others to
        some days, as `Days` are written.
        """
        back = request.pressed[0] if request.pressed else ""
        now = request.now
        if back.startswith("p") and (
            sent := await self._status.planned_digest(request.chat.id, f"digest:{back[1:]}")
        ):
            day = date.fromisoformat(back[1:11])
            return _Page("daily", await self._digests.again(sent.article_ids), day, back)
        today = day_of(now, state.zone)
        if days := request.arguments.span(today) or Days.read(back):
            digest = await self._digests.dated(days, state.zone, now)
            return _Page("days", digest, back=str(days), days=days)
        if back.startswith("s") and back[1:].isdecimal():
            return _Page("now", await self._digests.since(_moment(back[1:], now), now, Filters()), back=back)
        subscription = state.subscription if state.is_subscribed else None
        after = now - FIRST_DIGEST
        if subscription and subscription.last_local_date:  # it has had one
            after = subscription.last_slot_at or after
        filters = subscription.filters if subscription else Filters()
        return _Page("now", await self._digests.since(after, now, filters), back=_since(after))

    async def _shown(self, request: Request, state: State, page: _Page) -> Response:
        if not page.digest.total:
            return await self._nothing(request, state, page.days)
        shown = listing(request, page.digest.pieces)
        await self._subscriptions.ask(request.chat, beside(request, **shown))
        pages = digest_pages.digest(
            request.t,
            page.digest,
            day=page.day or day_of(request.now, state.zone),
            length=request.chat.length,
            zone=state.zone,
            kind=page.kind,
            back=page.back,
            days=page.days,
        )
        return Response(pages, edit=request.message_id is not None)

    async def _nothing(self, request: Request, state: State, days: Days | None) -> Response:
        newest = await self._archive.latest(request.now)
        if newest is None:
            return await self._none(request)
        return say(digest_pages.nothing_new(request.t, newest.article.headline, state.zone, days))

    async def _none(self, request: Request) -> Response:
        """Without any piece there is nothing to show; a button's own one may have been withdrawn."""
        if await self._archive.latest(request.now) is not None:
            return Response(toast=general.stale_button(request.t))
        state = await self._subscriptions.state(request.chat, request.now)
        return say(reading.none_yet(request.t, subscribed=state.is_subscribed))

    async def _meant(self, request: Request) -> Piece | None:
        """The piece of the button, the one named, that of the message replied to, the last one shown, or the newest."""
        if request.pressed:
            return await self._archive.piece(request.number() or 0, request.now)
        chat = request.chat
        candidates = [chat.shown_article_id]
        if request.replied_to is not None:
            candidates.insert(0, await self._subscriptions.shown_article(chat, request.replied_to))
        candidates.insert(0, request.arguments.number)
        for article_id in candidates:
            if article_id is not None and (piece := await self._archive.piece(article_id, request.now)):
                return piece
        return await self._archive.latest(request.now)


def page_of(request: Request, piece: Piece, state: State, back: str | None = None) -> OutgoingMessage:
    """A piece as its own page shows it; ``back`` leads to the digest that it was opened from."""
    return reading.piece(
        request.t,
        piece,
        length=request.chat.length,
        subscribed=state.is_subscribed,
        shareable=f"#{piece.article.id}",
        back=back,
        zone=state.zone,
    )


def _opened_from(request: Request) -> str | None:
    """The digest that the piece of a button was opened from."""
    return request.pressed[1] if len(request.pressed) > 1 else None


def _since(moment: datetime) -> str:
    return f"s{int(moment.timestamp())}"


def _moment(unix: str, now: datetime) -> datetime:
    """The moment of a button; one that this bot never made looks back as far as words may."""
    longest = now - timedelta(days=LONGEST_LOOK_BACK)
    return max(datetime.fromtimestamp(min(int(unix), int(now.timestamp())), UTC), longest)
