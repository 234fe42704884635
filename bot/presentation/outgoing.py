"""A message as it goes out: HTML text within Telegram's limits, its buttons, and how it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

ButtonKind = Literal["callback", "url", "copy", "inline"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: ``value`` is callback data, a URL, a text to copy, or an inline query."""

    text: str
    value: str
    kind: ButtonKind = "callback"


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One message, rendered. ``text`` is Telegram's HTML, already escaped and short enough.

    ``preview`` is the URL whose preview is shown, None for none. ``article_id`` is the piece that the
    message shows, so that a reply to it is understood; ``silent`` makes no sound.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    preview: str | None = None
    article_id: int | None = None
    silent: bool = False

    def to_payload(self) -> dict[str, Any]:
        """As JSON, for the outbox; ``silent`` belongs to the delivery, not to the text."""
        return {
            "text": self.text,
            "buttons": [[[b.text, b.value, b.kind] for b in row] for row in self.buttons],
            "preview": self.preview,
            "article_id": self.article_id,
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any], *, silent: bool = False) -> OutgoingMessage:
        """What ``to_payload`` stored."""
        rows: Sequence[Sequence[Sequence[Any]]] = payload["buttons"]
        return cls(
            text=payload["text"],
            buttons=tuple(tuple(Button(text, value, kind) for text, value, kind in row) for row in rows),
            preview=payload["preview"],
            article_id=payload["article_id"],
            silent=silent,
        )
