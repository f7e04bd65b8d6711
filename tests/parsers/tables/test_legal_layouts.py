"""Table 4 in other layouts than the form's one row of fifteen."""

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
CHANNELS = ("行政复议", "未经复议直接起诉", "复议后起诉")
CODES = ("review", "litigation_direct", "litigation_after_review")


def row(*cells):
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def table(*rows):
    return f"<table>{''.join(rows)}</table>"


def read(markup):
    reading = read_tables(read_html(markup.encode(), AT).blocks)
    return {code: [one.value for one in reading.figures if one.row == code] for code in CODES}, reading


def test_a_row_for_each_result():
    values, reading = read(
        table(row("", *CHANNELS), *(row(result, at, 10 + at, 20 + at) for at, result in enumerate(RESULTS, 1)))
    )
    assert values == {
        "review": [1, 2, 3, 4, 5],
        "litigation_direct": [11, 12, 13, 14, 15],
        "litigation_after_review": [21, 22, 23, 24, 25],
    }
    assert reading.remarks == ()


def test_a_row_for_each_result_below_two_rows_of_heads():
    heads = (
        "<tr><td rowspan=2>类别</td><td rowspan=2>行政复议</td><td colspan=2>行政诉讼</td></tr>"
        "<tr><td>未经复议直接起诉</td><td>复议后起诉</td></tr>"
    )
    values, _ = read(table(heads, *(row(result, at, 10 + at, "") for at, result in enumerate(RESULTS, 1))))
    assert values == {
        "review": [1, 2, 3, 4, 5],
        "litigation_direct": [11, 12, 13, 14, 15],
        "litigation_after_review": [None] * 5,
    }


def test_a_line_for_each_figure():
    lines = []
    for at, channel in enumerate(CHANNELS):
        for n, result in enumerate(RESULTS, 1):
            group = f"<td rowspan=5>{channel}</td>" if n == 1 else ""
            lines.append(f"<tr>{group}<td>{result}</td><td>{10 * at + n if n > 1 else ''}</td></tr>")
    values, reading = read(table(*lines))
    assert values == {
        "review": [None, 2, 3, 4, 5],
        "litigation_direct": [None, 12, 13, 14, 15],
        "litigation_after_review": [None, 22, 23, 24, 25],
    }
    blanks = [one.kind for one in reading.figures if one.table == "legal_challenges" and one.value is None]
    assert blanks == ["blank"] * 3


def test_a_table_for_each_channel():
    names = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
    markup = "".join(
        table(f"<tr><td colspan=5>{name}</td></tr>", row(*RESULTS), row(*range(10 * at, 10 * at + 5)))
        for at, name in enumerate(names)
    )
    values, _ = read(markup)
    assert values == {
        "review": [0, 1, 2, 3, 4],
        "litigation_direct": [10, 11, 12, 13, 14],
        "litigation_after_review": [20, 21, 22, 23, 24],
    }


def test_litigation_that_does_not_say_which_is_not_placed():
    values, _ = read(table("<tr><td colspan=5>行政诉讼</td></tr>", row(*RESULTS), row(1, 0, 0, 0, 1)))
    assert values == {code: [None] * 5 for code in CODES}


def test_two_years_below_one_another_settle_nothing():
    heads = (
        "<tr><td rowspan=3>年度</td><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>"
        + "".join(f"<td rowspan=2>{result}</td>" for result in RESULTS)
        + "<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
        + row(*RESULTS, *RESULTS)
    )
    values, reading = read(table(heads, row("2022年", *[7] * 15), row("2023年", *[9] * 15)))
    assert values == {code: [None] * 5 for code in CODES}
    assert {one.kind for one in reading.figures if one.table == "legal_challenges"} == {"unplaced"}


def test_fifteen_figures_behind_the_last_head_are_read_by_their_place():
    values, reading = read(table(row(*CHANNELS), row("总计", *range(15))))
    assert values == {
        "review": [0, 1, 2, 3, 4],
        "litigation_direct": [5, 6, 7, 8, 9],
        "litigation_after_review": [10, 11, 12, 13, 14],
    }
    assert {one.kind for one in reading.figures if one.table == "legal_challenges"} == {"by_position"}


HEADS = (
    "<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>"
    + "".join(f"<td rowspan=2>{result}</td>" for result in RESULTS)
    + "<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
    + row(*RESULTS, *RESULTS)
)
FIFTEEN = {
    "review": [3, 0, 0, 0, 3],
    "litigation_direct": [4, 0, 0, 0, 4],
    "litigation_after_review": [5, 0, 0, 0, 5],
}
PRINTED = [figure for figures in FIFTEEN.values() for figure in figures]


def test_two_rows_of_figures_settle_only_what_both_print():
    values, reading = read(table(HEADS, row(*[3] * 15), row(*PRINTED)))
    assert values == {
        "review": [3, None, None, None, 3],
        "litigation_direct": [None] * 5,
        "litigation_after_review": [None] * 5,
    }
    assert reading.remarks == (
        "table 4 prints a further row: 3 | 0 | 0 | 0 | 3 | 4 | 0 | 0 | 0 | 4 | 5 | 0 | 0 | 0 | 5",
    )


def test_row_of_blanks_above_the_figures_is_no_row_of_figures():
    assert read(table(HEADS, row(*[""] * 15), row(*PRINTED)))[0] == FIFTEEN


