"""The bot was down, or clocks and rules changed: one digest a day all the same, and nothing of it lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, literal, select, text
from sqlalchemy.exc import IntegrityError

from bot.delivery.planner import BUSY_MINUTE, Planned, Planner
from bot.services.zones import rules_version
from db import Chat, Database, Filters, Subscription, models
from tests.support.articles import DAVOS, changed, store
from tests.support.talk import Talk, texts

LATE = "Heute später als sonst"
REFUSAL = "BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'no room'); END"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 by Berlin's clocks."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


async def publish(talk: Talk, *titles: str, stored_at: datetime) -> None:
    """New pieces of the blog, while the bot does nothing else."""
    entries = [
        changed(DAVOS, guid=title, url=f"https://blog.example/{number}-{stored_at:%d%H}/", title=title)
        for number, title in enumerate(titles)
    ]
    await store(talk.what, stored_at, *entries)


@pytest.fixture
async def talk(empty_talk: Talk) -> Talk:
    """A reader with a digest at 08:00, from Monday, 23 November on; a piece came on Sunday."""
    await empty_talk.one("abo 8:00")
    await publish(empty_talk, "Vom Sonntag", stored_at=at(22, 12))
    return empty_talk


async def subscription(talk: Talk) -> Subscription:
    async with talk.what.database.read() as tx:
        found = await tx.subscriptions.get(1)
    assert found is not None
    return found


async def test_down_for_three_hours_it_comes_once_and_says_that_it_is_late(talk: Talk) -> None:
    (digest,) = await talk.until(at(23, 10, 50))
    assert LATE in digest.text
    assert await talk.until(at(23, 12)) == []
    await publish(talk, "Vom Montag", stored_at=at(23, 13))
    (following,) = await talk.until(at(24, 8))
    assert "Vom Montag" in following.text
    assert "Vom Sonntag" not in following.text
    assert LATE not in following.text


async def test_down_for_three_days_nothing_is_sent_for_them_and_the_next_one_holds_it_all(talk: Talk) -> None:
    for day in (23, 24, 25):
        await publish(talk, f"Vom {day}. morgens", f"Vom {day}. abends", stored_at=at(day, 12))
    assert await talk.until(at(25, 16)) == []
    (digest,) = await talk.until(at(26, 8))
    assert "7 Beiträge" in digest.text
    assert "Außerdem:" in digest.text  # five with their points, the rest as titles
    assert LATE not in digest.text
    assert await talk.until(at(27, 8)) == []


async def test_down_for_two_minutes_is_not_late(talk: Talk) -> None:
    (digest,) = await talk.until(at(23, 8, 1))
    assert LATE not in digest.text


async def test_a_digest_whose_planning_breaks_off_is_planned_again(talk: Talk) -> None:
    async with talk.what.database.begin() as tx:
        await tx.outbox._connection.execute(text(f"CREATE TRIGGER refusal {REFUSAL}"))
    with pytest.raises(IntegrityError, match="no room"):
        await talk.until(at(23, 8))
    async with talk.what.database.begin() as tx:
        await tx.outbox._connection.execute(text("DROP TRIGGER refusal"))
    (digest,) = await talk.until(at(23, 8, 1))
    assert "Vom Sonntag" in digest.text
    assert await talk.until(at(24, 8)) == []


@pytest.mark.parametrize("wanted", ["abo 8:00", "abo sofort"])
async def test_a_chat_that_cannot_be_planned_for_holds_up_no_other(empty_talk: Talk, wanted: str) -> None:
    what, now = empty_talk.what, empty_talk.clock.now()
    await empty_talk.one(wanted)
    mine = await subscription(empty_talk)
    async with what.database.begin() as tx:
        other = await tx.chats.meet(2, 0, kind="private", language_code="de", boxed=True, now=now)
        await tx.subscriptions.put(replace(mine, chat_id=other.id))
        await tx.subscriptions.put(replace(mine, paused_from="irgendwann", paused_until="2026-12-01"))
    await publish(empty_talk, "Vom Sonntag", stored_at=at(22, 12))
    planner = Planner(what.database, what.digests, what.archive, zone="Europe/Berlin", language="de")
    plan = planner.plan if mine.next_digest_at else planner.plan_at_once
    with pytest.raises(ExceptionGroup):
        await plan(mine.next_digest_at or at(22, 12))
    async with what.database.read() as tx:
        due = await tx.outbox.due(at(23, 9), limit=9, boxed=True)
    assert [delivery.chat_id for delivery in due] == [other.id]


async def test_a_clock_that_leaps_ahead_brings_it_now_and_tomorrow_at_its_hour(talk: Talk) -> None:
    assert await talk.until(at(23, 7)) == []
    (digest,) = await talk.until(at(23, 9))
    assert "Vom Sonntag" in digest.text
    await publish(talk, "Vom Montag", stored_at=at(23, 12))
    assert await talk.until(at(24, 7, 59)) == []
    assert "Vom Montag" in texts(await talk.until(at(24, 8)))


async def test_a_clock_that_goes_back_after_the_digest_brings_no_second(talk: Talk) -> None:
    assert len(await talk.until(at(23, 8))) == 1
    await publish(talk, "Vom Montag", stored_at=at(23, 8, 5))
    for moment in (at(23, 6), at(23, 8), at(23, 9)):
        assert await talk.until(moment) == []
    assert "Vom Montag" in texts(await talk.until(at(24, 8)))


async def test_who_ends_a_pause_after_the_slot_waits_for_the_next_one(talk: Talk) -> None:
    await talk.one("Pause bis 25.11.")
    talk.clock.set(at(23, 10))
    await talk.tap("Doch weiter")
    assert await talk.until(at(23, 10, 1)) == []
    (digest,) = await talk.until(at(24, 8))
    assert "Vom Sonntag" in digest.text
    assert LATE not in digest.text


@pytest.mark.parametrize("said", ["abo 8:00", "abo 20:00", "zeitzone Kyjiw", "nur ukrainische Texte"])
async def test_who_changes_something_right_after_the_slot_still_gets_its_digest(
    talk: Talk, said: str
) -> None:
    talk.clock.set(at(23, 8) + timedelta(seconds=1))
    await talk.say(said)
    (digest,) = await talk.until(at(23, 8, 1))
    assert "Vom Sonntag" in digest.text
    assert await talk.until(at(23, 20)) == []


async def test_moved_to_the_evening_before_the_digest_it_comes_this_evening(talk: Talk) -> None:
    talk.clock.set(at(23, 7))
    await talk.one("abo 20:00")
    await publish(talk, "Vom Montag", stored_at=at(23, 7, 30))
    assert await talk.until(at(23, 8)) == []
    assert len(await talk.until(at(23, 20))) == 1


async def test_moved_to_the_evening_after_the_digest_it_comes_tomorrow_evening(talk: Talk) -> None:
    assert len(await talk.until(at(23, 8))) == 1
    talk.clock.set(at(23, 9))
    await talk.one("abo 20:00")
    await publish(talk, "Vom Montag", stored_at=at(23, 12))
    assert await talk.until(at(23, 20)) == []
    assert await talk.until(at(24, 8)) == []
    assert "Vom Montag" in texts(await talk.until(at(24, 20)))


async def test_a_zone_without_rules_holds_up_nobody(talk: Talk) -> None:
    async with talk.what.database.begin() as tx:  # as an older program finds it that knows fewer zones
        await tx.chats.change(1, zone="Mars/Olympus")
    (digest,) = await talk.until(at(23, 8))
    assert "Vom Sonntag" in digest.text
    assert (await subscription(talk)).next_digest_at == at(24, 8)


async def crowd(database: Database, size: int) -> None:
    """So many more readers like the first."""
    numbers = select(literal(2).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n <= size))
    own = {"id": numbers.c.n, "telegram_id": numbers.c.n, "chat_id": numbers.c.n}
    async with database.begin() as tx:
        for table in (models.chats, models.subscriptions):
            first = table.c["id" if "id" in table.c else "chat_id"] == 1
            columns = [own.get(column.name, column) for column in table.c]
            rows = select(*columns).select_from(table).join(numbers, first)
            await tx.chats._connection.execute(insert(table).from_select(table.c.keys(), rows))


async def test_what_is_too_much_for_one_minute_is_spread_over_ten(talk: Talk) -> None:
    what, now = talk.what, at(23, 8)
    await crowd(what.database, BUSY_MINUTE)
    planner = Planner(what.database, what.digests, what.archive, zone="Europe/Berlin", language="de")
    assert (await planner.plan(now, limit=60)).slots == 60
    async with what.database.read() as tx:
        due = (await tx.outbox._connection.execute(select(models.outbox.c.due_at))).scalars().all()
    assert len(set(due)) > 50
    assert now <= min(due) < now + timedelta(minutes=2)
    assert now + timedelta(minutes=8) < max(due) <= now + timedelta(minutes=10)


async def stored_only(talk: Talk, moment: datetime) -> None:
    """A piece on Davos is stored then, and nobody has come to summarise it."""
    async with talk.what.database.begin() as tx:
        source = await tx.sources.add(
            kind="rss", address="https://blog.example/feed/", title="Der Blog", now=moment
        )
    await talk.what.ingest.store(source, [DAVOS], now=moment)


@pytest.mark.parametrize("topics", [(), ("Davos",)], ids=["everything", "a topic"])
async def test_a_piece_without_its_points_at_the_slot_is_in_the_next_digest_and_once(
    empty_talk: Talk, topics: tuple[str, ...]
) -> None:
    talk = empty_talk
    chat = await first_chat(talk)
    await talk.what.subscriptions.set_filters(chat, talk.clock.now(), Filters(topics=topics))
    await stored_only(talk, at(23, 7, 59))
    planner = Planner(
        talk.what.database, talk.what.digests, talk.what.archive, zone="Europe/Berlin", language="de"
    )
    assert await planner.plan(at(23, 8)) == Planned(slots=1)
    assert await talk.until(at(23, 8, 1)) == []
    (digest,) = await talk.until(at(24, 8))
    assert DAVOS.title in digest.text
    assert await talk.until(at(25, 8)) == []


async def first_chat(talk: Talk) -> Chat:
    """The reader's chat, with a digest at 08:00."""
    await talk.one("abo 8:00")
    async with talk.what.database.read() as tx:
        chat = await tx.chats.get(1)
    assert chat is not None
    return chat


