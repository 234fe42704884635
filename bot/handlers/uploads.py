"""What an operator sends in chat, a document or a text at length, becomes an article after one tap."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from telegram import Bot
from telegram.error import TelegramError

from bot.errors import QuellenboteError
from bot.handlers.request import Handler, Request, Response, say, show
from bot.presentation import general, uploads
from bot.presentation.markup import handle
from bot.services.imports import Imports
from bot.services.records import Json
from bot.services.subscriptions import Subscriptions

MAX_DOWNLOAD = 20 * 2**20
"""Bytes of a file that a bot may fetch: https://core.telegram.org/bots/api#getfile"""


class Uploads:
    """Answers to operators who send something to be stored. What it is waits in the chat's question.

    Only the last one waits: a button names what stands above it.
    """

    def __init__(self, imports: Imports, subscriptions: Subscriptions, bot: Bot) -> None:
        self._imports = imports
        self._subscriptions = subscriptions
        self._bot = bot

    @property
    def routes(self) -> dict[str, Handler]:
        """The names that are answered here."""
        return {"upload": self.offer, "upyes": self.store, "upno": self.drop}

    async def offer(self, request: Request) -> Response:
        """Ask whether it is to be stored."""
        attached, text = request.attached, request.arguments.query
        if attached is not None and attached.size > MAX_DOWNLOAD:
            raise QuellenboteError("error.file.large", name=attached.name, limit=MAX_DOWNLOAD)
        waiting: dict[str, Json] = {"name": "upload", "text": text}
        if attached is not None:
            waiting = {"name": "upload", "file": attached.name, "file_id": attached.file_id}
        await self._subscriptions.ask(request.chat, waiting)
        name = attached.name if attached else ""
        return say(uploads.offer(request.t, handle(_what(waiting)), name=name, text=text))

    async def store(self, request: Request) -> Response:
        """Store it, once."""
        waiting = _meant(request)
        if waiting is None:
            return Response(toast=general.stale_button(request.t))
        name, content = await self._content(waiting)
        tally = await self._imports.add_upload(name, content, now=request.now)
        await self._subscriptions.ask(request.chat, None)
        stored = (*tally.new, *tally.changed)
        return show(request, uploads.stored(request.t, len(stored), stored[0] if stored else None))

    async def drop(self, request: Request) -> Response:
        """Second thoughts."""
        if _meant(request) is not None:
            await self._subscriptions.ask(request.chat, None)
        return show(request, uploads.dropped(request.t))

    async def _content(self, waiting: Mapping[str, Json]) -> tuple[str, bytes]:
        """The name and the bytes of what waits. Raises error.upload.lost."""
        if "file_id" not in waiting:
            content = str(waiting.get("text", "")).encode()
            return f"{hashlib.sha256(content).hexdigest()[:12]}.txt", content
        name = str(waiting.get("file", ""))
        try:
            file = await self._bot.get_file(str(waiting["file_id"]))
            return name, bytes(await file.download_as_bytearray())
        except TelegramError as error:
            raise QuellenboteError("error.upload.lost", name=name) from error


def _meant(request: Request) -> Mapping[str, Json] | None:
    """What waits, if it is what the button stands under."""
    waiting = request.chat.asked or {}
    is_meant = waiting.get("name") == "upload" and request.pressed == (handle(_what(waiting)),)
    return waiting if is_meant else None


def _what(waiting: Mapping[str, Json]) -> str:
    return str(waiting.get("file_id") or waiting.get("text"))
