"""All that a chat can set, in one message, and what is to choose from: languages, lengths, quiet hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from bot.i18n import LANGUAGES, Translator
from bot.presentation.buttons import named, press, rows, ticked, to_settings
from bot.presentation.filtering import filters_in_words
from bot.presentation.markup import Html, fill, join, line
from bot.presentation.outgoing import Button, OutgoingMessage
from bot.presentation.subscribing import clock_in, is_weekly, pause_in_words, schedule
from bot.services.schedule import DAILY, WORKDAYS

if TYPE_CHECKING:
    from bot.services.records import Chat, Length, Subscription
    from bot.services.subscriptions import State

QUIET = ("2200-0700", "2300-0600", "2100-0800")
LENGTHS: tuple[Length, ...] = ("line", "short", "normal", "long")
_LANGUAGE_NAMES = {"de": "Deutsch", "uk": "Українська", "en": "English"}  # each as its own readers call it


def settings(t: Translator, state: State, now: datetime) -> OutgoingMessage:
    """All that can be set, in one message that is edited in place."""
    text = join((fill(t, "settings.title"), join(_settings_lines(t, state, now), "\n")))
    paused, is_on = pause_in_words(t, state, now), state.is_subscribed
    week = named(t, "button.pause_week", "pause", 7)
    return OutgoingMessage(
        text,
        rows(
            (named(t, "button.language", "language"), named(t, "button.zone", "zone")),
            (
                named(t, "button.time" if is_on else "button.subscribe", "sub"),
                _rhythm_button(t, state.subscription),
            ),
            (named(t, "button.lengths", "lengths"), named(t, "button.quiets", "quiets")),
            (
                named(t, "button.filters", "filters"),
                named(t, "button.resume", "resume") if paused else (week if is_on else None),
            ),
            (
                named(t, "button.unsubscribe", "unsub") if is_on else None,
                named(t, "button.mydata", "mydata"),
            ),
        ),
    )


def _rhythm_button(t: Translator, subscription: Subscription | None) -> Button | None:
    """The next rhythm in turn, so that one button is enough: daily, workdays, weekly."""
    if subscription is None or not subscription.active:
        return None
    if subscription.at_once or is_weekly(subscription.weekdays):
        return named(t, "button.daily", "days", DAILY)
    if subscription.weekdays == DAILY:
        return named(t, "button.workdays", "days", WORKDAYS)
    return named(t, "button.weekly", "weekly")


def _settings_lines(t: Translator, state: State, now: datetime) -> Iterator[Html]:
    chat, subscription = state.chat, state.subscription
    yield fill(t, "settings.language", language=_LANGUAGE_NAMES[t.language])
    yield fill(t, "settings.zone", zone=t.zone_name(state.zone), time=clock_in(now, state.zone))
    is_on = subscription is not None and subscription.active
    digest = schedule(t, subscription) if is_on and subscription else fill(t, "settings.off")
    yield fill(t, "settings.digest", schedule=digest)
    yield pause_in_words(t, state, now)
    yield fill(t, "settings.length", length=t(f"length.{chat.length}"))
    yield fill(t, "settings.quiet", hours=_quiet_hours(t, chat))
    yield from filters_in_words(t, state) or (fill(t, "filters.none"),)


def _quiet_hours(t: Translator, chat: Chat) -> str:
    if not chat.quiet_from or not chat.quiet_until:
        return t("quiet.none")
    return t("quiet.hours", start=chat.quiet_from, end=chat.quiet_until)


def language_choice(t: Translator, current: str, *, unknown: str = "") -> OutgoingMessage:
    """In which language the bot speaks; ``unknown`` is one that was asked for and that it does not speak."""
    text = fill(t, "language.unknown", typed=line(unknown, 40)) if unknown else fill(t, "language.choose")
    buttons = tuple(press(ticked(_LANGUAGE_NAMES[code], code == current), "lang", code) for code in LANGUAGES)
    return OutgoingMessage(text, rows(buttons, to_settings(t)))


def length_choice(t: Translator, current: Length) -> OutgoingMessage:
    """How much of each piece a digest shows."""
    buttons = tuple(
        (press(ticked(t(f"length.{length}"), length == current), "length", length),) for length in LENGTHS
    )
    return OutgoingMessage(fill(t, "length.choose"), rows(*buttons, to_settings(t)))


def quiet_choice(t: Translator, chat: Chat) -> OutgoingMessage:
    """Hours in which messages make no sound."""
    current = f"{chat.quiet_from or ''}-{chat.quiet_until or ''}".replace(":", "")
    buttons = []
    for hours in QUIET:
        start, end = (f"{part[:2]}:{part[2:]}" for part in hours.split("-"))
        label = t("quiet.hours", start=start, end=end)
        buttons.append((press(ticked(label, hours == current), "quiet", hours),))
    off = press(ticked(t("quiet.none"), current == "-"), "quiet", "off")
    text = fill(t, "quiet.choose", hours=_quiet_hours(t, chat))
    return OutgoingMessage(text, rows(*buttons, (off,), to_settings(t)))
