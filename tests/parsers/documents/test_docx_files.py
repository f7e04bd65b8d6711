"""Files within a Word file that are shown as parts of its text: pages, texts, Word files, sheets."""

import io
import zipfile

import docx
import openpyxl
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from parsers.documents.docx import read_docx
from parsers.model import Context, Paragraph

W, R = nsdecls("w"), nsdecls("r")
CHUNK = f'<w:altChunk {W} {R} r:id="{{}}"/>'
SHEET = (
    f'<w:p {W} {R} xmlns:o="urn:schemas-microsoft-com:office:office"><w:r><w:object>'
    '<o:OLEObject Type="Embed" ProgID="{}" DrawAspect="{}" r:id="{}"/></w:object></w:r></w:p>'
)
NOT_READ = "a part of the text stands in a file within the Word file, and is not read: "


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_file(content, name, element):
    """A Word file with a paragraph before and one behind an element that refers to a file within."""
    document = docx.Document()
    document.add_paragraph("前")
    part = Part(PackURI(f"/word/{name}"), "application/octet-stream", content, document.part.package)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.A_F_CHUNK)
    behind = document.add_paragraph("后")
    behind._p.addprevious(parse_xml(element(relation)))
    return saved(document)


def chunk(relation):
    return CHUNK.format(relation)


def read(payload):
    """The texts of the paragraphs and the cells, with the places of what stands within; and the remarks."""
    document = read_docx(payload, Context("file:a.docx"))
    said = []
    for block in document.blocks:
        cells = [block] if isinstance(block, Paragraph) else block.cells
        said += [(one.text, one.place) if "," in one.place and "," in block.place else one.text for one in cells]
    return said, document.remarks


def book(active=0):
    """A workbook with a sheet that says 7 and one that says 9."""
    workbook = openpyxl.Workbook()
    workbook.active.title = "一"
    workbook.active.append(["规章", 7])
    workbook.create_sheet("二").append(["规章", 9])
    workbook.active = active
    return saved(workbook)


def word_file(words):
    document = docx.Document()
    document.add_paragraph(words)
    return saved(document)


def test_a_page_that_is_brought_in_stands_in_its_place():
    page = "<html><body><p>中</p><table><tr><td>规章</td><td>7</td></tr></table></body></html>".encode()
    said, remarks = read(with_file(page, "a.htm", chunk))
    assert said == [
        "前", ("中", "a.htm, paragraph 1"),
        ("规章", "a.htm, table 1, row 1, cell 1"), ("7", "a.htm, table 1, row 1, cell 2"), "后",
    ]  # fmt: skip
    assert remarks == ()


@pytest.mark.parametrize(
    ("content", "name", "place"),
    [("中".encode("gb18030"), "a.txt", "a.txt, line 1"), (word_file("中"), "a.docx", "a.docx, paragraph 1")],
)
def test_texts_and_word_files_are_read_as_well(content, name, place):
    assert read(with_file(content, name, chunk)) == (["前", ("中", place), "后"], ())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{\\rtf1 a}", "the file is of another kind (rtf)"),
        (b"PK\x03\x04word/document.xml", "the Word file is no readable zip archive (File is not a zip file)"),
    ],
    ids=["a kind that is not read", "damaged"],
)
def test_what_is_not_read_is_told(content, why):
    assert read(with_file(content, "a.docx", chunk)) == (["前", "后"], (NOT_READ + why,))


def test_a_word_file_within_one_that_stands_within_is_told():
    inner = with_file(word_file("中"), "b.docx", chunk)
    assert read(with_file(inner, "a.docx", chunk)) == (
        ["前", ("前", "a.docx, paragraph 1"), ("后", "a.docx, paragraph 2"), "后"],
        (NOT_READ + "it stands in a file within it",),
    )


def test_a_file_that_is_not_there_is_told():
    assert read(with_file(b"", "a.htm", lambda _relation: chunk("rId99")))[1] == (NOT_READ + "the file is not there",)


def test_no_more_than_twenty_files_are_read():
    many = with_file(b"<p>a</p>", "a.htm", lambda relation: f"<w:sdt {W}>{chunk(relation) * 22}</w:sdt>")
    said, remarks = read(many)
    assert (len(said), remarks) == (22, (NOT_READ + "there are more than 20",) * 2)


@pytest.mark.parametrize(("active", "figure"), [(0, "7"), (1, "9")])
def test_of_a_workbook_the_active_sheet_is_shown(active, figure):
    name = "一二"[active]
    said, remarks = read(with_file(book(active), "a.xlsx", lambda one: SHEET.format("Excel.Sheet.12", "Content", one)))
    where = f"a.xlsx, sheet {name}, cell "
    assert (said, remarks) == (["前", ("规章", f"{where}A1"), (figure, f"{where}B1"), "后"], ())


@pytest.mark.parametrize(("program", "aspect"), [("Excel.Sheet.12", "Icon"), ("Package", "Content")])
def test_an_icon_and_what_is_no_sheet_show_nothing(program, aspect):
    assert read(with_file(book(), "a.xlsx", lambda one: SHEET.format(program, aspect, one))) == (["前", "后"], ())


def test_a_sheet_that_cannot_be_read_is_told():
    damaged = with_file(b"PK\x03\x04xl/workbook.xml", "a.xlsx", lambda one: SHEET.format("ET.Xlsx.6", "Content", one))
    (remark,) = read(damaged)[1]
    assert remark.startswith(
        "a sheet is shown from a file within the Word file, and is not read: the spreadsheet is no"
    )


def test_a_damaged_part_is_as_one_that_is_not_there():
    payload = with_file(b"<p>" + b"a" * 1000, "a.htm", chunk)
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        at = archive.getinfo("word/a.htm").header_offset
    damaged = payload[: at + 42] + b"\xff" * 8 + payload[at + 50 :]
    assert read(damaged)[1] == (NOT_READ + "the file is not there",)
