"""Word (.docx) to Document: paragraphs and tables in the order of the text, spans as Word states them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from parsers.model import Block, Context, Document, Grid, Paragraph

from .docx_package import open_package, qn
from .docx_words import DRAWN, Words, boxes_of, style_of, whole_number
from .errors import UnreadableError
from .grid import SourceCell, lay_out
from .pictures import remark_on_large
from .unseen import Unseen
from .zipped import open_archive

_HEADING_LEVELS = {f"heading {level}": level for level in range(1, 7)}
_PICTURE = "〔图〕"  # how a picture is printed in a cell without words; it is no figure
# What stands around paragraphs, rows and cells and shows nothing of its own.
_AROUND = frozenset(
    map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "mc:AlternateContent", "mc:Choice"))
)
_FARTHEST = 40  # columns that a row is moved in; each is a blank cell of its own
_DEEPEST = 20  # tables within tables, and boxes within boxes


def read_docx(payload: bytes, context: Context) -> Document:  # noqa: ARG001  every reader takes the context
    """The document of a .docx payload. Raises UnreadableError for a file that is none or is damaged."""
    with open_archive(payload, "the Word file") as archive:
        try:
            package = open_package(archive)
            unseen = Unseen()
            levels = {key: _HEADING_LEVELS.get(style.name.lower(), 0) for key, style in package.styles.items()}
            blocks = tuple(_Walk(Words(package, unseen), levels).blocks(package.body))
            remarks = (*unseen.remarks(), *_not_read(package.body), *_notes(package.notes))
        except Exception as error:  # the file is hostile input: zip, XML, key and number errors alike
            raise UnreadableError(f"the Word file cannot be taken apart ({type(error).__name__}: {error})") from error
    return Document("docx", blocks, title=package.title, remarks=remarks)


def _not_read(body: etree._Element) -> Iterator[str]:
    """What the body shows beside its words."""
    sizes = [(int(e.get("cx", "0")), int(e.get("cy", "0"))) for e in body.iter(qn("wp:extent"))]
    yield from remark_on_large(sizes)
    if next(body.iter(qn("w:altChunk")), None) is not None:
        yield "a part of the text stands in a file within the Word file, and is not read"


def _notes(notes: tuple[str, ...]) -> Iterator[str]:
    if said := [words for words in notes if any(map(str.isdigit, words))]:
        yield f"notes at the foot are not read: {' | '.join(said)[:80]}"


@dataclass(slots=True)
class _Walk:
    """The blocks of a file in their order, with how many paragraphs and tables there were so far."""

    words: Words
    levels: dict[str, int]
    paragraphs: int = 0
    tables: int = 0
    depth: int = 0

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """The blocks of the body, of a text box, or of a cell that frames a part of the text."""
        if self.depth > _DEEPEST:
            raise ValueError("its tables and boxes are nested too deep")
        self.depth += 1
        for element in _within(container, qn("w:p"), qn("w:tbl")):
            if element.tag == qn("w:p"):
                yield from self._paragraph(element)
            elif _is_frame(element):
                for row in _within(element, qn("w:tr")):
                    for cell in _within(row, qn("w:tc")):
                        yield from self.blocks(cell)
            else:
                self.tables += 1
                grid = _grid(element, f"table {self.tables}", self.words)
                if grid.cells:
                    yield grid
        self.depth -= 1

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        self.paragraphs += 1
        place, level = f"paragraph {self.paragraphs}", self.levels.get(style_of(element)) or None
        for box in boxes_of(element):
            if next(box.iterancestors(qn("w:p"))) is element:  # else it stands in another box
                yield from self.blocks(box)
        for line in self.words.of(element).split("\n"):
            if line.strip():
                yield Paragraph(line.strip(), place, level)


def _within(container: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The elements of these names in a container, also those inside what Word wraps around them."""
    for element in container:
        if element.tag in tags:
            yield element
        elif element.tag in _AROUND:
            yield from _within(element, *tags)


def _is_frame(table: etree._Element) -> bool:
    """Whether a table frames a part of the text: a column of whole passages, or tables of several columns in cells."""
    rows = [list(_within(row, qn("w:tc"))) for row in _within(table, qn("w:tr"))]
    inner = [one for one in table.iter(qn("w:tbl")) if one is not table]
    if all(len(row) == 1 for row in rows) and (inner or any(_is_passage(cell) for row in rows for cell in row)):
        return True
    return any(sum(1 for _ in one.iter(qn("w:tc"))) > sum(1 for _ in one.iter(qn("w:tr"))) > 1 for one in inner)


def _is_passage(cell: etree._Element) -> bool:
    return sum(any(text.text for text in one.iter(qn("w:t"))) for one in _within(cell, qn("w:p"))) > 1


def _grid(table: etree._Element, place: str, words: Words) -> Grid:
    rows: list[list[SourceCell]] = []
    open_cells: dict[int, tuple[int, int]] = {}  # grid column -> (row, index) of the cell that is being merged down
    for at, row in enumerate(row for row in _within(table, qn("w:tr")) if not _is_deleted(row)):
        column = _grid_before(row)
        cells = [SourceCell("", place=f"{place}, row {at + 1}, before the first cell")] * column
        for number, cell in enumerate(_within(row, qn("w:tc"))):
            colspan, merge = _spans(cell)
            if merge == "continue" and column in open_cells:
                _grow(rows, open_cells[column])
            else:
                if merge == "restart":
                    open_cells[column] = (at, len(cells))
                else:
                    open_cells.pop(column, None)
                where = f"{place}, row {at + 1}, cell {number + 1}"
                cells.append(SourceCell(_cell_text(cell, words), 1, colspan, where))
            column += colspan
        rows.append(cells)
    return lay_out(rows, place)


def _is_deleted(row: etree._Element) -> bool:
    """Whether a change that was tracked, and stands in the file beside what it replaced, took the row away."""
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _grid_before(row: etree._Element) -> int:
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return min(whole_number(before.get(qn("w:val")), 0), _FARTHEST) if before is not None else 0


def _spans(cell: etree._Element) -> tuple[int, str]:
    """How many grid columns a cell covers and its part in a vertical merge: "restart", "continue" or ""."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return 1, ""
    span = properties.find(qn("w:gridSpan"))
    merge = properties.find(qn("w:vMerge"))
    down = "" if merge is None else (merge.get(qn("w:val")) or "continue")
    return (whole_number(span.get(qn("w:val")), 1) if span is not None else 1), down


def _grow(rows: list[list[SourceCell]], where: tuple[int, int]) -> None:
    cell = rows[where[0]][where[1]]
    rows[where[0]][where[1]] = SourceCell(cell.text, cell.rowspan + 1, cell.colspan, cell.place)


def _cell_text(cell: etree._Element, words: Words) -> str:
    lines = [words.of(paragraph, in_cell=True).strip() for paragraph in cell.iter(qn("w:p")) if _is_shown(paragraph)]
    text = "\n".join(line for line in lines if line)
    return text or (_PICTURE if next(cell.iter(*DRAWN), None) is not None else "")


def _is_shown(paragraph: etree._Element) -> bool:
    return next(paragraph.iterancestors(qn("mc:Fallback")), None) is None
