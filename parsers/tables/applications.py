"""Table 3, 收到和处理政府信息公开申请情况: rows by their labels, columns by their heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsers.model import Figure

from .align import Interval, place, right_edge, words_under
from .figures import Figures, by_position, figure, missing
from .form import APPLICATIONS, Column, keys_of
from .labels import bare, likeness
from .rows import PrintedRow
from .turned import turned
from .vocabulary import APPLICATION_COLUMNS, APPLICATION_HEADS, APPLICATION_ROWS, names_a_remark

TABLE = APPLICATIONS.name
_ROWS = {row.code: row for row in APPLICATIONS.rows}
_COLUMNS = {column.code: column for column in APPLICATIONS.columns}
_KEYS = keys_of(TABLE, APPLICATIONS.rows, APPLICATIONS.columns)
# A label with a slip or lost characters still is the one row it can be; below this it is a row of its own.
_ALIKE = 0.6
_CLEARLY = 0.08
_SIXTH = re.compile(r"[（(]?六[)）、.．]其(?:[他它]处?)?$")
_OF_ALL_OTHERS = next(at for at, row in enumerate(APPLICATIONS.rows) if row.instead_of)
_MISCELLANEOUS = next(at for at, row in enumerate(APPLICATIONS.rows) if row.code == "other_misc")
_OVER_THE_ORGANISATIONS = bare("法人或其他组织")


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns as this copy of the table prints them.

    Where a grid states them, `grid` holds their intervals, `beside` those of heads that are no column of the form, and
    `edge` is where its head rows end. `damaged` heads are read by the form's order; `unsettled` ones are not.
    """

    columns: tuple[Column, ...]
    grid: tuple[Interval, ...] | None
    run: int
    edge: int = 0
    damaged: str = ""
    unsettled: str = ""
    beside: tuple[Interval, ...] = ()


def read_applications(rows: Sequence[PrintedRow]) -> tuple[Figures, list[str]]:
    """The figures of one copy of the table, and remarks on what it prints beyond the form."""
    rows = upright(rows)
    if is_turned(rows):
        return {}, ["table 3 stands turned, its rows as columns, and is not read"]
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
        if heads.beside and (aside := words_under(row.values, heads.beside)):
            remarks.append(f"table 3 prints beside its columns, in row {row.printed()[:40]}: {aside}")
    return figures, remarks


def is_turned(rows: Sequence[PrintedRow]) -> bool:
    """Whether applicants lead the rows: words that name nothing else stand before figures."""
    led = {APPLICATION_COLUMNS.get(row.names[-1]) for row in rows if row.values and row.names}
    return len(led - {None, "total", "other_org"}) > 2


def upright(rows: Sequence[PrintedRow]) -> Sequence[PrintedRow]:
    """The rows of a table that stands turned, where its grid tells them; any other rows as they are."""
    if not is_turned(rows):
        return rows
    columns = turned(rows)
    return columns if any(match_rows(columns)) else rows


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
    found: list[int | None] = [_exact(row.names) if row.values and not _is_group(row) else None for row in rows]
    for at, row in enumerate(rows):
        if found[at] == _MISCELLANEOUS and any(n is not None and n < _MISCELLANEOUS for n in found[at + 1 :]):
            found[at] = None  # 「2.其他」 may be what is left of 「2.其他法律行政法规禁止公开」
        if _is_sixth(row):
            found[at] = _OF_ALL_OTHERS
        elif found[at] is None and row.values and _may_be_damaged(row):
            found[at] = _nearest(row.names, found, at)
    return [None if at is None else APPLICATIONS.rows[at].code for at in found]


def _may_be_damaged(row: PrintedRow) -> bool:
    return bool(row.labels) and not _is_group(row) and not APPLICATION_HEADS.intersection(row.names)


def _is_group(row: PrintedRow) -> bool:
    """Whether a group's label, which spans its rows, stands where the row's own is missing."""
    return bool(row.labels) and row.labels[-1].rowspan > 1 and row.names[-1] in APPLICATIONS.groups


def _is_sixth(row: PrintedRow) -> bool:
    """「（六）其他」 has lost its last word or more; its number tells it from 「3.其他」."""
    return bool(row.values and row.labels) and bool(_SIXTH.match("".join(row.labels[-1].text.split())))


