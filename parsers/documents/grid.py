"""Cells with spans to a grid: where each cell stands, as a browser would lay it out.

The rules are those of the HTML standard ("forming a table"), which Word files and PDF boxes fit into
as well. Spans that lie (beyond the table, zero, thousands) are cut to what exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parsers.model import Cell, Grid

MAX_SPAN = 200  # the official tables are 16 columns and 28 rows at most; larger spans are mistakes


class SourceCell(NamedTuple):
    """A cell as the file states it, before it is placed."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    place: str = ""


def lay_out(rows: Sequence[Iterable[tuple[str, int, int, str]]], place: str = "") -> Grid:
    """The grid of `rows` (each of SourceCells), each cell at its row and column; rows may be ragged."""
    cells: list[Cell] = []
    keep, new = cells.append, tuple.__new__  # a table has hundreds of cells, and Cell() takes twice as long
    taken: dict[int, int] = {}  # column -> the row below which it is free again
    width = 0
    height = len(rows)
    for row, source in enumerate(rows):
        if taken:
            taken = {column: below for column, below in taken.items() if below > row}
        column = 0
        for text, rowspan, colspan, where in source:
            while column in taken:
                column += 1
            if rowspan == colspan == 1:  # most cells, and nothing of them to be cut
                keep(new(Cell, (text, row, column, 1, 1, where)))
                column += 1
                continue
            across = min(max(colspan, 1), MAX_SPAN)
            down = min(max(rowspan, 1), height - row)
            keep(Cell(text, row, column, down, across, where))
            if down > 1:
                for covered in range(column, column + across):
                    taken[covered] = max(taken.get(covered, 0), row + down)
            column += across
        width = max(width, column)
    return Grid(tuple(cells), height, width, "spans", place)
