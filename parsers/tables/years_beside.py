"""Official tables that print another year beside the report's: columns under heads of years, whole tables under one.

The year that is the report's is kept, as it would stand alone; what is set aside is said. Heads that do not tell which
year is the report's leave the table as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from parsers.model import Cell

from .captions import is_of_another_year
from .rows import PrintedRow, row_of_cells
from .segment import segment
from .statistics import are_statistics
from .statistics_columns import is_of
from .statistics_labels import fold
from .tabular import Tabular

_ANOTHER = re.compile(
    r"(?:上一?年度?|去年度?|(?:19|20)\d\d年度?)(?:数据?|数量)?|(?:同比)?(?:增减|增长|变化)(?:数|量|率|情况)?"
)
_MOST_ROWS = 4  # of heads
_FIRST_ROWS = 6  # of heads, and the first that may be of a year
_YEARS = ("年", "年度")
_LONGEST = 8  # characters of a year's name
_SEVERAL = 2


def prints_years(rows: Sequence[PrintedRow]) -> bool:
    """Whether the first rows of a grid may name years, in their heads or before their figures."""
    cells = [cell for row in rows[:_FIRST_ROWS] for cell in row.cells]
    return sum(cell.text.endswith(_YEARS) and len(cell.text) <= _LONGEST for cell in cells) > 1


def of_the_year(rows: Sequence[PrintedRow], year: int | None) -> tuple[list[PrintedRow], list[str]]:
    """The rows without the rows and the columns of other years than `year`; a remark for each grid that had some."""
    kept: list[PrintedRow] = []
    remarks: list[str] = []
    for _, of_run in groupby(rows, key=lambda row: row.run):
        run, aside = _apart(list(of_run), year)
        kept += run
        if aside:
            named = dict.fromkeys("".join(cell.text.split()) for cell in aside)
            remarks.append(f"a table prints beside the year's figures, and they are set aside: {' | '.join(named)}")
    return kept, remarks


def _apart(run: Sequence[PrintedRow], year: int | None) -> tuple[Sequence[PrintedRow], list[Cell]]:
    """The rows of a grid that are left, and the cells that name what is set aside."""
    if run[0].geometry != "spans" or not prints_years(run):
        return run, []
    heads = _heads_of_years(run, year)
    named = heads.cells if heads else [cell for row in run if (cell := _year_before_figures(row, year))]
    aside = [cell for cell in named if _is_of_another(cell, year)]
    if heads:
        return list(_without(run, heads, year)), aside
    return (list(_rows_of(run, year)), aside) if len(named) > len(aside) > 0 else (run, [])


def _heads_of_years(run: Sequence[PrintedRow], year: int | None) -> PrintedRow | None:
    """The row whose cells name the report's year and other years by turns; None where none does."""
    for row in run[:_MOST_ROWS]:
        years = [cell for cell in row.cells if is_of(cell.text, year) or _is_of_another(cell, year)]
        ours = {fold(cell.text) for cell in years if is_of(cell.text, year)}
        if len(years) >= _SEVERAL and len(ours) == 1 and len(years) > sum(is_of(cell.text, year) for cell in years):
            return row
    return None


def _is_of_another(cell: Cell, year: int | None) -> bool:
    return not is_of(cell.text, year) and bool(_ANOTHER.fullmatch(fold(cell.text)))


def _without(run: Sequence[PrintedRow], heads: PrintedRow, year: int | None) -> Iterator[PrintedRow]:
    """The rows of a grid, without the heads of years and the columns of those that are not the report's."""
    gone = {
        column
        for cell in heads.cells
        if _is_of_another(cell, year)
        for column in range(cell.column, cell.column + cell.colspan)
    }
    width = max(cell.column + cell.colspan for row in run for cell in row.cells)
    place = [sum(column not in gone for column in range(end)) for end in range(width + 1)]
    for row in run:
        cells = []
        for cell in row.cells:
            start, end = place[cell.column], place[cell.column + cell.colspan]
            if start < end and not (row is heads and is_of(cell.text, year)):
                cells.append(cell._replace(column=start, colspan=end - start))
        if cells:
            yield row_of_cells(cells, row.geometry, row.run)


def _year_before_figures(row: PrintedRow, year: int | None) -> Cell | None:
    """The cell of a row of figures that names a year: 一、本年新收 | 2022年 | 3 | 0."""
    if not row.values:
        return None
    named = [cell for cell in row.cells if cell.text.endswith(_YEARS) and len(cell.text) <= _LONGEST]
    return named[0] if len(named) == 1 and (is_of(named[0].text, year) or _is_of_another(named[0], year)) else None


def _rows_of(run: Sequence[PrintedRow], year: int | None) -> Iterator[PrintedRow]:
    """The rows without those of other years; a label that reaches down from one of these leads the row below it."""
    above: list[Cell] = []
    for row in run:
        named = _year_before_figures(row, year)
        if named is None:
            yield row
            continue
        labels = [cell for cell in row.cells if cell.column < named.column]
        above = [cell for cell in above if cell.row + cell.rowspan > named.row]
        if _is_of_another(named, year):
            above += labels
            continue
        behind = [cell for cell in row.cells if cell.column > named.column]
        blank = named._replace(text="")  # holds the place of the year's column
        yield row_of_cells([*above, *labels, blank, *behind], row.geometry, row.run)


def tables_of_the_year(tabulars: Sequence[Tabular], year: int | None) -> tuple[list[Tabular], list[str]]:
    """The tables without those whose caption is of another year, where the same table stands there of the report's."""
    others = [one for one in tabulars if one.caption and year is not None and is_of_another_year(one.caption, year)]
    if not others:
        return list(tabulars), []
    held = {name for one in tabulars if one not in others for name in _names_in(one)}
    aside = [one for one in others if len(names := _names_in(one)) < _SEVERAL * len(names & held)]
    kept = [one for one in tabulars if one not in aside]
    return kept, [
        f"a table of another year stands beside the report's and is set aside: {one.caption}" for one in aside
    ]


def _names_in(tabular: Tabular) -> set[str]:
    """What repeats where a table stands twice: the labels of its rows, and that the figures of table 4 are there."""
    if are_statistics(tabular.rows):
        return {row.names[-1] for row in tabular.rows if row.names and row.values}
    return {name for instance in segment(tabular.rows).instances for name in instance.seen}
