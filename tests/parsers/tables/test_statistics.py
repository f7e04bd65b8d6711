"""Statistics tables: the national one of 2014 to 2018 in every layout, local ones, and each trap by name."""

import random

import pytest

from parsers.documents.html import read_html
from parsers.documents.text import read_text
from parsers.model import Cell, Context, Grid, Paragraph
from parsers.reading import read as read_payload
from parsers.tables.form import STATISTICS
from parsers.tables.reading import read_tables
from parsers.tables.statistics_labels import label_name
from parsers.tables.vocabulary import is_known

AT = Context("https://www.example.gov.cn/1.html")

# (topic, label as the form prints it, unit, code or None for a heading)
OFFICIAL = [
    ("一、主动公开情况", "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "disclosed"),
    ("一、主动公开情况", "　　其中：主动公开规范性文件数", "条", "disclosed_normative"),
    ("一、主动公开情况", "　　制发规范性文件总数", "件", "normative_issued"),
    ("一、主动公开情况", "（二）通过不同渠道和方式公开政府信息的情况", "——", None),
    ("一、主动公开情况", "1.政府公报公开政府信息数", "条", "by_gazette"),
    ("一、主动公开情况", "2.政府网站公开政府信息数", "条", "by_website"),
    ("一、主动公开情况", "3.政务微博公开政府信息数", "条", "by_weibo"),
    ("一、主动公开情况", "4.政务微信公开政府信息数", "条", "by_wechat"),
    ("一、主动公开情况", "5.其他方式公开政府信息数", "条", "by_other"),
    ("二、回应解读情况", "（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次", "hot_topics"),
    ("二、回应解读情况", "（二）通过不同渠道和方式回应解读的情况", "——", None),
    ("二、回应解读情况", "1.参加或举办新闻发布会总次数", "次", "press"),
    ("二、回应解读情况", "其中：主要负责同志参加新闻发布会次数", "次", "press_by_head"),
    ("二、回应解读情况", "2.政府网站在线访谈次数", "次", "interviews"),
    ("二、回应解读情况", "其中：主要负责同志参加政府网站在线访谈次数", "次", "interviews_by_head"),
    ("二、回应解读情况", "3.政策解读稿件发布数", "篇", "interpretations"),
    ("二、回应解读情况", "4.微博微信回应事件数", "次", "weibo_wechat_replies"),
    ("二、回应解读情况", "5.其他方式回应事件数", "次", "other_replies"),
    ("三、依申请公开情况", "（一）收到申请数", "件", "received"),
    ("三、依申请公开情况", "1.当面申请数", "件", "received_in_person"),
    ("三、依申请公开情况", "2.传真申请数", "件", "received_fax"),
    ("三、依申请公开情况", "3.网络申请数", "件", "received_online"),
    ("三、依申请公开情况", "4.信函申请数", "件", "received_letter"),
    ("三、依申请公开情况", "（二）申请办结数", "件", "closed"),
    ("三、依申请公开情况", "1.按时办结数", "件", "closed_on_time"),
    ("三、依申请公开情况", "2.延期办结数", "件", "closed_extended"),
    ("三、依申请公开情况", "（三）申请答复数", "件", "answered"),
    ("三、依申请公开情况", "1.属于已主动公开范围数", "件", "answered_already_public"),
    ("三、依申请公开情况", "2.同意公开答复数", "件", "answered_granted"),
    ("三、依申请公开情况", "3.同意部分公开答复数", "件", "answered_partial"),
    ("三、依申请公开情况", "4.不同意公开答复数", "件", "answered_denied"),
    ("三、依申请公开情况", "其中：涉及国家秘密", "件", "answered_denied_state_secret"),
    ("三、依申请公开情况", "涉及商业秘密", "件", "answered_denied_trade_secret"),
    ("三、依申请公开情况", "涉及个人隐私", "件", "answered_denied_privacy"),
    ("三、依申请公开情况", "危及国家安全、公共安全、经济安全和社会稳定", "件", "answered_denied_safety_stability"),
    ("三、依申请公开情况", "不是《条例》所指政府信息", "件", "answered_denied_not_government_information"),
    ("三、依申请公开情况", "法律法规规定的其他情形", "件", "answered_denied_other"),
    ("三、依申请公开情况", "5.不属于本行政机关公开数", "件", "answered_not_ours"),
    ("三、依申请公开情况", "6.申请信息不存在数", "件", "answered_not_exist"),
    ("三、依申请公开情况", "7.告知作出更改补充数", "件", "answered_correction_asked"),
    ("三、依申请公开情况", "8.告知通过其他途径办理数", "件", "answered_other_channel"),
    ("四、行政复议数量", "", "件", "review"),
    ("四、行政复议数量", "（一）维持具体行政行为数", "件", "review_upheld"),
    ("四、行政复议数量", "（二）被依法纠错数", "件", "review_corrected"),
    ("四、行政复议数量", "（三）其他情形数", "件", "review_other"),
    ("五、行政诉讼数量", "", "件", "litigation"),
    ("五、行政诉讼数量", "（一）维持具体行政行为或者驳回原告诉讼请求数", "件", "litigation_upheld"),
    ("五、行政诉讼数量", "（二）被依法纠错数", "件", "litigation_corrected"),
    ("五、行政诉讼数量", "（三）其他情形数", "件", "litigation_other"),
    ("六、举报投诉数量", "", "件", "complaints"),
    ("七、依申请公开信息收取的费用", "", "万元", "fees_wan_yuan"),
    ("八、机构建设和保障经费情况", "（一）政府信息公开工作专门机构数", "个", "units"),
    ("八、机构建设和保障经费情况", "（二）设置政府信息公开查阅点数", "个", "reading_points"),
    ("八、机构建设和保障经费情况", "（三）从事政府信息公开工作人员数", "人", "staff"),
    ("八、机构建设和保障经费情况", "1.专职人员数（不包括政府公报及政府网站工作人员数）", "人", "staff_full"),
    ("八、机构建设和保障经费情况", "2.兼职人员数", "人", "staff_part"),
    (
        "八、机构建设和保障经费情况",
        "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）",
        "万元",
        "budget_wan_yuan",
    ),
    ("九、政府信息公开会议和培训情况", "（一）召开政府信息公开工作会议或专题会议数", "次", "meetings"),
    ("九、政府信息公开会议和培训情况", "（二）举办各类培训班数", "次", "trainings"),
    ("九、政府信息公开会议和培训情况", "（三）接受培训人员数", "人次", "trainees"),
]
CODES = [code for _, _, _, code in OFFICIAL if code]


def html(markup):
    return read_tables(read_html(markup.encode(), AT).blocks)


def text(page):
    return read_tables(read_text(page.encode(), AT).blocks)


def table(*rows):
    """A plain HTML table: a row is its cells, parted by |."""
    body = "".join("<tr>" + "".join(f"<td>{cell.strip()}</td>" for cell in row.split("|")) + "</tr>" for row in rows)
    return f"<table border=1>{body}</table>"


def values(reading):
    return {one.code or one.label: one.value for one in reading.indicators}


def one(reading, code):
    (found,) = [read for read in reading.indicators if read.code == code]
    return found


def states(reading):
    return {check.subject: check.state for check in reading.checks if check.rule == "indicator_sum"}


# --- the whole form over every layout ---------------------------------------------------------------


def figures(seed):
    """Figures that differ from each other as far as they can, so that none can stand in another's place."""
    pick = random.Random(seed)
    numbers = pick.sample(range(1, 9000), len(CODES))
    return {code: (n / 100 if code.endswith("wan_yuan") else n) for code, n in zip(CODES, numbers, strict=True)}


def lines(found):
    """Topic rows and rows of the form, in order: (topic, label, unit, figure as printed, is a topic's own row)."""
    topic = ""
    for of_topic, label, unit, code in OFFICIAL:
        if of_topic != topic and label:
            yield of_topic, of_topic, "——", "——", True
        topic = of_topic
        yield of_topic, label or of_topic, unit, str(found[code]) if code else "——", not label


def layout_plain(found):
    rows = [f"{label}|{unit}|{shown}" for _, label, unit, shown, _ in lines(found)]
    return table("统 计 指 标|单位|统计数", *rows)


def layout_without_units(found):
    rows = [f"{label}{'（万元）' if unit == '万元' else ''}|{shown}" for _, label, unit, shown, _ in lines(found)]
    return table("统计指标|数量", *rows)


def layout_without_heads(found):
    return table(*(f"{label}|{unit}|{shown}" for _, label, unit, shown, _ in lines(found)))


def layout_serial_numbers(found):
    rows = [f"{n}|{label}|{unit}|{shown}" for n, (_, label, unit, shown, _) in enumerate(lines(found), start=1)]
    return table("序号|统计指标|单位|统计数", *rows)


def layout_codes_behind_the_unit(found):
    rows = [f"{label}|{unit}|{n:02}|{shown}" for n, (_, label, unit, shown, _) in enumerate(lines(found), start=1)]
    return table("指标名称|计量单位|代码|本年累计", "甲|乙|丙|1", *rows)


def layout_two_columns_year_last(found):
    rows = [f"{label}|{unit}|7|{shown}" for _, label, unit, shown, _ in lines(found) if shown != "——"]
    return table("指标名称|计量单位|本期实际|本年累计", *with_topics(rows, found))


def layout_two_columns_year_first(found):
    rows = [f"{label}|{unit}|{shown}|99999" for _, label, unit, shown, _ in lines(found) if shown != "——"]
    return table("指标名称|计量单位|2017年度|历年累计", *with_topics(rows, found))


def layout_two_head_rows(found):
    rows = [f"{label}|{unit}|7|{shown}" for _, label, unit, shown, _ in lines(found) if shown != "——"]
    head = "<tr><td rowspan=2>统计指标</td><td rowspan=2>单位</td><td colspan=2>数量</td></tr><tr><td>上年</td><td>本年</td></tr>"
    return table(*with_topics(rows, found)).replace("<table border=1>", f"<table border=1>{head}")


def with_topics(rows, found):
    """The rows with the topics that hold no figure put back, as rows of one cell."""
    shown = iter(rows)
    for _, label, _, figure, _ in lines(found):
        yield label if figure == "——" else next(shown)


def topic_column(found, cell):
    """A column of topics to the left, each cell made by `cell(topic, is_first, height)`."""
    kept = [row for row in lines(found) if row[3] != "——"]
    heights = {topic: sum(row[0] == topic for row in kept) for topic, *_ in kept}
    markup, seen = "<table><tr><td>类别</td><td>统计指标</td><td>单位</td><td>统计数</td></tr>", set()
    for topic, label, unit, shown, _ in kept:
        markup += (
            f"<tr>{cell(topic, topic not in seen, heights[topic])}<td>{label}</td><td>{unit}</td><td>{shown}</td></tr>"
        )
        seen.add(topic)
    return markup + "</table>"


def layout_topic_merged(found):
    return topic_column(found, lambda topic, first, height: f"<td rowspan={height}>{topic}</td>" if first else "")


def layout_topic_repeated(found):
    return topic_column(found, lambda topic, _first, _height: f"<td>{topic}</td>")


def layout_topic_blank_below(found):
    return topic_column(found, lambda topic, first, _height: f"<td>{topic if first else ''}</td>")


def layout_word_export(found):
    def cell(words, extra=""):
        return (
            f'<td width=120 {extra}style="border:solid windowtext 1.0pt"><p class=MsoNormal align=center>'
            f'<span lang=EN-US style="font-size:10.5pt">{words}<o:p></o:p></span></p></td>'
        )

    rows = [
        cell("政府信息公开情况统计表", "colspan=3 "),
        cell("（2017年度）", "colspan=3 "),
        cell("填报单位（盖章）：某某局", "colspan=3 "),
    ]
    rows.append(cell("统&nbsp;&nbsp;计&nbsp;&nbsp;指&nbsp;&nbsp;标") + cell("单位") + cell("统计数"))
    for _, label, unit, shown, _ in lines(found):
        half = len(label) // 2
        cut = f"{label[:half]}</span><span>{label[half:]}"
        rows.append(cell(cut.replace("　", "&nbsp;&nbsp;")) + cell(unit) + cell(f"&nbsp;{shown}"))
    rows.append(cell("") + cell("") + cell(""))
    rows.append(cell("单位负责人：甲") + cell("审核人：乙") + cell("填报人：丙"))
    rows.append(cell("联系电话") + cell("") + cell("7211234"))
    body = "".join(f'<tr style="height:1.0cm">{row}</tr>' for row in rows)
    return f"<table class=MsoNormalTable border=1 cellspacing=0><tbody>{body}</tbody></table>"


def layout_two_halves_side_by_side(found):
    rows = [(label, unit, shown) for _, label, unit, shown, _ in lines(found)]
    cut = next(n for n, row in enumerate(rows) if row[0].startswith("三、依申请公开"))
    left, right = rows[:cut], rows[cut:]
    left += [("", "", "")] * (len(right) - len(left))
    pairs = ["|".join((*one, *other)) for one, other in zip(left, right, strict=True)]
    return "sides", table("统计指标|单位|统计数|统计指标|单位|统计数", *pairs)


def layout_cut_by_page_breaks(found):
    rows = [f"{label}|{unit}|{shown}" for _, label, unit, shown, _ in lines(found)]
    return table("统计指标|单位|统计数", *rows[:20]) + "<p>— 2 —</p>" + table(*rows[20:41]) + table(*rows[41:])


def layout_extra_columns(found):
    rows = [f"{label}|{unit}|{shown}|同比增长3%|" for _, label, unit, shown, _ in lines(found)]
    return table("统计指标|单位|统计数|备注|", *rows)


HTML_LAYOUTS = [
    layout_plain,
    layout_without_units,
    layout_without_heads,
    layout_serial_numbers,
    layout_codes_behind_the_unit,
    layout_two_columns_year_last,
    layout_two_columns_year_first,
    layout_two_head_rows,
    layout_topic_merged,
    layout_topic_repeated,
    layout_topic_blank_below,
    layout_word_export,
    layout_cut_by_page_breaks,
    layout_extra_columns,
]


def tabbed(found):
    rows = [f"{label.strip()}\t{unit}\t{shown}" for _, label, unit, shown, _ in lines(found)]
    return "\n".join(["统计指标\t单位\t统计数", *rows])


def cells_of_lines(found):
    """One cell a line, each led by a tab, rows parted by blank lines."""
    rows = [f"\t{label.strip()}\n\t{unit}\n\t{shown}\n" for _, label, unit, shown, _ in lines(found)]
    return "\n".join(["\t统计指标\n\t单位\n\t统计数\n", *rows])


def paragraphs(found):
    """Every cell a paragraph."""
    rows = [f"{label.strip()}\n\n{unit}\n\n{shown}" for _, label, unit, shown, _ in lines(found)]
    return "\n\n".join(["统计指标\n\n单位\n\n统计数", *rows])


def spaced(found):
    rows = [f"{label.strip()}   {unit}   {shown}" for _, label, unit, shown, _ in lines(found)]
    return "\n".join(["统计指标  单位  统计数", *rows])


def strokes(found):
    rows = [f"{label.strip()} | {unit} | {shown} |" for _, label, unit, shown, _ in lines(found)]
    return "\n".join(["统计指标 | 单位 | 统计数 |", *rows])


def cells_before_strokes(found):
    rows = [f"{label.strip()} |\n{unit} |\n{shown} |" for _, label, unit, shown, _ in lines(found)]
    return "\n".join(["统计指标 |\n单位 |\n统计数 |", *rows])


OTHER_COLUMNS = {
    "layout_two_columns_year_last": "本期实际",
    "layout_two_columns_year_first": "历年累计",
    "layout_two_head_rows": "上年",
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("layout", HTML_LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_indicator_of_the_form_is_read_in_every_layout(layout, seed):
    found = figures(seed)
    reading = html(layout(found))
    assert values(reading) == found
    assert reading.form == "2014"
    beside = OTHER_COLUMNS.get(layout.__name__)
    told = f"a statistics table prints beside the year's figures, and they are set aside: {beside}"
    assert reading.remarks == ((told,) if beside else ())


@pytest.mark.parametrize(
    "layout",
    [tabbed, cells_of_lines, paragraphs, spaced, strokes, cells_before_strokes],
    ids=lambda layout: layout.__name__,
)
def test_every_indicator_is_read_from_text(layout):
    found = figures(4)
    reading = text(layout(found))
    assert values(reading) == found
    assert reading.form == "2014"


def test_two_halves_side_by_side_are_one_table():
    found = figures(5)
    _, page = layout_two_halves_side_by_side(found)
    assert values(html(page)) == found


def test_units_are_kept_as_printed():
    reading = html(layout_plain(figures(1)))
    assert {read.code: read.unit for read in reading.indicators} == {
        code: unit for _, _, unit, code in OFFICIAL if code
    }


def test_indicator_has_its_label_its_print_and_its_place():
    reading = html(layout_plain(figures(1) | {"trainees": 1234}).replace("1234", "1,234"))
    trainees = one(reading, "trainees")
    assert (trainees.label, trainees.value, trainees.raw, trainees.kind) == (
        "（三）接受培训人员数",
        1234,
        "1,234",
        "number",
    )
    assert trainees.place


# --- labels ----------------------------------------------------------------------------------------


def test_same_label_under_review_and_litigation_is_told_apart_by_the_topic():
    reading = html(
        table(
            "指标|单位|统计数",
            "（一）收到申请数|件|0",
            "（二）申请办结数|件|0",
            "（三）举办各类培训班数|次|1",
            "四、行政复议数量|件|6",
            "（一）维持具体行政行为数|件|1",
            "（二）被依法纠错数|件|2",
            "（三）其他情形数|件|3",
            "五、行政诉讼数量|件|15",
            "（一）维持具体行政行为数|件|4",
            "（二）被依法纠错数|件|5",
            "（三）其他情形数|件|6",
        )
    )
    found = values(reading)
    assert [found[f"review_{end}"] for end in ("upheld", "corrected", "other")] == [1, 2, 3]
    assert [found[f"litigation_{end}"] for end in ("upheld", "corrected", "other")] == [4, 5, 6]
    assert one(reading, "litigation_corrected").label == "五、行政诉讼数量 / （二）被依法纠错数"


def test_same_label_without_its_topic_has_no_code():
    reading = html(
        table("指标|数量", "收到申请数|3", "申请办结数|3", "举办各类培训班数|1", "被依法纠错数|5", "其他情形数|6")
    )
    assert [(read.code, read.label, read.value) for read in reading.indicators[3:]] == [
        (None, "被依法纠错数", 5),
        (None, "其他情形数", 6),
    ]


def test_label_repeated_under_a_topic_that_nobody_knows_keeps_the_first_code_only():
    reading = html(
        table(
            "指标|数量", "收到申请数|3", "申请办结数|3", "举办各类培训班数|1",
            "四、行政复议数量|7", "被依法纠错数|5", "行政裁决的结果|——", "被依法纠错数|6",
        )
    )  # fmt: skip
    assert [read.value for read in reading.indicators if read.code == "review_corrected"] == [5]
    assert [read.value for read in reading.indicators if read.code is None and "纠错" in read.label] == [6]


def test_row_printed_twice_with_two_figures_has_none():
    reading = html(table("指标|数量", "收到申请数|3", "申请办结数|4", "申请办结数|5", "举办各类培训班数|1"))
    closed = one(reading, "closed")
    assert (closed.value, closed.kind) == (None, "unplaced")
    assert reading.remarks == ("申请办结数: the table prints this row twice: 4 and 5",)


def test_head_of_the_agency_is_counted_under_press_and_under_interviews():
    reading = html(
        table(
            "指标|单位|数量",
            "二、回应解读情况|——|——",
            "（一）回应公众关注热点或重大舆情数|次|9",
            "1.参加或举办新闻发布会总次数|次|4",
            "其中：主要负责同志参加|次|3",
            "2.政府网站在线访谈次数|次|2",
            "其中：主要负责同志参加|次|1",
            "3.政策解读稿件发布数|篇|8",
        )
    )
    assert values(reading) == {
        "hot_topics": 9, "press": 4, "press_by_head": 3, "interviews": 2, "interviews_by_head": 1, "interpretations": 8,
    }  # fmt: skip
    assert one(reading, "press_by_head").label == "1.参加或举办新闻发布会总次数 / 其中：主要负责同志参加"


def test_brief_label_counts_only_under_its_group():
    reading = html(
        table(
            "指标|单位|数量",
            "一、主动公开情况||",
            "主动公开政府信息数|条|9",
            "其中：政府网站|条|4",
            "其他方式|条|5",
            "二、回应解读情况||",
            "政府网站|次|1",
            "其他方式|次|2",
            "三、依申请公开情况||",
            "申请办结数|件|0",
            "告知作出更改补充数|件|0",
            "举办各类培训班数|次|0",
        )
    )
    found = values(reading)
    assert (found["by_website"], found["by_other"], found["other_replies"]) == (4, 5, 2)
    assert [(read.label, read.value) for read in reading.indicators if read.code is None] == [
        ("二、回应解读情况 / 政府网站", 1)
    ]


def test_unknown_label_is_kept_with_its_text():
    reading = html(layout_plain(figures(2)).replace("政务微信", "政务头条号"))
    (unknown,) = [read for read in reading.indicators if read.code is None]
    assert (unknown.label, unknown.unit, unknown.value) == ("4.政务头条号公开政府信息数", "条", figures(2)["by_wechat"])


@pytest.mark.parametrize(
    "printed",
    ["历年主动公开政府信息数", "主动公开政府信息数（历年累计）", "应主动公开政府信息数", "未主动公开政府信息数"],
)
def test_label_of_another_figure_is_not_the_label_it_contains(printed):
    reading = html(table("指标|数量", f"{printed}|99999", "收到申请数|3", "申请办结数|3", "接受培训人员数|1"))
    assert values(reading)[printed] == 99999
    assert "disclosed" not in values(reading)


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("（一）主动公开政府信患数", "disclosed"),
        ("1．政府网站在线访谈次", "interviews"),
        ("回应公众关注热点或重大舆数", "hot_topics"),
        ("收到申请数量", "received"),
        ("（3）网络申请 数", "received_online"),
        ("⑴举办各类培训班次数", "trainings"),
        ("政府信息公开专项经费（万元）", "budget_wan_yuan"),
    ],
)
def test_label_with_a_slip_or_another_ending_is_still_the_one_it_can_only_be(printed, code):
    reading = html(
        table("指标|数量", "申请办结数|3", "接受培训人员数|1", "告知作出更改补充数|0", "兼职人员数|2", f"{printed}|17")
    )
    assert values(reading)[code] == 17


def test_slip_that_may_be_two_labels_is_neither():
    reading = html(layout_plain(figures(2)).replace("4.政务微信公开政府信息数", "4.政务微公开政府信息数"))
    assert "by_wechat" not in values(reading)
    assert values(reading)["4.政务微公开政府信息数"] == figures(2)["by_wechat"]


def test_label_cut_over_two_rows_is_whole_again():
    cut = "<tr><td>危及国家安全、公共安全、经</td><td>件</td><td>{}</td></tr><tr><td>济安全和社会稳定</td><td></td><td></td></tr>"
    found = figures(3)
    whole = f"<tr><td>危及国家安全、公共安全、经济安全和社会稳定</td><td>件</td><td>{found['answered_denied_safety_stability']}</td></tr>"
    page = layout_plain(found)
    assert whole in page
    assert values(html(page.replace(whole, cut.format(found["answered_denied_safety_stability"])))) == found


def test_label_cut_before_its_figure_is_whole_again():
    found = figures(3)
    whole = f"<td>7.告知作出更改补充数</td><td>件</td><td>{found['answered_correction_asked']}</td>"
    cut = f"<td>7.告知作出更</td><td></td><td></td></tr><tr><td>改补充数</td><td>件</td><td>{found['answered_correction_asked']}</td>"
    page = layout_plain(found)
    assert whole in page
    assert values(html(page.replace(whole, cut))) == found


# --- cells -----------------------------------------------------------------------------------------

FEW = ("统计指标|单位|统计数", "收到申请数|件|3", "申请办结数|件|2", "接受培训人员数|人次|40")


@pytest.mark.parametrize(
    ("printed", "value", "kind"),
    [
        ("", None, "blank"),
        ("—", None, "mark"),
        ("无", None, "mark"),
        ("约三次", None, "unreadable"),
        ("3期", 3, "number"),
        ("三期", None, "unreadable"),
        ("1O", None, "unreadable"),
        ("１２", 12, "number"),
        ("12次", 12, "number"),
        ("22（其中部门16）", 22, "noted"),
        ("100余", 100, "noted"),
    ],
)
def test_cell_keeps_its_print_and_the_reason_for_no_value(printed, value, kind):
    trainings = one(html(table(*FEW, f"举办各类培训班数|次|{printed}")), "trainings")
    assert (trainings.value, trainings.kind, trainings.raw) == (value, kind, printed)


def test_words_in_place_of_a_figure_are_kept():
    trainings = one(
        html(
            table("统计指标|统计数", "收到申请数|3", "申请办结数|2", "接受培训人员数|40", "举办各类培训班数|详见附件")
        ),
        "trainings",
    )
    assert (trainings.value, trainings.kind, trainings.raw) == (None, "unreadable", "详见附件")


def test_row_without_its_cell_is_lost():
    trainings = one(html(table(*FEW, "举办各类培训班数|次")), "trainings")
    assert (trainings.value, trainings.kind, trainings.raw) == (None, "lost", "")


@pytest.mark.parametrize(
    ("row", "code", "value", "unit", "kind"),
    [
        ("依申请公开信息收取的费用|万元|0.5", "fees_wan_yuan", 0.5, "万元", "number"),
        ("依申请公开信息收取的费用|元|3940", "fees_yuan", 3940, "元", "number"),
        ("依申请公开信息收取的费用|万元|3940元", "fees_wan_yuan", None, "万元", "unit_differs"),
        ("依申请公开信息收取的费用（元）||3940", "fees_yuan", 3940, "元", "number"),
        ("依申请公开信息收取的费用||3940元", "fees_yuan", 3940, "元", "number"),
        ("依申请公开信息收取的费用||3940", "fees_wan_yuan", None, None, "unit_differs"),
        ("依申请公开信息收取的费用||0", "fees_wan_yuan", 0, None, "number"),
        ("接受培训人数|万元|5", "trainees", None, "万元", "unit_differs"),
    ],
)
def test_money_stands_under_the_code_of_its_printed_unit(row, code, value, unit, kind):
    reading = html(table(*FEW[:3], "举办各类培训班数|次|1", row))
    read = one(reading, code)
    assert (read.value, read.unit, read.kind) == (value, unit, kind)


# --- value columns -----------------------------------------------------------------------------------

ROWS = ("收到申请数|件|3|5", "申请办结数|件|2|4", "接受培训人员数|人次|40|90")


@pytest.mark.parametrize(
    ("heads", "column"),
    [
        ("本期实际|本年累计", 1),
        ("本年累计|本期实际", 0),
        ("2009 年度|历年累计", 0),
        ("历年累计|年度", 1),
        ("2017年|上年", 0),
        ("上年同期|统计数", 1),
        ("本年|同比增减", 0),
        ("第四季度|全年", 1),
        ("区直单位统计数|合计", 1),
        ("统计数|备注", 0),
        ("2017年统计数|2008年以来累计", 0),
    ],
)
def test_year_column_is_found_by_its_head(heads, column):
    reading = html(table(f"指标|单位|{heads}", *ROWS))
    assert values(reading) == {
        "received": (3, 5)[column],
        "closed": (2, 4)[column],
        "trainees": (40, 90)[column],
    }


def test_column_for_each_department_is_read_where_the_last_one_is_their_sum():
    rows = ("收到申请数（件）|3|2|5", "申请办结数（件）|2|2|4", "接受培训人员数（人次）|40|50|90")
    reading = html(table("|财政局|教育局|合计", *rows))
    assert [(one.code, one.value) for one in reading.indicators] == [("received", 5), ("closed", 4), ("trainees", 90)]


@pytest.mark.parametrize("heads", ["本期|累计", "2016年|2017年", "数量|累计数", "数量|数值", "上半年|下半年"])
def test_heads_that_leave_a_choice_leave_no_value(heads):
    reading = html(table(f"指标|单位|{heads}", *ROWS, "举办各类培训班数|次|0|0"))
    received = one(reading, "received")
    assert (received.value, received.kind, received.raw) == (None, "unplaced", "3 | 5")
    assert received.note == f"the heads {' | '.join(heads.split('|'))} do not say which figure is the year's"
    # Whichever column is the year's, it says 0.
    assert one(reading, "trainings").value == 0


@pytest.mark.parametrize(
    ("cells", "value", "kind"),
    [
        ("<td>3</td><td></td>", 3, "number"),
        ("<td>3</td><td>—</td>", 3, "number"),
        ("<td>—</td><td>无</td>", None, "mark"),
        ("<td>3</td><td>5</td>", None, "unplaced"),
    ],
)
def test_two_cells_under_one_head_are_one_figure_and_what_stands_beside_it(cells, value, kind):
    heads = "<tr><td>指标</td><td>单位</td><td colspan=2>统计数</td></tr>"
    others = "".join(
        f"<tr><td>{label}</td><td>件</td><td colspan=2>2</td></tr>" for label in ("申请办结数", "申请答复数")
    )
    reading = html(f"<table>{heads}<tr><td>收到申请数</td><td>件</td>{cells}</tr>{others}</table>")
    received = one(reading, "received")
    assert (received.value, received.kind) == (value, kind)


def test_a_figure_that_covers_two_columns_of_figures_has_no_value():
    wide = "<tr><td>接受培训人员数</td><td>人次</td><td colspan=2>40</td></tr>"
    reading = html(table("指标|单位|本期实际|本年累计", *ROWS[:2]).replace("</table>", f"{wide}</table>"))
    trainees = one(reading, "trainees")
    assert (trainees.value, trainees.kind, trainees.note) == (
        None,
        "unplaced",
        "one cell covers several columns of figures",
    )


def test_two_figures_without_heads_leave_no_value():
    reading = html(table(*ROWS, "举办各类培训班数|次|0|"))
    assert {read.value for read in reading.indicators} == {None}
    assert one(reading, "closed").raw == "2 | 4"


def test_row_that_does_not_fit_its_heads_is_not_read_by_the_last_number():
    reading = html(table("指标|单位|本期实际|本年累计", *ROWS, "举办各类培训班数|次|7"))
    trainings = one(reading, "trainings")
    assert (trainings.value, trainings.kind, trainings.raw) == (None, "unplaced", "7")


def test_shifted_row_of_tabbed_text_is_read_by_count_and_never_as_a_blank():
    page = (
        "类别\t指标\t单位\t统计数\n依申请公开\t收到申请数\t件\t3\n申请办结数\t件\t2\t\n\t接受培训人员数\t人次\t40\n"
        "\t举办各类培训班数\t次\t\n"
    )
    assert values(text(page)) == {"received": 3, "closed": 2, "trainees": 40, "trainings": None}


def test_shifted_row_under_two_columns_is_not_settled():
    page = "指标\t单位\t本期实际\t本年累计\n收到申请数\t件\t3\t5\n申请办结数\t件\t\t4\n接受培训人员数\t\t人次\t40\n告知作出更改补充数\t\t9\t\n"
    reading = text(page)
    assert values(reading) == {"received": 5, "closed": 4, "trainees": None, "answered_correction_asked": None}
    assert one(reading, "trainees").kind == "unplaced"


def test_indicator_right_before_another_label_has_lost_its_figure():
    page = "统计指标\n单位\n统计数\n收到申请数\n件\n3\n举办各类培训班数\n申请办结数\n件\n2\n接受培训人员数\n人次\n40\n"
    reading = text(page)
    assert values(reading) == {"received": 3, "trainings": None, "closed": 2, "trainees": 40}
    assert one(reading, "trainings").kind == "lost"


PLAIN_ROWS = ("收到申请数|件|3", "申请办结数|件|2", "接受培训人员数|人次|40")


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        (("收到|件|3", "申请数|件|5"), {"收到": 3, "申请数": 5}),
        (("其他事项||", "自设指标数|个|3"), {"其他事项": None, "自设指标数": 3}),
    ],
)
def test_two_rows_that_are_no_cut_label_stay_two(rows, read):
    whole = {"received": 3, "closed": 2, "trainees": 40}
    assert values(html(table(*PLAIN_ROWS, *rows))) == whole | read


