"""Which cell of a grid is which figure of the form: worked out once for all grids that differ in their figures only.

The official tables of most reports are the same but for the figures. What they have in common is a grid's skeleton. A
specimen of it, with a different number in each cell of a figure, is read row by row, and where these numbers are
found says where the figures of every such grid stand. No two numbers of a specimen are equal, so no figure of it is
settled by being equal to another. There is no plan where a figure's place depends on more than the skeleton, or where
a grid prints more than the tables of the form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, repeat
from typing import Any, NamedTuple

from parsers.model import Cell, Figure, Geometry, Grid, Layout

from .figures import figure, new_figure
from .form import Column, Form, column_of
from .labels import LONGEST_LABEL, bare
from .numbers import SMALL_COUNTS, count_of, looks_like_value
from .official import form_of, read_official
from .rows import grid_rows, is_row_number
from .segment import Instance, whole_tables
from .statistics import are_statistics
from .vocabulary import ROW_LABELS

_new_tuple: Callable[[type[Figure], Iterable[Any]], Figure] = tuple.__new__  # of all fields in order: the fastest
_PLACE = Figure._fields.index("place")
_MOST_LABELS = 8192  # that are kept
_COUNT, _FIGURE = "0", "0.0"  # what stands in a skeleton for digits alone, and for any other figure


class Skeleton(NamedTuple):
    """All of a grid that says which cell is which.

    `texts` are those of its cells, where figures stand as `_COUNT` or `_FIGURE`.
    """

    texts: tuple[str, ...]
    layout: Layout
    geometry: Geometry


@dataclass(frozen=True, slots=True)
class TablePlan:
    """Where the figures of a table stand among the cells of its grid, and what else they consist of.

    `form` is the one that the table speaks for. `at` are the cells of the figures that are printed; `rows`, `columns`
    and what follows are of each of these. `fixed` are all other figures: the place among `keys`, the figure, and the
    cell that it is of, if any.
    """

    table: str
    form: Form
    keys: tuple[str, ...]
    at: tuple[int, ...] = ()
    rows: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    codes: tuple[str, ...] = ()
    units: tuple[str | None, ...] = ()
    labels: tuple[tuple[str, ...], ...] = ()
    fixed: tuple[tuple[int, Figure, int | None], ...] = ()

    def read(self, texts: Sequence[str], places: Sequence[str]) -> list[Figure]:
        """The figure of each key, from the texts and places of the grid's cells."""
        printed = [texts[at] for at in self.at]
        stand = [places[at] for at in self.at]
        values = list(map(_count, printed))
        table, kind, nothing = repeat(self.table), repeat("number"), repeat(None)
        found = zip(
            table, self.rows, self.codes, values, kind, printed, repeat(""), self.units, nothing, stand, self.labels
        )
        figures = list(map(_new_tuple, repeat(Figure), found))
        if None in values:
            for n, value in enumerate(values):
                if value is None:
                    cell = Cell(printed[n], 0, 0, place=stand[n])
                    figures[n] = figure(self.table, self.rows[n], self.columns[n], cell, self.labels[n])
        for n, read, at in self.fixed:
            figures.insert(n, read if at is None else new_figure((*read[:_PLACE], places[at], *read[_PLACE + 1 :])))
        return figures


def plans_of(grid: Grid) -> tuple[TablePlan, ...] | None:
    """The plan of each table in a grid, in reading order; None where the grid must be read row by row.

    A skeleton has no plan yet when it is met for the first time: a plan costs as much as a reading, and many tables
    are one of a kind, because of where they print blanks.
    """
    try:
        common = tuple(map(_common, grid.texts))
    except _TooLongError:
        return None
    skeleton = Skeleton(common, grid.layout, grid.geometry)
    return _plans(skeleton) if next(_meetings(hash(skeleton))) else None


class _TooLongError(Exception):
    """A text is too long for a label: its grid is no table of a plan."""


class _Common(dict[str, str]):
    """Cells' texts as they stand in a skeleton: kept of labels, which many documents share."""

    def __missing__(self, text: str) -> str:
        if len(text) > LONGEST_LABEL:
            raise _TooLongError
        if text.isdigit() and text.isascii():
            return _COUNT
        common = _as_common(text)
        if common == text and len(self) < _MOST_LABELS:
            self[text] = text
        return common


@lru_cache(maxsize=8192)
def _as_common(text: str) -> str:
    """Blanks and marks stand as they are, because a reading tells them apart; so does a figure that is a label."""
    if not looks_like_value(text) or not any(map(str.isdigit, text)) or bare(text) in ROW_LABELS:
        return text
    return _COUNT if is_row_number(text) else _FIGURE


class _Counts(dict[str, int | None]):
    """What texts are as counts: the small ones are kept."""

    def __missing__(self, text: str) -> int | None:
        return count_of(text)


_common = _Common(dict.fromkeys(SMALL_COUNTS, _COUNT)).__getitem__
_count = _Counts(SMALL_COUNTS).__getitem__


@lru_cache(maxsize=8192)
def _meetings(_hash: int) -> Iterator[int]:
    """Counts from 0, for each hash of a skeleton; of two that share one, the second is planned when it is first met."""
    return count()


@lru_cache(maxsize=256)
def _plans(skeleton: Skeleton) -> tuple[TablePlan, ...] | None:
    cells = _specimen(skeleton)
    rows = grid_rows(Grid.of(tuple(cells), skeleton.layout.height, skeleton.layout.width, skeleton.geometry), 0)
    if are_statistics(rows):
        return None
    plans = []
    for instance in whole_tables(rows):
        plan = _table_plan(instance, cells, skeleton.texts)
        if plan is None:
            return None
        plans.append(plan)
    return tuple(plans) or None


def _specimen(skeleton: Skeleton) -> list[Cell]:
    """The cells of a grid of this skeleton, a different number in each cell of a figure; their places count them."""
    cells = []
    for at, (text, where) in enumerate(zip(skeleton.texts, zip(*skeleton.layout[:4], strict=True), strict=True)):
        number = {_COUNT: f"{at + 1}", _FIGURE: f"{at + 1}.0"}.get(text, text)
        cells.append(Cell(number, *where)._replace(place=str(at)))
    return cells


def _table_plan(instance: Instance, cells: Sequence[Cell], texts: Sequence[str]) -> TablePlan | None:
    """The plan of a table of a specimen; `texts` are those of the skeleton."""
    table, form = instance.table, form_of([instance])
    if form is None:
        return None
    official = read_official(table, [instance], form)
    if official.remarks or official.indicators:
        return None  # the table prints more than its form
    printed: list[tuple[int, Column, Figure]] = []
    fixed: list[tuple[int, Figure, int | None]] = []
    for n, read in enumerate(official.figures.values()):
        at = int(read.place) if read.place else None
        if at is None or texts[at] not in (_COUNT, _FIGURE):
            if at is None and read.kind != "lost":
                return None  # no cell is settled; the note quotes the specimen
            fixed.append((n, read, at))
            continue
        column = column_of(table, form, read.row, read.column)
        if read != figure(table, read.row, column, cells[at], read.labels):
            return None  # the heads say something of the figure that the form does not
        printed.append((at, column, read))
    return TablePlan(
        table,
        form,
        tuple(official.figures),
        tuple(at for at, _, _ in printed),
        tuple(read.row for _, _, read in printed),
        tuple(column for _, column, _ in printed),
        tuple(column.code for _, column, _ in printed),
        tuple(column.counts for _, column, _ in printed),
        tuple(read.labels for _, _, read in printed),
        tuple(fixed),
    )
