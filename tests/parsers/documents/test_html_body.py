"""Which part of a page is the report: nothing of it falls out because one paragraph outweighs the rest."""

import pytest

from parsers.documents.html import read_html
from parsers.model import Context, Document, Grid, Paragraph

AT = Context("https://www.example.gov.cn/gk/1.html")
LONG = "我局认真做好各项公开工作，不断完善机制，取得了一定成效，群众反映良好。" * 80
TABLE = "<table><tr><td>规章</td><td>1</td></tr><tr><td>行政许可</td><td>2</td></tr></table>"
NAV = "<ul><li><a href=/>首页</a></li><li><a href=/gk/>政务公开</a></li></ul>"


def read(markup: str) -> Document:
    return read_html(markup.encode(), AT)


def grids(document: Document) -> int:
    return sum(isinstance(block, Grid) for block in document.blocks)


@pytest.mark.parametrize(
    "prose",
    [
        f"<p>{LONG}</p>",
        f"<p>{LONG}<br>{LONG}<br></p>",
        f"<div>{LONG}</div>",
        f"<h3>{LONG}</h3>",
        f"<ul><li>{LONG}</li></ul>",
        f"<pre>{LONG}\n{LONG}</pre>",
    ],
    ids=["paragraph", "paragraph with breaks", "div", "heading", "list item", "preformatted"],
)
def test_tables_beside_one_long_paragraph_are_of_the_body(prose: str) -> None:
    document = read(f"<body>{NAV}<div id=zoom>{prose}{TABLE}<p>六、其他需要报告的事项</p>{TABLE}</div></body>")
    assert grids(document) == 2
    assert [block.text for block in document.before if isinstance(block, Paragraph)] == ["首页", "政务公开"]


def test_link_beside_a_few_words_is_of_the_body() -> None:
    document = read(f"<body>{NAV}<h1>标题在此处</h1><div><p>详见附件：<a href=P1.pdf>报告.pdf</a></p></div></body>")
    assert [link.url for link in document.links][-1] == "https://www.example.gov.cn/gk/P1.pdf"


def test_small_table_of_another_matter_stays_outside() -> None:
    days = "".join(f"<td>{day}</td>" for day in range(1, 8))
    calendar = f"<div class=side><table><tr>{days}</tr></table></div>"
    document = read(f"<body>{calendar}<div id=zoom><p>{LONG}</p><p>一、总体情况</p><p>{LONG}</p></div></body>")
    assert grids(document) == 0


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ("<iframe src=P1.pdf></iframe>", "https://www.example.gov.cn/gk/P1.pdf"),
        ("<iframe src='/pdfjs/web/viewer.html?file=/f/P1.pdf'></iframe>", "https://www.example.gov.cn/f/P1.pdf"),
        ("<p><embed src='/f/P1.PDF' width=900></p>", "https://www.example.gov.cn/f/P1.PDF"),
        ("<object data='/f/P1.docx'></object>", "https://www.example.gov.cn/f/P1.docx"),
    ],
    ids=["frame", "viewer in a frame", "embed", "object"],
)
def test_file_that_the_page_shows_in_a_frame_is_a_link(markup: str, url: str) -> None:
    assert [link.url for link in read(f"<h1>标题</h1><div>{markup}</div>").links] == [url]


@pytest.mark.parametrize(
    "markup",
    [
        "<iframe src='/map.html?x=1'></iframe>",
        "<iframe src='http://['></iframe>",
        "<iframe src='/viewer?file=http://a]b/P1.pdf'></iframe>",
    ],
)
def test_frame_of_another_page_is_no_link(markup: str) -> None:
    assert read(f"<h1>标题</h1>{markup}").links == ()


@pytest.mark.parametrize("base", ["http://[", "http://[host]/", "http://a]b/"])
def test_base_that_is_no_address_is_as_none(base: str) -> None:
    links = read(f"<head><base href='{base}'></head><h1>标题</h1><div><a href=P1.pdf>报告.pdf</a></div>").links
    assert [link.url for link in links] == ["https://www.example.gov.cn/gk/P1.pdf"]


def test_body_that_is_pictures_says_so() -> None:
    pictures = "<p><img src=/u/1.jpg></p><p><img src=/u/2.jpg width=800></p>"
    ornaments = "<img src=/images/logo.png><img src=/u/s.png width=16><a href=/x><img src=/u/3.jpg></a><img>"
    document = read(f"<body>{NAV}<h1>标题</h1><div id=zoom>{pictures}{ornaments}</div></body>")
    assert document.remarks == ("the body is 2 pictures, and what they say is not read",)


@pytest.mark.parametrize(("width", "told"), [("9" * 5000, True), ("200", True), ("199", False), ("²", True)])
def test_body_that_is_a_picture_of_any_size_that_is_stated(width: str, told: bool) -> None:
    remarks = read(f"<body>{NAV}<h1>标题</h1><div id=zoom><p><img src=/u/1.jpg width={width}></p></div></body>").remarks
    assert remarks == (("the body is 1 picture, and what they say is not read",) if told else ())


@pytest.mark.parametrize(("width", "shown"), [("1", ""), ("3px", ""), ("²", "〔图〕"), ("9" * 5000, "〔图〕")])
def test_picture_in_a_cell_whose_size_is_no_small_number_is_shown(width: str, shown: str) -> None:
    document = read(f"<table><tr><td><img src=/u/1.jpg width='{width}'></td><td>2</td></tr></table>")
    assert document.blocks[0].texts == (shown, "2")


def test_pictures_beside_a_text_are_no_remark() -> None:
    assert read(f"<div id=zoom><p>{LONG}</p><img src=/u/1.jpg></div>").remarks == ()


def test_links_that_end_the_report_are_of_the_body() -> None:
    document = read(f"<div id=zoom><div><p>{LONG}</p>{TABLE}</div><p><a href=fj.doc>附件</a></p></div><p>打印本页</p>")
    assert [link.url for link in document.links] == ["https://www.example.gov.cn/gk/fj.doc"]
    assert [block.text for block in document.after if isinstance(block, Paragraph)] == ["打印本页"]


def test_list_of_links_weighs_nothing() -> None:
    menu = "".join(f"<li>\n<a href=/{n}/><span>{LONG[:60]}</span></a>\n</li>" for n in range(200))
    document = read(f"<ul>{menu}</ul><div id=zoom><p>{LONG}</p>{TABLE}</div>")
    assert len(document.before) == 200
    assert len(document.blocks) == 2
