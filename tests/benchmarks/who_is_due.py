"""Who is due among very many chats: the planner's own look at the index beside a scan of all wall times."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as wall_time
from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, insert, text

from bot.services.schedule import Schedule, Weekdays, next_slots
from bot.services.zones import day_of, zone
from db import Database
from db.models import Moment

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
SERVED = NOW - timedelta(minutes=2)
"""Up to then every digest was planned; what is due at NOW came in these two minutes."""
LIMIT = 500
ZONES = (
    "Europe/Berlin", "Europe/Kyiv", "Europe/London", "Europe/Istanbul", "America/New_York", "America/Los_Angeles",
    "America/Sao_Paulo", "Asia/Kathmandu", "Asia/Tokyo", "Australia/Sydney",
)  # fmt: skip
_HABITS = Table(
    "habits",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("zone", String),
    Column("time", String),
    Column("weekdays", Integer),
    Column("next_digest_at", Moment),
    Column("last_local_date", String),
    prefixes=["TEMPORARY"],
)


@dataclass(frozen=True, slots=True)
class Took:
    """Medians in milliseconds: the first ``due``, the statement ``alone``, ``none`` due, and the scan.

    All but ``alone`` are with the transaction they are read in, as the planner opens it. ``due`` is LIMIT
    where there are so many.
    """

    due: int
    first: float
    alone: float
    none: float
    scan: float


async def looked_and_scanned(url: str, chats: int) -> Took:
    """Fill an upgraded database with so many subscriptions, and time both. They must find the same chats."""
    database = Database(url)
    await _subscribe(database, chats)

    async def look(at: datetime) -> list[int]:
        async with database.read() as work:
            return await work.subscriptions.due(at, LIMIT)

    async def scan() -> list[int]:
        async with database.read() as work:
            return list((await work.subscriptions._connection.execute(text(_scan_at(NOW)))).scalars())

    async with database.read() as work:
        everyone = await work.subscriptions.due(NOW, chats)
        assert sorted(everyone) == sorted(await scan())
        alone = await median_ms(lambda: work.subscriptions.due(NOW, LIMIT), 15)
    assert len(await look(NOW)) == min(LIMIT, len(everyone))
    assert not await look(SERVED)
    took = Took(
        due=min(LIMIT, len(everyone)),
        first=await median_ms(lambda: look(NOW), 15),
        alone=alone,
        none=await median_ms(lambda: look(SERVED), 15),
        scan=await median_ms(scan, 5),
    )
    await database.close()
    return took


async def median_ms(do: Callable[[], Awaitable[object]], times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        await do()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def _scan_at(at: datetime) -> str:
    """Who is due without a column that says it: all wall times, each in its chat's zone."""
    clocks = ", ".join(
        f"('{name}', '{wall:%H:%M}', '{wall:%Y-%m-%d}', {int(Weekdays.of(wall.date()))})"
        for name, wall in ((name, at.astimezone(zone(name))) for name in ZONES)
    )
    return (  # CROSS JOIN: SQLite then reads in this order, each chat once
        f"WITH clocks (zone, wall, day, weekday) AS (VALUES {clocks}) "
        "SELECT chat_id FROM subscriptions CROSS JOIN chats CROSS JOIN clocks "
        "WHERE chats.id = chat_id AND clocks.zone = chats.zone "
        "AND active AND chats.state = 'active' AND time <= wall AND weekdays & weekday > 0 "
        "AND (last_local_date IS NULL OR last_local_date < day)"
    )


def _habits() -> list[dict[str, object]]:
    """Each minute of the day in each zone, daily and on workdays: when it was served last, and is next."""
    rows: list[dict[str, object]] = []
    for days in (Weekdays.DAILY, Weekdays.WORKDAYS):
        for minute in range(24 * 60):
            for name in ZONES:
                schedule = Schedule(wall_time(*divmod(minute, 60)), name, days)
                slots = next_slots(schedule, SERVED - timedelta(days=4), 6)
                last = day_of(max(slot for slot in slots if slot <= SERVED), schedule.zone)
                upcoming = min(slot for slot in slots if slot > SERVED)
                rows.append(
                    {"number": len(rows), "zone": name, "time": f"{schedule.time:%H:%M}", "weekdays": int(days),
                     "next_digest_at": upcoming, "last_local_date": last.isoformat()}
                )  # fmt: skip
    return rows


async def _subscribe(database: Database, count: int) -> None:
    """That many subscriptions of many habits, all served but for the last two minutes."""
    habits = _habits()
    async with database.begin() as work:
        chat = await work.chats.meet(1, 0, kind="private", language_code="de", boxed=False, now=SERVED)
        await work.chats.change(chat.id, zone=habits[chat.id]["zone"])
        connection = work.chats._connection
        await connection.run_sync(_HABITS.create)
        await connection.execute(insert(_HABITS), habits)
        habit = f"value % {len(habits)}"
        await many_chats(connection, count, chat.id, zone=f"(SELECT zone FROM habits WHERE number = {habit})")
        await connection.execute(
            text(
                "INSERT INTO subscriptions (chat_id, active, at_once, time, weekdays, filters, created_at, "
                "next_digest_at, last_local_date) SELECT chats.id, true, false, time, weekdays, '{}', "
                "chats.created_at, next_digest_at, last_local_date "
                f"FROM chats JOIN habits ON number = chats.id % {len(habits)}"
            )
        )
    _settle_down(database)


async def many_chats(connection: Any, count: int, like: int, **columns_as: str) -> None:
    """Copies of a chat, numbered from 1; ``columns_as`` are columns that differ, in SQL on that ``value``."""
    columns = [
        column
        for column in tuple((await connection.execute(text("SELECT * FROM chats LIMIT 0"))).keys())
        if column not in ("id", "telegram_id")
    ]
    values = ", ".join(columns_as.get(column, column) for column in columns)
    series = (
        f"(WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < {count}) "
        "SELECT value FROM n)"
        if connection.dialect.name == "sqlite"
        else f"(SELECT generate_series(1, {count}) AS value)"
    )
    await connection.execute(
        text(
            f"INSERT INTO chats (id, telegram_id, {', '.join(columns)}) SELECT value, value + 10, {values} "
            f"FROM {series} AS numbers, chats WHERE chats.id = {like} AND value <> {like}"
        )
    )


def _settle_down(database: Database) -> None:
    """As if it had been so for days: what the server does by itself some minutes after so many changes."""
    driver, statements = "postgresql+psycopg", ("VACUUM (ANALYZE)", "CHECKPOINT")
    if database.is_sqlite:
        driver, statements = "sqlite", ("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)")
    engine = create_engine(database.url.set(drivername=driver), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()
