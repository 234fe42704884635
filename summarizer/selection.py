"""Which sentences become points: they cover the text, repeat nothing, and stand without what was left out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from summarizer.aptness import Passage
from summarizer.interviews import speakers
from summarizer.key_sentences import evidence
from summarizer.labels import Label, Namer
from summarizer.language import detect
from summarizer.phrases import find_phrases
from summarizer.ranking import count_terms
from summarizer.segments import segment
from summarizer.text import Document, Line, read
from summarizer.topics import Topic, find_topics
from summarizer.types import METHODS, ExplainedPoint, Explanation, Point, SentenceScore
from summarizer.words.lexicon import lexicon

Unit = tuple[int, ...]
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Length:
    """How long a point may be: its most words, those that cost nothing, and may two sentences join?"""

    most_words: int
    free_words: int
    cost: float
    pairs: bool


LENGTHS = {
    "line": Length(most_words=22, free_words=10, cost=0.05, pairs=False),
    "short": Length(most_words=35, free_words=14, cost=0.016, pairs=False),
    "normal": Length(most_words=50, free_words=20, cost=0.0145, pairs=True),
    "long": Length(most_words=90, free_words=45, cost=0.001, pairs=True),
}

# Of all that was tried only these weigh: a dangling opening, a part of the text used twice, coverage, labels that
# say the same, and whether a reader would accept the label. That multiplies: a sentence with a good label that says
# no point is no point.
_DANGLING, _SEGMENT_USED, _COVERAGE, _NAMED = 1.1, 0.4, 0.8, 2.0
# Two points side by side said the same thing in one case of six (75 pairs in 136 pieces), those apart in one of fifty.
_BESIDE = 0.3
# Of 540 points 25 instead of 30 said what another one said (108 pieces that nothing was tuned on).
_ALIKE = 0.7
_REACH, _FARTHEST = 2.5, 12
_MILD, _OPENING, _UNAVOIDABLE = 0.6, 0.4, 0.25
_FOR_PREDECESSOR = 25
_OVERLONG = 1.6
_ROUNDS = 4
# More points than these are worth adding only under a label that readers take: of those below they took half.
_ENOUGH, _DOUBTFUL = 5, 0.5
_LOCAL_DENSITY, _DENSITY_REACH = 0.5, 1.5
_SURELY, _STRONGEST = 0.75, 2.5


def choose(
    text: str,
    language: str | None,
    title: str | None,
    headings: Sequence[tuple[int, int]],
    limit: int,
    method: str,
    length: str,
) -> Explanation:
    """The points of a text and the account of every sentence; see `summarizer.points`."""
    if method not in METHODS:
        raise ValueError(f"unknown method {method!r}; there are {', '.join(METHODS)}")
    if length not in LENGTHS:
        raise ValueError(f"unknown length {length!r}; there are {', '.join(LENGTHS)}")
    language = language or detect(text)
    document = read(text, language, title, headings)
    if not any(line.showable for line in document.lines) or limit < 1:
        return Explanation(language, bool(document.grammar), (), ())
    return _Choice(document, method, LENGTHS[length]).explain(limit)


def dangles(sentence: str, language: str) -> float:
    """How much a sentence's opening points back: 1 fully, less where it names again what it points at."""
    words = lexicon(language)
    opening = sentence.lstrip('–—-"„«“” ')
    if not words.openers.match(opening):
        return 0.0
    return _MILD if words.mild_openers.match(opening) else 1.0


