"""The annotated pieces are sound: what they are measured against must not itself be wrong."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TypedDict

import pytest

PIECES = Path(__file__).resolve().parents[1] / "data" / "points" / "pieces.jsonl"
AT_LEAST = {"de": 6, "uk": 4, "en": 4}
WORD = re.compile(r"[^\W_]+(?:['’ʼ\-][^\W_]+)*")
END_MARK = re.compile(r"[.!?:][“”»\"]?$")
CYRILLIC = re.compile(r"[А-Яа-яІіЇїЄєҐґ]")
QUOTE_PAIRS = {"de": ("„", "“"), "uk": ("«", "»")}


class GoldPoint(TypedDict):
    label: str
    alt_labels: list[str]
    best: list[int]
    ok: list[int]


class Query(TypedDict):
    q: str
    relevant: list[int]
    xl: bool


class Piece(TypedDict):
    id: str
    lang: str
    title: str
    url: str
    sentences: list[str]
    paragraphs: list[list[int]]
    points: list[GoldPoint]
    queries: list[Query]


def read_pieces() -> list[Piece]:
    lines = PIECES.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


ALL = read_pieces()
each_piece = pytest.mark.parametrize("piece", ALL, ids=[piece["id"] for piece in ALL])


def paragraph_texts(piece: Piece) -> list[str]:
    return [" ".join(piece["sentences"][index] for index in indexes) for indexes in piece["paragraphs"]]


def test_every_language_has_its_share() -> None:
    found = Counter(piece["lang"] for piece in ALL)
    assert set(found) == set(AT_LEAST)
    assert all(found[language] >= least for language, least in AT_LEAST.items())


def test_no_two_pieces_share_an_id_or_a_url() -> None:
    assert len({piece["id"] for piece in ALL}) == len(ALL)
    assert len({piece["url"] for piece in ALL}) == len(ALL)
    assert all(piece["url"] == f"https://pieces.example/{piece['id']}" for piece in ALL)


@each_piece
def test_every_sentence_stands_in_exactly_one_paragraph(piece: Piece) -> None:
    in_order = [index for paragraph in piece["paragraphs"] for index in paragraph]
    assert in_order == list(range(len(piece["sentences"])))
    assert all(piece["paragraphs"])


@each_piece
def test_the_sentences_join_to_clean_paragraphs(piece: Piece) -> None:
    for indexes, text in zip(piece["paragraphs"], paragraph_texts(piece), strict=True):
        assert text == " ".join(text.split())
        assert END_MARK.search(text) or len(indexes) == 1, text  # only a heading stands without an end mark
        if piece["lang"] in QUOTE_PAIRS:
            opening, closing = QUOTE_PAIRS[piece["lang"]]
            assert text.count(opening) == text.count(closing), text


@each_piece
def test_no_sentence_is_said_twice(piece: Piece) -> None:
    assert len(set(piece["sentences"])) == len(piece["sentences"])


@each_piece
def test_a_piece_has_the_length_and_letters_of_an_article(piece: Piece) -> None:
    text = " ".join(piece["sentences"])
    assert 350 <= len(WORD.findall(text)) <= 800
    assert bool(CYRILLIC.search(text)) == (piece["lang"] == "uk")


@each_piece
def test_gold_points_name_existing_sentences_once(piece: Piece) -> None:
    sentences = range(len(piece["sentences"]))
    assert 5 <= len(piece["points"]) <= 7
    for point in piece["points"]:
        marked = point["best"] + point["ok"]
        assert point["best"]
        assert len(set(marked)) == len(marked)
        assert all(index in sentences for index in marked), point
    best = [index for point in piece["points"] for index in point["best"]]
    assert len(set(best)) == len(best), "a sentence is best for one point only"


@each_piece
def test_labels_are_short_and_differ(piece: Piece) -> None:
    labels = [point["label"] for point in piece["points"]]
    assert len(set(labels)) == len(labels)
    for point in piece["points"]:
        names = [point["label"], *point["alt_labels"]]
        assert 2 <= len(point["alt_labels"]) <= 4, point
        assert len(set(names)) == len(names), point
        assert all(1 <= len(WORD.findall(name)) <= 7 and len(name) <= 60 for name in names), point


@each_piece
def test_queries_name_existing_sentences(piece: Piece) -> None:
    sentences = range(len(piece["sentences"]))
    queries = piece["queries"]
    assert 8 <= len(queries) <= 12
    assert 2 <= sum(query["xl"] for query in queries) <= 3
    assert len({query["q"] for query in queries}) == len(queries)
    for query in queries:
        assert query["relevant"]
        assert len(set(query["relevant"])) == len(query["relevant"])
        assert all(index in sentences for index in query["relevant"]), query
