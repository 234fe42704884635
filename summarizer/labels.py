"""What a point is called: the phrase of its sentences that says best what they alone are about."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.lexicon import LANGUAGES, lexicon
from summarizer.phrase import Form, Phrase
from summarizer.text import Document
from summarizer.topics import Topic, is_common
from summarizer.types import LabelCandidate
from summarizer.wellformed import is_wellformed
from summarizer.words import compound_parts, rarity

__all__ = ["LONGEST_LABEL", "Label", "Namer", "Passage", "is_wellformed"]

LONGEST_LABEL = 60
_COMFORTABLE = 38
# Fitted on annotated pieces as a log-linear choice among a passage's phrases (cross-validated by piece, and without
# the features that brought nothing), then rounded.
_HEAD, _REPEATED, _LATE, _WORD, _MAIN, _SPREAD = 3.5, 1.2, 2.0, 0.5, 0.9, 3.4
_NEGATED, _RARE, _HERE, _COMPOUND, _ONCE = 3.5, 0.7, 0.7, 0.5, 0.8
_GENERAL, _SHELL, _ROLE, _OVERLONG = 1.5, 0.6, 1.0, 0.15
_MOST_COUNTED_WORDS, _IN_TITLE = 5, 1.1
_EVENT = 1.0
_COMPARED, _NEAR, _THAN = 2.0, 4, ("than", "als", "ніж", "чем")
_LOCAL, _UNKNOWN, _USED = 0.7, 0.15, 0.2
_ACTOR_COMMON, _COMPOSED, _MATTER_GAP, _SECOND_GAP = 0.5, 44, 3.0, 3.0
_DESCRIBED, _LONG_NOUN, _SPEAKING = 0.5, 9, 12
_ANOTHER_IN_FULL = 2.0
_SAME_IN_FULL, _AS_COMPLEMENT = 3.6, 2.0  # how far below a bare noun the fuller phrase around it may lie
_AGAIN, _PAIRED = 3.0, 0.7  # what both sentences say is what they are about; two nouns are rarely one topic
_IN_PASSING, _LOOKED_BACK, _IN_PARAGRAPH, _SETTING_COMMON = 2, 3, 1.5, 0.2
_NAMED = 2  # a name that its paragraph says only once stands there for many reasons
_FULLER = (Form.MODIFIED, Form.TAILED)
_WHOLE = (*_FULLER, Form.EVENT)
_SHOWN_CANDIDATES, _CONSIDERED = 6, 16
_VERBS_AND_ADJECTIVES = ("V", "AJ", "ADJ", "AV", "ADV", "INFN", "GRND", "PRT")
_ENGLISH_VERBS = ("VBZ", "VBD", "VBB", "VHZ", "VHD", "VHB", "VM0", "VVD", "VVZ")
_OPENING_WORDS, _PREPOSITIONS = 4, ("APPR", "APPRART", "PRP", "PRF", "PREP")


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of one point, the one that was chosen for its topic, and their part of the text.

    `taken` holds the labels of other points, in small letters.
    """

    lines: tuple[int, ...]
    main: int
    segment: range
    strength: Mapping[str, float]
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Label:
    """A label, the terms it speaks of, and the phrases that were considered."""

    text: str
    terms: tuple[str, ...]
    candidates: tuple[LabelCandidate, ...]


