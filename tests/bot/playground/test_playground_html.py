"""Telegram's HTML, read as strictly as Telegram reads it."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import covered, found_in, units, weight
from bot.playground.html import MarkupError, parse
from tests.support.tables import for_each

SHAPES = [
    ("plain", "plain", []),
    ("<b>a</b>", "a", [("bold", 0, 1)]),
    ("<strong>a</strong><em>b</em>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
    ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
    (
        "<s>a</s><strike>b</strike><del>c</del>",
        "abc",
        [("strikethrough", 0, 1), ("strikethrough", 1, 1), ("strikethrough", 2, 1)],
    ),
    ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
    ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
    ("😀<i>x</i>", "😀x", [("italic", 2, 1)]),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
    ("<code>a</code>", "a", [("code", 0, 1)]),
    ("<pre>a</pre>", "a", [("pre", 0, 1)]),
    ('<tg-emoji emoji-id="5">😀</tg-emoji>', "😀", [("custom_emoji", 0, 2)]),
    ('<tg-time unix="1790000000" format="wDT">8:00</tg-time>', "8:00", [("date_time", 0, 4)]),
    ("&lt;&gt;&amp;&quot;&#228;&#xe4;", '<>&"ää', []),
    ("  <b> a </b>\n", "a", [("bold", 0, 1)]),
    ("<b></b>x", "x", []),
    ("<B>a</b>", "a", [("bold", 0, 1)]),
    ("<b>a</>", "a", [("bold", 0, 1)]),
]


@for_each(SHAPES)
def test_markup_becomes_text_and_entities(
    markup: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    parsed = parse(markup)
    assert (parsed.text, [(e.type, e.offset, e.length) for e in parsed.entities]) == (text, entities)
    assert not parsed.remarks


REFUSED = [
    ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
    ("ä<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("a <", "Unclosed start tag at byte offset 2"),
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("<b>a</b", "Unclosed end tag at byte offset 4"),
    ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=x:y>a</a>", "Unexpected end of name token at byte offset 8"),
    ('<a "x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    ("<tg-time>a</tg-time>", "Invalid Unix time specified"),
    ('<tg-time unix="1" format="zz">a</tg-time>', "Invalid date-time format specified"),
]


@pytest.mark.parametrize(("markup", "reason"), REFUSED)
def test_markup_that_telegram_refuses_is_refused_in_its_words(markup: str, reason: str) -> None:
    with pytest.raises(MarkupError) as caught:
        parse(markup)
    assert str(caught.value) == reason


LOST = [
    ("fish & chips", "fish & chips", "shown as it stands"),
    ("a&nbsp;b", "a&nbsp;b", "shown as it stands"),
    ("a&ltb", "a&ltb", "shown as it stands"),
    ('<a href="https://localhost/x">a</a>', "a", "the link vanishes"),
    ('<a href="javascript:x">a</a>', "a", "the link vanishes"),
    ("<a>word</a>", "word", "the link vanishes"),
    ("<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", "a quote inside a quote"),
    ("<code>a<b>b</b></code>", "ab", "lost inside code"),
]


@pytest.mark.parametrize(("markup", "text", "remark"), LOST)
def test_what_telegram_swallows_silently_is_remarked(markup: str, text: str, remark: str) -> None:
    parsed = parse(markup)
    assert parsed.text == text
    assert remark in parsed.remarks[0]


LINKS = [
    ("https://a.example", "https://a.example/"),
    ("a.example/x", "http://a.example/x"),
    ("HTTPS://A.example/Ä?b=1#:~:text=a%20b,c", "https://a.example/Ä?b=1#:~:text=a%20b,c"),
    ("tg://user?id=5", "tg://user?id=5"),
]


@pytest.mark.parametrize(("written", "stored"), LINKS)
def test_a_link_is_stored_as_telegram_stores_it(written: str, stored: str) -> None:
    assert parse(f'<a href="{written}">x</a>').entities[0].url == stored


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60))
def test_any_escaped_text_comes_back_unchanged(text: str) -> None:
    parsed = parse(f"<b>{html.escape(text)}</b>") if "'" not in text else parse(html.escape(text))
    assert parsed.text == text.strip()
    assert not parsed.remarks


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_entity_covers_what_the_tag_enclosed(before: str, inside: str) -> None:
    parsed = parse(f"x{html.escape(before)}<i>{html.escape(inside)}y</i>z")
    assert covered(parsed.text, parsed.entities[0]) == f"{inside}y"


def test_commands_mentions_and_addresses_are_found() -> None:
    text = "/start@box_bot 😀 @kim_reads https://a.example/x. me@b.example #тема"
    assert [(e.type, covered(text, e)) for e in found_in(text)] == [
        ("bot_command", "/start@box_bot"),
        ("mention", "@kim_reads"),
        ("url", "https://a.example/x"),
        ("email", "me@b.example"),
        ("hashtag", "#тема"),
    ]


def test_entities_weigh_their_addresses() -> None:
    entities = parse(f'<a href="https://a.example/{"x" * 300}">a</a><b>b</b>').entities
    assert weight(entities) == 12 + 324 + 12
    assert units("a😀") == 3
