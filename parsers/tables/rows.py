"""Printed rows: label cells, and the cells of the value region behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.model import Cell, Geometry, Grid

from .form import APPLICATIONS
from .headed import rows_with_heads
from .labels import bare
from .numbers import looks_like_value
from .stacked import rows_apart
from .vocabulary import CHANNEL_NAMES, PIECES, RESULT_NAMES, ROW_LABELS, UNITS, is_known, name_of

_LONGEST_UNREADABLE = 6  # 未统计, 见附件; a longer text may be the rest of a label
_PERCENT = ("%", "％", "‰")
_LONGEST_UNIT = 4  # （件）


class PrintedRow(NamedTuple):
    """A row as printed: label cells, then the cells of the value region, blanks among them.

    `run` tells the grids and streams of a document apart: it is the index of the block, for a stream of its first
    paragraph. `names` are the labels bare, as labels are compared. `unit` is the cell between a label and its figures
    that prints what they count, where the table has a column for it.
    """

    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]
    geometry: Geometry
    run: int
    names: tuple[str, ...]
    unit: tuple[Cell, ...] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.labels + self.unit + self.values

    def printed(self) -> str:
        """The row for a human eye: what is printed, blanks as ␣."""
        return " | ".join(cell.text.replace("\n", "").strip() or "␣" for cell in self.cells)


def grid_rows(grid: Grid, run: int) -> list[PrintedRow]:
    """The rows of a grid in which cells begin; those that share one row, or carry their heads, apart."""
    rows = (row for cells in grid.rows() if cells for row in rows_apart(cells))
    return [row_of_cells(cells, grid.geometry, run) for cells in rows_with_heads(rows)]


def printed_row(labels: Sequence[Cell], values: Sequence[Cell], geometry: Geometry, run: int) -> PrintedRow:
    end = len(labels) - (len(labels) > 1 and bool(values) and _is_unit(labels[-1].text))
    names = tuple([name_of(cell.text) for cell in labels[:end]])
    return PrintedRow(tuple(labels[:end]), tuple(values), geometry, run, names, tuple(labels[end:]))


def _is_unit(text: str) -> bool:
    return len(text) <= _LONGEST_UNIT and text.strip(" （）()") in UNITS


def row_of_cells(cells: Sequence[Cell], geometry: Geometry, run: int) -> PrintedRow:
    """Labels are the text cells before the first figure; after it, every cell is of the value region.

    A number that leads a row before its label only counts the rows. And words behind a label that are no label
    themselves are the first cells of the value region, unreadable as they are (未统计, 见附件).
    """
    cells = cells[1:] if _only_counts(cells) else cells
    labels: list[Cell] = []
    first_value = 0
    for at, cell in enumerate(cells):
        if looks_like_value(cell.text):
            break
        if cell.text.strip():
            if labels and _is_no_label(cell.text, labels[-1].text):
                break
            labels.append(cell)
            first_value = at + 1
    return printed_row(labels, cells[first_value:], geometry, run)


def prints_shares(row: PrintedRow) -> bool:
    """Whether a row prints percentages and no figure: 占比 | 25% | 75%."""
    if any(cell.text.strip() for cell in row.values):
        return False
    return any(cell.text.rstrip()[-1:] in _PERCENT and cell.text.strip()[:1].isdigit() for cell in row.labels)


def _only_counts(cells: Sequence[Cell]) -> bool:
    """Whether the first cell is a row's number: digits alone, with the label of a row or a group behind them."""
    if len(cells) < 3 or not is_row_number(cells[0].text):
        return False
    name = name_of(cells[1].text)
    return name in ROW_LABELS or name in APPLICATIONS.groups or name in CHANNEL_NAMES or name in RESULT_NAMES


def is_row_number(text: str) -> bool:
    """Whether a cell holds digits alone, which may number its row."""
    return text.strip(" .、").isdigit()


def _is_no_label(text: str, above: str) -> bool:
    """Whether `text` stands where a figure should: short, no word of the tables, behind a whole row label."""
    name = bare(text)
    if len(name) > _LONGEST_UNREADABLE or bare(above) not in ROW_LABELS:
        return False
    return not is_known(name) and name not in PIECES and bare(above + text) not in ROW_LABELS
