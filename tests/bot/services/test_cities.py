from __future__ import annotations

import time
from datetime import UTC, datetime
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.cities import LONGEST_NAME, MOST_MATCHES, Match, find
from bot.services.zones import canonical_zone, zone
from tests.support.tables import for_each

BERLIN, KYIV, NEW_YORK = "Europe/Berlin", "Europe/Kyiv", "America/New_York"


def lines() -> list[str]:
    text = resources.files("bot.services").joinpath("cities.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@for_each(
    [
        ("Köln", BERLIN),
        ("köln", BERLIN),
        ("Koeln", BERLIN),
        ("Koln", BERLIN),
        ("Cologne", BERLIN),
        ("Кельн", BERLIN),
        ("Кёльн", BERLIN),
        ("MÜNCHEN", BERLIN),
        ("Munchen", BERLIN),
        ("Мюнхен", BERLIN),
        ("Frankfurt", BERLIN),
        ("Frankfurt/Oder", BERLIN),
        ("Frankfurt am Main", BERLIN),
        ("Wien", "Europe/Vienna"),
        ("Відень", "Europe/Vienna"),
        ("Zurich", "Europe/Zurich"),
        ("St Gallen", "Europe/Zurich"),
        ("Київ", KYIV),
        ("Киев", KYIV),
        ("Kiew", KYIV),
        ("Kyjiw", KYIV),
        ("Kyiv", KYIV),
        ("Lemberg", KYIV),
        ("Києві", KYIV),
        ("Кам'янське", KYIV),
        ("Камʼянське", KYIV),
        ("івано франківськ", KYIV),
        ("New York", NEW_YORK),
        ("new-york", NEW_YORK),
        ("Нью-Йорк", NEW_YORK),
        ("New York, USA", NEW_YORK),
        ("Birmingham, Англія", "Europe/London"),
        ("Kraków", "Europe/Warsaw"),
        ("Lodz", "Europe/Warsaw"),
        ("Łódź", "Europe/Warsaw"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Tokio", "Asia/Tokyo"),
        ("Europe/Kiev", KYIV),
        ("europe/berlin", BERLIN),
        ("UTC", "UTC"),
        # beginnings and one wrong letter
        ("Münch", BERLIN),
        ("Дніпр", KYIV),
        ("Berlni", BERLIN),
        ("Hambrug", BERLIN),
        ("Stutgart", BERLIN),
        ("Düsseldorff", BERLIN),
        ("Харкив", KYIV),
        # countries
        ("Deutschland", BERLIN),
        ("Österreich", "Europe/Vienna"),
        ("Польща", "Europe/Warsaw"),
        ("Japan", "Asia/Tokyo"),
        ("Украина", KYIV),
        ("Jalta", "Europe/Simferopol"),
    ]
)
def test_a_place_is_found_as_people_type_it(typed: str, key: str) -> None:
    assert find(typed)[0].zone == key


@pytest.mark.parametrize(
    ("typed", "zones"),
    [
        ("Birmingham", ["Europe/London", "America/Chicago"]),
        ("Valencia", ["Europe/Madrid", "America/Caracas"]),
        ("Santiago", ["America/Santiago", "America/Santo_Domingo", "Europe/Madrid"]),
        ("San José", ["America/Los_Angeles", "America/Costa_Rica"]),
        ("Alexandria", ["Africa/Cairo", NEW_YORK]),
        ("Александрія", ["Africa/Cairo", NEW_YORK]),
        ("Cambridge", ["Europe/London", NEW_YORK]),
        ("Portland", [NEW_YORK, "America/Los_Angeles"]),
        ("Perth", ["Australia/Perth", "Europe/London"]),
        ("Brest", ["Europe/Minsk", "Europe/Paris"]),
    ],
)
def test_a_name_of_several_places_offers_each_zone(typed: str, zones: list[str]) -> None:
    matches = find(typed)

    assert [match.zone for match in matches] == zones
    assert (
        len({match.name for match in matches}) == len(matches)
        or len({match.country for match in matches}) > 1
    )


@pytest.mark.parametrize(
    "typed", ["Frankfurt", "Halle", "Ukraine", "Spanien", "Kyiv", "Europe/Kiev", "London (Ontario)"]
)
def test_what_has_one_zone_need_not_be_asked_about(typed: str) -> None:
    assert len(find(typed)) == 1


@pytest.mark.parametrize(
    "typed",
    ["", " ", "?", "7:30", "Atlantis", "x", "Waffenlieferungen", "UTC+2", "EST", "-", "()", "Köln, Japan"],
)
def test_what_is_no_place_is_not_found(typed: str) -> None:
    assert find(typed) == ()


def test_a_large_country_offers_its_zones() -> None:
    assert [match.zone for match in find("USA")][:3] == [NEW_YORK, "America/Detroit", "America/Chicago"]
    assert find("Сполучені Штати")[0].zone == NEW_YORK


def test_a_match_says_what_it_is_in_the_language_it_was_typed_in() -> None:
    assert find("Kiew") == (Match("Kyjiw", KYIV, "UA"),)
    assert find("Польща") == (Match("Варшава", "Europe/Warsaw", "PL"),)
    assert find("киев") == (Match("Киев", KYIV, "UA"),)
    assert [match.name for match in find("birmingham")] == ["Birmingham", "Birmingham (Alabama)"]


def test_every_line_of_the_list_is_whole_and_its_zone_exists() -> None:
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    cities = [line for line in lines() if not line.startswith("@")]
    for line in lines():
        if line.startswith("@"):
            _, key, country = line.split()
            assert canonical_zone(key) == key
            assert noon.astimezone(zone(key)).utcoffset() is not None
            assert country[:2].isupper()
        else:
            assert line.count("|") == 3, line

    assert 250 <= len(cities) <= 600
    assert len(set(cities)) == len(cities)


def test_every_spelling_of_the_list_finds_its_zone() -> None:
    key = ""
    for line in lines():
        if line.startswith("@"):
            key = line.split()[1]
            continue
        for column in line.split("|"):
            for spelling in column.split(";"):
                if spelling.strip() != "=":
                    assert key in {match.zone for match in find(spelling)}, spelling


@given(st.text(max_size=80))
def test_any_text_gives_few_places_with_different_zones(text: str) -> None:
    matches = find(text)

    assert len(matches) <= MOST_MATCHES
    assert len({match.zone for match in matches}) == len(matches)
    assert len(" ".join(text.split())) <= LONGEST_NAME or not matches


def test_a_place_is_found_fast_even_when_it_does_not_exist() -> None:
    find("Warm Up")
    begin = time.process_time()
    for number in range(20):
        find(f"Nirgendwo {number}")
    assert (time.process_time() - begin) / 20 < 0.02
