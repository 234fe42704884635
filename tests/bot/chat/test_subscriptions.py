"""Subscribing in words and by buttons: when, where, of what; at once; pausing, leaving, coming back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.planner import Planner
from bot.i18n import Translator, translator
from bot.playground.faults import Fault
from tests.bot.chat.conftest import reader, says
from tests.support.articles import DAVOS, SCHOOL, WINTER, changed, store
from tests.support.talk import Talk, texts

DE = translator("de")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 by Berlin's clocks."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


NEXT = changed(DAVOS, guid="next", url="https://blog.example/next/", title="Was in Brüssel folgt")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("jeden Werktag um halb acht", ("Mo–Fr gegen 07:30", "Mo., 23. Nov., 07:30")),
        ("abo täglich 19 Uhr", ("täglich gegen 19:00",)),
        ("jeden Sonntag um 9", ("jeden Sonntag gegen 09:00", "So., 29. Nov., 09:00")),
        ("abo 7:30 werktags in Kyjiw", ("07:30", "Kyjiw", "09:00 Uhr")),
        ("abo sofort", ("jeder Beitrag sofort",)),
        ("abo zum Thema Davos um 7:30", ("07:30", "Themen: Davos")),
        ("пiдписка у вівторок i четвер o 18", ("Di, Do gegen 18:00",)),  # with a Latin i and o
    ],
)
async def test_a_subscription_in_words(talk: Talk, words: str, shown: tuple[str, ...]) -> None:
    agreed = await talk.one(words)
    assert "Abgemacht" in agreed.text
    for part in shown:
        assert part in agreed.text


async def test_days_are_taken_out_of_those_of_now(talk: Talk) -> None:
    assert "täglich gegen 07:30" in (await talk.one("abo 7:30")).text
    assert "Mo–Fr gegen 07:30" in (await talk.one("bitte nicht am Wochenende")).text
    assert "Mo, Di, Mi, Do gegen 07:30" in (await talk.one("nicht freitags")).text
    assert "Mo, Di, Mi gegen 07:30" in (await talk.one("nimm Donnerstag raus")).text
    assert "Mo, Di gegen 07:30" in (await talk.one("скасуй середу")).text
    assert "jeden Dienstag gegen 07:30" in (await talk.one("den Montag kannst du streichen")).text
    assert says(DE, "leaving") in (await talk.one("drop Tuesdays")).text  # nothing would be left
    assert "Einstellungen" in (await talk.one("ich will nicht jeden Tag Nachrichten")).text


async def test_a_time_by_button_and_by_typing_after_the_question(talk: Talk) -> None:
    await talk.one("abonnieren")
    assert "07:00" in (await talk.tap("07:00")).text
    await talk.tap("Zeit ändern")
    assert "19:30" in (await talk.one("halb acht abends")).text
    await talk.tap("Zeit ändern")
    assert "„später 99“ kann ich nicht" in (await talk.one("später 99")).text
    assert "06:45" in (await talk.one("6:45")).text


async def test_an_answer_with_words_that_nobody_knows_is_asked_about_and_follows_no_topic(talk: Talk) -> None:
    await talk.one("abo 9:15")
    for words in ("mit Verlaub, nur werktags", "well, with respect: just weekdays"):
        await talk.one("abonnieren")
        asked = await talk.one(words)
        assert says(DE, "subscribe.choose") in asked.text, words
        assert asked.buttons[0][0].text == "Mo–Fr 09:15", "the time of now is not lost by other days"
    assert "Themen" not in (await talk.one("/status")).text


async def test_a_question_that_is_not_answered_is_forgotten(talk: Talk) -> None:
    await talk.one("abonnieren")
    await talk.one("neueste")
    assert "Luftabwehr" in (await talk.one("Luftabwehr 2026")).text
    await talk.one("/einstellungen")
    await talk.tap("Zeitzone")
    await talk.wait(timedelta(days=3))
    assert "🔎 „Luftabwehr“" in (await talk.one("Luftabwehr")).text


async def test_is_it_that_late_with_you(talk: Talk) -> None:
    assert "Bei dir ist es jetzt 08:00 Uhr (Berlin), stimmt das?" in (await talk.one("abo 7:30")).text
    assert (await talk.one("ja")).text == "👍 Gut."
    await talk.one("abo 7:30")
    assert "Wo lebst du?" in (await talk.one("nein")).text
    assert "Kyjiw" in (await talk.one("Київ")).text
    assert "Zeitzone: Kyjiw" in (await talk.one("/einstellungen")).text


@pytest.mark.parametrize(("typed", "zone"), [("Köln", "Berlin"), ("Київ", "Kyjiw"), ("New York", "New York")])
async def test_a_city_typed(talk: Talk, typed: str, zone: str) -> None:
    await talk.one("/einstellungen")
    await talk.tap("Zeitzone")
    await talk.tap("Stadt eintippen")
    assert f"Zeitzone: {zone}" in (await talk.one(typed)).text


async def test_an_ambiguous_city_asks_and_an_unknown_one_offers(talk: Talk) -> None:
    await talk.one("/einstellungen")
    await talk.tap("Zeitzone")
    which = await talk.one("Birmingham")
    assert "mehrmals" in which.text
    assert "Zeitzone: London" in (await talk.tap("(GB)")).text
    await talk.tap("Andere Zeitzone")
    assert "kenne ich nicht" in (await talk.one("Hintertupfingen")).text
    (_, question) = await talk.say("abo 7:30 in Hintertupfingen")
    assert "kenne ich nicht" in question.text
    assert "kenne ich nicht" in (await talk.one("ich wohne in Hintertupfingen")).text
    assert "Zeitzone: Warschau" in (await talk.one("я у Варшаві")).text


async def test_filters_are_chosen_and_previewed(talk: Talk) -> None:
    await talk.one("abo 8:30")
    await talk.tap("Filter")
    chosen = await talk.tap("Bohdan Myrnyj")
    assert "Autoren: Bohdan Myrnyj" in chosen.text
    preview = await talk.tap("Probe: letzte Woche")
    assert "1 Beitrag" in preview.text
    assert "Ein warmer Winter auf Kredit" in preview.text
    (digest,) = await talk.until(at(22, 8, 30))
    assert "Ein warmer Winter auf Kredit" in digest.text
    assert "Was Davos gebracht hat" not in digest.text
    await talk.one("/einstellungen")
    await talk.tap("Filter")
    assert "keine" in (await talk.tap("Alles zeigen")).text


async def test_following_a_topic_subscribes_to_it(talk: Talk) -> None:
    await talk.one("Luftabwehr")
    agreed = await talk.tap("Diesem Thema folgen")
    assert "Themen: Luftabwehr" in agreed.text
    assert "Die nächsten Male" in agreed.text
    alerted = await talk.one("sag mir Bescheid, wenn etwas zu Davos kommt")
    assert "Themen: Luftabwehr, Davos" in alerted.text
    assert "Die nächsten Male" in alerted.text  # at its hour, as before
    school = changed(SCHOOL, guid="school", url=None, title="Noch eine Schule")
    await store(talk.what, at(22, 12), NEXT, school)
    (digest,) = await talk.until(at(23, 8))
    assert "Was in Brüssel folgt" in digest.text
    assert "Noch eine Schule" not in digest.text


async def test_at_once_brings_each_new_piece_once_and_no_old_one(talk: Talk) -> None:
    await talk.one("abo sofort")
    assert await talk.wait(timedelta(minutes=5)) == []
    await store(talk.what, talk.clock.now(), NEXT)
    (came,) = await talk.wait(timedelta(minutes=1))
    assert came.text.startswith("Was in Brüssel folgt")
    assert not came.silent
    assert await talk.wait(timedelta(minutes=1)) == []
    await store(talk.what, talk.clock.now(), changed(NEXT, title="Was in Brüssel wirklich folgt"))
    assert await talk.wait(timedelta(minutes=1)) == []


async def test_who_subscribes_to_an_author_gets_that_authors_pieces(talk: Talk) -> None:
    for order in [
        "Abo 9 Uhr nur von Olena Hrytsenko",
        "abo 9 uhr nur Olena Hrytsenko",
        "abo 9:00 Olena Hrytsenko",
        "abo nur Artikel von Hrytsenko",
        "abonnier Olena Hrytsenko",
        "abo nur Hrytsenko",
        "підпиши мене на Гриценко",
        "subscribe only Hrytsenko at 9",
        "/abo Hrytsenko",
    ]:
        user = reader(talk, DE)
        agreed = await talk.one(order, user=user)
        assert "Autoren: Olena Hrytsenko" in agreed.text, order
        assert "Themen" not in agreed.text, order
    for order in [
        "підпишіть на Гриценко і Мирного щодня о 7:45",
        "abonniere Hrytsenko und Myrnyj",
        "abo 9 Uhr Hrytsenko, Myrnyj",
    ]:
        agreed = await talk.one(order, user=reader(talk, DE))
        assert "Autoren: Olena Hrytsenko, Bohdan Myrnyj" in agreed.text, order
    assert "Nur: Olena Hrytsenko, Bohdan Myrnyj" in (await talk.one("лише Гриценко та Мирний")).text


async def test_who_subscribes_to_a_language_gets_no_author_whose_name_holds_its_code(talk: Talk) -> None:
    agreed = await talk.one("abo 9 uhr auf englisch")
    assert "Englisch" in agreed.text
    assert "Hrytsenko" not in agreed.text


async def test_who_wants_what_never_came_from_there_is_told_so(talk: Talk) -> None:
    agreed, told = await talk.say("abo 9 uhr nur Telegram")
    assert "Abgemacht" in agreed.text
    assert "noch nichts erschienen" in told.text


async def test_nothing_can_be_left_out_and_that_is_told(talk: Talk) -> None:
    await talk.one("abo 9")
    for words in ("schick mir nichts mehr über Gas", "bitte keine Videos", "не хочу про війну"):
        told, filters = await talk.say(words)
        assert "weglassen kann ich nicht" in told.text, words
        assert filters.button("Olena Hrytsenko"), words
    assert "09:00" in (await talk.one("/status")).text


@pytest.mark.parametrize("topic", ["F-16", "G7", "Patriot-3 Raketen"])
async def test_a_figure_makes_no_time_of_a_topic(talk: Talk, topic: str) -> None:
    await talk.one("/abo")
    assert f"„{topic}“" in (await talk.one(topic)).text
    assert f"Themen: {topic}" in (await talk.one(f"abo zu {topic}")).text
    await talk.one("/abo")
    assert "Uhrzeit" in (await talk.one("25:00")).text


async def test_at_once_by_night_makes_no_sound_and_filters_hold(talk: Talk) -> None:
    await talk.one("abo sofort")
    await talk.tap("Einstellungen")
    await talk.tap("Ruhezeit")
    await talk.tap("22:00 bis 07:00")
    await talk.until(at(22, 23))
    other = changed(NEXT, guid="other", url="https://blog.example/other/", title="Von wem anders")
    await store(talk.what, talk.clock.now(), NEXT)
    (came,) = await talk.wait(timedelta(minutes=1))
    assert came.silent
    await talk.one("nur Bohdan Myrnyj")
    await talk.tap("Nur das abonnieren")
    await store(talk.what, talk.clock.now(), other)
    assert await talk.wait(timedelta(minutes=1)) == []


async def test_back_filled_pieces_do_not_come_at_once(empty_talk: Talk) -> None:
    await empty_talk.one("abo sofort")
    await store(empty_talk.what, empty_talk.clock.now(), SCHOOL, WINTER, backfilled=True)
    assert await empty_talk.wait(timedelta(minutes=1)) == []


async def test_from_at_once_to_daily_nothing_comes_twice(talk: Talk) -> None:
    await talk.one("abo sofort")
    await talk.wait(timedelta(minutes=5))
    await store(talk.what, talk.clock.now(), NEXT)
    assert len(await talk.wait(timedelta(minutes=1))) == 1
    await talk.one("abo täglich 8:30")
    assert await talk.until(at(22, 8, 30)) == []
    await store(talk.what, at(22, 12), changed(NEXT, guid="later", url=None, title="Was später kam"))
    (digest,) = await talk.until(at(23, 8, 30))
    assert "Was später kam" in digest.text
    assert "Was in Brüssel folgt" not in digest.text


async def test_a_pause_of_who_wants_pieces_at_once_ends_with_one_digest(talk: Talk) -> None:
    await talk.one("abo sofort")
    await talk.one("Pause bis 25.11.")
    await talk.until(at(23, 12))
    await store(talk.what, talk.clock.now(), NEXT)
    assert await talk.wait(timedelta(minutes=1)) == []
    (digest,) = await talk.until(at(25, 8))
    assert "Was in Brüssel folgt" in digest.text
    assert await talk.wait(timedelta(hours=1)) == []
    await store(talk.what, talk.clock.now(), changed(NEXT, guid="after", url=None, title="Danach"))
    (came,) = await talk.wait(timedelta(minutes=1))
    assert came.text.startswith("Danach")


async def publish(talk: Talk, title: str, moment: datetime) -> list[str]:
    """A piece comes then; what it brings within a minute."""
    talk.clock.set(moment)
    await store(talk.what, moment, changed(NEXT, guid=title, url=None, title=title, published=moment))
    return [sent.text.split("\n")[0] for sent in await talk.until(moment + timedelta(minutes=1))]


async def test_who_ends_a_pause_that_has_not_begun_is_told_nothing_twice(empty_talk: Talk) -> None:
    talk = empty_talk
    await talk.one("abo sofort")
    await talk.one("Pause vom 26.11. bis 30.11.")
    assert await publish(talk, "Vom Dienstag", at(24, 9)) == ["Vom Dienstag"]
    await talk.say("pause beenden")
    assert await talk.wait(timedelta(minutes=1)) == []
    assert await publish(talk, "Vom Donnerstag", at(26, 9)) == ["Vom Donnerstag"]


async def test_who_ends_a_pause_gets_what_it_held_back_and_no_more(empty_talk: Talk) -> None:
    talk = empty_talk
    await talk.one("abo sofort")
    await talk.one("Pause vom 26.11. bis 30.11.")
    assert await publish(talk, "Vom Dienstag", at(24, 9)) == ["Vom Dienstag"]
    assert await publish(talk, "Vom Donnerstag", at(26, 9)) == []
    await talk.say("pause beenden")
    (held_back,) = await talk.wait(timedelta(minutes=1))
    assert "Vom Donnerstag" in held_back.text
    assert "Vom Dienstag" not in held_back.text


async def test_a_longer_pause_loses_nothing_of_what_the_first_one_held_back(empty_talk: Talk) -> None:
    talk = empty_talk
    await talk.one("abo sofort")
    await talk.one("Pause bis 25.11.")
    assert await publish(talk, "Vom Montag", at(23, 9)) == []
    await talk.one("Pause bis 30.11.")
    assert await talk.until(at(25, 8)) == []
    (held_back,) = await talk.until(at(30, 8))
    assert "Vom Montag" in held_back.text


async def test_at_once_asked_for_in_a_pause_ends_it(empty_talk: Talk) -> None:
    talk = empty_talk
    await talk.one("abo sofort")
    await talk.one("Pause bis 30.11.")
    assert await publish(talk, "Vom Dienstag", at(24, 9)) == []
    await talk.one("abo sofort")
    assert "Vom Dienstag" in texts(await talk.wait(timedelta(minutes=1)))
    assert await publish(talk, "Vom Mittwoch", at(25, 9)) == ["Vom Mittwoch"]
    assert await talk.until(at(30, 8)) == []


async def test_from_daily_to_at_once_nothing_is_left_out(empty_talk: Talk) -> None:
    talk = empty_talk
    await talk.one("abo 8:00")
    assert await publish(talk, "Vom Mittag", at(22, 12)) == []
    await talk.one("abo sofort")
    assert "Vom Mittag" in texts(await talk.wait(timedelta(minutes=1)))
    assert await publish(talk, "Vom Abend", at(22, 20)) == ["Vom Abend"]


async def test_who_is_away_when_a_pause_ends_gets_pieces_again_once_back(empty_talk: Talk) -> None:
    talk = empty_talk
    await talk.one("abo sofort")
    await talk.one("Pause bis 25.11.")
    assert await publish(talk, "Vom Montag", at(23, 9)) == []
    await talk.what.subscriptions.left(talk.box.reader.id, "blocked", at(24, 9))
    for day in (25, 26, 27):
        assert await talk.until(at(day, 9)) == []
    await talk.one("/status")
    (held_back,) = await talk.until(at(28, 8))
    assert "Vom Montag" in held_back.text
    assert await publish(talk, "Danach", at(28, 9)) == ["Danach"]


@pytest.mark.parametrize(
    ("wanted", "first"), [("abo jeden Sonntag 9 Uhr", at(29, 9)), ("abo werktags 8 Uhr", at(30, 8))]
)
async def test_a_first_digest_holds_all_since_it_was_asked_for(
    empty_talk: Talk, wanted: str, first: datetime
) -> None:
    talk = empty_talk
    talk.clock.set(at(27, 18))
    await talk.one(wanted)
    assert await publish(talk, "Vom Freitag", at(27, 20)) == []
    assert "Vom Freitag" in texts(await talk.until(first))


@pytest.mark.parametrize("before", ["abo 20:00", "abo sofort"])
async def test_who_leaves_and_comes_back_is_told_nothing_twice(empty_talk: Talk, before: str) -> None:
    talk = empty_talk
    await talk.one(before)
    await publish(talk, "Vom Abend", at(23, 19))
    await talk.until(at(23, 20))
    assert "Vom Abend" in texts(talk.box.sent)
    talk.clock.set(at(23, 21))
    await talk.one("abbestellen")
    await talk.one("abo 12:00")
    assert await talk.until(at(24, 12)) == []


async def test_a_pause_until_a_date_and_what_was_missed_in_one_digest(talk: Talk) -> None:
    await talk.one("abo 8:30")
    assert "Mittwoch, 25. November" in (await talk.one("Pause bis 25.11.")).text
    await store(talk.what, at(23, 12), NEXT)
    for day in (22, 23, 24):
        assert await talk.until(at(day, 8, 30)) == []
    (digest,) = await talk.until(at(25, 8, 30))
    assert "Was in Brüssel folgt" in digest.text
    assert "Was Davos gebracht hat" in digest.text


async def test_a_pause_to_come_names_the_first_digest_after_it(talk: Talk) -> None:
    await talk.one("abo Dienstag 8:30")
    told = (await talk.one("nächste Woche Pause")).text
    assert "Pause ab Montag, 23. November" in told
    assert "Weiter geht es am Dienstag, 1. Dezember" in told


async def test_a_pause_without_an_end_names_the_year_in_which_it_would_end(talk: Talk) -> None:
    await talk.one("abo 8:30")
    open_end = await talk.one("ab Montag Pause")
    assert "Pause ab Montag, 23. November" in open_end.text
    assert "November 2027" in open_end.text
    assert "November 2027" in (await talk.one("status")).text


async def test_tomorrow_s_digest_is_left_out_by_its_button_and_pieces_open_and_lead_back(talk: Talk) -> None:
    await store(talk.what, talk.clock.now(), NEXT)
    await talk.one("abo 8:30")
    (digest,) = await talk.until(at(22, 8, 30))
    piece = await talk.tap("2", digest)
    assert piece.action.name == "EDIT"
    piece = await talk.tap("Zurück zur Kurzfassung", await talk.tap("Original", piece))
    piece = await talk.tap("Zurück zur Kurzfassung", await talk.tap("Warum?", piece))
    back = await talk.tap("Zurück zum Überblick", piece)
    assert back.text == digest.text
    paused = await talk.tap("Morgen Pause", back)
    assert "Dienstag, 24. November" in paused.text
    await store(talk.what, at(22, 12), changed(NEXT, guid="later", url=None, title="Was später kam"))
    assert await talk.until(at(23, 8, 30)) == []
    assert "Was später kam" in texts(await talk.until(at(24, 8, 30)))


async def test_leaving_with_one_tap_and_weekly_or_a_pause_instead(talk: Talk) -> None:
    await talk.one("abo 8:30")
    await talk.tap("Einstellungen")
    gone = await talk.tap("Abbestellen")
    assert "Abbestellt" in gone.text
    assert await talk.until(at(22, 8, 30)) == []
    assert "jeden Sonntag gegen 08:30" in (await talk.tap("Nur wöchentlich", gone)).text
    gone = await talk.one("bitte keine Nachrichten mehr")
    assert "Pause" in (await talk.tap("Eine Woche Pause", gone)).text
    assert "Pause, weiter am" in (await talk.one("/status")).text
    assert "Abgemacht" in (await talk.tap("Doch weiter")).text


async def test_the_button_of_an_old_digest_brings_nobody_back_who_has_left(talk: Talk) -> None:
    await talk.one("abo 8:30")
    (digest,) = await talk.until(at(22, 8, 30))
    await talk.one("abbestellen")
    assert "kein Abo" in (await talk.tap("Morgen Pause", digest)).text
    assert "kein Abo" in (await talk.one("/status")).text


async def test_a_filter_s_button_means_its_value_wherever_that_stands_by_now(talk: Talk) -> None:
    await talk.one("abo 8:30")
    filters = await talk.tap("Filter")
    more = [changed(WINTER, guid=f"w{n}", url=f"https://blog.example/w{n}/") for n in range(3)]
    await store(talk.what, talk.clock.now(), *more)  # now another author is the commonest
    assert "Autoren: Olena Hrytsenko" in (await talk.tap("Olena Hrytsenko", filters)).text


async def test_who_leaves_a_weekly_digest_is_not_offered_a_weekly_one(talk: Talk) -> None:
    await talk.one("abo wöchentlich um 8")
    left = await talk.one("mir reicht es, abbestelen")
    assert [button.text for row in left.buttons for button in row] == ["↩️ Rückgängig", "⏸ Eine Woche Pause"]


async def test_who_leaves_gets_nothing_more_of_what_still_waits(empty_talk: Talk) -> None:
    talk = empty_talk
    await talk.one("abo sofort")
    await store(talk.what, at(22, 12), NEXT)
    talk.app.drain._not_before = talk.clock.monotonic() + 1e9  # Telegram is out of reach
    talk.clock.set(at(22, 12, 1))
    planner = Planner(
        talk.what.database, talk.what.digests, talk.what.archive, zone="Europe/Berlin", language="de"
    )
    assert await planner.plan_at_once(at(22, 12, 1)) == 1
    await talk.one("abbestellen")
    talk.app.drain._not_before = 0.0
    assert await talk.until(at(22, 12, 3)) == []


async def test_a_digest_in_quiet_hours_makes_no_sound(talk: Talk) -> None:
    await talk.one("abo 8:30")
    await talk.tap("Einstellungen")
    await talk.tap("Ruhezeit")
    await talk.tap("23:00 bis 06:00")
    await talk.one("abo 5:30")
    await store(talk.what, at(22, 20), NEXT)
    (digest,) = await talk.until(at(23, 5, 30))
    assert digest.silent
    for planned, sent, silent in [
        (at(24, 5, 30), at(24, 6, 5), False),  # the hours were over when it left
        (at(25, 22, 50), at(25, 23, 5), True),  # they began while it waited
    ]:
        await talk.one(f"abo {planned.hour + 1}:{planned.minute}")
        await store(talk.what, planned - timedelta(hours=1), changed(NEXT, guid=f"{planned}", url=None))
        talk.box.fail_next("sendMessage", Fault.server_error())
        assert await talk.until(planned) == []
        (digest,) = await talk.until(sent)
        assert digest.silent == silent


async def test_a_long_digest_has_five_pieces_fifteen_lines_and_counts_the_rest(empty_talk: Talk) -> None:
    many = [
        changed(WINTER, guid=f"g{n}", url=f"https://blog.example/{n}/", title=f"Beitrag Nummer {n:02}")
        for n in range(23)
    ]
    for some in (many[:8], many[8:16], many[16:]):  # as they come in over a day
        await store(empty_talk.what, empty_talk.clock.now(), *some)
    await empty_talk.one("abo 8:30")
    (digest,) = await empty_talk.until(at(22, 8, 30))
    assert digest.text.count("Beitrag Nummer") == 20
    assert "23 " in digest.text
    assert [b.text for b in digest.buttons[0]] == ["1", "2", "3", "4", "5"]


async def test_an_unblocked_reader_gets_no_burst(talk: Talk) -> None:
    await talk.one("abo 8:30")
    talk.box.block()
    await talk.settle()
    await store(talk.what, at(23, 12), NEXT)
    assert await talk.until(at(24, 8, 30)) == []
    talk.box.unblock()
    await talk.settle()
    assert len(await talk.until(at(25, 8, 30))) == 1


async def test_a_button_takes_nothing_from_a_pause_and_says_so(talk: Talk) -> None:
    await talk.one("abo 8:30")
    await talk.one("Pause vom 1.12. bis 5.12.")
    (digest,) = await talk.until(at(22, 8, 30))
    kept = await talk.tap("Morgen Pause", digest)
    assert "Pause ab Dienstag, 1. Dezember" in kept.text
    assert "steht schon" in kept.text
    assert "Pause ab Dienstag, 1. Dezember" in (await talk.one("/status")).text
    kept = await talk.one("Pause")  # words that name no days are no more than the button
    assert "steht schon" in kept.text
    assert "Abgemacht" in (await talk.tap("Doch weiter", kept)).text
    before = len(talk.box.sent)
    for _ in range(2):
        talk.box.press(digest, "Morgen Pause")
    await talk.since(before)
    assert "Pause ab Montag, 23. November, weiter am Dienstag" in (await talk.one("/status")).text
    await talk.one("abbestellen")
    assert "kein Abo" in (await talk.tap("Morgen Pause", digest)).text


async def test_a_pause_far_ahead_ends_after_it_began(talk: Talk) -> None:
    await talk.one("abo 8:30")
    far = await talk.one("Pause vom 1.12.2027 bis 10.12.2027")
    assert "Pause ab 1. Dezember 2027." in far.text
    assert "Weiter geht es am 11. Dezember 2027" in far.text


@pytest.mark.parametrize(
    "words",
    [
        "auch samstags",
        "auch am Samstag",
        "у суботу теж",
        "also on Saturdays",
        "тоже по субботам",
        "und samstags",
        "і по суботах",
        "i по суботах",
        "и по субботам",
        "and on Saturdays",
    ],
)
async def test_days_are_added_to_those_of_now(talk: Talk, words: str) -> None:
    await talk.one("abo Mo-Fr 8:00")
    assert "Mo, Di, Mi, Do, Fr, Sa gegen 08:00" in (await talk.one(words)).text


async def test_a_day_after_an_and_is_added_where_the_time_was_asked_for(talk: Talk) -> None:
    await talk.one("abo Mo-Fr 8:00")
    await talk.tap("Zeit ändern")
    assert "Mo, Di, Mi, Do, Fr, Sa gegen 08:00" in (await talk.one("und am Samstag")).text


@pytest.mark.parametrize(
    "words", ["mittwochs nicht", "mittwochs bitte nicht", "по середах не треба", "по средам не надо"]
)
async def test_days_are_taken_out_by_a_not_behind_them(talk: Talk, words: str) -> None:
    await talk.one("abo Mo-Fr 8:00")
    assert "Mo, Di, Do, Fr gegen 08:00" in (await talk.one(words)).text


async def test_no_messages_on_some_days_is_no_farewell(talk: Talk) -> None:
    await talk.one("abo 8:00")
    assert "Mo, Di, Mi, Do, Fr, Sa gegen 08:00" in (await talk.one("sonntags keine Nachrichten")).text
    assert "Mo–Fr gegen 08:00" in (await talk.one("keine Nachrichten samstags")).text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("So, jetzt bitte abo um 8 Uhr", "täglich gegen 08:00"),
        ("ach so, dann um 9", "täglich gegen 09:00"),
        ("am Samstag so gegen 9", "jeden Samstag gegen 09:00"),
        ("abo So 9 Uhr", "jeden Sonntag gegen 09:00"),
        ("mo, mi und so 8:00", "Mo, Mi, So gegen 08:00"),
    ],
)
async def test_a_word_said_in_passing_is_no_weekday(talk: Talk, words: str, shown: str) -> None:
    assert shown in (await talk.one(words)).text


async def test_a_no_to_the_hour_with_the_right_place_sets_the_zone(talk: Talk) -> None:
    for words in [
        "ні, за київським часом",
        "ні, Київ",
        "ні, у Києві",
        "нет, в Киеве",
        "nein, doch in Kiew",
        "ні, київський",
        "нет, киевское",
        "nein, Kiewer Zeit",
        "no, Kyiv",
        "я в Києві",
        "я сейчас в Киеве",
        "ich bin in Kiew",
        "I'm in Kyiv",
    ]:
        user = reader(talk, DE)
        await talk.one("abo 7:30", user=user)
        assert "Zeitzone: Kyjiw" in (await talk.one(words, user=user)).text, words
        assert "Zeitzone: Kyjiw" in (await talk.one("/einstellungen", user=user)).text, words


async def test_the_time_of_a_place_is_a_zone(talk: Talk) -> None:
    for words in ["за київським часом", "київський час", "Kiewer Zeit", "Kyiv time"]:
        user = reader(talk, DE)
        assert "Zeitzone: Kyjiw" in (await talk.one(words, user=user)).text, words


async def test_what_is_denied_is_no_place(talk: Talk) -> None:
    await talk.one("abo 7:30")
    assert "Zeitzone" not in (await talk.one("nein, nicht in London")).text


async def test_a_no_to_the_hour_with_another_time_sets_the_time(talk: Talk) -> None:
    await talk.one("abo 7:30")
    assert "täglich gegen 08:00" in (await talk.one("nein, doch lieber um acht")).text


async def test_a_pause_of_a_week_ends_on_one_day_whether_said_or_pressed(talk: Talk) -> None:
    await talk.one("abo 8:30")
    said = await talk.one("Pause eine Woche")
    await talk.tap("Doch weiter", said)
    await talk.tap("Einstellungen")
    assert (await talk.tap("Eine Woche Pause")).text == said.text


@pytest.mark.parametrize("words", ["ab morgen im Urlaub", "у відпустці з завтра", "с завтрашнего дня пауза"])
async def test_a_pause_from_tomorrow_on_has_no_end(talk: Talk, words: str) -> None:
    await talk.one("abo 8:30")
    assert "November 2027" in (await talk.one(words)).text


async def test_a_bare_hour_answers_the_question_of_the_time(talk: Talk) -> None:
    for hour in ["7", "sieben", "um 7", "сьома", "о сьомій", "seven"]:
        user = reader(talk, DE)
        await talk.one("abo zum Thema Davos um 9", user=user)
        await talk.one("abo", user=user)
        settled = (await talk.one(hour, user=user)).text
        assert "täglich gegen 07:00" in settled, hour
        assert "Themen: Davos" in settled.split("\n"), hour


async def test_who_wants_several_digests_a_day_chooses_one_time(talk: Talk) -> None:
    for words, offered in [
        ("8 Uhr und 20 Uhr", ["08:00", "20:00"]),
        ("Mo-Do 7 Uhr, Fr 9 Uhr", ["Mo–Fr 07:00", "Mo–Fr 09:00"]),
        ("надсилай о 7 і о 19", ["07:00", "19:00"]),
        ("о 8 ранку і о 8 вечора", ["08:00", "20:00"]),
        ("at 7 am and at 7 pm", ["07:00", "19:00"]),
        ("zweimal am Tag", ["07:00", "08:00", "12:00", "18:00"]),
        ("двічі на день", ["07:00", "08:00", "12:00", "18:00"]),
        ("дважды в день", ["07:00", "08:00", "12:00", "18:00"]),
        ("twice a day", ["07:00", "08:00", "12:00", "18:00"]),
    ]:
        user = reader(talk, DE)
        asked = await talk.one(words, user=user)
        assert "einen Überblick am Tag" in asked.text, words
        assert [button.text for row in asked.buttons for button in row] == offered, words
        assert "gegen 06:30" in (await talk.one("6:30", user=user)).text, words


async def test_another_time_on_an_added_day_is_asked_about(talk: Talk) -> None:
    await talk.one("abo Mo-Fr 8:00")
    asked = await talk.one("auch samstags um 9")
    assert "einen Überblick am Tag" in asked.text
    assert "Mo, Di, Mi, Do, Fr, Sa gegen 09:00" in (await talk.tap("09:00", asked)).text
    for words in ("aber am Wochenende lieber vormittags", "а в суботу о восьмій", "but Saturdays at 8"):
        assert "einen Überblick am Tag" in (await talk.one(words)).text, words


QUIET = [
    "Ruhezeiten von 22 bis 7",
    "Ruhezeit 22:00-07:00",
    "тихі години з 22 до 7",
    "тихие часы с 22 до 7",
    "quiet hours 10pm to 7am",
    "quiet hours from 22 to 7",
]


async def test_quiet_hours_in_words(talk: Talk) -> None:
    await talk.one("abo 5:30")
    for words in QUIET:
        assert "Jetzt: 22:00 bis 07:00" in (await talk.one(words)).text, words
        await talk.tap("23:00 bis 06:00")
    await talk.one(words)
    await store(talk.what, at(22, 20), NEXT)
    (digest,) = await talk.until(at(23, 5, 30))
    assert digest.silent


async def test_who_wants_quiet_by_night_chooses_the_hours(talk: Talk) -> None:
    for words in [
        "schreib mir nachts nicht",
        "Ruhezeit von 10 bis 7",
        "не пиши мені вночі",
        "вимкни звук",
        "не пиши мне ночью",
        "don't text me at night",
    ]:
        user = reader(talk, DE)
        await talk.one("abo 7:30", user=user)
        asked = await talk.one(words, user=user)
        assert "🌙 Ruhezeit" in asked.text, words
        chosen = await talk.tap("23:00 bis 06:00", asked, user=user)
        assert "Jetzt: 23:00 bis 06:00" in chosen.text, words


async def test_who_asks_for_pieces_of_a_day_keeps_the_subscription(talk: Talk) -> None:
    await talk.one("subscribe weekdays 7am")
    for words in ("show me monday's piece", "the weekend's news", "sunday's articles", "the 7 o'clock news"):
        await talk.one(words)

    assert "Mo–Fr gegen 07:00" in (await talk.one("/einstellungen")).text


async def test_who_wants_none_on_some_days_or_for_a_while_does_not_leave(talk: Talk) -> None:
    await talk.one("abo 7:30")
    assert "Mo–Fr gegen 07:30" in (await talk.one("stop sending me stuff at weekends")).text
    assert "gar nichts mehr" in (await talk.one("shut up for a bit")).text
    assert "gar nichts mehr" in (await talk.one("lass mich mal für eine Weile in Ruhe")).text


async def test_a_time_that_does_not_suit_is_asked_for(talk: Talk) -> None:
    await talk.one("abo 7:30")
    assert "Wann soll" in (await talk.one("8 o'clock is too early")).text
    assert "09:15" in (await talk.one("9:15")).text
    asked = await talk.one("ab Dezember nur noch wöchentlich")
    assert "09:15" in asked.buttons[0][0].text  # the time stays unless another is named


PAUSE_AGAIN = [
    ("de", "Pause 1 Woche", "13. Dez", ("nein, drei Wochen", "nee, bis 13. Dezember", "lieber für 3 Wochen")),
    ("uk", "пауза на тиждень", "13 грудня", ("ні, на 3 тижні", "краще до 13 грудня", "нет, на 3 недели")),
    ("en", "pause for a week", "13 December", ("no, three weeks", "rather until December 13")),
    ("de", "ab Montag zwei Wochen Urlaub", "30. Nov", ("nein, nur eine Woche", "doch nur 1 Woche")),
    ("uk", "пауза з понеділка на два тижні", "30 листопада", ("ні, на тиждень", "нет, на неделю")),
    ("en", "I'm on holiday from Monday for two weeks", "30 November", ("no, just one week",)),
]


async def test_a_pause_is_corrected_by_naming_another_end(talk: Talk) -> None:
    for language, pause, end, corrections in PAUSE_AGAIN:
        user = reader(talk, translator(language))
        await talk.one("/subscribe 8:30", user=user)
        for words in corrections:
            await talk.one(pause, user=user)
            assert end in (await talk.one(words, user=user)).text, words
    await talk.one("abo 8:30")
    await talk.one("Pause für zwei Wochen")
    for unclear in ("lieber 3", "краще 3", "rather 3", "nein, drei", "ні, на три", "auf 3"):
        assert "keine Pause" in (await talk.one(unclear)).text, unclear
    assert "Sonntag, 13. Dezember" in (await talk.one("3 Wochen")).text
    assert "gegen 09:00" in (await talk.one("lieber 9 Uhr")).text


async def test_a_day_more_is_added_to_a_pause_that_it_adjoins(talk: Talk) -> None:
    await talk.one("abo 8:30")
    await talk.one("morgen nicht")
    both = await talk.one("übermorgen auch nicht")
    assert "Pause ab Montag, 23. November. Weiter geht es am Mittwoch, 25. November" in both.text
    assert "steht schon" in (await talk.one("und am 24.12. auch nicht")).text


ELSEWHERE = {
    "de": ("nein, es ist 4:45", "ich bin in New York", "nein, ich wohne in Kiew, Ukraine"),
    "uk": ("ні, у мене 4:45", "я в Нью-Йорку", "ні, я живу в Київ, Україна"),
    "en": ("no, it's 4:45 am", "I'm in New York", "no, I live in Kyiv, Ukraine"),
}


async def test_who_says_what_time_it_is_or_where_they_are_answers_the_question(
    talk: Talk, t: Translator
) -> None:
    user = reader(talk, t)
    hour, place, home = ELSEWHERE[t.language]
    await talk.one("abo 8:00", user=user)
    assert says(t, "zone.choose") in (await talk.one(hour, user=user)).text
    assert "02:00" in (await talk.one(place, user=user)).text
    assert "08:00" in (await talk.one("/abo 8:00", user=user)).text
    assert "09:00" in (await talk.one(home, user=user)).text
    await talk.one("/latest", user=user)
    assert says(t, "zone.set") not in (await talk.one(place, user=user)).text, "no question was asked"


async def test_what_is_asked_or_told_changes_nothing(talk: Talk) -> None:
    await talk.one("abo 7:00 werktags")
    before = (await talk.one("/status")).text
    for words in ("Es kommt immer um 8", "Heute kein Digest?", "Keine Nachrichten mehr?", "um 8?"):
        await talk.one(words)
    also = await talk.one("Auch samstags?")
    assert (await talk.one("/status")).text == before
    assert "Sa gegen 07:00" in (await talk.tap("Sa 07:00", also)).text


async def test_what_is_no_answer_to_a_question_changes_nothing(talk: Talk) -> None:
    for words in ("Nicht um 8", "Um 8 geht nicht", "Not at 8", "О 8 нічого не було", "Warum kommt es um 8?"):
        await talk.one("abo")
        assert says(DE, "subscribed.title") not in (await talk.one(words)).text, words
    await talk.one("abo 7:30")
    await talk.one("Pause für zwei Wochen")
    before = (await talk.one("/status")).text
    for words in ("Kündigung", "Alles weg", "Kommt morgen auch was?", "Delete"):
        await talk.one("Pause für zwei Wochen")
        await talk.one(words)
        assert (await talk.one("/status")).text == before, words
