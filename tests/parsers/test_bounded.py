"""No page may hold up a run: what a reading costs grows with the page, not with its square.

Work is counted in calls, so that no clock decides. What happens inside a regular expression is not counted: those
tests hand over texts on which going back would take hours, and are right when they end at all.
"""

import io
import sys

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from parsers.documents.docx import read_docx
from parsers.documents.number_format import shown
from parsers.documents.styles import how
from parsers.model import Context
from parsers.prose.dates import parse_date
from parsers.prose.kind import _PLACEHOLDER
from parsers.reading import read
from parsers.tables.labels import likeness
from parsers.tables.numbers import parse_value
from parsers.tables.vocabulary import name_of

AT = Context(url="https://x.gov.cn/a.html")
TITLE = (
    "<h1>青榆县财政局2023年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><p>见附表。</p>"
    "<p>五、存在的主要问题及改进情况</p><p>公开的深度还不够，下一步加强培训。</p>"
    "<p>一、总体情况</p><p>2023年，主动公开政府信息157条。</p>"
)
HEADS = "<tr><td>&nbsp;</td><td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td><td>总计</td></tr>"
CHANNELS = "<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>"

RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3


def table(rows):
    return f"<table>{rows}</table>"


def row(*texts):
    return "<tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr>"


SHAPES = {
    "paragraphs that are labels, without figures": lambda n: "<p>（一）予以公开</p>" * n,
    "paragraphs that are pieces of heads": lambda n: "<p>商业</p><p>企业</p>" * n,
    "paragraphs that are labels, and one figure": lambda n: "<p>（一）予以公开</p>" * n + "<p>1</p>",
    "a hidden copy of each of many tables": lambda n: (
        "".join(table(row(f"规章{at}", 1)) for at in range(n))
        + "".join(f"<div style='display:none'>{table(row(f'办法{at}', 1))}</div>" for at in range(n))
    ),
    "tables within tables": lambda n: "<table><tr><td>1</td><td>" * n,
    "tables of many cells within tables": lambda n: ("<table><tr>" + "<td>1</td>" * 8 + "<td>") * n,
    "white words in one cell": lambda n: table(row(1, "<span style='color:white'>字</span>" * n)),
    "white figures in one row": lambda n: table(row(*["<span style='color:white'>1</span>"] * n)),
    "tiny words within tiny words": lambda n: "<span style='font-size:0'>字" * (5 * n),
    "pictures in one cell": lambda n: table(row(1, "<img src=a.png>" * n)),
    "cells that reach down to the end": lambda n: table("<tr><td rowspan=9999>1</td></tr>" * n),
    "a row of cells that all reach down": lambda n: table(
        "<tr>" + "<td rowspan=9999>1</td>" * n + "</tr>" + "<tr><td>1</td></tr>" * n
    ),
    "wide cells that reach down": lambda n: table("<tr><td rowspan=9999 colspan=9999>1</td></tr>" * n),
    "rows of heads": lambda n: table(HEADS * n + row("（一）予以公开", *"0000000")),
    "rows of results above rows of figures": lambda n: table(
        CHANNELS + row(*RESULTS) * n + row(*["0"] * 15) * n
    ),
    "a table of results that goes on to the right": lambda n: table(
        CHANNELS + row(*["结果维持"] * n) + row(*["0"] * n)
    ),
}  # fmt: skip


