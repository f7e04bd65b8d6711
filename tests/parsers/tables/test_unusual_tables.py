"""Tables that real pages print and no form foresees; what cannot be settled is never a plain number."""

import pytest

from parsers.documents.html import read_html
from parsers.documents.text import read_text
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
HEAD = (
    "<tr><td colspan=3 rowspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan=7>申请人情况</td></tr>"
    "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
    "<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
)
NEW, OVER = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
MEASURES = "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td>"
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def cells(*texts):
    return "".join(f"<td>{text}</td>" for text in texts)


def table_three(*values, rows=""):
    return (
        f"<table>{HEAD}<tr><td colspan=3>{NEW}</td>{cells(*values)}</tr>{rows}"
        f"<tr><td colspan=3>{OVER}</td>{cells(0, 0, 0, 0, 0, 0, 0)}</tr></table>"
    )


def read(markup):
    return read_tables(read_html(markup.encode(), AT).blocks)


def figure(reading, key):
    return next((one for one in reading.figures if one.key == key), None)


def natural(markup):
    found = figure(read(markup), "applications.new_received.natural_person")
    return found.value, found.kind, found.raw


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("12<sup>1</sup>", (12, "noted", "12[1]")),
        ("12<sup>①</sup>", (12, "noted", "12[①]")),
        ("12①", (12, "noted", "12①")),
        ("12<sub>1</sub>", (12, "noted", "12[1]")),
        ("<span style='font-size:0pt'>9</span>12", (12, "number", "12")),
        ("<span style='font-size:0.9em'>12</span>", (12, "number", "12")),
        ("<span style='display:none'>9</span>12", (12, "number", "12")),
        ("<span hidden>9</span>12", (12, "number", "12")),
        ("<s>9</s>12", (12, "number", "12")),
        ("<del>9</del>12", (12, "number", "12")),
        ("<span style='text-decoration: line-through'>9</span>12", (12, "number", "12")),
        ("<ruby>12<rp>(</rp><rt>3</rt></ruby>", (12, "number", "12")),
        ("<select><option>1<option>2</select>", (None, "derived", "〔选〕1")),
        ("<input value=12 readonly>", (12, "number", "12")),
        ("<input type=hidden value=3>12", (12, "number", "12")),
        ("<textarea>12</textarea>", (12, "number", "12")),
        ("<img src=twelve.png>", (None, "derived", "〔图〕")),
        ("<img src=space.gif width=1>", (None, "blank", "")),
        ("12<img src=tick.png>", (12, "number", "12")),
        ("1.234", (None, "derived", "1.234")),
    ],
)
def test_a_cell_is_what_its_readers_see(cell, expected):
    assert natural(table_three(cell, 0, 0, 0, 0, 0, 12)) == expected


def test_what_is_hidden_or_struck_out_is_said():
    document = read_html(table_three("<s>9</s>12", 0, 0, "<i style='display:none'>7</i>0", 0, 0, 12).encode(), AT)
    assert document.remarks == (
        "words are hidden, and left out: 7",
        "words are struck out, and left out: 9",
    )


def test_a_hidden_sentence_is_said_and_a_hidden_word_is_not():
    sentence = "本机关依法办理政府信息公开申请，健全工作制度，加强业务培训，主动接受社会监督，不断提高服务水平，"
    markup = f"<p>一、总体情况</p><p style='display:none'>{sentence}</p><p hidden>展开</p>"
    assert read_html(markup.encode(), AT).remarks == (f"words are hidden, and left out: {sentence}",)


@pytest.mark.parametrize("cell", ["O", "约5", "5-6", "12,34", "〇", "未统计"])
def test_a_first_figure_that_is_none_is_no_label(cell):
    reading = read(table_three(cell, 0, 0, 0, 0, 0, 5))
    found = figure(reading, "applications.new_received.natural_person")
    assert (found.value, found.kind, found.derived, found.raw) == (None, "derived", 5, cell)
    assert found.note.startswith("unreadable: ")


