"""Word (.docx) to Document: paragraphs and tables in the order of the text, spans as Word states them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from parsers.model import Block, Context, Document, Grid, Paragraph

from .docx_files import Files
from .docx_package import open_package, qn
from .docx_words import BOX, DRAWN, Words, style_of, whole_number
from .errors import UnreadableError, unreadable
from .frames import Inside, is_frame
from .grid import SourceCell, lay_out
from .optional import Reader
from .pictures import remark_on_large, stated_length
from .unseen import Unseen
from .zipped import open_archive

_HEADING_LEVELS = {f"heading {level}": level for level in range(1, 7)}
_PICTURE = "〔图〕"  # how a picture is printed in a cell without words; it is no figure
# What stands around paragraphs, rows and cells and shows nothing of its own.
_AROUND = frozenset(
    map(
        qn,
        (
            "w:sdt",
            "w:sdtContent",
            "w:customXml",
            "w:ins",
            "w:moveTo",
            "mc:AlternateContent",
            "mc:Choice",
            "mc:Fallback",
        ),
    )
)
_FARTHEST = 40  # columns that a row is moved in; each is a blank cell of its own
_LENGTH = re.compile(r"\b(width|height):(\d{1,4}(?:\.\d+)?)pt")
_POINT = 12_700  # English metric units
_FLAT = 40  # twips, that is two points
_DEEPEST = 20  # tables within tables, and boxes within boxes


def read_docx(payload: bytes, context: Context) -> Document:
    """The document of a .docx payload. Raises UnreadableError for a file that is none or is damaged."""
    return _read(payload, context, _read_within)


def _read_within(payload: bytes, context: Context) -> Document:
    """The document of a Word file within another; what stands within this one in turn is told and not read."""
    return _read(payload, context, _refuse)


def _refuse(payload: bytes, context: Context) -> Document:  # noqa: ARG001  every reader takes both
    raise UnreadableError("it stands in a file within it")


def _read(payload: bytes, context: Context, read_within: Reader) -> Document:  # noqa: ARG001  every reader takes it
    with open_archive(payload, "the Word file") as archive:
        try:
            package = open_package(archive)
            unseen = Unseen()
            levels = {key: _HEADING_LEVELS.get(style.name.lower(), 0) for key, style in package.styles.items()}
            files = Files(package, read_within)
            blocks = tuple(_Walk(Words(package, unseen), levels, files).blocks(package.body))
            remarks = (*unseen.remarks(), *_not_read(package.body), *files.remarks, *_notes(package.notes))
        except Exception as error:  # the file is hostile input: zip, XML, key and number errors alike
            raise unreadable("the Word file", error) from error
    return Document("docx", blocks, title=package.title, remarks=remarks)


def _not_read(body: etree._Element) -> Iterator[str]:
    """What the body shows beside its words."""
    sizes = [(stated_length(e.get("cx")), stated_length(e.get("cy"))) for e in body.iter(qn("wp:extent"))]
    shapes = (one.getparent() for one in body.iter(qn("v:imagedata")))
    sizes += [_size(str(shape.get("style", ""))) for shape in shapes if shape is not None]
    yield from remark_on_large(sizes)


def _size(style: str) -> tuple[int, int]:
    """The width and height, in English metric units, that the style of an older picture states in points."""
    stated = dict(_LENGTH.findall(style))
    return int(float(stated.get("width", 0)) * _POINT), int(float(stated.get("height", 0)) * _POINT)


def _notes(notes: tuple[str, ...]) -> Iterator[str]:
    if said := [words for words in notes if any(map(str.isdigit, words))]:
        yield f"notes at the foot are not read: {' | '.join(said)[:80]}"


@dataclass(slots=True)
class _Walk:
    """The blocks of a file in their order, with how many paragraphs and tables there were so far."""

    words: Words
    levels: dict[str, int]
    files: Files
    paragraphs: int = 0
    tables: int = 0
    depth: int = 0

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """The blocks of the body, of a text box, or of a cell that frames a part of the text."""
        if self.depth > _DEEPEST:
            raise ValueError("its tables and boxes are nested too deep")
        self.depth += 1
        for element in _within(container, qn("w:p"), qn("w:tbl"), qn("w:altChunk")):
            if element.tag == qn("w:p"):
                yield from self._paragraph(element)
            elif element.tag == qn("w:altChunk"):
                yield from self.files.of_chunk(element)
            elif is_frame([list(map(_inside, _within(row, qn("w:tc")))) for row in _within(element, qn("w:tr"))]):
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
        for box in element.iter(BOX):
            if next(box.iterancestors(qn("w:p"))) is element:  # else it stands in another box
                yield from self.blocks(box)
        for line in self.words.of(element).split("\n"):
            if line.strip():
                yield Paragraph(line.strip(), place, level)
        yield from self.files.of_sheets(element)


def _within(container: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The elements of these names in a container, also those inside what Word wraps around them."""
    for element in container:
        if element.tag in tags:
            yield element
        elif element.tag in _AROUND:
            yield from _within(element, *tags)


