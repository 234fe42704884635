"""Lines from a terminal or a pipe, read in a thread of their own: the loop never waits for a person."""

from __future__ import annotations

import asyncio
import codecs
import importlib
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import ModuleType, TracebackType
from typing import Self, TextIO

_BLOCK = 65_536
_MAX_LINE = 1_000_000


class Lines:
    """Lines of ``stdin``; at a terminal with history and editing, where Python has readline.

    A context manager: leaving it puts the terminal back as it was, even while a read still waits.
    """

    def __init__(self, stdin: TextIO, stdout: TextIO) -> None:
        self._loop = asyncio.get_running_loop()
        self._ended = False
        self._awaited: asyncio.Future[str | None] | None = None
        self._requests: queue.SimpleQueue[tuple[str, asyncio.Future[str | None]] | None] = queue.SimpleQueue()
        self._stdin, self._stdout = stdin, stdout
        self._terminal = stdin.isatty() and stdout.isatty()
        self._read = self._ask if self._terminal else self._follow(_pieces(stdin))
        self._mode: list[object] | None = None
        self._readline = _editor() if self._terminal else None

    def __enter__(self) -> Self:
        self._mode = _terminal_mode(self._stdin) if self._terminal else None
        threading.Thread(target=self._serve, name="stdin", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._requests.put(None)
        if self._mode is not None:
            _restore(self._stdin, self._mode)

    @property
    def typed(self) -> str:
        """What stands on the line that is being typed."""
        return str(self._readline.get_line_buffer()) if self._readline is not None else ""

    def end(self) -> None:
        """Make the next line, or the one waited for, the end."""
        self._ended = True
        if self._awaited is not None:
            _resolve(self._awaited, None)

    async def next(self, prompt: str) -> str | None:
        """The next line without its end, or None at the end of the input."""
        if self._ended:
            return None
        self._awaited = self._loop.create_future()
        self._requests.put((prompt, self._awaited))
        return await self._awaited

    def _serve(self) -> None:
        while (request := self._requests.get()) is not None:
            prompt, answer = request
            try:
                line = self._read(prompt)
            except (EOFError, KeyboardInterrupt, OSError, ValueError):
                line = None
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(_resolve, answer, line)

    def _ask(self, prompt: str) -> str | None:
        if self._stdin is sys.stdin and self._stdout is sys.stdout:
            return input(prompt)
        self._stdout.write(prompt)
        self._stdout.flush()
        line = self._stdin.readline()
        return line.rstrip("\n") if line else None

    def _follow(self, pieces: Iterator[str]) -> Callable[[str], str | None]:
        def read(_prompt: str) -> str | None:
            return next(lines, None)

        lines = _split(pieces)
        return read


def _resolve(answer: asyncio.Future[str | None], line: str | None) -> None:
    if not answer.done():
        answer.set_result(line)


def _pieces(stdin: TextIO) -> Iterator[str]:
    """The input as it comes, past Python's buffer, so that an unanswered read holds no lock at exit."""
    try:
        descriptor = stdin.fileno()
    except OSError:
        yield from stdin
        return
    decoder = codecs.getincrementaldecoder(stdin.encoding or "utf-8")(errors="replace")
    while block := os.read(descriptor, _BLOCK):
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _split(pieces: Iterator[str]) -> Iterator[str]:
    rest = ""
    for piece in pieces:
        *complete, rest = (rest + piece).split("\n")
        for line in complete:
            yield line.rstrip("\r")
        if len(rest) > _MAX_LINE:
            yield rest
            rest = ""
    if rest:
        yield rest.rstrip("\r")


def _editor() -> ModuleType | None:
    """Readline, where Python has it; importing it may write to standard output, so only a terminal asks."""
    try:
        return importlib.import_module("readline")
    except ImportError:
        return None


def _terminal_mode(stdin: TextIO) -> list[object] | None:
    try:
        import termios

        return list(termios.tcgetattr(stdin.fileno()))
    except (ImportError, OSError):
        return None


def _restore(stdin: TextIO, mode: list[object]) -> None:
    import termios

    with suppress(OSError, termios.error):
        termios.tcsetattr(stdin.fileno(), termios.TCSADRAIN, list(mode))  # type: ignore[arg-type]  # as it was read
