"""A whole database in one file, and back: SQLite by ``VACUUM INTO``, PostgreSQL by its own tools. Blocking.

Both forms are complete and consistent while the bot goes on writing, and each is read back in full
before anyone relies on it.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from db.errors import StorageBusyError, StorageError, StorageFullError, StorageToolError

POSTGRESQL_TOOLS = ("pg_dump", "pg_restore", "psql")
TOOL_SECONDS = 3600
LOCK_SECONDS = 2.0
_SQLITE_MAGIC, _DUMP_MAGIC = b"SQLite format 3\0", b"PGDMP"
_COPY = re.compile(rb'COPY (?:[\w"]+\.)?"?(\w+)"? \(')
_END = b"\\."


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a database or a backup holds: the schema's revision, and the rows of every table."""

    revision: str | None
    rows: Mapping[str, int]

    @property
    def total(self) -> int:
        """All rows together."""
        return sum(self.rows.values())


def missing_tools(url: str) -> tuple[str, ...]:
    """The programs that a database of this kind needs for its copies, and that are not installed."""
    if make_url(url).get_backend_name() == "sqlite":
        return ()
    return tuple(tool for tool in POSTGRESQL_TOOLS if shutil.which(tool) is None)


def save(url: str, target: Path) -> Snapshot:
    """Write the database to ``target``, which must not exist, and give what the finished file holds.

    The file is read back: its structure is checked, and its counts against the database's. Raises
    StorageError; StorageBusyError where the counts moved too much meanwhile to be compared.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        _file(parsed).stat()  # FileNotFoundError says it better than SQLite would
        with closing(_open(_file(parsed), writable=False)) as live, _sqlite_errors():
            before = _sqlite_rows(live)
            live.execute("VACUUM INTO ?", (str(target),))
            after = _sqlite_rows(live)
    else:
        before = after = _dump(parsed, target)
    made = look(target)
    for name in before.keys() | after.keys():
        least, most = sorted((before.get(name, 0), after.get(name, 0)))
        if not least <= made.rows.get(name, -1) <= most:
            raise StorageBusyError(f"{name}: {made.rows.get(name)} rows copied of {least} to {most}")
    return made


def look(path: Path) -> Snapshot:
    """Read a backup from the first byte to the last. Raises StorageError if it is damaged, or none."""
    try:
        with path.open("rb") as file:
            magic = file.read(16)
    except OSError as error:
        raise StorageError(error.strerror or "", retry=False) from error
    if magic == _SQLITE_MAGIC:
        with closing(_open(path, writable=False)) as connection:
            return _checked(connection)
    if magic.startswith(_DUMP_MAGIC):
        return _read_dump(path)
    raise StorageError("it is none", retry=False)


def fits(path: Path, url: str) -> bool:
    """Whether the backup is one of a database of that kind."""
    with path.open("rb") as file:
        is_sqlite = file.read(16) == _SQLITE_MAGIC
    return is_sqlite == (make_url(url).get_backend_name() == "sqlite")


def present(url: str) -> Snapshot:
    """What the database holds now; no rows for one that does not exist. Raises StorageError."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        path = _file(parsed)
        if not path.exists() or path.stat().st_size == 0:
            return Snapshot(None, {})
        with closing(_open(path, writable=False)) as connection, _sqlite_errors():
            return Snapshot(_sqlite_revision(connection), _sqlite_rows(connection))
    with _postgresql(parsed) as connection:
        rows = _postgresql_rows(connection)
        found = "alembic_version" in rows
        revision = (
            connection.scalar(text("SELECT version_num FROM alembic_version LIMIT 1")) if found else None
        )
    return Snapshot(revision, rows)


