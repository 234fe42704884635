"""What stands above a piece's points: its headline, who said it where and when, and in which language."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING

from bot.i18n import Translator
from bot.presentation.markup import Html, fill, join, line, link
from bot.services.zones import day_of

if TYPE_CHECKING:
    from bot.services.records import Headline

READING_SPEED = 200
"""Words a minute, for translated prose read on a phone."""


def title_of(t: Translator, headline: Headline, limit: int = 200) -> Html:
    """The title on one line; words in its place where it shows nothing."""
    return line(headline.title, limit) or fill(t, "piece.untitled")


def linked_title(t: Translator, headline: Headline, *, limit: int = 200) -> Html:
    """The title as a link to the published piece."""
    return link(title_of(t, headline, limit), headline.url)


def heading(t: Translator, headline: Headline, *, limit: int = 200, before: str = "") -> Html:
    """The headline, marked where it is the original's title and not the piece's own."""
    title = Html(f"<b>{before}{linked_title(t, headline, limit=limit)}</b>")
    if headline.title_from == "original":
        return join((title, Html(f"<i>{fill(t, 'piece.title_original')}</i>")), "\n")
    return title


def byline(t: Translator, headline: Headline, zone: str = "UTC") -> Html:
    """*Author · platform, date · from the Ukrainian · 6 min.*, of it what is known."""
    where = join((line(headline.platform or "", 60), dated(t, headline, zone)), ", ")
    parts = (line(headline.author or "", 100), where, origin(t, headline), minutes(t, headline.words))
    return Html(f"<i>{join(parts, ' · ')}</i>")


def short_byline(t: Translator, headline: Headline, zone: str = "UTC") -> Html:
    """Author and date, for lists."""
    return join((line(headline.author or "", 60), dated(t, headline, zone, year=False)), ", ")


def dated(t: Translator, headline: Headline, zone: str, *, year: bool = True) -> Html:
    """The original's date, else the day on which the piece was published."""
    if headline.original_published:
        return spoken_date(t, headline.original_published)
    if _has_no_hour(headline):
        return Html(t.date(headline.published_at.date(), year=year))
    return Html(t.date(day_of(headline.published_at, zone), year=year))


def _has_no_hour(headline: Headline) -> bool:
    """Whether only a day was told, which is stored as its midnight in UTC."""
    return headline.published_at.time() == time()


def spoken_date(t: Translator, written: str) -> Html:
    """An ISO date, month or year in words; what is none of them as it was written."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", written):
        try:
            day = date(int(match[1]), int(match[2]), int(match[3] or 1))
        except ValueError:
            return line(written, 60)
        return Html(t.date(day) if match[3] else t.month(day))
    return line(written, 60)


def origin(t: Translator, headline: Headline) -> Html:
    """From which language the piece was translated; both languages where neither is the reader's."""
    original, text = headline.original_language, headline.language
    if text and text != t.language and original and original != text:
        return fill(t, "byline.languages", text=_code(text), original=_code(original))
    if text and text != t.language:
        return fill(t, "byline.text", text=_code(text))
    if not original or original == text:
        return Html("")
    if t.has(f"from.{original}"):
        return fill(t, f"from.{original}")
    return fill(t, "from.other", language=line(t.language_name(original) or "", 40))


def minutes(t: Translator, words: int) -> Html:
    """How long reading the whole piece takes."""
    return fill(t, "byline.minutes", n=max(1, round(words / READING_SPEED)))


def _code(language: str) -> Html:
    return line(language.upper(), 12)
