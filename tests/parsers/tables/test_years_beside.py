"""Official tables that print columns of another year beside the report's."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
ROWS = ("一、本年新收政府信息公开申请数量", "（一）予以公开", "四、结转下年度继续办理")
CODES = ("new_received", "granted", "carried_forward")


def line(*cells):
    return "<tr>" + "".join(cells) + "</tr>"


def cell(text, attributes=""):
    return f"<td {attributes}>{text}</td>"


def tables(markup, year=2023):
    return read_tables(read_html(f"<table>{markup}</table>".encode(), AT).blocks, year=year)


def values(reading):
    return {code: [one.value for one in reading.figures if one.row == code] for code in CODES}


OURS = {code: [10 * n + at for at in range(1, 8)] for n, code in enumerate(CODES)}
SET_ASIDE = "a table prints beside the year's figures, and they are set aside: "


@pytest.mark.parametrize(
    ("years", "aside"),
    [
        (("本年度", "上年度"), "上年度"),
        (("上年", "本年"), "上年"),
        (("2022年", "2023年"), "2022年"),
        (("2023年度", "2022年度", "增减"), "2022年度 | 增减"),
    ],
)
def test_years_under_each_applicant(years, aside):
    heads = line(cell("项目", "rowspan=2"), *(cell(name, f"colspan={len(years)}") for name in APPLICANTS))
    heads += line(*(cell(year) for _ in APPLICANTS for year in years))
    is_ours = [year in ("本年度", "本年", "2023年", "2023年度") for year in years]
    rows = [
        line(cell(label), *(cell(figure if ours else 500 + figure) for figure in OURS[code] for ours in is_ours))
        for label, code in zip(ROWS, CODES, strict=True)
    ]
    reading = tables(heads + "".join(rows))
    assert values(reading) == OURS
    assert reading.remarks == (SET_ASIDE + aside,)


@pytest.mark.parametrize("years", [("本年度", "上年度"), ("2022年", "2023年")])
def test_all_applicants_under_each_year(years):
    heads = line(cell("项目", "rowspan=2"), *(cell(year, "colspan=7") for year in years))
    heads += line(*(cell(name) for _ in years for name in APPLICANTS))
    rows = [
        line(
            cell(label),
            *(cell(figure + 500 * (year in ("上年度", "2022年"))) for year in years for figure in OURS[code]),
        )
        for label, code in zip(ROWS, CODES, strict=True)
    ]
    reading = tables(heads + "".join(rows))
    assert values(reading) == OURS
    assert {one.kind for one in reading.figures if one.row in CODES} == {"number"}


def test_totals_of_two_years_are_read_by_position():
    rows = [line(cell(label), cell(n), cell(90 + n)) for n, label in enumerate(ROWS, 1)]
    reading = tables(line(cell("项目"), cell("本年度"), cell("上年度")) + "".join(rows))
    totals = [(one.value, one.kind) for one in reading.figures if one.row in CODES and one.column == "total"]
    assert totals == [(1, "by_position"), (2, "by_position"), (3, "by_position")]


@pytest.mark.parametrize("years", [("2021年", "2022年"), ("甲年", "乙年")])
def test_years_of_which_none_is_the_report_s_settle_nothing(years):
    heads = line(cell("项目", "rowspan=2"), *(cell(name, "colspan=2") for name in APPLICANTS))
    heads += line(*(cell(year) for _ in APPLICANTS for year in years))
    row = line(cell(ROWS[0]), *(cell(figure) for figure in range(14)))
    assert {one.value for one in tables(heads + row).figures} == {None}


@pytest.mark.parametrize("years", [("2023年", "2022年"), ("2022年", "2023年"), ("上年", "本年"), ("本年度", "上年度")])
def test_row_for_each_year(years):
    rows = ""
    for label, code in zip(ROWS, CODES, strict=True):
        ours = [year in ("2023年", "本年", "本年度") for year in years]
        first, second = (
            [cell(year), *(cell(figure if own else 500 + figure) for figure in OURS[code])]
            for year, own in zip(years, ours, strict=True)
        )
        rows += line(cell(label, "rowspan=2"), *first) + line(*second)
    reading = tables(line(cell("项目"), cell("年度"), *(cell(name) for name in APPLICANTS)) + rows)
    assert values(reading) == OURS
    aside = next(year for year in years if year in ("2022年", "上年", "上年度"))
    assert reading.remarks == (SET_ASIDE + aside,)


def test_row_of_table_2_of_another_year_is_not_the_item_s():
    heads = line(cell("信息内容"), cell("本年处理决定数量"))
    reading = tables(heads + line(cell("行政许可（上年）"), cell(5)) + line(cell("行政许可"), cell(7)))
    assert [one.value for one in reading.figures if one.row == "licensing"] == [7]
