"""All words that a person reads: catalogues in German, Ukrainian and English, and the translator over them.

A catalogue is a gettext file, ``<language>.po`` beside this module; a message's id is a key like
``latest.none``. They are read as they are, without a compiling step: Babel parses one in some ten
milliseconds, once.
"""

from __future__ import annotations

import datetime as dt
import errno
import gettext
import os
import re
import string
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.errors import QuellenboteError

LANGUAGES = ("de", "uk", "en")
FALLBACK = "de"
_FOLDER = Path(__file__).parent
# Readers of English are mostly Europeans: the day before the month.
_REGIONS = {"en": "en_GB"}
# Babel's CLDR data still shows these cities under an old spelling.
_CITIES = {"Europe/Kyiv": {"de": "Kyjiw", "uk": "Київ", "en": "Kyiv"}}
# The names of errors behind the words for them, which nobody translates.
_ERRNO = {os.strerror(number): name.lower() for number, name in errno.errorcode.items()}


def understood(code: str | None) -> str | None:
    """The language of ours that a code like ``de-AT`` means; Russian readers get Ukrainian; else None."""
    return spoken(code) or {"ru": "uk", "be": "uk"}.get(_start(code))


def spoken(code: str | None) -> str | None:
    """The language of ours that a code names; None for any other."""
    return _start(code) if _start(code) in LANGUAGES else None


def _start(code: str | None) -> str:
    return (code or "").lower().replace("_", "-").split("-")[0]


@cache
def translator(language: str) -> Translator:
    """The translator of one of LANGUAGES; any other gets the fallback."""
    return Translator(language if language in LANGUAGES else FALLBACK)


class Translator:
    """Words, numbers, dates and names in one language."""

    def __init__(self, language: str) -> None:
        from babel import Locale

        self.language = language
        self._locale = Locale.parse(_REGIONS.get(language, language))
        self._messages = _catalogue(language)
        self._formatter = _Formatter(self)

    def __call__(self, key: str, /, **arguments: object) -> str:
        """The message of that key with its placeholders filled. Raises KeyError for an unknown key."""
        return self._formatter.vformat(self.template(key), (), arguments)

    def number_of(self, key: str, count: int, /, **arguments: object) -> str:
        """The message in the plural form that goes with ``count``, which fills ``{n}``."""
        form = self._messages.ngettext(key, key, count)
        if form == key:
            raise KeyError(key)
        return self._formatter.vformat(form, (), {"n": self.number(count), **arguments})

    def template(self, key: str) -> str:
        """The message with its placeholders as they stand. Raises KeyError for an unknown key."""
        text = self._messages.gettext(key)
        if text == key:
            raise KeyError(key)
        return text

    def has(self, key: str) -> bool:
        """Whether the catalogue has that key."""
        return self._messages.gettext(key) != key

    def error(self, error: QuellenboteError) -> str:
        """An expected error in words; one that the catalogue cannot say is told in general words."""
        try:
            return self(error.key, **error.arguments)
        except KeyError:
            return self("error.unknown")

    def reason(self, said: object) -> object:
        """What the operating system says of a failure, in this language; anything else as it is."""
        name = _ERRNO.get(str(said), "")
        return self(f"error.system.{name}") if self.has(f"error.system.{name}") else said

    # ------------------------------------------------------------ numbers, dates, names
    def number(self, value: int) -> str:
        """A whole number, grouped as the language does."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self._locale)

    def file_size(self, size: int) -> str:
        """50 MB."""
        if size >= 2**20:
            return self("size.megabytes", n=self.number(size // 2**20))
        if size >= 2**10:
            return self("size.kilobytes", n=self.number(size // 2**10))
        return self("size.bytes", n=self.number(size))

    def date(self, day: dt.date, *, year: bool = True) -> str:
        """17. Januar 2026; without the year 17. Januar."""
        from babel.dates import format_date, format_skeleton

        if year:
            return format_date(day, "long", locale=self._locale)
        return format_skeleton("MMMMd", dt.datetime.combine(day, dt.time(12)), locale=self._locale)

    def month(self, day: dt.date) -> str:
        """Januar 2026."""
        from babel.dates import format_skeleton

        return format_skeleton("yMMMM", dt.datetime.combine(day, dt.time(12)), locale=self._locale)

    def span(self, first: dt.date, last: dt.date) -> str:
        """Sonntag, 22. November; Oktober 2026; 2026; 16.–22. Nov. 2026."""
        from babel.dates import format_interval

        if first == last:
            return self.weekday_date(first)
        if first.day == 1 and (last + dt.timedelta(days=1)).day == 1:
            if (first.month, last.month) == (1, 12) and first.year == last.year:
                return str(first.year)
            if (first.year, first.month) == (last.year, last.month):
                return self.month(first)
        return format_interval(first, last, "yMMMd", locale=self._locale)

    def weekday_date(self, day: dt.date) -> str:
        """Sonntag, 22. November."""
        from babel.dates import format_date

        weekday = _spelled(format_date(day, "EEEE", locale=self._locale))
        return f"{weekday}, {self.date(day, year=False)}"

    def moment(self, moment: dt.datetime, zone: str) -> str:
        """So., 22. Nov., 08:00 where the reader lives."""
        from babel.dates import format_skeleton

        local = moment.astimezone(ZoneInfo(zone))
        day = format_skeleton("MMMEd", local, tzinfo=local.tzinfo, locale=self._locale)
        return f"{day}, {local:%H:%M}"

    def weekdays(self, mask: int) -> str:
        """Mo–Fr; jeden Montag; or the short names of the chosen days."""
        named = {127: "days.daily", 31: "days.workdays", 96: "days.weekend"}.get(mask)
        if named:
            return self(named)
        if mask.bit_count() == 1:
            return self(f"days.each.{mask.bit_length() - 1}")
        return ", ".join(self.weekday(day) for day in range(7) if mask & 1 << day)

    def weekday(self, day: int) -> str:
        """Mo for 0, So for 6."""
        names: Mapping[int, str] = self._locale.days["stand-alone"]["abbreviated"]
        return names[day].rstrip(".").capitalize()

    def language_name(self, code: str | None) -> str | None:
        """Ukrainisch for uk; a code that nobody knows is given back as it is."""
        if not code:
            return None
        if not re.fullmatch(r"[a-z]{2,3}", code):
            return code
        name = self._locale.languages.get(code)
        return code if name is None else _spelled(name[:1].upper() + name[1:])

    def zone_name(self, zone: str) -> str:
        """The city that stands for a zone: Berlin, Kyjiw, New York."""
        from babel.dates import get_timezone_location

        if zone in _CITIES:
            return _CITIES[zone][self.language]
        if "/" not in zone:
            return zone
        return _spelled(get_timezone_location(zone, locale=self._locale, return_city=True))


def _spelled(name: str) -> str:
    """A name of Babel's with the apostrophe of the catalogues."""
    return name.replace("ʼ", "’")


class _Formatter(string.Formatter):
    """Fills placeholders; one without a value is a bug and says which. ``{limit:size}`` is a size in bytes."""

    def __init__(self, t: Translator) -> None:
        self._t = t

    def get_value(self, key: int | str, args: Sequence[object], kwargs: Mapping[str, object]) -> object:
        del args
        try:
            value = kwargs[str(key)]
        except KeyError:
            raise KeyError(f"placeholder {key!r} has no value") from None
        return self._t.reason(value) if key == "reason" else value

    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec == "size" and isinstance(value, int):
            return self._t.file_size(value)
        return str(super().format_field(value, format_spec))


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (_FOLDER / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
