"""Tables of an HTML page: which elements are one, and where each cell stands."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from parsers.model import Grid

from .grid import lay_out
from .html_words import joined

CELLS = frozenset({"td", "th"})
MAY_BE_TABLES = frozenset({"table", "div"})
_ROW = re.compile(r"row$|(?:.*;)?\s*display\s*:\s*table-row", re.IGNORECASE)
_CELL = re.compile(r"(?:grid)?cell$|(?:column|row)header$|(?:.*;)?\s*display\s*:\s*table-cell", re.IGNORECASE)
# A table of so few cells, one of them longer than any official label, is a frame around text.
_FEW_CELLS = 6
_PASSAGE = 200


def rows_of(node: LexborNode) -> list[list[LexborNode]] | None:
    """The cells of each row of a table, or of div elements that are rows and cells; None for any other element."""
    return _rows_of_table(node) if node.tag == "table" else _rows_of_div(node)


def grid_of(rows: list[list[LexborNode]], number: int) -> Grid:
    """The grid of a table's cells, row by row; `number` counts the tables of the page, from 1."""
    source: list[list[tuple[str, int, int, str]]] = []
    for at, cells in enumerate(rows, 1):
        laid: list[tuple[str, int, int, str]] = []
        row = f"table {number}, row {at}, cell "
        for n, cell in enumerate(cells, 1):
            words = cell.text(separator="\0")
            if not words.isalnum():  # most cells: a figure, or a label without marks
                words = joined(cell, words)
            spans = cell.attributes
            across, down = spans.get("colspan"), spans.get("rowspan")
            laid.append((words, _span(down) if down else 1, _span(across) if across else 1, f"{row}{n}"))
        source.append(laid)
    return lay_out(source, f"table {number}")


def _rows_of_table(table: LexborNode) -> list[list[LexborNode]] | None:
    """None for a table that only arranges the page: it holds further tables, a single cell, or passages of text."""
    if len(table.css("table")) > 1:  # the first is the table itself
        return None
    rows = [[cell for cell in row.iter() if cell.tag in CELLS] for row in table.css("tr")]
    count = sum(map(len, rows))
    if count < 2:
        return None
    if count <= _FEW_CELLS and any(len(cell.text(deep=True)) > _PASSAGE for row in rows for cell in row):
        return None
    return rows


def _rows_of_div(node: LexborNode) -> list[list[LexborNode]] | None:
    """A div whose children are rows of cells by their style or role: a table that is none in markup."""
    first = next(iter(node.iter()), None)
    if first is None or not _plays(first, _ROW):
        return None
    rows = list(node.iter())
    if len(rows) < 2 or not all(_plays(row, _ROW) for row in rows):
        return None
    cells = [list(row.iter()) for row in rows]
    return cells if all(_plays(cell, _CELL) for row in cells for cell in row) else None


def _plays(node: LexborNode, part: re.Pattern[str]) -> bool:
    attributes = node.attributes
    return bool(part.match((attributes.get("role") or attributes.get("style") or "").strip()))


def _span(text: str) -> int:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1
