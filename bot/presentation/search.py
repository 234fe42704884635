"""Answers to questions: passages on a topic, and pages of the archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.i18n import Translator
from bot.presentation import points
from bot.presentation.buttons import Row, named, press, rows
from bot.presentation.bylines import byline, heading, linked_title, short_byline
from bot.presentation.markup import Html, call, cleaned, fill, first_fitting, handle, join, line
from bot.presentation.outgoing import Button, OutgoingMessage
from bot.presentation.points import LINK_WORDS

if TYPE_CHECKING:
    from bot.services.archive import Found, Page, TopicAnswer
    from bot.services.days import Days

MAX_ABOUT = 50
"""Bytes of a topic that a button can name."""


def topic(
    t: Translator, answer: TopicAnswer, *, page: int, handle: str, this_year: bool, zone: str = "UTC"
) -> OutgoingMessage:
    """What the archive says on a topic, newest piece first; without a hit the nearest topics."""
    if not answer.found:
        return _nothing(t, answer, page=page, handle=handle, this_year=this_year)
    head = fill(t, "topic.title", query=line(answer.corrected or answer.query, 100))
    notes = (
        fill(t, "topic.corrected", typed=line(answer.query, 100)) if answer.corrected else "",
        fill(t, "topic.page", page=page + 1) if page else "",
        fill(t, "topic.this_year") if this_year else "",
    )
    top = join((head, join(notes, " ")), "\n")
    text = first_fitting(
        join(
            (
                top,
                *(
                    _found(t, one, number, len(answer.found), limit, words, most, zone)
                    for number, one in enumerate(answer.found, 1)
                ),
            )
        )
        for limit, words, most in ((700, LINK_WORDS, 6), (500, 3, 6), (300, 2, 6), (200, 0, 6), (200, 0, 2))
    )
    numbers = tuple(_opening(number, one) for number, one in enumerate(answer.found, start=1))
    buttons = rows(
        numbers if len(numbers) > 1 else (), *_topic_rows(t, answer, page, handle, this_year=this_year)
    )
    only = answer.found[0].article.id if len(answer.found) == 1 else None
    return OutgoingMessage(text, buttons, article_id=only)


def _opening(number: int, found: Found) -> Button:
    return press(f"{number}", "piece", found.article.id)


def _topic_rows(
    t: Translator, answer: TopicAnswer, page: int, handle: str, *, this_year: bool
) -> Iterator[tuple[Button | None, ...]]:
    here, other = ("topicyear", "topic") if this_year else ("topic", "topicyear")
    year = named(t, "button.all_years" if this_year else "button.this_year", other, 0, handle)
    yield (
        named(t, "button.back_page", here, page - 1, handle) if page else None,
        named(t, "button.more", here, page + 1, handle) if answer.more else None,
    )
    yield (year, named(t, "button.follow", "follow", handle))


def _found(
    t: Translator, found: Found, number: int, of: int, limit: int, words: int, most: int, zone: str
) -> Html:
    before = f"{number} · " if of > 1 else ""
    head = heading(t, found.article.headline, limit=160, before=before)
    shown = points.passages(found.article, found.passages[:most], limit=limit, words=words)
    return join((join((head, byline(t, found.article.headline, zone)), "\n"), *shown))


def _nothing(
    t: Translator, answer: TopicAnswer, *, page: int, handle: str, this_year: bool
) -> OutgoingMessage:
    query = line(answer.query, 100)
    if page:
        text = fill(t, "topic.no_more", query=line(answer.corrected or answer.query, 100))
    elif this_year:
        text = fill(t, "topic.not_this_year", query=query)
    else:
        text = fill(t, "topic.none", query=query)
    nearest = tuple(about(topic) for topic in (answer.alike or answer.nearest)[:4])
    if any(nearest):
        text = join((text, fill(t, "topic.alike" if answer.alike else "topic.nearest")))
    years = named(t, "button.all_years", "topic", 0, handle) if this_year else None
    return OutgoingMessage(text, rows(nearest[:2], nearest[2:], (years,), usual(t)))


def about(topic: str) -> Button | None:
    """A button that asks about a topic; None for one that no button can name."""
    words = " ".join(cleaned(topic).split())
    if not words or len(words.encode("utf-8", "replace")) > MAX_ABOUT:
        return None
    return Button(words, call("about", words))


def usual(t: Translator) -> Row:
    """The three ways on from anywhere."""
    return (
        named(t, "button.latest", "latest"),
        named(t, "button.archive", "archive", 0),
        named(t, "button.help", "help"),
    )


def passages(t: Translator, found: Found | None, query: str) -> OutgoingMessage:
    """What the piece that was replied to says on a topic."""
    asked = line(query, 100)
    if found is None:
        button = about(query)
        return OutgoingMessage(fill(t, "passages.none", query=asked), rows((button,)))
    title = linked_title(t, found.article.headline)
    head = fill(t, "passages.title", query=asked, title=title)
    text = first_fitting(
        join((head, *points.passages(found.article, found.passages[:6], limit=limit, words=words)))
        for limit, words in ((600, LINK_WORDS), (400, 3), (250, 2), (250, 0))
    )
    buttons = rows((named(t, "button.whole_piece", "piece", found.article.id), about(query)))
    return OutgoingMessage(text, buttons, article_id=found.article.id)


def archive_page(
    t: Translator, page: Page, word: str | None, zone: str, *, days: Days | None = None
) -> OutgoingMessage:
    """Five older pieces, or five that hold a word, or that are dated in some days."""
    found = (str(days),) if days else (handle(word),) if word else ()
    when = t.span(days.first, days.last) if days else ""
    if not page.headlines:
        key = "archive.no_more" if page.number else "archive.none_of" if days else "archive.none_with"
        text = fill(t, key, word=line(word or "", 100), date=when)
        back = named(t, "button.newer", "archive", page.number - 1, *found) if page.number else None
        return OutgoingMessage(text, rows((back,), usual(t)))
    key = "archive.title_of" if days else "archive.title_with" if word else "archive.title"
    title = fill(t, key, word=line(word or "", 100), date=when)
    return _listed(t, page, zone, title, "archive", found)


def only_page(t: Translator, page: Page, values: Sequence[str], asked: str, zone: str) -> OutgoingMessage:
    """Five pieces of one author, platform or original language; ``asked`` is how it was called."""
    title = fill(t, "only.title", values=line(", ".join(values), 200))
    if not page.headlines:
        return OutgoingMessage(join((title, fill(t, "only.none"))), rows(usual(t)))
    follow = named(t, "button.only_subscribe", "onlysub", handle(asked))
    return _listed(t, page, zone, title, "only", (handle(asked),), follow)


def _listed(
    t: Translator,
    page: Page,
    zone: str,
    title: Html,
    route: str,
    found: tuple[str, ...],
    *others: Button,
) -> OutgoingMessage:
    """A page of headlines, with the way to each and to the neighbouring pages."""
    place = fill(t, "archive.page", page=page.number + 1) if page.number or page.more else ""
    items = (
        join((Html(f"<b>{number}</b> · {linked_title(t, one, limit=160)}"), short_byline(t, one, zone)), "\n")
        for number, one in enumerate(page.headlines, start=1)
    )
    numbers = tuple(press(str(n), "piece", one.id) for n, one in enumerate(page.headlines, start=1))
    turning: Sequence[Button | None] = (
        named(t, "button.older", route, page.number + 1, *found) if page.more else None,
        named(t, "button.newer", route, page.number - 1, *found) if page.number else None,
    )
    return OutgoingMessage(join((join((title, place), " · "), *items)), rows(numbers, turning, others))
