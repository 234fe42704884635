"""What words name: people, outlets, kinds of pieces; pure."""

from __future__ import annotations

import re

QUOTED = re.compile(
    r"„[^“”„]+[“”]|“[^“”]+”|«[^«»]+»|»[^«»]+«|\"[^\"]+\"|‚[^‘’‚]+[‘’]|‹[^‹›]+›|\u201d[^\u201c\u201d]+\u201d"
)
OUTLET_NOUN = (
    r"(?:[\w-]*(?:Kanal|Channel|Almanach|Jahrbuch|Verlag|Zeitung|Zeitschrift|Magazin|Portal|Sender|Blog|"
    r"Seite|Podcast|Sendung|Website|Webseite)|"
    r"[\w-]*(?:канал\w*|газет\w*|журнал\w*|сайт\w*|блог\w*|видання|издани\w*|подкаст\w*))"
)
_NAMED_OUTLET = re.compile(
    rf"{OUTLET_NOUN}\s+(?:{QUOTED.pattern})(?:,\s*(?:Heft|Nr\.?|Ausgabe|Folge|Bd\.?|Band|S\.|Seite|№)\s[^,]+)*",
    re.IGNORECASE,
)
KIND = re.compile(
    r"(?:[\w-]*(?:artikel|kommentar|video|videoblog|interview|gespräch|reportage|essay|kolumne|rede|vortrag|"
    r"ansprache|"
    r"beitrag|eintrag|podcast|podcastfolge|bericht|analyse|notiz|glosse|rezension|studie|livestream|stream|"
    r"tagebuch|"
    r"gedicht|erzählung|auszug|meldung|statement|aufruf|brief|post|text|dokument|sendung|dokumentation|"
    r"thread|vlog|"
    r"stellungnahme|vorlesung|predigt|porträt|nachruf|feuilleton|meinung|meinungsbeitrag|rückblick)|"
    r"article|commentary|opinion|column|speech|report|lecture|story|essay|op-ed|blog|talk|episode|"
    r"відео\w*|стаття|колонка|інтерв.ю|допис|пост|есе\w*|репортаж|промова|коментар|відеокоментар|лекція|"
    r"подкаст|видео\w*|статья|интервью|эссе|речь|комментарий|лекция|запись)",
    re.IGNORECASE,
)
PLATFORM_WORD = re.compile(
    r"youtube|facebook|telegram|instagram|tiktok|twitter|substack|spotify|vimeo|x|medium|патреон|patreon|"
    r"ютуб|фейсбук|телеграм|"
    r"[\w.-]+\.(?:com|org|net|ua|de|eu|tv|info|media|example|blog|news|pl|lt|io|press|today)(?:/\S*)?",
    re.IGNORECASE,
)
OUTLET = re.compile(
    r"\b(?:radio|tv|news|zeitung|kanal|blog|magazin|media|post|times|notes|journal|review|portal|press|"
    r"presse|tribune|herald|"
    r"guardian|independent|weekly|today|channel|online|network|agency|agentur|website|webseite|seite|podcast|"
    r"espreso|zbruč|zbruc|"
    r"hromadske|suspilne|ukrinform|unian|babel|nv|focus|fokus|krytyka|hlavkom|glavcom|tyzhden|tyschden|"
    r"prawda|pravda|svoboda|"
    r"swoboda|youtube|facebook|telegram|instagram|правда|свобода|еспресо|збруч|громадське|суспільне|радіо|"
    r"сайт|канал|газета|журнал|тиждень|критика|главком|дзеркало|новини|медіа|блог|lb\.ua|бабель|детектор)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    ["von", "und", "van", "de", "der", "den", "dem", "des", "du", "la", "zu", "&", "and", "та", "і", "й", "и"]
)
_NO_FIRST_NAMES = frozenset([
    "Die", "Der", "Das", "The", "Zum", "Zur", "Im", "Am", "Beim", "Vom", "Mehr", "Alle", "Ein", "Eine",
    "Hier", "Nach", "Auf", "Aus",
])  # fmt: skip


def clean_name(text: str) -> str:
    """A name without what a sentence leaves around it."""
    return re.sub(r"\s+", " ", text).strip(" ,;:.|·–—-\x1f\"'„“”«»()→")


def is_name(text: str) -> bool:
    """Whether these words can be who made something: a name, a pseudonym, an institution; no sentence."""
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


def looks_like_a_person(text: str) -> bool:
    """Two to five capitalised words without digits, none of them an outlet's."""
    words = re.sub(r"\b(?:und|and|та|і|й|и|&|von|van|de|der)\b", " ", text).split()
    return (
        2 <= len(words) <= 6
        and all(word[0].isupper() for word in words)
        and words[0] not in _NO_FIRST_NAMES
        and not re.search(r"[\d\"«»„“]", text)
        and not OUTLET.search(text)
        and not KIND.fullmatch(words[0])
    )


def is_platform(text: str) -> bool:
    """Whether these words name a known network, a host, or carry an outlet's word (Radio, Zeitung, TV …)."""
    return bool(PLATFORM_WORD.fullmatch(text.strip()) or OUTLET.search(text))


def is_archive(url: str) -> bool:
    """Whether an address leads to a copy in a web archive."""
    return (
        re.match(r"https?://(?:[\w-]+\.)*(?:archive\.(?:org|ph|is|today|li)|ghostarchive\.org)/", url)
        is not None
    )


def is_outlet(text: str) -> bool:
    """Whether these words are an outlet with its name in quotation marks: "Zeitschrift „Kolo“, Heft 2"."""
    return _NAMED_OUTLET.fullmatch(text) is not None


def is_kind(text: str) -> bool:
    """Whether these words say what sort of piece it is: "Artikel", "video commentary", "Facebook-Beitrag"."""
    words = re.sub(r"\([^)]*\)", "", text).split()
    return 0 < len(words) <= 4 and bool(KIND.fullmatch(words[0]) or KIND.fullmatch(words[-1]))
