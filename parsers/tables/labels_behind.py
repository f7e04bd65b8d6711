"""Labels of rows that do not lead their figures: in columns behind them, or in turn with them. Labels first again.

Where labels stand behind, their columns go to the front and those of the figures keep their order, under their heads.
Where a row of a grid holds labels and figures in turn, each label and its one figure become a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from parsers.model import Cell

from .align import right_edge
from .numbers import looks_like_value
from .rows import PrintedRow, row_of_cells
from .vocabulary import APPLICATION_COLUMNS, APPLICATION_ROWS, MEASURE_NAMES, ROW_LABELS, name_of

_FEWEST = 3  # rows, or labels, that show the order


def labels_first(rows: Sequence[PrintedRow]) -> Sequence[PrintedRow]:
    """The rows of a document's tables, labels first; nearly always as they are."""
    if not any(_holds_a_label(row) for row in rows):
        return rows
    return [row for _, run in groupby(rows, key=lambda row: row.run) for row in _of_run(list(run))]


def _holds_a_label(row: PrintedRow) -> bool:
    """Whether the label of a row stands behind its first figure: as the second cell of the values, or as the last."""
    if len(row.values) < 2 or row.geometry == "stream":
        return False
    return _is_label(row.values[1].text) or (not row.labels and any(_is_label(cell.text) for cell in row.values))


def _is_label(text: str) -> bool:
    return not text.isdigit() and name_of(text) in ROW_LABELS


def _of_run(run: Sequence[PrintedRow]) -> Sequence[PrintedRow]:
    """The rows of one grid, as they are where nothing tells the order of all of them."""
    return _in_turn(run) or _moved(run) or run


def _in_turn(run: Sequence[PrintedRow]) -> list[PrintedRow]:
    """A row for each label and its figure; [] where not all rows below the heads hold rows of table 3 in turn."""
    first = next((at for at, row in enumerate(run) if row.values), 0)
    pairs = [_pairs(row) for row in run[first:]]
    rows = [row for of_row in pairs for row in of_row]
    names = {row.names[-1] for row in rows if len(row.labels) == len(row.values) == 1}
    if not all(pairs) or len(rows) < _FEWEST or len(names) < len(rows) or not APPLICATION_ROWS.keys() >= names:
        return []
    return [*run[:first], *rows]


def _pairs(row: PrintedRow) -> list[PrintedRow]:
    """A row for each two cells, blank ones at the end apart; [] for an odd number of cells."""
    cells = list(row.cells)
    while len(cells) > 1 and not cells[-1].text.strip() and not cells[-2].text.strip():
        del cells[-2:]
    if not cells or len(cells) % 2:
        return []
    labels, figures = cells[::2], cells[1::2]
    if looks_like_value(cells[0].text):
        labels, figures = figures, labels
    return [
        row_of_cells([label._replace(column=0), figure._replace(column=1)], "columns", row.run)
        for label, figure in zip(labels, figures, strict=True)
    ]


def _moved(run: Sequence[PrintedRow]) -> list[PrintedRow]:
    """The rows with the columns of labels at the front; [] where these are not the same ones behind all figures."""
    led = [row for row in run if not row.labels and _holds_a_label(row) and not _is_figure(row.cells[-1])]
    if len(led) < _FEWEST or any(row.geometry != "spans" for row in run):
        return []
    firsts = {_behind_figures(row)[0].column for row in led}
    first, edge = min(firsts), max(right_edge(row.cells) for row in led)
    is_mixed = any(row.labels and any(map(_is_figure, row.values)) for row in run)
    if len(firsts) > 1 or is_mixed or not _stand_over(run, first, edge):
        return []
    is_mirrored = all(_is_label(_behind_figures(row)[0].text) for row in led)
    return [
        row_of_cells(sorted(_at_the_front(row, first, edge, is_mirrored=is_mirrored), key=_column), "spans", row.run)
        for row in run
    ]


def _stand_over(run: Sequence[PrintedRow], first: int, edge: int) -> bool:
    """Whether the heads end where the rows of figures end, and none of them is a figure's above the labels."""
    heads = [row for row in run if not any(map(_is_figure, row.values))]
    if heads and max(right_edge(row.cells) for row in heads) != edge:
        return False
    return not any(
        cell.column >= first and (name in APPLICATION_COLUMNS or name in MEASURE_NAMES)
        for row in heads
        for cell, name in zip(row.labels, row.names, strict=True)
    )


def _behind_figures(row: PrintedRow) -> Sequence[Cell]:
    """The cells behind the last figure of a row that ends in words."""
    last = max(at for at, cell in enumerate(row.cells) if _is_figure(cell))
    return row.cells[last + 1 :]


def _at_the_front(row: PrintedRow, first: int, edge: int, *, is_mirrored: bool) -> Iterator[Cell]:
    """The cells of a row, those from column `first` on at the front: mirrored, where groups stand behind labels."""
    for cell in row.cells:
        if cell.column < first:
            is_wide = cell.column + cell.colspan > first
            yield cell._replace(column=0 if is_wide else cell.column + edge - first)
        elif is_mirrored:
            yield cell._replace(column=max(0, edge - cell.column - cell.colspan))
        else:
            yield cell._replace(column=cell.column - first)


def _is_figure(cell: Cell) -> bool:
    return looks_like_value(cell.text)


def _column(cell: Cell) -> int:
    return cell.column
