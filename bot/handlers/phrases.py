"""Plain words to meanings: tokens, and the lexicon of one language read from ``grammar/<language>.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from itertools import product
from sys import intern
from typing import Any

LANGUAGES = ("de", "uk", "en", "ru")
SCRIPTS = (("de", "en"), ("uk", "ru"))
"""The languages of each script."""

Value = str | int
Grammar = Mapping[str, Any]
"""A grammar file as TOML gives it; its shape is told in de.toml."""

_TOKEN = re.compile(
    r"""
    (?P<iso>\d{4}-\d{2}-\d{2})(?!\d)
  | (?P<clock>\d{1,2}(?::\d{2}|-00))(?!\d)
  | (?P<dotted>\d{1,2}\.\d{1,2}(?:\.(?:\d{4}|\d{2})?)?)(?!\d)
  | (?P<digits>\d+)
  | (?P<half>[ap]\.\s?m\.)
  | (?P<word>[^\W\d_]+(?:['’ʼ`´][^\W\d_]+)*)
  | (?P<dash>[-–—])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ё": "е", **dict.fromkeys("'’ʼ`´. ", "")})
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LONE = frozenset("acioyACIOY")
_LOOKS = str.maketrans("aceiopxyABCEHIKMOPTXY", "асеіорхуАВСЕНІКМОРТХУ")
# Tables of a grammar file with entries `value = [phrases]`; the meaning carries the value by this name.
_VALUED = {
    "language_name": "code",
    "platform": "name",
    "zone": "key",
    "recurring": "days",
    "on_days": "days",
    "daily": "part",
    "part": "part",
}
# Lists of tables with `say = [phrases]`; what else they hold goes with the meaning.
_TEMPLATES = (
    "day",
    "clock",
    "hours",
    "moved",
    "range",
    "ranges",
    "span",
    "period",
    "coming",
    "gone",
    "past",
    "date",
    "dates",
    "whole",
    "during",
    "year",
    "place",
    "nth",
    "several",
    "without",
)
_SHORTEST_MISSPELT = 9
"""Letters; shorter words are too often one letter away from another word."""
_SHORTEST_SWAPPED = 6
"""Letters; two that changed places seldom make another word."""
_DRAWN_OUT = re.compile(r"(\w)\1{2,}|([aeiouyаеиіоуюя])\2$")
_ASIDES = ("please", "aside")
"""Lists of words that may stand between the words of a phrase: "melde mich bitte ab"."""
_BEFORE_A_SENTENCE = ".!?…:\n"
_BESIDE = 2
"""Words, so that "and", "to" or a dash may stand between two weekdays."""
_SHORT_DAY = 3
_ONES = range(1, 10)
_JOINED = "joined"
"""No slot: how many tokens more the number has that begins here."""
_NAMES = ("language_name", "platform", "zone", "place")
"""Tables whose words are names: who is one letter away from one means another."""
_MEANING_OF = {"daily": "recurring", "ranges": "recurring", "clock": "time"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or dash: as compared, what kind it is, and where it stands in the text."""

    folded: str
    kind: str
    start: int
    end: int
    is_capitalised: bool = False
    """Within a sentence: at its beginning a capital says nothing."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase means: the values written in the grammar, and what stood in its slots."""

    values: Mapping[str, Value] = field(default_factory=dict)
    slots: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens from ``start`` to before ``end`` with all that they may mean; nothing for an unknown word."""

    start: int
    end: int
    meanings: Mapping[str, Meaning]


def meant(segments: Sequence[Segment]) -> frozenset[str]:
    """All that the segments may mean."""
    return frozenset[str]().union(*(segment.meanings for segment in segments))


@dataclass(frozen=True, slots=True)
class _Phrase:
    parts: tuple[str, ...]
    concept: str
    values: Mapping[str, Value]


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a text in the form in which words are compared: ä as ae, ё as е, no apostrophes."""
    return tuple(
        Token(
            _as_compared(match),
            match.lastgroup or "",
            match.start(),
            match.end(),
            match.lastgroup not in {"iso", "clock", "dotted", "dash"}
            and match.group().istitle()
            and text[: match.start()].rstrip(" \t")[-1:] not in {"", *_BEFORE_A_SENTENCE},
        )
        for match in _TOKEN.finditer(text)
    )


def in_one_script(text: str) -> str:
    """Cyrillic words with the Latin letters in them that look the same as Cyrillic ones, "пiдписка i дрoни"."""
    if not _CYRILLIC.search(text):
        return text
    return _WORD.sub(
        lambda word: word[0].translate(_LOOKS) if word[0] in _LONE or _CYRILLIC.search(word[0]) else word[0],
        text,
    )


def _as_compared(match: re.Match[str]) -> str:
    said = match.group()
    match match.lastgroup:
        case "iso" | "dotted":
            return said
        case "clock":
            return said.replace("-", ":")
        case "dash":
            return "-"
        case _:
            return said.casefold().translate(_FOLDED)


class _Spelling:
    """The words of a grammar, found also with one letter missing or too many, or with two that changed places."""

    def __init__(self, words: frozenset[str], names: frozenset[str], as_spoken: Mapping[str, str]) -> None:
        self._as_spoken = as_spoken
        self._words = words
        self._names = names
        self._shortened: dict[str, str] = {}
        for word in sorted(words):
            if len(word) >= _SHORTEST_MISSPELT:
                self._shortened |= dict.fromkeys(_without_a_letter(word), word)

    def corrected(self, token: Token) -> Token:
        """The token with the word of the grammar in its place that it must have been meant for."""
        written = token.folded
        if meant := self._as_spoken.get(written):
            return replace(token, folded=meant)
        if token.kind != "word" or written in self._words or written in self._names:
            return token
        if plain := self._drawn_out(written):
            return replace(token, folded=plain)
        if len(written) < _SHORTEST_MISSPELT:
            meant = self._swapped(written) if len(written) >= _SHORTEST_SWAPPED else None
            return replace(token, folded=meant) if meant else token
        too_long = next((word for word in _without_a_letter(written) if word in self._words), None)
        meant = self._shortened.get(written) or too_long or self._swapped(written)
        return replace(token, folded=meant) if meant else token

    def _drawn_out(self, written: str) -> str | None:
        """The word that was written with a letter too often for emphasis: "dankeee", "jaa"."""
        if not _DRAWN_OUT.search(written):
            return None
        plain = (_DRAWN_OUT.sub(letters, written) for letters in (r"\1\1\2\2", r"\1\2"))
        return next((word for word in plain if word in self._words), None)

    def _swapped(self, written: str) -> str | None:
        swaps = (
            written[:place] + written[place : place + 2][::-1] + written[place + 2 :]
            for place in range(len(written) - 1)
        )
        return next((word for word in swaps if word in self._words), None)


def _without_a_letter(word: str) -> Iterator[str]:
    """The word without each of its letters but the first."""
    return (word[:place] + word[place + 1 :] for place in range(1, len(word)))


class Lexicon:
    """The phrases of one language; ``read`` cuts a text into the longest phrases that it knows."""

    def __init__(self, grammar: Grammar) -> None:
        self._tens = _words(grammar, "tens")
        self._numbers = _words(grammar, "numbers") | self._tens
        self._days = _words(grammar, "days")
        self._fillers = frozenset(_fold(say) for say in grammar["words"]["filler"])
        self._each = _words(grammar, "each")
        self._months = _words(grammar, "months")
        as_spoken = {
            _fold(say): _fold(word) for word, says in grammar.get("as_spoken", {}).items() for say in says
        }
        self._by_first: dict[str, list[_Phrase]] = {}
        for phrase in _phrases(grammar):
            phrase = replace(phrase, parts=tuple(as_spoken.get(part, part) for part in phrase.parts))
            self._by_first.setdefault(_kind(phrase.parts[0]), []).append(phrase)
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase.parts))
        ordinary = {table: rows for table, rows in grammar.items() if table not in _NAMES}
        self._ordinary = frozenset({*_literals(ordinary), *self._numbers, *self._days, *self._months})
        names = {table: rows for table, rows in grammar.items() if table in _NAMES}
        self._spelling = _Spelling(self._ordinary, frozenset(_literals(names)), as_spoken)
        says = (say for concept in _ASIDES for say in grammar["words"][concept])
        self._asides: dict[str, list[tuple[str, ...]]] = {}
        for parts in sorted((parts for say in says for parts in _expand(say)), key=len, reverse=True):
            self._asides.setdefault(parts[0], []).append(parts)

    def read(self, tokens: tuple[Token, ...]) -> list[Segment]:
        """The whole text as segments; an unknown word is a segment of its own without a meaning."""
        tokens = tuple(self._spelling.corrected(token) for token in tokens)
        slots = [self._joined(tokens, place) or self._slots(token) for place, token in enumerate(tokens)]
        for place in range(len(tokens)):
            if self._is_said_in_passing(tokens, place):
                slots[place].pop("{day}", None)
        segments: list[Segment] = []
        position = 0
        while position < len(tokens):
            segment = self._longest(tokens, slots, position)
            segments.append(segment)
            position = segment.end
        return segments

    def _longest(self, tokens: tuple[Token, ...], slots: list[dict[str, str | int]], start: int) -> Segment:
        length, end, meanings = 0, start + 1, dict[str, Meaning]()
        for key in (tokens[start].folded, *slots[start]):
            for phrase in self._by_first.get(key, ()):
                if len(phrase.parts) < length:
                    break
                found = self._captured(phrase.parts, tokens, slots, start)
                if found is None:
                    continue
                captured, behind = found
                if len(phrase.parts) > length or behind < end:
                    length, end, meanings = len(phrase.parts), behind, {}
                if behind == end:
                    meanings.setdefault(phrase.concept, Meaning(phrase.values, captured))
        return Segment(start, end, meanings)

    def _captured(
        self, parts: tuple[str, ...], tokens: tuple[Token, ...], slots: list[dict[str, str | int]], start: int
    ) -> tuple[dict[str, str | int], int] | None:
        """What stands in the slots of a phrase that begins at ``start``, and where it ends; None if it is none."""
        captured: dict[str, str | int] = {}
        position = start
        for part in parts:
            while position < len(tokens) and not _fits(part, tokens[position], slots[position]):
                aside = self._aside(tokens, position) if position > start else 0
                if not aside:
                    return None
                position += aside
            if position == len(tokens):
                return None
            if part[0] == "{":
                captured[part.strip("{}")] = slots[position][_kind(part)]
                position += int(slots[position].get(_JOINED, 0))
            position += 1
        return captured, position

    def _aside(self, tokens: tuple[Token, ...], position: int) -> int:
        """How many tokens from ``position`` are a courtesy, or an adverb that changes nothing."""
        for parts in self._asides.get(tokens[position].folded, ()):
            if parts == tuple(token.folded for token in tokens[position : position + len(parts)]):
                return len(parts)
        return 0

    def _joined(self, tokens: tuple[Token, ...], place: int) -> dict[str, str | int]:
        """The slots that two words fill as one number, "twenty one" or "twenty-one"; none where they are not."""
        if tokens[place].folded not in self._tens:
            return {}
        behind = [token.folded for token in tokens[place + 1 : place + 3]]
        more = 2 if behind[:1] == ["-"] else 1
        one = self._numbers.get(behind[more - 1], 0) if len(behind) >= more else 0
        if one not in _ONES:
            return {}
        number = self._tens[tokens[place].folded] + one
        return {"{n}": number, "{h}": number, "{m}": number, _JOINED: more}

    def _is_said_in_passing(self, tokens: tuple[Token, ...], place: int) -> bool:
        """Whether a word that may be a weekday ("so") is none: no capital, and no other short one beside it."""
        token = tokens[place]
        around = (*tokens[max(place - _BESIDE, 0) : place], *tokens[place + 1 : place + 1 + _BESIDE])
        return (
            token.folded in self._fillers
            and not token.is_capitalised
            and not any(len(other.folded) <= _SHORT_DAY and other.folded in self._days for other in around)
        )

    def _slots(self, token: Token) -> dict[str, str | int]:
        """The slots that a token can fill, with the value it gives them."""
        word = token.folded
        if token.kind in {"clock", "dotted", "iso"}:
            return {f"{{{token.kind}}}": word}
        if token.kind == "digits":
            if not word.isdecimal() or len(word) > 4:
                return {}
            number = int(word)
            if len(word) == 4:
                return {"{digits}": number, "{y}": number}
            return dict.fromkeys(("{digits}", "{n}", "{h}", "{m}"), number)
        found: dict[str, str | int] = {}
        if token.kind == "word" and word not in self._ordinary:
            found["{word}"] = word
        for slot, known in (
            ("{n}", self._numbers),
            ("{day}", self._days),
            ("{each}", self._each),
            ("{month}", self._months),
        ):
            if word in known:
                found[slot] = known[word]
        if self._numbers.get(word, 1) > 1:  # "ein" is an article more often than an hour
            found["{h}"] = found["{m}"] = self._numbers[word]
        return found


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of one of LANGUAGES."""
    return Lexicon(read_grammar(language))


def possible_languages(text: str, language: str) -> Sequence[str]:
    """The languages that the letters allow, the reader's own first."""
    cyrillic = _CYRILLIC.search(text)
    latin = any("a" <= letter <= "z" for letter in text.casefold())
    names = sorted(LANGUAGES, key=lambda name: name != language)
    if cyrillic or latin:
        return [name for name in names if (latin and name in SCRIPTS[0]) or (cyrillic and name in SCRIPTS[1])]
    return names[:1]


def read_grammar(name: str) -> Grammar:
    """A file of ``grammar/`` as TOML gives it."""
    text = resources.files("bot.handlers").joinpath("grammar", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _fits(part: str, token: Token, slots: Mapping[str, str | int]) -> bool:
    return _kind(part) in slots if part[0] == "{" else part == token.folded


def _words(grammar: Grammar, table: str) -> dict[str, int]:
    return {_fold(word): int(number) for number, words in grammar.get(table, {}).items() for word in words}


def _phrases(grammar: Grammar) -> Iterator[_Phrase]:
    for concept, says in grammar.get("words", {}).items():
        yield from _spelled(says, concept, {})
    for table, value_name in _VALUED.items():
        for value, says in grammar.get(table, {}).items():
            yield from _spelled(says, _MEANING_OF.get(table, table), {value_name: value})
    for entry in grammar.get("weekday", ()):
        for number, names in grammar["days"].items():
            values = {key: value for key, value in entry.items() if key != "say"}
            for name in names:
                if len(name) > _SHORT_DAY:
                    says = [say.replace("{day}", name) for say in entry["say"]]
                    yield from _spelled(says, "recurring", {**values, "days": 1 << int(number) - 1})
    for table in _TEMPLATES:
        for entry in grammar.get(table, ()):
            values = {key: value for key, value in entry.items() if key != "say"}
            yield from _spelled(entry["say"], _MEANING_OF.get(table, table), values)
    yield from _spelled(["{day}"], "day", {})
    yield from _spelled(["{dotted}"], "dotted", {})
    yield from _spelled(["{digits}", "{h}"], "digits", {})


def _literals(grammar: Grammar) -> Iterator[str]:
    """The words that phrases are made of."""
    for phrase in _phrases(grammar):
        yield from (part for part in phrase.parts if part[0] != "{")


def _spelled(says: list[str], concept: str, values: Mapping[str, Value]) -> Iterator[_Phrase]:
    for say in says:
        for parts in _expand(say):
            yield _Phrase(parts, concept, values)


def _expand(say: str) -> Iterator[tuple[str, ...]]:
    """Every phrase that a line of the grammar stands for: a|b and a? written out."""
    choices = []
    for part in say.split():
        words = [word if word[0] == "{" else _fold(word) for word in part.rstrip("?").split("|")]
        choices.append([*words, ""] if part.endswith("?") else words)
    for chosen in product(*choices):
        # one and the same word in all of them: there are some ten thousand phrases a language
        parts = tuple(intern(token) for word in chosen for token in word.replace("-", " - ").split())
        if parts:
            yield parts


def _kind(part: str) -> str:
    """The slot's kind: {n2} takes what {n} takes."""
    return part.replace("2}", "}")


def _fold(word: str) -> str:
    return word.casefold().translate(_FOLDED)
