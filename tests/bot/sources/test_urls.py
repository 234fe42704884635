from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.urls import (
    canonical,
    embedded_original,
    is_homepage,
    is_web,
    platform_of,
    youtube_id,
)
from bot.sources.values import iso_date, language_code, primary_tag


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTTPS://Blog.Example:443/a/", "https://blog.example/a"), ("http://blog.example:80",
        "http://blog.example/"),
        ("https://b.example/a?utm_source=x&b=2&a=1#part", "https://b.example/a?a=1&b=2"),
        ("https://b.example/a?fbclid=1", "https://b.example/a/"),
        ("https://b.example/%61", "https://b.example/a"), ("https://user@b.example/a", "https://b.example/a"),
        ("https://youtu.be/aB3dE5gH7jK?si=x", "https://m.youtube.com/watch?v=aB3dE5gH7jK&t=5"),
        ("https://brücke.example/", "https://xn--brcke-lva.example"), ("https://b.example/ü",
        "https://b.example/%C3%BC"),
    ],
)  # fmt: skip
def test_two_spellings_of_one_page_are_the_same(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("https://b.example/?p=1", "https://b.example/?p=2"), ("https://b.example/a", "http://b.example/a"),
    ("https://b.example/A", "https://b.example/a"),
     ("https://b.example:8080/", "https://b.example/"), ("https://youtu.be/aB3dE5gH7jK",
     "https://youtu.be/aB3dE5gH7jX")],
)  # fmt: skip
def test_different_pages_stay_different(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@given(st.text(max_size=60))
def test_any_words_have_a_canonical_form_that_stays(words: str) -> None:
    assert canonical(canonical(words)) == canonical(words)


@given(
    st.from_regex(
        r"https?://[a-z]{1,8}\.example(:[0-9]{2,4})?(/[a-zA-Z0-9%._~-]{0,9}){0,3}(\?[a-z]=[a-z0-9]{0,3})?",
        fullmatch=True,
    )
)
def test_the_canonical_form_of_an_address_is_its_own(url: str) -> None:
    assert canonical(canonical(url)) == canonical(url)


@pytest.mark.parametrize(
    "url",
    ["https://www.youtube.com/watch?v=aB3dE5gH7jK", "youtube.com/watch?feature=share&v=aB3dE5gH7jK",
    "https://youtu.be/aB3dE5gH7jK?t=9",
     "https://www.youtube-nocookie.com/embed/aB3dE5gH7jK?rel=0", "https://m.youtube.com/shorts/aB3dE5gH7jK",
     "https://youtube.com/live/aB3dE5gH7jK"],
)  # fmt: skip
def test_a_video_is_known_in_all_its_addresses(url: str) -> None:
    assert youtube_id(url) == "aB3dE5gH7jK"


@pytest.mark.parametrize(
    "url",
    [
        "https://youtube.com/@kanal",
        "https://youtu.be/short",
        "https://kein-youtube.com/watch?v=aB3dE5gH7jK",
        "",
        "http://[::1",
    ],
)
def test_what_is_no_video_has_no_id(url: str) -> None:
    assert youtube_id(url) is None


def test_platforms_are_called_by_their_names() -> None:
    named = {
        "https://youtu.be/x": "YouTube",
        "https://t.me/a/1": "Telegram",
        "https://www.kolo.example/a": "kolo.example",
        "https://x.com/a": "X",
    }
    assert {url: platform_of(url) for url in named} == named
    assert is_homepage("https://kolo.example/")
    assert not is_homepage("https://kolo.example/?p=1")
    assert is_web("https://a.example")
    assert not is_web("mailto:a@b.example")
    assert embedded_original("https://kolo.example/p") == "https://kolo.example/p"


@pytest.mark.parametrize(
    ("written", "iso"),
    [("17.01.2026.", "2026-01-17"), ("17. Januar 2026", "2026-01-17"), ("2026-01-17", "2026-01-17"),
    ("Jan. 17th, 2026", "2026-01-17"),
     ("17 січня 2026 року", "2026-01-17"), ("17/01/2026", "2026-01-17"), ("am 3.4.26, 20:15 Uhr",
     "2026-04-03"), ("Mai 2026", "2026-05"),
     ("2026", "2026"), ("Sommer 2026", None), ("31.02.2026", None), ("1.2.2026 / 3.2.2026", None), ("heute",
     None), ("", None), ("12.3", None)],
)  # fmt: skip
def test_dates_in_all_their_spellings(written: str, iso: str | None) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    ("written", "code"),
    [("uk", "uk"), ("UA", "uk"), ("Ukrainisch", "uk"), ("ukrainische Sprache", "uk"), ("українська мова",
    "uk"), ("aus dem Russischen", "ru"),
     ("English", "en"), ("Polnisch (pl)", "pl"), ("Ukrainisch und Russisch", None), ("Elbisch", None), ("",
     None)],
)  # fmt: skip
def test_languages_in_all_their_spellings(written: str, code: str | None) -> None:
    assert language_code(written) == code


def test_language_tags() -> None:
    assert [primary_tag(tag) for tag in ("de-DE", "uk", "zh_Hant", None, "", "Deutsch", "x")] == [
        "de",
        "uk",
        "zh",
        None,
        None,
        None,
        None,
    ]
