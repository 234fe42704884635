"""The process in which hostile input is parsed: it reads jobs from its standard input and may be killed at any time.

Started by ``reader.Reader`` as ``python -m bot.sources.worker``; importing it does nothing.
"""

from __future__ import annotations

import pickle
import struct
import sys
import time
from typing import TYPE_CHECKING, BinaryIO

from bot.errors import QuellenboteError
from bot.sources import feeds, files, pages, wordpress

if TYPE_CHECKING:
    from collections.abc import Callable

HEADER = struct.Struct("!Q")
MAX_FRAME = 256 * 2**20

JOBS: dict[str, Callable[..., object]] = {
    "feed": feeds.read_feed,
    "posts": wordpress.read_posts,
    "sitemap": wordpress.read_sitemap,
    "page": pages.read_page,
    "discover": pages.discover,
    "file": files.read_file,
}


def limit(name: str, value: int) -> None:
    """Lower one of the process' limits where the system has them."""
    try:
        import resource
    except ImportError:  # not on Windows; the wall deadline holds there too
        return
    number = getattr(resource, name)
    _, hard = resource.getrlimit(number)
    ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(number, (ceiling, hard))


def serve(source: BinaryIO, sink: BinaryIO, *, cpu_seconds: int, memory: int) -> None:
    """Do job after job until the input ends. Each may use ``cpu_seconds``; all together ``memory`` bytes."""
    limit("RLIMIT_CORE", 0)
    limit("RLIMIT_AS", memory)
    while len(head := source.read(HEADER.size)) == HEADER.size:
        job = source.read(HEADER.unpack(head)[0])
        limit("RLIMIT_CPU", int(time.process_time()) + cpu_seconds + 1)
        answer = pickle.dumps(_done(job), protocol=5)
        sink.write(HEADER.pack(len(answer)) + answer)
        sink.flush()


def _done(job: bytes) -> tuple[str, object]:
    name, arguments, options = pickle.loads(job)  # noqa: S301 - written by the parent, which is trusted here
    try:
        return "done", JOBS[name](*arguments, **options)
    except QuellenboteError as error:
        return "error", (error.key, error.arguments)
    except (MemoryError, RecursionError) as error:
        return "error", ("error.reader.killed", {"reason": type(error).__name__})


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer, cpu_seconds=int(sys.argv[1]), memory=int(sys.argv[2]))
