"""Quality is pinned: the figures on our own pieces may rise, never fall."""

from __future__ import annotations

import json

import pytest

from tests.benchmarks import points as benchmark


def test_no_figure_falls_below_its_floor() -> None:
    floor = json.loads(benchmark.FLOOR.read_text(encoding="utf-8"))
    figures = benchmark.measure(
        benchmark.read_pieces(benchmark.DATA / "pieces.jsonl"), benchmark.read_ratings()
    )
    assert benchmark.below_floor(figures, floor) == [], figures


@pytest.mark.parametrize(("reached", "expected"), [(0.9, 0.9), (0.5, 0.7)])
def test_the_floor_is_raised_and_never_lowered(reached: float, expected: float) -> None:
    figures = dict.fromkeys(benchmark.FLOORED, reached)
    floor = dict.fromkeys(benchmark.FLOORED, 0.7)
    assert set(benchmark.raised(figures, floor).values()) == {expected}


def test_gold_points_are_paired_one_to_one() -> None:
    assert benchmark.most_pairs([[0], [0, 1], [1]]) == 2
    assert benchmark.most_pairs([[0, 1], [0], []]) == 2
