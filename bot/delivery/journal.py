"""Changes that come together are committed together: a commit waits for the disk, however small it is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from db import StorageBusyError, StorageError

Change = TypeVar("Change")
Result = TypeVar("Result")
MOST = 500
QUIET_TURNS = 4
"""So many turns of the loop, some 50 µs in all, an update needs from its socket to here."""


@dataclass(slots=True, eq=False)
class _Batch(Generic[Change, Result]):
    """What goes to the disk in one go; the first who came writes for all."""

    changes: list[Change] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    results: Sequence[Result] = ()
    error: StorageError | None = None


class Journal(Generic[Change, Result]):
    """Hands changes to ``commit`` in the order they came, those that wait for the disk in one go.

    ``commit`` writes them in one transaction and gives a result for each; if it raises StorageError, all of
    that transaction's writers get it. Every writer returns only when its change is on the disk.
    """

    def __init__(self, commit: Callable[[Sequence[Change]], Awaitable[Sequence[Result]]]) -> None:
        self._commit = commit
        self._gathering: _Batch[Change, Result] = _Batch()
        self._lock = asyncio.Lock()

    async def write(self, change: Change) -> Result:
        """Write a change down. Raises StorageError."""
        if len(self._gathering.changes) == MOST:
            self._gathering = _Batch()
        batch, place = self._gathering, len(self._gathering.changes)
        batch.changes.append(change)
        if place == 0:
            await self._write_down(batch)
        else:
            await batch.ended.wait()
        if batch.error is not None:
            raise batch.error
        return batch.results[place]

    async def _write_down(self, batch: _Batch[Change, Result]) -> None:
        batch.error = StorageBusyError("who wrote for several was cut off")  # until it is known better
        try:
            async with self._lock:  # while another transaction is under way, changes gather
                await _all_here(batch)
                self._close(batch)
                batch.results = await self._commit(batch.changes)
                batch.error = None
        except StorageError as error:
            batch.error = error
        finally:
            self._close(batch)
            batch.ended.set()

    def _close(self, batch: _Batch[Change, Result]) -> None:
        if self._gathering is batch:
            self._gathering = _Batch()


async def _all_here(batch: _Batch[Change, Result]) -> None:
    """Wait for those who are on their way: until the loop has turned a few times and brought nobody."""
    quiet = 0
    while quiet < QUIET_TURNS and len(batch.changes) < MOST:
        here = len(batch.changes)
        await asyncio.sleep(0)
        quiet = quiet + 1 if len(batch.changes) == here else 0
