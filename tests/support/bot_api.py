"""A box served over HTTP on the loopback, as Telegram serves the Bot API."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot.playground.box import Box
from bot.playground.faults import LostError, RefusedError, refused
from bot.playground.methods import Upload


@asynccontextmanager
async def serve(box: Box, *, port: int = 0) -> AsyncIterator[str]:
    """Serve ``box`` at the yielded address: ``<address>/bot<token>/<method>``, files under ``/file``.

    A planned timeout holds the request until the client gives up (or the server ends), a dropped
    connection is cut without an answer.
    """
    server = _Server(box)
    application = web.Application(client_max_size=60_000_000)
    application.router.add_route("*", "/bot{token}/{method}", server.method)
    application.router.add_get("/file/bot{token}/{path:.+}", server.file)
    runner = web.AppRunner(application, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    try:
        bound: tuple[str, int] = runner.addresses[0]
        yield f"http://127.0.0.1:{bound[1]}"
    finally:
        server.ended.set()
        await runner.cleanup()


class _Server:
    def __init__(self, box: Box) -> None:
        self.box = box
        self.ended = asyncio.Event()

    async def method(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.box.token:
            return _response(*refused(RefusedError("Unauthorized", status=401)))
        fields, uploads = await _form(request)
        try:
            answer = await self.box.call(request.match_info["method"], fields, uploads)
        except LostError as lost:
            if lost.how in {"timeout", "connect_timeout"}:
                await self.ended.wait()
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        return _response(*answer)

    async def file(self, request: web.Request) -> web.Response:
        content = self.box.file(request.match_info["path"])
        if content is None or request.match_info["token"] != self.box.token:
            return _response(*refused(RefusedError("Not Found", status=404)))
        return web.Response(body=content, content_type="application/octet-stream")


def _response(status: int, body: bytes) -> web.Response:
    kind = "application/json" if body.startswith(b"{") else "text/html"
    return web.Response(status=status, body=body, content_type=kind)


async def _form(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    fields: dict[str, str] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        given: Mapping[str, Any] = await request.json()
        fields |= {name: v if isinstance(v, str) else json.dumps(v) for name, v in given.items()}
        return fields, uploads
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.file.read(), value.content_type)
        else:
            fields[name] = str(value)
    return fields, uploads
