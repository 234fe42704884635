"""Greeting, help, privacy, a chat's own data, and what the bot says when something is not as it should be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import QuellenboteError
from bot.i18n import Translator
from bot.presentation.buttons import named, rows
from bot.presentation.markup import Html, fill, fill_number, join, line, trouble
from bot.presentation.outgoing import OutgoingMessage
from bot.presentation.reading import summary
from bot.presentation.search import usual
from bot.presentation.subscribing import next_digest
from bot.services import cleaning

if TYPE_CHECKING:
    from bot.services.archive import Piece
    from bot.services.subscriptions import State

KEPT: Mapping[str, timedelta | None] = {
    "chats": None,
    "subscriptions": None,
    "shown": cleaning.SHOWN,
    "digests": cleaning.DIGESTS,
    "outbox": cleaning.OUTBOX,
    "inbox": cleaning.INBOX,
}
"""Every table that holds anything on a reader's chat, and how long; None: until the reader deletes it."""
TABLES = tuple(KEPT)


def start(t: Translator, piece: Piece | None, *, subscribed: bool, zone: str = "UTC") -> OutgoingMessage:
    """A greeting, and the newest piece under it."""
    newest = (
        join((fill(t, "start.newest"), summary(t, piece.article, "short", further=False, zone=zone)))
        if piece
        else fill(t, "latest.none")
    )
    article = piece.article if piece else None
    return OutgoingMessage(
        join((fill(t, "start.greeting"), newest)),
        rows(
            (None if subscribed else named(t, "button.subscribe", "sub"),),
            (
                named(t, "button.whole_piece", "piece", article.id) if article else None,
                named(t, "button.original", "original", article.id) if article else None,
            ),
            (named(t, "button.archive", "archive", 0), named(t, "button.help", "help")),
        ),
        article_id=article.id if article else None,
    )


def help(  # noqa: A001 - named like the command
    t: Translator, state: State, *, operator: bool, contact: str = ""
) -> OutgoingMessage:
    """Six lines and buttons, what the bot is and who answers for it; when the next digest comes, if one does."""
    who = line(contact, 200)
    about = join((fill(t, "help.about"), fill(t, "privacy.contact", contact=who) if who else ""), "\n")
    more = Html(f"<blockquote expandable>{fill(t, 'help.groups')}</blockquote>")
    text = join(
        (
            fill(t, "help.text"),
            next_digest(t, state),
            about,
            more,
            fill(t, "help.operator") if operator else "",
        )
    )
    subscribe = None if state.is_subscribed else named(t, "button.subscribe", "sub")
    return OutgoingMessage(
        text,
        rows(
            (named(t, "button.latest", "latest"), subscribe),
            (named(t, "button.archive", "archive", 0), named(t, "button.settings", "settings")),
            (named(t, "button.privacy", "privacy"),),
        ),
    )


def privacy(t: Translator, *, contact: str, tables: tuple[str, ...] = TABLES) -> OutgoingMessage:
    """What is stored of a chat, why, how long, and whom to ask; ``tables`` are named one by one."""
    who = line(contact, 200)
    text = join(
        (
            fill(t, "privacy.title"),
            join((_table(t, table) for table in tables), "\n"),
            fill_number(t, "privacy.operators", cleaning.LOG.days),
            fill_number(t, "privacy.leaving", cleaning.GRACE.days),
            fill(t, "privacy.not"),
            fill(t, "privacy.contact", contact=who) if who else fill(t, "privacy.no_contact"),
        )
    )
    return OutgoingMessage(text, rows((named(t, "button.mydata", "mydata"),)))


def _table(t: Translator, table: str) -> Html:
    kept = KEPT.get(table)
    how_long = fill_number(t, "privacy.days", kept.days) if kept else fill(t, "privacy.until_deleted")
    said = fill(t, f"privacy.table.{table}") if t.has(f"privacy.table.{table}") else Html("")
    return Html(f"• <b>{line(table)}</b>: {join((said, how_long), '; ')}")


def mydata(t: Translator) -> OutgoingMessage:
    """All that is stored on this chat: to take along, or to delete."""
    return OutgoingMessage(
        fill(t, "mydata.text"),
        rows(
            (named(t, "button.export", "export"), named(t, "button.delete", "delete")),
            (named(t, "button.privacy", "privacy"),),
        ),
    )


def delete_confirm(t: Translator) -> OutgoingMessage:
    """The second tap is the last."""
    buttons = rows((named(t, "button.delete_yes", "deleteyes"), named(t, "button.delete_no", "mydata")))
    return OutgoingMessage(fill(t, "delete.confirm"), buttons)


def deleted(t: Translator, rows: int) -> OutgoingMessage:
    """A receipt."""
    return OutgoingMessage(fill_number(t, "delete.done", rows))


def small_talk(t: Translator, kind: str) -> OutgoingMessage:
    """A word back to a ``greeting``, to ``thanks``, to who is ``displeased`` or asks for what is ``beyond`` the bot.

    ``fine`` is a nod and ``farewell`` a goodbye, without any button.
    """
    ends = kind in ("fine", "farewell")
    return OutgoingMessage(fill(t, f"small.{kind}"), () if ends else rows(usual(t)))


def added_to_group(t: Translator) -> OutgoingMessage:
    """The first word in a group: what the bot does there, and that it is otherwise silent."""
    return OutgoingMessage(fill(t, "group.added"), rows((named(t, "button.subscribe", "sub"),)))


def added_to_channel(t: Translator, title: str) -> OutgoingMessage:
    """How a channel subscribes; told to who made the bot its administrator."""
    return OutgoingMessage(fill(t, "group.channel", title=line(title, 100) or "…"))


def not_for_groups(t: Translator) -> OutgoingMessage:
    """That works only between the two of us."""
    return OutgoingMessage(fill(t, "group.private_only"))


def only_admins(t: Translator) -> OutgoingMessage:
    """The group's administrators decide; plain words, since it is shown over the chat too."""
    return OutgoingMessage(fill(t, "group.only_admins"))


def unknown_command(t: Translator) -> OutgoingMessage:
    """There is no such command."""
    return OutgoingMessage(fill(t, "unknown_command"), rows(usual(t)))


def not_understood_media(t: Translator) -> OutgoingMessage:
    """The bot reads words only."""
    return OutgoingMessage(fill(t, "media"), rows(usual(t)))


def too_many(t: Translator) -> OutgoingMessage:
    """Somebody writes faster than the bot may answer; said once."""
    return OutgoingMessage(fill(t, "too_many"))


def stale_button(t: Translator) -> str:
    """A button that no longer leads anywhere; plain words, at most 200 characters."""
    return t("stale_button")


def failed(t: Translator) -> OutgoingMessage:
    """Something unexpected happened."""
    return OutgoingMessage(fill(t, "failed"))


def error(t: Translator, error: QuellenboteError) -> OutgoingMessage:
    """An expected error, in words that tell what to do."""
    return OutgoingMessage(trouble(t, error))
