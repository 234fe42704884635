"""Whatever comes from outside: messages that parse, within the limits, with their links intact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.errors import QuellenboteError
from bot.i18n import LANGUAGES, Translator, translator
from bot.playground.entities import checked_link
from bot.presentation import digests, filtering, general, inline, operators, reading, search, subscribing
from bot.presentation import settings as settings_pages
from bot.presentation.markup import web_link
from bot.presentation.outgoing import OutgoingMessage
from bot.presentation.samples import DAY, NOW, ZONE, source, state, subscription
from bot.services.archive import Found, Page, Piece, TopicAnswer
from bot.services.digests import MORE, PIECES, Digest
from bot.services.discovery import Discovered
from bot.sources.entry import Entry, Provenance
from db import Article, Filters, Length, LogEntry, Trouble
from tests.bot.presentation.sound import links, sound
from tests.bot.presentation.strange import articles, long_texts, texts

# a failure is small enough to read as it is found; making it smaller would take minutes
examples = settings(max_examples=30, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
lengths = st.sampled_from(("line", "short", "normal", "long"))
translators = st.sampled_from([translator(language) for language in LANGUAGES])


def _about(t: Translator, one: Article, length: Length) -> Iterator[OutgoingMessage]:
    piece, spans = Piece(one, 1, 2), tuple(span for point in one.points for span in point.sentences)
    yield reading.piece(t, piece, length=length, subscribed=False, shareable=f"#{one.id}", back="d2026-11-22")
    yield reading.original(t, one, one.provenance.publisher)
    _, parts = reading.full_text(t, one, 0)
    yield from (reading.full_text(t, one, part)[0] for part in range(parts))
    yield reading.full_text_link(t, one)
    yield reading.why(t, one)
    yield digests.nothing_new(t, one.headline, ZONE)
    yield general.start(t, piece, subscribed=True)
    yield search.passages(t, Found(one, spans), one.title)
    yield search.archive_page(t, Page((one.headline,) * 5, 0, more=True), one.title, ZONE)
    yield inline.item(t, Found(one, spans), one.provenance.publisher)[2]
    yield operators.edit_help(t, one)
    yield operators.edited(t, one)
    yield operators.source_added(t, replace(source(), title=one.title))
    origin = Provenance(one.title, one.title, one.provenance.author, original_url=one.provenance.original_url)
    entry = Entry("g", one.url, one.title, "given", None, None, None, (), origin)
    found = Discovered("rss", "https://blog.example/feed/", one.url or "", one.title, (entry,) * 3)
    yield operators.source_found(t, "1a2b3c4d", found, found.entries)
    yield filtering.filter_preview(t, [one.headline] * 20)
    yield subscribing.status(t, state(subscription()), None, one.headline, NOW)


@examples
@given(translators, articles(), lengths)
def test_any_piece_makes_messages_that_telegram_takes(t: Translator, one: Article, length: Length) -> None:
    for message in _about(t, one, length):
        sound(message)
    title, description, _ = inline.item(t, Found(one, ()), None)
    assert title.strip()
    assert description.strip()


@examples
@given(translators, articles())
def test_links_lead_to_the_piece_and_its_original_and_nowhere_else(t: Translator, one: Article) -> None:
    page, original = web_link(one.url), web_link(one.provenance.original_url)
    wanted = {checked_link(url) for url in (page, original) if url}
    bases = {urlsplit(url)._replace(fragment="").geturl() for url in wanted if url}
    message = reading.piece(t, Piece(one, None, None), length="long", subscribed=True, shareable=None)
    written = {url for url in links(sound(message)) if url not in one.body}
    assert {urlsplit(url)._replace(fragment="").geturl() for url in written} <= bases
    if page:
        assert checked_link(page) in written
    card = reading.original(t, one, None)
    if original:
        assert [button.value for row in card.buttons for button in row if button.kind == "url"] == [original]


@examples
@given(translators, st.lists(articles(), min_size=1, max_size=PIECES), lengths, st.integers(0, MORE))
def test_any_digest_fits_and_leaves_nothing_out(
    t: Translator, pieces: list[Article], length: Length, more: int
) -> None:
    headlines = tuple(pieces[n % len(pieces)].headline for n in range(more))
    digest = Digest(tuple(pieces), headlines, len(pieces) + more + 3)
    messages = digests.digest(t, digest, day=DAY, length=length, zone=ZONE)
    for message in messages:
        sound(message)
    assert sum(len(re.findall(r"(?m)(?:^|>)• ", message.text)) for message in messages) >= more
    opened = [b.value.split(":")[1] for b in messages[-1].buttons[0]]
    assert opened == [str(one.id) for one in pieces]


@examples
@given(translators, st.lists(articles(), max_size=4), texts, texts, st.integers(0, 3), st.booleans())
def test_any_answer_fits(
    t: Translator, pieces: list[Article], query: str, other: str, page: int, this_year: bool
) -> None:
    found = tuple(Found(one, tuple(s for p in one.points for s in p.sentences)) for one in pieces)
    answer = TopicAnswer(query, found, more=True, corrected=other, nearest=(query, other, "Davos"))
    sound(search.topic(t, answer, page=page, handle=search.handle(query), this_year=this_year))
    sound(search.passages(t, None, query))
    sound(search.archive_page(t, Page((), page, more=False), query, ZONE))


@examples
@given(translators, long_texts, texts, st.integers(0, 10**9))
def test_any_words_fit(t: Translator, long: str, text: str, number: int) -> None:
    filters = Filters((long,), (text, long), ("uk", text), (text,))
    own = state(subscription(weekdays=1 + number % 127, filters=filters))
    choices = tuple(dict.fromkeys((text, long, "x")))
    own_source = replace(
        source(failures=2),
        title=long,
        address=long,
        site=text,
        last_error=Trouble("error.feed.illformed", {"reason": long}),
    )
    for message in (
        subscribing.bad_time(t, long),
        subscribing.subscribed(t, own, now=NOW),
        settings_pages.settings(t, own, NOW),
        filtering.filters(t, own, choices, choices, choices),
        subscribing.choose_zone(t, typed=long),
        subscribing.choose_zone(
            t, candidates=(("America/New_York", long), ("Europe/Kyiv", text)), typed=text
        ),
        general.privacy(t, contact=long),
        general.deleted(t, number),
        general.error(t, QuellenboteError("error.zone", typed=long)),
        general.error(t, QuellenboteError("error.nobody.knows", typed=long)),
        operators.sources(t, [(own_source, number)] * 30, ZONE),
        operators.source(t, own_source, number, ZONE),
        operators.broadcast_preview(t, long + "x", number, number),
        operators.log(t, [LogEntry(NOW, text, text, long)] * 40, ZONE),
        operators.source_failing(t, own_source),
    ):
        sound(message)


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_long_links_stay_in_one_digest(language: str) -> None:
    from bot.presentation.samples import article, span

    sentence = "Українські захисники потребують передусім засобів протиповітряної оборони та боєприпасів до них щодня"
    body = "\n\n".join(f"{sentence} {n}." for n in range(5))
    from db import Point

    points = tuple(Point(f"Тема {n}", (span(f"{sentence} {n}.", body),)) for n in range(5))
    pieces = tuple(article(n, body=body, points=points, title=f"Заголовок {n}") for n in range(1, 6))
    digest = Digest(pieces, tuple(one.headline for one in pieces * 3), 20)
    messages = digests.digest(translator(language), digest, day=DAY, length="normal", zone=ZONE)
    assert len(messages) == 1
    sound(messages[0])
