"""From an update to a handler and back: who speaks, in which language, what is wanted, and how it is answered."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import CallbackContext

from bot.clock import Clock
from bot.delivery.outcomes import Refused, Sent
from bot.delivery.sender import Sender, Target
from bot.errors import QuellenboteError
from bot.handlers.administrators import Administrators
from bot.handlers.arguments import Arguments, Intent
from bot.handlers.flood import Flood, Flow
from bot.handlers.guessing import Guesses
from bot.handlers.inline import Inline
from bot.handlers.labels import typed_button
from bot.handlers.operators import OPERATORS_ONLY
from bot.handlers.request import Attached, Handler, Request, Response, say
from bot.handlers.understanding import Understanding
from bot.i18n import Translator, translator, understood
from bot.presentation import general
from bot.presentation.markup import parse_call
from bot.presentation.outgoing import OutgoingMessage
from bot.services.records import Chat, ChatKind
from bot.services.subscriptions import Subscriptions

Context: TypeAlias = "CallbackContext[Any, Any, Any, Any]"

logger = logging.getLogger(__name__)
_KINDS: dict[str, ChatKind] = {
    ChatType.PRIVATE: "private",
    ChatType.GROUP: "group",
    ChatType.SUPERGROUP: "supergroup",
    ChatType.CHANNEL: "channel",
}
# What a group's members may all do, and a channel's readers in private; the rest is the administrators' business.
FOR_ALL = frozenset(
    {
        "start", "latest", "piece", "original", "full", "why", "digest", "since_last", "topic", "about",
        "topicyear", "author", "filter", "only", "archive", "status", "help", "privacy", "greeting", "farewell",
        "thanks", "displeased", "beyond", "yes", "no", "fine", "media",
    }
)  # fmt: skip
# Those of them whose buttons name a piece.
_OF_A_PIECE = frozenset({"piece", "original", "full", "why"})
LONG_TEXT = 400
"""Characters from which on an operator's text may be meant as an article."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said: the chat, its thread, and who said it.

    ``speaks_for_it``: a channel's post, or an administrator who writes as the group itself.
    """

    chat: Chat
    target: Target
    user_id: int | None
    is_private: bool
    speaks_for_it: bool = False


class Router:
    """Brings each update to its handler. ``operators`` are the user ids of those who run the bot."""

    def __init__(
        self,
        *,
        sender: Sender,
        clock: Clock,
        subscriptions: Subscriptions,
        routes: Mapping[str, Handler],
        inline: Inline,
        administrators: Administrators,
        guesses: Guesses,
        operators: frozenset[int],
        language: str,
        boxed: bool,
    ) -> None:
        self._sender = sender
        self._clock = clock
        self._subscriptions = subscriptions
        self._routes = routes
        self._inline = inline
        self._administrators = administrators
        self._understanding = Understanding(subscriptions, guesses)
        self._operators = operators
        self._language = language
        self._boxed = boxed
        self._flood = Flood(clock)
        self._typing = Flood(clock)  # each letter asks, and is no word to the bot

    # ---------------------------------------------------------------- words and commands
    async def message(self, update: Update, _context: Context) -> None:
        """Something was written, in a chat, a group or a channel."""
        message = update.effective_message
        if message is None or update.edited_message is not None or update.edited_channel_post is not None:
            return
        text = self._addressed(message)
        if text is None:
            return
        flow = self._flow(message, message.from_user)
        if flow is Flow.REFUSED:
            return
        place = await self._place(message)
        t = self._translator(place.chat)
        if flow is Flow.TOLD:
            await self._answer(place, say(general.too_many(t)))
            return
        now = self._clock.now()
        replied = message.reply_to_message
        typed = None if message.forward_origin else typed_button(text, t.language, place.chat)
        intent = Intent(typed[0]) if typed else await self._meant(message, place, text, t.language, now)
        place = replace(place, chat=await self._understanding.forgotten(place.chat, intent))
        name, pressed = (
            typed or await self._understanding.button(place.chat, intent, now) or (intent.name, ())
        )
        request = Request(
            chat=place.chat,
            user_id=place.user_id,
            t=t,
            now=now,
            name=name,
            arguments=intent.arguments,
            pressed=pressed,
            replied_to=replied.message_id if replied is not None and _is_mine(replied) else None,
            is_operator=place.user_id in self._operators,
            attached=_attached(message),
        )
        await self._answer(place, await self._handled(request, place))

    def _flow(self, message: Message, user: User | None) -> Flow:
        """Whether one more request of that person, or of that group, is answered."""
        private = message.chat.type == ChatType.PRIVATE
        sender = message.sender_chat or user or message.chat
        return self._flood.judge(sender.id, None if private or sender == message.chat else message.chat.id)

    async def _meant(self, message: Message, place: Place, text: str, language: str, now: datetime) -> Intent:
        """What somebody wants with a message: a file, a forwarded text and plain words are three things."""
        by_operator = place.is_private and place.user_id in self._operators
        if by_operator and (_attached(message) or (text and _is_long(message, text))):
            return Intent("upload", Arguments(query=text))
        if not text:
            return Intent("media")
        if message.forward_origin is not None and not text.startswith("/"):
            return Intent("topic", Arguments(query=text))  # somebody else's words are no orders
        return await self._understanding.intent(place.chat, text, language, now)

    def _addressed(self, message: Message) -> str | None:
        """The text that is meant for the bot; None where others talk among themselves, "" for a picture."""
        text = message.text or message.caption or ""
        me = message.get_bot()
        if message.is_automatic_forward or (message.via_bot is not None and message.via_bot.id == me.id):
            return None  # a channel's post in its group, or a piece that somebody shares
        name = me.username
        command, *rest = text.split(maxsplit=1) or ("",)
        if command.startswith("/"):
            bare, _, addressed = command.partition("@")
            if addressed and addressed.casefold() != name.casefold():
                return None
            return " ".join((bare, *rest))
        if message.chat.type == ChatType.PRIVATE:
            return text if message.text else ""
        if message.chat.type == ChatType.CHANNEL:
            return None
        replied = message.reply_to_message
        # a forum message "replies" to the topic's first one without anybody having meant it so
        if replied is not None and _is_mine(replied) and not replied.forum_topic_created:
            return text or None
        mention = re.compile(rf"[\s,;:(]*(?<!\w)@{name}\b[\s,;:)]*", re.IGNORECASE)
        return (mention.sub(" ", text).strip() or "/help") if mention.search(text) else None

    # ---------------------------------------------------------------- buttons
    async def button(self, update: Update, _context: Context) -> None:
        """A button was pressed; whatever comes of it, it stops waiting."""
        query = update.callback_query
        if query is None:
            return
        name, pressed = parse_call(query.data or "")
        message = query.message
        if not isinstance(message, Message):  # too old for Telegram to say more about it
            t = translator(understood(query.from_user.language_code) or self._language)
            await self._sender.answer_callback(query.id, general.stale_button(t))
            return
        flow = self._flow(message, query.from_user)
        if flow is Flow.REFUSED:
            await self._sender.answer_callback(query.id, None)
            return
        place = await self._place(message, query)
        t = self._translator(place.chat)
        if flow is Flow.TOLD:
            await self._sender.answer_callback(query.id, general.too_many(t).text)
            return
        if name not in self._routes:
            await self._sender.answer_callback(query.id, general.stale_button(t))
            return
        request = Request(
            chat=place.chat,
            user_id=place.user_id,
            t=t,
            now=self._clock.now(),
            name=name,
            pressed=pressed,
            message_id=message.message_id,
            is_operator=place.user_id in self._operators,
        )
        response = await self._handled(request, place)
        await self._sender.answer_callback(query.id, response.toast, start=response.start)
        await self._answer(place, response, pressed=message.message_id)

    # ---------------------------------------------------------------- membership, inline, failures
    async def membership(self, update: Update, _context: Context) -> None:
        """The bot was added, removed, promoted, blocked or unblocked."""
        change = update.my_chat_member
        if change is None:
            return
        now, chat = self._clock.now(), change.chat
        status = change.new_chat_member.status
        gone = status in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
        if gone:
            state = "blocked" if chat.type == ChatType.PRIVATE else "left"
            await self._subscriptions.left(chat.id, state, now)
            return
        await self._subscriptions.left(chat.id, "active", now)
        was = change.old_chat_member.status
        if chat.type == ChatType.PRIVATE or was not in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED):
            return
        row = await self._meet(chat.id, 0, chat.type, change.from_user.language_code)
        t = self._translator(row)
        if chat.type == ChatType.CHANNEL:  # not before all its readers: who made it an administrator is told
            told = translator(understood(change.from_user.language_code) or self._language)
            hint = general.added_to_channel(told, chat.title or "")
            await self._sender.send(Target(change.from_user.id), hint)
            return
        place = Place(row, Target(chat.id), change.from_user.id, is_private=False)
        await self._answer(place, say(general.added_to_group(t)))

    async def migration(self, update: Update, _context: Context) -> None:
        """A group became a supergroup: its subscription follows."""
        message = update.effective_message
        if message is not None and message.migrate_to_chat_id is not None:
            await self._subscriptions.migrate(message.chat.id, message.migrate_to_chat_id)

    async def inline(self, update: Update, _context: Context) -> None:
        """Somebody types @bot and a topic in another chat."""
        query = update.inline_query
        if query is not None:
            person = query.from_user
            if self._typing.judge(person.id) is not Flow.ANSWERED:
                await self._sender.answer_inline(query.id, [], cache_seconds=0)
                return
            spoken = await self._subscriptions.language_of(person.id)
            t = translator(spoken or understood(person.language_code) or self._language)
            results = await self._inline.results(t, query.query, self._clock.now())
            start = (t("inline.start"), "start")
            await self._sender.answer_inline(query.id, results, start=start)

    async def failed(self, update: object, context: Context) -> None:
        """The one place where an unexpected error of a handler ends: logged, told in one sentence."""
        logger.error("a handler failed", exc_info=context.error)
        if isinstance(update, Update):
            await self.apologise(update)

    async def apologise(self, update: Update) -> None:
        """Tell a person that their request came to nothing; the button they pressed stops waiting."""
        query, message = update.callback_query, update.effective_message
        user = update.effective_user
        if query is not None:
            await self._sender.answer_callback(query.id, None)
        if message is None or message.chat.type != ChatType.PRIVATE:
            return
        spoken = await self._subscriptions.language_of(message.chat.id)
        code = spoken or understood(user.language_code if user else None) or self._language
        await self._sender.send(Target(message.chat.id), general.failed(translator(code)))

    # ---------------------------------------------------------------- shared
    async def _handled(self, request: Request, place: Place) -> Response:
        handler = self._routes.get(request.name)
        operators_only = request.name in OPERATORS_ONLY
        for_all = request.name in FOR_ALL
        if handler is None or (operators_only and not request.is_operator):
            if request.message_id:
                return Response(toast=general.stale_button(request.t))
            return say(general.unknown_command(request.t)) if place.is_private else Response()
        if operators_only and not place.is_private:
            return say(general.not_for_groups(request.t))
        if for_all and request.message_id and place.chat.kind == "channel":
            return Response(start=_in_private(request))
        if not (place.is_private or operators_only or for_all or await self._may_decide(place)):
            message = general.only_admins(request.t)
            return Response(toast=message.text) if request.message_id else say(message)
        try:
            return await handler(request)
        except QuellenboteError as error:
            return say(general.error(request.t, error))

    async def _may_decide(self, place: Place) -> bool:
        """Whether the one who asks administers the group or channel."""
        if place.user_id is None:
            return place.speaks_for_it
        return await self._administrators.include(place.chat.telegram_id, place.user_id)

    async def _answer(self, place: Place, response: Response, *, pressed: int | None = None) -> None:
        for number, message in enumerate(response.messages):
            if number == 0 and response.edit and pressed is not None:
                shown: int | None = pressed
                if isinstance(await self._sender.edit(place.target, pressed, message), Refused):
                    shown = await self._sent(place, message)  # it was deleted meanwhile
            else:
                shown = await self._sent(place, message)
            if shown is not None and message.article_id is not None:
                now = self._clock.now()
                await self._subscriptions.note_shown(place.chat, shown, message.article_id, now)
        if response.file is not None:
            await self._sender.send_document(
                place.target, response.file.content, response.file.name, caption=response.file.caption
            )

    async def _sent(self, place: Place, message: OutgoingMessage) -> int | None:
        outcome = await self._sender.send(place.target, message)
        return outcome.message_id if isinstance(outcome, Sent) else None

    async def _place(self, message: Message, query: CallbackQuery | None = None) -> Place:
        user = query.from_user if query is not None else message.from_user
        sender = message.sender_chat if query is None else None
        thread = message.message_thread_id if message.is_topic_message else None
        code = user.language_code if user is not None and message.chat.type == ChatType.PRIVATE else None
        row = await self._meet(message.chat.id, thread or 0, message.chat.type, code)
        return Place(
            row,
            Target(row.telegram_id, row.thread_id),
            None if user is None or sender is not None else user.id,
            message.chat.type == ChatType.PRIVATE,
            speaks_for_it=sender is not None and sender.id == message.chat.id,
        )

    async def _meet(self, telegram_id: int, thread: int, kind: str, code: str | None) -> Chat:
        return await self._subscriptions.meet(
            telegram_id,
            thread,
            kind=_KINDS[kind],
            language_code=code,
            boxed=self._boxed,
            now=self._clock.now(),
        )

    def _translator(self, chat: Chat) -> Translator:
        return translator(chat.language or understood(chat.language_code) or self._language)


def _in_private(request: Request) -> str:
    """What a channel's button starts between its reader and the bot: the piece is opened, or the bot greets."""
    number = request.number() if request.name in _OF_A_PIECE else None
    return "start" if number is None else f"a{number}"


def _is_mine(message: Message) -> bool:
    return message.from_user is not None and message.from_user.id == message.get_bot().id


def _is_long(message: Message, text: str) -> bool:
    """Whether a text may be meant as an article: written at length, or forwarded."""
    return not text.startswith("/") and (message.forward_origin is not None or len(text) >= LONG_TEXT)


def _attached(message: Message) -> Attached | None:
    document = message.document
    if document is None or message.animation is not None:  # Telegram gives a moving picture as a document too
        return None
    return Attached(document.file_id, document.file_name or "", document.file_size or 0)
