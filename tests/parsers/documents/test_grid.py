from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from parsers.documents.grid import SourceCell, lay_out
from parsers.model import Cell

cells = st.builds(SourceCell, st.text("ab", max_size=2), st.integers(-1, 6), st.integers(-1, 6))
tables = st.lists(st.lists(cells, max_size=6), min_size=1, max_size=6)


def test_a_cell_below_a_merged_one_stands_beside_it():
    grid = lay_out([[SourceCell("group", rowspan=2), SourceCell("a")], [SourceCell("b")]])
    assert grid.cells == (Cell("group", 0, 0, 2, 1), Cell("a", 0, 1), Cell("b", 1, 1))
    assert (grid.height, grid.width) == (2, 2)


def test_a_rowspan_beyond_the_table_is_cut_to_it():
    grid = lay_out([[SourceCell("a", rowspan=9)]])
    assert grid.cells[0].rowspan == 1


def test_a_colspan_of_thousands_is_cut():
    assert lay_out([[SourceCell("a", colspan=60000)]]).width == 200


def test_a_cell_beyond_four_hundred_columns_reaches_into_no_row_below():
    wide = [SourceCell("", colspan=200)] * 2
    grid = lay_out([[*wide, SourceCell("deep", rowspan=2)], [*wide, SourceCell("below")]])
    assert (grid.cells[-1].text, grid.cells[-1].row, grid.cells[-1].column) == ("below", 1, 400)


@given(tables)
def test_every_cell_is_kept_once_and_in_order(rows):
    grid = lay_out(rows)
    assert [cell.text for cell in grid.cells] == [cell.text for row in rows for cell in row]


@given(tables)
def test_cells_of_one_row_never_overlap_and_stay_inside(rows):
    grid = lay_out(rows)
    for row in grid.rows():
        edges = [(cell.column, cell.column + cell.colspan) for cell in row]
        assert all(left[1] <= right[0] for left, right in pairwise(edges))
    assert all(
        cell.column + cell.colspan <= grid.width and cell.row + cell.rowspan <= grid.height for cell in grid.cells
    )


@given(tables)
def test_no_cell_begins_on_a_place_that_a_merged_cell_above_covers(rows):
    grid = lay_out(rows)
    covered = {
        (row, column)
        for cell in grid.cells
        for row in range(cell.row + 1, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    }
    assert not covered & {(cell.row, cell.column) for cell in grid.cells}
