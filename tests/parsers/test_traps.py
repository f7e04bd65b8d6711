"""The traps of real tables and headings that no other test names, each on a small page of its own.

The order is that of a report: headings, table 2, table 3, table 4, the tables of 2019, what stands beside them.
"""

import pytest

from parsers.documents.html import read_html
from parsers.documents.text import read_text
from parsers.model import Context, Figure, Reading
from parsers.reading import read
from parsers.tables.reading import TableReading, read_tables

AT = Context("https://www.example.gov.cn/1.html")
TITLE = "青榆县财政局2023年政府信息公开工作年度报告"
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
ORGANISATIONS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
ZEROS = (0, 0, 0, 0, 0, 0, 0)
APPLICANTS = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_org", "total")


def cells(*texts: object, tag: str = "td") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def row(*texts: object) -> str:
    return f"<tr>{cells(*texts)}</tr>"


def heads_of_applications(organisations: tuple[str, ...] = ORGANISATIONS, total: str = "总计") -> str:
    return (
        f"<tr><td colspan=3 rowspan=3>{NOTE}</td><td colspan=7>申请人情况</td></tr>"
        f"<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>{total}</td></tr>"
        f"{row(*organisations)}"
    )


def line(label: str, *values: object, group: str = "") -> str:
    labels = f"<td>{group}</td><td colspan=2>{label}</td>" if group else f"<td colspan=3>{label}</td>"
    return f"<tr>{labels}{cells(*values)}</tr>"


def applications(*lines: str, heads: str | None = None) -> str:
    return f"<table>{heads or heads_of_applications()}{''.join(lines)}</table>"


def tables(markup: str) -> TableReading:
    return read_tables(read_html(markup.encode(), AT).blocks)


def text_tables(text: str) -> TableReading:
    return read_tables(read_text(text.encode(), AT).blocks)


def found(reading: TableReading | Reading) -> dict[str, Figure]:
    return {figure.key: figure for figure in reading.figures}


def values(reading: TableReading, code: str) -> list[float | None]:
    return [found(reading)[f"applications.{code}.{column}"].value for column in APPLICANTS]


def whole(body: str, title: str = TITLE, context: Context = AT) -> Reading:
    return read(f"<html><body><h1>{title}</h1><div id=zoom>{body}</div></body></html>".encode(), context)


def disclosures(*blocks: str) -> str:
    return f"<table>{''.join(blocks)}</table>"


def block(clause: str, heads: tuple[str, ...], *rows: tuple[object, ...]) -> str:
    return (
        f"<tr><td colspan=4>第二十条第（{clause}）项</td></tr>{row('信息内容', *heads)}{''.join(row(*r) for r in rows)}"
    )


COUNTS = ("本年制发件数", "本年废止件数", "现行有效件数")
CHANGES = ("上一年项目数量", "本年增/减", "处理决定数量")


# --- eras and headings -----------------------------------------------------------------------------


def test_report_of_2021_in_the_form_of_2019_is_read_in_that_form() -> None:
    body = f"<p>一、总体情况</p>{disclosures(block('五', CHANGES, ('行政许可', 12, '增2', 340)))}"
    reading = whole(body, "青榆县财政局2021年政府信息公开工作年度报告")
    assert (reading.year, reading.form) == (2021, "2019")


def test_report_of_2023_in_the_form_of_2019_is_read_in_that_form() -> None:
    body = f"<p>一、总体情况</p>{disclosures(block('五', CHANGES, ('行政许可', 12, '增2', 340)))}"
    assert (whole(body).year, whole(body).form) == (2023, "2019")


def test_single_row_of_other_outcomes_in_the_form_of_2021_stands_beside_its_table_two() -> None:
    reading = tables(
        disclosures(block("一", COUNTS, ("规章", 0, 0, 0)))
        + applications(line("（六）其他处理", 2, 0, 0, 0, 0, 0, 2), line("（七）总计", 2, 0, 0, 0, 0, 0, 2))
    )
    assert reading.form == "2021"
    assert values(reading, "other") == [2, 0, 0, 0, 0, 0, 2]
    assert "applications.other_misc.total" not in found(reading)


