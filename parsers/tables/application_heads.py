"""The columns of table 3 by their heads: in the form's order, in another, with columns beside them, or only some."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from parsers.model import Cell

from .align import Interval, right_edge
from .form import APPLICATIONS, Column
from .labels import bare
from .rows import PrintedRow
from .vocabulary import APPLICATION_COLUMNS, RELATION_NOTE, names_a_remark

_COLUMNS = {column.code: column for column in APPLICATIONS.columns}
_OVER_THE_ORGANISATIONS = bare("法人或其他组织")
_OVER_ALL = APPLICATIONS.opening | {RELATION_NOTE}
_ONE_EACH = "the rows print one figure each, under no head of an applicant; read as the total"
_OF_OTHERS = "the column heads name no applicants of the form: {}"
_CHARACTERS = [frozenset(name) for column in APPLICATIONS.columns for name in column.names]
_FEWEST_OTHERS = 2
_ANOTHER_ORDER = "the column heads stand in another order than the form's"


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns as this copy of the table prints them.

    Where a grid states them, `grid` holds their intervals, `beside` those of heads that are no column of the form, and
    `edge` is where its head rows end. `damaged` heads are read by the form's order; `unsettled` ones are not.
    `crowded` are the numbers of cells of rows that print a column without a head.
    """

    columns: tuple[Column, ...]
    grid: tuple[Interval, ...] | None
    run: int
    edge: int = 0
    damaged: str = ""
    unsettled: str = ""
    beside: tuple[Interval, ...] = ()
    crowded: frozenset[int] = frozenset()


def read_heads(above: Sequence[PrintedRow], usual: int) -> Heads:
    """The columns by the heads in the rows `above` those of figures; by the form's order where the heads are damaged.

    `usual` is how many cells of figures most rows have.
    """
    official = tuple(APPLICATIONS.columns)
    in_grid = _grid_heads(above, usual)
    if in_grid:
        return in_grid
    run = above[-1].run if above else -1
    named = [[code for name in row.names if (code := APPLICATION_COLUMNS.get(name))] for row in above]
    lines = [codes for codes in named if codes]
    printed = [code for codes in lines for code in codes]
    if sorted(printed) == sorted(_COLUMNS):
        return _in_printed_order(lines, above, run)
    if printed == ["total"] and usual == 1:
        return Heads((_COLUMNS["total"],), None, run)
    if len(printed) == len(set(printed)) and not _are_in_order(lines, above):
        return Heads(official, None, run, unsettled=_ANOTHER_ORDER)
    words = "".join(name for row in above for name in row.names)
    if all(any(name in words for name in column.names) for column in official):
        return Heads(official, None, run)
    others = _of_others(above)
    if len(others) >= _FEWEST_OTHERS:
        return Heads(official, None, run, unsettled=_OF_OTHERS.format(" | ".join(others)))
    return Heads(official, None, run, damaged="the column heads are damaged; read by the form's order")


def _of_others(above: Sequence[PrintedRow]) -> list[str]:
    """The words of the lowest row of heads that no damage has made of the form's: 当面, 网络, 财政局."""
    lowest = above[-1].cells[1:] if above and not above[-1].values else ()
    words = ["".join(cell.text.split()) for cell in lowest]
    names = [word for word in words if len(word) > 1 and all("一" <= one <= "鿿" for one in word)]
    return [name for name in names if not _may_be_of_form(name)]


def _may_be_of_form(word: str) -> bool:
    """Whether half of a word's characters are of one head of the form."""
    characters = set(word)
    return any(2 * len(characters & of_head) >= len(characters) for of_head in _CHARACTERS)


def heads_of_totals(above: Sequence[PrintedRow]) -> Heads | None:
    """The column of rows that print one figure each: the total, where the rows `above` name no applicant."""
    if any(name in APPLICATION_COLUMNS for row in above for name in row.names):
        return None
    return Heads((_COLUMNS["total"],), None, -1, damaged=_ONE_EACH)


