"""Files and folders become articles; each file is told of by name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import QuellenboteError
from bot.services.imports import Given, Imported, Imports
from bot.services.ingest import Ingest
from bot.services.workers import Workers
from tests.support.blog import Blog
from tests.support.newsroom import Newsroom, Opening

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEXT = "Ein Titel\n\nDer erste Absatz erzählt von einer Brücke.\n\nDer zweite von ihrem Ende.\n"
MARKDOWN = (
    "---\ntitle: Vom Markt\ndate: 2026-01-17\n---\nAuf dem Markt war es still.\n\n> Wer kauft schon Stille?\n"
)
HTML = "<html><body><article><h1>Im Netz</h1><p>Ein Absatz im Netz, lang genug.</p></article></body></html>"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def document(*paragraphs: str) -> bytes:
    """A word processor's file with these paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>'
        )
    return packed.getvalue()


def exported(*posts: tuple[str, str, str]) -> bytes:
    """A WordPress export of posts: number, state, text."""
    items = "".join(
        f"<item><title>Post {number}</title><link>http://blog.example/post-{number}/</link>"
        f'<guid isPermaLink="false">http://blog.example/?p={number}</guid>'
        f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded><wp:post_type>post</wp:post_type>"
        f"<wp:status>{state}</wp:status><wp:post_date_gmt>2026-01-0{number} 08:00:00</wp:post_date_gmt></item>"
        for number, state, text in posts
    )
    spaces = (
        'xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    )
    return f'<rss version="2.0" {spaces}><channel><wp:wxr_version>1.2</wp:wxr_version>{items}</channel></rss>'.encode()


GOOD: list[tuple[str, bytes]] = [
    ("text.txt", TEXT.encode()),
    ("markt.md", MARKDOWN.encode()),
    ("netz.html", HTML.encode()),
    ("brief.docx", document("Ein Brief", "Der Brief kam nie an, und doch wurde er gelesen.")),
    ("export.xml", exported(("1", "publish", "Ein Absatz aus dem Archiv."), ("2", "publish", "Noch einer."))),
]
BROKEN: list[tuple[str, bytes, str]] = [
    ("leer.txt", b"", "error.file.empty"),
    ("bild.md", b"\x89PNG\r\n\x1a\n", "error.file.binary"),
    ("nichts.html", b"<html><body></body></html>", "error.file.notext"),
    ("kaputt.docx", b"PK\x03\x04 abgeschnitten", "error.file.damaged"),
    ("abgeschnitten.xml", exported(("1", "publish", "x"))[:300], "error.file.truncated"),
    ("tabelle.xlsx", b"PK", "error.file.kind"),
]


def imports_of(room: Newsroom) -> Imports:
    workers = Workers()
    return Imports(room.database, Ingest(room.database, workers), workers, room.reader)


async def add(room: Newsroom, *paths: Path, given: Given | None = None) -> Sequence[Imported]:
    return [one async for one in imports_of(room).add(paths, now=room.clock.now(), given=given)]


async def test_every_kind_is_stored_and_each_broken_one_refused_by_name(
    opening: Opening, tmp_path: Path
) -> None:
    for name, content in GOOD:
        (tmp_path / name).write_bytes(content)
    for name, content, _ in BROKEN:
        (tmp_path / name).write_bytes(content)
    refused = {name: key for name, _, key in BROKEN}
    async with opening(Blog()) as room:
        # a folder stands for the kinds that can be read; what is named is told of whatever it is
        done = await add(room, tmp_path, tmp_path / "tabelle.xlsx", tmp_path / "fehlt.txt")
        outcomes = {one.path.name: one.error.key if one.error else one.outcome for one in done}
        assert outcomes == {name: "new" for name, _ in GOOD} | refused | {
            "fehlt.txt": "error.file.unreadable"
        }
        assert all(one.error.arguments["name"] == one.path.name for one in done if one.error)
        assert len(await room.titles()) == 6
        again = await add(room, tmp_path)
        assert {one.outcome for one in again if one.error is None} == {"same"}


async def test_a_file_that_changed_changes_its_piece(opening: Opening, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    async with opening(Blog()) as room:
        path.write_text(TEXT)
        (first,) = await add(room, path)
        path.write_text(TEXT + "\nEin dritter.\n")
        (second,) = await add(room, path)
        assert (second.outcome, second.tally.changed) == ("changed", first.tally.new)
        assert (await room.articles())[0].paragraphs[-1] == "Ein dritter."


async def test_files_of_one_name_in_two_folders_are_two_pieces(opening: Opening, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "text.txt").write_text(f"{folder}\n\n{TEXT}")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "text.txt").write_text(TEXT)
    async with opening(Blog()) as room:
        assert [one.outcome for one in await add(room, tmp_path)] == ["new", "new"]
        assert all(str(tmp_path) not in article.guid for article in await room.articles())


async def test_what_the_operator_says_wins_over_the_file(opening: Opening, tmp_path: Path) -> None:
    path = tmp_path / "markt.md"
    path.write_text(MARKDOWN)
    given = Given(
        title="Anders",
        url="https://blog.example/anders",
        original_url="https://www.youtube.com/watch?v=abcdefghijk",
        published=datetime(2026, 2, 3, tzinfo=UTC),
    )
    async with opening(Blog()) as room:
        await add(room, path, given=given)
        (piece,) = await room.articles()
        assert (piece.title, piece.url, piece.published_at) == (given.title, given.url, given.published)
        assert piece.provenance.original_url == given.original_url
        with pytest.raises(QuellenboteError, match=r"error\.edit\.url"):
            await add(room, path, given=Given(original_url="kein Link"))


async def test_an_export_is_archive_and_shows_nothing_hidden(opening: Opening, tmp_path: Path) -> None:
    states = ("publish", "draft", "private", "trash", "publish")
    posts = [(str(n), state, f"Text {n}.") for n, state in enumerate(states, 1)]
    path = tmp_path / "export.xml"
    path.write_bytes(exported(*posts))
    async with opening(Blog()) as room:
        (done,) = await add(room, path)
        assert (len(done.tally.new), done.tally.hidden) == (2, 3)
        assert await room.news(datetime(2026, 1, 1, tzinfo=UTC)) == []
        assert [article.guid for article in await room.articles()] == [
            "http://blog.example/?p=1",
            "http://blog.example/?p=5",
        ]
        path.write_bytes(exported(("1", "trash", "")))
        (done,) = await add(room, path)
        assert (done.tally.withdrawn, await room.titles()) == ((1,), ["Post 5"])


async def test_of_a_folder_only_what_is_recent_or_undated_is_news(opening: Opening, tmp_path: Path) -> None:
    async with opening(Blog()) as room:
        yesterday = room.clock.now() - timedelta(hours=20)
        for n, date in enumerate(("2025-03-01", "2025-04-01", yesterday.isoformat(), "")):
            (tmp_path / f"{n}.md").write_text(f"---\ntitle: Datei {n}\ndate: {date}\n---\nText {n}.\n")
        assert [one.outcome for one in await add(room, tmp_path)] == ["new"] * 4
        assert set(await room.news(datetime(2025, 1, 1, tzinfo=UTC))) == {"Datei 2", "Datei 3"}


async def test_one_old_file_that_is_added_by_itself_is_news(opening: Opening, tmp_path: Path) -> None:
    (tmp_path / "alt.md").write_text("---\ntitle: Alt\ndate: 2025-03-01\n---\nText.\n")
    async with opening(Blog()) as room:
        await add(room, tmp_path / "alt.md")
        assert await room.news(datetime(2025, 1, 1, tzinfo=UTC)) == ["Alt"]


async def test_a_file_never_takes_over_what_a_feed_knows(opening: Opening, tmp_path: Path) -> None:
    blog = Blog()
    post = blog.publish_many(1)[0]
    path = tmp_path / "seite.md"
    path.write_text(f"---\nurl: {blog.url(post.path)}\n---\nEine alte Fassung dieses Textes.\n")
    async with opening(blog) as room:
        await room.add("rss")
        stored = await room.articles()
        await add(room, path)
        assert await room.articles() == stored


async def test_a_feed_takes_over_what_came_as_a_file(opening: Opening, tmp_path: Path) -> None:
    blog = Blog()
    post = blog.publish_many(1)[0]
    path = tmp_path / "seite.md"
    path.write_text(f"---\nurl: {blog.url(post.path)}\n---\nEine alte Fassung dieses Textes.\n")
    async with opening(blog) as room:
        await add(room, path)
        source = await room.add("rss")
        (piece,) = await room.articles()
        assert (piece.id, piece.source_id, piece.guid) == (1, source.id, post.guid)


async def test_a_document_sent_in_chat_is_new(opening: Opening) -> None:
    async with opening(Blog()) as room:
        tally = await imports_of(room).add_upload("text.txt", TEXT.encode(), now=room.clock.now())
        assert len(tally.new) == 1
        assert await room.news(datetime(2026, 1, 1, tzinfo=UTC)) == [(await room.articles())[0].title]
        with pytest.raises(QuellenboteError, match=r"error\.file\.empty"):
            await imports_of(room).add_upload("leer.txt", b"", now=room.clock.now())


async def test_samples_come_and_go_together(opening: Opening, tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}.md").write_text(f"# Probe {n}\n\nEin Absatz mit der Nummer {n}.\n")
    async with opening(Blog()) as room:
        imports = imports_of(room)
        assert await imports.is_empty()
        await imports.add_samples(tmp_path, now=room.clock.now())
        assert (await imports.is_empty(), len(await room.titles())) == (False, 3)
        assert await imports.remove_samples()
        assert not await imports.remove_samples()
        assert await imports.is_empty()
