"""The terminal chat: what a person types and sees, at a terminal and through a pipe."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.playground.entities import found_in
from bot.playground.html import parse
from bot.playground.moments import moment
from bot.playground.render import Style, message_lines
from tests.support.terminal_bot import transcript

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = [sys.executable, "-m", "tests.support.terminal_bot"]


async def test_a_pipe_gets_plain_text_with_addresses_and_bracketed_buttons() -> None:
    printed, box = await transcript("neueste\n\nDavos")
    expected = (
        "> neueste\n"
        "Neue Runde\nMila Beispiel\n"
        "Treffen ↗ und https://b.example/x\n"
        "│ zwei\n│ Zeilen\n"
        "[Original] https://b.example/x  [Kopieren]\n"
        "[Älter]\n\n"
    )
    assert printed == expected + expected.replace("> neueste", "> Davos") + "Auf Wiedersehen\n"
    assert not box.violations


async def test_a_number_presses_the_button_shown_under_it() -> None:
    printed, box = await transcript("x\n1\n2\n3\n7\n")
    assert "> 1\nÖffnet https://b.example/x\n" in printed
    assert "> 2\nKopiert: abc\n" in printed
    assert "> 3\n· Moment\n✎ terminal.edited\nEin älteres Stück\n" in printed
    assert [message.text for message in box.messages() if message.sender == box.reader] == ["x", "7"]


async def test_at_a_terminal_buttons_are_numbered_and_the_text_is_coloured() -> None:
    printed, _ = await transcript("x\n:quit\nnever said\n", terminal=True)
    assert "\x1b[1mNeue Runde\x1b[0m" in printed
    assert "\x1b[3mMila Beispiel\x1b[0m" in printed
    assert "\x1b[1m[1]\x1b[0m Original ↗  \x1b[1m[2]\x1b[0m Kopieren" in printed
    assert "terminal.typing" in printed
    assert "\x1b]8;;" not in printed
    assert "never said" not in printed
    assert printed.endswith("Auf Wiedersehen\n")


async def test_hyperlinks_keep_the_address_in_sight() -> None:
    printed, _ = await transcript("x\n", terminal=True, hyperlinks=True)
    assert "\x1b]8;;https://blog.example/a#:~:text=eins,zwei\x1b\\" in printed
    assert "(blog.example/a)" in printed


async def test_the_clock_moves_and_what_is_due_arrives() -> None:
    printed, box = await transcript(":clock\n:clock morgen 08:01\n:clock soon\n:help\n:bogus\n:say 3\n")
    assert "Es ist 2026-11-23 12:00 (UTC).\n" in printed
    assert "Es ist 2026-11-24 08:01 (UTC).\nTagesüberblick\n" in printed
    assert "terminal.clock.unclear" in printed
    assert "terminal.help" in printed
    assert "Unbekannt: :bogus" in printed
    assert box.clock.now() == datetime(2026, 11, 24, 8, 1, tzinfo=UTC)
    assert [message.text for message in box.messages() if message.sender == box.reader] == ["3"]


async def test_a_long_line_becomes_several_messages_as_in_the_app() -> None:
    _, box = await transcript("ä" * 10_000)
    assert [len(message.text) for message in box.messages() if message.sender == box.reader] == [
        4096,
        4096,
        1808,
    ]


async def test_control_characters_of_a_text_do_not_reach_the_terminal() -> None:
    printed, _ = await transcript("evil\n")
    assert "[2Jevil" in printed
    assert "\x1b" not in printed


NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
MOMENTS = [
    ("+2h", datetime(2026, 11, 23, 14, 30, tzinfo=UTC)),
    ("-30 m", datetime(2026, 11, 23, 12, 0, tzinfo=UTC)),
    ("+1w", datetime(2026, 11, 30, 12, 30, tzinfo=UTC)),
    ("tomorrow 08:01", datetime(2026, 11, 24, 8, 1, tzinfo=UTC)),
    ("завтра 8:01", datetime(2026, 11, 24, 8, 1, tzinfo=UTC)),
    ("today 23:00", datetime(2026, 11, 23, 23, 0, tzinfo=UTC)),
    ("08:01", datetime(2026, 11, 24, 8, 1, tzinfo=UTC)),
    ("13:00", datetime(2026, 11, 23, 13, 0, tzinfo=UTC)),
    ("2026-12-24 18:00", datetime(2026, 12, 24, 18, 0, tzinfo=UTC)),
]


@pytest.mark.parametrize(("text", "expected"), MOMENTS)
def test_a_moment_is_read(text: str, expected: datetime) -> None:
    assert moment(text, NOW, "сьогодні", "завтра") == expected


@pytest.mark.parametrize("text", ["soon", "25:00", "tomorrow", "31-12-2026 08:00", "+2y", "2026-13-01 08:00"])
def test_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        moment(text, NOW)


def test_quotes_are_indented_and_lines_wrapped_at_words() -> None:
    parsed = parse("<blockquote expandable>😀 one two three <b>four</b></blockquote>\nfive")
    assert message_lines(parsed.text, parsed.entities, Style(width=12)) == [
        "┆ 😀 one two", "┆ three four", "five",
    ]  # fmt: skip
    bare = "https://a.example/x"
    assert message_lines(bare, found_in(bare), Style()) == [bare]


def test_the_pipe_ends_well() -> None:
    done = subprocess.run(
        PROGRAM, input="neueste\n", capture_output=True, text=True, timeout=20, cwd=ROOT, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("> neueste\nNeue Runde\n")
    assert done.stdout.endswith("Auf Wiedersehen\n")


@contextmanager
def at_a_terminal() -> Iterator[tuple[int, int]]:
    pty = pytest.importorskip("pty", reason="no pseudo-terminals here")
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execvpe(PROGRAM[0], PROGRAM, os.environ | {"TERM": "xterm"})  # noqa: S606  (no shell is meant)
    try:
        yield child, terminal
    finally:
        os.close(terminal)


def read_until(terminal: int, *wanted: str) -> None:
    """Read until these texts have come, one after the other; a failure shows what came instead."""
    printed, deadline = b"", time.monotonic() + 10
    for text in wanted:
        while text.encode() not in printed:
            assert time.monotonic() < deadline, printed
            if select.select([terminal], [], [], 0.1)[0]:
                printed += os.read(terminal, 65_536)
        printed = printed.partition(text.encode())[2]


@pytest.mark.parametrize("key", ["\x03", "\x04"])
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_control_c_and_control_d_end_the_chat_with_the_farewell(key: str) -> None:
    with at_a_terminal() as (child, terminal):
        read_until(terminal, "› ")
        os.write(terminal, b"neueste\n")
        read_until(terminal, "Kopieren", "Älter", "› ")
        # The prompt is redrawn a moment before the line editor listens; what comes between them the system drops.
        time.sleep(0.3)
        os.write(terminal, key.encode())
        read_until(terminal, "Auf Wiedersehen")
        assert os.waitpid(child, 0)[1] == 0
