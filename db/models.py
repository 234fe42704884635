"""The tables. They never leave ``db``: others see the frozen records of ``db.records``.

Core tables and not mapped classes: every query here is written out, none is built by walking objects,
so an identity map and lazy loading would be weight without use.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime, also on SQLite, which stores no zone: naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What the driver gets."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r} cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the base class names it
        """What the driver gave, as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
# SQLite numbers rows by itself only for a plain INTEGER key.
Id = BigInteger().with_variant(Integer(), "sqlite")

meta = Table(
    "meta",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(16), nullable=False),  # files, rss, atom, json, rest, page, wxr, samples
    Column("address", Text, nullable=False, unique=True),  # the feed's or API's URL; "files:" for uploads
    Column("site", Text),  # the blog's own address, for people
    Column("title", Text, nullable=False),
    Column("state", String(16), nullable=False),  # active, paused, gone
    Column("full_text", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("next_fetch_at", Moment),
    Column("interval_seconds", Integer, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", String(64)),
    Column("last_full_fetch_at", Moment),
    Column("last_success_at", Moment),
    Column("failures", Integer, nullable=False),
    Column("failing_since", Moment),
    Column("last_error", Json),  # {key, arguments}
    Column("told_at", Moment),  # when the operators were told of the present trouble
    Column("moved_to", Text),
    Column("moved_seen", Integer, nullable=False),
    Column("moved_since", Moment),
    Column("backfill", Json),  # {state, cursor, done, total}
    Index(None, "state", "next_fetch_at"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source_id", Id, ForeignKey("sources.id", ondelete="CASCADE"), nullable=False),
    Column("guid", Text, nullable=False),
    Column("url", Text),
    Column("canonical_url", Text),
    Column("title", Text, nullable=False),
    Column("title_from", String(16), nullable=False),  # given, heading, original, words
    Column("language", String(8)),
    Column("published_at", Moment, nullable=False),
    Column("modified_at", Moment),
    Column("stored_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("backfilled", Boolean, nullable=False),
    Column("state", String(16), nullable=False),  # live, withdrawn (by its source), removed (by an operator)
    Column("body", Text, nullable=False),  # the paragraphs joined by a blank line
    Column("kinds", Json, nullable=False),  # the kind of each paragraph
    Column("words", Integer, nullable=False),
    Column("tags", Json, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("summarised_hash", String(64)),  # content_hash at which points and index were made
    UniqueConstraint("source_id", "guid"),
    Index(None, "canonical_url"),
    Index("ix_articles_latest", "state", "published_at", "id"),
    Index("ix_articles_stored", "state", "stored_at"),
    # the work of services.summarise: few rows at any time, whatever the archive's size
    Index(
        "ix_articles_pending",
        "state",
        "id",
        sqlite_where=text("summarised_hash IS NULL"),
        postgresql_where=text("summarised_hash IS NULL"),
    ),
)

provenances = Table(
    "provenances",
    metadata,
    Column(
        "article_id", Id, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("kind", Text),
    Column("original_title", Text),
    Column("author", Text),
    Column("published", Text),
    Column("language", Text),
    Column("platform", Text),
    Column("original_url", Text),
    Column("translator", Text),
    Column("publisher", Text),
    Column("raw", Json, nullable=False),  # [[field, spelling as written], …]
    Column("footer", Text, nullable=False),
    Column("others", Json, nullable=False),  # further sources, as written
)

# What an operator set right by hand; it wins over what a later reading of the post says.
corrections = Table(
    "corrections",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "field", String(160), primary_key=True
    ),  # provenance.author, title, label:<anchor>, hidden:<anchor>
    Column("value", Text),
    Column("made_at", Moment, nullable=False),
    Column("made_by", Text, nullable=False),
)

points = Table(
    "points",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("label", Text, nullable=False),
    Column("spans", Json, nullable=False),  # [[start, end], …] into articles.body
    Column("dangling", Boolean, nullable=False),  # begins by pointing at something that is not shown
)

sentences = Table(
    "sentences",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),  # made of the time: see repositories.search
    Column("article_id", Id, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("terms", Text, nullable=False),  # summarizer.terms(), the one column that is searched
)

vocabulary = Table(
    "vocabulary",
    metadata,
    # looked up by its beginning, which an index in the order of a language could not do
    Column("term", String(80).with_variant(String(80, collation="C"), "postgresql"), primary_key=True),
)

chats = Table(
    "chats",
    metadata,
    Column("id", Id, primary_key=True),
    Column("telegram_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),  # 0: the chat itself
    Column("kind", String(16), nullable=False),  # private, group, supergroup, channel
    Column("state", String(16), nullable=False),  # active, blocked, left
    Column("boxed", Boolean, nullable=False),  # lives in the terminal chat; never sent to Telegram
    Column("language", String(8)),  # chosen by the person
    Column("language_code", String(16)),  # what Telegram says of the person's app
    Column("zone", String(64)),
    Column("zone_typed", Text),
    Column("length", String(8), nullable=False),  # line, short, normal, long
    Column("quiet_from", String(5)),
    Column("quiet_until", String(5)),
    Column("shown_article_id", Id, ForeignKey("articles.id", ondelete="SET NULL")),
    Column("seen_at", Moment),  # when the person last looked at what is new
    Column("asked", Json),  # what the next words may answer or go on with, e.g. {"name": "time"}
    Column("created_at", Moment, nullable=False),
    Column("inactive_since", Moment),
    UniqueConstraint("telegram_id", "thread_id"),
    # else each article that is deleted would be looked for in every chat
    Index(
        None,
        "shown_article_id",
        sqlite_where=text("shown_article_id IS NOT NULL"),
        postgresql_where=text("shown_article_id IS NOT NULL"),
    ),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("chat_id", Id, ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("active", Boolean, nullable=False),
    Column("at_once", Boolean, nullable=False),
    Column("time", String(5), nullable=False),  # HH:MM in the chat's zone
    Column("weekdays", Integer, nullable=False),  # Monday 1 … Sunday 64
    Column("filters", Json, nullable=False),  # {topics, authors, languages, platforms}
    Column("paused_from", String(10)),  # local ISO date of the first digest that is left out; None: at once
    Column("paused_until", String(10)),  # local ISO date of the first digest after the pause
    Column("created_at", Moment, nullable=False),
    Column("next_digest_at", Moment),
    Column("last_slot_at", Moment),
    Column("last_local_date", String(10)),
    CheckConstraint("weekdays BETWEEN 1 AND 127", name="weekdays"),
    Index("ix_subscriptions_due", "next_digest_at"),
)

# Which piece a message of the bot shows, so that a reply to it is understood.
shown = Table(
    "shown",
    metadata,
    Column("chat_id", Id, ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", Id, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("shown_at", Moment, nullable=False),
    Index(None, "shown_at"),
)

# One row a planned digest, also an empty one: /status reads what the last one held.
digests = Table(
    "digests",
    metadata,
    Column("chat_id", Id, ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String(48), primary_key=True),
    Column("slot_at", Moment, nullable=False),
    Column("planned_at", Moment, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("article_ids", Json, nullable=False),
    Index(None, "planned_at"),
)

# Rendered messages, each distinct one stored once.
texts = Table(
    "texts",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("payload", Json, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", Id, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
    Column("key", String(48), nullable=False),  # digest:2026-11-22, article:123, broadcast:7
    Column("part", Integer, nullable=False),
    Column("priority", Integer, nullable=False),  # 0 before 1: digests before broadcasts
    Column("text_hash", String(64), ForeignKey("texts.hash"), nullable=False),
    Column("state", String(16), nullable=False),  # ready, attempting, sent, failed, uncertain
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("doubts", Integer, nullable=False),  # how often nobody could tell whether it arrived
    Column("owner", String(48)),
    Column("lease_until", Moment),
    Column("message_id", BigInteger),
    Column("error", Text),
    Column("created_at", Moment, nullable=False),
    Column("done_at", Moment),
    UniqueConstraint("chat_id", "key", "part"),
    Index("ix_outbox_due", "state", "priority", "due_at", "id"),
    Index("ix_outbox_lease", "state", "lease_until"),
    Index("ix_outbox_chat", "chat_id", "state", "id"),
    Index(None, "text_hash"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_key", BigInteger, nullable=False),  # order is kept within it
    Column("payload", Json),  # erased when handled
    Column("state", String(16), nullable=False),  # new, handling, handled, stuck
    Column("received_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),  # an update that keeps killing the process is given up
    Column("owner", String(48)),
    Column("lease_until", Moment),
    Column("handled_at", Moment),
    Index("ix_inbox_open", "state", "chat_key", "update_id"),
    Index(None, "received_at"),
)

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("text", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("state", String(16), nullable=False),  # draft, planned, done, cancelled
    Column("planned", Integer, nullable=False),
)

operator_log = Table(
    "operator_log",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("operator", Text, nullable=False),  # a user id, or "cli"
    Column("action", String(32), nullable=False),
    Column("detail", Text, nullable=False),
)