def test_words_behind_a_label_stand_in_place_of_its_figure():
    trainings = one(html(table(*PLAIN_ROWS, "举办各类培训班数|未统计")), "trainings")
    assert (trainings.value, trainings.kind, trainings.raw) == (None, "unreadable", "未统计")


@pytest.mark.parametrize("heads", ["上年同期 本年度", "比上年增减 本年度", "历年累计 本年累计"])
def test_figure_of_a_stream_is_the_one_under_the_head_of_the_year(heads):
    lines = f"统计指标 {heads} 收到申请数 8 5 申请办结数 7 4 接受培训人员数 2 9".split()
    assert values(text("\n".join(lines))) == {"received": 5, "closed": 4, "trainees": 9}


def test_figure_of_last_year_alone_is_not_the_years():
    reading = text("指标\t较上年多\t本年度\n收到申请数\t8\t5\n申请办结数\t7\n接受培训人员数\t2\t9\n")
    assert values(reading) == {"received": 5, "closed": None, "trainees": 9}
    assert one(reading, "closed").kind == "unplaced"


def test_blank_under_the_head_beside_a_figure_under_none_is_not_settled():
    reading = html(table("指标|单位|数量|", "收到申请数|件||5", "申请办结数|件|4|", "接受培训人员数|人次|9|"))
    assert values(reading) == {"received": None, "closed": 4, "trainees": 9}
    assert one(reading, "received").kind == "unplaced"


