"""What operators see: counts, sources, a broadcast before and after, corrections, the log, alerts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.errors import QuellenboteError
from bot.i18n import Translator
from bot.presentation.buttons import Row, in_rows, named, opened, press, rows
from bot.presentation.bylines import title_of
from bot.presentation.markup import (
    Html,
    clip,
    esc,
    fill,
    fill_number,
    first_fitting,
    handle,
    join,
    line,
    link,
    moment_tag,
    trouble,
    web_link,
)
from bot.presentation.outgoing import OutgoingMessage
from bot.services.records import PROVENANCE_FIELDS

if TYPE_CHECKING:
    from bot.services.discovery import Discovered
    from bot.services.records import Article, Counts, Delivery, LogEntry, Provenance, Source
    from bot.services.summaries import Entry

_BARS = "▁▂▃▄▅▆▇█"
MOST_LINES = 20


# ---------------------------------------------------------------- counts
def stats(
    t: Translator,
    counts: Counts,
    growth: Sequence[tuple[date, int]] = (),
    chats: Sequence[tuple[date, int]] = (),
) -> OutgoingMessage:
    """Readers, pieces, deliveries; ``growth`` and ``chats`` are numbers by day, shown as small charts."""
    outbox = counts.outbox
    lines = (
        fill(t, "stats.readers", chats=t.number(counts.chats), subscriptions=t.number(counts.subscriptions)),
        fill(t, "stats.articles", articles=t.number(counts.articles), points=t.number(counts.points)),
        fill(t, "stats.pending", pending=t.number(counts.pending), withdrawn=t.number(counts.withdrawn)),
        fill(t, "stats.sources", sources=t.number(counts.sources)),
        fill(
            t,
            "stats.deliveries",
            sent=t.number(outbox.get("sent", 0)),
            waiting=t.number(outbox.get("ready", 0) + outbox.get("attempting", 0)),
            failed=t.number(outbox.get("failed", 0)),
            uncertain=t.number(outbox.get("uncertain", 0)),
        ),
        fill(t, "stats.inbox", open=t.number(counts.inbox_open)),
    )
    buttons: Row = (named(t, "button.sources", "sources"), named(t, "button.log", "log"))
    charts = join((_chart(t, "stats.chats_growth", chats), _chart(t, "stats.growth", growth)), "\n")
    text = join((fill(t, "stats.title"), join(lines, "\n"), charts))
    doubts = named(t, "button.uncertain", "uncertain") if outbox.get("uncertain") else None
    return OutgoingMessage(text, rows(buttons, (doubts,)))


def _chart(t: Translator, key: str, growth: Sequence[tuple[date, int]]) -> Html:
    if len(growth) < 2:
        return Html("")
    first, last = growth[0], growth[-1]
    return fill(
        t,
        key,
        chart=chart([number for _, number in growth]),
        start=t.date(first[0], year=False),
        end=t.date(last[0], year=False),
        change=f"{last[1] - first[1]:+d}",
    )


def chart(values: Sequence[int]) -> str:
    """Numbers as a row of bars, the lowest and the highest value being the ends of the scale."""
    low, high = min(values), max(values)
    steps = len(_BARS) - 1
    return "".join(_BARS[(value - low) * steps // (high - low) if high > low else 0] for value in values)


# ---------------------------------------------------------------- sources
def sources(t: Translator, found: Sequence[tuple[Source, int]], zone: str) -> OutgoingMessage:
    """Each source's state in a line or two, with a button for each."""
    if not found:
        return no_source(t)
    shown = found[:MOST_LINES]
    blocks = [_source_lines(t, source, count, zone, number=n) for n, (source, count) in enumerate(shown, 1)]
    if len(found) > len(shown):
        blocks.append(fill_number(t, "sources.left", len(found) - len(shown)))
    numbers = [press(str(n), "src", source.id) for n, (source, _) in enumerate(shown, 1)]
    names = [Html(f"{n} · {_name(t, source)}") for n, (source, _) in enumerate(shown, 1)]
    text = first_fitting(join((fill(t, "sources.title"), *lines)) for lines in (blocks, names))
    return OutgoingMessage(text, in_rows(numbers, 5))


