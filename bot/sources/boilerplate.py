"""What stands behind a text: calls to share and such, which are none of it, notes and last words, which are; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sources.blocks import Block
    from bot.sources.entry import ParagraphKind

KINDS: dict[str, ParagraphKind] = {
    "text": "text",
    "heading": "heading",
    "item": "item",
    "quote": "quote",
    "row": "row",
}
"""The kinds of blocks that hold words, and those of the paragraphs that they become."""
FEW_WORDS = 80
"""Characters that may follow a footer as a last word to the reader, such as "Bleibt stark.", takes."""
BOILERPLATE = re.compile(
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
_AFTERWORD = re.compile(
    r"[\W_]*(?:p\.?\s?p?\.?\s?s\b|postskriptum|nachtrag|nachbemerkung|anm(?:erkung(?:en)?|\.)|fußnoten?|"
    r"fussnoten?|endnoten|glossar|notes?\b|примітк|примечани|korrektur|"
    r"berichtigung|update|aktualisier|redaktionelle|\[\d+\]|\d{1,2}\s*[.)]\s)",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"[\W_]*(?:anmerkungen|fu(?:ß|ss)noten|endnoten|nachtrag|glossar|notes|примітки|примечания)[\W_]*",
    re.IGNORECASE,
)


def is_call(block: Block) -> bool:
    """A call to share, to subscribe or to give: such words at the very beginning, or with a link."""
    match = BOILERPLATE.search(block.text)
    if match is None or block.quoted or len(block.text) > 240 or block.kind not in ("text", "item"):
        return False
    return any(line.links for line in block.lines) or not re.search(r"\w", block.text[: match.start()])


def may_be_text(block: Block) -> bool:
    """Whether a block is neither boilerplate nor a list of links."""
    linked = sum(link.end - link.start for line in block.lines for link in line.links)
    is_text = block.kind in KINDS and linked < len(block.text) * 0.8
    return is_text and not BOILERPLATE.search(block.text[:300])


def afterwords(blocks: Sequence[Block], start: int) -> set[int]:
    """The blocks from ``start`` that are notes, postscripts, or stand under a heading such as "Anmerkungen"."""
    found, headed = set[int](), False
    for number in range(start, len(blocks)):
        block = blocks[number]
        if block.is_note or _AFTERWORD.match(block.text) or (headed and not BOILERPLATE.search(block.text)):
            found.add(number)
            headed = headed or _NOTES.fullmatch(block.text) is not None
        else:
            headed = False
    return found


def is_last_word(block: Block) -> bool:
    """Whether a block behind the footer is text of its author: a short sentence without any link."""
    text, is_linked = block.text, any(line.links for line in block.lines)
    is_short = block.kind == "text" and len(text) <= FEW_WORDS and not is_linked
    return is_short and text.endswith((".", "!", "?", "…", "“")) and may_be_text(block)
