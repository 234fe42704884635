"""THE module that speaks HTTP to the world: one request, all its limits, a closed set of failures.

Every hop is checked where it is dialled, on the address that is dialled, so that no redirect and no changing
name leads into the own network. Nothing comes from the environment.
"""

from __future__ import annotations

import asyncio
import re
import socket
import zlib
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin, urlsplit

import aiohttp

from bot import version
from bot.errors import QuellenboteError
from bot.sources.addresses import Guard
from bot.sources.inflate import BombError, Inflater, TooLargeError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping
    from datetime import datetime

    from aiohttp.abc import AbstractResolver

    from bot.clock import Clock

MAX_BODY = 5 * 2**20
"""Decoded bytes of an answer."""
DEADLINE = 30.0
MAX_REDIRECTS = 5
MAX_RETRY_AFTER = 24 * 3600.0
PER_HOST = 2
POLITE_DELAY = 1.0
MIN_SPEED = 200.0
"""Bytes a second, measured over the whole answer once ``SLOW_START`` seconds are over."""
SLOW_START = 8.0

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PERMANENT = frozenset((301, 308))
_REACHED_AT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[\w.~/-]*[\w/]", re.ASCII)
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/json, "
    "text/html;q=0.9, */*;q=0.5"
)

Failure = Literal[
    "address", "private", "dns", "refused", "tls", "timeout", "slow", "large", "bomb", "encoding",
    "redirects",
    "protocol", "gone", "missing", "forbidden", "busy", "server", "client", "waiting",
]  # fmt: skip


class FetchError(QuellenboteError):
    """A fetch that brought nothing. ``key`` is ``error.fetch.<kind>``.

    ``status`` is the answer's where there was one; ``retry_after`` seconds where the server asked for a pause.
    """

    def __init__(
        self, kind: Failure, url: str, *, status: int | None = None, retry_after: float | None = None,
        **arguments: object,
    ) -> None:  # fmt: skip
        host = "" if "[" in url else urlsplit(url).hostname
        super().__init__(f"error.fetch.{kind}", host=host or url[:80], status=status, **arguments)
        self.kind = kind
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Redirect:
    """One hop: from where, with what status, to where."""

    url: str
    status: int
    target: str

    @property
    def is_permanent(self) -> bool:
        """301 and 308; the others are never kept."""
        return self.status in _PERMANENT


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its body unpacked, its headers, and how it was reached."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    redirects: tuple[Redirect, ...] = ()
    retry_after: float | None = None

    @property
    def not_modified(self) -> bool:
        """Whether the server says that nothing changed; there is no body then."""
        return self.status == 304

    @property
    def etag(self) -> str | None:
        """The validator to send back next time, exactly as it came."""
        return self.headers.get("ETag")

    @property
    def last_modified(self) -> str | None:
        """The date to send back where there is no ETag."""
        return self.headers.get("Last-Modified")

    @property
    def content_type(self) -> str | None:
        """The declared type with its parameters."""
        return self.headers.get("Content-Type")

    @property
    def moved_to(self) -> str | None:
        """Where the unbroken run of permanent redirects at the beginning leads; None without one."""
        target = None
        for redirect in self.redirects:
            if not redirect.is_permanent:
                break
            target = redirect.target
        return target


@dataclass(slots=True)
class _Host:
    """What is remembered of a host: its two places, when it was asked last, until when it wants peace."""

    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PER_HOST))
    polite: asyncio.Lock = field(default_factory=asyncio.Lock)
    asked_at: float = float("-inf")
    not_before: float = float("-inf")


class _ForbiddenAddressError(OSError):
    """The address that a name led to must not be dialled."""


