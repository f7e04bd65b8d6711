"""Halves of table 2 or 3 that stand side by side, each with heads of its own: one below the other again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from parsers.model import Cell

from .labels import bare
from .numbers import looks_like_value
from .rows import PrintedRow, row_of_cells
from .vocabulary import CONTENT_HEAD

_MOST_HALVES = 4
_FIRST_APPLICANT, _LAST_APPLICANT = "自然人", "总计"  # heads of table 3, on one line


def without_halves(rows: Sequence[PrintedRow]) -> Sequence[PrintedRow]:
    """The rows, halves that stood side by side one after the other; nearly always there are none."""
    if not any(_starts(row) for row in rows):
        return rows
    return list(_one_by_one(rows))


def _starts(row: PrintedRow) -> list[int]:
    """The grid columns in which the halves begin; [] for a row that does not head several."""
    if row.geometry != "spans":
        return []
    if 1 < row.names.count(CONTENT_HEAD) <= _MOST_HALVES:
        return [cell.column for cell, name in zip(row.labels, row.names, strict=True) if name == CONTENT_HEAD]
    if not row.values or row.names[-1:] != (_LAST_APPLICANT,):  # behind it the head of labels is no label
        return []
    names = [bare(cell.text) for cell in row.cells]
    if not 1 < names.count(_LAST_APPLICANT) == names.count(_FIRST_APPLICANT) <= _MOST_HALVES:
        return []
    ends = [cell.column + cell.colspan for cell, name in zip(row.cells, names, strict=True) if name == _LAST_APPLICANT]
    return [row.cells[0].column, *ends[:-1]]


def _one_by_one(rows: Sequence[PrintedRow]) -> Iterator[PrintedRow]:
    starts: list[int] = []
    halves: list[list[PrintedRow]] = []
    run = -1
    for row in rows:
        begins = _starts(row)
        if begins or row.run != run or _lies_across(row, starts):
            for half in halves:
                yield from half
            starts, run = begins, row.run
            halves = [[] for _ in starts]
        if not starts:
            yield row
            continue
        parts = [
            [cell for cell in row.cells if bisect_right(starts, cell.column) == at + 1] for at in range(len(starts))
        ]
        if any(_begins_with_a_figure(cells) for cells in parts):
            halves[0].append(row)  # it does not fit its halves: what it prints is not settled
            continue
        for half, cells in zip(halves, parts, strict=True):
            if cells:
                half.append(row_of_cells(cells, row.geometry, row.run))
    for half in halves:
        yield from half


def _begins_with_a_figure(cells: Sequence[Cell]) -> bool:
    first = next((cell.text for cell in cells if cell.text.strip()), "")
    return looks_like_value(first)


def _lies_across(row: PrintedRow, starts: Sequence[int]) -> bool:
    """Whether a cell reaches from one half into the next: the table is whole again from here."""
    return any(cell.column < start < cell.column + cell.colspan for cell in row.cells for start in starts)
