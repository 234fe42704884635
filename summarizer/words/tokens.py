"""Words of a sentence, with offsets and without any knowledge of a language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "‑": "-"})

_TOKENS = r"""
    (?:https?://|www\.)\S+
  | \d+(?:-[^\W\d_]+)+                          # 500-Millionen-Dollar
  | (?:St|Dr|Mr|Mrs|Ms|Prof)\.(?=\s[A-ZÄÖÜ])
  | (?:[^\W\d_]\.){2,}                          # U.S.
  | \d+(?:[.,:]\d+)*%?
  | [^\W_]+(?:['’ʼ\-‑][^\W_]+)*-?(?!\w)
  | [^\W_]+
  | \.{2,}
  | [^\w\s]
"""
# Women and men in one German word: "Leser:innen", "Leser*innen", "Leser/-innen", "die Leser_innen-Briefe".
_BOTH_GENDERS = (
    r"[A-ZÄÖÜ][^\W\d_]+(?:-[^\W\d_]+)*(?:[:*_]in(?:nen(?:[a-zäöüß]{3,})?)?|/-?innen)(?:-[^\W_]+)*(?!\w)"
)
_TOKEN = re.compile(_TOKENS, re.VERBOSE)
_GERMAN_TOKEN = re.compile(f"{_BOTH_GENDERS}|{_TOKENS}", re.VERBOSE)
_CONTRACTION = re.compile(r"(?<=[^\W\d_])(?:['’]s|n['’]t|['’](?:ll|re|ve|d|m))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as analysed: `lemma` in lower case, `tag` in its language's tag set, offsets into the sentence.

    Tags: STTS for German, C5 for English, OpenCorpora parts of speech for Ukrainian and Russian (`NAME` for
    names).
    """

    text: str
    lemma: str
    tag: str
    start: int
    end: int


def whole_lemmas(words: Sequence[Word]) -> set[str]:
    """The lemmas of words, also with each particle that stands apart among them: "wies … zurück"."""
    particles = ("", *(word.text for word in words if word.tag == "PTKVZ"))
    return {f"{particle}{word.lemma}" for particle in particles for word in words}


def tokenise(text: str, language: str) -> list[tuple[str, int]]:
    """(token, offset) for words, numbers and marks; English contractions are split (`it`, `'s`)."""
    pattern = _GERMAN_TOKEN if language == "de" else _TOKEN
    found = [(match.group(), match.start()) for match in pattern.finditer(text)]
    if language != "en":
        return found
    tokens: list[tuple[str, int]] = []
    for token, offset in found:
        contraction = _CONTRACTION.search(token)
        if contraction and contraction.start() > 0:
            cut = contraction.start()
            tokens += [(token[:cut], offset), (token[cut:], offset + cut)]
        else:
            tokens.append((token, offset))
    return tokens


def hyphenated(lemma: str) -> tuple[str, ...]:
    """The parts of a hyphenated word that are long enough to be words; () for any other."""
    return tuple(part for part in lemma.split("-") if len(part) > 2) if "-" in lemma else ()
