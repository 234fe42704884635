"""What storage hands out and takes: frozen records, compared with ``==``, free of any session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

SourceState = Literal["active", "paused", "gone"]
ArticleState = Literal["live", "withdrawn", "removed"]
ChatKind = Literal["private", "group", "supergroup", "channel"]
ChatState = Literal["active", "blocked", "left"]
Length = Literal["line", "short", "normal", "long"]
OutboxState = Literal["ready", "attempting", "sent", "failed", "uncertain"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a source failed: a message key of the catalogues and its arguments."""

    key: str
    arguments: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Backfill:
    """How far the reading of a source's archive has come; ``total`` is None where nobody knows it."""

    state: Literal["none", "running", "done", "failed"] = "none"
    cursor: str = ""
    done: int = 0
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from."""

    id: int
    kind: str
    address: str
    site: str | None
    title: str
    state: SourceState
    full_text: bool
    created_at: datetime
    next_fetch_at: datetime | None
    interval_seconds: int
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    last_full_fetch_at: datetime | None
    last_success_at: datetime | None
    failures: int
    failing_since: datetime | None
    last_error: Trouble | None
    told_at: datetime | None
    moved_to: str | None
    moved_seen: int
    moved_since: datetime | None
    backfill: Backfill

    @property
    def is_own(self) -> bool:
        """Whether an operator's files are in it, which nobody can read anew."""
        return self.kind in ("files", "samples")

    @property
    def is_read_on(self) -> bool:
        """Whether more of its archive is to be read."""
        return self.backfill.state == "running" and self.state == "active"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a piece comes from: nine normalised values, and beside them how they were written."""

    kind: str | None = None
    original_title: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    platform: str | None = None
    original_url: str | None = None
    translator: str | None = None
    publisher: str | None = None
    raw: tuple[tuple[str, str], ...] = ()
    footer: str = ""
    others: tuple[Mapping[str, str], ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether anything at all is known of the original."""
        return any(getattr(self, name) for name in PROVENANCE_FIELDS)


