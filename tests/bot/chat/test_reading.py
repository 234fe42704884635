"""Reading: neighbours, points and why, the whole text, what is new, one author only, topics and their pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

import summarizer
from bot.handlers.flood import OF_A_PERSON
from bot.i18n import Translator, translator
from bot.playground.state import Sent
from bot.sources.entry import Entry, Paragraph
from tests.bot.chat.conftest import reader, says
from tests.support.articles import DAVOS, changed, store
from tests.support.talk import Talk

MORE = {"de": "weiter", "uk": "далі", "en": "next"}


def seven_more() -> list[Entry]:
    """Pieces on what the newest one is on, a month apart."""
    return [
        changed(DAVOS, guid=f"t{n}", url=f"https://blog.example/t{n}/", title=f"Nummer {n}",
                published=DAVOS.published and DAVOS.published - timedelta(days=30 * n))
        for n in range(1, 8)
    ]  # fmt: skip


def titles(sent: Sent) -> list[str]:
    """Of the pieces of seven_more, those that a list shows, in its order."""
    return [line.rpartition(" · ")[2] for line in sent.text.split("\n") if " · Nummer" in line]


async def test_points_by_length_and_why(talk: Talk) -> None:
    normal = await talk.one("/latest")
    await talk.one("/einstellungen")
    await talk.tap("Länge")
    await talk.tap("kurz")
    short = await talk.one("/latest")
    assert len(short.text.split("\n\n")) <= len(normal.text.split("\n\n"))
    why = await talk.tap("Warum?", short)
    assert "Absatz" in why.text
    assert (await talk.tap("Zurück", why)).text == short.text


async def test_why_these_points_in_words(talk: Talk) -> None:
    await talk.one("/latest")
    assert "Absatz" in (await talk.one("warum diese Punkte?")).text


async def test_the_whole_text_in_parts_that_end_at_paragraphs(talk: Talk) -> None:
    long = changed(DAVOS, guid="long", url=None, title="Lang", paragraphs=DAVOS.paragraphs * 8)
    await talk.what.readings.toggle_full_text(1, by="test", now=talk.clock.now())
    await store(talk.what, talk.clock.now(), long)
    await talk.one("/latest")
    parts = [await talk.one("ganzer Text")]
    while any("Weiter" in button.text for row in parts[-1].buttons for button in row):
        parts.append(await talk.tap("Weiter", parts[-1]))
    assert len(parts) > 1
    paragraphs = [p.text for p in long.paragraphs]
    shown = [line for part in parts for line in part.text.split("\n\n") if line in paragraphs]
    assert shown == paragraphs


async def test_what_came_since_the_last_look(talk: Talk) -> None:
    await talk.one("/latest")
    await talk.wait(timedelta(minutes=1))
    assert "nichts Neues" in (await talk.one("was habe ich verpasst?")).text
    new = changed(DAVOS, guid="next", url=None, title="Was in Brüssel folgt")
    await talk.wait(timedelta(minutes=1))
    await store(talk.what, talk.clock.now(), new)
    digest = await talk.one("was habe ich verpasst?")
    assert "Was in Brüssel folgt" in digest.text
    assert "Was Davos gebracht hat" not in digest.text
    await talk.tap("Öffnen", digest)
    assert (await talk.tap("Zurück zum Überblick")).text == digest.text


async def test_only_one_author_one_platform_one_language(talk: Talk) -> None:
    some = await talk.one("nur Hrytsenko")
    assert "Nur: Olena Hrytsenko" in some.text
    assert "Ein warmer Winter" not in some.text
    paper = await talk.one("nur Wetschirnij Kurier")
    assert "Schule unter der Erde" in paper.text
    assert "Davos" not in paper.text
    assert "Ukrainisch" in (await talk.one("nur ukrainische Beiträge")).text
    assert "kein Abo" in (await talk.one("/status")).text  # to read is not to subscribe
    assert "nichts gefunden" in (await talk.one("nur Niemandsen")).text
    agreed = await talk.tap("Nur das abonnieren", some)
    assert "Autoren: Olena Hrytsenko" in agreed.text


async def test_whoever_asks_for_an_author_gets_what_he_or_she_wrote(talk: Talk) -> None:
    for question in [
        "Hrytsenko",
        "Texte von Olena Hrytsenko",
        "gibt es was von Hrytsenko?",
        "was schreibt Hrytsenko?",
        "Гриценко",
        "статті Гриценко",
        "anything by Olena Hrytsenko?",
        "хто така Гриценко",
    ]:
        pieces = await talk.one(question)
        assert "Nur: Olena Hrytsenko" in pieces.text, question
        assert "Schule unter der Erde" in pieces.text, question
        assert "Ein warmer Winter" not in pieces.text, question


async def test_what_an_author_says_on_a_topic(talk: Talk) -> None:
    said = await talk.one("Was hat Olena Hrytsenko über die Luftabwehr geschrieben?")
    assert "Mangel an Luftabwehr" in said.text
    assert "nichts gefunden" in (await talk.one("Was sagt Bohdan Myrnyj zur Luftabwehr?")).text
    assert "viele Rentner" in (await talk.one("що писав Мирний про пенсії?")).text
    assert "Nur: Bohdan Myrnyj" in (await talk.one("покажи статті Богдана Мирного")).text


async def test_a_name_is_found_that_is_a_word_too_in_another_script(talk: Talk) -> None:
    for question in ["хто така Марта Голуб", "що Марта Голуб казала про Давос?"]:
        assert "Marta Holub" in (await talk.one(question)).text, question


async def test_a_language_is_never_looked_for_in_names(talk: Talk) -> None:
    for order in ["nur Englisch", "nur englische Artikel", "only english", "лише англійські"]:
        answer = await talk.one(order)  # "en" stands in the middle of "Olena"
        assert answer.text.splitlines()[0].endswith("Nur: Englisch"), order
        assert "Hrytsenko" not in answer.text, order


@pytest.mark.parametrize(
    "request_",
    [
        "den Link zum Artikel über die Rentner bitte", "link to the piece about the pensioners",
        "fass mir den Artikel über Rentner zusammen",
    ],
)  # fmt: skip
async def test_who_wants_a_certain_piece_gets_no_other_one(talk: Talk, request_: str) -> None:
    await talk.one("/latest")
    answer = await talk.one(request_)
    assert "Ein warmer Winter auf Kredit" in answer.text
    assert "original3" not in answer.text


async def test_the_address_of_a_piece_brings_it(talk: Talk) -> None:
    for words in (DAVOS.url, f"Was steht hier: {DAVOS.url}?utm_source=chat", "blog.example/2026/11/3"):
        assert (await talk.one(str(words))).text.startswith("Was Davos gebracht hat"), words
    assert "nichts gefunden" in (await talk.one("https://blog.example/2026/11/99/")).text


async def test_a_piece_is_named_by_its_title_in_quotation_marks(talk: Talk) -> None:
    for words in (
        "Original von „Schule unter der Erde“",
        "Link zum Artikel »Schule unter der Erde« bitte",
        "оригінал статті «Schule unter der Erde»",
        "ссылка на статью «Schule unter der Erde»",
        'the link to "Schule unter der Erde", please',
        "den Link zu blog.example/2026/11/1/ bitte",
    ):
        await talk.one("/latest")
        assert "watch?v=original1" in (await talk.one(words)).text, words
    for words in ("was steht in „Schule unter der Erde“?", "«Schule unter der Erde»"):
        assert (await talk.one(words)).text.startswith("Schule unter der Erde\n"), words
    assert "🔎 „Luftabwehr“" in (await talk.one("was sagt er über „Luftabwehr“?")).text


async def test_several_things_are_looked_for_one_by_one(talk: Talk) -> None:
    for question in [
        "Stromrechnung, Landkarte",
        "Landkarte oder Stromrechnung?",
        "was gibt es zu Landkarte und Stromrechnung",
    ]:
        found = (await talk.one(question)).text
        assert found.index("Ein warmer Winter auf Kredit") < found.index("Schule unter der Erde")


async def test_only_videos_are_chosen_by_platform_and_never_by_kind(talk: Talk) -> None:
    videos = await talk.one("nur Videos")
    assert "Was Davos gebracht hat" in videos.text  # of the kind "Artikel", on a platform of videos
    assert "Schule unter der Erde" not in videos.text


async def test_a_topic_has_more_pages_and_this_year_only(talk: Talk) -> None:
    await store(talk.what, talk.clock.now(), *seven_more())
    first = await talk.one("Luftabwehr")
    assert first.text.index("Was Davos gebracht hat") < first.text.index("Nummer 1")
    second = await talk.tap("Mehr", first)
    assert second.action.name == "EDIT"
    assert "Nummer 1" not in second.text
    this_year = await talk.tap("Nur dieses Jahr", second)
    assert "Nur dieses Jahr" in this_year.text
    await talk.one("etwas ganz anderes")
    assert (await talk.tap("Alle Jahre", this_year)).text == first.text  # the button still knows its question
    opened = await talk.tap("1", second)
    assert opened.text.startswith("Nummer")


async def test_more_goes_on_with_the_topic_then_says_that_this_was_all_then_shows_the_archive(
    talk: Talk, t: Translator
) -> None:
    await store(talk.what, talk.clock.now(), *seven_more())
    user, more = reader(talk, t), MORE[t.language]
    first = await talk.one("Luftabwehr", user=user)
    second = await talk.one(more, user=user)
    assert (titles(first), titles(second)) == (
        ["Nummer 1", "Nummer 2", "Nummer 3"],
        ["Nummer 4", "Nummer 5", "Nummer 6", "Nummer 7"],
    )
    assert second.text == (await talk.tap(t("button.more"), first, user=user)).text
    all_of_it = await talk.one(more, user=user)
    assert says(t, "topic.no_more") in all_of_it.text
    assert all_of_it.button(t("button.archive"))
    assert says(t, "archive.title") in (await talk.one(more, user=user)).text


@pytest.mark.parametrize(
    "question", ["Luftabwehr", "Luftabwehr in den Städten des Ostens, die im Frühling fehlt"]
)
async def test_more_goes_on_where_the_buttons_have_led_meanwhile(talk: Talk, question: str) -> None:
    await store(talk.what, talk.clock.now(), *seven_more())
    first = await talk.one(question)
    await talk.tap("2", first)
    assert "original3" in (await talk.one("Link bitte")).text
    assert titles(await talk.one("mehr davon")) == ["Nummer 4", "Nummer 5", "Nummer 6", "Nummer 7"]
    await talk.tap("Zurück", await talk.tap("Mehr", await talk.one(question)))
    assert titles(await talk.one("mehr")) == ["Nummer 4", "Nummer 5", "Nummer 6", "Nummer 7"]


async def test_half_of_a_compound_is_no_topic_but_most_words_of_a_question_are(
    talk: Talk, t: Translator
) -> None:
    notes = Paragraph("Das Wichtigste steht in einer Fußnote des Berichts, den niemand lesen will.")
    await store(
        talk.what, talk.clock.now(), changed(DAVOS, guid="n", url=None, title="Noten", paragraphs=(notes,))
    )
    user = reader(talk, t)
    assert says(t, "topic.none") in (await talk.one("Fußball", user=user)).text
    assert "Fußnote" in (await talk.one("Fußnoten Zebra", user=user)).text


async def test_more_stays_within_the_year(talk: Talk) -> None:
    await store(talk.what, talk.clock.now(), *seven_more())
    await talk.tap("Nur dieses Jahr", await talk.one("Luftabwehr"))
    assert "Nur dieses Jahr" in (await talk.one("weiter")).text
    assert (await talk.one("weiter")).button("Alle Jahre")


@pytest.mark.parametrize("elsewhere", ["/start", "was gibt's Neues?", "/heute 7", "was habe ich verpasst?"])
async def test_more_than_something_else_is_the_archive(talk: Talk, elsewhere: str) -> None:
    await store(talk.what, talk.clock.now(), *seven_more())
    first = await talk.one("Luftabwehr")
    await talk.say(elsewhere)
    assert "Archiv · Seite 1" in (await talk.one("weiter")).text
    assert titles(await talk.tap("Mehr", first))  # the button still knows its question


@pytest.mark.parametrize("words", ["nur dieses Jahr", "only this year", "тільки цього року"])
async def test_this_year_only_of_nothing_that_was_asked_is_the_archive(talk: Talk, words: str) -> None:
    assert "Archiv" in (await talk.one(words)).text


async def test_more_after_nothing_was_found_is_the_archive(talk: Talk) -> None:
    await talk.one("Quantengravitation")
    assert "Archiv" in (await talk.one("weiter")).text


async def test_more_of_the_archive_of_a_word_of_an_author_and_of_a_whole_text(talk: Talk) -> None:
    await talk.what.readings.toggle_full_text(1, by="test", now=talk.clock.now())
    long = changed(DAVOS, guid="long", url=None, title="Lang", paragraphs=DAVOS.paragraphs * 8)
    await store(talk.what, talk.clock.now(), *seven_more(), long)
    for asked in ("/archiv", "/archiv Luftabwehr", "nur Hrytsenko"):
        first = await talk.one(asked)
        second = await talk.one("weiter")
        assert second.text == (await talk.tap("Älter", first)).text, asked
        assert "Seite 2" in second.text, asked
    await talk.one("/neueste")
    first = await talk.one("ganzer Text")
    assert (await talk.one("weiter")).text == (await talk.tap("Weiter", first)).text


async def test_a_page_of_the_archive_does_not_ask_again_what_was_left_unanswered(talk: Talk) -> None:
    await talk.tap("Andere", await talk.one("/abo"))
    await talk.one("/archiv")
    assert "nichts gefunden" in (await talk.one("7")).text


async def test_a_label_leads_to_the_very_sentence(talk: Talk) -> None:
    found = await talk.one("Luftabwehr")
    assert any("blog.example/2026/11/3/#:~:text=" in link for link in found.links)


async def test_inline_offers_pieces_with_both_links(talk: Talk) -> None:
    rosa = talk.box.person("Rosa")
    for query, first in (("Luftabwehr", "Was Davos gebracht hat"), ("", "Was Davos gebracht hat"),
                         ("#1", "Schule unter der Erde")):  # fmt: skip
        asked = talk.box.inline_query(query, user=rosa)
        await talk.since(len(talk.box.sent))
        assert talk.box.results(asked)[0]["title"] == first
        shared = talk.box.choose(asked, chat=talk.box.group("Lesekreis", owner=rosa, bot="left"))
        assert any("video.example" in link for link in shared.links)
        assert any("blog.example" in link for link in shared.links)
    for query in ("Quantengravitation", "#99", "#99999999999", "😀", "a" * 256):
        asked = talk.box.inline_query(query, user=rosa)
        await talk.since(len(talk.box.sent))


async def test_share_and_copy_are_buttons_of_the_app(talk: Talk) -> None:
    sent = await talk.one("/latest")
    assert sent.button("Teilen").switch_inline_query == "#3"
    card = await talk.tap("Original", sent)
    assert card.button("kopieren").copy_text == "https://video.example/watch?v=original3"
    assert card.preview is not None
    assert sent.preview is None


async def test_an_update_of_the_rules_reaches_the_stored_pieces_and_corrections_stay(talk: Talk) -> None:
    what, now = talk.what, talk.clock.now()
    async with talk.busy_workers():
        async with what.database.begin() as tx:
            article = await tx.articles.get(3)
            assert article is not None
            older = [replace(point, label=f"Alt {number}") for number, point in enumerate(article.points)]
            await tx.articles.put_points(3, article.content_hash, older)
            await tx.operators.set_fact("summaries", "of an older version")
        await what.editing.set_label(3, 1, "Von Hand", by="operator", now=now)
        before = (await talk.one("/latest")).text
        assert "Von Hand" in before
        assert "Alt 1" in before

    await talk.until(now + timedelta(minutes=2))

    after = (await talk.one("/latest")).text
    assert "Von Hand" in after
    assert "Alt" not in after
    assert article.points[1].label in after
    assert await what.summarise.renew() == 0
    async with what.database.read() as tx:
        assert await tx.operators.fact("summaries") == f"{summarizer.fingerprint()} quellenbote"


async def test_inline_offers_come_in_the_language_that_was_chosen_and_to_one_person_only(talk: Talk) -> None:
    mila = talk.box.person("Mila", language="uk")
    await talk.one("/language en", user=mila)
    asked = talk.box.inline_query("#3", user=mila)
    await talk.settle()
    (call,) = [call for call in talk.box.calls if call.method == "answerInlineQuery"]
    assert translator("en")("inline.start") in str(call.parameters)
    assert call.parameters["is_personal"].casefold() == "true"
    assert talk.box.results(asked)


@pytest.mark.usefixtures("in_the_box_only")
async def test_who_types_inline_can_still_give_orders(talk: Talk) -> None:
    for _ in range(OF_A_PERSON + 20):
        asked = talk.box.inline_query("Davos")
    await talk.settle()
    assert talk.box.results(asked) == []
    assert "Was Davos" in (await talk.one("/latest")).text
