"""From nothing to a bot that answers: setup in a terminal, start, health, doctor."""

from __future__ import annotations

import asyncio
import os
import pty
import re
import socket
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tests.laboratory.program import PATIENCE, Program, running, until
from tests.laboratory.telegram import Telegram, telegram
from tests.support.blog import Blog, serving

pytestmark = pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")


class Terminal:
    """A person in front of a command: reads what is asked, types answers."""

    def __init__(self, master: int) -> None:
        self._master = master
        self.screen = ""

    def look(self) -> str:
        """All that has been shown so far."""
        try:
            while chunk := os.read(self._master, 65536):
                self.screen += chunk.decode("utf-8", "replace")
        except OSError:  # nothing new, or the program has ended
            pass
        return self.screen

    async def asked(self, words: str, reply: str) -> None:
        """Wait for a question, and answer it."""
        await until(lambda: words in self.look(), f"{words!r} on the screen")
        self.screen = self.screen.partition(words)[2]
        os.write(self._master, f"{reply}\n".encode())


@asynccontextmanager
async def typing(program: Program, *arguments: str) -> AsyncIterator[Terminal]:
    """A command in a terminal of its own; it must end well."""
    master, slave = pty.openpty()
    os.set_blocking(master, False)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=ROOT, env=program.environment,
        stdin=slave, stdout=slave, stderr=slave,
    )  # fmt: skip
    os.close(slave)
    terminal = Terminal(master)
    try:
        yield terminal
        status = await asyncio.wait_for(process.wait(), PATIENCE)
        assert status == 0, terminal.look()
        terminal.look()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        os.close(master)


async def test_from_nothing_to_an_answer(tmp_path: Path) -> None:
    blog = Blog()
    blog.publish_many(4)
    async with telegram() as api, serving(blog):
        blog.host = f"127.0.0.1:{blog.port}"
        program = program_of_nobody(api, tmp_path / "data", blog)
        await answer_everything(program, api, blog)
        assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
        for path in (tmp_path / "data").iterdir():
            assert not path.stat().st_mode & 0o077, path
        await program.start()
        try:
            api.say("/start")
            await until(lambda: any("Beitrag 4" in text for _, text in api.arrived), "the greeting")
        finally:
            assert await program.stop() == 0


def program_of_nobody(api: Telegram, folder: Path, blog: Blog) -> Program:
    """The program before anything is set: it knows where Telegram is here, and that it may read the blog."""
    program = Program(api, "", folder, allow_hosts=f"127.0.0.1:{blog.port}")
    for name in ("QUELLENBOTE_TOKEN", "QUELLENBOTE_DATABASE_URL"):
        del program.environment[name]
    folder.rmdir()
    return program


async def answer_everything(program: Program, api: Telegram, blog: Blog) -> None:
    """Go through all questions, with the mistakes that people make."""
    async with typing(program, "setup") as terminal:
        await terminal.asked("@BotFather:", "no token")
        await terminal.asked("@BotFather:", "123456789:" + "wrong" * 8)
        await terminal.asked("@BotFather:", api.token)
        await terminal.asked("(leer: später):", blog.url())
        await terminal.asked("niemand):", "")  # nobody has written yet
        await until(lambda: "niemand):" in terminal.look(), "the question once more")
        api.say("hallo")
        await terminal.asked("niemand):", "")
        await terminal.asked(f"{api.reader.first_name} ({api.reader.id}) hat geschrieben.", "ja")
        for question, reply in (("Datenschutz?", "erika@blog.example"), ("en:", ""), ("Zeitzone:", "")):
            await terminal.asked(question, reply)
        await terminal.asked("im Chat stehen?", "ja")
        await terminal.asked("systemd-Unit.", "nein")
    assert re.search(rf"https://t\.me/{api.me.username}\b", terminal.screen)


@pytest.mark.parametrize("command", ["health", "status"])
def test_wrong_settings_are_told_in_a_sentence(command: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", command],
        cwd=ROOT,
        env=os.environ | {"QUELLENBOTE_DATA_DIR": str(tmp_path), "QUELLENBOTE_ZONE": "Europe/Bern"},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 78
    assert (
        done.stderr
        == "QUELLENBOTE_ZONE: Diese Zeitzone gibt es nicht; eine heißt zum Beispiel Europe/Berlin.\n"
    )


async def test_a_port_that_is_taken_ends_the_program_for_good(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        url = f"sqlite:///{tmp_path / 'x.db'}"
        async with telegram() as api, running(api, url, tmp_path, listen=listen) as program:
            assert await program.ended() == 78
        assert program.log.splitlines()[-1].startswith(f"An {listen} lässt sich nichts entgegennehmen")
        assert "Traceback" not in program.log
        assert " läuft. " not in program.log
