"""Settings come from environment, file and secret files, are checked together, and hide what is secret."""

from __future__ import annotations

from pathlib import Path

import pytest

import summarizer
from bot import settings
from bot.settings import METHODS, SettingsError, load, shown

TOKEN = "123456789:" + "A" * 35


def given(folder: Path, **values: str) -> dict[str, str]:
    return {"QUELLENBOTE_DATA_DIR": str(folder)} | {f"QUELLENBOTE_{k}": v for k, v in values.items()}


def test_nothing_given_is_a_chat_in_the_terminal_on_sqlite(tmp_path: Path) -> None:
    loaded = load(given(tmp_path))
    assert loaded.token is None
    assert loaded.database_url == f"sqlite:///{tmp_path / 'quellenbote.db'}"
    assert (loaded.language, loaded.zone, loaded.uncertain) == ("de", "Europe/Berlin", "resend")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "quellenbote.env").write_text(
        "# a comment\nQUELLENBOTE_LANGUAGE=uk\nQUELLENBOTE_ZONE='Europe/Kyiv'\n", "utf-8"
    )
    loaded = load(given(tmp_path, LANGUAGE="en"))
    assert (loaded.language, loaded.zone) == ("en", "Europe/Kyiv")


def test_a_secret_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text(TOKEN + "\n", "utf-8")
    assert load(given(tmp_path, TOKEN_FILE=str(secret))).token == TOKEN


def test_systemd_credentials_are_found(tmp_path: Path) -> None:
    (tmp_path / "quellenbote_token").write_text(TOKEN, "utf-8")
    assert load(given(tmp_path) | {"CREDENTIALS_DIRECTORY": str(tmp_path)}).token == TOKEN


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    wrong = given(
        tmp_path,
        TOKEN="nonsense",
        ZONE="Mars/Olympus",
        OPERATORS="me",
        DATABASE_URL="mysql://x",
        LANGUAGE="xx",
        LISTEN="80",
        ALLOW_HOSTS="http://x/",
        WEBHOOK_SECRET="short",
        LANGAUGE="de",
    )
    with pytest.raises(SettingsError) as raised:
        load(wrong)
    told = {name.removeprefix("QUELLENBOTE_"): key for name, key, _ in raised.value.problems}
    assert told == {
        "TOKEN": "error.settings.token",
        "ZONE": "error.settings.zone",
        "OPERATORS": "error.settings.operators",
        "DATABASE_URL": "error.settings.database",
        "LANGUAGE": "error.settings.choice",
        "LISTEN": "error.settings.listen",
        "ALLOW_HOSTS": "error.settings.hosts",
        "WEBHOOK_SECRET": "error.settings.secret",
        "LANGAUGE": "error.settings.unknown",
    }


@pytest.mark.parametrize("value", ["+49 170 1234567", "49 170 1234567", "01701234567", "+491701234567", "me"])
def test_a_telephone_number_is_no_operator(tmp_path: Path, value: str) -> None:
    with pytest.raises(SettingsError) as raised:
        load(given(tmp_path, OPERATORS=value))
    assert [key for _, key, _ in raised.value.problems] == ["error.settings.operators"]


def test_operators_are_parted_by_commas_or_semicolons(tmp_path: Path) -> None:
    assert load(given(tmp_path, OPERATORS="42, 4711;815,")).operators == {42, 4711, 815}


def test_a_named_settings_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        load({"QUELLENBOTE_CONFIG": str(tmp_path / "nowhere.env")})
    assert raised.value.problems[0][1] == "error.settings.file"


def test_secrets_are_hidden(tmp_path: Path) -> None:
    loaded = load(given(tmp_path, TOKEN=TOKEN, DATABASE_URL="postgresql://me:geheim@db.example/x"))
    listed = " ".join(value for _, value, _ in shown(loaded)) + repr(loaded)
    assert TOKEN not in listed
    assert "geheim" not in listed
    assert "•••" in listed


def test_every_ranking_method_of_the_summarizer_can_be_chosen() -> None:
    from bot.cli.parser import METHODS as OFFERED

    assert set(METHODS) == set(summarizer.METHODS) == set(OFFERED)


def test_each_setting_is_a_field() -> None:
    assert {s.field for s in settings.TABLE} | {"notify_socket"} == set(
        settings.Settings.__dataclass_fields__
    )


OTHER = "987654321:" + "B" * 35


