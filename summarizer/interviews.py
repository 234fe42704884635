"""Who speaks in an interview: their names stand everywhere and are no topic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from summarizer.phrases.phrase import Phrase
from summarizer.text import Document, Line

_PREFIX = re.compile(r"^((?:[^\W\d_][\w.'’-]*\s){0,3}[^\W\d_][\w.'’-]*):\s")
_FEWEST_QUESTIONS, _FEWEST_PREFIXES = 4, 3
_SHARE_OF_PARAGRAPHS = 0.2


def speakers(document: Document, phrases: Sequence[Phrase]) -> frozenset[str]:
    """Lemmas of the speakers' last names; empty for a text that is no interview."""
    openings = [line for line in document.lines if line.opens_paragraph]
    prefixes = Counter(match.group(1) for line in openings if (match := _PREFIX.match(line.text)))
    named = {name for name, count in prefixes.items() if count >= _FEWEST_PREFIXES}
    questions = [line for line in openings if line.text.rstrip(' “”"»').endswith("?")]
    many = len(questions) >= max(_FEWEST_QUESTIONS, _SHARE_OF_PARAGRAPHS * len(openings))
    if not named and not many:
        return frozenset()
    spoken = {word.casefold() for name in named for word in name.split()}
    asked = set(_addressed(questions, phrases))
    introduced = {
        phrase.head
        for phrase in phrases
        if many and phrase.is_name and " " in phrase.label and document.lines[phrase.line].paragraph == 0
    }
    return frozenset(
        phrase.head
        for phrase in phrases
        if phrase.is_name
        and (phrase.head in asked | introduced or not spoken.isdisjoint(phrase.label.casefold().split()))
    )


def _addressed(questions: Sequence[Line], phrases: Sequence[Phrase]) -> Iterator[str]:
    """The name at the head of a question: "Frau Kalyna, wie …?"."""
    lines = {line.index: line for line in questions}
    for phrase in phrases:
        line = lines.get(phrase.line)
        if line is None or not phrase.is_name or phrase.last > 4 or phrase.last + 1 >= len(line.words):
            continue
        if line.words[phrase.last + 1].text == ",":
            yield phrase.head
