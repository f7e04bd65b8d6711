"""Streams of paragraphs or lines with rows between those of the form."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
LABELS = (
    ("主动公开政府信息数", "条"),
    ("收到申请数", "件"),
    ("申请办结数", "件"),
    ("举办业务竞赛次数", "次"),
    ("举报投诉数量", "件"),
    ("编发简报期数", "期"),
)


def tables(*paragraphs):
    markup = "".join(f"<p>{text}</p>" for text in paragraphs)
    return read_tables(read_html(markup.encode(), AT).blocks)


def decisions(*between):
    return tables(
        *("第二十条第（五）项", "信息内容", "本年处理决定数量", "行政许可", 4),
        *("第二十条第（六）项", "信息内容", "本年处理决定数量", "行政处罚", 5, *between, "行政强制", 6),
    )


@pytest.mark.parametrize("between", [("行政检查", 9), ("行政检查", 9, "行政确认", 8)])
def test_row_of_table_2_that_the_form_does_not_have(between):
    reading = decisions(*between)
    assert [one.value for one in reading.figures if one.column == "decisions"] == [4, 5, 6]
    assert [(one.label, one.value) for one in reading.indicators] == [
        (f"{label}（本年处理决定数量）", figure) for label, figure in zip(between[::2], between[1::2], strict=True)
    ]


@pytest.mark.parametrize("between", [("填报时有一家单位未报。",), ("三、收到和处理情况", 7), ("注：不含下级", 7)])
def test_sentence_heading_or_note_is_no_row(between):
    assert [one.label for one in decisions(*between).indicators] == []


def test_row_of_table_3_that_the_form_does_not_have_is_told():
    reading = tables(
        *("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"),
        *("（一）予以公开", 1, 2, 3, 4, 5, 6, 21),
        *("9.涉及商业秘密", 1, 0, 0, 0, 0, 0, 1),
        *("2.重复申请", 7, 0, 0, 0, 0, 0, 7),
    )
    assert [one.value for one in reading.figures if one.row == "rejected_repeat"] == [7, 0, 0, 0, 0, 0, 7]
    assert reading.remarks == ("table 3 prints a row that no form has: 9.涉及商业秘密 | 1 | 0 | 0 | 0 | 0 | 0 | 1",)


@pytest.mark.parametrize(
    "written",
    [
        lambda label, unit, figure: (label, unit, figure),
        lambda label, unit, figure: (f"{label}（{unit}）", figure),
        lambda label, unit, figure: (f"{label} {unit} {figure}",),
        lambda label, unit, figure: (f"{label}：{figure}{unit}",),
    ],
    ids=["paragraphs", "unit in label", "line", "colon"],
)
def test_statistics_between_and_behind_those_that_are_known(written):
    rows = [written(label, unit, 10 + n) for n, (label, unit) in enumerate(LABELS)]
    reading = tables(*(text for row in rows for text in row), "以上数据由办公室汇总。")
    assert [one.value for one in reading.indicators] == [10, 11, 12, 13, 14, 15]
    assert [label for label, _ in LABELS] == [one.label.split("（")[0] for one in reading.indicators]


def test_statistics_under_a_year_and_all_years_as_paragraphs():
    rows = (
        ("主动公开信息数", "条", 10, 100),
        ("其中：1.政府网站", "条", 8, 80),
        ("申请总数", "条", 5, 50),
        ("行政复议数", "件", 0, 1),
    )
    reading = tables("指 标 名 称", "计量 单位", "2009 年度", "历年 累计", *(text for row in rows for text in row))
    assert [one.value for one in reading.indicators] == [10, 8, 5, 0]


def test_heads_of_another_form_that_are_whole_leave_nothing_out_of_a_stream():
    reading = tables(
        *("第二十条第（一）项", "信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量", "规章", 1, 2, 3),
        *("第二十条第（五）项", "信息内容", "本年处理决定数量", "行政许可", 5),
        *("第二十条第（六）项", "信息内容", "处理决定数量", "行政处罚", 7),
    )
    kinds = {one.row: (one.value, one.kind) for one in reading.figures if one.column == "decisions"}
    assert (reading.form, kinds["licensing"]) == ("2019", (5, "number"))
    assert kinds["penalty"] == (None, "unplaced")  # of three heads of the form one is left
