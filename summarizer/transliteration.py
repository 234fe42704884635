"""How a name sounds, written the same whatever the script and the country that spelt it.

Selenskyj, Zelensky, Зеленський and Зеленский have one key. The keys are coarse on purpose: hissing sounds
fall together (German z is ts, English z a soft s), so do g and h (Ukrainian г and Russian г), and glides and
runs of vowels are one. Where a spelling is ambiguous without knowing its language (ch, h, j, u, st), a name has
several keys; two names meet where one key is common.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product
from typing import Final

from summarizer.language import CYRILLIC

#: No word of any of the languages begins so.
NAME_PREFIX: Final = "xn"
_SHORTEST_KEY = 3
_LONGEST_NAME = 40
_MOST_KEYS = 6

_FROM_CYRILLIC = {
    **dict(zip("абвгґдеєжзиіїйклмнопрстуфхцчшщыэёюяў", "abvhhdeexsiiiiklmnoprstufhsxxxieeuav", strict=True)),
    "ь": "", "ъ": "", "'": "",
}  # fmt: skip

#: Applied in turn to Latin spellings. Capital letters are sounds already decided; a pair in brackets is open.
_FROM_LATIN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"schtsch|shch|dsch|dzh|tsch|tch|sch|zh|sh|cz|sz", "X"),
        (r"ae", "e"),
        (r"ch", "(hX)"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ts|tz", "S"),
        (r"ck", "k"),
        (r"qu?", "k"),
        (r"x", "kS"),
        (r"^s(?=[tp])", "(SX)"),
        (r"c(?=[eiy])", "S"),
        (r"c", "k"),
        (r"w", "v"),
        (r"g", "h"),
        (r"(?<=[aeiouy])h(?=[bcdfgklmnpqrstvxzSX]|$)", "(_h)"),
        (r"^j(?=[aeou])", "(_X)"),
        (r"[yj](?=[aeou])", "_"),
        (r"[yj]", "i"),
        (r"oo|ou", "U"),
        (r"(?<=[^aeiou_])u(?=[bcdfgklmnpqrstvzSX]|\(_h)", "(ua)"),
        (r"[sz]", "S"),
    )
)
_FOLDED = str.maketrans(
    {"ß": "ss", "ä": "e", "ö": "e", "ü": "u", "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "e"}
)
_CHOICE = re.compile(r"\((.)(.)\)")
_VOWEL_RUN = re.compile(r"[aeiou]{2,}")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=8192)
def sound_keys(name: str) -> tuple[str, ...]:
    """Return the keys of a name (a-z only, no prefix), none for one too short or in another script."""
    if len(name) > _LONGEST_NAME:
        return ()
    spelling = name.lower().translate(_FOLDED)
    sounds = _cyrillic(spelling) if CYRILLIC.search(spelling) else _latin(spelling)
    keys = (_merged(sound) for sound in sounds)
    return tuple(dict.fromkeys(key for key in keys if len(key) >= _SHORTEST_KEY))


def _cyrillic(spelling: str) -> list[str]:
    spelling = spelling.replace("дж", "ж").replace("тс", "ц")
    spelling = re.sub("^у(?=[иі])", "в", spelling)
    return ["".join(_FROM_CYRILLIC.get(letter, "") for letter in spelling)]


def _latin(spelling: str) -> list[str]:
    plain = unicodedata.normalize("NFD", spelling)
    sounds = re.sub(r"[^a-z]", "", plain)
    for pattern, sound in _FROM_LATIN:
        sounds = pattern.sub(sound, sounds)
    choices = [(match[1], match[2]) for match in _CHOICE.finditer(sounds)]
    readings = list(product(*choices))[:_MOST_KEYS]
    template = _CHOICE.sub("{}", sounds)
    return [template.format(*reading).replace("_", "").lower() for reading in readings]


def _merged(sounds: str) -> str:
    """Runs of vowels are one, doubled sounds single, and the last vowel, which cases change, is dropped."""
    merged = _DOUBLED.sub(r"\1", _VOWEL_RUN.sub("i", sounds))
    shortened = merged.rstrip("aeiou")
    return shortened if len(shortened) >= _SHORTEST_KEY else merged