class Fetcher:
    """Fetches addresses. Make one for the program; it keeps no connection open between two requests.

    Of the ``contact`` the first e-mail or web address is told to every server.
    """

    def __init__(
        self, clock: Clock, *, contact: str = "", allow_hosts: Iterable[str] = (),
        resolver: AbstractResolver | None = None, deadline: float = DEADLINE, min_speed: float = MIN_SPEED,
        slow_start: float = SLOW_START, delay: float = POLITE_DELAY,
    ) -> None:  # fmt: skip
        self._clock = clock
        self._guard = Guard(frozenset(host.strip().lower() for host in allow_hosts if host.strip()))
        self._resolver = resolver
        self._deadline = deadline
        self._min_speed = min_speed
        self._slow_start = slow_start
        self._delay = delay
        self._hosts: dict[str, _Host] = {}
        self._headers = {"User-Agent": _name(contact), "Accept": _ACCEPT}

    async def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """The answer 200 or 304; anything else is a FetchError.

        The ETag is sent where there is one, the date only without: a date alone gives wrong 304s where pieces
        are withdrawn.
        """
        dated = {"If-Modified-Since": last_modified} if last_modified else {}
        condition = {"If-None-Match": etag} if etag else dated
        answer = await self._fetch(url, condition)
        if answer.status == 200 or (answer.status == 304 and condition):
            return answer
        kind = _failure_of(answer.status)
        raise FetchError(kind, url, status=answer.status, retry_after=answer.retry_after)

    async def get_politely(self, url: str) -> Fetched:
        """For back-fill: one request at a time per host, with a pause between; an answer of any status.

        Only a wish for peace (429, 503) is a FetchError, with its ``retry_after``.
        """
        host = self._host(url)
        async with host.polite:
            await self._clock.sleep(host.asked_at + self._delay - self._clock.monotonic())
            try:
                answer = await self._fetch(url, {})
            finally:
                host.asked_at = self._clock.monotonic()
        if answer.status in (429, 503):
            raise FetchError("busy", url, status=answer.status, retry_after=answer.retry_after)
        return answer

    def _host(self, url: str) -> _Host:
        try:
            name = (urlsplit(url).hostname or "").lower()
        except ValueError:
            name = ""
        if len(self._hosts) > 2000:
            self._forget()
        return self._hosts.setdefault(name, _Host())

    def _forget(self) -> None:
        now = self._clock.monotonic()
        idle = [name for name, host in self._hosts.items()
                if max(host.asked_at, host.not_before) < now - 600 and not host.places.locked()]  # fmt: skip
        for name in idle:
            del self._hosts[name]

    async def _fetch(self, url: str, condition: dict[str, str]) -> Fetched:
        try:
            async with asyncio.timeout(self._deadline):
                return await self._follow(url, condition)
        except TimeoutError as error:
            raise FetchError("timeout", url, seconds=self._deadline) from error

    async def _follow(self, url: str, condition: dict[str, str]) -> Fetched:
        hops: list[Redirect] = []
        here = url.split("#", 1)[0]
        while True:
            if objection := self._guard.objection(here):
                raise FetchError("address", here, reason=objection)
            host = self._host(here)
            if (wait := host.not_before - self._clock.monotonic()) > 0:
                raise FetchError("waiting", here, retry_after=wait)
            async with host.places:
                host.asked_at = self._clock.monotonic()
                answer, target = await self._hop(url, here, condition, tuple(hops))
            if target is None:
                return answer
            hops.append(Redirect(here, answer.status, target))
            if len(hops) > MAX_REDIRECTS:
                raise FetchError("redirects", url, limit=MAX_REDIRECTS)
            here = target

    async def _hop(
        self, url: str, here: str, condition: dict[str, str], hops: tuple[Redirect, ...]
    ) -> tuple[Fetched, str | None]:
        async with self._request(here, condition) as response:
            location = response.headers.get("Location")
            headers = response.headers.copy()
            if response.status in _REDIRECTS and location:
                return Fetched(url, here, response.status, headers, b"", hops), _target(here, location)
            pause = self._pause(here, response)
            body = b"" if response.status == 304 else await self._body(here, response)
            return Fetched(url, here, response.status, headers, body, hops, pause), None

    def _pause(self, here: str, response: aiohttp.ClientResponse) -> float | None:
        """The server's wish for peace, which holds for its whole host."""
        pause = retry_after(response.headers.get("Retry-After"), self._clock.now())
        if pause and response.status in (429, 503):
            self._host(here).not_before = self._clock.monotonic() + pause
        return pause

    @asynccontextmanager
    async def _request(self, url: str, condition: dict[str, str]) -> AsyncIterator[aiohttp.ClientResponse]:
        def dial(info: tuple[object, ...]) -> socket.socket:
            family, kind, protocol, _, address = info
            if not (isinstance(address, tuple) and self._guard.may_dial(url, str(address[0]))):
                raise _ForbiddenAddressError
            return socket.socket(family, kind, protocol)  # type: ignore[arg-type]  # getaddrinfo's own tuple

        connector = aiohttp.TCPConnector(
            force_close=True, use_dns_cache=False, resolver=self._resolver, socket_factory=dial, limit=1
        )
        session = aiohttp.ClientSession(
            connector=connector, trust_env=False, auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._deadline),
            headers={**self._headers, "Accept-Encoding": "gzip, deflate"}, connector_owner=True,
        )  # fmt: skip
        try:
            async with session, session.get(url, headers=condition, allow_redirects=False) as response:
                yield response
        except aiohttp.ClientConnectorDNSError as error:
            raise FetchError("dns", url) from error
        except (aiohttp.ClientSSLError, aiohttp.ServerFingerprintMismatch) as error:
            raise FetchError("tls", url) from error
        except aiohttp.ClientConnectorError as error:
            raise FetchError("private" if _is_forbidden(error) else "refused", url) from error
        except (aiohttp.InvalidURL, UnicodeError) as error:  # the latter for labels that no name may have
            raise FetchError("address", url, reason="host") from error
        except (aiohttp.ClientError, ConnectionError) as error:
            raise FetchError("protocol", url, reason=type(error).__name__) from error

    async def _body(self, url: str, response: aiohttp.ClientResponse) -> bytes:
        if (response.content_length or 0) > MAX_BODY:
            raise FetchError("large", url, status=response.status, limit=MAX_BODY)
        began, received = self._clock.monotonic(), 0
        try:
            inflater = Inflater(response.headers.get("Content-Encoding", "").strip().lower(), MAX_BODY)
            async for piece in response.content.iter_any():
                inflater.feed(piece)
                received += len(piece)
                passed = self._clock.monotonic() - began
                if passed > self._slow_start and received < passed * self._min_speed:
                    raise FetchError("slow", url, status=response.status)
            return inflater.finish()
        except TooLargeError as error:
            raise FetchError("large", url, status=response.status, limit=MAX_BODY) from error
        except BombError as error:
            raise FetchError("bomb", url, status=response.status) from error
        except zlib.error as error:
            raise FetchError("encoding", url, status=response.status) from error


