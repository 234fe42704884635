"""What is remembered of a chat between two messages: one JSON object, ``chat.asked``, whose keys are all told here.

* ``name``: what the next words may answer, a question ("time", "place", "local_time", "settled") or what was done
  ("paused", "undo"), until something else is said; or what else is at hand ("topic", "only", "upload", "add").
* ``asked_at``: when a question was asked, which is one for ANSWERED_WITHIN; what was done may be taken back any time.
* ``query``: what was asked about last, for the buttons under it and "this year's".
* ``further``: the button that leads on in a list, so that "more" means it, until something else is shown.
* ``older``: the button of the piece before the one shown, so that "the one before" means it, until a list is shown.
* ``listed``, ``listed_at``: the pieces of the list shown last and when, so that "the second one" means one of them
  until a digest comes (``Subscriptions.listed``).
* ``text``, or ``file`` and ``file_id``: what waits to be uploaded; ``address``: the source to be added.

A new question and a new topic begin anew; a piece and a list are remembered beside what there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.handlers.request import Request
from bot.presentation.markup import handled
from bot.services.records import Article, Chat, Headline, Json

QUESTIONS = frozenset({"time", "place", "local_time", "settled", "paused", "undo"})
"""What the next words may answer, a question of the bot's or what it did."""
ANSWERED_WITHIN = timedelta(hours=12)
"""A question of the evening may be answered in the morning; days later words mean something else."""


def asked(request: Request, name: str) -> dict[str, Json]:
    """A question that the next words may answer, and when it was asked."""
    return {"name": name, "asked_at": int(request.now.timestamp())}


def done(name: str) -> dict[str, Json]:
    """What was done, so that the next words may take it back or put it right."""
    return {"name": name}


def listing(request: Request, pieces: Iterable[Article | Headline]) -> dict[str, Json]:
    """A numbered list: its pieces, when it was shown, and that it is no single piece."""
    return {
        "listed": [piece.id for piece in pieces],
        "listed_at": int(request.now.timestamp()),
        "older": "",
    }


def beside(request: Request, **values: Json) -> dict[str, Json]:
    """What there is, and these."""
    return {**(request.chat.asked or {}), **values}


def question_of(chat: Chat, now: datetime) -> str:
    """What words may answer now; empty for nothing. What the bot did may be taken back at any time."""
    known = chat.asked or {}
    name, at = known.get("name"), known.get("asked_at")
    is_old = isinstance(at, int) and now.timestamp() - at > ANSWERED_WITHIN.total_seconds()
    return "" if is_old or name not in QUESTIONS else str(name)


def query_of(chat: Chat) -> str | None:
    """What was asked about last."""
    query = (chat.asked or {}).get("query")
    return query if isinstance(query, str) else None


def behind(request: Request, argument: str) -> str | None:
    """The question behind a button."""
    return handled(argument, query_of(request.chat))
