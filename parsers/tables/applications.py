"""Table 3, 收到和处理政府信息公开申请情况: rows by their labels, columns by their heads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.model import Figure

from .align import Interval, place, right_edge
from .figures import Figures, by_position, figure, missing
from .form import APPLICATIONS, Column, keys_of
from .labels import bare, likeness
from .rows import PrintedRow
from .vocabulary import APPLICATION_COLUMNS, APPLICATION_HEADS, APPLICATION_ROWS

TABLE = APPLICATIONS.name
_ROWS = {row.code: row for row in APPLICATIONS.rows}
_COLUMNS = {column.code: column for column in APPLICATIONS.columns}
_KEYS = keys_of(TABLE, APPLICATIONS.rows, APPLICATIONS.columns)
# A label with a slip or lost characters still is the one row it can be; below this it is a row of its own.
_ALIKE = 0.6
_CLEARLY = 0.08


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns as this copy of the table prints them.

    Where a grid states them, `grid` holds their intervals and `edge` is where its head rows end.
    """

    columns: tuple[Column, ...]
    grid: tuple[Interval, ...] | None
    run: int
    edge: int = 0
    damaged: str = ""


def read_applications(rows: Sequence[PrintedRow]) -> tuple[Figures, list[str]]:
    """The figures of one copy of the table, and remarks on what it prints beyond the form."""
    matched = match_rows(rows)
    heads = read_heads(rows, matched)
    prints_blanks = any(_has_inner_blank(row) for row, code in zip(rows, matched, strict=True) if code)
    figures: Figures = {}
    remarks: list[str] = []
    for at, row in enumerate(rows):
        code = matched[at]
        if code is None:
            if at >= _first(matched) and any(cell.text.strip() for cell in row.values):
                remarks.append(f"table 3 prints a row that no form has: {row.printed()}")
            continue
        for read in _row_figures(row, code, heads, blanks_are_values=prints_blanks):
            figures.setdefault(_KEYS[code][read.column], read)
    return figures, remarks


def expected(figures: Figures) -> list[str]:
    """The rows that this copy should have: row （六） either as one or as three."""
    whole = next(row for row in APPLICATIONS.rows if row.instead_of)
    has_parts = any(f"{TABLE}.{code}.total" in figures for code in whole.instead_of)
    has_whole = f"{TABLE}.{whole.code}.total" in figures
    left_out = set(whole.instead_of) if has_whole and not has_parts else set() if has_whole else {whole.code}
    return [row.code for row in APPLICATIONS.rows if row.code not in left_out]


def complete(figures: Figures) -> Figures:
    """The figures with every cell that the form has and the document does not, as lost."""
    full = dict(figures)
    for code in expected(figures):
        for column, key in _KEYS[code].items():
            if key not in full:
                full[key] = missing(TABLE, code, column, "the document shows no such row")
    return full


# --- rows ----------------------------------------------------------------------------------------


def match_rows(rows: Sequence[PrintedRow]) -> list[str | None]:
    """The row code of each printed row; None for heads and for rows that the form does not have."""
    found: list[int | None] = [_exact(row.names) if row.values else None for row in rows]
    for at, row in enumerate(rows):
        if found[at] is None and row.values and row.labels and not APPLICATION_HEADS.intersection(row.names):
            found[at] = _nearest(row.names, found, at)
    return [None if at is None else APPLICATIONS.rows[at].code for at in found]


def _exact(names: tuple[str, ...]) -> int | None:
    """By the last label; a label that was cut in two cells is tried whole as well. Heads are no rows."""
    if not names or any(name in APPLICATION_HEADS for name in names[:-1]):
        return None
    at = APPLICATION_ROWS.get(names[-1])
    return at if at is not None or len(names) < 2 else APPLICATION_ROWS.get(names[-2] + names[-1])


