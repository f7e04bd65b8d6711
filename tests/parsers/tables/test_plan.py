"""Tables that differ in their figures only are read by one plan; what the plan gives is what their rows give."""

import random
from dataclasses import replace

import pytest

from parsers.documents.html import read_html
from parsers.model import Cell, Context, Grid, Paragraph
from parsers.reading import take_apart
from parsers.tables.plan import plans_of
from parsers.tables.reading import read_tables
from parsers.tables.singly import read_singly
from parsers.tables.tabular import tabulars
from parsers.tables.together import read_together
from tests.pages.layouts import LAYOUTS
from tests.pages.page import page_in
from tests.pages.spoils import SPOILS
from tests.pages.truth import draw

AT = Context("https://www.example.gov.cn/1.html")
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
STATISTICS_ROWS = (["主动公开政府信息数", "条", "13"], ["网站公开信息数", "条", "12"])
MEETINGS = 3  # at the second, a skeleton has its plan
CAMPAIGN = 40


def grid_of(*rows, geometry="spans"):
    """A grid of texts; a text may come with its column span."""
    cells = []
    for at, row in enumerate(rows):
        column = 0
        for text, *span in ([cell] if isinstance(cell, str) else cell for cell in row):
            cells.append(Cell(text, at, column, 1, *span, place=f"{at}.{column}"))
            column += span[0] if span else 1
    return Grid.of(tuple(cells), len(rows), 10, geometry)


STATISTICS = grid_of(*STATISTICS_ROWS)


def applications(*rows, geometry="spans"):
    """Table 3 with its heads; a row is its label and what stands behind it."""
    lines = [[(label, 3), *values] for label, *values in rows]
    return grid_of([("申请人情况", 3), *APPLICANTS], *lines, geometry=geometry)


def received(*figures):
    return applications(("一、本年新收政府信息公开申请数量", *figures))


def fees(figure, head="本年收费金额（单位：万元）"):
    return grid_of(["第二十条第（八）项"], ["信息内容", head], ["行政事业性收费", figure])


def row(reading, line):
    return [(read.value, read.kind, read.raw) for read in reading.figures if read.row == line]


def plan_met_twice(grid):
    plans_of(grid)
    return plans_of(grid)


@pytest.mark.parametrize(
    "figures",
    [
        ("5", "0", "12", "0", "0", "1", "18"),
        ("70", "1,234", "0", "0", "20000", "0", "21304"),
        ("1件", "２", "3.5", "x", "007", "4（其中1件）", "9"),
    ],
)
def test_table_that_is_met_again_gives_its_own_figures(figures):
    expected = row(read_tables([received(*figures)]), "new_received")
    for _ in range(MEETINGS):
        read_tables([received("1", "1", "1", "1", "1", "1", "6")])
    assert row(read_tables([received(*figures)]), "new_received") == expected
    assert [raw for _, _, raw in expected] == list(figures)


def test_places_and_labels_are_those_of_the_table_that_is_read():
    met = received("1", "2", "3", "4", "5", "6", "21")
    for _ in range(MEETINGS):
        read_tables([met])
    elsewhere = replace(met, places=tuple(f"there {place}" for place in met.places))
    first = next(read for read in read_tables([elsewhere]).figures if read.row == "new_received")
    assert (first.place, first.labels) == ("there 1.3", ("一、本年新收政府信息公开申请数量", "自然人"))


def test_blank_is_no_figure_of_another_table():
    for _ in range(MEETINGS):
        printed = row(read_tables([received("1", "", "-", "0", "0", "0", "1")]), "new_received")
        assert printed[:4] == [(1, "number", "1"), (None, "blank", ""), (None, "mark", "-"), (0, "number", "0")]
        assert row(read_tables([received("1", "3", "2", "0", "0", "0", "6")]), "new_received")[1] == (3, "number", "3")


def test_plan_comes_with_the_second_meeting():
    grid = received("8", "6", "4", "2", "0", "1", "21")
    other = applications(("二、上年结转政府信息公开申请数量", "9"))
    assert plans_of(other) is None
    assert [plan.table for plan in plan_met_twice(grid)] == ["applications"]


@pytest.mark.parametrize(
    "grid",
    [
        fees("3", head="本年收费金额（单位：元）"),
        grid_of(["姓名", "电话"], ["某某", "12"], ["某某", "13"]),
        received("1", "2", "3", "4", "5", "6", "x" * 121),
        applications(("一、本年新收政府信息公开申请数量", *"1234567"), ("小计之外的一行", *"1234567")),
        STATISTICS,
    ],
    ids=["another unit", "another matter", "a text, no label", "a row that no form has", "statistics"],
)
def test_no_plan_where_a_figure_is_not_the_forms_own(grid):
    assert plan_met_twice(grid) is None


def test_nothing_is_settled_by_figures_that_are_equal_in_another_table():
    """Of a line that may have lost a figure, equal figures stand wherever they stood; different ones may not be told."""
    equal = applications(("（一）予以公开", "", *"555555"), geometry="order")
    different = applications(("（一）予以公开", "", *"123456"), geometry="order")
    for _ in range(MEETINGS):
        assert [value for value, _, _ in row(read_tables([equal]), "granted")] == [None, 5, 5, 5, 5, 5, None]
        assert [value for value, _, _ in row(read_tables([different]), "granted")] == [None] * 7


