from __future__ import annotations

import numpy as np
import pytest

from summarizer import METHODS
from summarizer.ranking import centrality, count_terms, score_parts
from summarizer.sumy_methods import MOST_FOR_KL, scores
from summarizer.text import Document, read

TEXT = (
    "The harbour needs a new crane. The crane will lift grain from the ships. "
    "Grain from the harbour feeds three towns.\n\n"
    "A poet lives near the church. The harbour and its crane belong to the towns. "
    "The crane will lift grain from the ships."
)
SUMY = [method for method in METHODS if method != "quellenbote"]


@pytest.fixture
def document() -> Document:
    return read(TEXT, "en", "The harbour crane")


def test_every_sentence_has_each_part_of_the_score(document: Document) -> None:
    parts = score_parts(document, count_terms(document))
    assert {len(part) for part in parts.values()} == {len(document.lines)}
    assert all(np.isfinite(part).all() for part in parts.values())


def test_a_sentence_without_shared_words_is_least_central(document: Document) -> None:
    central = centrality(count_terms(document))
    assert int(central.argmin()) == 3
    assert float(central.max()) == pytest.approx(1.0)


def test_the_title_lifts_the_sentences_that_speak_of_it(document: Document) -> None:
    title = score_parts(document, count_terms(document))["title"]
    assert title[4] > title[3]


@pytest.mark.parametrize("method", SUMY)
def test_a_method_of_sumy_scores_sentences_by_their_number(method: str, document: Document) -> None:
    found = scores(method, document, count_terms(document))
    assert len(found) == len(document.lines)
    assert len(set(found.tolist())) == len(document.lines)  # the repeated sentence has a score of its own


def test_kl_is_given_the_best_sentences_only() -> None:
    text = "\n\n".join(
        f"Sentence number {n} speaks of grain, ships and item{n}." for n in range(MOST_FOR_KL + 20)
    )
    document = read(text, "en")
    found = scores("kl", document, count_terms(document))
    assert int((found > 0).sum()) == MOST_FOR_KL


def test_sentences_that_share_no_word_are_all_alike_to_lexrank() -> None:
    document = read("Das Haus brennt. Der Rat tagt.", "de")
    assert scores("lexrank", document, count_terms(document)).tolist() == [0, 0]
