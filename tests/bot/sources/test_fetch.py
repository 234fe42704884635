from __future__ import annotations

import asyncio
import gzip
import resource
import socket
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from bot import version
from bot.clock import Clock, MovableClock
from bot.sources.addresses import Guard, is_public
from bot.sources.fetch import Fetcher, FetchError, retry_after
from bot.sources.inflate import BombError, Inflater, TooLargeError
from tests.bot.sources.server import Request, Server, answer, by_path, says, serving
from tests.support.tables import for_each

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


def fetcher(server: Server, **options: Any) -> Fetcher:
    return Fetcher(Clock(), allow_hosts=[f"127.0.0.1:{server.port}"], delay=0.0, **options)


async def failure(fetch: Fetcher, url: str, **options: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetch.get(url, **options)
    return caught.value


@pytest.mark.parametrize("host", ["a..example", "a" * 64 + ".example"])
async def test_a_name_that_no_host_can_have_is_refused_also_behind_a_redirect(host: str) -> None:
    async with serving(says(answer(302, Location=f"http://{host}/"))) as server:
        errors = [await failure(fetcher(server), url) for url in (f"http://{host}/", server.url())]
    assert {error.key for error in errors} == {"error.fetch.address"}


# What a server says


WHO = [
    ("", ""),
    ("Ада Приклад, Telefon 01701234567", ""),
    ("Ada Beispiel (ada@blog.example)", " (+ada@blog.example)"),
    ("https://blog.example/impressum.", " (+https://blog.example/impressum)"),
]


@pytest.mark.parametrize(("contact", "told"), WHO)
async def test_an_answer_comes_with_its_validators_and_we_say_who_we_are(contact: str, told: str) -> None:
    async with serving(
        says(answer(200, b"<rss/>", ETag='"a1"', Content_Type="application/rss+xml"))
    ) as server:
        found = await fetcher(server, contact=contact).get(server.url("/feed/#part"))
    assert (found.status, found.body, found.etag) == (200, b"<rss/>", '"a1"')
    assert server.requests[0].path == "/feed/"
    assert server.requests[0].headers["user-agent"] == f"Quellenbote/{version()}{told}"


@pytest.mark.parametrize(
    ("etag", "date", "sent", "not_sent"),
    [
        ('"a1"', None, "if-none-match", "if-modified-since"),
        ('"a1"', "Thu, 19 Nov 2026 06:00:00 GMT", "if-none-match", "if-modified-since"),
        (None, "Thu, 19 Nov 2026 06:00:00 GMT", "if-modified-since", "if-none-match"),
    ],
)
async def test_the_etag_goes_first_and_the_date_only_without_one(
    etag: str | None, date: str | None, sent: str, not_sent: str
) -> None:
    async with serving(says(answer(304))) as server:
        found = await fetcher(server).get(server.url(), etag=etag, last_modified=date)
    assert found.not_modified
    assert found.body == b""
    assert sent in server.requests[0].headers
    assert not_sent not in server.requests[0].headers


async def test_a_304_that_nobody_asked_for_is_a_failure() -> None:
    async with serving(says(answer(304))) as server:
        assert (await failure(fetcher(server), server.url())).kind == "protocol"


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, "forbidden"), (403, "forbidden"), (404, "missing"), (410, "gone"), (418, "client"), (500,
    "server"),
     (502, "server"), (204, "protocol"), (206, "protocol")],
)  # fmt: skip
async def test_every_status_has_its_failure(status: int, kind: str) -> None:
    async with serving(says(answer(status))) as server:
        error = await failure(fetcher(server), server.url())
    assert (error.kind, error.status, error.key) == (kind, status, f"error.fetch.{kind}")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0), ("0", 0.0), ("-5", 0.0), ("999999999999", 86400.0), (None, None), ("", None),
        ("bald", None),
        ("1.5", None), ("²", None), (format_datetime(NOW + timedelta(minutes=10), usegmt=True), 600.0),
        (format_datetime(NOW - timedelta(days=3), usegmt=True), 0.0), ("Fri, 31 Dec 9999 23:59:59 GMT",
        86400.0),
        ("Sun, 22 Nov 2026 07:01:00 -0000", 60.0), ("Fri, 99 Foo 2026 00:00:00 GMT", None),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date_and_never_more_than_a_day(
    value: str | None, seconds: float | None
) -> None:
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize("status", [429, 503])
async def test_a_wish_for_peace_holds_for_the_whole_host(status: int) -> None:
    clock = MovableClock(NOW)
    async with serving(says(answer(status, b"<html>", Retry_After="600"), answer(200, b"ok"))) as server:
        fetch = Fetcher(clock, allow_hosts=["127.0.0.1"])
        first = await failure(fetch, server.url("/feed/"))
        second = await failure(fetch, server.url("/other/feed/"))
    assert (first.kind, first.retry_after) == ("busy", 600.0)
    assert second.kind == "waiting"
    assert 590 < (second.retry_after or 0) <= 600
    assert len(server.requests) == 1


