"""Of what: the filters of a subscription, what is chosen of them, and what they would have let through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.i18n import Translator
from bot.presentation.buttons import Row, in_rows, named, press, rows, ticked, to_settings
from bot.presentation.bylines import linked_title
from bot.presentation.markup import Html, fill, fill_number, first_fitting, handle, join, line
from bot.presentation.outgoing import OutgoingMessage

if TYPE_CHECKING:
    from bot.services.records import Headline
    from bot.services.subscriptions import State


def filters(
    t: Translator,
    state: State,
    authors: tuple[str, ...],
    languages: tuple[str, ...],
    platforms: tuple[str, ...],
) -> OutgoingMessage:
    """Authors, original languages and platforms to choose from, and what is chosen."""
    chosen = state.subscription.filters if state.subscription else None
    said = join(filters_in_words(t, state), "\n") or fill(t, "filters.none")
    spoken = {code: t.language_name(code) or code for code in languages}
    choices = (
        *_choices("fa", {name: name for name in authors}, chosen.authors if chosen else ()),
        *_choices("fl", spoken, chosen.languages if chosen else ()),
        *_choices("fp", {name: name for name in platforms}, chosen.platforms if chosen else ()),
    )
    ends = (named(t, "button.filter_preview", "fpreview"), named(t, "button.filter_clear", "fclear"))
    return OutgoingMessage(
        join((fill(t, "filters.title"), said, fill(t, "filters.how"))),
        rows(*choices, ends if chosen else (), to_settings(t)),
    )


def _choices(name: str, labels: Mapping[str, str], chosen: tuple[str, ...]) -> tuple[Row, ...]:
    """A button for each value, which carries the value itself: its place changes with the archive."""
    taken = {value.casefold() for value in chosen}
    buttons = [
        press(ticked(label, value.casefold() in taken), name, handle(value))
        for value, label in labels.items()
    ]
    return in_rows(buttons, 2)


def filters_in_words(t: Translator, state: State) -> tuple[Html, ...]:
    """A line for each kind of filter that is set."""
    chosen = state.subscription.filters if state.subscription else None
    if not chosen:
        return ()
    languages = tuple(t.language_name(code) or code for code in chosen.languages)
    kinds = (
        ("filters.topics", chosen.topics),
        ("filters.authors", chosen.authors),
        ("filters.languages", languages),
        ("filters.platforms", chosen.platforms),
    )
    return tuple(fill(t, key, values=line(", ".join(values), 300)) for key, values in kinds if values)


def filter_preview(t: Translator, headlines: list[Headline]) -> OutgoingMessage:
    """What would have come last week."""
    buttons = rows((named(t, "button.back_filters", "filters"),))
    if not headlines:
        return OutgoingMessage(fill(t, "filters.preview_none"), buttons)
    text = first_fitting(_previewed(t, headlines, count) for count in (15, 10, 5))
    return OutgoingMessage(text, buttons)


def _previewed(t: Translator, headlines: list[Headline], count: int) -> Html:
    lines = [Html(f"• {linked_title(t, headline, limit=120)}") for headline in headlines[:count]]
    left = len(headlines) - len(lines)
    if left > 0:
        lines.append(fill_number(t, "digest.left", left))
    return join((fill_number(t, "filters.preview", len(headlines)), join(lines, "\n")))


def no_exclusion(t: Translator) -> OutgoingMessage:
    """Filters let through; they leave nothing out."""
    return OutgoingMessage(fill(t, "filters.no_exclusion"))


def none_from(t: Translator, typed: str) -> OutgoingMessage:
    """No piece comes from where somebody wants them from."""
    return OutgoingMessage(
        fill(t, "subscribe.none_from", typed=typed), rows((named(t, "button.filters", "filters"),))
    )
