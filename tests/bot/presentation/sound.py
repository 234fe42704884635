"""What Telegram would take: a message checked as strictly as the box checks it."""

from __future__ import annotations

from bot.playground.entities import MAX_ENTITIES, MAX_ENTITY_BYTES, found_in, units, weight
from bot.playground.html import Parsed, parse
from bot.playground.limits import check_url
from bot.presentation.markup import parse_call
from bot.presentation.outgoing import Button, OutgoingMessage

# The names that handlers understand.
CALLS = frozenset(
    {
        "latest", "piece", "original", "full", "why", "sub", "days", "other", "once", "weekly", "unsub", "undo",
        "pause", "resume", "zone", "zonetype", "lang", "language", "length", "lengths", "quiet", "quiets",
        "settings", "filters", "fa", "fl", "fp", "fclear", "fpreview", "digest", "archive", "topic", "topicyear",
        "follow", "about", "help", "privacy", "mydata", "export", "delete", "deleteyes", "noop",
        "src", "srcpause", "srcresume", "srcfull", "refresh", "bcyes", "bcno", "resend", "drop", "hide", "log",
        "sources",
    }
)  # fmt: skip


def sound(message: OutgoingMessage) -> Parsed:
    """The message after parsing; fails where Telegram would refuse it, or drop a part without a word."""
    parsed = parse(message.text)
    assert not parsed.remarks
    assert parsed.text.strip()
    assert units(parsed.text) <= 4096
    assert len(message.text.encode()) <= 32_768
    assert weight(parsed.entities) <= MAX_ENTITY_BYTES
    assert len(parsed.entities) <= MAX_ENTITIES
    assert sum(map(len, message.buttons)) <= 100
    for row in message.buttons:
        assert 0 < len(row) <= 8
        for button in row:
            _sound_button(button)
    if message.preview is not None:
        check_url(message.preview)
    return parsed


def _sound_button(button: Button) -> None:
    assert button.text.strip()
    assert units(button.text) <= 64
    if button.kind == "callback":
        assert len(button.value.encode()) <= 64
        assert parse_call(button.value)[0] in CALLS
    elif button.kind == "url":
        check_url(button.value)
    elif button.kind == "copy":
        assert 0 < len(button.value) <= 256


def links(parsed: Parsed) -> list[str]:
    """Where the links of a message lead, those that Telegram marks by itself included."""
    return [entity.url or "" for entity in found_in(parsed.text, parsed.entities) if entity.url]
