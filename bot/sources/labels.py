"""The words by which people mark the parts of a footer, in four languages and with their typos; pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.sources.entry import Field

_LABELS: dict[Field, str] = {
    "kind": "art der quelle|art des originals|art des textes|art des beitrags|art|quellenart|quellentyp|"
    "textart|textsorte|format|typ|gattung|genre|medienart|medientyp|form|rubrik|dokument|"
    "kategorie der quelle|type|source type|type of source|kind|kind of source|content type|тип джерела|тип|"
    "вид джерела|вид|жанр|формат|тип матеріалу|тип источника|вид источника|тип материала|rodzaj źródła|"
    "typ źródła|rodzaj",
    "original_title": "titel des originals|titel im original|titel|originaltitel|original titel|"
    "name des originals|überschrift|überschrift des originals|originalüberschrift|titel des videos|"
    "titel des artikels|titel des beitrags|videotitel|title|original title|title of the original|headline|"
    "name|назва|назва оригіналу|оригінальна назва|заголовок|назва статті|назва відео|название|"
    "название оригинала|оригинальное название|заголовок оригинала|tytuł|tytuł oryginału|tytuł oryginalny",
    "author": "autor|autorin|autoren|autorinnen|autor in|autor des originals|autorin des originals|"
    "autorenschaft|autor innen|verfasser|verfasserin|verfasser in|urheber|urheberin|text|text von|"
    "originaltext von|von|sprecher|sprecherin|redner|rednerin|interviewpartner|interviewpartnerin|"
    "gesprächspartner|gesprächspartnerin|gast|gäste|verfasst von|geschrieben von|autor sprecher|author|"
    "authors|by|written by|speaker|writer|автор|авторка|автори|авторка тексту|автор тексту|автор оригіналу|"
    "автор ка|autorka|autorzy|автор статьи|авторы|спікер|herausgeber|herausgeberin|institution|organisation|"
    "video von|journalist|journalistin",
    "published": "veröffentlichung|veröffentlichung entstehung|veröffentlicht|veröffentlicht am|datum|"
    "datum der veröffentlichung|datum des originals|veröffentlichungsdatum|erscheinungsdatum|erschienen|"
    "erschienen am|erstveröffentlichung|erstveröffentlicht|entstehung|entstehungsdatum|entstanden|"
    "publikationsdatum|publiziert|publiziert am|stand|vom|aufgenommen am|gesendet am|ausgestrahlt am|"
    "aufnahme|jahr|online seit|published|published on|publication date|date|date of publication|"
    "date published|posted|posted on|released|дата|дата публікації|дата оригіналу|опубліковано|опублікована|"
    "вийшло|дата виходу|дата публикации|опубликовано|дата выхода|data publikacji|data|opublikowano|"
    "veröffentlicht entstanden|tag der veröffentlichung|sendedatum|sendetermin|erstausstrahlung|sendung vom|"
    "aufzeichnung|aufgezeichnet am|aufnahmedatum|geschrieben am|gehalten am",
    "language": "originalsprache|original sprache|sprache|sprache des originals|ausgangssprache|quellsprache|"
    "sprache original|language|original language|source language|language of the original|мова|"
    "мова оригіналу|оригінальна мова|язык|язык оригинала|sprachen|język|język oryginału",
    "platform": "plattform quelle|plattform|quelle plattform|quelle|medium|kanal|youtube kanal|"
    "telegram kanal|sender|zeitung|zeitschrift|magazin|portal|webseite|website|seite|erschienen in|"
    "erschienen bei|erschienen auf|zuerst erschienen in|zuerst erschienen auf|zuerst erschienen bei|verlag|"
    "originalquelle|ort der veröffentlichung|erscheinungsort|publikationsort|quelle medium|medium quelle|"
    "plattform medium|plattform kanal|kanal plattform|platform|platform source|channel|outlet|"
    "publisher of the original|published in|source|newspaper|magazine|site|платформа|платформа джерело|"
    "джерело|канал|видання|медіа|сайт|ресурс|источник|издание|медиа|площадка|первоисточник|першоджерело|"
    "podcast|sendung|źródło|platforma|quelle des originals|veröffentlicht bei|veröffentlicht in",
    "original_url": "link zum originaltext|link zum original|link zum originalbeitrag|"
    "link zum originalartikel|link zum originalvideo|link zum video|link zum artikel|link zur quelle|"
    "link zur originalquelle|link|links|originallink|original link|quellenlink|quelllink|weblink|url|"
    "internetadresse|adresse|original|originaltext|zum original|zum originaltext|hier zum original|"
    "original ansehen|link original|verweis|fundstelle|abrufbar unter|originalbeitrag|originalartikel|"
    "originalvideo|im original|direktlink|permalink|videolink|artikellink|online|original unter|"
    "zum nachhören|zum nachlesen|zum ansehen|nachzulesen unter|nachzusehen unter|video|das originalvideo|"
    "das original|das originalinterview|der originaltext|der originalartikel|der originalbeitrag|"
    "hier geht es zum original|hier geht's zum original|hier gehts zum original|link to the original|"
    "link to original|original url|source link|source url|watch|read|посилання|посилання на оригінал|"
    "посилання на джерело|лінк|оригінал|оригінал за посиланням|ссылка|ссылка на оригинал|ссылка на источник|"
    "линк|оригинал|читати оригінал|читайте оригінал|дивитися оригінал|читать оригинал|оригінал статті|"
    "оригінал тексту|оригінал допису|оригінал відео|оригинал статьи|link do oryginału|oryginał|adres",
    "translator": "übersetzung|deutsche übersetzung|übersetzung ins deutsche|übersetzer|übersetzerin|"
    "übersetzer in|übersetzt von|übersetzung von|deutsch von|deutsche fassung|deutsche fassung von|"
    "ins deutsche übertragen von|übertragung|übertragen von|aus dem ukrainischen|aus dem ukrainischen von|"
    "aus dem russischen|aus dem russischen von|aus dem englischen|aus dem englischen von|aus dem polnischen|"
    "aus dem polnischen von|zusammenfassung auf deutsch|zusammenfassung|deutsche zusammenfassung|"
    "zusammengefasst von|übersetzung aus dem ukrainischen|übersetzung aus dem russischen|"
    "übersetzung aus dem englischen|übersetzung aus dem polnischen|übers|übs|dt übersetzung|dt übers|"
    "übersetzerinnen|übersetzer innen|übersetzende|ins deutsche übersetzt von|übersetzung und bearbeitung|"
    "transkript und übersetzung|transkription und übersetzung|translation|translator|translators|"
    "translated by|german translation|translation into german|german translation by|translation by|german by|"
    "переклад|перекладач|перекладачка|переклад німецькою|переклала|переклав|перевод|переводчик|переводчица|"
    "перевела|перевёл|перевод на немецкий|tłumaczenie|tłumacz|tłumaczka|przekład|przełożyła|przełożył",
    "publisher": "veröffentlicht auf|veröffentlichung auf deutsch|veröffentlichung der übersetzung|"
    "deutsche veröffentlichung|deutsch veröffentlicht auf|deutsch erschienen auf|blog|übersetzungsblog|"
    "übersetzung veröffentlicht auf|übersetzung erschienen auf|herausgegeben von|published on|"
    "translation published on|опубліковано на|переклад опубліковано на|опубликовано на",
}
FIELD_OF: dict[str, Field] = {label: name for name, labels in _LABELS.items() for label in labels.split("|")}

_HEADINGS = frozenset([
    "originalquelle", "originalquellen", "quelle", "quellen", "quellenangabe", "quellenangaben",
    "quellennachweis", "quellenhinweis", "quellenvermerk", "quelle und original", "original und quelle",
    "quelle original", "original", "originale", "originalbeitrag", "original und übersetzung",
    "übersetzung und original", "quelle und übersetzung", "zur quelle", "zum original", "über das original",
    "angaben zum original", "angaben zur quelle", "informationen zur quelle", "informationen zum original",
    "nachweis", "textnachweis", "herkunft", "herkunft des textes", "über den text", "über diesen text",
    "zu diesem text", "zum text", "zum artikel", "bibliografische angaben", "übersetzungsvermerk",
    "übersetzungshinweis", "hinweis zur quelle", "hinweis zur übersetzung", "weitere quelle",
    "quelle des textes", "quelle dieses textes", "quelle des artikels", "originaltext",
    "originalveröffentlichung", "impressum zum text", "bibliographische angaben", "quelle der übersetzung",
    "zweite quelle", "dritte quelle", "erste quelle", "weiterführende quelle", "daten zum original",
    "daten zur quelle", "steckbrief", "infos zur quelle", "infos zum original", "source", "sources",
    "original source", "source and original", "source information", "about the original", "about this text",
    "credits", "source details", "reference", "references", "джерело", "джерела", "першоджерело", "оригінал",
    "джерело та оригінал", "про оригінал", "джерело оригіналу", "источник", "источники", "первоисточник",
    "оригинал", "об оригинале", "źródło", "źródła", "oryginał", "quelle und link", "quelle und autor",
])  # fmt: skip
_LINK_LABEL = re.compile(
    r"(?:link|verweis) (?:zu[mr]?|auf|to)(?: [\w.]+){1,3}|(?:video|artikel|quell|original|youtube|"
    r"facebook|telegram|post) link|(?:посилання|ссылка) на [\w ]{4,20}|"
    r"(?:das|den|die) original\w* (?:findet ihr|findest du|finden sie|gibt es|ist|steht) hier"
)
_SEE_ORIGINAL = re.compile(
    r"(?:(?:hier|hier geht es|hier gehts|hier geht's|link|direkt|direktlink|jetzt|weiter)\s+)*"
    r"(?:(?:zum|zur|das|den|der|die|dem|im|auf|to|the|watch|read|see|view|go|на|до|к)\s+)*"
    r"(?:(?:ganze[ns]?|vollständige[ns]?|ukrainische[ns]?|originale?[ns]?|full|оригінальн\w+|link|video|"
    r"artikel|text|beitrag|aufzeichnung|mitschnitt|stream|audio|vimeo|spotify|soundcloud|instagram|"
    r"interview|original|originaltext|originalartikel|originalbeitrag|originalvideo|originalquelle|"
    r"original-\w+|quelle|"
    r"post|sendung|rede|podcast|pdf|article|source|story|оригінал|оригінала|оригіналу|оригинал|оригинала|"
    r"оригиналу|"
    r"джерело|джерела|источник|источника|відео|видео|статтю|пост|youtube|facebook|telegram|zum|im|auf|der|"
    r"des|hier|here|тут)[\s:–-]*)+"
    r"(?:\s*(?:ansehen|anschauen|anhören|lesen|öffnen|aufrufen|ansicht|online|hören|schauen|abrufen|"
    r"nachlesen|дивитися|читати|переглянути|смотреть|читать|here|тут|за посиланням|по ссылке))?|"
    r"(?:you can )?(?:read|watch|see|find) the original(?: [a-z]+)? here|"
    r"(?:оригінал|оригинал)\w*(?: \w+)? (?:читайте|дивіться|шукайте|можна прочитати|смотрите) "
    r"(?:тут|за посиланням|здесь|по ссылке)|"
    r"hier|here|тут|здесь|link|url|klick|ansehen|lesen|mehr|weiter(?:lesen)?|read more|watch(?: now)?|view|"
    r"open|читати(?: далі)?|дивитися|переглянути|смотреть|читать|посилання|ссылка|лінк",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(r"^[^\w«„“\"']+|[^\w)»“”\"']+$")
_ASIDE = re.compile(r"(?<=\w)\s*\([^()]{1,25}\)$")
_QUOTES = " \t\n\"'„“”«»()[]→>"
_LONGEST_POINTER = 120
"""The 60 characters that such words may have, and twice as many with their ornaments."""
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_NUMBERING = re.compile(
    r"^(?:nr\.?\s*)?(?:\d{1,2}|[a-c]|[IVX]{1,4})\s*[.)]\s+|\s+(?:nr\.?\s*)?(?:\d{1,2}|[IVX]{1,4})$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """A label or heading without its ornaments: emoji, bullets, brackets, colon, numbering; in lower case."""
    text = _BRACKETS.sub(" ", text)
    text = re.sub(r"^[^\w]+|[^\w]+$", "", text.replace("&", " und "))
    text = _NUMBERING.sub("", text)
    text = re.sub(r"[*:/_.]+|\s+-\s+|(?<=\w)-(?=\w)", " ", text)
    return re.sub(r"\s+", " ", text).strip().casefold().replace("’", "'")


def field_of(label: str) -> Field | None:
    """The field that a label names, a typo or two forgiven; None for any other words."""
    return _field_of(label) if 1 < len(label) <= 60 else None


@lru_cache(maxsize=4096)
def _field_of(label: str) -> Field | None:
    word = bare(label)
    if not word:
        return None
    if word in FIELD_OF:
        return FIELD_OF[word]
    if _LINK_LABEL.fullmatch(word):
        return "original_url"
    near = _LABEL_SPELLINGS.nearest(word)
    if near:
        return FIELD_OF[near]
    parts = [
        part
        for part in re.split(r"\s*[/|,]\s*|\s+(?:und|oder|bzw\.?|and|або|или|та|и)\s+", label)
        if part.strip()
    ]
    if 1 < len(parts) <= 3:
        fields = [_field_of(part) for part in parts]
        return fields[0]
    return None


def is_heading(text: str) -> bool:
    """Whether these words announce a footer: "🔗 Originalquelle", "Quelle & Original", "Source"."""
    return len(text) <= 60 and _is_heading(text)


@lru_cache(maxsize=4096)
def _is_heading(text: str) -> bool:
    word = bare(text)
    return word in _HEADINGS or bool(word and _HEADING_SPELLINGS.nearest(word))


def is_see_original(text: str) -> bool:
    """Whether a link's words say no more than where it leads: "Original ansehen", "hier", "Watch the original"."""
    text = text.strip()
    if len(text) > _LONGEST_POINTER:
        return False
    word = _OUTSIDE.sub("", _ASIDE.sub("", text)).strip(_QUOTES)
    word = re.sub(r"orginal", "original", word, flags=re.IGNORECASE).replace("’", "'")
    if not word or len(word) > 60 or word.casefold() in ("youtube", "facebook", "telegram", "podcast"):
        return False
    return bool(_SEE_ORIGINAL.fullmatch(word))


