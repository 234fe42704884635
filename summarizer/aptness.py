"""How likely a reader takes a phrase for a good label of a passage.

A logistic model of a few marks. Its weights were fitted on some 3,000 ratings of phrases above the sentences that
they name (54 pieces, German, Ukrainian and English), from malformed to what an editor could have written, by raters
who knew the title and the sentences alone; whether a phrase names an annotated point counts three tenths of a
rating. What it found: the fuller phrase, early in its sentence, of words that its paragraph is about; what happens
says more than who acts, both together the most. More marks (depth of the clause, verbs of saying, place in the
paragraph, pairs of these) changed nothing, and a third of the ratings chose as well as all: what a passage is about,
where no phrase of it says so, has to come from more phrases. So the choice of sentences asks for the chance too.
The weight of a clause was found later and by itself, on 255 ratings of clauses beside the others of their sentences.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.phrases.phrase import Form, Phrase, by_line, is_governed
from summarizer.text import Document
from summarizer.topics import Topic
from summarizer.words import compound_parts, rarity
from summarizer.words.lexicon import lexicon

_WEIGHTS: Mapping[str, float] = {
    "length": 0.041,
    "overlong": -0.16,
    "told": 0.9,
    "told beside the head": 0.32,
    "late": -1.1,
    "title": 0.58,
    "name": 0.55,
    "names": -0.19,
    "bare": 0.57,
    "attribute": 1.1,
    "complement": 1.4,
    "who": -0.74,
    "who in full": -0.83,
    "aside": -0.1,
    "governed": -0.24,
    "compound": 0.24,
    "rare": 0.36,
    "frequent": -0.25,
    "in paragraph": 1.2,
    "actor": 1.3,
    "clause": 2.0,
}
_BIAS = -2.88
_COMFORTABLE = 38
_LOCAL, _UNKNOWN, _USED, _IN_TITLE = 0.7, 0.15, 0.2, 1.1


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of one point, the one that was chosen for its topic, and their part of the text.

    `said` holds the topics of other points.
    """

    lines: tuple[int, ...]
    main: int
    segment: range
    strength: Mapping[str, float]
    said: tuple[str, ...] = ()


class Vocabulary:
    """The phrases of one text by line, and in which lines each of their words stands."""

    def __init__(self, document: Document, phrases: Sequence[Phrase], topics: Mapping[str, Topic]) -> None:
        self.document = document
        self.topics = topics
        self.lexicon = lexicon(document.language)
        self.phrases = by_line(phrases)
        self.places: dict[str, set[int]] = {}
        for line in document.lines:
            for term in line.terms:
                for each in (term, *compound_parts(term, document.language)):
                    self.places.setdefault(each, set()).add(line.index)
        self._related: dict[str, set[int]] = {}
        self._paragraphs: dict[int, set[int]] = {}
        for line in document.lines:
            self._paragraphs.setdefault(line.paragraph, set()).add(line.index)
        self.common = {
            term for term, topic in topics.items() if len(topic.occurrences) > 0.28 * len(document.lines)
        }

    def related(self, term: str) -> set[int]:
        """The sentences that speak of a term, in whatever word."""
        if term not in self._related:
            topic = self.topics.get(term)
            self._related[term] = self.places.get(term, set()).union(topic.occurrences if topic else ())
        return self._related[term]

    def paragraph(self, index: int) -> set[int]:
        """The sentences of a sentence's paragraph."""
        return self._paragraphs[self.document.lines[index].paragraph]

    def overlap(self, first: str, second: str) -> float:
        """How far two topics are one: 1 for a compound and its part, else the share of common sentences."""
        if self.is_same(first, second):
            return 1.0
        if first not in self.topics or second not in self.topics:
            return 0.0
        left, right = self.topics[first].occurrences.keys(), self.topics[second].occurrences.keys()
        return len(left & right) / max(1, len(left | right))

    def is_same(self, first: str, second: str) -> bool:
        """Whether two words are one, or one is part of the other."""
        language = self.document.language
        return (
            first == second
            or first in compound_parts(second, language)
            or second in compound_parts(first, language)
        )


