"""Sentences with exact offsets.

Rules of our own instead of a library: the best one we measured (sentencex) misses a tenth of our cases and
would need a list of repairs as long as these rules, and it knows nothing of what blogs do: emoji after the
end mark, dialogue dashes, quotations that must stay whole. An end mark ends a sentence unless something says
that it goes on; in doubt it goes on, because a sentence too long is still verbatim and whole, a torn one is
neither.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from summarizer.abbreviations import ABBREVIATIONS, FINAL, OPENERS
from summarizer.types import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The longest quotation or bracket (characters) whose sentences are kept together.
LONGEST_SPAN: Final = 240

PARAGRAPH_GAP = re.compile(r"\n\s*\n")
_EMOJI = "[\u2600-\u27bf\u2b50-\u2b55\U0001f1e6-\U0001faff\ufe0f\u200d]"
_CLOSERS = "[»«“”\"’'‘›‹)\\]]"
_END = re.compile(
    rf"(?P<marks>[.!?…؟۔।]+|[。！？]+)"
    rf"(?P<closers>(?:\[\d{{1,3}}\]|{_CLOSERS})*(?:[ \u00a0](?:[»”]|\([a-z]{{2,4}}\))(?=\s|$))?)"
    rf"(?P<emoji>(?:[ \u00a0]?{_EMOJI}+)*)"
)
_LIST_LINE = re.compile(r"\n[^\S\n]*(?=(?:[-–—•*·▪‣]|\d{1,2}[.)])\s)")
_WORD_BEFORE = re.compile(r"[^\s()\[\]„“”»«\"'‚‘’/]*\Z")
_GLUED = re.compile(r"[^\W\d_A-ZÄÖÜА-ЯЁІЇЄҐ]{3}[!?.…]+\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)*[^\W\d_]\Z")
_YEARS = frozenset(("р", "рр", "г", "гг", "ст"))
_OPENING_PHRASE: Final = 3  # words: "У 2014 р. Україна …" is no sentence yet
_ELLIPSES: Final = ("…", "...", "....", "..", "….")
_FAR: Final = 200  # characters
_NUMBER = re.compile(r"\d+(?:\.\d+)*\Z")
_ET_CETERA = re.compile(r"(?<!\w)(?:т\.\s?(?:[дпіе]|ін)|н\.\s?[еэ])\Z")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_LEADING_SYMBOLS = re.compile(r"[\W_]*")
_NEXT_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_URL = re.compile(r"https?://|www\.", re.IGNORECASE)
_OPENING = '„‚([{–—-«»“"‘›‹'
_QUOTES = frozenset('„“”»«"')
_BRACKETS = {")": "(", "]": "["}

_EVERY_LANGUAGE: Final = "und"
_ABBREVIATIONS = {**ABBREVIATIONS, _EVERY_LANGUAGE: frozenset().union(*ABBREVIATIONS.values())}
_FINAL = {**FINAL, _EVERY_LANGUAGE: frozenset().union(*FINAL.values())}
_OPENERS = {**OPENERS, _EVERY_LANGUAGE: frozenset().union(*OPENERS.values())}


def split(text: str, language: str) -> list[Sentence]:
    """Return the sentences of `text` in order; together they hold every character that is not white space.

    Paragraphs are separated by a blank line and no sentence crosses one. `language` is an ISO 639-1 code; a
    language without rules of its own is treated with those of all languages together. Never raises, whatever
    the text.
    """
    language = language if language in OPENERS else _EVERY_LANGUAGE
    sentences: list[Sentence] = []
    start = 0
    gaps = [match.span() for match in PARAGRAPH_GAP.finditer(text)]
    for stop, following in [*gaps, (len(text), len(text))]:
        paragraph = text[start:stop]
        sentences.extend(_cut(paragraph, start, _Paragraph(paragraph, language).boundaries()))
        start = following
    return sentences


def _cut(paragraph: str, offset: int, boundaries: Iterator[int]) -> Iterator[Sentence]:
    begin = 0
    for end in sorted({*boundaries, len(paragraph)}):
        piece = paragraph[begin:end]
        verbatim = piece.strip()
        if verbatim:
            start = offset + begin + len(piece) - len(piece.lstrip())
            yield Sentence(verbatim, start, start + len(verbatim))
        begin = end


class _Paragraph:
    """One paragraph and what decides where its sentences end."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.abbreviations, self.final = _ABBREVIATIONS[language], _FINAL[language]
        self.openers = _OPENERS[language]
        self.ordinals = language in {"de", _EVERY_LANGUAGE}
        self.has_capitals = any(map(str.isupper, text))
        self.spans = _spans(text)
        self.begin = 0  # of the sentence being read

    def boundaries(self) -> Iterator[int]:
        """Yield the offset behind each sentence that does not end the paragraph."""
        ends = [(match.start(), match.end(), match) for match in _END.finditer(self.text)]
        lines: list[tuple[int, int, None]] = [
            (match.start(), match.start(), None) for match in _LIST_LINE.finditer(self.text)
        ]
        for _, end, match in sorted([*ends, *lines], key=lambda item: item[:2]):
            if match is None or (not self._within_a_span(end) and self._ends_a_sentence(match)):
                yield end
                self.begin = end

    def _within_a_span(self, position: int) -> bool:
        while self.spans and self.spans[0][1] <= position:
            self.spans.pop(0)
        return bool(self.spans) and self.spans[0][0] < position < self.spans[0][1]

    def _ends_a_sentence(self, match: re.Match[str]) -> bool:
        marks, end = match["marks"], match.end()
        rest = self.text[end : end + 80]
        if not rest.strip():
            return True
        if not rest[0].isspace():
            return (
                marks[0] in "。！？"
                or (bool(match["emoji"]) and rest[0].isalnum())
                or self._is_glued(match, rest)
            )
        if self._continues(rest, quoted=not _QUOTES.isdisjoint(match["closers"])):
            return False
        if marks in _ELLIPSES:
            return self._ends_after_ellipsis(match, rest)
        if marks == "." and not match["closers"].strip(")]"):
            return self._ends_after_period(match.start(), rest)
        return True

    def _is_glued(self, match: re.Match[str], rest: str) -> bool:
        """Whether the space between two sentences was lost ("… gewonnen.Danach …")."""
        before = self.text[max(0, match.start() - 30) : match.end("marks")].split()
        following = _NEXT_WORD.match(rest)
        if not before or following is None or not _GLUED.search(before[-1]) or "@" in before[-1]:
            return False
        is_host = before[-1].count(".") > 1 or _URL.match(before[-1])
        return not is_host and following[0][0].isupper() and following[0].lower() in self.openers

    def _continues(self, rest: str, *, quoted: bool) -> bool:
        """Whether what follows cannot begin a sentence: a small letter, or the dash behind a quotation."""
        rest = rest.lstrip()
        if _URL.match(rest):
            return False
        symbols = _LEADING_SYMBOLS.match(rest)
        lead = symbols[0] if symbols else ""
        if quoted and lead[:1] in {"–", "—", "-"}:
            return True
        first = rest[len(lead) : len(lead) + 2]
        if lead[:1] in {"#", "@"} or not first:
            return False
        return first[0].islower() and not first[1:].isupper() and self.has_capitals

    def _ends_after_ellipsis(self, match: re.Match[str], rest: str) -> bool:
        """An ellipsis that stands alone marks a pause as often as an end; German nouns do not tell which."""
        before = self.text[max(0, match.start() - 1) : match.start()]
        if before in {"[", "("} and match["closers"]:
            return False
        if before.strip() or not self.ordinals:
            return True
        return self._opens(rest)

    def _ends_after_period(self, position: int, rest: str) -> bool:
        before = _WORD_BEFORE.search(self.text, max(self.begin, position - 40), position)
        word = before[0] if before else ""
        key = word.rsplit(".", 1)[-1].lower()
        if _NUMBER.match(word):
            return self._ends_after_number(word, position, rest)
        if _ET_CETERA.search(self.text, max(self.begin, position - 6), position):
            return True
        if key in self.final and (len(word) > 1 or self._follows_a_number(position - len(word))):
            if key in _YEARS and len(self._so_far(position).split()) <= _OPENING_PHRASE:
                return self._opens(rest)
            return not rest.lstrip()[:1].isdigit()
        if key in self.abbreviations or _INITIALS.match(word):
            return self._opens(rest)
        if self.ordinals and (key.endswith("str") or _ROMAN.match(word)):
            return self._opens(rest)
        return True

    def _so_far(self, position: int) -> str:
        """The end of what the sentence has so far: all of it, unless it is far too long for what is asked."""
        return self.text[max(self.begin, position - _FAR) : position]

    def _follows_a_number(self, position: int) -> bool:
        before = self.text[max(0, position - 3) : position].rstrip()
        return before[-1:].isdigit() or before[-1:] in set("IVXLХІ")

    def _ends_after_number(self, number: str, position: int, rest: str) -> bool:
        """A short number is an ordinal in German, and the number of an item where it opens the sentence."""
        if not self._so_far(position - len(number)).strip(' \n\t„“»«"(—–-•*'):
            return False
        if len(number) > 5 or max(map(len, number.split("."))) > 2 or not self.ordinals:
            return True
        return self._opens(rest)

    def _opens(self, rest: str) -> bool:
        """Whether a function word with a capital comes next; only the start of a sentence writes one."""
        symbols = _LEADING_SYMBOLS.match(rest)
        word = _NEXT_WORD.match(rest, symbols.end() if symbols else 0)
        if word is None or (len(word[0]) == 1 and rest[word.end() : word.end() + 1] == "."):
            return False  # nothing, or one more initial
        return word[0].lower() in self.openers and word[0][0].isupper()