class Namer:
    """Names the points of one text."""

    def __init__(self, document: Document, phrases: Sequence[Phrase], topics: Mapping[str, Topic]) -> None:
        self._document = document
        self._topics = topics
        self._lexicon = lexicon(document.language)
        self._phrases: dict[int, list[Phrase]] = {}
        for phrase in phrases:
            self._phrases.setdefault(phrase.line, []).append(phrase)
        self._places: dict[str, set[int]] = {}
        for line in document.lines:
            for term in line.terms:
                for each in (term, *compound_parts(term, document.language)):
                    self._places.setdefault(each, set()).add(line.index)
        self._common = {
            term for term, topic in topics.items() if len(topic.occurrences) > 0.28 * len(document.lines)
        }

    def name(self, passage: Passage, used_terms: Sequence[str]) -> Label:
        """The label of a passage, none that is taken; empty where no word of it says anything."""
        weights: dict[str, float] = {}
        scored = sorted(
            (
                (self._score(phrase, passage, used_terms, weights), phrase)
                for index in passage.lines
                for phrase in self._phrases.get(index, ())
            ),
            key=lambda pair: (-pair[0], pair[1].line, pair[1].first, pair[1].last),
        )
        shown = tuple(
            LabelCandidate(capitalised(phrase.label), round(score, 3), phrase.form.value)
            for score, phrase in scored[:_SHOWN_CANDIDATES]
        )
        good = [
            (score, phrase)
            for score, phrase in scored[:_CONSIDERED]
            if capitalised(phrase.label).casefold() not in passage.taken
            and is_wellformed(capitalised(phrase.label), self._document.language)
        ]
        if not good:
            text, terms = self._without_phrase(passage)
            return Label(text, terms, shown)
        text, terms = self._composed(good, scored, passage)
        if capitalised(text).casefold() in passage.taken or not is_wellformed(
            capitalised(text), self._document.language
        ):
            text, terms = good[0][1].label, good[0][1].terms
        return Label(capitalised(text), terms, shown)

    def _weight(
        self, term: str, passage: Passage, used_terms: Sequence[str], weights: dict[str, float]
    ) -> float:
        """What a term tells of this passage: its strength here, and how much it belongs here."""
        if term in weights:
            return weights[term]
        topic = self._topics.get(term)
        own = self._places.get(term, set())
        related = own | set(topic.occurrences if topic else ())
        frequency = len(own) + 0.5 * (len(related) - len(own))
        here = set(passage.segment) | set(passage.lines)
        weight = math.log(1 + frequency) * (0.35 + 0.8 * len(related & here) / max(1, len(related)))
        long_compound = len(term) >= 12 and bool(compound_parts(term, self._document.language))
        if frequency <= 1 and not long_compound:
            weight *= 0.65
        share = len(own) / max(1, len(self._document.lines))
        if len(self._document.lines) > 8 and share > 0.18:
            weight *= max(0.5, 1 - 4 * (share - 0.18))
        if term in self._lexicon.general:
            weight *= 0.4
        elif term in self._lexicon.shell:
            weight *= 0.8
        if term in self._document.title_terms and share <= 0.28:
            weight *= _IN_TITLE
        overlap = max((self.overlap(term, used) for used in used_terms), default=0.0)
        strength = passage.strength.get(term, 0.0 if term in self._common else _UNKNOWN)
        weights[term] = _LOCAL * strength + (1 - _LOCAL) * weight * (1 - _USED * overlap)
        return weights[term]

    def overlap(self, first: str, second: str) -> float:
        """How far two topics are one: 1 for a compound and its part, else the share of common sentences."""
        if self._is_same(first, second):
            return 1.0
        if first not in self._topics or second not in self._topics:
            return 0.0
        left, right = self._topics[first].occurrences.keys(), self._topics[second].occurrences.keys()
        return len(left & right) / max(1, len(left | right))

    def _is_same(self, first: str, second: str) -> bool:
        """Whether two words are one, or one is part of the other."""
        language = self._document.language
        return (
            first == second
            or first in compound_parts(second, language)
            or second in compound_parts(first, language)
        )

    def _score(
        self, phrase: Phrase, passage: Passage, used_terms: Sequence[str], weights: dict[str, float]
    ) -> float:
        lines = self._document.lines
        related = self._related(phrase)
        here = set(passage.segment) | set(passage.lines)
        spread = set().union(*(self._places.get(term, set()) for term in phrase.terms))
        told = self._weight(phrase.head, passage, used_terms, weights)
        return (
            _HEAD * told
            - _REPEATED * math.log(1 + len(related))
            - _LATE * phrase.first / max(1, len(lines[phrase.line].words))
            + _WORD * min(_MOST_COUNTED_WORDS, len(phrase.label.split()))
            + _MAIN * (phrase.line == passage.main)
            + _SPREAD * len(spread & here) / max(1, len(here))
            + _HERE * len(related & here) / max(1, len(related))
            + self._specificity(phrase)
            - _ONCE * (len(related) == 1)
            + _DESCRIBED * (phrase.form in _FULLER)
            - _NEGATED * phrase.negated
            - _COMPARED * self._is_compared(phrase)
            + _AGAIN * self._is_said_again(phrase, passage)
            - _PAIRED * (phrase.form is Form.PAIR)
            - _OVERLONG * max(0, len(phrase.label) - _COMFORTABLE)
        )

    def _is_said_again(self, phrase: Phrase, passage: Passage) -> bool:
        """Whether another sentence of the passage says the same phrase."""
        return not phrase.is_name and any(
            other.terms == phrase.terms
            for line in passage.lines
            if line != phrase.line
            for other in self._phrases.get(line, ())
        )

    def _is_compared(self, phrase: Phrase) -> bool:
        """Whether a phrase only measures another: "smaller than that of a village school"."""
        before = self._document.lines[phrase.line].words[max(0, phrase.first - _NEAR) : phrase.first]
        return any(word.text.lower() in _THAN for word in before)

    def _specificity(self, phrase: Phrase) -> float:
        """How much a head says by itself: compounds and rare words more, general nouns and titles less."""
        language = self._document.language
        head = phrase.head
        said = _COMPOUND * bool(compound_parts(head, language))
        said += _RARE * (0.0 if phrase.is_name else rarity(head, language))
        said -= _GENERAL * (head in self._lexicon.general) + _SHELL * (head in self._lexicon.shell)
        said += _EVENT * (phrase.form is Form.EVENT)
        return said - _ROLE * (phrase.form is Form.NOUN and head in self._lexicon.roles)

    def _composed(
        self,
        good: Sequence[tuple[float, Phrase]],
        scored: Sequence[tuple[float, Phrase]],
        passage: Passage,
    ) -> tuple[str, tuple[str, ...]]:
        """The best phrase, with the person or body that acts in front of it where that says more."""
        score, phrase = self._in_full(good)
        if phrase.is_name or phrase.form is Form.PROPER:
            matter = self._matter_of(phrase, score, good)
            if matter is None:
                return self._introduced(self._instead_of(phrase, good), passage)
            if self._is_everywhere(phrase) or _abbreviates(phrase.label, matter.label):
                return self._introduced(matter, passage)
            return f"{phrase.label}: {matter.label}", (*phrase.terms, *matter.terms)
        actor = self._actor_of(phrase, scored)
        if actor is not None and _abbreviates(actor.label, phrase.label):
            actor = None
        if actor is not None and phrase.form in (Form.NOUN, Form.MODIFIED, Form.TAILED):
            return f"{actor.label}: {phrase.label}", (*actor.terms, *phrase.terms)
        person = self._person_of(phrase, scored) if phrase.form is Form.NOUN else None
        if person is not None:
            return f"{person.label}: {phrase.label}", (*person.terms, *phrase.terms)
        compound = len(phrase.head) >= _SPEAKING and compound_parts(phrase.head, self._document.language)
        second = None if compound or phrase.form is not Form.NOUN else self._second_of(phrase, score, good)
        if second is None and phrase.form is Form.NOUN and not compound:
            return self._introduced(self._another_in_full(phrase, score, good), passage)
        if second is not None:
            first, last = sorted((phrase, second), key=lambda each: (each.line, each.first))
            label = f"{first.label} {self._lexicon.conjunction} {last.label}"
            return label, (*phrase.terms, *second.terms)
        return self._introduced(phrase, passage)

    def _instead_of(self, name: Phrase, good: Sequence[tuple[float, Phrase]]) -> Phrase:
        """What else there is where a name is too often in the text to tell one point from another."""
        if len(self._related(name)) <= _SETTING_COMMON * len(self._document.lines):
            return name
        return next((phrase for _, phrase in good if not phrase.is_name), name)

    def _introduced(self, phrase: Phrase, passage: Passage) -> tuple[str, tuple[str, ...]]:
        """A phrase; a detail in passing with the topic that was set before it, as an editor would: "Topic: detail"."""
        passing = len(self._related(phrase)) <= _IN_PASSING or phrase.form is Form.NOUN
        topic = self._set_before(phrase, passage) if passing else None
        if topic is None:
            return phrase.label, phrase.terms
        return f"{topic.label}: {phrase.label}", (*topic.terms, *phrase.terms)

    def _set_before(self, detail: Phrase, passage: Passage) -> Phrase | None:
        """The topic that the sentences right before a passage set, in its part of the text or its paragraph."""
        first = min(passage.lines)
        start = min(passage.segment.start, *self._paragraph(passage.main))
        topics = [
            phrase
            for index in range(max(start, first - _LOOKED_BACK), first)
            for phrase in self._phrases.get(index, ())
            if self._can_set(phrase)
            and (not phrase.is_name or len(self._related(phrase) & self._paragraph(passage.main)) >= _NAMED)
            and self._can_join(phrase, detail)
            and phrase.label.casefold() not in passage.taken
        ]
        weights: dict[str, float] = {}
        return max(
            topics,
            key=lambda topic: (
                _IN_PARAGRAPH * math.log(1 + len(self._related(topic) & self._paragraph(passage.main)))
                + self._weight(topic.head, passage, (), weights)
                + _WORD * min(_MOST_COUNTED_WORDS, len(topic.label.split()))
            ),
            default=None,
        )

    def _can_set(self, phrase: Phrase) -> bool:
        """Whether a phrase can be what several sentences are about."""
        places = len(self._places.get(phrase.head, ()))
        return (
            len(self._related(phrase)) > 1
            and places <= max(2, _SETTING_COMMON * len(self._document.lines))
            and phrase.head not in self._lexicon.general
            and not (phrase.form is Form.NOUN and phrase.head in self._lexicon.shell)
            and not phrase.negated
            and is_wellformed(capitalised(phrase.label), self._document.language)
        )

    def _related(self, phrase: Phrase) -> set[int]:
        """The sentences that speak of a phrase's head, in whatever word."""
        topic = self._topics.get(phrase.head)
        return self._places.get(phrase.head, set()) | set(topic.occurrences if topic else ())

    def _paragraph(self, index: int) -> set[int]:
        number = self._document.lines[index].paragraph
        return {line.index for line in self._document.lines if line.paragraph == number}

    def _is_everywhere(self, name: Phrase) -> bool:
        """Whether a name tells no point from another."""
        topic = self._topics.get(name.head)
        return topic is not None and is_common(topic, len(self._document.lines))

    def _in_full(self, good: Sequence[tuple[float, Phrase]]) -> tuple[float, Phrase]:
        """The best phrase; for a bare noun the fuller phrase around it."""
        score, noun = good[0]
        if noun.form is not Form.NOUN:
            return good[0]
        around = (
            (value, phrase)
            for value, phrase in good[1:]
            if self._says_in_full(phrase, noun)
            and value >= score - (_AS_COMPLEMENT if noun.head in phrase.terms[1:] else _SAME_IN_FULL)
        )
        return next(around, good[0])

    @staticmethod
    def _another_in_full(noun: Phrase, score: float, good: Sequence[tuple[float, Phrase]]) -> Phrase:
        """For a bare noun that nothing completes, the next phrase that says more, if it is near."""
        others = (
            phrase for value, phrase in good if phrase.form in _WHOLE and value >= score - _ANOTHER_IN_FULL
        )
        return next(others, noun)

    def _says_in_full(self, phrase: Phrase, noun: Phrase) -> bool:
        """Whether a phrase is built around a noun, or is a compound of it."""
        if phrase.form in _WHOLE:
            return noun.head in phrase.terms
        compound = compound_parts(phrase.head, self._document.language)
        return phrase.form is Form.NOUN and noun.head in compound

    def _second_of(self, noun: Phrase, score: float, good: Sequence[tuple[float, Phrase]]) -> Phrase | None:
        """Another topic of the passage, one that the text comes back to."""
        for value, phrase in good:
            if phrase.is_name or phrase.head == noun.head or value < score - _SECOND_GAP:
                continue
            topic = self._topics.get(phrase.head)
            returns = topic is not None and len(topic.occurrences) > 1
            if returns and phrase.form is Form.NOUN and self._can_join(noun, phrase):
                return phrase
        return None

    def _matter_of(self, name: Phrase, score: float, good: Sequence[tuple[float, Phrase]]) -> Phrase | None:
        """What a bare name does or meets, behind it in its sentence or anywhere; a short bare noun says too little."""
        matters = [
            (phrase.line == name.line and phrase.first > name.last, value, phrase)
            for value, phrase in good
            if not phrase.is_name
            and (phrase.form is not Form.NOUN or len(phrase.head) >= _LONG_NOUN)
            and value >= score - _MATTER_GAP
            and self._can_join(name, phrase)
        ]
        return max(matters, key=lambda matter: matter[:2])[2] if matters else None

    def _actor_of(self, phrase: Phrase, scored: Sequence[tuple[float, Phrase]]) -> Phrase | None:
        """A salient name before the phrase in its sentence."""
        names = [
            (value, name)
            for value, name in scored
            if name.is_name
            and name.line == phrase.line
            and name.last < phrase.first
            and self._acts(name)
            and self._can_join(name, phrase)
            and self._is_actor(name)
        ]
        if not names:
            return None
        return max(names, key=lambda pair: pair[0])[1]

    def _acts(self, name: Phrase) -> bool:
        """Whether a name opens its sentence as its subject may, or stands right before its verb."""
        words = self._document.lines[name.line].words
        before = words[: name.first]
        if len(before) <= _OPENING_WORDS:
            return not any(word.tag in _PREPOSITIONS for word in before)
        following = words[name.last + 1].tag if name.last + 1 < len(words) else ""
        return following in _ENGLISH_VERBS and not any(word.tag in _PREPOSITIONS for word in before[-2:])

    def _person_of(self, noun: Phrase, scored: Sequence[tuple[float, Phrase]]) -> Phrase | None:
        """Somebody named in full, whom no preposition makes a mere circumstance."""
        for _, name in scored:
            words = self._document.lines[name.line].words
            governed = name.first > 0 and words[name.first - 1].tag in _PREPOSITIONS
            if name.is_name and " " in name.label and not governed and self._can_join(name, noun):
                return name
        return None

    def _is_actor(self, name: Phrase) -> bool:
        """Somebody who is met again in the text, but not everywhere."""
        topic = self._topics.get(name.head)
        if topic is None:
            return False
        return len(topic.occurrences) > 1 and topic.share(len(self._document.lines)) <= _ACTOR_COMMON

    def _can_join(self, name: Phrase, matter: Phrase) -> bool:
        label = f"{name.label}: {matter.label}"
        shared = name.label.casefold() == matter.label.casefold() or any(
            self._is_same(a, b) for a in name.terms for b in matter.terms
        )
        return len(name.label) > 1 and len(label) <= _COMPOSED and len(label.split()) <= 7 and not shared

    def _without_phrase(self, passage: Passage) -> tuple[str, tuple[str, ...]]:
        """For a language or a passage without phrases: its strongest words, as they stand in the text."""
        lines = [self._document.lines[index] for index in (passage.main, *passage.lines)]
        words = [word for line in lines for word in line.words if word.text[0].isalnum()]
        content = {term for line in lines for term in line.terms} - self._lexicon.general
        ranked = sorted(
            words,
            key=lambda word: (
                word.lemma not in content,
                word.tag.startswith(_VERBS_AND_ADJECTIVES),
                -passage.strength.get(word.lemma, 0.0),
            ),
        )
        for word in ranked:
            label = capitalised(word.text[:LONGEST_LABEL])
            if label.casefold() not in passage.taken and not _is_function_word(word.text):
                return label, (word.lemma,)
        return "", ()


def _is_function_word(form: str) -> bool:
    """Whether a word says nothing about a topic in any of the languages: a text may be of several."""
    return any(form.lower() in lexicon(language).stop for language in LANGUAGES)


def _abbreviates(acronym: str, phrase: str) -> bool:
    """Whether the words of a phrase begin with the letters of an acronym: "IS", "Islamischer Staat"."""
    initials = "".join(word[0] for word in phrase.split() if word[0].isupper())
    return acronym.isupper() and len(acronym) > 1 and acronym in initials


def capitalised(label: str) -> str:
    """A label begins with a capital."""
    return label[:1].upper() + label[1:]
