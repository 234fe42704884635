from __future__ import annotations

import csv
import dataclasses
import time as stopwatch
from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.handlers.arguments import Arguments, Intent
from bot.handlers.commands import COMMANDS, Command, canonical_command
from bot.handlers.intents import LONGEST_QUERY, parse
from bot.handlers.phrases import LANGUAGES, lexicon, read_grammar
from tests.support.tables import for_each

TABLE = Path(__file__).resolve().parents[2] / "data" / "intents.tsv"
TODAY = date(2026, 11, 25)
NAMES = {
    *(command.name for command in COMMANDS),
    *(
        "pause",
        "quiets",
        "filter",
        "author",
        "further",
        "details",
        "farewell",
        "nth",
        "reconsidered",
        "sub",
        "since_last",
        "why",
        "thanks",
        "greeting",
        "displeased",
        "beyond",
        "yes",
        "no",
        "zone",
        "leaving",
        "unknown",
    ),
}


def phrases() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def details(intent: Intent) -> str:
    """The arguments as the table writes them, in the order of the fields."""
    written = []
    for field in dataclasses.fields(Arguments):
        value = getattr(intent.arguments, field.name)
        if value is True:
            written.append(field.name)
        elif isinstance(value, time):
            written.append(f"{field.name}={value:%H:%M}")
        elif value != field.default:
            written.append(f"{field.name}={value}")
    return " ".join(written) or "-"


@for_each(phrases())
def test_a_phrase_means_what_a_person_means_by_it(row: dict[str, str]) -> None:
    intent = parse(row["phrase"], row["lang"], today=TODAY)

    assert (intent.name, details(intent)) == (row["intent"], row["details"])
    assert intent.name != row["seems"]


def test_the_table_is_large_and_holds_many_phrases_that_seem_something_else() -> None:
    rows = phrases()
    misleading = [row for row in rows if row["intent"] == "topic" or row["seems"] != "-"]

    assert len(rows) >= 160
    assert len(misleading) >= len(rows) / 4
    assert len({(row["lang"], row["phrase"]) for row in rows}) == len(rows)


