"""Footers written as sentences: "Artikel „…“ von N. N., Zeitung, 3. Mai 2026. Übersetzt von N. N."; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.sources.credits import GONE, NAME, credit, end_of_value
from bot.sources.labels import field_of, is_see_original, labels_inside
from bot.sources.naming import (
    KIND,
    OUTLET,
    OUTLET_NOUN,
    PLATFORM_WORD,
    QUOTED,
    clean_name,
    is_kind,
    is_name,
    is_platform,
    looks_like_a_person,
)
from bot.sources.urls import ADDRESS, is_homepage
from bot.sources.values import find_date, is_language, is_nothing, language_code

if TYPE_CHECKING:
    from bot.sources.blocks import Line
    from bot.sources.entry import Field

_BARE_CREDIT = re.compile(r"\baus\s+(?:dem|der)\s+(?P<language>[^\W\d_]+ischen)\b", re.IGNORECASE)
_KIND_IN_FRONT = re.compile(
    rf"[\W_]*(?P<kind>{KIND.pattern}(?:\s*\([^()]{{2,25}}\))?)"
    r"(?:(?<=\))|\s+(?:vor|anlässlich|beim)\s[^,;:|·\x1f\n]+)(?=\s*(?:[,;:|·\x1f]|$))",
    re.IGNORECASE,
)
_PUBLISHED_BY = re.compile(
    r"\bpublished\s+(?:in\s+[A-Z]\w+\s+)?by\s+(?P<place>[A-Z][^\n,;|·()\x1f]*?)(?=\s*(?:[,;|·()\x1f]|$|"
    r"[.](?:\s|$)|\son\s))"
)
_ARCHIVE = re.compile(
    r"(?:web)?archiv(?:e|iert)?(?:\.org)?|wayback machine|pdf|mp3|архів|архив", re.IGNORECASE
)
_VERB = re.compile(
    r"\b(?:geführt|steht|stehen|findet|liegt|gibt|heißt|ist|war|wurde|erschien\w*|was|is|published|вийшл\w+|вышл\w+)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:(?:nach|aus|übersetzung|ein\w*|der|die|das|des|dem)\s+)+", re.IGNORECASE)
_BEHIND_AT = re.compile(r"\b(?:für|auf|bei|in|im|on|at|via|на|в|у)\s+$", re.IGNORECASE)
_AT = re.compile(r"(?:auf|bei|in|im|on|at|via|на|в|у)\s")
_CITY = re.compile(
    r"ky[ij]+[wv]|kiew|l[wv]i[wv]|lemberg|charki[wv]|kharkiv|odess?a|dnipro|cherson|mykolaji[wv]|poltawa|"
    r"berlin|münchen|wien|"
    r"straßburg|genf|hamburg|frankfurt|köln|leipzig|warschau|brüssel|london|paris|new york|washington|"
    r"prag|vilnius|riga|davos|ukraine|deutschland|київ|львів|харків|одеса|дніпро|киев|львов|харьков",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?:^|(?<!genehmigung)[\s\x1f(,;])(?:autor(?:in)?\s+(?:dieses|des|der)\s+\w+\s+ist|von|by|від|от|autor(?:in)?:?|"
    r"автор(?:ка)?:?|text:)\s+" + NAME,
    re.IGNORECASE,
)
_TALK_WITH = re.compile(
    r"(?:(?<=interview)|(?<=gespräch))\s+mit\s+(?:dem\s+\w+\s+|der\s+\w+\s+)?" + NAME, re.IGNORECASE
)
_PLACE = re.compile(
    r"(?:^|[\s\x1f(,;])(?:[Gg]enehmigung\s+von|auf|bei|in\s+der|in\s+dem|im|in|on|at|via|на|в|у)\s+(?:der\s+|dem\s+|the\s+|"
    r"seinem\s+|ihrem\s+|eigenen\s+|сайт[іе]\s+)*"
    r"(?P<place>(?:[^\W\d_a-zäöüа-яіїєґ]|власн|«|[\w-]+\.[a-z]{2})[^\n,;|·•()\x1f]*?)(?=\s*(?:[,;|·•()\x1f]|$|[.](?:\s|$)|"
    r"\s(?:am|vom|unter|erschien\w*|veröffentlicht|publiziert|gesendet|ausgestrahlt|und|mit|als|on)\b))",
)
_DATE_WORDS = re.compile(
    r"(?:(?:veröffentlicht|erschienen|publiziert|gesendet|aufgenommen|ausgestrahlt|erstmals|zuerst|published|"
    r"posted|опубліковано|опубликовано)\s+)?(?:am|vom|on|of|від|от|datiert|stand:?)?\s*$",
    re.IGNORECASE,
)
_IN_LANGUAGE = re.compile(
    r"\b(?:auf|in|im|из|з)\s+(?P<language>[^\W\d_]+(?:isch|ischen|ian|ish|ською|ском))\b", re.IGNORECASE
)
_PARTS = re.compile(rf"[{GONE}\n]+|\s*[,;|·•()→➔/:]\s*|\s+[–—-]\s+|(?<=\w\w)\.(?:\s+|$)|\.$")
_FILLER = re.compile(
    r"\b(?:die[sr]?[se]?[rsnm]?|der|das|den|dem|des|ein[er]?[smn]?|original(?:text|artikel|beitrag|video|"
    r"quelle)?s?|text|erschien(?:en)?|"
    r"ist|wurde|war|zuerst|erstmals|am|vom|auf|bei|in|im|unter|titel|veröffentlicht|publiziert|stammt|aus|"
    r"und|quelle|nach|"
    r"übersetzung|the|this|was|first|originally|published|is|a|of|from|on|source|by|von|mit|freundlicher|"
    r"genehmigung|des|"
    r"siehe|oben|unten|hier|als|zum|zur|джерело|оригінал|источник|via|р|uhr|uhrzeit|den|online|to|an|"
    r"nachzulesen|nachzusehen|уперше|вперше|впервые|опубліковано|опубликовано|на|сайт[іе]|"
    r"findet|sich|finden|sie|steht|gibt|es|zu|lesen|sehen|ansehen|link|liegt|vor|verfasst|geschrieben|"
    r"gehalten|gesendet)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Prose:
    """What a sentence says: the values as written, the addresses with the field that carried them, and the rest."""

    values: dict[Field, str] = field(default_factory=dict)
    links: list[tuple[Field, str]] = field(default_factory=list)
    explained: float = 0.0

    def set(self, name: Field, value: str) -> None:
        """Take a value, unless the field has one or it says that there is none."""
        value = value.strip(" ,;|·•\x1f")
        if value and name not in self.values and not is_nothing(value):
            self.values[name] = value


@lru_cache(maxsize=256)
def read_prose(line: Line, hint: Field | None = None) -> Prose:
    """The values of a line that has no labels: parts are taken out one sort after the other, the rest is split.

    ``hint`` is the field of the label that stood before these words. The result is shared: read it only.
    """
    prose = Prose()
    text = ADDRESS.sub(lambda match: GONE * len(match[0]), line.text)
    whole = _weight(text)
    found, text = credit(text)
    for name, value in found.items():
        prose.set(name, value)
    text = _take_inner_labels(prose, text)
    text = _take_kind(prose, text)
    text = _take_outlets(prose, text)
    text = _take_titles(prose, line, text, hint)
    text = _take_dates(prose, text)
    text = _take_languages(prose, text)
    text = _take(prose, text, _TALK_WITH, "author", "name", is_name)
    text = _take(prose, text, _PUBLISHED_BY, "platform", "place", is_name)
    text = _take(prose, text, _AUTHOR, "author", "name", is_name)
    text = _take(prose, text, _PLACE, "platform", "place", lambda place: not is_language(place))
    left = _sort_the_rest(prose, text, hint)
    _rename_outlet(prose, line, hint)
    for link in line.links:
        prose.links.append((_carrier(prose, line.text[link.start : link.end]), link.url))
    prose.explained = 1 - left / whole if whole else 0.0
    return prose


def _weight(text: str) -> int:
    return sum(len(word) for word in re.findall(r"\w+", _FILLER.sub(" ", text)))


def _gone(text: str, start: int, end: int) -> str:
    return text[:start] + GONE * (end - start) + text[end:]


def _rename_outlet(prose: Prose, line: Line, hint: Field | None) -> None:
    """In "Quelle: <Kolo>, 3. Mai 2026" what is linked is no title: nothing else says where the piece came out."""
    title = prose.values.get("original_title", "")
    opens = any(link.start <= 1 and line.text[link.start : link.end] == title for link in line.links)
    is_short = len(title.split()) <= 2 and ("author" not in prose.values or title.isascii())
    if hint == "platform" and "platform" not in prose.values and opens and is_short:
        prose.values["platform"] = prose.values.pop("original_title")


def _take_inner_labels(prose: Prose, text: str) -> str:
    for start, end, name in reversed(list(labels_inside(text))):
        if start == 0 or text[start - 1] not in "(,;|·• ":
            continue
        stop = end_of_value(name, text, end)
        value = text[end:stop]
        if name == "original_url" and value.strip(" " + GONE):  # "Video: YouTube" names no address
            text = _gone(text, start, end)
        elif value.strip() and len(value) < 80:
            prose.set(name, value)
            text = _gone(text, start, stop)
    return text


def _take_kind(prose: Prose, text: str) -> str:
    """Of "Bericht (PDF), …" the words in brackets belong to the kind, of "Rede vor dem Rat, …" only the first."""
    match = _KIND_IN_FRONT.match(text)
    if match is None or find_date(match[0]):
        return text
    prose.set("kind", match["kind"])
    return _gone(text, *match.span())


def _take_outlets(prose: Prose, text: str) -> str:
    """In "Telegram-Kanal «Notizen»" the quotation marks hold an outlet's name, not a title."""
    match = re.search(rf"(?:\b[\w-]+\s+)?\b{OUTLET_NOUN}\s+(?:{QUOTED.pattern})", text, re.IGNORECASE)
    if match is None:
        return text
    value = re.sub(r"^(?:auf|im|in|bei|der|dem|на|в|у)\s+", "", match[0], flags=re.IGNORECASE)
    prose.set("platform", value)
    return _gone(text, *match.span())


