"""Figures that carry their heads, in cells and in sentences, and rows that share a row of the grid."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.headed import headed_figures
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
NEW, OVER, GRANTED = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开"
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def read(markup):
    return read_tables(read_html(markup.encode(), AT).blocks)


def values(reading, row):
    return [one.value for one in reading.figures if one.row == row]


def named(figures, between="，", colon="", unit="件"):
    return between.join(f"{name}{colon}{n}{unit}" for name, n in zip(APPLICANTS, figures, strict=False))


ROWS = {NEW: (1, 2, 3, 4, 5, 6, 21), OVER: (7, 8, 9, 10, 11, 12, 57), GRANTED: (8, 10, 12, 14, 16, 18, 78)}


def check(reading):
    rows = ("new_received", "carried_over", "granted")
    assert [values(reading, row) for row in rows] == [list(figures) for figures in ROWS.values()]
    assert all(one.kind == "number" for one in reading.figures if one.row in rows)


@pytest.mark.parametrize(
    "style", [{}, {"between": "；", "colon": "："}, {"between": "<br>", "colon": "：", "unit": ""}, {"between": "、"}]
)
def test_cell_of_all_figures_of_a_row(style):
    check(read(f"<table>{''.join(f'<tr><td>{label}<td>{named(n, **style)}' for label, n in ROWS.items())}</table>"))


def test_cell_for_each_figure_with_its_head():
    rows = (
        f"<tr><td>{label}" + "".join(f"<td>{name}：{n}" for name, n in zip(APPLICANTS, figures, strict=True))
        for label, figures in ROWS.items()
    )
    check(read(f"<table>{''.join(rows)}</table>"))


@pytest.mark.parametrize(
    "write",
    [
        "{label}：{named}。",
        "{label}</p><p>{named}。",
        "{label}{total}件，其中{parts}。",
        "{label}{total}件（{parts}）；",
    ],
)
def test_sentence_for_each_row(write):
    lines = (
        f"<p>{write.format(label=label, named=named(n), parts=named(n[:6]), total=n[6])}</p>"
        for label, n in ROWS.items()
    )
    check(read("".join(lines)))


def test_figures_that_words_leave_out_are_blanks():
    reading = read(
        f"<table><tr><td>{NEW}<td>自然人3件，商业企业2件，总计5件<tr><td>{OVER}<td>其他1件，总计1件"
        f"<tr><td>{GRANTED}<td>总计6件，自然人6件</table>"
    )
    assert values(reading, "new_received") == [3, 2, None, None, None, None, 5]
    assert values(reading, "carried_over") == [None, None, None, None, None, 1, 1]
    assert values(reading, "granted") == [6, None, None, None, None, None, 6]
    left_out = next(one for one in reading.figures if one.key == "applications.new_received.research")
    assert left_out.kind == "blank"


def test_words_that_are_not_all_headed_figures_are_said():
    reading = read(
        f"<table><tr><td>{NEW}<td>{named(ROWS[NEW])}<tr><td>{OVER}<td>自然人约3件，商业企业2件，其余见附件</table>"
    )
    assert values(reading, "new_received") == list(ROWS[NEW])
    assert reading.remarks == (f"table 3 prints a row that no form has: {OVER} | 自然人约3件，商业企业2件，其余见附件",)


def test_a_head_beside_headed_figures_is_no_label():
    reading = read(
        "<table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数99<tr><td>规章<td>1<td>2<td>3</table>"
    )
    assert [(one.key, one.value) for one in reading.figures[:2]] == [
        ("disclosures.regulations.issued", 1),
        ("disclosures.regulations.repealed", 2),
    ]
    assert "99" not in {one.raw for one in reading.figures}


def test_items_of_table_two_in_words():
    reading = read(
        "<p>规章：本年制发件数1件，本年废止件数2件，现行有效件数3件。</p>"
        "<p>行政规范性文件：本年制发件数4件，本年废止件数5件，现行有效件数6件。</p><p>行政许可：本年处理决定数量7件。</p>"
    )
    assert values(reading, "regulations") == [1, 2, 3]
    assert values(reading, "normative_documents") == [4, 5, 6]
    assert values(reading, "licensing") == [7]


@pytest.mark.parametrize("markup", ["<table><tr><td>{0}<td>{1}</table>", "<p>{0}：{1}。</p>"])
def test_channels_of_table_four_in_words(markup):
    channels = ("行政复议", "未经复议直接起诉", "复议后起诉")
    words = ("，".join(f"{name}{at * 5 + n}件" for n, name in enumerate(RESULTS)) for at in range(len(channels)))
    parts = [markup.format(channel, of_channel) for channel, of_channel in zip(channels, words, strict=True)]
    reading = read("".join(parts).replace("</table><table>", ""))
    assert values(reading, "review") == [0, 1, 2, 3, 4]
    assert values(reading, "litigation_direct") == [5, 6, 7, 8, 9]
    assert values(reading, "litigation_after_review") == [10, 11, 12, 13, 14]


def test_heads_in_the_cells_of_table_fours_only_row():
    cells = "".join(f"<td>{name}：{at * 5 + n}" for at in range(3) for n, name in enumerate(RESULTS))
    heads = "<td colspan=5>行政复议<td colspan=5>未经复议直接起诉<td colspan=5>复议后起诉"
    reading = read(f"<table><tr>{heads}<tr>{cells}</table>")
    assert [one.value for one in reading.figures if one.table == "legal_challenges"] == list(range(15))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自然人3件，商业企业2件", [("自然人", "3件"), ("商业企业", "2件")]),
        ("自然人：1,234；其他：无", [("自然人", "1,234"), ("其他", "无")]),
        ("自然人12（含补正3件）件", []),
        ("自然人12件（含补正3件）", [("自然人", "12件（含补正3件）")]),
        ("全年收到自然人申请3件", [("全年收到自然人申请", "3件")]),
        ("自然人3件和商业企业2件", []),
        ("12", []),
        ("", []),
    ],
)
def test_headed_figures(text, expected):
    assert headed_figures(text) == expected


def test_prose_that_names_applicants_is_no_table():
    reading = read(
        "<p>全年收到申请5件，其中自然人3件，商业企业2件。</p><p>全年办结5件，其中自然人3件，商业企业2件。</p>"
    )
    assert (reading.figures, reading.tables, reading.paragraphs) == ((), frozenset(), frozenset())


def test_statistics_as_lines_with_a_colon():
    reading = read(
        "<p>（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）：120条</p><p>其中：主动公开规范性文件数：3条</p>"
        "<p>制发规范性文件总数……4件</p><p>2.政府网站公开政府信息数：90条；</p><p>3.政务微博公开政府信息数：30条</p>"
    )
    assert {one.code: one.value for one in reading.indicators} == {
        "disclosed": 120,
        "disclosed_normative": 3,
        "normative_issued": 4,
        "by_website": 90,
        "by_weibo": 30,
    }


def test_rows_of_a_group_in_one_row():
    labels = "1.属于国家秘密<br>2.其他法律行政法规禁止公开<br>3.危及“三安全一稳定”"
    columns = "".join(f"<td>{n}<br>{n + 10}<br>{n + 20}" for n in range(7))
    rows = f"<tr><td>三、本年度办理结果<td>（三）不予公开<td>{labels}{columns}"
    heads = f"<tr><td colspan=3>申请情况{''.join(f'<td>{name}' for name in APPLICANTS)}"
    reading = read(f"<table>{heads}{rows}</table>")
    assert values(reading, "denied_state_secret") == list(range(7))
    assert values(reading, "denied_law_forbids") == list(range(10, 17))
    assert values(reading, "denied_safety_stability") == list(range(20, 27))


def test_label_over_two_lines_among_rows_in_one_row():
    labels = "<p>1.申请人无正当理由逾期不补正、</p><p>行政机关不再处理其政府信息公开申请</p><p>3.其他</p>"
    columns = "".join(f"<td><p>{n}</p><p>{n + 10}</p>" for n in range(7))
    heads = f"<tr><td>申请情况{''.join(f'<td>{name}' for name in APPLICANTS)}"
    reading = read(f"<table>{heads}<tr><td>{labels}{columns}</table>")
    assert values(reading, "other_not_corrected") == list(range(7))
    assert values(reading, "other_misc") == list(range(10, 17))


def test_rows_in_one_row_with_a_figure_too_few_are_said():
    heads = f"<tr><td>申请情况{''.join(f'<td>{name}' for name in APPLICANTS)}"
    columns = "".join(f"<td>{n}<br>{n + 10}" for n in range(6))
    reading = read(f"<table>{heads}<tr><td>{NEW}<br>{OVER}{columns}<td>6<tr><td>{GRANTED}{'<td>0' * 7}</table>")
    assert values(reading, "granted") == [0] * 7
    assert values(reading, "new_received") == [None] * 7
    assert [remark[:39] for remark in reading.remarks] == ["table 3 prints a row that no form has: "]


def test_statistics_with_several_rows_in_one():
    reading = read(
        "<table><tr><td>统计指标<td>单位<td>统计数"
        "<tr><td>主动公开规范性文件数<br>制发规范性文件总数<td>条<br>件<td>3<br>4"
        "<tr><td>2.政府网站公开政府信息数<td>条<td>90</table>"
    )
    assert {one.code: (one.value, one.unit) for one in reading.indicators} == {
        "disclosed_normative": (3, "条"),
        "normative_issued": (4, "件"),
        "by_website": (90, "条"),
    }


def test_sentences_beside_a_table_of_their_figures_are_prose():
    table = f"<table><tr><td>申请情况{''.join(f'<td>{name}' for name in APPLICANTS)}<tr><td>{NEW}{'<td>1' * 7}</table>"
    reading = read(f"<p>{NEW}：自然人3件，其他1件。</p><p>{OVER}：自然人2件，其他1件。</p>{table}")
    assert values(reading, "new_received") == [1] * 7
    assert {one.value for one in reading.figures if one.row == "carried_over"} == {None}


def test_sentences_that_are_rows_stay_text():
    reading = read(f"<p>{NEW}：{named(ROWS[NEW])}。</p><p>{OVER}：{named(ROWS[OVER])}。</p>")
    assert values(reading, "new_received") == list(ROWS[NEW])
    assert reading.paragraphs == frozenset()
    assert reading.remarks == ()


def test_lines_of_statistics_beside_official_tables_are_prose():
    table = f"<table><tr><td>申请情况{''.join(f'<td>{name}' for name in APPLICANTS)}<tr><td>{NEW}{'<td>1' * 7}</table>"
    lines = "<p>主动公开政府信息数：12条</p><p>政府网站公开政府信息数：9条</p><p>政务微博公开政府信息数：3条</p>"
    assert len(read(lines).indicators) == 3
    assert read(lines + table).indicators == ()


@pytest.mark.parametrize("colon", ["：", ""])
def test_line_for_each_result_below_its_channel(colon):
    lines = []
    for channel, first in (("（一）行政复议", 1), ("未经复议直接起诉", 11), ("复议后起诉", 21)):
        lines += [channel, *(f"{result}{colon}{first + at}件；" for at, result in enumerate(RESULTS))]
    reading = read("".join(f"<p>{line}</p>" for line in lines))
    assert values(reading, "review") == [1, 2, 3, 4, 5]
    assert values(reading, "litigation_direct") == [11, 12, 13, 14, 15]
    assert values(reading, "litigation_after_review") == [21, 22, 23, 24, 25]


def test_line_for_each_applicant_below_its_row():
    lines = [part for label, figures in ROWS.items() for part in (label, *named(figures, "|", "：").split("|"))]
    check(read("".join(f"<li>{line}</li>" for line in lines)))


def test_line_whose_label_names_row_and_head():
    counts = (
        ("规章本年制发件数", 1),
        ("规章本年废止件数", 2),
        ("规章现行有效件数", 3),
        ("行政许可本年处理决定数量", 4),
    )
    reading = read("".join(f"<p>{label}：{n}件</p>" for label, n in counts))
    assert values(reading, "regulations") == [1, 2, 3]
    assert values(reading, "licensing") == [4]


def test_line_whose_label_names_channel_and_result():
    reading = read("".join(f"<p>行政复议{result}：{n}件</p>" for n, result in enumerate(RESULTS, 1)))
    assert values(reading, "review") == [1, 2, 3, 4, 5]
