"""A day's conversation, in the box and over HTTP: nothing is refused, and every button is answered."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.support.talk import Talk


async def test_a_reader_s_day(any_talk: Talk) -> None:
    talk = any_talk
    assert "Willkommen" in (await talk.one("/start")).text
    newest = await talk.one("was gibt's Neues?")
    older = await talk.tap("Älter", newest)
    assert older.text.startswith("Ein warmer Winter")
    card = await talk.tap("Original", older)
    assert "https://video.example/watch?v=original2" in card.text
    await talk.tap("Zurück zur Kurzfassung", card)
    assert "Mangel an Luftabwehr" in (await talk.one("Luftabwehr")).text
    assert "Abgemacht" in (await talk.one("abo werktags 7:30 in Kyjiw")).text
    assert "jeden Sonntag" in (await talk.tap("Wöchentlich")).text


async def test_a_digest_and_its_buttons(any_talk: Talk) -> None:
    talk = any_talk
    await talk.one("abo 8:30")
    (digest,) = await talk.until(datetime(2026, 11, 22, 7, 30, tzinfo=UTC))
    piece = await talk.tap("1", digest)
    assert (await talk.tap("Zurück zum Überblick", piece)).text == digest.text
    assert "Pause" in (await talk.tap("Morgen Pause", digest)).text
    assert "Abbestellt" in (await talk.one("abbestellen")).text


async def test_data_taken_along_and_deleted_and_a_piece_shared(any_talk: Talk) -> None:
    talk = any_talk
    page = await talk.one("/meinedaten")
    *_, file = await talk.press("Als Datei", page)
    assert file.attachment is not None
    sure = await talk.tap("Alles löschen", page)
    assert "Gelöscht" in (await talk.tap("Ja, alles löschen", sure)).text
    asked = talk.box.inline_query("Davos")
    await talk.since(len(talk.box.sent))
    assert talk.box.results(asked)


async def test_a_group_decides_by_its_administrators(any_talk: Talk) -> None:
    talk = any_talk
    group = talk.box.supergroup("Lesekreis")
    rosa = talk.box.person("Rosa")
    talk.box.join(group, rosa)
    assert "nur Admins" in (await talk.one("/abo 8:30", chat=group, user=rosa)).text
    assert "Abgemacht" in (await talk.one("/abo 8:30", chat=group)).text
    assert len(await talk.until(datetime(2026, 11, 22, 7, 30, tzinfo=UTC))) == 1


async def test_refusals_are_only_those_of_the_world(any_talk: Talk) -> None:
    talk = any_talk
    newest = await talk.one("/latest")
    for _ in range(2):
        talk.box.press(newest, "Älter")
    await talk.settle()
    assert {call.description for call in talk.box.refused} <= {
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
        "same as a current content and reply markup of the message",
        "Bad Request: chat not found",  # the menu of an operator who has not started the bot
    }
