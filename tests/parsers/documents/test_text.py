from parsers.documents.text import read_text
from parsers.model import Cell, Context, Grid, Paragraph


def read(text):
    return read_text(text.encode(), Context("file:a.txt")).blocks


def test_lines_are_paragraphs_with_their_numbers():
    assert read("一、总体情况\n\n  全年情况良好。") == (
        Paragraph("一、总体情况", "line 1"),
        Paragraph("全年情况良好。", "line 3"),
    )


def test_one_cell_a_line_behind_a_tab_with_blank_lines_between_rows():
    (grid,) = read("\t规章\n\t         0\n\t2\n\n\t行政许可\n\t11   \n")
    assert [[cell.text for cell in row] for row in grid.rows()] == [["规章", "0", "2"], ["行政许可", "11"]]
    assert grid.geometry == "order"


def test_line_without_a_tab_goes_on_with_the_cell_above():
    (grid,) = read("\t商业\n企业\n\t科研\n  机构\n")
    assert [cell.text for cell in grid.cells] == ["商业\n企业", "科研\n机构"]


def test_bare_tab_is_an_empty_cell():
    (grid,) = read("\t\n\t（二）部分公开\n\t3\n")
    assert [cell.text for cell in grid.cells] == ["", "（二）部分公开", "3"]


def test_prose_after_a_blank_line_ends_the_table():
    grid, prose = read("\t规章\n\t0\n\n\n四、其他\n")
    assert isinstance(grid, Grid)
    assert prose == Paragraph("四、其他", "line 5")


def test_row_a_line_keeps_its_columns():
    (grid,) = read("规章\t0\t\t2\n行政许可\t11\t\t\n")
    assert grid.geometry == "columns"
    assert grid.cells[3] == Cell("2", 0, 3, place="line 1, field 4")
    assert [[cell.text for cell in row] for row in grid.rows()] == [["规章", "0", "", "2"], ["行政许可", "11", "", ""]]


def test_rows_between_upright_strokes_are_rows_and_the_rule_below_the_heads_is_none():
    (grid,) = read("| 信息内容 | 本年制发件数 |\n|---|:--:|\n| 规章 |  |\n| 行政规范性文件 | 3 |\n")
    assert [[cell.text for cell in row] for row in grid.rows()] == [
        ["信息内容", "本年制发件数"],
        ["规章", ""],
        ["行政规范性文件", "3"],
    ]


def test_line_with_strokes_inside_is_prose():
    assert read("首页 | 信息公开 | 年报") == (Paragraph("首页 | 信息公开 | 年报", "line 1"),)


def test_a_tab_that_ends_every_row_begins_no_column():
    (grid,) = read("茶社\t3\t\n书屋\t\t\n")
    assert [[cell.text for cell in row] for row in grid.rows()] == [["茶社", "3"], ["书屋", ""]]
