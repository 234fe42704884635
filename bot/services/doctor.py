"""``quellenbote doctor``: looks at everything that can be wrong, and says what it found and what to do.

A finding's words are in the catalogues: ``doctor.…`` says what it is, ``remedy.…`` what to do about it (for
*warn* and *bad*). Nothing is changed and nothing is sent.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from bot.clock import Clock
from bot.errors import QuellenboteError
from bot.services.backups import OLD, Backups
from bot.services.health import FULL_INBOX, LATE_QUEUE, RIVAL
from bot.services.supervision import Heartbeat
from bot.services.zones import rules_version, zone
from bot.sources.fetch import Fetched, Fetcher, FetchError
from db import (
    Database,
    Json,
    Source,
    StorageBusyError,
    StorageError,
    StorageFullError,
    StorageToolError,
    current,
    head,
    snapshots,
)

Level: TypeAlias = Literal["ok", "warn", "bad"]
LITTLE_SPACE, NO_SPACE = 1 << 30, 100 << 20
WRONG_CLOCK, OFF_CLOCK = timedelta(minutes=5), timedelta(seconds=30)
OLD_ZONES_YEARS = 2
SILENT_SOURCE = timedelta(days=3)
RECENT = timedelta(hours=1)
_OF_API = {"error.token": "doctor.token.refused", "error.api": "doctor.api.strange"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``key`` and ``arguments`` fill a sentence; ``cause`` is an error to be told too."""

    level: Level
    key: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    cause: QuellenboteError | None = None

    @property
    def remedy(self) -> str | None:
        """The message that tells what to do; None where all is well."""
        return None if self.level == "ok" else f"remedy.{self.key.removeprefix('doctor.')}"


@dataclass(frozen=True, slots=True)
class Patient:
    """The installation as its settings describe it; plain values."""

    database_url: str
    data_dir: Path
    token: str | None
    api_url: str
    zone: str
    settings_file: Path
    webhook_url: str | None = None
    listens: bool = False
    operators: frozenset[int] = frozenset()


