"""Backups: made while the bot runs, read back before they count, rotated; and put back with proof. Blocking.

A backup is one file in the backups folder, ``quellenbote-<time in UTC>[-<why>].db`` for SQLite and
``.dump`` for PostgreSQL, readable by its owner alone: it holds all that the database holds.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.errors import QuellenboteError
from db import Snapshot, StorageBusyError, StorageError, StorageFullError, current, head, snapshots

KEEP = 14
TRIES = 3
OLD = timedelta(hours=48)
_NAME = re.compile(r"quellenbote-(\d{8}T\d{6}Z)(?:-([a-z]+))?\.(?:db|dump)")
_STAMP = "%Y%m%dT%H%M%SZ"
_REVISIONS = "alembic_version"


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup: its file, when it was made (aware UTC), why, and its size in bytes."""

    path: Path
    made_at: datetime
    why: str
    size: int


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was just made and read back, what it holds, and the old ones that went for it."""

    backup: Backup
    holds: Snapshot
    removed: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """What the database holds now, and the backup of what it held before, where it held anything."""

    holds: Snapshot
    before: Backup | None


class Backups:
    """The backups of one database in one folder; ``keep`` of each kind are kept, the newest."""

    def __init__(self, url: str, folder: Path, *, keep: int = KEEP) -> None:
        self._url = url
        self._folder = folder
        self._keep = keep
        self._ending = ".db" if url.startswith("sqlite") else ".dump"

    def all(self) -> tuple[Backup, ...]:
        """What the folder holds that such a database could be restored from, the newest first."""
        if not self._folder.is_dir():
            return ()
        found = [backup for path in self._folder.glob(f"*{self._ending}") if (backup := _backup(path))]
        return tuple(sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True))

    def overdue(self, now: datetime) -> Backup | None:
        """The last regular backup, where it is old; None where nobody began to make any."""
        regular = [backup for backup in self.all() if not backup.why]
        return regular[0] if regular and now - regular[0].made_at > OLD else None

    def make(self, now: datetime, *, why: str = "") -> Made:
        """Make a backup, read it back, and only then remove what is old.

        Raises error.backup.tool, and StorageError where the database or the disk fails; no half file stays.
        """
        self._expect_tools()
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        stamp = now.astimezone(UTC).strftime(_STAMP)
        target = self._folder / f"quellenbote-{stamp}{f'-{why}' if why else ''}{self._ending}"
        part = target.with_name(target.name + ".part")
        try:
            holds = self._save(part)
            _to_disk(part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        made = _backup(target)
        assert made is not None, "its name was made here"  # noqa: S101
        return Made(made, holds, self._rotate(made))

    def before_upgrade(self, now: datetime) -> Made | None:
        """A backup of a database whose schema will be changed by this program; None where it will not."""
        found = current(self._url)
        if found is None or found >= head():  # a newer one is refused by the upgrade itself
            return None
        return self.make(now, why="upgrade")

    def restore(self, path: Path, now: datetime, *, overwrite: bool = False) -> Restored:
        """Put a backup in the place of the database; what stood there is backed up first, or set aside if damaged.

        Raises error.restore.damaged, .kind, .newer, .exists (without ``overwrite``), .running and .differs,
        and error.transfer.same; the database is then as it was, if it was not set aside.
        """
        self._expect_tools()
        if snapshots.is_of(path, self._url):
            raise QuellenboteError("error.transfer.same")
        holds = self._usable(path)
        before = self._before_restore(now, overwrite=overwrite)
        try:
            found = snapshots.load(path, self._url)
        except StorageBusyError as error:
            raise QuellenboteError("error.restore.running") from error
        if found != holds:
            raise QuellenboteError("error.restore.differs", wanted=holds.total, found=found.total)
        return Restored(found, before)

    def _before_restore(self, now: datetime, *, overwrite: bool) -> Backup | None:
        """Keep what the database holds, whatever its state; None where it holds nothing."""
        try:
            content = _content(snapshots.present(self._url))
            if not content:
                return None
            if not overwrite:
                raise QuellenboteError("error.restore.exists", count=sum(content.values()))
            return self.make(now, why="restore").backup
        except (StorageBusyError, StorageFullError):
            raise
        except StorageError:
            if not overwrite or not self._url.startswith("sqlite"):
                raise
            return self._set_aside(now)

    def _set_aside(self, now: datetime) -> Backup:
        """What cannot be read may be worth something to a specialist; its name is none of a backup's."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = self._folder / f"damaged-{now.astimezone(UTC).strftime(_STAMP)}.db"
        try:
            snapshots.set_aside(self._url, target)
        except StorageBusyError as error:
            raise QuellenboteError("error.restore.running") from error
        return Backup(target, now, "damaged", target.stat().st_size)

    def _usable(self, path: Path) -> Snapshot:
        try:
            holds = snapshots.look(path)
        except StorageError as error:
            raise QuellenboteError("error.restore.damaged", path=path, reason=str(error)) from error
        if not snapshots.fits(path, self._url):
            raise QuellenboteError("error.restore.kind", path=path)
        if holds.revision is None:
            raise QuellenboteError("error.restore.damaged", path=path, reason="no schema")
        if holds.revision > head():
            raise QuellenboteError("error.restore.newer", found=holds.revision, known=head())
        return holds

    def _expect_tools(self) -> None:
        missing = snapshots.missing_tools(self._url)
        if missing:
            raise QuellenboteError("error.backup.tool", tools=", ".join(missing))

    def _save(self, part: Path) -> Snapshot:
        """Write the copy; where the bot wrote too much meanwhile for the counts to be compared, once more."""
        for tries_left in reversed(range(TRIES)):
            part.unlink(missing_ok=True)
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            with suppress(*((StorageBusyError,) if tries_left else ())):
                return snapshots.save(self._url, part)
        raise AssertionError("the last try returns or raises")

    def _rotate(self, made: Backup) -> tuple[Path, ...]:
        kinds: Mapping[str, list[Backup]] = defaultdict(list)
        for backup in self.all():
            kinds[backup.why].append(backup)
        # the one just made stays, though it looks old after the clock was set back
        old = tuple(b.path for kind in kinds.values() for b in kind[self._keep :] if b != made)
        for path in old:
            path.unlink(missing_ok=True)
        return old


def _backup(path: Path) -> Backup | None:
    name = _NAME.fullmatch(path.name)
    if name is None:
        return None
    made_at = datetime.strptime(name[1], _STAMP).replace(tzinfo=UTC)
    return Backup(path, made_at, name[2] or "", path.stat().st_size)


def _content(snapshot: Snapshot) -> dict[str, int]:
    """The rows that would be lost: a fresh schema has none."""
    return {name: rows for name, rows in snapshot.rows.items() if rows and name != _REVISIONS}


def _to_disk(path: Path) -> None:
    """A backup that a power cut takes is none."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
