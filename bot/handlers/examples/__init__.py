"""Messages as people write them, and what they tell: what each asks for, and with which words people ask.

A file for each language, a line for each message: its intent, a tab, the message. The subject of a question, and
whatever else people might ask about, may stand in braces. Who meets a way of asking that the bot does not know adds a
line.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.handlers.phrases import LANGUAGES, Token, tokenize

TOPIC = "topic"
"""The intent of who wants to read about a subject."""
_SUBJECT = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True, slots=True)
class Example:
    """A message, its language and the name of its intent.

    ``asking`` is the message without its subject; None for a topic in which nobody marked the subject.
    """

    language: str
    intent: str
    message: str
    asking: str | None


def examples() -> tuple[Example, ...]:
    """All messages."""
    found = []
    for language in LANGUAGES:
        text = resources.files(__name__).joinpath(f"{language}.tsv").read_text(encoding="utf-8")
        for line in text.splitlines():
            intent, written = line.split("\t")
            asking, message = _SUBJECT.sub(" … ", written), _SUBJECT.sub(r"\1", written)
            unmarked = intent == TOPIC and asking == message
            found.append(Example(language, intent, message, None if unmarked else asking))
    return tuple(found)


def subject(text: str) -> str:
    """The words of a message that people do not ask with, which is what it is about; "" where all are, or none."""
    told = beside_asking(text)
    return "" if len(tokenize(told)) == len(tokenize(text)) else told


def beside_asking(text: str) -> str:
    """The words of a message that people do not ask with; figures stay with the word that they stand at: "G7"."""
    runs: list[list[Token]] = [[]]
    for token in tokenize(text):
        if token.kind == "word" and token.folded in asking_words():
            runs.append([])
        else:
            runs[-1].append(token)
    told = (run for run in runs if any(token.kind == "word" for token in run))
    return " ".join(text[run[0].start : run[-1].end].strip(" -–—") for run in told)


@cache
def asking_words() -> frozenset[str]:
    """The words with which people ask, for whatever: they stand beside a subject more often than in one."""
    beside, within = Counter[str](), Counter[str]()
    for example in examples():
        if example.asking is not None:
            asking = _words(example.asking)
            beside.update(asking - _names(example))
            within.update(_words(example.message) - asking)
    return frozenset(word for word, times in beside.items() if times > within[word])


def _names(example: Example) -> set[str]:
    """The words with a capital, which in German may be any noun: nobody asks with a name."""
    tokens = () if example.language == "de" else tokenize(example.message)
    return {token.folded for token in tokens if token.is_capitalised}


def _words(text: str) -> set[str]:
    return {token.folded for token in tokenize(text)}
