"""The report as the pages of an OFD file: a small typesetter for its lines and ruled tables, which runs over pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate

from tests.ofd_files import area, box, ofd, page, text, width
from tests.pages.grids import Rows

from .report import Line, Part

SHEET = (297.0, 210.0)  # A4, lying
MARGIN = 20.0
SIZE = 3.2  # of the letters
LEADING = 5.0  # from line to line
PADDING = 1.2  # at either side of a cell
INDENT = 2  # letters that a paragraph begins further in
_FULL = SHEET[0] - 2 * MARGIN

Draw = Callable[..., str]


@dataclass
class _Typesetter:
    words: Draw
    border: Draw
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    top: float = MARGIN

    def make_room(self, height: float) -> None:
        """Go on to the next page where this one has no room for so much."""
        if self.top + height > SHEET[1] - MARGIN:
            self.pages.append([])
            self.top = MARGIN

    def line(self, part: Line) -> None:
        indent = 0 if part.level == 0 else INDENT
        for at, words in enumerate(_wrapped(" " * 2 * indent + part.text, _FULL)):
            self.make_room(LEADING)
            begin = (_FULL - _long(words)) / 2 if part.level == 0 else indent * SIZE if at == 0 else 0.0
            self.pages[-1].append(self.words(MARGIN + begin, self.top, words.strip(), SIZE))
            self.top += LEADING
        self.top += LEADING / 2

    def table(self, rows: Rows) -> None:
        wide = _FULL / sum(cell.colspan for cell in rows[0])
        cells = list(placed(rows))
        lines = {
            (at, column): list(_wrapped(cell.text, cell.colspan * wide - 2 * PADDING)) for at, column, cell in cells
        }
        heights = [LEADING + 1.0] * len(rows)
        for at, column, cell in cells:
            if cell.rowspan == 1:
                heights[at] = max(heights[at], len(lines[at, column]) * LEADING + 1.0)
        first = 0
        while first < len(rows):
            self.make_room(heights[first])
            room = SHEET[1] - MARGIN - self.top
            past = first + max(1, sum(below <= room for below in accumulate(heights[first:])))
            self._rows(cells, lines, heights, range(first, past), wide)
            first = past
        self.top += LEADING

    def _rows(self, cells, lines, heights, rows: range, wide: float) -> None:
        """The part of a table that stands on one page; the words of a cell for which it has no room go on overleaf."""
        tops = [self.top + sum(heights[rows.start : at]) for at in range(rows.start, rows.stop + 1)]
        for at, column, cell in cells:
            begin, past = max(at, rows.start), min(at + cell.rowspan, rows.stop)
            if begin >= past:
                continue
            top, bottom = tops[begin - rows.start], tops[past - rows.start]
            left = MARGIN + column * wide
            self.pages[-1].append(self.border(left, top, cell.colspan * wide, bottom - top))
            fitting = int((bottom - top) / LEADING)
            here, lines[at, column] = lines[at, column][:fitting], lines[at, column][fitting:]
            for number, words in enumerate(here):
                inside = left + (cell.colspan * wide - _long(words)) / 2
                self.pages[-1].append(self.words(inside, top + 1.0 + number * LEADING, words, SIZE))
        self.top = tops[-1]


def report_ofd(parts: list[Part], words: Draw = text, border: Draw = box) -> bytes:
    """The file; `words` and `border` write what stands at a place, as one program or another would."""
    typesetter = _Typesetter(words, border)
    for part in parts:
        if isinstance(part, Line):
            typesetter.line(part)
        else:
            typesetter.table(part)
    foot = SHEET[1] - MARGIN / 2
    return ofd([
        page(*objects, text(SHEET[0] / 2, foot, f"- {number} -", SIZE), before=area(*SHEET))
        for number, objects in enumerate(typesetter.pages, start=1)
    ])  # fmt: skip


def placed(rows: Rows):
    """Each cell with its row and its first grid column."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            taken |= {(at + y, column + x) for y in range(cell.rowspan) for x in range(cell.colspan)}
            yield at, column, cell


def _long(words: str) -> float:
    return sum(map(width, words)) * SIZE


def _wrapped(words: str, room: float):
    """The words in lines no longer than the room."""
    line = ""
    for one in words:
        if line and _long(line + one) > room:
            yield line
            line = ""
        line += one
    yield line
