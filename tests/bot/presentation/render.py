"""A message as text that a person can read: for the snapshots."""

from __future__ import annotations

from itertools import pairwise

from bot.playground.entities import covered
from bot.playground.html import parse
from bot.presentation.outgoing import OutgoingMessage

_MARKS = {"bold": "*", "italic": "_", "code": "`"}


def readable(message: OutgoingMessage) -> str:
    """Its words, what stands in quotes, where links lead, and its buttons."""
    parsed = parse(message.text)
    marked = _with_marks(parsed.text, [e for e in parsed.entities if e.type in _MARKS])
    quotes = [
        covered(parsed.text, e) for e in parsed.entities if e.type in ("blockquote", "expandable_blockquote")
    ]
    lines = marked.split("\n")
    lines += [f"  folded: {quote.splitlines()[0]} …" for quote in quotes]
    lines += [f"  {covered(parsed.text, e)} → {e.url}" for e in parsed.entities if e.url]
    if message.preview:
        lines.append(f"  preview: {message.preview}")
    for row in message.buttons:
        buttons = (f"[{b.text}]({b.value if b.kind == 'callback' else f'{b.kind}: {b.value}'})" for b in row)
        lines.append("  " + " ".join(buttons))
    return "\n".join(line.rstrip() for line in lines)


def _with_marks(text: str, entities: list) -> str:  # type: ignore[type-arg]
    raw = text.encode("utf-16-le")
    cuts = sorted({0, len(raw) // 2, *(e.offset for e in entities), *(e.end for e in entities)})
    made = []
    for start, end in pairwise(cuts):
        marks = [_MARKS[e.type] for e in entities if e.offset <= start and end <= e.end]
        piece = raw[2 * start : 2 * end].decode("utf-16-le")
        made.append("".join(marks) + piece + "".join(reversed(marks)) if piece.strip() else piece)
    return "".join(made)
