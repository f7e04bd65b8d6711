"""Which printed rows belong to which official table.

Rows are taken one after the other, so three tables in one grid, one table over three grids and a table
that a page break cut are all the same to it. A table is opened by its heads or its row labels, never by its place; a
copy of a table (a second one for telephones, a repeated attachment) is told by its first repeated row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .cards import without_cards
from .labels import bare
from .labels_behind import labels_first
from .rows import PrintedRow
from .side_by_side import without_halves
from .vocabulary import (
    APPLICATION_COLUMNS,
    APPLICATION_HEADS,
    APPLICATION_OPENING,
    APPLICATION_ROWS,
    CONTENT_HEAD,
    ITEM_NAMES,
    LEGAL_HEADS,
    LEGAL_OPENING,
    MEASURE_NAMES,
    begins_with_clause,
)

_SUMS = frozenset(map(bare, ("总计", "合计")))
_LOCAL = _SUMS | {bare("其他")}  # labels that bodies give to rows of their own
_ITEMS = frozenset(map(bare, ("规章", "行政许可", "行政处罚")))  # side by side, they are heads of table 2


@dataclass(slots=True)
class Instance:
    """The rows of one copy of one table."""

    table: str
    rows: list[PrintedRow] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Segments:
    """`instances` in reading order; `strays` are rows that no official table claims."""

    instances: tuple[Instance, ...]
    strays: tuple[PrintedRow, ...]


def segment(rows: Sequence[PrintedRow]) -> Segments:
    rows = without_halves(without_cards(labels_first(rows)))
    instances: list[Instance] = []
    strays: list[PrintedRow] = []
    current: Instance | None = None
    for at, row in enumerate(rows):
        names = row.names
        table = _table_of(names, current.table if current else None)
        if table is None and current and row.run != rows[at - 1].run and _is_other_matter(row, current.table):
            current = None
        if table is not None and (current is None or current.table != table or _repeats(names, row, current)):
            above = _heads_above(row, table, current) or _unknown_above(row, table, current.rows if current else strays)
            current = Instance(table, above)
            instances.append(current)
        if current is None:
            strays.append(row)
            continue
        current.rows.append(row)
        current.seen.update(_marks(names, row, current.table))
    return Segments(tuple(instances), tuple(strays))


def _heads_above(row: PrintedRow, table: str, current: Instance | None) -> list[PrintedRow]:
    """The rows right above that hold no figure: taken from the table above where `row` opens a copy of it."""
    if current is None or current.table != table:
        return []
    end = len(current.rows)
    while end and current.rows[end - 1].run == row.run and not _prints(current.rows[end - 1]):
        end -= 1
    above = current.rows[end:]
    del current.rows[end:]
    return above


def _unknown_above(row: PrintedRow, table: str, rows: list[PrintedRow]) -> list[PrintedRow]:
    """The heads of unknown words right above the first row of table 3, taken from the last of `rows`."""
    above: list[PrintedRow] = []
    while table == "applications" and row.values and rows and rows[-1].run == row.run and not rows[-1].values:
        if _opens(rows[-1].names):
            break
        above.insert(0, rows.pop())
    return above


def _prints(row: PrintedRow) -> bool:
    return any(cell.text.strip() for cell in row.values)


def whole_tables(rows: Sequence[PrintedRow]) -> tuple[Instance, ...]:
    """The tables of a grid that holds nothing else and whose rows do not go on with a table above it; else ()."""
    if not _opens(rows[0].names):
        return ()
    segments = segment(rows)
    return () if segments.strays else segments.instances


def stand_apart(rows: Sequence[PrintedRow], above: str | None) -> bool:
    """Whether the rows of a grid are of no official table, where the table `above`, if any, stands before it."""
    rows = labels_first(rows)
    first = rows[0]
    if above and (_table_of(first.names, above) or not _is_other_matter(first, above)):
        return False
    return not any(_table_of(row.names, None) for row in rows)


def _opens(names: tuple[str, ...]) -> str | None:
    """The table that a row's words open, whatever stands above; None where they open none."""
    words = set(names)
    if words & LEGAL_OPENING:
        return "legal_challenges"
    if words & APPLICATION_OPENING:
        return "applications"
    if any(map(begins_with_clause, names)) or CONTENT_HEAD in words or words & MEASURE_NAMES.keys():
        return "disclosures"
    return "disclosures" if words >= _ITEMS else None


def _table_of(names: tuple[str, ...], here: str | None) -> str | None:
    """The table that a row's own words name; None where they name none (the row goes on with its table)."""
    if table := _opens(names):
        return table
    if names and names[-1] in APPLICATION_ROWS and here != "legal_challenges":
        return "applications" if here != "disclosures" or names[-1] not in APPLICATION_COLUMNS else None  # 合计, 其他
    if names and names[-1] in ITEM_NAMES and here in (None, "disclosures"):
        return "disclosures" if here else None
    return None


def _is_other_matter(row: PrintedRow, table: str) -> bool:
    """A new grid that begins without a word of the table is another table, unless a page break cut a row."""
    if row.geometry == "spans" and row.values and table != "legal_challenges":
        return False
    return not set(row.names) & LEGAL_HEADS and bool(row.labels)


def _marks(names: tuple[str, ...], row: PrintedRow, table: str) -> set[str]:
    """What makes a later row a repetition: the row labels, and for table 4 that its figures are read."""
    if table == "legal_challenges":
        return {"figures"} if row.values and not row.labels else set()
    if not names or not row.values or APPLICATION_HEADS.intersection(names[:-1]):
        return set()
    known = APPLICATION_ROWS if table == "applications" else ITEM_NAMES
    return {names[-1]} if names[-1] in known else set()


def _repeats(names: tuple[str, ...], row: PrintedRow, current: Instance) -> bool:
    if current.table == "legal_challenges":
        return "figures" in current.seen and "行政复议" in names
    if names and names[-1] in _LOCAL and _prints(current.rows[-1]):
        return False  # a group closes with a sum of its own, or with 其他
    return bool(_marks(names, row, current.table) & current.seen)
