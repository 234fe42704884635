"""Which language a text is written in: by script, then by its function words and its own letters."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Final

from summarizer.abbreviations import OPENERS

#: Languages with linguistics of their own; any other is treated by statistics alone.
SUPPORTED: Final = frozenset({"de", "uk", "ru", "en"})
UNDETERMINED: Final = "und"

#: What is read of a text (characters): more does not change the answer.
_SAMPLE = 6_000
#: The least share of tell-tale words in a text of some length; our languages have three times that.
_LEAST_SHARE = 0.1
_FEW_WORDS = 12

_FUNCTION_WORDS: dict[str, str] = {
    "fr": (
        "au aux avec ce ces cette dans des du elle en est et il je la le les leur mais ne nous ont ou où "
        "par pas plus pour qu que qui sa se ses son sont sur un une vous être"
    ),
    "es": (
        "al como con de del el en es esta este ha la las lo los más no o para pero por que se sin su sus "
        "un una y ya"
    ),
    "it": (
        "al alla anche che come con da dal della dei delle di e è gli ha i il in la le lo ma nel nella "
        "non per più si sono su un una"
    ),
    "pt": (
        "ao as com como da das de do dos e é em foi mais mas na não nas no nos o os ou para pela pelo por "
        "que se seu sua um uma"
    ),
    "nl": (
        "aan als bij dat de den deze die dit een en er het hij ik in is maar met naar niet nog ook om "
        "onder op te van voor was wat we wordt zich zijn zo"
    ),
    "pl": (
        "a ale bo być co czy dla do i ich jak jako jest już kiedy które który lub ma na nie o od po pod "
        "przez przy są się tak także to tylko tym w z za że"
    ),
    "cs": (
        "a ale ani by být co do i jak jako je jeho jsem jsou k kdy která který má na ne nebo o od po pro "
        "při s se si tak také to v ve však z za že"
    ),
    "sv": (
        "att av de den det där ej en ett för från har hon i inte jag kan man med men mot nu när och om på "
        "som så till under var vi är"
    ),
    "tr": "ama bir bu çok da daha de en gibi için ile ise kadar ki mi ne o olan olarak sonra ve veya ya",
    "be": "а або але быў была для да з за і каб калі на не ня па пра са так таксама у ў што як яго яна яны",
    "bg": (
        "а ако беше без да до за и как като който които на не но няма от по при са се си след със това "
        "той тя че ще"
    ),
    "sr": "а али би бити да до за и из или је као која који на не него о од по са се су то у што",
}

#: Letters that none of the other languages of the same script writes.
_OWN_LETTERS: dict[str, str] = {
    "de": "ß", "fr": "çœêèû", "es": "ñ¿¡", "pt": "ãõ", "pl": "łąężźćśń", "cs": "řěůčž", "sv": "å",
    "tr": "ğışç",
    "uk": "їєґі", "be": "ўіыэё", "ru": "ыэъё", "sr": "јљњћђџ",
}  # fmt: skip

#: Scripts that name their language, as ranges of code points; Han with kana is Japanese.
_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", "\u3040-\u30ff"),
    ("zh", "\u4e00-\u9fff"),
    ("ko", "\uac00-\ud7af"),
    ("el", "\u0370-\u03ff"),
    ("he", "\u0590-\u05ff"),
    ("ar", "\u0600-\u06ff"),
    ("hi", "\u0900-\u097f"),
    ("ka", "\u10a0-\u10ff"),
    ("hy", "\u0530-\u058f"),
)
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of most of `text`, "und" where nothing tells.

    German, Ukrainian, Russian and English are told reliably from a sentence on; other languages are named
    where that costs little, so that they are not taken for one of these.
    """
    sample = text[:_SAMPLE].lower()
    words = _WORD.findall(sample)
    if not words:
        return UNDETERMINED
    letters = sum(map(len, words))
    for language, letters_of_script in _SCRIPTS:
        share = len(re.findall(f"[{letters_of_script}]", sample)) / letters
        if share > (0.1 if language == "ja" else 0.5):
            return language
    is_cyrillic = len(_CYRILLIC.findall(sample)) * 2 > letters
    scores = _scores(words, cyrillic=is_cyrillic)
    if not scores:
        return UNDETERMINED
    best, score = max(scores.items(), key=lambda item: item[1])
    if len(words) >= _FEW_WORDS and score < _LEAST_SHARE * len(words):
        return UNDETERMINED
    return best


def _scores(words: list[str], *, cyrillic: bool) -> dict[str, float]:
    """Count the function words and own letters of each language; shared ones count in equal parts."""
    scores: defaultdict[str, float] = defaultdict(float)
    function_words, own_letters = _function_words(), _own_letters()
    for word in words:
        if bool(_CYRILLIC.search(word)) != cyrillic:
            continue
        languages = function_words.get(word, ())
        for language in languages:
            scores[language] += 1 / len(languages)
        for letter in own_letters.keys() & set(word):
            for language in own_letters[letter]:
                scores[language] += 1 / len(own_letters[letter])
    return scores


@cache
def _function_words() -> dict[str, tuple[str, ...]]:
    by_word: dict[str, list[str]] = {}
    lists = {language: list(words) for language, words in OPENERS.items()}
    lists |= {language: words.split() for language, words in _FUNCTION_WORDS.items()}
    for language, words in lists.items():
        for word in words:
            by_word.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in by_word.items()}


@cache
def _own_letters() -> dict[str, tuple[str, ...]]:
    by_letter: dict[str, list[str]] = {}
    for language, letters in _OWN_LETTERS.items():
        for letter in letters:
            by_letter.setdefault(letter, []).append(language)
    return {letter: tuple(languages) for letter, languages in by_letter.items()}
