"""The same message without markup: what is sent, once, when Telegram refuses the rendered one."""

from __future__ import annotations

from html.parser import HTMLParser

MAX_TEXT = 4096


def plain(html: str) -> str:
    """The words of a rendered message, each label followed by its link, within one message's length.

    Where the links make it too long they are left out; what is still too long is cut at a line's end.
    """
    for with_links in (True, False):
        reader = _Words(with_links=with_links)
        reader.feed(html)
        reader.close()
        text = "".join(reader.words).strip()
        if len(text) <= MAX_TEXT:
            return text
    head = text[: MAX_TEXT - 5]
    return (head.rpartition("\n")[0] or head).rstrip() + "\n[…]"


class _Words(HTMLParser):
    def __init__(self, *, with_links: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._with_links = with_links
        self._href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._href = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def close(self) -> None:
        super().close()
        self._end_link()  # markup that was refused may well leave one open

    def _end_link(self) -> None:
        if self._href and self._with_links:
            self.words.append(f" ({self._href})")
        self._href = ""
