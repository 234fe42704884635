"""Sample pieces, chats and sources with invented names: for the preview page and the snapshots."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from bot.services.archive import Piece
from bot.services.backfill import start
from bot.services.digests import Digest
from bot.services.discovery import Discovered
from bot.services.records import (
    Article,
    Chat,
    Counts,
    Delivery,
    Filters,
    Point,
    Provenance,
    Source,
    Span,
    Subscription,
    Trouble,
)
from bot.services.schedule import next_slots
from bot.services.subscriptions import State, pause_of, schedule_of
from bot.services.summaries import Entry
from bot.services.summaries import Provenance as Origin

NOW = datetime(2026, 11, 22, 7, 14, tzinfo=UTC)
DAY = date(2026, 11, 22)
ZONE = "Europe/Berlin"
SENTENCES = (
    "Das Treffen in Davos dauerte siebenunddreißig Minuten, und wer nur das Foto kennt, hat das Wichtigste verpasst.",
    "Es stand in einer Fußnote.",
    "Die erste Hälfte des Hilfspakets, 4,2 Milliarden Dollar für Strom & Wärme, soll sofort fließen.",
    "Die zweite umfasst Munition und bleibt an eine Bedingung geknüpft.",
    "Diese Bitte halte ich für klüger als jede Wunschliste, denn eine Lizenz bleibt, wenn eine Mehrheit wechselt.",
    "Am 10. Februar tritt der Finanzministerrat zusammen.",
    "Dann zeigt sich, ob Europa seine Hälfte zahlt.",
    "Ohne Garantien baut niemand ein Werk, und ohne Werke sind Garantien nur Papier.",
)
BODY = (
    f"{SENTENCES[0]} {SENTENCES[1]}\n\n{SENTENCES[2]} {SENTENCES[3]}\n\n"
    f"{SENTENCES[4]}\n\n{SENTENCES[5]} {SENTENCES[6]}\n\n{SENTENCES[7]}"
)
PROVENANCE = Provenance(
    kind="Videokommentar",
    original_title="Що лишилося після Давосу | Арсен Вітрук. 22.01.2026.",
    author="Arsen Vitruk",
    published="2026-01-22",
    language="uk",
    platform="Svitlo Video",
    original_url="https://video.example/watch?v=Dv22aVitruk&t=1",
    translator="Johanna Wiesgrund",
    publisher="blog.example",
)


def span(sentence: str, body: str = BODY) -> Span:
    """A sentence by its place in the body."""
    start = body.index(sentence)
    return Span(start, start + len(sentence), sentence)


def point(label: str, *numbers: int, dangling: bool = False) -> Point:
    """A point of some of the sample sentences."""
    return Point(label, tuple(span(SENTENCES[number]) for number in numbers), dangling)


POINTS = (
    point("Treffen in Davos", 0),
    point("Hilfspaket", 2, 3),
    point("Lizenzen statt Lieferungen", 4, dangling=True),
    point("Finanzministerrat", 5, 7),
    point("Garantien", 7),
)


def article(
    number: int = 1,
    *,
    title: str = "Was vom Treffen in Davos bleibt",
    title_from: str = "given",
    url: str | None = "https://blog.example/2026/01/23/was-vom-treffen-in-davos-bleibt/",
    body: str = BODY,
    points: tuple[Point, ...] = POINTS,
    provenance: Provenance = PROVENANCE,
    language: str | None = "de",
    kinds: tuple[str, ...] = (),
) -> Article:
    """A stored piece."""
    return Article(
        id=number,
        source_id=1,
        guid=f"guid-{number}",
        url=url,
        canonical_url=url,
        title=title,
        title_from=title_from,
        language=language,
        published_at=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
        modified_at=None,
        stored_at=NOW,
        changed_at=NOW,
        backfilled=False,
        state="live",
        body=body,
        kinds=kinds or ("text",) * (body.count("\n\n") + 1),
        words=max(len(body.split()), 1) * 12,
        tags=(),
        content_hash="0",
        summarised_hash="0",
        provenance=provenance,
        points=points,
    )


def chat(*, language: str = "de", quiet: bool = False) -> Chat:
    """A private chat."""
    return Chat(
        id=1,
        telegram_id=42,
        thread_id=0,
        kind="private",
        state="active",
        boxed=False,
        language=language,
        language_code=language,
        zone=ZONE,
        zone_typed="Berlin",
        length="normal",
        quiet_from="22:00" if quiet else None,
        quiet_until="07:00" if quiet else None,
        shown_article_id=None,
        seen_at=None,
        asked=None,
        created_at=NOW,
        inactive_since=None,
    )


def subscription(
    *,
    weekdays: int = 127,
    at_once: bool = False,
    active: bool = True,
    paused_from: str | None = None,
    paused_until: str | None = None,
    filters: Filters | None = None,
) -> Subscription:
    """A subscription at half past seven."""
    return Subscription(
        chat_id=1,
        active=active,
        at_once=at_once,
        time="07:30",
        weekdays=weekdays,
        filters=filters or Filters(),
        paused_until=paused_until,
        paused_from=paused_from,
        created_at=NOW,
        next_digest_at=None,
        last_slot_at=None,
        last_local_date=None,
    )


def state(own: Subscription | None = None, *, quiet: bool = False) -> State:
    """A chat and its subscription."""
    if own is None or own.at_once:
        return State(chat(quiet=quiet), own, ZONE)
    return State(chat(quiet=quiet), own, ZONE, next_slots(schedule_of(own, ZONE), NOW, pause=pause_of(own)))


def source(
    number: int = 1,
    *,
    kind: str = "rss",
    failures: int = 0,
    state: Literal["active", "gone"] = "active",
    full: bool = False,
) -> Source:
    """A source."""
    done = start("page", "https://blog.example/", api=None, forced=False)
    return Source(
        id=number,
        kind=kind,
        address="https://blog.example/feed/",
        site="https://blog.example/",
        title="Stimmen & Übersetzungen",
        state=state,
        full_text=full,
        created_at=NOW,
        next_fetch_at=NOW,
        interval_seconds=1800,
        etag=None,
        last_modified=None,
        body_hash=None,
        last_full_fetch_at=NOW,
        last_success_at=NOW - timedelta(hours=2),
        failures=failures,
        failing_since=NOW if failures else None,
        last_error=Trouble("error.fetch.timeout", {"host": "blog.example", "seconds": 30})
        if failures
        else None,
        told_at=None,
        moved_to=None,
        moved_seen=0,
        moved_since=None,
        backfill=replace(done, state="running", done=120, total=480) if failures else done,
    )


def delivery() -> Delivery:
    """An outbox row of which nobody knows whether it arrived."""
    return Delivery(
        id=7,
        chat_id=1,
        telegram_id=42,
        thread_id=0,
        key="digest:2026-11-22",
        part=0,
        priority=0,
        payload={},
        zone=None,
        quiet_from=None,
        quiet_until=None,
        due_at=NOW,
        attempts=1,
        doubts=1,
        created_at=NOW,
    )


COUNTS = Counts(1234, 2, 1, 5170, 3, 256, 198, {"sent": 4021, "ready": 3, "failed": 1, "uncertain": 2}, 0)
FILTERS = Filters(topics=("Davos",), authors=("Arsen Vitruk",), languages=("uk",), platforms=("YouTube",))
OTHER = article(
    2, title="Winter ohne Strom", url="https://blog.example/winter/", points=POINTS[1:3], language="de"
)
HEADLINES = tuple(article(n, title=f"Älteres Stück {n}").headline for n in range(10, 14))
PIECE = Piece(article(), 2, 3)
DIGEST = Digest((article(), OTHER), HEADLINES, 7)
DISCOVERED = Discovered(
    "rss",
    "https://blog.example/feed/",
    "https://blog.example/",
    "Der Blog",
    (
        Entry("1", "https://blog.example/davos/", "Was vom Treffen in Davos bleibt", "given", "de", NOW, None, (),
              Origin(author=PROVENANCE.author, platform=PROVENANCE.platform, published=PROVENANCE.published,
                     original_url=PROVENANCE.original_url)),
        Entry("2", "https://blog.example/notiz/", "Notiz ohne Quelle", "given", "de", NOW, None, (), Origin()),
    ),
)  # fmt: skip
