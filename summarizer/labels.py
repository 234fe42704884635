"""What a point is called: the phrase of its sentences that a reader is likeliest to accept as their heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.actors import actions
from summarizer.aptness import Aptness, Passage, Vocabulary
from summarizer.headlines import headlines
from summarizer.language import LANGUAGES
from summarizer.phrases.phrase import Form, Phrase, by_line
from summarizer.statements import statements
from summarizer.text import Document
from summarizer.topics import Topic
from summarizer.types import LONGEST_LABEL, LabelCandidate
from summarizer.wellformed import is_wellformed
from summarizer.words.lexicon import lexicon

# Where a phrase without an actor is that likely to be taken, no clause is asked for: readers take both alike.
_SURE = 0.89
_GIVEN = "heading of the author"
_VERBS_AND_ADJECTIVES = ("V", "AJ", "ADJ", "AV", "ADV", "INFN", "GRND", "PRT")


@dataclass(frozen=True, slots=True)
class Label:
    """A label, the terms it speaks of, who acts in it, its chance, and the phrases that were considered.

    The chance is the probability that a reader accepts it, 0 for a word of a passage without phrases.
    """

    text: str
    terms: tuple[str, ...]
    actor: str = ""
    chance: float = 0.0
    candidates: tuple[LabelCandidate, ...] = ()

    def repeats(self, other: Label) -> bool:
        """Whether it says what the other says ("Lines", "Line"), or opens with the same actor: a litany."""
        same = self.text.casefold() == other.text.casefold() or self._said() == other._said()
        return same or bool(self.actor and self.actor == other.actor)

    def _said(self) -> frozenset[str]:
        return frozenset(word.casefold() for word in (*self.terms, *self.actor.split()))


class Namer:
    """Names the points of one text: one phrase each, an actor before it only where it acts (`actors`), or a clause."""

    def __init__(
        self,
        document: Document,
        phrases: Sequence[Phrase],
        topics: Mapping[str, Topic],
        silent: frozenset[str] = frozenset(),
    ) -> None:
        """`silent` are the names that no clause may tell of: the speakers of an interview."""
        self._document = document
        self._found = by_line(phrases)
        self._silent = silent
        self._text = Vocabulary(document, [*phrases, *actions(document, phrases)], topics)

    def likeliest(self, passage: Passage) -> Label:
        """The likeliest phrase as the passage's label; an empty one without a phrase.

        Clauses do not count: whether a sentence says a point and whether its grammar
        is plain enough to be cut are two things, and these take long.
        """
        ranked = self._ranked(Aptness(self._text, passage), self._phrases_of(passage))
        return _label(*ranked[0]) if ranked else Label("", ())

    def name(self, passage: Passage, others: Sequence[Label] = ()) -> Label:
        """The label of a passage that repeats none of the others; empty where no word of it says anything."""
        aptness = Aptness(self._text, passage)
        ranked = self._ranked(aptness, self._phrases_of(passage))
        if not ranked or ranked[0][0] < _SURE or ranked[0][1].actor:
            ranked = sorted([*ranked, *self._ranked(aptness, self._clauses_of(passage))], key=_best_first)
        named = [(label, _GIVEN) for label in self._given(passage)]
        named += [(_label(chance, phrase), phrase.form.value) for chance, phrase in ranked]
        fresh = (label for label, _ in named if not any(map(label.repeats, others)))
        label = next(fresh, None) or self._without_phrase(passage, others)
        candidates: dict[str, LabelCandidate] = {}
        for each, form in (*named, (label, "word")):
            candidates.setdefault(each.text, LabelCandidate(each.text, round(each.chance, 3), form))
        return replace(label, candidates=tuple(candidates.values()))

    def _given(self, passage: Passage) -> Iterator[Label]:
        """What the author wrote above this part of the text, if the passage speaks of half of it too."""
        heading = self._document.heading_above(passage.main)
        if heading is None or not heading.is_label or not self._silent.isdisjoint(heading.terms):
            return
        here = set(passage.lines)
        told = [term for term in heading.terms if not here.isdisjoint(self._text.related(term))]
        if 2 * len(told) >= len(heading.terms):
            yield Label(capitalised(heading.text), heading.terms, chance=1.0)

    def _phrases_of(self, passage: Passage) -> list[Phrase]:
        found = (phrase for index in passage.lines for phrase in self._text.phrases.get(index, ()))
        return [phrase for phrase in found if not phrase.denied]

    def _clauses_of(self, passage: Passage) -> Iterator[Phrase]:
        """The clauses of its sentences, and what somebody says in them."""
        for index in passage.lines:
            words, in_line = self._document.lines[index].words, self._found.get(index, [])
            for clause in (*headlines(self._document, in_line), *statements(self._document, in_line)):
                told_of = {word.lemma for word in words[clause.first : clause.last + 1]}
                if self._silent.isdisjoint(told_of):
                    yield clause

    def _ranked(self, aptness: Aptness, phrases: Iterable[Phrase]) -> list[tuple[float, Phrase]]:
        """The well-formed of some phrases with their chances to name a passage, best first."""
        fit = (
            phrase
            for phrase in phrases
            if is_wellformed(
                capitalised(phrase.label), self._document.language, clause=phrase.form is Form.CLAUSE
            )
        )
        return sorted(((aptness.chance(phrase), phrase) for phrase in fit), key=_best_first)

    def _without_phrase(self, passage: Passage, others: Sequence[Label]) -> Label:
        """For a language or a passage without phrases: its strongest words, as they stand in the text."""
        lines = [self._document.lines[index] for index in (passage.main, *passage.lines)]
        words = [word for line in lines for word in line.words if word.text[0].isalnum()]
        content = {term for line in lines for term in line.terms} - self._text.lexicon.general
        ranked = sorted(
            words,
            key=lambda word: (
                word.tag.startswith(_VERBS_AND_ADJECTIVES),
                word.lemma not in content,
                -passage.strength.get(word.lemma, 0.0),
            ),
        )
        for word in ranked:
            label = Label(capitalised(word.text[:LONGEST_LABEL]), (word.lemma,))
            if not _is_function_word(word.text) and not any(map(label.repeats, others)):
                return label
        return Label("", ())


def _label(chance: float, phrase: Phrase) -> Label:
    return Label(capitalised(phrase.label), phrase.terms, phrase.actor, chance)


def _best_first(ranked: tuple[float, Phrase]) -> tuple[float, int, int, int]:
    chance, phrase = ranked
    return -chance, phrase.line, phrase.first, phrase.last


def _is_function_word(form: str) -> bool:
    """Whether a word says nothing about a topic in any of the languages: a text may be of several."""
    return any(form.lower() in lexicon(language).stop for language in LANGUAGES)


def capitalised(label: str) -> str:
    """A label begins with a capital."""
    return label[:1].upper() + label[1:]
