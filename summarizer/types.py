"""What the summarizer is asked for and hands out: sentences with offsets, labelled points, why they were chosen."""

from __future__ import annotations

from dataclasses import dataclass

#: The methods that rank sentences: our own, and sumy's.
METHODS = ("quellenbote", "lexrank", "textrank", "luhn", "lsa", "kl", "sumbasic", "edmundson")
#: What a phone shows on one line, or two.
LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, verbatim: `text[start:end] == sentence.text` in the text that the caller gave."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Point:
    """A topic and the sentences that state it, in the order of the text.

    `label` is never empty and never longer than LONGEST_LABEL. Sentences that are not neighbours, or a first
    one that points back (`dangling`), are to be shown with a mark of omission.
    """

    label: str
    sentences: tuple[Sentence, ...]
    dangling: bool = False


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """Why a sentence was or was not chosen: the parts of its score by name, and the topic it stands for.

    By itself it is `worth` what the score makes of it and the chance that a reader accepts its likeliest `label`,
    less its length, and less if it points back (`dangling`, at most 1). What is not `showable` is never chosen.
    Of those beside each other, alike or of one part of the text fewer are chosen.
    """

    sentence: Sentence
    score: float
    parts: tuple[tuple[str, float], ...]
    topic: str
    segment: int
    chosen: bool
    showable: bool
    dangling: float
    label: str
    chance: float
    worth: float


@dataclass(frozen=True, slots=True)
class LabelCandidate:
    """A phrase that could have named the point, its chance, and how it is built ("noun with complement", …)."""

    label: str
    score: float
    form: str


@dataclass(frozen=True, slots=True)
class ExplainedPoint:
    """A point with the phrases that competed for its label, best first."""

    point: Point
    candidates: tuple[LabelCandidate, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The account of one summary; `linguistic` is False where statistics alone treat the language."""

    language: str
    linguistic: bool
    points: tuple[ExplainedPoint, ...]
    sentences: tuple[SentenceScore, ...]
