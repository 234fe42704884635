"""The text and its footer told apart; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.sources.entry import Paragraph, Provenance
from bot.sources.lines import Item, header_fields, items_of, says_nothing
from bot.sources.naming import QUOTED
from bot.sources.prose import Prose, read_prose
from bot.sources.provenance import NONE, read_footer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sources.blocks import Block
    from bot.sources.entry import ParagraphKind

_KINDS: dict[str, ParagraphKind] = {
    "text": "text",
    "heading": "heading",
    "item": "item",
    "quote": "quote",
    "row": "row",
}

_ENOUGH = 3
"""What a footer must weigh: a heading or a credit alone, or two labels."""

_FEW_WORDS = 80
"""Characters that may follow a footer as a last word to the reader, such as "Bleibt stark.", takes."""

_LONGEST_HEADING = 100

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
_BOILERPLATE = re.compile(
    r"(?:^|(?<=\W))(?:teil(?:e|en sie|t)\b.{0,60}(?:beitrag|text|artikel|freund)|teilen mit|abonnier|"
    r"newsletter|unterstütz(?:e|en sie|t)\b|"
    r"(?:ihre|deine|eine|kleine) spende|spendenkonto|spenden sie|paypal|patreon|buy me a coffee|ko-?fi|"
    r"folg(?:e|en sie|t) (?:uns|mir|dem)|gefällt (?:mir|ihnen|dir|euch)|hat (?:ihnen|dir|euch)|"
    r"spenden\b|danke fürs lesen|"
    r"vielen dank (?:für|fürs)|kommentar(?:e|en)? (?:sind|hinterlassen)|schreib(?:en sie|t)? (?:uns|mir)|"
    r"alle rechte|die rechte (?:am|an)|diese übersetzung darf|quellenangabe|lizenz|copyright|©|"
    r"weitere (?:texte|übersetzungen|beiträge|artikel)|mehr (?:texte|übersetzungen|beiträge|artikel|von)|"
    r"lesen sie auch|"
    r"das könnte (?:sie|dich)|ähnliche beiträge|zum archiv|zur übersicht|zurück zu|impressum|nächster "
    r"beitrag|vorheriger beitrag|"
    r"dieses projekt|unser projekt|über (?:mich|uns)\b|wenn (?:sie|ihr|du|ihnen|euch|"
    r"dir) .{0,60}(?:gefällt|gefallen|unterstütz)|"
    r"diesen blog|dieser blog|auf diesem blog|e-mail-adresse|kostenlos|ehrenamtlich|subscribe|share this|"
    r"follow us|"
    r"verschlagwortet|kategorien?:|schlagw(?:ort|örter):|tags?:|#\w+ #\w+|lesezeit)",
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
_AFTERWORD = re.compile(
    r"[\W_]*(?:p\.?\s?p?\.?\s?s\b|postskriptum|nachtrag|nachbemerkung|anm(?:erkung(?:en)?|\.)|fußnoten?|"
    r"fussnoten?|endnoten|glossar|notes?\b|примітк|примечани|korrektur|"
    r"berichtigung|update|aktualisier|redaktionelle|\[\d+\]|\d{1,2}\s*[.)]\s)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"[^:.!?]{2,40}:\s.{1,80}(?<![.!?])", re.DOTALL)
"""A line such as "Foto: N. N."; what somebody says in an interview ends as a sentence does."""
_ORIGINAL = re.compile(r"orig|ориг", re.IGNORECASE)
_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?…][\s)\]]*$")
_NOTES = re.compile(
    r"[\W_]*(?:anmerkungen|fu(?:ß|ss)noten|endnoten|nachtrag|glossar|notes|примітки|примечания)[\W_]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A piece taken apart: its text, and where it comes from."""

    paragraphs: tuple[Paragraph, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class _Run:
    """Blocks ``start`` to ``end`` (not included) that look like a footer, and how much."""

    start: int
    end: int
    weight: int


def separate(blocks: Sequence[Block]) -> Reading:
    """Tell the text from the footer and read both.

    A footer in a quotation counts only where the piece ends with it and no other is found. What follows the
    footer at a piece's end (calls to share, to subscribe) is no text, save afterwords, notes and last words.
    """
    blocks = _with_parted_end(blocks)
    runs = _with_quoted(blocks, _chosen(blocks, _runs(blocks)))
    if not runs:
        return Reading(_paragraphs(blocks, frozenset()), NONE)
    inside = {number for run in runs for number in range(run.start, run.end)}
    outside = inside | _trailing(blocks, runs)
    embeds = [block.url for block in blocks if block.kind == "embed" and block.url]
    footer = [blocks[number] for number in sorted(inside)]
    return Reading(_paragraphs(blocks, frozenset(outside)), read_footer(footer, embeds))


def _paragraphs(blocks: Sequence[Block], outside: frozenset[int]) -> tuple[Paragraph, ...]:
    numbers = [n for n, b in enumerate(blocks) if n not in outside and b.kind in _KINDS and b.text]
    while len(numbers) > 1 and _is_call(blocks[numbers[-1]]):
        numbers.pop()
    kinds = {n: _KINDS[blocks[n].kind] for n in numbers}
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


def _is_call(block: Block) -> bool:
    """A call to share, to subscribe or to give: such words at the very beginning, or with a link."""
    match = _BOILERPLATE.search(block.text)
    if match is None or block.quoted or len(block.text) > 240 or block.kind not in ("text", "item"):
        return False
    return any(line.links for line in block.lines) or not re.search(r"\w", block.text[: match.start()])


def _with_parted_end(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, the last of the text and those behind it parted where a footer and a sentence share one."""
    last = next((n for n in reversed(range(len(blocks))) if _may_be_text(blocks[n])), len(blocks))
    return [*blocks[:last], *(part for block in blocks[last:] for part in _parted(block))]


def _parted(block: Block) -> tuple[Block, ...]:
    """A block as two where a link that says "Zum Original" has a sentence of its own behind it."""
    if block.kind != "text" or block.quoted or len(block.lines) != 1 or len(block.lines[0].links) != 1:
        return (block,)
    (line,) = block.lines
    (link,) = line.links
    pointer, behind = line.part(0, link.end), line.part(link.end)
    behind = behind.part(len(behind.text) - len(behind.text.lstrip(".–—:| ")))
    is_sentence = behind.text[:1].isupper() and _SENTENCE.search(behind.text)
    if link.start or not is_sentence or not _says_original(items_of(replace(block, lines=(pointer,)))):
        return (block,)
    if read_prose(behind).values and not _BOILERPLATE.search(behind.text):
        return (block,)  # it tells of the original too
    return tuple(replace(block, lines=(part,)) for part in (pointer, behind))


def _says_original(items: Sequence[Item]) -> bool:
    """Whether there is nothing but a link that says outright that it leads to the original."""
    links = [item for item in items if item.sort == "link" and item.line.links]
    return (
        bool(links) and len(links) == len(items) and all(_ORIGINAL.search(link.line.text) for link in links)
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
        case "link" if _says_original([item]):
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
    if not opens and (_BOILERPLATE.search(text) or _RECOMMENDATION.search(text)):
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


def _is_sentence(block: Block) -> bool:
    """Whether a block ends as a sentence does and sets nothing apart, as "Am 3. Mai starb N. N. in Lwiw." does."""
    is_set_apart = any(line.links or line.italic for line in block.lines) or QUOTED.search(block.text)
    return not is_set_apart and ":" not in block.text and _SENTENCE.search(block.text) is not None


def _is_told_enough(prose: Prose, item: Item) -> bool:
    """A day and something else; or, with a link, two things: a linked title alone is some other piece."""
    return "published" in prose.values or (bool(item.line.links) and len(prose.values) > 1)


def _runs(blocks: Sequence[Block]) -> list[_Run]:
    """All stretches of blocks that look like a footer."""
    last = next(
        (
            number
            for number in range(len(blocks) - 1, -1, -1)
            if blocks[number].kind in _KINDS
            and not (blocks[number].is_note or _BOILERPLATE.search(blocks[number].text[:300]))
        ),
        -1,
    )
    first = next((number for number, block in enumerate(blocks) if block.kind in _KINDS and block.text), -1)
    runs, number = list[_Run](), 0
    while number < len(blocks):
        run = _run_from(blocks, number, first, last)
        if run is None:
            number += 1
        else:
            runs.append(run)
            number = run.end
    return runs


def _run_from(blocks: Sequence[Block], start: int, first: int, last: int) -> _Run | None:
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
            and not (block.quoted or _is_call(block))
        ) or (not here and end > start and weight >= _ENOUGH and _short_value(block, items, linked=linked)):
            here = 1
        if not here:
            break
        weight += here
        linked = linked or any(line.links for line in block.lines)
        awaits = bool(items) and items[-1].sort == "label"
        header = bool(fields)
        number += 1
        end = number
    if end == start or (weight < _ENOUGH and not (weight == 2 and (end - 1 >= last or start == first))):
        return None
    return _Run(start, _with_player(blocks, end), weight)


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
        or _BOILERPLATE.search(block.text)
        or not items
        or says_nothing(items[0].line)
    ):
        return False
    prose = read_prose(items[0].line)
    return (
        bool(prose.values) and prose.explained >= 0.7 and not (linked and prose.values.keys() == {"author"})
    )


def _size(blocks: Sequence[Block], start: int, end: int) -> int:
    return sum(len(block.text) for block in blocks[start:end] if block.kind in _KINDS and not block.is_note)


def _chosen(blocks: Sequence[Block], runs: list[_Run]) -> list[_Run]:
    """The stretches that are footers: at the end, at the beginning, or between two parts that each have one."""
    chosen = _final(blocks, runs)
    for run in reversed([run for run in runs[:-1] if run not in chosen]):
        headed = _is_headed(blocks[run.start])
        beside = bool(chosen) and _is_gap(blocks, run.end, chosen[0].start)
        first = _opens(blocks, run)
        if (headed and run.weight >= 5) or (beside and run.weight >= 2) or first:
            chosen.insert(0, run)
    return chosen


def _final(blocks: Sequence[Block], runs: list[_Run]) -> list[_Run]:
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


def _goes_on(blocks: Sequence[Block], run: _Run) -> bool:
    """Whether text follows a stretch: so much, or so long a paragraph, that it is no call and no list of links."""
    notes = _afterwords(blocks, run.end)
    following = [
        len(blocks[number].text)
        for number in range(run.end, len(blocks))
        if number not in notes and _may_be_text(blocks[number])
    ]
    return sum(following) >= _size(blocks, 0, run.start) / 4 + 40 or max(following, default=0) >= 200


def _may_be_text(block: Block) -> bool:
    linked = sum(link.end - link.start for line in block.lines for link in line.links)
    is_text = block.kind in _KINDS and linked < len(block.text) * 0.8
    return is_text and not _BOILERPLATE.search(block.text[:300])


def _is_said(blocks: Sequence[Block], run: _Run) -> bool:
    """Whether a stretch has a heading, a label or a credit, and does not only look like a reference."""
    said = ("heading", "pair", "label", "credit", "publisher")
    items = _items(blocks, run)
    return any(item.sort in said for item in items) or _says_original(items)


def _is_before_last_words(blocks: Sequence[Block], run: _Run) -> bool:
    """Whether a footer that says what it is has but a short paragraph behind it, and a text before it."""
    behind = [block for block in blocks[run.end :] if block.kind in _KINDS and not block.is_note]
    few = min(_FEW_WORDS, _size(blocks, 0, run.start))
    is_short = (
        all(block.kind == "text" for block in behind) and sum(len(block.text) for block in behind) <= few
    )
    return is_short and _is_said(blocks, run) and not _is_only_heading(blocks, run)


def _is_only_heading(blocks: Sequence[Block], run: _Run) -> bool:
    return all(item.sort == "heading" for item in _items(blocks, run))


def _items(blocks: Sequence[Block], run: _Run) -> list[Item]:
    return [item for block in blocks[run.start : run.end] for item in items_of(block, started=False)]


def _opens(blocks: Sequence[Block], run: _Run) -> bool:
    """Whether a stretch stands before all text; a headed one may have an introduction above it."""
    before = _size(blocks, 0, run.start)
    if before == 0 and run.end - run.start == 1 and _is_pointer(blocks[run.start]):
        return True
    return run.weight >= _ENOUGH and (before == 0 or (before <= 200 and _is_headed(blocks[run.start])))


def _is_pointer(block: Block) -> bool:
    """Whether a block is nothing but a link that says "Zum Original"."""
    items = items_of(block, started=False)
    return len(items) == 1 and items[0].sort == "link" and bool(items[0].line.links)


def _is_gap(blocks: Sequence[Block], start: int, end: int) -> bool:
    """Whether what stands between two stretches is no text: calls, or a line such as "Foto: N. N."."""
    return all(
        not block.text or _BOILERPLATE.search(block.text) or _ASIDE.fullmatch(block.text)
        for block in blocks[start:end]
    )


def _is_headed(block: Block) -> bool:
    items = items_of(block, started=False)
    return bool(items) and items[0].sort == "heading"


def _only_boilerplate(blocks: Sequence[Block], start: int) -> bool:
    notes = _afterwords(blocks, start)
    rest = [number for number in range(start, len(blocks)) if blocks[number].kind in _KINDS]
    return all(number in notes or _BOILERPLATE.search(blocks[number].text) for number in rest)


def _afterwords(blocks: Sequence[Block], start: int) -> set[int]:
    """The blocks from ``start`` that are notes, postscripts, or stand under a heading such as "Anmerkungen"."""
    found, headed = set[int](), False
    for number in range(start, len(blocks)):
        block = blocks[number]
        if block.is_note or _AFTERWORD.match(block.text) or (headed and not _BOILERPLATE.search(block.text)):
            found.add(number)
            headed = headed or _NOTES.fullmatch(block.text) is not None
        else:
            headed = False
    return found


def _trailing(blocks: Sequence[Block], runs: list[_Run]) -> set[int]:
    """The blocks after the last footer that are no text, and calls to share between two parts of it."""
    final = runs[-1]
    dropped = set()
    kept = _goes_on(blocks, final)
    notes = _afterwords(blocks, final.end)
    for number in range(final.end, len(blocks)):
        if not kept and number not in notes and not _is_last_word(blocks[number]):
            dropped.add(number)
    for one, other in pairwise(runs):
        if _size(blocks, 0, one.start) and _is_gap(blocks, one.end, other.start):
            dropped.update(range(one.end, other.start))
    return dropped


def _is_last_word(block: Block) -> bool:
    """Whether a block behind the footer is text of its author: a short sentence without any link."""
    text, is_linked = block.text, any(line.links for line in block.lines)
    is_short = block.kind == "text" and len(text) <= _FEW_WORDS and not is_linked
    return is_short and text.endswith((".", "!", "?", "…", "“")) and _may_be_text(block)


def _with_quoted(blocks: Sequence[Block], runs: list[_Run]) -> list[_Run]:
    """The footers, with one that is set as a quotation where no other is found, or only a credit below it."""
    if not runs:
        return _quoted_footer(blocks, len(blocks))
    below = [item for block in blocks[runs[0].start : runs[-1].end] for item in items_of(block, started=True)]
    if any(item.sort == "heading" or (item.sort == "pair" and item.field != "translator") for item in below):
        return runs
    return [*_quoted_footer(blocks, runs[0].start), *runs]


def _quoted_footer(blocks: Sequence[Block], end: int) -> list[_Run]:
    """A footer set as a quotation: right before ``end``, or before all text."""
    while end and blocks[end - 1].kind in ("rule", "embed", "button"):
        end -= 1
    start = end
    while start and blocks[start - 1].quoted:
        start -= 1
    if 0 < start < end and _tells_of_source(blocks[start:end]):
        return [_Run(start, end, _ENOUGH)]
    first = next((number for number, block in enumerate(blocks) if not block.quoted), len(blocks))
    if first < len(blocks) and _tells_of_source(blocks[:first]):
        return [_Run(0, first, _ENOUGH)]
    return []


def _tells_of_source(blocks: Sequence[Block]) -> bool:
    """Whether quoted blocks have a footer's heading or credit, two labels, and an address."""
    items = [item for block in blocks for item in items_of(block, started=False)]
    named = any(item.sort in ("heading", "credit") or item.field == "translator" for item in items)
    linked = any(item.line.links for item in items)
    return named and linked and sum(item.sort == "pair" for item in items) >= 2
