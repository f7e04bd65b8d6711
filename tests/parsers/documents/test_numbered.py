"""Tables of plain text whose rows are numbered, a cell on each line."""

from parsers.documents.text import blocks_of
from parsers.model import Grid, Paragraph

HEADS = ["序号", "名称", "数量"]


def read(*lines):
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows()]
        for block in blocks_of("\n".join(lines))
    ]


def test_numbered_rows_are_rows_with_their_blanks():
    rows = [["1", "茶社", "3"], ["2", "书屋", ""], ["3", "花圃", "12"], ["4", "", "7"]]
    lines = [line for row in rows for line in row]
    assert read("花木情况", *HEADS, *lines, "完。") == ["花木情况", [HEADS, *rows], "完。"]


def test_each_cell_is_placed_by_its_line():
    (grid,) = blocks_of("\n".join([*HEADS, *"1a52b63c74d8"]))
    assert isinstance(grid, Grid)
    assert [cell.place for cell in grid.cells if cell.text in "68"] == ["line 9", "line 15"]


def test_figures_that_count_up_are_no_numbers_of_rows_without_that_head():
    lines = ["名称", "数量", "茶社", "1", "书屋", "2", "花圃", "3", "竹林", "4"]
    assert read(*lines) == lines


def test_rows_of_different_lengths_are_not_taken_for_a_table():
    lines = [*HEADS, "1", "茶社", "3", "2", "书", "屋", "5", "3", "花圃", "6", "4", "竹林", "8"]
    assert read(*lines) == lines


def test_a_last_row_that_is_cut_off_ends_the_table():
    lines = ["1", "茶社", "3", "2", "书屋", "5", "3", "花圃", "6", "4", "竹林"]
    assert [row[1] for row in read(*HEADS, *lines)[0]] == ["名称", "茶社", "书屋", "花圃", "竹林"]
