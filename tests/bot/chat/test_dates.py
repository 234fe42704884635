"""Months, days and spans: what words name, what is shown of it, and under which date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.i18n import Translator
from bot.sources.entry import Entry
from tests.bot.chat.conftest import reader
from tests.support.articles import DAVOS, changed, store
from tests.support.talk import Talk

TODAY = datetime(2026, 11, 22, 7, tzinfo=UTC)


def dated(published: str, original: str | None = None) -> Entry:
    """A piece that is called like the day on which the blog published it."""
    moment = datetime.fromisoformat(f"{published}T10:00:00+00:00")
    provenance = replace(DAVOS.provenance, published=original or published)
    return changed(
        DAVOS, guid=published, url=f"https://blog.example/{published}/", title=f"Stück {published}",
        published=moment, provenance=provenance,
    )  # fmt: skip


async def stock(talk: Talk, *pieces: Entry) -> None:
    await store(talk.what, TODAY, *pieces, backfilled=True)


def shown(text: str) -> list[str]:
    """The days of the pieces that a message names, in its order."""
    return [line.partition("Stück ")[2][:10] for line in text.split("\n") if "Stück " in line]


async def test_some_days_are_named_by_both_ends(talk: Talk, t: Translator) -> None:
    digest = await talk.one(
        {"de": "/heute 7", "uk": "/daidzhest 7", "en": "/digest 7"}[t.language], user=reader(talk, t)
    )
    head = digest.text.split("\n")[0]
    assert "15" in head
    assert "22" in head


async def test_a_piece_is_found_under_the_date_that_it_bears_and_under_that_of_the_blog(talk: Talk) -> None:
    await stock(talk, dated("2026-11-16", original="2026-11-15"), dated("2026-11-02", original="2026-10-31"))
    for words in ("Artikel vom 15. November", "15.11.", "Artikel vom 16. November", "що було 15 листопада"):
        assert shown((await talk.one(words)).text) == ["2026-11-16"], words


async def test_the_newest_piece_bears_the_same_date_wherever_it_is_named(talk: Talk) -> None:
    talk.clock.set(datetime(2026, 12, 1, 7, tzinfo=UTC))
    for words in ("/neueste", "/heute", "/status", "Digest vom 30. November"):
        answer = (await talk.one(words)).text
        assert "20. November 2026" in answer, words
        assert "22. Nov" not in answer, words


async def test_what_was_stored_now_is_new_but_not_of_today(talk: Talk) -> None:
    await store(talk.what, TODAY, dated("2026-01-29"))
    new = await talk.one("/heute")
    assert "Stück 2026-01-29" in new.text
    assert new.text.split("\n")[0] == "Das ist neu"
    week = await talk.one("/heute 7")
    assert "Stück" not in week.text