def _nearest(names: tuple[str, ...], found: Sequence[int | None], at: int) -> int | None:
    """The one row between the neighbours' rows that the damaged label is clearly most like."""
    before = max((n for n in found[:at] if n is not None), default=-1)
    after = min((n for n in found[at + 1 :] if n is not None), default=len(APPLICATIONS.rows))
    scored = sorted(
        ((max(likeness(names[-1], name) for name in APPLICATIONS.rows[n].names), n) for n in range(before + 1, after)),
        reverse=True,
    )
    if not scored or scored[0][0] < _ALIKE:
        return None
    if len(scored) > 1 and scored[0][0] - scored[1][0] < _CLEARLY:
        return None
    return scored[0][1]


def _first(matched: Sequence[str | None]) -> int:
    return next((at for at, code in enumerate(matched) if code is not None), len(matched))


def _has_inner_blank(row: PrintedRow) -> bool:
    """Whether a blank stands behind a figure of the row, where no label can have left it."""
    texts = [cell.text.strip() for cell in row.values]
    first = next((at for at, text in enumerate(texts) if text), len(texts))
    return "" in texts[first:]


def _row_figures(row: PrintedRow, code: str, heads: Heads, *, blanks_are_values: bool) -> list[Figure]:
    grid = heads.grid if heads.run == row.run and right_edge(row.cells) == heads.edge else None
    slots = place(
        row.values,
        len(heads.columns),
        row.geometry,
        heads=grid,
        label_cells=_ROWS[code].label_cells,
        blanks_are_values=blanks_are_values,
    )
    label = "".join(row.labels[-1].text.split())
    read = [
        figure(TABLE, code, column, slot, (label, column.label))
        for column, slot in zip(heads.columns, slots, strict=True)
    ]
    if heads.damaged:
        read = [by_position(one, heads.damaged) for one in read]
    if len(read) < len(_COLUMNS):
        absent = _COLUMNS.keys() - {column.code for column in heads.columns}
        read.extend(
            missing(TABLE, code, column, "the table has no such column") for column in _COLUMNS if column in absent
        )
    return read


# --- columns -------------------------------------------------------------------------------------


def read_heads(rows: Sequence[PrintedRow], matched: Sequence[str | None]) -> Heads:
    """The columns by their heads; by the form's order where the heads are damaged and the counts agree."""
    above = rows[: _first(matched)]
    usual = _usual_width(rows, matched)
    official = tuple(APPLICATIONS.columns)
    in_grid = _grid_heads(above)
    if in_grid and len(in_grid.columns) in (len(official), usual):
        return in_grid
    words = "".join(name for row in above for name in row.names)
    run = above[-1].run if above else -1
    if all(any(name in words for name in column.names) for column in official):
        return Heads(official, None, run)
    return Heads(official, None, run, damaged="the column heads are damaged; read by the form's order")


def _usual_width(rows: Sequence[PrintedRow], matched: Sequence[str | None]) -> int:
    """How many value cells the rows mostly have."""
    widths = Counter(len(row.values) for row, code in zip(rows, matched, strict=True) if code)
    return widths.most_common(1)[0][0] if widths else 0


def _grid_heads(above: Sequence[PrintedRow]) -> Heads | None:
    """The heads of a grid with spans: the leaves, from left to right. None where a head stands twice."""
    leaves: dict[str, Interval] = {}
    run = -1
    for row in above:
        if row.geometry != "spans":
            return None
        for cell in row.cells:
            code = _column_code(cell.text)
            if code is None:
                continue
            if code in leaves:
                return None
            leaves[code] = (cell.column, cell.column + cell.colspan)
            run = row.run
    if len(leaves) < len(_COLUMNS) - 2 or not above or above[-1].run != run:
        return None
    ordered = sorted(leaves, key=lambda code: leaves[code])
    edge = max(right_edge(row.cells) for row in above)
    return Heads(tuple(_COLUMNS[code] for code in ordered), tuple(leaves[code] for code in ordered), run, edge)


def _column_code(text: str) -> str | None:
    return APPLICATION_COLUMNS.get(bare(text))
