"""``quellenbote setup``: what is asked and in what order, the settings file, and the systemd unit.

Nothing here speaks to the network or to a terminal: the command line hands in how to ask and how to check.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from bot.errors import QuellenboteError

NOTHING = "-"
"""The answer that empties a setting; no answer at all leaves it as it is."""
UNIT_PATH = Path("/etc/systemd/system/quellenbote.service")
COMMAND = "/opt/quellenbote/.venv/bin/quellenbote"
_QUOTED = frozenset(" \t#$\\\"';`")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that setup asks for. ``name`` is a setting's, or ``blog``; ``option`` gives it beforehand.

    The sentence that asks is ``setup.ask.<option>``. What has a default may be answered by NOTHING.
    """

    name: str
    option: str
    default: str | None = None

    @property
    def key(self) -> str:
        """The message that asks it."""
        return f"setup.ask.{self.option}"


QUESTIONS = (
    Question("QUELLENBOTE_TOKEN", "token"),
    Question("blog", "blog", ""),
    Question("QUELLENBOTE_OPERATORS", "operator", ""),
    Question("QUELLENBOTE_CONTACT", "contact", ""),
    Question("QUELLENBOTE_LANGUAGE", "language", "de"),
    Question("QUELLENBOTE_ZONE", "zone", "Europe/Berlin"),
)
Ask: TypeAlias = Callable[[Question, QuellenboteError | None], Awaitable[str]]
"""Asks a person; the error is what was wrong with the answer before. An empty answer takes the default."""
Check: TypeAlias = Callable[[str, str], Awaitable[None]]
"""Looks at an answer by its question's name, also over the network; raises QuellenboteError."""


async def interview(
    given: Mapping[str, str], ask: Ask | None, check: Check, *, present: Mapping[str, str] | None = None
) -> dict[str, str]:
    """An answer to every question: from ``given`` by option, else from the person, else the default.

    The default is what the settings say already (``present``, by name). Each answer is checked as soon as
    it is there. Without a person (``ask`` None) a wrong answer raises what ``check`` says, a missing one
    error.setup.missing.
    """
    answers: dict[str, str] = {}
    for question in questions(present or {}):
        answer = given.get(question.option)
        wrong: QuellenboteError | None = None
        while True:
            if answer is None:
                answer = (await ask(question, wrong) if ask else "").strip() or question.default
            if answer == NOTHING and question.default is not None:
                answer = ""
            wrong = await _objection(question, answer, check)
            if wrong is None:
                break
            if ask is None:
                raise wrong
            answer = None
        answers[question.name] = answer or ""
    return answers


def questions(present: Mapping[str, str]) -> tuple[Question, ...]:
    """All questions, with what is already set as their defaults."""
    return tuple(replace(one, default=present.get(one.name) or one.default) for one in QUESTIONS)


async def _objection(question: Question, answer: str | None, check: Check) -> QuellenboteError | None:
    if answer is None:
        return QuellenboteError("error.setup.missing", option=f"--{question.option}")
    if not answer:
        return None
    try:
        _written(answer)
        await check(question.name, answer)
    except QuellenboteError as error:
        return error
    return None


def write_settings(path: Path, answers: Mapping[str, str]) -> None:
    """Write or amend the settings file, readable by its owner alone; lines that setup does not know stay.

    The old file is replaced in one step. Raises error.setup.value and error.setup.write.
    """
    wanted = {name: value for name, value in answers.items() if name.startswith("QUELLENBOTE_")}
    try:
        old = path.read_text("utf-8").splitlines() if path.exists() else []
        lines = [line for line in old if line.partition("=")[0].strip() not in wanted]
        lines += [f"{name}={_written(value)}" for name, value in wanted.items() if value]
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, part = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # mode 0600
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
                file.flush()
                os.fsync(file.fileno())
            Path(part).replace(path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error.reason
        raise QuellenboteError("error.setup.write", path=path, reason=reason) from error


def _written(value: str) -> str:
    """The value as our own reader, systemd's EnvironmentFile and compose's env_file all understand it."""
    bare = value.strip("\"'") == value.strip() == value  # readers take quotes and blanks off both ends
    if not bare or not value.isprintable() or ("'" in value and not _QUOTED.isdisjoint(value)):
        raise QuellenboteError("error.setup.value")
    return f"'{value}'" if not _QUOTED.isdisjoint(value) else value


def unit(command: str = COMMAND) -> str:
    """The systemd unit that runs ``command run``; ``deploy/quellenbote.service`` is this text."""
    return _UNIT.replace("@COMMAND@", command)


def is_hidden(command: str) -> bool:
    """Whether the unit cannot see the command: ProtectHome and PrivateTmp keep these folders from it."""
    return any(Path(command).is_relative_to(folder) for folder in ("/home", "/root", "/tmp"))  # noqa: S108


_UNIT = """\
[Unit]
Description=Quellenbote, a Telegram bot for article digests
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=10min
StartLimitBurst=10

[Service]
Type=notify
NotifyAccess=main
ExecStart=@COMMAND@ run
# 78: the settings are wrong, and will be the next time too
RestartPreventExitStatus=78
Restart=on-failure
RestartSec=5s
WatchdogSec=60s
# ready is told once Telegram answers; where it does not, the bot goes on asking
TimeoutStartSec=infinity
TimeoutStopSec=30s

# A user that exists while the bot runs, and one folder of its own: /var/lib/quellenbote
DynamicUser=yes
User=quellenbote
StateDirectory=quellenbote
StateDirectoryMode=0700
UMask=0077
WorkingDirectory=%S/quellenbote

# Both files belong to root with mode 0600; systemd reads them, the bot cannot
Environment=QUELLENBOTE_DATA_DIR=%S/quellenbote
EnvironmentFile=-/etc/quellenbote/quellenbote.env
LoadCredential=quellenbote_token:/etc/quellenbote/token

# What a program that reads the web and speaks to Telegram does not need
CapabilityBoundingSet=
DevicePolicy=closed
IPAddressDeny=multicast
LockPersonality=yes
MemoryDenyWriteExecute=yes
NoNewPrivileges=yes
PrivateDevices=yes
PrivateIPC=yes
PrivateMounts=yes
PrivateTmp=yes
PrivateUsers=yes
ProcSubset=pid
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProtectSystem=strict
RemoveIPC=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallErrorNumber=EPERM
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources

LimitCORE=0
MemoryHigh=400M
MemoryMax=600M
TasksMax=64

[Install]
WantedBy=multi-user.target
"""
