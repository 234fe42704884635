"""What an operator types, and what the program says to it."""

from __future__ import annotations

import io
import logging
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.cli import main

Command: TypeAlias = Callable[..., tuple[int, str, str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where the installation keeps everything."""
    return tmp_path / "data"


@pytest.fixture
def quellenbote(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Command]:
    """Runs a command with settings of this test alone; gives its exit status, its output, its complaints."""
    for name in [*os.environ]:
        if name.startswith("QUELLENBOTE_") or name == "NOTIFY_SOCKET":
            monkeypatch.delenv(name)
    monkeypatch.setenv("QUELLENBOTE_DATA_DIR", str(data))

    def typed(*arguments: str | Path, stdin: str = "", **settings: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        for name, value in settings.items():
            monkeypatch.setenv(f"QUELLENBOTE_{name}", value)
        status = main([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    root, mask = logging.getLogger(), os.umask(0o022)
    before = root.handlers[:], root.level
    yield typed
    root.handlers[:], root.level = before
    os.umask(mask)


@pytest.fixture
def piece(tmp_path: Path) -> Path:
    """An article in a file."""
    path = tmp_path / "piece.md"
    path.write_text("# Ein Titel\n\nDas ist ein Satz über eine Brücke in Saporischschja.\n", "utf-8")
    return path


def torn(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garbage(path: Path) -> None:
    path.write_bytes(b"nothing that anybody could read" * 1000)


@pytest.mark.parametrize("spoil", [torn, cut, garbage])
def test_a_damaged_database_is_set_aside_for_its_backup(
    quellenbote: Command, data: Path, piece: Path, spoil: Callable[[Path], None]
) -> None:
    assert quellenbote("add", piece)[0] == 0
    assert quellenbote("backup")[0] == 0
    (backup,) = (data / "backups").iterdir()
    database = data / "quellenbote.db"
    with closing(sqlite3.connect(database)) as live:
        live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spoil(database)
    damaged = database.read_bytes()
    status, out, err = quellenbote("restore", "--overwrite", backup)
    assert (status, err) == (0, "")
    (aside,) = (data / "backups").glob("damaged-*.db")
    assert aside.read_bytes() == damaged
    assert str(aside) in out
    assert "Das ist ein Satz" in quellenbote("export")[1]
    assert quellenbote("doctor")[0] == 0


@pytest.mark.parametrize("arguments", [("backup", "--keep"), ("summarize", "x.md", "--points")])
@pytest.mark.parametrize("number", ["0", "-3", "many"])
def test_a_number_of_things_is_at_least_one(
    quellenbote: Command, arguments: tuple[str, ...], number: str
) -> None:
    with pytest.raises(SystemExit, match="2"):
        quellenbote(*arguments, number)


def test_wrong_settings_are_told_in_the_language_of_the_settings(quellenbote: Command, data: Path) -> None:
    data.mkdir()
    (data / "quellenbote.env").write_text("QUELLENBOTE_LANGUAGE=en\n", "utf-8")
    assert quellenbote("status", ZONE="Europe/Bern") == (
        78,
        "",
        "QUELLENBOTE_ZONE: There is no such time zone; one is called Europe/London, for example.\n",
    )


def test_the_settings_file_is_the_one_that_is_named(quellenbote: Command, tmp_path: Path) -> None:
    named = tmp_path / "mine.env"
    named.touch(0o644)
    assert str(named) in quellenbote("config", CONFIG=str(named))[1]
    assert f"chmod go-rwx {named}" in quellenbote("doctor")[1]
