"""Greeting, help, privacy, and everything that a reader's own data is about."""

from __future__ import annotations

import json
import re

from bot.handlers.reading import page_of
from bot.handlers.remembered import asked
from bot.handlers.request import File, Handler, Request, Response, answerable, say, show
from bot.presentation import general, subscribing
from bot.services.archive import Archive
from bot.services.subscriptions import Subscriptions

_PIECE = re.compile(r"a(\d{1,12})")


class General:
    """Answers about the bot itself. ``contact`` is who answers for the data."""

    def __init__(self, archive: Archive, subscriptions: Subscriptions, *, contact: str) -> None:
        self._archive = archive
        self._subscriptions = subscriptions
        self._contact = contact

    @property
    def routes(self) -> dict[str, Handler]:
        """The names that are answered here."""
        return {
            "start": self.start,
            "help": self.help,
            "greeting": self.small_talk,
            "farewell": self.small_talk,
            "thanks": self.small_talk,
            "displeased": self.small_talk,
            "beyond": self.small_talk,
            "yes": self.fine,
            "no": self.fine,
            "fine": self.fine,
            "media": self.media,
            "privacy": self.privacy,
            "mydata": self.mydata,
            "export": self.export,
            "delete": self.ask_delete,
            "deleteyes": self.delete,
            "noop": self.nothing,
        }

    async def start(self, request: Request) -> Response:
        """A greeting with the newest piece; ``a123`` opens a piece, ``sub`` asks for the time."""
        payload = request.arguments.query
        state = await self._subscriptions.state(request.chat, request.now)
        if payload == "sub":
            await self._subscriptions.ask(request.chat, asked(request, "time"))
            return say(answerable(request, subscribing.choose_time(request.t)))
        if match := _PIECE.fullmatch(payload):
            piece = await self._archive.piece(int(match[1]), request.now)
            if piece is not None:
                return say(page_of(request, piece, state))
        newest = await self._archive.latest(request.now)
        return say(general.start(request.t, newest, subscribed=state.is_subscribed, zone=state.zone))

    async def help(self, request: Request) -> Response:
        """Six lines and buttons."""
        state = await self._subscriptions.state(request.chat, request.now)
        return say(general.help(request.t, state, operator=request.is_operator, contact=self._contact))

    async def small_talk(self, request: Request) -> Response:
        """A word back to a greeting, a farewell, thanks, anger, or an order that is none of the bot's."""
        return say(general.small_talk(request.t, request.name))

    async def fine(self, request: Request) -> Response:
        """A word of agreement."""
        await self._subscriptions.ask(request.chat, None)
        return say(general.small_talk(request.t, "fine"))

    async def media(self, request: Request) -> Response:
        """A picture, a voice, a sticker: the bot reads words only."""
        return say(general.not_understood_media(request.t))

    async def privacy(self, request: Request) -> Response:
        """What is stored, why, how long, by whom."""
        return say(general.privacy(request.t, contact=self._contact))

    async def mydata(self, request: Request) -> Response:
        """All that is stored on this chat: to take along, or to delete."""
        if request.arguments.delete:
            return await self.ask_delete(request)
        return show(request, general.mydata(request.t))

    async def export(self, request: Request) -> Response:
        """A JSON file of every stored row."""
        rows = await self._subscriptions.everything(request.chat.telegram_id)
        content = json.dumps(rows, ensure_ascii=False, indent=2).encode()
        return Response(file=File("quellenbote.json", content, request.t("mydata.caption")))

    async def ask_delete(self, request: Request) -> Response:
        """The first of two taps."""
        return show(request, general.delete_confirm(request.t))

    async def delete(self, request: Request) -> Response:
        """The second tap: everything goes, and a receipt is shown."""
        rows = await self._subscriptions.forget(request.chat.telegram_id)
        return show(request, general.deleted(request.t, rows))

    async def nothing(self, request: Request) -> Response:
        """A button that only tells something."""
        del request
        return Response()
