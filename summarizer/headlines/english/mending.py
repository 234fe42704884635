"""What HanTa often mistakes in an English sentence, where a headline depends on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.phrases.english.groups import FINITE, GIVING
from summarizer.words.english import NOUNS
from summarizer.words.hanta import tagger
from summarizer.words.tokens import Word

_DOUBTFUL = ("VVN", "VVI", "AV0")
_BEFORE_OBJECT = ("AT0", "DPS", "CRD")
_LEGAL_FORMS = ("Inc", "Corp", "Ltd", "Plc")
_HALVES_OF_DAY = ("am", "pm")
_UNSURE = frozenset((*_LEGAL_FORMS, *_HALVES_OF_DAY, "until"))


def mended(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with the tags that they surely have."""
    found = list(words)
    for at, word in enumerate(words):
        joined = at > 2 and words[at - 1].text == "and"
        if joined or word.tag in _DOUBTFUL or word.text in _UNSURE:
            tag = _tag(words, at)
            found[at] = word if tag == word.tag else replace(word, tag=tag)
    return tuple(found)


def _is_joined_verb(words: Sequence[Word], at: int) -> bool:
    """Whether what looks like an attribute is a verb: "will cut jobs and | close 60 branches"."""
    if (
        at < 3
        or words[at - 1].text != "and"
        or at + 1 == len(words)
        or words[at + 1].tag not in _BEFORE_OBJECT
    ):
        return False
    asked = any(word.tag in ("VM0", "TO0") for word in words[:at])
    return asked and can_be(words[at], "VVI")


def _is_until(words: Sequence[Word], at: int) -> bool:
    """Whether "until" is no conjunction: "until | at least Friday", not "until Ulm fell"."""
    end = next((k for k in range(at, len(words)) if words[k].tag == "PUN"), len(words))
    return not any(word.tag.startswith(FINITE) for word in words[at:end])


def can_be(word: Word, tag: str) -> bool:
    """Whether HanTa has met a word as a part of speech."""
    return tagger("en").has_seen(word.text.lower(), tag)


def _tag(words: Sequence[Word], at: int) -> str:
    word = words[at]
    if word.tag == "VVN" and _is_past(words, at):
        return "VVD"
    if word.tag == "VVI" and at > 2 and words[at - 1].tag == "CJC" and can_be(word, "VVD"):
        past = any(before.tag == "VVD" for before in words[:at])  # "took the boat and | set it on fire"
        return "VVD" if past and not any(before.tag in ("TO0", "VM0") for before in words[:at]) else word.tag
    if word.tag in ("AJ0", "AV0", "NN1") and _is_joined_verb(words, at):
        return "VVI"
    if word.tag == "AV0" and word.text[0].isupper() and not tagger("en").known(word.text.lower()):
        return "NP0"  # "Connolly resigned"
    if word.text == "until" and _is_until(words, at):
        return "PRP"
    if word.text in _LEGAL_FORMS and at and words[at - 1].tag in NOUNS:
        return "NP0"
    if word.text in _HALVES_OF_DAY and at and words[at - 1].tag == "CRD":
        return "NN0"
    return word.tag


def _is_past(words: Sequence[Word], at: int) -> bool:
    """Whether a participle without an auxiliary has an object: ", and the court | fined the bank"."""
    word = words[at]
    return (
        0 < at < len(words) - 1
        and words[at - 1].tag in (*NOUNS, "CJC")
        and words[at + 1].tag in _BEFORE_OBJECT
        and word.lemma not in GIVING
        and (word.text.endswith("ed") or can_be(word, "VVD"))
    )