def _take_titles(prose: Prose, line: Line, text: str, hint: Field | None) -> str:
    """A title stands in quotation marks, else in italics, else it is what is linked."""
    for quoted in QUOTED.finditer(text):
        if _BEHIND_AT.search(text[: quoted.start()]):  # "auf «Kolo»"
            prose.set("platform", quoted[0])
            text = _gone(text, *quoted.span())
            continue
        prose.set("original_title", quoted[0])
        return _gone(text, *quoted.span())
    linked = [(link.start, link.end) for link in line.links]
    for start, end in line.italic:
        if _BEHIND_AT.search(text[:start]):  # "für _Kolo_"
            prose.set("platform", text[start:end])
            text = _gone(text, start, end)
            continue
        opens = hint == "platform" and not re.search(r"\w", text[:start]) and (start, end) not in linked
        if end - start < len(line.text) * 0.8 and not opens and _may_be_title(line, text, start, end):
            prose.set("original_title", line.text[start:end])
            return _gone(text, start, end)
    for start, end in ((link.start, link.end) for link in line.links if not is_homepage(link.url)):
        if _may_be_title(line, text, start, end):
            prose.set("original_title", line.text[start:end])
            return _gone(text, start, end)
    return text


def _may_be_title(line: Line, text: str, start: int, end: int) -> bool:
    """Whether words that are set apart can be a title: no name, date, language, kind, platform or pointer."""
    words = line.text[start:end]
    bare = words.strip(" .,;:→()")
    if (_BEHIND_AT.search(text[:start]) or _AT.match(bare)) and len(bare.split()) <= 4:
        return False
    if GONE in text[start:end] or len(bare) < 3 or ADDRESS.match(bare) or _ARCHIVE.fullmatch(bare):
        return False
    if is_see_original(words) or find_date(words) or is_language(bare) or is_kind(bare):
        return False
    outlet = OUTLET.search(bare) and len(bare.split()) <= 2
    return not (PLATFORM_WORD.fullmatch(bare) or outlet)


