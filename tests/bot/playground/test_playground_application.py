"""The unchanged python-telegram-bot application talks to the box, in the process and over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.clock import MovableClock
from bot.playground.box import Box
from bot.playground.faults import Fault
from bot.playground.request import BoxRequest
from bot.playground.state import Action
from tests.support.bot_api import serve

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Context = ContextTypes.DEFAULT_TYPE
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Again", callback_data="again")]])


class Echo:
    """An application that says back what it hears; ``handled`` counts updates it is done with."""

    def __init__(self, box: Box, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        self.box = box
        self.application = application
        self.joined: list[str] = []
        application.add_handler(MessageHandler(filters.TEXT, self.echo))
        application.add_handler(MessageHandler(filters.Document.ALL, self.weigh))
        application.add_handler(CallbackQueryHandler(self.again))
        application.add_handler(InlineQueryHandler(self.offer))
        application.add_handler(ChatMemberHandler(self.note_status))

    async def echo(self, update: Update, _: Context) -> None:
        message = update.effective_message
        assert message is not None
        assert message.text
        await message.reply_html(f"<b>{message.text_html}</b>", reply_markup=KEYBOARD)

    async def weigh(self, update: Update, _: Context) -> None:
        assert update.message is not None
        assert update.message.document is not None
        file = await update.message.document.get_file()
        content = bytes(await file.download_as_bytearray())
        await update.message.reply_document(
            content.upper(), caption=f"{len(content)} bytes", filename="up.txt"
        )

    async def again(self, update: Update, _: Context) -> None:
        query = update.callback_query
        assert query is not None
        await query.answer("Once more")
        await query.edit_message_text("<i>again</i>", parse_mode="HTML")

    async def offer(self, update: Update, _: Context) -> None:
        assert update.inline_query is not None
        content = InputTextMessageContent(update.inline_query.query, parse_mode="HTML")
        await update.inline_query.answer([InlineQueryResultArticle("1", "A piece", content)])

    async def note_status(self, update: Update, _: Context) -> None:
        assert update.my_chat_member is not None
        self.joined.append(update.my_chat_member.new_chat_member.status)

    async def quiet(self) -> None:
        assert await self.box.settled()
        await self.application.update_queue.join()


@asynccontextmanager
async def running(box: Box, builder: Any) -> AsyncIterator[Echo]:
    application = builder.token(box.token).build()
    echo = Echo(box, application)
    async with application:
        await application.start()
        await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        try:
            yield echo
        finally:
            await application.updater.stop()
            await application.stop()


@pytest.fixture(params=["box", "http"])
async def echo(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Echo]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # the library warns of its own older way otherwise
    box = Box(MovableClock(NOON, running=False))
    if request.param == "box":
        builder = ApplicationBuilder().request(BoxRequest(box)).get_updates_request(BoxRequest(box))
        async with running(box, builder) as app:
            yield app
        return
    async with serve(box) as address:
        builder = ApplicationBuilder().base_url(f"{address}/bot").base_file_url(f"{address}/file/bot")
        async with running(box, builder.read_timeout(0.5)) as app:
            yield app


async def test_a_message_is_answered_and_its_button_edits_the_answer(echo: Echo) -> None:
    box = echo.box
    box.say("Grüß dich, 😀 <Welt>")
    await echo.quiet()
    answer = box.last()
    assert answer.text == "Grüß dich, 😀 <Welt>"
    assert [(e.type, e.offset, e.length) for e in answer.entities] == [("bold", 0, 20)]
    press = box.press(answer, "Again")
    assert box.unanswered == [press.query]
    await echo.quiet()
    assert box.last().text == "again"
    assert box.last().buttons == ()
    assert [s.action for s in box.sent] == [Action.MESSAGE, Action.ANSWER, Action.EDIT]
    assert box.sent[1].text == "Once more"
    assert not box.unanswered
    assert not box.refused


async def test_a_press_on_a_deleted_message_still_reaches_the_bot(echo: Echo) -> None:
    box = echo.box
    box.say("x")
    await echo.quiet()
    answer = box.last()
    box.delete(answer)
    box.press(answer, 0)
    await echo.quiet()
    assert not box.unanswered
    assert [call.description for call in box.refused] == ["Bad Request: message to edit not found"]
    assert not box.violations


async def test_files_go_both_ways(echo: Echo) -> None:
    echo.box.send_document("notes.txt", b"quiet words")
    await echo.quiet()
    sent = echo.box.last()
    assert sent.text == "11 bytes"
    assert sent.attachment is not None
    assert (sent.attachment.name, sent.attachment.content) == ("up.txt", b"QUIET WORDS")


async def test_an_inline_result_can_be_chosen_and_stands_in_the_other_chat(echo: Echo) -> None:
    box = echo.box
    query = box.inline_query("<b>Davos</b>")
    await echo.quiet()
    friend = box.person("Olena", language="uk")
    message = box.choose(query, chat=box.private(friend))
    assert message.text == "Davos"
    assert [e.type for e in box.messages(friend)[-1].entities] == ["bold"]


async def test_blocking_and_unblocking_is_told(echo: Echo) -> None:
    echo.box.say("hello")
    await echo.quiet()
    echo.box.block()
    echo.box.unblock()
    await echo.quiet()
    assert echo.joined == ["kicked", "member"]


FAULTS = [
    (Fault.too_many(7), RetryAfter, False),
    (Fault.blocked(), Forbidden, False),
    (Fault.deactivated(), Forbidden, False),
    (Fault.chat_not_found(), BadRequest, False),
    (Fault.cannot_parse(), BadRequest, False),
    (Fault.thread_not_found(), BadRequest, False),
    (Fault.migrated(-1001234567890), ChatMigrated, False),
    (Fault.server_error(), NetworkError, False),
    (Fault.timeout(delivered=False), TimedOut, False),
    (Fault.timeout(delivered=True), TimedOut, True),
    (Fault.dropped(delivered=False), NetworkError, False),
    (Fault.dropped(delivered=True), NetworkError, True),
]


@pytest.mark.parametrize(("fault", "error", "delivered"), FAULTS)
async def test_a_planned_fault_raises_as_telegram_would(
    echo: Echo, fault: Fault, error: type[Exception], delivered: bool
) -> None:
    box, bot = echo.box, echo.application.bot
    box.private(box.reader).started = True
    box.fail_next("sendMessage", fault, chat=box.reader)
    with pytest.raises(error):
        await bot.send_message(box.reader.id, "news")
    assert [m.text for m in box.messages()] == (["news"] if delivered else [])
    assert not box.planned_faults
    await bot.send_message(box.reader.id, "more")
    assert box.last().text == "more"


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        (Fault.refused_connection(), "ConnectError"),
        (Fault.connect_timeout(), "ConnectTimeout"),
        (Fault.timeout(delivered=True), "ReadTimeout"),
        (Fault.dropped(delivered=True), "RemoteProtocolError"),
    ],
)
async def test_the_cause_tells_whether_the_request_left(fault: Fault, cause: str) -> None:
    box = Box(MovableClock(NOON))
    async with ApplicationBuilder().token(box.token).request(BoxRequest(box)).build().bot as bot:
        box.fail_next("getMyName", fault)
        with pytest.raises(NetworkError) as caught:
            await bot.get_my_name()
        assert type(caught.value.__cause__).__name__ == cause


async def test_a_page_of_html_in_place_of_an_answer_is_a_network_error() -> None:
    box = Box(MovableClock(NOON))
    async with ApplicationBuilder().token(box.token).request(BoxRequest(box)).build().bot as bot:
        box.fail_next("getMyName", Fault.bad_gateway())
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.get_my_name()


async def test_an_unknown_token_is_refused() -> None:
    box = Box(MovableClock(NOON))
    status, body = await BoxRequest(box).do_request("https://api.telegram.org/bot1:x/getMe", "POST")
    assert (status, b"Unauthorized" in body) == (401, True)


async def test_a_late_answer_to_a_press_is_refused(echo: Echo) -> None:
    box = echo.box
    box.say("x")
    await echo.quiet()
    query = box.press(box.last(), 0).query
    await echo.quiet()
    clock = box.clock
    assert isinstance(clock, MovableClock)
    clock.advance(timedelta(hours=1))
    with pytest.raises(BadRequest, match="Query is too old"):
        await echo.application.bot.answer_callback_query(str(query))
