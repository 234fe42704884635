"""The menus of commands and the bot's descriptions, per language, told to Telegram when the bot starts."""

from __future__ import annotations

import logging

from bot.delivery.outcomes import Done
from bot.delivery.sender import Sender
from bot.handlers.commands import COMMANDS
from bot.i18n import LANGUAGES, translator

logger = logging.getLogger(__name__)
FALLBACK = "de"
"""The language of the menu that all other readers see."""


class Menus:
    """What Telegram shows beside the text field, and on the bot's empty page."""

    def __init__(self, sender: Sender, operators: frozenset[int]) -> None:
        self._sender = sender
        self._operators = operators

    async def set(self) -> None:
        """Tell Telegram. What it refuses is logged: a bot without a menu still answers."""
        for language in (None, *LANGUAGES):
            outcomes = [await self._sender.set_commands(commands(language), language=language)]
            t = translator(language or FALLBACK)
            outcomes += await self._sender.set_descriptions(
                name=None, description=t("bot.description"), short=t("bot.short"), language=language
            )
            for outcome in outcomes:
                if not isinstance(outcome, Done):
                    logger.warning(
                        "a menu was not set", extra={"language": language, "outcome": str(outcome)}
                    )
            for operator in self._operators:
                # Telegram answers "chat not found" until the operator has started the bot once
                menu = commands(language, operator=True)
                await self._sender.set_commands(menu, language=language, chat_id=operator)


def commands(language: str | None, *, operator: bool = False) -> list[tuple[str, str]]:
    """The menu of a language (None: of all others) as (name, description); names need Latin letters."""
    spoken = language or FALLBACK
    t = translator(spoken)
    return [
        (command.menu_name(spoken), t(f"command.{command.name}"))
        for command in COMMANDS
        if operator or not command.operators_only
    ]
