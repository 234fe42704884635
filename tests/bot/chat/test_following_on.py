"""What is said after something else: thanks, "more of that", "the second one", the words on buttons, farewells."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.handlers.intents import parse
from bot.handlers.labels import CALLS
from bot.i18n import Translator, translator
from bot.sources.entry import Entry
from tests.bot.chat.conftest import NOW, reader, says
from tests.support.articles import DAVOS, changed, store
from tests.support.talk import Talk

DE = translator("de")


@pytest.mark.parametrize(
    ("language", "words", "named"),
    [
        ("uk", "говори польською", "Польська"),
        ("uk", "а на русском можно?", "Російська"),
        ("uk", "по-російськи", "Російська"),
        ("de", "sprich polnisch", "Polnisch"),
        ("de", "auf Russisch bitte", "Russisch"),
        ("en", "do you speak Turkish?", "Turkish"),
        ("en", "/language ru", "Russian"),
    ],
)
async def test_who_wants_a_language_that_the_bot_does_not_speak_is_told_so(
    talk: Talk, language: str, words: str, named: str
) -> None:
    t = translator(language)
    told = await talk.one(words, user=reader(talk, t))

    assert told.text == t("language.unknown", typed=named)


async def test_a_russian_app_is_answered_in_ukrainian(talk: Talk) -> None:
    told = await talk.one("що нового", user=talk.box.person("Mila", language="ru"))

    assert translator("uk")("button.share") in [button.text for row in told.buttons for button in row]


# ---------------------------------------------------------------- the words on buttons
UNDERSTOOD = {
    "archive": "archive", "back_filters": "filter", "back_settings": "settings", "daily": "subscribe",
    "delete": "mydata", "filters": "filter", "full": "full", "help": "help", "language": "language",
    "latest": "latest", "more": "further", "mydata": "mydata", "older": "archive", "original": "original",
    "pause_tomorrow": "pause", "pause_week": "pause", "privacy": "privacy", "settings": "settings",
    "subscribe": "subscribe", "this_year": "filter", "unsubscribe": "unsubscribe", "weekly": "subscribe",
    "why": "why", "workdays": "subscribe",
}  # fmt: skip


def test_each_word_on_a_button_typed_means_what_the_button_does(t: Translator) -> None:
    for key, intent in UNDERSTOOD.items():
        assert parse(t(f"button.{key}"), t.language, today=NOW.date()).name == intent, key


async def test_each_other_word_on_a_button_typed_presses_it(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    await talk.one("Davos", user=user)
    await talk.say("/latest", user=user)
    before, behind = t.template("topic.none").replace("<b>", "").replace("</b>", "").split("{query}")
    for key in CALLS:
        said = await talk.say(t(key).lstrip("‹ "), user=user)
        assert said, key
        assert not (said[0].text.startswith(before) and behind in said[0].text), key


async def test_who_just_left_comes_back_by_the_word_on_the_button(talk: Talk) -> None:
    await talk.one("abo 7:30")
    for words in ("rückgängig", "Rückgängig", "nein, ich habe es mir anders überlegt", *TAKEN_BACK["de"]):
        await talk.one("abbestellen")
        assert says(DE, "subscribed.title") in (await talk.one(words)).text, words
    await talk.one("abbestellen")
    await talk.wait(timedelta(days=2))
    assert says(DE, "subscribed.title") in (await talk.one("rückgängig")).text


TAKEN_BACK = {
    "de": (
        "doch nicht", "nein, das wollte ich nicht", "ups", "ich habe mich verklickt",
        "Nein, warten Sie, das war ein Irrtum, bitte machen Sie es rückgängig.",
    ),
    "uk": ("все-таки ні", "ой, я випадково", "ой, я не хотіла", "я ошибся", "я этого не хотела"),
    "en": ("actually no", "oops, wrong button", "I didn't mean to", "wait, that was an accident"),
}  # fmt: skip


async def test_who_takes_back_what_was_agreed_sees_what_it_is_now(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    for words in TAKEN_BACK[t.language]:
        await talk.one("/subscribe 7:30", user=user)
        assert says(t, "settings.title") in (await talk.one(words, user=user)).text, words


async def test_who_reconsiders_something_else_does_not_subscribe_by_it(talk: Talk) -> None:
    await talk.one("abo 7:30")
    await talk.one("abbestellen")
    await talk.one("was gibt es neues")

    assert (await talk.one("ich habe es mir anders überlegt")).text == DE("small.fine")


@pytest.mark.parametrize("words", ["weiter", "doch weiter", "Doch weiter"])
async def test_a_pause_ends_by_the_word_on_its_button(talk: Talk, words: str) -> None:
    await talk.one("abo 7:30")
    await talk.one("was gibt es zu Davos")
    await talk.one("Pause für zwei Wochen")

    assert says(DE, "subscribed.title") in (await talk.one(words)).text


async def test_who_left_in_a_pause_is_not_brought_back_by_asking_for_more(talk: Talk) -> None:
    for words in ("abo 7:30", "Pause für zwei Wochen", "abbestellen", "was gibt es neues"):
        await talk.one(words)

    for words in ("weiter", "ich bin nicht im Urlaub", "bitte keine Pause", "bin wieder da"):
        assert says(DE, "subscribed.title") not in (await talk.one(words)).text, words


async def test_ukrainian_and_russian_readers_come_back_by_words_too(talk: Talk) -> None:
    t = translator("uk")
    user = reader(talk, t)
    for words in ("поверни підписку", "ні, я передумала", "верни подписку", "я передумал"):
        await talk.one("підписка 7:30", user=user)
        await talk.one("відписатися", user=user)
        assert says(t, "subscribed.title") in (await talk.one(words, user=user)).text, words


# ---------------------------------------------------------------- the second one
SECOND = {
    "de": ("den zweiten bitte", "Zeig mir Nummer 2", "Was war das Zweite?", "2"),
    "uk": ("друга", "відкрий 2", "вторую"),
    "en": ("the second one", "open number 2"),
}


def another(title: str) -> Entry:
    """One more piece."""
    return changed(DAVOS, guid=title, url=f"https://blog.example/{len(title)}/", title=title)


@pytest.mark.parametrize("shown", ["/archive", "/digest 7", "/topic Luftabwehr"])
async def test_the_second_one_is_that_of_the_list_shown_last(talk: Talk, t: Translator, shown: str) -> None:
    user = reader(talk, t)
    await store(talk.what, talk.clock.now(), another("Noch einmal Davos"))
    await talk.one(shown, user=user)
    pressed = await talk.tap("2", user=user, chat=user)
    for words in SECOND[t.language]:
        await talk.one(shown, user=user)
        assert (await talk.one(words, user=user)).text == pressed.text, words


async def test_the_second_one_of_a_digest_that_came_since(talk: Talk) -> None:
    await talk.one("abo 8:00")
    await talk.one("/archiv")
    await store(
        talk.what, NOW + timedelta(hours=4), another("Erstes vom Montag"), another("Zweites vom Montag")
    )
    (came,) = await talk.until(NOW + timedelta(days=1, minutes=1))
    second = await talk.one("den zweiten")

    assert second.text == (await talk.tap("2", came)).text


async def test_a_number_is_no_piece_where_a_time_was_asked_for_or_nothing_listed(talk: Talk) -> None:
    assert "2" in (await talk.one("2")).text
    await talk.one("/archiv")
    await talk.one("abo")
    assert "gegen 02:00" in (await talk.one("2")).text


# ---------------------------------------------------------------- more on it
BY_THE_SAME = {
    "de": ("mehr von diesem Autor", "Was hat sie noch geschrieben?"),
    "uk": ("ще від цього автора", "другие статьи этого автора"),
    "en": ("more by this author", "what else did she write?"),
}
THE_ONE_BEFORE = {
    "de": ("ältere", "und den davor?", "vorheriger Artikel"),
    "uk": ("старіші", "попередня стаття", "предыдущая"),
    "en": ("older", "the one before", "previous article"),
}
MANY = {"de": "ältere Artikel", "uk": "старіші статті", "en": "older posts"}
MORE_ON_IT = {
    "de": ("mehr dazu", "erzähl mir mehr"),
    "uk": ("а що ще про це?", "розкажи ще", "расскажи подробнее"),
    "en": ("tell me more", "more about this"),
}


async def test_more_on_a_topic_is_its_next_page_and_more_on_a_piece_all_of_it(
    talk: Talk, t: Translator
) -> None:
    user = reader(talk, t)
    for words in MORE_ON_IT[t.language]:
        await talk.one("Luftabwehr", user=user)
        assert says(t, "topic.no_more") in (await talk.one(words, user=user)).text, words
    await talk.one("/latest", user=user)
    whole = await talk.one("/full", user=user)
    for words in MORE_ON_IT[t.language]:
        await talk.one("/latest", user=user)
        assert (await talk.one(words, user=user)).text == whole.text, words
    latest = await talk.one("/latest", user=user)
    before = await talk.tap(t("button.older"), latest, user=user)
    archive = (await talk.one("/archive", user=user)).text
    for words in THE_ONE_BEFORE[t.language]:
        await talk.one("/latest", user=user)
        assert (await talk.one(words, user=user)).text == before.text, words
        assert (await talk.one(MANY[t.language], user=user)).text == archive, words
        assert says(t, "archive.no_more") in (await talk.one(words, user=user)).text, words
    user = reader(talk, t)  # one who has not said that much yet
    for words in BY_THE_SAME[t.language]:
        await talk.one("/latest", user=user)
        told = (await talk.one(words, user=user)).text
        assert told.startswith(f"{says(t, 'only.title')} Olena Hrytsenko"), words


# ---------------------------------------------------------------- tone
ANSWERED = [
    ("de", "Auf Wiedersehen", "small.farewell"),
    ("de", "Tschüss, bis morgen!", "small.farewell"),
    ("de", "bin müde, gute nacht", "small.farewell"),
    ("uk", "до побачення", "small.farewell"),
    ("uk", "спокойной ночи", "small.farewell"),
    ("en", "goodbye", "small.farewell"),
    ("de", "Das war nicht was ich wollte", "small.displeased"),
    ("de", "Das wollte ich nicht", "small.displeased"),
    ("uk", "чого ти такий тупий", "small.displeased"),
    ("uk", "почему ты такой тупой", "small.displeased"),
    ("en", "that wasn't what I wanted", "small.displeased"),
    ("de", "ich bekomme nichts", "status.none"),
    ("en", "I get nothing", "status.none"),
    ("de", "ich finde nichts", "help.text"),
    ("uk", "я нічого не знаходжу", "help.text"),
    ("uk", "ничего не нахожу", "help.text"),
    ("en", "I can't find anything", "help.text"),
]


async def test_farewells_and_complaints_are_answered_as_such(talk: Talk) -> None:
    for language, words, answer in ANSWERED:
        t = translator(language)
        assert says(t, answer) in (await talk.one(words, user=reader(talk, t))).text, words


async def test_a_farewell_brings_no_buttons(talk: Talk) -> None:
    assert (await talk.one("Tschüss!")).buttons == ()


# ---------------------------------------------------------------- what was not found
async def test_a_misspelling_is_corrected_to_a_word_as_it_stands_in_the_text(talk: Talk) -> None:
    for typed, word in (
        ("Landkrate", "Landkarte"),
        ("Lehrkräffte", "Lehrkräften"),
        ("Minsterium", "Ministerium"),
        ("Landkrate Schüler", "Landkarte Schüler"),
    ):
        found = await talk.one(typed)
        assert found.text.startswith(f"🔎 „{word}“"), typed


async def test_topics_unlike_the_query_are_offered_as_the_latest_ones_only(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    unlike = await talk.one("Pferderennen", user=user)
    assert says(t, "topic.nearest") in unlike.text
    words = unlike.buttons[0][0].text.split()
    alike = await talk.one(" ".join(f"{word}xyzqw" for word in words), user=user)
    assert says(t, "topic.alike") in alike.text
