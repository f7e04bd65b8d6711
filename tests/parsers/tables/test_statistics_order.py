"""Statistics tables whose figures stand before or above their labels, or behind a unit in brackets."""

import pytest

from parsers.documents.html import read_html
from parsers.documents.text import read_text
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
DISCLOSED, NORMATIVE, WEIBO = "主动公开政府信息数", "制发规范性文件总数", "政务微博公开政府信息数"
RECEIVED, MEETINGS, TRAINEES = "收到申请数", "召开政府信息公开工作会议或专题会议数", "接受培训人员数"
LABELS = (DISCLOSED, NORMATIVE, WEIBO, RECEIVED, MEETINGS, TRAINEES)
CODES = ("disclosed", "normative_issued", "by_weibo", "received", "meetings", "trainees")
UNITS = ("条", "件", "条", "件", "次", "人次")
FIGURES = (812, 7, 64, 0, 3, 120)
ROWS = tuple(zip(LABELS, UNITS, FIGURES, strict=True))
OTHERS = ("属于已主动公开范围数", "同意部分公开答复数", "申请信息不存在数", "告知作出更改补充数")
READ = dict(zip(CODES, FIGURES, strict=True))


def html(markup):
    return read_tables(read_html(markup.encode(), AT).blocks)


def text(*lines):
    return read_tables(read_text("\n".join(map(str, lines)).encode(), AT).blocks)


def table(*rows):
    return html(f"<table>{''.join(f'<tr>{cells(*row)}</tr>' for row in rows)}</table>")


def cells(*texts):
    return "".join(f"<td>{text}</td>" for text in texts)


def values(reading):
    return {one.code: one.value for one in reading.indicators}


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        (("数量", "指标"), lambda label, unit, figure: (f"{figure}{unit}", label)),
        (("统计数", "单位", "统计指标"), lambda label, unit, figure: (figure, unit, label)),
        (("序号", "数据", "项目", "单位"), lambda label, unit, figure: (9, figure, label, unit)),
        (("本年", "指标", "单位", "上年"), lambda label, unit, figure: (figure, label, unit, 55)),
        (("本年", "上年", "指标", "单位"), lambda label, unit, figure: (figure, 55, label, unit)),
    ],
)
def test_heads_say_that_figures_stand_before_their_labels(heads, row):
    assert values(table(heads, *(row(*one) for one in ROWS))) == READ


@pytest.mark.parametrize(("printed", "value"), [("812①", 812), ("812²", 812), ("9" * 5000, None)])
def test_what_is_no_plain_number_counts_no_rows(printed, value):
    rows = [(printed, DISCLOSED), *((figure, label) for label, _, figure in ROWS[1:])]
    assert values(table(*rows)) == READ | {"disclosed": value}


@pytest.mark.parametrize(
    "row", ["{figure}|{label}", "{figure}|{unit}|{label}", "{figure}{unit}|{label}", "{figure}|{label}（{unit}）"]
)
def test_figures_that_cannot_count_the_rows_are_those_of_the_labels_behind_them(row):
    rows = (row.format(label=label, unit=unit, figure=figure).split("|") for label, unit, figure in ROWS)
    assert values(table(*rows)) == READ


def test_numbers_before_labels_that_count_the_rows_are_no_figures_and_are_said():
    reading = table(*((number, label) for number, label in enumerate(LABELS, 1)))
    assert {one.value for one in reading.indicators} == {None}
    assert reading.indicators[1].note == "the row has no cells behind its label; 2 stands before it"


def test_pairs_of_figure_and_label_side_by_side():
    pairs = [(figure, label) for label, _, figure in ROWS]
    assert values(table(*((*one, *other) for one, other in zip(pairs[::2], pairs[1::2], strict=True)))) == READ


@pytest.mark.parametrize("figures_first", [True, False])
def test_rows_of_figures_above_or_below_rows_of_labels(figures_first):
    rows = []
    for at in range(0, len(ROWS), 2):
        pair = [FIGURES[at : at + 2], LABELS[at : at + 2]]
        rows += pair if figures_first else pair[::-1]
    assert values(table(*rows)) == READ


@pytest.mark.parametrize("cell", ["{figure}<br>{label}", "{label}<br>{figure}", "{label}：{figure}{unit}"])
def test_cells_that_hold_a_label_and_its_figure(cell):
    written = [cell.format(label=label, unit=unit, figure=figure) for label, unit, figure in ROWS]
    assert values(table(written[:3], written[3:])) == READ


def test_cards_under_headings_with_the_figure_above_its_label():
    cards = [f"<div><p>{figure}</p><p>{label}</p></div>" for label, _, figure in ROWS]
    markup = f"<h4>一、主动公开情况</h4>{''.join(cards[:3])}<h4>三、依申请公开情况</h4>{''.join(cards[3:])}"
    assert values(html(markup)) == READ


