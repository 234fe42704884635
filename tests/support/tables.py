"""Tables of cases: one test for all rows of one."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable


def for_each(rows: Iterable[object]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Ask the test of every row, and tell all that fail.

    A test a row takes more time to collect, hand out and report than most rows take.
    """
    table = list(rows)
    assert table

    def decorate(test: Callable[..., None]) -> Callable[[], None]:
        wide = len(inspect.signature(test).parameters) > 1

        # no functools.wraps: pytest would look through it and search fixtures for the columns
        def whole_table() -> None:
            failed = []
            for row in table:
                try:
                    test(*row) if wide else test(row)  # type: ignore[misc]  # a wide row is a tuple
                except Exception as error:  # noqa: BLE001  # told below, with its row
                    error.add_note(f"row: {row!r}")
                    failed.append(error)
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {len(table)} rows", failed)

        for name in functools.WRAPPER_ASSIGNMENTS:
            if name != "__annotations__":
                setattr(whole_table, name, getattr(test, name))
        return whole_table

    return decorate
