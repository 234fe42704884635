"""A point as it is shown: its label, which links to the sentence where it was published, and the sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.presentation.markup import OMITTED, Html, clip, esc, join, line, link, sentence_link

if TYPE_CHECKING:
    from bot.services.records import Article, Point, Span

LONGEST_SENTENCE = 900
LINK_WORDS = 5


def labelled(
    article: Article,
    point: Point,
    *,
    limit: int = LONGEST_SENTENCE,
    words: int = LINK_WORDS,
    compact: bool = False,
) -> Html:
    """A point: the label above its sentences, or (``compact``) before them on one line."""
    label = label_of(article, point, words=words)
    text = quoted(article.body, point, limit)
    return join((label, text), ": " if compact else "\n")


def label_of(article: Article, point: Point, *, words: int = LINK_WORDS) -> Html:
    """The label in bold, linked to the first of its sentences; empty without one that can be seen."""
    label = line(point.label, 80)
    if not label:
        return label
    return Html(f"<b>{link(label, address(article.url, point.sentences[0], words))}</b>")


def quoted(body: str, point: Point, limit: int = LONGEST_SENTENCE) -> Html:
    """The sentences, verbatim; what is left out before, between or after them is shown as "[…]"."""
    parts: list[str] = [OMITTED] if point.dangling else []
    for number, span in enumerate(point.sentences):
        if number and body[point.sentences[number - 1].end : span.start].strip():
            parts.append(OMITTED)
        parts.append(span.text.strip())
    return esc(clip(" ".join(parts), limit))


def passages(
    article: Article, spans: Sequence[Span], *, limit: int = LONGEST_SENTENCE, words: int = LINK_WORDS
) -> Iterator[Html]:
    """Sentences in reading order, each with its way to the page; neighbours stand together as they do there."""
    run: list[Html] = []
    for number, span in enumerate(spans):
        if run and not _adjoin(article.body, spans[number - 1], span):
            yield join(run, " ")
            run = []
        run.append((_by_its_first_words if run else _passage)(article, span, limit, words))
    yield join(run, " ")


def _adjoin(body: str, one: Span, other: Span) -> bool:
    """Whether nothing but a space parts two sentences of one paragraph."""
    between = body[one.end : other.start]
    return not between.strip() and between.count("\n") < 2


def _passage(article: Article, span: Span, limit: int, words: int) -> Html:
    """A sentence under the label of its point, which is linked, or by its own first words."""
    for point in article.points:
        if any(span.start == sentence.start for sentence in point.sentences) and (
            label := line(point.label, 80)
        ):
            head = Html(f"<b>{link(label, address(article.url, span, words))}</b>")
            return join((head, esc(clip(span.text.strip(), limit))), "\n")
    return _by_its_first_words(article, span, limit, words)


def _by_its_first_words(article: Article, span: Span, limit: int, words: int) -> Html:
    first, rest = first_words(clip(span.text.strip(), limit))
    return Html(f"{link(esc(first), address(article.url, span, words))}{esc(rest)}")


def first_words(text: str, count: int = 3) -> tuple[str, str]:
    """The text parted after its first words."""
    end = 0
    for word in text.split()[:count]:
        end = text.index(word, end) + len(word)
    return text[:end], text[end:]


def address(url: str | None, span: Span, words: int) -> str | None:
    """Where a sentence stands on the page; ``words`` 0 leaves the link out."""
    return sentence_link(url, span.text, words=words) if url and words else None
