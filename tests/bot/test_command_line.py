"""What an operator types, and what the program says to it."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.cli import articles, main
from bot.errors import QuellenboteError
from bot.i18n import translator
from bot.services.imports import is_address
from bot.services.setup import QUESTIONS
from bot.web import Health, Web

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


@pytest.mark.parametrize("command", ["add", "read"])
def test_an_address_that_is_none_of_the_web_is_told(quellenbote: Command, command: str) -> None:
    status, _, err = quellenbote(command, "ftp://blog.example/")
    assert status == 1
    assert "keine Adresse" in err


def test_an_address_is_one_without_its_beginning_too(piece: Path) -> None:
    for address in ("blog.example", "www.blog.example/feed/", "blog.example:8080", "http://blog.example"):
        assert is_address(address), address
    for file in (str(piece), "piece.md", "nothing", "a folder.example", "../blog.example", "drafts/"):
        assert not is_address(file), file


def test_who_waits_for_the_points_of_many_pieces_is_told(
    quellenbote: Command, piece: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles, "MANY", 0)
    assert "Jetzt bekommen 1 Beiträge ihre Punkte" in quellenbote("add", piece)[2]
    assert quellenbote("add", piece)[2] == ""


FAILING = [
    ("sqlite:////proc", "lässt sich nicht beschreiben", "Schaff Platz"),
    ("postgresql://nobody@127.0.0.1:1/x", "antwortet nicht", "Läuft der Server"),
    ("postgresql://nobody@127.0.0.1:1/x?colour=1", '"colour"', "QUELLENBOTE_DATABASE_URL"),
]


@pytest.mark.parametrize(("url", "what", "remedy"), FAILING)
def test_a_database_that_fails_is_told_with_what_to_do(
    quellenbote: Command, url: str, what: str, remedy: str
) -> None:
    status, _, err = quellenbote("status", DATABASE_URL=url)
    assert status == 69
    for said in (err, quellenbote("doctor")[1]):
        assert what in said
        assert remedy in said


def test_a_damaged_database_is_told_with_what_to_do(quellenbote: Command, data: Path) -> None:
    data.mkdir()
    garbage(data / "quellenbote.db")
    status, _, err = quellenbote("status")
    assert (status, "beschädigt" in err, "restore --overwrite" in err) == (69, True, True)


def test_where_there_is_no_database_yet_there_is_nothing_to_back_up(quellenbote: Command) -> None:
    status, _, err = quellenbote("backup")
    assert status == 1
    assert "quellenbote.db: gibt es nicht" in err


def test_a_new_folder_is_filled_from_another_database_and_a_second_time_refused(
    quellenbote: Command, data: Path, piece: Path, tmp_path: Path
) -> None:
    quellenbote("add", piece)
    old = f"sqlite:///{data / 'quellenbote.db'}"
    assert quellenbote("migrate", "--from", old, DATA_DIR=str(tmp_path / "new"))[0] == 0
    assert "Das ist ein Satz" in quellenbote("export")[1]
    status, _, err = quellenbote("migrate", "--from", old)
    assert status == 1
    assert "restore --overwrite" in err


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


@pytest.mark.parametrize(
    "arguments", [("status",), ("run",), ("preview", "{file}/page.html"), ("import", "{none}")]
)
def test_a_path_that_cannot_be_used_is_told_in_a_line(
    quellenbote: Command, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "file").touch()
    places = {"file": tmp_path / "file", "none": tmp_path / "none"}
    elsewhere = {} if len(arguments) > 1 else {"DATABASE_URL": f"sqlite:///{tmp_path}/file/folder/x.db"}
    status, out, err = quellenbote(*(a.format_map(places) for a in arguments), **elsewhere)
    assert (status, out) == (1, "")
    assert err.startswith(str(tmp_path))
    assert err.count("\n") == 1


def test_a_folder_for_backups_that_cannot_be_made_is_told(
    quellenbote: Command, data: Path, piece: Path
) -> None:
    quellenbote("add", piece)
    (data / "backups").touch()
    assert quellenbote("backup") == (1, "", f"{data / 'backups'}: File exists.\n")


def test_a_file_in_a_closed_folder_is_refused_and_the_others_are_added(
    quellenbote: Command, piece: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, is_dir = tmp_path / "closed" / "x.md", Path.is_dir

    def asked(path: Path) -> bool:
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", asked)  # root, as which tests may run, is refused nothing
    status, out, err = quellenbote("add", closed, piece)
    assert status == 1
    assert err.startswith("x.md: ")
    assert out == "neu: piece.md (1)\n"


def test_an_export_can_be_piped_into_an_import(quellenbote: Command, piece: Path, tmp_path: Path) -> None:
    quellenbote("add", piece)
    _, rows, _ = quellenbote("export", "--everything")
    other = str(tmp_path / "other")
    assert quellenbote("import", "-", stdin=rows, DATA_DIR=other)[0] == 0
    assert "Das ist ein Satz" in quellenbote("export")[1]


def test_an_import_of_something_else_is_refused(quellenbote: Command, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xff\xfe\x00")
    status, _, err = quellenbote("import", tmp_path / "x")
    assert (status, err.count("\n")) == (1, 1)


def test_a_backup_that_is_not_there_is_not_called_damaged(quellenbote: Command, tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    assert quellenbote("restore", path) == (
        1,
        "",
        f"{path} lässt sich nicht als Sicherung lesen: No such file or directory\n",
    )


@pytest.mark.parametrize("begun_by", ["systemd", "a container"])
def test_a_service_without_a_token_does_not_chat(
    quellenbote: Command, data: Path, monkeypatch: pytest.MonkeyPatch, begun_by: str
) -> None:
    if begun_by == "systemd":
        monkeypatch.setenv("NOTIFY_SOCKET", "/run/nobody")
    else:
        monkeypatch.setattr(os, "getppid", lambda: 1)
    status, out, err = quellenbote("run", stdin="neueste\n")
    assert (status, out) == (78, "")
    assert "/newbot" in err
    assert not data.exists()


async def test_a_port_that_is_taken_is_told() -> None:
    async def nothing() -> Health:
        return Health()

    async def numbers() -> str:
        return ""

    def web(port: int) -> Web:
        return Web(
            listen=("127.0.0.1", port), receive=None, path="", secret="", health=nothing, metrics=numbers
        )

    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(QuellenboteError, match=r"error\.listen") as raised,
    ):
        await web(taken.getsockname()[1]).run(asyncio.Event())
    assert "(вже зайнято)" in translator("uk").error(raised.value)


@pytest.mark.parametrize("command", ["sources", "refresh"])
def test_without_a_source_the_first_one_is_shown_the_way(quellenbote: Command, command: str) -> None:
    status, out, err = quellenbote(command)
    assert (status, out) == (int(command == "refresh"), "")
    assert err == "Es gibt keine Quelle.\nquellenbote add https://blog.example\n"


def test_an_unknown_source_cannot_be_refreshed(quellenbote: Command, piece: Path) -> None:
    quellenbote("add", piece)
    for unknown in ("7", "blog.example"):
        assert quellenbote("refresh", unknown) == (1, "", f"Eine Quelle {unknown} gibt es nicht.\n")


def test_what_is_corrected_is_a_date_and_a_language(quellenbote: Command, piece: Path) -> None:
    quellenbote("add", piece)
    told = quellenbote("edit", "1", "--set", "published=11. Januar 2026", "--set", "language=Ukrainisch")[1]
    assert "published=2026-01-11" in told
    assert "language=uk" in told
    for wrong in ("published=2026-13-45", "published=gestern", "language=Klingonisch"):
        status, _, err = quellenbote("edit", "1", "--set", wrong)
        assert (status, wrong.partition("=")[2] in err) == (1, True), wrong
    assert "published=\n" in quellenbote("edit", "1", "--set", "published=")[1]


@pytest.mark.parametrize("command", ["summarize", "read"])
def test_a_folder_is_refused_by_its_name(quellenbote: Command, command: str) -> None:
    assert quellenbote(command, ".")[2] == ".: lässt sich nicht lesen (das ist ein Ordner).\n"


def test_own_files_are_no_source_that_could_fail(quellenbote: Command, piece: Path) -> None:
    quellenbote("add", piece)
    assert "files" not in quellenbote("doctor")[1]


@pytest.mark.parametrize("folder", ["/root", "/home"])
def test_no_unit_is_offered_that_could_not_see_its_command(
    quellenbote: Command, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    async def interview(*_: object, **__: object) -> dict[str, str]:
        return {question.name: "" for question in QUESTIONS}

    monkeypatch.setattr("bot.services.setup.interview", interview)
    status, out, _ = quellenbote("setup", "--no-questions", "--systemd", f"{folder}/q")
    assert status == 0
    assert "/opt/quellenbote" in out
    assert "ExecStart" not in out
    assert "ExecStart=/srv/q run" in quellenbote("setup", "--no-questions", "--systemd", "/srv/q")[1]
