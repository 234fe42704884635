"""The module that sends: rendered messages to the Bot API, its errors to a closed set of outcomes."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.delivery.outcomes import Done, Outcome, Refused, Sent, Unchanged, outcome_of
from bot.delivery.pacing import Gate, Priority, Slot
from bot.delivery.plain import plain
from bot.presentation.outgoing import Button, OutgoingMessage

MAX_ANSWER = 200
MAX_NAME = 64
MAX_SHORT = 120
MAX_DESCRIPTION = 512
DELIVERY_PATIENCE = 20.0
"""Seconds a delivery waits at the gate: with the request's own 20 it stays below the lease of 60."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: a Telegram chat, and its thread (0: the chat itself)."""

    chat_id: int
    thread_id: int = 0


@dataclass(frozen=True, slots=True)
class InlineItem:
    """One offer of an inline query: what the list shows, and the message that is sent when it is chosen."""

    id: str
    title: str
    description: str
    message: OutgoingMessage


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]


class Sender:
    """Sends by ``bot``, whose rate limiter is ``gate``. Its methods give outcomes, never a TelegramError."""

    def __init__(self, bot: ExtBot[Slot], gate: Gate) -> None:
        self._bot = bot
        self._gate = gate

    def delay(self, chat_id: int) -> float:
        """Seconds until a delivery to this chat could leave; see ``Gate.delay``."""
        return self._gate.delay(chat_id)

    async def send(
        self, target: Target, message: OutgoingMessage, *, priority: Priority = Priority.ANSWER
    ) -> Outcome:
        """Send a message; one that Telegram refuses is sent once more as plain text."""
        outcome = await self._outcome(self._send(target, message, priority))
        if isinstance(outcome, Refused):
            return await self._outcome(self._send(target, message, priority, because=outcome.reason))
        return outcome

    async def edit(self, target: Target, message_id: int, message: OutgoingMessage) -> Outcome:
        """Replace a message's text and buttons; what Telegram refuses is tried once more as plain text."""
        outcome = await self._outcome(self._edit(target, message_id, message))
        if isinstance(outcome, Refused) and "message to edit" not in outcome.reason.lower():
            return await self._outcome(self._edit(target, message_id, message, because=outcome.reason))
        return outcome

    async def send_document(self, target: Target, content: bytes, filename: str, *, caption: str) -> Outcome:
        """Send a file; ``caption`` is HTML of at most 1,024 characters."""
        return await self._outcome(
            self._bot.send_document(
                target.chat_id,
                content,
                filename=filename,
                caption=caption,
                parse_mode=ParseMode.HTML,
                message_thread_id=_thread(target),
            )
        )

    async def answer_callback(
        self, query_id: str, text: str | None = None, *, start: str | None = None
    ) -> Outcome:
        """Tell the app that a button was understood: with a short notice, or opening the bot with ``start``."""
        short = text[:MAX_ANSWER] if text else None
        url = f"{self._bot.link}?start={start}" if start else None
        return await self._outcome(self._bot.answer_callback_query(query_id, text=short, url=url))

    async def answer_inline(
        self,
        query_id: str,
        items: Sequence[InlineItem],
        *,
        cache_seconds: int = 60,
        start: tuple[str, str] | None = None,
    ) -> Outcome:
        """Offer pieces to share; ``start`` is a button (label, payload) that opens the chat with the bot."""
        return await self._outcome(
            self._bot.answer_inline_query(
                query_id,
                [_article(item) for item in items],
                cache_time=cache_seconds,
                is_personal=True,  # in that person's language
                button=InlineQueryResultsButton(start[0], start_parameter=start[1]) if start else None,
            )
        )

    async def set_commands(
        self,
        commands: Sequence[tuple[str, str]],
        *,
        language: str | None = None,
        chat_id: int | None = None,
    ) -> Outcome:
        """Set the menu (name, description), for a language or for all others, for one chat or for all."""
        scope: BotCommandScope = BotCommandScopeDefault() if chat_id is None else BotCommandScopeChat(chat_id)
        menu = [BotCommand(name, description) for name, description in commands]
        return await self._outcome(self._bot.set_my_commands(menu, scope=scope, language_code=language))

    async def set_descriptions(
        self, *, name: str | None, description: str, short: str, language: str | None = None
    ) -> tuple[Outcome, ...]:
        """Set what a person sees before the first word, in a language or for all others; cut to the limits.

        Setting a name is what Telegram allows least often: it is left as it is where ``name`` is None.
        """
        outcomes = [
            await self._outcome(
                self._bot.set_my_description(description[:MAX_DESCRIPTION], language_code=language)
            ),
            await self._outcome(
                self._bot.set_my_short_description(short[:MAX_SHORT], language_code=language)
            ),
        ]
        if name is not None:
            outcomes.append(
                await self._outcome(self._bot.set_my_name(name[:MAX_NAME], language_code=language))
            )
        return tuple(outcomes)

    async def receive_at(
        self, url: str, *, secret: str, allowed_updates: Sequence[str], anew: bool = False
    ) -> Outcome:
        """Have updates brought to ``url``, with ``secret``; *Unchanged* where Telegram knows the address.

        Telegram does not tell the secret it has: ``anew`` is for one that changed.
        """
        try:
            known = await self._bot.get_webhook_info()
        except TelegramError as error:
            return outcome_of(error)
        if not anew and known.url == url and set(known.allowed_updates or ()) == set(allowed_updates):
            return Unchanged()
        return await self._outcome(
            self._bot.set_webhook(url, secret_token=secret, allowed_updates=allowed_updates)
        )

    async def receive_by_polling(self) -> Outcome:
        """Have updates kept until they are asked for; *Unchanged* where they are."""
        try:
            known = await self._bot.get_webhook_info()
        except TelegramError as error:
            return outcome_of(error)
        if not known.url:
            return Unchanged()
        return await self._outcome(self._bot.delete_webhook(drop_pending_updates=False))

    async def _send(
        self, target: Target, message: OutgoingMessage, priority: Priority, *, because: str = ""
    ) -> Message:
        """Send as rendered, or (``because`` Telegram refused that) as plain text."""
        return await self._bot.send_message(
            target.chat_id,
            plain(message.text) if because else message.text,
            parse_mode=None if because else ParseMode.HTML,
            link_preview_options=_preview(None if because else message.preview),
            disable_notification=message.silent or None,
            message_thread_id=_thread(target),
            reply_markup=_markup(_still_good(message.buttons, because)),
            rate_limit_args=_slot(priority),
        )

    async def _edit(
        self, target: Target, message_id: int, message: OutgoingMessage, *, because: str = ""
    ) -> Message | bool:
        return await self._bot.edit_message_text(
            plain(message.text) if because else message.text,
            chat_id=target.chat_id,
            message_id=message_id,
            parse_mode=None if because else ParseMode.HTML,
            link_preview_options=_preview(None if because else message.preview),
            reply_markup=_markup(_still_good(message.buttons, because)),
        )

    async def _outcome(self, call: Awaitable[Message | bool]) -> Outcome:
        try:
            answer = await call
        except TelegramError as error:
            return outcome_of(error)
        return Sent(answer.message_id) if isinstance(answer, Message) else Done()


