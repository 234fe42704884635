"""Footers as people write them: a hypothesis strategy of labels, orders, layouts and slips."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from hypothesis import strategies as st

KINDS = ["Artikel", "Kommentar", "Interview", "Videokommentar", "Essay", "Facebook-Beitrag", "Bericht (PDF)"]
TITLES = [
    "Тиша після дощу",
    "Ніч у місті | Ярема Голуб",
    "«Сіль»",
    "Bread and Salt",
    "Чому так? Лист другий",
    "1991: рік",
]
AUTHORS = [
    "Jarema Holub",
    "Halyna Tscherwonenko",
    "Denys Klym und Olena Barwinok",
    "Соломія Рудь",
    "Dr. Stepan O’Horowyj",
]
DATES = {
    "17.01.2026.": "2026-01-17", "3. März 2026": "2026-03-03", "04.12.25": "2025-12-04",
    "2026-05-09": "2026-05-09",
    "Feb 10, 2026": "2026-02-10", "14 July 2026": "2026-07-14", "2 лютого 2026 р.": "2026-02-02",
    "Mai 2026": "2026-05",
    "5 / 6 / 2026": "2026-06-05", "1. 9. 2026": "2026-09-01", "15 марта 2026 г.": "2026-03-15",
    "Kyjiw, 5. Mai 2026": "2026-05-05", "7. XI. 2025": "2025-11-07", "7 stycznia 2026": "2026-01-07",
    "Donnerstag, 15. Januar 2026": "2026-01-15", "den 2. März 2026": "2026-03-02", "2026/01/13": "2026-01-13",
    "28 лютого 2026 року": "2026-02-28", "January 12th, 2026": "2026-01-12",
}  # fmt: skip
LANGUAGES = {
    "uk": "uk",
    "Ukrainisch": "uk",
    "UA": "uk",
    "ukr.": "uk",
    "Englisch": "en",
    "російська": "ru",
    "Polish": "pl",
    "polski": "pl",
    "Ukrainisch (uk)": "uk",
}
PLATFORMS = [
    "YouTube",
    "Kolo",
    "Radio Beispiel",
    "Telegram",
    "wisnyk.example",
    "Zeitschrift Kolo",
    "Facebook",
]
ADDRESSES = [
    "https://kolo.example/a-1,2?x=1&y=2", "https://www.youtube.com/watch?v=aB3dE5gH7jK",
    "https://youtu.be/Zy9Xw8Vu7Ts",
    "https://t.me/beispiel/77", "http://wisnyk.example/2026/05/09/text/",
]  # fmt: skip
TRANSLATORS = [
    "Rosa Behn, Mira Althaus",
    "Rosa Behn",
    "Ulf Brandis",
    "Karla Wendt und Mira Althaus",
    "C. Eibe",
]
NOTHING = ["—", "k. A.", "unbekannt", "–", "n/a"]

LABELS = {
    "kind": [
        "Art der Quelle",
        "Art des Originals",
        "Quellenart",
        "Typ",
        "Format",
        "Тип",
        "Source type",
        "Rodzaj źródła",
    ],
    "original_title": [
        "Titel des Originals",
        "Originaltitel",
        "Titel im Original",
        "Titel",
        "Назва",
        "Tytuł oryginału",
        "Original title",
    ],
    "author": [
        "Autor",
        "Autorin",
        "Autor/in",
        "Autor:in",
        "Verfasser",
        "Автор",
        "Author",
        "Autorka",
        "Sprecherin",
        "Gesprächspartner",
    ],
    "published": [
        "Veröffentlichung / Entstehung",
        "Veröffentlichung",
        "Datum",
        "Erschienen am",
        "Дата",
        "Published",
        "Sendedatum",
        "Data publikacji",
    ],
    "language": ["Originalsprache", "Sprache", "Sprache des Originals", "Мова", "Original language"],
    "platform": [
        "Plattform / Quelle",
        "Plattform",
        "Medium",
        "Quelle",
        "Erschienen in",
        "Платформа",
        "Platform",
    ],
    "original_url": [
        "Link zum Originaltext",
        "Link zum Original",
        "Link",
        "Original",
        "Посилання",
        "URL",
        "Link zum Video",
        "Direktlink",
    ],
}
HEADINGS = [
    "🔗 Originalquelle",
    "Originalquelle",
    "Quelle",
    "Quellenangabe:",
    "Zum Original",
    "Джерело",
    "Source",
]
CREDITS = [
    "Deutsche Übersetzung von {}", "Übersetzung: {}", "Übersetzt von {}.", "Ins Deutsche übertragen von {}",
    "Deutsche Übersetzung von<br>{},<br>veröffentlicht auf<br><a href='https://bruecke.blog.example'>bruecke.blog.example</a>.",
    "German translation by {}", "Übersetzerin: {}", "Übers.: {}", "Deutsche Übersezung: {}", "Deutsch: {}",
    "Übersetzung aus dem Ukrainischen: {}", "Die Übersetzung besorgte {}.",
]  # fmt: skip
TAILS = [
    "",
    "",
    "<p>Bitte teilen Sie diesen Beitrag!</p>",
    "<hr>",
    "<p>#Ukraine #Übersetzung</p>",
    "<h3>Lesen Sie auch</h3><ul><li><a href='https://bruecke.blog.example/2'>Der lange Herbst</a></li></ul>",
    "<div class='sharedaddy'><h3>Teilen mit:</h3><ul><li><a href='?share=x'>X</a></li></ul></div>",
]


@dataclass(frozen=True)
class Written:
    """A footer's markup, and the values it was written from (None where it says nothing)."""

    markup: str
    values: dict[str, str | None]