_CLOSING = re.compile(
    r"(?:(?:zurück |weiter )?(?:zu[mr]? |to |на )?(?:startseite|hauptseite|home(?:page)?|головну|главную)|"
    r"(?:vorig|vorherig|nächst|älter|neuer|previous|next|older|newer|попередн|наступн|предыдущ|следующ)\w*(?: \w+)?|"
    r"(?:slava ukra[ij]ini|heroja?m slava|слава україні|героям слава|ruhm der ukraine|glory to ukraine|"
    r"(?:i |we )?stand with ukraine)(?:\W+(?:heroja?m slava|героям слава))?|"
    r"(?:mit )?(?:herzlich|lieb|best|viel|schön|freundlich|warm)\w* gr(?:u|ü)(?:ß|ss)en?\b.*|"
    r"(?:kind|best|warm) regards\b.*|з повагою\b.*|(?:eure?|euer) \w+(?: \w+)?|ende|fin|the end|кінець|конец)",
    re.IGNORECASE,
)


def is_closing(text: str) -> bool:
    """Whether a line is a salute, a greeting, or the site's way on: "Slava Ukraini!", "Zur Startseite"."""
    parts = [part for part in re.split(r"[|·•/]", text) if re.search(r"\w", part)]
    return (
        len(text) <= 80
        and bool(parts)
        and all(_CLOSING.fullmatch(re.sub(r"^\W+|\W+$", "", p)) for p in parts)
    )


