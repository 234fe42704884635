"""What a source yields, as read, before it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from datetime import datetime

Field = Literal[
    "kind", "original_title", "author", "published", "language", "platform", "original_url", "translator",
    "publisher",
]  # fmt: skip
FIELDS: tuple[Field, ...] = get_args(Field)
"""The nine values of a provenance, in the order in which they are shown."""

ParagraphKind = Literal["text", "heading", "item", "quote", "row"]
TitleFrom = Literal["given", "heading", "original", "words"]
Access = Literal["public", "protected", "private", "draft", "trashed"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a piece comes from, as its footer says; None where it says nothing.

    ``published`` is an ISO date (``2026-01-17``, ``2026-01`` or ``2026`` where no more is given) and
    ``language`` an ISO 639-1 code wherever the spelling is recognised, else the words themselves. ``raw``
    holds every value as written, ``footer`` the whole footer, a line each (empty without one), ``others`` the
    further sources of a piece that names several.
    """

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
    others: tuple[Provenance, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of the text, its spaces folded; lines inside it (a verse, say) keep their line breaks."""

    text: str
    kind: ParagraphKind = "text"


@dataclass(frozen=True, slots=True)
class Entry:
    """A piece as its source shows it. ``guid`` is its identity, exactly as published; times are aware UTC.

    ``title`` is None only where nothing at all can stand for one. ``excerpt_only`` says that the source holds
    back the text and the page must be read. A piece whose ``access`` is not "public" carries no paragraphs.
    """

    guid: str
    url: str | None
    title: str | None
    title_from: TitleFrom
    language: str | None
    published: datetime | None
    modified: datetime | None
    paragraphs: tuple[Paragraph, ...]
    provenance: Provenance
    access: Access = "public"
    excerpt_only: bool = False
    tags: tuple[str, ...] = ()
