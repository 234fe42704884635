"""No token ever reaches a log line, wherever in the record it stands."""

from __future__ import annotations

import io
import json
import logging
import sys

import pytest

from bot import log

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz012345"


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


@pytest.mark.parametrize("kind", ["text", "json"])
def test_the_token_is_redacted_everywhere(kind: str, stream: io.StringIO) -> None:
    before = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        log.set_up(kind, stream=stream)
        logger = logging.getLogger("somewhere")
        logger.warning("GET https://api.example/bot%s/getMe", TOKEN, extra={"url": f"x{TOKEN}y"})
        try:
            raise ValueError(f"bad {TOKEN}")
        except ValueError:
            logger.exception("failed")
    finally:
        logging.getLogger().handlers[:], logging.getLogger().level = before
    assert "api.example" in stream.getvalue()
    assert "ValueError" in stream.getvalue()
    assert TOKEN not in stream.getvalue()


def test_json_lines_carry_what_was_given_beside_the_message() -> None:
    record = logging.LogRecord("a", logging.INFO, "f", 1, "hello %s", ("you",), None)
    record.article = 7
    line = json.loads(log.JsonFormatter().format(record))
    assert (line["message"], line["article"], line["level"]) == ("hello you", 7, "info")


def test_an_error_line_of_text_names_what_was_given() -> None:
    record = logging.LogRecord("a", logging.ERROR, "f", 1, "no", (), (None, None, None))
    record.source = 3
    assert "[source=3]" in log.TextFormatter().format(record)
    assert sys.stderr is not None


@pytest.mark.parametrize("formatter", [log.TextFormatter(), log.JsonFormatter()])
def test_an_error_tells_its_kind_and_place_and_not_its_words(formatter: logging.Formatter) -> None:
    words = "Quitten" + "marmelade"  # not as it stands in a line of the traceback
    record = logging.LogRecord("a", logging.ERROR, "f", 1, "a handler failed", (), None)
    try:
        try:
            raise KeyError(words)
        except KeyError as error:
            raise ExceptionGroup(words, [ValueError(words)]) from error
    except ExceptionGroup:
        record.exc_info = sys.exc_info()
    written = formatter.format(record)
    assert words not in written
    for told in ("KeyError", "ValueError", "ExceptionGroup", "test_log.py", "a handler failed"):
        assert told in written
