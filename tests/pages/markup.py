"""Abstract cells as HTML: the words, a cell with its spans, a table."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable

from .grids import AbstractCell, Rows
from .styles import DIGIT_SEAM


def words_markup(text: str) -> str:
    if DIGIT_SEAM in text:
        return "".join(f"<span lang='EN-US'>{digit}</span>" for digit in text.split(DIGIT_SEAM))
    return html.escape(text).replace("\u00a0", "&nbsp;") or ""


def cell_markup(cell: AbstractCell, content: str, tag: str = "td", extra: str = "") -> str:
    spans = (f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else "") + (
        f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    )
    return f"<{tag}{spans}{extra}>{content}</{tag}>"


def plain_cell(cell: AbstractCell) -> str:
    return cell_markup(cell, words_markup(cell.text))


def row_markup(cells: Iterable[AbstractCell], write: Callable[[AbstractCell], str] = plain_cell) -> str:
    return "<tr>" + "".join(map(write, cells)) + "</tr>\n"


def table_markup(rows: Rows, write: Callable[[AbstractCell], str] = plain_cell) -> str:
    return "<table border=1><tbody>" + "".join(row_markup(row, write) for row in rows) + "</tbody></table>"
