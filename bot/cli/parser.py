"""The arguments of every command."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

from bot import version
from bot.cli import articles, operating, running, setting_up, sources

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.settings import Settings

Command: TypeAlias = "Callable[[argparse.Namespace, Settings, Translator], Awaitable[int]]"
# Written out, since importing the summarizer's own list would slow down every command's --help.
METHODS = ("quellenbote", "lexrank", "textrank", "luhn", "lsa", "kl", "sumbasic", "edmundson")
CHANNELS = ("rss", "atom", "json", "rest", "page")


def parser() -> argparse.ArgumentParser:
    """The parser of ``quellenbote``; each command's function stands in ``do``, its name in ``command``."""
    made = argparse.ArgumentParser(
        prog="quellenbote",
        description="An async Telegram bot for article digests, each sentence with its source.",
    )
    made.add_argument("--version", action="version", version=f"quellenbote {version()}")
    made.add_argument("-v", "--verbose", action="store_true", help="log more")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, do: Command | None, summary: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=summary, description=summary)
        sub.set_defaults(do=do)
        return sub

    run = command("run", running.run, "run the bot; without a token: chat with it in the terminal")
    run.add_argument("--language", choices=("de", "uk", "en"), help="of the person in the terminal chat")
    _of_articles(command)
    _of_sources(command)
    _of_operators(command)
    command("health", None, "whether the running bot is well")
    return made


def _at_least_one(written: str) -> int:
    number = int(written)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


def _of_articles(command: Callable[[str, Command, str], argparse.ArgumentParser]) -> None:
    add = command("add", articles.add, "add articles from files and folders, or a blog by its address")
    add.add_argument("what", nargs="+", metavar="PATH|URL")
    add.add_argument("--title", help="the article's title")
    add.add_argument("--url", help="where the article stands")
    add.add_argument("--original-url", help="where the original stands")
    add.add_argument("--published", metavar="DATE", help="as 2026-01-17 or 2026-01-17T08:00")
    add.add_argument("--via", choices=CHANNELS, help="the channel to read a blog by")
    add.add_argument(
        "--yes", action="store_true", help="keep a blog without asking, and wait for its archive"
    )
    add.add_argument("--full-text", action="store_true", help=_FULL_TEXT)
    export = command("export", articles.export, "print every stored article")
    export.add_argument("--json", action="store_true", help="one object a line (the only form there is)")
    export.add_argument("--everything", action="store_true", help="every row of every table, for import")
    summarize = command("summarize", articles.summarize, "print the points of a file, without storing it")
    summarize.add_argument("file", metavar="FILE")
    summarize.add_argument("--points", type=_at_least_one, default=5, metavar="N", help="how many points (5)")
    asked = summarize.add_mutually_exclusive_group()  # passages are found, not chosen
    asked.add_argument("--about", metavar="QUERY", help="passages on a topic instead of points")
    asked.add_argument("--explain", action="store_true", help="why each sentence and label was chosen")
    summarize.add_argument("--method", choices=METHODS, help="how sentences are ranked")
    summarize.add_argument("--json", action="store_true", help="as JSON")
    edit = command("edit", articles.edit, "correct an article: a value, a label, a hidden point")
    edit.add_argument("article", type=int, metavar="NUMBER")
    edit.add_argument("--set", action="append", metavar="FIELD=VALUE", help="title or a provenance value")
    edit.add_argument("--label", action="append", metavar="N=TEXT", help="call the N-th point something else")
    edit.add_argument("--hide", action="append", type=int, metavar="N", help="show the N-th point to nobody")
    edit.add_argument("--show-all", action="store_true", help="show the article and its hidden points again")
    edit.add_argument("--remove", action="store_true", help="show the article to nobody any more")
    preview = command(
        "preview", articles.preview, "write an HTML page that shows every kind of message as a phone would"
    )
    preview.add_argument("file", nargs="?", default="quellenbote-preview.html", metavar="FILE")


def _of_sources(command: Callable[[str, Command, str], argparse.ArgumentParser]) -> None:
    command("sources", sources.sources, "list the sources and how they are")
    refresh = command("refresh", sources.refresh, "read all sources now, or one")
    refresh.add_argument("source", nargs="?", metavar="SOURCE", help="its number or address")
    read = command(
        "read", articles.read, "show what would be stored of an address or a file, without storing it"
    )
    read.add_argument("what", metavar="URL|FILE")
    read.add_argument("--via", choices=CHANNELS, help="the channel to read a blog by")
    read.add_argument("--json", action="store_true", help="as JSON, one object a line")


def _of_operators(command: Callable[[str, Command, str], argparse.ArgumentParser]) -> None:
    setup = command(
        "setup", setting_up.set_up, "ask what must be known, check the answers, write the settings"
    )
    for option in setting_up.OPTIONS:
        setup.add_argument(f"--{option}", help=f"the answer on the {option}, instead of the question")
    setup.add_argument(
        "--no-questions", action="store_true", help="ask nothing: what is not given is missing"
    )
    setup.add_argument("--full-text", action="store_true", help=_FULL_TEXT)
    setup.add_argument("--systemd", metavar="COMMAND", help="print a systemd unit that runs this command")
    command("doctor", operating.doctor, "look at everything the bot needs, say what is wrong and what to do")
    command("config", operating.config, "list all settings and where the settings file is")
    command("status", sources.status, "how much there is, and what waits")
    backup = command(
        "backup", operating.backup, "back the database up while the bot runs, and prove the backup"
    )
    backup.add_argument(
        "--keep", type=_at_least_one, default=14, metavar="N", help="how many backups are kept (14)"
    )
    restore = command("restore", operating.restore, "bring a backup back, and prove that all of it is there")
    restore.add_argument("file", metavar="FILE")
    restore.add_argument(
        "--overwrite", action="store_true", help="replace what is stored (it is backed up first)"
    )
    migrate = command(
        "migrate", operating.migrate, "move everything from another database into that of the settings"
    )
    migrate.add_argument(
        "--from",
        dest="source",
        required=True,
        metavar="URL",
        help="sqlite:////… (the whole path) or postgresql://…",
    )
    rows = command("import", operating.import_rows, "read what export --everything wrote")
    rows.add_argument("file", metavar="FILE", help="- for standard input")


_FULL_TEXT = "the blog is yours, or allows its whole text in chat"
