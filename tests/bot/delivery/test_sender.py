"""Every way in which sending can end, as python-telegram-bot and the box tell it."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.error import Forbidden as ForbiddenError
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.delivery.outcomes import (
    Blocked,
    ChatGone,
    Deactivated,
    Done,
    Forbidden,
    Later,
    Migrated,
    NotSent,
    Outcome,
    Refused,
    Sent,
    ThreadGone,
    Unchanged,
    Unknown,
    outcome_of,
)
from bot.delivery.pacing import FREE, Gate, Priority, Slot
from bot.delivery.plain import MAX_TEXT, plain
from bot.delivery.sender import InlineItem, Sender, Target
from bot.playground.box import Box
from bot.playground.faults import Fault
from bot.playground.request import BoxRequest
from bot.presentation.outgoing import Button, OutgoingMessage
from tests.support.tables import for_each

HELLO = OutgoingMessage("<b>Guten Morgen</b>")


@dataclass
class Wire:
    """A box, a sender that reaches it, and a person who has said /start."""

    box: Box
    sender: Sender
    target: Target


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    box = Box(Clock())
    gate = Gate(Clock(), pace=FREE)
    request = BoxRequest(box)
    bot: ExtBot[Slot] = ExtBot(
        box.token, request=request, get_updates_request=BoxRequest(box), rate_limiter=gate
    )
    await bot.initialize()
    box.say("/start")
    yield Wire(box, Sender(bot, gate), Target(box.reader.id))
    await bot.shutdown()


class ConnectError(Exception):
    """By its name the HTTP client's."""


class PoolTimeout(Exception):  # noqa: N818 - the HTTP client's own name
    """By its name the HTTP client's."""


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


ERRORS: list[tuple[TelegramError, Outcome]] = [
    (ForbiddenError("Forbidden: bot was blocked by the user"), Blocked()),
    (ForbiddenError("Forbidden: bot can't initiate conversation with a user"), Blocked()),
    (ForbiddenError("Forbidden: user is deactivated"), Deactivated()),
    (ForbiddenError("Forbidden: bot was kicked from the supergroup chat"), ChatGone()),
    (ForbiddenError("Forbidden: bot is not a member of the channel chat"), ChatGone()),
    (ForbiddenError("Forbidden: the group chat was deleted"), ChatGone()),
    (
        ForbiddenError("Forbidden: bots can't send messages to bots"),
        Forbidden("Forbidden: bots can't send messages to bots"),
    ),
    (BadRequest("Chat not found"), ChatGone()),
    (BadRequest("PEER_ID_INVALID"), ChatGone()),
    (BadRequest("Message thread not found"), ThreadGone()),
    (BadRequest("TOPIC_DELETED"), ThreadGone()),
    (BadRequest("Message is not modified: specified new message content is exactly the same"), Unchanged()),
    (
        BadRequest("Not enough rights to send text messages to the chat"),
        Forbidden("Not enough rights to send text messages to the chat"),
    ),
    (BadRequest("CHAT_WRITE_FORBIDDEN"), Forbidden("CHAT_WRITE_FORBIDDEN")),
    (BadRequest("TOPIC_CLOSED"), Forbidden("TOPIC_CLOSED")),
    (BadRequest("Can't parse entities: x"), Refused("Can't parse entities: x")),
    (BadRequest("Message is too long"), Refused("Message is too long")),
    (BadRequest("Query is too old"), Refused("Query is too old")),
    (NetworkError("Request Entity Too Large"), Refused("Request Entity Too Large")),
    (ChatMigrated(-100123), Migrated(-100123)),
    (NetworkError("Internal Server Error"), NotSent("Internal Server Error")),
    (NetworkError("Bad Gateway (502). Parsing"), NotSent("Bad Gateway (502). Parsing")),
    (InvalidToken("Unauthorized"), NotSent("Unauthorized", unreachable=True)),
    (Conflict("Conflict: other"), NotSent("Conflict: other", unreachable=True)),
    (
        caused(NetworkError("httpx.ConnectError: refused"), ConnectError()),
        NotSent("ConnectError: httpx.ConnectError: refused", unreachable=True),
    ),
    (caused(TimedOut("Pool timeout"), PoolTimeout()), NotSent("PoolTimeout: Pool timeout", unreachable=True)),
    (NetworkError("Gateway Time-out (504)"), Unknown("Gateway Time-out (504)")),
    (caused(NetworkError("httpx.ReadError: gone"), OSError()), Unknown("httpx.ReadError: gone")),
    (
        NetworkError("Unknown error in HTTP implementation: x"),
        Unknown("Unknown error in HTTP implementation: x"),
    ),
    (TimedOut(), Unknown("Timed out")),
    (TelegramError("Invalid server response"), Unknown("Invalid server response")),
]


