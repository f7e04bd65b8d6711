from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.documents import sheet as bounds
from parsers.documents.errors import UnreadableError
from parsers.documents.sheet import Sheet, to_document
from parsers.model import Grid, Paragraph


def blocks(sheet):
    return to_document("xlsx", [sheet], ()).blocks


def sheet(rows, **stated):
    """A sheet of rows of words; a dot is an empty cell. `framed` names rows."""
    texts = {
        (row, column): word
        for row, line in enumerate(rows)
        for column, word in enumerate(line.split(" "))
        if word not in {".", ""}
    }
    return Sheet("表", texts, **stated)


def shape(found):
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows()]
        for block in found
    ]


def test_title_headings_and_prose_between_the_tables_are_paragraphs():
    report = sheet(
        ["年度报告", "一、总体情况", "规章 . 2", "许可 11 .", "", "二、申请", "新收 3 ."],
        merged=[(0, 0, 0, 2), (1, 0, 1, 2), (5, 0, 5, 2)],
    )
    assert shape(blocks(report)) == [
        "年度报告",
        "一、总体情况",
        [["规章", "", "2"], ["许可", "11", ""]],
        "二、申请",
        [["新收", "3"]],
    ]


def test_paragraph_and_grid_name_their_cells():
    paragraph, grid = blocks(sheet(["年度报告", "规章 0"], merged=[(0, 0, 0, 1)]))
    assert paragraph == Paragraph("年度报告", "sheet 表, cell A1")
    assert (grid.place, [cell.place for cell in grid.cells]) == (
        "sheet 表, rows 2 to 2",
        ["sheet 表, cell A2", "sheet 表, cell B2"],
    )


def test_merged_cells_stand_once_with_their_spans():
    (grid,) = blocks(
        sheet(["结果 公开 . 1", ". 合计 . 2"], merged=[(0, 0, 1, 0), (0, 1, 0, 2), (1, 1, 1, 2)], framed={0, 1})
    )
    assert [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells] == [
        ("结果", 0, 0, 2, 1),
        ("公开", 0, 1, 1, 1),
        ("1", 0, 2, 1, 1),
        ("合计", 1, 1, 1, 1),
        ("2", 1, 2, 1, 1),
    ]


def test_blank_merged_cell_is_one_blank():
    (grid,) = blocks(sheet(["甲 乙 丙 丁", "规章 . . 3"], merged=[(1, 1, 1, 2)], framed={0, 1}))
    assert [(cell.text, cell.column, cell.colspan) for cell in grid.rows()[1]] == [
        ("规章", 0, 1),
        ("", 1, 2),
        ("3", 3, 1),
    ]


def test_merged_area_that_ends_before_it_begins_is_one_cell():
    assert shape(blocks(sheet(["a b", "c d"], merged=[(1, 1, 0, 0)]))) == [[["a", "b"], ["c", "d"]]]


def test_framed_row_over_the_whole_width_is_of_the_table_where_headings_have_no_frame():
    rows = ["二、主动公开", "第二十条第（一）项", "规章 2", "三、申请"]
    merged = [(0, 0, 0, 1), (1, 0, 1, 1), (3, 0, 3, 1)]
    assert shape(blocks(sheet(rows, merged=merged, framed={1, 2}))) == [
        "二、主动公开",
        [["第二十条第（一）项"], ["规章", "2"]],
        "三、申请",
    ]


def test_frames_tell_nothing_in_a_sheet_that_frames_its_headings_too():
    rows = ["二、主动公开", "规章 2", "三、申请"]
    merged = [(0, 0, 0, 1), (2, 0, 2, 1)]
    assert shape(blocks(sheet(rows, merged=merged, framed={0, 1, 2}))) == ["二、主动公开", [["规章", "2"]], "三、申请"]


def test_framed_label_with_blank_cells_stays_a_row():
    (grid,) = blocks(sheet(["标签 数量 备注", "规章", "许可 2 ."], framed={0, 1, 2}))
    assert shape([grid]) == [[["标签", "数量", "备注"], ["规章", "", ""], ["许可", "2", ""]]]


