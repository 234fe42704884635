"""What no file of the project contains."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.house.tree import ROOT

FORBIDDEN = {
    "a path of some machine": r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|tmp/dev)/(?!\S*\.example)",
    "a package registry": r"\b(?:pypi\.(?:org)|files\.pythonhosted\.(?:org)|piwheels\.(?:org))\b",
    "unfinished work": r"\b(?:TO-?DO|FIX-?ME)\b",
}
PLANTED = {
    "a path of some machine": "see /" + "home/somebody/notes",
    "a package registry": "https://pypi." + "org/simple",
    "unfinished work": "# TO" + "DO: later",
}


def tracked_texts() -> dict[str, str]:
    """Every text file under version control, by its path."""
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8", timeout=30
        ).stdout
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    texts = {}
    for name in filter(None, listing.split("\0")):
        path = ROOT / name
        if path.is_file():  # one that is deleted and not yet committed is listed too
            content = path.read_bytes()
            if b"\0" not in content:
                texts[name] = content.decode("utf-8", "replace")
    return texts


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_contains(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = {name: match.group() for name, text in tracked_texts().items() if (match := pattern.search(text))}
    assert found == {}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_it_would_be_found(what: str) -> None:
    assert re.search(FORBIDDEN[what], PLANTED[what])
