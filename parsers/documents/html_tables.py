"""Tables of an HTML page: which elements are one, and where each cell stands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.model import Grid

from .grid import layout
from .html_names import CELLS, INLINE
from .html_words import joined

Rows = list[list[LexborNode]]

_OF_TABLES = ":not(span,p,o\\:p)"  # rows, cells, and what is not in every table
# By lexbor's numbers, which are faster to get than names.
_ROW_NUMBER, *_cell_numbers = (part.tag_id for part in LexborHTMLParser("<table><tr><td><th>").css("tr,td,th"))
_CELL_NUMBERS = frozenset(_cell_numbers)
_ROW = re.compile(r"row$|(?:.*;)?\s*display\s*:\s*table-row", re.IGNORECASE)
_CELL = re.compile(r"(?:grid)?cell$|(?:column|row)header$|(?:.*;)?\s*display\s*:\s*table-cell", re.IGNORECASE)
# A table of so few cells, one of them longer than any official label, is a frame around text.
_FEW_CELLS = 6
_PASSAGE = 200
_USUAL = 512  # cells; the places of a table of more are not remembered
# In a table of these, all that breaks a line within a cell is the end of a paragraph.
_WITHOUT_BREAKS = INLINE | {"table", "tbody", "thead", "tfoot", "caption", "colgroup", "col"}


class Table(NamedTuple):
    """The cells of each row of a table, and its other elements by name, but for those of which all tables are full."""

    rows: Rows
    others: dict[str, list[LexborNode]]


def table_of(node: LexborNode) -> Table | None:
    """The table that a `table` is.

    None for one that only arranges the page: it holds further tables, a single cell, or passages of text. Tables
    that are no more than the words of a cell make none of it.
    """
    table = _taken_apart(node)
    rows = table.rows
    within = len(table.others["table"]) > 1
    if within or "math" in table.others:  # a formula may hold elements that are called td, and are no cells
        rows = [[cell for cell in row.iter() if cell.tag in CELLS] for row in _own_rows(node)]
    count = sum(map(len, rows))
    if count < 2:
        return None
    if within and (count <= _FEW_CELLS or not all(_is_plain(cell) for row in rows for cell in row)):
        return None
    if count <= _FEW_CELLS and any(len(cell.text(deep=True)) > _PASSAGE for row in rows for cell in row):
        return None
    return Table(rows, table.others)


def _taken_apart(node: LexborNode) -> Table:
    rows: Rows = []
    others: dict[str, list[LexborNode]] = {}
    for part in node.css(_OF_TABLES):
        number = part.tag_id
        if number in _CELL_NUMBERS and rows:
            rows[-1].append(part)
        elif number == _ROW_NUMBER:
            rows.append([])
        else:
            others.setdefault(part.tag or "", []).append(part)
    return Table(rows, others)


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


def table_of_div(node: LexborNode) -> Table | None:
    """The cells of a div whose children are rows of cells by their style or role: a table that is none in markup."""
    first = next(node.iter(), None)
    if first is None or not _plays(first, _ROW):
        return None
    rows = list(node.iter())
    if len(rows) < 2 or not all(_plays(row, _ROW) for row in rows):
        return None
    cells = [list(row.iter()) for row in rows]
    if not all(_plays(cell, _CELL) for row in cells for cell in row):
        return None
    return Table(cells, _taken_apart(node).others)


def grid_of(table: Table, node: LexborNode, number: int) -> Grid:
    """The grid of a table's cells, row by row. `node` is its element, `number` counts the page's tables from 1."""
    only_paragraphs = _WITHOUT_BREAKS.issuperset(table.others)
    cells = [cell for row in table.rows for cell in row]
    texts = tuple(
        [
            words
            if (words := cell.text(separator="\0")).isalnum()  # most cells: a figure, or a label without marks
            else joined(cell, words, only_paragraphs=only_paragraphs)
            for cell in cells
        ]
    )
    spanning = {cell.mem_id for cell in node.css("[colspan],[rowspan]")}
    spans = tuple([(at, *_spans(cell)) for at, cell in enumerate(cells) if cell.mem_id in spanning])
    counts = tuple(map(len, table.rows))
    return Grid(texts, layout(counts, spans), places_of(number, counts), place=f"table {number}")


def places_of(table: int, counts: tuple[int, ...]) -> tuple[str, ...]:
    """Of the cells of a table whose rows have so many each. `table` counts the page's tables from 1."""
    return (_known_places if sum(counts) <= _USUAL else _places)(table, counts)


def _places(table: int, counts: tuple[int, ...]) -> tuple[str, ...]:
    rows = enumerate(counts, 1)
    return tuple([f"table {table}, row {row}, cell {n}" for row, count in rows for n in range(1, count + 1)])


_known_places = lru_cache(maxsize=512)(_places)  # all tables of one layout have the same


def _plays(node: LexborNode, part: re.Pattern[str]) -> bool:
    attributes = node.attributes
    return bool(part.match((attributes.get("role") or attributes.get("style") or "").strip()))


def _spans(cell: LexborNode) -> tuple[int, int]:
    attributes = cell.attributes
    return span_of(attributes.get("rowspan") or ""), span_of(attributes.get("colspan") or "")


@lru_cache(maxsize=256)
def span_of(text: str) -> int:
    """How far a cell reaches, as its attribute states it; 1 where that is no number."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1
