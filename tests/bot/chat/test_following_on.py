"""What is said after something else: thanks, "more of that", "the second one", the words on buttons, farewells."""

from __future__ import annotations

import pytest

from bot.i18n import translator
from tests.bot.chat.conftest import reader, says
from tests.support.talk import Talk

DE = translator("de")


@pytest.mark.parametrize(
    ("language", "words", "named"),
    [
        ("uk", "говори польською", "Польська"),
        ("uk", "а на русском можно?", "Російська"),
        ("uk", "по-російськи", "Російська"),
        ("de", "sprich polnisch", "Polnisch"),
        ("de", "auf Russisch bitte", "Russisch"),
        ("en", "do you speak Turkish?", "Turkish"),
        ("en", "/language ru", "Russian"),
    ],
)
async def test_who_wants_a_language_that_the_bot_does_not_speak_is_told_so(
    talk: Talk, language: str, words: str, named: str
) -> None:
    t = translator(language)
    told = await talk.one(words, user=reader(talk, t))

    assert told.text == t("language.unknown", typed=named)


async def test_a_russian_app_is_answered_in_ukrainian(talk: Talk) -> None:
    told = await talk.one("що нового", user=talk.box.person("Mila", language="ru"))

    assert translator("uk")("button.share") in [button.text for row in told.buttons for button in row]
