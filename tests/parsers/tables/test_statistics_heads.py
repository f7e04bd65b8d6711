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


def values(*rows):
    reading = read_tables(read_html(f"<table>{''.join(rows)}</table>".encode(), AT).blocks)
    return {one.code: one.value for one in reading.indicators}


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


@pytest.mark.parametrize("sums", [("合计", "县直", "乡镇"), ("县直", "乡镇", "合计")])
def test_sum_below_a_head_over_several_columns_is_the_figure(sums):
    at = sums.index("合计")
    heads = "<tr><td rowspan=2>统计指标</td><td rowspan=2>单位</td><td colspan=3>统计数</td></tr>" + row(*sums)
    lines = zip(LABELS, UNITS, YEAR.values(), strict=True)
    body = [row(label, unit, *(n if of == at else 700 for of in range(3))) for label, unit, n in lines]
    assert values(heads, *body) == YEAR


def test_labels_in_a_row_with_their_units_below():
    assert values(row("统计指标", *LABELS), row("单位", *UNITS), row("统计数", *YEAR.values())) == YEAR