def _name(t: Translator, source: Source) -> Html:
    if source.is_own:
        return fill(t, f"source.kind.{source.kind}")
    return line(source.title, 80) or line(source.address, 80)


def _source_lines(t: Translator, source: Source, count: int, zone: str, *, number: int = 0) -> Html:
    name = _name(t, source)
    before = f"{number} · " if number else ""
    head = Html(f"<b>{before}{link(name, source.site) if not source.is_own else name}</b>")
    return join((head, fill_number(t, "source.count", count), *_state_lines(t, source, zone)), "\n")


def _state_lines(t: Translator, source: Source, zone: str) -> list[Html]:
    if source.is_own:
        return []
    fails = source.state == "active" and source.failures
    lines = [fill(t, "source.state.failing" if fails else f"source.state.{source.state}")]
    if source.last_success_at:
        lines.append(fill(t, "source.read", moment=moment_tag(t, source.last_success_at, zone)))
    if source.next_fetch_at and source.state == "active":
        lines.append(fill(t, "source.next", moment=moment_tag(t, source.next_fetch_at, zone)))
    if source.failures and source.last_error:
        error = QuellenboteError(source.last_error.key, **source.last_error.arguments)
        lines.append(fill_number(t, "source.failures", source.failures, reason=trouble(t, error)))
    if source.backfill.state == "running":
        total = source.backfill.total
        of = t.number(total) if total is not None else "?"
        lines.append(fill(t, "source.backfill", done=t.number(source.backfill.done), total=of))
    return lines


def source(t: Translator, source: Source, count: int, zone: str) -> OutgoingMessage:
    """One source, with what can be done to it."""
    own = source.is_own
    details = () if own else (fill(t, "source.address", kind=source.kind, address=line(source.address, 300)),)
    text = join(
        (
            _source_lines(t, source, count, zone),
            join((*details, fill(t, "source.full.on" if source.full_text else "source.full.off")), "\n"),
        )
    )
    if source.state == "active":
        change = named(t, "button.source_pause", "srcpause", source.id)
    else:
        change = named(t, "button.source_resume", "srcresume", source.id)
    full = "button.full_forbid" if source.full_text else "button.full_allow"
    return OutgoingMessage(
        text,
        rows(
            (None if own else change, named(t, full, "srcfull", source.id)),
            (opened(t("button.blog"), source.site), named(t, "button.source_remove", "srcgo", source.id)),
            (named(t, "button.back_sources", "sources"),),
        ),
    )


def source_remove(t: Translator, source: Source, count: int) -> OutgoingMessage:
    """The second tap deletes it, with all its pieces."""
    yes = named(t, "button.source_remove_yes", "srcgone", source.id)
    return OutgoingMessage(
        fill_number(t, "source.remove", count, name=_name(t, source)),
        rows((yes, named(t, "button.delete_no", "src", source.id))),
    )


def source_found(t: Translator, which: str, found: Discovered, newest: Sequence[Entry]) -> OutgoingMessage:
    """What an address publishes, with its newest pieces and where they come from: shall it be kept?

    ``which`` address it is, buttons say.
    """
    name = link(line(found.title, 80), found.site)
    pieces = [_read_lines(t, entry) for entry in newest]
    text = join(
        (
            fill(t, "source.found", name=name, kind=found.kind),
            join((fill(t, "source.newest"), *pieces), "\n") if pieces else "",
            fill(t, "source.ask_keep"),
        )
    )
    yes, no = named(t, "button.upload_yes", "addyes", which), named(t, "button.upload_no", "addno", which)
    return OutgoingMessage(text, rows((yes, no)))


def _read_lines(t: Translator, entry: Entry) -> Html:
    origin = entry.provenance
    parts = [line(part, 80) for part in (origin.author, origin.platform, origin.published) if part]
    if address := web_link(origin.original_url):
        parts.append(link(fill(t, "source.original"), address))
    title = link(line(entry.title or "", 120) or fill(t, "piece.untitled"), entry.url)
    return Html(f"• {title}\n   {' · '.join(parts) or fill(t, 'source.no_origin')}")


