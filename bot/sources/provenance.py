"""Where a piece comes from: the footer found among the blocks, and read; pure.

A footer is found by what it consists of (headings, labels, credits, links, references), never by its place in
the markup. It stands after the text, now and then before it; what stands in a quotation belongs to the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bot.sources.blocks import Block, Line, join
from bot.sources.credits import credit, publisher
from bot.sources.entry import FIELDS, Field, Provenance
from bot.sources.labels import field_of, is_heading, is_see_original
from bot.sources.lines import Item, header_fields, is_reference, items_of, says_nothing
from bot.sources.naming import clean_name, is_archive, is_kind, is_platform, looks_like_a_person
from bot.sources.prose import read_prose
from bot.sources.urls import ADDRESS, is_homepage, is_web, platform_of
from bot.sources.values import find_date, is_language, is_nothing, iso_date, language_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NONE = Provenance()
"""What a piece without a footer has."""


_ELSEWHERE = re.compile(
    r"[\W_]*(?:siehe|s\.\s|see|vgl\.|див\.|см\.|video oben|im video|oben\b|eingebettet)", re.IGNORECASE
)


_OTHER_LABEL = re.compile(r"[\W_]*[^\W\d_][\w-]+:\s")
"""A label that is none of ours: "Foto: N. N.", "Lektorat: N. N."."""
_NO_TITLE = re.compile(
    r"\b(?:zum|zur|hier|auf|des|der|die|das|dem|den|im|link|seite|website|original\w*|artikel|beitrag|post|quelle|video|"
    r"facebook|youtube|telegram|here|the|this|тут|оригінал\w*|оригинал\w*)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Draft:
    """One source while it is read: values as written, and the addresses with their rank (0 is surest)."""

    values: dict[Field, Line] = field(default_factory=dict)
    links: list[tuple[int, str]] = field(default_factory=list)
    said_nothing: set[Field] = field(default_factory=set)
    points_at_player: bool = False
    guessed: set[Field] = field(default_factory=set)

    def put(self, name: Field, line: Line) -> None:
        if is_nothing(line.text):
            self.said_nothing.add(name)
        elif line.text and (name not in self.values or name in self.guessed):
            self.values[name] = line
            self.guessed.discard(name)

    def guess(self, name: Field, line: Line) -> None:
        """A value from a line without a label: a label's value may take its place."""
        if name not in self.values:
            self.put(name, line)
            self.guessed.add(name)

    def words(self, name: Field) -> str | None:
        line = self.values.get(name)
        return line.text if line else None


def read_footer(blocks: Sequence[Block], embeds: Sequence[str] = ()) -> Provenance:
    """The provenance that these blocks, known to be a footer, tell of.

    ``embeds`` are the players of the whole piece: where a footer gives no address and the piece shows one
    player only, that is the original.
    """
    items = list(_with_values(_read_blocks(blocks)))
    drafts = _drafts(items)
    own = [block.url for block in blocks if block.kind == "embed" and block.url]
    for draft in drafts:
        _choose_embed(draft, own, embeds if len(drafts) == 1 else ())
    footer = "\n".join(block.text for block in blocks if block.lines)
    first, *others = [_finished(draft) for draft in drafts] or [NONE]
    shared = {name: getattr(other, name) for other in others for name in ("translator", "publisher")}
    missing = {name: value for name, value in shared.items() if value and getattr(first, name) is None}
    return replace(first, **missing, footer=footer, others=tuple(others))


def _read_blocks(blocks: Sequence[Block]) -> list[Item]:
    found: list[Item] = []
    header: tuple[Field, ...] = ()
    for block in _beside_each_other(blocks):
        if block.kind == "rule":  # a dash under a label is a value that says that there is none
            if found and found[-1].sort == "label" and block.lines:
                found.append(Item("plain", block.lines[0]))
            continue
        if header and len(block.cells) == len(header):
            found += [
                Item("pair", cell, name) for name, cell in zip(header, block.cells, strict=True) if cell.text
            ]
            header = ()
            continue
        header = header_fields(block)
        if not header:
            found.extend(items_of(block, started=True))
    return found


