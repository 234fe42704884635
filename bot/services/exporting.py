"""Everything that is stored of the articles, one object a piece: for other programs, and to take along."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

from db import PROVENANCE_FIELDS, Article, Database


async def exported(database: Database) -> AsyncIterator[Mapping[str, Any]]:
    """Live articles in the order of their numbers, each as the object that ``export --json`` prints."""
    after = 0
    while True:
        async with database.read() as tx:
            numbers = await tx.articles.ids(after=after)
            articles = await tx.articles.many(numbers)
        for article in articles:
            if article.state == "live":
                yield as_json(article)
        if not numbers:
            return
        after = numbers[-1]


def as_json(article: Article) -> Mapping[str, Any]:
    """One article; offsets are into its paragraphs joined by a blank line."""
    return {
        "id": article.id,
        "guid": article.guid,
        "url": article.url,
        "title": article.title,
        "language": article.language,
        "published": article.published_at.isoformat(),
        "modified": article.modified_at.isoformat() if article.modified_at else None,
        "paragraphs": list(article.paragraphs),
        "provenance": {name: getattr(article.provenance, name) for name in PROVENANCE_FIELDS},
        "points": [
            {
                "label": point.label,
                "sentences": [{"text": s.text, "start": s.start, "end": s.end} for s in point.sentences],
            }
            for point in article.points
        ],
    }