# Redirects


async def test_redirects_are_followed_and_told_with_their_kinds() -> None:
    hops = {"/a": answer(301, Location="/b"), "/b": answer(308, Location="/c?x=1"), "/c?x=1": answer(302,
    Location="/d"),
            "/d": answer(200, b"here")}  # fmt: skip
    async with serving(by_path(hops)) as server:
        found = await fetcher(server).get(server.url("/a"))
    assert found.body == b"here"
    assert [hop.status for hop in found.redirects] == [301, 308, 302]
    assert found.moved_to == server.url("/c?x=1")
    assert found.final_url == server.url("/d")


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_temporary_redirects_move_nothing(status: int) -> None:
    async with serving(by_path({"/a": answer(status, Location="/b"), "/b": answer(200, b"x")})) as server:
        assert (await fetcher(server).get(server.url("/a"))).moved_to is None


async def test_the_sixth_redirect_is_too_many() -> None:
    async with serving(says(answer(301, Location="/again"))) as server:
        error = await failure(fetcher(server), server.url())
    assert error.kind == "redirects"
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://files.example/", "http://user:pw@127.0.0.1/", "http://[::1"]
)
async def test_a_redirect_to_another_scheme_or_with_a_user_is_refused(target: str) -> None:
    async with serving(says(answer(302, Location=target))) as server:
        assert (await failure(fetcher(server), server.url())).kind in ("address", "protocol")


async def test_a_redirect_into_the_own_network_is_refused() -> None:
    async with serving(says(answer(302, Location="http://127.0.0.2/admin"))) as server:
        assert (await failure(fetcher(server), server.url())).kind == "private"


# The guard


PRIVATE = [
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - an address to refuse
    "192.0.0.170", "198.18.0.1", "198.51.100.7", "203.0.113.9", "240.0.0.1", "255.255.255.255", "224.0.0.1",
    "192.88.99.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:7f00:1", "64:ff9b::7f00:1", "64:ff9b::808:808", "2002:7f00:1::", "2001:db8::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "no address", "",
]  # fmt: skip


@for_each(PRIVATE)
def test_addresses_that_lead_inside_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "objection"),
    [
        ("https://blog.example/feed/", None), ("http://blog.example:8080/", None), ("HTTPS://BLOG.example",
        None),
        ("file:///etc/passwd", "scheme"), ("ftp://blog.example/", "scheme"), ("gopher://x/", "scheme"),
        ("javascript:alert(1)", "scheme"), ("https://name@blog.example/", "userinfo"),
        ("https://blog.example:22/", "port"),
        ("https://blog.example:99999/", "host"), ("https:///feed", "host"), ("", "scheme"), ("http://[::1",
        "host"),
        ("http://blog.example/a b", "host"), ("http://blog.example/\r\nX: y", "host"),
        ("http://home.example:9000/", None),
    ],
)  # fmt: skip
def test_only_web_addresses_without_a_user_on_web_ports_are_asked(url: str, objection: str | None) -> None:
    assert Guard(frozenset({"home.example"})).objection(url) == objection


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "localhost",
        "0",
    ],
)
async def test_every_spelling_of_the_own_machine_is_refused_where_it_is_dialled(host: str) -> None:
    async with serving(says(answer(200, b"secret"))) as server:
        fetch = Fetcher(Clock(), allow_hosts=["somewhere.example"])
        for url in (f"http://{host}:8080/", f"http://{host}/"):
            assert (await failure(fetch, url)).kind in ("private", "dns", "address")
    assert server.requests == []