def _inside(cell: etree._Element) -> Inside:
    passages = sum(any(text.text for text in one.iter(qn("w:t"))) for one in _within(cell, qn("w:p")))
    tables = [(_count(one, "w:tr"), _count(one, "w:tc")) for one in cell.iter(qn("w:tbl"))]
    return Inside(passages, tuple(tables))


def _count(table: etree._Element, name: str) -> int:
    return sum(1 for _ in table.iter(qn(name)))


def _grid(table: etree._Element, place: str, words: Words) -> Grid:
    rows: list[list[SourceCell]] = []
    open_cells: dict[int, tuple[int, int]] = {}  # grid column -> (row, index) of the cell that is being merged down
    for at, row in enumerate(_shown_rows(table, words)):
        column = _grid_before(row)
        cells = [SourceCell("", place=f"{place}, row {at + 1}, before the first cell")] * column
        goes_on = False  # whether the cell before is one of the row above
        for number, cell in enumerate(_shown_cells(row)):
            colspan, down, across = _merges(cell)
            if across == "continue" and (cells or goes_on):
                if not goes_on:
                    cells[-1] = cells[-1]._replace(colspan=cells[-1].colspan + colspan)
            elif goes_on := down == "continue" and column in open_cells:
                _grow(rows, open_cells[column])
            else:
                if down == "restart":
                    open_cells[column] = (at, len(cells))
                else:
                    open_cells.pop(column, None)
                where = f"{place}, row {at + 1}, cell {number + 1}"
                cells.append(SourceCell(_cell_text(cell, words), 1, colspan, where))
            column += colspan
        rows.append(cells)
    return lay_out(rows, place)


def _shown_rows(table: etree._Element, words: Words) -> Iterator[etree._Element]:
    """The rows that are there and can be seen."""
    for row in _within(table, qn("w:tr")):
        stated = row.find(qn("w:trPr"))
        if stated is None or not len(stated):
            yield row
        elif stated.find(qn("w:hidden")) is not None or _is_flat(stated.find(qn("w:trHeight"))):
            words.unseen.hidden.append(" ".join(filter(None, (text.text for text in row.iter(qn("w:t"))))))
        elif stated.find(qn("w:del")) is None:  # a change that was tracked, and stands beside what it replaced
            yield row


def _is_flat(height: etree._Element | None) -> bool:
    """Whether a row is fixed to a height in which no words can be seen."""
    if height is None or height.get(qn("w:hRule")) != "exact":
        return False
    return whole_number(height.get(qn("w:val")), _FLAT + 1) <= _FLAT


def _shown_cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row but those that a tracked change took away."""
    for cell in _within(row, qn("w:tc")):
        if cell.find(f"{qn('w:tcPr')}/{qn('w:cellDel')}") is None:
            yield cell


def _grid_before(row: etree._Element) -> int:
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return min(whole_number(before.get(qn("w:val")), 0), _FARTHEST) if before is not None else 0


def _merges(cell: etree._Element) -> tuple[int, str, str]:
    """How many grid columns a cell covers, and its part in a merge downwards and along: "restart", "continue" or ""."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return 1, "", ""
    span = properties.find(qn("w:gridSpan"))
    merges = (properties.find(qn(name)) for name in ("w:vMerge", "w:hMerge"))
    down, across = ("" if one is None else (one.get(qn("w:val")) or "continue") for one in merges)
    return (whole_number(span.get(qn("w:val")), 1) if span is not None else 1), down, across


def _grow(rows: list[list[SourceCell]], where: tuple[int, int]) -> None:
    cell = rows[where[0]][where[1]]
    rows[where[0]][where[1]] = SourceCell(cell.text, cell.rowspan + 1, cell.colspan, cell.place)


def _cell_text(cell: etree._Element, words: Words) -> str:
    lines = [words.of(paragraph, in_cell=True).strip() for paragraph in cell.iter(qn("w:p"))]
    text = "\n".join(line for line in lines if line)
    return text or (_PICTURE if next(cell.iter(*DRAWN), None) is not None or _is_drawn_by_code(cell) else "")


def _is_drawn_by_code(cell: etree._Element) -> bool:
    """Whether a field draws the words of a cell from its code, as those do that put a ring around a figure."""
    return any((code.text or "").strip().lower().startswith("eq ") for code in cell.iter(qn("w:instrText")))
