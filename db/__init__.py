"""Storage: all that the rest of the program may import of it."""

from db.database import Database, UnitOfWork
from db.errors import SchemaTooNewError, StorageBusyError, StorageError, StorageFullError, StorageToolError
from db.locks import SenderLock
from db.migrations import current, head, upgrade
from db.records import (
    PROVENANCE_FIELDS,
    Article,
    Backfill,
    Broadcast,
    Chat,
    ChatKind,
    Correction,
    Counts,
    Delivery,
    DigestRecord,
    DueDigest,
    Filters,
    Headline,
    Hit,
    IndexedSentence,
    Json,
    Known,
    Length,
    Letter,
    LogEntry,
    NewArticle,
    OutboxState,
    Parcel,
    Point,
    Provenance,
    Settlement,
    Source,
    Span,
    Subscription,
    Trouble,
)
from db.repositories import snapshots
from db.repositories.snapshots import Snapshot
from db.repositories.tables import TABLES, Checksum

__all__ = [
    "PROVENANCE_FIELDS", "TABLES", "Article", "Backfill", "Broadcast", "Chat", "ChatKind", "Checksum",
    "Correction", "Counts", "Database", "Delivery", "DigestRecord", "DueDigest", "Filters", "Headline", "Hit",
    "IndexedSentence", "Json", "Known", "Length", "Letter", "LogEntry", "NewArticle", "OutboxState", "Parcel",
    "Point", "Provenance", "SchemaTooNewError", "SenderLock", "Settlement", "Snapshot", "Source", "Span",
    "StorageBusyError", "StorageError", "StorageFullError", "StorageToolError", "Subscription", "Trouble",
    "UnitOfWork", "current", "head", "snapshots", "upgrade",
]  # fmt: skip