def test_a_hidden_row_is_no_second_copy():
    hidden = f"<tr style='display:none'><td colspan=3>{NEW}</td>{cells(9, 9, 9, 9, 9, 9, 54)}</tr>"
    assert natural(table_three(1, 2, 3, 4, 5, 6, 21, rows=hidden)) == (1, "number", "1")


def test_a_hidden_cell_is_none_of_its_row():
    markup = table_three(1, 2, 3, 4, 5, 6, 21).replace("<td>1</td>", "<td style='display:none'>9</td><td>1</td>", 1)
    assert natural(markup) == (1, "number", "1")


def test_a_caption_stands_above_its_table():
    markup = "<table><caption>三、收到和处理政府信息公开申请情况</caption><tr><td>a<td>1</table>"
    assert read_html(markup.encode(), AT).blocks[0].text == "三、收到和处理政府信息公开申请情况"


def test_a_column_that_numbers_the_rows_is_no_figure():
    rows = "".join(
        f"<tr><td>{n}</td><td colspan=3>{label}</td>{cells(n, 2, 3, 4, 5, 6, 20 + n)}</tr>"
        for n, label in enumerate((NEW, OVER), 1)
    )
    assert natural(f"<table><tr><td rowspan=3>序号</td>{HEAD[4:]}{rows}</table>") == (1, "number", "1")


def test_a_column_of_remarks_is_said_and_moves_no_figure():
    markup = table_three(1, 2, 3, 4, 5, 6, 21, "含网上3件")
    reading = read(markup.replace("申请人情况</td>", "申请人情况</td><td rowspan=3>备注</td>"))
    assert figure(reading, "applications.new_received.natural_person").value == 1
    assert reading.remarks == (f"table 3 prints beside its columns, in row {NEW} | 1 | 2 | 3 | 4 | 5 | 6: 含网上3件",)


def test_heads_on_one_line_give_the_order_of_the_figures():
    heads = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "自然人", "总计")
    text = "\n".join(
        "\t".join(map(str, line)) for line in (("申请人情况", *heads), (NEW, 2, 3, 4, 5, 6, 1, 21), (OVER, *[0] * 7))
    )
    reading = read_tables(read_text(text.encode(), AT).blocks)
    assert figure(reading, "applications.new_received.natural_person").value == 1
    assert figure(reading, "applications.new_received.other_org").value == 6


def test_heads_in_an_order_that_nothing_settles_leave_the_figures_open():
    lines = (
        "申请人情况",
        "商业企业",
        "自然人",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "其他",
        "总计",
        NEW,
        *"2134567",
    )
    markup = "".join(f"<p>{line}</p>" for line in (*lines, OVER, *"0000000"))
    found = figure(read(markup), "applications.new_received.natural_person")
    assert (found.value, found.note) == (None, "the column heads stand in another order than the form's")


def test_a_turned_table_three_is_read_upright():
    labels = (NEW, OVER, "（一）予以公开", "（二）部分公开", "1.属于国家秘密", "（七）总计", "四、结转下年度继续办理")
    applicants = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    rows = "".join(f"<tr><td>{one}</td>{cells(n, 0, 10 + n, 0, 0, 20 + n, 0)}</tr>" for n, one in enumerate(applicants))
    reading = read(f"<table><tr><td>申请人情况</td>{cells(*labels)}</tr>{rows}</table>")
    values = {one.key: one.value for one in reading.figures}
    assert [values[f"applications.granted.{column}"] for column in ("natural_person", "other_org", "total")] == [
        10,
        15,
        16,
    ]
    assert values["applications.processed_total.business"] == 21
    assert reading.remarks == ()