def _take_dates(prose: Prose, text: str) -> str:
    found = find_date(text)
    if found is None:
        return text
    start, end, _ = found
    prose.set("published", text[start:end])
    lead = _DATE_WORDS.search(text[:start])
    return _gone(text, lead.start() if lead else start, end)


def _take_languages(prose: Prose, text: str) -> str:
    for form in (_BARE_CREDIT, _IN_LANGUAGE):
        match = form.search(text)
        if match and language_code(match["language"]) not in (None, "de"):
            prose.set("language", match["language"])
            text = _gone(text, *match.span())
    return text


def _take(prose: Prose, text: str, form: re.Pattern[str], name: Field, group: str, fits: object) -> str:
    match = form.search(text)
    if match is None or name in prose.values or not (callable(fits) and fits(match[group])):
        return text
    prose.set(name, clean_name(match[group]))
    return _gone(text, *match.span())


def _sort_the_rest(prose: Prose, text: str, hint: Field | None) -> int:
    """Give each part that is left to the field it looks like; the weight of the words that fit nowhere."""
    unknown = list[str]()
    for part in _PARTS.split(text):
        words = re.sub(r"^[^\w«„\"@]+|[^\w»“\")]+$", "", part).strip()
        words = re.sub(r"^(?:für|for|для)\s+", "", words)
        if not words or not _FILLER.sub("", words).strip(" .,"):
            continue
        name = _field_for(prose, words)
        if name:
            prose.set(name, _LEAD.sub("", words) if name == "kind" else words)
        elif not field_of(words) and not is_see_original(words):
            unknown.append(words)
    for words in sorted(unknown, key=_is_host):
        if _may_be_platform(prose, words, hint):
            prose.set("platform", words)
            unknown.remove(words)
            break
    return sum(map(_weight, unknown))


