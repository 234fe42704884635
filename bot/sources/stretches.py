"""Stretches of blocks that look like a footer, and how much each does; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sources.boilerplate import BOILERPLATE, KINDS, is_call
from bot.sources.lines import Item, header_fields, items_of, says_nothing
from bot.sources.naming import QUOTED
from bot.sources.prose import Prose, read_prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sources.blocks import Block

ENOUGH = 3
"""What a footer must weigh: a heading or a credit alone, or two labels."""
_OPENER = re.compile(
    r"[\W_]*(?:(?:original)?quellen?(?:angabe)?|original(?:text|artikel|beitrag|video|titel|"
    r"veröffentlichung)?|im original|mit freundlicher genehmigung|"
    r"autor(?:in)? (?:dieses|des|der|von)|"
    r"zuerst (?:erschienen|veröffentlicht)|erst(?:mals )?(?:veröffentlicht|erschienen|veröffentlichung)|"
    r"erschienen (?:in|auf|bei|am)|"
    r"(?:dieser|der|dieses|das|die|den) (?:text|artikel|beitrag|kommentar|essay|video|interview|original\w*|"
    r"kolumne|rede|gespräch|vortrag)\b.{0,80}\b(?:erschien\w*|veröffentlicht|stammt|"
    r"publiziert|findet|finden|gibt es|gehalten|"
    r"aufgezeichnet|gesendet|ausgestrahlt|ist (?:auf|bei|hier))|"
    r"nach (?:einem|einer|dem) (?:video|text|artikel|beitrag|vortrag|interview)|"
    r"übersetzung (?:eines|einer|des|der|nach)|übersetzt (?:nach|aus)|aus:|джерело|першоджерело|оригінал|"
    r"источник|(?:у|в)перше опублікован\w+|впервые опубликован\w+|"
    r"оригинал|(?:original )?source|originally published|first published|published (?:in|on|at)|this (?:text|"
    r"article)|via)\b",
    re.IGNORECASE,
)
_RECOMMENDATION = re.compile(
    r"^[\W_]*(?:mehr (?:dazu|darüber|hier)|siehe auch|lies auch|lest auch|lesen sie (?:auch|dazu)|zum thema|lesung|"
    r"buchtipp|lesetipp|veranstaltung|termin|see also|read also|event|див\. також|читайте також|см\. также)\b|"
    r"\bin (?:meinem|unserem|einem anderen) (?:beitrag|text|artikel|post)\b|"
    r"\berscheint\b",
    re.IGNORECASE,
)
"""What a line says that leads to something else to read or to go to."""
_ORIGINAL = re.compile(r"orig|ориг", re.IGNORECASE)
SENTENCE = re.compile(r"[^\W\d_]{3}[.!?…][\s)\]]*$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks ``start`` to ``end`` (not included) that look like a footer, and how much."""

    start: int
    end: int
    weight: int


def stretches_in(blocks: Sequence[Block]) -> list[Stretch]:
    """All stretches of blocks that look like a footer."""
    last = next(
        (
            number
            for number in range(len(blocks) - 1, -1, -1)
            if blocks[number].kind in KINDS
            and not (blocks[number].is_note or BOILERPLATE.search(blocks[number].text[:300]))
        ),
        -1,
    )
    first = next((number for number, block in enumerate(blocks) if block.kind in KINDS and block.text), -1)
    runs, number = list[Stretch](), 0
    while number < len(blocks):
        run = _run_from(blocks, number, first, last)
        if run is None:
            number += 1
        else:
            runs.append(run)
            number = run.end
    return runs


def _run_from(blocks: Sequence[Block], start: int, first: int, last: int) -> Stretch | None:
    if not _may_begin(blocks[start]):
        return None
    weight, end, number = 0, start, start
    awaits, header, linked = False, False, False
    while number < len(blocks):
        block = blocks[number]
        if block.kind in ("rule", "embed") or (block.kind == "button" and end > start):
            awaits = False
            number += 1
            continue
        items = items_of(block, started=end > start) if len(block.text) <= 1500 and not block.quoted else ()
        fields = header_fields(block)
        here = 2 * len(fields) if fields else _weight(block, items, edge=number >= last or number == first)
        if (
            not here
            and (awaits or header)
            and len(block.text) <= 300
            and not (block.quoted or is_call(block))
        ) or (not here and end > start and weight >= ENOUGH and _short_value(block, items, linked=linked)):
            here = 1
        if not here:
            break
        weight += here
        linked = linked or any(line.links for line in block.lines)
        awaits = bool(items) and items[-1].sort == "label"
        header = bool(fields)
        number += 1
        end = number
    if end == start or (weight < ENOUGH and not (weight == 2 and (end - 1 >= last or start == first))):
        return None
    return Stretch(start, _with_player(blocks, end), weight)