def _exact(names: tuple[str, ...]) -> int | None:
    """By the last label; a label that was cut in two cells is tried whole as well. Heads are no rows."""
    if not names or any(name in APPLICATION_HEADS and name != names[-1] for name in names[:-1]):
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
        beside=heads.beside,
    )
    label = "".join(row.labels[-1].text.split())
    read = [
        figure(TABLE, code, column, slot, (label, column.label))
        for column, slot in zip(heads.columns, slots, strict=True)
    ]
    if heads.damaged:
        read = [by_position(one, heads.damaged) for one in read]
    if heads.unsettled:
        read = [one._replace(value=None, kind="unplaced", note=heads.unsettled) for one in read]
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
    run = above[-1].run if above else -1
    named = [[code for name in row.names if (code := APPLICATION_COLUMNS.get(name))] for row in above]
    printed = [code for codes in named for code in codes]
    if sorted(printed) == sorted(_COLUMNS):
        return _in_printed_order(list(filter(None, named)), above, run)
    words = "".join(name for row in above for name in row.names)
    if all(any(name in words for name in column.names) for column in official):
        return Heads(official, None, run)
    return Heads(official, None, run, damaged="the column heads are damaged; read by the form's order")


def _in_printed_order(lines: list[list[str]], above: Sequence[PrintedRow], run: int) -> Heads:
    """The columns of heads that are all there, each once, and stand in no grid.

    Heads on several lines print 自然人 and 总计 above what stands under 法人或其他组织, and so does a stream of such
    heads; what is told of their order is that of each line. Heads on one line stand in the order of the figures.
    """
    official = list(_COLUMNS)
    if all(codes == sorted(codes, key=official.index) for codes in lines):
        return Heads(APPLICATIONS.columns, None, run)
    if len(lines) == 1:
        [printed] = lines
        row = next(row for row in above if not APPLICATION_COLUMNS.keys().isdisjoint(row.names))
        if row.geometry != "stream" and _OVER_THE_ORGANISATIONS not in row.names:
            return Heads(tuple(_COLUMNS[code] for code in printed), None, run)
        if {*printed[:2]} == {official[0], official[-1]} and printed[2:] == official[1:-1]:
            return Heads(APPLICATIONS.columns, None, run)
    return Heads(APPLICATIONS.columns, None, run, unsettled="the column heads stand in another order than the form's")


def _usual_width(rows: Sequence[PrintedRow], matched: Sequence[str | None]) -> int:
    """How many value cells the rows mostly have."""
    widths = Counter(len(row.values) for row, code in zip(rows, matched, strict=True) if code)
    return widths.most_common(1)[0][0] if widths else 0


def _grid_heads(above: Sequence[PrintedRow]) -> Heads | None:
    """The heads of a grid with spans: the leaves, from left to right. None where a head stands twice."""
    leaves: dict[str, Interval] = {}
    beside: list[Interval] = []
    lines: set[int] = set()
    over: Interval | None = None
    run = -1
    for row in above:
        if row.geometry != "spans":
            return None
        for cell in row.cells:
            code = _column_code(cell.text)
            if code is None:
                if bare(cell.text) == _OVER_THE_ORGANISATIONS:
                    over = (cell.column, cell.column + cell.colspan)
                if row.run == above[-1].run and names_a_remark(cell.text):
                    beside.append((cell.column, cell.column + cell.colspan))
                continue
            if code in leaves:
                return None
            leaves[code] = (cell.column, cell.column + cell.colspan)
            lines.add(cell.row)
            run = row.run
    if len(leaves) < len(_COLUMNS) - 2 or not above or above[-1].run != run:
        return None
    ordered = sorted(leaves, key=lambda code: leaves[code])
    if len(lines) > 1 and not _is_in_order(ordered, leaves, over):
        return None
    edge = max(right_edge(row.cells) for row in above)
    columns, grid = zip(*((_COLUMNS[code], leaves[code]) for code in ordered), strict=True)
    return Heads(columns, grid, run, edge, beside=tuple(beside))


def _is_in_order(ordered: Sequence[str], leaves: Mapping[str, Interval], over: Interval | None) -> bool:
    """Whether heads on several lines stand where the grid says: as in the form, or all organisations under their head.

    A rowspan that lies lets the organisations slide below 自然人 or 总计, and the grid then states another order.
    """
    if list(ordered) == [code for code in _COLUMNS if code in leaves]:
        return True
    inside = [code for code in ordered if over and over[0] <= leaves[code][0] and leaves[code][1] <= over[1]]
    return set(inside) == leaves.keys() - {"natural_person", "total"}


def _column_code(text: str) -> str | None:
    return APPLICATION_COLUMNS.get(bare(text))
