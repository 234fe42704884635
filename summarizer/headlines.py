"""The main clause of a sentence, cut to a headline: "Council rejects budget".

Readers took 46 of 58 such labels for good ones where the best noun phrase of the same sentences passed 20 times:
a clause says what happens, whatever its verb is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.hearsay import is_by_account
from summarizer.phrase import Phrase, by_line
from summarizer.text import Document, Line
from summarizer.tokens import Word

_LONGEST_NAME = 4
_OPENING_QUOTES = frozenset("\"„“«”'‘")


def headlines(document: Document, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """The clauses that could head the sentences of a text, in its order; none for a language without grammar."""
    if document.grammar == "de":
        from summarizer.german_headlines import headlines as of_line
    elif document.grammar == "en":
        from summarizer.english_headlines import headlines as of_line
    elif document.grammar in ("uk", "ru"):
        from summarizer.slavic_headlines import headlines as of_line
    else:
        return
    for index, in_line in by_line(phrases).items():
        line = document.lines[index]
        if _is_told(line, document.grammar):
            yield from of_line(line, in_line, document.grammar)


def _is_told(line: Line, language: str) -> bool:
    """Whether a sentence states something by itself: it asks nothing, and nobody else says it."""
    words = line.words
    asks = any(word.text == "?" for word in words)
    quotes = words[0].text in _OPENING_QUOTES and not _is_name(words, language)
    return not asks and not quotes and not is_by_account(words, language)


def _is_name(words: Sequence[Word], language: str) -> bool:
    """Whether a sentence opens with the name of a firm or a work, not with what somebody says: «Прибій» купив порт."""
    if language not in ("uk", "ru"):
        return False
    end = next((at for at in range(2, len(words)) if words[at].text in '"”“»'), len(words))
    inside = words[1:end]
    return (
        len(inside) <= _LONGEST_NAME
        and end + 1 < len(words)
        and not any(word.tag in ("VERB", "INFN", "GRND", "NPRO", "PNCT") for word in inside)
        and words[end + 1].text[0].isalpha()
        and inside[0].text[0].isupper()
    )
