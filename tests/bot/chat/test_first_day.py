"""A reader's first day: greeting, the newest piece, its original, a topic, a digest that arrives once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.support.articles import DAVOS, changed, store
from tests.support.talk import Talk, texts


async def test_start_greets_in_german_and_shows_the_newest_piece(talk: Talk) -> None:
    said = texts(await talk.say("/start"))
    assert "Willkommen" in said
    assert "Was Davos gebracht hat" in said


async def test_the_newest_piece_has_points_verbatim_with_links_to_their_sentences(talk: Talk) -> None:
    (sent,) = await talk.say("was gibt's Neues?")
    assert sent.text.startswith("Was Davos gebracht hat\nOlena Hrytsenko · Svitlo Video")
    body = "\n\n".join(p.text for p in DAVOS.paragraphs)
    shown = [line for line in sent.text.split("\n") if line and line in body]
    assert len(shown) >= 2
    assert any("#:~:text=" in link for link in sent.links)


async def test_link_bitte_gives_the_whole_provenance_and_the_bare_address(talk: Talk) -> None:
    await talk.say("neueste")
    (sent,) = await talk.say("Link bitte")
    for part in (
        "https://video.example/watch?v=original3",
        "Оригінал 3",
        "Olena Hrytsenko",
        "Svitlo Video",
        "Ukrainisch",
        "20. November 2026",
        "Jana Brandt",
        "blog.example",
    ):
        assert part in sent.text
    assert sent.preview is not None
    assert sent.preview.url == "https://video.example/watch?v=original3"


async def test_link_bitte_means_the_piece_that_was_shown_last(talk: Talk) -> None:
    await talk.say("neueste")
    await talk.press("Älter")
    (sent,) = await talk.say("das Original")
    assert "original2" in sent.text


async def test_a_reply_means_the_piece_of_that_message(talk: Talk) -> None:
    (first,) = await talk.say("neueste")
    await talk.press("Älter")
    await talk.say("archiv")
    (sent,) = await talk.say("Link bitte", reply_to=first.message)
    assert "original2" in sent.text  # the message was edited to show the older piece


async def test_older_and_newer_edit_the_message(talk: Talk) -> None:
    await talk.say("/latest")
    edited = await talk.press("Älter")
    assert [s.action.name for s in edited] == ["ANSWER", "EDIT"]
    assert edited[1].text.startswith("Ein warmer Winter auf Kredit")
    back = await talk.press("Neuer")
    assert back[1].text.startswith("Was Davos gebracht hat")


async def test_any_other_word_is_a_topic(talk: Talk) -> None:
    (sent,) = await talk.say("Luftabwehr")
    assert "Das bedeutet einen Mangel an Luftabwehr" in sent.text
    assert "Was Davos gebracht hat" in sent.text


async def test_a_topic_in_another_language_is_found(talk: Talk) -> None:
    (sent,) = await talk.say("школа")
    assert "Schule unter der Erde" in sent.text


async def test_a_misspelt_topic_is_found(talk: Talk) -> None:
    (sent,) = await talk.say("Transformatohren")
    assert "Transformatoren" in sent.text


async def test_an_unknown_topic_says_so_and_offers_others(talk: Talk) -> None:
    (sent,) = await talk.say("Quantengravitation")
    assert "Quantengravitation" in sent.text
    assert sent.buttons


async def test_a_digest_comes_once_at_its_hour(talk: Talk) -> None:
    await talk.say("abo 8:30")
    digest = await talk.until(datetime(2026, 11, 22, 7, 30, tzinfo=UTC))
    assert len(digest) == 1
    assert "Was Davos gebracht hat" in digest[0].text
    assert await talk.wait(timedelta(minutes=10)) == []


async def test_an_empty_day_sends_nothing_and_status_says_why(talk: Talk) -> None:
    await talk.say("abo 8:30")
    await talk.until(datetime(2026, 11, 22, 7, 30, tzinfo=UTC))
    assert await talk.until(datetime(2026, 11, 23, 7, 30, tzinfo=UTC)) == []
    (status,) = await talk.say("/status")
    assert "08:30" in status.text


async def test_an_edited_post_is_not_delivered_again(talk: Talk) -> None:
    await talk.say("abo 8:30")
    await talk.until(datetime(2026, 11, 22, 7, 30, tzinfo=UTC))
    tally = await store(talk.what, talk.clock.now(), changed(DAVOS, title="Was Davos wirklich gebracht hat"))
    assert len(tally.changed) == 1
    assert await talk.until(datetime(2026, 11, 23, 7, 30, tzinfo=UTC)) == []


async def test_back_filled_pieces_are_no_news(empty_talk: Talk) -> None:
    await empty_talk.say("abo 8:30")
    await store(empty_talk.what, empty_talk.clock.now(), backfilled=True)
    assert await empty_talk.until(datetime(2026, 11, 22, 7, 30, tzinfo=UTC)) == []


async def test_unsubscribing_ends_it_and_can_be_taken_back(talk: Talk) -> None:
    await talk.say("abo 8:30")
    (gone,) = await talk.say("abbestellen")
    assert [b.text for row in gone.buttons for b in row]
    assert await talk.until(datetime(2026, 11, 22, 7, 30, tzinfo=UTC)) == []
    await talk.press(0)
    (status,) = await talk.say("/status")
    assert "08:30" in status.text


async def test_without_any_article_the_bot_says_so(empty_talk: Talk) -> None:
    (sent,) = await empty_talk.say("neueste")
    assert sent.buttons


async def test_ukrainian_and_english_readers_are_spoken_to_in_their_language(talk: Talk) -> None:
    olha = talk.box.person("Ольга", language="uk")
    joe = talk.box.person("Joe", language="en-GB")
    assert "Оригінал\n" in texts(await talk.say("посилання", user=olha))
    assert "20 November 2026" in texts(await talk.say("original", user=joe))
