"""Footers written as sentences: "Artikel „…“ von N. N., Zeitung, 3. Mai 2026. Übersetzt von N. N."; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.sources.labels import field_of, is_see_original, labels_inside
from bot.sources.urls import ADDRESS
from bot.sources.values import find_date, is_language, is_nothing, language_code

if TYPE_CHECKING:
    from bot.sources.blocks import Line
    from bot.sources.entry import Field

_GONE = "\x1f"
"""Stands where a recognised part was taken out: a border between the parts that are left."""

_NAME_END = (
    r"(?=\s*(?:[,;|·•()\x1f\n]|\s/\s|$|(?<!\b[^\W\d_])(?<!\bDr)(?<!\bProf)[.](?:\s|$)|\s[–—-]\s|"
    r"\s(?:veröffentlicht|publiziert|erschienen|erschien|erstmals|zuerst|für|auf|bei|in|im|aus|vom|am|ist|"
    r"wurde|und\s+"
    r"(?:veröffentlicht|publiziert)|unter|mit|an|on|for|at|published|from|into|first|in|via|опубліковано|для|на|"
    r"в|у|"
    r"опубликовано)\s))"
)
_NAME = r"(?P<name>[^\W\d_@][^\n,;|·•()\x1f:]*?|@\w+)" + _NAME_END
_BY = r"\s*(?:[:–—©]|\b(?:besorgte|übernahm|verantwortet|lieferte)\b|\b(?:stammt|ist|kommt)\s+von\b|\b(?:von|durch|by|від|от)\b\s*:?)\s*"
_FROM = r"(?:\s*\(?\s*(?:aus\s+(?:dem|der)|from(?:\s+the)?|з|с)\s+(?P<language>[^\W\d_]+)\s*\)?)"
_INTO = r"(?:\s*\(?(?:ins\s+Deutsche|into\s+German|auf\s+Deutsch|in\s+German|німецькою(?:\s+мовою)?|на\s+немецкий)\)?)"
_CREDITS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\beine\s)(?<!\beiner\s)\b(?:(?:Transkript(?:ion)?|Mitschrift|Auswahl|Zusammenstellung)\s+(?:und|&)\s+)?"
        r"(?:(?:deutsche|eigene|freie|autorisierte|unsere|german)[rn]?\s+)?"
        r"(?:(?:ü|ue|u)be?r?(?:s[etz]{2,5}(?:t|u?n?g|er(?:in(?:nen)?|:in|\*in|/in|\(in\))?)|s\.|tragung|tragen)|"
        r"translat(?:ion|ed|ors?))"
        r"(?:\s+(?:und|&|and)\s+(?:\w+))?"
        r"(?:\s+(?:mit|durch|using|with)\s+[^,;:\n]{3,30},?\s+(?:und\s+)?"
        r"(?:bearbeitet|überarbeitet|redigiert|geprüft|korrigiert|lektoriert|edited|revised))?" + f"(?:{_FROM}|{_INTO})*" + r"(?:\s+und\s+[^\W\d_]+)?" + _BY + _NAME,
        r"\baus\s+(?:dem|der)\s+(?P<language>[^\W\d_]+(?:ischen|ische|Deutschen))"
        r"(?:\s+ins\s+Deutsche)?(?:\s+(?:übersetzt|übertragen))?" + _BY + _NAME,
        r"\bins\s+Deutsche\s+(?:übersetzt|übertragen|gebracht)" + _FROM + "?" + _BY + _NAME,
        r"\b(?:ins\s+)?Deutsch(?:e\s+(?:Fassung|Version|Bearbeitung))?(?=\s*:|\s+von\b)" + _BY + _NAME,
        r"\bZusammen(?:fassung|gefasst)(?:\s+(?:und\s+Übersetzung|auf\s+Deutsch))?" + _BY + _NAME,
        r"\b(?:переклад|перевод)" + f"(?:{_FROM}|{_INTO})*" + r"(?:\s*[:–—]\s*|\s+(?:від|от)\s+|\s+)" + _NAME,
        r"\b(?:переклала|переклав|перевела|перев[её]л|перекладач(?:ка)?|переводчи(?:к|ца))"
        f"(?:{_FROM}|{_INTO})*"
        r"(?:\s*[:–—]\s*|\s+)" + _NAME,
    )
)
_CREDIT_HINT = re.compile(r"be?r?s[etz.]|trag|translat|deutsch|zusammen|ischen|перек|перев", re.IGNORECASE)
_BARE_CREDIT = re.compile(r"\baus\s+(?:dem|der)\s+(?P<language>[^\W\d_]+ischen)\b", re.IGNORECASE)
_PUBLISHED_ON = re.compile(
    r"[,;]?\s*(?:\bund\s+|\band\s+)?(?:zuerst\s+)?\b(?:veröffentlicht|publiziert|erschienen|published|"
    r"опубліковано|опубликовано)\s+"
    r"(?:(?:am|on)\s+(?P<date>[\d][^\n]{4,18}?\d{2,4})\s+)?"
    r"(?:auf|bei|in|im|unter|on|at|by|in\s+the|на|в|у)\s*:?\s+(?:dem\s+|der\s+|the\s+|unserem\s+|"
    r"meinem\s+)?(?:Blog\s+)?(?P<place>[^\n,;|·()\x1f]+)",
    re.IGNORECASE,
)
_CREDIT_ENDS = re.compile(r"[\s.,;]*(?:$|veröffentlicht|für\s|published)", re.IGNORECASE)
_ON_A_DAY = re.compile(r",\s*(?:am\s+)?[0-3]?\d\.\s?(?:[01]?\d\.|[^\W\d_]{3,9})\s?(?:20)?\d\d(?=\s*,\s*(?:für|auf|veröffentlicht)\s)")
_FOR = re.compile(r"[,;]?\s*\b(?:für|for|для)\s+(?P<place>[^\n,;|·()\x1f]+)", re.IGNORECASE)

_QUOTED = re.compile(
    r"„[^“”„]+[“”]|“[^“”]+”|«[^«»]+»|»[^«»]+«|\"[^\"]+\"|‚[^‘’‚]+[‘’]|‹[^‹›]+›|\u201d[^\u201c\u201d]+\u201d"
)
_OUTLET_NOUN = (
    r"(?:[\w-]*(?:Kanal|Channel|Almanach|Jahrbuch|Verlag|Zeitung|Zeitschrift|Magazin|Portal|Sender|Blog|Seite|Podcast|Sendung|Website|"
    r"Webseite)|"
    r"[\w-]*(?:канал\w*|газет\w*|журнал\w*|сайт\w*|блог\w*|видання|издани\w*|подкаст\w*))"
)
_NAMED_OUTLET = re.compile(
    rf"{_OUTLET_NOUN}\s+(?:{_QUOTED.pattern})(?:,\s*(?:Heft|Nr\.?|Ausgabe|Folge|Bd\.?|Band|S\.|Seite|№)\s[^,]+)*", re.IGNORECASE
)
_KIND = re.compile(
    r"(?:[\w-]*(?:artikel|kommentar|video|videoblog|interview|gespräch|reportage|essay|kolumne|rede|vortrag|"
    r"ansprache|"
    r"beitrag|eintrag|podcast|podcastfolge|bericht|analyse|notiz|glosse|rezension|studie|livestream|stream|"
    r"tagebuch|"
    r"gedicht|erzählung|auszug|meldung|statement|aufruf|brief|post|text|dokument|sendung|dokumentation|"
    r"thread|vlog|"
    r"stellungnahme|vorlesung|predigt|porträt|nachruf|feuilleton|meinung|meinungsbeitrag|rückblick)|"
    r"article|commentary|opinion|column|speech|report|lecture|story|essay|op-ed|blog|talk|episode|"
    r"відео\w*|стаття|колонка|інтерв.ю|допис|пост|есе\w*|репортаж|промова|коментар|відеокоментар|лекція|"
    r"подкаст|"
    r"видео\w*|статья|интервью|эссе|речь|комментарий|лекция|запись)",
    re.IGNORECASE,
)
_KIND_IN_FRONT = re.compile(
    rf"[\W_]*(?P<kind>{_KIND.pattern}(?:\s*\([^()]{{2,25}}\))?)"
    r"(?:(?<=\))|\s+(?:vor|anlässlich|beim)\s[^,;:|·\x1f\n]+)(?=\s*(?:[,;:|·\x1f]|$))",
    re.IGNORECASE,
)
_PLATFORM_WORD = re.compile(
    r"youtube|facebook|telegram|instagram|tiktok|twitter|substack|spotify|vimeo|x|medium|патреон|patreon|"
    r"ютуб|фейсбук|телеграм|"
    r"[\w.-]+\.(?:com|org|net|ua|de|eu|tv|info|media|example|blog|news|pl|lt|io|press|today)(?:/\S*)?",
    re.IGNORECASE,
)
_PUBLISHED_BY = re.compile(
    r"\bpublished\s+(?:in\s+[A-Z]\w+\s+)?by\s+(?P<place>[A-Z][^\n,;|·()\x1f]*?)(?=\s*(?:[,;|·()\x1f]|$|[.](?:\s|$)|\son\s))"
)
_OUTLET = re.compile(
    r"\b(?:radio|tv|news|zeitung|kanal|blog|magazin|media|post|times|notes|journal|review|portal|press|"
    r"presse|tribune|herald|"
    r"guardian|independent|weekly|today|channel|online|network|agency|agentur|website|webseite|seite|podcast|"
    r"espreso|zbruč|zbruc|"
    r"hromadske|suspilne|ukrinform|unian|babel|nv|focus|fokus|krytyka|hlavkom|glavcom|tyzhden|tyschden|"
    r"prawda|pravda|svoboda|"
    r"swoboda|youtube|facebook|telegram|instagram|правда|свобода|еспресо|збруч|громадське|суспільне|радіо|"
    r"сайт|канал|газета|"
    r"журнал|тиждень|критика|главком|дзеркало|новини|медіа|блог|lb\.ua|бабель|детектор)\b",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(r"(?:web)?archiv(?:e|iert)?(?:\.org)?|wayback machine|pdf|mp3|архів|архив", re.IGNORECASE)
_VERB = re.compile(r"\b(?:geführt|ist|war|wurde|erschien\w*|was|is|published|вийшл\w+|вышл\w+)\b", re.IGNORECASE)
_LEAD = re.compile(r"^(?:(?:nach|aus|übersetzung|ein\w*|der|die|das|des|dem)\s+)+", re.IGNORECASE)
_BEHIND_AT = re.compile(r"\b(?:für|auf|bei|in|im|on|at|via|на|в|у)\s+$", re.IGNORECASE)
_HOST = re.compile(r"\s*[/,|(–-]\s*(?P<place>(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?)\)?")
_CITY = re.compile(
    r"ky[ij]+[wv]|kiew|l[wv]i[wv]|lemberg|charki[wv]|kharkiv|odess?a|dnipro|cherson|mykolaji[wv]|poltawa|berlin|münchen|wien|"
    r"straßburg|genf|hamburg|frankfurt|köln|leipzig|warschau|brüssel|london|paris|new york|washington|prag|vilnius|riga|davos|ukraine|"
    r"deutschland|київ|львів|харків|одеса|дніпро|киев|львов|харьков",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?:^|[\s\x1f(,;])(?:autor(?:in)?\s+(?:dieses|des|der)\s+\w+\s+ist|von|by|від|от|autor(?:in)?:?|автор(?:ка)?:?|text:)\s+" + _NAME, re.IGNORECASE
)
_TALK_WITH = re.compile(r"(?:(?<=interview)|(?<=gespräch))\s+mit\s+(?:dem\s+\w+\s+|der\s+\w+\s+)?" + _NAME, re.IGNORECASE)
_PLACE = re.compile(
    r"(?:^|[\s\x1f(,;])(?:auf|bei|in\s+der|in\s+dem|im|in|on|at|via|на|в|у)\s+(?:der\s+|dem\s+|the\s+|"
    r"seinem\s+|ihrem\s+|eigenen\s+)*"
    r"(?P<place>(?:[^\W\d_a-zäöüа-яіїєґ]|власн|«)[^\n,;|·•()\x1f]*?)(?=\s*(?:[,;|·•()\x1f]|$|[.](?:\s|$)|"
    r"\s(?:am|vom|unter|erschien\w*|veröffentlicht|publiziert|gesendet|ausgestrahlt|und|mit|als|on)\b))",
)
_DATE_WORDS = re.compile(
    r"(?:(?:veröffentlicht|erschienen|publiziert|gesendet|aufgenommen|ausgestrahlt|erstmals|zuerst|published|"
    r"posted|опубліковано|"
    r"опубликовано)\s+)?(?:am|vom|on|of|від|от|datiert|stand:?)?\s*$",
    re.IGNORECASE,
)
_IN_LANGUAGE = re.compile(
    r"\b(?:auf|in|im|из|з)\s+(?P<language>[^\W\d_]+(?:isch|ischen|ian|ish|ською|ском))\b", re.IGNORECASE
)
_PARTS = re.compile(rf"[{_GONE}\n]+|\s*[,;|·•()→➔/:]\s*|\s+[–—-]\s+|(?<=\w\w)\.(?:\s+|$)|\.$")
_FILLER = re.compile(
    r"\b(?:die[sr]?[se]?[rsnm]?|der|das|den|dem|des|ein[er]?[smn]?|original(?:text|artikel|beitrag|video|"
    r"quelle)?s?|text|erschien(?:en)?|"
    r"ist|wurde|war|zuerst|erstmals|am|vom|auf|bei|in|im|unter|titel|veröffentlicht|publiziert|stammt|aus|"
    r"und|quelle|nach|"
    r"übersetzung|the|this|was|first|originally|published|is|a|of|from|on|source|by|von|mit|freundlicher|"
    r"genehmigung|des|"
    r"siehe|oben|unten|hier|als|zum|zur|джерело|оригінал|источник|via|р|uhr|uhrzeit|den|online|to|an|"
    r"nachzulesen|nachzusehen|"
    r"findet|sich|finden|sie|steht|gibt|es|zu|lesen|sehen|ansehen|link|liegt|vor|verfasst|geschrieben|"
    r"gehalten|gesendet)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Prose:
    """What a sentence says: the values as written, the addresses with the field that carried them, and
    the rest.
    """

    values: dict[Field, str] = field(default_factory=dict)
    links: list[tuple[Field, str]] = field(default_factory=list)
    explained: float = 0.0

    def set(self, name: Field, value: str) -> None:
        """Take a value, unless the field has one or it says that there is none."""
        value = value.strip(" ,;|·•\x1f")
        if value and name not in self.values and not is_nothing(value):
            self.values[name] = value


def credit(text: str) -> tuple[dict[Field, str], str]:
    """Who translated, from which language and for whom; and the text without these words."""
    found: dict[Field, str] = {}
    if not _CREDIT_HINT.search(text):
        return found, text
    for form in _CREDITS:
        match = form.search(text)
        if match is None or not _is_name(match["name"]):
            continue
        end = match.end()
        listed = _end_of_value("translator", text, end)
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
        return found, text[: match.start()] + _GONE * (end - match.start()) + text[end:]
    return found, text


def publisher(text: str) -> str | None:
    """Where the translation came out, from a line that says only that: "veröffentlicht auf …"."""
    match = _PUBLISHED_ON.match(text.strip())
    return _place_name(match["place"]) if match else None


def _place_name(text: str) -> str:
    """A place without the day on which something came out there."""
    return clean_name(re.split(r"\s+(?:am|vom|on|seit)\s+\d", text)[0])


def clean_name(text: str) -> str:
    """A name without what a sentence leaves around it."""
    return re.sub(r"\s+", " ", text).strip(" ,;:.|·–—-\x1f\"'„“”«»()→")


_PARTICLES = frozenset("von und van de der den dem des du la zu & and та і й и".split())


def _is_name(text: str) -> bool:
    words = clean_name(text).split()
    first = words[0] if words else ""
    small = [word for word in words if word[0].islower() and word not in _PARTICLES]
    return (
        0 < len(words) <= 10
        and (len(small) < 2 or len(small) * 3 < len(words))
        and not re.search(r"[\d„“”«»\"]", text)
        and (first[0].isupper() or first[0] == "@" or "." in first)
        and not re.fullmatch(r"(?i)(?:folgt|siehe|unbekannt|keine|in|die|der|das|dem|den|einem|einer)", first)
    )


_NO_FIRST_NAMES = frozenset("Die Der Das The Zum Zur Im Am Beim Vom Mehr Alle Ein Eine Hier Nach Auf Aus".split())


def looks_like_a_person(text: str) -> bool:
    """Two to five capitalised words without digits, none of them an outlet's."""
    words = re.sub(r"\b(?:und|and|та|і|й|и|&|von|van|de|der)\b", " ", text).split()
    return (
        2 <= len(words) <= 6
        and all(word[0].isupper() for word in words)
        and words[0] not in _NO_FIRST_NAMES
        and not re.search(r"[\d\"«»„“]", text)
        and not _OUTLET.search(text)
        and not _KIND.fullmatch(words[0])
    )


