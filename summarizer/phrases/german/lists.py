"""Lists in a German sentence: a phrase that is the first of one is cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarizer.words.german_attributes import is_nominal
from summarizer.words.tokens import Word

JOINED = ("und", "oder", "sowie")
_MEMBERS = ("ADJ(A)", "ART", "TRUNC")
GENITIVE = ("des", "der", "eines", "einer")


def is_listed(words: Sequence[Word], start: int, end: int, end_of_group: Callable[[int], int | None]) -> bool:
    """Whether words `start` to `end` open a list of their kind: "mit | Narvia, Torgau und Ulm", "250 Wh/kg"."""
    at = end + 1
    if _is_slash(words, at):
        return True
    genitive = words[start].tag == "ART" and words[start].text.lower() in GENITIVE
    while at + 1 < len(words) and (words[at].text == "," or _is_slash(words, at)):
        member = words[at + 1]
        last = end_of_group(at + 1)
        owner = member.text.lower() in GENITIVE or (member.tag == "NE" and member.text.endswith("s"))
        if last is None or (genitive and not owner):
            return False
        if not genitive and (words[last].tag == "NE") != (words[end].tag == "NE"):
            return False
        at = last + 1
        if at + 1 < len(words) and words[at].text in JOINED:
            at += words[at + 1].tag == "ADV"  # "Narvias und zuletzt Torgaus"
            return at + 1 < len(words) and (is_nominal(words[at + 1]) or words[at + 1].tag in _MEMBERS)
    return False


def is_in_list(words: Sequence[Word], first: int) -> bool:
    """Whether a phrase is not the first of a list: "Respekt, | Treue und Mut"."""
    return first > 1 and words[first - 1].text == "," and is_nominal(words[first - 2])


def is_in_genitive_list(words: Sequence[Word], name: int) -> bool:
    """Whether a name goes on a list of genitives: "die Flaggen der Inseln, | Narvias und | Torgaus"."""
    mark = name - 1
    while mark > 0 and words[mark].tag == "ADV":
        mark -= 1
    goes_on = name + 1 < len(words) and words[name + 1].text in (",", *JOINED)
    if mark < 3 or not (words[mark].text in JOINED or (words[mark].text == "," and goes_on)):
        return False
    before = words[mark - 1]
    if before.tag == "NE" and before.text.endswith("s"):
        return is_nominal(words[mark - 2]) or is_in_genitive_list(words, mark - 1)
    return words[mark - 2].text in GENITIVE and is_nominal(words[mark - 3])


def _is_slash(words: Sequence[Word], at: int) -> bool:
    glued = at < len(words) and words[at].text == "/" and words[at - 1].end == words[at].start
    return glued and at + 1 < len(words) and words[at].end == words[at + 1].start
