"""The state of a relation, by what of it is known."""

import pytest

from parsers.tables.checks import check_values

REVIEW = tuple(f"legal_challenges.review.{code}" for code in ("upheld", "corrected", "other", "pending", "total"))


@pytest.mark.parametrize(
    ("printed", "state", "detail"),
    [
        ([1, 2, 0, 0, 3], "pass", "3 = 1 + 2"),
        ([1, 2, 0, 0, 4], "fail", "4 ≠ 1 + 2"),
        ([0, 0, 0, 0, 0], "pass", "0 = 0"),
        ([0, 0, 0, 0, 4], "fail", "4 ≠ 0"),
        ([None, None, None, None, None], "not_assessable", "? ? ? + ? + ? + ?"),
        ([1, 2, 0, 0, None], "uncertain", "? ? 1 + 2"),
        ([1, None, 0, 0, 3], "uncertain", "3 ? 1 + ?"),
        ([1, 2, None, None, 3], "uncertain", "3 ? 1 + 2 + ? + ?"),
        ([1, 2, None, None, 2], "fail", "2 ≠ 1 + 2 + ? + ?"),  # counts are never negative
    ],
)
def test_the_state_of_a_sum(printed, state, detail):
    [check] = check_values(REVIEW, printed)
    assert (check.rule, check.subject, check.state, check.detail) == ("channel_sum", "review", state, detail)


def test_a_side_of_two_shows_its_zeros():
    lines = ("new_received", "carried_over", "processed_total", "carried_forward")
    keys = tuple(f"applications.{code}.total" for code in lines)
    [check] = check_values(keys, [5, 0, 5, 0])
    assert (check.rule, check.state, check.detail) == ("balance", "pass", "5 + 0 = 5 + 0")


def test_a_document_without_the_cells_of_a_relation_has_no_check():
    assert check_values(REVIEW[:4], [1, 2, 0, 0]) == []
