"""Message entities: their offsets in UTF-16 units, their weight, and those Telegram finds by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlsplit, urlunsplit

MAX_ENTITIES = 100
MAX_ENTITY_BYTES = 9_500
"""Telegram refuses a message whose serialised entities outweigh about this (ENTITIES_TOO_LONG)."""

_LINK_SCHEMES = frozenset({"http", "https", "tg", "ton", "tonsite"})
_HOST = re.compile(r"(?=.{1,253}\.?$)[^\s.]{1,63}(?:\.[^\s.]{1,63})+\.?")
_FOUND = (
    ("url", re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]»“”']", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("bot_command", re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/@])", re.ASCII)),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z]\w{2,31}(?!\w)", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}")),
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One formatted stretch of a text; ``offset`` and ``length`` count UTF-16 units, as Telegram does."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        """The first unit after the stretch."""
        return self.offset + self.length

    def wire(self) -> dict[str, object]:
        """The entity as the Bot API writes it."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def units(text: str) -> int:
    """The length of ``text`` in UTF-16 units."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def covered(text: str, entity: Entity) -> str:
    """The part of ``text`` that ``entity`` covers."""
    raw = text.encode("utf-16-le")
    return raw[2 * entity.offset : 2 * entity.end].decode("utf-16-le", "replace")


def weight(entities: Iterable[Entity]) -> int:
    """Bytes that the entities take in Telegram's own (TL) serialisation: 12 each, and their strings."""
    return sum(
        12 + _string_bytes(e.url) + _string_bytes(e.language) + 8 * bool(e.unix_time) for e in entities
    )


def _string_bytes(value: str | None) -> int:
    if value is None:
        return 0
    size = len(value.encode())
    return 4 * ((size + (1 if size < 254 else 4) + 3) // 4)


def found_in(text: str, taken: tuple[Entity, ...] = ()) -> tuple[Entity, ...]:
    """Links, addresses, commands, mentions and hashtags that Telegram marks unasked.

    Stretches inside ``taken`` links or code stay unmarked; the result is sorted by offset and holds both.
    """
    result = list(taken)
    closed = [e for e in taken if e.type in {"text_link", "code", "pre", "text_mention"}]
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            start = units(text[: match.start()])
            entity = Entity(kind, start, units(match.group()))
            if all(entity.end <= other.offset or other.end <= entity.offset for other in closed):
                closed.append(entity)
                result.append(entity)
    return tuple(sorted(result, key=lambda e: (e.offset, -e.length)))


def trimmed(text: str, entities: Iterable[Entity]) -> tuple[str, tuple[Entity, ...]]:
    """The text without white space at its ends, its entities clipped and sorted; empty ones are dropped."""
    left = units(text) - units(text.lstrip())
    text = text.strip()
    size = units(text)
    kept = []
    for entity in entities:
        start, end = max(0, entity.offset - left), min(size, entity.end - left)
        if start < end:
            kept.append(replace(entity, offset=start, length=end - start))
    return text, tuple(sorted(kept, key=lambda e: (e.offset, -e.length)))


def checked_link(url: str) -> str | None:
    """The address as Telegram stores it; None where it drops the link: no dot in the host, odd scheme."""
    url = url.strip()
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url):
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _LINK_SCHEMES or (scheme not in {"tg", "ton"} and not _HOST.fullmatch(host)):
        return None
    if scheme in {"tg", "ton"}:
        return url
    netloc = host if port is None else f"{host}:{port}"
    return urlunsplit((scheme, netloc, parts.path or "/", parts.query, parts.fragment))