@for_each(ERRORS)
def test_every_error_means_one_outcome(error: TelegramError, outcome: Outcome) -> None:
    assert outcome_of(error) == outcome


def test_a_429_means_later() -> None:
    assert outcome_of(RetryAfter(7)) == Later(7.0)


FAULTS: list[tuple[Fault, Outcome]] = [
    (Fault.too_many(9), Later(9.0)),
    (Fault.blocked(), Blocked()),
    (Fault.deactivated(), Deactivated()),
    (Fault.chat_not_found(), ChatGone()),
    (Fault.thread_not_found(), ThreadGone()),
    (Fault.migrated(-1001), Migrated(-1001)),
    (Fault.server_error(), NotSent("Internal Server Error")),
    (Fault.refused_connection(), NotSent("ConnectError: httpx.ConnectError: All connection attempts failed", True)),
    (Fault.connect_timeout(), NotSent("ConnectTimeout: Timed out", True)),
    (Fault.timeout(delivered=False), Unknown("Timed out")),
    (Fault.timeout(delivered=True), Unknown("Timed out")),
    (
        Fault.dropped(delivered=True),
        Unknown("httpx.RemoteProtocolError: Server disconnected without sending a response."),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "outcome"), FAULTS, ids=[repr(outcome) for _, outcome in FAULTS])
async def test_a_delivery_ends_as_telegram_says(wire: Wire, fault: Fault, outcome: Outcome) -> None:
    wire.box.fail_next("sendMessage", fault)
    assert await wire.sender.send(wire.target, HELLO, priority=Priority.DIGEST) == outcome
    assert wire.box.planned_faults == 0


async def test_a_page_of_html_in_place_of_an_answer_means_not_sent(wire: Wire) -> None:
    wire.box.fail_next("sendMessage", Fault.bad_gateway())
    outcome = await wire.sender.send(wire.target, HELLO, priority=Priority.DIGEST)
    assert isinstance(outcome, NotSent)
    assert outcome.reason.startswith("Bad Gateway (502)")
    assert len(outcome.reason) <= 200


async def test_a_message_arrives_with_its_buttons_and_without_a_preview(wire: Wire) -> None:
    buttons = (
        (Button("Mehr", "m:1"), Button("Original", "https://blog.example/1", "url")),
        (Button("Kopieren", "https://blog.example/1", "copy"), Button("Teilen", "Davos", "inline")),
    )
    outcome = await wire.sender.send(
        wire.target, OutgoingMessage('<a href="https://blog.example/1">Eins</a>', buttons, silent=True)
    )
    message = wire.box.last()
    assert outcome == Sent(message.id)
    assert message.text == "Eins"
    assert message.preview is None
    assert [[b.text for b in row] for row in message.buttons] == [
        ["Mehr", "Original"],
        ["Kopieren", "Teilen"],
    ]
    call = wire.box.calls[-1].parameters
    assert call["disable_notification"] in {"true", "True"}
    assert '"copy_text": {"text": "https://blog.example/1"}' in str(call["reply_markup"])
    assert '"switch_inline_query": "Davos"' in str(call["reply_markup"])
    assert "message_thread_id" not in call
    assert not wire.box.violations


async def test_the_preview_that_was_chosen_is_shown(wire: Wire) -> None:
    await wire.sender.send(wire.target, OutgoingMessage("Eins", preview="https://blog.example/1"))
    preview = wire.box.last().preview
    assert preview is not None
    assert preview.url == "https://blog.example/1"


@pytest.mark.parametrize(("thread", "named"), [(0, None), (1, None), (7, "7")])
async def test_general_and_no_thread_are_not_named(wire: Wire, thread: int, named: str | None) -> None:
    await wire.sender.send(Target(wire.box.reader.id, thread), HELLO)
    assert wire.box.calls[-1].parameters.get("message_thread_id") == named


async def test_what_telegram_refuses_is_sent_once_more_as_plain_text(wire: Wire) -> None:
    message = OutgoingMessage(
        '<b>A &amp; B</b>: <a href="https://blog.example/1">Eins', ((Button("Mehr", "m:1"),),)
    )
    outcome = await wire.sender.send(wire.target, message)
    assert isinstance(outcome, Sent)
    assert wire.box.last().text == "A & B: Eins (https://blog.example/1)"
    assert [[b.text for b in row] for row in wire.box.last().buttons] == [["Mehr"]]


async def test_refused_buttons_are_left_out_of_the_plain_text(wire: Wire) -> None:
    message = OutgoingMessage("Eins", ((Button("Mehr", "https://nowhere", "url"),),))
    assert isinstance(await wire.sender.send(wire.target, message), Sent)
    assert wire.box.last().buttons == ()


