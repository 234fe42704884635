"""What somebody says, as a headline has it: "Horbal: port must close"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from summarizer.accounts import CLOSING_QUOTES, OPENING_QUOTES
from summarizer.actors import Clause, can_act
from summarizer.headlines import clauses
from summarizer.hearsay import FINDING, OPENS_CONTENT, SOURCES
from summarizer.lexicon import Lexicon, lexicon
from summarizer.phrase import Phrase, by_line
from summarizer.text import Document, Line
from summarizer.tokens import Word

_QUOTES = OPENING_QUOTES | CLOSING_QUOTES
_MARKS = (*_QUOTES, ",", ".", "!", "-", "–", "—")
_BY_ACCOUNT_OF = {
    "de": (("laut",), ("nach", "angaben"), ("nach", "ansicht"), ("nach", "einschätzung")),
    "en": (("according", "to"),),
}
_BEFORE_SOURCE = ("ART", "AT0", "ADJ", "AJ", "CRD", "NN", "NP0", "NOUN", "NAME")
_OPENS_ASIDE = ("CJS", "AV0")
_FARTHEST_SOURCE = 4
_NAMES = ("NP0", "NE", "NAME", "UNKN")


def statements(document: Document, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """The clauses that a name or a body says, behind its colon, in the order of the text."""
    if not document.grammar:
        return
    for index, in_line in by_line(phrases).items():
        words = document.lines[index].words
        if any(word.text == "?" for word in words):
            continue
        if document.grammar in ("uk", "ru"):
            yield from _in_slavic(document.lines[index], in_line, document.grammar)
            continue
        statement = _Statement(words, in_line, document.grammar)
        contents = ((actor, content) for actor in in_line for content in statement.contents_of(actor))
        for actor, content in contents:
            names = [actor.head] if actor.head in SOURCES else _names(actor.label, document)
            found = list(_said(document.lines[index], in_line, names, content, document.grammar))
            yield from found
            if found:
                break


def _in_slavic(line: Line, phrases: Sequence[Phrase], language: str) -> Iterator[Phrase]:
    from summarizer.slavic_speakers import said

    names, content = next((each for each in said(line, phrases, language) if each[1]), ([], range(0)))
    if content:
        yield from _said(line, phrases, names, content, language)


class _Statement:
    """One sentence, asked who says what in it."""

    def __init__(self, words: Sequence[Word], phrases: Sequence[Phrase], language: str) -> None:
        self._words = words
        self._phrases = phrases
        self._language = language
        self._clause = Clause(words, language)
        self._lexicon: Lexicon = lexicon(language)

    def contents_of(self, actor: Phrase) -> Iterator[range]:
        """The words that an actor may say; none where it says nothing, or denies it."""
        if can_act(actor, self._phrases, self._lexicon):
            yield from filter(None, (self._by_account_of(actor), self._before(actor), self._behind(actor)))
        elif self._language == "en" and actor.head in SOURCES:
            yield from filter(
                None, (self._by_account_of(actor), self._before(actor))
            )  # "…, a study has found"

    def _by_account_of(self, actor: Phrase) -> range:
        """Such as "According to Horbal, [the port closed]", "[The port closed], according to Horbal"."""
        low = [word.text.lower() for word in self._words[: actor.first]]
        for source in _BY_ACCOUNT_OF[self._language]:
            for at in range(max(0, actor.first - _FARTHEST_SOURCE - len(source)), actor.first):
                behind = at + len(source)
                if tuple(low[at:behind]) != source or not self._is_name_of(behind, actor):
                    continue
                if at > 0:
                    return self._trimmed(0, at)
                if self._language == "de":  # there it is a place of the clause itself
                    return range(len(self._words))
                comma = actor.last + 1
                if comma < len(self._words) and self._words[comma].text == ",":
                    return range(comma + 1, len(self._words))
        return range(0)

    def _is_name_of(self, start: int, actor: Phrase) -> bool:
        """Whether nothing but articles and titles stands between a place and an actor."""
        return all(word.tag.startswith(_BEFORE_SOURCE) for word in self._words[start : actor.first])

    def _before(self, actor: Phrase) -> range:
        """What stands before its speaker: "„[The port must close]“, said Horbal", "[The port closed], Horbal said"."""
        start = self._clause.subject_start(actor)
        if start is None or start < 2:
            return range(0)
        behind = actor.last + 1
        if self._asserts(start - 1):
            start -= 1
        elif not self._tells(behind, actor):
            return range(0)
        return self._trimmed(0, start) if self._words[start - 1].text in _MARKS else range(0)

    def _tells(self, behind: int, actor: Phrase) -> bool:
        """Whether a verb behind an actor says something: "Horbal | told …", "a study | has found"."""
        verbs = self._words[behind : behind + 2]
        if not verbs:
            return False
        found = verbs[-1] if verbs[0].tag.startswith("VH") else verbs[0]
        finds = actor.head in SOURCES and found.lemma in FINDING
        return finds or self._asserts(behind) or verbs[0].lemma == "tell"

    def _trimmed(self, start: int, stop: int) -> range:
        """A part of the sentence without its quotation marks; none if it is quoted in part, or is no part."""
        quoted = self._words[start].text in _QUOTES
        start += quoted
        if stop - start < 2 or self._words[stop - 1].text not in _MARKS:
            return range(0)
        while stop > start and self._words[stop - 1].text in _MARKS:
            stop -= 1
        closing = max((at for at in range(start, stop) if self._words[at].text in _QUOTES), default=0)
        if closing and self._words[closing - 1].text == "," and self._words[start].tag in _OPENS_ASIDE:
            start = closing + 1  # "While it may seem “odd,” the port must close, Horbal said"
        inside = {word.text for word in self._words[start:stop]}
        return range(start, stop) if inside.isdisjoint(_QUOTES) else range(0)

    def _behind(self, actor: Phrase) -> range:
        """What stands behind its speaker: "Horbal said that [the port must close]"; in German it is no main clause."""
        told = self._clause.told_of(actor) if self._language != "de" else range(0)
        if not told or not self._asserts(told.start):
            return range(0)
        words = self._words
        before = {word.text.lower() for word in words[: told.start]}
        if not before.isdisjoint(self._lexicon.denials | self._lexicon.hedges):
            return range(0)
        start = told.start + 1
        while start < len(words) and (words[start].text == "," or words[start].text.lower() in OPENS_CONTENT):
            start += 1
        return range(start, len(words))

    def _asserts(self, at: int) -> bool:
        return self._words[at].lemma in self._lexicon.asserting


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
        and not words[at - 1].tag.startswith((*_NAMES, *_BEFORE_SOURCE))
        and words[at + 1].tag not in _NAMES
    }


def _said(
    line: Line, phrases: Sequence[Phrase], names: Iterable[str], content: range, language: str
) -> Iterator[Phrase]:
    """The clauses of the content, as if it stood alone, behind the first name of the speaker with which they fit."""
    start, stop = content.start, content.stop
    inside = [
        replace(phrase, first=phrase.first - start, last=phrase.last - start)
        for phrase in phrases
        if start <= phrase.first and phrase.last < stop
    ]
    part = replace(line, words=line.words[start:stop])
    for name in names:
        found = list(clauses(part, inside, language, f"{name}: "))
        for clause in found:
            opening = line.words[
                start if clause.label.startswith(part.words[0].text) else clause.first + start
            ]
            label = f"{name}: {_inside(clause.label, opening, language)}"
            yield replace(
                clause, label=label, actor=name, first=clause.first + start, last=clause.last + start
            )
        if found:
            return


def _inside(label: str, opening: Word, language: str) -> str:
    """A clause without the capital that it has from opening its sentence."""
    capital = language == "de" or opening.tag in _NAMES or not opening.text[1:].islower()
    return label if capital else f"{label[0].lower()}{label[1:]}"
