"""Table 2: labels with a slip, and rows whose heads do not tell all."""

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
HEADS_OF_2019 = ("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量")


def row(*cells):
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def read(*rows):
    reading = read_tables(read_html(f"<table>{''.join(rows)}</table>".encode(), AT).blocks)
    printed = {
        f"{one.row}.{one.column}": one.value
        for one in reading.figures
        if one.table == "disclosures" and one.kind != "lost"
    }
    return printed, reading


def test_long_label_with_a_wrong_character_is_still_its_item():
    printed, reading = read(row(*HEADS_OF_2019), row("规章", 1, 2, 3), row("规范姓文件", 4, 5, 6))
    assert printed == {
        "regulations.newly_made": 1,
        "regulations.newly_disclosed": 2,
        "regulations.total_disclosed": 3,
        "normative_documents.newly_made": 4,
        "normative_documents.newly_disclosed": 5,
        "normative_documents.total_disclosed": 6,
    }
    assert reading.remarks == ()


def test_short_label_with_a_wrong_character_is_a_row_beyond_the_form():
    printed, reading = read(
        "<tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr>",
        *(f"<tr><td>{label}</td><td colspan=3>{n}</td></tr>" for n, label in enumerate(("行政许可", "行政处法"), 7)),
    )
    assert printed == {"licensing.decisions": 7}
    assert reading.remarks == ("table 2 prints a row that the form does not have: 行政处法 | 8",)
    assert [(one.label, one.value) for one in reading.indicators] == [("行政处法（本年处理决定数量）", 8)]
