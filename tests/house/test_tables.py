from __future__ import annotations

import pytest

from tests.support.tables import for_each


def test_a_table_tells_every_row_that_fails() -> None:
    @for_each([(1, 1), (1, 2), (2, 2), (0, 1)])
    def equal(left: int, right: int) -> None:
        assert left == right

    with pytest.raises(ExceptionGroup, match="2 of 4 rows") as told:
        equal()
    assert [error.__notes__ for error in told.value.exceptions] == [["row: (1, 2)"], ["row: (0, 1)"]]


def test_a_table_without_rows_is_a_mistake() -> None:
    with pytest.raises(AssertionError):
        for_each([])