def test_row_that_counts_the_columns_is_no_row_of_figures():
    values, reading = read(table(HEADS, row(*range(1, 16)), row(*PRINTED)))
    assert values == FIFTEEN
    assert reading.remarks == ()


def test_totals_alone():
    heads = (
        "<tr><td>行政复议</td><td colspan=2>行政诉讼</td></tr>"
        "<tr><td rowspan=2>总计</td><td>未经复议直接起诉</td><td>复议后起诉</td></tr>" + row("总计", "总计")
    )
    values, _ = read(table(heads, row(3, 4, 5)))
    printed = {code: [value for value in found if value is not None] for code, found in values.items()}
    assert printed == {"review": [3], "litigation_direct": [4], "litigation_after_review": [5]}


def test_litigation_as_a_whole_beside_the_review():
    heads = "<tr><td colspan=5>行政复议</td><td colspan=5>行政诉讼</td></tr>" + row(*RESULTS, *RESULTS)
    values, reading = read(table(heads, row(3, 0, 0, 0, 3, 9, 0, 0, 0, 9)))
    assert values == {"review": [3, 0, 0, 0, 3], "litigation_direct": [None] * 5, "litigation_after_review": [None] * 5}
    assert reading.remarks[0] == "table 4 prints of no channel of the form: 行政诉讼 结果维持 9"


def test_remarks_beside_the_columns():
    heads = HEADS.replace("</tr>", "<td rowspan=3>备注</td></tr>", 1)
    values, reading = read(table(heads, row(*PRINTED, "含上年结转2件")))
    assert values == FIFTEEN
    assert reading.remarks == ("table 4 prints beside its columns: 含上年结转2件",)


def test_rows_of_channels_without_heads_are_read_by_their_place():
    values, reading = read(
        table(*(row(channel, *FIFTEEN[code]) for channel, code in zip(CHANNELS, CODES, strict=True)))
    )
    assert values == FIFTEEN
    assert {one.kind for one in reading.figures if one.table == "legal_challenges"} == {"by_position"}


def test_head_with_a_slip_is_no_row_of_figures():
    values, _ = read(table(HEADS.replace("未经复议直接起诉", "末经复议"), row(*PRINTED)))
    assert values == FIFTEEN


def test_a_line_for_each_figure_with_a_result_left_out():
    lines = []
    for at, channel in enumerate(CHANNELS):
        for n, result in enumerate((*RESULTS[:3], RESULTS[4])):
            group = f"<td rowspan=4>{channel}</td>" if n == 0 else ""
            lines.append(f"<tr>{group}<td>{result}</td><td>{10 * at + n}</td></tr>")
    _, reading = read(table(*lines))
    of_review = {one.column: one.value for one in reading.figures if one.row == "review"}
    assert of_review == {"upheld": 0, "corrected": 1, "other": 2, "pending": None, "total": 3}
    of_litigation = {one.column: one.value for one in reading.figures if one.row == "litigation_after_review"}
    assert of_litigation == {"upheld": 20, "corrected": 21, "other": 22, "pending": None, "total": 23}


def test_sum_of_litigation_behind_its_channels_is_of_no_channel():
    heads = (
        "<tr><td colspan=5>行政复议</td><td colspan=15>行政诉讼</td></tr><tr>"
        + "".join(f"<td rowspan=2>{result}</td>" for result in RESULTS)
        + "<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td><td colspan=5>总计</td></tr>"
        + row(*RESULTS, *RESULTS, *RESULTS)
    )
    values, reading = read(table(heads, row(*PRINTED, 9, 0, 0, 0, 9)))
    assert values == FIFTEEN
    assert reading.remarks[0] == "table 4 prints of no channel of the form: 行政诉讼 结果维持 9"


def test_figure_that_stands_under_no_head_leaves_a_short_table_unplaced():
    heads = (
        "<tr><td colspan=2>行政复议</td><td colspan=2>未经复议直接起诉</td></tr>"
        "<tr><td colspan=2>总计</td><td>结果维持</td><td>总计</td></tr>"
    )
    values, reading = read(table(heads, "<tr><td>3</td><td colspan=2>2</td><td>4</td></tr>"))
    assert values == {code: [None] * 5 for code in CODES}
    assert {one.kind for one in reading.figures if one.table == "legal_challenges"} == {"unplaced"}


def test_sum_under_no_channel_leaves_a_short_table_unplaced():
    heads = "<tr><td colspan=2>行政复议</td><td rowspan=2>总计</td></tr><tr><td>结果维持</td><td>总计</td></tr>"
    values, _ = read(table(heads, row(1, 2, 3)))
    assert values == {code: [None] * 5 for code in CODES}


def test_words_in_place_of_the_figures_are_unreadable_and_kept():
    items = table(row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), row("规章", 1, 2, 3))
    words = (f"〈{n}〉" for n in range(1, 6))
    values, reading = read(items + table("<tr><td colspan=5>行政复议</td></tr>", row(*RESULTS), row(*words)))
    review = [(one.value, one.kind, one.raw) for one in reading.figures if one.row == "review"]
    assert review == [(None, "unreadable", f"〈{n}〉") for n in range(1, 6)]
    assert values["litigation_direct"] == [None] * 5


def test_year_before_the_figures_is_none_of_them():
    heads = row("年度", *RESULTS)
    values, _ = read(table("<tr><td></td><td colspan=5>行政复议</td></tr>", heads, row(2023, 1, 2, 3, 4, 10)))
    assert values["review"] == [1, 2, 3, 4, 10]
