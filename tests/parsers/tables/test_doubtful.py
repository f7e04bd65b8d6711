"""Blanks beside figures that may have moved or run together: said, and no figure is moved."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
MEASURES = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def tables(*rows):
    lines = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    return read_tables(read_html(f"<table>{lines}</table>".encode(), AT).blocks)


def documents(*figures):
    return tables(MEASURES, ("规章", 0, 0, 2), ("行政规范性文件", *figures))


def read(reading, row):
    return [(one.value, one.kind) for one in reading.figures if one.row == row]


@pytest.mark.parametrize("figures", [("", 12, 30), (12, 30, ""), (123, "", 30)])
def test_lone_blank_of_table_2_is_said(figures):
    reading = documents(*figures)
    shown = " ".join(str(figure) or "␣" for figure in figures)
    said = "table 2 leaves one cell blank; figures beside it may have moved or met: 行政规范性文件 "
    assert reading.remarks == (said + shown,)
    assert read(reading, "normative_documents") == [(one or None, "number" if one else "blank") for one in figures]


@pytest.mark.parametrize("figures", [("", "", 30), ("", 0, 0), (1, 2, 3)])
def test_several_blanks_and_a_blank_beside_zeros_are_not(figures):
    assert documents(*figures).remarks == ()


def test_lone_blank_of_table_4_is_said():
    channels = (("行政复议", 1, 0, 0, 0, 1), ("未经复议直接起诉", 0, 0, 0, 0, 0), ("复议后起诉", "", 2, 0, 0, 2))
    remarks = tables(("类别", *RESULTS), *channels).remarks
    assert remarks == (
        "table 4 leaves one cell blank; figures beside it may have moved or met: litigation_after_review ␣ 2 0 0 2",
    )


@pytest.mark.parametrize("figures", [("12 3", "", 30), ("", "12 3", 30), ("1 2 3", "", "")])
def test_blank_beside_figures_that_run_together_is_not_settled(figures):
    kinds = {"": "unplaced", 30: "number"}
    row = read(documents(*figures), "normative_documents")
    assert [kind for _, kind in row] == [kinds.get(one, "unreadable") for one in figures]


def test_more_blanks_than_figures_that_run_together_are_blanks():
    row = read(documents("12 3", "", ""), "normative_documents")
    assert row == [(None, "unreadable"), (None, "blank"), (None, "blank")]
