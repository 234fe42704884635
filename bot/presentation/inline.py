"""What inline mode offers: a piece to share, with its points and both links."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from bot.i18n import Translator
from bot.presentation.buttons import opened, rows
from bot.presentation.bylines import byline, heading, title_of
from bot.presentation.markup import Html, clip, fill, first_fitting, join, line, link, web_link
from bot.presentation.outgoing import OutgoingMessage
from bot.presentation.points import labelled, passages
from bot.services.digests import points_shown

if TYPE_CHECKING:
    from bot.services.archive import Found

MAX_TITLE = 100
MAX_DESCRIPTION = 160


def item(t: Translator, found: Found, publisher: str | None) -> tuple[str, str, OutgoingMessage]:
    """The title and description shown in the list (plain text), and the message that is sent when chosen."""
    article = found.article
    title = clip(unescape(title_of(t, article.headline)), MAX_TITLE)
    spans = found.passages or tuple(span for point in article.points[:1] for span in point.sentences[:1])
    saying = unescape(line(" ".join(span.text for span in spans), MAX_DESCRIPTION))
    author = unescape(line(article.provenance.author or publisher or "", MAX_DESCRIPTION))
    message = OutgoingMessage(
        first_fitting(
            _text(t, found, publisher, limit, words) for limit, words in ((700, 5), (400, 3), (200, 0))
        ),
        rows(
            (
                opened(t("button.original"), article.provenance.original_url),
                opened(t("button.page"), article.url),
            )
        ),
    )
    return title, saying or author or title, message


def _text(t: Translator, found: Found, publisher: str | None, limit: int, words: int) -> Html:
    article = found.article
    head = join((heading(t, article.headline), byline(t, article.headline)), "\n")
    if found.passages:
        shown = list(passages(article, found.passages[:4], limit=limit, words=words))
    else:
        points = points_shown(article, "normal")
        shown = [labelled(article, point, limit=limit, words=words) for point in points]
    return join((head, *shown, _links(t, found, publisher)))


def _links(t: Translator, found: Found, publisher: str | None) -> Html:
    """Both ways: to the original, and to the translation."""
    article = found.article
    source = article.provenance
    original = ""
    if web_link(source.original_url):
        name = line(source.platform or "", 60) or fill(t, "inline.here")
        original = fill(t, "inline.original", link=link(name, source.original_url))
    where = line(publisher or "", 100)
    text = ""
    if web_link(article.url):
        text = fill(t, "inline.text", link=link(where or fill(t, "inline.here"), article.url))
    elif where:
        text = fill(t, "inline.text", link=where)
    return join((original, text), "\n")
