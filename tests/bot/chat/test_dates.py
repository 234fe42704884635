"""Months, days and spans: what words name, what is shown of it, and under which date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.i18n import Translator
from bot.sources.entry import Entry
from tests.bot.chat.conftest import reader, says
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


OCTOBER = [f"2026-10-{day:02}" for day in (1, 8, 15, 22, 29, 31)]
IN_THE_ARCHIVE = {
    "de": ("Archiv Oktober", "Archiv Oktober 2026", "/archiv oktober", "Artikel aus dem Oktober",
           "Zeig mir alles aus dem Oktober", "alles von Oktober 2026", "Liste der Beiträge vom Oktober"),
    "uk": ("архів жовтень", "/arkhiv жовтень 2026", "архів за жовтень", "статті за жовтень", "архив за октябрь"),
    "en": ("archive october", "/archive October 2026", "articles from October", "all posts of october"),
}  # fmt: skip
IN_A_DIGEST = {
    "de": ("was erschien im Oktober?", "was gab es im Oktober 2026?", "Überblick Oktober", "letzten Monat",
           "Kannst du mir bitte zeigen, was im Oktober so erschienen ist, ich war krank"),
    "uk": ("що було в жовтні?", "що вийшло в жовтні", "минулого місяця", "что вышло в октябре", "в прошлом месяце"),
    "en": ("what came out in October", "what happened in october 2026", "last month"),
}  # fmt: skip


async def test_a_month_is_its_pages_of_the_archive(talk: Talk, t: Translator) -> None:
    await stock(talk, dated("2026-09-30"), *(dated(day) for day in OCTOBER), dated("2025-10-08"))
    user, month = reader(talk, t), t.month(datetime(2026, 10, 1, tzinfo=UTC))
    newest = OCTOBER[::-1]
    for words in IN_THE_ARCHIVE[t.language]:
        first = await talk.one(words, user=user)
        assert (month in first.text, shown(first.text)) == (True, newest[:5]), words
    second = await talk.tap(t("button.older"), first, user=user)
    assert (month in second.text, shown(second.text)) == (True, newest[5:])
    assert (await talk.tap(t("button.newer"), second, user=user)).text == first.text
    await talk.one(words, user=user)
    assert (
        shown((await talk.one({"de": "weiter", "uk": "далі", "en": "next"}[t.language], user=user)).text)
        == newest[5:]
    )


async def test_a_question_on_a_month_is_answered_with_what_came_in_it(talk: Talk, t: Translator) -> None:
    await stock(talk, dated("2026-09-30"), *(dated(day) for day in OCTOBER), dated("2025-10-08"))
    user, month = reader(talk, t), t.month(datetime(2026, 10, 1, tzinfo=UTC))
    for words in IN_A_DIGEST[t.language]:
        digest = await talk.one(words, user=user)
        assert (digest.text.split("\n")[0], shown(digest.text)) == (month, OCTOBER[::-1]), words
    opened = await talk.tap("1", digest, user=user)
    assert (await talk.tap(t("button.back_digest"), opened, user=user)).text == digest.text


async def test_a_month_without_a_year_is_the_last_one_and_a_year_is_all_of_it(talk: Talk) -> None:
    await stock(talk, dated("2025-12-24"), dated("2025-02-01"))
    december = await talk.one("Archiv Dezember")
    assert "Dezember 2025" in december.text
    assert shown(december.text) == ["2025-12-24"]
    assert shown((await talk.one("Archiv 2025")).text) == ["2025-12-24", "2025-02-01"]
    assert shown((await talk.one("Artikel seit Dezember")).text) == ["2025-12-24"]
    assert "kann ich nichts nachsehen" in (await talk.one("Archiv Dezember 2026")).text


async def test_where_nothing_came_that_is_said_of_the_month(talk: Talk, t: Translator) -> None:
    user = reader(talk, t)
    month = t.month(datetime(2026, 2, 1, tzinfo=UTC))
    asked = {"de": ("Archiv Februar", "was war im Februar?"), "uk": ("архів лютий", "що було в лютому?"),
             "en": ("archive february", "what came in February?")}  # fmt: skip
    for words in asked[t.language]:
        answer = await talk.one(words, user=user)
        assert says(t, "archive.none_of") in answer.text, words
        assert month in answer.text, words


async def test_last_week_and_last_month_are_those_of_the_calendar(talk: Talk) -> None:
    await stock(
        talk,
        *map(dated, ("2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01", "2026-11-09", "2026-11-15")),
    )
    for words, days in [
        ("letzten Monat", ["2026-10-31", "2026-10-01"]),
        ("Archiv letzter Monat", ["2026-10-31", "2026-10-01"]),
        ("was war letztes Wochenende?", ["2026-11-15"]),
        ("що було минулого тижня", ["2026-11-15", "2026-11-09"]),
        ("last weekend", ["2026-11-15"]),
        ("last week", ["2026-11-15", "2026-11-09"]),
        ("на прошлой неделе", ["2026-11-15", "2026-11-09"]),
        ("die letzten 30 Tage", ["2026-11-15", "2026-11-09", "2026-11-01", "2026-10-31"]),
    ]:
        assert shown((await talk.one(words)).text) == days, words


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
    for words in ("Archiv Oktober", "was war im Oktober?", "Archiv 2.11."):
        assert shown((await talk.one(words)).text) == ["2026-11-02"], words


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


@pytest.mark.parametrize(
    "words",
    [
        "wann war das?",
        "von wann ist das?",
        "а це коли?",
        "коли це було?",
        "when was that?",
        "когда это было?",
    ],
)
async def test_when_that_was_is_told_of_the_piece(talk: Talk, words: str) -> None:
    await talk.one("/neueste")
    assert "20. November 2026" in (await talk.one(words)).text


async def test_what_came_after_midnight_is_of_that_day_wherever_it_is_shown(talk: Talk) -> None:
    late = dated("2026-11-21")
    late = changed(late, published=datetime(2026, 11, 21, 23, 30, tzinfo=UTC), title="Nachtstück",
                   provenance=replace(late.provenance, published=None))  # fmt: skip
    await stock(talk, late)
    listed = await talk.one("Archiv 22.11.")
    shown = [listed, await talk.tap("2", listed), await talk.one("/start a4"), await talk.one("Luftabwehr")]
    assert all("Nachtstück" in one.text and "22. November" in one.text for one in shown)


async def test_more_days_than_are_looked_back_are_refused(talk: Talk) -> None:
    assert "bis zu 31" in (await talk.one("/heute 45")).text
    assert "bis zu 31" in (await talk.one("die letzten 6 Wochen")).text
