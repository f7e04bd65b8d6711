"""Table 2 whose heads and labels cross otherwise than in the form; what they do not settle has no figure."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
MEASURES = ("本年制发件数", "本年废止件数", "现行有效件数", "本年处理决定数量", "本年收费金额（单位：万元）")
ITEMS = ("规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费")
FIGURES = {
    "regulations.issued": 1,
    "regulations.repealed": 2,
    "regulations.in_force": 3,
    "normative_documents.issued": 4,
    "normative_documents.repealed": 5,
    "normative_documents.in_force": 6,
    "licensing.decisions": 7,
    "penalty.decisions": 8,
    "coercion.decisions": 9,
    "fees.amount_wan_yuan": 10.5,
}
IN_ONE_ROW = (*MEASURES[:3] * 2, *MEASURES[3:4] * 3, MEASURES[4])


def row(*cells):
    return (
        "<tr>" + "".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in map(str, cells)) + "</tr>"
    )


def read(*rows):
    return read_tables(read_html(f"<table>{''.join(rows)}</table>".encode(), AT).blocks)


def printed(reading):
    return {
        f"{one.row}.{one.column}": one.value
        for one in reading.figures
        if one.table == "disclosures" and one.kind == "number"
    }


def matrix(filling):
    rows = [(1, 2, 3, filling, filling), (4, 5, 6, filling, filling)]
    rows += [(filling, filling, filling, n, filling) for n in (7, 8, 9)]
    return [*rows, (filling, filling, filling, filling, 10.5)]


@pytest.mark.parametrize("filling", ["/", "—", "-", ""])
def test_matrix_of_items_and_measures(filling):
    rows = (row(item, *cells) for item, cells in zip(ITEMS, matrix(filling), strict=True))
    reading = read(row("信息内容", *MEASURES), *rows)
    assert printed(reading) == FIGURES
    assert reading.remarks == ()


@pytest.mark.parametrize("corner", ["信息内容", "项目", ""])
def test_table_that_stands_turned(corner):
    columns = zip(*matrix("/"), strict=True)
    reading = read(row(corner, *ITEMS), *(row(name, *cells) for name, cells in zip(MEASURES, columns, strict=True)))
    assert printed(reading) == FIGURES
    assert reading.remarks == ()


def test_turned_table_with_clauses_over_its_items():
    clauses = (
        "<td rowspan=2>信息内容</td>",
        "<td colspan=2>第二十条第（一）项</td>",
        "第二十条第（五）项",
        "<td colspan=2>第二十条第（六）项</td>",
        "第二十条第（八）项",
    )
    columns = zip(*matrix(""), strict=True)
    rows = (row(name, *cells) for name, cells in zip(MEASURES, columns, strict=True))
    assert printed(read(row(*clauses), row(*ITEMS), *rows)) == FIGURES


def items_over_measures(*leading):
    spans = (3, 3, 1, 1, 1, 1)
    items = (f"<td colspan={span}>{item}</td>" for item, span in zip(ITEMS, spans, strict=True))
    return row(*leading, *items) + row(*IN_ONE_ROW)


def test_all_figures_in_one_row():
    assert printed(read(items_over_measures(), row(*FIGURES.values()))) == FIGURES


def test_one_row_of_figures_behind_a_name():
    reading = read(items_over_measures("<td rowspan=2>单位</td>"), row("云岭镇", *FIGURES.values()))
    assert printed(reading) == FIGURES


def test_rows_of_several_bodies_are_of_no_report():
    bodies = (row("云岭镇", *range(11, 21)), row("城关镇", *range(21, 31)), row("合计", *range(31, 41)))
    reading = read(items_over_measures("<td rowspan=2>单位</td>"), *bodies)
    assert printed(reading) == {}
    issued = next(one for one in reading.figures if one.key == "disclosures.regulations.issued")
    assert issued.kind == "unplaced"
    assert issued.note == ("the table prints several rows of figures of this item: 云岭镇 and 城关镇 and 合计")
    assert reading.remarks == (
        "table 2 prints one of several rows of figures: 云岭镇 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20",
        "table 2 prints one of several rows of figures: 城关镇 | 21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30",
        "table 2 prints one of several rows of figures: 合计 | 31 | 32 | 33 | 34 | 35 | 36 | 37 | 38 | 39 | 40",
    )
    assert reading.tables == {"disclosures"}


def test_row_of_last_year_alone_is_not_the_years():
    reading = read(items_over_measures("<td rowspan=2>年度</td>"), row("上年", *FIGURES.values()))
    assert printed(reading) == {}
    assert reading.figures[0].note == "the row is of other years: 上年"


def test_heads_whose_rows_end_in_different_columns_settle_nothing():
    reading = read(row(*ITEMS), row(*IN_ONE_ROW), row(*FIGURES.values()))
    assert printed(reading) == {}
    assert reading.figures[0].note.startswith("the row ends elsewhere than its heads: 1 | 2 | 3")


def test_figures_where_the_form_has_none_are_said():
    rows = (row(item, *cells) for item, cells in zip(ITEMS, matrix(0), strict=True))
    reading = read(row("信息内容", *MEASURES), *rows)
    assert printed(reading) == FIGURES
    assert reading.remarks[0] == "table 2 prints figures that the form does not have: 规章 | 1 | 2 | 3 | 0 | 0"


def test_matrix_of_the_form_of_2019():
    measures = ("本年新制作数量", "本年新公开数量", "对外公开总数量", "上一年项目数量", "本年增/减", "处理决定数量")
    reading = read(
        row("信息内容", *measures),
        row("规章", 1, 2, 3, "/", "/", "/"),
        row("行政许可", "/", "/", "/", 4, "-5", 6),
        row("行政事业性收费", "/", "/", "/", 7, "+8", "/"),
    )
    assert reading.form == "2019"
    assert printed(reading) == {
        "regulations.newly_made": 1,
        "regulations.newly_disclosed": 2,
        "regulations.total_disclosed": 3,
        "licensing.items_last_year": 4,
        "licensing.items_change": -5,
        "licensing.decisions": 6,
        "fees.items_last_year": 7,
        "fees.items_change": 8,
    }


def halves(*more):
    return read(
        row("<td colspan=4>第二十条第（一）项</td>", "<td colspan=2>第二十条第（五）项</td>"),
        row("信息内容", *MEASURES[:3], "信息内容", MEASURES[3]),
        *more,
    )


def test_halves_side_by_side_are_read_one_after_the_other():
    reading = halves(
        row("规章", 1, 2, 3, "行政许可", 7),
        row(
            "<td rowspan=3>行政规范性文件</td>",
            *(f"<td rowspan=3>{n}</td>" for n in (4, 5, 6)),
            "<td colspan=2>第二十条第（六）项</td>",
        ),
        row("信息内容", MEASURES[3]),
        row("行政处罚", 8),
        row("<td colspan=4>第二十条第（六）项</td>", "<td colspan=2>第二十条第（八）项</td>"),
        row("信息内容", f"<td colspan=3>{MEASURES[3]}</td>", "信息内容", MEASURES[4]),
        row("行政强制", "<td colspan=3>9</td>", "行政事业性收费", 10.5),
    )
    assert printed(reading) == FIGURES
    assert reading.remarks == ()


def test_row_that_does_not_fit_its_halves_is_not_settled():
    reading = halves(row("规章", 1, 2, 2, 3, "行政许可", 7), row("行政规范性文件", 4, 5, 6, "行政处罚", 8))
    assert printed(reading) == {
        "normative_documents.issued": 4,
        "normative_documents.repealed": 5,
        "normative_documents.in_force": 6,
        "penalty.decisions": 8,
    }
    issued = next(one for one in reading.figures if one.key == "disclosures.regulations.issued")
    assert (issued.kind, issued.note[:29]) == ("unplaced", "the row prints 1 2 2 3 行政许可 7;"[:29])


def test_table_cut_by_columns_into_two():
    first = row("信息内容", *MEASURES[:2]) + row("规章", 1, 2) + row("行政规范性文件", 4, 5)
    second = row("信息内容", MEASURES[2]) + row("规章", 3) + row("行政规范性文件", 6)
    expected = {name: figure for name, figure in FIGURES.items() if "documents" in name or "regulations" in name}
    assert printed(read(first, "</table><table>", second)) == expected
    assert printed(read(first, second)) == expected


@pytest.mark.parametrize("year", ["本年度", "当年", "今年"])
def test_other_words_for_this_year(year):
    heads = [name.replace("本年", year) for name in MEASURES]
    reading = read(
        row("信息内容", *heads[:3]),
        row("规章", 1, 2, 3),
        row("信息内容", f"<td colspan=3>{heads[4].replace('万元', '元')}</td>"),
        row("行政事业性收费", "<td colspan=3>105000</td>"),
    )
    assert printed(reading) == {"regulations.issued": 1, "regulations.repealed": 2, "regulations.in_force": 3}
    fees = next(one for one in reading.figures if one.row == "fees")
    assert (fees.value, fees.kind, fees.raw) == (None, "unit_differs", "105000")


def test_heads_of_last_year_are_none_of_this_year():
    reading = read(row("信息内容", "上年制发件数", "上年废止件数", "现行有效件数"), row("规章", 1, 2, 3))
    assert printed(reading) == {"regulations.in_force": 3}
