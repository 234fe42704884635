"""What points and index terms are made by: this package, word for word, and the dictionaries that it asks."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import metadata, resources
from importlib.resources.abc import Traversable

_ASKED = ("HanTa", "pymorphy3", "pymorphy3-dicts-ru", "pymorphy3-dicts-uk", "snowballstemmer", "sumy")
_READ = (".py", ".toml", ".txt")


@cache
def of_this_package() -> str:
    """Sixteen hexadecimal digits; a changed rule, list or dictionary changes them."""
    found = sha256()
    for each in _files(resources.files("summarizer")):
        found.update(each.read_bytes())
    for library in _ASKED:
        found.update(f"{library} {metadata.version(library)}\n".encode())
    return found.hexdigest()[:16]


def _files(folder: Traversable) -> list[Traversable]:
    files: list[Traversable] = []
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            files += _files(each)
        elif each.name.endswith(_READ):
            files.append(each)
    return files