def test_stream_whose_blank_vanished_has_the_figure_lost():
    page = "统计指标\n单位\n统计数\n收到申请数\n件\n3\n申请办结数\n件\n接受培训人员数\n人次\n40\n兼职人员数\n人\n2"
    reading = text(page)
    assert values(reading) == {"received": 3, "closed": None, "trainees": 40, "staff_part": 2}
    assert one(reading, "closed").kind == "lost"


# --- which tables ------------------------------------------------------------------------------------

DINGXI = table(
    "指 标 名 称|计量单位|代码|本期实际|本年累计",
    "甲|乙|丙|1|2",
    "主动公开信息数|条|01|20|135",
    "其中：全文电子化的主动公开信息数|条|02|20|130",
    "新增的行政规范性文件数|条|03||4",
    "现场接待人数|人次|06|-|66",
    "申请总数|条|10|1|10",
    "其中：1.当面申请数|条|11|1|1",
    "2.传真申请数|条|12|0|2",
    "3.电子邮件申请数|条|13|0|3",
    "4.网上申请数|条|14|0|4",
    "5.信函申请数|条|15|0|0",
    "6.其他形式申请数|条|16|0|0",
    "对申请的答复总数|条|17|1|10",
    "其中：1.同意公开答复数|条|18|1|7",
    "2.同意部分公开答复数|条|19|0|1",
    "3.否决公开答复总数|条|20|0|2",
    "其中：(1)“非《规定》所指政府信息”数|条|21|0|0",
    "(2)“信息不存在”数|条|22|0|2",
    "(5)“免予公开范围1”数|条|25|0|0",
    "行政复议数|件|32|0|0",
    "行政诉讼数|件|33|0|1",
    "行政申诉数|件|34|0|0",
)