class _Choice:
    """The choice of points over one text.

    A unit is worth the probability that it says a point (`key_sentences`), and the text that it covers: each
    sentence counts by its own probability, and for a unit by its distance from it.
    """

    def __init__(self, document: Document, method: str, length: Length) -> None:
        self.document = document
        self.length = length
        self.lines = document.lines
        terms = count_terms(document)
        found = find_phrases(document)
        silent = speakers(document, found)
        phrases = [phrase for phrase in found if not (phrase.is_name and phrase.head in silent)]
        self.segments = segment(document, terms)
        self.segment_of = [
            number for number, (first, last) in enumerate(self.segments) for _ in range(first, last)
        ]
        self.topics = find_topics(document, phrases, self.segment_of)
        self.nameable = frozenset(phrase.line for phrase in phrases if not phrase.denied)
        self.namer = Namer(document, phrases, self.topics, silent)
        self.strength = self._topic_strengths()
        self.dangling = self._dangling()
        self.parts = evidence(document, terms, phrases, self.strength, method)
        self.score: Vector = np.sum(list(self.parts.values()), axis=0)
        self.chance: Vector = 1 / (1 + np.exp(-self.score))
        self.likeliest = [self.namer.likeliest(self._passage((line.index,))) for line in self.lines]

    def _dangling(self) -> list[float]:
        """How much each sentence points back; less where the one before is too long to be brought along."""
        found = [dangles(line.text, self.document.language) for line in self.lines]
        found[0] *= _OPENING
        for before, line in pairwise(self.lines):
            if (
                found[line.index] == _MILD
                and before.size + line.size > self.length.most_words + _FOR_PREDECESSOR
            ):
                found[line.index] *= _UNAVOIDABLE
        return found

    def _topic_strengths(self) -> list[dict[str, float]]:
        """For each sentence how strongly it speaks of each topic: weight times local density."""
        strengths: list[dict[str, float]] = [{} for _ in self.lines]
        heaviest = max((topic.weight for topic in self.topics.values()), default=1.0) or 1.0
        for term, topic in self.topics.items():
            density = _densities(topic)
            densest = max(density.values())
            for index, value in topic.occurrences.items():
                if value >= _SURELY:
                    local = 1 - _LOCAL_DENSITY + _LOCAL_DENSITY * density[index] / densest
                    strengths[index][term] = topic.weight / heaviest * _STRONGEST * value * local
        return strengths

    def _units(self) -> Iterator[Unit]:
        """What can be a point: a sentence, or two neighbours that are short enough together."""
        for line in self.lines:
            if not line.showable:
                continue
            if self._can_be_named((line.index,)):
                yield (line.index,)
            pair = (line.index, line.index + 1)
            follows = self.length.pairs and pair[1] < len(self.lines) and self._can_join(line)
            if follows and self._can_be_named(pair):
                yield pair

    def _can_be_named(self, unit: Unit) -> bool:
        """Whether a unit has a phrase for its label, or none has in this text."""
        return not self.nameable or not self.nameable.isdisjoint(unit)

    def _can_join(self, line: Line) -> bool:
        following = self.lines[line.index + 1]
        brings = self.dangling[following.index] > 0 and not self.dangling[line.index]
        together = line.size + following.size
        if not following.showable or together > self.length.most_words + _FOR_PREDECESSOR * brings:
            return False
        same_part = self.segment_of[line.index] == self.segment_of[following.index]
        return line.paragraph == following.paragraph or same_part or brings

    def _worth(self, unit: Unit) -> float:
        """What a unit is worth by itself."""
        missed = math.prod(1 - float(self.chance[index]) for index in unit)
        size = sum(self.lines[index].size for index in unit)
        cost = self.length.cost * max(0, size - self.length.free_words)
        overlong = _OVERLONG * (size > self.length.most_words and not self.length.pairs)
        named = 1 + _NAMED * self._likeliest_of(unit).chance
        return (1 - missed) * named - cost - overlong - _DANGLING * self.dangling[unit[0]]

    def _likeliest_of(self, unit: Unit) -> Label:
        """The label that a unit will probably get."""
        return max((self.likeliest[index] for index in unit), key=lambda label: label.chance)

    def _chosen(self, limit: int) -> list[Unit]:
        """The best units one by one, then each given up in turn for what is best beside the others."""
        units = list(self._units())
        if not units:
            return []
        firsts = np.array([unit[0] for unit in units])
        lasts = np.array([unit[-1] for unit in units])
        worth = np.array([self._worth(unit) for unit in units])
        parts = np.array(self.segment_of)[firsts]
        weights = limit * self.chance / float(self.chance.sum())
        coverage = _Coverage(weights, firsts, lasts)
        likeness = _Likeness([self._likeliest_of(unit).terms for unit in units])
        limit = min(limit, len(self.lines))
        picked: list[int] = []
        for _ in range((1 + _ROUNDS) * limit):
            kept = picked[1:] if len(picked) == limit else picked
            value = worth + _COVERAGE * coverage.gains(kept)
            for other in kept:
                value -= _SEGMENT_USED * (parts == parts[other])
                value -= _BESIDE * ((firsts == lasts[other] + 1) | (lasts == firsts[other] - 1))
                value -= _ALIKE * likeness.to(other)
                value[(firsts <= lasts[other]) & (lasts >= firsts[other])] = -math.inf
            best = int(value.argmax())
            if value[best] == -math.inf:
                break
            if len(kept) < len(picked) and value[picked[0]] >= value[best]:
                best = picked[0]
            picked = [*kept, best]
        return sorted(units[number] for number in picked)

    def explain(self, limit: int) -> Explanation:
        """The choice, told."""
        picked: list[tuple[Unit, Label]] = []
        said: list[str] = []
        for unit in self._chosen(limit):
            label = self.namer.name(self._passage(unit, tuple(said)), [label for _, label in picked])
            if not label.text:
                continue
            said += [term for term in label.terms if term in self.topics and term not in said]
            picked.append((unit, label))
        return self._account(_worth_adding(picked))

    def _passage(self, unit: Unit, said: tuple[str, ...] = ()) -> Passage:
        strength: dict[str, float] = {}
        for index in unit:
            for term, value in self.strength[index].items():
                strength[term] = max(strength.get(term, 0.0), value / _STRONGEST)
        main = max(unit, key=lambda index: float(self.chance[index]))
        first, last = self.segments[self.segment_of[main]]
        return Passage(unit, main, range(first, last), strength, said)

    def _account(self, picked: Sequence[tuple[Unit, Label]]) -> Explanation:
        chosen = {index for unit, _ in picked for index in unit}
        points = tuple(
            ExplainedPoint(
                Point(
                    label.text,
                    tuple(self.lines[index].sentence for index in unit),
                    dangling=self.dangling[unit[0]] > 0 and unit[0] > 0,
                ),
                label.candidates,
            )
            for unit, label in picked
        )
        return Explanation(
            self.document.language,
            bool(self.document.grammar),
            points,
            tuple(self._score_of(line, line.index in chosen) for line in self.lines),
        )

    def _score_of(self, line: Line, chosen: bool) -> SentenceScore:
        strengths: Mapping[str, float] = self.strength[line.index]
        parts = tuple((name, round(float(part[line.index]), 3)) for name, part in self.parts.items())
        topic = max(strengths, key=lambda term: strengths[term], default="")
        label = self.likeliest[line.index]
        return SentenceScore(
            line.sentence,
            round(float(self.score[line.index]), 3),
            parts,
            topic,
            self.segment_of[line.index],
            chosen,
            showable=line.showable,
            dangling=self.dangling[line.index],
            label=label.text,
            chance=round(label.chance, 3),
            worth=round(self._worth((line.index,)), 3),
        )


