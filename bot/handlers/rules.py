"""The rules of ``grammar/rules.toml``: which meanings together are which intent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.handlers.phrases import read_grammar


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes an intent: ``needs`` are alternatives, each a set of meanings; what else may stand is ``allowed``."""

    intent: str
    needs: tuple[tuple[str, ...], ...]
    allowed: frozenset[str]
    excluded: tuple[frozenset[str], ...]
    values: Mapping[str, str | bool]
    rest: str
    words: int
    in_order: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, the first that fits deciding, and the meanings that frame a topic."""

    rules: tuple[Rule, ...]
    ignorable: frozenset[str]
    frame: frozenset[str]
    about: frozenset[str]
    about_after_asking: frozenset[str]
    asking: frozenset[str]
    wishes: frozenset[str]


@cache
def read_rules() -> Rules:
    """The rules, as the file orders them."""
    grammar = read_grammar("rules")
    ignorable = frozenset[str](grammar["ignorable"])
    made = []
    for rule in grammar["rule"]:
        needs = tuple(tuple(need.split()) for need in rule["needs"])
        made.append(
            Rule(
                intent=rule["intent"],
                needs=needs,
                allowed=ignorable.union(rule.get("may", ()), *needs),
                excluded=tuple(frozenset(need.split()) for need in rule.get("not_with", ())),
                values=rule.get("set", {}),
                rest=rule.get("rest", ""),
                words=rule.get("words", 0),
                in_order=rule.get("in_order", False),
            )
        )
    lists = (
        frozenset[str](grammar[name]) for name in ("frame", "about", "about_after_asking", "asking", "wishes")
    )
    return Rules(tuple(made), ignorable, *lists)