def _slot(priority: Priority) -> Slot:
    return Slot(priority) if priority is Priority.ANSWER else Slot(priority, DELIVERY_PATIENCE)


def _thread(target: Target) -> int | None:
    """General is thread 1 in updates, but Telegram does not find a thread of that number."""
    return target.thread_id if target.thread_id > 1 else None


def _preview(url: str | None) -> LinkPreviewOptions:
    return LinkPreviewOptions(is_disabled=True) if url is None else LinkPreviewOptions(url=url)


def _still_good(buttons: Keyboard, because: str) -> Keyboard:
    """The buttons to send again after a refusal: none, if it was they that were refused."""
    said = because.lower()
    return () if "button" in said or "markup" in said else buttons


def _markup(buttons: Keyboard) -> InlineKeyboardMarkup | None:
    rows = [[_button(button) for button in row] for row in buttons if row]
    return InlineKeyboardMarkup(rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    match button.kind:
        case "callback":
            return InlineKeyboardButton(button.text, callback_data=button.value)
        case "url":
            return InlineKeyboardButton(button.text, url=button.value)
        case "copy":
            return InlineKeyboardButton(button.text, copy_text=CopyTextButton(button.value))
        case "inline":
            return InlineKeyboardButton(button.text, switch_inline_query=button.value)


def _article(item: InlineItem) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        item.id,
        item.title,
        InputTextMessageContent(
            item.message.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=_preview(item.message.preview),
        ),
        description=item.description,
        reply_markup=_markup(item.message.buttons),
    )
