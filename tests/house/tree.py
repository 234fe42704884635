"""Where the project's files are."""

from __future__ import annotations

import ast
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "db", "summarizer")


def metadata() -> dict[str, Any]:
    """pyproject.toml, as read."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def modules(root: Path = ROOT) -> Iterator[tuple[str, ast.Module]]:
    """Every module of the three packages: its path below the root, with slashes, and its syntax tree."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            yield path.relative_to(root).as_posix(), ast.parse(path.read_bytes(), str(path))


def named_tests() -> set[str]:
    """The name of every test."""
    return {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }


def copy_packages(target: Path) -> Path:
    """Copy pyproject.toml and the three packages, so that a test can break a rule in them."""
    shutil.copy(ROOT / "pyproject.toml", target)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, target / package, ignore=shutil.ignore_patterns("__pycache__"))
    return target
