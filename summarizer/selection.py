"""Which sentences become points: they cover the text, repeat nothing, and stand without what was left out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer import METHODS
from summarizer.interviews import speakers
from summarizer.labels import Label, Namer, Passage
from summarizer.language import detect
from summarizer.lexicon import lexicon
from summarizer.phrases import Form, find_phrases
from summarizer.ranking import Terms, count_terms, score_parts
from summarizer.segments import segment
from summarizer.text import Document, Line, read
from summarizer.topics import Topic, find_topics
from summarizer.types import ExplainedPoint, Explanation, Point, SentenceScore


@dataclass(frozen=True, slots=True)
class Length:
    """How long a point may be: its most words, those that cost nothing, and may two sentences join?"""

    most_words: int
    free_words: int
    cost: float
    pairs: bool


LENGTHS = {
    "line": Length(most_words=22, free_words=10, cost=0.05, pairs=False),
    "short": Length(most_words=35, free_words=14, cost=0.02, pairs=False),
    "normal": Length(most_words=58, free_words=20, cost=0.006, pairs=True),
    "long": Length(most_words=90, free_words=45, cost=0.002, pairs=True),
}

_TOPIC, _SECOND_TOPIC, _RANK = 1.1, 0.25, 0.3
_LOCAL_DENSITY, _DENSITY_REACH = 0.5, 1.5
_CENTRAL_IN_SEGMENT, _LEAD = 0.35, 0.1
_REDUNDANT, _SEGMENT_USED = 0.8, 1.1
_PAIR, _DANGLING, _COVERAGE = 0.5, 2.5, 0.6
_LIKENESS_SHARE, _REACH, _OTHER_PARAGRAPH = 0.45, 1.7, 0.7
_MILD, _OPENING, _UNAVOIDABLE = 0.6, 0.4, 0.25
_FOR_PREDECESSOR = 25
_WORST = -4.0
_TOO_SHORT, _TOO_LONG = 9, 45


def choose(
    text: str, language: str | None, title: str | None, limit: int, method: str, length: str
) -> Explanation:
    """The points of a text and the account of every sentence; see `summarizer.points`."""
    if method not in METHODS:
        raise ValueError(f"unknown method {method!r}; there are {', '.join(METHODS)}")
    if length not in LENGTHS:
        raise ValueError(f"unknown length {length!r}; there are {', '.join(LENGTHS)}")
    language = language or detect(text)
    document = read(text, language, title)
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
    """One greedy choice of points over one text."""

    def __init__(self, document: Document, method: str, length: Length) -> None:
        self.document = document
        self.length = length
        self.lines = document.lines
        self.terms: Terms = count_terms(document)
        found = find_phrases(document)
        silent = speakers(document, found)
        self.phrases = [phrase for phrase in found if not (phrase.is_name and phrase.head in silent)]
        self.segments = segment(document, self.terms)
        self.segment_of = [
            number for number, (first, last) in enumerate(self.segments) for _ in range(first, last)
        ]
        self.topics = find_topics(document, self.phrases, self.segment_of)
        self.namer = Namer(document, self.phrases, self.topics)
        self.dangling = self._dangling()
        self.parts = self._score_parts(method)
        self.score = np.asarray(sum(self.parts.values()), dtype=np.float64)
        self.central = self._central_in_segment()
        self.strength = self._topic_strengths()
        self.kernel = self._kernel()

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

    def _score_parts(self, method: str) -> dict[str, NDArray[np.float32]]:
        """The sentence's rank by the method, and what makes it fit for a digest."""
        if method == "quellenbote":
            ranked = {name: _RANK * part for name, part in score_parts(self.document, self.terms).items()}
        else:
            from summarizer.sumy_methods import scores

            ranked = {method: scores(method, self.document, self.terms)}
        words = lexicon(self.document.language)
        described: dict[int, int] = {}
        for phrase in self.phrases:
            if phrase.form in (Form.TAILED, Form.MODIFIED, Form.PAIR):
                described[phrase.line] = described.get(phrase.line, 0) + 1
        extra: dict[str, list[float]] = {
            "thesis": [0.2 * bool(words.thesis.search(line.text)) for line in self.lines],
            "phrases": [0.25 * min(1.0, described.get(line.index, 0) / 4) for line in self.lines],
            "pointers": [-0.12 * min(2, len(words.pointers.findall(line.text))) for line in self.lines],
            "question": [-0.5 * line.text.rstrip().endswith("?") for line in self.lines],
            "too short": [-0.12 * max(0, _TOO_SHORT - line.size) for line in self.lines],
            "too long": [-0.02 * max(0, line.size - _TOO_LONG) for line in self.lines],
        }
        return ranked | {name: np.array(values, dtype=np.float32) for name, values in extra.items()}

    def _central_in_segment(self) -> NDArray[np.float64]:
        """How like each sentence is to the middle of its segment."""
        central = np.zeros(len(self.lines))
        for first, last in self.segments:
            rows = self.terms.vectors[first:last]
            middle = rows.mean(axis=0)
            norm = float(np.linalg.norm(middle)) or 1.0
            place = np.arange(last - first) / max(1, last - first)
            central[first:last] = rows @ (middle / norm) - _LEAD * place
        return central

    def _topic_strengths(self) -> list[dict[str, float]]:
        """For each sentence how strongly it speaks of each topic, 2.5 at most: weight times local density."""
        strengths: list[dict[str, float]] = [{} for _ in self.lines]
        heaviest = max((topic.weight for topic in self.topics.values()), default=1.0) or 1.0
        for term, topic in self.topics.items():
            density = _densities(topic)
            densest = max(density.values())
            for index, value in topic.occurrences.items():
                if value >= 0.75:
                    local = 1 - _LOCAL_DENSITY + _LOCAL_DENSITY * density[index] / densest
                    strengths[index][term] = topic.weight / heaviest * 2.5 * value * local
        return strengths

    def _kernel(self) -> NDArray[np.float32]:
        """How well one sentence stands for another: alike, or near it."""
        index = np.arange(len(self.lines), dtype=np.float32)
        paragraph = np.array([line.paragraph for line in self.lines])
        near = np.exp(-np.abs(index[:, None] - index[None, :]) / np.float32(_REACH))
        near *= np.where(
            paragraph[:, None] == paragraph[None, :], np.float32(1), np.float32(_OTHER_PARAGRAPH)
        )
        return np.asarray(
            _LIKENESS_SHARE * self.terms.likeness + (1 - _LIKENESS_SHARE) * near, dtype=np.float32
        )

    def units(self) -> list[tuple[int, ...]]:
        """What can be a point: a sentence, or two neighbours that are short enough together."""
        found: list[tuple[int, ...]] = []
        for line in self.lines:
            if not line.showable:
                continue
            found.append((line.index,))
            if self.length.pairs and line.index + 1 < len(self.lines) and self._can_join(line):
                found.append((line.index, line.index + 1))
        return found

    def _can_join(self, line: Line) -> bool:
        following = self.lines[line.index + 1]
        brings = self.dangling[following.index] > 0 and not self.dangling[line.index]
        together = line.size + following.size
        if not following.showable or together > self.length.most_words + _FOR_PREDECESSOR * brings:
            return False
        same_part = self.segment_of[line.index] == self.segment_of[following.index]
        return line.paragraph == following.paragraph or same_part or brings

    def explain(self, limit: int) -> Explanation:
        """The greedy choice, told."""
        units = self.units()
        weights = np.array([min(line.size, 30) for line in self.lines], dtype=np.float32)
        weights /= float(weights.mean()) or 1.0
        covered = np.zeros(len(self.lines), dtype=np.float32)
        picked: list[tuple[tuple[int, ...], Label]] = []
        state = _State({term for strengths in self.strength for term in strengths})
        for _ in range(min(limit, len(self.lines))):
            values, strengths = self._values(state)
            best = max(
                (
                    (self._worth(unit, values, weights, covered), unit)
                    for unit in units
                    if state.is_free(unit)
                ),
                key=lambda pair: (pair[0], -pair[1][0], -len(pair[1])),
                default=None,
            )
            if best is None or best[0] < _WORST:
                break
            unit = best[1]
            main = max(unit, key=lambda index: values[index])
            covered = np.maximum(covered, self.kernel[:, list(unit)].max(axis=1))
            label = self._name(unit, main, strengths, state, [label.text for _, label in picked])
            state.take(unit, self.segment_of[main], [term for term in label.terms if term in self.topics])
            picked.append((unit, label))
        return self._account(sorted(picked, key=lambda pair: pair[0]))

    def _values(self, state: _State) -> tuple[NDArray[np.float64], list[dict[str, float]]]:
        """Each sentence's worth now: topics not yet spoken of, rank, its part, nothing said before."""
        total = len(self.lines)
        for term, said in state.said.items():
            newly = max((self.namer.overlap(term, used) for used in state.new_topics), default=0.0)
            state.said[term] = max(said, min(1.0, newly))
        strengths = [
            {term: value * (1 - state.said[term]) for term, value in of_line.items()}
            for of_line in self.strength
        ]
        topic = np.zeros(total)
        for index, of_line in enumerate(strengths):
            best = [*sorted(of_line.values(), reverse=True)[:2], 0.0, 0.0]
            topic[index] = best[0] + _SECOND_TOPIC * best[1]
        repeated = self.terms.likeness[:, sorted(state.lines)].max(axis=1) if state.lines else np.zeros(total)
        used = np.array([min(1.5, state.segments.get(part, 0)) for part in self.segment_of])
        values = (
            _TOPIC * topic
            + self.score
            + _CENTRAL_IN_SEGMENT * self.central
            - _REDUNDANT * repeated
            - _SEGMENT_USED * used
        )
        return np.asarray(values, dtype=np.float64), strengths

    def _worth(
        self,
        unit: tuple[int, ...],
        values: NDArray[np.float64],
        weights: NDArray[np.float32],
        covered: NDArray[np.float32],
    ) -> float:
        first, last = unit[0], unit[-1]
        worth = float(values[first]) if first == last else self._worth_of_pair(first, last, values)
        worth -= _DANGLING * self.dangling[first]
        gain = np.maximum(0, self.kernel[:, list(unit)].max(axis=1) - covered)
        size = sum(self.lines[index].size for index in unit)
        worth += _COVERAGE * float((weights * gain).sum())
        worth -= self.length.cost * max(0, size - self.length.free_words)
        return worth - (2.0 if size > self.length.most_words and not self.length.pairs else 0.0)

    def _worth_of_pair(self, first: int, last: int, values: NDArray[np.float64]) -> float:
        low, high = sorted((float(values[first]), float(values[last])))
        low = max(low, -1.0)
        same_paragraph = self.lines[first].paragraph == self.lines[last].paragraph
        consequence = lexicon(self.document.language).consequence.match(self.lines[last].text)
        bond = (
            0.35 * same_paragraph
            + 0.5 * float(self.terms.likeness[first, last])
            + 0.4 * bool(consequence)
            + 0.3 * (self.dangling[last] > 0)
        )
        return high + _PAIR * (low - high / 2 + bond)

    def _name(
        self,
        unit: tuple[int, ...],
        main: int,
        strengths: Sequence[Mapping[str, float]],
        state: _State,
        labels: Sequence[str],
    ) -> Label:
        strength: dict[str, float] = {}
        for index in unit:
            for term, value in strengths[index].items():
                strength[term] = max(strength.get(term, 0.0), value / 2.5)
        first, last = self.segments[self.segment_of[main]]
        return self.namer.name(Passage(unit, main, range(first, last), strength), state.topics, labels)

    def _account(self, picked: Sequence[tuple[tuple[int, ...], Label]]) -> Explanation:
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
        strengths = self.strength[line.index]
        parts = tuple((name, round(float(part[line.index]), 3)) for name, part in self.parts.items())
        topic = max(strengths, key=lambda term: strengths[term], default="")
        score = round(float(self.score[line.index]), 3)
        return SentenceScore(line.sentence, score, parts, topic, self.segment_of[line.index], chosen)


class _State:
    """What has been chosen so far."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.lines: set[int] = set()
        self.segments: dict[int, int] = {}
        self.topics: list[str] = []
        self.new_topics: list[str] = []
        self.said = dict.fromkeys(sorted(terms), 0.0)  # how far each topic was spoken of

    def is_free(self, unit: tuple[int, ...]) -> bool:
        return self.lines.isdisjoint(unit)

    def take(self, unit: tuple[int, ...], part: int, topics: Sequence[str]) -> None:
        self.lines.update(unit)
        self.segments[part] = self.segments.get(part, 0) + 1
        self.new_topics = [term for term in topics if term not in self.topics]
        self.topics += self.new_topics


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
