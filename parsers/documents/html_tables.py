"""Tables of an HTML page: which elements are one, and where each cell stands."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from parsers.model import Grid

from .grid import lay_out
from .html_names import CELLS, INLINE
from .html_words import joined

Rows = list[list[LexborNode]]

_ROW = re.compile(r"row$|(?:.*;)?\s*display\s*:\s*table-row", re.IGNORECASE)
_CELL = re.compile(r"(?:grid)?cell$|(?:column|row)header$|(?:.*;)?\s*display\s*:\s*table-cell", re.IGNORECASE)
# A table of so few cells, one of them longer than any official label, is a frame around text.
_FEW_CELLS = 6
_PASSAGE = 200
# In a table of these, all that breaks a line within a cell is the end of a paragraph.
_WITHOUT_BREAKS = INLINE | CELLS | {"table", "tr", "tfoot", "caption", "colgroup", "col"}
_ONE_BY_ONE = (1, 1)


def rows_of_table(table: LexborNode) -> Rows | None:
    """The cells of each row of a table.

    None for a table that only arranges the page: it holds further tables, a single cell, or passages of text. Tables
    that are no more than the words of a cell make none of it.
    """
    within = any(part.css_first("table") for part in table.iter())
    own = _own_rows(table) if within else table.css("tr")
    rows = [[cell for cell in row.iter() if cell.tag in CELLS] for row in own]
    count = sum(map(len, rows))
    if count < 2:
        return None
    if within and (count <= _FEW_CELLS or not all(_is_plain(cell) for row in rows for cell in row)):
        return None
    if count <= _FEW_CELLS and any(len(cell.text(deep=True)) > _PASSAGE for row in rows for cell in row):
        return None
    return rows


def _own_rows(table: LexborNode) -> list[LexborNode]:
    """The rows of a table without those of the tables in its cells."""
    parts = [(part.iter() if part.tag != "tr" else (part,)) for part in table.iter()]
    return [row for part in parts for row in part if row.tag == "tr"]


def _is_plain(cell: LexborNode) -> bool:
    """Whether the tables in a cell, if any, are one that holds one cell and all of the words."""
    inner = cell.css("table")
    if not inner:
        return True
    return len(inner) == 1 and len(inner[0].css("td,th")) == 1 and inner[0].text(strip=True) == cell.text(strip=True)


def rows_of_div(node: LexborNode) -> Rows | None:
    """The cells of a div whose children are rows of cells by their style or role: a table that is none in markup."""
    first = next(node.iter(), None)
    if first is None or not _plays(first, _ROW):
        return None
    rows = list(node.iter())
    if len(rows) < 2 or not all(_plays(row, _ROW) for row in rows):
        return None
    cells = [list(row.iter()) for row in rows]
    return cells if all(_plays(cell, _CELL) for row in cells for cell in row) else None


def grid_of(rows: Rows, number: int, named: dict[str, list[LexborNode]]) -> Grid:
    """The grid of a table's cells, row by row. `number` counts the page's tables from 1, `named` are its elements."""
    only_paragraphs = _WITHOUT_BREAKS.issuperset(named)
    spans = {cell.mem_id: _spans(cell) for name in CELLS for cell in named.get(name, ())}
    source: list[list[tuple[str, int, int, str]]] = []
    for at, cells in enumerate(rows, 1):
        row = f"table {number}, row {at}, cell "
        laid: list[tuple[str, int, int, str]] = []
        for n, cell in enumerate(cells, 1):
            words = cell.text(separator="\0")
            if not words.isalnum():  # most cells: a figure, or a label without marks
                words = joined(cell, words, only_paragraphs=only_paragraphs)
            down, across = spans.get(cell.mem_id, _ONE_BY_ONE)
            laid.append((words, down, across, f"{row}{n}"))
        source.append(laid)
    return lay_out(source, f"table {number}")


def _plays(node: LexborNode, part: re.Pattern[str]) -> bool:
    attributes = node.attributes
    return bool(part.match((attributes.get("role") or attributes.get("style") or "").strip()))


def _spans(cell: LexborNode) -> tuple[int, int]:
    attributes = cell.attributes
    return _span(attributes.get("rowspan") or ""), _span(attributes.get("colspan") or "")


def _span(text: str) -> int:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1
