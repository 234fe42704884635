"""Dates, languages and empty values in the spellings that people use; pure."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "stycznia styczeń januar jänner jan january січня січень янв января январь",
            "lutego luty februar feber feb february лютого лютий февраля февраль",
            "marca marzec märz maerz mär mrz mar march березня березень марта март",
            "kwietnia kwiecień april apr квітня квітень апреля апрель",
            "maja maj mai may травня травень мая май",
            "czerwca czerwiec juni jun june червня червень июня июнь",
            "lipca lipiec juli jul july липня липень июля июль",
            "sierpnia sierpień august aug серпня серпень августа август",
            "września wrzesień september sept sep вересня вересень сентября сентябрь",
            "października październik oktober okt october oct жовтня жовтень октября октябрь",
            "listopada november nov листопада листопад ноября ноябрь",
            "grudnia grudzień dezember dez december dec грудня грудень декабря декабрь",
        ),
        start=1,
    )
    for name in names.split()
}

_ROMAN = dict(
    zip(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], range(1, 13), strict=True)
)
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SHORT_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)"
_DAY = r"(?P<day>[0-3]?\d)"
_NUMBER = r"(?P<month>[01]?\d)"
_YEAR_WORD = r"(?:\s?(?:р|г|року|года)\b\.?)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d.]){_YEAR}\s?[-/.]\s?(?P<month>[01]\d)\s?[-/.]\s?(?P<day>[0-3]\d)(?!\d)",
        rf"(?<![\d.,/-]){_DAY}\s?\.\s?{_NUMBER}\s?\.\s?{_SHORT_YEAR}(?!\d)(?:\s?р\.|\s?г\.)?",
        rf"(?<![\d.,/-]){_DAY}\s?[/-]\s?{_NUMBER}\s?[/-]\s?{_YEAR}(?!\d)",
        rf"(?<![\d.,/-]){_DAY}\s?\.\s?(?P<month>I{{1,3}}|IV|VI{{0,3}}|IX|XI{{0,2}})\s?\.\s?{_YEAR}(?!\d)",
        rf"(?<![\d,/-]){_DAY}(?:st|nd|rd|th)?\.?\s*(?:of\s+)?{_MONTH},?\s+{_YEAR}(?!\d){_YEAR_WORD}",
        rf"\b{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
        rf"\b{_MONTH},?\s+{_YEAR}(?!\d){_YEAR_WORD}",
        rf"(?<![\d./-])(?P<month>0[1-9]|1[0-2])[/.]{_YEAR}(?!\d)",
        rf"(?<![\d./-]){_YEAR}-(?P<month>0[1-9]|1[0-2])(?![\d-])",
    )
)
_ONLY_YEAR = re.compile(rf"(?:ca\.\s*|um\s+|im\s+jahr\s+)?{_YEAR}{_YEAR_WORD}", re.IGNORECASE)

_LANGUAGES = {
    stem: code
    for code, stems in {
        "uk": "uk ua ukr ukraiński ukrainisch ukrainian українська український українською украинский украинская "
        "ukrayinska",
        "ru": "ru rus russ russisch russian російська російською русский русская",
        "de": "de ger deu dt deutsch german німецька німецькою немецкий",
        "en": "en eng englisch english англійська англійською английский",
        "pl": "pl pol polnisch polish polski польська польською польский",
        "fr": "fr fra fre französisch franzoesisch french французька французский",
        "it": "it ita italienisch italian італійська итальянский",
        "es": "es spa spanisch spanish іспанська испанский",
        "be": "be bel belarussisch belarusisch weißrussisch belarusian білоруська белорусский",
        "cs": "cs cz cze ces tschechisch czech чеська чешский",
        "sk": "sk slk slo slowakisch slovak словацька",
        "lt": "lt lit litauisch lithuanian литовська литовский",
        "lv": "lv lav lettisch latvian латиська",
        "et": "et est estnisch estonian естонська",
        "fi": "fi fin finnisch finnish фінська",
        "sv": "sv swe schwedisch swedish шведська",
        "no": "no nor norwegisch norwegian норвезька",
        "da": "da dan dänisch danish данська",
        "nl": "nl nld niederländisch dutch нідерландська",
        "ro": "ro ron rum rumänisch romanian румунська",
        "hu": "hu hun ungarisch hungarian угорська",
        "bg": "bg bul bulgarisch bulgarian болгарська",
        "sr": "sr srp serbisch serbian сербська",
        "ka": "ka kat geo georgisch georgian грузинська",
        "tr": "tr tur türkisch turkish турецька",
        "he": "he heb hebräisch hebrew іврит",
        "ar": "ar ara arabisch arabic арабська",
        "pt": "pt por portugiesisch portuguese португальська",
        "el": "el gre griechisch greek грецька",
        "zh": "zh chi chinesisch chinese китайська",
        "ja": "ja jpn japanisch japanese японська",
    }.items()
    for stem in stems.split()
}

_NOTHING = frozenset([
    "", "-", "--", "---", "?", "??", "n/a", "na", "n. a", "n.a", "k.a", "k. a", "k a", "ka", "k/a", "k. ang",
    "k.ang", "keine angabe", "keine angaben", "ohne angabe", "o. a", "o.a", "unbekannt", "nicht bekannt",
    "nicht angegeben", "nicht genannt", "nicht verfügbar", "nicht mehr verfügbar", "nicht mehr online",
    "nicht vorhanden", "entfällt", "fehlt", "leer", "keiner", "keine", "keines", "kein", "kein titel",
    "ohne titel", "o. t", "o.t", "ohne datum", "o. d", "o.d", "kein datum", "kein link",
    "kein link verfügbar", "ohne link", "offline", "gelöscht", "unklar", "unbekannter autor",
    "autor unbekannt", "verfasser unbekannt", "unbekannte autorin", "titel unbekannt", "datum unbekannt",
    "quelle unbekannt", "unknown", "not known", "not given", "not available", "unavailable", "none", "nil",
    "null", "no title", "untitled", "no date", "n.d", "n. d", "undated", "no link", "tba", "tbd", "tbc",
    "folgt", "wird nachgereicht", "siehe oben", "s. o", "s.o", "невідомо", "невідомий", "невідома",
    "невідомі", "немає", "не вказано", "без назви", "без дати", "неизвестно", "неизвестен", "неизвестный",
    "нет", "не указано", "без названия", "без даты",
])  # fmt: skip


def is_nothing(text: str) -> bool:
    """Whether a value says that there is none: "—", "k. A.", "unbekannt" and their like."""
    return text.casefold().strip(" \t\n.,;:()[]{}<>!…*_\"'„“”«»").translate(_DASHES).strip("- ") in _NOTHING


_DASHES = dict.fromkeys(map(ord, "–—−‒―‐‑"), "-")


@lru_cache(maxsize=1024)
def find_date(text: str) -> tuple[int, int, str] | None:
    """The first date in a text: start, end, and the ISO spelling (shorter where the day or month is not given)."""
    best: tuple[int, int, str] | None = None
    if not any(map(str.isdigit, text)):
        return None
    for form in _FORMS:
        for match in form.finditer(text):
            iso = _iso(match.groupdict())
            if iso and (
                best is None
                or match.start() < best[0]
                or (match.start() == best[0] and match.end() > best[1])
            ):
                best = match.start(), match.end(), iso
            if iso:
                break
    return best


def _iso(parts: dict[str, str | None]) -> str | None:
    year_text, month_text, day_text = parts["year"] or "", parts["month"] or "", parts.get("day")
    year = int(year_text) + (2000 if len(year_text) == 2 else 0)
    month = int(month_text) if month_text.isdigit() else (_MONTHS | _ROMAN)[month_text.casefold()]
    try:
        day = date(year, month, int(day_text) if day_text else 1)
    except ValueError:
        return None
    return day.isoformat() if day_text else day.isoformat()[:7]


def iso_date(text: str) -> str | None:
    """The ISO spelling of the one date in a value; None where there is none, or a span of several."""
    found = find_date(text)
    if found is None:
        year = _ONLY_YEAR.fullmatch(text.strip(" .,;()"))
        return year["year"] if year else None
    following = find_date(text[found[1] :])
    return found[2] if following is None or following[2] == found[2] else None


def language_code(text: str) -> str | None:
    """The ISO 639-1 code of a language written as a word or a code; None where unknown, or several."""
    text = re.sub(r"\b(?:sprache|language|мова|язык|original|aus dem|aus der|im)\b", " ", text.casefold())
    codes = {code for word in re.findall(r"[^\W\d_]+", text) if (code := _word_code(word))}
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not _word_code(word)]
    return codes.pop() if len(codes) == 1 and len(words) <= 2 else None


def is_language(text: str) -> bool:
    """Whether these words do nothing but name one language."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return (
        bool(words)
        and len({_word_code(word) for word in words} - {None}) == 1
        and all(map(_word_code, words))
    )


def _word_code(word: str) -> str | None:
    if word in _LANGUAGES:
        return _LANGUAGES[word]
    if word.endswith(("ischen", "ische", "ischem")):
        return _LANGUAGES.get(word[: word.rindex("isch") + 4])
    if word in ("deutschen", "deutsche"):
        return "de"
    if word.endswith(("ької", "ькою")):
        return _LANGUAGES.get(word[:-4] + "ька")
    if word.endswith("ского"):
        return _LANGUAGES.get(word[:-5] + "ский")
    return None


def primary_tag(tag: str | None) -> str | None:
    """The language of a tag such as ``de-DE``; None for what is no tag."""
    match = re.match(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)", tag or "")
    return match[1].lower() if match else None
