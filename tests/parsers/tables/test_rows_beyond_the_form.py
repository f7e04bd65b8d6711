"""Rows that bodies add to the official tables: percentages, rows of their own, rows without a label."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
HEADS = (
    "<tr><td rowspan=3>项目</td><td colspan=7>申请人情况</td></tr>"
    "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
    "<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
)
NEW, OVER = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
LEGAL_HEADS = (
    "<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>"
    + "".join(f"<td rowspan=2>{result}</td>" for result in RESULTS)
    + "<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
)


def row(*texts):
    return f"<tr>{''.join(f'<td>{text}</td>' for text in texts)}</tr>"


def read(markup):
    return read_tables(read_html(f"<table>{markup}</table>".encode(), AT).blocks)


def values(reading, line):
    return [one.value for one in reading.figures if one.row == line]


@pytest.mark.parametrize(
    "shares",
    [
        ("占比", "25%", "75%", "0%", "0%", "0%", "0%", "100%"),
        ("占总数的百分比", "25.5％", "74.5％", "0％", "0％", "0％", "0％", "100％"),
        ("同比增长", "", "", "", "", "", "", "12%"),
    ],
)
def test_percentages_below_a_row_of_applications_are_said_and_no_figures(shares):
    reading = read(HEADS + row(NEW, 1, 3, 0, 0, 0, 0, 4) + row(*shares) + row(OVER, 0, 0, 0, 0, 0, 0, 0))
    assert values(reading, "new_received") == [1, 3, 0, 0, 0, 0, 4]
    assert values(reading, "carried_over") == [0] * 7
    printed = " | ".join(share or "␣" for share in shares) if "" not in shares else "同比增长 | 12%"
    assert reading.remarks == (f"table 3 prints a row that no form has: {printed}",)


def test_percentages_below_the_challenges_are_said_and_no_figures():
    figures = (1, 0, 0, 1, 2, *[0] * 10)
    shares = ("50%", "0%", "0%", "50%", "100%", *["0%"] * 10)
    reading = read(LEGAL_HEADS + row(*RESULTS * 2) + row(*figures) + row(*shares))
    assert values(reading, "review") == [1, 0, 0, 1, 2]
    assert reading.remarks == (f"table 4 prints a further row: {' | '.join(shares)}",)


def test_percentages_below_an_item_are_said_and_no_figures():
    heads = row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    reading = read(heads + row("规章", 1, 0, 4) + row("占比", "25%", "0%", "75%"))
    assert values(reading, "regulations") == [1, 0, 4]
    assert reading.remarks == ("table 2 prints a row that the form does not have: 占比 | 25% | 0% | 75%",)


def test_figures_of_table_two_without_a_label_are_said():
    heads = row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    reading = read(f"{heads}<tr><td rowspan=2>规章</td><td>1</td><td>0</td><td>4</td></tr>{row(7, 8, 9)}")
    assert values(reading, "regulations") == [1, 0, 4]
    assert reading.remarks == ("table 2 prints a row that the form does not have: 7 | 8 | 9",)
    assert reading.indicators == ()


@pytest.mark.parametrize("label", ["4.其他", "（八）其他", "其他"])
def test_further_row_of_others_is_the_bodys_own_and_no_second_table(label):
    markup = HEADS + row(NEW, *range(1, 8)) + row("3.其他", *range(11, 18)) + row(label, *range(21, 28))
    reading = read(markup + row("（七）总计", *range(31, 38)))
    assert values(reading, "new_received") == [1, 2, 3, 4, 5, 6, 7]
    assert values(reading, "other_misc") == [11, 12, 13, 14, 15, 16, 17]
    assert values(reading, "processed_total") == [31, 32, 33, 34, 35, 36, 37]
    assert reading.remarks == (f"table 3 prints a row that no form has: {label} | 21 | 22 | 23 | 24 | 25 | 26 | 27",)