def test_local_table_with_two_value_columns_gives_the_year():
    reading = html(DINGXI)
    assert reading.form == "local"
    assert values(reading) == {
        "disclosed": 135, "disclosed_full_text": 130, "disclosed_new_normative": 4, "visitors": 66, "received": 10,
        "received_in_person": 1, "received_fax": 2, "received_email": 3, "received_online": 4, "received_letter": 0,
        "received_other": 0, "answered": 10, "answered_granted": 7, "answered_partial": 1, "refused": 2,
        "refused_not_government_information": 0, "refused_not_exist": 2, "(5)“免予公开范围1”数": 0, "review": 0,
        "litigation": 1, "appeals": 0,
    }  # fmt: skip
    assert states(reading) == {"received": "pass"}


def test_local_table_with_year_and_all_years_gives_the_year():
    reading = html(
        table(
            "指   标  名  称|计量 单位|2009  年度|历年 累计", "主动公开信息数|条|120|900", "其中：1.政府网站|条|100|800",
            "2.政府公报|条|20|100", "受理依申请公开信息总数|条|5|9", "行政复议数|件||",
        )
    )  # fmt: skip
    assert values(reading) == {"disclosed": 120, "by_website": 100, "by_gazette": 20, "accepted": 5, "review": None}
    assert reading.form == "local"