@pytest.mark.parametrize(
    ("in_file", "outside", "token"),
    [
        (f"QUELLENBOTE_TOKEN={TOKEN}", {"QUELLENBOTE_TOKEN_FILE": "other"}, OTHER),
        (f"QUELLENBOTE_TOKEN={TOKEN}", {"QUELLENBOTE_TOKEN": ""}, TOKEN),
        (f"QUELLENBOTE_TOKEN={TOKEN}", {"CREDENTIALS_DIRECTORY": ""}, TOKEN),
        ("QUELLENBOTE_TOKEN=", {"QUELLENBOTE_TOKEN_FILE": "other"}, OTHER),
        ("QUELLENBOTE_TOKEN=", {"CREDENTIALS_DIRECTORY": ""}, OTHER),
        ("QUELLENBOTE_TOKEN_FILE=", {"CREDENTIALS_DIRECTORY": ""}, OTHER),
        ("", {"QUELLENBOTE_TOKEN": " ", "CREDENTIALS_DIRECTORY": ""}, OTHER),
        ("QUELLENBOTE_TOKEN_FILE={folder}/other", {"QUELLENBOTE_TOKEN": TOKEN}, TOKEN),
        (f"\ufeffQUELLENBOTE_TOKEN={TOKEN}", {}, TOKEN),
        (f"export QUELLENBOTE_TOKEN={TOKEN}", {}, TOKEN),
    ],
)
def test_a_secret_comes_from_the_first_place_that_gives_one(
    tmp_path: Path, in_file: str, outside: dict[str, str], token: str
) -> None:
    (tmp_path / "quellenbote.env").write_text(in_file.format(folder=tmp_path), "utf-8")
    for name in ("other", "quellenbote_token"):
        (tmp_path / name).write_text(OTHER, "utf-8")
    named = {"QUELLENBOTE_TOKEN_FILE", "CREDENTIALS_DIRECTORY"}
    environment = {name: str(tmp_path / value) if name in named else value for name, value in outside.items()}
    assert load(given(tmp_path) | environment).token == token


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"API_URL": "http://[::1/"}, ("API_URL", "error.settings.url")),
        ({"API_URL": "https://bot.example:abc"}, ("API_URL", "error.settings.url")),
        ({"LISTEN": "0.0.0.0:²"}, ("LISTEN", "error.settings.listen")),
        ({"WEBHOOK_URL": "https://bot.example/updates"}, ("LISTEN", "error.settings.listen")),
    ],
)
def test_what_cannot_be_used_is_a_problem_with_a_name(
    tmp_path: Path, values: dict[str, str], problem: tuple[str, str]
) -> None:
    with pytest.raises(SettingsError) as raised:
        load(given(tmp_path, **values))
    assert [(n.removeprefix("QUELLENBOTE_"), key) for n, key, _ in raised.value.problems] == [problem]


def problems(environment: dict[str, str]) -> dict[str, str]:
    """What is wrong with the settings: each by name."""
    with pytest.raises(SettingsError) as raised:
        load(environment)
    return {name: key for name, key, _ in raised.value.problems}


def test_every_line_of_the_file_is_understood_or_told(tmp_path: Path) -> None:
    (tmp_path / "quellenbote.env").write_text(
        "# a note\n\nQUELLENBOTE_LANGUAGE: en\n QUELLENBOTE_CONTACT = me\nquellenbote_zone=Europe/Kyiv\n"
        f"QUELLENBOT_ZONE=Europe/Kyiv\nQUELLENBOTE_ZONE_FILE=/x\n{TOKEN}\n",
        "utf-8",
    )
    with pytest.raises(SettingsError) as raised:
        load(given(tmp_path))
    assert {name for name, _, _ in raised.value.problems} == {
        *(f"quellenbote.env:{number}" for number in (3, 5, 6, 8)),
        "QUELLENBOTE_ZONE_FILE",
    }
    assert {key for _, key, _ in raised.value.problems} == {"error.settings.unknown"}
    assert TOKEN not in str(raised.value)
    meant = {name: details["example"] for name, _, details in raised.value.problems}
    assert meant["quellenbote.env:3"] == "QUELLENBOTE_LANGUAGE=…"
    assert meant["quellenbote.env:6"] == meant["QUELLENBOTE_ZONE_FILE"] == "QUELLENBOTE_ZONE=…"
    assert meant["quellenbote.env:8"] == "QUELLENBOTE_ZONE=Europe/Berlin"


def test_a_named_secret_file_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "token").touch()
    assert problems(given(tmp_path, TOKEN_FILE=str(tmp_path / "token"))) == {
        "QUELLENBOTE_TOKEN_FILE": "error.settings.empty"
    }


def test_files_that_cannot_be_read_are_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "quellenbote.env").mkdir()
    with pytest.raises(SettingsError) as raised:
        load(given(tmp_path))
    ((name, key, details),) = raised.value.problems
    assert (name, key, details["reason"]) == ("quellenbote.env", "error.settings.file", "Is a directory")
    wrong = given(tmp_path / "none", TOKEN_FILE=str(tmp_path / "none"), ZONE="Mars/Olympus")
    assert problems(wrong) == {
        "QUELLENBOTE_TOKEN_FILE": "error.settings.file",
        "QUELLENBOTE_ZONE": "error.settings.zone",
    }


@pytest.mark.parametrize("relative", ["sqlite:///quellenbote.db", "sqlite:///./x.db", "sqlite:///"])
def test_a_database_has_the_same_place_from_every_folder(tmp_path: Path, relative: str) -> None:
    assert problems(given(tmp_path, DATABASE_URL=relative)) == {
        "QUELLENBOTE_DATABASE_URL": "error.settings.database"
    }


@pytest.mark.parametrize("where", ["me:p@ss@db.example", "me:p/ss@db.example", "db.example:abc", "[::1"])
def test_an_address_that_leaves_open_what_is_the_host_is_refused(tmp_path: Path, where: str) -> None:
    assert problems(given(tmp_path, DATABASE_URL=f"postgresql://{where}/x")) == {
        "QUELLENBOTE_DATABASE_URL": "error.settings.database"
    }
    for fine in ("postgresql:///x?host=/var/run/postgresql", "postgresql://me:p%40ss@[::1]:5433/x"):
        assert load(given(tmp_path, DATABASE_URL=fine)).database_url == fine
