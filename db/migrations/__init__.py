"""The schema's history: ``upgrade`` brings a database to the newest revision."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from db.database import driver_errors
from db.errors import SchemaTooNewError
from db.models import metadata
from db.work import prepare, remove

LOCK_SECONDS = 60
MIGRATION_LOCK = 7175616164  # any number that nobody else uses


def script() -> ScriptDirectory:
    """The revisions, in order."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return ScriptDirectory.from_config(config)


def head() -> str:
    """The newest revision that this program knows."""
    newest = script().get_current_head()
    assert newest is not None, "the first revision is part of the program"  # noqa: S101
    return newest


def current(url: str) -> str | None:
    """The revision a database has; None for an empty or a missing one. Blocking. Raises StorageError."""
    file = _file(url)
    if file and not file.exists():
        return None
    with _connect(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _file(url: str) -> Path | None:
    parsed = make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def upgrade(url: str, *, to: str = "head") -> bool:
    """Bring the database at ``url`` to a revision, in one transaction; True if anything was done.

    Blocking: async callers run it in a thread. A kill at any point leaves the old schema whole.
    Raises SchemaTooNewError for a database that a newer version wrote, StorageError if it cannot be opened.
    """
    revisions = script()
    target = revisions.get_current_head() if to == "head" else to
    if file := _file(url):
        file.parent.mkdir(parents=True, exist_ok=True)
    with _connect(url) as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        if found is not None:
            try:
                revisions.get_revision(found)
            except CommandError as error:
                raise SchemaTooNewError(found) from error
        if found != target:
            _run(connection, revisions, target or "base")
        prepared = to == "head" and prepare(connection)
    return found != target or prepared


def downgrade(url: str, *, to: str) -> None:
    """Take the database back to an older revision (``base``: to nothing). Blocking; for developers."""
    with _connect(url) as connection:
        _run(connection, script(), to, down=True)
        if to == "base":
            remove(connection)


def _run(connection: Connection, revisions: ScriptDirectory, target: str, *, down: bool = False) -> None:
    def steps(revision: object, _context: object) -> object:
        walk = revisions._downgrade_revs if down else revisions._upgrade_revs  # noqa: SLF001 - alembic's own way
        return walk(target, revision)  # type: ignore[arg-type]

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with EnvironmentContext(config, revisions, fn=steps) as environment:
        environment.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
        environment.run_migrations()


@contextmanager
def _connect(url: str) -> Iterator[Connection]:
    """One connection in one transaction, taken before anything is read so that two starts do not race."""
    parsed = make_url(url)
    sqlite = parsed.get_backend_name() == "sqlite"
    engine = create_engine(
        parsed.set(drivername="sqlite" if sqlite else "postgresql+psycopg"),
        poolclass=NullPool,
        connect_args={"timeout": LOCK_SECONDS} if sqlite else {"connect_timeout": 10},
    )
    if sqlite:
        event.listen(engine, "connect", _manual_transactions)
        event.listen(engine, "begin", _begin_immediate)
    try:
        with driver_errors(), engine.begin() as connection:
            if not sqlite:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
            yield connection
    finally:
        engine.dispose()


def _manual_transactions(connection: object, _entry: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # the driver's own BEGIN skips DDL
    connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[attr-defined]


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
