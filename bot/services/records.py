"""The records that services hand out, for those who may not reach into storage: handlers and presentation."""

from db import (
    PROVENANCE_FIELDS,
    Article,
    Chat,
    ChatKind,
    Counts,
    Delivery,
    DigestRecord,
    Filters,
    Headline,
    Json,
    Length,
    LogEntry,
    Point,
    Provenance,
    Source,
    Span,
    Subscription,
    Trouble,
)

__all__ = [
    "PROVENANCE_FIELDS", "Article", "Chat", "ChatKind", "Counts", "Delivery",
    "DigestRecord", "Filters", "Headline", "Json", "Length", "LogEntry", "Point", "Provenance", "Source",
    "Span", "Subscription", "Trouble",
]  # fmt: skip
