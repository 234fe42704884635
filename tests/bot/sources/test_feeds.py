from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import QuellenboteError
from bot.sources.feeds import MAX_ENTRIES, moment, read_feed
from bot.sources.wordpress import read_posts, read_sitemap
from bot.sources.wxr import read_export
from tests.support.tables import for_each

TEXT = "<p>Der Fluss stieg in der Nacht.</p><p>Am Morgen fiel er wieder.</p>"


def rss(*items: str, head: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Die Brücke</title><link>'
        f"https://bruecke.example</link>"
        f"<language>de-DE</language>{head}{''.join(items)}</channel></rss>"
    ).encode()


def item(number: int = 1, body: str = TEXT, **other: str) -> str:
    values = {"title": f"Stück {number}", "link": f"https://bruecke.example/{number}/",
    "guid": f"urn:stueck:{number}",
              "pubDate": "Thu, 19 Nov 2026 06:00:00 +0100", **other}  # fmt: skip
    tags = "".join(f"<{name}>{value}</{name}>" for name, value in values.items() if value)
    return f"<item>{tags}<content:encoded><![CDATA[{body}]]></content:encoded></item>"


def fails(data: bytes, **options: str) -> str:
    with pytest.raises(QuellenboteError) as caught:
        read_feed(data, **options)
    return caught.value.key


def test_an_rss_item_becomes_an_entry() -> None:
    feed = read_feed(rss(item(category="Leben")))
    entry = feed.entries[0]
    assert (feed.kind, feed.title, feed.language, feed.site_url) == (
        "rss",
        "Die Brücke",
        "de",
        "https://bruecke.example",
    )
    assert (entry.guid, entry.url, entry.title) == ("urn:stueck:1", "https://bruecke.example/1/", "Stück 1")
    assert (entry.published, entry.modified) == (datetime(2026, 11, 19, 5, tzinfo=UTC), None)
    assert [p.text for p in entry.paragraphs] == [
        "Der Fluss stieg in der Nacht.",
        "Am Morgen fiel er wieder.",
    ]
    assert (entry.language, entry.tags, entry.access, entry.excerpt_only) == (
        "de",
        ("Leben",),
        "public",
        False,
    )