PROVENANCE_FIELDS = (
    "kind", "original_title", "author", "published", "language", "platform", "original_url", "translator",
    "publisher",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence by its place: ``text == body[start:end]`` of the article it belongs to."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """A label and one or two sentences, verbatim. ``anchor`` names it across re-summarising."""

    label: str
    sentences: tuple[Span, ...]
    dangling: bool = False

    @property
    def anchor(self) -> str:
        """The first words of its first sentence: what a correction is tied to."""
        return " ".join(self.sentences[0].text.split())[:120]


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article as services hand it to storage, before it has a number."""

    guid: str
    url: str | None
    canonical_url: str | None
    title: str
    title_from: str
    language: str | None
    published_at: datetime
    modified_at: datetime | None
    body: str
    kinds: tuple[str, ...]
    words: int
    tags: tuple[str, ...]
    content_hash: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Headline:
    """An article without its text: what a list, a byline or a digest needs."""

    id: int
    source_id: int
    guid: str
    url: str | None
    title: str
    title_from: str
    language: str | None
    published_at: datetime
    stored_at: datetime
    words: int
    author: str | None
    platform: str | None
    original_language: str | None
    original_published: str | None
    original_url: str | None


HEADLINE_OF_ARTICLE = (
    "id", "source_id", "guid", "url", "title", "title_from", "language", "published_at", "stored_at", "words",
)  # fmt: skip
"""What a headline has of its article; the rest is of the provenance."""


@dataclass(frozen=True, slots=True)
class Article:
    """A stored piece with everything that belongs to it. ``points`` carry the operator's corrections.

    ``full_text``: the operator said that its blog allows its whole text in chat.
    """

    id: int
    source_id: int
    guid: str
    url: str | None
    canonical_url: str | None
    title: str
    title_from: str
    language: str | None
    published_at: datetime
    modified_at: datetime | None
    stored_at: datetime
    changed_at: datetime
    backfilled: bool
    state: ArticleState
    body: str
    kinds: tuple[str, ...]
    words: int
    tags: tuple[str, ...]
    content_hash: str
    summarised_hash: str | None
    provenance: Provenance
    points: tuple[Point, ...] = ()
    full_text: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs; joined by a blank line they are the body."""
        return tuple(self.body.split("\n\n")) if self.body else ()

    @property
    def headline(self) -> Headline:
        """The same piece without its text."""
        return Headline(
            **{name: getattr(self, name) for name in HEADLINE_OF_ARTICLE},
            author=self.provenance.author,
            platform=self.provenance.platform,
            original_language=self.provenance.language,
            original_published=self.provenance.published,
            original_url=self.provenance.original_url,
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What ingest must know of a stored article to tell new from changed from moved."""

    id: int
    source_id: int
    guid: str
    url: str | None
    canonical_url: str | None
    title: str
    content_hash: str
    state: ArticleState
    published_at: datetime


@dataclass(frozen=True, slots=True)
class IndexedSentence:
    """A sentence as it is indexed: its place, and its terms parted by blanks."""

    start: int
    end: int
    terms: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that matches a query, and when its article was published."""

    article_id: int
    start: int
    end: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """An operator's own value for a field of an article; ``value`` None means: nothing is known."""

    field: str
    value: str | None
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A Telegram chat and thread with its preferences."""

    id: int
    telegram_id: int
    thread_id: int
    kind: ChatKind
    state: ChatState
    boxed: bool
    language: str | None
    language_code: str | None
    zone: str | None
    zone_typed: str | None
    length: Length
    quiet_from: str | None
    quiet_until: str | None
    shown_article_id: int | None
    seen_at: datetime | None
    asked: Mapping[str, Json] | None
    created_at: datetime
    inactive_since: datetime | None


@dataclass(frozen=True, slots=True)
class Filters:
    """What a chat wants of what is new; an empty tuple lets everything through."""

    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.topics or self.authors or self.languages or self.platforms)


@dataclass(frozen=True, slots=True)
class Subscription:
    """When a chat wants a digest, and of what."""

    chat_id: int
    active: bool
    at_once: bool
    time: str
    weekdays: int
    filters: Filters
    paused_from: str | None
    paused_until: str | None
    created_at: datetime
    next_digest_at: datetime | None
    last_slot_at: datetime | None
    last_local_date: str | None


@dataclass(frozen=True, slots=True)
class DueDigest:
    """A subscription whose time has come, with its chat."""

    chat: Chat
    subscription: Subscription


@dataclass(frozen=True, slots=True)
class DigestRecord:
    """A planned digest, also an empty one."""

    key: str
    slot_at: datetime
    planned_at: datetime
    late: bool
    article_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One rendered message to be put into the outbox; ``payload`` is what presentation made of it."""

    chat_id: int
    key: str
    part: int
    payload: Mapping[str, Json]
    due_at: datetime
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """An outbox row with all that its sending needs."""

    id: int
    chat_id: int
    telegram_id: int
    thread_id: int
    key: str
    part: int
    priority: int
    payload: Mapping[str, Json]
    zone: str | None
    quiet_from: str | None
    quiet_until: str | None
    due_at: datetime
    attempts: int
    doubts: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Settlement:
    """How an attempt ended, to be written down by the one who made it: every column it decides."""

    delivery_id: int
    state: OutboxState
    due_at: datetime
    attempts: int
    doubts: int
    message_id: int | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """An update of the inbox that was claimed for handling; ``attempts`` counts this one too."""

    update_id: int
    payload: Mapping[str, Json]
    attempts: int


@dataclass(frozen=True, slots=True)
class Broadcast:
    """What an operator wants to tell all readers."""

    id: int
    text: str
    made_by: str
    made_at: datetime
    state: Literal["draft", "planned", "done", "cancelled"]
    planned: int


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What an operator did."""

    at: datetime
    operator: str
    action: str
    detail: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is."""

    articles: int
    withdrawn: int
    pending: int
    points: int
    sources: int
    chats: int
    subscriptions: int
    outbox: Mapping[str, int]
    inbox_open: int
