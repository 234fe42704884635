"""A power cut: the files as they are on the disk at any moment hold all that was said to be there, and are whole."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import datetime
from pathlib import Path
from random import Random

from sqlalchemy import text

from bot.delivery.outbox import Drain
from db import Database
from tests.bot.delivery.rows import Courier, QuickClock, owe, person

MESSAGES = 40


def after_the_cut(source: Path, folder: Path, torn: int = 0) -> tuple[str, dict[int, str]]:
    """What a copy of the files holds, its log cut short by so many bytes: integrity, and each chat's state."""
    folder.mkdir()
    for file in source.parent.glob(f"{source.name}*"):
        if file.suffix != ".db-shm":  # that one is made anew
            shutil.copy(file, folder / file.name)
    log = folder / f"{source.name}-wal"
    if torn:
        content = log.read_bytes()
        log.write_bytes(content[: max(0, len(content) - torn)])
    with sqlite3.connect(folder / source.name) as copy:
        (whole,) = copy.execute("PRAGMA integrity_check").fetchone()
        states = dict(
            copy.execute("SELECT telegram_id, outbox.state FROM outbox JOIN chats ON chats.id = chat_id")
        )
    copy.close()
    return whole, states


async def drained(database: Database, clock: QuickClock, courier: Courier) -> None:
    for number in range(1, MESSAGES + 1):
        await owe(database, await person(database, number, clock.now()), clock.now(), "eins")
    await Drain(database, courier, clock, "one", in_flight=3).run_once(clock.now())


async def test_whatever_left_is_on_the_disk_as_attempted(
    sqlite: Database, now: datetime, tmp_path: Path
) -> None:
    courier = Courier()
    assert sqlite.path is not None
    source = sqlite.path

    def cut() -> None:
        left = {chat for chat, _ in courier.sent}
        whole, states = after_the_cut(source, tmp_path / f"cut-{len(courier.sent)}")
        assert whole == "ok"
        assert all(states[chat] in ("attempting", "sent") for chat in left)
        assert len(left) - list(states.values()).count("sent") <= 3

    courier.on_send = cut
    await drained(sqlite, QuickClock(now), courier)
    assert len(courier.sent) == MESSAGES
    async with sqlite.read() as work:
        synchronous = await work.outbox._connection.execute(text("PRAGMA synchronous"))
        assert synchronous.scalar_one() == 2  # FULL: a commit is on the disk before it returns


async def test_a_torn_log_is_a_moment_of_the_past_and_never_a_broken_file(
    sqlite: Database, now: datetime, tmp_path: Path
) -> None:
    dice = Random(12)  # noqa: S311 - dice, not secrets
    courier = Courier()
    assert sqlite.path is not None
    source = sqlite.path

    def cut() -> None:
        torn = dice.randint(1, 20_000)
        whole, states = after_the_cut(source, tmp_path / f"torn-{len(courier.sent)}", torn)
        assert whole == "ok"
        assert len(states) <= MESSAGES
        assert {chat for chat, state in states.items() if state == "sent"} <= {
            chat for chat, _ in courier.sent
        }

    courier.on_send = cut
    await drained(sqlite, QuickClock(now), courier)
    assert len(courier.sent) == MESSAGES
