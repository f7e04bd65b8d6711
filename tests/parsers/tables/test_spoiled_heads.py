"""Heads whose spans lie or of which one is gone: no figure slides into another column without a word."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context, Figure
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
COLUMNS = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_org", "total")
HEADS = (
    "<tr><td colspan=3 rowspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>"
    "<td colspan=7>申请人情况</td></tr>"
    "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
    "<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
)
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
CHANNELS = ("review", "litigation_direct", "litigation_after_review")


def cells(*texts: object) -> str:
    return "".join(f"<td>{text}</td>" for text in texts)


def figures(markup: str) -> dict[str, Figure]:
    return {figure.key: figure for figure in read_tables(read_html(markup.encode(), AT).blocks).figures}


def table_under(heads: str) -> list[Figure]:
    row = f"<tr><td colspan=3>一、本年新收政府信息公开申请数量</td>{cells(*range(1, 8))}</tr>"
    found = figures(f"<table>{heads}{row}</table>")
    return [found[f"applications.new_received.{column}"] for column in COLUMNS]


def is_right_or_told(read: Figure, printed: int) -> bool:
    return read.value == printed or read.value is None or read.kind == "by_position"


@pytest.mark.parametrize(
    ("head", "spoiled"),
    [
        ("colspan=3 rowspan=3", "colspan=3 rowspan=2"),
        ("colspan=3 rowspan=3", "colspan=3 rowspan=4"),
        ("colspan=3 rowspan=3", "colspan=2 rowspan=3"),
        ("<td rowspan=2>自然人", "<td>自然人"),
        ("<td rowspan=2>自然人", "<td rowspan=3>自然人"),
        ("<td rowspan=2>总计", "<td>总计"),
        ("colspan=5", "colspan=4"),
        ("colspan=5", "colspan=6"),
        ("<td rowspan=2>自然人</td>", ""),
        ("<td colspan=5>法人或其他组织</td>", ""),
        ("<td rowspan=2>总计</td>", ""),
        ("<td>商业企业</td>", ""),
        ("<td>其他</td>", ""),
        ("<td>科研机构</td>", "<td></td>"),
    ],
)
def test_heads_of_table_three_that_are_spoiled_move_no_figure(head: str, spoiled: str) -> None:
    assert head in HEADS
    read = table_under(HEADS.replace(head, spoiled))
    assert all(is_right_or_told(one, printed) for printed, one in enumerate(read, 1))


@pytest.mark.parametrize("at", range(5))
def test_heads_of_table_four_that_are_spoiled_move_no_figure(at: int) -> None:
    results = "".join(f"<td{'' if n == at else ' rowspan=2'}>{head}</td>" for n, head in enumerate(RESULTS))
    found = figures(
        f"<table><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>{results}"
        f"<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr><tr>{cells(*RESULTS * 2)}</tr>"
        f"<tr>{cells(*range(15))}</tr></table>"
    )
    read = [
        found[f"legal_challenges.{c}.{r}"]
        for c in CHANNELS
        for r in ("upheld", "corrected", "other", "pending", "total")
    ]
    assert all(is_right_or_told(one, printed) for printed, one in enumerate(read))


@pytest.mark.parametrize("first", ["<td></td>", ""], ids=["blank", "missing"])
def test_measures_of_which_the_first_head_is_gone_are_read_by_their_place(first: str) -> None:
    found = figures(
        f"<table><tr><td colspan=4>第二十条第（一）项</td></tr>"
        f"<tr><td>信息内容</td>{first}<td>本年废止件数</td><td>现行有效件数</td></tr>"
        f"<tr><td>规章</td>{cells(77, '', 5)}</tr></table>"
    )
    read = [found[f"disclosures.regulations.{measure}"] for measure in ("issued", "repealed", "in_force")]
    assert [(one.value, one.kind) for one in read] == [(77, "by_position"), (None, "blank"), (5, "by_position")]


def test_blank_among_figures_that_is_one_too_many_settles_only_what_stands_behind_it() -> None:
    row = f"<tr><td colspan=3>一、本年新收政府信息公开申请数量</td>{cells('', 1, 2, '', 3, 4, 5, 6)}</tr>"
    found = figures(f"<table>{HEADS}{row}</table>")
    assert [found[f"applications.new_received.{column}"].value for column in COLUMNS] == [None, None, None, 3, 4, 5, 6]


def test_group_whose_first_label_is_gone_is_no_row() -> None:
    rows = f"<tr><td rowspan=2>（六）其他处理</td><td></td>{cells(*range(1, 8))}</tr><tr><td>3.其他</td>{cells(*range(7))}</tr>"
    found = figures(f"<table>{HEADS}{rows}</table>")
    assert "applications.other.total" not in found
    assert found["applications.other_misc.total"].value == 6


def test_sixth_outcome_that_lost_its_last_word_is_not_the_third_of_its_group() -> None:
    found = figures(f"<table>{HEADS}<tr><td colspan=3>（六）其他</td>{cells(*range(1, 8))}</tr></table>")
    assert found["applications.other.total"].value == 7
    assert "applications.other_misc.total" not in found


def test_others_that_stand_before_rows_of_earlier_groups_are_not_the_last_outcome() -> None:
    rows = (
        f"<tr><td colspan=3>2.其他</td>{cells(*range(1, 8))}</tr>"
        f"<tr><td colspan=3>3.危及“三安全一稳定”</td>{cells(*range(7))}</tr>"
    )
    found = figures(f"<table>{HEADS}{rows}</table>")
    assert found["applications.denied_safety_stability.total"].value == 6
    assert [key for key, one in found.items() if one.value == 7] == []