@st.composite
def slip(draw: st.DrawFn, word: str) -> str:
    """The word, now and then with a letter lost or doubled somewhere in its middle."""
    if len(word) < 9 or not draw(st.sampled_from([False, False, False, True])):
        return word
    places = [
        n
        for n in range(2, len(word) - 2)
        if word[n].isalpha() and word[n - 1].isalpha() and word[n + 1].isalpha()
    ]
    if not places:
        return word
    at = draw(st.sampled_from(places))
    return word[:at] + draw(st.sampled_from(["", word[at] * 2])) + word[at + 1 :]


@st.composite
def pair(draw: st.DrawFn, name: str, values: dict[str, str | None]) -> tuple[str, str]:
    """A label and the markup of its value; the value a careful reader takes goes into ``values``."""
    label = draw(slip(draw(st.sampled_from(LABELS[name]))))
    if name == "original_url":
        url = draw(st.sampled_from(ADDRESSES))
        values[name] = url
        shown = draw(st.sampled_from(["Original ansehen", "hier", "→ Zum Original", url]))
        return label, draw(st.sampled_from([f'<a href="{escape(url)}">{escape(shown)}</a>', escape(url)]))
    if draw(st.integers(0, 9)) == 0:
        values[name] = None
        return label, draw(st.sampled_from(NOTHING))
    if name in ("published", "language"):
        known = DATES if name == "published" else LANGUAGES
        written = draw(st.sampled_from(sorted(known)))
        values[name] = known[written]
        return label, escape(written)
    written = draw(
        st.sampled_from(
            {"kind": KINDS, "original_title": TITLES, "author": AUTHORS, "platform": PLATFORMS}[name]
        )
    )
    values[name] = written
    return label, escape(written)


@st.composite
def footers(draw: st.DrawFn) -> Written:
    """A labelled footer in one of the layouts that blogs use."""
    names = draw(st.lists(st.sampled_from(sorted(LABELS)), min_size=3, max_size=7, unique=True))
    values: dict[str, str | None] = {}
    pairs = [draw(pair(name, values)) for name in names]
    bold = draw(st.booleans())
    colon = draw(st.sampled_from([":", " :", ":\u00a0"]))
    named = [
        (f"<strong>{label}{colon}</strong>" if bold else f"{label}{colon}", value) for label, value in pairs
    ]
    heading = draw(st.sampled_from(HEADINGS))
    head = draw(
        st.sampled_from(["<p><strong>{}</strong></p>", "<h3>{}</h3>", "<p>{}</p>", "<h2>{}</h2><hr>"])
    ).format(heading)
    shape = draw(
        st.sampled_from(
            ["lines", "list", "table", "paragraphs", "under", "definitions", "pre", "breaks", "group"]
        )
    )
    body = _shaped(shape, named, pairs)
    credit = ""
    if draw(st.booleans()):
        translator = draw(st.sampled_from(TRANSLATORS))
        form = draw(st.sampled_from(CREDITS))
        credit = f"<p><em>{form.format(translator)}</em></p>"
        values["translator"] = translator
        if "Ukrainischen" in form:
            values["language"] = values.get("language") or "uk"
        values["publisher"] = "bruecke.blog.example" if "veröffentlicht" in form else None
    tail = draw(st.sampled_from(TAILS))
    return Written(head + body + credit + tail, values)


def _shaped(shape: str, named: list[tuple[str, str]], pairs: list[tuple[str, str]]) -> str:
    if shape == "lines":
        return "<p>" + "<br>".join(f"{label} {value}" for label, value in named) + "</p>"
    if shape == "list":
        return "<ul>" + "".join(f"<li>{label} {value}</li>" for label, value in named) + "</ul>"
    if shape == "table":
        rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in pairs)
        return f"<figure><table><tbody>{rows}</tbody></table></figure>"
    if shape == "paragraphs":
        return "".join(f"<p>{label} {value}</p>" for label, value in named)
    if shape == "breaks":
        return "<p>" + "<br><br>".join(f"{label} {value}" for label, value in named) + "</p>"
    if shape == "group":
        inner = "".join(f"<p>{label} {value}</p>" for label, value in named)
        return f"<div class='wp-block-group'><div class='wp-block-columns'>{inner}</div></div>"
    if shape == "under":
        return "".join(f"<p><strong>{label}</strong><br>{value}</p>" for label, value in pairs)
    if shape == "definitions":
        return "<dl>" + "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in pairs) + "</dl>"
    return "<pre>" + "\n".join(f"{label} {value}" for label, value in named) + "</pre>"