def _beside_each_other(blocks: Sequence[Block]) -> Iterable[Block]:
    """The blocks; a column of labels beside one of values becomes rows."""
    before: Block | None = None
    for block in blocks:
        if before is not None:
            if len(before.lines) == len(block.lines) and not any(field_of(line.text) for line in block.lines):
                pairs = zip(before.lines, block.lines, strict=True)
                yield from (Block("row", (join(pair),), pair) for pair in pairs)
                before = None
                continue
            yield before
        labels = len(block.lines) > 1 and all(field_of(line.text) and not line.links for line in block.lines)
        before = block if labels else None
        if before is None:
            yield block
    if before is not None:
        yield before


def _with_values(items: list[Item]) -> Iterable[Item]:
    """Labels without a value take the next line for it."""
    waiting: Item | None = None
    for item in items:
        if waiting is not None and item.sort in ("plain", "link", "embed", "credit", "publisher", "heading"):
            if item.sort == "embed":
                yield Item("pair", Line(""), waiting.field, item.url)
                waiting = None
                continue
            if item.sort != "credit" or waiting.field in ("translator", "publisher"):
                yield Item("pair", item.line, waiting.field)
                waiting = None
                continue
        if waiting is not None:
            yield waiting
        waiting = item if item.sort == "label" else None
        if waiting is None:
            yield item
    if waiting is not None:
        yield waiting


def _drafts(items: Iterable[Item]) -> list[_Draft]:
    drafts = [_Draft()]
    last: Field | None = None
    for item in items:
        if _begins_another(drafts[-1], item):
            drafts.append(_Draft())
        last = _enter(drafts[-1], item, last)
    filled = [draft for draft in drafts if draft.values or draft.links or draft.points_at_player]
    if (
        len(filled) > 1
        and not any(name in filled[0].values for name in ("original_title", "author", "kind"))
        and not filled[0].links
    ):
        filled[1].values = {**filled[0].values, **filled[1].values}
        filled = filled[1:]
    return filled or drafts[:1]


def _begins_another(draft: _Draft, item: Item) -> bool:
    if item.sort == "heading":
        return bool(draft.links) and len(draft.values) > 1 and not is_see_original(item.line.text)
    if item.field == "platform" and "published" in draft.values and find_date(item.line.text):
        return bool(draft.links and item.line.links)
    if item.field == "platform" and item.is_whole and item.line.links:
        return bool(draft.links) and "platform" in draft.values
    if item.sort == "plain" or (item.field == "platform" and is_reference(item.line)):
        return bool(draft.links) and _is_another(draft, item.line)
    if item.sort != "pair" or item.field not in ("kind", "original_title", "author"):
        return False
    return item.field in draft.values and item.field not in draft.guessed and len(draft.values) > 1


def _is_another(draft: _Draft, line: Line) -> bool:
    """Whether a line refers to something else than the lines before it: an other title with its own address or day."""
    values = read_prose(line).values
    title, known = values.get("original_title"), draft.words("original_title")
    return bool(title and known and title != known and (line.links or "published" in values))


def _enter(draft: _Draft, item: Item, last: Field | None) -> Field | None:
    """Take one item into the draft; returns the field whose value a following line would continue."""
    if item.sort == "embed" and item.url:
        return last
    if item.sort == "pair" and item.field:
        return _enter_pair(draft, item)
    if item.sort == "link":
        _enter_links(draft, item.line, 1)
        aside = re.search(r"\(([^()]+)\)", item.line.text)  # "Originaltext (ukr.)"
        if aside and is_language(aside[1]):
            draft.guess("language", Line(aside[1]))
        return None
    if item.sort == "publisher":
        draft.put("publisher", Line(publisher(item.line.text) or ""))
        return None
    if item.sort in ("credit", "plain"):
        return _enter_prose(draft, item, last)
    return None