def is_platform(text: str) -> bool:
    """Whether these words name a known network, a host, or carry an outlet's word (Radio, Zeitung, TV …)."""
    return bool(_PLATFORM_WORD.fullmatch(text.strip()) or _OUTLET.search(text))


def is_archive(url: str) -> bool:
    """Whether an address leads to a copy in a web archive."""
    return re.match(r"https?://(?:[\w-]+\.)*(?:archive\.(?:org|ph|is|today|li)|ghostarchive\.org)/", url) is not None


def is_outlet(text: str) -> bool:
    """Whether these words are an outlet with its name in quotation marks: "Zeitschrift „Kolo“, Heft 2"."""
    return _NAMED_OUTLET.fullmatch(text) is not None


def is_kind(text: str) -> bool:
    """Whether these words say what sort of piece it is: "Artikel", "video commentary", "Facebook-Beitrag"."""
    words = re.sub(r"\([^)]*\)", "", text).split()
    return 0 < len(words) <= 4 and bool(_KIND.fullmatch(words[0]) or _KIND.fullmatch(words[-1]))


@lru_cache(maxsize=256)
def read_prose(line: Line, hint: Field | None = None) -> Prose:
    """The values of a line that has no labels: parts are taken out one sort after the other, the rest is split.

    ``hint`` is the field of the label that stood before these words. The result is shared: read it only.
    """
    prose = Prose()
    text = ADDRESS.sub(lambda match: _GONE * len(match[0]), line.text)
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
    text = _take(prose, text, _TALK_WITH, "author", "name", _is_name)
    text = _take(prose, text, _PUBLISHED_BY, "platform", "place", _is_name)
    text = _take(prose, text, _AUTHOR, "author", "name", _is_name)
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
    return text[:start] + _GONE * (end - start) + text[end:]


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
        stop = _end_of_value(name, text, end)
        value = text[end:stop]
        if name == "original_url" and value.strip(" " + _GONE):  # "Video: YouTube" names no address
            text = _gone(text, start, end)
        elif value.strip() and len(value) < 80:
            prose.set(name, value)
            text = _gone(text, start, stop)
    return text


