"""What operators do in chat; the same services serve the command line. Each call checks who asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.delivery.planner import Planner
from bot.errors import QuellenboteError
from bot.handlers.request import Handler, Request, Response, say, show
from bot.presentation import digests as digest_pages
from bot.presentation import general, operators
from bot.presentation.markup import handle
from bot.services.broadcasts import Broadcasts
from bot.services.digests import FIRST_DIGEST, Digests
from bot.services.editing import Editing
from bot.services.readings import Readings
from bot.services.records import Article, Filters, Source
from bot.services.schedule import Schedule, next_slots
from bot.services.status import Status
from bot.services.subscriptions import DEFAULT_TIME, Subscriptions
from bot.services.watch import Watch
from bot.services.zones import day_of

OPERATORS_ONLY = frozenset(
    {
        "stats", "sources", "add", "refresh", "preview", "broadcast", "edit", "log", "uncertain",
        "addyes", "addno", "src", "srcpause", "srcresume", "srcfull", "srcgo", "srcgone", "bcyes", "bcno",
        "resend", "drop", "hide", "bcstat", "upload", "upyes", "upno",
    }
)  # fmt: skip


class Operators:
    """Answers to operators only; the router refuses everybody else before this is reached."""

    def __init__(
        self,
        status: Status,
        readings: Readings,
        editing: Editing,
        broadcasts: Broadcasts,
        digests: Digests,
        subscriptions: Subscriptions,
        watch: Watch,
        planner: Planner,
    ) -> None:
        self._status = status
        self._readings = readings
        self._editing = editing
        self._broadcasts = broadcasts
        self._digests = digests
        self._subscriptions = subscriptions
        self._watch = watch
        self._planner = planner

    @property
    def routes(self) -> dict[str, Handler]:
        """The names that are answered here."""
        return {
            "stats": self.stats,
            "sources": self.sources,
            "src": self.source,
            "srcpause": self.pause_source,
            "srcresume": self.resume_source,
            "srcfull": self.allow_full_text,
            "srcgo": self.ask_to_remove_source,
            "srcgone": self.remove_source,
            "add": self.add,
            "addyes": self.keep_source,
            "addno": self.leave_source,
            "refresh": self.refresh,
            "preview": self.preview,
            "broadcast": self.broadcast,
            "bcyes": self.send_broadcast,
            "bcno": self.drop_broadcast,
            "bcstat": self.report,
            "edit": self.edit,
            "hide": self.hide,
            "log": self.log,
            "uncertain": self.uncertain,
            "resend": self.resend,
            "drop": self.drop,
        }

    async def stats(self, request: Request) -> Response:
        """Readers and how they grow, deliveries, sources."""
        days = await self._watch.growth()
        subscriptions = [(day.day, day.subscriptions) for day in days]
        chats = [(day.day, day.chats) for day in days]
        counts = await self._status.counts()
        besides = replace(counts, inbox_open=max(counts.inbox_open - 1, 0))  # one asks for this very answer
        return say(operators.stats(request.t, besides, subscriptions, chats))

    async def sources(self, request: Request) -> Response:
        """Each source's state in a human's words."""
        found = await self._status.sources()
        zone = self._subscriptions.zone_of(request.chat)
        return show(request, operators.sources(request.t, found, zone))

    async def source(self, request: Request) -> Response:
        """One source, with what can be done to it."""
        found = await self._pressed_source(request)
        if found is None:
            return Response(toast=general.stale_button(request.t))
        zone = self._subscriptions.zone_of(request.chat)
        return show(request, operators.source(request.t, *found, zone))

    async def _pressed_source(self, request: Request) -> tuple[Source, int] | None:
        """The source of the button, and the number of its pieces."""
        found = (pair for pair in await self._status.sources() if pair[0].id == request.number())
        return next(found, None)

    async def ask_to_remove_source(self, request: Request) -> Response:
        """Say what would be deleted with it."""
        found = await self._pressed_source(request)
        if found is None:
            return Response(toast=general.stale_button(request.t))
        return show(request, operators.source_remove(request.t, *found))

    async def remove_source(self, request: Request) -> Response:
        """Delete it with all its pieces; the others are shown."""
        gone = await self._readings.remove(request.number() or 0, by=_who(request), now=request.now)
        await self._planner.plan_anew(gone, request.now)
        return await self.sources(request)

    async def pause_source(self, request: Request) -> Response:
        """Ask a source no more for now."""
        await self._readings.pause(request.number() or 0, by=_who(request), now=request.now)
        return await self.source(request)

    async def resume_source(self, request: Request) -> Response:
        """Ask it again, at once."""
        await self._readings.resume(request.number() or 0, by=_who(request), now=request.now)
        return await self.source(request)

    async def allow_full_text(self, request: Request) -> Response:
        """The operator says that the blog is theirs, or allows its text in chat; or takes that back."""
        await self._readings.toggle_full_text(request.number() or 0, by=_who(request), now=request.now)
        return await self.source(request)

    async def add(self, request: Request) -> Response:
        """Find what an address publishes, show its newest pieces, and ask whether to keep it."""
        address = request.arguments.query
        if not address:
            return say(operators.add_help(request.t))
        found = await self._readings.discover(address)
        newest = await self._readings.newest(found)
        await self._subscriptions.ask(request.chat, {"name": "add", "address": address})
        return say(operators.source_found(request.t, handle(address), found, newest))

    async def keep_source(self, request: Request) -> Response:
        """Keep it, once; its archive is read in the background."""
        address = _offered(request)
        if address is None:
            return Response(toast=general.stale_button(request.t))
        found = await self._readings.discover(address)
        source = await self._readings.keep(found, by=_who(request), now=request.now)
        await self._subscriptions.ask(request.chat, None)
        return show(request, operators.source_added(request.t, source))

    async def leave_source(self, request: Request) -> Response:
        """Second thoughts."""
        if _offered(request) is not None:
            await self._subscriptions.ask(request.chat, None)
        return show(request, operators.source_left(request.t))

    async def refresh(self, request: Request) -> Response:
        """Read all sources now."""
        count = await self._readings.refresh_soon(by=_who(request), now=request.now)
        return say(operators.refreshing(request.t, count) if count else operators.no_source(request.t))

    async def preview(self, request: Request) -> Response:
        """The next digest of a reader who gets one every morning, as it would be now."""
        zone = self._subscriptions.zone_of(request.chat)
        schedule = Schedule(time.fromisoformat(DEFAULT_TIME), zone)
        (slot,) = next_slots(schedule, request.now, 1)
        digest = await self._digests.since(slot - FIRST_DIGEST, request.now, Filters())
        if not digest.total:
            return say(operators.nothing_to_preview(request.t))
        day = day_of(slot, schedule.zone)
        pages = digest_pages.digest(request.t, digest, day=day, length=request.chat.length, zone=zone)
        return say(operators.preview_note(request.t), *pages)

    async def broadcast(self, request: Request) -> Response:
        """A preview, and a confirmation that names the number of chats."""
        text = request.arguments.query
        if not text:
            return say(operators.broadcast_help(request.t))
        draft, chats = await self._broadcasts.draft(text, by=_who(request), now=request.now)
        return say(operators.broadcast_preview(request.t, draft.text, chats, draft.id))

    async def send_broadcast(self, request: Request) -> Response:
        """The confirmation: once, whatever is tapped twice."""
        planned = await self._broadcasts.send(request.number() or 0, by=_who(request), now=request.now)
        if planned is None:
            return Response(toast=general.stale_button(request.t))
        return show(request, operators.broadcast_done(request.t, planned, request.number() or 0))

    async def report(self, request: Request) -> Response:
        """How far a broadcast has come."""
        number = request.number() or 0
        states = await self._broadcasts.report(number)
        return show(request, operators.broadcast_report(request.t, number, states))

    async def drop_broadcast(self, request: Request) -> Response:
        """Second thoughts."""
        await self._broadcasts.cancel(request.number() or 0)
        return show(request, operators.broadcast_dropped(request.t))

    async def edit(self, request: Request) -> Response:
        """``/edit 12 author Name``, ``/edit 12 label 2 Text``, ``/edit 12 remove``; of the piece replied to."""
        words = request.arguments.query.split()
        if words and words[0].isdecimal():
            article_id = int(words.pop(0))
        else:
            shown = await self._subscriptions.shown_article(request.chat, request.replied_to)
            article_id = shown or 0
        if not words:
            return say(operators.edit_help(request.t, await self._editing.article(article_id)))
        article = await self._edited(article_id, words, request)
        return say(operators.edited(request.t, article))

    async def _edited(self, article_id: int, words: list[str], request: Request) -> Article:
        by, now = _who(request), request.now
        what, rest = words[0], words[1:]
        if what in ("label", "hide"):
            if not rest or not rest[0].isdecimal():
                raise QuellenboteError("error.edit.point", number=" ".join(rest[:1]), count=0)
            if what == "hide":
                return await self._editing.hide_point(article_id, int(rest[0]), by=by, now=now)
            return await self._editing.set_label(article_id, int(rest[0]), " ".join(rest[1:]), by=by, now=now)
        if what == "show":
            return await self._editing.show(article_id, by=by, now=now)
        if what == "remove":
            article = await self._editing.remove(article_id, by=by, now=now)
            await self._planner.plan_anew([article_id], now)
            return article
        return await self._editing.set_field(article_id, what, " ".join(rest), by=by, now=now)

    async def hide(self, request: Request) -> Response:
        """Hide the point of a button: it is named, since its number changes with each that is hidden."""
        article = await self._editing.article(request.number() or 0)
        anchors = [handle(point.anchor) for point in article.points]
        if request.pressed[-1] not in anchors:
            return Response(toast=general.stale_button(request.t))
        number = anchors.index(request.pressed[-1]) + 1
        article = await self._editing.hide_point(article.id, number, by=_who(request), now=request.now)
        return show(request, operators.edited(request.t, article))

    async def log(self, request: Request) -> Response:
        """What operators did."""
        zone = self._subscriptions.zone_of(request.chat)
        return say(operators.log(request.t, await self._status.log(), zone))

    async def uncertain(self, request: Request) -> Response:
        """Deliveries of which nobody knows whether they arrived."""
        return show(request, operators.uncertain(request.t, await self._broadcasts.uncertain()))

    async def resend(self, request: Request) -> Response:
        """Send an uncertain one again."""
        await self._broadcasts.decide(request.number() or 0, send=True, by=_who(request), now=request.now)
        return await self.uncertain(request)

    async def drop(self, request: Request) -> Response:
        """Let an uncertain one be."""
        await self._broadcasts.decide(request.number() or 0, send=False, by=_who(request), now=request.now)
        return await self.uncertain(request)


def _offered(request: Request) -> str | None:
    """The address that waits to be kept, if it is the one that the button stands under."""
    waiting = request.chat.asked or {}
    address = str(waiting.get("address"))
    return address if waiting.get("name") == "add" and request.pressed == (handle(address),) else None


def _who(request: Request) -> str:
    return str(request.user_id or "?")
