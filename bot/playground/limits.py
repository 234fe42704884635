"""What Telegram takes: texts, keyboards, addresses, commands and inline results within its limits.

The limits are those of the Bot API's documentation; where it is silent (weight of entities, invalid
addresses), those of Telegram's server as bots meet them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.playground.entities import (
    MAX_ENTITIES,
    MAX_ENTITY_BYTES,
    Entity,
    checked_link,
    found_in,
    trimmed,
    weight,
)
from bot.playground.faults import wrong
from bot.playground.html import MarkupError, Parsed, parse
from bot.playground.methods import Arguments, is_object
from bot.playground.state import Button, Keyboard, LinkPreview

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_RAW_BYTES = 32_768
MAX_BUTTONS = 100
MAX_ROW = 8
MAX_CALLBACK_BYTES = 64
MAX_COPY_TEXT = 256
MAX_ANSWER = 200
MAX_RESULTS = 50
START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_KINDS = ("callback_data", "url", "switch_inline_query", "switch_inline_query_current_chat")


def read_text(arguments: Arguments, field: str = "text") -> Parsed:
    """The text (or caption, or message_text) of a call, parsed and within the limits. Raises RefusedError."""
    raw = arguments.text(field)
    if len(raw.encode()) > MAX_RAW_BYTES:
        raise wrong("message is too long")
    parsed = _parsed(raw, arguments, "caption_entities" if field == "caption" else "entities")
    if not parsed.text and field != "caption":
        raise wrong("message text is empty")
    if field == "caption" and len(parsed.text) > MAX_CAPTION:
        raise wrong("message caption is too long")
    if len(parsed.text) > MAX_TEXT:
        raise wrong("message is too long")
    if weight(parsed.entities) > MAX_ENTITY_BYTES:
        raise wrong("ENTITIES_TOO_LONG")
    remarks = list(parsed.remarks)
    if len(parsed.entities) > MAX_ENTITIES:
        remarks.append(f"{len(parsed.entities)} entities: those after {MAX_ENTITIES} are dropped")
    every = found_in(parsed.text, parsed.entities[:MAX_ENTITIES])
    return Parsed(parsed.text, every[:MAX_ENTITIES], tuple(remarks))


def _parsed(raw: str, arguments: Arguments, entities: str) -> Parsed:
    mode = arguments.text("parse_mode")
    if mode.lower() == "html":
        try:
            return parse(raw)
        except MarkupError as error:
            raise wrong(f"can't parse entities: {error}") from error
    if mode:
        raise wrong("unsupported parse_mode")
    return Parsed(*trimmed(raw, [_entity(item) for item in arguments.groups(entities)]))


def _entity(item: Arguments) -> Entity:
    return Entity(
        type=item.text("type"),
        offset=item.number("offset") or 0,
        length=item.number("length") or 0,
        url=checked_link(item.text("url")) if "url" in item else None,
        language=item.text("language") or None,
        custom_emoji_id=item.text("custom_emoji_id") or None,
        unix_time=item.number("unix_time"),
        date_time_format=item.text("date_time_format") or None,
    )


def read_preview(options: Arguments | None, links: Iterable[str]) -> LinkPreview | None:
    """The preview a reader gets: of the named address, else of the first in the text; none where disabled."""
    if options is not None and options.flag("is_disabled"):
        return None
    named = options.text("url") if options else ""
    url = named or next((link for link in links if link.startswith(("http://", "https://"))), "")
    if not url:
        return None
    size = "small" if options and options.flag("prefer_small_media") else ""
    size = "large" if options and options.flag("prefer_large_media") else size
    return LinkPreview(url, above_text=bool(options and options.flag("show_above_text")), size=size)


def read_keyboard(markup: Arguments | None) -> Keyboard:
    """The inline keyboard of ``reply_markup``; empty for none or another kind. Raises RefusedError."""
    rows = []
    for row in markup.items_of("inline_keyboard") if markup else ():
        buttons = [Arguments(item) for item in row if is_object(item)] if isinstance(row, list) else []
        if len(buttons) > MAX_ROW:
            raise wrong(f"BUTTON_ROW_TOO_LONG: {len(buttons)} buttons, {MAX_ROW} fit")
        if buttons:
            rows.append(tuple(_button(button) for button in buttons))
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise wrong("REPLY_MARKUP_TOO_LONG")
    return tuple(rows)


def _button(button: Arguments) -> Button:
    text = button.text("text").strip()
    if not text:
        raise wrong("BUTTON_TEXT_INVALID" if "text" in button else "can't parse inline keyboard button")
    kinds = [name for name in button if name not in {"text", "style", "icon_custom_emoji_id"}]
    if len(kinds) != 1:
        reason = (
            "Text buttons are unallowed in the inline keyboard" if not kinds else f"several kinds {kinds}"
        )
        raise wrong(f"can't parse inline keyboard button: {reason}")
    kind = kinds[0]
    if kind == "copy_text":
        copied = (button.group("copy_text") or Arguments({})).text("text")
        if not 1 <= len(copied) <= MAX_COPY_TEXT:
            raise wrong("BUTTON_COPY_TEXT_INVALID")
        return Button(text, copy_text=copied)
    value = button.text(kind)
    if kind == "callback_data" and not 1 <= len(value.encode()) <= MAX_CALLBACK_BYTES:
        raise wrong("BUTTON_DATA_INVALID")
    if kind == "url":
        check_url(value)
    return Button(text, **{kind: value}) if kind in _KINDS else Button(text, other=kind)


def check_url(url: str) -> None:
    """Refuse an address that a button cannot open; in a button it is an error, in a text it vanishes."""
    if checked_link(url) is None or re.search(r"\s", url):
        raise wrong(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if (link := re.search(r"^https://t\.me/\w+\?start(?:group)?=(.*)$", url)) and not START_PAYLOAD.fullmatch(
        link[1]
    ):
        raise wrong(f"START_PARAM_INVALID in '{url}'")


def check_commands(commands: list[Arguments]) -> None:
    """At most 100 commands, names of 1–32 small letters, digits and _, descriptions of 1–256 characters."""
    if len(commands) > 100:
        raise wrong("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        name = command.text("command").removeprefix("/")
        if not COMMAND.fullmatch(name):
            raise wrong(f"BOT_COMMAND_INVALID: {name!r}")
        if not 1 <= len(command.text("description")) <= 256:
            raise wrong(f"BOT_COMMAND_DESCRIPTION_INVALID: /{name}")
    if len({command.text("command").removeprefix("/") for command in commands}) < len(commands):
        raise wrong("BOT_COMMAND_DUPLICATE")


def check_results(results: list[Arguments]) -> list[Parsed]:
    """At most 50 inline results with distinct ids of 1–64 bytes, each with a message that could be sent."""
    if len(results) > MAX_RESULTS:
        raise wrong("RESULTS_TOO_MUCH")
    ids = [result.text("id") for result in results]
    if any(not 1 <= len(identity.encode()) <= 64 for identity in ids):
        raise wrong("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise wrong("RESULT_ID_DUPLICATE")
    texts = []
    for result in results:
        if not result.text("title"):
            raise wrong('can\'t parse inline query result: Field "title" must be non-empty')
        texts.append(read_text(result.group("input_message_content") or Arguments({}), "message_text"))
        read_keyboard(result.group("reply_markup"))
    return texts
