"""The README names every command, setting and default there is, and nothing that there is not."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from bot.cli.parser import parser
from bot.handlers.commands import COMMANDS
from bot.settings import TABLE
from tests.house.tree import metadata, named_tests
from tests.support.tables import for_each

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


@for_each(COMMANDS)
def test_every_chat_command_stands_in_a_table(command: object) -> None:
    name = command.name  # type: ignore[attr-defined]
    assert re.search(rf"^\| `/{name}` \|", README, re.MULTILINE), f"/{name} is not in the README"


def test_every_command_of_the_command_line_stands_in_the_table() -> None:
    subparsers = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    named = re.findall(r"^\| `quellenbote (\w+)", README, re.MULTILINE)
    assert sorted(named) == sorted(subparsers.choices)


def test_every_dependency_stands_in_the_table_with_its_reason() -> None:
    project = metadata()["project"]
    wanted = {re.split(r"[^\w-]", one)[0].lower() for one in project["dependencies"]}
    table = README.partition("### Dependencies")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([\w, -]+?) \|(?: [^|]+ \|){3} ([^|]*)\|$", table, re.MULTILINE)
    named = {name.lower() for names, _ in rows[1:] for name in names.split(", ")}
    assert named == wanted


def test_the_changes_begin_with_this_version() -> None:
    changes = README.partition("## Changes")[2]
    assert re.search(r"\*\*([\d.]+)\*\*", changes)[1] == metadata()["project"]["version"]  # type: ignore[index]


def test_files_that_the_readme_names_exist() -> None:
    links = set(re.findall(r"\]\(((?!https?:|#)[^)]+)\)", README))
    assert links, "the README links to its own files"
    missing = sorted(link for link in links if not (ROOT / link).exists())
    assert missing == []


def test_every_promise_has_a_test_that_exists() -> None:
    promises = re.findall(r"^\| ([^|]+) \| [^|]+ \| (`test_\w+`[^|]*) \|$", README, re.MULTILINE)
    assert len(promises) >= 20
    named = set(re.findall(r"`(test_\w+)`", README))
    assert named <= named_tests(), named - named_tests()
