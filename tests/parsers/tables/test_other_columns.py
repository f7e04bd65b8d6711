"""Tables with other columns than the form: more, fewer, a column of units, a head for each figure."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
NEW, OVER = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
GRANTED, MISC = "（一）予以公开", "3.其他"
ORGANISATIONS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
APPLICANTS = ("自然人", *ORGANISATIONS, "总计")
COLUMNS = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_org", "total")


def row(*cells):
    return "<tr>" + "".join(cell if str(cell).startswith("<") else f"<td>{cell}</td>" for cell in cells) + "</tr>"


def table(*rows):
    return f"<table>{''.join(rows)}</table>"


def read(markup):
    return read_tables(read_html(markup.encode(), AT).blocks)


def line(reading, code):
    figures = {one.column: one for one in reading.figures if (one.table, one.row) == ("applications", code)}
    return [figures[column].value for column in COLUMNS]


def kinds(reading, code):
    return {one.kind for one in reading.figures if one.row == code}


def heads(organisations, span, *more):
    return (
        row("<td rowspan=3>办理情况</td>", f"<td colspan={len(organisations) + 2 + len(more)}>申请人情况</td>")
        + row(
            "<td rowspan=2>自然人</td>",
            f"<td colspan={span}>法人或其他组织</td>",
            "<td rowspan=2>总计</td>",
            *(f"<td rowspan=2>{head}</td>" for head in more),
        )
        + row(*organisations)
    )


def test_sum_of_the_organisations_stands_beside_the_columns():
    reading = read(table(heads((*ORGANISATIONS, "小计"), 6), row(NEW, 1, 2, 3, "", 5, 6, 16, 17)))
    assert line(reading, "new_received") == [1, 2, 3, None, 5, 6, 17]
    assert reading.remarks == (f"table 3 prints beside its columns, in row {NEW} | 1 | 2 | 3 | ␣ | 5 | 6: 16",)


def test_last_years_total_stands_beside_the_columns():
    reading = read(table(heads(ORGANISATIONS, 5, "上年总计"), row(NEW, 1, 0, 0, 0, 0, 0, 1, 8)))
    assert line(reading, "new_received") == [1, 0, 0, 0, 0, 0, 1]
    assert reading.remarks[0].endswith(": 8")


def test_totals_alone_are_totals():
    reading = read(table(row("项目", "总计"), row(NEW, 7), row(OVER, 0)))
    assert line(reading, "new_received") == [None] * 6 + [7]
    assert line(reading, "carried_over") == [None] * 6 + [0]


def test_organisations_as_one_are_no_kind_of_organisation():
    reading = read(table(row("项目", "自然人", "法人或其他组织", "总计"), row(NEW, 3, 4, 7)))
    assert line(reading, "new_received") == [3, None, None, None, None, None, 7]
    assert reading.remarks[0].endswith(": 4")


def test_one_figure_a_row_under_no_head_is_of_no_column():
    assert line(read(table(row(NEW, 7), row(OVER, 0))), "new_received") == [None] * 7


def test_column_of_figures_without_a_head_leaves_rows_with_a_blank_unsettled():
    markup = table(
        heads(ORGANISATIONS, 5),
        row(NEW, 1, 2, 3, 9, 4, 5, 6, 21),
        row(OVER, 1, 2, 3, 9, 4, 5, 6, 21),
        row(GRANTED, "", 2, 3, 9, 4, 5, 6, 20),
    )
    reading = read(markup)
    assert line(reading, "granted") == [None] * 7
    assert kinds(reading, "granted") == {"unplaced"}


def test_damaged_heads_in_another_order_settle_nothing():
    row_of_heads = row("项目", "总计", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "某某")
    reading = read(table(row_of_heads, row(NEW, 21, 1, 2, 3, 4, 5, 6)))
    assert line(reading, "new_received") == [None] * 7
    assert kinds(reading, "new_received") == {"unplaced"}


def test_heads_of_a_row_that_does_not_end_stand_in_the_forms_order():
    row_of_heads = row("项目", "自然人", "<td colspan=5>法人或其他组织</td>", "总计", *ORGANISATIONS)
    assert line(read(table(row_of_heads, row(NEW, 1, 2, 3, 4, 5, 6, 21))), "new_received") == [1, 2, 3, 4, 5, 6, 21]


def test_row_that_ran_into_another_is_not_placed():
    markup = table(heads(ORGANISATIONS, 5), row(NEW, "", "", "", 0, "", "", "", GRANTED, "", 26, 15, "", "", "", 41))
    assert kinds(read(markup), "new_received") == {"unplaced"}


@pytest.mark.parametrize("unit", ["件", "（件）"])
def test_units_in_a_column_of_their_own(unit):
    row_of_heads = row("项目", "单位", *APPLICANTS)
    reading = read(table(row_of_heads, row(NEW, unit, 1, 2, 3, 4, 5, 6, 21)))
    assert line(reading, "new_received") == [1, 2, 3, 4, 5, 6, 21]
    assert reading.remarks == ()


def test_unit_of_a_row_that_is_another_than_the_columns_is_not_taken_over():
    markup = table(
        row("信息内容", "单位", "本年收费金额（单位：万元）"),
        row("行政事业性收费", "元", 3940),
        row("行政许可", "件", 5),
    )
    fee = next(one for one in read(markup).figures if one.row == "fees")
    assert (fee.value, fee.kind, fee.raw) == (None, "unit_differs", "3940")


def test_row_six_beside_its_three_parts_is_noted():
    markup = table(
        heads(ORGANISATIONS, 5),
        row("（六）其他处理", 5, 0, 0, 0, 0, 0, 5),
        row(MISC, 2, 0, 0, 0, 0, 0, 2),
        row("（七）总计", 7, 0, 0, 0, 0, 0, 7),
    )
    reading = read(markup)
    assert (line(reading, "other")[0], kinds(reading, "other")) == (5, {"noted"})
    assert kinds(reading, "other_misc") == {"number"}


def test_measure_with_one_wrong_character_is_the_measure():
    markup = table(row("信息内容", "本年制发件数", "本年废口件数", "现行有效件数"), row("规章", 1, 2, 3))
    found = {one.column: one.value for one in read(markup).figures if one.row == "regulations"}
    assert found == {"issued": 1, "repealed": 2, "in_force": 3}


def test_measure_of_last_year_is_no_slip_of_this_years():
    markup = table(
        row("信息内容", "上年制发件数", "本年制发件数", "本年废止件数", "现行有效件数"), row("规章", 9, 1, 2, 3)
    )
    found = {one.column: one.value for one in read(markup).figures if one.row == "regulations"}
    assert found == {"issued": 1, "repealed": 2, "in_force": 3}


def test_words_in_traditional_characters():
    markup = table(
        row("項目", "自然人", "商業企業", "科研機構", "社會公益組織", "法律服務機構", "其他", "總計"),
        row("（七）總計", 1, 2, 3, 4, 5, 6, 21),
        row("四、結轉下年度繼續辦理", 0, "無", 0, 0, 0, 0, 0),
    )
    reading = read(markup)
    assert line(reading, "processed_total") == [1, 2, 3, 4, 5, 6, 21]
    assert line(reading, "carried_forward") == [0, None, 0, 0, 0, 0, 0]


def test_table_in_one_paragraph_is_said_to_be_unread():
    labels = (
        "1.属于国家秘密 2.其他法律行政法规禁止公开 4.保护第三方合法权益 5.属于三类内部事务信息 6.属于四类过程性信息 7.属于行政执法案卷"
        " 8.属于行政查询事项 1.本机关不掌握相关政府信息 2.没有现成信息需要另行制作 3.补正后申请内容仍不明确"
    )
    paragraph = "；".join(f"{label} 1 2 3 4 5 6 21" for label in labels.split(" "))
    [remark] = read(f"<p>{paragraph}</p>").remarks
    assert remark.startswith("words of the official tables stand in lines that are read as no table")