async def test_an_operator_allows_one_port_and_no_other() -> None:
    async with (
        serving(says(answer(200, b"mine"))) as server,
        serving(says(answer(200, b"not mine"))) as other,
    ):
        fetch = fetcher(server)
        assert (await fetch.get(server.url())).body == b"mine"
        assert (await failure(fetch, other.url())).kind in ("address", "private")
    assert other.requests == []


class Names(AbstractResolver):
    """Resolves every name to the next of the given addresses."""

    def __init__(self, *addresses: str) -> None:
        self.left = list(addresses)
        self.asked = 0

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[ResolveResult]:
        del family
        self.asked += 1
        address = self.left.pop(0) if len(self.left) > 1 else self.left[0]
        return [
            ResolveResult(hostname=host, host=address, port=port, family=socket.AF_INET, proto=0, flags=0)
        ]

    async def close(self) -> None:
        pass


async def test_a_name_that_changes_between_check_and_dial_gains_nothing() -> None:
    """There is one resolution, and its very addresses are judged: a second answer can only be judged again."""
    names = Names("127.0.0.1", "10.0.0.1", "169.254.169.254")
    fetch = Fetcher(Clock(), resolver=names)
    kinds = [(await failure(fetch, "http://rebind.example/")).kind for _ in range(3)]
    assert kinds == ["private"] * 3
    assert names.asked == 3


async def test_a_redirect_resolves_and_judges_anew() -> None:
    async with serving(says(answer(302, Location="http://second.example:8080/"))) as server:
        fetch = Fetcher(Clock(), resolver=Names("127.0.0.1"), allow_hosts=[f"first.example:{server.port}"])
        assert (await failure(fetch, server.url(host="first.example"))).kind == "private"
    assert len(server.requests) == 1


async def test_a_proxy_in_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(says(answer(200, b"proxy"))) as proxy, serving(says(answer(200, b"direct"))) as server:
        monkeypatch.setenv("http_proxy", proxy.url())
        monkeypatch.setenv("HTTP_PROXY", proxy.url())
        assert (await fetcher(server).get(server.url())).body == b"direct"


async def test_a_name_that_does_not_exist_and_a_closed_port_have_their_names() -> None:
    class Nobody(Names):
        async def resolve(
            self, host: str, port: int = 0, family: int = socket.AF_INET
        ) -> list[ResolveResult]:
            raise OSError("unknown", host, port, family)

    assert (await failure(Fetcher(Clock(), resolver=Nobody("")), "http://nobody.example/")).kind == "dns"
    async with serving(says(answer())) as server:
        pass
    assert (await failure(fetcher(server), server.url())).kind == "refused"


# Sizes


