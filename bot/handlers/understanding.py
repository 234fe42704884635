"""What is meant by words in a chat, after what was said, asked and shown there before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from bot.handlers.arguments import Arguments, Intent, has_a_number
from bot.handlers.guessing import Guesses
from bot.handlers.intents import after_no, detailed, parse, place_said, wants_older
from bot.handlers.phrases import in_one_script
from bot.handlers.remembered import QUESTIONS, question_of
from bot.presentation.markup import parse_call
from bot.services.cities import find, is_named
from bot.services.records import Chat
from bot.services.subscriptions import Subscriptions
from bot.services.zones import day_of

# The intents that answer what the bot asked, or what it did.
_ANSWERS = frozenset({"subscribe", "zone", "settings", "fine", "undo", "pause"})
# What those want who reconsider it.
_RECONSIDERED = {"undo": "undo", "paused": "undo", "local_time": "settings", "settled": "settings"}
# After a pause a smaller number is one of days or weeks, and no hour for a digest.
_EARLIEST = time(5)
# Words that show something else, after which "more" no longer means the list before it.
_ELSEWHERE = frozenset({"start", "latest", "digest", "since_last"})


class Understanding:
    """Brings words to an intent: by the grammar, as an answer, or as a guess."""

    def __init__(self, subscriptions: Subscriptions, guesses: Guesses) -> None:
        self._subscriptions = subscriptions
        self._guesses = guesses

    async def intent(self, chat: Chat, text: str, language: str, now: datetime) -> Intent:
        """What somebody wants who says this."""
        if not text.startswith("/"):  # an address behind a command stays as it is
            text = in_one_script(text)
        intent = await self._in_context(chat, text, language, now)
        if intent.name != "topic" or text.startswith("/"):
            return intent
        wish = after_no(text, language) or text  # a "no" to what was said before is none to everything
        return await self._guesses.instead_of(intent, wish, language, now, self._today(chat, now))

    async def forgotten(self, chat: Chat, intent: Intent) -> Chat:
        """What was asked and not answered at all is no longer waited for, nor is a list gone on with from elsewhere."""
        asked = chat.asked or {}
        is_left = intent.name not in _ANSWERS and not intent.arguments.error
        if asked.get("name") in QUESTIONS and is_left:
            return await self._subscriptions.ask(chat, None)
        if asked.get("further") and intent.name in _ELSEWHERE:
            return await self._subscriptions.ask(chat, {**asked, "further": ""})
        return chat

    async def button(self, chat: Chat, intent: Intent, now: datetime) -> tuple[str, tuple[str, ...]] | None:
        """The button under what was shown last that words mean: "more", "the second one"; None for other words."""
        asked = chat.asked or {}
        if intent.name == "nth":
            listed = await self._subscriptions.listed(chat)
            return "piece", (str(listed[(intent.arguments.number or 1) - 1]),)
        if intent.name == "older":  # than the piece or the list that was shown last
            return parse_call(str(asked.get("older") or asked.get("further") or "archive"))
        if intent.name not in ("further", "details"):
            return None
        if further := asked.get("further"):
            return parse_call(str(further))
        if intent.name == "details":
            return "full", ()
        state = await self._subscriptions.state(chat, now)
        return "resume" if state.pause else "archive", ()

    async def _in_context(self, chat: Chat, text: str, language: str, now: datetime) -> Intent:
        """What the words mean; short words after a question of the bot's are taken as its answer."""
        today = self._today(chat, now)
        intent = parse(text, language, today=today)
        if intent.name == "filter" and intent.arguments.clear:  # to read is for all, to change is not
            return Intent("fclear")
        if intent in (Intent("archive"), Intent("further")) and wants_older(text, language):
            return Intent("older")
        asked = question_of(chat, now)
        if intent.name == "nth":
            listed = () if asked else await self._subscriptions.listed(chat)
            if not 1 <= (intent.arguments.number or 0) <= len(listed):
                intent = Intent("topic", Arguments(query=text.rstrip(" ?!.")))
        if intent.name == "reconsidered":
            return Intent(_RECONSIDERED.get(asked, intent.arguments.about or "fine"))
        if asked == "local_time" and intent.name in ("yes", "no"):
            return Intent("fine" if intent.name == "yes" else "zone")
        if (
            asked in ("local_time", "place")
            and intent.name == "topic"
            and find(where := place_said(text, language))
        ):
            return Intent("zone", Arguments(place=where))
        if asked and intent.name == "topic" and (instead := after_no(text, language)):
            meant = await self._in_context(chat, instead, language, now)
            if meant.name != "topic":
                return meant
            return (
                Intent("zone", Arguments(place=instead))
                if asked == "local_time" and find(instead)
                else intent
            )
        if asked == "time" and intent.name == "topic":
            answer = parse(f"/abo {text}", language, today=today)
            given = answer.arguments
            told = given.time or given.weekdays
            is_known = not given.query and (not given.place or is_named(given.place))
            # of what is told with words that nobody knows too much may be missed: that is asked again
            if given.error or (is_known if told else has_a_number(text)):
                error = given.error or ("" if told else "time")
                return Intent("subscribe", replace(given, error=error, query=text if error else given.query))
        if (
            asked == "paused" and intent.name in ("topic", "subscribe") and not text.endswith("?")
        ):  # "no, three weeks", "rather 3"
            pause = detailed("pause", text, language, today=today)
            at = intent.arguments.time
            if pause is None and at and at < _EARLIEST:  # "ні, на три"
                return Intent("pause", Arguments(error="days", query=text))
            names_days = pause and (pause.arguments.since or pause.arguments.until)
            if pause and (pause.arguments.error or (names_days and intent.name == "topic")):
                return pause
        if asked == "place" and intent.name == "topic" and (find(text) or len(text.split()) <= 2):
            return Intent("zone", Arguments(place=text))
        return intent

    def _today(self, chat: Chat, now: datetime) -> date:
        """The reader's date."""
        return day_of(now, self._subscriptions.zone_of(chat))