class Aptness:
    """How well phrases name one passage."""

    def __init__(self, text: Vocabulary, passage: Passage) -> None:
        self._text = text
        self._passage = passage
        self._here = set(passage.segment) | set(passage.lines)
        self._weights: dict[str, float] = {}

    def chance(self, phrase: Phrase) -> float:
        """The probability that a reader accepts a phrase as the label of the passage, 0 to 1."""
        marks = self.marks(phrase)
        odds = _BIAS + sum(weight * marks[name] for name, weight in _WEIGHTS.items())
        return 1 / (1 + math.exp(-odds))

    def marks(self, phrase: Phrase) -> dict[str, float]:
        """What the chance depends on."""
        line, head = self._text.document.lines[phrase.line], phrase.head
        language = self._text.document.language
        others = [self.weight(term) for term in phrase.terms if term != head]
        related = self._text.related(head)
        happens = phrase.form in (Form.EVENT, Form.CLAUSE)  # an event's head is its theme
        who = not happens and self._text.lexicon.means_who(head)
        length = len(phrase.label.removeprefix(f"{phrase.actor}: "))
        return {
            "length": length,
            "overlong": max(0, length - _COMFORTABLE),
            "told": self.weight(head) + sum(others),
            "told beside the head": max(others, default=0.0),
            "late": phrase.first / max(1, len(line.words)),
            "title": not self._text.document.title_terms.isdisjoint(phrase.terms),
            "name": phrase.is_name,
            "names": self._names(phrase),
            "bare": phrase.form is Form.NOUN,
            "attribute": phrase.form is Form.MODIFIED,
            "complement": happens or phrase.form is Form.TAILED,
            "clause": phrase.form is Form.CLAUSE,
            "who": who,
            "who in full": who and phrase.form in (Form.MODIFIED, Form.TAILED),
            "aside": phrase.aside,
            "governed": is_governed(phrase, line.words),
            "compound": bool(compound_parts(head, language)),
            "rare": 0.0 if phrase.is_name else rarity(head, language),
            "frequent": math.log(1 + len(related)),
            "in paragraph": math.log(1 + len(related & self._text.paragraph(phrase.line))),
            "actor": bool(phrase.actor),
        }

    def weight(self, term: str) -> float:
        """What a term tells of this passage: its strength here, and how much it belongs here."""
        if term not in self._weights:
            self._weights[term] = self._weighed(term)
        return self._weights[term]

    def _weighed(self, term: str) -> float:
        passage = self._passage
        own, related = self._text.places.get(term, set()), self._text.related(term)
        frequency = len(own) + 0.5 * (len(related) - len(own))
        weight = math.log(1 + frequency) * (0.35 + 0.8 * len(related & self._here) / max(1, len(related)))
        long_compound = len(term) >= 12 and bool(compound_parts(term, self._text.document.language))
        if frequency <= 1 and not long_compound:
            weight *= 0.65
        share = len(own) / max(1, len(self._text.document.lines))
        if len(self._text.document.lines) > 8 and share > 0.18:
            weight *= max(0.5, 1 - 4 * (share - 0.18))
        if term in self._text.lexicon.general:
            weight *= 0.4
        elif term in self._text.lexicon.shell:
            weight *= 0.8
        if term in self._text.document.title_terms and share <= 0.28:
            weight *= _IN_TITLE
        overlap = max((self._text.overlap(term, used) for used in passage.said), default=0.0)
        strength = passage.strength.get(term, 0.0 if term in self._text.common else _UNKNOWN)
        return _LOCAL * strength + (1 - _LOCAL) * weight * (1 - _USED * overlap)

    def _names(self, phrase: Phrase) -> bool:
        """Whether a name stands in the phrase; in German every noun has a capital."""
        words = self._text.document.lines[phrase.line].words
        return self._text.document.language != "de" and any(
            at > 0 and words[at].text[0].isupper() for at in range(phrase.first, phrase.last + 1)
        )
