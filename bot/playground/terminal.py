"""A chat with the bot in a terminal, or line by line from a pipe."""

from __future__ import annotations

import asyncio
import shutil
import signal
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import TextIO

from bot.clock import MovableClock
from bot.playground.box import Box
from bot.playground.lines import Lines
from bot.playground.moments import moment
from bot.playground.render import Style, button_lines, clean, message_lines
from bot.playground.state import Action, Message, Sent

PROMPT = "› "
WORDS = (
    "terminal.welcome", "terminal.help", "terminal.unknown", "terminal.clock.now", "terminal.clock.unclear",
    "terminal.clock.today", "terminal.clock.tomorrow", "terminal.typing", "terminal.edited",
    "terminal.deleted", "terminal.opens", "terminal.copied", "terminal.inline", "terminal.file",
)  # fmt: skip
"""The keys of the texts that ``chat`` shows; placeholders are filled by ``str.format``."""

_MAX_MESSAGE = 4096
_ERASE = "\r\x1b[K"


async def chat(
    box: Box,
    *,
    clock: MovableClock,
    tick: Callable[[], Awaitable[None]],
    idle: Callable[[], Awaitable[None]],
    stdin: TextIO,
    stdout: TextIO,
    farewell: str,
    words: Mapping[str, str],
    zone: tzinfo = UTC,
    hyperlinks: bool = False,
) -> None:
    """Let the person at ``stdin`` talk to the bot as ``box.reader`` until the input ends.

    ``idle`` returns when the bot is done with all it was told; ``tick`` does what is due after the clock
    was moved. On a terminal answers have colours and numbered buttons, a number presses one; from a pipe
    each line is one message, and the answers are plain text. Lines that begin with ":" are the box's own
    (``words["terminal.help"]`` lists them); their times are meant in ``zone``. Ctrl-D and Ctrl-C end it
    with ``farewell``. ``words`` holds the keys of ``WORDS``.
    """
    colour = stdin.isatty() and stdout.isatty()
    width = shutil.get_terminal_size().columns if colour else 0
    style = Style(colour, hyperlinks and colour, width)
    box.private(box.reader).started = True  # a reader of an earlier run gets a digest before the first word
    talk = _Talk(box, clock, tick, idle, stdout, words, zone, style)
    with Lines(stdin, stdout) as lines, _interrupt(lines.end):
        if colour:
            talk.write(words["terminal.welcome"])
        while (line := await talk.next_line(lines)) is not None:
            if not await talk.take(line):
                break
    await idle()
    talk.show()
    talk.write(("\n" if colour else "") + farewell)


@contextmanager
def _interrupt(end: Callable[[], None]) -> Iterator[None]:
    """Let Ctrl-C call ``end`` for a while, where the loop can take signals."""
    loop = asyncio.get_running_loop()
    installed = False
    with suppress(NotImplementedError, RuntimeError, ValueError):
        loop.add_signal_handler(signal.SIGINT, end)
        installed = True
    try:
        yield
    finally:
        if installed:
            loop.remove_signal_handler(signal.SIGINT)