@pytest.mark.parametrize("card", ["{figure}|{unit}|{label}", "{unit}|{figure}|{label}", "{figure}|{label}|{unit}"])
def test_units_of_cards_are_those_of_their_labels(card):
    written = [card.format(label=label, unit=unit, figure=figure).split("|") for label, unit, figure in ROWS]
    cards = ["".join(f"<p>{part}</p>" for part in parts) for parts in written]
    reading = html(f"<h4>一、主动公开情况</h4>{''.join(cards[:3])}<h4>三、依申请公开情况</h4>{''.join(cards[3:])}")
    assert values(reading) == READ
    assert [one.unit for one in reading.indicators] == list(UNITS)


def test_numbers_of_all_lines_headings_among_them_are_no_figures():
    lines = [f"{label} {unit} {figure}" for label, unit, figure in ROWS]
    lines = ["序号 统计指标 单位 统计数", "一、主动公开情况 —— ——", *lines[:3], "三、依申请公开情况 —— ——", *lines[3:]]
    numbered = (f"{number} {line}" if number else line for number, line in enumerate(lines))
    assert values(text(*numbered)) == READ


def test_figure_with_a_remark_behind_its_label_in_a_line():
    reading = text(*(f"{label}：{figure}{unit}（含下属单位2{unit}）" for label, unit, figure in ROWS))
    assert values(reading) == READ
    assert {one.kind for one in reading.indicators} == {"noted"}


def test_cards_whose_figures_and_labels_only_take_turns_settle_nothing_and_quote_both_neighbours():
    reading = html("".join(f"<div><p>{figure}</p><p>{label}</p></div>" for label, _, figure in ROWS))
    assert values(reading) == dict.fromkeys(CODES)
    assert [one.raw for one in reading.indicators] == ["812 | 7", "7 | 64", "64 | 0", "0 | 3", "3 | 120", "120"]
    assert {one.kind for one in reading.indicators} == {"unplaced"}


def test_cards_with_the_label_above_its_figure_are_read_as_before():
    markup = "".join(f"<div><p>{label}</p><p>{figure}</p></div>" for label, _, figure in ROWS)
    assert values(html(markup)) == READ


@pytest.mark.parametrize(
    "line",
    ["{figure}{unit} {label}", "{figure} {unit} {label}", "{figure} {label}", "{figure}  {label}（单位：{unit}）"],
)
def test_lines_that_a_figure_leads(line):
    assert values(text(*(line.format(label=label, unit=unit, figure=figure) for label, unit, figure in ROWS))) == READ


@pytest.mark.parametrize(
    "line",
    [
        "{number} {label} {unit} {figure}",
        "{number} {label} {figure}",
        "{number} {label}\n{figure}",
        "{number}\n{label}\n{figure}",
        "{number}\n{label}\n{unit}\n{figure}",
    ],
)
def test_numbers_of_rows_before_labels_in_lines_are_no_figures(line):
    lines = (
        line.format(number=number, label=label, unit=unit, figure=figure)
        for number, (label, unit, figure) in enumerate(ROWS, 1)
    )
    assert values(text(*lines)) == READ


def test_a_list_of_numbered_labels_gives_no_figure():
    reading = text(*(f"{number} {label}" for number, label in enumerate(LABELS, 1)))
    assert {one.value for one in reading.indicators} <= {None}


@pytest.mark.parametrize(
    "line",
    [
        "{label}（单位：{unit}）\n{figure}",
        "{label}（{unit}）\n{figure}",
        "{label}（单位：{unit}） {figure}",
        "{label}(单位:{unit})：{figure}",
        "{label} {figure} {unit}。",
        "{label}  {figure}  {unit}",
        "{label}\n单位：{unit}\n{figure}",
    ],
)
def test_lines_without_a_column_of_units(line):
    reading = text(*(line.format(label=label, unit=unit, figure=figure) for label, unit, figure in ROWS))
    assert values(reading) == READ
    assert [one.unit for one in reading.indicators] == list(UNITS)


@pytest.mark.parametrize(
    "markup",
    [
        "".join(f"<p>{label}为{figure}{unit}</p>" for label, unit, figure in ROWS),
        "".join(f"<p>{label}（{unit}）{figure}</p>" for label, unit, figure in ROWS),
        f"<p>附表所列数据如下：{'；'.join(f'{label}{n}' for n, label in enumerate((*LABELS, *OTHERS)))}。</p>",
    ],
    ids=["in words", "unit and figure in one", "one paragraph"],
)
def test_indicators_in_lines_that_are_read_as_no_table_are_said(markup):
    reading = html(markup)
    assert reading.indicators == ()
    assert [remark.partition(":")[0] for remark in reading.remarks] == [
        "words of a statistics table stand in lines that are read as no table"
    ]


def test_some_words_of_the_statistics_in_prose_are_no_table():
    markup = f"<p>全年{DISCLOSED}有所上升，{RECEIVED}12件，比上年减少3件，{TRAINEES}200人次。</p>"
    assert html(markup).remarks == ()
