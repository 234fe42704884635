"""What somebody says, as a headline has it: "Horbal: port must close"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.accounts import CLOSING_QUOTES, OPENING_QUOTES
from summarizer.actors import Clause, can_act
from summarizer.headlines import clauses
from summarizer.hearsay import OPENS_CONTENT
from summarizer.lexicon import lexicon
from summarizer.phrase import Phrase, by_line, fits_clause
from summarizer.text import Document, Line

# In German what is said is told in the mood of hearsay or with the verb at its end: neither is a headline.
_WITH_PLAIN_CONTENT = ("en", "uk", "ru")
_ENDS_QUOTATION = (*CLOSING_QUOTES, ",", ".", "!")


def statements(document: Document, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """The clauses that a name or a body says, behind its colon, in the order of the text."""
    if document.grammar not in _WITH_PLAIN_CONTENT:
        return
    known = lexicon(document.grammar)
    for index, in_line in by_line(phrases).items():
        line = document.lines[index]
        if any(word.text == "?" for word in line.words):
            continue
        clause = Clause(line.words, document.grammar)
        for actor in in_line:
            told = clause.told_of(actor) if can_act(actor, in_line, known) else range(0)
            if told:
                yield from _said(
                    line, in_line, actor, _content(line, told, document.grammar), document.grammar
                )
                break


def _content(line: Line, told: range, language: str) -> range:
    """The words of what is said: inside of quotation marks, or behind a verb of saying that denies nothing."""
    words = line.words
    if told.start == 1 and words[0].text in OPENING_QUOTES:
        stop = told.stop
        while stop > 1 and words[stop - 1].text in _ENDS_QUOTATION:
            stop -= 1
        return range(1, stop)
    if words[told.start].lemma not in lexicon(language).asserting:
        return range(0)
    start = told.start + 1
    while start < len(words) and (words[start].text == "," or words[start].text.lower() in OPENS_CONTENT):
        start += 1
    return range(start, len(words))


def _said(
    line: Line, phrases: Sequence[Phrase], actor: Phrase, content: range, language: str
) -> Iterator[Phrase]:
    """The clauses of the content, as if it stood alone, behind the name of the speaker."""
    if not content:
        return
    start, stop = content.start, content.stop
    inside = [
        replace(phrase, first=phrase.first - start, last=phrase.last - start)
        for phrase in phrases
        if start <= phrase.first and phrase.last < stop
    ]
    for clause in clauses(replace(line, words=line.words[start:stop]), inside, language):
        label = f"{actor.label}: {clause.label}"
        if fits_clause(label):
            yield replace(
                clause, label=label, actor=actor.label, first=clause.first + start, last=clause.last + start
            )
