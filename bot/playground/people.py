"""What people do: write, press, edit, forward, ask inline, come and go."""

from __future__ import annotations

from dataclasses import replace

from bot.playground import wire
from bot.playground.entities import found_in
from bot.playground.limits import START_PAYLOAD
from bot.playground.state import Attachment, Chat, Message, Press, Sent, Status, User, pick
from bot.playground.world import World


class People(World):
    """Everything that a person can do to the bot. Where ``user`` is left out, it is ``reader``."""

    def say(
        self,
        text: str,
        *,
        user: User | None = None,
        chat: Chat | None = None,
        reply_to: Message | Sent | None = None,
        thread: int | None = None,
        anonymous: bool = False,
    ) -> Message:
        """Write ``text``: to the bot, or into ``chat`` (a post, where it is a channel).

        ``anonymous`` is an administrator who writes as the group. Telegram strips white space at both
        ends and has no empty messages: these raise ValueError.
        """
        text = text.strip()
        if not 1 <= len(text) <= 4096:
            raise ValueError("a text message has 1 to 4096 characters")
        return self._write(user, chat, reply_to, thread, anonymous=anonymous, text=text)

    def start(self, payload: str = "", *, user: User | None = None) -> Message:
        """Open the bot, by its button or through a link ``t.me/BOT?start=payload``."""
        if payload and not START_PAYLOAD.fullmatch(payload):
            raise ValueError(f"no start parameter: {payload!r}")
        return self.say(f"/start {payload}", user=user)

    def send_document(
        self, name: str, content: bytes, *, mime_type: str = "text/plain", caption: str = "",
        user: User | None = None, chat: Chat | None = None,
    ) -> Message:  # fmt: skip
        """Send a file."""
        file = self.new_file("document", name, content, mime_type)
        return self._write(user, chat, None, None, text=caption, attachment=file)

    def send_photo(self, *, caption: str = "", user: User | None = None, chat: Chat | None = None) -> Message:
        """Send a picture."""
        file = self.new_file("photo", "picture.jpg", b"\xff\xd8\xff\xd9", "image/jpeg")
        return self._write(user, chat, None, None, text=caption, attachment=file)

    def send_voice(self, *, user: User | None = None, chat: Chat | None = None) -> Message:
        """Send a voice message."""
        file = self.new_file("voice", "voice.ogg", b"OggS", "audio/ogg")
        return self._write(user, chat, None, None, attachment=file)

    def send_other(
        self, content: dict[str, object], *, user: User | None = None, chat: Chat | None = None
    ) -> Message:
        """Send any other kind, as the Bot API writes it: a sticker, a place, a contact, a poll."""
        return self._write(user, chat, None, None, extra=content)

    def forward(self, message: Message, *, user: User | None = None, chat: Chat | None = None) -> Message:
        """Forward a message of any chat to the bot, or into ``chat``."""
        origin: dict[str, object] = {"date": int(message.date.timestamp())}
        if message.sender is None:
            origin |= {"type": "channel", "chat": wire.chat(message.chat), "message_id": message.id}
        else:
            origin |= {"type": "user", "sender_user": wire.user(message.sender)}
        return self._write(
            user, chat, None, None,
            text=message.text, attachment=message.attachment, extra={"forward_origin": origin},
        )  # fmt: skip

    def _write(
        self,
        user: User | None,
        chat: Chat | None,
        reply_to: Message | Sent | None,
        thread: int | None,
        *,
        text: str = "",
        attachment: Attachment | None = None,
        anonymous: bool = False,
        extra: dict[str, object] | None = None,
    ) -> Message:
        user = user or (chat.person if chat else None) or self.reader
        chat = chat or self.private(user)
        self._may_write(chat, user, thread)
        replied = reply_to.message if isinstance(reply_to, Sent) else reply_to
        message = Message(
            self.new_id(chat), chat, self.clock.now(), None if chat.type == "channel" else user,
            text=text, entities=found_in(text), attachment=attachment, anonymous=anonymous, extra=extra or {},
            thread=thread if thread is not None else (replied.thread if replied else None),
            reply_to=replied.id if replied else None,
        )  # fmt: skip
        self.put_message(message)
        if self.reaches_bot(message):
            self.updates.put("channel_post" if chat.type == "channel" else "message", wire.message(message))
        return message

    def _may_write(self, chat: Chat, user: User, thread: int | None) -> None:
        if chat.migrated_to is not None:
            raise ValueError(f"{chat.title} became a supergroup; write there")
        if chat.type == "private":
            if chat.blocked:
                raise ValueError(f"{user.name} blocked the bot; call unblock() first")
            chat.started = True
        elif self.status(chat, user) in {"left", "kicked"}:
            raise ValueError(f"{user.name} is not in {chat.title}")
        if thread is not None and thread not in chat.topics:
            raise ValueError(f"no topic {thread} in {chat.title}")

    def edit(self, message: Message, text: str) -> Message:
        """Change one's own message."""
        changed = self.edited(message, text)
        if self.reaches_bot(changed):
            kind = "edited_channel_post" if changed.chat.type == "channel" else "edited_message"
            self.updates.put(kind, wire.message(changed))
        return changed

    def delete(self, message: Message) -> None:
        """Delete a message, also one of the bot; bots are not told."""
        message.chat.messages.pop(message.id, None)

    def press(self, message: Message | Sent, button: str | int, *, user: User | None = None) -> Press:
        """Press the button whose label holds ``button``, or the one at that place, as ``message`` shows it.

        An older value of an edited message presses the button of that time. Raises LookupError.
        """
        place = message.message if isinstance(message, Sent) else message
        if place is None:
            raise LookupError("nothing to press")
        pressed = pick(message.buttons, button)
        user = user or place.chat.person or self.reader
        if pressed.callback_data is None:
            for kind in ("url", "copy_text", "switch_inline_query", "switch_inline_query_current_chat"):
                value = getattr(pressed, kind)
                if value is not None:
                    return Press(kind, value)
            return Press(pressed.other or "", "")
        query = self.new_query(user)
        content: dict[str, object] = {
            "id": query.id, "from": wire.user(user), "chat_instance": str(place.chat.id),
            "data": pressed.callback_data,
        }  # fmt: skip
        if place.inline_id is not None:
            content["inline_message_id"] = place.inline_id
        else:
            now = place.chat.messages.get(place.id)
            content["message"] = wire.message(now) if now else wire.inaccessible(place.chat, place.id)
        self.updates.put("callback_query", content)
        return Press("callback", pressed.callback_data, query.id)

    def inline_query(
        self, text: str, *, user: User | None = None, offset: str = "", chat_type: str = "sender"
    ) -> str:
        """Type ``@bot text`` in any chat; gives the id under which ``results`` finds the answer."""
        user = user or self.reader
        query = self.new_query(user)
        self.updates.put(
            "inline_query",
            {
                "id": query.id,
                "from": wire.user(user),
                "query": text[:256],
                "offset": offset,
                "chat_type": chat_type,
            },
        )
        return query.id

    def block(self, user: User | None = None) -> None:
        """Block the bot."""
        self._switch(user or self.reader, blocked=True)

    def unblock(self, user: User | None = None) -> None:
        """Let it write again."""
        self._switch(user or self.reader, blocked=False)

    def _switch(self, user: User, *, blocked: bool) -> None:
        chat = self.private(user)
        chat.blocked = blocked
        states: tuple[Status, Status] = ("member", "kicked") if blocked else ("kicked", "member")
        self.tell_own_status(chat, user, *states)

    def deactivate(self, user: User) -> None:
        """The account is deleted; bots are not told."""
        self.private(user).deactivated = True


