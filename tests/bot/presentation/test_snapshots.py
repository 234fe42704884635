"""Every kind of message in every language, kept as text that a person can read.

``UPDATE_SNAPSHOTS=1 pytest tests/bot/presentation/test_snapshots.py`` writes them anew; look at the difference.
"""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from bot.i18n import LANGUAGES, translator
from bot.presentation.gallery import every_message
from tests.bot.presentation.render import readable
from tests.bot.presentation.sound import sound

TESTS = Path(__file__).resolve().parents[2]
FOLDER = TESTS / "data" / "snapshots"
PRESENTATION = TESTS.parent / "bot" / "presentation"


def everything(language: str) -> str:
    """All messages of a language, each under its name."""
    blocks = [f"=== {name}\n{readable(message)}\n" for name, message in every_message(translator(language))]
    return "\n".join(blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_look_as_they_did(language: str) -> None:
    path, now = FOLDER / f"{language}.txt", everything(language)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")


def test_no_kind_of_message_is_missing() -> None:
    """Each public function that makes a message is called in the gallery."""
    called = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(ast.parse((PRESENTATION / "gallery.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    missing = [
        f"{path.stem}.{function.name}"
        for path in sorted(PRESENTATION.glob("*.py"))
        for function in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(function, ast.FunctionDef) and function.args.args and function.args.args[0].arg == "t"
        if not function.name.startswith("_")
        and "OutgoingMessage" in ast.unparse(function.returns or function)
        if f"{path.stem}.{function.name}" not in called
    ]
    assert [name for name in missing if name not in ("gallery.every_message", "operators.alert")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_every_message(language: str) -> None:
    names = []
    for name, message in every_message(translator(language)):
        sound(message)
        names.append(name)
    assert len(names) == len(set(names))