def _worth_adding(picked: list[tuple[Unit, Label]]) -> list[tuple[Unit, Label]]:
    """The points without those of the weakest labels, as long as enough are left."""
    weakest = sorted(picked, key=lambda point: point[1].chance)[: max(0, len(picked) - _ENOUGH)]
    weak = [unit for unit, label in weakest if label.chance < _DOUBTFUL]
    return [(unit, label) for unit, label in picked if unit not in weak]


class _Likeness:
    """How much the probable labels of units say the same: the cosine of their terms."""

    def __init__(self, terms: Sequence[Iterable[str]]) -> None:
        self._terms = [frozenset(each) for each in terms]
        self._norms = np.sqrt([max(1, len(each)) for each in self._terms])
        self._known: dict[int, Vector] = {}
        self._units: dict[str, list[int]] = {}
        for number, each in enumerate(self._terms):
            for term in each:
                self._units.setdefault(term, []).append(number)

    def to(self, unit: int) -> Vector:
        """For each unit how alike its label is to that of one of them, from 0 to 1."""
        if unit not in self._known:
            shared = np.zeros(len(self._terms))
            for term in self._terms[unit]:
                shared[self._units[term]] += 1
            self._known[unit] = shared / (self._norms * self._norms[unit])
        return self._known[unit]


class _Coverage:
    """How much of the text a set of units stands for: a sentence counts less the farther the nearest unit is."""

    def __init__(self, weights: Vector, firsts: NDArray[np.int64], lasts: NDArray[np.int64]) -> None:
        self._firsts, self._lasts = firsts, lasts
        self._total = len(weights)
        self._weights = _windows(weights)
        around = np.arange(-_FARTHEST, _FARTHEST + 1)
        one = np.exp(-np.abs(around) / _REACH)
        two = np.exp(-np.minimum(np.abs(around), np.abs(around - 1)) / _REACH)
        self._near = np.where((lasts > firsts)[:, None], two, one)

    def gains(self, chosen: Sequence[int]) -> Vector:
        """What each unit would cover beyond the chosen ones."""
        covered = np.zeros(self._total)
        places = np.arange(self._total)
        for unit in chosen:
            outside = np.maximum(self._firsts[unit] - places, places - self._lasts[unit])
            covered = np.maximum(covered, np.exp(-np.maximum(0, outside) / _REACH))
        more = np.maximum(0, self._near - _windows(covered)[self._firsts])
        return np.asarray((self._weights[self._firsts] * more).sum(axis=1), dtype=np.float64)


def _windows(values: Vector) -> Vector:
    """For each sentence the values around it, as far as a unit reaches."""
    return sliding_window_view(np.pad(values, _FARTHEST), 2 * _FARTHEST + 1)


def _densities(topic: Topic) -> dict[int, float]:
    """How much of the topic is near each of its occurrences; two sweeps, so that long chains stay cheap."""
    places = sorted(topic.occurrences)
    density = {index: topic.occurrences[index] for index in places}
    for ordered in (places, places[::-1]):
        carried = 0.0
        for before, index in pairwise(ordered):
            carried = (carried + topic.occurrences[before]) * math.exp(-abs(index - before) / _DENSITY_REACH)
            density[index] += carried
    return density