def source_left(t: Translator) -> OutgoingMessage:
    """It was not kept."""
    return OutgoingMessage(fill(t, "source.not_kept"))


def source_added(t: Translator, source: Source) -> OutgoingMessage:
    """A source was kept."""
    text = join(
        (
            fill(t, "source.added", name=_name(t, source), kind=source.kind),
            fill(t, "source.ask_full"),
        )
    )
    buttons = (named(t, "button.full_allow", "srcfull", source.id), named(t, "button.sources", "sources"))
    return OutgoingMessage(text, rows(buttons))


def add_help(t: Translator) -> OutgoingMessage:
    """What ``/add`` takes."""
    return OutgoingMessage(fill(t, "source.add_help"))


def no_source(t: Translator) -> OutgoingMessage:
    """There is nothing to read yet, and how that changes."""
    return OutgoingMessage(fill(t, "sources.none"))


def refreshing(t: Translator, count: int) -> OutgoingMessage:
    """All sources are read now."""
    return OutgoingMessage(fill_number(t, "source.refreshing", count))


def nothing_to_preview(t: Translator) -> OutgoingMessage:
    """Tomorrow's digest would be empty, so none would be sent."""
    return OutgoingMessage(fill(t, "preview.none"))


def preview_note(t: Translator) -> OutgoingMessage:
    """What follows is what a reader would get."""
    return OutgoingMessage(fill(t, "preview.note"))


# ---------------------------------------------------------------- broadcasts
def broadcast_help(t: Translator) -> OutgoingMessage:
    """What ``/broadcast`` takes."""
    return OutgoingMessage(fill(t, "broadcast.help"))


def broadcast_preview(t: Translator, text: str, chats: int, number: int) -> OutgoingMessage:
    """The text as readers would see it, and the question that names their number."""
    shown = esc(clip(text.strip(), 3500))
    question = fill_number(t, "broadcast.confirm", chats)
    yes = press(t.number_of("button.broadcast_yes", chats), "bcyes", number)
    return OutgoingMessage(
        join((shown, Html("———"), question)), rows((yes, named(t, "button.broadcast_no", "bcno", number)))
    )


def broadcast_done(t: Translator, planned: int, number: int) -> OutgoingMessage:
    """It is on its way; how far it has come is one tap away."""
    buttons = rows((named(t, "button.report", "bcstat", number),))
    return OutgoingMessage(fill_number(t, "broadcast.done", planned), buttons)


def broadcast_report(t: Translator, number: int, states: Mapping[str, int]) -> OutgoingMessage:
    """How far a broadcast has come."""
    waiting = states.get("ready", 0) + states.get("attempting", 0)
    text = fill(
        t,
        "broadcast.report",
        number=number,
        sent=t.number(states.get("sent", 0)),
        waiting=t.number(waiting),
        failed=t.number(states.get("failed", 0)),
        uncertain=t.number(states.get("uncertain", 0)),
    )
    again = named(t, "button.report", "bcstat", number) if waiting else None
    return OutgoingMessage(text, rows((again,)))


def broadcast_dropped(t: Translator) -> OutgoingMessage:
    """Nothing was sent."""
    return OutgoingMessage(fill(t, "broadcast.dropped"))


# ---------------------------------------------------------------- corrections
def edit_help(t: Translator, article: Article) -> OutgoingMessage:
    """What can be set right in a piece, and how it stands now."""
    return OutgoingMessage(
        join((_piece_to_edit(t, article), fill(t, "edit.help", number=article.id))),
        _hiding(t, article),
        article_id=article.id,
    )


def edited(t: Translator, article: Article) -> OutgoingMessage:
    """The piece as it stands after a correction, or where it is now."""
    if article.state == "removed":
        name = title_of(t, article.headline)
        return OutgoingMessage(fill(t, "edit.removed", title=name, number=article.id), article_id=article.id)
    return OutgoingMessage(
        join((fill(t, "edit.done"), _piece_to_edit(t, article))), _hiding(t, article), article_id=article.id
    )


