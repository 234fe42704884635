"""A real WordPress on loopback, read through each channel and compared with what a careful reader takes from it.

It is skipped where the kit is not there or has not been started.
"""

from __future__ import annotations

import importlib.util
import json
import socket
from pathlib import Path
from typing import Any

import pytest

from bot.clock import Clock
from bot.services.discovery import Via
from bot.services.exporting import exported
from bot.services.ingest import Ingest
from bot.services.readings import Readings
from bot.services.workers import Workers
from bot.sources.fetch import Fetcher
from bot.sources.reader import Reader
from db import Database

KIT = Path(__file__).resolve().parents[3] / ".." / "shared" / "wordpress" / "kit"
HOST = "127.0.0.1:18080"
HIDDEN = f"http://{HOST}/?p=242"


def answers() -> bool:
    """Whether the kit's server is up."""
    try:
        socket.create_connection(("127.0.0.1", 18080), 1).close()
    except OSError:
        return False
    return True


pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(300),
    pytest.mark.skipif(not KIT.exists(), reason="the kit is not beside this repository"),
    pytest.mark.skipif(not answers(), reason=f"the kit is not running at {HOST}"),
]


def scores(found: list[dict[str, Any]], *, by_address: bool = False) -> dict[str, int]:
    """What the kit's own scorer says of what is stored."""
    spec = importlib.util.spec_from_file_location("score", KIT / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = json.loads((KIT / "gold_open.json").read_text(encoding="utf-8"))
    result = {piece["guid"]: piece for piece in found}
    if by_address:
        by_url = {piece["url"]: piece for piece in found}
        result = {one["guid"]: by_url[one["url"]] for one in gold if one["url"] in by_url}
    total: dict[str, int] = scorer.score(gold, result, out=lambda *_: None)[0]
    return {name: total[name] for name in ("missing", "body_exact", "prov_all", "leaks")}


@pytest.mark.parametrize("query", ["", "?kit_wpcom=1"])
@pytest.mark.parametrize("via", ["rss", "atom", "rest", "page", None])
async def test_every_body_and_every_provenance_is_right(
    sqlite: Database, reader: Reader, via: Via | None, query: str
) -> None:
    clock, workers = Clock(), Workers()
    ingest = Ingest(sqlite, workers)
    readings = Readings(sqlite, Fetcher(clock, allow_hosts={HOST}, delay=0.0), reader, ingest, clock)
    paths = {"rss": "/feed/", "atom": "/feed/atom/"}
    addresses = [f"http://{HOST}{paths.get(via or '', '/')}{query}"]
    if via == "page":
        gold = json.loads((KIT / "gold_open.json").read_text(encoding="utf-8"))
        addresses = [one["url"] + query for one in gold] + [HIDDEN]
    for address in addresses:
        source = await readings.keep(await readings.discover(address, via), by="test", now=clock.now())
        async for _ in readings.backfill(source):
            pass
    found = [dict(piece) async for piece in exported(sqlite)]
    workers.close()
    right = {"missing": 0, "body_exact": 23, "prov_all": 23, "leaks": 0}
    assert scores(found, by_address=True) == right
    # two pieces carry the guid of a former host, which no page tells
    by_guid = {"missing": 2, "body_exact": 21, "prov_all": 21, "leaks": 0} if via == "page" else right
    assert scores(found) == by_guid
