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
from .unseen import SMALLEST, WHITE, Unseen, beside_the_line
from .zipped import open_archive

_HEADING_LEVELS = {f"heading {level}": level for level in range(1, 7)}
_OFF = ("0", "false", "off", "none")
_PICTURE = "〔图〕"  # how a picture is printed in a cell without words; it is no figure
_LARGE = (2_700_000, 1_000_000)  # English metric units: a picture of 7.5 by 2.8 centimetres may be a table
_DRAWN = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_NO_WORDS = (qn("w:del"), qn("w:moveFrom"), *_DRAWN, qn("w:pPr"), qn("w:instrText"), qn("w:rPr"))


def read_docx(payload: bytes, context: Context) -> Document:  # noqa: ARG001  every reader takes the context
    """The document of a .docx payload. Raises UnreadableError for a file that is none or is damaged."""
    open_archive(payload, "the Word file").close()
    try:
        file = docx.Document(io.BytesIO(payload))
        body = file.element.body
        unseen = Unseen()
        blocks = tuple(_blocks(body, _style_levels(file), unseen))
        title = file.core_properties.title or None
        remarks = (*unseen.remarks(), *_not_read(body))
    except Exception as error:  # the file is hostile input and python-docx lets any lxml, zip or key error through
        raise UnreadableError(f"the Word file cannot be taken apart ({type(error).__name__}: {error})") from error
    return Document("docx", blocks, title=title, remarks=remarks)


def _not_read(body: BaseOxmlElement) -> Iterator[str]:
    """What the body shows beside its words."""
    sizes = [(int(e.get("cx", "0")), int(e.get("cy", "0"))) for e in body.iter(qn("wp:extent"))]
    large = sum(width >= _LARGE[0] and height >= _LARGE[1] for width, height in sizes)
    if large:
        yield f"the text has {large} picture{'s' * (large > 1)} as large as a table, and what they say is not read"
    boxes = ["".join(text.text or "" for text in box.iter(qn("w:t"))) for box in body.iter(qn("w:txbxContent"))]
    if words := list(dict.fromkeys(filter(None, map(str.strip, boxes)))):
        yield f"text boxes are not read: {' | '.join(words)[:80]}"


def _style_levels(file: docx.document.Document) -> dict[str, int]:
    levels: dict[str, int] = {}
    for style in file.styles:
        level = _HEADING_LEVELS.get((style.name or "").lower())
        if level and style.style_id:
            levels[style.style_id] = level
    return levels


def _blocks(container: BaseOxmlElement, levels: dict[str, int], unseen: Unseen) -> Iterator[Block]:
    paragraphs = tables = 0
    for element in _content(container):
        if element.tag == qn("w:p"):
            paragraphs += 1
            for line in _paragraph_text(element, unseen).split("\n"):
                if line.strip():
                    yield Paragraph(line.strip(), f"paragraph {paragraphs}", levels.get(_style(element)))
        elif element.tag == qn("w:tbl"):
            tables += 1
            grid = _grid(element, f"table {tables}", unseen)
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


def _paragraph_text(paragraph: BaseOxmlElement, unseen: Unseen, *, in_cell: bool = False) -> str:
    """The text as shown: insertions count, deletions do not; text boxes are drawings, not this paragraph.

    In a cell, small raised or lowered words are put into brackets: 12 with a footnote 1 is no 121.
    """
    words: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == qn("w:t"):
            words.append(element.text or "")
        elif tag == qn("w:tab"):
            words.append("\t" if element.getparent().tag == qn("w:r") else "")
        elif tag == qn("w:noBreakHyphen"):
            words.append("-")
        elif tag in (qn("w:br"), qn("w:cr")):
            words.append("\n")
        elif tag == qn("w:r") and (how := _how(element, in_cell=in_cell)):
            said = "".join(text.text or "" for text in element.iter(qn("w:t")))
            if how == "beside the line":
                words.append(beside_the_line(said))
            else:
                (unseen.hidden if how == "hidden" else unseen.struck_out).append(said)
        elif tag not in _NO_WORDS:
            stack.extend(reversed([child for child in element if isinstance(child.tag, str)]))
    return "".join(words)


def _how(run: BaseOxmlElement, *, in_cell: bool) -> str:
    """How a run is shown, where that is not as plain words: "hidden", "struck out", "beside the line"; else ""."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return ""
    stated = {child.tag: child.get(qn("w:val"), "") for child in properties if isinstance(child.tag, str)}
    if any(stated.get(qn(name), "off") not in _OFF for name in ("w:strike", "w:dstrike")):
        return "struck out"
    if stated.get(qn("w:vanish"), "off") not in _OFF or _number(stated.get(qn("w:sz")), SMALLEST + 1) <= SMALLEST:
        return "hidden"
    if not in_cell:
        return ""
    if _color(run) == WHITE and _is_on_white(run):
        return "hidden"
    return "beside the line" if stated.get(qn("w:vertAlign"), "baseline") != "baseline" else ""


def _is_on_white(run: BaseOxmlElement) -> bool:
    """Whether white words stand on white: beside others in a cell without a shade."""
    cell = next(run.iterancestors(qn("w:tc")))
    if any(shade.get(qn("w:fill"), "auto").upper() not in ("AUTO", WHITE) for shade in cell.iter(qn("w:shd"))):
        return False
    return any(_color(other) != WHITE for other in cell.iter(qn("w:r")) if other.find(qn("w:t")) is not None)


def _color(run: BaseOxmlElement) -> str:
    color = run.find(f"{qn('w:rPr')}/{qn('w:color')}")
    return "" if color is None else str(color.get(qn("w:val"), "")).upper()


def _grid(table: BaseOxmlElement, place: str, unseen: Unseen) -> Grid:
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
                where = f"{place}, row {at + 1}, cell {number + 1}"
                cells.append(SourceCell(_cell_text(cell, unseen), 1, colspan, where))
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


def _cell_text(cell: BaseOxmlElement, unseen: Unseen) -> str:
    lines = [_paragraph_text(paragraph, unseen, in_cell=True).strip() for paragraph in cell.iter(qn("w:p"))]
    text = "\n".join(line for line in lines if line)
    return text or (_PICTURE if next(cell.iter(*_DRAWN), None) is not None else "")
