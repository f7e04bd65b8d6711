"""The official tables, laid out as the form has them."""

import io
from dataclasses import replace

from gongkai.reports import print_tables
from gongkai.tables import ShownTable, label_of, tables_of
from gongkai.terminal import Terminal
from parsers.model import Figure, Reading

RECEIVED = Figure("applications", "new_received", "total", 12, "number", "12")
GRANTED = Figure("applications", "granted", "total", 7, "number", "7")
MARKED = Figure("applications", "denied_state_secret", "total", None, "mark", "—", derived=3)
ISSUED = Figure("disclosures", "regulations", "issued", 3.5, "noted", "3.5（含修订）", "printed with a remark")
READING = Reading("report", "html", form="2021", figures=(GRANTED, RECEIVED, MARKED, ISSUED))


def laid(tables: list[ShownTable]) -> list[tuple[str, str, str, list[str]]]:
    """Table, group, label and words of each row."""
    return [
        (table.name, row.group, row.label, [cell.words for cell in row.cells])
        for table in tables
        for block in table.blocks
        for row in block.rows
    ]


def test_rows_stand_in_the_form_s_order_under_its_labels() -> None:
    blanks = [""] * 6
    assert laid(tables_of(READING, ())) == [
        ("disclosures", "", "规章", ["3.5", "", ""]),
        ("applications", "", "一、本年新收政府信息公开申请数量", [*blanks, "12"]),
        ("applications", "本年度办理结果", "（一）予以公开", [*blanks, "7"]),
        ("applications", "不予公开", "1.属于国家秘密", [*blanks, "—"]),
    ]


def test_a_figure_that_no_form_has_is_shown_all_the_same() -> None:
    strange = Figure("disclosures", "gifts", "given", 4, "number", "4")
    assert laid(tables_of(replace(READING, figures=(strange,)), ())) == [("disclosures", "", "gifts.given", ["4"])]


def test_a_cell_says_what_its_value_does_not() -> None:
    cells = {
        cell.key: cell
        for table in tables_of(READING, {"applications.granted.total"})
        for block in table.blocks
        for row in block.rows
        for cell in row.cells
    }
    assert cells["applications.granted.total"].said == "a check that touches it fails"
    assert cells["applications.denied_state_secret.total"].said == "mark · the checks give 3"
    assert cells["disclosures.regulations.issued"].said == "noted · printed with a remark · printed: 3.5（含修订）"
    assert cells["applications.new_received.total"].said == ""
    assert cells["applications.new_received.business"].figure is None


def test_two_readings_stand_in_one_table_and_differ_where_they_do() -> None:
    other = replace(
        READING,
        figures=(GRANTED, RECEIVED._replace(value=None, kind="unreadable", raw="1Z"), GRANTED._replace(row="other")),
    )
    differing = {
        cell.key: (cell.words, cell.other_words)
        for table in tables_of(READING, (), other)
        for block in table.blocks
        for row in block.rows
        for cell in row.cells
        if cell.differs
    }
    assert differing == {
        "applications.new_received.total": ("12", "1Z"),
        "applications.other.total": ("", "7"),
        "applications.denied_state_secret.total": ("—", ""),
        "disclosures.regulations.issued": ("3.5", ""),
    }


def test_a_cell_has_the_form_s_own_name() -> None:
    tables = tables_of(READING, ())
    assert label_of(tables, "disclosures.regulations.issued") == "规章 · 本年制发件数"
    assert label_of(tables, "legal_challenges.review.total") == "legal_challenges.review.total"


def test_in_print_figures_that_no_row_of_the_form_has_follow_its_rows() -> None:
    stream = io.StringIO()
    odd = Figure("applications", "passed_on", "total", 5, "number", "5")
    print_tables(Terminal(stream), replace(READING, figures=(RECEIVED, odd)))
    assert (
        stream.getvalue()
        == """
Table 3 · 收到和处理政府信息公开申请情况 (applications)
                                  自然人  商业企业  科研机构  社会公益组织  法律服务机构  其他  总计
--------------------------------  ------  --------  --------  ------------  ------------  ----  ----
一、本年新收政府信息公开申请数量                                                                  12

---------------  -
passed_on.total  5
"""
    )
