"""Logging: one line an event, text for people and JSON for machines; no token ever reaches a line.

Nor do the words of an unexpected error: they may be a reader's, or the parameters of a statement.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import TextIO, TypeAlias

# A bot's token as it stands in URLs and reprs; \b would not match the one in "/bot123:…".
_TOKEN = re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}")
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def redact(line: str) -> str:
    """The line without any token in it."""
    return _TOKEN.sub("•••", line)


_Caught: TypeAlias = (
    "tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]"
)


class _DiscreetFormatter(logging.Formatter):
    """Tells of an error its kind and where it was raised, and of what caused it too; not what it says."""

    def formatException(self, ei: _Caught) -> str:  # noqa: N802 - the name is logging's
        """The traceback without messages."""
        return "" if ei[1] is None else "\nended in\n".join(_places(ei[1]))


def _places(error: BaseException) -> Iterator[str]:
    """Kind and frames of every error in the chain, the first cause first."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _places(before)
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _places(one)
    yield "".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__


class TextFormatter(_DiscreetFormatter):
    """Time, level, logger and message; redacted as a whole, tracebacks included."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        """The finished line."""
        extra = " ".join(f"{k}={v}" for k, v in sorted(vars(record).items()) if k not in _OWN)
        line = super().format(record)
        return redact(f"{line} [{extra}]" if extra else line)


class JsonFormatter(_DiscreetFormatter):
    """One JSON object a line, with what was given as ``extra`` beside the message."""

    def format(self, record: logging.LogRecord) -> str:
        """The finished line."""
        event: dict[str, object] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        event |= {k: v for k, v in vars(record).items() if k not in _OWN}
        if record.exc_info:
            event["traceback"] = self.formatException(record.exc_info)
        return redact(json.dumps(event, ensure_ascii=False, default=str))


def set_up(kind: str = "auto", *, stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Log to standard error: ``kind`` is text, json, or auto (text where a person reads)."""
    stream = stream or sys.stderr
    as_text = kind == "text" or (kind == "auto" and stream.isatty())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(TextFormatter() if as_text else JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # These write a line for every request, with the token in its URL, or what people say.
    for noisy in ("httpx", "httpcore", "aiohttp.access", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    for talkative in ("telegram", "aiosqlite", "asyncio"):
        logging.getLogger(talkative).setLevel(max(level, logging.INFO))
    # a page in place of an answer is told, without a traceback, by whoever asked
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