def _spans(text: str) -> list[tuple[int, int]]:
    """Return the outermost short quotations and brackets as (start, end), in order.

    A mark opens where a word follows and none precedes; whatever else closes. The kind of quotation mark is
    not compared: texts mix them („so" or „so”), and the same mark opens in one language and closes in
    another.
    """
    found: list[tuple[int, int]] = []
    open_marks: list[tuple[str, int]] = []
    for position, mark in enumerate(text):
        if mark not in _QUOTES and mark not in "()[]":
            continue
        while open_marks and position - open_marks[0][1] > LONGEST_SPAN:
            open_marks.pop(0)
        if mark in "([" or (mark in _QUOTES and _opens_quotation(text, position)):
            open_marks.append(("quote" if mark in _QUOTES else mark, position))
            continue
        start = _close(_BRACKETS.get(mark, "quote"), open_marks)
        if start is not None:
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, position + 1))
    return found


def _close(kind: str, open_marks: list[tuple[str, int]]) -> int | None:
    """Forget the last open mark of this kind and all after it; return where it stood."""
    for index in range(len(open_marks) - 1, -1, -1):
        if open_marks[index][0] == kind:
            start = open_marks[index][1]
            del open_marks[index:]
            return start
    return None


def _opens_quotation(text: str, position: int) -> bool:
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if text[position] == "„":
        return True
    return (not before or before.isspace() or before in _OPENING) and bool(after) and not after.isspace()
