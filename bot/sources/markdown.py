"""Plain text and Markdown to blocks: as much of the syntax as texts of this sort use; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.sources.blocks import Block, Line, Piece, join, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_INLINE = re.compile(
    r"(?P<image>!\[[^\]]*\]\([^)\s]*(?:\s+\"[^\"]*\")?\))|"
    r"\[(?P<words>[^\]\n]+)\]\((?P<url>[^)\s]+)(?:\s+\"[^\"]*\")?\)|"
    r"<(?P<auto>https?://[^>\s]+)>|(?P<note>\[\^[\w-]+\])(?!:)|\*\*(?P<bold>[^*\n]+)\*\*|"
    r"__(?P<bold2>[^_\n]+)__|"
    r"(?<![\w*])\*(?P<italic>[^*\s][^*\n]*)\*(?![\w*])|(?<![\w_])_(?P<italic2>[^_\s][^_\n]*)_(?![\w_])|"
    r"`(?P<code>[^`\n]+)`|~~(?P<struck>[^~\n]+)~~"
)
_ADDRESS_BELOW = re.compile(
    r"^ {0,3}\[([^\]^][^\]]*)\]:[ \t]*<?(\S+?)>?(?:[ \t]+[\"'(].*)?$\n?", re.MULTILINE
)
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_RULE = re.compile(r"\s{0,3}(?:(?:[-*_]\s*){3,}|[—–─=]{3,})\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")


def read_plain(text: str) -> tuple[Block, ...]:
    """A text's blocks. Blank lines part paragraphs; a text without any has a paragraph a line.

    Lines that an editor wrapped are put together again. A short first line that does not end a sentence and
    stands alone is a heading.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").strip("\n")
    chunks = [chunk.split("\n") for chunk in re.split(r"\n[ \t\xa0]*\n+", text) if chunk.strip()]
    if len(chunks) == 1 and len(chunks[0]) > 1:
        chunks = [[line] for line in chunks[0]]
    found = [block for chunk in chunks for block in _plain_blocks(chunk)]
    if (
        len(found) > 1
        and found[0].kind == "text"
        and len(found[0].lines) == 1
        and _is_headline(found[0].text)
    ):
        found[0] = Block("heading", found[0].lines)
    return tuple(found)


def _is_headline(text: str) -> bool:
    return (
        len(text) <= 120
        and not re.search(r"[.!?:;,…“\"»]$", text)
        and not re.match(r"\W*[\w /]{2,40}:\s", text)
    )