def _may_begin(block: Block) -> bool:
    """A quick look, for most blocks are text: a long line without a label at its front begins no footer."""
    if block.quoted or block.kind in ("rule", "embed"):
        return False
    if len(block.lines) == 1 and not block.cells:
        line = block.lines[0]
        return len(line.text) <= 420 or (len(line.text) <= 1500 and bool(re.match(r"[^:]{2,60}:", line.text)))
    return len(block.text) <= 1500


def _with_player(blocks: Sequence[Block], end: int) -> int:
    """A player or button right after the footer belongs to it."""
    while end < len(blocks) and blocks[end].kind in ("rule", "embed", "button"):
        end += 1
    while end and blocks[end - 1].kind == "rule":
        end -= 1
    return end


def _short_value(block: Block, items: Sequence[Item], *, linked: bool) -> bool:
    """A block in a footer under way that is a value without a label: a name, a date, a platform.

    A name behind the link (``linked``) may be anybody's signature.
    """
    if (
        block.quoted
        or block.kind == "heading"
        or len(block.text) > 160
        or len(block.text.split()) > 12
        or BOILERPLATE.search(block.text)
        or not items
        or says_nothing(items[0].line)
    ):
        return False
    prose = read_prose(items[0].line)
    return (
        bool(prose.values) and prose.explained >= 0.7 and not (linked and prose.values.keys() == {"author"})
    )


def _weight(block: Block, items: Sequence[Item], *, edge: bool) -> int:
    """How much a block looks like part of a footer; 0 for text."""
    if block.quoted or not items:
        return 0
    weights = [_item_weight(item, block, edge=edge) for item in items]
    plain = sum(len(item.line.text) for item, weight in zip(items, weights, strict=True) if not weight)
    if items[0].sort == "heading" and len(block.text) < 900:
        return sum(weights)
    return sum(weights) if plain <= max(40, len(block.text) * 0.45) else 0


def _item_weight(item: Item, block: Block, *, edge: bool) -> int:
    match item.sort:
        case "heading":
            return 3
        case "pair":
            return 3 if item.field == "translator" or (_OPENER.match(block.text) and item.line.links) else 2
        case "label" | "publisher":
            return 1
        case "credit":
            return 3 if len(item.line.text) < 200 or _OPENER.match(item.line.text) else 0
        case "link" if says_original([item]):
            return 3
        case "link":
            return 2 if item.line.links or block.kind == "button" else 1
        case "plain":
            return _reference_weight(item, edge=edge and not _is_sentence(block))
        case _:
            return 0


def _reference_weight(item: Item, *, edge: bool) -> int:
    """A sentence that is a reference: it opens like one, or without its parts next to nothing is left."""
    text = item.line.text
    if len(text) > 420:
        return 0
    opens = _OPENER.match(text) is not None
    if not opens and (len(text) > 260 or not (item.line.links or edge)):
        return 0
    if not opens and (BOILERPLATE.search(text) or _RECOMMENDATION.search(text)):
        return 0
    prose = read_prose(item.line)
    told = len(prose.values) + bool(item.line.links)
    if opens and told >= 2 and prose.explained >= 0.3:
        return 3
    if edge and told >= 2 and prose.explained >= 0.75 and _is_told_enough(prose, item):
        return 3
    if item.line.links and told >= 3 and prose.explained >= 0.6:
        return 2
    return 0


def says_original(items: Sequence[Item]) -> bool:
    """Whether there is nothing but a link that says outright that it leads to the original."""
    links = [item for item in items if item.sort == "link" and item.line.links]
    return (
        bool(links) and len(links) == len(items) and all(_ORIGINAL.search(link.line.text) for link in links)
    )


def _is_sentence(block: Block) -> bool:
    """Whether a block ends as a sentence does and sets nothing apart, as "Am 3. Mai starb N. N. in Lwiw." does."""
    is_set_apart = any(line.links or line.italic for line in block.lines) or QUOTED.search(block.text)
    return not is_set_apart and ":" not in block.text and SENTENCE.search(block.text) is not None


def _is_told_enough(prose: Prose, item: Item) -> bool:
    """A day and something else; or, with a link, two things: a linked title alone is some other piece."""
    return "published" in prose.values or (bool(item.line.links) and len(prose.values) > 1)
