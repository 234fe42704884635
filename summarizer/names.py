"""Whether a text names somebody, in whatever script, spelling and case."""

from __future__ import annotations

from functools import lru_cache

from summarizer.index_terms import name_sounds
from summarizer.words.tokens import tokenise

_BEFORE_A_NAME = frozenset(
    {
        "herr", "herrn", "frau", "autor", "autors", "autorin", "journalist", "journalistin", "mr", "mrs", "ms",
        "author", "пан", "пана", "панові", "пані", "автор", "автора", "авторка", "авторки", "господин", "господина",
        "госпожа", "госпожи",
    }
)  # fmt: skip
"""Words that say of a name no more than that it is one."""


def beside_name(text: str, name: str) -> str | None:
    """What a text says beside a name that it holds, "" where it is but the name; None where it does not hold it.

    A text holds a name if the name's last word is in it, or if nothing else is than words of the name.
    """
    words = [word for word, _ in tokenise(text, "und") if word[0].isalnum()]
    parts = [_known_by(word) for word, _ in tokenise(name, "und") if word[0].isalnum()]
    if not words or not parts:
        return None
    of_name = [any(not _known_by(word).isdisjoint(part) for part in parts) for word in words]
    rest = [
        word
        for word, is_name, is_before in zip(words, of_name, (*of_name[1:], False), strict=True)
        if not is_name and not (is_before and word.casefold() in _BEFORE_A_NAME)
    ]
    named = any(not _known_by(word).isdisjoint(parts[-1]) for word in words)
    return " ".join(rest) if named or not rest else None


@lru_cache(1024)
def _known_by(word: str) -> frozenset[str]:
    """The word itself, and how it sounds in the nominative of any language."""
    return frozenset({word.casefold()}).union(
        *(name_sounds(word, word, language) for language in ("de", "uk"))
    )
