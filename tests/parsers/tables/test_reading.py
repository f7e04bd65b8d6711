"""Whole tables: each trap that was met in a real report, by name."""

import pytest

from parsers.documents.html import read_html
from parsers.documents.text import read_text
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")

DISCLOSURES = """
<table><tr><td colspan=4>第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>
<tr><td>行政规范性文件</td><td>{}</td><td>62</td><td>241</td></tr>
<tr><td colspan=4>第二十条第（五）项</td></tr><tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr>
<tr><td>行政许可</td><td colspan=3>11</td></tr>
<tr><td colspan=4>第二十条第（六）项</td></tr><tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr>
<tr><td>行政处罚</td><td colspan=3>7</td></tr><tr><td>行政强制</td><td colspan=3>-</td></tr>
<tr><td colspan=4>第二十条第（八）项</td></tr><tr><td>信息内容</td><td colspan=3>本年收费金额（单位：万元）</td></tr>
<tr><td>行政事业性收费</td><td colspan=3>{}</td></tr></table>
"""
HEAD = (
    "<tr><td colspan=3 rowspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan=7>申请人情况</td></tr>"
    "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
    "<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
)


def cells(*values):
    return "".join(f"<td>{value}</td>" for value in values)


def read(markup):
    return read_tables(read_html(markup.encode(), AT).blocks)


def figures(reading):
    return {figure.key: figure for figure in reading.figures}


def row_of(reading, line):
    return [figure.value for figure in reading.figures if figure.key.startswith(f"applications.{line}.")]


def states(reading, rule):
    return {check.subject: check.state for check in reading.checks if check.rule == rule}


def test_table_two_gives_every_measure_of_the_form_of_2021():
    reading = read(DISCLOSURES.format("70", "16722"))
    found = figures(reading)
    assert reading.form == "2021"
    assert found["disclosures.normative_documents.issued"].value == 70
    assert found["disclosures.licensing.decisions"].value == 11
    assert found["disclosures.fees.amount_wan_yuan"].value == 16722
    assert found["disclosures.fees.amount_wan_yuan"].unit == "万元"


def test_mark_keeps_its_kind_and_its_print():
    coercion = figures(read(DISCLOSURES.format("1", "0")))["disclosures.coercion.decisions"]
    assert (coercion.value, coercion.kind, coercion.raw) == (None, "mark", "-")


def test_number_with_a_remark_is_noted_and_never_joined_with_the_remarks_number():
    issued = figures(read(DISCLOSURES.format("22（其中修订 16 件）", "0")))["disclosures.normative_documents.issued"]
    assert (issued.value, issued.kind, issued.raw) == (22, "noted", "22（其中修订 16 件）")


def test_yuan_in_the_column_of_wan_yuan_has_no_value():
    fees = figures(read(DISCLOSURES.format("0", "3940元")))["disclosures.fees.amount_wan_yuan"]
    assert (fees.value, fees.kind, fees.raw) == (None, "unit_differs", "3940元")


def test_tables_that_the_document_does_not_show_are_lost_and_none_is_zero():
    found = figures(read(DISCLOSURES.format("1", "0")))
    lost = [figure for figure in found.values() if figure.kind == "lost"]
    assert len(lost) == 175 + 15
    assert {figure.value for figure in lost} == {None}


def test_page_without_tables_has_no_cells_at_all():
    reading = read("<p>全年公开信息135条。</p>")
    assert (reading.form, reading.figures, reading.tables) == ("none", (), frozenset())


def test_row_that_no_form_has_is_kept_as_an_indicator_and_named():
    markup = DISCLOSURES.format("1", "0").replace(
        "<td>行政强制</td><td colspan=3>-</td></tr>",
        "<td>行政强制</td><td colspan=3>2</td></tr><tr><td>行政检查</td><td colspan=3>31</td></tr>",
    )
    reading = read(markup)
    assert [(one.label, one.value) for one in reading.indicators] == [("行政检查（本年处理决定数量）", 31)]
    assert reading.remarks == ("table 2 prints a row that the form does not have: 行政检查 | 31",)


def test_heads_of_2019_make_the_form_2019_whatever_the_year():
    markup = """<table><tr><td colspan=4>第二十条第（五）项</td></tr>
    <tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr>
    <tr><td>行政许可</td><td>12</td><td>增2</td><td>340</td></tr></table>"""
    reading = read(markup)
    found = figures(reading)
    assert reading.form == "2019"
    assert [found[f"disclosures.licensing.{m}"].value for m in ("items_last_year", "items_change", "decisions")] == [
        12,
        2,
        340,
    ]
    assert "disclosures.licensing.issued" not in found


def test_single_row_of_other_outcomes_stands_in_place_of_the_three():
    markup = f"<table>{HEAD}<tr><td rowspan=2>三、本年度办理结果</td><td colspan=2>（六）其他处理</td>{cells(2, 0, 0, 0, 0, 0, 2)}</tr></table>"
    reading = read(markup)
    assert row_of(reading, "other") == [2, 0, 0, 0, 0, 0, 2]
    assert row_of(reading, "other_misc") == []


