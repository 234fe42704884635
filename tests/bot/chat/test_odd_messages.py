"""What people do beside asking: stale buttons, double taps, pictures, floods, and what goes wrong."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import in_a_box, services
from bot.clock import MovableClock
from bot.handlers.flood import OF_A_PERSON
from bot.i18n import Translator
from bot.playground.box import Box
from bot.playground.faults import Fault
from bot.playground.state import Action
from tests.bot.chat.conftest import copied, in_folder, reader, says
from tests.support.talk import Talk, texts


async def test_a_stale_button_says_so(talk: Talk) -> None:
    sent = await talk.one("/latest")
    assert sent.message is not None
    for call in ("gone:1", "piece:99", "piece:x", "topic:0:deadbeef", "follow:deadbeef", "length:huge", "days:0",
                 "quiet:9999-1", "lang:xx", "", "zone", "sub:9999", "digest:p2020-01-01", "digest:s99999999999999",
                 "only:0:=Niemand", "pause:-5", "archive:-3", "full:3:-1", "upyes"):  # fmt: skip
        answers = await talk.forge(sent.message, call)
        assert answers[0].action is Action.ANSWER, call


async def test_an_old_page_of_the_archive_is_the_first_one(talk: Talk) -> None:
    sent = await talk.one("/latest")
    assert sent.message is not None
    (_, page) = await talk.forge(sent.message, "archive:-3")
    assert "Was Davos gebracht hat" in page.text


async def test_a_double_tap_does_things_once(talk: Talk) -> None:
    sent = await talk.one("/latest")
    before = len(talk.box.sent)
    talk.box.press(sent, "Älter")
    talk.box.press(sent, "Älter")
    done = await talk.since(before)
    assert sorted(one.action.name for one in done) == ["ANSWER", "ANSWER", "EDIT"]


async def test_a_button_under_a_deleted_message_answers_with_a_new_one(talk: Talk) -> None:
    sent = await talk.one("/latest")
    assert sent.message is not None
    talk.box.delete(sent.message)
    (_, shown) = await talk.forge(sent.message, "piece:2")
    assert shown.action is Action.MESSAGE
    assert shown.text.startswith("Ein warmer Winter")


async def test_an_edited_message_is_not_answered_again(talk: Talk) -> None:
    before = len(talk.box.sent)
    said = talk.box.say("Luftabwehr")
    await talk.since(before)
    talk.box.edit(said, "/abbestellen")
    assert len(await talk.since(before)) == 1


async def test_somebody_else_s_words_are_no_orders(talk: Talk) -> None:
    await talk.one("abo 8:30")
    order = talk.box.say("bitte abbestellen", user=talk.box.person("Rosa"))
    await talk.settle()
    before = len(talk.box.sent)
    talk.box.forward(order)
    await talk.since(before)
    assert "Dein Abo" in (await talk.one("/status")).text


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "document"])
async def test_what_is_no_text_is_politely_refused(talk: Talk, kind: str) -> None:
    before = len(talk.box.sent)
    match kind:
        case "photo":
            talk.box.send_photo(caption="Schau mal")
        case "voice":
            talk.box.send_voice()
        case "document":
            talk.box.send_document("brief.txt", b"Hallo")
        case _:
            talk.box.send_other({"location": {"latitude": 1.0, "longitude": 2.0}})
    (answer,) = await talk.since(before)
    assert "Schreib mir ein Wort" in answer.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("🎉🎉🎉", "Das kann ich"),
        ("👍", "Gern geschehen"),
        ("مرحبا بالعالم", "nichts gefunden"),
        ("?!…", "Das kann ich"),
        ("a" * 4096, "nichts gefunden"),
        ("<b>&amp;</b> *x* _y_ [z](http://a.example)", ""),
        ("\u202eabc\u200b", ""),
        ("/", "Diesen Befehl kenne ich nicht"),
        ("/abo@other_bot 7:30", None),
        ("2026", ""),
    ],
)
async def test_any_text_is_answered(talk: Talk, text: str, told: str | None) -> None:
    sent = await talk.say(text)
    if told is None:
        assert sent == []
    else:
        assert told in texts(sent)
        assert len(sent) == 1


ODD = (
    ("🎉🎉🎉", "help.text"),
    ("👍", "small.thanks"),
    ("?!…", "help.text"),
    ("\u2063\u200b", "help.text"),
    ("مرحبا بالعالم", "topic.none"),
    ("שלום עולם", "topic.none"),
    ("<b>&amp;</b> *x* _y_", "topic.none"),
    ("x" * 4096, "topic.none"),
    ("you are stupid", "small.displeased"),
    ("ти дурень", "small.displeased"),
    ("remind me in an hour", "small.beyond"),
    ("яка завтра погода?", "small.beyond"),
    ("/", "unknown_command"),
)


async def test_odd_words_and_no_words_are_answered_in_every_language(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    for text, key in ODD:
        assert says(t, key) in (await talk.one(text, user=user)).text, text
    before = len(talk.box.sent)
    talk.box.send_photo(caption="Davos", user=user)
    talk.box.send_voice(user=user)
    talk.box.send_document("a.txt", b"Davos", user=user)
    talk.box.send_other({"text": ""}, user=user)  # which no app sends: passed over
    answers = await talk.since(before)
    assert [says(t, "media") in answer.text for answer in answers] == [True] * 3


async def test_stale_buttons_and_double_taps_are_answered_in_every_language(
    talk: Talk, t: Translator
) -> None:
    user = reader(talk, t)
    sent = await talk.one("/latest", user=user)
    assert sent.message is not None
    for button in (
        "gone:1",
        "piece:99",
        "topic:0:deadbeef",
        "follow:deadbeef",
        "onlysub:deadbeef",
        "",
        "upyes",
    ):
        (answer,) = await talk.forge(sent.message, button, user=user)
        assert answer.text == t("stale_button"), button
    before = len(talk.box.sent)
    for _ in range(2):
        talk.box.press(sent, t("button.older"), user=user)
    done = await talk.since(before)
    assert sorted(one.action.name for one in done) == ["ANSWER", "ANSWER", "EDIT"]


async def test_ten_thousand_characters_come_as_three_messages_and_get_three_answers(talk: Talk) -> None:
    before = len(talk.box.sent)
    for part in range(3):
        talk.box.say(f"{part} " + "Luftabwehr und Strom " * 160)
    assert len(await talk.since(before)) == 3


@pytest.mark.usefixtures("in_the_box_only")
async def test_a_flood_is_told_once_and_costs_nobody_else_anything(talk: Talk) -> None:
    other = talk.box.person("Rosa")
    before, began = len(talk.box.sent), time.monotonic()
    for _ in range(OF_A_PERSON + 8):
        talk.box.say("/help")
    said = await talk.since(before)
    assert sum("Langsam, bitte" in one.text for one in said) == 1
    regained = (time.monotonic() - began) * OF_A_PERSON / 60  # a slow machine gives time to calm down
    assert OF_A_PERSON <= len(said) <= OF_A_PERSON + 2 + regained
    assert "Was Davos gebracht hat" in (await talk.one("/latest", user=other)).text


def break_articles(folder: Path) -> None:
    """No piece can be read any more; in a thread, since the bot may have to end its own writing first."""
    with closing(sqlite3.connect(folder / "bot.db")) as file, file:
        file.execute("ALTER TABLE articles RENAME COLUMN title TO secret")


async def test_an_unexpected_error_is_told_in_one_sentence_without_details(
    talk: Talk, tmp_path: Path
) -> None:
    await talk.one("/language")
    await talk.tap("English")

    await asyncio.to_thread(break_articles, tmp_path)
    answer = await talk.one("/latest")
    assert "Something went wrong" in answer.text
    assert "secret" not in answer.text


async def test_a_button_that_runs_into_an_error_stops_waiting(talk: Talk, tmp_path: Path) -> None:
    sent = await talk.one("/latest")
    await asyncio.to_thread(break_articles, tmp_path)
    assert "schiefgegangen" in (await talk.tap("Älter", sent)).text


async def test_a_handler_that_hangs_is_cut_off_and_the_person_told(talk: Talk) -> None:
    talk.app.intake._deadline = 0.2  # a minute is too long for a test
    async with talk.busy_workers():
        assert "schiefgegangen" in (await talk.one("Luftabwehr")).text


async def test_markup_that_telegram_refuses_is_sent_as_plain_text(talk: Talk) -> None:
    talk.box.fail_next("sendMessage", Fault.cannot_parse())
    (sent,) = await talk.say("/latest")
    assert "Was Davos gebracht hat" in sent.text


async def test_nothing_at_all_is_stored_of_who_only_shares_a_piece(talk: Talk) -> None:
    query = talk.box.inline_query("Davos", user=talk.box.person("Rosa"))
    before = len(talk.box.sent)
    await talk.since(before)
    assert talk.box.results(query)
    assert await talk.wait(timedelta(minutes=1)) == []


@pytest.mark.parametrize(
    "update",
    [
        {"message": {"text": "Quittenmarmelade"}},
        {"message": "Quittenmarmelade"},
        {"message": {"message_id": 1, "date": "Quittenmarmelade", "chat": {"id": 1, "type": "private"}}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "from": {"id": []}}},
        {"callback_query": {"id": "1", "data": "Quittenmarmelade"}},
        {"update_of_next_year": {"text": "Quittenmarmelade"}},
    ],
)
async def test_an_update_that_cannot_be_read_is_passed_over_and_not_quoted(
    talk: Talk, caplog: pytest.LogCaptureFixture, update: dict[str, object]
) -> None:
    await talk.app.intake.receive({"update_id": 1, **update})
    assert (await talk.one("/status")).text
    assert "Quittenmarmelade" not in caplog.text


async def test_an_update_that_the_library_cannot_read_takes_no_other_along(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    far = {"type": "date_time", "offset": 0, "length": 2, "unix_time": 10**14}
    talk.box.send_other({"text": "Quittenmarmelade", "entities": [far]}, user=talk.box.person("Rosa"))
    assert "Was Davos gebracht hat" in (await talk.one("/latest")).text
    assert "Quittenmarmelade" not in caplog.text


NOT_TELEGRAM = [(404, b"<html>Nichts gefunden</html>"), (404, b'{"code": "no_route"}'), (401, b"")]


@pytest.mark.usefixtures("in_the_box_only")
async def test_digests_are_sent_while_updates_cannot_be_had(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await talk.one("abo 8:30")
    for page in ((200, b'{"ok": true, "result": 7}'), NOT_TELEGRAM[0]):
        talk.box.fail_next("getUpdates", Fault(page=page))
    caplog.clear()
    talk.box.say("/status")
    while talk.box.planned_faults:  # noqa: ASYNC110 - the box tells of none that it has met
        await asyncio.sleep(0.01)
    talk.clock.advance(timedelta(minutes=35))
    await talk.app.jobs.once()
    await talk.app.settled()
    assert "Sonntag, 22. November" in talk.box.last().text
    assert "this process sends" not in caplog.text  # which it says whenever it begins anew


@pytest.mark.parametrize(
    "data",
    ["digest:²", "digest:s²", "digest:9999-12-31", "digest:0001-01-01", "sub:²²²²", "quiet:²²²²-0700"],
)
async def test_a_number_that_is_none_is_no_error(talk: Talk, data: str) -> None:
    sent = await talk.one("/latest")
    assert sent.message is not None
    assert "schiefgegangen" not in texts(await talk.forge(sent.message, data))


@pytest.mark.parametrize(
    "fault", [Fault.blocked(), Fault.bad_gateway(), *(Fault(page=page) for page in NOT_TELEGRAM)]
)
async def test_the_bot_starts_whatever_is_between_it_and_telegram(
    tmp_path: Path,
    clock: MovableClock,
    stocked_database: Path,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
) -> None:
    settings = in_folder(copied(stocked_database, tmp_path))
    box = Box(clock)
    box.fail_next("getMe", fault)
    async with in_a_box(settings, await services(settings, clock=clock, boxed=True), clock=clock, box=box):
        assert [call.status for call in box.calls if call.method == "getMe"][-1] == 200
    (told,) = [record for record in caplog.records if record.message == "Telegram does not answer"]
    assert vars(told)["address"] == "https://box.invalid"
    assert "rejected" not in vars(told)["reason"]
