"""What a module may call, and where; each rule is shown to see what it is there for."""

from __future__ import annotations

import ast
import textwrap

import pytest

from tests.house import source_rules
from tests.house.source_rules import RULES, Rule
from tests.house.tree import modules
from tests.support.tables import for_each


def test_the_packages_keep_the_rules() -> None:
    found = [
        f"{path}:{line}: {why}"
        for path, tree in modules()
        for rule in RULES
        for line, why in rule(path, tree)
    ]
    assert not found, "\n".join(found)


SENDING = source_rules.sending_is_delivery
TRANSACTION = source_rules.transactions_wait_for_storage_only
TASKS = source_rules.tasks_start_in_two_places
ENVIRONMENT = source_rules.the_environment_is_read_once
CATCHING = source_rules.everything_is_caught_in_two_places
ONCE = source_rules.a_name_is_given_once


def block(body: str) -> str:
    """An async function with one transaction."""
    inner = textwrap.indent(textwrap.dedent(body), " " * 8)
    return f"async def use():\n    async with database.begin() as unit:\n{inner}"


VIOLATIONS = [
    (SENDING, "bot/handlers/reading.py", "async def latest(update): await update.message.reply_text('x')"),
    (SENDING, "bot/handlers/reading.py", "async def latest(bot): await bot.send_message(1, 'x')"),
    (SENDING, "bot/jobs.py", "async def tick(bot): await bot.sendMessage(1, 'x')"),
    (SENDING, "bot/app.py", "async def start(bot): await bot.set_my_commands([])"),
    (SENDING, "bot/handlers/reading.py", "async def press(query): await query.edit_message_text('x')"),
    (SENDING, "bot/handlers/search.py", "async def found(update): await update.inline_query.answer([])"),
    (TRANSACTION, "bot/services/ingest.py", block("await fetch(url)")),
    (TRANSACTION, "bot/services/ingest.py", block("await unit.articles.add(await fetch(url))")),
    (TRANSACTION, "bot/delivery/outbox.py", block("await sender.send(message)")),
    (TRANSACTION, "bot/services/ingest.py", block("for entry in entries:\n    await asyncio.sleep(1)")),
    (
        TRANSACTION,
        "bot/services/ingest.py",
        block("async for line in response.content:\n    lines.append(line)"),
    ),
    (TRANSACTION, "bot/services/ingest.py", block("async with client.get(url) as response:\n    pass")),
    (
        TRANSACTION,
        "bot/services/ingest.py",
        "async def store(unit: UnitOfWork, url): await unit.articles.add(1); await fetch(url)",
    ),
    (TASKS, "bot/handlers/reading.py", "async def latest(): asyncio.create_task(work())"),
    (TASKS, "bot/web.py", "async def serve(loop): loop.create_task(work())"),
    (TASKS, "bot/web.py", "from asyncio import ensure_future"),
    (ENVIRONMENT, "bot/cli.py", "import os\nTOKEN = os.environ['QUELLENBOTE_TOKEN']"),
    (ENVIRONMENT, "db/database.py", "from os import getenv"),
    (CATCHING, "bot/delivery/sender.py", "try:\n    work()\nexcept Exception:\n    pass"),
    (CATCHING, "bot/services/ingest.py", "try:\n    work()\nexcept:\n    raise Wrong from None"),
    (
        CATCHING,
        "summarizer/text.py",
        "try:\n    work()\nexcept (ValueError, BaseException) as e:\n    print(e)",
    ),
    (CATCHING, "bot/cli.py", "with contextlib.suppress(Exception):\n    work()"),
    (ONCE, "bot/clock.py", "WAIT = 1\nWAIT: int = 2"),
    (ONCE, "bot/clock.py", "def wait(): ...\nclass wait: ..."),
]


@for_each(VIOLATIONS)
def test_a_violation_is_seen(rule: Rule, path: str, source: str) -> None:
    assert list(rule(path, ast.parse(source)))


KEPT = [
    (SENDING, "bot/delivery/sender.py", "async def send(bot): await bot.send_message(1, 'x')"),
    (SENDING, "bot/handlers/reading.py", "async def latest(sender): await sender.answer(1, 'x')"),
    (SENDING, "bot/handlers/privacy.py", "async def export(self): await self._sender.send_document(1, b'')"),
    (TRANSACTION, "bot/services/ingest.py", block("await unit.articles.add(entry)")),
    (TRANSACTION, "bot/services/ingest.py", block("await store(unit, entry)")),
    (TRANSACTION, "bot/services/ingest.py", block("rows = [row async for row in unit.articles.all()]")),
    (TRANSACTION, "bot/services/ingest.py", block("entry = 1") + "\n    await fetch(url)"),
    (TASKS, "bot/jobs.py", "async def run(group): group.create_task(work())"),
    (
        TASKS,
        "bot/intake.py",
        "async def run():\n    async with asyncio.TaskGroup() as workers:\n        workers.create_task(work())",
    ),
    (ENVIRONMENT, "bot/settings.py", "import os\nGIVEN = os.environ"),
    (CATCHING, "bot/jobs.py", "try:\n    work()\nexcept Exception:\n    log()"),
    (CATCHING, "db/database.py", "try:\n    work()\nexcept BaseException:\n    clear()\n    raise"),
    (
        ONCE,
        "bot/clock.py",
        "WAIT = 1\ndef wait():\n    WAIT = 2\nif WAIT:\n    wait()\nWAIT.x = 3\nWAIT[0] = 4",
    ),
]


@pytest.mark.parametrize(("rule", "path", "source"), KEPT)
def test_what_is_allowed_passes(rule: Rule, path: str, source: str) -> None:
    assert not list(rule(path, ast.parse(source)))


def test_the_names_of_sending_calls_come_from_the_library() -> None:
    expected = {"send_message", "edit_message_text", "answer_callback_query", "set_my_commands", "reply_text"}
    assert expected <= source_rules.sending_calls()
