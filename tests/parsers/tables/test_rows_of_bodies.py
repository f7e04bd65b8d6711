"""Rows of bodies, sums among rows, columns that count the rows: in tables 3 and 4 and in statistics tables."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
NEW, OVER, SECRET, TOTAL = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "1.属于国家秘密",
    "（七）总计",
)


def row(*cells):
    return (
        "<tr>" + "".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in map(str, cells)) + "</tr>"
    )


def read(*rows):
    return read_tables(read_html(f"<table>{''.join(rows)}</table>".encode(), AT).blocks)


def values(reading, of_row, table="applications"):
    return [one.value for one in reading.figures if (one.table, one.row) == (table, of_row)]


def test_table_three_cut_by_columns_into_two():
    first = row("申请情况", *APPLICANTS[:4]) + row(NEW, 1, 2, 3, 4) + row(OVER, 0, 0, 0, 0)
    second = row("申请情况", *APPLICANTS[4:]) + row(NEW, 5, 6, 21) + row(OVER, 0, 0, 0)
    reading = read(first, "</table><p>续表</p><table>", second)
    assert values(reading, "new_received") == [1, 2, 3, 4, 5, 6, 21]
    assert values(reading, "carried_over") == [0] * 7


@pytest.mark.parametrize("head", ["行次", "代码", "指标代码", "栏次", "序号"])
def test_column_that_counts_the_rows_is_no_applicant(head):
    reading = read(row("申请情况", head, *APPLICANTS), row(NEW, 1, 1, 2, 3, 4, 5, 6, 21), row(OVER, 2, *[0] * 7))
    assert values(reading, "new_received") == [1, 2, 3, 4, 5, 6, 21]
    assert values(reading, "carried_over") == [0] * 7


def test_sums_that_close_groups_are_not_the_sum_of_all():
    reading = read(
        row("申请情况", *APPLICANTS),
        row(SECRET, *range(7)),
        row("合计", *range(10, 17)),
        row("1.本机关不掌握相关政府信息", *range(20, 27)),
        row("合计", *range(30, 37)),
        row(TOTAL, *range(40, 47)),
        row("四、结转下年度继续办理", *[0] * 7),
    )
    assert values(reading, "processed_total") == list(range(40, 47))
    assert values(reading, "unable_not_held") == list(range(20, 27))
    assert reading.remarks == (
        "table 3 prints a row that no form has: 合计 | 10 | 11 | 12 | 13 | 14 | 15 | 16",
        "table 3 prints a row that no form has: 合计 | 30 | 31 | 32 | 33 | 34 | 35 | 36",
    )


def test_sums_of_one_name_are_none_of_them_the_sum_of_all():
    reading = read(
        row("申请情况", *APPLICANTS),
        row(SECRET, *range(7)),
        row("合计", *range(10, 17)),
        row("合计", *range(40, 47)),
    )
    assert values(reading, "processed_total") == [None] * 7
    assert len(reading.remarks) == 2


def test_rows_of_bodies_below_the_rows_of_the_form():
    bodies = row("云岭镇", 11, 12) + row("城关镇", 13, 14) + row("合计", 24, 26)
    alone = read(row("单位", NEW, OVER, SECRET)[:-5] + "</tr>", bodies)
    assert {one.value for one in alone.figures} == {None}
    assert alone.remarks == (
        "table 3 has a row for each of several bodies, and is not read: 云岭镇 | 11 | 12",
        "table 3 has a row for each of several bodies, and is not read: 城关镇 | 13 | 14",
        "table 3 has a row for each of several bodies, and is not read: 合计 | 24 | 26",
    )


def test_rows_of_bodies_leave_the_table_above_them_alone():
    reading = read(
        row("申请情况", *APPLICANTS),
        row(NEW, 1, 2, 3, 4, 5, 6, 21),
        row(TOTAL, *range(7)),
        row("单位", NEW, OVER, SECRET, TOTAL),
        row("云岭镇", 11, 12, 13, 14),
        row("合计", 11, 12, 13, 14),
    )
    assert values(reading, "new_received") == [1, 2, 3, 4, 5, 6, 21]
    assert values(reading, "processed_total") == list(range(7))
    assert len(reading.remarks) == 2


def test_figures_above_the_first_row_are_said():
    reading = read(row("申请情况", *APPLICANTS), row("甲", *range(1, 8)), row("某项", *[3] * 7), row(NEW, *[0] * 7))
    assert reading.remarks == ("table 3 prints a row that no form has: 某项 | 3 | 3 | 3 | 3 | 3 | 3 | 3",)


CHANNELS = {"review": "行政复议", "litigation_direct": "未经复议直接起诉", "litigation_after_review": "复议后起诉"}


def of_channels(reading):
    return [values(reading, channel, "legal_challenges") for channel in CHANNELS]


def test_sum_of_litigation_among_rows_of_channels():
    reading = read(
        row("类别", *RESULTS),
        row("行政复议", *range(5)),
        row("行政诉讼", *range(50, 55)),
        row("未经复议直接起诉", *range(10, 15)),
        row("复议后起诉", *range(20, 25)),
        row("合计", *range(60, 65)),
    )
    assert of_channels(reading) == [list(range(start, start + 5)) for start in (0, 10, 20)]
    assert reading.remarks == (
        "table 4 prints of no channel of the form: 行政诉讼 | 50 | 51 | 52 | 53 | 54",
        "table 4 prints of no channel of the form: 合计 | 60 | 61 | 62 | 63 | 64",
    )


def test_sum_of_channels_beside_rows_of_results():
    rows = (row(name, n, n + 10, n + 20, n + 90) for n, name in enumerate(RESULTS))
    reading = read(row("结果", *CHANNELS.values(), "合计"), *rows)
    assert of_channels(reading) == [list(range(start, start + 5)) for start in (0, 10, 20)]


@pytest.mark.parametrize("head", ["序号", "行次"])
def test_rows_of_channels_that_are_counted(head):
    rows = list(enumerate(CHANNELS.values(), 1))
    leading = read(row(head, "类别", *RESULTS), *(row(n, name, *range(n, n + 5)) for n, name in rows))
    behind = read(row("类别", head, *RESULTS), *(row(name, n, *range(n, n + 5)) for n, name in rows))
    expected = [list(range(n, n + 5)) for n in (1, 2, 3)]
    assert (of_channels(leading), of_channels(behind)) == (expected, expected)


def test_tables_of_channels_without_their_names_are_said():
    one = f"<tr>{''.join(f'<td>{name}' for name in RESULTS)}"
    reading = read(one, row(*range(5)), "</table><table>", one, row(*range(10, 15)))
    assert of_channels(reading) == [[None] * 5] * 3
    assert reading.remarks == ("table 4 prints a further row: 10 | 11 | 12 | 13 | 14",)


LABELS = (
    "（一）主动公开政府信息数（条）",
    "制发规范性文件总数（件）",
    "3.政务微博公开政府信息数（条）",
    "其中：主动公开规范性文件数（条）",
)


def indicators(reading):
    return {one.code: one.value for one in reading.indicators if one.code}


def test_row_of_one_body_below_the_labels_of_a_statistics_table():
    reading = read(row("序号", "单位", *LABELS), row(1, "云岭镇", 7, 8, 9, 10))
    assert (reading.form, indicators(reading)) == (
        "2014",
        {"disclosed": 7, "normative_issued": 8, "by_weibo": 9, "disclosed_normative": 10},
    )


def test_row_of_all_bodies_below_the_labels_of_a_statistics_table():
    reading = read(row("单位", *LABELS), row("云岭镇", 1, 2, 3, 4), row("城关镇", 1, 1, 1, 1), row("合计", 2, 3, 4, 5))
    assert (reading.form, indicators(reading)) == (
        "2014",
        {"disclosed": 2, "normative_issued": 3, "by_weibo": 4, "disclosed_normative": 5},
    )
    assert reading.tables == frozenset()


def test_rows_of_bodies_without_a_sum_are_of_no_report():
    reading = read(row("单位", *LABELS), row("云岭镇", 1, 2, 3, 4), row("城关镇", 1, 1, 1, 1))
    assert indicators(reading) == {}
    assert reading.remarks[0].startswith("a row of labels stands over no single row of figures: 单位 | （一）主动公开")


@pytest.mark.parametrize(
    ("years", "of_report"), [(("上年", "本年"), None), (("2015年", "2016年"), 2016), ((2015, 2016), 2016)]
)
def test_of_rows_of_several_years_the_reports_own_is_read(years, of_report):
    rows = [row("年度", *LABELS), row(years[0], 9, 9, 9, 9), row(years[1], 1, 2, 3, 4), row("合计", 10, 11, 12, 13)]
    reading = read_tables(read_html(f"<table>{''.join(rows)}</table>".encode(), AT).blocks, year=of_report)
    assert indicators(reading) == {"disclosed": 1, "normative_issued": 2, "by_weibo": 3, "disclosed_normative": 4}
    assert reading.remarks == (
        f"a row of a statistics table is not the report's: {years[0]} | 9 | 9 | 9 | 9",
        "a row of a statistics table is not the report's: 合计 | 10 | 11 | 12 | 13",
    )


@pytest.mark.parametrize("years", [("2015年", "2016年"), ("上年", "前年"), (2015, 2016)])
def test_sum_of_several_years_is_not_the_years(years):
    reading = read(row("年度", *LABELS), *(row(year, 1, 2, 3, 4) for year in years), row("合计", 2, 4, 6, 8))
    assert indicators(reading) == {}
