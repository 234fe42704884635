"""What a person probably wants, where the grammar does not know every word of what they wrote.

Naive Bayes (Manning, Raghavan, Schütze 2008, chapter 13) tells which intent's examples a message is most like: by
the first letters of its words, by what the grammar understands of it, and by the order of both.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import combinations, pairwise

from bot.handlers.amending import replaced
from bot.handlers.arguments import Arguments, Intent, fill
from bot.handlers.caution import asked_first
from bot.handlers.examples import TOPIC, Example, asking_words, beside_asking, examples, subject
from bot.handlers.intents import parse
from bot.handlers.phrases import SCRIPTS, Meaning, Segment, Token, lexicon, possible_languages, tokenize
from bot.services.archive import Archive
from bot.services.workers import Workers

LONGEST_GUESSED = 300
"""Characters; who writes more tells something."""
LIKELY = 0.6
"""The chance from which on a guess is acted on: to be misunderstood is worse than to find nothing."""
_SMOOTHING = 0.2
_HANG_TOGETHER = 0.3
"""The marks of one message depend on each other: as if each were only a third of one."""
_OF_A_MEANING = 3
"""What the grammar understands counts as much as so many marks of a word."""
_PREFIXES = (4, 6)
_STEP = 5
_OF_ANY_PIECE = frozenset({"original", "full", "digest", "latest"})
_OF_ONE_PIECE = frozenset({"original", "full", "why"})
_SAYS_NOTHING = frozenset(
    {"filler", "please", "aside", "and", "but", "can", "you", "of", "for", "sorry", "whole", "told", "wish"}
)


class Guesses:
    """Guesses in place of topics that the archive does not hold."""

    def __init__(self, archive: Archive, workers: Workers) -> None:
        self._archive = archive
        self._workers = workers

    async def instead_of(self, topic: Intent, text: str, language: str, now: datetime, today: date) -> Intent:
        """What is probably wanted; the topic where nothing is, or where a sentence has all words of it.

        The address or the quoted title of a piece is that piece, or its link, or all of it.

        Who wants to read something on a subject ("den Link zum Drohnen-Artikel") wants no other piece.
        """
        if piece := await self._archive.named_in(text, now):
            number, beside = piece
            wish = parse(beside, language, today=today).name
            return Intent(wish if wish in _OF_ONE_PIECE else "piece", Arguments(number=number))
        query = topic.arguments.query
        guessed = await self._workers.run(guess, text, language, today)
        if guessed is None or await self._archive.holds(query):
            return topic
        named = await self._archive.authors_in(query, now)
        if named.authors and not beside_asking(named.rest):
            return topic
        told = subject(query) if guessed.name in _OF_ANY_PIECE else ""
        if told and (named.authors or await self._archive.holds(told)):
            return Intent(TOPIC, Arguments(query=told))
        return guessed


def guess(text: str, language: str, today: date) -> Intent | None:
    """What is probably wanted; None where nothing is likely, or most likely a topic to look up.

    A guess changes nothing by itself. To subscribe, leave, pause or speak another language are answered with a
    question: intents "sub" (with what was understood of how often and when), "leaving" (with the end of a pause) and
    "language". The others have the names that `intents.parse` gives them.
    """
    if len(text) > LONGEST_GUESSED:
        return None
    tokens, segments = _read(text, language)
    if not tokens:
        return None
    name, chance = _model(_script(text, language)).likeliest(_marks(tokens, segments))
    if name == TOPIC or chance < LIKELY:
        return None
    return _cautious(name, segments, today)


class Model:
    """What the examples of each intent are like."""

    def __init__(self, of: Sequence[Example]) -> None:
        self._intents = sorted({example.intent for example in of})
        width = len(self._intents)
        column_of = {intent: column for column, intent in enumerate(self._intents)}
        self._row: dict[str, int] = {}
        # Of each mark a row: how much of it there is in the examples of each intent. A dict needs eight times that.
        self._weights = array("I")
        times = [0] * width
        for example in of:
            column = column_of[example.intent]
            times[column] += 1
            for mark, weight in _marks(*_read(example.message, example.language)).items():
                row = self._row.setdefault(mark, len(self._row))
                if row * width == len(self._weights):
                    self._weights.extend(bytes(width))
                self._weights[row * width + column] += weight
        self._often = [math.log(often) for often in times]
        marks = [sum(self._weights[column::width]) for column in range(width)]
        self._rest = [math.log(total + _SMOOTHING * len(self._row)) for total in marks]
        # How many of an intent's marks no other has, so how likely it is to bring a new one: of topics most.
        alone = [1] * width
        for row in range(len(self._row)):
            columns = [column for column, weight in enumerate(self._of(row)) if weight]
            if len(columns) == 1:
                alone[columns[0]] += 1
        self._new = [math.log(one / total) for one, total in zip(alone, marks, strict=True)]

    def _of(self, row: int) -> array[int]:
        """The weights of a mark by intent."""
        width = len(self._intents)
        return self._weights[row * width : (row + 1) * width]

    def understand(self, message: str, language: str) -> tuple[str, float]:
        """The likeliest intent of a message and its chance."""
        return self.likeliest(_marks(*_read(message, language)))

    def likeliest(self, marks: Mapping[str, int]) -> tuple[str, float]:
        """The likeliest intent of a message with these marks, and its chance."""
        known = [(self._of(self._row[mark]), weight) for mark, weight in marks.items() if mark in self._row]
        new = sum(marks.values()) - sum(weight for _, weight in known)
        scores = []
        for column, often in enumerate(self._often):
            told = new * self._new[column]
            for weights, weight in known:
                told += weight * (math.log(weights[column] + _SMOOTHING) - self._rest[column])
            scores.append(often + _HANG_TOGETHER * told)
        best = max(scores)
        return self._intents[scores.index(best)], 1 / sum(math.exp(score - best) for score in scores)


def _script(text: str, language: str) -> tuple[str, ...]:
    """The languages in whose script a text is written."""
    first = possible_languages(text, language)[0]
    return next(script for script in SCRIPTS if first in script)


@cache
def _model(languages: tuple[str, ...]) -> Model:
    """Of the languages of one script: who never writes in another needs no memory for it."""
    return Model([example for example in examples() if example.language in languages])


def warm(language: str) -> None:
    """Read the examples (half a second) of all who write as in that language, so that no message waits for it."""
    _model(_script("", language))
    asking_words()


def _read(text: str, language: str) -> tuple[tuple[Token, ...], list[Segment]]:
    """The words of a text, and as the language understands them that knows most of them."""
    tokens = tokenize(text)
    readings = [lexicon(name).read(tokens) for name in possible_languages(text, language)]

    def known(segments: list[Segment]) -> int:
        return sum(segment.end - segment.start for segment in segments if segment.meanings)

    return tokens, max(readings, key=known) if readings else []


def _marks(tokens: tuple[Token, ...], segments: list[Segment]) -> dict[str, int]:
    """What a message is known by, each mark with its weight."""
    marks: dict[str, int] = {}
    for token in tokens:
        marks |= dict.fromkeys((token.folded[:length] for length in _PREFIXES), 1)
    meanings = sorted({meaning for segment in segments for meaning in _telling(segment)})
    marks |= dict.fromkeys((f"@{meaning}" for meaning in meanings), _OF_A_MEANING)
    marks |= {f"@{one}&{other}": 1 for one, other in combinations(meanings, 2)}
    steps = ["^", *(step for segment in segments for step in _steps(segment, tokens)), "$"]
    return marks | {f"{one} {other}": 1 for one, other in pairwise(steps)}


def _telling(segment: Segment) -> list[str]:
    return [meaning for meaning in segment.meanings if meaning not in _SAYS_NOTHING]


def _steps(segment: Segment, tokens: tuple[Token, ...]) -> Iterable[str]:
    """What stands for a segment in the order of things: its meaning, or the beginning of an unknown word."""
    if segment.meanings:
        return [f"@{meaning}" for meaning in _telling(segment)[:1]]
    return [tokens[segment.start].folded[:_STEP]]


def _cautious(name: str, segments: list[Segment], today: date) -> Intent:
    """The intent with its details; in place of what would change something, the question whether it shall."""
    found: dict[str, list[Meaning]] = {}
    for segment in replaced(segments):
        for concept, meaning in segment.meanings.items():
            found.setdefault(concept, []).append(meaning)
    if name in ("unsubscribe", "pause"):
        return asked_first(Intent(name, fill("pause", found, today, {})), today)
    if name == "subscribe":
        unsure = not found.keys().isdisjoint(("not", "except"))  # which of what was said is not wanted
        return Intent("sub") if unsure else asked_first(Intent(name, fill(name, found, today, {})), today)
    if name == "mydata":
        of_theirs = not found.keys().isdisjoint(
            ("data", "mydata", "forget", "all")
        )  # "delete that" may be anything
        return Intent(name, Arguments(delete="delete" in found and of_theirs))
    if name in ("digest", "archive"):
        said = fill(name, found, today, {})
        return Intent(name, Arguments() if said.error else said)
    return Intent(name)
