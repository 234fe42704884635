"""The words on buttons: who types them wants what the button does."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.handlers.phrases import tokenize
from bot.handlers.remembered import query_of
from bot.i18n import translator
from bot.presentation.markup import handle, parse_call
from bot.services.records import Chat

# What the grammar does not take for the same. {piece} is the one that was shown last, {asked} what was asked last.
CALLS: Mapping[str, str] = {
    "button.all_years": "topic:0:{asked}",
    "button.at_once": "once",
    "button.back_digest": "digest",
    "button.back_piece": "piece:{piece}",
    "button.delete_no": "mydata",
    "button.export": "export",
    "button.filter_clear": "fclear",
    "button.filter_preview": "fpreview",
    "button.follow": "follow:{asked}",
    "button.lengths": "lengths",
    "button.newer": "latest",
    "button.only_weekly": "weekly",
    "button.other_time": "other",
    "button.other_zone": "zone",
    "button.quiets": "quiets",
    "button.resume": "resume",
    "button.time": "sub",
    "button.type_zone": "zonetype",
    "button.undo": "undo",
    "button.whole_piece": "piece:{piece}",
    "button.zone": "zone",
}


def typed_button(text: str, language: str, chat: Chat) -> tuple[str, tuple[str, ...]] | None:
    """The call of the button with these words; None for other words, and where it would lead nowhere."""
    call = _by_words(language).get(_words(text), "")
    piece, query = chat.shown_article_id, query_of(chat)
    if not call or ("{piece}" in call and piece is None) or ("{asked}" in call and not query):
        return None
    name, arguments = parse_call(call)
    found = {"{piece}": str(piece), "{asked}": handle(str(query))}
    return name, tuple(found.get(argument, argument) for argument in arguments)


@cache
def _by_words(language: str) -> Mapping[tuple[str, ...], str]:
    return {_words(translator(language)(key)): call for key, call in CALLS.items()}


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.folded for token in tokenize(text))
