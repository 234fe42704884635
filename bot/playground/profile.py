"""How the box answers the calls about the bot itself, about chats and about files."""

from __future__ import annotations

import re

from bot.playground import wire
from bot.playground.answers import Answer, known, reachable
from bot.playground.faults import failed, wrong
from bot.playground.limits import check_commands
from bot.playground.methods import Arguments
from bot.playground.world import World

MAX_DOWNLOAD = 20_000_000
_TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def me(world: World, _arguments: Arguments) -> object:
    """``getMe``."""
    return wire.user(world.me) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _language(arguments: Arguments) -> str:
    language = arguments.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise wrong("LANG_CODE_INVALID")
    return language


def _scope(world: World, arguments: Arguments) -> str:
    scope = arguments.group("scope")
    if scope is None:
        return "default"
    words = [scope.text("type")]
    if "chat_id" in scope:
        chat = known(world, scope["chat_id"])
        if chat.type == "channel":
            raise wrong("can't set commands in channel chats")
        words.append(str(chat.id))
    if "user_id" in scope:
        words.append(str(scope["user_id"]))
    return ":".join(words)


def set_commands(world: World, arguments: Arguments) -> object:
    """``setMyCommands``; an empty list deletes them."""
    commands = arguments.groups("commands")
    check_commands(commands)
    key = (_scope(world, arguments), _language(arguments))
    world.profile.commands.pop(key, None)
    if commands:
        world.profile.commands[key] = [dict(command) for command in commands]
    return True


def get_commands(world: World, arguments: Arguments) -> object:
    """``getMyCommands``."""
    return world.profile.commands.get((_scope(world, arguments), _language(arguments)), [])


def set_text(field: str) -> Answer:
    """``setMyName``, setMyDescription, setMyShortDescription."""

    def answer(world: World, arguments: Arguments) -> object:
        text = arguments.text(field)
        if len(text) > _TEXT_LIMITS[field]:
            raise wrong(f"{field.upper()}_TOO_LONG")
        world.profile.texts[field, _language(arguments)] = text
        return True

    return answer


def get_name(world: World, arguments: Arguments) -> object:
    """``getMyName``; without an own one the fallback's."""
    texts = world.profile.texts
    own = texts.get(("name", _language(arguments))) or texts.get(("name", ""))
    return {"name": own or world.me.first_name}


def set_webhook(world: World, arguments: Arguments) -> object:
    """``setWebhook``: https only, on the ports Telegram calls."""
    url, secret = arguments.text("url"), arguments.text("secret_token")
    if url and not re.match(r"https://[^/\s:]+(?::(?:443|80|88|8443))?(?:/|$)", url):
        raise wrong("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not _SECRET.fullmatch(secret):
        raise wrong("secret token contains unallowed characters")
    world.profile.webhook, world.profile.secret = url, secret
    _pending(world, arguments)
    return True


def delete_webhook(world: World, arguments: Arguments) -> object:
    """``deleteWebhook``."""
    world.profile.webhook = world.profile.secret = ""
    _pending(world, arguments)
    return True


def _pending(world: World, arguments: Arguments) -> None:
    if "allowed_updates" in arguments:
        world.updates.allow(arguments.items_of("allowed_updates"))
    if arguments.flag("drop_pending_updates"):
        world.updates.take()


def webhook_info(world: World, _arguments: Arguments) -> object:
    """``getWebhookInfo``."""
    return {
        "url": world.profile.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
        "allowed_updates": sorted(world.updates.allowed),
    }


def member(world: World, arguments: Arguments) -> object:
    """``getChatMember``."""
    place = reachable(world, arguments["chat_id"])
    person = world.users.get(arguments.number("user_id") or 0)
    if person is None:
        raise failed("PARTICIPANT_ID_INVALID")
    if place.type == "private":
        return wire.member(person, "member", place)
    return wire.member(person, world.status(place, person), place)


def file(world: World, arguments: Arguments) -> object:
    """``getFile``: up to 20 MB."""
    attachment = world.files.get(arguments.text("file_id"))
    if attachment is None:
        raise failed("wrong file_id or the file is temporarily unavailable")
    if len(attachment.content) > MAX_DOWNLOAD:
        raise failed("file is too big")
    return {
        "file_id": attachment.file_id,
        "file_unique_id": f"u{attachment.file_id}",
        "file_size": len(attachment.content),
        "file_path": attachment.path,
    }


ANSWERS: dict[str, Answer] = {
    "getMe": me,
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "setMyName": set_text("name"),
    "setMyDescription": set_text("description"),
    "setMyShortDescription": set_text("short_description"),
    "getMyName": get_name,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": webhook_info,
    "getChatMember": member,
    "getFile": file,
}
