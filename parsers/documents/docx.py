"""Word (.docx) to Document: paragraphs and tables in the order of the text, spans as Word states them.

The walk goes over the XML elements themselves: python-docx's own `row.cells` repeats merged cells and is
seven times slower.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from parsers.model import Block, Context, Document, Grid, Paragraph

from .errors import UnreadableError
from .grid import SourceCell, lay_out
from .zipped import open_archive

_HEADING_LEVELS = {f"heading {level}": level for level in range(1, 7)}


def read_docx(payload: bytes, context: Context) -> Document:  # noqa: ARG001  every reader takes the context
    """The document of a .docx payload. Raises UnreadableError for a file that is none or is damaged."""
    open_archive(payload, "the Word file").close()
    try:
        file = docx.Document(io.BytesIO(payload))
        body = file.element.body
        blocks = tuple(_blocks(body, _style_levels(file)))
        title = file.core_properties.title or None
    except Exception as error:  # the file is hostile input and python-docx lets any lxml, zip or key error through
        raise UnreadableError(f"the Word file cannot be taken apart ({type(error).__name__}: {error})") from error
    return Document("docx", blocks, title=title)


def _style_levels(file: docx.document.Document) -> dict[str, int]:
    levels: dict[str, int] = {}
    for style in file.styles:
        level = _HEADING_LEVELS.get((style.name or "").lower())
        if level and style.style_id:
            levels[style.style_id] = level
    return levels


def _blocks(container: BaseOxmlElement, levels: dict[str, int]) -> Iterator[Block]:
    paragraphs = tables = 0
    for element in _content(container):
        if element.tag == qn("w:p"):
            paragraphs += 1
            for line in _paragraph_text(element).split("\n"):
                if line.strip():
                    yield Paragraph(line.strip(), f"paragraph {paragraphs}", levels.get(_style(element)))
        elif element.tag == qn("w:tbl"):
            tables += 1
            grid = _grid(element, f"table {tables}")
            if grid.cells:
                yield grid


def _content(container: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Paragraphs and tables, also those inside content controls, which Word wraps around either."""
    for element in container:
        if element.tag == qn("w:sdt"):
            inner = element.find(qn("w:sdtContent"))
            if inner is not None:
                yield from _content(inner)
        elif element.tag in (qn("w:p"), qn("w:tbl")):
            yield element


def _style(paragraph: BaseOxmlElement) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style.get(qn("w:val"), "") if style is not None else ""


def _paragraph_text(paragraph: BaseOxmlElement) -> str:
    """The text as shown: insertions count, deletions do not; text boxes are drawings, not this paragraph."""
    words: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == qn("w:t"):
            words.append(element.text or "")
        elif tag == qn("w:tab"):
            words.append("\t" if element.getparent().tag == qn("w:r") else "")
        elif tag in (qn("w:br"), qn("w:cr")):
            words.append("\n")
        elif tag not in (qn("w:del"), qn("w:drawing"), qn("w:pict"), qn("w:object"), qn("w:pPr"), qn("w:instrText")):
            stack.extend(reversed([child for child in element if isinstance(child.tag, str)]))
    return "".join(words)


def _grid(table: BaseOxmlElement, place: str) -> Grid:
    rows: list[list[SourceCell]] = []
    open_cells: dict[int, tuple[int, int]] = {}  # grid column -> (row, index) of the cell that is being merged down
    for at, row in enumerate(_rows(table)):
        column = _grid_before(row)
        cells = [SourceCell("", place=f"{place}, row {at + 1}, before the first cell")] * column
        for number, cell in enumerate(_row_cells(row)):
            colspan, merge = _spans(cell)
            if merge == "continue" and column in open_cells:
                _grow(rows, open_cells[column])
            else:
                if merge == "restart":
                    open_cells[column] = (at, len(cells))
                else:
                    open_cells.pop(column, None)
                cells.append(SourceCell(_cell_text(cell), 1, colspan, f"{place}, row {at + 1}, cell {number + 1}"))
            column += colspan
        rows.append(cells)
    return lay_out(rows, place)


def _rows(table: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    for element in table:
        if element.tag == qn("w:tr"):
            yield element
        elif element.tag == qn("w:sdt"):
            yield from element.iter(qn("w:tr"))


def _row_cells(row: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    for element in row:
        if element.tag == qn("w:tc"):
            yield element
        elif element.tag == qn("w:sdt"):
            yield from element.iter(qn("w:tc"))


def _grid_before(row: BaseOxmlElement) -> int:
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return _number(before.get(qn("w:val")), 0) if before is not None else 0


def _spans(cell: BaseOxmlElement) -> tuple[int, str]:
    """How many grid columns a cell covers and its part in a vertical merge: "restart", "continue" or ""."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return 1, ""
    span = properties.find(qn("w:gridSpan"))
    merge = properties.find(qn("w:vMerge"))
    down = "" if merge is None else (merge.get(qn("w:val")) or "continue")
    return (_number(span.get(qn("w:val")), 1) if span is not None else 1), down


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else otherwise


def _grow(rows: list[list[SourceCell]], where: tuple[int, int]) -> None:
    cell = rows[where[0]][where[1]]
    rows[where[0]][where[1]] = SourceCell(cell.text, cell.rowspan + 1, cell.colspan, cell.place)


def _cell_text(cell: BaseOxmlElement) -> str:
    lines = [_paragraph_text(paragraph).strip() for paragraph in cell.iter(qn("w:p"))]
    return "\n".join(line for line in lines if line)