def _any_of(labels: Iterable[str]) -> str:
    """A pattern of any of these labels, the longest first; by their first letters, so that few are tried."""
    by_letter: dict[str, list[str]] = {}
    for label in sorted(labels, key=len, reverse=True):
        by_letter.setdefault(label[0], []).append(re.escape(label[1:]).replace(r"\ ", r"\s*[ /-]\s*"))
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


_EXACT = re.compile(
    rf"(?<!\w)(?:{_any_of(label for label in FIELD_OF if len(label) > 2)})"
    r"(?:\s*[/:*]?(?:in|innen)\b)?\s*[:：]"
)
_COLON = re.compile("[:：]")
_LONGEST, _ENDING = 2 * max(map(len, FIELD_OF)), len(" *innen :")


def labels_inside(text: str) -> Iterator[tuple[int, int, Field]]:
    """Well-spelt labels with a colon anywhere in a text: start, end after the colon, field."""
    lower, done = text.replace("İ", "I").lower(), 0  # which would become two letters
    for colon in _COLON.finditer(text):  # hundreds of labels are tried at each word: only before a colon
        start, end = max(done, colon.start() - _LONGEST), colon.end() + _ENDING  # "Autor:in:" holds one more
        match = _EXACT.search(lower, start, end) if colon.start() >= done else None
        if match is None or match.start() > colon.start():
            continue  # the next colon's label is whole only there
        done = match.end()
        name = field_of(text[match.start() : done].rstrip(":： "))
        before = text[: match.start()].rstrip()
        if name and (not before or text[match.start()].isupper() or before[-1] in "/|·;•("):
            yield match.start(), done, name