async def withdrawn(talk: Talk, moment: datetime) -> None:
    """The piece on Davos is taken back then."""
    async with talk.what.database.read() as tx:
        (piece,) = await tx.articles.latest(moment)
    await talk.what.ingest.withdraw([piece.id], now=moment)


async def test_a_piece_that_was_taken_back_over_the_slot_is_in_the_next_digest(empty_talk: Talk) -> None:
    await empty_talk.one("abo 8:00")
    await store(empty_talk.what, at(23, 7), DAVOS)
    await withdrawn(empty_talk, at(23, 7, 30))
    assert await empty_talk.until(at(23, 8)) == []
    empty_talk.clock.set(at(23, 8, 30))
    await store(empty_talk.what, at(23, 8, 30), DAVOS)
    assert DAVOS.title in texts(await empty_talk.until(at(24, 8)))
    assert await empty_talk.until(at(25, 8)) == []


@pytest.mark.parametrize("wanted", ["abo 8:00", "abo sofort"])
async def test_a_piece_that_was_sent_and_taken_back_comes_back_as_no_news(
    empty_talk: Talk, wanted: str
) -> None:
    await empty_talk.one(wanted)
    await store(empty_talk.what, at(22, 12), DAVOS)
    assert DAVOS.title in texts(await empty_talk.until(at(23, 8)))
    await withdrawn(empty_talk, at(23, 9))
    empty_talk.clock.set(at(23, 10))
    await store(empty_talk.what, at(23, 10), DAVOS)
    await empty_talk.one("abo 9:00")
    assert await empty_talk.until(at(24, 9)) == []


