"""Setup asks in order, checks at once, and writes a file that every reader of it understands."""

from __future__ import annotations

import shlex
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from bot import settings
from bot.errors import QuellenboteError
from bot.services.setup import QUESTIONS, Question, interview, unit, write_settings
from tests.house.tree import ROOT

TOKEN = "123456789:" + "A" * 35
GIVEN = {
    "token": TOKEN,
    "blog": "https://blog.example",
    "operator": "42",
    "contact": "Erika Muster <erika@blog.example>",
    "language": "uk",
    "zone": "Europe/Kyiv",
}
READERS = {setting.name: setting.read for setting in settings.TABLE}


async def check(name: str, answer: str) -> None:
    if name in READERS:
        READERS[name](answer)


def load(path: Path) -> settings.Settings:
    return settings.load({"QUELLENBOTE_CONFIG": str(path)})


async def test_everything_may_be_given_as_an_option(tmp_path: Path) -> None:
    answers = await interview(GIVEN, None, check)
    write_settings(tmp_path / "quellenbote.env", answers)
    loaded = load(tmp_path / "quellenbote.env")
    assert (loaded.token, loaded.operators, loaded.contact) == (TOKEN, frozenset({42}), GIVEN["contact"])
    assert (loaded.language, loaded.zone) == ("uk", "Europe/Kyiv")
    assert answers["blog"] == GIVEN["blog"]


async def test_without_a_person_a_missing_token_is_named() -> None:
    with pytest.raises(QuellenboteError, match=r"error\.setup\.missing.*--token"):
        await interview({}, None, check)


async def test_without_a_person_a_wrong_answer_is_an_error() -> None:
    with pytest.raises(QuellenboteError, match=r"error\.settings\.zone"):
        await interview({**GIVEN, "zone": "Mars/Olympus"}, None, check)


async def test_a_person_is_asked_again_and_told_why() -> None:
    replies = iter(["no token", TOKEN, "", "", "", "xx", "de", ""])
    asked: list[tuple[str, str | None]] = []

    async def ask(question: Question, wrong: QuellenboteError | None) -> str:
        asked.append((question.option, wrong.key if wrong else None))
        return next(replies)

    answers = await interview({}, ask, check)
    assert asked == [
        ("token", None),
        ("token", "error.settings.token"),
        ("blog", None),
        ("operator", None),
        ("contact", None),
        ("language", None),
        ("language", "error.settings.choice"),
        ("zone", None),
    ]
    assert answers["QUELLENBOTE_ZONE"] == "Europe/Berlin"


async def test_what_was_given_is_not_asked() -> None:
    async def ask(question: Question, wrong: QuellenboteError | None) -> str:
        raise AssertionError(f"{question} was given, {wrong}")

    assert (await interview(GIVEN, ask, check))["QUELLENBOTE_TOKEN"] == TOKEN


async def test_what_is_set_already_is_the_default_and_can_be_emptied() -> None:
    present = {"QUELLENBOTE_TOKEN": TOKEN, "QUELLENBOTE_OPERATORS": "42", "QUELLENBOTE_ZONE": "Europe/Kyiv"}
    answers = await interview({"operator": "-"}, None, check, present=present)
    assert answers == {
        "QUELLENBOTE_TOKEN": TOKEN,
        "blog": "",
        "QUELLENBOTE_OPERATORS": "",
        "QUELLENBOTE_CONTACT": "",
        "QUELLENBOTE_LANGUAGE": "de",
        "QUELLENBOTE_ZONE": "Europe/Kyiv",
    }


def test_the_settings_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "quellenbote.env"
    write_settings(path, {"QUELLENBOTE_TOKEN": TOKEN})
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    path.chmod(0o644)
    write_settings(path, {"QUELLENBOTE_LANGUAGE": "en"})
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_lines_that_setup_does_not_ask_for_stay(tmp_path: Path) -> None:
    path = tmp_path / "quellenbote.env"
    path.write_text("# my note\nQUELLENBOTE_LISTEN=127.0.0.1:8080\nQUELLENBOTE_LANGUAGE=de\n", "utf-8")
    write_settings(path, {"QUELLENBOTE_LANGUAGE": "en", "blog": "https://blog.example"})
    assert path.read_text("utf-8").splitlines() == [
        "# my note",
        "QUELLENBOTE_LISTEN=127.0.0.1:8080",
        "QUELLENBOTE_LANGUAGE=en",
    ]


def refusal(path: Path, contact: str) -> str | None:
    """Write the contact; the key of the error, if it is refused."""
    try:
        write_settings(path, {"QUELLENBOTE_CONTACT": contact})
    except QuellenboteError as error:
        return error.key
    return None


@settings_of_hypothesis(max_examples=50, deadline=None)  # each is brought to the disk
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).map(str.strip).filter(bool))
def test_a_contact_comes_back_as_it_was_written_or_is_refused(contact: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quellenbote.env"
        key = refusal(path, contact)
        assert key in (None, "error.setup.value")
        assert path.exists() == (key is None)
        if key is None:
            assert load(path).contact == contact
            _, _, written = path.read_text("utf-8").rstrip("\n").partition("=")
            assert "$" not in written or written.startswith("'"), "compose would fill in a variable"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(QuellenboteError, match=r"error\.setup\.write"):
        write_settings(tmp_path / "file" / "quellenbote.env", {"QUELLENBOTE_LANGUAGE": "de"})


def test_every_question_is_of_a_known_setting() -> None:
    names = {setting.name for setting in settings.TABLE} | {"blog"}
    assert {question.name for question in QUESTIONS} <= names


def test_the_unit_that_setup_offers_is_the_one_in_deploy() -> None:
    assert unit() == (ROOT / "deploy" / "quellenbote.service").read_text("utf-8")
    assert f"ExecStart={shlex.quote('/srv/q/bin/quellenbote')} run\n" in unit("/srv/q/bin/quellenbote")