def _enter_pair(draft: _Draft, item: Item) -> Field | None:
    name, line = item.field, item.line
    if name is None:
        return None
    if item.url:
        draft.links.append((0, item.url))
        return None
    if _ELSEWHERE.match(line.text) and not line.links:
        draft.points_at_player = True
        return None
    if name == "original_url":
        _enter_address(draft, line)
        return None
    if name in ("translator", "publisher"):
        _enter_credit(draft, name, line)
        return None
    if name in ("platform", "kind") and ADDRESS.fullmatch(line.text):
        _enter_links(draft, line, 2)
        return None
    if name in ("platform", "kind") and not item.is_whole and is_reference(line):
        _enter_prose(draft, Item("plain", line, name), None)
        return None
    if name == "published" and not find_date(line.text) and is_platform(line.text):
        name = "platform"
    if name in ("author", "original_title") and _holds_more(name, line):
        _enter_prose(draft, Item("plain", line, name), None)
        return None
    if name in ("language", "published"):
        line = _with_rest_read(draft, name, line)
    draft.put(name, line)
    rank = {"original_title": 2, "kind": 4, "platform": 4, "published": 4}.get(name)
    if rank is not None:
        _enter_links(draft, line, rank)
    return name


def _holds_more(name: Field, line: Line) -> bool:
    """Whether an author's value names a title or a date too, or a title that is set apart is followed by a date."""
    text = line.text
    quoted = re.search(r"[„«“\"][^„«»“”\"]{3,}[“”»\"]", text)
    if name == "author":
        return find_date(text) is not None or bool(quoted and re.search(r"[,:]\s*$", text[: quoted.start()]))
    apart = [quoted.span()] if quoted else []
    apart += [(link.start, link.end) for link in line.links] + list(line.italic)
    return any(start == 0 and find_date(text[end:]) is not None for start, end in apart)


def _with_rest_read(draft: _Draft, name: Field, line: Line) -> Line:
    """Of "Ukrainisch, veröffentlicht am 3. Mai bei Kolo" the first words are the value, the others a sentence."""
    if name == "language":
        cut = re.search(r"\s*[,;|·(]\s*", line.text)
        own = cut is not None and language_code(line.text[: cut.start()]) and not language_code(line.text)
    else:
        date = find_date(line.text)
        cut = (
            re.compile(r",?\s+(?=(?:auf|bei|in|im|via|on|at|на|в)\s+[^\W\d_])").match(line.text, date[1])
            if date
            else None
        )
        if date and cut is None and (comma := re.compile(r",\s+").match(line.text, date[1])):
            cut = comma if is_platform(line.text[comma.end() :]) else None
        own = cut is not None
    if cut is None or not own:
        return line
    own_part = line.part(0, cut.start())
    draft.put(name, own_part)
    _enter_prose(draft, Item("plain", line.part(cut.end())), None)
    return own_part


def _enter_address(draft: _Draft, line: Line) -> None:
    """The value after "Link zum Original": an anchor, an address, or a whole reference."""
    if is_nothing(line.text):
        draft.said_nothing.add("original_url")
        return
    before = len(draft.links)
    parted = len(line.links) > 1 and not find_date(line.text)
    if is_reference(line) and not parted and not ADDRESS.match(line.text):
        _enter_prose(draft, Item("plain", line), None)
        draft.links[before:] = [(min(rank, 1), url) for rank, url in draft.links[before:]]
        return
    _enter_links(draft, line, 0)
    bare = re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}/\S+", line.text.strip())
    if len(draft.links) == before and bare:
        draft.links.append((0, f"https://{bare[0]}"))
    for link in () if parted else line.links:
        words = line.text[link.start : link.end]
        pointer = _NO_TITLE.search(words) or ADDRESS.search(words) or is_see_original(words)
        other = is_platform(words) or is_kind(words) or find_date(words)
        if len(words) > 3 and not (pointer or other):
            draft.put("original_title", Line(words))


def _enter_links(draft: _Draft, line: Line, rank: int) -> None:
    for link in line.links:
        if is_web(link.url) and not (rank >= 4 and is_homepage(link.url)):
            draft.links.append((rank, link.url))
    covered = [(link.start, link.end) for link in line.links]
    for match in ADDRESS.finditer(line.text):
        if any(a < match.end() and b > match.start() for a, b in covered):
            continue
        url = match[0].rstrip(".,;:)]>!»“")
        draft.links.append((min(rank, 3), url if "://" in url else f"https://{url}"))


def _enter_credit(draft: _Draft, name: Field, line: Line) -> None:
    text = line.text
    if name == "translator" and all(map(looks_like_a_person, text.split(","))):
        draft.put(name, line)
        return
    found, _ = credit(text)
    if not found:
        found, _ = credit(f"Übersetzung: {text}") if name == "translator" else ({}, "")
    if name == "translator":
        draft.put("translator", Line(found.get("translator", clean_name(text))))
    else:
        draft.put("publisher", Line(publisher(f"veröffentlicht auf {text}") or text))
    if "language" in found:
        draft.put("language", Line(found["language"]))
    if "publisher" in found:
        draft.put("publisher", Line(found["publisher"]))