def _bomb(megabytes: int) -> bytes:
    """Gzip of so many MiB of zeros; after a full flush the packer says the same again for the next one."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    first, second = (packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + second * (megabytes - 1)


async def test_a_decompression_bomb_is_given_up_without_eating_memory() -> None:
    packed = _bomb(500)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with serving(says(answer(200, packed, Content_Encoding="gzip"))) as server:
        error = await failure(fetcher(server), server.url())
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert error.kind in ("bomb", "large")
    assert grown < 60 * 1024, f"{grown} KiB"


@pytest.mark.parametrize("declared", [True, False])
async def test_a_giant_answer_is_given_up_at_the_limit(declared: bool) -> None:
    body = b"x" * (6 * 2**20)
    said = (
        answer(200, body)
        if declared
        else answer(200, body, Content_Length="0").replace(b"Content-Length: 0\r\n", b"")
    )
    async with serving(says(said)) as server:
        assert (await failure(fetcher(server), server.url())).kind == "large"


@pytest.mark.parametrize("pack", ["gzip", "deflate", "raw deflate", "identity", "two members"])
async def test_compressed_answers_are_unpacked(pack: str) -> None:
    text = b"<rss>" + b"Ein Satz. " * 500 + b"</rss>"
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed, coding = {
        "gzip": (gzip.compress(text, mtime=0), "gzip"), "deflate": (zlib.compress(text), "deflate"),
        "raw deflate": (raw.compress(text) + raw.flush(), "deflate"), "identity": (text, "identity"),
        "two members": (gzip.compress(text[:99], mtime=0) + gzip.compress(text[99:]), "gzip"),
    }[pack]  # fmt: skip
    async with serving(says(answer(200, packed, Content_Encoding=coding))) as server:
        assert (await fetcher(server).get(server.url())).body == text


@pytest.mark.parametrize(
    ("coding", "body"),
    [("br", b"x"), ("gzip", b"no gzip"), ("gzip", gzip.compress(b"y" * 999, mtime=0)[:-9])],
)
async def test_what_cannot_be_unpacked_is_a_failure(coding: str, body: bytes) -> None:
    async with serving(says(answer(200, body, Content_Encoding=coding))) as server:
        assert (await failure(fetcher(server), server.url())).kind == "encoding"


def test_an_inflater_knows_a_large_text_from_a_bomb() -> None:
    with pytest.raises(TooLargeError):
        Inflater("identity", 10).feed(b"x" * 11)
    bomb = Inflater("gzip", 2**30)
    with pytest.raises(BombError):
        bomb.feed(gzip.compress(bytes(8 * 2**20), mtime=0))


async def test_an_answer_that_breaks_off_is_a_failure() -> None:
    async with serving(says(answer(200, b"half", Content_Length="400"))) as server:
        assert (await failure(fetcher(server), server.url())).kind == "protocol"


# Slowness


async def _drips_body(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def _drips_headers(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        writer.write(f"X-{number % 50}: y\r\n".encode())
        await writer.drain()
        await asyncio.sleep(0.02)


async def _says_nothing(_request: Request, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


@pytest.mark.parametrize(
    ("handler", "kinds"),
    [
        (_drips_body, {"slow", "timeout"}),
        (_drips_headers, {"timeout", "protocol"}),
        (_says_nothing, {"timeout"}),
    ],
)
async def test_a_server_that_drips_meets_one_deadline(handler: Any, kinds: set[str]) -> None:
    async with serving(handler) as server:
        began = asyncio.get_running_loop().time()
        error = await failure(fetcher(server, deadline=0.6, slow_start=0.2, min_speed=1000.0), server.url())
        assert error.kind in kinds
        assert asyncio.get_running_loop().time() - began < 1.5


async def test_a_body_that_drips_is_given_up_before_the_deadline() -> None:
    async with serving(_drips_body) as server:
        error = await failure(fetcher(server, deadline=20.0, slow_start=0.2, min_speed=1000.0), server.url())
    assert error.kind == "slow"


async def test_a_slow_source_delays_no_other() -> None:
    async with serving(_says_nothing) as slow, serving(says(answer(200, b"ok"))) as quick:
        fetch = Fetcher(Clock(), allow_hosts=["127.0.0.1", "localhost"], deadline=2.0)
        waiting = [asyncio.ensure_future(failure(fetch, slow.url())) for _ in range(4)]
        await asyncio.sleep(0.1)
        async with asyncio.timeout(1):
            assert (await fetch.get(quick.url(host="localhost"))).body == b"ok"
        assert slow.open_most == 2
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


async def test_a_host_never_sees_more_than_two_connections() -> None:
    async def handle(_request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.05)
        writer.write(answer(200, b"ok"))
        await writer.drain()

    async with serving(handle) as server:
        fetch = fetcher(server)
        await asyncio.gather(*(fetch.get(server.url(f"/{number}")) for number in range(8)))
    assert server.open_most <= 2


async def test_back_fill_pauses_between_two_requests_and_takes_any_status() -> None:
    async with serving(by_path({"/1": answer(200, b"a")})) as server:
        fetch = Fetcher(Clock(), allow_hosts=["127.0.0.1"], delay=0.2)
        began = asyncio.get_running_loop().time()
        first, second = await asyncio.gather(
            fetch.get_politely(server.url("/1")), fetch.get_politely(server.url("/2"))
        )
    assert (first.status, second.status) == (200, 404)
    assert asyncio.get_running_loop().time() - began >= 0.2
    assert server.open_most == 1
