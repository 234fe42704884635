"""The doctor finds what is wrong, and says nothing wrong of what is well."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.errors import QuellenboteError
from bot.playground.box import Box
from bot.playground.faults import Fault
from bot.services.backups import Backups
from bot.services.doctor import Doctor, Finding, Patient
from bot.services.health import RIVAL
from bot.services.supervision import Heartbeat
from db import upgrade
from tests.bot.services.rows import fill
from tests.support.bot_api import serve
from tests.support.databases import sqlite_url

TOKEN = "123456789:" + "A" * 35


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a sound installation, with a backup of the night; made once."""
    folder = tmp_path_factory.mktemp("sound")
    url = sqlite_url(folder)
    upgrade(url)
    fill(url)
    change(url, "UPDATE sources SET last_error = NULL, last_success_at = '2026-11-22 06:00:00'")
    change(url, "DELETE FROM outbox")
    Backups(url, folder / "backups").make(datetime(2026, 11, 22, 3, 20, tzinfo=UTC))
    return folder


@pytest.fixture
def patient(sound: Path, tmp_path: Path) -> Patient:
    """That installation, without a token."""
    folder = shutil.copytree(sound, tmp_path / "data")
    folder.chmod(0o700)
    url = sqlite_url(folder)
    return Patient(
        database_url=url,
        data_dir=folder,
        token=None,
        api_url="https://api.invalid",
        webhook_url=None,
        listens=False,
        operators=frozenset({-1001234567890}),  # the chat that is stored
        zone="Europe/Berlin",
        settings_file=folder / "quellenbote.env",
    )


def change(url: str, statement: str) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute(statement)


async def examined(patient: Patient, clock: MovableClock) -> dict[str, Finding]:
    return {finding.key: finding for finding in await Doctor(patient, clock).examine()}


def troubles(findings: dict[str, Finding]) -> dict[str, str]:
    return {key: finding.level for key, finding in findings.items() if finding.level != "ok"}


async def test_a_sound_installation_lacks_only_its_token(patient: Patient, clock: MovableClock) -> None:
    found = await examined(patient, clock)
    disk = {"doctor.disk.full": "warn"} if "doctor.disk.full" in found else {}
    assert troubles(found) == {"doctor.token.none": "warn", **disk}
    assert found["doctor.token.none"].remedy == "remedy.token.none"
    assert found["doctor.database.ok"].remedy is None


PARCEL = """INSERT INTO outbox (chat_id, key, part, priority, text_hash, state, due_at, attempts, doubts,
    created_at) SELECT 3, 'a', 0, 0, hash, '%s', '2026-11-22 06:00:00', 0, 0, '2026-11-22 06:00:00' FROM texts"""
STORED = [
    ("UPDATE sources SET state = 'gone'", "doctor.sources.gone", "bad"),
    ("UPDATE sources SET state = 'paused'", "doctor.sources.paused", "warn"),
    ("UPDATE sources SET failing_since = '2026-11-21 06:00:00'", "doctor.sources.failing", "warn"),
    (
        "UPDATE sources SET last_success_at = '2026-11-01 06:00:00', next_fetch_at = '2026-11-22 08:00:00'",
        "doctor.sources.silent",
        "warn",
    ),
    ("DELETE FROM sources", "doctor.database.broken", "bad"),  # its articles belong to nothing now
    ("UPDATE alembic_version SET version_num = '9999'", "doctor.database.newer", "bad"),
    ("UPDATE alembic_version SET version_num = '0000'", "doctor.database.older", "warn"),
    ("UPDATE chats SET state = 'blocked'", "doctor.operators.silent", "warn"),
    (PARCEL % "ready", "doctor.queue.late", "bad"),
    (PARCEL % "uncertain", "doctor.queue.uncertain", "warn"),
]


@pytest.mark.parametrize(("statement", "key", "level"), STORED)
async def test_what_is_wrong_in_the_database_is_found(
    patient: Patient, clock: MovableClock, statement: str, key: str, level: str
) -> None:
    change(patient.database_url, statement)
    found = troubles(await examined(patient, clock))
    assert found.get(key) == level


