"""What the messages say, and what they leave out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.i18n import LANGUAGES, translator
from bot.playground.html import parse
from bot.presentation import digests, general, operators, reading, search, subscribing
from bot.presentation.general import TABLES
from bot.presentation.outgoing import OutgoingMessage
from bot.presentation.preview import page
from bot.presentation.samples import (
    BODY,
    DAY,
    DIGEST,
    NOW,
    PIECE,
    POINTS,
    SENTENCES,
    ZONE,
    article,
    point,
    source,
    span,
    state,
    subscription,
)
from bot.services.archive import Found, Piece
from bot.services.digests import Digest
from db import Provenance

t = translator("de")


def words_of(message: OutgoingMessage) -> str:
    return parse(message.text).text


def pressed(message: OutgoingMessage) -> list[str]:
    return [button.value for row in message.buttons for button in row]


def shown(one: Piece, *, full_text: bool = True, **changed: object) -> OutgoingMessage:
    given: dict[str, object] = {"length": "long", "subscribed": True, "shareable": None}
    one = replace(one, article=replace(one.article, full_text=full_text))
    return reading.piece(t, one, **{**given, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("numbers", "dangling", "text"),
    [
        ((0,), False, SENTENCES[0]),
        ((0, 1), False, f"{SENTENCES[0]} {SENTENCES[1]}"),
        ((1, 2), False, f"{SENTENCES[1]} {SENTENCES[2]}"),
        ((0, 2), False, f"{SENTENCES[0]} […] {SENTENCES[2]}"),
        ((3,), True, f"[…] {SENTENCES[3]}"),
    ],
)
def test_what_is_left_out_is_shown(numbers: tuple[int, ...], dangling: bool, text: str) -> None:
    one = article(points=(point("Thema", *numbers, dangling=dangling),))
    assert words_of(shown(Piece(one, None, None))).endswith(f"Thema\n{text}")


@pytest.mark.parametrize(("length", "open_points"), [("line", 1), ("short", 1), ("normal", 3), ("long", 5)])
def test_points_beyond_the_length_are_folded(length: str, open_points: int) -> None:
    text = shown(PIECE, length=length).text
    before, _, folded = text.partition("<blockquote expandable>")
    assert before.count("<b>") == 1 + open_points
    assert folded.count("<b>") == len(POINTS) - open_points


def test_the_originals_title_is_marked_as_such() -> None:
    assert "Titel des Originals" in words_of(shown(Piece(article(title_from="original"), None, None)))
    assert "Titel des Originals" not in words_of(shown(PIECE))


def test_a_piece_without_an_address_has_no_links() -> None:
    message = shown(Piece(article(url=None), None, None), full_text=False)
    assert "href" not in message.text


def test_a_known_reader_is_not_asked_to_subscribe() -> None:
    assert "sub" not in pressed(shown(PIECE, subscribed=True))
    assert "sub" in pressed(shown(PIECE, subscribed=False))


@pytest.mark.parametrize(("back", "button"), [("d2026-11-22", "digest:2026-11-22"), ("d", "digest")])
def test_a_piece_leads_back_to_its_digest(back: str, button: str) -> None:
    buttons = pressed(shown(PIECE, back=back))
    assert button in buttons
    assert f"piece:2:{back}" in buttons


def test_no_address_of_an_original_is_invented() -> None:
    known = article(provenance=Provenance(author="Arsen Vitruk", platform="YouTube"), url=None)
    message = reading.original(t, known, None)
    assert "http" not in message.text
    assert "Arsen Vitruk" in message.text
    assert "nicht angegeben" in message.text
    assert pressed(message) == ["piece:1"]


def test_the_originals_address_stands_bare_and_complete() -> None:
    lines = words_of(reading.original(t, article(), None)).splitlines()
    assert lines[1] == article().provenance.original_url


def test_the_whole_text_is_divided_between_paragraphs() -> None:
    one = article(body="\n\n".join([BODY] * 12), kinds=("text",) * 60)
    _, parts = reading.full_text(t, one, 0)
    texts = [words_of(reading.full_text(t, one, part)[0]) for part in range(parts)]
    whole = "\n\n".join("\n\n".join(text.split("\n\n")[1:]) for text in texts).removesuffix(
        "\n\nEnde des Textes."
    )
    assert parts > 2
    assert whole == one.body


def test_a_part_that_is_not_there_is_the_last() -> None:
    one = article(body="\n\n".join([BODY] * 12), kinds=("text",) * 60)
    last, parts = reading.full_text(t, one, 99)
    assert last == reading.full_text(t, one, parts - 1)[0]
    assert reading.full_text(t, one, -1) == reading.full_text(t, one, 0)


def test_an_endless_paragraph_is_divided_after_sentences() -> None:
    paragraph = " ".join([SENTENCES[0]] * 100)
    chunks = list(reading.chunks(paragraph, 3500))
    assert " ".join(chunks) == paragraph
    assert all(chunk.endswith(".") for chunk in chunks)


def test_a_digest_is_one_message_even_where_it_is_much() -> None:
    long = article(points=tuple(point(f"Thema {n}", n % 8, (n + 3) % 8) for n in range(5)))
    digest = Digest((long,) * 5, (long.headline,) * 15, 33)
    (message,) = digests.digest(t, digest, day=DAY, length="long", zone=ZONE)
    assert "… und 13 weitere" in message.text


def test_a_digest_of_one_piece_is_that_piece_to_a_reply() -> None:
    (one,) = digests.digest(t, Digest((article(7),), (), 1), day=DAY, length="short", zone=ZONE)
    (several,) = digests.digest(t, DIGEST, day=DAY, length="short", zone=ZONE)
    assert (one.article_id, several.article_id) == (7, None)


def test_a_late_digest_says_so() -> None:
    (late,) = digests.digest(t, DIGEST, day=DAY, length="line", zone=ZONE, late=True)
    assert "später als sonst" in late.text


def test_a_topic_too_long_for_a_button_gets_none() -> None:
    assert search.about("ж" * 26) is None
    assert search.about("ж" * 25) is not None


def test_chosen_weekdays_can_be_changed_one_by_one() -> None:
    buttons = pressed(subscribing.subscribed(t, state(subscription(weekdays=5)), now=NOW))
    assert {"days:4", "days:7", "days:1"} <= set(buttons)
    only_sunday = pressed(subscribing.subscribed(t, state(subscription(weekdays=64)), now=NOW))
    assert "noop" in only_sunday
    assert "days:0" not in only_sunday


@pytest.mark.parametrize(
    ("start", "until", "said"),
    [
        (None, "2026-12-01", "Pause, weiter am Dienstag, 1. Dezember"),
        ("2026-11-25", "2026-12-01", "Pause ab Mittwoch, 25. November, weiter am Dienstag, 1. Dezember"),
        (None, "2026-11-22", ""),
    ],
)
def test_status_tells_a_pause_that_is_on_or_to_come(start: str | None, until: str, said: str) -> None:
    own = state(subscription(paused_from=start, paused_until=until))
    text = subscribing.status(t, own, None, None, NOW).text
    assert said in text
    assert ("Pause" in text) == bool(said)


def test_privacy_names_every_table_that_holds_anything_on_a_chat() -> None:
    from db.repositories.chats import TABLES_OF_A_CHAT

    assert {table.name for table, _ in TABLES_OF_A_CHAT} == set(TABLES)
    for language in LANGUAGES:
        text = general.privacy(translator(language), contact="bote@blog.example").text
        assert all(
            f"<b>{name}</b>" in text for name in (*TABLES, "operator_log", "broadcasts", "corrections")
        )
        assert "bote@blog.example" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_over_the_chat_is_short_and_plain(language: str) -> None:
    spoken = translator(language)
    for text in (general.stale_button(spoken), general.only_admins(spoken).text):
        assert len(text) <= 200
        assert not set(text) & set("<>&")


def test_a_source_that_nobody_can_explain_is_still_shown() -> None:
    from db import Trouble

    broken = replace(source(failures=2), last_error=Trouble("error.from.elsewhere", {"x": 1}))
    assert t("error.unknown") in operators.source(t, broken, 1, ZONE).text


@pytest.mark.parametrize(
    ("values", "bars"), [((1, 1, 1), "▁▁▁"), ((0, 7), "▁█"), ((5, 6, 7), "▁▄█"), ((-1, 0), "▁█")]
)
def test_numbers_as_bars(values: tuple[int, ...], bars: str) -> None:
    assert operators.chart(values) == bars


def test_names_from_right_to_left_keep_their_place() -> None:
    text = words_of(
        shown(Piece(article(provenance=Provenance(author="שלום", platform="YouTube")), None, None))
    )
    assert "\u2068שלום\u2069 · YouTube" in text


def test_the_preview_page_is_complete_in_itself() -> None:
    html = page()
    assert html.count('class="phone"') % len(LANGUAGES) == 0
    assert "<script" not in html
    assert " src=" not in html
    assert "@import" not in html
    assert "tg-time" not in html


def test_neighbouring_sentences_of_an_answer_stand_together() -> None:
    found = Found(article(), tuple(span(SENTENCES[number]) for number in (2, 3, 4, 5, 6)))
    message = search.passages(t, found, "Hilfspaket")
    blocks = words_of(message).split("\n\n")[1:]
    assert [block.split("\n")[-1] for block in blocks] == [
        f"{SENTENCES[2]} {SENTENCES[3]}",
        SENTENCES[4],
        f"{SENTENCES[5]} {SENTENCES[6]}",
    ]
    assert message.text.count("#:~:text=") == 5
