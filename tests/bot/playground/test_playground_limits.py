"""Every call is checked as Telegram checks it, and a wrong one is remembered as a violation."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.playground.box import Box
from bot.playground.faults import RefusedError
from bot.playground.flood import Flood
from bot.playground.state import Chat, Press
from tests.support.derive_methods import written

DESCRIPTION = Path(__file__).resolve().parents[3] / ".." / "shared" / "telegram" / "bot-api-10.1.json"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOON, running=False)


@pytest.fixture
def box(clock: MovableClock) -> Box:
    box = Box(clock)
    box.private(box.reader).started = True
    return box


async def ask(box: Box, method: str, **parameters: Any) -> dict[str, Any]:
    """Call a method as a client over HTTP would; gives the whole answer."""
    fields = {name: v if isinstance(v, str) else json.dumps(v) for name, v in parameters.items()}
    status, body = await box.call(method, fields)
    answer: dict[str, Any] = json.loads(body)
    assert (status == 200) == answer["ok"]
    return answer


async def send(box: Box, text: str = "x", chat: Chat | None = None, **parameters: Any) -> dict[str, Any]:
    number = chat.id if chat else box.reader.id
    return await ask(box, "sendMessage", chat_id=number, text=text, parse_mode="HTML", **parameters)


def keys(*rows: int, **kind: Any) -> dict[str, Any]:
    button = {"text": "b", **(kind or {"callback_data": "d"})}
    return {"inline_keyboard": [[button] * count for count in rows]}


def many_links(count: int, length: int) -> str:
    return "".join(f'<a href="https://a.example/{"x" * length}">{n} </a>' for n in range(count))


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": " \n "}, "message text is empty"),
    ({"text": "a<br>b"}, "can't parse entities: Unsupported start tag"),
    ({"text": many_links(40, 300)}, "ENTITIES_TOO_LONG"),
    ({"parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
    ({"colour": "red"}, "sendMessage has no parameter 'colour'"),
    ({"disable_notification": "perhaps"}, "can't parse disable_notification"),
    ({"link_preview_options": {"is_disabled": "yes"}}, "link_preview_options.is_disabled is no Boolean"),
    ({"link_preview_options": {"disabled": True}}, "has no field 'disabled'"),
    ({"message_thread_id": 1}, "message thread not found"),
    ({"reply_markup": {"inline_keyboard": [[{"text": "b"}]]}}, "Text buttons are unallowed"),
    ({"reply_markup": keys(1, callback_data="ж" * 33)}, "BUTTON_DATA_INVALID"),
    ({"reply_markup": keys(1, callback_data="")}, "BUTTON_DATA_INVALID"),
    ({"reply_markup": keys(1, url="https://localhost/")}, "Wrong HTTP URL"),
    ({"reply_markup": keys(1, url="https://t.me/some_bot?start=a b")}, "Wrong HTTP URL"),
    ({"reply_markup": keys(1, url=f"https://t.me/some_bot?start={'a' * 65}")}, "START_PARAM_INVALID"),
    ({"reply_markup": keys(1, copy_text={"text": "x" * 257})}, "BUTTON_COPY_TEXT_INVALID"),
    ({"reply_markup": keys(9)}, "BUTTON_ROW_TOO_LONG"),
    ({"reply_markup": keys(*[8] * 12, 5)}, "REPLY_MARKUP_TOO_LONG"),
]


@pytest.mark.parametrize(("parameters", "reason"), WRONG)
async def test_a_message_beyond_a_limit_is_refused_and_noted(
    box: Box, parameters: dict[str, Any], reason: str
) -> None:
    answer = await ask(
        box, "sendMessage", **{"chat_id": box.reader.id, "text": "x", "parse_mode": "HTML"} | parameters
    )
    assert answer["error_code"] == 400
    assert reason in answer["description"]
    assert [reason in str(call.problem) for call in box.violations] == [True]
    assert not box.sent


async def test_what_just_fits_is_taken(box: Box) -> None:
    assert (await send(box, f"<b>{'&amp;' * 4096}</b>"))["ok"]
    assert (await send(box, many_links(28, 300)))["ok"]
    assert (await send(box, reply_markup=keys(*[8] * 12, 4, callback_data="ж" * 32)))["ok"]
    assert not box.violations


async def test_what_telegram_drops_silently_is_sent_but_noted(box: Box) -> None:
    assert (await send(box, "<b>x</b> " * 101))["ok"]
    assert len(box.sent[0].entities) == 100
    assert "those after 100 are dropped" in str(box.violations[0].problem)


async def test_an_unknown_method_is_not_found(box: Box) -> None:
    assert (await ask(box, "sendTelepathy"))["error_code"] == 404
    assert len(box.violations) == 1


async def test_a_missing_parameter_is_named(box: Box) -> None:
    assert "chat_id is empty" in (await ask(box, "sendMessage", text="x"))["description"]
    assert 'parameter "action"' in (await ask(box, "sendChatAction", chat_id=1))["description"]


async def test_an_edit_needs_a_change_and_takes_the_keyboard_away(box: Box) -> None:
    await send(box, "a", reply_markup=keys(1))
    number = box.last().id
    same = {"chat_id": box.reader.id, "message_id": number, "text": "a"}
    answer = await ask(box, "editMessageText", **same, reply_markup=keys(1))
    assert "message is not modified" in answer["description"]
    assert (await ask(box, "editMessageText", **same))["ok"]
    assert box.last().buttons == ()
    gone = await ask(box, "editMessageText", **same | {"message_id": number + 5})
    assert gone["description"] == "Bad Request: message to edit not found"
    assert not box.violations
    assert len(box.refused) == 2


async def test_a_press_is_answered_once_and_in_200_characters(box: Box) -> None:
    await send(box, reply_markup=keys(1))
    query = box.press(box.last(), 0).query
    answer = {"callback_query_id": query}
    assert (
        "MESSAGE_TOO_LONG" in (await ask(box, "answerCallbackQuery", **answer, text="x" * 201))["description"]
    )
    assert (await ask(box, "answerCallbackQuery", **answer, text="x" * 200, show_alert=True))["ok"]
    assert box.sent[-1].alert
    assert "query is too old" in (await ask(box, "answerCallbackQuery", **answer))["description"]
    assert len(box.violations) == 2


async def test_buttons_of_the_app_do_not_ask_the_bot(box: Box) -> None:
    rows = [[{"text": "Open", "url": "https://a.example/"}, {"text": "Copy", "copy_text": {"text": "abc"}}]]
    await send(box, reply_markup={"inline_keyboard": rows})
    assert box.press(box.last(), "Open") == Press("url", "https://a.example/")
    assert box.press(box.last(), "Copy") == Press("copy_text", "abc")
    assert not box.updates.pending


async def test_link_previews_show_the_first_link_or_the_named_one(box: Box) -> None:
    text = '<a href="https://a.example/1">a</a> https://b.example/2'
    await send(box, text)
    await send(box, text, link_preview_options={"is_disabled": True})
    await send(box, text, link_preview_options={"url": "https://c.example/", "show_above_text": True})
    previews = [sent.preview for sent in box.sent]
    assert previews[0] is not None
    assert previews[0].url == "https://a.example/1"
    assert previews[1] is None
    assert previews[2] is not None
    assert (previews[2].url, previews[2].above_text) == ("https://c.example/", True)
    assert box.sent[0].links == ("https://a.example/1", "https://b.example/2")


COMMANDS: list[tuple[list[dict[str, str]], str]] = [
    ([{"command": "Neueste", "description": "x"}], "BOT_COMMAND_INVALID"),
    ([{"command": "архів", "description": "x"}], "BOT_COMMAND_INVALID"),
    ([{"command": "latest", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
    ([{"command": "latest", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
    ([{"command": f"c{n}", "description": "x"} for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
]


@pytest.mark.parametrize(("commands", "reason"), COMMANDS)
async def test_commands_beyond_the_limits_are_refused(
    box: Box, commands: list[dict[str, str]], reason: str
) -> None:
    assert reason in (await ask(box, "setMyCommands", commands=commands))["description"]


async def test_commands_and_texts_are_kept_by_language_and_scope(box: Box) -> None:
    german = [{"command": "neueste", "description": "Das Neueste"}]
    assert (await ask(box, "setMyCommands", commands=german, language_code="de", scope={"type": "default"}))[
        "ok"
    ]
    assert (await ask(box, "getMyCommands", language_code="de"))["result"] == german
    assert (await ask(box, "getMyCommands"))["result"] == []
    assert "LANG_CODE_INVALID" in (await ask(box, "setMyDescription", language_code="deu"))["description"]
    assert (
        "DESCRIPTION_TOO_LONG" in (await ask(box, "setMyDescription", description="x" * 513))["description"]
    )
    assert (
        "scope is no BotCommandScope"
        in (await ask(box, "setMyCommands", commands=[], scope={"type": "moon"}))["description"]
    )


def result(identity: str = "1", text: str = "x") -> dict[str, Any]:
    content = {"message_text": text, "parse_mode": "HTML"}
    return {"type": "article", "id": identity, "title": "t", "input_message_content": content}


RESULTS: list[tuple[dict[str, Any], str]] = [
    ({"results": [result(str(n)) for n in range(51)]}, "RESULTS_TOO_MUCH"),
    ({"results": [result(), result()]}, "RESULT_ID_DUPLICATE"),
    ({"results": [result("x" * 65)]}, "RESULT_ID_INVALID"),
    ({"results": [result(text="a<br>")]}, "can't parse entities"),
    ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
    ({"results": [], "button": {"text": "b", "start_parameter": "ä"}}, "START_PARAM_INVALID"),
]


@pytest.mark.parametrize(("parameters", "reason"), RESULTS)
async def test_inline_answers_beyond_the_limits_are_refused(
    box: Box, parameters: dict[str, Any], reason: str
) -> None:
    query = box.inline_query("Davos")
    assert reason in (await ask(box, "answerInlineQuery", inline_query_id=query, **parameters))["description"]
    assert (await ask(box, "answerInlineQuery", inline_query_id=query, results=[result()]))["ok"]
    assert box.results(query)[0]["title"] == "t"


@pytest.mark.parametrize(("style", "passed"), [("window", 30), ("bucket", 30)])
def test_thirty_messages_a_second_pass(style: Any, passed: int) -> None:
    flood = Flood(style)
    refused = []
    for number in range(40):
        try:
            flood.check(number, 100.0, group=False)
        except RefusedError as error:
            refused.append(error.parameters["retry_after"])
    assert (flood.passed, flood.violations, set(refused)) == (passed, 10, {1})
    flood.check(99, 101.0, group=False)


def test_a_group_takes_twenty_messages_a_minute_and_a_person_bursts_of_three() -> None:
    flood = Flood()
    for number in range(20):
        flood.check(-1, float(number), group=True)
    with pytest.raises(RefusedError, match="retry after 40"):
        flood.check(-1, 20.0, group=True)
    for _ in range(3):
        flood.check(1, 30.0, group=False)
    with pytest.raises(RefusedError, match="retry after 3"):
        flood.check(1, 30.0, group=False)


async def test_the_flood_gate_answers_429_over_the_api(clock: MovableClock) -> None:
    box = Box(clock, flood=Flood())
    box.private(box.reader).started = True
    answers = [await send(box) for _ in range(5)]
    assert [answer["ok"] for answer in answers] == [True, True, True, False, False]
    assert answers[-1]["parameters"] == {"retry_after": 3}
    assert box.flood is not None
    assert box.flood.violations == 2


async def test_old_messages_cannot_be_deleted(box: Box, clock: MovableClock) -> None:
    await send(box, "a")
    await send(box, "b")
    first, second = [message.id for message in box.messages()]
    assert (await ask(box, "deleteMessage", chat_id=box.reader.id, message_id=first))["ok"]
    again = await ask(box, "deleteMessage", chat_id=box.reader.id, message_id=first)
    assert again["description"] == "Bad Request: message to delete not found"
    clock.advance(timedelta(hours=49))
    late = await ask(box, "deleteMessage", chat_id=box.reader.id, message_id=second)
    assert "can't be deleted" in late["description"]


def test_the_table_is_derived_from_the_description_of_the_api() -> None:
    if not DESCRIPTION.exists():
        pytest.skip("the description of the Bot API is not beside the repository")
    described = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    kept = Path(__file__).resolve().parents[3] / "bot" / "playground" / "methods.json"
    assert kept.read_text(encoding="utf-8") == written(described)
