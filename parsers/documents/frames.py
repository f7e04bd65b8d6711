"""Tables of Word files that frame a part of the text and are no tables of figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Inside(NamedTuple):
    """What a cell holds: its paragraphs with words, and the numbers of rows and of cells of each table within it."""

    passages: int
    tables: tuple[tuple[int, int], ...]


def is_frame(rows: Sequence[Sequence[Inside]]) -> bool:
    """Whether a table frames a part of the text: a column of whole passages, or tables of several columns in cells."""
    cells = [cell for row in rows for cell in row]
    inner = [table for cell in cells for table in cell.tables]
    is_column = all(len(row) == 1 for row in rows)
    if is_column and (inner or any(cell.passages > 1 for cell in cells)):
        return True
    return any(count > height > 1 for height, count in inner)
