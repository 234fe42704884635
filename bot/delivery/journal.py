"""Changes that come together are committed together: a commit waits for the disk, however small it is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from db import StorageError

Change = TypeVar("Change")
Result = TypeVar("Result")
MOST = 500


@dataclass(slots=True, eq=False)
class _Entry(Generic[Change, Result]):
    change: Change
    result: Result | None = None
    error: StorageError | None = None
    done: bool = False


class Journal(Generic[Change, Result]):
    """Hands changes to ``commit`` in the order they came, those that wait for the disk in one go.

    ``commit`` writes them in one transaction and gives a result for each; if it raises StorageError, all of
    that transaction's writers get it. Every writer returns only when its change is on the disk.
    """

    def __init__(self, commit: Callable[[Sequence[Change]], Awaitable[Sequence[Result]]]) -> None:
        self._commit = commit
        self._waiting: list[_Entry[Change, Result]] = []
        self._lock = asyncio.Lock()

    async def write(self, change: Change) -> Result:
        """Write a change down. Raises StorageError."""
        entry: _Entry[Change, Result] = _Entry(change)
        self._waiting.append(entry)
        try:
            async with self._lock:  # while another transaction is under way, changes gather here
                while not entry.done:
                    await self._write_waiting()
        finally:
            if not entry.done:
                self._waiting.remove(entry)
        if entry.error is not None:
            raise entry.error
        return entry.result  # type: ignore[return-value]  # done and no error: commit gave a result

    async def _write_waiting(self) -> None:
        entries = self._waiting[:MOST]
        try:
            results = await self._commit([entry.change for entry in entries])
        except StorageError as error:
            for entry in entries:
                entry.error = error
        else:
            for entry, result in zip(entries, results, strict=True):
                entry.result = result
        del self._waiting[: len(entries)]
        for entry in entries:
            entry.done = True
