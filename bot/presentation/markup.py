"""Telegram's HTML: escaping, links, lengths, splitting between items, and the codec of callback data; pure.

All that comes from outside becomes part of a message here and nowhere else: by ``esc`` and ``line``, as an
argument of ``fill``, or as an address by ``web_link``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from html import unescape
from urllib.parse import quote, urlsplit

from bot.errors import QuellenboteError
from bot.i18n import Translator

MAX_UNITS = 4096
"""Telegram counts characters after parsing; UTF-16 units are never fewer, so they are the safe measure."""
MAX_RAW = 32_000
MAX_ENTITIES = 95
"""Of 100; the rest is left to what Telegram marks by itself (an address, a command in a title)."""
MAX_ENTITY_BYTES = 9_000
MAX_CALL = 64
MAX_LINK = 1_500
MAX_ASKED = 44
"""Bytes of a question that a button can hold beside its name and a page."""
OMITTED = "[…]"

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
# What Telegram drops or turns into blanks by itself, half characters, and marks that turn the text around.
_REMOVED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_LINES = re.compile("\r\n|[\r\u2028\u2029]")
_TAG = re.compile(r"<(/?)([a-z-]+)([^>]*)>")
_ATTRIBUTE = re.compile(r'[a-z]+="([^"]*)"')
_CALL = re.compile(r"[a-z]{1,24}")
_HOST = re.compile(r"(?=.{1,253}$)[\w-]{1,63}(?:\.[\w-]{1,63})+")
_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\"<>\\^`{|}\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2060-\u206f]")


class Html(str):
    """Text that is Telegram's HTML already, so that nobody escapes it twice."""

    __slots__ = ()


# ---------------------------------------------------------------- text
def cleaned(text: str) -> str:
    """Text without characters that no message can carry."""
    return _REMOVED.sub("", _LINES.sub("\n", text))


def esc(text: object) -> Html:
    """Anything as HTML text; what is ``Html`` already stays as it is."""
    return text if isinstance(text, Html) else Html(cleaned(str(text)).translate(_ESCAPES))


def line(text: str, limit: int = 300) -> Html:
    """Text from outside on one line, at most ``limit`` units long; empty if there is nothing to be seen."""
    words = clip(" ".join(cleaned(text).split()), limit)
    if all(unicodedata.category(character) in ("Cf", "Zs", "Mn", "Me") for character in words):
        return Html("")
    if any(unicodedata.bidirectional(character) in ("R", "AL") for character in words):
        return Html(f"\u2068{esc(words)}\u2069")  # keeps what stands around it in its place
    return esc(words)


def fill(t: Translator, key: str, /, **arguments: object) -> Html:
    """The message of that key; every argument that is text gets escaped."""
    return Html(t(key, **_escaped(arguments)))


def fill_number(t: Translator, key: str, count: int, /, **arguments: object) -> Html:
    """The same in the plural form that goes with ``count``."""
    return Html(t.number_of(key, count, **_escaped(arguments)))


def trouble(t: Translator, error: QuellenboteError) -> Html:
    """An expected error in words."""
    arguments = {
        name: line(value) if isinstance(value, str) else value for name, value in error.arguments.items()
    }
    return Html(t.error(QuellenboteError(error.key, **arguments)))


def _escaped(arguments: dict[str, object]) -> dict[str, object]:
    return {name: esc(value) if isinstance(value, str) else value for name, value in arguments.items()}


def units(text: str) -> int:
    """The length of ``text`` in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, limit: int) -> str:
    """The text, or its beginning up to a word's end and "[…]", in at most ``limit`` units."""
    if units(text) <= limit:
        return text
    room = limit - len(OMITTED) - 1
    end = start = 0
    while start + units(text[end]) <= room:
        start += units(text[end])
        end += 1
    head = text[:end]
    if not text[end].isspace() and len(words := head.rsplit(None, 1)) == 2:
        head = words[0]
    elif not text[end].isspace():  # one endless word: at least no letter loses its accent
        while end > 1 and unicodedata.category(text[end]) in ("Mn", "Me", "Cf", "Sk"):
            end -= 1
        head = text[:end]
    return f"{head.rstrip()} {OMITTED}"


# ---------------------------------------------------------------- links
def web_link(url: str | None) -> str | None:
    """An address that Telegram takes as a link; None for anything else.

    Only http and https, with a dot in the host: any other vanishes from a text without an error, and is an
    error in a button. What would end or break the attribute is percent-encoded.
    """
    if not url or len(url.encode("utf-8", "replace")) > MAX_LINK:
        return None
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or "@" in parts.netloc:
        return None
    return _UNSAFE.sub(lambda found: quote(found.group(), errors="ignore"), url.strip())