def test_local_table_with_labels_in_a_row_and_figures_below():
    reading = html(table("主动公开信息数|申请总数|行政复议数", "135|2|0"))
    assert values(reading) == {"disclosed": 135, "received": 2, "review": 0}


def test_table_of_agencies_gives_no_figure_of_one_agency_to_the_report():
    reading = html(table("单位|主动公开信息数|申请总数", "县公安局|12|1", "县教育局|30|0"))
    assert {(read.code, read.value) for read in reading.indicators} == {(None, None)}
    assert [(read.label, read.raw) for read in reading.indicators] == [("县公安局", "12 | 1"), ("县教育局", "30 | 0")]
    assert reading.remarks == (
        "a row of labels stands over no single row of figures: 单位 | 主动公开信息数 | 申请总数",
    )


def test_figures_of_several_years_under_one_row_of_labels_are_not_read():
    reading = html(table("主动公开信息数|申请总数", "135|2", "120|1"))
    assert (reading.form, reading.indicators) == ("none", ())
    assert reading.remarks == ("a table of 3 rows is not read: 主动公开信息数 | 申请总数",)


def test_blank_beside_a_topic_that_is_an_indicator_as_well():
    reading = html(
        table(
            "类别|指标|单位|统计数", "三、依申请公开情况|收到申请数|件|3", "|申请办结数|件|3", "|告知作出更改补充数|件|0",
            "四、行政复议数量|（一）维持具体行政行为数||", "|（二）被依法纠错数|件|1",
        )
    )  # fmt: skip
    assert values(reading) == {
        "received": 3, "closed": 3, "answered_correction_asked": 0, "review_upheld": None, "review_corrected": 1,
    }  # fmt: skip


