"""Which cell of a row is the year's figure, where a statistics table prints one or more columns of figures.

The heads decide: a column of the year (本年累计, 年度, 2009年) before one of totals before one of counts. Of columns of
several years it is the one of the report's year. A column of a month, a quarter or of all years is never the year's,
and the last number of a row is not the year's for being the last. Where heads do not settle it, only a figure that
every column shows is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from parsers.model import Cell

from .align import right_edge
from .form import STATISTICS
from .labels import bare
from .numbers import looks_like_value
from .rows import PrintedRow
from .statistics_labels import fold, is_unit, marks_of

FIGURES = frozenset({"year", "total", "count", "part", "past", "unclear"})
_ROLES = {bare(name): kind for form in STATISTICS.values() for kind, names in form.heads.items() for name in names}
_PAST = re.compile("历年|以来|上年|去年|上期|同期|同比|增减|增长")
_YEAR = re.compile(r"(?:(?:19|20)\d\d年?度?(?:0?1月?[至到]?12月)?|本年度?|当年|今年|全年)(.*)")
_NAMED_YEAR = re.compile(r"(?:19|20)\d\d")
_THIS_YEAR = frozenset({"本年", "本年度", "今年", "当年"})
_WHOLE = re.compile(r"(?:合计|总计)(.*)")
_ASIDE = re.compile(r"\([^()]*\)")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Column:
    """A column head: its place in the grid, and what stands under it, by the kinds of `heads` in the form."""

    first: int
    past: int
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Heads:
    """The column heads above some rows, from left to right; `edge` is where the head rows end."""

    columns: tuple[Column, ...]
    edge: int

    def panel(self, first: int | None) -> tuple[Column, ...]:
        """The columns behind one label column: tables are printed in two halves side by side.

        `first` is the grid column of a row's label; None where the row does not fit the grid.
        """
        panels: list[list[Column]] = [[]]
        for column in self.columns:
            if column.role == "label" and any(c.role in FIGURES for c in panels[-1]):
                panels.append([])
            panels[-1].append(column)
        if first is None:
            return tuple(panels[0])
        return tuple(next((p for p in reversed(panels) if p and p[0].first <= first), panels[0]))

    def role_at(self, cell: Cell) -> str | None:
        return next((c.role for c in self.columns if c.first <= cell.column < c.past), None)


@dataclass(frozen=True, slots=True)
class Settled:
    """The cell of the year's figure, or why there is none."""

    cell: Cell | None
    reason: Literal["", "unplaced", "lost", "unreadable"] = ""
    note: str = ""


def column_of(cell: Cell) -> Column | None:
    """The column that a head names; None for a cell that is no head."""
    name = bare(_ASIDE.sub("", fold(cell.text)))
    span = (cell.column, cell.column + cell.colspan)
    if _PAST.search(name) and len(name) < 12:
        return Column(*span, "past", cell.text)
    role = _ROLES.get(name) or _role_of_two_words(name)
    return Column(*span, role, cell.text) if role else None


def _role_of_two_words(name: str) -> str | None:
    """What stands under a head of a year and a kind, or of a sum and a kind: 2016年统计数, 本年度数据, 合计统计数."""
    if match := _YEAR.fullmatch(name):
        rest = _ROLES.get(match[1])
        if match[1] in {"", "数"} or rest in {"year", "count", "total"}:
            return "year"
        return rest if rest in FIGURES else None
    match = _WHOLE.fullmatch(name)
    return "total" if match and _ROLES.get(match[1]) == "count" else None


def head_row(row: PrintedRow) -> list[Column]:
    """The columns that a row of heads names; [] for a row of another kind."""
    cells = [cell for cell in row.cells if cell.text.strip()]
    columns = [column for cell in cells if (column := column_of(cell))]
    figures = sum(column.role in FIGURES for column in columns)
    if not figures or (len(columns) < 2 and len(columns) < len(cells) and not _ends_in_the_total(columns, cells)):
        return []
    if any(marks_of(cell.text) or (looks_like_value(cell.text) and not column_of(cell)) for cell in cells):
        return []
    return columns


def _ends_in_the_total(columns: Sequence[Column], cells: Sequence[Cell]) -> bool:
    """Whether the only head that is known is that of the sum of the others: 财政局 | 教育局 | 合计."""
    ends = (cells[0].column, cells[-1].column)
    return columns[0].role == "total" and columns[0].first in ends and len(cells) > 2


def joined(above: Heads | None, columns: Sequence[Column], edge: int) -> Heads:
    """The heads of two rows as one: a lower head takes the place of the one that it stands under."""
    if above is None:
        return Heads(tuple(columns), edge)
    kept = [one for one in above.columns if not any(c.first < one.past and one.first < c.past for c in columns)]
    return Heads(tuple(sorted((*kept, *columns), key=lambda c: c.first)), max(edge, above.edge))


def aligned(row: PrintedRow, heads: Heads | None, label: Cell, unit: Cell | None) -> bool:
    """Whether the row's cells stand under the heads, as far as anything in the row tells."""
    if heads is None or row.geometry == "stream" or right_edge(row.cells) != heads.edge:
        return False
    if heads.role_at(label) not in {"label", None}:
        return False
    if unit is not None:
        return heads.role_at(unit) in {"unit", None}
    # Columns of text are known to shift; without a unit only a full row shows that this one did not.
    figures = [cell for cell in row.cells if heads.role_at(cell) in FIGURES]
    return row.geometry == "spans" or all(map(_is_value, figures))


