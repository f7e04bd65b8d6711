"""A report as a PDF file, written out object by object so that no library or clock changes a byte.

The Chinese font is one that the format predefines (Adobe-GB1), so nothing is embedded; readers find its
character map themselves.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gongkai.samples.make.body_html import sheet_of
from gongkai.samples.make.report import Report
from gongkai.samples.make.sheets import Sheet

WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 62.0
ROOM = WIDTH - 2 * MARGIN
LABELS = (44.0, 64.0, 124.0)
# Code points 32 to 126 are half an em wide: CIDs 1 to 95 of Adobe-GB1 are given that width.
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [ "
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [ 1 95 500 ] "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor "
    "/FontName /STSong-Light /Flags 6 /FontBBox [ -25 -254 1000 880 ] /ItalicAngle 0 /Ascent 752 /Descent -271 "
    "/CapHeight 737 /StemV 58 >> >> ] >>"
)


@dataclass(slots=True)
class _Canvas:
    """Pages being drawn, downwards from `y`; a page's content is a list of operators."""

    pages: list[list[str]] = field(default_factory=lambda: [[]])
    y: float = HEIGHT - MARGIN

    def need(self, height: float) -> bool:
        """Turns to a new page where `height` does not fit any more; says whether it did."""
        if self.y - height >= MARGIN:
            return False
        self.pages.append([])
        self.y = HEIGHT - MARGIN
        return True

    def text(self, x: float, y: float, size: float, text: str) -> None:
        code = text.encode("utf-16-be").hex().upper()
        self.pages[-1].append(f"BT /F1 {size:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{code}> Tj ET")

    def box(self, x: float, y: float, width: float, height: float) -> None:
        self.pages[-1].append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")


def pdf(report: Report) -> bytes:
    """The file: title, sections and tables, on as many pages as they need."""
    canvas = _Canvas()
    _paragraph(canvas, report.title, 16, indent=0, center=True)
    for part in report.parts:
        _paragraph(canvas, part.heading, 13)
        for text in part.paragraphs:
            _paragraph(canvas, text, 11)
        if part.table:
            _table(canvas, sheet_of(part.table, report), part.table)
            canvas.y -= 12
    _page_numbers(canvas)
    return _file(report.title, ["\n".join(["0.5 w", *operators]) for operators in canvas.pages])


def _em(text: str, size: float) -> float:
    return sum(size / 2 if character.isascii() else size for character in text)


def _wrap(text: str, size: float, room: float, indent: float = 0) -> list[str]:
    """Lines of at most `room` points; the first one is `indent` shorter. Numbers are not broken."""
    lines: list[str] = []
    line = ""
    for piece in re.findall(r"[!-~]+|.", text):
        left = room - (indent if not lines else 0)
        if line and _em(line + piece, size) > left:
            lines.append(line)
            line = ""
        line += piece
    return [*lines, line]


def _paragraph(canvas: _Canvas, text: str, size: float, *, indent: float = 2, center: bool = False) -> None:
    for number, line in enumerate(_wrap(text, size, ROOM, indent * size)):
        canvas.need(size * 1.7)
        canvas.y -= size * 1.7
        start = (ROOM - _em(line, size)) / 2 if center else indent * size * (number == 0)
        canvas.text(MARGIN + start, canvas.y, size, line)


# --- tables ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Placed:
    """A cell on the grid: its first row and column, the column and row after it, its lines of text."""

    row: int
    column: int
    below: int
    right: int
    lines: list[str]


SIZE, LEADING = 8.0, 10.0


def _table(canvas: _Canvas, sheet: Sheet, name: str) -> None:
    """Draws a table row by row; a tall cell that a page ends in goes on with an empty rest on the next."""
    edges = _edges(name, sum(box.colspan for box in sheet[0]))
    cells = list(_placed(sheet, edges))
    heights = [_row_height(cells, row) for row in range(len(sheet))]
    first = 0
    while first < len(sheet):
        canvas.need(heights[first])
        last, bottom = first, canvas.y
        while last < len(sheet) and bottom - heights[last] >= MARGIN:
            bottom -= heights[last]
            last += 1
        for cell in cells:
            if cell.row < last and cell.below > first:
                _draw(canvas, cell, edges, heights, (first, last))
        canvas.y = bottom
        first = last


def _edges(name: str, columns: int) -> list[float]:
    """The x of every column edge."""
    labels = LABELS if name == "applications" else ()
    rest = (ROOM - sum(labels)) / (columns - len(labels))
    widths = [*labels, *[rest] * (columns - len(labels))]
    return [MARGIN + sum(widths[:index]) for index in range(columns + 1)]


def _placed(sheet: Sheet, edges: Sequence[float]) -> Iterable[_Placed]:
    taken: set[tuple[int, int]] = set()
    for row, boxes in enumerate(sheet):
        column = 0
        for box in boxes:
            while (row, column) in taken:
                column += 1
            below, right = row + box.rowspan, column + box.colspan
            taken |= {(r, c) for r in range(row, below) for c in range(column, right)}
            yield _Placed(row, column, below, right, _wrap(box.text, SIZE, edges[right] - edges[column] - 4))
            column = right


def _row_height(cells: Iterable[_Placed], row: int) -> float:
    """High enough for the longest text that stands in this row alone."""
    return 6 + LEADING * max(len(cell.lines) for cell in cells if cell.row == row and cell.below == row + 1)


def _draw(
    canvas: _Canvas, cell: _Placed, edges: Sequence[float], heights: Sequence[float], shown: tuple[int, int]
) -> None:
    """The part of a cell in the rows `shown`; its text stands where the cell begins."""
    start, end = max(cell.row, shown[0]), min(cell.below, shown[1])
    top = canvas.y - sum(heights[shown[0] : start])
    height = sum(heights[start:end])
    left, width = edges[cell.column], edges[cell.right] - edges[cell.column]
    canvas.box(left, top - height, width, height)
    if cell.row < shown[0]:
        return
    y = top - (height - LEADING * len(cell.lines)) / 2 - SIZE
    for line in cell.lines:
        canvas.text(left + (width - _em(line, SIZE)) / 2, y, SIZE, line)
        y -= LEADING


def _page_numbers(canvas: _Canvas) -> None:
    for number, operators in enumerate(canvas.pages, 1):
        footer = _Canvas(pages=[operators])
        text = f"— {number} —"
        footer.text((WIDTH - _em(text, 9)) / 2, MARGIN / 2, 9, text)


# --- the file -------------------------------------------------------------------------------------


def _file(title: str, contents: Sequence[str]) -> bytes:
    """Objects, the table of where they begin, and the trailer; nothing is compressed."""
    pages = [4 + 2 * index for index in range(len(contents))]
    kids = " ".join(f"{number} 0 R" for number in pages)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [ {kids} ] >>",
        _FONT,
    ]
    for number, content in zip(pages, contents, strict=True):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 {WIDTH:g} {HEIGHT:g} ] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {number + 1} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects.append(f"<< /Title <FEFF{title.encode('utf-16-be').hex().upper()}> >>")
    return _numbered(objects)


def _numbered(objects: Sequence[str]) -> bytes:
    out, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("ascii")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")
