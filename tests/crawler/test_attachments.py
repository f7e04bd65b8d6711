"""Which files beside an article may be the report."""

import pytest

from crawler.attachments import file_links, glimpse, may_have_files, shown_file
from crawler.markup import Markup

BASE = "http://www.qinghe.gov.cn/info/1001/11.htm"
LONG = "一、总体情况。主动公开信息一百条，依申请公开十件。" * 40


def links(body: str) -> list[tuple[str, str]]:
    found = file_links(Markup(f"<html><body>{body}</body></html>", BASE))
    return [(link.url.removeprefix("http://www.qinghe.gov.cn"), link.name) for link in found]


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ('<a href="./W020240108.pdf">青禾县年度报告</a>', "/info/1001/W020240108.pdf"),
        ('<a href="/f/年报.DOCX">年报</a>', "/f/年报.DOCX"),
        ('<a href="/f/a.wps">a</a>', "/f/a.wps"),
        ('<a href="/f/a.xls?x=1">a</a>', "/f/a.xls?x=1"),
        ('<a href="/f/a.ofd">a</a>', "/f/a.ofd"),
        ('<a href="/system/_content/download.jsp?wbfileid=7">年度报告.pdf</a>', "/system/_content/download.jsp?wbfileid=7"),
        ('<a href="/module/download/downfile.jsp?classid=0&filename=6b.pdf">附件</a>',
         "/module/download/downfile.jsp?classid=0&filename=6b.pdf"),
        ('<a href="/group6/M00/0A/1B/wKgB">2023年年报</a>', "/group6/M00/0A/1B/wKgB"),
        ('<iframe src="/pdfjs/web/viewer.html?file=/f/a.pdf"></iframe>', "/f/a.pdf"),
        ('<embed src="/f/a.pdf">', "/f/a.pdf"),
        ('<a href="/upload/download.jsp?id=7">政府信息公开工作年度报告</a>', "/upload/download.jsp?id=7"),
        ('<a href="/common/download?fileId=7">附件1</a>', "/common/download?fileId=7"),
        ('<a href="/filedown.do?id=a1">2023年年报</a>', "/filedown.do?id=a1"),
        ('<a href="/attach/0/6b7c">附件</a>', "/attach/0/6b7c"),
        ('<a href="/oss/getFile?key=7">年度报告</a>', "/oss/getFile?key=7"),
        ('<a href="javascript:void(0)" onclick="window.open(\'/f/a.pdf\')">年度报告</a>', "/f/a.pdf"),
        ('<iframe src="/pdfview?url=/f/a.pdf"></iframe>', "/f/a.pdf"),
        ('<div class=box data-src="/f/a.pdf"></div>', "/f/a.pdf"),
        ('<input type=button value="下载" onclick="window.open(\'/f/a.pdf\')">', "/f/a.pdf"),
        ('<div id=p></div><script>var files = [{"path": "\\/f\\/a.pdf"}];</script>', "/f/a.pdf"),
        ('<div id=p></div><script>PDFObject.embed("/f/a.pdf", "#p");</script>', "/f/a.pdf"),
        ('<div id=p></div><script>var at = "/stream?id=7"; PDFObject.embed(at, "#p");</script>', "/stream?id=7"),
        ('<canvas id=p></canvas><script>pdfjsLib.getDocument({url: "/stream?id=7"});</script>', "/stream?id=7"),
        ('<embed type="application/pdf" src="/stream/7">', "/stream/7"),
        ('<object type="application/pdf" data="/stream/7"></object>', "/stream/7"),
        ('<a href="javascript:;" data-fileurl="/f/a.pdf">附件下载</a>', "/f/a.pdf"),
        ('<input type=hidden id=at value="/f/a.pdf"><!-- "/f/old.pdf" -->', "/f/a.pdf"),
        ("<pdf-view :src=\"'/f/a.pdf'\"></pdf-view>", "/f/a.pdf"),
        ("<a href='#' onclick=\"down('年报.pdf', '/f/a.pdf')\">下载</a>", "/f/a.pdf"),
        ("<a href='#' onclick=\"down('/f/a.pdf', '年报.pdf')\">下载</a>", "/f/a.pdf"),
        ('<script>var files = [{id: "9", name: "年报.docx", url: "/file/9"}];</script>', "/file/9"),
    ],
)  # fmt: skip
def test_files(html: str, url: str) -> None:
    assert [found for found, _ in links(html)] == [url]
    assert may_have_files(glimpse(html.encode()))


