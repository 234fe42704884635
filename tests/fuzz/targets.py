"""What must hold of any input, by name: feed, footer, messages, digests, answers, callback, updates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.errors import QuellenboteError
from bot.sources.feeds import MAX_ENTRIES, read_feed
from bot.sources.footer import separate
from bot.sources.markup import read_fragment
from tests.bot.presentation import test_markup, test_strange_input
from tests.bot.sources.writers import Written, footers
from tests.fuzz.conversation import updates

TEXT = "<p>Der Fluss stieg in der Nacht.</p><p>Am Morgen fiel er wieder &amp; schwieg.</p>"
RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Die Brücke</title><link>https://bruecke.example</link><language>de-DE</language><item><title>Stück 1</title>
<link>https://bruecke.example/1/</link><guid>urn:stueck:1</guid><pubDate>Thu, 19 Nov 2026 06:00:00 +0100</pubDate>
<category>Leben</category><content:encoded><![CDATA[{TEXT}]]></content:encoded></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="uk"><title>Міст</title><link href="https://mist.example"/>
<entry><id>tag:mist,1</id><title type="html">A &amp;amp; B</title><link href="/1"/>
<published>2026-03-01T07:00:00Z</published><updated>2026-03-02T07:00:00+02:00</updated><category term="Ріка"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Eins <b>zwei</b></p></div></content></entry></feed>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Die Brücke", "language": "de", "items": [{"id": 7,
"url": "https://bruecke.example/7", "title": "A", "content_html": "<p>Eins</p>", "date_published": "2026-03-01T07:00:00Z"}]}"""
TRICKY = (
    "<", ">", "&", "]]>", "<![CDATA[", "<!--", "-->", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "&#0;", "&#xD800;",
    "&#x110000;", "<item>", "</item>", "<entry>", "</channel>", "<rss>", "<html>", "<script>x</script>", "<table><tr><td>",
    "<br>", "<p>", "</p>", "<blockquote>", "<pre>", '<a href="javascript:x">', '<a href="//[">', "<h2>", "<li>", "<dl><dt>",
    "\x00", "\x1b", "\u202e", "\ufeff", "\u2028", "🇺🇦", "null", "-1", "1e999", "[[[[", "{", "}", '"', "\\", "\\ud800", ":",
    "🔗 Originalquelle", "Autor:", "Titel des Originals:", "Link zum Originaltext:", "Veröffentlichung: 99. Januar 0000",
    "9999-99-99T99:99:99+99:99", "Thu, 99 Foo 99999 25:61:61 +9999", "https://[", "https://x.example:99999/", "﷽", "İ",
)  # fmt: skip
CONTENT_TYPES = (
    None,
    "application/rss+xml",
    "text/xml; charset=utf-16",
    "application/json; charset=x",
    "text/html",
    ";",
)
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1251", "utf-32")


@st.composite
def spoiled(draw: st.DrawFn, seeds: Sequence[str]) -> str:
    """One of the texts after some cuts, repetitions and insertions."""
    text = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, 6))):
        first, last = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        put = draw(st.sampled_from(TRICKY) | st.text(max_size=8) | st.just(text[first:last]))
        text = (
            text[:first]
            + put * draw(st.sampled_from((1, 1, 1, 2, 50)))
            + text[draw(st.sampled_from((first, last))) :]
        )
        text = text[:20_000]
    return text


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """A feed as bytes, in any encoding, or no feed at all."""
    written = draw(spoiled((RSS, ATOM, JSON))).encode(draw(st.sampled_from(ENCODINGS)), "replace")
    return draw(st.one_of(st.just(written), st.just(written), st.binary(max_size=200)))


@given(documents(), st.sampled_from(CONTENT_TYPES))
def feed(data: bytes, content_type: str | None) -> None:
    """A feed is read, or refused in words; what is read is whole."""
    try:
        found = read_feed(data, content_type=content_type, url="https://bruecke.example/feed/")
    except QuellenboteError as error:
        assert error.key.startswith("error.feed."), error.key
        return
    assert len(found.entries) <= MAX_ENTRIES
    for entry in found.entries:
        assert entry.guid
        assert all(moment is None or moment.tzinfo is UTC for moment in (entry.published, entry.modified))
        assert all(paragraph.text.strip() and "\x00" not in paragraph.text for paragraph in entry.paragraphs)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A piece with a footer of any layout, spoiled."""
    written: Written = draw(footers())
    return draw(spoiled((TEXT + written.markup,)))


@given(pages())
def footer(markup: str) -> None:
    """A footer is found or not; every paragraph that is left stands in the page."""
    try:
        blocks = read_fragment(markup)
    except QuellenboteError as error:
        assert error.key == "error.page.nested", error.key
        return
    reading = separate(blocks)
    shown = {block.text for block in blocks}
    assert {paragraph.text for paragraph in reading.paragraphs} <= shown
    address = reading.provenance.original_url
    assert address is None or address.startswith(("http://", "https://")), address


PROPERTIES: dict[str, Any] = {
    "feed": feed,
    "footer": footer,
    "messages": test_strange_input.test_any_piece_makes_messages_that_telegram_takes,
    "digests": test_strange_input.test_any_digest_fits_and_leaves_nothing_out,
    "answers": test_strange_input.test_any_answer_fits,
    "callback": test_markup.test_any_callback_data_is_read,
    "updates": updates,
}
