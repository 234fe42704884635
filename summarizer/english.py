"""English words: tags (C5), lemmas, names told from capitalised adjectives and verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.hanta import LONGEST_TOKEN, tagger
from summarizer.lexicon import lexicon
from summarizer.tokens import Word

NOUNS = ("NN0", "NN1", "NN2", "NP0")
_CONTENT = ("NN", "NP", "AJ", "VV", "UN")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9\-]+")
_NOT_A_NAME_YET = ("AJ0", "NN1", "NN2", "NN0", "UNC", "VVB", "VVZ", "VVI", "CRD")
_BASE_VERBS = ("VVB", "VVI", "VVZ")
_VERB_OR_NOT = ("AJ0", "NN1")
_BEFORE_NOUNS = ("AT0", "AJ0", "DPS")


class English:
    """Morphology of English; see `summarizer.words.Morphology`."""

    def analyse(self, tokens: Sequence[str]) -> list[tuple[str, str]]:
        """(lemma, tag) of each token of a sentence."""
        tags = tagger("en").tags(tokens)
        return [(_lemma(token, tag), tag) for token, tag in zip(tokens, tags, strict=True)]

    def harmonise(self, document: Sequence[Sequence[Word]]) -> list[tuple[Word, ...]]:
        """The same sentences; capitals never written small become names, verbs after articles nouns."""
        small = frozenset(word.text for words in document for word in words if word.text[0].islower())
        return [_read_again(words, small) for words in document]

    def lemma(self, word: str) -> str:
        """The lemma of a word that stands alone, as in a query."""
        if not word[:1].isalpha() or len(word) > LONGEST_TOKEN:
            return word.lower()
        return _lemma(word, tagger("en").best_tag(word))

    def compound_parts(self, lemma: str) -> tuple[str, ...]:
        """The parts of a hyphenated word."""
        return tuple(part for part in lemma.split("-") if len(part) > 2) if "-" in lemma else ()

    def is_content(self, word: Word) -> bool:
        """Whether the word's class can carry a topic."""
        return word.tag.startswith(_CONTENT)

    def rarity(self, lemma: str) -> float:
        """By the frequency of the noun in HanTa's corpus."""
        return tagger("en").rarity(lemma, "NN1")


def _lemma(token: str, tag: str) -> str:
    if not token[0].isalpha() or tag in ("NP0", "CRD") or len(token) > LONGEST_TOKEN:
        return token.lower()
    if tag.startswith(_CONTENT):
        return tagger("en").lemma(token, tag).lower()
    return token.lower()


def _read_again(words: Sequence[Word], small: frozenset[str]) -> tuple[Word, ...]:
    """Left to right, each decision seeing those before it."""
    done: list[Word] = []
    for at, word in enumerate(words):
        before = done[-1] if done else None
        after = words[at + 1] if at + 1 < len(words) else None
        if word.text[0].isupper() and word.text != "I":
            if _is_name(word, before, after, small):
                word = replace(word, tag="NP0", lemma=word.text.lower())
        elif word.tag in _VERB_OR_NOT and before is not None and before.text.lower() == "cannot":
            word = replace(word, tag="VVI")  # "cannot open polling stations": HanTa knows "can not" only
        elif word.tag in _BASE_VERBS and before is not None and _is_noun_here(word, done, after):
            tag = "NN2" if word.tag == "VVZ" else "NN1"
            word = replace(word, tag=tag, lemma=tagger("en").lemma(word.text, tag).lower())
        done.append(word)
    return tuple(done)


def _is_name(word: Word, before: Word | None, after: Word | None, small: frozenset[str]) -> bool:
    if _ACRONYM.fullmatch(word.text) and word.tag != "AT0":
        return True
    if before is None:
        return False
    lower = word.text.lower()
    if word.tag in _NOT_A_NAME_YET and lower not in small and not tagger("en").known(lower):
        return True
    if word.tag == "CRD":
        return after is not None and after.text[0].isupper()
    named_before = before.text[0].isupper() and before.tag in ("NP0", "AJ0")
    return word.tag in (*_BASE_VERBS, "AV0") and named_before


def _is_noun_here(word: Word, done: Sequence[Word], after: Word | None) -> bool:
    before = done[-1]
    noun_follows = after is not None and after.tag in NOUNS
    if before.tag in _BEFORE_NOUNS and word.text.lower() not in lexicon("en").stop and not noun_follows:
        return True
    if word.tag != "VVZ" or len(done) < 2 or before.tag not in NOUNS or after is None:
        return False
    return done[-2].tag in ("AJ0", "VVG", "AT0") and after.tag in ("CJT", "PRP", "PRF")