async def by_older_rules(talk: Talk, wrong: datetime, served: date | None = None) -> None:
    """As if the slot had been computed when the zone had other rules."""
    known = await subscription(talk)
    async with talk.what.database.begin() as tx:
        await tx.operators.set_fact("zones", "1986a Europe/Berlin")
        await tx.subscriptions.advance(
            known.chat_id,
            known.next_digest_at,
            next_digest_at=wrong,
            last_slot_at=known.last_slot_at,
            last_local_date=served.isoformat() if served else known.last_local_date,
        )


@pytest.mark.parametrize("wrong", [at(23, 7), at(23, 9)], ids=["an hour early", "an hour late"])
async def test_new_rules_of_the_zones_move_what_is_to_come(talk: Talk, wrong: datetime) -> None:
    await by_older_rules(talk, wrong)
    assert await talk.until(at(22, 20)) == []
    assert (await subscription(talk)).next_digest_at == at(23, 8)
    assert await talk.until(at(23, 7)) == []
    assert len(await talk.until(at(23, 8))) == 1
    assert await talk.until(at(23, 9)) == []
    async with talk.what.database.read() as tx:
        assert await tx.operators.fact("zones") == f"{rules_version()} Europe/Berlin"


async def test_new_rules_that_put_the_slot_just_behind_us_bring_it_now(talk: Talk) -> None:
    await by_older_rules(talk, at(23, 9))
    assert len(await talk.until(at(23, 8, 30))) == 1
    assert (await subscription(talk)).next_digest_at == at(24, 8)


async def test_new_rules_bring_no_second_digest_on_a_day_that_had_one(talk: Talk) -> None:
    assert len(await talk.until(at(23, 8))) == 1
    await publish(talk, "Vom Montag", stored_at=at(23, 8, 10))
    await by_older_rules(talk, at(24, 9))
    assert await talk.until(at(23, 8, 30)) == []
    assert (await subscription(talk)).next_digest_at == at(24, 8)
    assert timedelta(hours=23) < at(24, 8) - talk.clock.now()


@pytest.mark.parametrize(("day", "told"), [(24, ["vom 23.", "vom 24."]), (28, ["vom 28."])])
async def test_leaving_that_is_taken_back_loses_nothing_and_later_brings_no_burst(
    talk: Talk, day: int, told: list[str]
) -> None:
    await talk.until(at(23, 8))
    left = await talk.one("abbestellen")
    for past in range(23, day + 1):
        await publish(talk, f"Neues vom {past}.", stored_at=at(past, 12))
    assert await talk.until(at(day, 12, 30)) == []
    assert "Abgemacht" in (await talk.tap("Rückgängig", left)).text
    (digest,) = await talk.until(at(day + 1, 8))
    assert [f"vom {past}." for past in range(22, day + 1) if f"vom {past}." in digest.text] == told
