"""The text and its footer told apart; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.sources.boilerplate import (
    BOILERPLATE,
    FEW_WORDS,
    KINDS,
    afterwords,
    is_call,
    is_last_word,
    may_be_text,
)
from bot.sources.entry import Paragraph, Provenance
from bot.sources.lines import Item, items_of
from bot.sources.prose import read_prose
from bot.sources.provenance import NONE, read_footer
from bot.sources.stretches import ENOUGH, SENTENCE, Stretch, says_original, stretches_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sources.blocks import Block

_LONGEST_HEADING = 100

_ASIDE = re.compile(r"[^:.!?]{2,40}:\s.{1,80}(?<![.!?])", re.DOTALL)
"""A line such as "Foto: N. N."; what somebody says in an interview ends as a sentence does."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A piece taken apart: its text, and where it comes from."""

    paragraphs: tuple[Paragraph, ...]
    provenance: Provenance


def separate(blocks: Sequence[Block]) -> Reading:
    """Tell the text from the footer and read both.

    A footer in a quotation counts only where the piece ends with it and no other is found. What follows the
    footer at a piece's end (calls to share, to subscribe) is no text, save afterwords, notes and last words.
    """
    blocks = _with_parted_end(blocks)
    runs = _with_quoted(blocks, _chosen(blocks, stretches_in(blocks)))
    if not runs:
        return Reading(_paragraphs(blocks, frozenset()), NONE)
    inside = {number for run in runs for number in range(run.start, run.end)}
    outside = inside | _trailing(blocks, runs)
    embeds = [block.url for block in blocks if block.kind == "embed" and block.url]
    footer = [blocks[number] for number in sorted(inside)]
    return Reading(_paragraphs(blocks, frozenset(outside)), read_footer(footer, embeds))


def _paragraphs(blocks: Sequence[Block], outside: frozenset[int]) -> tuple[Paragraph, ...]:
    numbers = [n for n, b in enumerate(blocks) if n not in outside and b.kind in KINDS and b.text]
    while len(numbers) > 1 and is_call(blocks[numbers[-1]]):
        numbers.pop()
    kinds = {n: KINDS[blocks[n].kind] for n in numbers}
    for n, following in pairwise(numbers):
        if blocks[following].kind == "text" and _is_set_as_heading(blocks[n]):
            kinds[n] = "heading"
    return tuple(Paragraph(blocks[n].text, kinds[n]) for n in numbers)


def _is_set_as_heading(block: Block) -> bool:
    """A line by itself, all in bold and without an end mark: how headings are made where nobody knows of styles."""
    if block.kind != "text" or block.quoted or len(block.lines) != 1 or len(block.text) > _LONGEST_HEADING:
        return False
    bold = sum(end - start for start, end in block.lines[0].bold)
    return bold == len(block.text) and not block.lines[0].links and re.search(r"\w$", block.text) is not None


