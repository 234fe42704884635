"""Telegram in a box: people on one side, the Bot API on the other, no network in between."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from bot.clock import Clock
from bot.playground import answers, profile, wire
from bot.playground.faults import Fault, Faults, LostError, PlannedFault, RefusedError, refused
from bot.playground.flood import Flood
from bot.playground.methods import Arguments, Upload, read
from bot.playground.people import Groups
from bot.playground.state import Action, Call, Chat, Message, Sent, User

_ANSWERS = answers.ANSWERS | profile.ANSWERS
_COUNTED = re.compile(r"(?:send(?!ChatAction)|forward|copy|editMessage)")
_NUMBER = re.compile(r"-?[0-9]{1,19}")
MAX_POLL_SECONDS = 50


class Box(Groups):
    """A little Telegram on which a bot runs.

    People act through ``say``, ``press``, ``join`` and their like, the bot through ``call`` (by way of
    ``BoxRequest``, or of HTTP). ``sent`` lists what the bot did that a person can see, ``calls`` every
    request, ``violations`` the requests that were wrong in themselves, ``refused`` all that were refused.
    ``reader`` is the person who acts where none is named; ``flood`` switches the flood limits on.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        username: str = "quellenbote_box_bot",
        name: str = "Quellenbote",
        language: str | None = "de",
        privacy: bool = True,
        flood: Flood | None = None,
    ) -> None:
        super().__init__(clock, username=username, name=name, language=language, privacy=privacy)
        self.flood = flood
        self._faults = Faults()

    @property
    def token(self) -> str:
        """The token that opens this box, and nothing else in the world."""
        return f"{self.me.id}:{'box-' * 9}"[:48]

    @property
    def violations(self) -> list[Call]:
        """Calls that were wrong in themselves; ``problem`` says why. A good bot makes none."""
        return [call for call in self.calls if call.problem is not None]

    @property
    def refused(self) -> list[Call]:
        """Calls that were answered with an error, planned faults included."""
        return [call for call in self.calls if call.status >= 400]

    @property
    def unanswered(self) -> list[str]:
        """Ids of the presses and inline queries the bot has not answered."""
        return [query.id for query in self.queries.values() if not query.answered]

    def messages(self, chat: Chat | User | None = None) -> list[Message]:
        """A chat as a person sees it now, oldest first; the reader's own where none is named."""
        place = chat if isinstance(chat, Chat) else self.private(chat or self.reader)
        return list(place.messages.values())

    def last(self, chat: Chat | User | None = None) -> Message:
        """The newest message of the bot in a chat, as it stands now. Raises LookupError."""
        own = [message for message in self.messages(chat) if message.sender in {self.me, None}]
        if not own:
            raise LookupError("the bot has said nothing here")
        return own[-1]

    def said(self, chat: Chat | User | None = None) -> list[Sent]:
        """What the bot sent and edited in a chat, in order."""
        place = chat if isinstance(chat, Chat) else self.private(chat or self.reader)
        return [s for s in self.sent if s.chat is place and s.action in {Action.MESSAGE, Action.EDIT}]

    def fail_next(self, method: str | None, *faults: Fault, chat: Chat | User | int | None = None) -> None:
        """Let the next calls of ``method`` (None: any but getUpdates) fail, one after the other.

        With ``chat``, only calls to that chat count.
        """
        number = chat if isinstance(chat, int) or chat is None else chat.id
        self._faults.planned += [PlannedFault(fault, method, number) for fault in faults]

    @property
    def planned_faults(self) -> int:
        """How many planned faults no call has met yet."""
        return len(self._faults.planned)

    def results(self, query: str) -> list[Mapping[str, object]]:
        """The results that the bot gave to an inline query."""
        return [result for sent in self.sent if sent.query == query for result in sent.results]

    def choose(self, query: str, index: int = 0, *, chat: Chat | None = None) -> Message:
        """Send the inline result at that place into ``chat`` (the chat of the person with another one)."""
        asked = self.queries[query]
        result = Arguments(self.results(query)[index])
        place = chat or self.private(self.person("Robin"))
        message = answers.chosen(self, result, place, asked.user.id, f"inline{query}-{index}")
        self.updates.put(
            "chosen_inline_result",
            {
                "result_id": result.text("id"),
                "from": wire.user(asked.user),
                "query": "",
                "inline_message_id": message.inline_id,
            },
        )
        return message

    async def settled(self, within: float = 5.0) -> bool:
        """Whether the bot fetched and acknowledged every update within that many seconds; waits for it.

        Acknowledged is not yet handled: that the application must tell by itself.
        """
        return await self.updates.settled(within)

    def file(self, path: str) -> bytes | None:
        """The content of the file that getFile named."""
        return next((file.content for file in self.files.values() if file.path == path), None)

    async def call(
        self, method: str, wire_fields: Mapping[str, str], uploads: Mapping[str, Upload] | None = None
    ) -> tuple[int, bytes]:
        """Answer one request as Telegram would: HTTP status and body.

        ``wire_fields`` are form fields, compound values as JSON. Raises LostError where a planned fault
        breaks the connection.
        """
        address = wire_fields.get("chat_id", "")
        chat = int(address) if _NUMBER.fullmatch(address) else None
        fault = self._faults.take(method, chat)
        if fault is not None and fault.loss is not None and not fault.delivered:
            raise LostError(fault.loss)
        if fault is not None and fault.page is not None:
            self._note(method, wire_fields, fault.page[0], "planned")
            return fault.page
        try:
            if fault is not None and fault.refusal is not None:
                raise fault.refusal
            result = await self._answer(method, read(method, wire_fields, uploads or {}))
        except RefusedError as refusal:
            self.remarks.clear()
            problem = refusal.description if refusal.mistake else None
            self._note(method, wire_fields, refusal.status, refusal.description, problem)
            status, body = refused(refusal)
        else:
            problem = "; ".join(self.remarks) or None
            self.remarks.clear()
            if method != "getUpdates":
                self._note(method, wire_fields, 200, problem=problem)
            status, body = 200, json.dumps({"ok": True, "result": result}, ensure_ascii=False).encode()
        if fault is not None and fault.loss is not None:
            raise LostError(fault.loss)
        return status, body

    async def _answer(self, method: str, arguments: Arguments) -> object:
        if method == "getUpdates":
            return await self._poll(arguments)
        if self.flood is not None and _COUNTED.match(method) and "chat_id" in arguments:
            chat = answers.known(self, arguments["chat_id"])
            self.flood.check(chat.id, self.clock.monotonic(), group=chat.is_group)
        return _ANSWERS[method](self, arguments)

    async def _poll(self, arguments: Arguments) -> object:
        if self.profile.webhook:
            raise RefusedError(
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
                status=409,
            )
        if "allowed_updates" in arguments:
            self.updates.allow(arguments.items_of("allowed_updates"))
        if offset := arguments.number("offset"):
            self.updates.acknowledge(offset)
        limit = min(max(arguments.number("limit") or 100, 1), 100)
        return await self.updates.fetch(limit, min(arguments.number("timeout") or 0, MAX_POLL_SECONDS))

    def _note(
        self,
        method: str,
        wire_fields: Mapping[str, str],
        status: int,
        description: str = "",
        problem: str | None = None,
    ) -> None:
        self.calls.append(Call(method, dict(wire_fields), self.clock.now(), status, description, problem))