def test_a_turned_table_three_without_spans_is_not_read_and_said():
    rows = [f"{one}\t{n}\t{n}\t0" for n, one in enumerate(("自然人", "商业企业", "科研机构", "法律服务机构"))]
    reading = read_tables(read_text("\n".join([f"申请人情况\t{NEW}\t{OVER}\t（七）总计", *rows]).encode(), AT).blocks)
    assert {one.value for one in reading.figures if one.table == "applications"} <= {None}
    assert "table 3 stands turned, its rows as columns, and is not read" in reading.remarks


def test_channels_stand_as_their_heads_are_printed():
    markup = (
        "<table><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>"
        + "".join(f"<td rowspan=2>{result}</td>" for result in RESULTS)
        + f"<td colspan=5>复议后起诉</td><td colspan=5>未经复议直接起诉</td></tr><tr>{cells(*RESULTS * 2)}</tr>"
        + f"<tr>{cells(1, 0, 0, 0, 1, 2, 0, 0, 0, 2, 3, 0, 0, 0, 3)}</tr></table>"
    )
    reading = read(markup)
    assert figure(reading, "legal_challenges.litigation_direct.upheld").value == 3
    assert figure(reading, "legal_challenges.litigation_after_review.upheld").value == 2


def test_channels_may_lead_rows_of_their_own():
    rows = (("行政复议", 1), ("未经复议直接起诉", 2), ("复议后起诉", 3))
    body = "".join(f"<tr>{cells(channel, n, 0, 0, 0, n)}</tr>" for channel, n in rows)
    reading = read(f"<table><tr>{cells('类别', *RESULTS)}</tr>{body}</table>")
    upheld = {one.row: one.value for one in reading.figures if one.column == "upheld"}
    assert upheld == {"review": 1, "litigation_direct": 2, "litigation_after_review": 3}


@pytest.mark.parametrize("unit", ["（单位：元）", "（元）", "（单位：亿元）"])
def test_a_fee_under_a_head_in_another_unit_has_no_value(unit):
    markup = (
        f"<table><tr><td colspan=4>第二十条第（一）项</td></tr>{MEASURES}</tr><tr>{cells('规章', 0, 0, 0)}</tr>"
        f"<tr><td colspan=4>第二十条第（八）项</td></tr><tr><td>信息内容</td><td colspan=3>本年收费金额{unit}</td></tr>"
        "<tr><td>行政事业性收费</td><td colspan=3>39400</td></tr></table>"
    )
    found = figure(read(markup), "disclosures.fees.amount_wan_yuan")
    assert (found.value, found.kind, found.raw) == (None, "unit_differs", "39400")


def test_a_clause_may_stand_with_its_own_words():
    markup = f"<table><tr><td colspan=4>第二十条第（一）项：行政法规、规章和规范性文件</td></tr>{MEASURES}</tr><tr>{cells('规章', 1, 0, 1)}</tr></table>"
    reading = read(markup)
    assert figure(reading, "disclosures.regulations.issued").value == 1
    assert reading.remarks == ()


def test_a_total_beside_the_measures_is_an_indicator():
    markup = f"<table><tr><td colspan=5>第二十条第（一）项</td></tr>{MEASURES}<td>合计</td></tr><tr>{cells('规章', 1, 0, 1, 2)}</tr></table>"
    reading = read(markup)
    assert figure(reading, "disclosures.regulations.issued").value == 1
    assert [(one.label, one.value) for one in reading.indicators] == [("规章（beside the form）", 2)]
    assert reading.remarks == ("table 2 prints a column that the form does not have, in row 规章: 2",)


def test_table_that_is_read_elsewhere_is_not_told():
    blocks = read_html(
        f"<table><tr>{cells('索引号', '01-2')}</tr></table><table><tr>{cells('云岭镇', '3')}</tr></table>".encode(), AT
    ).blocks
    told = ("a table of 1 rows is not read: 索引号 | 01-2", "a table of 1 rows is not read: 云岭镇 | 3")
    assert read_tables(blocks).remarks == told
    assert read_tables(blocks, is_read_elsewhere=lambda grid: "索引号" in grid.texts).remarks == told[1:]
