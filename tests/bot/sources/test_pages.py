from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.errors import QuellenboteError
from bot.sources.blocks import fold, plain_text
from bot.sources.footer import separate
from bot.sources.markup import read_fragment
from bot.sources.pages import discover, read_page
from tests.support.tables import for_each

PAGE = """<!doctype html><html lang="de-DE"><head><meta charset="utf-8"><title>Der Steg – Die Brücke</title>
<link rel="alternate" type="application/rss+xml" title="Die Brücke &raquo; Feed" href="/feed/">
<link rel="alternate" type="application/rss+xml" title="Die Brücke &raquo; Kommentar-Feed" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" title="Der Steg Kommentar-Feed" href="/2026/03/01/steg/feed/">
<link rel="alternate" type="application/json+oembed" href="/wp-json/oembed/1.0/embed?url=x">
<link rel="https://api.w.org/" href="https://bruecke.example/wp-json/"><link rel="canonical" href="https://bruecke.example/2026/03/01/steg/">
<link rel="shortlink" href="https://bruecke.example/?p=12"></head><body>
<nav><p>Hier stehen viele Wörter über andere Dinge, die niemanden angehen.</p></nav><article>
<h1 class="entry-title">Der Steg</h1><time class="published updated" datetime="2026-03-01T08:00:00+01:00">1. März</time>
<div class="entry-content">%s</div><footer><a rel="tag" href="/tag/fluss">Fluss</a></footer></article>
<div id="comments" class="comments-area"><p>Ein Kommentar, der kein Text ist.</p></div></body></html>"""


def page(content: str) -> bytes:
    return (PAGE % content).encode()


def texts(markup: str) -> list[str]:
    return [p.text for p in separate(read_fragment(markup)).paragraphs]


def test_a_page_gives_its_piece_and_nothing_around_it() -> None:
    entry = read_page(page("<p>Der Steg ist neu.</p><p>Das Wasser ist alt.</p>"), "https://bruecke.example/x")
    assert (entry.title, entry.guid, entry.url) == (
        "Der Steg",
        "https://bruecke.example/?p=12",
        "https://bruecke.example/2026/03/01/steg/",
    )
    assert [p.text for p in entry.paragraphs] == ["Der Steg ist neu.", "Das Wasser ist alt."]
    assert (entry.language, entry.published, entry.tags) == (
        "de",
        datetime(2026, 3, 1, 7, tzinfo=UTC),
        ("Fluss",),
    )


def test_a_page_of_unknown_layout_is_read_where_most_of_the_text_stands() -> None:
    text = "<p>Ein Absatz, der lang genug ist, um einer zu sein, und noch etwas länger.</p>"
    markup = f"<html><body><div><ul><li>Eins</li></ul></div><div>{text * 3}</div><div><p>Kurz.</p></div></body></html>"
    entry = read_page(markup.encode(), "https://b.example/a")
    assert len(entry.paragraphs) == 3
    assert entry.guid == "https://b.example/a"


TEXT = (
    "<p>Der Steg ist neu, und wer über ihn geht, der hört das Wasser darunter, das so alt ist wie er nicht.</p>"
    * 3
)
RELATED = '<section><h3 class="entry-title"><a href="/b">Ganz anderer Beitrag</a></h3></section>'


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>Der Steg</h1><div>{TEXT}</div></article>{RELATED}",
        f"<article><h1>Der Steg</h1><div>{TEXT}</div>{RELATED}</article>",
        f"{RELATED}<article><h1>Der Steg</h1><div>{TEXT}</div></article>",
        f'<article><h2 class="entry-title">Der Steg</h2><div class="entry-content"><h1>Eins</h1>{TEXT}</div></article>',
        '<h1 class="entry-title">Der Steg</h1><article><div class="entry-content"><h1>Eins</h1>'
        f"{TEXT}</div>{RELATED}</article>",
    ],
)
def test_the_title_is_that_of_the_text_not_of_a_piece_beside_it(body: str) -> None:
    assert read_page(f"<html><body>{body}</body></html>".encode(), "https://b.example/a").title == "Der Steg"


@pytest.mark.parametrize(
    ("named", "url"),
    [
        ("https://www.b.example/schoen", "https://www.b.example/schoen"),
        ("/schoen", "https://b.example/schoen"),
        ("https://b.example/", "https://b.example/a"),
        ("https://anders.example/a", "https://b.example/a"),
        ("javascript:x", "https://b.example/a"),
    ],
)
def test_an_address_is_believed_that_can_be_the_pages_own(named: str, url: str) -> None:
    markup = f'<html><head><link rel="canonical" href="{named}"></head><body>{TEXT}</body></html>'
    entry = read_page(markup.encode(), "https://b.example/a")
    assert (entry.url, entry.guid) == (url, url)