def test_tables_as_an_annex_that_is_numbered_anew_keep_their_headings() -> None:
    body = (
        "<p>一、总体情况</p><p>工作平稳。</p><p>五、存在的主要问题及改进情况</p><p>深度不够。</p>"
        "<p>六、其他需要报告的事项</p><p>无。</p><p>附表</p><p>一、主动公开政府信息情况</p>"
        f"{disclosures(block('一', COUNTS, ('规章', 0, 0, 0)))}<p>二、收到和处理政府信息公开申请情况</p>"
        f"{applications(line('一、本年新收政府信息公开申请数量', *ZEROS))}"
    )
    assert [section.code for section in whole(body).sections] == [
        "overview", "problems", "other_matters", "disclosure", "applications",
    ]  # fmt: skip


def test_fourth_row_of_table_three_is_not_the_fourth_section() -> None:
    lines = "".join(
        f"<p>{words}</p>"
        for words in (
            "申请人情况",
            "自然人",
            "法人或其他组织",
            "总计",
            "（七）总计",
            *ZEROS,
            "四、结转下年度继续办理",
            *ZEROS,
        )
    )
    reading = whole(
        f"<p>三、收到和处理政府信息公开申请情况</p>{lines}<p>四、政府信息公开行政复议、行政诉讼情况</p><p>无。</p>"
        "<p>五、存在的主要问题及改进情况</p><p>深度不够。</p>"
    )
    assert [section.heading for section in reading.sections] == [
        "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况",
    ]  # fmt: skip


def test_word_debris_before_a_heading_is_no_part_of_it() -> None:
    reading = whole("<p>[bookmark: _GoBack] 一、总体情况</p><p>平稳。</p>"
                     "<p>二、主动公开政府信息情况</p><p>见表。</p><p>三、收到和处理政府信息公开申请情况</p><p>无。</p>")  # fmt: skip
    assert reading.sections[0].heading == "一、总体情况"


# --- table 2 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["规范性文件", "行政规范性文件", "行政规范性\n文件", "行政规范性文件："])
def test_names_of_normative_documents(label: str) -> None:
    reading = tables(disclosures(block("一", COUNTS, (label, 70, 62, 241))))
    assert found(reading)["disclosures.normative_documents.issued"].value == 70


@pytest.mark.parametrize("clause", ["第二十条第（一）项", "第二十条 第（一）项", "第二十条第(一)项", "第二十条第一项"])
def test_clause_in_other_brackets_and_spaces(clause: str) -> None:
    markup = disclosures(block("一", COUNTS, ("规章", 3, 1, 9))).replace("第二十条第（一）项", clause)
    assert found(tables(markup))["disclosures.regulations.in_force"].value == 9


@pytest.mark.parametrize("head", ["本年收费金额（单位：万元）", "本年收费金额（万元）", "本年收费金额(单位:万元)"])
def test_heads_of_the_fees_in_ten_thousand_yuan(head: str) -> None:
    markup = disclosures(block("一", COUNTS, ("规章", 0, 0, 0)), block("八", (head,), ("行政事业性收费", "17.27")))
    fees = found(tables(markup))["disclosures.fees.amount_wan_yuan"]
    assert (fees.value, fees.kind, fees.unit) == (17.27, "number", "万元")


def test_implausible_row_stands_as_printed() -> None:
    """One issued, none repealed and none in force cannot be, and is what the document says."""
    reading = tables(disclosures(block("一", COUNTS, ("行政规范性文件", 1, 0, 0))))
    assert [found(reading)[f"disclosures.normative_documents.{m}"].value for m in ("issued", "repealed", "in_force")] == [
        1, 0, 0,
    ]  # fmt: skip


def test_missing_column_of_repeals_is_lost_and_not_zero() -> None:
    reading = tables(disclosures(block("一", ("本年制发件数", "现行有效件数"), ("规章", 3, 9))))
    repealed = found(reading)["disclosures.regulations.repealed"]
    assert (repealed.value, repealed.kind) == (None, "lost")
    assert found(reading)["disclosures.regulations.in_force"].value == 9


def test_measures_in_another_order_are_read_by_their_heads() -> None:
    reading = tables(disclosures(block("一", ("现行有效件数", "本年制发件数", "本年废止件数"), ("规章", 9, 3, 1))))
    assert [found(reading)[f"disclosures.regulations.{m}"].value for m in ("issued", "repealed", "in_force")] == [
        3,
        1,
        9,
    ]