@given(
    st.text(max_size=300),
    st.sampled_from(["de", "uk", "en", "fr", ""]),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
@example("Digest vom 29. Februar", "de", date(2027, 1, 1))
@example("Pause bis 29. Februar", "de", date(2027, 12, 1))
@example("²:³ ½ ٣:٣٠ 7:٣٠", "de", TODAY)
def test_any_text_has_an_intent(text: str, language: str, today: date) -> None:
    intent = parse(text, language, today=today)

    assert intent.name in NAMES
    assert intent == parse(text, language, today=today)
    if intent.name == "topic" and not text.lstrip().startswith("/"):
        assert intent.arguments.query.strip()


def test_no_phrase_stands_twice_in_a_list() -> None:
    lists = {
        (language, concept): Counter(says)
        for language in LANGUAGES
        for concept, says in read_grammar(language)["words"].items()
    }
    assert {
        key: [say for say, n in says.items() if n > 1]
        for key, says in lists.items()
        if max(says.values()) > 1
    } == {}


def words_of_the_grammars() -> list[str]:
    """Every word of every grammar, its slots filled with possible and impossible things."""
    filled = {
        "n": "7",
        "n2": "30",
        "h": "19",
        "m": "45",
        "clock": "7:30",
        "clock2": "25:00",
        "dotted": "31.2.",
        "iso": "2026-13-01",
        "y": "2026",
    }
    filled |= {
        "day": "montag",
        "day2": "so",
        "each": "montags",
        "each2": "freitags",
        "month": "mai",
        "month2": "juli",
        "word": "Köln",
    }
    tables = [table for language in LANGUAGES for table in read_grammar(language).values()]
    says = [
        say
        for table in tables
        for entry in (table.values() if isinstance(table, dict) else (row["say"] for row in table))
        for say in entry
    ]
    parts = {part for say in says for word in say.split() for part in word.rstrip("?").split("|")}
    return sorted(part.format(**filled) for part in parts)


WORDS = st.sampled_from(words_of_the_grammars())


@given(st.lists(WORDS, max_size=9), st.sampled_from(LANGUAGES))
def test_any_order_of_the_grammars_words_has_an_intent_with_possible_details(
    words: list[str], language: str
) -> None:
    intent = parse(" ".join(words), language, today=TODAY)

    assert intent.name in NAMES
    arguments = intent.arguments
    assert arguments.weekdays is None or 1 <= arguments.weekdays <= 127
    assert arguments.days is None or 1 <= arguments.days <= 366
    assert arguments.date is None or arguments.date <= TODAY
    if arguments.until is not None:
        assert arguments.since is not None
        assert TODAY <= arguments.since < arguments.until


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd", "Zs", "Po"]), max_size=60))
def test_a_topic_is_part_of_what_was_written(text: str) -> None:
    written = f"Zollunion {text}"
    intent = parse(written, "de", today=TODAY)

    if intent.name == "topic" and not intent.arguments.speaker:
        assert intent.arguments.query.startswith("Zollunion")


def test_a_long_text_is_a_topic_of_bounded_length() -> None:
    intent = parse("abo " * 3000, "de", today=TODAY)

    assert intent.name == "topic"
    assert 0 < len(intent.arguments.query) <= LONGEST_QUERY


def test_a_phrase_is_understood_in_less_than_a_millisecond() -> None:
    rows = phrases()
    for row in rows:  # the grammars are read
        parse(row["phrase"], row["lang"], today=TODAY)

    begin = stopwatch.process_time()
    for row in rows:
        parse(row["phrase"], row["lang"], today=TODAY)
    assert (stopwatch.process_time() - begin) / len(rows) < 0.001


def test_decomposed_letters_and_umlauts_written_out_are_understood() -> None:
    assert parse("na\u0308chste Woche Pause", "de", today=TODAY).name == "pause"
    assert parse("naechste Woche Pause", "de", today=TODAY).name == "pause"
    assert parse("п’ять днів пауза", "uk", today=TODAY).arguments.length == 5


@for_each(COMMANDS)
def test_a_command_answers_to_its_names_in_every_language(command: Command) -> None:
    for name in command.names:
        assert canonical_command(name) == canonical_command(f"/{name.upper()}") == command.name
        assert parse(f"/{name}", "de", today=TODAY).name == command.name
        assert name.isascii()
        assert name.replace("_", "").isalnum()
        assert len(name) <= 32


def test_no_two_commands_share_a_name_and_an_unknown_one_is_said_to_be_unknown() -> None:
    names = [name for command in COMMANDS for name in command.names]

    assert len(set(names)) == len(names)
    assert canonical_command("nonsense") is None
    assert parse("/nonsense 1", "de", today=TODAY) == Intent("unknown", Arguments(query="/nonsense 1"))
    assert parse("/", "de", today=TODAY).name == "unknown"
    assert parse("/abo\n7:30", "de", today=TODAY).arguments.time == time(7, 30)
    assert parse("/start a123", "de", today=TODAY) == Intent("start", Arguments(query="a123"))


def test_the_rules_speak_of_meanings_that_some_language_has_words_for() -> None:
    rules = read_grammar("rules")
    spoken = {command.name for command in COMMANDS} | {"digits", "dotted", "day", "without", "not_daily"}
    for language in LANGUAGES:
        grammar = read_grammar(language)
        spoken |= set(grammar["words"]) | set(grammar)
    spoken |= {"time"}
    used = {concept for name, concepts in rules.items() if name != "rule" for concept in concepts}
    fields = {field.name for field in dataclasses.fields(Arguments)}
    for rule in rules["rule"]:
        assert rule["intent"] in NAMES
        assert set(rule.get("set", {})) <= fields
        assert rule.get("rest", "query") in fields
        used.update(
            *(need.split() for need in (*rule["needs"], *rule.get("not_with", ()))), rule.get("may", ())
        )

    assert used - spoken == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_grammar_has_words_for_all_meanings_and_names_what_exists(language: str) -> None:
    grammar, german = read_grammar(language), read_grammar("de")

    assert set(german["words"]) == set(grammar["words"])
    assert all(grammar["words"].values())
    assert {int(number) for number in grammar["days"]} == set(range(1, 8))
    assert {int(number) for number in grammar["months"]} == set(range(1, 13))
    assert lexicon(language) is lexicon(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_courtesies_change_no_intent(language: str) -> None:
    courtesy = {"de": "bitte", "uk": "будь ласка", "en": "please", "ru": "пожалуйста"}[language]
    says = {say for says in read_grammar(language)["words"].values() for say in says}
    plain = {say for say in says if "|" not in say and "?" not in say} - {
        "time zone"
    }  # "please time": a place's

    def meant(text: str) -> str:
        return parse(text, language, today=TODAY).name

    orders = {phrase: name for phrase in plain if (name := meant(phrase)) not in {"topic", "greeting"}}
    assert len(orders) > 100
    assert [
        p for p, name in orders.items() if {meant(f"{courtesy} {p}"), meant(f"{p} {courtesy}")} != {name}
    ] == []


def test_today_is_where_dates_count_from() -> None:
    late = date(2026, 12, 31)

    assert parse("Pause bis 3. Januar", "de", today=late).arguments.until == date(2027, 1, 3)
    assert parse("Digest vom 30. Dezember", "de", today=date(2027, 1, 2)).arguments.date == date(2026, 12, 30)
