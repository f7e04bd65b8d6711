"""A report as a DOCX file, written out part by part so that no library, clock or compressor changes a byte."""

import io
import zipfile
from html import escape

from gongkai.samples.make.body_html import sheet_of
from gongkai.samples.make.report import Report
from gongkai.samples.make.sheets import Box, Sheet

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN_TYPE}"/></Types>'
)
_RELATIONSHIPS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
EARLIEST = (1980, 1, 1, 0, 0, 0)


def docx(report: Report) -> bytes:
    """The file: title, sections and tables with real spans (gridSpan, vMerge)."""
    blocks = [_paragraph(report.title, "center")]
    for part in report.parts:
        blocks.append(_paragraph(part.heading))
        blocks += [_paragraph(text) for text in part.paragraphs]
        if part.table:
            blocks += [_table(sheet_of(part.table, report)), _paragraph("")]
    document = f'{_XML}<w:document xmlns:w="{_W}"><w:body>{"".join(blocks)}<w:sectPr/></w:body></w:document>'
    return _package(
        {"[Content_Types].xml": _CONTENT_TYPES, "_rels/.rels": _RELATIONSHIPS, "word/document.xml": document}
    )


def _package(parts: dict[str, str]) -> bytes:
    """Stored, not deflated: compressors differ between machines."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, text in parts.items():
            member = zipfile.ZipInfo(name, EARLIEST)
            member.create_system = 3  # else the name of the system that wrote it
            package.writestr(member, text.encode())
    return buffer.getvalue()


def _paragraph(text: str, align: str = "left") -> str:
    properties = f'<w:pPr><w:jc w:val="{align}"/></w:pPr>' if align != "left" else ""
    # A run per half, as editing leaves them.
    halves = [text[: len(text) // 2], text[len(text) // 2 :]]
    runs = "".join(f'<w:r><w:t xml:space="preserve">{escape(half, quote=False)}</w:t></w:r>' for half in halves if half)
    return f"<w:p>{properties}{runs}</w:p>"


def _table(sheet: Sheet) -> str:
    width = sum(box.colspan for box in sheet[0])
    grid = '<w:gridCol w:w="900"/>' * width
    rows = "".join(f"<w:tr>{row}</w:tr>" for row in _rows(sheet, width))
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'


def _rows(sheet: Sheet, width: int) -> list[str]:
    """Rows with the cells that a vertical merge continues written out, as the format wants them."""
    open_merges: dict[int, tuple[int, int]] = {}
    rows = []
    for boxes in sheet:
        left, column, cells = list(boxes), 0, []
        while column < width:
            if column in open_merges:
                colspan, rows_left = open_merges.pop(column)
                cells.append(_cell("", colspan, '<w:vMerge w:val="continue"/>'))
                if rows_left > 1:
                    open_merges[column] = (colspan, rows_left - 1)
                column += colspan
                continue
            box = left.pop(0) if left else Box("", "spare", width - column)
            cells.append(_cell(box.text, box.colspan, '<w:vMerge w:val="restart"/>' if box.rowspan > 1 else ""))
            if box.rowspan > 1:
                open_merges[column] = (box.colspan, box.rowspan - 1)
            column += box.colspan
        rows.append("".join(cells))
    return rows


def _cell(text: str, colspan: int, merge: str) -> str:
    span = f'<w:gridSpan w:val="{colspan}"/>' if colspan > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{900 * colspan}" w:type="dxa"/>{span}{merge}</w:tcPr>{_paragraph(text)}</w:tc>'
