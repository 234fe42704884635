"""What is stored of a chat is named, exported and deleted: every table; and it ends by itself."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Table

from bot.presentation.general import KEPT
from bot.services import cleaning
from db.models import chats, metadata
from tests.support.talk import Talk

# Columns that name a person or a chat; whoever adds one elsewhere must say what becomes of it.
NAMING = {"chat_id", "chat_key", "telegram_id", "user_id"}
OPERATORS = {"operator_log": "operator", "broadcasts": "made_by", "corrections": "made_by"}


def on_a_chat() -> set[str]:
    """Every table with a column that names a chat or refers to one."""
    return {table.name for table in metadata.sorted_tables if _names_a_chat(table)}


def _names_a_chat(table: Table) -> bool:
    refers = any(key.column.table is chats for key in table.foreign_keys)
    return refers or not NAMING.isdisjoint(column.name for column in table.columns)


async def everything_used(talk: Talk) -> None:
    """A person who has used what leaves a trace."""
    await talk.one("abo 8:30")
    await talk.one("/latest")
    await talk.wait(timedelta(hours=1))
    await talk.one("Luftabwehr")


async def test_privacy_names_every_table_that_holds_anything_on_a_chat(talk: Talk) -> None:
    assert on_a_chat() == set(KEPT)
    assert {t.name for t in metadata.sorted_tables if OPERATORS.get(t.name, "") in t.columns} == set(
        OPERATORS
    )
    said = (await talk.one("/privacy")).text
    for table in (*on_a_chat(), *OPERATORS):
        assert table in said
    for kept in (
        cleaning.SHOWN,
        cleaning.DIGESTS,
        cleaning.OUTBOX,
        cleaning.INBOX,
        cleaning.GRACE,
        cleaning.LOG,
    ):
        assert str(kept.days) in said


async def test_the_export_holds_rows_of_every_table(talk: Talk) -> None:
    await everything_used(talk)
    page = await talk.one("/mydata")
    *_, file = await talk.press("Als Datei", page)
    assert file.attachment is not None
    rows = json.loads(file.attachment.content)
    assert set(rows) == on_a_chat()
    assert all(rows[table] for table in rows), {table: len(found) for table, found in rows.items()}


async def test_deleting_leaves_no_row_in_any_table(talk: Talk, tmp_path: Path) -> None:
    rosa = talk.box.person("Rosa")
    await talk.one("abo 9:00", user=rosa)
    await everything_used(talk)
    await talk.tap("Alles löschen", await talk.one("/mydata"))
    await talk.tap("Ja, alles löschen")
    with closing(sqlite3.connect(tmp_path / "bot.db")) as file, file:
        numbers = {number for (number,) in file.execute("SELECT telegram_id FROM chats")}
        rows = {row for (row,) in file.execute("SELECT id FROM chats")}
        for table in on_a_chat() - {"chats"}:
            column = "chat_key" if table == "inbox" else "chat_id"
            known = numbers if table == "inbox" else rows
            held = file.execute(f"SELECT {column} FROM {table}")  # noqa: S608 - names of our own tables
            assert {row for (row,) in held} <= known, table
    assert numbers == {rosa.id}
    assert (await talk.what.subscriptions.everything(rosa.id))["subscriptions"]
    assert "Willkommen" in (await talk.one("/start")).text
    assert "kein Abo" in (await talk.one("/status")).text


async def test_what_is_no_longer_needed_goes_by_itself(talk: Talk) -> None:
    await everything_used(talk)
    await talk.wait(cleaning.INBOX + timedelta(minutes=1))
    kept = await talk.what.subscriptions.everything(talk.box.reader.id)
    assert kept["inbox"] == []
    assert kept["shown"]
    await talk.one("/abbestellen")
    await talk.wait(cleaning.SHOWN + timedelta(days=1))
    kept = await talk.what.subscriptions.everything(talk.box.reader.id)
    assert {table for table, rows in kept.items() if rows} == {"chats", "subscriptions"}


async def test_who_blocked_the_bot_is_forgotten_after_the_grace(talk: Talk) -> None:
    await everything_used(talk)
    talk.box.block()
    await talk.settle()
    await talk.wait(cleaning.GRACE - timedelta(days=1))
    assert (await talk.what.subscriptions.everything(talk.box.reader.id))["chats"]
    await talk.wait(timedelta(days=2))
    assert not any((await talk.what.subscriptions.everything(talk.box.reader.id)).values())


async def test_what_a_message_said_is_erased_once_it_is_answered(talk: Talk) -> None:
    await talk.one("ein Geheimnis")
    await talk.one("/help")
    rows = (await talk.what.subscriptions.everything(talk.box.reader.id))["inbox"]
    assert "Geheimnis" not in json.dumps(rows, ensure_ascii=False)
