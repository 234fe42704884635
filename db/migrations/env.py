"""For developers' ``alembic revision --autogenerate``; the program itself calls ``db.upgrade``."""

from __future__ import annotations

from alembic import context
from sqlalchemy import create_engine

from db.models import metadata


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """The full-text index is written by hand, and Procrastinate's tables are its own."""
    return not (
        kind == "table" and name is not None and name.startswith(("sentence_index", "procrastinate_"))
    )


url = context.config.get_main_option("sqlalchemy.url") or "sqlite://"
with create_engine(url).connect() as connection:
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=True, include_name=include_name
    )
    with context.begin_transaction():
        context.run_migrations()
