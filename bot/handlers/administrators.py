"""Who administers a group: asked of Telegram, and remembered for a minute."""

from __future__ import annotations

from collections import OrderedDict

from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.clock import Clock

_SECONDS = 60.0
_REMEMBERED = 2048


class Administrators:
    """Answers whether a person decides for a group; in doubt, no."""

    def __init__(self, bot: Bot, clock: Clock) -> None:
        self._bot = bot
        self._clock = clock
        self._known: OrderedDict[tuple[int, int], tuple[float, bool]] = OrderedDict()

    async def include(self, chat_id: int, user_id: int) -> bool:
        """Whether that person is the group's owner or an administrator."""
        now = self._clock.monotonic()
        known = self._known.get((chat_id, user_id))
        if known is not None and known[0] > now:
            return known[1]
        try:
            member = await self._bot.get_chat_member(chat_id, user_id)
        except TelegramError:
            return False
        decides = member.status in (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
        self._known[chat_id, user_id] = (now + _SECONDS, decides)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return decides
