"""Tables of plain text with a cell on each line and a number at the head of each row, as word processors save them.

Where rows are numbered one after the other, the numbers tell how many lines a row has, blank cells among them. Without
them, the number of the next row would look like a figure of the row before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.model import Cell, Grid

HEAD = "序号"
_WIDTHS = range(2, 9)  # columns
_FEWEST_ROWS = 4


class Numbered(NamedTuple):
    """A table of numbered rows, and the line behind it."""

    grid: Grid
    end: int


def numbered_table(lines: Sequence[str], start: int) -> Numbered | None:
    """The table whose first head, 序号, is the line `start`; None where no number tells its rows."""
    for width in _WIDTHS:
        rows = _rows(lines, start, width)
        if rows >= _FEWEST_ROWS:
            end = start + width * (rows + 1)
            cells = [
                Cell(lines[at].strip(), *divmod(at - start, width), place=f"line {at + 1}")
                for at in range(start, min(end, len(lines)))
            ]
            return Numbered(Grid.of(cells, rows + 1, width, "columns", f"line {start + 1}"), min(end, len(lines)))
    return None


def _rows(lines: Sequence[str], start: int, width: int) -> int:
    """How many rows of so many lines are numbered from 1 on."""
    count = 0
    while (at := start + width * (count + 1)) < len(lines) and lines[at].strip() == str(count + 1):
        count += 1
    return count
