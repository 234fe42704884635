"""The readers, each call in a worker process that can be killed: for everything that comes from outside."""

from __future__ import annotations

import asyncio
import io
import os
import pickle
import sys
from typing import TYPE_CHECKING, TypeVar

from bot.errors import QuellenboteError
from bot.sources.entry import Entry
from bot.sources.feeds import Feed
from bot.sources.pages import Discovery
from bot.sources.worker import HEADER, MAX_FRAME

if TYPE_CHECKING:
    from pathlib import Path

_Kind = TypeVar("_Kind")
CPU_SECONDS = 10
MEMORY = 768 * 2**20
SECONDS = 20.0
WORKERS = 2
"""So that one hostile piece, until it is killed, holds up no other."""

_KNOWN = {
    ("bot.sources.entry", "Entry"), ("bot.sources.entry", "Paragraph"), ("bot.sources.entry", "Provenance"),
    ("bot.sources.feeds", "Feed"), ("bot.sources.pages", "Discovery"), ("bot.sources.pages", "FeedLink"),
    ("datetime", "datetime"), ("datetime", "timezone"), ("datetime", "timedelta"),
    ("copyreg", "_reconstructor"), ("builtins", "object"),
}  # fmt: skip


class _Unpickler(pickle.Unpickler):
    """Takes our own result types from a worker, and nothing else: hostile input may have got the better of it."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in _KNOWN:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


class _Worker:
    """One process, started when first needed and again after each death."""

    def __init__(self, cpu_seconds: int, memory: int) -> None:
        self._arguments = (str(cpu_seconds), str(memory))
        self._process: asyncio.subprocess.Process | None = None

    async def ask(self, job: bytes) -> bytes:
        """The worker's answer to one job. Raises EOFError or OSError where it died."""
        process = self._process
        if process is None or process.returncode is not None:
            process = self._process = await self._start()
        if process.stdin is None or process.stdout is None:
            raise EOFError
        process.stdin.write(HEADER.pack(len(job)) + job)
        await process.stdin.drain()
        size = HEADER.unpack(await process.stdout.readexactly(HEADER.size))[0]
        if size > MAX_FRAME:
            raise EOFError
        return await process.stdout.readexactly(size)

    async def _start(self) -> asyncio.subprocess.Process:
        """The child gets our import path and nothing else of the environment: the token is none of its business."""
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.sources.worker", *self._arguments, stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}, limit=2**20,
        )  # fmt: skip

    async def kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()


class Reader:
    """Reads feeds, answers, pages and files as the pure modules do, under limits of CPU, memory and time.

    Every method raises what its pure counterpart raises, and ``error.reader.killed`` where a worker had to be
    killed or died. Workers start with the first call; ``close`` ends them.
    """

    def __init__(
        self,
        *,
        cpu_seconds: int = CPU_SECONDS,
        memory: int = MEMORY,
        seconds: float = SECONDS,
        workers: int = WORKERS,
    ) -> None:
        self._seconds = seconds
        self._idle = [_Worker(cpu_seconds, memory) for _ in range(workers)]
        self._all = tuple(self._idle)
        self._places = asyncio.Semaphore(workers)

    async def feed(self, data: bytes, *, content_type: str | None = None, url: str | None = None) -> Feed:
        """``feeds.read_feed``."""
        return _expect(Feed, await self._do("feed", data, content_type=content_type, url=url))

    async def posts(self, data: bytes) -> tuple[Entry, ...]:
        """``wordpress.read_posts``."""
        return _entries(await self._do("posts", data))

    async def page(self, data: bytes, url: str, *, content_type: str | None = None) -> Entry:
        """``pages.read_page``."""
        return _expect(Entry, await self._do("page", data, url, content_type=content_type))

    async def discover(self, data: bytes, url: str, *, content_type: str | None = None) -> Discovery:
        """``pages.discover``."""
        return _expect(Discovery, await self._do("discover", data, url, content_type=content_type))

    async def sitemap(self, data: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """``wordpress.read_sitemap``: further sitemaps, and pages."""
        found = await self._do("sitemap", data)
        if not isinstance(found, tuple) or len(found) != 2:
            raise _strange()
        maps, pages = found
        return tuple(map(str, maps)), tuple(map(str, pages))

    async def file(self, name: str, data: bytes) -> tuple[Entry, ...]:
        """``files.read_file``."""
        return _entries(await self._do("file", name, data))

    async def path(self, path: Path) -> tuple[Entry, ...]:
        """``files.read_path``; the file is read here, its content there."""
        from bot.sources.files import load

        return await self.file(path.name, await asyncio.to_thread(load, path))

    async def close(self) -> None:
        """End the workers; a later call starts new ones."""
        for worker in self._all:
            await worker.kill()

    async def _do(self, name: str, *arguments: object, **options: object) -> object:
        job = pickle.dumps((name, arguments, options), protocol=5)
        async with self._places:
            worker = self._idle.pop()
            try:
                state, result = await self._answer(worker, job)
            finally:
                self._idle.append(worker)
        if state == "done":
            return result
        if isinstance(result, tuple) and len(result) == 2 and isinstance(result[1], dict):
            raise QuellenboteError(str(result[0]), **result[1])
        raise _strange()

    async def _answer(self, worker: _Worker, job: bytes) -> tuple[str, object]:
        done = False
        try:
            async with asyncio.timeout(self._seconds):
                answer = await worker.ask(job)
            found = _Unpickler(io.BytesIO(answer)).load()
            done = True
        except TimeoutError as error:
            raise QuellenboteError("error.reader.killed", reason="time") from error
        except (EOFError, ConnectionError, BrokenPipeError) as error:
            raise QuellenboteError("error.reader.killed", reason="died") from error
        except (pickle.UnpicklingError, AttributeError, IndexError, ValueError, TypeError) as error:
            raise QuellenboteError("error.reader.killed", reason="answer") from error
        finally:
            if not done:  # also when we are cancelled: its answer would be taken for the next one's
                await worker.kill()
        return (
            (str(found[0]), found[1]) if isinstance(found, tuple) and len(found) == 2 else ("strange", None)
        )


def _expect(kind: type[_Kind], found: object) -> _Kind:
    if isinstance(found, kind):
        return found
    raise _strange()


def _entries(found: object) -> tuple[Entry, ...]:
    if isinstance(found, tuple) and all(isinstance(entry, Entry) for entry in found):
        return found
    raise _strange()


def _strange() -> QuellenboteError:
    return QuellenboteError("error.reader.killed", reason="answer")
