"""Chats: met, left, moved, shown pieces, and everything that is stored on one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from db import Chat, Database, DigestRecord, Parcel, Source
from db.models import metadata
from db.repositories.chats import TABLES_OF_A_CHAT
from tests.db.rows import meet, piece, sql, subscription

HOUR = timedelta(hours=1)


async def test_a_chat_is_met_once_and_keeps_its_preferences(database: Database, now: datetime) -> None:
    async with database.begin() as work:
        first = await meet(work)
        await work.chats.change(first.id, language="uk", zone="Europe/Kyiv", length="short", asked={"n": [1]})
        again = await meet(work, now=now + HOUR, language_code=None)
        assert again == replace(first, language="uk", zone="Europe/Kyiv", length="short", asked={"n": [1]})
        assert (await meet(work, language_code="uk")).language_code == "uk"
        thread = await meet(work, 100, 7)
        assert thread.id != first.id
        await work.chats.change(first.id, asked=None)
        found = await work.chats.find(100)
        assert found == await work.chats.get(first.id)
        assert found is not None
        assert found.asked is None
        assert await work.chats.find(100, 7) == thread
        assert await work.chats.find(101) is None
        assert await work.chats.get(99) is None
        assert [chat.thread_id for chat in await work.chats.rows_of(100)] == [0, 7]


async def test_ids_of_telegram_need_more_than_32_bits(database: Database) -> None:
    async with database.begin() as work:
        chat = await meet(work, -1_009_999_999_999, 1 << 40, kind="supergroup")
        assert await work.chats.find(chat.telegram_id, chat.thread_id) == chat


async def test_a_chat_that_left_remembers_since_when_until_it_is_back(
    database: Database, now: datetime
) -> None:
    kyiv = timezone(2 * HOUR)
    async with database.begin() as work:
        await meet(work)
        await meet(work, 100, 7)
        await work.chats.set_state(100, "blocked", now=now.astimezone(kyiv))
        await work.chats.set_state(100, "left", now=now + HOUR)
        states = [(chat.state, chat.inactive_since) for chat in await work.chats.rows_of(100)]
        assert states == [("left", now)] * 2
        assert await work.chats.inactive(now + HOUR, 9) == [100]
        assert await work.chats.inactive(now, 9) == []
        back = await meet(work)
        assert (back.state, back.inactive_since) == ("active", None)
        await work.chats.set_state(100, "active", now=now)
        assert await work.chats.inactive(now + HOUR, 9) == []


async def test_who_left_is_forgotten_and_the_threads_that_are_left_stay(
    database: Database, source: Source, now: datetime
) -> None:
    await filled(database, source, now, 100)
    async with database.begin() as work:
        gone = await meet(work, 100, 7)
        before = await work.chats.everything(100)
        await work.chats.change(gone.id, state="left", inactive_since=now)
        assert await work.chats.inactive(now + HOUR, 9) == [100]
        assert await work.chats.remove_inactive(100, now) == 0
        assert await work.chats.remove_inactive(100, now + HOUR) == 1
        assert [chat.thread_id for chat in await work.chats.rows_of(100)] == [0]
        left = await work.chats.everything(100)
        assert {**left, "chats": []} == {**before, "chats": []}
        await work.chats.set_state(100, "left", now=now)
        assert await work.chats.remove_inactive(100, now + HOUR) == len(TABLES_OF_A_CHAT)


async def test_the_chats_of_the_terminal_are_forgotten_when_the_real_bot_begins(
    database: Database, source: Source, now: datetime
) -> None:
    await filled(database, source, now, 100)
    tried = await filled(database, source, now, 200)
    async with database.begin() as work:
        await work.chats.change(tried.id, boxed=True)
        other = await work.chats.everything(100)
        assert await work.chats.remove_boxed() == len(TABLES_OF_A_CHAT)
        assert not any((await work.chats.everything(200)).values())
        assert await work.chats.everything(100) == other


async def test_a_naive_time_of_leaving_is_refused(database: Database, now: datetime) -> None:
    with pytest.raises(Exception, match="naive datetime"):
        async with database.begin() as work:
            await work.chats.set_state(100, "left", now=now.replace(tzinfo=None))


async def owed(database: Database, chat: Chat, now: datetime) -> None:
    """A subscription, and a message that waits."""
    async with database.begin() as work:
        await work.subscriptions.put(subscription(chat.id))
        await work.outbox.put([Parcel(chat.id, "digest:2026-11-22", 0, {"text": "x"}, now)], now=now)


async def test_a_group_that_migrates_keeps_its_rows(database: Database) -> None:
    async with database.begin() as work:
        group, thread = await meet(work, -1, kind="group"), await meet(work, -1, 7, kind="group")
        await work.chats.migrate(-1, -1001)
        assert await work.chats.rows_of(-1) == []
        moved = [replace(chat, telegram_id=-1001, kind="supergroup") for chat in (group, thread)]
        assert await work.chats.rows_of(-1001) == moved
        await work.chats.migrate(-1, -1001)
        assert await work.chats.rows_of(-1001) == moved


async def test_a_subscription_survives_that_somebody_spoke_in_the_supergroup_first(
    database: Database, now: datetime
) -> None:
    async with database.begin() as work:
        group = await meet(work, -1, kind="group")
    await owed(database, group, now)
    async with database.begin() as work:
        await meet(work, -1001, kind="supergroup")
        await work.chats.migrate(-1, -1001)
        assert [chat.id for chat in await work.chats.rows_of(-1001)] == [group.id]
        assert await work.subscriptions.get(group.id) is not None
        assert [d.telegram_id for d in await work.outbox.due(now, limit=9, boxed=False)] == [-1001]


async def test_a_supergroup_that_subscribed_stays_as_it_is(database: Database, now: datetime) -> None:
    async with database.begin() as work:
        group, supergroup = await meet(work, -1, kind="group"), await meet(work, -1001, kind="supergroup")
        await work.chats.change(supergroup.id, language="uk")
    await owed(database, group, now)
    await owed(database, supergroup, now)
    async with database.begin() as work:
        await work.chats.migrate(-1, -1001)
        assert await work.chats.rows_of(-1001) == [replace(supergroup, language="uk")]
        assert await work.chats.rows_of(-1) == []


async def test_a_message_tells_which_piece_it_shows(
    database: Database, source: Source, now: datetime
) -> None:
    async with database.begin() as work:
        chat = await meet(work)
        first, second = [
            await work.articles.add(source.id, piece(guid), now=now, backfilled=False) for guid in "ab"
        ]
        await work.chats.note_shown(chat.id, 11, first, now=now - HOUR)
        await work.chats.note_shown(chat.id, 12, first, now=now - HOUR)
        await work.chats.note_shown(chat.id, 12, second, now=now)
        assert await work.chats.shown_in(chat.id, 11) == first
        assert await work.chats.shown_in(chat.id, 12) == second
        assert await work.chats.shown_in(chat.id, 13) is None
        assert (await meet(work)).shown_article_id == second
        assert await work.chats.forget_shown(now) == 1
        assert await work.chats.shown_in(chat.id, 11) is None
        await work.articles.remove(second)
        assert await work.chats.shown_in(chat.id, 12) is None
        assert (await meet(work)).shown_article_id is None


async def test_active_chats_are_walked_in_order(database: Database, now: datetime) -> None:
    async with database.begin() as work:
        chats = [await meet(work, number, boxed=number == 3) for number in range(1, 6)]
        await work.chats.set_state(2, "left", now=now)
        active = [chats[0].id, chats[3].id, chats[4].id]
        assert await work.chats.active_ids(after=0, limit=2, boxed=False) == active[:2]
        assert await work.chats.active_ids(after=active[1], limit=2, boxed=False) == active[2:]
        assert await work.chats.active_ids(after=0, limit=9, boxed=True) == [chats[2].id]


def test_every_table_that_names_a_chat_is_walked() -> None:
    naming = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if column.name in ("chat_id", "chat_key") or (table.name, column.name) == ("chats", "id")
    }
    assert {(table.name, column) for table, column in TABLES_OF_A_CHAT} == naming


async def filled(database: Database, source: Source, now: datetime, telegram_id: int) -> Chat:
    """A chat with a row in every table that may hold one."""
    async with database.begin() as work:
        chat = await meet(work, telegram_id)
        article = await work.articles.add(source.id, piece(str(telegram_id)), now=now, backfilled=False)
        await work.chats.note_shown(chat.id, 11, article, now=now)
        await work.subscriptions.note(chat.id, DigestRecord("digest:2026-11-22", now, now, False, (article,)))
        await work.inbox.put([(telegram_id, telegram_id, {"text": "hallo"})], now=now)
    await owed(database, chat, now)
    return chat


async def test_everything_on_a_chat_can_be_told_and_deleted(
    database: Database, source: Source, now: datetime
) -> None:
    await filled(database, source, now, 100)
    await filled(database, source, now, 200)
    async with database.read() as work:
        told = await work.chats.everything(100)
        other = await work.chats.everything(200)
    assert {name: len(rows) for name, rows in told.items()} == {t.name: 1 for t, _ in TABLES_OF_A_CHAT}
    assert told["chats"][0]["created_at"] == now.isoformat()
    assert json.loads(json.dumps(told)) == told
    async with database.begin() as work:
        assert await work.chats.remove(100) == len(TABLES_OF_A_CHAT)
        assert await work.chats.remove(100) == 0
        assert all(rows == [] for rows in (await work.chats.everything(100)).values())
        assert await work.chats.everything(200) == other
    assert await sql(database, "SELECT count(*) FROM articles") == [(2,)]