class Doctor:
    """Examines one installation. Close nothing afterwards: it opens what it needs and ends it."""

    def __init__(self, patient: Patient, clock: Clock) -> None:
        self._patient = patient
        self._clock = clock
        # the operator's own Bot API server may stand on the own network
        self._fetcher = Fetcher(clock, allow_hosts={urlsplit(patient.api_url).netloc}, delay=0.0)

    async def examine(self) -> tuple[Finding, ...]:
        """Every finding, in the order in which things depend on each other."""
        parts = (
            self._settings(), self._disk(), self._telegram(), self._running(), self._zones(), self._storage()
        )  # fmt: skip
        return tuple([finding for part in parts async for finding in part])

    # ---------------------------------------------------------------- this machine
    async def _settings(self) -> AsyncIterator[Finding]:
        patient = self._patient
        if patient.token is None:
            yield Finding("warn", "doctor.token.none")
        if not patient.operators:
            yield Finding("warn", "doctor.operators.none")
        for path in (patient.settings_file, patient.data_dir):
            if os.name == "posix" and path.exists() and path.stat().st_mode & 0o077:
                yield Finding("warn", "doctor.files.open", {"path": path})

    async def _disk(self) -> AsyncIterator[Finding]:
        folder = self._patient.data_dir
        if not folder.is_dir():
            yield Finding("warn", "doctor.disk.none", {"path": folder})
            return
        if not os.access(folder, os.W_OK):
            yield Finding("bad", "doctor.disk.readonly", {"path": folder})
        free = shutil.disk_usage(folder).free
        level: Level = "bad" if free < NO_SPACE else "warn" if free < LITTLE_SPACE else "ok"
        key = "doctor.disk.ok" if level == "ok" else "doctor.disk.full"
        yield Finding(level, key, {"path": folder, "megabytes": free >> 20})

    async def _running(self) -> AsyncIterator[Finding]:
        if self._patient.token is None:
            return
        heart, now = Heartbeat(self._patient.data_dir), self._clock.now()
        if not heart.is_alive(now):
            yield Finding("warn", "doctor.running.not")
        elif RIVAL in heart.troubles(now):
            yield Finding("bad", "doctor.running.rival")
        else:
            yield Finding("ok", "doctor.running.ok")

    async def _zones(self) -> AsyncIterator[Finding]:
        version = rules_version()
        try:
            zone(self._patient.zone)
        except QuellenboteError as error:
            yield Finding("bad", "doctor.zones.unknown", {"zone": self._patient.zone}, error)
            return
        old = self._clock.now().year - int(version[:4]) >= OLD_ZONES_YEARS
        yield Finding(
            "warn" if old else "ok", "doctor.zones.old" if old else "doctor.zones.ok", {"version": version}
        )

    # ---------------------------------------------------------------- Telegram
    async def _telegram(self) -> AsyncIterator[Finding]:
        if self._patient.token is None:
            return
        host = urlsplit(self._patient.api_url).netloc
        try:
            answer, me = await self._ask("getMe")
            _, webhook = await self._ask("getWebhookInfo")
        except FetchError as error:
            yield Finding("bad", "doctor.api.silent", {"host": host}, error)
            return
        except QuellenboteError as error:
            yield Finding("bad", _OF_API[error.key], {"host": host})
            return
        yield Finding("ok", "doctor.api.ok", {"host": host})
        yield Finding("ok", "doctor.token.ok", {"name": me.get("username")})
        yield self._clock_against(answer)
        for finding in self._webhook(webhook):
            yield finding

    async def bot_name(self) -> str:
        """What the token's bot is called. Raises error.token for a refused one, FetchError, error.api."""
        _, me = await self._ask("getMe")
        return str(me.get("username"))

    async def last_writer(self) -> tuple[int, str] | None:
        """Number and first name of the person who wrote to the bot last, as far as the bot has not fetched it.

        None where nobody did, or where updates go elsewhere. Nothing is taken away from the bot.
        """
        try:
            content = json.loads((await self._call("getUpdates")).body)
            people = [one["message"]["from"] for one in content["result"] if "message" in one]
            return (int(people[-1]["id"]), str(people[-1]["first_name"])) if people else None
        except (FetchError, ValueError, KeyError, TypeError):
            return None

    async def _ask(self, method: str) -> tuple[Fetched, Mapping[str, Json]]:
        """Raises FetchError, error.token where Telegram refuses it, error.api for an answer of somebody else's."""
        answer = await self._call(method)
        try:
            content = json.loads(answer.body)
        except ValueError:
            content = None
        match content:
            case {"ok": True, "result": dict(result)}:
                return answer, result
            case {"ok": False} if answer.status in (401, 404):
                raise QuellenboteError("error.token")
        raise QuellenboteError("error.api", host=urlsplit(self._patient.api_url).netloc)

    async def _call(self, method: str) -> Fetched:
        """The answer of any status below 500: Telegram's own refusals say why."""
        url = f"{self._patient.api_url}/bot{self._patient.token}/{method}"
        answer = await self._fetcher.get_politely(url)
        if answer.status >= 500:
            raise FetchError("server", url, status=answer.status)
        return answer

    def _clock_against(self, answer: Fetched) -> Finding:
        try:
            theirs = parsedate_to_datetime(answer.headers["Date"])
            off = abs(self._clock.now() - theirs.replace(tzinfo=theirs.tzinfo or UTC))
        except (KeyError, ValueError):
            return Finding("ok", "doctor.clock.unknown")
        seconds = {"seconds": int(off.total_seconds())}
        if off >= OFF_CLOCK:
            return Finding("bad" if off >= WRONG_CLOCK else "warn", "doctor.clock.wrong", seconds)
        return Finding("ok", "doctor.clock.ok", seconds)

    def _webhook(self, info: Mapping[str, Json]) -> list[Finding]:
        wanted, known = self._patient.webhook_url, str(info.get("url") or "")
        found = []
        if wanted and not self._patient.listens:
            found.append(Finding("bad", "doctor.webhook.deaf"))
        if wanted and known != wanted:
            found.append(Finding("warn", "doctor.webhook.other", {"known": known or "–", "wanted": wanted}))
        if not wanted and known:
            found.append(Finding("bad", "doctor.webhook.left", {"known": known}))
        failed_at, waiting = info.get("last_error_date"), info.get("pending_update_count")
        if isinstance(failed_at, int):
            at = datetime.fromtimestamp(failed_at, UTC)
            if self._clock.now() - at < RECENT:
                reason = str(info.get("last_error_message") or "–")[:200]
                found.append(Finding("bad", "doctor.webhook.failing", {"at": at, "reason": reason}))
        if isinstance(waiting, int) and waiting > FULL_INBOX:
            found.append(Finding("warn", "doctor.webhook.waiting", {"count": waiting}))
        if not found:
            found.append(Finding("ok", "doctor.webhook.ok" if wanted else "doctor.polling.ok"))
        return found

    # ---------------------------------------------------------------- storage
    async def _storage(self) -> AsyncIterator[Finding]:
        """The database, and what can be read from it where it is sound and of this version."""
        try:
            schema = await asyncio.to_thread(self._schema)
            yield schema
            if schema.level == "ok":
                async for finding in self._content():
                    yield finding
        except StorageError as error:
            yield finding_of(error)
        backups = Backups(self._patient.database_url, self._patient.data_dir / "backups").all()
        if not backups:
            yield Finding("warn", "doctor.backups.none")
            return
        old = self._clock.now() - backups[0].made_at > OLD
        yield Finding(
            "warn" if old else "ok",
            "doctor.backups.old" if old else "doctor.backups.ok",
            {"at": backups[0].made_at, "count": len(backups)},
        )

    def _schema(self) -> Finding:
        found, newest = current(self._patient.database_url), head()
        if found is None:
            return Finding("warn", "doctor.database.none")
        if found != newest:
            level: Level = "bad" if found > newest else "warn"
            key = "doctor.database.newer" if found > newest else "doctor.database.older"
            return Finding(level, key, {"found": found, "known": newest})
        if self._patient.database_url.startswith("sqlite:///"):
            snapshots.look(Path(self._patient.database_url.removeprefix("sqlite:///")))
        return Finding("ok", "doctor.database.ok", {"schema": found})

    async def _content(self) -> AsyncIterator[Finding]:
        database = Database(self._patient.database_url)
        now = self._clock.now()
        try:
            async with database.read() as tx:
                sources = await tx.sources.all()
                counts = await tx.operators.counts()
                operators = [await tx.chats.find(number) for number in self._patient.operators]
                due = await tx.outbox.next_due()
        finally:
            await database.close()
        if operators and not any(chat is not None and chat.state == "active" for chat in operators):
            yield Finding("warn", "doctor.operators.silent")
        if not sources:
            yield Finding("warn", "doctor.sources.none")
        for source in sources:
            if not source.is_own:
                yield _source(source, now)
        late = now - due if due is not None else timedelta()
        troubles = []
        if late > LATE_QUEUE:
            troubles.append(Finding("bad", "doctor.queue.late", {"minutes": int(late.total_seconds() // 60)}))
        if uncertain := counts.outbox.get("uncertain", 0):
            troubles.append(Finding("warn", "doctor.queue.uncertain", {"count": uncertain}))
        if counts.inbox_open > FULL_INBOX:
            troubles.append(Finding("warn", "doctor.queue.inbox", {"count": counts.inbox_open}))
        for finding in troubles or [
            Finding("ok", "doctor.queue.ok", {"count": counts.outbox.get("ready", 0)})
        ]:
            yield finding


def finding_of(error: StorageError) -> Finding:
    """What is wrong with a database that fails like that."""
    keys = {StorageFullError: "unwritable", StorageBusyError: "silent", StorageToolError: "tool"}
    key = keys.get(type(error), "broken")
    return Finding("bad", f"doctor.database.{key}", {"reason": str(error)})


def _source(source: Source, now: datetime) -> Finding:
    name = {"title": source.title}
    trouble = source.last_error
    cause = None if trouble is None else QuellenboteError(trouble.key, **trouble.arguments)
    if source.state == "gone":
        return Finding("bad", "doctor.sources.gone", name, cause)
    if source.state == "paused":
        return Finding("warn", "doctor.sources.paused", name, cause)
    if source.failing_since is not None:
        return Finding("warn", "doctor.sources.failing", {**name, "since": source.failing_since}, cause)
    read_at = source.last_success_at
    if read_at is not None and now - read_at > SILENT_SOURCE and source.next_fetch_at is not None:
        return Finding("warn", "doctor.sources.silent", {**name, "at": read_at})
    return Finding("ok", "doctor.sources.ok", name)