def _end_of_value(name: Field, text: str, start: int) -> int:
    """Where a value inside a sentence ends; translators may be several, with commas between."""
    ends = re.compile(r"[(),;|·•\x1f\n]|(?<!\b\w)\.(?:\s|$)|$")
    at = ends.search(text, start)
    while at and at[0] == "," and name == "translator":
        following = ends.search(text, at.end())
        if following is None or not looks_like_a_person(text[at.end() : following.start()]):
            break
        at = following
    return at.start() if at else len(text)


def _take_kind(prose: Prose, text: str) -> str:
    """Of "Bericht (PDF), …" the words in brackets belong to the kind; of "Rede vor dem Rat, …" the occasion does not."""
    match = _KIND_IN_FRONT.match(text)
    if match is None or find_date(match[0]):
        return text
    prose.set("kind", match["kind"])
    return _gone(text, *match.span())


def _take_outlets(prose: Prose, text: str) -> str:
    """In "Telegram-Kanal «Notizen»" the quotation marks hold an outlet's name, not a title."""
    match = re.search(rf"(?:\b[\w-]+\s+)?\b{_OUTLET_NOUN}\s+(?:{_QUOTED.pattern})", text, re.IGNORECASE)
    if match is None:
        return text
    value = re.sub(r"^(?:auf|im|in|bei|der|dem|на|в|у)\s+", "", match[0], flags=re.IGNORECASE)
    prose.set("platform", value)
    return _gone(text, *match.span())


