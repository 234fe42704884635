"""What an operator sets right: a label, a hidden point, a value of the provenance, the title.

Chat and command line call the same functions, and each is written into the operators' log.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.errors import QuellenboteError
from bot.sources.values import iso_date, language_code, primary_tag
from db import PROVENANCE_FIELDS, Article, Database

FIELDS = ("title", *PROVENANCE_FIELDS)
_LONGEST = 2000
_NORMALISED: Mapping[str, tuple[Callable[[str], str | None], str]] = {
    "published": (iso_date, "error.published"),
    "language": (lambda written: language_code(written) or primary_tag(written), "error.edit.language"),
}


class Editing:
    """Corrections are stored rows: they survive re-reading and re-summarising."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def article(self, article_id: int) -> Article:
        """The article to edit. Raises error.edit.unknown."""
        async with self._database.read() as tx:
            article = await tx.articles.get(article_id)
        if article is None:
            raise QuellenboteError("error.edit.unknown", number=article_id)
        return article

    async def set_field(
        self, article_id: int, field: str, value: str | None, *, by: str, now: datetime
    ) -> Article:
        """Give a field the operator's value; None or an empty one: nothing is known.

        Dates and languages are kept as footers' are. Raises error.edit.field for a name that is no field,
        error.edit.url, error.published and error.edit.language for a value that is none.
        """
        value = (value or "").strip()[:_LONGEST] or None
        if field not in FIELDS or (field == "title" and value is None):
            raise QuellenboteError("error.edit.field", field=field, fields=", ".join(FIELDS))
        if field == "original_url" and value and not value.startswith(("https://", "http://")):
            raise QuellenboteError("error.edit.url", value=value)
        if value and field in _NORMALISED:
            known, objection = _NORMALISED[field]
            value = known(written := value)
            if value is None:
                raise QuellenboteError(objection, value=written)
        stored = field if field == "title" else f"provenance.{field}"
        return await self._correct(article_id, stored, value, f"{field} {value or '—'}", by=by, now=now)

    async def set_label(self, article_id: int, number: int, label: str, *, by: str, now: datetime) -> Article:
        """Call the ``number``-th point (from 1) something else. Raises error.edit.point, error.edit.label."""
        label = " ".join(label.split())
        if not 0 < len(label) <= 60:
            raise QuellenboteError("error.edit.label")
        anchor = await self._anchor(article_id, number)
        said = f"label {number} {label}"
        return await self._correct(article_id, f"label:{anchor}", label, said, by=by, now=now)

    async def hide_point(self, article_id: int, number: int, *, by: str, now: datetime) -> Article:
        """Show the ``number``-th point (from 1) to nobody. Raises error.edit.point."""
        anchor = await self._anchor(article_id, number)
        return await self._correct(article_id, f"hidden:{anchor}", "1", f"hide {number}", by=by, now=now)

    async def remove(self, article_id: int, *, by: str, now: datetime) -> Article:
        """Show an article to nobody any more, whatever its source says; ``show`` brings it back."""
        await self.article(article_id)
        async with self._database.begin() as tx:
            await tx.articles.set_state(article_id, "removed", now=now)
            await tx.search.forget(article_id)
            await tx.operators.note(now, by, "edit", f"{article_id} remove")
        return await self.article(article_id)

    async def show(self, article_id: int, *, by: str, now: datetime) -> Article:
        """Show an article and all its points again."""
        article = await self.article(article_id)
        async with self._database.begin() as tx:
            if article.state == "removed":
                await tx.articles.set_state(article_id, "live", now=now)
            for correction in await tx.articles.corrections(article_id):
                if correction.field.startswith("hidden:"):
                    await tx.articles.uncorrect(article_id, correction.field)
            await tx.operators.note(now, by, "edit", f"{article_id} show")
        return await self.article(article_id)

    async def _anchor(self, article_id: int, number: int) -> str:
        article = await self.article(article_id)
        if not 1 <= number <= len(article.points):
            raise QuellenboteError("error.edit.point", number=number, count=len(article.points))
        return article.points[number - 1].anchor

    async def _correct(
        self, article_id: int, field: str, value: str | None, noted: str, *, by: str, now: datetime
    ) -> Article:
        await self.article(article_id)
        async with self._database.begin() as tx:
            await tx.articles.correct(article_id, field, value, now=now, by=by)
            await tx.operators.note(now, by, "edit", f"{article_id} {noted}")
        return await self.article(article_id)