def test_a_protected_page_shows_nothing() -> None:
    entry = read_page(
        page('<p>Bitte Passwort</p><form class="post-password-form"></form>'), "https://bruecke.example/"
    )
    assert (entry.access, entry.paragraphs) == ("protected", ())


@pytest.mark.parametrize(
    ("data", "key"),
    [(b"", "empty"), (b"   ", "empty"), (b"<html><body></body></html>", "notext"), (b"<div>" * 5000 + b"x",
    "nested"),
     (b'<html><meta charset="utf-8"><p>\x81\xff</p>', "encoding")],
)  # fmt: skip
def test_a_page_without_a_piece_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(QuellenboteError) as caught:
        read_page(data, "https://b.example/")
    assert caught.value.key == f"error.page.{key}"


def test_feeds_are_discovered_without_those_of_comments() -> None:
    found = discover(page(""), "https://bruecke.example/2026/03/01/steg/")
    assert [feed.url for feed in found.feeds] == ["https://bruecke.example/feed/"]
    assert (found.api, found.is_wordpress) == ("https://bruecke.example/wp-json/", True)


CLEANED = {
    "an emoji as picture": ('<p><img class="wp-smiley" alt="🔗" src="x"> Da</p>', ["🔗 Da"]),
    "a real picture": ('<p>Da <img alt="Ein Boot" src="boot.jpg"> ist</p>', ["Da ist"]),
    "a pixel": ('<p>Da</p><img alt="" src="https://pixel.wp.com/b.gif" width="1">', ["Da"]),
    "captions": ("<figure><img src=x><figcaption>Foto: N. N.</figcaption></figure><p>Da</p>", ["Da"]),
    "share boxes": ('<p>Da</p><div class="sharedaddy"><h3>Teilen mit:</h3><ul><li>X</li></ul></div>', ["Da"]),
    "related posts": ('<p>Da</p><div id="jp-relatedposts" class="jp-relatedposts"><h3>Ähnlich</h3></div>',
    ["Da"]),
    "more": ('<p>Da <a class="more-link" href="x">weiter</a></p>', ["Da"]),
    "linked note marks": ('<p>Steg.<sup><a href="#f1">1</a></sup> Fluss<a href="#_ftn2">[2]</a></p>',
    ["Steg. Fluss"]),
    "plain note marks": ("<p>Der Steg<sup>1</sup> ist neu.<sup>2</sup></p><ul><li><sup>1</sup> Aus Holz.</li></ul>",
                         ["Der Steg ist neu.", "Aus Holz."]),
    "powers": ("<p>Es waren 10<sup>6</sup> und 10<sup>−3</sup>, im Jahr 2026.<sup>1</sup></p>",
    ["Es waren 10⁶ und 10⁻³, im Jahr 2026."]),
    "a unit beside a note of the same number": (
    "<p>Auf 5 m<sup>2</sup> steht er<sup>2</sup></p><ul><li><sup>2</sup> Aus Holz.</li></ul>",
    ["Auf 5 m2 steht er", "Aus Holz."]),
    "struck text stays": ("<p>Es starben <s>340</s> <del>35</del> <strike>33</strike> 34 Menschen.</p>",
    ["Es starben 340 35 33 34 Menschen."]),
    "a quotation inside a sentence": ("<p>Er sagte: <q>Wir bleiben.</q></p>", ["Er sagte: „Wir bleiben.“"]),
    "definitions in definitions": (
    "<dl><dt>A</dt><dd>eins<dl><dt>B</dt><dd>zwei</dd></dl></dd><div><dt>C</dt><dd>drei</dd></div></dl>",
    ["A eins B zwei", "C drei"]),
    "exponents": ("<p>Zwölf m<sup>2</sup> und CO<sub>2</sub></p>", ["Zwölf m2 und CO2"]),
    "the way back from a note": ('<ol><li>Aus Holz. <a href="#r1">↩︎</a></li></ol><p>Da</p>', ["Aus Holz.",
    "Da"]),
    "repeating pull quotes": (('<p>Der Steg ist neu und aus Holz.</p><figure class="wp-block-pullquote"><blockquote>'
                              "<p>Der Steg ist neu</p><cite>N.</cite></blockquote></figure>"),
                              ["Der Steg ist neu und aus Holz."]),
    "soft hyphens and marks": ("<p>Brücken\u00adpfeiler\u200b und \u202eStege\u202c\ufeff</p>",
    ["Brückenpfeiler und Stege"]),
    "joined emoji": ("<p>👩‍🚒 kam\u200d</p>", ["👩‍🚒 kam"]),
    "composed letters": ("<p>Cafe\u0301</p>", ["Café"]),
    "spaces": ("<p>  Ein \n Steg &nbsp; hier\t</p>", ["Ein Steg hier"]),
    "breaks": ("<p>Eins<br>zwei<br/> drei</p>", ["Eins\nzwei\ndrei"]),
    "a verse": ('<pre class="wp-block-verse">Eins\n  zwei\n\ndrei</pre>', ["Eins\nzwei\ndrei"]),
    "lists in lists": ("<ul><li>A<ul><li>B</li></ul></li><li><p>C</p></li></ul>", ["A", "B", "C"]),
    "tables": ("<table><tr><th>Jahr</th><th>Stege</th></tr><tr><td>2026</td><td>3 <b>neue</b></td></tr></table>",
               ["Jahr Stege", "2026 3 neue"]),
    "a table for the layout's sake": ("<table><tr><td><p>A</p><p>B</p></td></tr></table>", ["A", "B"]),
    "scripts and styles": ("<style>p{}</style><script>x()</script><p>Da</p><noscript>nein</noscript>",
    ["Da"]),
    "rules of characters": ("<p>Da</p><p>* * *</p><p>———</p><p>Dort</p>", ["Da", "Dort"]),
    "text without paragraphs": ("Eins<div>zwei</div>drei", ["Eins", "zwei", "drei"]),
    "a call at the end": ('<p>Der Fluss steigt.</p><p>Abonnieren Sie den <a href="x">Newsletter</a></p>',
    ["Der Fluss steigt."]),
    "broken markup": ("<p>Eins <b>zwei <i>drei</b> vier</i><p>fünf < sechs & <3 sieben",
    ["Eins zwei drei vier", "fünf < sechs & <3 sieben"]),
    "details": ("<details><summary>Mehr dazu</summary><p>Das hier</p></details>", ["Mehr dazu", "Das hier"]),
}  # fmt: skip


