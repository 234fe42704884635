"""The first schema: sources, articles, chats, subscriptions, outbox, inbox and the index of sentences."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Written out and not taken from db.models: a revision describes its own day, the models today.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
TERM = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")
TABLES = (
    "broadcasts",
    "inbox",
    "meta",
    "operator_log",
    "sources",
    "texts",
    "vocabulary",
    "articles",
    "chats",
    "corrections",
    "points",
    "provenances",
    "sentences",
    "digests",
    "outbox",
    "shown",
    "subscriptions",
)
# FTS5 keeps only its index; the terms stand in ``sentences`` and the triggers keep the two together.
SQLITE_INDEX = (
    """CREATE VIRTUAL TABLE sentence_index USING fts5(
        terms, content='sentences', content_rowid='id', detail='column',
        tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER sentences_added AFTER INSERT ON sentences BEGIN
        INSERT INTO sentence_index(rowid, terms) VALUES (new.id, new.terms); END""",
    """CREATE TRIGGER sentences_gone AFTER DELETE ON sentences BEGIN
        INSERT INTO sentence_index(sentence_index, rowid, terms) VALUES ('delete', old.id, old.terms); END""",
    """CREATE TRIGGER sentences_changed AFTER UPDATE ON sentences BEGIN
        INSERT INTO sentence_index(sentence_index, rowid, terms) VALUES ('delete', old.id, old.terms);
        INSERT INTO sentence_index(rowid, terms) VALUES (new.id, new.terms); END""",
)
POSTGRESQL_INDEX = "CREATE INDEX ix_sentences_terms ON sentences USING gin (to_tsvector('simple', terms))"


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "broadcasts",
        sa.Column("id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
    )
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_key", sa.BigInteger(), nullable=False),
        sa.Column("payload", JSON, nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=48), nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("handled_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )
    op.create_index("ix_inbox_open", "inbox", ["state", "chat_key", "update_id"], unique=False)
    op.create_index(op.f("ix_inbox_received_at"), "inbox", ["received_at"], unique=False)
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )
    op.create_table(
        "operator_log",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator_log")),
    )
    op.create_index(op.f("ix_operator_log_at"), "operator_log", ["at"], unique=False)
    op.create_table(
        "sources",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("full_text", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("next_fetch_at", MOMENT, nullable=True),
        sa.Column("interval_seconds", sa.Integer(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body_hash", sa.String(length=64), nullable=True),
        sa.Column("last_fetch_at", MOMENT, nullable=True),
        sa.Column("last_full_fetch_at", MOMENT, nullable=True),
        sa.Column("last_success_at", MOMENT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", MOMENT, nullable=True),
        sa.Column("last_error", JSON, nullable=True),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("moved_to", sa.Text(), nullable=True),
        sa.Column("moved_seen", sa.Integer(), nullable=False),
        sa.Column("moved_since", MOMENT, nullable=True),
        sa.Column("backfill", JSON, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("address", name=op.f("uq_sources_address")),
    )
    op.create_index(
        op.f("ix_sources_state_next_fetch_at"), "sources", ["state", "next_fetch_at"], unique=False
    )
    op.create_table(
        "texts",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_texts")),
    )
    op.create_table(
        "vocabulary",
        sa.Column("term", TERM, nullable=False),
        sa.PrimaryKeyConstraint("term", name=op.f("pk_vocabulary")),
    )
    op.create_table(
        "articles",
        sa.Column("id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("canonical_url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_from", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("modified_at", MOMENT, nullable=True),
        sa.Column("stored_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("backfilled", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("kinds", JSON, nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("tags", JSON, nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("summarised_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_articles_source_id_sources"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("source_id", "guid", name=op.f("uq_articles_source_id_guid")),
    )
    op.create_index(op.f("ix_articles_canonical_url"), "articles", ["canonical_url"], unique=False)
    op.create_index("ix_articles_latest", "articles", ["state", "published_at", "id"], unique=False)
    op.create_index(
        "ix_articles_pending",
        "articles",
        ["state", "id"],
        unique=False,
        sqlite_where=sa.text("summarised_hash IS NULL"),
        postgresql_where=sa.text("summarised_hash IS NULL"),
    )
    op.create_index("ix_articles_stored", "articles", ["state", "stored_at"], unique=False)
    op.create_table(
        "chats",
        sa.Column("id", ID, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("boxed", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("language_code", sa.String(length=16), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("zone_typed", sa.Text(), nullable=True),
        sa.Column("length", sa.String(length=8), nullable=False),
        sa.Column("quiet_from", sa.String(length=5), nullable=True),
        sa.Column("quiet_until", sa.String(length=5), nullable=True),
        sa.Column("shown_article_id", ID, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("asked", JSON, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("inactive_since", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["shown_article_id"],
            ["articles.id"],
            name=op.f("fk_chats_shown_article_id_articles"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("telegram_id", "thread_id", name=op.f("uq_chats_telegram_id_thread_id")),
    )
    op.create_index(
        op.f("ix_chats_shown_article_id"),
        "chats",
        ["shown_article_id"],
        unique=False,
        sqlite_where=sa.text("shown_article_id IS NOT NULL"),
        postgresql_where=sa.text("shown_article_id IS NOT NULL"),
    )
    op.create_table(
        "corrections",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("field", sa.String(length=160), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("fk_corrections_article_id_articles"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", "field", name=op.f("pk_corrections")),
    )
    op.create_table(
        "points",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("spans", JSON, nullable=False),
        sa.Column("dangling", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_points_article_id_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name=op.f("pk_points")),
    )
    op.create_table(
        "provenances",
        sa.Column("article_id", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("original_title", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("platform", sa.Text(), nullable=True),
        sa.Column("original_url", sa.Text(), nullable=True),
        sa.Column("translator", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("raw", JSON, nullable=False),
        sa.Column("footer", sa.Text(), nullable=False),
        sa.Column("others", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("fk_provenances_article_id_articles"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_provenances")),
    )
    op.create_table(
        "sentences",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_sentences_article_id_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sentences")),
    )
    op.create_index(op.f("ix_sentences_article_id"), "sentences", ["article_id"], unique=False)
    op.create_table(
        "digests",
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("key", sa.String(length=48), nullable=False),
        sa.Column("slot_at", MOMENT, nullable=False),
        sa.Column("planned_at", MOMENT, nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("article_ids", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_digests_chat_id_chats"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "key", name=op.f("pk_digests")),
    )
    op.create_index(op.f("ix_digests_planned_at"), "digests", ["planned_at"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("key", sa.String(length=48), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("doubts", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=48), nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_outbox_chat_id_chats"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["text_hash"], ["texts.hash"], name=op.f("fk_outbox_text_hash_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("chat_id", "key", "part", name=op.f("uq_outbox_chat_id_key_part")),
    )
    op.create_index("ix_outbox_chat", "outbox", ["chat_id", "state", "id"], unique=False)
    op.create_index("ix_outbox_due", "outbox", ["state", "priority", "due_at", "id"], unique=False)
    op.create_index("ix_outbox_lease", "outbox", ["state", "lease_until"], unique=False)
    op.create_index(op.f("ix_outbox_text_hash"), "outbox", ["text_hash"], unique=False)
    op.create_table(
        "shown",
        sa.Column("chat_id", ID, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("shown_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_shown_article_id_articles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_shown_chat_id_chats"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_shown")),
    )
    op.create_index(op.f("ix_shown_article_id"), "shown", ["article_id"], unique=False)
    op.create_index(op.f("ix_shown_shown_at"), "shown", ["shown_at"], unique=False)
    op.create_table(
        "subscriptions",
        sa.Column("chat_id", ID, autoincrement=False, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("at_once", sa.Boolean(), nullable=False),
        sa.Column("time", sa.String(length=5), nullable=False),
        sa.Column("weekdays", sa.Integer(), nullable=False),
        sa.Column("filters", JSON, nullable=False),
        sa.Column("paused_from", sa.String(length=10), nullable=True),
        sa.Column("paused_until", sa.String(length=10), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("next_digest_at", MOMENT, nullable=True),
        sa.Column("last_slot_at", MOMENT, nullable=True),
        sa.Column("last_local_date", sa.String(length=10), nullable=True),
        sa.CheckConstraint("weekdays BETWEEN 1 AND 127", name=op.f("ck_subscriptions_weekdays")),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_subscriptions_chat_id_chats"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_subscriptions")),
    )
    op.create_index("ix_subscriptions_due", "subscriptions", ["next_digest_at"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE_INDEX:
            op.execute(statement)
    else:
        op.execute(POSTGRESQL_INDEX)


def downgrade() -> None:
    """Back to an empty database."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE sentence_index")
    for table in reversed(TABLES):
        op.drop_table(table)