def _with_parted_end(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, the last of the text and those behind it parted where a footer and a sentence share one."""
    last = next((n for n in reversed(range(len(blocks))) if may_be_text(blocks[n])), len(blocks))
    return [*blocks[:last], *(part for block in blocks[last:] for part in _parted(block))]


def _parted(block: Block) -> tuple[Block, ...]:
    """A block as two where a link that says "Zum Original" has a sentence of its own behind it."""
    if block.kind != "text" or block.quoted or len(block.lines) != 1 or len(block.lines[0].links) != 1:
        return (block,)
    (line,) = block.lines
    (link,) = line.links
    pointer, behind = line.part(0, link.end), line.part(link.end)
    behind = behind.part(len(behind.text) - len(behind.text.lstrip(".–—:| ")))
    is_sentence = behind.text[:1].isupper() and SENTENCE.search(behind.text)
    if link.start or not is_sentence or not says_original(items_of(replace(block, lines=(pointer,)))):
        return (block,)
    if read_prose(behind).values and not BOILERPLATE.search(behind.text):
        return (block,)  # it tells of the original too
    return tuple(replace(block, lines=(part,)) for part in (pointer, behind))


def _size(blocks: Sequence[Block], start: int, end: int) -> int:
    return sum(len(block.text) for block in blocks[start:end] if block.kind in KINDS and not block.is_note)


def _chosen(blocks: Sequence[Block], runs: list[Stretch]) -> list[Stretch]:
    """The stretches that are footers: at the end, at the beginning, or between two parts that each have one."""
    chosen = _final(blocks, runs)
    for run in reversed([run for run in runs[:-1] if run not in chosen]):
        headed = _is_headed(blocks[run.start])
        beside = bool(chosen) and _is_gap(blocks, run.end, chosen[0].start)
        first = _opens(blocks, run)
        if (headed and run.weight >= 5) or (beside and run.weight >= 2) or first:
            chosen.insert(0, run)
    return chosen


def _final(blocks: Sequence[Block], runs: list[Stretch]) -> list[Stretch]:
    """The last stretch, where it ends the piece or opens it, or stands in the middle under a heading of its own."""
    if not runs:
        return []
    run = runs[-1]
    if (
        len(runs) > 1
        and runs[-2].weight >= 5
        and _is_headed(blocks[runs[-2].start])
        and not _is_said(blocks, run)
    ):
        return _final(blocks, runs[:-1])  # links to other pieces below a footer
    before, after = _size(blocks, 0, run.start), _size(blocks, run.end, len(blocks))
    if _goes_on(blocks, run):
        ends = run.weight >= 5 and _is_headed(blocks[run.start])
    else:
        ends = (
            after == 0
            or _is_before_last_words(blocks, run)
            or run.weight >= 5
            or _only_boilerplate(blocks, run.end)
        )
    return [run] if ends or (after > before and _opens(blocks, run)) else []


def _goes_on(blocks: Sequence[Block], run: Stretch) -> bool:
    """Whether text follows a stretch: so much, or so long a paragraph, that it is no call and no list of links."""
    notes = afterwords(blocks, run.end)
    following = [
        len(blocks[number].text)
        for number in range(run.end, len(blocks))
        if number not in notes and may_be_text(blocks[number])
    ]
    return sum(following) >= _size(blocks, 0, run.start) / 4 + 40 or max(following, default=0) >= 200


def _is_said(blocks: Sequence[Block], run: Stretch) -> bool:
    """Whether a stretch has a heading, a label or a credit, and does not only look like a reference."""
    said = ("heading", "pair", "label", "credit", "publisher")
    items = _items(blocks, run)
    return any(item.sort in said for item in items) or says_original(items)


def _is_before_last_words(blocks: Sequence[Block], run: Stretch) -> bool:
    """Whether a footer that says what it is has but a short paragraph behind it, and a text before it."""
    behind = [block for block in blocks[run.end :] if block.kind in KINDS and not block.is_note]
    few = min(FEW_WORDS, _size(blocks, 0, run.start))
    is_short = (
        all(block.kind == "text" for block in behind) and sum(len(block.text) for block in behind) <= few
    )
    return is_short and _is_said(blocks, run) and not _is_only_heading(blocks, run)


def _is_only_heading(blocks: Sequence[Block], run: Stretch) -> bool:
    return all(item.sort == "heading" for item in _items(blocks, run))


def _items(blocks: Sequence[Block], run: Stretch) -> list[Item]:
    return [item for block in blocks[run.start : run.end] for item in items_of(block, started=False)]


def _opens(blocks: Sequence[Block], run: Stretch) -> bool:
    """Whether a stretch stands before all text; a headed one may have an introduction above it."""
    before = _size(blocks, 0, run.start)
    if before == 0 and run.end - run.start == 1 and _is_pointer(blocks[run.start]):
        return True
    return run.weight >= ENOUGH and (before == 0 or (before <= 200 and _is_headed(blocks[run.start])))


def _is_pointer(block: Block) -> bool:
    """Whether a block is nothing but a link that says "Zum Original"."""
    items = items_of(block, started=False)
    return len(items) == 1 and items[0].sort == "link" and bool(items[0].line.links)


def _is_gap(blocks: Sequence[Block], start: int, end: int) -> bool:
    """Whether what stands between two stretches is no text: calls, or a line such as "Foto: N. N."."""
    return all(
        not block.text or BOILERPLATE.search(block.text) or _ASIDE.fullmatch(block.text)
        for block in blocks[start:end]
    )


def _is_headed(block: Block) -> bool:
    items = items_of(block, started=False)
    return bool(items) and items[0].sort == "heading"


def _only_boilerplate(blocks: Sequence[Block], start: int) -> bool:
    notes = afterwords(blocks, start)
    rest = [number for number in range(start, len(blocks)) if blocks[number].kind in KINDS]
    return all(number in notes or BOILERPLATE.search(blocks[number].text) for number in rest)


def _trailing(blocks: Sequence[Block], runs: list[Stretch]) -> set[int]:
    """The blocks after the last footer that are no text, and calls to share between two parts of it."""
    final = runs[-1]
    dropped = set()
    kept = _goes_on(blocks, final)
    notes = afterwords(blocks, final.end)
    for number in range(final.end, len(blocks)):
        if not kept and number not in notes and not is_last_word(blocks[number]):
            dropped.add(number)
    for one, other in pairwise(runs):
        if _size(blocks, 0, one.start) and _is_gap(blocks, one.end, other.start):
            dropped.update(range(one.end, other.start))
    return dropped


def _with_quoted(blocks: Sequence[Block], runs: list[Stretch]) -> list[Stretch]:
    """The footers, with one that is set as a quotation where no other is found, or only a credit below it."""
    if not runs:
        return _quoted_footer(blocks, len(blocks))
    below = [item for block in blocks[runs[0].start : runs[-1].end] for item in items_of(block, started=True)]
    if any(item.sort == "heading" or (item.sort == "pair" and item.field != "translator") for item in below):
        return runs
    return [*_quoted_footer(blocks, runs[0].start), *runs]


def _quoted_footer(blocks: Sequence[Block], end: int) -> list[Stretch]:
    """A footer set as a quotation: right before ``end``, or before all text."""
    while end and blocks[end - 1].kind in ("rule", "embed", "button"):
        end -= 1
    start = end
    while start and blocks[start - 1].quoted:
        start -= 1
    if 0 < start < end and _tells_of_source(blocks[start:end]):
        return [Stretch(start, end, ENOUGH)]
    first = next((number for number, block in enumerate(blocks) if not block.quoted), len(blocks))
    if first < len(blocks) and _tells_of_source(blocks[:first]):
        return [Stretch(0, first, ENOUGH)]
    return []


def _tells_of_source(blocks: Sequence[Block]) -> bool:
    """Whether quoted blocks have a footer's heading or credit, two labels, and an address."""
    items = [item for block in blocks for item in items_of(block, started=False)]
    named = any(item.sort in ("heading", "credit") or item.field == "translator" for item in items)
    linked = any(item.line.links for item in items)
    return named and linked and sum(item.sort == "pair" for item in items) >= 2
