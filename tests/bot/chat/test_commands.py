"""Every command in German, Ukrainian and English, and what each says when it can't."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from bot.handlers.commands import COMMANDS
from bot.i18n import Translator, translator
from bot.playground.state import Sent
from tests.bot.chat.conftest import reader, says
from tests.support.articles import DAVOS, changed, store
from tests.support.talk import Talk

AT_ONCE = {"de": "sofort", "uk": "одразу", "en": "at once"}
READERS = [command for command in COMMANDS if not command.operators_only]
OPERATORS = [command.name for command in COMMANDS if command.operators_only]


def labels(sent: Sent) -> list[str]:
    """What its buttons say."""
    return [button.text for row in sent.buttons for button in row]


def named(command: str, t: Translator) -> str:
    """What the menu of that language calls a command."""
    return "/" + next(one for one in COMMANDS if one.name == command).menu_name(t.language)


async def test_every_reader_command_answers_to_each_of_its_names(talk: Talk, t: Translator) -> None:
    for command in READERS:
        user = reader(talk, t)
        for name in command.names:
            answer = await talk.one(f"/{name}", user=user)
            assert says(t, "unknown_command") not in answer.text, name


async def test_start_and_its_payloads(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    greeting = await talk.one("/start", user=user)
    assert says(t, "start.greeting") in greeting.text
    assert "Was Davos gebracht hat" in greeting.text
    assert (await talk.one("/start a1", user=user)).text.startswith("Schule unter der Erde")
    assert says(t, "subscribe.choose") in (await talk.one("/start sub", user=user)).text
    for payload in ("a999", "a99999999999999999999", "quatsch", "A1"):
        assert says(t, "start.greeting") in (await talk.one(f"/start {payload}", user=user)).text


async def test_latest(talk: Talk, t: Translator) -> None:
    answer = await talk.one(named("latest", t), user=reader(talk, t))
    assert answer.text.startswith("Was Davos gebracht hat\nOlena Hrytsenko · Svitlo Video")
    assert answer.button(t("button.original_on", platform="Svitlo Video"))


async def test_without_any_piece_it_says_so_and_offers_to_subscribe_while_there_is_no_subscription(
    empty_talk: Talk, t: Translator
) -> None:
    user = reader(empty_talk, t)
    asking = [named(name, t) for name in ("latest", "digest", "original", "full", "archive", "status")]
    for command in (*asking, f"{named('digest', t)} 7", f"{named('archive', t)}", "/start a1"):
        answer = await empty_talk.one(command, user=user)
        assert says(t, "latest.none") in answer.text, command
        assert t("button.subscribe") in labels(answer), command
    await empty_talk.one(f"{named('subscribe', t)} 8:30", user=user)
    for command in asking:
        answer = await empty_talk.one(command, user=user)
        assert says(t, "latest.none") in answer.text, command
        assert t("button.subscribe") not in labels(answer), command
    assert says(t, "topic.none") in (await empty_talk.one("Davos", user=user)).text


async def test_a_piece_that_was_withdrawn_is_no_sign_of_an_empty_archive(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    sent = await talk.one(named("latest", t), user=user)
    assert sent.message is not None
    for button in ("piece:99", "original:99", "full:99:0", "why:99"):
        (answer,) = await talk.forge(sent.message, button, user=user)
        assert answer.text == t("stale_button"), button


async def test_digest_of_today_of_days_and_of_a_day(talk: Talk, t: Translator) -> None:
    user, digest = reader(talk, t), named("digest", t)
    today = await talk.one(digest, user=user)
    assert "Was Davos gebracht hat" in today.text
    week = await talk.one(f"{digest} 7", user=user)
    assert "Schule unter der Erde" in week.text
    day = await talk.one(f"{digest} 19.11.2026", user=user)
    assert "Schule unter der Erde" in day.text
    assert "Davos" not in day.text


async def test_a_day_that_cannot_be_is_no_day_and_no_pause(talk: Talk, t: Translator) -> None:
    user, digest = reader(talk, t), named("digest", t)
    for day in ("31.02.2026", "01.01.2030", "0"):
        answer = await talk.one(f"{digest} {day}", user=user)
        assert answer.text == t("digest.bad_day", typed=day)
    await talk.one(f"{named('subscribe', t)} 8:30", user=user)
    words = {"de": "Pause bis 31.02.2026", "uk": "пауза до 31.02.2026", "en": "pause until 31.02.2026"}
    refused = await talk.one(words[t.language], user=user)
    assert says(t, "paused.bad_day") in refused.text
    assert words[t.language] in refused.text
    assert says(t, "status.title") in (await talk.one("/status", user=user)).text
    assert len(await talk.until(datetime(2026, 11, 22, 7, 30, tzinfo=UTC))) == 1


async def test_digest_with_nothing_new_shows_the_newest(talk: Talk, t: Translator) -> None:
    talk.clock.set(datetime(2026, 12, 1, 7, tzinfo=UTC))
    user = reader(talk, t)
    answer = await talk.one(named("digest", t), user=user)
    assert says(t, "digest.nothing") in answer.text
    shown = await talk.tap(t("button.show"), user=user, chat=user)
    assert shown.text.startswith("Was Davos gebracht hat")


async def test_topic(talk: Talk, t: Translator) -> None:
    user, topic = reader(talk, t), named("topic", t)
    found = await talk.one(f"{topic} Luftabwehr", user=user)
    assert "Das bedeutet einen Mangel an Luftabwehr" in found.text
    shown = await talk.one(named("latest", t), user=user)
    inside = await talk.one(f"{topic} Fabriken", user=user, reply_to=shown.message)
    assert "Die Fabriken in Polen" in inside.text
    nothing = await talk.one(f"{topic} Quantengravitation", user=user)
    assert says(t, "topic.nearest") in nothing.text
    assert says(t, "help.text") in (await talk.one(topic, user=user)).text


async def test_original(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    card = await talk.one(named("original", t), user=user)
    assert says(t, "original.title") in card.text
    assert "https://video.example/watch?v=original3" in card.text
    assert card.button(t("button.browser")).url == "https://video.example/watch?v=original3"
    assert card.button(t("button.copy")).copy_text == "https://video.example/watch?v=original3"


async def test_original_that_nobody_knows_gives_what_is_known(talk: Talk, t: Translator) -> None:
    await talk.what.editing.set_field(3, "original_url", None, by="test", now=talk.clock.now())
    card = await talk.one(named("original", t), user=reader(talk, t))
    assert says(t, "original.no_link") in card.text
    for known in ("Olena Hrytsenko", "Svitlo Video", "Оригінал 3", "https://blog.example/2026/11/3/"):
        assert known in card.text


async def test_full_text_where_it_is_allowed_and_where_not(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    link = await talk.one(named("full", t), user=user)
    assert link.button(t("button.page")).url == "https://blog.example/2026/11/3/"
    await talk.what.readings.toggle_full_text(1, by="test", now=talk.clock.now())
    whole = await talk.one(named("full", t), user=user)
    assert "Wer den Winter überstehen will, braucht keine Erklärungen" in whole.text


async def test_status_before_and_after_subscribing(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    assert says(t, "status.none") in (await talk.one("/status", user=user)).text
    await talk.one(f"{named('subscribe', t)} 8:30", user=user)
    told = await talk.one("/status", user=user)
    assert says(t, "status.title") in told.text
    assert "08:30" in told.text


async def test_status_says_what_the_last_digest_held_or_why_there_was_none(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    await talk.one(f"{named('subscribe', t)} 8:30", user=user)
    assert says(t, "status.no_last") in (await talk.one("/status", user=user)).text
    (digest,) = await talk.until(datetime(2026, 11, 22, 7, 30, tzinfo=UTC))
    pieces = digest.text.split("\n")[1]  # "3 Beiträge"
    assert pieces in (await talk.one("/status", user=user)).text
    assert await talk.until(datetime(2026, 11, 23, 7, 30, tzinfo=UTC)) == []
    assert says(t, "status.last_empty") in (await talk.one("/status", user=user)).text


async def test_a_piece_with_a_day_and_no_hour_is_shown_with_its_day_in_every_zone(
    empty_talk: Talk, t: Translator
) -> None:
    talk, user = empty_talk, reader(empty_talk, t)
    midnight = datetime(2026, 11, 20, tzinfo=UTC)
    origin = replace(DAVOS.provenance, published=None)
    await store(talk.what, talk.clock.now(), changed(DAVOS, published=midnight, provenance=origin))
    for place in ("Berlin", "New York"):
        await talk.one(f"{named('settings', t)}", user=user)
        await talk.tap(t("button.zone"), user=user, chat=user)
        await talk.one(place, user=user)
        day = t.date(midnight.date())
        assert f"({day})" in (await talk.one("/status", user=user)).text
        assert f"{day}:" in (await talk.one(f"{named('digest', t)} 17.01.2026", user=user)).text
        assert day in (await talk.one(named("latest", t), user=user)).text


async def test_archive_and_a_word_in_it(talk: Talk, t: Translator) -> None:
    user, archive = reader(talk, t), named("archive", t)
    assert "Schule unter der Erde" in (await talk.one(archive, user=user)).text
    some = await talk.one(f"{archive} Winter", user=user)
    assert "Ein warmer Winter auf Kredit" in some.text
    assert "Davos" not in some.text
    assert says(t, "archive.none_with") in (await talk.one(f"{archive} Gravitation", user=user)).text


async def test_subscribing_with_a_time_and_with_an_impossible_one(talk: Talk, t: Translator) -> None:
    user, subscribe = reader(talk, t), named("subscribe", t)
    assert says(t, "subscribe.choose") in (await talk.one(subscribe, user=user)).text
    refused = await talk.one(f"{subscribe} 25:00", user=user)
    assert "25:00" in refused.text
    assert "7:30" in refused.text
    agreed = await talk.one(f"{subscribe} 7:30 {'Пн-Пт' if t.language == 'uk' else 'Mo-Fr'}", user=user)
    assert says(t, "subscribed.title") in agreed.text
    assert "07:30" in agreed.text
    assert t("days.workdays") in agreed.text
    assert agreed.text.count("•") == 3


async def test_unsubscribing_and_without_a_subscription(talk: Talk, t: Translator) -> None:
    user, leave = reader(talk, t), named("unsubscribe", t)
    assert says(t, "not_subscribed") in (await talk.one(leave, user=user)).text
    await talk.one(f"{named('subscribe', t)} 8:30", user=user)
    gone = await talk.one(leave, user=user)
    for key in ("button.undo", "button.only_weekly", "button.pause_week"):
        assert gone.button(t(key))
    assert says(t, "subscribed.title") in (await talk.tap(t("button.undo"), user=user, chat=user)).text


async def test_settings_are_one_message_edited_in_place(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    settings = await talk.one(named("settings", t), user=user)
    assert says(t, "settings.title") in settings.text
    for button in ("button.lengths", "button.quiets", "button.language"):
        page = await talk.tap(t(button), settings, user=user)
        assert page.action.name == "EDIT"
        back = await talk.tap(t("button.back_settings"), page, user=user)
        assert says(t, "settings.title") in back.text


async def test_an_old_button_of_the_settings_redraws_them(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    await talk.one(f"{named('subscribe', t)} 8:30", user=user)
    settings = await talk.one(named("settings", t), user=user)
    assert settings.message is not None
    redrawn = {"length:huge": "length.choose", "quiet:9999-1": "quiet.choose", "days:0": "settings.title",
               "fa:=Niemand": "filters.title", "lang:xx": "language.choose"}  # fmt: skip
    for button, page in redrawn.items():
        answer, shown = await talk.forge(settings.message, button, user=user)
        assert shown.action.name == "EDIT", button
        assert says(t, page) in shown.text, button
        assert answer.text == t("stale_button.redrawn"), button
    await talk.one(named("unsubscribe", t), user=user)
    for button in ("unsub", "filters", "fclear"):
        old = await talk.one(named("settings", t), user=user)
        assert old.message is not None
        _, shown = await talk.forge(old.message, button, user=user)
        assert (shown.action.name, says(t, "not_subscribed") in shown.text) == ("EDIT", True), button


async def test_language(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    await talk.one(named("language", t), user=user)
    other = {"de": ("English", "en"), "uk": ("Deutsch", "de"), "en": ("Українська", "uk")}[t.language]
    changed = await talk.tap(other[0], user=user, chat=user)
    assert says(translator(other[1]), "language.choose") in changed.text
    assert says(translator(other[1]), "help.text") in (await talk.one("/help", user=user)).text
    unknown = await talk.one("/language klingon", user=user)
    assert unknown.text == translator(other[1])("language.unknown", typed="klingon")
    named_by_code = await talk.one(f"/language {t.language}", user=user)
    assert says(t, "language.choose") in named_by_code.text


WHAT_ARE_YOU = {
    "de": ("Ist das kostenlos?", "Wer betreibt diesen Bot?", "Wird das von einer KI geschrieben?"),
    "uk": ("Скільки це коштує?", "хто за цим стоїть?", "нужно платить?", "чей это бот?"),
    "en": ("is there a fee?", "who owns this bot?", "is this ChatGPT?"),
}


async def test_help_and_privacy(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    assert says(t, "help.text") in (await talk.one(named("help", t), user=user)).text
    for words in WHAT_ARE_YOU[t.language]:
        told = (await talk.one(words, user=user)).text
        assert t("help.about") in told, words
        assert "ada@blog.example" in told, words
    privacy = await talk.one(named("privacy", t), user=user)
    for table in ("chats", "subscriptions", "digests", "shown", "outbox", "inbox", "operator_log"):
        assert table in privacy.text
    assert "ada@blog.example" in privacy.text


async def test_a_subscription_is_offered_until_there_is_one_then_help_says_when_the_next_digest_comes(
    talk: Talk, t: Translator
) -> None:
    user, subscribe, topic = reader(talk, t), named("subscribe", t), named("topic", t)
    for asked in (named("help", t), "/start", topic):
        answer = await talk.one(asked, user=user)
        assert t("button.subscribe") in labels(answer), asked
        assert says(t, "status.next") not in answer.text, asked
    await talk.one(f"{subscribe} 8:30", user=user)
    for asked in (named("help", t), "/start", topic):
        assert t("button.subscribe") not in labels(await talk.one(asked, user=user)), asked
    told = (await talk.one(named("help", t), user=user)).text
    assert says(t, "status.next") in told
    assert "08:30" in told
    await talk.one(named("unsubscribe", t), user=user)  # else what is new since the last digest comes now
    await talk.one(f"{subscribe} {AT_ONCE[t.language]}", user=user)
    at_once = await talk.one(named("help", t), user=user)
    assert t("button.subscribe") not in labels(at_once)
    assert says(t, "status.next") not in at_once.text
    await talk.one(named("unsubscribe", t), user=user)
    assert t("button.subscribe") in labels(await talk.one(named("help", t), user=user))


async def test_my_data_is_taken_along_and_deleted_in_two_taps(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    await talk.one(f"{named('subscribe', t)} 8:30", user=user)
    page = await talk.one(named("mydata", t), user=user)
    *_, file = await talk.press(t("button.export"), page, user=user)
    assert file.attachment is not None
    rows = json.loads(file.attachment.content)
    assert rows["chats"][0]["telegram_id"] == user.id
    assert rows["subscriptions"][0]["time"] == "08:30"
    asked = await talk.tap(t("button.delete"), page, user=user)
    receipt = await talk.tap(t("button.delete_yes"), asked, user=user)
    assert "✅" in receipt.text
    left = await talk.what.subscriptions.everything(user.id)
    assert not any(left.values())


async def test_operators_commands_are_unknown_to_everybody_else(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    for command in (*OPERATORS, "gibtsnicht"):
        answer = await talk.one(f"/{command} 1", user=user)
        assert says(t, "unknown_command") in answer.text, command


async def test_buttons_of_operators_do_nothing_for_others(talk: Talk) -> None:
    before = await talk.what.status.sources()
    sent = await talk.one("/latest")
    assert sent.message is not None
    for call in ("srcpause:1", "srcfull:1", "srcgone:1", "bcyes:1", "hide:3:1", "upyes", "resend:1"):
        await talk.forge(sent.message, call)
    assert await talk.what.status.sources() == before
    assert (await talk.one("/latest")).text == sent.text
