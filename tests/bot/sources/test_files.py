from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from bot.errors import QuellenboteError
from bot.sources.files import MAX_FILE, read_file, read_path
from tests.support.tables import for_each

FOOTER = (
    "Originalquelle\nAutor: Denys Klym\nTitel des Originals: Міст\nOriginalsprache: uk\nLink "
    "zum Originaltext: https://kolo.example/mist"
)
TEXT = "Der Fluss stieg in der Nacht, und niemand sah es.\n\nAm Morgen fiel er wieder."


def docx(body: str, rels: str = "", **parts: str) -> bytes:
    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{rels}</Relationships>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return found.getvalue()


def para(text: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def test_a_text_with_a_footer() -> None:
    entry = read_file("Fluss.txt", f"{TEXT}\n\n{FOOTER}\n".encode())[0]
    assert [p.text for p in entry.paragraphs] == TEXT.split("\n\n")
    assert (entry.provenance.author, entry.provenance.original_url) == (
        "Denys Klym",
        "https://kolo.example/mist",
    )
    assert (entry.title, entry.title_from, entry.guid) == ("Міст", "original", "file:Fluss.txt")


def test_a_text_with_a_paragraph_a_line() -> None:
    entry = read_file("a.txt", "\ufeffErster Satz hier.\r\nZweiter Satz hier.\r\n".encode())[0]
    assert [p.text for p in entry.paragraphs] == ["Erster Satz hier.", "Zweiter Satz hier."]
    assert (entry.title, entry.title_from) == ("Erster Satz hier. […]", "words")


def test_wrapped_lines_are_one_paragraph_and_a_short_first_line_is_the_title() -> None:
    wrapped = (
        "Der Fluss stieg in der Nacht, und niemand im Dorf sah\nes, denn alle schliefen, und "
        "die Brücke schwieg dazu\nwie immer."
    )
    entry = read_file("a.txt", f"Der Fluss\n\n{wrapped}\n\nEnde.".encode())[0]
    assert (entry.title, entry.title_from) == ("Der Fluss", "heading")
    assert [p.text for p in entry.paragraphs] == [wrapped.replace("\n", " "), "Ende."]


def test_front_matter_gives_title_date_language_and_tags() -> None:
    head = (
        '---\ntitle: "Der Fluss"\ndate: 2026-03-01\nlanguage: Deutsch\ntags: [Wasser, Dorf]\nurl: '
        "https://b.example/fluss\n---\n"
    )
    entry = read_file("a.md", (head + TEXT).encode())[0]
    assert (entry.title, entry.title_from, entry.language, entry.tags) == (
        "Der Fluss",
        "given",
        "de",
        ("Wasser", "Dorf"),
    )
    assert (entry.url, str(entry.published)) == ("https://b.example/fluss", "2026-03-01 00:00:00+00:00")


@pytest.mark.parametrize("label", ["author", "Autor", "autorin", "автор", "авторка"])
def test_front_matter_gives_the_author_unless_the_footer_names_one(label: str) -> None:
    head = f"---\n{label}: Olena Hrytsenko\n---\n"
    without, footed = (read_file("a.md", (head + text).encode())[0] for text in (TEXT, f"{TEXT}\n\n{FOOTER}"))
    assert (without.provenance.author, footed.provenance.author) == ("Olena Hrytsenko", "Denys Klym")


def test_markdown_keeps_its_kinds_and_links() -> None:
    text = (
        "# Der *Fluss*\n\nEr **stieg** in der [Nacht](https://b.example/n).[^1]\n\n- eins\n- "
        "zwei\n\n> Ein Zitat\n\n---\n\n"
        "| Jahr | Stand |\n|---|---|\n| 2026 | hoch |\n\n**Originalquelle**\n\nAutor: Denys Klym  "
        "\n[Original ansehen](https://kolo.example/a_b_c)\n"
    )
    entry = read_file("a.md", text.encode())[0]
    found = [(p.text, p.kind) for p in entry.paragraphs]
    assert found == [("Er stieg in der Nacht.", "text"), ("eins", "item"), ("zwei", "item"), ("Ein Zitat",
    "quote"),
                     ("Jahr Stand", "row"), ("2026 hoch", "row")]  # fmt: skip
    assert (entry.title, entry.provenance.original_url) == ("Der Fluss", "https://kolo.example/a_b_c")


def test_markdown_shows_none_of_its_signs() -> None:
    text = (
        f"{TEXT}\n\nEin [Steg][1] und ein [Fluss][], ~~alt~~ <b>neu</b> und <em>schön</em>.\n\n"
        "```\n# kein *Titel*\n```\n\n**Quelle**\n\nAutor: Denys Klym\n\n[Zum Original][o]\n\n[1]: https://b.example/1\n"
        '[fluss]: <https://b.example/f> "Ein Fluss"\n[o]: https://kolo.example/1\n'
    )
    entry = read_file("a.md", text.encode())[0]
    assert [(p.text, p.kind) for p in entry.paragraphs[2:]] == [
        ("Ein Steg und ein Fluss, alt neu und schön.", "text"),
        ("# kein *Titel*", "text"),
    ]
    assert entry.provenance.original_url == "https://kolo.example/1"


def test_a_word_document_with_links_lists_tables_and_changes() -> None:
    body = (
        para("Der Fluss", "Heading1")
        + para("Er stieg in der Nacht, und keiner sah es.")
        + (
            "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Punkt</w:t></w:r><w:del><w:r><w:delText>"
            "weg</w:delText></w:r></w:del></w:p>"
        )
        + (
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Autor</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>"
            "Denys Klym</w:t></w:r></w:p></w:tc></w:tr>"
        )
        + (
            '<w:tr><w:tc><w:p><w:r><w:t>Link</w:t></w:r></w:p></w:tc><w:tc><w:p><w:hyperlink r:id="r1">'
            "<w:r><w:t>hier</w:t></w:r>"
        )
        + "</w:hyperlink></w:p></w:tc></w:tr></w:tbl>"
    )
    entry = read_file("Fluss.docx", docx(body, '<Relationship Id="r1" Target="https://kolo.example/1"/>'))[0]
    assert (entry.title, [(p.text, p.kind) for p in entry.paragraphs]) == (
        "Der Fluss", [("Er stieg in der Nacht, und keiner sah es.", "text"), ("Punkt", "item")])  # fmt: skip
    assert (entry.provenance.author, entry.provenance.original_url) == (
        "Denys Klym",
        "https://kolo.example/1",
    )


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def align(place: str) -> str:
    return f'<w:vertAlign w:val="{place}"/>'


def test_numbers_of_a_word_document_stay_what_they_are() -> None:
    up, down = align("superscript"), align("subscript")
    body = (
        "<w:p>" + run("Der Ausstoß von CO") + run("2", down) + run(" stieg auf 10") + run("9", up)
        + run(" Tonnen auf ") + run("34 km", "<w:strike/>") + run("2", up) + run(" und 5")
        + run(".", align("baseline")) + run("1", up) + run(" Ende") + "</w:p>"
    )  # fmt: skip
    entry = read_file("a.docx", docx(body))[0]
    assert entry.paragraphs[0].text == "Der Ausstoß von CO2 stieg auf 10⁹ Tonnen auf 34 km2 und 5. Ende"


@pytest.mark.parametrize(
    "field",
    [
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "</w:instrText></w:r><w:r>'
        '<w:instrText>https://kolo.example/1</w:instrText></w:r><w:r><w:instrText>" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>hier</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:fldSimple w:instr=" HYPERLINK &quot;https://kolo.example/1&quot; ">'
        "<w:r><w:t>hier</w:t></w:r></w:fldSimple>",
    ],
    ids=["split over runs", "simple"],
)
def test_a_field_of_a_word_document_carries_its_address(field: str) -> None:
    footer = (
        f"<w:p><w:r><w:t>Link zum Original: </w:t></w:r>{field}<w:r><w:t>, Autor: Ole Bo</w:t></w:r></w:p>"
    )
    entry = read_file("a.docx", docx(para("Er stieg in der Nacht, und keiner sah es.") + footer))[0]
    assert entry.provenance.original_url == "https://kolo.example/1"


def test_a_saved_page_keeps_its_address() -> None:
    page = (
        b'<html><link rel="canonical" href="https://b.example/1"><h1>Der Fluss</h1><article><p>Er '
        b"stieg in der Nacht.</p></article>"
    )
    entry = read_file("seite.html", page)[0]
    assert (entry.url, entry.guid, entry.title) == ("https://b.example/1", "https://b.example/1", "Der Fluss")


def with_a_damaged_part(document: bytes) -> bytes:
    at = document.index(b"word/document.xml") + len("word/document.xml")
    return document[:at] + b"\xff" * 10 + document[at + 10 :]


XML = '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>{}</channel></rss>'
BAD: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.txt", b"", "empty"), "only spaces": ("a.md", b" \n\xef\xbb\xbf", "empty"),
    "another kind": ("a.pdf", b"%PDF", "kind"),
    "no suffix": ("README", b"text", "kind"), "a picture": ("a.txt", b"\x89PNG\r\n\x1a\n", "binary"),
    "zeros": ("a.md", b"a\x00b", "binary"),
    "a zip as text": ("a.html", b"PK\x03\x04xx", "binary"), "a wrong encoding": ("a.txt",
    "Brücke".encode("latin-1"), "encoding"),
    "only a footer": ("a.txt", FOOTER.encode(), "only_footer"), "a footer as markdown": ("a.md",
    b"**Quelle**\n\nAutor: Denys Klym", "only_footer"),
    "an empty page": ("a.html", b"<html><body></body></html>", "notext"), "no docx": ("a.docx",
    b"no zip at all", "damaged"),
    "a docx cut off": ("a.docx", docx(para("Text"))[:200], "damaged"), "another zip": ("a.docx",
    b"PK\x05\x06" + bytes(18), "damaged"),
    "a docx with a damaged part": ("a.docx", with_a_damaged_part(docx(para("Text"))), "damaged"),
    "a docx without text": ("a.docx", docx(""), "notext"), "a docx with entities": ("a.docx", docx("&x;"),
    "illformed"),
    "an export cut off": ("a.xml", XML.format("")[:-5].encode(), "truncated"),
    "an export without posts": ("a.xml", XML.format("").encode(), "notext"),
    "another xml": ("a.xml", b"<opml/>", "unknown"), "an export with entities": ("a.xml",
    b"<!DOCTYPE r [<!ENTITY x 'y'>]><rss/>", "entities"), "a page of ten thousand boxes": ("a.html",
    b"<div>" * 10000 + b"Text", "nested"),
}  # fmt: skip


@for_each(BAD)
def test_a_broken_file_is_refused_by_name_with_the_reason(name: str) -> None:
    file, data, reason = BAD[name]
    with pytest.raises(QuellenboteError) as caught:
        read_file(file, data)
    assert (caught.value.key, caught.value.arguments["name"]) == (f"error.file.{reason}", file)


def test_a_file_that_is_too_large_or_gone_is_not_read(tmp_path: Path) -> None:
    large = tmp_path / "gross.txt"
    with large.open("wb") as file:
        file.truncate(MAX_FILE + 1)
    for path, reason in ((large, "large"), (tmp_path / "weg.txt", "unreadable")):
        with pytest.raises(QuellenboteError) as caught:
            read_path(path)
        assert (caught.value.key, caught.value.arguments["name"]) == (f"error.file.{reason}", path.name)


def test_a_document_that_unpacks_to_more_than_allowed_is_refused() -> None:
    with pytest.raises(QuellenboteError, match=r"error\.file\.large"):
        read_file("bombe.docx", docx(" " * (MAX_FILE + 10)))
