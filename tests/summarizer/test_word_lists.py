"""The word lists in `summarizer/data`: in order and without repeats, so that two people do not add a word twice."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import resources

import pytest

from summarizer.language import LANGUAGES
from summarizer.words.lexicon import Lexicon

PATTERNS = {
    name
    for name, default in ((each, getattr(Lexicon(), each)) for each in Lexicon.__slots__)
    if hasattr(default, "search")
} - {"bodies", "harms"}
A_LINE_EACH = {"boilerplate", "idioms", "wholes"}


def lists(language: str) -> Iterator[tuple[str, list[str]]]:
    data = tomllib.loads((resources.files("summarizer") / "data" / f"{language}.toml").read_text("utf-8"))
    for name, value in data.items():
        if isinstance(value, str) and name not in PATTERNS | A_LINE_EACH:
            yield name, value.split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_lists_are_in_order_and_name_no_word_twice(language: str) -> None:
    found = dict(lists(language))
    assert len(found) > 20
    wrong = {}
    for name, words in found.items():
        repeated = [word for word, times in Counter(words).items() if times > 1]
        misplaced = next(
            (word for word, right in zip(words, sorted(words), strict=True) if word != right), ""
        )
        if repeated or misplaced:
            wrong[name] = (repeated, misplaced)
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verb_has_one_noun_for_what_it_governs(language: str) -> None:
    data = tomllib.loads((resources.files("summarizer") / "data" / f"{language}.toml").read_text("utf-8"))
    for governed, by_noun in data.get("verbal_nouns", {}).items():
        verbs = Counter(verb for listed in by_noun.values() for verb in listed.split())
        assert [verb for verb, times in verbs.items() if times > 1] == [], governed
