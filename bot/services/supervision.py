"""What those who watch the process are told: systemd by its socket, a container's health check by a file.

Only the standard library is used, so that ``quellenbote health`` answers at once.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

STALE = timedelta(seconds=60)
FILE = "alive.json"


class Notifier:
    """Speaks sd_notify(3) to ``address``, the value of NOTIFY_SOCKET; without one it says nothing."""

    def __init__(self, address: str | None) -> None:
        # "@" stands for the zero byte of Linux' abstract names
        self._address = "\0" + address[1:] if address and address.startswith("@") else address

    def ready(self) -> None:
        """The bot answers people."""
        self._say("READY=1")

    def alive(self) -> None:
        """The watchdog's sign of life; due at least twice in WATCHDOG_USEC."""
        self._say("WATCHDOG=1")

    def stopping(self) -> None:
        """The end has begun."""
        self._say("STOPPING=1")

    def status(self, line: str) -> None:
        """One line for ``systemctl status``."""
        self._say("STATUS=" + line.replace("\n", " "))

    def _say(self, line: str) -> None:
        if not self._address:
            return
        # a service manager that does not listen is no reason for the bot to end
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.settimeout(1.0)
            out.sendto(line.encode(), self._address)


class Heartbeat:
    """A small file that the running bot writes again and again, and ``quellenbote health`` reads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def beat(self, now: datetime, troubles: Sequence[str] = ()) -> None:
        """Write that the bot lives at ``now`` (aware), and what troubles it has. Raises OSError."""
        part = self._path.with_name(FILE + ".part")
        part.write_text(json.dumps({"at": now.isoformat(), "troubles": list(troubles)}), "utf-8")
        part.replace(self._path)

    def stop(self) -> None:
        """The bot ends, as it should."""
        self._path.unlink(missing_ok=True)

    def is_alive(self, now: datetime) -> bool:
        """Whether the bot runs, well or not."""
        try:
            return now - self._last()[0] <= STALE
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def troubles(self, now: datetime) -> tuple[str, ...]:
        """Why the bot is not well, in words for a log; empty where it is."""
        try:
            at, told = self._last()
        except FileNotFoundError:
            return ("it does not run",)
        except (OSError, ValueError, KeyError, TypeError) as error:
            return (f"its sign of life cannot be read: {error}",)
        if now - at > STALE:
            return (f"no sign of life since {at.isoformat(timespec='seconds')}", *told)
        return told

    def _last(self) -> tuple[datetime, tuple[str, ...]]:
        found = json.loads(self._path.read_text("utf-8"))
        return datetime.fromisoformat(found["at"]), tuple(str(trouble) for trouble in found["troubles"])
