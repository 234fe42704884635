"""Who translated, from which language and for whom: "Deutsche Übersetzung von N. N., veröffentlicht auf …"; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.sources.naming import clean_name, is_name, looks_like_a_person
from bot.sources.values import language_code

if TYPE_CHECKING:
    from bot.sources.entry import Field

GONE = "\x1f"
"""Stands where a recognised part was taken out: a border between the parts that are left."""
_NAME_END = (
    r"(?=\s*(?:[,;|·•()\x1f\n]|\s/\s|$|(?<!\b[^\W\d_])(?<!\bDr)(?<!\bProf)[.](?:\s|$)|\s[–—-]\s|"
    r"\s(?:veröffentlicht|publiziert|erschienen|erschien|erstmals|zuerst|nach|für|auf|bei|in|im|aus|vom|am|ist|"
    r"wurde|und\s+"
    r"(?:veröffentlicht|publiziert)|unter|mit|an|on|for|at|published|from|into|first|in|via|опубліковано|для|на|"
    r"в|у|опубликовано)\s))"
)
NAME = r"(?P<name>[^\W\d_@][^\n,;|·•()\x1f:]*?|@\w+)" + _NAME_END
_BY = (
    r"\s*(?:[:–—©]|\b(?:besorgte|übernahm|verantwortet|lieferte)\b|\b(?:stammt|ist|kommt)\s+von\b|"
    r"\b(?:von|durch|by|від|от)\b\s*:?)\s*"
)
_FROM = r"(?:\s*\(?\s*(?:aus\s+(?:dem|der)|from(?:\s+the)?|з|с)\s+(?P<language>[^\W\d_]+)\s*\)?)"
_INTO = r"(?:\s*\(?(?:ins\s+Deutsche|into\s+German|auf\s+Deutsch|in\s+German|німецькою(?:\s+мовою)?|на\s+немецкий)\)?)"
_CREDITS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\beine\s)(?<!\beiner\s)\b(?:(?:Transkript(?:ion)?|Mitschrift|Auswahl|Zusammenstellung)\s+(?:und|&)\s+)?"
        r"(?:(?:deutsche|eigene|freie|autorisierte|unsere|german)[rn]?\s+)?"
        r"(?:(?:ü|ue|u)be?r?(?:s[etz]{2,5}(?:t|u?n?g|er(?:in(?:nen)?|:in|\*in|/in|\(in\))?)|s\.|tragung|tragen)|"
        r"translat(?:ion|ed|ors?))(?:\s+(?:und|&|and)\s+(?:\w+))?"
        r"(?:\s+(?:mit|durch|using|with)\s+[^,;:\n]{3,30},?\s+(?:und\s+)?"
        r"(?:bearbeitet|überarbeitet|redigiert|geprüft|korrigiert|lektoriert|edited|revised))?"
        f"(?:{_FROM}|{_INTO})*"
        r"(?:\s+und\s+[^\W\d_]+)?" + _BY + NAME,
        r"\baus\s+(?:dem|der)\s+(?P<language>[^\W\d_]+(?:ischen|ische|Deutschen))"
        r"(?:\s+ins\s+Deutsche)?(?:\s+(?:übersetzt|übertragen))?" + _BY + NAME,
        r"\bins\s+Deutsche\s+(?:übersetzt|übertragen|gebracht)" + _FROM + "?" + _BY + NAME,
        r"\b(?:ins\s+)?Deutsch(?:e\s+(?:Fassung|Version|Bearbeitung))?(?=\s*:|\s+von\b)" + _BY + NAME,
        r"\bZusammen(?:fassung|gefasst)(?:\s+(?:und\s+Übersetzung|auf\s+Deutsch))?" + _BY + NAME,
        r"\b(?:переклад|перевод)" + f"(?:{_FROM}|{_INTO})*" + r"(?:\s*[:–—]\s*|\s+(?:від|от)\s+|\s+)" + NAME,
        r"\b(?:переклала|переклав|перевела|перев[её]л|перекладач(?:ка)?|переводчи(?:к|ца))"
        f"(?:{_FROM}|{_INTO})*"
        r"(?:\s*[:–—]\s*|\s+)" + NAME,
    )
)
_CREDIT_HINT = re.compile(r"be?r?s[etz.]|trag|translat|deutsch|zusammen|ischen|перек|перев", re.IGNORECASE)
_PUBLISHED_ON = re.compile(
    r"[,;]?\s*(?:\bund\s+|\band\s+)?(?:zuerst\s+)?\b(?:veröffentlicht|publiziert|erschienen|published|"
    r"опубліковано|опубликовано)\s+(?:(?:am|on)\s+(?P<date>[\d][^\n]{4,18}?\d{2,4})\s+)?"
    r"(?:auf|bei|in|im|unter|on|at|by|in\s+the|на|в|у)\s*:?\s+(?:dem\s+|der\s+|the\s+|unserem\s+|"
    r"meinem\s+)?(?:Blog\s+)?(?P<place>[^\n,;|·()\x1f]+)",
    re.IGNORECASE,
)
_CREDIT_ENDS = re.compile(r"[\s.,;]*(?:$|veröffentlicht|für\s|published)", re.IGNORECASE)
_ON_A_DAY = re.compile(
    r",\s*(?:am\s+)?[0-3]?\d\.\s?(?:[01]?\d\.|[^\W\d_]{3,9})\s?(?:20)?\d\d(?=\s*,\s*(?:für|auf|veröffentlicht)\s)"
)
_FOR = re.compile(r"[,;]?\s*\b(?:für|for|для)\s+(?P<place>[^\n,;|·()\x1f]+)", re.IGNORECASE)
_HOST = re.compile(r"\s*[/,|(–-]\s*(?P<place>(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?)\)?")


def credit(text: str) -> tuple[dict[Field, str], str]:
    """Who translated, from which language and for whom; and the text without these words."""
    found: dict[Field, str] = {}
    if not _CREDIT_HINT.search(text):
        return found, text
    for form in _CREDITS:
        match = form.search(text)
        if match is None or not is_name(match["name"]):
            continue
        end = match.end()
        listed = end_of_value("translator", text, end)
        goes_on = text[end : end + 1] == ","  # "Übersetzung: N. N., N. N."
        if goes_on and (":" in match[0] or _CREDIT_ENDS.match(text, listed)):
            end = listed
        found["translator"] = clean_name(text[match.start("name") : end])
        language = match.groupdict().get("language")
        if language and language_code(language) not in (None, "de"):
            found["language"] = language
        if ending := _ON_A_DAY.match(text, end):  # when the translation came out says nothing of the original
            end = ending.end()
        rest = text[end:]
        place = _PUBLISHED_ON.match(rest) or _FOR.match(rest) or _HOST.match(rest)
        if place is None and (place := _PUBLISHED_ON.search(rest)) and len(rest[: place.start()]) > 40:
            place = None
        if place:
            found["publisher"] = _place_name(place["place"])
            end += place.end()
        return found, text[: match.start()] + GONE * (end - match.start()) + text[end:]
    return found, text


def publisher(text: str) -> str | None:
    """Where the translation came out, from a line that says only that: "veröffentlicht auf …"."""
    match = _PUBLISHED_ON.match(text.strip())
    return _place_name(match["place"]) if match else None


def _place_name(text: str) -> str:
    """A place without the day on which something came out there."""
    return clean_name(re.split(r"\s+(?:am|vom|on|seit)\s+\d", text)[0])


def end_of_value(name: Field, text: str, start: int) -> int:
    """Where a value inside a sentence ends; translators may be several, with commas between."""
    ends = re.compile(r"[(),;|·•\x1f\n]|(?<!\b\w)\.(?:\s|$)|$")
    at = ends.search(text, start)
    while at and at[0] == "," and name == "translator":
        following = ends.search(text, at.end())
        if following is None or not looks_like_a_person(text[at.end() : following.start()]):
            break
        at = following
    return at.start() if at else len(text)