def test_telephone_number_of_the_form_is_no_indicator():
    reading = html(table(*FEW, "举办各类培训班数|次|1", "联系电话：||7211234", "电话咨询数|人次|5"))
    assert [read.label for read in reading.indicators][-2:] == ["举办各类培训班数", "电话咨询数"]
    assert one(reading, "inquiries_phone").value == 5


def test_copy_without_the_cell_leaves_the_other_copys_figure():
    page = table(*FEW, "举办各类培训班数|次|1")
    assert values(html(page.replace("<td>3</td>", "") + page))["received"] == 3
    assert values(html(page + page.replace("<td>3</td>", "")))["received"] == 3


def test_local_table_of_unknown_labels_stays_a_remark():
    reading = html(table("项目|数值", "开展普法活动|3", "政务大厅办件|500"))
    assert (reading.form, reading.indicators) == ("none", ())
    assert reading.remarks == ("a table of 3 rows is not read: 项目 | 数值",)


def test_two_labels_of_the_national_form_are_too_few():
    reading = html(table("指标|数值", "举办各类培训班数|3", "接受培训人员数|50"))
    assert (reading.form, reading.indicators) == ("none", ())


APPLICATIONS = table(
    "申请人情况|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计",
    "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21",
    "（三）不予公开 1.属于国家秘密|0|0|0|0|0|0|0",
)


