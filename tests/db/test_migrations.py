"""The schema goes up, down and up again, equals the models, and refuses what it does not know."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.engine import make_url

from db import SchemaTooNewError, current, head, upgrade
from db.database import normalised_url
from db.migrations import downgrade, script
from db.models import metadata
from tests.db.rows import ours


def sync_engine(url: str) -> Engine:
    parsed = make_url(url)
    return create_engine(
        parsed if parsed.get_backend_name() == "sqlite" else parsed.set(drivername="postgresql+psycopg")
    )


def test_every_revision_goes_up_down_and_up(empty_url: str) -> None:
    revisions = [r.revision for r in reversed(list(script().walk_revisions()))]
    for revision in revisions:
        assert upgrade(empty_url, to=revision)
        before = next(r.down_revision for r in script().walk_revisions() if r.revision == revision)
        downgrade(empty_url, to=str(before or "base"))
        assert current(empty_url) == before
        assert upgrade(empty_url, to=revision)
    assert current(empty_url) == head()
    downgrade(empty_url, to="base")
    engine = sync_engine(empty_url)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    engine.dispose()


def test_the_migrated_schema_equals_the_models(empty_url: str) -> None:
    upgrade(empty_url)
    engine = sync_engine(empty_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_upgrading_twice_does_nothing(empty_url: str) -> None:
    assert upgrade(empty_url)
    assert not upgrade(empty_url)


def test_a_newer_schema_is_refused(empty_url: str) -> None:
    upgrade(empty_url)
    engine = sync_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(SchemaTooNewError, match="9999"):
        upgrade(empty_url)


def test_other_databases_are_refused() -> None:
    with pytest.raises(ValueError, match="not supported"):
        normalised_url("mysql://localhost/x")