def test_three_rows_of_other_outcomes_leave_no_single_row():
    markup = (
        f"<table>{HEAD}<tr><td>（六）其他处理</td><td colspan=2>3.其他</td>{cells(2, 0, 0, 0, 0, 0, 2)}</tr></table>"
    )
    reading = read(markup)
    assert row_of(reading, "other_misc") == [2, 0, 0, 0, 0, 0, 2]
    assert row_of(reading, "other") == []
    assert figures(reading)["applications.other_fee_unpaid.total"].kind == "lost"


def test_column_total_is_not_the_row_total():
    markup = f"<table>{HEAD}<tr><td colspan=3>（七）总计</td>{cells(1, 2, 3, 4, 5, 6, 21)}</tr></table>"
    assert row_of(read(markup), "processed_total") == [1, 2, 3, 4, 5, 6, 21]


def test_columns_in_another_order_are_read_by_their_heads():
    head = "<tr><td>项目</td><td>总计</td><td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
    markup = f"<table>{head}<tr><td>一、本年新收政府信息公开申请数量</td>{cells(21, 1, 2, 3, 4, 5, 6)}</tr></table>"
    assert {f.column: f.value for f in read(markup).figures if f.row == "new_received"} == {
        "total": 21, "natural_person": 1, "business": 2, "research": 3, "nonprofit": 4, "legal_service": 5, "other_org": 6,
    }  # fmt: skip


def test_table_without_the_column_of_totals_has_them_lost():
    head = "<tr><td>项目</td><td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
    markup = f"<table>{head}<tr><td>一、本年新收政府信息公开申请数量</td>{cells(1, 2, 3, 4, 5, 6)}</tr></table>"
    total = figures(read(markup))["applications.new_received.total"]
    assert (total.value, total.kind, total.derived) == (None, "derived", 21)


def test_damaged_heads_are_read_by_the_forms_order_and_say_so():
    markup = f"<table><tr><td>申请人情况</td></tr><tr><td>自 人</td><td>商企</td></tr><tr><td colspan=3>一、本年新收政府信息公开申请数量</td>{cells(*range(7))}</tr></table>"
    first = figures(read(markup))["applications.new_received.business"]
    assert (first.value, first.kind) == (1, "by_position")


def test_label_with_a_slip_is_still_the_row_it_can_only_be():
    markup = f"<table>{HEAD}<tr><td colspan=3>一、本年新收政府信患公开申请数</td>{cells(*range(7))}</tr><tr><td colspan=3>四、结转下年度继续办理</td>{cells(*range(7))}</tr></table>"
    assert row_of(read(markup), "new_received") == [0, 1, 2, 3, 4, 5, 6]


def test_row_label_cut_by_its_own_figures_keeps_the_figures():
    markup = f"<table>{HEAD}<tr><td>（六）其他处理</td><td colspan=2>1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公</td>{cells(40, 1, 0, 0, 2, 0, 43)}</tr><tr><td colspan=10>开申请</td></tr></table>"
    assert row_of(read(markup), "other_not_corrected") == [40, 1, 0, 0, 2, 0, 43]


def test_digit_typed_into_a_label_is_no_value():
    text = (
        "申请人情况\n\n自然人\n\n法人或其他组织\n\n总计\n\n一、本年新收政府信息公开申请数量\n\n"
        + "\n\n".join("1234567")
        + "\n\n0二、上年结转政府信息公开申请数量\n\n"
        + "\n\n".join("0000000")
    )
    reading = read_tables(read_text(text.encode(), AT).blocks)
    assert row_of(reading, "new_received") == [1, 2, 3, 4, 5, 6, 7]
    assert row_of(reading, "carried_over") == [0] * 7


def test_two_copies_that_agree_are_one_table():
    table = f"<table>{HEAD}<tr><td colspan=3>（七）总计</td>{cells(1, 0, 0, 0, 0, 0, 1)}</tr></table>"
    assert row_of(read(table + table), "processed_total") == [1, 0, 0, 0, 0, 0, 1]


def test_two_copies_that_differ_report_only_what_they_share():
    one = f"<table>{HEAD}<tr><td colspan=3>（七）总计</td>{cells(1, 0, 0, 0, 0, 0, 1)}</tr></table>"
    other = f"<table>{HEAD}<tr><td colspan=3>（七）总计</td>{cells(1, 0, 0, 0, 0, 0, 7)}</tr></table>"
    total = figures(read(one + other))["applications.processed_total.total"]
    assert total.value is None
    assert "two copies of the table differ here: 1 and 7" in total.note


def test_tables_of_two_reports_fill_each_others_gaps_with_nothing():
    total = f"<tr><td colspan=3>（七）总计</td>{cells(1, 0, 0, 0, 0, 0, 1)}</tr>"
    new = "<tr><td colspan=3>一、本年新收政府信息公开申请数量</td>{}</tr>"
    one = f"<table>{HEAD}{new.format(cells(2, 0, 0, 0, 0, 0, 2))}{total}</table>"
    other = f"<table>{HEAD}{new.format(cells(5, 0, 0, 0, 0, 0, 5))}</table>"
    found = figures(read(one + other))
    assert [found[f"applications.{row}.total"].kind for row in ("new_received", "processed_total")] == ["unplaced"] * 2
    assert found["applications.processed_total.total"].note == (
        "two tables of one kind differ, and only one of them prints this"
    )
    assert found["applications.new_received.business"].value == 0