def sentence_link(url: str, sentence: str, *, words: int = 5) -> str:
    """The address of a sentence on a page: ``url#:~:text=first%20words,last%20words``.

    A sentence of up to twice ``words`` words is named whole. The characters with a meaning of their own
    there (``-``, ``,``, ``&``) are percent-encoded: https://wicg.github.io/scroll-to-text-fragment/
    """
    base = url.split("#", 1)[0]
    found = cleaned(sentence).split()
    if not found:
        return base
    parts = [found] if len(found) <= 2 * words else [found[:words], found[-words:]]
    encoded = (quote(" ".join(part), safe="").replace("-", "%2D") for part in parts)
    linked = f"{base}#:~:text={','.join(encoded)}"
    return linked if len(linked) <= MAX_LINK else base


def link(html: str, url: str | None) -> Html:
    """HTML text as a link; as it is where the address is none, or there is no text."""
    address = web_link(url)
    return Html(f'<a href="{esc(address)}">{html}</a>' if address and html else html)


def moment_tag(t: Translator, moment: datetime, zone: str) -> Html:
    """A moment that the reader's own app shows in the reader's own zone; where it cannot, in ``zone``."""
    unix = max(int(moment.timestamp()), 0)
    return Html(f'<tg-time unix="{unix}" format="wDt">{esc(t.moment(moment, zone))}</tg-time>')


# ---------------------------------------------------------------- callback data
def call(name: str, *arguments: object) -> str:
    """Callback data ``name:argument:argument``. Raises ValueError beyond Telegram's 64 bytes."""
    data = ":".join((name, *map(str, arguments)))
    if not _CALL.fullmatch(name) or len(data.encode()) > MAX_CALL:
        raise ValueError(f"no callback data: {data!r}")
    return data


def parse_call(data: str) -> tuple[str, tuple[str, ...]]:
    """The name and the arguments of callback data; ``("", ())`` for what this bot never made."""
    name, *arguments = data.split(":")
    if not _CALL.fullmatch(name) or len(data) > MAX_CALL:
        return "", ()
    return name, tuple(arguments)


def handle(query: str) -> str:
    """A question as a button's argument: itself where it is short enough, else a short name for it."""
    encoded = query.encode("utf-8", "replace")
    if query and ":" not in query and query.isprintable() and len(encoded) <= MAX_ASKED:
        return f"={query}"
    return blake2b(encoded, digest_size=4).hexdigest()


def handled(argument: str, remembered: str | None) -> str | None:
    """The question behind a button's argument; a long one only if it is the one that is ``remembered``."""
    if argument.startswith("="):
        return argument[1:] or None
    return remembered if remembered is not None and handle(remembered) == argument else None


# ---------------------------------------------------------------- sizes
@dataclass(frozen=True, slots=True)
class Size:
    """What a message weighs: text in UTF-16 units, entities and their bytes on the wire, raw bytes."""

    units: int
    entities: int
    entity_bytes: int
    raw: int

    @property
    def fits(self) -> bool:
        """Whether Telegram takes it whole."""
        return (
            self.units <= MAX_UNITS
            and self.entities <= MAX_ENTITIES
            and self.entity_bytes <= MAX_ENTITY_BYTES
            and self.raw <= MAX_RAW
        )


def size(html: str) -> Size:
    """The size of a text made with this module."""
    entities = weight = 0
    for closing, name, attributes in _TAG.findall(html):
        if not closing:
            entities += 1
            weight += 12 + 8 * (name == "tg-time")
            weight += sum(4 + len(unescape(value).encode()) for value in _ATTRIBUTE.findall(attributes))
    return Size(units(unescape(_TAG.sub("", html))), entities, weight, len(html.encode()))


def join(blocks: Iterable[str], separator: str = "\n\n") -> Html:
    """Blocks under each other, without the empty ones."""
    return Html(separator.join(block for block in blocks if block))


def first_fitting(versions: Iterable[Html]) -> Html:
    """The first version that fits into one message, else the last, which must be made to fit."""
    version = Html("")
    for version in versions:
        if size(version).fits:
            break
    return version


def packed(blocks: Sequence[str]) -> tuple[Html, ...]:
    """Blocks in as few messages as hold them, in order; a block is never divided."""
    messages: list[Html] = []
    for block in filter(None, blocks):
        if messages and size(longer := join((messages[-1], block))).fits:
            messages[-1] = longer
        else:
            messages.append(Html(block))
    return tuple(messages)