@dataclass(slots=True)
class _Talk:
    box: Box
    clock: MovableClock
    tick: Callable[[], Awaitable[None]]
    idle: Callable[[], Awaitable[None]]
    out: TextIO
    words: Mapping[str, str]
    zone: tzinfo
    style: Style
    seen: int = 0
    buttons: list[tuple[Message, int]] = field(default_factory=list)
    fresh: bool = True

    async def next_line(self, lines: Lines) -> str | None:
        """The next line; what the bot says while nobody types is shown above the prompt."""
        if not self.style.colour:
            return await lines.next("")
        self.out.write(_ERASE)
        self.out.flush()
        async with asyncio.TaskGroup() as group:
            showing = group.create_task(self._show_above(lines))
            line = await lines.next(PROMPT)
            showing.cancel()
        return line

    async def _show_above(self, lines: Lines) -> None:
        """Show what the bot says above the line that is being typed."""
        while await self.box.happened.wait():
            self.box.happened.clear()
            self.out.write(_ERASE)
            self.show()
            self.out.write(PROMPT + lines.typed)
            self.out.flush()

    async def take(self, line: str) -> bool:
        """Do what a line says; false where it ends the chat."""
        line = line.strip()
        if not self.style.colour and line:
            self.write(f"> {clean(line)}")
        self.fresh = True
        if line.startswith(":"):
            return await self._command(line)
        if line.isdecimal() and 1 <= int(line) <= len(self.buttons):
            self._press(int(line) - 1)
        else:
            self._say(line)
        await self._answers()
        return True

    def _say(self, text: str) -> None:
        for start in range(0, len(text), _MAX_MESSAGE):
            if part := text[start : start + _MAX_MESSAGE].strip():
                self.box.say(part)

    async def _command(self, line: str) -> bool:
        name, _, rest = line[1:].partition(" ")
        match name:
            case "quit":
                return False
            case "help":
                self._tell("terminal.help")
            case "clock":
                await self._move_clock(rest.strip())
            case "say":
                self._say(rest)
                await self._answers()
            case _:
                self._tell("terminal.unknown", command=f":{clean(name)}")
        return True

    async def _move_clock(self, when: str) -> None:
        names = (self.words["terminal.clock.today"], self.words["terminal.clock.tomorrow"])
        try:
            target = moment(when, self.clock.now().astimezone(self.zone), *names) if when else None
        except ValueError:
            self._tell("terminal.clock.unclear")
            return
        if target is not None:
            self.clock.set(target)
        now = self.clock.now().astimezone(self.zone)
        self._tell("terminal.clock.now", time=f"{now:%Y-%m-%d %H:%M} ({now.tzname()})")
        if target is not None:
            await self.tick()
            await self._answers()

    def _press(self, number: int) -> None:
        message, place = self.buttons[number]
        press = self.box.press(message, place)
        match press.kind:
            case "url":
                self._tell("terminal.opens", url=clean(press.value))
            case "copy_text":
                self._tell("terminal.copied", text=clean(press.value))
            case "switch_inline_query" | "switch_inline_query_current_chat":
                self._tell("terminal.inline", query=f"@{self.box.me.username} {clean(press.value)}")

    async def _answers(self) -> None:
        """Show what the bot says, as it comes, until it is done."""
        async with asyncio.TaskGroup() as group:
            showing = group.create_task(self._show_as_it_comes())
            await self.idle()
            showing.cancel()
        self.show()

    async def _show_as_it_comes(self) -> None:
        while self.style.colour and await self.box.happened.wait():
            self.box.happened.clear()
            self.show()

    def show(self) -> None:
        """Show what the bot did since the last time."""
        here = self.box.private(self.box.reader)
        new, self.seen = self.box.sent[self.seen :], len(self.box.sent)
        for sent in new:
            if sent.chat is here:
                self._show(sent)

    def _show(self, sent: Sent) -> None:
        match sent.action:
            case Action.TYPING:
                if self.style.colour:
                    self.out.write(_ERASE + self.style.dim(self.words["terminal.typing"]))
                    self.out.flush()
            case Action.ANSWER:
                if sent.text:
                    self.write(self.style.dim("⚠ " if sent.alert else "· ") + clean(sent.text))
            case Action.DELETE:
                self._tell("terminal.deleted")
            case Action.MESSAGE | Action.EDIT:
                self._show_message(sent)

    def _show_message(self, sent: Sent) -> None:
        lines = message_lines(sent.text, sent.entities, self.style) if sent.text else []
        if sent.action is Action.EDIT:
            lines.insert(0, self.style.dim(f"✎ {self.words['terminal.edited']}"))
        if sent.attachment is not None:
            about = {"name": clean(sent.attachment.name), "size": len(sent.attachment.content)}
            lines.append(self.words["terminal.file"].format(**about))
        if sent.buttons and sent.message is not None:
            if self.fresh or sent.action is Action.EDIT:
                self.buttons, self.fresh = [], False
            lines += button_lines(sent.buttons, len(self.buttons) + 1, self.style)
            count = sum(map(len, sent.buttons))
            self.buttons += [(sent.message, place) for place in range(count)]
        self.write("\n".join(lines) + "\n")

    def _tell(self, key: str, **values: object) -> None:
        self.write(self.style.dim(self.words[key].format(**values)))

    def write(self, text: str) -> None:
        """Print at the start of a line."""
        self.out.write((_ERASE if self.style.colour else "") + text + "\n")
        self.out.flush()
