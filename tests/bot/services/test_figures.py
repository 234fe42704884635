"""/metrics says all that an operator watches, in a form that Prometheus reads, and names nobody."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from bot.services.figures import BUCKETS, Figures, resident_bytes
from db import Database
from tests.bot.services.rows import AT, fill

LINE = re.compile(
    r'[a-z_]+(\{[a-z_]+="(?:[^"\\\n]|\\[\\"n])*"(,[a-z_]+="(?:[^"\\\n]|\\[\\"n])*")*\})? [\d.e+-]+'
)
WATCHED = (
    "quellenbote_updates_total",
    "quellenbote_update_seconds",
    "quellenbote_deliveries_total",
    "quellenbote_outbox_age_seconds",
    "quellenbote_source_lag_seconds",
    "process_resident_memory_bytes",
)


def values(text: str) -> dict[str, float]:
    """Each sample's value by its name and labels."""
    return {
        name: float(value)
        for name, value in (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    }


async def test_every_line_is_of_the_format_and_has_a_help(sqlite: Database, now: datetime) -> None:
    fill(str(sqlite.url))
    figures = Figures(started_at=now)
    figures.job("fetch", "failed")
    text = await figures.text(sqlite, now)
    samples = [line for line in text.splitlines() if not line.startswith("#")]
    assert [line for line in samples if not LINE.fullmatch(line)] == []
    declared = re.findall(r"^# TYPE (\w+) \w+$", text, re.MULTILINE)
    assert len(declared) == len(set(declared)) == len(re.findall(r"^# HELP \w+ \S", text, re.MULTILINE))
    for line in samples:
        assert re.sub(r"_(bucket|sum|count)$", "", line.split("{")[0].split(" ")[0]) in declared
    assert set(WATCHED) <= set(declared)
    assert text.endswith("\n")


async def test_what_happened_is_counted(sqlite: Database, now: datetime) -> None:
    figures = Figures(started_at=now)
    for seconds in (0.01, 0.3, 0.3, 100.0):
        figures.update("handled", seconds)
    figures.update("stuck")
    figures.delivered("sent", 5)
    figures.delivered("uncertain")
    figures.fetched("unchanged")
    found = values(await figures.text(sqlite, now))
    assert found['quellenbote_updates_total{outcome="handled"}'] == 4
    assert found['quellenbote_updates_total{outcome="stuck"}'] == 1
    assert found['quellenbote_deliveries_total{outcome="sent"}'] == 5
    assert found['quellenbote_deliveries_total{outcome="failed"}'] == 0, "a rate needs a beginning"
    assert found['quellenbote_fetches_total{outcome="unchanged"}'] == 1
    buckets = [found[f'quellenbote_update_seconds_bucket{{le="{b}"}}'] for b in (*BUCKETS, "+Inf")]
    assert buckets == [1, 1, 1, 3, 3, 3, 3, 3, 3, 3, 4]
    assert found["quellenbote_update_seconds_count"] == 4
    assert found["quellenbote_update_seconds_sum"] == pytest.approx(100.61)


async def test_ages_are_of_what_waits(sqlite: Database) -> None:
    fill(str(sqlite.url))
    later = AT + timedelta(minutes=5)
    found = values(await Figures(started_at=AT).text(sqlite, later))
    assert found["quellenbote_outbox_age_seconds"] == 300
    assert found['quellenbote_outbox{state="ready"}'] == 1
    assert found["quellenbote_inbox_open"] == 1
    assert found["quellenbote_articles"] == 3
    assert found["quellenbote_database_up"] == 1
    early = values(await Figures(started_at=AT).text(sqlite, AT - timedelta(minutes=5)))
    assert early["quellenbote_outbox_age_seconds"] == 0, "what is not due does not wait"


async def test_neither_names_nor_addresses_are_told(sqlite: Database, now: datetime) -> None:
    fill(str(sqlite.url))
    text = await Figures(started_at=now).text(sqlite, now)
    for secret in ("blog.example", "Фабелблог", "1001234567890", "Вигадана", "digest:"):
        assert secret not in text


async def test_a_silent_database_is_told(now: datetime) -> None:
    database = Database("postgresql://nobody@127.0.0.1:1/x")
    found = values(await Figures(started_at=now).text(database, now))
    await database.close()
    assert found["quellenbote_database_up"] == 0
    assert "quellenbote_articles" not in found


def test_memory_is_plausible() -> None:
    resident = resident_bytes()
    assert resident is None or 5_000_000 < resident < 5_000_000_000