def test_pages_and_pictures_are_no_files() -> None:
    assert links('<a href="/a.html">a</a><a href="/a.jpg">b</a><img src="/c.pdf.png">') == []


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/app/download/">APP下载</a>',  # a menu
        '<a href="/download/app.html">年度报告</a>',  # a page, whatever its folder is called
        '<a href="/user/profile?id=7">年度报告</a>',
        f'<p>{LONG}</p><script>var help = "/f/help.pdf";</script>',  # beside a report that stands in the page
        '<script>var name = "青禾县年报.pdf";</script>',  # what a file is called
    ],
)
def test_what_only_looks_like_a_file(html: str) -> None:
    assert links(html) == []


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("http://www.qinghe.gov.cn/pdfjs/web/viewer.html?file=/f/1.pdf", "http://www.qinghe.gov.cn/f/1.pdf"),
        ("http://www.qinghe.gov.cn/view?url=http%3A%2F%2Ff.qinghe.gov.cn%2F1.docx", "http://f.qinghe.gov.cn/1.docx"),
        ("http://www.qinghe.gov.cn/fileDownload?file=/f/1.pdf", None),  # it hands the file out itself
        ("http://www.qinghe.gov.cn/view?url=/a/1.html", None),
        ("http://www.qinghe.gov.cn/view?name=1.pdf", None),
    ],
)
def test_the_file_that_a_viewer_shows(address: str, file: str | None) -> None:
    assert shown_file(address) == file


def test_beside_a_full_article_other_papers_are_left_alone() -> None:
    body = f"""<div id="zoom"><p>{LONG}</p><a href="/f/1.pdf">青禾县粮食局2023年政府信息公开工作年度报告.pdf</a>
    <a href="/f/2.docx">政府信息公开申请表.docx</a><a href="/f/3.docx">政府信息公开指南.docx</a>
    <a href="/f/4.xls">2023年政府信息公开情况统计表.xls</a></div>"""
    assert [url for url, _ in links(body)] == ["/f/1.pdf"]


def test_a_packed_report_is_taken_and_other_packed_files_only_beside_a_cover() -> None:
    packed = '<a href="/f/1.zip">青禾县粮食局2023年政府信息公开工作年度报告.zip</a><a href="/f/2.rar">附件</a>'
    assert [url for url, _ in links(f"<div id=zoom><p>{LONG}</p>{packed}</div>")] == ["/f/1.zip"]
    assert [url for url, _ in links(f"<div id=zoom><p>见附件</p>{packed}</div>")] == ["/f/1.zip", "/f/2.rar"]


def test_beside_a_cover_every_file_is_taken() -> None:
    body = '<div id="zoom"><p>见附件</p><a href="/f/4.xls">2023年政府信息公开情况统计表.xls</a></div><a href="/f/1.pdf">附件1</a>'
    assert [url for url, _ in links(body)] == ["/f/4.xls", "/f/1.pdf"]


@pytest.mark.parametrize(
    ("html", "pays"),
    [
        ('<td style="x">1</td><A HREF="/f/1.PDF">附件</A>', True),
        ('<a href="/down?id=1"><span><b>年度报告</b></span><em>.docx</em></a>', True),
        ('<iframe src="/viewer.html?file=/f/1.pdf"></iframe>', True),
        ('<object data="/f/1.xls">', True),
        ('<a href="/f/1.pdf" never closed', True),
        ('<p>附件见 1.pdf</p><a href="/f/1.html">年度报告</a>', False),
        ('<script src="/pdf.js.doc"></script>', False),
    ],
)
def test_only_what_can_carry_a_file_is_looked_at_for_one(html: str, pays: bool) -> None:
    assert may_have_files(glimpse(html.encode())) is pays
