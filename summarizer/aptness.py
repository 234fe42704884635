"""How well a phrase names a passage: what its words tell there, and how it is built."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.lexicon import lexicon
from summarizer.phrase import Form, Phrase
from summarizer.text import Document
from summarizer.topics import Topic
from summarizer.words import compound_parts, rarity

FULLER = (Form.MODIFIED, Form.TAILED)
WORD, MOST_COUNTED_WORDS = 0.5, 5
_COMFORTABLE = 38
# Fitted on annotated pieces as a log-linear choice among a passage's phrases (cross-validated by piece, and without
# the features that brought nothing), then rounded.
_HEAD, _REPEATED, _LATE, _MAIN, _SPREAD = 3.5, 1.2, 2.0, 0.9, 3.4
_NEGATED, _RARE, _HERE, _COMPOUND, _ONCE = 3.5, 0.7, 0.7, 0.5, 0.8
_GENERAL, _SHELL, _ROLE, _OVERLONG = 1.5, 0.6, 1.0, 0.15
_IN_TITLE, _EVENT, _DESCRIBED = 1.1, 1.0, 0.5
_COMPARED, _NEAR, _THAN = 2.0, 4, ("than", "als", "ніж", "чем")
_LOCAL, _UNKNOWN, _USED = 0.7, 0.15, 0.2
_AGAIN, _PAIRED = 3.0, 0.7  # what both sentences say is what they are about; two nouns are rarely one topic


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of one point, the one that was chosen for its topic, and their part of the text.

    `said` holds the topics of other points, `taken` their labels in small letters.
    """

    lines: tuple[int, ...]
    main: int
    segment: range
    strength: Mapping[str, float]
    said: tuple[str, ...] = ()
    taken: frozenset[str] = frozenset()


class Vocabulary:
    """The phrases of one text by line, and in which lines each of their words stands."""

    def __init__(self, document: Document, phrases: Sequence[Phrase], topics: Mapping[str, Topic]) -> None:
        self.document = document
        self.topics = topics
        self.lexicon = lexicon(document.language)
        self.phrases: dict[int, list[Phrase]] = {}
        for phrase in phrases:
            self.phrases.setdefault(phrase.line, []).append(phrase)
        self.places: dict[str, set[int]] = {}
        for line in document.lines:
            for term in line.terms:
                for each in (term, *compound_parts(term, document.language)):
                    self.places.setdefault(each, set()).add(line.index)
        self.common = {
            term for term, topic in topics.items() if len(topic.occurrences) > 0.28 * len(document.lines)
        }

    def related(self, term: str) -> set[int]:
        """The sentences that speak of a term, in whatever word."""
        topic = self.topics.get(term)
        return self.places.get(term, set()) | set(topic.occurrences if topic else ())

    def paragraph(self, index: int) -> set[int]:
        """The sentences of a sentence's paragraph."""
        number = self.document.lines[index].paragraph
        return {line.index for line in self.document.lines if line.paragraph == number}

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
        self._weights: dict[str, float] = {}

    def score(self, phrase: Phrase) -> float:
        """How well a phrase names the passage."""
        passage = self._passage
        lines = self._text.document.lines
        related = self._text.related(phrase.head)
        here = set(passage.segment) | set(passage.lines)
        spread = set().union(*(self._text.places.get(term, set()) for term in phrase.terms))
        told = self.weight(phrase.head)
        return (
            _HEAD * told
            - _REPEATED * math.log(1 + len(related))
            - _LATE * phrase.first / max(1, len(lines[phrase.line].words))
            + WORD * min(MOST_COUNTED_WORDS, len(phrase.label.split()))
            + _MAIN * (phrase.line == passage.main)
            + _SPREAD * len(spread & here) / max(1, len(here))
            + _HERE * len(related & here) / max(1, len(related))
            + self._specificity(phrase)
            - _ONCE * (len(related) == 1)
            + _DESCRIBED * (phrase.form in FULLER)
            - _NEGATED * phrase.negated
            - _COMPARED * self._is_compared(phrase)
            + _AGAIN * self._is_said_again(phrase)
            - _PAIRED * (phrase.form is Form.PAIR)
            - _OVERLONG * max(0, len(phrase.label) - _COMFORTABLE)
        )

    def weight(self, term: str) -> float:
        """What a term tells of this passage: its strength here, and how much it belongs here."""
        if term not in self._weights:
            self._weights[term] = self._weighed(term)
        return self._weights[term]

    def _weighed(self, term: str) -> float:
        passage = self._passage
        own, related = self._text.places.get(term, set()), self._text.related(term)
        frequency = len(own) + 0.5 * (len(related) - len(own))
        here = set(passage.segment) | set(passage.lines)
        weight = math.log(1 + frequency) * (0.35 + 0.8 * len(related & here) / max(1, len(related)))
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

    def _is_said_again(self, phrase: Phrase) -> bool:
        """Whether another sentence of the passage says the same phrase."""
        return not phrase.is_name and any(
            other.terms == phrase.terms
            for line in self._passage.lines
            if line != phrase.line
            for other in self._text.phrases.get(line, ())
        )

    def _is_compared(self, phrase: Phrase) -> bool:
        """Whether a phrase only measures another: "smaller than that of a village school"."""
        before = self._text.document.lines[phrase.line].words[max(0, phrase.first - _NEAR) : phrase.first]
        return any(word.text.lower() in _THAN for word in before)

    def _specificity(self, phrase: Phrase) -> float:
        """How much a head says by itself: compounds and rare words more, general nouns and titles less."""
        language = self._text.document.language
        head = phrase.head
        said = _COMPOUND * bool(compound_parts(head, language))
        said += _RARE * (0.0 if phrase.is_name else rarity(head, language))
        said -= _GENERAL * (head in self._text.lexicon.general) + _SHELL * (head in self._text.lexicon.shell)
        said += _EVENT * (phrase.form is Form.EVENT)
        return said - _ROLE * (phrase.form is Form.NOUN and head in self._text.lexicon.roles)
