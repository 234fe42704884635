"""Every command of ``quellenbote``: arguments in, one service called, words out. Thin, and lazily imported."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.cli.parser import parser
from bot.cli.shared import EX_CONFIG, EX_UNAVAILABLE, complain
from bot.errors import QuellenboteError

if TYPE_CHECKING:
    from bot.settings import Settings

# What the next start would run into as well: service managers do not try again.
_WRONG_SETTINGS = ("error.token", "error.listen")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit status (0, 1 for an expected failure, 78 for wrong settings)."""
    parsed = parser().parse_args(arguments)
    os.umask(0o077)  # what the program writes holds readers' data, and belongs to its user alone
    settings = _settings()
    if settings is None:
        return EX_CONFIG
    if parsed.command == "health":  # asked every minute: before anything else is imported
        from bot.cli.running import health

        return health(settings.data_dir)
    from bot.i18n import translator

    t = translator(settings.language)
    from bot import log
    from db import SchemaTooNewError, StorageError, head

    log.set_up(settings.log_format, level=_level(parsed, settings))
    try:
        status: int = asyncio.run(parsed.do(parsed, settings, t))
    except QuellenboteError as error:
        complain(t.error(error))
        return EX_CONFIG if error.key in _WRONG_SETTINGS else 1
    except SchemaTooNewError as error:
        complain(t("doctor.database.newer", found=error.found, known=head()))
        complain(t("remedy.database.newer"))
        return EX_CONFIG
    except StorageError as error:
        from bot.services.doctor import finding_of

        finding = finding_of(error)
        complain(t(finding.key, **finding.arguments))
        complain(t(f"{finding.remedy}"))
        return EX_UNAVAILABLE
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away; Python would complain once more at exit
        return 0
    except OSError as error:
        if error.filename is None:  # no file of the person's, but something that we did not expect
            raise
        complain(t.error(_of_file(error)))
        return 1
    except (KeyboardInterrupt, EOFError):
        return 130
    return status


def _of_file(error: OSError) -> QuellenboteError:
    """What a person is told of a file or folder that cannot be used."""
    if isinstance(error, FileNotFoundError):
        return QuellenboteError("error.file.missing", name=error.filename)
    if isinstance(error, PermissionError):
        return QuellenboteError("error.file.forbidden", name=error.filename)
    return QuellenboteError("error.file.unusable", name=error.filename, reason=error.strerror)


def _settings() -> Settings | None:
    """The settings; None where they are wrong, and then the person is told."""
    from bot.settings import SettingsError, load

    try:
        return load()
    except SettingsError as error:
        from bot.i18n import translator

        t = translator(error.language)
        for name, key, details in error.problems:
            complain(f"{name}: {t(key, **details)}")
        return None


def _level(parsed: argparse.Namespace, settings: Settings) -> int:
    import logging

    if parsed.verbose:
        return logging.DEBUG
    # in the terminal chat and for short commands the log would stand between the lines
    return logging.INFO if parsed.command == "run" and settings.token else logging.WARNING
