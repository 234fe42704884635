"""Numbers, dates, names and plural forms as readers of each language know them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import available_timezones

import pytest

from bot.errors import QuellenboteError
from bot.i18n import LANGUAGES, translator, understood

DAY = date(2026, 1, 17)
NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("de-AT", "de"),
        ("UK", "uk"),
        ("uk_UA", "uk"),
        ("ru", "uk"),
        ("en-US", "en"),
        ("fr", None),
        ("", None),
        (None, None),
    ],
)
def test_a_language_code_is_understood(code: str | None, language: str | None) -> None:
    assert understood(code) == language


@pytest.mark.parametrize(
    ("language", "long", "short", "month", "weekday"),
    [
        ("de", "17. Januar 2026", "17. Januar", "Januar 2026", "Samstag, 17. Januar"),
        ("uk", "17 січня 2026\u202fр.", "17 січня", "січень 2026\u202fр.", "субота, 17 січня"),
        ("en", "17 January 2026", "17 January", "January 2026", "Saturday, 17 January"),
    ],
)
def test_dates(language: str, long: str, short: str, month: str, weekday: str) -> None:
    t = translator(language)
    assert (t.date(DAY), t.date(DAY, year=False), t.month(DAY), t.weekday_date(DAY)) == (
        long,
        short,
        month,
        weekday,
    )


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("de", ("Kyjiw", "Berlin", "New York", "UTC")),
        ("uk", ("Київ", "Берлін", "Нью-Йорк", "UTC")),
        ("en", ("Kyiv", "Berlin", "New York", "UTC")),
    ],
)
def test_zones(language: str, names: tuple[str, ...]) -> None:
    zones = ("Europe/Kyiv", "Europe/Berlin", "America/New_York", "UTC")
    assert tuple(translator(language).zone_name(zone) for zone in zones) == names


def test_a_moment_is_told_where_the_reader_lives() -> None:
    assert translator("de").moment(NOON, "Europe/Kyiv").endswith("15:00")
    assert translator("de").moment(NOON, "America/New_York").endswith("08:00")


@pytest.mark.parametrize(
    ("language", "mask", "days"),
    [
        ("de", 127, "täglich"),
        ("de", 31, "Mo–Fr"),
        ("de", 96, "Sa und So"),
        ("de", 5, "Mo, Mi"),
        ("de", 64, "jeden Sonntag"),
        ("uk", 8, "щочетверга"),
        ("uk", 5, "Пн, Ср"),
        ("en", 5, "Mon, Wed"),
    ],
)
def test_weekdays(language: str, mask: int, days: str) -> None:
    assert translator(language).weekdays(mask) == days


@pytest.mark.parametrize(
    ("language", "count", "text"),
    [
        ("de", 0, "0 Beiträge"),
        ("de", 1, "1 Beitrag"),
        ("de", 1234, "1.234 Beiträge"),
        ("uk", 1, "1 матеріал"),
        ("uk", 3, "3 матеріали"),
        ("uk", 5, "5 матеріалів"),
        ("uk", 11, "11 матеріалів"),
        ("uk", 21, "21 матеріал"),
        ("uk", 112, "112 матеріалів"),
        ("en", 1, "1 piece"),
        ("en", 2, "2 pieces"),
    ],
)
def test_plurals(language: str, count: int, text: str) -> None:
    assert translator(language).number_of("digest.count", count) == text


@pytest.mark.parametrize(("size", "text"), [(50 * 2**20, "50 MB"), (2048, "2 kB"), (12, "12 B")])
def test_sizes(size: int, text: str) -> None:
    assert text in translator("de")("error.file.large", name="x.txt", limit=size)


@pytest.mark.parametrize(
    ("code", "name"), [("uk", "Ukrainisch"), ("xx", "xx"), ("Surzhyk!", "Surzhyk!"), (None, None)]
)
def test_language_names(code: str | None, name: str | None) -> None:
    assert translator("de").language_name(code) == name


def test_an_unknown_key_or_a_missing_value_is_a_bug() -> None:
    t = translator("de")
    with pytest.raises(KeyError):
        t("no.such.key")
    with pytest.raises(KeyError):
        t.number_of("no.such.key", 2)
    with pytest.raises(KeyError, match="typed"):
        t("error.zone")


def test_a_message_can_be_had_unfilled() -> None:
    assert translator("de").template("terminal.clock.now") == "Es ist jetzt {time}."


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_without_words_is_told_in_general_ones(language: str) -> None:
    t = translator(language)
    assert t.error(QuellenboteError("error.no.words", name="x")) == t("error.unknown")
    assert t.error(QuellenboteError("error.zone")) == t("error.unknown")
    assert "Köln" in t.error(QuellenboteError("error.zone", typed="Köln"))


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert "{typed}" in translator("de")("error.zone", typed="{typed} {0}")


def test_ukrainian_units_and_one_apostrophe() -> None:
    t = translator("uk")

    assert "50 МБ" in t("error.file.large", name="x.txt", limit=50 * 2**20)
    assert t.weekday_date(date(2026, 11, 27)) == "п’ятниця, 27 листопада"
    assert "ʼ" not in "".join(t.zone_name(zone) for zone in available_timezones() if "/" in zone)
