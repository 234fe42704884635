"""What somebody says, as a headline has it: "Horbal: port must close"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from summarizer.headlines import clauses
from summarizer.phrases.phrase import Phrase, by_line
from summarizer.text import Document, Line
from summarizer.words.english import is_of_a_people
from summarizer.words.tokens import Word

_BEFORE_NAME = ("ART", "AT0", "ADJ", "AJ", "NN", "NP0", "NOUN", "NAME")
_OPENS = ('"', "“", "”", ":")
_NAMES = ("NP0", "NE", "NAME", "UNKN")


def statements(document: Document, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """The clauses that a name or a body says, behind its colon, in the order of the text."""
    if not document.grammar:
        return
    for index, in_line in by_line(phrases).items():
        line = document.lines[index]
        if any(word.text == "?" for word in line.words):
            continue
        for names, content in _said(line, in_line, document):
            found = list(_headed(line, in_line, names, content, document.grammar))
            yield from found
            if found:
                break


def _said(
    line: Line, phrases: Sequence[Phrase], document: Document
) -> Iterator[tuple[Iterable[str], Sequence[int]]]:
    """What each speaker of a sentence can be called, and the places of what it says."""
    if document.grammar == "de":
        from summarizer.statements.german import said as in_german

        yield from ((_names(name, document), content) for name, content in in_german(line.words))
    elif document.grammar == "en":
        from summarizer.statements.english import said as in_english

        yield from ((_names(name, document), content) for name, content in in_english(line.words, phrases))
    else:
        from summarizer.statements.slavic import said as in_slavic

        yield from in_slavic(line, phrases, document.grammar)


def _names(full: str, document: Document) -> Iterator[str]:
    """What a speaker can be called; the text is searched for the surname only where the full name has no room."""
    yield full
    yield from _surnames(document) & {full.rsplit(" ", 1)[-1]}


def _surnames(document: Document) -> set[str]:
    """The names that stand alone somewhere, as surnames do: "Maria Novak … [Novak]", not "the National Bank"."""
    return {
        words[at].text
        for words in (line.words for line in document.lines)
        for at in range(1, len(words) - 1)
        if words[at].tag in _NAMES
        and not words[at - 1].tag.startswith((*_NAMES, *_BEFORE_NAME))
        and words[at + 1].tag not in _NAMES
    }


def _headed(
    line: Line, phrases: Sequence[Phrase], names: Iterable[str], content: Sequence[int], language: str
) -> Iterator[Phrase]:
    """The clauses of the content, as if it stood alone, behind the first name of the speaker with which they fit."""
    if not content:
        return
    place = {at: index for index, at in enumerate(content)}
    inside = [
        replace(phrase, first=place[phrase.first], last=place[phrase.last])
        for phrase in phrases
        if phrase.first in place and phrase.last in place
    ]
    part = replace(line, words=tuple(line.words[at] for at in content))
    for name in names:
        found = list(clauses(part, inside, language, f"{name}: "))
        for clause in found:
            first, last = content[clause.first], content[clause.last]
            opening = part.words[0] if clause.label.startswith(part.words[0].text) else line.words[first]
            midway = language == "en" and first > 0 and line.words[first - 1].text not in _OPENS
            label = f"{name}: {clause.label if midway else _inside(clause.label, opening, language)}"
            yield replace(clause, label=label, actor=name, first=first, last=last)
        if found:
            return


def _inside(label: str, opening: Word, language: str) -> str:
    """A clause without the capital that it has from opening its sentence."""
    people = language == "en" and is_of_a_people(opening)
    capital = people or language == "de" or opening.tag in _NAMES or not opening.text[1:].islower()
    return label if capital else f"{label[0].lower()}{label[1:]}"
