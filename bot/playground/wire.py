"""People, chats and messages as the Bot API writes them."""

from __future__ import annotations

from bot.playground.state import Attachment, Button, Chat, Keyboard, Message, Status, User

ANONYMOUS = User(1_087_968_824, "Group", username="GroupAnonymousBot", is_bot=True)
"""Who stands as the sender where an administrator writes as the group."""

_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories",
)  # fmt: skip

Json = dict[str, object]


def user(person: User) -> Json:
    """A User object."""
    fields: Json = {"id": person.id, "is_bot": person.is_bot, "first_name": person.first_name}
    optional = {
        "last_name": person.last_name,
        "username": person.username,
        "language_code": person.language,
    }
    return fields | {name: value for name, value in optional.items() if value}


def chat(place: Chat) -> Json:
    """A Chat object."""
    fields: Json = {"id": place.id, "type": place.type}
    if place.person is not None:
        fields |= {
            k: v for k, v in user(place.person).items() if k in {"first_name", "last_name", "username"}
        }
    if place.title:
        fields["title"] = place.title
    if place.username:
        fields["username"] = place.username
    if place.forum:
        fields["is_forum"] = True
    return fields


def message(item: Message, *, nested: bool = False) -> Json:
    """A Message object; a ``nested`` one tells nothing of the message it replied to."""
    fields: Json = {
        "message_id": item.id,
        "date": int(item.date.timestamp()),
        "chat": chat(item.chat),
        **_sender(item),
        **item.extra,
    }
    if item.thread is not None:
        fields |= {"message_thread_id": item.thread, "is_topic_message": True}
    if item.edited is not None:
        fields["edit_date"] = int(item.edited.timestamp())
    replied = item.chat.messages.get(item.reply_to) if item.reply_to else None
    if replied is not None and not nested:
        fields["reply_to_message"] = message(replied, nested=True)
    if item.attachment is not None:
        fields |= attachment(item.attachment)
    if item.text:
        captioned = item.attachment is not None
        fields["caption" if captioned else "text"] = item.text
        if item.entities:
            fields["caption_entities" if captioned else "entities"] = [e.wire() for e in item.entities]
    if item.buttons:
        fields["reply_markup"] = keyboard(item.buttons)
    return fields


def _sender(item: Message) -> Json:
    if item.sender is None:
        return {"sender_chat": chat(item.chat)}
    if item.anonymous:
        return {"from": user(ANONYMOUS), "sender_chat": chat(item.chat)}
    return {"from": user(item.sender)}


def inaccessible(place: Chat, number: int) -> Json:
    """What stands for a message that is gone."""
    return {"chat": chat(place), "message_id": number, "date": 0}


def keyboard(rows: Keyboard) -> Json:
    """An InlineKeyboardMarkup object."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows]}


def _button(item: Button) -> Json:
    fields: Json = {"text": item.text}
    for name in ("callback_data", "url", "switch_inline_query", "switch_inline_query_current_chat"):
        value = getattr(item, name)
        if value is not None:
            fields[name] = value
    if item.copy_text is not None:
        fields["copy_text"] = {"text": item.copy_text}
    return fields


def attachment(item: Attachment) -> Json:
    """The field of a message that holds its file."""
    about: Json = {
        "file_id": item.file_id,
        "file_unique_id": f"u{item.file_id}",
        "file_size": len(item.content),
    }
    if item.kind == "photo":
        return {"photo": [about | {"width": 640, "height": 480}]}
    if item.kind == "voice":
        return {"voice": about | {"duration": 3, "mime_type": item.mime_type}}
    return {"document": about | {"file_name": item.name, "mime_type": item.mime_type}}


def member(person: User, status: Status, place: Chat) -> Json:
    """A ChatMember object."""
    fields: Json = {"user": user(person), "status": status}
    if status == "creator":
        fields["is_anonymous"] = False
    if status == "kicked":
        fields["until_date"] = 0
    if status == "administrator":
        fields |= dict.fromkeys(_RIGHTS, False) | {"can_manage_chat": True, "can_be_edited": False}
        fields["is_anonymous"] = False
        if place.type == "channel":
            fields |= {"can_post_messages": True, "can_edit_messages": True}
    return fields