LEGAL_HEAD = (
    "<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>"
    + "".join(f"<td rowspan=2>{head}</td>" for head in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"))
    + "<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr><tr>"
    + cells(*("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 2)
    + "</tr>"
)


def test_fifteen_figures_stand_under_three_channels():
    found = figures(read(f"<table>{LEGAL_HEAD}<tr>{cells(*range(15))}</tr></table>"))
    assert found["legal_challenges.review.upheld"].value == 0
    assert found["legal_challenges.litigation_direct.total"].value == 9
    assert found["legal_challenges.litigation_after_review.pending"].value == 13
    assert found["legal_challenges.review.upheld"].kind == "number"


def test_fewer_than_fifteen_cells_settle_nothing():
    found = figures(read(f"<table>{LEGAL_HEAD}<tr>{cells(*range(14))}</tr></table>"))
    assert {figure.value for figure in found.values() if figure.table == "legal_challenges"} == {None}


def test_review_and_litigation_in_tables_of_their_own():
    results = cells("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    markup = (
        f"<table><tr><td colspan=5>行政复议</td></tr><tr>{results}</tr><tr>{cells(1, 0, 0, 0, 1)}</tr></table>"
        f"<table><tr><td colspan=10>行政诉讼</td></tr><tr><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr><tr>{results * 2}</tr><tr>{cells(*[2, 0, 0, 0, 2] * 2)}</tr></table>"
    )
    found = figures(read(markup))
    assert found["legal_challenges.review.total"].value == 1
    assert found["legal_challenges.litigation_direct.total"].value == 2


def test_total_of_zero_beside_parts_is_kept_and_fails():
    reading = read(f"<table>{LEGAL_HEAD}<tr>{cells(2, 0, 1, 0, 0, *[0] * 10)}</tr></table>")
    assert figures(reading)["legal_challenges.review.total"].value == 0
    assert states(reading, "channel_sum")["review"] == "fail"


def test_row_sum_that_fails_says_both_sides():
    markup = f"<table>{HEAD}<tr><td colspan=3>（七）总计</td>{cells(1, 2, 0, 0, 0, 0, 4)}</tr></table>"
    (check,) = [
        check for check in read(markup).checks if check.rule == "row_sum" and check.subject == "processed_total"
    ]
    assert (check.state, check.detail) == ("fail", "4 ≠ 1 + 2")


def test_relation_with_an_unknown_cell_is_uncertain():
    markup = f"<table>{HEAD}<tr><td colspan=3>（七）总计</td>{cells(1, '', 0, 0, 0, 0, 4)}</tr></table>"
    reading = read(markup)
    assert states(reading, "row_sum")["processed_total"] == "uncertain"
    business = figures(reading)["applications.processed_total.business"]
    assert (business.value, business.kind, business.derived) == (None, "blank", 3)


def test_printed_parts_beyond_the_sum_fail_even_beside_an_unknown():
    markup = f"<table>{HEAD}<tr><td colspan=3>（七）总计</td>{cells(5, '', 0, 0, 0, 0, 4)}</tr></table>"
    assert states(read(markup), "row_sum")["processed_total"] == "fail"


def test_table_that_no_form_claims_is_named():
    reading = read("<table><tr><td>指标名称</td><td>数值</td></tr><tr><td>培训次数</td><td>3</td></tr></table>")
    assert reading.remarks == ("a table of 2 rows is not read: 指标名称 | 数值",)
    assert reading.form == "none"


def test_prose_that_names_the_tables_is_no_table():
    reading = read("<p>其他</p><p>行政许可</p><p>全年办理行政许可 3 件，行政处罚 2 件。</p><p>总计</p>")
    assert reading.tables == frozenset()


@pytest.mark.parametrize(
    "seed_name", ["000_ca8094cab00a46eb.txt", "001_6529543323676af9.txt", "004_a01111d04fa25f8f.txt"]
)
def test_text_exports_of_real_reports_are_recognised_in_all_three_styles(corpus, seed_name):
    reading = read_tables(read_text((corpus / "seeds" / seed_name).read_bytes(), AT).blocks)
    assert (reading.form, len(reading.figures)) == ("2021", 200)
    assert reading.tables == {"disclosures", "applications", "legal_challenges"}


def test_second_row_that_is_much_like_an_item_is_kept_apart_from_it():
    markup = DISCLOSURES.format("1", "0").replace(
        "<td>行政事业性收费</td>", "<td>行政事业性收费</td><td colspan=3>3</td></tr><tr><td>行政事业性收费项</td>"
    )
    reading = read(markup)
    assert figures(reading)["disclosures.fees.amount_wan_yuan"].value == 3
    assert [(one.label.partition("（")[0], one.value) for one in reading.indicators] == [("行政事业性收费项", 0)]
