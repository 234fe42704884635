"""The program as an operator runs it: ``quellenbote run`` in a process of its own.

Its process is forked from one that has imported everything: most of a start would be imports. It starts from
a shell in test_setting_up.py.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from bot.cli import main
from tests.laboratory.telegram import Telegram

PATIENCE = 45.0
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    ["bot.app", "bot.cli.running", "aiosqlite", "alembic.command", "procrastinate", "psycopg"]
)


def _run(environment: dict[str, str], log: Path) -> None:
    """What a shell does: settings, output, command, exit status."""
    with log.open("ab") as file:
        for output in (1, 2):
            os.dup2(file.fileno(), output)
    os.environ.clear()
    os.environ.update(environment)
    sys.exit(main(["run"]))


class Program:
    """One process after the other, with the same settings. ``log`` holds every line of all of them."""

    def __init__(self, telegram: Telegram, database_url: str, folder: Path, **settings: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._log = folder / "log.jsonl"
        self.process: ForkServerProcess | None = None
        self.environment = {
            name: value for name, value in os.environ.items() if "QUELLENBOTE" not in name
        } | {
            "QUELLENBOTE_TOKEN": telegram.token,
            "QUELLENBOTE_DATA_DIR": str(folder),
            "QUELLENBOTE_DATABASE_URL": database_url,
            "QUELLENBOTE_API_URL": telegram.address,
            "QUELLENBOTE_LOG_FORMAT": "json",
            "NO_PROXY": "127.0.0.1",
            **{f"QUELLENBOTE_{name.upper()}": value for name, value in settings.items()},
        }

    async def start(self) -> None:
        """Begin a process."""
        self.process = _FORKS.Process(target=_run, args=(self.environment, self._log), daemon=True)
        await asyncio.to_thread(self.process.start)

    @property
    def is_running(self) -> bool:
        """Whether there is a process."""
        return self.process is not None and self.process.is_alive()

    def kill(self) -> None:
        """kill -9: nothing is finished."""
        if self.process is not None:
            self.process.kill()

    async def killed(self) -> None:
        """Until ``kill`` has worked. The program must not have ended by itself."""
        assert await self.ended() == -signal.SIGKILL, self.log[-2000:]

    async def ended(self) -> int:
        """The exit status, once the process is gone."""
        assert self.process is not None
        await asyncio.to_thread(self.process.join, PATIENCE)
        if self.process.exitcode is None:
            raise TimeoutError("the program did not end")
        return self.process.exitcode

    async def stop(self) -> int:
        """SIGTERM, and the exit status."""
        assert self.process is not None
        self.process.terminate()
        return await self.ended()

    @property
    def log(self) -> str:
        """All lines so far."""
        return self._log.read_text("utf-8") if self._log.exists() else ""

    async def said(self, words: str, count: int = 1) -> None:
        """Until a log line with these words has come so often."""
        await until(lambda: self.log.count(words) >= count, f"{words!r} in the log")


@asynccontextmanager
async def running(
    telegram: Telegram, database_url: str, folder: Path, **settings: str
) -> AsyncIterator[Program]:
    """A running program; whatever it is at the end, it is killed."""
    program = Program(telegram, database_url, folder, **settings)
    await program.start()
    try:
        yield program
    except (AssertionError, TimeoutError):
        print(program.log[-6000:])  # noqa: T201 - what pytest shows of a failure
        raise
    finally:
        program.kill()
        await program.ended()


async def until(true: Any, what: str = "what was waited for", within: float = PATIENCE) -> None:
    """Wait until a condition holds."""
    try:
        async with asyncio.timeout(within):
            while not true():  # noqa: ASYNC110 - what another process does sets no event of ours
                await asyncio.sleep(0.01)
    except TimeoutError as error:
        raise TimeoutError(f"{what} did not come within {within:g} s") from error


async def health(port: int) -> tuple[int, dict[str, Any]]:
    """What /healthz answers: status and content; 0 where nobody does."""

    def ask() -> tuple[int, dict[str, Any]]:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                return answer.status, json.load(answer)
        except HTTPError as refusal:
            with refusal:
                return refusal.code, json.load(refusal)
        except OSError:
            return 0, {}

    return await asyncio.to_thread(ask)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
