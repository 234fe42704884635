"""A file or a text that an operator sends: offered to be stored as a piece, and what became of it."""

from __future__ import annotations

from bot.i18n import Translator
from bot.presentation.buttons import named, rows
from bot.presentation.markup import fill, fill_number, line
from bot.presentation.outgoing import OutgoingMessage


def offer(t: Translator, which: str, *, name: str = "", text: str = "") -> OutgoingMessage:
    """Shall it be stored? Of a file its name is shown, of a text its beginning; ``which`` it is, buttons say."""
    asked = fill(t, "upload.offer", name=line(name, 100))
    if not name:
        asked = fill(t, "upload.offer_text", start=line(text, 120))
    yes, no = named(t, "button.upload_yes", "upyes", which), named(t, "button.upload_no", "upno", which)
    return OutgoingMessage(asked, rows((yes, no)))


def stored(t: Translator, count: int, first: int | None) -> OutgoingMessage:
    """How many pieces it brought, with the way to the first of them; 0: all were there before."""
    text = fill_number(t, "upload.done", count) if count else fill(t, "upload.same")
    button = named(t, "button.show", "piece", first) if first is not None else None
    return OutgoingMessage(text, rows((button,)))


def dropped(t: Translator) -> OutgoingMessage:
    """It was not stored."""
    return OutgoingMessage(fill(t, "upload.dropped"))
