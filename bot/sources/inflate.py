"""Compressed bytes, unpacked piece by piece under a limit; pure."""

from __future__ import annotations

import zlib
from typing import Literal

MAX_RATIO = 100
"""Decoded to received bytes, beyond the first MiB: feeds reach 5 to 15, a bomb 1000."""

_FREE = 2**20
_STEP = 2**16


class TooLargeError(ValueError):
    """More bytes than allowed."""


class BombError(ValueError):
    """More bytes from fewer than any text gives."""


class Inflater:
    """Unpacks ``gzip``, ``deflate`` or ``identity`` and never holds more than the limit and one step.

    Raises TooLargeError, BombError, and ``zlib.error`` for what is not of that coding.
    """

    def __init__(self, coding: str, limit: int) -> None:
        coding = {"x-gzip": "gzip", "": "identity"}.get(coding, coding)
        if coding not in ("identity", "gzip", "deflate"):
            raise zlib.error(f"unknown coding {coding}")
        self._coding: Literal["identity", "gzip", "deflate"] = coding  # type: ignore[assignment]  # checked above
        self._limit = limit
        self._received = 0
        self._body = bytearray()
        self._unpack = zlib.decompressobj(31 if coding == "gzip" else 15) if coding != "identity" else None

    def feed(self, data: bytes) -> None:
        """Take the next bytes from the wire."""
        self._received += len(data)
        if self._unpack is None:
            self._grow(data)
            return
        if (
            self._coding == "deflate"
            and not self._body
            and self._received == len(data)
            and data[:1]
            and data[0] & 0x0F != 8
        ):
            self._unpack = zlib.decompressobj(-15)  # some servers send deflate without its zlib header
        while data:
            self._grow(self._unpack.decompress(data, _STEP))
            data = self._unpack.unconsumed_tail
            if self._unpack.eof:
                data = self._unpack.unused_data
                if not data.startswith(b"\x1f\x8b"):
                    return
                self._unpack = zlib.decompressobj(31)

    def _grow(self, piece: bytes) -> None:
        size = len(self._body) + len(piece)
        if size > max(_FREE, MAX_RATIO * self._received):
            raise BombError
        if size > self._limit:
            raise TooLargeError
        self._body += piece

    def finish(self) -> bytes:
        """All bytes. Raises ``zlib.error`` where the stream was cut off."""
        if self._unpack is not None and self._received and not self._unpack.eof:
            raise zlib.error("cut off")
        return bytes(self._body)
