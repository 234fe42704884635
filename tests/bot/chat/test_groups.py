"""Groups, forum topics and channels: who decides, where answers go, and coming and going."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.i18n import Translator, translator
from bot.services.cleaning import GRACE
from tests.bot.chat.conftest import operator_of, reader, says
from tests.support.talk import Talk, texts

MORNING = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)


async def test_in_a_group_the_bot_is_silent_unless_addressed(talk: Talk) -> None:
    group = talk.box.group("Lesekreis")
    rosa = talk.box.person("Rosa")
    talk.box.join(group, rosa)
    await talk.settle()
    name = talk.box.me.username
    assert await talk.say("Was gibt's Neues?", chat=group, user=rosa) == []
    assert await talk.say("/gibtsnicht", chat=group, user=rosa) == []
    assert await talk.say("/latest@other_bot", chat=group, user=rosa) == []
    (latest,) = await talk.say("/neueste", chat=group, user=rosa)
    assert latest.chat is group
    assert "Luftabwehr" in (await talk.one(f"/thema@{name} Luftabwehr", chat=group, user=rosa)).text


@pytest.mark.parametrize("how", ["mention", "reply"])
async def test_addressed_by_a_mention_or_a_reply(talk: Talk, how: str) -> None:
    talk.box.privacy = False
    group = talk.box.group("Lesekreis")
    if how == "mention":
        answer = await talk.one(f"@{talk.box.me.username} Luftabwehr", chat=group)
    else:
        shown = await talk.one("/latest", chat=group)
        answer = await talk.one("Luftabwehr", chat=group, reply_to=shown.message)
    assert "Mangel an Luftabwehr" in answer.text


async def test_only_administrators_decide_for_a_group(talk: Talk) -> None:
    group = talk.box.group("Lesekreis")
    rosa = talk.box.person("Rosa")
    talk.box.join(group, rosa)
    for order in ("/abo 8:30", "/einstellungen", "/abbestellen", "/meinedaten", "/sprache"):
        assert "nur Admins" in (await talk.one(order, chat=group, user=rosa)).text
    agreed = await talk.one("/abo 8:30", chat=group)
    assert "Abgemacht" in agreed.text
    pressed = await talk.press("Wöchentlich", agreed, user=rosa)
    assert [one.action.name for one in pressed] == ["ANSWER"]
    assert "nur Admins" in pressed[0].text
    (digest,) = await talk.until(MORNING)
    assert digest.chat is group
    opened = await talk.tap("1", digest, user=rosa)  # to read is for all
    assert opened.text.startswith("Was Davos")


async def test_an_anonymous_administrator_decides_and_another_channel_s_voice_does_not(talk: Talk) -> None:
    group = talk.box.supergroup("Lesekreis")
    assert "Abgemacht" in (await talk.one("/abo 8:30", chat=group, anonymous=True)).text


async def test_in_a_forum_answers_and_digests_stay_in_their_thread(talk: Talk) -> None:
    forum = talk.box.supergroup("Forum", forum=True)
    news, chatter = talk.box.topic(forum, "Neues"), talk.box.topic(forum, "Plauderei")
    await talk.settle()
    assert (await talk.one("/neueste", chat=forum, thread=chatter)).thread == chatter
    assert (await talk.one("/abo 8:30", chat=forum, thread=news)).thread == news
    (digest,) = await talk.until(MORNING)
    assert digest.thread == news
    assert "kein Abo" in (await talk.one("/status", chat=forum, thread=chatter)).text


async def test_a_question_in_a_group_asks_for_a_reply(talk: Talk) -> None:
    talk.box.privacy = False
    group = talk.box.group("Lesekreis")
    assert "antworte auf diese Nachricht" in (await talk.one("/start sub", chat=group)).text
    await talk.one("/abo", chat=group)
    question = await talk.tap("Andere Zeit", chat=group)
    assert "antworte auf diese Nachricht" in question.text
    assert "06:45" in (await talk.one("6:45", chat=group, reply_to=question.message)).text


async def test_added_it_says_hello_removed_it_keeps_silent_and_forgets(talk: Talk) -> None:
    group = talk.box.group("Lesekreis", bot="left")
    before = len(talk.box.sent)
    talk.box.add_bot(group)
    (hello,) = await talk.since(before)
    assert "/abo" in hello.text
    await talk.one("/abo 8:30", chat=group)
    talk.box.remove_bot(group)
    await talk.settle()
    assert await talk.until(MORNING) == []
    assert (await talk.what.subscriptions.everything(group.id))["chats"]
    await talk.wait(GRACE + timedelta(days=1))
    assert not any((await talk.what.subscriptions.everything(group.id)).values())


async def test_a_group_is_spoken_to_in_the_language_of_who_added_the_bot(talk: Talk, t: Translator) -> None:
    owner = reader(talk, t)
    group = talk.box.group("Lesekreis", owner=owner, bot="left")
    rosa = talk.box.person("Rosa", language="en")
    talk.box.join(group, rosa)
    before = len(talk.box.sent)
    talk.box.add_bot(group, by=owner)
    (hello,) = await talk.since(before)
    assert says(t, "group.added") in hello.text
    assert says(t, "group.only_admins") in (await talk.one("/abo 8:30", chat=group, user=rosa)).text
    assert says(t, "subscribed.title") in (await talk.one("/abo 8:30", chat=group, user=owner)).text
    before = len(talk.box.sent)
    talk.box.send_photo(caption="Davos", chat=group, user=rosa)
    talk.box.send_voice(chat=group, user=rosa)
    talk.box.forward(talk.box.say("Luftabwehr", user=rosa), chat=group, user=rosa)
    assert {one.chat for one in await talk.since(before)} <= {talk.box.private(rosa)}
    channel = talk.box.channel("Nachlese", owner=owner, bot="left")
    talk.box.start(user=owner)
    await talk.settle()  # two chats are answered at once, in no order
    before = len(talk.box.sent)
    talk.box.add_bot(channel, by=owner, status="administrator")
    *_, hint = await talk.since(before)
    assert (hint.chat, says(t, "group.channel") in hint.text) == (talk.box.private(owner), True)
    for silent in ("Ein Beitrag", "/gibtsnicht"):
        assert await talk.say(silent, chat=channel, user=owner) == []


async def test_promotion_brings_no_second_hello(talk: Talk) -> None:
    group = talk.box.supergroup("Lesekreis")
    before = len(talk.box.sent)
    talk.box.promote(group)
    talk.box.demote(group)
    assert await talk.since(before) == []


async def test_a_group_that_becomes_a_supergroup_keeps_its_digest(talk: Talk) -> None:
    group = talk.box.group("Lesekreis")
    await talk.one("/abo 8:30", chat=group)
    grown = talk.box.migrate(group)
    await talk.settle()
    (digest,) = await talk.until(MORNING)
    assert digest.chat is grown


async def test_a_channel_is_served_once_the_bot_is_its_administrator(talk: Talk) -> None:
    talk.box.start()
    await talk.settle()
    channel = talk.box.channel("Nachlese", bot="left")
    before = len(talk.box.sent)
    talk.box.add_bot(channel, status="administrator")
    (hint,) = await talk.since(before)
    assert hint.chat is talk.box.private(talk.box.reader)
    assert "Nachlese" in hint.text
    assert "/abo 8:00" in hint.text
    assert await talk.say("Ein Beitrag ohne Befehl", chat=channel) == []
    agreed = await talk.one("/abo 8:30", chat=channel)
    assert agreed.chat is channel
    (digest,) = await talk.until(MORNING)
    assert digest.chat is channel
    stranger = talk.box.person("Rosa")
    refused = await talk.press("Morgen Pause", digest, user=stranger)
    assert "nur Admins" in texts(refused)
    assert "Pause" in (await talk.tap("Morgen Pause", digest, user=talk.box.reader)).text


async def test_operators_do_not_do_their_work_in_front_of_a_group(talk: Talk) -> None:
    group = talk.box.group("Lesekreis")
    operator = operator_of(talk)
    talk.box.join(group, operator)
    assert "nur im privaten Chat" in (await talk.one("/stats", chat=group, user=operator)).text


async def test_a_channel_s_readers_read_in_private_and_its_posts_stay_as_they_are(talk: Talk) -> None:
    channel = talk.box.channel("Nachlese")
    rosa = talk.box.person("Rosa")
    talk.box.join(channel, rosa)
    await talk.one("/abo 8:30", chat=channel)
    (digest,) = await talk.until(MORNING)
    assert digest.message is not None
    posts = [message.text for message in talk.box.messages(channel)]
    home = f"https://t.me/{talk.box.me.username}?start="
    for data, start in (
        ("piece:3:dp2026-11-22", "a3"), ("original:3", "a3"), ("full:3:0", "a3"), ("why:3", "a3"),
        ("about:Kauft bei X", "start"), ("help", "start"), ("latest", "start"), ("piece:x", "start"),
    ):  # fmt: skip
        (answer,) = await talk.forge(digest.message, data, user=rosa)
        assert (answer.text, answer.url) == ("", home + start), data
    for data in ("days:3", "noop", "settings"):
        (answer,) = await talk.forge(digest.message, data, user=rosa)
        assert "nur Admins" in answer.text, data
    assert [message.text for message in talk.box.messages(channel)] == posts
    talk.box.start("a3", user=rosa)
    (opened,) = await talk.since(len(talk.box.sent))
    assert opened.text.startswith("Was Davos")


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("{me}, Luftabwehr", "Mangel an Luftabwehr"),
        ("{me}: Link bitte", "Zum Original"),
        ("Was gibt's Neues, {me}?", "Was Davos"),
        ("Hallo {me}!", "small.greeting"),
        ("({me}) neueste", "Was Davos"),
        ("{me}", "help.text"),
        ("{me}!", "help.text"),
        ("/thema{me}\nLuftabwehr", "Mangel an Luftabwehr"),
        ("Was gibt's Neues, {me}_zwei?", None),
        ("an ich{me} schreiben", None),
    ],
)
async def test_a_mention_is_understood_however_it_is_punctuated(
    talk: Talk, said: str, answered: str | None
) -> None:
    talk.box.privacy = False
    group = talk.box.group("Lesekreis")
    await talk.settle()
    answers = await talk.say(said.format(me=f"@{talk.box.me.username}"), chat=group)
    german = translator("de")
    expected = says(german, answered) if answered and german.has(answered) else answered
    assert [expected is not None and expected in one.text for one in answers] == [True] * bool(answered)
