"""A small HTTP server on loopback that says exactly what a test tells it to, byte for byte."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Handler = Callable[["Request", asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Request:
    """What was asked."""

    path: str
    headers: dict[str, str]


@dataclass
class Server:
    """The server's address, and all requests in their order."""

    port: int = 0
    requests: list[Request] = field(default_factory=list)
    open_now: int = 0
    open_most: int = 0

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


def answer(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """A whole answer; ``_`` in a header's name stands for ``-``."""
    lines = [
        f"HTTP/1.1 {status} Said",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    if not any(name.lower() == "content_length" for name in headers):
        lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join([*lines, "Connection: close", "", ""])).encode() + body


def says(*answers: bytes) -> Handler:
    """Give these answers in turn, the last one for ever."""
    left = list(answers)

    async def handle(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(left.pop(0) if len(left) > 1 else left[0])
        await writer.drain()

    return handle


def by_path(answers: dict[str, bytes]) -> Handler:
    """An answer for each path, query and all; 404 for others."""

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(answers.get(request.path, answer(404, b"no")))
        await writer.drain()

    return handle


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[Server]:
    """The server, until the block ends."""
    server = Server()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.open_now += 1
        server.open_most = max(server.open_most, server.open_now)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = {
                name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)
            }
            request = Request(head[0].split(" ")[1], headers)
            server.requests.append(request)
            await handler(request, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            server.open_now -= 1
            writer.close()

    listener = await asyncio.start_server(connected, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        listener.close_clients() if hasattr(listener, "close_clients") else None
