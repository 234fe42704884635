"""An order is done at once; of a change that somebody only asks about or tells of, nothing is done."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date

from bot.handlers.arguments import Arguments, Intent

_WISHES = frozenset({"please", "wish", "alert"})
_OF_THE_SUBSCRIPTION = frozenset({"subscribe", "unsubscribe", "pause"})


def as_meant(intent: Intent, present: AbstractSet[str], *, asks: bool, today: date) -> Intent:
    """The intent, where it changes nothing or is wished for; else how things stand, or the question before it.

    ``present`` is all that the words may mean, ``asks`` whether they are a question: "could you send it at 8?" is a
    wish, "does it come at 8?" none, and who may have a pause at all has not yet said from when.
    """
    if not (asks or "told" in present):
        return intent
    said = intent.arguments
    is_vague = intent.name == "pause" and said.since is None and said.until is None
    if not _WISHES.isdisjoint(present) and not (asks and is_vague):
        return intent
    is_denied = "not" in present or said.resume
    if intent.name in _OF_THE_SUBSCRIPTION and (
        "told" in present or (is_denied and intent.name != "subscribe")
    ):
        return Intent("status")
    return asked_first(intent, today)


def asked_first(intent: Intent, today: date) -> Intent:
    """In place of what would change something the question whether it shall, with what was understood."""
    said = intent.arguments
    match intent.name:
        case "unsubscribe" | "pause":
            begins_now = said.until is not None and said.since is not None and said.since <= today
            return Intent("leaving", Arguments(until=said.until if begins_now else None))
        case "subscribe":
            understood = Arguments(
                time=said.time,
                weekdays=said.weekdays,
                without=said.without,
                also=said.also,
                weekly=said.weekly,
                at_once=said.at_once,
            )
            return Intent("sub", understood)
        case "quiets" | "settings":
            return Intent(intent.name)
        case "filter" if said.clear:
            return Intent("filter")
    return intent
