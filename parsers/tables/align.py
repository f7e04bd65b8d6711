"""Which printed cell stands in which column, where the two counts differ.

Nothing is decided by a sum and nothing is moved. All ways of placing the printed cells that the file
admits are considered; a column is settled only where every one of them puts the same there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb
from typing import Literal, NamedTuple

from parsers.model import Cell, Geometry

from .form import APPLICATIONS
from .vocabulary import ROW_LABELS, name_of

Reason = Literal["unplaced", "lost"]


class Gap(NamedTuple):
    """A column of a row whose cell is not settled, and why."""

    reason: Reason
    note: str


Slot = Cell | Gap  # one column of one row
Interval = tuple[int, int]
Placement = tuple[Cell | None, ...]
_MOST_PLACEMENTS = 500  # more are never settled
_LABELS = ROW_LABELS | APPLICATIONS.groups


def place(
    cells: Sequence[Cell],
    slots: int,
    geometry: Geometry,
    *,
    heads: Sequence[Interval] | None = None,
    label_cells: int = 1,
    blanks_are_values: bool = False,
    beside: Sequence[Interval] = (),
) -> Sequence[Slot]:
    """Place the cells of a value region into `slots` columns.

    `heads` are the grid columns [first, past the last) of the column heads, where the grid states them and the
    row ends where the heads end; a row that is wider or narrower has spans that lie.
    `label_cells` is how many columns the row's label covers in the official form; `blanks_are_values` says that
    the table elsewhere prints blanks among its figures, so that a blank behind a label is one more of them. `beside`
    are grid columns whose heads name no column of the form: what stands there is none of its figures.
    """
    if beside and heads is not None:
        cells = [cell for cell in cells if not _is_under(cell, beside)]
    if len(cells) == slots and geometry != "order" and (heads is None or _stand_under(cells, heads)):
        return cells  # nearly every row: as many cells as columns
    if not any(cell.text.strip() for cell in cells) and len(cells) >= slots:
        return cells[:slots]
    if len(cells) > slots and any(name_of(cell.text) in _LABELS for cell in cells):
        return _unplaced(cells, slots)  # another row has run into this one
    admissible = _admissible(cells, slots, geometry, heads, 1 if blanks_are_values else label_cells)
    if not admissible:
        return _unplaced(cells, slots)
    return [_agreed(options, cells) for options in zip(*admissible, strict=True)]


def words_under(cells: Sequence[Cell], heads: Sequence[Interval]) -> str:
    """What the cells print that stand under `heads`."""
    return " ".join(cell.text.strip() for cell in cells if cell.text.strip() and _is_under(cell, heads))


def _is_under(cell: Cell, heads: Sequence[Interval]) -> bool:
    return any(first <= cell.column < past for first, past in heads)


def right_edge(cells: Sequence[Cell]) -> int:
    """The grid column past the last cell; cells stand in column order."""
    return cells[-1].column + cells[-1].colspan if cells else 0


def _admissible(
    cells: Sequence[Cell], slots: int, geometry: Geometry, heads: Sequence[Interval] | None, label_cells: int
) -> list[Placement]:
    if len(cells) == slots:
        readings: list[Placement] = [tuple(cells)]
        if geometry == "order":
            readings.extend(_without_label_blanks(cells, label_cells))
        by_heads = _by_heads(cells, slots, heads)
        if by_heads:
            readings.append(by_heads)
        return readings
    if len(cells) < slots:
        return []  # a cell is missing, and nothing says which
    by_heads = _by_heads(cells, slots, heads)
    if by_heads:
        return [by_heads]
    printed = [cell for cell in cells if cell.text.strip()]
    if len(printed) == slots:
        return [tuple(printed)]
    if slots == 1 and len({cell.text.strip() for cell in printed}) == 1:  # one figure, once for each cell it covered
        return [(printed[0],)]
    return _without_blanks(cells, slots) if geometry == "spans" else _windows(cells, slots)


def _without_label_blanks(cells: Sequence[Cell], label_cells: int) -> list[Placement]:
    """The reading in which the leading blanks are label cells that lost their merge.

    A label that covers k+1 columns of the form, followed by exactly k blanks, may be such a label; then the
    last k figures of the row were cut off. Seen in text exports that print each merged cell once.
    """
    blanks = 0
    while blanks < len(cells) and not cells[blanks].text.strip():
        blanks += 1
    if not blanks or blanks != label_cells - 1:
        return []
    return [(*cells[blanks:], *([None] * blanks))]


def _stand_under(cells: Sequence[Cell], heads: Sequence[Interval]) -> bool:
    """Whether every cell begins under the head that its count gives it."""
    return len(cells) == len(heads) and all(
        first <= cell.column < past for cell, (first, past) in zip(cells, heads, strict=True)
    )


def _by_heads(cells: Sequence[Cell], slots: int, heads: Sequence[Interval] | None) -> Placement | None:
    """The placement that the grid's own columns give, where they are consistent; spans often lie."""
    if heads is None or len(heads) != slots:
        return None
    placed: list[Cell | None] = [None] * slots
    for cell in cells:
        at = next((n for n, (first, past) in enumerate(heads) if first <= cell.column < past), None)
        if at is None:
            if cell.text.strip():
                return None
        elif placed[at] is None:
            placed[at] = cell
        else:
            return None
    return tuple(placed)


def _windows(cells: Sequence[Cell], slots: int) -> list[Placement]:
    """Every run of `slots` neighbours that leaves only blanks outside."""
    found: list[Placement] = []
    for start in range(len(cells) - slots + 1):
        outside = (*cells[:start], *cells[start + slots :])
        if not any(cell.text.strip() for cell in outside):
            found.append(tuple(cells[start : start + slots]))
    return found


def _without_blanks(cells: Sequence[Cell], slots: int) -> list[Placement]:
    """Every way to leave out as many blanks as there are cells too many, wherever they stand."""
    blanks = [at for at, cell in enumerate(cells) if not cell.text.strip()]
    spare = len(cells) - slots
    if comb(len(blanks), spare) > _MOST_PLACEMENTS:
        return []
    return [
        tuple(cell for at, cell in enumerate(cells) if at not in left_out) for left_out in combinations(blanks, spare)
    ]


def _agreed(options: Sequence[Cell | None], cells: Sequence[Cell]) -> Slot:
    texts = {None if option is None else option.text.strip() for option in options}
    if len(texts) == 1:
        first = options[0]
        if first is None:
            return Gap("lost", "the row has no cell in this column")
        return first
    return Gap("unplaced", _printed(cells))


def _unplaced(cells: Sequence[Cell], slots: int) -> Sequence[Slot]:
    if not cells:
        return [Gap("lost", "the row has no cells behind its label")] * slots
    return [Gap("unplaced", _printed(cells))] * slots


def _printed(cells: Sequence[Cell]) -> str:
    """What a reader of the note needs to settle the row by eye."""
    shown = " ".join("".join(cell.text.split()) or "␣" for cell in cells)
    return f"the row prints {shown}; in which columns these stand is not settled"
