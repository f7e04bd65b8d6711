"""Labels of rows behind their figures, or in turn with them; rows of one figure each."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
NEW, OVER, GRANTED, PARTLY = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（二）部分公开",
)
ROWS = {NEW: [1, 2, 3, 4, 5, 6, 21], OVER: [7, 0, 0, 0, 0, 0, 7], GRANTED: [8, 9, 0, 0, 0, 0, 17]}
CODES = ("new_received", "carried_over", "granted")
ORDER = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_org", "total")
TOTALS = {NEW: 21, OVER: 7, GRANTED: 17, PARTLY: 4}


def row(*cells):
    return (
        "<tr>" + "".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in map(str, cells)) + "</tr>"
    )


def read(*rows):
    return read_tables(read_html(f"<table>{''.join(rows)}</table>".encode(), AT).blocks)


def of_text(*lines):
    return read_tables(read_html("".join(f"<p>{line}</p>" for line in lines).encode(), AT).blocks)


def values(reading, of_row):
    """The values of a row, in the form's order."""
    found = {one.column: one.value for one in reading.figures if one.row == of_row}
    return [found[column] for column in (ORDER if found.keys() == set(ORDER) else found)]


def applications(reading):
    return [values(reading, code) for code in CODES]


def totals(reading):
    """Value and kind of the total of each row that has one."""
    return {
        one.row: (one.value, one.kind) for one in reading.figures if one.column == "total" and one.value is not None
    }


AS_TOTALS = {
    code: (figure, "by_position") for code, figure in zip((*CODES, "partly_granted"), TOTALS.values(), strict=True)
}


def test_column_of_labels_at_the_right():
    reading = read(row(*APPLICANTS, "办理情况"), *(row(*figures, label) for label, figures in ROWS.items()))
    assert applications(reading) == list(ROWS.values())
    assert {one.kind for one in reading.figures if one.row in CODES} == {"number"}
    assert reading.remarks == ()


def test_table_that_stands_mirrored_is_read_under_its_heads():
    reading = read(row(*APPLICANTS[::-1], "办理情况"), *(row(*figures[::-1], label) for label, figures in ROWS.items()))
    assert applications(reading) == list(ROWS.values())


def test_groups_behind_the_labels():
    group = "<td rowspan=2>三、本年度办理结果</td>"
    reading = read(
        row(*APPLICANTS, "<td colspan=2>办理情况</td>"),
        *(row(*ROWS[label], f"<td colspan=2>{label}</td>") for label in (NEW, OVER)),
        row(*ROWS[GRANTED], GRANTED, group),
        row(*range(7), PARTLY),
    )
    assert applications(reading) == list(ROWS.values())
    assert values(reading, "partly_granted") == list(range(7))


def test_items_of_table_two_behind_their_figures():
    reading = read(
        row("本年制发件数", "本年废止件数", "现行有效件数", "信息内容"),
        row(1, 2, 3, "规章"),
        row(4, 5, 6, "行政规范性文件"),
        row("<td colspan=3>本年处理决定数量</td>", "信息内容"),
        row("<td colspan=3>7</td>", "行政许可"),
    )
    assert [values(reading, item) for item in ("regulations", "normative_documents", "licensing")] == [
        [1, 2, 3],
        [4, 5, 6],
        [7],
    ]


def test_heads_that_end_before_the_labels_settle_nothing():
    reading = read(
        row(*APPLICANTS, "办理情况"), *(row(n, *figures, label) for n, (label, figures) in enumerate(ROWS.items(), 1))
    )
    assert (reading.figures, len(reading.remarks)) == ((), 1)


def test_labels_among_their_figures_are_not_moved():
    reading = read(
        row(*APPLICANTS[:3], "办理情况", *APPLICANTS[3:]),
        *(row(*figures[:3], label, *figures[3:]) for label, figures in ROWS.items()),
    )
    assert (reading.figures, len(reading.remarks)) == ((), 1)


@pytest.mark.parametrize("heads", [(), ("办理情况", "数量（件）")])
def test_rows_of_one_figure_are_totals_by_position(heads):
    reading = read(*([row(*heads)] if heads else []), *(row(*pair) for pair in TOTALS.items()))
    assert totals(reading) == AS_TOTALS


@pytest.mark.parametrize("heads", [(), ("数量（件）", "办理情况")])
def test_one_figure_before_each_label(heads):
    reading = read(*([row(*heads)] if heads else []), *(row(figure, label) for label, figure in TOTALS.items()))
    assert totals(reading) == AS_TOTALS


def test_two_labels_and_their_figures_in_a_row():
    (new, over, granted, partly) = TOTALS.items()
    assert totals(read(row(*new, *over), row(*granted, *partly))) == AS_TOTALS


def test_column_of_an_applicant_alone_is_no_total():
    reading = read(row("办理情况", "自然人"), *(row(*pair) for pair in TOTALS.items()))
    assert totals(reading) == {}


@pytest.mark.parametrize("between", ["：", "………"])
def test_lines_of_a_label_and_one_figure(between):
    reading = of_text(*(f"{label}{between}{figure}件。" for label, figure in TOTALS.items()))
    assert totals(reading) == AS_TOTALS


def test_paragraphs_that_are_labels_and_figures_in_turn():
    assert totals(of_text(*(text for pair in TOTALS.items() for text in pair))) == AS_TOTALS


def test_paragraphs_in_turn_that_begin_with_a_figure():
    assert totals(of_text(*(text for label, figure in TOTALS.items() for text in (figure, label)))) == AS_TOTALS


def test_paragraphs_between_label_and_figure_leave_the_order_open():
    reading = of_text(*(text for label, figure in TOTALS.items() for text in (figure, "件", label)))
    assert totals(reading) == {}


def test_line_of_a_label_and_seven_figures_behind_dots():
    lines = [f"{label}……{' '.join(map(str, figures))}" for label, figures in ROWS.items()]
    assert applications(of_text(" ".join(APPLICANTS), *lines)) == list(ROWS.values())


@pytest.mark.parametrize("stroke", "|｜│┃┆¦║")
def test_lines_with_strokes_of_any_kind(stroke):
    lines = [stroke.join(map(str, (label, *figures))) for label, figures in ROWS.items()]
    assert applications(of_text(stroke.join(("办理情况", *APPLICANTS)), *lines)) == list(ROWS.values())


def test_rules_between_lines_do_not_end_a_drawn_table():
    lines = [f"│{'│'.join(map(str, (label, *figures)))}│" for label, figures in ROWS.items()]
    drawn = [part for line in lines for part in (line, "├──┼──┤")]
    reading = of_text("┌──┬──┐", f"│{'│'.join(('办理情况', *APPLICANTS))}│", "├──┼──┤", *drawn)
    assert applications(reading) == list(ROWS.values())


def test_halves_of_table_three_side_by_side():
    (new, over, granted) = ROWS.items()
    reading = read(
        row("办理情况", *APPLICANTS, "办理情况", *APPLICANTS),
        row(new[0], *new[1], granted[0], *granted[1]),
        row(over[0], *over[1], *[""] * 8),
    )
    assert applications(reading) == list(ROWS.values())


def test_figures_before_labels_in_words_of_no_table_stay_unread():
    reading = read(row(3, "云岭镇"), row(4, "城关镇"), row(5, "青榆镇"))
    assert (reading.figures, reading.remarks) == ((), ("a table of 3 rows is not read: 3 | 云岭镇",))
