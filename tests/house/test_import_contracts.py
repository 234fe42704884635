"""The import contracts of pyproject.toml hold, and each of them sees a violation."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT, copy_packages, metadata

# contract → module to make, and what it would import
VIOLATIONS = [
    (
        "bot is above db and summarizer, which do not know each other",
        "db/repositories/planted.py",
        "summarizer",
    ),
    ("bot is above db and summarizer, which do not know each other", "summarizer/planted.py", "bot.errors"),
    ("layers of bot", "bot/presentation/planted.py", "bot.delivery"),
    ("layers of bot", "bot/planted.py", "datetime"),
    ("layers of db", "db/repositories/planted.py", "db.database"),
    ("layers of db", "db/planted.py", "datetime"),
    ("layers of summarizer", "summarizer/planted.py", "datetime"),
    ("layers of words", "summarizer/words/planted.py", "datetime"),
    ("layers of phrases", "summarizer/phrases/slavic/planted.py", "summarizer.phrases.german.tails"),
    ("layers of English phrases", "summarizer/phrases/english/planted.py", "datetime"),
    ("layers of German phrases", "summarizer/phrases/german/planted.py", "datetime"),
    ("layers of Slavic phrases", "summarizer/phrases/slavic/planted.py", "datetime"),
    (
        "languages of headlines and statements",
        "summarizer/headlines/english/planted.py",
        "summarizer.headlines.german.verbs",
    ),
    ("layers of English headlines", "summarizer/headlines/english/planted.py", "datetime"),
    ("layers of German headlines", "summarizer/headlines/german/planted.py", "datetime"),
    ("layers of Slavic headlines", "summarizer/headlines/slavic/planted.py", "datetime"),
    ("db internals stay in db", "bot/services/planted.py", "db.models"),
    ("storage is reached through services and delivery", "bot/handlers/planted.py", "db"),
    ("the summarizer is reached through services", "bot/delivery/planted.py", "summarizer"),
    ("sources are reached through services", "bot/handlers/planted.py", "bot.sources.urls"),
    ("settings are read only where the program is assembled", "bot/services/planted.py", "bot.settings"),
    ("one module fetches, one serves", "bot/services/planted.py", "aiohttp"),
    ("telegram types stay at the edge", "bot/presentation/planted.py", "telegram"),
    ("SQL stays in db", "bot/services/planted.py", "sqlalchemy"),
    ("procrastinate is known to two modules", "bot/services/planted.py", "procrastinate"),
    ("summarizer does no I/O", "summarizer/planted.py", "socket"),
]


def contracts() -> list[str]:
    return [contract["name"] for contract in metadata()["tool"]["importlinter"]["contracts"]]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says about the packages in a folder."""
    code = "import sys; from importlinter.cli import lint_imports_command as run; sys.path[0] = ''; run()"
    return subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=50,
    )


def test_the_import_contracts_are_kept() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert [name for name in contracts() if f"{name} KEPT" not in result.stdout] == []


def test_a_violation_of_each_contract_is_caught(tmp_path: Path) -> None:
    """All at once: to read the packages takes longer than to look at them."""
    copy_packages(tmp_path)
    planted = []
    for number, (contract, module, imported) in enumerate(VIOLATIONS):
        path = module.replace("planted", f"planted{number}")
        (tmp_path / path).write_text(f"import {imported}\n", encoding="utf-8")
        planted.append((contract, path.removesuffix(".py").replace("/", ".")))
    said = lint_imports(tmp_path).stdout
    sections = re.split(r"^(.+)\n-+\n", said, flags=re.MULTILINE)
    broken = dict(zip(sections[1::2], sections[2::2], strict=True))
    missed = [
        (contract, module)
        for contract, module in planted
        if f"{contract} BROKEN" not in said or not re.search(rf"{module}\b", broken[contract])
    ]
    assert missed == [], said


def test_every_contract_has_a_planted_violation() -> None:
    assert {contract for contract, _, _ in VIOLATIONS} == set(contracts())


def test_http_is_forbidden_in_every_module_but_two() -> None:
    (contract,) = [
        contract
        for contract in metadata()["tool"]["importlinter"]["contracts"]
        if contract["name"] == "one module fetches, one serves"
    ]
    assert set(contract["source_modules"]) == {"bot", "db", "summarizer"}
    assert set(contract["ignore_imports"]) == {"bot.sources.fetch -> aiohttp", "bot.web -> aiohttp"}
