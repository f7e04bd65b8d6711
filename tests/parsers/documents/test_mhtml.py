"""Web archives: pages within messages, under whatever name."""

import base64
import quopri

import pytest

from parsers.documents.html import markup_of_row, read_html
from parsers.documents.mhtml import is_web_archive
from parsers.documents.sniff import sniff
from parsers.model import Context

AT = Context("https://www.example.gov.cn/a.doc", charset="utf-8")
PAGE = "<html><body><p>花木情况</p><table><tr><td>茶社</td><td>3</td></tr><tr><td>书屋</td><td>12</td></tr></table></body></html>"


def archive(encoding, charset, content):
    return (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=XX\r\n\r\n--XX\r\n"
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--XX\r\n"
        + f'Content-Type: text/html; charset="{charset}"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'.encode()
        + content
        + b"\r\n--XX--\r\n"
    )


def spreadsheet(*sheets, frames="<html><frameset><frame src='sheet001.htm'></frameset></html>"):
    """An archive as spreadsheet programs write it: frames, the sheets, and a bar with their names."""
    pages = (frames, *sheets, "<html><body>表一</body></html>")
    parts = "".join(f'--XX\r\nContent-Type: text/html; charset="utf-8"\r\n\r\n{page}\r\n' for page in pages)
    return f"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=XX\r\n\r\n{parts}--XX--\r\n".encode()


ARCHIVES = [
    archive("quoted-printable", "gb2312", quopri.encodestring(PAGE.encode("gb18030"))),
    archive("base64", "utf-8", base64.encodebytes(PAGE.encode())),
    archive("8bit", "utf-8", PAGE.encode()),
    b"\xef\xbb\xbf" + archive("8bit", "utf-8", PAGE.encode()),
    b"From: <Saved by a browser>\r\nSubject: a\r\n" + archive("base64", "utf-8", base64.encodebytes(PAGE.encode())),
]


@pytest.mark.parametrize("payload", ARCHIVES)
def test_the_page_within_is_read(payload):
    assert sniff(payload, AT) == "html"
    paragraph, grid = read_html(payload, AT).blocks
    assert paragraph.text == "花木情况"
    assert [cell.text for cell in grid.cells] == ["茶社", "3", "书屋", "12"]


def test_the_sheets_behind_a_page_of_frames_are_read():
    sheets = (PAGE, PAGE.replace("12", "15"))
    first, one, second, other = read_html(spreadsheet(*sheets), AT).blocks
    assert [block.text for block in (first, second)] == ["花木情况", "花木情况"]
    assert [cell.text for grid in (one, other) for cell in grid.cells if cell.column] == ["3", "12", "3", "15"]


def test_frames_without_sheets_are_an_empty_page():
    assert read_html(spreadsheet(), AT).blocks == ()


def test_pages_that_belong_to_a_page_are_not_read_with_it():
    blocks = read_html(spreadsheet(PAGE, frames="<html><body><p>甲</p></body></html>"), AT).blocks
    assert [block.text for block in blocks] == ["甲"]


def test_a_place_leads_back_to_the_markup_of_the_page_within():
    assert markup_of_row(ARCHIVES[0], AT, "table 1, row 2, cell 2", "[", "]") == "<td>书屋</td>[<td>12</td>]"


@pytest.mark.parametrize("payload", [PAGE.encode(), b"From: here\nno more", b"Content-Type: image/png\n\nx", b""])
def test_other_payloads_are_none(payload):
    assert not is_web_archive(payload)


def test_a_message_without_a_page_is_read_as_it_stands():
    payload = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=XX\r\n\r\n--XX\r\n\r\nwords\r\n--XX--\r\n"
    )
    assert "words" in "".join(block.text for block in read_html(payload, AT).blocks)


def test_parts_nested_by_the_thousand_break_nothing():
    parts = b"".join(
        b"--b%d\r\nContent-Type: multipart/related; boundary=b%d\r\n\r\n" % (at, at + 1) for at in range(3000)
    )
    payload = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b0\r\n\r\n" + parts
    assert read_html(payload, AT).kind == "html"
