"""A piece and all that belongs to it: its points, its original, its whole text, and why these points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING

from bot.i18n import Translator
from bot.presentation.buttons import copied, named, opened, press, rows, shared
from bot.presentation.bylines import byline, heading, linked_title, spoken_date, title_of
from bot.presentation.markup import (
    Html,
    clip,
    esc,
    fill,
    first_fitting,
    join,
    line,
    link,
    size,
    units,
    web_link,
)
from bot.presentation.outgoing import Button, OutgoingMessage
from bot.presentation.points import LINK_WORDS, label_of, labelled
from bot.services.digests import points_shown

if TYPE_CHECKING:
    from bot.services.archive import Piece
    from bot.services.records import Article, Length, Point

PART = 3500
"""Units of a part of the whole text: below Telegram's limit, and about two screens."""


# ---------------------------------------------------------------- a piece
def piece(
    t: Translator,
    piece: Piece,
    *,
    length: Length,
    subscribed: bool,
    shareable: str | None,
    back: str | None = None,
    zone: str = "UTC",
) -> OutgoingMessage:
    """Headline, byline, points. ``back`` leads to the digest that it was opened from: ``d2026-11-22``."""
    article = piece.article
    return OutgoingMessage(
        text=summary(t, article, length, zone=zone),
        buttons=rows(
            _sources_row(t, article, back, full_text=piece.article.full_text),
            (
                None if subscribed else named(t, "button.subscribe", "sub"),
                shared(t("button.share"), shareable) if shareable else None,
            ),
            _around(t, piece, back),
            (_back_button(t, back),),
        ),
        article_id=article.id,
    )


def summary(
    t: Translator, article: Article, length: Length, *, further: bool = True, zone: str = "UTC"
) -> Html:
    """What a piece says, in one message; ``further`` adds the points beyond the length, folded up."""
    return first_fitting(_versions(t, article, length, further=further, zone=zone))


def _versions(t: Translator, article: Article, length: Length, *, further: bool, zone: str) -> Iterator[Html]:
    """The same piece, each time with a little less, until it fits."""
    head = join((heading(t, article.headline), byline(t, article.headline, zone)), "\n")
    if not article.points:
        yield join((head, _beginning(t, article)))
        return
    chosen = points_shown(article, length)
    others = tuple(point for point in article.points if point not in chosen) if further else ()
    for limit, words in ((900, LINK_WORDS), (900, 3), (500, 3), (300, 2), (300, 0)):
        yield _with_points(head, article, chosen, others, limit, words)
    for count in range(len(others), -1, -1):
        yield _with_points(head, article, chosen, others[:count], 300, 0)
    for count in range(min(len(chosen), 8), 0, -1):
        yield _with_points(head, article, chosen[:count], (), 200, 0)


def _with_points(
    head: Html, article: Article, chosen: Sequence[Point], others: Sequence[Point], limit: int, words: int
) -> Html:
    shown = (labelled(article, point, limit=limit, words=words) for point in chosen)
    return join((head, *shown, folded(labelled(article, p, limit=limit, words=words) for p in others)))


def folded(blocks: Iterable[Html], separator: str = "\n\n") -> Html:
    """Blocks in a quote that opens at a tap; nothing without blocks."""
    inside = join(blocks, separator)
    return Html(f"<blockquote expandable>{inside}</blockquote>") if inside else inside


def _beginning(t: Translator, article: Article) -> Html:
    """What there is to read before the points are made."""
    first = article.paragraphs[0] if article.paragraphs else ""
    return join((esc(clip(first.strip(), 600)), Html(f"<i>{fill(t, 'piece.pending')}</i>")))


def _sources_row(
    t: Translator, article: Article, back: str | None, *, full_text: bool
) -> tuple[Button | None, ...]:
    platform = line(article.provenance.platform or "", 24)
    known = web_link(article.provenance.original_url)
    label = (
        t("button.original_on", platform=unescape(platform)) if platform and known else t("button.original")
    )
    whole = named(t, "button.full", "full", article.id, 0) if full_text else None
    page = None if full_text else opened(t("button.page"), article.url)
    return press(label, "original", article.id, *filter(None, (back,))), whole or page


