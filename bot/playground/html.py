"""Telegram's HTML: text and entities out of markup, refused where and as Telegram refuses it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from bot.playground.entities import Entity, checked_link, trimmed, units

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
"""The seventeen tags Telegram knows, each with the type of its entity."""

_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![A-Za-z]));?")
_PLAIN = re.compile(r"[^&<]+")
_VALUES = {'"': re.compile(r'[^&"]+'), "'": re.compile(r"[^&']+")}
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


class MarkupError(ValueError):
    """Markup that Telegram refuses; the text is what Telegram says after "can't parse entities: "."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text after parsing. ``remarks`` name what Telegram takes without a word but a reader would miss."""

    text: str
    entities: tuple[Entity, ...]
    remarks: tuple[str, ...] = ()


@lru_cache(maxsize=512)  # one digest goes to many chats
def parse(markup: str) -> Parsed:
    """Read a message's HTML.

    Raises MarkupError for unknown tags, a ``<`` that opens none, tags left open or closed in the wrong
    order. Unknown character references and a bare ``&`` stay as they are, links Telegram cannot follow
    vanish, and a quote in a quote is flattened: these come back as remarks.
    """
    reader = _Reader(markup)
    reader.read()
    text, entities = trimmed("".join(reader.text), reader.entities)
    return Parsed(text, entities, tuple(reader.remarks))


@dataclass(slots=True)
class _Open:
    tag: str
    arguments: dict[str, str]
    offset: int
    piece: int


