"""Logging: one line an event, text for people and JSON for machines; no token ever reaches a line."""

from __future__ import annotations

import json
import logging
import re
import sys
from typing import TextIO

# A bot's token as it stands in URLs and reprs; \b would not match the one in "/bot123:…".
_TOKEN = re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}")
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def redact(line: str) -> str:
    """The line without any token in it."""
    return _TOKEN.sub("•••", line)


class TextFormatter(logging.Formatter):
    """Time, level, logger and message; redacted as a whole, tracebacks included."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        """The finished line."""
        extra = " ".join(f"{k}={v}" for k, v in sorted(vars(record).items()) if k not in _OWN)
        line = super().format(record)
        return redact(f"{line} [{extra}]" if extra else line)


class JsonFormatter(logging.Formatter):
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
