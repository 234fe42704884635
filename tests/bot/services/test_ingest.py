"""Entries and the pieces they are: identity as a table and a property, content hashes, digests planned anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

import summarizer
from bot.delivery.planner import Planner
from bot.services.archive import Archive
from bot.services.digests import Digests
from bot.services.identity import Matches, matches, matches_of_moved
from bot.services.ingest import content_hash, identified, mark_of, new_article
from bot.services.workers import Workers
from bot.sources.entry import Entry, Paragraph, Provenance
from db import Filters, Known, NewArticle, Subscription
from tests.support.blog import Blog
from tests.support.newsroom import Newsroom, Opening

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WORDS = (Paragraph("Ein Absatz über eine Brücke, die niemand mehr braucht."),)


def entry(guid: str = "g", url: str | None = "https://blog.example/2026/11/a/", **values: Any) -> Entry:
    """An entry with some text."""
    made = Entry(guid, url, "Titel", "given", "de", NOON, None, WORDS, Provenance(author="Maksym Erfunden"))
    return replace(made, **values)


def known(number: int, guid: str, url: str, state: Any = "live", source: int = 1) -> Known:
    return Known(number, source, guid, url, url, "Titel", "hash", state, NOON)


def made(*pairs: tuple[str, str]) -> list[NewArticle]:
    return [new_article(entry(guid, url), NOON) for guid, url in pairs]


def found(
    articles: Sequence[NewArticle], stored: Sequence[Known], elsewhere: Sequence[Known] = ()
) -> Matches:
    guids = {article.guid for article in articles}
    return matches(
        articles,
        {k.guid: k for k in stored if k.guid in guids},
        {str(k.canonical_url): k for k in [*stored, *elsewhere]},
        {k.guid: k for k in elsewhere if k.guid in guids},
    )


def link(n: int | str) -> str:
    return f"https://blog.example/2026/{n}"


# name, stored (number, guid, link), as read now (guid, link) → the stored number of each, or None
CASES: list[tuple[str, list[tuple[int, str, str]], list[tuple[str, str]], list[int | None]]] = [
    ("nothing known", [], [("a", link(1))], [None]),
    ("the guid decides", [(1, "a", link(1))], [("a", link(2))], [1]),
    ("a new guid at a known link is the same piece", [(1, "a", link(1))], [("b", link(1))], [1]),
    (
        "an address that passes to another piece makes no two of one",
        [(1, "a", link(1))],
        [("a", link(2)), ("b", link(1))],
        [1, None],
    ),
    (
        "a link that stands twice names nothing",
        [(1, "a", link(1))],
        [("b", link(1)), ("c", link(1))],
        [None, None],
    ),
    (
        "a front page names nothing",
        [(1, "a", "https://blog.example/")],
        [("b", "https://blog.example/")],
        [None],
    ),
    (
        "two of three crossed is no move: the guids decide",
        [(1, "a", link(1)), (2, "b", link(2)), (3, "c", link(3))],
        [("a", link(2)), ("b", link(1)), ("c", link(3))],
        [1, 2, 3],
    ),
    (
        "all crossed is a move: the links decide",
        [(1, "a", link(1)), (2, "b", link(2)), (3, "c", link(3))],
        [("b", link(1)), ("c", link(2)), ("a", link(3))],
        [1, 2, 3],
    ),
]


@pytest.mark.parametrize(
    ("stored", "read", "numbers"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_which_piece_an_entry_is(
    stored: list[tuple[int, str, str]], read: list[tuple[str, str]], numbers: list[int | None]
) -> None:
    result = found(made(*read), [known(*one) for one in stored])
    assert [k.id if (k := result.known.get(i)) else None for i in range(len(read))] == numbers


def test_a_withdrawn_piece_gives_its_address_to_another_guid() -> None:
    stored = [known(1, "a", link(1), "withdrawn")]
    assert found(made(("b", link(1))), stored).known == {}
    assert found(made(("a", link(1))), stored).known == {0: stored[0]}


@given(st.permutations(range(12)), st.integers(min_value=0, max_value=12))
def test_guids_in_any_order_make_nothing_new(order: list[int], unchanged: int) -> None:
    stored = [known(n, f"g{n}", link(n)) for n in range(12)]
    order = [n if n < unchanged else order[n] for n in range(12)]
    if len(set(order)) < 12:
        return
    result = found(made(*((f"g{order[n]}", link(n)) for n in range(12))), stored)
    assert len({k.id for k in result.known.values()}) == 12


def test_nearly_all_paths_on_another_host_are_a_move() -> None:
    stored = [known(n, f"http://alt.example/?p={n}", f"https://alt.example/2026/{n}") for n in range(5)]
    moved = made(*((f"http://neu.example/?p={n}", f"https://neu.example/2026/{n}") for n in range(5)))
    result = matches_of_moved(moved, stored)
    assert result is not None
    assert result.has_moved
    assert [result.known[n].id for n in range(5)] == list(range(5))
    assert matches_of_moved(moved[:1] + made(("x", link("x")), ("y", link("y"))), stored) is None


def test_identity_where_there_is_no_guid_or_one_too_many() -> None:
    entries = [
        entry("1", link(1)),
        entry("1", link(2)),
        entry("", link(3)),
        entry("", None),
        entry("2", link(4)),
    ]
    guids = [one.guid for one in identified(entries)]
    assert guids[:3] == [link(1), link(2), link(3)]
    assert len(set(guids)) == 5
    assert guids[4] == "2"
    assert [one.guid for one in identified(identified(entries))] == guids


CHANGES: list[tuple[str, dict[str, Any], bool]] = [
    ("the language", {"language": None}, False),
    ("the order of tags", {"tags": ("b", "a")}, False),
    ("the time of the last change", {"modified": NOON}, False),
    ("where the title is from", {"title_from": "heading"}, False),
    ("the guid", {"guid": "other"}, False),
    ("how an emoji is drawn", {"title": "Titel\N{VARIATION SELECTOR-16}"}, False),
    ("the title", {"title": "Anders"}, True),
    ("the address", {"url": link(9)}, True),
    ("the text", {"paragraphs": (Paragraph("Anders."),)}, True),
    ("the kind of a paragraph", {"paragraphs": (replace(WORDS[0], kind="quote"),)}, True),
    ("the author", {"provenance": Provenance(author="Solomija Ausgedacht")}, True),
    ("a tag", {"tags": ("a",)}, True),
    ("the time of publication", {"published": NOON - timedelta(days=1)}, True),
]


@pytest.mark.parametrize(("change", "is_change"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_what_counts_as_a_change(change: dict[str, Any], *, is_change: bool) -> None:
    before = entry(tags=("a", "b"))
    assert (content_hash(before) != content_hash(replace(before, **change))) == is_change


def test_the_mark_of_an_excerpt_changes_with_what_the_source_shows() -> None:
    assert mark_of(entry()) == mark_of(entry(tags=("neu",), published=None))
    assert len({mark_of(entry()), mark_of(entry(title="Anders")), mark_of(entry(modified=NOON))}) == 3


# what is said of the time of publication, when the piece is first seen at noon → what is stored
TIMES: list[tuple[datetime | None, datetime]] = [
    (None, NOON),
    (NOON - timedelta(days=700), NOON - timedelta(days=700)),
    (NOON + timedelta(minutes=20), NOON),
    (datetime(2999, 1, 1, tzinfo=UTC), NOON),
]


@pytest.mark.parametrize(("said", "stored"), TIMES)
def test_a_time_to_come_is_now(said: datetime | None, stored: datetime) -> None:
    assert new_article(entry(published=said), NOON).published_at == stored


def test_a_piece_without_a_title_is_called_by_its_first_words() -> None:
    assert new_article(entry(title=None), NOON).title == "Ein Absatz über eine Brücke, die niemand mehr […]"
    assert new_article(entry(title=None, paragraphs=()), NOON).title == entry().url


# ------------------------------------------------------------------- through the whole
@pytest.mark.asyncio(loop_scope="session")
async def test_a_post_without_text_is_kept_where_it_leads_to_an_original(opening: Opening) -> None:
    async with opening(Blog()) as room:
        source = await room.add("rss")
        video = Provenance(original_url="https://www.youtube.com/watch?v=abcdefghijk")
        entries = [
            entry("a", link(1), paragraphs=(), provenance=video),
            entry("b", link(2), paragraphs=(), provenance=Provenance()),
        ]
        tally = await room.ingest.store(source, entries, now=NOON)
        assert len(tally.new) == 1
        while await room.summarise.pending():
            pass
        (piece,) = await room.articles()
        assert (piece.paragraphs, piece.points, piece.provenance.original_url) == ((), (), video.original_url)


@pytest.mark.asyncio(loop_scope="session")
async def test_a_piece_that_the_summarizer_cannot_take_holds_up_no_other(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    points = summarizer.points

    def stumbling(text: str, **how: Any) -> list[summarizer.Point]:
        if "Stein" in text:
            raise RecursionError("as a mistake of ours may")
        return points(text, **how)

    monkeypatch.setattr(summarizer, "points", stumbling)
    async with opening(Blog()) as room:
        source = await room.add("rss")
        stone = (Paragraph("Über diesen Stein stolpert jeder, der ihn nicht kennt."),)
        await room.ingest.store(
            source, [entry("a", link(1)), entry("b", link(2), paragraphs=stone)], now=NOON
        )
        while await room.summarise.pending():
            pass
        async with room.database.read() as tx:
            assert await tx.articles.pending(10) == []
            assert await tx.articles.summarised([1, 2]) == {1, 2}
        assert sorted(bool(piece.points) for piece in await room.articles()) == [False, True]


@pytest.mark.asyncio(loop_scope="session")
async def test_planned_digests_that_name_a_withdrawn_piece_are_planned_anew(opening: Opening) -> None:
    blog = Blog()
    blog.publish_many(2)
    async with opening(blog) as room:
        source = await room.add("rss")
        for title in ("Bleibt", "Geht"):
            blog.publish(title)
        await room.refresh(source)
        while await room.summarise.pending():
            pass
        workers = Workers()
        digests, archive = Digests(room.database, workers), Archive(room.database, workers)
        planner = Planner(room.database, digests, archive, zone="Europe/Berlin", language="de")
        await subscribe(room)
        async with room.database.begin() as tx:
            eager = await tx.chats.meet(
                2, 0, kind="private", language_code="de", boxed=False, now=room.clock.now()
            )
            since = room.clock.now() - timedelta(hours=1)
            await tx.subscriptions.put(
                Subscription(
                    eager.id, True, True, "08:00", 127, Filters(), None, None, since, None, since, None
                )
            )
        assert await planner.plan_at_once(room.clock.now()) == 2
        assert (await planner.plan(room.clock.now())).messages == 1
        assert "Geht" in await unsent(room)
        blog.change(blog.visible()[0], status="trash")
        reading = await room.refresh(source, everything=True)
        assert len(reading.tally.withdrawn) == 1
        assert await planner.plan_anew(reading.tally.withdrawn, room.clock.now()) == 1
        planned = await unsent(room)
        assert planned.count("Bleibt") >= 2
        assert "Geht" not in planned
        gone = await room.readings.remove(source.id, by="test", now=room.clock.now())
        await planner.plan_anew(gone, room.clock.now())
        assert await unsent(room) == ""
        workers.close()


@pytest.mark.asyncio(loop_scope="session")
async def test_a_piece_that_was_being_read_when_the_slot_came_is_in_the_next_digest(
    opening: Opening,
) -> None:
    blog = Blog()
    blog.publish_many(2)
    async with opening(blog) as room:
        source = await room.add("rss")
        workers = Workers()
        digests, archive = Digests(room.database, workers), Archive(room.database, workers)
        planner = Planner(room.database, digests, archive, zone="Europe/Berlin", language="de")
        await subscribe(room)
        blog.publish("Kommt gerade")
        planned: list[int] = []

        async def answer_late(request: web.Request) -> web.StreamResponse:
            del blog.misdeeds["/feed"]
            room.clock.advance(timedelta(seconds=1))
            planned.append((await planner.plan(room.clock.now())).slots)
            return await blog.answer(request)

        blog.misdeeds["/feed"] = answer_late
        reading = await room.refresh(source, after=timedelta(0))
        while await room.summarise.pending():
            pass
        assert (planned, len(reading.tally.new)) == ([1], 1)
        assert await unsent(room) == ""
        room.clock.advance(timedelta(days=1))
        await planner.plan(room.clock.now())
        assert "Kommt gerade" in await unsent(room)
        workers.close()


async def subscribe(room: Newsroom) -> None:
    """A chat whose digest is due now."""
    now = room.clock.now()
    async with room.database.begin() as tx:
        chat = await tx.chats.meet(1, 0, kind="private", language_code="de", boxed=False, now=now)
        slot = f"{now.astimezone(ZoneInfo('Europe/Berlin')):%H:%M}"
        wanted = Subscription(chat.id, True, False, slot, 127, Filters(), None, None, now, now, None, None)
        await tx.subscriptions.put(wanted)


async def unsent(room: Newsroom) -> str:
    """What waits in the outbox, as text."""
    async with room.database.read() as tx:
        due = await tx.outbox.due(room.clock.now() + timedelta(days=1), limit=10, boxed=False)
    return "\n".join(str(delivery.payload) for delivery in due)
