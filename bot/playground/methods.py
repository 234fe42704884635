"""What a call may look like: the table of methods, and arguments read against it, strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeGuard

from bot.playground.faults import RefusedError, wrong

_EMPTY = {"chat_id": "chat_id is empty", "text": "message text is empty"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes
    mime_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Table:
    """What ``methods.json`` holds: name → field (without "!") → type, and which fields are required."""

    methods: Mapping[str, Mapping[str, str]]
    types: Mapping[str, Mapping[str, str]]
    unions: Mapping[str, tuple[str, ...]]
    required: Mapping[str, frozenset[str]]


@cache
def table() -> Table:
    """The table that belongs to this version of the Bot API."""
    raw = json.loads((files("bot.playground") / "methods.json").read_text(encoding="utf-8"))
    described = {**raw["methods"], **raw["types"]}
    bare = {
        name: {key.rstrip("!"): kind for key, kind in fields.items()} for name, fields in described.items()
    }
    return Table(
        methods={name: bare[name] for name in raw["methods"]},
        types={name: bare[name] for name in raw["types"]},
        unions={name: tuple(kinds) for name, kinds in raw["unions"].items()},
        required={
            name: frozenset(key[:-1] for key in fields if key.endswith("!"))
            for name, fields in described.items()
        },
    )


class Arguments(Mapping[str, object]):
    """The arguments of one call, of the types the table says; readers name the type they expect."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> object:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def text(self, name: str, default: str = "") -> str:
        """The string of that name."""
        value = self._values.get(name, default)
        return value if isinstance(value, str) else default

    def number(self, name: str) -> int | None:
        """The whole number of that name, or None."""
        value = self._values.get(name)
        return value if is_number(value) else None

    def flag(self, name: str) -> bool:
        """Whether it was given and true."""
        return self._values.get(name) is True

    def group(self, name: str) -> Arguments | None:
        """The object of that name, or None."""
        value = self._values.get(name)
        return Arguments(value) if is_object(value) else None

    def groups(self, name: str) -> list[Arguments]:
        """The objects of that list."""
        return [Arguments(item) for item in self.items_of(name) if is_object(item)]

    def items_of(self, name: str) -> list[object]:
        """The list of that name, empty where it is missing."""
        value = self._values.get(name)
        return value if isinstance(value, list) else []

    def upload(self, name: str) -> Upload | None:
        """The file of that name, if one was sent along."""
        value = self._values.get(name)
        return value if isinstance(value, Upload) else None


def is_number(value: object) -> TypeGuard[int]:
    """A whole number, not a truth value."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_object(value: object) -> TypeGuard[dict[str, object]]:
    """A JSON object."""
    return isinstance(value, dict)


def read(method: str, wire: Mapping[str, str], uploads: Mapping[str, Upload]) -> Arguments:
    """The arguments of a call from its form fields (JSON where they are compound) and files.

    Raises RefusedError for a method or parameter the table does not have, a wrong type, a missing parameter.
    """
    fields = table().methods.get(method)
    if fields is None:
        raise RefusedError("Not Found", status=404, mistake=True)
    for name in wire:
        if name not in fields:
            raise wrong(f"{method} has no parameter {name!r}")
    values: dict[str, object] = {}
    for name, kinds in fields.items():
        if name in uploads:
            values[name] = uploads[name]
        elif name in wire:
            values[name] = _decoded(name, wire[name], kinds.split("|"), uploads)
    for name in fields:
        if (
            name in table().required[method]
            and values.get(name, "") == ""
            and not _may_be_empty(method, name)
        ):
            raise wrong(_EMPTY.get(name, f'parameter "{name}" is required'))
    return Arguments(values)


def _may_be_empty(method: str, name: str) -> bool:
    return (method, name) == ("setWebhook", "url")


def _decoded(name: str, value: str, kinds: list[str], uploads: Mapping[str, Upload]) -> object:
    if "InputFile" in kinds and value.startswith("attach://"):
        upload = uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise wrong(f"wrong file identifier/HTTP URL specified in {name}")
        return upload
    if "Integer" in kinds and re.fullmatch(r"-?[0-9]{1,19}", value):
        return int(value)
    if "Boolean" in kinds and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if "String" in kinds:
        return value
    return _parsed(name, value, tuple(kinds))


@lru_cache(maxsize=512)  # one keyboard goes to many chats; nobody changes what was read
def _parsed(name: str, value: str, kinds: tuple[str, ...]) -> object:
    try:
        decoded: object = json.loads(value)
    except ValueError:
        raise wrong(f"can't parse {name}: {value[:40]!r} is no {' or '.join(kinds)}") from None
    reasons = [problem for kind in kinds if (problem := _problem(decoded, kind, name))]
    if len(reasons) == len(kinds):
        raise wrong(f"can't parse {name}: {min(reasons, key=lambda reason: reason.count('has no'))}")
    return decoded


def _problem(value: object, kinds: str, where: str) -> str | None:
    """Why ``value`` is none of ``kinds``; None where it is one."""
    problems = [_mismatch(value, kind, where) for kind in kinds.split("|")]
    return None if None in problems else problems[0]


def _mismatch(value: object, kind: str, where: str) -> str | None:
    known = table()
    if kind.startswith("Array of "):
        return _array_problem(value, kind.removeprefix("Array of "), where)
    if kind in known.unions:
        problems = [_mismatch(value, option, where) for option in known.unions[kind]]
        return None if None in problems else problems[0] if len(problems) == 1 else f"{where} is no {kind}"
    if kind in known.types:
        return _object_problem(value, kind, where)
    fits = (
        value == kind[1:]
        if kind.startswith("=")
        else (kind == "Integer" and is_number(value))
        or (kind == "Float" and isinstance(value, int | float))
        or (kind == "Boolean" and isinstance(value, bool))
        or (kind == "String" and isinstance(value, str))
    )
    return None if fits else f"{where} is no {kind}"


def _array_problem(value: object, kind: str, where: str) -> str | None:
    if not isinstance(value, list):
        return f"{where} is no array"
    problems = (_problem(item, kind, f"{where}[{index}]") for index, item in enumerate(value))
    return next((problem for problem in problems if problem), None)


def _object_problem(value: object, kind: str, where: str) -> str | None:
    if not is_object(value):
        return f"{where} is no object"
    fields = table().types[kind]
    for name in table().required[kind] - value.keys():
        return f"{where} lacks {name!r}"
    for name, item in value.items():
        if name not in fields:
            return f"{kind} in {where} has no field {name!r}"
        if problem := _problem(item, fields[name], f"{where}.{name}"):
            return problem
    return None
