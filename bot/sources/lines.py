"""A footer's lines: their labels and values, headings, links, credits; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from bot.sources.blocks import Line, join
from bot.sources.credits import credit, publisher
from bot.sources.labels import (
    FIELD_OF,
    bare,
    field_of,
    is_closing,
    is_heading,
    is_see_original,
    labels_inside,
)
from bot.sources.naming import is_outlet
from bot.sources.urls import ADDRESS
from bot.sources.values import find_date, is_nothing, language_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.sources.blocks import Block
    from bot.sources.entry import Field

Sort = Literal["heading", "pair", "label", "link", "credit", "publisher", "plain", "embed"]

_AMBIGUOUS = frozenset([
    "von", "text", "video", "original", "name", "online", "form", "art", "gast", "titel", "quelle", "link",
    "stand", "autor", "seite", "vom", "by", "read", "watch", "type", "date", "title", "url", "medium",
    "format", "typ", "jahr",
])  # fmt: skip
_LIMITS: dict[Field, int] = {
    "kind": 10, "original_title": 45, "author": 16, "published": 14, "language": 10,
    "platform": 16, "original_url": 40, "translator": 18, "publisher": 12,
}  # fmt: skip
_CHANNEL = re.compile(
    r"(?:\w+ )?(?:kanal|sender|zeitung|zeitschrift|magazin|portal|podcast|sendung|channel|канал|видання|подкаст)"
)
_SEVERAL = frozenset(("quellen", "sources", "джерела", "источники"))
_EMOJI_FIELDS: dict[str, Field] = {
    **dict.fromkeys("✍🖊🖋👤👩👨🧑", "author"),
    **dict.fromkeys("📅🗓📆🕒⏰", "published"),
    **dict.fromkeys("📺🎬🎥📡📰🗞", "platform"),
    **dict.fromkeys("🌐🌍🗣💬", "language"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One reading of a line, or of a part of it."""

    sort: Sort
    line: Line
    field: Field | None = None
    url: str | None = None
    is_whole: bool = False
    """Whether the value is one thing, whatever it looks like."""


