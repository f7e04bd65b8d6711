import io
import zipfile

import pytest

from parsers.documents.sniff import sniff
from parsers.model import Context
from tests.parsers.documents.test_ole import compound, entry

NOWHERE = Context("file:x")


def zipped(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (b"<html><body>404</body></html>", "html"),
        ("\ufeff<!DOCTYPE html><p>年报</p>".encode(), "html"),
        ("年报正文<p>第一段</p>".encode(), "html"),
        ("某县2023年年报\n一、总体情况".encode(), "text"),
        ("a < b 而 c > d".encode(), "text"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\njunk %PDF-1.4", "pdf"),
        (zipped("word/document.xml"), "docx"),
        (zipped("xl/workbook.xml"), "xlsx"),
        (zipped("OFD.xml"), "ofd"),
        (zipped("xl/workbook.bin"), "xlsb"),
        (zipped("a.txt"), "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "ole"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"{\\rtf1 x}", "rtf"),
        (b"\x00\x01\x02", "binary"),
        (b" \r\n", "empty"),
    ],
)
def test_kind_is_told_by_the_bytes(payload, kind):
    assert sniff(payload, NOWHERE) == kind


def test_page_served_under_a_spreadsheets_name_is_a_page():
    assert (
        sniff(b"<html>404 Not Found</html>", Context("https://a.gov.cn/b.xlsx", media_type="application/vnd.ms-excel"))
        == "html"
    )


@pytest.mark.parametrize(
    ("name", "kind"), [("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("OFD.xml", "ofd"), ("a", "zip")]
)
def test_archive_that_was_cut_is_told_by_its_first_name(name, kind):
    assert sniff(zipped(name)[:60], NOWHERE) == kind


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("WordDocument", "1Table"), "doc"),
        (("WordDocument", "Workbook"), "doc"),
        (("Workbook", "SummaryInformation"), "xls"),
        (("Book", "x"), "xls"),
        (("EncryptedPackage", "EncryptionInfo"), "locked"),
        (("PowerPoint Document", "Current User"), "ole"),
    ],
)
def test_kind_of_an_old_office_file_is_told_by_its_streams(names, kind):
    first, second = names
    payload = compound(entry("Root Entry", 5, below=1), entry(first, 2, right=2), entry(second, 2))
    assert sniff(payload, Context("file:x.wps")) == kind


def test_page_under_the_name_of_a_word_file_is_a_page():
    page = "<html><body><p>年报</p></body></html>".encode()
    assert sniff(page, Context("https://a.gov.cn/b.doc", media_type="application/msword")) == "html"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_page_in_utf_16_is_a_page(encoding):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert sniff(mark + "<html><body><p>年报</p>".encode(encoding), Context("file:a.htm")) == "html"
    assert sniff(mark + "年报一份".encode(encoding), Context("file:a.txt")) == "text"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_page_in_utf_16_without_a_mark_is_a_page_and_other_wide_bytes_are_none(encoding):
    assert sniff("<!DOCTYPE html><html><head><title>一月</title>".encode(encoding), NOWHERE) == "html"
    assert sniff("levels of 一 sound, no page".encode(encoding), NOWHERE) == "binary"


@pytest.mark.parametrize(
    ("root", "kind"),
    [
        ('<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>', "sheet-xml"),
        ('<ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><ss:Table>', "sheet-xml"),
        ('<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p>', "word-xml"),
        ('<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part>', "office-xml"),
        ('<uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof" uof:mimetype="vnd.uof.text"><p>', "uof"),
    ],
)
def test_office_file_in_xml_is_no_page(root, kind):
    assert sniff(f'<?xml version="1.0"?>{root}'.encode(), Context("file:a.xls")) == kind


def test_an_open_document_in_one_xml_file_is_no_page():
    opened = b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
    assert (
        sniff(opened + b"<table:table><text:p>a</text:p><title>b</title></table:table>", Context("file:a.fods"))
        == "odt"
    )


@pytest.mark.parametrize(("kind", "what"), [("odt", "text"), ("ods", "spreadsheet")])
def test_open_documents_are_told_apart_by_what_they_say_of_themselves(kind, what):
    says = f"application/vnd.oasis.opendocument.{what}"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", "x" * 300)
        archive.writestr("mimetype", says)
    assert sniff(buffer.getvalue(), NOWHERE) == kind
    flat = f'<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:mimetype="{says}">'
    assert sniff(flat.encode(), NOWHERE) == kind


def test_open_document_that_says_nothing_of_itself_is_a_text():
    assert sniff(zipped("content.xml"), NOWHERE) == "odt"