def load(path: Path, url: str) -> Snapshot:
    """Put the backup in the place of all that the database holds, in one step; give what it holds then.

    A failure or a kill on the way leaves the database as it was. Raises StorageBusyError while anybody,
    such as the running bot, has it open.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _load_sqlite(path, _file(parsed))
    with _postgresql(parsed) as connection:
        others = connection.scalar(
            text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
        )
        if others:
            raise StorageBusyError("the database is in use")
        owned = connection.scalars(
            text(
                "SELECT quote_ident(tablename) FROM pg_tables"
                " WHERE schemaname = current_schema() AND tableowner = current_user"
            )
        ).all()
    with tempfile.TemporaryDirectory(prefix="quellenbote-") as folder, _libpq(parsed) as address:
        # a newer schema has tables that the backup does not know: they go too, in the same transaction
        drop, script = Path(folder) / "drop.sql", Path(folder) / "restore.sql"
        drop.write_text("".join(f"DROP TABLE IF EXISTS {name} CASCADE;\n" for name in owned), "utf-8")
        plain = ("--clean", "--if-exists", "--no-owner", "--no-privileges")
        _run(("pg_restore", *plain, f"--file={script}", str(path)))
        quietly = ("--no-psqlrc", "--quiet", "--output=/dev/null", "--single-transaction")
        files = (f"--file={drop}", f"--file={script}")
        _run(("psql", *quietly, "--set=ON_ERROR_STOP=1", f"--dbname={address}", *files))
    return present(url)


def is_of(path: Path, url: str) -> bool:
    """Whether the file is the database itself."""
    parsed = make_url(url)
    live = _file(parsed)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    return is_sqlite and path.exists() and live.exists() and path.samefile(live)


def set_aside(url: str, target: Path) -> None:
    """Move a SQLite database that cannot be read out of the way, with what was not yet written into it.

    Raises StorageBusyError while anybody, such as the running bot, has it open.
    """
    path = _file(make_url(url))
    with closing(_open(path, writable=True)) as connection:
        try:
            _claim(connection)
        except StorageError as error:
            if error.retry:
                raise
    for ending in ("-shm", "-wal", ""):  # a log that stayed would be written into the database that comes
        part = path.with_name(path.name + ending)
        if part.exists():
            shutil.move(part, target.with_name(target.name + ending))


# ------------------------------------------------------------------- SQLite
def _file(url: URL) -> Path:
    return Path(url.database or "")


def _open(path: Path, *, writable: bool) -> sqlite3.Connection:
    mode = "rwc" if writable else "rw" if path.with_name(path.name + "-wal").exists() else "ro"
    try:
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=LOCK_SECONDS
        )
    except sqlite3.Error as error:
        raise StorageFullError(f"{path}: {error}") from error


@contextmanager
def _sqlite_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            raise StorageBusyError(said) from error
        if any(sign in said for sign in ("full", "readonly", "unable to open", "disk I/O")):
            raise StorageFullError(said) from error
        raise StorageError(said, retry=False) from error


def _checked(connection: sqlite3.Connection) -> Snapshot:
    """The content of a sound file; StorageError names the first fault of another."""
    with _sqlite_errors():
        fault = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if fault != "ok":
            raise StorageError(fault, retry=False)
        orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
        if orphan is not None:
            raise StorageError(f"a row of {orphan[0]} belongs to nothing in {orphan[2]}", retry=False)
        return Snapshot(_sqlite_revision(connection), _sqlite_rows(connection))


def _sqlite_rows(connection: sqlite3.Connection) -> dict[str, int]:
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE 'sentence~_index%' ESCAPE '~'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - a name of the schema
        for (name,) in names
    }


def _sqlite_revision(connection: sqlite3.Connection) -> str | None:
    known = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return str(row[0]) if row else None


def _load_sqlite(path: Path, target: Path) -> Snapshot:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch(0o600)
    with closing(_open(path, writable=False)) as backup, closing(_open(target, writable=True)) as connection:
        _claim(connection)
        with _sqlite_errors():
            backup.backup(connection)
        return _checked(connection)


def _claim(connection: sqlite3.Connection) -> None:
    """Have the database to itself: every open connection, even an idle one, holds a lock."""
    with _sqlite_errors():
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")


# ------------------------------------------------------------------- PostgreSQL
@contextmanager
def _postgresql(url: URL) -> Iterator[Connection]:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        poolclass=NullPool,
        isolation_level="REPEATABLE READ",
        connect_args={"connect_timeout": 10},
    )
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise StorageBusyError(str(error.orig)) from error
    finally:
        engine.dispose()


def _postgresql_rows(connection: Connection) -> dict[str, int]:
    names = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"))
    return {
        name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0  # noqa: S608 - a name of the schema
        for name in names.all()
    }


def _dump(url: URL, target: Path) -> dict[str, int]:
    """Run pg_dump on the very snapshot whose rows are counted, and give the counts."""
    with _postgresql(url) as connection, _libpq(url) as address:
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        rows = _postgresql_rows(connection)
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
        _run(("pg_dump", *options, f"--file={target}", f"--dbname={address}"))
    return rows


def _read_dump(path: Path) -> Snapshot:
    """Unpack the whole archive and count what comes out."""
    rows: dict[str, int] = {}
    revision: str | None = None
    name: str | None = None
    with tempfile.TemporaryFile() as said:
        command = ("pg_restore", "--data-only", "--file=-", str(path))
        try:
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said)  # noqa: S603 - no shell, our own words
        except OSError as error:
            raise StorageError(f"pg_restore: {error.strerror}", retry=False) from error
        with process:
            for line in process.stdout or ():
                begins = _COPY.match(line) if name is None else None
                if begins:
                    name = begins[1].decode()
                    rows[name] = 0
                elif name is not None and line.rstrip(b"\n") == _END:
                    name = None
                elif name is not None:
                    rows[name] += 1
                    revision = line.decode().strip() if name == "alembic_version" else revision
        if process.returncode or name is not None:
            said.seek(0)
            raise StorageError(_told(said.read()) or f"{path} ends early", retry=False)
    return Snapshot(revision, rows)


@contextmanager
def _libpq(url: URL) -> Iterator[str]:
    """The address for PostgreSQL's programs, its password in a file: arguments are seen by all users."""
    plain = url.set(drivername="postgresql")
    if plain.password is None:
        yield plain.render_as_string(hide_password=False)
        return
    password = str(plain.password).replace("\\", "\\\\").replace(":", "\\:")
    with tempfile.NamedTemporaryFile("w", prefix="quellenbote-", encoding="utf-8") as file:  # mode 0600
        file.write(f"*:*:*:*:{password}\n")
        file.flush()
        without = plain._replace(password=None).update_query_dict({"passfile": file.name})
        yield without.render_as_string(hide_password=False)


def _run(command: Sequence[str]) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, our own words
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=TOOL_SECONDS, check=False
        )
    except OSError as error:
        raise StorageToolError(f"{command[0]}: {error.strerror}") from error
    except subprocess.TimeoutExpired as error:
        raise StorageToolError(f"{command[0]} took longer than {TOOL_SECONDS} s") from error
    if done.returncode:
        raise StorageToolError(_told(done.stderr) or f"{command[0]} failed")


def _told(said: bytes) -> str:
    """What a program complained of, in one line."""
    return " ".join(said.decode("utf-8", "replace").split())[:400]
