"""What may become of a message: a closed set of outcomes, and which error of Telegram's means which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.error import Forbidden as ForbiddenError

from bot.delivery.pacing import seconds_of


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived, as that message of the chat."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Done:
    """A call that sends no message succeeded."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The message shows this already."""


@dataclass(frozen=True, slots=True)
class Later:
    """Not sent: Telegram, or the gate, asks to come again in so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person blocked the bot, or never started it."""


@dataclass(frozen=True, slots=True)
class Deactivated:
    """The person's account is gone."""


@dataclass(frozen=True, slots=True)
class ChatGone:
    """There is no such chat, or the bot is no longer in it."""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """The chat is there, but the bot may not do this in it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group became a supergroup with that number."""

    to: int


@dataclass(frozen=True, slots=True)
class ThreadGone:
    """The chat is there, its topic is not."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram does not take this message, however often it is sent."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Not sent, but another try may succeed. ``unreachable``: nothing else would get through either."""

    reason: str
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """The request left and no answer came: it may have arrived or not."""

    reason: str


Outcome: TypeAlias = (
    Sent | Done | Unchanged | Later | Blocked | Deactivated | ChatGone | Forbidden | Migrated | ThreadGone
    | Refused | NotSent | Unknown
)  # fmt: skip

# By words in Telegram's description, in small letters; the first that fits decides. The descriptions are not
# documented: these are the ones that bots meet (tdlib's and the Bot API server's sources hold them).
SAID: tuple[tuple[str, Outcome], ...] = (
    ("message is not modified", Unchanged()),
    ("bot was blocked", Blocked()),
    ("bot can't initiate conversation", Blocked()),
    ("user is deactivated", Deactivated()),
    ("message thread not found", ThreadGone()),
    ("topic_deleted", ThreadGone()),
    ("topic_id_invalid", ThreadGone()),
    ("bot was kicked", ChatGone()),
    ("bot is not a member", ChatGone()),
    ("chat not found", ChatGone()),
    ("chat was deleted", ChatGone()),
    ("chat was deactivated", ChatGone()),
    ("peer_id_invalid", ChatGone()),
    ("channel_private", ChatGone()),
    ("user not found", ChatGone()),
)
MAY_NOT = (
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_plain_forbidden",
    "topic_closed",
)
_UNDESCRIBED = ("Unauthorized (401)", "Not Found (404)")
# Errors of the HTTP client after which the request certainly never left, by class name.
NEVER_LEFT = (
    "ConnectError",
    "ConnectTimeout",
    "PoolTimeout",
    "ProxyError",
    "UnsupportedProtocol",
    "LocalProtocolError",
)


def is_refused(error: TelegramError) -> bool:
    """Whether Telegram itself refuses the token: who else answers so, at a wrong address, does not describe why.

    The library then puts the status in the description's place.
    """
    while isinstance(error.__cause__, InvalidToken):
        error = error.__cause__
    return isinstance(error, InvalidToken) and not error.message.startswith(_UNDESCRIBED)


def outcome_of(error: TelegramError) -> Outcome:
    """The outcome that an error of the library stands for."""
    match error:
        case RetryAfter():
            return Later(seconds_of(error))
        case ChatMigrated():
            return Migrated(error.new_chat_id)
        case BadRequest() | ForbiddenError():
            return _of_refusal(error)
        case InvalidToken() | Conflict():
            return NotSent(error.message, unreachable=True)
        case TimedOut() | NetworkError():
            return _of_network(error)
        case _:  # an answer that could not be read
            return Unknown(error.message)


def _of_refusal(error: BadRequest | ForbiddenError) -> Outcome:
    said = error.message.lower()
    for words, outcome in SAID:
        if words in said:
            return outcome
    if isinstance(error, ForbiddenError) or any(words in said for words in MAY_NOT):
        return Forbidden(error.message)
    return Refused(error.message)


def _of_network(error: NetworkError) -> Outcome:
    """Broken connections by the HTTP client's own error, which the library chains; else an HTTP status."""
    cause = type(error.__cause__).__name__
    if cause in NEVER_LEFT:
        return NotSent(f"{cause}: {error.message}", unreachable=True)
    if isinstance(error, TimedOut) or error.message.startswith(("httpx.", "Unknown error in HTTP")):
        return Unknown(error.message)
    said = error.message.lower()
    if "gateway time" in said:  # 504: the server behind may have done it
        return Unknown(error.message)
    if "entity too large" in said:
        return Refused(error.message)
    return NotSent(error.message[:200])  # 5xx, with Telegram's words or a proxy's page
