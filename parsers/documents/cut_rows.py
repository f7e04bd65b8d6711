"""Rows of a printed table that a page break cuts: the label goes on at the head of the next page, beside blank cells.
Or the figures stand there, without a label, and none of them beside it at the foot of the page before.

That a row is cut shows only where words at the foot of a page fill their line to the end of the cell, and the row at
the head of the next page has words in the same columns alone, which begin no item of their own. Where the head of the
table is printed again on each page, that is the row below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from parsers.model import Cell, Grid

_BOX = re.compile(r"box (-?\d+) (-?\d+) (-?\d+) (-?\d+)$")
_SAME = 3  # points
_HIGHEST_HEAD = 4  # rows; the heads of the official tables have three
_FIGURE = re.compile(r"[\d.,\s]+|[-—/－]")
_BEGINS = re.compile(r"[\d一二三四五六七八九十]{1,3}[、.．]|[（(]|\d|[-—/－]")  # an item, a figure or a mark


def mended(above: Grid, below: Grid, full: frozenset[str]) -> tuple[Grid, Grid] | None:
    """The two parts of a table with the cut row whole at the end of the first; None where none is cut.

    `full` are the places of cells whose last line has no room left.
    """
    first = _rows_of_head(above, below)
    last = {_columns(cell): at for at, cell in enumerate(above.cells) if cell.row + cell.rowspan == above.height}
    texts = list(above.texts)
    blank_below_words = words_go_on = figures_follow = False
    for cell in (cell for cell in below.cells if cell.row == first):
        at = next((at for columns, at in last.items() if _are_near(columns, _columns(cell))), None)
        if not cell.text:
            blank_below_words = blank_below_words or bool(at is not None and texts[at])
        elif at is not None and above.places[at] in full and not _BEGINS.match(cell.text):
            texts[at] = f"{texts[at]}\n{cell.text}"
            words_go_on = True
        elif at is not None and not texts[at] and _FIGURE.fullmatch(cell.text):
            texts[at] = cell.text
            figures_follow = True
        else:
            return None
    if not blank_below_words or words_go_on == figures_follow or _have_figures_in_both(above, below, first):
        return None  # words and figures are a row of their own; so is what stands below figures
    whole = Grid(tuple(texts), above.layout, above.places, above.geometry, above.place)
    return whole, _without_row(below, first)


def _have_figures_in_both(above: Grid, below: Grid, first: int) -> bool:
    """Whether figures stand in the last row of the upper part and in the first of the lower one: they are two rows."""
    last = [cell.text for cell in above.cells if cell.row + cell.rowspan == above.height]
    next_row = [cell.text for cell in below.cells if cell.row == first]
    return all(any(map(_FIGURE.fullmatch, texts)) for texts in (last, next_row))


def _rows_of_head(above: Grid, below: Grid) -> int:
    """How many rows of a head the lower part of a table prints again; it has them in common with the upper part."""
    pairs = zip(*(list(grid.rows())[: _HIGHEST_HEAD + 1] for grid in (above, below)), strict=False)
    alike = list(takewhile(lambda pair: _is_head_again(*pair), pairs))
    return len(alike) if len(alike) <= _HIGHEST_HEAD else 0


def _is_head_again(row: Sequence[Cell], again: Sequence[Cell]) -> bool:
    """Whether two rows have half of their cells in common, and no figures. Those of a high head may be cut as well."""
    words, same = ({cell.text for cell in cells if cell.text} for cells in (again, row))
    return 2 * len(words & same) >= len(words) > 0 and not any(map(_FIGURE.fullmatch, words))


def _without_row(grid: Grid, row: int) -> Grid:
    cells: list[Cell] = []
    for cell in grid.cells:
        if cell.row > row:
            cells.append(cell._replace(row=cell.row - 1))
        elif cell.row + cell.rowspan <= row:
            cells.append(cell)
        elif cell.rowspan > 1:
            cells.append(cell._replace(rowspan=cell.rowspan - 1))
    return Grid.of(cells, grid.height - 1, grid.width, grid.geometry, grid.place)


def _columns(cell: Cell) -> tuple[int, int]:
    """Where a cell begins and ends on its page."""
    box = _BOX.search(cell.place)
    return (int(box[1]), int(box[3])) if box else (-1, -1)


def _are_near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return abs(one[0] - other[0]) <= _SAME and abs(one[1] - other[1]) <= _SAME