def _field_for(prose: Prose, words: str) -> Field | None:
    known = prose.values
    if "kind" not in known and is_kind(words):
        return "kind"
    if "language" not in known and len(words.split()) <= 2 and is_language(words):
        return "language"
    if "platform" not in known and is_platform(words) and len(words.split()) <= 5 and not _is_host(words):
        return "platform"
    if "published" not in known and re.fullmatch(r"(?:19|20)\d\d", words):
        return "published"
    if "author" not in known and len(words.split()) <= 5 and looks_like_a_person(words):
        return "author"
    return None


def _is_host(words: str) -> bool:
    """Whether this is an address without its scheme: it names the outlet where nothing better does."""
    return "." in words and not re.search(r"\s", words) and PLATFORM_WORD.fullmatch(words) is not None


def _may_be_platform(prose: Prose, words: str, hint: Field | None) -> bool:
    """Whether words that look like nothing else stand where the outlet's name does."""
    if "platform" in prose.values or len(words.split()) > 5 or _VERB.search(words) or _CITY.fullmatch(words):
        return False
    if _is_host(words):
        return "/" not in words
    return hint == "platform" or any(
        name in prose.values for name in ("original_title", "author", "language")
    )


def _carrier(prose: Prose, words: str) -> Field:
    """Which field a link's words belong to."""
    bare = clean_name(words)
    for name, value in prose.values.items():
        if bare and (bare in value or clean_name(value) in bare):
            return name
    return "original_url"