def _piece_to_edit(t: Translator, article: Article) -> Html:
    title = Html(f"<b>{article.id} · {title_of(t, article.headline)}</b>")
    points = [Html(f"{n}. {line(point.label, 80)}") for n, point in enumerate(article.points[:10], 1)]
    return join((title, join(_values(article.provenance), "\n"), join(points, "\n")))


def _values(provenance: Provenance) -> list[Html]:
    return [Html(f"{name}: {line(getattr(provenance, name) or '–', 200)}") for name in PROVENANCE_FIELDS]


def _hiding(t: Translator, article: Article) -> tuple[Row, ...]:
    buttons = tuple(
        press(t("button.hide_point", n=n), "hide", article.id, handle(point.anchor))
        for n, point in enumerate(article.points[:10], 1)
    )
    return in_rows(buttons, 3)


# ---------------------------------------------------------------- log, doubts, alerts
def log(t: Translator, entries: Sequence[LogEntry], zone: str = "UTC") -> OutgoingMessage:
    """What operators did, the newest first."""
    if not entries:
        return OutgoingMessage(fill(t, "log.none"))
    lines = [
        join(
            (
                moment_tag(t, entry.at, zone),
                line(entry.operator, 30),
                line(f"{entry.action} {entry.detail}", 120),
            ),
            " · ",
        )
        for entry in entries[:MOST_LINES]
    ]
    return OutgoingMessage(join((fill(t, "log.title"), join(lines, "\n"))))


def uncertain(t: Translator, deliveries: Sequence[Delivery]) -> OutgoingMessage:
    """Deliveries of which nobody knows whether they arrived, and what to do about each."""
    if not deliveries:
        return OutgoingMessage(fill(t, "uncertain.none"))
    shown = deliveries[:10]
    lines = [
        fill(t, "uncertain.line", number=n, chat=delivery.telegram_id, what=line(delivery.key, 60))
        for n, delivery in enumerate(shown, 1)
    ]
    buttons = (
        (
            press(t("button.resend", n=n), "resend", delivery.id),
            press(t("button.drop", n=n), "drop", delivery.id),
        )
        for n, delivery in enumerate(shown, 1)
    )
    text = join((fill_number(t, "uncertain.title", len(deliveries)), join(lines, "\n")))
    return OutgoingMessage(text, rows(*buttons))


def source_failing(t: Translator, source: Source) -> OutgoingMessage:
    """An alert: a source fails for so long that somebody should look."""
    reason = Html("")
    if source.last_error:
        reason = trouble(t, QuellenboteError(source.last_error.key, **source.last_error.arguments))
    key = "alert.source_gone" if source.state == "gone" else "alert.source_failing"
    return alert(t, key, source=_name(t, source), reason=reason, source_id=source.id)


def source_silent(t: Translator, source: Source, days: int) -> OutgoingMessage:
    """An alert: nothing new for longer than usual."""
    text = fill_number(t, "alert.source_silent", days, source=_name(t, source))
    return OutgoingMessage(text, rows((named(t, "button.source", "src", source.id),)))


def deliveries_failing(t: Translator, outbox: Mapping[str, int]) -> OutgoingMessage:
    """An alert: messages that could not be delivered, or of which nobody knows."""
    failed, uncertain = outbox.get("failed", 0), outbox.get("uncertain", 0)
    message = alert(t, "alert.deliveries", failed=failed, uncertain=uncertain)
    doubts = named(t, "button.uncertain", "uncertain") if uncertain else None
    return replace(message, buttons=rows((doubts,)))


def backup_overdue(t: Translator, made_at: datetime) -> OutgoingMessage:
    """An alert: no backup has been made for longer than usual."""
    return alert(t, "alert.backup", day=t.date(made_at.date()))


def rival(t: Translator) -> OutgoingMessage:
    """An alert: somebody else speaks for the same bot."""
    return alert(t, "alert.rival")


def alert(t: Translator, key: str, *, source_id: int | None = None, **arguments: object) -> OutgoingMessage:
    """Any alert by its key (``alert.…``); with a button to the source that it is about."""
    button = named(t, "button.source", "src", source_id) if source_id is not None else None
    return OutgoingMessage(fill(t, key, **arguments), rows((button,)))