async def test_the_cause_of_a_failing_source_is_told(patient: Patient, clock: MovableClock) -> None:
    change(
        patient.database_url,
        "UPDATE sources SET failing_since = '2026-11-21 06:00:00',"
        """ last_error = '{"key": "error.fetch.dns", "arguments": {"host": "blog.example"}}'""",
    )
    cause = (await examined(patient, clock))["doctor.sources.failing"].cause
    assert cause is not None
    assert (cause.key, cause.arguments) == ("error.fetch.dns", {"host": "blog.example"})


def scratch(path: Path, first: int, last: int) -> None:
    content = bytearray(path.read_bytes())
    content[first:last] = b"\xa5" * (last - first)
    path.write_bytes(content)


@pytest.mark.parametrize(("first", "last"), [(8192, 20480), (100, 200), (0, 100)])
async def test_a_damaged_file_is_found(patient: Patient, clock: MovableClock, first: int, last: int) -> None:
    scratch(Path(patient.database_url.removeprefix("sqlite:///")), first, last)
    assert troubles(await examined(patient, clock)).get("doctor.database.broken") == "bad"


async def test_a_database_without_space_is_not_called_damaged(
    patient: Patient, clock: MovableClock, tmp_path: Path
) -> None:
    nowhere = replace(patient, database_url=f"sqlite:///{tmp_path}")  # a folder: it cannot be opened
    assert troubles(await examined(nowhere, clock)).get("doctor.database.unwritable") == "bad"


async def test_a_database_server_that_is_gone_is_found(patient: Patient, clock: MovableClock) -> None:
    gone = replace(patient, database_url="postgresql://nobody@127.0.0.1:1/x")
    assert troubles(await examined(gone, clock)).get("doctor.database.silent") == "bad"


async def test_who_wrote_last_is_known_without_taking_it_from_the_bot(
    patient: Patient, live: MovableClock
) -> None:
    box = Box(live)
    async with serve(box) as address:
        doctor = Doctor(replace(patient, token=box.token, api_url=address), live)
        assert await doctor.last_writer() is None
        box.say("hallo")
        box.say("ich auch", user=box.person("Mika"))
        for _ in range(2):
            found = await doctor.last_writer()
            assert found is not None
            assert found[1] == "Mika"


@pytest.fixture
def open_file(patient: Patient) -> Path:
    """A settings file that everybody may read."""
    patient.settings_file.write_text(f"QUELLENBOTE_TOKEN={TOKEN}\n", "utf-8")
    patient.settings_file.chmod(0o644)
    return patient.settings_file


async def test_files_that_others_can_read_are_found(
    patient: Patient, clock: MovableClock, open_file: Path
) -> None:
    found = await examined(patient, clock)
    assert found["doctor.files.open"].arguments == {"path": open_file}


def fresh_folder_exists(patient: Patient) -> bool:
    return patient.data_dir.exists()


async def test_a_fresh_machine_is_not_called_broken(
    tmp_path: Path, patient: Patient, clock: MovableClock
) -> None:
    fresh = replace(
        patient, data_dir=tmp_path / "none", database_url=sqlite_url(tmp_path / "none"), operators=frozenset()
    )
    found = troubles(await examined(fresh, clock))
    assert set(found.values()) == {"warn"}
    assert {
        "doctor.disk.none",
        "doctor.database.none",
        "doctor.backups.none",
        "doctor.operators.none",
    } <= set(found)
    assert not fresh_folder_exists(fresh), "looking makes nothing"


async def test_old_backups_and_unknown_zones_are_found(patient: Patient, clock: MovableClock) -> None:
    clock.advance(timedelta(days=3))
    found = troubles(await examined(replace(patient, zone="Mars/Olympus"), clock))
    assert found["doctor.backups.old"] == "warn"
    assert found["doctor.zones.unknown"] == "bad"


@pytest.fixture
def live() -> MovableClock:
    """The machine's time, which the loopback server tells too."""
    return MovableClock()


