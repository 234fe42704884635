"""Every kind of message in every language, kept as text that a person can read.

``UPDATE_SNAPSHOTS=1 pytest tests/bot/presentation/test_snapshots.py`` writes them anew; look at the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.i18n import LANGUAGES, translator
from bot.presentation.gallery import every_message
from tests.bot.presentation.render import readable
from tests.bot.presentation.sound import sound

FOLDER = Path(__file__).resolve().parents[2] / "data" / "snapshots"


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_every_message(language: str) -> None:
    names = []
    for name, message in every_message(translator(language)):
        sound(message)
        names.append(name)
    assert len(names) == len(set(names))
