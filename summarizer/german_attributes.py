"""German nouns and adjectives in their phrase: genders that a text shows, and the strong nominative."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from summarizer import german_nouns
from summarizer.hanta import tagger
from summarizer.lexicon import lexicon
from summarizer.text import Line
from summarizer.tokens import Word

_NOUN_TAGS = ("NN", "NNA", "NNI")
# Weak adjectives without which a complement would say something else.
_DESCRIBING = ("neu", "jung", "alt", "groß", "klein", "schwer", "stark", "lang")
_INFLECTED = re.compile(r"(.+?)e[nrsm]?$")


def seen_genders(lines: Sequence[Line]) -> dict[str, str]:
    """Genders of noun lemmas, as the articles of this text show them."""
    evidence: dict[str, Counter[str]] = {}
    for line in lines:
        words = line.words
        for at, word in enumerate(words):
            if not word.tag.startswith("NN") or not word.text[0].isupper():
                continue
            lemma, ending = german_nouns.lemma_and_ending(word.text)
            before = at - 1
            while before >= 0 and words[before].tag == "ADJ(A)":
                before -= 1
            if ending or before < 0:
                continue
            adjective = words[at - 1].text if before < at - 1 else ""
            shown = _gender_shown(words[before].text.lower(), adjective)
            if shown:
                evidence.setdefault(lemma, Counter())[shown] += 1
    return {lemma: counts.most_common(1)[0][0] for lemma, counts in evidence.items()}


def _gender_shown(determiner: str, adjective: str) -> str | None:
    if determiner in ("das", "dieses", "jenes", "ins"):
        return "n"
    if determiner in ("den", "einen", "keinen", "diesen", "jeden"):
        return "m"
    if determiner in ("eine", "einer", "keine", "keiner", "zur"):
        return "f"
    if determiner in ("ein", "kein") and adjective.endswith(("es", "er")):
        return "n" if adjective.endswith("es") else "m"
    return None


def is_nominal(word: Word) -> bool:
    """Whether a word is a noun or a name."""
    return (word.tag in _NOUN_TAGS and word.text[0].isupper()) or word.tag == "NE"


def adjective_stem(form: str) -> str:
    """An adjective without its ending, in lower case: the key of `weak_adjectives`."""
    return re.sub(r"e[nrsm]?$", "", form.lower())


def is_weak(form: str) -> bool:
    """Whether an adjective only points, counts or praises ("letzte", "große")."""
    return adjective_stem(form) in lexicon("de").weak_adjectives or form.lower() in lexicon("de").stop


def is_pointing(form: str) -> bool:
    """Whether an adjective cannot even stand inside a label: "neuer Mitglieder" can, "solcher Mitglieder" not."""
    return is_weak(form) and adjective_stem(form) not in _DESCRIBING


def nominative_adjective(form: str, number: str, gender: str | None) -> str | None:
    """The strong nominative of an adjective ("russischen" → "russischer"); None for an unknown gender."""
    low = form.lower()
    if form[0].isupper() and low.endswith("er") and not _is_inflected_adjective(low):
        return form  # Davoser, Wiener: they never change
    match = _INFLECTED.match(form)
    if not match:
        return form
    ending = "e" if number == "p" or gender == "f" else {"m": "er", "n": "es"}.get(gender or "")
    return match.group(1) + ending if ending else None


def _is_inflected_adjective(low: str) -> bool:
    german = tagger("de")
    return german.lemma(low, "ADJ(A)") != low and bool(german.known(low) or german.is_stem(low[:-2], "ADJ"))
