"""What a handler gets, and what it gives back; nothing of Telegram's own types is left in either."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import TypeAlias

from bot.handlers.arguments import Arguments
from bot.i18n import Translator
from bot.presentation import subscribing
from bot.presentation.outgoing import OutgoingMessage
from bot.services.records import Chat

LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Attached:
    """A document that came with a message: its name and size in bytes, and how Telegram knows it."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that a person wants: a command, plain words or a button, all brought to one form.

    ``arguments`` are what the words said (a time, a query …), ``pressed`` the arguments of a button, be it
    pressed or meant by "more".
    ``message_id`` is the bot's message whose button was pressed, ``replied_to`` the one that was answered.
    """

    chat: Chat
    user_id: int | None
    t: Translator
    now: datetime
    name: str
    arguments: Arguments = Arguments()
    pressed: tuple[str, ...] = ()
    message_id: int | None = None
    replied_to: int | None = None
    is_operator: bool = False
    attached: Attached | None = None

    def number(self, place: int = 0) -> int | None:
        """The button's argument at that place as a number; None for garbage."""
        try:
            return int(self.pressed[place])
        except (IndexError, ValueError):
            return None

    @property
    def is_private(self) -> bool:
        """Whether one person talks with the bot."""
        return self.chat.kind == "private"

    @property
    def page(self) -> int:
        """The page that a button leads to, from 0."""
        return min(max(self.number() or 0, 0), LAST_PAGE)


@dataclass(frozen=True, slots=True)
class File:
    """A document to send."""

    name: str
    content: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class Response:
    """What comes of it: messages; with ``edit`` the first one replaces the message whose button was pressed.

    ``toast`` is shown over the chat for a moment; without one the button just stops waiting. ``start`` takes
    who pressed it into the private chat with the bot, with that parameter.
    """

    messages: tuple[OutgoingMessage, ...] = ()
    edit: bool = False
    toast: str | None = None
    start: str | None = None
    file: File | None = None


Handler: TypeAlias = Callable[[Request], Awaitable[Response]]


def say(*messages: OutgoingMessage) -> Response:
    """New messages."""
    return Response(messages)


def answerable(request: Request, question: OutgoingMessage) -> OutgoingMessage:
    """A question; where several people talk, only a reply is an answer to it."""
    return question if request.is_private else subscribing.by_reply(request.t, question)


def redrawn(request: Request, message: OutgoingMessage) -> Response:
    """The message as things stand now, where its old button offers what there is no more; and a word on it."""
    return Response((message,), edit=True, toast=request.t("stale_button.redrawn"))


def show(request: Request, message: OutgoingMessage) -> Response:
    """A message in place of the one whose button was pressed; a new one where words asked."""
    return Response((message,), edit=request.message_id is not None)


def clock(typed: str) -> time | None:
    """``0730`` as a time; None for garbage."""
    if len(typed) != 4 or not typed.isdecimal():
        return None
    hour, minute = int(typed[:2]), int(typed[2:])
    return time(hour, minute) if hour < 24 and minute < 60 else None
