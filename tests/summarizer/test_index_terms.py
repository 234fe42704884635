from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.index_terms import query_terms, similar_terms, terms
from summarizer.query import passages
from tests.support.tables import for_each

TABLE = Path(__file__).parents[1] / "data" / "retrieval" / "matching.jsonl"
CASES = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
LANGUAGES = ("de", "uk", "ru", "en", "fr", "und")
MATERIAL = st.text(max_size=60) | st.lists(
    st.sampled_from(
        [
            "Hilfspaket",
            "EU-Kommission",
            "Зеленський",
            "п’ять",
            "U.S.",
            "1e5",
            "3,5",
            "x-y",
            "WHO",
            "ß",
            "ﬁ",
            "İ",
            "４",
            "'n'",
            "_",
            "a_b",
            "#tag",
            "🎉",
        ]
    ),
    max_size=8,
).map(" ".join)


def name_of(case: dict[str, Any]) -> str:
    return f"{case['query']} {'=' if case['match'] else '≠'} {case['sentence']}"


@for_each(CASES)
def test_a_query_meets_the_sentences_that_it_means(case: dict[str, Any]) -> None:
    indexed = set(terms(case["sentence"], case["language"]))
    asked = [alternatives for word in query_terms(case["query"]) for alternatives in word]
    assert (bool(asked) and all(alternatives & indexed for alternatives in asked)) == case["match"]


@for_each(CASES)
def test_a_sentence_alone_is_a_passage_where_the_index_finds_it(case: dict[str, Any]) -> None:
    found = passages(case["sentence"], case["query"], language=case["language"])
    assert [sentence.text for sentence in found] == [case["sentence"]] * case["match"]


def test_a_sentence_gives_stems_parts_concepts_and_sounds_in_its_order() -> None:
    assert terms("Selenskyj erhielt Gasspeicher.", "de") == (
        "selenskyj", "xkselenskyj", "xnselensk", "erhalt",
        "gasspeich", "xkgasspeicher", "gas", "xkgas", "speich", "xkspeicher",
    )  # fmt: skip


def test_function_words_are_not_asked_for() -> None:
    assert query_terms("Was steht im Artikel über die Waffen?") == query_terms("Waffen")
    assert query_terms("що пишуть про зброю") == query_terms("зброю")


def test_function_words_alone_are_asked_for() -> None:
    assert len(query_terms("war")) == 1


def test_articles_in_other_languages_are_found_by_the_word_as_written() -> None:
    assert set(terms("Sestavení vlády trvá měsíc.", "hr")) & query_terms("vlády")[0][0]


def test_an_acronym_is_no_function_word() -> None:
    assert "xkwho" in query_terms("WHO")[0][0]


@pytest.mark.parametrize("query", ["", " ", "?!", "🎉", "_"])
def test_a_query_without_words_asks_for_nothing(query: str) -> None:
    assert query_terms(query) == ()


def test_a_compound_asks_for_all_of_its_parts() -> None:
    ((first, second),) = query_terms("Hilfspaket")
    assert "xkhilfe" in first
    assert "xkhilfe" not in second
    assert first & second >= {"hilfspak"}


@pytest.mark.parametrize(
    ("term", "vocabulary", "near"),
    [
        ("slenskyj", ("selenskyj", "davos"), ("selenskyj",)),
        ("ukriane", ("ukraine", "krise", "xkukraine"), ("ukraine",)),
        ("sanktoin", ("sanktion", "sanktionar", "aktion"), ("sanktion",)),
        ("зелнськ", ("зеленськ", "земля"), ("зеленськ",)),
        ("fussball", ("fussboden", "ball", "fussvolk"), ()),
        ("haus", ("maus", "hau"), ()),
        ("waffe", ("waffe",), ()),
        ("xkkrieg", ("xkkriege",), ()),
        ("xnselenks", ("xnselensk", "xnsalensk"), ("xnselensk",)),
        ("2026", ("2025",), ()),
        ("", ("a",), ()),
    ],
)
def test_a_misspelt_term_is_near_what_it_meant(
    term: str, vocabulary: tuple[str, ...], near: tuple[str, ...]
) -> None:
    assert similar_terms(term, vocabulary) == near


@settings(max_examples=150, deadline=None)
@given(MATERIAL, st.sampled_from(LANGUAGES))
def test_every_term_is_one_token_of_any_plain_tokeniser(text: str, language: str) -> None:
    found = terms(text, language)
    assert all(term.isalnum() and len(term) <= 60 for term in found)
    assert terms(text, language) == found
    asked = query_terms(text, language)
    assert all(word and all(word) for word in asked)
    assert all(term.isalnum() for word in asked for alternatives in word for term in alternatives)


def test_sqlite_keeps_every_term_whole() -> None:
    text = "EU-Kommission, п’ять, İstanbul, ﬁn, ４２, 1e5, 3,5, Straße, Ångström, їжа, ёлка, Selenskyj, Hilfspaket"
    found = sorted({term for language in LANGUAGES for term in terms(text, language)})
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 0')")
        database.execute("CREATE VIRTUAL TABLE tokens USING fts5vocab(t, 'instance')")
        database.executemany("INSERT INTO t(rowid, x) VALUES (?, ?)", enumerate(found))
        assert database.execute("SELECT term FROM tokens ORDER BY doc, offset").fetchall() == [
            (t,) for t in found
        ]


def test_threads_get_the_same_terms() -> None:
    texts = [f"Die Verträge von Lindenau galten {number} Jahre." for number in range(40)] * 2
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: terms(text, "de"), texts))
    assert found[:40] == found[40:] == [terms(text, "de") for text in texts[:40]]
