"""A digest: several pieces with their points in one message, and what else came folded up under them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot.i18n import Translator
from bot.presentation import reading
from bot.presentation.buttons import Row, named, press, rows
from bot.presentation.bylines import byline, dated, heading, linked_title, short_byline
from bot.presentation.markup import Html, fill, fill_number, join, line, packed, size
from bot.presentation.outgoing import OutgoingMessage
from bot.presentation.points import LINK_WORDS, labelled
from bot.presentation.search import usual
from bot.services.digests import POINTS_BY_LENGTH, points_shown

if TYPE_CHECKING:
    from bot.services.archive import Piece
    from bot.services.days import Days
    from bot.services.digests import Digest
    from bot.services.records import Article, Headline, Length

Kind: TypeAlias = Literal["daily", "now", "days"]


def digest(
    t: Translator,
    digest: Digest,
    *,
    day: date,
    length: Length,
    zone: str,
    late: bool = False,
    kind: Kind = "daily",
    back: str | None = None,
    days: Days | None = None,
) -> tuple[OutgoingMessage, ...]:
    """The digest in one message; in several, parted between pieces, only where nothing else helps.

    ``kind`` says how it came about: at its time, asked for now, of some ``days``.
    ``back`` is what the button ``digest:…`` of an opened piece needs to lead back here (the day).
    """
    head = _head(t, digest, t.span(days.first, days.last) if days else t.weekday_date(day), kind, late=late)
    texts = _texts(t, digest, head, length, zone)
    buttons = _buttons(t, digest, kind, f"d{day.isoformat() if back is None else back}")
    article_id = digest.pieces[0].id if digest.total == 1 and digest.pieces else None
    last = len(texts) - 1
    return tuple(
        OutgoingMessage(text, buttons if number == last else (), article_id=article_id)
        for number, text in enumerate(texts)
    )


def _head(t: Translator, digest: Digest, when: str, kind: Kind, *, late: bool) -> Html:
    title = fill(t, f"digest.title.{kind}", date=when)
    count = fill_number(t, "digest.count", digest.total)
    return join((title, count, fill(t, "digest.late") if late else ""), "\n")


def _texts(t: Translator, digest: Digest, head: Html, length: Length, zone: str) -> tuple[Html, ...]:
    """One message, with as many points and as exact links as fit into it; else several."""
    blocks: tuple[Html, ...] = ()
    more = _more(t, digest, zone)
    for count, limit, words in _measures(length):
        pieces = (
            _piece(
                t, article, number, zone, length, count=count, limit=limit, words=words, of=len(digest.pieces)
            )
            for number, article in enumerate(digest.pieces, start=1)
        )
        blocks = (head, *pieces)
        if size(whole := join((*blocks, reading.folded(more, "\n")))).fits:
            return (whole,)
    return packed((*blocks, *(reading.folded(more[n : n + 5], "\n") for n in range(0, len(more), 5))))


def _measures(length: Length) -> Iterator[tuple[int, int, int]]:
    """Points a piece, units a point, words named in a link: from all of it to what always fits."""
    for count in range(POINTS_BY_LENGTH[length], 0, -1):
        for words in (LINK_WORDS, 3, 2):
            yield count, 700, words
    yield from ((1, 400, 2), (1, 250, 2), (1, 250, 0))


def _piece(
    t: Translator,
    article: Article,
    number: int,
    zone: str,
    length: Length,
    *,
    count: int,
    limit: int,
    words: int,
    of: int,
) -> Html:
    before = f"{number} · " if of > 1 else ""
    head = heading(t, article.headline, limit=160, before=before)
    points = points_shown(article, length)[:count]
    if length == "line":
        return join(
            (head, *(labelled(article, p, limit=limit, words=words, compact=True) for p in points)), "\n"
        )
    head = join((head, byline(t, article.headline, zone)), "\n")
    return join((head, *(labelled(article, point, limit=limit, words=words) for point in points)))


def _more(t: Translator, digest: Digest, zone: str) -> list[Html]:
    """What else came: a line each, and how many are left even then."""
    if not digest.more:
        return []
    lines = [
        fill(t, "digest.more"),
        *(
            join((f"• {linked_title(t, one, limit=90)}", short_byline(t, one, zone)), " · ")
            for one in digest.more
        ),
    ]
    left = digest.total - len(digest.pieces) - len(digest.more)
    if left > 0:
        lines.append(fill_number(t, "digest.left", left))
    return lines


def _buttons(t: Translator, digest: Digest, kind: Kind, back: str) -> tuple[Row, ...]:
    numbers = tuple(
        press(str(number), "piece", article.id, back)
        if len(digest.pieces) > 1
        else named(t, "button.open", "piece", article.id, back)
        for number, article in enumerate(digest.pieces, start=1)
    )
    if kind == "daily":
        own: Row = (named(t, "button.time", "sub"), named(t, "button.pause_tomorrow", "pause", 1))
    else:
        own = (named(t, "button.archive", "archive", 0),)
    return rows(numbers, own)


def nothing_new(t: Translator, newest: Headline, zone: str, days: Days | None = None) -> OutgoingMessage:
    """Nothing came, or nothing is dated in those days; the newest piece is offered instead."""
    text = join(
        (
            fill(t, "archive.none_of", date=t.span(days.first, days.last))
            if days
            else fill(t, "digest.nothing"),
            fill(t, "digest.newest", date=dated(t, newest, zone), title=linked_title(t, newest)),
        )
    )
    return OutgoingMessage(text, rows((named(t, "button.show", "piece", newest.id),)))


def no_such_day(t: Translator, typed: str) -> OutgoingMessage:
    """That is no day to look back to; examples of what works."""
    return OutgoingMessage(fill(t, "digest.bad_day", typed=line(typed, 60)), rows(usual(t)))


def at_once(t: Translator, piece: Piece, *, length: Length = "normal", zone: str = "UTC") -> OutgoingMessage:
    """A piece for readers who want each one when it comes."""
    return reading.piece(
        t, piece, length=length, subscribed=True, shareable=f"#{piece.article.id}", zone=zone
    )
