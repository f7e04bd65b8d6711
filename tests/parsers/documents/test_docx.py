import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement

from parsers.documents.docx import read_docx
from parsers.documents.errors import UnreadableError
from parsers.model import Context, Grid, Paragraph

AT = Context("file:a.docx")


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_paragraphs_and_tables_come_in_the_order_of_the_text():
    document = docx.Document()
    document.add_heading("一、总体情况", 2)
    document.add_paragraph("全年良好。")
    document.add_table(1, 2).rows[0].cells[0].text = "规章"
    document.add_paragraph("完。")
    blocks = read_docx(saved(document), AT).blocks
    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Grid, Paragraph]
    assert blocks[0] == Paragraph("一、总体情况", "paragraph 1", 2)


def test_merged_cells_stand_once_with_their_spans():
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "三、本年度办理结果"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "申请人情况"
    table.cell(1, 1).text = "1"
    table.cell(1, 2).text = "2"
    (grid,) = read_docx(saved(document), AT).blocks
    assert [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells] == [
        ("三、本年度办理结果", 0, 0, 2, 1),
        ("申请人情况", 0, 1, 1, 2),
        ("1", 1, 1, 1, 1),
        ("2", 1, 2, 1, 1),
    ]


def test_words_that_were_struck_out_are_not_read():
    document = docx.Document()
    paragraph = document.add_paragraph("公开")
    deleted = OxmlElement("w:del")
    paragraph._p.append(deleted)
    deleted.append(paragraph.add_run("旧文")._r)
    paragraph.add_run("157条")
    assert [block.text for block in read_docx(saved(document), AT).blocks] == ["公开157条"]


@pytest.mark.parametrize("payload", [b"", b"PK\x03\x04broken", saved(docx.Document())[:900]])
def test_damaged_file_is_an_error_in_one_sentence(payload):
    with pytest.raises(UnreadableError, match="the Word file"):
        read_docx(payload, AT)


def test_file_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (65 * 1024 * 1024))
    with pytest.raises(UnreadableError, match="unpacks to 68157440 bytes"):
        read_docx(buffer.getvalue(), AT)
