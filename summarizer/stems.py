"""Stems: what is left of a word without its endings, one run of lower-case letters and digits.

Snowball's stemmers; for Ukrainian, which has none, the ending is cut off: what we stem are mostly lemmas.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from threading import Lock
from typing import Final, Protocol, cast

_LONGEST: Final = 40
_SHORTEST: Final = 3
_SLAVIC_ENDING = re.compile(
    r"(?:ами|ями|ого|ому|ими|ові|еві|єві|ий|ій|ый|ой|ою|ею|єю|ої|им|ым|ом|ем|єм|ам|ям|ах|ях|ів|їв|ов|ев|их|ых|"
    r"ая|яя|[аяоеєиіїыуюьй])$"
)


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - snowballstemmer's name


_SNOWBALL: Final = {
    "de": "german", "en": "english", "ru": "russian", "fr": "french", "es": "spanish", "it": "italian",
    "pt": "portuguese", "nl": "dutch", "sv": "swedish", "pl": "polish", "cs": "czech", "tr": "turkish",
}  # fmt: skip
_stemmers_are_single_threaded = Lock()


@lru_cache(maxsize=16384)
def stem(word: str, language: str) -> str:
    """Return the index form of a lemma: stemmed, letters and digits only, lower case; "" for a mark."""
    plain = _plain(word)
    if language == "uk":
        shortened = without_slavic_ending(plain)
        return shortened if len(shortened) >= _SHORTEST else plain
    stemmer = _stemmer(language)
    if stemmer is None or not plain:
        return plain
    with _stemmers_are_single_threaded:
        return _plain(stemmer.stemWord(plain))


def _plain(word: str) -> str:
    composed = unicodedata.normalize("NFC", word[: 2 * _LONGEST].lower()).replace("ß", "ss")
    return "".join(filter(str.isalnum, composed))[:_LONGEST]


@cache
def _stemmer(language: str) -> _Stemmer | None:
    if language not in _SNOWBALL:
        return None
    import snowballstemmer

    return cast("_Stemmer", snowballstemmer.stemmer(_SNOWBALL[language]))


def without_slavic_ending(word: str) -> str:
    """Return a Ukrainian or Russian word, in lower case, without the ending of its case."""
    return _SLAVIC_ENDING.sub("", word)
