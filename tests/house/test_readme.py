"""The README names every command, setting and default there is, and nothing that there is not."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from bot.cli.parser import parser
from bot.handlers.commands import COMMANDS
from bot.settings import TABLE

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("setting", TABLE, ids=lambda s: s.name)
def test_every_setting_stands_in_the_table_with_its_default(setting: object) -> None:
    name, default = setting.name, setting.default  # type: ignore[attr-defined]
    row = re.search(rf"^\| `{name}` \| (.+?) \| (.+?) \|$", README, re.MULTILINE)
    assert row is not None, f"{name} is not in the README's table"
    if default:
        assert row[1] == f"`{default}`"


def test_the_table_holds_no_other_setting() -> None:
    named = set(re.findall(r"^\| `(QUELLENBOTE_\w+)`", README, re.MULTILINE))
    assert named == {setting.name for setting in TABLE}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
def test_every_chat_command_stands_in_a_table(command: object) -> None:
    name = command.name  # type: ignore[attr-defined]
    assert re.search(rf"^\| `/{name}` \|", README, re.MULTILINE), f"/{name} is not in the README"


def test_every_command_of_the_command_line_stands_in_the_table() -> None:
    subparsers = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    named = re.findall(r"^\| `quellenbote (\w+)", README, re.MULTILINE)
    assert sorted(named) == sorted(subparsers.choices)


def test_files_that_the_readme_names_exist() -> None:
    links = set(re.findall(r"\]\(((?!https?:|#)[^)]+)\)", README))
    assert links, "the README links to its own files"
    missing = sorted(link for link in links if not (ROOT / link).exists())
    assert missing == []
