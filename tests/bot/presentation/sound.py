"""What Telegram would take: a message checked as strictly as the box checks it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from bot.playground.entities import MAX_ENTITIES, MAX_ENTITY_BYTES, found_in, units, weight
from bot.playground.html import Parsed, parse
from bot.playground.limits import check_url
from bot.presentation.markup import parse_call
from bot.presentation.outgoing import Button, OutgoingMessage

HANDLERS = Path(__file__).resolve().parents[3] / "bot" / "handlers"


@cache
def routes() -> frozenset[str]:
    """The names that handlers answer to: the keys of every ``routes``."""
    names = set()
    for path in HANDLERS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name == "routes":
                for table in ast.walk(node):
                    if isinstance(table, ast.Dict):
                        names |= {key.value for key in table.keys if isinstance(key, ast.Constant)}
    return frozenset(names)


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
        assert parse_call(button.value)[0] in routes()
    elif button.kind == "url":
        check_url(button.value)
    elif button.kind == "copy":
        assert 0 < len(button.value) <= 256


def links(parsed: Parsed) -> list[str]:
    """Where the links of a message lead, those that Telegram marks by itself included."""
    return [entity.url or "" for entity in found_in(parsed.text, parsed.entities) if entity.url]
