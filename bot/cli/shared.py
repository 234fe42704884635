"""What every command shares: its services, and its words."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Services
    from bot.settings import Settings

# https://man.openbsd.org/sysexits: what service managers understand
EX_UNAVAILABLE, EX_CONFIG = 69, 78


@asynccontextmanager
async def services_of(settings: Settings) -> AsyncIterator[Services]:
    """The services for one command, closed after it."""
    from bot.app import services
    from bot.clock import Clock

    what = await services(settings, clock=Clock())
    try:
        yield what
    finally:
        await what.close()


def say(line: str) -> None:
    """A line of the result, on standard output."""
    print(line)  # noqa: T201 - this is what a command is for


def complain(line: str) -> None:
    """A line for the person, on standard error."""
    print(line, file=sys.stderr)  # noqa: T201


async def agreed(question: str) -> bool:
    """What the operator says to a question; no answer means no."""
    try:
        return (await answer(question)).casefold() in {"j", "ja", "y", "yes", "т", "так"}
    except EOFError:
        return False


async def answer(question: str) -> str:
    """What a person types after the question. Raises EOFError where there is nobody any more."""
    # on standard error: standard output may be piped away
    print(f"{question} ", end="", flush=True, file=sys.stderr)  # noqa: T201
    line: str = await asyncio.to_thread(sys.stdin.readline)
    if not line:
        raise EOFError
    return line.strip()