def _around(t: Translator, piece: Piece, back: str | None) -> tuple[Button | None, ...]:
    end = (back,) if back else ()
    return (
        named(t, "button.older", "piece", piece.older, *end) if piece.older is not None else None,
        named(t, "button.why", "why", piece.article.id, *end) if piece.article.points else None,
        named(t, "button.newer", "piece", piece.newer, *end) if piece.newer is not None else None,
    )


def _back_button(t: Translator, back: str | None) -> Button | None:
    if not back or not back.startswith("d"):
        return None
    return named(t, "button.back_digest", "digest", *filter(None, (back[1:],)))


def none_yet(t: Translator, *, subscribed: bool) -> OutgoingMessage:
    """There is no piece at all."""
    text = join((fill(t, "latest.none"), fill(t, "latest.none_wait" if subscribed else "latest.none_offer")))
    button = None if subscribed else named(t, "button.subscribe", "sub")
    return OutgoingMessage(text, rows((button,)))


# ---------------------------------------------------------------- the original
def original(
    t: Translator, article: Article, publisher: str | None, *, opened_from: str | None = None
) -> OutgoingMessage:
    """Where the piece comes from: the bare, complete address of the original, and all that is known of it.

    From here it goes to the piece, and from that on to the digest that it was ``opened_from``.
    """
    source = article.provenance
    url = source.original_url
    buttons = (opened(t("button.browser"), url), copied(t("button.copy"), url) if url else None)
    page = None if url else opened(t("button.page"), article.url)
    text = join(
        (
            join((fill(t, "original.title"), _bare(url)), "\n") if url else _not_known(t, article),
            join((_original_title(article), _original_line(t, article)), "\n"),
            join(_others(t, article), "\n"),
            join((_translation(t, article, publisher), "" if url else _page(t, article)), "\n"),
        )
    )
    return OutgoingMessage(
        text=text,
        buttons=rows(
            buttons,
            (page,),
            (_to_piece(t, article, opened_from),),
        ),
        preview=web_link(url),
        article_id=article.id,
    )


def _to_piece(t: Translator, article: Article, opened_from: str | None) -> Button:
    return named(t, "button.back_piece", "piece", article.id, *filter(None, (opened_from,)))


def _bare(url: str) -> Html:
    """The address itself, to read and to copy; as a link only where Telegram would not find it."""
    return esc(clip(" ".join(url.split()), 2000))


def _not_known(t: Translator, article: Article) -> Html:
    """No address of the original: said honestly."""
    known = article.provenance.is_known
    return join(
        (fill(t, "original.title"), fill(t, "original.no_link" if known else "original.unknown")), "\n"
    )


def _page(t: Translator, article: Article) -> Html:
    """The way to the translation, where there is one."""
    page = web_link(article.url)
    return fill(t, "original.page", link=esc(page)) if page else Html("")


def _original_title(article: Article) -> Html:
    title = line(article.provenance.original_title or "", 300)
    return Html(f"<i>{title}</i>") if title else title


def _original_line(t: Translator, article: Article) -> Html:
    source = article.provenance
    return join(
        (
            line(source.author or "", 100),
            line(source.platform or "", 60),
            line(source.kind or "", 60),
            line(t.language_name(source.language) or "", 40),
            spoken_date(t, source.published) if source.published else "",
        ),
        " · ",
    )


def _translation(t: Translator, article: Article, publisher: str | None) -> Html:
    """Who translated it, and where the translation stands."""
    translator, where = line(article.provenance.translator or "", 100), line(publisher or "", 100)
    where = link(where, article.url)
    if translator:
        return fill(t, "original.translated_by", names=join((translator, where), ", "))
    return fill(t, "original.published_in", name=where) if where else where


def _others(t: Translator, article: Article) -> Iterator[Html]:
    """Further sources of a piece that names several."""
    for other in article.provenance.others[:3]:
        name = line(str(other.get("original_title") or other.get("author") or ""), 100)
        address = str(other.get("original_url") or "")
        if name or address:
            yield join((fill(t, "original.further"), name, esc(clip(address, 200))), " ")


