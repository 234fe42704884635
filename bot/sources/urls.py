"""Addresses: their canonical form, what platform they lead to, and links to a sentence on a page; pure."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|mtm_\w+|pk_\w+|matomo_\w+|at_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|"
    r"igshid|igsh|"
    r"mc_[ce]id|_hsenc|_hsmi|mkt_tok|vero_id|oly_(?:anon|enc)_id|ref_src|ref_url|wt_mc|__twitter_impression|"
    r"si|feature|spm|share_source|cmpid|ncid|s_cid|rb_clickid",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?:https?://|www\.|(?<![\w/.@])(?:youtu\.be|t\.me|fb\.watch)/)[^\s<>\"„“”«»]+")
"""An address as it is written in a text, with or without its scheme."""
_PORTS = {"http": 80, "https": 443}
_VIDEO = re.compile(r"[\w-]{11}")
_YOUTUBE = re.compile(r"(?:[\w-]+\.)*(?:youtube|youtube-nocookie)\.com|youtu\.be")
_PLATFORMS = (
    (_YOUTUBE, "YouTube"),
    (re.compile(r"(?:[\w-]+\.)*facebook\.com|fb\.(?:com|watch|me)"), "Facebook"),
    (re.compile(r"(?:[\w-]+\.)?t\.me|telegram\.(?:me|org|dog)"), "Telegram"),
    (re.compile(r"(?:[\w-]+\.)?(?:twitter|x)\.com"), "X"),
    (re.compile(r"(?:[\w-]+\.)?instagram\.com"), "Instagram"),
    (re.compile(r"(?:[\w-]+\.)?tiktok\.com"), "TikTok"),
    (re.compile(r"(?:[\w-]+\.)?vimeo\.com"), "Vimeo"),
    (re.compile(r"(?:open\.)?spotify\.com"), "Spotify"),
    (re.compile(r"(?:[\w-]+\.)?soundcloud\.com"), "SoundCloud"),
    (re.compile(r"(?:[\w-]+\.)+substack\.com"), "Substack"),
)


def absolute(base: str, address: str) -> str:
    """An address as ``base`` means it; empty where it can be none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def canonical(url: str) -> str:
    """The address by which two spellings of one page are the same.

    Scheme and host in lower case, no default port, no user, no fragment, no tracking parameters, the others
    sorted, no slash at the end of a path; a YouTube video in any spelling is its watch address. An address
    that cannot be read comes back stripped.
    """
    video = youtube_id(url)
    if video:
        return watch_url(video)
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url.strip()
    if not host:
        return url.strip()
    try:
        host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return url.strip()
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port in (None, _PORTS.get(scheme)) else f"{host}:{port}"
    query = urlencode(
        sorted(p for p in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(p[0]))
    )
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._")
    return urlunsplit((scheme, netloc, path.rstrip("/") or "/", query, ""))


def youtube_id(url: str) -> str | None:
    """The video's eleven characters in any of YouTube's spellings, None for anything else."""
    try:
        parts = urlsplit(url.strip() if "://" in url[:12] else f"https://{url.strip().lstrip('/')}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if not _YOUTUBE.fullmatch(host):
        return None
    steps = [step for step in parts.path.split("/") if step]
    query = parse_qs(parts.query)
    if host == "youtu.be":
        found = steps[0] if steps else ""
    elif steps and steps[0] in ("embed", "shorts", "live", "v", "e") and len(steps) > 1:
        found = steps[1]
    elif steps and steps[0] == "attribution_link":
        return youtube_id("https://youtube.com" + query.get("u", [""])[0])
    else:
        found = query.get("v", [""])[0]
    return found if _VIDEO.fullmatch(found) else None


def watch_url(video: str) -> str:
    """The address of a YouTube video's own page."""
    return f"https://www.youtube.com/watch?v={video}"


def embedded_original(source: str) -> str:
    """The public page behind an embedded player's address; the address itself where no rule is known."""
    source = f"https:{source}" if source.startswith("//") else source.strip()
    video = youtube_id(source)
    if video and "/embed/" in source:
        return watch_url(video)
    try:
        parts = urlsplit(source)
    except ValueError:
        return source
    host, query = (parts.hostname or "").lower(), parse_qs(parts.query)
    if host.endswith("facebook.com") and parts.path.startswith("/plugins/") and query.get("href"):
        return query["href"][0]
    if host == "player.vimeo.com" and (number := re.match(r"/video/(\d+)", parts.path)):
        return f"https://vimeo.com/{number[1]}"
    if host == "t.me" and "embed" in query:
        return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    if host == "open.spotify.com" and parts.path.startswith("/embed/"):
        return f"https://open.spotify.com{parts.path.removeprefix('/embed')}"
    return source


def platform_of(url: str) -> str | None:
    """The name of the platform that an address belongs to: a known network, else the bare host."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return None
    for pattern, name in _PLATFORMS:
        if pattern.fullmatch(host):
            return name
    return host.removeprefix("www.") or None


def is_homepage(url: str) -> bool:
    """Whether an address names a site, not a page of it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path.strip("/") == "" and not parts.query


def is_web(url: str) -> bool:
    """Whether this is a http or https address with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in _PORTS and bool(parts.hostname)
    except ValueError:
        return False
