"""Summaries of a file that is not stored, and why they are as they are: ``quellenbote summarize``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import summarizer
from bot.i18n import Translator
from bot.services.summarise import readable
from bot.sources.entry import FIELDS, Entry, Provenance
from bot.sources.files import read_path

__all__ = ["Entry", "FileSummary", "Provenance", "entry_as_json", "lines", "of_file"]
Sentence = summarizer.Sentence
Point = summarizer.Point
Explanation = summarizer.Explanation


@dataclass(frozen=True, slots=True)
class FileSummary:
    """What is said of one piece of a file: its points, or its passages on a topic."""

    title: str | None
    language: str
    points: tuple[Point, ...] = ()
    passages: tuple[Sentence, ...] = ()
    explanation: Explanation | None = None

    def as_json(self) -> Mapping[str, Any]:
        """The same as an object; offsets are into the paragraphs joined by a blank line."""
        return {
            "title": self.title,
            "language": self.language,
            "points": [
                {
                    "label": p.label,
                    "dangling": p.dangling,
                    "sentences": [_sentence(s) for s in p.sentences],
                }
                for p in self.points
            ],
            "passages": [_sentence(s) for s in self.passages],
            **({} if self.explanation is None else {"explanation": asdict(self.explanation)}),
        }


def of_file(
    path: Path,
    *,
    points: int = 5,
    about: str | None = None,
    method: str = "quellenbote",
    explain: bool = False,
) -> list[FileSummary]:
    """A summary of each piece in a file. Blocking. Raises error.file.… as reading it does."""
    return [
        _of_entry(entry, points=points, about=about, method=method, explain=explain)
        for entry in read_path(path)
        if entry.access == "public"
    ]


def _of_entry(entry: Entry, *, points: int, about: str | None, method: str, explain: bool) -> FileSummary:
    body = "\n\n".join(p.text for p in entry.paragraphs)
    language = entry.language or summarizer.detect_language(body)
    if about:
        found = summarizer.passages(body, about, language=language, limit=points)
        return FileSummary(entry.title, language, passages=tuple(found))
    text, headings = readable([(p.kind, p.text) for p in entry.paragraphs])
    why = summarizer.explain(
        text, language=language, title=entry.title, headings=headings, limit=points, method=method
    )
    made = tuple(explained.point for explained in why.points)
    return FileSummary(entry.title, language, points=made, explanation=why if explain else None)


def _sentence(sentence: Sentence) -> Mapping[str, Any]:
    return {"text": sentence.text, "start": sentence.start, "end": sentence.end}


def lines(summary: FileSummary, t: Translator) -> list[str]:
    """A summary as text: each label, its sentences below it; with the explanation, why each was chosen."""
    found = [] if not summary.title else [summary.title, ""]
    for point in summary.points:
        omitted = ["    […]"] if point.dangling else []
        found += [f"• {point.label}", *omitted, *(f"    {s.text}" for s in point.sentences), ""]
    found += [f"• {sentence.text}" for sentence in summary.passages]
    if summary.explanation is not None:
        found += _explained(summary.explanation, t)
    return found


def _explained(why: Explanation, t: Translator) -> list[str]:
    known = "grammar" if why.linguistic else "statistics"
    found = [t(f"cli.explain.{known}", language=why.language), "", t("cli.explain.labels")]
    for explained in why.points:
        found.append(f"  {explained.point.label}")
        found += [f"      {c.score:6.2f}  {c.label}  ({c.form})" for c in explained.candidates]
    found += ["", t("cli.explain.sentences")]
    for score in why.sentences:
        told = t(
            "cli.explain.sentence",
            worth=f"{score.worth:.2f}",
            score=f"{score.score:.2f}",
            part=score.segment + 1,
            topic=score.topic or "-",
        )
        found.append(f"{'*' if score.chosen else ' '} {told}")
        if not score.showable:
            found.append(f"      {t('cli.explain.hidden')}")
        if score.dangling:
            found.append(f"      {t('cli.explain.dangling')} {-score.dangling:.2f}")
        if score.label:
            found.append(f"      {t('cli.explain.label')} {score.label} {score.chance:.2f}")
        parts = " ".join(f"{name}={value:.2f}" for name, value in score.parts if name != "bias" and value)
        found += [f"      {parts}", f"          {score.sentence.text[:100]}"]
    return found


def entry_as_json(entry: Entry) -> Mapping[str, Any]:
    """What a source yields, as one object: text by paragraph, and the provenance."""
    return {
        "guid": entry.guid,
        "url": entry.url,
        "title": entry.title,
        "language": entry.language,
        "published": entry.published.isoformat() if entry.published else None,
        "modified": entry.modified.isoformat() if entry.modified else None,
        "access": entry.access,
        "paragraphs": [p.text for p in entry.paragraphs],
        "provenance": {name: getattr(entry.provenance, name) for name in FIELDS},
    }