def test_measures_of_two_years_side_by_side_settle_nothing() -> None:
    reading = tables(disclosures(block("一", COUNTS * 2, ("规章", 1, 2, 3, 4, 5, 6))))
    assert found(reading)["disclosures.regulations.issued"].value is None


def test_extra_row_of_the_sixth_clause_is_kept_with_its_label() -> None:
    reading = tables(
        disclosures(
            block("一", COUNTS, ("规章", 0, 0, 0)),
            block("六", ("本年处理决定数量",), ("行政处罚", 7), ("行政检查", 31)),
        )
    )
    assert [(one.label, one.value) for one in reading.indicators] == [("行政检查（本年处理决定数量）", 31)]


# --- table 3 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed",
    [
        "1.属于国家秘密", "1、属于国家秘密", "1．属于国家秘密", "（1）属于国家秘密", "- 1.属于国家秘密",
        "1. 属于国家秘密", "属于国家秘密", "１.属于国家秘密",
    ],
)  # fmt: skip
def test_ordinals_of_every_style(printed: str) -> None:
    reading = tables(applications(line(printed, 1, 2, 3, 4, 5, 6, 21, group="（三）不予公开")))
    assert values(reading, "denied_state_secret") == [1, 2, 3, 4, 5, 6, 21]


@pytest.mark.parametrize(
    "quoted", ["“三安全一稳定”", '"三安全一稳定"', "三安全一稳定", "「三安全一稳定」", "”三安全一稳定“"]
)
def test_quotation_marks_of_every_style(quoted: str) -> None:
    reading = tables(applications(line(f"3.危及{quoted}", *ZEROS)))
    assert values(reading, "denied_safety_stability") == [0] * 7


def test_organisations_without_their_last_word_and_a_total_of_another_name() -> None:
    heads = heads_of_applications(("商业企业", "科研机构", "社会公益", "法律服务", "其他"), "合计")
    reading = tables(applications(line("（七）总计", 1, 2, 3, 4, 5, 6, 21), heads=heads))
    assert [found(reading)[f"applications.processed_total.{c}"].kind for c in APPLICANTS] == ["number"] * 7
    assert values(reading, "processed_total") == [1, 2, 3, 4, 5, 6, 21]


def test_group_that_is_printed_one_character_a_line() -> None:
    lines = line("（一）予以公开", 1, 0, 0, 0, 0, 0, 1, group="<br>".join("三、本年度办理结果"))
    assert values(tables(applications(lines)), "granted") == [1, 0, 0, 0, 0, 0, 1]


