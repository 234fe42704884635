"""What people say and press, brought to the service that answers it: the routing table, on one screen."""

from __future__ import annotations

from typing import Any

from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.handlers.router import Router

ALLOWED_UPDATES = ("message", "channel_post", "callback_query", "inline_query", "my_chat_member")
"""What the bot asks Telegram for. Edited messages are not answered twice, so they are not asked for."""


def register(application: Application[Any, Any, Any, Any, Any, Any], router: Router) -> None:
    """Tell the application which update goes where."""
    said = (filters.TEXT | filters.CAPTION | filters.ATTACHMENT) & ~filters.UpdateType.EDITED
    for handler in (
        MessageHandler(filters.StatusUpdate.MIGRATE, router.migration),
        MessageHandler(said, router.message),
        CallbackQueryHandler(router.button),
        InlineQueryHandler(router.inline),
        ChatMemberHandler(router.membership, ChatMemberHandler.MY_CHAT_MEMBER),
    ):
        application.add_handler(handler)
    application.add_error_handler(router.failed)
