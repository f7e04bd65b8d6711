"""A table that stands turned, its rows as columns: the same cells, read downwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from parsers.model import Cell

from .rows import PrintedRow, row_of_cells


def turned(rows: Sequence[PrintedRow]) -> list[PrintedRow]:
    """The columns of a grid as rows, from left to right; [] where the rows are of no single grid with spans."""
    first = rows[0]
    if any(row.run != first.run or row.geometry != "spans" for row in rows):
        return []
    columns: dict[int, list[Cell]] = defaultdict(list)
    for row in rows:
        for cell in row.cells:
            columns[cell.column].append(
                cell._replace(row=cell.column, column=cell.row, rowspan=cell.colspan, colspan=cell.rowspan)
            )
    return [
        row_of_cells(sorted(columns[at], key=lambda cell: cell.column), "spans", first.run) for at in sorted(columns)
    ]
