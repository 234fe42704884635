"""German nouns in the cases that follow their nominative."""

from __future__ import annotations

import re

from summarizer.wordlists import word_list
from summarizer.words.german_endings import WEAK
from summarizer.words.german_nouns import UNSEEN, fold, known_tails, log_probability

_WEAK_IN_S = ("buchstabe", "gedanke", "glaube", "name", "wille")
_STRONG_IN_ENT = ("moment", "kontinent", "akzent", "zement", "orient", "advent")
_NEVER_CHANGES = re.compile(r"(?<![ah])us$|(?<!e)is$")  # Kaukasus, Praxis; not Haus, Preis

_MEASURES = word_list("Cent Dollar Rubel Schilling Pfund Prozent Grad Stück Hektar Watt gramm Mark")


def dative_plural(nominative: str) -> str:
    """Such as "Panzern" of "Panzer"; measures stay as they are: "von 20 Dollar"."""
    unchanged = nominative.endswith(("n", "s", "a", "i", "o", *_MEASURES))
    return nominative if unchanged else f"{nominative}n"


def singular_in(case: str, nominative: str, lemma: str, of: str) -> str:
    """A noun in its accusative, dative or genitive ("a", "d", "g")."""
    if of == "m" and WEAK.search(lemma) and not lemma.endswith(_STRONG_IN_ENT):
        short = nominative.endswith(("e", "Herr", "herr", "bauer", "Bauer", "nachbar", "Nachbar"))
        weak = nominative + ("n" if short else "en")
        return f"{weak}s" if case == "g" and lemma.endswith(_WEAK_IN_S) else weak
    return _genitive(nominative) if case == "g" and of != "f" else nominative


def _genitive(noun: str) -> str:
    """A strong noun in its genitive; both -s and -es are right for many, the usual one is taken."""
    word = fold(noun)
    if word.endswith(("nis", "bus")):
        return f"{noun}ses"
    if noun.isupper() or word.endswith("fonds") or _NEVER_CHANGES.search(word):
        return noun
    if word.endswith(("s", "x", "z", "sch")):
        return f"{noun}es"
    last = word.rsplit("-", 1)[-1]
    for tail in (last, *known_tails(last)):
        short, long = log_probability(f"{tail}s"), log_probability(f"{tail}es")
        if max(short, long) > UNSEEN:
            return f"{noun}es" if long > short else f"{noun}s"
    return f"{noun}s"
