"""The little Telegram itself: who and what there is, and what the bot did to it."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.clock import Clock
from bot.playground import wire
from bot.playground.entities import found_in
from bot.playground.state import Attachment, Call, Chat, ChatType, Message, Sent, Status, User
from bot.playground.updates import Updates

FIRST_ID = 4_500_000_000_000_000
"""People of the box have ids from here: valid in the Bot API (52 bits), and never given to a real account."""
_EPOCH = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Query:
    """A button press or an inline query that waits for the bot's answer."""

    id: str
    user: User
    at: datetime
    answered: bool = False


@dataclass(slots=True)
class Profile:
    """What the bot set about itself, by language and, for commands, by scope."""

    commands: dict[tuple[str, str], list[Mapping[str, object]]]
    texts: dict[tuple[str, str], str]
    webhook: str = ""
    secret: str = ""


class World:
    """State, and the few ways in which everything changes it."""

    def __init__(
        self, clock: Clock, *, username: str, name: str, language: str | None, privacy: bool
    ) -> None:
        self.clock = clock
        self.privacy = privacy
        first = int((clock.now() - _EPOCH).total_seconds() * 10) % 2**31
        """Grows from run to run, so that a database that remembers an earlier box meets no number again."""
        self._persons = itertools.count(FIRST_ID)
        self._places = itertools.count(1)
        self._files = itertools.count(first)
        self._private_ids = itertools.count(first)
        self._message_ids: dict[int, Iterator[int]] = {}
        self.updates = Updates(first)
        self.me = User(next(self._persons), name, username=username, is_bot=True)
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, User] = {self.me.id: self.me}
        self.queries: dict[str, Query] = {}
        self.files: dict[str, Attachment] = {}
        self.profile = Profile({}, {})
        self.sent: list[Sent] = []
        self.calls: list[Call] = []
        self.remarks: list[str] = []
        self.happened = asyncio.Event()
        self.reader = self.person("Kim", language=language, username="kim_reads")

    def person(
        self,
        first_name: str,
        *,
        language: str | None = "de",
        username: str | None = None,
        started: bool = False,
    ) -> User:
        """A new person and the private chat with the bot, which may write there once it was started."""
        user = User(next(self._persons), first_name, language, username)
        self.users[user.id] = user
        self.chats[user.id] = Chat(user.id, "private", person=user, started=started)
        return user

    def private(self, user: User) -> Chat:
        """The private chat of ``user`` with the bot."""
        return self.chats[user.id]

    def place(self, kind: ChatType, title: str, members: Mapping[int, Status], username: str | None) -> Chat:
        """A new group, supergroup or channel."""
        number = next(self._places)
        chat = Chat(
            -4_500_000 - number if kind == "group" else -1_990_000_000_000 - number,
            kind,
            title=title,
            username=username,
            members=dict(members),
        )
        self.chats[chat.id] = chat
        return chat

    def find_chat(self, address: object) -> Chat | None:
        """The chat of that id or @username."""
        if isinstance(address, int):
            return self.chats.get(address)
        name = str(address).removeprefix("@").lower()
        return next((chat for chat in self.chats.values() if (chat.username or "").lower() == name), None)

    def status(self, chat: Chat, user: User) -> Status:
        """How ``user`` stands in ``chat``."""
        return chat.members.get(user.id, "left")

    def remember(self, sent: Sent) -> None:
        """Add to ``sent``, and wake whoever waits for ``happened`` (and clears it)."""
        self.sent.append(sent)
        self.happened.set()

    def put_message(self, message: Message) -> Message:
        """Store a message (a new one, or an edited one in the place of the old)."""
        message.chat.messages[message.id] = message
        return message

    def new_id(self, chat: Chat) -> int:
        """The next message number: private chats and groups share one row, others have each their own."""
        if chat.type in {"private", "group"}:
            return next(self._private_ids)
        return next(self._message_ids.setdefault(chat.id, itertools.count(2)))

    def new_file(self, kind: str, name: str, content: bytes, mime_type: str) -> Attachment:
        """Store a file."""
        attachment = Attachment(kind, name, content, mime_type, f"BOX{next(self._files)}")
        self.files[attachment.file_id] = attachment
        return attachment

    def new_query(self, user: User) -> Query:
        """A question to the bot that wants one answer."""
        query = Query(f"{user.id}{len(self.queries):06d}", user, self.clock.now())
        self.queries[query.id] = query
        return query

    def service(self, chat: Chat, sender: User, thread: int | None = None, **extra: object) -> Message:
        """A service message; bots see it whatever their privacy mode."""
        message = Message(self.new_id(chat), chat, self.clock.now(), sender, thread=thread, extra=extra)
        self.put_message(message)
        if self.status(chat, self.me) in {"member", "administrator"}:
            self.updates.put("message", wire.message(message))
        return message

    def tell_own_status(self, chat: Chat, by: User, old: Status, new: Status) -> None:
        """Tell the bot how it stands in a chat since now."""
        self.updates.put("my_chat_member", self.member_update(chat, by, self.me, old, new))

    def member_update(self, chat: Chat, by: User, who: User, old: Status, new: Status) -> wire.Json:
        """A ChatMemberUpdated object."""
        return {
            "chat": wire.chat(chat),
            "from": wire.user(by),
            "date": int(self.clock.now().timestamp()),
            "old_chat_member": wire.member(who, old, chat),
            "new_chat_member": wire.member(who, new, chat),
        }

    def edited(self, message: Message, text: str) -> Message:
        """The message with another text, marked as edited now."""
        changed = replace(message, text=text, entities=found_in(text), edited=self.clock.now())
        return self.put_message(changed)

    def reaches_bot(self, message: Message) -> bool:
        """Whether Telegram tells the bot of this message of a person."""
        chat = message.chat
        if chat.type == "private":
            return True
        status = self.status(chat, self.me)
        if chat.type == "channel" or status == "administrator":
            return status == "administrator"
        if status != "member":
            return False
        return not self.privacy or self._addressed(message)

    def _addressed(self, message: Message) -> bool:
        replied = message.chat.messages.get(message.reply_to) if message.reply_to else None
        if replied is not None and replied.sender == self.me:
            return True
        text, mine = message.text, f"@{self.me.username}"
        command = any(entity.type == "bot_command" and entity.offset == 0 for entity in message.entities)
        first = text.split(maxsplit=1)[0] if text else ""
        return mine in text or (command and ("@" not in first or first.endswith(mine)))
