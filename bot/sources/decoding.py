"""Bytes from outside to text, and XML to a tree without its dangers; pure."""

from __future__ import annotations

import codecs
import json
import re
from functools import lru_cache

from lxml import etree

from bot.errors import QuellenboteError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_XML_START = re.compile(r"<[A-Za-z_]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SURROGATE = re.compile(
    r"(?P<whole>\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)
_CONTROL = re.compile(
    r"[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|"
    r"&#(?:0*(?:[1-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[1-8bcefBCEF]|1[0-9a-fA-F]));"
)
"""What XML 1.0 forbids and editors leave behind; not NUL, which stands in no text but in what is none."""
_MAX_PROLOGUE = 4096


def charset_of(content_type: str | None) -> str | None:
    """The charset that a Content-Type names."""
    match = _HEADER_CHARSET.search(content_type or "")
    return match[1] if match else None


def decode(data: bytes, content_type: str | None = None, *, key: str, markup: bool = True) -> str:
    """The text of some bytes: as marked by a BOM, else UTF-8 where it can be nothing else, else as declared, else
    UTF-8, else (for HTML) Windows-1252.

    Raises the error ``key`` where a declared encoding does not fit and no other does.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strictly(data, name, key)
    head = data[:2048]
    inside = _XML_ENCODING.search(head) or (_META_CHARSET.search(head) if markup else None)
    declared = [charset_of(content_type), inside[1].decode("ascii") if inside else None, "utf-8"]
    # letters beyond ASCII that happen to be UTF-8 are no other encoding's
    for name in filter(None, declared if data.isascii() else ["utf-8", *declared]):
        try:
            text = data.decode(_known(name))
        except (UnicodeDecodeError, LookupError):
            continue
        if not _is_mojibake(text, name):
            return text
    if markup and not _XML_ENCODING.search(head) and not re.search(rb"[\x81\x8d\x8f\x90\x9d\x00]", data):
        return data.decode("windows-1252")
    raise QuellenboteError(key, encoding=next(filter(None, declared)))


def _known(name: str) -> str:
    """The web reads ISO-8859-1 as Windows-1252 (WHATWG Encoding Standard, section 4.2)."""
    return "windows-1252" if name.lower() in ("iso-8859-1", "latin1", "ascii", "us-ascii") else name


def _is_mojibake(text: str, name: str) -> bool:
    """UTF-8 that was declared to be something else shows as pairs such as "Ã¼"."""
    if name.lower().startswith("utf"):
        return False
    return len(re.findall("[ÃÂÐÑ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]", text)) > 2 + text.count(" ") // 400


def _strictly(data: bytes, name: str, key: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise QuellenboteError(key, encoding=name) from error


def parse_json(text: str, *, key: str) -> object:
    """What a JSON text holds. Half of a pair of surrogates, which is no character, is replaced.

    Raises ``<key>.truncated`` or ``<key>.illformed``.
    """
    try:
        found: object = json.loads(_SURROGATE.sub(lambda match: match["whole"] or r"\ufffd", text))
    except (ValueError, RecursionError) as error:
        ends = {"{": "}", "[": "]"}.get(text.lstrip()[:1], ("]", "}"))
        kind = "illformed" if text.rstrip().endswith(ends) else "truncated"
        raise QuellenboteError(f"{key}.{kind}", reason=str(error)[:200]) from error
    return found


def parse_xml(text: str, *, key: str) -> etree._Element:
    """The root of strictly read XML: no DTD with declarations, no entities, no network, libxml2's own limits.

    Forbidden control characters are left out: one in a post would cost the whole feed.
    Raises ``<key>.entities``, ``<key>.truncated`` or ``<key>.illformed``.
    """
    start = _XML_START.search(text)
    prologue = text[: start.start() if start else len(text)]
    if "<!ENTITY" in prologue or "<!ATTLIST" in prologue or len(prologue) > _MAX_PROLOGUE:
        raise QuellenboteError(f"{key}.entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        recover=False, encoding="utf-8", remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        body = _CONTROL.sub("", _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1))
        return etree.fromstring(body.encode("utf-8", "strict"), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError, ValueError) as error:
        kind = "truncated" if _is_cut_off(text, start) else "illformed"
        raise QuellenboteError(f"{key}.{kind}", reason=str(error)[:200]) from error


def _is_cut_off(text: str, start: re.Match[str] | None) -> bool:
    root = re.match(r"<([\w:.-]+)", text[start.start() :]) if start else None
    return root is not None and not text.rstrip().endswith(f"</{root[1]}>")


def local(element: etree._Element) -> str:
    """An element's name without its namespace, in lower case."""
    return _local_name(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=512)
def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2].lower()
