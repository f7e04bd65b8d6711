"""Cells with spans to a grid: where each cell stands, as a browser would lay it out.

The rules are those of the HTML standard ("forming a table"), which Word files and PDF boxes fit into
as well. Spans that lie (beyond the table, zero, thousands) are cut to what exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers.model import Cell, Grid

MAX_SPAN = 200  # the official tables are 16 columns and 28 rows at most; larger spans are mistakes


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell as the file states it, before it is placed."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    place: str = ""


def lay_out(rows: Sequence[Iterable[SourceCell]], place: str = "") -> Grid:
    """The grid of `rows`, each cell at its row and column; rows may be ragged."""
    cells: list[Cell] = []
    taken: dict[int, int] = {}  # column -> the row below which it is free again
    width = 0
    height = len(rows)
    for row, source in enumerate(rows):
        column = 0
        for cell in source:
            while taken.get(column, 0) > row:
                column += 1
            colspan = min(max(cell.colspan, 1), MAX_SPAN)
            rowspan = min(max(cell.rowspan, 1), height - row)
            cells.append(Cell(cell.text, row, column, rowspan, colspan, cell.place))
            if rowspan > 1:
                for covered in range(column, column + colspan):
                    taken[covered] = max(taken.get(covered, 0), row + rowspan)
            column += colspan
        width = max(width, column)
    return Grid(tuple(cells), height, max(width, max(taken, default=-1) + 1), "spans", place)