def test_official_table_keeps_the_form_and_statistics_are_added():
    reading = html(APPLICATIONS + layout_plain(figures(6)))
    assert reading.form == "2021"
    assert values(reading) == figures(6)
    assert reading.tables == {"applications"}
    received = {f.column: f.value for f in reading.figures if f.row == "new_received"}
    assert (received["natural_person"], received["total"]) == (1, 21)


@pytest.mark.parametrize("ours_first", [True, False])
def test_official_table_and_statistics_in_one_grid(ours_first):
    parts = [APPLICATIONS, layout_plain(figures(6))]
    joined = "".join(reversed(parts) if ours_first else parts).replace("</table><table border=1>", "")
    reading = html(joined)
    assert values(reading) == figures(6)
    assert {f.column: f.value for f in reading.figures if f.row == "new_received"}["total"] == 21


LEGAL_CHALLENGES = table(
    "行政复议|||||未经复议直接起诉|||||复议后起诉||||",
    "|".join(["结果维持|结果纠正|其他结果|尚未审结|总计"] * 3),
    "0|1|2|3|4|5|6|7|8|9|10|11|12|13|14",
)
WITHOUT_HEADS = table("第二十条第（一）项|||", "规章|0|1|4", "行政规范性文件|5|6|7")


@pytest.mark.parametrize("ours_first", [True, False])
def test_table_of_challenges_and_statistics_in_one_grid(ours_first):
    parts = [LEGAL_CHALLENGES, layout_plain(figures(6))]
    reading = html("".join(reversed(parts) if ours_first else parts).replace("</table><table border=1>", ""))
    assert values(reading) == figures(6)
    assert [f.value for f in reading.figures if f.table == "legal_challenges"] == list(range(15))


def test_clause_of_an_official_table_ends_the_statistics_above_it():
    parts = (layout_plain(figures(6)), WITHOUT_HEADS, APPLICATIONS)
    reading = html("".join(parts).replace("</table><table border=1>", ""))
    assert values(reading) == figures(6)
    printed = [(f.value, f.kind) for f in reading.figures if f.row == "normative_documents"]
    assert printed == [(5, "by_position"), (6, "by_position"), (7, "by_position")]


def test_row_of_an_official_table_without_its_heads_ends_the_statistics_above_it():
    headless = table(
        "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21", "二、上年结转政府信息公开申请数量|0|0|0|0|0|1|1"
    )
    reading = html((layout_plain(figures(6)) + headless).replace("</table><table border=1>", ""))
    assert values(reading) == figures(6)
    assert [f.value for f in reading.figures if f.row == "carried_over"] == [0, 0, 0, 0, 0, 1, 1]


def test_heads_of_the_statistics_below_an_official_table_are_theirs():
    ours = table(
        "指标名称|历年累计|本年度", "收到申请数|30|3", "申请办结数|20|2", "接受培训人员数|90|9", "举办各类培训班数|5|1"
    )
    reading = html((APPLICATIONS + ours).replace("</table><table border=1>", ""))
    assert values(reading) == {"received": 3, "closed": 2, "trainees": 9, "trainings": 1}


def test_topics_named_like_the_official_tables_are_not_taken_for_them():
    reading = html(
        table(
            "项目|指标|数量", "依申请公开|收到申请数|3", "依申请公开|申请办结数|3", "会议和培训|接受培训人员数|9",
            "不同意公开答复数|国家秘密|0", "行政复议|被依法纠错数|1", "行政诉讼|被依法纠错数|2",
        )
    )  # fmt: skip
    assert (reading.form, reading.tables) == ("2014", frozenset())
    assert values(reading) == {
        "received": 3, "closed": 3, "trainees": 9, "answered_denied_state_secret": 0, "review_corrected": 1,
        "litigation_corrected": 2,
    }  # fmt: skip


