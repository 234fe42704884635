"""What imports cannot show: rules on what the three packages may call, and where.

Each rule takes a module's path (``bot/jobs.py``) and its syntax tree, and yields violations with their lines.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import TypeGuard

import telegram

Violation = tuple[int, str]
Rule = Callable[[str, ast.Module], Iterator[Violation]]

TASK_MAKERS = {"create_task", "ensure_future"}
MAY_MAKE_TASKS = {"bot/app.py", "bot/jobs.py"}
MAY_READ_THE_ENVIRONMENT = {"bot/settings.py"}
# the supervisor, and the bot's error handler
MAY_CATCH_EVERYTHING = {"bot/jobs.py", "bot/handlers/errors.py"}


@cache
def sending_calls() -> frozenset[str]:
    """Every send*, edit*, answer*, set* and reply_* of the library, on the bot or on what it hands out."""
    offering = (
        telegram.Bot,
        telegram.CallbackQuery,
        telegram.Chat,
        telegram.InlineQuery,
        telegram.Message,
        telegram.User,
    )
    names = {name for kind in offering for name in dir(kind) if callable(getattr(kind, name))}
    sending = {name for name in names if re.match(r"(send|edit|answer|set|reply)(_|[A-Z]|$)", name)}
    return frozenset(
        sending - {"set_bot", "answer"}
    )  # the one sends nothing, the other needs a look at its object


@lru_cache(maxsize=1)  # the rules are asked of one module after the other
def _nodes(tree: ast.Module) -> list[ast.AST]:
    return list(ast.walk(tree))


def sending_is_delivery(path: str, tree: ast.Module) -> Iterator[Violation]:
    """Only bot.delivery calls what sends."""
    if path.startswith("bot/delivery/"):
        return
    for node in _nodes(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name = node.func.attr
        if name not in sending_calls() and name != "answer":
            continue
        target = ast.unparse(node.func.value)
        asks_delivery = target.removeprefix("self.").lstrip("_") == "sender"
        if not asks_delivery if name != "answer" else target.endswith("query"):
            yield node.lineno, f"{ast.unparse(node.func)} sends, which is delivery's"


def transactions_wait_for_storage_only(path: str, tree: ast.Module) -> Iterator[Violation]:
    """Inside ``async with db.begin() as unit`` every await is on the unit, or hands the unit on.

    A function that is handed a UnitOfWork runs inside such a block, and keeps the rule too.
    """
    if path.startswith("db/"):
        return
    for node in _nodes(tree):
        if isinstance(node, ast.AsyncWith):
            for item in node.items:
                if _begins(item.context_expr):
                    unit = item.optional_vars
                    yield from _foreign_awaits(node.body, {unit.id} if isinstance(unit, ast.Name) else set())
        elif isinstance(node, ast.AsyncFunctionDef):
            units = {a.arg for a in _parameters(node) if a.annotation and _is_unit(a.annotation)}
            if units:
                yield from _foreign_awaits(node.body, units)


def _begins(expression: ast.expr) -> bool:
    return (
        isinstance(expression, ast.Call)
        and isinstance(expression.func, ast.Attribute)
        and expression.func.attr == "begin"
    )


def _parameters(function: ast.AsyncFunctionDef) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def _is_unit(annotation: ast.expr) -> bool:
    return ast.unparse(annotation).strip("'\"").split(".")[-1] == "UnitOfWork"


def _foreign_awaits(body: list[ast.stmt], units: set[str]) -> Iterator[Violation]:
    for waited in _waited_for(body):
        expression = waited
        handed_on = isinstance(expression, ast.Call) and any(
            isinstance(part, ast.Name) and part.id in units
            for argument in [*expression.args, *(keyword.value for keyword in expression.keywords)]
            for part in ast.walk(argument)
        )
        while isinstance(expression, ast.Call | ast.Attribute):
            expression = expression.func if isinstance(expression, ast.Call) else expression.value
        if not handed_on and not (isinstance(expression, ast.Name) and expression.id in units):
            yield waited.lineno, f"{ast.unparse(waited)} is waited for while the database is held"


def _waited_for(body: list[ast.stmt]) -> Iterator[ast.expr]:
    """What a block waits for by await, async for and async with; functions defined in it do not run there."""
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Await):
            yield node.value
        elif isinstance(node, ast.AsyncFor) or (isinstance(node, ast.comprehension) and node.is_async):
            yield node.iter
        elif isinstance(node, ast.AsyncWith):
            yield from (item.context_expr for item in node.items)
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))


def tasks_start_in_two_places(path: str, tree: ast.Module) -> Iterator[Violation]:
    """Detached tasks start where they are kept, logged and cancelled; those of a TaskGroup are not detached."""
    if path in MAY_MAKE_TASKS:
        return
    groups = {
        item.optional_vars.id
        for node in _nodes(tree)
        if isinstance(node, ast.AsyncWith)
        for item in node.items
        if ast.unparse(item.context_expr) == "asyncio.TaskGroup()"
        and isinstance(item.optional_vars, ast.Name)
    }
    for node in _nodes(tree):
        name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None)
        grouped = isinstance(node, ast.Attribute) and ast.unparse(node.value) in groups
        if (name in TASK_MAKERS and not grouped) or (
            isinstance(node, ast.ImportFrom) and _imported(node) & TASK_MAKERS
        ):
            yield getattr(node, "lineno", 0), "tasks are started in bot.app and bot.jobs"


def _imported(node: ast.ImportFrom) -> set[str]:
    return {alias.name for alias in node.names}


def the_environment_is_read_once(path: str, tree: ast.Module) -> Iterator[Violation]:
    """The environment is read in bot.settings and handed on as values."""
    if path in MAY_READ_THE_ENVIRONMENT:
        return
    names = {"environ", "environb", "getenv", "getenvb", "putenv"}
    for node in _nodes(tree):
        from_os = isinstance(node, ast.ImportFrom) and node.module == "os" and _imported(node) & names
        of_os = (
            isinstance(node, ast.Attribute) and node.attr in names and ast.unparse(node.value).endswith("os")
        )
        if from_os or of_os:
            yield getattr(node, "lineno", 0), "the environment is read in bot.settings"


def everything_is_caught_in_two_places(path: str, tree: ast.Module) -> Iterator[Violation]:
    """Elsewhere one catches what one can name; clearing up and raising again is no catching."""
    if path in MAY_CATCH_EVERYTHING:
        return
    for node in _nodes(tree):
        if isinstance(node, ast.ExceptHandler):
            last = node.body[-1]
            raised_again = isinstance(last, ast.Raise) and last.exc is None
            if _is_everything(node.type) and not raised_again:
                yield node.lineno, "everything is caught in the supervisor and the error handler"
        elif _suppresses(node) and any(_is_everything(argument) for argument in node.args):
            yield node.lineno, "everything is suppressed"


def _suppresses(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and "suppress" in (
        getattr(node.func, "attr", None),
        getattr(node.func, "id", None),
    )


def _is_everything(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_is_everything(part) for part in caught.elts)
    return caught is None or ast.unparse(caught) in {"Exception", "BaseException"}


def a_name_is_given_once(path: str, tree: ast.Module) -> Iterator[Violation]:
    """What a module defines twice is only the second: two hands that chose the same name do not see it."""
    defined: set[str] = set()
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", node)]
        names = {getattr(target, "id", getattr(target, "name", None)) for target in targets} - {None}
        if names & defined and not getattr(node, "decorator_list", []):  # @overload
            yield node.lineno, f"{path} defines {', '.join(sorted(names & defined))} above already"
        defined |= names


RULES: tuple[Rule, ...] = (
    a_name_is_given_once,
    sending_is_delivery,
    transactions_wait_for_storage_only,
    tasks_start_in_two_places,
    the_environment_is_read_once,
    everything_is_caught_in_two_places,
)