@lru_cache(maxsize=256)
def items_of(block: Block, *, started: bool = False) -> tuple[Item, ...]:
    """A block's lines, read. ``started``: a footer is under way, so that bolder guesses are right."""
    if block.kind == "embed":
        return (Item("embed", Line(""), url=block.url),)
    if block.cells:
        return tuple(_row_items(block, started=started))
    found: list[Item] = []
    for line in _joined(block.lines):
        found += _line_items(line, started=started or bool(found), alone=len(block.lines) == 1)
    if (
        len(found) > 2
        and [item.sort for item in found[:3]] == ["label", "plain", "plain"]
        and is_heading(found[0].line.text)
    ):
        found[0] = Item("heading", found[0].line)  # "Quelle:" over several lines
    if started and [item.sort for item in found] == ["heading", "plain"] and not is_reference(found[1].line):
        name = field_of(found[0].line.text)  # "Quelle" over "Kolo" is a label here
        if name and len(found[1].line.text.split()) <= 5:
            found[0] = Item("label", found[0].line, name)
    return tuple(found)


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines, with a credit that runs over several of them put together."""
    waiting: Line | None = None
    for line in lines:
        if waiting is not None and _runs_on(waiting.text, line.text):
            waiting = join((waiting, line))
            continue
        if waiting is not None:
            yield waiting
        waiting = line
    if waiting is not None:
        yield waiting


_CREDIT_WORD = re.compile(
    r"über(?:setz|trag)|translat|aus dem \w+ischen|переклад|перевод|veröffentlicht|published", re.IGNORECASE
)
_OPEN_END = re.compile(
    r"(?:[,&]|\b(?:von|auf|bei|durch|by|on|und|and|für|dem|der|in|im)|von:)\s*$", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"(?:,\s*|und\s+)?(?:veröffentlicht|erschienen|publiziert|auf|und|von|für|aus\s+dem|ins|published|on)\b"
)


def _runs_on(before: str, after: str) -> bool:
    if not _CREDIT_WORD.search(before) or (
        re.match(r"[^\w]*[^:]{2,40}:\s", after) and not _GOES_ON.match(after)
    ):
        return False
    return bool(_OPEN_END.search(before) or (_GOES_ON.match(after) and not field_of(after)))


def _line_items(line: Line, *, started: bool, alone: bool) -> list[Item]:
    if line.text.startswith("ℹ"):  # a letter by Unicode's book, an ornament here
        line = line.part(_after_signs(line.text.replace("ℹ", "•", 1)))
    text = line.text
    pointer = _is_pointer(line)
    if (
        is_heading(text)
        and not (pointer and line.links)
        and (alone or not started or text.rstrip()[-1:] != ":")
    ):
        head = field_of(text)
        if not (started and text.rstrip().endswith(":") and head in ("original_url", "platform")):
            return [Item("heading", line)]
    if (
        started
        and len(text) < 120
        and (sign := next((sign for sign in text[:3] if sign in _EMOJI_FIELDS), None))
    ):
        value = line.part(_after_signs(text))
        if not field_of(value.text.split(":")[0]) and not is_see_original(value.text):
            return [Item("pair", value, _EMOJI_FIELDS[sign])]
    pairs = _labelled(line, started=started)
    if pairs:
        return pairs
    if pointer:
        return [Item("link", line, "original_url")]
    for start, _, _ in labels_inside(text):  # "Aus dem Polnischen von N. N. Original: …"
        if re.search(r"[^\W\d_]{2}\.\s*$", text[:start]):
            rest = _line_items(line.part(start), started=True, alone=False)
            return [_unlabelled(line.part(0, start), started=started), *rest]
    return [_unlabelled(line, started=started)]


def _is_pointer(line: Line) -> bool:
    """Whether a line says no more than "Original ansehen"; one without its address must say so outright."""
    if not is_see_original(line.text):
        return False
    return bool(
        line.links or re.search(r"orig|ansehen|lesen|anhören|watch|read|ориг", line.text, re.IGNORECASE)
    )


def _unlabelled(line: Line, *, started: bool) -> Item:
    text = line.text
    if ADDRESS.fullmatch(text.strip("→ ")):
        return Item("link", line, "original_url")
    label = _label_alone(line, started=started)
    if label:
        return Item("label", line, label)
    if len(text) <= 320:
        found, _ = credit(text)
        if found and re.match(r"[\W_]*(?:[^\W\d_]+\W+){0,9}", text):
            return Item("credit", line)
        if publisher(text):
            return Item("publisher", line, "publisher")
    return Item("plain", line)


def _after_signs(text: str) -> int:
    match = re.match(r"[^\w«„\"“@(]+", text)
    return match.end() if match else 0


def _label_alone(line: Line, *, started: bool) -> Field | None:
    """A line that is nothing but a label: its value stands on the next one."""
    text = line.text
    name = field_of(text)
    if name is None or (line.links and is_see_original(text)):
        return None
    bold = bool(line.bold) and line.bold[0][0] <= 2 and line.bold[-1][1] >= len(text) - 2
    if text.rstrip().endswith(":") or bold or (started and bare(text) in FIELD_OF):
        return name
    return None


def _labelled(line: Line, *, started: bool) -> list[Item]:
    """All pairs of label and value in a line; none where the line does not begin with a label."""
    first = _first_label(line, started=started)
    if first is None:
        return []
    end, name = first
    if bare(line.text[:end]) in _SEVERAL and _is_only_links(line.part(end)):
        parts = (line.part(link.start, link.end) for link in line.links)
        return [Item("pair", part, "platform", is_whole=True) for part in parts]
    cuts = [(0, end, name)]
    for start, after, other in labels_inside(line.text):
        if start >= cuts[-1][1] and _may_begin_at(line, start):
            cuts.append((start, after, other))
    found = []
    for number, (_, after, other) in enumerate(cuts):
        stop = cuts[number + 1][0] if number + 1 < len(cuts) else len(line.text)
        value = _trimmed(line.part(after, stop))
        if number + 1 < len(cuts) and value.text.endswith("."):
            value = value.part(0, len(value.text) - 1)
        if number == 0 and is_reference(value) and _may_lead_reference(other, line.text[:after], value):
            return [Item("pair", line.part(after), other)]
        value, pointers = _without_pointers(value, other)
        if not value.text:
            found.append(Item("label", line.part(cuts[number][0], after), other))
        elif (
            number
            and not plausible(other, value.text)
            and (full_stop := re.search(r"(?<=\w\w)\.\s", value.text))
        ):
            found.append(Item("pair", value.part(0, full_stop.start()), other))
            found.append(Item("plain", value.part(full_stop.end())))
        elif plausible(other, value.text):
            whole = other == "platform" and not _may_lead_reference(
                other, line.text[cuts[number][0] : after], value
            )
            found.append(Item("pair", value, other, is_whole=whole))
            if other == "translator":
                found += _language_in(line.text[cuts[number][0] : after])
        elif number == 0:
            return []
        found += pointers
    return found


def _is_only_links(value: Line) -> bool:
    """Whether a value is a list of links and nothing else."""
    rest = value.text
    for link in reversed(value.links):
        rest = rest[: link.start] + rest[link.end :]
    return len(value.links) > 1 and not re.search(r"\w", re.sub(r"\b(?:und|and|та|і|и)\b", "", rest))


def _may_lead_reference(name: Field, label: str, value: Line) -> bool:
    """Whether a whole reference may follow a label; after "Kanal:" quotation marks hold the channel's name."""
    if name == "platform" and _CHANNEL.match(bare(label)):
        return find_date(value.text) is not None
    return name in ("platform", "kind", "original_url")


