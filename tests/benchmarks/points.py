"""How good the points are, measured on annotated pieces: `python -m tests.benchmarks.points [FILE.jsonl]`.

Without a file the pieces of this project are measured and held against `tests/data/points/floor.json`, which
may only rise (`--raise`). A file of the same form is measured without a floor. `--speed` compares the time of a
summary with that of sumy's LexRank on the same sentences and words, in one run.

cov_best: share of gold points hit by a sentence that the editor called best, one to one with our points.
joint: the same for any sentence of the gold point, where our label is well formed and shares a telling word
with the editor's labels. accepted: share of points whose label a rater, who knew the title and the sentences
alone, took for a heading that a newspaper might print (`ratings.jsonl`; a label that nobody rated is not
accepted). dangle: share of points whose first sentence points back. recall@3 and mrr: passages for the queries.
empty: share of off-topic queries that find nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TypedDict

import summarizer
from summarizer.sumy_methods import sumy_document
from summarizer.text import read
from summarizer.wellformed import is_wellformed
from summarizer.words import compound_parts, is_content, tag

DATA = Path(__file__).resolve().parents[1] / "data" / "points"
FLOOR = DATA / "floor.json"
POINTS = 5
FLOORED = ("accepted", "cov_best", "joint", "recall@3", "mrr", "empty")
ACCEPTABLE = 2
# Half a gold point of all pieces: platforms may round differently.
SLACK = 0.005
COMMON_SHARE = 0.3
OFF_TOPIC = {
    "de": ("Fußball", "Bitcoin", "Walfang"),
    "en": ("football", "Bitcoin", "whaling"),
    "uk": ("футбол", "біткоїн", "кіт"),
    "ru": ("футбол", "биткоин", "кит"),
}
SPEED_WORDS = (500, 1000, 2500, 5000)


class GoldPoint(TypedDict):
    label: str
    alt_labels: list[str]
    best: list[int]
    ok: list[int]


class Query(TypedDict):
    q: str
    relevant: list[int]


class Rated(TypedDict):
    """How labels read above some sentences of a piece: 0 malformed, 1 weak, 2 acceptable, 3 as by an editor."""

    id: str
    sentences: list[int]
    labels: dict[str, int]


class Piece(TypedDict):
    id: str
    lang: str
    title: str
    sentences: list[str]
    paragraphs: list[list[int]]
    points: list[GoldPoint]
    queries: list[Query]


def read_pieces(path: Path) -> list[Piece]:
    """The pieces of a file, one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_ratings() -> list[Rated]:
    """What raters thought of labels of the project's own pieces."""
    lines = (DATA / "ratings.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def text_and_starts(piece: Piece) -> tuple[str, dict[int, int]]:
    """The text of a piece, and where each of its sentences starts."""
    starts: dict[int, int] = {}
    text = ""
    for paragraph in piece["paragraphs"]:
        text += "\n\n" if text else ""
        for place, index in enumerate(paragraph):
            text += " " if place else ""
            starts[index] = len(text)
            text += piece["sentences"][index]
    return text, starts


def gold_sentences(sentence: summarizer.Sentence, piece: Piece, starts: dict[int, int]) -> list[int]:
    """The annotated sentences that one of ours mostly covers, or that mostly cover it."""
    found = []
    for index, start in starts.items():
        end = start + len(piece["sentences"][index])
        shared = min(end, sentence.end) - max(start, sentence.start)
        if shared > 0.5 * min(end - start, sentence.end - sentence.start):
            found.append(index)
    return found


def telling_words(text: str, language: str) -> frozenset[str]:
    """Lemmas of the content words, with the parts of compounds."""
    words = [word.lemma for word in tag(text, language) if is_content(word, language)]
    return frozenset(words) | {part for word in words for part in compound_parts(word, language)}


def most_pairs(options: Sequence[Iterable[int]]) -> int:
    """How many of ours can be paired with a gold point each (augmenting paths)."""
    owner: dict[int, int] = {}

    def place(ours: int, tried: set[int]) -> bool:
        for gold in options[ours]:
            if gold in tried:
                continue
            tried.add(gold)
            if gold not in owner or place(owner[gold], tried):
                owner[gold] = ours
                return True
        return False

    return sum(place(ours, set()) for ours in range(len(options)))


def measure_points(piece: Piece) -> dict[str, float]:
    """cov_best, joint, dangle and words of one piece; its title is not given, as an outside file has none."""
    text, starts = text_and_starts(piece)
    language, gold = piece["lang"], piece["points"]
    points = summarizer.points(text, language=language, limit=POINTS)
    frequency = Counter(word for s in piece["sentences"] for word in telling_words(s, language))
    common = max(2.0, COMMON_SHARE * len(piece["sentences"]))
    names = [telling_words(" . ".join([each["label"], *each["alt_labels"]]), language) for each in gold]
    best: list[list[int]] = []
    joint: list[list[int]] = []
    for point in points:
        ours = {i for sentence in point.sentences for i in gold_sentences(sentence, piece, starts)}
        label = {w for w in telling_words(point.label, language) if frequency[w] <= common}
        good = is_wellformed(point.label, language)
        best.append([n for n, each in enumerate(gold) if ours & set(each["best"])])
        joint.append(
            [
                n
                for n, each in enumerate(gold)
                if good and ours & {*each["best"], *each["ok"]} and label & names[n]
            ]
        )
    of = min(POINTS, len(gold))
    words = sum(len(sentence.text.split()) for point in points for sentence in point.sentences)
    count = max(1, len(points))
    return {
        "cov_best": most_pairs(best) / of,
        "joint": most_pairs(joint) / of,
        "dangle": sum(point.dangling for point in points) / count,
        "words": words / count,
    }


def measure_labels(piece: Piece, ratings: Sequence[Rated]) -> dict[str, float]:
    """accepted of one piece; with its title, as a reader gets the points."""
    text, starts = text_and_starts(piece)
    points = summarizer.points(text, language=piece["lang"], title=piece["title"], limit=POINTS)
    accepted = []
    for point in points:
        ours = {i for sentence in point.sentences for i in gold_sentences(sentence, piece, starts)}
        rated = [
            (len(ours & set(each["sentences"])), each["labels"][point.label])
            for each in ratings
            if each["id"] == piece["id"] and point.label in each["labels"] and ours & set(each["sentences"])
        ]
        accepted.append(bool(rated) and max(rated)[1] >= ACCEPTABLE)
    return {"accepted": mean(accepted)}


def measure_queries(piece: Piece) -> dict[str, float]:
    """recall@3, mrr and empty of one piece."""
    text, starts = text_and_starts(piece)
    language = piece["lang"]

    def found(query: str) -> list[int]:
        passages = summarizer.passages(text, query, language=language)
        return list(
            dict.fromkeys(i for sentence in passages for i in gold_sentences(sentence, piece, starts))
        )

    recalls, ranks = [], []
    for query in piece["queries"]:
        relevant, shown = set(query["relevant"]), found(query["q"])
        recalls.append(len(relevant & set(shown[:3])) / min(3, len(relevant)))
        ranks.append(next((1 / place for place, i in enumerate(shown, 1) if i in relevant), 0.0))
    off_topic = [not found(word) for word in OFF_TOPIC.get(language, ())]
    return {"recall@3": mean(recalls), "mrr": mean(ranks), "empty": mean(off_topic)}


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def measure(pieces: Sequence[Piece], ratings: Sequence[Rated] = ()) -> dict[str, float]:
    """The mean of each figure over the pieces; `accepted` only where there are ratings."""
    rows = [measure_points(piece) | measure_queries(piece) for piece in pieces]
    if ratings:
        rows = [row | measure_labels(piece, ratings) for row, piece in zip(rows, pieces, strict=True)]
    return {name: round(mean([row[name] for row in rows]), 4) for name in rows[0]}


def below_floor(figures: dict[str, float], floor: dict[str, float]) -> list[str]:
    """The figures that have fallen below their floor."""
    return [name for name in FLOORED if figures[name] < floor.get(name, 0.0) - SLACK]


def raised(figures: dict[str, float], floor: dict[str, float]) -> dict[str, float]:
    """The floor, each value lifted to what was reached; none is ever lowered."""
    return {name: max(figures[name], floor.get(name, 0.0)) for name in FLOORED}


def text_of_words(pieces: Sequence[Piece], wanted: int) -> str:
    """Paragraphs of the pieces, again and again, until a text has so many words."""
    paragraphs = [
        " ".join(piece["sentences"][i] for i in paragraph)
        for piece in pieces
        for paragraph in piece["paragraphs"]
    ]
    chosen: list[str] = []
    words = 0
    while words < wanted:
        chosen.append(paragraphs[len(chosen) % len(paragraphs)])
        words += len(chosen[-1].split())
    return "\n\n".join(chosen)


def seconds(action: Callable[[], object], times: int) -> float:
    """The shortest of some runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return min(taken)


def show_speed(pieces: Sequence[Piece], language: str) -> None:
    """Points (words new, then known) beside LexRank, which is given our sentences and lemmas for nothing."""
    from sumy.summarizers.lex_rank import LexRankSummarizer

    def lexrank(text: str) -> float:
        model = sumy_document(read(text, language))
        for sentence in model.sentences:
            _ = sentence.words  # cached by sumy: tokenizing is not measured
        return seconds(partial(LexRankSummarizer(), model, POINTS), 1)

    own = [piece for piece in pieces if piece["lang"] == language]
    texts = [text_and_starts(piece)[0] for piece in own]
    summarizer.points(texts[0], language=language)
    print(f"{language}: milliseconds\n{'words':>8} {'points, new':>12} {'known':>8} {'LexRank':>8}")
    rows = texts[1:] + [text_of_words(own, words) for words in SPEED_WORDS]
    for text in rows:
        summarise = partial(summarizer.points, text, language=language)
        new, known = seconds(summarise, 1), seconds(summarise, 2)
        other = lexrank(text)
        print(f"{len(text.split()):>8} {new * 1000:>12.0f} {known * 1000:>8.0f} {other * 1000:>8.0f}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the points on annotated pieces.")
    parser.add_argument("file", nargs="?", type=Path, help="other pieces of the same form, without a floor")
    parser.add_argument("--language", help="only the pieces of this language")
    parser.add_argument("--raise", dest="raise_floor", action="store_true", help="write higher values")
    parser.add_argument("--speed", action="store_true", help="time points beside sumy's LexRank")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    every = read_pieces(options.file or DATA / "pieces.jsonl")
    pieces = [piece for piece in every if options.language in (None, piece["lang"])]
    if not pieces:
        print(f"no pieces in {options.language}")
        return 2
    languages = sorted({piece["lang"] for piece in pieces})
    ratings = [] if options.file else read_ratings()
    if options.speed:
        for language in languages:
            show_speed(pieces, language)
        return 0
    for language in languages:
        print(language, measure([piece for piece in pieces if piece["lang"] == language], ratings))
    figures = measure(pieces, ratings)
    print("all", figures)
    if options.file or options.language:
        return 0
    floor: dict[str, float] = json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}
    fallen = below_floor(figures, floor)
    for name in fallen:
        print(f"{name} is below its floor: {figures[name]} < {floor[name]}")
    if options.raise_floor and not fallen:
        FLOOR.write_text(json.dumps(raised(figures, floor), indent=2) + "\n", encoding="utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