def _enter_prose(draft: _Draft, item: Item, last: Field | None) -> Field | None:
    line = item.line
    known = draft.values.get(last) if last in ("original_title", "author", "kind", "platform") else None
    is_idle = item.sort == "plain" and item.field is None and says_nothing(line)
    if (
        last
        and known
        and item.sort == "plain"
        and _continues(line)
        and (last == "original_title" or not is_idle)
    ):
        draft.values[last] = Line(f"{known.text} {line.text}", known.links, known.bold)
        return last
    if is_idle:
        return None
    if (
        item.sort == "plain"
        and item.field is None
        and draft.values
        and _OTHER_LABEL.match(line.text)
        and not (line.links or find_date(line.text))
    ):
        return None
    told = draft.values.keys()
    lacks_outlet = (
        "platform" not in told and ("original_title" in told or "author" in told) and find_date(line.text)
    )
    prose = read_prose(line, item.field or ("platform" if lacks_outlet else None))
    if not prose.values and not prose.links and not ADDRESS.search(line.text):
        return None
    for name in FIELDS:
        if name in prose.values:
            draft.guess(name, Line(prose.values[name]))
    ranks: dict[Field, int] = {
        "original_title": 2,
        "original_url": 1,
        "published": 4,
        "platform": 4,
        "kind": 4,
        "language": 4,
    }
    for name, url in prose.links:
        if name in ranks and is_web(url) and not (ranks[name] >= 2 and is_homepage(url)):
            draft.links.append((5 if is_archive(url) else ranks[name], url))
    if item.sort != "credit":
        _enter_links(draft, Line(line.text, tuple(x for x in line.links if not is_web(x.url))), 3)
    return None


def _continues(line: Line) -> bool:
    """Whether an unlabelled line can only be the rest of the value before it."""
    text = line.text
    if _OTHER_LABEL.match(text):
        return False
    prose = read_prose(line)
    return not line.links and not prose.values and len(text.split()) <= 12 and not is_heading(text)


def _choose_embed(draft: _Draft, own: Sequence[str], everywhere: Sequence[str]) -> None:
    if any(rank <= 3 for rank, _ in draft.links) or "original_url" in draft.said_nothing:
        return
    if own:
        draft.links.append((1, own[0]))
        return
    different = list(dict.fromkeys(everywhere))
    if different and draft.points_at_player:
        draft.links.append((3, different[0]))
    elif len(different) == 1:
        named = (draft.words("platform") or "").casefold()
        if not named or named in (platform_of(different[0]) or "").casefold() or is_platform(named):
            draft.links.append((3, different[0]))


def _finished(draft: _Draft) -> Provenance:
    written: dict[Field, str] = {}
    for name in FIELDS:
        value = draft.words(name)
        if value:
            written[name] = _tidy(name, value)
    if "publisher" in written and "translator" not in written and "platform" not in written:
        written["platform"] = written.pop("publisher")
    if (
        "publisher" in written
        and not {"published", "translator"} & written.keys()
        and find_date(written["publisher"])
    ):
        written["published"] = written.pop("publisher")
    if draft.links:
        written["original_url"] = min(draft.links, key=lambda link: link[0])[1]
    raw = tuple((name, written[name]) for name in FIELDS if written.get(name))
    values: dict[Field, Any] = {name: value for name, value in written.items() if value}
    if "published" in values:
        values["published"] = iso_date(values["published"]) or values["published"]
    if "language" in values:
        values["language"] = language_code(values["language"]) or values["language"]
    return Provenance(**values, raw=raw)


def _tidy(name: Field, value: str) -> str:
    value = value.strip(" ,;|·•\u2192")
    if name == "original_title":
        whole = re.fullmatch(r"[„“«»\"]([^„“”«»\"]+)[“”«»\"][.,]?", value)
        return whole[1].strip() if whole else value
    if name == "published":
        return value
    return value.rstrip(".") if value.count(".") == 1 and not re.search(r"\b\w\.$", value) else value
