"""Articles as the worst of the world would write them."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.presentation.samples import article
from db import Article, Point, Provenance, Span

_TRICKY = (
    "<", ">", "&", '"', "'", "</b>", "<b>", "&amp;", "&#60;", "<a href=", "[…]", "{title}", "{", "}", "%s", "\\",
    " ", "\n", "\t", "\r\n", "\u2028", "\x00", "\x1b", "\u202e", "\u2066", "\u200b", "\ufeff", "é", "e\u0301",
    "👨‍👩‍👧‍👦", "🇺🇦", "שלום", "مرحبا", "Київ", "Straße", "a", "wort ", "слово ", "/start", "@name", "#tag",
    "https://blog.example/x", "-", ",", ":~:text=", "\ud800", "𝔘",
)  # fmt: skip
_ADDRESSES = (
    None, "", "https://blog.example/", "https://blog.example/2026/was-bleibt/?a=1&b=2#teil", "javascript:alert(1)",
    "https://localhost/x", "http://[::1]/", "https://[", "https://blog.example:99999/", "https://u:p@blog.example/",
    'https://blog.example/"><b>x', "https://blog.example/a b\nc", "https://блог.example/шлях/сторінка",
    "https://blog.example/" + "%D1%88" * 110, "https://blog.example/" + "x" * 5000, "ftp://blog.example/x",
    "https://blog.example/\u202egpj", "//blog.example/x", "blog.example", "https://video.example/watch?v=Dv22&t=1",
)  # fmt: skip

texts = st.lists(st.one_of(st.sampled_from(_TRICKY), st.text(max_size=6)), max_size=12).map("".join)
long_texts = st.builds(lambda text, count: text * count, texts, st.sampled_from((1, 1, 2, 30, 150)))
addresses = st.one_of(st.sampled_from(_ADDRESSES), texts)
known = st.one_of(st.none(), long_texts)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """A stored piece: its spans are where they say, everything else is anything."""
    sentences = draw(st.lists(long_texts, min_size=1, max_size=7))
    body, spans = "", []
    for sentence in sentences:
        body += draw(st.sampled_from(("", " ", "\n\n"))) if body else ""
        spans.append(Span(len(body), len(body) + len(sentence), sentence))
        body += sentence
    points = [
        Point(draw(long_texts), tuple(chosen), draw(st.booleans()))
        for chosen in draw(st.lists(st.lists(st.sampled_from(spans), min_size=1, max_size=2), max_size=6))
    ]
    provenance = Provenance(
        kind=draw(known),
        original_title=draw(known),
        author=draw(known),
        published=draw(
            st.one_of(st.sampled_from((None, "2026-01-17", "2026-13-40", "2026-02", "2026")), texts)
        ),
        language=draw(st.one_of(st.sampled_from((None, "uk", "de", "ru", "xx")), texts)),
        platform=draw(known),
        original_url=draw(addresses),
        translator=draw(known),
        publisher=draw(known),
        others=tuple(
            draw(st.lists(st.fixed_dictionaries({"author": texts, "original_url": texts}), max_size=4))
        ),
    )
    return article(
        draw(st.integers(1, 2**40)),
        title=draw(long_texts),
        title_from=draw(st.sampled_from(("given", "original", "words"))),
        url=draw(addresses),
        body=body,
        points=tuple(points),
        provenance=provenance,
        language=draw(st.sampled_from((None, "de", "uk"))),
        kinds=tuple(draw(st.lists(st.sampled_from(("text", "heading", "item", "quote", "row")), max_size=8))),
    )
