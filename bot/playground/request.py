"""python-telegram-bot's way into the box: the request class that the application is built with."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest

from bot.playground.faults import Loss, LostError, RefusedError, refused
from bot.playground.methods import Upload

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput
    from telegram.request import RequestData

    from bot.playground.box import Box

_ADDRESS = re.compile(r"/(?P<file>file/)?bot(?P<token>[^/]+)/(?P<rest>.+)$")
_READ_TIMEOUT = 5.0


class ConnectError(ConnectionError):
    """Named as in httpx, which python-telegram-bot chains its errors from: the request never left."""


class ConnectTimeout(TimeoutError):  # noqa: N818  (httpx's own name)
    """Named as in httpx: the request never left."""


class ReadTimeout(TimeoutError):  # noqa: N818  (httpx's own name)
    """Named as in httpx: the request left, no answer came."""


class RemoteProtocolError(ConnectionError):
    """Named as in httpx: the connection broke before the answer."""


class BoxRequest(BaseRequest):
    """Requests that a Box answers, with the errors that HTTPXRequest would raise."""

    def __init__(self, box: Box) -> None:
        self._box = box

    @property
    def read_timeout(self) -> float | None:
        """Seconds, as HTTPXRequest has it."""
        return _READ_TIMEOUT

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002  (the library's signature; GET and POST are one here)
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """The box's answer to one request: status and body."""
        await asyncio.sleep(0)
        match = _ADDRESS.search(unquote(url))
        if match is None or match["token"] != self._box.token:
            return refused(RefusedError("Unauthorized", status=401, mistake=True))
        if match["file"]:
            content = self._box.file(match["rest"])
            return (200, content) if content is not None else refused(RefusedError("Not Found", status=404))
        fields = request_data.json_parameters if request_data else {}
        try:
            return await self._box.call(match["rest"], fields, _uploads(request_data))
        except LostError as lost:
            raise _network_error(lost.how) from _cause(lost.how)


def _uploads(data: RequestData | None) -> dict[str, Upload]:
    parts = data.multipart_data if data else {}
    uploads = {}
    for name, (file_name, content, mime_type) in parts.items():
        raw = content if isinstance(content, bytes) else content.read()
        uploads[name] = Upload(file_name, raw, mime_type)
    return uploads


def _cause(how: Loss) -> Exception:
    causes: dict[Loss, Exception] = {
        "connect": ConnectError("All connection attempts failed"),
        "connect_timeout": ConnectTimeout(),
        "timeout": ReadTimeout(),
        "dropped": RemoteProtocolError("Server disconnected without sending a response."),
    }
    return causes[how]


def _network_error(how: Loss) -> NetworkError:
    if how in {"timeout", "connect_timeout"}:
        return TimedOut()
    cause = _cause(how)
    return NetworkError(f"httpx.{type(cause).__name__}: {cause}")
