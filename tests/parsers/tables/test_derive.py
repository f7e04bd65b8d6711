"""What the relations give for cells that are not read."""

import pytest

from parsers.model import Figure
from parsers.tables.derive import with_derived

COLUMNS = ("upheld", "corrected", "other", "pending", "total")


def derived(*printed):
    figures = {
        f"legal_challenges.review.{column}": Figure(
            "legal_challenges", "review", column, value, "number" if value is not None else "lost"
        )
        for column, value in zip(COLUMNS, printed, strict=True)
    }
    return [figure.derived for figure in with_derived(figures).values()]


@pytest.mark.parametrize(
    ("printed", "follows"),
    [
        ((1, 2, 0, 0, None), [None, None, None, None, 3]),
        ((1, None, 0, 0, 3), [None, 2, None, None, None]),
        ((3, None, None, 0, 3), [None, 0, 0, None, None]),  # the others leave nothing
        ((1, None, None, 0, 3), [None, None, None, None, None]),
        ((1, None, None, 0, None), [None, None, None, None, None]),
        ((4, None, 0, 0, 3), [None, None, None, None, None]),  # no count is negative
        ((4, None, None, 0, 3), [None, None, None, None, None]),
    ],
)
def test_what_follows_of_a_sum(printed, follows):
    assert derived(*printed) == follows


def test_no_printed_value_is_touched():
    figure = Figure("legal_challenges", "review", "total", 9, "number")
    assert with_derived({figure.key: figure}) == {figure.key: figure}