# ---------------------------------------------------------------- the whole text
def full_text(t: Translator, article: Article, part: int) -> tuple[OutgoingMessage, int]:
    """One part of the whole text, from 0 on, and the number of parts; a part that is not there is the last."""
    parts = _parts(article)
    part = min(max(part, 0), len(parts) - 1)
    head = heading(t, article.headline, limit=150)
    place = fill(t, "full.part", part=part + 1, parts=len(parts)) if len(parts) > 1 else ""
    is_last = part + 1 == len(parts)
    end = fill(t, "full.end") if is_last else ""
    message = OutgoingMessage(
        text=join((join((head, f"<i>{place}</i>" if place else ""), "\n"), parts[part], end)),
        buttons=rows(
            (
                None if is_last else named(t, "button.next", "full", article.id, part + 1),
                named(t, "button.original", "original", article.id) if is_last else None,
            ),
        ),
        article_id=article.id,
    )
    return message, len(parts)


def _parts(article: Article) -> tuple[Html, ...]:
    """The paragraphs in messages of at most PART units; only a longer paragraph is divided, between words."""
    parts: list[Html] = []
    for block in _paragraphs(article):
        if parts and size(longer := join((parts[-1], block))).units <= PART and size(longer).fits:
            parts[-1] = longer
        else:
            parts.append(block)
    return tuple(parts) or (Html("…"),)


def _paragraphs(article: Article) -> Iterator[Html]:
    kinds = iter(article.kinds)
    for paragraph in article.paragraphs:
        kind = next(kinds, "text")
        for chunk in chunks(paragraph.strip(), PART):
            text = esc(chunk)
            if not text.strip():
                continue
            match kind:
                case "heading":
                    yield Html(f"<b>{text}</b>")
                case "quote":
                    yield Html(f"<blockquote>{text}</blockquote>")
                case "item":
                    yield Html(f"• {text}")
                case _:
                    yield text


def chunks(text: str, limit: int) -> Iterator[str]:
    """A long text in pieces of at most ``limit`` units: after a sentence where there is one, else a word."""
    while units(text) > limit:
        head = clip(text, limit).removesuffix(" […]")
        ends = [head.rfind(mark) + 1 for mark in (". ", "! ", "? ", "… ", "\n")]
        if max(ends) > len(head) // 2:
            head = head[: max(ends)]
        yield head
        text = text[len(head) :].lstrip()
    yield text


def full_text_link(t: Translator, article: Article) -> OutgoingMessage:
    """The whole text stands on its page; the chat may not show it."""
    page = opened(t("button.page"), article.url)
    text = fill(t, "full.on_page" if page else "full.nowhere", title=linked_title(t, article.headline))
    buttons = rows((page,), (named(t, "button.original", "original", article.id),))
    return OutgoingMessage(text, buttons, preview=web_link(article.url), article_id=article.id)


# ---------------------------------------------------------------- why
def why(t: Translator, article: Article, *, opened_from: str | None = None) -> OutgoingMessage:
    """How the points were chosen, and where in the piece they stand."""
    head = (fill(t, "why.title", title=title_of(t, article.headline)), fill(t, "why.how"))
    text = first_fitting(
        join((*head, _places(t, article, words), fill(t, "why.promise"))) for words in (LINK_WORDS, 2, 0)
    )
    return OutgoingMessage(text, rows((_to_piece(t, article, opened_from),)), article_id=article.id)


def _places(t: Translator, article: Article, words: int) -> Html:
    """Each label with the paragraph that its sentence stands in."""
    lines = []
    for point in article.points[:10]:
        if label := label_of(article, point, words=words):
            paragraph = article.body.count("\n\n", 0, point.sentences[0].start) + 1
            of = len(article.paragraphs)
            lines.append(fill(t, "why.place", label=label, paragraph=paragraph, paragraphs=of))
    return join(lines, "\n")