@for_each(CLEANED)
def test_text_is_what_a_reader_sees(name: str) -> None:
    markup, expected = CLEANED[name]
    assert texts(markup) == expected


def test_paragraphs_know_their_kind() -> None:
    markup = "<h2>Titel</h2><p>Text</p><ol><li>P</li></ol><blockquote>Z</blockquote>"
    markup += "<table><tr><td>a</td><td>b</td></tr></table>"
    found = separate(read_fragment("<p>Anfang</p>" + markup)).paragraphs
    assert [p.kind for p in found] == ["text", "heading", "text", "item", "quote", "row"]


HEADINGS = [
    ("<p><strong>Die Lage am Hafen</strong></p><p>Der Hafen wartet.</p>", True),
    ("<p><b>Was wird aus dem Hafen?</b></p><p>Er wartet.</p>", False),  # somebody asks
    ("<p><b>Die Lage</b> am Hafen</p><p>Der Hafen wartet.</p>", False),
    ("<p><b>Die Lage am Hafen</b></p>", False),  # nothing is below it
    ("<p><b>Die Lage am Hafen</b></p><ul><li>Warten</li></ul>", False),
    ("<p><b><a href='https://hafen.example'>Die Lage</a></b></p><p>Der Hafen wartet.</p>", False),
]


@for_each(HEADINGS)
def test_a_line_in_bold_above_a_paragraph_is_its_heading(markup: str, heads: bool) -> None:
    found = separate(read_fragment("<p>Anfang.</p>" + markup)).paragraphs
    assert (found[1].kind == "heading") is heads


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A &amp; <em>B</em>", "A & B"),
        ("A &#038; B", "A & B"),
        ("1 < 2 <3", "1 < 2 <3"),
        ("A &amp;#8211; B", "A – B"),
        (" a\u00ad  b ", "a b"),
    ],
)
def test_titles_are_plain_text(title: str, expected: str) -> None:
    assert plain_text(title) == expected


def test_folding_again_changes_nothing() -> None:
    once = fold("Ein\u00a0 \u200bSteg\u0308 👩‍🚒")
    assert fold(once) == once


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ('<iframe src="//www.youtube.com/embed/aB3dE5gH7jK"></iframe>',
        "https://www.youtube.com/watch?v=aB3dE5gH7jK"),
        (('<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F1&w=5">'
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
''
'</iframe>'),
         "https://www.facebook.com/a/posts/1"),
        ('<script async src="https://telegram.org/js/widget.js" data-telegram-post="steg/5"></script>',
        "https://t.me/steg/5"),
        ('<iframe src="https://player.vimeo.com/video/77?h=1"></iframe>', "https://vimeo.com/77"),
        ('<figure class="wp-block-embed"><div>https://youtu.be/aB3dE5gH7jK</div></figure>',
        "https://youtu.be/aB3dE5gH7jK"),
    ],
)  # fmt: skip
def test_players_lead_to_their_public_page(markup: str, url: str) -> None:
    assert [block.url for block in read_fragment(markup) if block.kind == "embed"] == [url]
