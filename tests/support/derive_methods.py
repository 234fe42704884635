"""Derive ``bot/playground/methods.json`` from a machine-readable description of the Bot API.

    python tests/support/derive_methods.py path/to/bot-api.json > bot/playground/methods.json

The table names the methods the bot uses, their parameters and the types these are built of: "!" marks
what is required, "=word" a field that must hold this word. Parameters of types the bot never sends are
left out, so the box refuses them; add the method or the type here first, then derive again.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

METHODS = (
    "answerCallbackQuery", "answerInlineQuery", "deleteMessage", "deleteWebhook", "editMessageText",
    "getChatMember", "getFile", "getMe", "getMyCommands", "getMyName", "getUpdates", "getWebhookInfo",
    "sendChatAction", "sendDocument", "sendMessage", "setMyCommands", "setMyDescription", "setMyName",
    "setMyShortDescription", "setWebhook",
)  # fmt: skip
UNUSED = {
    "CallbackGame", "InputRichMessage", "KeyboardButtonPollType", "KeyboardButtonRequestChat",
    "KeyboardButtonRequestManagedBot", "KeyboardButtonRequestUsers", "LoginUrl", "MenuButtonWebApp",
    "SuggestedPostParameters", "WebAppInfo",
}  # fmt: skip
SUBTYPES = {
    "InlineQueryResult": ("InlineQueryResultArticle",),
    "InputMessageContent": ("InputTextMessageContent",),
}
PLAIN = {"Integer", "String", "Boolean", "Float", "InputFile"}


def table(description: dict[str, Any]) -> dict[str, Any]:
    """The compact table: version, methods, types, and unions of types."""
    types: dict[str, dict[str, str]] = {}
    unions: dict[str, list[str]] = {}
    wanted = []
    methods = {}
    for name in METHODS:
        methods[name] = _fields(description["methods"][name])
        wanted += _named(methods[name])
    while wanted:
        name = wanted.pop()
        if name in types or name in unions:
            continue
        kind = description["types"][name]
        if "subtypes" in kind:
            unions[name] = [s for s in SUBTYPES.get(name, kind["subtypes"]) if s not in UNUSED]
            wanted += unions[name]
        else:
            types[name] = _fields(kind)
            wanted += _named(types[name])
    return {
        "version": description["version"],
        "methods": methods,
        "types": dict(sorted(types.items())),
        "unions": dict(sorted(unions.items())),
    }


def _fields(thing: dict[str, Any]) -> dict[str, str]:
    fields = {}
    for field in thing.get("fields", ()):
        kinds = [kind for kind in field["types"] if kind.split()[-1] not in UNUSED]
        if not kinds:
            continue
        constant = re.search(r"(?:must be|always) \W*(\w+)\W*$", field["description"])
        literal = constant and field["required"] and field["name"] in {"type", "status"}
        fields[field["name"] + "!" * field["required"]] = (
            f"={constant[1]}" if literal and constant else "|".join(kinds)
        )
    return fields


def _named(fields: dict[str, str]) -> list[str]:
    kinds = (kind.split()[-1] for kinds in fields.values() for kind in kinds.split("|"))
    return [kind for kind in kinds if kind not in PLAIN and not kind.startswith("=")]


def written(description: dict[str, Any]) -> str:
    """The table as the file holds it: one method or type a line."""
    parts = []
    for key, value in table(description).items():
        if isinstance(value, str):
            parts.append(f" {json.dumps(key)}: {json.dumps(value)}")
            continue
        rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in value.items())
        parts.append(f" {json.dumps(key)}: {{\n{rows}\n }}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    sys.stdout.write(written(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
