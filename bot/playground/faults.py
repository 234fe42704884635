"""How calls fail: refusals as Telegram words them, and faults that a test or a trial asks for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Literal

Loss = Literal["connect", "connect_timeout", "timeout", "dropped"]


class RefusedError(Exception):
    """A call that Telegram answers with an error.

    ``mistake`` is true where the call itself was wrong, whatever the state of the world; such calls are
    listed in ``Box.violations``.
    """

    def __init__(
        self, description: str, *, status: int = 400, mistake: bool = False, **parameters: int
    ) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.mistake = mistake
        self.parameters = parameters


class LostError(Exception):
    """The connection failed; ``how`` tells at which point, and no answer came back."""

    def __init__(self, how: Loss) -> None:
        super().__init__(how)
        self.how: Loss = how


def wrong(description: str) -> RefusedError:
    """A mistake of the caller: 400 Bad Request."""
    return RefusedError(f"Bad Request: {description}", mistake=True)


def failed(description: str) -> RefusedError:
    """A refusal that comes from the state of the world: 400 Bad Request."""
    return RefusedError(f"Bad Request: {description}")


def forbidden(description: str) -> RefusedError:
    """403 Forbidden."""
    return RefusedError(f"Forbidden: {description}", status=403)


def too_many(seconds: int) -> RefusedError:
    """429 Too Many Requests."""
    return RefusedError(f"Too Many Requests: retry after {seconds}", status=429, retry_after=seconds)


def migrated(to: int) -> RefusedError:
    """The group became the supergroup ``to``."""
    return RefusedError("Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=to)


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with a call; made by the functions named below, given to ``Box.fail_next``.

    ``delivered`` faults do the work first and then lose the answer.
    """

    refusal: RefusedError | None = None
    page: tuple[int, bytes] | None = None
    loss: Loss | None = None
    delivered: bool = False

    @classmethod
    def too_many(cls, seconds: int = 5) -> Fault:
        """429 with ``retry_after``."""
        return cls(refusal=too_many(seconds))

    @classmethod
    def blocked(cls) -> Fault:
        """403, the person blocked the bot."""
        return cls(refusal=forbidden("bot was blocked by the user"))

    @classmethod
    def deactivated(cls) -> Fault:
        """403, the account is gone."""
        return cls(refusal=forbidden("user is deactivated"))

    @classmethod
    def chat_not_found(cls) -> Fault:
        """400, no such chat."""
        return cls(refusal=failed("chat not found"))

    @classmethod
    def cannot_parse(cls) -> Fault:
        """400, markup refused."""
        return cls(refusal=failed('can\'t parse entities: Unsupported start tag "x" at byte offset 0'))

    @classmethod
    def thread_not_found(cls) -> Fault:
        """400, the topic is gone."""
        return cls(refusal=failed("message thread not found"))

    @classmethod
    def migrated(cls, to: int) -> Fault:
        """400, the group became a supergroup."""
        return cls(refusal=migrated(to))

    @classmethod
    def server_error(cls) -> Fault:
        """500 with Telegram's own words."""
        return cls(refusal=RefusedError("Internal Server Error", status=500))

    @classmethod
    def bad_gateway(cls) -> Fault:
        """502 with a page of HTML in place of JSON."""
        return cls(page=(502, b"<html><head><title>502 Bad Gateway</title></head><body></body></html>\n"))

    @classmethod
    def timeout(cls, *, delivered: bool) -> Fault:
        """No answer in time; the message went out, or it did not."""
        return cls(loss="timeout", delivered=delivered)

    @classmethod
    def dropped(cls, *, delivered: bool) -> Fault:
        """The connection breaks before the answer."""
        return cls(loss="dropped", delivered=delivered)

    @classmethod
    def refused_connection(cls) -> Fault:
        """Nobody listens: the request never left."""
        return cls(loss="connect")

    @classmethod
    def connect_timeout(cls) -> Fault:
        """No connection in time: the request never left."""
        return cls(loss="connect_timeout")


@dataclass(slots=True)
class PlannedFault:
    """A fault and the calls it waits for; None stands for any method, any chat."""

    fault: Fault
    method: str | None = None
    chat: int | None = None


@dataclass(slots=True)
class Faults:
    """The faults still to come, in order."""

    planned: list[PlannedFault] = field(default_factory=list)

    def take(self, method: str, chat: int | None) -> Fault | None:
        """The next fault meant for this call; it is used up."""
        for index, plan in enumerate(self.planned):
            if plan.method in {None, method} and plan.chat in {None, chat}:
                if plan.method is None and method == "getUpdates":
                    continue
                del self.planned[index]
                return plan.fault
        return None


def refused(refusal: RefusedError) -> tuple[int, bytes]:
    """The status and body of a refusal."""
    answer: dict[str, object] = {
        "ok": False,
        "error_code": refusal.status,
        "description": refusal.description,
    }
    if refusal.parameters:
        answer["parameters"] = refusal.parameters
    return refusal.status, json.dumps(answer).encode()
