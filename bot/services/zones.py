"""Time zones: the names people may give, and the rules behind each name.

Both come from the ``tzdata`` package and never from the machine (see ``bot``), so that every replica computes
the same slots and ``rules_version()`` says by which rules a stored slot was computed.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from bot.errors import QuellenboteError

UTC = "UTC"
_UTC_TARGETS = {"Etc/UTC", "Etc/GMT"}
# Abbreviations that tzdata ties to one far-away place; whoever types them means another one, or an offset.
_MISLEADING = {"EST", "MST", "HST", "Factory"}


def canonical_zone(name: str) -> str | None:
    """The zone's own key for a typed name: any case, blanks, old names; None if there is none.

    Europe/Kiev gives Europe/Kyiv. A zone that a country calls its own stays itself although its rules are
    shared (Europe/Stockholm). Offsets (Etc/GMT+3, UTC+2) are no zones: they do not know summer time.
    """
    return _canonical_names().get("_".join(name.split()).casefold())


@cache
def zone(key: str) -> ZoneInfo:
    """The rules of a zone; an alias works too. Raises error.zone.unknown(zone)."""
    if key not in _installed():
        raise QuellenboteError("error.zone.unknown", zone=key)
    return ZoneInfo(key)


def day_of(moment: datetime, key: str) -> date:
    """The date of a moment where the reader lives: of a slot's date there is one digest a day."""
    return moment.astimezone(zone(key)).date()


def zone_of(named: str | None, default: str) -> str:
    """The zone that a reader named, as long as there are rules for it; else the default.

    A program that was taken back to an older release need not know a zone that a newer one brought.
    """
    return named if named in _installed() else default


def rules_version() -> str:
    """The IANA release in force, such as "2026f"; when it changes, future slots are computed anew."""
    first_line, _, _ = _text("tzdata.zoneinfo", "tzdata.zi").partition("\n")
    return first_line.removeprefix("# version ")


@cache
def _installed() -> frozenset[str]:
    return frozenset(_lines("tzdata", "zones"))


@cache
def _canonical_names() -> dict[str, str]:
    """From the casefolded name to the canonical key."""
    own = {line.split("\t")[2] for line in _lines("tzdata.zoneinfo", "zone.tab")}
    links = {}
    for line in _lines("tzdata.zoneinfo", "tzdata.zi"):
        if line.startswith("L "):
            _, target, alias = line.split()
            links[alias] = target
    names: dict[str, str] = {}
    for name in _installed() - _MISLEADING:
        key = name
        while key not in own and key in links:
            key = links[key]
        if key in own:
            names[name.casefold()] = key
        elif key in _UTC_TARGETS and not any(sign in name for sign in "+-0"):
            names[name.casefold()] = UTC
    return names


def _lines(package: str, name: str) -> list[str]:
    return [line for line in _text(package, name).splitlines() if line and not line.startswith("#")]


def _text(package: str, name: str) -> str:
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")