async def test_telegram_is_asked(patient: Patient, live: MovableClock) -> None:
    box = Box(live)
    async with serve(box) as address:
        patient = replace(patient, token=box.token, api_url=address)
        found = await examined(patient, live)
        heart = Heartbeat(patient.data_dir)
        heart.beat(live.now())
        running = await examined(patient, live)
        heart.beat(live.now(), [RIVAL])
        rivalled = await examined(patient, live)
    assert {"doctor.api.ok", "doctor.token.ok", "doctor.clock.ok", "doctor.polling.ok"} <= set(found)
    assert found["doctor.token.ok"].arguments["name"]
    assert found["doctor.running.not"].level == "warn"
    assert "doctor.running.ok" in running
    assert rivalled["doctor.running.rival"].level == "bad"


async def test_a_refused_token_is_found_and_never_shown(patient: Patient, live: MovableClock) -> None:
    async with serve(Box(live)) as address:
        findings = await Doctor(replace(patient, token=TOKEN, api_url=address), live).examine()
    assert "doctor.token.refused" in {finding.key for finding in findings}
    assert TOKEN not in repr(findings)


@pytest.mark.parametrize(
    "page", [(404, b"<html>Nichts gefunden</html>"), (404, b'{"code": "no_route"}'), (200, b"")]
)
async def test_what_is_not_telegram_says_nothing_of_the_token(
    patient: Patient, live: MovableClock, page: tuple[int, bytes]
) -> None:
    box = Box(live)
    box.fail_next("getMe", Fault(page=page), Fault(page=page))
    async with serve(box) as address:
        elsewhere = replace(patient, token=box.token, api_url=address)
        found = troubles(await examined(elsewhere, live))
        with pytest.raises(QuellenboteError, match=r"error\.api"):
            await Doctor(elsewhere, live).bot_name()
    assert "doctor.api.strange" in found
    assert "doctor.token.refused" not in found


async def test_a_wrong_clock_is_found(patient: Patient, live: MovableClock) -> None:
    box = Box(live)
    async with serve(box) as address:
        live.advance(timedelta(minutes=2))
        slightly = await examined(replace(patient, token=box.token, api_url=address), live)
        live.advance(timedelta(hours=1))
        badly = await examined(replace(patient, token=box.token, api_url=address), live)
    assert (slightly["doctor.clock.wrong"].level, badly["doctor.clock.wrong"].level) == ("warn", "bad")


async def test_an_api_that_is_silent_is_found(patient: Patient, live: MovableClock) -> None:
    async with serve(Box(live)) as address:
        pass
    found = await examined(replace(patient, token=TOKEN, api_url=address), live)
    assert found["doctor.api.silent"].level == "bad"
    assert found["doctor.api.silent"].cause is not None


WEBHOOKS = [
    (None, False, {"url": "https://old.example/x"}, "doctor.webhook.left", "bad"),
    ("https://bot.example/t", True, {"url": ""}, "doctor.webhook.other", "warn"),
    ("https://bot.example/t", False, {"url": "https://bot.example/t"}, "doctor.webhook.deaf", "bad"),
    ("https://bot.example/t", True, {"url": "https://bot.example/t"}, "doctor.webhook.ok", "ok"),
    (
        "https://bot.example/t",
        True,
        {"url": "https://bot.example/t", "pending_update_count": 500},
        "doctor.webhook.waiting",
        "warn",
    ),
    (
        "https://bot.example/t",
        True,
        {
            "url": "https://bot.example/t",
            "last_error_date": 1795330000,
            "last_error_message": "Connection refused",
        },
        "doctor.webhook.failing",
        "bad",
    ),
    (
        "https://bot.example/t",
        True,
        {"url": "https://bot.example/t", "last_error_date": 1700000000, "last_error_message": "long ago"},
        "doctor.webhook.ok",
        "ok",
    ),
    (None, False, {"url": ""}, "doctor.polling.ok", "ok"),
]


@pytest.mark.parametrize(("wanted", "listens", "info", "key", "level"), WEBHOOKS)
def test_what_is_wrong_with_the_webhook_is_found(
    patient: Patient,
    clock: MovableClock,
    wanted: str | None,
    *,
    listens: bool,
    info: object,
    key: str,
    level: str,
) -> None:
    clock.set(datetime.fromtimestamp(1795330600, UTC))
    doctor = Doctor(replace(patient, webhook_url=wanted, listens=listens), clock)
    found = {finding.key: finding.level for finding in doctor._webhook(info)}  # type: ignore[arg-type]
    assert found[key] == level