def _name(contact: str) -> str:
    """Who asks: some servers refuse a request that does not say it."""
    address = _REACHED_AT.search(contact)
    return f"Quellenbote/{version()}" + (f" (+{address[0]})" if address else "")


def _is_forbidden(error: aiohttp.ClientConnectorError) -> bool:
    """Whether the guard's refusal is among what went wrong; several addresses of a name are told in one group."""
    causes: list[BaseException | None] = [error, error.os_error, error.__cause__]
    while causes:
        cause = causes.pop()
        if isinstance(cause, _ForbiddenAddressError):
            return True
        if isinstance(cause, BaseExceptionGroup):
            causes += cause.exceptions
        elif cause is not None and cause is not error:
            causes += [cause.__cause__, cause.__context__]
    return False


def _target(here: str, location: str) -> str:
    """The absolute address of a redirect, without its fragment."""
    try:
        return urljoin(here, location).split("#", 1)[0]
    except ValueError as error:
        raise FetchError("address", here, reason="host") from error


def _failure_of(status: int) -> Failure:
    known: dict[int, Failure] = {
        401: "forbidden", 402: "forbidden", 403: "forbidden", 451: "forbidden", 404: "missing", 410: "gone",
        429: "busy", 503: "busy",
    }  # fmt: skip
    return known.get(status) or ("server" if status >= 500 else "client" if status >= 400 else "protocol")


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After (seconds or a date, RFC 9110, 10.2.3) asks for: 0 to a day; None for nonsense."""
    text = (value or "").strip()
    if not text:
        return None
    if text.lstrip("+-").isascii() and text.lstrip("+-").isdigit():
        seconds = float(text[:20])
    else:
        try:
            moment = parsedate_to_datetime(text)
            seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return min(max(seconds, 0.0), MAX_RETRY_AFTER)
