"""Several copies of a table, and what becomes of the figures in which they differ."""

from parsers.model import Figure
from parsers.tables.figures import agree, by_position

ONLY_ONE = "two tables of one kind differ, and only one of them prints this"


def copy(**values):
    """A copy of a table that prints these values, by row; text stands for a cell of that kind without a value."""
    figures = [
        Figure("t", row, "c", None, value)
        if isinstance(value, str)
        else Figure("t", row, "c", value, "number", str(value))
        for row, value in values.items()
    ]
    return {figure.key: figure for figure in figures}


def told(figures):
    """Of each row its value, kind and note."""
    return {figure.row: (figure.value, figure.kind, figure.note) for figure in figures.values()}


def test_no_copy_says_nothing():
    assert agree([]) == {}


def test_copies_that_agree_are_one():
    assert agree([copy(a=1, b="blank"), copy(a=1, b="blank"), copy(a=1, b="blank")]) == copy(a=1, b="blank")


def test_a_figure_mistyped_in_one_of_two_copies_is_neither():
    assert told(agree([copy(a=1, b=2, c=3), copy(a=1, b=5, d=4)])) == {
        "a": (1, "number", ""),
        "b": (None, "unplaced", "two copies of the table differ here: 2 and 5"),
        "c": (3, "number", ""),
        "d": (4, "number", ""),
    }


def test_what_only_one_of_two_differing_tables_prints_is_not_placed():
    assert told(agree([copy(a=1, b=2, c=3, e="lost"), copy(a=4, b=5, d="blank", e=6)])) == {
        "a": (None, "unplaced", "two copies of the table differ here: 1 and 4"),
        "b": (None, "unplaced", "two copies of the table differ here: 2 and 5"),
        "c": (None, "unplaced", ONLY_ONE),
        "e": (None, "unplaced", ONLY_ONE),
        "d": (None, "blank", ""),
    }


def test_what_one_copy_has_lost_the_other_tells():
    expected = {"a": (1, "number", ""), "b": (2, "number", "")}
    assert told(agree([copy(a=1, b="lost"), copy(a="lost", b=2)])) == expected


def test_a_blank_in_one_copy_and_a_figure_in_the_other_differ():
    assert told(agree([copy(a="blank"), copy(a=7)])) == {
        "a": (None, "unplaced", "two copies of the table differ here: 7 and blank")
    }


def test_of_two_cells_without_a_value_the_one_that_is_printed_counts():
    assert told(
        agree([copy(a="lost", b="blank", c="unplaced", d="mark"), copy(a="mark", b="lost", c="blank", d="unplaced")])
    ) == {
        "a": (None, "mark", ""),
        "b": (None, "blank", ""),
        "c": (None, "blank", ""),
        "d": (None, "mark", ""),
    }


def test_what_one_copy_prints_and_is_no_value_is_not_lost_to_the_blank_of_the_other():
    expected = {"a": (None, "unplaced", "two copies of the table differ here: blank and unit_differs")}
    assert told(agree([copy(a="unit_differs"), copy(a="blank")])) == expected
    assert told(agree([copy(a="blank"), copy(a="unit_differs")])) == expected


def test_a_figure_read_by_its_place_says_so_and_keeps_what_was_said_before():
    number, blank, noted = (
        copy(a=1, b="blank")["t.a.c"],
        copy(b="blank")["t.b.c"],
        Figure("t", "c", "c", 3, "noted", note="remark"),
    )
    assert [told({"": by_position(one, "damaged")}) for one in (number, blank, noted)] == [
        {"a": (1, "by_position", "damaged")},
        {"b": (None, "blank", "damaged")},
        {"c": (3, "noted", "remark")},
    ]