def test_applicants_counted_in_rows_do_not_open_an_official_table():
    reading = html(
        table("指标|统计数", "收到申请数|3", "自然人|2", "商业企业|1", "申请办结数|3", "接受培训人员数|3", "合计|5")
    )
    assert reading.tables == frozenset()
    assert values(reading) == {"received": 3, "自然人": 2, "商业企业": 1, "closed": 3, "trainees": 3, "合计": 5}


def test_two_copies_that_agree_are_one_table():
    page = layout_plain(figures(7))
    reading = html(page + page)
    assert len(reading.indicators) == len(CODES)
    assert values(reading) == figures(7)


def test_two_tables_that_differ_report_neither_figure():
    page = layout_plain(figures(7) | {"received": 3})
    reading = html(
        page
        + page.replace(
            "<td>（一）收到申请数</td><td>件</td><td>3</td>", "<td>（一）收到申请数</td><td>件</td><td>8</td>"
        )
    )
    received = one(reading, "received")
    assert (received.value, received.kind, received.note) == (None, "unplaced", "two tables differ here: 3 and 8")
    assert reading.remarks == ("（一）收到申请数: two tables differ here: 3 and 8",)


def test_row_of_figures_without_a_label_is_named():
    reading = html(table(*FEW, "|次|17"))
    assert reading.remarks == ("a row of a statistics table has figures and no label: 次 | 17",)


def test_prose_of_2017_with_the_same_words_has_no_table():
    page = (
        "<p>二、回应解读情况</p><p>2017年度，县法院回应公众关注热点或重大舆情数86次；举行新闻发布会4次。</p>"
        "<p>六、机构建设和保障经费情况</p><p>（一）、政府信息公开工作专门机构数1个</p><p>（二）、设置政府信息公开查阅点数1个</p>"
        "<p>（三）、接受培训人员12人</p>"
    )
    reading = html(page)
    assert (reading.form, reading.indicators, reading.paragraphs) == ("none", (), frozenset())


def test_headings_of_the_reports_sections_are_no_words_of_a_table():
    headings = [
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议行政诉讼情况",
        "依申请公开政府信息情况",
        "存在的主要问题及改进情况",
    ]
    assert [heading for heading in headings if is_known(heading)] == []


# --- sums --------------------------------------------------------------------------------------------


def sums(**changed):
    zeros = dict.fromkeys(CODES, 0)
    return states(html(layout_plain(zeros | changed)))


def test_sums_of_the_form_are_checked():
    assert sums() == dict.fromkeys(
        ("received", "closed", "answered", "answered_denied", "review", "litigation", "staff"), "pass"
    )
    assert sums(received=3, received_online=2, received_letter=1)["received"] == "pass"
    assert sums(received=3, received_online=2)["received"] == "fail"
    assert sums(closed=1, closed_on_time="", closed_extended=0)["closed"] == "uncertain"
    assert sums(closed=1, closed_on_time="", closed_extended=2)["closed"] == "fail"
    assert sums(staff="", staff_full="", staff_part="")["staff"] == "not_assessable"


def test_sum_with_a_part_that_the_table_does_not_print_is_uncertain_and_says_so():
    reading = html(
        table("指标|数量", "收到申请数|3", "当面申请数|1", "网络申请数|1", "申请办结数|3", "接受培训人员数|4")
    )
    (check,) = reading.checks
    assert (check.state, check.detail) == ("uncertain", "3 ? 1 + 1 + ?")
    assert check.cells == (
        "indicators.received.value", "indicators.received_in_person.value", "indicators.received_online.value",
    )  # fmt: skip


# --- the form itself, and garbage ----------------------------------------------------------------------


@pytest.mark.parametrize("form", sorted(STATISTICS))
def test_labels_that_share_a_name_are_told_apart_by_groups(form):
    sharing = {}
    for label in STATISTICS[form].labels:
        for name in {label_name(name) for name in (*label.names, *label.brief)}:
            sharing.setdefault(name, []).append(label)
    for labels in sharing.values():
        if len(labels) > 1:
            groups = [group for label in labels for group in label.groups]
            assert groups
            assert len(groups) == len(set(groups))
            assert all(label.groups for label in labels)


@pytest.mark.parametrize("form", sorted(STATISTICS))
def test_groups_and_sums_name_codes_of_the_form(form):
    statistics = STATISTICS[form]
    codes = [label.code for label in statistics.labels]
    known = {*codes, *(topic.code for topic in statistics.topics)}
    assert len(codes) == len(set(codes))
    assert {group for label in statistics.labels for group in label.groups} <= known
    assert {code for total in statistics.sums for code in (total.total, *total.parts, *total.also)} <= known


def test_nothing_is_raised_on_garbage():
    pick = random.Random(1)
    words = [
        *(label for _, label, _, _ in OFFICIAL),
        "统计数",
        "本年累计",
        "单位",
        "条",
        "——",
        "",
        "3",
        "甲",
        "行政复议",
        "自然人",
        "2017年",
        "1（含2",
    ]
    for _ in range(300):
        width = pick.randint(1, 6)
        cells = []
        for row in range(pick.randint(1, 12)):
            cells += [
                Cell(pick.choice(words), row, column, pick.randint(1, 3), pick.randint(1, 3))
                for column in range(width)
                if pick.random() < 0.8
            ]
        blocks = [Grid.of(tuple(cells), 12, width, pick.choice(["spans", "columns", "order"]))]
        blocks += [Paragraph(pick.choice(words)) for _ in range(pick.randint(0, 30))]
        pick.shuffle(blocks)
        for read in read_tables(blocks).indicators:
            assert read.value is not None or read.kind not in {"number", "noted"}


def test_reading_of_a_report_with_the_table_has_its_form():
    title = "某某县农业局2017年政府信息公开工作年度报告"
    prose = "<p>一、概述</p><p>本年度主动公开政府信息。</p><p>二、主动公开情况</p><p>见附表。</p><p>三、依申请公开情况</p><p>未收到申请。</p>"
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{prose}{layout_plain(figures(8))}</body></html>"
    reading = read_payload(page.encode(), AT)
    assert (reading.outcome, reading.form, reading.year) == ("report", "2014", 2017)
    assert {one.code: one.value for one in reading.indicators} == figures(8)
    assert type(reading).from_json(reading.to_json()) == reading
