"""Columns go that nothing reads: whether a message is silent is decided when it leaves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.drop_column("outbox", "silent")
    op.drop_column("sources", "last_fetch_at")


def downgrade() -> None:
    """Back from it."""
    op.add_column("sources", sa.Column("last_fetch_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("outbox", sa.Column("silent", sa.Boolean(), nullable=False, server_default=sa.false()))