def _plain_blocks(chunk: list[str]) -> Iterator[Block]:
    if len(chunk) == 1 and _RULE.fullmatch(chunk[0]):
        yield Block("rule")
        return
    lines = [line for text in chunk for line in lines_of([Piece(text)])]
    if not lines:
        return
    if len(lines) > 1 and all(len(line.text) >= 180 for line in lines[:-1]):
        yield from (Block("text", (line,)) for line in lines)
    elif _is_wrapped(lines):
        yield Block("text", (join(lines),))
    else:
        yield Block("text", tuple(lines))


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether these lines are one, cut by an editor at its margin: all but the last nearly equally long."""
    lengths = [len(line.text) for line in lines[:-1]]
    return bool(lengths) and min(lengths) >= 45 and max(lengths) <= 100 and max(lengths) - min(lengths) <= 25


def read_markdown(text: str) -> tuple[Block, ...]:
    """A Markdown text's blocks, with its links."""
    found: list[Block] = []
    gathered: list[str] = []
    quoted = False

    def flush() -> None:
        nonlocal gathered
        lines = tuple(_lines(gathered))
        if lines:
            found.append(Block("quote" if quoted else "text", lines, quoted=quoted))
        gathered = []

    in_fence = False
    for raw in _with_addresses(text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")).split("\n"):
        if _FENCE.match(raw):
            flush()
            in_fence = not in_fence
            continue
        if in_fence:
            found += [Block("text", tuple(lines_of([Piece(raw)])))] if raw.strip() else []
            continue
        in_quote = raw.lstrip().startswith(">")
        line = re.sub(r"^\s*>\s?", "", raw) if in_quote else raw
        if in_quote != quoted:
            flush()
            quoted = in_quote
        special = _special(line, quoted=quoted)
        if special is not None or not line.strip():
            flush()
            found += special or []
        elif gathered or line.strip():
            gathered.append(line)
    flush()
    return tuple(found)


def _with_addresses(text: str) -> str:
    """The text with the addresses that stand below it, ``[1]: https://…``, put where they are meant; and with
    Markdown's own signs for the tags that do the same.
    """
    addresses = {name.casefold(): address for name, address in _ADDRESS_BELOW.findall(text)}

    def placed(match: re.Match[str]) -> str:
        address = addresses.get((match[2] or match[1]).casefold())
        return f"[{match[1]}]({address})" if address else match[0]

    if addresses:
        text = re.sub(r"\[([^\[\]\n]+)\] ?\[([^\[\]\n]*)\]", placed, _ADDRESS_BELOW.sub("", text))
    text = re.sub(r"</?(?:b|strong)>", "**", text)
    return re.sub(r"</?(?:i|em)>", "*", text)


def _special(line: str, *, quoted: bool) -> list[Block] | None:
    """A line that is a block by itself: a heading, an item, a rule, a table's row, a note's text."""
    if _RULE.fullmatch(line):
        return [Block("rule")]
    if heading := _HEADING.match(line):
        return [Block("quote" if quoted else "heading", (_inline(heading[2]),), quoted=quoted)]
    if item := _ITEM.match(line):
        return [Block("quote" if quoted else "item", (_inline(line[item.end() :]),), quoted=quoted)]
    if re.fullmatch(r"\s*\|.*\|\s*", line):
        if re.fullmatch(r"[\s|:-]+", line):
            return []
        cells = tuple(_inline(cell) for cell in line.strip().strip("|").split("|"))
        return [Block("row", (join(cells),), cells)]
    if note := re.match(r"\[\^[\w-]+\]:\s*(.*)", line):
        return [Block("item", (_inline(note[1]),))]
    return None


def _lines(raw: list[str]) -> Iterator[Line]:
    """The lines of a paragraph: a break where Markdown says so (two spaces, a backslash) or where labels stand."""
    parts: list[list[Line]] = [[]]
    for text in raw:
        hard = text.endswith(("  ", "\\")) or bool(re.search(r"<br\s*/?>\s*$", text))
        text = re.sub(r"(?:\\|<br\s*/?>)\s*$", "", text)
        parts[-1].append(_inline(text))
        if hard:
            parts.append([])
    for part in parts:
        if _is_wrapped(part):
            yield join(part)
        else:
            yield from (line for line in part if line.text)


def _inline(text: str) -> Line:
    pieces = list[Piece]()
    at = 0
    for match in _INLINE.finditer(text):
        pieces.append(Piece(text[at : match.start()]))
        at = match.end()
        if match["words"]:
            inner = _inline(match["words"])
            pieces.append(Piece(inner.text, match["url"], bool(inner.bold), bool(inner.italic)))
        elif match["auto"]:
            pieces.append(Piece(match["auto"], match["auto"]))
        elif strong := match["bold"] or match["bold2"]:
            pieces += [part._replace(bold=True) for part in _parts(strong)]
        elif plain := match["italic"] or match["italic2"]:
            pieces += [part._replace(italic=True) for part in _parts(plain)]
        elif plain := match["code"] or match["struck"]:
            pieces.append(Piece(plain))
    pieces.append(Piece(text[at:]))
    escaped = re.compile(r"\\([\\`*_{}\[\]()#+.!>-])")
    return next(lines_of([piece._replace(text=escaped.sub(r"\1", piece.text)) for piece in pieces]), Line(""))


def _parts(text: str) -> list[Piece]:
    """Emphasised words, which may hold links of their own."""
    line = _inline(text)
    parts, at = list[Piece](), 0
    for link in line.links:
        parts += [Piece(line.text[at : link.start]), Piece(line.text[link.start : link.end], link.url)]
        at = link.end
    return [*parts, Piece(line.text[at:])]
