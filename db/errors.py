"""What storage can fail with. Driver errors become these, programming errors stay as they are."""

from __future__ import annotations


class StorageError(Exception):
    """The database did not answer as it should; ``retry`` tells whether trying again may help."""

    def __init__(self, message: str, *, retry: bool) -> None:
        super().__init__(message)
        self.retry = retry


class StorageBusyError(StorageError):
    """Locked, restarting or out of reach: the same call may succeed later."""

    def __init__(self, message: str) -> None:
        super().__init__(message, retry=True)


class StorageFullError(StorageError):
    """No space, or a read-only file: nothing can be recorded, so nothing may be sent."""

    def __init__(self, message: str) -> None:
        super().__init__(message, retry=False)


class StorageToolError(StorageError):
    """A program of the database's, such as pg_dump, failed: its words tell why."""

    def __init__(self, message: str) -> None:
        super().__init__(message, retry=False)


class SchemaTooNewError(StorageError):
    """The database was written by a newer version of the program."""

    def __init__(self, found: str) -> None:
        super().__init__(f"the database has the unknown schema {found!r}", retry=False)
        self.found = found