def _take_titles(prose: Prose, line: Line, text: str, hint: Field | None) -> str:
    """A title stands in quotation marks, else in italics, else it is what is linked."""
    for quoted in _QUOTED.finditer(text):
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
    for start, end in linked:
        if _may_be_title(line, text, start, end):
            prose.set("original_title", line.text[start:end])
            return _gone(text, start, end)
    return text


def _may_be_title(line: Line, text: str, start: int, end: int) -> bool:
    """Whether words that are set apart can be a title: no name, date, language, kind, platform or pointer."""
    words = line.text[start:end]
    bare = words.strip(" .,;:→()")
    if _BEHIND_AT.search(text[:start]) and len(bare.split()) <= 4:
        return False
    if _GONE in text[start:end] or len(bare) < 3 or ADDRESS.match(bare) or _ARCHIVE.fullmatch(bare):
        return False
    if is_see_original(words) or find_date(words) or is_language(bare) or is_kind(bare):
        return False
    outlet = _OUTLET.search(bare) and len(bare.split()) <= 2
    return not (_PLATFORM_WORD.fullmatch(bare) or outlet)


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
    return "." in words and not re.search(r"\s", words) and _PLATFORM_WORD.fullmatch(words) is not None


def _may_be_platform(prose: Prose, words: str, hint: Field | None) -> bool:
    """Whether words that look like nothing else stand where the outlet's name does."""
    if "platform" in prose.values or len(words.split()) > 5 or _VERB.search(words) or _CITY.fullmatch(words):
        return False
    if _is_host(words):
        return "/" not in words
    return hint == "platform" or any(name in prose.values for name in ("original_title", "author", "language"))


def _carrier(prose: Prose, words: str) -> Field:
    """Which field a link's words belong to."""
    bare = clean_name(words)
    for name, value in prose.values.items():
        if bare and (bare in value or clean_name(value) in bare):
            return name
    return "original_url"
