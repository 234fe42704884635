from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings

from bot.sources.entry import FIELDS
from bot.sources.footer import separate
from bot.sources.markup import read_fragment
from tests.bot.sources.writers import Written, footers
from tests.support.tables import for_each

DATA = Path(__file__).resolve().parents[2] / "data" / "footers"
BODY = (
    "<p>Am Morgen stand der Fluss so hoch, dass die Brücke wie ein Floß aussah, das jemand vergessen hatte.</p>"
    "<p>Die Leute aus dem Dorf kamen, sahen hin und gingen wieder, denn es gab nichts zu tun, als zu warten.</p>"
)


@dataclass(frozen=True)
class Case:
    """A footer as somebody wrote it, and what a careful reader takes from it."""

    name: str
    markup: str
    values: dict[str, str]

    @property
    def whole(self) -> str:
        return self.markup.replace("{BODY}", BODY) if "{BODY}" in self.markup else BODY + self.markup


def cases() -> list[Case]:
    found = []
    for path in sorted(DATA.glob("*.txt")):
        for part in re.split(r"^=== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            name, rest = part.split("\n", 1)
            markup, _, values = rest.partition("\n---\n")
            pairs = (line.split(": ", 1) for line in values.strip().splitlines())
            found.append(Case(f"{path.stem}: {name}", markup, dict(pairs)))
    return found


def plain(value: str | None) -> str:
    return (value or "").strip('„“”«»"., ')


@for_each(cases())
def test_a_footer_is_read_as_a_careful_human_reads_it(case: Case) -> None:
    reading = separate(read_fragment(case.whole))
    ignored = case.values.get("ignore", "").split()
    got = {name: plain(getattr(reading.provenance, name)) for name in FIELDS if name not in ignored}
    assert got == {name: plain(case.values.get(name)) for name in FIELDS if name not in ignored}
    assert len(reading.provenance.others) == int(case.values.get("others", 0))


@for_each(cases())
def test_no_line_of_a_footer_is_taken_for_text(case: Case) -> None:
    reading = separate(read_fragment(case.whole))
    assert len(reading.paragraphs) == int(case.values.get("body", 2)), [p.text for p in reading.paragraphs]


def test_there_are_enough_of_them() -> None:
    assert len(cases()) >= 60


@settings(max_examples=150, deadline=None, derandomize=True)
@given(footers())
def test_every_labelled_footer_is_read_whatever_its_layout(written: Written) -> None:
    reading = separate(read_fragment(BODY + written.markup))
    got = {name: plain(getattr(reading.provenance, name)) for name in FIELDS}
    assert got == {name: plain(written.values.get(name)) for name in FIELDS}, written.markup
    assert len(reading.paragraphs) == 2, written.markup


def test_a_line_after_a_value_that_says_nothing_is_read_by_itself() -> None:
    footer = (
        "<p>🔗 Originalquelle<br>Titel des Originals: Ein Titel<br>Autor: unbekannt<br>(Redaktion)<br>"
        "Link zum Originaltext: https://zeitung.example/artikel</p>"
    )
    read = separate(read_fragment(BODY + footer)).provenance
    assert (read.original_title, read.author, read.original_url) == (
        "Ein Titel",
        None,
        "https://zeitung.example/artikel",
    )
