"""A message as lines of a terminal: with colours where it has them, as plain text where it has none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.playground.entities import Entity
from bot.playground.state import Button, Keyboard

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SGR = {
    "bold": "1",
    "italic": "3",
    "underline": "4",
    "strikethrough": "9",
    "spoiler": "7",
    "code": "36",
    "pre": "36",
    "text_link": "4;34",
    "url": "4;34",
    "bot_command": "34",
    "mention": "34",
}
_TO_A_SENTENCE = "#:~:text="
_SHORT = 48


@dataclass(frozen=True, slots=True)
class Style:
    """What the terminal can: ``colour`` (ANSI), ``hyperlinks`` (OSC 8), ``width`` in columns (0: endless)."""

    colour: bool = False
    hyperlinks: bool = False
    width: int = 0

    def dim(self, text: str) -> str:
        """The text, faint where there are colours."""
        return f"\x1b[2m{text}\x1b[0m" if self.colour else text

    def strong(self, text: str) -> str:
        """The text, bold where there are colours."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    entity: Entity


def clean(text: str) -> str:
    """The text without control characters, which a terminal would obey."""
    return _CONTROL.sub("", text)


def message_lines(text: str, entities: tuple[Entity, ...], style: Style) -> list[str]:
    """The lines of a message: quotes indented, links followed by their address."""
    spans = _spans(text, entities)
    quotes = [span for span in spans if span.entity.type in {"blockquote", "expandable_blockquote"}]
    result = []
    for start, end in _lines(text):
        quote = next((q for q in quotes if q.start <= start < max(q.end, q.start + 1)), None)
        mark = "" if quote is None else style.dim("┆ " if quote.entity.type.startswith("exp") else "│ ")
        width = style.width - 2 if mark else style.width
        result += [mark + _styled(text, spans, *piece, style) for piece in _wrapped(text, start, end, width)]
    return result


def _spans(text: str, entities: tuple[Entity, ...]) -> list[_Span]:
    """The entities with offsets in characters in place of UTF-16 units."""
    index = []
    for position, character in enumerate(text):
        index += [position] * (2 if character > "\uffff" else 1)
    index.append(len(text))
    last = len(index) - 1
    return [_Span(index[min(e.offset, last)], index[min(e.end, last)], e) for e in entities]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _wrapped(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Stretches of a line that fit ``width``, broken at spaces; a long word stays whole.

    The space at a break is left out: in the last column and one further it would begin a line of its own.
    """
    first = last = start
    for word in re.finditer(r"\S+", text[start:end]):
        if width > 0 and start + word.end() - first > width and start + word.start() > first:
            yield first, last
            first = start + word.start()
        last = start + word.end()
    yield first, end


def _styled(text: str, spans: list[_Span], start: int, end: int, style: Style) -> str:
    edges = {start, end} | {e for s in spans for e in (s.start, s.end) if start < e < end}
    ordered = sorted(edges)
    pieces = []
    for left, right in itertools.pairwise(ordered):
        active = [span for span in spans if span.start <= left and right <= span.end]
        pieces.append(_piece(clean(text[left:right]), active, style))
        pieces += [_address(text, span, style) for span in active if span.end == right]
    return "".join(pieces)


def _piece(text: str, active: list[_Span], style: Style) -> str:
    if not style.colour:
        return text
    codes = [code for span in active if (code := _SGR.get(span.entity.type))]
    shown = f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if codes else text
    link = next((span.entity.url or text for span in active if span.entity.type in {"text_link", "url"}), "")
    return f"\x1b]8;;{clean(link)}\x1b\\{shown}\x1b]8;;\x1b\\" if link and style.hyperlinks else shown


def _address(text: str, span: _Span, style: Style) -> str:
    """What follows a labelled link: its address, shortened only where the label itself can be clicked."""
    url = clean(span.entity.url or "")
    if span.entity.type != "text_link" or text[span.start : span.end] == url:
        return ""
    if (
        _TO_A_SENTENCE in url and not style.hyperlinks
    ):  # half a screen of percent signs; the page's own address stands at its title
        return style.dim(" ↗")
    return style.dim(f" ({_shortened(url) if style.hyperlinks else url})")


def _shortened(url: str) -> str:
    parts = urlsplit(url)
    short = parts.netloc + parts.path.rstrip("/")
    return short if len(short) <= _SHORT else f"{short[: _SHORT - 1]}…"


def button_lines(keyboard: Keyboard, first: int, style: Style) -> list[str]:
    """The rows of a keyboard; numbered from ``first`` where it has colours, in plain brackets where not."""
    lines, number = [], first
    for row in keyboard:
        shown = []
        for button in row:
            shown.append(_numbered(button, number, style) if style.colour else _bracketed(button))
            number += 1
        lines.append("  ".join(shown))
    return lines


def _numbered(button: Button, number: int, style: Style) -> str:
    return f"{style.strong(f'[{number}]')} {clean(button.text)}{' ↗' if button.url else ''}"


def _bracketed(button: Button) -> str:
    return f"[{clean(button.text)}]{f' {clean(button.url)}' if button.url else ''}"