def _in_printed_order(lines: list[list[str]], above: Sequence[PrintedRow], run: int) -> Heads:
    """The columns of heads that are all there, each once, and stand in no grid.

    Heads on several lines print 自然人 and 总计 above what stands under 法人或其他组织, and so does a stream of such
    heads; what is told of their order is that of each line. Heads on one line stand in the order of the figures.
    """
    if len(lines) == 1 and _is_one_line(above):
        return Heads(tuple(_COLUMNS[code] for code in lines[0]), None, run)
    if _are_in_order(lines, above):
        return Heads(APPLICATIONS.columns, None, run)
    return Heads(APPLICATIONS.columns, None, run, unsettled=_ANOTHER_ORDER)


def _is_one_line(above: Sequence[PrintedRow]) -> bool:
    """Whether the heads of a single row stand on one line, and are not several lines that became one."""
    row = next(row for row in above if not APPLICATION_COLUMNS.keys().isdisjoint(row.names))
    return row.geometry != "stream" and _OVER_THE_ORGANISATIONS not in row.names


def _are_in_order(lines: Sequence[Sequence[str]], above: Sequence[PrintedRow]) -> bool:
    """Whether heads stand as in the form, line by line; where lines became one, 自然人 and 总计 lead the others."""
    official = list(_COLUMNS)
    if all(list(codes) == sorted(codes, key=official.index) for codes in lines):
        return True
    if len(lines) > 1 or _is_one_line(above):
        return False
    leading, rest = set(lines[0][:2]), lines[0][2:]
    return leading == {official[0], official[-1]} and list(rest) == sorted(rest, key=official.index)


def _grid_heads(above: Sequence[PrintedRow], usual: int) -> Heads | None:
    """The heads of a grid with spans: the leaves, from left to right; None where they do not tell every figure.

    All columns of the form are there, or the rows have as many figures as there are heads.
    """
    rows = [row for row in above if row.run == above[-1].run]
    if any(row.geometry != "spans" for row in rows):
        return None
    leaves: dict[str, Interval] = {}
    lines: set[int] = set()
    over: Interval | None = None
    others: list[Cell] = []
    for cell in (cell for row in rows for cell in row.cells):
        code = _column_code(cell.text)
        if code is None:
            others.append(cell)
            over = _interval(cell) if bare(cell.text) == _OVER_THE_ORGANISATIONS else over
        elif code in leaves:
            return None
        else:
            leaves[code] = _interval(cell)
            lines.add(cell.row)
    if not leaves:
        return None
    beside = tuple(_interval(cell) for cell in others if _stands_beside(cell, leaves.values()))
    if len(leaves) < len(_COLUMNS) and (usual >= len(_COLUMNS) or len(leaves) + len(beside) != usual):
        return None
    ordered = sorted(leaves, key=lambda code: leaves[code])
    if (over or len(lines) > 1) and not _is_in_order(ordered, leaves, over):
        return None
    edge = max(right_edge(row.cells) for row in rows)
    columns, grid = zip(*((_COLUMNS[code], leaves[code]) for code in ordered), strict=True)
    return Heads(columns, grid, above[-1].run, edge, beside=beside)


def _stands_beside(cell: Cell, leaves: Collection[Interval]) -> bool:
    """Whether a head is of a column that the form does not have: 备注, 小计, 上年总计."""
    first, past = _interval(cell)
    if not cell.text.strip() or any(one < past and first < other for one, other in leaves):
        return False
    if names_a_remark(cell.text):
        return True
    return first > min(leaves)[0] and not (bare(cell.text) in _OVER_ALL and cell.colspan > 1)


def _interval(cell: Cell) -> Interval:
    return cell.column, cell.column + cell.colspan


def _is_in_order(ordered: Sequence[str], leaves: Mapping[str, Interval], over: Interval | None) -> bool:
    """Whether heads stand where the grid says: as in the form, or all organisations under their head.

    A rowspan that lies lets the organisations slide below 自然人 or 总计, a row that does not end behind them; the grid
    then states another order.
    """
    if list(ordered) == [code for code in _COLUMNS if code in leaves]:
        return True
    inside = [code for code in ordered if over and over[0] <= leaves[code][0] and leaves[code][1] <= over[1]]
    return set(inside) == leaves.keys() - {"natural_person", "total"}


def _column_code(text: str) -> str | None:
    return APPLICATION_COLUMNS.get(bare(text))
