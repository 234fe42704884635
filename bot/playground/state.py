"""What there is in the box: people, chats, messages, and what the bot did, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.playground.entities import Entity, covered

ChatType = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "left", "kicked"]


@dataclass(frozen=True, slots=True)
class User:
    """A person or the bot itself; ``language`` is the ``language_code`` of the app, where it tells one."""

    id: int
    first_name: str
    language: str | None = None
    username: str | None = None
    last_name: str | None = None
    is_bot: bool = False

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


@dataclass(slots=True, eq=False)
class Chat:
    """A chat and how people stand in it; ``members`` maps user ids to their status, the bot's included."""

    id: int
    type: ChatType
    title: str | None = None
    username: str | None = None
    person: User | None = None
    forum: bool = False
    members: dict[int, Status] = field(default_factory=dict, repr=False)
    topics: dict[int, str] = field(default_factory=dict)
    closed_topics: set[int] = field(default_factory=set)
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    migrated_to: int | None = None

    @property
    def is_group(self) -> bool:
        """Whether several people talk here (a channel is none)."""
        return self.type in {"group", "supergroup"}


@dataclass(frozen=True, slots=True)
class Button:
    """One button of an inline keyboard; exactly one of the fields after ``text`` says what it does."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None
    other: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class LinkPreview:
    """The preview a reader sees under (or above) a message; ``size`` is "", "small" or "large"."""

    url: str
    above_text: bool = False
    size: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message: kind "document", "photo" or "voice"."""

    kind: str
    name: str
    content: bytes
    mime_type: str
    file_id: str

    @property
    def path(self) -> str:
        """Where the Bot API serves the file."""
        return f"{self.kind}s/{self.file_id}"


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands now; an edit puts a new value in its place.

    ``text`` is the plain text (or caption) and ``entities`` its formatting. ``extra`` holds what service
    messages and the rarer kinds carry, as the Bot API writes it.
    """

    id: int
    chat: Chat
    date: datetime
    sender: User | None
    text: str = ""
    entities: tuple[Entity, ...] = ()
    buttons: Keyboard = ()
    thread: int | None = None
    reply_to: int | None = None
    attachment: Attachment | None = None
    preview: LinkPreview | None = None
    silent: bool = False
    edited: datetime | None = None
    anonymous: bool = False
    inline_id: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def links(self) -> tuple[str, ...]:
        """Every address in the text, labelled or bare, in order."""
        return links(self.text, self.entities)

    def button(self, label: str | int) -> Button:
        """The button whose text holds ``label``, or the one at that place (from 0). Raises LookupError."""
        return pick(self.buttons, label)


class Action(StrEnum):
    """What a record in ``Box.sent`` shows."""

    MESSAGE = "message"
    EDIT = "edit"
    DELETE = "delete"
    ANSWER = "answer"
    INLINE = "inline"
    TYPING = "typing"


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing the bot did that a person can see.

    ``text`` is plain, ``markup`` what the bot wrote, ``message`` the message as it was right after.
    For an answer to a button ``query`` names it and ``alert`` tells a dialogue from a passing note;
    for an inline answer ``results`` holds the results as the Bot API writes them.
    """

    action: Action
    method: str
    at: datetime
    chat: Chat | None = None
    thread: int | None = None
    message: Message | None = None
    text: str = ""
    markup: str = ""
    entities: tuple[Entity, ...] = ()
    buttons: Keyboard = ()
    silent: bool = False
    preview: LinkPreview | None = None
    attachment: Attachment | None = None
    query: str | None = None
    alert: bool = False
    url: str | None = None
    results: tuple[Mapping[str, object], ...] = ()

    @property
    def links(self) -> tuple[str, ...]:
        """Every address in the text, labelled or bare, in order."""
        return links(self.text, self.entities)

    def button(self, label: str | int) -> Button:
        """The button whose text holds ``label``, or the one at that place (from 0). Raises LookupError."""
        return pick(self.buttons, label)


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the bot: what it asked, and how it was answered (``description`` of a refusal)."""

    method: str
    parameters: Mapping[str, object]
    at: datetime
    status: int
    description: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """What pressing a button did: "callback" asks the bot under ``query``, the others act in the app."""

    kind: str
    value: str
    query: str | None = None


def links(text: str, entities: tuple[Entity, ...]) -> tuple[str, ...]:
    """Every address in a text, labelled or bare, in order."""
    found = []
    for entity in entities:
        if entity.type == "text_link" and entity.url:
            found.append(entity.url)
        elif entity.type == "url":
            found.append(covered(text, entity))
    return tuple(found)


def pick(keyboard: Keyboard, label: str | int) -> Button:
    """The button whose text holds ``label``, or the one at that place (from 0). Raises LookupError."""
    every = [button for row in keyboard for button in row]
    if isinstance(label, int):
        return every[label]
    exact = [b for b in every if b.text == label] or [b for b in every if label in b.text]
    if not exact:
        raise LookupError(f"no button {label!r} among {[b.text for b in every]}")
    return exact[0]
