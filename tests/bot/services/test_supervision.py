"""systemd and a container's health check are told how the bot is."""

from __future__ import annotations

import socket
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import AsyncMock, Mock, create_autospec

import pytest

from bot.clock import Clock
from bot.services.supervision import FILE, Heartbeat, Notifier
from bot.serving import Serving
from tests.house.tree import ROOT


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_hears_each_word(tmp_path: Path, *, abstract: bool) -> None:
    name = f"@{tmp_path}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(name.replace("@", "\0", 1))
        ear.settimeout(2)
        notifier = Notifier(name)
        notifier.ready()
        notifier.alive()
        notifier.status("two\nlines")
        notifier.stopping()
        heard = [ear.recv(100) for _ in range(4)]
    assert heard == [b"READY=1", b"WATCHDOG=1", b"STATUS=two lines", b"STOPPING=1"]


async def test_systemd_is_told_that_the_bot_lives_where_the_disk_is_full(
    tmp_path: Path, clock: Clock
) -> None:
    notifier = create_autospec(Notifier, instance=True)
    serving = Mock(
        clock=clock,
        heart=Heartbeat(tmp_path / "gone"),
        notifier=notifier,
        _troubles=AsyncMock(return_value=()),
    )
    await Serving._beat(serving)
    notifier.alive.assert_called_once_with()


@pytest.mark.parametrize("address", [None, "", "/nonexistent/notify"])
def test_nobody_who_listens_is_no_trouble(address: str | None) -> None:
    Notifier(address).ready()
    assert Notifier(address) is not None


def test_the_health_check_sees_a_bot_that_lives(tmp_path: Path, now: datetime) -> None:
    heart = Heartbeat(tmp_path)
    heart.beat(now)
    assert heart.troubles(now + timedelta(seconds=20)) == ()
    heart.beat(now, ["the database does not answer"])
    assert heart.troubles(now) == ("the database does not answer",)


def test_the_health_check_sees_a_bot_that_hangs_ended_or_never_ran(tmp_path: Path, now: datetime) -> None:
    heart = Heartbeat(tmp_path)
    assert heart.troubles(now) == ("it does not run",)
    heart.beat(now)
    assert "no sign of life since 2026-11-22T07:00:00" in heart.troubles(now + timedelta(minutes=2))[0]
    heart.stop()
    assert heart.troubles(now) == ("it does not run",)


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"at": 3, "troubles": 4}', '{"at": "x", "troubles": []}']
)
def test_a_spoiled_sign_of_life_is_no_life(tmp_path: Path, now: datetime, content: str) -> None:
    (tmp_path / FILE).write_text(content, "utf-8")
    assert "cannot be read" in Heartbeat(tmp_path).troubles(now)[0]


def test_the_health_check_loads_nothing_heavy() -> None:
    code = "import sys, bot.services.supervision; print(*sorted(m.split('.')[0] for m in sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=30
    ).stdout.split()
    assert not {"sqlalchemy", "aiohttp", "telegram", "numpy", "babel", "db"} & set(loaded)
