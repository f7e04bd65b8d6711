"""Cells with spans to a grid: where each cell stands, as a browser would lay it out.

The rules are those of the HTML standard ("forming a table"), which Word files and PDF boxes fit into
as well. Spans that lie (beyond the table, zero, thousands) are cut to what exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from parsers.model import Grid, Layout

MAX_SPAN = 200  # the official tables are 16 columns and 28 rows at most; larger spans are mistakes
_WIDEST = 2 * MAX_SPAN  # columns in which a cell reaches down; tables that grow by it row for row are mistakes as well
_USUAL = 1000  # cells and rows; the layout of a table of more is not remembered
_ONE_BY_ONE = (1, 1)


class SourceCell(NamedTuple):
    """A cell as the file states it, before it is placed."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    place: str = ""


def lay_out(rows: Sequence[Iterable[tuple[str, int, int, str]]], place: str = "") -> Grid:
    """The grid of `rows` (each of SourceCells), each cell at its row and column; rows may be ragged."""
    laid = [list(row) for row in rows]
    cells = [cell for row in laid for cell in row]
    spans = tuple((at, down, across) for at, (_, down, across, _) in enumerate(cells) if (down, across) != (1, 1))
    return Grid(
        tuple(text for text, _, _, _ in cells),
        layout(tuple(map(len, laid)), spans),
        tuple(where for *_, where in cells),
        place=place,
    )


def layout(counts: tuple[int, ...], spans: tuple[tuple[int, int, int], ...]) -> Layout:
    """Where cells stand in rows of so many; `spans` has the number (from 0), row span and column span of some."""
    return (_known_layout if sum(counts) + len(counts) <= _USUAL else _layout)(counts, spans)


def _layout(counts: tuple[int, ...], spans: tuple[tuple[int, int, int], ...]) -> Layout:
    stated = {at: (down, across) for at, down, across in spans}
    cells: list[tuple[int, int, int, int]] = []
    taken: dict[int, int] = {}  # column -> the row below which it is free again
    width = 0
    for row, count in enumerate(counts):
        taken = {column: below for column, below in taken.items() if below > row}
        column = 0
        for at in range(len(cells), len(cells) + count):
            while column in taken:
                column += 1
            down, across = stated.get(at, _ONE_BY_ONE)
            across = min(max(across, 1), MAX_SPAN)
            down = min(max(down, 1), len(counts) - row)
            cells.append((row, column, down, across))
            if down > 1:
                for covered in range(column, min(column + across, _WIDEST)):
                    taken[covered] = max(taken.get(covered, 0), row + down)
            column += across
        width = max(width, column)
    rows, columns, rowspans, colspans = zip(*cells, strict=True) if cells else ((), (), (), ())
    return Layout(rows, columns, rowspans, colspans, len(counts), width)


_known_layout = lru_cache(maxsize=512)(_layout)  # many reports have tables of one layout
