"""Three articles of an invented blog, of which the newest is on Davos."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.app import Services
from bot.services.ingest import Tally
from bot.sources.entry import Entry, Paragraph, Provenance

_DAVOS = (
    "Das Treffen in Davos hat die Erwartungen der ukrainischen Delegation nur zum Teil erfüllt. Präsidentin Marta "
    "Holub sprach eine Stunde lang mit dem amerikanischen Außenminister Paul Whitfield über Sicherheitsgarantien.",
    "Das Hilfspaket aus Washington läuft im April aus, und ein neues ist nicht in Sicht. Das bedeutet einen Mangel "
    "an Luftabwehr in den Städten des Ostens, der sich schon im Frühling zeigen wird.",
    "In Brüssel wird deshalb über eine gemeinsame Bestellung von Abfangraketen verhandelt. Die Fabriken in Polen und "
    "Tschechien könnten im Sommer mit der Lieferung beginnen, wenn das Geld im März bereitsteht.",
    "Meiner Ansicht nach ist die Frage der Garantien damit nicht beantwortet, sondern nur vertagt. Wer den Winter "
    "überstehen will, braucht keine Erklärungen, sondern Transformatoren und Raketen.",
)
_WINTER = (
    "Die Stadtwerke von Welykyj Luh haben zum ersten Mal seit drei Jahren alle Wohnblöcke beheizt. Der Preis dafür "
    "ist eine Stromrechnung, die viele Rentner nicht bezahlen können.",
    "Der Bürgermeister Taras Kowal will die Schulden bis zum Herbst stunden. Der Stadtrat hat seinem Plan mit "
    "knapper Mehrheit zugestimmt.",
)
_SCHOOL = (
    "In der Grundschule von Nowyj Bereh lernen die Kinder im Keller. Die Lehrerin Oksana Tkatsch hat die Wände mit "
    "einer Landkarte bemalt, auf der jede Heimatstadt ihrer Schüler verzeichnet ist.",
    "Das Ministerium zahlt seit September einen Zuschlag für Unterricht unter der Erde. Den Lehrkräften wäre eine "
    "Heizung lieber gewesen.",
)


def _entry(
    number: int, title: str, paragraphs: tuple[str, ...], author: str, platform: str, hours: int
) -> Entry:
    return Entry(
        guid=f"https://blog.example/?p={number}",
        url=f"https://blog.example/2026/11/{number}/",
        title=title,
        title_from="given",
        language="de",
        published=datetime.fromisoformat("2026-11-22T05:00:00+00:00") - timedelta(hours=hours),
        modified=None,
        paragraphs=tuple(Paragraph(text) for text in paragraphs),
        provenance=Provenance(
            kind="Artikel",
            original_title=f"Оригінал {number}",
            author=author,
            published="2026-11-20",
            language="uk",
            platform=platform,
            original_url=f"https://video.example/watch?v=original{number}",
            translator="Jana Brandt",
            publisher="blog.example",
        ),
    )


DAVOS = _entry(3, "Was Davos gebracht hat", _DAVOS, "Olena Hrytsenko", "Svitlo Video", 0)
WINTER = _entry(2, "Ein warmer Winter auf Kredit", _WINTER, "Bohdan Myrnyj", "Radio Dnipro", 30)
SCHOOL = _entry(1, "Schule unter der Erde", _SCHOOL, "Olena Hrytsenko", "Wetschirnij Kurier", 60)


async def store(what: Services, stored_at: datetime, *entries: Entry, backfilled: bool = False) -> Tally:
    """Store entries (the three, where none is named) as one source's, and summarise them."""
    async with what.database.begin() as tx:
        source = await tx.sources.add(
            kind="rss",
            address="https://blog.example/feed/",
            title="Der Blog",
            site="https://blog.example/",
            now=stored_at,
        )
    tally = await what.ingest.store(
        source, entries or (SCHOOL, WINTER, DAVOS), now=stored_at, backfilled=backfilled
    )
    while await what.summarise.pending():
        pass
    return tally


def changed(entry: Entry, **values: object) -> Entry:
    """The same piece, edited."""
    return replace(entry, **values)  # type: ignore[arg-type]  # the tests name real fields