class Groups(People):
    """Groups, forums and channels, and who comes and goes there."""

    def group(self, title: str, *, owner: User | None = None, bot: Status = "member") -> Chat:
        """A basic group of ``owner`` (the reader) with the bot in it; no update tells of it."""
        return self._found("group", title, owner, bot, None)

    def supergroup(
        self, title: str, *, owner: User | None = None, bot: Status = "member", username: str | None = None,
        forum: bool = False,
    ) -> Chat:  # fmt: skip
        """A supergroup; with ``forum`` it has topics, made by ``topic``."""
        chat = self._found("supergroup", title, owner, bot, username)
        chat.forum = forum
        return chat

    def channel(
        self,
        title: str,
        *,
        owner: User | None = None,
        bot: Status = "administrator",
        username: str | None = None,
    ) -> Chat:
        """A channel, the bot its administrator."""
        return self._found("channel", title, owner, bot, username)

    def _found(self, kind: str, title: str, owner: User | None, bot: Status, username: str | None) -> Chat:
        members: dict[int, Status] = {(owner or self.reader).id: "creator"}
        if bot != "left":
            members[self.me.id] = bot
        if kind == "group":
            return self.place("group", title, members, username)
        return self.place("channel" if kind == "channel" else "supergroup", title, members, username)

    def topic(self, chat: Chat, name: str) -> int:
        """Open a topic in a forum; gives its thread id."""
        message = Message(self.new_id(chat), chat, self.clock.now(), self._owner(chat))
        created = {"forum_topic_created": {"name": name, "icon_color": 7_322_096}}
        chat.topics[message.id] = name
        self.put_message(replace(message, thread=message.id, extra=created))
        return message.id

    def close_topic(self, chat: Chat, thread: int) -> None:
        """Close a topic: only administrators write there."""
        chat.closed_topics.add(thread)

    def delete_topic(self, chat: Chat, thread: int) -> None:
        """Delete a topic and all that was said in it."""
        chat.topics.pop(thread)
        for number in [m.id for m in chat.messages.values() if m.thread == thread]:
            del chat.messages[number]

    def join(self, chat: Chat, user: User) -> None:
        """Come into a group; told by a service message, and as chat_member where the bot asked for it."""
        self._move(chat, user, user, "member")
        if chat.is_group:
            self.service(chat, user, new_chat_members=[wire.user(user)])

    def leave(self, chat: Chat, user: User) -> None:
        """Leave a group."""
        self._move(chat, user, user, "left")
        if chat.is_group:
            self.service(chat, user, left_chat_member=wire.user(user))

    def promote(self, chat: Chat, user: User | None = None, *, by: User | None = None) -> None:
        """Make ``user`` (the bot, where none is named) an administrator."""
        self._move(chat, by or self._owner(chat), user or self.me, "administrator")

    def demote(self, chat: Chat, user: User | None = None, *, by: User | None = None) -> None:
        """Make ``user`` (the bot, where none is named) a simple member; in a channel that is the way out."""
        self._move(chat, by or self._owner(chat), user or self.me, "member")

    def add_bot(self, chat: Chat, *, by: User | None = None, status: Status = "member") -> None:
        """Bring the bot in: a my_chat_member update, and in groups a service message."""
        by = by or self._owner(chat)
        self._move(chat, by, self.me, status)
        if chat.is_group:
            self.service(chat, by, new_chat_members=[wire.user(self.me)])

    def remove_bot(self, chat: Chat, *, by: User | None = None) -> None:
        """Throw the bot out."""
        by = by or self._owner(chat)
        if chat.is_group:
            self.service(chat, by, left_chat_member=wire.user(self.me))
        self._move(chat, by, self.me, "kicked")

    def migrate(self, chat: Chat) -> Chat:
        """Turn a group into a supergroup: a new id; calls to the old one are refused with it."""
        new = self.place("supergroup", chat.title or "", chat.members, None)
        owner = self._owner(chat)
        self.service(chat, owner, migrate_to_chat_id=new.id)
        chat.migrated_to = new.id
        self.service(new, owner, migrate_from_chat_id=chat.id)
        return new

    def _move(self, chat: Chat, by: User, who: User, new: Status) -> None:
        old = self.status(chat, who)
        chat.members[who.id] = new
        if who == self.me:
            self.tell_own_status(chat, by, old, new)
        elif self.status(chat, self.me) == "administrator":
            self.updates.put("chat_member", self.member_update(chat, by, who, old, new))

    def _owner(self, chat: Chat) -> User:
        number = next((number for number, status in chat.members.items() if status == "creator"), None)
        return self.users[number] if number is not None else self.reader
