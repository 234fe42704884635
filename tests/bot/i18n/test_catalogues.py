"""The catalogues: complete, alike in what they fill in and mark up, and in step with the code."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bot.handlers.commands import COMMANDS
from bot.i18n import LANGUAGES, translator

BOT = Path(__file__).resolve().parents[3] / "bot"
PLURALS = {"de": 2, "uk": 3, "en": 2}
PLAIN = ("bot.", "button.", "command.", "error.", "cli.", "terminal.", "days.", "mydata.caption")
SPEAKERS = {
    "t", "fill", "fill_number", "named", "number_of", "has", "unfilled", "alert", "QuellenboteError",
}  # fmt: skip
_KEY = re.compile(r"[a-z][a-z_]*(\.[a-z0-9_]+)*\.?")
_TAG = re.compile(r"</?[a-z-]+[^>]*>")
_PLACEHOLDER = re.compile(r"{([^{}]*)}")


@cache
def catalogue(language: str) -> dict[str, Message]:
    with (BOT / "i18n" / f"{language}.po").open("rb") as file:
        return {_key(message): message for message in read_po(file, locale=language) if message.id}


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple) else str(message.id)


def forms(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (str(message.string),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_there_once(language: str) -> None:
    assert set(catalogue(language)) == set(catalogue("de"))
    written = re.findall(
        r'^msgid "(.+)"$', (BOT / "i18n" / f"{language}.po").read_text("utf-8"), re.MULTILINE
    )
    assert [key for key, count in Counter(written).items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_or_doubtful(language: str) -> None:
    assert [key for key, message in catalogue(language).items() if message.fuzzy] == []
    assert [key for key, message in catalogue(language).items() if not all(forms(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_complete(language: str) -> None:
    for key, message in catalogue(language).items():
        assert message.pluralizable == catalogue("de")[key].pluralizable, key
        if message.pluralizable:
            assert len(forms(message)) == PLURALS[language], key
            assert all("{n}" in form for form in forms(message)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_tags_are_those_of_german(language: str) -> None:
    for key, message in catalogue(language).items():
        german = forms(catalogue("de")[key])[0]
        for form in forms(message):
            assert Counter(_PLACEHOLDER.findall(form)) == Counter(_PLACEHOLDER.findall(german)), key
            assert Counter(_TAG.findall(form)) == Counter(_TAG.findall(german)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_words_hold_no_markup(language: str) -> None:
    for key, message in catalogue(language).items():
        for form in forms(message):
            assert form == form.strip(), key
            if key.startswith(PLAIN):
                assert not set(form) & set("<>&"), key
            else:
                assert not re.search(r"&(?!lt;|gt;|amp;|quot;)", form), key
                assert not set("<>") & set(_TAG.sub("", form)), key


def test_each_language_keeps_its_manner_and_its_words() -> None:
    """German says "du", Ukrainian "ви"; what is called "матеріал" and "дайджест" has no second name."""
    strange = {
        "de": r"\b(?:Sie|Ihre?[nmrs]?|Ihnen)\b",
        "uk": r"(?i)\b(?:ти|тебе|тобі|твої|твій|твоя|напиши|зроби|надішли|натисни|допис\w*|огляд\w*)\b",
        "en": r"(?i)\b(?:articles?|newsletter)\b",
    }
    for language, pattern in strange.items():
        for key, message in catalogue(language).items():
            words = _PLACEHOLDER.sub("", "\n".join(forms(message)))
            assert not re.search(pattern, words), (language, key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_emoji_a_line_at_most(language: str) -> None:
    emoji = re.compile("[\U0001f300-\U0001faff\u2600-\u26ff\u2705\u274c\u2753\u2754\u23f0\u23f8]")
    for key, message in catalogue(language).items():
        for line in "\n".join(forms(message)).splitlines():
            assert len(emoji.findall(line)) <= 1, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_the_words_beside_the_chat(language: str) -> None:
    t = translator(language)
    assert len(t("bot.short")) <= 120
    assert len(t("bot.description")) <= 512
    assert all(3 <= len(t(f"command.{command.name}")) <= 256 for command in COMMANDS)


# ---------------------------------------------------------------- in step with the code
def spoken(node: ast.expr) -> Iterator[str]:
    """The keys an argument may be; one that is computed gives its beginning, with a dot at its end."""
    match node:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp():
            yield from spoken(node.body)
            yield from spoken(node.orelse)
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            yield start
        case _:
            return


@cache
def in_code() -> tuple[frozenset[str], frozenset[str]]:
    """The keys that the code says, and every string in it that could be a key or the beginning of one."""
    said: set[str] = set()
    strings: set[str] = set()
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if name in SPEAKERS:
                    said.update(key for arg in node.args[:2] for key in spoken(arg) if _KEY.fullmatch(key))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY.fullmatch(node.value):
                strings.add(node.value)
    return frozenset(said), frozenset(strings)


def test_every_key_in_the_code_is_in_the_catalogues() -> None:
    known = set(catalogue("de"))
    groups = {key.split(".")[0] for key in known}
    keys = {
        key for key in in_code()[0] if "." in key and not key.endswith(".") and key.split(".")[0] in groups
    }
    families = {key for key in known for key in (key.rpartition(".")[0],)}
    assert sorted(keys - known - families) == []


def test_every_key_in_the_catalogues_is_used() -> None:
    strings = in_code()[1]
    starts = tuple(s for s in strings if s.endswith("."))
    # an error is named by its family where the reason is computed: key="error.feed", then ".truncated"
    families = tuple(f"{s}." for s in strings if s.startswith("error."))
    unused = [
        key
        for key in catalogue("de")
        if key not in strings and not key.startswith(starts) and not key.startswith(families)
    ]
    assert unused == []
