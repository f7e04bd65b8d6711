"""Rows that a page break cuts."""

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from parsers.documents.cut_rows import mended
from parsers.documents.grid import lay_out
from parsers.documents.pdf import read_pdf
from parsers.model import Context, Grid

AT = Context("file:a.pdf")
FONT = "STSong-Light"


def over_two_pages(above, below):
    """The texts of the tables of two pages, row by row; a table has a column of 10 letters and one of figures."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for rows in (above, below):
        canvas.setFont(FONT, 10)
        bottom = 700 - 20 * len(rows)
        for x in (80, 192, 300):
            canvas.line(x, 700, x, bottom)
        for at in range(len(rows) + 1):
            canvas.line(80, 700 - 20 * at, 300, 700 - 20 * at)
        for at, (label, figure) in enumerate(rows):
            canvas.drawString(86, 686 - 20 * at, label)
            canvas.drawString(198, 686 - 20 * at, figure)
        canvas.showPage()
    canvas.save()
    blocks = read_pdf(buffer.getvalue(), AT).blocks
    return [[[cell.text for cell in row] for row in block.rows()] for block in blocks if isinstance(block, Grid)]


FULL, SHORT = "不再处理其政府信息公", "不再处理"


def test_a_label_that_goes_on_beside_blank_cells_belongs_to_the_row_before():
    tables = over_two_pages([("甲", "1"), (FULL, "39")], [("开申请", ""), ("乙", "2")])
    assert tables == [[["甲", "1"], [f"{FULL}\n开申请", "39"]], [["乙", "2"]]]


def test_a_page_that_holds_nothing_but_the_rest_of_a_row_gives_no_table():
    assert over_two_pages([("甲", "1"), (FULL, "39")], [("开申请", "")]) == [[["甲", "1"], [f"{FULL}\n开申请", "39"]]]


def test_figures_that_stand_without_a_label_belong_to_the_row_before_which_has_none():
    assert over_two_pages([("甲", "1"), ("乙", "")], [("", "39"), ("丙", "2")]) == [
        [["甲", "1"], ["乙", "39"]],
        [["丙", "2"]],
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ([("甲", "1"), ("乙", "5")], [("", "39"), ("丙", "2")]),
        ([("甲", "1"), ("乙", "")], [("丁", "39"), ("丙", "2")]),
        ([("甲", "1"), (FULL, "")], [("开申请", "39"), ("丙", "2")]),
        ([("甲", "1"), ("", "")], [("", "39"), ("丙", "2")]),
        ([("甲", "1"), ("乙", "")], [("", "词"), ("丙", "2")]),
    ],
    ids=["beside another figure", "with a label", "with words after a full line", "after no label", "words"],
)
def test_other_rows_at_the_head_of_a_page_are_rows_of_their_own(above, below):
    assert over_two_pages(above, below) == [list(map(list, above)), list(map(list, below))]


def part(*rows):
    """A table of columns of 50 points, each cell with its box as the readers of printed tables name it."""
    return lay_out(
        [[(text, 1, 1, f"box {50 * at} 0 {50 * at + 50} 20") for at, text in enumerate(row)] for row in rows]
    )


def test_a_label_with_figures_is_a_row_of_its_own_below_a_full_label_with_blanks():
    above, below = part(["类", FULL, ""]), part(["", "开申请", "39"], ["类", "丙", "2"])
    assert mended(above, below, frozenset(above.places)) is None
    assert mended(above, part(["", "开申请", ""], ["类", "丙", "2"]), frozenset(above.places)) is not None


@pytest.mark.parametrize("again", [("项目", "数量"), ("项目（下页续）", "数量")], ids=["whole", "cut"])
def test_a_label_may_go_on_below_a_head_that_is_printed_again(again):
    head = [("项目", "数量"), ("类", "件")]
    tables = over_two_pages([*head, (FULL, "39")], [again, head[1], ("开申请", ""), ("乙", "2")])
    assert tables == [
        [["项目", "数量"], ["类", "件"], [f"{FULL}\n开申请", "39"]],
        [list(again), ["类", "件"], ["乙", "2"]],
    ]


@pytest.mark.parametrize(
    "below",
    [[("项目", "39"), ("开申请", "")], [("名称", "件数"), ("开申请", "")], [("项目", "数量"), ("开申请", "2")]],
    ids=["figures", "another head", "a row of its own"],
)
def test_rows_below_other_rows_stay_as_they_are(below):
    above = [("项目", "数量"), (FULL, "39")]
    assert over_two_pages(above, below) == [[list(row) for row in rows] for rows in (above, below)]


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ((SHORT, "39"), ("开申请", "")),  # room was left
        ((FULL, "39"), ("开申请", "2")),  # a row of its own
        ((FULL, "39"), ("2.开申请", "")),  # an item of its own, its figure blank
        ((FULL, "39"), ("（二）公开", "")),
        ((FULL, ""), ("开申请", "")),  # nothing says where the row ends
        ((FULL, "39"), ("", "")),
    ],
    ids=["room left", "figure below", "item", "item in brackets", "no figure above", "blank"],
)
def test_other_rows_stay_as_they_are(last, first):
    assert over_two_pages([("甲", "1"), last], [first, ("乙", "2")]) == [
        [["甲", "1"], list(last)],
        [list(first), ["乙", "2"]],
    ]
