"""German forms for women and men in one word: "Leser:innen", "Leser*innen", "Leser_innen", "LeserInnen"."""

from __future__ import annotations

import re

# Before a hyphen, at the end, or first in a compound: "Wähler*innenkreis".
_ENDING = re.compile(r"(?:[:*_]in|/-?in(?=nen)|(?<=[a-zäöüß])In)(nen(?=[a-zäöüß]{3})|(?:nen)?(?![^\W_]))")


def one_gender(word: str) -> str:
    """The form as the women's, which taggers know: "Leserinnen"."""
    return _ENDING.sub(lambda found: f"in{found.group(1)}", word)


def without_gender(noun: str) -> tuple[str, str] | None:
    """(stem, "in" or "innen") of such a form; None for any other noun."""
    found = _ENDING.search(noun)
    if found is None or found.end() < len(noun):
        return None
    return noun[: found.start()], f"in{found.group(1)}"