def settle(
    cells: Sequence[Cell], panel: Sequence[Column], year: int | None, *, is_aligned: bool, several: bool
) -> Settled:
    """The figure of the report's `year` among the `cells` behind a label.

    `panel` are the columns above them, () where no heads are there; `several` says that rows without heads print more
    than one figure.
    """
    figures = [column for column in panel if column.role in FIGURES]
    if not figures:
        return _agreed(cells, "the table prints several figures a row and no heads") if several else _only(cells)
    chosen = of_the_year(figures, year)
    if chosen is None:
        heads = " | ".join("".join(column.text.split()) for column in figures)
        return _agreed(cells, f"the heads {heads} do not say which figure is the year's")
    if is_aligned:
        return _under(chosen, panel, cells)
    numbered = [column for column in panel if column in figures or column.role == "serial"]
    first = next((n for n, column in enumerate(panel) if column.role == "label"), 0)
    numbered = [column for column in numbered if column in panel[first:]]
    if len(numbered) == 1:
        return _only(cells)
    printed = [cell for cell in cells if looks_like_value(cell.text)]
    if len(printed) == len(numbered):
        return Settled(printed[numbered.index(chosen)])
    return _unplaced(cells, "in which columns these stand is not settled")


def prints_several(cells: Sequence[Cell]) -> bool:
    """Whether the cells behind a label hold more than one figure."""
    return sum(_is_number(cell) for cell in cells) > 1


def of_the_year(figures: Sequence[Column], year: int | None) -> Column | None:
    """The one column of the figures of the report's `year`; None where the heads leave a choice."""
    by_role: dict[str, list[Column]] = {}
    for column in figures:
        by_role.setdefault(column.role, []).append(column)
    years = by_role.get("year", [])
    if len(years) > 1:
        years = [column for column in years if year_of(column.text) in (None, year)]
        return years[0] if len(years) == 1 else None
    if years:
        return years[0]
    if "unclear" in by_role:
        return None
    totals, counts = by_role.get("total", []), by_role.get("count", [])
    if totals:
        return totals[0] if len(totals) == 1 else None
    return counts[0] if len(counts) == 1 and "part" not in by_role else None


def year_of(text: str) -> int | None:
    """The year that a head or a row's name prints; None where it prints none, as 本年 does."""
    match = _NAMED_YEAR.search(fold(text))
    return int(match[0]) if match else None


def is_of(text: str, year: int | None) -> bool:
    """Whether the name of a row is that of the report's `year`: 本年, 2016年."""
    name = fold(text)
    return name in _THIS_YEAR or (year is not None and name in {f"{year}", f"{year}年", f"{year}年度"})


def _under(chosen: Column, panel: Sequence[Column], cells: Sequence[Cell]) -> Settled:
    """What stands under the chosen head. A blank beside figures under no head is a row that shifted."""
    under = [
        (cell, [c for c in panel if c.first < cell.column + cell.colspan and cell.column < c.past]) for cell in cells
    ]
    here = [cell for cell, columns in under if chosen in columns]
    if any(chosen in columns and sum(c.role in FIGURES for c in columns) > 1 for _, columns in under):
        return _unplaced(cells, "one cell covers several columns of figures")
    if not any(cell.text.strip() for cell in here) and any(_is_number(cell) for cell, columns in under if not columns):
        return _unplaced(cells, "in which columns these stand is not settled")
    return _only(here) if here else Settled(None, "lost", "the row has no cell in this column")


def _only(cells: Sequence[Cell]) -> Settled:
    """The one figure that is printed; else the mark, the words or the blank that stand in its place."""
    printed = [cell for cell in cells if cell.text.strip()]
    numbers = [cell for cell in printed if _is_number(cell)]
    if len(numbers) > 1:
        return _unplaced(cells, "which is the year's is not settled")
    if numbers:
        return Settled(numbers[0])
    if printed:
        return Settled(printed[-1]) if all(map(_is_value, printed)) or len(printed) == 1 else _words(printed)
    return Settled(cells[0]) if cells else Settled(None, "lost", "the row has no cells behind its label")


def _agreed(cells: Sequence[Cell], why: str) -> Settled:
    """A figure that every column shows is the year's, whichever column that is."""
    printed = [cell for cell in cells if cell.text.strip()]
    if not printed:
        return Settled(cells[0]) if cells else Settled(None, "lost", "the row has no cells behind its label")
    same = {fold(cell.text) for cell in printed}
    if len(printed) > 1 and len(printed) == len(cells) and len(same) == 1:
        return Settled(printed[0])
    return _unplaced(cells, why)


def _words(printed: Sequence[Cell]) -> Settled:
    whole = printed[0]._replace(text=" ".join(cell.text for cell in printed))
    return Settled(whole, "unreadable", "printed, but no number")


def _unplaced(cells: Sequence[Cell], why: str) -> Settled:
    printed = [cell for cell in cells if cell.text.strip()]
    if not printed:
        return Settled(cells[0]) if cells else Settled(None, "lost", "the row has no cells behind its label")
    text = " | ".join("".join(cell.text.split()) or "␣" for cell in cells)
    return Settled(printed[0]._replace(text=text), "unplaced", why)


def _is_value(cell: Cell) -> bool:
    return looks_like_value(cell.text)


def _is_number(cell: Cell) -> bool:
    return _is_value(cell) and bool(_DIGIT.search(fold(cell.text))) and not is_unit(cell.text)
