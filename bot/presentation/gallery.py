"""Every kind of message once, made of the samples: what the preview page shows and the snapshots keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from bot.errors import QuellenboteError
from bot.i18n import Translator
from bot.presentation import (
    digests,
    filtering,
    general,
    inline,
    operators,
    reading,
    search,
    settings,
    subscribing,
    uploads,
)
from bot.presentation.outgoing import OutgoingMessage
from bot.presentation.samples import (
    BODY,
    COUNTS,
    DAY,
    DIGEST,
    DISCOVERED,
    FILTERS,
    HEADLINES,
    NOW,
    OTHER,
    PIECE,
    SENTENCES,
    ZONE,
    article,
    chat,
    delivery,
    source,
    span,
    state,
    subscription,
)
from bot.services.archive import Found, Page, Piece, TopicAnswer
from bot.services.days import Days
from bot.services.digests import Digest
from bot.services.records import DigestRecord, LogEntry, Provenance


def every_message(t: Translator) -> Iterator[tuple[str, OutgoingMessage]]:
    """Each kind of message once, with a name for it."""
    yield from _reading(t)
    yield from _digests(t)
    yield from _questions(t)
    yield from _subscribing(t)
    yield from _general(t)
    yield from _operators(t)


def _reading(t: Translator) -> Iterator[tuple[str, OutgoingMessage]]:
    allowed = replace(PIECE, article=replace(PIECE.article, full_text=True))
    for length in settings.LENGTHS:
        shown = reading.piece(t, allowed, length=length, subscribed=False, shareable="#1")
        yield f"piece {length}", shown
    opened = reading.piece(t, PIECE, length="normal", subscribed=True, shareable=None, back="d2026-11-22")
    yield "piece opened from a digest", opened
    plain = article(title_from="original", url=None, points=())
    yield (
        "piece without points, address or title",
        reading.piece(t, Piece(plain, None, None), length="normal", subscribed=True, shareable=None),
    )
    yield "none yet", reading.none_yet(t, subscribed=False)
    yield "original", reading.original(t, article(), "blog.example")
    nameless = Provenance(author="Arsen Vitruk", platform="Svitlo Video", published="2026-01")
    yield "original without a link", reading.original(t, article(provenance=nameless), None)
    yield (
        "original unknown",
        reading.original(t, article(provenance=Provenance()), "blog.example"),
    )
    whole = article(kinds=("heading", "text", "quote", "item", "text"))
    yield "full text", reading.full_text(t, whole, 0)[0]
    long = article(body="\n\n".join([BODY] * 8), kinds=("text",) * 40)
    yield "full text in parts", reading.full_text(t, long, 0)[0]
    yield "full text not allowed", reading.full_text_link(t, article())
    yield "full text nowhere", reading.full_text_link(t, article(url=None))
    yield "why these points", reading.why(t, article())
    yield "inline item", inline.item(t, Found(article(), ()), "blog.example")[2]
    yield "inline item on a topic", inline.item(t, Found(article(), (span(SENTENCES[3]),)), None)[2]


def _digests(t: Translator) -> Iterator[tuple[str, OutgoingMessage]]:
    for length in settings.LENGTHS:
        parts = digests.digest(t, DIGEST, day=DAY, length=length, zone=ZONE)
        yield f"digest {length}", parts[0]
    one = Digest((article(),), (), 1)
    yield (
        "digest of one piece, late",
        digests.digest(t, one, day=DAY, length="short", zone=ZONE, late=True)[0],
    )
    now = digests.digest(t, one, day=DAY, length="line", zone=ZONE, kind="now")
    yield "digest asked for (now)", now[0]
    for name, first in (("day", DAY), ("days", DAY - timedelta(days=6)), ("month", date(2026, 11, 1))):
        days = Days(first, date(2026, 11, 30) if name == "month" else DAY)
        parts = digests.digest(t, one, day=DAY, length="line", zone=ZONE, kind="days", days=days)
        yield f"digest asked for ({name})", parts[0]
    yield "no such day", digests.no_such_day(t, "31.02.2026")
    yield "nothing new", digests.nothing_new(t, article().headline, ZONE)
    yield "nothing of a day", digests.nothing_new(t, article().headline, ZONE, Days(DAY, DAY))
    yield "at once", digests.at_once(t, PIECE)


def _questions(t: Translator) -> Iterator[tuple[str, OutgoingMessage]]:
    found = Found(article(), (span(SENTENCES[0]), span(SENTENCES[3])))
    answer = TopicAnswer("Davos", (found, Found(OTHER, (span(SENTENCES[6]),))), more=True)
    yield "topic", search.topic(t, answer, page=0, handle="0a1b2c3d", this_year=False)
    yield "topic, second page", search.topic(t, answer, page=1, handle="0a1b2c3d", this_year=False)
    corrected = TopicAnswer("Davvos", (found,), corrected="Davos")
    yield "topic corrected, this year", search.topic(t, corrected, page=0, handle="0a1b2c3d", this_year=True)
    alike = TopicAnswer("Garantie", (), alike=("Garantien",))
    yield "topic without a hit, but alike", search.topic(t, alike, page=0, handle="0a1b2c3d", this_year=False)
    none = TopicAnswer("Blumen", (), nearest=("Garantien", "Hilfspaket", "Davos"))
    yield "topic without a hit", search.topic(t, none, page=0, handle="0a1b2c3d", this_year=False)
    yield "topic not this year", search.topic(t, none, page=0, handle="0a1b2c3d", this_year=True)
    ended = TopicAnswer("Blumen", ())
    yield "topic ended", search.topic(t, ended, page=2, handle="0a1b2c3d", this_year=False)
    yield "passages", search.passages(t, found, "Davos")
    yield "no passages", search.passages(t, None, "Blumen")
    yield "archive", search.archive_page(t, Page(HEADLINES, 1, more=True), None, ZONE)
    only = search.only_page(t, Page(HEADLINES[:2], 0, more=True), ("Arsen Vitruk",), "vitruk", ZONE)
    yield "archive of one author", only
    nothing = search.only_page(t, Page((), 0, more=False), (t.language_name("en") or "en",), "en", ZONE)
    yield "archive of a language that has nothing", nothing
    yield "archive with a word", search.archive_page(t, Page(HEADLINES[:1], 0, more=False), "Stück", ZONE)
    month = Days(date(2026, 11, 1), date(2026, 11, 30))
    yield "archive of a month", search.archive_page(t, Page(HEADLINES, 1, more=True), None, ZONE, days=month)
    yield (
        "archive without a piece of it",
        search.archive_page(t, Page((), 0, more=False), None, ZONE, days=month),
    )
    yield "archive without a hit", search.archive_page(t, Page((), 0, more=False), "Blumen", ZONE)
    yield "archive ended", search.archive_page(t, Page((), 9, more=False), None, ZONE)


def _subscribing(t: Translator) -> Iterator[tuple[str, OutgoingMessage]]:
    yield "choose time", subscribing.choose_time(t)
    yield "choose time, some of it understood", subscribing.choose_time(t, at=time(7, 30), weekdays=31)
    yield (
        "leaving",
        subscribing.ask_leaving(t, state(subscription()), NOW.date(), NOW.date() + timedelta(days=9)),
    )
    yield "type time", subscribing.type_time(t)
    yield "type time in a group", subscribing.by_reply(t, subscribing.type_time(t))
    yield "bad time", subscribing.bad_time(t, "25:00")
    yield "one time", subscribing.one_time(t, (time(7), time(19)), 31)
    for name, own in {
        "daily": subscription(),
        "on two days": subscription(weekdays=5),
        "weekly": subscription(weekdays=64),
        "at once": subscription(at_once=True),
        "filtered": subscription(weekdays=31, filters=FILTERS),
    }.items():
        yield f"subscribed {name}", subscribing.subscribed(t, state(own), now=NOW)
    yield "choose zone", subscribing.choose_zone(t)
    candidates = (("America/Chicago", "Birmingham (US)"), ("Europe/London", "Birmingham (GB)"))
    yield "type zone", subscribing.type_zone(t)
    yield "zone ambiguous", subscribing.choose_zone(t, candidates=candidates, typed="Birmingham")
    yield "zone unknown", subscribing.choose_zone(t, typed="Hintertupfing")
    yield "zone set", subscribing.zone_set(t, state(subscription()), NOW)
    yield "unsubscribed", subscribing.unsubscribed(t, state(subscription(active=False)))
    yield "nothing comes from there", filtering.none_from(t, "Telegram")
    yield "filters leave nothing out", filtering.no_exclusion(t)
    yield "not subscribed", subscribing.not_subscribed(t)
    paused = subscription(paused_until="2026-12-01")
    yield "paused", subscribing.paused(t, state(paused), date(2026, 12, 1), NOW)
    yield "paused already", subscribing.pause_kept(t, state(paused), NOW)
    record = DigestRecord("digest:2026-11-22", NOW, NOW, late=False, article_ids=(1, 2))
    empty = DigestRecord("digest:2026-11-22", NOW, NOW, late=False, article_ids=())
    yield "status", subscribing.status(t, state(subscription()), record, article().headline, NOW)
    yield "status paused", subscribing.status(t, state(paused), empty, article().headline, NOW)
    yield "status without a subscription", subscribing.status(t, state(), None, None, NOW)
    yield "settings", settings.settings(t, state(subscription(filters=FILTERS), quiet=True), NOW)
    yield "settings paused", settings.settings(t, state(paused), NOW)
    yield "settings without a subscription", settings.settings(t, state(), NOW)
    values = (("Arsen Vitruk", "Vira Polischtschuk"), ("uk", "ru"), ("YouTube", "Facebook"))
    yield "filters", filtering.filters(t, state(subscription(filters=FILTERS)), *values)
    yield "filters none", filtering.filters(t, state(), *values)
    yield "filter preview", filtering.filter_preview(t, list(HEADLINES))
    yield "filter preview empty", filtering.filter_preview(t, [])
    yield "language choice", settings.language_choice(t, t.language)
    yield "length choice", settings.length_choice(t, "normal")
    yield "quiet choice", settings.quiet_choice(t, chat(quiet=True))


def _general(t: Translator) -> Iterator[tuple[str, OutgoingMessage]]:
    yield "start", general.start(t, PIECE, subscribed=False)
    yield "start with nothing yet", general.start(t, None, subscribed=True)
    yield "help", general.help(t, state(), operator=False)
    yield "help for a subscriber", general.help(t, state(subscription()), operator=False)
    yield "help for operators", general.help(t, state(), operator=True)
    yield "privacy", general.privacy(t, contact="bote@blog.example")
    yield "my data", general.mydata(t)
    yield "delete?", general.delete_confirm(t)
    yield "deleted", general.deleted(t, 5)
    yield "greeting", general.small_talk(t, "greeting")
    yield "farewell", general.small_talk(t, "farewell")
    yield "thanks", general.small_talk(t, "thanks")
    yield "displeased", general.small_talk(t, "displeased")
    yield "no such pause", subscribing.no_such_pause(t, "31.02.")
    yield "no such language", settings.language_choice(t, t.language, unknown="tlh")
    yield "beyond", general.small_talk(t, "beyond")
    yield "added to a group", general.added_to_group(t)
    yield "added to a channel", general.added_to_channel(t, "Stimmen & Übersetzungen")
    yield "not for groups", general.not_for_groups(t)
    yield "only admins", general.only_admins(t)
    yield "unknown command", general.unknown_command(t)
    yield "not words", general.not_understood_media(t)
    yield "too many", general.too_many(t)
    yield "failed", general.failed(t)
    yield "expected error", general.error(t, QuellenboteError("error.edit.point", number=9, count=5))


def _operators(t: Translator) -> Iterator[tuple[str, OutgoingMessage]]:
    growth = [
        (DAY - timedelta(days=6 - n), count) for n, count in enumerate((180, 181, 185, 184, 190, 197, 198))
    ]
    yield "stats", operators.stats(t, COUNTS, growth, growth)
    pairs = ((source(), 480), (source(2, failures=3), 12), (source(3, kind="files"), 1))
    yield "sources", operators.sources(t, pairs, ZONE)
    yield "sources none", operators.no_source(t)
    yield "source", operators.source(t, source(failures=1, full=True), 480, ZONE)
    yield "source gone", operators.source(t, source(state="gone"), 480, ZONE)
    yield "source found", operators.source_found(t, "1a2b3c4d", DISCOVERED, DISCOVERED.entries)
    yield "source to be removed", operators.source_remove(t, source(), 480)
    yield "source added", operators.source_added(t, source())
    yield "source left", operators.source_left(t)
    yield "add help", operators.add_help(t)
    yield "refreshing", operators.refreshing(t, 3)
    yield "preview note", operators.preview_note(t)
    yield "nothing to preview", operators.nothing_to_preview(t)
    yield "broadcast help", operators.broadcast_help(t)
    yield "broadcast preview", operators.broadcast_preview(t, "Wir ziehen <um> & freuen uns.", 198, 7)
    yield "broadcast done", operators.broadcast_done(t, 198, 7)
    under_way = {"sent": 150, "ready": 46, "failed": 1, "uncertain": 1}
    yield "broadcast report", operators.broadcast_report(t, 7, under_way)
    yield "broadcast dropped", operators.broadcast_dropped(t)
    yield "edit help", operators.edit_help(t, article())
    yield "edited", operators.edited(t, article())
    yield "removed", operators.edited(t, replace(article(), state="removed"))
    yield "log", operators.log(t, [LogEntry(NOW, "42", "edit", "12 label")], ZONE)
    yield "log empty", operators.log(t, [], ZONE)
    yield "uncertain", operators.uncertain(t, [delivery()])
    yield "uncertain none", operators.uncertain(t, [])
    yield "upload of a file", uploads.offer(t, "1a2b3c4d", name="davos.md")
    yield "upload of a text", uploads.offer(t, "1a2b3c4d", text=BODY)
    yield "upload stored", uploads.stored(t, 1, 7)
    yield "upload known already", uploads.stored(t, 0, 7)
    yield "upload dropped", uploads.dropped(t)
    yield "alert: source failing", operators.source_failing(t, source(failures=12))
    yield "alert: source gone", operators.source_failing(t, source(failures=99, state="gone"))
    yield "alert: source silent", operators.source_silent(t, source(), 9)
    yield "alert: backup", operators.backup_overdue(t, NOW)
    yield "alert: rival", operators.rival(t)
    yield "alert: deliveries", operators.deliveries_failing(t, {"failed": 4, "uncertain": 1})
