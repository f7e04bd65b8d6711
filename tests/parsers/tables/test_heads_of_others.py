"""Table 3 under heads that are whole and name no applicants: its figures are of no column of the form."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context
from parsers.tables.reading import read_tables

AT = Context("https://www.example.gov.cn/1.html")
NEW, GRANTED, REPEAT = "一、本年新收政府信息公开申请数量", "（一）予以公开", "2.重复申请"
WAYS = ("当面", "网络", "信函", "传真", "邮件", "电话", "微信")
OFFICES = ("教育局", "财政局", "公安局", "科技局", "司法局", "水利局", "合计")


def kinds(heads, above=""):
    lines = [("项目", *heads), *((label, *range(1, len(heads) + 1)) for label in (NEW, GRANTED, REPEAT))]
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in line) + "</tr>" for line in lines)
    reading = read_tables(read_html(f"{above}<table>{rows}</table>".encode(), AT).blocks)
    return {(one.kind, one.note) for one in reading.figures if one.row == "new_received"}


DISCLOSURES = "<table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政处罚<td>3</table>"


@pytest.mark.parametrize("above", ["", DISCLOSURES], ids=["alone", "behind table 2"])
@pytest.mark.parametrize(("heads", "named"), [(WAYS, WAYS), (OFFICES, OFFICES[:-1])], ids=["ways", "offices"])
def test_other_words_settle_no_column(heads, named, above):
    said = f"the column heads name no applicants of the form: {' | '.join(named)}"
    assert kinds(heads, above) == {("unplaced", said)}


@pytest.mark.parametrize(
    "heads",
    [
        ("自然", "商业企", "科研", "社会公", "法律服", "其", "总"),
        ("",) * 7,
        ("?",) * 7,
        ("商", "科", "社", "处", "局", "位", "计"),
        ("自然人", "A", "B", "C", "D", "E", "总计"),
    ],
)
def test_damaged_heads_are_read_by_position(heads):
    assert {kind for kind, _ in kinds(heads)} == {"by_position"}