def calls(body):
    """How many calls a reading of the body takes."""
    count = 0

    def note(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        read((TITLE + body).encode(), AT)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_page_takes_twice_the_work(shape):
    body = SHAPES[shape]
    calls(body(20))  # what is made once for all pages
    assert calls(body(400)) < 2.4 * calls(body(200))


MUCH = 100_000
NUMBERS = ("1" * MUCH, "1," * MUCH + "1", "1" + " " * MUCH + "2", "(" * MUCH, "1" + ".1" * MUCH, "件" * MUCH)


@pytest.mark.parametrize("text", NUMBERS, ids=range(len(NUMBERS)))
def test_a_cell_of_endless_digits_or_marks_is_no_figure(text):
    assert parse_value(text).value is None


def test_a_cell_of_endless_digits_does_not_take_the_page_with_it():
    page = TITLE + table(HEADS + row("（一）予以公开", "1" * MUCH, *"000000"))
    reading = read(page.encode(), AT)
    [figure] = [one for one in reading.figures if one.key == "applications.granted.natural_person"]
    assert (reading.outcome, figure.value, figure.raw) == ("report", None, "1" * MUCH)


def test_a_sum_stated_with_endless_digits_does_not_take_the_page_with_it():
    page = f"{TITLE}<p>主动公开政府信息157条，其中网站{'1' * MUCH}条、公众号142条、微博15条。</p>"
    assert read(page.encode(), AT).outcome == "report"


@pytest.mark.parametrize(
    "text",
    [
        "2024年1月8" + " " * MUCH + "x",
        "2024-1-8" + "\u3000" * MUCH + "日x",
        "2024" + " " * MUCH + "年x",
        "2024-" * MUCH,
    ],
    ids=range(4),
)
def test_an_endless_gap_makes_no_date(text):
    assert parse_date(text) is None


@pytest.mark.parametrize("code", ["[" * MUCH + "0", '"' * MUCH, "_" * MUCH], ids=range(3))
def test_an_endless_format_code_shows_the_number(code):
    assert shown(12.0, code) == "12"


def test_an_endless_row_of_placeholders_is_one():
    assert _PLACEHOLDER.search("×" * MUCH) is None
    assert _PLACEHOLDER.search("×" * MUCH + "局") is not None


def test_an_endless_label_is_like_an_official_one_only_where_it_holds_it():
    assert likeness("予以公开" * MUCH, "予以公开") == 0.9
    assert likeness("予以公幵" * MUCH, "予以公开") == 0.0


def test_an_endless_label_has_no_group_before_it():
    assert name_of("本年度办理结果" * MUCH) == "本年度办理结果" * MUCH


@pytest.mark.parametrize(
    "style",
    ["overflow" * MUCH, "text-decoration" * MUCH, "background" * MUCH, "font-size:" * MUCH, "width:0" * MUCH, "color:rgba(," * MUCH],
    ids=range(6),
)  # fmt: skip
def test_an_endless_style_hides_nothing(style):
    assert how(style) == ""


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<div>" * 60_000, "the elements of the page stand one within the other by the thousand"),
        ("<ul><li>字" * 30_000, "the elements of the page stand one within the other by the thousand"),
        ("<p " + " ".join(f"a{at}" for at in range(60_000)) + ">", "an element of the page has attributes by the thousand"),
        ("<p " + "".join(f"a{at}='1' " for at in range(60_000)) + ">", "an element of the page has attributes by the thousand"),
    ],
    ids=range(4),
)  # fmt: skip
def test_a_page_that_no_browser_would_build_is_refused_with_the_reason(page, reason):
    reading = read((TITLE + page).encode(), AT)
    assert (reading.outcome, reading.reason) == ("failed", reason)


@pytest.mark.parametrize(
    "page",
    [
        "<div><p>字</p></div>" * 60_000,
        "<p>字<td>字<li>" * 60_000,
        "<table><tr><td><font>字</td></tr></table>" * 2_000 + "字" * 100_000,
        f"<img src='data:image/png;base64,{'iVBORw0K' * 60_000}'>",
        f"<svg><path d='{'M 0 0 L 1 1 ' * 60_000}'></path></svg>",
    ],
    ids=range(5),
)
def test_a_large_page_is_none_of_these(page):
    assert read((TITLE + page).encode(), AT).outcome != "failed"


def test_a_row_that_is_moved_in_by_thousands_of_columns_is_no_row_of_thousands_of_cells():
    document = docx.Document()
    row = document.add_table(1, 1).rows[0]._tr
    row.get_or_add_trPr().append(OxmlElement("w:gridBefore", {qn("w:val"): "9999"}))
    file = io.BytesIO()
    document.save(file)
    [grid] = read_docx(file.getvalue(), AT).blocks
    assert len(grid.cells) == 41


def test_a_base_longer_than_any_address_is_no_base():
    base = f"<base href='https://y.gov.cn/{'a/' * 2000}'>"
    page = f"<html><head>{base}</head><body>{TITLE}<p><a href='/1.pdf'>年度报告.pdf</a></p></body></html>"
    assert [file.url for file in read(page.encode(), AT).attachments] == ["https://x.gov.cn/1.pdf"]
