"""Lists in a German sentence: a phrase that is the first of one is cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarizer.german_attributes import is_nominal
from summarizer.tokens import Word

_ENDS_LIST = ("und", "oder", "sowie")
_GENITIVE = ("des", "der", "eines", "einer")


def is_listed(words: Sequence[Word], start: int, end: int, end_of_group: Callable[[int], int | None]) -> bool:
    """Whether words `start` to `end` open a list of their kind: "mit | Narvia, Torgau und Ulm", "250 Wh/kg"."""
    at = end + 1
    if _is_slash(words, at):
        return True
    genitive = words[start].tag == "ART" and words[start].text.lower() in _GENITIVE
    while at + 1 < len(words) and (words[at].text == "," or _is_slash(words, at)):
        member = words[at + 1]
        last = end_of_group(at + 1)
        if last is None or (genitive and member.text.lower() not in _GENITIVE):
            return False
        if not genitive and (words[last].tag == "NE") != (words[end].tag == "NE"):
            return False
        at = last + 1
        if at + 1 < len(words) and words[at].text in _ENDS_LIST:
            return is_nominal(words[at + 1]) or words[at + 1].tag in ("ADJ(A)", "ART", "TRUNC")
    return False


def _is_slash(words: Sequence[Word], at: int) -> bool:
    glued = at < len(words) and words[at].text == "/" and words[at - 1].end == words[at].start
    return glued and at + 1 < len(words) and words[at].end == words[at + 1].start
