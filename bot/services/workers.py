"""The one pool for CPU work: tagging and ranking take tens of milliseconds, which the loop has not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Workers:
    """Runs functions in a thread, one at a time; more would only wait for the interpreter's lock."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="summarizer")

    async def run(self, function: Callable[..., T], /, *arguments: object) -> T:
        """What the function gives; the loop goes on meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, function, *arguments)

    def close(self) -> None:
        """Take no more work; what has begun is finished."""
        self._pool.shutdown(wait=False, cancel_futures=True)
