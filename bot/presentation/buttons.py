"""Buttons under a message, in rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.i18n import Translator
from bot.presentation.markup import call, clip, web_link
from bot.presentation.outgoing import Button

MAX_COPY = 256
MAX_LABEL = 60

Row = tuple[Button, ...]


def press(label: str, name: str, *arguments: object) -> Button:
    """A button that calls the bot."""
    return Button(clip(" ".join(label.split()) or "·", MAX_LABEL), call(name, *arguments))


def named(t: Translator, key: str, name: str, *arguments: object) -> Button:
    """The same with a label of the catalogues."""
    return press(t(key), name, *arguments)


def opened(label: str, url: str | None) -> Button | None:
    """A button that opens an address; None for one that a button cannot open."""
    address = web_link(url)
    return Button(clip(" ".join(label.split()), MAX_LABEL), address, "url") if address else None


def copied(label: str, text: str) -> Button | None:
    """A button that copies a text; None for one too long for it."""
    return Button(label, text, "copy") if 0 < len(text) <= MAX_COPY else None


def shared(label: str, query: str) -> Button:
    """A button that offers a piece to another chat by an inline query."""
    return Button(label, query, "inline")


def in_rows(buttons: Sequence[Button], width: int) -> tuple[Row, ...]:
    """Buttons side by side, so many in a row."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def rows(*given: Iterable[Button | None]) -> tuple[Row, ...]:
    """Rows without the buttons and rows that there are not."""
    made = (tuple(button for button in row if button is not None) for row in given)
    return tuple(row for row in made if row)


def ticked(label: str, chosen: bool) -> str:
    """The label of a button among which some are chosen."""
    return f"✓ {label}" if chosen else label


def to_settings(t: Translator) -> Row:
    """The way back to all settings."""
    return (named(t, "button.back_settings", "settings"),)
