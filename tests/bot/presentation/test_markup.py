"""Escaping, links, lengths and callback data."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import checked_link
from bot.playground.entities import weight as telegrams_weight
from bot.playground.html import parse
from bot.presentation import markup
from bot.presentation.gallery import every_message
from bot.presentation.markup import (
    Html,
    call,
    clip,
    esc,
    link,
    packed,
    parse_call,
    sentence_link,
    size,
    web_link,
)
from tests.bot.presentation.strange import texts


@given(texts)
def test_escaped_text_is_shown_as_it_was(text: str) -> None:
    shown = parse(f"x{esc(text)}x")
    assert shown.text == f"x{markup.cleaned(text)}x"
    assert shown.entities == ()
    assert not shown.remarks


def test_nothing_is_escaped_twice() -> None:
    assert esc(esc("<a & b>")) == "&lt;a &amp; b&gt;"


@pytest.mark.parametrize(
    ("text", "limit", "clipped"),
    [
        ("kurz", 10, "kurz"),
        ("eins zwei drei vier", 18, "eins zwei drei […]"),
        ("eins zwei drei vier", 13, "eins zwei […]"),
        ("eins zwei drei vier", 12, "eins […]"),
        ("Donaudampfschifffahrt", 10, "Donaud […]"),
        ("cafe\u0301cafe\u0301cafe\u0301", 8, "caf […]"),
        ("𝔘𝔘 𝔘𝔘 𝔘𝔘 𝔘𝔘", 10, "𝔘𝔘 […]"),
    ],
)
def test_a_text_is_cut_between_words(text: str, limit: int, clipped: str) -> None:
    assert clip(text, limit) == clipped


@given(texts, st.integers(12, 60))
def test_what_is_cut_is_a_beginning_within_the_limit(text: str, limit: int) -> None:
    clipped = clip(text, limit)
    assert markup.units(clipped) <= limit
    assert clipped == text or text.startswith(clipped.removesuffix(" […]"))


@pytest.mark.parametrize(
    ("url", "sentence", "linked"),
    [
        ("https://blog.example/a", "Es war gut.", "https://blog.example/a#:~:text=Es%20war%20gut."),
        (
            "https://blog.example/a#teil",
            "Ja-nein, a & b",
            "https://blog.example/a#:~:text=Ja%2Dnein%2C%20a%20%26%20b",
        ),
        ("https://blog.example/a", " \n", "https://blog.example/a"),
        (
            "https://blog.example/a",
            "eins zwei drei vier fünf sechs sieben acht neun zehn elf",
            "https://blog.example/a#:~:text=eins%20zwei%20drei%20vier%20f%C3%BCnf,sieben%20acht%20neun%20zehn%20elf",
        ),
    ],
)
def test_a_sentence_is_linked_by_its_first_and_last_words(url: str, sentence: str, linked: str) -> None:
    assert sentence_link(url, sentence) == linked


@given(texts, st.integers(1, 6))
def test_a_sentence_link_names_words_of_the_sentence(sentence: str, words: int) -> None:
    linked = sentence_link("https://blog.example/a", sentence, words=words)
    assert checked_link(linked) == linked
    spoken = markup.cleaned(sentence).split()
    fragment = linked.partition("#:~:text=")[2]
    parts = [unquote(part).split() for part in fragment.split(",")] if fragment else []
    assert "-" not in fragment
    assert "&" not in fragment
    if parts:
        assert spoken[: len(parts[0])] == parts[0]
        assert spoken[-len(parts[-1]) :] == parts[-1]


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("https://blog.example/a?b=1&c=2#d", "https://blog.example/a?b=1&c=2#d"),
        (" https://блог.example/шлях ", "https://блог.example/шлях"),
        ('https://blog.example/"><b>', "https://blog.example/%22%3E%3Cb%3E"),
        ("https://blog.example/a b", "https://blog.example/a%20b"),
        ("http://192.0.2.1:8080/", "http://192.0.2.1:8080/"),
        ("https://localhost/", None),
        ("https://blog.example:99999/", None),
        ("http://[::1]/", None),
        ("https://[", None),
        ("https://wer@blog.example/", None),
        ("javascript:alert(1)", None),
        ("ftp://blog.example/", None),
        ("blog.example", None),
        ("https://blog.example/" + "x" * 2000, None),
        ("", None),
        (None, None),
    ],
)
def test_only_what_telegram_takes_is_a_link(url: str | None, cleaned: str | None) -> None:
    assert web_link(url) == cleaned


@given(texts)
def test_a_link_never_vanishes(text: str) -> None:
    for url in (text, f"https://blog.example/{text}", f"https://{text}.example/"):
        shown = parse(link(Html("Wort"), url))
        assert not shown.remarks
        assert bool(shown.entities) == (web_link(url) is not None)


@given(
    st.text("abcdefgh", min_size=1, max_size=10), st.lists(st.text(max_size=8).filter(lambda a: ":" not in a))
)
def test_callback_data_comes_back_as_it_was_made(name: str, arguments: list[str]) -> None:
    try:
        data = call(name, *arguments)
    except ValueError:
        assert len(":".join([name, *arguments]).encode()) > 64
    else:
        assert parse_call(data) == (name, tuple(arguments))


@given(st.text())
def test_any_callback_data_is_read(data: str) -> None:
    name, arguments = parse_call(data)
    assert name or arguments == ()


@pytest.mark.parametrize("data", ["", ":", "Große:1", "a" * 65, "piece 1", "1:2", "\n"])
def test_callback_data_that_was_never_made_means_nothing(data: str) -> None:
    assert parse_call(data) == ("", ())


@given(texts.filter(bool))
def test_a_question_comes_back_from_its_button(query: str) -> None:
    _, arguments = parse_call(call("topicyear", 999, markup.handle(query)))
    assert markup.handled(arguments[-1], query) == query


def test_a_long_question_is_forgotten_with_the_next_one() -> None:
    long = "Was wurde über die Luftabwehr der kommenden Jahre gesagt?"
    assert markup.handled(markup.handle(long), "Davos") is None
    assert markup.handled(markup.handle("Davos"), None) == "Davos"


def test_a_size_is_what_telegram_counts() -> None:
    from bot.i18n import translator

    for _, message in every_message(translator("uk")):
        shown, measured = parse(message.text), size(message.text)
        assert measured.units == markup.units(shown.text)
        assert measured.entities >= len(shown.entities)
        assert measured.entity_bytes >= telegrams_weight(shown.entities) - 4 * len(shown.entities)


def test_blocks_are_packed_in_order_and_never_divided() -> None:
    blocks = [Html(f"{n} " + "wort " * 300) for n in range(6)]
    messages = packed(["", *blocks])
    assert "\n\n".join(messages) == "\n\n".join(blocks)
    assert len(messages) == 3
    assert all(size(message).fits for message in messages)