class _Spellings:
    """Known spellings, to find one with a typo: one for five to eight letters, two from nine."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = [(other, other[0], other[1], frozenset(other)) for other in known if len(other) >= 5]
        self._by_length: dict[int, list[tuple[str, str, str, frozenset[str]]]] = {}

    def nearest(self, word: str) -> str | None:
        """The first of them within a typo of ``word``."""
        if len(word) < 5:
            return None
        allowed, letters = 1 if len(word) < 9 else 2, frozenset(word)
        begin, second = word[0], word[1]
        for other, other_begin, other_second, others in self._of_length(len(word), allowed):
            # a typo brings in one letter at most, and takes one away: a quick look spares most comparisons
            if (
                (begin in (other_begin, other_second) or second == other_second)
                and len(letters - others) <= allowed
                and len(others - letters) <= allowed
                and _distance(word, other, allowed) <= allowed
            ):
                return other
        return None

    def _of_length(self, length: int, allowed: int) -> list[tuple[str, str, str, frozenset[str]]]:
        if length not in self._by_length:
            self._by_length[length] = [one for one in self._known if abs(len(one[0]) - length) <= allowed]
        return self._by_length[length]


def _distance(one: str, other: str, limit: int) -> int:
    """Edit distance with swapped neighbours (optimal string alignment), given up beyond ``limit``."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        here = [row]
        for column, counterpart in enumerate(other, start=1):
            cost = min(last[column] + 1, here[-1] + 1, last[column - 1] + (letter != counterpart))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == counterpart:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        if min(here) > limit:
            return limit + 1
        before, last = last, here
    return last[-1]


_LABEL_SPELLINGS, _HEADING_SPELLINGS = _Spellings(FIELD_OF), _Spellings(_HEADINGS)
