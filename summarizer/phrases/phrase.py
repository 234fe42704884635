"""A noun phrase that could name a point, and how it is built."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from summarizer.words.tokens import Word

LONGEST_PHRASE = 52
_LONGEST_EVENT, _LONGEST_CLAUSE = 48, 60
MOST_WORDS = 7
_PREPOSITIONS = ("APPR", "APPRART", "PRP", "PRF", "PREP")
_ARTICLES = ("ART", "PPO", "PDA", "PIA")
_BEFORE_A_NOUN = ("ART", "AT0", "DPS", "DT0", "PPO", "PDA", "PIA", "CRD", "ADJ", "AJ0")


class Form(Enum):
    """How a phrase is built, in the words of the explanation."""

    NOUN = "bare noun"
    MODIFIED = "noun with attribute"
    TAILED = "noun with complement"
    EVENT = "what happens"
    NAME = "name"
    PROPER = "name with attribute"
    PAIR = "two nouns"
    CLAUSE = "who does what"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A candidate label, the lemmas of its content words, and its words `first` to `last` of a line.

    An `aside` is lacked or said in passing (who speaks, where): it names a point only where nothing else can.
    What is `denied` names none: above "no evidence of fraud was found", "Evidence of fraud" would say the opposite.
    An `actor` stands before a colon in the label; all else is then told of what stands behind it.
    """

    label: str
    terms: tuple[str, ...]
    head: str
    form: Form
    line: int
    first: int
    last: int
    aside: bool = False
    denied: bool = False
    actor: str = ""

    @property
    def is_name(self) -> bool:
        """Whether the phrase is nothing but a name."""
        return self.form is Form.NAME


def before_noun(phrase: Phrase, words: Sequence[Word]) -> int:
    """The place of the word that rules a phrase, before its articles and attributes; -1 where there is none."""
    at = phrase.first - 1
    while at >= 0 and (words[at].tag.startswith(_BEFORE_A_NOUN) or _is_number_of_noun(words, at)):
        at -= 1
    return at


def is_governed(phrase: Phrase, words: Sequence[Word]) -> bool:
    """Whether a preposition of its sentence makes the phrase a circumstance or a complement."""
    at = before_noun(phrase, words)
    return at >= 0 and words[at].tag in _PREPOSITIONS


def _is_number_of_noun(words: Sequence[Word], at: int) -> bool:
    """Whether a German number counts the noun behind it; in "mit dreißig | die Schule" it stands alone."""
    return words[at].tag == "CARD" and not words[at + 1].tag.startswith(_ARTICLES)


def by_line(phrases: Iterable[Phrase]) -> dict[int, list[Phrase]]:
    """The phrases of each line that has any, in their order."""
    lines: dict[int, list[Phrase]] = {}
    for phrase in phrases:
        lines.setdefault(phrase.line, []).append(phrase)
    return lines


def fits(label: str) -> bool:
    """Whether a phrase is short enough for a label."""
    return 0 < len(label) <= LONGEST_PHRASE and len(label.split()) <= MOST_WORDS


def fits_event(label: str) -> bool:
    """Whether what happens is told short enough for a label."""
    return len(label) <= _LONGEST_EVENT and fits(label)


def fits_clause(label: str) -> bool:
    """Whether a clause is short enough for a label; a dash is no word."""
    words = [word for word in label.split() if any(map(str.isalnum, word))]
    return 0 < len(label) <= _LONGEST_CLAUSE and len(words) <= MOST_WORDS
