"""A statistics table's rows as lines, one indicator each: its groups, label, unit and the cells behind.

A row of a grid may hold two lines side by side; labels may stand in one row and their figures in the next; a label may
be cut over two rows. Of a stream the cells follow each other, so a line goes from its label to the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from parsers.model import Cell

from .align import right_edge
from .labels import bare
from .numbers import looks_like_value
from .rows import PrintedRow
from .statistics_columns import FIGURES, Column, Heads, column_of, head_row, is_of, joined
from .statistics_labels import fold, is_named, is_unit, marks_of, names_indicator
from .statistics_order import labels_first, labels_first_in_stream

_BEHIND = FIGURES | {"remark"}
_COUNTED = re.compile(r"\d[\d,.]*[^\W\d]{1,2}")  # a number in a unit that is not known: 3期
_TOTALS = frozenset({"合计", "总计", "总数", "全县合计", "全市合计", "全区合计", "全省合计"})
_OF_OTHER_YEARS = re.compile(r"(?:19|20)\d\d(?:年|$)|历年|[上去本今]年|累计|同[期比]|增减")
_NUMBERING = frozenset("甲乙丙丁戊")  # a row below the heads that numbers the columns: 甲 | 乙 | 丙 | 1 | 2


@dataclass(frozen=True, slots=True)
class Line:
    """One label and what is printed behind it, under the column heads that stand above."""

    groups: tuple[Cell, ...]
    label: Cell
    unit: Cell | None
    cells: tuple[Cell, ...]
    row: PrintedRow
    heads: Heads | None

    @property
    def is_bare(self) -> bool:
        """Whether nothing is printed behind the label."""
        return self.unit is None and not any(cell.text.strip() for cell in self.cells)


@dataclass(slots=True)
class Lines:
    """The lines of a table's rows in a report of `year`; `unread` says which rows gave none, and why."""

    form: str
    year: int | None = None
    lines: list[Line] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    heads: Heads | None = None

    def add(self, run: Sequence[PrintedRow]) -> None:
        """The lines of one grid or stream; heads reach over a page break into the next."""
        if run[0].geometry == "stream":
            self._add_stream(run)
        else:
            self._add_grid(labels_first(run))

    def joined(self) -> list[Line]:
        """The lines with labels whole that were cut over two rows."""
        whole: list[Line] = []
        for line in self.lines:
            if whole and self._is_cut(whole[-1], line):
                full = whole[-1].label._replace(text=whole[-1].label.text + line.label.text)
                whole[-1] = replace(line if whole[-1].is_bare else whole[-1], label=full, groups=whole[-1].groups)
            else:
                whole.append(line)
        return whole

    def _is_cut(self, above: Line, below: Line) -> bool:
        if not (above.is_bare or below.is_bare) or below.groups:
            return False
        parts = (above.label.text, below.label.text)
        return not any(is_named(part, self.form) for part in parts) and names_indicator("".join(parts), self.form)

    def _add_grid(self, run: Sequence[PrintedRow]) -> None:
        above_is_head = False
        at = 0
        while at < len(run):
            row = run[at]
            at += 1
            columns = head_row(row)
            if columns:
                self.heads = joined(self.heads if above_is_head else None, columns, right_edge(row.cells))
            elif (below := _below_labels(run[at - 1 :])) and (chosen := _row_of_all(below, _leading(row), self.year)):
                units = run[at] if run[at] is not below[0] else None
                self.lines.extend(_lines_of_columns(row, chosen, units))
                at += len(below) + bool(units)
                others = [other.printed()[:80] for other in below if other is not chosen]
                self.unread += [f"a row of a statistics table is not the report's: {other}" for other in others]
            elif _labels_columns(row) and (self.heads is None or right_edge(row.cells) == self.heads.edge):
                self.unread.append(f"a row of labels stands over no single row of figures: {row.printed()[:80]}")
            elif not _numbers_columns(row):
                self._add_cells(row.cells, row)
            above_is_head = bool(columns)

    def _add_stream(self, run: Sequence[PrintedRow]) -> None:
        printed = labels_first_in_stream([cell for row in run for cell in row.cells])
        cells = [cell._replace(column=at) for at, cell in enumerate(printed)]
        start = 0
        for first, past, columns in _stream_heads(cells):
            self._add_cells(cells[start:first], run[0])
            self.heads = joined(None, columns, past)
            start = past
        self._add_cells(cells[start:], run[0])

    def _add_cells(self, cells: Sequence[Cell], row: PrintedRow) -> None:
        found = list(_split(cells, row, self.heads, self.form))
        self.lines.extend(found)
        if not found and any(looks_like_value(cell.text) for cell in cells):
            self.unread.append(f"a row of a statistics table has figures and no label: {row.printed()[:80]}")


