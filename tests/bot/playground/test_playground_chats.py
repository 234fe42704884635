"""Groups, topics, channels: what the bot hears there, and when it may not speak."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from telegram import Update

from bot.clock import MovableClock
from bot.playground.box import Box


@pytest.fixture
def box(clock: MovableClock) -> Box:
    return Box(clock)


async def send(box: Box, chat: int, **parameters: str) -> dict[str, Any]:
    _, body = await box.call("sendMessage", {"chat_id": str(chat), "text": "x", **parameters})
    answer: dict[str, Any] = json.loads(body)
    return answer


def heard(box: Box) -> list[Update]:
    """What the bot would be told, read by the library; nothing in it is unknown to the library."""
    updates = [Update.de_json(dict(update), None) for update in box.updates.take()]
    for update in updates:
        assert not update.api_kwargs
        if update.effective_message is not None:
            assert not update.effective_message.api_kwargs
    return updates


GROUP_TEXTS = [
    ("hello all", False),
    ("/latest", True),
    ("/latest@quellenbote_box_bot", True),
    ("/latest@other_bot", False),
    ("what is new, @quellenbote_box_bot?", True),
]


@pytest.mark.parametrize(("text", "told"), GROUP_TEXTS)
def test_in_a_group_the_bot_hears_only_what_is_meant_for_it(box: Box, text: str, told: bool) -> None:
    group = box.supergroup("Readers")
    box.say(text, chat=group)
    assert [u.effective_message.text for u in heard(box) if u.effective_message] == ([text] if told else [])


def test_an_administrator_bot_and_one_without_privacy_hear_all(box: Box, clock: MovableClock) -> None:
    group = box.group("Readers", bot="administrator")
    box.say("hello all", chat=group)
    assert len(heard(box)) == 1
    open_box = Box(clock, privacy=False)
    open_box.say("hello all", chat=open_box.group("Readers"))
    assert len(heard(open_box)) == 1


async def test_a_reply_to_the_bot_is_heard_with_what_it_replies_to(box: Box) -> None:
    group = box.supergroup("Readers")
    await send(box, group.id)
    box.say("why?", chat=group, reply_to=box.last(group))
    message = heard(box)[0].message
    assert message is not None
    assert message.reply_to_message is not None
    assert message.reply_to_message.text == "x"


async def test_a_topic_is_answered_in_its_thread_and_may_vanish(box: Box) -> None:
    forum = box.supergroup("Forum", forum=True)
    thread = box.topic(forum, "News")
    box.say("/abo", chat=forum, thread=thread)
    message = heard(box)[0].message
    assert message is not None
    assert (message.message_thread_id, message.is_topic_message) == (thread, True)
    assert (await send(box, forum.id, message_thread_id=str(thread)))["ok"]
    assert box.last(forum).thread == thread
    box.close_topic(forum, thread)
    assert "TOPIC_CLOSED" in (await send(box, forum.id, message_thread_id=str(thread)))["description"]
    box.delete_topic(forum, thread)
    answer = await send(box, forum.id, message_thread_id=str(thread))
    assert answer["description"] == "Bad Request: message thread not found"
    assert not box.violations


async def test_a_channel_is_served_by_an_administrator_only(box: Box) -> None:
    channel = box.channel("Digests", bot="left")
    assert (await send(box, channel.id))[
        "description"
    ] == "Forbidden: bot is not a member of the channel chat"
    box.add_bot(channel, status="administrator")
    box.say("a post", chat=channel)
    status, post = heard(box)
    assert status.my_chat_member is not None
    assert status.my_chat_member.new_chat_member.status == "administrator"
    assert post.channel_post is not None
    assert (await send(box, channel.id))["ok"]
    box.demote(channel)
    assert "administrator rights" in (await send(box, channel.id))["description"]


async def test_a_migrated_group_names_its_successor(box: Box) -> None:
    group = box.group("Readers")
    assert (await send(box, group.id))["ok"]
    new = box.migrate(group)
    answer = await send(box, group.id)
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    assert (await send(box, new.id))["ok"]
    moved, arrived = heard(box)
    assert moved.message is not None
    assert arrived.message is not None
    assert (moved.message.migrate_to_chat_id, arrived.message.migrate_from_chat_id) == (new.id, group.id)


REFUSALS = [
    ("block", "Forbidden: bot was blocked by the user"),
    ("deactivate", "Forbidden: user is deactivated"),
]


@pytest.mark.parametrize(("act", "reason"), REFUSALS)
async def test_a_person_who_is_gone_cannot_be_written_to(box: Box, act: str, reason: str) -> None:
    answer = await send(box, box.reader.id)
    assert answer["description"] == "Forbidden: bot can't initiate conversation with a user"
    box.say("/start")
    assert (await send(box, box.reader.id))["ok"]
    getattr(box, act)(box.reader)
    answer = await send(box, box.reader.id)
    assert (answer["error_code"], answer["description"]) == (403, reason)
    assert not box.violations


async def test_a_bot_thrown_out_of_a_group_is_told_and_refused(box: Box) -> None:
    group = box.supergroup("Readers")
    box.remove_bot(group)
    updates = heard(box)
    assert [u.my_chat_member.new_chat_member.status for u in updates if u.my_chat_member] == ["kicked"]
    answer = await send(box, group.id)
    assert answer["description"] == "Forbidden: bot was kicked from the supergroup chat"


async def test_members_come_and_go_where_the_bot_asked_to_know(box: Box) -> None:
    group = box.supergroup("Readers", bot="administrator")
    friend = box.person("Olena", language="uk")
    box.updates.allow(["message", "chat_member"])
    box.join(group, friend)
    box.promote(group, friend)
    box.leave(group, friend)
    kinds = [u.chat_member.new_chat_member.status for u in heard(box) if u.chat_member]
    assert kinds == ["member", "administrator", "left"]
    with pytest.raises(ValueError, match="is not in"):
        box.say("hi", chat=group, user=friend)


async def test_an_anonymous_administrator_writes_as_the_group(box: Box) -> None:
    group = box.supergroup("Readers")
    box.say("/abo", chat=group, anonymous=True)
    message = heard(box)[0].message
    assert message is not None
    assert message.sender_chat is not None
    assert message.sender_chat.id == group.id


def test_everything_a_person_can_send_is_understood_by_the_library(box: Box) -> None:
    first = box.say("/start a123")
    box.edit(first, "/start sub")
    box.send_photo(caption="look")
    box.send_voice()
    box.send_document("a.txt", b"a")
    box.send_other({"location": {"latitude": 1.0, "longitude": 2.0}})
    box.forward(first)
    box.forward(box.say("post", chat=box.channel("News")))
    updates = heard(box)
    assert updates[0].message is not None
    assert [entity.type for entity in updates[0].message.entities] == ["bot_command"]
    assert updates[1].edited_message is not None
    assert len(updates) == 9


def test_numbers_of_a_later_run_are_higher(clock: MovableClock) -> None:
    first = Box(clock)
    first.say("a")
    clock.advance(timedelta(seconds=1))
    second = Box(clock)
    second.say("a")
    assert heard(second)[0].update_id > heard(first)[0].update_id
    assert second.reader.id == first.reader.id
