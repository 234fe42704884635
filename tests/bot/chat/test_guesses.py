"""Messages that the grammar does not know: acted on where they are probably understood, and never rashly."""

from __future__ import annotations

from bot.handlers.guessing import guess
from bot.i18n import translator
from tests.bot.chat.conftest import NOW, says
from tests.support.talk import Talk

DE = translator("de")
LINK = "schick mir doch mal die lange adresse rüber, meine oma will die seite selber sehen"
ENOUGH = "jetzt reicht es mir aber mit euren ständigen nachrichten, hört auf damit"
MORNINGS = "ich hätt gern jeden werktag gegen halb acht was von dir auf dem handy"


async def test_the_link_is_given_to_who_asks_for_it_in_their_own_words(talk: Talk) -> None:
    answer = await talk.one(LINK)

    assert "https://video.example/watch?v=original3" in answer.text


async def test_who_seems_to_have_enough_is_asked_and_decides_by_a_button(talk: Talk) -> None:
    await talk.one("abo 7:30")

    asked = await talk.one(ENOUGH)
    assert says(DE, "leaving") in asked.text
    chat = await talk.what.subscriptions.meet(
        talk.box.reader.id, 0, kind="private", language_code="de", boxed=True, now=NOW
    )
    assert (await talk.what.subscriptions.state(chat, NOW)).is_subscribed

    left = await talk.tap(DE("button.unsubscribe"))
    assert says(DE, "unsubscribed") in left.text


async def test_who_has_no_subscription_has_nothing_to_leave(talk: Talk) -> None:
    assert says(DE, "not_subscribed") in (await talk.one(ENOUGH)).text


async def test_a_pause_is_one_tap_away(talk: Talk) -> None:
    await talk.one("abo 7:30")
    await talk.one("bin bis ostern auf kur und will da nix lesen")

    assert says(DE, "paused") in (await talk.tap(DE("button.pause_week"))).text


async def test_a_pause_until_the_day_that_was_said_is_the_first_button(talk: Talk) -> None:
    await talk.one("abo 7:30")
    asked = await talk.one("ich bin bis 4. dezember auf kur und mag da gar nix lesen müssen")
    assert says(DE, "leaving") in asked.text

    paused = await talk.tap("Pause bis 4. Dezember", asked)
    assert "4. Dezember" in paused.text


async def test_time_and_days_that_were_understood_are_the_first_button(talk: Talk) -> None:
    asked = await talk.one(MORNINGS)
    assert says(DE, "subscribe.choose") in asked.text

    settled = await talk.tap(f"{DE.weekdays(31)} 07:30")
    assert DE.weekdays(31) in settled.text
    assert "07:30" in settled.text


async def test_days_go_with_each_of_the_times(talk: Talk) -> None:
    asked = await talk.one(MORNINGS)
    settled = await talk.tap("18:00", asked)

    assert DE.weekdays(31) in settled.text
    assert "18:00" in settled.text


async def test_what_stands_in_the_archive_word_for_word_is_a_topic(talk: Talk) -> None:
    for words in ("wäre eine Heizung lieber", "wäre eine Decke lieber"):
        assert guess(words, "de", NOW.date()) is not None, words

    assert "Schule unter der Erde" in (await talk.one("wäre eine Heizung lieber")).text
    assert says(DE, "subscribe.choose") in (await talk.one("wäre eine Decke lieber")).text


async def test_somebody_elses_words_are_no_wish(talk: Talk) -> None:
    before = len(talk.box.sent)
    talk.box.forward(talk.box.say(LINK))
    own, forwarded = await talk.since(before)

    assert "original3" in own.text
    assert "original3" not in forwarded.text


async def test_who_asks_at_length_finds_what_the_bare_subject_finds(talk: Talk) -> None:
    for asked in (
        "mein opa lässt fragen ob bei euch auch mal was zur Luftabwehr kam",
        "kam bei euch in letzter zeit auch mal etwas zur Luftabwehr, bitte?",
        "schreibt bei euch eigentlich auch einer über die Luftabwehr oder nicht",
    ):
        found = (await talk.one(asked)).text
        assert "Mangel an Luftabwehr in den Städten des Ostens" in found, asked
        assert asked not in found


async def test_a_subject_that_the_archive_does_not_know_is_not_found_by_the_words_around_it(
    talk: Talk,
) -> None:
    for asked in (
        "mein opa lässt fragen ob bei euch auch mal was zum Eiskunstlauf im Winter kam",
        "schreibt bei euch eigentlich auch einer über Pinguine in den Städten",
    ):
        assert says(DE, "topic.none") in (await talk.one(asked)).text, asked


async def test_each_button_shows_the_days_that_it_carries(talk: Talk) -> None:
    asked = await talk.one(MORNINGS)
    labels = [button.text for row in asked.buttons for button in row]

    assert labels[:5] == [f"{DE.weekdays(31)} {at}" for at in ("07:30", "07:00", "08:00", "12:00", "18:00")]


def test_what_is_denied_is_not_offered() -> None:
    denied = guess("mittwochs aber da will ich wirklich nix davon abonniert haben", "de", NOW.date())

    assert denied is None or denied.arguments.weekdays is None


async def test_how_often_is_kept_with_the_time_that_is_chosen(talk: Talk) -> None:
    await talk.one("abo 8 Uhr")
    asked = await talk.one("einmal in der Woche langt mir völlig")
    assert says(DE, "subscribe.choose") in asked.text
    assert "jeden Sonntag gegen 18:00" in (await talk.tap("18:00", asked)).text


async def test_who_probably_wants_each_piece_when_it_comes_is_offered_that_first(talk: Talk) -> None:
    asked = await talk.one("ich hätte es am liebsten sofort auf dem Handy")

    assert asked.buttons[0][0].text == DE("button.at_once")


def test_who_deletes_something_is_not_asked_whether_to_delete_everything() -> None:
    for words, language in (("lösch das", "de"), ("delete that", "en")):
        guessed = guess(words, language, NOW.date())
        assert guessed is None or not guessed.arguments.delete, words


async def test_a_no_before_another_wish_is_no_farewell(talk: Talk) -> None:
    await talk.one("abo 7:30")
    for words in ("no, the other one", "no, I meant Saturday and Wednesday"):
        assert says(DE, "leaving") not in (await talk.one(words)).text, words
