"""One HTML page that shows messages as a phone would, side by side in every language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from bot.i18n import LANGUAGES, translator
from bot.presentation.gallery import every_message
from bot.presentation.outgoing import Button, OutgoingMessage

Named = tuple[str, OutgoingMessage]

_STYLE = """
:root { color-scheme: light dark; font: 15px/1.35 system-ui, sans-serif; }
body { margin: 0; padding: 1rem; background: light-dark(#dfe7ec, #0e1621); }
h1 { font-size: 1.2rem; } h2 { font-size: .85rem; font-weight: 500; opacity: .7; margin: 1.6rem 0 .3rem; }
.row { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1rem; }
.phone { max-width: 23rem; }
.message { background: light-dark(#fff, #182533); border-radius: 12px; padding: .55rem .75rem;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.message blockquote { margin: 0; padding: .2rem .5rem; border-inline-start: 3px solid #3a95d5;
  background: light-dark(#eef6fc, #1d3346); border-radius: 4px; }
.message a { color: light-dark(#2678b6, #6ab3f3); text-decoration: none; }
.preview { border-inline-start: 3px solid #3a95d5; margin-top: .4rem; padding-inline-start: .5rem; opacity: .7; }
.keys { display: flex; gap: 4px; margin-top: 4px; }
.keys span { flex: 1; text-align: center; background: light-dark(#9fb4c2, #2b3b4a); color: #fff;
  border-radius: 8px; padding: .4rem .3rem; font-size: .85rem; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap; }
"""
_TAGS = (
    (re.compile(r"<blockquote expandable>"), '<blockquote class="more">'),
    (re.compile(r'<tg-time unix="(\d+)" format="\w*">'), r'<time data-unix="\1">'),
    (re.compile(r"</tg-time>"), "</time>"),
    (re.compile(r"<a href="), '<a rel="noreferrer" href='),
)


def page(messages: Mapping[str, Sequence[Named]] | None = None) -> str:
    """The page as HTML, complete in itself; ``messages`` are (name, message) by language, else every kind.

    The languages stand side by side, each with the same names in the same order.
    """
    shown = messages if messages is not None else _every_kind()
    columns = tuple(shown.items())
    rows = zip(*(column for _, column in columns), strict=True)
    blocks = "\n".join(
        f"<h2>{escape(row[0][0])}</h2>\n"
        '<div class="row">'
        + "".join(_phone(language, one[1]) for (language, _), one in zip(columns, row, strict=True))
        + "</div>"
        for row in rows
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Quellenbote</title><style>{_STYLE}</style></head>\n"
        f"<body><h1>Quellenbote: {', '.join(map(escape, shown))}</h1>\n{blocks}\n</body></html>\n"
    )


def _every_kind() -> Mapping[str, Sequence[Named]]:
    return {language: tuple(every_message(translator(language))) for language in LANGUAGES}


def _phone(language: str, message: OutgoingMessage) -> str:
    keys = "".join(f'<div class="keys">{"".join(map(_key, row))}</div>' for row in message.buttons)
    preview = f'<div class="preview">{escape(message.preview)}</div>' if message.preview else ""
    return (
        f'<div class="phone" lang="{escape(language)}"><div class="message" dir="auto">'
        f"{_for_browsers(message.text)}{preview}</div>{keys}</div>"
    )


def _key(button: Button) -> str:
    sign = {"url": " ↗", "copy": " ⧉", "inline": " ➦"}.get(button.kind, "")
    return f'<span title="{escape(button.value)}">{escape(button.text)}{sign}</span>'


def _for_browsers(text: str) -> str:
    """Telegram's HTML as a browser's: what was escaped stays so, and only our own tags are changed."""
    for tag, other in _TAGS:
        text = tag.sub(other, text)
    return text
