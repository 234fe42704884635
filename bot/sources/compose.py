"""From blocks to an entry: the text, its footer, and a title whatever happens; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot.errors import QuellenboteError
from bot.sources.blocks import with_whole_addresses
from bot.sources.entry import Entry, Provenance
from bot.sources.footer import separate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from bot.sources.blocks import Block
    from bot.sources.entry import Access, Paragraph, TitleFrom

_TITLE_WORDS = 8
_Item = TypeVar("_Item")


def readable(make: Callable[[_Item], Entry], items: Iterable[_Item]) -> tuple[Entry, ...]:
    """The entries of items, without those whose markup cannot be read; raises why where that is all of them."""
    entries, error = list[Entry](), None
    for item in items:
        try:
            entries.append(make(item))
        except QuellenboteError as reason:
            error = reason
    if error is not None and not entries:
        raise error
    return tuple(entries)


def compose(
    blocks: Sequence[Block],
    *,
    guid: str,
    url: str | None = None,
    title: str | None = None,
    language: str | None = None,
    published: datetime | None = None,
    modified: datetime | None = None,
    access: Access = "public",
    excerpt_only: bool = False,
    tags: tuple[str, ...] = (),
) -> Entry:
    """An entry from what a source shows. A heading that stands in for the title leaves the text.

    A piece that is not public keeps its title and times, and nothing of its text.
    """
    if access != "public":
        return Entry(
            guid, url, title or None, "given", language, published, modified, (), Provenance(), access
        )
    reading = separate([with_whole_addresses(block, url) for block in blocks])
    paragraphs = reading.paragraphs
    if paragraphs and paragraphs[0].kind == "heading" and (not title or _same(paragraphs[0].text, title)):
        title_from: TitleFrom = "given" if title else "heading"
        title, paragraphs = title or paragraphs[0].text.replace("\n", " "), paragraphs[1:]
    else:
        title, title_from = title_for(title, paragraphs, reading.provenance)
    return Entry(
        guid, url, title, title_from, language, published, modified, paragraphs, reading.provenance,
        access, excerpt_only, tags,
    )  # fmt: skip


def _same(heading: str, title: str) -> bool:
    return " ".join(heading.split()).casefold() == " ".join(title.split()).casefold()


def title_for(
    title: str | None, paragraphs: Sequence[Paragraph], provenance: Provenance
) -> tuple[str | None, TitleFrom]:
    """The title as given; else the original's; else the first words, with […] where there are more."""
    if title:
        return title, "given"
    if provenance.original_title:
        return provenance.original_title, "original"
    words = paragraphs[0].text.split() if paragraphs else []
    if not words:
        return None, "words"
    more = len(words) > _TITLE_WORDS or len(paragraphs) > 1
    return " ".join(words[:_TITLE_WORDS]) + (" […]" if more else ""), "words"
