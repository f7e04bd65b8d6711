"""Sheets that were saved as text."""

import pytest

from parsers.documents.commas import comma_blocks
from parsers.documents.text import read_text
from parsers.model import Context, Grid, Paragraph

LINES = ["临澈区年度报告,,", "信息内容,件数,有效", '规章,2,"51,598"', "规范性文件,0,3", "六、其他,,"]
ROWS = [["信息内容", "件数", "有效"], ["规章", "2", "51,598"], ["规范性文件", "0", "3"]]


def told(blocks):
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows()]
        for block in blocks
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_sheet_saved_as_text_gives_its_tables_and_prose(separator, end):
    lines = [line.replace(",", separator) for line in LINES]
    lines[2] = f'规章{separator}2{separator}"51,598"'
    assert told(comma_blocks(end.join(lines))) == ["临澈区年度报告", ROWS, "六、其他"]


def test_each_cell_is_placed_as_a_sheet_places_it():
    (grid,) = [block for block in comma_blocks("\n".join(LINES)) if isinstance(block, Grid)]
    assert [cell.place for cell in grid.cells if cell.text == "2"] == ["sheet csv, cell B3"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甲,乙\n丙,丁\n戊,己\n庚,辛",  # two fields
        "甲,乙,丙\n丁,戊,己\n庚,辛,壬",  # three rows
        "全年公开12件,其中网站3件,公众号9件。\n无。\n收到申请1件,办结1件。\n完,好,了。\n又。",
        "甲\t乙\t1\n丙\t丁\t2\n戊\t己\t3\n庚\t辛\t4",  # tabs in a table alone: what word processors save
    ],
    ids=["empty", "two fields", "three rows", "prose", "tabs"],
)
def test_other_text_is_no_sheet(text):
    assert comma_blocks(text) is None


def test_a_file_of_commas_is_read_whatever_its_encoding():
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        payload = "\n".join(LINES).encode(encoding)
        assert told(read_text(payload, Context("file:a.csv")).blocks) == ["临澈区年度报告", ROWS, "六、其他"]