def test_two_copies_that_differ_stay_unsettled():
    one, other = received("1", "0", "0", "0", "0", "0", "1"), received("2", "0", "0", "0", "0", "0", "2")
    for _ in range(MEETINGS):
        assert row(read_tables([one]), "new_received")[0] == (1, "number", "1")
        assert row(read_tables([one, other]), "new_received")[0] == (None, "unplaced", "1")


def test_grid_that_stands_apart_is_told_of_wherever_it_stands():
    contents = grid_of(["索引号", "A12"], ["发布机构", "青榆县财政局"])
    table = received("1", "2", "3", "4", "5", "6", "21")
    for blocks in ([contents, table], [table, contents], [table, Paragraph("附件"), contents]):
        for _ in range(MEETINGS):
            reading = read_tables(blocks)
            assert reading.remarks == ("a table of 2 rows is not read: 索引号 | A12",)
            assert [value for value, _, _ in row(reading, "new_received")] == [1, 2, 3, 4, 5, 6, 21]


def test_table_that_goes_on_in_the_next_grid_is_one():
    above = received("1", "0", "0", "0", "0", "0", "1")
    below = grid_of([("二、上年结转政府信息公开申请数量", 3), "2", "0", "0", "0", "0", "0", "2"])
    for _ in range(MEETINGS):
        reading = read_tables([above, below])
        assert (row(reading, "new_received")[0], row(reading, "carried_over")[0]) == (
            (1, "number", "1"),
            (2, "number", "2"),
        )


def test_fees_of_a_decimal_are_read_by_plan_as_by_rows():
    for figure, value in (("0", 0), ("12.5", 12.5), ("1,200.75", 1200.75), ("3万元", 3)):
        for _ in range(MEETINGS):
            [read] = [one for one in read_tables([fees(figure)]).figures if one.row == "fees"]
            assert (read.value, read.kind, read.unit) == (value, "number", "万元")


def assert_same_by_itself_and_together(blocks):
    """Grid by grid, where that can be, a document gives what its rows give together."""
    in_document = list(tabulars(blocks))
    together = read_together(in_document)
    for _ in range(MEETINGS):
        singly = read_singly(in_document)
        assert singly is None or parts_of(singly) == parts_of(together)


def parts_of(found):
    return [list(part) if isinstance(part, list | tuple) else part for part in found]


COUNTED = ["一、本年新收政府信息公开申请数量", *"1234567"]
HEADS = ["", *APPLICANTS]
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
CHALLENGES = grid_of(
    [("行政复议", 5), ("未经复议直接起诉", 5), ("复议后起诉", 5)], [*RESULTS * 3], [*"000000000000000"]
)


@pytest.mark.parametrize(
    "documents",
    [
        [[grid_of(HEADS, ["12", *COUNTED])], [grid_of(HEADS, ["12.5", *COUNTED])]],
        [
            [grid_of(*[[cell.text for cell in row] for row in CHALLENGES.rows()[1:2]], ["1", second, *"0000000000000"])]
            for second in ("3(其中1)", "3(其他)")
        ],
        [[CHALLENGES, grid_of(["合计", "3"])]],
        [[received(*"1000001"), grid_of(["小计", *"1000001"])]],
        [[received(*"1000001"), STATISTICS]],
        [[STATISTICS, received(*"1000001")]],
        [[applications(COUNTED, ["主动公开政府信息数"], ["二、上年结转政府信息公开申请数量", *"1234567"])]],
        [[applications(COUNTED, COUNTED)]],
    ],
    ids=[
        "a decimal is no number of a row",
        "a figure that is a label",
        "a row below the last table",
        "a row that may go on",
        "statistics below",
        "statistics above",
        "statistics inside",
        "a copy below",
    ],
)
def test_what_stands_beside_a_table_is_read_the_same_by_grid_and_together(documents):
    for blocks in [*documents, *documents]:
        assert_same_by_itself_and_together(blocks)


def blocks_of(layout, seed, spoil=None):
    chance = random.Random(seed)
    page = page_in(layout, draw(chance, chance.choice(("2021", "2019"))), chance, spoil)
    return take_apart(page.payload, page.context).blocks


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_pages_are_read_the_same_by_grid_and_together(layout):
    for seed in range(2):
        assert_same_by_itself_and_together(blocks_of(layout, seed))


@pytest.mark.parametrize("spoil", SPOILS, ids=lambda spoil: spoil.__name__)
def test_damaged_pages_are_read_the_same_by_grid_and_together(spoil):
    for seed, layout in enumerate(LAYOUTS[::3]):
        assert_same_by_itself_and_together(blocks_of(layout, seed, spoil))


@pytest.mark.campaign
@pytest.mark.parametrize("spoil", [None, *SPOILS], ids=lambda spoil: spoil.__name__ if spoil else "none")
def test_many_pages_are_read_the_same_by_grid_and_together(spoil):
    for layout in LAYOUTS:
        for seed in range(CAMPAIGN):
            assert_same_by_itself_and_together(blocks_of(layout, seed, spoil))


def test_document_without_tables_has_none():
    blocks = read_html("<html><body><p>本年度工作平稳。</p><p>共3件。</p></body></html>".encode(), AT).blocks
    assert (read_tables(blocks).form, read_tables(blocks).figures) == ("none", ())