def test_label_beside_a_merged_group_stays_a_row():
    (grid,) = blocks(sheet(["组 公开 1", ". 不予公开", ". 总计 1"], merged=[(0, 0, 2, 0)]))
    assert shape([grid]) == [[["组", "公开", "1"], ["不予公开", ""], ["总计", "1"]]]


def test_blank_framed_rows_at_the_end_of_a_table_are_none_of_its_rows():
    first, second = blocks(sheet(["a 1", "", "b 2"], framed={0, 2})), blocks(sheet(["a 1", "", ""], framed={0, 1, 2}))
    assert [block.height for block in (*first, *second)] == [1, 1, 1]


def test_lines_of_a_cell_of_prose_are_paragraphs():
    assert [block.text for block in blocks(Sheet("表", {(0, 0): "甲\n\n 乙 "}))] == ["甲", "乙"]


def test_hidden_rows_and_columns_are_not_read_and_are_named():
    document = to_document(
        "xlsx",
        [sheet(["a b 1", "c d 2", "e f 3"], hidden_rows={1}, hidden_columns={1, 9}, merged=[(0, 1, 0, 2)])],
        ["sheet 旧 is hidden and was not read"],
    )
    assert shape(document.blocks) == [[["a", "b"], ["e", "3"]]]
    assert document.remarks == (
        "sheet 旧 is hidden and was not read",
        "sheet 表: rows 2 and columns B are hidden and were not read",
    )


def test_empty_sheet_has_no_blocks():
    assert blocks(Sheet("表", framed={0, 1}, merged=[(0, 0, 5, 5)], hidden_rows={3})) == ()


def test_sheet_that_shows_one_long_text_everywhere_is_refused(monkeypatch):
    monkeypatch.setattr(bounds, "MAX_CHARACTERS", 100)
    with pytest.raises(UnreadableError, match="shows 120 characters, more than the 100 allowed"):
        blocks(sheet(["甲" * 60 + " " + "甲" * 60]))


def test_sheet_with_too_many_filled_cells_is_refused(monkeypatch):
    monkeypatch.setattr(bounds, "MAX_FILLED", 2)
    large = sheet(["a b"])
    with pytest.raises(UnreadableError, match="more than 2 filled cells"):
        large.put(1, 0, "c")


def test_merged_areas_that_cover_millions_of_cells_are_refused(monkeypatch):
    monkeypatch.setattr(bounds, "MAX_COVERED", 1000)
    with pytest.raises(UnreadableError, match="covers too many cells"):
        blocks(Sheet("表", {(0, 0): "a"}, merged=[(0, 0, 60_000, 60_000)]))


def test_table_too_large_for_a_report_is_named_and_left_out(monkeypatch):
    monkeypatch.setattr(bounds, "MAX_GRID", 3)
    document = to_document("xls", [sheet(["a b", "c d"])], ())
    assert (document.blocks, document.remarks) == ((), ("sheet 表: a table of 2 rows and 2 columns is not read",))


PLACES = st.tuples(st.integers(0, 5), st.integers(0, 5))
AREAS = st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 7), st.integers(0, 7))
SHEETS = st.builds(
    Sheet,
    st.just("表"),
    st.dictionaries(PLACES, st.sampled_from("abc"), max_size=20),
    st.lists(AREAS, max_size=5),
    st.sets(st.integers(0, 5)),
    st.sets(st.integers(0, 5)),
    st.sets(st.integers(0, 5)),
)


@given(SHEETS)
def test_cells_never_overlap_and_stay_inside_whatever_is_merged_or_hidden(source):
    for grid in (block for block in blocks(source) if isinstance(block, Grid)):
        places = [
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        ]
        assert len(places) == len(set(places)) == grid.height * grid.width
        assert set(places) == {(row, column) for row in range(grid.height) for column in range(grid.width)}
        assert all(before.column < after.column for row in grid.rows() for before, after in pairwise(row))


@given(st.dictionaries(PLACES, st.sampled_from("abc"), max_size=20), st.sets(st.integers(0, 5)))
def test_every_text_of_a_sheet_without_merged_cells_stands_once_in_order(texts, framed):
    found = []
    for block in blocks(Sheet("表", texts, framed=framed)):
        found += [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells if cell.text]
    assert found == [texts[place] for place in sorted(texts)]
