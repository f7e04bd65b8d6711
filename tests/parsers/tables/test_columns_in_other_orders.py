"""Columns that stand in another order than the form's, or whose figures seem to: read by their heads, or told."""

import pytest

from parsers.documents.html import read_html
from parsers.documents.text import read_text
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
CODES = ("upheld", "corrected", "other", "pending", "total")
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
ROWS = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开")


def html(markup):
    return read_tables(read_html(markup.encode(), AT).blocks)


def challenges(*results):
    """Table 4 in paragraphs, its results in some order; the figure of a result is its place in the form."""
    names = dict(zip(("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"), range(5), strict=True))
    cells = ["行政复议", "行政诉讼", *results, "未经复议直接起诉", "复议后起诉", *results, *results]
    cells += [str(10 * channel + names[result]) for channel in (1, 2, 3) for result in results]
    reading = html("".join(f"<p>{cell}</p>" for cell in cells))
    return {(one.row, one.column): (one.value, one.kind) for one in reading.figures if one.table == "legal_challenges"}


def expected(kind):
    channels = ("review", "litigation_direct", "litigation_after_review")
    return {(c, code): (10 * n + at, kind) for n, c in enumerate(channels, 1) for at, code in enumerate(CODES)}


def test_results_of_challenges_in_the_forms_order():
    assert challenges("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") == expected("number")


@pytest.mark.parametrize(
    "results",
    [
        ("结果维持", "其他结果", "结果纠正", "尚未审结", "总计"),
        ("总计", "结果维持", "结果纠正", "其他结果", "尚未审结"),
        ("结果纠正", "结果维持", "其他结果", "尚未审结", "总计"),
    ],
)
def test_results_of_challenges_in_another_order_are_read_by_their_heads_and_said_to_be(results):
    assert challenges(*results) == expected("by_position")


def bounds(*figures, heads=("本年制发件数", "本年废止件数", "现行有效件数"), label="规章"):
    cells = "".join(f"<td>{cell}</td>" for cell in (label, *figures))
    head = "".join(f"<td>{cell}</td>" for cell in ("信息内容", *heads))
    reading = html(f"<table><tr>{head}</tr><tr>{cells}</tr></table>")
    return [(check.subject, check.state, check.detail) for check in reading.checks if check.rule == "within_stock"]


def test_more_documents_issued_than_are_in_force_and_repealed_are_told_in_an_uncertain_check():
    assert bounds(100, 5, 3) == [("regulations", "uncertain", "100 > 3 + 5")]


@pytest.mark.parametrize("figures", [(8, 5, 3), (0, 5, 3), (8, "", 3), (8, 5, "/"), ("", 0, 0)])
def test_documents_that_may_be_in_force_or_repealed_are_no_matter_of_a_check(figures):
    assert bounds(*figures) == []


def test_more_documents_newly_disclosed_than_are_disclosed_are_told_in_the_form_of_2019():
    heads = ("本年新制作数量", "本年新公开数量", "对外公开总数量")
    assert bounds(2, 9, 4, heads=heads, label="规范性文件") == [("normative_documents", "uncertain", "9 > 4")]


def figures_of(reading):
    return [one.value for one in reading.figures if one.row == "new_received"]


def test_rows_of_text_that_are_numbered():
    lines = (f"{n} {label} {' '.join(str(10 * n + at) for at in range(7))}" for n, label in enumerate(ROWS, 1))
    reading = read_tables(read_text("\n".join(("序号 项目 " + " ".join(APPLICANTS), *lines)).encode(), AT).blocks)
    assert figures_of(reading) == [10, 11, 12, 13, 14, 15, 16]
    assert [one.value for one in reading.figures if one.row == "granted"] == [30, 31, 32, 33, 34, 35, 36]


def test_figure_that_leads_a_row_of_text_and_counts_nothing_is_the_last_of_the_row_above():
    lines = ("申请人情况 " + " ".join(APPLICANTS), f"{ROWS[0]} 1 2 3 4 5 6", f"21 {ROWS[1]} 0 0 0 0 0 0 0", ROWS[2])
    reading = read_tables(read_text("\n".join(lines).encode(), AT).blocks)
    assert figures_of(reading) == [1, 2, 3, 4, 5, 6, 21]


def test_figures_before_the_first_label_and_none_behind_the_last_settle_nothing():
    cells = [*APPLICANTS]
    for n, label in enumerate((*ROWS, "（七）总计", "四、结转下年度继续办理"), 1):
        cells += [*(str(10 * n + at) for at in range(7)), label]
    reading = html("".join(f"<p>{cell}</p>" for cell in cells))
    assert {one.value for one in reading.figures if one.table == "applications"} == {None}
    assert {one.note for one in reading.figures if one.row == "new_received"} == {
        "figures stand before the first label and none behind the last: which row's they are is not settled"
    }


def test_two_heads_of_table_two_that_have_changed_places_are_told():
    heads = "<tr><td>信息内容</td><td>本年废止件数</td><td>本年制发件数</td><td>现行有效件数</td></tr>"
    rows = "".join(f"<tr><td>{item}</td><td>1</td><td>2</td><td>3</td></tr>" for item in ("规章", "行政规范性文件"))
    reading = html(f"<table>{heads}{rows}</table>")
    printed = {one.column: one.value for one in reading.figures if one.row == "regulations"}
    assert printed == {"issued": 2, "repealed": 1, "in_force": 3}
    assert reading.remarks == ("two column heads of table 2 have changed places; each figure is read under its head",)


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        (APPLICANTS, False),
        (APPLICANTS[-1:] + APPLICANTS[:-1], False),  # an order of the body's own
        ((*APPLICANTS[:2], APPLICANTS[3], APPLICANTS[2], *APPLICANTS[4:]), True),
    ],
)
def test_two_heads_of_table_three_that_have_changed_places_are_told(heads, told):
    cells = "".join(f"<td>{head}</td>" for head in heads)
    rows = "".join(f"<tr><td>{label}</td>{'<td>1</td>' * 7}</tr>" for label in ROWS)
    remark = "two column heads of table 3 have changed places; each figure is read under its head"
    assert html(f"<table><tr><td>办理情况</td>{cells}</tr>{rows}</table>").remarks == ((remark,) if told else ())
