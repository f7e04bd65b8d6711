"""Tables of plain text between upright strokes, in every habit of the programs that make them."""

import pytest

from parsers.documents.text import blocks_of
from parsers.model import Grid, Paragraph


def grids(*lines):
    return [block for block in blocks_of("\n".join(lines)) if isinstance(block, Grid)]


def paragraphs(*lines):
    return [block.text for block in blocks_of("\n".join(lines)) if isinstance(block, Paragraph)]


def rows(grid):
    return [[cell.text for cell in row] for row in grid.rows()]


@pytest.mark.parametrize(
    "lines",
    [
        ("单位 | 盆数", "茶社 | 3", "书屋 | 12"),
        ("单位 | 盆数 |", "茶社 | 3 |", "书屋 | 12 |"),
        ("| 单位 | 盆数 |", "| 茶社 | 3 |", "| 书屋 | 12 |"),
        ("| 单位 | 盆数 |", "|:---|---:|", "| 茶社 | 3 |", "| 书屋 | 12 |"),
        ("单位｜盆数", "茶社｜3", "书屋｜12"),
        ("┌──┬──┐", "│单位│盆数│", "├──┼──┤", "│茶社│ 3 │", "├──┼──┤", "│书屋│12│", "└──┴──┘"),
    ],
)
def test_a_row_a_line_is_a_grid(lines):
    [grid] = grids(*lines)
    assert rows(grid) == [["单位", "盆数"], ["茶社", "3"], ["书屋", "12"]]
    assert grid.geometry == "columns"


def test_blank_cells_at_either_end_keep_their_place_where_no_outer_strokes_are():
    [grid] = grids("茶社 | 春 | 秋", " | 3 | 4", "书屋 | 5 | ")
    assert rows(grid) == [["茶社", "春", "秋"], ["", "3", "4"], ["书屋", "5", ""]]


def test_marks_alone_are_a_row_and_no_rule():
    [grid] = grids("| 春 | 夏 | 秋 |", "| - | - | -- |", "| 1 | 2 | 3 |")
    assert rows(grid)[1] == ["-", "-", "--"]


def test_words_that_go_on_within_a_drawn_box_are_one_row():
    [grid] = grids("├──┼──┤", "│单位│盆数│", "├──┼──┤", "│河边的│ 3│", "│茶社│  │", "├──┼──┤", "│书屋│12│", "└──┴──┘")
    assert rows(grid) == [["单位", "盆数"], ["河边的茶社", "3"], ["书屋", "12"]]


@pytest.mark.parametrize(
    "lines",
    [
        ("单位 |", "盆数 |", "茶社 |", "|", "书屋 |", "12 |"),
        ("单位", "|", "盆数", "|", "茶社", "|", "|", "书屋", "|", "12", "|"),
        ("|", "单位 |", "盆数 |", "|", "茶社 |", "|", "|", "书屋 |", "12 |"),
    ],
)
def test_a_cell_a_line_is_a_stream_that_keeps_its_blanks(lines):
    [grid] = grids(*lines)
    assert rows(grid) == [["单位", "盆数", "茶社", "", "书屋", "12"]]
    assert grid.geometry == "stream"


def test_strokes_alone_stand_for_what_a_merged_cell_covers():
    [grid] = grids("本年情况 |", "||", "茶社 |", "3 |", "||")
    assert rows(grid) == [["本年情况", "茶社", "3"]]


def test_prose_above_and_below_a_table_is_none_of_it():
    lines = ("二、花木情况", "单位 | 盆数 |", "茶社 | 3 |", "三、水费情况", "各家按月付清。")
    assert paragraphs(*lines) == ["二、花木情况", "三、水费情况", "各家按月付清。"]


def test_prose_above_a_cell_whose_stroke_stands_below_it_is_none_of_the_table():
    lines = (
        "该部分以表格列出。",
        "单位",
        "|",
        "盆数",
        "|",
        "茶",
        "社",
        "|",
        "3",
        "|",
        "三、水费情况",
        "各家按月付清。",
    )
    assert paragraphs(*lines) == ["该部分以表格列出。", "三、水费情况", "各家按月付清。"]
    assert rows(grids(*lines)[0]) == [["单位", "盆数", "茶社", "3"]]


def test_a_single_line_with_a_stroke_is_a_line():
    assert paragraphs("首页 | 政务公开 | 年报", "各家按月付清。") == ["首页 | 政务公开 | 年报", "各家按月付清。"]


def test_places_are_those_of_the_file():
    [grid] = grids("花木", "单位 | 盆数 |", "茶社 | 3 |")
    assert [cell.place for cell in grid.cells] == [
        "line 2, field 1",
        "line 2, field 2",
        "line 3, field 1",
        "line 3, field 2",
    ]
    [grid] = grids("单位 |", "盆数 |", "茶社 |", "3 |")
    assert [cell.place for cell in grid.cells] == ["line 1", "line 2", "line 3", "line 4"]


def test_ten_thousand_lines_of_strokes_are_read():
    assert len(grids(*["a | 1"] * 10_000)[0].cells) == 20_000
    assert len(grids(*["a", "|", "1", "|"] * 5_000)[0].cells) == 10_000


def test_ten_thousand_lines_that_are_no_table_are_read_in_no_time():
    lines = ["a |", "b |", "c | d"] * 10_000
    assert len(paragraphs(*lines)) == 30_000


def test_strokes_between_the_items_of_a_menu_make_no_table():
    lines = ["首页 | 政务公开 | 年报", "来源：茶社 | 发布时间：2024-01-08 10:24 | 浏览次数：12"]
    assert paragraphs(*lines) == lines
    assert paragraphs("首页 |", "政务公开 |", "年报 |") == ["首页 |", "政务公开 |", "年报 |"]