@dataclass(slots=True)
class _Reader:
    markup: str
    position: int = 0
    offset: int = 0
    text: list[str] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)

    def read(self) -> None:
        while self.position < len(self.markup):
            character = self.markup[self.position]
            if character == "&":
                self._add(self._reference())
            elif character == "<":
                self._tag()
            else:
                self._add(self._take(_PLAIN))
        if self.opened:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')

    def _add(self, text: str) -> None:
        self.text.append(text)
        self.offset += units(text)

    def _reference(self) -> str:
        """The character of the reference at the position, which moves on; a bare ``&`` is itself."""
        match = _REFERENCE.match(self.markup, self.position)
        code = _code(match) if match else None
        if match is None or code is None:
            self.remarks.append(f"shown as it stands: {self.markup[self.position : self.position + 12]!r}")
            self.position += 1
            return "&"
        self.position = match.end()
        return code

    def _tag(self) -> None:
        start = self.position
        self.position += 1
        if self.markup.startswith("/", self.position):
            self._end_tag(start)
        else:
            self._start_tag(start)

    def _start_tag(self, start: int) -> None:
        name = self._take(_NAME).lower()
        if self._ended:
            raise MarkupError(f"Unclosed start tag at byte offset {self._bytes(start)}")
        if name not in TAGS:
            raise MarkupError(f'Unsupported start tag "{name}" at byte offset {self._bytes(start)}')
        arguments: dict[str, str] = {}
        while not self._at(">"):
            self._space()
            if self._at(">"):
                break
            key, value = self._attribute(name, start)
            arguments[key] = value
        self.position += 1
        self._check(name, arguments, start)
        self.opened.append(_Open(name, arguments, self.offset, len(self.text)))

    def _attribute(self, tag: str, start: int) -> tuple[str, str]:
        unclosed = MarkupError(f'Unclosed start tag "{tag}" at byte offset {self._bytes(start)}')
        if self._ended:
            raise unclosed
        key = self._take(_ATTRIBUTE)
        if not key:
            raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {self._bytes(start)}')
        self._space()
        if self._ended:
            raise unclosed
        if not self._at("="):
            return key, ""
        self.position += 1
        self._space()
        value = self._quoted() if self._at('"') or self._at("'") else self._bare()
        if self._ended:
            raise unclosed
        return key, value

    def _bare(self) -> str:
        start = self.position
        value = self._take(_TOKEN).lower()
        if not self._ended and not self.markup[self.position].isspace() and not self._at(">"):
            raise MarkupError(f"Unexpected end of name token at byte offset {self._bytes(start)}")
        return value

    def _quoted(self) -> str:
        quote = self.markup[self.position]
        self.position += 1
        value: list[str] = []
        while not self._ended and not self._at(quote):
            if self._at("&"):
                value.append(self._reference())
            else:
                value.append(self._take(_VALUES[quote]))
        self.position += 1
        return "".join(value)

    def _check(self, tag: str, arguments: dict[str, str], start: int) -> None:
        where = f"at byte offset {self._bytes(start)}"
        if tag == "span" and arguments.get("class") != "tg-spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" {where}')
        if tag == "tg-emoji" and not arguments.get("emoji-id", "").isdecimal():
            raise MarkupError("Invalid custom emoji identifier specified")
        if tag == "tg-time":
            if not re.fullmatch(r"[0-9]{1,12}", arguments.get("unix", "")):
                raise MarkupError("Invalid Unix time specified")
            if not _TIME_FORMAT.fullmatch(arguments.get("format", "")):
                raise MarkupError("Invalid date-time format specified")
        around = [opened.tag for opened in self.opened]
        if tag == "blockquote" and tag in around:
            self.remarks.append(f"a quote inside a quote is lost {where}")
        if ("code" in around or "pre" in around) and not (tag == "code" and around[-1] == "pre"):
            self.remarks.append(f'"{tag}" is lost inside code {where}')

    def _end_tag(self, start: int) -> None:
        if not self.opened:
            raise MarkupError(f"Unexpected end tag at byte offset {self._bytes(start)}")
        self.position += 1
        name = self._take(_NAME)
        self._space()
        if not self._at(">"):
            raise MarkupError(f"Unclosed end tag at byte offset {self._bytes(start)}")
        self.position += 1
        opened = self.opened.pop()
        if name and name != opened.tag:
            raise MarkupError(
                f"Unmatched end tag at byte offset {self._bytes(start)}, "
                f'expected "</{opened.tag}>", found "</{name}>"'
            )
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        kind, arguments, length = TAGS[opened.tag], opened.arguments, self.offset - opened.offset
        entity = Entity(kind, opened.offset, length)
        if opened.tag == "a":
            written = arguments.get("href") or "".join(self.text[opened.piece :])
            url = checked_link(written)
            if url is None:
                self.remarks.append(f"the link vanishes: {written!r}")
                return
            entity = Entity(kind, opened.offset, length, url=url)
        elif opened.tag == "blockquote" and any(other.tag == "blockquote" for other in self.opened):
            return
        elif opened.tag == "blockquote" and "expandable" in arguments:
            entity = Entity("expandable_blockquote", opened.offset, length)
        elif opened.tag == "tg-emoji":
            entity = Entity(kind, opened.offset, length, custom_emoji_id=arguments["emoji-id"])
        elif opened.tag == "tg-time":
            shown = arguments.get("format") or None
            time = int(arguments["unix"])
            entity = Entity(kind, opened.offset, length, unix_time=time, date_time_format=shown)
        elif opened.tag == "code" and self.opened and self.opened[-1].tag == "pre":
            self.opened[-1].arguments["language"] = arguments.get("class", "").removeprefix("language-")
            return
        elif opened.tag == "pre":
            entity = Entity(kind, opened.offset, length, language=arguments.get("language") or None)
        self.entities.append(entity)

    @property
    def _ended(self) -> bool:
        return self.position >= len(self.markup)

    def _at(self, character: str) -> bool:
        return self.markup.startswith(character, self.position)

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.markup, self.position)
        taken = match.group() if match else ""
        self.position += len(taken)
        return taken

    def _space(self) -> None:
        while not self._ended and self.markup[self.position].isspace():
            self.position += 1

    def _bytes(self, position: int) -> int:
        return len(self.markup[:position].encode())


def _code(match: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _CHARACTERS[name]
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if not 0 < number < 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return None
    return chr(number)