def _split(cells: Sequence[Cell], row: PrintedRow, heads: Heads | None, form: str) -> Iterator[Line]:
    """The lines among `cells`: a label opens one, and what follows up to the next label stands behind it."""
    in_stream = row.geometry == "stream"
    fits = heads is not None and not in_stream and right_edge(row.cells) == heads.edge
    names: list[Cell] = []
    unit: Cell | None = None
    behind: list[Cell] = []
    for at, cell in enumerate(cells):
        role = heads.role_at(cell) if heads and fits else None
        text = cell.text.strip()
        if not text or looks_like_value(text):
            if names and (role != "unit" or any(map(str.isdigit, text))):
                behind.append(cell)
        elif is_unit(text):
            unit = unit or (cell if names else None)
        elif names and (role in _BEHIND or _COUNTED.fullmatch(fold(text))):
            behind.append(cell)
        elif unit is None and not behind:
            names.append(cell)
        elif (
            in_stream
            or role == "label"
            or is_named(text, form)
            or (at + 1 < len(cells) and is_unit(cells[at + 1].text))
        ):
            yield from _line(names, unit, behind, row, heads, form)
            names, unit, behind = [cell], None, []
        else:
            behind.append(cell)
    yield from _line(names, unit, behind, row, heads, form)


def _line(
    names: Sequence[Cell], unit: Cell | None, behind: Sequence[Cell], row: PrintedRow, heads: Heads | None, form: str
) -> Iterator[Line]:
    if not names:
        return
    if row.geometry == "stream":  # an indicator right before another label is one whose figure vanished
        for at, name in enumerate(names[:-1]):
            if names_indicator(name.text, form):
                yield Line(tuple(names[:at]), name, None, (), row, heads)
    last = len(names) - 1
    nothing_behind = last and unit is None and not behind
    if nothing_behind and not is_named(names[last].text, form) and names_indicator(names[last - 1].text, form):
        yield Line(tuple(names[: last - 1]), names[last - 1], None, (names[last],), row, heads)  # words for a figure
    else:
        yield Line(tuple(names[:last]), names[last], unit, tuple(behind), row, heads)


def _numbers_columns(row: PrintedRow) -> bool:
    printed = {bare(cell.text) for cell in row.cells if cell.text.strip()}
    return bool(printed & _NUMBERING) and all(name in _NUMBERING or name.isdigit() for name in printed)


def _below_labels(rows: Sequence[PrintedRow]) -> list[PrintedRow]:
    """The rows of figures right below a row of labels, each of a body or a year; [] for any other row.

    A row of their units may stand between.
    """
    if not _labels_columns(rows[0]):
        return []
    columns = [cell.column for cell in rows[0].cells]
    labelled = {cell.column for cell in rows[0].cells if marks_of(cell.text)}
    has_units = len(rows) > 1 and all(is_unit(cell.text) for cell in rows[1].cells if cell.column in labelled)
    below = []
    for row in rows[1 + has_units :]:
        figures = [cell for cell in row.cells if cell.column in labelled]
        if [cell.column for cell in row.cells] != columns or not _hold_figures_only(figures):
            break
        below.append(row)
    return below


def _leading(labels: PrintedRow) -> int:
    """How many cells of a row of labels stand before the first of them: 序号, 单位."""
    return next((at for at, label in enumerate(labels.cells) if marks_of(label.text)), 0)


def _row_of_all(rows: Sequence[PrintedRow], leading: int, year: int | None) -> PrintedRow | None:
    """The only row, or that of the total of all; None where nothing says which of several rows is the report's.

    Of rows of several years it is that of the report's `year`, and none of their total.
    """
    names = [["".join(cell.text.split()) for cell in row.cells[:leading]] for row in rows]
    if len(rows) > 1 and any(_OF_OTHER_YEARS.match(name) for of_row in names for name in of_row):
        of_year = [row for row, of_row in zip(rows, names, strict=True) if any(is_of(name, year) for name in of_row)]
        return of_year[0] if len(of_year) == 1 else None
    totals = [row for row, of_row in zip(rows, names, strict=True) if _TOTALS.intersection(map(bare, of_row))]
    found = totals or rows
    return found[0] if len(found) == 1 else None


def _lines_of_columns(labels: PrintedRow, figures: PrintedRow, units: PrintedRow | None) -> Iterator[Line]:
    """A line for each column of figures; those before the first name the body and number the rows."""
    first = _leading(labels)
    of_columns = {cell.column: cell for cell in units.cells} if units else {}
    for label, cell in zip(labels.cells[first:], figures.cells[first:], strict=True):
        yield Line((), label, of_columns.get(label.column), (cell,), figures, None)


def _labels_columns(row: PrintedRow) -> bool:
    """Whether a row holds several known labels and nothing else."""
    if sum(bool(marks_of(cell.text)) for cell in row.cells) < 2:
        return False
    return all(cell.text.strip() and not looks_like_value(cell.text) and not is_unit(cell.text) for cell in row.cells)


def _hold_figures_only(cells: Sequence[Cell]) -> bool:
    printed = [cell for cell in cells if cell.text.strip()]
    return bool(printed) and all(looks_like_value(cell.text) for cell in printed)


def _stream_heads(cells: Sequence[Cell]) -> Iterator[tuple[int, int, list[Column]]]:
    """Runs of column heads in a stream: where they begin and end."""
    at = 0
    while at < len(cells):
        columns: list[Column] = []
        while at + len(columns) < len(cells) and (column := column_of(cells[at + len(columns)])):
            columns.append(column)
        if len(columns) > 1 and any(column.role in FIGURES for column in columns):
            yield at, at + len(columns), columns
        at += max(1, len(columns))
