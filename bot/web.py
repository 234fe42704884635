"""The HTTP server: Telegram's webhook, /healthz and /metrics on one port."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.delivery.inbox import StorageError
from bot.errors import QuellenboteError

logger = logging.getLogger(__name__)
MAX_UPDATE = 1 << 20
"""Bytes of one update; Telegram's own are a few kilobytes."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
GRACE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Health:
    """Whether all is well, and if not, why, in words for the operator."""

    troubles: tuple[str, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to say."""
        return not self.troubles


class Web:
    """Serves until it is told to stop. ``receive`` stores an update; it is acknowledged only after that."""

    def __init__(
        self,
        *,
        listen: tuple[str, int],
        receive: Callable[[Mapping[str, Any]], Awaitable[bool]] | None,
        path: str,
        secret: str,
        health: Callable[[], Awaitable[Health]],
        metrics: Callable[[], Awaitable[str]],
    ) -> None:
        self._listen = listen
        self._receive = receive
        self._secret = secret.encode()
        self._health = health
        self._metrics = metrics
        self._application = web.Application(client_max_size=MAX_UPDATE)
        self._application.add_routes(
            [web.get("/healthz", self._healthz), web.get("/metrics", self._show_metrics)]
        )
        if receive is not None:
            self._application.add_routes([web.post(path, self._webhook)])

    async def run(self, stop: asyncio.Event, started: Callable[[int], None] | None = None) -> None:
        """Listen until ``stop`` is set; requests in work are finished. ``started`` gets the port.

        Raises error.listen.
        """
        runner = web.AppRunner(self._application, access_log=None, shutdown_timeout=GRACE_SECONDS)
        await runner.setup()
        try:
            site = web.TCPSite(runner, *self._listen, reuse_address=True)
            try:
                await site.start()
            except OSError as error:
                address = ":".join(map(str, self._listen))
                number = error.errno or 0  # beside it asyncio says the address once more
                reason = os.strerror(number) if number > 0 else error.strerror
                raise QuellenboteError("error.listen", address=address, reason=reason) from error
            if started is not None:
                started(runner.addresses[0][1])
            await stop.wait()
        finally:
            await runner.cleanup()

    async def _webhook(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not isinstance(update, dict) or self._receive is None:
            return web.Response(status=400)
        try:
            await self._receive(update)
        except StorageError as error:  # not stored, so not acknowledged: Telegram brings it again
            logger.warning("an update could not be stored", extra={"reason": str(error)})
            return web.Response(status=503)
        return web.Response()

    async def _healthz(self, _request: web.Request) -> web.Response:
        health = await self._health()
        return web.json_response(
            {"well": health.is_well, "troubles": list(health.troubles)}, status=200 if health.is_well else 503
        )

    async def _show_metrics(self, _request: web.Request) -> web.Response:
        return web.Response(text=await self._metrics(), content_type="text/plain", charset="utf-8")
