"""Grids under a short paragraph that says what their own heads do not: a channel of table 4, or a year."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
STATISTICS = ("主动公开政府信息数", "收到申请数", "申请办结数", "举报投诉数量")


def grid(*rows):
    lines = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def tables(markup, year=2023):
    return read_tables(read_html(markup.encode(), AT).blocks, year=year)


def values(reading, row):
    return [(one.value, one.kind) for one in reading.figures if one.row == row]


def numbers(*figures):
    return [(figure, "number") for figure in figures]


@pytest.mark.parametrize(
    ("review", "direct", "after"),
    [
        ("行政复议", "未经复议直接起诉", "复议后起诉"),
        ("（一）行政复议情况", "（二）未经复议直接起诉的行政诉讼情况", "（三）复议后起诉的行政诉讼情况"),
        ("1.政府信息公开行政复议案件数量", "2.行政诉讼（未经复议直接起诉）", "3.经复议后起诉情况"),
    ],
)
def test_channels_above_tables_of_five_figures(review, direct, after):
    markup = f"<p>{review}</p>{grid(RESULTS, (1, 2, 3, 4, 10))}<p>{direct}</p>{grid(RESULTS, (5, 0, 0, 1, 6))}"
    reading = tables(f"{markup}<p>{after}</p>{grid(RESULTS, (0, 7, 0, 0, 7))}")
    assert values(reading, "review") == numbers(1, 2, 3, 4, 10)
    assert values(reading, "litigation_direct") == numbers(5, 0, 0, 1, 6)
    assert values(reading, "litigation_after_review") == numbers(0, 7, 0, 0, 7)
    assert reading.remarks == ()


def test_review_above_its_table_and_litigation_with_heads_of_its_own():
    litigation = "<table><tr><td colspan=5>未经复议直接起诉<td colspan=5>复议后起诉<tr>" + "".join(
        f"<td>{name}" for name in RESULTS * 2
    )
    litigation += "<tr>" + "".join(f"<td>{figure}" for figure in (5, 0, 0, 1, 6, 0, 7, 0, 0, 7)) + "</table>"
    reading = tables(f"<p>行政复议</p>{grid(RESULTS, (1, 2, 3, 4, 10))}<p>行政诉讼</p>{litigation}")
    assert values(reading, "review") == numbers(1, 2, 3, 4, 10)
    assert values(reading, "litigation_direct") == numbers(5, 0, 0, 1, 6)
    assert values(reading, "litigation_after_review") == numbers(0, 7, 0, 0, 7)


def test_heading_of_the_section_is_no_channel():
    reading = tables(f"<p>四、政府信息公开行政复议、行政诉讼情况</p>{grid(RESULTS, (1, 2, 3, 4, 10))}")
    assert {one.kind for one in reading.figures if one.row == "review"} == {"unplaced"}


def applications(received):
    return grid(("项目", *APPLICANTS), ("一、本年新收政府信息公开申请数量", *received))


@pytest.mark.parametrize("other", ["2022年", "附：2022年数据", "上年度情况", "2022年度政府信息公开申请情况："])
def test_table_of_another_year_is_set_aside_beside_the_report_s(other):
    markup = f"{applications(range(1, 8))}<p>{other}</p>{applications(range(11, 18))}"
    reading = tables(markup)
    assert values(reading, "new_received") == numbers(1, 2, 3, 4, 5, 6, 7)
    assert reading.remarks == (f"a table of another year stands beside the report's and is set aside: {other}",)


def test_table_under_another_year_is_read_where_it_is_the_only_one():
    assert values(tables(f"<p>2022年</p>{applications(range(1, 8))}"), "new_received") == numbers(1, 2, 3, 4, 5, 6, 7)


def test_rest_of_a_table_below_a_year_is_no_table_of_its_own():
    rest = grid(("2.重复申请", *range(11, 18)))
    reading = tables(f"{applications(range(1, 8))}<p>2022年</p>{rest}")
    assert values(reading, "rejected_repeat") == numbers(11, 12, 13, 14, 15, 16, 17)
    assert reading.remarks == ()


def test_day_above_a_table_is_no_year_of_it():
    markup = f"{applications(range(1, 8))}<p>2022年12月31日</p>{applications(range(11, 18))}"
    assert {kind for _, kind in values(tables(markup), "new_received")} == {"unplaced"}


def test_statistics_under_years():
    of_years = [
        f"<p>{year}年政府信息公开情况统计表</p>" + grid(*((label, first + n) for n, label in enumerate(STATISTICS)))
        for year, first in ((2015, 1), (2016, 11))
    ]
    reading = tables("".join(of_years), 2016)
    assert [one.value for one in reading.indicators] == [11, 12, 13, 14]
    assert len(reading.remarks) == 1
