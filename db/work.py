"""Jobs for whoever is free: deferred in the transaction that makes them due, worked on by Procrastinate.

Procrastinate has its tables beside ours and keeps its own schema; only PostgreSQL has them. A job that is
deferred with a ``queueing_lock`` waits at most once. https://procrastinate.readthedocs.io/
"""

from __future__ import annotations

import json

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from db.records import Json

QUEUE = "quellenbote"
_IS_THERE = text("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")
# The function is Procrastinate's own way in. One that waits already is not asked for again; where two ask at
# the same time, the table's unique index refuses the second.
_DEFER = text(
    """
    SELECT procrastinate_defer_jobs_v1(ARRAY[
        ROW(:queue, :name, 0, NULL, CAST(:lock AS text), CAST(:args AS jsonb), NULL)
    ]::procrastinate_job_to_defer_v1[])
    WHERE NOT EXISTS (
        SELECT FROM procrastinate_jobs WHERE status = 'todo' AND queueing_lock = CAST(:lock AS text)
    )
    """
)


class Work:
    """Defers jobs in the transaction of its connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def defer(self, name: str, *, queueing_lock: str | None = None, **arguments: Json) -> bool:
        """Have task ``name`` done once this transaction is committed; False if the same job waits already."""
        if self._connection.dialect.name == "sqlite":
            raise ValueError("jobs are shared on PostgreSQL only")
        values = {"queue": QUEUE, "name": name, "lock": queueing_lock, "args": json.dumps(arguments)}
        try:
            async with self._connection.begin_nested():
                return (await self._connection.execute(_DEFER, values)).first() is not None
        except IntegrityError:
            return False


def prepare(connection: Connection) -> bool:
    """Give a PostgreSQL database Procrastinate's schema; False if it has it. Part of ``db.upgrade``."""
    if connection.dialect.name != "postgresql" or connection.execute(_IS_THERE).scalar_one():
        return False
    from procrastinate.schema import SchemaManager  # SQLite has no use for it

    connection.exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
    return True


def remove(connection: Connection) -> None:
    """Take Procrastinate's tables, types and functions away again. Part of ``downgrade`` to nothing."""
    if connection.dialect.name != "postgresql" or not connection.execute(_IS_THERE).scalar_one():
        return
    connection.execute(
        text(
            """
            DO $$ DECLARE command text; BEGIN
                FOR command IN
                    SELECT format('DROP FUNCTION %s CASCADE', oid::regprocedure) FROM pg_proc
                    WHERE proname LIKE 'procrastinate\\_%'
                    UNION ALL
                    SELECT format('DROP TABLE %s CASCADE', oid::regclass) FROM pg_class
                    WHERE relname LIKE 'procrastinate\\_%' AND relkind = 'r'
                    UNION ALL
                    SELECT format('DROP TYPE %s', pg_type.oid::regtype)
                    FROM pg_type LEFT JOIN pg_class ON pg_class.oid = typrelid
                    WHERE typname LIKE 'procrastinate\\_%' AND (typtype = 'e' OR relkind = 'c')
                LOOP EXECUTE command; END LOOP;
            END $$
            """
        )
    )
