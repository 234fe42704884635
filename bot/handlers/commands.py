"""The commands: one canonical name each, and what it is called in the menus of each language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Command:
    """A command's names; Telegram allows Latin letters, digits and underscores only."""

    name: str
    de: str
    uk: str
    operators_only: bool = False

    def menu_name(self, language: str) -> str:
        """The name that the menu of that language shows: German has its own, all others the canonical one."""
        return self.de if language == "de" else self.name

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it answers to, the canonical one first."""
        return tuple(dict.fromkeys((self.name, self.de, self.uk)))


COMMANDS: tuple[Command, ...] = (
    Command("start", "start", "start"),
    Command("latest", "neueste", "nove"),
    Command("digest", "heute", "daidzhest"),
    Command("topic", "thema", "tema"),
    Command("original", "link", "oryhinal"),
    Command("full", "ganz", "povnist"),
    Command("status", "status", "status"),
    Command("archive", "archiv", "arkhiv"),
    Command("subscribe", "abo", "pidpyska"),
    Command("unsubscribe", "abbestellen", "vidpyska"),
    Command("settings", "einstellungen", "nalashtuvannia"),
    Command("language", "sprache", "mova"),
    Command("help", "hilfe", "dopomoha"),
    Command("privacy", "datenschutz", "pryvatnist"),
    Command("mydata", "meinedaten", "moidani"),
    Command("stats", "stats", "stats", operators_only=True),
    Command("sources", "sources", "sources", operators_only=True),
    Command("add", "add", "add", operators_only=True),
    Command("refresh", "refresh", "refresh", operators_only=True),
    Command("preview", "preview", "preview", operators_only=True),
    Command("broadcast", "broadcast", "broadcast", operators_only=True),
    Command("edit", "edit", "edit", operators_only=True),
    Command("log", "log", "log", operators_only=True),
)
"""In the order of the menus; operators' commands come last."""


def canonical_command(name: str) -> str | None:
    """The canonical name of a command in any language and case, with or without slash; None if unknown."""
    return _canonical_names().get(name.removeprefix("/").casefold())


@cache
def _canonical_names() -> dict[str, str]:
    return {alias: command.name for command in COMMANDS for alias in command.names}