def _language_in(label: str) -> list[Item]:
    """The label "Aus dem Ukrainischen:" names the translator and the language at once."""
    match = re.search(r"\b(?:aus de[mr]|from|з|с)\s+([^\W\d_]+)", label, re.IGNORECASE)
    return (
        [Item("pair", Line(match[1]), "language")]
        if match and language_code(match[1]) not in (None, "de")
        else []
    )


def _without_pointers(value: Line, name: Field) -> tuple[Line, list[Item]]:
    """A value without the "| Original ansehen" that somebody put behind it."""
    if name == "original_url" or not value.links:
        return value, []
    pointers = []
    while (cut := re.search(r"\s*(?:[|·•;,]|\s[–—-])\s+([^|·•;,]+)$", value.text)) and is_see_original(
        cut[1]
    ):
        pointers.append(Item("link", value.part(cut.start(1)), "original_url"))
        value = value.part(0, cut.start())
    return value, pointers


def _trimmed(value: Line) -> Line:
    """A value without the bullet or separator that stands between it and the next label."""
    start = re.match(r"[\s:|·•*–—→➔-]*(?=\S)", value.text)
    end = re.search(r"(?:\s/|[\s|·•;*_])*$", value.text)
    if is_nothing(value.text):
        return value
    return value.part(start.end() if start else 0, end.start() if end else None)


def _first_label(line: Line, *, started: bool) -> tuple[int, Field] | None:
    text = line.text
    colon = re.match(r"([^:：]{2,60}?(?:[:*_](?:in|innen))?)\s*[:：](?!//|(?:in|innen)\s*$)\s*", text)
    if colon and (name := field_of(colon[1])):
        return colon.end(), name
    if line.bold and line.bold[0][0] <= 3:
        label = text[: line.bold[0][1]]
        if (name := field_of(label)) and line.bold[0][1] < len(text) and bare(label) in FIELD_OF:
            return line.bold[0][1], name
    dash = re.match(r"(.{3,45}?)(?:\s+[–—=|→-]|\s*\t)\s+(?=\S)", text)
    if dash and bare(dash[1]) in FIELD_OF and (started or bare(dash[1]) not in _AMBIGUOUS):
        return dash.end(), FIELD_OF[bare(dash[1])]
    return None