def test_an_atom_entry_has_both_times_and_its_own_markup() -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="uk"><title>Міст</title><link href="https://mist.example"/>
    <link rel="next" href="/feed?page=2"/><entry><id>tag:mist,1</id><title type="html">A &amp;amp; B</title>
    <link href="/1"/>
    <published>2026-03-01T07:00:00Z</published><updated>2026-03-02T07:00:00+02:00</updated><category term="Ріка"/>
    <content type="html">{TEXT.replace("<", "&lt;")}</content></entry><entry><id>2</id><title>x</title>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Eins <b>zwei</b></p></div></content></entry>
    </feed>"""
    feed = read_feed(atom.encode(), url="https://mist.example/feed")
    first, second = feed.entries
    assert (feed.kind, feed.language, feed.next_url) == ("atom", "uk", "https://mist.example/feed?page=2")
    assert (first.guid, first.title, first.url, first.tags) == (
        "tag:mist,1",
        "A & B",
        "https://mist.example/1",
        ("Ріка",),
    )
    assert first.modified == datetime(2026, 3, 2, 5, tzinfo=UTC)
    assert [p.text for p in second.paragraphs] == ["Eins zwei"]


def test_a_json_feed_is_read_too() -> None:
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "Die Brücke", "language": "de",
    "items": [
        {"id": 7, "url": "https://bruecke.example/7", "title": "A < B", "content_html": TEXT, "tags": ["x"],
         "date_published": "2026-03-01T07:00:00Z"},
        {"id": "8", "content_text": "Erster Absatz.\n\nZweiter <b>Absatz</b>."}]}  # fmt: skip
    first, second = read_feed(json.dumps(document).encode()).entries
    assert (first.guid, first.title, len(first.paragraphs)) == ("7", "A < B", 2)
    assert [p.text for p in second.paragraphs] == ["Erster Absatz.", "Zweiter <b>Absatz</b>."]
    assert (second.title, second.title_from) == ("Erster Absatz. […]", "words")


@pytest.mark.parametrize(
    ("description", "excerpt_only"),
    [
        ("Der Fluss stieg &#91;&#8230;&#93;", True), ("Ein Anfang ohne Ende", True),
        ("<![CDATA[<p>Alles hier.</p>]]>", False),
        ('<![CDATA[<p>Anfang</p> <a class="more-link" href="x">weiter</a>]]>', True),
        ("<![CDATA[<p>Cut [&#8230;]</p>]]>", True),
    ],
)  # fmt: skip
def test_a_feed_that_holds_back_the_text_says_so(description: str, excerpt_only: bool) -> None:
    item = f"<item><title>x</title><link>https://b.example/1</link><description>{description}</description></item>"
    assert read_feed(rss(item)).entries[0].excerpt_only is excerpt_only


def test_a_protected_piece_shows_nothing_and_no_excerpt() -> None:
    form = (
        '<p>This content is password protected.</p><form class="post-password-form"><input '
        'name="post_password"/></form>'
    )
    entry = read_feed(rss(item(body=form, title="Geschützt: Geheim"))).entries[0]
    assert (entry.access, entry.paragraphs, entry.excerpt_only, entry.provenance.footer) == (
        "protected",
        (),
        False,
        "",
    )


def test_identity_is_the_guid_else_the_link_else_title_and_day() -> None:
    feed = read_feed(rss(item(1, guid="same"), item(2, guid="same"), item(3, guid="",
    link="https://bruecke.example/3/?utm_source=a"),
                         item(4, guid="", link=""), item(5, guid="own")))  # fmt: skip
    guids = [entry.guid for entry in feed.entries]
    assert guids[:3] == [
        "https://bruecke.example/1",
        "https://bruecke.example/2",
        "https://bruecke.example/3",
    ]
    assert guids[3].startswith("sha256:")
    assert guids[4] == "own"
    assert len(set(guids)) == 5


@pytest.mark.parametrize(
    ("written", "year"),
    [("Thu, 19 Nov 2026 06:00:00 +0000", 2026), ("2026-11-19T06:00:00Z", 2026), ("2026-11-19", 2026),
    ("gestern", None),
     ("", None), ("Thu, 01 Jan 1970 00:00:00 +0000", None), ("2999-01-01T00:00:00Z", 2999),
     ("Fri, 99 Nov 2026 06:00:00", None),
     ("0001-01-01T00:00:00+14:00", None), ("9999-12-31T23:59:59-12:00", None)],
)  # fmt: skip
def test_times_are_read_or_left_out(written: str, year: int | None) -> None:
    found = moment(written)
    assert (found.year if found else None) == year
    assert found is None or found.tzinfo is UTC


def test_of_a_giant_feed_the_newest_are_kept() -> None:
    days = [datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=n * 7 % 600) for n in range(600)]
    feed = read_feed(rss(*(item(n, pubDate=day.isoformat()) for n, day in enumerate(days))))
    assert {entry.published for entry in feed.entries} == set(sorted(days)[-MAX_ENTRIES:])


LAUGHS = (
    '<!DOCTYPE r [<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]><rss><channel><title>&l9;</title></channel></rss>"
).encode()
BAD = {
    "empty": (b"", "empty"), "spaces": (b"  \n ", "empty"),
    "html": (b"<!DOCTYPE html><html><body>x</body></html>", "html"),
    "html with a comment": (b"<!-- x --><html></html>", "html"), "words": (b"Not found", "unknown"),
    "another xml": (b"<opml><body/></opml>", "unknown"), "no channel": (b"<rss></rss>", "unknown"),
    "another json": (b'{"items": 5}', "unknown"), "json cut off": (b'{"items": [', "truncated"),
    "json broken": (b'{"items": x}', "illformed"), "json too deep": (b'{"items":' + b"[" * 200_000 + b"}",
    "illformed"),
    "cut off": (rss(item(1), item(2))[:-60], "truncated"), "cut in a tag": (rss(item())[:-3], "truncated"),
    "two roots": (rss(item()) + b"<rss></rss>", "illformed"),
    "bare ampersand": (rss("<item><title>A & B</title></item>"), "illformed"),
    "nul": (rss("<item><title>a\x00b</title></item>"), "illformed"),
    "wrong charset": (rss(item(title="Brücke")).replace("ü".encode(), b"\xfc"), "encoding"),
    "billion laughs": (LAUGHS, "entities"),
    "external entity": ((b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>'
b'&x;</title></channel></rss>'), "entities"),
    "parameter entity": ((b'<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1/x">%p;]><rss>'
b'<channel/></rss>'), "entities"),
    "entity in utf-16": (('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r [<!ENTITY x '
'"y">]><rss/>').encode("utf-16"), "entities"),
    "unknown entity": (rss("<item><title>&nbsp;</title></item>"), "illformed"),
    "deep": (rss("<a>" * 200_000 + "</a>" * 200_000), "illformed"),
    "a name without end": (b"<" + b"a" * 11_000_000 + b">", "unknown illformed truncated"),
    "a text of 30 MB": (rss(f"<item><title>{'x' * 30_000_000}</title></item>"), "illformed"),
}  # fmt: skip


@for_each(BAD)
def test_what_is_no_sound_feed_is_refused_with_the_reason(name: str) -> None:
    data, reason = BAD[name]
    assert fails(data).removeprefix("error.feed.") in reason.split()


def test_an_external_dtd_is_not_loaded() -> None:
    data = b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">' + rss(item())[38:]
    assert len(read_feed(data).entries) == 1


def test_an_attack_in_the_text_is_only_text() -> None:
    body = "<p>&lt;!ENTITY x&gt; " + "<div>" * 100 + "tief" + "</div>" * 100
    assert "tief" in read_feed(rss(item(body=body))).entries[0].paragraphs[-1].text
    with pytest.raises(QuellenboteError, match=r"error\.page\.nested"):
        read_feed(rss(item(body="<div>" * 1000 + "x")))


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "iso-8859-15", "koi8-u", "utf-16"])
def test_a_declared_encoding_is_believed(encoding: str) -> None:
    word = "Brücke" if encoding == "iso-8859-15" else "Міст"
    data = (
        rss(item(title="WORD"))
        .decode()
        .replace("Brücke", "x")
        .replace("WORD", word)
        .replace("UTF-8", encoding)
    )
    assert read_feed(data.encode(encoding)).entries[0].title == word


@pytest.mark.parametrize("word", ["schön", "Zażółć gęślą jaźń", "Міст"])
def test_utf_8_is_read_as_such_whatever_a_server_says(word: str) -> None:
    feed = read_feed(rss(item(title=word)), content_type="text/xml; charset=ISO-8859-1")
    assert feed.entries[0].title == word


@pytest.mark.parametrize(
    ("zone", "hour"), [("CET", 9), ("MEZ", 9), ("CEST", 8), ("MESZ", 8), ("EET", 8), ("EEST", 7), ("GMT", 10)]
)
def test_the_zones_of_europe_are_known_by_name(zone: str, hour: int) -> None:
    assert moment(f"Sat, 17 Jan 2026 10:00:00 {zone}") == datetime(2026, 1, 17, hour, tzinfo=UTC)


def test_utf_8_that_is_declared_latin_is_read_as_what_it_is() -> None:
    data = rss(item(title="Über Brücken für Mädchen, größer und schöner"))
    assert (
        read_feed(data, content_type="text/xml; charset=iso-8859-1").entries[0].title
        == "Über Brücken für Mädchen, größer und schöner"
    )


# REST answers, exports, sitemaps


def post(**other: object) -> dict[str, object]:
    return {"id": 5, "guid": {"rendered": "https://bruecke.example/?p=5"},
    "link": "https://bruecke.example/5/", "status": "publish",
            "date_gmt": "2026-11-19T06:00:00", "modified_gmt": "2026-11-20T06:00:00", "type": "post",
            "title": {"rendered": "A &amp; <em>B</em>, <3"}, "content": {"rendered": TEXT,
            "protected": False}, **other}  # fmt: skip


def test_a_rest_post_has_utc_times_and_a_plain_title() -> None:
    entry = read_posts(json.dumps([post()]).encode())[0]
    assert (entry.guid, entry.title) == ("https://bruecke.example/?p=5", "A & B, <3")
    assert (entry.published, entry.modified) == (
        datetime(2026, 11, 19, 6, tzinfo=UTC),
        datetime(2026, 11, 20, 6, tzinfo=UTC),
    )


def test_a_protected_rest_post_and_a_page_leak_nothing() -> None:
    entries = read_posts(
        json.dumps([post(content={"rendered": "", "protected": True}), post(type="page")]).encode()
    )
    assert [(entry.access, entry.paragraphs) for entry in entries] == [("protected", ())]


@pytest.mark.parametrize(
    ("data", "key"),
    [(b"<html>", "html"), (b'[{"id": 1', "truncated"), (b'{"code":"rest_no_route"}', "refused"), (b'["x"]',
    "illformed"),
     (b"[nope]", "illformed"), (b"\xff\xff[]", "encoding")],
)  # fmt: skip
def test_what_is_no_list_of_posts_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(QuellenboteError) as caught:
        read_posts(data)
    assert caught.value.key == f"error.rest.{key}"


DEEP = "<font>x" * 230


def test_a_post_of_too_many_boxes_spoils_no_other() -> None:
    good = "<p>Der Fluss stieg.</p>"
    feed = rss(item(1, body=DEEP), item(2, body=good))
    rest = json.dumps([post(content={"rendered": markup}) for markup in (DEEP, good)]).encode()
    wxr = export(exported(DEEP), exported(good))
    for entries in (read_feed(feed).entries, read_posts(rest), read_export(wxr)):
        assert [entry.paragraphs[0].text for entry in entries] == ["Der Fluss stieg."]


@pytest.mark.parametrize("sign", ["\x0b", "\x1f", "&#11;", "&#x1F;", "\ufffe"])
def test_a_control_character_spoils_no_feed(sign: str) -> None:
    feed = rss(f"<item><title>Der{sign} Fluss</title><guid>1</guid></item>", item(2))
    assert [entry.title for entry in read_feed(feed).entries] == ["Der Fluss", "Stück 2"]


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("//radio.example/1", "https://radio.example/1"),
        ("/1", "https://bruecke.example/1"),
        ("../1", "https://bruecke.example/1"),
        ("#radio", None),
    ],
)
def test_the_address_of_an_original_is_whole(href: str, url: str | None) -> None:
    body = f'{TEXT}<p>Autor: Olena Hrytsenko<br>Link zum Original: <a href="{href}">hier</a></p>'
    assert read_feed(rss(item(body=body))).entries[0].provenance.original_url == url


def test_half_an_emoji_is_replaced_and_the_text_behind_it_is_kept() -> None:
    title, markup = "Halb \ud83d und ganz 😀", "<p>Hallo \ud83d\\ud83d Welt.</p>"
    kept = "Halb \ufffd und ganz 😀", "Hallo \ufffd\\ud83d Welt."
    document = {"title": "x", "items": [{"id": "1", "title": title, "content_html": markup}]}
    posts = [post(title={"rendered": title}, content={"rendered": markup})]
    read = read_feed(json.dumps(document).encode()).entries + read_posts(json.dumps(posts).encode())
    assert [(entry.title, entry.paragraphs[0].text) for entry in read] == [kept, kept]


def export(*items: str) -> str:
    return (
        '<?xml version="1.0"?><!-- made by hand --><rss xmlns:wp="http://wordpress.org/export/1.2/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/">'
        f"<channel><language>de-DE</language><wp:wxr_version>1.2</wp:wxr_version>{''.join(items)}</channel></rss>"
    )


def exported(content: str, status: str = "publish", password: str = "", kind: str = "post") -> str:
    return (
        f"<item><title>Ein Stück</title><link>https://b.example/1</link><guid>https://b.example/?p=1</guid>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[kurz]]></excerpt:encoded>"
        f"<wp:post_date_gmt>2026-01-02 03:04:05</wp:post_date_gmt><wp:post_modified_gmt>0000-00-00 "
        f"00:00:00</wp:post_modified_gmt>"
        f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type><wp:post_password>"
        f"{password}</wp:post_password></item>"
    )


@pytest.mark.parametrize(
    ("status", "password", "access"),
    [("publish", "", "public"), ("publish", "x", "protected"), ("private", "", "private"), ("draft", "",
    "draft"),
     ("future", "", "draft"), ("trash", "", "trashed"), ("something", "", "draft")],
)  # fmt: skip
def test_an_export_tells_who_may_read_a_piece(status: str, password: str, access: str) -> None:
    entry = read_export(export(exported("<p>Geheim</p>", status, password), exported("x", kind="page")))[0]
    assert entry.access == access
    assert bool(entry.paragraphs) is (access == "public")
    assert (entry.published, entry.modified) == (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), None)


def test_an_export_is_read_as_a_page_would_show_it() -> None:
    old = (
        "Erste Zeile\nzweite Zeile :-)\n\n[caption id=1]<img src='x'/> Bild[/caption]\n\n"
        "<blockquote>Zitat</blockquote>\n\nhttps://www.youtube.com/watch?v=aB3dE5gH7jK\n\nQuelle: siehe Video"
    )
    entry = read_export(export(exported(old)))[0]
    assert [(p.text, p.kind) for p in entry.paragraphs] == [
        ("Erste Zeile\nzweite Zeile 🙂", "text"),
        ("Zitat", "quote"),
    ]
    assert entry.provenance.original_url == "https://www.youtube.com/watch?v=aB3dE5gH7jK"


def test_a_sitemap_names_pages_or_further_sitemaps() -> None:
    pages = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>'
        b"https://b.example/1</loc></url></urlset>"
    )
    index = b"<sitemapindex><sitemap><loc>https://b.example/s.xml</loc></sitemap></sitemapindex>"
    assert read_sitemap(pages) == ((), ("https://b.example/1",))
    assert read_sitemap(index) == (("https://b.example/s.xml",), ())


def test_an_address_that_is_none_is_left_out() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><link href="//["/><link rel="next" href="//["/>'
        '<entry><id>1</id><title>y</title><link href="//["/><content>Der Fluss stieg.</content></entry></feed>'
    )
    feed = read_feed(atom.encode(), url="https://mist.example/feed")
    assert not feed.site_url
    assert not feed.next_url
    assert [entry.guid for entry in feed.entries] == ["1"]
    assert not read_feed(rss(item(link="//[")), url="https://mist.example/feed").entries[0].url