def test_group_that_a_page_break_cut_is_no_row() -> None:
    lines = (
        line("1.本机关不掌握相关政府信息", 2, 0, 0, 0, 0, 0, 2, group="（四）无")
        + line("2.没有现成信息需要另行制作", 1, 0, 0, 0, 0, 0, 1, group="法提供")
    )  # fmt: skip
    reading = tables(applications(lines))
    assert values(reading, "unable_not_held") == [2, 0, 0, 0, 0, 0, 2]
    assert values(reading, "unable_needs_creation") == [1, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize("number", ["— 5 —", "-4-", "第5页"])
def test_page_number_inside_a_label_is_no_figure(number: str) -> None:
    label = f"2.申请人逾期未按收费通知要求缴纳费用、{number}行政机关不再处理其政府信息公开申请"
    assert values(tables(applications(line(label, 1, 0, 0, 0, 0, 0, 1))), "other_fee_unpaid") == [1, 0, 0, 0, 0, 0, 1]


def test_column_of_others_row_of_others_and_group_of_others_are_three_things() -> None:
    reading = tables(applications(line("3.其他", 0, 0, 0, 0, 0, 5, 5, group="（六）其他处理")))
    assert values(reading, "other_misc") == [0, 0, 0, 0, 0, 5, 5]
    assert found(reading)["applications.other_misc.other_org"].value == 5


def test_denied_and_rejected_differ_by_their_rows_not_by_their_groups_alone() -> None:
    reading = tables(
        applications(
            line("2.其他法律行政法规禁止公开", 1, 0, 0, 0, 0, 0, 1, group="（三）不予公开"),
            line("2.重复申请", 2, 0, 0, 0, 0, 0, 2, group="（五）不予处理"),
            line("2.没有现成信息需要另行制作", 3, 0, 0, 0, 0, 0, 3, group="（四）无法提供"),
        )
    )
    assert [values(reading, code)[0] for code in ("denied_law_forbids", "rejected_repeat", "unable_needs_creation")] == [
        1, 2, 3,
    ]  # fmt: skip


def test_carried_over_and_carried_forward_are_told_apart() -> None:
    reading = tables(
        applications(
            line("二、上年结转政府信息公开申请数量", 1, 0, 0, 0, 0, 0, 1),
            line("四、结转下年度继续办理", 2, 0, 0, 0, 0, 0, 2),
        )
    )
    assert (values(reading, "carried_over")[0], values(reading, "carried_forward")[0]) == (1, 2)


def test_zero_blank_mark_and_lost_are_four_things() -> None:
    reading = tables(applications(line("（七）总计", 3, "", "—", "/", "无", "&nbsp;", 3)))
    assert [found(reading)[f"applications.processed_total.{c}"].kind for c in APPLICANTS] == [
        "number", "blank", "mark", "mark", "mark", "blank", "number",
    ]  # fmt: skip
    assert found(reading)["applications.granted.total"].kind == "lost"


@pytest.mark.parametrize("merged", [0, "无", "", "—"])
def test_one_cell_over_all_columns_is_not_seven_figures(merged: object) -> None:
    markup = applications(f"<tr><td colspan=3>（七）总计</td><td colspan=7>{merged}</td></tr>")
    assert values(tables(markup), "processed_total") == [None] * 7


def test_figure_that_spans_two_rows_settles_neither_of_the_second() -> None:
    first = (
        f"<tr><td colspan=3>一、本年新收政府信息公开申请数量</td><td rowspan=2>1</td>{cells(2, 3, 4, 5, 6, 21)}</tr>"
    )
    second = f"<tr><td colspan=3>二、上年结转政府信息公开申请数量</td>{cells(2, 3, 4, 5, 6, 21)}</tr>"
    reading = tables(applications(first, second))
    assert values(reading, "new_received") == [1, 2, 3, 4, 5, 6, 21]
    assert values(reading, "carried_over") == [None] * 7


def test_subtotal_of_the_organisations_leaves_no_figure_in_a_wrong_column() -> None:
    heads = (
        f"<tr><td rowspan=2>{NOTE}</td><td rowspan=2>自然人</td><td colspan=6>法人或其他组织</td><td rowspan=2>总计</td></tr>"
        f"{row(*ORGANISATIONS, '小计')}"
    )
    reading = tables(f"<table>{heads}{row('一、本年新收政府信息公开申请数量', 1, 2, 3, 4, 5, 6, 20, 21)}</table>")
    assert set(values(reading, "new_received")) <= {None, 1, 2, 3, 4, 5, 6, 21}
    assert values(reading, "new_received")[-1] in (None, 21)


def test_total_that_is_printed_at_both_ends_leaves_no_figure_in_a_wrong_column() -> None:
    heads = row("项目", "总计", "自然人", *ORGANISATIONS, "总计")
    reading = tables(f"<table>{heads}{row('一、本年新收政府信息公开申请数量', 21, 1, 2, 3, 4, 5, 6, 21)}</table>")
    assert values(reading, "new_received")[0] in (None, 1)
    assert values(reading, "new_received")[-1] in (None, 21)


def test_applicants_in_another_order_are_read_by_their_heads() -> None:
    heads = row("项目", *ORGANISATIONS, "自然人", "总计")
    reading = tables(f"<table>{heads}{row('一、本年新收政府信息公开申请数量', 2, 3, 4, 5, 6, 1, 21)}</table>")
    assert values(reading, "new_received") == [1, 2, 3, 4, 5, 6, 21]


@pytest.mark.parametrize(
    "label",
    ["一、本年新收政府信息公开申请数量（件）", "一、 本年新收政府 信息公开申请数量", "一本年新收政府信息公开申请数量"],
)
def test_label_with_its_unit_its_spaces_or_without_its_mark(label: str) -> None:
    assert values(tables(applications(line(label, 1, 2, 3, 4, 5, 6, 21))), "new_received") == [1, 2, 3, 4, 5, 6, 21]


def test_row_in_traditional_characters_is_the_row_it_can_only_be() -> None:
    reading = tables(applications(line("一、本年新收政府信息公開申請數量", 1, 2, 3, 4, 5, 6, 21)))
    assert set(values(reading, "new_received")) <= {None, 1, 2, 3, 4, 5, 6, 21}


# --- table 4 ---------------------------------------------------------------------------------------


def challenges(*figures: object, note: str = "") -> str:
    return (
        "<table><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>"
        + "".join(f"<td rowspan=2>{head}</td>" for head in RESULTS)
        + f"<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>{row(*RESULTS * 2)}{row(*figures)}{note}</table>"
    )


def test_note_below_table_four_is_no_further_row_of_figures() -> None:
    note = "<tr><td colspan=15>注：行政复议、行政诉讼数量含上年度结转数量。</td></tr>"
    reading = tables(challenges(*range(15), note=note))
    assert found(reading)["legal_challenges.review.upheld"].value == 0
    assert found(reading)["legal_challenges.litigation_after_review.total"].value == 14


def test_fifteen_cells_with_blanks_among_them_are_fifteen_cells() -> None:
    reading = tables(challenges(1, "", "", "", 1, *[""] * 10))
    assert found(reading)["legal_challenges.review.upheld"].value == 1
    assert found(reading)["legal_challenges.review.total"].value == 1
    assert found(reading)["legal_challenges.litigation_direct.upheld"].kind == "blank"


def test_fifteen_figures_under_damaged_heads_are_read_by_their_place() -> None:
    markup = f"<table>{row('行政复议', '行政诉讼')}{row('结果维', '果纠正', '其结果')}{row(*range(15))}</table>"
    reading = found(tables(markup))
    kinds = {
        figure.kind for figure in reading.values() if figure.table == "legal_challenges" and figure.value is not None
    }
    assert kinds <= {"by_position"}


@pytest.mark.parametrize("head", ["结果\u3000维持", "结果 维持", "结果<br>维持", "结 果 维 持"])
def test_heads_that_blanks_or_breaks_cut(head: str) -> None:
    markup = challenges(*range(15)).replace("结果维持", head)
    assert found(tables(markup))["legal_challenges.litigation_direct.upheld"].kind == "number"


# --- tables of 2019 --------------------------------------------------------------------------------


def test_other_documents_of_one_province_are_read_in_the_form_of_2019() -> None:
    heads = ("本年新制作数量", "本年新公开数量", "对外公开总数量")
    reading = tables(disclosures(block("一", heads, ("规章", 0, 0, 0), ("其他主动公开文件", 5, 5, 40))))
    assert found(reading)["disclosures.other_documents.total_disclosed"].value == 40


def test_items_of_fees_in_2019_are_a_count_and_no_amount() -> None:
    reading = tables(
        disclosures(block("五", CHANGES, ("行政许可", 1, 0, 1)), block("八", CHANGES[:2], ("行政事业性收费", 12, "-1")))
    )
    assert found(reading)["disclosures.fees.items_last_year"].value == 12
    assert found(reading)["disclosures.fees.items_change"].value == -1
    assert "disclosures.fees.amount_wan_yuan" not in found(reading)


@pytest.mark.parametrize(
    ("printed", "value", "unit"), [("251000元", 251000, "元"), ("25.1万元", 25.1, "万元"), ("251000", 251000, None)]
)
def test_amount_of_procurement_keeps_its_own_unit(printed: str, value: float, unit: str | None) -> None:
    reading = tables(
        disclosures(
            block("五", CHANGES, ("行政许可", 1, 0, 1)),
            block("九", ("采购项目数量", "采购总金额"), ("政府集中采购", 3, printed)),
        )
    )
    amount = found(reading)["disclosures.procurement.amount"]
    assert (amount.value, amount.unit) == (value, unit)


@pytest.mark.parametrize(("printed", "value"), [("+2", 2), ("－1", -1), ("增2", 2), ("减1", -1), ("0", 0), ("/", None)])
def test_change_of_items_keeps_its_sign(printed: str, value: int | None) -> None:
    reading = tables(disclosures(block("五", CHANGES, ("行政许可", 12, printed, 340))))
    assert found(reading)["disclosures.licensing.items_change"].value == value


def test_table_of_blanks_with_a_few_totals_keeps_its_blanks() -> None:
    """One office left every cell but four totals blank; blank is not lost, and not zero."""
    reading = tables(
        applications(
            line("一、本年新收政府信息公开申请数量", *[""] * 6, 767),
            line("（一）予以公开", *[""] * 7),
            line("（七）总计", *[""] * 6, 767),
        )
    )
    assert values(reading, "new_received") == [None] * 6 + [767]
    assert {found(reading)[f"applications.granted.{c}"].kind for c in APPLICANTS} == {"blank"}


# --- texts -----------------------------------------------------------------------------------------


def test_words_of_a_head_that_are_paragraphs_of_their_own_are_one_head() -> None:
    words = (
        "申请人情况", "自然人", "法人或其他组织", "总计", "商业", "企业", "科研", "机构", "社会公益组织", "法律服务机构", "其他",
        "一、本年新收政府信息公开申请数量", *range(1, 8), "二、上年结转政府信息公开申请数量", *ZEROS,
    )  # fmt: skip
    reading = text_tables("\n\n".join(map(str, words)))
    assert values(reading, "new_received") == [1, 2, 3, 4, 5, 6, 7]


def test_rows_that_are_all_short_leave_every_cell_open_though_all_that_is_printed_is_zero() -> None:
    words = (
        "申请人情况", "自然人", "法人或其他组织", "总计",
        "一、本年新收政府信息公开申请数量", *[0] * 6, "二、上年结转政府信息公开申请数量", *[0] * 5,
    )  # fmt: skip
    reading = text_tables("\n\n".join(map(str, words)))
    assert values(reading, "new_received") == [None] * 7
    assert found(reading)["applications.new_received.total"].kind in ("unplaced", "derived")


def test_row_whose_label_lost_its_merge_reports_what_both_readings_share() -> None:
    text = (
        "\t申请人情况\n\t自然人\n\t法人或其他组织\n\t总计\n\n"
        "\t一、本年新收政府信息公开申请数量\n" + "\t0\n" * 7 + "\n\t四、结转下年度继续办理\n\t\n\t\n" + "\t0\n" * 5
    )
    reading = text_tables(text)
    assert values(reading, "carried_forward") == [None, None, 0, 0, 0, None, None]


# --- competing readings ----------------------------------------------------------------------------


def test_prose_and_table_that_disagree_are_a_failing_check_and_both_stand() -> None:
    body = (
        "<p>一、总体情况</p><p>全年收到政府信息公开申请5件。</p><p>三、收到和处理政府信息公开申请情况</p>"
        + applications(line("一、本年新收政府信息公开申请数量", 3, 0, 0, 0, 0, 0, 3))
    )
    reading = whole(body)
    [check] = [one for one in reading.checks if one.rule == "narrative_agrees"]
    assert (check.state, check.cells, check.detail) == (
        "fail", ("applications.new_received.total",), "text 5 ≠ table 3",
    )  # fmt: skip
    assert found(reading)["applications.new_received.total"].value == 3
    assert [(one.code, one.value) for one in reading.narrative] == [("applications_received", 5)]


def test_copies_of_a_table_that_differ_report_what_they_share_and_show_both() -> None:
    one = applications(line("（七）总计", 1, 0, 0, 0, 0, 0, 1))
    other = applications(line("（七）总计", 1, 0, 0, 0, 0, 0, 7))
    total = found(tables(one + other))["applications.processed_total.total"]
    assert total.value is None
    assert "two copies of the table differ here: 1 and 7" in total.note
    assert values(tables(one + other), "processed_total")[:6] == [1, 0, 0, 0, 0, 0]


def test_sums_judge_and_move_no_figure() -> None:
    reading = tables(applications(line("（七）总计", 0, 1, 0, 0, 0, 0, 2)))
    assert values(reading, "processed_total") == [0, 1, 0, 0, 0, 0, 2]
    assert [c.state for c in reading.checks if (c.rule, c.subject) == ("row_sum", "processed_total")] == ["fail"]


def test_what_the_sums_alone_give_is_a_note_and_no_value() -> None:
    reading = tables(applications(line("（七）总计", 4, "", 0, 0, 0, 0, 6)))
    business = found(reading)["applications.processed_total.business"]
    assert (business.value, business.derived) == (None, 2)
