from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.sentences import split
from tests.support.tables import for_each

OWN = Path(__file__).parents[1] / "data" / "sentences" / "own.jsonl"
SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "points" / "sentences.jsonl"

LANGUAGES = ("de", "uk", "ru", "en", "und")
MATERIAL = st.sampled_from(
    [
        *"aÄжЇZ19 \n\t.!?…,:;()[]„“”»«\"'–—-#@/🎉\u00a0\u200b\ufeff\x00\ud800",
        "\n\n", "\n \n", "z. B. ", "usw. ", "Dr. ", "т. д. ", "р. ", "3. ", "1000. ", "Die ", "Haus",
        "www.x.example", "...",
    ]
)  # fmt: skip


def cases(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def assert_split(case: dict[str, Any]) -> None:
    text = case.get("joiner", " ").join(case["sentences"])
    found = split(text, case["lang"])
    assert [sentence.text for sentence in found] == [expected.strip() for expected in case["sentences"]]
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)


@for_each(cases(OWN))
def test_sentences_as_blogs_write_them(case: dict[str, Any]) -> None:
    assert_split(case)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared cases are not beside this repository")
@pytest.mark.parametrize("case", cases(SHARED), ids=lambda case: case["sentences"][0][:30])
def test_the_shared_cases(case: dict[str, Any]) -> None:
    assert_split(case)


def test_a_sentence_never_crosses_a_blank_line() -> None:
    text = "Ein Anfang ohne Ende\n\nund dann „eine Frage.\n \nEine Antwort“ hier."
    assert [sentence.text for sentence in split(text, "de")] == [
        "Ein Anfang ohne Ende",
        "und dann „eine Frage.",
        "Eine Antwort“ hier.",
    ]


def test_offsets_count_in_the_text_as_given() -> None:
    text = "  \n\n Erster Satz.\u00a0 Zweiter.\r\n\r\n\tDritter. "
    assert [(sentence.start, sentence.text) for sentence in split(text, "de")] == [
        (5, "Erster Satz."),
        (19, "Zweiter."),
        (32, "Dritter."),
    ]


def test_a_quotation_longer_than_the_limit_is_cut_into_its_sentences() -> None:
    quoted = "Die Lage ist ernst und sie bleibt es. " * 10
    assert len(split(f"Er sagte: „{quoted.strip()}“ Dann ging er.", "de")) == 11


def test_nothing_gives_no_sentences() -> None:
    assert split("", "de") == []
    assert split(" \n\n\t", "uk") == []


@settings(max_examples=300, deadline=None)
@given(st.lists(MATERIAL, max_size=40).map("".join) | st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_sentences_are_ordered_and_cover_all_but_white_space(text: str, language: str) -> None:
    sentences = split(text, language)
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in sentences)
    assert all(sentence.text == sentence.text.strip() != "" for sentence in sentences)
    assert all("\n\n" not in sentence.text for sentence in sentences)
    edges = [edge for sentence in sentences for edge in (sentence.start, sentence.end)]
    assert edges == sorted(edges)
    assert "".join("".join(text.split())) == "".join("".join(sentence.text.split()) for sentence in sentences)
    assert split(text, language) == sentences


@pytest.mark.parametrize("unit", ["„", "(", "Dr. ", "a.", "1. ", "…", "«»", "!", "Wort. ", "\n- ", "🎉", "x"])
def test_long_runs_of_anything_are_split_in_linear_time(unit: str) -> None:
    sentences = split(unit * 20_000, "de")
    assert "".join(s.text for s in sentences).replace(" ", "").replace("\n", "") == (unit * 20_000).replace(
        " ", ""
    ).replace("\n", "")


def test_a_sentence_of_years_is_split_in_linear_time() -> None:
    text = "У липні " + " ".join("2014 р. 5" for _ in range(20_000))
    assert " ".join(sentence.text for sentence in split(text, "uk")) == text
