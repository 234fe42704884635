"""Types, lint and format, by the settings in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.tree import ROOT

CHECKS = [
    pytest.param(("mypy",), id="types"),
    pytest.param(("ruff", "check", "--no-fix"), id="lint"),
    pytest.param(("ruff", "format", "--check"), id="format"),
]


@pytest.mark.timeout(240)  # mypy without its cache, on a slow machine
@pytest.mark.parametrize("command", CHECKS)
def test_the_tool_finds_nothing(command: tuple[str, ...]) -> None:
    result = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=230
    )
    assert result.returncode == 0, result.stdout + result.stderr
