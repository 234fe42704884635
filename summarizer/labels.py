"""What a point is called: the phrase of its sentences that says best what they alone are about."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.aptness import FULLER, MOST_COUNTED_WORDS, WORD, Aptness, Passage, Vocabulary
from summarizer.lexicon import LANGUAGES, lexicon
from summarizer.phrase import Form, Phrase
from summarizer.text import Document
from summarizer.topics import Topic, is_common
from summarizer.types import LabelCandidate
from summarizer.wellformed import is_wellformed
from summarizer.words import compound_parts

__all__ = ["LONGEST_LABEL", "Label", "Namer", "Passage", "is_wellformed"]

LONGEST_LABEL = 60
_ACTOR_COMMON, _COMPOSED, _MATTER_GAP, _SECOND_GAP = 0.5, 44, 3.0, 3.0
_LONG_NOUN, _SPEAKING = 9, 12
_ANOTHER_IN_FULL = 2.0
_SAME_IN_FULL, _AS_COMPLEMENT = 3.6, 2.0  # how far below a bare noun the fuller phrase around it may lie
_IN_PASSING, _LOOKED_BACK, _IN_PARAGRAPH, _SETTING_COMMON = 2, 3, 1.5, 0.2
_NAMED = 2  # a name that its paragraph says only once stands there for many reasons
_WHOLE = (*FULLER, Form.EVENT)
_SHOWN_CANDIDATES, _CONSIDERED = 6, 16
_VERBS_AND_ADJECTIVES = ("V", "AJ", "ADJ", "AV", "ADV", "INFN", "GRND", "PRT")
_ENGLISH_VERBS = ("VBZ", "VBD", "VBB", "VHZ", "VHD", "VHB", "VM0", "VVD", "VVZ")
_OPENING_WORDS, _PREPOSITIONS = 4, ("APPR", "APPRART", "PRP", "PRF", "PREP")


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
        self._text = Vocabulary(document, phrases, topics)

    def name(self, passage: Passage) -> Label:
        """The label of a passage, none that is taken; empty where no word of it says anything."""
        aptness = Aptness(self._text, passage)
        scored = sorted(
            (
                (aptness.score(phrase), phrase)
                for index in passage.lines
                for phrase in self._text.phrases.get(index, ())
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
        if phrase.form is not Form.NOUN:
            return self._introduced(phrase, passage)
        person = self._person_of(phrase, scored)
        if person is not None:
            return f"{person.label}: {phrase.label}", (*person.terms, *phrase.terms)
        if len(phrase.head) >= _SPEAKING and compound_parts(phrase.head, self._document.language):
            return self._introduced(phrase, passage)
        second = self._second_of(phrase, score, good)
        if second is None:
            return self._introduced(self._another_in_full(phrase, score, good), passage)
        first, last = sorted((phrase, second), key=lambda each: (each.line, each.first))
        label = f"{first.label} {self._text.lexicon.conjunction} {last.label}"
        return label, (*phrase.terms, *second.terms)

    def _instead_of(self, name: Phrase, good: Sequence[tuple[float, Phrase]]) -> Phrase:
        """What else there is where a name is too often in the text to tell one point from another."""
        if len(self._text.related(name.head)) <= _SETTING_COMMON * len(self._document.lines):
            return name
        return next((phrase for _, phrase in good if not phrase.is_name), name)

    def _introduced(self, phrase: Phrase, passage: Passage) -> tuple[str, tuple[str, ...]]:
        """A phrase; a detail in passing with the topic that was set before it, as an editor would: "Topic: detail"."""
        passing = len(self._text.related(phrase.head)) <= _IN_PASSING or phrase.form is Form.NOUN
        topic = self._set_before(phrase, passage) if passing else None
        if topic is None:
            return phrase.label, phrase.terms
        return f"{topic.label}: {phrase.label}", (*topic.terms, *phrase.terms)

    def _set_before(self, detail: Phrase, passage: Passage) -> Phrase | None:
        """The topic that the sentences right before a passage set, in its part of the text or its paragraph."""
        first = min(passage.lines)
        paragraph = self._text.paragraph(passage.main)
        start = min(passage.segment.start, *paragraph)
        topics = [
            phrase
            for index in range(max(start, first - _LOOKED_BACK), first)
            for phrase in self._text.phrases.get(index, ())
            if self._can_set(phrase)
            and (not phrase.is_name or len(self._text.related(phrase.head) & paragraph) >= _NAMED)
            and self._can_join(phrase, detail)
            and phrase.label.casefold() not in passage.taken
        ]
        aptness = Aptness(self._text, passage)
        return max(
            topics,
            key=lambda topic: (
                _IN_PARAGRAPH * math.log(1 + len(self._text.related(topic.head) & paragraph))
                + aptness.weight(topic.head)
                + WORD * min(MOST_COUNTED_WORDS, len(topic.label.split()))
            ),
            default=None,
        )

    def _can_set(self, phrase: Phrase) -> bool:
        """Whether a phrase can be what several sentences are about."""
        places = len(self._text.places.get(phrase.head, ()))
        return (
            len(self._text.related(phrase.head)) > 1
            and places <= max(2, _SETTING_COMMON * len(self._document.lines))
            and phrase.head not in self._text.lexicon.general
            and not (phrase.form is Form.NOUN and phrase.head in self._text.lexicon.shell)
            and not phrase.negated
            and is_wellformed(capitalised(phrase.label), self._document.language)
        )

    def _is_everywhere(self, name: Phrase) -> bool:
        """Whether a name tells no point from another."""
        topic = self._text.topics.get(name.head)
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
            topic = self._text.topics.get(phrase.head)
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
        topic = self._text.topics.get(name.head)
        if topic is None:
            return False
        return len(topic.occurrences) > 1 and topic.share(len(self._document.lines)) <= _ACTOR_COMMON

    def _can_join(self, name: Phrase, matter: Phrase) -> bool:
        label = f"{name.label}: {matter.label}"
        shared = name.label.casefold() == matter.label.casefold() or any(
            self._text.is_same(a, b) for a in name.terms for b in matter.terms
        )
        return len(name.label) > 1 and len(label) <= _COMPOSED and len(label.split()) <= 7 and not shared

    def _without_phrase(self, passage: Passage) -> tuple[str, tuple[str, ...]]:
        """For a language or a passage without phrases: its strongest words, as they stand in the text."""
        lines = [self._document.lines[index] for index in (passage.main, *passage.lines)]
        words = [word for line in lines for word in line.words if word.text[0].isalnum()]
        content = {term for line in lines for term in line.terms} - self._text.lexicon.general
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