def _may_begin_at(line: Line, start: int) -> bool:
    """Whether a label inside a line begins a new pair: after a separator, in bold, or well formed."""
    before = line.text[:start].rstrip()
    if not before or before[-1] in "|·•;,./–—-→(*" or any(a == start for a, _ in line.bold):
        return True
    word = bare(line.text[start : line.text.find(":", start)])
    return len(word) >= 6 and word not in _AMBIGUOUS and line.text[start].isupper()


def plausible(name: Field, value: str) -> bool:
    """Whether a value can be what its label says; a sentence after "Art:" is no kind."""
    words = value.split()
    if len(words) > _LIMITS[name]:
        return name in ("original_url", "platform", "kind") and len(words) <= 45 and is_reference(Line(value))
    if name == "author" and len(words) > 3 and sum(word[:1].islower() for word in words) > len(words) * 0.6:
        return False  # what somebody says
    if name == "author":
        return not re.search(r"[?!]$|(?<!\bDr)(?<!\bProf)(?<!\b\w)[.?!]\s+\w+\s+\w+\s+\w+", value)
    if name == "published":
        return bool(re.search(r"\d", value)) or is_nothing(value) or len(words) <= 5
    if name == "kind":
        return not re.search(r"[.?!]\s+\S+\s+\S+", value)
    return True


def says_nothing(line: Line) -> bool:
    """Whether a line without a label is no value: a closing one, or one that calls or asks."""
    return is_closing(line.text) or (not line.links and line.text.rstrip().endswith(("!", "?")))


def is_reference(value: Line) -> bool:
    """Whether a value names several things at once: "Artikel „…“ von N. N., Zeitung, 3. Mai 2026"."""
    text = value.text
    if is_outlet(text):
        return False
    quoted = re.search(r"[„«»“\"][^„«»“”\"]{3,}[“”»«\"]", text) is not None
    linked = any(
        not is_see_original(text[x.start : x.end]) and x.end - x.start < len(text) - 3 for x in value.links
    )
    date = find_date(text)
    if date and not quoted and not linked:
        return bool(text[: date[0]].strip(" ,;(") or text[date[1] :].strip(" ,;)."))
    italic = any(b - a < len(text) - 3 for a, b in value.italic)
    if not (quoted or linked or italic or " von " in text or " by " in text):
        return False
    return bool(re.search(r"[,;(·|]| von | by |\. ", text))


def _row_items(block: Block, *, started: bool) -> Iterator[Item]:
    cells = [cell for cell in block.cells if re.search(r"\w", cell.text) or is_nothing(cell.text)]
    filled = [cell for cell in cells if cell.text]
    if len(filled) == 1 and len(cells) <= 2:
        name = field_of(filled[0].text)
        if name and not is_heading(filled[0].text):
            yield Item("label", filled[0], name)
        else:
            yield from _line_items(filled[0], started=started, alone=True)
        return
    if len(cells) % 2 == 0 and all(field_of(cell.text) for cell in cells[::2]):
        for label, value in zip(cells[::2], cells[1::2], strict=True):
            name = field_of(label.text)
            if name and value.text and plausible(name, value.text):
                yield Item("pair", value, name)
        return
    whole = join(cells)
    yield from _line_items(whole, started=started, alone=False)


def header_fields(block: Block) -> tuple[Field, ...]:
    """The fields that a table's first row names, where each cell is a label; empty otherwise."""
    fields = [field_of(cell.text) for cell in block.cells]
    if len(fields) < 3 or not all(fields):
        return ()
    return tuple(name for name in fields if name)
