"""Heads of statistics tables in two words, heads below heads, and tables whose labels stand in a row."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
LABELS = ("主动公开政府信息数", "制发规范性文件总数", "政务微博公开政府信息数", "收到申请数")
CODES = ("disclosed", "normative_issued", "by_weibo", "received")
UNITS = ("条", "件", "条", "件")
YEAR = dict(zip(CODES, (31, 5, 0, 12), strict=True))


def row(*texts):
    return f"<tr>{''.join(f'<td>{text}</td>' for text in texts)}</tr>"


def read(*rows, year=None):
    return read_tables(read_html(f"<table>{''.join(rows)}</table>".encode(), AT).blocks, year=year)


def values(*rows, year=None):
    return {one.code: one.value for one in read(*rows, year=year).indicators}


def under(*heads, year):
    """The table under two heads or three, the figures of the year under the head at `year`."""
    lines = zip(LABELS, UNITS, YEAR.values(), strict=True)
    return [
        row("统计指标", "单位", *heads),
        *(row(label, unit, *(n if at == year else 700 + at for at in range(len(heads)))) for label, unit, n in lines),
    ]


@pytest.mark.parametrize(
    ("heads", "year"),
    [
        (("本年统计数", "上年统计数"), 0),
        (("上年度统计数", "本年度统计数"), 1),
        (("今年数", "去年数"), 0),
        (("当年数据", "历年累计"), 0),
        (("全年统计数", "其中：第四季度"), 0),
        (("区政府统计数", "区直单位统计数", "合计统计数"), 2),
        (("总计数量", "县直", "乡镇"), 0),
    ],
)
def test_head_of_two_words_says_whose_figures_stand_under_it(heads, year):
    assert values(*under(*heads, year=year)) == YEAR


@pytest.mark.parametrize("heads", [("2016年度统计数", "2015年度统计数"), ("当年统计数", "本年累计")])
def test_two_heads_that_both_may_be_the_years_settle_nothing(heads):
    assert values(*under(*heads, year=0)) == dict.fromkeys(CODES)


@pytest.mark.parametrize(
    ("heads", "year"),
    [
        (("2016年", "2015年"), 0),
        (("2015年度", "2016年度"), 1),
        (("2014", "2015", "2016"), 2),
        (("2016年统计数", "2015年统计数"), 0),
        (("2015年1-12月", "2016年1-12月"), 1),
        (("2015年", "本年"), 1),
    ],
)
def test_of_heads_of_several_years_the_reports_own_is_read(heads, year):
    reading = read(*under(*heads, year=year), year=2016)
    assert {one.code: one.value for one in reading.indicators} == YEAR
    others = " | ".join(head for at, head in enumerate(heads) if at != year)
    assert reading.remarks == (
        f"a statistics table prints beside the year's figures, and they are set aside: {others}",
    )


@pytest.mark.parametrize("year", [None, 2013])
def test_heads_of_years_that_are_not_the_reports_settle_nothing(year):
    assert values(*under("2016年", "2015年", year=0), year=year) == dict.fromkeys(CODES)


def test_head_of_another_year_alone_is_told():
    reading = read(*under("2015年", year=0), year=2016)
    assert {one.code: one.value for one in reading.indicators} == YEAR
    assert reading.remarks == ("a statistics table is headed 2015, the report is of 2016",)


@pytest.mark.parametrize("sums", [("合计", "县直", "乡镇"), ("县直", "乡镇", "合计")])
def test_sum_below_a_head_over_several_columns_is_the_figure(sums):
    at = sums.index("合计")
    heads = "<tr><td rowspan=2>统计指标</td><td rowspan=2>单位</td><td colspan=3>统计数</td></tr>" + row(*sums)
    lines = zip(LABELS, UNITS, YEAR.values(), strict=True)
    body = [row(label, unit, *(n if of == at else 700 for of in range(3))) for label, unit, n in lines]
    assert values(heads, *body) == YEAR


def test_labels_in_a_row_with_their_units_below():
    assert values(row("统计指标", *LABELS), row("单位", *UNITS), row("统计数", *YEAR.values())) == YEAR
