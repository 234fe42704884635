"""How the box answers the calls that send, change and take back messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.playground import wire
from bot.playground.entities import found_in
from bot.playground.faults import RefusedError, failed, forbidden, migrated, wrong
from bot.playground.html import Parsed
from bot.playground.limits import (
    MAX_ANSWER,
    START_PAYLOAD,
    check_results,
    read_keyboard,
    read_preview,
    read_text,
)
from bot.playground.methods import Arguments
from bot.playground.state import Action, Attachment, Chat, Message, Sent, links
from bot.playground.world import Query, World

Answer = Callable[[World, Arguments], object]

ANSWER_WITHIN = timedelta(seconds=15)
"""How long a press or an inline query waits; Telegram names no figure ("within seconds")."""
DELETE_WITHIN = timedelta(hours=48)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_UNMODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip


def reachable(world: World, address: object) -> Chat:
    """The chat the bot may write to. Raises RefusedError as Telegram words it."""
    chat = known(world, address)
    if chat.type == "private":
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat
    status = world.status(chat, world.me)
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if status == "left":
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    if chat.type == "channel" and status != "administrator":
        raise failed("need administrator rights in the channel chat")
    return chat


def known(world: World, address: object) -> Chat:
    """The chat of that id or name, wherever the bot stands. Raises RefusedError."""
    chat = world.find_chat(address)
    if chat is None:
        raise failed("chat not found")
    if chat.migrated_to is not None:
        raise migrated(chat.migrated_to)
    return chat


def open_thread(world: World, chat: Chat, thread: int | None) -> int | None:
    """The thread a message goes to. General has no id of its own: 1 is refused like an unknown one."""
    if thread is None:
        return None
    if thread == 1:
        raise wrong("message thread not found")
    if thread not in chat.topics:
        raise failed("message thread not found")
    if thread in chat.closed_topics and world.status(chat, world.me) != "administrator":
        raise failed("TOPIC_CLOSED")
    return thread


def send(
    world: World, arguments: Arguments, method: str, content: Parsed, file: Attachment | None
) -> wire.Json:
    """Deliver a new message of the bot, and remember it."""
    chat = reachable(world, arguments["chat_id"])
    thread = open_thread(world, chat, arguments.number("message_thread_id"))
    preview = read_preview(arguments.group("link_preview_options"), links(content.text, content.entities))
    message = world.put_message(
        Message(
            world.new_id(chat), chat, world.clock.now(), None if chat.type == "channel" else world.me,
            text=content.text, entities=content.entities, attachment=file, thread=thread,
            buttons=read_keyboard(arguments.group("reply_markup")), preview=None if file else preview,
            silent=arguments.flag("disable_notification"),
        )
    )  # fmt: skip
    _remember(world, Action.MESSAGE, method, message, arguments)
    return wire.message(message)


def _remember(world: World, action: Action, method: str, message: Message, arguments: Arguments) -> None:
    world.remember(
        Sent(
            action, method, world.clock.now(), message.chat, message.thread, message, message.text,
            markup=arguments.text("text") or arguments.text("caption"), entities=message.entities,
            buttons=message.buttons, silent=message.silent, preview=message.preview,
            attachment=message.attachment,
        )
    )  # fmt: skip


def _content(world: World, arguments: Arguments, field: str) -> Parsed:
    content = read_text(arguments, field)
    world.remarks.extend(content.remarks)
    return content


def text_message(world: World, arguments: Arguments) -> object:
    """``sendMessage``."""
    return send(world, arguments, "sendMessage", _content(world, arguments, "text"), None)


def document(world: World, arguments: Arguments) -> object:
    """``sendDocument``."""
    upload = arguments.upload("document")
    if upload is None:
        raise wrong("wrong file identifier/HTTP URL specified")
    if not upload.content:
        raise wrong("file must be non-empty")
    content = _content(world, arguments, "caption")
    file = world.new_file("document", upload.name, upload.content, upload.mime_type)
    return send(world, arguments, "sendDocument", content, file)


def _own_message(world: World, arguments: Arguments) -> Message:
    if "chat_id" not in arguments or "message_id" not in arguments:
        raise wrong("message identifier is not specified")
    chat = reachable(world, arguments["chat_id"])
    message = chat.messages.get(arguments.number("message_id") or 0)
    if message is None:
        raise failed("message to edit not found")
    if message.sender not in {world.me, None}:
        raise failed("message can't be edited")
    return message


def edited_text(world: World, arguments: Arguments) -> object:
    """``editMessageText``; without ``reply_markup`` the keyboard goes."""
    old = _own_message(world, arguments)
    if old.attachment is not None:
        raise wrong("there is no text in the message to edit")
    try:
        content = _content(world, arguments, "text")
    except RefusedError as refusal:
        if refusal.description.endswith("message is too long"):
            raise wrong("MESSAGE_TOO_LONG") from refusal
        raise
    preview = read_preview(arguments.group("link_preview_options"), links(content.text, content.entities))
    buttons = read_keyboard(arguments.group("reply_markup"))
    new = replace(old, text=content.text, entities=content.entities, preview=preview, buttons=buttons)
    if old == new:
        raise failed(_UNMODIFIED)
    changed = new.text != old.text or new.entities != old.entities
    message = world.put_message(replace(new, edited=world.clock.now() if changed else old.edited))
    _remember(world, Action.EDIT, "editMessageText", message, arguments)
    return wire.message(message)


def deleted(world: World, arguments: Arguments) -> object:
    """``deleteMessage``."""
    chat = reachable(world, arguments["chat_id"])
    message = chat.messages.get(arguments.number("message_id") or 0)
    if message is None:
        raise failed("message to delete not found")
    own = message.sender in {world.me, None} or chat.type == "private"
    if not own and world.status(chat, world.me) != "administrator":
        raise failed("message can't be deleted")
    if world.clock.now() - message.date > DELETE_WITHIN:
        raise failed("message can't be deleted for everyone")
    del chat.messages[message.id]
    world.remember(
        Sent(Action.DELETE, "deleteMessage", world.clock.now(), chat, message.thread, message, message.text)
    )
    return True


def chat_action(world: World, arguments: Arguments) -> object:
    """``sendChatAction``."""
    chat = reachable(world, arguments["chat_id"])
    action = arguments.text("action")
    if action not in _ACTIONS:
        raise wrong("wrong parameter action in request")
    thread = open_thread(world, chat, arguments.number("message_thread_id"))
    world.remember(Sent(Action.TYPING, "sendChatAction", world.clock.now(), chat, thread, text=action))
    return True


def _open_query(world: World, identity: str) -> Query:
    query = world.queries.get(identity)
    if query is not None and query.answered:
        raise wrong(_TOO_OLD)
    if query is None or world.clock.now() - query.at > ANSWER_WITHIN:
        raise failed(_TOO_OLD)
    return query


def callback_answer(world: World, arguments: Arguments) -> object:
    """``answerCallbackQuery``: once, in time, 200 characters."""
    text, url = arguments.text("text"), arguments.text("url")
    if len(text) > MAX_ANSWER:
        raise wrong("MESSAGE_TOO_LONG")
    opened = f"https://t.me/{world.me.username}?start="
    if url and not (url.startswith(opened) and START_PAYLOAD.fullmatch(url.removeprefix(opened))):
        raise wrong("URL_INVALID")
    query = _open_query(world, arguments.text("callback_query_id"))
    query.answered = True
    world.remember(
        Sent(
            Action.ANSWER, "answerCallbackQuery", world.clock.now(), world.private(query.user), text=text,
            query=query.id, alert=arguments.flag("show_alert"), url=url or None,
        )
    )  # fmt: skip
    return True


def inline_answer(world: World, arguments: Arguments) -> object:
    """``answerInlineQuery``."""
    if len(arguments.text("next_offset").encode()) > 64:
        raise wrong("NEXT_OFFSET_INVALID")
    button = arguments.group("button")
    if button is not None and not START_PAYLOAD.fullmatch(button.text("start_parameter")):
        raise wrong("START_PARAM_INVALID")
    results = arguments.groups("results")
    texts = check_results(results)
    query = _open_query(world, arguments.text("inline_query_id"))
    query.answered = True
    for text in texts:
        world.remarks.extend(text.remarks)
    world.remember(
        Sent(
            Action.INLINE, "answerInlineQuery", world.clock.now(), world.private(query.user), query=query.id,
            results=tuple(dict(result) for result in results), text=button.text("text") if button else "",
            url=button.text("start_parameter") if button else None,
        )
    )  # fmt: skip
    return True


def chosen(world: World, result: Arguments, chat: Chat, sender_id: int, inline_id: str) -> Message:
    """The message that appears where a person chose an inline result."""
    content = result.group("input_message_content") or Arguments({})
    text = read_text(content, "message_text")
    return world.put_message(
        Message(
            world.new_id(chat), chat, world.clock.now(), world.users[sender_id], text=text.text,
            entities=found_in(text.text, text.entities), inline_id=inline_id,
            buttons=read_keyboard(result.group("reply_markup")),
            preview=read_preview(content.group("link_preview_options"), links(text.text, text.entities)),
            extra={"via_bot": wire.user(world.me)},
        )
    )  # fmt: skip


ANSWERS: dict[str, Answer] = {
    "sendMessage": text_message,
    "sendDocument": document,
    "sendChatAction": chat_action,
    "editMessageText": edited_text,
    "deleteMessage": deleted,
    "answerCallbackQuery": callback_answer,
    "answerInlineQuery": inline_answer,
}