async def test_what_is_refused_twice_is_refused(wire: Wire) -> None:
    wire.box.fail_next("sendMessage", Fault.cannot_parse(), Fault.cannot_parse())
    before = len(wire.box.calls)
    assert isinstance(await wire.sender.send(wire.target, HELLO), Refused)
    assert len(wire.box.calls) - before == 2


async def test_an_edit_replaces_and_the_same_again_changes_nothing(wire: Wire) -> None:
    sent = await wire.sender.send(wire.target, HELLO)
    assert isinstance(sent, Sent)
    changed = OutgoingMessage("<i>Guten Abend</i>")
    assert await wire.sender.edit(wire.target, sent.message_id, changed) == Sent(sent.message_id)
    assert await wire.sender.edit(wire.target, sent.message_id, changed) == Unchanged()
    assert wire.box.last().text == "Guten Abend"


async def test_an_edit_of_a_message_that_is_gone_is_refused_without_a_second_try(wire: Wire) -> None:
    before = len(wire.box.calls)
    assert isinstance(await wire.sender.edit(wire.target, 424242, HELLO), Refused)
    assert len(wire.box.calls) - before == 1


async def test_an_edit_that_is_refused_becomes_plain_text(wire: Wire) -> None:
    sent = await wire.sender.send(wire.target, HELLO)
    assert isinstance(sent, Sent)
    outcome = await wire.sender.edit(wire.target, sent.message_id, OutgoingMessage("<b>Eins &amp; Zwei"))
    assert outcome == Sent(sent.message_id)
    assert wire.box.last().text == "Eins & Zwei"


async def test_a_file_arrives(wire: Wire) -> None:
    outcome = await wire.sender.send_document(wire.target, b"{}", "daten.json", caption="<b>Alles</b>")
    assert isinstance(outcome, Sent)
    assert [file.content for file in wire.box.files.values()] == [b"{}"]


async def test_calls_that_send_nothing_are_done(wire: Wire) -> None:
    sender = wire.sender
    outcomes = [
        await sender.set_commands([("hilfe", "Hilfe")], language="de"),
        await sender.set_commands([("stats", "Zahlen")], chat_id=wire.box.reader.id),
        *await sender.set_descriptions(name="Bote", description="d" * 600, short="s" * 200, language="de"),
    ]
    assert outcomes == [Done()] * 5
    assert not wire.box.violations


async def test_a_press_is_answered(wire: Wire) -> None:
    await wire.sender.send(wire.target, OutgoingMessage("Eins", ((Button("Mehr", "m:1"),),)))
    query = wire.box.press(wire.box.last(), "Mehr").query
    assert query is not None
    assert await wire.sender.answer_callback(query, "x" * 300) == Done()
    assert not wire.box.violations
    assert isinstance(await wire.sender.answer_callback("999", None), Refused)


async def test_an_inline_query_is_answered(wire: Wire) -> None:
    query = wire.box.inline_query("Davos")
    item = InlineItem(
        "a1", "Treffen", "Zwei Punkte", OutgoingMessage("<b>Treffen</b>", ((Button("Mehr", "m:1"),),))
    )
    assert await wire.sender.answer_inline(query, [item], start=("Öffnen", "a1")) == Done()
    assert [result["title"] for result in wire.box.results(query)] == ["Treffen"]
    assert not wire.box.violations


async def test_the_gates_delay_is_known_to_who_asks(wire: Wire) -> None:
    assert wire.sender.delay(wire.target.chat_id) == 0.0
    wire.box.fail_next("sendMessage", Fault.too_many(30))
    await wire.sender.send(wire.target, HELLO, priority=Priority.DIGEST)
    assert 29 < wire.sender.delay(99) <= 30


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<b>A &lt; B</b>\n\nText", "A < B\n\nText"),
        ('<a href="https://x.example/?a=1&amp;b=2">Eins</a>.', "Eins (https://x.example/?a=1&b=2)."),
        ("<blockquote expandable>Zitat</blockquote>", "Zitat"),
        ("<b>offen", "offen"),
        ("", ""),
    ],
)
def test_plain_text_keeps_words_and_links(html: str, words: str) -> None:
    assert plain(html) == words


def test_plain_text_leaves_out_links_before_words_and_cuts_at_a_line() -> None:
    link = f'<a href="https://x.example/{"y" * 500}">Wort</a>\n'
    assert plain(link * 20) == ("Wort\n" * 20).strip()
    cut = plain("Zeile\n" * 1000)
    assert len(cut) <= MAX_TEXT
    assert cut.endswith("Zeile\n[…]")


async def test_what_is_cut_off_while_descriptions_are_set_was_not_begun(wire: Wire) -> None:
    setting = asyncio.ensure_future(wire.sender.set_descriptions(name=None, description="d", short="s"))
    await asyncio.sleep(0)
    setting.cancel()
    await asyncio.gather(setting, return_exceptions=True)
    gc.collect()  # would tell of what nobody awaited
