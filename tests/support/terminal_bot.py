"""A bot of a few lines over the box, and a program that lets one talk to it in a terminal."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from datetime import UTC, datetime
from typing import Any

from bot.clock import MovableClock
from bot.playground.box import Box
from bot.playground.terminal import WORDS, chat

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
PIECE = (
    "<b>Neue Runde</b>\n<i>Mila Beispiel</i>\n"
    '<a href="https://blog.example/a#:~:text=eins,zwei">Treffen</a> und https://b.example/x\n'
    "<blockquote>zwei\nZeilen</blockquote>"
)
KEYBOARD = {
    "inline_keyboard": [
        [
            {"text": "Original", "url": "https://b.example/x"},
            {"text": "Kopieren", "copy_text": {"text": "abc"}},
        ],
        [{"text": "Älter", "callback_data": "older"}],
    ]
}
TEXTS = {
    "terminal.clock.now": "Es ist {time}.",
    "terminal.clock.today": "heute",
    "terminal.clock.tomorrow": "morgen",
    "terminal.unknown": "Unbekannt: {command}",
    "terminal.opens": "Öffnet {url}",
    "terminal.copied": "Kopiert: {text}",
    "terminal.inline": "Fragt {query}",
    "terminal.file": "Datei {name}, {size}",
}


class TerminalBot:
    """Answers every text with one piece, edits it on a press, and sends a digest at each tick."""

    def __init__(self) -> None:
        self.clock = MovableClock(START, running=False)
        self.box = Box(self.clock)

    async def ask(self, method: str, **parameters: Any) -> None:
        fields = {k: v if isinstance(v, str) else json.dumps(v) for k, v in parameters.items()}
        status, body = await self.box.call(method, fields)
        assert status == 200, body

    async def idle(self) -> None:
        for update in self.box.updates.take():
            await self._handle(json.loads(json.dumps(update)))

    async def _handle(self, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            await self.ask("answerCallbackQuery", callback_query_id=query["id"], text="Moment")
            where = {"chat_id": query["from"]["id"], "message_id": query["message"]["message_id"]}
            await self.ask("editMessageText", text="Ein älteres Stück", **where)
            return
        await self.ask("sendChatAction", chat_id=update["message"]["chat"]["id"], action="typing")
        await self.send(PIECE if update["message"]["text"] != "evil" else "\x1b[2Jevil")

    async def send(self, text: str) -> None:
        target = {"chat_id": self.box.reader.id, "parse_mode": "HTML"}
        await self.ask("sendMessage", text=text, reply_markup=KEYBOARD, **target)

    async def tick(self) -> None:
        await self.send("Tagesüberblick")

    async def talk(self, stdin: Any, stdout: Any, *, hyperlinks: bool = False) -> None:
        await chat(
            self.box, clock=self.clock, tick=self.tick, idle=self.idle, stdin=stdin, stdout=stdout,
            farewell="Auf Wiedersehen", words={key: key for key in WORDS} | TEXTS, hyperlinks=hyperlinks,
        )  # fmt: skip


async def transcript(typed: str, *, terminal: bool = False, hyperlinks: bool = False) -> tuple[str, Box]:
    """What the chat prints for lines typed, and the box after it."""

    class Tty(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    bot, out = TerminalBot(), Tty()
    await bot.talk(Tty(typed), out, hyperlinks=hyperlinks)
    return out.getvalue(), bot.box


if __name__ == "__main__":
    asyncio.run(TerminalBot().talk(sys.stdin, sys.stdout))
