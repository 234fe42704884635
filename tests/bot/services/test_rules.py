from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.services.rules import (
    DELIVERY_ATTEMPTS,
    FIRST_INTERVAL,
    GONE_AFTER,
    LONGEST_INTERVAL,
    SHORTEST_INTERVAL,
    is_given_up,
    next_delivery_attempt,
    next_fetch,
    next_fetch_after_failure,
)

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
DURATIONS = st.timedeltas(timedelta(days=-400), timedelta(days=400))


def test_a_new_source_is_read_again_after_about_half_an_hour() -> None:
    fetch = next_fetch(NOW, 1)

    assert fetch.interval == FIRST_INTERVAL
    assert timedelta(minutes=27) <= fetch.at - NOW <= timedelta(minutes=33)


def test_news_make_the_interval_shorter_and_silence_makes_it_longer() -> None:
    busy = quiet = FIRST_INTERVAL
    for _ in range(30):
        busy = next_fetch(NOW, 1, interval=busy, found_new=True).interval
        quiet = next_fetch(NOW, 1, interval=quiet, found_new=False).interval

    assert busy == SHORTEST_INTERVAL
    assert quiet == LONGEST_INTERVAL
    assert next_fetch(NOW, 1, interval=quiet, found_new=True).interval == LONGEST_INTERVAL / 2


@given(st.integers(), st.none() | DURATIONS, st.booleans(), st.none() | DURATIONS)
def test_a_source_is_never_read_too_soon_nor_left_for_more_than_a_day(
    source_id: int, interval: timedelta | None, found_new: bool, retry_after: timedelta | None
) -> None:
    fetch = next_fetch(NOW, source_id, interval=interval, found_new=found_new, retry_after=retry_after)

    assert SHORTEST_INTERVAL <= fetch.interval <= LONGEST_INTERVAL
    assert NOW + SHORTEST_INTERVAL <= fetch.at <= NOW + LONGEST_INTERVAL
    if retry_after is not None:
        assert fetch.at >= NOW + min(retry_after, LONGEST_INTERVAL)
    assert fetch == next_fetch(
        NOW, source_id, interval=interval, found_new=found_new, retry_after=retry_after
    )


def test_sources_of_one_interval_are_spread() -> None:
    moments = {next_fetch(NOW, source_id, interval=timedelta(hours=1)).at for source_id in range(200)}

    assert len(moments) == 200
    assert max(moments) - min(moments) > timedelta(minutes=10)


@given(st.integers(), st.integers(-5, 10**9), st.none() | DURATIONS)
def test_a_source_that_fails_is_asked_less_and_less(
    source_id: int, failures: int, retry_after: timedelta | None
) -> None:
    at = next_fetch_after_failure(NOW, source_id, failures, retry_after=retry_after)

    assert NOW + FIRST_INTERVAL / 2 <= at <= NOW + LONGEST_INTERVAL
    if retry_after is not None:
        assert at >= NOW + min(retry_after, LONGEST_INTERVAL)
    if failures > 10:
        assert at >= NOW + LONGEST_INTERVAL / 2


def test_a_source_is_given_up_after_thirty_days_of_failures() -> None:
    assert not is_given_up(NOW - GONE_AFTER + timedelta(seconds=1), NOW)
    assert is_given_up(NOW - GONE_AFTER, NOW)


def test_a_delivery_is_tried_with_growing_pauses_and_then_fails() -> None:
    pauses = []
    for attempts in range(1, DELIVERY_ATTEMPTS):
        at = next_delivery_attempt(NOW, 5, attempts)
        assert at is not None
        pauses.append(at - NOW)

    assert timedelta(seconds=5) <= pauses[0] <= timedelta(seconds=10)
    assert pauses[-1] > timedelta(minutes=5)
    assert timedelta(minutes=10) < sum(pauses, timedelta()) < timedelta(minutes=45)
    assert next_delivery_attempt(NOW, 5, DELIVERY_ATTEMPTS) is None


def test_telegrams_own_pause_is_obeyed_and_never_the_last_word() -> None:
    hour = timedelta(hours=1)

    assert next_delivery_attempt(NOW, 5, 1, retry_after=hour) == NOW + hour
    assert next_delivery_attempt(NOW, 5, 100, retry_after=hour) == NOW + hour
    assert next_delivery_attempt(NOW, 5, 1, retry_after=timedelta(0)) != NOW
